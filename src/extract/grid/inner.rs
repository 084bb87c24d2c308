//! What the cells of a table hold by themselves: measures with their ministries, programmes, cards,
//! and cells of a KPI with its values and of its progress, which rules of their own read.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::record::{CellRef, Flag, Lang, Role};
use crate::rules::{Column, Hint, Look, Makes, Match, Scope};
use crate::text::code::symbol;

use super::super::clause::Lead;
use super::super::making::Here;
use super::super::prose::sentences;
use super::super::run::Calls;
use super::super::statement::{By, Statement};
use super::super::{Extractor, language, name};
use super::axes::Axes;
use super::axis::Axis;
use super::cell::{Cell, PROSE};
use super::goals::LONGEST_GOAL;
use super::row::Reader;
use super::sheet::{Line, Sheet};
use super::{Made, Slots};

/// How much a name counts that tells what is counted.
const STRONG: u8 = 3;
/// A name of so many characters leaves out of what: 実施率.
const SHORT: usize = 3;
/// What only the reason for a target tells is no surer.
const REASON: f64 = 0.6;
/// More cells are a row of values.
const FEW: usize = 2;
/// A sentence has no fewer words.
const SENTENCE: usize = 5;
/// A cell with so many characters is a page of text.
const PAGE: usize = 160;
/// One with so many is text that was put in a table: minutes, the paragraphs of a speech.
const TEXT: usize = 320;

impl Extractor<'_> {
    /// Keeps what the rows of a table made, and reads their cells for what they hold by themselves.
    pub(super) fn kept(&mut self, sheet: &Sheet, axes: &Rc<Axes>, laid: &[Slots], mut made: Vec<Made>) {
        let several = self.goals_in_sentences(sheet, axes, laid, &mut made);
        // Where a table's rows make statements, its other cells say why, not what else is promised.
        let told = made.iter().any(|one| matches!(one, Made::Statements(_)));
        // 有害鳥獣捕獲頭数（内閣府、文部科学省）names an indicator, no measure.
        let names: HashSet<CellRef> = made
            .iter()
            .flat_map(|one| if let Made::Statements(all) = one { all.as_slice() } else { &[] })
            .filter(|statement| statement.by == By::Table)
            .flat_map(|statement| statement.observations.iter().map(|draft| draft.cell).chain([statement.cell]))
            .flatten()
            .chain(several)
            .collect();
        for one in made {
            match one {
                Made::Statements(statements) => self.statements.extend(statements),
                Made::Progress(n) => {
                    let line = &sheet.lines[n];
                    let Some(mut last) = self.statements.pop() else { continue };
                    if last.block == line.block && !last.observations.iter().any(|one| one.role == Some(Role::Actual)) {
                        let reader = Reader::plain(self, sheet, Rc::clone(axes));
                        reader.progress(line, &laid[n], std::slice::from_mut(&mut last));
                    }
                    self.statements.push(last);
                }
                Made::Cells(n) => {
                    let first = self.statements.len();
                    self.cells(axes, &sheet.lines[n], &laid[n], &names, told);
                    self.complete(&sheet.lines[n], first);
                }
            }
        }
    }

    fn cells(&mut self, axes: &Axes, line: &Line, slots: &[Option<Rc<Cell>>], names: &HashSet<CellRef>, told: bool) {
        let few = line.filled().count() <= FEW;
        // 目標値の設定根拠 | …
        let label = line.filled().next().and_then(|label| label.says(self.rules).kind);
        let reasons = few && matches!(label, Some((Column::Note | Column::Aside, _)));
        let places: HashMap<*const Cell, usize> =
            slots.iter().enumerate().rev().filter_map(|(n, slot)| Some((Rc::as_ptr(slot.as_ref()?), n))).collect();
        for cell in line.slots.iter().flatten() {
            let merged = line.exact && line.row > 0 && cell.at.row != line.row;
            if cell.is_empty() || merged || names.contains(&cell.at) {
                continue;
            }
            let place = places.get(&Rc::as_ptr(cell)).copied();
            let kind = place.and_then(|place| axes.columns[place].kind);
            // 目標値の設定根拠 | …を目標とする。: where no row tells a goal, the reasons for it do.
            let reason = !told && cell.is_prose();
            if matches!(kind, Some(Column::Note | Column::Aside)) && !reason {
                continue;
            }
            // 環境省（農林水産省、経済産業省）: a cell of offices marks nothing.
            if kind == Some(Column::Office) && !cell.is_prose() {
                continue;
            }
            // In a row that shifted, what stands right of all columns belongs to the last.
            let programme = if place.is_some() { kind == Some(Column::Programme) } else { axes.has(Column::Programme) };
            let lead = place.and_then(|place| axes.lead(place)).filter(|_| cell.len() <= LONGEST_GOAL);
            if self.calls_indicators(line, cell) && self.runs_in(cell, line.block) {
                continue;
            }
            let first = self.statements.len();
            self.cell(cell, line.block, programme, told, few, lead);
            if (reasons || matches!(kind, Some(Column::Note | Column::Aside))) && !is_text(cell, told) {
                self.keep_named(first);
            }
        }
    }

    /// Of what a reason for a target tells it keeps that which names by itself what is counted: 実施率は100%を目標とする
    /// leaves the rest to a row that tells it.
    fn keep_named(&mut self, first: usize) {
        let reasons = self.statements.split_off(first);
        for mut statement in reasons {
            let targets = statement.observations.iter().filter(|one| one.role == Some(Role::Target)).count();
            let whole = self.rules.tables.strength(&statement.name) == STRONG && statement.name.chars().count() > SHORT;
            let plain = !statement.flags.contains(&Flag::MoodDoubtful);
            if whole && plain && targets == 1 {
                statement.sure = statement.sure.min(REASON);
                self.statements.push(statement);
            }
        }
    }

    /// アウトカム指標 | 受診率　現状：51.1％（R4）　目標：70％（R11）: whether the word before a row's only cell calls what it holds so.
    fn calls_indicators(&self, line: &Line, cell: &Cell) -> bool {
        let mut filled = line.filled();
        let (label, only) = (filled.next(), filled.next());
        let alone = filled.next().is_none() && only.is_some_and(|only| std::ptr::eq(only, cell));
        alone && label.is_some_and(|label| !label.has_value() && label.says(self.rules).is(Column::Name))
    }

    /// Reads a cell as a line of indicators with their values; tells whether it was one.
    fn runs_in(&mut self, cell: &Cell, block: usize) -> bool {
        let here = here(cell, block);
        let calls = Calls { called: true, ..Calls::default() };
        let made = self.run_in(&here, &(0..here.read.code().len()), &calls).unwrap_or_default();
        let any = !made.is_empty();
        self.statements.extend(made);
        any
    }

    /// What a cell holds by itself: cards, measures, programmes.
    fn cell(&mut self, cell: &Cell, block: usize, programme: bool, told: bool, few: bool, lead: Option<Lead>) {
        let read = &cell.read;
        let here = Here { read, block, cell: Some(cell.at), lang: language(&read.reading.view.text) };
        let ran = self.run_tables(&here);
        if !ran.is_empty() {
            self.statements.extend(ran);
            return;
        }
        if cell.parts > 1 {
            for hit in self.hits(Scope::Card, read.code(), &here) {
                self.take(&hit, 0, &here, Scope::Card);
            }
            let card = self.card_of(&here);
            self.statements.extend(card.map(|(statement, _)| statement));
        }
        let marks = [symbol::MINISTRIES, symbol::BUDGET, symbol::VALUE, symbol::OBSERVATION];
        let counts = lead.is_some() && read.code().contains(symbol::NUMBER);
        if !read.code().contains(marks) && !counts && !programme {
            return;
        }
        let scope = if programme { Scope::Programme } else { Scope::Cell };
        let hits = self.hits(scope, read.code(), &here);
        let before = self.statements.len();
        for hit in &hits {
            if !self.mark_is_taken(hit, &hits) {
                self.take(hit, 0, &here, scope);
            }
        }
        let prose =
            matches!(cell.look, Look::Rationale | Look::Text) && (read.code().contains('。') || cell.len() > PROSE);
        // A page laid out as a table: a title beside its text.
        let page = few && cell.len() > PAGE || is_text(cell, told);
        // Reduce pesticide use by 75% through …: the sentence in the column of targets is one.
        let goal = lead.filter(|_| here.lang == Lang::Ja || cell.words() >= SENTENCE);
        if self.statements.len() == before && (prose && !told || page || goal.is_some()) && scope == Scope::Cell {
            let ranges = sentences(&read.reading.view.text);
            for (own, part) in self.led(read, &ranges) {
                self.clauses_under(&here, &part, own.or_else(|| goal.clone()));
            }
        }
    }

    /// A mark behind a programme's name names no measure as well, nor the other way round:
    /// the rule with the higher priority has it, of equals the programme's.
    fn mark_is_taken(&self, hit: &Match, hits: &[Match]) -> bool {
        let rule = self.rules.rule(hit.rule);
        let marks = |hit: &Match| hit.all("ministries").map(|mark| mark.range.clone()).collect::<Vec<_>>();
        let own = marks(hit);
        hits.iter().any(|other| {
            let rival = self.rules.rule(other.rule);
            let wins =
                rival.priority > rule.priority || rival.priority == rule.priority && rival.makes == Makes::Programme;
            rival.makes != rule.makes && wins && marks(other).iter().any(|mark| own.contains(mark))
        })
    }
}

impl Reader<'_, '_> {
    /// Whether the table gives each indicator with its values in one cell, and tells progress beside it.
    pub(super) fn of_kpi_cells(&self) -> bool {
        let promised = |axis: &Axis| axis.kind == Some(Column::Value) && axis.role == Some(Hint::Target);
        let told = |axis: &Axis| axis.kind == Some(Column::Value) && axis.role == Some(Hint::Actual);
        let columns = &self.axes.columns;
        self.axes.named && !columns.iter().any(promised) && columns.iter().any(told)
    }

    /// The statements of a row's KPI cell, with what its progress cell adds.
    pub(super) fn kpi_row(&self, line: &Line, slots: &[Option<Rc<Cell>>]) -> Vec<Statement> {
        let Some(cell) = self.axes.name.and_then(|name| slots[name].as_ref()).filter(|cell| !cell.is_empty()) else {
            return Vec::new();
        };
        let extractor = self.extractor;
        let here = here(cell, line.block);
        let mut all = Vec::new();
        let mut goals = extractor.kpi_cell(&here);
        if goals.is_empty() && cell.look == Look::Rationale {
            // KPI：2030年度までに、Xを100か所で実現する
            goals.extend(extractor.goal_sentence(&here));
        }
        for mut statement in goals {
            statement.span = cell.span;
            all.push(statement);
        }
        if all.is_empty() {
            return all;
        }
        self.progress(line, slots, &mut all);
        for statement in &mut all {
            statement.answer(&self.answers(slots));
            statement.repost |= self.reposted(slots);
        }
        all
    }

    /// Adds what the progress cells of a row say to the statements of its KPI cell.
    pub(super) fn progress(&self, line: &Line, slots: &[Option<Rc<Cell>>], statements: &mut [Statement]) {
        let extractor = self.extractor;
        for (axis, cell) in self.axes.columns.iter().zip(slots) {
            let role = axis.role.filter(|_| axis.kind == Some(Column::Value)).map(super::axes::role);
            let told = matches!(role, Some(Role::Actual | Role::Baseline));
            let Some(cell) = cell.as_ref().filter(|_| told) else { continue };
            let here = here(cell, line.block);
            let mut reports = extractor.reports(&here);
            for draft in reports.iter_mut().flat_map(|report| &mut report.drafts) {
                draft.period = draft.period.or(axis.year);
                draft.role = role;
            }
            extractor.add_reports(&here, reports, statements);
            if let Some(statement) = statements.first_mut() {
                let reading = &cell.read.reading;
                statement.notes.extend(reading.notes.iter().map(|note| name::without_spaces(reading.text(note))));
                statement.provisional |= reading.provisional;
            }
        }
    }
}

pub(super) fn here(cell: &Cell, block: usize) -> Here<'_> {
    Here { read: &cell.read, block, cell: Some(cell.at), lang: language(&cell.read.reading.view.text) }
}

/// speaker | text: where no row tells a goal, a cell of so many sentences is what the table was made for.
fn is_text(cell: &Cell, told: bool) -> bool {
    !told && cell.len() > TEXT
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn long_text_that_was_put_in_a_table_is_read_as_text() {
        let table = |filler: &str| {
            format!(
                "id,speaker,text\n1,大臣,\"お答えします。\"\n2,委員,\"{filler}公民館を令和12年度までに30か所整備することを目標とする。{filler}\"\n"
            )
        };
        let long =
            "住民の声を聞きながら、図書館と学校と公園のあり方を、これからも丁寧に考えていく必要がある。".repeat(8);
        assert_eq!(said(&table(&long)), ["公民館 | target 30 か所 2030"]);
        assert!(said(&table("")).is_empty());
    }
}
