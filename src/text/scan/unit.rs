//! What a number counts: the word behind it.

use super::Value;
use super::digits::run;
use crate::chars::{is_kanji, is_katakana};
use crate::text::fold::nfkc;
use crate::text::lexicon::{Lexicon, Says};

pub(super) struct Unit {
    /// Empty where only a power was written.
    pub text: String,
    pub end: usize,
    /// million, billion.
    power: f64,
}

impl Unit {
    /// Gives the unit to a value; tells where it ends.
    pub fn take(self, value: &mut Value) -> usize {
        value.number *= self.power;
        value.max = value.max.map(|max| max * self.power);
        value.unit = Some(self.text).filter(|text| !text.is_empty());
        self.end
    }
}

/// The unit after a number: a known one, or a word that the expression ends with.
pub(super) fn unit(text: &str, after: usize, lexicon: &Lexicon) -> Option<Unit> {
    let gap = gap(text, after);
    let (power, skip) = english_power(&text[after + gap..], lexicon);
    let at = after + gap + skip;
    let rest = &text[at..];
    // Powers of ten that are part of the unit: 千円, 千人泊.
    let thousand = if rest.starts_with('千') { '千'.len_utf8() } else { 0 };
    let known = lexicon.unit(&rest[thousand..]).map(|len| len + thousand);
    let lone_letter = |len: usize| len == 1 && rest.as_bytes()[0].is_ascii_alphabetic() && gap > 0;
    let len =
        known.filter(|&len| !lone_letter(len)).or_else(|| if gap + skip == 0 { unknown(rest, lexicon) } else { None });
    let Some(len) = len else {
        return (skip > 0).then(|| Unit { text: String::new(), end: at, power });
    };
    // 円/人, 件/日; but 件/年 is an aggregation.
    let mut end = at + len;
    if let Some(per) = text[end..].strip_prefix('/')
        && lexicon.years.unit(per).is_none()
    {
        // 円/60kg, kg/10a: of a measure, for 65%/70% are two values.
        let many = per.bytes().take_while(u8::is_ascii_digit).count();
        let measure =
            per[many..].starts_with(|c: char| c.is_ascii_alphabetic()) && !per[many..].starts_with(&text[at..end]);
        if let Some(more) = lexicon.unit(&per[many..])
            && (many == 0 || measure)
        {
            end += 1 + many + more;
        }
    }
    let mut name = nfkc(&text[at..end]);
    let plain = lexicon.called(&name);
    if plain.len() < name.len() && !plain.is_empty() {
        name = plain.to_owned();
    }
    // t-CO 2: a subscript that a PDF set apart.
    if name.ends_with("CO") && text[end..].starts_with(" 2") && run(text, end + 1) == 1 {
        name.push('2');
        end += 2;
    }
    Some(Unit { text: name, end, power })
}

/// 32,105(t-CO2)以下: a unit in a bracket, with a word behind it that speaks of the number.
pub(super) fn in_bracket(text: &str, end: usize, lexicon: &Lexicon) -> Option<Unit> {
    let open = end + gap(text, end);
    let inner = text[open..].strip_prefix('(').map(|_| open + 1)?;
    let unit =
        unit(text, inner, lexicon).filter(|unit| !unit.text.is_empty() && lexicon.years.unit(&unit.text).is_none())?;
    let close = text[unit.end..].strip_prefix(')').map(|_| unit.end + 1)?;
    let compares = matches!(lexicon.numbers.after.longest(&text[close..]), Some((Says::Compares(_), _)));
    compares.then_some(Unit { end: close, ..unit })
}

pub(super) fn gap(text: &str, at: usize) -> usize {
    text[at..].len() - text[at..].trim_start_matches(' ').len()
}

/// The factor and length of `million`, `billion`, `bn` after a number.
fn english_power(rest: &str, lexicon: &Lexicon) -> (f64, usize) {
    match lexicon.numbers.powers.longest(rest) {
        Some((power, len)) => (power, len + usize::from(rest[len..].starts_with(' '))),
        None => (1.0, 0),
    }
}

/// A unit that no list knows is no longer than this, in characters.
const LONGEST_UNKNOWN: usize = 8;

/// A word in no list is the unit where the expression ends with it: 18医療機関).
fn unknown(rest: &str, lexicon: &Lexicon) -> Option<usize> {
    let word = rest.chars().take(LONGEST_UNKNOWN + 1).take_while(|&c| is_kanji(c) || is_katakana(c));
    let len: usize = word.map(char::len_utf8).sum();
    let word = &rest[..len];
    let after = &rest[len..];
    let ends =
        after.is_empty() || after.starts_with([' ', ')', '(', '、', '。', '・', '/', ',', '\n', '※', '~', '】', '〕']);
    let count = word.chars().count();
    let words = &lexicon.numbers;
    let noun = words.no_unit_end.longest(word).is_none() && words.no_unit_begin.longest(word).is_none();
    (ends && noun && (1..=LONGEST_UNKNOWN).contains(&count)).then_some(len)
}
