//! The roles of a structure tree's elements, by the names that the standard has for them.

use hayro_syntax::object::{Dict, Object};

/// The widest table, in columns, and the most rows that a cell goes over.
pub(super) const WIDEST: u32 = 256;
const TALLEST: u32 = 10_000;

/// What an element is, as far as the order, paragraphs and tables of a page go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Heading(u8),
    /// A paragraph or what is like one: a caption, a line of a table of contents.
    Paragraph,
    Item,
    Note,
    Table,
    Row,
    /// A cell, where it stands in its table, and whether it is one of a header.
    Cell {
        row: u32,
        column: u32,
        rows: u32,
        columns: u32,
        header: bool,
    },
    /// A part of a line, or a part of an item: its label, its body.
    Inline,
    /// A part of a document: a section, a list, a figure, a text box.
    Group,
}

/// The role of a name of the standard, where it is more than a group.
pub(super) fn standard(name: &[u8], depth: u16) -> Option<Role> {
    Some(match name {
        b"Title" => Role::Heading(1),
        // It ranks by the sections around it.
        b"H" => Role::Heading(depth.clamp(1, 6) as u8),
        [b'H', rank @ b'1'..=b'6'] => Role::Heading(rank - b'0'),
        b"P" | b"Caption" | b"TOCI" | b"BlockQuote" | b"Index" => Role::Paragraph,
        b"LI" => Role::Item,
        b"Note" | b"FENote" => Role::Note,
        b"Table" => Role::Table,
        b"TR" => Role::Row,
        b"TH" | b"TD" => Role::Cell { row: 0, column: 0, rows: 1, columns: 1, header: name == b"TH" },
        b"Span" | b"Quote" | b"Reference" | b"BibEntry" | b"Code" | b"Link" | b"Annot" | b"Ruby" | b"RB" | b"RT"
        | b"RP" | b"Warichu" | b"WT" | b"WP" | b"Em" | b"Strong" | b"Sub" | b"NonStruct" | b"Private" | b"Formula"
        | b"Lbl" | b"LBody" => Role::Inline,
        b"Document" | b"Part" | b"Art" | b"Sect" | b"Div" | b"L" | b"TOC" | b"Figure" | b"Form" | b"THead"
        | b"TBody" | b"TFoot" | b"Aside" => Role::Group,
        _ => return None,
    })
}

/// A cell, and how many rows and columns its attributes say that it goes over.
pub(super) fn cell(dict: &Dict<'_>, header: bool) -> Role {
    let (mut rows, mut columns) = (1, 1);
    let mut read = |attributes: &Dict<'_>| {
        let span = |key: &[u8]| attributes.get::<u32>(key).filter(|span| *span > 0);
        rows = span(b"RowSpan").unwrap_or(rows).min(TALLEST);
        columns = span(b"ColSpan").unwrap_or(columns).min(WIDEST);
    };
    match dict.get::<Object<'_>>(b"A") {
        Some(Object::Dict(attributes)) => read(&attributes),
        // Numbers of revisions may stand between them.
        Some(Object::Array(all)) => {
            all.iter::<Object<'_>>().take(16).filter_map(Object::into_dict).for_each(|attributes| read(&attributes));
        }
        _ => {}
    }
    Role::Cell { row: 0, column: 0, rows, columns, header }
}
