//! Sets what an office file holds as a text dump, and notes where in the file each part of it stands.

use serde::{Deserialize, Serialize};

use super::{Document, Span, needs_space};
use crate::chars::{columns, ends_sentence};
use crate::office::{At, Block, Office, Row, letters};

/// An office file set as text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Set {
    /// A text dump: sheets parted by form feeds, a paragraph a line, a table row a line of cells parted by tabs.
    pub text: String,
    pub spots: Spots,
}

/// Where the parts of a set text stand in their file, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Spots {
    #[serde(with = "numbers")]
    spots: Vec<Spot>,
    /// The names of the sheets, in their order; none in a document.
    sheets: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Spot {
    start: u32,
    end: u32,
    sheet: u32,
    at: At,
    /// How many columns and rows of its table a cell takes.
    columns: u16,
    rows: u16,
}

/// Where a stretch of text stands.
#[derive(Debug, Clone, PartialEq)]
pub struct InFile {
    /// The sheet, 1-based.
    pub page: Option<u32>,
    /// The row of the sheet, the paragraph of the document.
    pub line: u32,
    /// `目標!C7`, `目標!C7:F7`.
    pub address: Option<String>,
}

/// Sets an office file as text.
pub fn set(office: &Office) -> Set {
    let mut out = Writer::default();
    for (n, page) in office.pages.iter().enumerate() {
        if n > 0 {
            out.text.push('\x0c');
        }
        out.sheet = n as u32 + 1;
        for block in &page.blocks {
            match block {
                Block::Paragraph { rank, text, at } => out.paragraph(*rank, text, *at),
                Block::Table(rows) => out.table(rows),
            }
        }
    }
    let name = |page: &crate::office::Page| page.name.clone().unwrap_or_default();
    let sheets = if office.sheets { office.pages.iter().map(name).collect() } else { Vec::new() };
    Set { text: out.text, spots: Spots { spots: out.spots, sheets } }
}

#[derive(Default)]
struct Writer {
    text: String,
    spots: Vec<Spot>,
    sheet: u32,
}

impl Writer {
    /// A heading is one whatever lines it was broken into; so is a sentence that was broken by hand.
    fn paragraph(&mut self, rank: Option<u8>, text: &str, at: At) {
        if let Some(rank @ 1..=6) = rank {
            self.text.extend(std::iter::repeat_n('#', rank.into()));
            self.text.push(' ');
        }
        let mut whole = String::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if rank.is_none() && !whole.is_empty() && !is_broken(&whole) {
                self.placed(&std::mem::take(&mut whole), at, 1, 1);
                self.text.push_str("\n\n");
            }
            if !whole.is_empty() && (rank.is_some() || needs_space(&whole, line)) {
                whole.push(' ');
            }
            whole.push_str(line);
        }
        self.placed(&whole, at, 1, 1);
        self.text.push_str("\n\n");
    }

    fn table(&mut self, rows: &[Row]) {
        let width = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + cell.columns).max().unwrap_or(0);
        for row in rows {
            let mut cells = row.cells.iter().peekable();
            for column in 0..width {
                if column > 0 {
                    self.text.push('\t');
                }
                let Some(cell) = cells.next_if(|cell| cell.column <= column) else { continue };
                let (columns, rows) =
                    (cell.columns.min(usize::from(u16::MAX)) as u16, cell.rows.min(usize::from(u16::MAX)) as u16);
                match cell.lines.as_slice() {
                    [line] => self.placed(line, cell.at, columns, rows),
                    lines => {
                        for line in lines {
                            self.text.push_str("<p>");
                            self.placed(line, cell.at, columns, rows);
                            self.text.push_str("</p>");
                        }
                    }
                }
            }
            self.text.push_str(if width > 1 { "\n" } else { "\t\n" });
        }
        self.text.push('\n');
    }

    fn placed(&mut self, text: &str, at: At, columns: u16, rows: u16) {
        let start = self.text.len() as u32;
        // What would part lines, cells or pages in a dump is no character of a line.
        self.text.extend(text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }));
        let end = self.text.len() as u32;
        self.spots.push(Spot { start, end, sheet: self.sheet, at, columns, rows });
    }
}

impl Spots {
    /// Where a stretch of the text stands; none if nothing of the file stands in it.
    pub fn place(&self, span: Span) -> Option<InFile> {
        let from = self.spots.partition_point(|spot| spot.end <= span.start);
        let mut spots = self.spots[from..].iter().take_while(|spot| spot.start < span.end);
        let first = spots.next()?;
        let last = spots.filter(|spot| spot.sheet == first.sheet).last().unwrap_or(first);
        let Some(name) = self.sheets.get(first.sheet as usize - 1) else {
            return Some(InFile { page: None, line: first.at.line, address: None });
        };
        let cell = |at: At| Some(format!("{}{}", letters(at.column?), at.line));
        let address = cell(first.at).map(|begin| match cell(last.at).filter(|end| *end != begin) {
            Some(end) => format!("{}!{begin}:{end}", quoted(name)),
            None => format!("{}!{begin}", quoted(name)),
        });
        Some(InFile { page: Some(first.sheet), line: first.at.line, address })
    }

    /// Whether the text has pages, which are sheets.
    pub(super) fn are_of_sheets(&self) -> bool {
        !self.sheets.is_empty()
    }

    /// Gives the cells of a document that was read from the text the columns and rows that they take.
    pub fn merge(&self, document: &mut Document) {
        for block in &mut document.blocks {
            let super::Kind::Table(table) = &mut block.kind else { continue };
            let mut covered: Vec<u16> = Vec::new();
            for row in &mut table.rows {
                let mut until = 0;
                for cell in &mut row.cells {
                    let spot = self.at(cell.text.span().start).filter(|_| !cell.text.is_empty());
                    if let Some(spot) = spot {
                        (cell.columns, cell.rows) = (spot.columns, spot.rows);
                    }
                }
                let end = |cell: &super::Cell| usize::from(cell.column) + usize::from(cell.columns);
                let width = row.cells.iter().map(end).max().unwrap_or(0);
                covered.resize(covered.len().max(width), 0);
                row.cells.retain(|cell| {
                    let column = usize::from(cell.column);
                    let hidden = cell.text.is_empty() && (column < until || covered[column] > 0);
                    if !hidden {
                        until = column + usize::from(cell.columns);
                    }
                    !hidden
                });
                covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
                for cell in &row.cells {
                    let from = usize::from(cell.column);
                    covered[from..from + usize::from(cell.columns)].fill(cell.rows.saturating_sub(1));
                }
            }
        }
    }

    fn at(&self, offset: u32) -> Option<&Spot> {
        let spot = self.spots.get(self.spots.partition_point(|spot| spot.end <= offset))?;
        (spot.start <= offset).then_some(spot)
    }
}

/// Whether a line ends where it was full, and not where its text does.
fn is_broken(line: &str) -> bool {
    columns(line) >= FULL && !ends_sentence(line) && !line.ends_with(['：', ':'])
}

/// A line of text is at least so long before it is broken by hand, in columns.
const FULL: usize = 60;

/// A sheet's name as addresses have it.
fn quoted(name: &str) -> String {
    let plain =
        name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_ascii_digit());
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

/// Spots as one list of numbers: a workbook has a hundred thousand of them.
mod numbers {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    use super::{At, Spot};

    const NUMBERS: usize = 7;

    pub(super) fn serialize<S: Serializer>(spots: &[Spot], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(spots.iter().flat_map(|spot| {
            let Spot { start, end, sheet, at, columns, rows } = *spot;
            [start, end, sheet, at.line, at.column.unwrap_or(0), columns.into(), rows.into()]
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Spot>, D::Error> {
        let all: Vec<u32> = Vec::deserialize(deserializer)?;
        let (spots, rest) = all.as_chunks::<NUMBERS>();
        if !rest.is_empty() {
            return Err(Error::custom("the places are cut off"));
        }
        let spot = |&[start, end, sheet, line, column, columns, rows]: &[u32; NUMBERS]| Spot {
            start,
            end,
            sheet,
            at: At { line, column: Some(column).filter(|column| *column > 0) },
            columns: columns as u16,
            rows: rows as u16,
        };
        Ok(spots.iter().map(spot).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{Cell, Page};

    fn paragraph(text: &str) -> Block {
        Block::Paragraph { rank: None, text: text.into(), at: At { line: 1, column: None } }
    }

    #[test]
    fn lines_broken_by_hand_are_paragraphs_unless_they_were_full() {
        let text = |text: &str| {
            let blocks = vec![paragraph(text)];
            set(&Office { pages: vec![Page { name: None, blocks }], ..Office::default() }).text
        };
        assert_eq!(text("現状：20人\n目標：30人"), "現状：20人\n\n目標：30人\n\n");
        let long = "令和12年度までに、地域の拠点となる施設を新しく設け、相談に応じる体制を整える";
        assert_eq!(text(&format!("{long}\nものとする。\n次の文")), format!("{long}ものとする。\n\n次の文\n\n"));
    }

    #[test]
    fn places_are_the_same_behind_a_pipe() {
        let at = |line, column| At { line, column: Some(column) };
        let cell = |column: usize, text: &str, columns: usize| Cell {
            column,
            columns,
            rows: 1,
            lines: vec![text.into()],
            at: at(3, column as u32 + 5),
        };
        let rows = vec![Row { cells: vec![cell(0, "甲", 2)] }, Row { cells: vec![cell(0, "乙", 1), cell(1, "丙", 1)] }];
        let page = Page { name: Some("1月 'x'".into()), blocks: vec![Block::Table(rows)] };
        let Set { text, spots } = set(&Office { pages: vec![page], sheets: true, ..Office::default() });
        assert_eq!(text, "甲\t\n乙\t丙\n\n");
        let json = serde_json::to_string(&spots).unwrap();
        assert_eq!(serde_json::from_str::<Spots>(&json).unwrap(), spots);
        let place = spots.place(Span::new(0, text.len())).unwrap();
        assert_eq!((place.page, place.line, place.address.as_deref()), (Some(1), 3, Some("'1月 ''x'''!E3:F3")));
        let mut document = Document::read(&text);
        spots.merge(&mut document);
        let table = document.blocks[0].table().unwrap();
        assert_eq!(table.rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [1, 2]);
        assert!(serde_json::from_str::<Spots>(r#"{"spots":[1],"sheets":[]}"#).is_err());
    }
}
