//! What was filled into a form and never drawn: a field without an appearance shows its value in every viewer.

use hayro_syntax::object::{Array, Dict, Name, Rect as Area, String as PdfString};
use hayro_syntax::page::Page as RawPage;
use kurbo::{Affine, Point};

use super::ink;
use super::page::{Glyph, Marked, Page};
use super::strings;

/// More fields than any form has on a page.
const MOST: usize = 5_000;
/// More letters than any form has on a page.
const MOST_LETTERS: usize = 100_000;
/// How far from its left side a value begins, in points.
const INSET: f32 = 2.0;
/// What part of a field's height letters are, where nothing tells, and the largest that they are then, in points.
const OF_HEIGHT: f32 = 0.7;
const LARGEST: f32 = 12.0;

/// Sets the values of a page's text and choice fields that have no appearance.
pub(super) fn fill(page: &mut Page, raw: &RawPage<'_>, to_page: Affine) {
    let Some(annotations) = raw.raw().get::<Array<'_>>(b"Annots") else { return };
    let drawn = page.glyphs.len();
    for widget in annotations.iter::<Dict<'_>>().take(MOST) {
        if page.glyphs.len() - drawn > MOST_LETTERS {
            return;
        }
        if widget.contains_key(b"AP") || !is_shown(&widget) {
            continue;
        }
        let (Some(area), Some(value)) = (widget.get::<Area>(b"Rect"), value(&widget)) else { continue };
        let corner = |x: f64, y: f64| to_page * Point::new(x, y);
        let rect = ink::rect(kurbo::Rect::from_points(corner(area.x0, area.y0), corner(area.x1, area.y1)));
        let size = (OF_HEIGHT * rect.height()).min(LARGEST);
        let value: String = value.chars().take(MOST_LETTERS).collect();
        set(page, &value, rect, size);
    }
}

fn is_shown(widget: &Dict<'_>) -> bool {
    // Hidden or not to be viewed.
    widget.get::<u32>(b"F").unwrap_or(0) & 0b10_0010 == 0
}

/// The value of a text or choice field, its own or that of the field whose part the widget is.
fn value(widget: &Dict<'_>) -> Option<String> {
    let parent = widget.get::<Dict<'_>>(b"Parent");
    let filled = |dict: &Dict<'_>| Some(matches!(&*dict.get::<Name<'_>>(b"FT")?, b"Tx" | b"Ch"));
    if !filled(widget).or_else(|| parent.as_ref().and_then(filled))? {
        return None;
    }
    let said = |dict: &Dict<'_>| dict.get::<PdfString<'_>>(b"V").and_then(|text| strings::decode(text.as_bytes()));
    said(widget).or_else(|| parent.as_ref().and_then(said)).filter(|text| !text.trim().is_empty())
}

/// Sets a text from the left side of a field, in its middle; further lines below.
fn set(page: &mut Page, text: &str, rect: super::Rect, size: f32) {
    // Acrobat parts lines with a carriage return.
    let text = text.replace("\r\n", "\n");
    let lines: Vec<&str> = text.split(['\n', '\r']).collect();
    let middle = rect.center().1 - size * 0.6 * (lines.len() as f32 - 1.0);
    for (n, line) in lines.into_iter().enumerate() {
        let mut x = rect.x0 + INSET;
        let y = middle + 1.2 * size * n as f32;
        for c in line.chars().map(|c| if c.is_control() { ' ' } else { c }) {
            let width = if c.is_ascii() { size / 2.0 } else { size };
            page.glyphs.push(Glyph {
                text: c.to_string().into(),
                rect: super::Rect { x0: x, y0: y - size / 2.0, x1: x + width, y1: y + size / 2.0 },
                size,
                angle: 0,
                vertical: false,
                bold: false,
                hidden: false,
                mark: Marked::Not,
            });
            x += width;
        }
    }
}
