//! `.xlsx`: the sheets that are shown, with the values that were stored when the file was saved.

use std::collections::HashMap;

use roxmltree::Node;

use super::format::{Format, builtin};
use super::package::Package;
use super::sheet::{Area, MOST_CELLS, Sheet};
use super::{Office, OfficeError, Page, xml};

pub(super) fn read(package: &mut Package, main: &str) -> Result<Office, OfficeError> {
    let relations = package.relations(main)?;
    let part = |kind: &str| relations.values().find(|(_, is)| is == kind).map(|(name, _)| name.clone());
    let mut book = Book { left: MOST_CELLS, ..Book::default() };
    if let Some(name) = part("styles") {
        book.styles(&package.text(&name)?.unwrap_or_default(), &name)?;
    }
    if let Some(name) = part("sharedStrings") {
        book.strings(&package.text(&name)?.unwrap_or_default(), &name)?;
    }
    let text = package.required(main)?;
    let tree = xml::parse(&text, main)?;
    let root = tree.root_element();
    book.early = xml::child(root, "workbookPr").is_some_and(|one| xml::flag(one, "date1904"));
    let mut office = Office { sheets: true, ..Office::default() };
    let mut hidden = Vec::new();
    for sheet in xml::child(root, "sheets").into_iter().flat_map(|sheets| xml::children(sheets, "sheet")) {
        let name = xml::attribute(sheet, "name").unwrap_or_default().to_owned();
        let target = xml::attribute(sheet, "id").and_then(|id| relations.get(id));
        let Some((part, _)) = target.filter(|(_, kind)| kind == "worksheet") else { continue };
        if xml::attribute(sheet, "state").is_some_and(|state| state != "visible") {
            hidden.push(name);
            continue;
        }
        let (blocks, notes) = book.sheet(&package.required(part)?, part)?.blocks();
        office.notes.extend(notes.into_iter().map(|note| format!("sheet {name}: {note}")));
        office.pages.push(Page { name: Some(name), blocks });
    }
    if !hidden.is_empty() {
        office.notes.push(format!("hidden sheets left out: {}", hidden.join(", ")));
    }
    Ok(office)
}

#[derive(Default)]
struct Book {
    strings: Vec<String>,
    /// The format of each style, and whether it strikes out what it shows.
    styles: Vec<(usize, bool)>,
    formats: Vec<Format>,
    early: bool,
    /// How many cells there may still be.
    left: usize,
}

/// What of a sheet's cells was not as it should be.
#[derive(Default)]
struct Missed {
    /// Formulas that nobody has worked out yet.
    formulas: usize,
    struck: usize,
}

impl Book {
    fn styles(&mut self, text: &str, name: &str) -> Result<(), OfficeError> {
        let tree = xml::parse(text, name)?;
        let root = tree.root_element();
        let list = |of: &'static str, what: &'static str| {
            xml::child(root, of).into_iter().flat_map(move |list| xml::children(list, what))
        };
        let own = list("numFmts", "numFmt");
        let own = own.filter_map(|one| Some((xml::number(one, "numFmtId")?, xml::attribute(one, "formatCode")?)));
        let own: HashMap<u32, &str> = own.collect();
        let struck: Vec<bool> = list("fonts", "font").map(is_struck).collect();
        let mut known: HashMap<u32, usize> = HashMap::new();
        for style in list("cellXfs", "xf") {
            let id: u32 = xml::number(style, "numFmtId").unwrap_or(0);
            let at = *known.entry(id).or_insert_with(|| {
                self.formats.push(Format::new(own.get(&id).copied().unwrap_or_else(|| builtin(id))));
                self.formats.len() - 1
            });
            let font: Option<usize> = xml::number(style, "fontId");
            self.styles.push((at, font.and_then(|font| struck.get(font)).copied().unwrap_or(false)));
        }
        Ok(())
    }

    fn strings(&mut self, text: &str, name: &str) -> Result<(), OfficeError> {
        let tree = xml::parse(text, name)?;
        self.strings = xml::children(tree.root_element(), "si").map(rich).collect();
        Ok(())
    }

    fn sheet(&mut self, text: &str, name: &str) -> Result<Sheet, OfficeError> {
        let tree = xml::parse(text, name)?;
        let root = tree.root_element();
        let mut sheet = Sheet::default();
        let mut missed = Missed::default();
        for columns in xml::child(root, "cols").into_iter().flat_map(|all| xml::children(all, "col")) {
            let ends = xml::number::<u32>(columns, "min").zip(xml::number::<u32>(columns, "max"));
            let none = xml::number::<f64>(columns, "width") == Some(0.0);
            if let Some((from, to)) = ends.filter(|_| none || xml::flag(columns, "hidden")) {
                sheet.hidden_columns.push((from.saturating_sub(1), to.saturating_sub(1)));
            }
        }
        let unseen = xml::child(root, "sheetFormatPr").is_some_and(|one| xml::flag(one, "zeroHeight"));
        let (mut row, mut shown) = (0, Vec::new());
        for line in xml::child(root, "sheetData").into_iter().flat_map(|data| xml::children(data, "row")) {
            row = xml::number::<u32>(line, "r").map_or(row, |n| n.saturating_sub(1));
            let flat = xml::number::<f64>(line, "ht") == Some(0.0);
            if xml::flag(line, "hidden") || flat {
                sheet.hidden_rows.push((row, row));
            }
            shown.push(row);
            let mut column = 0;
            for cell in xml::children(line, "c") {
                let place = xml::attribute(cell, "r").and_then(place);
                let at = place.unwrap_or((row, column));
                let text = self.value(cell, &mut missed);
                sheet.put(at.0, at.1, &text, &mut self.left)?;
                column = at.1.saturating_add(1);
            }
            row = row.saturating_add(1);
        }
        if unseen {
            sheet.hidden_rows.extend(gaps(&shown));
        }
        let merged = xml::child(root, "mergeCells").into_iter().flat_map(|all| xml::children(all, "mergeCell"));
        sheet.merged.extend(merged.filter_map(|one| area(xml::attribute(one, "ref")?)));
        let mut note = |many: usize, what: &str, rest: &str| {
            if many > 0 {
                sheet.notes.push(format!("{many} {what}{} {rest}", if many == 1 { "" } else { "s" }));
            }
        };
        note(missed.formulas, "formula", "without a stored value: open it in a spreadsheet program and save it");
        note(missed.struck, "cell", "struck out and left out");
        Ok(sheet)
    }

    /// What a cell shows.
    fn value(&self, cell: Node<'_, '_>, missed: &mut Missed) -> String {
        let style = xml::number::<usize>(cell, "s").and_then(|style| self.styles.get(style));
        let format = style.and_then(|(at, _)| self.formats.get(*at));
        let stored = xml::child(cell, "v").and_then(|value| value.text()).unwrap_or_default();
        let as_text = |text: String| format.map_or_else(|| text.clone(), |format| format.text(&text));
        let shown = match xml::attribute(cell, "t").unwrap_or("n") {
            "s" => as_text(
                stored.trim().parse().ok().and_then(|at: usize| self.strings.get(at)).cloned().unwrap_or_default(),
            ),
            "inlineStr" => as_text(xml::child(cell, "is").map(rich).unwrap_or_default()),
            "str" => as_text(unescaped(stored)),
            "b" => if stored.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "e" => stored.to_owned(),
            "d" => stored.split('T').next().unwrap_or_default().replace('-', "/"),
            _ => match stored.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => format.map_or_else(
                    || Format::new("General").number(number, false),
                    |format| format.number(number, self.early),
                ),
                _ => stored.to_owned(),
            },
        };
        missed.formulas += usize::from(stored.is_empty() && xml::child(cell, "f").is_some());
        if !shown.trim().is_empty() && style.is_some_and(|(_, struck)| *struck) {
            missed.struck += 1;
            return String::new();
        }
        shown
    }
}

/// A text in runs, without the reading printed over it and without what is struck out.
fn rich(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for part in node.children() {
        if xml::is(part, "t") {
            out.push_str(part.text().unwrap_or_default());
        } else if xml::is(part, "r") && !xml::child(part, "rPr").is_some_and(is_struck) {
            out.extend(xml::children(part, "t").filter_map(|text| text.text()));
        }
    }
    unescaped(&out)
}

fn is_struck(font: Node<'_, '_>) -> bool {
    xml::child(font, "strike").is_some_and(|strike| xml::attribute(strike, "val").is_none_or(xml::is_yes))
}

/// `_x000D_`: a character that XML cannot hold.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("_x") {
        let code = behind.get(..5).and_then(|code| code.strip_suffix('_'));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        out.push_str(before);
        match code.and_then(char::from_u32) {
            Some('\r') | Some('\0') => rest = &behind[5..],
            Some(c) => {
                out.push(c);
                rest = &behind[5..];
            }
            None => {
                out.push_str("_x");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// `C7` as row and column, both from 0.
fn place(text: &str) -> Option<(u32, u32)> {
    let text = text.replace('$', "");
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let letter = |column: u32, letter: u8| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    };
    let column = text.bytes().take(letters).try_fold(0, letter)?.checked_sub(1)?;
    Some((text[letters..].parse::<u32>().ok()?.checked_sub(1)?, column))
}

fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    Some(Area::new(place(from)?, place(to)?))
}

/// The rows between those that are told.
fn gaps(rows: &[u32]) -> Vec<(u32, u32)> {
    let mut gaps = Vec::new();
    let mut next = 0;
    for &row in rows {
        if row > next {
            gaps.push((next, row - 1));
        }
        next = row.saturating_add(1);
    }
    gaps.push((next, u32::MAX));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_written() {
        assert_eq!(place("C7"), Some((6, 2)));
        assert_eq!(place("$AA$10"), Some((9, 26)));
        assert_eq!((place("C0"), place("7"), place("ZZZZZZZZZ1")), (None, None, None));
        assert_eq!([1, 26, 27, 703, 16_384].map(super::super::letters), ["A", "Z", "AA", "AAA", "XFD"]);
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_read() {
        assert_eq!(unescaped("甲_x000D_\n乙_x0041_"), "甲\n乙A");
        assert_eq!(unescaped("a_xyz_b_x12"), "a_xyz_b_x12");
    }
}
