//! Turns a source into a document: headings, paragraphs, list items, notes, tables.
//!
//! Nothing after this stage knows whether a document was a hard-wrapped dump, a dump
//! with inline markup, a web page or a PDF. No text is copied: a block is a list of
//! spans of the source, so that everything read from it can be shown where it stands.

mod bars;
mod cells;
mod codes;
mod csv;
mod doubled;
mod dump;
mod html;
mod inline;
mod json;
mod lines;
mod listed;
mod marks;
mod markup;
mod numbered;
pub mod office;
pub mod paper;
mod pipes;
mod plain;
mod rows;
mod section;
mod spaced;
mod wrap;

pub use dump::dump;
pub use lines::{Known, Places, Span, Standing};

/// A document's blocks in reading order.
#[derive(Debug, Default)]
pub struct Document {
    pub blocks: Vec<Block>,
    pub places: Places,
}

/// A heading, paragraph, list item, note or table.
#[derive(Debug, Clone)]
pub struct Block {
    pub kind: Kind,
    pub text: Text,
    /// The heading this block stands under, as an index into [`Document::blocks`].
    pub under: Option<usize>,
}

#[derive(Debug, Clone)]
pub enum Kind {
    /// A heading; the smaller the rank, the larger the part it opens.
    Heading {
        rank: u8,
    },
    Paragraph,
    /// A list item, its mark included in the text.
    Item,
    /// A note: ※, 注, a footnote.
    Note,
    Table(Table),
}

/// The text of a block or cell: pieces of the source in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    pub pieces: Vec<Piece>,
}

/// A run of source text without markup, and how it follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub span: Span,
    pub join: Join,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// The text runs on: only markup stood between.
    Run,
    /// A line was wrapped: nothing between Japanese characters, else a space.
    Wrap,
    /// A new paragraph, list item or line inside the block or cell.
    Part,
}

/// Rows of cells. Rows may differ in length: dumps lose merged cells.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub rows: Vec<Row>,
    /// So many rows at its top are ruled off or marked as a header: `|---|` under them, `<th>`.
    pub head: usize,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub span: Span,
}

#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub text: Text,
    /// Grid column, 0-based.
    pub column: u16,
    pub columns: u16,
    pub rows: u16,
}

impl Document {
    /// Reads a text dump or web page.
    pub fn read(source: &str) -> Self {
        let places = Places::of(source);
        let mut blocks = match html::is_html(source) {
            true => html::blocks(source),
            false => json::blocks(source)
                .or_else(|| csv::blocks(source, &places))
                .unwrap_or_else(|| plain::blocks(source, &places)),
        };
        codes::part(source, &mut blocks);
        section::arrange(source, &mut blocks);
        Self { blocks, places }
    }

    /// The headings above a block, outermost first.
    pub fn section(&self, block: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut next = self.blocks[block].under;
        while let Some(heading) = next {
            path.push(heading);
            next = self.blocks[heading].under;
        }
        path.reverse();
        path
    }
}

impl Block {
    pub fn new(kind: Kind, text: Text) -> Self {
        Self { kind, text, under: None }
    }

    pub fn table(&self) -> Option<&Table> {
        if let Kind::Table(table) = &self.kind { Some(table) } else { None }
    }
}

impl Text {
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// What stands before a byte of the source.
    pub fn cut(&self, end: u32) -> Self {
        let before = self.pieces.iter().filter(|piece| piece.span.start < end);
        let short = |piece: &Piece| Piece { span: Span { end: piece.span.end.min(end), ..piece.span }, ..*piece };
        Self { pieces: before.map(short).collect() }
    }

    /// From the first piece's start to the last one's end.
    pub fn span(&self) -> Span {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
            _ => Span { start: 0, end: 0 },
        }
    }

    /// Adds pieces, the first of them joined as told.
    pub fn append(&mut self, mut other: Text, join: Join) {
        if let Some(first) = other.pieces.first_mut() {
            first.join = join;
        }
        self.pieces.append(&mut other.pieces);
    }

    /// The characters without markup, parts parted by newlines, wraps joined. A stray control
    /// character is a space.
    pub fn plain(&self, source: &str) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            let text = &source[piece.span.range()];
            if piece.join == Join::Run {
                out.push_str(text);
                continue;
            }
            out.truncate(out.trim_end().len());
            match piece.join {
                Join::Part if !out.is_empty() => out.push('\n'),
                Join::Wrap if needs_space(&out, text) => out.push(' '),
                _ => {}
            }
            out.push_str(text.trim_start());
        }
        let stray = |c: char| c.is_control() && c != '\n' && c != '\t';
        if out.contains(stray) { out.replace(stray, " ") } else { out }
    }
}

/// The rank that a line has as a heading by the number that it begins with: (1), ①.
pub(crate) fn number_rank(text: &str) -> Option<u8> {
    match marks::Mark::of(text) {
        marks::Mark::Number { rank } => Some(rank),
        _ => None,
    }
}

/// Whether a list's mark or a number stands before a text: ・, ①, 1., - .
pub(crate) fn is_item(text: &str) -> bool {
    matches!(marks::Mark::of(text), marks::Mark::Bullet | marks::Mark::Circle | marks::Mark::Number { .. })
}

/// Whether a wrapped line's words need a space between them: not where Japanese meets, nor in a word that was
/// cut or compounded at a hyphen.
pub(crate) fn needs_space(before: &str, after: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let Some(first) = after.trim_start().chars().next() else { return false };
    let cut = |c: char| c.is_ascii_lowercase();
    let hyphened = first.is_ascii_lowercase()
        && before.trim_end_matches('\u{ad}').strip_suffix(['-', '‐']).is_some_and(|word| word.ends_with(cut));
    let whole = last.is_whitespace() || crate::chars::is_japanese(last) || crate::chars::is_japanese(first) || hyphened;
    !(whole || parts_number(before, after))
}

/// 2027年度までに1 / 00か所, 1,0 / 57件: whether a line of Japanese ends within a number. One that stands alone on its line,
/// or behind a space, is whole.
fn parts_number(before: &str, after: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let words = before.trim_end_matches(figure);
    let behind = after.trim_start().trim_start_matches(figure);
    words.len() < before.len()
        && words.ends_with(crate::chars::is_japanese)
        && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && behind.starts_with(|c: char| crate::chars::is_japanese(c) || matches!(c, '%' | '％'))
}
