//! Precision, recall and F1 of records against hand-made gold records.
//!
//! The rules are those of the scorer that the gold came with, to the last digit: gold
//! and records are matched one to one by name, nearness and shared observations; what
//! the gold calls optional counts neither way.

mod detail;
mod matching;
mod select;
mod similarity;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::record::Kind;
pub use detail::detail;
pub use select::{Part, select, within};
use similarity::norm;

/// A gold record or a record, with what is compared.
#[derive(Debug, Clone)]
pub struct Item {
    /// The file name without its ending.
    pub doc: String,
    pub line: Option<i64>,
    pub name: String,
    pub observations: Vec<Observation>,
    pub ministries: Vec<String>,
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
    optional: bool,
}

/// A number to nine significant digits, comparable.
pub type Digits = String;

/// One figure: what was found, out of how many records and how many gold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    pub hits: usize,
    pub records: usize,
    pub gold: usize,
}

impl Figure {
    pub fn precision(self) -> f64 {
        if self.records == 0 { 0.0 } else { self.hits as f64 / self.records as f64 }
    }

    pub fn recall(self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.hits as f64 / self.gold as f64 }
    }

    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// The figures of one kind of record, in the order they are told.
#[derive(Debug, Clone)]
pub struct Score {
    pub figures: Vec<(String, Figure)>,
    /// Matched pairs, as indices into gold and records.
    pub pairs: Vec<(usize, usize)>,
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (label, figure) in &self.figures {
            let [p, r, f1] = [figure.precision(), figure.recall(), figure.f1()].map(round4);
            writeln!(
                f,
                "{label:11} P {p:.3}  R {r:.3}  F1 {f1:.3}   ({} of {} records, {} gold)",
                figure.hits, figure.records, figure.gold
            )?;
        }
        Ok(())
    }
}

/// Rounds to four decimals, half to even on the exact value.
fn round4(value: f64) -> f64 {
    format!("{value:.4}").parse().unwrap_or(value)
}

impl Score {
    /// The figures as JSON, as the scorer writes them.
    pub fn to_json(&self) -> Value {
        let figures = self.figures.iter().map(|(label, figure)| {
            let json = serde_json::json!({
                "p": round4(figure.precision()), "r": round4(figure.recall()), "f1": round4(figure.f1()),
                "tp": figure.hits, "pred": figure.records, "gold": figure.gold,
            });
            (label.clone(), json)
        });
        Value::Object(figures.collect())
    }

    pub fn figure(&self, label: &str) -> Option<Figure> {
        self.figures.iter().find(|(known, _)| known == label).map(|(_, figure)| *figure)
    }
}

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

/// `indicator`, `measure`, `programme`.
pub fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Indicator => "indicator",
        Kind::Measure => "measure",
        Kind::Programme => "programme",
    }
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
        ministries: g["ministries"].as_array().into_iter().flatten().filter_map(text).collect(),
        optional: g["optional"].as_bool().unwrap_or(false),
        rule: String::new(),
    }
}

fn record_item(r: &Value, kind: Kind) -> Item {
    let observations = r["observations"].as_array().into_iter().flatten();
    Item {
        doc: stem(r["document"]["path"].as_str().unwrap_or_default()),
        line: r["evidence"]["line"].as_i64(),
        name: name(r, kind),
        observations: observations
            .map(|o| {
                observation(o, &o["comparator"], (&o["period"]["start"], &o["period"]["end"]), &o["aggregation"], false)
            })
            .collect(),
        ministries: r["ministries"].as_array().into_iter().flatten().filter_map(|m| text(&m["code"])).collect(),
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

/// Scores records against gold.
pub fn score(gold: &[Item], records: &[Item], kind: Kind) -> Score {
    let pairs = matching::pairs(gold, records, kind);
    let free: Vec<usize> = pairs.iter().filter(|&&(g, _)| gold[g].optional).map(|&(_, r)| r).collect();
    let sure: Vec<(usize, usize)> = pairs.iter().copied().filter(|&(_, r)| !free.contains(&r)).collect();
    let n_records = records.len() - free.len();
    let n_gold = gold.iter().filter(|g| !g.optional).count();
    let same_name = |&&(g, r): &&(usize, usize)| head(&norm(&gold[g].name)) == head(&norm(&records[r].name));
    let mut figures = vec![
        (name_of(kind).to_owned(), Figure { hits: sure.len(), records: n_records, gold: n_gold }),
        ("name".to_owned(), Figure { hits: sure.iter().filter(same_name).count(), records: n_records, gold: n_gold }),
    ];
    if kind == Kind::Indicator {
        for (label, full) in [("core", false), ("full", true)] {
            figures.push((label.to_owned(), observations(gold, records, &sure, &pairs, full)));
        }
    }
    let set = |codes: &[String]| codes.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    figures.push((
        "ministries".to_owned(),
        Figure {
            hits: sure
                .iter()
                .map(|&(g, r)| set(&gold[g].ministries).intersection(&set(&records[r].ministries)).count())
                .sum(),
            records: records
                .iter()
                .enumerate()
                .filter(|(r, _)| !free.contains(r))
                .map(|(_, item)| set(&item.ministries).len())
                .sum(),
            gold: gold.iter().filter(|g| !g.optional).map(|g| set(&g.ministries).len()).sum(),
        },
    ));
    Score { figures, pairs }
}

/// For each record whether it is right: in the gold, and every observation of it too. None where
/// the gold calls it optional.
pub fn verdicts(gold: &[Item], records: &[Item], kind: Kind) -> Vec<Option<bool>> {
    let mut verdicts = vec![Some(false); records.len()];
    for (g, r) in matching::pairs(gold, records, kind) {
        let (_, wrong, _) = compare(&gold[g].observations, &records[r].observations, true);
        verdicts[r] = (!gold[g].optional).then_some(wrong == 0);
    }
    verdicts
}

/// The first sixty characters, which are compared.
fn head(name: &str) -> String {
    name.chars().take(60).collect()
}

fn observations(
    gold: &[Item],
    records: &[Item],
    sure: &[(usize, usize)],
    pairs: &[(usize, usize)],
    full: bool,
) -> Figure {
    let (mut hits, mut wrong, mut missed) = (0, 0, 0);
    for &(g, r) in sure {
        let (a, b, c) = compare(&gold[g].observations, &records[r].observations, full);
        (hits, wrong, missed) = (hits + a, wrong + b, missed + c);
    }
    wrong += records
        .iter()
        .enumerate()
        .filter(|(r, _)| !pairs.iter().any(|pair| pair.1 == *r))
        .map(|(_, item)| item.observations.len())
        .sum::<usize>();
    missed += gold
        .iter()
        .enumerate()
        .filter(|(g, item)| !item.optional && !sure.iter().any(|pair| pair.0 == *g))
        .map(|(_, item)| item.observations.iter().filter(|o| !o.optional).count())
        .sum::<usize>();
    Figure { hits, records: hits + wrong, gold: hits + missed }
}

/// Hits, wrong ones and misses; an optional observation that is found counts nowhere.
fn compare(gold: &[Observation], records: &[Observation], full: bool) -> (usize, usize, usize) {
    let must = counted(gold.iter().filter(|o| !o.optional), full);
    let may = counted(gold.iter().filter(|o| o.optional), full);
    let (mut hits, mut wrong) = (0, 0);
    for (key, n) in counted(records.iter(), full) {
        let hit = n.min(must.get(&key).copied().unwrap_or(0));
        hits += hit;
        wrong += n.saturating_sub(hit + may.get(&key).copied().unwrap_or(0));
    }
    (hits, wrong, must.values().sum::<usize>() - hits)
}

/// What is compared of an observation: the comparator of words is not.
fn key(o: &Observation, full: bool) -> String {
    let mut key = format!("{}|{:?}|{:?}|{:?}", o.role, o.value, o.start, o.end);
    if full {
        let comparator = if o.value.is_none() { "=" } else { &o.comparator };
        key.push_str(&format!("|{:?}|{:?}|{comparator}|{}", o.value_max, o.unit, o.aggregation));
    }
    key
}

fn counted<'a>(observations: impl Iterator<Item = &'a Observation>, full: bool) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for observation in observations {
        *counts.entry(key(observation, full)).or_insert(0) += 1;
    }
    counts
}
