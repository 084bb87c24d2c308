//! Noun phrases of an English sentence: from a word on, as far as they go.
//!
//! A phrase ends before a preposition that leads to a value or a year, at a comma that parts
//! no list, at a modal, at "compared", "while" and the like.

use crate::rules::{Class, Sentences};

use super::word::{Form, Tag, Word, aims};

/// The end of the phrase that begins at a word.
pub(super) fn end(words: &[Word], from: usize, to: usize, data: &Sentences) -> usize {
    let mut at = from;
    while at < to {
        let word = &words[at];
        // Patients waiting longer than 18 weeks for treatment: a time within what is counted.
        if at > from
            && word.tag == Tag::Preposition
            && data.is(&word.text, Class::EnApprox)
            && is_time_within(words, at, to, data)
        {
            at += 2;
            continue;
        }
        let stops = match word.tag {
            Tag::Value(_) => at == from || !belongs(words, at),
            Tag::Period(_) | Tag::Against(_) | Tag::Years(_) => true,
            Tag::Mark('(') => match closing(words, at, to).filter(|&close| words[at..close].iter().all(is_word)) {
                Some(close) => {
                    at = close + 1;
                    continue;
                }
                None => true,
            },
            Tag::Mark(',') => !lists(words, at, to, data),
            Tag::Mark(c) => !matches!(c, '\'' | '’' | '"' | '“' | '”' | '-' | '/' | '‘'),
            // waste sent to our landfill
            Tag::To if is_sent_to(words, (from, at), to, data) => false,
            Tag::Preposition | Tag::To => {
                let yearly = data.is(&word.text, Class::EnPer)
                    && words
                        .get(at + 1)
                        .is_some_and(|next| data.is(&format!("{} {}", word.text, next.text), Class::EnEvery));
                // Electricity consumed by public buildings
                let done = at > from + 1 && is_done_by(words, at, data);
                // New jobs in the next five years
                let behind = |n: usize, class: Class| words.get(at + n).is_some_and(|next| data.is(&next.text, class));
                let coming = behind(1, Class::EnComing) || behind(2, Class::EnComing);
                // Hubs over four years
                let coming = coming || behind(1, Class::EnNumber) && behind(2, Class::EnYears);
                // Housing units over the past six years, homes over the plan period
                let span = data.is(&word.text, Class::EnSpan) && at > from && spans_time(words, at, to, data);
                yearly || coming || span || leads(words, at, to, data) || data.is(&word.text, Class::EnBreak) && !done
            }
            // Managers who have reviewed the data: what is said of whom belongs to the name.
            Tag::Modal | Tag::Have | Tag::Be if at > from + 1 && who(&words[at - 1], data) => false,
            Tag::Modal | Tag::Have => true,
            // Emissions could be reduced
            Tag::Noun if at > from && data.is(&word.text, Class::EnMight) => true,
            Tag::Be => true,
            Tag::Relative => data.is(&word.text, Class::EnBreak),
            Tag::Conjunction => {
                data.is(&word.text, Class::EnBreak) || turns(words, at, to) || other_goal(words, at, data)
            }
            // Two thirds of adults do so
            Tag::Noun
                if data.is(&word.text, Class::EnDo)
                    && words.get(at + 1).is_some_and(|next| data.is(&next.text, Class::EnSo)) =>
            {
                true
            }
            // Homes last year, visits next winter
            Tag::Noun if at > from && is_when(words, at, data) => true,
            Tag::Pronoun => at > from,
            // 86% of offenders completed a course: what they did.
            Tag::Verb(Form::Past)
                if at > from
                    && words[at - 1].tag == Tag::Noun
                    && words.get(at + 1).is_some_and(|next| next.tag == Tag::Determiner)
                    && at + 1 < to =>
            {
                true
            }
            // We want to see 75% of pupils reach a good level: what they do.
            Tag::Verb(Form::Base) => at > from && (after_to(words, at) || takes_object(words, at, to)),
            // Residents annually in courses: the number is that of a year, not the name.
            Tag::Adverb => data.is(&word.text, Class::EnBreak) || at > from && data.is(&word.text, Class::EnEvery),
            _ => data.is(&word.text, Class::EnBreak),
        };
        if stops {
            break;
        }
        at += 1;
    }
    at
}

/// Last year, next winter: whether two words say when.
fn is_when(words: &[Word], at: usize, data: &Sentences) -> bool {
    let led = [Class::EnLatest, Class::EnComing].into_iter().any(|class| data.is(&words[at].text, class));
    let time = words.get(at + 1).is_some_and(|next| {
        [Class::EnUnitWord, Class::EnSameTime, Class::EnSeason].into_iter().any(|class| data.is(&next.text, class))
    });
    led && time
}

/// Over the past six years: whether a preposition leads to a time within few words.
fn spans_time(words: &[Word], at: usize, to: usize, data: &Sentences) -> bool {
    let near = words[at + 1..to].iter().take(SPAN);
    let time = |word: &Word| [Class::EnYears, Class::EnSameTime].into_iter().any(|class| data.is(&word.text, class));
    near.take_while(|word| matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Value(_) | Tag::Years(_)))
        .any(|word| time(word) || matches!(word.tag, Tag::Years(_)))
}

/// Over the five years: so many words stand before the time.
const SPAN: usize = 4;

pub(super) fn who(word: &Word, data: &Sentences) -> bool {
    word.tag == Tag::Relative && !data.is(&word.text, Class::EnBreak) && !data.is(&word.text, Class::EnWhich)
}

/// Whether a time with its unit stands behind a preposition, and the phrase goes on behind it.
fn is_time_within(words: &[Word], at: usize, to: usize, data: &Sentences) -> bool {
    let unit = |word: &Word| word.text.rsplit(' ').next().is_some_and(|unit| data.is(unit, Class::EnUnitWord));
    at + 2 < to
        && words[at + 1].is_value()
        && unit(&words[at + 1])
        && words[at + 2].tag == Tag::Preposition
        && !leads(words, at + 2, to, data)
}

/// Whether "to" leads on from a word such as sent or exposed to a noun, not to a value or a verb: sent to our landfill,
/// the contribution of small firms to GDP.
fn is_sent_to(words: &[Word], (from, at): (usize, usize), to: usize, data: &Sentences) -> bool {
    let sent = |word: &Word| data.is(&word.text, Class::EnSent);
    let before = at.checked_sub(1).is_some_and(|before| sent(&words[before]));
    let of = || words[from..at].windows(2).any(|pair| sent(&pair[0]) && data.is(&pair[1].text, Class::EnShareOf));
    let noun = words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Noun));
    noun && (before || of()) && !leads(words, at, to, data)
}

/// Whether "by" behind a participle leads to those who do it: consumed by households.
pub(super) fn is_done_by(words: &[Word], at: usize, data: &Sentences) -> bool {
    let until = data.is(&words[at].text, Class::EnUntil) && data.is(&words[at].text, Class::EnDeadline);
    let noun = words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Determiner));
    until
        && noun
        && (words[at - 1].text.ends_with("ed") && words[at - 1].tag == Tag::Noun
            || words[at - 1].tag == Tag::Verb(Form::Past))
}

fn is_word(word: &Word) -> bool {
    !word.is_value() && !word.is_time()
}

/// 1,788 local governments, 44 years of age: a number inside a phrase.
fn belongs(words: &[Word], at: usize) -> bool {
    at > 0 && matches!(words[at - 1].tag, Tag::Noun | Tag::Adverb | Tag::Mark('-'))
}

/// "Reduce emissions 80%": a value with its unit ends no name, as the 19 of COVID 19 does.
pub(super) fn is_measured(word: &Word) -> bool {
    word.is_value() && !word.text.ends_with(|c: char| c.is_ascii_digit())
}

/// Pupils reach a good level: a verb between a noun in the plural and what it takes.
fn takes_object(words: &[Word], at: usize, to: usize) -> bool {
    let plural = at > 0 && words[at - 1].tag == Tag::Noun && words[at - 1].text.ends_with('s');
    plural && words[..to].get(at + 1).is_some_and(|next| next.tag == Tag::Determiner || next.is_value())
}

fn after_to(words: &[Word], at: usize) -> bool {
    at > 0 && words[at - 1].tag == Tag::To
}

pub(super) fn closing(words: &[Word], open: usize, to: usize) -> Option<usize> {
    (open..to).find(|&at| words[at].is(')'))
}

/// Whether a preposition leads to a value or a year: to at least 50%, by the end of 2030.
pub(super) fn leads(words: &[Word], at: usize, to: usize, data: &Sentences) -> bool {
    let mut next = at + 1;
    while next < words.len() && next < at + REACH {
        match words[next].tag {
            // Emissions for the year / 2030: the year itself may stand outside.
            _ if next >= to && !words[next].is_time() => return false,
            Tag::Value(_) | Tag::Period(_) | Tag::Against(_) | Tag::Years(_) => return true,
            Tag::Determiner | Tag::About | Tag::Adverb | Tag::Preposition => {}
            // For the ten-year period from 2016
            Tag::Noun if data.is(&words[next].text, Class::EnSameTime) => return true,
            Tag::Noun if data.is(&words[next].text, Class::EnYear) || words[next].text.ends_with("-year") => {}
            Tag::Pronoun | Tag::Mark('(') => {}
            _ => return false,
        }
        next += 1;
    }
    false
}

/// So many words may stand between a preposition and its value.
const REACH: usize = 6;

/// Steel, cement and chemicals: a comma of a list, which "and" ends.
fn lists(words: &[Word], at: usize, to: usize, data: &Sentences) -> bool {
    if at == 0 {
        return false;
    }
    // From clean, renewable sources: two words that tell which sources.
    let alone = at > 1 && matches!(words[at - 2].tag, Tag::Preposition | Tag::Determiner);
    // 15,000 well-paying, skilled jobs; but 20 schools, hospitals and clinics.
    let told = at > 1 && words[at - 2].is_value() && !words[at - 1].text.ends_with('s');
    let noun = words[at - 1].tag == Tag::Noun && words.get(at + 1).is_some_and(|next| next.tag == Tag::Noun);
    if (alone || told) && noun {
        return true;
    }
    let mut next = at + 1;
    let mut length = 0;
    while next < to {
        let word = &words[next];
        match word.tag {
            Tag::Conjunction if data.is(&word.text, Class::EnAnd) => {
                return length > 0 && length <= LONGEST_ITEM || next == at + 1 && listed_before(words, at);
            }
            Tag::Mark(',') if length > 0 && length <= LONGEST_ITEM => length = 0,
            Tag::Noun | Tag::Determiner | Tag::Mark('-') => length += 1,
            _ => return false,
        }
        next += 1;
    }
    false
}

fn listed_before(words: &[Word], at: usize) -> bool {
    words[at.saturating_sub(LONGEST_ITEM + 1)..at].iter().any(|word| word.is(','))
}

/// An item of a list has no more words than this.
const LONGEST_ITEM: usize = 4;

/// Whether another verb, or another value with what it counts, follows an "and".
fn turns(words: &[Word], at: usize, to: usize) -> bool {
    let Some(next) = words[at + 1..to].iter().find(|word| !matches!(word.tag, Tag::Adverb | Tag::Determiner)) else {
        return true;
    };
    // Trained 1,500 teachers and built 40 schools; but rivers and protected areas.
    let past = matches!(words[at + 1].tag, Tag::Verb(Form::Past));
    if past && words[..to].get(at + 2).is_some_and(|word| word.is_value() || word.tag == Tag::About) {
        return true;
    }
    matches!(
        next.tag,
        Tag::Verb(Form::Base | Form::Ing)
            | Tag::To
            | Tag::Modal
            | Tag::Be
            | Tag::Value(_)
            | Tag::Preposition
            | Tag::Pronoun
    )
}

/// 30 % for fibre coverage and a national target of 15 %: whether another goal follows an "and".
fn other_goal(words: &[Word], at: usize, data: &Sentences) -> bool {
    let behind = &words[at + 1..words.len().min(at + 1 + GOAL)];
    let goal = behind.iter().position(|word| aims(word, data));
    // A reduction in theft and a detection rate for burglary of 25%
    let article = words[..at].iter().any(Word::is_value)
        && behind.first().is_some_and(|word| data.is(&word.text, Class::EnOneOf));
    let of = (at + 1..words.len().min(at + 1 + OTHER))
        .find(|&of| data.is(&words[of].text, Class::EnShareOf) && leads(words, of, words.len(), data));
    let plain = |word: &Word| matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Preposition);
    if article && of.is_some_and(|of| words[at + 1..of].iter().all(plain)) {
        return true;
    }
    behind.first().is_some_and(|word| word.tag == Tag::Determiner)
        && goal.is_some_and(|goal| behind[1..goal].iter().all(|word| word.tag == Tag::Noun))
}

/// So many words behind "and" its goal may stand.
const GOAL: usize = 4;
/// And so many the value of another noun.
const OTHER: usize = 10;
