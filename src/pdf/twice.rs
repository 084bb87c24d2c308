//! Finds what is drawn twice: text filled and then stroked, and bold made by drawing the
//! same characters again a little aside, up to four times.
//!
//! Two glyphs are one if they are the same character of the same size less than a fifth of an
//! em apart, and less than two characters of their width could stand. Characters of one run
//! are never one: `ll` stays two.

use std::collections::HashMap;

/// How far a second drawing may stand aside, in em.
const ASIDE: f32 = 0.2;
/// And as a part of the character's own width.
const OF_WIDTH: f32 = 0.6;
const NONE: u32 = u32::MAX;

/// Where a glyph was drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    /// Its width in points.
    pub advance: f32,
    /// The text operation that drew it.
    pub run: u32,
}

#[derive(Debug, Default)]
pub(super) struct Twice {
    /// The newest entry of each cell of a grid.
    newest: HashMap<(u32, i32, i32), u32>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    spot: Spot,
    glyph: u32,
    older: u32,
}

impl Twice {
    /// The glyph that was drawn here before, and how far from here, in em.
    pub fn before(&self, text: &str, spot: Spot) -> Option<(u32, f32)> {
        let first = first(text)?;
        let reach = (ASIDE * spot.size).min(OF_WIDTH * spot.advance.max(0.25 * spot.size));
        let (columns, rows) =
            (cell(spot.x - reach)..=cell(spot.x + reach), cell(spot.y - reach)..=cell(spot.y + reach));
        for column in columns {
            for row in rows.clone() {
                let mut at = self.newest.get(&(first, column, row)).copied().unwrap_or(NONE);
                while let Some(entry) = self.entries.get(at as usize) {
                    let far = (entry.spot.x - spot.x).hypot(entry.spot.y - spot.y);
                    let alike = (entry.spot.size - spot.size).abs() <= 0.1 * spot.size;
                    if entry.spot.run != spot.run && alike && far < reach {
                        return Some((entry.glyph, far / spot.size));
                    }
                    at = entry.older;
                }
            }
        }
        None
    }

    /// Keeps a glyph for later.
    pub fn keep(&mut self, text: &str, spot: Spot, glyph: usize) {
        let Some(first) = first(text) else { return };
        let newest = self.newest.entry((first, cell(spot.x), cell(spot.y))).or_insert(NONE);
        self.entries.push(Entry { spot, glyph: glyph as u32, older: *newest });
        *newest = self.entries.len() as u32 - 1;
    }
}

/// White space is not looked at, nor what is unknown.
fn first(text: &str) -> Option<u32> {
    text.chars().next().filter(|c| !c.is_whitespace()).map(u32::from)
}

/// The grid has cells of six points, about half a character.
fn cell(at: f32) -> i32 {
    (at / 6.0).floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(x: f32, run: u32) -> Spot {
        Spot { x, y: 100.0, size: 10.0, advance: 10.0, run }
    }

    #[test]
    fn bold_by_drawing_again_is_one_character() {
        let mut twice = Twice::default();
        twice.keep("校", spot(5.9, 1), 0);
        assert_eq!(twice.before("校", spot(5.9, 2)).map(|(glyph, _)| glyph), Some(0));
        assert!(twice.before("校", spot(6.4, 2)).is_some_and(|(_, far)| far > 0.04));
        assert!(twice.before("学", spot(5.9, 2)).is_none());
        assert!(twice.before("校", spot(15.9, 2)).is_none());
    }

    #[test]
    fn two_narrow_letters_side_by_side_stay_two() {
        let mut twice = Twice::default();
        let letter = |x, run| Spot { advance: 2.2, ..spot(x, run) };
        twice.keep("l", letter(0.0, 1), 0);
        assert!(twice.before("l", letter(2.2, 1)).is_none());
        assert!(twice.before("l", letter(2.2, 2)).is_none());
        assert!(twice.before("l", letter(0.3, 2)).is_some());
    }
}
