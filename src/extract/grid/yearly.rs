//! A row for each year below names with a column for each role: 年度 | 講習の受講者数 | | 実施校数 | over | 計画 | 実績 | 計画 | 実績.
//!
//! Each name is one indicator, and what stands under it by year and role is laid out in its row.

use std::rc::Rc;

use crate::rules::{Hint, Look, Rules};

use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// What stands over a column, by its year and its place among the roles.
type Over<'o> = &'o dyn Fn(&Rc<Cell>, usize) -> Option<Rc<Cell>>;

/// So many years tell that the rows are of years.
const YEARS: usize = 2;

/// The table with its names as rows, if it is such a one.
pub(super) fn laid(filled: &[&Line], rules: &Rules) -> Option<Sheet> {
    let [names, roles, years @ ..] = filled else { return None };
    let slot = |line: &Line, at: usize| line.slots.get(at).cloned().flatten().filter(|cell| !cell.is_empty());
    let year = |line: &Line| slot(line, 0).filter(|cell| cell.look == Look::Period);
    let years: Vec<(&Line, Rc<Cell>)> = years.iter().map(|&line| Some((line, year(line)?))).collect::<Option<_>>()?;
    if years.len() < YEARS || slot(names, 0).is_none_or(|cell| !cell.headerish(rules)) {
        return None;
    }
    let width = names.slots.len().max(roles.slots.len());
    let role = |at: usize| {
        let cell = slot(roles, at)?;
        let (hint, _) = cell.says(rules).role?;
        cell.headerish(rules).then_some((cell, hint))
    };
    // A cell that is merged over its columns stands in each of them, or in the first.
    let begins = |at: usize| {
        let own = slot(names, at)?;
        let before = slot(names, at - 1).is_some_and(|before| Rc::ptr_eq(&before, &own));
        (!before && own.strength >= 1 && own.says(rules).role.is_none()).then_some((at, own))
    };
    let starts: Vec<(usize, Rc<Cell>)> = (1..width).filter_map(begins).collect();
    let ends = starts.iter().skip(1).map(|&(at, _)| at).chain([width]);
    let groups: Vec<(usize, usize, Rc<Cell>)> =
        starts.iter().zip(ends).map(|((from, name), to)| (*from, to, Rc::clone(name))).collect();
    let told = |from: usize, to: usize| (from..to).map(|at| role(at).map(|(_, hint)| hint)).collect::<Option<Vec<_>>>();
    let first = groups.first().and_then(|&(from, to, _)| told(from, to))?;
    let alike = groups.iter().all(|&(from, to, _)| told(from, to).as_ref() == Some(&first));
    let both = first.contains(&Hint::Target) && first.iter().any(|&hint| hint != Hint::Target);
    if !alike || !both || starts.first().is_none_or(|&(at, _)| at != 1) {
        return None;
    }
    let head = |cells: Vec<Option<Rc<Cell>>>| Line { slots: cells, exact: true, row: 0, ..(*names).clone() };
    let columns = || years.iter().flat_map(|(line, year)| (0..first.len()).map(move |n| (*line, year, n)));
    let from = groups[0].0;
    let over = |cell: Over<'_>| {
        let cells = columns().map(|(_, year, n)| cell(year, n));
        head(std::iter::once(None).chain(cells).collect())
    };
    let headers = vec![over(&|year, _| Some(Rc::clone(year))), over(&|_, n| role(from + n).map(|(cell, _)| cell))];
    let row = |(from, _, name): &(usize, usize, Rc<Cell>)| {
        let cells = columns().map(|(line, _, n)| slot(line, from + n));
        head(std::iter::once(Some(Rc::clone(name))).chain(cells).collect())
    };
    Some(Sheet { headers, lines: groups.iter().map(row).collect(), turned: true, ..Sheet::default() })
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn names_over_plan_and_result_have_a_row_for_each_year() {
        let found = said(
            "安全教育の計画\n\n年度\t講習の受講者数（人）\t\t教室の実施校数（校）\t\n\t計画\t実績\t計画\t実績\n\
             2022\t8,000\t8,214\t4\t4\n2023\t8,500\t7,906\t5\t6\n2024\t9,000\t\t6\t\n",
        );
        assert_eq!(found.len(), 2, "{found:?}");
        for part in [
            "講習の受講者数 |",
            "target 8000 人 2022",
            "actual 8214 人 2022",
            "actual 7906 人 2023",
            "target 9000 人 2024",
        ] {
            assert!(found[0].contains(part), "{part} in {}", found[0]);
        }
    }
}
