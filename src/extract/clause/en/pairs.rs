//! A and B should reach V1 and V2 respectively, up from W1 and W2: names and values that stand in the same order.

use crate::record::Role;
use crate::rules::{Class, Sentences};
use crate::text::Range;

use super::clause::Reader;
use super::fact::Fact;
use super::naming;
use super::word::{Tag, Word};

/// Gives each value of a sentence that says "respectively" its place among those that stand beside it, and makes
/// what stands beside a baseline one.
pub(super) fn pair(words: &[Word], facts: &mut [Fact], data: &Sentences) {
    if !words.iter().any(|word| data.is(&word.text, Class::EnRespective)) {
        return;
    }
    for at in 1..facts.len() {
        let between = &words[facts[at - 1].at + 1..facts[at].start];
        let joined = between.iter().any(|word| word.tag == Tag::Conjunction || word.is(','))
            && between.iter().all(|word| word.tag == Tag::Conjunction || word.is(',') || word.tag == Tag::Determiner);
        if !joined || facts[at].bracketed != facts[at - 1].bracketed {
            continue;
        }
        let before = facts[at - 1].pair.unwrap_or(0);
        facts[at - 1].pair = Some(before);
        facts[at].pair = Some(before + 1);
        if facts[at - 1].role == Some(Role::Baseline) {
            facts[at].role = Some(Role::Baseline);
            let period = facts[at - 1].period.or(facts[at].period);
            (facts[at - 1].period, facts[at].period) = (period, period);
        }
    }
    // Of values in one order the year behind the last is that of all.
    for at in (1..facts.len()).rev() {
        let follows = facts[at].pair.is_some_and(|pair| pair > 0);
        if follows && facts[at].role == facts[at - 1].role && facts[at - 1].period.is_none() {
            facts[at - 1].period = facts[at].period;
            facts[at - 1].deadline = facts[at].deadline;
        }
    }
}

/// By 2030 and 2035, 50% and 63%: as many years as values that stand side by side are theirs in order. Gives where
/// those years stand.
pub(super) fn years_in_order(
    words: &[Word],
    facts: &mut [Fact],
    times: &[(usize, usize, bool)],
    data: &Sentences,
) -> Vec<usize> {
    let joined =
        |from: usize, to: usize| words[from + 1..to].iter().all(|word| word.tag == Tag::Conjunction || word.is(','));
    let plain: Vec<(usize, usize)> =
        times.iter().filter(|(.., against)| !against).map(|&(at, found, _)| (at, found)).collect();
    let run = plain.len() > 1 && plain.windows(2).all(|pair| pair[0].0 + 1 < pair[1].0 && joined(pair[0].0, pair[1].0));
    let led = plain.first().is_some_and(|&(at, _)| super::years::by(words, at, data));
    let open: Vec<usize> = (0..facts.len()).filter(|&at| !facts[at].bracketed && facts[at].period.is_none()).collect();
    let beside = |pair: &[usize]| {
        let (first, next) = (&facts[pair[0]], &facts[pair[1]]);
        pair[0] + 1 == pair[1] && joined(super::fact::tail(words, first.at, data) - 1, next.at)
    };
    let side_by_side =
        (0..open.len()).find(|&at| open.get(at..at + plain.len()).is_some_and(|some| some.windows(2).all(beside)));
    let Some(first) = side_by_side.filter(|_| run && led) else { return Vec::new() };
    let until = super::years::until(words, plain[0].0, data);
    for (n, (&at, &(_, found))) in open[first..].iter().zip(&plain).enumerate() {
        (facts[at].period, facts[at].deadline, facts[at].until) = (Some(found), true, until);
        facts[at].beside = n > 0;
    }
    plain.into_iter().map(|(at, _)| at).collect()
}

impl Reader<'_> {
    /// Of a name of several things that at a place: the proportion of women and the proportion of men.
    pub(super) fn part_of(&self, range: &Range, place: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let from = self.words.iter().position(|word| word.range.start >= range.start)?;
        let to = self.words.iter().position(|word| word.range.end >= range.end)? + 1;
        let joins: Vec<usize> = (from + 1..to.saturating_sub(1))
            .filter(|&at| self.words[at].tag == Tag::Conjunction || self.words[at].is(','))
            .collect();
        // A new article, or a word that counts, begins a new thing: but oil and gas are one.
        let begins = |at: &&usize| {
            let next = &self.words[**at + 1];
            let counts = self.words[**at + 1..to].iter().take(THING).any(|word| {
                data.is(&word.text, Class::EnShare) || data.is(word.text.trim_end_matches('s'), Class::EnShare)
            });
            next.tag == Tag::Determiner || counts
        };
        let clear: Vec<usize> = joins.iter().filter(begins).copied().collect();
        let joins = if clear.is_empty() { joins } else { clear };
        let bounds: Vec<usize> = [from].into_iter().chain(joins.iter().map(|at| at + 1)).chain([to + 1]).collect();
        let part = bounds.get(place..place + 2)?;
        // Rice, Maize and Vegetables: a word alone is a part, whatever its letters.
        let alone = || {
            let word = self.words.get(part[0]).filter(|word| part[0] + 2 == part[1] && word.tag == Tag::Noun)?;
            Some((self.here.reading.text(&word.range).to_owned(), word.range.clone()))
        };
        let name = naming::name(self.words, part[0], part[1] - 1, self.here.reading, data);
        let (name, range) = name.or_else(alone)?;
        // The proportion of women and men: of the second too it is the proportion.
        let head = (from..bounds[1] - 1).rev().find(|&at| self.words[at].tag == Tag::Preposition);
        let head = head
            .filter(|_| place > 0 && !self.counts(&name))
            .map(|at| format!("{} {name}", naming::written(&self.words[from..=at], self.here.reading).0));
        Some((head.unwrap_or(name), range))
    }
}

/// So many words behind an "and" may name what counts.
const THING: usize = 5;
