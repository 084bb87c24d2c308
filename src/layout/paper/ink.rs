//! The glyphs of a page, turned so that their lines run from left to right.
//!
//! Text may run up the page, down it or on its head, and vertical writing runs down in
//! lines from right to left. Each is laid out in a space of its own in which it is plain
//! horizontal text; the glyph keeps its place on the page for the boxes.

use crate::pdf::{Glyph, Rect};

/// How the page is turned to make its lines run from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) enum Turn {
    #[default]
    None,
    /// The baseline runs down the page.
    Down,
    Over,
    /// The baseline runs up the page.
    Up,
    /// Vertical writing: characters upright, lines from right to left.
    Vertical,
}

impl Turn {
    pub fn of(glyph: &Glyph) -> Self {
        match glyph.angle {
            _ if glyph.vertical => Self::Vertical,
            45..135 => Self::Down,
            135..225 => Self::Over,
            225..315 => Self::Up,
            _ => Self::None,
        }
    }

    /// A rectangle of the page in the turned space.
    pub fn apply(self, r: Rect) -> Rect {
        match self {
            Self::None => r,
            Self::Down | Self::Vertical => Rect { x0: r.y0, y0: -r.x1, x1: r.y1, y1: -r.x0 },
            Self::Over => Rect { x0: -r.x1, y0: -r.y1, x1: -r.x0, y1: -r.y0 },
            Self::Up => Rect { x0: -r.y1, y0: r.x0, x1: -r.y0, y1: r.x1 },
        }
    }

    /// A rectangle of the turned space on the page.
    pub fn undo(self, r: Rect) -> Rect {
        match self {
            Self::None => r,
            Self::Down | Self::Vertical => Self::Up.apply(r),
            Self::Over => Self::Over.apply(r),
            Self::Up => Self::Down.apply(r),
        }
    }
}

/// White space that the page draws before a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Space {
    #[default]
    None,
    Narrow,
    /// A full-width space.
    Wide,
}

/// A glyph in the turned space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink<'p> {
    pub glyph: &'p Glyph,
    pub page: u32,
    /// The advance wide and 0.8 of the size high, around the glyph's middle: lines that stand
    /// close do not overlap by it, whatever ascent the font claims.
    pub core: Rect,
    pub size: f32,
    pub before: Space,
}

/// What part of the size the core of a glyph is high.
pub(super) const CORE: f32 = 0.8;

impl<'p> Ink<'p> {
    pub fn new(glyph: &'p Glyph, page: u32, turn: Turn) -> Self {
        let rect = turn.apply(glyph.rect);
        let size = if glyph.size > 0.1 { glyph.size } else { rect.height().max(1.0) };
        let middle = (rect.y0 + rect.y1) / 2.0;
        let half = size * CORE / 2.0;
        Self {
            glyph,
            page,
            core: Rect { x0: rect.x0, y0: middle - half, x1: rect.x1, y1: middle + half },
            size,
            before: Space::None,
        }
    }

    pub fn text(&self) -> &'p str {
        &self.glyph.text
    }
}
