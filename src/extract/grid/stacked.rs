//! Which rows of a table belong to the header above them: merged cells over their parts, years over words, words over years,
//! and what a converter wrote again in each place that a cell covers.

use std::rc::Rc;

use crate::rules::{Column, Look, Rules};

use super::cell::Cell;
use super::dated::are_dates;
use super::header::{is_header, is_subheader};
use super::sheet::Line;

/// Whether a row is words and years over some of the columns, the first of them not, or down into the row below; or
/// roles alone over the years there: 実績値 | 目標値 over 指標 | R7 | R8.
pub(super) fn stands_over(line: &Line, below: &Line, rules: &Rules) -> bool {
    let slot = |line: &Line| line.slots.first().cloned().flatten();
    let down = |cell: &Rc<Cell>| slot(below).is_some_and(|below| Rc::ptr_eq(cell, &below));
    let first = slot(line).is_none_or(|cell| cell.is_empty() || down(&cell));
    let plain = |cell: &Cell| !cell.has_value() && !matches!(cell.look, Look::Rationale | Look::Dash | Look::Source);
    first
        && line.filled().count() > 0
        && line.filled().all(plain)
        && (line.filled().any(|cell| cell.look == Look::Period) || roles_over_years(line, below, rules))
}

/// Whether the first of some rows is the upper line of a header that the second begins.
pub(super) fn heads_header(lines: &[Line], rules: &Rules) -> bool {
    let [upper, header, _, ..] = lines else { return false };
    let heads = |line: &Line| is_header(&line.cells().collect::<Vec<_>>(), rules);
    upper.slots.len() == header.slots.len()
        && heads(header)
        && stands_over(upper, header, rules)
        && !(heads(upper) && is_below(upper, header, rules))
}

fn roles_over_years(line: &Line, below: &Line, rules: &Rules) -> bool {
    let role = |cell: &Cell| cell.headerish(rules) && cell.says(rules).role.is_some();
    let year =
        |slot: Option<&Option<Rc<Cell>>>| slot.and_then(Option::as_ref).is_some_and(|cell| cell.look == Look::Period);
    let slots = line.slots.iter().enumerate().filter(|(_, slot)| filled(slot));
    slots.clone().count() > 1
        && line.filled().all(role)
        && slots.map(|(at, _)| at).all(|at| year(below.slots.get(at)))
        && below.filled().any(|cell| cell.says(rules).is(Column::Name))
}

/// Whether a row goes on with the header above it: by its words, or because both are marked as heads and a cell of the
/// upper one stands over several of the lower (Cumulative Targets over YR1, YR2) or beside them.
pub(super) fn is_below(above: &Line, line: &Line, rules: &Rules) -> bool {
    let own = line.own_below(above);
    let over = above.slots.windows(2).any(|pair| is_one(&pair[0], &pair[1]) && filled(&pair[0]));
    // A head's cell that goes on beside the line, and something of its own below the rest.
    let reaches =
        !own.is_empty() && above.slots.iter().zip(&line.slots).any(|(up, down)| is_one(up, down) && filled(up));
    let words =
        own.iter().filter(|cell| !cell.is_empty()).all(|cell| !cell.has_value() && cell.look != Look::Rationale);
    // Indicator name | Unit of | Baseline | YR1 over | measure | (2023) | 2025: a header on two printed lines.
    let open = line.slots.first().is_some_and(|slot| slot.as_ref().is_none_or(|cell| cell.is_empty()));
    let years = own.iter().filter(|cell| cell.look == Look::Period).count();
    let stands = |at: usize, slot: &Option<Rc<Cell>>| !filled(slot) || above.slots.get(at).is_some_and(filled);
    let wrapped = open
        && years >= 2
        && words
        && above.filled().all(|cell| cell.look != Look::Period)
        && line.slots.iter().enumerate().all(|(at, slot)| stands(at, slot));
    // YR1 | YR2 | YR3 below Target values
    let counted = || {
        let mut filled = own.iter().filter(|cell| !cell.is_empty());
        filled.clone().count() > 1 && filled.all(|cell| super::counted::number(cell, rules).is_some())
    };
    wrapped
        || over && own.len() > 1 && counted()
        || is_subheader(&own, rules)
        || above.head && line.head && (over && own.len() > 1 || reaches) && own.len() < line.slots.len() && words
        || over && words && super::parts::repeats(above, line)
        || says_again(above, line)
        || completes(above, line, rules)
}

/// 基準値 | R2 | R3 over No. | 指標名 | 単位: the words for names stand below the years, where the upper line is empty.
fn completes(above: &Line, line: &Line, rules: &Rules) -> bool {
    let slot = |line: &'_ Line, at: usize| line.slots.get(at).cloned().flatten().filter(|cell| !cell.is_empty());
    let own: Vec<usize> = (0..line.slots.len())
        .filter(|&at| slot(line, at).is_some() && !is_one(&slot(line, at), &slot(above, at)))
        .collect();
    // A cell over several is one.
    let both = own.iter().filter(|&&at| {
        let again = at > 0 && is_one(&slot(above, at - 1), &slot(above, at));
        slot(above, at).is_some() && !again
    });
    let names = |line: &Line| line.filled().any(|cell| cell.says(rules).is(Column::Name));
    let years = above.filled().filter(|cell| cell.look == Look::Period).count();
    years >= 2
        && names(line)
        && !names(above)
        && 2 * both.count() <= own.len()
        && above.filled().chain(line.filled()).all(is_bare)
}

/// 部門 | 2021年度（現状） | 2021年度（現状） over 部門 | 排出量 | 2013年度比: a converter writes a merged cell in each place that it
/// covers, so what stands in both rows goes down, and what stands twice in the upper one goes over the rest.
fn says_again(above: &Line, line: &Line) -> bool {
    let text = |line: &Line, at: usize| {
        let cell = line.slots.get(at)?.as_ref().filter(|cell| !cell.is_empty())?;
        Some(cell.code().to_owned())
    };
    // A cell that a layout lays over several columns is one: where it ends was guessed.
    if above.slots.windows(2).any(|pair| is_one(&pair[0], &pair[1])) {
        return false;
    }
    let width = above.slots.len();
    let down = (0..width).filter(|&at| text(above, at).is_some() && text(above, at) == text(line, at)).count();
    let over = (1..width).any(|at| {
        let twice = text(above, at).is_some() && text(above, at - 1) == text(above, at);
        twice && text(line, at).is_some() && text(line, at - 1) != text(line, at)
    });
    down > 0 && over && line.slots.len() == width && line.filled().all(is_bare)
}

/// Value | 0 | 310,000 over Date | 02-Mar-2020 | 30-Jun-2026: whether a row dates the values above it, and heads none.
pub(super) fn dates_values(above: &Line, line: &Line) -> bool {
    let looks = |line: &Line| line.filled().map(|cell| cell.look).collect::<Vec<_>>();
    let (values, dates) = (looks(above), looks(line));
    let valued = matches!(values.as_slice(), [Look::Label, rest @ ..]
        if rest.iter().all(|look| matches!(look, Look::Value | Look::Dash)));
    valued && values.len() == dates.len() && are_dates(&dates)
}

/// Whether two slots hold one cell that is laid over both.
fn is_one(slot: &Option<Rc<Cell>>, other: &Option<Rc<Cell>>) -> bool {
    matches!((slot, other), (Some(one), Some(other)) if Rc::ptr_eq(one, other))
}

fn filled(slot: &Option<Rc<Cell>>) -> bool {
    slot.as_ref().is_some_and(|cell| !cell.is_empty())
}

/// Whether a cell of a header holds no value of its own.
fn is_bare(cell: &Cell) -> bool {
    !cell.has_value() && !matches!(cell.look, Look::Rationale | Look::Dash | Look::Value)
}
