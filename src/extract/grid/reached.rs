//! Years that stand as columns and are filled up to where things stand: R4 | R5 | R6 | R7 | R8, of which nothing is told
//! from R7 on. What is filled was reached, and a goal without a year is due when the columns end.

use crate::rules::{Column, Hint, Look, Rules};

use super::Slots;
use super::axes::Axes;
use super::cell::Cell;

/// How far the years of a table's columns are filled.
pub(super) struct Reached {
    /// The last year with values.
    pub(super) year: i32,
    /// The column of the last year, which is empty.
    pub(super) last: usize,
}

/// How far the years that no word calls goals are filled, where the later ones are empty in each row. A row that a label
/// calls one of goals (計画値) tells nothing of that.
pub(super) fn reached(axes: &Axes, laid: &[Slots], rules: &Rules) -> Option<Reached> {
    let open = |n: &usize| {
        let axis = &axes.columns[*n];
        axis.kind == Some(Column::Value) && axis.role != Some(Hint::Target) && axis.year.is_some()
    };
    let promises = |slots: &&Slots| {
        let goal = |cell: &Cell| {
            cell.look == Look::Label && cell.says(rules).role.is_some_and(|(hint, _)| hint == Hint::Target)
        };
        slots.iter().flatten().any(|cell| goal(cell))
    };
    let laid: Vec<&Slots> = laid.iter().filter(|slots| !promises(slots)).collect();
    let filled = |n: usize| laid.iter().any(|slots| slots[n].as_ref().is_some_and(|cell| !cell.is_empty()));
    let mut columns: Vec<(i32, usize)> =
        (0..axes.columns.len()).filter(open).filter_map(|n| Some((axes.columns[n].year?.period.end, n))).collect();
    columns.sort_unstable();
    let split = columns.iter().position(|&(_, n)| !filled(n))?;
    let (full, empty) = columns.split_at(split);
    let (&(year, _), &(_, last)) = (full.last()?, empty.last()?);
    (laid.len() > 1 && full.len() > 1 && !empty.iter().any(|&(_, n)| filled(n))).then_some(Reached { year, last })
}

impl Reached {
    /// 第４期末目標 behind the columns of the years: due in the last of them.
    pub(super) fn date_goals(&self, axes: &mut Axes) {
        let year = axes.columns[self.last].year;
        let goals = axes.columns.iter_mut().skip(self.last + 1);
        for axis in goals.filter(|axis| axis.role == Some(Hint::Target) && axis.year.is_none()) {
            axis.year = year;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    const TABLE: &str = "計画\n\n指標名\t令和4年度\t令和5年度\t令和6年度\t令和7年度\t第4期末目標\n";

    #[test]
    fn years_that_are_filled_were_reached_and_the_goal_is_due_in_the_last() {
        let rows = "就農者数\t98人\t101人\t\t\t150人\n受診者数\t1,200人\t1,240人\t\t\t1,400人\n";
        let records = said(&format!("{TABLE}{rows}"));
        assert_eq!(records.len(), 2, "{records:?}");
        assert!(records[0].contains("actual 101 人 2023"), "{records:?}");
        assert!(records[0].contains("target 150 人 2025"), "{records:?}");
    }

    #[test]
    fn a_year_that_one_row_fills_is_no_end() {
        let rows = "就農者数\t98人\t101人\t\t\t150人\n受診者数\t1,200人\t1,240人\t1,300人\t1,350人\t1,400人\n";
        let records = said(&format!("{TABLE}{rows}"));
        assert!(records.iter().all(|record| !record.contains("target 150 人 2025")), "{records:?}");
    }
}
