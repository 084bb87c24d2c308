//! A cell of a table, and a column: its names, its type, and what it takes from a row.

use super::Language;
use crate::record::Number;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(Number),
    Whole(i64),
    Yes(bool),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Number,
    /// Yen, shown with commas between thousands where numbers have formats.
    Yen,
    Whole,
    Bool,
}

/// A column of a table whose rows are made from `R`.
pub(super) struct Column<R> {
    /// The name that programs use; also the English header.
    pub name: &'static str,
    pub ja: &'static str,
    pub holds: Type,
    /// In characters, for sheets.
    pub width: u8,
    pub cell: fn(&R) -> Cell,
}

// By hand, since a derived one would ask it of the rows too.
impl<R> Clone for Column<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Column<R> {}

impl<R> Column<R> {
    pub const fn text(name: &'static str, ja: &'static str, width: u8, cell: fn(&R) -> Cell) -> Self {
        Self { name, ja, holds: Type::Text, width, cell }
    }

    pub const fn number(name: &'static str, ja: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self { name, ja, holds: Type::Number, width: 12, cell }
    }

    pub const fn yen(name: &'static str, ja: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self { name, ja, holds: Type::Yen, width: 18, cell }
    }

    pub const fn whole(name: &'static str, ja: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self { name, ja, holds: Type::Whole, width: 9, cell }
    }

    pub const fn yes(name: &'static str, ja: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self { name, ja, holds: Type::Bool, width: 8, cell }
    }

    pub fn header(&self, language: Language) -> &'static str {
        match language {
            Language::Ja => self.ja,
            Language::En => self.name,
        }
    }
}

/// Text, empty where there is none.
pub(super) fn text(text: impl Into<String>) -> Cell {
    Some(text.into()).filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text)
}

pub(super) fn maybe(value: Option<impl Into<String>>) -> Cell {
    value.map_or(Cell::Empty, text)
}

pub(super) fn number(value: Option<Number>) -> Cell {
    value.map_or(Cell::Empty, Cell::Number)
}

pub(super) fn whole(value: Option<impl Into<i64>>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Whole(value.into()))
}

pub(super) fn yes(value: Option<bool>) -> Cell {
    value.map_or(Cell::Empty, Cell::Yes)
}
