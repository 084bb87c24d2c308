//! A table whose cells come column after column: a header, all cells below it, the next header. Converters that follow
//! the page's boxes give it so. Only where every column has as many cells as the first.

use std::rc::Rc;

use crate::layout::{Join, Text};
use crate::rules::{Column, Hint, Look};

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::{Found, Line, is_value, row, whole};

/// A column has so many cells.
const CELLS: std::ops::RangeInclusive<usize> = 3..=60;
/// A header cell stands on no more lines than this.
const LINES: usize = 3;

impl Extractor<'_> {
    /// Such a table at the beginning of some lines.
    pub(super) fn columnar(&self, lines: &[Line]) -> Option<Found> {
        let (head, at) = self.head_of_column(lines, 0)?;
        let names = self.column(Rc::new(self.typed(&head)));
        if !names.names_here() {
            return None;
        }
        let count = lines[at..].iter().take_while(|line| !self.heads(line)).count();
        let told = |line: &Line| is_value(self.cell_of(line).look);
        if !CELLS.contains(&count) || lines[at..at + count].iter().any(told) {
            return None;
        }
        let (mut heads, mut columns, mut taken) = (vec![head], vec![&lines[at..at + count]], at + count);
        let mut axes: Vec<Axis> = Vec::new();
        while let Some((head, at)) = self.head_of_column(lines, taken) {
            let Some(cells) = lines.get(at..at + count) else { break };
            let next = lines.get(at + count);
            let over =
                next.is_none_or(|next| self.heads(next)) || axes.iter().any(|axis| axis.kind == Some(Column::Value));
            if cells.iter().any(|line| self.heads(line)) || !over {
                break;
            }
            let axis = self.column(Rc::new(self.typed(&head)));
            let values = cells.iter().filter(|line| self.is_told(self.cell_of(line))).count();
            if axis.kind == Some(Column::Value) && values * 2 < count {
                return None;
            }
            axes.push(axis);
            heads.push(head);
            columns.push(cells);
            taken = at + count;
        }
        if !axes.iter().any(|axis| axis.kind == Some(Column::Value) && axis.role == Some(Hint::Target)) {
            return None;
        }
        let mut rows = vec![row(heads)];
        rows.extend((0..count).map(|n| row(columns.iter().map(|cells| cells[n].text.clone()).collect())));
        whole(rows, taken)
    }

    /// The header cell that begins at a line, and where the cells below it begin: 令和４年度 / （現状値）.
    fn head_of_column(&self, lines: &[Line], from: usize) -> Option<(Text, usize)> {
        let mut head: Option<Text> = None;
        let mut at = from;
        while let Some(line) = lines.get(at).filter(|line| at < from + LINES && self.heads(line)) {
            match &mut head {
                Some(head) => head.append(line.text.clone(), Join::Wrap),
                None => head = Some(line.text.clone()),
            }
            at += 1;
        }
        head.map(|head| (head, at))
    }

    /// Whether a line is a word of a header, or a year alone.
    fn heads(&self, line: &Line) -> bool {
        let cell = self.cell_of(line);
        cell.look == Look::Period || cell.look != Look::Dash && cell.headerish(self.rules)
    }
}
