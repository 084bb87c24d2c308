//! One year: 令和５年度, R10, FY2023, 2028, '25, 二〇三〇年度.
//!
//! An era year is the western year of the era's first plus one less than its number,
//! and eras are counted on past their end: plans made in 平成 reach to H42 (2030).

use super::date::{short_month, spaces, suffix, written_date};
use super::digits::{kanji_digit, run, small_power};
use super::open::{first as first_year, later, open};
use super::twice::twice;
use super::{Basis, Context};
use crate::chars::{is_japanese, is_kanji, one_of};
use crate::text::calendar::CENTURY;
use crate::text::lexicon::{Era, YearWords};

/// One year expression: the year, how it is counted, and its length in bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Year {
    pub year: i32,
    pub basis: Option<Basis>,
    pub len: usize,
    /// What is added to a number that leaves out the rest: 6 of R2~6. None for western years.
    pub base: Option<i32>,
    /// Whether the era is left out here already.
    pub open: bool,
    /// Whether it is a year by itself; else only beside its like in the other calendar.
    pub sure: bool,
}

impl Year {
    pub fn western(year: i32, basis: Option<Basis>, len: usize) -> Self {
        Self { year, basis, len, base: None, open: false, sure: true }
    }
}

/// No indicator's year is written outside these.
const WESTERN: std::ops::Range<i32> = 1868..2200;
/// Four digits and nothing else are a year only among these: 2119 is a number.
pub(super) const BARE: std::ops::Range<i32> = 1900..2101;

/// Reads the year at an offset, in one calendar or in two.
pub(super) fn year(text: &str, at: usize, context: &Context<'_>) -> Option<Year> {
    let first = single(text, at, context)?;
    Some(twice(text, at, first, context)).filter(|year| year.sure)
}

/// Reads the year at an offset in the calendar that it begins with.
pub(super) fn single(text: &str, at: usize, context: &Context<'_>) -> Option<Year> {
    let words = &context.lexicon.years;
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let first = rest.chars().next()?;
    match first {
        '0'..='9' => western(text, at, before, context),
        '\'' | '’' | '‘' => two_digits(rest, first.len_utf8(), before, words),
        _ if kanji_digit(first).is_some() => kanji_year(rest, before, words).or_else(|| later(text, at, context)),
        _ if !context.lexicon.starts.contains(first) => None,
        _ => {
            if let Some((begin, name)) = words.names.longest(rest) {
                return era(rest, name, begin, words);
            }
            if rest.starts_with(words.first.as_str()) {
                return first_year(text, at, context);
            }
            let part = |c: char| c.is_ascii_alphanumeric();
            if let Some(begin) = words.letter(first)
                && (!before.is_some_and(|c| part(c) || one_of(c, "-_.&")) || range_sign_before(text, at))
            {
                let found = era(rest, first.len_utf8(), begin, words)?;
                let word_goes_on = rest[found.len..].starts_with(|c: char| c.is_ascii_alphabetic());
                return (!word_goes_on && !version(text, at)).then_some(found);
            }
            if before.is_some_and(part) {
                return None;
            }
            english(rest, words)
        }
    }
}

/// `R6-R10`: the dash before the second letter is a range sign, not part of a word.
fn range_sign_before(text: &str, at: usize) -> bool {
    text[..at]
        .strip_suffix('-')
        .and_then(|before| before.trim_end().chars().next_back())
        .is_some_and(|c| c.is_ascii_digit() || is_kanji(c))
}

/// `ICH-E6(R3)`: a revision mark glued to an identifier.
fn version(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix('(') else { return false };
    let word = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
    let (outside, word) = before.split_at(before.len() - word);
    // 28.8万m3(R3): letters after a number are its unit.
    let power = |c: char| super::digits::big_power(c).is_some() || small_power(c).is_some() || matches!(c, '.' | ',');
    let unit = outside.ends_with(power) || word.starts_with(|c: char| c.is_ascii_digit());
    !unit && word.chars().any(|c| c.is_ascii_alphabetic()) && word.ends_with(|c: char| c.is_ascii_digit())
}

fn era(rest: &str, name: usize, era: Era, words: &YearWords) -> Option<Year> {
    let at = name + spaces(&rest[name..]);
    let (number, len) = if rest[at..].starts_with(words.first.as_str()) {
        (1, words.first.len())
    } else {
        match run(rest, at) {
            0 if name > 1 => kanji_number(&rest[at..])?,
            1 => parted(rest, at, words).unwrap_or((rest[at..=at].parse().ok()?, 1)),
            2 => (rest[at..at + 2].parse().ok()?, 2),
            _ => return None,
        }
    };
    if number == 0 {
        return None;
    }
    let at = at + len;
    let (basis, more) = suffix(&rest[at..], words);
    // R5.10月, R6.3: a month in the short form.
    let month = if more == 0 { short_month(&rest[at..], words) } else { 0 };
    let basis = if month > 0 { Some(Basis::Calendar) } else { basis };
    let year = era.base() + number;
    Some(Year { year, basis, len: at + more + month, base: Some(era.base()), open: false, sure: true })
}

/// `1⏎0年度` after an era's name: the two digits of one year.
fn parted(rest: &str, at: usize, words: &YearWords) -> Option<(i32, usize)> {
    let next = at + 2;
    if !rest[at + 1..].starts_with([' ', '\n']) || run(rest, next) != 1 || words.unit(&rest[next + 1..]).is_none() {
        return None;
    }
    let number: i32 = format!("{}{}", &rest[at..=at], &rest[next..=next]).parse().ok()?;
    (number >= 10).then_some((number, 3))
}

/// 二, 十, 二十一.
pub fn kanji_number(text: &str) -> Option<(i32, usize)> {
    let (mut value, mut current, mut len) = (0, None, 0);
    for c in text.chars().take(3) {
        if let Some(digit) = kanji_digit(c) {
            // 二〇: figures in a row.
            current = Some(current.map_or(digit, |before: i128| before * 10 + digit));
        } else if small_power(c) == Some(10) {
            value += current.take().unwrap_or(1) * 10;
        } else {
            break;
        }
        len += c.len_utf8();
    }
    let value = value + current.unwrap_or(0);
    (len > 0).then_some((value as i32, len))
}

/// `二〇三〇年度`; without 年 only beside its like in the other calendar.
fn kanji_year(rest: &str, before: Option<char>, words: &YearWords) -> Option<Year> {
    let (mut year, mut len) = (0, 0);
    for c in rest.chars().take(4) {
        year = year * 10 + kanji_digit(c)? as i32;
        len += c.len_utf8();
    }
    let goes_on = |c: char| kanji_digit(c).is_some() || small_power(c).is_some();
    if !BARE.contains(&year) || before.is_some_and(goes_on) || rest[len..].starts_with(goes_on) {
        return None;
    }
    let (basis, more) = suffix(&rest[len..], words);
    Some(Year { sure: basis.is_some(), ..Year::western(year, basis, len + more) })
}

fn western(text: &str, at: usize, before: Option<char>, context: &Context<'_>) -> Option<Year> {
    let words = &context.lexicon.years;
    let rest = &text[at..];
    let digits = run(rest, 0);
    let joined = before.is_some_and(|c| c.is_ascii_digit() || c == '.' || c.is_ascii_alphabetic());
    if joined || context.lexicon.numbers.no_value.longest(&text[..at]).is_some() {
        return None;
    }
    if digits == 2
        && let Some(found) = short_pair(text, at)
    {
        return Some(found);
    }
    if digits < 4 {
        return parted_western(rest, digits, words).or_else(|| open(text, at, digits, context));
    }
    let year: i32 = rest.get(..4)?.parse().ok()?;
    if let Some(len) =
        month_in_bracket(&rest[4..]).filter(|_| digits == 4 && before == Some('(') && BARE.contains(&year))
    {
        return Some(Year::western(year, Some(Basis::Calendar), 4 + len));
    }
    if let Some(len) = noted(text, at, digits, words).filter(|_| BARE.contains(&year)) {
        return Some(Year::western(year, None, len));
    }
    if digits != 4 || !WESTERN.contains(&year) || thousands(&rest[4..]) {
        return None;
    }
    let tail = &rest[4..];
    // 2010/11 in English runs from one year into the next; in Japanese it may be November.
    let pair = tail.starts_with('/')
        && run(tail, 1) == 2
        && tail[1..3].parse() == Ok((year + 1) % 100)
        && !tail[3..].starts_with(['/', '.', '-'])
        && !text.contains(is_japanese);
    let date = if pair { 0 } else { written_date(tail, words) };
    if date > 0 {
        return Some(Year::western(year, Some(Basis::Calendar), 4 + date));
    }
    let (basis, more) = suffix(tail, words);
    if more > 0 {
        return Some(Year::western(year, basis, 4 + more));
    }
    // ,2025 after a digit is the end of another number.
    let part = before == Some(',') && text[..at - 1].ends_with(|c: char| c.is_ascii_digit());
    let bracket = tail.trim_start_matches([' ', '\n']).starts_with(['(', '〔', '[']);
    let sure = BARE.contains(&year) && !part && stands_alone(tail, context);
    (sure || bracket).then_some(Year { sure, ..Year::western(year, None, 4) })
}

/// `ACTUAL 18/19`, `TARGET 24 /25`, at the end of the head of a column: a fiscal year, where a fraction would stand alone,
/// and no 11/12, which may be a day.
fn short_pair(text: &str, at: usize) -> Option<Year> {
    let number = |from: usize| text.get(from..from + 2)?.parse::<i32>().ok();
    let slash = at + 2 + usize::from(text.get(at + 2..)?.starts_with(" /"));
    let (first, second) = (number(at)?, number(slash + 1)?);
    let before = text[..at].trim_end();
    let word = before.len() < at && before.ends_with(|c: char| c.is_ascii_alphabetic());
    let ends = text[slash + 3..].chars().next().is_none_or(|c| c == '\n');
    let pair = text[slash..].starts_with('/') && second == first + 1;
    let len = slash + 3 - at;
    (word && ends && pair && first > MONTHS).then(|| Year::western(CENTURY + first, Some(Basis::Fiscal), len))
}

/// Above it no number is a month.
const MONTHS: i32 = 12;

/// `（2022.3）`: a month, where nothing else stands in the bracket.
fn month_in_bracket(tail: &str) -> Option<usize> {
    let digits = run(tail.strip_prefix('.')?, 0);
    let month: u32 = tail.get(1..=digits)?.parse().ok()?;
    ((1..=2).contains(&digits) && (1..=12).contains(&month) && tail[1 + digits..].starts_with(')'))
        .then_some(1 + digits)
}

/// By 203041, by 2023.79 The: a year with the number of a note, for a count would have a comma, or what it counts.
fn noted(text: &str, at: usize, digits: usize, words: &YearWords) -> Option<usize> {
    let decimals = text[at + digits..].strip_prefix('.').map_or(0, |rest| run(rest, 0));
    let len = match (digits, decimals) {
        (5..=6, _) => digits,
        (4, 1..=3) => digits + 1 + decimals,
        _ => return None,
    };
    let behind = &text[at + len..];
    let ends = behind.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ';' | ')'));
    // Behind the end of a sentence a new one begins.
    let counted = behind.trim_start().starts_with(|c: char| c.is_alphabetic() && (decimals == 0 || !c.is_uppercase()));
    let before = text[..at].trim_end_matches(' ');
    // An amount may well end a line; a year with decimals does not.
    let last = decimals > 0 && behind.trim_end_matches(' ').is_empty() && words.noted_last.longest(before).is_some();
    (ends && !counted && (last || words.noted.longest(before).is_some())).then_some(len)
}

/// `,234`, `.5`: what four digits of a number may go on with.
fn thousands(tail: &str) -> bool {
    tail.starts_with('.') && run(tail, 1) > 0 && written_point(tail) || tail.starts_with(',') && run(tail, 1) == 3
}

/// Whether a point behind four digits begins decimals, and no month and day.
fn written_point(tail: &str) -> bool {
    let digits = run(tail, 1);
    digits > 2 || !tail[1 + digits..].starts_with('.') && !tail[1 + digits..].starts_with(|c: char| is_kanji(c))
}

/// A bare 2028 is a year only where no unit could follow: before a bracket, a range or an arrow, or at the end.
fn stands_alone(tail: &str, context: &Context<'_>) -> bool {
    const SIGNS: &str = ")]）~→,、。 :\n-/_・※〕>;；\"'’.†‡*―";
    let Some(first) = tail.chars().next() else { return true };
    if first == '.' && run(tail, 1) > 0 {
        return false;
    }
    let lexicon = context.lexicon;
    // 2119 台, 1990 件: what counts may stand apart.
    let word = tail.trim_start_matches(' ');
    if word.len() < tail.len()
        && let Some(len) = lexicon.counter(word)
        && lexicon.years.unit(word).is_none()
    {
        return word[len..].starts_with(is_kanji);
    }
    one_of(first, SIGNS) || lexicon.years.after_bare.longest(tail).is_some()
}

/// `20⏎28年度`, `202 8年度`: four digits parted once are a year where 年度 stands behind them.
fn parted_western(rest: &str, digits: usize, words: &YearWords) -> Option<Year> {
    let next = digits + 1;
    if digits == 0 || !rest[digits..].starts_with([' ', '\n']) || run(rest, next) + digits != 4 {
        return None;
    }
    let end = next + 4 - digits;
    let year: i32 = format!("{}{}", &rest[..digits], &rest[next..end]).parse().ok()?;
    let (basis, more) = suffix(&rest[end..], words);
    (BARE.contains(&year) && basis == Some(Basis::Fiscal)).then(|| Year::western(year, basis, end + more))
}

/// `'21年`, `’25`.
fn two_digits(rest: &str, quote: usize, before: Option<char>, words: &YearWords) -> Option<Year> {
    // The quote of a word: the states' 50.
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '\'' || c == '’') || run(rest, quote) != 2 {
        return None;
    }
    let number: i32 = rest[quote..quote + 2].parse().ok()?;
    let (basis, more) = suffix(&rest[quote + 2..], words);
    let tail = &rest[quote + 2 + more..];
    let closes = tail.is_empty() || tail.starts_with(|c: char| one_of(c, ")]〕~-/→、。,・ \n:"));
    let sums = words.sums.longest(tail).is_some_and(|(sum, _)| sum.is_some());
    (basis.is_some() || closes || sums)
        .then(|| Year { base: Some(CENTURY), ..Year::western(CENTURY + number, basis, quote + 2 + more) })
}

/// `FY2023`, `FY 2023`, `fiscal year 2023`, `FY23`, `CY2020`.
fn english(rest: &str, words: &YearWords) -> Option<Year> {
    let (basis, prefix) = words.english.longest(rest)?;
    let at = prefix + spaces(&rest[prefix..]);
    let digits = run(rest, at);
    let number: i32 = rest[at..at + digits].parse().ok()?;
    let year = match digits {
        4 if WESTERN.contains(&number) => number,
        // Spring 27; but costs fall 15%.
        2 if rest.starts_with(char::is_uppercase) && !rest[at + digits..].trim_start().starts_with(['%', '％']) => {
            CENTURY + number
        }
        _ => return None,
    };
    Some(Year::western(year, Some(basis), at + digits))
}
