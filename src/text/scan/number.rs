//! Numbers as Japanese documents write them: 1,365, 120万, 8兆9,150億, 百二十三, 2千2十5.

use super::digits::{SOME, big_power, digits, run, small_power};
use super::exact::Exact;
use crate::text::lexicon::Lexicon;

/// A number and the length of its expression in bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    pub len: usize,
    /// Only kanji: 三, 百二十. In running text it takes a counter to make such a word a number.
    pub kanji: bool,
    /// Plain digits without sign, separator or power: what a year may look like.
    pub digits: Option<u32>,
    /// 数十人: somewhere from this value up to this other.
    pub vague_to: Option<f64>,
    /// What its digits are multiplied by, where they are one run and a power behind it: 10,000 of 600万.
    pub power: Option<f64>,
}

/// Reads the number at an offset. The lexicon tells where 千 belongs to the unit (34千人).
pub(super) fn number(whole: &str, from: usize, lexicon: &Lexicon) -> Option<Number> {
    let text = whole.get(from..)?;
    if text.starts_with(SOME) {
        return vague(text);
    }
    let (mut total, mut section, mut current) = (Exact::ZERO, Exact::ZERO, None::<Exact>);
    let (mut at, mut last_big, mut last_small) = (0, i128::MAX, i128::MAX);
    let (mut kanji_only, mut powers, mut arabic) = (true, false, false);
    let (mut runs, mut first) = (0, Exact::ZERO);
    while let Some(c) = text[at..].chars().next() {
        if current.is_none()
            && let Some(digits) = digits(whole, from + at, lexicon)
        {
            if at > 0 && !powers {
                break;
            }
            current = Some(digits.value);
            if runs == 0 {
                first = digits.value;
            }
            runs += 1;
            kanji_only &= !digits.arabic;
            arabic |= digits.arabic;
            at += digits.len;
        } else if c == ' ' && current.is_some() && arabic && power_follows(&text[at + 1..], powers) {
            // 106,395 百万円
            at += 1;
        } else if matches!(c, ' ' | '\n') && current.is_none() && arabic && goes_on(&text[at + 1..], last_big, lexicon)
        {
            // 12万⏎3,456人
            at += 1;
        } else if let Some(power) = small_power(c) {
            let bare = current.is_none();
            if bare && at > 0 && arabic && last_big == i128::MAX && section.is_zero() {
                break;
            }
            if power >= last_small || arabic && power_of_unit(&text[at..], lexicon, last_big) {
                break;
            }
            section = section.plus(current.take().unwrap_or(Exact::whole(1)).times(power)?)?;
            last_small = power;
            powers = true;
            at += c.len_utf8();
        } else if let Some(power) = big_power(c) {
            let part = section.plus(current.take().unwrap_or(Exact::ZERO))?;
            if part.is_zero() && !(arabic && at > 0) || power >= last_big {
                // 万 alone counts nothing; 億 after 万 begins something else.
                current = None;
                if at == 0 || part.is_zero() {
                    break;
                } else {
                    return finish(text, at, total.plus(part)?, kanji_only, None, None);
                }
            }
            total = total.plus(part.times(power)?)?;
            (section, last_big, last_small) = (Exact::ZERO, power, i128::MAX);
            powers = true;
            at += c.len_utf8();
        } else if c == ',' && powers && digits(text, at + 1, lexicon).is_some() && current.is_none() {
            // 三千,九百二十一
            at += 1;
        } else {
            break;
        }
    }
    if at == 0 {
        return None;
    }
    let value = total.plus(section)?.plus(current.unwrap_or(Exact::ZERO))?;
    let power = (powers && runs == 1 && !first.is_zero()).then(|| value.to_f64() / first.to_f64());
    let plain = (!powers && arabic).then(|| text[..at].parse().ok()).flatten();
    finish(text, at, value, kanji_only, plain, power)
}

/// Whether a power of ten stands here that can belong to the number before a space; a small one only to what goes on.
fn power_follows(rest: &str, goes_on: bool) -> bool {
    let units = rest.trim_start_matches(|c| small_power(c).is_some());
    let mut after = units.chars();
    let big = after.next().is_some_and(|c| big_power(c).is_some());
    let ends = after.next().is_some_and(|c| !c.is_ascii_digit() && small_power(c).is_none());
    big && (ends || units.len() < rest.len()) || goes_on && units.len() < rest.len()
}

/// Whether a number goes on behind a power and a space or line end: with so many digits that only the last part of one
/// has them, or with a lower power, and what is counted behind them.
fn goes_on(rest: &str, last_big: i128, lexicon: &Lexicon) -> bool {
    let first = run(rest, 0);
    let (digits, len) = if rest[first..].starts_with(',') && run(rest, first + 1) == 3 {
        (first + 3, first + 4)
    } else {
        (first, first)
    };
    // 3 万 6 千人
    let power = rest[len..].trim_start_matches(' ');
    let lower = power.chars().next().filter(|&c| small_power(c).or(big_power(c)).is_some_and(|power| power < last_big));
    let parted = digits > 0 && lower.is_some_and(|c| lexicon.counter(&power[c.len_utf8()..]).is_some());
    parted || digits == 4 && last_big == 10_000 && lexicon.counter(&rest[len..]).is_some()
}

fn finish(
    text: &str,
    len: usize,
    value: Exact,
    kanji: bool,
    digits: Option<u32>,
    power: Option<f64>,
) -> Option<Number> {
    // 十数人: the power just read holds for one to nine of the next lower.
    if text[len..].starts_with(SOME) && text[..len].ends_with(|c| small_power(c).is_some()) {
        return vague_tail(text, len, value);
    }
    Some(Number { value: value.to_f64(), len, kanji, digits, vague_to: None, power })
}

/// 数十, 数百万: from one to nine of the power.
fn vague(text: &str) -> Option<Number> {
    let mut at = SOME.len_utf8();
    let mut power: i128 = 1;
    while let Some(c) = text[at..].chars().next()
        && let Some(factor) = small_power(c).or_else(|| big_power(c))
    {
        power = power.checked_mul(factor)?;
        at += c.len_utf8();
    }
    let one = Exact::whole(power);
    (power > 1).then(|| Number {
        value: one.to_f64(),
        len: at,
        kanji: true,
        digits: None,
        vague_to: Some(9.0 * one.to_f64()),
        power: None,
    })
}

/// 十数人 is 11 to 19, 百数十円 110 to 190.
fn vague_tail(text: &str, len: usize, value: Exact) -> Option<Number> {
    let mut at = len + SOME.len_utf8();
    let mut step: i128 = 1;
    while let Some(c) = text[at..].chars().next()
        && let Some(factor) = small_power(c)
    {
        step = step.checked_mul(factor)?;
        at += c.len_utf8();
    }
    let low = value.plus(Exact::whole(step))?;
    let high = value.plus(Exact::whole(9 * step))?;
    Some(Number { value: low.to_f64(), len: at, kanji: true, digits: None, vague_to: Some(high.to_f64()), power: None })
}

/// Whether the power at the start of the text is part of the unit: 34千人, 3,557千円, but 3千, 2千億.
fn power_of_unit(text: &str, lexicon: &Lexicon, last_big: i128) -> bool {
    let Some(rest) = text.strip_prefix('千') else { return false };
    last_big == i128::MAX && lexicon.unit(rest).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn read(text: &str) -> (f64, &str) {
        let rules = Rules::built_in();
        let number = number(text, 0, rules.lexicon()).unwrap_or_else(|| panic!("{text} is no number"));
        (number.value, &text[..number.len])
    }

    #[test]
    fn arabic_kanji_and_mixed() {
        for (text, value) in [
            ("1,365", 1365.0),
            ("0.57億", 57e6),
            ("8兆9,150億", 8.915e12),
            ("1兆1,445億", 1.1445e12),
            ("145.7万", 1_457_000.0),
            ("百二十三万四千五百六十七", 1_234_567.0),
            ("四〇四", 404.0),
            ("2千2十5", 2025.0),
            ("千1", 1001.0),
            ("4百万", 4e6),
            ("1.5億250.32千", 150_250_320.0),
            ("7百", 700.0),
            ("一億二千四百五十六万三千,九百二十一", 124_563_921.0),
            ("5千京", 5e19),
            ("阡二百三拾四", 1234.0),
            ("零", 0.0),
            ("12千345", 12345.0),
            ("223兆4千億4256万6千", 223_400_042_566_000.0),
        ] {
            assert_eq!(read(text), (value, text));
        }
    }

    #[test]
    fn a_thousand_may_belong_to_the_unit_and_a_comma_to_the_sentence() {
        assert_eq!(read("34千人"), (34.0, "34"));
        assert_eq!(read("3,557千円"), (3557.0, "3,557"));
        assert_eq!(read("1万2千人"), (12000.0, "1万2千"));
        assert_eq!(read("183百万円"), (183e6, "183百万"));
        assert_eq!(read("10,20"), (10.0, "10"));
        assert_eq!(read("2,5 %"), (2.5, "2,5"));
        assert_eq!(read("2,25 ha"), (2.25, "2,25"));
        assert_eq!(read("0,025"), (0.025, "0,025"));
        assert_eq!(read("1,2345"), (1.0, "1"));
        assert_eq!(read("2007二十"), (2007.0, "2007"));
    }

    #[test]
    fn vague_tens_are_a_range() {
        let rules = Rules::built_in();
        let range = |text| number(text, 0, rules.lexicon()).map(|n| (n.value, n.vague_to));
        assert_eq!(range("数十人"), Some((10.0, Some(90.0))));
        assert_eq!(range("十数人"), Some((11.0, Some(19.0))));
        assert_eq!(range("百数十円"), Some((110.0, Some(190.0))));
        assert_eq!(range("数人"), None);
        assert_eq!(range("京・京"), None);
        assert_eq!(range("〇 治験"), None);
    }

    #[test]
    fn a_number_parted_by_a_line_end_is_one_where_it_can_be_nothing_else() {
        for (text, value, len) in [
            ("1,50\n0人", 1500.0, 6),
            ("1,50 0人", 1500.0, 6),
            ("1,\n500人", 1500.0, 6),
            ("1\n,500人", 1500.0, 6),
            ("12.\n5%", 12.5, 5),
            ("12. 5%", 12.5, 5),
            ("12\n.5%", 12.5, 5),
            ("15 0人", 150.0, 4),
            ("12万\n3,456人", 123_456.0, 11),
            // Two numbers as well.
            ("15 3人", 15.0, 2),
            ("1. 5%の削減", 1.0, 1),
            ("10 20人", 10.0, 2),
            ("10万 50人", 100_000.0, 5),
            ("1, 20人", 1.0, 1),
        ] {
            assert_eq!(read(text), (value, &text[..len]), "{text}");
        }
    }

    #[test]
    fn a_middle_dot_is_a_point_before_what_has_decimals() {
        assert_eq!(read("一・五倍"), (1.5, "一・五"));
        assert_eq!(read("一二・二五%"), (12.25, "一二・二五"));
        assert_eq!(read("12・5%"), (12.5, "12・5"));
        assert_eq!(read("二・三人"), (2.0, "二"));
        assert_eq!(read("5・6年生"), (5.0, "5"));
        assert_eq!(read("8・10%"), (8.0, "8"));
    }

    #[test]
    fn a_gap_behind_a_power_goes_on_only_to_a_lower_power() {
        assert_eq!(read("3 万 6 千人"), (36000.0, "3 万 6 千"));
        assert_eq!(read("1 億 2,500 万人"), (125e6, "1 億 2,500 万"));
        assert_eq!(read("3万 6件"), (30000.0, "3万"));
    }
}
