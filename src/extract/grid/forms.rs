//! A form for each indicator: words and what they stand for beside each other, two pairs in a row, a year behind its value.
//!
//! 現状値 | 612日 | 目標値 | 660日 is two rows of a table on its side, and so is 基準値 | 218 | （基準年度） | 令和2年度. A form
//! whose head an empty line parts from its values is one.

use std::rc::Rc;

use crate::rules::{Column, Look, Rules};

use super::cell::Cell;
use super::sheet::Line;
use super::turned::turned;
use super::{Sheet, Slots};

/// A table of words for an indicator and what they stand for, without any value: the head of a form.
#[derive(Debug)]
pub(super) struct Head {
    pub lines: Vec<Line>,
    pub caption: Vec<usize>,
    pub context: Vec<(Column, Rc<Cell>)>,
    /// How many tables there were before it.
    pub before: usize,
}

impl Head {
    /// Whether a table can be one.
    pub fn is_in(lines: &[Line], rules: &Rules) -> bool {
        let pairs: Vec<Vec<Rc<Cell>>> = lines.iter().map(cells).collect();
        let named = |pair: &Vec<Rc<Cell>>| {
            pair[0].headerish(rules) && pair[0].says(rules).is(Column::Name) && !pair[1].headerish(rules)
        };
        let bare = |pair: &Vec<Rc<Cell>>| {
            pair.len() == 2 && pair.iter().all(|cell| cell.look != Look::Value) && pair[0].says(rules).role.is_none()
        };
        !pairs.is_empty() && pairs.iter().all(bare) && pairs.iter().any(named)
    }

    /// The form that it makes with the table behind it.
    pub fn with(&self, lines: &[Line], rules: &Rules) -> Option<Vec<Sheet>> {
        let mut all = self.lines.clone();
        all.extend(lines.iter().cloned());
        sheets(&all, rules)
    }
}

/// Tables on their side, as they are written or as forms.
pub(super) fn sheets(lines: &[Line], rules: &Rules) -> Option<Vec<Sheet>> {
    unfolded(lines, rules).and_then(|lines| turned(&lines, rules)).or_else(|| turned(lines, rules))
}

/// The rows of a form, a pair each; none where it is no form, or has one pair in each row.
fn unfolded(lines: &[Line], rules: &Rules) -> Option<Vec<Line>> {
    let mut out: Vec<Line> = Vec::new();
    let mut told = false;
    for line in lines {
        for (n, slots) in pairs(&cells(line), rules)?.into_iter().enumerate() {
            told |= n > 0 && slots[0].as_ref().is_none_or(|cell| cell.says(rules).role.is_some());
            out.push(Line { slots, exact: true, ..line.clone() });
        }
    }
    told.then_some(out)
}

/// The pairs of a row: a word and what it stands for; a year behind them has no word.
fn pairs(cells: &[Rc<Cell>], rules: &Rules) -> Option<Vec<Slots>> {
    let word = |cell: &Cell| cell.headerish(rules) && !cell.has_value();
    let [first, rest @ ..] = cells else { return Some(Vec::new()) };
    if first.has_value() || rest.len() > 1 && !word(first) {
        return None;
    }
    let mut out: Vec<Slots> = vec![vec![Some(Rc::clone(first)), rest.first().cloned()]];
    let mut rest = rest.get(1..).unwrap_or_default();
    while let [cell, behind @ ..] = rest {
        match behind {
            [held, more @ ..] if word(cell) && (held.look == Look::Period || !word(held)) => {
                out.push(vec![Some(Rc::clone(cell)), Some(Rc::clone(held))]);
                rest = more;
            }
            _ if cell.look == Look::Period => {
                out.push(vec![None, Some(Rc::clone(cell))]);
                rest = behind;
            }
            _ => return None,
        }
    }
    let first = out[0][1].as_ref();
    (out.len() == 1 || first.is_some_and(|cell| !word(cell))).then_some(out)
}

/// The cells of a row, one that is laid over several places once.
fn cells(line: &Line) -> Vec<Rc<Cell>> {
    let mut cells: Vec<Rc<Cell>> = line.slots.iter().flatten().filter(|cell| !cell.is_empty()).cloned().collect();
    cells.dedup_by(|next, before| Rc::ptr_eq(next, before));
    cells
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn two_pairs_in_a_row_are_two_rows_of_a_form() {
        let form = |number: &str, name: &str, now: &str, goal: &str| {
            format!(
                "| 指標番号 | {number} | 担当部署 | 総務部 |\n|---|---|---|---|\n| 指標名 | {name} | | |\n\
                 | 定義 | 年度末の件数 | | |\n| 現状値 | {now} | 目標値 | {goal} |\n| 備考 | 毎年点検する。 | | |\n\n"
            )
        };
        let first = form("1-(1)", "蔵書の公開件数", "480件（令和5年度）", "600件（令和10年度）");
        let found = said(&(first + &form("1-(2)", "閲覧室の利用者数", "900人（令和5年度）", "1,200人（令和10年度）")));
        assert_eq!(
            found,
            [
                "蔵書の公開件数 | baseline 480 件 2023 | target 600 件 2028",
                "閲覧室の利用者数 | baseline 900 人 2023 | target 1200 人 2028"
            ]
        );
    }

    #[test]
    fn the_head_of_a_form_and_its_values_are_one_and_a_year_is_that_of_the_value_before_it() {
        let form = "指標名\t雨水ますの設置基数\n単位\t基\n担当課\t環境課\n\n\
            基準値\t218\t（基準年度）\t令和2年度\n実績値\t305\t（令和6年度）\t\n目標値\t500\t（令和12年度）\t\n";
        assert_eq!(said(form), ["雨水ますの設置基数 | baseline 218 基 2020 | actual 305 基 2024 | target 500 基 2030"]);
    }

    #[test]
    fn indicators_side_by_side_are_no_pairs() {
        let text = "| 指標 | 相談件数 | 研修の受講者数 |\n|---|---|---|\n| 基準値（R5） | 45件 | 20人 |\n| 目標値（R10） | 60件 | 35人 |\n";
        assert_eq!(said(text).len(), 2);
    }
}
