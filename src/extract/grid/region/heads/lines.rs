//! The words of a header that follow each other as lines.

use std::rc::Rc;

use crate::chars::asks_for_more;
use crate::layout::{Join, Text};
use crate::rules::{Column, Hint, Look};

use super::super::super::super::Extractor;
use super::super::super::axis::Axis;
use super::super::{LONGEST_HEADER, Line, MOST_COLUMNS};

/// (期限): a bracket below a word of a header has no more characters.
const SHORT_BRACKET: usize = 6;

/// 成果目標 | 成果目標（期限） | 計画策定時の数値: goals head their names and their values. 政策目標 | 基準値 | 目標値: so does what else
/// stands right before the values, where nothing heads names.
pub(in super::super) fn goals_as_names(axes: &mut [Axis]) {
    let aims = |axis: &Axis| axis.role == Some(Hint::Target);
    // 第3章 計画の目標 / 3-1 総量目標 are headings: where things stand has a word of its own in a header.
    let stands = |axis: &Axis| matches!(axis.role, Some(Hint::Baseline | Hint::Current));
    let Some(at) = axes.iter().position(stands) else { return };
    let first = axes.iter().position(|axis| aims(axis) && axis.year.is_none());
    let measure = at.checked_sub(1).filter(|&before| axes[before].kind == Some(Column::Measure));
    let named = first.filter(|&first| first < at).or(measure);
    let others = || axes.iter().enumerate().filter(|&(at, _)| Some(at) != named).map(|(_, axis)| axis);
    if others().any(aims)
        && !others().any(Axis::names_here)
        && let Some(axis) = named.map(|named| &mut axes[named])
    {
        (axis.kind, axis.role) = (Some(Column::Name), None);
    }
}

/// 区分 | H20 | H21 | H22目標, No. | 事業名 | 単位 | 現状値 | 目標値: where nothing else heads names, what stands before the values
/// does, if one of these is a goal with a year.
fn section_as_names(axes: &mut [Axis]) {
    if axes.iter().any(Axis::names_here) {
        return;
    }
    let values =
        |axis: &Axis| axis.kind == Some(Column::Value) || axis.kind == Some(Column::Period) && axis.year.is_some();
    let beside = |axis: &Axis| values(axis) || matches!(axis.kind, Some(Column::Unit | Column::Office | Column::Note));
    let lead = axes.iter().take_while(|axis| axis.kind == Some(Column::Index)).count();
    let [first, rest @ ..] = &mut axes[lead..] else { return };
    let aimed = rest.iter().any(|axis| axis.role == Some(Hint::Target) && axis.year.is_some());
    let several = rest.iter().filter(|axis| values(axis)).count() > 1;
    let heads = matches!(first.kind, Some(Column::Section | Column::Programme));
    if heads && aimed && several && rest.iter().all(beside) {
        first.kind = Some(Column::Name);
    }
}

impl Extractor<'_> {
    /// The columns that lines one below the other name, and how many lines they take. `under` is whether a word below
    /// a year belongs to it: 2022-23 / actual.
    pub(in super::super) fn header(&self, lines: &[Line], under: bool) -> Option<(Vec<Text>, Vec<Axis>, usize)> {
        let (mut texts, mut axes, mut taken): (Vec<Text>, Vec<Axis>, usize) = (Vec::new(), Vec::new(), 0);
        for (at, line) in lines.iter().enumerate().take(2 * MOST_COLUMNS) {
            if line.text.span().range().len() > LONGEST_HEADER {
                break;
            }
            // 指標名 基準値 目標値 on one line is no cell.
            let words = self.words(&line.text);
            let japanese = !self.source[line.text.span().range()].is_ascii();
            let several =
                words.len() > 1 && japanese && words.iter().all(|word| self.typed(word).headerish(self.rules));
            if several || self.columns_of(&words).is_some() {
                break;
            }
            let cell = self.cell_of(line);
            let bracket = self.opens_with_bracket(&line.text);
            let year = cell.look == Look::Period;
            let says = cell.says(self.rules);
            let of_year = under
                && !year
                && says.role.is_some()
                && axes.last().is_some_and(|last| last.role.is_none() && last.year.is_some());
            // （平成30年度） below 基準値: the year of the column above it; and (期限) below 成果目標.
            let dates = bracket && cell.len() <= SHORT_BRACKET && !cell.has_value();
            if (year && bracket || of_year || dates) && !texts.is_empty() {
                let mut whole = texts.pop()?;
                whole.append(line.text.clone(), Join::Part);
                axes.pop();
                axes.push(self.column(Rc::new(self.typed(&whole))));
                texts.push(whole);
                taken += 1;
                continue;
            }
            let known = |line: &Line| {
                let cell = self.cell_of(line);
                cell.look != Look::Dash && (cell.look == Look::Period || cell.headerish(self.rules))
            };
            // 単位 / 望ましい方向 / 現状: a word that no rule knows, between two that one does.
            let between = !axes.is_empty()
                && cell.len() <= if japanese { LABEL } else { 2 * LABEL }
                && matches!(cell.look, Look::Text | Look::Name)
                && lines.get(at + 1).is_some_and(known);
            if !known(line) && !between {
                break;
            }
            // 見直し後の / 目標値
            let wraps = texts.last().is_some_and(|last| asks_for_more(&self.source[last.span().range()]));
            if let Some(mut whole) = texts.pop_if(|_| wraps && !year) {
                whole.append(line.text.clone(), Join::Wrap);
                axes.pop();
                axes.push(self.column(Rc::new(self.typed(&whole))));
                texts.push(whole);
            } else {
                texts.push(line.text.clone());
                axes.push(self.column(Rc::clone(cell)));
            }
            taken += 1;
        }
        goals_as_names(&mut axes);
        section_as_names(&mut axes);
        let names = axes.iter().filter(|axis| axis.names_here()).count();
        let valued = axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count();
        let whole = names >= 1 && valued >= 1 && (2..=MOST_COLUMNS).contains(&axes.len());
        whole.then_some((texts, axes, taken))
    }
}

/// A word before a value is no longer, in characters.
const LABEL: usize = 16;

#[cfg(test)]
mod tests {
    use super::super::super::super::desk::said;

    #[test]
    fn a_numbered_line_over_a_name_is_a_section_where_others_have_none() {
        let head = "指標名\n現状値\n目標値\n";
        let rows = "１－１　建物の倒壊の防止\n住宅の耐震化率\n86.3％\n（R2）\n95％\n（R7）\n警報器の設置率\n78％\n（R2）\n90％\n（R7）\n";
        let told = said(&format!("成果指標\n\n{head}{rows}"));
        let names: Vec<_> = told.iter().map(|line| line.split(" | ").next().unwrap()).collect();
        assert_eq!(names, ["住宅の耐震化率", "警報器の設置率"]);
    }

    #[test]
    fn a_year_under_a_value_is_its_own_and_so_is_when_in_that_year() {
        let head = "成果目標の動向\n\n成果目標 成果目標\n（期限）\n計画策定時の数値 最新値\n";
        let row = |name: &str| {
            format!(
                "{name} 10%程度\n（令和７年度末）\n5.1%\n令和2年度\n（※令和3年1月現在）\n5.6%\n令和5年度\n（※令和6年1月現在）\n"
            )
        };
        let told = said(&format!("{head}{}{}", row("課長に占める女性の割合"), row("室長に占める女性の割合")));
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[1], "室長に占める女性の割合 | baseline 5.1 % 2020 | actual 5.6 % 2023 | target ~ 10 % 2025");
    }

    #[test]
    fn what_stands_under_a_header_and_is_called_as_names_are_heads_rows() {
        let head =
            "Indicators\n\nBaseline Level\n\nPerformance Levels\n\nFY 2020\n\nFY 2021\n\nSecondary Indicators\n\n";
        let told = said(&format!(
            "Levels\n\n{head}1S1: Graduation Rate\n\n97.41\n\n90\n\n92\n\n1S2: Placement Rate\n\n85.72\n\n85\n\n86\n"
        ));
        assert_eq!(told[0], "Graduation Rate | baseline 97.41 | target 90 2020 | target 92 2021");
        assert_eq!(told.len(), 2, "{told:?}");
    }
}
