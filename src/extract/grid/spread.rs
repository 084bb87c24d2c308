//! Several values in one cell whose order says what they are: columns that ran together, an arrow from one to the next.

use std::rc::Rc;

use crate::rules::{Column, Hint, Look, Rules};
use crate::text::code::{is_value, symbol};

use super::super::statement::Dated;
use super::axes::Axes;
use super::axis::Axis;
use super::cell::{Cell, Says, facets};
use super::naming::last_bracket;
use super::path::Label;
use super::values::{self, Given};

/// How much an arrow says: more than a header that names one role for both of its sides.
pub(super) const WAY: f32 = 8.0;

/// 27.0％ 29.0％ 40％ in the only cell of a row, under 出発点 | 現状値 | 目標値: columns that ran together. The role
/// of each value, and the year that its header has.
pub(super) fn spread(axes: &Axes, cell: &Cell, found: &[Given]) -> Vec<(Hint, Option<Dated>)> {
    let told = axes.columns.iter().filter(|axis| axis.kind == Some(Column::Value));
    let mut told: Vec<(Hint, Option<Dated>)> = told.filter_map(|axis| Some((axis.role?, axis.year))).collect();
    let plain = found.iter().all(|given| given.series.is_none() && given.draft.value.is_some());
    if !plain || told.len() < 2 || told.len() != found.len() {
        return Vec::new();
    }
    // Years in the cell are those of all values, of those that were measured, or of those whose header has none.
    let years = cell.all_years();
    let of = |is: &dyn Fn(usize) -> bool| (0..told.len()).filter(|&n| is(n)).collect::<Vec<_>>();
    let ways = [of(&|_| true), of(&|n| told[n].0 != Hint::Target), of(&|n| told[n].1.is_none())];
    let whose = ways.into_iter().find(|whose| whose.len() == years.len());
    match whose {
        Some(whose) => whose.into_iter().zip(years).for_each(|(n, year)| told[n].1 = Some(year)),
        None if years.is_empty() => {}
        None => return Vec::new(),
    }
    told
}

/// What leads from one value to the next in a cell, 45.2％（R5）→ 60.0％（R10）, 109人から500人以上へ, or under a header that says so
/// (現状→目標): the role of each, and the year that the header has for it.
pub(super) fn led(
    cell: &Cell,
    axis: &Axis,
    label: Option<&Label>,
    found: usize,
    rules: &Rules,
) -> Option<[(Hint, Option<Dated>); 2]> {
    let told = label.is_some_and(|label| label.hint.is_some()) || axis.role == Some(Hint::Actual);
    let words = &rules.tables.words;
    let at = words.arrow(cell.code()).or_else(|| words.way(cell.code()))?;
    let (before, behind) = cell.code().split_at(at);
    if told || found != 2 || !before.contains(is_value) || !behind.contains(is_value) {
        return None;
    }
    let years: Vec<Dated> = axis.path.last().map(|cell| cell.periods().collect()).unwrap_or_default();
    let (first, last) = match years.as_slice() {
        [] => (None, None),
        [only] => (None, Some(*only)),
        [first, .., last] => (Some(*first), Some(*last)),
    };
    Some([(Hint::Baseline, first), (Hint::Target, last)])
}

/// 72.7％ [81％] under 実績値 [目標値]: the role of each value as its header has it, in the bracket and before it. A month
/// that stands before the bracket alone (R8.6月 [50％]) is when the value there will be known.
pub(super) fn bracketed(cell: &Cell, axis: &Axis, found: usize, rules: &Rules) -> Vec<(Hint, Option<Dated>)> {
    let roles = || {
        let years = |code: &str| {
            last_bracket(code).filter(|(_, inside)| inside.starts_with(symbol::PERIOD)).map(|(bare, _)| bare.len())
        };
        let split = |cell: &Rc<Cell>| {
            let code = cell.code();
            let (before, inside) = last_bracket(&code[..years(code).unwrap_or(code.len())])?;
            Some((before.to_owned(), inside.to_owned()))
        };
        let (before, inside) = axis.path.iter().rev().find_map(split)?;
        let role = |words: &str| Says::sum(facets(words, rules).into_iter(), rules).role.map(|(hint, _)| hint);
        Some((role(&before)?, role(&inside)?)).filter(|(one, other)| one != other)
    };
    let Some((inside, (before, within))) = inside_brackets(cell, found).zip(roles()) else { return Vec::new() };
    inside.into_iter().map(|own| (if own { within } else { before }, axis.year)).collect()
}

/// 429 (457) under FY 2013 (FY 2005): the year of the value in the bracket, which is that in the bracket of the header.
pub(super) fn year_in_bracket(cell: &Cell, axis: &Axis, found: &[Given]) -> Option<Dated> {
    let [first, second] = found else { return None };
    // 62.3% (n=410), 12 (+3): of another kind, and no state of the other year.
    let same = first.draft.unit() == second.draft.unit() && second.label.is_empty();
    let bracket = cell.code().split_once('(').map(|(_, rest)| rest.trim_start());
    let plain = bracket.is_some_and(|rest| rest.starts_with([symbol::VALUE, symbol::NUMBER]));
    if !same || !plain || inside_brackets(cell, 2)?[..] != [false, true] {
        return None;
    }
    // FY 2013 (FY 2005) (million t-CO2)
    let both: String = [symbol::PERIOD, '(', symbol::PERIOD, ')'].into_iter().collect();
    let two = |head: &Rc<Cell>| {
        let years: Vec<Dated> = head.periods().collect();
        (years.len() == 2 && head.code().replace(' ', "").contains(&both)).then(|| years[1])
    };
    axis.path.iter().rev().find_map(two)
}

/// Which of the values of a cell stand in brackets; none where they cannot be told one by one, or none does.
fn inside_brackets(cell: &Cell, found: usize) -> Option<Vec<bool>> {
    if found == 0 || !cell.code().contains(['(', '[', '〔']) {
        return None;
    }
    let mut depth = 0_usize;
    let mut inside: Vec<bool> = Vec::new();
    for c in cell.code().chars() {
        match c {
            '(' | '[' | '〔' => depth += 1,
            ')' | ']' | '〕' => depth = depth.saturating_sub(1),
            // [前年度を上回る（R6：22.7％）]
            c if is_value(c) && depth > 1 => return None,
            c if is_value(c) || c == symbol::NUMBER => inside.push(depth > 0),
            _ => {}
        }
    }
    (inside.len() == found && inside.contains(&true)).then_some(inside)
}

/// R8.6月 [50％] under such a header: the value is no less one for the words before it.
pub(super) fn held_in_bracket(cell: &Cell, axis: &Axis, rules: &Rules) -> Option<Vec<Given>> {
    if cell.look != Look::Text || !cell.has_value() || !cell.code().ends_with([']', ')', '〕']) {
        return None;
    }
    let found = values::values(&cell.read, Some(cell.at), rules);
    (!bracketed(cell, axis, found.len(), rules).is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn a_value_in_a_bracket_is_of_the_year_in_the_bracket_of_its_header() {
        let table = "Sector\tFY 2030 target (Mt)\tFY 2013 (FY 2005) (Mt)\nIndustry\t401\t429 (457)\nTransport\t163\t225 (240)\n";
        assert_eq!(
            said(&format!("Plan\n\n{table}")),
            [
                "Industry | baseline 457 Mt 2005 | actual 429 Mt 2013 | target 401 Mt 2030",
                "Transport | baseline 240 Mt 2005 | actual 225 Mt 2013 | target 163 Mt 2030"
            ]
        );
    }

    #[test]
    fn a_value_in_a_bracket_is_what_the_bracket_of_its_header_says() {
        let table = "指標\t策定時\t実績値［目標値］（R7）\t目標値（R11）\n";
        let rows = "生徒の割合\t77％（R6）\t72.7％［81％］\t85％\n講座の受講率\t38.7％（R6）\tR8.6月［50％］\t55％\n";
        assert_eq!(
            said(&format!("計画\n\n{table}{rows}")),
            [
                "生徒の割合 | baseline 77 % 2024 | actual 72.7 % 2025 | target 81 % 2025 | target 85 % 2029",
                "講座の受講率 | baseline 38.7 % 2024 | target 50 % 2025 | target 55 % 2029"
            ]
        );
    }

    #[test]
    fn words_lead_from_one_value_to_the_next_as_arrows_do() {
        let table = "数値目標\t目標値（平成17年現状値から平成23年目標値）\n";
        let rows = "講座の受講者数\t109人から毎年500人以上へ\n講師の登用人数\t0人から15人へ\n";
        let told = said(&format!("計画\n\n{table}{rows}"));
        assert!(told[0].contains("baseline 109 人 2005") && told[0].contains("target >= 500 人 2011"), "{told:?}");
        assert!(told[1].contains("baseline 0 人 2005") && told[1].contains("target 15 人 2011"), "{told:?}");
    }

    #[test]
    fn so_many_to_so_many_is_a_range_and_no_way() {
        let table = "指標\t目標値（令和11年度）\n";
        let rows = "教室の定員\t10人から20人まで\n会議の開催回数\t12回\n";
        let told = said(&format!("計画\n\n{table}{rows}"));
        assert!(told.iter().all(|line| !line.contains("baseline")), "{told:?}");
    }
}
