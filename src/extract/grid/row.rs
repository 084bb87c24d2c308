//! A row: its name, its values, who answers for it, and the statement that they make.

use std::collections::HashSet;
use std::rc::Rc;

use crate::chars::{asks_for_more, open_brackets};
use crate::record::Lang;
use crate::record::{Aggregation, CellRef, Role};
use crate::rules::{Class, Column, Hint, Look};
use crate::text::code::symbol;
use crate::text::scan::{Item, Named};

use super::super::statement::{By as MadeBy, Dated, Statement};
use super::super::{Extractor, language, name};
use super::apart::Apart;
use super::axes::Axes;
use super::cell::Cell;
use super::fact::Fact;
use super::naming::{Naming, give_unit, summed_in_name};
use super::path;
use super::series::{once, series, span_in_name, summed_from};
use super::settle::{By, begin_with_earliest, begin_with_result, doubt_first_goal, settle};
use super::sheet::{Line, Sheet};
use super::values::Year;

/// The label of a sub-row (男性, 大学等) is no longer than this, in characters.
pub(super) const LONGEST_SUB: usize = 16;
/// A heading that stands in for a name is no longer than this.
const LONGEST_HEADING: usize = 60;
/// A value among so many letters is part of a name where names stand.
const WORDS: usize = 8;
/// So many years, one after another, may be those of statistics.
const STEPS: usize = 4;
/// How much the best candidate for a name must have.
const LEAST_NAME: f32 = 2.5;
/// What is longer, in characters, and holds several sentences is text.
const PARAGRAPH: usize = 150;

/// The name that a row goes by.
#[derive(Debug, Clone)]
pub(super) struct RowName {
    pub text: String,
    /// The same with its marks (①), for series that are named by them.
    pub raw: String,
    pub cell: Rc<Cell>,
    pub column: Option<usize>,
    /// By what it was found: `header`, `place`, `above`, `joined`.
    pub by: &'static str,
    pub section: Vec<String>,
    pub offices: Vec<Named>,
}

/// What a row takes over from the rows above it.
#[derive(Debug, Default)]
pub(super) struct Above {
    pub measure: Option<String>,
    pub section: Option<String>,
    /// The last name, and whether its rows may still go on (目標 below 実績).
    pub name: Option<RowName>,
    /// That name before the label of a part was added to it: 留学者数 of 留学者数(大学等).
    pub whole: Option<RowName>,
    /// A row of a name alone, over rows of its parts (男性, 女性).
    pub parent: Option<RowName>,
    /// The cells of the row above, which 〃 stands for.
    pub last: Vec<Option<Rc<Cell>>>,
    /// The row right above, if it is nothing but words: it may name the rows of labels below it.
    pub alone: Option<RowName>,
    /// A name that breaks off at the end of its cell, over the rest of it and the values.
    pub broken: Option<RowName>,
    /// The facts of the name so far, where rows of labels share it.
    pub open: Option<Open>,
    /// The years at the end of the row above, whose values this row holds.
    pub years: Vec<Dated>,
    /// What tells the rows apart that the last merged name covers.
    pub apart: Option<Apart>,
}

/// A statement that rows below may add to.
#[derive(Debug)]
pub(super) struct Open {
    pub name: RowName,
    pub facts: Vec<Fact>,
    /// That of its first row: when it is closed the next row's is known already.
    pub measure: Option<String>,
    /// Who answers for the rows that went on with it.
    pub offices: Vec<Named>,
    pub line: Line,
    pub slots: Vec<Option<Rc<Cell>>>,
    /// Its name stands alone above its rows.
    pub below: bool,
    /// A label says which of its values each row holds.
    pub labelled: bool,
}

/// A table with what is known of it as a whole.
pub(super) struct Reader<'e, 'a> {
    pub extractor: &'e Extractor<'a>,
    pub sheet: &'e Sheet,
    pub axes: Rc<Axes>,
    /// The last year that was measured, as far as this table or the document tells.
    pub now: Option<i32>,
    /// Words above it or in its header call it a table of goals.
    pub goals: bool,
    /// Whether they say that it tells what is expected to come.
    pub forecast: bool,
    /// Most rows look like those of a plan, so that one which alone would not tell is believed.
    pub plan: bool,
    /// The column whose year is that of all the values of a row, where an indicator has a row for each year.
    pub year_of_rows: Option<usize>,
}

impl Reader<'_, '_> {
    /// The name of a row, of all its cells the best.
    pub fn name(&self, line: &Line, slots: &[Option<Rc<Cell>>]) -> Option<RowName> {
        let rules = self.extractor.rules;
        let value = |n: usize| {
            let cell = slots[n].as_ref();
            let kind = self.axes.columns[n].kind;
            cell.is_some_and(|cell| cell.look == Look::Value)
                && matches!(kind, None | Some(Column::Value | Column::Aside))
        };
        let first = (0..slots.len()).find(|&n| value(n) && Some(n) != self.axes.name).unwrap_or(slots.len());
        let mut best: Option<(f32, usize, &Rc<Cell>)> = None;
        for (n, cell) in slots.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let kind = self.axes.columns[n].kind;
            let is_name = Some(n) == self.axes.name;
            // A paragraph of sentences names nothing, unless the header says that names stand there.
            if cell.len() > PARAGRAPH && cell.sentences() > 1 && !(is_name && self.axes.named) {
                continue;
            }
            let may = match cell.look {
                Look::Name | Look::Run | Look::Text | Look::Rationale | Look::Source => true,
                Look::Office => cell.strength == 3 || is_name,
                Look::Unit | Look::Label => is_name && cell.strength >= 1,
                // Incident reports ≤ 3 days, 家電４品目の回収率: words around a value, where the header says that names stand.
                Look::Value => {
                    is_name && self.axes.named && (cell.words() >= WORDS || cell.strength == 3 || self.is_age(cell))
                }
                _ => false,
            };
            if !may
                || !is_name
                    && matches!(
                        kind,
                        Some(Column::Unit | Column::Aside | Column::Office | Column::Period | Column::Programme)
                    )
            {
                continue;
            }
            if kind == Some(Column::Value) && n >= first && !is_name {
                continue;
            }
            let mut score = f32::from(cell.strength);
            score += if is_name { 4.0 } else { 0.0 };
            score += match kind {
                Some(Column::Name) => 2.0,
                Some(Column::Note | Column::Progress | Column::Schedule) => -4.0,
                Some(Column::Measure | Column::Section) => -2.0,
                Some(Column::Value) => -4.0,
                _ => 0.0,
            };
            score += if n < first { 1.5 + 0.2 * n.min(10) as f32 } else { -3.0 };
            score -= match cell.look {
                Look::Rationale => 2.0,
                Look::Source => 1.0,
                _ => 0.0,
            };
            score -= if cell.len() > 60 { 1.0 } else { 0.0 };
            // 観光消費額 共通基準に基づく入込客統計: where names stand one with its source is no header.
            if cell.headerish(rules) && !(is_name && cell.look == Look::Source) {
                score -= 3.0;
            }
            // 指標 | 相談の件数 | …: a cell whose neighbour calls it so.
            let before = slots[..n].iter().rev().flatten().find(|cell| !cell.is_empty());
            if before.is_some_and(|before| before.headerish(rules) && before.says(rules).is(Column::Name)) {
                score += 3.0;
            }
            if best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, n, cell));
            }
        }
        let (score, column, cell) = best?;
        if score < LEAST_NAME {
            return None;
        }
        // GHG emissions from waste | UAB VAATC | ktCO2e: a unit where names stand is that of what stands before it.
        let names = |n: &usize| slots[*n].as_ref().is_some_and(|cell| cell.look == Look::Name);
        let before = (0..column).rev().filter(|_| cell.look == Look::Unit).find(names);
        let (column, cell) = before.and_then(|n| Some((n, slots[n].as_ref()?))).unwrap_or((column, cell));
        let told = self.axes.columns[column]
            .path
            .iter()
            .any(|cell| cell.says(rules).kind.is_some_and(|(kind, _)| kind == Column::Office));
        let Naming { name, raw, section, offices } = self.extractor.naming(&cell.read, None, told);
        let by = match () {
            () if !self.own(line, cell) => "above",
            () if Some(column) == self.axes.name && self.axes.named => "header",
            () => "place",
        };
        (name.chars().filter(|c| c.is_alphabetic()).count() >= 2 || self.is_age(cell)).then(|| RowName {
            text: name,
            raw,
            cell: Rc::clone(cell),
            column: Some(column),
            by,
            section,
            offices,
        })
    }

    /// 20～64歳, 65歳以上: whom the values of a row are of.
    fn is_age(&self, cell: &Cell) -> bool {
        let sentences = &self.extractor.rules.sentences;
        let ages = cell.read.reading.found.iter().filter_map(|found| match &found.item {
            Item::Value(value) => Some(value.unit.as_deref().is_some_and(|unit| sentences.is(unit, Class::Age))),
            _ => None,
        });
        let ages: Vec<bool> = ages.collect();
        cell.look == Look::Value && !ages.is_empty() && ages.iter().all(|&age| age)
    }

    /// Whether a cell stands in the row itself, not in one above that it is merged with.
    fn own(&self, line: &Line, cell: &Cell) -> bool {
        !line.exact || line.row == 0 || cell.at.row == line.row
    }

    /// The label of a sub-row between the name and the values: 男性, 大学等.
    pub fn sub(&self, named: &RowName, line: &Line, slots: &[Option<Rc<Cell>>]) -> Option<String> {
        // Of the row as it is written: a row with more cells than columns has no column for it.
        let at = line.slots.iter().position(|slot| slot.as_ref().is_some_and(|slot| Rc::ptr_eq(slot, &named.cell)))?;
        let kind = |cell: &Rc<Cell>| {
            let place = slots.iter().position(|slot| slot.as_ref().is_some_and(|slot| Rc::ptr_eq(slot, cell)));
            place.and_then(|place| self.axes.columns[place].kind)
        };
        let behind: Vec<&Rc<Cell>> =
            line.slots[at + 1..].iter().flatten().filter(|cell| !Rc::ptr_eq(cell, &named.cell)).collect();
        let value = |cell: &&&Rc<Cell>| matches!(cell.look, Look::Value | Look::Dash | Look::Period);
        let end = behind.iter().position(|cell| value(&cell))?;
        let unit = |cell: &&&Rc<Cell>| kind(cell) == Some(Column::Unit);
        let between: Vec<&&Rc<Cell>> = behind[..end].iter().filter(|cell| !cell.is_empty() && !unit(cell)).collect();
        let [sub] = between.as_slice() else { return None };
        let rules = self.extractor.rules;
        let is = matches!(sub.look, Look::Text | Look::Name | Look::Office | Look::Unit)
            && matches!(kind(sub), None | Some(Column::Section))
            && is_short(sub, kind(sub))
            && !sub.headerish(rules);
        // 件 between a name and its values is their unit, but not under a header of parts (区分).
        let unit = sub.look == Look::Unit && kind(sub) != Some(Column::Section) && sub.code().chars().count() < 2;
        if !is || unit {
            return None;
        }
        let text = name::clean(&sub.read.reading.words(&(0..sub.read.reading.view.text.len())));
        Some(text).filter(|text| !text.is_empty())
    }

    /// The label of a part in a row without a name: 女性 in the column 区分, below 就業率 | 男性.
    pub fn part(&self, slots: &[Option<Rc<Cell>>]) -> Option<String> {
        let rules = self.extractor.rules;
        let value = |cell: &Cell| matches!(cell.look, Look::Value | Look::Dash | Look::Period);
        let end = slots.iter().position(|cell| cell.as_ref().is_some_and(|cell| value(cell)))?;
        let unit = |n: &usize| self.axes.columns[*n].kind == Some(Column::Unit);
        // What stands before the place of names is of the rows above too.
        let told = (self.axes.name? + 1..end).filter(|n| !unit(n));
        let mut before = told.filter_map(|n| Some((n, slots[n].as_ref().filter(|cell| !cell.is_empty())?)));
        let (n, only) = before.next().filter(|_| before.next().is_none())?;
        let kind = self.axes.columns[n].kind;
        let is = matches!(only.look, Look::Text | Look::Name | Look::Office)
            && matches!(kind, None | Some(Column::Section))
            && is_short(only, kind)
            && !only.headerish(rules);
        let text = || name::clean(&only.read.reading.words(&(0..only.read.reading.view.text.len())));
        is.then(text).filter(|text| !text.is_empty())
    }

    /// Whether a row has values or sentences for which its table has no column.
    pub fn loses_cells(&self, line: &Line, slots: &[Option<Rc<Cell>>]) -> bool {
        let kept: HashSet<*const Cell> = slots.iter().flatten().map(Rc::as_ptr).collect();
        let speaks = |cell: &Cell| cell.look == Look::Value || self.axes.headed && cell.look == Look::Rationale;
        line.slots.iter().flatten().any(|cell| speaks(cell) && !kept.contains(&Rc::as_ptr(cell)))
    }

    /// 受入れ数 | 320人（R5） | R7 | R8 | R9: the years that a row ends in, over the values of the next row.
    pub fn years_at_end(line: &Line) -> Vec<Dated> {
        let filled: Vec<&Cell> = line.filled().collect();
        let years = filled.iter().rev().map_while(|cell| cell.bare_period());
        let mut years: Vec<Dated> = years.collect();
        years.reverse();
        let rise = years.windows(2).all(|pair| pair[0].period.end < pair[1].period.end);
        if years.len() >= 2 && rise && years.len() < filled.len() { years } else { Vec::new() }
    }

    /// The values of a row below the years of the row above it, one for each; none where they are no such row.
    pub fn under_years(&self, line: &Line, years: &[Dated]) -> Vec<Fact> {
        let cells: Vec<&Rc<Cell>> = line.slots.iter().flatten().filter(|cell| !cell.is_empty()).collect();
        let values = cells.iter().all(|cell| matches!(cell.look, Look::Value | Look::Dash));
        if years.is_empty() || cells.len() != years.len() || !values {
            return Vec::new();
        }
        let promised = |axis: &super::axis::Axis| axis.kind == Some(Column::Value) && axis.role == Some(Hint::Target);
        let column = self.axes.columns.iter().position(promised);
        cells
            .into_iter()
            .zip(years)
            .filter(|(cell, _)| cell.look == Look::Value)
            .flat_map(|(cell, &year)| path::under_year(cell, year, column, self.extractor.rules))
            .collect()
    }

    /// The statements that some facts of a name make; none where nothing says that they are goals.
    pub fn statements(&self, open: Open) -> Vec<Statement> {
        let Open { name: named, mut facts, measure, offices, line, slots, .. } = open;
        self.stand(&mut facts);
        self.over_years(&line, &mut facts);
        settle(&mut facts, self.now);
        let lang = language(&named.cell.read.reading.view.text);
        let starts = |axis: &super::axis::Axis| matches!(axis.role, Some(Hint::Baseline | Hint::Current));
        let results = self.axes.columns.iter().any(|axis| axis.role == Some(Hint::Actual));
        if results && !self.axes.columns.iter().any(starts) {
            // Of what a header calls a result beside goals, readers hold either.
            match lang {
                Lang::Ja => begin_with_result(&mut facts),
                Lang::En => begin_with_earliest(&mut facts),
            }
        }
        if self.now.is_none() && self.axes.goals_under_one_word() {
            doubt_first_goal(&mut facts);
        }
        told_only(&mut facts);
        once(&mut facts);
        let rules = self.extractor.rules;
        if facts.is_empty() {
            self.tell_facts(&facts, Some("no cell holds a value of ours"));
            return Vec::new();
        }
        if self.strange(&named, &slots) {
            self.tell_facts(&facts, Some("its cells do not fit the header above them"));
            return Vec::new();
        }
        // 指標名, beside values: the word over names, of a header that slipped among the rows.
        if named.cell.look != Look::Name && named.cell.headerish(rules) && named.cell.says(rules).is(Column::Name) {
            self.tell_facts(&facts, Some("its name is a word of a header"));
            return Vec::new();
        }
        if runs_back(&facts) {
            facts.iter_mut().for_each(|fact| fact.doubtful = true);
        }
        if self.is_open(&facts, &line, &slots) {
            self.tell_facts(&facts, Some("nothing says which of its values is the goal"));
            return Vec::new();
        }
        let words = facts.iter().all(|fact| fact.draft.value.is_none());
        // Words beside words, with nothing that names one of them: which counts is open.
        let unnamed = words && named.by == "place" && named.cell.strength < 2 && self.axes.has(Column::Value);
        let bare_words = unnamed
            || words && !self.dash_beside(&slots) && {
                let holds = cells_of(&facts);
                let cells = slots.iter().flatten().filter(|cell| holds.contains(&cell.at));
                // Increase the score of grade 4 to 225: a number that was not read is no word.
                let read = |cell: &Cell| !cell.code().contains([symbol::NUMBER, symbol::VALUE, symbol::OBSERVATION]);
                !cells.into_iter().any(|cell| rules.tables.words.is_goal(cell.code()) && read(cell))
            };
        if bare_words {
            self.tell_facts(&facts, Some("its words are no goal"));
            return Vec::new();
        }
        let money = self
            .extractor
            .rules
            .tables
            .words
            .is_money(super::naming::last_bracket(&named.text).map_or(named.text.as_str(), |(bare, _)| bare))
            && facts.iter().any(|fact| fact.by != By::Word);
        // （参考）事業費 | 合計 | 千円: what sums up money.
        let paid = |word: String| super::cost::yen(&word, rules).is_some();
        let sums =
            rules.programmes.is_sum(&named.text) && self.unit(&named.text, &facts, &slots, None).is_some_and(paid);
        let money = money || sums;
        let passes = !money && self.passes(&facts, &slots);
        self.tell_facts(&facts, (!passes).then_some("nothing says that its values are goals"));
        if !passes {
            return Vec::new();
        }
        let extractor = self.extractor;
        let (text, own_unit) = extractor.unit_behind(&named.text, &facts);
        let unit = self.unit(&named.text, &facts, &slots, own_unit);
        let text = self.group_of_unit(&slots).map_or_else(|| text.clone(), |group| format!("{text}{group}"));
        if let Some(unit) = &unit {
            facts.iter_mut().for_each(|fact| give_unit(&mut fact.draft, unit, rules));
            self.bound(&mut facts, unit);
        }
        span_in_name(&named.cell.read, &mut facts, rules);
        let whole = |cell: &Cell| 0..cell.read.reading.view.text.len();
        summed_from(&named.cell.read, whole(&named.cell), &mut facts, rules);
        self.sum_by_notes(&slots, &mut facts);
        let own = self.own(&line, &named.cell);
        let place =
            if own { Rc::clone(&named.cell) } else { self.first_own(&line).unwrap_or_else(|| Rc::clone(&named.cell)) };
        let mut base = Statement::new(text, line.block, place.span, lang);
        base.cell = Some(place.at);
        base.by = MadeBy::Table;
        base.aggregation = summed_in_name(&named.cell.read);
        let reading = &named.cell.read.reading;
        base.notes = reading.notes.iter().map(|note| name::without_spaces(reading.text(note))).collect();
        base.provisional = reading.provisional;
        base.refers = reading.refers;
        let holds = cells_of(&facts);
        for cell in slots.iter().flatten().filter(|cell| holds.contains(&cell.at)) {
            let reading = &cell.read.reading;
            base.notes.extend(reading.notes.iter().map(|note| name::without_spaces(reading.text(note))));
            base.provisional |= reading.provisional;
            base.refers |= reading.refers;
        }
        base.answer(&named.offices);
        base.answer(&self.answers(&slots));
        base.answer(&offices);
        base.repost = self.reposted(&slots);
        base.measure = measure;
        self.doubt(&mut base, &facts, &named, &slots);
        series(base, &named.raw, facts)
    }

    /// 令和3～7年度の累計 in a column of notes: over which years the values of the row are summed up.
    pub fn sum_by_notes(&self, slots: &[Option<Rc<Cell>>], facts: &mut [Fact]) {
        let notes = self.axes.columns.iter().zip(slots).filter(|(axis, _)| axis.kind == Some(Column::Note));
        for note in notes.filter_map(|(_, cell)| cell.as_ref()) {
            summed_from(&note.read, 0..note.read.reading.view.text.len(), facts, self.extractor.rules);
            // 各期間の累計, and no word of the years: what the goal sums up is open.
            let rules = self.extractor.rules;
            let sums = |&at: &usize| rules.tables.facets[at].aggregation == Some(Aggregation::Cumulative);
            if note.facets.iter().any(sums) && note.look != Look::Rationale {
                let goals =
                    facts.iter_mut().filter(|fact| fact.role == Some(Role::Target) && fact.draft.value.is_some());
                goals
                    .for_each(|fact| fact.draft.aggregation = fact.draft.aggregation.or(Some(Aggregation::Cumulative)));
            }
        }
    }

    /// 毎年度12％以上を維持 in a cell over R5 | R6 | … | R9: the value of all the years that it stands under.
    fn over_years(&self, line: &Line, facts: &mut [Fact]) {
        let year = |column: usize| self.axes.columns.get(column).and_then(|axis| axis.year);
        for fact in facts.iter_mut().filter(|fact| fact.year == Year::Header) {
            let at = |slot: &Option<Rc<Cell>>| slot.as_ref().map(|cell| cell.at);
            let own = |slot: &Option<Rc<Cell>>| at(slot).is_some() && at(slot) == fact.draft.cell;
            let wide = line.slots.iter().skip(fact.column).take_while(|slot| own(slot)).count();
            let last = (fact.column + wide).checked_sub(1).filter(|_| wide > 1).and_then(year);
            if let (Some(dated), Some(last)) = (fact.draft.period.as_mut(), last)
                && dated.period.start == dated.period.end
                && last.period.end - dated.period.end + 1 == wide as i32
            {
                dated.period.end = last.period.end;
                fact.draft.aggregation = fact.draft.aggregation.or(Some(Aggregation::Annual));
            }
        }
    }

    /// Whether all roles are guessed, of a row with one more value than columns, or of year after year when nobody
    /// knows which years are over.
    fn is_open(&self, facts: &[Fact], line: &Line, slots: &[Option<Rc<Cell>>]) -> bool {
        let guessed = facts.len() > 1 && facts.iter().all(|fact| fact.by >= By::Year);
        let years: Vec<i32> = facts.iter().filter_map(Fact::end).collect();
        let run =
            years.len() >= STEPS && years.len() == facts.len() && years.windows(2).all(|two| two[1] == two[0] + 1);
        guessed && (run && self.now.is_none() || self.loses_cells(line, slots))
    }

    /// ― | 全市町村: a value that there is not makes what stands beside it one that is promised.
    fn dash_beside(&self, slots: &[Option<Rc<Cell>>]) -> bool {
        let value = |(axis, cell): (&super::axis::Axis, &Option<Rc<Cell>>)| {
            axis.kind == Some(Column::Value) && cell.as_ref().is_some_and(|cell| cell.look == Look::Dash)
        };
        self.axes.columns.iter().zip(slots).any(value)
    }

    /// Whether a row is told again from elsewhere: 再掲.
    pub fn reposted(&self, slots: &[Option<Rc<Cell>>]) -> bool {
        slots.iter().enumerate().any(|(n, cell)| {
            let kind = self.axes.columns[n].kind;
            !matches!(kind, Some(Column::Programme | Column::Progress))
                && cell.as_ref().is_some_and(|cell| cell.read.reading.repost)
        })
    }

    /// A reader that knows nothing of the table but its columns.
    pub fn plain<'e, 'a>(extractor: &'e Extractor<'a>, sheet: &'e Sheet, axes: Rc<Axes>) -> Reader<'e, 'a> {
        Reader { extractor, sheet, axes, now: None, goals: false, forecast: false, plan: false, year_of_rows: None }
    }

    /// The measure that a row belongs to.
    pub fn measure(&self, line: &Line, above: &Above, section: &[String]) -> Option<String> {
        if self.axes.has(Column::Measure) || above.measure.is_some() {
            return above.measure.clone();
        }
        let own = section.last().cloned();
        let context = self.sheet.context.iter().rev();
        let told = context.filter(|(kind, _)| matches!(kind, Column::Programme | Column::Measure | Column::Section));
        let told = told.map(|(_, cell)| name::clean_text(&cell.read.reading.view.text.replace('\n', ""))).next();
        above.section.clone().or(told).or(own).or_else(|| self.extractor.headings.nearest(line.block))
    }

    fn first_own(&self, line: &Line) -> Option<Rc<Cell>> {
        line.slots.iter().flatten().find(|cell| !cell.is_empty() && self.own(line, cell)).cloned()
    }

    /// The heading right above a table, or the nearest that counts something, for rows of labels without a name.
    pub fn heading(&self, line: &Line) -> Option<RowName> {
        let extractor = self.extractor;
        line.above.iter().rev().enumerate().find_map(|(n, &block)| {
            let text = &extractor.document.blocks[block].text;
            let read = extractor.read(text);
            let (code, tables) = (read.code(), &extractor.rules.tables);
            let least = if n == 0 { 1 } else { 3 };
            // 1.1.A Harbors dredged: what numbers a name is no part of it.
            let view = &read.reading.view.text;
            let bare = tables.trimmed(view);
            let counts = tables.strength(code).max(tables.strength(bare)) >= least;
            let letters = code.chars().filter(|c| c.is_alphabetic()).count();
            let long = bare.chars().count() > if bare.is_ascii() { 2 * LONGEST_HEADING } else { LONGEST_HEADING };
            // Fatalities per 100,000 vessels: a number that something is counted by is no value of it either.
            let from = view.find(bare).unwrap_or(0);
            let before = |at: usize| view[..at].split_whitespace().next_back();
            let per = |at: usize| before(at).is_some_and(|word| extractor.rules.sentences.is(word, Class::EnPer));
            let valued = read.reading.found.iter().any(|found| {
                let at = found.range.start;
                matches!(found.item, Item::Value(_)) && at >= from && !per(at)
            });
            if letters < 2 || !counts || long || valued {
                return None;
            }
            let Naming { name, raw, section, offices } = extractor.naming(&read, None, false);
            let cell = Cell::of_text(read, text.span(), extractor.rules);
            Some(RowName { text: name, raw, cell: Rc::new(cell), column: None, by: "above", section, offices })
        })
    }
}

/// asset class | target | rate | units: where a word says which value is the goal, one that nothing speaks of is none.
fn told_only(facts: &mut Vec<Fact>) {
    let goal = |fact: &Fact, by: By| fact.role == Some(Role::Target) && fact.by == by;
    if facts.iter().any(|fact| goal(fact, By::Word)) {
        facts.retain(|fact| !goal(fact, By::Order) || fact.draft.period.is_some());
    }
}

/// 12人（R7～R11） as a baseline beside a goal of R11: no plan begins where it ends, so its cells slipped.
fn runs_back(facts: &[Fact]) -> bool {
    let last = |role: Role| facts.iter().filter(|fact| fact.role == Some(role)).filter_map(Fact::end).max();
    last(Role::Baseline).zip(last(Role::Target)).is_some_and(|(baseline, target)| baseline >= target)
}

/// Whether a cell is short enough for the label of a part; under a header of parts one of letters may be longer.
pub(super) fn is_short(cell: &Cell, kind: Option<Column>) -> bool {
    (if kind == Some(Column::Section) { cell.breadth() } else { cell.len() }) <= LONGEST_SUB
}

/// The cells that some values stand in.
fn cells_of(facts: &[Fact]) -> HashSet<CellRef> {
    facts.iter().filter_map(|fact| fact.draft.cell).collect()
}

/// Whether a name breaks off: in a bracket, or at a word that asks for more.
pub(super) fn breaks_off(text: &str) -> bool {
    let text = text.trim_end();
    open_brackets(0, text) > 0 || asks_for_more(text)
}

/// Whether a row may hold anything of ours: a value, words under a header, a mark.
pub(super) fn worth_reading(line: &Line) -> bool {
    line.filled().any(|cell| cell.has_value() || cell.code().contains(symbol::MINISTRIES)) || line.filled().count() >= 2
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn statistics_are_no_goals() {
        for table in [
            "| 年度 | R3 | R4 | R5 |\n|---|---|---|---|\n| 農家数 | 120 | 118 | 110 |\n| 就農者数 | 10 | 12 | 14 |\n",
            "| 区分 | 令和4年度 | 令和5年度 |\n|---|---|---|\n| 人口 | 12,300人 | 12,100人 |\n| 世帯数 | 4,500世帯 | 4,480世帯 |\n",
            "| 科目 | 予算額 | 決算額 |\n|---|---|---|\n| 民生費 | 1,200千円 | 1,150千円 |\n| 土木費 | 800千円 | 790千円 |\n",
            "| 農家数 | 120戸 | 118戸 |\n| 就農者数 | 10人 | 12人 |\n",
        ] {
            assert_eq!(said(&format!("本県の概況\n\n{table}")), [""; 0], "{table}");
        }
    }

    #[test]
    fn a_past_year_and_one_ahead_are_a_plan_under_a_caption_of_goals() {
        let table = "| 新規就農者数 | 98人（R5） | 150人（R10） |\n| 農家数 | 120戸（R5） | 130戸（R10） |\n";
        let said = said(&format!("数値目標一覧\n\n{table}"));
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("target 150 人 2028") && said[0].contains("baseline 98 人 2023"), "{}", said[0]);
    }

    #[test]
    fn rows_of_goal_and_result_are_one_statement() {
        let table = "| 指標 | 区分 | R5 | R6 |\n|---|---|---|---|\n| 就農者数 | 目標 | 100人 | 120人 |\n| | 実績 | 98人 | 107人 |\n";
        let said = said(&format!("成果指標\n\n{table}"));
        assert_eq!(said.len(), 1, "{said:?}");
        for part in ["target 100 人 2023", "target 120 人 2024", "actual 98 人 2023", "actual 107 人 2024"] {
            assert!(said[0].contains(part), "{part} in {}", said[0]);
        }
    }

    #[test]
    fn rows_of_goal_and_result_keep_their_own_measure() {
        use crate::record::Record;
        let table = "| 施策 | 指標 | 区分 | R5 | R6 |\n|---|---|---|---|---|\n\
            | 就農支援体制の充実 | 新規就農者数 | 目標 | 100人 | 120人 |\n| | | 実績 | 98人 | 107人 |\n\
            | 観光地の受入環境の整備 | 延べ宿泊者数 | 目標 | 500人 | 520人 |\n| | | 実績 | 480人 | 510人 |\n";
        let source = crate::source::Source::from_text("test", &format!("成果指標\n\n{table}"));
        let records = crate::extract::extract(&source, super::super::desk::rules());
        let measures = records.iter().filter_map(|record| match record {
            Record::Indicator(indicator) => indicator.measure.as_deref(),
            _ => None,
        });
        assert_eq!(measures.collect::<Vec<_>>(), ["就農支援体制の充実", "観光地の受入環境の整備"]);
    }
}
