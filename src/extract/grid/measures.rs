//! Rows of what is to be done beside a column of who does it: 施策 | … | 担当府省庁.
//!
//! Only ministries of the nation make measures of them, and only in tables that hold no indicators: an office beside an
//! indicator answers for that.

use std::rc::Rc;

use crate::record::Form;
use crate::rules::{Column, Hint};
use crate::text::MarkLabel;
use crate::text::scan::{Named, offices_in};

use super::super::making::{FoundMeasure, FoundProgramme};
use super::super::statement::By;
use super::super::{Extractor, Found, language, name};
use super::Slots;
use super::axes::Axes;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// What is to be done takes so many characters.
const LEAST: usize = 6;

impl Extractor<'_> {
    /// Makes measures of the rows of a table that says who does what.
    pub(super) fn measured_rows(&mut self, sheet: &Sheet, axes: &Rc<Axes>, laid: &[Slots]) {
        let goals = |hint: Option<Hint>| matches!(hint, Some(Hint::Target | Hint::Baseline | Hint::Actual));
        if axes.columns.iter().any(|axis| axis.kind == Some(Column::Value) && goals(axis.role)) {
            return;
        }
        let of = |kind: Column| (0..axes.columns.len()).filter(move |&n| axes.columns[n].kind == Some(kind));
        let offices: Vec<usize> = of(Column::Office).collect();
        let Some(words) = self.done_in(axes, laid) else { return };
        if offices.is_empty() {
            return;
        }
        for (line, slots) in sheet.lines.iter().zip(laid) {
            let Some(cell) = slots[words].as_ref().filter(|cell| self.is_own(line, cell)) else { continue };
            let text = name::clean_text(&cell.read.reading.view.text.replace('\n', ""));
            let ministries = self.named_in(axes, slots, &offices);
            let nation = self.rules.lexicon().ministries().len();
            let known = ministries.iter().any(|one| one.known.is_some_and(|at| at < nation));
            if !known || text.chars().count() < LEAST || self.is_programme_of(cell) {
                continue;
            }
            let lang = language(&text);
            self.out.push(Found::Measure(FoundMeasure {
                text,
                form: Form::Statement,
                ministries,
                block: line.block,
                span: cell.span,
                cell: Some(cell.at),
                by: By::Table,
                lang,
            }));
        }
    }

    /// The column that says what is to be done: of those that its header calls so the one with the most words.
    fn done_in(&self, axes: &Axes, laid: &[Slots]) -> Option<usize> {
        let called = |n: &usize| matches!(axes.columns[*n].kind, Some(Column::Measure | Column::Progress));
        let length = |n: usize| {
            let cells = laid.iter().filter_map(|slots| slots[n].as_ref()).filter(|cell| !cell.is_empty());
            cells.map(|cell| cell.len()).sum::<usize>()
        };
        (0..axes.columns.len()).filter(called).max_by_key(|&n| length(n))
    }

    fn is_own(&self, line: &Line, cell: &Cell) -> bool {
        !cell.is_empty() && (!line.exact || line.row == 0 || cell.at.row == line.row)
    }

    /// Who the columns of offices name; where several do, a header that says so tells who leads.
    fn named_in(&self, axes: &Axes, slots: &Slots, offices: &[usize]) -> Vec<Named> {
        let context = self.offices.context(self.rules);
        let mut all: Vec<Named> = Vec::new();
        for &n in offices {
            let Some(cell) = slots[n].as_ref() else { continue };
            let text = cell.read.reading.view.words().collect::<Vec<_>>();
            let joined = text.join(if language(&text.join(" ")) == crate::record::Lang::Ja { "、" } else { " " });
            let head = axes.columns[n].path.last().map_or("", |cell| cell.code());
            let leads = offices.len() > 1
                && self.rules.lexicon().mark_label(head).is_some_and(|label| label == MarkLabel::Lead);
            for one in offices_in(&joined, &context).into_iter().filter(|one| one.known.is_some()) {
                match all.iter_mut().find(|known| known.code == one.code) {
                    Some(known) => known.lead |= one.lead || leads,
                    None => all.push(Named { lead: one.lead || leads, ..one }),
                }
            }
        }
        all
    }

    /// Whether a cell names a programme that was read, and ends as only such names do: an activity with a budget is both.
    fn is_programme_of(&self, cell: &Cell) -> bool {
        let named = |found: &FoundProgramme| found.cell == Some(cell.at) && self.rules.paid.ends(&found.name);
        self.out.iter().any(|found| matches!(found, Found::Programme(found) if named(found)))
    }
}
