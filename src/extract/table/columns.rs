//! A row under its header: which cell stands in which column, and what merged cells above it said.

use crate::layout::{Cell, Row, Span};
use crate::record::{CellRef, Role};
use crate::rules::Column;

use super::super::name;
use super::super::read::Read;
use super::{Header, Heading};

/// Where a row stands; table and row 1-based.
pub(super) struct Here {
    pub block: usize,
    pub table: u32,
    pub row: u32,
}

/// What a row takes over from the rows above: merged cells stand once.
#[derive(Default)]
pub(super) struct Carried {
    pub measure: Option<String>,
    pub section: Option<String>,
    pub name: Option<String>,
    /// The name of the row above as it is written, brackets left open and all, where no values stood beside it.
    pub broken_off: Option<String>,
    /// What the row above was labelled as, if a row of the other kind may follow.
    pub label: Option<Role>,
}

/// A row with its cells under their columns.
pub(super) struct Columns<'r> {
    pub header: &'r Header,
    pub row: &'r Row,
    pub cells: &'r [Read],
    pub assigned: &'r [Option<usize>],
    pub here: &'r Here,
}

impl<'r> Columns<'r> {
    /// The cells of a role, with their columns.
    pub fn of(&self, role: Column) -> impl Iterator<Item = (&'r Read, &'r Heading, CellRef)> + '_ {
        self.assigned.iter().enumerate().filter_map(move |(n, column)| {
            let heading = &self.header.columns[(*column)?];
            (heading.role == Some(role)).then(|| (&self.cells[n], heading, self.cell(n)))
        })
    }

    /// The column that a cell stands in.
    pub fn heading(&self, n: usize) -> Option<&'r Heading> {
        self.assigned[n].map(|column| &self.header.columns[column])
    }

    /// What the column that a cell stands in holds.
    pub fn role(&self, n: usize) -> Option<Column> {
        self.heading(n).and_then(|heading| heading.role)
    }

    pub fn cell(&self, n: usize) -> CellRef {
        cell(self.here, n)
    }

    /// The text of the first filled cell of a role.
    pub fn text(&self, role: Column) -> Option<String> {
        self.of(role).map(|(read, ..)| clean(read)).find(|text| !text.is_empty())
    }

    pub fn span(&self, n: usize) -> Span {
        span(&self.row.cells[n])
    }
}

pub(super) fn cell(here: &Here, n: usize) -> CellRef {
    CellRef { table: here.table, row: here.row, column: n as u32 + 1 }
}

pub(super) fn span(cell: &Cell) -> Span {
    cell.text.span()
}

fn clean(read: &Read) -> String {
    name::clean_text(&read.reading.words(&(0..read.reading.view.text.len())).replace('\n', ""))
}
