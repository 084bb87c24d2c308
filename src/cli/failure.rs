//! What ends a command, and how people are told.

use std::io;
use std::path::PathBuf;

use shihyo::query::{QueryError, SqlError};
use shihyo::rules::RuleError;
use shihyo::store::StoreError;

/// Why a command could do nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Usage(String),
    /// Each document was named with its reason as it failed.
    #[error("{0}")]
    Nothing(String),
    #[error("{path}: cannot be written: {reason}", path = path.display())]
    Output { path: PathBuf, reason: io::Error },
    #[error("{path}: {reason}", path = path.display())]
    File { path: PathBuf, reason: String },
    #[error("{path}: {reason}", path = path.display())]
    Store { path: PathBuf, reason: StoreError },
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error("--sql: {0}")]
    Sql(#[from] SqlError),
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Rules(Vec<RuleError>),
    #[error("this program cannot find itself, to read PDFs: {0}")]
    Program(io::Error),
    #[error("standard input: {0}")]
    Input(io::Error),
    #[error("standard output: {0}")]
    Stdout(#[from] io::Error),
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the threads cannot be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error("a defect of this program ended it; please report this with the command")]
    Defect,
}

impl Failure {
    /// The reader of our output went away, as `head` does: no error.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Stdout(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Tells it on standard error.
    pub fn tell(&self) {
        eprintln!("shihyo: {self}");
    }
}
