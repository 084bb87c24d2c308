//! What the tests of this folder share: the rules, and cells and tables from short texts.

use std::rc::Rc;
use std::sync::LazyLock;

use super::cell::Cell;
use super::sheet::{Gatherer, Line, Sheet};
use crate::extract::{extract, line, read_line};
use crate::layout::Cell as LayoutCell;
use crate::record::CellRef;
use crate::rules::Rules;
use crate::source::Source;

pub(super) fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);
    &RULES
}

pub(super) fn cell(text: &str) -> Cell {
    at(text, 1, 1)
}

fn at(text: &str, row: u32, column: u32) -> Cell {
    let layout = LayoutCell { text: line(text), column: 0, columns: 1, rows: 1 };
    Cell::new(read_line(text, rules()), &layout, CellRef { table: 1, row, column }, rules())
}

/// Rows whose cells bars part.
pub(super) fn rows(texts: &[&str]) -> Vec<Line> {
    let row = |(n, text): (usize, &&str)| {
        let cells = text.split('|').enumerate();
        let slots = cells.map(|(m, text)| Some(Rc::new(at(text.trim(), n as u32 + 1, m as u32 + 1))));
        Line { block: 0, row: n as u32 + 1, slots: slots.collect(), exact: false, head: false, above: Vec::new() }
    };
    texts.iter().enumerate().map(row).collect()
}

/// A table whose first rows are its header.
pub(super) fn sheet(headers: usize, texts: &[&str]) -> Sheet {
    let mut headers_and_lines = rows(texts);
    let lines = headers_and_lines.split_off(headers);
    Sheet { headers: headers_and_lines, lines, ..Sheet::default() }
}

/// The logical tables of one written table after another.
pub(super) fn gathered(tables: &[&[&str]]) -> Vec<Sheet> {
    let mut gatherer = Gatherer::new(rules());
    tables.iter().for_each(|table| gatherer.table(rows(table)));
    gatherer.sheets
}

/// The records of a document, a line each.
pub(in crate::extract) fn said(text: &str) -> Vec<String> {
    extract(&Source::from_text("test", text), rules()).iter().map(ToString::to_string).collect()
}
