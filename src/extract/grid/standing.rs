//! A word that tells either where things stand or how it goes: Status over 80% and 43, or over On track and Complete.
//!
//! Which of them shows in its cells and in the columns beside it. A share of what was done beside a goal that is a count is
//! no value of the goal's.

use std::rc::Rc;

use crate::rules::{Column, Hint, Look, Rules};
use crate::text::scan::Item;

use super::axes::Axes;
use super::cell::Cell;
use super::sheet::Line;

/// How loudly it says so.
const WEIGHT: f32 = 4.0;
/// Of the cells under such a word beside values at least so many of so many are values.
const MOST: (usize, usize) = (3, 5);

impl Axes {
    /// Takes what such a word heads as the values of now, where it can be nothing else.
    pub(super) fn standing(&mut self, full: &[&Line], rules: &Rules) {
        let valued = |n: usize| self.columns[n].kind == Some(Column::Value);
        let open = |n: usize| {
            let head = self.columns[n].path.last().filter(|_| self.columns[n].kind == Some(Column::Aside));
            head.is_some_and(|cell| rules.tables.words.heads_standing(&cell.read.reading.view.text))
        };
        let role =
            |n: usize, roles: &[Hint]| valued(n) && self.columns[n].role.is_some_and(|role| roles.contains(&role));
        let all = || 0..self.columns.len();
        let target = all().find(|&n| role(n, &[Hint::Target]));
        // Target | 2023 | Status: a year of its own tells where things stood.
        let dated = |n: usize| valued(n) && self.columns[n].role.is_none() && self.columns[n].year.is_some();
        let others = all().any(|n| role(n, &[Hint::Actual, Hint::Current]) || dated(n));
        let fits = |n: usize| {
            // Yes beside Yes tells nothing of that.
            let counted =
                |target: usize| full.iter().filter(move |line| is(line.slots[target].as_ref(), &[Look::Value]));
            let stands = |target: usize| {
                let (mut all, mut values) = (0, 0);
                for line in counted(target).filter(|line| line.slots[n].as_ref().is_some_and(|cell| !cell.is_empty())) {
                    all += 1;
                    values += usize::from(is(line.slots[n].as_ref(), &[Look::Value, Look::Dash]));
                }
                let like = counted(target).all(|line| alike(line.slots[target].as_ref(), line.slots[n].as_ref()));
                // 1 = on track, 3 = delayed: no counts beside goals that are.
                let codes = counted(target).all(|line| number(line.slots[n].as_ref()).is_none_or(is_code))
                    && counted(target)
                        .any(|line| number(line.slots[target].as_ref()).is_some_and(|goal| !is_code(goal)));
                like && !codes && values > 0 && values * MOST.1 >= all * MOST.0
            };
            !others && target.is_some_and(stands)
        };
        let told: Vec<usize> = all().filter(|&n| open(n) && fits(n)).collect();
        for n in told {
            let axis = &mut self.columns[n];
            (axis.kind, axis.role, axis.weight) = (Some(Column::Value), Some(Hint::Actual), WEIGHT);
            // It may as well say how much of the work is done.
            axis.against = WEIGHT;
        }
    }
}

fn is(cell: Option<&Rc<Cell>>, looks: &[Look]) -> bool {
    cell.is_some_and(|cell| looks.contains(&cell.look))
}

/// The number of a cell that has no unit.
fn number(cell: Option<&Rc<Cell>>) -> Option<f64> {
    let mut found = cell?.read.reading.found.iter();
    found.find_map(|found| match &found.item {
        Item::Value(value) if value.unit.is_none() => Some(value.number),
        _ => None,
    })
}

/// Whether a number may be that of a rating.
fn is_code(number: f64) -> bool {
    number.fract() == 0.0 && number <= HIGHEST
}

/// Ratings go up to so much.
const HIGHEST: f64 = 5.0;

/// Whether two cells count in one unit, as far as they hold values.
fn alike(one: Option<&Rc<Cell>>, other: Option<&Rc<Cell>>) -> bool {
    let unit = |cell: Option<&Rc<Cell>>| {
        let found = cell.into_iter().flat_map(|cell| &cell.read.reading.found);
        found.into_iter().find_map(|found| match &found.item {
            Item::Value(value) => Some(value.unit.clone()),
            _ => None,
        })
    };
    unit(one).zip(unit(other)).is_none_or(|(one, other)| one == other)
}
