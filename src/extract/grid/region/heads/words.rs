//! The words of a header on one line, with their years on it or below.

use std::rc::Rc;

use crate::layout::{Join, Text};
use crate::rules::{Column, Hint, Look, Rules};

use super::super::super::super::Extractor;
use super::super::super::axis::Axis;
use super::super::super::cell::Cell;

use super::super::{Line, MOST_COLUMNS};

/// The words of a header by column, what each heads and which heads the names, and how many lines they take.
pub(super) type Headed = (Vec<Text>, (Vec<Axis>, usize), usize);

impl Extractor<'_> {
    /// 管理指標 基準値 目標値 over （2021年度） （2032年度）: the years of the roles stand on a line of their own.
    pub(in super::super) fn with_years_below(
        &self,
        (mut words, (mut axes, name), headed): Headed,
        lines: &[Line],
    ) -> Headed {
        let below = lines.get(headed).map(|line| self.words(&line.text)).unwrap_or_default();
        let year = |word: &Text| self.opens_with_bracket(word) && self.is_year(word);
        let roles: Vec<usize> = (0..axes.len()).filter(|&at| axes[at].role.is_some()).collect();
        let fits = !below.is_empty() && below.len() == roles.len() && below.iter().all(year);
        if !fits || axes.len() != words.len() {
            return (words, (axes, name), headed);
        }
        for (&at, year) in roles.iter().zip(below) {
            words[at].append(year, Join::Part);
            axes[at] = self.column(Rc::new(self.typed(&words[at])));
        }
        (words, (axes, name), headed + 1)
    }

    /// Measure FY23 Actual FY25 Target; 2022-23 2023-24 over Actual Target: columns that several words name, and how
    /// many lines they take.
    pub(in super::super) fn columns_in_groups(&self, lines: &[Line]) -> Option<Headed> {
        let mut columns = self.groups(self.words(&lines.first()?.text))?;
        let mut taken = 1;
        let years = columns[1..].iter().all(|column| self.is_year(column));
        if years {
            let below = self.words(&lines.get(1)?.text);
            // Police Department FY 2019 FY 2020 over Key Measures Actual Target: what heads names may stand in the lower line.
            let (heads, below) = below.split_at(below.len().checked_sub(columns.len() - 1)?);
            let role = |word: &Text| {
                let cell = self.typed(word);
                cell.says(self.rules).role.is_some() || !heads.is_empty() && cell.headerish(self.rules)
            };
            if let Some((first, rest)) = heads.split_first() {
                let mut head = first.clone();
                rest.iter().for_each(|word| head.append(word.clone(), Join::Run));
                columns[0] = head;
            }
            if !below.iter().all(role) {
                return None;
            }
            columns[1..]
                .iter_mut()
                .zip(below.iter().cloned())
                .for_each(|(column, role)| column.append(role, Join::Wrap));
            taken = 2;
        }
        let axes: Vec<Axis> = columns.iter().map(|column| self.column(Rc::new(self.typed(column)))).collect();
        let known = |axis: &Axis| matches!(axis.kind, Some(Column::Value | Column::Aside)) || axis.role.is_some();
        let valued = axes[1..].iter().all(known);
        let aimed = axes.iter().any(|axis| axis.role == Some(Hint::Target));
        let named = columns[0].is_empty() || axes[0].names_here();
        (valued && aimed && named).then_some((columns, (axes, 0), taken))
    }

    /// FY 2017 as one word.
    pub(in super::super) fn years_in_two(&self, words: Vec<Text>) -> Vec<Text> {
        let mut whole: Vec<Text> = Vec::new();
        for word in words {
            let figures = self.source[word.span().range()].bytes().all(|byte| byte.is_ascii_digit());
            let both = whole.last().filter(|last| figures && !self.is_year(last)).map(|last| {
                let mut both = last.clone();
                both.append(word.clone(), Join::Wrap);
                both
            });
            if let Some(both) = both.filter(|both| self.is_year(both)) {
                whole.pop();
                whole.push(both);
            } else {
                whole.push(word);
            }
        }
        whole
    }

    /// The words of a header by column: what heads the names, then a year or a word for a role, or both of them.
    fn groups(&self, words: Vec<Text>) -> Option<Vec<Text>> {
        let is_year = |word: &Text| self.is_year(word);
        let words = self.years_in_two(words);
        let is_role = |word: &Text| {
            let cell = self.typed(word);
            cell.headerish(self.rules) && says_role(&cell, self.rules)
        };
        let first = words.iter().position(|word| is_year(word) || is_role(word))?;
        let mut columns = vec![Text::default()];
        let mut last: Option<bool> = None;
        for (n, word) in words.into_iter().enumerate() {
            if n < first {
                columns[0].append(word, Join::Wrap);
                continue;
            }
            let year = is_year(&word);
            if !(year || is_role(&word)) {
                return None;
            }
            // A year and a role behind each other head one column.
            match columns.last_mut().filter(|_| last.is_some_and(|before| before != year)) {
                Some(column) => {
                    column.append(word, Join::Wrap);
                    last = None;
                }
                None => {
                    columns.push(word);
                    last = Some(year);
                }
            }
        }
        (3..=MOST_COLUMNS).contains(&columns.len()).then_some(columns)
    }

    /// FY23, 2022-23, 2023.
    pub(in super::super) fn is_year(&self, word: &Text) -> bool {
        self.typed(word).look == Look::Period
    }

    /// Whether a line could be the first part of a name.
    pub(in super::super) fn may_name(&self, line: &Text) -> bool {
        let cell = self.typed(line);
        matches!(cell.look, Look::Name | Look::Text) && !cell.headerish(self.rules) && !cell.has_value()
    }
}

/// Whether words tell a role, and head no names: KPI does both.
pub(in super::super) fn says_role(cell: &Cell, rules: &Rules) -> bool {
    let says = cell.says(rules);
    says.role.is_some() && !says.is(Column::Name)
}

#[cfg(test)]
mod tests {
    use super::super::super::super::desk::said;

    #[test]
    fn years_stand_over_the_words_for_names_and_roles() {
        let rows = "Injury Crashes 2,847 2,869 <3,084\nArrests made 11,877 14,701 15,000\n";
        let head = "Police Department FY 2018 FY 2019 FY 2020\nKey Measures Actual Estimate Target\n";
        let told = said(&format!("Scorecard\n{head}{rows}"));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("Injury Crashes | ") && told[0].ends_with("target < 3084 2020"), "{told:?}");
    }
}
