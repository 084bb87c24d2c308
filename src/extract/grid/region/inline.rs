//! Labels and values that follow each other in one line: Indicator 8.2: Labour productivity. Baseline (2020): 100;
//! target (2030): 125. Only where the first part names something and some of the others call a value the target.

use crate::layout::{Piece, Span, Table, Text};
use crate::rules::{Column, Hint};

use super::super::super::Extractor;
use super::{LONGEST_LINE, Line, row, whole};

/// So many parts of a line are a table; more are text.
const PARTS: std::ops::RangeInclusive<usize> = 3..=8;

impl Extractor<'_> {
    /// The table that a line of labels and values makes.
    pub(super) fn inline(&self, line: &Line) -> Option<Table> {
        let [piece] = line.text.pieces.as_slice() else { return None };
        let text = &self.source[piece.span.range()];
        if !text.is_ascii() || text.len() > LONGEST_LINE || text.matches(':').count() < 2 {
            return None;
        }
        let parts = parts(piece, text);
        if !PARTS.contains(&parts.len()) {
            return None;
        }
        let (first, rest) = parts.split_first()?;
        let name = match self.label(first) {
            Some((label, name)) if self.names(&label) => name,
            Some(_) => return None,
            None => first.clone(),
        };
        let told: Option<Vec<(Text, Text)>> = rest.iter().map(|part| self.label(part)).collect();
        let told = told?;
        let roles = told.iter().map(|(label, _)| self.typed(label).says(self.rules));
        let roles: Option<Vec<Hint>> =
            roles.map(|says| says.role.map(|(hint, _)| hint).filter(|_| !says.is(Column::Name))).collect();
        if self.typed(&name).has_value() || !roles?.contains(&Hint::Target) {
            return None;
        }
        let (labels, values): (Vec<Text>, Vec<Text>) = told.into_iter().unzip();
        let header = row([vec![Text::default()], labels].concat());
        whole(vec![header, row([vec![name], values].concat())], 1).map(|(table, _)| table)
    }
}

/// The parts of a line: between semicolons, bars, and full stops before a space.
fn parts(piece: &Piece, text: &str) -> Vec<Text> {
    let ends = text.char_indices().filter(|&(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        matches!(c, ';' | '|') || c == '.' && (rest.trim().is_empty() || rest.starts_with(' '))
    });
    let mut from = 0;
    let mut all = Vec::new();
    for (at, c) in ends.chain([(text.len(), ' ')]) {
        let part = text.get(from..at).unwrap_or_default();
        let lead = part.len() - part.trim_start().len();
        let span = Span::new(
            piece.span.start as usize + from + lead,
            piece.span.start as usize + from + part.trim_end().len().max(lead),
        );
        if !span.range().is_empty() {
            all.push(Text { pieces: vec![Piece { span, join: piece.join }] });
        }
        from = at + c.len_utf8();
    }
    all
}
