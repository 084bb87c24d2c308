//! Rows that hold several indicators, below each other in their cells: as many names in one as values in the others.
//!
//! 相談件数 over 参加者数 | 30件 over 50人 is two rows of a table whose line between them was left out. It is read so only
//! where every cell of values holds as many of them as there are names: a name of two lines has one value, and the
//! values of two years have one name.

use std::rc::Rc;

use crate::layout::{Cell as LayoutCell, Join, Piece, Row, Text};
use crate::record::CellRef;
use crate::rules::Look;

use super::super::Extractor;
use super::cell::Cell;

/// A cell with more is a page of text.
const MOST: usize = 24;
/// How surely each part must be a name of what is counted, where no mark of a list stands before it.
const SURE: u8 = 2;

/// The cells of each of the rows that a row holds, for the columns where they differ; none where it is one.
pub(super) fn rows(
    extractor: &Extractor<'_>,
    row: &Row,
    at: impl Fn(usize) -> CellRef,
) -> Option<Vec<Vec<Option<Rc<Cell>>>>> {
    let parts: Vec<Vec<Text>> = row.cells.iter().map(|cell| parts(extractor, &cell.text)).collect();
    if !parts.iter().any(|parts| (2..=MOST).contains(&parts.len())) {
        return None;
    }
    let read = |column: usize, text: &Text| {
        let cell = LayoutCell { text: text.clone(), ..row.cells[column].clone() };
        Cell::new(extractor.read(text), &cell, at(column), extractor.rules)
    };
    let mut out: Vec<Vec<Rc<Cell>>> = Vec::new();
    let (mut count, mut named) = (None, false);
    let mut valued = vec![false; parts.len()];
    for (column, parts) in parts.iter().enumerate() {
        let cells: Vec<Rc<Cell>> = parts.iter().map(|part| Rc::new(read(column, part))).collect();
        let value = |cell: &Rc<Cell>| matches!(cell.look, Look::Value | Look::Dash);
        valued[column] = cells.iter().any(|cell| cell.look == Look::Value) && cells.iter().all(value);
        if valued[column] && *count.get_or_insert(cells.len()) != cells.len() {
            return None;
        }
        out.push(cells);
    }
    let count = count.filter(|count| (2..=MOST).contains(count))?;
    let mut split = vec![false; parts.len()];
    for (column, cells) in out.iter().enumerate() {
        let listed = parts[column].iter().all(|part| is_listed(extractor, part));
        let name = |cell: &Rc<Cell>| cell.look == Look::Name && (listed || cell.strength >= SURE);
        let names = !valued[column] && cells.len() == count && cells.iter().all(name);
        let units = cells.len() == count && cells.iter().all(|cell| cell.look == Look::Unit);
        // 施策 over 施策 beside 指標 over 指標: which of the two is named cannot be told.
        if names && std::mem::replace(&mut named, true) {
            return None;
        }
        split[column] = valued[column] || names || units;
    }
    // A cell that reaches down into the next rows is theirs too.
    let reaches = row.cells.iter().zip(&split).any(|(cell, split)| *split && cell.rows > 1);
    if !named || reaches {
        return None;
    }
    let row_of = |n: usize| out.iter().zip(&split).map(|(cells, split)| split.then(|| Rc::clone(&cells[n]))).collect();
    Some((0..count).map(row_of).collect())
}

/// The paragraphs of a cell; lines that a list's marks part are put together.
pub(super) fn parts(extractor: &Extractor<'_>, text: &Text) -> Vec<Text> {
    let mut out: Vec<Text> = Vec::new();
    for piece in text.pieces.iter().filter(|piece| !extractor.source[piece.span.range()].trim().is_empty()) {
        match out.last_mut() {
            Some(last) if piece.join != Join::Part => last.pieces.push(*piece),
            _ => out.push(Text { pieces: vec![Piece { join: Join::Part, ..*piece }] }),
        }
    }
    if out.len() > 1 && out.first().is_some_and(|first| is_listed(extractor, first)) {
        let mut items: Vec<Text> = Vec::new();
        for part in out {
            match items.last_mut() {
                Some(last) if !is_listed(extractor, &part) => {
                    let wrapped = part.pieces.iter().map(|piece| Piece { join: Join::Wrap, ..*piece });
                    last.pieces.extend(wrapped);
                }
                _ => items.push(part),
            }
        }
        return items;
    }
    out
}

/// Whether a mark of a list stands before a text.
fn is_listed(extractor: &Extractor<'_>, text: &Text) -> bool {
    let Some(first) = text.pieces.first() else { return false };
    crate::layout::is_item(&extractor.source[first.span.range()])
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    fn rows(name: &str, baseline: &str, target: &str) -> Vec<String> {
        let header = "| 施策 | 指標 | 基準値 | 目標値（R10） |\n|---|---|---|---|\n";
        said(&format!("{header}| 子育て | {name} | {baseline} | {target} |\n| 健康 | 受診率 | 45% | 60% |\n"))
    }

    #[test]
    fn as_many_names_as_values_are_rows_of_their_own() {
        for marks in [["", ""], ["・", "・"], ["①", "②"]] {
            let cell = |one: &str, two: &str| format!("{}{one}<br>{}{two}", marks[0], marks[1]);
            let found = rows(&cell("相談件数", "講座の参加者数"), &cell("45件", "20人"), &cell("60件", "35人"));
            assert_eq!(found[0], "相談件数 | baseline 45 件 | target 60 件 2028", "{marks:?}");
            assert_eq!(found[1], "講座の参加者数 | baseline 20 人 | target 35 人 2028", "{marks:?}");
        }
    }

    #[test]
    fn a_name_of_two_lines_has_one_value() {
        let found = rows("子育て支援に関する<br>相談件数", "45件<br>（R5）", "60件");
        assert_eq!(found[0], "子育て支援に関する相談件数 | baseline 45 件 2023 | target 60 件 2028");
    }

    #[test]
    fn where_the_numbers_of_lines_differ_the_row_stays_whole() {
        assert_eq!(rows("相談件数<br>講座の参加者数", "45件<br>20人", "60件").len(), 2);
    }
}
