//! What "and", "while" and "so that" join: a clause with a subject of its own, another deed of the same, an outcome.

use crate::rules::{Class, Sentences};

use super::simple::{depths, is_clause, is_noun_phrase, left_out, noun_before, promises};
use super::word::{Form, Tag, Word, aims};

/// Whereas 4,300 were renovated, the Fund will support 15,000: what is conceded, and what is said.
pub(super) fn conceded(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    let first = words.iter().position(|word| !matches!(word.tag, Tag::Mark(_)))?;
    let depth = depths(words);
    if !data.is(&words[first].text, Class::EnConcede) {
        return None;
    }
    let comma = (first + 1..words.len()).find(|&at| {
        let behind = &words[at + 1..];
        let verb = behind.iter().position(|word| word.is_finite(data) || word.tag == Tag::Verb(Form::Present));
        let subject = verb.is_some_and(|verb| verb > 0 && is_noun_phrase(&behind[..verb]));
        words[at].is(',') && depth[at] == 0 && subject
    })?;
    is_clause(&words[first + 1..comma], data).then(|| [words[first + 1..comma].to_vec(), words[comma + 1..].to_vec()])
}

/// 6,000 will be trained, bringing their number to 14,500; our target is 100,000, rising to 300,000: what comes of it.
pub(super) fn outcome(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    let depth = depths(words);
    let comma = (2..words.len().saturating_sub(2)).find(|&at| {
        let moves = words[at + 1].moves(data);
        words[at].is(',') && depth[at] == 0 && words[at + 1].tag == Tag::Verb(Form::Ing) && moves
    })?;
    let (left, right) = (&words[..comma], &words[comma + 1..]);
    let verb = left.iter().position(|word| word.is_finite(data))?;
    if !(promises(left, data) || left.iter().any(|word| aims(word, data))) || !right.iter().any(Word::is_value) {
        return None;
    }
    let intransitive = matches!(right[1].tag, Tag::To | Tag::Preposition);
    let mut second: Vec<Word> = if intransitive { left[..verb].to_vec() } else { Vec::new() };
    second.push(left_out("will", Tag::Modal, right[0].range.start));
    second.extend_from_slice(right);
    let deed = second.len() - right.len();
    second[deed].tag = Tag::Verb(Form::Base);
    Some([left.to_vec(), second])
}

/// Raise the share of industry to 30% with manufacturing growing from 15% to 20%: what goes along with it.
pub(super) fn accompanied(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    let depth = depths(words);
    let with = (2..words.len()).find(|&at| depth[at] == 0 && data.is(&words[at].text, Class::EnWith))?;
    let own = |word: &&Word| matches!(word.tag, Tag::Noun | Tag::Determiner);
    let noun = words[with + 1..].iter().take(LONGEST_NOUN).take_while(own).count();
    let verb = with + 1 + noun;
    let grows = words.get(verb).is_some_and(|word| word.tag == Tag::Verb(Form::Ing) && word.moves(data));
    let leads = words.get(verb + 1).is_some_and(|word| matches!(word.tag, Tag::To | Tag::Preposition));
    let valued = |words: &[Word]| words.iter().any(Word::is_value);
    if noun == 0 || !grows || !leads || !valued(&words[verb..]) || !valued(&words[..with]) {
        return None;
    }
    let mut second = words[with + 1..verb].to_vec();
    second.push(left_out("will", Tag::Modal, words[verb].range.start));
    second.extend_from_slice(&words[verb..]);
    second[noun + 1].tag = Tag::Verb(Form::Base);
    Some([words[..with].to_vec(), second])
}

/// What goes along has no more words.
const LONGEST_NOUN: usize = 8;

/// A will rise to 30% by 2030, and B should fall to 5%: two clauses; of the second the goals' date may stand before the
/// first.
pub(super) fn joined_clause(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    let depth = depths(words);
    (1..words.len()).find_map(|and| {
        let joins = words[and].tag == Tag::Conjunction
            && depth[and] == 0
            && (data.is(&words[and].text, Class::EnAlso) || data.is(&words[and].text, Class::EnBreak));
        if !joins {
            return None;
        }
        let comma = words[and - 1].is(',');
        let left = &words[..and - usize::from(comma)];
        let right = &words[and + 1..];
        let that = |word: &Word| data.is(&word.text, Class::EnThat);
        // Our goal is that A will …, and that B is …
        // But that of rice to 130,000 tons: what it points to.
        let points = right.get(1).is_some_and(|word| word.tag == Tag::Preposition);
        let said = left.iter().position(that).filter(|&said| said > 0 && !points && right.first().is_some_and(that));
        if let Some(said) = said {
            let second = left[..=said].iter().chain(&right[1..]).cloned().collect();
            return Some([left.to_vec(), second]);
        }
        // …, so that NP is no less than 15%: what is to come of it.
        let wanted = right.first().is_some_and(that) && promises(left, data);
        let right = if wanted { &right[1..] } else { right };
        let aims_to = |at: usize| {
            let next = right.get(at + 1).is_some_and(|next| next.tag == Tag::To);
            at > 0 && next && matches!(right[at].tag, Tag::Verb(Form::Base | Form::Present)) && aims(&right[at], data)
        };
        let verb = (0..right.len()).find(|&at| right[at].is_finite(data) || aims_to(at))?;
        let subject = &right[..verb];
        // Whatever opened a clause of its own before "and" must have found its verb.
        let opened = left.iter().rposition(|word| {
            word.tag == Tag::Relative
                || data.is(&word.text, Class::EnThat)
                || word.tag == Tag::Conjunction && !data.is(&word.text, Class::EnAnd)
        });
        let whole = is_clause(&left[opened.map_or(0, |at| at + 1)..], data);
        let last = subject.last()?;
        let ends = matches!(last.tag, Tag::Noun | Tag::Pronoun | Tag::Adverb | Tag::Verb(Form::Past))
            || last.is_value()
            || last.is(')')
            || last.is_time();
        // … between 2026 and 2031, and consumption is to …: that "between" has its two already.
        let between = left.iter().rev().take(BETWEEN).take_while(|word| word.tag != Tag::Conjunction);
        let between = between.into_iter().any(|word| data.is(&word.text, Class::EnBetween));
        let left_verb = left.iter().rposition(|word| word.is_finite(data) || matches!(word.tag, Tag::Verb(_)))?;
        let complete = comma || left[left_verb..].iter().any(|word| word.is_value() || word.is_time());
        // Whereas 8% had completed them, when it was 219: told of what was named before.
        let named = subject.iter().any(|word| word.tag == Tag::Noun) || right[verb].tag == Tag::Modal || aims_to(verb);
        if !(whole && ends && complete && named && !between && is_noun_phrase(subject)) {
            return None;
        }
        let mut second: Vec<Word> = Vec::new();
        if !subject.iter().any(Word::is_time) {
            second.extend_from_slice(lead(left, data));
        }
        second.extend_from_slice(subject);
        if wanted && right[verb].tag != Tag::Modal {
            second.push(left_out("will", Tag::Modal, right[verb].range.start));
        }
        second.extend_from_slice(&right[verb..]);
        // …, and B should be employed, by 2030: of both.
        let mut first = left.to_vec();
        if !left.iter().any(Word::is_time) {
            first.extend_from_slice(tail(right, data));
        }
        Some([first, second])
    })
}

/// What stands before each "and" of a sentence that no bracket holds, and behind it.
fn joints<'w>(words: &'w [Word], data: &Sentences) -> impl Iterator<Item = (&'w [Word], &'w [Word])> {
    let depth = depths(words);
    (2..words.len().saturating_sub(2)).filter_map(move |and| {
        let joins = words[and].tag == Tag::Conjunction && depth[and] == 0 && data.is(&words[and].text, Class::EnAlso);
        let comma = usize::from(words[and - 1].is(','));
        joins.then(|| (&words[..and - comma], &words[and + 1..]))
    })
}

/// The share rose from 18% to 29%, and should reach 40%: what was and what is promised of one subject.
pub(super) fn joined_promise(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    joints(words, data).find_map(|(left, right)| {
        let skipped = right.iter().take_while(|word| word.tag == Tag::Adverb).count();
        let (first, next) = (right.get(skipped)?, right.get(skipped + 1)?);
        let aimed =
            matches!(first.tag, Tag::Verb(Form::Base | Form::Present)) && aims(first, data) && next.tag == Tag::To;
        let promised = aimed || first.tag == Tag::Modal || first.tag == Tag::Be && next.tag == Tag::To;
        if !promised || !right.iter().any(Word::is_value) || promises(left, data) {
            return None;
        }
        let told =
            |at: &usize| left[*at].is_finite(data) || matches!(left[*at].tag, Tag::Verb(Form::Past | Form::Present));
        let verb = (1..left.len()).find(told)?;
        let from = noun_before(left, verb, data);
        let subject = left.get(from..verb).filter(|noun| is_noun_phrase(noun))?;
        if !left[verb..].iter().any(Word::is_value) || subject.iter().any(Word::is_value) {
            return None;
        }
        Some([left.to_vec(), [subject, right].concat()])
    })
}

/// We will cut A by 5% by 2030 and raise B to 10%: two deeds of the same.
pub(super) fn joined_deed(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    joints(words, data).find_map(|(left, right)| {
        let skipped = right.iter().take_while(|word| word.tag == Tag::Adverb).count();
        let (deed, next) = (right.get(skipped)?, right.get(skipped + 1)?);
        let takes = next.is_value()
            || matches!(next.tag, Tag::Determiner | Tag::About | Tag::Noun | Tag::Preposition | Tag::Adverb);
        let unlisted = deed.tag == Tag::Noun
            && !deed.text.ends_with(['s', 'd'])
            && deed.text.chars().all(char::is_alphabetic)
            && (next.is_value() || matches!(next.tag, Tag::Determiner | Tag::About));
        // … and cut fuel use by a quarter: its past is no other word.
        let same = data.is(&deed.text, Class::EnSameForms) && next.tag != Tag::Preposition && skipped == 0;
        let unlisted = unlisted || same && takes;
        if !(deed.tag == Tag::Verb(Form::Base) && takes || unlisted) || !right.iter().any(Word::is_value) {
            return None;
        }
        let to = |at: usize| {
            left[at].tag == Tag::To
                && left.get(at + 1).is_some_and(|word| matches!(word.tag, Tag::Verb(Form::Base) | Tag::Be))
        };
        let aimed = (1..left.len()).find(|&at| to(at) && (aims(&left[at - 1], data) || left[at - 1].tag == Tag::Be));
        let shared = left.iter().rposition(|word| word.tag == Tag::Modal).or(aimed)?;
        let complete = left[shared..].iter().any(|word| word.is_value() || word.is_time());
        if !complete {
            return None;
        }
        let mut second: Vec<Word> = left[..=shared].to_vec();
        second.extend_from_slice(right);
        if unlisted {
            second[shared + 1 + skipped].tag = Tag::Verb(Form::Base);
        }
        let mut first = left.to_vec();
        if !left.iter().any(Word::is_time) {
            first.extend_from_slice(deadline(right, data));
        }
        Some([first, second])
    })
}

/// Plant 4,000 trees and restore 60 hectares by the end of 2030: the deadline at the end of two deeds, of which none has
/// another.
fn deadline<'w>(words: &'w [Word], data: &Sentences) -> &'w [Word] {
    let end = words.len() - usize::from(words.last().is_some_and(|word| word.is('.')));
    let Some(by) = words[..end].iter().rposition(|word| data.is(&word.text, Class::EnUntil)) else { return &[] };
    let plain = |word: &Word| {
        matches!(word.tag, Tag::Preposition | Tag::Determiner) || word.tag == Tag::Noun && !word.text.ends_with('s')
    };
    match words[by..end].split_last() {
        Some((time, led))
            if time.is_time()
                && led.len() <= BETWEEN
                && led.iter().all(plain)
                && !words[..by].iter().any(Word::is_time) =>
        {
            &words[by..end]
        }
        _ => &[],
    }
}

/// …, by 2030: the words of time behind the last comma.
pub(super) fn tail<'w>(words: &'w [Word], data: &Sentences) -> &'w [Word] {
    let end = words.len() - usize::from(words.last().is_some_and(|word| word.is('.')));
    let Some(comma) = words[..end].iter().rposition(|word| word.is(',')) else { return &[] };
    match &words[comma + 1..end] {
        [by, time] if data.is(&by.text, Class::EnUntil) && time.is_time() => &words[comma..end],
        _ => &[],
    }
}

/// By 2030, …: the words of time before the first clause.
fn lead<'w>(words: &'w [Word], data: &Sentences) -> &'w [Word] {
    let timed = words.iter().take(LONGEST_LEAD).position(Word::is_time);
    let Some(time) = timed.filter(|&time| {
        words[..time].iter().all(|word| {
            matches!(word.tag, Tag::Preposition | Tag::Determiner | Tag::Adverb)
                || data.is(&word.text, Class::EnUnitWord)
                || data.is(&word.text, Class::EnYear)
        })
    }) else {
        return &[];
    };
    if time == 0 { &[] } else { &words[..=time] }
}

/// Between A and B: so many words before "and" may say so.
const BETWEEN: usize = 6;

/// Words of time before a clause are no more.
const LONGEST_LEAD: usize = 7;
