//! Tables whose cells a dump parts by one space: `耐震化率 81.0％（H30） 95.0％（R6）`.
//!
//! Only a header line that is nothing but column words makes its lines a table: 指標 現状値
//! 目標値. The values are the last words of a line, the name is what stands before them.

use crate::layout::{Cell, Join, Piece, Row, Span, Table, Text};
use crate::rules::Column;

use super::super::Extractor;
use super::cells::{self, Look};
use super::header;
use super::stacked::{Line, is_value};

/// A header line is no longer than this, in bytes.
const LONGEST_HEADER: usize = 240;
/// What the header of a column of names holds.
const NAMES: [&str; 5] = ["指標", "項目", "KPI", "ＫＰＩ", "ndicator"];
/// A name is wrapped over no more lines than this before its values.
const MOST_LINES: usize = 2;

impl Extractor<'_> {
    /// Reads the table whose header line is a block's first line; gives the block after it.
    pub(in crate::extract) fn spaced(&mut self, at: usize) -> Option<usize> {
        let first = self.document.blocks[at].text.pieces.first()?;
        let line = &self.source[first.span.range()];
        // Every such header names a goal and what it is for: spares parting most lines.
        let header = line.len() <= LONGEST_HEADER
            && !line.contains(['。', '、'])
            && NAMES.iter().any(|word| line.contains(word));
        if !header {
            return None;
        }
        let words = words(self.source, first.span);
        if !(3..=12).contains(&words.len()) {
            return None;
        }
        let roles: Vec<Column> =
            words.iter().map_while(|&word| header::role(&self.read(&text(word)), self.rules)).collect();
        let name = roles.iter().position(|role| *role == Column::Name)?;
        if roles.len() != words.len() || !roles.contains(&Column::Target) {
            return None;
        }
        let lines = self.lines(at);
        let mut rows = vec![row(words.into_iter().map(text).collect())];
        let (mut taken, mut open): (usize, Vec<Span>) = (1, Vec::new());
        for (n, line) in lines.iter().enumerate().skip(1) {
            if let Some(cells) = self.spaced_row(&roles, name, line, &open) {
                rows.push(row(cells));
                (taken, open) = (n + 1, Vec::new());
            } else if open.len() < MOST_LINES && self.may_name(line) {
                open.push(line.text.span());
            } else {
                break;
            }
        }
        if rows.len() < 2 {
            return None;
        }
        self.tables += 1;
        self.table(at, &Table { rows });
        Some(lines.get(taken).map_or(self.document.blocks.len(), |next| next.block + usize::from(!next.first)))
    }

    /// The cells of a line, the wrapped lines before it opening its name.
    fn spaced_row(&self, roles: &[Column], name: usize, line: &Line, open: &[Span]) -> Option<Vec<Text>> {
        // A year in brackets belongs to the value before it.
        let mut words: Vec<Text> = Vec::new();
        for word in words_of(self.source, &line.text) {
            let bracket = self.source[word.range()].starts_with(['（', '(', '〔']);
            match words.last_mut().filter(|_| bracket) {
                Some(last) => last.append(text(word), Join::Run),
                None => words.push(text(word)),
            }
        }
        let behind = roles.len() - name - 1;
        let named =
            words.len().checked_sub(behind).filter(|&named| named > name || named == name && !open.is_empty())?;
        let fits = |role: Column, word: &Text| {
            let look = cells::look(&self.read(word), self.rules);
            match role {
                Column::Target => is_value(look) || look == Look::Words,
                Column::Baseline | Column::Current | Column::Actual => is_value(look),
                _ => true,
            }
        };
        let values = roles[name + 1..].iter().zip(&words[named..]);
        let some = values.clone().any(|(&role, word)| {
            matches!(role, Column::Target | Column::Baseline | Column::Current | Column::Actual)
                && is_value(cells::look(&self.read(word), self.rules))
        });
        if !some || !values.clone().all(|(&role, word)| fits(role, word)) {
            return None;
        }
        let mut cells: Vec<Text> = words[..name].to_vec();
        let mut whole = Text::default();
        let parts = open.iter().map(|&span| text(span)).chain(words[name..named].iter().cloned());
        parts.for_each(|part| whole.append(part, Join::Wrap));
        cells.push(whole);
        cells.extend(words[named..].iter().cloned());
        Some(cells)
    }

    /// Whether a line could be the first part of a name.
    fn may_name(&self, line: &Line) -> bool {
        let read = self.read(&line.text);
        matches!(cells::look(&read, self.rules), Look::Words) && header::role(&read, self.rules).is_none()
    }
}

fn text(span: Span) -> Text {
    Text { pieces: vec![Piece { span, join: Join::Part }] }
}

fn words_of(source: &str, text: &Text) -> Vec<Span> {
    text.pieces.iter().flat_map(|piece| words(source, piece.span)).collect()
}

/// The words of a stretch of the source, parted by white space.
fn words(source: &str, span: Span) -> Vec<Span> {
    let (mut all, mut from) = (Vec::new(), None);
    for (at, c) in source[span.range()].char_indices() {
        let at = span.start as usize + at;
        match (c.is_whitespace(), from) {
            (true, Some(start)) => {
                all.push(Span::new(start, at));
                from = None;
            }
            (false, None) => from = Some(at),
            _ => {}
        }
    }
    all.extend(from.map(|start| Span::new(start, span.end as usize)));
    all
}

fn row(cells: Vec<Text>) -> Row {
    let full = || cells.iter().filter(|cell| !cell.is_empty()).map(Text::span);
    let start = full().map(|span| span.start).min().unwrap_or(0);
    let end = full().map(|span| span.end).max().unwrap_or(0);
    let cell = |(n, text)| Cell { text, column: n as u16, columns: 1, rows: 1 };
    Row { span: Span { start, end }, cells: cells.into_iter().enumerate().map(cell).collect() }
}
