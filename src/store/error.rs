//! What can be wrong with a store, in words that say what to do.

use rusqlite::ErrorCode;

/// Why a store cannot be used. The path is told by whoever reports it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("no such store; make one with: shihyo extract FOLDER")]
    NotFound,
    #[error("this is a database of another program, no store of shihyo")]
    NotAStore,
    #[error("the store is of version {found}, this program knows up to version {known}; use a newer shihyo")]
    Newer { found: i64, known: i64 },
    #[error("the store is of version {found}, older than this program's {known}; extract into it once to bring it up")]
    Older { found: i64, known: i64 },
    #[error("the store is damaged ({0}); it was left as it is: restore a copy, or extract into a new one")]
    Damaged(String),
    #[error("another program is writing to the store; wait until it has ended")]
    Locked,
    #[error("another shihyo is writing to this store; wait until it has ended")]
    Busy,
    #[error("the disk is full; what was committed stays, run again when there is room")]
    Full,
    #[error("it cannot be written: the file or its folder is read only")]
    ReadOnly,
    #[error("it cannot be opened: no such folder, or no right to it")]
    CannotOpen,
    #[error("its path is no UTF-8, which a store cannot keep; rename the file")]
    PathNotUtf8,
    #[error("a record in it cannot be read: {0}")]
    Record(#[from] serde_json::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else { return Self::Sql(error) };
        match code {
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::Damaged(error.to_string()),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
            ErrorCode::CannotOpen => Self::CannotOpen,
            _ => Self::Sql(error),
        }
    }
}
