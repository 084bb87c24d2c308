//! The second reader, pdf-extract: for a page that the first cannot read, and to compare with.
//!
//! It panics on what it does not know, and what it says of places is wrong inside forms and
//! on turned pages: only its text is taken, and its pages have no size.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, LoadOptions, PlainTextOutput, output_doc_page};
use unicode_normalization::UnicodeNormalization;

use super::page::{Glyph, Marked, Page, Rect};

/// The em that its text is set in, in points, and the distance of its lines.
const SIZE: f32 = 10.0;
const LEADING: f32 = 15.0;

pub(super) struct Second<'a> {
    bytes: &'a [u8],
    password: Option<&'a str>,
    /// Opened when first needed.
    document: OnceCell<Option<Document>>,
}

impl<'a> Second<'a> {
    pub fn new(bytes: &'a [u8], password: Option<&'a str>) -> Self {
        Self { bytes, password, document: OnceCell::new() }
    }

    /// The text of a page, if this reader can read it.
    fn text(&self, number: u32) -> Option<String> {
        let document = self.document.get_or_init(|| self.open()).as_ref()?;
        let read = catch_unwind(AssertUnwindSafe(|| {
            let mut text = String::new();
            let mut out = PlainTextOutput::new(&mut text);
            output_doc_page(document, &mut out, number).ok().map(|()| text)
        }));
        read.ok().flatten()
    }

    fn open(&self) -> Option<Document> {
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let options = self.password.map_or_else(LoadOptions::default, LoadOptions::with_password);
            Document::load_mem_with_options(self.bytes, options).ok().filter(|document| !document.is_encrypted())
        }));
        opened.ok().flatten()
    }

    /// A page of its text: line under line, without size, since its places are not to be trusted.
    pub fn page(&mut self, number: u32) -> Option<Page> {
        let text = self.text(number).filter(|text| !text.trim().is_empty())?;
        let mut page = Page { number, ..Page::default() };
        for (row, line) in text.lines().enumerate() {
            let y0 = row as f32 * LEADING;
            for (column, c) in line.chars().filter(|c| !c.is_control()).enumerate() {
                let x0 = column as f32 * SIZE;
                page.glyphs.push(Glyph {
                    text: c.to_string().into(),
                    rect: Rect { x0, y0, x1: x0 + SIZE, y1: y0 + SIZE },
                    size: SIZE,
                    angle: 0,
                    vertical: false,
                    bold: false,
                    hidden: false,
                    mark: Marked::Not,
                });
            }
        }
        Some(page)
    }

    /// Character bag F1 of the first reader's page and this one's; none where this one has no text.
    pub fn agreement(&self, page: &Page) -> Option<f32> {
        let second = bag(&self.text(page.number)?);
        let first = bag(&page.glyphs.iter().map(|glyph| &*glyph.text).collect::<String>());
        let count = |bag: &HashMap<char, u32>| bag.values().sum::<u32>();
        let all = count(&first) + count(&second);
        let both: u32 = first.iter().map(|(c, n)| (*n).min(second.get(c).copied().unwrap_or(0))).sum();
        Some(if all == 0 { 1.0 } else { 2.0 * both as f32 / all as f32 })
    }
}

/// How often each character stands in a text, NFKC, white space left out.
fn bag(text: &str) -> HashMap<char, u32> {
    let mut bag = HashMap::new();
    for c in text.nfkc().filter(|c| !c.is_whitespace()) {
        *bag.entry(c).or_default() += 1;
    }
    bag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_page_has_the_text_line_by_line_and_no_size() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/pdf/encrypted_with_a_password.pdf");
        let bytes = std::fs::read(path).unwrap();
        let page = Second::new(&bytes, Some("himitsu")).page(1).unwrap();
        let text: String = page.glyphs.iter().map(|glyph| &*glyph.text).collect();
        assert_eq!(text, "target: 70 firms by 2028");
        assert_eq!((page.width, page.height), (0.0, 0.0));
        assert!(Second::new(&bytes, None).page(1).is_none());
        assert!(Second::new(&bytes, Some("himitsu")).page(2).is_none());
    }
}
