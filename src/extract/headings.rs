//! The words of a document's headings, each cleaned once however many blocks stand under it.

use std::cell::OnceCell;

use crate::layout::Document;

use super::name;

pub(super) struct Headings<'a> {
    source: &'a str,
    document: &'a Document,
    texts: Vec<OnceCell<String>>,
}

impl<'a> Headings<'a> {
    pub fn of(source: &'a str, document: &'a Document) -> Self {
        Self { source, document, texts: vec![OnceCell::new(); document.blocks.len()] }
    }

    /// The words of the headings above a block, outermost first.
    pub fn path(&self, block: usize) -> Vec<String> {
        let path = self.document.section(block).into_iter().map(|heading| self.text(heading));
        path.filter(|text| !text.is_empty()).map(ToOwned::to_owned).collect()
    }

    /// The words of the nearest heading above a block.
    pub fn nearest(&self, block: usize) -> Option<String> {
        self.document.blocks[block].under.map(|heading| self.text(heading).to_owned()).filter(|text| !text.is_empty())
    }

    /// The words of a heading.
    pub fn text(&self, heading: usize) -> &str {
        self.texts[heading].get_or_init(|| name::clean_text(&self.document.blocks[heading].text.plain(self.source)))
    }
}
