//! Records in one SQLite file: what batches write and researchers ask.
//!
//! A document is written whole or not at all, so that a run may be killed at any moment. The tables are
//! described in `docs/store.md`; each schema version is a file of SQL beside this one.

mod error;
mod lock;
mod plan;
mod prepared;
mod read;
mod rows;
mod search;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub use error::StoreError;
pub use plan::{Claims, Known, Standing, place};
pub use prepared::{Page, Prepared, PreparedRecord};
pub use read::DocumentInfo;
pub use search::{Indexed, Term, Terms, quoted, searchable, words};
pub use write::{Run, RunCounts};

/// The name a store has where none is given.
pub const DEFAULT: &str = "shihyo.db";

/// The steps from an empty file to today's schema; `PRAGMA user_version` counts those done.
const MIGRATIONS: &[&str] = &[include_str!("1.sql"), include_str!("2.sql"), include_str!("3.sql")];
/// Marks a database as ours (`PRAGMA application_id`): "shhy".
const APPLICATION: i64 = 0x7368_6879;
/// How long another program's transaction is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open store.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens a store for writing; makes it where there is none, and brings an older one up.
    ///
    /// # Errors
    /// The file is no store, is damaged, of a newer version, locked, or cannot be written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        // In bytes, of a file that is new: JSON lines of 1 to 4 KB leave half of smaller pages empty. Before the
        // cache's size is said, which SQLite counts in pages from then on.
        db.pragma_update(None, "page_size", 16384)?;
        let mut store = Self::with(db, path)?;
        if store.db.is_readonly("main")? {
            return Err(StoreError::ReadOnly);
        }
        store.migrate()?;
        // With a write-ahead log a commit that was made survives the process; readers go on meanwhile.
        store.db.pragma_update(None, "journal_mode", "wal")?;
        store.db.pragma_update(None, "synchronous", "normal")?;
        // In pages, 32 MB: a page that is written again and again goes into the file itself less often.
        store.db.pragma_update(None, "wal_autocheckpoint", 2000)?;
        Ok(store)
    }

    /// Opens a store to ask it.
    ///
    /// # Errors
    /// There is none, or as for [`Store::open`].
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::NotFound);
        }
        let store = Self::with(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?, path)?;
        store.db.pragma_update(None, "query_only", true)?;
        let (found, known) = (store.version()?, MIGRATIONS.len() as i64);
        match found {
            0 => Err(StoreError::NotAStore),
            _ if found < known => Err(StoreError::Older { found, known }),
            _ => Ok(store),
        }
    }

    fn with(db: Connection, path: &Path) -> Result<Self, StoreError> {
        db.busy_timeout(PATIENCE)?;
        db.set_prepared_statement_cache_capacity(64);
        db.pragma_update(None, "foreign_keys", true)?;
        db.pragma_update(None, "temp_store", "memory")?;
        // In KiB: enough for the inner pages of every index of a million observations.
        db.pragma_update(None, "cache_size", -65536)?;
        let store = Self { db, path: path.to_owned() };
        let (found, known) = (store.version()?, MIGRATIONS.len() as i64);
        let tables: i64 = store.db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let application: i64 = store.db.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if tables > 0 && application != APPLICATION {
            return Err(StoreError::NotAStore);
        }
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        Ok(store)
    }

    fn version(&self) -> Result<i64, StoreError> {
        Ok(self.db.pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    fn migrate(&mut self) -> Result<(), StoreError> {
        migrate(&mut self.db, MIGRATIONS)
    }

    /// The open database, for what only reads.
    pub fn database(&self) -> &Connection {
        &self.db
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // A run that was broken off keeps the documents that it had written.
        if !self.db.is_autocommit() {
            let _ = self.db.execute_batch("COMMIT");
        }
    }
}

/// Takes the steps that were not yet taken, each whole or not at all.
fn migrate(db: &mut Connection, steps: &[&str]) -> Result<(), StoreError> {
    loop {
        let step = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let done: i64 = step.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let Some(sql) = usize::try_from(done).ok().and_then(|done| steps.get(done)) else { return Ok(()) };
        step.execute_batch(sql)?;
        step.pragma_update(None, "application_id", APPLICATION)?;
        step.pragma_update(None, "user_version", done + 1)?;
        step.commit()?;
    }
}

#[cfg(test)]
mod tests;
