//! Values: a number with the words around it that say what it counts and how exactly.

use super::affix::{half, prefixes, suffixes, written_after};
use super::number::{Number, number};
use super::unit::{gap, unit};
use super::{Comparator, Found, Item, Value};
use crate::chars::{is_hiragana, is_kanji, one_of};
use crate::text::lexicon::Lexicon;

pub(super) enum Read {
    Found(Found),
    /// A number that is no value (a date, a version, a telephone number): go on behind it.
    Skip(usize),
    Nothing,
}

/// Reads the value whose number or sign stands at an offset; words before `floor` belong to others.
pub(super) fn value(text: &str, floor: usize, at: usize, lexicon: &Lexicon) -> Read {
    let Some((sign, from)) = sign(text, at) else { return Read::Nothing };
    let Some(number) = number(&text[from..], lexicon) else {
        // A run of digits that is no number is none from its second digit on either.
        let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        return if digits > 0 { Read::Skip(from + digits) } else { Read::Nothing };
    };
    let after = from + number.len;
    if let Some(end) = no_value(text, from, after, lexicon) {
        return Read::Skip(end);
    }
    if let Some((years, end)) = years(text, from, after) {
        return Read::Found(Found { range: at..end, item: Item::Years(years) });
    }
    let mut found = Value {
        number: number.value,
        max: number.vague_to,
        unit: None,
        comparator: if number.vague_to.is_some() { Comparator::About } else { Comparator::Equal },
        aggregation: None,
        plus: sign == '+',
        bare: false,
    };
    let mut end = written_after(text, after, &mut found);
    let unit = unit(text, end, lexicon);
    // 3gl3: part of an address or a code.
    if unit.is_none() && text[end..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Read::Skip(end + text[end..].bytes().take_while(u8::is_ascii_alphanumeric).count());
    }
    if number.kanji && !kanji_counts(text, from, after, unit.is_some(), lexicon) {
        return Read::Skip(after);
    }
    if let Some(unit) = unit {
        end = unit.take(&mut found);
        // １戸当たりの栽培面積 counts no 戸.
        let per = ["当たり", "当り", "あたり", "につき"].into_iter().find(|per| text[end..].starts_with(per));
        if let Some(per) = per {
            return Read::Skip(end + per.len());
        }
    }
    end = upper(text, end, &number, &mut found, lexicon).unwrap_or(end);
    end = next_one(text, end, &number, &mut found, lexicon).unwrap_or(end);
    if sign == '¥' && found.unit.is_none() {
        found.unit = Some("円".into());
    }
    if matches!(sign, '-' | '▲' | '△') {
        found.number = -found.number;
    }
    end = tenths(text, end, &mut found);
    end = half(text, end, &mut found);
    found.bare = end == after && from == at;
    end = suffixes(text, end, &mut found);
    let start = floor + prefixes(&text[floor..], at - floor, &mut found);
    found.bare &= end == after && start == at;
    Read::Found(Found { range: start..end, item: Item::Value(found) })
}

/// The sign at an offset (a space where there is none) and where the number begins;
/// nothing where a dash is no sign.
fn sign(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text[at..].chars().next()?;
    if !one_of(c, "+-▲△¥") {
        return Some((' ', at));
    }
    let from = at + c.len_utf8();
    // A dash between numbers or words joins them, a plus only where it touches both.
    let before = if c == '-' { text[..at].trim_end() } else { &text[..at] }.chars().next_back();
    let joins = matches!(c, '-' | '+')
        && before.is_some_and(|b| b.is_alphanumeric() && !is_hiragana(b) || b == ')' || b == '-');
    (text[from..].starts_with(|c: char| c.is_ascii_digit()) && !joins).then_some((c, from))
}

/// Whether the number at `from..after` is part of something else; gives where that ends.
fn no_value(text: &str, from: usize, after: usize, lexicon: &Lexicon) -> Option<usize> {
    let bytes = text.as_bytes();
    let before = text[..from].chars().next_back();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // 1.2.2, 2-2-2, 03-5253-1111, 10:30, 4/26, 1/3.
    if matches!(bytes.get(after), Some(b'.' | b'-' | b':' | b'/')) && digit(after + 1) {
        let chain = text[after..].bytes().take_while(|byte| byte.is_ascii_digit() || b".-:/".contains(byte)).count();
        let joints = text[after..after + chain].bytes().filter(|byte| !byte.is_ascii_digit()).count();
        // 40-50% is a range, 小6:81.5% a series; both show by their unit.
        let counted = joints == 1 && bytes[after] == b'-' && bytes[from] != b'0' || bytes[after] == b':';
        if !counted || unit(text, after + chain, lexicon).is_none() {
            return Some(after + chain);
        }
    }
    // COVID-19, PM2.5, Top10%, G20: the number belongs to the word.
    let letter = |c: char| c.is_ascii_alphabetic();
    let hyphened = before == Some('-') && text[..from - 1].ends_with(letter);
    if before.is_some_and(letter) || hyphened {
        return Some(after);
    }
    // 小5男子, 中3：: a school year.
    let grade = before.is_some_and(|c| one_of(c, "小中高"))
        && after - from == 1
        && text[after..].starts_with(['男', '女', ':', '、', ')', '・', ',']);
    if grade || before == Some('第') || text[..from].ends_with("No.") || text[..from].ends_with("http") {
        return Some(after);
    }
    // 1 基本理念: the number of a heading, not one 基.
    let heads = text[..from].is_empty() || text[..from].ends_with('\n');
    if heads && text[after..].starts_with(' ') && heading_word(&text[after + 1..], lexicon) {
        return Some(after);
    }
    // 3時45分, 09年5月.
    if text[after..].starts_with('分') && text[..from].ends_with('時') {
        return Some(after + '分'.len_utf8());
    }
    let month = text[after..].strip_prefix('年').unwrap_or_default();
    if month.starts_with(|c: char| c.is_ascii_digit())
        && month.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('月')
    {
        return Some(after + '年'.len_utf8());
    }
    // The rest of a date that the period did not take.
    if text[after..].starts_with("日") && text[..from].trim_end().ends_with('月') {
        return Some(after + '日'.len_utf8());
    }
    lexicon.is_no_unit(text[after..].trim_start_matches(' ')).then_some(after)
}

/// Whether what follows a number and a space is a word that only begins like a unit.
fn heading_word(rest: &str, lexicon: &Lexicon) -> bool {
    let unit = lexicon.unit(rest).unwrap_or(0);
    let next = rest[unit..].chars().next();
    unit > 0 && rest.starts_with(is_kanji) && next.is_some_and(|c| is_kanji(c) && !one_of(c, "以未超程増減前強弱累平"))
}

/// Whether a number of kanji alone is one: 三人, 百二十三, not 三重県, 一部, 十分.
fn kanji_counts(text: &str, from: usize, after: usize, has_unit: bool, lexicon: &Lexicon) -> bool {
    let number = &text[from..after];
    if number.len() == text.trim().len() {
        return true;
    }
    let before = text[..from].chars().next_back();
    if before.is_some_and(|c| is_kanji(c) && !one_of(c, "約計各")) {
        return false;
    }
    let long = number.chars().count() >= 3 && number.contains(['十', '百', '千', '万', '億']);
    let rest = &text[after..];
    long || has_unit && lexicon.counter(rest).is_some() && !lexicon.is_idiom(rest)
}

/// `~8人`, `人~8人`: the upper end of a range; tells where it ends.
fn upper(text: &str, end: usize, first: &Number, value: &mut Value, lexicon: &Lexicon) -> Option<usize> {
    let rest = &text[end + gap(text, end)..];
    let sign = ["~", "から", "ないし", "-"].into_iter().find(|sign| rest.starts_with(*sign))?;
    let from = text.len() - rest[sign.len()..].trim_start_matches(' ').len();
    let second = number(&text[from..], lexicon)?;
    let unit = unit(text, from + second.len, lexicon)?;
    let plausible =
        second.value > first.value && (sign != "から" || value.unit.is_some()) && (!second.kanji || first.kanji);
    // 15.6%から40%に is a change, no range.
    let changes = sign == "から" && text[unit.end..].starts_with(['に', 'へ', 'と', 'ま', '以', '程']);
    if changes {
        return None;
    }
    let counts_same = value.unit.is_none() || value.unit.as_deref() == Some(unit.text.as_str());
    (plausible && counts_same).then(|| {
        value.max = Some(second.value);
        unit.take(value)
    })
}

/// `2、3人`: two or three; tells where it ends.
fn next_one(text: &str, end: usize, first: &Number, value: &mut Value, lexicon: &Lexicon) -> Option<usize> {
    if value.unit.is_some() || value.max.is_some() || first.len != 1 {
        return None;
    }
    let from = text.len() - text[end..].strip_prefix(['、', ','])?.len();
    let second =
        number(&text[from..], lexicon).filter(|second| second.len == 1 && second.value == first.value + 1.0)?;
    let unit = unit(text, from + second.len, lexicon)?;
    value.max = Some(second.value);
    Some(unit.take(value))
}

/// `3割4分5厘` is 34.5%: tells where it ends.
fn tenths(text: &str, end: usize, value: &mut Value) -> usize {
    if value.unit.as_deref() != Some("割") || value.max.is_some() {
        return end;
    }
    let (mut at, mut hundredths) = (end, 0.0);
    for (sign, weight) in [('分', 1.0), ('厘', 0.1)] {
        let mut rest = text[at..].chars();
        let digit = rest.next().and_then(|c| c.to_digit(10));
        if let (Some(digit), Some(next)) = (digit, rest.next())
            && next == sign
        {
            hundredths += f64::from(digit) * weight;
            at += 1 + sign.len_utf8();
        }
    }
    if at > end {
        value.number = value.number * 10.0 + hundredths;
        value.unit = Some("%".to_owned());
    }
    at
}

/// 5年間, 3か年: a span of years is no value. Gives it and where it ends.
fn years(text: &str, from: usize, after: usize) -> Option<(u16, usize)> {
    let years: u16 = text[from..after].parse().ok().filter(|years| (1..=100).contains(years))?;
    let at = after + gap(text, after);
    let word = ["年間", "か年", "カ年", "ヵ年", "ヶ年", "箇年", "年度"]
        .into_iter()
        .find(|word| text[at..].starts_with(word))?;
    Some((years, at + word.len()))
}
