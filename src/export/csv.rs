//! CSV for spreadsheets and data frames: UTF-8 with a byte order mark, an observation a row.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe before it.

use std::io::{self, Write};

use super::cell::{Cell, Column};
use super::columns::{Item, Row, budgets, documents, sums, tidy};
use super::{Language, Sink};
use crate::record::{Record, Sums};
use crate::store::DocumentInfo;

pub(super) struct Csv<W> {
    out: W,
    language: Language,
}

impl<W: Write> Csv<W> {
    pub fn new(mut out: W, language: Language) -> io::Result<Self> {
        header(&mut out, &tidy(), language)?;
        Ok(Self { out, language })
    }
}

impl<W: Write> Sink for Csv<W> {
    fn document(&mut self, _: &DocumentInfo, records: &[Record], _: &[String]) -> io::Result<()> {
        let columns = tidy();
        for record in records {
            for row in Row::of(record, self.language) {
                line(&mut self.out, &columns, &row)?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// The budgets alone, a budget a row.
pub(super) struct Budgets<W> {
    out: W,
    language: Language,
}

impl<W: Write> Budgets<W> {
    pub fn new(mut out: W, language: Language) -> io::Result<Self> {
        header(&mut out, &budgets(), language)?;
        Ok(Self { out, language })
    }
}

impl<W: Write> Sink for Budgets<W> {
    fn document(&mut self, _: &DocumentInfo, records: &[Record], _: &[String]) -> io::Result<()> {
        let columns = budgets();
        for record in records {
            for row in Row::of(record, self.language).iter().filter(|row| matches!(row.item, Item::Budget(_))) {
                line(&mut self.out, &columns, row)?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// Budgets added up.
pub(super) fn added(out: &mut impl Write, all: &Sums, language: Language) -> io::Result<()> {
    let columns = sums();
    header(out, &columns, language)?;
    for sum in all.added().sums {
        line(out, &columns, &(sum, language))?;
    }
    out.flush()
}

/// So many bytes of a header are no chance.
const LONG_ENOUGH: usize = 32;

/// Whether a file that begins so has the header of one of these tables.
pub(super) fn is_own(head: &[u8]) -> bool {
    let begins = |written: io::Result<()>, own: &[u8]| {
        let len = head.len().min(own.len());
        written.is_ok() && len >= LONG_ENOUGH && head[..len] == own[..len]
    };
    [Language::Ja, Language::En].into_iter().any(|language| {
        let own = |write: &dyn Fn(&mut Vec<u8>) -> io::Result<()>| {
            let mut written = Vec::new();
            begins(write(&mut written), &written)
        };
        own(&|out| header(out, &tidy(), language))
            || own(&|out| header(out, &budgets(), language))
            || own(&|out| header(out, &sums(), language))
            || own(&|out| header(out, &documents(), language))
    })
}

pub(super) fn header<R>(out: &mut impl Write, columns: &[Column<R>], language: Language) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    fields(out, columns.iter().map(|column| column.header(language).to_owned()))
}

pub(super) fn line<R>(out: &mut impl Write, columns: &[Column<R>], row: &R) -> io::Result<()> {
    fields(
        out,
        columns.iter().map(|column| match (column.cell)(row) {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text),
            Cell::Number(number) => number.to_string(),
            Cell::Whole(number) => number.to_string(),
            Cell::Yes(yes) => yes.to_string(),
        }),
    )
}

/// Rows that were made elsewhere.
pub(super) fn plain(out: &mut impl Write, names: &[String], rows: &[Vec<String>]) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    fields(out, names.iter().cloned())?;
    for row in rows {
        let number = |cell: &str| cell.parse::<f64>().is_ok();
        fields(out, row.iter().map(|cell| if number(cell) { cell.clone() } else { harmless(cell.clone()) }))?;
    }
    out.flush()
}

fn fields(out: &mut impl Write, fields: impl Iterator<Item = String>) -> io::Result<()> {
    for (n, field) in fields.enumerate() {
        if n > 0 {
            out.write_all(b",")?;
        }
        if field.contains(['"', ',', '\n', '\r']) || field.starts_with(' ') || field.ends_with(' ') {
            write!(out, "\"{}\"", field.replace('"', "\"\""))?;
        } else {
            out.write_all(field.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: String) -> String {
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    // A sign alone computes nothing: the comparator "=" stays as it is.
    if begins && text.chars().nth(1).is_some() { format!("'{text}") } else { text }
}

#[cfg(test)]
mod csv_tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula() {
        for text in ["=1+1", "+75件", "-5", "@x", "\tx", "＝1"] {
            assert_eq!(harmless(text.into()), format!("'{text}"));
        }
        for text in ["75件", "=", "-"] {
            assert_eq!(harmless(text.into()), text);
        }
    }

    #[test]
    fn a_table_of_our_own_is_known_by_its_header() {
        for language in [Language::Ja, Language::En] {
            let mut headers = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
            header(&mut headers[0], &tidy(), language).unwrap();
            header(&mut headers[1], &budgets(), language).unwrap();
            header(&mut headers[2], &sums(), language).unwrap();
            header(&mut headers[3], &documents(), language).unwrap();
            for mut out in headers {
                out.extend(b"more");
                assert!(is_own(&out) && is_own(&out[..out.len().min(100)]));
            }
        }
        assert!(!is_own("\u{feff}指標名,基準値,目標値,実績値,担当\r\n".as_bytes()) && !is_own(b""));
    }

    #[test]
    fn quotes_commas_and_line_breaks_stay_in_their_field() {
        let mut out = Vec::new();
        fields(&mut out, ["a\"b", "c,d", "e\nf", "g"].map(String::from).into_iter()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"a\"\"b\",\"c,d\",\"e\nf\",g\r\n");
    }
}
