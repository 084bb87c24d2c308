//! Parts that stand side by side under each role: 基準値 | | 目標値 over 男性 | 女性 | 男性 | 女性. What the lower line of a
//! header says again and again under different words names no role, but whose the values are.

use std::collections::HashSet;
use std::rc::Rc;

use crate::rules::{Column, Look, Rules};

use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;
use super::sheet::Line;

impl Axes {
    /// Finds the columns of parts, where each part stands under each of the words above.
    pub(super) fn find_parts(&mut self, rules: &Rules) {
        let told: Vec<(usize, String, *const Cell)> = (self.columns.iter().enumerate())
            .filter(|(_, axis)| axis.kind == Some(Column::Value))
            .filter_map(|(n, axis)| part(axis, rules).map(|(word, above)| (n, word, above)))
            .collect();
        // 件数 | 人 under each role: units of one and the same.
        let unit = |n: usize| self.columns[n].path.last().is_some_and(|word| word.look == Look::Unit);
        if told.iter().all(|&(n, ..)| unit(n)) {
            return;
        }
        let words: HashSet<&str> = told.iter().map(|(_, word, _)| word.as_str()).collect();
        let above: HashSet<*const Cell> = told.iter().map(|&(_, _, above)| above).collect();
        let pairs: HashSet<(&str, *const Cell)> = told.iter().map(|(_, word, above)| (word.as_str(), *above)).collect();
        let full = pairs.len() == told.len() && told.len() == words.len() * above.len();
        if words.len() < 2 || above.len() < 2 || !full {
            return;
        }
        for (n, word, _) in told {
            self.columns[n].part = Some(word);
        }
    }
}

/// Whether a line says the same words under each merged cell of the line above it.
pub(super) fn repeats(above: &Line, line: &Line) -> bool {
    let same = |at: usize| match (&above.slots[at - 1], &above.slots[at]) {
        (Some(one), Some(next)) => !one.is_empty() && Rc::ptr_eq(one, next),
        _ => false,
    };
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for at in 1..above.slots.len().min(line.slots.len()) {
        let text = |at: usize| line.slots[at].as_ref().map_or("", |cell| cell.read.reading.view.text.as_str());
        match (same(at), at > 1 && same(at - 1)) {
            (true, false) => groups.push(vec![text(at - 1), text(at)]),
            (true, true) => groups.last_mut().into_iter().for_each(|group| group.push(text(at))),
            _ => {}
        }
    }
    let told = |group: &[&str]| {
        group.iter().all(|text| !text.is_empty() && text.chars().count() <= LONGEST)
            && group.iter().collect::<HashSet<_>>().len() == group.len()
    };
    groups.len() > 1 && told(&groups[0]) && groups.windows(2).all(|pair| pair[0] == pair[1])
}

/// A word for a part is no longer, in characters.
const LONGEST: usize = 24;

/// The word right over the cells of a column, if it says nothing of them itself, and what stands over that.
fn part(axis: &Axis, rules: &Rules) -> Option<(String, *const Cell)> {
    let [.., above, word] = axis.path.as_slice() else { return None };
    let plain = matches!(word.look, Look::Text | Look::Name | Look::Office | Look::Source | Look::Index | Look::Unit);
    let silent = plain && !word.headerish(rules) && !word.has_value() && word.all_years().is_empty();
    let text = word.read.reading.view.text.replace('\n', "");
    (silent && (axis.role.is_some() || axis.year.is_some())).then_some((text, Rc::as_ptr(above)))
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    fn page(rows: &[&str]) -> String {
        let cell = |(n, text): (usize, &str), tag: &str| match text.strip_suffix("*2") {
            Some(wide) => format!("<{tag} colspan=2>{wide}</{tag}>"),
            None if n == 0 && text.ends_with('|') => format!("<{tag} rowspan=2>{}</{tag}>", text.trim_end_matches('|')),
            None => format!("<{tag}>{text}</{tag}>"),
        };
        let row = |(n, row): (usize, &&str)| {
            let cells = row.split(" / ").enumerate().map(|one| cell(one, if n < 2 { "th" } else { "td" }));
            format!("<tr>{}</tr>", cells.collect::<String>())
        };
        format!("<html><body><table>{}</table></body></html>", rows.iter().enumerate().map(row).collect::<String>())
    }

    #[test]
    fn columns_of_parts_under_each_role_are_indicators_of_their_own() {
        let rows = [
            "Measure| / 2021 Baseline*2 / 2025 Target*2",
            "NJ / PA / NJ / PA",
            "Lane miles in good condition / 75.7% / 68.8% / 77% / 65%",
        ];
        assert_eq!(
            said(&page(&rows)),
            [
                "Lane miles in good condition(NJ) | baseline 75.7 % 2021 | target 77 % 2025",
                "Lane miles in good condition(PA) | baseline 68.8 % 2021 | target 65 % 2025"
            ]
        );
        let japanese = [
            "指標| / 基準値（R5）*2 / 目標値（R10）*2",
            "男性 / 女性 / 男性 / 女性",
            "健康寿命 / 72.1年 / 75.3年 / 73.0年 / 76.0年",
        ];
        assert_eq!(said(&page(&japanese)).len(), 2);
    }
}
