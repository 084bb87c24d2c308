//! Tables: rows under a header that says what each column holds.

mod align;
mod answers;
mod bare;
mod cells;
mod columns;
mod header;
mod labelled;
mod naming;
mod row;
mod spaced;
mod stacked;

use crate::layout::{Row, Table};
use crate::rules::{CellMeans, Column};

use super::Extractor;
use super::read::Read;
use super::trace::{HeaderCell, RowCell, Seen, Step, Tied};
use align::Fit;
use cells::Look;
pub(super) use header::{Header, Heading};

/// How much better another way must fit before a row leaves the table's.
const CLEARLY: Fit = 2.0;

impl Extractor<'_> {
    /// Reads a table.
    pub(super) fn table(&mut self, block: usize, table: &Table) {
        let rows: Vec<(&Row, Vec<Read>)> =
            table.rows.iter().map(|row| (row, row.cells.iter().map(|cell| self.read(&cell.text)).collect())).collect();
        let mut header = self.header.clone();
        let mut from = 0;
        let mut found = false;
        let mut carried = columns::Carried::default();
        let mut at = 0;
        while at < rows.len() {
            if let Some((new, taken)) = Header::of(&rows[at..], self.rules, &|| self.year.get()) {
                self.rows(block, header.as_ref().filter(|_| found || at > from), &rows, from..at, &mut carried);
                self.step(|| header_step(&new, rows[at].0, &rows[at].1));
                header = Some(new);
                found = true;
                at += taken;
                from = at;
                continue;
            }
            at += 1;
        }
        // A table without a header goes on where the last one stopped, if it looks like it.
        let other = rows.first().is_some_and(|(_, cells)| header::names_years(cells));
        let fits = found || !other && header.as_ref().is_some_and(|header| self.looks_like(header, &rows));
        self.rows(block, header.as_ref().filter(|_| fits), &rows, from..rows.len(), &mut carried);
        if found {
            self.header = header;
        } else if !fits {
            self.header = None;
        }
    }

    /// Whether rows without a header could stand under this one.
    fn looks_like(&self, header: &Header, rows: &[(&Row, Vec<Read>)]) -> bool {
        let columns = header.columns.len();
        let longest = rows.iter().map(|(row, _)| row.cells.len()).max().unwrap_or(0);
        let valued = [Column::Target, Column::Baseline, Column::Actual, Column::Current, Column::Kpi]
            .into_iter()
            .any(|role| header.has(role));
        if !valued || longest > columns + 1 || longest < 2 {
            return false;
        }
        let (mut good, mut all) = (0, 0);
        for (row, cells) in rows.iter().filter(|(row, _)| row.cells.len() >= 2) {
            let looks: Vec<Look> = cells.iter().map(|read| cells::look(read, self.rules)).collect();
            let assigned = assign(header, row, &looks, None);
            let value = assigned.iter().zip(&looks).any(|(column, look)| {
                column.is_some_and(|column| cells::fit(*look, header.columns[column].role) >= 2.0)
            });
            all += 1;
            good += usize::from(value);
        }
        good * 2 >= all && good > 0
    }

    fn rows(
        &mut self,
        block: usize,
        header: Option<&Header>,
        rows: &[(&Row, Vec<Read>)],
        range: std::ops::Range<usize>,
        carried: &mut columns::Carried,
    ) {
        let here = |n: usize| columns::Here { block, table: self.tables, row: (n + 1) as u32 };
        let Some(header) = header else {
            let bare: Vec<_> = range.map(|n| (here(n), rows[n].0, rows[n].1.as_slice())).collect();
            return self.bare_rows(&bare);
        };
        let places: Vec<columns::Here> = range.clone().map(here).collect();
        let rows = &rows[range];
        let looks: Vec<Vec<Look>> =
            rows.iter().map(|(_, cells)| cells.iter().map(|read| cells::look(read, self.rules)).collect()).collect();
        let usual = usual(header, rows, &looks);
        for (((row, cells), looks), here) in rows.iter().zip(&looks).zip(&places) {
            let assigned = assign(header, row, looks, usual.as_ref());
            self.step(|| self.row_step(header, row, cells, looks, &assigned));
            self.row(here, header, row, cells, &assigned, carried);
        }
    }

    fn row_step(&self, header: &Header, row: &Row, cells: &[Read], looks: &[Look], assigned: &[Option<usize>]) -> Step {
        let asides = |read: &Read| {
            let source = |range| read.reading.view.source(&read.reading.code.view(&range));
            let rules = self.rules.cells.iter().filter(|rule| rule.means == CellMeans::Aside);
            rules.flat_map(|rule| rule.pattern.regex.find_iter(read.code())).map(|hit| source(hit.range())).collect()
        };
        let cell = |n: usize| RowCell {
            span: columns::span(&row.cells[n]),
            code: cells[n].code().to_owned(),
            look: format!("{:?}", looks[n]),
            role: assigned[n].and_then(|column| header.columns[column].role),
            seen: Seen::all(&cells[n]),
            bound: Tied::all(&cells[n]),
            asides: asides(&cells[n]),
        };
        Step::Row((0..cells.len()).map(cell).collect())
    }
}

fn header_step(header: &Header, row: &Row, cells: &[Read]) -> Step {
    let column = |heading: &Heading| {
        let read = cells.iter().find(|read| read.reading.view.text == heading.text);
        HeaderCell {
            text: heading.text.clone(),
            code: read.map(|read| read.code().to_owned()).unwrap_or_default(),
            role: heading.role,
        }
    };
    Step::Header { span: row.span, columns: header.columns.iter().map(column).collect() }
}

/// The assignment that fits the rows of the most common length as a whole.
fn usual(header: &Header, rows: &[(&Row, Vec<Read>)], looks: &[Vec<Look>]) -> Option<Vec<Option<usize>>> {
    let mut lengths: Vec<usize> = rows.iter().map(|(row, _)| row.cells.len()).filter(|&len| len > 1).collect();
    lengths.sort_unstable();
    let common = lengths.chunk_by(|a, b| a == b).max_by_key(|chunk| (chunk.len(), chunk[0])).map(|chunk| chunk[0])?;
    let members: Vec<&Vec<Look>> = rows
        .iter()
        .zip(looks)
        .filter(|((row, _), _)| row.cells.len() == common && row.cells.iter().all(|cell| cell.columns == 1))
        .map(|(_, looks)| looks)
        .collect();
    if members.is_empty() {
        return None;
    }
    let mean = |of: &dyn Fn(Look) -> Fit, cell: usize| {
        members.iter().map(|looks| of(looks[cell])).sum::<Fit>() / members.len() as Fit
    };
    let fit: Vec<Vec<Fit>> = (0..common)
        .map(|cell| header.columns.iter().map(|column| mean(&|look| cells::fit(look, column.role), cell)).collect())
        .collect();
    let skip: Vec<Fit> = (0..common).map(|cell| mean(&cells::skip, cell)).collect();
    Some(align::align(&fit, &skip, header.columns.len()).0)
}

/// The column of each cell of a row.
fn assign(header: &Header, row: &Row, looks: &[Look], usual: Option<&Vec<Option<usize>>>) -> Vec<Option<usize>> {
    let columns = header.columns.len();
    let merged = row.cells.iter().enumerate().any(|(n, cell)| cell.column as usize != n || cell.columns != 1);
    if merged {
        // Web pages know their columns.
        return row.cells.iter().map(|cell| Some(cell.column as usize).filter(|&column| column < columns)).collect();
    }
    let fit: Vec<Vec<Fit>> =
        looks.iter().map(|&look| header.columns.iter().map(|column| cells::fit(look, column.role)).collect()).collect();
    let skip: Vec<Fit> = looks.iter().map(|&look| cells::skip(look)).collect();
    let own = align::align(&fit, &skip, columns);
    let as_usual = match usual {
        Some(usual) if usual.len() == looks.len() => Some(usual.clone()),
        _ if looks.len() == columns => Some((0..columns).map(Some).collect()),
        _ => None,
    };
    match as_usual {
        Some(way) if own.1 < score(&way, &fit, &skip) + CLEARLY => way,
        _ => own.0,
    }
}

/// How well an assignment fits.
fn score(way: &[Option<usize>], fit: &[Vec<Fit>], skip: &[Fit]) -> Fit {
    way.iter().enumerate().map(|(cell, column)| column.map_or(-skip[cell], |column| fit[cell][column])).sum()
}
