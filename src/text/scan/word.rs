//! Values written in words: ゼロ, 倍増, 半減, double, プラス3.

use super::value::{Read, plain, value};
use super::{Found, Item, Value};
use crate::chars::{is_kanji, is_katakana, one_of};
use crate::text::lexicon::{Lexicon, Spelled};

/// Reads the number that is spelled at an offset.
pub(super) fn spelled(text: &str, at: usize, lexicon: &Lexicon) -> Option<Found> {
    let (word, len) = lexicon.numbers.spelled.longest(&text[at..])?;
    let end = at + len;
    match word {
        Spelled::Factor(n) => factor(text, at, end, n, lexicon),
        Spelled::Zero => zero(text, at, end, lexicon),
        Spelled::Sign(sign) => signed(text, at, end, sign, lexicon),
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
    if text[..at].ends_with(part) || rest.starts_with('・') {
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

/// Words that are a factor: 倍増, 半減, double, halve.
fn factor(text: &str, at: usize, end: usize, n: usize, lexicon: &Lexicon) -> Option<Found> {
    let words = &lexicon.numbers;
    let (number, unit) = words.factors.get(n)?;
    let latin = text[at..].starts_with(|c: char| c.is_ascii());
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let inside = latin && (text[..at].ends_with(letter) || text[end..].starts_with(letter))
        || !latin
            && text[..at].ends_with(|c: char| c.is_ascii_digit() || is_kanji(c) && !one_of(c, &words.factor_after));
    (!inside).then(|| Found { range: at..end, item: Item::Value(Value { unit: unit.clone(), ..plain(*number) }) })
}
