//! What a table's reading tells those who tune the rules: columns, cells, evidence, and why a row gave nothing.

use std::rc::Rc;

use crate::rules::{Column, Hint};

use super::super::trace::{CellTold, ColumnTold, RowTold, Seen, Step, Tied, ValueTold};
use super::cell::Cell;
use super::fact::{Fact, Source};
use super::row::Reader;
use super::sheet::Line;

impl Reader<'_, '_> {
    /// Tells of the columns.
    pub(super) fn tell_columns(&self) {
        self.extractor.step(|| {
            let column = |(n, axis): (usize, &super::axis::Axis)| {
                let facet = |&at: &usize| self.extractor.rules.tables.facets[at].entry.id.clone();
                ColumnTold {
                    words: axis.path.iter().map(|cell| (cell.span, cell.read.reading.view.text.clone())).collect(),
                    facets: axis.path.iter().flat_map(|cell| cell.facets.iter().map(facet)).collect(),
                    kind: axis.kind,
                    role: axis.role,
                    year: axis.year.map(|dated| dated.period.end),
                    by_cells: axis.loose,
                    names: Some(n) == self.axes.name,
                }
            };
            Step::Header(self.axes.columns.iter().enumerate().map(column).collect())
        });
    }

    /// Tells of the cells of a row.
    pub(super) fn tell_row(&self, line: &Line, slots: &[Option<Rc<Cell>>], name: Option<(String, String)>) {
        self.extractor.step(|| {
            let cell = |cell: &Rc<Cell>| {
                let column = slots.iter().position(|slot| slot.as_ref().is_some_and(|slot| Rc::ptr_eq(slot, cell)));
                CellTold {
                    span: cell.span,
                    code: cell.code().to_owned(),
                    look: cell.look,
                    column,
                    kind: column.and_then(|column| self.axes.columns[column].kind),
                    seen: Seen::all(&cell.read),
                    bound: Tied::all(&cell.read),
                }
            };
            let cells = line.slots.iter().flatten().map(cell).collect();
            Step::Row(RowTold { cells, name, ..RowTold::default() })
        });
    }

    /// Adds the values of a name to the row that was told last, or why there are none.
    pub(super) fn tell_facts(&self, facts: &[Fact], why: Option<&'static str>) {
        let Some(trace) = self.extractor.trace else { return };
        let mut trace = trace.borrow_mut();
        let span = facts.first().map(|fact| fact.draft.span);
        let holds = |row: &RowTold| span.is_none_or(|span| row.cells.iter().any(|cell| cell.span.contains(span)));
        let row = trace.steps.iter_mut().rev().find_map(|step| match step {
            Step::Row(row) if holds(row) => Some(row),
            _ => None,
        });
        if let Some(row) = row {
            row.values.extend(facts.iter().map(told));
            row.why = why;
        }
    }
}

pub(in crate::extract) fn told(fact: &Fact) -> ValueTold {
    let value = fact.draft.value.as_ref();
    let shown = value.map_or_else(
        || "in words".to_owned(),
        |value| format!("{}{}", value.number, value.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"))),
    );
    let year = fact.draft.period.map_or_else(|| "none".to_owned(), |dated| dated.period.end.to_string());
    let source = |source: Source| match source {
        Source::Label => "the row's label",
        Source::Header => "the header",
        Source::Own => "words beside it",
        Source::Vote => "the other rows of the column",
    };
    let evidence =
        fact.evidence.iter().map(|one| format!("{} says {} ({})", source(one.from), hint(one.hint), one.weight));
    ValueTold {
        shown,
        role: fact.role.map_or("no role", |role| role.code()).to_owned(),
        by: fact.by.name().to_owned(),
        year: format!("{year}, {}", fact.year.name()),
        evidence: evidence.collect(),
    }
}

pub(in crate::extract) fn hint(hint: Hint) -> &'static str {
    match hint {
        Hint::Target => "target",
        Hint::Baseline => "baseline",
        Hint::Actual => "actual",
        Hint::Current => "current",
    }
}

/// A kind of column as rule files write it.
pub(crate) fn kind(kind: Option<Column>) -> String {
    kind.map_or_else(|| "nothing known".to_owned(), |kind| format!("{kind:?}").to_lowercase())
}
