//! Header cells over their columns, where a table has more columns than its header cells: merged cells
//! that a dump lost, and years below a word that stands over them all.

use std::rc::Rc;

use crate::rules::{Column, Hint, Look, Rules};

use super::align::{Fit, align};
use super::axes::MOST_PLACED;
use super::axis::{Axis, average};
use super::cell::{Cell, Says};
use super::lay::OTHER_YEAR;
use super::sheet::{Line, Sheet};

/// What it costs to leave a header cell without a column.
const SKIP_HEADER: Fit = 4.0;
/// How much likelier one header stands over two columns than over one.
const TOGETHER: Fit = 0.3;

/// Puts the header cells over their columns.
pub(super) fn place(sheet: &Sheet, columns: &mut [Axis], profiles: &[Vec<(Look, f32)>], rules: &Rules) {
    let width = columns.len();
    let Some(first) = sheet.headers.first() else { return };
    let push = |axis: &mut Axis, cell: &Rc<Cell>| {
        if !cell.is_empty() && !axis.path.iter().any(|known| Rc::ptr_eq(known, cell)) {
            axis.path.push(Rc::clone(cell));
        }
    };
    let exact = sheet.headers.iter().all(|line| line.exact || line.slots.len() == width);
    if exact || width > MOST_PLACED {
        for line in &sheet.headers {
            for (axis, cell) in columns.iter_mut().zip(&line.slots) {
                cell.iter().for_each(|cell| push(axis, cell));
            }
        }
        if !first.exact {
            inherit_parents(first, columns, rules);
        }
        return;
    }
    let score = |cell: &Cell, column: usize| {
        let mut axis = Axis::default();
        let says = cell.says(rules);
        axis.kind = says.kind.map(|(kind, _)| kind);
        if says
            .role
            .is_some_and(|(_, role)| says.kind.is_none_or(|(kind, weight)| role >= weight && kind != Column::Period))
        {
            axis.kind = Some(Column::Value);
        }
        if axis.kind.is_none() && cell.look == Look::Period {
            axis.kind = Some(Column::Value);
        }
        let year = cell.year().filter(|_| cell.look == Look::Period && sheet.headers.len() == 1);
        // Ties go to the right: what a dump loses are the words over the columns to the left.
        average(&profiles[column], axis.kind, rules)
            - year.map_or(0.0, |year| other_years(sheet, column, width, year.period.end))
            + 0.02 * column as Fit
    };
    // Rows of as many cells, each below one of the first: 単位 over （％）. Their columns are those of the first.
    let over = |n: usize| first.slots[n].as_ref().is_some_and(|cell| !cell.is_empty());
    let beneath = sheet.headers.len() > 1
        && sheet.headers[1..].iter().all(|line| {
            line.slots.len() == first.slots.len()
                && (0..line.slots.len()).all(|n| line.slots[n].as_ref().is_none_or(|cell| cell.is_empty()) || over(n))
        });
    if beneath {
        let cells: Vec<&Rc<Cell>> = first.slots.iter().flatten().collect();
        let fit: Vec<Vec<Fit>> =
            cells.iter().map(|cell| (0..width).map(|column| score(cell, column)).collect()).collect();
        let skip: Vec<Fit> = cells.iter().map(|cell| if cell.is_empty() { 0.0 } else { SKIP_HEADER }).collect();
        let (places, _) = align(&fit, &skip, width);
        for (n, column) in places.into_iter().enumerate() {
            if let Some(column) = column {
                let all = sheet.headers.iter().filter_map(|line| line.slots[n].as_ref());
                all.for_each(|cell| push(&mut columns[column], cell));
            }
        }
        return;
    }
    let filled: Vec<&Rc<Cell>> = first.slots.iter().flatten().filter(|cell| !cell.is_empty()).collect();
    let below: Vec<&Rc<Cell>> = sheet.headers[1..]
        .iter()
        .flat_map(|line| line.slots.iter().flatten())
        .filter(|cell| !cell.is_empty())
        .collect();
    if !below.is_empty()
        && sheet.headers.len() == 2
        && filled.len() < width
        && let Some(spans) = spans(&filled, &below, width, &score, rules)
    {
        for (parent, column, children) in spans {
            for (n, child) in children.iter().enumerate() {
                push(&mut columns[column + n], filled[parent]);
                if let Some(child) = child {
                    push(&mut columns[column + n], below[*child]);
                }
            }
        }
        return;
    }
    for line in &sheet.headers {
        let cells: Vec<&Rc<Cell>> = line.slots.iter().flatten().collect();
        if cells.len() == width {
            cells.iter().enumerate().for_each(|(n, cell)| push(&mut columns[n], cell));
            continue;
        }
        if heads_names(sheet, &cells) {
            cells.iter().enumerate().for_each(|(n, cell)| push(&mut columns[n], cell));
            continue;
        }
        let fit: Vec<Vec<Fit>> =
            cells.iter().map(|cell| (0..width).map(|column| score(cell, column)).collect()).collect();
        let skip: Vec<Fit> = cells.iter().map(|cell| if cell.is_empty() { 0.0 } else { SKIP_HEADER }).collect();
        let (places, _) = align(&fit, &skip, width);
        for (cell, column) in cells.iter().zip(places) {
            if let Some(column) = column {
                push(&mut columns[column], cell);
            }
        }
    }
}

/// 〔現況〕 | 2019年 | 2020年 | 2021年 over rows of as many cells that begin with a name, and some of one more: the
/// word stands over the names, and what comes behind the years has no header.
fn heads_names(sheet: &Sheet, cells: &[&Rc<Cell>]) -> bool {
    let years = cells.len() > 2 && cells[1..].iter().all(|cell| cell.look == Look::Period);
    let alike: Vec<&Line> = sheet.lines.iter().filter(|line| line.slots.len() == cells.len()).collect();
    let named = |line: &&Line| line.slots[0].as_ref().is_some_and(|cell| matches!(cell.look, Look::Name | Look::Text));
    let valued =
        |line: &&Line| line.slots[1].as_ref().is_some_and(|cell| matches!(cell.look, Look::Value | Look::Dash));
    years && cells[0].look != Look::Period && alike.len() > 1 && alike.iter().all(named) && alike.iter().all(valued)
}

/// How badly a year stands over a column whose values bring others with them: 48.2% （2024年） is not of 2030.
fn other_years(sheet: &Sheet, column: usize, width: usize, year: i32) -> Fit {
    let lines = sheet.lines.iter().filter(|line| line.slots.len() == width);
    let cells = lines.filter_map(|line| line.slots[column].as_ref()).filter(|cell| cell.look == Look::Value);
    let (mut all, mut other) = (0.0, 0.0);
    for cell in cells {
        all += 1.0;
        other += if cell.years().count() > 0 && cell.years().all(|(_, end)| end != year) { 1.0 } else { 0.0 };
    }
    if all > 0.0 { OTHER_YEAR * other / all } else { 0.0 }
}

/// A dump without merged cells leaves the columns to the right of 目標値 empty: what has a word of
/// its own below stands under the parent to its left.
fn inherit_parents(first: &Line, columns: &mut [Axis], rules: &Rules) {
    let mut parent: Option<Rc<Cell>> = None;
    let centred: Vec<Option<Rc<Cell>>> = (0..columns.len()).map(|n| centred_over(first, columns, n, rules)).collect();
    for (n, axis) in columns.iter_mut().enumerate() {
        match first.slots.get(n).cloned().flatten().filter(|cell| !cell.is_empty()) {
            Some(cell) => {
                let says = cell.says(rules);
                parent = (says.role.is_some() || cell.look == Look::Period).then_some(cell);
            }
            None if !axis.path.is_empty() => {
                // 基準値 | | over 年度 | 値: a word for any value leaves open whose it is.
                let kind = Says::of(axis.path.iter().map(Rc::as_ref), rules).kind;
                let own = kind.is_some_and(|(kind, _)| kind != Column::Value);
                let centred = centred[n].as_ref();
                // 2019-20 | | over actual | 2020-21: a year stands over no other year.
                let dated = axis.path.iter().any(|cell| cell.year().is_some());
                let fits = |parent: &&Rc<Cell>| !(own || dated && parent.look == Look::Period);
                if let Some(parent) = centred.or(parent.as_ref()).filter(fits) {
                    axis.path.insert(0, Rc::clone(parent));
                }
            }
            None => {}
        }
    }
}

/// Baseline (2021) | 2022 | 2023 | 2024 | End target (2026): a word centred over several years stands over the middle
/// one. Those to its left are written as its own is, and not as that of the word before.
fn centred_over(first: &Line, columns: &[Axis], n: usize, rules: &Rules) -> Option<Rc<Cell>> {
    let over = |n: usize| first.slots.get(n).and_then(Option::as_ref).filter(|cell| !cell.is_empty());
    let year = |n: usize| columns.get(n)?.path.last().filter(|cell| cell.look == Look::Period);
    let bracketed = |n: usize| year(n).map(|cell| cell.code().starts_with('('));
    let (before, next) = (n.checked_sub(1)?, (n + 1..columns.len()).find(|&n| over(n).is_some())?);
    let word = over(next).filter(|cell| cell.says(rules).role.is_some_and(|(hint, _)| hint == Hint::Target))?;
    over(before)?;
    let alike = over(n).is_none() && bracketed(n).is_some() && bracketed(n) == bracketed(next);
    (alike && bracketed(before) != bracketed(n) && over(next + 1).is_none()).then(|| Rc::clone(word))
}

/// A header cell over a column, or over a run of columns with a cell of the second row each:
/// the index of the parent, its first column, the children.
type Spans = Vec<(usize, usize, Vec<Option<usize>>)>;

/// Whether two words of a header are one for years and one for values: 年度 | 値.
fn is_year_and_value(children: &[&Rc<Cell>], from: usize, rules: &Rules) -> bool {
    let is = |n: usize, kind: Column| {
        children.get(from + n).is_some_and(|cell| cell.says(rules).is(kind) && cell.year().is_none())
    };
    is(0, Column::Period) && is(1, Column::Value) || is(0, Column::Value) && is(1, Column::Period)
}

/// Shares the columns out among the cells of two header rows whose merged cells were lost.
fn spans(
    parents: &[&Rc<Cell>],
    children: &[&Rc<Cell>],
    width: usize,
    score: &dyn Fn(&Cell, usize) -> Fit,
    rules: &Rules,
) -> Option<Spans> {
    let (p, c) = (parents.len(), children.len());
    if p > MOST_PLACED || c > MOST_PLACED {
        return None;
    }
    let at = |parent: usize, column: usize, child: usize| (parent * (width + 1) + column) * (c + 1) + child;
    let never: Fit = -1e9;
    // The best score from here on, and how many children the parent takes (none: one column of its own; skip: usize::MAX).
    let mut best = vec![(never, 0usize); (p + 1) * (width + 1) * (c + 1)];
    let parental: Vec<bool> = parents
        .iter()
        .map(|cell| {
            let says = cell.says(rules);
            says.role.is_some()
                || matches!(says.kind.map(|kind| kind.0), None | Some(Column::Name | Column::Aside | Column::Schedule))
        })
        .collect();
    for column in (0..=width).rev() {
        for child in 0..=c {
            let open = 0.5 * (width - column) as Fit;
            best[at(p, column, child)] = (if child == c { -open } else { never }, 0);
        }
    }
    for parent in (0..p).rev() {
        for column in (0..=width).rev() {
            for child in (0..=c).rev() {
                let mut here = (never, 0);
                if column < width {
                    let alone = score(parents[parent], column) + best[at(parent + 1, column + 1, child)].0;
                    here = (alone, 0);
                    let skip = best[at(parent, column + 1, child)].0 - 0.4;
                    if skip > here.0 {
                        here = (skip, usize::MAX);
                    }
                    let role = parents[parent].says(rules).role.map(|(hint, _)| hint);
                    let year = parents[parent].year().map(|year| year.period.end);
                    let over_years = rules.tables.words.is_over_years(parents[parent].code());
                    let mut sum = 0.0;
                    for run in 1..=(c - child).min(width - column) {
                        if !parental[parent] {
                            break;
                        }
                        let below = children[child + run - 1];
                        // 2022目標 stands for itself, not over a row of years.
                        if year.is_some() && below.year().is_some_and(|own| Some(own.period.end) != year) {
                            break;
                        }
                        let fit = score(below, column + run - 1);
                        // A header does not reach over columns that hold something else.
                        if fit < 0.0 && run > 1 {
                            break;
                        }
                        sum += fit;
                        let bonus = match role {
                            _ if over_years && below.year().is_some() => 2.0 * TOGETHER * run as Fit,
                            // 年度 | 値 below 基準値: its year, and the value itself.
                            Some(Hint::Baseline) if run == 2 && is_year_and_value(children, child, rules) => {
                                3.0 * TOGETHER
                            }
                            // A baseline has one year.
                            Some(Hint::Baseline) => -TOGETHER * (run - 1) as Fit,
                            Some(_) => TOGETHER * (run - 1) as Fit,
                            None => 0.0,
                        };
                        let with = sum + bonus + best[at(parent + 1, column + run, child + run)].0;
                        if with > here.0 {
                            here = (with, run);
                        }
                    }
                }
                best[at(parent, column, child)] = here;
            }
        }
    }
    if best[at(0, 0, 0)].0 < never / 2.0 {
        return None;
    }
    let (mut parent, mut column, mut child, mut all) = (0, 0, 0, Vec::new());
    while parent < p && column < width {
        match best[at(parent, column, child)].1 {
            usize::MAX => column += 1,
            0 => {
                all.push((parent, column, vec![None]));
                (parent, column) = (parent + 1, column + 1);
            }
            run => {
                all.push((parent, column, (child..child + run).map(Some).collect()));
                (parent, column, child) = (parent + 1, column + run, child + run);
            }
        }
    }
    Some(all)
}
