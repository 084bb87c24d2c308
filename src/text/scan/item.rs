//! What the scanner finds: values, periods, spans of years, ministries.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Range;

/// How a value relates to the number written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Comparator {
    #[default]
    #[serde(rename = "=")]
    Equal,
    /// 以上, at least.
    #[serde(rename = ">=")]
    AtLeast,
    /// 以下, 以内, top N.
    #[serde(rename = "<=")]
    AtMost,
    /// 超.
    #[serde(rename = ">")]
    Above,
    /// 未満.
    #[serde(rename = "<")]
    Below,
    /// 約, 程度.
    #[serde(rename = "~")]
    About,
}

impl fmt::Display for Comparator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::Below => "<",
            Self::About => "~",
        })
    }
}

/// What a number sums or averages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Aggregation {
    #[default]
    Point,
    /// 年間, /年.
    Annual,
    /// 累計, 累積.
    Cumulative,
    /// 平均.
    Average,
}

impl fmt::Display for Aggregation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Point => "point",
            Self::Annual => "annual",
            Self::Cumulative => "cumulative",
            Self::Average => "average",
        })
    }
}

/// Whether a year runs from April (年度, FY) or from January (年, CY).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    Fiscal,
    Calendar,
}

/// A year or a range of years, western, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub start: i32,
    pub end: i32,
    pub basis: Option<Basis>,
    /// 2021~2023年度平均, 2024-28累計.
    pub aggregation: Option<Aggregation>,
    /// What was added to the numbers written, where the text leaves out the era: 17年度. Who knows the
    /// era better counts anew with [`Period::counted_from`].
    pub open: Option<i32>,
}

impl Period {
    /// One year.
    pub fn year(year: i32, basis: Option<Basis>) -> Self {
        Self { start: year, end: year, basis, aggregation: None, open: None }
    }

    /// The period with another base, if its era was left out; what is known stays.
    pub fn counted_from(self, base: i32) -> Self {
        match self.open {
            Some(old) => Self { start: self.start - old + base, end: self.end - old + base, open: Some(base), ..self },
            None => self,
        }
    }
}

/// A number with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    pub number: f64,
    /// The other end of a range.
    pub max: Option<f64>,
    /// As written, NFKC; none where nothing was written.
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub aggregation: Option<Aggregation>,
    /// An explicit plus: +75件.
    pub plus: bool,
    /// Digits and nothing else: perhaps a footnote's number, perhaps 14 (R10).
    pub bare: bool,
}

/// One ministry of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As the mark writes it.
    pub code: String,
    /// Index into the lexicon, if it is known there.
    pub known: Option<usize>,
    /// ◎ stands before it.
    pub lead: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Value(Value),
    Period(Period),
    /// 2023年度比: what a relative value is measured against.
    Relative(Period),
    /// 5年間: a span of years without a place in time.
    Years(u16),
    /// 【厚】【文】, （◎健、文、厚）.
    Ministries(Vec<Named>),
}

/// Something found, and where in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub range: Range,
    pub item: Item,
}
