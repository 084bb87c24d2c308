//! The best way through the words: at each word and column the best that leads there, as in any alignment; and the rows that it
//! makes. A row that does not keep to its columns is left out, and too many of them end the table.

use crate::chars::ends_sentence;
use crate::layout::{Join, Row, Text};
use crate::rules::{Column, Hint, Look};
use crate::text::scan::Item;

use super::super::super::align::Fit;
use super::super::row;
use super::{Aligner, Cut};

/// A cell of words has no more of them, one of a value no more than the second.
const WORDS: usize = 48;
const VALUE: usize = 8;
/// A cell goes on over no more lines.
const LINES: usize = 6;
/// Where no word heads names, fewer rows may be chance.
const ROWS: usize = 3;
/// Of so many rows one may not keep to its columns.
const KEPT: usize = 4;

/// A word and a column: what stands before the one belongs before the other.
type Place = (usize, usize);

/// The best way up to a place: what it is worth, and the place before it.
#[derive(Clone, Copy)]
struct Way {
    worth: Fit,
    from: Place,
    /// The words from there on are a cell; else they were left out, or the column has none.
    cell: bool,
}

impl Aligner<'_, '_> {
    /// The rows of the best way through all words.
    pub(super) fn cut(mut self) -> Option<Cut> {
        let columns = self.axes.len();
        let mut ways: Vec<Vec<Option<Way>>> = vec![vec![None; columns]; self.words.len() + 1];
        // The ways that end a row, by the word behind it.
        ways[0][0] = Some(Way { worth: 0.0, from: (0, 0), cell: false });
        let (mut best, mut end): (Fit, Option<usize>) = (0.0, None);
        let mut reach = 0;
        for at in 0..self.words.len() {
            if at > reach {
                break;
            }
            // A row may end here for want of its last cells: what begins behind it is looked at afterwards.
            let mut done: Vec<Option<Fit>> = vec![None; columns];
            for column in (1..columns).chain(0..columns) {
                let Some(way) = ways[at][column].filter(|way| way.worth > best - self.weights.beam) else { continue };
                if done[column].replace(way.worth) == Some(way.worth) {
                    continue;
                }
                if column == 0 && at > 0 && way.worth >= best {
                    (best, end) = (way.worth, Some(at));
                }
                for (next, worth, cell) in self.steps(at, column) {
                    let worth = way.worth + worth;
                    let to = if column + 1 == columns || next.1 == 0 { (next.0, 0) } else { next };
                    reach = reach.max(to.0);
                    let known = &mut ways[to.0][to.1];
                    if known.is_none_or(|known| worth > known.worth + 1e-4) {
                        *known = Some(Way { worth, from: (at, column), cell });
                    }
                }
            }
        }
        let last = self.words.len();
        if let Some(way) = ways[last][0].filter(|way| way.worth >= best) {
            (best, end) = (way.worth, Some(last));
        }
        self.told(&ways, end?, best)
    }

    /// What may stand next: to which word and column, and what it is worth.
    fn steps(&mut self, at: usize, column: usize) -> Vec<(Place, Fit, bool)> {
        let mut steps = Vec::new();
        let kind = self.axes[column].kind;
        // A line between two rows is left out.
        if column == 0 && self.opens(at) && (at == 0 || !self.is_heading(at)) {
            let (_, end) = self.line(at);
            let cost = match self.is_tail(at) {
                true => self.weights.wrap,
                // A sentence stands behind a table, and seldom between its rows.
                false if ends_sentence(self.written(at, end)) => 3.0 * self.weights.left_out,
                false => self.weights.left_out,
            };
            steps.push(((end, 0), -cost, false));
        }
        // A row begins a line, where lines are rows.
        let inside = column == 0 && !self.opens(at) && self.words[at].line > self.words[0].line;
        let late = if inside && !self.celled { self.weights.next_value } else { 0.0 };
        let lack = match kind {
            // Women under the same name as men.
            Some(Column::Name) => self.parted(column).then_some(self.weights.lack_name),
            Some(Column::Value) if self.is_one_of_goals(column) => Some(self.weights.lack_value - 0.5),
            Some(Column::Value) => Some(self.weights.lack_value),
            _ => Some(self.weights.lack),
        };
        if let Some(lack) = lack {
            steps.push(((at, column + 1), -lack - late, false));
        }
        let most = if self.is_value(column) { VALUE } else { WORDS };
        for end in at + 1..=self.words.len().min(at + most) {
            if self.words[end - 1].line > self.words[at].line + LINES {
                break;
            }
            // What no cell can begin with ends none.
            if !self.may_end(end, column) {
                continue;
            }
            if let Some(worth) = self.worth(at, end, column) {
                steps.push(((end, column + 1), worth - late, true));
            }
        }
        steps
    }

    /// Whether the parts of what is counted have a column behind the names.
    pub(super) fn parted(&self, name: usize) -> bool {
        matches!(self.axes.get(name + 1).and_then(|axis| axis.kind), Some(Column::Section | Column::Measure))
    }

    pub(super) fn is_value(&self, column: usize) -> bool {
        self.axes[column].kind == Some(Column::Value)
    }

    /// Whether a column of goals stands beside another.
    fn is_one_of_goals(&self, column: usize) -> bool {
        let aims = |at: usize| self.axes.get(at).is_some_and(|axis| axis.role == Some(Hint::Target));
        aims(column) && (column > 0 && aims(column - 1) || aims(column + 1))
    }

    /// The rows of the way to a word.
    fn told(&self, ways: &[Vec<Option<Way>>], end: usize, worth: Fit) -> Option<Cut> {
        let columns = self.axes.len();
        let name = self.axes.iter().position(|axis| axis.kind == Some(Column::Name))?;
        let mut steps: Vec<(Place, Place, bool)> = Vec::new();
        let mut here = (end, 0);
        while here != (0, 0) {
            let way = ways[here.0][here.1]?;
            steps.push((way.from, here, way.cell));
            here = way.from;
        }
        let mut rows: Vec<Row> = Vec::new();
        let (mut strange, mut lost, mut last, mut fresh) = (0, 0, end, false);
        let mut cells: Vec<Text> = vec![Text::default(); columns];
        for &(from, to, cell) in steps.iter().rev() {
            if cell {
                cells[from.1] = self.text(from.0, to.0);
            } else if to.0 > from.0 {
                let left_out = self.text(from.0, to.0);
                match rows.last_mut() {
                    Some(row) if self.is_tail(from.0) => row.cells[name].text.append(left_out, Join::Wrap),
                    // A value that no column holds: the row before it has more than its header tells.
                    Some(_) if fresh && self.celled && self.extractor.typed(&left_out).look == Look::Value => {
                        rows.pop();
                        lost += 1;
                    }
                    _ => {}
                }
                fresh = false;
            }
            if to.1 > 0 || from.1 + 1 < columns {
                continue;
            }
            let cells = std::mem::replace(&mut cells, vec![Text::default(); columns]);
            fresh = !self.lacks(&cells) && !self.is_mixed(&cells);
            if !fresh {
                lost += 1;
            } else if lost > 1 + rows.len() / KEPT {
                break;
            } else {
                (strange, last) = (lost, to.0);
                rows.push(row(cells));
            }
        }
        let fewest = if self.axes[name].path.is_empty() { ROWS } else { 1 };
        (rows.len() >= fewest && KEPT * strange <= rows.len()).then_some(Cut { rows, end: last, worth })
    }

    /// Whether a row has no value under a column of values. One interim goal of two may be lacking where each value brings its year.
    fn lacks(&self, cells: &[Text]) -> bool {
        let values = || (0..cells.len()).filter(|&at| self.is_value(at));
        let aims = |at: usize| self.axes.get(at).is_some_and(|axis| axis.role == Some(Hint::Target));
        let dated = |at: usize| {
            let cell = self.extractor.typed(&cells[at]);
            cell.look == Look::Dash || cell.read.bound.iter().any(|bound| bound.period.is_some())
        };
        let (empty, full): (Vec<usize>, Vec<usize>) = values().partition(|&at| cells[at].is_empty());
        let beside = |&at: &usize| self.is_one_of_goals(at);
        let excused = empty.iter().all(beside) && full.iter().any(|&at| aims(at)) && full.into_iter().all(dated);
        !empty.is_empty() && !excused
    }

    /// 41.0％ | 12: whether a value has a unit and another has none, though no column tells it.
    fn is_mixed(&self, cells: &[Text]) -> bool {
        if self.axes.iter().any(|axis| axis.kind == Some(Column::Unit)) {
            return false;
        }
        let bare = |text: &Text| {
            let plain = crate::text::nfkc(&text.plain(self.extractor.source));
            !plain.trim().is_empty() && plain.trim().bytes().all(|byte| byte.is_ascii_digit())
        };
        let values = || (0..cells.len()).filter(|&at| self.is_value(at)).map(|at| &cells[at]);
        let united = |text: &&Text| {
            let cell = self.extractor.typed(text);
            cell.read
                .reading
                .found
                .iter()
                .any(|found| matches!(&found.item, Item::Value(value) if value.unit.is_some()))
        };
        values().any(bare) && values().any(|text| united(&text))
    }
}
