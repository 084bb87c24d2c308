//! What the values of an English sentence are: reached, to be reached, or what others are measured against.

use crate::record::Role;
use crate::rules::{Class, Sentences};

use super::fact::{Fact, LEVEL};
use super::word::{Tag, Word};

pub(super) fn roles(words: &[Word], facts: &mut [Fact], data: &Sentences, ahead: &dyn Fn(usize) -> bool) {
    let many = facts.iter().filter(|fact| !fact.bracketed).count() > 1;
    let mut shared: Vec<usize> = facts.iter().filter_map(|fact| fact.period).collect();
    shared.sort_unstable();
    shared = shared.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    for fact in facts.iter_mut() {
        let (at, start) = (fact.at, fact.start);
        let near = |count: usize| {
            let left = words[..at].iter().rev().take(at - start + count);
            let parts = |word: &&Word| {
                // The expected level should be 65%: it is said of the level.
                let said = word.tag == Tag::Modal;
                said || word.is_value() || word.is(',') || word.tag == Tag::Conjunction
            };
            left.take_while(|word| !parts(word)).map(|word| word.text.as_str()).collect::<Vec<_>>()
        };
        // Behind a preposition of its own a value is no part of what stands before that.
        let reach = if fact.preposition.is_empty() { 4 } else { 1 };
        let from = data.is(&fact.preposition, Class::EnFrom) || {
            // At EU level by 11.7%: the level is that of what stands before.
            let own = |word: &str| !fact.preposition.is_empty() && data.is(word, Class::EnLevel);
            // Compared with an average of 2,310
            let compared = |word: &&str| data.is(word, Class::EnAgainst) && data.is(word, Class::EnFrom);
            // Against a planned 4.4: the goal of what was reached.
            let planned = near(1).first().is_some_and(|word| data.is(word, Class::EnPlanned));
            !planned && near(reach).iter().any(|word| data.is(word, Class::EnAgainst) && !own(word))
                || data.is(&fact.preposition, Class::EnShareOf) && near(LEVEL).iter().any(compared)
        };
        // The target of emissions reduction was 20%: the goal, not where it began.
        let goal = words[..at].iter().any(|word| super::word::aims(word, data));
        let was = many && !goal && near(2).iter().any(|word| data.is(word, Class::EnPastBe));
        let from = from || was;
        // On top of the 1,015 already in post
        let known = at > start && words[at - 1].tag == Tag::Determiner || !fact.preposition.is_empty();
        let already = known && words[at + 1..].iter().take(2).any(|word| data.is(&word.text, Class::EnAlready));
        let current = already || near(0).iter().any(|word| data.is(word, Class::EnCurrent));
        // (24% reduction compared to 2005): the goal told by another year, not where it began.
        let changes =
            words.get(super::fact::tail(words, at, data)).is_some_and(|word| data.is(&word.text, Class::EnChange));
        if fact.bracketed && changes {
            continue;
        }
        if from || current || super::stand::stands_now(words, fact, data) {
            fact.role = Some(Role::Baseline);
            // Its year is its own, not the target's, nor one that something began in: introduced in 2017, it now takes 58%.
            let now = !from && super::stand::stands_now(words, fact, data);
            if now || fact.far || fact.period.is_some_and(|found| shared.contains(&found)) {
                fact.period = None;
            }
            // From a 2021 baseline of 83%
            if let Some(Tag::Period(found)) =
                words[start..at].iter().map(|word| word.tag).find(|tag| matches!(tag, Tag::Period(_)))
            {
                fact.period = Some(found);
            }
            // (baseline 2020: 22%)
            if fact.bracketed && fact.against.is_some() {
                fact.period = fact.against.take();
            }
        }
    }
    // …, 15.9% as of 2024, should reach 24% in 2030
    let future = facts.iter().any(|fact| fact.role.is_none() && fact.period.is_some_and(ahead));
    let many = facts.iter().filter(|fact| fact.role.is_none()).count() > 1;
    for fact in facts.iter_mut().filter(|fact| fact.role.is_none() && !fact.bracketed) {
        // 24%, as compared to 2021: that is no date.
        let behind = &words[fact.at + 1..];
        let as_of = behind.iter().take(2).enumerate().any(|(n, word)| {
            let compared = behind
                .get(n + 1)
                .is_some_and(|next| data.is(&next.text, Class::EnFrom) || data.is(&next.text, Class::EnAgainst));
            // As soon as viable
            let soon = behind.get(n + 1).is_some_and(|next| data.is(&next.text, Class::EnSoon));
            data.is(&word.text, Class::EnAsOf) && !compared && !soon
        });
        // 103 MW commissioned as of October 2024: how it stood, whatever is aimed at.
        let stood = fact.period.is_some_and(|found| is_date_of_state(words, found, !ahead(found), data));
        if many && as_of
            || stood
            || future && !fact.far && !fact.until && fact.period.is_some_and(|found| !ahead(found))
        {
            fact.role = Some(Role::Baseline);
        }
    }
}

/// As of October 2024, as of a year that is over: as of 2030 something may begin.
fn is_date_of_state(words: &[Word], period: usize, over: bool, data: &Sentences) -> bool {
    let place = words.iter().position(|word| word.tag == Tag::Period(period)).unwrap_or(0);
    let near = words[..place].iter().rev().position(|word| data.is(&word.text, Class::EnAsOf));
    near == Some(1) && over || near == Some(2) && words[place - 1].tag == Tag::Noun
}
