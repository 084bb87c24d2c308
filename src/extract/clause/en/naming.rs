//! What a phrase names: its words without those around them, and none where they name nothing.

use crate::rules::{Class, Sentences};
use crate::text::{Range, Reading};

use super::phrase::{is_measured, who};
use super::word::{self, Form, Tag, Word, aims, is_verb};

/// What is left of a phrase without the words around what it names.
fn trimmed(words: &[Word], from: usize, to: usize, data: &Sentences) -> Option<(usize, usize)> {
    let (mut from, mut to) = (from, to);
    let trims = |word: &Word| {
        let part = data.is(&word.text, Class::EnPer);
        let kind = data.is(&word.text, Class::EnKind);
        matches!(word.tag, Tag::Conjunction | Tag::About | Tag::Mark(_) | Tag::To)
            || word.tag == Tag::Determiner && !kind
            || word.tag == Tag::Preposition && !part
            || data.is(&word.text, Class::EnTrim) && !kind
    };
    while from < to
        && (trims(&words[from])
            || words[from].is_time()
            || from == 0
                && words[from].tag == Tag::Verb(Form::Base)
                && to > 1
                && !data.is(&words[from].text, Class::EnNounVerb))
    {
        from += 1;
    }
    // Which means a rate of 5%: a verb that no list knows.
    let relative = from.checked_sub(1).is_some_and(|at| words[at].tag == Tag::Relative);
    if relative && to > from + 2 && words[from + 1].tag == Tag::Determiner && words[from].text.ends_with('s') {
        from += 2;
    }
    // Travel time of trucks reduced to 9 hours: what is done to it names nothing.
    let changed = |word: &Word| {
        word.tag == Tag::Verb(Form::Past) && word.moves(data) && !is_verb(&word.text, Class::EnMake, data)
    };
    let leads =
        |at: usize| words.get(at).is_some_and(|word| word.tag == Tag::To || data.is(&word.text, Class::EnUntil));
    if to > from + 1 && changed(&words[to - 1]) && leads(to) {
        to -= 1;
    }
    // Annual emissions need to be reduced: what belongs to the verb.
    if to > from + 1
        && words.get(to).is_some_and(|next| next.tag == Tag::To)
        && word::form(&words[to - 1].text, Class::EnNeed, data).is_some()
    {
        to -= 1;
    }
    // 90% within 8 weeks and 95% within 16: how soon names nothing.
    if words[from..to].first().is_some_and(|word| {
        word.tag == Tag::Noun && word.text.split(' ').next().is_some_and(|first| data.is(first, Class::EnReach))
    }) {
        return None;
    }
    while to > from
        && (matches!(
            words[to - 1].tag,
            Tag::Determiner | Tag::Conjunction | Tag::About | Tag::Preposition | Tag::To | Tag::Adverb | Tag::Be
        ) || matches!(words[to - 1].tag, Tag::Mark(c) if c != ')')
            || words[to - 1].is_time()
            || is_measured(&words[to - 1])
            || data.is(&words[to - 1].text, Class::EnGoalTail))
    {
        to -= 1;
    }
    // … from renewable resources (e.g., solar and wind), … (establish a baseline): what only explains.
    if to > from
        && words[to - 1].is(')')
        && let Some(open) = words[from..to].iter().rposition(|word| word.is('(')).map(|at| at + from)
        && words[open..to].iter().any(|word| matches!(word.tag, Tag::Verb(_)) || data.is(&word.text, Class::EnExample))
    {
        to = open;
    }
    // … passing the audit each year; but exercising once a week
    let often = |at: usize| at >= from && matches!(words[at].text.as_str(), "once" | "twice" | "times");
    while to > from + 2
        && data.is(&words[to - 1].text, Class::EnUnitWord)
        && words[to - 2].tag == Tag::Determiner
        && !often(to - 3)
    {
        to -= 2;
        // … for the year
        to -= usize::from(to > from && words[to - 1].tag == Tag::Preposition);
    }
    (from < to).then_some((from, to))
}

/// The words of a phrase as a name; none where nothing is left.
pub(super) fn name(
    words: &[Word],
    from: usize,
    to: usize,
    reading: &Reading,
    data: &Sentences,
) -> Option<(String, Range)> {
    let (from, to) = trimmed(words, from, to, data)?;
    let (text, range) = written(&words[from..to], reading);
    let text = crate::extract::name::clean(&text);
    let text = without_note(&text, data).to_owned();
    let only = to - from == 1;
    // That rate; but ensure that net emissions …: it only joins.
    // We have agreed with the operators that punctuality will improve
    let said = |at: usize| {
        matches!(words[at].tag, Tag::Verb(_))
            || !matches!(words[at].tag, Tag::Conjunction | Tag::Mark(_))
                && words.get(to).is_some_and(|next| next.tag == Tag::Modal)
                && words[..at].iter().any(|word| matches!(word.tag, Tag::Verb(_)))
    };
    let joins = from.checked_sub(2).is_some_and(said) && data.is(&words[from - 1].text, Class::EnThat);
    let points =
        from.checked_sub(1).is_some_and(|at| data.is(&words[at].text, Class::EnPoint)) && to - from <= 2 && !joins;
    // The target set in a law, goals resulting from a plan: they name no quantity.
    // But the target cohort of managers is one that counts.
    // A share in annual commitments: what hangs on its head calls nothing a goal.
    let head = words[from..to].iter().position(|word| word.tag == Tag::Preposition).map_or(to, |at| from + at);
    let counts = words[from..head].iter().any(|word| data.is(&word.text, Class::EnShare));
    let named = if counts { head } else { to };
    let goals = (from..named).any(|at| {
        let heads = words[at + 1..to].first().is_none_or(|next| next.tag != Tag::Noun || next.text.ends_with("ed"));
        words[at].tag == Tag::Noun && aims(&words[at], data) && heads
    });
    // Pakistan committed under its plan
    let committed = to - from > 1
        && words[from + 1].tag == Tag::Verb(Form::Past)
        && is_verb(&words[from + 1].text, Class::EnAim, data)
        && is_place(&reading.view.text[words[from].range.clone()]);
    let pronoun = words[from].tag == Tag::Pronoun || committed;
    // The county's goal; in Portugal: an owner, a place.
    // Nor the White Paper's overarching one.
    let owner = words[from..to].iter().rposition(|word| word.text.ends_with("'s") || word.text.ends_with("’s"));
    let owner = owner.is_some_and(|at| words[from + at + 1..to].iter().all(|word| is_hollow(word, data)));
    // But 30,000 Apprenticeships are counted.
    // - Leakage: behind a bullet any word has a capital letter.
    let opens = words[..from].iter().all(|word| matches!(word.tag, Tag::Mark(_)));
    let place =
        only && !opens && !words[from - 1].is_value() && is_place(&reading.view.text[words[from].range.clone()]);
    let change = only && data.is(&words[from].text, Class::EnChange);
    // It has therefore fixed targets: what is left of a verb that no list knows.
    let rest = only && words[from].tag == Tag::Noun && text.ends_with("ed") && !text.ends_with("eed");
    // In the early 2030s
    let decade = words[to - 1].text.strip_suffix("0s").is_some_and(|rest| rest.bytes().all(|c| c.is_ascii_digit()));
    // To define the actions: a verb that no list knows; may hinder it.
    let deed = from > 0
        && words[from - 1].tag == Tag::To
        && words.get(from + 1).is_some_and(|next| next.tag == Tag::Determiner)
        || data.is(&words[from].text, Class::EnMight);
    // By 2035 the share will be 30%: only what was spoken of before says of what. In stages, back, last winter: no thing.
    let definite = from.checked_sub(1).is_some_and(|at| data.is(&words[at].text, Class::EnDefinite));
    // Fossil-free: what something is, not what is counted.
    let so = words[from].text.rsplit_once('-').is_some_and(|(_, tail)| data.is(tail, Class::EnQuality));
    let bare = only
        && (so
            || definite && data.is(&words[from].text, Class::EnGeneric)
            || [Class::EnNoName, Class::EnUnitWord].into_iter().any(|class| data.is(&words[from].text, class))
            || words[from].tag == Tag::Verb(Form::Past));
    let hollow = goals
        || bare
        || deed
        || decade
        || rest
        || owner
        || place
        || pronoun
        || change
        || points
        // Build and distribute: a deed alone.
        || only && matches!(words[from].tag, Tag::Pronoun | Tag::Verb(Form::Base))
        // CO2e per person: what belongs to a unit.
        || words[from..to].iter().all(|word| matches!(word.tag, Tag::Mark(_)) || data.is(&word.text.replace('₂', "2"), Class::EnGasWord))
        // The official sectoral target: nothing but words that say nothing of what is counted.
        || to - from <= 2 && words[from..to].iter().all(|word| is_hollow(word, data));
    // But the footprint of the city is one of what it does.
    let part = words[from..to].iter().any(|word| word.tag == Tag::Preposition);
    let agent = data.is(&text.to_lowercase(), Class::EnAgent)
        || to - from <= 4 && !part && data.is(&words[to - 1].text, Class::EnAgent);
    let clause = is_clause(&words[from..to], data);
    // The City of New Orleans
    let body =
        to - from > 1 && data.is(&words[from].text, Class::EnAgent) && data.is(&words[from + 1].text, Class::EnShareOf);
    let some = !clause && words[from..to].iter().any(|word| matches!(word.tag, Tag::Noun | Tag::Verb(_)));
    // The so-called “Carbon: a quotation that is cut names nothing.
    let closed = reading.view.text[range.end..].starts_with(['”', '»', '"']);
    let cut = !closed && text.matches(['“', '«']).count() > text.matches(['”', '»', '"']).count();
    (text.len() >= 3 && !hollow && !agent && !body && !cut && some).then_some((text, range))
}

/// Energy use1: a name without the number of a note that is stuck to its last word.
fn without_note<'t>(text: &'t str, data: &Sentences) -> &'t str {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = bare.rsplit(' ').next().unwrap_or_default();
    let plain = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let note = text.len() - bare.len();
    // Use1, disposed of3; but grade10, pm10.
    let known = [Class::EnShare, Class::EnPreposition].into_iter().any(|class| data.is(word, class));
    if (1..=NOTE).contains(&note) && plain && known { bare } else { text }
}

/// The number of a note has no more figures.
const NOTE: usize = 2;

/// Words as they are written, and the place of those that stand together from the first on; what was said between them
/// in passing is left out.
pub(super) fn written(words: &[Word], reading: &Reading) -> (String, Range) {
    let apart = |pair: &[Word]| {
        let (end, start) = (pair[0].range.end, pair[1].range.start);
        start < end || reading.view.text[end..start].contains(char::is_alphanumeric)
    };
    let (mut text, mut place, mut from) = (String::new(), None, 0);
    for at in 1..=words.len() {
        if at < words.len() && !apart(&words[at - 1..=at]) {
            continue;
        }
        let range = words[from].range.start..words[at - 1].range.end;
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&reading.text(&range).replace('\n', " "));
        place = place.or(Some(range));
        from = at;
    }
    (text, place.unwrap_or_default())
}

/// Government, level, the strategy's: a word that says nothing of what is counted.
fn is_hollow(word: &Word, data: &Sentences) -> bool {
    let owner = word.text.strip_suffix("'s").or_else(|| word.text.strip_suffix("’s"));
    word.is_value()
        || data.is(&word.text, Class::EnHollow)
        || owner.is_some_and(|owner| data.is(owner, Class::EnAgent) || data.is(owner, Class::EnHollow))
}

/// Whether some words say something: a finite verb, a pronoun, one who acts and what he did, a verb and its object.
fn is_clause(words: &[Word], data: &Sentences) -> bool {
    let whom = words.iter().any(|word| who(word, data));
    let acts = words.windows(2).any(|pair| {
        let past = matches!(pair[1].tag, Tag::Verb(Form::Past)) && data.is(&pair[0].text, Class::EnAgent);
        let takes = matches!(pair[0].tag, Tag::Verb(Form::Past | Form::Present))
            && matches!(pair[1].tag, Tag::Determiner | Tag::Pronoun);
        // The city entered a partnership: a verb that no list knows.
        let unknown = !whom
            && pair[0].tag == Tag::Noun
            && pair[0].text.ends_with("ed")
            && pair[1].tag == Tag::Determiner
            && data.is(&pair[1].text, Class::EnTrim);
        past || takes || unknown
    });
    // Energy needs met by renewables: by whom it is done.
    let done = |at: usize| words.get(at + 1).is_some_and(|next| data.is(&next.text, Class::EnUntil));
    acts || words.len() > LONGEST_NAME
        || words.iter().enumerate().any(|(at, word)| {
            let whom = at > 0 && who(&words[at - 1], data);
            // Farmland on which technologies are used: a clause that belongs to the noun.
            let hangs = |at: usize| {
                let opens = words[at].tag == Tag::Relative || data.is(&words[at].text, Class::EnThat);
                opens && at > 0 && matches!(words[at - 1].tag, Tag::Noun | Tag::Preposition)
            };
            let whom = whom || matches!(word.tag, Tag::Be | Tag::Have) && (0..at).any(hangs);
            matches!(word.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::Pronoun) && !whom
                || data.is(&word.text, Class::EnFinite) && !done(at)
        })
}

/// A name has no more words than this.
const LONGEST_NAME: usize = 18;

/// A word in the middle of a sentence with one capital letter, its first: a name of a place or a body.
fn is_place(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && word.len() >= SHORTEST && letters.all(char::is_lowercase)
}

/// The name of a place is no shorter than this, in bytes.
const SHORTEST: usize = 4;
