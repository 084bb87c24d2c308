//! Whether an order is one that a person could read a page in.
//!
//! Lines are read from left to right and down a column. Where of two parts the later one stands above the other, or left
//! of it and beside it, the order goes against that. Columns, cards and labels beside their text do not, in the order in
//! which they are meant; columns taken line by line do, and so does what was shuffled. Boxes beside a text may: so the
//! order told by places is the measure.

use std::collections::HashMap;

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

/// So many paragraphs, and this part of all parts, are left and come back to.
const FEWEST_LEFT: usize = 2;
const LEFT: f32 = 0.03;

/// A part of a page in the order of its tags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub rect: Rect,
    /// Its place in the order told by places, and the block it belongs to there.
    pub rank: u32,
    pub block: usize,
}

/// Judges the order of parts.
pub(super) fn order(parts: &[Part]) -> Result<(), Misfit> {
    if parts.len() > MOST {
        return Err(Misfit::Order);
    }
    let (mut told, mut placed, mut within) = (0, 0, vec![false; parts.len()]);
    for (n, before) in parts.iter().enumerate() {
        for (m, after) in parts.iter().enumerate().skip(n + 1) {
            told += usize::from(is_against(before.rect, after.rect));
            let (first, second) = if before.rank <= after.rank { (before, after) } else { (after, before) };
            placed += usize::from(is_against(first.rect, second.rect));
            if share(before.rect, after.rect) > SHARED {
                (within[n], within[m]) = (true, true);
            }
        }
    }
    let pairs = parts.len() * parts.len().saturating_sub(1) / 2;
    let muddle = within.iter().filter(|within| **within).count();
    let left = left(parts);
    if left >= FEWEST_LEFT && left as f32 > LEFT * parts.len() as f32 {
        return Err(Misfit::Order);
    }
    if told as f32 > placed as f32 + AGAINST * pairs as f32 || muddle as f32 > WITHIN * parts.len() as f32 {
        return Err(Misfit::Order);
    }
    Ok(())
}

/// How often a paragraph is left for what stands beside it, and then gone on with below: two columns line by line.
fn left(parts: &[Part]) -> usize {
    let mut last: HashMap<usize, usize> = HashMap::new();
    let apart = |a: Rect, b: Rect| a.x1 <= b.x0 || b.x1 <= a.x0;
    let mut left = 0;
    for (n, part) in parts.iter().enumerate() {
        if let Some(before) = last.insert(part.block, n) {
            let own = parts[before].rect;
            let beside = || parts[before + 1..n].iter().any(|other| apart(own, other.rect));
            left += usize::from(!apart(own, part.rect) && beside());
        }
    }
    left
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
        let part = |(rect, &rank)| Part { rect, rank, block: rank as usize };
        let parts: Vec<Part> = parts.iter().map(rect).zip(places).map(part).collect();
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
    fn lines_of_two_columns_in_turn_are_no_order() {
        let line = |column: usize, row: usize| {
            let (x, y) = (50.0 * column as f32, 12.0 * row as f32);
            Part {
                rect: Rect { x0: x, y0: y, x1: x + 40.0, y1: y + 10.0 },
                rank: (4 * column + row) as u32,
                block: column,
            }
        };
        let zigzag: Vec<Part> = (0..8).map(|n| line(n % 2, n / 2)).collect();
        assert!(order(&zigzag).is_err());
        let columns: Vec<Part> = (0..8).map(|n| line(n / 4, n % 4)).collect();
        assert!(order(&columns).is_ok());
        // Each a paragraph of its own: cards.
        let cards: Vec<Part> = (0..8).map(|n| Part { block: n, ..line(n % 2, n / 2) }).collect();
        assert!(order(&cards).is_ok());
    }

    #[test]
    fn parts_within_each_other_are_no_parts() {
        assert!(!fits(&[(0.0, 0.0, 90.0, 90.0), (0.0, 40.0, 90.0, 50.0)], &[0, 1]));
    }
}
