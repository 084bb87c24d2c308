//! Finds documents and reads them into decoded text.
//!
//! The only stage that touches the file system on the way in. Everything after it
//! works on a [`Source`], whose text never changes: each offset in a record is an
//! offset into it.

mod decode;
mod find;
mod manifest;
mod read;

use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;

use decode::Decoded;
pub use decode::{Damage, Encoding};
pub use find::{Found, find, instead};
pub use manifest::Entry;
pub use read::{bytes, head};

/// A document as read: where it came from and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as the user gave it, or the given folder's path joined with the rest.
    pub path: PathBuf,
    /// The first 16 hexadecimal digits of the SHA-256 of the file's bytes.
    pub id: String,
    /// The encoding the bytes were decoded from.
    pub encoding: Encoding,
    /// The decoded text. For UTF-8 these are the file's own bytes, a byte order mark and stray
    /// control characters included, unless some were broken.
    pub text: String,
    /// What of the text could not be decoded and stands in it as U+FFFD.
    pub damage: Option<Damage>,
    /// The title that the file itself states outside of its text, as a PDF may.
    pub title: Option<String>,
    /// What a `manifest.toml` beside the file says of it.
    pub manifest: Entry,
}

/// Why a document could not be read. The path is told by whoever reports it.
#[derive(Debug, Error)]
pub enum SourceError {
    #[error("no such file or folder")]
    NotFound,
    #[error("no documents in this folder (looked for {})", find::ENDINGS.join(", "))]
    NoDocuments,
    #[error("the file is empty")]
    Empty,
    #[error("there is no text in it, only white space")]
    Blank,
    #[error("not a text file: byte {at} is 0x{byte:02x}")]
    Binary { at: usize, byte: u8 },
    #[error("broken UTF-8 at byte {at} (line {line}); mend the file or convert it again")]
    BrokenUtf8 { at: usize, line: usize },
    #[error("the encoding is none of UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP; convert it to UTF-8")]
    UnknownEncoding,
    #[error("line {line} is longer than {} MB; this is no text that can be read by lines", limit >> 20)]
    LineTooLong { line: usize, limit: usize },
    #[error("{0}")]
    Unsupported(&'static str),
    #[error("it changed while it was read; run again when nothing writes to it")]
    Changed,
    #[error("{}", describe(.0))]
    Io(#[from] std::io::Error),
}

fn describe(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

/// What tells whether a document is the one that was read before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// [`Source::id`].
    pub id: String,
    /// Changes with the content and with what the manifest says of it.
    pub hash: String,
}

impl Identity {
    /// Hashes a file without reading it into memory.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of(path: &Path) -> Result<Self, SourceError> {
        let mut hasher = Sha256::new();
        let mut file = std::fs::File::open(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => SourceError::NotFound,
            _ => e.into(),
        })?;
        let mut chunk = vec![0; 1 << 16];
        loop {
            match file.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => hasher.update(&chunk[..read]),
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e.into()),
            }
        }
        let content = hasher.finalize();
        Ok(Self::new(hex(&content[..8]), path, &manifest::entry_for(path)))
    }

    fn new(id: String, path: &Path, manifest: &Entry) -> Self {
        // An ending may tell how a file is to be read.
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let hash = hex(&Sha256::digest(format!("{id}\0{ending}\0{manifest:?}"))[..8]);
        Self { id, hash }
    }
}

impl Source {
    /// What tells this document from another.
    pub fn identity(&self) -> Identity {
        Identity::new(self.id.clone(), &self.path, &self.manifest)
    }

    /// Reads and decodes one file.
    ///
    /// # Errors
    /// Any [`SourceError`] but [`SourceError::NoDocuments`].
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        let bytes = read::bounded(path)?;
        let id = id(&bytes);
        let Decoded { text, encoding, damage } = decode::decode(bytes)?;
        if text.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}') {
            return Err(SourceError::Blank);
        }
        let manifest = manifest::entry_for(path);
        Ok(Self { path: path.to_owned(), id, encoding, text, damage, title: None, manifest })
    }

    /// Makes a source of the text that was set from a document's pages.
    pub fn from_pages(path: &Path, id: String, title: Option<String>, text: String) -> Self {
        let (path, manifest) = (path.to_owned(), manifest::entry_for(path));
        Self { path, id, encoding: Encoding::Utf8, text, damage: None, title, manifest }
    }

    /// Makes a source of a text that is already in memory, as the rules' own tests do.
    pub fn from_text(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            id: id(text.as_bytes()),
            encoding: Encoding::Utf8,
            text: text.to_owned(),
            damage: None,
            title: None,
            manifest: Entry::default(),
        }
    }
}

/// The id of a document: the first 16 hexadecimal digits of the SHA-256 of its bytes.
pub fn id(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
