//! The columns of a table: which header cells stand over each, what it holds, where names stand.
//!
//! A header's words and the types of the cells below are weighed together: a column called 目標
//! that holds names is no column of targets.

use std::rc::Rc;

use crate::record::Role;
use crate::rules::{Column, Hint, Look, Rules};
use crate::text::code::is_symbol;

use super::align::Fit;
use super::axis::Axis;
use super::cell::{Cell, Says, add};
use super::place::place;
use super::sheet::{Line, Sheet};
use super::{named, promised};

/// How much the cells of a column weigh against the words over it.
const CELLS: Fit = 1.6;
/// More columns than these are laid out one to one.
pub(super) const MOST_PLACED: usize = 64;

/// A header of more words of its own names a quantity.
const WORDS: usize = 2;
/// Of the cells of a column of targets so many are values where another's words are aims.
const MOST_VALUED: f32 = 0.5;
/// Of the cells of a column of goals so many hold values with years.
const MOST_DATED: f32 = 0.6;

/// The columns of a table.
#[derive(Debug, Default)]
pub(super) struct Axes {
    pub columns: Vec<Axis>,
    /// The column of names.
    pub name: Option<usize>,
    /// That names stand there is said by its header.
    pub named: bool,
    pub headed: bool,
    /// The header of the names calls them goals (数値目標 | 単位 | 数値), and no other says a role.
    pub of_goals: bool,
    /// Its rows stand under their headers as they are written, as far as can be told.
    pub written: bool,
}

impl Axes {
    /// The first of the years over the columns, where the last is the one given.
    pub(super) fn first_of_years(&self, last: i32) -> Option<i32> {
        let years = self.columns.iter().filter_map(|axis| Some(axis.year?.period.end));
        let (min, max) = (years.clone().min()?, years.max()?);
        (min < max && max == last).then_some(min)
    }

    /// Makes goals of the values under years, where the caption says that they are and no header says otherwise.
    pub(super) fn aim(&mut self) {
        let dated = |axis: &Axis| axis.kind == Some(Column::Value) && axis.year.is_some();
        // 達成率: a column of what came of it says that the rest was reached.
        let judged = self.columns.iter().any(|axis| axis.kind == Some(Column::Aside));
        if !judged
            && !self.has_role()
            && self.columns.iter().all(|axis| axis.kind != Some(Column::Value) || dated(axis))
        {
            self.columns.iter_mut().filter(|axis| dated(axis)).for_each(|axis| axis.role = Some(Hint::Target));
        }
    }

    pub fn of(sheet: &Sheet, rules: &Rules) -> Self {
        let width = width(sheet);
        let full: Vec<&Line> = sheet.lines.iter().filter(|line| line.slots.len() == width).collect();
        let profiles: Vec<Vec<(Look, f32)>> = (0..width).map(|column| profile(&full, column)).collect();
        let mut columns: Vec<Axis> = (0..width).map(|_| Axis::default()).collect();
        place(sheet, &mut columns, &profiles, rules);
        for (axis, types) in columns.iter_mut().zip(profiles) {
            axis.read(rules);
            axis.types = types;
        }
        let headed = !sheet.headers.is_empty();
        let mut axes = Self { columns, name: None, named: false, headed, of_goals: false, written: false };
        axes.standing(&full, rules);
        axes.cells_decide(&full, rules);
        axes.say_nothing(&full);
        axes.find_name(sheet, &full);
        axes.find_parts(rules);
        axes.parts_in_rows(&full, rules);
        axes.current();
        axes.one_start();
        axes.other_quantities();
        axes.years_beside();
        let promises =
            |axis: &Axis| Says::of_path(&axis.path, rules).role.is_some_and(|(hint, _)| hint == Hint::Target);
        axes.of_goals =
            !axes.has_role() && axes.name.is_some_and(|n| promises(&axes.columns[n]) && !axes.columns[n].promises);
        axes.written = axes.is_written(sheet);
        axes
    }

    /// 基準年 | | 実績 over R1 | R4 | R5: a plan starts in one year, whatever gap stands behind the word for it. The years tell
    /// what the others are.
    fn one_start(&mut self) {
        for n in 1..self.columns.len() {
            let (before, axis) = (&self.columns[n - 1], &self.columns[n]);
            let starts = |axis: &Axis| axis.role == Some(Hint::Baseline) && axis.kind == Some(Column::Value);
            let same = before.path.first().zip(axis.path.first()).is_some_and(|(one, other)| Rc::ptr_eq(one, other));
            let years = before.year.zip(axis.year);
            let later = years.is_some_and(|(one, other)| one.period.end < other.period.end);
            if starts(before) && starts(axis) && same && later && axis.path.len() > 1 {
                (self.columns[n].role, self.columns[n].weight) = (None, 0.0);
            }
        }
    }

    /// Targets | 2030 | Total population involved (2015): beside columns that words call the goal's, what names a
    /// quantity of its own holds none of this one's values, though it has a year.
    fn other_quantities(&mut self) {
        let valued = |axis: &Axis| axis.kind == Some(Column::Value);
        if !self.columns.iter().any(|axis| valued(axis) && axis.role == Some(Hint::Target)) {
            return;
        }
        let own = |axis: &Axis| {
            let words =
                axis.path.iter().flat_map(|cell| cell.code().split(|c: char| !c.is_alphabetic() || is_symbol(c)));
            words
                .filter(|word| word.len() > 1)
                .map(|word| if word.is_ascii() { 1 } else { word.chars().count() / 3 })
                .sum::<usize>()
        };
        let other = |axis: &&mut Axis| valued(axis) && axis.role.is_none() && axis.year.is_some() && own(axis) > WORDS;
        self.columns.iter_mut().filter(other).for_each(|axis| axis.kind = Some(Column::Aside));
    }

    /// Baseline | Goal | Year: a column of years is that of the values before it; where years come first, of those behind.
    fn years_beside(&mut self) {
        let role = |axis: &Axis| axis.role.filter(|_| axis.kind == Some(Column::Value));
        let first = self.columns.iter().position(|axis| role(axis).is_some());
        let Some(first) = first else { return };
        let is_year = |axis: &Axis| axis.kind == Some(Column::Period) && axis.role.is_none();
        let leads = first > 0 && is_year(&self.columns[first - 1]);
        for n in (0..self.columns.len()).filter(|&n| is_year(&self.columns[n])).collect::<Vec<_>>() {
            let behind = self.columns.get(n + 1).and_then(role);
            let mut before = self.columns[..n].iter().rev();
            let before = before.find(|axis| !is_year(axis) && axis.kind != Some(Column::Period)).and_then(role);
            self.columns[n].role = if leads { behind } else { before };
        }
    }

    /// Whether a header says a role of any column.
    pub fn has_role(&self) -> bool {
        self.columns.iter().any(|axis| axis.kind == Some(Column::Value) && axis.role.is_some())
    }

    /// Whether one word over several years calls all of them goals.
    pub fn goals_under_one_word(&self) -> bool {
        let goals = self.columns.iter().filter(|axis| axis.role == Some(Hint::Target) && axis.year.is_some());
        let mut over = goals.filter_map(|axis| axis.path.first().filter(|_| axis.path.len() > 1));
        let first = over.next();
        over.any(|cell| first.is_some_and(|first| Rc::ptr_eq(first, cell)))
    }

    pub fn has(&self, kind: Column) -> bool {
        self.columns.iter().any(|axis| axis.kind == Some(kind))
    }

    /// What the header leaves open the cells say, and what it says they may contradict.
    fn cells_decide(&mut self, full: &[&Line], rules: &Rules) {
        use Look::{Dash, Index, Label, Name, Office, Period, Rationale, Run, Source, Text, Unit, Value};
        let values = |axis: &Axis| axis.share(&[Value, Dash]);
        let first = (0..self.columns.len()).find(|&n| {
            let axis = &self.columns[n];
            axis.kind == Some(Column::Value) && (values(axis) > 0.3 || axis.filled() == 0.0)
        });
        // A column of KPIs that bring their values with them.
        let runs = |axis: &Axis| axis.kind == Some(Column::Name) && axis.role.is_none() && axis.share(&[Run]) >= 0.5;
        let kpis = self.columns.iter().any(runs);
        let schedules = kpis || self.has(Column::Progress) || self.has(Column::Programme) || self.has(Column::Schedule);
        let named = self.columns.iter().position(|axis| axis.kind == Some(Column::Name) && axis.role.is_none());
        let roles = self.columns.iter().filter(|axis| axis.kind == Some(Column::Value) && axis.role.is_some()).count();
        let width = self.columns.len();
        let target = |&n: &usize| {
            let axis = &self.columns[n];
            let again = self.columns.get(n + 1).is_some_and(|next| axis.is_over(next));
            axis.kind == Some(Column::Value) && axis.role == Some(Hint::Target) && !again
        };
        let targets = (0..width).filter(target).count();
        let mut promises = None;
        let role = |axis: &&Axis| axis.kind == Some(Column::Value) && axis.role.is_some();
        // A column for where things stand makes that of the targets one of values.
        let stands = |axis: &&Axis| axis.role != Some(Hint::Target) || values(axis) > 0.3;
        let told = self.columns.iter().filter(role).filter(stands).count();
        let counted = |n: usize| {
            let holds = |axis: &Axis| axis.role == Some(Hint::Target) && values(axis) >= MOST_VALUED;
            (0..width).any(|other| other != n && holds(&self.columns[other]))
        };
        let rivalled: Vec<bool> = (0..width).map(counted).collect();
        let hold: Vec<f32> = (0..width).map(|n| promised::holding(full, n)).collect();
        for (n, &holds) in hold.iter().enumerate() {
            let right = self.columns.get(n + 1..).filter(|_| n <= 1).unwrap_or_default();
            let names_right = right.iter().any(|axis| matches!(axis.kind, None | Some(Column::Name)));
            let axis = &mut self.columns[n];
            // 2024年夏 | 2025年度 beside the progress of a measure: the steps of its schedule.
            let steps = axis.kind == Some(Column::Value) && axis.role.is_none() && axis.year.is_some();
            if steps && schedules && values(axis) < 0.5 {
                axis.kind = Some(Column::Schedule);
                continue;
            }
            let under_one = self.columns.get(n + 1).is_some_and(|next| self.columns[n].is_over(next));
            let axis = &self.columns[n];
            if axis.filled() == 0.0 {
                continue;
            }
            let words = axis.share(&[Name, Text, Rationale, Office, Source, Unit, Run]);
            let kind = match axis.kind {
                // 目標 | 指標: beside a column of indicators goals are what they serve. But 目標 over R5 is that year's.
                Some(Column::Value)
                    if axis.other.is_some() && words >= 0.6 && axis.year.is_none() && named > Some(n) =>
                {
                    Some(Column::Section)
                }
                // 活動目標／成果目標 over sentences, and no other column has a role or a name: they are the goals.
                Some(Column::Value)
                    if words >= 0.75
                        && values(axis) < 0.2
                        && holds >= 0.4
                        && named.is_none()
                        && told == 0
                        && axis.role == Some(Hint::Target)
                        && (axis.year.is_none() || axis.other.is_none())
                        && first != Some(n) =>
                {
                    promises = Some(n);
                    Some(Column::Name)
                }
                // 目標値（現状→R11） over 偏見を感じる人の割合 25.3％→15％: names with their values, in the only column of goals.
                Some(Column::Value)
                    if axis.role == Some(Hint::Target) && named.is_none() && told == 0 && axis.share(&[Run]) >= 0.6 =>
                {
                    promises = Some(n);
                    Some(Column::Name)
                }
                // 成果目標 over names or aims, 指標 over values.
                Some(Column::Value) if axis.other.is_some() && words >= 0.6 && axis.year.is_none() => axis.other,
                Some(Column::Name) if axis.role.is_some() && values(axis) >= 0.6 => Some(Column::Value),
                // 基準年度 | 目標年度 over values: those of these years.
                Some(Column::Period) if axis.role.is_some() && axis.share(&[Value]) >= 0.6 => Some(Column::Value),
                // 現況値 over R2 | 387点: the year of the value beside it.
                Some(Column::Value)
                    if axis.role.is_some()
                        && (axis.share(&[Period]) >= 0.6
                            || under_one && axis.share(&[Period]) > 0.0 && axis.share(&[Value]) == 0.0) =>
                {
                    Some(Column::Period)
                }
                // 目標 | 指標 | 目標値: what stands there are aims or names, no values.
                Some(Column::Value)
                    if axis.role.is_some() && words >= 0.75 && values(axis) < 0.2 && first != Some(n) =>
                {
                    let left = first.is_none_or(|first| n < first);
                    let before = named.is_none_or(|named| n < named);
                    let weight =
                        axis.weight - CELLS * axis.fits(Column::Name, rules) + CELLS * axis.fits(Column::Value, rules);
                    match () {
                        // Digital Decade Target | Baseline | 2025: names stand first, whatever they are called.
                        () if n == 0 && named.is_none() && roles > 1 => Some(Column::Name),
                        () if left && before && weight < 0.0 && roles > 1 && axis.year.is_none() => {
                            Some(Column::Section)
                        }
                        // Annual Target 2021/22 | Indicators | Target Value 2021/22: what the first holds before the names are
                        // aims of several rows, whatever numbers they hold.
                        () if left && named.is_some_and(|named| n < named) && rivalled[n] => Some(Column::Section),
                        () if !left && axis.role == Some(Hint::Actual) && axis.share(&[Rationale, Source]) >= 0.4 => {
                            Some(Column::Progress)
                        }
                        // Baseline | Target over 19% | to be raised: the only column of targets holds them in words.
                        () if !left && axis.role == Some(Hint::Target) && targets == 1 && roles > 1 => continue,
                        () if !left && axis.share(&[Rationale, Source]) >= 0.6 => Some(Column::Note),
                        () => continue,
                    }
                }
                Some(_) => continue,
                None => match () {
                    () if axis.share(&[Value, Dash]) >= 0.6 && axis.share(&[Value]) > 0.0 => {
                        let ends = n + 1 == width && n > 2 && !self.headed && bare(full, n);
                        if n <= 1 && names_right && counts_up(full, n, 1) || ends && counts_up(full, n, 0) {
                            Some(Column::Index)
                        } else {
                            Some(Column::Value)
                        }
                    }
                    () if axis.share(&[Period, Dash]) >= 0.6 && axis.share(&[Period]) > 0.0 => Some(Column::Period),
                    () if axis.share(&[Unit]) >= 0.6 => Some(Column::Unit),
                    () if axis.share(&[Office]) >= 0.6 => Some(Column::Office),
                    () if axis.share(&[Index]) >= 0.6 => Some(Column::Index),
                    () if axis.share(&[Rationale, Source]) >= 0.5 => Some(Column::Note),
                    () if axis.share(&[Label]) >= 0.5 => Some(Column::Label),
                    () => None,
                },
            };
            let axis = &mut self.columns[n];
            axis.loose = axis.kind.is_none() && kind == Some(Column::Value);
            axis.kind = kind;
        }
        // Performance indicators over By 2032 losses are reduced to 10%, and nothing but words beside them: sentences too.
        let valued = self.columns.iter().any(|axis| axis.kind == Some(Column::Value) && values(axis) > 0.0);
        let promises = promises.or_else(|| named.filter(|&n| !valued && promised::dated(full, n) >= MOST_DATED));
        if let Some(n) = promises {
            self.promise(n, &hold, rules);
        }
        for axis in &mut self.columns {
            if !matches!(axis.kind, Some(Column::Value | Column::Period)) {
                axis.role = None;
            }
        }
    }

    /// Marks columns of the same label in every row, where the header tells the roles already.
    fn say_nothing(&mut self, full: &[&Line]) {
        let roles: Vec<Hint> = self.columns.iter().filter_map(|axis| axis.role).collect();
        if full.len() < 3 || !roles.contains(&Hint::Target) || roles.iter().all(|&role| role == Hint::Target) {
            return;
        }
        for (n, axis) in self.columns.iter_mut().enumerate().filter(|(_, axis)| !axis.path.is_empty()) {
            axis.constant = named::one_cell(full, n).is_some_and(|cell| cell.look == Look::Label);
        }
    }

    /// 現状値 is the actual beside a baseline, else the baseline.
    fn current(&mut self) {
        let baseline =
            self.columns.iter().any(|axis| axis.kind == Some(Column::Value) && axis.role == Some(Hint::Baseline));
        let first = if baseline { Hint::Actual } else { Hint::Baseline };
        let mut becomes = first;
        let mut last: Option<(Rc<Cell>, Hint)> = None;
        let mut whose: Option<String> = None;
        for axis in &mut self.columns {
            // 男性 | 女性 over 現状 | 目標 | 現状 | 目標: each part starts where it stood.
            if axis.part.is_some() && axis.part != whose && axis.path.len() > 1 {
                (becomes, whose) = (first, axis.part.clone());
            }
            // 現状（基準年度）is said by both words.
            if axis.role == Some(Hint::Current) {
                // 現状 over 男性 | 女性 is one, not one after the other.
                let parts = axis.path.len() > 1 && axis.path.last().is_some_and(|cell| cell.look != Look::Period);
                let over = axis.path.first().filter(|_| parts);
                let again = last.as_ref().filter(|(cell, _)| over.is_some_and(|over| Rc::ptr_eq(over, cell)));
                let role = again.map_or(becomes, |(_, role)| *role);
                last = over.map(|over| (Rc::clone(over), role));
                axis.role = Some(role);
                axis.now = role == Hint::Baseline;
                // 現状値 | 直近値: the first is where it stood.
                if axis.kind == Some(Column::Value) {
                    becomes = Hint::Actual;
                }
            }
        }
    }
}

/// The role of a hint; 現状 alone is the baseline.
pub(super) fn role(hint: Hint) -> Role {
    match hint {
        Hint::Target => Role::Target,
        Hint::Actual => Role::Actual,
        Hint::Baseline | Hint::Current => Role::Baseline,
    }
}

/// How many columns a table has.
fn width(sheet: &Sheet) -> usize {
    let mut widths: Vec<(usize, f32)> = Vec::new();
    sheet.lines.iter().for_each(|line| add(&mut widths, line.slots.len(), 1.0));
    let header = sheet.headers.iter().map(|line| line.slots.len()).max().unwrap_or(0);
    let usual = widths
        .iter()
        .copied()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))
        .map_or(header, |(width, _)| width);
    let widest = widths.iter().map(|&(width, _)| width).max().unwrap_or(0);
    let least = 0.2 * sheet.lines.len() as f32;
    let broad = widths.iter().filter(|&&(_, n)| n >= least).map(|&(width, _)| width).max().unwrap_or(usual);
    if sheet.headers.is_empty() {
        return usual.max(broad);
    }
    if sheet.headers.len() > 1 && widest > header { broad.max(header) } else { header.max(usual) }
}

/// The types of the cells of a column, counted.
fn profile(full: &[&Line], column: usize) -> Vec<(Look, f32)> {
    let mut types = Vec::new();
    for line in full {
        // A cell merged over several columns speaks for the first.
        let before = column.checked_sub(1).and_then(|before| line.slots[before].as_ref());
        match &line.slots[column] {
            Some(cell) if before.is_none_or(|before| !Rc::ptr_eq(before, cell)) => add(&mut types, cell.look, 1.0),
            _ => add(&mut types, Look::Empty, 1.0),
        }
    }
    types
}

/// Whether the values of a column are numbers alone, and those of the column before it are not.
fn bare(full: &[&Line], column: usize) -> bool {
    let alone = |column: usize| {
        let cells = full.iter().filter_map(|line| line.slots[column].as_ref()).filter(|cell| !cell.is_empty());
        let (all, bare) = cells.fold((0, 0), |(all, bare), cell| {
            (all + 1, bare + usize::from(cell.read.reading.view.text.trim().parse::<u32>().is_ok()))
        });
        all >= 3 && 5 * bare >= 4 * all
    };
    alone(column) && !alone(column - 1)
}

/// Whether the cells of a column are running numbers, each so much larger than the one before at least.
fn counts_up(full: &[&Line], column: usize, step: u32) -> bool {
    let values = full.iter().filter_map(|line| line.slots[column].as_ref()).filter(|cell| cell.look == Look::Value);
    let numbers: Vec<Option<u32>> = values.map(|cell| cell.read.reading.view.text.trim().parse().ok()).collect();
    let small = numbers.iter().all(|number| number.is_some_and(|number| number < 1000));
    small && numbers.windows(2).all(|pair| pair[1] >= pair[0].map(|before| before + step))
}

#[cfg(test)]
mod tests {
    use super::super::desk::{rows, rules, sheet};
    use super::*;

    /// A letter a column: what it holds, and its role where it has one.
    fn kinds(headers: usize, texts: &[&str]) -> String {
        let axes = Axes::of(&sheet(headers, texts), rules());
        let one = |axis: &Axis| {
            let kind = axis.kind.map_or("-".to_owned(), |kind| format!("{kind:?}"));
            let role = axis.role.map_or(String::new(), |role| format!(":{role:?}"));
            let year = axis.year.map_or(String::new(), |year| format!("@{}", year.period.end));
            format!("{kind}{role}{year}")
        };
        axes.columns.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_tell_what_a_column_holds() {
        let body = "新規就農者数 | 人 | 98 | 150 | 農林水産部";
        assert_eq!(
            kinds(1, &["指標名 | 単位 | 基準値（R5） | 目標値（R10） | 担当部局", body]),
            "Name Unit Value:Baseline@2023 Value:Target@2028 Office"
        );
        let dated = "新規就農者数 | R5 | 98 | R10 | 150";
        assert_eq!(
            kinds(1, &["指標名 | 基準年度 | 基準値 | 目標年度 | 目標値", dated]),
            "Name Period:Baseline Value:Baseline Period:Target Value:Target"
        );
    }

    #[test]
    fn cells_tell_what_words_leave_open() {
        let body = ["新規就農者数 | 人 | 98 | 農林水産部", "農家数 | 戸 | 12 | 農林水産部"];
        assert_eq!(kinds(0, &body), "- Unit Value Office");
        let axes = Axes::of(&sheet(0, &body), rules());
        assert_eq!((axes.name, axes.named, axes.headed), (Some(0), false, false));
    }

    #[test]
    fn current_is_the_actual_only_beside_a_baseline() {
        assert_eq!(
            kinds(1, &["指標 | 現状値 | 目標値", "就農者数 | 98人 | 150人"]),
            "Name Value:Baseline Value:Target"
        );
        assert_eq!(
            kinds(1, &["指標 | 基準値 | 現状値 | 目標値", "就農者数 | 98人 | 107人 | 150人"]),
            "Name Value:Baseline Value:Actual Value:Target"
        );
        assert_eq!(
            kinds(1, &["指標 | 現状値 | 直近値 | 目標値", "就農者数 | 98人 | 107人 | 150人"]),
            "Name Value:Baseline Value:Actual Value:Target"
        );
    }

    #[test]
    fn goals_over_names_are_no_targets() {
        let axes = Axes::of(
            &sheet(1, &["数値目標 | 現状 | 目標", "新規就農者数 | 98人 | 150人", "受診者数 | 10人 | 20人"]),
            rules(),
        );
        assert_eq!(axes.name, Some(0));
        assert_eq!(axes.columns[0].role, None);
    }

    #[test]
    fn years_below_stand_under_the_parents_that_they_fit() {
        let told = "Name Value:Actual@2023 Value:Actual@2024 Value:Target@2028 Office";
        let whole =
            ["指標名 | 実績 |  | 目標 | 担当部局", " | R5 | R6 | R10 | ", "就農者数 | 98 | 107 | 150 | 農林水産部"];
        assert_eq!(kinds(2, &whole), told);
    }

    #[test]
    fn a_table_of_any_width_is_laid_out() {
        for width in [2, 3, MOST_PLACED, MOST_PLACED + 1, 200] {
            let row = vec!["目標値"; width].join("|");
            let axes = Axes::of(&sheet(1, &[&row, "1 | 2", &vec!["3"; width].join("|")]), rules());
            assert_eq!(axes.columns.len(), width);
            assert_eq!(axes.lay(&rows(&["1 | 2"])[0], rules()).len(), width);
        }
    }
}
