//! Runs write here: a document and all that was read from it in one transaction.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::lock::Lock;
use super::plan::place;
use super::prepared::Prepared;
use super::rows::{Rows, clear};
use super::{PATIENCE, Store, StoreError};
use crate::record::Record;

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunCounts {
    pub read: u32,
    pub unchanged: u32,
    pub moved: u32,
    pub failed: u32,
    pub missing: u32,
}

/// A run that writes to a store. Only one at a time; what it committed stays if it is killed.
#[derive(Debug)]
pub struct Run {
    store: Store,
    no: i64,
    ministries: HashMap<(String, Option<String>, Option<String>), i64>,
    _lock: Lock,
}

impl Run {
    /// Begins a run on a store, which is made where there is none.
    ///
    /// # Errors
    /// Another run has not ended, or as for [`Store::open`].
    pub fn begin(path: &Path, rules: &str) -> Result<Self, StoreError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let lock = match Lock::take(path) {
            Err(StoreError::Io(_)) if !folder.is_dir() => return Err(StoreError::CannotOpen),
            Err(StoreError::Io(error)) => {
                return Err(match error.kind() {
                    std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                        StoreError::ReadOnly
                    }
                    std::io::ErrorKind::StorageFull => StoreError::Full,
                    _ => StoreError::Io(error),
                });
            }
            lock => lock?,
        };
        let store = Store::open(path)?;
        store
            .db
            .execute("INSERT INTO runs (program, rules) VALUES (?1, ?2)", params![env!("CARGO_PKG_VERSION"), rules])?;
        let no = store.db.last_insert_rowid();
        let mut ministries = HashMap::new();
        {
            let mut statement = store.db.prepare("SELECT code, name, name_en, no FROM ministries")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                ministries.insert((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?);
            }
        }
        Ok(Self { store, no, ministries, _lock: lock })
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Writes a document in place of what was read from it before.
    ///
    /// # Errors
    /// The disk is full, the store locked or damaged; nothing of the document is written then.
    pub fn put(&mut self, path: &Path, document: &Prepared) -> Result<(), StoreError> {
        let (place, run) = (place(path)?, self.no);
        let known = self.ministries.len();
        let work = |tx: &Transaction<'_>, ministries: &mut HashMap<_, _>| -> Result<(), StoreError> {
            clear(tx, &place)?;
            let no: i64 = tx
                .prepare_cached(
                    "INSERT INTO documents (id, path, place, title, state, warnings, key, run)
                     VALUES (?1, ?2, ?3, ?4, 'read', ?5, ?6, ?7)
                     ON CONFLICT (place) DO UPDATE SET id = excluded.id, path = excluded.path, title = excluded.title,
                        state = 'read', reason = NULL, warnings = excluded.warnings, key = excluded.key, run = excluded.run
                     RETURNING no",
                )?
                .query_row(
                    params![
                        document.id,
                        path.display().to_string(),
                        place,
                        document.title,
                        serde_json::to_string(&document.warnings)?,
                        document.key,
                        run
                    ],
                    |row| row.get(0),
                )?;
            for page in &document.pages {
                tx.prepare_cached("INSERT INTO pages VALUES (?1, ?2, ?3, ?4)")?.execute(params![
                    no,
                    page.page,
                    page.blocks,
                    page.characters
                ])?;
            }
            let mut rows = Rows { tx, document: no, sections: HashMap::new(), ministries };
            for (record, position) in document.records.iter().zip(1..) {
                rows.record(record, position)?;
            }
            Ok(())
        };
        let tx = self.store.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx, &mut self.ministries).and_then(|()| Ok(tx.commit()?));
        if done.is_err() && self.ministries.len() > known {
            // Numbers of rows that were rolled back.
            self.ministries.retain(|_, no| usize::try_from(*no).is_ok_and(|no| no <= known));
        }
        done
    }

    /// Notes that a document failed. If its content could not even be read, what was read of it
    /// before stays; if it has changed, that no longer holds and goes.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn fail(&mut self, path: &Path, key: Option<&str>, reason: &str) -> Result<(), StoreError> {
        let place = place(path)?;
        let tx = self.store.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if key.is_some() {
            clear(&tx, &place)?;
        }
        tx.execute(
            "INSERT INTO documents (path, place, state, reason, key, run) VALUES (?1, ?2, 'failed', ?3, ?4, ?5)
             ON CONFLICT (place) DO UPDATE SET path = excluded.path, state = 'failed', reason = excluded.reason,
                warnings = '[]', key = excluded.key, run = excluded.run",
            params![path.display().to_string(), place, reason, key, self.no],
        )?;
        Ok(tx.commit()?)
    }

    /// Gives a document that was read under another path its new one.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn rename(&mut self, no: i64, path: &Path) -> Result<(), StoreError> {
        let (place, path) = (place(path)?, path.display().to_string());
        let tx = self.store.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute(
            "UPDATE documents SET path = ?2, place = ?3, run = ?4 WHERE no = ?1",
            params![no, path, place, self.no],
        )?;
        {
            let mut all = tx.prepare(
                "SELECT j.record, j.json FROM records r JOIN record_json j ON j.record = r.no WHERE r.document = ?1",
            )?;
            let mut rows = all.query([no])?;
            let mut update = tx.prepare("UPDATE record_json SET json = ?2 WHERE record = ?1")?;
            while let Some(row) = rows.next()? {
                let mut record: Record = serde_json::from_str(&row.get::<_, String>(1)?)?;
                match &mut record {
                    Record::Indicator(r) => r.common.document.path.clone_from(&path),
                    Record::Measure(r) => r.common.document.path.clone_from(&path),
                    Record::Programme(r) => r.common.document.path.clone_from(&path),
                }
                update.execute(params![row.get::<_, i64>(0)?, record.to_json()])?;
            }
        }
        Ok(tx.commit()?)
    }

    /// Drops a document and all that was read from it.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn drop_document(&mut self, no: i64) -> Result<(), StoreError> {
        let tx = self.store.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let place: Option<String> =
            tx.query_row("SELECT place FROM documents WHERE no = ?1", [no], |row| row.get(0)).optional()?;
        if let Some(place) = place {
            clear(&tx, &place)?;
            tx.execute("DELETE FROM documents WHERE no = ?1", [no])?;
        }
        Ok(tx.commit()?)
    }

    /// Ends the run.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn end(self, counts: RunCounts) -> Result<Store, StoreError> {
        self.store.db.execute(
            "UPDATE runs SET ended = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), read = ?2, unchanged = ?3, moved = ?4,
                failed = ?5, missing = ?6 WHERE no = ?1",
            params![self.no, counts.read, counts.unchanged, counts.moved, counts.failed, counts.missing],
        )?;
        // Gathers what the query planner knows, where much has changed.
        self.store.db.execute_batch("PRAGMA optimize")?;
        // One plain file, which can be read where nothing may be written; if someone reads it now, the next run does it.
        self.store.db.busy_timeout(Duration::ZERO)?;
        let _ = self.store.db.pragma_update(None, "journal_mode", "delete");
        self.store.db.busy_timeout(PATIENCE)?;
        Ok(self.store)
    }
}
