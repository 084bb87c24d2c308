//! A rule file as it is written: TOML, with the places of what may be wrong.

use std::collections::BTreeMap;

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

use super::runs::{Items, LineSpec};
use super::tables::{AsideSpec, EndingSpec, FacetSpec, Hint, TrimSpec, TypeSpec};
use crate::record::{Flag, Lang};

/// The arrays that a rule file may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RuleFile {
    /// Named building blocks; those of `blocks.toml` serve every file.
    pub blocks: BTreeMap<Spanned<String>, Spanned<String>>,
    pub bind: Vec<BindSpec>,
    pub context: Vec<ContextSpec>,
    pub facet: Vec<FacetSpec>,
    #[serde(rename = "type")]
    pub types: Vec<TypeSpec>,
    pub ending: Vec<EndingSpec>,
    pub aside: Vec<AsideSpec>,
    pub trim: Vec<TrimSpec>,
    pub line: Vec<LineSpec>,
    pub rule: Vec<RuleSpec>,
}

/// How a value and its year stand together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BindSpec {
    pub id: Spanned<String>,
    #[serde(default)]
    pub makes: BindMakes,
    pub pattern: Spanned<String>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BindMakes {
    #[default]
    Observation,
    Budget,
}

/// What a heading, lead-in or note says of the blocks around it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextSpec {
    pub id: Spanned<String>,
    pub at: Vec<Scope>,
    pub pattern: Spanned<String>,
    /// The context that the blocks in reach stand in.
    #[serde(default)]
    pub opens: Option<Spanned<String>>,
    /// What the items of the lists in reach are.
    #[serde(default)]
    pub items: Option<Items>,
    #[serde(default)]
    pub reach: Reach,
    /// The role whose values are of the year in the pattern, where they have none of their own.
    #[serde(default = "target")]
    pub year_of: Hint,
    /// The word in the header of those columns that the year is for, and no others: 中間.
    #[serde(default)]
    pub stage: Option<String>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

fn target() -> Hint {
    Hint::Target
}

/// Which blocks a context reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Those under the heading, or under the heading that the block stands under.
    #[default]
    Section,
    /// All under the nearest heading above that opened a context: a note at the end of a list.
    List,
    /// The items of the list, or the table, right below.
    Items,
    /// All below, to the next heading or the next line that dates what is under it.
    Below,
    /// All under a heading, to the next of any rank; under a line, the items or labelled lines right below it.
    Listed,
    Document,
}

/// A rule that makes records.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleSpec {
    pub id: Spanned<String>,
    #[serde(default = "one")]
    pub version: u32,
    pub makes: Makes,
    #[serde(rename = "in")]
    pub scopes: Spanned<Vec<Scope>>,
    /// The context that must be open.
    #[serde(default)]
    pub context: Option<Spanned<String>>,
    #[serde(default)]
    pub lang: Option<Lang>,
    pub pattern: Spanned<String>,
    /// Applied again and again inside the capture `list`, a statement each.
    #[serde(default)]
    pub each: Option<Spanned<String>>,
    /// The aggregation of observations that name none.
    #[serde(default)]
    pub aggregation: Option<crate::text::scan::Aggregation>,
    #[serde(default)]
    pub priority: i32,
    pub confidence: Spanned<f64>,
    #[serde(default)]
    pub flags: Vec<Flag>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

fn one() -> u32 {
    1
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Makes {
    Indicator,
    Measure,
    Programme,
}

/// Where a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    Heading,
    Paragraph,
    Item,
    Note,
    /// A sentence of a paragraph, item or note.
    Sentence,
    /// Neighbouring lines that belong together, or the paragraphs of a cell.
    Card,
    /// Any cell, paragraph by paragraph.
    Cell,
    /// A cell of a column that lists programmes.
    Programme,
}

/// The examples of one sort that a rule carries.
pub(super) type Examples = Vec<Spanned<ExampleSpec>>;

/// An example as it is written: a text alone, or a table with what must come of it.
#[derive(Debug)]
pub(super) struct ExampleSpec {
    pub text: String,
    pub gives: Option<Spanned<Vec<String>>>,
    pub year: Option<i32>,
}

impl<'de> Deserialize<'de> for ExampleSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExampleVisitor)
    }
}

struct ExampleVisitor;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleTable {
    text: String,
    #[serde(default)]
    gives: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    year: Option<i32>,
}

impl<'de> Visitor<'de> for ExampleVisitor {
    type Value = ExampleSpec;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or a table { text = \"…\", gives = [\"…\"] }")
    }

    fn visit_str<E>(self, text: &str) -> Result<ExampleSpec, E> {
        Ok(ExampleSpec { text: text.to_owned(), gives: None, year: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ExampleSpec, A::Error> {
        let ExampleTable { text, gives, year } = Deserialize::deserialize(MapAccessDeserializer::new(map))?;
        Ok(ExampleSpec { text, gives, year })
    }
}

/// A text that a rule is tried on, and what must come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub text: String,
    /// The records, on a line each as [`crate::record::Record`] prints them.
    pub gives: Vec<String>,
    /// The document's own year, where the roles depend on it.
    pub year: Option<i32>,
    /// Where it stands in its file, and what it gives.
    pub at: Range<usize>,
    pub gives_at: Option<Range<usize>>,
}

impl From<Spanned<ExampleSpec>> for Example {
    fn from(spec: Spanned<ExampleSpec>) -> Self {
        let at = spec.span();
        let ExampleSpec { text, gives, year } = spec.into_inner();
        let gives_at = gives.as_ref().map(Spanned::span);
        Self { text, gives: gives.map(Spanned::into_inner).unwrap_or_default(), year, at, gives_at }
    }
}

/// `words.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsFile {
    pub classes: BTreeMap<Spanned<String>, Vec<String>>,
    pub marks: MarkWords,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkWords {
    pub repost: Vec<String>,
    pub provisional: Vec<String>,
    pub drop: Vec<String>,
}

/// `terms.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermsFile {
    pub terms: Spanned<Vec<String>>,
}

impl Default for TermsFile {
    fn default() -> Self {
        Self { terms: Spanned::new(0..0, Vec::new()) }
    }
}
