//! One row of a table: its statements, its measures, its programmes.

use crate::chars::is_kanji;
use crate::layout::{Cell, Row, Span};
use crate::record::{Aggregation, CellRef, Lang, Role};
use crate::rules::{Column, Makes, Match, Scope};
use crate::text::code::symbol;
use crate::text::scan::{Item, Named};

use super::super::prose::{self, named};
use super::super::read::Read;
use super::super::statement::{Dated, Draft, Statement};
use super::super::{Extractor, language, name};
use super::cells::{self, Given};
use super::{Header, Heading};

/// Where a row stands; table and row 1-based.
pub(super) struct Here {
    pub block: usize,
    pub table: u32,
    pub row: u32,
}

/// What a row takes over from the rows above: merged cells stand once.
#[derive(Default)]
pub(super) struct Carried {
    measure: Option<String>,
    section: Option<String>,
    name: Option<String>,
}

/// A row with its cells under their columns.
struct Columns<'r> {
    header: &'r Header,
    row: &'r Row,
    cells: &'r [Read],
    assigned: &'r [Option<usize>],
    here: &'r Here,
}

impl<'r> Columns<'r> {
    /// The cells of a role, with their columns.
    fn of(&self, role: Column) -> impl Iterator<Item = (&'r Read, &'r Heading, CellRef)> + '_ {
        self.assigned.iter().enumerate().filter_map(move |(n, column)| {
            let heading = &self.header.columns[(*column)?];
            (heading.role == Some(role)).then(|| (&self.cells[n], heading, self.cell(n)))
        })
    }

    fn cell(&self, n: usize) -> CellRef {
        cell(self.here, n)
    }

    /// The text of the first filled cell of a role.
    fn text(&self, role: Column) -> Option<String> {
        self.of(role).map(|(read, ..)| clean(read)).find(|text| !text.is_empty())
    }

    fn span(&self, n: usize) -> Span {
        span(&self.row.cells[n])
    }
}

pub(super) fn cell(here: &Here, n: usize) -> CellRef {
    CellRef { table: here.table, row: here.row, column: n as u32 + 1 }
}

pub(super) fn span(cell: &Cell) -> Span {
    cell.text.span()
}

fn clean(read: &Read) -> String {
    name::clean_text(&read.reading.words(&(0..read.reading.view.text.len())).replace('\n', ""))
}

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
        let mut statements = self.kpi_cells(&columns);
        let actuals_read = !statements.is_empty();
        if statements.is_empty() {
            statements = self.named_row(&columns, carried);
        } else {
            self.progress(&columns, &mut statements);
        }
        if statements.is_empty() && !actuals_read && header.has(Column::Kpi) {
            self.more_progress(&columns);
        }
        let stated = !statements.is_empty();
        if stated {
            self.complete(&columns, carried, &mut statements);
            self.statements.extend(statements);
        }
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
            self.cell(here, n, &row.cells[n], read, programme);
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
    pub(super) fn cell(&mut self, here: &Here, n: usize, cell_of_row: &Cell, read: &Read, programme: bool) {
        if read.code().is_empty() || cell_of_row.text.is_empty() {
            return;
        }
        let lang = language(&read.reading.view.text);
        let here = prose::Here { read, block: here.block, cell: Some(cell(here, n)), lang };
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
        for hit in &hits {
            if !self.mark_is_taken(hit, &hits) {
                self.take(hit, 0, &here, scope);
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

    /// The statements of KPI cells: name and values in one.
    fn kpi_cells(&self, columns: &Columns<'_>) -> Vec<Statement> {
        let mut all = Vec::new();
        for (read, _, cell) in columns.of(Column::Kpi) {
            let here = prose::Here {
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
    fn named_row(&self, columns: &Columns<'_>, carried: &mut Carried) -> Vec<Statement> {
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
            for (value, heading, cell) in columns.of(column) {
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
        if values.is_empty() {
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
            .or_else(|| self.unit_above(columns.here.block));
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

    /// 新規就業者数（水産振興課）: the office behind a name answers for it.
    fn offices_behind(&self, name: &str, header: &Header) -> (String, Vec<Named>) {
        let Some((bare, inside)) = last_bracket(name) else { return (name.to_owned(), Vec::new()) };
        let told = header.columns.iter().any(|column| {
            column.role == Some(Column::Name) && ["担当", "所管", "部局"].iter().any(|word| column.text.contains(word))
        });
        let office = |part: &str| {
            cells::names_office(part)
                && (told || part.ends_with(['課', '局', '室', '庁', '省']) || part.ends_with("委員会"))
        };
        let parts: Vec<&str> = inside.split(['、', ',', '・', '/']).map(str::trim).collect();
        if parts.iter().all(|part| office(part)) {
            (bare.to_owned(), parts.into_iter().map(|part| self.office(part)).collect())
        } else {
            (name.to_owned(), Vec::new())
        }
    }

    /// ごみ排出量（g）: the unit behind a name, where the values have none or the same.
    fn unit_behind(&self, name: String, values: &[Given]) -> (String, Option<String>) {
        let Some((bare, inside)) = last_bracket(&name) else { return (name, None) };
        // （名目、億円）: the unit stands last, and the name keeps what stands before it.
        if let Some((_, unit)) = inside.rsplit_once(['、', ','])
            && cells::unit(unit.trim(), self.rules.lexicon()).is_some()
            && values.iter().all(|given| given.draft.value.as_ref().is_none_or(|value| value.unit.is_none()))
        {
            let unit = unit.trim().to_owned();
            return (name, Some(unit));
        }
        let labelled = inside.strip_prefix("単位").map(|unit| unit.trim_start_matches([':', '：', ' ']));
        let unit = labelled.unwrap_or(inside);
        let Some(one) = cells::unit(unit, self.rules.lexicon()) else { return (name, None) };
        // 設置数（小学校）: of schools, not so many schools.
        let counts = labelled.is_some()
            || !unit.chars().all(is_kanji)
            || unit.starts_with(['十', '百', '千', '万', '億', '兆'])
            || unit.chars().count() == 1 && !"市町村区県国".contains(unit);
        let wants = values
            .iter()
            .filter_map(|given| given.draft.value.as_ref())
            .any(|value| value.unit.is_none() || value.unit == one.unit);
        if counts && wants && bare.chars().count() >= 2 {
            (bare.to_owned(), Some(unit.to_owned()))
        } else {
            (name, None)
        }
    }

    /// （単位：人） on the line above a table.
    fn unit_above(&self, block: usize) -> Option<String> {
        let above = &self.document.blocks[block.checked_sub(1)?];
        if above.text.span().range().len() > LONGEST_UNIT_LINE {
            return None;
        }
        let text = crate::text::nfkc(&above.text.plain(self.source));
        let unit = text.trim().trim_matches(['(', ')', '[', ']', '【', '】']).strip_prefix("単位")?;
        let unit = unit.trim_start_matches([':', ' ']).trim();
        cells::unit(unit, self.rules.lexicon()).map(|_| unit.to_owned())
    }

    /// The name of a row: its own cell's, or the merged one above.
    fn row_name<'r>(&self, columns: &Columns<'r>, carried: &mut Carried) -> Option<(String, &'r Read, CellRef)> {
        let filled =
            |role| columns.of(role).find(|(read, ..)| !read.code().is_empty()).map(|(read, _, cell)| (read, cell));
        let Some((read, cell)) = filled(Column::Name).or_else(|| filled(Column::Kpi)) else {
            // A merged cell leaves the name to the rows below it, where its own place is empty or covered.
            let left_empty = columns.of(Column::Name).next().is_some() || columns.row.cells.first()?.column > 0;
            if !left_empty {
                return None;
            }
            let first = columns.cells.iter().position(|read| !read.code().is_empty())?;
            return carried.name.clone().map(|name| (name, &columns.cells[first], columns.cell(first)));
        };
        let text = read.reading.words(&(0..before_mark(read))).replace('\n', "");
        let name = name::clean(tags(strip_number(&text)).1);
        carried.name = Some(name.clone());
        (name.chars().count() >= 2).then_some((name, read, cell))
    }

    /// Adds what the progress columns of a row say to the statements of its KPI cell.
    fn progress(&self, columns: &Columns<'_>, statements: &mut [Statement]) {
        for (read, heading, cell) in columns.of(Column::Actual) {
            let here = prose::Here {
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

    /// Who answers for a row: its ministry column, else every mark in its cells.
    fn answers(&self, columns: &Columns<'_>) -> Vec<Named> {
        let mut all: Vec<Named> = Vec::new();
        let lexicon = self.rules.lexicon();
        for (read, ..) in columns.of(Column::Ministry) {
            // Ministry of Health, Labour and Welfare; Cabinet Office: words do not part these.
            if language(&read.reading.view.text) == Lang::En {
                let parts =
                    read.reading.view.text.split([';', '/', '\n']).map(str::trim).filter(|part| !part.is_empty());
                all.extend(parts.flat_map(|part| self.english_offices(part)));
                continue;
            }
            // 防災・危機管理部 is one office, 総務省・文部科学省 are two.
            let offices = |word: &str| {
                word.split('・').all(|part| cells::names_office(part) || lexicon.find_ministry(part).is_some())
            };
            let words = read.reading.view.words().flat_map(|word| word.split(['、', ',', '/', '(', ')', '【', '】']));
            let parts = words.flat_map(|word| if offices(word) { word.split('・').collect() } else { vec![word] });
            all.extend(parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(|part| self.office(part)));
        }
        if all.is_empty() {
            let counts =
                |n: usize| columns.assigned[n].is_none_or(|at| columns.header.columns[at].role != Some(Column::Ignore));
            let cells = columns.cells.iter().enumerate().filter(|&(n, _)| counts(n));
            all = cells.flat_map(|(_, read)| named(read, &(0..read.reading.view.text.len()))).collect();
        }
        all
    }
}

impl Extractor<'_> {
    /// An office by its name or abbreviation, known or not.
    fn office(&self, part: &str) -> Named {
        let lexicon = self.rules.lexicon();
        let bare = part.trim_start_matches(['◎', '○']);
        let known = lexicon.find_ministry(bare);
        let code = known.map_or_else(|| bare.to_owned(), |at| lexicon.ministry(at).code.clone());
        Named { code, known, lead: part.starts_with('◎') }
    }

    /// One office, or several parted by commas where each of them is known.
    fn english_offices(&self, text: &str) -> Vec<Named> {
        let whole = self.office(text);
        let parts = || text.split([',']).map(str::trim).filter(|part| !part.is_empty()).map(|part| self.office(part));
        if whole.known.is_none() && parts().all(|part| part.known.is_some()) { parts().collect() } else { vec![whole] }
    }
}

/// The tags around a name: those before it name its sector, those behind it an office.
/// 【農業】新規就農者数【農林】
fn tags(text: &str) -> (Vec<&str>, &str, Vec<&str>) {
    let (mut rest, mut before, mut behind) = (text.trim(), Vec::new(), Vec::new());
    while let Some((tag, more)) = rest.strip_prefix('【').and_then(|inner| inner.split_once('】')) {
        if more.trim().is_empty() {
            break;
        }
        before.push(tag);
        rest = more.trim_start();
    }
    while let Some((more, tag)) = rest.strip_suffix('】').and_then(|inner| inner.rsplit_once('【')) {
        if more.trim().is_empty() || tag.chars().count() > LONGEST_TAG {
            break;
        }
        behind.insert(0, tag);
        rest = more.trim_end();
    }
    (before, rest, behind.into_iter().flat_map(|tag| tag.split(['、', ',', '・', '/'])).collect())
}

/// An office's abbreviation is no longer than this, in characters.
const LONGEST_TAG: usize = 12;

/// （単位：千人） is no longer than this, in bytes.
const LONGEST_UNIT_LINE: usize = 60;

/// A name and what stands in the bracket at its end.
fn last_bracket(name: &str) -> Option<(&str, &str)> {
    [('(', ')'), ('[', ']'), ('〔', '〕')].into_iter().find_map(|(open, close)| {
        let inner = name.strip_suffix(close)?;
        let at = inner.rfind(open)?;
        Some((name[..at].trim_end(), inner[at + open.len_utf8()..].trim()))
    })
}

/// 参加者数（R3～R7の累計）: what the years in a name's bracket sum.
fn summed_in_name(read: &Read) -> Option<Aggregation> {
    read.reading.found.iter().find_map(|found| match &found.item {
        Item::Period(period) => period.aggregation,
        _ => None,
    })
}

/// Where a name ends: at the mark of ministries behind it, 頭数（内閣府、文部科学省）, else with its cell.
fn before_mark(read: &Read) -> usize {
    let end = read.reading.view.text.trim_end().len();
    let marks = read.reading.found.iter().rev();
    let behind = marks.filter(|found| matches!(found.item, Item::Ministries(_)));
    behind.fold(end, |end, mark| {
        let between = read.reading.view.text.get(mark.range.end..end);
        let ends = mark.range.start > 0 && between.is_some_and(|between| between.trim().is_empty());
        if ends { mark.range.start } else { end }
    })
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
fn inherit(draft: &mut Draft, year: Option<Dated>) {
    if draft.period.is_none() {
        draft.period = year;
    }
}

/// Gives a bare number the unit of the unit column; 万円 there multiplies it out.
fn give_unit(draft: &mut Draft, unit: Option<&str>, extractor: &Extractor<'_>) {
    let (Some(value), Some(unit)) = (&mut draft.value, unit) else { return };
    if value.unit.is_some() {
        return;
    }
    match cells::unit(unit, extractor.rules.lexicon()) {
        Some(one) => {
            value.number *= one.number;
            value.max = value.max.map(|max| max * one.number);
            value.unit = one.unit;
            draft.aggregation = draft.aggregation.or(one.aggregation);
        }
        None => value.unit = Some(crate::text::nfkc(unit)),
    }
}

/// `1 本社・本社機能の立地件数`: the running number before a name is no part of it.
fn strip_number(text: &str) -> &str {
    let digits = text.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text.trim_start()[digits..];
    if (1..=3).contains(&digits) && rest.starts_with(' ') { rest.trim_start() } else { text }
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
