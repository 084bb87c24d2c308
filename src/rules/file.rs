//! A rule file as it is written: TOML, with the places of what may be wrong.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The arrays that a rule file may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RuleFile {
    /// Named building blocks; those of `blocks.toml` serve every file.
    pub blocks: BTreeMap<String, String>,
    pub bind: Vec<BindSpec>,
    pub context: Vec<ContextSpec>,
    pub cell: Vec<CellSpec>,
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
    pub ok: Vec<Example>,
    #[serde(default)]
    pub no: Vec<String>,
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
    pub opens: Option<String>,
    #[serde(default)]
    pub reach: Reach,
    #[serde(default)]
    pub ok: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
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
    Document,
}

/// What a cell of a value column holds besides values.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CellSpec {
    pub id: Spanned<String>,
    pub means: CellMeans,
    pub pattern: Spanned<String>,
    #[serde(default)]
    pub ok: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CellMeans {
    /// The cell gives nothing: －, 未設定.
    Nothing,
    /// The stretch is left out: a rank, a national average.
    Aside,
    /// `(?P<series>…)` names one of several values in the cell.
    Series,
    /// A label that is no series, for it means all of them: 全校種.
    Whole,
    /// Words that are the value: 全市町村, 増加.
    Words,
}

/// A rule that makes records, or adds observations to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleSpec {
    pub id: Spanned<String>,
    #[serde(default = "one")]
    pub version: u32,
    pub makes: Makes,
    #[serde(rename = "in")]
    pub scopes: Vec<Scope>,
    /// The context that must be open.
    #[serde(default)]
    pub context: Option<String>,
    #[serde(default)]
    pub lang: Option<String>,
    pub pattern: Spanned<String>,
    /// Applied again and again inside the capture `list`, a statement each.
    #[serde(default)]
    pub each: Option<Spanned<String>>,
    /// The aggregation of observations that name none.
    #[serde(default)]
    pub aggregation: Option<crate::text::scan::Aggregation>,
    /// Captured observations with another aggregation are left out.
    #[serde(default)]
    pub only: Option<crate::text::scan::Aggregation>,
    #[serde(default)]
    pub priority: i32,
    pub confidence: f64,
    #[serde(default)]
    pub flags: Vec<String>,
    #[serde(default)]
    pub ok: Vec<Example>,
    #[serde(default)]
    pub no: Vec<String>,
    #[serde(default)]
    pub todo: Vec<Example>,
}

fn one() -> u32 {
    1
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Makes {
    Indicator,
    /// Observations for the statement that is open: a progress cell, a comment on a card.
    Observations,
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
    /// The lines under a card's target.
    Comment,
    /// A cell of a column that holds names with their values.
    Kpi,
    /// A cell of a column that tells progress.
    Progress,
    /// Any cell, paragraph by paragraph.
    Cell,
    /// A cell of a column that lists programmes.
    Programme,
    /// A whole row of a table without a header, its cells parted by tabs.
    Row,
}

/// A text and what must come of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    #[serde(default)]
    pub gives: Vec<String>,
    /// The document's own year, where the roles depend on it.
    #[serde(default)]
    pub year: Option<i32>,
}

/// `words.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsFile {
    pub classes: BTreeMap<String, Vec<String>>,
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

/// `columns.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnsFile {
    pub column: Vec<ColumnSpec>,
    #[serde(default)]
    pub resolve: Vec<ResolveSpec>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnSpec {
    pub role: Column,
    /// Patterns over the header cell's coded text.
    pub header: Vec<Spanned<String>>,
}

/// What a column turns out to be, beside others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolveSpec {
    pub role: Column,
    #[serde(default)]
    pub beside: Vec<Column>,
    pub becomes: Column,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    Section,
    Measure,
    Name,
    /// A name with its values in one cell.
    Kpi,
    Baseline,
    /// 現状値: the baseline or the actual, as the columns beside it say.
    Current,
    Actual,
    Target,
    /// 基準年.
    BaselinePeriod,
    TargetPeriod,
    ActualPeriod,
    Unit,
    Ministry,
    Programme,
    /// How things go, in sentences.
    Progress,
    /// A step of a schedule.
    Schedule,
    Ignore,
}
