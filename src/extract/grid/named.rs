//! Which column holds the names: its header, its cells and its place are weighed together.
//!
//! A column whose cells are all the same names none of its rows, whatever stands over it.

use crate::rules::{Column, Look};

use super::align::Fit;
use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// How much it says against a column that the next one stands under the same word.
const GROUP: Fit = 2.0;
/// So many rows of the same cell name nothing.
const MANY_SAME: usize = 5;
/// How much it says for a column that short rows begin in it; so many of them, and no more cells were lost.
const BEGINS: Fit = 3.0;
const LEAST_SHORT: usize = 2;
const MOST_LOST: usize = 3;

impl Axes {
    /// The column of names: by its header, by its cells, by its place before the values.
    pub(super) fn find_name(&mut self, sheet: &Sheet, full: &[&Line]) {
        let short = if self.headed { None } else { first_of_short(sheet, self.columns.len()) };
        let values = |axis: &Axis| matches!(axis.kind, Some(Column::Value | Column::Period)) && axis.filled() > 0.0;
        let first = self.columns.iter().position(values).unwrap_or(self.columns.len());
        let mut best: Option<(Fit, usize)> = None;
        for (n, axis) in self.columns.iter().enumerate() {
            let may = match axis.kind {
                None | Some(Column::Name | Column::Note | Column::Measure | Column::Section | Column::Programme) => {
                    true
                }
                Some(Column::Progress) => axis.share(&[Look::Name]) > 0.5,
                Some(_) => false,
            };
            if !may {
                continue;
            }
            let header = match axis.kind {
                // 項目 beside 指標: the surer word, unless few names stand below it.
                Some(Column::Name) => 2.0 * axis.names.max(5.0) - 5.0,
                Some(Column::Note) => -4.0,
                Some(Column::Measure | Column::Programme) => -2.5,
                Some(Column::Section) => -2.0,
                Some(Column::Progress) => -5.0,
                _ => 0.0,
            };
            let total: f32 = axis.types.iter().map(|(_, n)| n).sum::<f32>().max(1.0);
            let of = |look: Look| axis.types.iter().find(|(known, _)| *known == look).map_or(0.0, |(_, n)| n / total);
            let cells = 4.0 * (of(Look::Name) + of(Look::Run)) + of(Look::Text)
                - 2.0 * of(Look::Rationale)
                - 3.0 * of(Look::Empty)
                - 1.0 * of(Look::Source);
            let place = match () {
                () if n + 1 == first => 1.5,
                () if n < first => 1.0,
                () => -2.0,
            };
            let begins = if full.len() >= MANY_SAME && one_cell(full, n).is_some() { -BEGINS } else { 0.0 }
                + if short == Some(n) { BEGINS } else { 0.0 };
            // 取組項目 | 取組項目 over 県有施設 | 照明のLED化率: of columns under one merged word the last names the rows.
            let group = self.columns.get(n + 1).is_some_and(|next| same_words(axis, next) && n + 1 < first);
            let score = header + cells + place + begins - if group { GROUP } else { 0.0 };
            if best.is_none_or(|(before, _)| score > before) {
                best = Some((score, n));
            }
        }
        let least = if self.headed { -2.0 } else { 1.0 };
        if let Some((_, n)) = best.filter(|&(score, _)| score > least) {
            self.named = self.columns[n].kind == Some(Column::Name);
            self.name = Some(n);
        }
    }
}

/// Whether two columns stand under the same words.
fn same_words(one: &Axis, next: &Axis) -> bool {
    let words = |axis: &Axis| axis.path.iter().map(|cell| cell.code().to_owned()).collect::<Vec<_>>();
    !one.path.is_empty() && words(one) == words(next)
}

/// The cell that all rows have in a column, where they have no other.
pub(super) fn one_cell<'l>(full: &[&'l Line], column: usize) -> Option<&'l Cell> {
    let mut cells = full.iter().filter_map(|line| line.slots[column].as_deref()).filter(|cell| !cell.is_empty());
    let first = cells.next()?;
    cells.all(|cell| cell.code() == first.code()).then_some(first)
}

/// Plan | 2024.3 | 委託率 | 17％ | 41％ over 登録者数 | 233人 | 299人: where rows lost the merged cells on their left, they
/// begin with the name; the column that they begin in.
fn first_of_short(sheet: &Sheet, width: usize) -> Option<usize> {
    let begins = |line: &&Line| {
        let first = line.filled().next();
        let valued = line.filled().any(|cell| cell.look == Look::Value);
        valued && first.is_some_and(|cell| matches!(cell.look, Look::Name | Look::Text | Look::Run))
    };
    let rows: Vec<usize> = sheet.lines.iter().filter(begins).map(|line| line.slots.len()).collect();
    let many = |lost: &usize| {
        let short = rows.iter().filter(|&&len| len + lost == width).count();
        short >= LEAST_SHORT && short * 5 >= rows.len()
    };
    (1..=MOST_LOST.min(width.saturating_sub(2))).find(many)
}
