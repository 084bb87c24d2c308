//! The lines that a source was printed in, of text and of cells.

use crate::layout::{Cell, Join, Kind, Piece, Row, Span, Text};
use crate::record::CellRef;
use crate::text::nfkc;

use super::super::{Extractor, name};
use super::Line;
use super::line::holds;
use super::token::{Leaf, every};

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
                        let lines = self.row_as_lines(block, table, row, cells);
                        if !lines.is_empty() {
                            all.extend(lines);
                            continue;
                        }
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
        // X事業<br>3.2億円<br>〔令和7年度補正予算 1.0億円〕: one cell tells all of it.
        let alone = |cell: &&Cell| {
            let lines = cell.text.pieces.iter().filter(|piece| piece.join == Join::Part).count();
            lines > 1 && self.tells_kinds(&self.source[cell.text.span().range()])
        };
        let parts = raw.contains('\n') || filled.iter().any(alone);
        if parts || !(2..=ROW).contains(&filled.len()) || !self.tells_kinds(raw) {
            return;
        }
        let mut text = Text::default();
        filled.iter().for_each(|cell| text.append(cell.text.clone(), Join::Part));
        // R8 | 担当 | 関連予算: the words of a header tell of no amount.
        let reading = self.paid_reading(&text);
        let nodes = every(&reading, &(0..reading.view.text.len()), &self.rules.paid);
        if !holds(&nodes, &|leaf| matches!(leaf, Leaf::Money(_))) {
            return;
        }
        all.push(self.printed_line(block, CellRef { table, row, column: u32::from(filled[0].column) + 1 }, text));
    }

    /// Such lines, each marked as an item, told of its own kind or closed as a bracket is, that gaps alone made one row of:
    /// R8概算要求額 | 1.4億円 over （R7予算額 | 0.9億円）. Their cells are pieces of several, and tell nothing.
    fn row_as_lines(&self, block: usize, table: u32, row: u32, cells: &Row) -> Vec<Line> {
        let raw = &self.source[cells.span.range()];
        let gaps = !raw.contains(['\t', '|', '｜', '<', '"']) && raw.contains('\n');
        if !gaps || !(2..=ROW).contains(&cells.cells.len()) || !self.rules.paid.may_pay(raw) {
            return Vec::new();
        }
        let pieces = cells.cells.iter().flat_map(|cell| cell.text.pieces.iter().map(|piece| (cell.column, piece.span)));
        let mut pieces: Vec<(u16, Span)> = pieces.collect();
        pieces.sort_by_key(|(_, span)| span.start);
        let mut lines: Vec<Line> = Vec::new();
        let parted = |one: &(u16, Span), next: &(u16, Span)| {
            !self.source[one.1.end as usize..next.1.start as usize].contains('\n')
        };
        for line in pieces.chunk_by(parted) {
            let cell = CellRef { table, row, column: u32::from(line[0].0) + 1 };
            let text = Text { pieces: line.iter().map(|&(_, span)| Piece { span, join: Join::Part }).collect() };
            lines.push(self.printed_line(block, cell, text));
        }
        let own = |line: &Line| {
            let raw = &self.source[line.span.range()];
            let priced = line.text.pieces.len() > 1 && self.rules.paid.may_pay(raw);
            (priced, priced && (line.marked || self.tells_kinds(raw)))
        };
        // A name that is wrapped beside its amounts is whole only in its cell.
        let whole = lines.iter().all(|line| !own(line).0 || own(line).1);
        if whole && lines.iter().any(|line| own(line).1) { lines } else { Vec::new() }
    }

    fn tells_kinds(&self, raw: &str) -> bool {
        self.rules.paid.may_pay(raw) && !self.rules.paid.kinds(&nfkc(raw)).is_empty()
    }

    fn printed_line(&self, block: usize, cell: CellRef, text: Text) -> Line {
        let span = text.span().trim(self.source);
        let (page, marked) = (self.document.places.page(span.start), is_marked(&self.source[span.range()]));
        Line { block, cell: Some(cell), text, span, page, marked }
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
