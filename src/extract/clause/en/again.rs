//! Emissions from electricity are to fall by 75% by 2030, those from transport by 50%: a clause that leaves out what it has in
//! common with the one before it, with all of that in its place.

use crate::rules::{Class, Sentences};

use super::simple::{depths, promises};
use super::word::{Tag, Word};

/// A sentence that leaves anything out has no more words.
const MOST: usize = 200;

/// The sentence up to where "those" begins a clause without a verb, and that clause with noun and verb.
pub(super) fn again(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    if words.len() > MOST {
        return None;
    }
    let depth = depths(words);
    (2..words.len().saturating_sub(2)).rev().find_map(|those| {
        let joined = words[those - 1].is(',') || data.is(&words[those - 1].text, Class::EnAnd);
        let points = data.is(&words[those].text, Class::EnPoint) && words[those + 1].tag == Tag::Preposition;
        if !joined || !points || depth[those] != 0 {
            return None;
        }
        let joint = |word: &Word| word.is(',') || data.is(&word.text, Class::EnAnd);
        let end = words[..those].iter().rposition(|word| !joint(word))? + 1;
        let (left, right) = (&words[..end], &words[those + 1..]);
        let value = right.iter().position(Word::is_value)?;
        let to = led(right, value)?;
        // What has a verb of its own leaves nothing out.
        if right[..value].iter().any(|word| word.is_finite(data)) || !promises(left, data) {
            return None;
        }
        let verb = left.iter().position(|word| word.is_finite(data))?;
        let first = (verb..left.len()).find(|&at| left[at].is_value())?;
        let part = left[..verb].iter().position(|word| word.text == words[those + 1].text)?;
        let deed = &left[verb..led(left, first).unwrap_or(first)];
        let noun = left[..part].iter().rposition(|word| word.is(',')).map_or(0, |at| at + 1);
        let second = [&left[noun..part], &right[..to], deed, &right[to..]].concat();
        // …, and that for older children to 50%, by the end of 2029: of both.
        let due = if left.iter().any(Word::is_time) { &[][..] } else { time_behind(&right[value + 1..]) };
        Some([[left, due].concat(), second])
    })
}

/// Where the words that lead to a value begin: by 50 per cent.
fn led(words: &[Word], value: usize) -> Option<usize> {
    let leads = |at: &usize| matches!(words[*at].tag, Tag::Preposition | Tag::To);
    let about = |at: &usize| matches!(words[*at].tag, Tag::Determiner | Tag::About | Tag::Adverb);
    let at = (0..value).rev().find(|at| !about(at)).filter(leads);
    at.filter(|&at| at > 0)
}

/// The words of time at the end of a sentence: by the end of 2029.
fn time_behind(words: &[Word]) -> &[Word] {
    let last = words.iter().rposition(Word::is_time);
    let Some(last) = last.filter(|&last| words[last + 1..].iter().all(|word| matches!(word.tag, Tag::Mark(_)))) else {
        return &[];
    };
    let from = words[..last].iter().rposition(|word| word.is(',') || word.tag == Tag::Verb(super::word::Form::Past));
    &words[from.map_or(0, |at| at + 1)..=last]
}
