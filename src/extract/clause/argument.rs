//! The arguments of a clause: its values with their years and roles, and the names they have.
//!
//! Particles tell them, in whatever order they come: を, は, が and について a name; から and
//! より a baseline; までに and に a deadline; 比 what a value is measured against.

use crate::record::Role;
use crate::rules::{Case, Class, Mood, Sentences};
use crate::text::scan::Item;
use crate::text::{Range, Reading};

use super::bracket::Inner;
use super::chunk::Chunk;
use super::mood::Clause;
use super::walk::Walk;

/// What is counted, as a clause names it.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub text: String,
    pub range: Range,
    /// Its last chunk.
    pub to: usize,
    pub particle: String,
    /// Values in brackets behind it.
    pub inner: Vec<Inner>,
    pub counts: bool,
    /// It stands in a clause or sentence before.
    pub inherited: bool,
}

/// A value with what the clause says of it; the numbers are indices into [`Reading::found`].
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub value: usize,
    pub chunk: usize,
    pub role: Option<Role>,
    pub period: Option<usize>,
    /// The first year of 2022年度から2030年度まで.
    pub from: Option<usize>,
    pub against: Option<usize>,
    pub years: Option<usize>,
    /// Index into the names.
    pub name: Option<usize>,
    pub series: Option<String>,
    pub particle: String,
    /// の stands behind it, and what it counts follows.
    pub counted: bool,
    pub inner: Vec<Inner>,
    /// Words beside it call it the goal.
    pub goal: bool,
    /// Words behind it say that it is to be reached.
    pub achieved: bool,
    /// 毎年度 stands before it.
    pub every: bool,
    /// 62件を上回る80件: what bounds it is said of the value behind it.
    pub exact: bool,
}

impl Fact {
    /// 46.1%（令和5年度）: the year that stands alone in a bracket behind the value.
    pub(super) fn bracketed_year(&self) -> Option<usize> {
        self.inner.iter().find(|inner| inner.value.is_none()).and_then(|inner| inner.period)
    }
}

/// What a clause holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    pub names: Vec<Name>,
    pub facts: Vec<Fact>,
    /// A year that までに or に makes a deadline of.
    pub deadline: Option<usize>,
    pub marked: bool,
    /// And までに does.
    pub until: bool,
    /// The name that は marks.
    pub topic: Option<usize>,
    /// The plan that は marks: it says what stands behind it, or is what is made.
    pub plan: Option<String>,
    /// 目標は…である, 目標値は…: the clause speaks of a goal.
    pub goal: bool,
    /// The years of the clause in order.
    pub years: Vec<usize>,
    /// What the clause is about is never a goal: 補助率は.
    pub never: bool,
    /// Where それぞれ stands.
    pub each: Option<usize>,
}

/// What reading a clause needs to know.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub reading: &'a Reading,
    pub data: &'a Sentences,
    pub chunks: &'a [Chunk],
    /// The document's own year.
    pub year: Option<i32>,
}

impl Here<'_> {
    pub fn text(&self, chunk: &Chunk) -> &str {
        self.reading.text(&(chunk.start()..chunk.content_end()))
    }

    /// 半導体関連を中心に, 岸壁の供用を機に: it only tells how.
    pub fn is_around(&self, at: usize) -> bool {
        let turns =
            |next: &Chunk| self.data.is(&next.words(), Class::Around) && self.data.marks(&next.particle, Case::As);
        self.data.marks(&self.chunks[at].particle, Case::Object) && self.chunks.get(at + 1).is_some_and(turns)
    }

    /// Whether a gap stands between two places.
    pub fn is_parted(&self, from: usize, to: usize) -> bool {
        self.reading.view.text.get(from..to).is_some_and(|between| between.contains(char::is_whitespace))
    }

    /// Whether a value counts people or things: no share, no factor, no measure.
    pub fn counts_things(&self, value: usize) -> bool {
        let Item::Value(value) = &self.reading.found[value].item else { return false };
        let unit = value.unit.as_deref().filter(|unit| !self.data.is(unit, Class::Times));
        unit.is_some_and(|unit| unit != "%" && !unit.starts_with(|c: char| c.is_ascii()))
    }

    /// The last year of a period.
    pub fn end(&self, found: usize) -> Option<i32> {
        match &self.reading.found[found].item {
            Item::Period(period) | Item::Relative(period) => Some(period.end),
            _ => None,
        }
    }

    /// Whether a period lies ahead of the document's own year.
    pub fn is_ahead(&self, found: usize) -> bool {
        self.end(found).is_some_and(|end| self.year.is_some_and(|year| end > year))
    }

    /// Whether a period is not over when the document is written.
    pub fn is_future(&self, found: usize) -> bool {
        self.end(found).is_some_and(|end| self.year.is_none_or(|year| end >= year))
    }
}

/// Reads a clause.
pub(super) fn arguments(here: Here<'_>, clause: &Clause) -> Arguments {
    let mut reader =
        Walk { here, clause, out: Arguments::default(), phrases: Vec::new(), now: super::walk::Now::default() };
    reader.phrases();
    for at in clause.chunks.clone() {
        if !reader.phrases.iter().any(|phrase| (phrase.from..phrase.to).contains(&at)) {
            reader.chunk(at);
        }
    }
    reader.finish();
    reader.out
}

/// The goal words of a sentence, seen as a whole.
pub(super) fn speaks_of_goals(text: &str, clauses: &[Clause], data: &Sentences) -> bool {
    data.holds(text, Class::GoalWord) || clauses.iter().any(|clause| clause.mood == Mood::Goal)
}
