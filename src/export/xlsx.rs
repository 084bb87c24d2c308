//! A workbook for people: records, observations, documents and failures as sheets.
//!
//! It is in memory until it is written; for very many records CSV or the store serve better.

use std::io;

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, Column};
use super::columns::{self, Row};
use super::{Language, Out, Sink};
use crate::record::Record;
use crate::store::DocumentInfo;

/// What the workbook's properties say of it: by this it is known, and not read as a document.
pub(super) const DESCRIPTION: &str = "Made by shihyo: records of indicators, measures and programmes";
/// The most characters that Excel takes in a cell.
const LONGEST: usize = 32_767;
/// What stands at the end of a text that was cut there.
const CUT: &str = "… (cut: too long for Excel)";
/// The most links that Excel takes in a sheet.
const MOST_LINKS: u32 = 65_000;
/// The most rows, the header included.
const MOST_ROWS: u32 = 1_048_576;

pub(super) struct Xlsx<W> {
    out: W,
    language: Language,
    records: Sheet,
    observations: Sheet,
    documents: Sheet,
    failures: Sheet,
}

impl<W: Out> Xlsx<W> {
    pub fn new(out: W, language: Language) -> Self {
        let sheet =
            |name: [&str; 2]| Sheet { sheet: Worksheet::new(), name: name.map(String::from), rows: 1, links: 0 };
        Self {
            out,
            language,
            records: sheet(["Records", "記録"]),
            observations: sheet(["Observations", "値"]),
            documents: sheet(["Documents", "文書"]),
            failures: sheet(["Failures", "読めなかった文書"]),
        }
    }
}

fn records<'a>() -> Vec<Column<Row<'a>>> {
    let mut all = columns::names();
    all.extend(columns::record());
    all
}

fn observations<'a>() -> Vec<Column<Row<'a>>> {
    let mut all = columns::names();
    all.extend(columns::items());
    all
}

impl<W: Out> Sink for Xlsx<W> {
    fn document(&mut self, document: &DocumentInfo, all: &[Record], _: &[String]) -> io::Result<()> {
        let (record_columns, observation_columns) = (records(), observations());
        for record in all {
            let rows = Row::of(record, self.language);
            self.records.row(&record_columns, &rows[0], &record.common().document.path)?;
            for row in rows.iter().filter(|row| !matches!(row.item, columns::Item::None)) {
                self.observations.row(&observation_columns, row, "")?;
            }
        }
        self.documents.row(&columns::documents(), document, &document.path)?;
        if document.failure.is_some() {
            self.failures.row(&columns::documents(), document, &document.path)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let Self { mut out, language, records: r, observations: o, documents: d, failures: f } = *self;
        let mut book = Workbook::new();
        book.set_properties(&DocProperties::new().set_comment(DESCRIPTION));
        for sheet in [
            r.finish(&records(), language),
            o.finish(&observations(), language),
            d.finish(&columns::documents(), language),
            f.finish(&columns::documents(), language),
        ] {
            book.push_worksheet(sheet.map_err(told)?);
        }
        book.save_to_writer(&mut out).map_err(told)?;
        out.flush()
    }
}

fn told(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    }
}

struct Sheet {
    sheet: Worksheet,
    /// English and Japanese.
    name: [String; 2],
    rows: u32,
    links: u32,
}

impl Sheet {
    fn row<R>(&mut self, columns: &[Column<R>], row: &R, link: &str) -> io::Result<()> {
        if self.rows >= MOST_ROWS {
            return Err(io::Error::other("more rows than a sheet can hold; write .csv or .db instead"));
        }
        for (column, n) in columns.iter().zip(0..) {
            match (column.cell)(row) {
                Cell::Empty => continue,
                Cell::Text(text) if column.name == "document" && text == link && self.links < MOST_LINKS => {
                    self.links += 1;
                    self.link(n, &text).map_err(told)?;
                }
                Cell::Text(text) => drop(self.sheet.write_string(self.rows, n, fitting(text)).map_err(told)?),
                Cell::Number(number) => drop(self.sheet.write_number(self.rows, n, number.get()).map_err(told)?),
                Cell::Whole(number) => drop(self.sheet.write_number(self.rows, n, number as f64).map_err(told)?),
                Cell::Yes(yes) => drop(self.sheet.write_boolean(self.rows, n, yes).map_err(told)?),
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// The path of a document as a link to it; as plain text where it cannot be one.
    fn link(&mut self, column: u16, path: &str) -> Result<(), XlsxError> {
        let absolute = std::path::absolute(path).map(|path| path.display().to_string().replace('\\', "/"));
        if let Ok(absolute) = absolute {
            let url = Url::new(format!("file:///{}", absolute.trim_start_matches('/'))).set_text(path);
            if self.sheet.write_url(self.rows, column, url).is_ok() {
                return Ok(());
            }
        }
        self.sheet.write_string(self.rows, column, fitting(path.to_owned())).map(drop)
    }

    fn finish<R>(self, columns: &[Column<R>], language: Language) -> Result<Worksheet, XlsxError> {
        let Self { mut sheet, name: [english, japanese], rows, .. } = self;
        sheet.set_name(if language == Language::Ja { japanese } else { english })?;
        let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        for (column, n) in columns.iter().zip(0..) {
            let (first, second) = match language {
                Language::Ja => (column.ja, column.name),
                Language::En => (column.name, column.ja),
            };
            sheet.write_string_with_format(0, n, format!("{first}\n{second}"), &bold)?;
            sheet.set_column_width(n, f64::from(column.width))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        if let Some(last) = columns.len().checked_sub(1).and_then(|last| u16::try_from(last).ok()) {
            sheet.autofilter(0, 0, (rows - 1).max(1), last)?;
        }
        Ok(sheet)
    }
}

/// A text as long as a cell may be, its end saying so where it was cut.
fn fitting(text: String) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut left = LONGEST - CUT.encode_utf16().count();
    let kept: String = text
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    kept + CUT
}
