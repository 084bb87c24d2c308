//! Years as Japanese documents write them: 令和５年度, R10, FY2023, 2024-28, 2022年10月末.
//!
//! An era year is the western year of the era's first plus one less than its number,
//! and eras are counted on past their end: plans made in 平成 reach to H42 (2030).
//! The eras' first years are those of the 元号法 and its orders (1868, 1912, 1926, 1989, 2019).

use super::month::{end_word, month, short_month, spaces};
use super::number::{kanji_digit, small_power};
use super::{Aggregation, Basis, Period};
use crate::chars::one_of;

const ERAS: &[(&str, i32)] = &[("令和", 2019), ("平成", 1989), ("昭和", 1926), ("大正", 1912), ("明治", 1868)];
const LETTERS: &[(char, i32)] = &[('R', 2019), ('H', 1989), ('S', 1926)];

/// One year expression: the year, how it is counted, and its length in bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Year {
    year: i32,
    basis: Option<Basis>,
    len: usize,
    /// How many digits a second year of the range may leave out.
    era: Option<i32>,
}

/// Reads the period that stands at an offset of the text, with what belongs to it: 2021~2023年度平均.
pub(super) fn period(text: &str, at: usize) -> Option<(Period, usize)> {
    let rest = &text[at..];
    let until = rest.starts_with('~');
    let lead = if until { 1 + spaces(&rest[1..]) } else { 0 };
    let first = year(text, at + lead)?;
    let mut len = lead + first.len;
    let mut period = Period { start: first.year, end: first.year, basis: first.basis, aggregation: None };
    match second_year(text, at + len, first) {
        Some((second, more)) if !until => {
            period.end = second.year;
            period.basis = second.basis.or(first.basis);
            len += more;
        }
        // 2024-10件 is no year but a number of something.
        None if first.len == 4
            && rest[len..]
                .strip_prefix(['-', '~'])
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            return None;
        }
        _ => {}
    }
    let tail = &rest[len..];
    for (word, aggregation) in [
        ("年平均", Aggregation::Average),
        ("の平均", Aggregation::Average),
        ("平均", Aggregation::Average),
        ("の累計", Aggregation::Cumulative),
        ("累計", Aggregation::Cumulative),
        ("の累積", Aggregation::Cumulative),
        ("累積", Aggregation::Cumulative),
        ("の合計", Aggregation::Cumulative),
        ("合計", Aggregation::Cumulative),
    ] {
        if tail.starts_with(word) && !tail[word.len()..].starts_with('で') {
            period.aggregation = Some(aggregation);
            len += word.len();
            break;
        }
    }
    Some((period, len))
}

/// `~2028年度`, `-28`, `-R10`: the end of a range, with the sign before it.
fn second_year(text: &str, at: usize, first: Year) -> Option<(Year, usize)> {
    let rest = &text[at..];
    let sign = spaces(rest);
    if !rest[sign..].starts_with(['~', '-']) {
        return None;
    }
    let from = sign + 1 + spaces(&rest[sign + 1..]);
    if let Some(second) = year(text, at + from)
        && second.year > first.year
    {
        return Some((second, from + second.len));
    }
    // 2024-28, R2~6年度: the century or the era is left out.
    let digits = rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 || rest[from + digits..].starts_with([',', '.', '-', '/']) {
        return None;
    }
    let short: i32 = rest[from..from + digits].parse().ok()?;
    let year = match first.era {
        Some(begin) => begin - 1 + short,
        None if digits == 2 => first.year / 100 * 100 + short,
        None => return None,
    };
    let (basis, more) = suffix(&rest[from + digits..], true);
    // 10-20人 after a bare year would be a value; a range of years ends in 年 or stands alone.
    let alone =
        basis.is_some() || !rest[from + digits..].starts_with(|c: char| c.is_alphanumeric() && !one_of(c, "累平合"));
    (year > first.year && year < first.year + 100 && alone).then_some((
        Year { year, basis: basis.or(first.basis), len: digits + more, era: first.era },
        from + digits + more,
    ))
}

fn year(text: &str, at: usize) -> Option<Year> {
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let first = rest.chars().next()?;
    match first {
        '0'..='9' => western(text, at, before),
        '令' | '平' | '昭' | '大' | '明' => {
            let &(name, begin) = ERAS.iter().find(|(name, _)| rest.starts_with(name))?;
            era(rest, name.len(), begin)
        }
        'R' | 'H' | 'S'
            if !before.is_some_and(|c| c.is_ascii_alphanumeric() || one_of(c, "-_.&"))
                || range_sign_before(text, at) =>
        {
            let &(_, begin) = LETTERS.iter().find(|(letter, _)| *letter == first)?;
            let found = era(rest, 1, begin)?;
            let word_goes_on = rest[found.len..].starts_with(|c: char| c.is_ascii_alphabetic());
            (!word_goes_on && !version(text, at)).then_some(found)
        }
        'F' | 'C' if !before.is_some_and(|c| c.is_ascii_alphanumeric()) => {
            let basis = if rest.starts_with("FY") {
                Basis::Fiscal
            } else if rest.starts_with("CY") {
                Basis::Calendar
            } else {
                return spelled(rest);
            };
            english(rest, 2, basis)
        }
        'f' if !before.is_some_and(|c| c.is_ascii_alphanumeric()) => spelled(rest),
        '\'' | '’' => two_digits(rest, first.len_utf8()),
        _ => None,
    }
}

/// `R6-R10`: the dash before the second letter is a range sign, not part of a word.
fn range_sign_before(text: &str, at: usize) -> bool {
    text[..at]
        .strip_suffix('-')
        .and_then(|before| before.trim_end().chars().next_back())
        .is_some_and(|c| c.is_ascii_digit() || one_of(c, "元度年"))
}

/// `ICH-E6(R3)`: a revision mark glued to an identifier.
fn version(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix('(') else { return false };
    let word = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
    let (outside, word) = before.split_at(before.len() - word);
    // 28.8万m3(R3): letters after a number are its unit.
    let unit = outside.ends_with(['万', '億', '千', '.', ',']) || word.starts_with(|c: char| c.is_ascii_digit());
    !unit && word.chars().any(|c| c.is_ascii_alphabetic()) && word.ends_with(|c: char| c.is_ascii_digit())
}

fn era(rest: &str, name: usize, begin: i32) -> Option<Year> {
    let at = name + spaces(&rest[name..]);
    let (number, len) = if rest[at..].starts_with('元') {
        (1, '元'.len_utf8())
    } else {
        let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        match digits {
            0 if name > 1 => kanji_number(&rest[at..])?,
            1 | 2 => (rest[at..at + digits].parse().ok()?, digits),
            _ => return None,
        }
    };
    if number == 0 {
        return None;
    }
    let at = at + len;
    let (basis, more) = suffix(&rest[at..], true);
    // R5.10月, R6.3: a month in the short form.
    let month = if more == 0 { short_month(&rest[at..]) } else { 0 };
    let basis = if month > 0 { Some(Basis::Calendar) } else { basis };
    Some(Year { year: begin - 1 + number, basis, len: at + more + month, era: Some(begin) })
}

/// 二, 十, 二十一.
fn kanji_number(text: &str) -> Option<(i32, usize)> {
    let (mut value, mut current, mut len) = (0, None, 0);
    for c in text.chars().take(3) {
        if let Some(digit) = kanji_digit(c) {
            current = Some(digit);
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

fn western(text: &str, at: usize, before: Option<char>) -> Option<Year> {
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if before.is_some_and(|c| c.is_ascii_digit() || c == '.' || c == ',' || c.is_ascii_alphabetic() || c == '第') {
        return None;
    }
    if digits == 2 {
        return bracketed_two_digits(rest, before);
    }
    let year: i32 = rest.get(..4)?.parse().ok()?;
    if digits != 4
        || !(1868..2200).contains(&year)
        || rest[4..].starts_with([',', '.']) && rest[5..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let (basis, more) = suffix(&rest[4..], true);
    let tail = &rest[4 + more..];
    // A bare 2028 is a year only where no unit could follow: before a bracket, a range or an arrow, or at the end.
    let bare = more == 0;
    let slash = bare && date_by_slashes(tail);
    let stands_alone = tail.is_empty()
        || tail.starts_with([
            ')', ']', '）', '~', '→', ',', '、', '。', ' ', ':', '\n', '-', '/', '・', '※', '比', '対', '頃', 'ま',
            'に', 'か', '〕', '>', ';', '；', '"', '.',
        ])
        || tail.starts_with("累")
        || tail.starts_with("平均");
    if bare && !(stands_alone || slash) {
        return None;
    }
    Some(Year { year, basis, len: 4 + more, era: None })
}

/// `/4/3` after a year.
fn date_by_slashes(tail: &str) -> bool {
    tail.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `(21年)`, `(21年度末)`: two digits count from 2000 where a bracket opens before them.
fn bracketed_two_digits(rest: &str, before: Option<char>) -> Option<Year> {
    if !matches!(before, Some('(' | '〔' | '[')) {
        return None;
    }
    let (basis, more) = suffix(&rest[2..], false);
    let closes = rest[2 + more..].starts_with([')', '〕', ']', '~', '・', '、', '末']);
    let number: i32 = rest[..2].parse().ok()?;
    (basis.is_some() && closes).then_some(Year { year: 2000 + number, basis, len: 2 + more, era: None })
}

/// `'21年`.
fn two_digits(rest: &str, quote: usize) -> Option<Year> {
    let number: i32 = rest.get(quote..quote + 2)?.parse().ok()?;
    let (basis, more) = suffix(&rest[quote + 2..], false);
    basis.map(|basis| Year { year: 2000 + number, basis: Some(basis), len: quote + 2 + more, era: None })
}

/// `FY2023`, `FY 2023`, `FY23`, `CY2020`.
fn english(rest: &str, prefix: usize, basis: Basis) -> Option<Year> {
    let at = prefix + spaces(&rest[prefix..]);
    let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
    let number: i32 = rest[at..at + digits].parse().ok()?;
    let year = match digits {
        4 if (1868..2200).contains(&number) => number,
        2 => 2000 + number,
        _ => return None,
    };
    Some(Year { year, basis: Some(basis), len: at + digits, era: None })
}

/// `fiscal year 2023`, `fiscal 2023`.
fn spelled(rest: &str) -> Option<Year> {
    let lower = rest.get(..12.min(rest.len())).filter(|head| head.is_ascii())?.to_ascii_lowercase();
    let prefix = if lower.starts_with("fiscal year ") {
        12
    } else if lower.starts_with("fiscal ") {
        7
    } else {
        return None;
    };
    english(rest, prefix, Basis::Fiscal)
}

/// What follows a year's number: 年度, 年, a month and day, 末. Gives how the year is counted and the length.
fn suffix(rest: &str, months: bool) -> (Option<Basis>, usize) {
    let lead = spaces(rest);
    let text = &rest[lead..];
    for fiscal in ["年度", "会計年度"] {
        if let Some(after) = text.strip_prefix(fiscal) {
            return (Some(Basis::Fiscal), lead + fiscal.len() + end_word(after));
        }
    }
    let Some(after) = text.strip_prefix('年') else { return (None, 0) };
    // 5年間, 3年生 are no years; 30年来 neither.
    if after.starts_with(['間', '生', '制', '目', '次', '来', '前', '後', '代', '半', '以', '程', '連']) {
        return (None, 0);
    }
    let mut len = lead + '年'.len_utf8();
    if months {
        len += month(after);
    }
    len += end_word(&rest[len..]);
    (Some(Basis::Calendar), len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(i32, i32, Option<Basis>, &str)> {
        period(text, 0).map(|(p, len)| (p.start, p.end, p.basis, &text[..len]))
    }

    #[test]
    fn years_of_every_kind() {
        use Basis::{Calendar, Fiscal};
        for (text, start, end, basis) in [
            ("令和5年度", 2023, 2023, Some(Fiscal)),
            ("令和元年", 2019, 2019, Some(Calendar)),
            ("令和二年", 2020, 2020, Some(Calendar)),
            ("平成三十一年", 2019, 2019, Some(Calendar)),
            ("R10", 2028, 2028, None),
            ("H30", 2018, 2018, None),
            ("H42", 2030, 2030, None),
            ("R元年度", 2019, 2019, Some(Fiscal)),
            ("FY2023", 2023, 2023, Some(Fiscal)),
            ("CY2020", 2020, 2020, Some(Calendar)),
            ("FY2024-28", 2024, 2028, Some(Fiscal)),
            ("fiscal 2030", 2030, 2030, Some(Fiscal)),
            ("2024-28累計", 2024, 2028, None),
            ("2021~2023年度平均", 2021, 2023, Some(Fiscal)),
            ("R6-R10", 2024, 2028, None),
            ("R10~R12", 2028, 2030, None),
            ("R2~6年度", 2020, 2024, Some(Fiscal)),
            ("令和5年末", 2023, 2023, Some(Calendar)),
            ("平成30年3月末", 2018, 2018, Some(Calendar)),
            ("2024年 10月末", 2024, 2024, Some(Calendar)),
            ("2022 年5 月 24 日", 2022, 2022, Some(Calendar)),
            ("令和6年9月2 4日", 2024, 2024, Some(Calendar)),
            ("R5.10月", 2023, 2023, Some(Calendar)),
            ("R6.3", 2024, 2024, Some(Calendar)),
            ("~2026年度", 2026, 2026, Some(Fiscal)),
            ("2026- 2028年度", 2026, 2028, Some(Fiscal)),
            ("2000~2019年", 2000, 2019, Some(Calendar)),
            ("2029 年度末", 2029, 2029, Some(Fiscal)),
            ("2028", 2028, 2028, None),
            ("'21年", 2021, 2021, Some(Calendar)),
        ] {
            assert_eq!(read(text), Some((start, end, basis, text)), "{text}");
        }
    }

    #[test]
    fn what_is_no_year() {
        for text in [
            "2028件",
            "5年間",
            "3年生",
            "R3D",
            "Rate",
            "2.5",
            "2024.5",
            "12年",
            "20285",
            "RSウイルス",
            "S先生",
            "平均",
            "大学",
            "明らか",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(period("ICH-E6(R3)", 7), None);
        assert_eq!(period("第2024", 3), None);
        assert!(period("16拠点(R10)", 9).is_some());
        assert_eq!(period("(21年)", 1).map(|(p, len)| (p.start, len)), Some((2021, 5)));
        assert_eq!(period("は21年", 3), None);
    }

    #[test]
    fn a_range_needs_a_later_year() {
        assert_eq!(read("2024-10件"), None);
        assert_eq!(read("令和7年度~令和9年度").map(|p| (p.0, p.1)), Some((2025, 2027)));
        assert_eq!(read("R5-3").map(|p| (p.0, p.1)), Some((2023, 2023)));
    }
}
