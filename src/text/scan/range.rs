//! Values with two ends: 5~8人, 500～600万人, 2、3人, 2±1%, 40%以上60%以下.

use super::number::{Number, number};
use super::unit::{gap, unit};
use super::year::BARE;
use super::{Comparator, Found, Item, Value};
use crate::text::Range;
use crate::text::lexicon::Lexicon;

/// Reads the other end of a range behind the first; tells where it ends.
pub(super) fn other_end(text: &str, end: usize, first: &Number, value: &mut Value, lexicon: &Lexicon) -> Option<usize> {
    around(text, end, first, value, lexicon)
        .or_else(|| upper(text, end, first, value, lexicon))
        .or_else(|| next_one(text, end, first, value, lexicon))
}

/// `±1%`: the ends lie as far to both sides.
fn around(text: &str, end: usize, first: &Number, value: &mut Value, lexicon: &Lexicon) -> Option<usize> {
    let rest = text[end + gap(text, end)..].strip_prefix('±')?;
    let from = text.len() - rest.trim_start_matches(' ').len();
    let second = number(text, from, lexicon)?;
    let unit = unit(text, from + second.len, lexicon);
    let same = unit.as_ref().is_none_or(|unit| value.unit.as_ref().is_none_or(|known| *known == unit.text));
    if !same {
        return None;
    }
    value.number = first.value - second.value;
    value.max = Some(first.value + second.value);
    Some(unit.map_or(from + second.len, |unit| unit.take(value)))
}

/// `~8人`, `人~8人`: the upper end of a range.
fn upper(text: &str, end: usize, first: &Number, value: &mut Value, lexicon: &Lexicon) -> Option<usize> {
    let rest = &text[end + gap(text, end)..];
    let (may_change, sign) = match rest.starts_with(['~', '-']) {
        true => (false, 1),
        false => match lexicon.numbers.range.longest(rest) {
            Some(range) => range,
            None => (false, english(text, end, rest, first, value, lexicon)?),
        },
    };
    let from = text.len() - rest[sign..].trim_start_matches(' ').len();
    let second = number(text, from, lexicon)?;
    let Some(unit) = unit(text, from + second.len, lexicon) else {
        return bare_upper(text, end, from, first, &second, value, lexicon);
    };
    // 500～600万人: the multiplier is told once.
    let shared = second.power.filter(|power| {
        value.unit.is_none() && first.digits.is_some() && first.value * power < second.value && !second.kanji
    });
    let low = first.value * shared.unwrap_or(1.0);
    let plausible = second.value > low
        && (!may_change || value.unit.is_some() || shared.is_some())
        && (!second.kanji || first.kanji);
    // 15.6%から40%に is a change, no range.
    if may_change && lexicon.numbers.change.longest(&text[unit.end..]).is_some() {
        return None;
    }
    let counts_same = value.unit.is_none() || value.unit.as_deref() == Some(unit.text.as_str());
    (plausible && counts_same).then(|| {
        value.number = low;
        value.max = Some(second.value);
        unit.take(value)
    })
}

/// `30 to 35 percent`, where nothing before says that it changed from the one to the other.
fn english(text: &str, end: usize, rest: &str, first: &Number, value: &Value, lexicon: &Lexicon) -> Option<usize> {
    // The number ends before its unit: between 15% and 20%.
    let number_end = text.get(..end)?.trim_end_matches(|c: char| !c.is_ascii_digit()).len();
    let before = text.get(..number_end.checked_sub(first.len)?)?.trim_end();
    let [_, joins] = &lexicon.numbers.between_en;
    let between = opens_range(before, lexicon) > 0 && rest.starts_with(joins.as_str());
    let len = if between { joins.len() } else { lexicon.numbers.range_en.len(rest)? };
    if is_last_of_list(before, lexicon) {
        return None;
    }
    let before = before.rsplit(' ').take(WORDS);
    let mut changes = before.filter(|word| lexicon.numbers.no_range.iter().any(|from| from.eq_ignore_ascii_case(word)));
    let dated = value.unit.is_none() && first.digits.is_some_and(|digits| BARE.contains(&(digits as i32)));
    let plain = value.unit.is_none() || between;
    (plain && !dated && changes.next().is_none()).then_some(len)
}

/// `3, 4, or` before a number: it ends a list. A year is none of one: in 2020, 2024 and 45 to 50%.
fn is_last_of_list(before: &str, lexicon: &Lexicon) -> bool {
    let mut words = before.rsplit(' ');
    let joins = words.next().is_some_and(|word| lexicon.numbers.last_listed.iter().any(|last| last == word));
    let number = |word: &str| (1..4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let next = words.next().is_some_and(|word| number(word.trim_end_matches(',')));
    joins && next && words.next().and_then(|word| word.strip_suffix(',')).is_some_and(number)
}

/// How much of the text before a range is the word that opens an English one: between 3 and 5.
pub(super) fn opens_range(before: &str, lexicon: &Lexicon) -> usize {
    let opens = lexicon.numbers.between_en[0].as_str();
    let from = before.trim_end().len().checked_sub(opens.len());
    let word = from.and_then(|from| Some((from, before.get(from..)?)));
    word.filter(|(_, word)| !opens.is_empty() && word.trim_end().eq_ignore_ascii_case(opens))
        .map_or(0, |(from, _)| before.len() - from)
}

/// So many words before a number are looked at for a change.
const WORDS: usize = 4;

/// `~40代`, `~5歳児` behind a number and its unit: neither end counts anything. Gives where it ends.
pub(super) fn counts_nothing(text: &str, unit: Range, lexicon: &Lexicon) -> Option<usize> {
    let (end, unit) = (unit.end, &text[unit]);
    let rest = text[end..].strip_prefix(['~', '・', '、'])?;
    let from = text.len() - rest.len();
    let number = number(text, from, lexicon)?;
    let second = from + number.len;
    // 300万トン、2040年に1,200万トン: a year begins what follows.
    if number.digits.is_some_and(|digits| BARE.contains(&(digits as i32)))
        && lexicon.years.unit(&text[second..]).is_some()
    {
        return None;
    }
    // 18％、20歳代: what counts otherwise begins something else.
    let listed = !text[end..].starts_with('~');
    if listed && !text[second..].starts_with(unit) {
        return None;
    }
    lexicon.is_no_unit(&text[second..]).then_some(second)
}

/// What a sign before the first number does to both ends: `▲5.0～▲3.0%`, `▲3～5%`, `-5~+5%`. Gives where they
/// end.
pub(super) fn signed(text: &str, end: usize, sign: char, value: &mut Value, lexicon: &Lexicon) -> usize {
    let minus = |c: char| matches!(c, '-' | '▲' | '△');
    if sign == '±' {
        // As far to both sides of nought; ±0 is nought.
        if value.number == 0.0 {
            return end;
        }
        value.max = Some(value.number);
        value.number = -value.number;
        return end;
    }
    if !minus(sign) {
        return end;
    }
    value.number = -value.number;
    if let Some(max) = value.max {
        // ▲ stands for a whole range, a minus for its number.
        if sign != '-' {
            (value.number, value.max) = (-max, Some(value.number));
        }
        return end;
    }
    other_sign(text, end, value, lexicon).unwrap_or(end)
}

/// `~▲3.0%`, `~+5%`: the other end has a sign of its own.
fn other_sign(text: &str, end: usize, value: &mut Value, lexicon: &Lexicon) -> Option<usize> {
    let rest = text[end..].strip_prefix('~')?;
    let sign = rest.chars().next().filter(|c| matches!(c, '-' | '▲' | '△' | '+'))?;
    let from = text.len() - rest.len() + sign.len_utf8();
    let second = number(text, from, lexicon)?;
    let unit = unit(text, from + second.len, lexicon)?;
    if value.unit.as_ref().is_some_and(|known| *known != unit.text) {
        return None;
    }
    let other = if sign == '+' { second.value } else { -second.value };
    let (low, high) = (value.number.min(other), value.number.max(other));
    (value.number, value.max) = (low, Some(high));
    Some(unit.take(value))
}

/// `5~8` in a column whose header says of what.
fn bare_upper(
    text: &str,
    first_end: usize,
    from: usize,
    first: &Number,
    second: &Number,
    value: &mut Value,
    lexicon: &Lexicon,
) -> Option<usize> {
    let rest = &text[first_end + gap(text, first_end)..];
    let end = from + second.len;
    let closes = text[end..].chars().next().is_none_or(|c| matches!(c, '\n' | ')' | '('));
    let plain = value.unit.is_none() && !first.kanji && !second.kanji && second.value > first.value;
    // 4.0-6.0, 4.0 to 6.0 alone in a cell; 1-2 is the number of a part, 20-24 an age.
    let alone = text[..text.len() - rest.len()].trim().len() == first.len && text[end..].trim().is_empty();
    let sign = rest.starts_with('~') && closes || alone && text.contains('.');
    // Between 420,000 and 450,000
    let between = first_end.checked_sub(first.len).and_then(|at| text.get(..at));
    let between = between.is_some_and(|before| opens_range(before, lexicon) > 0);
    // 50 to 100 enterprises, but not 5 to 1, nor 2020 to 2030.
    let word = text[end..].strip_prefix(' ').and_then(|behind| behind.split(|c: char| !c.is_ascii_lowercase()).next());
    let named = word.is_some_and(|word| word.len() > 1 && !lexicon.numbers.range_en_no.iter().any(|no| no == word));
    let many = second.value >= MANY && second.digits.is_none_or(|digits| !BARE.contains(&(digits as i32)));
    let counted = !rest.starts_with(['~', '-']) && named && many;
    ((sign || between || counted) && plain).then(|| {
        value.max = Some(second.value);
        end
    })
}

/// Of fewer an English range may be a score, or the numbers of parts: 3 to 1, phases 1 to 3.
const MANY: f64 = 10.0;

/// `2、3人`: two or three.
fn next_one(text: &str, end: usize, first: &Number, value: &mut Value, lexicon: &Lexicon) -> Option<usize> {
    if value.unit.is_some() || value.max.is_some() || first.len > 3 || first.value >= 10.0 {
        return None;
    }
    let rest =
        text[end..].strip_prefix(['、', ',']).or_else(|| text[end..].strip_prefix('・').filter(|_| first.kanji))?;
    let from = text.len() - rest.len();
    let second =
        number(text, from, lexicon).filter(|second| second.len == first.len && second.value == first.value + 1.0)?;
    let after = from + second.len;
    // 一、二審: what is told in kanji needs a counter to be a number.
    if first.kanji && (lexicon.counter(&text[after..]).is_none() || lexicon.is_no_unit(&text[after..])) {
        return None;
    }
    let unit = unit(text, after, lexicon)?;
    value.max = Some(second.value);
    Some(unit.take(value))
}

/// Joins 40%以上 and 60%以下 into one value with two ends.
pub(super) fn merge_bounds(text: &str, found: &mut Vec<Found>, lexicon: &Lexicon) {
    let between = |c: char| lexicon.numbers.between.contains(c);
    found.dedup_by(|high, low| {
        let near = text.get(low.range.end..high.range.start).is_some_and(|gap| gap.trim_matches(between).is_empty());
        let Some(joined) = near.then(|| bounds(&low.item, &high.item)).flatten() else { return false };
        low.item = Item::Value(joined);
        low.range.end = high.range.end;
        true
    });
}

fn bounds(low: &Item, high: &Item) -> Option<Value> {
    let (Item::Value(low), Item::Value(high)) = (low, high) else { return None };
    let lower = matches!(low.comparator, Comparator::AtLeast | Comparator::Above);
    let upper = matches!(high.comparator, Comparator::AtMost | Comparator::Below);
    (lower
        && upper
        && low.number < high.number
        && low.max.is_none()
        && high.max.is_none()
        && (low.unit == high.unit || low.unit.is_none()))
    .then(|| Value { max: Some(high.number), unit: high.unit.clone(), ..low.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::{Item, scan};
    use crate::rules::Rules;

    fn ends(text: &str) -> Vec<(f64, Option<f64>)> {
        let rules = Rules::built_in();
        let values = scan(text, rules.lexicon(), &[]).into_iter().filter_map(|found| match found.item {
            Item::Value(value) => Some((value.number, value.max)),
            _ => None,
        });
        values.collect()
    }

    #[test]
    fn so_many_to_so_many_of_something_is_a_range() {
        assert_eq!(ends("Attract 50 to 100 enterprises"), [(50.0, Some(100.0))]);
        assert_eq!(ends("in 14 to 16 towns"), [(14.0, Some(16.0))]);
        assert_eq!(ends("30 to 35 percent"), [(30.0, Some(35.0))]);
    }

    #[test]
    fn a_change_a_score_and_years_are_none() {
        assert_eq!(ends("raise it from 50 to 100 enterprises"), [(50.0, None), (100.0, None)]);
        assert_eq!(ends("Increase 50 to 100 by 2030"), [(50.0, None), (100.0, None)]);
        assert!(ends("the 2020 to 2030 goals").iter().all(|(_, max)| max.is_none()));
    }
}
