//! A condition in two forms: the records that meet it, and whether a record meets it.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::{QueryError, Question};
use crate::record::Role;
use crate::rules::Rules;
use crate::store::{Store, StoreError, Term, Terms, quoted};
use crate::text::nfkc;

/// So many threes of characters that begin alike are asked for at once.
const MOST_PARTS: usize = 1000;

/// What a record must meet.
#[derive(Debug)]
pub(super) struct Condition {
    /// A query that gives the numbers of the records that meet it, perhaps some twice.
    set: String,
    /// An expression over a record `r`; none where only the set can tell.
    probe: Option<String>,
    /// For the set and for the probe alike.
    values: Vec<Value>,
    /// How many meet it, as far as they were counted.
    pub count: u32,
}

impl Condition {
    fn new(set: impl Into<String>, probe: impl Into<String>, values: Vec<Value>) -> Self {
        Self { set: set.into(), probe: Some(probe.into()), values, count: 0 }
    }

    fn set(set: impl Into<String>, values: Vec<Value>) -> Self {
        Self { set: set.into(), probe: None, values, count: 0 }
    }

    /// On a column of records.
    fn column(column: &str, is: &str, value: impl Into<Value>) -> Self {
        Self::new(
            format!("SELECT no FROM records WHERE {column} {is} ?"),
            format!("+r.{column} {is} ?"),
            vec![value.into()],
        )
    }

    /// Counts the records that meet it, up to `most`.
    pub fn count(&mut self, store: &Store, most: u32) -> Result<(), StoreError> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM ({}) LIMIT {most})", self.set);
        self.count = store.database().query_row(&sql, params_from_iter(&self.values), |row| row.get(0))?;
        Ok(())
    }

    /// Whether only its set can tell, which the full-text indexes give in order.
    pub fn is_ordered_set(&self) -> bool {
        self.probe.is_none()
    }

    pub fn push_set(&self, sql: &mut String, values: &mut Vec<Value>) {
        sql.push_str(&self.set);
        values.extend(self.values.iter().cloned());
    }

    pub fn push_probe(&self, sql: &mut String, values: &mut Vec<Value>) {
        match &self.probe {
            Some(probe) => sql.push_str(probe),
            None => sql.push_str(&format!("r.no IN ({})", self.set)),
        }
        values.extend(self.values.iter().cloned());
    }
}

/// The conditions of a question.
pub(super) fn conditions(
    store: &Store,
    question: &Question,
    terms: &Terms,
    rules: &Rules,
) -> Result<Vec<Condition>, QueryError> {
    let mut all = Vec::new();
    for term in &terms.0 {
        all.push(word(store, term)?);
    }
    if question.ministries.is_empty() {
        if question.lead {
            all.push(Condition::column("lead", "=", 1));
        }
    } else {
        all.push(ministries(store, question, rules)?);
    }
    all.extend(observations(question));
    if let Some(document) = &question.document {
        all.push(documents(document));
    }
    if let Some(section) = &question.section {
        let of = "(SELECT no FROM sections WHERE instr(path, ?))";
        all.push(Condition::new(
            format!("SELECT no FROM records WHERE section IN {of}"),
            format!("+r.section IN {of}"),
            vec![Value::Text(section.clone())],
        ));
    }
    all.extend(question.lang.map(|lang| Condition::column("lang", "=", lang.code().to_owned())));
    all.extend(question.kind.map(|kind| Condition::column("kind", "=", kind.code().to_owned())));
    all.extend(question.min_confidence.map(|least| Condition::column("confidence", ">=", least)));
    if question.needs_review {
        all.push(Condition::column("needs_review", "=", 1));
    }
    for (wanted, outcome) in [(question.reached, "reached"), (question.missed, "missed")] {
        if wanted {
            all.push(observation(&format!("outcome = '{outcome}'"), Vec::new()));
        }
    }
    Ok(all)
}

/// A searched word: by dictionary forms, by fragments, and where neither index can know it, by reading all.
fn word(store: &Store, term: &Term) -> Result<Condition, QueryError> {
    let mut sets = Vec::new();
    let mut values = Vec::new();
    if let Some(words) = &term.by_words {
        sets.push("SELECT rowid AS no FROM records_words WHERE records_words MATCH ?");
        values.push(Value::Text(words.clone()));
    }
    if let Some(fragment) = &term.by_fragment {
        sets.push("SELECT rowid AS no FROM records_fts WHERE records_fts MATCH ?");
        values.push(Value::Text(fragment.clone()));
    }
    let mut condition = Condition::set(sets.join(" UNION "), values);
    if !sets.is_empty() {
        condition.count(store, 1)?;
    }
    if sets.is_empty() || condition.count == 0 && term.by_reading {
        condition = short(store, term)?;
    }
    Ok(condition)
}

/// A fragment too short for the index of three characters: by all threes that begin with it, or by
/// reading all where these are too many. Every character of a searched text begins a three but its last two,
/// which are line breaks.
fn short(store: &Store, term: &Term) -> Result<Condition, QueryError> {
    let from = term.text.to_lowercase();
    let to = format!("{from}{}", char::MAX);
    let mut statement =
        store.database().prepare("SELECT term FROM records_parts WHERE term >= ?1 AND term < ?2 LIMIT ?3")?;
    let parts: Vec<String> =
        statement.query_map((&from, &to, MOST_PARTS as i64 + 1), |row| row.get(0))?.collect::<Result<_, _>>()?;
    if parts.is_empty() {
        return Ok(Condition::new("SELECT no FROM records WHERE 0", "0", Vec::new()));
    }
    if parts.len() > MOST_PARTS {
        return Ok(Condition::new(
            "SELECT no FROM records WHERE instr(lower(text), lower(?))",
            "instr(lower(r.text), lower(?))",
            vec![Value::Text(term.text.clone())],
        ));
    }
    let any = parts.iter().map(|part| quoted(part)).collect::<Vec<_>>().join(" OR ");
    Ok(Condition::set("SELECT rowid AS no FROM records_fts WHERE records_fts MATCH ?", vec![Value::Text(any)]))
}

/// The numbers of the ministries that a question names.
pub(super) fn numbers(store: &Store, question: &Question, rules: &Rules) -> Result<Vec<i64>, QueryError> {
    let mut numbers = Vec::new();
    for asked in &question.ministries {
        let these = ministry(store, asked, rules)?;
        if these.is_empty() {
            let list = "SELECT DISTINCT coalesce(code || ' ' || name, code) FROM ministries ORDER BY no";
            let mut statement = store.database().prepare(list)?;
            let known: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            return Err(QueryError::NoSuchMinistry(asked.clone(), known.join(", ")));
        }
        numbers.extend(these);
    }
    Ok(numbers)
}

fn ministries(store: &Store, question: &Question, rules: &Rules) -> Result<Condition, QueryError> {
    let numbers = numbers(store, question, rules)?;
    let list = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let lead = if question.lead { " AND lead = 1" } else { "" };
    Ok(Condition::new(
        format!("SELECT record FROM record_ministries WHERE ministry IN ({list}){lead}"),
        format!("EXISTS (SELECT 1 FROM record_ministries WHERE record = r.no AND +ministry IN ({list}){lead})"),
        Vec::new(),
    ))
}

/// The numbers of a ministry by code (厚), name (厚生労働省, Ministry of Health …) or another name (MHLW).
fn ministry(store: &Store, asked: &str, rules: &Rules) -> Result<Vec<i64>, QueryError> {
    let lexicon = rules.lexicon();
    let asked = nfkc(asked.trim());
    let lower = asked.to_lowercase();
    let known = lexicon.find_ministry(&asked).or_else(|| {
        lexicon
            .ministries()
            .iter()
            .position(|ministry| ministry.also.iter().chain([&ministry.en]).any(|name| name.to_lowercase() == lower))
    });
    let name = known.map(|at| lexicon.ministry(at).name.clone());
    let numbers = |sql: &str, value: &str| -> Result<Vec<i64>, rusqlite::Error> {
        let mut statement = store.database().prepare(sql)?;
        statement.query_map([value], |row| row.get(0))?.collect()
    };
    // What a list calls by this name, and what a document itself calls so where no list knows it.
    let mut all = numbers(
        "SELECT no FROM ministries WHERE (code = ?1 AND name IS NULL) OR name = ?1 OR lower(name_en) = lower(?1)",
        &asked,
    )?;
    if let Some(name) = name {
        all.extend(numbers("SELECT no FROM ministries WHERE name = ?1", &name)?);
    } else if all.is_empty() {
        all = numbers("SELECT no FROM ministries WHERE code = ?1", &asked)?;
    }
    if all.is_empty() && asked.chars().count() > 1 {
        all = numbers("SELECT no FROM ministries WHERE instr(name, ?1) OR instr(lower(name_en), lower(?1))", &asked)?;
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Role, unit and target year are asked of one and the same observation, where they can be.
fn observations(question: &Question) -> Vec<Condition> {
    let unit = question.unit.as_ref().map(|unit| Value::Text(nfkc(unit)));
    let mut all = Vec::new();
    let mut clause = |role: Option<Role>, years: Option<(i32, i32)>| {
        let mut parts = Vec::new();
        parts.extend(role.map(|role| format!("role = '{}'", role.code())));
        parts.extend(years.map(|(from, to)| format!("period_end BETWEEN {from} AND {to}")));
        parts.extend(unit.is_some().then(|| "unit = ?".to_owned()));
        if !parts.is_empty() {
            all.push(observation(&parts.join(" AND "), unit.iter().cloned().collect()));
        }
    };
    match (question.role, question.target_years) {
        (None | Some(Role::Target), Some(years)) => clause(Some(Role::Target), Some(years)),
        (Some(role), Some(years)) => {
            clause(Some(role), None);
            clause(Some(Role::Target), Some(years));
        }
        (role, None) => clause(role, None),
    }
    all
}

fn observation(clause: &str, values: Vec<Value>) -> Condition {
    Condition::new(
        format!("SELECT record FROM observations WHERE {clause}"),
        format!("EXISTS (SELECT 1 FROM observations INDEXED BY observations_record WHERE record = r.no AND {clause})"),
        values,
    )
}

fn documents(asked: &str) -> Condition {
    let of = "(SELECT no FROM documents WHERE instr(path, ?) OR instr(title, ?) OR substr(id, 1, length(?)) = ?)";
    Condition::new(
        format!("SELECT no FROM records WHERE document IN {of}"),
        format!("+r.document IN {of}"),
        vec![Value::Text(asked.to_owned()); 4],
    )
}
