//! One year in two calendars is one year: 令和12（2030）年度, 2030年度(令和12年度), 2025(R7)年度.

use super::date::{month, spaces, suffix};
use super::year::{Year, single};
use super::{Basis, Context};

/// Takes the same year in the other calendar to the one just read, if it follows.
pub(super) fn twice(text: &str, at: usize, first: Year, context: &Context<'_>) -> Year {
    bracketed(text, at, first, context).or_else(|| beside(text, at, first, context)).unwrap_or(first)
}

fn bracketed(text: &str, at: usize, first: Year, context: &Context<'_>) -> Option<Year> {
    let words = &context.lexicon.years;
    let blank = |text: &str| text.len() - text.trim_start_matches([' ', '\n']).len();
    let end = at + first.len;
    let open = end + blank(&text[end..]);
    let bracket = text[open..].chars().next()?;
    let close = match bracket {
        '(' => ')',
        '〔' => '〕',
        '[' => ']',
        _ => return None,
    };
    let from = open + bracket.len_utf8();
    let from = from + spaces(&text[from..]);
    let second = single(text, from, context)?;
    let after = from + second.len;
    let after = after + spaces(&text[after..]);
    let rest = text[after..].strip_prefix(close)?;
    let behind = after + close.len_utf8();
    let (basis, more) = suffix(rest, words);
    let year = same(first, second, context)?;
    // 12(2030) alone is a number and a year.
    if (first.open || second.open) && !(first.sure && second.sure) && basis.is_none() && second.basis.is_none() {
        return None;
    }
    // 5（2023年度）, 98（令和5年度）: a number and the year that it was counted in, whatever era would make them one.
    if first.open && !first.sure && first.basis.is_none() && basis.is_none() {
        return None;
    }
    let of_words = basis.or(first.basis).or(second.basis);
    let date = if more == 0 && of_words == Some(Basis::Calendar) { month(rest, words) } else { 0 };
    let last = words.end(&rest[more + date..]);
    let base = if first.open { None } else { first.base }.or(if second.open { None } else { second.base });
    let len = behind + more + date + last - at;
    Some(Year { year, basis: of_words, len, base, open: false, sure: true })
}

/// `令和12年度/2030年度`, `令和12年度⏎2030年度`: the same year again, in the other calendar.
fn beside(text: &str, at: usize, first: Year, context: &Context<'_>) -> Option<Year> {
    let end = at + first.len;
    let sign = text[end..].trim_start_matches([' ', '\n', '/', '=']);
    let from = text.len() - sign.len();
    if from - end > 3 || from == end || first.open || !first.sure {
        return None;
    }
    let second = single(text, from, context)?;
    let other = second.sure && !second.open && first.base.is_some() != second.base.is_some();
    (other && first.year == second.year).then(|| Year {
        basis: second.basis.or(first.basis),
        len: from + second.len - at,
        base: first.base.or(second.base),
        ..first
    })
}

/// The year that both are; one without an era may be of any that makes them the same.
fn same(first: Year, second: Year, context: &Context<'_>) -> Option<i32> {
    let of_an_era = |open: Year, other: Year| {
        let number = open.year - open.base?;
        let eras = &context.lexicon.years.eras;
        eras.iter().any(|era| era.base() + number == other.year).then_some(other.year)
    };
    match (first.open, second.open) {
        (false, false) => (first.year == second.year).then_some(first.year),
        (true, false) => of_an_era(first, second),
        (false, true) => of_an_era(second, first),
        (true, true) => None,
    }
}
