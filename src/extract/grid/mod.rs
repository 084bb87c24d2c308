//! Tables: typed cells, the two paths to each value, and what they say together.
//!
//! One way for every form. A cell is told apart alone ([`cell`]), headers open logical tables that
//! run over blocks ([`sheet`]), rows are laid on columns ([`axes`], [`align`]), a value takes what the
//! words on its header path and its row path say ([`path`]), the evidence is summed ([`settle`]), and
//! a row makes a statement where something says that it is about goals ([`row`]).

mod align;
mod amounts;
mod answers;
mod apart;
mod axes;
mod axis;
mod beside;
mod called;
mod caption;
pub(super) mod cell;
mod cost;
mod costed;
mod counted;
mod dated;
#[cfg(test)]
pub(super) mod desk;
pub(super) mod fact;
mod forms;
mod gate;
mod goals;
mod halves;
mod header;
mod inner;
mod items;
mod lay;
mod long;
mod matrix;
mod measures;
mod named;
mod namesakes;
pub(super) mod naming;
mod paid;
mod parts;
pub(super) mod path;
mod place;
mod promised;
mod purse;
mod reached;
mod region;
mod row;
pub(super) mod run;
pub(super) mod series;
pub(super) mod settle;
mod sheet;
mod shifted;
mod spread;
mod stacked;
mod standing;
mod storeys;
mod suffix;
pub(super) mod told;
mod turned;
mod unit;
pub(super) mod values;
mod whole;
mod yearly;

use std::rc::Rc;

use crate::record::Role;
use crate::rules::{Column, Hint, Look, Rules};
use crate::text::code::is_symbol;

use super::{Extractor, name};
use axes::Axes;
use cell::{Cell, add, best};
pub(super) use cost::{Money, yen, yen_told};
use fact::{Evidence, Source};
use row::{Above, Open, Reader, RowName};
use settle::{By, settle};
pub(super) use sheet::Sheet;
use sheet::{Line, gather};

/// The cells of a row in their columns.
type Slots = Vec<Option<Rc<Cell>>>;

/// Of so many values in a row the order tells which is the target.
const ORDERED: usize = 3;
/// Of the votes of a column's rows so many must agree.
const MAJORITY: f32 = 0.6;

impl Extractor<'_> {
    /// Puts the tables of the document together.
    pub(super) fn gather(&mut self) {
        let (sheets, taken) = gather(self);
        self.taken = taken;
        for mut sheet in sheets {
            suffix::part(self, &mut sheet);
            beside::widen(&mut sheet);
            let told = self.storeys_told(&sheet);
            storeys::side_by_side(&mut sheet, told, self.rules);
            if let Some(block) = sheet.block() {
                self.sheets.entry(block).or_default().push(sheet);
            }
        }
    }

    /// Reads a logical table.
    pub(super) fn sheet(&mut self, sheet: &Sheet) {
        let mut axes = Axes::of(sheet, self.rules);
        if self.is_aimed(sheet) {
            axes.aim();
        }
        let laid: Vec<Slots> = sheet.lines.iter().map(|line| axes.lay(line, self.rules)).collect();
        let reached = reached::reached(&axes, &laid, self.rules);
        if let Some(reached) = &reached {
            reached.date_goals(&mut axes);
        }
        self.date_counted(sheet, &mut axes);
        self.date_stages(sheet, &mut axes);
        let axes = Rc::new(axes);
        let now = self.now(sheet, &axes, &laid).max(reached.map(|reached| reached.year));
        let announced = self.announced(sheet);
        let goals = self.goals(sheet).unwrap_or(announced.is_some());
        // By 2030 we want every home to perform as follows: | 2023 | 2030: the first year is the one that was measured.
        let now = now.or_else(|| axes.first_of_years(announced.flatten()?));
        let forecast = self.is_forecast(sheet);
        let mut reader = Reader {
            extractor: self,
            sheet,
            now,
            goals,
            forecast,
            axes: Rc::clone(&axes),
            plan: false,
            year_of_rows: None,
        };
        let made = reader.read(&laid);
        self.kept(sheet, &axes, &laid, made);
        self.paid_rows(sheet, &axes, &laid);
        if !self.matrix_rows(sheet, &axes, &laid) {
            self.measured_rows(sheet, &axes, &laid);
        }
    }

    /// The last year that was measured: a header's, else the document's.
    fn now(&self, sheet: &Sheet, axes: &Axes, laid: &[Slots]) -> Option<i32> {
        let role = |of: fn(Hint) -> bool| {
            let axes = axes.columns.iter().filter(move |axis| axis.role.is_some_and(of));
            axes.filter_map(|axis| Some(axis.year?.period.end))
        };
        let header = role(|hint| hint != Hint::Target).max();
        let own = || self.year.get();
        // 基準値（R2） | R3 | R4 | 目標値（R7）: of years without a word before the goal's the document's own tells.
        let open = axes.columns.iter().filter(|axis| axis.kind == Some(Column::Value) && axis.role.is_none());
        let mut between: Vec<i32> = open.filter_map(|axis| Some(axis.year?.period.end)).collect();
        // 現状値 | R5 | R6 | R7 in a plan of R5: of the years behind where things stand none is over.
        let stands =
            |axis: &axis::Axis| axis.year.is_none() && matches!(axis.role, Some(Hint::Baseline | Hint::Current));
        let run = between.windows(2).all(|two| two[0] + 1 == two[1]) && between.len() >= promised::STEPS;
        if let Some(first) = between.first().filter(|&&first| run && own() == Some(first))
            && header.is_none()
            && axes.columns.iter().any(stands)
        {
            return Some(first - 1);
        }
        let (Some(measured), Some(goal)) = (header, role(|hint| hint == Hint::Target).min()) else {
            // 基準値（R2） | R3 | R4 | R5 | 目標値: beside a column of goals years that the document has behind it were measured.
            let aims = axes.columns.iter().any(|axis| axis.role == Some(Hint::Target) && axis.year.is_none());
            let last = between.iter().copied().filter(|&year| own().is_none_or(|own| year <= own)).max();
            let header = header.map(|measured| measured.max(last.filter(|_| aims).unwrap_or(measured)));
            // 2023/24 | 2024/25 | Targets 2025/26: what stands before the goals was measured.
            let goals = role(|hint| hint == Hint::Target).min();
            let before = || between.iter().copied().filter(|&year| goals.is_some_and(|goal| year < goal)).max();
            return header.or_else(|| measured_years(axes, laid).or_else(own)).or_else(before);
        };
        // 基準値(H28) | R2 | R3 | R4 | 目標値(R4): beside its goal a year without a word is what was reached in it.
        if between.contains(&goal)
            && role(|hint| hint == Hint::Target).count() == 1
            && own().is_none_or(|own| goal <= own)
        {
            return Some(goal);
        }
        between.retain(|year| (measured + 1..goal).contains(year));
        between.sort_unstable();
        let follows = between.iter().zip(measured + 1..).take_while(|(year, next)| *year == next).count();
        let run = measured + follows as i32;
        // 2024 | 2025 | … | 2029 | Target 2030: year by year up to the goal they are steps to it.
        let run = if run + 1 == goal { measured } else { run };
        // 前計画の目標の達成状況: what was reached up to the goal's year.
        if !between.is_empty() && self.is_of_results(sheet) {
            return Some(goal - 1);
        }
        Some(if between.is_empty() { measured } else { own().unwrap_or(run).clamp(measured, goal - 1) })
    }
}

/// The words of a measure are at least so many characters.
const LEAST_MEASURE: usize = 8;
/// Words around a number that name something else than the row above have so many letters.
const LEAST_WORDS: usize = 4;

/// The year that most rows with two years, or a year and a value without one, were measured in last.
fn measured_years(axes: &Axes, laid: &[Slots]) -> Option<i32> {
    let mut years: Vec<(i32, f32)> = Vec::new();
    for slots in laid {
        // The year in a cell of a goal was not measured.
        let open = axes.columns.iter().zip(slots).filter(|(axis, _)| axis.role != Some(Hint::Target));
        let cells = open.filter_map(|(_, cell)| cell.as_deref()).filter(|cell| !cell.is_empty());
        let cells: Vec<&Cell> = cells.filter(|cell| matches!(cell.look, Look::Value | Look::Period)).collect();
        let mut of: Vec<i32> = cells.iter().flat_map(|cell| cell.years()).map(|(_, end)| end).collect();
        of.sort_unstable();
        of.dedup();
        let undated = cells.iter().any(|cell| cell.look == Look::Value && cell.years().next().is_none());
        if of.len() >= 2 || of.len() == 1 && undated {
            add(&mut years, of[0], 1.0);
        }
    }
    let all: f32 = years.iter().map(|(_, n)| n).sum();
    let sure = years.iter().filter(|&&(_, n)| n >= (0.02 * all).max(2.0)).map(|&(year, _)| year).max();
    sure.or_else(|| years.iter().map(|&(year, _)| year).max())
}

/// What a row gives beside the statements: it is kept for rows and cells that go on with it.
pub(super) enum Made {
    Statements(Vec<super::statement::Statement>),
    /// A row that tells the progress of the indicator above it.
    Progress(usize),
    /// The cells of a row, to be read for what they hold by themselves.
    Cells(usize),
}

impl Reader<'_, '_> {
    /// The rows, one after another.
    fn read(&mut self, laid: &[Slots]) -> Vec<Made> {
        let votes = self.votes(laid);
        self.tell_columns();
        let mut above = Above::default();
        self.year_of_rows = self.years_down(laid);
        let kpis = self.of_kpi_cells();
        let mut made = Vec::new();
        for (n, (line, slots)) in self.sheet.lines.iter().zip(laid).enumerate() {
            let mut kpi = if kpis { self.kpi_row(line, slots) } else { Vec::new() };
            if !kpi.is_empty() {
                self.carry(slots, &mut above);
                let measure = self.measure(line, &above, &[]);
                kpi.iter_mut().for_each(|statement| statement.measure.clone_from(&measure));
                made.extend(self.close(&mut above).map(Made::Statements));
                made.push(Made::Statements(kpi));
                made.push(Made::Cells(n));
                continue;
            }
            let before = made.len();
            if let Some(statements) = self.row(line, slots.clone(), &votes, &mut above) {
                made.push(Made::Statements(statements));
            }
            if kpis && made.len() == before && above.open.is_none() {
                made.push(Made::Progress(n));
            }
            made.push(Made::Cells(n));
        }
        made.extend(self.close(&mut above).map(Made::Statements));
        let mut made = if self.year_of_rows.is_some() { long::joined(made) } else { made };
        namesakes::doubt(&mut made);
        made
    }

    /// The role that the rows of each column have by themselves, where no header says it.
    fn votes(&mut self, laid: &[Slots]) -> Vec<Option<Hint>> {
        let width = self.axes.columns.len();
        if self.axes.has_role() || self.is_over_time() {
            return vec![None; width];
        }
        let mut votes: Vec<Vec<(Hint, f32)>> = vec![Vec::new(); width];
        let (mut rows, mut plans) = (0, 0);
        for slots in laid {
            let mut facts = self.facts(slots, self.axes.name, "", &[]);
            if facts.len() < 2 {
                continue;
            }
            settle(&mut facts, self.now);
            rows += 1;
            plans += usize::from(self.tells(&facts, slots));
            // Of many values the order alone tells nothing, though every row says the same.
            let few = facts.len() <= ORDERED;
            for fact in facts.iter().filter(|fact| few || fact.by < By::Order) {
                let hint = match fact.role {
                    Some(Role::Target) => Hint::Target,
                    Some(Role::Baseline) => Hint::Baseline,
                    Some(Role::Actual) => Hint::Actual,
                    None => continue,
                };
                add(&mut votes[fact.column], hint, 1.0);
            }
        }
        self.plan = plans >= 2 && 2 * plans >= rows;
        let winner = |votes: &Vec<(Hint, f32)>| {
            let all: f32 = votes.iter().map(|(_, n)| n).sum();
            best(votes).filter(|&(_, n)| n >= (MAJORITY * all).max(2.0)).map(|(hint, _)| hint)
        };
        votes.iter().map(winner).collect()
    }

    /// A row; gives the statements that are complete with it.
    fn row(
        &self,
        line: &Line,
        mut slots: Vec<Option<Rc<Cell>>>,
        votes: &[Option<Hint>],
        above: &mut Above,
    ) -> Option<Vec<super::statement::Statement>> {
        let rules = self.extractor.rules;
        if !row::worth_reading(line) && line.filled().count() != 1 {
            return None;
        }
        self.same_as_above(&mut slots, above);
        let under = self.under_years(line, &std::mem::take(&mut above.years));
        if !under.is_empty()
            && let Some(open) = &mut above.open
        {
            self.tell_row(line, &slots, Some((open.name.text.clone(), "above".to_owned())));
            open.facts.extend(under);
            return self.close(above);
        }
        if let Some(open) = &mut above.open
            && dated::dates_below(&slots, &mut open.facts, rules)
        {
            self.tell_row(line, &slots, Some((open.name.text.clone(), "above".to_owned())));
            return None;
        }
        let years = Reader::years_at_end(line);
        for slot in &mut slots {
            slot.take_if(|cell| years.iter().any(|year| cell.bare_period().is_some_and(|own| own.span == year.span)));
        }
        self.carry(&slots, above);
        if let Some(alone) = self.alone(line, &slots) {
            let done = self.close(above);
            above.name = None;
            above.parent = Some(alone.clone()).filter(|alone| alone.cell.strength >= 2);
            above.section = Some(name::clean_text(&alone.cell.read.reading.view.text.replace('\n', "")));
            above.alone = Some(goes_on(above.alone.take(), alone));
            return done;
        }
        let alone = above.alone.take();
        let named = if self.sheet.below_name { None } else { self.name(line, &slots) };
        let mut named = named.filter(|named| !rules.tables.words.is_same(&named.text));
        // 宿舎入居率 / 計画値 90％ / 実績値 88.1％: below a name that stands alone a label names nothing.
        let below = alone.is_some() || above.open.as_ref().is_some_and(|open| open.below);
        named.take_if(|named| below && named.cell.look == Look::Label);
        // 実績値, without a name above it: no indicator is called so.
        if named
            .as_ref()
            .is_some_and(|named| named.cell.look == Look::Label && rules.tables.words.is_label(&named.text))
        {
            return self.close(above);
        }
        // A cell of a KPI with its values in it.
        let mut inside = Vec::new();
        let promises = |found: &RowName| found.column.is_some_and(|n| self.axes.columns[n].promises);
        if let Some(found) = &mut named
            && (found.cell.look == Look::Run || promises(found))
            && let Some(run) = run::run(&found.cell.read, Some(found.cell.at), rules)
        {
            let naming = self.extractor.naming(&found.cell.read, Some(&run.name), false);
            (found.text, found.raw) = (naming.name, naming.raw);
            inside = run.facts;
            inside.iter_mut().for_each(|fact| fact.column = found.column.unwrap_or(0));
            // 25.3％→15％ under 目標値（R11）: the goal is of the header's year.
            let due = found.column.and_then(|n| self.axes.columns[n].year).filter(|_| promises(found));
            let goal = |fact: &fact::Fact| fact.evidence.iter().any(|one| one.hint == Hint::Target);
            for fact in inside.iter_mut().filter(|fact| fact.draft.period.is_none() && goal(fact)) {
                fact.draft.period = due;
            }
            // 乗客の死者数0人 in a column of goals
            for fact in inside.iter_mut().filter(|fact| promises(found) && fact.evidence.is_empty()) {
                fact.evidence.push(Evidence { hint: Hint::Target, weight: path::VOTE, from: Source::Header });
                fact.doubtful = true;
            }
        }
        if let (Some(found), Some(before)) = (&mut named, above.broken.take())
            && found.by != "above"
            && found.column == before.column
        {
            found.raw.insert_str(0, &before.raw);
            found.text = name::clean(&found.raw);
        }
        let own = named.as_ref().is_some_and(|named| named.by != "above");
        let mut parted = false;
        let label = self.sheet.below_name || slots.iter().flatten().any(|cell| cell.look == Look::Label);
        if let Some(found) = &mut named {
            self.by_above(found, above);
            let sub = self.sub(found, line, &slots).or_else(|| self.apart(found, line, above));
            parted = sub.is_some();
            self.join_parts(found, &slots, above, sub.is_some());
            if own && found.by != "joined" && found.cell.strength == 3 {
                above.whole = None;
            } else if found.by == "joined" && above.whole.is_none() {
                above.whole = above.name.clone();
            }
            if let Some(sub) = sub {
                above.whole = Some(found.clone());
                found.text = format!("{}({sub})", found.text);
                found.raw = format!("{}({sub})", found.raw);
            }
        }
        let column = named.as_ref().filter(|_| own || label).and_then(|named| named.column);
        let mut facts = inside;
        let text = named.as_ref().map_or("", |named| named.text.as_str());
        facts.extend(self.facts(&slots, column.or(self.axes.name), text, votes));
        if let Some(year) = self.year_of_rows {
            self.date_row(year, &slots, &mut facts);
        }
        if self.loses_cells(line, &slots) {
            facts.iter_mut().for_each(|fact| fact.doubtful = true);
        }
        self.tell_row(line, &slots, named.as_ref().map(|named| (named.text.clone(), named.by.to_owned())));
        // Rows of 目標 and 実績 under one name are one statement.
        let open = above.open.as_ref().map(|open| &open.name);
        let goes_on = label
            && open.is_some_and(|open| match &named {
                None => true,
                Some(named) => Rc::ptr_eq(&named.cell, &open.cell) && !parted || named.text == open.text,
            });
        if goes_on {
            let offices = if self.axes.has(Column::Office) { self.answers(&slots) } else { Vec::new() };
            self.sum_by_notes(&slots, &mut facts);
            if let Some(open) = &mut above.open {
                open.facts.extend(facts);
                open.offices.extend(offices);
            }
            return None;
        }
        // 見込値, 参考：全国 between 実績値 and 目標値 of one name: a row of what is none of ours ends nothing.
        let again = above.open.as_ref().is_some_and(|open| {
            open.labelled && !label && named.as_ref().is_some_and(|named| own && named.text == open.name.text)
        });
        if again {
            self.tell_facts(&facts, Some("no label says which of its values it holds"));
            return None;
        }
        let done = self.close(above);
        let named = named.or_else(|| {
            let mut whole = above.whole.clone().filter(|_| !facts.is_empty())?;
            let part = self.part(&slots)?;
            whole.text = format!("{}({part})", whole.text);
            whole.raw = format!("{}({part})", whole.raw);
            whole.by = "joined";
            Some(whole)
        });
        // Words of its own in the place of names, whatever became of them: the row is none of what stands above.
        let other = self.has_other_name(&slots, above) || self.is_covered(line, &slots);
        let named = named.or_else(|| above.name.clone().filter(|_| !own && !other && !facts.is_empty()));
        // Applications decided in time (%) / Target 85 90 / Actual 81 90
        let labelled = alone.is_some() && named.is_none();
        let named = named.or_else(|| {
            alone.filter(|alone| label && !facts.is_empty() && alone.text.chars().count() >= LEAST_MEASURE)
        });
        let below = label || self.is_below_name(line);
        let named = named.or_else(|| self.heading(line).filter(|_| below && !facts.is_empty()));
        let Some(named) = named else {
            self.tell_facts(&facts, Some("it has no name"));
            return done;
        };
        if own {
            above.name = Some(named.clone());
            let valued = line.filled().any(|cell| matches!(cell.look, Look::Value | Look::Dash));
            above.broken =
                Some(named.clone()).filter(|named| facts.is_empty() && !valued && row::breaks_off(&named.raw));
        }
        if !facts.is_empty() || label || !years.is_empty() {
            let measure = self.measure(line, above, &named.section);
            let (line, offices) = (line.clone(), Vec::new());
            above.open =
                Some(Open { name: named, facts, measure, offices, line, slots, below: labelled, labelled: label });
        }
        above.years = years;
        if label || !above.years.is_empty() { done } else { merge(done, self.close(above)) }
    }

    /// 現状値 | R5 | R6 over 73 | 91 | 183: whether a table of one row holds nothing but values, so that its name stands above.
    fn is_below_name(&self, line: &Line) -> bool {
        let values = || line.filled().all(|cell| matches!(cell.look, Look::Value | Look::Dash));
        self.axes.has_role() && self.sheet.lines.len() == 1 && !self.sheet.turned && values()
    }

    /// 計 11指標 over all columns up to the values: whether a cell from the left covers the place of names.
    fn is_covered(&self, line: &Line, slots: &[Option<Rc<Cell>>]) -> bool {
        let Some(name) = self.axes.name.filter(|&name| line.exact && name > 0 && slots[name].is_none()) else {
            return false;
        };
        let at = |n: usize| line.slots.get(n).and_then(Option::as_ref);
        at(name).zip(at(name - 1)).is_some_and(|(own, left)| Rc::ptr_eq(own, left) && !own.is_empty())
    }

    /// Whether a name that is not the one above stands where names do.
    fn has_other_name(&self, slots: &[Option<Rc<Cell>>], above: &Above) -> bool {
        // Under a header that names nothing, where the name above stands.
        let place = self.axes.name.or_else(|| above.name.as_ref()?.column);
        let cell = place.and_then(|name| slots.get(name)?.as_ref()).filter(|cell| !cell.is_empty());
        let same = |cell: &Rc<Cell>| above.name.as_ref().is_some_and(|named| Rc::ptr_eq(&named.cell, cell));
        // 家電４品目の回収率: words around a number too.
        let worded = |cell: &Rc<Cell>| {
            let letters = cell.code().chars().filter(|&c| c.is_alphabetic() && !is_symbol(c)).count();
            cell.look == Look::Value && letters >= LEAST_WORDS
        };
        // 再生品の購入（市政アンケート）: with who measured it.
        cell.is_some_and(|cell| {
            (matches!(cell.look, Look::Name | Look::Run | Look::Source) || worded(cell)) && !same(cell)
        })
    }

    /// A row of one cell: a heading of what follows, or a name over its parts.
    fn alone(&self, line: &Line, slots: &[Option<Rc<Cell>>]) -> Option<RowName> {
        let mut filled = slots.iter().flatten().filter(|cell| !cell.is_empty());
        let only = filled.next().filter(|_| filled.next().is_none())?;
        let heads = matches!(only.look, Look::Name | Look::Text | Look::Rationale | Look::Office | Look::Source);
        // A merged cell that covers this row and others is no heading.
        let own = !line.exact || line.row == 0 || only.at.row == line.row;
        if !heads || !own || self.axes.columns.len() < 2 {
            return None;
        }
        let naming = self.extractor.naming(&only.read, None, false);
        Some(RowName {
            text: naming.name,
            raw: naming.raw,
            cell: Rc::clone(only),
            column: None,
            by: "joined",
            section: naming.section,
            offices: naming.offices,
        })
    }

    /// 〃 in a column of units, offices or measures: the cell above.
    fn same_as_above(&self, slots: &mut Slots, above: &mut Above) {
        let words = &self.extractor.rules.tables.words;
        for (n, (axis, slot)) in self.axes.columns.iter().zip(slots.iter_mut()).enumerate() {
            let same = slot.as_ref().is_some_and(|cell| words.is_same(cell.read.reading.view.text.trim()));
            if same && axis.kind != Some(Column::Value) && Some(n) != self.axes.name {
                *slot = above.last.get(n).cloned().flatten();
            }
        }
        above.last.clone_from(slots);
    }

    /// What merged cells of this row say to those below it.
    fn carry(&self, slots: &[Option<Rc<Cell>>], above: &mut Above) {
        for (n, (axis, cell)) in self.axes.columns.iter().zip(slots).enumerate() {
            let Some(cell) = cell.as_ref().filter(|cell| !cell.is_empty() && Some(n) != self.axes.name) else {
                continue;
            };
            let text = || {
                name::clean_text(&cell.read.reading.words(&(0..cell.read.reading.view.text.len())).replace('\n', ""))
            };
            match axis.kind {
                Some(Column::Measure) => above.measure = Some(text()).filter(|text| !text.is_empty()),
                // A first column without a header, its cells merged over rows.
                None if n == 0
                    && axis.path.is_empty()
                    && self.axes.headed
                    && self.axes.name > Some(0)
                    && cell.len() >= LEAST_MEASURE =>
                {
                    above.measure = Some(text()).filter(|text| !text.is_empty());
                }
                Some(Column::Section) if self.axes.name.is_none_or(|name| n < name) => {
                    above.section = Some(text()).filter(|text| !text.is_empty());
                }
                _ => {}
            }
        }
    }

    /// Closes the statement that rows could add to.
    fn close(&self, above: &mut Above) -> Option<Vec<super::statement::Statement>> {
        let open = above.open.take()?;
        let statements = self.statements(open);
        (!statements.is_empty()).then_some(statements)
    }
}

/// A row of words, with the one before it where that breaks off: … decided within the / statutory period (%).
fn goes_on(before: Option<RowName>, alone: RowName) -> RowName {
    let small = alone.raw.starts_with(|c: char| c.is_ascii_lowercase() || c == '(');
    match before.filter(|_| small) {
        Some(before) => RowName {
            text: format!("{} {}", before.text, alone.text),
            raw: format!("{} {}", before.raw, alone.raw),
            ..before
        },
        None => alone,
    }
}

fn merge<T>(a: Option<Vec<T>>, b: Option<Vec<T>>) -> Option<Vec<T>> {
    match (a, b) {
        (Some(mut a), Some(b)) => {
            a.extend(b);
            Some(a)
        }
        (a, b) => a.or(b),
    }
}

/// A kind of column as rule files write it.
pub(crate) fn kind_of(column: Option<Column>) -> String {
    told::kind(column)
}

/// The facets that speak of a coded text, as indices.
pub(crate) fn facets_of(code: &str, rules: &Rules) -> Vec<usize> {
    cell::facets(code, rules)
}

/// The type that tells what a text is, as a cell, for the examples of types.
pub(crate) fn type_of(text: &str, rules: &Rules) -> Option<usize> {
    cell::type_of(&super::read_line(text, rules), rules)
}
