//! A block read for the rules: what the scanner found, and values bound to their periods.

use crate::layout::Text;
use crate::rules::{BindMakes, Rules};
use crate::text::code::symbol;
use crate::text::scan::{Aggregation, Comparator, Item, Period, Value};
use crate::text::{Range, Reading};

use super::offices::Offices;

/// A reading with its bound observations and budgets.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub reading: Reading,
    pub bound: Vec<Bound>,
}

/// A value with its period, whatever their order; the numbers are indices into [`Reading::found`].
#[derive(Debug, Clone, Default)]
pub(super) struct Bound {
    pub range: Range,
    /// Index of the pattern that bound it.
    pub bind: usize,
    pub makes: BindMakes,
    pub value: Option<usize>,
    pub period: Option<usize>,
    /// The first year of `H30からR5`.
    pub from: Option<usize>,
    pub relative: Option<usize>,
    pub years: Option<usize>,
    pub aggregation: Option<Aggregation>,
    /// Words say that it was measured: 現在, 時点.
    pub measured: bool,
    /// 当初予算.
    pub kind: Option<Range>,
}

impl Read {
    pub fn of(source: &str, text: &Text, rules: &Rules, offices: &Offices) -> Self {
        Self::bind(Reading::of(source, text, rules.marks(), &offices.context(rules)), rules)
    }

    /// Reads a note whole, its ※ included.
    pub fn of_note(source: &str, text: &Text, rules: &Rules, offices: &Offices) -> Self {
        Self::bind(Reading::of_note(source, text, rules.marks(), &offices.context(rules)), rules)
    }

    fn bind(mut reading: Reading, rules: &Rules) -> Self {
        let dated = reading
            .found
            .iter()
            .any(|found| matches!(found.item, Item::Period(_) | Item::Relative(_) | Item::Years(_)));
        let bound = if dated { bind(&reading, rules) } else { Vec::new() };
        if !bound.is_empty() {
            let symbols: Vec<(Range, char)> = bound
                .iter()
                .map(|b| {
                    (b.range.clone(), if b.makes == BindMakes::Budget { symbol::BUDGET } else { symbol::OBSERVATION })
                })
                .collect();
            reading.encode(&symbols);
        }
        Self { reading, bound }
    }

    pub fn code(&self) -> &str {
        &self.reading.code.text
    }

    pub fn value(&self, at: Option<usize>) -> Option<&Value> {
        match &self.reading.found.get(at?)?.item {
            Item::Value(value) => Some(value),
            _ => None,
        }
    }

    /// A period or what a relative value is measured against, with its place in the view.
    pub fn period(&self, at: Option<usize>) -> Option<(Period, Range)> {
        let found = self.reading.found.get(at?)?;
        match &found.item {
            Item::Period(period) | Item::Relative(period) => Some((*period, found.range.clone())),
            _ => None,
        }
    }

    /// A bound observation or budget on one line: `70 社 2028`, `12 件 2018-2023 in 6 years`.
    pub fn show(&self, bound: &Bound) -> String {
        let mut parts = Vec::new();
        if let Some(value) = self.value(bound.value) {
            if value.comparator != Comparator::Equal {
                parts.push(value.comparator.to_string());
            }
            parts.push(value.number.to_string());
            parts.extend(value.unit.clone());
        }
        let years = |period: Period| {
            if period.start == period.end {
                period.start.to_string()
            } else {
                format!("{}-{}", period.start, period.end)
            }
        };
        if let Some((period, _)) = self.period(bound.period) {
            let start = self.period(bound.from).map_or(period.start, |(from, _)| from.start);
            parts.push(years(Period { start, ..period }));
        }
        let aggregation = bound
            .aggregation
            .or(self.value(bound.value).and_then(|value| value.aggregation))
            .or(self.period(bound.period).and_then(|(period, _)| period.aggregation));
        parts.extend(aggregation.map(|aggregation| aggregation.to_string()));
        if let Some((period, _)) = self.period(bound.relative) {
            parts.push(format!("against {}", years(period)));
        }
        if let Some(Item::Years(span)) = bound.years.map(|at| &self.reading.found[at].item) {
            parts.push(format!("in {span} years"));
        }
        parts.extend(bound.kind.as_ref().map(|kind| self.reading.text(kind).to_owned()));
        parts.join(" ")
    }

    /// The bound observation or budget that begins at an offset of the view.
    pub fn bound_at(&self, start: usize) -> Option<&Bound> {
        self.bound.binary_search_by_key(&start, |b| b.range.start).ok().map(|n| &self.bound[n])
    }

    /// The index of what was found at an offset of the view.
    pub fn found_at(&self, start: usize) -> Option<usize> {
        self.reading.found.binary_search_by_key(&start, |f| f.range.start).ok()
    }
}

fn bind(reading: &Reading, rules: &Rules) -> Vec<Bound> {
    let code = &reading.code;
    let mut all = Vec::new();
    for captures in rules.binds.all.captures_iter(&code.text) {
        let Some(whole) = captures.get(0) else { continue };
        let mut bound = Bound { range: code.view(&whole.range()), ..Bound::default() };
        let (mut fellow, mut before) = (None, None);
        for (group, hit) in rules.binds.groups.iter().zip(captures.iter()) {
            let (Some(hit), Some(place)) = (hit, &group.place) else { continue };
            bound.bind = group.bind;
            let range = code.view(&hit.range());
            let found = reading.found.binary_search_by_key(&range.start, |f| f.range.start).ok();
            match place.as_str() {
                "value" | "number" | "plus" => bound.value = found,
                "period" => bound.period = found,
                "from" => bound.from = found,
                "relative" => bound.relative = found,
                "years" => bound.years = found,
                "kind" => bound.kind = Some(range),
                "fellow" => {
                    let found = reading.inside(&range).next();
                    fellow = found.map(|found| (found, range));
                }
                "before" => {
                    let found = reading.inside(&range).next();
                    before = found.map(|found| (found, range));
                }
                "measured" => bound.measured = true,
                "cumulative" => bound.aggregation = Some(Aggregation::Cumulative),
                "annual" => bound.aggregation = Some(Aggregation::Annual),
                "average" => bound.aggregation = Some(Aggregation::Average),
                _ => {}
            }
        }
        bound.makes = rules.binds.each[bound.bind].makes;
        if bound.makes == BindMakes::Budget && !is_money(reading, bound.value) {
            continue;
        }
        if let Some((found, range)) = before {
            // 2025年度までに32.9％→50％: the year is that of the value which follows.
            let start = bound.value.map_or(range.end, |value| reading.found[value].range.start);
            all.push(Bound {
                range: bound.range.start..range.end,
                value: Some(found),
                bind: bound.bind,
                makes: bound.makes,
                ..Bound::default()
            });
            all.push(Bound { range: start..bound.range.end, ..bound });
        } else if let Some((found, range)) = fellow {
            // 43件 (R7) (40社): the second value shares the year of the first.
            let second = Bound { range: range.start..bound.range.end, value: Some(found), kind: None, ..bound.clone() };
            bound.range.end = bound.range.start + reading.text(&(bound.range.start..range.start)).trim_end().len();
            all.push(bound);
            all.push(second);
        } else {
            all.push(bound);
        }
    }
    all
}

fn is_money(reading: &Reading, value: Option<usize>) -> bool {
    let item = value.and_then(|at| reading.found.get(at)).map(|found| &found.item);
    matches!(item, Some(Item::Value(value)) if value.unit.as_deref().is_some_and(|unit| unit.ends_with('円')))
}
