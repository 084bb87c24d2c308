//! What a store holds, read back in the order in which a run gives it.

use rusqlite::OptionalExtension;

use super::{Store, StoreError};
use crate::record::Record;

/// A document, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentInfo {
    /// None where its content was never read.
    pub id: Option<String>,
    pub path: String,
    pub title: Option<String>,
    /// Why it could not be read, if that was so the last time.
    pub failure: Option<String>,
    /// What of it could not be read, a line each.
    pub warnings: Vec<String>,
    /// As many as it has or, of a text, marks.
    pub pages: u32,
    pub records: u32,
}

impl Store {
    /// The documents in path order, with their numbers.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn documents(&self) -> Result<Vec<(i64, DocumentInfo)>, StoreError> {
        let mut statement = self.db.prepare(
            "SELECT no, id, path, title, CASE state WHEN 'failed' THEN reason END,
                (SELECT count(*) FROM pages WHERE document = documents.no),
                (SELECT count(*) FROM records WHERE document = documents.no), warnings
             FROM documents ORDER BY path, no",
        )?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let info = DocumentInfo {
                id: row.get(1)?,
                path: row.get(2)?,
                title: row.get(3)?,
                failure: row.get(4)?,
                pages: row.get(5)?,
                records: row.get(6)?,
                warnings: serde_json::from_str(&row.get::<_, String>(7)?)?,
            };
            all.push((row.get(0)?, info));
        }
        Ok(all)
    }

    /// The JSON lines of a document's records, in document order.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn lines_of(&self, document: i64) -> Result<Vec<String>, StoreError> {
        let mut statement = self.db.prepare_cached(
            "SELECT j.json FROM records r JOIN record_json j ON j.record = r.no WHERE r.document = ?1 ORDER BY r.position",
        )?;
        let lines = statement.query_map([document], |row| row.get(0))?;
        Ok(lines.collect::<Result<_, _>>()?)
    }

    /// The records whose ids begin with a text, in order, at most `limit` of them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn records_by_id(&self, start: &str, limit: u32) -> Result<Vec<Record>, StoreError> {
        let mut statement = self.db.prepare(
            "SELECT j.json FROM records r JOIN record_json j ON j.record = r.no JOIN documents d ON d.no = r.document
             WHERE r.id >= ?1 AND r.id < ?1 || 'g' ORDER BY d.path, d.no, r.position LIMIT ?2",
        )?;
        let rows = statement.query_map((start, limit), |row| row.get::<_, String>(0))?;
        rows.map(|json| Ok(serde_json::from_str(&json?)?)).collect()
    }

    /// The record of a row number.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn record(&self, no: i64) -> Result<Option<Record>, StoreError> {
        let mut statement = self.db.prepare_cached("SELECT json FROM record_json WHERE record = ?1")?;
        let json: Option<String> = statement.query_row([no], |row| row.get(0)).optional()?;
        json.map(|json| Ok(serde_json::from_str(&json)?)).transpose()
    }

    /// Copies the whole store to a path where nothing stands yet.
    ///
    /// # Errors
    /// The copy cannot be written.
    pub fn copy_to(&self, path: &std::path::Path) -> Result<(), StoreError> {
        // A connection that may only query may not copy either.
        self.db.pragma_update(None, "query_only", false)?;
        let path = path.to_str().ok_or(StoreError::PathNotUtf8)?;
        self.db.execute("VACUUM INTO ?1", [path])?;
        Ok(())
    }
}
