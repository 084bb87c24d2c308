//! Whether an order is one that a person could read a page in.
//!
//! Lines are read from left to right and down a column. Where of two parts the later one stands above the other, or left
//! of it and beside it, the order goes against that. Columns, cards and labels beside their text do not, in the order in
//! which they are meant; columns taken line by line do, and so does what was shuffled. Boxes beside a text may: so the
//! order told by places is the measure.

use crate::pdf::{Misfit, Rect};

/// More pairs than in the order told by places may go against the page, as a part of all.
const AGAINST: f32 = 0.02;
/// Parts that stand within each other, as a part of all.
const WITHIN: f32 = 0.1;
/// What two parts share of the smaller one to stand within each other.
const SHARED: f32 = 0.3;
/// How far one part may reach into another, in points.
const INTO: f32 = 2.0;
/// A page of more parts is no page of text.
const MOST: usize = 2_000;

/// Judges the order of parts, each with its place in the order told by places.
pub(super) fn order(parts: &[(Rect, u32)]) -> Result<(), Misfit> {
    if parts.len() > MOST {
        return Err(Misfit::Order);
    }
    let (mut told, mut placed, mut within) = (0, 0, vec![false; parts.len()]);
    for (n, (before, rank)) in parts.iter().enumerate() {
        for (m, (after, other)) in parts.iter().enumerate().skip(n + 1) {
            told += usize::from(is_against(*before, *after));
            let (first, second) = if rank <= other { (before, after) } else { (after, before) };
            placed += usize::from(is_against(*first, *second));
            if share(*before, *after) > SHARED {
                (within[n], within[m]) = (true, true);
            }
        }
    }
    let pairs = parts.len() * parts.len().saturating_sub(1) / 2;
    let muddle = within.iter().filter(|within| **within).count();
    if told as f32 > placed as f32 + AGAINST * pairs as f32 || muddle as f32 > WITHIN * parts.len() as f32 {
        return Err(Misfit::Order);
    }
    Ok(())
}

/// Whether reading one part after the other goes against the page.
fn is_against(before: Rect, after: Rect) -> bool {
    let (above, left) = (after.y1 <= before.y0 + INTO, after.x1 <= before.x0 + INTO);
    let (right, below) = (after.x0 >= before.x1 - INTO, after.y0 >= before.y1 - INTO);
    above && !right || left && !below
}

/// What two parts share of the smaller one.
fn share(a: Rect, b: Rect) -> f32 {
    let area = |rect: Rect| rect.width() * rect.height();
    a.intersection(b).map_or(0.0, |both| area(both) / area(a).min(area(b)).max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts by where they stand, in the order of the tags; places tell the order of the second list.
    fn fits(parts: &[(f32, f32, f32, f32)], places: &[u32]) -> bool {
        let rect = |&(x0, y0, x1, y1)| Rect { x0, y0, x1, y1 };
        let parts: Vec<(Rect, u32)> = parts.iter().map(rect).zip(places.iter().copied()).collect();
        order(&parts).is_ok()
    }

    #[test]
    fn cards_may_be_read_in_rows_and_columns_down() {
        let cards =
            [(0.0, 0.0, 40.0, 50.0), (50.0, 0.0, 90.0, 40.0), (0.0, 60.0, 40.0, 90.0), (50.0, 60.0, 90.0, 99.0)];
        assert!(fits(&cards, &[0, 2, 1, 3]));
        let columns =
            [(0.0, 0.0, 40.0, 30.0), (0.0, 40.0, 40.0, 90.0), (50.0, 0.0, 90.0, 40.0), (50.0, 50.0, 90.0, 90.0)];
        assert!(fits(&columns, &[0, 1, 2, 3]));
    }

    #[test]
    fn columns_line_by_line_and_shuffled_parts_are_no_order() {
        let zigzag =
            [(0.0, 0.0, 40.0, 30.0), (50.0, 0.0, 90.0, 40.0), (0.0, 40.0, 40.0, 90.0), (50.0, 50.0, 90.0, 90.0)];
        assert!(fits(&zigzag, &[0, 2, 1, 3]));
        let lower =
            [(0.0, 0.0, 40.0, 30.0), (50.0, 0.0, 90.0, 60.0), (0.0, 40.0, 40.0, 90.0), (50.0, 70.0, 90.0, 90.0)];
        assert!(!fits(&lower, &[0, 2, 1, 3]));
        let shuffled = [(0.0, 40.0, 90.0, 50.0), (0.0, 0.0, 90.0, 10.0), (0.0, 20.0, 90.0, 30.0)];
        assert!(!fits(&shuffled, &[2, 0, 1]));
        // No better order is to be had.
        assert!(fits(&shuffled, &[0, 1, 2]));
    }

    #[test]
    fn parts_within_each_other_are_no_parts() {
        assert!(!fits(&[(0.0, 0.0, 90.0, 90.0), (0.0, 40.0, 90.0, 50.0)], &[0, 1]));
    }
}
