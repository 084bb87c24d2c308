//! What a run need not read again.
//!
//! A document's key is a hash of its content, what its manifest says, this program's
//! version and the rules; where pages of it are pictures, of the OCR engine too. The same key gives the same records.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::{Store, StoreError};
use crate::source::Identity;

/// Tells the OCR engine of a run; asked where a document depends on it.
pub type Engine = Box<dyn FnOnce() -> String + Send>;

/// What a store knew of its documents when a run began.
#[derive(Debug)]
pub struct Known {
    /// What the keys of this run begin from.
    seed: String,
    engine: LazyLock<String, Engine>,
    by_place: HashMap<String, Entry>,
    /// Documents whose files are gone, by key: a new path with that key is where one went.
    gone: HashMap<String, Vec<i64>>,
    missing: Vec<(i64, String)>,
}

#[derive(Debug)]
struct Entry {
    no: i64,
    path: String,
    key: Option<String>,
    failed: bool,
}

/// Which documents that are gone were found again.
#[derive(Debug)]
pub struct Claims {
    gone: HashMap<String, Vec<i64>>,
    taken: HashSet<i64>,
}

impl Claims {
    /// A document that is gone and has this key; each is given once.
    pub fn take(&mut self, key: &str) -> Option<i64> {
        let list = self.gone.get_mut(key)?;
        let no = (!list.is_empty()).then(|| list.remove(0))?;
        self.taken.insert(no);
        Some(no)
    }

    /// Whether a document was found again.
    pub fn is_taken(&self, no: i64) -> bool {
        self.taken.contains(&no)
    }
}

/// How a document stands to what the store holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Its records are those in the store.
    Unchanged,
    /// It stands where it stood, but the path was given in another spelling: number of that document.
    Respelled(i64),
    /// The records of a document that is gone and had this key are its own, unless another claims them first.
    Moved(String),
    /// It failed before, unchanged since.
    FailedBefore,
    /// New, changed, or made by other rules, another version or another OCR engine.
    ToRead,
}

impl Store {
    /// Takes stock before a run over some documents under some roots.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn known<P: AsRef<Path>>(
        &self,
        roots: &[P],
        documents: &[P],
        rules: &str,
        engine: Engine,
    ) -> Result<Known, StoreError> {
        let mut known = Known {
            seed: format!("{}\0{rules}", env!("CARGO_PKG_VERSION")),
            engine: LazyLock::new(engine),
            by_place: HashMap::new(),
            gone: HashMap::new(),
            missing: Vec::new(),
        };
        let here: HashSet<String> = documents.iter().filter_map(|path| place(path.as_ref()).ok()).collect();
        let roots: Vec<_> = roots.iter().filter_map(|root| std::path::absolute(root).ok()).collect();
        let mut statement =
            self.db.prepare("SELECT no, path, place, key, state FROM documents ORDER BY path, place")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (no, path, place): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (key, state): (Option<String>, String) = (row.get(3)?, row.get(4)?);
            if !here.contains(&place) {
                let given = roots.iter().any(|root| Path::new(&place).starts_with(root));
                if given || !Path::new(&place).exists() {
                    if let Some(key) = key.clone().filter(|_| state == "read") {
                        known.gone.entry(key).or_default().push(no);
                    }
                    if given {
                        known.missing.push((no, path.clone()));
                    }
                }
            }
            known.by_place.insert(place, Entry { no, path, key, failed: state == "failed" });
        }
        Ok(known)
    }
}

impl Known {
    /// The key of a document in this run, by whether its reading depends on the OCR engine.
    pub fn key(&self, identity: &Identity, of_ocr: bool) -> String {
        let engine = if of_ocr { self.engine.as_str() } else { "" };
        let hash = Sha256::digest(format!("{}\0{}{engine}", self.seed, identity.hash));
        hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The key of a document that something holds; whether it depends on the engine is not known before it is read.
    fn held(&self, identity: &Identity, holds: impl Fn(&String) -> bool) -> Option<String> {
        [false, true].into_iter().map(|of_ocr| self.key(identity, of_ocr)).find(holds)
    }

    /// How a document stands; `identity` is none where the file cannot be read.
    pub fn standing(&self, path: &str, place: &str, identity: Option<&Identity>, skip_failed: bool) -> Standing {
        let Some(entry) = self.by_place.get(place) else {
            let gone = identity.filter(|_| !self.gone.is_empty());
            let key = gone.and_then(|identity| self.held(identity, |key| self.gone.contains_key(key)));
            return key.map_or(Standing::ToRead, Standing::Moved);
        };
        let same =
            || identity.is_some_and(|identity| self.held(identity, |key| entry.key.as_ref() == Some(key)).is_some());
        match entry.failed {
            true if skip_failed && (identity.is_none() || same()) => Standing::FailedBefore,
            // The same file by another spelling of its path is given the new one.
            false if entry.key.is_some() && same() => {
                if entry.path == path {
                    Standing::Unchanged
                } else {
                    Standing::Respelled(entry.no)
                }
            }
            _ => Standing::ToRead,
        }
    }

    /// The documents that may be found to have moved, for whoever settles it in order.
    pub fn claims(&self) -> Claims {
        Claims { gone: self.gone.clone(), taken: HashSet::new() }
    }

    /// The documents under the given roots whose files are no longer there, with their paths.
    pub fn missing(&self) -> &[(i64, String)] {
        &self.missing
    }
}

/// The absolute path of a document: what a store knows it by.
///
/// # Errors
/// The path is no UTF-8.
pub fn place(path: &Path) -> Result<String, StoreError> {
    let place = std::path::absolute(path)?;
    place.into_os_string().into_string().map_err(|_| StoreError::PathNotUtf8)
}
