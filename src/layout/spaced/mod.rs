//! Tables whose cells are parted by runs of spaces: a PDF's text with its columns kept.
//!
//! Nothing rules anything off there. Lines that stand on the same columns are gathered, the
//! columns are found, and what is printed on several lines is put together into cells.

mod alike;
mod bands;
mod even;
mod gather;
mod grid;
mod header;
mod ink;
mod labels;
mod partition;
mod rows;

pub(super) use ink::Measure;

use crate::chars::one_of;

use super::{Cell, Join, Row, Span, Table, Text, doubled, markup};
use ink::Ink;

/// A printed line of a table.
#[derive(Debug, Clone)]
struct Printed {
    inks: Vec<Ink>,
    /// The rules on it that stand under a part of the header, from where to where.
    rules: Vec<(usize, usize)>,
    /// Its index among the lines of the source that were given.
    at: usize,
    /// Whether an empty line or a rule stands above it.
    apart: bool,
    /// Whether it stands over all columns, between two empty lines: Component A, Infrastructure.
    heads: bool,
}

/// Whether a line has a gap inside that could part cells.
pub(super) fn is_gapped(line: &str) -> bool {
    let bare = line.trim();
    bare.contains("   ") || bare.contains("\u{3000}\u{3000}")
}

/// Whether a line is one of another form: a pipe row, a tag, a line of tabs. < 30 is none.
fn is_other(text: &str) -> bool {
    let tag =
        || text.split('<').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || one_of(c, "/!")));
    text.contains(['\t', '\x0c', '|']) || tag()
}

/// The table that begins at a line, and how many lines it takes; else how many hold none. Of several
/// measures that one counts by which more inks have a column to themselves.
pub(super) fn table(source: &str, lines: &[Span], measures: &[Measure]) -> Result<(Table, usize), usize> {
    if let Some(found) = alike::table(source, lines) {
        return Ok(found);
    }
    // A caption with a gap in it, over such a table.
    if lines.len() > 1 && !is_columns(source, lines[0]) && alike::table(source, &lines[1..]).is_some() {
        return Err(1);
    }
    let mut best: Option<(usize, grid::Grid, Vec<Printed>)> = None;
    let mut past = 1;
    for &measure in measures {
        let printed = gather::gather(source, lines, measure);
        past = past.max(printed.last().map_or(1, |line| line.at + 1));
        let Some(grid) = grid::Grid::of(source, measure, &printed) else { continue };
        let placed = grid.placed();
        if best.as_ref().is_none_or(|(most, ..)| placed > *most) {
            best = Some((placed, grid, printed));
        }
    }
    let Some((_, grid, printed)) = best else { return Err(past) };
    let (table, kept) = rows::table(source, &grid).ok_or(past)?;
    Ok((table, printed[kept - 1].at + 1))
}

/// Whether a line has three cells.
fn is_columns(source: &str, line: Span) -> bool {
    ink::inks(source, line, Measure::Columns).len() > 2
}

/// A cell of inks below each other, in one column unless told.
fn cell(source: &str, inks: impl IntoIterator<Item = (Ink, Join)>, column: usize) -> Cell {
    let mut text = Text::default();
    for (ink, join) in inks {
        text.append(doubled::undoubled(source, markup::text(source, ink.span)), join);
    }
    Cell { text, column: column as u16, columns: 1, rows: 1 }
}

/// A row of cells, from where its first piece begins to where its last one ends.
fn row(cells: Vec<Cell>) -> Row {
    let spans = || cells.iter().flat_map(|cell| &cell.text.pieces).map(|piece| piece.span);
    let start = spans().map(|span| span.start).min().unwrap_or(0);
    let end = spans().map(|span| span.end).max().unwrap_or(0);
    Row { span: Span { start, end }, cells }
}

#[cfg(test)]
mod tests;
