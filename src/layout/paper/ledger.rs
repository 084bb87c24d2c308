//! Tables with horizontal rules only: rows between the rules, columns where white stands through all of them.
//!
//! The rules tell which printed lines are one row, as no distance between lines does: a cell of three lines is
//! no three rows. A rule that does not go over all columns parts only those below which it stands: the others
//! are labels of several rows, or heads of two lines. Where the lines between two rules fill the columns again and
//! again, the rules part groups of rows, and the lines are the rows.

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
const HIGHEST: f32 = 30.0;
/// More rules are a drawing.
const MOST: usize = 600;
/// A grid with more fields is a drawing.
const MOST_FIELDS: usize = 20_000;
/// A row begins where the white above it is wider than between the lines of a row by this.
const APART: f32 = 1.2;
/// So many lines that all fill the columns are rows of their own.
const ROWS: usize = 3;

/// The grids of rules that no line down touches.
pub(super) fn grids(rules: &[Line], inks: &[Ink<'_>]) -> Vec<Grid> {
    let mut out = Vec::new();
    if rules.len() > MOST {
        return out;
    }
    let mut rules: Vec<Line> = rules.to_vec();
    rules.sort_by(|a, b| (b.to - b.from).total_cmp(&(a.to - a.from)).then(a.at.total_cmp(&b.at)));
    while let Some(first) = rules.first().copied() {
        let alike = |line: &Line| (line.from - first.from).abs() < NEAR && (line.to - first.to).abs() < NEAR;
        let (mut full, rest): (Vec<Line>, Vec<Line>) = rules.into_iter().partition(alike);
        full.sort_by(|a, b| a.at.total_cmp(&b.at));
        let (top, bottom) = (full[0].at, full[full.len() - 1].at);
        let inside = |line: &Line| {
            line.at > top && line.at < bottom && line.from > first.from - NEAR && line.to < first.to + NEAR
        };
        let (partial, others): (Vec<Line>, Vec<Line>) = rest.into_iter().partition(inside);
        match grid(&full, &partial, inks) {
            Some(grid) => {
                out.push(grid);
                rules = others;
            }
            None => rules = others.into_iter().chain(partial).collect(),
        }
        rules.sort_by(|a, b| (b.to - b.from).total_cmp(&(a.to - a.from)).then(a.at.total_cmp(&b.at)));
    }
    out
}

fn grid(full: &[Line], partial: &[Line], inks: &[Ink<'_>]) -> Option<Grid> {
    let mut rules: Vec<Line> = full.iter().chain(partial).copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut ys: Vec<f32> = rules.iter().map(|line| line.at).collect();
    ys.dedup_by(|b, a| *b - *a < NEAR);
    if full.len() < 2 || ys.len() < FEWEST {
        return None;
    }
    let rect = Rect { x0: full[0].from, y0: ys[0], x1: full[0].to, y1: ys[ys.len() - 1] };
    let mut inside: Vec<&Ink<'_>> =
        inks.iter().filter(|ink| !ink.text().trim().is_empty() && rect.holds(ink.core.center())).collect();
    inside.sort_by(|a, b| a.core.center().1.total_cmp(&b.core.center().1));
    let size = inside.iter().map(|ink| ink.size).reduce(f32::max)?;
    if full.windows(2).any(|pair| partial.is_empty() && pair[1].at - pair[0].at > HIGHEST * size) {
        return None;
    }
    let least = WHITE * size;
    // The head may stand over several columns, and so may a title within the table.
    let head = if full.len() > 2 { full[1].at } else { rect.y0 };
    let bands: Vec<Band<'_, '_>> = full.windows(2).map(|pair| Band::new(pair[0].at, pair[1].at, &inside)).collect();
    let told: Vec<&Band<'_, '_>> = bands.iter().filter(|band| band.y0 >= head && band.is_parted(least)).collect();
    let gutters = white(told.iter().flat_map(|band| band.lines.iter().flatten().map(|ink| ink.core)), least);
    if gutters.is_empty() {
        return None;
    }
    let mut xs = vec![rect.x0];
    xs.extend(gutters.iter().map(|gutter| (gutter.start + gutter.end) / 2.0));
    xs.push(rect.x1);
    for band in &bands {
        let ruled = partial.iter().any(|line| band.y0 < line.at && line.at < band.y1);
        if !ruled && band.holds_rows(&xs) {
            let rows = band.rows(&xs)?;
            ys.extend(&rows);
            rules.extend(rows.into_iter().map(|at| Line { at, from: rect.x0, to: rect.x1 }));
        }
    }
    ys.sort_by(f32::total_cmp);
    if xs.len() * ys.len() > MOST_FIELDS {
        return None;
    }
    let cells = cells(&xs, &ys, &rules, &inside, least);
    Some(Grid { xs, ys, cells })
}

/// The cells: in each column from one rule that covers it to the next; a piece of text that stands over a gutter is
/// one cell over several columns.
fn cells(xs: &[f32], ys: &[f32], rules: &[Line], inks: &[&Ink<'_>], least: f32) -> Vec<GridCell> {
    let covers = |line: &Line, column: usize| {
        let (x0, x1) = (xs[column], xs[column + 1]);
        (line.to.min(x1) - line.from.max(x0)) * 2.0 > x1 - x0
    };
    let mut out: Vec<GridCell> = Vec::new();
    for column in 0..xs.len() - 1 {
        let edges: Vec<usize> = (0..ys.len())
            .filter(|&y| rules.iter().any(|line| (line.at - ys[y]).abs() < NEAR && covers(line, column)))
            .collect();
        for edge in edges.windows(2) {
            let (row, rows) = (edge[0] as u16, (edge[1] - edge[0]) as u16);
            let rect = Rect { x0: xs[column], y0: ys[edge[0]], x1: xs[column + 1], y1: ys[edge[1]] };
            let beside = out
                .iter_mut()
                .find(|cell| cell.row == row && cell.rows == rows && usize::from(cell.column + cell.columns) == column);
            match beside {
                Some(cell) if Band::new(rect.y0, rect.y1, inks).crosses(rect.x0, least) => {
                    cell.columns += 1;
                    cell.rect.x1 = rect.x1;
                }
                _ => out.push(GridCell { rect, column: column as u16, row, columns: 1, rows }),
            }
        }
    }
    out.sort_by_key(|cell| (cell.row, cell.column));
    out
}

/// What stands between two rules.
struct Band<'a, 'p> {
    y0: f32,
    y1: f32,
    /// Left to right, line by line.
    lines: Vec<Vec<&'a Ink<'p>>>,
}

impl<'a, 'p> Band<'a, 'p> {
    /// The letters come top down.
    fn new(y0: f32, y1: f32, inks: &[&'a Ink<'p>]) -> Self {
        let from = inks.partition_point(|ink| ink.core.center().1 < y0);
        let to = inks.partition_point(|ink| ink.core.center().1 < y1).max(from);
        let mut lines: Vec<Vec<&Ink<'_>>> = inks[from..to]
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

    /// Whether a piece of text stands over a place across.
    fn crosses(&self, x: f32, least: f32) -> bool {
        self.lines.iter().any(|line| {
            line.iter().any(|ink| ink.core.x0 < x && x < ink.core.x1)
                || line.windows(2).any(|pair| {
                    pair[0].core.x1 <= x && x <= pair[1].core.x0 && pair[1].core.x0 - pair[0].core.x1 < least
                })
        })
    }

    /// How many columns a line fills.
    fn filled(line: &[&Ink<'_>], xs: &[f32]) -> usize {
        let holds = |column: &&[f32]| line.iter().any(|ink| (column[0]..column[1]).contains(&ink.core.center().0));
        xs.windows(2).filter(holds).count()
    }

    /// Whether its lines are rows: many fill the columns.
    fn holds_rows(&self, xs: &[f32]) -> bool {
        self.lines.iter().filter(|line| Self::filled(line, xs) + 1 >= xs.len()).count() >= ROWS
    }

    /// Where its rows part, if that can be told: where the white is wider, or between lines that all fill the columns.
    fn rows(&self, xs: &[f32]) -> Option<Vec<f32>> {
        let middle = |line: &[&Ink<'_>]| line.iter().map(|ink| ink.core.center().1).sum::<f32>() / line.len() as f32;
        let places: Vec<f32> = self.lines.iter().map(|line| middle(line)).collect();
        let steps = || places.windows(2).map(|pair| pair[1] - pair[0]);
        let pitch = steps().fold(f32::MAX, f32::min);
        let even = steps().all(|step| step < APART * pitch);
        let whole = |n: usize| Self::filled(&self.lines[n], xs) + 1 >= xs.len();
        if even && !(0..self.lines.len()).all(whole) {
            return None;
        }
        let parts = |n: usize| even || places[n + 1] - places[n] >= APART * pitch;
        Some((0..places.len() - 1).filter(|&n| parts(n)).map(|n| (places[n] + places[n + 1]) / 2.0).collect())
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

#[cfg(test)]
mod tests {
    use super::super::desk::glyphs;
    use super::super::ink::Turn;
    use super::*;

    /// Words, each from where it begins, ten points a letter.
    fn grid_of(rules: &[(f32, f32, f32)], words: &[(&str, f32, f32)]) -> Option<Vec<(u16, u16, u16, u16)>> {
        let glyphs = glyphs(words);
        let inks: Vec<Ink<'_>> = glyphs.iter().map(|glyph| Ink::new(glyph, 1, Turn::None)).collect();
        let rules: Vec<Line> = rules.iter().map(|&(at, from, to)| Line { at, from, to }).collect();
        let grid = grids(&rules, &inks).pop()?;
        Some(grid.cells.iter().map(|cell| (cell.row, cell.column, cell.rows, cell.columns)).collect())
    }

    const WORDS: &[(&str, f32, f32)] = &[
        ("指標", 0.0, 5.0),
        ("目標値", 120.0, 5.0),
        ("相談窓口の", 0.0, 25.0),
        ("設置数", 0.0, 40.0),
        ("30件", 120.0, 25.0),
        ("導入率", 0.0, 65.0),
        ("50％", 120.0, 65.0),
    ];

    #[test]
    fn lines_between_two_rules_are_one_row() {
        let rules = [(0.0, 0.0, 200.0), (20.0, 0.0, 200.0), (60.0, 0.0, 200.0), (80.0, 0.0, 200.0)];
        let cells = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1)];
        assert_eq!(grid_of(&rules, WORDS).unwrap(), cells);
    }

    #[test]
    fn a_rule_over_some_columns_leaves_the_others_whole() {
        let rules = [(0.0, 0.0, 200.0), (20.0, 0.0, 200.0), (60.0, 110.0, 200.0), (80.0, 0.0, 200.0)];
        let cells = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)];
        assert_eq!(grid_of(&rules, WORDS).unwrap(), cells);
    }

    #[test]
    fn rules_over_running_text_make_no_table() {
        let rules = [(0.0, 0.0, 200.0), (20.0, 0.0, 200.0), (60.0, 0.0, 200.0), (80.0, 0.0, 200.0)];
        assert_eq!(
            grid_of(&rules, &[("計画の目標を達成するため取組を進める", 0.0, 5.0), ("次の年度にも続ける", 0.0, 30.0)]),
            None
        );
        assert_eq!(grid_of(&rules[..2], WORDS), None);
    }
}
