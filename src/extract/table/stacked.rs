//! Tables that a dump lost: each cell on a line of its own, row after row.
//!
//! The words of the header follow each other as lines, 指標名, 基準値, 目標値; then the
//! names and values of each row in the same order. What does not fit ends the table.

use crate::layout::{Cell, Join, Kind, Row, Span, Table, Text};
use crate::rules::Column;

use super::super::Extractor;
use super::super::read::Read;
use super::cells::{self, Look};
use super::header;

/// A header cell is no longer than this, in bytes.
const LONGEST_HEADER: usize = 60;
/// A name is wrapped over no more lines than this.
const MOST_LINES: usize = 4;
/// More columns than these are no header.
const MOST_COLUMNS: usize = 9;

/// A line, and the block it stands in.
pub(super) struct Line {
    pub block: usize,
    /// The first line of its block.
    pub first: bool,
    pub text: Text,
}

impl Extractor<'_> {
    /// Reads the table whose header's first cell is a block; gives the block after it.
    pub(in crate::extract) fn stacked(&mut self, at: usize) -> Option<usize> {
        self.header_role(&self.document.blocks[at].text, true)?;
        let lines = self.lines(at);
        let mut roles: Vec<Column> =
            lines.iter().take(MOST_COLUMNS).map_while(|line| self.header_role(&line.text, false)).collect();
        // 社会増減数 is no header though 増減 may be.
        while roles.last() == Some(&Column::Ignore)
            && lines.get(roles.len()).is_some_and(|next| is_value(self.line_look(&next.text)))
        {
            roles.pop();
        }
        let names = |role: &&Column| matches!(role, Column::Name | Column::Kpi);
        let width = roles.len();
        if width < 2 || roles.iter().filter(names).count() != 1 || !roles.contains(&Column::Target) {
            return None;
        }
        let mut rows = vec![row(lines[..width].iter().map(|line| line.text.clone()).collect())];
        let mut taken = width;
        while let Some((cells, more)) = self.stacked_row(&roles, &lines[taken..]) {
            rows.push(row(cells));
            taken += more;
        }
        if rows.len() < 2 {
            return None;
        }
        self.tables += 1;
        self.table(at, &Table { rows });
        Some(lines.get(taken).map_or(self.document.blocks.len(), |next| next.block + usize::from(!next.first)))
    }

    /// The cells of the next row, and how many lines they take.
    fn stacked_row(&self, roles: &[Column], lines: &[Line]) -> Option<(Vec<Text>, usize)> {
        let (mut cells, mut at) = (Vec::new(), 0);
        for role in roles {
            let mut cell = lines.get(at)?.text.clone();
            let look = self.line_look(&cell);
            at += 1;
            match role {
                Column::Name | Column::Kpi | Column::Measure | Column::Section => {
                    if is_value(look) || self.header_role(&cell, false).is_some() {
                        return None;
                    }
                    while cell.pieces.len() < MOST_LINES
                        && let Some(next) = lines.get(at)
                        && *role == Column::Name
                        && !is_value(self.line_look(&next.text))
                    {
                        cell.append(next.text.clone(), Join::Wrap);
                        at += 1;
                    }
                }
                Column::Target | Column::Baseline | Column::Current | Column::Actual => {
                    if !is_value(look) && (*role != Column::Target || look != Look::Words) {
                        return None;
                    }
                    // The year of a value may stand under it.
                    if let Some(next) = lines.get(at)
                        && next.text.plain(self.source).trim_start().starts_with(['（', '('])
                    {
                        cell.append(next.text.clone(), Join::Part);
                        at += 1;
                    }
                }
                _ => {}
            }
            cells.push(cell);
        }
        Some((cells, at))
    }

    fn line_look(&self, text: &Text) -> Look {
        cells::look(&self.read(text), self.rules)
    }

    /// What a short line says as the header of a column; `first` where it must be about names.
    fn header_role(&self, text: &Text, first: bool) -> Option<Column> {
        let short = text.pieces.first().is_some_and(|piece| piece.span.range().len() <= LONGEST_HEADER);
        if !short || first && text.pieces.len() > MOST_COLUMNS {
            return None;
        }
        if first && !opens_table(&self.source[text.pieces[0].span.range()]) {
            return None;
        }
        let line = Text { pieces: text.pieces[..1].to_vec() };
        let read: Read = self.read(&line);
        let role = header::role(&read, self.rules)?;
        let names = matches!(role, Column::Name | Column::Kpi | Column::Measure | Column::Section);
        (!first || names).then_some(role)
    }

    /// The lines of the text blocks from one on, up to the next table or note.
    pub(super) fn lines(&self, at: usize) -> Vec<Line> {
        let blocks = self.document.blocks[at..].iter().enumerate();
        let text = blocks.take_while(|(_, block)| !matches!(block.kind, Kind::Table(_) | Kind::Note));
        let mut lines: Vec<Line> = Vec::new();
        for (n, block) in text.take(MOST_BLOCKS) {
            for (m, piece) in block.text.pieces.iter().enumerate() {
                match lines.last_mut().filter(|_| m > 0 && piece.join == Join::Run) {
                    Some(line) => line.text.pieces.push(*piece),
                    None => lines.push(Line { block: at + n, first: m == 0, text: Text { pieces: vec![*piece] } }),
                }
            }
        }
        lines
    }
}

/// A lost table has no more blocks than this.
const MOST_BLOCKS: usize = 400;

/// Whether a line can be the header of a column of names: spares reading most lines.
fn opens_table(line: &str) -> bool {
    ["指", "項", "KPI", "ＫＰＩ", "施策", "分野", "区分", "取組", "ndicator"].iter().any(|word| line.contains(word))
}

pub(super) fn is_value(look: Look) -> bool {
    matches!(look, Look::Values | Look::LabelledValue | Look::Number | Look::Nothing)
}

fn row(cells: Vec<Text>) -> Row {
    let ends = cells.first().zip(cells.last());
    let span = ends.map_or(Span::new(0, 0), |(first, last)| Span { start: first.span().start, end: last.span().end });
    let cell = |(n, text)| Cell { text, column: n as u16, columns: 1, rows: 1 };
    Row { cells: cells.into_iter().enumerate().map(cell).collect(), span }
}
