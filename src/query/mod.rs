//! Questions to a store: words and filters that combine, and records that answer.
//!
//! A question is a list of conditions. The one that fewest records meet leads, and the
//! others are asked of each record it gives; where all are met by many, the order leads.

mod condition;
mod snippet;
mod sql;
mod years;

#[cfg(test)]
mod tests;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::record::{Kind, Lang, Record, Role};
use crate::rules::Rules;
use crate::store::{Store, StoreError, Terms};
use condition::Condition;

pub use snippet::snippet;
pub use sql::{SqlError, sql};
pub use years::years;

/// Up to so many records are gathered and sorted; more are taken in the order's own way.
const FEW: u32 = 3000;

/// What is asked. Everything that is set must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    pub words: Vec<String>,
    /// Any of these; codes or names as documents, people or lists have them.
    pub ministries: Vec<String>,
    /// The ministry leads; without one, any does.
    pub lead: bool,
    pub role: Option<Role>,
    /// A target that is due in these years, both included.
    pub target_years: Option<(i32, i32)>,
    pub unit: Option<String>,
    /// Part of a path or title, or the start of an id.
    pub document: Option<String>,
    /// Part of a heading above.
    pub section: Option<String>,
    pub lang: Option<Lang>,
    pub kind: Option<Kind>,
    pub min_confidence: Option<f64>,
    pub needs_review: bool,
    pub reached: bool,
    pub missed: bool,
    /// None: by relevance where there are words, else as documents go.
    pub sort: Option<Sort>,
    pub reverse: bool,
    pub limit: Option<u32>,
}

/// The order of the answers. Where there is no year or value, a record comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Records that have the words in their names first, the shortest of them first.
    Relevance,
    Document,
    TargetYear,
    Target,
    Confidence,
    Name,
}

/// Why a question cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    #[error("{0}: no ministry of this store; it has {1}")]
    NoSuchMinistry(String, String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}: no word to search for")]
    NoWord(String),
}

impl From<rusqlite::Error> for QueryError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What there is beyond what was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rest {
    /// More records answer than the limit let through.
    pub more: bool,
    /// Too many answer to be sorted by relevance: they come as they were read.
    pub unsorted: bool,
}

/// Hands the records that answer a question to `take`, in order.
///
/// # Errors
/// The question names what the store does not have, the store cannot be read, or whatever `take` gives.
pub fn ask<E: From<QueryError>>(
    store: &Store,
    question: &Question,
    rules: &Rules,
    mut take: impl FnMut(Record, &Terms) -> Result<(), E>,
) -> Result<Rest, E> {
    let terms = Terms::new(&question.words, rules.words());
    let (sql, values, unsorted) = prepare(store, question, &terms, rules)?;
    let mut rest = Rest { more: false, unsorted };
    let mut statement = store.database().prepare(&sql).map_err(QueryError::from)?;
    let mut rows = statement.query(params_from_iter(values)).map_err(QueryError::from)?;
    let mut given = 0;
    while let Some(row) = rows.next().map_err(QueryError::from)? {
        if question.limit.is_some_and(|limit| given == limit) {
            rest.more = true;
            break;
        }
        given += 1;
        let no: i64 = row.get(0).map_err(QueryError::from)?;
        if let Some(record) = store.record(no).map_err(QueryError::from)? {
            take(record, &terms)?;
        }
    }
    Ok(rest)
}

/// Code and name of a ministry in a store.
pub type Office = (String, Option<String>);

/// The ministries that a question names; none where it names none.
///
/// # Errors
/// It names one that the store does not have, or the store cannot be read.
pub fn ministries_asked(store: &Store, question: &Question, rules: &Rules) -> Result<Option<Vec<Office>>, QueryError> {
    if question.ministries.is_empty() {
        return Ok(None);
    }
    let mut statement = store.database().prepare("SELECT code, name FROM ministries WHERE no = ?1")?;
    let numbers = condition::numbers(store, question, rules)?;
    let known = numbers.iter().map(|no| statement.query_row([no], |row| Ok((row.get(0)?, row.get(1)?))));
    Ok(Some(known.collect::<Result<_, _>>()?))
}

/// The query in SQL with its values, and whether the order asked for had to be given up.
fn prepare(
    store: &Store,
    question: &Question,
    terms: &Terms,
    rules: &Rules,
) -> Result<(String, Vec<Value>, bool), QueryError> {
    let mut conditions = condition::conditions(store, question, terms, rules)?;
    for condition in &mut conditions {
        condition.count(store, FEW + 1)?;
    }
    conditions.sort_by_key(|condition| condition.count);
    let mut sort = question.sort.unwrap_or(if terms.0.is_empty() { Sort::Document } else { Sort::Relevance });
    let leader = conditions.first().filter(|leader| leader.count <= FEW).is_some().then(|| conditions.remove(0));
    let unsorted = sort == Sort::Relevance && leader.is_none() && !terms.0.is_empty();
    let mut values = Vec::new();
    if unsorted && conditions.iter().any(Condition::is_ordered_set) {
        return Ok((as_read(&conditions, question.limit, &mut values), values, unsorted));
    }
    if leader.is_none() && sort == Sort::Relevance {
        sort = Sort::Document;
    }
    let mut sql = String::new();
    if let Some(leader) = &leader {
        sql.push_str("WITH led (no) AS MATERIALIZED (SELECT DISTINCT * FROM (");
        leader.push_set(&mut sql, &mut values);
        sql.push_str(")) ");
    }
    sql.push_str("SELECT r.no FROM ");
    match (&leader, sort) {
        (Some(_), _) => {
            sql.push_str("led CROSS JOIN records r ON r.no = led.no CROSS JOIN documents d ON d.no = r.document")
        }
        (None, Sort::Document | Sort::Relevance) => {
            sql.push_str("documents d CROSS JOIN records r ON r.document = d.no");
        }
        (None, Sort::TargetYear) => sql.push_str("records r INDEXED BY records_year"),
        (None, Sort::Target) => sql.push_str("records r INDEXED BY records_target"),
        (None, Sort::Confidence) => sql.push_str("records r INDEXED BY records_confidence"),
        (None, Sort::Name) => sql.push_str("records r INDEXED BY records_name"),
    }
    for (n, condition) in conditions.iter().enumerate() {
        sql.push_str(if n == 0 { " WHERE " } else { " AND " });
        condition.push_probe(&mut sql, &mut values);
    }
    push_order(&mut sql, &mut values, sort, question.reverse, terms);
    push_limit(&mut sql, question.limit);
    Ok((sql, values, unsorted))
}

/// Common words: the indexes give their records by number, in which order they meet without being gathered.
fn as_read(conditions: &[Condition], limit: Option<u32>, values: &mut Vec<Value>) -> String {
    let (words, others): (Vec<_>, Vec<_>) =
        conditions.iter().partition(|condition| Condition::is_ordered_set(condition));
    let mut sql = String::from("SELECT r.no FROM (");
    for (n, word) in words.iter().enumerate() {
        sql.push_str(if n == 0 { "SELECT no FROM (" } else { " INTERSECT SELECT no FROM (" });
        word.push_set(&mut sql, values);
        sql.push(')');
    }
    sql.push_str(" ORDER BY 1) led CROSS JOIN records r ON r.no = led.no");
    for (n, condition) in others.iter().enumerate() {
        sql.push_str(if n == 0 { " WHERE " } else { " AND " });
        condition.push_probe(&mut sql, values);
    }
    push_limit(&mut sql, limit);
    sql
}

fn push_limit(sql: &mut String, limit: Option<u32>) {
    if let Some(limit) = limit {
        // One more tells that there are more.
        sql.push_str(&format!(" LIMIT {}", u64::from(limit) + 1));
    }
}

fn push_order(sql: &mut String, values: &mut Vec<Value>, sort: Sort, reverse: bool, terms: &Terms) {
    let way = if reverse { "DESC" } else { "ASC" };
    sql.push_str(" ORDER BY ");
    match sort {
        Sort::Document => sql.push_str(&format!("d.path {way}, d.no {way}, r.position {way}")),
        Sort::TargetYear => sql.push_str(&format!("r.target_year {way} NULLS LAST, r.no {way}")),
        Sort::Target => sql.push_str(&format!("r.target {way} NULLS LAST, r.no {way}")),
        Sort::Confidence => sql.push_str(&format!("r.confidence {way}, r.no {way}")),
        Sort::Name => sql.push_str(&format!("r.name {way}, r.no {way}")),
        Sort::Relevance => {
            for term in &terms.0 {
                sql.push_str(&format!("instr(lower(r.name), lower(?)) = 0 {way}, "));
                values.push(Value::Text(term.text.clone()));
            }
            sql.push_str(&format!("length(r.name) {way}, d.path {way}, d.no {way}, r.position {way}"));
        }
    }
}
