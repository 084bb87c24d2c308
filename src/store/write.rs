//! Runs write here: a document and all that was read from it, whole or not at all.
//!
//! Documents are committed together, once a second: the full-text indexes would otherwise be
//! merged anew after each, which takes longer than the reading of it.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::lock::Lock;
use super::plan::place;
use super::prepared::Prepared;
use super::rows::{Ministries, Rows, clear, ministries, number_at};
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
    ministries: Ministries,
    /// When the documents that are not yet committed began.
    since: Option<Instant>,
    _lock: Lock,
}

/// After so long what was written is committed.
const TOGETHER: Duration = Duration::from_secs(1);

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
        let ministries = ministries(&store.db)?;
        Ok(Self { store, no, ministries, since: None, _lock: lock })
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Writes a document in place of what was read from it before.
    ///
    /// # Errors
    /// The disk is full, the store locked or damaged; nothing since the last commit is written then.
    pub fn put(&mut self, path: &Path, document: &Prepared) -> Result<(), StoreError> {
        let (place, run) = (place(path)?, self.no);
        self.whole(|tx, ministries| {
            let known = number_at(tx, &place)?;
            if let Some(no) = known {
                clear(tx, no)?;
            }
            // Not one statement that does either: SQLite opens a savepoint for it, and the full-text indexes
            // are written out at each.
            let sql = match known {
                Some(_) => {
                    "UPDATE documents SET id = ?2, path = ?3, place = ?4, title = ?5, state = 'read', reason = NULL,
                        warnings = ?6, key = ?7, run = ?8 WHERE no = ?1"
                }
                None => {
                    "INSERT INTO documents (no, id, path, place, title, state, warnings, key, run)
                     VALUES (?1, ?2, ?3, ?4, ?5, 'read', ?6, ?7, ?8)"
                }
            };
            tx.prepare_cached(sql)?.execute(params![
                known,
                document.id,
                path.display().to_string(),
                place,
                document.title,
                serde_json::to_string(&document.warnings)?,
                document.key,
                run
            ])?;
            let no = known.unwrap_or_else(|| tx.last_insert_rowid());
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
        })
    }

    /// Does a document's writing, whole or not at all; what cannot be written takes with it what was not yet committed.
    fn whole<T>(
        &mut self,
        work: impl FnOnce(&Connection, &mut Ministries) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.store.db.is_autocommit() {
            self.store.db.execute_batch("BEGIN IMMEDIATE")?;
            self.since = Some(Instant::now());
        }
        let done = work(&self.store.db, &mut self.ministries);
        if done.is_err() {
            // All since the last commit goes with it: a savepoint for each document would have the full-text
            // indexes written out as often. On a full disk it may have gone already.
            if !self.store.db.is_autocommit() {
                self.store.db.execute_batch("ROLLBACK")?;
            }
            self.ministries = ministries(&self.store.db)?;
            return done;
        }
        if self.since.is_some_and(|since| since.elapsed() >= TOGETHER) {
            self.commit()?;
        }
        done
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        if !self.store.db.is_autocommit() {
            self.store.db.execute_batch("COMMIT")?;
        }
        Ok(())
    }

    /// Notes that a document failed. If its content could not even be read, what was read of it
    /// before stays; if it has changed, that no longer holds and goes.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn fail(&mut self, path: &Path, key: Option<&str>, reason: &str) -> Result<(), StoreError> {
        let (place, run) = (place(path)?, self.no);
        self.whole(|tx, _| {
            let known = number_at(tx, &place)?;
            if let (Some(no), Some(_)) = (known, key) {
                clear(tx, no)?;
            }
            let sql = match known {
                Some(_) => {
                    "UPDATE documents SET path = ?2, place = ?3, state = 'failed', reason = ?4, warnings = '[]',
                        key = ?5, run = ?6 WHERE no = ?1"
                }
                None => {
                    "INSERT INTO documents (no, path, place, state, reason, key, run)
                     VALUES (?1, ?2, ?3, 'failed', ?4, ?5, ?6)"
                }
            };
            tx.prepare_cached(sql)?.execute(params![known, path.display().to_string(), place, reason, key, run])?;
            Ok(())
        })
    }

    /// Gives a document that was read under another path its new one.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn rename(&mut self, no: i64, path: &Path) -> Result<(), StoreError> {
        let (place, path, run) = (place(path)?, path.display().to_string(), self.no);
        self.whole(|tx, _| {
            tx.execute(
                "UPDATE documents SET path = ?2, place = ?3, run = ?4 WHERE no = ?1",
                params![no, path, place, run],
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
            Ok(())
        })
    }

    /// Drops a document and all that was read from it.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn drop_document(&mut self, no: i64) -> Result<(), StoreError> {
        self.whole(|tx, _| {
            clear(tx, no)?;
            tx.execute("DELETE FROM documents WHERE no = ?1", [no])?;
            Ok(())
        })
    }

    /// Ends the run.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn end(mut self, counts: RunCounts) -> Result<Store, StoreError> {
        self.commit()?;
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
