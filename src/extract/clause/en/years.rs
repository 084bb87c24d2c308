//! The years of the values of an English sentence: which of them is the deadline, which where it began.

use crate::rules::{Class, Sentences};

use super::fact::{Fact, tail};
use super::word::{Form, Tag, Word};

/// Gives each value the year behind it, else the one before it, else that of the sentence.
pub(super) fn years(words: &[Word], facts: &mut [Fact], data: &Sentences, ahead: &dyn Fn(usize) -> bool) {
    let places: Vec<usize> = facts.iter().map(|fact| fact.at).collect();
    let mut used: Vec<usize> = Vec::new();
    let mut times: Vec<(usize, usize, bool)> = Vec::new();
    // From a 2021 baseline of 83%: that year is no other value's.
    let level = |at: usize| facts.iter().any(|fact| (fact.start..fact.at).contains(&at));
    // 50 hubs, starting with eight in 2025: of what comes first, not of all.
    let begun = |at: usize| {
        let comma = words[..at].iter().rposition(|word| word.is(','));
        comma.is_some_and(|comma| data.is(&words[comma + 1].text, Class::EnBegin))
    };
    for (at, word) in words.iter().enumerate().filter(|(at, _)| !level(*at) && !begun(*at)) {
        match word.tag {
            Tag::Period(found) => times.push((at, found, compares(words, at, data) || opens(words, at, data))),
            Tag::Against(found) => times.push((at, found, true)),
            _ => {}
        }
    }
    for fact in facts.iter_mut() {
        if let Some((at, found)) = year_of_goal(words, fact, data) {
            (fact.period, fact.deadline) = (Some(found), true);
            used.push(at);
        }
        if let Some((at, found)) = year_of_baseline(words, fact, data) {
            fact.against = Some(found);
            used.push(at);
        }
    }
    times.retain(|(at, _, against)| !against || !used.contains(at));
    used.extend(super::pairs::years_in_order(words, facts, &times, data));
    for (n, fact) in facts.iter_mut().enumerate() {
        let limit = places.get(n + 1).copied().unwrap_or(words.len());
        for &(at, found, against) in times.iter().filter(|(at, ..)| *at > fact.at && *at < limit) {
            // Doubled from the present 115 by 2030: when it is due, not when it began.
            if n > 0 && data.is(&fact.preposition, Class::EnFrom) && until(words, at, data) && ahead(found) {
                break;
            }
            let between = &words[fact.at + 1..at];
            if between.iter().any(|word| word.is(';')) || between.len() > FAR || is_announced(between, data) {
                break;
            }
            // … to 3%, and by 2015 increase it to 5%: the year opens what follows.
            if opens_next(words, at, fact.at) {
                break;
            }
            // By 2029 it will extend to 320 km, and in 2036 to 540 km: each year stands before its value.
            let led = n + 1 < places.len()
                && between.iter().any(|word| word.tag == Tag::Conjunction)
                && times.iter().any(|&(other, _, against)| {
                    !against && other < fact.at && n.checked_sub(1).is_none_or(|before| other > places[before])
                });
            if led && !until(words, at, data) {
                break;
            }
            // 36,708 (FY2024: …): the next value's own year stands before it.
            let next_own = words.get(at + 1).is_some_and(|word| word.is(':'));
            // … by 39% compared to the level recorded in 2012: that year is what it is measured against.
            let compared = between.iter().rposition(|word| {
                word.tag == Tag::Preposition
                    && data.is(&word.text, Class::EnAgainst)
                    && data.is(&word.text, Class::EnFrom)
            });
            let compared =
                compared.is_some_and(|place| !between[place..].iter().any(|word| data.is(&word.text, Class::EnUntil)));
            if against || compared {
                fact.against = fact.against.or(Some(found));
            } else if fact.period.is_none() && !used.contains(&at) && !next_own {
                fact.period = Some(found);
                (fact.deadline, fact.until) = (by(words, at, data), until(words, at, data));
                used.push(at);
            }
        }
    }
    for (n, fact) in facts.iter_mut().enumerate() {
        if fact.period.is_some() {
            continue;
        }
        let from = n.checked_sub(1).map_or(0, |before| places[before]);
        let near =
            times.iter().rev().find(|(at, _, against)| !against && *at >= from && *at < fact.at && !used.contains(at));
        // By 2030, raise it from 23% to 40%: nor is that when it began.
        let began = |at: usize, found: usize| {
            data.is(&fact.preposition, Class::EnFrom) && until(words, at, data) && ahead(found)
        };
        let near = near.filter(|&&(at, found, _)| !began(at, found));
        if let Some(&(at, found, _)) = near.filter(|(at, ..)| fact.at - at <= FAR) {
            fact.period = Some(found);
            (fact.deadline, fact.until) = (by(words, at, data), until(words, at, data));
            used.push(at);
        }
    }
    // By 2030 it will be doubled to 5,200: what it comes to is of the same year.
    for n in 1..facts.len() {
        let (before, fact) = (&facts[n - 1], &facts[n]);
        let led = fact.start == before.at + 1 && words[fact.start].tag == Tag::To && words[before.at].moves(data);
        if led && fact.period.is_none() {
            let (period, deadline, until) = (before.period, before.deadline, before.until);
            let fact = &mut facts[n];
            (fact.period, fact.deadline, fact.until) = (period, deadline, until);
        }
    }
    // By 2030, …: one deadline for what has none.
    let of_goals = |at: usize| words.get(at + 1).is_some_and(|word| super::word::aims(word, data));
    // … for treatment (2024/25: 61.7 per cent): the year of that value alone.
    let of_next = |at: usize| words.get(at + 1).is_some_and(|word| word.is(':')) && at > 0 && words[at - 1].is('(');
    let leads = |at: usize| (by(words, at, data) || of_goals(at)) && !of_next(at);
    // From 75 in 2025 to 240: the year that a value came from is no deadline.
    let came =
        |found: usize| facts.iter().any(|fact| fact.period == Some(found) && data.is(&fact.preposition, Class::EnFrom));
    // … 70% renewable energy (85% by 2040): the year in a bracket is that of the value in it.
    let inner = |at: usize| {
        let depth = |sum: i32, word: &Word| sum + i32::from(word.is('(')) - i32::from(word.is(')'));
        words[..at].iter().fold(0, depth) > 0 && facts.iter().any(|fact| fact.bracketed && fact.period.is_some())
    };
    let head = times.iter().find(|(at, found, against)| {
        // A date that is over may lead the whole sentence as well.
        let due = ahead(*found) || *at <= OPENING && until(words, *at, data);
        !against && due && leads(*at) && !came(*found) && !inner(*at) && !is_told(words, *at)
    });
    let head = head.copied();
    if let Some((at, found, _)) = head {
        // 5% a year, and 45% by 2030: what goes on each year is due in none.
        let yearly = |at: usize| data.holds(&words[at].text, Class::EnEvery);
        // At least 45% are women; in 2023 it was 32%: nor does a date behind a semicolon lead back.
        let parted = |fact: &Fact| at > fact.at && words[fact.at..at].iter().any(|word| word.is(';'));
        let open = |fact: &&mut Fact| fact.period.is_none() && !(yearly(fact.at) && at > fact.at) && !parted(fact);
        for fact in facts.iter_mut().filter(open) {
            (fact.period, fact.deadline, fact.far) = (Some(found), true, at > fact.at);
            // By 2030, (a) 100% access …; (b) 13% savings: it leads each item.
            fact.until = !ahead(found) || opens_item(words, fact.start) && until(words, at, data);
        }
    }
    // 5 GW of wind, 3 GW of hydro and 2 GW of storage by 2030: the year behind a list is that of each.
    for n in (1..facts.len()).rev() {
        let (before, last) = (&facts[n - 1], &facts[n]);
        let between = words.get(tail(words, before.at, data)..last.start).unwrap_or_default();
        let listed = between.iter().any(|word| word.is(',') || word.tag == Tag::Conjunction)
            && between.iter().all(|word| {
                let of = word.tag == Tag::Preposition && data.is(&word.text, Class::EnShareOf);
                of || word.is(',') || matches!(word.tag, Tag::Noun | Tag::Conjunction | Tag::Determiner | Tag::About)
            });
        let bare = before.preposition.is_empty() && last.preposition.is_empty() && !before.bracketed && !last.bracketed;
        if listed && bare && before.period.is_none() && last.until && !last.far {
            let (period, deadline) = (last.period, last.deadline);
            let before = &mut facts[n - 1];
            (before.period, before.deadline, before.until) = (period, deadline, true);
        }
    }
    let against = facts.iter().find_map(|fact| fact.against);
    for fact in facts.iter_mut().filter(|fact| !fact.bracketed) {
        fact.against = fact.against.or(against);
    }
    // 2,400 km between 2025 and 2034: both years are those of the value.
    for (first, second) in (0..words.len()).filter_map(|at| span(words, at, data)) {
        for fact in facts.iter_mut().filter(|fact| fact.period == Some(second)) {
            fact.from = Some(first);
            fact.against = fact.against.filter(|&found| found != first);
        }
    }
}

/// … as announced in March 2024: whether words up to a year tell when it was said.
fn is_announced(between: &[Word], data: &Sentences) -> bool {
    // But as compared to a baseline of 2021.
    let did =
        |word: &Word| word.tag == Tag::Verb(Form::Past) || word.text.ends_with("ed") && word.tag != Tag::Preposition;
    between.windows(2).any(|pair| data.is(&pair[0].text, Class::EnAsOf) && did(&pair[1]))
}

/// In January 2021 the council announced a milestone: whether a verb of the past stands behind a year, and who did it between
/// them, so that it tells when that was.
fn is_told(words: &[Word], at: usize) -> bool {
    // A past form that no list knows looks like a noun.
    let did = |word: &Word| word.tag == Tag::Verb(Form::Past) || word.tag == Tag::Noun && word.text.ends_with("ed");
    let who = |word: &Word| matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Mark(',')) && !did(word);
    let behind = words.get(at + 1..).unwrap_or_default();
    let deed = behind.iter().take(DOER).position(|word| !who(word)).filter(|&place| place > 0);
    let past = |place: usize| did(&behind[place]);
    let takes = |place: usize| {
        behind.get(place + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Pronoun | Tag::Noun))
    };
    deed.is_some_and(|place| past(place) && takes(place))
}

/// Who did something has no more words.
const DOER: usize = 6;

/// Between 2020 and 2030, from 2024 to 2030: the two years of a span that the first of them opens.
fn span(words: &[Word], at: usize, data: &Sentences) -> Option<(usize, usize)> {
    let [lead, first, joint, second] = words.get(at.checked_sub(1)?..at + 3)? else { return None };
    let between = data.is(&lead.text, Class::EnBetween) && joint.tag == Tag::Conjunction;
    let from = data.is(&lead.text, Class::EnFrom) && (joint.tag == Tag::To || data.is(&joint.text, Class::EnUntil));
    match (first.tag, second.tag) {
        (Tag::Period(first), Tag::Period(second)) if between || from => Some((first, second)),
        _ => None,
    }
}

/// (b), (ii): whether the sign of an item stands right before a place.
fn opens_item(words: &[Word], at: usize) -> bool {
    let [.., open, sign, close] = &words[..at] else { return false };
    open.is('(') && close.is(')') && sign.text.len() <= SIGN
}

/// The sign of an item is no longer, in bytes.
const SIGN: usize = 3;

/// (2022 baseline: 14.5 hours), (baseline 2022: 31%): the year beside the word for where it began, in a bracket.
fn year_of_baseline(words: &[Word], fact: &Fact, data: &Sentences) -> Option<(usize, usize)> {
    let open = (0..fact.start).rev().find(|&at| words[at].is('(')).filter(|_| fact.bracketed)?;
    let (colon, inner) = words[open + 1..fact.start].split_last()?;
    let told = inner.iter().filter(|word| data.is(&word.text, Class::EnAgainst)).count() == 1;
    let plain = |word: &Word| word.is_time() || word.tag == Tag::Preposition || data.is(&word.text, Class::EnAgainst);
    let mut years = (open + 1..fact.start).filter_map(|at| match words[at].tag {
        Tag::Period(found) => Some((at, found)),
        _ => None,
    });
    let only = years.next().filter(|_| years.next().is_none());
    only.filter(|_| colon.is(':') && told && inner.iter().all(plain))
}

/// Our 2030 solar capacity goal of 80 MW: the year before the word for the goal.
fn year_of_goal(words: &[Word], fact: &Fact, data: &Sentences) -> Option<(usize, usize)> {
    let goal = fact.start.checked_sub(1).filter(|&at| super::word::aims(&words[at], data))?;
    if !data.is(&fact.preposition, Class::EnAttach) {
        return None;
    }
    let at = (0..goal).rev().find(|&at| words[at].tag != Tag::Noun)?;
    match words[at].tag {
        Tag::Period(found) => Some((at, found)),
        _ => None,
    }
}

/// By the end of September 2023, …: a date opens a sentence among so many words.
const OPENING: usize = 8;
/// A year may stand so many words from its value.
const FAR: usize = 16;

/// Whether "by", "until" or "in" leads to a year, or between now and it.
pub(super) fn by(words: &[Word], at: usize, data: &Sentences) -> bool {
    if let [.., between, now, and] = &words[..at]
        && data.is(&between.text, Class::EnBetween)
        && data.is(&now.text, Class::EnNow)
        && and.tag == Tag::Conjunction
    {
        return true;
    }
    let before = words[at.saturating_sub(5)..at].iter().rev();
    let mut before = before.skip_while(|word| !matches!(word.tag, Tag::Preposition | Tag::To) || word.text == "of");
    before.next().is_some_and(|word| data.is(&word.text, Class::EnDeadline))
}

/// Whether a year behind "and" leads on to a verb, and so belongs to the value behind that.
fn opens_next(words: &[Word], at: usize, value: usize) -> bool {
    let behind = words.get(at + 1).is_some_and(|word| matches!(word.tag, Tag::Verb(Form::Base | Form::Ing)));
    let led = words[value + 1..at].iter().rev().take(2).any(|word| word.tag == Tag::Conjunction);
    behind && led
}

/// Whether "by" and the like lead to a year.
pub(super) fn until(words: &[Word], at: usize, data: &Sentences) -> bool {
    let before = words[at.saturating_sub(5)..at].iter().rev();
    let mut before = before.skip_while(|word| !matches!(word.tag, Tag::Preposition | Tag::To) || word.text == "of");
    before.next().is_some_and(|word| data.is(&word.text, Class::EnUntil))
}

/// Between 2020 and 2030: the first of two years.
fn opens(words: &[Word], at: usize, data: &Sentences) -> bool {
    span(words, at, data).is_some()
}

/// Whether a year is one that values are measured against: from 2013 levels, below 2010.
fn compares(words: &[Word], at: usize, data: &Sentences) -> bool {
    let level = words.get(at + 1).is_some_and(|word| data.is(&word.text, Class::EnAgainst));
    let before = words[at.saturating_sub(5)..at].iter().rev();
    let joins = |word: &&Word| {
        matches!(word.tag, Tag::Preposition | Tag::Determiner | Tag::To | Tag::Pronoun)
            || data.is(&word.text, Class::EnAgainst)
            || data.is(&word.text, Class::EnYear)
    };
    // … from the projected level in 2035: the goal's own year.
    let led = words[at.saturating_sub(5)..at].iter().rev().find(|word| !joins(word));
    if led.is_some_and(|word| data.is(&word.text, Class::EnNever)) {
        return false;
    }
    // … to the base year (2006)
    let base = at > 1
        && words[at - 1].is('(')
        && words.get(at + 1).is_some_and(|word| word.is(')'))
        && data.is(&words[at - 2].text, Class::EnYear)
        && data.is(&words[at.saturating_sub(3)].text, Class::EnAgainst);
    if base {
        return true;
    }
    // … from the 2005 level by 2030
    let mut near = before.take_while(|word| !data.is(&word.text, Class::EnUntil)).take_while(joins);
    // by 2030 levels of …, but from 2020 levels
    let led = |word: &Word| data.is(&word.text, Class::EnDeadline) && !data.is(&word.text, Class::EnFrom);
    // … 15% shorter in 2030 than they were in 2023
    let than = words[at.saturating_sub(4)..at].iter().any(|word| word.text == "than")
        && words[at.saturating_sub(4)..at].iter().any(|word| data.is(&word.text, Class::EnPastBe));
    // … to 25 percent of its 2018 tonnage
    let of = at > 1
        && data.is(&words[at - 2].text, Class::EnShareOf)
        && matches!(words[at - 1].tag, Tag::Determiner | Tag::Pronoun)
        && words.get(at + 1).is_some_and(|word| word.tag == Tag::Noun)
        && words[..at - 2].last().is_some_and(|word| word.is_value());
    of || than
        || level && !words[..at].last().is_some_and(led)
        || near.any(|word| data.is(&word.text, Class::EnAgainst) && !is_of_year_before(words, word))
}

/// 61 percent below 2005 levels in 2035: the levels are those of the year before them.
fn is_of_year_before(words: &[Word], level: &Word) -> bool {
    let place = words.iter().position(|word| word.range == level.range);
    place.and_then(|at| at.checked_sub(1)).is_some_and(|before| words[before].is_time())
}
