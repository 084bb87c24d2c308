//! Words before and after a number that say how exactly it is meant and what it sums.

use super::unit::gap;
use super::{Aggregation, Comparator, Value};
use crate::chars::{is_kanji, is_katakana, one_of};

/// Words before a number, the longest first.
const PREFIXES: &[(&str, Option<Comparator>, Option<Aggregation>)] = {
    use Aggregation::{Annual, Average, Cumulative};
    use Comparator::{About, Above, AtLeast, AtMost, Below};
    &[
        ("年平均で", None, Some(Average)),
        ("年平均", None, Some(Average)),
        ("平均して", None, Some(Average)),
        ("平均で", None, Some(Average)),
        ("平均", None, Some(Average)),
        ("年当たり", None, Some(Annual)),
        ("年あたり", None, Some(Annual)),
        ("年間で", None, Some(Annual)),
        ("年間", None, Some(Annual)),
        ("毎年度", None, Some(Annual)),
        ("毎年", None, Some(Annual)),
        ("単年度", None, Some(Annual)),
        ("年", None, Some(Annual)),
        ("累計で", None, Some(Cumulative)),
        ("累計", None, Some(Cumulative)),
        ("累積で", None, Some(Cumulative)),
        ("累積", None, Some(Cumulative)),
        ("通算", None, Some(Cumulative)),
        ("合計で", None, None),
        ("合計", None, None),
        ("延べ", None, None),
        ("約", Some(About), None),
        ("およそ", Some(About), None),
        ("おおよそ", Some(About), None),
        ("概ね", Some(About), None),
        ("おおむね", Some(About), None),
        ("ほぼ", Some(About), None),
        ("最低でも", Some(AtLeast), None),
        ("最低", Some(AtLeast), None),
        ("少なくとも", Some(AtLeast), None),
        ("最大で", Some(AtMost), None),
        ("最大", Some(AtMost), None),
        ("上限", Some(AtMost), None),
        ("at least", Some(AtLeast), None),
        ("no more than", Some(AtMost), None),
        ("not more than", Some(AtMost), None),
        ("more than", Some(Above), None),
        ("less than", Some(Below), None),
        ("up to", Some(AtMost), None),
        ("within", Some(AtMost), None),
        ("approximately", Some(About), None),
        ("about", Some(About), None),
        ("around", Some(About), None),
        ("roughly", Some(About), None),
        ("nearly", Some(About), None),
        ("over", Some(Above), None),
        ("below", Some(Below), None),
        ("under", Some(Below), None),
        ("top", Some(AtMost), None),
        ("≧", Some(AtLeast), None),
        ("≥", Some(AtLeast), None),
        ("≦", Some(AtMost), None),
        ("≤", Some(AtMost), None),
        (">", Some(Above), None),
        ("<", Some(Below), None),
    ]
};

/// Words after a value.
const SUFFIXES: &[(&str, Comparator)] = {
    use Comparator::{About, Above, AtLeast, AtMost, Below};
    &[
        ("以上", AtLeast),
        ("を超える", Above),
        ("を超え", Above),
        ("超え", Above),
        ("超", Above),
        ("を上回る", Above),
        ("を上回り", Above),
        ("未満", Below),
        ("を下回る", Below),
        ("以下", AtMost),
        ("以内", AtMost),
        ("程度", About),
        ("前後", About),
        ("ほど", About),
        ("くらい", About),
        ("ぐらい", About),
        ("強", About),
        ("弱", About),
        ("or more", AtLeast),
        ("or less", AtMost),
        ("or higher", AtLeast),
        ("or fewer", AtMost),
        ("+", AtLeast),
    ]
};

/// The ordinal ending of 19th, and the plus of 10+ companies.
pub(super) fn written_after(text: &str, after: usize, value: &mut Value) -> usize {
    let rest = &text[after..];
    if ["st", "nd", "rd", "th"]
        .iter()
        .any(|end| rest.starts_with(end) && !rest[2..].starts_with(|c: char| c.is_ascii_alphanumeric()))
    {
        return after + 2;
    }
    if rest.starts_with('+') && !rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        value.comparator = Comparator::AtLeast;
        return after + 1;
    }
    after
}

/// 1本半.
pub(super) fn half(text: &str, end: usize, value: &mut Value) -> usize {
    match text[end..].strip_prefix('半') {
        Some(rest) if value.unit.is_some() && !rest.starts_with(['期', '分', '額', '数', '島', '導', '年', '日']) =>
        {
            value.number += 0.5;
            end + '半'.len_utf8()
        }
        _ => end,
    }
}

/// Reads 以上, /年 and the like behind the value.
pub(super) fn suffixes(text: &str, mut end: usize, value: &mut Value) -> usize {
    loop {
        let gap = gap(text, end);
        let rest = &text[end + gap..];
        if let Some((word, comparator)) =
            SUFFIXES.iter().find(|(word, _)| rest.starts_with(word) && !cut_word(word, &rest[word.len()..]))
        {
            value.comparator = *comparator;
            end += gap + word.len();
        } else if let Some(word) = ["/年度", "/年", "毎年", "per year", "every year", "each year", "annually"]
            .iter()
            .find(|word| rest.starts_with(**word))
        {
            value.aggregation = Some(Aggregation::Annual);
            end += gap + word.len();
        } else {
            return end;
        }
    }
}

/// 強化 is no 強, 超過 no 超.
fn cut_word(word: &str, after: &str) -> bool {
    match word {
        "強" => after.starts_with(['化', '力', '靱', '靭', '度', '調']),
        "弱" => after.starts_with(['者', '視', '体', '点']),
        "超" => after.starts_with(['過', '高', '低', '急']),
        "+" => after.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

/// Reads the words before the number backwards; gives where the value begins.
pub(super) fn prefixes(text: &str, at: usize, value: &mut Value) -> usize {
    let mut start = at;
    loop {
        let before = text[..start].trim_end_matches(' ');
        let Some((word, comparator, aggregation)) = PREFIXES.iter().find(|(word, ..)| ends_with_word(before, word))
        else {
            return start;
        };
        let begin = before.len() - word.len();
        // 2019年40人, 5年間で6人: the 年 belongs to what stands before it, but 売上額 年3,000千円.
        let counted = |c: char| {
            c.is_ascii_digit()
                || one_of(c, "かヵヶカ")
                || *word == "年" && (is_kanji(c) && !one_of(c, "額量率高者数値績") || is_katakana(c))
        };
        let some =
            text[..begin].strip_suffix('数').is_some_and(|before| !before.ends_with(|c| is_kanji(c) || is_katakana(c)));
        if word.starts_with('年') && (some || text[..begin].ends_with(counted)) {
            return start;
        }
        if let Some(comparator) = comparator
            && value.comparator == Comparator::Equal
        {
            value.comparator = *comparator;
        }
        value.aggregation = value.aggregation.or(*aggregation);
        start = begin;
    }
}

fn ends_with_word(before: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return before.ends_with(word);
    }
    // 5.9% -> 10%: the arrow's head compares nothing.
    if word == ">" && (before.ends_with("->") || before.ends_with("=>")) {
        return false;
    }
    let Some(at) = before.len().checked_sub(word.len()) else { return false };
    before.is_char_boundary(at)
        && before[at..].eq_ignore_ascii_case(word)
        && !(before[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
            && word.starts_with(|c: char| c.is_ascii_alphabetic()))
}
