//! What extraction did with a document, step by step, for those who tune the rules.
//!
//! Kept only where it is asked for: without, one comparison a text is all it costs.

use crate::layout::Span;
use crate::record::Lang;
use crate::rules::{Column, Hint, Look, Match, Scope};
use crate::text::scan::Item;

use super::clause::Told;
use super::read::Read;

/// The steps in the order they were taken.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub steps: Vec<Step>,
    /// The rules that had a part in the records (as indices), each as often as it had.
    pub fired: Vec<usize>,
    /// The frames that were filled (as indices), each as often as it was.
    pub filled: Vec<usize>,
}

#[derive(Debug)]
pub(crate) enum Step {
    /// A block without a digit, a mark of ministries or an open context was passed over unread.
    Unread { span: Span, scope: Scope },
    /// The rules of a scope were tried on a text.
    Tried(Tried),
    /// A sentence was read by its clauses.
    Sentence(Told),
    /// A table: what its columns hold.
    Header(Vec<ColumnTold>),
    /// A row of a table, laid on its columns.
    Row(RowTold),
    /// A line taken apart: its name and its values.
    Run(RunTold),
}

/// A text that the rules of a scope were tried on.
#[derive(Debug)]
pub(crate) struct Tried {
    pub scope: Scope,
    pub lang: Lang,
    pub span: Span,
    /// The text as rules see it.
    pub code: String,
    /// The contexts open there.
    pub contexts: Vec<String>,
    pub kept: Vec<Match>,
    /// What was beaten, and what beat it.
    pub beaten: Vec<(Match, Match)>,
    pub seen: Vec<Seen>,
    pub bound: Vec<Tied>,
}

/// Something that the scanner found.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub span: Span,
    pub item: Item,
}

/// What a binding pattern joined.
#[derive(Debug, Clone)]
pub(crate) struct Tied {
    pub span: Span,
    /// Index of the pattern.
    pub bind: usize,
    /// On one line: `70 社 2028`.
    pub shown: String,
}

/// A column of a table.
#[derive(Debug)]
pub(crate) struct ColumnTold {
    /// The header cells over it, and where they stand.
    pub words: Vec<(Span, String)>,
    /// The facets that speak of them.
    pub facets: Vec<String>,
    pub kind: Option<Column>,
    pub role: Option<Hint>,
    pub year: Option<i32>,
    /// That it holds values is told by its cells alone.
    pub by_cells: bool,
    pub names: bool,
}

/// A row of a table, and what was made of it.
#[derive(Debug, Default)]
pub(crate) struct RowTold {
    pub cells: Vec<CellTold>,
    /// The name, and by what it was found.
    pub name: Option<(String, String)>,
    pub values: Vec<ValueTold>,
    /// Why nothing was made of it.
    pub why: Option<&'static str>,
}

/// A line that is a name with its values, and what was made of it.
#[derive(Debug)]
pub(crate) struct RunTold {
    pub span: Span,
    pub code: String,
    pub name: String,
    pub values: Vec<ValueTold>,
    pub seen: Vec<Seen>,
    pub bound: Vec<Tied>,
    /// Why nothing was made of it.
    pub why: Option<&'static str>,
}

/// A cell of a row.
#[derive(Debug)]
pub(crate) struct CellTold {
    pub span: Span,
    pub code: String,
    pub look: Look,
    /// Index of its column; none where it was laid on none.
    pub column: Option<usize>,
    pub kind: Option<Column>,
    pub seen: Vec<Seen>,
    pub bound: Vec<Tied>,
}

/// A value of a row, with what speaks for its role.
#[derive(Debug)]
pub(crate) struct ValueTold {
    pub shown: String,
    /// The role, by what it was settled, and by what the year was.
    pub role: String,
    pub by: String,
    pub year: String,
    pub evidence: Vec<String>,
}

impl Seen {
    /// All that the scanner found in a text.
    pub(super) fn all(read: &Read) -> Vec<Self> {
        let reading = &read.reading;
        let seen = |found: &crate::text::scan::Found| Self {
            span: reading.view.source(&found.range),
            item: found.item.clone(),
        };
        reading.found.iter().map(seen).collect()
    }
}

impl Tied {
    pub(super) fn all(read: &Read) -> Vec<Self> {
        let tied = |bound: &super::read::Bound| Self {
            span: read.reading.view.source(&bound.range),
            bind: bound.bind,
            shown: read.show(bound),
        };
        read.bound.iter().map(tied).collect()
    }
}

/// Where a text begins inside another that it is a part of.
pub(super) fn offset_in(whole: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    (at + part.len() <= whole.len()).then_some(at)
}
