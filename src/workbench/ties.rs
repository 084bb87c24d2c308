//! What the rules' own examples (and more documents) show of rules beside each other: ties,
//! and the texts on which each rule matches.

use std::collections::BTreeMap;

use super::Sample;
use crate::extract::{self, Step, Trace};
use crate::rules::{RuleError, Rules, Won};
use crate::trial;

/// What was seen while the examples ran.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Two rules (the loser, the winner) that only their order parted, with the text.
    ties: BTreeMap<(usize, usize), String>,
    /// The coded texts on which a rule matched.
    pub codes: BTreeMap<usize, Vec<String>>,
}

/// Texts that are kept of a rule.
const ENOUGH: usize = 4;

pub(super) fn tried(rules: &Rules, samples: &[Sample]) -> Seen {
    let mut seen = Seen::default();
    trial::run_traced(rules, &mut |_, _, trace| seen.add(rules, trace));
    for sample in samples {
        seen.add(rules, &extract::traced(&sample.source, &sample.document, rules).1);
    }
    seen
}

impl Seen {
    fn add(&mut self, rules: &Rules, trace: &Trace) {
        for step in &trace.steps {
            let Step::Tried(tried) = step else { continue };
            for (loser, winner) in &tried.beaten {
                if loser.range == winner.range && rules.won(winner, loser) == Won::Order {
                    let text = &tried.code[loser.range.clone()];
                    self.ties.entry((loser.rule, winner.rule)).or_insert_with(|| text.to_owned());
                }
            }
            for hit in tried.kept.iter().chain(tried.beaten.iter().map(|(loser, _)| loser)) {
                let codes = self.codes.entry(hit.rule).or_default();
                if codes.len() < ENOUGH && !codes.contains(&tried.code) {
                    codes.push(tried.code.clone());
                }
            }
        }
    }
}

pub(super) fn errors(rules: &Rules, seen: &Seen) -> Vec<RuleError> {
    let tie = |(&(loser, winner), text): (&(usize, usize), &String)| {
        let (loser, winner) = (rules.rule(loser), rules.rule(winner));
        let what = format!(
            "`{}` ties with `{}`: both match 「{}」 whole, with the priority {}",
            loser.entry.id,
            winner.entry.id,
            super::shown(text),
            loser.priority
        );
        let help = "give the one that should win a higher `priority`".to_owned();
        rules.error(&loser.entry.file, loser.entry.at.clone(), what, help)
    };
    seen.ties.iter().map(tie).collect()
}
