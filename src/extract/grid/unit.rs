//! The unit of a row: its own column, its name's bracket, its header's, that of its fellows.

use std::rc::Rc;

use crate::record::{Comparator, Role};
use crate::rules::{Column, Look};

use super::axis::Axis;
use super::cell::{self, Cell, Says, facets};
use super::fact::{Fact, Source};
use super::row::{LONGEST_SUB, Reader};

impl Reader<'_, '_> {
    /// The unit of values that have none, from what is nearest; `own` stands behind the name.
    pub fn unit(&self, name: &str, facts: &[Fact], slots: &[Option<Rc<Cell>>], own: Option<String>) -> Option<String> {
        let column = || {
            let cell = self.unit_cell(slots)?;
            let text = &cell.read.reading.view.text;
            Some(self.unit_and_group(text).map_or(text.as_str(), |(unit, _)| unit).to_owned())
        };
        let alone = || {
            let unit = |(axis, cell): (&Axis, &Option<Rc<Cell>>)| {
                let open = matches!(axis.kind, None | Some(Column::Name));
                let cell = cell.as_ref().filter(|cell| open && cell.look == Look::Unit)?;
                Some(cell.read.reading.view.text.clone()).filter(|text| text != name)
            };
            self.axes.columns.iter().zip(slots).find_map(unit)
        };
        column()
            .or_else(alone)
            .or(own)
            .or_else(|| unit_before(name))
            .or_else(|| self.unit_of_header(facts))
            .or_else(|| self.extractor.unit_above(&self.sheet.caption))
            .or_else(|| unit_of_fellows(facts))
    }

    /// The cell of a row in the column of units.
    fn unit_cell<'c>(&self, slots: &'c [Option<Rc<Cell>>]) -> Option<&'c Rc<Cell>> {
        let mut cells = self.axes.columns.iter().zip(slots).filter(|(axis, _)| axis.kind == Some(Column::Unit));
        cells.find_map(|(_, cell)| {
            cell.as_ref().filter(|cell| !cell.is_empty() && cell.len() <= LONGEST_SUB && cell.look != Look::Dash)
        })
    }

    /// ％ over （18～39歳）: a unit, and in a bracket of its own line whose values it is of.
    fn unit_and_group<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let (unit, group) = text.split_once('\n')?;
        let lexicon = self.extractor.rules.lexicon();
        let inner = group.trim().strip_prefix('(')?.strip_suffix(')')?;
        (cell::unit(unit, lexicon).is_some() && cell::unit(inner, lexicon).is_none()).then_some((unit, group.trim()))
    }

    /// Whose values a row holds, where its unit's cell says that.
    pub fn group_of_unit(&self, slots: &[Option<Rc<Cell>>]) -> Option<String> {
        let cell = self.unit_cell(slots)?;
        self.unit_and_group(&cell.read.reading.view.text).map(|(_, group)| group.to_owned())
    }

    /// 80 | %以上: a unit that holds a bound tells it of the goals.
    pub fn bound(&self, facts: &mut [Fact], unit: &str) {
        let Some(one) = cell::unit(unit, self.extractor.rules.lexicon()) else { return };
        let open = |fact: &&mut Fact| {
            let draft = &fact.draft;
            fact.role == Some(Role::Target) && draft.value.is_some() && draft.comparator == Comparator::Equal
        };
        facts.iter_mut().filter(open).for_each(|fact| fact.draft.comparator = one.comparator);
    }

    /// 目標値（人）: the unit in a header's bracket.
    fn unit_of_header(&self, facts: &[Fact]) -> Option<String> {
        let lexicon = self.extractor.rules.lexicon();
        let paths = facts.iter().map(|fact| &self.axes.columns[fact.column.min(self.axes.columns.len() - 1)].path);
        paths.flatten().find_map(|cell| {
            let text = cell.read.reading.view.text.as_str();
            let inside = text.split(['(', ')', '（', '）', '[', ']']).skip(1);
            inside.into_iter().map(str::trim).find_map(|part| {
                let rules = self.extractor.rules;
                let word = rules.tables.words.unit_label(part).unwrap_or(part);
                // Fact (year) over 1436 (2021)
                let years = Says::sum(facets(part, rules).into_iter(), rules).is(Column::Period);
                cell::unit(word, lexicon).filter(|_| !years).map(|_| word.to_owned())
            })
        })
    }
}

/// % of children who are fully immunized: a sign that stands before the name.
fn unit_before(name: &str) -> Option<String> {
    let (sign, of) = name.split_once(' ')?;
    (sign == "%" && of.starts_with(char::is_lowercase)).then(|| sign.to_owned())
}

/// 目標 | 120件 over 実績 | 98: a number in a row of its own label counts what the others do.
fn unit_of_fellows(facts: &[Fact]) -> Option<String> {
    if !facts.iter().any(|fact| fact.evidence.iter().any(|one| one.from == Source::Label)) {
        return None;
    }
    let mut units = facts.iter().filter_map(|fact| fact.draft.value.as_ref()?.unit.as_deref());
    let first = units.next()?;
    units.all(|unit| unit == first).then(|| first.to_owned())
}
