//! A sentence of several clauses as so many sentences of one: what is said in passing between commas, what a relative
//! clause says of its noun, clauses and predicates that "and" joins. Sentences of one clause are read well, and so each
//! is handed on with the words that it shares with its neighbours: its noun, who does it, when it is due.

use crate::rules::{Class, Sentences};

use super::word::{Form, Tag, Word, aims, form, is_verb};

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
    let words = between_dashes(words);
    part(Part { words, joined: false, told: false }, data, DEEPEST, &mut out);
    out
}

/// Housing First tenancies – 1,070 at the moment – to 2,000: two dashes about a few words are commas.
fn between_dashes(mut words: Vec<Word>) -> Vec<Word> {
    let dashes: Vec<usize> = (0..words.len()).filter(|&at| super::fact::is_dash(&words, at)).collect();
    for pair in dashes.windows(2) {
        let inside = &words[pair[0] + 1..pair[1]];
        let goes_on = words.get(pair[1] + 1).is_some_and(|next| {
            matches!(next.tag, Tag::To | Tag::Modal | Tag::Be | Tag::Have | Tag::Verb(_) | Tag::Preposition)
        });
        if inside.len() <= SHORT && goes_on && !finite(inside) {
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
    } else if let Some([first, second]) = conceded(words, data) {
        part(Part { words: first, joined: false, told: false }, data, deeper - 1, out);
        part(Part { words: second, joined: false, told: false }, data, deeper - 1, out);
    } else if let Some([first, second]) =
        joined_clause(words, data).or_else(|| joined_deed(words, data)).or_else(|| outcome(words, data))
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
    let asked = words.iter().find(|word| !matches!(word.tag, Tag::Mark(_) | Tag::Adverb));
    let asked = asked.is_some_and(|word| word.tag == Tag::Verb(Form::Base));
    if asked || words.iter().any(|word| word.tag == Tag::Modal) || !words.iter().any(Word::is_value) {
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
        let is = word.tag == Tag::Be && is_finite(word) && !data.is(&word.text, Class::EnPastBe);
        let has = word.tag == Tag::Have && !data.is(&word.text, Class::EnHad);
        // Vehicles account for …, but the annual average daily traffic: a noun.
        let agrees = form_of(word) != Some(Form::Base) || words[..*at].iter().any(many);
        let moved = matches!(word.tag, Tag::Noun | Tag::Verb(Form::Base | Form::Present)) && takes(at + 1) && moves(word);
        noun && (is || has || moved && agrees)
    };
    if let Some(verb) = (0..aimed).find(told) {
        if !matches!(words[verb].tag, Tag::Be | Tag::Have) {
            words[verb].tag = Tag::Verb(Form::Base);
        }
        let place = words[verb].range.start;
        words.insert(verb, left_out("will", Tag::Modal, place));
    }
    words
}

/// A word that stands for what the sentence leaves out, without a place of its own.
fn left_out(text: &str, tag: Tag, at: usize) -> Word {
    Word { range: at..at, text: text.to_owned(), tag, head: false }
}

/// How deep in brackets each word stands.
fn depths(words: &[Word]) -> Vec<i32> {
    let mut depth = 0;
    let mut of = |word: &Word| {
        let own = depth + i32::from(word.is('('));
        depth = own - i32::from(word.is(')'));
        own
    };
    words.iter().map(&mut of).collect()
}

/// Whether a word says who does what when, whatever else it may be: will, is, has.
fn is_finite(word: &Word) -> bool {
    match word.tag {
        Tag::Modal => true,
        Tag::Be => !matches!(word.text.as_str(), "be" | "been" | "being"),
        Tag::Have => word.text != "having",
        _ => false,
    }
}

fn finite(words: &[Word]) -> bool {
    words.iter().any(is_finite)
}

/// Whether words have a verb of their own: will, is, aims; or begin with what is to be done.
fn is_clause(words: &[Word]) -> bool {
    let asked = words.iter().find(|word| !matches!(word.tag, Tag::Mark(_) | Tag::Adverb));
    finite(words)
        || words.iter().any(|word| word.tag == Tag::Verb(Form::Present))
        || words.windows(2).any(|pair| pair[0].tag == Tag::Pronoun && matches!(pair[1].tag, Tag::Verb(_)))
        || asked.is_some_and(|word| word.tag == Tag::Verb(Form::Base))
}

/// Whether words tell what was: was, had, rose.
fn is_past(words: &[Word], data: &Sentences) -> bool {
    words.iter().any(|word| data.is(&word.text, Class::EnPastBe) || word.tag == Tag::Verb(Form::Past))
}

/// Whether words promise: will, aims to, is to.
fn promises(words: &[Word], data: &Sentences) -> bool {
    let to =
        |at: usize| words[at].tag == Tag::To && at > 0 && (words[at - 1].tag == Tag::Be || aims(&words[at - 1], data));
    // Train 15,000 seniors: what is to be done.
    let asked = words.iter().find(|word| !matches!(word.tag, Tag::Mark(_) | Tag::Adverb));
    words.iter().any(|word| word.tag == Tag::Modal)
        || (0..words.len()).any(to)
        || asked.is_some_and(|word| word.tag == Tag::Verb(Form::Base))
}

/// A noun without the number and the article before it.
fn counted(noun: &[Word]) -> &[Word] {
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
fn is_noun_phrase(words: &[Word]) -> bool {
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
fn noun_before(words: &[Word], end: usize, data: &Sentences) -> usize {
    let stops = |at: &usize| {
        let word = &words[*at];
        match word.tag {
            Tag::Mark(c) => !matches!(c, '-' | '\'' | '’' | '/' | '"' | '“' | '”' | '(' | ')'),
            Tag::Verb(Form::Base | Form::Present) | Tag::Modal | Tag::Be | Tag::Have | Tag::Relative => true,
            Tag::Verb(Form::Ing) => at.checked_sub(1).is_none_or(|before| words[before].tag != Tag::Noun),
            Tag::Conjunction => word.text != "and" && word.text != "or",
            Tag::Determiner => data.is(&word.text, Class::EnThat),
            Tag::To => words.get(at + 1).is_some_and(Word::is_value),
            Tag::Preposition => data.is(&word.text, Class::EnMeans) || data.is(&word.text, Class::EnUntil),
            _ => false,
        }
    };
    (0..end).rev().find(stops).map_or(0, |at| at + 1)
}

/// NP, which was 61 per cent in 2022, a dry year, shall rise to 85 per cent: what is said between commas by itself,
/// and the sentence without it; and whether it is said in passing.
fn aside(words: &[Word], data: &Sentences) -> Option<(Vec<Vec<Word>>, bool)> {
    let depth = depths(words);
    // Where things stand is kept for the goal by `aside`.
    let stands = |at: usize| super::aside::aside(words, at, data).is_some_and(|(_, stands)| stands);
    (1..words.len()).filter(|&at| words[at].is(',') && depth[at] == 0 && !stands(at)).find_map(|open| {
        let passing = || relative(words, &depth, open, data).or_else(|| apposition(words, &depth, open, data));
        portion(words, &depth, open, data)
            .map(|pieces| (pieces, false))
            .or_else(|| passing().map(|pieces| (pieces, true)))
    })
}

/// Where a clause goes on behind what a comma opens: the place of the comma before its predicate.
fn resumes(words: &[Word], depth: &[i32], open: usize, data: &Sentences) -> Option<usize> {
    (open + 2..words.len().saturating_sub(1).min(open + LONGEST_ASIDE)).find(|&at| {
        let next = &words[at + 1];
        let on = match next.tag {
            Tag::Modal | Tag::Have => true,
            Tag::Be => is_finite(next),
            Tag::To => words.get(at + 2).is_some_and(|word| !word.is_value() && word.tag != Tag::Determiner),
            Tag::Verb(Form::Past | Form::Present) => {
                is_verb(&next.text, Class::EnUp, data) || is_verb(&next.text, Class::EnDown, data)
            }
            _ => false,
        };
        words[at].is(',') && depth[at] == depth[open] && on
    })
}

/// What is said in passing has no more words.
const LONGEST_ASIDE: usize = 36;

/// What a relative clause says, with its noun in its place.
fn relative(words: &[Word], depth: &[i32], open: usize, data: &Sentences) -> Option<Vec<Vec<Word>>> {
    // …, which; …, of which 30%; …, the average of which
    let which = (open + 1..words.len().min(open + LEAD)).find(|&at| words[at].tag == Tag::Relative)?;
    let lead = &words[open + 1..which];
    let of = lead.last().is_none_or(|word| word.tag == Tag::Preposition);
    let plain = lead.iter().all(|word| {
        matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Preposition | Tag::Adverb) || word.is_value()
    });
    if !(of && plain) || !data.is(&words[which].text, Class::EnWhich) && words[which].text != "who" {
        return None;
    }
    let from = noun_before(words, open, data);
    let noun = words.get(from..open).filter(|noun| noun.iter().any(|word| word.tag == Tag::Noun))?;
    // Presenting targets for two sectors, which made up 38%: what is told is of the sectors.
    if noun.iter().any(|word| aims(word, data)) {
        return None;
    }
    let begun = finite(&words[..open]) || words[..open].iter().any(|word| matches!(word.tag, Tag::Verb(Form::Base)));
    let end = resumes(words, depth, open, data).filter(|_| !begun).or_else(|| {
        // It is over where "and" leads on to another clause, or with the sentence.
        let due = |at: usize| tail(&words[at..], data).len() > 1 && words[at].is(',');
        (which + 1..words.len()).find(|&at| {
            let over = words[at].is(';') || words[at].is('.') || words[at].is(',') && goes_on(words, at) || due(at);
            depth[at] == depth[open] && over
        })
    });
    let end = end.unwrap_or(words.len());
    let mut inside = words[which + 1..end].to_vec();
    // …, which existed for only 118 sites: a past form that no list knows.
    if let Some(first) = inside.first_mut().filter(|word| word.tag == Tag::Noun && word.text.ends_with("ed")) {
        first.tag = Tag::Verb(Form::Past);
    }
    let inside = inside.as_slice();
    let behind = inside.first()?;
    let said = inside.iter().any(|word| is_finite(word) || matches!(word.tag, Tag::Verb(_)));
    if !said {
        return None;
    }
    let mut told: Vec<Word> = Vec::new();
    let subject = matches!(behind.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::Verb(_) | Tag::Adverb);
    if !lead.is_empty() {
        // The average of which was 961: the average of NP was 961; of which at least half is: at least half of NP is.
        let before = if lead.len() > 1 { lead } else { &[] };
        told.extend_from_slice(before);
        if before.is_empty() {
            let to = inside.iter().position(is_finite)?;
            if !inside[..to].iter().any(Word::is_value) {
                return None;
            }
            told.extend_from_slice(&inside[..to]);
            told.push(lead[0].clone());
            told.extend_from_slice(counted(noun));
            told.extend_from_slice(&inside[to..]);
        } else {
            told.extend_from_slice(counted(noun));
            // …, 1.3 million of which are for women: promised with the rest.
            let is = inside
                .first()
                .is_some_and(|word| is_finite(word) && word.tag == Tag::Be && !data.is(&word.text, Class::EnPastBe));
            if is && promises(&words[..open], data) {
                told.push(left_out("will", Tag::Modal, inside[0].range.start));
            }
            told.extend_from_slice(inside);
        }
    } else if subject {
        told.extend_from_slice(noun);
        told.extend_from_slice(inside);
    } else {
        // Which the Strategy aims to raise from 76% to 92%: it aims to raise NP.
        let last = (0..inside.len()).find(|&at| {
            let leads = |word: &Word| matches!(word.tag, Tag::Preposition | Tag::Adverb) || word.is_value();
            let to = |at: usize| inside[at].tag == Tag::To && inside.get(at + 1).is_some_and(Word::is_value);
            matches!(inside[at].tag, Tag::Verb(Form::Base | Form::Past | Form::Present))
                && (at + 1 == inside.len() || leads(&inside[at + 1]) || to(at + 1))
        })?;
        told.extend_from_slice(&inside[..=last]);
        told.extend_from_slice(noun);
        told.extend_from_slice(&inside[last + 1..]);
    }
    Some(vec![told, without(words, open, end)])
}

/// …, half of them women; …, a third of each under strict protection: what is said of a part, without a verb.
fn portion(words: &[Word], depth: &[i32], open: usize, data: &Sentences) -> Option<Vec<Vec<Word>>> {
    let value = (open + 1..words.len().min(open + LEAD)).find(|&at| words[at].is_value())?;
    let led = words[open + 1..value].iter().all(|word| matches!(word.tag, Tag::About | Tag::Adverb | Tag::Determiner));
    let (of, them) = (words.get(value + 1)?, words.get(value + 2)?);
    let points = matches!(them.tag, Tag::Pronoun | Tag::Determiner)
        && words.get(value + 3).is_some_and(|next| next.tag != Tag::Noun || them.tag == Tag::Pronoun);
    if !(led && data.is(&of.text, Class::EnShareOf) && points) {
        return None;
    }
    let end = (value + 3..words.len())
        .find(|&at| depth[at] == depth[open] && (words[at].is(',') || words[at].is('.') || words[at].is(';')));
    let end = end.unwrap_or(words.len());
    let said = &words[value + 3..end];
    let near = counted(words.get(noun_before(words, open, data)..open)?);
    // 30% of the sea will be conserved, a third of each …: of what the clause speaks of.
    let subject = words[..open]
        .iter()
        .position(is_finite)
        .map_or(&words[..0], |verb| counted(&words[noun_before(words, verb, data)..verb]));
    let noun = if near.iter().any(|word| word.tag == Tag::Noun) { near } else { subject };
    if said.is_empty() || is_clause(said) || !noun.iter().any(|word| word.tag == Tag::Noun) {
        return None;
    }
    let place = words[value + 2].range.end;
    let mut told: Vec<Word> = words[open + 1..=value + 1].to_vec();
    told.extend_from_slice(noun);
    if promises(&words[..open], data) {
        told.push(left_out("will", Tag::Modal, place));
    }
    told.push(left_out("be", Tag::Be, place));
    told.extend_from_slice(said);
    Some(vec![without(words, open, end), told])
}

/// So many words may stand between a comma and its "which".
const LEAD: usize = 6;

/// The words of a sentence without those from one place to another.
fn without(words: &[Word], open: usize, end: usize) -> Vec<Word> {
    // A comma that closes goes as well; what parts clauses stays.
    let end = end + usize::from(words.get(end).is_some_and(|word| word.is(',')) && !goes_on(words, end));
    words[..open].iter().chain(&words[end..]).cloned().collect()
}

/// Whether "and" or the like behind a comma leads on.
fn goes_on(words: &[Word], comma: usize) -> bool {
    words.get(comma + 1).is_some_and(|word| word.tag == Tag::Conjunction)
}

/// NP, 46.6 trillion yen in 2022, is to reach 80 trillion; the country will, in line with the law, build: what stands
/// between commas and has no verb.
fn apposition(words: &[Word], depth: &[i32], open: usize, data: &Sentences) -> Option<Vec<Vec<Word>>> {
    let modal = words[open - 1].tag == Tag::Modal;
    let close = match modal {
        true => (open + 1..words.len().min(open + LONGEST_ASIDE)).find(|&at| words[at].is(','))?,
        false => resumes(words, depth, open, data)?,
    };
    let inside = &words[open + 1..close];
    let from = noun_before(words, open, data);
    let noun = &words[from..open];
    let first = inside.first()?;
    let valued = inside.iter().any(Word::is_value);
    if modal && inside.iter().any(Word::is_time) {
        return None;
    }
    if modal && !valued {
        return Some(vec![words[..open].iter().chain(&words[close + 1..]).cloned().collect()]);
    }
    let named =
        noun.iter().any(|word| word.tag == Tag::Noun) && noun.first().is_some_and(|word| word.tag != Tag::Preposition);
    let verb =
        |word: &Word| is_finite(word) || matches!(word.tag, Tag::Verb(Form::Base | Form::Present) | Tag::Relative);
    if !named || inside.iter().any(verb) || finite(&words[from..open]) {
        return None;
    }
    // A, B and C are: a list.
    let listed = inside.iter().any(|word| word.tag == Tag::Conjunction) || goes_on(words, open);
    let tells = first.is_value()
        || matches!(first.tag, Tag::Preposition | Tag::About) && !data.is(&first.text, Class::EnShareOf)
        || matches!(first.tag, Tag::Determiner | Tag::Adverb) && valued
        || data.is(&first.text, Class::EnNow)
        || data.is(&first.text, Class::EnCurrent);
    if listed && !first.is_value() || !tells {
        return None;
    }
    let main = words[..open].iter().chain(&words[close + 1..]).cloned().collect();
    if !valued {
        return Some(vec![main]);
    }
    let place = words[open].range.start;
    let mut told: Vec<Word> = noun.to_vec();
    told.push(left_out("was", Tag::Be, place));
    told.extend_from_slice(inside);
    Some(vec![told, main])
}

/// A will rise to 30% by 2030, and B should fall to 5%: two clauses; of the second the goals' date may stand before the
/// first.
fn joined_clause(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    let depth = depths(words);
    (1..words.len()).find_map(|and| {
        let joins = words[and].tag == Tag::Conjunction
            && depth[and] == 0
            && (matches!(words[and].text.as_str(), "and" | "but") || data.is(&words[and].text, Class::EnBreak));
        if !joins {
            return None;
        }
        let comma = words[and - 1].is(',');
        let left = &words[..and - usize::from(comma)];
        let right = &words[and + 1..];
        let that = |word: &Word| data.is(&word.text, Class::EnThat);
        // Our goal is that A will …, and that B is …
        if let Some(said) = left.iter().position(that).filter(|&said| said > 0 && right.first().is_some_and(that)) {
            let second = left[..=said].iter().chain(&right[1..]).cloned().collect();
            return Some([left.to_vec(), second]);
        }
        // …, so that NP is no less than 15%: what is to come of it.
        let wanted = right.first().is_some_and(that) && promises(left, data);
        let right = if wanted { &right[1..] } else { right };
        let verb = right.iter().position(is_finite)?;
        let subject = &right[..verb];
        // Whatever opened a clause of its own before "and" must have found its verb.
        let opened = left.iter().rposition(|word| {
            word.tag == Tag::Relative
                || data.is(&word.text, Class::EnThat)
                || word.tag == Tag::Conjunction && word.text != "and" && word.text != "or"
        });
        let whole = is_clause(&left[opened.map_or(0, |at| at + 1)..]);
        let last = subject.last()?;
        let ends = matches!(last.tag, Tag::Noun | Tag::Pronoun | Tag::Adverb | Tag::Verb(Form::Past))
            || last.is_value()
            || last.is(')')
            || last.is_time();
        let between = left.iter().rev().take(BETWEEN).any(|word| data.is(&word.text, Class::EnBetween));
        let left_verb = left.iter().rposition(|word| is_finite(word) || matches!(word.tag, Tag::Verb(_)))?;
        let complete = comma || left[left_verb..].iter().any(|word| word.is_value() || word.is_time());
        // Whereas 8% had completed them, when it was 219: told of what was named before.
        let named = subject.iter().any(|word| word.tag == Tag::Noun) || right[verb].tag == Tag::Modal;
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

/// …, by 2030: the words of time behind the last comma.
fn tail<'w>(words: &'w [Word], data: &Sentences) -> &'w [Word] {
    let end = words.len() - usize::from(words.last().is_some_and(|word| word.is('.')));
    let Some(comma) = words[..end].iter().rposition(|word| word.is(',')) else { return &[] };
    match &words[comma + 1..end] {
        [by, time] if data.is(&by.text, Class::EnUntil) && time.is_time() => &words[comma..end],
        _ => &[],
    }
}

/// Between A and B: so many words before "and" may say so.
const BETWEEN: usize = 6;

/// By 2030, …: the words of time before the first clause.
fn lead<'w>(words: &'w [Word], data: &Sentences) -> &'w [Word] {
    let timed = words.iter().take(LONGEST_LEAD).position(Word::is_time);
    let Some(time) = timed.filter(|&time| {
        words[..time].iter().all(|word| {
            matches!(word.tag, Tag::Preposition | Tag::Determiner | Tag::Adverb)
                || data.is(&word.text, Class::EnUnitWord)
                || word.text == "end"
        })
    }) else {
        return &[];
    };
    if time == 0 { &[] } else { &words[..=time] }
}

/// Words of time before a clause are no more.
const LONGEST_LEAD: usize = 7;

/// We will cut A by 5% by 2030 and raise B to 10%: two deeds of the same.
fn joined_deed(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    let depth = depths(words);
    (2..words.len().saturating_sub(2)).find_map(|and| {
        if words[and].tag != Tag::Conjunction || depth[and] != 0 || !matches!(words[and].text.as_str(), "and" | "but") {
            return None;
        }
        let comma = words[and - 1].is(',');
        let left = &words[..and - usize::from(comma)];
        let right = &words[and + 1..];
        let skipped = right.iter().take_while(|word| word.tag == Tag::Adverb).count();
        let (deed, next) = (right.get(skipped)?, right.get(skipped + 1)?);
        let takes = next.is_value()
            || matches!(next.tag, Tag::Determiner | Tag::About | Tag::Noun | Tag::Preposition | Tag::Adverb);
        let unlisted = deed.tag == Tag::Noun
            && !deed.text.ends_with(['s', 'd'])
            && deed.text.chars().all(char::is_alphabetic)
            && (next.is_value() || matches!(next.tag, Tag::Determiner | Tag::About));
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
        Some([left.to_vec(), second])
    })
}

/// Whereas 4,300 were renovated, the Fund will support 15,000: what is conceded, and what is said.
fn conceded(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    let first = words.iter().position(|word| !matches!(word.tag, Tag::Mark(_)))?;
    let depth = depths(words);
    if !data.is(&words[first].text, Class::EnConcede) {
        return None;
    }
    let comma = (first + 1..words.len()).find(|&at| {
        let behind = &words[at + 1..];
        let verb = behind.iter().position(|word| is_finite(word) || word.tag == Tag::Verb(Form::Present));
        let subject = verb.is_some_and(|verb| verb > 0 && is_noun_phrase(&behind[..verb]));
        words[at].is(',') && depth[at] == 0 && subject
    })?;
    is_clause(&words[first + 1..comma]).then(|| [words[first + 1..comma].to_vec(), words[comma + 1..].to_vec()])
}

/// 6,000 will be trained, bringing their number to 14,500; our target is 100,000, rising to 300,000: what comes of it.
fn outcome(words: &[Word], data: &Sentences) -> Option<[Vec<Word>; 2]> {
    let depth = depths(words);
    let comma = (2..words.len().saturating_sub(2)).find(|&at| {
        let moves = [Class::EnUp, Class::EnDown].into_iter().any(|class| is_verb(&words[at + 1].text, class, data));
        words[at].is(',') && depth[at] == 0 && words[at + 1].tag == Tag::Verb(Form::Ing) && moves
    })?;
    let (left, right) = (&words[..comma], &words[comma + 1..]);
    let verb = left.iter().position(is_finite)?;
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
