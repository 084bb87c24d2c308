//! Precision, recall and F1 of records against hand-made gold records.
//!
//! The rules are those of the scorer that the gold came with, to the last digit: gold
//! and records are matched one to one by name, nearness and shared observations; what
//! the gold calls optional counts neither way. Who leads is compared besides, which that scorer does not.

mod detail;
mod item;
mod matching;
mod select;
mod similarity;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::record::Kind;
pub use detail::detail;
pub use item::{Budget, Digits, Item, Observation, gold, records, stem};
pub use select::{Part, select, within};
use similarity::norm;

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

/// `indicator`, `measure`, `programme`.
pub fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Indicator => "indicator",
        Kind::Measure => "measure",
        Kind::Programme => "programme",
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
    let kept = || records.iter().enumerate().filter(|(r, _)| !free.contains(r)).map(|(_, record)| record);
    let wanted = || gold.iter().filter(|g| !g.optional);
    // What is compared of each pair, of all records and of all gold.
    let told = |both: &dyn Fn(&Item, &Item) -> usize, one: &dyn Fn(&Item) -> usize| Figure {
        hits: sure.iter().map(|&(g, r)| both(&gold[g], &records[r])).sum(),
        records: kept().map(one).sum(),
        gold: wanted().map(one).sum(),
    };
    figures.push((
        "ministries".to_owned(),
        told(&|g, r| g.ministries.intersection(&r.ministries).count(), &|item| item.ministries.len()),
    ));
    match kind {
        Kind::Indicator => figures.push(("context".to_owned(), context(gold, records, &sure))),
        Kind::Measure if gold.iter().any(|g| g.leads.is_some()) => figures.push((
            "leads".to_owned(),
            told(&|g, r| shared(g.leads.iter().flatten(), r.leads.iter().flatten()), &|item| {
                item.leads.as_ref().map_or(0, BTreeSet::len)
            }),
        )),
        Kind::Measure => {}
        Kind::Programme => figures
            .push(("budgets".to_owned(), told(&|g, r| shared(&g.budgets, &r.budgets), &|item| item.budgets.len()))),
    }
    Score { figures, pairs }
}

/// For each record whether it is right: in the gold, and every observation and budget of it too. None where
/// the gold calls it optional.
pub fn verdicts(gold: &[Item], records: &[Item], kind: Kind) -> Vec<Option<bool>> {
    let mut verdicts = vec![Some(false); records.len()];
    for (g, r) in matching::pairs(gold, records, kind) {
        let (_, wrong, _) = compare(&gold[g].observations, &records[r].observations, true);
        let paid = shared(&gold[g].budgets, &records[r].budgets) == records[r].budgets.len();
        verdicts[r] = (!gold[g].optional).then_some(wrong == 0 && paid);
    }
    verdicts
}

/// The first sixty characters, which are compared.
fn head(name: &str) -> String {
    name.chars().take(60).collect()
}

/// Of the indicators found whether measure, repost and provisional are told as in the gold.
fn context(gold: &[Item], records: &[Item], sure: &[(usize, usize)]) -> Figure {
    let told = |&(g, r): &(usize, usize)| {
        let (g, r) = (&gold[g], &records[r]);
        [g.measure == r.measure, g.repost == r.repost, g.provisional == r.provisional].into_iter().filter(|&same| same)
    };
    let all = 3 * sure.len();
    Figure { hits: sure.iter().flat_map(told).count(), records: all, gold: all }
}

/// How many of the one are among the other, each as often as it stands in both.
fn shared<'a, T: Ord + 'a>(one: impl IntoIterator<Item = &'a T>, other: impl IntoIterator<Item = &'a T>) -> usize {
    let mut left: BTreeMap<&T, usize> = BTreeMap::new();
    for item in other {
        *left.entry(item).or_insert(0) += 1;
    }
    let taken = |item| left.get_mut(item).filter(|left| **left > 0).map(|left| *left -= 1);
    one.into_iter().filter_map(taken).count()
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
