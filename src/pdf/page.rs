//! A page as the readers give it: glyphs, ruling lines and images where a person sees them.
//!
//! All positions are in PDF points on the page as displayed, /Rotate applied, from the
//! top left corner, y down: the space in which boxes of evidence are told.

use serde::{Deserialize, Serialize};

use super::tags::Tags;

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
    /// Boxes: coloured areas, the grounds of cells and bars among them, and frames with rounded corners.
    pub fills: Vec<Rect>,
    /// Where images stand.
    pub images: Vec<Rect>,
    /// What the document's structure tree says of it, if there is one; it need not be true.
    pub tags: Option<Tags>,
    /// Dots to a point, of the finest picture that takes a good part of the page; 0 where there is none.
    pub density: f32,
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
    pub mark: Marked,
}

/// How the page's content is marked where it draws a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marked {
    #[default]
    Not,
    /// By the number that the structure tree knows it by.
    Content(u32),
    /// As no part of what is said: decoration.
    Artifact,
    /// As a running head, a footer or a page number.
    Furniture,
}

/// A ruling line: a stroke, or a filled rectangle too thin to be anything else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub rect: Rect,
}

/// A rectangle, `x0 <= x1`, `y0 <= y1`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl Rect {
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }

    pub fn height(self) -> f32 {
        self.y1 - self.y0
    }

    /// Its middle.
    pub fn center(self) -> (f32, f32) {
        ((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    pub fn holds(self, (x, y): (f32, f32)) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }

    /// The smallest rectangle that encloses both.
    pub fn union(self, other: Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// What both cover, if they touch.
    pub fn intersection(self, other: Rect) -> Option<Rect> {
        let both = Rect {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        };
        (both.x0 <= both.x1 && both.y0 <= both.y1).then_some(both)
    }
}
