//! Noun phrases of an English sentence: from a word on, as far as they go.
//!
//! A phrase ends before a preposition that leads to a value or a year, at a comma that parts
//! no list, at a modal, at "compared", "while" and the like.

use crate::rules::{Class, Sentences};
use crate::text::{Range, Reading};

use super::word::{Form, Tag, Word, aims, is_verb};

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
            Tag::To if follows_participle(words, at, to, data) => false,
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

fn who(word: &Word, data: &Sentences) -> bool {
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

/// Whether "to" leads on from a word such as sent or exposed to a noun, not to a value or a verb.
fn follows_participle(words: &[Word], at: usize, to: usize, data: &Sentences) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words[before].text.as_str());
    let noun = words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Noun));
    noun && data.is(before, Class::EnSent) && !leads(words, at, to, data)
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
fn is_measured(word: &Word) -> bool {
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
    let article = behind.first().is_some_and(|word| word.text == "a" || word.text == "an");
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

/// The words of a phrase as a name; none where nothing is left.
pub(super) fn name(
    words: &[Word],
    from: usize,
    to: usize,
    reading: &Reading,
    data: &Sentences,
) -> Option<(String, Range)> {
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
        && super::word::form(&words[to - 1].text, Class::EnNeed, data).is_some()
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
    // … passing the audit each year
    while to > from + 2 && data.is(&words[to - 1].text, Class::EnUnitWord) && words[to - 2].tag == Tag::Determiner {
        to -= 2;
        // … for the year
        to -= usize::from(to > from && words[to - 1].tag == Tag::Preposition);
    }
    if from >= to {
        return None;
    }
    let (text, range) = written(&words[from..to], reading);
    let text = crate::extract::name::clean(&text);
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
    let bare = only
        && (definite && data.is(&words[from].text, Class::EnGeneric)
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
    (text.len() >= 3 && !hollow && !agent && !body && some).then_some((text, range))
}

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
