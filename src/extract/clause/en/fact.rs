//! The values of an English sentence: their prepositions, years, and what they are measured against.

use crate::record::Role;
use crate::rules::{Class, Sentences};

use super::word::{self, Tag, Word};
use super::{phrase, roles, years};

/// A value with what stands around it; places are places among the words.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// Its word, and what the scanner found.
    pub at: usize,
    pub value: usize,
    /// The preposition before it, and where the words that belong to it begin.
    pub preposition: String,
    pub start: usize,
    pub role: Option<Role>,
    pub period: Option<usize>,
    /// "by" stands before its year.
    pub deadline: bool,
    /// And no other word: a year that is over was one too.
    pub until: bool,
    pub against: Option<usize>,
    /// The year that a span begins in: from 2024 to 2030.
    pub from: Option<usize>,
    /// The year stands at the head of the sentence or with another value.
    pub far: bool,
    /// In brackets.
    pub bracketed: bool,
    /// Its place among values that stand in one order with what they are said of.
    pub pair: Option<usize>,
    /// It stands right beside the value before it, of which the same is said for another year.
    pub beside: bool,
}

/// The values of some words with their years.
pub(super) fn facts(words: &[Word], data: &Sentences, ahead: &dyn Fn(usize) -> bool) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut depth = 0usize;
    for (at, word) in words.iter().enumerate() {
        match word.tag {
            Tag::Mark('(') => depth += 1,
            Tag::Mark(')') => depth = depth.saturating_sub(1),
            // Persons aged 15 years and above: of whom something is said.
            Tag::Value(_) if at > 0 && data.is(&words[at - 1].text, Class::EnAged) => {}
            Tag::Value(_) if is_number_of(words, at, data) || depth > 0 && is_again(words, at) => {}
            Tag::Value(value) => {
                let (preposition, start) = before(words, at, data);
                facts.push(Fact {
                    at,
                    value,
                    preposition,
                    start,
                    role: None,
                    period: None,
                    deadline: false,
                    until: false,
                    against: None,
                    from: None,
                    far: false,
                    bracketed: depth > 0,
                    pair: None,
                    beside: false,
                });
            }
            _ => {}
        }
    }
    years::years(words, &mut facts, data, ahead);
    roles::roles(words, &mut facts, data, ahead);
    facts
}

/// Thirty percent (30%): the same number in a bracket right behind it.
fn is_again(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(2).map(|before| &words[before]);
    let spelled = before.is_some_and(|word| word.is_value() && !word.text.contains(|c: char| c.is_ascii_digit()));
    spelled && words[at - 1].is('(') && words.get(at + 1).is_some_and(|word| word.is(')'))
}

/// A dash between two parts of a sentence, not one inside a word.
pub(super) fn is_dash(words: &[Word], at: usize) -> bool {
    let apart = |one: usize, next: usize| words.get(next).is_some_and(|next| next.range.start > words[one].range.end);
    let mark = ['-', '–', '—'].into_iter().any(|mark| words[at].is(mark));
    mark && at > 0 && apart(at - 1, at) && apart(at, at + 1)
}

/// Resolution number 3218, Section 4: a number that only tells one from another.
fn is_number_of(words: &[Word], at: usize, data: &Sentences) -> bool {
    let digits = words[at].text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let before = |back: usize| at.checked_sub(back).map(|at| &words[at]);
    // … 30%, which equates to 481,000 tonnes: the same told in other words.
    let same = before(2).is_some_and(|word| data.is(&word.text, Class::EnGround))
        && before(1).is_some_and(|word| word.tag == Tag::To);
    // Grades 1 to 8, at age 10 to 11
    let ranged = before(1).is_some_and(|word| word.tag == Tag::To)
        && before(2).is_some_and(Word::is_value)
        && before(3).is_some_and(|word| data.is(&word.text, Class::EnNumbered));
    // In line with SDG target 3.1
    let sdg = before(1).is_some_and(|word| word::aims(word, data))
        && before(2).is_some_and(|word| data.is(&word.text, Class::EnSdg));
    // Charging points are to number 1,000: how many there are to be.
    let counts = before(2).is_some_and(|word| matches!(word.tag, Tag::To | Tag::Modal))
        && before(1).is_some_and(|word| data.is(&word.text, Class::EnCounts));
    let numbered = before(1).is_some_and(|word| data.is(&word.text, Class::EnNumbered)) && !counts;
    // The Gateway Corridor/Hwy 212 project
    let last = |word: &Word| data.is(word.text.rsplit('/').next().unwrap_or_default(), Class::EnRoute);
    let measured = words[at].text.rsplit(' ').next().is_some_and(|unit| data.is(unit, Class::EnMeasure));
    let route = before(1).is_some_and(last) && !measured && !words[at].text.ends_with(['%', '％']);
    digits && (sdg || ranged || numbered || is_one_of(words, at)) || same || route
}

/// A score of 3, 4, or 5: one of several numbers that are all as good.
fn is_one_of(words: &[Word], at: usize) -> bool {
    let number = |word: &Word| word.is_value() && word.text.bytes().all(|byte| byte.is_ascii_digit());
    let joins = |word: &Word| word.is(',') || word.tag == Tag::Conjunction;
    let belongs = |word: &&Word| number(word) || joins(word);
    let before = words[..at].iter().rev().take_while(belongs);
    let all: Vec<&Word> = before.chain(words[at..].iter().take_while(belongs)).collect();
    let or = all.iter().any(|word| word.tag == Tag::Conjunction && word.text == "or");
    or && all.iter().filter(|word| number(word)).count() >= LISTED
}

/// So many numbers in a row are a list.
const LISTED: usize = 3;

/// The preposition that a value stands behind, and where it begins.
fn before(words: &[Word], at: usize, data: &Sentences) -> (String, usize) {
    let mut start = at;
    while start > 0 {
        let word = &words[start - 1];
        let skips = matches!(word.tag, Tag::Determiner | Tag::About | Tag::Adverb)
            || data.is(&word.text, Class::EnCurrent)
            || data.is(&word.text, Class::EnTrim)
            // To USD 5 billion
            || data.is(&word.text.to_uppercase(), Class::EnMoney);
        match word.tag {
            Tag::Preposition | Tag::To => {
                let (mut text, mut from) = (word.text.clone(), start - 1);
                // Set up 100 centres, take on 500 apprentices: a part of the verb.
                if from.checked_sub(1).is_some_and(|at| word::is_phrasal(words, at, data)) {
                    return (String::new(), from);
                }
                // By 2030 the equivalent of 50% of NP is to be met: it leads to nothing else.
                let equals = from.checked_sub(1).filter(|_| data.is(&text, Class::EnShareOf));
                if let Some(place) =
                    equals.filter(|&at| data.is(&words[at].text, Class::EnAdjective) && led_by(words, at))
                {
                    return (String::new(), place);
                }
                // From the current level of 2.9%: "of" belongs to the level that "from" leads to.
                let level = data.is(&text, Class::EnShareOf).then(|| from_level(words, from, data)).flatten();
                if let Some(place) = level {
                    (text, from) = (words[place].text.clone(), place);
                }
                // up from, down to
                while from > 0 && matches!(words[from - 1].tag, Tag::Adverb | Tag::Preposition) {
                    from -= 1;
                }
                return (text, from);
            }
            _ if skips => start -= 1,
            // At or above 62 per cent
            Tag::Conjunction
                if word.text == "or" && start > 1 && words[start - 2].tag == Tag::Preposition && start == at =>
            {
                start -= 1;
            }
            _ => break,
        }
    }
    (String::new(), start)
}

/// The planting, a building of: whether an article stands before a word.
pub(super) fn led_by(words: &[Word], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| words[before].tag == Tag::Determiner)
}

/// From the current level of, from a base of, against a current figure of: where "from" stands.
fn from_level(words: &[Word], of: usize, data: &Sentences) -> Option<usize> {
    let mut at =
        of.checked_sub(1).filter(|&at| data.is(&words[at].text, Class::EnYear) || is_source(words, at, data))?;
    while (matches!(words[at].tag, Tag::Determiner | Tag::Noun) || words[at].is_time()) && of - at <= LEVEL {
        at = at.checked_sub(1)?;
    }
    (data.is(&words[at].text, Class::EnFrom)
        || words[at].tag == Tag::Preposition && data.is(&words[at].text, Class::EnAgainst))
    .then_some(at)
}

/// From the emissions of 573 Mt in 2018: a thing that an article and "from" lead to.
fn is_source(words: &[Word], noun: usize, data: &Sentences) -> bool {
    let from = noun.checked_sub(2).is_some_and(|at| data.is(&words[at].text, Class::EnFrom));
    words[noun].tag == Tag::Noun && led_by(words, noun) && from
}

/// So many words may stand between "from" and the "of" of its level.
pub(super) const LEVEL: usize = 4;

/// What so many are counted of has no more nouns: per 1,000 live births.
const NOUNS: usize = 3;

/// Where the words that belong to a value end: "or more", "per year", "reduction".
pub(super) fn tail(words: &[Word], at: usize, data: &Sentences) -> usize {
    let mut end = at + 1;
    // A 10-fold increase
    let fold = |pair: &[Word]| pair[0].is('-') && data.is(&pair[1].text, Class::EnMeasure);
    if words.get(end..end + 2).is_some_and(fold) {
        end += 2;
    }
    // 139 l/p/d: what is short and parted by strokes is a unit.
    let stroke = |word: &Word| {
        word.tag == Tag::Noun && word.text.contains('/') && word.text.split('/').all(|part| part.len() <= 2)
    };
    while words.get(end).is_some_and(|word| {
        matches!(word.tag, Tag::About | Tag::Adverb) || data.is(&word.text, Class::EnMeasure) || stroke(word)
    }) {
        end += 1;
    }
    // 12 per 1,000 live births: of how many.
    let number = |word: &Word| word.text.starts_with(|c: char| c.is_ascii_digit());
    if words.get(end..end + 2).is_some_and(|pair| data.is(&pair[0].text, Class::EnPer) && number(&pair[1])) {
        let nouns = words[end + 2..].iter().take(NOUNS).take_while(|word| word.tag == Tag::Noun).count();
        end += 2 + nouns;
    }
    // 2 million tonnes per annum (mtpa)
    let yearly = |pair: &[Word]| data.is(&format!("{} {}", pair[0].text, pair[1].text), Class::EnEvery);
    if words.get(end..end + 2).is_some_and(yearly) {
        end += 2;
    }
    // 17.3 a day
    let each = |pair: &[Word]| pair[0].tag == Tag::Determiner && data.is(&pair[1].text, Class::EnUnitWord);
    if words.get(end..end + 2).is_some_and(each) {
        end += 2;
    }
    if words.get(end).is_some_and(|word| word.is('(')) {
        end = phrase::closing(words, end, words.len()).map_or(end, |close| close + 1);
    }
    end
}
