//! A sentence of several clauses as so many sentences of one: what is said in passing between commas, what a relative
//! clause says of its noun, clauses and predicates that "and" joins. Sentences of one clause are read well, and so each
//! is handed on with the words that it shares with its neighbours: its noun, who does it, when it is due.

use crate::rules::{Class, Sentences};

use super::again::again;
use super::joined::{accompanied, conceded, joined_clause, joined_deed, joined_promise, outcome};
use super::within::aside;
use super::word::{Form, Tag, Word, aims, form};

/// A sentence of one clause.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) words: Vec<Word>,
    /// "And" joins it to the one before it: what has no year of its own has that one's.
    pub(super) joined: bool,
    /// It tells what is or was.
    pub(super) told: bool,
}

/// The sentences of one clause that a sentence is made of, what is told in passing before what it is told of.
pub(super) fn parts(words: Vec<Word>, data: &Sentences) -> Vec<Part> {
    let mut out = Vec::new();
    let words = between_dashes(words, data);
    part(Part { words, joined: false, told: false }, data, DEEPEST, &mut out);
    out
}

/// Housing First tenancies – 1,070 at the moment – to 2,000: two dashes about a few words are commas.
fn between_dashes(mut words: Vec<Word>, data: &Sentences) -> Vec<Word> {
    let dashes: Vec<usize> = (0..words.len()).filter(|&at| super::fact::is_dash(&words, at)).collect();
    for pair in dashes.windows(2) {
        let inside = &words[pair[0] + 1..pair[1]];
        let goes_on = words.get(pair[1] + 1).is_some_and(|next| {
            matches!(next.tag, Tag::To | Tag::Modal | Tag::Be | Tag::Have | Tag::Verb(_) | Tag::Preposition)
        });
        if inside.len() <= SHORT && goes_on && !finite(inside, data) {
            for at in [pair[0], pair[1]] {
                (words[at].tag, words[at].text) = (Tag::Mark(','), ",".to_owned());
            }
        }
    }
    words
}

/// What stands between dashes in passing has no more words.
const SHORT: usize = 12;

/// Clauses hang in clauses no deeper than this.
const DEEPEST: usize = 8;

fn part(whole: Part, data: &Sentences, deeper: usize, out: &mut Vec<Part>) {
    let words = &whole.words;
    if deeper == 0 {
        out.push(whole);
    } else if let Some((pieces, passing)) = aside(words, data) {
        let last = pieces.len() - 1;
        for (n, words) in pieces.into_iter().enumerate() {
            // Of two the first is what was said in passing.
            let told = passing
                && n < last
                && !words.iter().any(|word| matches!(word.tag, Tag::Modal | Tag::To))
                && is_past(&words, data);
            let joined = if passing { whole.joined && n == last } else { whole.joined || n > 0 };
            part(Part { words, joined, told }, data, deeper - 1, out);
        }
    } else if let Some([first, second]) = conceded(words, data).or_else(|| joined_promise(words, data)) {
        part(Part { words: first, joined: false, told: false }, data, deeper - 1, out);
        part(Part { words: second, joined: false, told: false }, data, deeper - 1, out);
    } else if let Some([first, second]) = joined_clause(words, data)
        .or_else(|| joined_deed(words, data))
        .or_else(|| outcome(words, data))
        .or_else(|| accompanied(words, data))
        .or_else(|| again(words, data))
    {
        part(Part { words: first, joined: whole.joined, told: whole.told }, data, deeper - 1, out);
        part(Part { words: second, joined: true, told: whole.told }, data, deeper - 1, out);
    } else {
        out.push(whole);
    }
}

/// By 2030: / electric vehicles account for 35% …: what is told as if the year of the list were now is promised.
pub(super) fn promised(mut words: Vec<Word>, data: &Sentences) -> Vec<Word> {
    // Reduce pesticide use by 75%: said already.
    if is_asked(&words) || words.iter().any(|word| word.tag == Tag::Modal) || !words.iter().any(Word::is_value) {
        return words;
    }
    let aimed = words.iter().position(|word| word.tag == Tag::To).unwrap_or(words.len());
    let takes = |at: usize| {
        words.get(at).is_some_and(|next| {
            next.is_value()
                || matches!(next.tag, Tag::Preposition | Tag::To | Tag::Determiner | Tag::About | Tag::Adverb)
        })
    };
    let form_of = |word: &Word| {
        [Class::EnUp, Class::EnDown, Class::EnShareVerb].into_iter().find_map(|class| form(&word.text, class, data))
    };
    let moves = |word: &Word| matches!(form_of(word), Some(Form::Base | Form::Present));
    let many = |word: &Word| {
        word.tag == Tag::Noun && (word.text.ends_with('s') || data.is(&word.text, Class::EnPerson))
            || matches!(word.tag, Tag::Pronoun)
            || word.is_value()
    };
    let told = |at: &usize| {
        let word = &words[*at];
        let noun = *at > 0 && (matches!(words[*at - 1].tag, Tag::Noun | Tag::Pronoun) || words[*at - 1].is_value());
        let is = word.tag == Tag::Be && word.is_finite(data) && !data.is(&word.text, Class::EnPastBe);
        let has = word.tag == Tag::Have && !data.is(&word.text, Class::EnHad);
        // Vehicles account for …, but the annual average daily traffic: a noun.
        let agrees = form_of(word) != Some(Form::Base) || words[..*at].iter().any(many);
        let moved =
            matches!(word.tag, Tag::Noun | Tag::Verb(Form::Base | Form::Present)) && takes(at + 1) && moves(word);
        noun && (is || has || moved && agrees)
    };
    if let Some(verb) = (0..aimed).find(told) {
        if !matches!(words[verb].tag, Tag::Be | Tag::Have) {
            words[verb].tag = Tag::Verb(Form::Base);
        }
        // … is at least 20%: will be.
        if words[verb].tag == Tag::Be {
            "be".clone_into(&mut words[verb].text);
        }
        let place = words[verb].range.start;
        words.insert(verb, left_out("will", Tag::Modal, place));
    }
    words
}

/// A word that stands for what the sentence leaves out, without a place of its own.
pub(super) fn left_out(text: &str, tag: Tag, at: usize) -> Word {
    Word { range: at..at, text: text.to_owned(), tag, head: false }
}

/// How deep in brackets each word stands.
pub(super) fn depths(words: &[Word]) -> Vec<i32> {
    let mut depth = 0;
    let mut of = |word: &Word| {
        let own = depth + i32::from(word.is('('));
        depth = own - i32::from(word.is(')'));
        own
    };
    words.iter().map(&mut of).collect()
}

/// How many brackets are open behind some words.
pub(super) fn depth(words: &[Word]) -> i32 {
    words.iter().map(|word| i32::from(word.is('(')) - i32::from(word.is(')'))).sum()
}

pub(super) fn finite(words: &[Word], data: &Sentences) -> bool {
    words.iter().any(|word| word.is_finite(data))
}

/// Train 15,000 seniors: whether words begin with what is to be done.
fn is_asked(words: &[Word]) -> bool {
    let first = words.iter().find(|word| !matches!(word.tag, Tag::Mark(_) | Tag::Adverb));
    first.is_some_and(|word| word.tag == Tag::Verb(Form::Base))
}

/// Whether words have a verb of their own: will, is, aims; or begin with what is to be done.
pub(super) fn is_clause(words: &[Word], data: &Sentences) -> bool {
    finite(words, data)
        || words.iter().any(|word| word.tag == Tag::Verb(Form::Present))
        || words.windows(2).any(|pair| pair[0].tag == Tag::Pronoun && matches!(pair[1].tag, Tag::Verb(_)))
        || is_asked(words)
        || is_stood(words, data)
}

/// Debt stood at 67 per cent: a past that no participle looks like, and its value.
fn is_stood(words: &[Word], data: &Sentences) -> bool {
    (1..words.len()).any(|at| {
        let value = || words[at + 1..].iter().find(|word| !matches!(word.tag, Tag::Preposition | Tag::To | Tag::About));
        data.is(&words[at].text, Class::EnStood) && value().is_some_and(Word::is_value) && is_noun_phrase(&words[..at])
    })
}

/// Whether words tell what was: was, had, rose.
pub(super) fn is_past(words: &[Word], data: &Sentences) -> bool {
    words.iter().any(|word| data.is(&word.text, Class::EnPastBe) || word.tag == Tag::Verb(Form::Past))
}

/// Whether words promise: will, aims to, is to.
pub(super) fn promises(words: &[Word], data: &Sentences) -> bool {
    let to =
        |at: usize| words[at].tag == Tag::To && at > 0 && (words[at - 1].tag == Tag::Be || aims(&words[at - 1], data));
    words.iter().any(|word| word.tag == Tag::Modal) || (0..words.len()).any(to) || is_asked(words)
}

/// A noun without the number and the article before it.
pub(super) fn counted(noun: &[Word]) -> &[Word] {
    let leads = |word: &Word| {
        word.is_value()
            || matches!(word.tag, Tag::Determiner | Tag::About | Tag::Conjunction | Tag::Mark(_) | Tag::Adverb)
    };
    let from = noun.iter().position(|word| !leads(word)).unwrap_or(noun.len());
    let noun = &noun[from..];
    // Electricity storage of 600 MW
    let value = noun.iter().position(Word::is_value).map_or(noun.len(), |value| {
        let led = noun[..value].iter().rposition(|word| word.tag == Tag::Preposition);
        led.unwrap_or(value)
    });
    let noun = &noun[..value];
    let to = noun.iter().position(Word::is_time).map_or(noun.len(), |time| {
        let led = noun[..time].iter().rposition(|word| word.tag == Tag::Preposition);
        led.unwrap_or(time)
    });
    &noun[..to]
}

/// Whether words may be a noun with all that hangs on it.
pub(super) fn is_noun_phrase(words: &[Word]) -> bool {
    let belongs = |word: &Word| match word.tag {
        Tag::Mark(c) => matches!(c, '-' | '\'' | '’' | '/' | '"' | '“' | '”' | '(' | ')'),
        Tag::Verb(form) => matches!(form, Form::Past | Form::Ing),
        Tag::Modal | Tag::Be | Tag::Have | Tag::Relative => false,
        _ => true,
    };
    let named = |word: &Word| word.is_value() || matches!(word.tag, Tag::Noun | Tag::Pronoun);
    words.len() <= LONGEST_SUBJECT && words.iter().all(belongs) && words.iter().any(named)
}

/// The subject of a clause has no more words.
const LONGEST_SUBJECT: usize = 28;

/// Where the noun that ends before a place begins, with what hangs on it: back to a verb or a mark.
pub(super) fn noun_before(words: &[Word], end: usize, data: &Sentences) -> usize {
    let stops = |at: &usize| {
        let word = &words[*at];
        match word.tag {
            Tag::Mark(c) => !matches!(c, '-' | '\'' | '’' | '/' | '"' | '“' | '”' | '(' | ')'),
            Tag::Verb(Form::Base | Form::Present) | Tag::Modal | Tag::Be | Tag::Have | Tag::Relative => true,
            Tag::Verb(Form::Ing) => at.checked_sub(1).is_none_or(|before| words[before].tag != Tag::Noun),
            Tag::Conjunction => !data.is(&word.text, Class::EnAnd),
            Tag::Determiner => data.is(&word.text, Class::EnThat),
            Tag::To => words.get(at + 1).is_some_and(Word::is_value),
            Tag::Preposition => data.is(&word.text, Class::EnMeans) || data.is(&word.text, Class::EnUntil),
            _ => false,
        }
    };
    (0..end).rev().find(stops).map_or(0, |at| at + 1)
}
