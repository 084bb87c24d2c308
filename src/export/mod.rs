//! Records in the formats that other programs read: the same facts in each.
//!
//! A [`Sink`] takes documents one after another, whether they come from a batch or a
//! store. What the columns are is told once, in `columns`.

mod cell;
mod columns;
mod csv;
mod datapackage;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
mod report;
mod xlsx;

#[cfg(test)]
mod tests;

use std::io::{self, Seek, Write};
use std::path::Path;

use crate::record::{Record, Sum, Sums};
use crate::store::DocumentInfo;

pub use datapackage::{BUDGET_SUMS, BUDGETS, DOCUMENTS, OBSERVATIONS, datapackage, documents_csv};
pub use report::{Report, ReportedRun};

/// The language of headers and of the names of ministries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    Ja,
    #[default]
    En,
}

/// A format by the ending of its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A record a line: the reference form.
    Jsonl,
    /// An observation or budget a row.
    Csv,
    Xlsx,
    /// A record a row, typed and nested; only in a program built with the feature `parquet`.
    Parquet,
    /// The store itself.
    Db,
    /// CSV tables and the `datapackage.json` that describes them.
    DataPackage,
}

impl Format {
    /// What is told where an ending stands for no format.
    pub const ENDINGS: &'static str = ".jsonl, .csv, .xlsx, .parquet or .db";

    /// The format that a file's name stands for.
    pub fn of(path: &Path) -> Option<Self> {
        if path.file_name().is_some_and(|name| name == "datapackage.json") {
            return Some(Self::DataPackage);
        }
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "jsonl" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "parquet" => Some(Self::Parquet),
            "db" => Some(Self::Db),
            _ => None,
        }
    }
}

/// Takes documents with their records.
pub trait Sink {
    /// Takes a document: its records, and the same as JSON lines.
    ///
    /// # Errors
    /// The output cannot be written, or cannot hold so much.
    fn document(&mut self, document: &DocumentInfo, records: &[Record], lines: &[String]) -> io::Result<()>;

    /// Writes what is still to be written.
    ///
    /// # Errors
    /// As [`Sink::document`].
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Something that files and buffers both are.
pub trait Out: Write + Seek + Send {}

impl<T: Write + Seek + Send> Out for T {}

/// A sink for JSON lines.
pub fn jsonl(out: impl Write + 'static) -> Box<dyn Sink> {
    Box::new(jsonl::Jsonl::new(out))
}

/// A sink for CSV; the header is written at once.
///
/// # Errors
/// The output cannot be written.
pub fn csv(out: impl Write + 'static, language: Language) -> io::Result<Box<dyn Sink>> {
    Ok(Box::new(csv::Csv::new(out, language)?))
}

/// A sink for CSV of budgets alone, a budget a row; the header is written at once.
///
/// # Errors
/// The output cannot be written.
pub fn budgets_csv(out: impl Write + 'static, language: Language) -> io::Result<Box<dyn Sink>> {
    Ok(Box::new(csv::Budgets::new(out, language)?))
}

/// Writes budgets added up as CSV.
///
/// # Errors
/// The output cannot be written.
pub fn sums_csv(out: &mut impl Write, sums: &Sums, language: Language) -> io::Result<()> {
    csv::added(out, sums, language)
}

/// A sum as a JSON object, its fields named as the columns of the CSV.
pub fn sum_json(sum: Sum) -> serde_json::Value {
    let row = (sum, Language::En);
    let cell = |column: &cell::Column<(Sum, Language)>| {
        let value = match (column.cell)(&row) {
            cell::Cell::Empty => serde_json::Value::Null,
            cell::Cell::Text(text) => text.into(),
            cell::Cell::Number(number) => serde_json::json!(number),
            cell::Cell::Whole(whole) => whole.into(),
            cell::Cell::Yes(yes) => yes.into(),
        };
        (column.name.to_owned(), value)
    };
    serde_json::Value::Object(columns::sums().iter().map(cell).collect())
}

/// A sink for a workbook, which is in memory until it is finished.
pub fn xlsx(out: impl Out + 'static, language: Language) -> Box<dyn Sink> {
    Box::new(xlsx::Xlsx::new(out, language))
}

/// A sink for Parquet.
///
/// # Errors
/// The output cannot be written, or this program was built without it.
#[cfg(feature = "parquet")]
pub fn parquet(out: impl Out + 'static) -> io::Result<Box<dyn Sink>> {
    Ok(Box::new(parquet::Parquet::new(out)?))
}

/// A sink for Parquet.
///
/// # Errors
/// The output cannot be written, or this program was built without it.
#[cfg(not(feature = "parquet"))]
pub fn parquet(_: impl Out + 'static) -> io::Result<Box<dyn Sink>> {
    Err(io::Error::other(
        "this program was built without Parquet; build it with: cargo install --path . --features parquet",
    ))
}

/// Whether a file in a folder is a table that this program wrote, by its header: no document to read.
pub fn is_own(path: &Path) -> bool {
    match Format::of(path) {
        Some(Format::Csv) => crate::source::head(path).is_ok_and(|head| csv::is_own(&head)),
        Some(Format::Xlsx) => crate::office::description(path).is_some_and(|words| words == xlsx::DESCRIPTION),
        _ => false,
    }
}

/// Rows of texts as CSV, as safe as the other tables.
///
/// # Errors
/// The output cannot be written.
pub fn plain_csv(out: &mut impl Write, names: &[String], rows: &[Vec<String>]) -> io::Result<()> {
    csv::plain(out, names, rows)
}
