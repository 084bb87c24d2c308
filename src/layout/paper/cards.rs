//! Cards: coloured boxes side by side, each of which is read for itself, though no line is drawn around it.
//!
//! The ground of a table's cells or rows is coloured too. Those touch each other, or stand below each other only;
//! cards stand apart, side by side, and hold more than one line.

use crate::pdf::Rect;

use super::grid::{Grid, GridCell};
use super::ink::Ink;

/// Cards stand apart by this at least, in points; the cells of a table by a white line at most.
const APART: f32 = 3.5;
/// A card is at least so high, in the size of its letters.
const HIGH: f32 = 2.5;
/// What part of the lower one of two cards stands beside the other.
const BESIDE: f32 = 0.6;
/// The next letter of a line stands no farther off, in sizes.
const NEXT: f32 = 0.6;
/// A box that holds several lines is no lower, in points.
const LEAST: f32 = 12.0;
/// More boxes than this are a chart or a map, and more letters in one are a page.
const MOST: usize = 600;
const MOST_LETTERS: usize = 3_000;
/// Boxes that nearly coincide are one, in points.
const SAME: f32 = 3.0;

/// A frame around each card.
pub(super) fn frames(fills: &[Rect], inks: &[Ink<'_>]) -> Vec<Grid> {
    let fills: Vec<Rect> = fills.iter().copied().filter(|fill| fill.height() > LEAST).collect();
    if fills.len() > MOST {
        return Vec::new();
    }
    let mut rows: Vec<&Ink<'_>> = inks.iter().filter(|ink| !ink.text().trim().is_empty()).collect();
    rows.sort_by(|a, b| a.core.center().1.total_cmp(&b.core.center().1));
    let mut boxes: Vec<Rect> = Vec::new();
    for fill in fills {
        let same = |other: &Rect| {
            let near = |a: f32, b: f32| (a - b).abs() < SAME;
            near(other.x0, fill.x0) && near(other.x1, fill.x1) && near(other.y0, fill.y0) && near(other.y1, fill.y1)
        };
        if !boxes.iter().any(same) && holds_lines(fill, &rows) {
            boxes.push(fill);
        }
    }
    let has_neighbour = |one: &Rect| {
        let gaps = boxes.iter().filter_map(|other| {
            let beside = other.y1.min(one.y1) - other.y0.max(one.y0);
            let gap = other.x0.max(one.x0) - other.x1.min(one.x1);
            (gap > -APART && beside > BESIDE * one.height().min(other.height())).then_some(gap)
        });
        gaps.reduce(f32::min).is_some_and(|nearest| nearest >= APART)
    };
    boxes.iter().filter(|one| has_neighbour(one)).map(|&rect| frame(rect)).collect()
}

/// The letters between two heights, of those that come top down.
fn between<'a, 'p>(rows: &'a [&'a Ink<'p>], y0: f32, y1: f32) -> &'a [&'a Ink<'p>] {
    let from = rows.partition_point(|ink| ink.core.center().1 < y0);
    let to = rows.partition_point(|ink| ink.core.center().1 <= y1);
    &rows[from..to.max(from)]
}

/// Whether a box is high enough for several lines, and holds something.
fn holds_lines(fill: Rect, rows: &[&Ink<'_>]) -> bool {
    let inside = between(rows, fill.y0, fill.y1).iter().filter(|ink| fill.holds(ink.core.center()));
    let inside: Vec<&Ink<'_>> = inside.copied().collect();
    let mut sizes: Vec<f32> = inside.iter().map(|ink| ink.size).collect();
    if sizes.is_empty() || sizes.len() > MOST_LETTERS {
        return false;
    }
    let middle = sizes.len() / 2;
    fill.height() > HIGH * *sizes.select_nth_unstable_by(middle, f32::total_cmp).1
        && !inside.iter().any(|ink| runs_out(ink, fill, rows))
}

/// Whether the line of a letter goes on beyond the box it stands in.
fn runs_out(ink: &Ink<'_>, fill: Rect, rows: &[&Ink<'_>]) -> bool {
    let near = NEXT * ink.size;
    if ink.core.x0 - fill.x0 > near && fill.x1 - ink.core.x1 > near {
        return false;
    }
    let (y, reach) = (ink.core.center().1, 0.3 * ink.size);
    between(rows, y - reach, y + reach).iter().any(|other| {
        !fill.holds(other.core.center()) && other.core.x0.max(ink.core.x0) - other.core.x1.min(ink.core.x1) < near
    })
}

fn frame(rect: Rect) -> Grid {
    let cell = GridCell { rect, column: 0, row: 0, columns: 1, rows: 1 };
    Grid { xs: vec![rect.x0, rect.x1], ys: vec![rect.y0, rect.y1], cells: vec![cell] }
}
