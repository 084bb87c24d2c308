//! Gold records and records, each with what is compared of it, read from lines of JSON.

use std::collections::BTreeSet;

use serde_json::Value;

use super::name_of;
use super::similarity::norm;
use crate::record::Kind;

/// A gold record or a record, with what is compared.
#[derive(Debug, Clone)]
pub struct Item {
    /// The file name without its ending.
    pub doc: String,
    pub line: Option<i64>,
    pub name: String,
    pub observations: Vec<Observation>,
    /// Of a programme.
    pub budgets: Vec<Budget>,
    pub ministries: BTreeSet<String>,
    /// The ministries that lead; none where the gold does not tell of it.
    pub leads: Option<BTreeSet<String>>,
    /// The measure that an indicator belongs to, as far as it is compared.
    pub measure: String,
    pub repost: bool,
    pub provisional: bool,
    pub optional: bool,
    /// The rule that made it; empty for gold.
    pub rule: String,
}

/// An observation as it is compared; numbers to nine digits.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    pub role: String,
    pub value: Option<Digits>,
    pub value_max: Option<Digits>,
    pub unit: Option<String>,
    pub comparator: String,
    pub start: Option<i64>,
    pub end: Option<i64>,
    pub aggregation: String,
    pub(super) optional: bool,
}

/// A budget as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Budget {
    pub amount: Option<Digits>,
    pub year: Option<i64>,
    pub kind: String,
}

/// A number to nine significant digits, comparable.
pub type Digits = String;

/// Reads gold records, one JSON object a line.
///
/// # Errors
/// A line that is no JSON, with its number.
pub fn gold(text: &str, kind: Kind) -> Result<Vec<Item>, String> {
    lines(text)?.into_iter().map(|g| Ok(gold_item(&g, kind))).collect()
}

/// Reads records of a kind, one JSON object a line.
///
/// # Errors
/// A line that is no JSON, with its number.
pub fn records(text: &str, kind: Kind) -> Result<Vec<Item>, String> {
    let wanted = name_of(kind);
    Ok(lines(text)?.iter().filter(|r| r["kind"] == wanted).map(|r| record_item(r, kind)).collect())
}

fn lines(text: &str) -> Result<Vec<Value>, String> {
    let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled.map(|(n, line)| serde_json::from_str(line).map_err(|e| format!("line {}: {e}", n + 1))).collect()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

fn name(value: &Value, kind: Kind) -> String {
    text(&value[if kind == Kind::Measure { "text" } else { "name" }]).unwrap_or_default()
}

fn gold_item(g: &Value, kind: Kind) -> Item {
    let observations = g["observations"].as_array().into_iter().flatten();
    Item {
        doc: stem(g["doc"].as_str().unwrap_or_default()),
        line: g["line"].as_i64(),
        name: name(g, kind),
        observations: observations
            .map(|o| observation(o, &o["cmp"], (&o["start"], &o["end"]), &o["agg"], true))
            .collect(),
        budgets: budgets(g),
        ministries: g["ministries"].as_array().into_iter().flatten().filter_map(text).collect(),
        // One, a list, or none.
        leads: g.get("lead").map(|lead| match lead {
            Value::Array(several) => several.iter().filter_map(text).collect(),
            one => text(one).into_iter().collect(),
        }),
        measure: head(&g["measure"]),
        repost: g["repost"].as_bool().unwrap_or(false),
        provisional: g["provisional"].as_bool().unwrap_or(false),
        optional: g["optional"].as_bool().unwrap_or(false),
        rule: String::new(),
    }
}

fn record_item(r: &Value, kind: Kind) -> Item {
    let observations = r["observations"].as_array().into_iter().flatten();
    let ministries = || r["ministries"].as_array().into_iter().flatten();
    Item {
        doc: stem(r["document"]["path"].as_str().unwrap_or_default()),
        line: r["evidence"]["line"].as_i64(),
        name: name(r, kind),
        observations: observations
            .map(|o| {
                observation(o, &o["comparator"], (&o["period"]["start"], &o["period"]["end"]), &o["aggregation"], false)
            })
            .collect(),
        budgets: budgets(r),
        ministries: ministries().filter_map(|m| text(&m["code"])).collect(),
        leads: Some(ministries().filter(|m| m["lead"] == true).filter_map(|m| text(&m["code"])).collect()),
        measure: head(&r["measure"]),
        repost: r["repost"].as_bool().unwrap_or(false),
        provisional: r["provisional"].as_bool().unwrap_or(false),
        optional: false,
        rule: text(&r["rule"]).unwrap_or_default(),
    }
}

fn observation(o: &Value, comparator: &Value, years: (&Value, &Value), aggregation: &Value, gold: bool) -> Observation {
    let role = text(&o["role"]).unwrap_or_default();
    let value = digits(&o["value"]);
    Observation {
        // The period of a 2023年度比 is a baseline without a value: nobody need find it.
        optional: gold && (o["optional"].as_bool().unwrap_or(false) || role == "baseline" && value.is_none()),
        role,
        value,
        value_max: digits(&o["value_max"]),
        unit: text(&o["unit"]).map(|unit| crate::text::nfkc(&unit).replace(' ', "")),
        comparator: text(comparator).map_or("=".to_owned(), |c| alias(&c)),
        start: whole(years.0),
        end: whole(years.1),
        aggregation: text(aggregation).unwrap_or_else(|| "point".to_owned()),
    }
}

fn budgets(of: &Value) -> Vec<Budget> {
    let budget = |b: &Value| Budget {
        amount: digits(&b["amount_jpy"]),
        year: whole(&b["fiscal_year"]),
        kind: norm(b["kind"].as_str().unwrap_or_default()),
    };
    of["budgets"].as_array().into_iter().flatten().map(budget).collect()
}

/// The first forty characters of a measure, normalised.
fn head(measure: &Value) -> String {
    norm(measure.as_str().unwrap_or_default()).chars().take(40).collect()
}

fn alias(comparator: &str) -> String {
    match comparator {
        "==" | "eq" => "=",
        "ge" => ">=",
        "le" => "<=",
        "gt" => ">",
        "lt" => "<",
        "approx" => "~",
        other => other,
    }
    .to_owned()
}

fn digits(value: &Value) -> Option<Digits> {
    let number = value.as_f64().or_else(|| value.as_str()?.parse().ok())?;
    Some(format!("{:.8e}", number + 0.0))
}

fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().map(|v| v as i64)).or_else(|| value.as_str()?.parse().ok())
}

/// The last part of a path without its ending.
pub fn stem(path: &str) -> String {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    match name.rfind('.') {
        Some(dot) if dot > 0 && dot + 1 < name.len() => name[..dot].to_owned(),
        _ => name.to_owned(),
    }
}
