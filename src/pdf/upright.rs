//! Vertical writing that a page sets character by character with a horizontal font.
//!
//! Browsers and slides turn their lines so: each character is drawn upright below the last, and
//! nothing in the file says that it is vertical writing. The places do: characters that touch those above and below
//! them, and none at their sides. Latin words among them lie on their side.

use crate::chars::is_japanese;

use super::{Glyph, Rect};

/// Fewer different characters below each other are a narrow cell or a list.
const FEWEST: usize = 4;
/// From character to character, in sizes.
const PITCH: std::ops::Range<f32> = 0.4..1.13;
/// Characters of a line stand below each other within this, in sizes.
const ASIDE: f32 = 0.25;
/// Characters with less white between them stand in one horizontal line, in sizes.
const BESIDE: f32 = 0.35;
/// A word on its side has the next character of its line no farther off, in sizes.
const NEAR: f32 = 2.5;
/// No line holds more glyphs; what has more is a drawing.
const MOST_IN_ROW: usize = 600;
/// Pages with more pairs to look at are drawings.
const MOST: usize = 10_000_000;

/// Marks the characters of vertical lines, and gives them their em box.
pub(super) fn mark(glyphs: &mut [Glyph]) {
    let (lonely, signs): (Vec<usize>, Vec<usize>) =
        lonely(glyphs).into_iter().partition(|&at| glyphs[at].text.chars().all(is_japanese));
    if lonely.len() < FEWEST {
        return;
    }
    let (lines, mut rest): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
        stacks(glyphs, lonely).into_iter().partition(|line| is_words(glyphs, line));
    if lines.is_empty() {
        return;
    }
    rest.extend(signs.into_iter().map(|at| vec![at]));
    rest.extend((0..glyphs.len()).filter(|&at| glyphs[at].angle == 90 && !glyphs[at].vertical).map(|at| vec![at]));
    let mut marked: Vec<usize> = lines.into_iter().flatten().collect();
    // Words that lie on their side, single signs, and the few characters between two of them belong to the line they stand in.
    while marked.len() * rest.len() < MOST {
        let beside = |at: usize| marked.iter().any(|&other| is_in_line(&glyphs[at], &glyphs[other]));
        let (joining, others): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
            rest.into_iter().partition(|piece| beside(piece[0]) || beside(piece[piece.len() - 1]));
        if joining.is_empty() {
            break;
        }
        marked.extend(joining.into_iter().flatten());
        rest = others;
    }
    for at in marked {
        let glyph = &mut glyphs[at];
        glyph.vertical = true;
        if glyph.angle == 0 {
            let ((x, y), half) = (glyph.rect.center(), glyph.size / 2.0);
            glyph.rect = Rect { x0: x - half, y0: y - half, x1: x + half, y1: y + half };
        }
    }
}

/// Whether characters below each other make words: marks of a list are the same again and again.
fn is_words(glyphs: &[Glyph], line: &[usize]) -> bool {
    let mut said: Vec<&str> = line.iter().map(|&at| &*glyphs[at].text).collect();
    said.sort_unstable();
    said.dedup();
    said.len() >= FEWEST
}

/// Whether two glyphs stand below each other, near enough for one line.
fn is_in_line(a: &Glyph, b: &Glyph) -> bool {
    let ((x, y), (x0, y0)) = (a.rect.center(), b.rect.center());
    (x - x0).abs() < 2.0 * ASIDE * a.size && (y - y0).abs() < NEAR * a.size
}

/// Upright characters with none at their sides, in whatever order they are drawn.
fn lonely(glyphs: &[Glyph]) -> Vec<usize> {
    let seen = |glyph: &Glyph| !glyph.hidden && glyph.size > 0.1 && !glyph.text.trim().is_empty();
    let beside = |a: &Glyph, b: &Glyph| {
        let gap = b.rect.x0.max(a.rect.x0) - a.rect.x1.min(b.rect.x1);
        (a.rect.center().1 - b.rect.center().1).abs() < BESIDE * a.size && gap < BESIDE * a.size
    };
    let alone_as_drawn = |at: usize| {
        let other = |other: Option<usize>| other.and_then(|other| glyphs.get(other));
        [at.checked_sub(1), Some(at + 1)].into_iter().filter_map(other).all(|other| !beside(&glyphs[at], other))
    };
    let upright = |glyph: &Glyph| glyph.angle == 0 && !glyph.vertical && seen(glyph);
    let mut found: Vec<usize> = (0..glyphs.len()).filter(|&at| upright(&glyphs[at]) && alone_as_drawn(at)).collect();
    if found.len() < FEWEST {
        return Vec::new();
    }
    let middle = |at: &usize| glyphs[*at].rect.center().1;
    let mut rows: Vec<usize> = (0..glyphs.len()).filter(|&at| seen(&glyphs[at])).collect();
    rows.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    found.retain(|at| {
        let (y, reach) = (middle(at), BESIDE * glyphs[*at].size);
        let from = rows.partition_point(|other| middle(other) < y - reach);
        let near = rows[from..].iter().take_while(|other| middle(other) <= y + reach).take(MOST_IN_ROW);
        near.filter(|other| *other != at).all(|other| !beside(&glyphs[*at], &glyphs[*other]))
    });
    found
}

/// Lonely characters that stand below each other, top down.
fn stacks(glyphs: &[Glyph], lonely: Vec<usize>) -> Vec<Vec<usize>> {
    let mut order = lonely;
    order.sort_by(|&a, &b| {
        let ((xa, ya), (xb, yb)) = (glyphs[a].rect.center(), glyphs[b].rect.center());
        xa.total_cmp(&xb).then(ya.total_cmp(&yb))
    });
    // Lines of one place across, then the pieces of each.
    let mut out = Vec::new();
    let across = |&a: &usize, &b: &usize| {
        let size = glyphs[a].size;
        glyphs[b].rect.center().0 - glyphs[a].rect.center().0 < ASIDE * size
    };
    for line in order.chunk_by(across) {
        let mut line = line.to_vec();
        line.sort_by(|&a, &b| glyphs[a].rect.center().1.total_cmp(&glyphs[b].rect.center().1));
        let touches = |&a: &usize, &b: &usize| {
            let (a, b) = (&glyphs[a], &glyphs[b]);
            PITCH.contains(&((b.rect.center().1 - a.rect.center().1) / a.size))
                && (a.size - b.size).abs() < 0.1 * a.size
        };
        out.extend(line.chunk_by(touches).map(<[usize]>::to_vec));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::page::Marked;
    use super::*;

    /// Characters one below the other from a place on, each so far from the last, in sizes.
    fn column(text: &str, x: f32, pitch: f32) -> Vec<Glyph> {
        let glyph = |(n, c): (usize, char)| {
            let y0 = 100.0 + 10.0 * pitch * n as f32;
            Glyph {
                text: c.to_string().into(),
                rect: Rect { x0: x, y0, x1: x + 10.0, y1: y0 + 10.0 },
                size: 10.0,
                angle: 0,
                vertical: false,
                bold: false,
                hidden: false,
                mark: Marked::Not,
            }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn marked(mut glyphs: Vec<Glyph>) -> String {
        mark(&mut glyphs);
        glyphs.iter().filter(|glyph| glyph.vertical).map(|glyph| &*glyph.text).collect()
    }

    #[test]
    fn characters_that_touch_above_and_below_are_vertical_writing() {
        assert_eq!(marked(column("再生可能エネルギー", 300.0, 1.0)), "再生可能エネルギー");
        let two = [column("率を五十%以上と", 300.0, 1.05), column("令和十二年度までに", 324.0, 1.05)].concat();
        assert_eq!(marked(two), "率を五十%以上と令和十二年度までに");
    }

    #[test]
    fn lines_of_text_and_marks_of_a_list_are_not() {
        // The same characters in rows: each has another at its side.
        let rows = (0..6).flat_map(|n| column("設置件数の目標", 300.0 + 10.0 * n as f32, 1.1)).collect();
        assert_eq!(marked(rows), "");
        assert_eq!(marked(column("○○○○○", 30.0, 1.1)), "");
        assert_eq!(marked(column("一二三四五", 30.0, 1.6)), "");
    }
}
