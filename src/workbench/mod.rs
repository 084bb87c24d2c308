//! The workbench of those who tune the rules: what is wrong in a rule file, how a line was
//! read and why not otherwise, what a change of the rules does to records, and how often
//! each rule is right.
//!
//! Nothing here makes a record: it watches how `extract` does.

mod captures;
mod check;
mod diff;
mod explain;
mod gold;
mod lint;
mod pieces;
mod place;
mod stats;
mod ties;
mod why_not;
mod work;

pub use check::check;
pub use diff::{Change, Diff, diff, records};
pub use explain::explain;
pub use gold::{Gold, Judge};
pub use place::{At, Spot};
pub use stats::{Report, Stats, Unexplained, stats, with_measured};
pub use why_not::{Answer, Asked, Reason, why_not};

use crate::layout::Document;
use crate::source::Source;

/// A document that rules are tried on.
#[derive(Debug)]
pub struct Sample {
    pub source: Source,
    pub document: Document,
}

impl Sample {
    /// A text as a document.
    pub fn of_text(text: &str) -> Self {
        let source = Source::from_text("example", text);
        let document = Document::read(&source.text);
        Self { source, document }
    }
}

/// A text in quotation marks, on one line, cut where it is long.
fn quote(text: &str) -> String {
    const LONG: usize = 160;
    let text = shown(text);
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("「{}…」", &text[..at]),
        None => format!("「{text}」"),
    }
}

/// A coded text for people: what stands for something found is told by its name.
pub(crate) fn shown(code: &str) -> String {
    use crate::text::code::symbol;
    let mut out = String::with_capacity(code.len());
    for c in code.chars() {
        match c {
            symbol::VALUE => out.push_str("{value}"),
            symbol::NUMBER => out.push_str("{number}"),
            symbol::PERIOD => out.push_str("{period}"),
            symbol::RELATIVE => out.push_str("{relative}"),
            symbol::YEARS => out.push_str("{years}"),
            symbol::MINISTRIES => out.push_str("{ministries}"),
            symbol::OBSERVATION => out.push_str("{obs}"),
            symbol::BUDGET => out.push_str("{budget}"),
            symbol::PLUS => out.push_str("{plus}"),
            '\n' => out.push('⏎'),
            '\t' => out.push('│'),
            c => out.push(c),
        }
    }
    out
}
