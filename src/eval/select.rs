//! Which gold and which records are compared.

use super::{Item, stem};

/// A document, or some lines of it: `NAME`, `NAME=120-480`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    doc: String,
    lines: Option<(i64, i64)>,
}

impl std::str::FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((name, lines)) = text.split_once('=') else { return Ok(Self { doc: stem(text), lines: None }) };
        let range = lines.split_once('-').and_then(|(lo, hi)| Some((lo.parse().ok()?, hi.parse().ok()?)));
        let range = range.ok_or_else(|| format!("{text}: write NAME=120-480, a document and its lines"))?;
        Ok(Self { doc: stem(name), lines: Some(range) })
    }
}

impl Part {
    fn has(&self, item: &Item) -> bool {
        self.doc == item.doc && self.lines.is_none_or(|(lo, hi)| (lo..=hi).contains(&item.line.unwrap_or(0)))
    }
}

/// Whether an item lies in the parts that tell of its document; one that none tells of lies in it whole.
pub fn within(parts: &[Part], item: &Item) -> bool {
    let mut own = parts.iter().filter(|part| part.doc == item.doc).peekable();
    own.peek().is_none() || own.any(|part| part.has(item))
}

/// Keeps what lies in one of the parts; without parts, the records of documents that the gold knows.
pub fn select(gold: &mut Vec<Item>, records: &mut Vec<Item>, parts: &[Part], any_doc: bool) {
    if any_doc {
        for item in gold.iter_mut().chain(records.iter_mut()) {
            item.doc = "all".to_owned();
            item.line = None;
        }
    }
    if parts.is_empty() {
        records.retain(|record| gold.iter().any(|g| g.doc == record.doc));
    } else {
        gold.retain(|item| parts.iter().any(|part| part.has(item)));
        records.retain(|item| parts.iter().any(|part| part.has(item)));
    }
}
