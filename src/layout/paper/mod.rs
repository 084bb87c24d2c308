//! From the pages of a PDF to a text dump of the document, and where each part of it stands.

use serde::{Deserialize, Serialize};

use crate::pdf::{Glyph, Page, Rect};

/// A document's text dump, and the places of its parts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Set {
    pub text: String,
    pub boxes: Boxes,
}

/// Where each stretch of the text stands.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Boxes {
    /// Start and end in the text, page, place; in order.
    runs: Vec<(u32, u32, u32, Rect)>,
}

impl Boxes {
    /// The page on which a stretch of text begins, and the rectangle that encloses what of it stands there.
    pub fn place(&self, start: u32, end: u32) -> Option<(u32, Rect)> {
        let first = self.runs.partition_point(|run| run.1 <= start);
        let inside = self.runs[first..].iter().take_while(|run| run.0 < end);
        inside.fold(None, |found, &(_, _, page, rect)| match found {
            None => Some((page, rect)),
            Some((on, all)) if on == page => Some((on, all.union(rect))),
            found => found,
        })
    }
}

/// Sets the pages as a text dump.
pub fn set(pages: &[Page]) -> Set {
    let mut set = Set::default();
    for (n, page) in pages.iter().enumerate() {
        if n > 0 {
            set.text.push('\x0c');
        }
        let mut glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| !glyph.hidden).collect();
        let row = |glyph: &Glyph| (glyph.rect.y1 / 4.0).round() as i32;
        glyphs.sort_by(|a, b| row(a).cmp(&row(b)).then(a.rect.x0.total_cmp(&b.rect.x0)));
        let mut last = None;
        for glyph in glyphs {
            if last.is_some_and(|last| last != row(glyph)) {
                set.text.push_str("\n\n");
            }
            last = Some(row(glyph));
            let start = set.text.len() as u32;
            set.text.push_str(&glyph.text);
            set.boxes.runs.push((start, set.text.len() as u32, page.number, glyph.rect));
        }
        set.text.push('\n');
    }
    set
}
