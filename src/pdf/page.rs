//! A page as the readers give it: glyphs, ruling lines and images where a person sees them.
//!
//! All positions are in PDF points on the page as displayed, /Rotate applied, from the
//! top left corner, y down: the space in which boxes of evidence are told.

/// A page of a PDF.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// 1-based.
    pub number: u32,
    pub width: f32,
    pub height: f32,
    /// In the order in which the page draws them; what was drawn twice stands once.
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// Where images stand.
    pub images: Vec<Rect>,
}

/// A character, or the few that one glyph stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// As the font says, never normalised; U+FFFD where nothing tells what it is.
    pub text: Box<str>,
    /// The advance wide and the font's ascent and descent high; in vertical writing the em box.
    pub rect: Rect,
    /// The font's size as displayed, in points.
    pub size: f32,
    /// The direction of the baseline as displayed, clockwise from left-to-right: 0, 90, 180, 270, rarely another.
    pub angle: i16,
    /// Vertical writing: the next character stands below.
    pub vertical: bool,
    pub bold: bool,
    /// Not to be seen: invisible, white on white, clipped away, off the page.
    pub hidden: bool,
}

/// A ruling line: a stroke, or a filled rectangle too thin to be anything else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub rect: Rect,
}

/// A rectangle, `x0 <= x1`, `y0 <= y1`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}
