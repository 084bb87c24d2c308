//! What the lines tell that words stand in: whether they are cells or rows, heads or tails, and how far they reach.

use std::rc::Rc;

use crate::chars::{columns, is_japanese, open_brackets};
use crate::layout::{Join, Text};
use crate::rules::{Column, Look};

use super::super::super::cell::Cell;
use super::super::is_value;
use super::{Aligner, Word};

/// So many words tell what lines are.
const SAMPLE: usize = 300;
/// So many lines tell which of them come again.
const COUNTED: usize = 2000;

/// For each word where its line begins and ends.
pub(super) fn bounds(words: &[Word]) -> Vec<(usize, usize)> {
    let mut bounds = Vec::with_capacity(words.len());
    let mut from = 0;
    while from < words.len() {
        let end = (from..words.len()).find(|&n| words[n].line != words[from].line).unwrap_or(words.len());
        bounds.extend((from..end).map(|_| (from, end)));
        from = end;
    }
    bounds
}

impl Aligner<'_, '_> {
    /// Tells from the first lines whether they are cells or rows, and how far apart they stand.
    pub(super) fn look_at_lines(&mut self) {
        let (mut cells, mut rows, mut blocks, mut ends) = (0, 0, 0, 0);
        let mut at = 0;
        while at < self.words.len().min(SAMPLE) {
            let (from, end) = self.line(at);
            let values = (from..end).filter(|&n| is_value(self.cell(n, n + 1).look)).count();
            if values > 0 {
                let cell = values == 1 && end - from <= 3 && is_value(self.cell(from, end).look);
                if cell || self.is_number(from, end) { cells += 1 } else { rows += 1 }
            }
            if from > 0 {
                ends += 1;
                blocks += usize::from(self.words[from].block != self.words[from - 1].block);
            }
            at = end;
        }
        self.celled = cells > rows;
        let mut at = 0;
        while at < self.words.len().min(COUNTED) {
            let (from, end) = self.line(at);
            // 年度途中 5人: a word that begins lines; 当初: one in the middle of rows.
            let words = if self.celled { from..from + 1 } else { from..end };
            let words = words.filter(|_| end > from + 1).map(|n| (n, n + 1));
            for (at, to) in words.chain([(from, end)]).collect::<Vec<_>>() {
                *self.times.entry(self.plain(at, to)).or_default() += 1;
            }
            at = end;
        }
        self.apart = 2 * blocks > ends;
    }

    /// The words of the line that a word stands in.
    pub(super) fn line(&self, at: usize) -> (usize, usize) {
        self.bounds[at]
    }

    /// Whether a word begins a line.
    pub(super) fn opens(&self, at: usize) -> bool {
        self.bounds.get(at).is_none_or(|bounds| bounds.0 == at)
    }

    /// Whether a line holds values besides words: then it is no cell but a row.
    pub(super) fn is_row(&mut self, at: usize) -> bool {
        let (from, end) = self.line(at);
        if let Some(&row) = self.rows.get(&from) {
            return row;
        }
        let row = end > from + 1 && (from..end).any(|n| is_value(self.cell(n, n + 1).look));
        self.rows.insert(from, row);
        row
    }

    /// A line that heads columns, or names a year: it is no part of a row.
    pub(super) fn is_heading(&mut self, at: usize) -> bool {
        let (from, end) = self.line(at);
        let cell = self.cell(from, end);
        if self.extractor.opens_with_bracket(&self.words[from].text) {
            return false;
        }
        let rules = self.extractor.rules;
        let says = cell.says(rules);
        let told = says.role.is_some()
            || [Column::Name, Column::Unit, Column::Index, Column::Aside].into_iter().any(|kind| says.is(kind));
        cell.look == Look::Period || told && cell.headerish(rules) && cell.strength < 3 && !cell.has_value()
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.extractor.source[self.words[at].text.span().range()].starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// the trust to friends: whether a line goes on with the name of the row above it.
    pub(super) fn is_tail(&self, at: usize) -> bool {
        let (from, end) = self.line(at);
        let text = &self.extractor.source[self.words[at].text.span().range()];
        at > 0
            && from == at
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && !(at..end).any(|n| {
                self.extractor.source[self.words[n].text.span().range()].contains(|c: char| c.is_ascii_digit())
            })
    }

    /// ※点検の必要が: whether a line begins a note.
    pub(super) fn is_note(&self, at: usize) -> bool {
        let text = &self.extractor.source[self.words[at].text.span().range()];
        text.starts_with(['※', '＊', '*']) && !self.cells.get(&(at, at + 1)).is_some_and(|cell| cell.has_value())
    }

    /// … for 2026 is €162.4 million, of which €41.7 …: whether a word goes on with the one before it.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let text = |n: usize| &self.extractor.source[self.words[n].text.span().range()];
        // with a place (5 to 16 years)
        let bracket = self.extractor.opens_with_bracket(&self.words[at].text) && open_brackets(0, text(at)) > 0;
        bracket || text(at).starts_with(|c: char| c.is_ascii_lowercase()) || text(at - 1).ends_with([',', '、'])
    }

    /// 18 420: whether words are one number whose thousands stand apart.
    pub(super) fn is_number(&self, from: usize, end: usize) -> bool {
        let digits = |n: usize| {
            let text = self.extractor.source[self.words[n].text.span().range()].trim();
            text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text.len())
        };
        end > from + 1
            && digits(from).is_some_and(|len| (1..=3).contains(&len))
            && (from + 1..end).all(|n| digits(n) == Some(3) && self.words[n].line == self.words[from].line)
    }

    /// Whether a line could not have been cut by the end of its cell: what stands below it would have fitted in.
    pub(super) fn is_short(&self, at: usize) -> bool {
        let width = |(from, end): (usize, usize)| {
            let span = (self.words[from].text.span().start as usize, self.words[end - 1].text.span().end as usize);
            columns(self.extractor.source.get(span.0..span.1).unwrap_or_default())
        };
        let below = self.line(at);
        let above = self.line(below.0 - 1);
        let first = width((below.0, below.0 + 1));
        let japanese = self.extractor.source[self.words[above.0].text.span().range()].contains(is_japanese);
        if japanese { width(above) + 2 < width(below) } else { width(above) + 1 + first < width(below) }
    }

    /// Words as one cell.
    pub(super) fn cell(&mut self, at: usize, end: usize) -> Rc<Cell> {
        if let Some(cell) = self.cells.get(&(at, end)) {
            return Rc::clone(cell);
        }
        let cell = Rc::new(self.extractor.typed(&self.text(at, end)));
        self.cells.insert((at, end), Rc::clone(&cell));
        cell
    }

    /// Words as one text: those of a line with the space between them.
    pub(super) fn text(&self, at: usize, end: usize) -> Text {
        let mut whole = self.words[at].text.clone();
        for word in at + 1..end {
            let text = &self.words[word].text;
            let own = self.words[word].line == self.words[word - 1].line;
            match (whole.pieces.last_mut(), text.pieces.as_slice()) {
                (Some(last), [piece, rest @ ..]) if own && self.between(last.span.end, piece.span.start) => {
                    last.span.end = piece.span.end;
                    whole.pieces.extend(rest.iter().copied());
                }
                _ => whole.append(text.clone(), Join::Wrap),
            }
        }
        whole
    }

    /// What stands from one word to another.
    pub(super) fn written(&self, at: usize, end: usize) -> &str {
        let (start, end) = (self.words[at].text.span().start, self.words[end - 1].text.span().end);
        self.extractor.source.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Whether nothing but space stands between two places.
    fn between(&self, end: u32, start: u32) -> bool {
        self.extractor
            .source
            .get(end as usize..start as usize)
            .is_some_and(|text| text.trim().is_empty() && !text.contains('\n'))
    }

    /// Whether words stand there more than once, as a line or as a word of lines.
    pub(super) fn is_again(&self, at: usize, end: usize) -> bool {
        self.times.get(&self.plain(at, end)).is_some_and(|&times| times > 1)
    }

    fn plain(&self, at: usize, end: usize) -> String {
        self.text(at, end).plain(self.extractor.source).trim().to_owned()
    }
}
