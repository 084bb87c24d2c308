//! The cells of a row in their columns: as they are written, or where they fit.
//!
//! Dumps of documents lose merged cells, and what stood to the right of one moves to the left. So a row
//! leaves its columns where another way fits clearly better, unless its table is known to have lost nothing.

use std::rc::Rc;

use crate::rules::{Column, Look, Rules};
use crate::text::code::symbol;

use super::align::{Fit, align};
use super::axes::{Axes, MOST_PLACED};
use super::axis::Axis;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// How much better another way must fit before a whole row leaves its columns.
const CLEARLY: Fit = 2.5;
/// How much worse a value with a year of its own fits under another year.
pub(super) const OTHER_YEAR: Fit = 1.5;
/// How much better a cell fits a column of names for each step of its strength as one.
const COUNTS: Fit = 0.3;
/// So many empty cells between those that are full are no chance.
const KEPT: usize = 2;
/// So many rows that are so wide, and all alike, lost no cells.
const MANY_ROWS: usize = 4;
const MANY_CELLS: usize = 12;

type Slots = Vec<Option<Rc<Cell>>>;

impl Axes {
    /// The cells of a row in their columns.
    pub fn lay(&self, line: &Line, rules: &Rules) -> Slots {
        let width = self.columns.len();
        let whole = line.slots.len() == width;
        // A row that ends before its columns may have lost a cell in its midst.
        let short = line.exact
            && self.headed
            && line.slots.last().is_some_and(Option::is_none)
            && line.slots.iter().rev().skip_while(|slot| slot.is_none()).all(Option::is_some);
        if line.exact && !short
            || !whole && self.keeps_lead(line)
            || whole && (self.written || !self.headed) && !short
            || whole && self.headed && self.keeps_empty(line) && self.fits_as_written(line)
            || width > MOST_PLACED
            || line.slots.len() > MOST_PLACED
        {
            return as_written(line, width);
        }
        let cells: Vec<&Rc<Cell>> = line.slots.iter().flatten().collect();
        let fitted = self.fit(&cells, rules);
        let places = match fitted.places {
            // A row as long as its header stays as it is, unless another way fits clearly better.
            places if whole && fitted.best < fitted.written + CLEARLY => (0..places.len()).map(Some).collect(),
            places => places,
        };
        let mut slots = vec![None; width];
        for (cell, place) in cells.into_iter().zip(places) {
            if let Some(place) = place {
                slots[place] = Some(Rc::clone(cell));
            }
        }
        slots
    }

    /// Whether a table is known to have lost no cells: its header is marked as one, or its rows are many, wide and
    /// all alike.
    pub(super) fn is_written(&self, sheet: &Sheet) -> bool {
        let width = self.columns.len();
        let whole = |line: &Line| line.slots.len() == width;
        sheet.headers.first().is_some_and(|line| line.head && whole(line))
            || width >= MANY_CELLS && sheet.lines.len() >= MANY_ROWS && sheet.lines.iter().all(whole)
    }

    /// Whether a row that ends early begins with an empty cell where its header does: it keeps what is empty, and lost
    /// nothing to its left.
    fn keeps_lead(&self, line: &Line) -> bool {
        let open = |slot: &Option<Rc<Cell>>| slot.as_ref().is_none_or(|cell| cell.is_empty());
        let lead = line.slots.first().is_some_and(open) && line.slots.len() < self.columns.len();
        lead && self.headed && self.columns.first().is_some_and(|axis| axis.path.is_empty())
    }

    /// Whether a row as long as its header keeps what is empty: several empty cells stand between those that are full, or one
    /// behind a name that stands where names do.
    fn keeps_empty(&self, line: &Line) -> bool {
        let name = self.name.and_then(|name| line.slots.get(name)?.as_ref());
        let named = name.is_some_and(|cell| matches!(cell.look, Look::Name | Look::Text | Look::Run));
        inner_empty(line) >= if named && self.named { 1 } else { KEPT }
    }

    /// Where the cells of a row fit best.
    fn fit(&self, cells: &[&Rc<Cell>], rules: &Rules) -> Fitted {
        let width = self.columns.len();
        let kind = |column: usize| {
            if Some(column) == self.name { Some(Column::Name) } else { self.columns[column].kind }
        };
        let fit: Vec<Vec<Fit>> = cells
            .iter()
            .map(|cell| {
                let look = laid_look(cell);
                let of = |column| {
                    let fit = rules.tables.fit(kind(column), look);
                    // 28.2％（R5） does not stand under 目標値（R11）.
                    let other = cell.look == Look::Value
                        && self.columns[column].year.is_some_and(|year| {
                            cell.years().count() > 0 && cell.years().all(|(_, end)| end != year.period.end)
                        });
                    let fit = if other { fit - OTHER_YEAR } else { fit };
                    // Of two that could be the name, the one that counts something.
                    let name = cells.len() > width
                        && kind(column) == Some(Column::Name)
                        && matches!(cell.look, Look::Name | Look::Run);
                    let fit = if name { fit + COUNTS * Fit::from(cell.strength) } else { fit };
                    // Ties go to the right: what a dump loses are the merged cells to the left.
                    fit + 0.02 * column as Fit
                };
                (0..width).map(of).collect()
            })
            .collect();
        let skip: Vec<Fit> = cells.iter().map(|cell| rules.tables.skip(cell.look)).collect();
        let (places, best) = align(&fit, &skip, width);
        let written = fit.iter().enumerate().take(width).map(|(n, fit)| fit[n]).sum();
        Fitted { places, best, written }
    }

    /// Whether no value of a row stands where words do.
    fn fits_as_written(&self, line: &Line) -> bool {
        let words = |kind: Option<Column>| {
            matches!(
                kind,
                Some(Column::Schedule | Column::Office | Column::Programme | Column::Section | Column::Measure)
            )
        };
        let fits = |(axis, slot): (&Axis, &Option<Rc<Cell>>)| match slot.as_ref().map(|cell| cell.look) {
            // Nor where no other row has a value, or others have words.
            Some(Look::Value) => {
                let valued = axis.kind == Some(Column::Value) || axis.role.is_some();
                let none = axis.kind != Some(Column::Value) && axis.share(&[Look::Value]) == 0.0 && axis.filled() > 0.0;
                let told = !valued && axis.share(&[Look::Name, Look::Text]) > 0.0;
                !words(axis.kind) && axis.kind != Some(Column::Name) && !none && !told
            }
            Some(Look::Run) => !words(axis.kind),
            _ => true,
        };
        self.columns.iter().zip(&line.slots).all(fits)
    }
}

/// A way to lay a row's cells out.
struct Fitted {
    /// For each cell its column, or none.
    places: Vec<Option<usize>>,
    best: Fit,
    /// How well the cells fit as they are written.
    written: Fit,
}

/// A row's slots one to one; a cell merged over columns stands in the first of them.
fn as_written(line: &Line, width: usize) -> Slots {
    let mut slots = line.slots.clone();
    slots.resize(width, None);
    for n in (1..slots.len()).rev() {
        if slots[n].as_ref().zip(slots[n - 1].as_ref()).is_some_and(|(a, b)| Rc::ptr_eq(a, b)) {
            slots[n] = None;
        }
    }
    slots
}

/// How many empty cells stand between those that are full: a row that keeps them lost none.
fn inner_empty(line: &Line) -> usize {
    let filled = |slot: &Option<Rc<Cell>>| slot.as_ref().is_some_and(|cell| !cell.is_empty());
    let ends = line.slots.iter().position(filled).zip(line.slots.iter().rposition(filled));
    ends.map_or(0, |(first, last)| line.slots[first..last].iter().filter(|slot| !filled(slot)).count())
}

/// What a cell is where a row lost its columns: words around values with their years are a run.
fn laid_look(cell: &Cell) -> Look {
    let dated = cell.code().contains(symbol::OBSERVATION);
    if dated && matches!(cell.look, Look::Name | Look::Text) { Look::Run } else { cell.look }
}

#[cfg(test)]
mod tests {
    use super::super::desk::{rows, rules, said, sheet};
    use super::*;

    #[test]
    fn a_value_does_not_stand_where_other_rows_have_words() {
        let text = "Indicator\tBaseline\tTarget\tSource\nMembers\t\t20\t30\nCourses\t5\t8\tAnnual survey\n";
        assert_eq!(said(text), ["Members | baseline 20 | target 30", "Courses | baseline 5 | target 8"]);
    }

    fn laid(axes: &Axes, row: &str) -> Vec<String> {
        let slots = axes.lay(&rows(&[row])[0], rules());
        let text =
            |slot: &Option<Rc<Cell>>| slot.as_ref().map_or("", |cell| cell.read.reading.view.text.as_str()).to_owned();
        slots.iter().map(text).collect()
    }

    #[test]
    fn a_row_that_lost_its_merged_cell_finds_its_columns() {
        let table = sheet(1, &["施策 | 指標名 | 単位 | 基準値 | 目標値", "農業 | 就農者数 | 人 | 98 | 150"]);
        let axes = Axes::of(&table, rules());
        assert_eq!(laid(&axes, "受診率 | ％ | 45.2 | 60.0"), ["", "受診率", "%", "45.2", "60.0"]);
    }

    #[test]
    fn a_row_that_ends_early_stays_below_its_years_where_it_keeps_its_first_cell_empty() {
        let table =
            sheet(1, &[" | | R5 | R6 | R7 | R8", " | 当初予算 | 122 | 118 | 104 | 97", " | 補正予算 | - | - | 40"]);
        let axes = Axes::of(&table, rules());
        assert_eq!(laid(&axes, " | 補正予算 | - | - | 40")[2..], ["-", "-", "40", ""]);
    }

    #[test]
    fn a_row_whose_unit_is_no_unit_that_is_known_stays_where_it_is() {
        let header = "Pillar | KPI | Unit | Baseline | Target";
        let odd = "1 Healthy people | Foreign investment inflows | US$ million | 41 | ";
        let axes = Axes::of(&sheet(1, &[header, odd, "People | Literacy rate | % | 84 | 90"]), rules());
        assert_eq!(laid(&axes, odd)[1..4], ["Foreign investment inflows", "US$ million", "41"]);
    }
}
