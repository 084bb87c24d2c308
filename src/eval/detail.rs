//! What a score leaves out: the misses, the false records, the wrong observations.

use std::fmt::Write;

use super::{Item, Observation, Score, compare};
use crate::record::Kind;

/// Tells up to `limit` of each.
pub fn detail(gold: &[Item], records: &[Item], score: &Score, kind: Kind, limit: usize) -> String {
    let mut out = String::new();
    let unmatched = |items: &[Item], taken: &dyn Fn(usize) -> bool| -> Vec<String> {
        items.iter().enumerate().filter(|&(n, _)| !taken(n)).map(|(_, item)| line(item)).collect()
    };
    let missed = unmatched(gold, &|n| score.pairs.iter().any(|pair| pair.0 == n));
    let extra = unmatched(records, &|n| score.pairs.iter().any(|pair| pair.1 == n));
    let mut differ = Vec::new();
    if kind == Kind::Indicator {
        for &(g, r) in &score.pairs {
            let (_, wrong, missed) = compare(&gold[g].observations, &records[r].observations, true);
            if wrong + missed > 0 {
                let show = |item: &Item| item.observations.iter().map(observation).collect::<Vec<_>>().join(" | ");
                differ.push(format!(
                    "{}\n    gold    {}\n    record  {}",
                    line(&gold[g]),
                    show(&gold[g]),
                    show(&records[r])
                ));
            }
        }
    }
    for (title, lines) in [("missed", missed), ("not in the gold", extra), ("matched, but observations differ", differ)]
    {
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

fn observation(o: &Observation) -> String {
    let plain = |digits: &String| digits.parse::<f64>().map_or(digits.clone(), |number| number.to_string());
    let mut text = format!(
        "{} {}{}",
        o.role,
        if o.comparator == "=" { "" } else { &o.comparator },
        o.value.as_ref().map_or("in words".into(), plain)
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
