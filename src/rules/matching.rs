//! Applying rules to a coded text: which match, and what they capture.

use std::ops::Range;

use super::compiled::{Capture, Symbols};
use super::{Rule, Rules, Scope};
use crate::record::Lang;

/// A rule that matched, with its captures in the order of the text.
#[derive(Debug, Clone)]
pub struct Match {
    /// Index of the rule.
    pub rule: usize,
    /// The range of the coded text that matched.
    pub range: Range<usize>,
    pub captures: Vec<Capture>,
}

impl Match {
    /// The captures of a place.
    pub fn all<'a>(&'a self, place: &'a str) -> impl Iterator<Item = &'a Capture> {
        self.captures.iter().filter(move |capture| capture.place == place)
    }

    /// The first capture of a place.
    pub fn get(&self, place: &str) -> Option<&Capture> {
        self.captures.iter().find(|capture| capture.place == place)
    }
}

/// By what one match beats another that it overlaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Won {
    Priority,
    Length,
    /// Equal in both: the rule that stands earlier wins, which is a tie.
    Order,
}

impl Rules {
    /// The matches of the rules of a scope, conflicts settled: priority, then the longer, then file order.
    ///
    /// `open` tells whether a context stands open here.
    pub fn matches(&self, scope: Scope, code: &str, lang: Lang, open: &dyn Fn(&str) -> bool) -> Vec<Match> {
        self.settle(self.gather(scope, code, lang, open), |_, _| {})
    }

    /// Every match of the rules of a scope, conflicts and all.
    pub(crate) fn gather(&self, scope: Scope, code: &str, lang: Lang, open: &dyn Fn(&str) -> bool) -> Vec<Match> {
        let present = Symbols::in_text(code);
        let mut found: Vec<Match> = Vec::new();
        for &at in self.of_scope(scope) {
            let rule = &self.rules[at];
            if rule.pattern.can_match(present)
                && rule.lang.is_none_or(|wanted| wanted == lang)
                && rule.context.as_deref().is_none_or(open)
                && rule.pattern.is_cued(code)
            {
                apply(rule, at, code, &mut found);
            }
        }
        found
    }

    /// The rules that look in a scope, as indices.
    pub(crate) fn of_scope(&self, scope: Scope) -> &[usize] {
        self.by_scope.get(&scope).map_or(&[], Vec::as_slice)
    }

    /// Settles the conflicts among matches; `beaten` is told each loser with what beat it.
    pub(crate) fn settle(&self, mut found: Vec<Match>, mut beaten: impl FnMut(&Match, &Match)) -> Vec<Match> {
        found.sort_by(|a, b| {
            let order = |m: &Match| {
                (
                    std::cmp::Reverse(self.rules[m.rule].priority),
                    std::cmp::Reverse(m.range.len()),
                    m.rule,
                    m.range.start,
                )
            };
            order(a).cmp(&order(b))
        });
        let mut kept: Vec<Match> = Vec::new();
        for candidate in found {
            let makes = self.rules[candidate.rule].makes;
            let winner = kept.iter().find(|winner| {
                self.rules[winner.rule].makes == makes
                    && winner.range.start < candidate.range.end
                    && candidate.range.start < winner.range.end
                    && winner.rule != candidate.rule
            });
            match winner {
                Some(winner) => beaten(&candidate, winner),
                None => kept.push(candidate),
            }
        }
        kept.sort_by_key(|m| (m.range.start, m.rule));
        kept
    }

    /// By what a match beat another.
    pub(crate) fn won(&self, winner: &Match, loser: &Match) -> Won {
        match () {
            () if self.rules[winner.rule].priority != self.rules[loser.rule].priority => Won::Priority,
            () if winner.range.len() != loser.range.len() => Won::Length,
            () => Won::Order,
        }
    }
}

/// Adds every match of a rule; with `each`, a match for every element of its list.
fn apply(rule: &Rule, at: usize, code: &str, found: &mut Vec<Match>) {
    for captures in rule.pattern.regex.captures_iter(code) {
        let outer = rule.pattern.captured(&captures, 0);
        let range = captures.get(0).map_or(0..0, |m| m.range());
        let list = outer.iter().find(|capture| capture.place == "list").map(|capture| capture.range.clone());
        match (&rule.each, list) {
            (Some(each), Some(list)) => {
                for element in each.regex.captures_iter(&code[list.clone()]) {
                    let mut captures = each.captured(&element, list.start);
                    captures.extend(outer.iter().filter(|capture| capture.place != "list").cloned());
                    let range = element.get(0).map_or(0..0, |m| m.start() + list.start..m.end() + list.start);
                    found.push(Match { rule: at, range, captures });
                }
            }
            _ => found.push(Match { rule: at, range, captures: outer }),
        }
    }
}
