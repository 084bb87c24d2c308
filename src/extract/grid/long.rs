//! Tables with a row for each year of an indicator: Measure | Year | Actual | Target.
//!
//! The year of a row is that of all its values, and the rows of one name are one statement.

use crate::rules::{Column, Look};

use super::super::statement::{By, Statement};
use super::axis::Axis;
use super::cell::Says;
use super::dated::Told;
use super::fact::Fact;
use super::row::Reader;
use super::values::Year;
use super::{Made, Slots};

impl Reader<'_, '_> {
    /// The column of years, if names go on over rows that differ by it.
    pub(super) fn years_down(&self, laid: &[Slots]) -> Option<usize> {
        let name = self.axes.name?;
        let rules = self.extractor.rules;
        let plain = |axis: &Axis| !axis.path.is_empty() && Says::of_path(&axis.path, rules).role.is_none();
        let years = |axis: &Axis| axis.kind == Some(Column::Period) && axis.year.is_none() && plain(axis);
        let year = self.axes.columns.iter().position(years)?;
        if !self.axes.has_role() {
            return None;
        }
        let text = |slots: &Slots, n: usize| {
            let cell = slots[n].as_ref().filter(|cell| !cell.is_empty())?;
            Some(cell.read.reading.view.text.clone())
        };
        let goes_on = |pair: &&[Slots]| {
            let same = text(&pair[0], name).is_some_and(|name_of| text(&pair[1], name) == Some(name_of));
            same && text(&pair[0], year) != text(&pair[1], year)
        };
        let going = laid.windows(2).filter(goes_on).count();
        (going > 0 && 2 * going >= laid.len()).then_some(year)
    }

    /// Gives the values of a row the year that it stands for.
    pub(super) fn date_row(&self, year: usize, slots: &Slots, facts: &mut [Fact]) {
        let cell = slots[year].as_ref().filter(|cell| cell.look == Look::Period);
        let Some(told) = cell.and_then(|cell| Told::of(cell, self.extractor.rules)) else { return };
        for fact in facts.iter_mut().filter(|fact| fact.draft.period.is_none()) {
            (fact.draft.period, fact.year) = (Some(told.dated), Year::Beside);
        }
    }
}

/// Makes one statement of those that follow each other under one name, each of other years.
pub(super) fn joined(made: Vec<Made>) -> Vec<Made> {
    let mut out: Vec<Made> = Vec::with_capacity(made.len());
    let mut last: Option<usize> = None;
    for mut one in made {
        if let Made::Statements(next) = &mut one {
            let before = last.and_then(|at| match &mut out[at] {
                Made::Statements(all) => all.last_mut(),
                _ => None,
            });
            if let (Some(before), [_]) = (before, next.as_slice())
                && goes_on(before, &next[0])
            {
                let more = next.remove(0);
                before.observations.extend(more.observations);
                before.sure = before.sure.min(more.sure);
                before.flags.extend(more.flags);
                continue;
            }
            last = Some(out.len());
        }
        out.push(one);
    }
    out
}

fn goes_on(before: &Statement, next: &Statement) -> bool {
    let again = |one: &&super::super::statement::Draft| {
        before.observations.iter().any(|old| {
            old.role == one.role && old.period.map(|dated| dated.period) == one.period.map(|dated| dated.period)
        })
    };
    before.by == By::Table
        && before.name == next.name
        && before.measure == next.measure
        && before.block == next.block
        && !next.observations.iter().any(|one| again(&one))
}
