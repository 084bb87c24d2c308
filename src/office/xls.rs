//! `.xls`, and whatever else is a compound file: encrypted files and those of old word processors, which are told.
//!
//! calamine reads the texts; it keeps neither the formats of numbers nor what is hidden, so these are read from the
//! records of the workbook here.

mod records;

use std::io::{Cursor, Read};

use calamine::{Data, Reader as _, Xls, XlsError};

use self::records::{Records, Shown};
use super::sheet::{Area, MOST_CELLS, Sheet};
use super::{Office, OfficeError, Page, package::MOST};

pub(super) fn read(bytes: Vec<u8>) -> Result<Office, OfficeError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(&bytes)).map_err(OfficeError::damaged)?;
    let Some(stream) = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)) else {
        return Err(match () {
            () if file.exists("/EncryptedPackage") => OfficeError::Encrypted,
            () if file.is_stream("/WordDocument") => {
                OfficeError::unsupported("an old Word document (.doc)", "save it as .docx or PDF")
            }
            () if file.is_stream("/PowerPoint Document") => {
                OfficeError::unsupported("slides (.ppt)", "save them as PDF")
            }
            () => OfficeError::unsupported("this kind of file", "save it as .xlsx, .docx or PDF"),
        });
    };
    let mut book = Vec::new();
    let opened = file.open_stream(stream).map_err(OfficeError::damaged)?;
    opened.take(MOST).read_to_end(&mut book).map_err(OfficeError::damaged)?;
    let records = Records::read(&book)?;
    drop((book, file));
    let mut texts = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => OfficeError::Encrypted,
        error => OfficeError::damaged(error),
    })?;
    let mut office = Office { sheets: true, ..Office::default() };
    let mut hidden = Vec::new();
    let mut left = MOST_CELLS;
    for sheet in &records.sheets {
        if sheet.hidden {
            hidden.push(sheet.name.clone());
            continue;
        }
        let mut out = Sheet::default();
        out.hidden_rows.clone_from(&sheet.hidden_rows);
        out.hidden_columns.clone_from(&sheet.hidden_columns);
        let merged = texts.merge_cells_by_sheet_name(&sheet.name).map_err(OfficeError::damaged)?;
        out.merged.extend(merged.iter().map(|area| Area::new(area.start, area.end)));
        let range = texts.worksheet_range(&sheet.name).map_err(OfficeError::damaged)?;
        let (row, column) = range.start().unwrap_or_default();
        for (down, across, data) in range.used_cells() {
            let at = (row + down as u32, column + across as u32);
            let text = match (sheet.numbers.get(&at), data) {
                (Some(Shown { text }), _) => text.clone(),
                (None, Data::String(text)) => text.clone(),
                (None, Data::Bool(yes)) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
                (None, data) => data.to_string(),
            };
            out.put(at.0, at.1, &text, &mut left)?;
        }
        let (blocks, notes) = out.blocks();
        office.notes.extend(notes.into_iter().map(|note| format!("sheet {}: {note}", sheet.name)));
        office.pages.push(Page { name: Some(sheet.name.clone()), blocks });
    }
    if !hidden.is_empty() {
        office.notes.push(format!("hidden sheets left out: {}", hidden.join(", ")));
    }
    Ok(office)
}
