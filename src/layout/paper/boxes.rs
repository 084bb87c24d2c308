//! Where on the pages each byte of a set document stands.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::pdf::Rect;

use super::placed::Spot;

/// The places of a text's bytes, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Boxes {
    spots: Vec<Spot>,
}

impl Boxes {
    pub(super) fn new(spots: Vec<Spot>) -> Self {
        debug_assert!(spots.is_sorted_by_key(|spot| spot.start));
        Self { spots }
    }

    /// The page on which a range of bytes begins, 1-based, and the rectangle on that page
    /// that encloses all of the range that stands there; none if no glyph stands in the range.
    pub fn place(&self, start: u32, end: u32) -> Option<(u32, Rect)> {
        let mut spots = self.spots_in(start..end);
        let first = spots.next()?;
        let rect = spots.filter(|spot| spot.page == first.page).fold(first.rect, |all, spot| all.union(spot.rect));
        Some((first.page, rect))
    }

    /// Every glyph of a range: its bytes, its page and its rectangle.
    pub fn glyphs(&self, range: Range<u32>) -> impl Iterator<Item = (Range<u32>, u32, Rect)> + '_ {
        self.spots_in(range).map(|spot| (spot.start..spot.end, spot.page, spot.rect))
    }

    fn spots_in(&self, range: Range<u32>) -> impl Iterator<Item = &Spot> {
        let from = self.spots.partition_point(|spot| spot.end <= range.start);
        self.spots[from..].iter().take_while(move |spot| spot.start < range.end)
    }
}
