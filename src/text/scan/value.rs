//! Values: a number with the words around it that say what it counts and how exactly.

use super::number::{Number, number};
use super::{Aggregation, Comparator, Found, Item, Range, Value};
use crate::chars::{is_hiragana, is_kanji, is_katakana, one_of};
use crate::text::fold::nfkc;
use crate::text::lexicon::Lexicon;

pub(super) enum Read {
    Found(Found),
    /// A number that is no value (a date, a version, a telephone number): go on behind it.
    Skip(usize),
    Nothing,
}

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

/// Reads the value whose number or sign stands at an offset; words before `floor` belong to others.
pub(super) fn value(text: &str, floor: usize, at: usize, lexicon: &Lexicon) -> Read {
    let Some((sign, from)) = sign(text, at) else { return Read::Nothing };
    let Some(number) = number(&text[from..], lexicon) else { return Read::Nothing };
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
    }
    end = upper(text, end, &number, &mut found, lexicon).unwrap_or(end);
    if sign == '¥' && found.unit.is_none() {
        found.unit = Some("円".into());
    }
    if matches!(sign, '-' | '▲' | '△') {
        found.number = -found.number;
    }
    end = half(text, end, &mut found);
    found.bare = end == after && from == at;
    end = suffixes(text, end, &mut found);
    let start = floor + prefixes(&text[floor..], at - floor, &mut found);
    found.bare &= end == after && start == at;
    Read::Found(Found { range: start..end, item: Item::Value(found) })
}

/// ゼロ as a value of its own, and プラス or マイナス before a number.
pub(super) fn word(text: &str, at: usize, lexicon: &Lexicon) -> Option<Found> {
    let rest = &text[at..];
    for (sign, factor) in [("プラス", 1.0), ("マイナス", -1.0)] {
        let Some(number) = rest.strip_prefix(sign) else { continue };
        let from = text.len() - number.trim_start().len();
        if let Read::Found(Found { range, item: Item::Value(value) }) = value(text, at, from, lexicon)
            && range.start >= at + sign.len()
        {
            let item = Item::Value(Value { number: factor * value.number, plus: factor > 0.0, bare: false, ..value });
            return Some(Found { range: at..range.end, item });
        }
    }
    let after = rest.strip_prefix("ゼロ")?;
    let before = text[..at].chars().next_back();
    let alone = !before.is_some_and(|c| is_katakana(c) || is_kanji(c))
        && !after.starts_with(|c: char| is_katakana(c) || is_kanji(c) || c == '・');
    let nought = Value {
        number: 0.0,
        max: None,
        unit: None,
        comparator: Comparator::Equal,
        aggregation: None,
        plus: false,
        bare: false,
    };
    alone.then(|| Found { range: at..at + "ゼロ".len(), item: Item::Value(nought) })
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

/// The ordinal ending of 19th, and the plus of 10+ companies.
fn written_after(text: &str, after: usize, value: &mut Value) -> usize {
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
fn half(text: &str, end: usize, value: &mut Value) -> usize {
    match text[end..].strip_prefix('半') {
        Some(rest) if value.unit.is_some() && !rest.starts_with(|c: char| is_kanji(c)) => {
            value.number += 0.5;
            end + '半'.len_utf8()
        }
        _ => end,
    }
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
    // The rest of a date that the period did not take.
    if text[after..].starts_with("日") && text[..from].trim_end().ends_with('月') {
        return Some(after + '日'.len_utf8());
    }
    lexicon.is_no_unit(text[after..].trim_start_matches(' ')).then_some(after)
}

/// Words that are a factor: 倍増, 半減, double, halve.
pub(super) fn factor(text: &str, at: usize) -> Option<Found> {
    const FACTORS: &[(&str, f64)] = &[
        ("倍増", 2.0),
        ("半減", 0.5),
        ("doubling", 2.0),
        ("doubled", 2.0),
        ("double", 2.0),
        ("tripling", 3.0),
        ("tripled", 3.0),
        ("triple", 3.0),
        ("halving", 0.5),
        ("halved", 0.5),
        ("halve", 0.5),
    ];
    let &(word, number) = FACTORS.iter().find(|(word, _)| text[at..].starts_with(word))?;
    let latin = word.is_ascii();
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let inside = latin && (text[..at].ends_with(letter) || text[at + word.len()..].starts_with(letter))
        || !latin && text[..at].ends_with(|c: char| c.is_ascii_digit() || is_kanji(c) && c != '比');
    let unit = (!latin).then(|| "倍".to_owned());
    (!inside).then(|| Found {
        range: at..at + word.len(),
        item: Item::Value(Value {
            number,
            max: None,
            unit,
            comparator: Comparator::Equal,
            aggregation: None,
            plus: false,
            bare: false,
        }),
    })
}

struct Unit {
    /// Empty where only a power was written.
    text: String,
    end: usize,
    /// million, billion.
    power: f64,
}

impl Unit {
    /// Gives the unit to a value; tells where it ends.
    fn take(self, value: &mut Value) -> usize {
        value.number *= self.power;
        value.max = value.max.map(|max| max * self.power);
        value.unit = Some(self.text).filter(|text| !text.is_empty());
        self.end
    }
}

/// The unit after a number: a known one, or a word that the expression ends with.
fn unit(text: &str, after: usize, lexicon: &Lexicon) -> Option<Unit> {
    let gap = gap(text, after);
    let (power, skip) = english_power(&text[after + gap..]);
    let at = after + gap + skip;
    let rest = &text[at..];
    // Powers of ten that are part of the unit: 千円, 千人泊.
    let thousand = if rest.starts_with('千') { '千'.len_utf8() } else { 0 };
    let known = lexicon.unit(&rest[thousand..]).map(|len| len + thousand);
    let lone_letter = |len: usize| len == 1 && rest.as_bytes()[0].is_ascii_alphabetic() && gap > 0;
    let len = known.filter(|&len| !lone_letter(len)).or_else(|| if gap + skip == 0 { unknown(rest) } else { None });
    let Some(len) = len else {
        return (skip > 0).then(|| Unit { text: String::new(), end: at, power });
    };
    // 円/人, 件/日; but 件/年 is an aggregation.
    let mut end = at + len;
    if let Some(per) = text[end..].strip_prefix('/')
        && !per.starts_with('年')
        && let Some(more) = lexicon.unit(per)
    {
        end += 1 + more;
    }
    Some(Unit { text: nfkc(&text[at..end]), end, power })
}

fn gap(text: &str, at: usize) -> usize {
    text[at..].len() - text[at..].trim_start_matches(' ').len()
}

/// The factor and length of `million`, `billion`, `bn` after a number.
fn english_power(rest: &str) -> (f64, usize) {
    for (word, power) in [("million", 1e6), ("billion", 1e9), ("trillion", 1e12), ("bn", 1e9), ("mn", 1e6)] {
        if let Some(after) = rest.strip_prefix(word)
            && !after.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            return (power, word.len() + usize::from(after.starts_with(' ')));
        }
    }
    (1.0, 0)
}

/// A word in no list is the unit where the expression ends with it: 18医療機関).
fn unknown(rest: &str) -> Option<usize> {
    let len: usize = rest.chars().take_while(|&c| is_kanji(c) || is_katakana(c)).map(char::len_utf8).sum();
    let word = &rest[..len];
    let after = &rest[len..];
    let ends =
        after.is_empty() || after.starts_with([' ', ')', '(', '、', '。', '・', '/', ',', '\n', '※', '~', '】', '〕']);
    let count = word.chars().count();
    let noun = !word.ends_with(['増', '減', '済', '化', '目', '未', '以', '約', '末', '比', '度', '超'])
        && !word.starts_with(['以', '未', '超', '増', '減', '程', '前', '後', '月']);
    (ends && noun && (1..=8).contains(&count)).then_some(len)
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
    plausible.then(|| {
        value.max = Some(second.value);
        unit.take(value)
    })
}

/// Reads 以上, /年 and the like behind the value.
fn suffixes(text: &str, mut end: usize, value: &mut Value) -> usize {
    loop {
        let gap = gap(text, end);
        let rest = &text[end + gap..];
        if let Some((word, comparator)) =
            SUFFIXES.iter().find(|(word, _)| rest.starts_with(word) && !cut_word(word, &rest[word.len()..]))
        {
            value.comparator = *comparator;
            end += gap + word.len();
        } else if let Some(word) =
            ["/年度", "/年", "毎年", "per year", "annually"].iter().find(|word| rest.starts_with(**word))
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
fn prefixes(text: &str, at: usize, value: &mut Value) -> usize {
    let mut start = at;
    loop {
        let before = text[..start].trim_end_matches(' ');
        let Some((word, comparator, aggregation)) = PREFIXES.iter().find(|(word, ..)| ends_with_word(before, word))
        else {
            return start;
        };
        let begin = before.len() - word.len();
        // 2019年40人, 5年間で6人: the 年 belongs to what stands before it.
        let counted =
            |c: char| c.is_ascii_digit() || one_of(c, "かヵヶカ") || *word == "年" && (is_kanji(c) || is_katakana(c));
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
    let Some(at) = before.len().checked_sub(word.len()) else { return false };
    before.is_char_boundary(at)
        && before[at..].eq_ignore_ascii_case(word)
        && !(before[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
            && word.starts_with(|c: char| c.is_ascii_alphabetic()))
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

/// Joins 40%以上 and 60%以下 into one value with two ends.
pub(super) fn merge_bounds(text: &str, found: &mut Vec<Found>) {
    let mut at = 1;
    while at < found.len() {
        let gap: Range = found[at - 1].range.end..found[at].range.start;
        let near = text[gap].trim_matches([' ', '、', 'か', 'つ', '・', '~']).is_empty();
        if near && let Some(joined) = bounds(&found[at - 1].item, &found[at].item) {
            found[at - 1].item = Item::Value(joined);
            found[at - 1].range.end = found[at].range.end;
            found.remove(at);
        } else {
            at += 1;
        }
    }
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
