//! `.xls`, and whatever else is a compound file: encrypted files and those of old word processors, which are told.
//!
//! calamine reads the texts; it keeps neither the formats of numbers nor what is hidden, so these are read from the
//! records of the workbook here.

mod records;

use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader as _, Xls, XlsError};

use self::records::{Records, Shown};
use super::sheet::{Area, MOST_CELLS, Sheet};
use super::{Office, OfficeError, Page, package::MOST};

pub(super) fn read(bytes: Vec<u8>) -> Result<Office, OfficeError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(OfficeError::damaged)?;
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
    let mut opened = file.open_stream(stream).map_err(OfficeError::damaged)?;
    Read::by_ref(&mut opened).take(MOST).read_to_end(&mut book).map_err(OfficeError::damaged)?;
    let records = Records::read(&book)?;
    // calamine takes memory for as many cells as a sheet says it is wide and high.
    for at in &records.extents {
        let small = opened.seek(SeekFrom::Start(*at)).and_then(|_| opened.write_all(&records::SMALL_EXTENT));
        small.map_err(OfficeError::damaged)?;
    }
    opened.flush().map_err(OfficeError::damaged)?;
    drop((book, opened));
    let bytes = file.into_inner().into_inner();
    // calamine's arithmetic overflows on some damaged files.
    let sheets = catch_unwind(AssertUnwindSafe(|| texts(bytes, &records)));
    let (pages, notes) = sheets.map_err(|_| OfficeError::damaged("its records make no sense"))??;
    Ok(Office { pages, notes, sheets: true, ..Office::default() })
}

/// The sheets that are shown, and what was left out.
fn texts(bytes: Vec<u8>, records: &Records) -> Result<(Vec<Page>, Vec<String>), OfficeError> {
    let mut texts = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => OfficeError::Encrypted,
        error => OfficeError::damaged(error),
    })?;
    let (mut pages, mut notes) = (Vec::new(), Vec::new());
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
        let (blocks, left_out) = out.blocks();
        notes.extend(left_out.into_iter().map(|note| format!("sheet {}: {note}", sheet.name)));
        pages.push(Page { name: Some(sheet.name.clone()), blocks });
    }
    if !hidden.is_empty() {
        notes.push(format!("hidden sheets left out: {}", hidden.join(", ")));
    }
    Ok((pages, notes))
}
