//! Numbers that are no values: of dates, versions, telephones, headings, school years, ages, and what a rate
//! is told for (人口10万人当たり).

use super::digits::run;
use super::number::{Number, number};
use super::unit::{gap, unit};
use super::year::BARE;
use crate::chars::{is_kanji, is_katakana, one_of};
use crate::text::lexicon::Lexicon;

/// Whether the number at `from..after` is part of something else; gives where that ends.
pub(super) fn no_value(text: &str, from: usize, number: &Number, lexicon: &Lexicon) -> Option<usize> {
    let after = from + number.len;
    let before = text[..from].chars().next_back();
    let rest = &text[after..];
    let none = chain(text, from, after, lexicon).or_else(|| power_of_ten(text, after));
    if let Some(end) = none.or_else(|| numbered_range(text, from, after, lexicon)) {
        return Some(end);
    }
    // COVID-19, PM2.5, Top10%, G20: the number belongs to the word.
    let letter = |c: char| c.is_ascii_alphabetic() || ('Ⅰ'..='Ⅻ').contains(&c);
    let hyphened = before == Some('-') && text[..from - 1].ends_with(letter);
    // GDP1,000兆円: no name of anything has a power of ten.
    let named_by = before.is_some_and(letter) && number.power.is_none();
    if named_by || hyphened || numbered(text, from, rest, lexicon) {
        return Some(after);
    }
    if day(text, from, number, lexicon) || named(text, from, number, lexicon) {
        return Some(after);
    }
    if grade(text, from, after, lexicon) || heading(text, from, after, lexicon) || mark(text, from, after, lexicon) {
        return Some(after);
    }
    let words = &lexicon.numbers;
    // Math 8th Grade, 9th-graders, 10th, 11th and 12th grade: an ordinal before a word or another counts nothing.
    let ordinal = words.ordinal.len(rest).filter(|_| number.digits.is_some());
    if let Some(len) = ordinal
        && (rest[len..]
            .strip_prefix([' ', '-'])
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
            || rest[len..].starts_with(", "))
    {
        return Some(after + len);
    }
    // 3時45分, 09年5月.
    if rest.starts_with(words.minute) && text[..from].ends_with(words.hour) {
        return Some(after + words.minute.len_utf8());
    }
    let years = &lexicon.years;
    if let Some((_, year)) = years.unit(rest)
        && let digits @ 1.. = run(rest, year)
        && rest[year + digits..].starts_with(years.month)
    {
        return Some(after + year);
    }
    // The rest of a date that the period did not take.
    if text[..from].trim_end().ends_with(years.month) {
        // 9月2 4日: a digit apart from its fellow.
        let apart = if rest.starts_with([' ', '\n']) && run(rest, 1) == 1 { 2 } else { 0 };
        if rest[apart..].starts_with(years.day) {
            return Some(after + apart + years.day.len_utf8());
        }
    }
    if let Some(end) = per(text, from, lexicon).or_else(|| unit_in_bracket(text, from, number, lexicon)) {
        return Some(end);
    }
    lexicon.is_no_unit(rest.trim_start_matches(' ')).then_some(after)
}

/// 第3期, 第1・2グループ: a word before a number, or before the first of several, says that it counts nothing; but 第3位.
fn numbered(text: &str, from: usize, rest: &str, lexicon: &Lexicon) -> bool {
    let words = &lexicon.numbers;
    let word = |before: &str| words.no_value.longest(before).is_some();
    let first = || text[..from].strip_suffix('・').map(|all| (all, all.trim_end_matches(|c: char| c.is_ascii_digit())));
    let place = words.places.len(rest.trim_start_matches(' ')).is_some();
    !place && (word(&text[..from]) || first().is_some_and(|(all, before)| before.len() < all.len() && word(before)))
}

/// Grade 7–8 students, Years 7-9: a range of what is numbered counts nothing; tells where it ends.
fn numbered_range(text: &str, from: usize, after: usize, lexicon: &Lexicon) -> Option<usize> {
    let before = text[..from].strip_suffix(' ').filter(|before| before.ends_with(|c: char| c.is_ascii_alphabetic()))?;
    let rest = text[after..].strip_prefix(['-', '–', '~'])?;
    let digits = run(rest, 0);
    let word = || {
        let one = before.strip_suffix('s').unwrap_or(before);
        [before, one].iter().any(|word| lexicon.numbers.numbered.longest(word).is_some())
    };
    let short = after - from <= 2 && (1..=2).contains(&digits) && run(text, from) == after - from;
    let whole = rest[digits..].is_empty() || rest[digits..].starts_with([' ', ',', ')', ':', ';', '.']);
    (short && whole && word()).then(|| text.len() - rest.len() + digits)
}

/// 旅客数（千人）, 処分量【千トン】: a power of ten and a unit in a bracket of their own tell how something is counted.
fn unit_in_bracket(text: &str, from: usize, number: &Number, lexicon: &Lexicon) -> Option<usize> {
    let power = number.kanji && number.value >= LEAST_POWER && number.value.log10().fract() == 0.0;
    let opens = text[..from].ends_with(['(', '[', '【', '〔']);
    let unit = unit(text, from + number.len, lexicon).filter(|_| power && opens)?;
    text[unit.end..].starts_with([')', ']', '】', '〕']).then_some(unit.end)
}

/// The least power of ten that things are counted in.
const LEAST_POWER: f64 = 100.0;

/// 31 March 2026, 31-Mar-2026, March 31: a day.
fn day(text: &str, from: usize, number: &Number, lexicon: &Lexicon) -> bool {
    let (behind, before) = &lexicon.numbers.months;
    let is_day = number.digits.is_some_and(|digits| (1..=31).contains(&digits));
    let rest = &text[from + number.len..];
    // 31st March
    let rest = &rest[lexicon.numbers.ordinal.len(rest).unwrap_or(0)..];
    let apart = |c| matches!(c, ' ' | '-');
    is_day
        && (behind.len(rest.trim_start_matches(apart)).is_some() && rest.starts_with(apart)
            || before.longest(text[..from].trim_end()).is_some() && text[..from].ends_with(' '))
}

/// ビジョン2030の進捗: the year in a plan's name.
fn named(text: &str, from: usize, number: &Number, lexicon: &Lexicon) -> bool {
    number.len == 4
        && number.digits.is_some_and(|digits| BARE.contains(&(digits as i32)))
        && text[..from].ends_with(is_katakana)
        && unit(text, from + number.len, lexicon).is_none()
}

/// `1.2.2`, `2-2-2`, `03-5253-1111`, `10:30`, `4/26`.
fn chain(text: &str, from: usize, after: usize, lexicon: &Lexicon) -> Option<usize> {
    let bytes = text.as_bytes();
    let sign = *bytes.get(after).filter(|byte| matches!(byte, b'.' | b'-' | b':' | b'/'))?;
    if run(text, after + 1) == 0 {
        return None;
    }
    let chain = text[after..].bytes().take_while(|byte| byte.is_ascii_digit() || b".-:/".contains(byte)).count();
    let joints = text[after..after + chain].bytes().filter(|byte| !byte.is_ascii_digit());
    // 40-50% and 1.5-2.5% are ranges, 小6:81.5% a series; all show by their unit.
    let range = sign == b'-' && bytes[from] != b'0' && joints.filter(|&byte| byte != b'.').count() == 1;
    let counted = (range || sign == b':') && unit(text, after + chain, lexicon).is_some() || range && alone(text);
    // 191/1,697: the thousands of the last number go with it.
    let mut end = after + chain;
    while text[end..].starts_with(',') && run(text, end + 1) == 3 {
        end += 4;
    }
    (!counted).then_some(end)
}

/// 4.0-6.0 is a range where nothing else stands beside it; 1-2 is the number of a part, 20-24 an age.
fn alone(text: &str) -> bool {
    let ends = text.trim().split_once('-').map(|(low, high)| (low.parse::<f64>(), high.parse::<f64>()));
    matches!(ends, Some((Ok(low), Ok(high))) if low < high && text.contains('.'))
}

/// `10^-12`, `10⁻¹²`, `1.5×10^6`: what is written in powers of ten counts nothing that we read.
fn power_of_ten(text: &str, after: usize) -> Option<usize> {
    let raised = |c: char| matches!(c, '⁻' | '⁺' | '¹' | '²' | '³' | '⁰'..='⁹');
    let mut at = after;
    let rest = &text[after..];
    if let Some(factor) = rest.strip_prefix(['×', 'x', '*'])
        && let Some(power) = factor.strip_prefix("10")
        && power.starts_with(|c: char| c == '^' || raised(c))
    {
        at = text.len() - power.len();
    }
    let power = &text[at..];
    if let Some(exponent) = power.strip_prefix('^') {
        let digits = exponent.trim_start_matches(['-', '+']);
        let len = run(digits, 0);
        return (len > 0).then(|| text.len() - digits.len() + len);
    }
    let len = power.len() - power.trim_start_matches(raised).len();
    (at > after && len > 0 || power.starts_with('⁻')).then_some(at + len)
}

/// 小5男子, 中3, 高1: a year at school; but 最高5件, 10人中3人.
fn grade(text: &str, from: usize, after: usize, lexicon: &Lexicon) -> bool {
    let before = &text[..from];
    let Some(school) = before.chars().next_back() else { return false };
    let Some(highest) = lexicon.numbers.grade(school) else { return false };
    let year: u32 = text[from..after].parse().unwrap_or(0);
    let whole = !before[..before.len() - school.len_utf8()].ends_with(|c: char| is_kanji(c) || c.is_ascii_digit());
    let rest = &text[after..];
    let series = rest.starts_with([':', '、', ')', '・', ',']);
    (1..=highest).contains(&year)
        && after - from == 1
        && (series || whole)
        && !rest.starts_with(['.', '%'])
        && lexicon.unit(rest).is_none()
}

/// `(1) 目標`, `1. 目標`, `※1`, `注1)`: the number of an item or a note.
fn mark(text: &str, from: usize, after: usize, lexicon: &Lexicon) -> bool {
    let digits = after - from;
    if run(text, from) != digits || digits > 2 {
        return false;
    }
    let (before, rest) = (&text[..from], &text[after..]);
    if let Some((_, len)) = lexicon.numbers.notes.longest(before) {
        let sign = &before[before.len() - len..];
        // 受注3件
        let word = sign.starts_with(is_kanji) && before[..before.len() - len].ends_with(is_kanji);
        return !word && unit(text, after, lexicon).is_none();
    }
    // 基本目標１　地域で: what a goal is numbered by.
    let numbered = lexicon.numbers.numbered.longest(before.trim_end()).is_some();
    let apart = rest.starts_with([' ', ':']) && unit(text, after, lexicon).is_none_or(|unit| unit.text != "%");
    if numbered && apart {
        return true;
    }
    // 4.5[1], 17.5 [2]: glued to a value, or behind one in a text of Latin letters.
    if let Some(outside) = before.strip_suffix('[')
        && rest.starts_with(']')
    {
        let glued = outside.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '%' || c == ')');
        let apart = outside.ends_with(' ') && outside.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '%');
        return glued || apart && text.is_ascii();
    }
    let line = |before: &str| before.is_empty() || before.ends_with('\n');
    let goes_on = |rest: &str| rest.starts_with(' ') || rest.starts_with(|c: char| !c.is_ascii());
    match before.strip_suffix('(') {
        Some(outside) => line(outside) && rest.strip_prefix(')').is_some_and(goes_on),
        None => line(before) && rest.strip_prefix(['.', ')']).is_some_and(goes_on),
    }
}

/// `1 基本理念`: the number of a heading, not one 基; `2: Early warning`.
fn heading(text: &str, from: usize, after: usize, lexicon: &Lexicon) -> bool {
    let heads = text[..from].is_empty() || text[..from].ends_with('\n');
    let parted =
        text[after..].strip_prefix(": ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    if heads && parted && after - from <= 2 {
        return true;
    }
    let Some(rest) = text[after..].strip_prefix(' ') else { return false };
    let unit = lexicon.unit(rest).unwrap_or(0);
    let next = rest[unit..].chars().next();
    heads
        && unit > 0
        && rest.starts_with(is_kanji)
        && next.is_some_and(|c| is_kanji(c) && !one_of(c, &lexicon.numbers.after_unit))
}

/// No rate is told for more things at once: 1人1日当たり.
const MOST_PER: usize = 3;

/// １戸当たり, 人口10万人当たり, 10万対, 1人1日当たり: gives where it ends.
fn per(text: &str, from: usize, lexicon: &Lexicon) -> Option<usize> {
    let mut at = from;
    for n in 0..MOST_PER {
        let number = number(text, at, lexicon)?;
        // 5対3 is a ratio, 10万対5.2 a rate.
        let large = number.value >= 1000.0;
        at += number.len;
        if let Some(end) = per_word(text, at, large, lexicon) {
            return Some(end);
        }
        at += gap(text, at);
        let tenth = &lexicon.numbers.tenths.tenth;
        // 1割5分 is 15%.
        let share = !tenth.is_empty() && text[at..].starts_with(tenth.as_str());
        at += lexicon.unit(&text[at..])?;
        let rest = &text[at..];
        // 1日3回, 1人3冊: for each one of them.
        let each = n == 0 && !share && number.value == 1.0 && number.digits.is_some() && run(rest, 0) > 0;
        // 10人中3人, 5点満点: what a share or a mark is of.
        let of = lexicon.numbers.of.longest(rest).filter(|&(all, len)| all || run(rest, len) > 0);
        if each || of.is_some() {
            return Some(at + of.map_or(0, |(_, len)| len));
        }
        if let Some(end) = per_word(text, at, large, lexicon) {
            return Some(end);
        }
    }
    None
}

fn per_word(text: &str, at: usize, large: bool, lexicon: &Lexicon) -> Option<usize> {
    let len = lexicon.numbers.per.len(&text[at..])?;
    let end = at + len;
    let lone = text[at..end].chars().count() == 1;
    let goes_on = text[end..].starts_with(|c: char| is_kanji(c) || c.is_ascii_digit() && !large);
    (!(lone && goes_on)).then_some(end)
}
