//! Prints a document as a text dump: what `shihyo text` gives and reads again.
//!
//! Pages are parted by form feeds, a paragraph is a line, a table row is a line of
//! cells parted by tabs, and paragraphs inside a cell stand in `<p>` tags.

use super::{Cell, Document, Kind, Text};

/// The document as a text dump.
pub fn dump(document: &Document, source: &str) -> String {
    let mut out = String::new();
    let mut page = None;
    for block in &document.blocks {
        let start = match &block.kind {
            Kind::Table(table) => table.rows.first().map_or(0, |row| row.span.start),
            _ => block.text.span().start,
        };
        let here = document.places.page(start);
        if page.is_some() && here != page {
            out.push('\x0c');
        }
        page = here.or(page);
        match &block.kind {
            Kind::Heading { rank: rank @ 1..=6 } => {
                out.extend(std::iter::repeat_n('#', *rank as usize));
                out.push(' ');
                out.push_str(line(&block.text, source).trim_start_matches(['#', ' ']));
                out.push_str("\n\n");
            }
            Kind::Table(table) => {
                for row in &table.rows {
                    // A merged cell stands once; what it covers beside and below stays empty.
                    let width = row.cells.last().map_or(0, |cell| usize::from(cell.column + cell.columns));
                    let mut cells = vec![String::new(); width.max(row.cells.len())];
                    for cell in &row.cells {
                        cells[usize::from(cell.column)] = cell_text(cell, source);
                    }
                    if cells.iter().all(String::is_empty) {
                        continue;
                    }
                    out.push_str(&cells.join("\t"));
                    if cells.len() == 1 {
                        out.push('\t');
                    }
                    out.push('\n');
                }
                out.push('\n');
            }
            _ => {
                out.push_str(&line(&block.text, source));
                out.push_str("\n\n");
            }
        }
    }
    out
}

fn line(text: &Text, source: &str) -> String {
    text.plain(source).replace(['\n', '\t'], " ").trim().to_owned()
}

fn cell_text(cell: &Cell, source: &str) -> String {
    let text = cell.text.plain(source).replace('\t', " ");
    let parts: Vec<&str> = text.split('\n').map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => String::new(),
        [part] => (*part).to_owned(),
        parts => parts.iter().map(|part| format!("<p>{part}</p>")).collect(),
    }
}
