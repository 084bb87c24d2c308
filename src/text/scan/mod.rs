//! What stands in a text before any rule looks at it: values, periods, ministries.
//!
//! Our own, because neither a tokeniser nor a general number library knows that
//! 34千人 has the unit 千人, that H42 is 2030, or that ICH-E6(R3) is no year.

mod affix;
mod ministry;
mod month;
mod number;
mod period;
mod unit;
mod value;
mod word;

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Range;
use super::lexicon::Lexicon;

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

/// Finds everything in a view's text, in order and without overlap.
///
/// `local` are the abbreviations that the document itself defines; they win over the lexicon's.
pub fn scan(text: &str, lexicon: &Lexicon, local: &[(String, usize)]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let step = match bytes[at] {
            b'0'..=b'9' | b'+' | b'-' => numeric(text, at, lexicon, &mut found),
            b'(' => ministry::mark(text, at, lexicon, local).map(|f| push(&mut found, f)),
            b'R' | b'H' | b'S' | b'F' | b'C' | b'f' | b'~' | b'\'' => dated(text, at, &mut found),
            b'd' | b't' | b'h' => word::factor(text, at).map(|f| push(&mut found, f)),
            0xc2 if text[at..].starts_with('¥') => numeric(text, at, lexicon, &mut found),
            0..0xe2 => None,
            _ => wide(text, at, lexicon, local, &mut found),
        };
        at = match step {
            Some(end) if end > at => end,
            _ => at + char_len(bytes[at]),
        };
    }
    word::merge_bounds(text, &mut found);
    found
}

fn push(found: &mut Vec<Found>, new: Found) -> usize {
    let end = new.range.end;
    found.push(new);
    end
}

/// A digit or sign: a year if it can be one, else a value.
fn numeric(text: &str, at: usize, lexicon: &Lexicon, found: &mut Vec<Found>) -> Option<usize> {
    if text.as_bytes()[at].is_ascii_digit()
        && let Some(end) = dated(text, at, found)
    {
        return Some(end);
    }
    let floor = found.last().map_or(0, |last| last.range.end);
    match value::value(text, floor, at, lexicon) {
        value::Read::Found(new) => Some(push(found, new)),
        value::Read::Skip(end) => Some(end),
        value::Read::Nothing => None,
    }
}

/// A period, or one that a value is relative to.
fn dated(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    if text.as_bytes()[at] == b'~' && text[..at].trim_end().ends_with(|c: char| c.is_alphanumeric() || c == '%') {
        return None;
    }
    let (period, len) = period::period(text, at)?;
    let end = at + len;
    if let Some(more) = relative_tail(&text[end..]) {
        // 対2018年度比
        let start = if text[..at].ends_with('対') { at - '対'.len_utf8() } else { at };
        return Some(push(found, Found { range: start..end + more, item: Item::Relative(period) }));
    }
    if let Some(start) = relative_head(&text[..at]) {
        return Some(push(found, Found { range: start..end, item: Item::Relative(period) }));
    }
    Some(push(found, Found { range: at..end, item: Item::Period(period) }))
}

/// 比, 対比, と比べて after a year.
fn relative_tail(rest: &str) -> Option<usize> {
    [
        "年度対比",
        "対比",
        "実績比",
        "比較で",
        "比",
        "と比べて",
        "と比べ",
        "に比べて",
        "に比べ",
        "と比較して",
        "を基準として",
        "水準から",
    ]
    .iter()
    .find(|word| rest.starts_with(*word) && !(**word == "比" && rest["比".len()..].starts_with(['率', '較', '例'])))
    .map(|word| word.len())
}

/// Longer than any of the words before a year, in bytes.
const LONGEST_HEAD: usize = 40;

/// `compared to`, `vs.` before a year: where they begin.
fn relative_head(before: &str) -> Option<usize> {
    let from = before.ceil_char_boundary(before.len().saturating_sub(LONGEST_HEAD));
    let lower = before[from..].to_ascii_lowercase();
    let bare = lower.trim_end().trim_end_matches(" the");
    [
        "compared to",
        "compared with",
        "in comparison with",
        "relative to",
        "versus",
        "vs.",
        "vs",
        "from the levels of",
        "below",
    ]
    .iter()
    .find(|word| bare.ends_with(*word))
    .map(|word| from + bare.len() - word.len())
}

/// A Japanese character: an era, a kanji number, a sign, a mark of ministries.
fn wide(text: &str, at: usize, lexicon: &Lexicon, local: &[(String, usize)], found: &mut Vec<Found>) -> Option<usize> {
    let c = text[at..].chars().next()?;
    match c {
        '【' | '〔' => ministry::mark(text, at, lexicon, local).map(|f| push(found, f)),
        '令' | '平' | '昭' | '大' | '明' | '’' => dated(text, at, found),
        '▲' | '△' | '数' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
        | '千' | '壱' | '弐' | '参' | '阡' | '拾' => numeric(text, at, lexicon, found),
        '倍' | '半' => word::factor(text, at).map(|new| push(found, new)),
        'ゼ' | 'プ' | 'マ' => word::word(text, at, lexicon).map(|new| push(found, new)),
        _ => None,
    }
}

fn char_len(byte: u8) -> usize {
    match byte {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
