//! SQL for what no filter asks: it may read, never change.

use rusqlite::types::ValueRef;
use serde_json::Value;

use crate::store::{Store, StoreError};

/// Why a statement was not run.
#[derive(Debug, thiserror::Error)]
pub enum SqlError {
    #[error("only SELECT, WITH, VALUES and EXPLAIN may be run: the store is read only")]
    NotAQuery,
    #[error("{0}")]
    Statement(String),
    #[error(transparent)]
    Store(StoreError),
}

impl From<rusqlite::Error> for SqlError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqlInputError { msg, sql, offset, .. } => {
                let near = usize::try_from(offset).ok().and_then(|at| sql.get(at..)).unwrap_or_default();
                let near: String = near.chars().take(24).collect();
                Self::Statement(if near.is_empty() { msg } else { format!("{msg}, at: {near}") })
            }
            rusqlite::Error::MultipleStatement => Self::Statement("more than one statement".into()),
            error => Self::Store(error.into()),
        }
    }
}

/// Runs a query: hands the names of its columns to `head`, then each row to `row`.
///
/// # Errors
/// It is no query, is wrong, or whatever `head` and `row` give.
pub fn sql<E: From<SqlError>>(
    store: &Store,
    text: &str,
    head: impl FnOnce(&[String]) -> Result<(), E>,
    mut row: impl FnMut(Vec<Value>) -> Result<(), E>,
) -> Result<(), E> {
    let text = text.trim().trim_end_matches(';');
    let first = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default().to_ascii_uppercase();
    if !matches!(first.as_str(), "SELECT" | "WITH" | "VALUES" | "EXPLAIN") {
        return Err(SqlError::NotAQuery.into());
    }
    let mut statement = store.database().prepare(text).map_err(SqlError::from)?;
    if !statement.readonly() {
        return Err(SqlError::NotAQuery.into());
    }
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    head(&names)?;
    let mut rows = statement.query([]).map_err(SqlError::from)?;
    while let Some(found) = rows.next().map_err(SqlError::from)? {
        let cells = (0..names.len()).map(|n| found.get_ref(n).map(json)).collect::<Result<_, _>>();
        row(cells.map_err(SqlError::from)?)?;
    }
    Ok(())
}

fn json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(whole) => whole.into(),
        ValueRef::Real(real) => real.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(blob) => blob.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
    }
}
