//! What a score leaves out: the misses, the false records, the wrong observations.

use std::fmt::Write;

use super::{Budget, Item, Observation, Score, compare};
use crate::record::Kind;

/// Tells up to `limit` of each.
pub fn detail(gold: &[Item], records: &[Item], score: &Score, kind: Kind, limit: usize) -> String {
    let mut out = String::new();
    let unmatched = |items: &[Item], taken: &dyn Fn(usize) -> bool| -> Vec<String> {
        items.iter().enumerate().filter(|&(n, _)| !taken(n)).map(|(_, item)| line(item)).collect()
    };
    let missed = unmatched(gold, &|n| score.pairs.iter().any(|pair| pair.0 == n));
    let extra = unmatched(records, &|n| score.pairs.iter().any(|pair| pair.1 == n));
    let pairs = || score.pairs.iter().map(|&(g, r)| (&gold[g], &records[r]));
    let both = |g: &Item, r: &Item, show: &dyn Fn(&Item) -> String| {
        format!("{}\n    gold    {}\n    record  {}", line(g), show(g), show(r))
    };
    let observed = |item: &Item| item.observations.iter().map(observation).collect::<Vec<_>>().join(" | ");
    let paid = |item: &Item| item.budgets.iter().map(budget).collect::<Vec<_>>().join(" | ");
    let (what, differ): (_, Vec<String>) = match kind {
        Kind::Indicator => {
            let differs = |(g, r): &(&Item, &Item)| {
                let (_, wrong, missed) = compare(&g.observations, &r.observations, true);
                wrong + missed > 0
            };
            ("observations", pairs().filter(differs).map(|(g, r)| both(g, r, &observed)).collect())
        }
        Kind::Measure => ("ministries", pairs().filter(unlike).map(|(g, r)| both(g, r, &offices)).collect()),
        Kind::Programme => {
            let differs = |(g, r): &(&Item, &Item)| {
                let sorted = |item: &Item| {
                    let mut budgets = item.budgets.clone();
                    budgets.sort();
                    budgets
                };
                sorted(g) != sorted(r)
            };
            ("budgets", pairs().filter(differs).map(|(g, r)| both(g, r, &paid)).collect())
        }
    };
    let title = format!("matched, but {what} differ");
    for (title, lines) in [("missed", missed), ("not in the gold", extra), (title.as_str(), differ)] {
        let _ = writeln!(out, "\n{title}: {}", lines.len());
        for line in lines.iter().take(limit) {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

fn line(item: &Item) -> String {
    let at = item.line.map_or(String::new(), |line| format!(":{line}"));
    format!("{}{at} {}", item.doc, item.name)
}

/// Whether other ministries are named, or others lead where the gold tells of it.
fn unlike((g, r): &(&Item, &Item)) -> bool {
    g.ministries != r.ministries || g.leads.is_some() && g.leads != r.leads
}

fn offices(item: &Item) -> String {
    let leads = |code: &String| item.leads.as_ref().is_some_and(|leads| leads.contains(code));
    let told = item.ministries.iter().map(|code| format!("{}{code}", if leads(code) { "◎" } else { "" }));
    told.collect::<Vec<_>>().join(" ")
}

/// 3000000000 2024 補正予算
fn budget(budget: &Budget) -> String {
    let year = budget.year.map_or("-".to_owned(), |year| year.to_string());
    format!("{} {year} {}", budget.amount.as_ref().map_or("-".into(), |digits| plain(digits)), budget.kind)
}

fn plain(digits: &str) -> String {
    digits.parse::<f64>().map_or(digits.to_owned(), |number| number.to_string())
}

fn observation(o: &Observation) -> String {
    let mut text = format!(
        "{} {}{}",
        o.role,
        if o.comparator == "=" { "" } else { &o.comparator },
        o.value.as_ref().map_or("in words".into(), |digits| plain(digits))
    );
    if let Some(max) = &o.value_max {
        let _ = write!(text, "-{}", plain(max));
    }
    if let Some(unit) = &o.unit {
        let _ = write!(text, " {unit}");
    }
    match (o.start, o.end) {
        (Some(start), Some(end)) if start != end => {
            let _ = write!(text, " {start}-{end}");
        }
        (Some(year), _) | (_, Some(year)) => {
            let _ = write!(text, " {year}");
        }
        _ => {}
    }
    if o.aggregation != "point" {
        let _ = write!(text, " {}", o.aggregation);
    }
    text
}
