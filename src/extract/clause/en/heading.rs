//! What the words above a list say of it: that goals follow, or by when.

use crate::rules::{Class, Sentences};
use crate::text::{Range, Reading};

use super::word::{self, Tag, Word};
use super::years;

/// Commitment 3., Target.: whether a sentence is nothing but a label of a goal, with its number or without.
pub(in super::super) fn is_label(reading: &Reading, range: &Range, data: &Sentences) -> bool {
    let mut words = reading.text(range).split_whitespace();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let label =
        words.next().map(bare).is_some_and(|word| data.is(word.strip_suffix('s').unwrap_or(&word), Class::EnLabel));
    let number =
        words.next().is_none_or(|word| word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.len() <= NUMBER);
    label && number && words.next().is_none()
}

/// The number of a label is no longer, in bytes.
const NUMBER: usize = 5;

/// Whether some words call what stands under them goals: 2030 targets:.
pub(in super::super) fn speaks_of_goals(reading: &Reading, range: &Range, data: &Sentences) -> bool {
    word::words(reading, range, data).iter().any(|word| word::aims(word, data))
}

/// By the end of 2030: whether some words set a date for what follows.
pub(in super::super) fn sets_a_date(reading: &Reading, range: &Range, data: &Sentences) -> bool {
    let words = word::words(reading, range, data);
    let led = |at: usize| words[..at].iter().rev().take(DATE).any(|word| data.is(&word.text, Class::EnUntil));
    (0..words.len()).any(|at| words[at].is_time() && led(at))
}

/// By 2028: …; key goals by 2035 include …; the plan aims to transform the sector by 2035: the date that a sentence sets for its
/// goals before it names any value.
pub(in super::super) fn date_of_goals(reading: &Reading, range: &Range, data: &Sentences) -> Option<usize> {
    let words = word::words(reading, range, data);
    // By 2028: a. Average travel time …
    if let [by, when, colon, rest @ ..] = words.as_slice()
        && let Tag::Period(found) = when.tag
        && data.is(&by.text, Class::EnUntil)
        && colon.is(':')
        && !rest.iter().any(Word::is_value)
    {
        return Some(found);
    }
    let goal = words.iter().position(|word| word::aims(word, data))?;
    let date = (goal..words.len()).find(|&at| words[at].is_value() || words[at].is_time())?;
    match words[date].tag {
        Tag::Period(found) if years::until(&words, date, data) => Some(found),
        _ => None,
    }
}

/// By the end of fiscal 2030: so many words lead to the date.
const DATE: usize = 5;
