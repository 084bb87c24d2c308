//! Years that stand in cells of their own: beside a value, in a column of notes, between two that are known.

use std::rc::Rc;

use crate::rules::{Hint, Look, Rules};
use crate::text::code::symbol;
use crate::text::scan::Aggregation;

use super::super::name::clean;
use super::super::statement::Dated;
use super::axis::Axis;
use super::cell::{Cell, Says, facets};
use super::fact::Fact;
use super::path::plain;
use super::values::Year;

/// A note that tells the year of a value is no broader than this.
const LONGEST_NOTE: usize = 24;

/// A year in a cell of its own, and how the cell says that its values count: R2～R5の平均.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub dated: Dated,
    pub aggregation: Option<Aggregation>,
}

impl Told {
    pub fn of(cell: &Cell, rules: &Rules) -> Option<Self> {
        let first = cell.periods().next()?;
        let mut dated = cell.year()?;
        let aggregation = cell.says(rules).aggregation.or(dated.period.aggregation);
        // R2～R5の平均 may be told as two years.
        if aggregation.is_some() && first.period.start < dated.period.start {
            dated.period.start = first.period.start;
        }
        Some(Self { dated, aggregation })
    }
}

/// Baseline 2022, target by 2035 in a column of notes: the years of the values of those roles. A year there that
/// is told no role leaves doubt of a value without one.
pub(super) fn note_years(axis: &Axis, cell: &Cell, facts: &mut [Fact], rules: &Rules) {
    let years = cell.all_years();
    if years.is_empty() || cell.breadth() > LONGEST_NOTE || cell.has_value() || axis.path.is_empty() {
        return;
    }
    let mut years = years.into_iter();
    for part in cell.code().split([',', '、', ';', '\n']) {
        let held = part.matches(symbol::PERIOD).count();
        let Some(year) = years.by_ref().take(held).last() else { continue };
        let says = Says::sum(facets(&clean(part), rules).into_iter(), rules);
        let hint = says.role.map(|(hint, _)| hint).filter(|_| held == 1);
        let told = |fact: &Fact| fact.evidence.first().map(|one| one.hint);
        // 基準 | 現状: where both stand, the year of where things stand now is not that of the baseline.
        let held = |hint| facts.iter().any(|fact| told(fact) == Some(hint));
        let both = held(Hint::Baseline) && (held(Hint::Actual) || held(Hint::Current));
        let hint = hint.map(|hint| if both && hint == Hint::Current { Hint::Actual } else { plain(hint) });
        for fact in facts.iter_mut().filter(|fact| matches!(fact.year, Year::None | Year::Header)) {
            let own = told(fact).map(|own| if both && own == Hint::Current { Hint::Actual } else { plain(own) });
            match hint {
                Some(hint) if own == Some(hint) => {
                    (fact.draft.period, fact.year) = (Some(year), Year::Beside);
                }
                None => fact.doubtful |= fact.year == Year::None,
                Some(_) => {}
            }
        }
    }
}

/// 5件 | 2021年度 | 25件（2026年度）: years in cells of their own stand behind their values where a value comes first
/// and each year has one before it without a year of its own. `other` columns hold names and numbers of rows.
pub(super) fn years_behind(slots: &[Option<Rc<Cell>>], other: impl Fn(usize) -> bool) -> bool {
    let cells = slots.iter().enumerate().filter(|&(n, _)| !other(n)).filter_map(|(_, cell)| cell.as_deref());
    let cells: Vec<&Cell> = cells.filter(|cell| matches!(cell.look, Look::Value | Look::Period | Look::Dash)).collect();
    let undated = |cell: &Cell| cell.look == Look::Value && cell.years().count() == 0;
    let behind = |n: usize| {
        let next = cells.get(n + 1);
        n > 0 && (undated(cells[n - 1]) || cells[n - 1].look == Look::Dash && next.is_none_or(|next| !undated(next)))
    };
    let mut years = (0..cells.len()).filter(|&n| cells[n].look == Look::Period).peekable();
    years.peek().is_some() && years.all(behind)
}

/// Value | 0 | 310,000 over Date | 02-Mar-2020 | 30-Jun-2026: each value is of the date below it. Tells whether the
/// row is one of dates.
pub(super) fn dates_below(slots: &[Option<Rc<Cell>>], facts: &mut [Fact], rules: &Rules) -> bool {
    let looks: Vec<Look> = slots.iter().flatten().filter(|cell| !cell.is_empty()).map(|cell| cell.look).collect();
    if !are_dates(&looks) {
        return false;
    }
    for fact in facts.iter_mut().filter(|fact| matches!(fact.year, Year::None | Year::Header)) {
        let cell = slots.get(fact.column).and_then(|slot| slot.as_deref()).filter(|cell| cell.look == Look::Period);
        if let Some(told) = cell.and_then(|cell| Told::of(cell, rules)) {
            (fact.draft.period, fact.year) = (Some(told.dated), Year::Beside);
        }
    }
    true
}

/// Whether the cells of a row are a label and dates.
pub(super) fn are_dates(looks: &[Look]) -> bool {
    matches!(looks, [Look::Label, rest @ ..] if rest.contains(&Look::Period)
        && rest.iter().all(|look| matches!(look, Look::Period | Look::Dash)))
}

/// Gives the values before it that have none the year that stands in a cell behind them.
pub(super) fn give_year(facts: &mut [Fact], told: Option<Told>) {
    let Some(told) = told else { return };
    for fact in facts.iter_mut().rev().take_while(|fact| fact.draft.period.is_none()) {
        (fact.draft.period, fact.year) = (Some(told.dated), Year::Beside);
        fact.draft.aggregation = told.aggregation.or(fact.draft.aggregation);
    }
}

/// Years between two that are known and stand apart by as many steps: R6, –, –, R9.
pub(super) fn count_years(facts: &mut [Fact]) {
    let single = |fact: &Fact| fact.draft.period.map(|dated| dated.period).filter(|period| period.start == period.end);
    let dated: Vec<usize> = (0..facts.len()).filter(|&n| single(&facts[n]).is_some()).collect();
    for pair in dated.windows(2) {
        let &[a, b] = pair else { continue };
        let (Some(from), Some(to)) = (facts[a].draft.period, facts[b].draft.period) else { continue };
        let steps = (b - a) as i32;
        let open = facts[a + 1..b].iter().all(|fact| fact.draft.period.is_none());
        if steps > 1 && to.period.end - from.period.end == steps && open {
            for (step, fact) in (1..).zip(&mut facts[a + 1..b]) {
                let mut dated = from;
                dated.period.end = from.period.end + step;
                dated.period.start = dated.period.end;
                (fact.draft.period, fact.year) = (Some(dated), Year::Counted);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn a_note_on_where_things_stand_now_dates_no_baseline_beside_it() {
        let text = "計画\n\n環境目標\t指標\t単位\t基準\t現状\t目標\t備考\n\t\t\t2018年度\t2023年度\t2031年度\t\n\
                    1 脱炭素\t排出量\tt-CO2\t184.2\t161.0\t99.0\t現状は2021年度の推計値\n";
        assert_eq!(said(text), ["排出量 | baseline 184.2 t-CO2 2018 | actual 161 t-CO2 2021 | target 99 t-CO2 2031"]);
    }

    #[test]
    fn dates_below_values_are_theirs_and_the_heading_above_names_them() {
        let text = "Results\n\nPrimary drains rehabilitated (Kilometers, Custom)\n\n\tBaseline\tActual (Current)\tEnd Target\n\
                    Value\t0.00\t26.90\t62.00\nDate\t02-Mar-2020\t31-May-2024\t30-Jun-2026\n";
        let records = said(text);
        assert_eq!(records, ["Primary drains rehabilitated | baseline 0 2020 | actual 26.9 2024 | target 62 2026"]);
    }
}
