//! Whether anything says that a row's values are goals and no statistics, and how sure its record is.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::record::{Flag, Role};
use crate::rules::{Column, Hint, Look, Tables};

use super::super::name;
use super::super::statement::Statement;
use super::axis::Axis;
use super::cell::Cell;
use super::fact::Fact;
use super::row::{Reader, RowName};
use super::settle::By;
use super::sheet::Line;
use super::values::{Year, is_bound};

/// 【現場】2人 【事務】2人 | 【現】1人 【事】2人: cells that name their series otherwise may not mean the same.
fn series_differ(facts: &[Fact]) -> bool {
    let mut cells: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for fact in facts {
        if let Some(series) = &fact.series {
            cells.entry(fact.column).or_default().insert(series);
        }
    }
    let all: Vec<_> = cells.into_values().collect();
    all.windows(2).any(|pair| !pair[0].is_subset(&pair[1]) && !pair[1].is_subset(&pair[0]))
}

/// So many values of years ahead are a plan where names are called indicators.
const PLANNED: usize = 3;
/// A header over names that no rule knows is no longer, in characters.
const LONGEST_HEADER: usize = 24;
/// The words of a unit are no longer than this, in characters.
const LONGEST_UNIT: usize = 12;

impl Reader<'_, '_> {
    /// Flags and confidence, by what the parts were settled by.
    pub(super) fn doubt(&self, base: &mut Statement, facts: &[Fact], named: &RowName, slots: &[Option<Rc<Cell>>]) {
        let sure = &self.extractor.rules.tables.sure;
        let role = |fact: &Fact| Tables::sure(&sure.role, fact.by.name());
        let year = |fact: &Fact| Tables::sure(&sure.year, fact.year.name());
        let all = facts.iter().flat_map(|fact| [role(fact), year(fact)]).chain([Tables::sure(&sure.name, named.by)]);
        let mut confidence = all.fold(1.0, f64::min);
        // 現状値 12 | 目標値（R11） 0: where one has a year, a note may give the other one as well.
        let dated = |fact: &Fact| fact.end().is_some();
        if facts.iter().any(dated) && !facts.iter().all(dated) {
            confidence = confidence.min(Tables::sure(&sure.year, "missing"));
        }
        // 待機児童数※1 under 現状値（令和5年度）: the note may say of which day it is.
        if base.refers && facts.iter().any(|fact| fact.year == Year::Header) {
            confidence = confidence.min(Tables::sure(&sure.year, "noted"));
        }
        let worst = facts.iter().map(|fact| fact.by).max().unwrap_or(By::Word);
        match worst {
            By::Word => {}
            By::Column | By::Order | By::Alone => base.flags.push(Flag::RoleByOrder),
            By::Year => base.flags.push(Flag::RoleByYear),
        }
        if !self.axes.headed && worst > By::Word {
            base.flags.push(Flag::NoHeader);
        }
        if facts.iter().any(|fact| fact.doubtful) {
            base.flags.push(Flag::RoleByOrder);
            confidence = confidence.min(0.8);
        }
        let look = named.cell.look;
        // 3.1 Decisions overturned: the number before a name is gone by now.
        let numbered = named.text.contains(|c: char| c.is_numeric());
        let valued = !matches!(look, Look::Name | Look::Run) && named.cell.has_value() && numbered;
        let source = matches!(look, Look::Rationale | Look::Source);
        let labels = self.holds_header(&base.name);
        // （介護保険の被保険者のうち、認定を受けていない over names: a part of one slipped into the header.
        let broad = |cell: &Rc<Cell>| cell.breadth() > LONGEST_HEADER && !cell.headerish(self.extractor.rules);
        let slipped = named.column.is_some_and(|n| self.axes.columns[n].path.iter().any(broad));
        if valued || source || labels || slipped || series_differ(facts) || self.rival(named, slots) {
            base.flags.push(Flag::NameDoubtful);
            confidence = confidence.min(0.8);
        }
        // 1.9m of trees are millions, of a road metres; 11.445 among values in Latin letters may be eleven thousand.
        let millions = |fact: &Fact| {
            fact.draft.value.as_ref().is_some_and(|value| value.unit.as_deref() == Some("m"))
                && self.extractor.source[fact.draft.span.range()].ends_with('m')
        };
        // 4.2 Establish goals: a number before a word with a capital letter may be that of a heading.
        let heads = |fact: &Fact| {
            let behind = &self.extractor.source[fact.draft.span.range().end..];
            let word = behind.strip_prefix(' ').is_some_and(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
            word && fact.draft.value.as_ref().is_some_and(|value| value.unit.is_none())
        };
        let doubtful = |fact: &Fact| self.parts_thousands(fact) || millions(fact) || heads(fact);
        if named.cell.code().is_ascii() && facts.iter().any(doubtful) {
            base.flags.push(Flag::NumberDoubtful);
            confidence = confidence.min(0.8);
        }
        // 検討 | 試行 | 実施 may be the steps of a schedule.
        if facts.iter().all(|fact| fact.draft.value.is_none()) {
            confidence = confidence.min(0.85);
        }
        // Without a target a row may be a part of another.
        if !facts.iter().any(|fact| fact.role == Some(Role::Target)) {
            confidence = confidence.min(0.76);
        }
        base.sure = confidence;
    }

    /// Whether a number has a point before just three digits.
    fn parts_thousands(&self, fact: &Fact) -> bool {
        let text = &self.extractor.source[fact.draft.span.range()];
        let Some((before, behind)) = text.split_once('.') else { return false };
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        digits == 3 && before != "0" && before.ends_with(|c: char| c.is_ascii_digit())
    }

    /// Whether a row without a header for names has two that count something, one its name and one its explanation.
    fn rival(&self, named: &RowName, slots: &[Option<Rc<Cell>>]) -> bool {
        let counts = |(axis, cell): (&Axis, &Option<Rc<Cell>>)| {
            let cell = cell.as_ref()?;
            let open = matches!(axis.kind, None | Some(Column::Note | Column::Name));
            Some(open && cell.look == Look::Name && cell.strength == 3 && !Rc::ptr_eq(cell, &named.cell))
        };
        named.by == "place" && self.axes.columns.iter().zip(slots).any(|one| counts(one) == Some(true))
    }

    /// Whether a row belongs to another table than the header above it: reasons stand where it has names, and
    /// sources where it has units. The right half of a broad table often follows the left one so.
    pub(super) fn strange(&self, named: &RowName, slots: &[Option<Rc<Cell>>]) -> bool {
        let reason = matches!(named.cell.look, Look::Rationale | Look::Source);
        let misfit = |(axis, cell): (&Axis, &Option<Rc<Cell>>)| {
            let Some(cell) = cell.as_ref().filter(|_| !axis.path.is_empty()) else { return false };
            let known = matches!(axis.kind, Some(Column::Unit | Column::Period | Column::Index));
            let words = match cell.look {
                Look::Source | Look::Rationale => true,
                Look::Name => cell.strength == 3 && reason,
                // per 1,000 km of mains
                Look::Text | Look::Office => {
                    let longest = if cell.code().is_ascii() { 3 * LONGEST_UNIT } else { LONGEST_UNIT };
                    cell.len() > longest && axis.kind == Some(Column::Unit)
                }
                _ => false,
            };
            known && words
        };
        self.axes.headed && self.axes.columns.iter().zip(slots).any(misfit)
    }

    /// 指標の性格：成果指標, 単位計画開始時令和2年度中間目標: whether a name holds words of a header, or labels of values.
    fn holds_header(&self, name: &str) -> bool {
        let rules = self.extractor.rules;
        let mut parts = name.split([':', ' ']).filter(|part| !part.is_empty());
        let heads =
            |part: &str| super::cell::Says::sum(super::facets_of(part, rules).into_iter(), rules).is(Column::Name);
        let several = parts.clone().count() > 1;
        several && !name.is_ascii() && (name::ends_in_label(name, rules) || parts.any(heads))
    }

    /// Whether anything says that a row's values are goals and not statistics.
    pub(super) fn passes(&self, facts: &[Fact], slots: &[Option<Rc<Cell>>]) -> bool {
        let votes = facts.iter().all(|fact| fact.by <= By::Column);
        let mut goals = facts.iter().filter(|fact| fact.role == Some(Role::Target));
        if self.forecast && goals.all(|fact| fact.by != By::Word) {
            return false;
        }
        if !facts.iter().any(|fact| fact.role == Some(Role::Target)) && self.is_watched(slots) {
            return false;
        }
        self.tells(facts, slots) || self.plan && votes && facts.iter().any(|fact| fact.role == Some(Role::Target))
    }

    /// 参考指標: whether a cell calls a row one that is only watched.
    fn is_watched(&self, slots: &[Option<Rc<Cell>>]) -> bool {
        let words = &self.extractor.rules.tables.words;
        slots.iter().flatten().any(|cell| words.is_watched(&cell.read.reading.view.text))
    }

    /// Year | Geography | Value: figures over time, where no word speaks of goals.
    pub(super) fn is_over_time(&self) -> bool {
        let year = |axis: &Axis| axis.kind == Some(Column::Period) && axis.says_year();
        self.axes.headed && !self.goals && !self.axes.has_role() && self.axes.columns.iter().any(year)
    }

    /// Whether words over the columns head a table without a header that is known.
    fn headed_by_others(&self) -> bool {
        let words = |line: &Line| {
            line.filled().count() >= 3 && line.filled().all(|cell| !cell.has_value() && cell.look != Look::Dash)
        };
        self.sheet.headers.is_empty() && self.sheet.lines.first().is_some_and(words)
    }

    /// Whether a row by itself tells that its values are goals.
    pub(super) fn tells(&self, facts: &[Fact], slots: &[Option<Rc<Cell>>]) -> bool {
        let target = facts.iter().any(|fact| fact.role == Some(Role::Target));
        let worded = facts.iter().any(|fact| fact.by == By::Word);
        let column = || {
            let promised = |axis: &Axis| axis.kind == Some(Column::Value) && axis.role == Some(Hint::Target);
            self.axes.columns.iter().any(promised)
        };
        if !(target || self.axes.headed && column()) {
            return false;
        }
        if facts.iter().all(|fact| fact.by == By::Alone) {
            return false;
        }
        if facts.iter().all(|fact| fact.draft.value.is_none()) && !facts.iter().any(|fact| fact.by == By::Word) {
            return false;
        }
        if worded {
            // 総人口 | 現状 | 令和12年: where a year alone tells the goal, a forecast looks the same, but for a baseline
            // and a header that speaks of indicators.
            let goal = |fact: &&Fact| fact.role == Some(Role::Target);
            let guessed = self.now.is_none() && facts.iter().filter(goal).all(|fact| fact.by == By::Year);
            let started = facts.iter().any(|fact| fact.says(Hint::Baseline));
            return !(guessed && target) || started || self.goals || self.axes.named;
        }
        if self.is_over_time() {
            return false;
        }
        // Numbers under words that no facet knows, without unit and year: codes as well as values.
        let bare = |fact: &Fact| {
            let value = fact.draft.value.as_ref();
            value.is_some_and(|value| value.unit.is_none() && value.number.fract() == 0.0)
                && matches!(fact.year, Year::None | Year::Beside)
        };
        if self.axes.headed && !self.axes.has_role() && facts.iter().all(bare) {
            return false;
        }
        let late = |fact: &Fact| fact.end().zip(self.now).is_some_and(|(end, now)| end > now);
        let ahead = facts.iter().any(late) && facts.iter().any(|fact| fact.role != Some(Role::Target));
        let bound = facts.iter().any(|fact| fact.role == Some(Role::Target) && is_bound(&fact.draft))
            && !facts.iter().any(|fact| fact.role != Some(Role::Target) && is_bound(&fact.draft));
        let units: Vec<_> =
            facts.iter().filter_map(|fact| fact.draft.value.as_ref().map(|value| value.unit.clone())).collect();
        // Two numbers without units are alike as any two are.
        let alike = facts.len() == 2
            && units.len() == 2
            && units[0] == units[1]
            && (units[0].is_some() || facts.iter().any(|fact| fact.draft.period.is_some()));
        let beside =
            slots.iter().flatten().any(|cell| matches!(cell.look, Look::Office | Look::Source | Look::Rationale));
        let undated = facts.iter().filter(|fact| fact.draft.period.is_none()).count();
        // 900億円 | 745億円（R4）: one with a year, one without.
        let mixed = alike && undated == 1;
        // Under years alone a table of statistics looks like any other: some must lie ahead, some behind.
        if facts.iter().all(|fact| fact.year == Year::Header) {
            // ベースライン（R4） | R6 | R7: a word for where it stood makes those ahead goals.
            let from = self.axes.columns.iter().any(|axis| axis.role == Some(Hint::Baseline));
            // Performance measure | 2023-24 | 2024-25: so do several years, all ahead, under a word for indicators.
            let planned = self.axes.named && facts.len() >= PLANNED;
            return self.goals && ahead || (from || planned) && facts.iter().all(late);
        }
        // Strongly support | Support | Oppose: under words that nothing knows, and without a year, whatever the caption.
        if undated == facts.len() && self.headed_by_others() {
            return false;
        }
        let by_column = facts.iter().all(|fact| fact.by == By::Column);
        self.goals && (ahead || bound || alike || by_column)
            || ahead && facts.len() <= 3
            || bound && alike
            || alike && beside
            || mixed
    }
}
