//! `check`: everything that is wrong in rules that could be read, each at its place.

use super::{Sample, captures, lint, ties, work};
use crate::rules::{RuleError, Rules};

/// Everything that is wrong in some rules, in the order of files and lines.
///
/// The rules' own examples show ties and patterns that take too long; `samples` are more
/// documents to find ties on.
pub fn check(rules: &Rules, samples: &[Sample]) -> Vec<RuleError> {
    let mut errors = lint::examples(rules);
    errors.extend(lint::patterns(rules));
    errors.extend(captures::captures(rules));
    errors.extend(lint::never(rules));
    errors.extend(lint::unused(rules));
    let tried = ties::tried(rules, samples);
    errors.extend(ties::errors(rules, &tried));
    errors.extend(work::errors(rules, &tried));
    errors.sort_by(|a, b| (&a.file, a.at.start, &a.what).cmp(&(&b.file, b.at.start, &b.what)));
    errors
}
