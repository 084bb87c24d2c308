//! Small raised digits: 1,234 with the number of a note behind it is no 12,341.

use crate::layout::markup::is_power;

use super::ink::Ink;

/// The digits of notes.
const RAISED: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
/// Such a digit is no larger than this, against its line; what it stands behind no smaller than that.
const SMALL: f32 = 0.78;
const FULL: f32 = 0.9;
/// Its middle stands so much higher, in sizes: that of a small digit on the line stands lower.
const HIGHER: f32 = 0.02;

/// The sign for the last glyph of a line so far, where it is such a digit; none for a power of a length, km2.
pub(super) fn raised(inks: &[Ink<'_>], size: f32, before: &str) -> Option<&'static str> {
    let (ink, others) = inks.split_last()?;
    let digit = ink.text().parse::<usize>().ok().filter(|_| ink.text().len() == 1)?;
    let full = others.iter().rfind(|other| other.size > FULL * size)?;
    let middle = |ink: &Ink<'_>| (ink.core.y0 + ink.core.y1) / 2.0;
    if ink.size > SMALL * size || middle(ink) > middle(full) - HIGHER * size {
        return None;
    }
    // ※1, ＊1: a sign of its own.
    let signed = before.ends_with(['※', '＊', '*', '†']);
    if signed || is_power(before, ink.text()) { None } else { RAISED.get(digit).copied() }
}

#[cfg(test)]
mod tests {
    use super::super::desk::glyphs;
    use super::super::ink::{Ink, Turn};
    use super::super::lines::segments;
    use crate::pdf::{Glyph, Rect};

    /// The text of a line whose last glyph is six points high and so much above the others' middle.
    fn line(word: &str, above: f32) -> String {
        let mut all = glyphs(&[(word, 0.0, 100.0)]);
        if let Some(last) = all.last_mut() {
            let Rect { x0, .. } = last.rect;
            let rect = Rect { x0, y0: 102.0 - above, x1: x0 + 4.0, y1: 108.0 - above };
            *last = Glyph { rect, size: 6.0, ..last.clone() };
        }
        let inks = all.iter().map(|glyph| Ink::new(glyph, 1, Turn::None)).collect();
        segments(inks, false).iter().map(|segment| segment.placed().text).collect()
    }

    #[test]
    fn the_number_of_a_note_is_no_digit_of_what_it_stands_behind() {
        assert_eq!(line("100,0006", 2.0), "100,000⁶");
        assert_eq!(line("Target2", 2.0), "Target²");
    }

    #[test]
    fn powers_and_small_print_on_the_line_stay() {
        assert_eq!(line("120km2", 2.0), "120km2");
        assert_eq!(line("CO2", -2.0), "CO2");
        assert_eq!(line("880TB※1", 2.0), "880TB※1");
    }
}
