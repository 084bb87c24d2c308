//! Rows that labels tell apart: 目標 and 実績 in each block of lines. What else is printed beside such a block is of one row's
//! name, however many lines it takes, and a line without a label is no row.

use std::collections::HashSet;

use super::grid::Grid;

/// Labels are no longer, in characters.
const SHORT: usize = 6;
/// A table has no more labels of rows, and no fewer rows with one.
const MOST: usize = 3;
const FEWEST: usize = 4;

/// The column of labels, and the blocks that each have one of every kind.
pub(super) struct Labels {
    pub column: usize,
    /// The first lines of the blocks.
    starts: Vec<usize>,
    /// The last line of each block that has a label.
    last: Vec<Option<usize>>,
}

impl Labels {
    /// None where no column behind the first holds labels in turn.
    pub fn of(source: &str, grid: &Grid, header: usize) -> Option<Self> {
        let column = (1..grid.columns).find(|&column| are_labels(source, grid, column, header))?;
        let told: Vec<(usize, &str)> =
            grid.below(column, header).map(|(line, ink)| (line, &source[ink.span.range()])).collect();
        // Blank lines part the blocks, or the first label does when it comes again.
        let apart = (header + 1..grid.lines.len()).filter(|&line| grid.apart[line]);
        let blank: Vec<usize> = std::iter::once(header).chain(apart).collect();
        let again = told.iter().filter(|(_, label)| *label == told[0].1).map(|(line, _)| *line).collect();
        let each = |starts: &Vec<usize>| {
            let mut seen = HashSet::new();
            starts.len() > 1 && told.iter().all(|(line, label)| seen.insert((block(starts, *line), *label)))
        };
        let starts = [blank, again].into_iter().find(each)?;
        let mut last = vec![None; starts.len()];
        for (line, _) in &told {
            if let Some(at) = block(&starts, *line) {
                last[at] = Some(*line);
            }
        }
        Some(Self { column, starts, last })
    }

    /// Whether a line begins a block.
    pub fn begins(&self, line: usize) -> bool {
        self.starts.binary_search(&line).is_ok()
    }

    /// 2 ％ 43.8 C between 目標 45.0 46.0 and 実績 44.6 45.1: whether a line is only printed beside the rows of its block.
    pub fn is_beside(&self, grid: &Grid, line: usize) -> bool {
        grid.lines[line][self.column].is_none() && block(&self.starts, line).is_some_and(|at| self.last[at].is_some())
    }

    /// Where the labelled rows end: what a blank line parts from the last label is another table.
    pub fn end(&self, grid: &Grid) -> usize {
        let last = self.last.iter().rev().find_map(|last| *last).unwrap_or(0);
        (last + 1..grid.lines.len()).find(|&line| grid.apart[line]).unwrap_or(grid.lines.len())
    }
}

/// The block that a line stands in.
fn block(starts: &[usize], line: usize) -> Option<usize> {
    starts.partition_point(|&start| start <= line).checked_sub(1)
}

/// Whether a column holds nothing but a few short words, each as often as the others.
fn are_labels(source: &str, grid: &Grid, column: usize, header: usize) -> bool {
    let words: Vec<&str> = grid.below(column, header).map(|(_, ink)| &source[ink.span.range()]).collect();
    let mut kinds = words.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let often = |kind: &str| words.iter().filter(|word| **word == kind).count() * kinds.len() + 1 >= words.len();
    let short = |kind: &&str| kind.chars().count() <= SHORT && !kind.contains(char::is_numeric);
    (2..=MOST).contains(&kinds.len())
        && words.len() >= FEWEST
        && kinds.iter().all(short)
        && kinds.iter().all(|kind| often(kind))
}
