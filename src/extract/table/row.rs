//! One row of a table: its statements, its measures, its programmes.

use crate::layout::{Cell, Row};
use crate::record::{CellRef, Role};
use crate::rules::{Column, Makes, Match, Scope};
use crate::text::code::symbol;
use crate::text::scan::{Item, Named};

use super::super::making;
use super::super::prose::sentences;
use super::super::read::Read;
use super::super::statement::{Dated, Draft, Statement};
use super::super::{Extractor, language, name};
use super::Header;
use super::cells::{self, Given};
use super::columns::{Carried, Columns, Here, cell};
use super::header::role;
use super::labelled::Label;
use super::naming::{give_unit, summed_in_name, tags};

/// Whether a row has so few cells that they hold text: among more, sentences explain the row's own values.
pub(super) fn is_few(cells: &[Read]) -> bool {
    cells.iter().filter(|read| !read.code().is_empty()).count() <= FEW
}

/// More cells are a row of a table.
const FEW: usize = 2;
/// A cell with so many characters holds sentences.
const PROSE: usize = 30;

impl Extractor<'_> {
    /// Reads a row under a header.
    pub(super) fn row(
        &mut self,
        here: &Here,
        header: &Header,
        row: &Row,
        cells: &[Read],
        assigned: &[Option<usize>],
        carried: &mut Carried,
    ) {
        let columns = Columns { header, row, cells, assigned, here };
        for (role, slot) in [(Column::Measure, &mut carried.measure), (Column::Section, &mut carried.section)] {
            if let Some(text) = columns.text(role) {
                *slot = Some(text);
            }
        }
        let label = self.label(&columns);
        let above = carried.name.clone().zip(carried.label.take());
        let mut statements = self.kpi_cells(&columns);
        let actuals_read = !statements.is_empty();
        if statements.is_empty() {
            statements = self.named_row(&columns, label.as_ref(), carried);
            carried.broken_off = carried.broken_off.take().filter(|_| statements.is_empty());
        } else {
            self.progress(&columns, &mut statements);
        }
        if statements.is_empty() && !actuals_read && header.has(Column::Kpi) {
            self.more_progress(&columns);
        }
        let stated = !statements.is_empty();
        if stated {
            self.complete(&columns, carried, &mut statements);
            let rest = self.completed(&columns, label.as_ref(), above, statements, carried);
            self.statements.extend(rest);
        }
        let few = !stated && is_few(cells);
        for (n, read) in cells.iter().enumerate() {
            // In a row that shifted, what stands right of all columns belongs to the last.
            if assigned[n].is_some_and(|column| header.columns[column].role == Some(Column::Ignore)) {
                continue;
            }
            // 産出額【農林】: the mark answers for the indicator, it names no measure.
            let names = assigned[n].and_then(|column| header.columns[column].role) == Some(Column::Name);
            if names && stated {
                continue;
            }
            let programme = assigned[n]
                .map_or(header.has(Column::Programme), |column| header.columns[column].role == Some(Column::Programme));
            self.cell(here, n, &row.cells[n], read, programme, few);
        }
    }

    /// Gives the statements of a row what the row as a whole says: measure, ministries, 再掲.
    fn complete(&self, columns: &Columns<'_>, carried: &Carried, statements: &mut [Statement]) {
        let Columns { header, cells, assigned, here, .. } = *columns;
        let measure = if header.has(Column::Measure) {
            carried.measure.clone()
        } else {
            carried.section.clone().or_else(|| self.headings.nearest(here.block))
        };
        let named = self.answers(columns);
        let repost = |n: &usize| {
            assigned[*n]
                .and_then(|column| header.columns[column].role)
                .is_none_or(|role| !matches!(role, Column::Programme | Column::Progress))
        };
        let repost = (0..cells.len()).filter(repost).any(|n| cells[n].reading.repost);
        for statement in statements {
            statement.measure = measure.clone();
            statement.answer(&named);
            statement.repost = repost;
        }
    }

    /// What a cell holds by itself: cards, measures, programmes.
    pub(super) fn cell(&mut self, here: &Here, n: usize, cell_of_row: &Cell, read: &Read, programme: bool, few: bool) {
        if read.code().is_empty() || cell_of_row.text.is_empty() {
            return;
        }
        let lang = language(&read.reading.view.text);
        let here = making::Here { read, block: here.block, cell: Some(cell(here, n)), lang };
        if cell_of_row.text.pieces.len() > 1 {
            for hit in self.hits(Scope::Card, read.code(), &here) {
                self.take(&hit, 0, &here, Scope::Card);
            }
        }
        if !read.code().contains([symbol::MINISTRIES, symbol::BUDGET, symbol::VALUE, symbol::OBSERVATION]) && !programme
        {
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
        let prose = read.code().contains('。') || read.code().chars().count() > PROSE;
        if few && self.statements.len() == before && prose && scope == Scope::Cell {
            self.clauses(&here, &sentences(&read.reading.view.text));
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

    /// The statements of KPI cells: name and values in one.
    fn kpi_cells(&self, columns: &Columns<'_>) -> Vec<Statement> {
        let mut all = Vec::new();
        for (read, _, cell) in columns.of(Column::Kpi) {
            let here = making::Here {
                read,
                block: columns.here.block,
                cell: Some(cell),
                lang: language(&read.reading.view.text),
            };
            for hit in self.hits(Scope::Kpi, read.code(), &here) {
                if self.rules.rule(hit.rule).makes == Makes::Indicator {
                    self.fire(hit.rule);
                    for mut statement in self.statement(&hit, 0, &here) {
                        statement.span = columns.span(cell.column as usize - 1);
                        all.push(statement);
                    }
                }
            }
        }
        all
    }

    /// A row whose name stands in one column and whose values in others.
    fn named_row(&self, columns: &Columns<'_>, label: Option<&Label>, carried: &mut Carried) -> Vec<Statement> {
        let Some((name, read, cell)) = self.row_name(columns, carried) else { return Vec::new() };
        let mut values: Vec<Given> = Vec::new();
        let mut notes = Vec::new();
        let mut provisional = false;
        let mut refers = false;
        for (column, role, period) in [
            (Column::Baseline, Role::Baseline, Column::BaselinePeriod),
            (Column::Current, Role::Baseline, Column::BaselinePeriod),
            (Column::Actual, Role::Actual, Column::ActualPeriod),
            (Column::Target, Role::Target, Column::TargetPeriod),
        ] {
            let beside = columns.of(period).find_map(|(read, _, cell)| first_period(read, cell));
            let before =
                |cell: &CellRef| label.is_none_or(|label| role == Role::Baseline && (cell.column as usize) <= label.at);
            for (value, heading, cell) in columns.of(column).filter(|(.., cell)| before(cell)) {
                let mut given = cells::values(value, role, Some(cell), self.rules);
                for one in &mut given {
                    inherit(&mut one.draft, beside.or(heading.year));
                }
                values.extend(given);
                notes.extend(value.reading.notes.iter().map(|note| name::without_spaces(value.reading.text(note))));
                provisional |= value.reading.provisional;
                refers |= value.reading.refers;
            }
        }
        if let Some(Label { at, role: Some(role) }) = label {
            values.extend(self.labelled(columns, *at, *role));
        }
        if values.is_empty() {
            return Vec::new();
        }
        // Words say what is promised, not what was; and 担当部局名 | 総務課長 promises nothing.
        let in_words = values.iter().all(|given| given.draft.value.is_none());
        let promised = values.iter().any(|given| given.draft.role == Some(Role::Target));
        let about_others = role(read, self.rules) == Some(Column::Ministry);
        if in_words && (!promised || about_others) {
            return Vec::new();
        }
        if columns.header.name_by_place && values.iter().all(|given| given.draft.value.is_none()) {
            return Vec::new();
        }
        let (name, offices) = self.offices_behind(&name, columns.header);
        let (name, own_unit) = self.unit_behind(name, &values);
        let unit = columns
            .of(Column::Unit)
            .map(|(read, ..)| read.reading.view.text.clone())
            .find(|text| !text.is_empty())
            .or(own_unit)
            .or_else(|| self.unit_above(columns.here.block))
            // 2,192番線 | 目標 | 2,330 | 2,480
            .or_else(|| {
                values.iter().filter(|_| label.is_some()).find_map(|given| given.draft.value.as_ref()?.unit.clone())
            });
        for one in &mut values {
            give_unit(&mut one.draft, unit.as_deref(), self);
        }
        let n = cell.column as usize - 1;
        let marked: Vec<Named> = tags(&read.reading.view.text).2.into_iter().map(|tag| self.office(tag)).collect();
        let mut base = Statement::new(name, columns.here.block, columns.span(n), language(&read.reading.view.text));
        base.cell = Some(cell);
        base.notes =
            read.reading.notes.iter().map(|note| name::without_spaces(read.reading.text(note))).chain(notes).collect();
        base.answer(&marked);
        base.answer(&offices);
        base.aggregation = summed_in_name(read);
        base.provisional = provisional || read.reading.provisional;
        base.refers = refers || read.reading.refers;
        series(base, values)
    }

    /// Adds what the progress columns of a row say to the statements of its KPI cell.
    fn progress(&self, columns: &Columns<'_>, statements: &mut [Statement]) {
        for (read, heading, cell) in columns.of(Column::Actual) {
            let here = making::Here {
                read,
                block: columns.here.block,
                cell: Some(cell),
                lang: language(&read.reading.view.text),
            };
            for hit in self.hits(Scope::Progress, read.code(), &here) {
                let mut drafts = Draft::captured(read, &hit, 0, Some(Role::Actual), Some(cell));
                drafts.iter_mut().for_each(|draft| inherit(draft, heading.year));
                // A cell that names what it tells of adds to that; one that does not, to the first.
                let to = match hit.get("subject") {
                    Some(_) => statements
                        .iter()
                        .position(|statement| self.same_subject(&hit, 0, &here, &statement.name))
                        .or(if statements.len() == 1 { Some(0) } else { None }),
                    None => Some(0),
                };
                if let Some(statement) = to.and_then(|n| statements.get_mut(n)) {
                    self.fire(hit.rule);
                    drafts.into_iter().for_each(|draft| statement.add(draft));
                }
            }
            if let Some(statement) = statements.first_mut() {
                statement
                    .notes
                    .extend(read.reading.notes.iter().map(|note| name::without_spaces(read.reading.text(note))));
                statement.provisional |= read.reading.provisional;
            }
        }
    }

    /// A progress cell without a KPI beside it goes on from the row above.
    fn more_progress(&mut self, columns: &Columns<'_>) {
        let Some(mut last) = self.statements.pop() else { return };
        if last.block == columns.here.block && !last.observations.iter().any(|draft| draft.role == Some(Role::Actual)) {
            self.progress(columns, std::slice::from_mut(&mut last));
        }
        self.statements.push(last);
    }
}

/// The period of a cell that holds nothing else.
fn first_period(read: &Read, cell: CellRef) -> Option<Dated> {
    let at = read.reading.found.iter().position(|found| matches!(found.item, Item::Period(_)))?;
    read.period(Some(at)).map(|(period, range)| Dated {
        period,
        span: read.reading.view.source(&range),
        cell: Some(cell),
    })
}

/// Gives an observation the year of its column.
pub(super) fn inherit(draft: &mut Draft, year: Option<Dated>) {
    if draft.period.is_none() {
        draft.period = year;
    }
}

/// One statement, or one for each series that the value cells name.
fn series(base: Statement, values: Vec<Given>) -> Vec<Statement> {
    let mut names: Vec<String> = Vec::new();
    for given in &values {
        if let Some(series) = &given.series
            && !names.contains(series)
        {
            names.push(series.clone());
        }
    }
    if names.is_empty() {
        let mut statement = base;
        values.into_iter().for_each(|given| statement.add(given.draft));
        return vec![statement];
    }
    names
        .into_iter()
        .map(|series| {
            let mut statement = base.clone();
            statement.name = format!("{}({series})", base.name);
            values
                .iter()
                .filter(|given| given.series.as_deref().is_none_or(|own| own == series))
                .for_each(|given| statement.add(given.draft.clone()));
            statement
        })
        .collect()
}
