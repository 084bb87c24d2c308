//! `.ods`: the sheets that are shown. The file holds what each cell shows beside what it stores.

use std::collections::HashSet;

use roxmltree::Node;

use super::package::Package;
use super::sheet::{Area, MOST_CELLS, Sheet};
use super::{Office, OfficeError, Page, xml};

const CONTENT: &str = "content.xml";
/// Elements that only hold others are nested no deeper.
const DEEPEST: usize = 60;
/// A sheet is no larger.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;
/// No cell is repeated as often with something in it.
const MOST_COPIES: u64 = 100_000;

pub(super) fn read(package: &mut Package) -> Result<Office, OfficeError> {
    if package.text("META-INF/manifest.xml")?.is_some_and(|text| text.contains("encryption-data")) {
        return Err(OfficeError::Encrypted);
    }
    let text = package.required(CONTENT)?;
    let tree = xml::parse(&text, CONTENT)?;
    let root = tree.root_element();
    let mut office = Office { sheets: true, ..Office::default() };
    let unseen = unseen_styles(root);
    let mut hidden = Vec::new();
    let mut left = MOST_CELLS;
    let book = xml::child(root, "body").and_then(|body| xml::child(body, "spreadsheet"));
    for table in book.into_iter().flat_map(|book| xml::children(book, "table")) {
        let name = xml::attribute(table, "name").unwrap_or_default().to_owned();
        if xml::attribute(table, "style-name").is_some_and(|style| unseen.contains(style)) {
            hidden.push(name);
            continue;
        }
        let mut reader = Reader { left, ..Reader::default() };
        reader.table(table, 0)?;
        left = reader.left;
        let (blocks, notes) = reader.sheet.blocks();
        office.notes.extend(notes.into_iter().map(|note| format!("sheet {name}: {note}")));
        office.pages.push(Page { name: Some(name), blocks });
    }
    if !hidden.is_empty() {
        office.notes.push(format!("hidden sheets left out: {}", hidden.join(", ")));
    }
    Ok(office)
}

/// The styles of sheets that are not shown.
fn unseen_styles<'a>(root: Node<'a, '_>) -> HashSet<&'a str> {
    let styles = xml::child(root, "automatic-styles").into_iter().flat_map(|styles| xml::children(styles, "style"));
    let unseen = styles.filter(|style| {
        let properties = xml::child(*style, "table-properties");
        properties.and_then(|all| xml::attribute(all, "display")) == Some("false")
    });
    unseen.filter_map(|style| xml::attribute(style, "name")).collect()
}

#[derive(Default)]
struct Reader {
    sheet: Sheet,
    row: u32,
    column: u32,
    left: usize,
}

impl Reader {
    /// The rows and columns of a table, in groups or not.
    fn table(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), OfficeError> {
        if depth > DEEPEST {
            return Err(OfficeError::damaged("rows nested without end"));
        }
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "table-column" => {
                    let many = repeated(child, "number-columns-repeated", COLUMNS);
                    if is_hidden(child) {
                        self.sheet.hidden_columns.push((self.column, self.column.saturating_add(many - 1)));
                    }
                    self.column = self.column.saturating_add(many);
                }
                "table-row" => self.row(child)?,
                "table-header-rows"
                | "table-row-group"
                | "table-rows"
                | "table-columns"
                | "table-column-group"
                | "table-header-columns" => self.table(child, depth + 1)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, node: Node<'_, '_>) -> Result<(), OfficeError> {
        let many = repeated(node, "number-rows-repeated", ROWS);
        if is_hidden(node) {
            self.sheet.hidden_rows.push((self.row, self.row.saturating_add(many - 1)));
        }
        let mut column = 0u32;
        for cell in node.children().filter(|one| xml::is(*one, "table-cell") || xml::is(*one, "covered-table-cell")) {
            let across = repeated(cell, "number-columns-repeated", COLUMNS);
            let text = if xml::is(cell, "table-cell") { shown(cell) } else { String::new() };
            if !text.is_empty() {
                if u64::from(many) * u64::from(across) > MOST_COPIES {
                    return Err(OfficeError::TooManyCells(MOST_CELLS));
                }
                // The same row or cell many times over is what each of them shows.
                for row in self.row..self.row.saturating_add(many) {
                    for column in column..column.saturating_add(across) {
                        self.sheet.put(row, column, &text, &mut self.left)?;
                    }
                }
                let span = |name| xml::number::<u32>(cell, name).unwrap_or(1).clamp(1, ROWS);
                let (columns, rows) = (span("number-columns-spanned"), span("number-rows-spanned"));
                if columns > 1 || rows > 1 {
                    let to = (self.row.saturating_add(rows - 1), column.saturating_add(columns - 1));
                    self.sheet.merged.push(Area { from: (self.row, column), to });
                }
            }
            column = column.saturating_add(across);
        }
        self.row = self.row.saturating_add(many);
        Ok(())
    }
}

fn repeated(node: Node<'_, '_>, name: &str, most: u32) -> u32 {
    xml::number::<u32>(node, name).unwrap_or(1).clamp(1, most)
}

fn is_hidden(node: Node<'_, '_>) -> bool {
    xml::attribute(node, "visibility").is_some_and(|how| how != "visible")
}

/// What a cell shows: its paragraphs, a line each.
fn shown(cell: Node<'_, '_>) -> String {
    let lines = xml::children(cell, "p").map(|paragraph| {
        let mut line = String::new();
        text(paragraph, &mut line, 0);
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn text(node: Node<'_, '_>, out: &mut String, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    for child in node.children() {
        if child.is_text() {
            out.push_str(child.text().unwrap_or_default());
            continue;
        }
        match child.tag_name().name() {
            "s" | "tab" => out.push(' '),
            "line-break" => out.push('\n'),
            // The reading above a word, and what is no text of the cell.
            "ruby-text" | "annotation" | "note" => {}
            _ => text(child, out, depth + 1),
        }
    }
}
