//! Tables as the tags tell them: grids whose lines stand in the white between the cells.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::pdf::{Misfit, Rect, Role};

use super::super::grid::{Grid, GridCell};
use super::super::ink::Ink;
use super::super::lines::segments;
use super::Tagged;

/// Cells may reach into each other by so much, in sizes: a comma that hangs, letters that stand high.
const INTO: f32 = 0.35;
/// From the longest line of a column to its side, in points.
const SIDE: f32 = 2.0;
/// What stands in a table and belongs to none of its cells is less than this part of it.
const FOREIGN: f32 = 0.05;
/// So many cells, and this part of all, have words that stand apart in one line, as few cells do.
const FEWEST_TORN: usize = 3;
const TORN: f32 = 0.25;
/// No more pieces of line are held against each other.
const MOST_PIECES: usize = 200;
/// A page with more tables is a drawing.
const MOST: usize = 300;

/// A cell with something in it: the rows and columns that it goes over, of those that have something in them.
struct Cell {
    element: u32,
    rows: (usize, usize),
    columns: (usize, usize),
    rect: Rect,
}

/// The tables of a page as grids. Those of the ruling lines that tell less are taken away, and a table is left out
/// where they tell as much or more.
pub(super) fn grids(
    tagged: &Tagged<'_>,
    inks: &[Ink<'_>],
    drawn: &mut Vec<Grid>,
    guessed: &mut Vec<Grid>,
) -> Result<Vec<Grid>, Misfit> {
    let mut out = Vec::new();
    let tables = tables(tagged);
    if tables.len() > MOST {
        return Err(Misfit::Tables);
    }
    for cells in tables.into_values() {
        let grid = match grid(&cells, tagged.size) {
            Err(_) => grid(&by_places(&cells, tagged.size)?, tagged.size)?,
            told => told?,
        };
        let Some(grid) = grid else { continue };
        let rect = grid.rect();
        // The cell of each glyph that stands in the table.
        let mut foreign = 0;
        let mut inside: Vec<(&Ink<'_>, usize)> = Vec::new();
        let numbers: HashMap<u32, usize> = cells.iter().enumerate().map(|(n, cell)| (cell.element, n)).collect();
        for ink in inks.iter().filter(|ink| !ink.text().trim().is_empty() && rect.holds(ink.core.center())) {
            let path = tagged.leaf(ink).map(|leaf| tagged.path(tagged.tags.leaves[leaf as usize].element));
            match path.into_iter().flatten().find_map(|element| numbers.get(&element)) {
                Some(&cell) => inside.push((ink, cell)),
                None => foreign += 1,
            }
        }
        if foreign as f32 > FOREIGN * inside.len() as f32 {
            return Err(Misfit::Tables);
        }
        if are_torn(&inside, cells.len()) {
            return Err(Misfit::Tables);
        }
        guessed.retain(|other| !rect.holds(other.rect().center()) && !other.rect().holds(rect.center()));
        let mut told = true;
        drawn.retain(|other| {
            if other.rect().intersection(rect).is_none() {
                return true;
            }
            match against(other, &inside) {
                Against::Around => true,
                Against::Finer | Against::Beside => {
                    told &= other.cells.len() < 2;
                    other.cells.len() > 1
                }
                Against::Coarser => false,
            }
        });
        if told {
            out.push(grid);
        }
    }
    Ok(out)
}

/// Whether too many cells hold words that stand apart in one line: cells of several columns, taken for one.
fn are_torn(inside: &[(&Ink<'_>, usize)], cells: usize) -> bool {
    let mut own: BTreeMap<usize, Vec<Ink<'_>>> = BTreeMap::new();
    inside.iter().for_each(|(ink, cell)| own.entry(*cell).or_default().push(**ink));
    let beside = |a: Rect, b: Rect| {
        a.y1.min(b.y1) - a.y0.max(b.y0) > 0.5 * a.height().min(b.height()) && (a.x1 <= b.x0 || b.x1 <= a.x0)
    };
    let torn = own.into_values().filter(|inks| {
        let pieces = segments(inks.clone(), false);
        pieces.iter().take(MOST_PIECES).enumerate().any(|(n, a)| pieces[..n].iter().any(|b| beside(a.core, b.core)))
    });
    let torn = torn.count();
    torn >= FEWEST_TORN && torn as f32 > TORN * cells as f32
}

/// How a drawn grid stands to a table's cells.
enum Against {
    /// All of the table stands in one of its cells, or none of it in any.
    Around,
    /// Each of its cells has glyphs of one cell of the table only.
    Finer,
    /// Each cell of the table stands in one of its cells.
    Coarser,
    /// Neither.
    Beside,
}

fn against(grid: &Grid, inside: &[(&Ink<'_>, usize)]) -> Against {
    let mut own: BTreeMap<usize, BTreeSet<Option<usize>>> = BTreeMap::new();
    let mut theirs: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let owners = grid.owners();
    for (ink, cell) in inside {
        let holder = grid.cell(&owners, ink.core.center());
        own.entry(*cell).or_default().insert(holder);
        if let Some(holder) = holder {
            theirs.entry(holder).or_default().insert(*cell);
        }
    }
    let whole = own.values().all(|holders| holders.len() == 1);
    let single = theirs.values().all(|cells| cells.len() == 1);
    let all_in_one = theirs.len() == 1 && own.values().all(|holders| !holders.contains(&None));
    match () {
        () if theirs.is_empty() || all_in_one && own.len() > 1 => Against::Around,
        // A box around one cell, or one that drawn cells leave out.
        () if single && (theirs.len() == 1 || own.values().any(|holders| holders.contains(&None))) => Against::Coarser,
        () if single => Against::Finer,
        () if whole => Against::Coarser,
        () => Against::Beside,
    }
}

/// An element, the row and column where its cell begins and those where it ends, and its place.
type Found = (u32, [u32; 4], Rect);

/// The cells of each table that have something in them on this page.
fn tables(tagged: &Tagged<'_>) -> BTreeMap<u32, Vec<Cell>> {
    let mut found: BTreeMap<u32, Vec<Found>> = BTreeMap::new();
    for (at, element) in (0..).zip(&tagged.tags.elements) {
        let (Role::Cell { row, column, rows, columns, .. }, Some(rect)) = (element.role, tagged.rects[at as usize])
        else {
            continue;
        };
        if let Some(table) = tagged.path(at).find(|&outer| tagged.role(outer) == Role::Table) {
            let end = |from: u32, over: u32| from.saturating_add(over);
            found.entry(table).or_default().push((at, [row, end(row, rows), column, end(column, columns)], rect));
        }
    }
    let cells = |found: Vec<Found>| {
        let found = without_titles(found);
        let sorted = |of: fn(&Found) -> u32| found.iter().map(of).collect::<BTreeSet<u32>>().into_iter().collect();
        let (rows, columns): (Vec<u32>, Vec<u32>) = (sorted(|cell| cell.1[0]), sorted(|cell| cell.1[2]));
        let range = |used: &[u32], from: u32, to: u32| {
            (used.partition_point(|&at| at < from), used.partition_point(|&at| at < to))
        };
        let cell = |&(element, [row, below, column, beside], rect): &Found| Cell {
            element,
            rows: range(&rows, row, below),
            columns: range(&columns, column, beside),
            rect,
        };
        found.iter().map(cell).collect()
    };
    found.into_iter().map(|(table, found)| (table, cells(found))).collect()
}

/// A table without the rows of one cell at its top and foot: the titles and notes of a sheet.
fn without_titles(mut found: Vec<Found>) -> Vec<Found> {
    let mut count: BTreeMap<u32, usize> = BTreeMap::new();
    found.iter().for_each(|cell| *count.entry(cell.1[0]).or_default() += 1);
    let several = || count.iter().filter(|(_, count)| **count > 1).map(|(row, _)| *row);
    let (Some(first), Some(last)) = (several().next(), several().next_back()) else { return found };
    found.retain(|cell| cell.1[1] > first && cell.1[0] <= last);
    found
}

/// The rows or columns that a cell goes over, and from where to where it stands.
type Extent = ((usize, usize), (f32, f32));

/// The grid of a table; none where it has one row or column only.
fn grid(cells: &[Cell], size: f32) -> Result<Option<Grid>, Misfit> {
    let rows = cells.iter().map(|cell| cell.rows.1).max().unwrap_or(0);
    let columns = cells.iter().map(|cell| cell.columns.1).max().unwrap_or(0);
    if rows < 2 || columns < 2 || columns > usize::from(u16::MAX) || rows > usize::from(u16::MAX) {
        return Ok(None);
    }
    let sides = |of: fn(&Cell) -> Extent, count: usize| {
        let (mut starts, mut ends) = (vec![f32::MAX; count + 1], vec![f32::MIN; count + 1]);
        for ((from, to), (low, high)) in cells.iter().map(of) {
            starts[from] = starts[from].min(low);
            ends[to] = ends[to].max(high);
        }
        lines(&starts, &ends, size)
    };
    let xs = sides(|cell| (cell.columns, (cell.rect.x0, cell.rect.x1)), columns).ok_or(Misfit::Tables)?;
    let ys = sides(|cell| (cell.rows, (cell.rect.y0, cell.rect.y1)), rows).ok_or(Misfit::Tables)?;
    let mut taken = BTreeSet::new();
    let mut out: Vec<GridCell> = Vec::with_capacity(cells.len());
    for cell in cells {
        let ((row, below), (column, beside)) = (cell.rows, cell.columns);
        if !taken.insert((row, column)) {
            return Err(Misfit::Tables);
        }
        let rect = Rect { x0: xs[column], y0: ys[row], x1: xs[beside], y1: ys[below] };
        let (columns, rows) = ((beside - column) as u16, (below - row) as u16);
        out.push(GridCell { rect, column: column as u16, row: row as u16, columns, rows });
    }
    out.sort_by_key(|cell| (cell.row, cell.column));
    Ok(Some(Grid { xs, ys, cells: out }))
}

/// The same cells in the columns in which they stand: programs leave out empty cells, and then say nothing of columns.
/// Each row must still go from left to right.
fn by_places(cells: &[Cell], size: f32) -> Result<Vec<Cell>, Misfit> {
    let mut rows: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
    cells.iter().for_each(|cell| rows.entry(cell.rows.0).or_default().push(cell));
    let rightwards = |row: &Vec<&Cell>| row.windows(2).all(|pair| pair[0].rect.x1 < pair[1].rect.x0 + INTO * size);
    if !rows.values().all(rightwards) {
        return Err(Misfit::Tables);
    }
    // A cell that is alone in its row is a title of several columns, as is one that says so.
    let single = |cell: &&&Cell| cell.columns.1 - cell.columns.0 == 1;
    let mut spans: Vec<(f32, f32)> = (rows.values().filter(|row| row.len() > 1).flatten())
        .filter(single)
        .map(|cell| (cell.rect.x0, cell.rect.x1))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (x0, x1) in spans {
        match columns.last_mut() {
            Some(last) if x0 < last.1 => last.1 = last.1.max(x1),
            _ => columns.push((x0, x1)),
        }
    }
    let place = |cell: &Cell| {
        let from = columns.partition_point(|column| column.1 <= cell.rect.x0);
        let to = columns.partition_point(|column| column.0 < cell.rect.x1).max(from + 1);
        Cell { columns: (from, to), rect: cell.rect, ..*cell }
    };
    Ok(cells.iter().map(place).collect())
}

/// The lines between rows or columns, from where cells begin at each and end at it; none where they overlap.
fn lines(starts: &[f32], ends: &[f32], size: f32) -> Option<Vec<f32>> {
    let last = starts.len() - 1;
    let mut out = vec![starts[0] - SIDE];
    let mut reached = ends[0];
    for at in 1..last {
        reached = reached.max(ends[at]);
        let start = starts[at];
        if reached > start + INTO * size {
            return None;
        }
        out.push((reached.max(out[at - 1]) + SIDE).min((reached.max(out[at - 1]) + start) / 2.0));
    }
    out.push(ends[last].max(reached) + SIDE);
    let ordered = out.windows(2).all(|pair| pair[0] < pair[1]);
    ordered.then_some(out)
}
