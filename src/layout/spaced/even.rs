//! Rows where nothing but evenness tells them: values are words, and wrap like names do.
//!
//! The rows are found as a whole: the cut into rows by which the cells stand most evenly
//! around their middles.

use crate::layout::{Join, Row};

use super::grid::Grid;
use super::ink::{Ink, Look};

/// A row is no higher than this, in lines.
const HIGHEST: usize = 8;
/// What a row without a name, or with one cell, costs against a row that is whole.
const NO_ROW: f32 = 3.0;

/// A line of the table, its inks by column.
struct Line {
    /// Its number from the top, empty lines not counted.
    at: usize,
    cells: Vec<Option<Ink>>,
    /// All columns are filled, one behind the first with a number: as a rule a row's first line.
    whole: bool,
}

/// The rows of a table.
pub(super) fn rows(source: &str, grid: &Grid) -> Vec<Row> {
    let mut chunks: Vec<Vec<Line>> = vec![Vec::new()];
    for (at, cells) in grid.lines.iter().enumerate() {
        // What stands over all columns is a row by itself.
        if grid.apart[at] || grid.heads[at] || at > 0 && grid.heads[at - 1] {
            chunks.push(Vec::new());
        }
        let number = |cell: &Option<Ink>| cell.is_some_and(|ink| ink.look(source) == Look::Value);
        let whole = cells.iter().all(Option::is_some) && cells[1..].iter().any(number);
        if let Some(chunk) = chunks.last_mut() {
            chunk.push(Line { at, cells: cells.clone(), whole });
        }
    }
    chunks.iter().flat_map(|chunk| cut(chunk).into_iter().map(|lines| row(source, lines))).collect()
}

/// Cuts lines into rows.
fn cut(lines: &[Line]) -> Vec<&[Line]> {
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0); lines.len() + 1];
    for from in (0..lines.len()).rev() {
        // Of equal cuts the higher row wins: what is wrapped follows its row more often than it leads it.
        best[from] = (1..=HIGHEST.min(lines.len() - from))
            .map(|high| (uneven(&lines[from..from + high]) + best[from + high].0, high))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .unwrap_or((0.0, 1));
    }
    let (mut rows, mut from) = (Vec::new(), 0);
    if let Some(tops) = tops(lines) {
        let even = -(best_rows(&best) as f32);
        if best[0].0 > even + 0.01 {
            let ends = tops[1..].iter().copied().chain([lines.len()]);
            return tops.iter().zip(ends).map(|(&from, to)| &lines[from..to]).collect();
        }
    }
    while from < lines.len() {
        let high = best[from].1.max(1);
        rows.push(&lines[from..from + high]);
        from += high;
    }
    rows
}

/// How many rows the best cut makes.
fn best_rows(best: &[(f32, usize)]) -> usize {
    let (mut rows, mut at) = (0, 0);
    while at + 1 < best.len() {
        at += best[at].1.max(1);
        rows += 1;
    }
    rows
}

/// The first lines of the rows, where every row can begin with its name and its values on one line.
fn tops(lines: &[Line]) -> Option<Vec<usize>> {
    let named = |line: &Line| line.cells[0].is_some();
    let valued = |line: &Line| line.cells[1..].iter().any(Option::is_some);
    let tops: Vec<usize> = (0..lines.len()).filter(|&n| named(&lines[n]) && valued(&lines[n])).collect();
    let wrapped = lines.iter().any(|line| named(line) && !valued(line));
    // A value without a name beside it goes on from the line above.
    let stray = (0..lines.len()).any(|n| {
        let above = |m: usize| n > 0 && lines[n - 1].cells[m].is_some();
        !named(&lines[n]) && (1..lines[n].cells.len()).any(|m| lines[n].cells[m].is_some() && !above(m))
    });
    (tops.first() == Some(&0) && wrapped && !stray).then_some(tops)
}

/// What lines cost as one row: how far the middles of their cells lie apart, less one for a row.
fn uneven(lines: &[Line]) -> f32 {
    let count = lines.first().map_or(0, |line| line.cells.len());
    let middle = |of: usize| {
        let mut at = lines.iter().filter(|line| line.cells[of].is_some()).map(|line| line.at);
        let first = at.next()?;
        Some((first + at.next_back().unwrap_or(first)) as f32 / 2.0)
    };
    let middles: Vec<Option<f32>> = (0..count).map(middle).collect();
    let row = (lines[0].at + lines[lines.len() - 1].at) as f32 / 2.0;
    let cost: f32 = middles.iter().flatten().map(|middle| (middle - row).abs()).sum();
    let filled = middles.iter().flatten().count();
    let named = middles[0].is_some() || count >= 4 && middles[1].is_some();
    let two = lines.iter().filter(|line| line.whole).count() > 1;
    cost - 1.0 + if named && filled >= 2 && !two { 0.0 } else { NO_ROW }
}

fn row(source: &str, lines: &[Line]) -> Row {
    let count = lines.first().map_or(0, |line| line.cells.len());
    let cell = |n: usize| {
        let inks: Vec<Ink> = lines.iter().filter_map(|line| line.cells[n]).collect();
        super::cell(source, stacked(source, &inks, n == 0), n)
    };
    super::row((0..count).map(cell).collect())
}

/// Inks below each other in a cell, with how each follows the one above: a name is wrapped; under
/// a value that does not fill its column stands another.
pub(super) fn stacked(source: &str, inks: &[Ink], name: bool) -> Vec<(Ink, Join)> {
    let widest = inks.iter().map(Ink::len).max().unwrap_or(0);
    let mut full = true;
    let mut all = Vec::with_capacity(inks.len());
    for &ink in inks {
        // 年１回 begins a value: 地元 over it is no 元年.
        let wraps = name || full && !counts_a_year(&source[ink.span.range()]);
        all.push((ink, if wraps { Join::Wrap } else { Join::Part }));
        full = ink.len() + 2 >= widest;
    }
    all
}

/// 年１回, 年3人.
fn counts_a_year(text: &str) -> bool {
    text.trim_start().strip_prefix('年').is_some_and(|rest| rest.starts_with(char::is_numeric))
}
