//! What an English sentence says in passing, between commas: …, which stood at 18% in 2022, …; …,
//! currently 64%, …. The sentence is read without it, and where things stand is kept for its goal.

use crate::rules::{Class, Sentences};

use super::word::{Form, Tag, Word, form};

/// An aside between two commas: its words, and the place in the sentence without it where it stood.
pub(super) struct Aside {
    pub(super) words: Vec<Word>,
    pub(super) at: usize,
    /// It tells where things stand, and not what else is true of them.
    pub(super) stands: bool,
}

/// Parts the words of a sentence from what it says in passing.
pub(super) fn part(words: Vec<Word>, data: &Sentences) -> (Vec<Word>, Vec<Aside>) {
    let mut asides = Vec::new();
    let mut main: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let Some((end, stands)) = aside(&words, at, data).filter(|_| !main.is_empty()) else {
            main.push(words[at].clone());
            at += 1;
            continue;
        };
        if !words[at].is(',') {
            main.push(words[at].clone());
        }
        asides.push(Aside { words: words[at + 1..end].to_vec(), at: main.len(), stands });
        at = end + 1;
    }
    // What is said of nothing else is no aside.
    if !asides.is_empty() && !main.iter().any(Word::is_value) { (words, Vec::new()) } else { (main, asides) }
}

/// Where the aside that a comma opens is over, and whether it tells where things stand.
pub(super) fn aside(words: &[Word], open: usize, data: &Sentences) -> Option<(usize, bool)> {
    let comma = words[open].is(',');
    // The share which is 28% at present, up to 30%: where it stands, without a comma before it.
    let bare = !comma && words.get(open + 1).is_some_and(|word| data.is(&word.text, Class::EnWhich));
    let first = words.get(open + 1).filter(|_| comma || bare)?;
    let close = (open + 2..words.len().min(open + LONGEST)).find(|&at| words[at].is(','))?;
    let inside = &words[open + 1..close];
    let next = words.get(close + 1)?;
    let goes_on = matches!(next.tag, Tag::To | Tag::Modal | Tag::Be | Tag::Have | Tag::Verb(_) | Tag::Preposition)
        || next.is_value()
        // …, which sank to 5.7%, needs to get back to 10%
        || form(&next.text, Class::EnNeed, data) == Some(Form::Present);
    // …, which is to be available in 47 hospitals, …: a promise of its own.
    let promised = inside.windows(2).any(|pair| pair[0].tag == Tag::Be && pair[1].tag == Tag::To);
    if !inside.iter().any(Word::is_value) || !goes_on || promised || inside.iter().any(|word| word.tag == Tag::Modal) {
        return None;
    }
    // …, estimated by the auditor at 30% of the crop, …
    // …, last measured at 93.1 per cent, …
    let last = first.tag == Tag::Adverb || data.is(&first.text, Class::EnLatest);
    let put = inside.iter().take(1 + usize::from(last)).any(|word| data.is(&word.text, Class::EnPut))
        && inside.iter().any(|word| word.text == "at");
    let now = data.is(&first.text, Class::EnNow) || data.is(&first.text, Class::EnCurrent);
    // …, at 54% in the latest survey, should …; …, 1,055 yen in FY2024, is to …
    let promises = matches!(next.tag, Tag::Modal | Tag::Be | Tag::Have);
    let told = first.text == "at" && inside.get(1).is_some_and(Word::is_value)
        || first.is_value() && inside.iter().any(Word::is_time);
    if told && promises {
        return Some((close, true));
    }
    if first.tag != Tag::Relative {
        return (now || put).then_some((close, true));
    }
    let present = inside.iter().any(|word| data.is(&word.text, Class::EnNow) || data.is(&word.text, Class::EnCurrent));
    let on = matches!(next.tag, Tag::To) || next.is_value();
    if bare && !(present && on) {
        return None;
    }
    let verb = inside.iter().skip(1).find(|word| matches!(word.tag, Tag::Verb(_) | Tag::Be | Tag::Have))?;
    let stood = verb.tag == Tag::Be
        || data.is(&verb.text, Class::EnStood)
        || matches!(verb.tag, Tag::Verb(Form::Present)) && data.is(verb.text.trim_end_matches('s'), Class::EnStand);
    let passive = inside.windows(2).any(|pair| pair[0].tag == Tag::Be && matches!(pair[1].tag, Tag::Verb(Form::Past)));
    Some((close, stood && !passive))
}

/// An aside has no more words than this.
const LONGEST: usize = 24;
