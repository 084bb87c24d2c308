//! Pages for tests: words by where they begin, ten points a letter and ten high.

use crate::pdf::{Glyph, Marked, Rect};

/// The letters of words, each word from a place on, in the order given.
pub(super) fn glyphs(words: &[(&str, f32, f32)]) -> Vec<Glyph> {
    let letter = |n: usize, c: char, x: f32, y: f32| {
        let x0 = x + 10.0 * n as f32;
        let text = c.to_string().into();
        let rect = Rect { x0, y0: y, x1: x0 + 10.0, y1: y + 10.0 };
        Glyph { text, rect, size: 10.0, angle: 0, vertical: false, bold: false, hidden: false, mark: Marked::Not }
    };
    words.iter().flat_map(|&(word, x, y)| word.chars().enumerate().map(move |(n, c)| letter(n, c, x, y))).collect()
}
