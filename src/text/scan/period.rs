//! Periods: a year or a range of years, with what their values are put together to: 2024-28, 令和2～6年度,
//! 2021~2023年度平均, 2030年代; what 2022-23 tells of is one fiscal year and sums nothing.

use super::date::{spaces, suffix};
use super::digits::{figure, run};
use super::year::{Year, year};
use super::{Aggregation, Basis, Context, Period};

/// Reads the period that stands at an offset of the text, with what belongs to it.
pub(super) fn period(text: &str, at: usize, context: &Context<'_>) -> Option<(Period, usize)> {
    let words = &context.lexicon.years;
    let rest = &text[at..];
    if let Some(found) = decade(text, at, context) {
        return Some(found);
    }
    let until = rest.starts_with('~');
    let lead = if until { 1 + spaces(&rest[1..]) } else { 0 };
    let first = year(text, at + lead, context)?;
    let mut len = lead + first.len;
    let mut period = Period::year(first.year, first.basis);
    period.open = first.base.filter(|_| first.open);
    match second_year(text, at + len, first, context) {
        Some((second, more)) if !until => {
            period.end = second.year;
            period.basis = second.basis.or(first.basis);
            len += more;
        }
        // 2024-10件 is no year but a number of something.
        None if first.len == 4 && rest[len..].strip_prefix(['-', '~']).is_some_and(|rest| run(rest, 0) > 0) => {
            return None;
        }
        _ => {}
    }
    let tail = &rest[len..];
    if let Some((Some(sum), more)) = words.sums.longest(tail)
        // 計 behind one year is the head of another word more often than a sum.
        && (period.start < period.end || sum != Aggregation::Cumulative || tail[..more].chars().count() > 1)
    {
        period.aggregation = Some(sum);
        len += more;
    } else if runs_over(&rest[lead..len], period) {
        (period.basis, period.aggregation) = (Some(Basis::Fiscal), Some(Aggregation::Point));
    }
    Some((period, len))
}

/// `2022-23`, `2021/22`, `2019 / 20`, `2026_27`, `2019/2020`: one fiscal year, that runs from one calendar year into the next.
fn runs_over(text: &str, period: Period) -> bool {
    let pair = text.split_once('-').filter(|(_, second)| second.len() == 2).or_else(|| text.split_once(['/', '_']));
    let digits = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let pair = pair.map(|(first, second)| (first.trim_end(), second.trim_start()));
    pair.is_some_and(|(first, second)| digits(first) == 4 && digits(second) == second.len())
        && period.end == period.start + 1
}

/// `2030年代`, `二〇二〇年代`.
fn decade(text: &str, at: usize, context: &Context<'_>) -> Option<(Period, usize)> {
    let (mut start, mut len) = (0, 0);
    for c in text[at..].chars().take(4) {
        start = start * 10 + figure(c)?;
        len += c.len_utf8();
    }
    let more = context.lexicon.years.decade.len(&text[at + len..])?;
    let inside = text[..at].ends_with(|c: char| figure(c).is_some() || c == '.');
    let period = Period { end: start + 9, ..Period::year(start, Some(Basis::Calendar)) };
    (!inside && (1860..2200).contains(&start) && start % 10 == 0).then_some((period, len + more))
}

/// `~2028年度`, `-28`, `-R10`, `/25`: the end of a range, with the sign before it.
fn second_year(text: &str, at: usize, first: Year, context: &Context<'_>) -> Option<(Year, usize)> {
    let words = &context.lexicon.years;
    let rest = &text[at..];
    let sign = spaces(rest);
    let written = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    let slash = first.base.is_none() && written == 4 && rest[sign..].starts_with(['/', '_']);
    // 令和5・6年度
    let next = first.base.is_some() && first.basis.is_none() && rest.starts_with(['・', '、']);
    // 2020―2025; but by 2035―enough for all.
    let dash = rest[sign..].strip_prefix('―').is_some_and(|rest| match run(rest, 0) {
        4 => true,
        // 2026―27
        2 => rest[..2].parse() == Ok((first.year + 1) % 100),
        _ => false,
    });
    if !rest[sign..].starts_with(['~', '-']) && !slash && !next && !dash {
        return None;
    }
    let sign = sign + if dash { '―'.len_utf8() } else { 1 };
    let from = if next { '・'.len_utf8() } else { sign + spaces(&rest[sign..]) };
    if !slash
        && !next
        && let Some(second) = year(text, at + from, context)
        // 2008~27年度 is 2027, whatever era the document counts in.
        && !(second.open && first.base.is_none())
        && second.year > first.year
    {
        return Some((second, from + second.len));
    }
    // 2024-28, R2~6年度: the century or the era is left out.
    let digits = run(rest, from);
    if slash && digits == 4 {
        // 2019/2020
        let second = rest[from..from + 4].parse().ok().filter(|&second: &i32| second == first.year + 1)?;
        return Some((Year { year: second, len: 4, ..first }, from + 4));
    }
    // In 2026/27, … and 2026/27. end the words around them; 2024-28.5 and 10-20,000 go on.
    let behind = rest[from + digits..].chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let goes_on =
        rest[from + digits..].starts_with(['-', '/']) || behind && rest[from + digits..].starts_with([',', '.']);
    if digits == 0 || digits > 2 || goes_on {
        return None;
    }
    let short: i32 = rest[from..from + digits].parse().ok()?;
    let year = match first.base {
        Some(base) => base + short,
        None if digits == 2 => first.year / 100 * 100 + short,
        None => return None,
    };
    // 2024/25 is a year from one into the next.
    let tail = &rest[from + digits..];
    let (basis, more) = suffix(tail, words);
    if (slash || next) && year != first.year + 1 || next && basis != Some(Basis::Fiscal) {
        return None;
    }
    // 10-20人 after a bare year would be a value; a range of years ends in 年 or stands alone.
    let summed = words.sums.longest(tail).is_some_and(|(sum, _)| sum.is_some());
    let alone = basis.is_some() || summed || !tail.starts_with(|c: char| c.is_alphanumeric() || c == '%');
    (year > first.year && year < first.year + 100 && alone)
        .then_some((Year { year, basis: basis.or(first.basis), len: digits + more, ..first }, from + digits + more))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::text::Calendar;

    fn at(text: &str, at: usize, calendar: Option<&Calendar>) -> Option<(Period, usize)> {
        let rules = Rules::built_in();
        period(text, at, &Context { calendar, ..Context::new(rules.lexicon()) })
    }

    fn read(text: &str) -> Option<(i32, i32, Option<Basis>, &str)> {
        at(text, 0, None).map(|(p, len)| (p.start, p.end, p.basis, &text[..len]))
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
            ("’25", 2025, 2025, None),
            ("'23~'25計", 2023, 2025, None),
            ("2025/3", 2025, 2025, Some(Calendar)),
            ("2025/3/31", 2025, 2025, Some(Calendar)),
            ("2030.3.31", 2030, 2030, Some(Calendar)),
            ("2030.3末", 2030, 2030, Some(Calendar)),
            ("2030-03-31", 2030, 2030, Some(Calendar)),
            ("令和 7 年 9 月 1 7 日", 2025, 2025, Some(Calendar)),
            ("2024/25", 2024, 2025, Some(Fiscal)),
            ("2010/11", 2010, 2011, Some(Fiscal)),
            ("2019/2020", 2019, 2020, Some(Fiscal)),
            ("2022-23", 2022, 2023, Some(Fiscal)),
            ("FY 2021/22", 2021, 2022, Some(Fiscal)),
            ("2019 / 20", 2019, 2020, Some(Fiscal)),
            ("FY2021-22", 2021, 2022, Some(Fiscal)),
            ("2024-25累計", 2024, 2025, None),
            ("2024-25年度", 2024, 2025, Some(Fiscal)),
            ("2017-2018", 2017, 2018, None),
            ("R6-R7", 2024, 2025, None),
            ("令和5・6年度", 2023, 2024, Some(Fiscal)),
            ("R7.3末", 2025, 2025, Some(Calendar)),
            ("令和七年三月末", 2025, 2025, Some(Calendar)),
            ("二〇三〇年度", 2030, 2030, Some(Fiscal)),
            ("2030年代", 2030, 2039, Some(Calendar)),
            ("2015~2019計", 2015, 2019, None),
            ("2015~19計", 2015, 2019, None),
            ("令和1 0年度", 2028, 2028, Some(Fiscal)),
            ("令和1\n0年度", 2028, 2028, Some(Fiscal)),
            ("20\n28年度", 2028, 2028, Some(Fiscal)),
            ("令和12(2030)年度", 2030, 2030, Some(Fiscal)),
            ("令和5\n(2023)年度", 2023, 2023, Some(Fiscal)),
            ("2025(R7)年度", 2025, 2025, Some(Fiscal)),
            ("2030(令和12)年度末", 2030, 2030, Some(Fiscal)),
            ("令和7年度(2025年度)", 2025, 2025, Some(Fiscal)),
            ("R12(2030)", 2030, 2030, None),
            ("2030年度(令和12年度)", 2030, 2030, Some(Fiscal)),
            ("2030年(令和12年)3月末", 2030, 2030, Some(Calendar)),
            ("令和十二(二〇三〇)年度", 2030, 2030, Some(Fiscal)),
            ("令和12年度/2030年度", 2030, 2030, Some(Fiscal)),
            ("2008~27 年度累計", 2008, 2027, Some(Fiscal)),
            ("平成30(2018)~令和4(2022)年度", 2018, 2022, Some(Fiscal)),
            ("2030(12)年度", 2030, 2030, Some(Fiscal)),
            ("12(2030)年度", 2030, 2030, Some(Fiscal)),
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
            "2119",
            "2119台",
            "2,119台",
            "2119 台",
            "二〇三〇人",
            "5年度",
            "17年度",
            "30年代",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(at("ICH-E6(R3)", 7, None), None);
        assert_eq!(at("第2024", 3, None), None);
        // A day, a fraction behind Japanese words, a fraction of words that go on.
        for text in ["as of 11/12", "達成 18/19", "in 18/19 schools", "done 18/20"] {
            let digits = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert_eq!(at(text, digits, None), None, "{text}");
        }
        assert_eq!(at("ACTUAL 18/19", 7, None).map(|(p, len)| (p.start, p.end, len)), Some((2018, 2018, 5)));
        assert!(at("16拠点(R10)", 9, None).is_some());
        assert_eq!(at("(21年)", 1, None).map(|(p, len)| (p.start, len)), Some((2021, 5)));
        assert_eq!(at("は21年", 3, None), None);
    }

    #[test]
    fn a_range_needs_a_later_year() {
        assert_eq!(read("2024-10件"), None);
        assert_eq!(read("令和7年度~令和9年度").map(|p| (p.0, p.1)), Some((2025, 2027)));
        assert_eq!(read("R5-3").map(|p| (p.0, p.1)), Some((2023, 2023)));
    }

    #[test]
    fn the_rest_of_a_word_after_a_year_is_no_part_of_it() {
        for (text, part) in [
            ("2030年以降", "2030年"),
            ("2025年度計画", "2025年度"),
            ("2023年度平均寿命", "2023年度"),
            ("令和5年度当初予算", "令和5年度"),
            ("R5(2020)", "R5"),
            ("R5(12件)", "R5"),
            ("2028(目標)", ""),
        ] {
            assert_eq!(read(text).map_or("", |(.., part)| part), part, "{text}");
        }
    }

    #[test]
    fn a_year_without_an_era_is_one_of_its_document() {
        let rules = Rules::built_in();
        let heisei = Calendar::of("平成12年度から平成17年度まで", rules.lexicon());
        let reiwa = Calendar::of("令和元年度、令和5年度、R7、2024年", rules.lexicon());
        let western = Calendar::of("2015年度から2020年度まで", rules.lexicon());
        let read = |text: &str, calendar| {
            at(text, text.find(|c: char| c.is_ascii_digit()).unwrap(), calendar)
                .map(|(period, _)| (period.start, period.end, period.open.is_some()))
        };
        for (text, calendar, expected) in [
            ("(17年度)", Some(&heisei), Some((2005, 2005, true))),
            ("17年度", Some(&heisei), Some((2005, 2005, true))),
            ("17~23年度", Some(&heisei), Some((2005, 2011, true))),
            ("2008~27年度", Some(&heisei), Some((2008, 2027, false))),
            ("17年3月末", Some(&heisei), Some((2005, 2005, true))),
            ("23年", Some(&heisei), Some((2011, 2011, true))),
            ("5年度", Some(&reiwa), Some((2023, 2023, true))),
            ("29年度", Some(&reiwa), Some((2017, 2017, true))),
            ("17年度", Some(&western), Some((2017, 2017, true))),
            ("(17年度)", None, Some((2017, 2017, true))),
            ("17~23年度", None, Some((2017, 2023, true))),
            ("17年度", None, None),
            ("期間は10年", Some(&reiwa), None),
            ("過去5年度", Some(&reiwa), None),
            ("5年度分", Some(&reiwa), None),
        ] {
            assert_eq!(read(text, calendar), expected, "{text}");
        }
        let first = |text: &str, at_: usize, calendar| at(text, at_, calendar).map(|(period, _)| period.start);
        assert_eq!(first("元年度", 0, Some(&reiwa)), Some(2019));
        assert_eq!(first("(元年)", 1, Some(&reiwa)), Some(2019));
        assert_eq!(first("元年度", 0, None), None);
        assert_eq!(first("紀元年度", 3, Some(&reiwa)), None);
        let (open, _) = at("(17年度)", 1, None).unwrap();
        assert_eq!(open.counted_from(1988), Period { start: 2005, end: 2005, open: Some(1988), ..open });
    }
}
