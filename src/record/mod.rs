//! The records: what `shihyo extract` gives, whatever the input.
//!
//! The order of the fields is the order in every JSON line; `shihyo schema` publishes
//! these types as JSON Schema. Offsets are bytes into the source as UTF-8, half open;
//! lines and pages count from 1; boxes are in PDF points.

mod codes;
mod compact;
mod era;
mod number;
mod outcome;
mod paid;
mod scanned;
mod sums;

#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::scan;
pub use crate::text::scan::{Aggregation, Basis, Comparator};
pub use era::{nth_of_an_era, year_in_era};
pub use number::Number;
pub use outcome::Outcome;
pub use paid::Paid;
pub use scanned::{Scanned, ScannedPeriod, ScannedValue};
pub use sums::{Added, Sum, Sums};

/// The version of this contract.
pub const SCHEMA: &str = "1";

/// A record of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Record {
    Indicator(Indicator),
    Measure(Measure),
    Programme(Programme),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Indicator,
    Measure,
    Programme,
}

/// What every record has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Common {
    /// The version of this contract.
    pub schema: String,
    pub kind: Kind,
    /// The same for the same document, rules and version, in every run and on every machine.
    pub id: String,
    pub document: DocumentRef,
    /// `ja` or `en`.
    pub lang: Lang,
    /// In order of first appearance.
    pub ministries: Vec<Ministry>,
    pub evidence: Evidence,
    /// The id of the rule that made the record.
    pub rule: String,
    /// The rule's measured precision, lowered by what `flags` says; 0 to 1.
    pub confidence: Number,
    /// Why a person should look; empty where nothing is odd.
    pub flags: Vec<Flag>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    Ja,
    En,
}

/// The document a record was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRef {
    /// From the content's hash.
    pub id: String,
    /// As the user gave it.
    pub path: String,
    pub title: Option<String>,
}

/// A ministry, agency or department that answers for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ministry {
    /// As the documents abbreviate it: 厚.
    pub code: String,
    pub name: Option<String>,
    pub name_en: Option<String>,
    /// ◎ stands before it.
    pub lead: bool,
}

/// Where a record was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// 1-based; null where the source marks no pages.
    pub page: Option<u32>,
    /// 1-based line of the source text; null for input without lines.
    pub line: Option<u32>,
    /// Half-open byte offsets into the source as UTF-8.
    pub start: u32,
    pub end: u32,
    /// Those bytes.
    pub quote: String,
    pub cell: Option<CellRef>,
    /// The cells of a workbook's sheet: `目標!C7`. Left out where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// `[x0, y0, x1, y1]` in PDF points.
    pub bbox: Option<[Number; 4]>,
}

/// Where a part of a record was read; as [`Evidence`], without the quote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    pub page: Option<u32>,
    pub line: Option<u32>,
    pub start: u32,
    pub end: u32,
    pub cell: Option<CellRef>,
    /// As in [`Evidence`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    pub bbox: Option<[Number; 4]>,
}

/// A cell of a table; all 1-based, the table counted from the document's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct CellRef {
    pub table: u32,
    pub row: u32,
    pub column: u32,
}

/// Why a person should look at a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// A target or baseline without a year.
    NoYear,
    /// The roles follow from the years alone.
    RoleByYear,
    /// The roles follow from the order alone.
    RoleByOrder,
    /// Baseline, target and actual do not count the same thing.
    UnitDiffers,
    /// The name counts in no such unit: 参加者数 in 件.
    UnitStrange,
    /// A mark names a ministry that no list knows.
    UnknownMinistry,
    /// The text has characters that stand for unreadable ones.
    TextDamaged,
    /// The table had no header; its columns were told by what stands in them.
    NoHeader,
    /// The statement names no value.
    NoValue,
    /// One role and year has several values: series that the document does not name.
    SeveralValues,
    /// What is counted is named in another sentence or heading.
    NameElsewhere,
    /// The name holds what may be a value, or a part of another name.
    NameDoubtful,
    /// A point may part thousands: 11.445.
    NumberDoubtful,
    /// The year stands in another clause.
    YearElsewhere,
    /// The words leave open whether it is a goal.
    MoodDoubtful,
    /// A sum up to a year, and no word says from which: 累計 1,200件（R10）.
    SumWithoutStart,
    /// The text was recognised in a picture.
    Ocr,
}

impl Flag {
    /// The flag as records write it, and what it tells a reader.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NoYear => ("no-year", "a target or baseline has no year"),
            Self::RoleByYear => ("role-by-year", "no word says which value is the target; the years do"),
            Self::RoleByOrder => ("role-by-order", "no word or year says which value is the target; the order does"),
            Self::UnitDiffers => ("unit-differs", "baseline, target and actual do not count the same thing"),
            Self::UnitStrange => ("unit-strange", "such a name does not count in the unit of a value"),
            Self::UnknownMinistry => ("unknown-ministry", "a mark names a ministry that no list knows"),
            Self::TextDamaged => ("text-damaged", "some characters could not be read"),
            Self::NoHeader => ("no-header", "the table has no header; the cells told the columns"),
            Self::SeveralValues => ("several-values", "one role and year has several values"),
            Self::NameElsewhere => ("name-elsewhere", "what is counted is named in another sentence or heading"),
            Self::NameDoubtful => ("name-doubtful", "the name may hold a value or a part of another"),
            Self::NumberDoubtful => ("number-doubtful", "a point in a number may part thousands"),
            Self::YearElsewhere => ("year-elsewhere", "the year stands in another clause"),
            Self::MoodDoubtful => ("mood-doubtful", "the words leave open whether it is a goal"),
            Self::SumWithoutStart => ("sum-without-start", "a sum names no year that it begins in"),
            Self::Ocr => ("ocr", "the text was read from a picture by OCR"),
            Self::NoValue => ("no-value", "the statement names no value"),
        }
    }
}

/// A statement of a KPI, with the baseline and progress that the document ties to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    #[serde(flatten)]
    pub common: Common,
    /// What is counted.
    pub name: String,
    pub observations: Vec<Observation>,
    /// The policy measure that the row or item belongs to.
    pub measure: Option<String>,
    /// Headings above, outermost first.
    pub section: Vec<String>,
    /// 再掲 stands at the row or cell.
    pub repost: bool,
    /// 速報値, 参考値 or 暫定 stands at one of its values.
    pub provisional: bool,
    /// Its ※ notes.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 基準値: 7 (R5).
    Baseline,
    /// 目標値: 14 (R10).
    Target,
    /// 実績: 9 (R7).
    Actual,
}

/// A value of an indicator, in one role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Observation {
    pub role: Role,
    /// Null where the target is in words. 万, 億, 兆, million and billion are multiplied out.
    pub value: Option<Number>,
    /// The other end of a range.
    pub value_max: Option<Number>,
    /// As written, NFKC.
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub period: Option<Period>,
    pub aggregation: Aggregation,
    /// The period that a relative value is measured against.
    pub relative_to: Option<Period>,
    /// The source between `evidence.start` and `evidence.end`.
    pub text: String,
    pub evidence: Place,
    /// Where the year stands, if it is not in `text`: a header, a heading, a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_evidence: Option<Place>,
}

/// Western years, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    pub start: i32,
    pub end: i32,
    pub basis: Option<Basis>,
    /// As written.
    pub text: String,
}

impl Period {
    /// A period as scanned, with its words.
    pub fn new(period: &scan::Period, text: &str) -> Self {
        Self { start: period.start, end: period.end, basis: period.basis, text: text.to_owned() }
    }
}

/// A place where ministries are named for a policy measure or a progress statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    #[serde(flatten)]
    pub common: Common,
    /// Joined over line breaks, without the mark.
    pub text: String,
    pub form: Form,
    pub section: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A heading that ends in the mark.
    Heading,
    /// A paragraph or item of the text.
    Statement,
    /// A bullet in a table that tells how things go.
    Progress,
}

/// A 事業, 基金 or 運営費交付金 with a ministry or a budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Programme {
    #[serde(flatten)]
    pub common: Common,
    pub name: String,
    pub budgets: Vec<Budget>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Budget {
    pub amount_jpy: Option<Number>,
    pub fiscal_year: Option<i32>,
    /// As written: 当初予算, 補正予算, 当初予算案, 基金事業.
    pub kind: String,
    pub text: String,
}

impl Record {
    pub fn common(&self) -> &Common {
        match self {
            Self::Indicator(record) => &record.common,
            Self::Measure(record) => &record.common,
            Self::Programme(record) => &record.common,
        }
    }

    /// The name of an indicator or programme, the text of a measure.
    pub fn name(&self) -> &str {
        match self {
            Self::Indicator(record) => &record.name,
            Self::Measure(record) => &record.text,
            Self::Programme(record) => &record.name,
        }
    }

    /// Whether a person should look at it.
    pub fn needs_review(&self) -> bool {
        !self.common().flags.is_empty()
    }

    /// The record as one line of JSON, without the newline.
    pub fn to_json(&self) -> String {
        // Records hold nothing that JSON cannot say: no maps with odd keys, no infinite numbers.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The JSON Schema of a line of output.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
