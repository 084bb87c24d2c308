//! Closed cells from ruling lines, and which of them make a table.
//!
//! Lines that touch make a net. The net's lines cut the plane into elementary fields;
//! fields with no line between them are one cell, and what is open to the outside is
//! none. So the boxes of a chart that are joined by strokes stay boxes, and cells that
//! share a side are a table.

use std::collections::BTreeMap;

use crate::pdf::Rect;

use super::lines::Sets;
use super::ruling::{Line, NEAR, Ruling};

/// Cells that share sides.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The places of the vertical lines, left to right, and of the horizontal ones, top down.
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
    /// In order of row, then column.
    pub cells: Vec<GridCell>,
}

/// A cell of a grid, perhaps merged over several columns and rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct GridCell {
    pub rect: Rect,
    pub column: u16,
    pub row: u16,
    pub columns: u16,
    pub rows: u16,
}

impl Grid {
    pub fn rect(&self) -> Rect {
        let edge = |list: &[f32]| (list.first().copied().unwrap_or(0.0), list.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (edge(&self.xs), edge(&self.ys));
        Rect { x0, y0, x1, y1 }
    }

    /// The cell of each of its fields, by row, then column.
    pub fn owners(&self) -> Vec<Option<usize>> {
        let columns = self.xs.len() - 1;
        let mut owners = vec![None; columns * (self.ys.len() - 1)];
        for (n, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.rows {
                let start = usize::from(row) * columns + usize::from(cell.column);
                owners[start..start + usize::from(cell.columns)].fill(Some(n));
            }
        }
        owners
    }

    /// The cell that holds a point, told by the owners of the fields.
    pub fn cell(&self, owners: &[Option<usize>], (x, y): (f32, f32)) -> Option<usize> {
        let column = self.xs.partition_point(|&at| at <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|&at| at <= y).checked_sub(1)?;
        if column + 1 >= self.xs.len() || row + 1 >= self.ys.len() {
            return None;
        }
        owners[row * (self.xs.len() - 1) + column]
    }
}

/// A net with more lines than this, multiplied, is a drawing.
const MOST_FIELDS: usize = 250_000;

/// The grids of a page; one with a single cell is a frame.
pub(super) fn grids(ruling: &Ruling) -> Vec<Grid> {
    let mut out = Vec::new();
    for (across, down) in nets(ruling) {
        if !across.is_empty() {
            out.extend(Net::new(&across, &down).into_iter().flat_map(|net| net.grids()));
        }
    }
    out.sort_by(|a, b| a.rect().y0.total_cmp(&b.rect().y0).then(a.rect().x0.total_cmp(&b.rect().x0)));
    out
}

/// The rules across that no line down touches.
pub(super) fn lone(ruling: &Ruling) -> Vec<Line> {
    nets(ruling).into_iter().filter(|(_, down)| down.is_empty()).flat_map(|(across, _)| across).collect()
}

/// Parts the lines into nets of lines that touch.
fn nets(ruling: &Ruling) -> Vec<(Vec<Line>, Vec<Line>)> {
    let (across, down) = (&ruling.across, &ruling.down);
    let mut sets = Sets::new(across.len() + down.len());
    // `across` comes sorted by its place.
    for (d, line) in down.iter().enumerate() {
        let from = across.partition_point(|other| other.at < line.from - NEAR);
        for (a, other) in across.iter().enumerate().skip(from) {
            if other.at > line.to + NEAR {
                break;
            }
            if other.from - NEAR <= line.at && line.at <= other.to + NEAR {
                sets.join(a, across.len() + d);
            }
        }
    }
    let mut nets: BTreeMap<usize, (Vec<Line>, Vec<Line>)> = BTreeMap::new();
    for (at, line) in across.iter().enumerate() {
        nets.entry(sets.root(at)).or_default().0.push(*line);
    }
    for (at, line) in down.iter().enumerate() {
        nets.entry(sets.root(across.len() + at)).or_default().1.push(*line);
    }
    nets.into_values().collect()
}

/// The fields between the lines of one net, and which of their sides are drawn.
struct Net {
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// Whether a line stands over field (row, column): rows + 1 by columns.
    over: Vec<bool>,
    /// Whether a line stands left of it: rows by columns + 1.
    left: Vec<bool>,
}

impl Net {
    fn new(across: &[Line], down: &[Line]) -> Option<Self> {
        let (mut across, mut down) = (across.to_vec(), down.to_vec());
        // A row that goes on over the page is open below, and above on the next page.
        close_sides(&down, &mut across);
        close_sides(&across, &mut down);
        let ys = places(across.iter().map(|line| line.at));
        let xs = places(down.iter().map(|line| line.at));
        if xs.len() < 2 || ys.len() < 2 || xs.len() * ys.len() > MOST_FIELDS {
            return None;
        }
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        let mut net = Self { over: vec![false; (rows + 1) * columns], left: vec![false; rows * (columns + 1)], xs, ys };
        for line in &across {
            let row = nearest(&net.ys, line.at);
            for column in covered(&net.xs, line.from, line.to) {
                net.over[row * columns + column] = true;
            }
        }
        for line in &down {
            let column = nearest(&net.xs, line.at);
            for row in covered(&net.ys, line.from, line.to) {
                net.left[row * (columns + 1) + column] = true;
            }
        }
        Some(net)
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    fn grids(&self) -> Vec<Grid> {
        let (columns, rows) = (self.columns(), self.rows());
        let outside = rows * columns;
        let mut sets = Sets::new(outside + 1);
        for row in 0..rows {
            for column in 0..columns {
                let at = row * columns + column;
                let open =
                    |drawn: bool, edge: bool, other: usize| (!drawn).then_some(if edge { outside } else { other });
                let sides = [
                    open(self.over[at], row == 0, at.wrapping_sub(columns)),
                    open(self.over[at + columns], row + 1 == rows, at + columns),
                    open(self.left[at + row], column == 0, at.wrapping_sub(1)),
                    open(self.left[at + row + 1], column + 1 == columns, at + 1),
                ];
                sides.into_iter().flatten().for_each(|other| sets.join(at, other));
            }
        }
        let open = sets.root(outside);
        // A cell is the rectangle around its fields; one that is no rectangle takes what it encloses.
        let mut cells: BTreeMap<usize, [usize; 4]> = BTreeMap::new();
        for at in 0..outside {
            let root = sets.root(at);
            if root != open {
                let (row, column) = (at / columns, at % columns);
                let cell = cells.entry(root).or_insert([row, column, row, column]);
                *cell = [cell[0].min(row), cell[1].min(column), cell[2].max(row), cell[3].max(column)];
            }
        }
        let cells: Vec<[usize; 4]> = without_enclosed(cells.into_values().collect());
        // Cells that share a side stand in one grid.
        let mut owner = vec![usize::MAX; outside];
        for (n, &[top, left, bottom, right]) in cells.iter().enumerate() {
            for row in top..=bottom {
                owner[row * columns + left..=row * columns + right].fill(n);
            }
        }
        let mut groups = Sets::new(cells.len());
        for at in 0..outside {
            let beside = (at % columns + 1 < columns).then(|| owner[at + 1]);
            let below = owner.get(at + columns).copied();
            for other in [beside, below].into_iter().flatten() {
                if owner[at] != usize::MAX && other != usize::MAX {
                    groups.join(owner[at], other);
                }
            }
        }
        let mut grids: BTreeMap<usize, Vec<[usize; 4]>> = BTreeMap::new();
        for (n, cell) in cells.iter().enumerate() {
            grids.entry(groups.root(n)).or_default().push(*cell);
        }
        grids.into_values().map(|cells| self.grid(&cells)).collect()
    }

    /// A grid of some of the net's cells: only lines at which one of them begins or ends count.
    fn grid(&self, cells: &[[usize; 4]]) -> Grid {
        let mut xs: Vec<usize> = cells.iter().flat_map(|cell| [cell[1], cell[3] + 1]).collect();
        let mut ys: Vec<usize> = cells.iter().flat_map(|cell| [cell[0], cell[2] + 1]).collect();
        for list in [&mut xs, &mut ys] {
            list.sort_unstable();
            list.dedup();
        }
        let at = |list: &[usize], line: usize| list.partition_point(|&one| one < line);
        let mut out: Vec<GridCell> = cells
            .iter()
            .map(|&[top, left, bottom, right]| {
                let (row, column) = (at(&ys, top), at(&xs, left));
                GridCell {
                    rect: Rect { x0: self.xs[left], y0: self.ys[top], x1: self.xs[right + 1], y1: self.ys[bottom + 1] },
                    column: column as u16,
                    row: row as u16,
                    columns: (at(&xs, right + 1) - column) as u16,
                    rows: (at(&ys, bottom + 1) - row) as u16,
                }
            })
            .collect();
        out.sort_by_key(|cell| (cell.row, cell.column));
        Grid {
            xs: xs.into_iter().map(|x| self.xs[x]).collect(),
            ys: ys.into_iter().map(|y| self.ys[y]).collect(),
            cells: out,
        }
    }
}

/// Leaves out cells that lie inside the rectangle of another one.
fn without_enclosed(mut cells: Vec<[usize; 4]>) -> Vec<[usize; 4]> {
    let area = |cell: &[usize; 4]| (cell[2] - cell[0] + 1) * (cell[3] - cell[1] + 1);
    cells.sort_by_key(|cell| std::cmp::Reverse(area(cell)));
    let mut taken: Vec<[usize; 4]> = Vec::new();
    let large = cells.iter().filter(|cell| area(cell) > 1).count();
    for (n, cell) in cells.iter().enumerate() {
        let meets = |other: &[usize; 4]| {
            other[0] <= cell[2] && cell[0] <= other[2] && other[1] <= cell[3] && cell[1] <= other[3]
        };
        // Only merged cells can cover others.
        if !taken[..n.min(large).min(taken.len())].iter().any(meets) {
            taken.push(*cell);
        }
    }
    taken.sort_unstable();
    taken
}

/// Tables are often open at their sides: where three or more lines end together, a side is meant.
/// Told of lines across; the same the other way round.
fn close_sides(across: &[Line], down: &mut Vec<Line>) {
    let tables_lines = |end: f32, of: fn(&Line) -> f32| {
        let lines: Vec<&Line> = across.iter().filter(|line| (of(line) - end).abs() < NEAR).collect();
        let top = lines.iter().map(|line| line.at).fold(f32::MAX, f32::min);
        let bottom = lines.iter().map(|line| line.at).fold(f32::MIN, f32::max);
        (lines.len(), top, bottom)
    };
    let left = across.iter().map(|line| line.from).fold(f32::MAX, f32::min);
    let right = across.iter().map(|line| line.to).fold(f32::MIN, f32::max);
    let inner = down.len();
    for (end, of) in [(left, (|line| line.from) as fn(&Line) -> f32), (right, |line| line.to)] {
        let (count, top, bottom) = tables_lines(end, of);
        let drawn = down[..inner].iter().any(|line| (line.at - end).abs() < NEAR);
        if count >= 3 && !drawn && inner > 0 {
            down.push(Line { at: end, from: top, to: bottom });
        }
    }
}

/// The distinct places of lines, those nearer than [`NEAR`] taken as one.
fn places(lines: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut all: Vec<f32> = lines.collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    let mut start = f32::MIN;
    for at in all {
        if at - start < NEAR {
            continue;
        }
        out.push(at);
        start = at;
    }
    out
}

fn nearest(places: &[f32], at: f32) -> usize {
    let next = places.partition_point(|&place| place < at);
    match next.checked_sub(1) {
        Some(before) if next == places.len() || at - places[before] <= places[next] - at => before,
        _ => next.min(places.len() - 1),
    }
}

/// The fields that a line covers by more than a half.
fn covered(places: &[f32], from: f32, to: f32) -> impl Iterator<Item = usize> + '_ {
    let start = places.partition_point(|&place| place < from).saturating_sub(1);
    (start..places.len() - 1).take_while(move |&at| places[at] < to).filter(move |&at| {
        let (low, high) = (places[at], places[at + 1]);
        (to.min(high) - from.max(low)) * 2.0 > high - low
    })
}
