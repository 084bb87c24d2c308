//! Parts that stand side by side under each role: 基準値 | | 目標値 over 男性 | 女性 | 男性 | 女性. What the lower line of a
//! header says again and again under different words names no role, but whose the values are; and where the words for roles
//! come again and again below, those over them do.

use std::collections::HashSet;
use std::rc::Rc;

use crate::rules::{Column, Look, Rules};

use super::axes::Axes;
use super::axis::Axis;
use super::cell::{Cell, Says};
use super::sheet::Line;

impl Axes {
    /// 病床利用率 over the rows 中央病院 and こども病院: what looks like offices beside one name for several rows, under a header that
    /// calls it none, says whose the values are.
    pub(super) fn parts_in_rows(&mut self, lines: &[&Line], rules: &Rules) {
        let Some(name) = self.name else { return };
        let cell = |line: &Line, at: usize| line.slots.get(at).cloned().flatten().filter(|cell| !cell.is_empty());
        for n in name + 1..self.columns.len() {
            let axis = &self.columns[n];
            if axis.kind != Some(Column::Office) || Says::of_path(&axis.path, rules).is(Column::Office) {
                continue;
            }
            let shared = lines.windows(2).any(|pair| {
                let same =
                    |at: usize| cell(pair[0], at).zip(cell(pair[1], at)).map(|(one, next)| Rc::ptr_eq(&one, &next));
                same(name) == Some(true) && same(n) == Some(false)
            });
            if shared {
                self.columns[n].kind = Some(Column::Section);
            }
        }
    }

    /// Finds the columns of parts: each stands under each of the words above, or over each of the words below.
    pub(super) fn find_parts(&mut self, rules: &Rules) {
        for way in [Way::Under, Way::Over] {
            let valued = self.columns.iter().enumerate().filter(|(_, axis)| axis.kind == Some(Column::Value));
            let told: Vec<Told> = valued.filter_map(|(n, axis)| part(axis, way, rules).map(|told| (n, told))).collect();
            // 件数 | 人 under each role: units of one and the same.
            let unit = |n: usize| self.columns[n].path.last().is_some_and(|word| word.look == Look::Unit);
            if told.iter().all(|&(n, _)| unit(n)) || !is_full(&told) {
                continue;
            }
            for (n, (word, _)) in told {
                self.columns[n].part = Some(word);
            }
            return;
        }
    }
}

/// A column, the word for its part, and what tells the role.
type Told = (usize, (String, Role));

/// Where the words for parts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// 基準値 | 目標値 over 男性 | 女性 | 男性 | 女性.
    Under,
    /// 男性 | 女性 over 現状 | 目標 | 現状 | 目標.
    Over,
}

/// What tells the role beside a part: one cell over several columns, or the same word again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Role {
    Cell(*const Cell),
    Word(String),
}

/// Whether each of several parts stands with each of several roles, and once.
fn is_full(told: &[Told]) -> bool {
    let words: HashSet<&str> = told.iter().map(|(_, (word, _))| word.as_str()).collect();
    let roles: HashSet<&Role> = told.iter().map(|(_, (_, role))| role).collect();
    let pairs: HashSet<(&str, &Role)> = told.iter().map(|(_, (word, role))| (word.as_str(), role)).collect();
    words.len() > 1 && roles.len() > 1 && pairs.len() == told.len() && told.len() == words.len() * roles.len()
}

/// 目標項目 | 男性 | | 女性 | over | 現状 | 目標 | 現状 | 目標: where cells are written once for the columns that they cover, gives each of
/// these the cell; whether it did.
pub(super) fn spread(lines: &mut [Line], rules: &Rules) -> bool {
    let [above, below, _, ..] = lines else { return false };
    let filled = |slot: &Option<Rc<Cell>>| slot.as_ref().is_some_and(|cell| !cell.is_empty());
    let width = above.slots.len();
    let plain = |line: &Line| line.filled().all(|cell| !cell.has_value() && cell.look != Look::Rationale);
    let starts: Vec<usize> = (1..width).filter(|&at| filled(&above.slots[at])).collect();
    let even = width == below.slots.len()
        && !filled(&below.slots[0])
        && filled(&above.slots[0])
        && starts.len() > 1
        && starts.first() == Some(&1)
        && (1..width).all(|at| filled(&below.slots[at]))
        && plain(above)
        && plain(below);
    let roles = |line: &Line| line.slots[1..].iter().flatten().any(|cell| cell.says(rules).role.is_some());
    if !even || !(roles(above) || roles(below)) {
        return false;
    }
    let mut slots = above.slots.clone();
    for at in 1..width {
        if !filled(&slots[at]) {
            slots[at] = slots[at - 1].clone();
        }
    }
    let merged = Line { slots, ..above.clone() };
    let again = repeats(&merged, below);
    if again {
        *above = merged;
    }
    again
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

/// The word for the part of a column, which says nothing of its values itself, and what stands over or under that.
fn part(axis: &Axis, way: Way, rules: &Rules) -> Option<(String, Role)> {
    let [.., above, below] = axis.path.as_slice() else { return None };
    let (word, role) = match way {
        Way::Under => (below, Role::Cell(Rc::as_ptr(above))),
        Way::Over => (above, Role::Word(below.code().to_owned())),
    };
    let plain = matches!(word.look, Look::Text | Look::Name | Look::Office | Look::Source | Look::Index | Look::Unit);
    let silent = plain && !word.headerish(rules) && !word.has_value() && word.all_years().is_empty();
    let text = word.read.reading.view.text.replace('\n', "");
    (silent && (axis.role.is_some() || axis.year.is_some())).then_some((text, role))
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
