//! The header of a table: what each column holds, and the years that its words give.

use crate::chars::one_of;
use crate::layout::Row;
use crate::rules::{Column, Rules};
use crate::text::code::symbol;

use super::super::read::Read;
use super::super::statement::Dated;

/// A column of a table.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Heading {
    pub role: Option<Column>,
    /// 目標値（令和９年度）.
    pub year: Option<Dated>,
    /// The header's words, for what they say besides.
    pub text: String,
}

/// The columns of a table.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Header {
    pub columns: Vec<Heading>,
}

/// A header cell is no longer than this, in characters of coded text.
const LONGEST: usize = 40;

impl Header {
    /// The header that some rows make together, if they are one. `rows` are the table's first
    /// unread rows with their cells read; gives the header and how many rows it takes.
    pub fn of(rows: &[(&Row, Vec<Read>)], rules: &Rules) -> Option<(Self, usize)> {
        let (first_row, first) = rows.first()?;
        let mut columns = columns(first_row, first, rules)?;
        let mut taken = 1;
        if let Some((second_row, second)) = rows.get(1)
            && is_second(second, &columns)
        {
            under(&mut columns, second_row, second);
            taken = 2;
        }
        let mut header = Self { columns };
        header.resolve(rules);
        Some((header, taken))
    }

    pub fn has(&self, role: Column) -> bool {
        self.columns.iter().any(|column| column.role == Some(role))
    }

    /// Roles that depend on the columns beside them.
    fn resolve(&mut self, rules: &Rules) {
        self.yearly_targets();
        for spec in &rules.resolve {
            if spec.beside.iter().all(|&beside| self.has(beside)) {
                for column in self.columns.iter_mut().filter(|column| column.role == Some(spec.role)) {
                    column.role = Some(spec.becomes);
                }
            }
        }
    }

    /// 基準値 and behind it columns that are years: the targets of those years.
    fn yearly_targets(&mut self) {
        let starts = |column: &Heading| matches!(column.role, Some(Column::Baseline | Column::Current));
        let Some(start) = self.columns.iter().position(starts) else { return };
        let named = self.has(Column::Name) || self.has(Column::Kpi);
        if !named || self.has(Column::Target) || self.has(Column::Progress) || self.has(Column::Programme) {
            return;
        }
        let from = self.columns[start].year.map(|dated| dated.period.end);
        for column in &mut self.columns[start + 1..] {
            let later = column.year.is_some_and(|dated| from.is_none_or(|from| dated.period.end > from));
            if column.role == Some(Column::Schedule) && later {
                column.role = Some(Column::Target);
            }
        }
    }
}

/// Whether a row only names years: the head of a table of figures over time.
pub(super) fn names_years(cells: &[Read]) -> bool {
    let year = |read: &Read| !read.code().is_empty() && read.code().chars().all(|c| c == symbol::PERIOD);
    cells.len() > 2 && cells[1..].iter().all(year)
}

/// The columns that a row names, if it is a header: two known roles at least, and no values.
fn columns(row: &Row, cells: &[Read], rules: &Rules) -> Option<Vec<Heading>> {
    let valued = |code: &str| {
        code.contains([symbol::OBSERVATION, symbol::VALUE, symbol::PLUS, symbol::MINISTRIES])
            && code.chars().count() > 2
    };
    if cells.len() < 2 || cells.iter().any(|read| valued(read.code())) {
        return None;
    }
    let mut columns: Vec<Heading> = Vec::new();
    let mut known = 0;
    for (cell, read) in row.cells.iter().zip(cells) {
        let code = read.code();
        let role =
            if code.chars().count() > LONGEST { None } else { rules.column(code).map(|(column, _)| column.role) };
        known += usize::from(role.is_some_and(|role| !matches!(role, Column::Schedule | Column::Ignore)));
        let heading = Heading { role, year: year(read), text: read.reading.view.text.clone() };
        // A merged header cell stands over several columns.
        while columns.len() < cell.column as usize {
            columns.push(Heading { role: None, year: None, text: String::new() });
        }
        columns.extend(std::iter::repeat_n(heading, cell.columns as usize));
    }
    // The first header is often left empty: what stands under it is what the row is about.
    let matters = columns.iter().any(|column| {
        column.role.is_some_and(|role| {
            matches!(
                role,
                Column::Name
                    | Column::Kpi
                    | Column::Target
                    | Column::Baseline
                    | Column::Current
                    | Column::Actual
                    | Column::Programme
                    | Column::Progress
            )
        })
    });
    if let Some(first) = columns.first_mut()
        && first.text.is_empty()
        && first.role.is_none()
    {
        first.role = Some(Column::Measure);
    }
    (known >= 2 && matters).then_some(columns)
}

/// A second header row names years or halves under the first: no names, no values.
fn is_second(cells: &[Read], columns: &[Heading]) -> bool {
    let filled: Vec<&Read> = cells.iter().filter(|read| !read.code().is_empty()).collect();
    let years =
        filled.iter().filter(|read| read.code().chars().all(|c| c == symbol::PERIOD || one_of(c, "()年度末"))).count();
    !filled.is_empty()
        && years * 2 >= filled.len()
        && columns.len() >= 2
        && filled.iter().all(|read| !read.code().contains([symbol::VALUE, symbol::OBSERVATION]))
}

/// Gives the columns the years that stand under them.
fn under(columns: &mut Vec<Heading>, row: &Row, cells: &[Read]) {
    for (cell, read) in row.cells.iter().zip(cells) {
        let Some(dated) = year(read) else { continue };
        let at = cell.column as usize;
        // A dump without merged cells leaves the columns to the right of 目標値 unnamed.
        while columns.len() <= at {
            columns.push(Heading { role: None, year: None, text: String::new() });
        }
        if columns[at].role.is_none() && columns[at].text.is_empty() {
            let left = columns[..at].iter().rev().find(|column| !column.text.is_empty()).cloned();
            columns[at].role = left.and_then(|left| left.role);
        }
        columns[at].year = Some(dated);
    }
}

fn year(read: &Read) -> Option<Dated> {
    let at = read.reading.found.iter().position(|found| matches!(found.item, crate::text::scan::Item::Period(_)))?;
    let (period, range) = read.period(Some(at))?;
    Some(Dated { period, span: read.reading.view.source(&range), cell: None })
}
