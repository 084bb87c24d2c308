//! Values: a number with the words around it that say what it counts and how exactly.

use super::affix::{half, prefixes, suffixes, written_after};
use super::digits::{big_power, kanji_digit, run, small_power};
use super::fraction::{fraction, vulgar};
use super::nothing::no_value;
use super::number::{Number, number};
use super::range::{counts_nothing, opens_range, other_end, signed};
use super::unit::{Unit, gap, in_bracket, unit};
use super::{Comparator, Found, Item, Value};
use crate::chars::{is_hiragana, is_kanji, one_of};
use crate::text::lexicon::Lexicon;

pub(super) enum Read {
    Found(Found),
    /// A number that is no value (a date, a version, a telephone number): go on behind it.
    Skip(usize),
    Nothing,
}

/// A number and nothing else.
pub(super) fn plain(number: f64) -> Value {
    Value { number, max: None, unit: None, comparator: Comparator::Equal, aggregation: None, plus: false, bare: false }
}

/// Reads the value whose number or sign stands at an offset; words before `floor` belong to others.
pub(super) fn value(text: &str, floor: usize, at: usize, lexicon: &Lexicon) -> Read {
    let Some((sign, from)) = sign(text, at, lexicon) else { return Read::Nothing };
    let at = if lexicon.numbers.money(sign).is_some() { country(text, from).max(floor) } else { at };
    let whole = of_whole(text, from, lexicon);
    if let Some((part, len)) = fraction(text, from, lexicon).filter(|_| whole.is_none()) {
        return share(text, floor, at, from + len, part, lexicon);
    }
    let Some(number) = number(text, from, lexicon) else {
        // A run of digits that is no number is none from its second digit on either.
        let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        return if digits > 0 { Read::Skip(from + digits) } else { Read::Nothing };
    };
    let after = from + number.len;
    if let Some(end) = no_value(text, from, &number, lexicon).filter(|_| whole.is_none()) {
        return Read::Skip(end);
    }
    if let Some((years, end)) = years(text, from, after, &number, lexicon) {
        return Read::Found(Found { range: at..end, item: Item::Years(years) });
    }
    match counted(text, from, sign, &number, lexicon) {
        Err(read) => read,
        Ok((mut found, mut end)) => {
            // The bracket belongs to a unit that stands behind it.
            let told_again = text[from..end].contains(") ") && text[..at].ends_with('(');
            let at = at - usize::from(told_again);
            let uncounted = found.max.is_some() && found.unit.is_none() && number.vague_to.is_none();
            let after = if uncounted { end } else { after };
            found.bare = end == after && from == at;
            end = suffixes(text, end, &mut found, &lexicon.numbers);
            let code = if found.unit.is_none() { money_code(&text[floor..at], lexicon) } else { None };
            let at = code.map_or(at, |code| at - code.len());
            found.unit = found.unit.or(code.map(|code| code.trim_end().to_owned()));
            let opened = if found.max.is_some() { opens_range(&text[floor..at], lexicon) } else { 0 };
            let start = floor + prefixes(&text[floor..], at - opened - floor, &mut found, lexicon);
            found.bare &= end == after && start == at;
            Read::Found(Found { range: start..end, item: Item::Value(found) })
        }
    }
}

/// The number with its unit, its other end and its parts; or that it is no value.
fn counted(text: &str, from: usize, sign: char, number: &Number, lexicon: &Lexicon) -> Result<(Value, usize), Read> {
    let words = &lexicon.numbers;
    let after = from + number.len;
    let mut found = Value { max: number.vague_to, plus: sign == '+', ..plain(number.value) };
    if number.vague_to.is_some() {
        found.comparator = Comparator::About;
    }
    let mut end = after;
    if number.digits.is_some()
        && let Some(part) = text[after..].chars().next().and_then(vulgar)
    {
        // 2½
        found.number += part;
        end += text[after..].chars().next().map_or(0, char::len_utf8);
    }
    end = of_whole(text, from, lexicon).unwrap_or_else(|| written_after(text, end, &mut found, words));
    let money = words.money(sign).map(|unit| format!("{}{unit}", &text[country(text, from)..from_sign(text, from)]));
    // £400m
    let letters = words.money_powers.longest(&text[end..]).filter(|_| money.is_some());
    let letters = letters.filter(|&(_, len)| !text[end + len..].starts_with(|c: char| c.is_ascii_alphanumeric()));
    if let Some((power, len)) = letters {
        found.number *= power;
        end += len;
    }
    let unit = if letters.is_some() { None } else { unit(text, end, lexicon) };
    let unit = unit.or_else(|| again(text, from, end, lexicon)).or_else(|| in_bracket(text, end, lexicon));
    // 3gl3: part of an address or a code.
    if unit.is_none() && text[end..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(Read::Skip(end + text[end..].bytes().take_while(u8::is_ascii_alphanumeric).count()));
    }
    let has_unit = unit.is_some();
    if let Some(unit) = unit {
        end = unit.take(&mut found);
    }
    if let Some(end) = counts_nothing(text, after..end, lexicon) {
        return Err(Read::Skip(end));
    }
    let range = other_end(text, end, number, &mut found, lexicon);
    if number.kanji && !kanji_counts(text, from, after, has_unit, range.is_some(), lexicon) {
        return Err(Read::Skip(after));
    }
    end = range.unwrap_or(end);
    if cut_year(text, end, &found, lexicon) {
        return Err(Read::Skip(end));
    }
    found.unit = found.unit.or(money);
    if sign == '±' && found.max.is_some() {
        return Err(Read::Skip(end));
    }
    end = signed(text, end, sign, &mut found, lexicon);
    end = tenths(text, end, &mut found, lexicon);
    end = half(text, end, &mut found, words);
    Ok((found, end))
}

/// `2/5か所`: so many of all that there are. Gives where the second number ends.
fn of_whole(text: &str, from: usize, lexicon: &Lexicon) -> Option<usize> {
    let digits = run(text, from);
    let at = from + digits;
    let more = text[at..].strip_prefix('/').map_or(0, |_| run(text, at + 1));
    let end = at + 1 + more;
    // 81%（26/32橋）: a share told once more.
    if !(1..=WHOLE).contains(&digits) || !(1..=WHOLE).contains(&more) || text[..from].ends_with('(') {
        return None;
    }
    let (part, all): (u32, u32) = (text[from..at].parse().ok()?, text[at + 1..end].parse().ok()?);
    let rest = &text[end..];
    let day = rest.starts_with([lexicon.years.day, lexicon.years.month]);
    (part <= all && !day && lexicon.counter(rest).is_some()).then_some(end)
}

/// The numbers of a part and its whole have no more digits.
const WHOLE: usize = 3;

/// thirty (30) per cent: the unit behind a number that a bracket tells again.
fn again(text: &str, from: usize, end: usize, lexicon: &Lexicon) -> Option<Unit> {
    let spelled = text[..from]
        .strip_suffix('(')
        .is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_ascii_alphabetic()));
    let closed = text[end..].starts_with(") ") && text[..from].ends_with(" (");
    (spelled && closed).then(|| unit(text, end + 1, lexicon)).flatten().filter(|unit| !unit.text.is_empty())
}

/// Whether the unit is the first part of 年度: 3~5年度 counts nothing.
fn cut_year(text: &str, end: usize, found: &Value, lexicon: &Lexicon) -> bool {
    let Some(unit) = found.unit.as_deref() else { return false };
    let whole = lexicon.years.unit(unit).is_some_and(|(_, len)| len == unit.len());
    let longest =
        end.checked_sub(unit.len()).and_then(|start| text.get(start..)).and_then(|rest| lexicon.years.unit(rest));
    whole && longest.is_some_and(|(_, len)| len > unit.len())
}

/// A fraction is its value, without a unit.
fn share(text: &str, floor: usize, at: usize, end: usize, part: f64, lexicon: &Lexicon) -> Read {
    if lexicon.numbers.ranked.longest(&text[..at]).is_some() {
        return Read::Skip(end);
    }
    let mut found = plain(part);
    let end = suffixes(text, end, &mut found, &lexicon.numbers);
    let start = floor + prefixes(&text[floor..], at - floor, &mut found, lexicon);
    Read::Found(Found { range: start..end, item: Item::Value(found) })
}

/// The sign at an offset (a space where there is none) and where the number begins;
/// nothing where a dash is no sign.
fn sign(text: &str, at: usize, lexicon: &Lexicon) -> Option<(char, usize)> {
    let c = text[at..].chars().next()?;
    if !one_of(c, "+-▲△±") && lexicon.numbers.money(c).is_none() {
        return Some((' ', at));
    }
    let from = at + c.len_utf8();
    // US$ 1.2 bn; △ 214 where nothing else stands before it.
    let apart = lexicon.numbers.money(c).is_some() || at == 0 && one_of(c, "▲△±");
    if apart && text[from..].starts_with(' ') && text[from + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        return Some((c, from + 1));
    }
    // A dash between numbers or words joins them, a plus only where it touches both.
    let before = if c == '-' { text[..at].trim_end() } else { &text[..at] }.chars().next_back();
    let joins = matches!(c, '-' | '+' | '±')
        && before.is_some_and(|b| b.is_alphanumeric() && !is_hiragana(b) || b == ')' || b == '-');
    (text[from..].starts_with(|c: char| c.is_ascii_digit()) && !joins).then_some((c, from))
}

/// The code of a currency that a text ends with, with the space behind it: USD 5 billion.
fn money_code<'t>(before: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let bare = before.trim_end_matches(' ');
    let (_, len) = lexicon.numbers.money_codes.longest(bare)?;
    let code = &before[bare.len() - len..];
    code.starts_with(|c: char| c.is_ascii_uppercase()).then_some(code)
}

/// Where the sign of money before a number stands.
fn from_sign(text: &str, from: usize) -> usize {
    text[..from].trim_end_matches(' ').char_indices().next_back().map_or(from, |(at, _)| at)
}

/// US$, A$: where the letters before a sign of money begin, or the sign.
fn country(text: &str, from: usize) -> usize {
    let sign = from_sign(text, from);
    let letters = text[..sign].bytes().rev().take_while(u8::is_ascii_uppercase).count();
    let start = sign - if letters <= LONGEST_COUNTRY { letters } else { 0 };
    if text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) { sign } else { start }
}

/// The letters of a country before a sign of money are no more.
const LONGEST_COUNTRY: usize = 3;

/// Whether a number of kanji alone is one: 三人, 百二十三, not 三重県, 一部, 十分.
fn kanji_counts(text: &str, from: usize, after: usize, has_unit: bool, is_range: bool, lexicon: &Lexicon) -> bool {
    let number = &text[from..after];
    if number.len() == text.trim().len() {
        return true;
    }
    let before = text[..from].chars().next_back();
    let rest = &text[after..];
    if before.is_some_and(|c| is_kanji(c) && !one_of(c, &lexicon.numbers.kanji_after)) {
        // 最低賃金千五百円, 現在一割強; but 第三十回.
        let digits = number.chars().count() >= 2 && number.contains(|c| small_power(c).or(big_power(c)).is_some());
        let tenth = &lexicon.numbers.tenths.tenth;
        let ranked = lexicon.numbers.ranked.longest(&text[..from]).is_some();
        let surely = digits && lexicon.counter(rest).is_some() || !tenth.is_empty() && rest.starts_with(tenth.as_str());
        // 電動車一〇〇％, 成長率三％程度, 出生率一・八
        let share = rest.starts_with('%') || number.contains('・');
        return (surely && has_unit || share) && !ranked;
    }
    let long = number.chars().count() >= 3 && number.contains(|c| small_power(c).or(big_power(c)).is_some());
    let counts = || lexicon.counter(rest).is_some() || lexicon.numbers.divisible.longest(rest).is_some();
    long || is_range || has_unit && counts() && !lexicon.is_idiom(rest)
}

/// 6割 is 60%, 3割4分5厘 34.5%: tells where it ends.
fn tenths(text: &str, end: usize, value: &mut Value, lexicon: &Lexicon) -> usize {
    let words = &lexicon.numbers.tenths;
    if words.tenth.is_empty() || value.unit.as_deref() != Some(words.tenth.as_str()) {
        return end;
    }
    // 0.1割 is told in floats; tenths of it round to what was written.
    let mut hundredths = value.number * 10.0;
    let mut at = end;
    for (sign, weight) in words.parts.iter().zip([1.0, 0.1]) {
        if value.max.is_some() {
            break;
        }
        let mut rest = text[at..].chars();
        let digit = rest.next().and_then(|c| c.to_digit(10).or_else(|| kanji_digit(c).map(|digit| digit as u32)));
        if let Some(digit) = digit
            && rest.as_str().starts_with(sign.as_str())
        {
            hundredths += f64::from(digit) * weight;
            at = text.len() - rest.as_str().len() + sign.len();
        }
    }
    let round = |value: f64| (value * 1e6).round() / 1e6;
    value.number = round(hundredths);
    value.max = value.max.map(|max| round(max * 10.0));
    value.unit = Some(words.unit.clone());
    at
}

/// 5年間, 3か年, 今後5年, 過去5年, /4年: a span of years is no value. Gives it and where it ends.
fn years(text: &str, from: usize, after: usize, number: &Number, lexicon: &Lexicon) -> Option<(u16, usize)> {
    let words = &lexicon.years;
    // 五年間
    let kanji = number.kanji && number.value.fract() == 0.0 && number.value <= f64::from(u16::MAX);
    let written = text[from..after].parse().ok().or_else(|| kanji.then_some(number.value as u16));
    let years: u16 = written.filter(|years| (1..=100).contains(years))?;
    let at = after + gap(text, after);
    let rest = &text[at..];
    if let Some(len) = words.span.len(rest) {
        return Some((years, at + len));
    }
    let (basis, len) = words.unit(rest)?;
    let before = &text[..from];
    // 5年累計500件
    let summed = words.sums.longest(&rest[len..]).is_some_and(|(sum, _)| sum.is_some());
    let placed = before.ends_with('/') || words.ahead.longest(before).is_some() || words.past.longest(before).is_some();
    let span = basis == super::Basis::Fiscal || placed || summed;
    (span && words.no.len(rest).is_none_or(|no| no <= len)).then_some((years, at + len))
}
