//! Several values in one cell whose order says what they are: columns that ran together, an arrow from one to the next.

use crate::rules::{Column, Hint, Rules};
use crate::text::code::is_value;

use super::super::statement::Dated;
use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;
use super::path::Label;
use super::values::Given;

/// How much an arrow says: more than a header that names one role for both of its sides.
pub(super) const WAY: f32 = 8.0;

/// 27.0％ 29.0％ 40％ in the only cell of a row, under 出発点 | 現状値 | 目標値: columns that ran together. The role
/// of each value, and the year that its header has.
pub(super) fn spread(axes: &Axes, cell: &Cell, found: &[Given]) -> Vec<(Hint, Option<Dated>)> {
    let told = axes.columns.iter().filter(|axis| axis.kind == Some(Column::Value));
    let mut told: Vec<(Hint, Option<Dated>)> = told.filter_map(|axis| Some((axis.role?, axis.year))).collect();
    let plain = found.iter().all(|given| given.series.is_none() && given.draft.value.is_some());
    if !plain || told.len() < 2 || told.len() != found.len() {
        return Vec::new();
    }
    // Years in the cell are those of all values, of those that were measured, or of those whose header has none.
    let years = cell.all_years();
    let of = |is: &dyn Fn(usize) -> bool| (0..told.len()).filter(|&n| is(n)).collect::<Vec<_>>();
    let ways = [of(&|_| true), of(&|n| told[n].0 != Hint::Target), of(&|n| told[n].1.is_none())];
    let whose = ways.into_iter().find(|whose| whose.len() == years.len());
    match whose {
        Some(whose) => whose.into_iter().zip(years).for_each(|(n, year)| told[n].1 = Some(year)),
        None if years.is_empty() => {}
        None => return Vec::new(),
    }
    told
}

/// What leads from one value to the next in a cell, 45.2％（R5）→ 60.0％（R10）, 109人から500人以上へ, or under a header that says so
/// (現状→目標): the role of each, and the year that the header has for it.
pub(super) fn led(
    cell: &Cell,
    axis: &Axis,
    label: Option<&Label>,
    found: usize,
    rules: &Rules,
) -> Option<[(Hint, Option<Dated>); 2]> {
    let told = label.is_some_and(|label| label.hint.is_some()) || axis.role == Some(Hint::Actual);
    let words = &rules.tables.words;
    let at = words.arrow(cell.code()).or_else(|| words.way(cell.code()))?;
    let (before, behind) = cell.code().split_at(at);
    if told || found != 2 || !before.contains(is_value) || !behind.contains(is_value) {
        return None;
    }
    let years: Vec<Dated> = axis.path.last().map(|cell| cell.periods().collect()).unwrap_or_default();
    let (first, last) = match years.as_slice() {
        [] => (None, None),
        [only] => (None, Some(*only)),
        [first, .., last] => (Some(*first), Some(*last)),
    };
    Some([(Hint::Baseline, first), (Hint::Target, last)])
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn words_lead_from_one_value_to_the_next_as_arrows_do() {
        let table = "数値目標\t目標値（平成17年現状値から平成23年目標値）\n";
        let rows = "講座の受講者数\t109人から毎年500人以上へ\n講師の登用人数\t0人から15人へ\n";
        let told = said(&format!("計画\n\n{table}{rows}"));
        assert!(told[0].contains("baseline 109 人 2005") && told[0].contains("target >= 500 人 2011"), "{told:?}");
        assert!(told[1].contains("baseline 0 人 2005") && told[1].contains("target 15 人 2011"), "{told:?}");
    }

    #[test]
    fn so_many_to_so_many_is_a_range_and_no_way() {
        let table = "指標\t目標値（令和11年度）\n";
        let rows = "教室の定員\t10人から20人まで\n会議の開催回数\t12回\n";
        let told = said(&format!("計画\n\n{table}{rows}"));
        assert!(told.iter().all(|line| !line.contains("baseline")), "{told:?}");
    }
}
