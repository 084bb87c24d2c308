//! Fractions: 3分の2, 三分の一, 1/3, ½, 2½, 2人に1人.

use super::digits::run;
use super::number::number;
use crate::chars::{is_hiragana, one_of};
use crate::text::lexicon::{Lexicon, Spelled};

/// The value of a fraction and the length of its expression.
pub(super) fn fraction(text: &str, from: usize, lexicon: &Lexicon) -> Option<(f64, usize)> {
    if let Some(part) = text[from..].chars().next().and_then(vulgar) {
        return Some((part, text[from..].chars().next().map_or(0, char::len_utf8)));
    }
    spoken(text, from, lexicon)
        .or_else(|| slashed(text, from, lexicon))
        .or_else(|| out_of(text, from, lexicon))
        .or_else(|| one_in(text, from, lexicon))
}

/// `3分の2`, 三分の一.
fn spoken(text: &str, from: usize, lexicon: &Lexicon) -> Option<(f64, usize)> {
    let lower = number(text, from, lexicon)?;
    let at = from + lower.len;
    let at = at + lexicon.numbers.fraction.len(&text[at..])?;
    let upper = number(text, at, lexicon)?;
    (lower.value >= 2.0 && upper.value > 0.0 && upper.value < lower.value)
        .then(|| (upper.value / lower.value, at + upper.len - from))
}

/// `1/3`: only where the place tells it from a date and from two numbers.
fn slashed(text: &str, from: usize, lexicon: &Lexicon) -> Option<(f64, usize)> {
    let digits = run(text, from);
    let at = from + digits;
    if !text[at..].starts_with('/') {
        return None;
    }
    let more = run(text, at + 1);
    let end = at + 1 + more;
    if !(1..=2).contains(&digits) || !(1..=2).contains(&more) || text[from..].starts_with('0') {
        return None;
    }
    let (upper, lower): (u32, u32) = (text[from..at].parse().ok()?, text[at + 1..end].parse().ok()?);
    let proper = upper < lower && (2..=10).contains(&lower) && gcd(upper, lower) == 1;
    let before = text[..from].chars().next_back();
    let opens = before.is_none_or(|c| is_hiragana(c) || one_of(c, " \n(、:→~「"))
        || lexicon.numbers.before.longest(&text[..from]).is_some();
    let rest = text[end..].trim_start_matches(' ');
    let day = rest
        .strip_prefix('(')
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| one_of(c, &lexicon.numbers.weekdays));
    let closes = rest.chars().next().is_none_or(|c| is_hiragana(c) || one_of(c, "\n()、。→」"))
        || lexicon.numbers.after.longest(rest).is_some();
    // 4/5から is a day as well as a share; から and まで with it tell of days.
    let dates = lexicon.numbers.range.longest(rest).is_some();
    (proper && opens && closes && !day && !dates).then(|| (f64::from(upper) / f64::from(lower), end - from))
}

/// `9 in 10`, `3 out of 4`: a share where what follows is no span of time.
fn out_of(text: &str, from: usize, lexicon: &Lexicon) -> Option<(f64, usize)> {
    let at = from + run(text, from);
    let (lower, end) = of_so_many(text, at, lexicon)?;
    let upper: f64 = text[from..at].parse().ok()?;
    (0.0 < upper && upper < lower).then(|| (upper / lower, end - from))
}

/// `in 10`, `out of four`: of how many, and where the words for it end.
pub(super) fn of_so_many(text: &str, at: usize, lexicon: &Lexicon) -> Option<(f64, usize)> {
    let words = &lexicon.numbers;
    let from = at + words.out_of.len(&text[at..])?;
    let (lower, end) = match words.spelled.longest(&text[from..]) {
        Some((Spelled::Count(lower), len)) => (lower, from + len),
        _ => (text[from..from + run(text, from)].parse().ok()?, from + run(text, from)),
    };
    let rest = &text[end..];
    let closes = rest
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && !one_of(c, ".,-") || rest.starts_with(". ") || rest.starts_with(", "));
    // 17 out of 20; but 3 in 40 may be no share.
    let told = text[at..].trim_start().starts_with('o');
    let whole = (3.0..=10.0).contains(&lower) || lower == 100.0 || told;
    (whole && closes && words.no_out_of.longest(rest).is_none()).then_some((lower, end))
}

/// `2人に1人`: of so many so many, where both are counted alike.
fn one_in(text: &str, from: usize, lexicon: &Lexicon) -> Option<(f64, usize)> {
    let digits = run(text, from);
    let counter = lexicon.counter(text.get(from + digits..).filter(|_| (1..=2).contains(&digits))?)?;
    let at = from + digits + counter;
    let at = at + lexicon.numbers.of_each.len(&text[at..])?;
    let more = run(text, at);
    let end = at + more + counter;
    let (lower, upper): (u32, u32) = (text[from..from + digits].parse().ok()?, text.get(at..at + more)?.parse().ok()?);
    let alike = text.get(at + more..end)? == &text[from + digits..from + digits + counter];
    let closes = text[end..].chars().next().is_none_or(|c| is_hiragana(c) || one_of(c, "\n()、。→」"));
    (alike && 0 < upper && upper < lower && lower <= 10 && closes)
        .then(|| (f64::from(upper) / f64::from(lower), end - from))
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The value of ½ and its like.
pub(super) fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '¼' => 0.25,
        '½' => 0.5,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn parts_of_a_whole() {
        let rules = Rules::built_in();
        let read = |text: &str| fraction(text, 0, rules.lexicon()).map(|(part, len)| ((part * 1000.0).round(), len));
        for (text, part, words) in [
            ("3分の2以上", 667.0, "3分の2"),
            ("三分の一", 333.0, "三分の一"),
            ("10分の1", 100.0, "10分の1"),
            ("1/3", 333.0, "1/3"),
            ("2/3以上", 667.0, "2/3"),
            ("½", 500.0, "½"),
        ] {
            assert_eq!(read(text), Some((part, words.len())), "{text}");
        }
        for text in ["4/26", "1/3(金)", "1/3から", "3/2", "2/4", "1/30", "10/3件", "1/2/3", "1分の1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
