//! Sets what an office file holds as a text dump, and notes where in the file each part of it stands.

use serde::{Deserialize, Serialize};

use super::{Document, Span};
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
    spots: Vec<Spot>,
    /// The names of the sheets, in their order; none in a document.
    sheets: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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
    fn paragraph(&mut self, rank: Option<u8>, text: &str, at: At) {
        if let Some(rank @ 1..=6) = rank {
            self.text.extend(std::iter::repeat_n('#', rank.into()));
            self.text.push(' ');
        }
        self.placed(&text.lines().map(str::trim).collect::<Vec<_>>().join(" "), at, 1, 1);
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
                let width = row.cells.last().map_or(0, |cell| usize::from(cell.column + cell.columns));
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
                    covered[from..from + usize::from(cell.columns)].fill(cell.rows - 1);
                }
            }
        }
    }

    fn at(&self, offset: u32) -> Option<&Spot> {
        let spot = self.spots.get(self.spots.partition_point(|spot| spot.end <= offset))?;
        (spot.start <= offset).then_some(spot)
    }
}

/// A sheet's name as addresses have it.
fn quoted(name: &str) -> String {
    let plain =
        name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_ascii_digit());
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}
