//! The header of a table whose cells are parted by spaces: one row, or two where a cell stands
//! over several columns.

use crate::layout::{Cell, Join, Row};

use super::bands::Band;
use super::cell;
use super::grid::Grid;
use super::ink::{Ink, Look};

/// The rows of the header, the first lines of a grid.
pub(super) fn rows(source: &str, grid: &Grid, lines: usize) -> Vec<Row> {
    let wide = spans(source, grid, lines);
    let Some(split) = wide.iter().map(|wide| wide.line + 1).max() else {
        let cells = (0..grid.columns).map(|column| stack(source, grid, column, 0..lines));
        let row = super::row(cells.collect());
        return if row.span.is_empty() { Vec::new() } else { vec![row] };
    };
    let ruled = wide.iter().all(|wide| wide.ruled);
    let (mut top, mut bottom) = (Vec::new(), Vec::new());
    let mut column = 0;
    while column < grid.columns {
        let Some(over) = wide.iter().find(|wide| wide.first == column) else {
            let (over, under) = (stack(source, grid, column, 0..split), stack(source, grid, column, split..lines));
            // What stands beside both rows belongs to both; beside what a rule parts a cell may be wrapped.
            // Unit of / measure, Baseline / (2024): what goes on in a small letter or a bracket is wrapped, too.
            let goes_on =
                under.text.plain(source).starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '(' | '（'));
            if ruled || goes_on || over.text.is_empty() || under.text.is_empty() {
                top.push(Cell { rows: 2, ..stack(source, grid, column, 0..lines) });
            } else {
                top.push(over);
                bottom.push(under);
            }
            column += 1;
            continue;
        };
        let columns = (over.last + 1 - over.first) as u16;
        top.push(Cell { columns, ..cell(source, [(over.ink, Join::Part)], column) });
        bottom.extend((over.first..=over.last).map(|column| stack(source, grid, column, split..lines)));
        column = over.last + 1;
    }
    // 評価　Ｃ above 〔指標②〕, which stands over both: a row of its own.
    let above = |column: usize| {
        let over = wide.iter().find(|wide| (wide.first..=wide.last).contains(&column));
        stack(source, grid, column, 0..over.map_or(0, |over| over.line))
    };
    let before = super::row((0..grid.columns).map(above).collect());
    let rows = [before, super::row(top), super::row(bottom)];
    rows.into_iter().filter(|row| !row.span.is_empty()).collect()
}

fn stack(source: &str, grid: &Grid, column: usize, lines: std::ops::Range<usize>) -> Cell {
    let inks = lines.filter_map(|line| grid.lines[line][column].map(|ink| (ink, Join::Part)));
    cell(source, inks, column)
}

/// Inks that begin so near to each other, in columns, begin together.
const ALIGNED: usize = 1;

/// A rule over columns ends no nearer to their middles.
const FLUSH: usize = 3;

/// A cell of a header over several columns.
struct Span {
    line: usize,
    first: usize,
    last: usize,
    ink: Ink,
    /// Whether a rule parts it from what stands below.
    ruled: bool,
}

/// The cells over several columns that have cells of their own below: they reach over them, or
/// stand in the middle between two.
fn spans(source: &str, grid: &Grid, lines: usize) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    let below = |line: usize, column: usize| (line + 1..lines).find_map(|line| grid.lines[line][column]);
    for (line, cells) in grid.lines.iter().enumerate().take(lines) {
        for ink in cells.iter().flatten().copied() {
            let reach = grid.wide.iter().find(|wide| wide.line == line && wide.ink == ink);
            let middle = ink.start + ink.end;
            let between = |at: &usize| {
                let (Some(left), Some(right)) = (below(line, *at), below(line, at + 1)) else { return false };
                let free =
                    cells[*at].is_none_or(|other| other == ink) && cells[at + 1].is_none_or(|other| other == ink);
                free && left.end <= middle / 2
                    && right.start >= middle / 2
                    && (left.start + right.end).abs_diff(middle) <= 3
            };
            let ruled = ruled_off(grid, (line, cells), &ink);
            let found = match reach {
                _ if ruled.is_some() => ruled,
                Some(wide) => Some((wide.first, wide.last)),
                None => (0..grid.columns.saturating_sub(1)).find(between).map(|at| (at, at + 1)),
            };
            let Some((first, last)) = found.and_then(|reach| free_of_others(cells, &ink, reach)) else { continue };
            let apart = all.iter().all(|other| other.last < first || last < other.first);
            if apart && (first..=last).filter(|&column| below(line, column).is_some()).count() > 1 {
                all.push(Span { line, first, last, ink, ruled: ruled.is_some() });
            }
        }
    }
    if all.is_empty() {
        return over_several(grid, lines);
    }
    beside(source, grid, lines, &mut all);
    go_on(source, grid, lines, &mut all);
    all
}

/// ８年度当初予算 ７年度当初予算: as much of what a cell reaches over as no other of its line stands in.
fn free_of_others(cells: &[Option<Ink>], ink: &Ink, (first, last): (usize, usize)) -> Option<(usize, usize)> {
    let own = (first..=last).find(|&column| cells[column].as_ref() == Some(ink))?;
    let free = |column: &usize| cells[*column].as_ref().is_none_or(|other| other == ink);
    let from = (first..=own).rev().take_while(free).last()?;
    let to = (own..=last).take_while(free).last()?;
    Some((from, to))
}

/// Target values over 2025 and 2027, and 2030 behind them with nothing above it: a cell over years is over all in a row.
fn go_on(source: &str, grid: &Grid, lines: usize, all: &mut [Span]) {
    let year = |line: usize, column: usize| {
        let ink = (line + 1..lines).find_map(|line| grid.lines[line].get(column).copied().flatten());
        ink.is_some_and(|ink| ink.look(source) == Look::Year)
    };
    let firsts: Vec<usize> = all.iter().map(|span| span.first).collect();
    for span in all {
        let free = |column: usize| grid.lines[span.line].get(column).is_some_and(Option::is_none);
        while (span.first..=span.last + 1).all(|column| year(span.line, column))
            && free(span.last + 1)
            && !firsts.contains(&(span.last + 1))
        {
            span.last += 1;
        }
    }
}

/// The columns under a cell of a header that a rule parts from it: one that stands on that line or right above, and over
/// which no other cell does.
fn ruled_off(grid: &Grid, (line, cells): (usize, &[Option<Ink>]), ink: &Ink) -> Option<(usize, usize)> {
    let rule = grid.rules.iter().find(|(at, from, to)| (*at == line || *at == line + 1) && ink.meets(*from, *to))?;
    let alone = cells.iter().flatten().filter(|other| other.meets(rule.1, rule.2)).count() == 1;
    let within = |band: &Band| rule.1 <= band.start + FLUSH && band.end <= rule.2 + FLUSH;
    let first = grid.bands.iter().position(within).filter(|_| alone)?;
    let last = grid.bands.iter().rposition(within)?;
    (first < last).then_some((first, last))
}

/// Goal and Projected under a year that stands over the second of them only: beside years over several columns, a
/// column that has none above is that of the next one, if it is nearer than the one before.
fn beside(source: &str, grid: &Grid, lines: usize, all: &mut Vec<Span>) {
    let Some(line) = all.first().map(|span| span.line).filter(|&line| all.iter().all(|span| span.line == line)) else {
        return;
    };
    let cells = &grid.lines[line];
    let text = |ink: Ink| &source[ink.span.range()];
    let year = |ink: Ink| text(ink).bytes().filter(u8::is_ascii_digit).count() == 4 && !text(ink).contains(' ');
    let below = |column: usize| (line + 1..lines).find_map(|line| grid.lines[line][column]);
    let first = all.iter().map(|span| span.first).min().unwrap_or(0);
    if !cells[first..].iter().flatten().all(|&ink| year(ink)) {
        return;
    }
    for column in first..grid.columns.saturating_sub(1) {
        let taken = |at: usize| all.iter().any(|span| (span.first..=span.last).contains(&at));
        let (Some(own), Some(next)) = (below(column), cells[column + 1]) else { continue };
        let before = cells[..column].iter().flatten().map(|ink| ink.end).max().unwrap_or(0);
        let nearer = next.start.saturating_sub(own.end) < own.start.saturating_sub(before);
        if cells[column].is_none() && !taken(column) && !taken(column + 1) && nearer && before > 0 {
            all.push(Span { line, first: column, last: column + 1, ink: next, ruled: false });
        }
    }
}

/// 実績 on the line of the other headers, 令和５年度 and 令和６年度 below it: what has nothing above
/// stands under the nearest cell that has something below, if some cell has nothing below.
fn over_several(grid: &Grid, lines: usize) -> Vec<Span> {
    let Some(split) = (1..lines).find(|&line| {
        let above = |column: usize| grid.lines[..line].iter().find_map(|cells| cells[column]);
        let below = |column: usize| grid.lines[line..lines].iter().find_map(|cells| cells[column]);
        (0..grid.columns).any(|column| above(column).is_some() && below(column).is_none())
            && (0..grid.columns).any(|column| above(column).is_none() && below(column).is_some())
    }) else {
        return Vec::new();
    };
    let above = |column: usize| grid.lines[..split].iter().rev().find_map(|cells| cells[column]);
    let below = |column: usize| grid.lines[split..lines].iter().find_map(|cells| cells[column]);
    let heads: Vec<usize> = (0..grid.columns).filter(|&n| above(n).is_some() && below(n).is_some()).collect();
    let mut all: Vec<Span> = heads
        .iter()
        .filter_map(|&column| {
            Some(Span { line: split - 1, first: column, last: column, ink: above(column)?, ruled: false })
        })
        .collect();
    // 実績値 and 目標値 begin where the first of their columns do: each goes on up to the next.
    let begins = |&n: &usize| matches!((above(n), below(n)), (Some(over), Some(under)) if over.start.abs_diff(under.start) <= ALIGNED);
    let begin = heads.iter().filter(|head| begins(head)).count();
    let aligned = begin > 1 && 3 * begin >= 2 * heads.len();
    for column in (0..grid.columns).filter(|&n| above(n).is_none()) {
        let Some(ink) = below(column) else { continue };
        // The cell must be beside: no column in between belongs to another.
        let beside = |span: &&mut Span| {
            let between = if span.last < column { span.last + 1..column } else { column + 1..span.first };
            between.clone().all(|n| above(n).is_none() && below(n).is_some())
        };
        let far = |span: &&mut Span| {
            let behind = aligned && span.first > column;
            (behind, (span.ink.start + span.ink.end).abs_diff(ink.start + ink.end))
        };
        if let Some(span) = all.iter_mut().filter(beside).min_by_key(far) {
            (span.first, span.last) = (span.first.min(column), span.last.max(column));
        }
    }
    all.retain(|span| span.last > span.first);
    all
}
