//! What a sentence says in passing, between commas: of its noun, or of a part of what it counts.

use crate::rules::{Class, Sentences};

use super::joined::tail;
use super::simple::{counted, depths, finite, is_clause, left_out, noun_before, promises};
use super::word::{Form, Tag, Word, aims};

/// NP, which was 61 per cent in 2022, a dry year, shall rise to 85 per cent: what is said between commas by itself,
/// and the sentence without it; and whether it is said in passing.
pub(super) fn aside(words: &[Word], data: &Sentences) -> Option<(Vec<Vec<Word>>, bool)> {
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
            Tag::Be => next.is_finite(data),
            Tag::To => words.get(at + 2).is_some_and(|word| !word.is_value() && word.tag != Tag::Determiner),
            Tag::Verb(Form::Past | Form::Present) => next.moves(data),
            _ => false,
        };
        words[at].is(',') && depth[at] == depth[open] && on
    })
}

/// What a relative clause says, with its noun in its place.
fn relative(words: &[Word], depth: &[i32], open: usize, data: &Sentences) -> Option<Vec<Vec<Word>>> {
    // …, which; …, of which 30%; …, the average of which
    let which = (open + 1..words.len().min(open + LEAD)).find(|&at| words[at].tag == Tag::Relative)?;
    let lead = &words[open + 1..which];
    let of = lead.last().is_none_or(|word| word.tag == Tag::Preposition);
    let plain = lead.iter().all(|word| {
        matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Preposition | Tag::Adverb) || word.is_value()
    });
    if !(of && plain && data.is(&words[which].text, Class::EnPassing)) {
        return None;
    }
    let from = noun_before(words, open, data);
    // Halve the number of deaths, which stood at 412: the value is the verb.
    let deed = words[from..open].iter().rposition(|word| word.is_value() && word.moves(data));
    let from = deed.map_or(from, |at| from + at + 1);
    let noun = words.get(from..open).filter(|noun| noun.iter().any(|word| word.tag == Tag::Noun))?;
    // One million people will be trained by 2028, of whom 45% shall be female: the noun stands before the verb.
    let names = |word: &Word| word.tag == Tag::Noun && !data.is(&word.text, Class::EnYear);
    if !lead.is_empty() && !counted(noun).iter().any(names) {
        return None;
    }
    // Presenting targets for two sectors, which made up 38%: what is told is of the sectors.
    if noun.iter().any(|word| aims(word, data)) {
        return None;
    }
    let begun =
        finite(&words[..open], data) || words[..open].iter().any(|word| matches!(word.tag, Tag::Verb(Form::Base)));
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
    let said = inside.iter().any(|word| word.is_finite(data) || matches!(word.tag, Tag::Verb(_)));
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
            let to = inside.iter().position(|word| word.is_finite(data))?;
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
            let is = inside.first().is_some_and(|word| {
                word.is_finite(data) && word.tag == Tag::Be && !data.is(&word.text, Class::EnPastBe)
            });
            let clause = words[..open].iter().rposition(|word| word.is(';')).map_or(0, |at| at + 1);
            if is && promises(&words[clause..open], data) {
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
        .position(|word| word.is_finite(data))
        .map_or(&words[..0], |verb| counted(&words[noun_before(words, verb, data)..verb]));
    let noun = if near.iter().any(|word| word.tag == Tag::Noun) { near } else { subject };
    if said.is_empty() || is_clause(said, data) || !noun.iter().any(|word| word.tag == Tag::Noun) {
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
        |word: &Word| word.is_finite(data) || matches!(word.tag, Tag::Verb(Form::Base | Form::Present) | Tag::Relative);
    if !named || inside.iter().any(verb) || finite(&words[from..open], data) {
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

/// What is said in passing has no more words.
const LONGEST_ASIDE: usize = 36;

/// So many words may stand between a comma and its "which".
const LEAD: usize = 6;
