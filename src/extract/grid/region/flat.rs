//! A whole table in one running line: a dump that lost even the line ends. Only rows that are numbered are told
//! apart safely.

use std::rc::Rc;

use crate::layout::{Join, Row, Table, Text};
use crate::rules::{Column, Look};

use super::super::super::Extractor;
use super::super::axes::Axis;
use super::super::cell::Cell;
use super::{LONGEST_LINE, MOST_COLUMNS, MOST_LINES, is_value, row};

impl Extractor<'_> {
    /// A whole table in one running line: header words, then numbered rows. Only the numbers make it safe.
    pub(super) fn flat(&self, text: &Text) -> Option<Table> {
        if text.span().range().len() < LONGEST_LINE / 2 {
            return None;
        }
        let words = self.words(text);
        let mut rows: Vec<Row> = Vec::new();
        let mut n = 0;
        while n < words.len() {
            // The word over the names comes first: most words are passed by unread.
            if !self.may_head(&words[n]) {
                n += 1;
                continue;
            }
            let header: Vec<Cell> = words[n..]
                .iter()
                .take(MOST_COLUMNS)
                .map(|word| self.typed(word))
                .take_while(|cell| cell.look == Look::Period || cell.headerish(self.rules) && !self.numbered(cell))
                .collect();
            let width = header.len();
            let axes: Vec<Axis> = header.into_iter().map(|cell| self.column(Rc::new(cell))).collect();
            let valued = axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count();
            if width < 3 || valued < 2 || !axes[0].names_here() {
                n += 1;
                continue;
            }
            let found = self.flat_rows(&words, n + width, width);
            if found.len() >= 2 {
                rows.push(row(words[n..n + width].to_vec()));
                n = found.last().map_or(n, |(_, next)| *next);
                rows.extend(found.into_iter().map(|(cells, _)| row(cells)));
            } else {
                n += width;
            }
        }
        (rows.len() >= 3).then_some(Table { rows, head: 0 })
    }

    /// The numbered rows behind a header, each with the word behind it.
    fn flat_rows(&self, words: &[Text], from: usize, width: usize) -> Vec<(Vec<Text>, usize)> {
        let mut rows = Vec::new();
        // Words of the header that no facet knows may stand before the first row.
        let first = (from..words.len().min(from + 4)).find(|&at| self.numbered(&self.typed(&words[at])));
        let mut n = first.unwrap_or(words.len());
        while n < words.len() && self.numbered(&self.typed(&words[n])) {
            let end = (n + 1..words.len().min(n + 4 * width))
                .find(|&at| self.numbered(&self.typed(&words[at])))
                .unwrap_or(words.len());
            let mut cells: Vec<Text> = vec![words[n].clone()];
            let mut at = n + 1;
            while at < end && !is_value(self.typed(&words[at]).look) && cells[0].pieces.len() < MOST_LINES {
                cells[0].append(words[at].clone(), Join::Wrap);
                at += 1;
            }
            while at < end && cells.len() < width {
                let cell = self.typed(&words[at]);
                if cells.len() + 1 < width && !is_value(cell.look) && !self.rules.tables.words.is_goal(cell.code()) {
                    break;
                }
                cells.push(words[at].clone());
                at += 1;
            }
            if cells.len() < 2 {
                break;
            }
            rows.push((cells, at));
            n = if end < words.len() { end } else { at };
            if n >= words.len() || at < end && end == words.len() {
                break;
            }
        }
        rows
    }

    /// (1)水源かん養林の整備面積, ①相談の件数.
    fn numbered(&self, cell: &Cell) -> bool {
        let text = cell.read.reading.view.text.as_str();
        text.chars().count() > 3 && self.rules.tables.trimmed(text).len() < text.len() && cell.look != Look::Value
    }
}
