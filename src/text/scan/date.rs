//! What follows a year's number: 年度, 年, months, days, 末, and dates written with points and slashes.

use super::Basis;
use super::digits::run;
use super::year::kanji_number;
use crate::text::lexicon::YearWords;

/// What follows a year's number: 年度, 年, a month and day, 末. Gives how the year is counted and the length.
pub(super) fn suffix(rest: &str, words: &YearWords) -> (Option<Basis>, usize) {
    let lead = spaces(rest);
    let text = &rest[lead..];
    // 令和5年間 is no year 5.
    if words.span.len(text).is_some() {
        return (None, 0);
    }
    let Some((basis, len)) = words.unit(text) else { return (None, 0) };
    let mut len = lead + len;
    if basis == Basis::Calendar {
        len += month(&rest[len..], words);
    }
    (Some(basis), len + words.end(&rest[len..]))
}

/// `10月`, ` 5 月 24 日`, `9月2 4日`, 三月: the length of a month and day.
pub(super) fn month(rest: &str, words: &YearWords) -> usize {
    let Some(digits) = number(rest, 12) else { return 0 };
    let gap = spaces(&rest[digits..]);
    let Some(after) = rest[digits + gap..].strip_prefix(words.month) else { return 0 };
    let len = digits + gap + words.month.len_utf8();
    let Some(day) = number(after, 31) else { return len };
    // 2 4日: a digit apart from its fellow.
    let lone = day - spaces(after) == 1 && run(after, day - 1) == 1;
    let apart = number(&after[day..], 9).filter(|&more| lone && more == 2).unwrap_or(0);
    let day = day + apart;
    let gap = spaces(&after[day..]);
    if after[day + gap..].starts_with(words.day) { len + day + gap + words.day.len_utf8() } else { len }
}

/// The length of a number up to a highest one, with the spaces before it.
fn number(text: &str, highest: i32) -> Option<usize> {
    let lead = spaces(text);
    let (value, len) = match run(text, lead) {
        0 => kanji_number(&text[lead..])?,
        digits @ 1..=2 => (text[lead..lead + digits].parse().ok()?, digits),
        _ => return None,
    };
    (1..=highest).contains(&value).then_some(lead + len)
}

/// `.10月`, `.3`, `.3末`, `.10.1` after an era year.
pub(super) fn short_month(rest: &str, words: &YearWords) -> usize {
    let Some(after) = rest.strip_prefix('.') else { return 0 };
    let Some(digits) = number(after, 12) else { return 0 };
    let tail = &after[digits..];
    if let Some(behind) = tail.strip_prefix(words.month) {
        return 1 + digits + words.month.len_utf8() + words.end(behind);
    }
    let day = tail.strip_prefix('.').map_or(0, |day| run(day, 0));
    let len = 1 + digits + if (1..=2).contains(&day) { 1 + day } else { 0 };
    len + words.end(&rest[len..])
}

/// `/3`, `/3/31`, `.3.31`, `.3末`, `-03-31` after four digits of a year.
pub(super) fn written_date(tail: &str, words: &YearWords) -> usize {
    let Some(sign) = tail.chars().next().filter(|c| matches!(c, '/' | '.' | '-')) else { return 0 };
    let part = |from: usize, highest: u32| {
        let digits = tail[from..].strip_prefix(sign).map_or(0, |rest| run(rest, 0));
        let value: u32 = tail.get(from + 1..from + 1 + digits).and_then(|text| text.parse().ok()).unwrap_or(0);
        ((1..=2).contains(&digits) && (1..=highest).contains(&value)).then_some(from + 1 + digits)
    };
    let Some(month) = part(0, 12) else { return 0 };
    let day = part(month, 31);
    let end = day.unwrap_or(month);
    let rest = &tail[end..];
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == sign || matches!(c, '%' | '.')) {
        return 0;
    }
    let last = words.end(rest);
    let whole = match sign {
        // 2025.3 is a number, 2024-10 a number of something.
        '.' => day.is_some() || last > 0,
        '-' => day.is_some(),
        _ => true,
    };
    if whole { end + last } else { 0 }
}

/// The length of the spaces that a text begins with.
pub(super) fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}
