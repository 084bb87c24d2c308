//! Rows of words parted by one space that have fewer values than their header has columns: one interim goal of two. Where
//! each value brings its own year the first are those of where things stood, and the last those of the goals.

use crate::layout::{Join, Text};
use crate::rules::{Column, Hint, Look};

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::is_value;

impl Extractor<'_> {
    /// The cells of such a row, empty ones among them.
    pub(super) fn lacking_row(&self, axes: &[Axis], name: usize, line: &Text, open: &[Text]) -> Option<Vec<Text>> {
        let columns = &axes[name + 1..];
        let aims = |axis: &Axis| axis.role == Some(Hint::Target);
        let stands = columns.iter().take_while(|axis| !aims(axis)).count();
        let whole = columns.iter().all(|axis| axis.kind == Some(Column::Value) && axis.role.is_some());
        // Of one goal nothing tells which value is lacking.
        if !whole || !columns[stands..].iter().all(aims) || columns.len() < stands + 2 {
            return None;
        }
        let words = self.joined(self.words(line));
        // ― 14自治体（2024年） 62自治体（2030年）: a dash keeps the place of a value.
        let dated = |word: &Text| {
            let cell = self.typed(word);
            cell.look == Look::Dash || is_value(cell.look) && cell.read.bound.iter().any(|bound| bound.period.is_some())
        };
        let told = words.iter().rev().take_while(|word| dated(word)).count();
        let named = words.len() - told;
        if told <= stands || told >= columns.len() || !(named > name || named == name && !open.is_empty()) {
            return None;
        }
        let mut whole = Text::default();
        for part in open.iter().chain(&words[name..named]) {
            whole.append(part.clone(), Join::Wrap);
        }
        let (before, goals) = words[named..].split_at(stands);
        let lack = columns.len() - told;
        let cells = words[..name].iter().cloned().chain([whole]).chain(before.iter().cloned());
        Some(cells.chain((0..lack).map(|_| Text::default())).chain(goals.iter().cloned()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    const HEADER: &str = "2050戦略\n\n番号 政策目標 基準値 現状値 途中目標 途中目標 2035年目標\n";

    #[test]
    fn a_row_without_one_of_two_interim_goals_is_read_by_its_years() {
        let text = format!(
            "{HEADER}1 笑っている子供の割合 64.0％（2023年） 64.3％（2025年） 70％（2026年） 80％（2030年） 85％以上（2035年）\n\
             2 権利を知る子供の割合 53.3％（2024年） 55.0％（2025年） 60％（2030年） 70％以上（2035年）\n\
             3 切れ目のない支援体制の数 ― 14自治体（2024年） 62自治体（2030年） 62自治体（2035年）\n"
        );
        let found = said(&text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[2].contains("14 自治体 2024 | target 62 自治体 2030"), "{}", found[2]);
        assert_eq!(
            found[1],
            "権利を知る子供の割合 | baseline 53.3 % 2024 | actual 55 % 2025 | target 60 % 2030 | target >= 70 % 2035"
        );
    }

    #[test]
    fn a_row_whose_values_bring_no_years_is_not() {
        let text = format!(
            "{HEADER}1 笑っている子供の割合 64.0％ 64.3％ 70％ 80％ 85％\n2 権利を知る子供の割合 53.3％ 55.0％ 60％ 70％\n"
        );
        assert!(said(&text).iter().all(|record| !record.starts_with("権利")), "{:?}", said(&text));
    }
}
