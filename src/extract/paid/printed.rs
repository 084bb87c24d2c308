//! The lines that a source was printed in, of text and of cells.

use crate::layout::{Cell, Join, Kind, Row, Text};
use crate::record::CellRef;
use crate::text::nfkc;

use super::super::{Extractor, name};
use super::Line;

/// A row that may be a line has no more cells.
const ROW: usize = 6;

impl Extractor<'_> {
    /// The lines of the source that text and cells stand on, in order.
    pub(super) fn source_lines(&self) -> Vec<Line> {
        let mut all = Vec::new();
        let mut table = 0;
        for (block, one) in self.document.blocks.iter().enumerate() {
            match &one.kind {
                Kind::Table(rows) => {
                    table += 1;
                    for (row, cells) in (1..).zip(&rows.rows) {
                        self.row_as_line(block, table, row, cells, &mut all);
                        for cell in &cells.cells {
                            let at = CellRef { table, row, column: u32::from(cell.column) + 1 };
                            self.lines_of(block, Some(at), &cell.text, &mut all);
                        }
                    }
                }
                _ => self.lines_of(block, None, &one.text, &mut all),
            }
        }
        all
    }

    /// X事業 | R8予算案 25億円（R7予算 | 22億円）: a row whose cells tell years, kinds and amounts themselves may be a line that
    /// only looked like a table.
    fn row_as_line(&self, block: usize, table: u32, row: u32, cells: &Row, all: &mut Vec<Line>) {
        let raw = &self.source[cells.span.range()];
        let filled: Vec<&Cell> = cells.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        let paid = &self.rules.paid;
        if !(2..=ROW).contains(&filled.len())
            || raw.contains('\n')
            || !paid.may_pay(raw)
            || paid.kinds(&nfkc(raw)).is_empty()
        {
            return;
        }
        let mut text = Text::default();
        filled.iter().for_each(|cell| text.append(cell.text.clone(), Join::Part));
        let span = text.span().trim(self.source);
        let cell = Some(CellRef { table, row, column: u32::from(filled[0].column) + 1 });
        let marked = is_marked(&self.source[span.range()]);
        all.push(Line { block, cell, text, span, page: self.document.places.page(span.start), marked });
    }

    fn lines_of(&self, block: usize, cell: Option<CellRef>, text: &Text, all: &mut Vec<Line>) {
        let mut own: Vec<Text> = Vec::new();
        for piece in &text.pieces {
            match own.last_mut() {
                Some(last) if piece.join == Join::Run => last.pieces.push(*piece),
                _ => own.push(Text { pieces: vec![*piece] }),
            }
        }
        for text in own {
            let span = text.span().trim(self.source);
            if !span.is_empty() {
                let page = self.document.places.page(span.start);
                let raw = &self.source[span.range()];
                let first = all.last().is_none_or(|line: &Line| line.block != block);
                let item = first && matches!(self.document.blocks[block].kind, Kind::Item);
                let marked = item || is_marked(raw);
                all.push(Line { block, cell, text, span, page, marked });
            }
        }
    }
}

/// Whether a line begins with the mark or number of an item.
fn is_marked(raw: &str) -> bool {
    raw.starts_with(|c: char| name::is_mark(c) || c == '※') || crate::layout::number_rank(raw).is_some()
}
