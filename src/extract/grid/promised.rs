//! Names that are goals: 数値目標 | 単位 | 数値.
//!
//! Where the header of the names calls them goals and no other header says a role, what is not over is
//! promised; a year may stand in the name or in the column of reasons.

use std::rc::Rc;

use crate::rules::{Class, Column, Hint, Look, Rules};
use crate::text::code::symbol;

use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;
use super::fact::{Evidence, Fact, Source};
use super::path;
use super::row::Reader;
use super::sheet::Line;
use super::values::Year;

/// So many years, one after another, are the steps of a plan.
pub(super) const STEPS: usize = 3;

impl Reader<'_, '_> {
    /// The values of a row, their roles settled.
    pub fn facts(
        &self,
        slots: &[Option<Rc<Cell>>],
        name: Option<usize>,
        text: &str,
        votes: &[Option<Hint>],
    ) -> Vec<Fact> {
        let facts = |votes| path::facts(&self.axes, slots, name, text, votes, self.extractor.rules);
        // Where all is over the columns tell more.
        let tells = |facts: &[Fact]| facts.iter().any(|fact| fact.end().is_none_or(|end| !self.is_over(end)));
        let of_goals = self.axes.of_goals && tells(&facts(&[]));
        let mut facts = facts(if of_goals { &[] } else { votes });
        if of_goals {
            self.promised(&mut facts, name.and_then(|n| slots[n].as_ref()));
            self.due(&mut facts, slots);
        }
        facts
    }

    /// Under names that are called goals what is not over is promised.
    fn promised(&self, facts: &mut [Fact], name: Option<&Rc<Cell>>) {
        let ends: Vec<i32> = facts.iter().filter_map(Fact::end).collect();
        let leaps = ends.windows(2).all(|two| two[1] > two[0]) && ends.windows(2).any(|two| two[1] > two[0] + 1);
        // 2010 | 2025 | 2030, and nothing tells when the table was written: the first year is where it stood.
        let unknown = self.extractor.year.near().is_none();
        let from = if unknown && leaps && ends.len() == facts.len() { ends.first().copied() } else { None };
        let source = if from.is_some() { Source::Vote } else { Source::Header };
        let over = |end: i32| self.is_over(end) || from == Some(end);
        // 令和4年度末時点の拠点数, 令和8年度の利用者数: a name that begins with a year is of that year.
        let of = name.filter(|cell| cell.code().starts_with(symbol::PERIOD)).and_then(|cell| cell.periods().next());
        let hint = if of.is_some_and(|of| over(of.period.end)) { Hint::Current } else { Hint::Target };
        let steps = ends.len() >= STEPS && ends.len() == facts.len() && ends.windows(2).all(|two| two[1] == two[0] + 1);
        for fact in facts.iter_mut().filter(|fact| steps || !fact.end().is_some_and(over)) {
            fact.evidence.push(Evidence { hint, weight: path::VOTE, from: source });
            if fact.draft.period.is_none() && of.is_some() {
                (fact.draft.period, fact.year) = (of, Year::Beside);
            }
        }
    }

    /// Whether a year lies before that of the document, as far as it is known.
    fn is_over(&self, end: i32) -> bool {
        self.extractor.year.near().is_some_and(|now| end < now)
    }

    /// Baseline | Status in 2020 | Targets 2025, over 30.4% (2015) | 25.7% (2020) | TBD: where the columns of targets hold
    /// none yet, what stands elsewhere with a year before theirs is where it stood, not the goal.
    pub(super) fn stand(&self, facts: &mut [Fact]) {
        let promised = |axis: &&Axis| axis.kind == Some(Column::Value) && axis.role == Some(Hint::Target);
        let goals: Vec<&Axis> = self.axes.columns.iter().filter(promised).collect();
        let due = goals.iter().filter_map(|axis| Some(axis.year?.period.end)).min();
        let told = facts.iter().any(|fact| fact.evidence.iter().any(|one| one.hint == Hint::Target));
        if goals.is_empty() || told {
            return;
        }
        let before = |end: i32| due.is_none_or(|due| end < due);
        let open = facts.iter_mut().filter(|fact| fact.evidence.is_empty() && fact.end().is_some_and(before));
        for fact in open {
            fact.evidence.push(Evidence { hint: Hint::Actual, weight: path::VOTE, from: Source::Vote });
        }
    }

    /// 令和8年度末までに設置する in the column of reasons: the year of a goal that has none.
    fn due(&self, facts: &mut [Fact], slots: &[Option<Rc<Cell>>]) {
        let notes = self.axes.columns.iter().zip(slots).filter(|(axis, _)| axis.kind == Some(Column::Note));
        let due = notes.filter_map(|(_, cell)| cell.as_ref()).find_map(|cell| {
            let behind = |place: usize| &cell.code()[place + symbol::PERIOD.len_utf8()..];
            let mut years = cell.code().match_indices(symbol::PERIOD).zip(cell.all_years());
            let due = |text: &str| self.extractor.rules.sentences.begins(text, Class::Due).is_some();
            years.find(|((place, _), _)| due(behind(*place))).map(|(_, year)| year)
        });
        for fact in facts.iter_mut().filter(|fact| due.is_some() && fact.draft.period.is_none()) {
            (fact.draft.period, fact.year, fact.doubtful) = (due, Year::Beside, false);
        }
    }
}

impl Axes {
    /// A column called one of goals holds sentences: they are the goals, and what 派生元の活動目標 beside it tells was done
    /// for them. `hold` is how much of each column is sentences.
    pub(super) fn promise(&mut self, column: usize, hold: &[f32], rules: &Rules) {
        self.columns[column].promises = true;
        for (axis, _) in self.columns.iter_mut().zip(hold).filter(|(axis, holds)| !axis.promises && **holds < 0.4) {
            let called = axis.path.iter().any(|cell| rules.sentences.holds(cell.code(), Class::GoalNoun));
            let values = axis.share(&[Look::Value, Look::Dash]);
            if called && axis.kind == Some(Column::Value) && axis.role == Some(Hint::Target) && values < 0.2 {
                axis.kind = Some(Column::Note);
            }
        }
    }
}

/// The share of a column's cells that are words with a value and a year among them.
pub(super) fn dated(full: &[&Line], n: usize) -> f32 {
    let cells: Vec<&Rc<Cell>> =
        full.iter().filter_map(|line| line.slots.get(n)?.as_ref()).filter(|cell| !cell.is_empty()).collect();
    let holds = |cell: &&&Rc<Cell>| {
        cell.has_value() && cell.periods().next().is_some() && !matches!(cell.look, Look::Value | Look::Period)
    };
    cells.iter().filter(holds).count() as f32 / cells.len().max(1) as f32
}

/// The share of a column's cells that are words with a value among them.
pub(super) fn holding(full: &[&Line], n: usize) -> f32 {
    let cells = full.iter().filter_map(|line| line.slots.get(n)?.as_ref()).filter(|cell| !cell.is_empty());
    let (all, some) = cells.fold((0.0, 0.0), |(all, some), cell| {
        let holds = cell.has_value() && !matches!(cell.look, Look::Value | Look::Period | Look::Dash);
        (all + 1.0, if holds { some + 1.0 } else { some })
    });
    if all > 0.0 { some / all } else { 0.0 }
}
