//! The rows of a table whose cells are parted by spaces.
//!
//! A line with values is a row. What else is printed in a column above, beside and below
//! belongs to the cell of one row, or at the left to a cell that spans several.

use crate::chars::{begins_with_particle, columns, in_one_bracket, is_hiragana, one_of, open_brackets};
use crate::layout::marks::Mark;
use crate::layout::{Cell, Row, Table};

use super::grid::Grid;
use super::ink::{Ink, Look};
use super::labels::Labels;
use super::partition::{Inked, Line, Spanning, partition};
use super::{cell, even, header};

/// A header has no more lines.
const HIGHEST_HEADER: usize = 16;
/// Cells of labels and units are no longer, in characters.
const SHORT: usize = 6;
/// What it costs to part a block of labelled rows, or to join two.
const BLOCK: f64 = 6.0;
/// Lines of a column narrower than this do not go on because they are full.
const NARROWEST: usize = 10;

/// The table of a grid, and how many of its lines it takes.
pub(super) fn table(source: &str, grid: &Grid) -> Option<(Table, usize)> {
    let whole = || (Table { rows: even::rows(source, grid), head: 0 }, grid.lines.len());
    // A header that a title across all columns parts from its rows.
    let looks = || grid.lines.iter().flatten().flatten().map(|ink| ink.look(source));
    let header = (2..=HIGHEST_HEADER).contains(&grid.lines.len())
        && looks().all(|look| look != Look::Value)
        && looks().any(|look| look == Look::Year);
    if header {
        return Some((Table { rows: header::rows(source, grid, grid.lines.len()), head: 0 }, grid.lines.len()));
    }
    let Some(body) = Body::of(source, grid) else { return Some(whole()) };
    if body.is_broken(source) {
        return Some(whole());
    }
    let kept = body.kept(source);
    Some((body.table(source, kept), kept))
}

/// The lines below the header, and which of them are rows.
struct Body<'a> {
    grid: &'a Grid,
    /// How many lines the header has.
    header: usize,
    first_value: usize,
    /// The lines that are rows.
    rows: Vec<usize>,
    /// The lines below an empty one: each begins a block.
    blocks: Vec<usize>,
    /// Where each block of lines has a row for each label (目標, 実績).
    labels: Option<Labels>,
    /// The line at which another table begins.
    end: usize,
}

impl<'a> Body<'a> {
    /// None where no column holds values.
    fn of(source: &str, grid: &'a Grid) -> Option<Self> {
        let value = |ink: &Ink| ink.look(source) == Look::Value;
        let head = grid.lines.iter().position(|line| line.iter().skip(1).flatten().any(value))?;
        let is_value = |column: usize| {
            let (mut values, mut all) = (0, 0);
            for (_, ink) in grid.below(column, head) {
                (all, values) = (all + 1, values + usize::from(ink.look(source) != Look::Words));
            }
            column > 0 && values > 0 && values * 2 >= all
        };
        let values: Vec<bool> = (0..grid.columns).map(is_value).collect();
        let first_value = values.iter().position(|&is| is)?;
        let valued = |line: &Vec<Option<Ink>>| {
            (first_value..grid.columns).any(|n| values[n] && line[n].as_ref().is_some_and(value))
        };
        let first = grid.lines.iter().position(valued)?;
        let header = (0..first).rev().find(|&n| grid.lines[n][first_value..].iter().any(Option::is_some));
        let header = header.map_or(0, |n| n + 1);
        if header > HIGHEST_HEADER {
            return None;
        }
        let short = |column: usize| {
            column > 0 && grid.below(column, header).all(|(_, ink)| source[ink.span.range()].chars().count() <= SHORT)
        };
        let light: Vec<bool> = (0..grid.columns).map(|column| values[column] || short(column)).collect();
        // ◇X対策 既定経費で対応 among marked names and their values is a row of its own.
        let marked =
            |line: &Vec<Option<Ink>>| line[0].is_some_and(|ink| Mark::of(&source[ink.span.range()]) != Mark::None);
        let of_values = || grid.lines[header..].iter().filter(|line| valued(line));
        let listed = 2 * of_values().filter(|line| marked(line)).count() > of_values().count();
        let mut rows: Vec<usize> = (header..grid.lines.len())
            .filter(|&n| !set_below(source, grid, n, first_value))
            .filter(|&n| {
                let line = &grid.lines[n];
                heads_rows(source, grid, n, header)
                    || heads_block(source, grid, n, first_value)
                    || valued(line)
                    || listed && marked(line) && line[first_value..].iter().any(Option::is_some)
                    || (0..grid.columns).filter(|&column| light[column] && line[column].is_some()).count() > 1
            })
            .collect();
        // 評価 | Ｃ right below the last values: a label and its word.
        let labelled = |at: &usize| {
            let cells = &grid.lines[*at];
            !grid.apart[*at]
                && cells[0].is_some_and(|ink| stands_below(grid, *at, ink))
                && cells[1..].iter().any(Option::is_some)
        };
        let blocks = (0..grid.lines.len()).filter(|&at| grid.apart[at]).collect();
        let last = rows.last().map_or(header, |last| last + 1);
        rows.extend((last..grid.lines.len()).take_while(labelled));
        Some(
            Self { grid, header, first_value, rows, blocks, labels: None, end: grid.lines.len() }
                .without_unlabelled(source)
                .without_halves(&light, source),
        )
    }

    /// Where each block of lines has its labels, a line without one is no row.
    fn without_unlabelled(mut self, source: &str) -> Self {
        self.labels = Labels::of(source, self.grid, self.header);
        if let Some(labels) = &self.labels {
            self.end = labels.end(self.grid);
            self.rows.retain(|&line| line < self.end && !labels.is_beside(self.grid, line));
        }
        self
    }

    /// Whether a line begins a block of labelled rows.
    fn begins_block(&self, line: usize) -> bool {
        self.labels.as_ref().is_some_and(|labels| labels.begins(line))
    }

    /// A line with a label and no values is half a row where the next one has values and no label.
    fn without_halves(mut self, light: &[bool], source: &str) -> Self {
        let lines = &self.grid.lines;
        let half = |&&line: &&usize| {
            let label = (0..self.first_value).find(|&column| light[column] && lines[line][column].is_some());
            let valued = |line: usize| {
                let values = lines[line][self.first_value..].iter().flatten();
                values.clone().any(|ink| ink.look(source) == Look::Value)
            };
            let Some((label, next)) = label.zip(lines.get(line + 1)) else { return true };
            let labelled = next[..=label].iter().zip(light).any(|(ink, &light)| light && ink.is_some());
            valued(line) || !valued(line + 1) || labelled
        };
        self.rows = self.rows.iter().filter(half).copied().collect();
        self
    }

    /// Whether no other row stands between the empty lines around one.
    fn stands_alone(&self, line: usize) -> bool {
        let block = |at: usize| self.blocks.partition_point(|&start| start <= at);
        let row = self.rows.partition_point(|&row| row < line);
        let mut near = [row.checked_sub(1), Some(row + 1)].into_iter().flatten().filter_map(|row| self.rows.get(row));
        near.all(|&other| block(other) != block(line))
    }

    fn is_row(&self, line: usize) -> bool {
        self.rows.binary_search(&line).is_ok()
    }

    /// Whether the values themselves stand on several lines, so that lines with values are no rows.
    fn is_broken(&self, source: &str) -> bool {
        let names = (0..self.header).filter(|&n| {
            let line = &self.grid.lines[n];
            line[self.first_value..].iter().all(Option::is_none) && n + 1 < self.header && n > 0
        });
        let (mut all, mut stray) = (0, 0);
        for column in self.first_value..self.grid.columns {
            let inks = || self.grid.below(column, self.header).filter(|&(line, _)| line < self.end);
            if inks().any(|(_, ink)| ink.look(source) == Look::Value) {
                all += inks().count();
                let below = |n: usize| set_below(source, self.grid, n, self.first_value);
                stray += inks().filter(|&(n, _)| !self.is_row(n) && !below(n)).count();
            }
        }
        stray * 4 > all || names.count() > 1
    }

    fn lines(&self) -> Vec<Line> {
        let mut above = self.header;
        let line = |&at: &usize| {
            let apart = (above + 1..=at).any(|line| self.grid.apart[line] || self.begins_block(line));
            above = at;
            Line { at, apart }
        };
        self.rows.iter().map(line).collect()
    }

    /// How many lines belong to the table: behind the last row stands what is wrapped, and no more.
    fn kept(&self, source: &str) -> usize {
        let last = self.rows.last().copied().unwrap_or(0);
        let mut kept = last + 1;
        while kept < self.end {
            let line = &self.grid.lines[kept];
            let goes_on = (0..self.grid.columns).filter(|&n| line[n].is_some()).all(|n| self.wraps(source, kept, n));
            if !goes_on {
                break;
            }
            kept += 1;
        }
        kept
    }

    /// Whether an ink behind the last row belongs to the cell above it.
    fn wraps(&self, source: &str, line: usize, column: usize) -> bool {
        let Some(ink) = self.grid.lines[line][column] else { return false };
        if self.grid.apart[line] && column > 0 {
            return false;
        }
        if column < self.first_value {
            return true;
        }
        let above = self.grid.lines[line - 1][column];
        above.is_some_and(|above| {
            let text = &source[ink.span.range()];
            let words = above.look(source) == Look::Words || text.starts_with(['（', '(', '〔', '※']);
            let within =
                ink.start + 1 >= above.start.min(self.grid.bands[column].start) && ink.meets(above.start, above.end);
            words && within || opens(source, above)
        })
    }

    fn table(&self, source: &str, kept: usize) -> Table {
        let grid = self.grid;
        let columns: Vec<Column> = (0..grid.columns).map(|n| Column::of(source, self, n, kept)).collect();
        let alone = columns.iter().position(|column| self.beside_each(column)).unwrap_or(self.first_value);
        // Labels have no header of their own; a part of a table that has none at all shows nothing of that.
        let headless = || self.grid.lines[..self.header].iter().all(|line| line[alone].is_none());
        let labelled = alone < self.first_value && self.header > 0 && headless();
        let several = if labelled { Spanning::Labelled } else { Spanning::Several };
        let mut rows: Vec<(usize, Vec<Cell>)> = self.rows.iter().map(|&line| (line, Vec::new())).collect();
        let mut orphans: Vec<(usize, Vec<Cell>)> = Vec::new();
        let mut adopted = Vec::new();
        let lines = self.lines();
        // How names stand in their rows tells how other cells do.
        let mut stand = None;
        for (n, column) in columns.iter().enumerate() {
            let spanning = if n < alone.min(self.first_value) { several } else { Spanning::One };
            let mut filled = vec![false; rows.len()];
            // What heads the rows below has a cell in its own column only.
            let held: Vec<usize> = (0..lines.len()).filter(|&row| n == 0 || !self.grid.heads[lines[row].at]).collect();
            let own: Vec<Line> = held.iter().map(|&row| lines[row]).collect();
            let (parts, stood) = partition(&column.lines, &own, spanning, stand);
            stand = stand.or(Some(stood).filter(|_| column.lines.len() > lines.len()));
            for mut part in parts {
                if let (Some(&first), Some(&last)) =
                    (held.get(part.rows.start), held.get(part.rows.end.wrapping_sub(1)))
                {
                    part.rows = if part.rows.is_empty() { first..first } else { first..last + 1 };
                }
                let inks: Vec<Ink> = column.inks[part.lines.clone()].to_vec();
                let names = n < self.first_value;
                let stacked = even::stacked(source, &inks, names);
                let span = part.rows.len().max(1) as u16;
                let cell = Cell { rows: span, ..cell(source, stacked, n) };
                if part.rows.is_empty() {
                    orphans.push((column.lines[part.lines.start].at, vec![cell]));
                    continue;
                }
                filled[part.rows.clone()].fill(true);
                if let Some((_, row)) = rows.get_mut(part.rows.start) {
                    row.push(cell);
                }
            }
            for ((_, row), _) in rows.iter_mut().zip(filled).filter(|(_, filled)| !filled) {
                row.push(cell(source, [], n));
            }
            adopted.extend(column.lines.iter().filter(|line| line.at < self.header).map(|line| (line.at, n)));
        }
        // A heading stands over all columns.
        for (_, cells) in rows.iter_mut().filter(|(line, _)| grid.heads[*line]) {
            cells.retain(|cell| !cell.text.is_empty());
        }
        rows.append(&mut orphans);
        rows.sort_by_key(|(line, _)| *line);
        let mut all = header::rows(source, &grid.without(&adopted, self.header), self.header);
        all.extend(rows.into_iter().map(|(_, cells)| super::row(cells)));
        Table { rows: all.into_iter().filter(|row: &Row| !row.cells.is_empty()).collect(), head: 0 }
    }

    /// Whether a column has a cell beside nearly each row, and none wraps.
    fn beside_each(&self, column: &Column) -> bool {
        let beside = column.lines.iter().filter(|line| self.is_row(line.at)).count();
        let goes_on = column.lines.iter().any(|line| line.cut > 0.0);
        // What heads rows has nothing beside it.
        let rows = self.rows.iter().filter(|&&line| !self.grid.heads[line]).count();
        !goes_on && beside * 5 >= column.lines.len() * 4 && beside * 5 >= rows * 3
    }
}

/// What is printed in a column below the header.
struct Column {
    inks: Vec<Ink>,
    lines: Vec<Inked>,
}

impl Column {
    fn of(source: &str, body: &Body, column: usize, kept: usize) -> Self {
        let grid = body.grid;
        let wide = |ink: Ink| columns(&source[ink.span.range()]);
        let mut inks: Vec<(usize, Ink)> = grid.below(column, body.header).take_while(|(n, _)| *n < kept).collect();
        let own = inks.iter().filter(|(at, _)| !grid.heads[*at]);
        let widest = own.map(|&(_, ink)| wide(ink)).max().unwrap_or(0);
        let full = |ink: Ink| widest >= NARROWEST && wide(ink) + 2 >= widest;
        // Words are not cut: a line is full where the first word of the next one has no room on it.
        let filled = |ink: Ink, next: Ink| {
            let word = source[next.span.range()].split(' ').next().unwrap_or_default();
            full(ink) || widest >= NARROWEST && word.is_ascii() && wide(ink) + 1 + columns(word) > widest
        };
        // A label beside the whole table may begin beside its header.
        while column < body.first_value
            && let Some(&(first, below)) = inks.first()
            && first <= body.header
            && first > 0
            && !grid.apart[first]
            && let Some(above) = grid.lines[first - 1][column]
            && full(above)
            && wide(above) <= widest
            && goes_on(source, above, below)
        {
            inks.insert(0, (first - 1, above));
        }
        // A name that stands in each row of its block goes on in none.
        let again = inks.windows(2).any(|pair| {
            let text = |n: usize| &source[pair[n].1.span.range()];
            text(0) == text(1) && !(pair[0].0 + 1..=pair[1].0).any(|line| body.begins_block(line))
        });
        let named = !again && body.labels.as_ref().is_some_and(|labels| column < labels.column.min(body.first_value));
        let parts = |from: usize, to: usize| (from..=to).any(|line| body.begins_block(line));
        let mut lines: Vec<Inked> = Vec::with_capacity(inks.len());
        for (n, &(at, ink)) in inks.iter().enumerate() {
            let (mut cut, mut keep) = (0.0, 0.0);
            if let Some(&(above, before)) = n.checked_sub(1).and_then(|n| inks.get(n)) {
                let blank = (above + 1..=at).any(|line| grid.apart[line]);
                let apart = if named { parts(above + 1, at) } else { blank };
                let runs = goes_on(source, before, ink);
                // Area under co-management 8,200 21,000: a capital letter beside values begins a name.
                let capital = source[ink.span.range()].starts_with(|c: char| c.is_ascii_uppercase())
                    && source[before.span.range()].ends_with(|c: char| c.is_ascii_lowercase() || c == ')')
                    && body.is_row(at)
                    && !body.is_row(above);
                let fills = match (filled(before, ink) && !apart && !capital, body.is_row(at)) {
                    (false, _) => 0.0,
                    // A row may well have a name of its own that is as long as the longest.
                    (true, true) => 0.5,
                    (true, false) => 1.0,
                };
                // What stands in one block of labelled rows is of one name, and in two of two.
                let (within, between_blocks) = match (named, apart) {
                    (true, false) => (BLOCK, 0.0),
                    (true, true) => (0.0, BLOCK),
                    (false, apart) => (0.0, f64::from(u8::from(apart))),
                };
                cut = fills + within + if runs { 2.0 } else { 0.0 };
                let between = (above + 1..at).filter(|&line| !body.is_row(line)).count();
                let headed = grid.heads[at] || grid.heads[above];
                let between_blocks = if headed { BLOCK } else { between_blocks };
                if headed {
                    cut = 0.0;
                }
                // What empty lines part from all else is one row, whatever room a line has left.
                let marked = Mark::of(&source[ink.span.range()]) != Mark::None;
                if !blank && !marked && !body.is_row(above) && body.is_row(at) && body.stands_alone(at) {
                    cut += 0.5;
                }
                keep = if cut == 0.0 { 0.5 } else { 0.0 } + between_blocks + 0.6 * between.min(4) as f64;
                // ◇X機構運営費交付金 5,672 over ◇Y助成費 18: each with its mark and its values, they are two names.
                if column == 0 && marked && body.is_row(at) && Mark::of(&source[before.span.range()]) != Mark::None {
                    keep += BLOCK;
                }
            }
            lines.push(Inked { at, cut, keep, full: full(ink) });
        }
        Self { inks: inks.into_iter().map(|(_, ink)| ink).collect(), lines }
    }
}

/// Whether a line holds nothing but brackets below values: （R5） under 45.2, （3人） under 15人. A name may go on beside
/// years: からの採用者に占める女性の割合 （令和12年度）.
fn set_below(source: &str, grid: &Grid, line: usize, first_value: usize) -> bool {
    let Some(above) = line.checked_sub(1).filter(|_| !grid.apart[line]).map(|above| &grid.lines[above]) else {
        return false;
    };
    let filled = || grid.lines[line].iter().enumerate().filter_map(|(n, ink)| Some((n, (*ink)?)));
    let years = || filled().filter(|&(n, _)| n >= first_value).all(|(_, ink)| ink.look(source) != Look::Value);
    filled().any(|(n, _)| n >= first_value)
        && filled().all(|(n, ink)| {
            let text = &source[ink.span.range()];
            let bracket = text.starts_with(['（', '(', '〔']) && text.ends_with(['）', ')', '〕']);
            above[n].is_some() && if n < first_value { years() } else { bracket }
        })
}

/// Goal 13 Climate action, behind a blank line and right over 13.2 Community emissions 1.92 1.61: both begin in the first
/// column, so the first heads the rows.
fn heads_block(source: &str, grid: &Grid, line: usize, first_value: usize) -> bool {
    let value = |ink: &Ink| ink.look(source) == Look::Value;
    let words = grid.lines[line].iter().skip(1).flatten().all(|ink| !value(ink));
    let below = grid.lines.get(line + 1).filter(|_| !grid.apart[line + 1]);
    let row = |below: &Vec<Option<Ink>>| {
        below[0].is_some() && below[1].is_some() && below[first_value..].iter().flatten().any(value)
    };
    let short = grid.lines[line][first_value..].iter().all(Option::is_none);
    // Over one row alone stands the beginning of its name.
    let several = || {
        let block = (line + 1..grid.lines.len()).take_while(|&at| !grid.apart[at]);
        block.skip(1).any(|at| grid.lines[at][first_value..].iter().flatten().any(value))
    };
    grid.apart[line]
        && first_value > 1
        && grid.lines[line][0].is_some()
        && words
        && short
        && below.is_some_and(row)
        && several()
}

/// OUTPUTS on a line of its own among names that are not in capitals, or 〔学校耐震化の推進〕: it heads what follows.
fn heads_rows(source: &str, grid: &Grid, line: usize, header: usize) -> bool {
    let capitals = |ink: Ink| {
        let text = &source[ink.span.range()];
        text.len() > SHORT && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b' ')
    };
    let mut inks = grid.lines[line].iter().flatten();
    let (Some(&only), None) = (inks.next(), inks.next()) else { return false };
    let near = [line.checked_sub(1).filter(|&above| above >= header), Some(line + 1)];
    let mut near = near.into_iter().flatten().filter_map(|at| grid.lines.get(at)?.first().copied().flatten());
    let bracketed = in_one_bracket(source[only.span.range()].trim());
    // がんの予防 between empty lines, over the rows of that.
    let parted = grid.apart[line] && grid.apart.get(line + 1) == Some(&true);
    grid.lines[line][0].is_some()
        && (grid.heads[line] && (bracketed || parted) || capitals(only) && !near.any(capitals))
}

/// Whether the first cell of a line begins where that of the line above does.
fn stands_below(grid: &Grid, line: usize, ink: Ink) -> bool {
    let above = line.checked_sub(1).and_then(|above| grid.lines[above][0]);
    above.is_some_and(|above| above.start == ink.start)
}

/// Whether a bracket is left open.
fn opens(source: &str, ink: Ink) -> bool {
    open_brackets(0, &source[ink.span.range()]) > 0
}

/// Whether the words of a line go on in the next one.
fn goes_on(source: &str, before: Ink, after: Ink) -> bool {
    let (above, below) = (&source[before.span.range()], &source[after.span.range()]);
    if Mark::of(below) != Mark::None {
        return false;
    }
    let end = above.chars().next_back().unwrap_or(' ');
    let begin = below.chars().next().unwrap_or(' ');
    opens(source, before)
        || one_of(end, "、，・「（(のをにがとや及")
        || one_of(begin, "（(、。，）)」』ーっゃゅょッャュョ々をんン")
        || begins_with_particle(below)
        || is_hiragana(begin) && is_hiragana(end)
}
