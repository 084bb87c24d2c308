//! Tables with horizontal rules only: rows between the rules, columns where white stands through all of them.
//!
//! The rules tell which printed lines are one row, as no distance between lines does: a cell of three lines is
//! no three rows. A rule that does not go over all columns parts only those below which it stands: the others
//! are labels of several rows, or heads of two lines. Where the lines between two rules fill the columns again and
//! again, the rules part groups of rows, and the lines are the rows.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::pdf::Rect;

use super::grid::{Grid, GridCell};
use super::ink::Ink;
use super::middles::with_middles;
use super::ruling::{Line, NEAR, Ruling};

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
/// So many lines of running text between two rules part two tables.
const TEXT: usize = 3;
/// A band is no higher, in sizes, and stands no lower than the letters of its line.
const BAND: f32 = 6.0;
/// The words above the first rule stand no further from it, nor from each other, in sizes.
const HEAD: f32 = 1.9;
/// The head of a table is no higher, in sizes.
const HIGH: f32 = 8.0;

/// The grids of rules that no line down touches.
pub(super) fn grids(rules: &[Line], fills: &[Rect], inks: &[Ink<'_>]) -> Vec<Grid> {
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
        let enough = full.len() + partial.len() >= FEWEST;
        let tables = tables(&full, inks);
        let found: Vec<Grid> = tables.iter().filter_map(|full| grid(full, &partial, fills, inks, enough)).collect();
        rules = if found.is_empty() { others.into_iter().chain(partial).collect() } else { others };
        out.extend(found);
        rules.sort_by(|a, b| (b.to - b.from).total_cmp(&(a.to - a.from)).then(a.at.total_cmp(&b.at)));
    }
    out
}

/// The rules of one table after another: running text stands between them.
fn tables(full: &[Line], inks: &[Ink<'_>]) -> Vec<Vec<Line>> {
    let mut out: Vec<Vec<Line>> = Vec::new();
    let mut seen: Vec<&Ink<'_>> = inks.iter().filter(|ink| !ink.text().trim().is_empty()).collect();
    seen.sort_by(|a, b| a.core.center().1.total_cmp(&b.core.center().1));
    if let Some(line) = full.first() {
        seen.retain(|ink| (line.from..line.to).contains(&ink.core.center().0));
    }
    let is_text = |above: &Line, below: &Line| {
        let band = Band::new(above.at, below.at, &seen);
        let size = band.lines.iter().flatten().map(|ink| ink.size).fold(1.0, f32::max);
        band.lines.len() >= TEXT && !band.is_parted(WHITE * size)
    };
    for line in full {
        match out.last_mut() {
            Some(table) if !table.last().is_some_and(|above| is_text(above, line)) => table.push(*line),
            _ => out.push(vec![*line]),
        }
    }
    out
}

/// The sides of the bands behind the rows of a table, where no letter stands on them.
fn bands(fills: &[Rect], rect: Rect, size: f32, inks: &[&Ink<'_>]) -> Vec<Line> {
    let inside = |fill: &&Rect| {
        fill.x0 > rect.x0 - NEAR
            && fill.x1 < rect.x1 + NEAR
            && fill.y0 > rect.y0 - NEAR
            && fill.y1 < rect.y1 + NEAR
            && (size..BAND * size).contains(&fill.height())
    };
    let pieces =
        fills.iter().filter(inside).flat_map(|fill| [Rect { y1: fill.y0, ..*fill }, Rect { y0: fill.y1, ..*fill }]);
    let lines = Ruling::of(pieces).across;
    let cut = |line: &Line| {
        inks.iter().any(|ink| {
            let (x, y) = ink.core.center();
            (line.from..line.to).contains(&x) && (line.at - y).abs() < 0.3 * ink.size
        })
    };
    // A band reaches to the side of its table.
    lines.into_iter().filter(|line| rect.x1 - line.to < NEAR && !cut(line)).collect()
}

fn grid(full: &[Line], partial: &[Line], fills: &[Rect], inks: &[Ink<'_>], enough: bool) -> Option<Grid> {
    let [first, .., last] = full else { return None };
    let rect = Rect { x0: first.from, y0: first.at, x1: first.to, y1: last.at };
    let mut partial: Vec<Line> =
        partial.iter().filter(|line| rect.y0 < line.at && line.at < rect.y1).copied().collect();
    let mut inside: Vec<&Ink<'_>> =
        inks.iter().filter(|ink| !ink.text().trim().is_empty() && rect.holds(ink.core.center())).collect();
    inside.sort_by(|a, b| a.core.center().1.total_cmp(&b.core.center().1));
    let size = inside.iter().map(|ink| ink.size).reduce(f32::max)?;
    let drawn = |at: f32| full.iter().any(|line| (line.at - at).abs() < NEAR);
    partial.extend(bands(fills, rect, size, &inside).into_iter().filter(|line| !drawn(line.at)));
    let mut rules: Vec<Line> = full.iter().chain(&partial).copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut ys: Vec<f32> = rules.iter().map(|line| line.at).collect();
    ys.dedup_by(|b, a| *b - *a < NEAR);
    if ys.len() < FEWEST && !enough {
        return None;
    }
    if full.windows(2).any(|pair| partial.is_empty() && pair[1].at - pair[0].at > HIGHEST * size) {
        return None;
    }
    let least = WHITE * size;
    // The head may stand over several columns, and so may a title within the table.
    let head = if full.len() > 2 { full[1].at } else { rect.y0 };
    let bands: Vec<Band<'_, '_>> = full.windows(2).map(|pair| Band::new(pair[0].at, pair[1].at, &inside)).collect();
    let told: Vec<&Band<'_, '_>> = bands.iter().filter(|band| band.y0 >= head && band.is_parted(least)).collect();
    let body = || told.iter().flat_map(|band| band.lines.iter().flatten().map(|ink| ink.core));
    let gutters = white(body(), least);
    if gutters.is_empty() {
        return None;
    }
    let head = head_above(rect, size, inks).and_then(|(top, words)| {
        let shared = white(body().chain(words.iter().map(|ink| ink.core)), least);
        let column = |ink: &&Ink<'_>| shared.partition_point(|gutter| gutter.start < ink.core.center().0);
        let filled: BTreeSet<usize> = words.iter().map(column).collect();
        let fits = shared.len() == gutters.len() && shared.len() > 1 && filled.len() == shared.len() + 1;
        fits.then_some((top, words, shared))
    });
    let gutters = head.as_ref().map_or(&gutters, |(.., shared)| shared);
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
    if let Some((top, words, _)) = head {
        ys.push(top);
        rules.push(Line { at: top, from: rect.x0, to: rect.x1 });
        inside.splice(0..0, words);
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
        let edges = with_middles(edges, ys, xs[column]..xs[column + 1], inks);
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

/// The words right above the first rule, and where they begin: a table may have no rule over its head.
fn head_above<'a, 'p>(rect: Rect, size: f32, inks: &'a [Ink<'p>]) -> Option<(f32, Vec<&'a Ink<'p>>)> {
    let above = |ink: &&Ink<'_>| {
        let (x, y) = ink.core.center();
        !ink.text().trim().is_empty() && (rect.x0..rect.x1).contains(&x) && (0.0..HIGH * size).contains(&(rect.y0 - y))
    };
    let mut words: Vec<&Ink<'_>> = inks.iter().filter(above).collect();
    words.sort_by(|a, b| b.core.center().1.total_cmp(&a.core.center().1));
    // Upwards until the white is too wide.
    let mut bottom = rect.y0;
    let near = words.iter().take_while(|ink| {
        let y = ink.core.center().1;
        let goes_on = bottom - y < HEAD * size;
        bottom = if goes_on { y } else { bottom };
        goes_on
    });
    let near = near.count();
    words.truncate(near);
    words.reverse();
    let top = words.iter().map(|ink| ink.core.y0).reduce(f32::min)?;
    Some((top - 1.0, words))
}

/// What stands between two rules.
pub(super) struct Band<'a, 'p> {
    y0: f32,
    y1: f32,
    /// Left to right, line by line.
    pub lines: Vec<Vec<&'a Ink<'p>>>,
}

impl<'a, 'p> Band<'a, 'p> {
    /// The letters come top down.
    pub fn new(y0: f32, y1: f32, inks: &[&'a Ink<'p>]) -> Self {
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
        banded(rules, &[], words)
    }

    fn banded(
        rules: &[(f32, f32, f32)],
        bands: &[(f32, f32, f32, f32)],
        words: &[(&str, f32, f32)],
    ) -> Option<Vec<(u16, u16, u16, u16)>> {
        let fills: Vec<Rect> = bands.iter().map(|&(x0, y0, x1, y1)| Rect { x0, y0, x1, y1 }).collect();
        let glyphs = glyphs(words);
        let inks: Vec<Ink<'_>> = glyphs.iter().map(|glyph| Ink::new(glyph, 1, Turn::None)).collect();
        let rules: Vec<Line> = rules.iter().map(|&(at, from, to)| Line { at, from, to }).collect();
        let grid = grids(&rules, &fills, &inks).pop()?;
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

    #[test]
    fn bands_part_the_rows_and_a_word_in_the_middle_of_two_is_that_of_both() {
        let rules = [(0.0, 0.0, 300.0), (20.0, 0.0, 300.0), (120.0, 0.0, 300.0)];
        let bands = [(90.0, 40.0, 300.0, 60.0), (90.0, 80.0, 300.0, 100.0)];
        let words = [
            ("項目", 0.0, 5.0),
            ("区分", 100.0, 5.0),
            ("目標", 200.0, 5.0),
            ("喫煙率", 0.0, 35.0),
            ("飲酒率", 0.0, 75.0),
            ("受診率", 0.0, 105.0),
            ("男性", 100.0, 25.0),
            ("女性", 100.0, 45.0),
            ("男性", 100.0, 65.0),
            ("女性", 100.0, 85.0),
            ("全体", 100.0, 105.0),
            ("２％", 200.0, 25.0),
            ("３％", 200.0, 45.0),
            ("４％", 200.0, 65.0),
            ("５％", 200.0, 85.0),
            ("６％", 200.0, 105.0),
        ];
        let cells = banded(&rules, &bands, &words).unwrap();
        let names: Vec<_> = cells.iter().filter(|cell| cell.1 == 0).collect();
        assert_eq!(names, [&(0, 0, 1, 1), &(1, 0, 2, 1), &(3, 0, 2, 1), &(5, 0, 1, 1)], "{cells:?}");
    }

    #[test]
    fn words_right_above_the_first_rule_are_its_head() {
        let rules = [(40.0, 0.0, 300.0), (60.0, 0.0, 300.0), (80.0, 0.0, 300.0), (100.0, 0.0, 300.0)];
        let words = [
            ("指標", 0.0, 25.0),
            ("令和５年度", 100.0, 15.0),
            ("実績", 100.0, 28.0),
            ("目標", 200.0, 25.0),
            ("利用率", 0.0, 45.0),
            ("12％", 100.0, 45.0),
            ("15％", 200.0, 45.0),
            ("満足度", 0.0, 65.0),
            ("3.2", 100.0, 65.0),
            ("4.0", 200.0, 65.0),
            ("離職率", 0.0, 85.0),
            ("11％", 100.0, 85.0),
            ("９％", 200.0, 85.0),
        ];
        let cells = grid_of(&rules, &words).unwrap();
        assert_eq!(cells.iter().filter(|cell| cell.0 == 0).count(), 3);
        assert_eq!(cells.iter().map(|cell| cell.0).max(), Some(3));
    }
}
