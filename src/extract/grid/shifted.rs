//! A header whose empty first cell was lost: 令和6年度 | 令和7年度 | over 特定健診 | 80% | 81%. Converters of web pages drop an empty
//! corner and fill the row up at its end, so that each word stands one column to the left of what it heads.

use std::rc::Rc;

use crate::rules::{Column, Look, Rules};

use super::cell::Cell;
use super::sheet::Line;

/// So many words are no chance.
const FEWEST: usize = 2;

/// Moves the words of such a header over their columns.
pub(super) fn restore(lines: &mut [Line], rules: &Rules) {
    let [header, rows @ ..] = lines else { return };
    let width = rows.iter().map(|row| row.slots.len()).max().unwrap_or(0);
    let words = header.slots.iter().take_while(|slot| filled(slot)).count();
    let rest = &header.slots[words..];
    if words < FEWEST || words + 1 != width || header.slots.len() > width || rest.iter().any(filled) {
        return;
    }
    let heads_values = |cell: &Cell| {
        let says = cell.says(rules);
        let role = cell.headerish(rules) && says.role.is_some() && !says.is(Column::Name);
        !cell.has_value() && (cell.look == Look::Period || role)
    };
    let years = header.filled().filter(|cell| cell.look == Look::Period).count();
    if years == 0 || !header.filled().all(heads_values) {
        return;
    }
    // Where the header stood right, a row would begin with a value, or end before its last column.
    let full: Vec<&Line> = rows.iter().filter(|row| row.filled().count() > 1).collect();
    let named = |row: &&&Line| {
        let look = |at: usize| row.slots.get(at).and_then(Option::as_ref).map(|cell| cell.look);
        matches!(look(0), Some(Look::Name | Look::Text | Look::Run))
            && matches!(look(width - 1), Some(Look::Value | Look::Dash))
    };
    // A row may be broken over lines.
    if 4 * full.iter().filter(named).count() >= 3 * full.len().max(1) {
        header.slots.truncate(words);
        header.slots.insert(0, None);
    }
}

fn filled(slot: &Option<Rc<Cell>>) -> bool {
    slot.as_ref().is_some_and(|cell| !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn years_that_lost_the_empty_cell_before_them_stand_over_their_values() {
        let text = "特定健診の目標実施率\n\nR6年度 | R7年度 | R8年度 | |\n特定健診 | 80% | 81% | 82% |\n特定保健指導 | 35% | 36% | 37% |\n";
        assert_eq!(
            said(text),
            [
                "特定健診 | target 80 % 2024 | target 81 % 2025 | target 82 % 2026",
                "特定保健指導 | target 35 % 2024 | target 36 % 2025 | target 37 % 2026"
            ]
        );
    }

    #[test]
    fn words_over_their_own_columns_stay_there() {
        let text = "目標\n\nR6年度 | 目標値 | |\n80% | 81% | 健診の実施率 |\n35% | 36% | 指導の実施率 |\n";
        assert!(said(text).iter().all(|record| !record.contains("目標値")), "{:?}", said(text));
    }
}
