//! A column whose header has two lines, 現状（令和４年度） over 目標, and whose cells have two lines each: two columns.
//!
//! A cell that a stroke parts from corner to corner comes so out of every converter.

use std::rc::Rc;

use crate::layout::{Cell as LayoutCell, Row, Table, Text};
use crate::record::CellRef;
use crate::rules::Hint;

use super::super::Extractor;
use super::cell::Cell;
use super::items::parts;
use super::sheet::Line;

/// Of the cells of such a column so many tenths hold two lines.
const MOST: usize = 6;

/// Lays the lower lines of such columns beside the upper ones.
pub(super) fn part(extractor: &Extractor<'_>, number: u32, table: &Table, lines: &mut [Line]) {
    let Some(header) = table.rows.first() else { return };
    let exact = lines.first().is_some_and(|line| line.exact);
    let column = |n: usize, cell: &LayoutCell| if exact { cell.column as usize } else { n };
    let at = |row: usize, cell: usize| CellRef { table: number, row: row as u32 + 1, column: cell as u32 + 1 };
    let read = |row: usize, n: usize, cell: &LayoutCell, text: &Text| {
        let own = LayoutCell { text: text.clone(), ..cell.clone() };
        Rc::new(Cell::new(extractor.read(text), &own, at(row, n), extractor.rules))
    };
    let role = |cell: &Cell| cell.says(extractor.rules).role.map(|(hint, _)| hint);
    for (n, cell) in header.cells.iter().enumerate().rev() {
        let [upper, lower] = parts(extractor, &cell.text).try_into().unwrap_or_default();
        if upper.pieces.is_empty() || cell.columns > 1 {
            continue;
        }
        let (upper, lower) = (read(0, n, cell, &upper), read(0, n, cell, &lower));
        let roles = (role(&upper), role(&lower));
        let two = matches!(roles, (Some(one), Some(other)) if one != other && [one, other].contains(&Hint::Target));
        if !two || upper.has_value() || lower.has_value() {
            continue;
        }
        let place = column(n, cell);
        let under = |row: &Row| row.cells.iter().enumerate().position(|(n, cell)| column(n, cell) == place);
        let mut halves: Vec<Option<[Rc<Cell>; 2]>> = vec![Some([upper, lower])];
        let mut filled = 0;
        for (row, held) in table.rows.iter().enumerate().skip(1) {
            let own = under(held).map(|n| (n, &held.cells[n])).filter(|(_, cell)| !cell.text.pieces.is_empty());
            filled += usize::from(own.is_some());
            halves.push(own.and_then(|(n, cell)| {
                let texts: [Text; 2] = parts(extractor, &cell.text).try_into().ok()?;
                Some(texts.map(|text| read(row, n, cell, &text)))
            }));
        }
        let parted = halves.iter().skip(1).flatten();
        if filled == 0 || 10 * parted.count() < MOST * filled {
            continue;
        }
        for line in lines.iter_mut().filter(|line| line.slots.len() > place) {
            let own = (line.row as usize).checked_sub(1).and_then(|row| halves.get(row)?.clone());
            let covered = line.slots.get(place + 1).cloned().flatten();
            let goes_on =
                line.slots[place].as_ref().zip(covered.as_ref()).is_some_and(|(one, next)| Rc::ptr_eq(one, next));
            match own {
                Some([upper, lower]) => {
                    line.slots[place] = Some(upper);
                    line.slots.insert(place + 1, Some(lower));
                }
                None => line.slots.insert(place + 1, covered.filter(|_| goes_on)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn a_header_and_cells_of_two_lines_are_two_columns() {
        let found = said(
            "| 区分 | 指標 | 現状（令和4年度）<br>目標（令和9年度） |\n|---|---|---|\n\
             | 医療 | 救急車の受入件数 | 1,204件<br>1,400件 |\n| 経営 | 紹介率 | 41.8%<br>50.0% |\n| | 病床の利用率 | － |\n",
        );
        assert_eq!(
            found,
            [
                "救急車の受入件数 | baseline 1204 件 2022 | target 1400 件 2027",
                "紹介率 | baseline 41.8 % 2022 | target 50 % 2027"
            ]
        );
    }

    #[test]
    fn a_header_of_two_lines_over_single_values_is_one() {
        let found = said(
            "| 指標 | 現状 | 目標<br>（令和9年度） |\n|---|---|---|\n| 相談件数 | 45件 | 60件<br>（うち窓口20件） |\n\
             | 紹介率 | 41.8% | 50.0% |\n",
        );
        assert!(found[1].contains("target 50 % 2027"), "{found:?}");
    }
}
