//! Goals that stand as sentences in the cells of a table: Solar | Install 2,000 MW by 2030 and reduce losses to 8%.
//!
//! The sentence says what is counted better than the row does, as soon as it says more than one thing.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::record::{CellRef, Lang, Role};
use crate::rules::{Column, Hint, Look};
use crate::text::scan::Item;

use super::super::Extractor;
use super::super::clause::Lead;
use super::super::prose::sentences;
use super::super::statement::{By, Statement};
use super::axes::Axes;
use super::cell::Cell;
use super::inner::here;
use super::sheet::{Line, Sheet};
use super::{Made, Slots};

/// Whether a cell may hold a sentence, and no page of them.
fn may_tell(cell: &Cell) -> bool {
    matches!(cell.look, Look::Run | Look::Text | Look::Rationale) && cell.len() <= LONGEST_GOAL
}

/// A cell with more characters is a text of its own.
pub(super) const LONGEST_GOAL: usize = 600;

impl Axes {
    /// What a column's header says of the sentences in its cells; Performance indicators with targets and baselines,
    /// where no other header says a role, calls them goals too.
    pub(super) fn lead(&self, column: usize) -> Option<Lead> {
        let axis = &self.columns[column];
        let goal = axis.kind == Some(Column::Value) && axis.role == Some(Hint::Target);
        let named = self.of_goals && self.name == Some(column);
        (goal || named || axis.promises).then(|| Lead::of_goals(axis.year))
    }
}

impl Extractor<'_> {
    /// Puts what the sentence of a cell says in the place of what its row made of it, where it tells several goals. Gives
    /// the cells that are read so.
    pub(super) fn goals_in_sentences(
        &mut self,
        sheet: &Sheet,
        axes: &Axes,
        laid: &[Slots],
        made: &mut [Made],
    ) -> HashSet<CellRef> {
        let mut read = HashSet::new();
        // Which columns hold sentences of goals is told once: a table may have any number of rows.
        let leads: Vec<Option<Lead>> = (0..axes.columns.len()).map(|n| axes.lead(n)).collect();
        if leads.iter().all(Option::is_none) {
            return read;
        }
        let goals = |slots: &'_ Slots| {
            let told = slots.iter().enumerate().filter(|(n, _)| leads[*n].is_some());
            told.filter_map(|(n, slot)| Some((slot.clone().filter(|cell| may_tell(cell))?, n))).collect::<Vec<_>>()
        };
        let cells: HashMap<(usize, CellRef), (Rc<Cell>, usize)> = (sheet.lines.iter().zip(laid))
            .flat_map(|(line, slots)| goals(slots).into_iter().map(|(cell, n)| ((line.block, cell.at), (cell, n))))
            .collect();
        for one in made {
            let Made::Statements(all) = one else { continue };
            let [Statement { by: By::Table, observations, block, .. }] = all.as_slice() else { continue };
            // Where the row took the sentence for words, one goal is more than none.
            let least = if observations.iter().all(|one| one.value.is_none()) { 1 } else { 2 };
            let Some(at) = observations.first().and_then(|first| first.cell) else { continue };
            if observations.iter().any(|other| other.cell != Some(at)) {
                continue;
            }
            let block = *block;
            let Some((cell, n)) = cells.get(&(block, at)) else { continue };
            let told = leads[*n].clone().map_or_else(Vec::new, |lead| self.told_in(cell, block, lead));
            if told.len() >= least {
                read.insert(at);
                *all = told;
            }
        }
        read
    }

    /// The goals that the sentences of a cell tell, if they hold more values than one.
    fn told_in(&mut self, cell: &Rc<Cell>, block: usize, lead: Lead) -> Vec<Statement> {
        let values = cell.read.reading.found.iter().filter(|found| matches!(found.item, Item::Value(_))).count();
        if values == 0 {
            return Vec::new();
        }
        let first = self.statements.len();
        let here = here(cell, block);
        for (own, part) in self.led(&cell.read, &sentences(&cell.read.reading.view.text)) {
            self.clauses_under(&here, &part, Some(own.unwrap_or_else(|| lead.clone())));
        }
        self.statements.split_off(first)
    }

    /// Wastewater systems that meet the standard | By 2030, 85% of … | 71.1: the one goal that a row's sentence tells is
    /// that of its name.
    pub(super) fn complete(&mut self, line: &Line, first: usize) {
        let Some(at) = first.checked_sub(1).filter(|_| self.statements.len() == first + 1) else { return };
        let of_row = |statement: &Statement| {
            statement.block == line.block && statement.cell.is_some_and(|cell| line.row > 0 && cell.row == line.row)
        };
        let has_target =
            |statement: &Statement| statement.observations.iter().any(|one| one.role == Some(Role::Target));
        let (row, told) = (&self.statements[at], &self.statements[first]);
        let sentence = matches!(told.by, By::Frame(_)) && told.lang == Lang::En;
        if row.by != By::Table || !sentence || !of_row(row) || !of_row(told) || has_target(row) {
            return;
        }
        if let Some(told) = self.statements.pop()
            && let Some(row) = self.statements.last_mut()
        {
            row.sure = row.sure.min(told.sure);
            row.flags.extend(told.flags);
            row.observations.extend(told.observations);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn cells_of_performance_indicators_tell_their_goals_item_by_item() {
        let text = "Framework\n\nNarrative summary\tPerformance indicators with targets and baselines\tData sources\n\
                    Outcome: Efficiency improved\tBy 2028: a. Average travel time of trucks reduced to 9 hours \
                    (2022 baseline: 14.5 hours) b. Annual average daily traffic raised to 4,800 vehicles (2022 baseline: 3,150)\tRoad authority\n\
                    Output 1. Road rehabilitated\t1a. 128 km of national road rehabilitated by 2027 (2022 baseline: 0)\tReports\n";
        let records = said(text);
        let starts = [
            "Average travel time of trucks | target 9 hours 2028",
            "Annual average daily traffic | target 4800 vehicles 2028",
        ];
        for (record, start) in records.iter().zip(starts) {
            assert!(record.starts_with(start), "{records:?}");
        }
        assert_eq!(records.len(), 3, "{records:?}");
    }

    #[test]
    fn a_line_in_a_cell_dates_the_goals_listed_below_it() {
        let text = "| 施策 | 目指す姿 |\n|---|---|\n| 緑化 | 令和10年度の目標：<br>・公園の面積を130haに増やす。<br>\
                    令和15年度の目標：<br>・公園の面積を150haに増やす。 |\n";
        assert_eq!(said(text), ["公園の面積 | target 130 ha 2028", "公園の面積 | target 150 ha 2033"]);
        let english = "Programme\tOutcomes\nCity\t<p>2026 targets:</p><p>• Develop over 130 ha of new parks</p>\
                       <p>2035 target:</p><p>• Add 1000 ha of green spaces</p>\n";
        assert_eq!(said(english).len(), 2);
        assert!(said(english)[1].ends_with("target 1000 ha 2035"), "{:?}", said(english));
    }
}
