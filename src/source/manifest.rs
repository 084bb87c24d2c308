//! Reads `manifest.toml` beside a document: what is known of it but not said in it.
//!
//! A manifest is a help, never a condition: a missing or damaged one is the same as
//! none, and what it leaves empty stays unknown.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// What a manifest says of one document. Empty strings mean unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// The document's title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When it was published: `2024-09-30`, `2024-09` or `2024`.
    pub date: String,
    /// What it is, in a phrase.
    pub about: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

impl Entry {
    /// The fiscal year (April to March) of [`Entry::date`], if it is known.
    pub fn fiscal_year(&self) -> Option<i32> {
        let mut parts = self.date.split('-').map(|part| part.parse::<i32>().ok());
        let year = parts.next()??;
        match parts.next().flatten() {
            Some(month @ 1..=3) if month < 4 => Some(year - 1),
            _ => Some(year),
        }
    }
}

/// The entry for a file in the manifest of its folder, keyed by file name.
pub(super) fn entry_for(path: &Path) -> Entry {
    let manifest = path.with_file_name("manifest.toml");
    let (Some(name), Ok(text)) = (path.file_name(), std::fs::read_to_string(manifest)) else {
        return Entry::default();
    };
    let mut entries: BTreeMap<String, Entry> = toml::from_str(&text).unwrap_or_default();
    entries.remove(name.to_string_lossy().as_ref()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn january_to_march_belong_to_the_fiscal_year_before() {
        let year = |date: &str| Entry { date: date.into(), ..Entry::default() }.fiscal_year();
        assert_eq!(year("2025-03-31"), Some(2024));
        assert_eq!(year("2025-04-01"), Some(2025));
        assert_eq!(year("2025"), Some(2025));
        assert_eq!(year(""), None);
    }
}
