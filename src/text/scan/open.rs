//! Years whose era is left out: 17年度, (21年), 17～23年度. They are years of the document's own calendar; where
//! that is not known only a bracket around them makes them years, and they count from the century.

use super::Context;
use super::date::suffix;
use super::digits::{figure, run};
use super::year::{BARE, Year};
use crate::text::calendar::CENTURY;
use crate::text::scan::Basis;

/// Reads a year of one or two digits.
pub(super) fn open(text: &str, at: usize, digits: usize, context: &Context<'_>) -> Option<Year> {
    let words = &context.lexicon.years;
    let number: i32 = text[at..at + digits].parse().ok().filter(|_| (1..=2).contains(&digits))?;
    let before = &text[..at];
    let rest = &text[at + digits..];
    let place = words.past.longest(before).is_some() || words.ahead.longest(before).is_some();
    if number == 0 || place || before.ends_with([',', '/']) || words.no.longest(rest.trim_start_matches(' ')).is_some()
    {
        return None;
    }
    if let Some(later) = later(text, at, context) {
        return Some(later);
    }
    let bracketed = before.ends_with(['(', '〔', '[']);
    let known = context.calendar.and_then(|calendar| calendar.base(number));
    let base = known.unwrap_or(CENTURY);
    let (basis, more) = suffix(rest, words);
    let len = digits + more;
    let found = Year { year: base + number, basis, len, base: Some(base), open: true, sure: true };
    let tail = &text[at + len..];
    let closes = tail.is_empty() || tail.starts_with([')', '〕', ']', '~', '・', '、', '\n']);
    let sure = match basis {
        Some(Basis::Fiscal) => known.is_some() || bracketed && digits == 2 && closes,
        // 10年 is a span as well: a date, a bracket of its own or a cell of its own tell.
        Some(Basis::Calendar) => {
            let date = tail_is_date(rest, more, context);
            let alone =
                (before.is_empty() || before.ends_with('\n')) && (tail.is_empty() || tail.starts_with(['\n', '(']));
            // (2年) behind a value, among years that lie near it.
            let near = context.calendar.is_some_and(|calendar| calendar.is_near(found.year));
            bracketed && closes && (digits == 2 || known.is_some() && near)
                || known.is_some() && (date || digits == 2 && alone)
        }
        // 17～23年度: the second says what both are.
        None => ends_range(rest, number, known.is_some() || bracketed, digits, context),
    };
    if sure {
        return Some(found);
    }
    // 12(2030)年度, 2030(12)年度
    let beside = rest.trim_start_matches([' ', '\n']).starts_with(['(', '〔', '[']) || bracketed && closes;
    (basis.is_none() && beside).then_some(Year { sure: false, ..found })
}

/// Reads 四〇年 behind 二〇三〇年, 40年 behind 2030年: a later year of the century that the sentence has named in full, unless
/// it may be one of the era that the document counts by: 2015年に10件、30年に12件 in one of 平成.
pub(super) fn later(text: &str, at: usize, context: &Context<'_>) -> Option<Year> {
    let words = &context.lexicon.years;
    let rest = &text[at..];
    let figures = |text: &str| -> Option<(i32, usize)> {
        let mut all = text.chars().map_while(|c| Some((figure(c)?, c.len_utf8())));
        let ((ten, first), (one, second)) = (all.next()?, all.next()?);
        all.next().is_none().then_some((ten * 10 + one, first + second))
    };
    let (number, len) = figures(rest)?;
    if context.calendar.is_some_and(|calendar| calendar.counts(number)) {
        return None;
    }
    if text[..at].ends_with(|c: char| figure(c).is_some() || c == '.' || c == ',') {
        return None;
    }
    // Told first what costs least: most numbers are no such year.
    let (basis, more) = suffix(&rest[len..], words);
    if basis.is_none() || words.after_later.longest(&rest[len + more..]).is_none() {
        return None;
    }
    let from = text[..at].char_indices().rev().take(NEAR).last().map_or(at, |(from, _)| from);
    let before = text[from..at].rsplit(['。', '\n']).next().unwrap_or_default();
    let named = before.char_indices().rev().find_map(|(end, _)| {
        let all: Vec<i32> = before[..end].chars().rev().map_while(figure).take(5).collect();
        let [one, ten, hundred, thousand] = all.as_slice() else { return None };
        let (_, unit) = words.unit(&before[end..])?;
        let year = thousand * 1000 + hundred * 100 + ten * 10 + one;
        // 2015年から20年: so many years from then.
        let from = words.plan_to.iter().any(|word| before[end + unit..].starts_with(word.as_str()));
        Some(year).filter(|year| BARE.contains(year) && !from)
    })?;
    let year = named - named % 100 + number;
    (year > named && year <= named + LATER).then(|| Year::western(year, basis, len + more))
}

/// The year named in full stands no farther before it, in characters.
const NEAR: usize = 80;
/// A year that leaves out the century lies no farther ahead.
const LATER: i32 = 50;

/// Reads 元年度, where a document of one era leaves it out.
pub(super) fn first(text: &str, at: usize, context: &Context<'_>) -> Option<Year> {
    let words = &context.lexicon.years;
    let rest = text[at..].strip_prefix(words.first.as_str())?;
    let (basis, more) = suffix(rest, words);
    let part = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    basis.filter(|_| !part)?;
    let base = context.calendar?.base(1)?;
    let len = words.first.len() + more;
    Some(Year { year: base + 1, basis, len, base: Some(base), open: true, sure: true })
}

/// Whether a month follows the year: 17年3月末.
fn tail_is_date(rest: &str, more: usize, context: &Context<'_>) -> bool {
    rest[..more].contains(context.lexicon.years.month)
}

/// Whether a range goes on to a year that says 年度: `~23年度`.
fn ends_range(rest: &str, number: i32, known: bool, digits: usize, context: &Context<'_>) -> bool {
    let words = &context.lexicon.years;
    let Some(second) = rest.strip_prefix(['~', '-']) else { return false };
    let len = run(second, 0);
    let later = second[..len].parse().is_ok_and(|second: i32| second > number) && len <= 2;
    let tail = &second[len..];
    let fiscal = suffix(tail, words).0 == Some(Basis::Fiscal) && words.no.longest(tail).is_none();
    later && fiscal && (known || digits == 2 && len == 2)
}
