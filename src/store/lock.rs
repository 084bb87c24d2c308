//! One run at a time on a store.
//!
//! SQLite's own locks guard each transaction; this one guards a whole run, which decides
//! at its start what has changed. The system drops it with the process, however that ends.
//! Its file stays: were it removed, one who had opened it could lock what another no longer sees.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::StoreError;

/// Held while a run writes.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    pub fn take(store: &Path) -> Result<Self, StoreError> {
        let name = store.file_name().unwrap_or_default().to_string_lossy();
        let path = store.with_file_name(format!(".{name}.lock"));
        let file = File::options().create(true).truncate(false).write(true).open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
