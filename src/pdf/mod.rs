//! Reads the pages of a PDF into glyphs, ruling lines and images.

mod page;

pub use page::{Glyph, Page, Rect, Rule};
