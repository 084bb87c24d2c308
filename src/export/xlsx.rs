//! A workbook for people: records, observations, budgets, their sums, documents and failures as sheets.
//!
//! It is in memory until it is written; for very many records CSV or the store serve better.

use std::io;

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, Column, Type};
use super::columns::{self, Item, Row};
use super::{Language, Out, Sink};
use crate::record::{Record, Sums};
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
    budgets: Sheet,
    added: Sheet,
    sums: Sums,
    documents: Sheet,
    failures: Sheet,
}

impl<W: Out> Xlsx<W> {
    pub fn new(out: W, language: Language) -> Self {
        let yen = Format::new().set_num_format("#,##0");
        let sheet = |name: [&str; 2]| Sheet {
            sheet: Worksheet::new(),
            name: name.map(String::from),
            rows: 1,
            links: 0,
            yen: yen.clone(),
        };
        Self {
            out,
            language,
            records: sheet(["Records", "記録"]),
            observations: sheet(["Observations", "値"]),
            budgets: sheet(["Budgets", "予算"]),
            added: sheet(["Budget sums", "予算の合計"]),
            sums: Sums::default(),
            documents: sheet(["Documents", "文書"]),
            failures: sheet(["Failures", "読めなかった文書"]),
        }
    }
}

impl<W: Out> Sink for Xlsx<W> {
    fn document(&mut self, document: &DocumentInfo, all: &[Record], _: &[String]) -> io::Result<()> {
        let (of_records, of_observations, of_budgets) =
            (columns::records(), columns::observations(), columns::budgets());
        for record in all {
            let path = &record.common().document.path;
            let rows = Row::of(record, self.language);
            self.records.row(&of_records, &rows[0], path)?;
            for row in &rows {
                match row.item {
                    Item::Observation(_) => self.observations.row(&of_observations, row, "")?,
                    Item::Budget(_) => self.budgets.row(&of_budgets, row, path)?,
                    Item::None => {}
                }
            }
            self.sums.add(record, |_| true);
        }
        self.documents.row(&columns::documents(), document, &document.path)?;
        if document.failure.is_some() {
            self.failures.row(&columns::documents(), document, &document.path)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let Self { mut out, language, records, observations, budgets, mut added, sums, documents, failures } = *self;
        let of_sums = columns::sums();
        for sum in sums.added().sums {
            added.row(&of_sums, &(sum, language), "")?;
        }
        let mut book = Workbook::new();
        book.set_properties(&DocProperties::new().set_comment(DESCRIPTION));
        for sheet in [
            records.finish(&columns::records(), language),
            observations.finish(&columns::observations(), language),
            budgets.finish(&columns::budgets(), language),
            added.finish(&of_sums, language),
            documents.finish(&columns::documents(), language),
            failures.finish(&columns::documents(), language),
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
    /// The format of amounts.
    yen: Format,
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
                Cell::Number(number) if column.holds == Type::Yen => {
                    self.sheet.write_number_with_format(self.rows, n, number.get(), &self.yen).map_err(told)?;
                }
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
