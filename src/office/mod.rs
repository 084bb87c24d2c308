//! Reads office files: workbooks (`.xlsx`, `.xls`, `.ods`) and `.docx`. What comes out are pages of paragraphs and
//! tables as a reader of the file sees them: values as they are shown, what is hidden or struck out left out.
//!
//! A file is bounded before it is read: it unpacks to no more than [`package::MOST`] bytes, and holds no more cells
//! than [`sheet::MOST_CELLS`].

mod docx;
mod format;
mod numbering;
mod ods;
mod package;
mod sheet;
mod xls;
mod xlsx;
mod xml;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use package::Package;
pub use package::description;

/// What an office file holds, in the order of reading.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Office {
    pub title: Option<String>,
    /// The sheets of a workbook that are shown; a single one of a document, whose pages no file tells.
    pub pages: Vec<Page>,
    /// Whether the pages are sheets.
    pub sheets: bool,
    /// What was left out, a line each.
    pub notes: Vec<String>,
}

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Page {
    /// The name of the sheet.
    pub name: Option<String>,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// `rank` is that of a heading, 1 the largest.
    Paragraph {
        rank: Option<u8>,
        text: String,
        at: At,
    },
    Table(Vec<Row>),
}

/// Cells in the order of their columns; what a merged cell covers is left out.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Row {
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// 0-based.
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    /// The lines of its text.
    pub lines: Vec<String>,
    pub at: At,
}

/// Where something stands in its file; both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// The row of a sheet, the paragraph of a document.
    pub line: u32,
    /// The column of a sheet.
    pub column: Option<u32>,
}

/// The kinds of files that are known by their first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A zip archive: `.xlsx`, `.docx`, `.ods`.
    Package,
    /// A compound file: `.xls`, `.doc`, and whatever is encrypted.
    Compound,
}

/// The kind of an office file, by its first bytes.
pub fn kind(head: &[u8]) -> Option<Kind> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Kind::Package),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => Some(Kind::Compound),
        _ => None,
    }
}

/// Why an office file gave nothing.
#[derive(Debug, Clone, PartialEq, Error, Serialize, Deserialize)]
pub enum OfficeError {
    #[error("it is encrypted; save it without a password")]
    Encrypted,
    #[error("the file is damaged: {0}")]
    Damaged(String),
    #[error("it unpacks to more than {} MB; no document is so large", .0 >> 20)]
    TooLarge(u64),
    #[error("it has more than {0} cells; save the sheets that are needed as a file of their own")]
    TooManyCells(usize),
    #[error("{what} cannot be read; {instead}")]
    Unsupported { what: String, instead: String },
    #[error("there is no text in it{}", if .0.is_empty() { String::new() } else { format!(": {}", .0) })]
    Empty(String),
}

impl OfficeError {
    fn damaged(what: impl ToString) -> Self {
        Self::Damaged(what.to_string())
    }

    fn unsupported(what: &str, instead: &str) -> Self {
        Self::Unsupported { what: what.to_owned(), instead: instead.to_owned() }
    }
}

/// Reads an office file.
///
/// # Errors
/// It is none, or damaged, encrypted, too large, or holds nothing.
pub fn read(bytes: Vec<u8>) -> Result<Office, OfficeError> {
    let office = match kind(&bytes) {
        Some(Kind::Compound) => xls::read(bytes)?,
        _ => package(bytes)?,
    };
    match office.pages.iter().any(|page| !page.blocks.is_empty()) {
        true => Ok(office),
        false => Err(OfficeError::Empty(office.notes.join("; "))),
    }
}

fn package(bytes: Vec<u8>) -> Result<Office, OfficeError> {
    let mut package = Package::open(bytes)?;
    if let Some(kind) = package.text("mimetype")? {
        return match kind.trim() {
            kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => ods::read(&mut package),
            kind if kind.starts_with("application/vnd.oasis.opendocument.text") => {
                Err(OfficeError::unsupported("an OpenDocument text (.odt)", "save it as .docx"))
            }
            kind if kind.starts_with("application/vnd.oasis.opendocument.presentation") => {
                Err(OfficeError::unsupported("slides (.odp)", "save them as PDF"))
            }
            _ => Err(OfficeError::unsupported("this kind of archive", "unpack it first")),
        };
    }
    let Some(main) = package.main_part()? else {
        return Err(OfficeError::unsupported("an archive that is no office file", "unpack it first"));
    };
    match () {
        () if main.ends_with(".bin") => Err(OfficeError::unsupported("a binary workbook (.xlsb)", "save it as .xlsx")),
        () if package.root(&main)?.as_deref() == Some("workbook") => xlsx::read(&mut package, &main),
        () if package.root(&main)?.as_deref() == Some("document") => docx::read(&mut package, &main),
        () if package.root(&main)?.as_deref() == Some("presentation") => {
            Err(OfficeError::unsupported("slides (.pptx)", "save them as PDF"))
        }
        () => Err(OfficeError::unsupported("this kind of office file", "save it as .xlsx, .docx or PDF")),
    }
}

/// The letters of a column, counted from 1: `A`, `Z`, `AA`.
pub fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(b'A' + (column % 26) as u8);
        column /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}
