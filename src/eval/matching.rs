//! Which record is which gold record: one to one in a document, the best pairs first.

use super::similarity::{dice, norm};
use super::{Item, counted};
use crate::record::Kind;

/// The matched pairs, best first.
pub(super) fn pairs(gold: &[Item], records: &[Item], kind: Kind) -> Vec<(usize, usize)> {
    let mut scored = Vec::new();
    for (g, one) in gold.iter().enumerate() {
        for (r, other) in records.iter().enumerate().filter(|(_, other)| other.doc == one.doc) {
            let score = alike(one, other, kind);
            if score > 0.0 {
                scored.push((score, g, r));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut seen_gold, mut seen_records) = (vec![false; gold.len()], vec![false; records.len()]);
    scored
        .into_iter()
        .filter_map(|(_, g, r)| {
            let free = !seen_gold[g] && !seen_records[r];
            if free {
                (seen_gold[g], seen_records[r]) = (true, true);
            }
            free.then_some((g, r))
        })
        .collect()
}

/// Names count most, then the nearness of the lines, then shared observations.
fn alike(gold: &Item, record: &Item, kind: Kind) -> f64 {
    let mut likeness = dice(&gold.name, &record.name);
    let (a, b) = (norm(&gold.name), norm(&record.name));
    let shorter = a.chars().count().min(b.chars().count());
    let contains = !a.is_empty() && !b.is_empty() && (b.contains(&a) || a.contains(&b)) && shorter >= 4;
    if kind == Kind::Measure {
        let head = |text: &str| text.chars().take(40).collect::<String>();
        likeness = likeness.max(dice(&head(&a), &head(&b)));
    }
    let near = match (gold.line.filter(|&line| line != 0), record.line.filter(|&line| line != 0)) {
        (Some(a), Some(b)) => match (a - b).abs() {
            0 => 1.0,
            1..=2 => 0.7,
            3..=8 => 0.4,
            _ => 0.0,
        },
        _ => 0.0,
    };
    let (x, y) = (counted(gold.observations.iter(), false), counted(record.observations.iter(), false));
    let both: usize = x.iter().map(|(key, n)| (*n).min(y.get(key).copied().unwrap_or(0))).sum();
    let all = gold.observations.len() + record.observations.len();
    let shared = if all == 0 { 0.0 } else { 2.0 * both as f64 / all as f64 };
    let same =
        likeness >= 0.6 || contains && (near > 0.0 || shared > 0.0) || likeness >= 0.35 && near >= 0.7 && shared >= 0.5;
    if same { 0.6 * likeness.max(if contains { 0.8 } else { 0.0 }) + 0.2 * near + 0.2 * shared } else { 0.0 }
}
