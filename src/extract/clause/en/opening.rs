//! A sentence above a list that each item ends: "The Plan will:", "by 2030 the following shall be in place:". An item is read
//! as if the sentence were whole.

use std::rc::Rc;

use crate::rules::{Class, Sentences};
use crate::text::{Range, Reading};

use super::word::{self, Form, Tag, Word};

/// Whether a sentence says what is aimed at, and does not tell what was reached.
pub(in crate::extract) fn announces(reading: &Reading, range: &Range, data: &Sentences) -> bool {
    let words = word::words(reading, range, data);
    let aims = words.iter().any(|word| word::aims(word, data));
    let told = words.iter().any(|word| {
        data.is(&word.text, Class::EnMet) || data.is(&word.text, Class::EnPastBe) || data.is(&word.text, Class::EnHad)
    });
    let thought = words.iter().any(|word| word::is_verb(&word.text, Class::EnNever, data));
    aims && !told && !thought
}

/// The words of a sentence that the items of a list end, without places of their own; none where it ends by itself.
pub(in super::super) fn opening(reading: &Reading, range: &Range, data: &Sentences) -> Vec<Word> {
    let words = timeless(word::words(reading, range, data), data);
    let promised = words.iter().any(|word| word.tag == Tag::Modal || word::aims(word, data));
    let last = words.last();
    // We will put under restoration / 40,000 hectares: no mark ends it.
    let broken = reading.text(range).trim_end().ends_with(char::is_alphabetic)
        && words.iter().any(|word| word.tag == Tag::Modal)
        && last.is_some_and(|last| last.tag == Tag::Noun);
    // …, of which three were met: that ends by itself. Agency targets for 2025: no verb. It shall be lower than in 2005.: whole.
    let mark = reading.text(range).trim_end().ends_with(|c: char| !c.is_alphanumeric());
    let open = !reading.text(range).trim_end().ends_with('.')
        && last.is_some_and(|last| match last.tag {
            Tag::Modal | Tag::To | Tag::Have | Tag::Verb(Form::Base) => true,
            Tag::Verb(Form::Present) => mark,
            _ => data.is(&last.text, Class::EnThat),
        });
    // ## Plan: one word is a title, and no sentence that the items end.
    if words.len() < 2 || !promised || !(broken || open || place(&words, data).is_some()) {
        return Vec::new();
    }
    let words = words.into_iter().filter(|word| !word.is_value());
    words.map(|word| Word { range: 0..0, ..word }).collect()
}

/// A sentence without its years, which are those of all its items, and without what leads to them; no mark stands at its ends.
fn timeless(words: Vec<Word>, data: &Sentences) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::new();
    for word in words {
        if !word.is_time() {
            kept.push(word);
            continue;
        }
        let leads =
            |word: &Word| matches!(word.tag, Tag::Preposition | Tag::Determiner) || data.is(&word.text, Class::EnYear);
        kept.truncate(kept.iter().rposition(|word| !leads(word)).map_or(0, |at| at + 1));
    }
    let mark = |word: &Word| matches!(word.tag, Tag::Mark(_));
    kept.truncate(kept.iter().rposition(|word| !mark(word)).map_or(0, |at| at + 1));
    kept.drain(..kept.iter().position(|word| !mark(word)).unwrap_or(0));
    kept
}

/// So many words behind "the following" its verb may stand.
const NEAR: usize = 3;

/// Where the item goes into the sentence: in place of "the following", where a verb follows.
fn place(words: &[Word], data: &Sentences) -> Option<(usize, usize)> {
    let at = words.iter().position(|word| data.is(&word.text, Class::EnFollowing))?;
    let from = at - usize::from(at > 0 && words[at - 1].tag == Tag::Determiner);
    let to = (at + 1..words.len()).find(|&at| matches!(words[at].tag, Tag::Modal | Tag::Be))?;
    (to - at <= NEAR).then_some((from, to))
}

/// An item as the end of the sentence above its list.
pub(super) fn whole(opening: &Rc<[Word]>, item: Vec<Word>, data: &Sentences) -> Vec<Word> {
    if opening.is_empty() {
        return item;
    }
    // Cancelled departures: from 3.4 to 1.5 per cent: an item with a label of its own.
    let value = item.iter().position(Word::is_value).unwrap_or(item.len());
    if item[..value].iter().any(|word| word.is(':')) {
        return item;
    }
    let at = item.first().map_or(0, |word| word.range.start);
    let begun = |words: &[Word]| words.iter().map(|word| Word { range: at..at, ..word.clone() }).collect::<Vec<_>>();
    let mut item = item;
    while item.last().is_some_and(|word| word.is(';') || word.is(',') || word.is('.') || word.tag == Tag::Conjunction) {
        item.pop();
    }
    while item.first().is_some_and(|word| matches!(word.tag, Tag::Mark(c) if c != '(')) {
        item.remove(0);
    }
    // (iii) smart meters
    if item.len() > 3 && item[0].is('(') && item[2].is(')') {
        item.drain(..3);
    }
    let first = item.first();
    let deed = first.is_some_and(|word| matches!(word.tag, Tag::Verb(Form::Base) | Tag::Adverb));
    match place(opening, data) {
        Some((from, to)) => {
            let mut words = begun(&opening[..from]);
            words.extend(item);
            words.extend(begun(&opening[to..]));
            words
        }
        // We will: create 250 places; but an item that is a sentence of its own goes on from nothing.
        None => {
            let counted = first.is_some_and(Word::is_value) && opening.last().is_some_and(|last| last.tag == Tag::Noun);
            let that = counted
                || opening
                    .last()
                    .is_some_and(|last| data.is(&last.text, Class::EnThat) || matches!(last.tag, Tag::Verb(_)));
            // What we want to achieve / The share will be 20%: a sentence that promises by itself.
            let promises = item.iter().position(|word| word.tag == Tag::Modal).is_some_and(|at| at > 0);
            let ensures = opening.last().is_some_and(|last| data.is(&last.text, Class::EnThat));
            if !deed && (!that || promises && !ensures) {
                return item;
            }
            let mut words = begun(opening);
            words.extend(item);
            words
        }
    }
}
