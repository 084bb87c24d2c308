//! "97.6 percent were met against a target of 98 percent", "2.9 km (target: 4 km)", "88% were answered, beating the 85%
//! target": what was reached, beside the goal that it is held against. The name is that of what was reached.

use crate::record::Role;
use crate::rules::{Class, Mood};
use crate::text::Range;

use super::super::join::Seen;
use super::clause::Reader;
use super::fact::{self, Fact};
use super::governed::Governed;
use super::word::{self, Tag};

/// So many words may stand between what holds a value against a goal and the goal.
const NEAR: usize = 6;

impl Reader<'_> {
    /// What was reached, where a value is the goal that it is held against, and what it is said of.
    pub(super) fn held_against(&self, at: usize) -> Option<(Option<usize>, (String, Range))> {
        if !self.is_goal_held(&self.facts[at]) {
            return None;
        }
        let goal = &self.facts[at];
        let told = |&before: &usize| {
            let fact = &self.facts[before];
            let unit = self.unit(goal.value).is_none() || self.unit(goal.value) == self.unit(fact.value);
            // 51% lower, 4 percentage points short of the 55% target: by how much it was missed is no result.
            !fact.bracketed && unit && !self.is_lacking(fact) && !self.is_inside(before)
        };
        let Some(report) = (0..at).rev().find(told) else {
            // Uptake, 61.9%, exceeded the 60% target: told in passing.
            let start = self.clause(goal.at).0;
            let name = self.subject(start, self.verb(start, goal));
            return name.filter(|_| self.stood.len() == 1).map(|name| (None, name));
        };
        // 57%, above the goal of a 15% increase in bicycle routes: the goal has a name of its own.
        let end = self.clause(goal.at).1;
        let own = self.after(goal, end, &mut Governed::default());
        let governed = self.governed(report);
        let start = self.clause(self.facts[report].at).0;
        let promised = self.words[start..self.facts[report].at.max(start)].iter().any(|word| word.tag == Tag::Modal);
        let past = matches!(governed.mood, Some(Mood::Told | Mood::Noun | Mood::Goal)) && !promised;
        let name =
            governed.name.filter(|_| past && self.facts[report].period.is_none_or(|found| !self.here.is_ahead(found)));
        name.map(|name| (Some(report), own.unwrap_or(name)))
    }

    /// Against a target of 98, beating the 85% target, (target: 4 km): whether the words about a value call it the goal of
    /// what was said before.
    fn is_goal_held(&self, fact: &Fact) -> bool {
        let data = self.here.data;
        let aims = |at: usize| {
            let word = &self.words[at];
            // The national standard of 60%, the regulator's benchmark: what others ask for.
            let others = self.words[at.saturating_sub(2)..at]
                .iter()
                .any(|word| data.is(&word.text, Class::EnNormOfOthers) || data.is(&word.text, Class::EnOther));
            let norm = data.is(&word.text, Class::EnNorm) && !others;
            word.tag == Tag::Noun && (word::aims(word, data) || norm)
        };
        if fact.bracketed {
            let open = self.words[..fact.at].iter().rposition(|word| word.is('('));
            let called = |at: usize| word::aims(&self.words[at], data) || aims(at);
            return open.is_some_and(|open| (open + 1..fact.start.max(open + 1)).any(called));
        }
        let held =
            |to: usize| self.words[to.saturating_sub(NEAR)..to].iter().any(|word| data.is(&word.text, Class::EnHeld));
        // Against a planned 4.4
        let planned = |at: usize| data.is(&self.words[at].text, Class::EnPlanned);
        let before = fact.start.checked_sub(1).filter(|&at| aims(at) || planned(at));
        let tail = fact::tail(self.words, fact.at, data);
        let behind = self.words.get(tail).is_some_and(|_| aims(tail));
        before.is_some_and(held) || behind && held(fact.start)
    }

    /// What a goal that values are held against is, as the group of its one value.
    pub(super) fn as_goal(name: (String, Range)) -> Governed {
        Governed { name: Some(name), mood: Some(Mood::Goal), ..Governed::default() }
    }

    /// The report beside a goal, or the one that was told in passing.
    pub(super) fn reached(&self, report: Option<usize>) -> Option<Seen> {
        let fact = match (report, self.stood.as_slice()) {
            (Some(report), _) => &self.facts[report],
            (None, [(_, facts)]) if facts.len() == 1 => &facts[0],
            _ => return None,
        };
        Some(Seen { against: None, ..self.seen(fact, Some(Role::Actual)) })
    }
}
