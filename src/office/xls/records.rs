//! The records of an `.xls` workbook that tell how numbers are shown, and what is hidden.

use std::collections::HashMap;

use super::super::OfficeError;
use super::super::format::{Format, builtin};

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const ENCRYPTED: u16 = 0x002f;
const DATES: u16 = 0x0022;
const SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007d;
const NUMBER: u16 = 0x0203;
const SMALL: u16 = 0x027e;
const SMALLS: u16 = 0x00bd;
const FORMULA: u16 = 0x0006;
const EXTENT: u16 = 0x0200;
/// The version of the records: that of Excel 97 and later.
const VERSION: u16 = 0x0600;
/// A row or a sheet that is not shown.
const HIDDEN_ROW: u8 = 0x20;

/// The extent of a sheet of one cell: first and last row, first and last column, each last one excluded.
pub(super) const SMALL_EXTENT: [u8; 14] = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0];

/// A number as its cell shows it.
pub(super) struct Shown {
    pub text: String,
}

#[derive(Default)]
pub(super) struct Records {
    pub sheets: Vec<SheetRecords>,
    /// Where the extents of the sheets stand.
    pub extents: Vec<u64>,
    /// Own formats by their number, and the format of each style.
    formats: HashMap<u16, String>,
    styles: Vec<u16>,
    early: bool,
}

#[derive(Default)]
pub(super) struct SheetRecords {
    pub name: String,
    pub hidden: bool,
    pub numbers: HashMap<(u32, u32), Shown>,
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u32, u32)>,
    start: usize,
}

impl Records {
    pub fn read(book: &[u8]) -> Result<Self, OfficeError> {
        let mut records = Self::default();
        let mut old = false;
        for (kind, data) in each(book, 0) {
            match kind {
                BEGIN => old = word(data, 0) != Some(VERSION),
                END => break,
                ENCRYPTED => return Err(OfficeError::Encrypted),
                DATES => records.early = word(data, 0) == Some(1),
                SHEET => records.sheets.extend(sheet(data)),
                FORMAT if !old => {
                    if let Some((id, code)) = word(data, 0).zip(text(data, 2, 2)) {
                        records.formats.insert(id, code);
                    }
                }
                STYLE => records.styles.push(word(data, 2).unwrap_or(0)),
                _ => {}
            }
        }
        if old {
            return Err(OfficeError::unsupported("a workbook of Excel 95 or older", "save it as .xlsx"));
        }
        let mut known: HashMap<u16, Format> = HashMap::new();
        for style in &records.styles {
            let code = || records.formats.get(style).map_or_else(|| builtin(u32::from(*style)), String::as_str);
            known.entry(*style).or_insert_with(|| Format::new(code()));
        }
        for sheet in &mut records.sheets {
            let mut show = |row: u16, column: u16, style: u16, number: f64| {
                let format = records.styles.get(usize::from(style)).and_then(|format| known.get(format));
                let text = format.map_or_else(
                    || Format::new("General").number(number, false),
                    |format| format.number(number, records.early),
                );
                sheet.numbers.insert((row.into(), column.into()), Shown { text });
            };
            let (mut rows, mut columns) = (Vec::new(), Vec::new());
            // Charts in a sheet have records of their own.
            let mut depth = 0;
            let mut end = sheet.start;
            for (kind, data) in each(book, sheet.start) {
                let begin = end + 4;
                end = begin + data.len();
                match kind {
                    BEGIN => depth += 1,
                    END if depth <= 1 => break,
                    END => depth -= 1,
                    _ if depth > 1 => {}
                    EXTENT if data.len() == SMALL_EXTENT.len() => records.extents.push(begin as u64),
                    // Whatever it means, it is not as it should be.
                    EXTENT => return Err(OfficeError::damaged("the extent of a sheet")),
                    ROW if data.get(12).is_some_and(|flags| flags & HIDDEN_ROW != 0) => {
                        rows.extend(word(data, 0).map(|row| (u32::from(row), u32::from(row))));
                    }
                    COLUMNS if data.get(8).is_some_and(|flags| flags & 1 != 0) || word(data, 4) == Some(0) => {
                        columns.extend(word(data, 0).zip(word(data, 2)).map(|(from, to)| (from.into(), to.into())));
                    }
                    NUMBER | SMALL | FORMULA => {
                        let number = if kind == SMALL { small(data, 6) } else { double(data, 6) };
                        if let (Some(row), Some(column), Some(style), Some(number)) =
                            (word(data, 0), word(data, 2), word(data, 4), number)
                        {
                            show(row, column, style, number);
                        }
                    }
                    SMALLS => {
                        let (Some(row), Some(first)) = (word(data, 0), word(data, 2)) else { continue };
                        for n in 0..data.len().saturating_sub(6) / 6 {
                            if let Some((style, number)) = word(data, 4 + 6 * n).zip(small(data, 6 + 6 * n)) {
                                show(row, first.saturating_add(n as u16), style, number);
                            }
                        }
                    }
                    _ => {}
                }
            }
            (sheet.hidden_rows, sheet.hidden_columns) = (rows, columns);
        }
        Ok(records)
    }
}

/// The records from a place on: kind and content.
fn each(book: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = book.get(start..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, len) = word(rest, 0).zip(word(rest, 2))?;
        let data = rest.get(4..4 + usize::from(len))?;
        rest = &rest[4 + usize::from(len)..];
        Some((kind, data))
    })
}

fn sheet(data: &[u8]) -> Option<SheetRecords> {
    let start = u32::from_le_bytes(data.get(..4)?.try_into().ok()?) as usize;
    // Charts and macros are no sheets.
    let cells = data.get(5)? & 0x0f == 0;
    let hidden = data.get(4)? & 3 != 0;
    cells.then(|| Some(SheetRecords { name: text(data, 6, 1)?, hidden, start, ..SheetRecords::default() }))?
}

/// A text whose length is told in so many bytes.
fn text(data: &[u8], at: usize, bytes: usize) -> Option<String> {
    let len = if bytes == 1 { usize::from(*data.get(at)?) } else { usize::from(word(data, at)?) };
    let wide = data.get(at + bytes)? & 1 != 0;
    let body = data.get(at + bytes + 1..)?;
    match wide {
        true => {
            let units = body.get(..2 * len)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            Some(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect())
        }
        false => Some(body.get(..len)?.iter().map(|&byte| char::from(byte)).collect()),
    }
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

/// A number; none where a formula gives a text.
fn double(data: &[u8], at: usize) -> Option<f64> {
    let bytes: [u8; 8] = data.get(at..at + 8)?.try_into().ok()?;
    (bytes[6..] != [0xff, 0xff]).then(|| f64::from_le_bytes(bytes))
}

/// A number kept in four bytes: the upper half of one, or a whole number; of either the hundredfold may stand.
fn small(data: &[u8], at: usize) -> Option<f64> {
    let bits = u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?);
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from((bits as i32) >> 2),
    };
    Some(if bits & 1 == 0 { number } else { number / 100.0 })
}
