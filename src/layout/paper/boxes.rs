//! Where on the pages each byte of a set document stands.

use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::pdf::Rect;

use super::placed::Spot;

/// The places of a text's bytes, in the order of the text; to a hundredth of a point.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Boxes {
    spots: Vec<Spot>,
}

impl Boxes {
    pub(super) fn new(mut spots: Vec<Spot>) -> Self {
        debug_assert!(spots.is_sorted_by_key(|spot| spot.start));
        // As exact as what a worker hands on: the same records either way.
        for spot in &mut spots {
            let Rect { x0, y0, x1, y1 } = spot.rect;
            let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|place| points(hundredths(place)));
            spot.rect = Rect { x0, y0, x1, y1 };
        }
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

    /// The pages on which a range of bytes stands.
    pub fn pages(&self, start: u32, end: u32) -> impl Iterator<Item = u32> {
        self.spots_in(start..end).map(|spot| spot.page)
    }

    fn spots_in(&self, range: Range<u32>) -> impl Iterator<Item = &Spot> {
        let from = self.spots.partition_point(|spot| spot.end <= range.start);
        self.spots[from..].iter().take_while(move |spot| spot.start < range.end)
    }
}

fn hundredths(place: f32) -> i32 {
    (place * 100.0).round() as i32
}

fn points(hundredths: i32) -> f32 {
    hundredths as f32 / 100.0
}

/// Seven numbers a spot in one list: a document has a hundred thousand of them.
const NUMBERS: usize = 7;

impl Serialize for Boxes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.spots.iter().flat_map(|&Spot { start, end, page, rect }| {
            let [x0, y0, x1, y1] = [rect.x0, rect.y0, rect.x1, rect.y1].map(|place| i64::from(hundredths(place)));
            [start.into(), end.into(), page.into(), x0, y0, x1, y1]
        }))
    }
}

impl<'de> Deserialize<'de> for Boxes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let numbers: Vec<i64> = Vec::deserialize(deserializer)?;
        let (spots, rest) = numbers.as_chunks::<NUMBERS>();
        if !rest.is_empty() {
            return Err(Error::custom("the places are cut off"));
        }
        let spot = |&[start, end, page, x0, y0, x1, y1]: &[i64; NUMBERS]| {
            let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|place| points(place as i32));
            Spot { start: start as u32, end: end as u32, page: page as u32, rect: Rect { x0, y0, x1, y1 } }
        };
        Ok(Self { spots: spots.iter().map(spot).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_behind_a_pipe() {
        let rect = |x0: f32| Rect { x0, y0: 700.126, x1: x0 + 10.333, y1: 712.0 };
        let spots =
            (0..4).map(|n| Spot { start: 3 * n, end: 3 * n + 3, page: 1 + n / 2, rect: rect(72.0 + 10.1 * n as f32) });
        let boxes = Boxes::new(spots.collect());
        let json = serde_json::to_string(&boxes).unwrap();
        assert_eq!(serde_json::from_str::<Boxes>(&json).unwrap(), boxes);
        assert_eq!(boxes.place(0, 6).map(|(page, rect)| (page, rect.x0, rect.x1)), Some((1, 72.0, 92.43)));
        assert_eq!(boxes.place(6, 7).map(|(page, _)| page), Some(2));
        assert!(serde_json::from_str::<Boxes>("[1,2,3]").is_err());
    }
}
