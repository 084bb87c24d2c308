//! What a cell looks like, and what a cell of a value column gives.

use crate::chars::{is_hiragana, is_japanese, one_of};
use crate::record::{CellRef, Role};
use crate::rules::{CellMeans, Column, Rules};
use crate::text::code::{is_symbol, symbol};
use crate::text::scan::{Found, Item, Value, scan};
use crate::text::{Lexicon, Range};

use super::super::name;
use super::super::read::Read;
use super::super::statement::{Dated, Draft};
use super::align::Fit;

/// What a cell looks like, whatever its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Empty,
    /// －, 未設定: a value that there is not.
    Nothing,
    Period,
    /// Values and little else.
    Values,
    /// Words that run into a value: 特別支援学級：3,590学級, 重傷者数400人以下.
    LabelledValue,
    /// A bare number.
    Number,
    /// Words, then values with years: a KPI cell.
    NameAndValues,
    /// A name that carries a mark of ministries.
    Marked,
    /// Words that count things: 件, ％.
    Unit,
    /// 福祉部, 教育庁.
    Office,
    Words,
    Sentences,
}

/// Words in a value cell beside the values: more make it a text.
const FEW: usize = 10;
const LONG: usize = 60;
/// So many Japanese characters before a value are a label or a name.
const LABEL: usize = 3;

/// Judges a cell by its coded text.
pub(super) fn look(read: &Read, rules: &Rules) -> Look {
    let code = read.code();
    if code.is_empty() {
        return Look::Empty;
    }
    if rules.cells.iter().any(|rule| rule.means == CellMeans::Nothing && rule.pattern.is_match(code)) {
        return Look::Nothing;
    }
    // 43社 (R7)【厚】 is still a value.
    let code = match code.trim_end_matches(symbol::MINISTRIES).trim_end() {
        rest if rest.starts_with([symbol::VALUE, symbol::OBSERVATION, symbol::PLUS]) => rest,
        _ => code,
    };
    let words = code.chars().filter(|&c| !is_symbol(c) && !one_of(c, "()・:/~、\n")).count();
    let values = code.contains([symbol::VALUE, symbol::OBSERVATION, symbol::PLUS]);
    let label = code.split(is_symbol).next().unwrap_or_default().chars().filter(|&c| is_japanese(c)).count();
    match () {
        () if code.len() <= LONG && unit(&read.reading.view.text, rules.lexicon()).is_some() => Look::Unit,
        () if code.contains(symbol::MINISTRIES) => Look::Marked,
        () if is_period(code) => Look::Period,
        () if code.chars().all(|c| c == symbol::NUMBER || one_of(c, "()")) => Look::Number,
        () if values && words <= FEW && label >= LABEL && code.trim_end_matches(')').ends_with(is_symbol) => {
            Look::LabelledValue
        }
        () if values && words <= FEW && code.starts_with(is_symbol) => Look::Values,
        () if values && words <= FEW / 2 => Look::Values,
        () if code.contains(symbol::OBSERVATION) && code.chars().count() <= 2 * LONG => Look::NameAndValues,
        () if code.chars().count() > LONG || code.contains('。') => Look::Sentences,
        () if is_office(read, rules.lexicon()) => Look::Office,
        () => Look::Words,
    }
}

/// Whether a cell holds a period and what may stand beside one: R3~R7年度の累計値, R2.10.1(R2国勢調査結果).
fn is_period(code: &str) -> bool {
    let words = code.chars().filter(|&c| !is_symbol(c) && !one_of(c, "()~-、")).count();
    code.trim_start_matches('(').starts_with(symbol::PERIOD)
        && words <= FEW
        && !code.contains(is_hiragana)
        && !code.contains([symbol::VALUE, symbol::NUMBER, symbol::OBSERVATION, symbol::PLUS, symbol::MINISTRIES])
}

/// One of a unit, if a text is nothing but a unit: 百万円 is a million 円.
pub(super) fn unit(text: &str, lexicon: &Lexicon) -> Option<Value> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // The scanner reads 1百万円 as it would in running text.
    let one = format!("1{text}");
    match scan(&one, lexicon, &[]).into_iter().next() {
        Some(Found { range, item: Item::Value(value) })
            if range == (0..one.len())
                && value.unit.as_deref().is_some_and(|unit| {
                    let unit = unit.strip_prefix('千').unwrap_or(unit);
                    lexicon.unit(unit) == Some(unit.len())
                }) =>
        {
            Some(value)
        }
        _ => None,
    }
}

/// Whether every word is the name of an office.
fn is_office(read: &Read, lexicon: &Lexicon) -> bool {
    let mut words = read.reading.view.words().flat_map(|word| word.split(['、', '/'])).peekable();
    words.peek().is_some() && words.all(|word| names_office(word, lexicon))
}

/// Whether a word is the name of an office: 土木部, 教育庁.
pub(super) fn names_office(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.is_office(word) && (2..=20).contains(&word.chars().count())
}

/// How well a look fits a column.
pub(super) fn fit(look: Look, column: Option<Column>) -> Fit {
    use Column::{
        Actual, ActualPeriod, Aim, Baseline, BaselinePeriod, Current, Ignore, Kpi, Measure, Ministry, Name, Programme,
        Progress, Schedule, Section, Target, TargetPeriod, Unit,
    };
    let Some(column) = column else { return if look == Look::Empty { 0.5 } else { 0.2 } };
    if look == Look::Empty {
        return 0.5;
    }
    match column {
        Baseline | Current | Actual | Target => match look {
            Look::Values => 2.0,
            Look::LabelledValue => 1.8,
            Look::Number | Look::Nothing => 1.0,
            Look::Words if column == Target => 0.3,
            Look::Words | Look::Office => -0.5,
            Look::NameAndValues => 0.5,
            Look::Period => -1.0,
            Look::Unit => -1.5,
            Look::Sentences if column == Actual => -0.5,
            Look::Sentences | Look::Marked => -2.5,
            Look::Empty => 0.5,
        },
        BaselinePeriod | TargetPeriod | ActualPeriod => match look {
            Look::Period => 3.0,
            Look::Nothing => 0.5,
            _ => -2.5,
        },
        Kpi => match look {
            Look::NameAndValues | Look::LabelledValue => 3.0,
            Look::Words => 0.8,
            Look::Sentences => 0.3,
            Look::Nothing => 0.5,
            Look::Values | Look::Number => -2.5,
            _ => -1.5,
        },
        Unit => match look {
            Look::Unit => 3.0,
            Look::Words => 0.3,
            Look::Nothing => 0.3,
            _ => -2.5,
        },
        Name => match look {
            Look::Words | Look::Unit | Look::Office => 1.2,
            Look::Sentences | Look::NameAndValues => 0.8,
            Look::Marked => 0.5,
            Look::LabelledValue => 0.3,
            _ => -2.5,
        },
        Ministry => match look {
            Look::Office => 3.0,
            Look::Marked => 1.0,
            Look::Words => 0.4,
            Look::Nothing => 0.3,
            _ => -2.5,
        },
        Programme | Progress => match look {
            Look::Marked => 2.5,
            Look::Sentences => 0.8,
            Look::Words => 0.4,
            Look::Nothing => 0.6,
            _ => -2.0,
        },
        Measure | Section | Aim => match look {
            Look::Words | Look::Unit | Look::Office => 0.8,
            Look::Sentences | Look::NameAndValues => 0.6,
            Look::Marked | Look::LabelledValue => 0.2,
            _ => -2.0,
        },
        Schedule => match look {
            Look::Words | Look::Sentences => 0.5,
            Look::NameAndValues => -0.3,
            Look::Marked => -2.0,
            _ => -0.3,
        },
        Ignore => 0.3,
    }
}

/// What it costs to leave a cell out.
pub(super) fn skip(look: Look) -> Fit {
    match look {
        Look::Empty => 0.0,
        Look::Nothing => 0.3,
        Look::Sentences => 0.6,
        _ => 1.2,
    }
}

/// A value of a cell, and the series it belongs to where the cell holds several.
#[derive(Debug)]
pub(super) struct Given {
    pub series: Option<String>,
    pub draft: Draft,
}

/// Reads a cell of a value column.
pub(super) fn values(read: &Read, role: Role, cell: Option<CellRef>, rules: &Rules) -> Vec<Given> {
    let code = read.code();
    let means = |means: CellMeans| rules.cells.iter().filter(move |rule| rule.means == means);
    if code.is_empty() || means(CellMeans::Nothing).any(|rule| rule.pattern.is_match(code)) {
        return Vec::new();
    }
    let asides: Vec<Range> = means(CellMeans::Aside)
        .flat_map(|rule| rule.pattern.regex.find_iter(code).map(|hit| hit.range()).collect::<Vec<_>>())
        .collect();
    let aside = |at: usize| asides.iter().any(|range| range.contains(&at));
    // Something must be left for an aside to stand beside: 全国3位 alone is a value.
    let all_aside = !asides.is_empty() && drafts(read, &(0..code.len()), role, cell, &aside).is_empty();
    let aside = |at: usize| aside(at) && !all_aside;
    let all = drafts(read, &(0..code.len()), role, cell, &aside).len();
    for rule in means(CellMeans::Series) {
        let series: Vec<Given> = rule
            .pattern
            .regex
            .captures_iter(code)
            .flat_map(|hit| {
                let label = hit.iter().flatten().nth(1).map(|group| group.range());
                let view = label.map(|range| read.reading.code.view(&range));
                let name = view.map(|view| name::clean(&read.reading.words(&view)));
                // 全校種 100%: for all of them.
                let name = name.filter(|name| !means(CellMeans::Whole).any(|rule| rule.pattern.is_match(name)));
                let whole = hit.get(0).map_or(0..0, |m| m.range());
                drafts(read, &whole, role, cell, &aside)
                    .into_iter()
                    .map(move |draft| Given { series: name.clone(), draft })
                    .collect::<Vec<_>>()
            })
            .collect();
        let labels: std::collections::BTreeSet<&str> =
            series.iter().filter_map(|given| given.series.as_deref()).collect();
        let covers = series.len() >= all;
        if labels.len() >= 2 && covers
            || !labels.is_empty() && series.len() == 1 && means_whole(&rule.pattern.regex, code)
        {
            let mut drafts: Vec<Draft> = series.iter().map(|given| given.draft.clone()).collect();
            share_last_year(&mut drafts, code);
            return series.into_iter().zip(drafts).map(|(given, draft)| Given { draft, ..given }).collect();
        }
    }
    let words = means(CellMeans::Words).any(|rule| rule.pattern.is_match(code));
    let mut plain = if words { Vec::new() } else { drafts(read, &(0..code.len()), role, cell, &aside) };
    share_last_year(&mut plain, code);
    if !plain.is_empty() {
        return plain.into_iter().map(|draft| Given { series: None, draft }).collect();
    }
    let in_words =
        (words && role == Role::Target || code.contains(symbol::PERIOD) && role != Role::Baseline).then(|| {
            let view = 0..read.reading.view.text.len();
            let mut draft = Draft::words(role, read.reading.view.source(&view), cell);
            let period = read
                .reading
                .found
                .iter()
                .position(|found| matches!(found.item, Item::Period(_)))
                .and_then(|at| read.period(Some(at)));
            if let Some((period, range)) = period {
                let dated = Dated { period, span: read.reading.view.source(&range), cell: None };
                // R5の状況を継続: a year to measure against, not one to reach.
                let against = read.reading.view.text[range.end..].starts_with(['の', 'よ', 'か']);
                *(if against { &mut draft.relative } else { &mut draft.period }) = Some(dated);
            }
            Given { series: None, draft }
        });
    in_words.into_iter().collect()
}

/// 男性80.73年 女性87.88年（R２年）: the year at a cell's end holds for all before it.
fn share_last_year(drafts: &mut [Draft], code: &str) {
    let [before @ .., last] = drafts else { return };
    let ends = code.ends_with(symbol::OBSERVATION) || code.ends_with(')');
    if ends && before.iter().all(|draft| draft.period.is_none() && draft.years.is_none()) {
        before.iter_mut().for_each(|draft| draft.period = last.period);
    }
}

/// Whether a pattern takes the whole of a text.
fn means_whole(pattern: &regex::Regex, code: &str) -> bool {
    pattern.find(code).is_some_and(|hit| hit.range() == (0..code.len()))
}

/// The values in a range; a bare number counts only where nothing with a unit stands.
fn drafts(read: &Read, range: &Range, role: Role, cell: Option<CellRef>, aside: &dyn Fn(usize) -> bool) -> Vec<Draft> {
    let code = &read.code()[range.clone()];
    let united = code
        .char_indices()
        .any(|(at, c)| matches!(c, symbol::VALUE | symbol::OBSERVATION | symbol::PLUS) && !aside(range.start + at));
    let mut drafts = Vec::new();
    for (at, c) in code.char_indices() {
        let at = range.start + at;
        let counts = match c {
            symbol::VALUE | symbol::OBSERVATION | symbol::PLUS => true,
            symbol::NUMBER => !united && code.chars().filter(|&c| c == symbol::NUMBER).count() <= 2,
            _ => false,
        };
        if counts && !aside(at) {
            drafts.extend(Draft::all(read, &(at..at + c.len_utf8()), Some(role), cell));
        }
    }
    // 50～70 under a unit: one value with two ends.
    let code = code.replace(['(', ')'], "");
    if let [low, high] = drafts.as_mut_slice()
        && code.chars().eq([symbol::NUMBER, '~', symbol::NUMBER])
        && let (Some(value), Some(upper)) = (&mut low.value, &high.value)
        && value.number < upper.number
    {
        value.max = Some(upper.number);
        low.span.end = high.span.end;
        drafts.truncate(1);
    }
    // A value in brackets shares how its fellow counts: 年12人（延べ300日）.
    if let [first, rest @ ..] = drafts.as_mut_slice() {
        for fellow in rest
            .iter_mut()
            .filter(|fellow| fellow.aggregation.is_none() && fellow.period.is_none() && fellow.years.is_none())
        {
            fellow.aggregation = first.aggregation;
            fellow.period = first.period;
        }
    }
    drafts
}
