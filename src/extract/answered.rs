//! Tables of who does what of which a dump kept a cell a line: a number, what is to be done, by whom, how it stands.
//!
//! The header names the columns, a line each. A row begins at its number, else it takes as many lines as there are
//! columns; the line that names ministries and nothing else parts what is done from what is told of it.

use crate::layout::Span;
use crate::record::Form;
use crate::rules::Column;
use crate::text::nfkc;
use crate::text::scan::{Named, names};

use super::grid::cell::{Says, facets};
use super::making::FoundMeasure;
use super::statement::By;
use super::{Extractor, Found, cover, language, name};

/// A word of a header is no longer, in characters.
const WORD: usize = 14;
/// A header has no fewer columns, and no more.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=7;
/// A table has no fewer rows.
const ROWS: usize = 2;
/// What is to be done takes so many characters, and no more than so many lines.
const LEAST: usize = 6;
const WRAPPED: usize = 4;
/// The lines of a row between its number and the next.
const ROW: usize = 24;

/// What a column of such a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Number,
    Deed,
    Office,
    Other,
}

/// What a row says is done, by whom, and where it stands.
struct Row {
    text: String,
    ministries: Vec<Named>,
    span: Span,
}

impl Extractor<'_> {
    /// Makes measures of such rows.
    pub(super) fn answered(&mut self) {
        if !self.source.contains('\n') {
            return;
        }
        let lines = self.plain_lines();
        let mut at = 0;
        while at < lines.len() {
            let Some(columns) = self.columns_at(&lines[at..]) else {
                at += 1;
                continue;
            };
            let first = at + columns.len();
            let (rows, next) = self.answered_rows(&lines, first, &columns);
            at = next.max(first);
            if rows.len() < ROWS {
                continue;
            }
            for Row { text, ministries, span } in rows {
                let after = self.document.blocks.partition_point(|block| block.text.span().start <= span.start);
                let lang = language(&text);
                self.out.push(Found::Measure(FoundMeasure {
                    text,
                    form: Form::Statement,
                    ministries,
                    block: after.saturating_sub(1),
                    span,
                    cell: None,
                    by: By::Table,
                    lang,
                }));
            }
        }
    }

    /// The lines of the source that hold anything.
    fn plain_lines(&self) -> Vec<Span> {
        let mut from = 0;
        let lines = self.source.split_inclusive('\n').map(|line| {
            let start = from;
            from += line.len();
            Span::new(start, start + line.len()).trim(self.source)
        });
        lines.filter(|span| !span.is_empty()).collect()
    }

    /// The columns of a header that begins the lines: words alone, one of them for what is done and one for who does it.
    fn columns_at(&self, lines: &[Span]) -> Option<Vec<Holds>> {
        let held = |span: &Span| {
            let word = self.source[span.range()].trim();
            // Most lines are spared the rest.
            if word.len() > 3 * WORD || word.contains(['\t', '|', '。']) {
                return None;
            }
            self.holds(&nfkc(word))
        };
        let columns: Vec<Holds> = lines.iter().take(COLUMNS.end() + 1).map_while(held).collect();
        // The title above the header may be such a word too: 実施状況.
        if columns.iter().position(|column| *column == Holds::Number).is_some_and(|at| at > 0) {
            return None;
        }
        let one = |what: Holds| columns.iter().filter(|&&column| column == what).count() == 1;
        (COLUMNS.contains(&columns.len()) && one(Holds::Office) && one(Holds::Deed)).then_some(columns)
    }

    /// What a word of a header says that its column holds; none where it is none.
    fn holds(&self, word: &str) -> Option<Holds> {
        if word.chars().count() > WORD || word.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let found = facets(word, self.rules);
        let deed = found.iter().any(|&at| self.rules.tables.facets[at].deed);
        let says = Says::sum(found.into_iter(), self.rules);
        match says.kind {
            _ if says.is(Column::Office) => Some(Holds::Office),
            _ if says.is(Column::Index) => Some(Holds::Number),
            _ if deed || says.is(Column::Measure) => Some(Holds::Deed),
            Some(_) => Some(Holds::Other),
            None => says.role.map(|_| Holds::Other),
        }
    }

    /// The rows below a header, and the line behind them.
    fn answered_rows(&self, lines: &[Span], first: usize, columns: &[Holds]) -> (Vec<Row>, usize) {
        let numbered = columns.first() == Some(&Holds::Number);
        let mut rows = Vec::new();
        let mut at = first;
        while at < lines.len() {
            let end = if numbered {
                if !is_number(self.source[lines[at].range()].trim()) {
                    break;
                }
                let rest = lines[at + 1..].iter().take(ROW);
                let len = rest.take_while(|span| !is_number(self.source[span.range()].trim())).count();
                at + 1 + len
            } else {
                at + columns.len()
            };
            let Some(row) = lines.get(at..end).and_then(|lines| self.answered_row(lines, columns)) else { break };
            rows.push(row);
            at = end;
        }
        (rows, at)
    }

    fn answered_row(&self, lines: &[Span], columns: &[Holds]) -> Option<Row> {
        let place = |what: Holds| columns.iter().position(|column| *column == what);
        let (deed, office) = (place(Holds::Deed)?, place(Holds::Office)?);
        let whole = lines.len() == columns.len();
        let context = self.offices.context(self.rules);
        let listed = |span: &Span| {
            let named = names(&nfkc(self.source[span.range()].trim()), &context);
            let known = !named.is_empty() && named.iter().all(|one| one.known.is_some());
            known.then_some(named)
        };
        // A row whose cells are wrapped is told by the only line of ministries right behind what is done.
        let (from, to, ministries) = if whole {
            (deed, deed + 1, listed(&lines[office])?)
        } else {
            let mut all = lines.iter().enumerate().filter_map(|(n, span)| Some((n, listed(span)?)));
            let (at, ministries) = all.next().filter(|_| office == deed + 1)?;
            if all.next().is_some() || !(deed + 1..=deed + WRAPPED).contains(&at) {
                return None;
            }
            (deed, at, ministries)
        };
        let parts = lines[from..to].iter().map(|span| self.source[span.range()].trim());
        let text = name::clean_text(&parts.collect::<Vec<_>>().join(""));
        let span = cover(lines[from], lines[office.max(to - 1).min(lines.len() - 1)]);
        (text.chars().count() >= LEAST).then_some(Row { text, ministries, span })
    }
}

/// 1-1, (2), 3.: a line that is a number and nothing else.
fn is_number(line: &str) -> bool {
    let line = nfkc(line);
    line.len() <= 10
        && line.contains(|c: char| c.is_ascii_digit())
        && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '(' | ')'))
}
