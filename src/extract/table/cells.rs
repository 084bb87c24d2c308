//! What a cell looks like, and what a cell of a value column gives.

use crate::record::{CellRef, Role};
use crate::rules::{CellMeans, Column, Rules};
use crate::text::Range;
use crate::text::code::symbol;

use super::super::name;
use super::super::read::Read;
use super::super::statement::Draft;
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
    /// A bare number.
    Number,
    /// Words, then values with years: a KPI cell.
    NameAndValues,
    /// A name that carries a mark of ministries.
    Marked,
    /// Words that count things: 件, ％.
    Unit,
    Words,
    Sentences,
}

/// Words in a value cell beside the values: more make it a text.
const FEW: usize = 10;
const LONG: usize = 60;

/// Judges a cell by its coded text.
pub(super) fn look(read: &Read, rules: &Rules) -> Look {
    let code = read.code();
    if code.is_empty() {
        return Look::Empty;
    }
    if rules.cells.iter().any(|rule| rule.means == CellMeans::Nothing && rule.pattern.is_match(code)) {
        return Look::Nothing;
    }
    let is_symbol = |c: char| ('\u{e000}'..='\u{e008}').contains(&c);
    let words = code.chars().filter(|&c| !is_symbol(c) && !"()・:/~、\n".contains(c)).count();
    let values = code.contains([symbol::VALUE, symbol::OBSERVATION, symbol::PLUS]);
    match () {
        () if code.contains(symbol::MINISTRIES) => Look::Marked,
        () if code.chars().all(|c| c == symbol::PERIOD || "()~-年度末".contains(c)) => Look::Period,
        () if code.chars().all(|c| c == symbol::NUMBER || "()".contains(c)) => Look::Number,
        () if (values || code.contains(symbol::NUMBER)) && words <= FEW && code.starts_with(is_symbol) => Look::Values,
        () if values && words <= FEW / 2 => Look::Values,
        () if code.contains(symbol::OBSERVATION) && code.chars().count() <= 2 * LONG => Look::NameAndValues,
        () if code.chars().count() > LONG || code.contains('。') => Look::Sentences,
        () if rules.lexicon().unit(&read.reading.view.text) == Some(read.reading.view.text.len()) => Look::Unit,
        () => Look::Words,
    }
}

/// How well a look fits a column.
pub(super) fn fit(look: Look, column: Option<Column>) -> Fit {
    use Column::{Actual, ActualPeriod, Baseline, BaselinePeriod, Current, Ignore, Kpi, Measure, Ministry, Name, Programme, Progress, Schedule, Section, Target, TargetPeriod, Unit};
    let Some(column) = column else { return if look == Look::Empty { 0.5 } else { 0.2 } };
    if look == Look::Empty {
        return 0.5;
    }
    match column {
        Baseline | Current | Actual | Target => match look {
            Look::Values => 2.0,
            Look::Number | Look::Nothing => 1.0,
            Look::Words if column == Target => 0.3,
            Look::Words => -0.5,
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
            Look::NameAndValues => 3.0,
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
            Look::Words | Look::Unit => 1.2,
            Look::Sentences | Look::NameAndValues => 0.8,
            Look::Marked => 0.5,
            _ => -2.5,
        },
        Ministry => match look {
            Look::Words | Look::Marked => 1.0,
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
        Measure | Section => match look {
            Look::Words | Look::Unit => 0.8,
            Look::Sentences | Look::NameAndValues => 0.6,
            Look::Marked => 0.2,
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
    let asides: Vec<Range> = means(CellMeans::Aside).flat_map(|rule| rule.pattern.find_iter(code).map(|hit| hit.range()).collect::<Vec<_>>()).collect();
    let aside = |at: usize| asides.iter().any(|range| range.contains(&at));

    for rule in means(CellMeans::Series) {
        let series: Vec<Given> = rule
            .pattern
            .captures_iter(code)
            .flat_map(|hit| {
                let label = hit.iter().flatten().nth(1).map(|group| group.range());
                let view = label.map(|range| read.reading.code.view(&range));
                let name = view.map(|view| name::clean(&read.reading.words(&view)));
                let whole = hit.get(0).map_or(0..0, |m| m.range());
                drafts(read, &whole, role, cell, &aside).into_iter().map(move |draft| Given { series: name.clone(), draft }).collect::<Vec<_>>()
            })
            .collect();
        let labels: std::collections::BTreeSet<&str> = series.iter().filter_map(|given| given.series.as_deref()).collect();
        if labels.len() >= 2 || !labels.is_empty() && series.len() == 1 && means_whole(&rule.pattern, code) {
            return series;
        }
    }
    let plain = drafts(read, &(0..code.len()), role, cell, &aside);
    if !plain.is_empty() {
        return plain.into_iter().map(|draft| Given { series: None, draft }).collect();
    }
    let words = means(CellMeans::Words).any(|rule| rule.pattern.is_match(code));
    let in_words = (words && role == Role::Target || code.contains(symbol::PERIOD) && role != Role::Baseline).then(|| {
        let view = 0..read.reading.view.text.len();
        let mut draft = Draft::words(role, read.reading.view.source(&view), cell);
        if let Some(at) = read.reading.found.iter().position(|found| matches!(found.item, crate::text::scan::Item::Period(_))) {
            draft.period = read.period(Some(at)).map(|(period, range)| super::super::statement::Dated { period, span: read.reading.view.source(&range), cell: None });
        }
        Given { series: None, draft }
    });
    in_words.into_iter().collect()
}

/// Whether a pattern takes the whole of a text.
fn means_whole(pattern: &regex::Regex, code: &str) -> bool {
    pattern.find(code).is_some_and(|hit| hit.range() == (0..code.len()))
}

/// The values in a range; a bare number counts only where nothing with a unit stands.
fn drafts(read: &Read, range: &Range, role: Role, cell: Option<CellRef>, aside: &dyn Fn(usize) -> bool) -> Vec<Draft> {
    let code = &read.code()[range.clone()];
    let united = code.char_indices().any(|(at, c)| matches!(c, symbol::VALUE | symbol::OBSERVATION | symbol::PLUS) && !aside(range.start + at));
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
    // A value in brackets shares how its fellow counts: 年12人（延べ300日）.
    if let [first, rest @ ..] = drafts.as_mut_slice() {
        for fellow in rest.iter_mut().filter(|fellow| fellow.aggregation.is_none() && fellow.period.is_none() && fellow.years.is_none()) {
            fellow.aggregation = first.aggregation;
            fellow.period = first.period;
        }
    }
    drafts
}
