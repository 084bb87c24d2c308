//! Tables with horizontal rules only: rows between the rules, columns where white stands through all of them.
//!
//! The rules tell which printed lines are one row, as no distance between lines does: a cell of three lines is
//! no three rows. Where every line between two rules fills the columns, though, the rules part groups of rows.

use std::ops::Range;

use crate::pdf::Rect;

use super::grid::{Grid, GridCell};
use super::ink::Ink;
use super::ruling::{Line, NEAR};

/// Fewer rules may stand at the head and foot of a page.
const FEWEST: usize = 4;
/// White narrower than this parts no columns, in sizes.
const WHITE: f32 = 0.45;
/// A row is no higher, in sizes: what is higher holds running text.
const HIGHEST: f32 = 24.0;
/// So many lines that all fill the columns are rows of their own.
const ROWS: usize = 3;

/// The grids of rules that no line crosses.
pub(super) fn grids(rules: &[Line], inks: &[Ink<'_>]) -> Vec<Grid> {
    let mut out = Vec::new();
    let mut rules: Vec<Line> = rules.to_vec();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    while let Some(first) = rules.first().copied() {
        let alike = |line: &Line| (line.from - first.from).abs() < NEAR && (line.to - first.to).abs() < NEAR;
        let (table, rest): (Vec<Line>, Vec<Line>) = rules.into_iter().partition(alike);
        rules = rest;
        out.extend(grid(&table, inks));
    }
    out
}

/// What stands between two rules.
struct Band<'a, 'p> {
    y0: f32,
    y1: f32,
    /// Left to right, line by line.
    lines: Vec<Vec<&'a Ink<'p>>>,
}

fn grid(rules: &[Line], inks: &[Ink<'_>]) -> Option<Grid> {
    if rules.len() < FEWEST {
        return None;
    }
    let rect = Rect { x0: rules[0].from, y0: rules[0].at, x1: rules[0].to, y1: rules[rules.len() - 1].at };
    let inside: Vec<&Ink<'_>> =
        inks.iter().filter(|ink| !ink.text().trim().is_empty() && rect.holds(ink.core.center())).collect();
    let size = inside.iter().map(|ink| ink.size).reduce(f32::max)?;
    let bands: Vec<Band<'_, '_>> = rules.windows(2).map(|pair| Band::new(pair[0].at, pair[1].at, &inside)).collect();
    if bands.iter().any(|band| band.y1 - band.y0 > HIGHEST * size) {
        return None;
    }
    let least = WHITE * size;
    let told: Vec<&Band<'_, '_>> = bands.iter().filter(|band| band.is_parted(least)).collect();
    let gutters = white(told.iter().flat_map(|band| band.lines.iter().flatten().map(|ink| ink.core)), least);
    if gutters.is_empty() || told.len() + 1 < FEWEST {
        return None;
    }
    let mut xs = vec![rect.x0];
    xs.extend(gutters.iter().map(|gutter| (gutter.start + gutter.end) / 2.0));
    xs.push(rect.x1);
    if bands.iter().any(|band| band.holds_rows(&xs)) {
        return None;
    }
    let cells = bands.iter().enumerate().flat_map(|(row, band)| band.cells(row, &xs, least)).collect();
    Some(Grid { xs, ys: rules.iter().map(|line| line.at).collect(), cells })
}

impl<'a, 'p> Band<'a, 'p> {
    fn new(y0: f32, y1: f32, inks: &[&'a Ink<'p>]) -> Self {
        let mut own: Vec<&Ink<'_>> =
            inks.iter().filter(|ink| (y0..y1).contains(&ink.core.center().1)).copied().collect();
        own.sort_by(|a, b| a.core.center().1.total_cmp(&b.core.center().1));
        let mut lines: Vec<Vec<&Ink<'_>>> = own
            .chunk_by(|a, b| b.core.center().1 - a.core.center().1 < 0.35 * a.size.min(b.size))
            .map(<[&Ink<'_>]>::to_vec)
            .collect();
        lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.core.x0.total_cmp(&b.core.x0)));
        Self { y0, y1, lines }
    }

    /// Whether it is more than one piece of text, a title over the table's whole width.
    fn is_parted(&self, least: f32) -> bool {
        !white(self.lines.iter().flatten().map(|ink| ink.core), least).is_empty()
    }

    /// Whether its lines are rows: each fills the columns.
    fn holds_rows(&self, xs: &[f32]) -> bool {
        let filled = |line: &Vec<&Ink<'_>>| {
            xs.windows(2)
                .filter(|column| line.iter().any(|ink| (column[0]..column[1]).contains(&ink.core.center().0)))
                .count()
        };
        self.lines.len() >= ROWS && self.lines.iter().filter(|line| filled(line) + 1 >= xs.len()).count() >= ROWS
    }

    /// Its cells; a piece of text that stands over a gutter is one cell over several columns.
    fn cells(&self, row: usize, xs: &[f32], least: f32) -> Vec<GridCell> {
        let crossed = |x: f32| {
            self.lines.iter().any(|line| {
                line.iter().any(|ink| ink.core.x0 < x && x < ink.core.x1)
                    || line.windows(2).any(|pair| {
                        pair[0].core.x1 <= x && x <= pair[1].core.x0 && pair[1].core.x0 - pair[0].core.x1 < least
                    })
            })
        };
        let mut out: Vec<GridCell> = Vec::new();
        for column in 0..xs.len() - 1 {
            match out.last_mut() {
                Some(cell) if crossed(xs[column]) => {
                    cell.columns += 1;
                    cell.rect.x1 = xs[column + 1];
                }
                _ => out.push(GridCell {
                    rect: Rect { x0: xs[column], y0: self.y0, x1: xs[column + 1], y1: self.y1 },
                    column: column as u16,
                    row: row as u16,
                    columns: 1,
                    rows: 1,
                }),
            }
        }
        out
    }
}

/// The white between places, as wide as told.
fn white(places: impl Iterator<Item = Rect>, least: f32) -> Vec<Range<f32>> {
    let mut places: Vec<Rect> = places.collect();
    places.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut out = Vec::new();
    let Some(mut end) = places.first().map(|rect| rect.x1) else { return out };
    for rect in places {
        if rect.x0 - end > least {
            out.push(end..rect.x0);
        }
        end = end.max(rect.x1);
    }
    out
}
