//! Cells of several rows that no rule parts from each other: a word that stands in the middle of several rows is that of
//! all of them, as the name of an indicator is beside 男性 and 女性.

use std::ops::Range;

use super::ink::Ink;
use super::ledger::Band;

/// Letters stand no further from the middle of their cell, in sizes.
const MIDDLE: f32 = 0.35;
/// The lines of a word stand no further from each other, in sizes.
const WRAPPED: f32 = 1.6;

/// The edges of a column's cells, with those that no rule draws: a word that stands in the middle of several rows is
/// that of all of them.
pub(super) fn with_middles(edges: Vec<usize>, ys: &[f32], column: Range<f32>, inks: &[&Ink<'_>]) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    for edge in edges.windows(2) {
        out.push(edge[0]);
        if edge[1] - edge[0] > 2 {
            let own: Vec<&Ink<'_>> = inks.iter().copied().filter(|ink| column.contains(&ink.core.center().0)).collect();
            let band = Band::new(ys[edge[0]], ys[edge[1]], &own);
            out.extend(middles(edge[0], edge[1], ys, &band).unwrap_or_default());
        }
    }
    out.extend(edges.last());
    out
}

/// Where the cells between two edges part, if each word stands in the middle of its rows.
fn middles(first: usize, last: usize, ys: &[f32], band: &Band<'_, '_>) -> Option<Vec<usize>> {
    // The lines of each word: its first and its last one, and its size.
    let mut words: Vec<(f32, f32, f32)> = Vec::new();
    for line in &band.lines {
        let size = line.iter().map(|ink| ink.size).fold(1.0, f32::max);
        let middle = line.iter().map(|ink| ink.core.center().1).sum::<f32>() / line.len() as f32;
        match words.last_mut() {
            Some(word) if middle - word.1 < WRAPPED * size => word.1 = middle,
            _ => words.push((middle, middle, size)),
        }
    }
    let mut out = Vec::new();
    let mut from = first;
    for (top, bottom, size) in words {
        let off = |to: &usize| (ys[from] + ys[*to] - top - bottom).abs() / 2.0;
        let to = (from + 1..=last).find(|to| off(to) < MIDDLE * size)?;
        out.push(to);
        from = to;
    }
    (out.pop() == Some(last) && !out.is_empty()).then_some(out)
}
