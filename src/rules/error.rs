//! What can be wrong in a rule file, with the place, the line and what to write instead.

use std::fmt;
use std::ops::Range;

/// An error in a rule file or lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RuleError {
    /// The file's name inside the rules folder.
    pub file: String,
    /// Byte range in the file that is wrong; empty where the file as a whole is.
    pub at: Range<usize>,
    /// The file's text, so that the line can be shown.
    pub text: String,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub help: String,
}

impl RuleError {
    /// The 1-based line and column (in characters) of the error.
    pub fn place(&self) -> (usize, usize) {
        let before = &self.text[..self.at.start.min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

/// The known word that a mistyped one may have meant.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let far = (word.chars().count() / 3).max(1);
    let near = known.into_iter().map(|one| (strsim::damerau_levenshtein(word, one), one));
    near.filter(|&(distance, _)| distance <= far).min_by_key(|&(distance, _)| distance).map(|(_, one)| one)
}

/// What to write instead of a word that nobody knows: the one that was meant, else all there are.
pub(super) fn instead(word: &str, what: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(one) => format!("did you mean `{one}`?"),
        None => format!("{what}: {}", known.join(", ")),
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
        let (start, end) = (self.at.start.min(self.text.len()), self.at.end.min(self.text.len()));
        let snippet = Snippet::source(&self.text)
            .path(&self.file)
            .annotation(AnnotationKind::Primary.span(start..end.max(start)));
        let mut report = vec![Group::with_title(Level::ERROR.primary_title(&self.what)).element(snippet)];
        if !self.help.is_empty() {
            report.push(Group::with_title(Level::HELP.secondary_title(&self.help)));
        }
        f.write_str(&Renderer::plain().render(&report))
    }
}
