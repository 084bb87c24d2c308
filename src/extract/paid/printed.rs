//! The lines that a source was printed in, of text and of cells.

use crate::layout::{Cell, Join, Kind, Piece, Row, Span, Text};
use crate::record::CellRef;
use crate::text::nfkc;

use super::super::{Extractor, name};
use super::Line;
use super::line::holds;
use super::token::{Leaf, every};

const BOLD: &str = "**";
const LEADER: &str = "....";
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
                    let whole = self.rows_as_lines(block, &rows.rows);
                    if !whole.is_empty() {
                        all.extend(whole);
                        continue;
                    }
                    for (row, cells) in (1..).zip(&rows.rows) {
                        let lines = self.rows_as_lines(block, std::slice::from_ref(cells));
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
        // Keys of JSON stand in another order than its columns.
        let ordered = filled.windows(2).all(|two| two[0].text.span().end <= two[1].text.span().start);
        if parts || !ordered || !(2..=ROW).contains(&filled.len()) || !self.tells_kinds(raw) {
            return;
        }
        let mut text = Text::default();
        filled.iter().for_each(|cell| text.append(cell.text.clone(), Join::Part));
        // R8 | 担当 | 関連予算: the words of a header tell of no amount.
        if !self.tells_money(&text) {
            return;
        }
        let at = CellRef { table, row, column: u32::from(filled[0].column) + 1 };
        all.push(self.printed_line(block, Some(at), text));
    }

    /// Such lines, each marked as an item, told of its own kind or closed as a bracket is, that gaps alone made rows of:
    /// R8概算要求額 | 1.4億円 over （R7予算額 | 0.9億円）. Their cells are pieces of several, and tell nothing.
    fn rows_as_lines(&self, block: usize, rows: &[Row]) -> Vec<Line> {
        let (Some(top), Some(last)) = (rows.first(), rows.last()) else { return Vec::new() };
        let raw = &self.source[top.span.start as usize..last.span.end.max(top.span.end) as usize];
        let gaps = !raw.contains(['\t', '|', '｜', '<', '"']) && (raw.contains('\n') || self.begins_item(top.span));
        let wide = rows.iter().all(|row| row.cells.len() <= ROW) && rows.iter().any(|row| row.cells.len() > 1);
        if !gaps || !wide || !(self.rules.paid.may_pay(raw) || super::super::has_digit(raw.as_bytes())) {
            return Vec::new();
        }
        let cells = rows.iter().flat_map(|row| &row.cells);
        let mut pieces: Vec<Span> = cells.flat_map(|cell| cell.text.pieces.iter().map(|piece| piece.span)).collect();
        pieces.sort_unstable();
        let mut lines: Vec<Line> = Vec::new();
        let parted = |one: &Span, next: &Span| !self.source[one.end as usize..next.start as usize].contains('\n');
        for line in pieces.chunk_by(parted) {
            let text = Text { pieces: line.iter().map(|&span| Piece { span, join: Join::Part }).collect() };
            lines.push(self.printed_line(block, None, text));
        }
        let own = |line: &Line| {
            let raw = &self.source[line.span.range()];
            // 研究者を派遣する。 単価：290校×5百万円 is text of the page, and no row.
            let text = raw.contains('。') || self.rules.paid.is_per_unit(raw);
            let number = |piece: &Piece| self.source[piece.span.range()].trim_start().starts_with(is_number);
            let numbers = line.marked && line.text.pieces.iter().skip(1).any(number);
            let priced = line.text.pieces.len() > 1 && (self.rules.paid.may_pay(raw) || numbers) && !text;
            // うち離島分 5億円 is told of the line above, and of no cell.
            let part = self.rules.paid.opens_part(raw);
            (priced, priced && (line.marked || part || self.tells_kinds(raw) && self.tells_money(&line.text)))
        };
        // A name that is wrapped beside its amounts is whole only in its cell.
        let whole = lines.iter().all(|line| !own(line).0 || own(line).1);
        if whole && lines.iter().any(|line| own(line).1) { lines } else { Vec::new() }
    }

    fn tells_kinds(&self, raw: &str) -> bool {
        self.rules.paid.may_pay(raw) && !self.rules.paid.kinds(&nfkc(raw)).is_empty()
    }

    fn tells_money(&self, text: &Text) -> bool {
        let reading = self.paid_reading(text);
        let nodes = every(&reading, &(0..reading.view.text.len()), &self.rules.paid);
        holds(&nodes, &|leaf| matches!(leaf, Leaf::Money(_)))
    }

    fn printed_line(&self, block: usize, cell: Option<CellRef>, text: Text) -> Line {
        let span = text.span().trim(self.source);
        let (page, marked) = (self.document.places.page(span.start), self.begins_item(span));
        Line { block, cell, text, span, page, marked }
    }

    fn lines_of(&self, block: usize, cell: Option<CellRef>, text: &Text, all: &mut Vec<Line>) {
        let mut own: Vec<Text> = Vec::new();
        for piece in &text.pieces {
            match own.last_mut() {
                Some(last) if piece.join == Join::Run => last.pieces.push(*piece),
                _ => own.push(Text { pieces: vec![*piece] }),
            }
        }
        for text in own.into_iter().flat_map(|text| self.parted_at_marks(text)) {
            let span = text.span().trim(self.source);
            if !span.is_empty() {
                let page = self.document.places.page(span.start);
                let first = all.last().is_none_or(|line: &Line| line.block != block);
                let item = first && matches!(self.document.blocks[block].kind, Kind::Item);
                let marked = item || self.begins_item(span);
                all.push(Line { block, cell, text, span, page, marked });
            }
        }
    }

    /// 新規事業は、▽X整備 3億円▽Y改修 2億円▽Z導入 1億円: a list in one line, parted where its mark stands.
    fn parted_at_marks(&self, text: Text) -> Vec<Text> {
        let [piece] = text.pieces.as_slice() else { return vec![text] };
        let (start, raw) = (piece.span.start as usize, &self.source[piece.span.range()]);
        let Some(mark) = self.rules.programmes.list_sign(raw) else { return vec![text] };
        let places: Vec<usize> = raw.match_indices(mark).map(|(at, _)| at).collect();
        // ▽A▽B▽C 3億円: of three names and one amount nobody knows whose it is.
        let priced = |part: &str| super::super::has_digit(part.as_bytes()) && self.rules.paid.may_pay(part);
        let (before, parts) = raw.split_once(mark).unwrap_or_default();
        let count = parts.split(mark).filter(|part| priced(part)).count();
        if count < LISTED || count < places.len() || priced(before) {
            return vec![text];
        }
        let starts = std::iter::once(0).chain(places.iter().copied().filter(|&at| at > 0));
        let ends = places.iter().copied().filter(|&at| at > 0).chain([raw.len()]);
        let part = |(from, to): (usize, usize)| Text {
            pieces: vec![Piece { span: Span::new(start + from, start + to), join: Join::Part }],
        };
        starts.zip(ends).map(part).collect()
    }

    /// The same by its beginning alone.
    pub(super) fn begins_item_anew(&self, span: Span) -> bool {
        let raw = &self.source[span.range()];
        raw.starts_with(name::is_mark) || crate::layout::number_rank(raw).is_some()
    }

    /// Whether a line begins with the mark or number of an item, or in bold print: **X事業** 1,845,000.
    fn begins_item(&self, span: Span) -> bool {
        let raw = &self.source[span.range()];
        let bold = || raw.starts_with(BOLD) || self.source[..span.start as usize].ends_with(BOLD);
        // X Programme ........ 276.0: what leads to an amount marks an item too.
        raw.starts_with(|c: char| name::is_mark(c) || c == '※')
            || crate::layout::number_rank(raw).is_some()
            || raw.contains('.') && raw.contains(LEADER)
            || bold()
    }
}

/// So many items make a list of a line.
const LISTED: usize = 3;

/// A digit, of whatever width.
fn is_number(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}
