//! Rows of one kind: 目標 and below it 実績 in a cell of its own, years across.
//!
//! Policy evaluations and review sheets tell each indicator in two rows, so the label says what the
//! values are, whatever the columns are called; the two rows make one statement.

use crate::record::Role;
use crate::rules::{CellMeans, Column};

use super::super::Extractor;
use super::super::statement::Statement;
use super::cells::{self, Given};
use super::columns::{Carried, Columns};
use super::header::is_value;
use super::row::inherit;

/// The label of a row: the cell it stands in, and what stands behind it; none, nothing to be read.
pub(super) struct Label {
    pub at: usize,
    pub role: Option<Role>,
}

impl Extractor<'_> {
    /// The label of a row, if it has one.
    pub(super) fn label(&self, columns: &Columns<'_>) -> Option<Label> {
        let labels = || {
            self.rules.cells.iter().filter_map(|rule| match rule.means {
                CellMeans::Targets => Some((rule, Some(Role::Target))),
                CellMeans::Actuals => Some((rule, Some(Role::Actual))),
                CellMeans::Rates => Some((rule, None)),
                _ => None,
            })
        };
        columns.cells.iter().enumerate().find_map(|(at, read)| {
            let named = matches!(columns.role(at), Some(Column::Name | Column::Kpi));
            if named || read.code().is_empty() || read.code().len() > LONGEST {
                return None;
            }
            labels().find(|(rule, _)| rule.pattern.is_match(read.code())).map(|(_, role)| Label { at, role })
        })
    }

    /// The values behind a row's label: those whose column gives a year, or is of the label's role.
    pub(super) fn labelled(&self, columns: &Columns<'_>, at: usize, role: Role) -> Vec<Given> {
        let mut all = Vec::new();
        for n in at + 1..columns.cells.len() {
            let Some(heading) = columns.heading(n) else { continue };
            if heading.role.is_some_and(|role| !is_value(role) && role != Column::Schedule) {
                continue;
            }
            let own = match heading.role {
                Some(Column::Target) => role == Role::Target,
                Some(Column::Actual) => role == Role::Actual,
                _ => false,
            };
            for mut given in cells::values(&columns.cells[n], role, Some(columns.cell(n)), self.rules) {
                inherit(&mut given.draft, heading.year);
                if given.draft.value.is_some() && (given.draft.period.is_some() || own) {
                    all.push(given);
                }
            }
        }
        all
    }

    /// Gives the statement of the row above what a row of the other label says of it, and gives back the
    /// statements that are of their own. `above` is the name and label of the row above.
    pub(super) fn completed(
        &mut self,
        columns: &Columns<'_>,
        label: Option<&Label>,
        above: Option<(String, Role)>,
        statements: Vec<Statement>,
        carried: &mut Carried,
    ) -> Vec<Statement> {
        let Some(role) = label.and_then(|label| label.role) else { return statements };
        let [statement] = statements.as_slice() else { return statements };
        let goes_on = above.filter(|(_, other)| *other != role).filter(|(name, _)| {
            // A row with a number or a baseline of its own begins an indicator.
            let numbered =
                columns.of(Column::Name).any(|(read, ..)| read.reading.view.text.starts_with(char::is_numeric));
            let only = statement.observations.iter().all(|draft| draft.role == Some(role));
            *name == statement.name || only && !numbered
        });
        let last = self.statements.last_mut().filter(|last| last.block == statement.block);
        let Some((name, last)) =
            goes_on.zip(last).filter(|((name, _), last)| last.name == *name).map(|((name, _), last)| (name, last))
        else {
            carried.label = Some(role);
            return statements;
        };
        if statement.name != name {
            last.name.push_str(&statement.name);
            carried.name = Some(last.name.clone());
        }
        let unit = last.observations.iter().find_map(|draft| draft.value.as_ref()?.unit.clone());
        for mut draft in statement.observations.iter().cloned() {
            if let Some(value) = draft.value.as_mut().filter(|value| value.unit.is_none()) {
                value.unit.clone_from(&unit);
            }
            last.add(draft);
        }
        last.answer(&statement.ministries);
        last.repost |= statement.repost;
        Vec::new()
    }
}

/// No label is longer than this, in bytes of coded text.
const LONGEST: usize = 48;
