//! ActualText: what a stretch of a page says, where its glyphs say something else.

use super::page::{Glyph, Rect};

/// Puts the text in the place of the glyphs that draw it, spread over them from first to last.
pub(super) fn replace(glyphs: &mut Vec<Glyph>, from: usize, text: &str) {
    let drawn = glyphs.split_off(from.min(glyphs.len()));
    if drawn.is_empty() {
        return;
    }
    // Nothing is to be read here: decoration.
    if text.is_empty() {
        glyphs.extend(drawn.into_iter().map(|glyph| Glyph { hidden: true, ..glyph }));
        return;
    }
    let said: String = drawn.iter().map(|glyph| &*glyph.text).collect();
    if said == text {
        glyphs.extend(drawn);
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let (all, n) = (chars.len(), drawn.len());
    for (at, glyph) in drawn.into_iter().enumerate() {
        let part: String = chars[at * all / n..(at + 1) * all / n].iter().collect();
        match glyphs.last_mut() {
            // Fewer characters than glyphs: the one before is that much wider.
            Some(before) if part.is_empty() && glyphs_on_one_line(before.rect, glyph.rect) => {
                before.rect = before.rect.union(glyph.rect);
            }
            _ if part.is_empty() => {}
            _ => glyphs.push(Glyph { text: part.into(), ..glyph }),
        }
    }
}

fn glyphs_on_one_line(a: Rect, b: Rect) -> bool {
    let shared = a.y1.min(b.y1) - a.y0.max(b.y0);
    shared > 0.5 * a.height().min(b.height())
}

#[cfg(test)]
mod tests {
    use super::super::page::Marked;
    use super::*;

    fn glyphs(text: &str) -> Vec<Glyph> {
        let at = |(n, c): (usize, char)| Glyph {
            text: c.to_string().into(),
            rect: Rect { x0: n as f32 * 10.0, y0: 0.0, x1: n as f32 * 10.0 + 10.0, y1: 10.0 },
            size: 10.0,
            angle: 0,
            vertical: false,
            bold: false,
            hidden: false,
            mark: Marked::Not,
        };
        text.chars().enumerate().map(at).collect()
    }

    #[test]
    fn the_text_takes_the_place_of_the_glyphs() {
        for (drawn, text, parts) in
            [("ab", "施策", vec!["施", "策"]), ("a", "施策", vec!["施策"]), ("xab", "策", vec!["策"])]
        {
            let mut all = glyphs(drawn);
            replace(&mut all, 0, text);
            assert_eq!(all.iter().map(|glyph| &*glyph.text).collect::<Vec<_>>(), parts);
        }
        let mut all = glyphs("ab");
        replace(&mut all, 1, "");
        assert!(!all[0].hidden && all[1].hidden);
    }
}
