//! A header whose columns no lines part: white space does, over the lines of the rows below.
//!
//! Where the head of a table is a coloured bar, its words stand in one cell as wide as the table. They are parted
//! where the columns are, if white space stands over each of those places, and words over each column.

use crate::pdf::Rect;

use super::grid::{Grid, GridCell};
use super::ink::Ink;

/// Fewer columns may be anything.
const LEAST: u16 = 3;
/// The white between the words of two columns is no narrower, in sizes: more than between two words of one.
const WHITE: f32 = 0.9;
/// Letters of one line stand no further apart in height, in sizes.
const LINE: f32 = 0.5;

/// The cells of a grid's columns in which the letters of a wide cell stand; none where they are its own.
pub(super) fn parted<'p>(place: &GridCell, inks: &[Ink<'p>], grid: &Grid) -> Option<Vec<(GridCell, Vec<Ink<'p>>)>> {
    if place.columns < LEAST {
        return None;
    }
    let from = usize::from(place.column);
    let xs = &grid.xs[from..=from + usize::from(place.columns)];
    let seen: Vec<&Ink<'_>> = inks.iter().filter(|ink| !ink.text().trim().is_empty()).collect();
    let column = |ink: &Ink<'_>| xs.partition_point(|&x| x <= ink.core.center().0).clamp(1, xs.len() - 1) - 1;
    let mut filled = vec![false; xs.len() - 1];
    seen.iter().for_each(|ink| filled[column(ink)] = true);
    if !filled.iter().all(|&filled| filled) || seen.iter().any(|ink| !is_clear(ink, &seen, &column)) {
        return None;
    }
    let mut parts: Vec<(GridCell, Vec<Ink<'p>>)> = (0..xs.len() - 1)
        .map(|n| {
            let rect = Rect { x0: xs[n], x1: xs[n + 1], ..place.rect };
            (GridCell { rect, column: place.column + n as u16, columns: 1, ..*place }, Vec::new())
        })
        .collect();
    inks.iter().for_each(|ink| parts[column(ink)].1.push(*ink));
    Some(parts)
}

/// Whether white space stands between a letter and those of its line in the columns to its right.
fn is_clear(ink: &Ink<'_>, seen: &[&Ink<'_>], column: &impl Fn(&Ink<'_>) -> usize) -> bool {
    let beside = |other: &&&Ink<'_>| {
        (other.core.center().1 - ink.core.center().1).abs() < LINE * ink.size && column(other) > column(ink)
    };
    seen.iter().filter(beside).all(|other| other.core.x0 - ink.core.x1 >= WHITE * ink.size.min(other.size))
}
