//! A column of a table: the header cells over it, what their words say it holds, and what its cells look like.

use std::rc::Rc;

use crate::rules::{Column, Hint, Look, Rules};
use crate::text::scan::Aggregation;

use super::super::statement::Dated;
use super::align::Fit;
use super::cell::{Cell, Says};

/// A column.
#[derive(Debug, Default, Clone)]
pub(super) struct Axis {
    /// The header cells over it, the highest first.
    pub path: Vec<Rc<Cell>>,
    pub kind: Option<Column>,
    pub role: Option<Hint>,
    /// It is called where things stand now (現状値, current status), though that is the baseline here.
    pub now: bool,
    /// How loudly the header says the role, and how loudly another.
    pub weight: f32,
    pub against: f32,
    pub year: Option<Dated>,
    /// Two headers over it name different years.
    pub years_differ: bool,
    pub aggregation: Option<Aggregation>,
    /// The types of its cells, counted.
    pub(super) types: Vec<(Look, f32)>,
    /// That it holds values is told by its cells alone.
    pub loose: bool,
    /// What its words say as loudly as the role: 成果目標 may head names.
    pub(super) other: Option<Column>,
    /// How loudly its words say that names stand there.
    pub(super) names: f32,
    /// All its cells are the same word: 当初 in every row says nothing of any.
    pub constant: bool,
    /// Its header calls what stands there goals, and its cells are sentences.
    pub promises: bool,
    /// Whose its values are, where parts stand side by side under each role: 男性.
    pub part: Option<String>,
}

/// A header that is a year with a few words has no more letters than this.
const BROAD: usize = 18;

impl Axis {
    /// What a single header cell says, whatever stands below it.
    pub fn of_words(cell: Rc<Cell>, rules: &Rules) -> Self {
        let mut axis = Self { path: vec![cell], ..Self::default() };
        axis.read(rules);
        axis
    }

    /// Whether one word of the header stands over it and the next column.
    pub(super) fn is_over(&self, next: &Self) -> bool {
        self.path.last().zip(next.path.last()).is_some_and(|(here, next)| Rc::ptr_eq(here, next))
    }

    /// Whether its header is a word for years: Year, 年度.
    pub fn says_year(&self) -> bool {
        self.role.is_none() && self.year.is_none() && !self.path.is_empty()
    }

    /// Whether its words can head names.
    pub fn names_here(&self) -> bool {
        self.kind == Some(Column::Name) || self.other == Some(Column::Name)
    }

    pub(super) fn share(&self, looks: &[Look]) -> f32 {
        let total: f32 = self.types.iter().filter(|(look, _)| *look != Look::Empty).map(|(_, n)| n).sum();
        let some: f32 = self.types.iter().filter(|(look, _)| looks.contains(look)).map(|(_, n)| n).sum();
        if total > 0.0 { some / total } else { 0.0 }
    }

    pub(super) fn filled(&self) -> f32 {
        self.types.iter().filter(|(look, _)| *look != Look::Empty).map(|(_, n)| n).sum()
    }

    /// How well its cells fit a kind, on average.
    pub(super) fn fits(&self, kind: Column, rules: &Rules) -> Fit {
        average(&self.types, Some(kind), rules)
    }

    /// What the words over it say.
    pub(super) fn read(&mut self, rules: &Rules) {
        let says = Says::of_path(&self.path, rules);
        let own = self.path.last().map(|cell| cell.says(rules)).unwrap_or_default();
        let years = self.path.iter().filter_map(|cell| cell.year().filter(|year| !cell.tells_when_made(year, rules)));
        let years: Vec<Dated> = years.collect();
        // Impacts compared to business as usual in 2030: a year among many words heads no values of that year.
        let told = says.kind.is_some() || says.role.is_some() || self.path.iter().all(|cell| cell.breadth() <= BROAD);
        self.year = years.last().copied().filter(|_| told);
        self.years_differ = years.windows(2).any(|pair| pair[0].period.end != pair[1].period.end);
        self.aggregation = says.aggregation;
        (self.role, self.weight) = says.role.map_or((None, 0.0), |(role, weight)| (Some(role), weight));
        self.against = says.against;
        // 年度 over 令和5 | 令和6: the word for years stands over years, not over their cells.
        let over = self.path.len() > 1 && self.path.last().is_some_and(|cell| cell.look == Look::Period);
        self.kind = match (says.kind, says.role) {
            (Some((Column::Period, _)), _) if over && self.year.is_some() => Some(Column::Value),
            (Some((Column::Period, _)), _) => Some(Column::Period),
            (Some((kind, weight)), Some((_, role))) if weight > role => Some(kind),
            (_, Some(_)) => Some(Column::Value),
            (Some((kind, _)), None) => Some(kind),
            (None, None) => self.year.map(|_| Column::Value),
        };
        self.names = says.kind.filter(|kind| kind.0 == Column::Name).map_or(0.0, |kind| kind.1);
        self.other = match (own.kind, own.role) {
            (Some((kind, weight)), Some((_, role))) if weight >= role && self.kind == Some(Column::Value) => Some(kind),
            _ => None,
        };
    }
}

/// How well counted types fit a kind, on average.
pub(super) fn average(types: &[(Look, f32)], kind: Option<Column>, rules: &Rules) -> Fit {
    let total: f32 = types.iter().map(|(_, n)| n).sum();
    let sum: f32 = types.iter().map(|&(look, n)| n * rules.tables.fit(kind, look)).sum();
    if total > 0.0 { sum / total } else { 0.0 }
}
