//! The header of a table: what each column holds, and the years that its words give.

use crate::chars::one_of;
use crate::layout::Row;
use crate::record::nth_of_an_era;
use crate::rules::{Column, Rules};
use crate::text::code::symbol;
use crate::text::scan::{Basis, Found, Item, Period};

use super::super::read::Read;
use super::super::statement::Dated;

/// A column of a table.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Heading {
    pub role: Option<Column>,
    /// 目標値（令和９年度）.
    pub year: Option<Dated>,
    /// The header's words, for what they say besides.
    pub text: String,
}

/// The columns of a table.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Header {
    pub columns: Vec<Heading>,
    /// No header word says where the names stand: only numbers beside them prove it.
    pub name_by_place: bool,
}

/// A header cell is no longer than this, in characters of coded text.
const LONGEST: usize = 40;

impl Header {
    /// The header that some rows make together, if they are one. `rows` are the table's first
    /// unread rows with their cells read; gives the header and how many rows it takes.
    ///
    /// `year` is the document's own: what lies after it is promised.
    pub fn of(rows: &[(&Row, Vec<Read>)], rules: &Rules, year: &dyn Fn() -> Option<i32>) -> Option<(Self, usize)> {
        let (first_row, first) = rows.first()?;
        let (mut columns, known) = columns(first_row, first, rules, year)?;
        let mut taken = 1;
        if let Some((second_row, second)) = rows.get(1)
            && let Some(second) = Second::of(second_row, second, &columns, rules, year)
        {
            second.under(&mut columns);
            taken = 2;
        }
        let mut header = Self { columns, name_by_place: false };
        header.resolve(rules, year);
        let whole = known || header.has(Column::Name) && header.has(Column::Target) && !header.name_by_place;
        (whole && header.states_something()).then_some((header, taken))
    }

    /// A header needs two columns that rules know, and one of them must be about an indicator.
    fn states_something(&self) -> bool {
        let known =
            |column: &&Heading| column.role.is_some_and(|role| !matches!(role, Column::Schedule | Column::Ignore));
        let matters = |column: &Heading| {
            column.role.is_some_and(|role| {
                is_value(role) || matches!(role, Column::Name | Column::Kpi | Column::Programme | Column::Progress)
            })
        };
        self.columns.iter().filter(known).count() >= 2 && self.columns.iter().any(matters)
    }

    pub fn has(&self, role: Column) -> bool {
        self.columns.iter().any(|column| column.role == Some(role))
    }

    /// Roles that depend on the columns beside them.
    fn resolve(&mut self, rules: &Rules, year: &dyn Fn() -> Option<i32>) {
        // What names the indicators must be known first.
        self.become_what_rules_say(rules, |role| role == Column::Aim);
        self.aim_before_name();
        self.yearly_targets();
        self.years_alone(year);
        self.become_what_rules_say(rules, |_| true);
        self.name_by_place();
    }

    /// Roles that become others beside others.
    fn become_what_rules_say(&mut self, rules: &Rules, which: impl Fn(Column) -> bool) {
        for spec in rules.resolve.iter().filter(|spec| which(spec.role)) {
            if spec.beside.iter().all(|&beside| self.has(beside)) {
                for column in self.columns.iter_mut().filter(|column| column.role == Some(spec.role)) {
                    column.role = Some(spec.becomes);
                }
            }
        }
    }

    /// 目標 | 指標 | 目標値: what stands before the indicator's name is the aim that it serves.
    fn aim_before_name(&mut self) {
        let Some(name) = self.columns.iter().position(|column| column.role == Some(Column::Name)) else { return };
        let (before, behind) = self.columns.split_at_mut(name);
        let valued = behind.iter().any(|c| c.role.is_some_and(|role| is_value(role) || role == Column::Schedule));
        for column in before.iter_mut().filter(|column| column.role == Some(Column::Target) && column.year.is_none()) {
            if valued && !column.text.contains('値') {
                column.role = Some(Column::Measure);
            }
        }
    }

    /// Values without a named column for what they count: the column before the first of them names it.
    fn name_by_place(&mut self) {
        if self.has(Column::Name) || self.has(Column::Kpi) || self.has(Column::Progress) || !self.has(Column::Target) {
            return;
        }
        let values = |column: &&Heading| column.role.is_some_and(is_value);
        let numbers = self.columns.iter().filter(values).count() >= 2
            || self.columns.iter().any(|c| c.role == Some(Column::Target) && c.text.contains('値'));
        // 目標 | 現状 | 目標値: the first is the name.
        if numbers
            && self.columns.len() > 2
            && self.columns[0].role == Some(Column::Target)
            && self.columns[0].year.is_none()
        {
            self.columns[0].role = Some(Column::Name);
            self.name_by_place = true;
            return;
        }
        let is_figure = |column: &Heading| {
            column.role.is_some_and(|role| {
                is_value(role)
                    || matches!(
                        role,
                        Column::Unit | Column::BaselinePeriod | Column::TargetPeriod | Column::ActualPeriod
                    )
            })
        };
        let Some(first) = self.columns.iter().position(is_figure) else { return };
        let names = |column: &Heading| {
            matches!(column.role, None | Some(Column::Measure | Column::Section | Column::Programme))
        };
        if let Some(at) = self.columns[..first].iter().rposition(names)
            && numbers
        {
            self.columns[at].role = Some(Column::Name);
            self.name_by_place = true;
        }
    }

    /// 指標 | 2013年度 | 2030年度: years alone say which values were measured and which are promised.
    fn years_alone(&mut self, year: &dyn Fn() -> Option<i32>) {
        let years = |column: &Heading| {
            column.year.filter(|_| column.role == Some(Column::Schedule)).map(|dated| dated.period.end)
        };
        if !self.has(Column::Name)
            || self.has(Column::Programme)
            || self.columns.iter().filter_map(years).next().is_none()
        {
            return;
        }
        let Some(now) = year() else { return };
        let valued = self.columns.iter().any(|column| column.role.is_some_and(is_value));
        let promised = self.has(Column::Target) || self.columns.iter().filter_map(years).any(|year| year > now);
        if !promised {
            return;
        }
        for column in &mut self.columns {
            column.role = match years(column) {
                Some(year) if year > now => Some(Column::Target),
                Some(_) if valued => Some(Column::Actual),
                Some(_) => Some(Column::Baseline),
                None => column.role,
            };
        }
    }

    /// 基準値 and behind it columns that are years: the targets of those years.
    fn yearly_targets(&mut self) {
        let starts = |column: &Heading| matches!(column.role, Some(Column::Baseline | Column::Current));
        let Some(start) = self.columns.iter().position(starts) else { return };
        let named = self.has(Column::Name) || self.has(Column::Kpi);
        if !named || self.has(Column::Target) || self.has(Column::Progress) || self.has(Column::Programme) {
            return;
        }
        let from = self.columns[start].year.map(|dated| dated.period.end);
        for column in &mut self.columns[start + 1..] {
            let later = column.year.is_some_and(|dated| from.is_none_or(|from| dated.period.end > from));
            if column.role == Some(Column::Schedule) && later {
                column.role = Some(Column::Target);
            }
        }
    }
}

/// Whether a row only names years: the head of a table of figures over time.
pub(super) fn names_years(cells: &[Read]) -> bool {
    let year = |read: &Read| !read.code().is_empty() && read.code().chars().all(|c| c == symbol::PERIOD);
    cells.len() > 2 && cells[1..].iter().all(year)
}

/// The columns that a row names, if it could be a header: two known roles, or one where a
/// second header row may tell the rest, and no values. Tells whether it is one by itself.
fn columns(row: &Row, cells: &[Read], rules: &Rules, now: Now<'_>) -> Option<(Vec<Heading>, bool)> {
    let valued = |code: &str| {
        code.contains([symbol::OBSERVATION, symbol::VALUE, symbol::PLUS, symbol::MINISTRIES])
            && code.chars().count() > 2
    };
    // A cell that is a bare number is a value whatever its neighbours say.
    let number = |code: &str| !code.is_empty() && code.chars().all(|c| c == symbol::NUMBER);
    if cells.len() < 2 || cells.iter().any(|read| valued(read.code()) || number(read.code())) {
        return None;
    }
    let mut columns: Vec<Heading> = Vec::new();
    let mut known = 0;
    for (cell, read) in row.cells.iter().zip(cells) {
        let role = role(read, rules);
        known += usize::from(role.is_some_and(|role| !matches!(role, Column::Schedule | Column::Ignore)));
        let heading = Heading { role, year: year(read, now), text: read.reading.view.text.clone() };
        // A merged header cell stands over several columns.
        while columns.len() < cell.column as usize {
            columns.push(Heading { role: None, year: None, text: String::new() });
        }
        columns.extend(std::iter::repeat_n(heading, cell.columns as usize));
    }
    // The first header is often left empty: what stands under it is what the row is about.
    if let Some(first) = columns.first_mut()
        && first.text.is_empty()
        && first.role.is_none()
    {
        first.role = Some(Column::Measure);
    }
    (known >= 1).then_some((columns, known >= 2))
}

/// What the words of a header cell say.
pub(super) fn role(read: &Read, rules: &Rules) -> Option<Column> {
    let code = read.code().replace('\n', "");
    let fits = code.chars().count() <= LONGEST;
    if fits { rules.column(&code).map(|(column, _)| column.role) } else { None }
}

/// Whether a column holds values.
pub(super) fn is_value(role: Column) -> bool {
    matches!(role, Column::Baseline | Column::Current | Column::Actual | Column::Target)
}

/// A second header row: years or 目標 and 実績 under the first, no names, no values.
struct Second {
    /// For each cell that says something, its column, role and year.
    cells: Vec<(usize, Option<Column>, Option<Dated>)>,
    /// The columns of the first row that the cells stand under, where a dump lost their places.
    parts: Vec<(usize, usize)>,
}

impl Second {
    fn of(row: &Row, cells: &[Read], columns: &[Heading], rules: &Rules, now: Now<'_>) -> Option<Self> {
        let filled: Vec<(usize, &Read)> = row
            .cells
            .iter()
            .zip(cells)
            .filter(|(_, read)| !read.code().is_empty())
            .map(|(cell, read)| (cell.column as usize, read))
            .collect();
        let is_year = |read: &Read| {
            let code = read.code();
            code.contains([symbol::PERIOD, symbol::YEARS])
                && code.chars().all(|c| c == symbol::PERIOD || c == symbol::YEARS || one_of(c, "()年度末\n"))
                && year(read, now).is_some()
        };
        // 年度 | 数値 under 基準値: the years of its values have a column of their own.
        let word = |read: &Read| read.code().replace('\n', "");
        let says = |read: &Read| match word(read).as_str() {
            _ if is_year(read) => None,
            "年度" | "年" | "時点" | "年次" | "時期" => Some(Column::TargetPeriod),
            _ => role(read, rules).filter(|&role| is_value(role)),
        };
        let tells =
            |read: &Read| is_year(read) || says(read).is_some() || ["数値", "値", "数"].contains(&word(read).as_str());
        let telling = filled.iter().filter(|(_, read)| tells(read)).count();
        if filled.is_empty()
            || telling * 2 < filled.len()
            || columns.len() < 2
            || filled.iter().any(|(_, read)| read.code().contains([symbol::VALUE, symbol::OBSERVATION]))
        {
            return None;
        }
        let found: Vec<_> = filled.iter().map(|&(at, read)| (at, says(read), year(read, now))).collect();
        let names = |at: usize| columns.get(at).is_some_and(|c| matches!(c.role, Some(Column::Name | Column::Kpi)));
        let shifted = filled.iter().any(|&(at, read)| names(at) && (is_year(read) || says(read).is_some()));
        if !shifted {
            // Words under a column that is whole already are a row of the table, not of its header.
            let words = found.iter().filter(|(_, role, _)| role.is_some());
            let fits = words.clone().all(|&(at, ..)| columns.get(at).is_none_or(|c| c.role != Some(Column::Measure)));
            return fits.then_some(Self { cells: found, parts: Vec::new() });
        }
        // A dump without merged cells: the cells are shared out among the columns that want them.
        let wanting: Vec<usize> = (0..columns.len())
            .filter(|&n| {
                let role = columns[n].role;
                role == Some(Column::Schedule) || role.is_some_and(is_value) && columns[n].year.is_none()
            })
            .collect();
        let schedules: Vec<usize> =
            wanting.iter().copied().filter(|&n| columns[n].role == Some(Column::Schedule)).collect();
        let parts = share(found.len(), if schedules.is_empty() { &wanting } else { &schedules })?;
        Some(Self { cells: found, parts })
    }

    /// Gives the columns what stands under them.
    fn under(self, columns: &mut Vec<Heading>) {
        if !self.parts.is_empty() {
            let mut at = self.cells.len();
            for &(column, parts) in self.parts.iter().rev() {
                let above = columns.remove(column);
                for (_, role, year) in self.cells[at - parts..at].iter().rev() {
                    columns.insert(
                        column,
                        Heading { role: role.or(above.role), year: year.or(above.year), text: above.text.clone() },
                    );
                }
                at -= parts;
            }
            return;
        }
        let first = columns.clone();
        for (at, role, year) in self.cells {
            // A dump without merged cells leaves the columns to the right of 目標値 unnamed.
            while columns.len() <= at {
                columns.push(Heading { role: None, year: None, text: String::new() });
            }
            if columns[at].role.is_none_or(|role| role == Column::Measure) && columns[at].text.is_empty() {
                let left = first[..at.min(first.len())].iter().rev().find(|column| !column.text.is_empty()).cloned();
                columns[at].role = left.as_ref().and_then(|left| left.role);
                columns[at].year = left.filter(|_| role.is_some()).and_then(|left| left.year);
            }
            columns[at].role = match (role, columns[at].role) {
                (Some(Column::TargetPeriod), Some(Column::Baseline | Column::Current)) => Some(Column::BaselinePeriod),
                (Some(Column::TargetPeriod), Some(Column::Actual)) => Some(Column::ActualPeriod),
                (own, above) => own.or(above),
            };
            columns[at].year = year.or(columns[at].year);
        }
    }
}

/// How many of some cells go to each column: all alike, or one each and the rest to the last.
fn share(cells: usize, columns: &[usize]) -> Option<Vec<(usize, usize)>> {
    let count = columns.len();
    if count == 0 || cells < count {
        return None;
    }
    let each = |n: usize| {
        if cells.is_multiple_of(count) {
            cells / count
        } else if n + 1 == count {
            cells - n
        } else {
            1
        }
    };
    Some(columns.iter().enumerate().map(|(n, &column)| (column, each(n))).collect())
}

/// The document's own year.
type Now<'a> = &'a dyn Fn() -> Option<i32>;

/// The year that a header cell gives: 令和３年度, or ３年度 in the era of the document.
fn year(read: &Read, now: Now<'_>) -> Option<Dated> {
    let found = &read.reading.found;
    if let Some(at) = found.iter().position(|found| matches!(found.item, Item::Period(_))) {
        let (period, range) = read.period(Some(at))?;
        return Some(Dated { period, span: read.reading.view.source(&range), cell: None });
    }
    let [Found { item: Item::Years(count), range }] = found.as_slice() else { return None };
    let fiscal = read.reading.text(range).ends_with("年度");
    let now = now().filter(|_| fiscal)?;
    let year = nth_of_an_era(i32::from(*count), now, LONGEST_PLAN)?;
    let period = Period::year(year, Some(Basis::Fiscal));
    Some(Dated { period, span: read.reading.view.source(range), cell: None })
}

/// No table of a document looks further ahead or back, in years.
const LONGEST_PLAN: i32 = 12;
