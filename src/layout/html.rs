//! Web pages and fragments of them: blocks from tags, tables with merged cells.

use super::marks::Mark;
use super::markup::{self, Tag};
use super::plain::LONGEST_HEADING;
use super::{Block, Cell, Kind, Row, Span, Table, Text, doubled};
use crate::chars::columns;

/// Whether the source is a web page: it begins with a tag, and not with a table row's worth of text.
pub(super) fn is_html(source: &str) -> bool {
    let start = uncommented(source.trim_start_matches('\u{feff}'));
    let doctype = start.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype"));
    doctype || Tag::at(start).is_some_and(|tag| OPENS.iter().any(|name| tag.is(name)))
}

/// What follows the space and the comments that a source begins with.
fn uncommented(source: &str) -> &str {
    let mut rest = source.trim_start();
    while let Some((_, behind)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = behind.trim_start();
    }
    rest
}

/// A web page, or what was cut out of one, begins with one of these.
const OPENS: [&str; 13] =
    ["html", "head", "body", "h1", "h2", "table", "div", "title", "section", "main", "article", "header", "nav"];

pub(super) fn blocks(source: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut at, mut from) = (0, 0);
    let mut mark = None;
    let flush = |from: usize, to: usize, mark: Option<Mark>, blocks: &mut Vec<Block>| {
        let span = Span::new(from, to.max(from)).trim(source);
        let text = markup::text(source, span);
        if !text.is_empty() {
            let plain = text.plain(source);
            let kind = match mark.unwrap_or_else(|| Mark::of(&plain)) {
                Mark::Hash { rank } => Kind::Heading { rank },
                Mark::Number { rank } if !plain.contains('。') && columns(&plain) <= LONGEST_HEADING => {
                    Kind::Heading { rank }
                }
                Mark::Number { .. } | Mark::Circle | Mark::Bullet => Kind::Item,
                Mark::Note => Kind::Note,
                Mark::None => Kind::Paragraph,
            };
            blocks.push(Block::new(kind, text));
        }
    };
    while let Some(next) = memchr::memchr(b'<', &source.as_bytes()[at..]) {
        at += next;
        let Some(tag) = Tag::at(&source[at..]).or_else(|| declaration(&source[at..])) else {
            at += 1;
            continue;
        };
        let hidden = ["script", "style", "head", "noscript"].iter().any(|name| tag.is(name)) && !tag.close;
        if !(tag.parts() || hidden || tag.name == "!--" || tag.name == "!") {
            at += tag.len;
            continue;
        }
        flush(from, at, mark.take(), &mut blocks);
        at += tag.len;
        if hidden {
            at = closing(source, at, tag.name);
        } else if tag.is("table") && !tag.close {
            let (found, end) = captioned(source, at - tag.len);
            blocks.extend(found);
            at = end;
        } else if !tag.close {
            mark = match tag.name.as_bytes() {
                [b'h' | b'H', digit @ b'1'..=b'6'] => Some(Mark::Hash { rank: digit - b'0' }),
                name if name.eq_ignore_ascii_case(b"li") => Some(Mark::Bullet),
                _ => None,
            };
        }
        from = at;
    }
    flush(from, source.len(), mark, &mut blocks);
    blocks
}

fn declaration(text: &str) -> Option<Tag<'_>> {
    text.starts_with("<!").then(|| text.find('>')).flatten().map(|end| Tag {
        name: "!",
        close: false,
        attributes: "",
        len: end + 1,
    })
}

/// The offset just past `</name>`; the end of the source if it is never closed.
fn closing(source: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(next) = source[at..].find("</") {
        at += next;
        match Tag::at(&source[at..]) {
            Some(tag) if tag.is(name) => return at + tag.len,
            Some(tag) => at += tag.len,
            None => at += 2,
        }
    }
    source.len()
}

/// Reads the table whose tag stands at an offset; gives it and the offset past its end.
///
/// A table inside a cell becomes parts of that cell. A table that is never closed
/// ends with the source.
pub(super) fn table(source: &str, start: usize) -> (Table, usize) {
    let mut table = Table::default();
    let mut grid = Grid::default();
    let (mut at, mut depth) = (start, 0usize);
    // The cell being read: where its text begins, and its spans.
    let mut cell: Option<(usize, u16, u16)> = None;
    while let Some(next) = memchr::memchr(b'<', &source.as_bytes()[at..]) {
        at += next;
        let Some(tag) = Tag::at(&source[at..]) else {
            at += 1;
            continue;
        };
        let here = at;
        at += tag.len;
        if tag.is("table") {
            depth = if tag.close { depth.saturating_sub(1) } else { depth + 1 };
        } else if depth != 1 {
            continue;
        }
        let is_cell = tag.is("td") || tag.is("th");
        let ends_cell = is_cell || tag.is("tr") || tag.is("table") && depth == 0;
        if ends_cell && let Some((from, columns, rows)) = cell.take() {
            grid.place(source, &mut table, Span::new(from, here), columns, rows);
        }
        match () {
            () if depth == 0 => return (table, at),
            () if tag.is("tr") && !tag.close => grid.next_row(&mut table, here),
            // Its cells may be called <td>.
            () if tag.is("thead") && tag.close => table.head = table.rows.len(),
            () if is_cell && !tag.close => {
                // The rows of `<th>` alone at its top.
                let row = table.rows.len();
                let first = table.rows.last().is_none_or(|row| row.cells.is_empty());
                if tag.is("th") && first && table.head + 1 == row {
                    table.head = row;
                } else if tag.is("td") && table.head == row {
                    table.head = row.saturating_sub(1);
                }
                cell = Some((at, tag.number("colspan"), tag.number("rowspan")));
            }
            () => {}
        }
    }
    if let Some((from, columns, rows)) = cell {
        grid.place(source, &mut table, Span::new(from, source.len()), columns, rows);
    }
    (table, source.len())
}

/// A table that begins at an offset, behind its caption, and the offset behind it.
pub(super) fn captioned(source: &str, start: usize) -> (impl Iterator<Item = Block>, usize) {
    let caption = caption(source, start).map(|text| Block::new(Kind::Paragraph, text));
    let (table, end) = table(source, start);
    (caption.into_iter().chain([Block::new(Kind::Table(table), Text::default())]), end)
}

/// The words of a table's caption, which stand before its first row.
fn caption(source: &str, start: usize) -> Option<Text> {
    let mut at = start;
    let (mut open, mut begun) = (None, false);
    loop {
        at += memchr::memchr(b'<', &source.as_bytes()[at..])?;
        let Some(tag) = Tag::at(&source[at..]) else {
            at += 1;
            continue;
        };
        match (open, tag.is("caption")) {
            (Some(from), true) if tag.close => {
                let text = markup::text(source, Span::new(from, at).trim(source));
                return Some(text).filter(|text| !text.plain(source).trim().is_empty());
            }
            (None, true) if !tag.close => open = Some(at + tag.len),
            (None, false) if tag.is("tr") || tag.is("table") && begun => return None,
            _ => {}
        }
        begun |= tag.is("table");
        at += tag.len;
    }
}

/// Which grid columns cells from rows above still cover.
#[derive(Default)]
struct Grid {
    covered: Vec<u16>,
    column: usize,
}

impl Grid {
    fn next_row(&mut self, table: &mut Table, at: usize) {
        if !table.rows.is_empty() {
            self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        }
        self.column = 0;
        table.rows.push(Row { cells: Vec::new(), span: Span::new(at, at) });
    }

    fn place(&mut self, source: &str, table: &mut Table, span: Span, columns: u16, rows: u16) {
        if table.rows.is_empty() {
            self.next_row(table, span.start as usize);
        }
        while self.covered.get(self.column).is_some_and(|&rows| rows > 0) {
            self.column += 1;
        }
        let (from, to) = (self.column, self.column + columns as usize);
        if self.covered.len() < to {
            self.covered.resize(to, 0);
        }
        self.covered[from..to].fill(rows);
        self.column = to;
        let span = span.trim(source);
        if let Some(row) = table.rows.last_mut() {
            if row.cells.is_empty() {
                row.span.start = span.start;
            }
            row.span.end = span.end.max(row.span.start);
            let text = doubled::undoubled(source, markup::text(source, span));
            row.cells.push(Cell { text, column: from as u16, columns, rows });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::{Document, Kind};

    #[test]
    fn comments_before_the_first_tag_do_not_make_it_a_dump() {
        let source = "<!-- 02 -->\n<!-- a -- b -->\n<div><span>36.5％</span>\n<span>→</span> <span>50%</span></div>";
        let document = Document::read(source);
        let texts: Vec<String> = document.blocks.iter().map(|block| block.text.plain(source)).collect();
        assert_eq!(texts, ["36.5％\n→ 50%"]);
        assert_eq!(Document::read("<!-- never closed\n件数 3件").blocks.len(), 1);
    }

    #[test]
    fn merged_cells_keep_their_columns() {
        let source = "<table><tr><th>指標<th>基準値</tr><tr><td rowspan=\"2\">健康寿命</td><td>男性：73年</td></tr><tr><td>女性：76年</td></tr></table>";
        let document = Document::read(source);
        let Kind::Table(table) = &document.blocks[0].kind else { panic!() };
        let cells: Vec<(u16, String)> =
            table.rows.iter().flat_map(|r| &r.cells).map(|c| (c.column, c.text.plain(source))).collect();
        assert_eq!(
            cells,
            [
                (0, "指標".into()),
                (1, "基準値".into()),
                (0, "健康寿命".into()),
                (1, "男性：73年".into()),
                (1, "女性：76年".into())
            ]
        );
    }

    #[test]
    fn pages_give_headings_items_and_no_scripts() {
        let source = "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><h2>目標</h2><p>本文<br>続き</p><ul><li>項目</li></ul><script>1<2</script></body></html>";
        let kinds: Vec<String> = Document::read(source)
            .blocks
            .iter()
            .map(|b| {
                format!(
                    "{:?} {}",
                    std::mem::discriminant(&b.kind) == std::mem::discriminant(&Kind::Heading { rank: 2 }),
                    b.text.plain(source)
                )
            })
            .collect();
        assert_eq!(kinds, ["true 目標", "false 本文", "false 続き", "false 項目"]);
    }

    #[test]
    fn a_table_that_is_never_closed_ends_with_the_source() {
        let document = Document::read("<table><tr><td>a<td>b");
        assert_eq!(document.blocks[0].table().unwrap().rows[0].cells.len(), 2);
    }
}
