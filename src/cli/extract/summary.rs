//! What a batch gave, and how the user is told.

use std::collections::BTreeMap;
use std::path::Path;

use shihyo::record::{Kind, Record};
use shihyo::source::instead;

use super::super::failure::Failure;
use super::super::progress::Progress;

/// What all gave.
#[derive(Default)]
pub struct Summary {
    pub read: u32,
    pub failed: u32,
    pub skipped: usize,
    /// What of these may be documents, by their endings.
    pub unread: BTreeMap<String, usize>,
    pub unchanged: u32,
    pub moved: u32,
    /// Failed before, and left.
    pub left: u32,
    pub pages: u32,
    pub counts: [usize; 3],
    pub review: usize,
    /// Documents that were read and held nothing.
    pub barren: usize,
}

impl Summary {
    pub fn add<'a>(
        &mut self,
        path: &Path,
        pages: u32,
        records: impl Iterator<Item = &'a Record>,
        warnings: &[String],
        progress: &Progress,
    ) {
        for warning in warnings {
            progress.line(&format!("shihyo: {}: {warning}", path.display()));
        }
        self.read += 1;
        self.pages += pages;
        let mut any = false;
        for record in records {
            any = true;
            self.counts[match record.common().kind {
                Kind::Indicator => 0,
                Kind::Measure => 1,
                Kind::Programme => 2,
            }] += 1;
            self.review += usize::from(record.needs_review());
        }
        if !any {
            self.barren += 1;
            let text = "read, but no indicator, measure or programme was found in it";
            progress.line(&format!("shihyo: {}: {text}", path.display()));
        }
    }

    pub fn fail(&mut self, path: &Path, reason: &str, progress: &Progress) {
        self.failed += 1;
        progress.line(&format!("shihyo: {}: {reason}", path.display()));
    }

    /// Whether any document is as it should be.
    pub fn any(&self) -> bool {
        self.read + self.unchanged + self.moved + self.left > 0
    }

    /// Ends a run that came to nothing.
    pub fn something(&self) -> Result<(), Failure> {
        if self.any() {
            return Ok(());
        }
        self.tell();
        Err(Failure::Nothing(match self.failed {
            0 => "no documents were given".into(),
            _ => "no document could be read; nothing was written".into(),
        }))
    }

    pub fn tell(&self) {
        let [indicators, measures, programmes] = self.counts;
        let mut parts = vec![count(self.read as usize, "document") + " done", format!("{} failed", self.failed)];
        parts.extend((self.unchanged > 0).then(|| format!("{} unchanged", self.unchanged)));
        parts.extend((self.moved > 0).then(|| format!("{} moved", self.moved)));
        parts.extend((self.left > 0).then(|| format!("{} that failed before left", self.left)));
        parts.push(format!("{} other files skipped{}", self.skipped, self.unread()));
        parts.push(count(self.pages as usize, "page"));
        eprintln!("{}", parts.join(", "));
        eprintln!(
            "{}: {}, {}, {}; {} to review{}",
            count(indicators + measures + programmes, "record"),
            count(indicators, "indicator"),
            count(measures, "measure"),
            count(programmes, "programme"),
            self.review,
            if self.barren > 0 { format!("; {} without any", count(self.barren, "document")) } else { String::new() }
        );
    }

    /// ` (2 .pptx: save as PDF)`, by what is to be done.
    fn unread(&self) -> String {
        let mut by: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (ending, many) in &self.unread {
            by.entry(instead(ending).unwrap_or_default()).or_default().push(format!("{many} .{ending}"));
        }
        let kinds: Vec<String> =
            by.into_iter().map(|(words, kinds)| format!("{}: {words}", kinds.join(", "))).collect();
        if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join("; ")) }
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
