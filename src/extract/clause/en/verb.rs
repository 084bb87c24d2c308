//! Which words of an English sentence are verbs: those that lists know are so only where they stand like one, and behind
//! "to", behind a modal or at the head of a sentence stand others that no list knows.

use crate::rules::{Class, Sentences};
use crate::text::Reading;

use super::word::{Form, Tag, Word, aims, form};

/// Tags the verbs of a sentence.
pub(super) fn tell(words: &mut [Word], reading: &Reading, data: &Sentences) {
    // Retire two-thirds of the systems, resolve 9 in 10 tickets: at the head, before a number that has its noun behind it.
    let head = words.iter().position(|word| !matches!(word.tag, Tag::Mark(_)));
    if let Some(head) = head.filter(|&at| words[at].tag == Tag::Noun || words[at].tag == Tag::Have) {
        let value = (head + 1..words.len()).find(|&at| words[at].tag != Tag::About).filter(|&at| words[at].is_value());
        let counts = value.and_then(|at| words.get(at + 1)).is_some_and(|next| {
            next.tag == Tag::Noun && !next.text.ends_with("ed") || data.is(&next.text, Class::EnShareOf)
        });
        let word = &words[head];
        let deed = word.text.chars().all(char::is_alphabetic)
            && word.text.len() >= LEAST_DEED
            && !word.text.ends_with(['s', 'd'])
            && !word.text.ends_with("ing")
            && !word.text.ends_with("ion")
            && ![Class::EnShare, Class::EnHollow, Class::EnCase].into_iter().any(|class| data.is(&word.text, class))
            && reading.text(&word.range).chars().skip(1).all(char::is_lowercase);
        if counts && deed {
            words[head].tag = Tag::Verb(Form::Base);
        }
    }
    // Cut the use of pesticides: at the head it is what is to be done; so it is behind By 2030.
    let head = words.iter().position(|word| !matches!(word.tag, Tag::Mark(_)));
    let opened = behind_opening_time(words, data);
    for head in [head, opened].into_iter().flatten() {
        if words[head].tag != Tag::Verb(Form::Past) {
            continue;
        }
        let base =
            [Class::EnUp, Class::EnDown, Class::EnMake].into_iter().any(|class| data.is(&words[head].text, class));
        let object = words.get(head + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Noun));
        if base && object && data.is(&words[head].text, Class::EnSameForms) {
            words[head].tag = Tag::Verb(Form::Base);
        }
    }
    // Recycling stands at 45%: what is done is what is counted.
    if let Some(head) = head.filter(|&at| words[at].tag == Tag::Verb(Form::Ing))
        && let Some(stem) = words.get(head + 1).and_then(|next| next.text.strip_suffix('s'))
        && data.is(stem, Class::EnStand)
    {
        words[head].tag = Tag::Noun;
    }
    // They were called out 389 times: no call for anything.
    for at in 1..words.len() {
        let called = data.is(&words[at].text, Class::EnCalled) && words[at - 1].tag == Tag::Be;
        if called && !words.get(at + 1).is_some_and(|next| data.is(&next.text, Class::EnCallFor)) {
            words[at].tag = Tag::Noun;
        }
    }
    // We are working towards a score of 70: two words for an aim.
    for at in 1..words.len() {
        let towards = data.is(&words[at].text, Class::EnToward) && data.is(&words[at - 1].text, Class::EnStrive);
        if let Some(aim) = data.words(Class::EnAim).first().filter(|_| towards) {
            let ing = words[at - 1].text.ends_with("ing");
            words[at - 1].tag = Tag::Verb(if ing { Form::Ing } else { Form::Base });
            words[at - 1].text = if ing { format!("{aim}ing") } else { aim.clone() };
        }
    }
    for at in 0..words.len() {
        let first = Some(at) == opened || Some(at) == head;
        if is_deed(words, at, first, data) || is_unlisted(words, at, data) {
            words[at].tag = Tag::Verb(Form::Base);
        }
        if let Some(form) = owns(words, at, data) {
            words[at].tag = Tag::Verb(form);
        }
        if is_gerund(words, at, data) {
            words[at].tag = Tag::Verb(Form::Ing);
        }
        words[at].head = is_head(words, at, reading, data);
        if !words[at].head && matches!(words[at].tag, Tag::Verb(Form::Base | Form::Present)) && !acts(words, at, data) {
            words[at].tag = Tag::Noun;
        }
    }
    // Number of visitors: no deed.
    if let Some(head) = head
        && data.is(&words[head].text, Class::EnNounVerb)
        && words.get(head + 1).is_some_and(|next| data.is(&next.text, Class::EnShareOf))
    {
        words[head].tag = Tag::Noun;
    }
    // Average travel time: no deed.
    if let Some(head) = head
        && data.is(&words[head].text, Class::EnHollow)
        && data.is(&words[head].text, Class::EnNounVerb)
        && words.get(head + 1).is_some_and(|next| next.tag == Tag::Noun)
    {
        words[head].tag = Tag::Noun;
    }
}

/// By 2030, cut the use of …: the word behind a time that opens a sentence, and its comma.
fn behind_opening_time(words: &[Word], data: &Sentences) -> Option<usize> {
    words.first().filter(|word| data.is(&word.text, Class::EnUntil))?;
    let comma = words.iter().take(OPENING).position(|word| word.is(','))?;
    let time = comma.checked_sub(1).is_some_and(|at| words[at].is_time());
    let lead = |word: &Word| matches!(word.tag, Tag::Preposition | Tag::Determiner | Tag::Noun | Tag::Mark(_));
    let led =
        time && words[..comma - 1].iter().all(lead) && words[..comma].iter().any(|word| word.tag == Tag::Preposition);
    (led && comma + 1 < words.len()).then_some(comma + 1)
}

/// By the end of fiscal 2030, …: a time opens a sentence with no more words.
const OPENING: usize = 8;

/// Whether a verb with a capital letter opens a sentence: what stands before it begins in none, or is no word.
fn is_head(words: &[Word], at: usize, reading: &Reading, data: &Sentences) -> bool {
    let text = |at: usize| reading.text(&words[at].range);
    let small = |at: usize| text(at).starts_with(char::is_lowercase);
    let title = text(at).starts_with(char::is_uppercase) && text(at).chars().skip(1).all(char::is_lowercase);
    let goes_on = words.get(at + 1).is_some_and(|next| next.is_value() || small(at + 1));
    // Graduation Rate / Increase the rate to 92%: the first word of the line under a title.
    let under = at > 0
        && reading.text(&(words[at - 1].range.end..words[at].range.start)).contains('\n')
        && (0..at).all(|before| !small(before))
        && words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Noun));
    // The National Development Plan for roads: the last word of a name.
    let named = at > 0
        && !under
        && words[at - 1].tag == Tag::Noun
        && data.is(&words[at].text, Class::EnNounVerb)
        && !data.is(&words[at - 1].text, Class::EnLabel);
    // This Plan aims for 82%: a determiner leads to a noun, whatever its letters.
    let determined = at > 0 && words[at - 1].tag == Tag::Determiner;
    !named
        && !determined
        && words[at].tag == Tag::Verb(Form::Base)
        && at > 0
        && title
        && goes_on
        && !small(at - 1)
        && !words[at - 1].is(',')
}

/// To have 100% clean buses, on track to having 80% of NP: have is the verb itself where no other follows.
fn owns(words: &[Word], at: usize, data: &Sentences) -> Option<Form> {
    let led = at > 0 && matches!(words[at - 1].tag, Tag::To | Tag::Modal);
    // But it will have doubled.
    let takes = words.get(at + 1).is_some_and(|next| next.is_value() && !next.moves(data));
    (words[at].tag == Tag::Have && led && takes)
        .then(|| if words[at].text.ends_with("ing") { Form::Ing } else { Form::Base })
}

/// To lower the rate: a word that stands before numbers is a verb behind "to" or a modal, before what it takes.
fn is_deed(words: &[Word], at: usize, first: bool, data: &Sentences) -> bool {
    let before = at.checked_sub(1).map(|at| words[at].tag);
    let takes = matches!(words.get(at + 1).map(|word| word.tag), Some(Tag::Determiner | Tag::Noun | Tag::Pronoun));
    // Aiming to close at least 75% of the cases
    let aimed = at > 1 && before == Some(Tag::To) && aims(&words[at - 2], data);
    // Agencies shall close 25% of them
    let bound = before == Some(Tag::Modal);
    let takes = takes || (aimed || bound) && words.get(at + 1).is_some_and(Word::is_value);
    // Giving will total £40 million
    let sums = bound && words[at].tag == Tag::Determiner && data.is(&words[at].text, Class::EnSum) && takes;
    sums || words[at].tag == Tag::About
        && (first || matches!(before, None | Some(Tag::To | Tag::Modal)))
        && takes
        && [Class::EnDown, Class::EnMake]
            .into_iter()
            .any(|class| form(&words[at].text, class, data) == Some(Form::Base))
}

/// The plan calls for sequestering 5 Mt: behind the preposition of an aim, before a number.
fn is_gerund(words: &[Word], at: usize, data: &Sentences) -> bool {
    let before = at > 1 && matches!(words[at - 1].tag, Tag::Preposition | Tag::To) && aims(&words[at - 2], data);
    let takes =
        words.get(at + 1).is_some_and(|next| next.is_value() || matches!(next.tag, Tag::Determiner | Tag::About));
    // We will be transforming half of it: behind a form of "be".
    let lasts = words[..at].iter().rev().find(|word| word.tag != Tag::Adverb).is_some_and(|word| word.tag == Tag::Be);
    words[at].tag == Tag::Noun && words[at].text.ends_with("ing") && (before || lasts) && takes
}

/// We will foster, the plan aims to nurture: behind a modal, and behind the "to" of an aim, stands a verb that no list knows.
fn is_unlisted(words: &[Word], at: usize, data: &Sentences) -> bool {
    // Twelve beaches will fly the flag: no adverb behind a modal takes a noun.
    let fly = words[at].tag == Tag::Adverb
        && words[at].text.ends_with("ly")
        && at > 0
        && words[at - 1].tag == Tag::Modal
        && words.get(at + 1).is_some_and(|next| next.tag == Tag::Determiner);
    if fly {
        return true;
    }
    // For the share to approach 100%: between "to" and a number.
    let near = words[at].tag == Tag::Noun
        && at > 0
        && words[at - 1].tag == Tag::To
        && !(at > 1 && data.is(&words[at - 2].text, Class::EnTakesTo))
        && words.get(at + 1).is_some_and(Word::is_value)
        && !data.is(&words[at].text, Class::EnHollow);
    if near && words[at].text.chars().all(char::is_alphabetic) {
        return true;
    }
    let participle = words[at].text.ends_with("ed") && words[at].text.len() > NEED;
    if words[at].tag != Tag::Noun || !words[at].text.chars().all(char::is_alphabetic) || participle {
        return false;
    }
    let mut before = words[..at].iter().rev().skip_while(|word| word.tag == Tag::Adverb);
    let takes = words.get(at + 1).is_some_and(|next| {
        next.is_value() || matches!(next.tag, Tag::Determiner | Tag::Noun | Tag::About | Tag::Verb(_) | Tag::Pronoun)
    });
    match before.next().map(|word| word.tag) {
        // We will carry out: what no mark parts from the modal.
        Some(Tag::Modal) => {
            let on = |tag: Tag| matches!(tag, Tag::Preposition | Tag::To | Tag::Conjunction);
            takes || words.get(at + 1).is_some_and(|next| on(next.tag))
        }
        Some(Tag::To) => takes && before.next().is_some_and(|word| word.tag == Tag::Be || aims(word, data)),
        _ => false,
    }
}

/// Falls by one third, stands at about 64 per cent: whether a preposition behind a word leads to a value.
fn leads_to_value(words: &[Word], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Preposition | Tag::To))
        && words[at + 2..].iter().find(|word| word.tag != Tag::About).is_some_and(Word::is_value)
}

/// Whether a word that may be a verb is one: to plan, they plan; but the plan, power plants.
fn acts(words: &[Word], at: usize, data: &Sentences) -> bool {
    // We will further reduce; but two further cuts.
    let near = at.checked_sub(1).filter(|&at| !data.is(&words[at].text, Class::EnMore)).or(at.checked_sub(2));
    let Some(before) = near.map(|at| &words[at]) else { return true };
    match before.tag {
        Tag::Determiner | Tag::Preposition | Tag::Value(_) | Tag::Relative | Tag::About => false,
        // The FY 2026 target for …; but by 2015 increase it.
        Tag::Period(_) => words.get(at + 1).is_none_or(|next| next.tag != Tag::Preposition),
        // Renewables supply 80%, forests cover 30%
        Tag::Noun
            if before.text.ends_with('s')
                && words.get(at + 1).is_some_and(Word::is_value)
                && data.is(&words[at].text, Class::EnShareVerb) =>
        {
            true
        }
        // Water averages 47%
        Tag::Noun
            if words.get(at + 1).is_some_and(Word::is_value)
                && words[at].text.strip_suffix('s').is_some_and(|stem| data.is(stem, Class::EnStand)) =>
        {
            true
        }
        // Teacher absenteeism falls by one third, coverage stands at 64 per cent
        Tag::Noun
            if leads_to_value(words, at)
                && words[at].text.ends_with('s')
                && data.is(&words[at + 1].text, Class::EnMoved)
                && form(&words[at].text, Class::EnHappen, data) == Some(Form::Present) =>
        {
            true
        }
        // They want to see the share increase to 75 per cent
        Tag::Noun
            if leads_to_value(words, at)
                && data.is(&words[at + 1].text, Class::EnMoved)
                && words[at].moves(data)
                && words[..at].iter().any(|word| data.is(&word.text, Class::EnSee)) =>
        {
            true
        }
        // The plan calls for a cut; but emergency calls.
        Tag::Noun
            if data.is(&before.text, Class::EnAgent)
                && words.get(at + 1).is_some_and(|next| next.tag == Tag::Preposition)
                && form(&words[at].text, Class::EnAim, data) == Some(Form::Present) =>
        {
            true
        }
        Tag::Noun | Tag::Verb(_) | Tag::Be => {
            !data.is(&words[at].text, Class::EnNounVerb)
                && !data.is(words[at].text.trim_end_matches('s'), Class::EnNounVerb)
        }
        _ => true,
    }
}

/// Need, feed: what ends so is no participle.
const NEED: usize = 4;
/// What is to be done is no shorter word, in bytes.
const LEAST_DEED: usize = 4;
