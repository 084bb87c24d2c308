//! A year in a cell of its own before each value: 指標 | 現況値 | 目標値 over 件数 | R2 | 387点 | R12 | 540点.
//!
//! The header's word stands over both, as if it were merged; a dump leaves the second cell empty, or out.

use std::rc::Rc;

use crate::rules::Look;

use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// Of the rows so large a part must be told so.
const MOST: f32 = 0.6;

/// Gives each word of a header the columns of years and values that stand under it.
pub(super) fn widen(sheet: &mut Sheet) {
    let [header] = sheet.headers.as_slice() else { return };
    let rows: Vec<&Line> = sheet.lines.iter().filter(|line| pairs(line) > 0).collect();
    if (rows.len() as f32) < MOST * sheet.lines.len() as f32 {
        return;
    }
    let Some(slots) = longer(header, &rows).or_else(|| filled(header, &rows)) else { return };
    sheet.headers[0].slots = slots;
}

fn cell(line: &Line, at: usize) -> Option<&Cell> {
    line.slots.get(at)?.as_deref().filter(|cell| !cell.is_empty())
}

/// Whether a cell is a year and the next one what stands for it.
fn pair(line: &Line, at: usize) -> bool {
    let told = |cell: &Cell| cell.has_value() || matches!(cell.look, Look::Rationale | Look::Dash);
    cell(line, at).is_some_and(|cell| cell.look == Look::Period) && cell(line, at + 1).is_some_and(told)
}

fn pairs(line: &Line) -> usize {
    (0..line.slots.len()).filter(|&at| pair(line, at)).count()
}

/// The header of rows that are longer by their years.
fn longer(header: &Line, rows: &[&Line]) -> Option<Vec<Option<Rc<Cell>>>> {
    let words = header.slots.iter().rposition(|slot| slot.as_ref().is_some_and(|cell| !cell.is_empty()))? + 1;
    let row = rows.iter().find(|line| line.slots.len() > words && line.slots.len() == words + pairs(line))?;
    if (0..words).any(|at| cell(header, at).is_none()) {
        return None;
    }
    let mut word = 0;
    let slots = (0..row.slots.len()).map(|at| {
        let over = header.slots.get(word).cloned().flatten();
        word += usize::from(!pair(row, at));
        over
    });
    Some(slots.collect())
}

/// The header whose empty cells stand over the values of years before them.
fn filled(header: &Line, rows: &[&Line]) -> Option<Vec<Option<Rc<Cell>>>> {
    // Where one row has no year, its words stand in the first of the two: 目標値は設定しない.
    let valued = |line: &&Line, at: usize| cell(line, at).is_some_and(|cell| cell.look == Look::Value);
    let beside = |at: usize| rows.iter().any(|line| pair(line, at)) && !rows.iter().any(|line| valued(line, at));
    let open = |at: usize| cell(header, at).is_none() && at > 0 && cell(header, at - 1).is_some() && beside(at - 1);
    if !(0..header.slots.len()).any(open) {
        return None;
    }
    let slots = header.slots.iter().enumerate();
    Some(slots.map(|(at, slot)| if open(at) { header.slots[at - 1].clone() } else { slot.clone() }).collect())
}

#[cfg(test)]
mod tests {
    use super::super::desk::{said, sheet};
    use super::*;

    fn widened(rows: &[&str]) -> String {
        let mut sheet = sheet(1, rows);
        widen(&mut sheet);
        let slots = &sheet.headers[0].slots;
        slots.iter().map(|slot| slot.as_deref().map_or("", Cell::code)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_word_stands_over_a_year_and_its_value() {
        let row = "作品展の応募作品数 | R2 | 387点 | R12 | 540点";
        assert_eq!(widened(&["指標 | 現況値 | 目標値", row]), "指標|現況値|現況値|目標値|目標値");
        assert_eq!(widened(&["指標 | 現況値 |  | 目標値 | ", row]), "指標|現況値|現況値|目標値|目標値");
        let headed = "指標 | 基準年度 | 基準値 | 目標年度 | 目標値";
        assert_eq!(widened(&[headed, row]), "指標|基準年度|基準値|目標年度|目標値");
        assert_eq!(widened(&["指標 | 現況値 | 目標値", "応募作品数 | 387点 | 540点"]), "指標|現況値|目標値");
    }

    #[test]
    fn years_behind_the_values_of_registers_are_theirs() {
        let header = "name\tunit\tinitial\tinitial_period\tcurrent\tcurrent_period\ttarget\ttarget_period\n";
        let found = said(&format!(
            "{header}産学官連携数\t件\t3,463\tR5\t3,684\tR6\t5,368\tR9\n宿泊者数\t千人\t943\tR5\t988\tR6\t1,104\tR9\n"
        ));
        assert_eq!(found[0], "産学官連携数 | baseline 3463 件 2023 | actual 3684 件 2024 | target 5368 件 2027");
    }

    #[test]
    fn such_rows_are_read() {
        let text = "計画\n\n指標の名称\t現況値\t目標値\n作品展の応募作品数\tR2\t387点\tR12\t540点\n教室の参加者数\tR3\t402人\tR12\t600人\n";
        let records = said(text);
        assert_eq!(records.len(), 2, "{records:?}");
        assert!(
            records[0].contains("387") && records[0].contains("2020") && records[0].contains("2030"),
            "{records:?}"
        );
    }
}
