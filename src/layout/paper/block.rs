//! What a page is set into: paragraphs and tables, with the places of their text.

use crate::pdf::Rect;

use super::placed::Placed;
use super::tagged::Told;

#[derive(Debug, Clone)]
pub(super) enum Block {
    Text(Paragraph),
    Table(Table),
}

#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    pub placed: Placed,
    /// The size of its first line.
    pub size: f32,
    /// In the page's turned space.
    pub rect: Rect,
    /// Its last line is full, so that it may go on in the next column or on the next page.
    pub full: bool,
    /// Its first line is set in, or begins with a mark: it goes on from nothing.
    pub fresh: bool,
    /// What the page's tags say of it.
    pub told: Option<Told>,
}

#[derive(Debug, Clone)]
pub(super) struct Table {
    /// In the page's turned space.
    pub rect: Rect,
    /// Where its columns begin and end.
    pub xs: Vec<f32>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub page: u32,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub column: u16,
    /// The paragraphs in it.
    pub parts: Vec<Placed>,
    /// Its last line is full.
    pub full: bool,
}

impl Block {
    pub fn rect(&self) -> Rect {
        match self {
            Self::Text(paragraph) => paragraph.rect,
            Self::Table(table) => table.rect,
        }
    }

    /// The texts in it.
    pub fn placed(&self) -> impl Iterator<Item = &Placed> {
        let (text, rows) = match self {
            Self::Text(paragraph) => (Some(&paragraph.placed), [].as_slice()),
            Self::Table(table) => (None, table.rows.as_slice()),
        };
        text.into_iter().chain(rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.parts))
    }

    pub fn told(mut self, told: Option<Told>) -> Self {
        if let Self::Text(paragraph) = &mut self {
            paragraph.told = told;
        }
        self
    }
}

impl Table {
    pub fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }
}

impl Row {
    pub fn cell(&self, column: u16) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    /// The text of each of its cells, parts joined.
    pub fn texts(&self) -> impl Iterator<Item = (u16, String)> + '_ {
        self.cells.iter().map(|cell| (cell.column, cell.parts.iter().map(|part| part.text.as_str()).collect()))
    }
}
