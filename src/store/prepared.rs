//! A document's records, made ready where documents are read in parallel.

use super::search::{self, Lines};
use crate::layout::Kind as BlockKind;
use crate::open::Opened;
use crate::record::Record;
use crate::text::Words;

/// A document's records, ready to be written.
#[derive(Debug)]
pub struct Prepared {
    /// From the content's hash.
    pub id: String,
    pub title: Option<String>,
    /// [`super::Known::key`]; none where it shall be read again the next time.
    pub key: Option<String>,
    /// What of it could not be read, a line each.
    pub warnings: Vec<String>,
    pub pages: Vec<Page>,
    pub records: Vec<PreparedRecord>,
}

/// A page of a document and how much stands on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub page: u32,
    pub blocks: u32,
    pub characters: u32,
}

#[derive(Debug)]
pub struct PreparedRecord {
    pub record: Record,
    /// Its JSON line.
    pub json: String,
    pub(super) text: String,
    pub(super) words: String,
}

impl Prepared {
    /// Makes a document's records ready to be written.
    pub fn new(opened: &Opened, key: Option<String>, records: Vec<Record>, words: &Words) -> Self {
        let title = records.first().and_then(|record| record.common().document.title.clone());
        let mut lines = Lines::new(words);
        let records = records.into_iter().map(|record| PreparedRecord::new(record, &mut lines)).collect();
        let (id, warnings) = (opened.source.id.clone(), opened.warnings());
        Self { id, title, key, warnings, pages: Page::all(opened), records }
    }
}

impl PreparedRecord {
    pub fn new(record: Record, lines: &mut Lines<'_>) -> Self {
        let text = search::searchable(&record);
        let words = lines.words(&text);
        Self { json: record.to_json(), text, words, record }
    }
}

impl Page {
    /// The pages of a document, those with nothing on them included; none where a text marks none.
    fn all(opened: &Opened) -> Vec<Self> {
        let document = &opened.document;
        let mut pages: Vec<Self> = (1..=opened.pages).map(|page| Self { page, blocks: 0, characters: 0 }).collect();
        for block in &document.blocks {
            let span = match &block.kind {
                BlockKind::Table(table) => {
                    table.rows.first().zip(table.rows.last()).map(|(a, b)| (a.span.start, b.span.end))
                }
                _ => Some(block.text.span()).map(|span| (span.start, span.end)),
            };
            let Some((start, end)) = span else { continue };
            let page = document.places.page(start).and_then(|page| pages.iter_mut().find(|one| one.page == page));
            if let Some(page) = page {
                page.blocks += 1;
                page.characters += end.saturating_sub(start);
            }
        }
        pages
    }
}
