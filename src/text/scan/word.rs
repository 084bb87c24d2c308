//! Values written in words: ゼロ, 倍増, 半減, double, プラス3.

use super::affix::{prefixes, suffixes};
use super::fraction::of_so_many;
use super::unit::unit;
use super::value::{Read, plain, value};
use super::{Comparator, Found, Item, Value};
use crate::chars::{is_kanji, is_katakana, one_of};
use crate::text::Range;
use crate::text::lexicon::{Lexicon, NumberWords, Spelled};

/// Reads the number that is spelled at an offset; words before `floor` belong to others.
pub(super) fn spelled(text: &str, floor: usize, at: usize, lexicon: &Lexicon) -> Option<Found> {
    let (word, len) = lexicon.numbers.spelled.longest(&text[at..])?;
    let end = at + len;
    match word {
        Spelled::Factor(n) => factor(text, floor, at..end, n, lexicon),
        Spelled::Zero => zero(text, at, end, lexicon),
        Spelled::Sign(sign) => signed(text, at, end, sign, lexicon),
        Spelled::Count(_) => counted(text, floor, at, lexicon),
        Spelled::Nothing => None,
    }
}

/// プラス or マイナス before a number.
fn signed(text: &str, at: usize, end: usize, sign: f64, lexicon: &Lexicon) -> Option<Found> {
    let from = text.len() - text[end..].trim_start().len();
    let Read::Found(Found { range, item: Item::Value(value) }) = value(text, end, from, lexicon) else { return None };
    let item = Item::Value(Value { number: sign * value.number, plus: sign > 0.0, bare: false, ..value });
    Some(Found { range: at..range.end, item })
}

/// ゼロ as a value of its own or of a counter: カーボンゼロ and ゼロエミッション are words.
fn zero(text: &str, at: usize, end: usize, lexicon: &Lexicon) -> Option<Found> {
    let part = |c: char| is_katakana(c) || is_kanji(c);
    let rest = &text[end..];
    // 実質ゼロ is a value, カーボンゼロ a word.
    let after = lexicon.numbers.is_nought(&text[..at], rest);
    if text[..at].ends_with(part) && !after || text[..at].ends_with('・') || rest.starts_with('・') {
        return None;
    }
    let counter = lexicon
        .counter(rest)
        .filter(|&len| !lexicon.is_no_unit(rest) && !lexicon.is_idiom(rest) && !rest[len..].starts_with(part));
    if rest.starts_with(part) && counter.is_none() {
        return None;
    }
    let unit = counter.map(|len| rest[..len].to_owned());
    let end = end + counter.unwrap_or(0);
    Some(Found { range: at..end, item: Item::Value(Value { unit, ..plain(0.0) }) })
}

/// Words that are a factor or a part: 倍増, 半減, double, halve, two-thirds.
fn factor(text: &str, floor: usize, place: Range, n: usize, lexicon: &Lexicon) -> Option<Found> {
    let words = &lexicon.numbers;
    let (number, unit, part) = words.factors.get(n)?;
    let (before, behind) = (&text[..place.start], &text[place.end..]);
    let latin = text[place.start..].starts_with(|c: char| c.is_ascii());
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let inside = latin && (before.ends_with(letter) || behind.starts_with(letter))
        || !latin && before.ends_with(|c: char| c.is_ascii_digit() || is_kanji(c) && !one_of(c, &words.factor_after));
    // The first half of a year.
    if inside || latin && words.ranked.longest(before.trim_end()).is_some() {
        return None;
    }
    let mut found = Value { unit: unit.clone(), ..plain(*number) };
    let mut place = place.clone();
    // A quarter of a million
    if let Some(joint) = words.of_a.len(behind).filter(|_| *part)
        && let Some((power, len)) = words.powers.longest(&behind[joint..])
    {
        found.number *= power;
        place.end += joint + len;
    }
    // At least two-thirds; but more than double: the verb stays as it is.
    let start =
        if *part { floor + prefixes(&text[floor..], place.start - floor, &mut found, lexicon) } else { place.start };
    Some(Found { range: start..place.end, item: Item::Value(found) })
}

/// two million, twenty-five percent: a number in words, where a power or a unit of shares stands behind it.
fn counted(text: &str, floor: usize, at: usize, lexicon: &Lexicon) -> Option<Found> {
    let words = &lexicon.numbers;
    if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let (mut total, mut end) = (0.0, at);
    while let Some((Spelled::Count(count), len)) = words.spelled.longest(&text[end..]) {
        total = if count >= HUNDRED && total > 0.0 { total * count } else { total + count };
        let behind = &text[end + len..];
        let and = words.and_more.len(behind).filter(|_| total >= HUNDRED);
        let joint = and.unwrap_or(usize::from(behind.starts_with([' ', '-'])));
        let next = words.spelled.longest(&behind[joint..]).filter(|_| joint > 0);
        // One hundred and two hundred are two numbers.
        let apart = |len: usize| {
            let more = words.spelled.longest(behind[joint + len..].trim_start());
            and.is_some() && matches!(more, Some((Spelled::Count(count), _)) if count >= HUNDRED)
        };
        let goes_on =
            matches!(next, Some((Spelled::Count(count), len)) if !apart(len) && (and.is_none() || count < HUNDRED));
        end += len + if goes_on { joint } else { 0 };
        if !goes_on {
            break;
        }
    }
    let rest = &text[end..];
    if let Some((lower, end)) = of_so_many(text, end, lexicon)
        && (1.0..lower).contains(&total)
    {
        let mut found = plain(total / lower);
        let start = floor + prefixes(&text[floor..], at - floor, &mut found, lexicon);
        return Some(Found { range: start..end, item: Item::Value(found) });
    }
    let mut found = plain(total);
    let start = floor + prefixes(&text[floor..], at - floor, &mut found, lexicon);
    // At least twelve beaches; eight and a half nights.
    let half = words.and_half.len(rest.trim_start_matches([' ', '\n']));
    if let Some(len) = half {
        found.number += HALF;
        end = text.len() - rest.trim_start_matches([' ', '\n']).len() + len;
    }
    let (rest, behind) = (&text[end..], text[end..].trim_start_matches([' ', '-', '\n']));
    let noun = behind.starts_with(|c: char| c.is_ascii_lowercase()) && !rest.starts_with('-');
    // Children under five: an age, and no bound of what is counted.
    let compares =
        matches!(found.comparator, Comparator::AtLeast | Comparator::AtMost) || text[start..at].contains("than");
    let name = behind.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.starts_with('-');
    let bounded = found.comparator != Comparator::Equal && compares && total > 1.0 && name;
    // Sixty shelters: nobody spells so much in passing.
    let many = total > SMALL && noun;
    let exact = matches!(found.comparator, Comparator::Equal | Comparator::About);
    let few = total > 1.0 && name && exact && counts_few(text, start, text.len() - behind.len(), words);
    let shares = words.word_units.longest(behind).is_some();
    let powered = words.powers.longest(behind).is_some() && !rest.starts_with('-');
    // Narrow the gap to six years: a time that something is brought to.
    let led = words.word_led.longest(text[..start].trim_end()).is_some();
    let timed = led && words.word_times.longest(behind).is_some() && !rest.starts_with('-');
    if !(shares || powered || timed || bounded || many || few || half.is_some() && noun) {
        return None;
    }
    let end = match unit(text, text.len() - behind.len(), lexicon) {
        Some(unit) => unit.take(&mut found),
        None => end,
    };
    let end = suffixes(text, end, &mut found, words);
    Some(Found { range: start..end, item: Item::Value(found) })
}

/// Whether a few in words count what stands behind them: open five depots, twelve Centres of Excellence. Who speaks of the
/// three depots knows them, and the three goals of a plan are no depots.
fn counts_few(text: &str, start: usize, noun: usize, words: &NumberWords) -> bool {
    let before = text[..start].trim_end_matches([' ', '\n']);
    let opens = before.is_empty() || before.ends_with(|c: char| c.is_ascii_punctuation() && c != ',');
    let title = text[start..].starts_with(|c: char| c.is_ascii_uppercase()) && !opens;
    let said = text[noun..].split(|c: char| !c.is_alphabetic() && c != '-').take(WORDS);
    let known = before.ends_with("'s") || before.ends_with("’s") || words.word_known.longest(before).is_some();
    let part = |word: &str| words.word_parts.longest(word).is_some_and(|((), len)| len == word.len());
    // Two of them; but two centres of …
    let mut parts = said.enumerate().filter(|&(at, word)| (at == 0 || word.len() >= LETTERS) && part(word));
    !title && !known && parts.next().is_none()
}

/// A noun has no more words before it: four new strategic goals.
const WORDS: usize = 3;

/// What joins nouns has fewer letters.
const LETTERS: usize = 4;

/// More than this counts where a noun stands behind it.
const SMALL: f64 = 12.0;

/// And a half.
const HALF: f64 = 0.5;

/// From this number on a number before it multiplies: five hundred.
const HUNDRED: f64 = 100.0;
