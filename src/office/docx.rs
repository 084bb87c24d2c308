//! `.docx`: headings, paragraphs, lists, tables, text boxes and notes in the order of reading, as the document stands
//! when all changes are accepted: what was deleted is left out.

use std::collections::HashMap;

use roxmltree::Node;

use super::numbering::{Counters, Numbering};
use super::package::Package;
use super::sheet::MOST_CELLS;
use super::{At, Block, Cell, Office, OfficeError, Page, Row, xml};

/// Tables and text boxes are nested no deeper.
const DEEPEST: usize = 40;
/// A cell takes no more columns.
const WIDEST: usize = 1000;

pub(super) fn read(package: &mut Package, main: &str) -> Result<Office, OfficeError> {
    let relations = package.relations(main)?;
    let part = |kind: &str| relations.values().find(|(_, is)| is == kind).map(|(name, _)| name.clone());
    let mut text_of = |kind: &str| -> Result<Option<(String, String)>, OfficeError> {
        let Some(name) = part(kind) else { return Ok(None) };
        Ok(package.text(&name)?.map(|text| (text, name)))
    };
    let styles = text_of("styles")?.map(|(text, name)| styles(&text, &name)).transpose()?.unwrap_or_default();
    let numbering = text_of("numbering")?.map(|(text, name)| Numbering::read(&text, &name)).transpose()?;
    let mut notes = HashMap::new();
    for kind in ["footnotes", "endnotes"] {
        let Some((text, name)) = text_of(kind)? else { continue };
        let tree = xml::parse(&text, &name)?;
        let what = if kind == "footnotes" { Note::Foot } else { Note::End };
        for note in xml::children(tree.root_element(), what.element()) {
            let Some(id) = xml::attribute(note, "id").map(str::to_owned) else { continue };
            let words: Vec<String> =
                xml::children(note, "p").map(|p| plain(p)).filter(|text| !text.is_empty()).collect();
            if xml::attribute(note, "type").is_none_or(|kind| kind == "normal") && !words.is_empty() {
                notes.insert((what, id), words.join(" "));
            }
        }
    }
    let text = package.required(main)?;
    let tree = xml::parse(&text, main)?;
    let body = xml::child(tree.root_element(), "body").ok_or_else(|| OfficeError::damaged("it has no body"))?;
    let mut reader = Reader {
        styles,
        counters: Counters::of(numbering.unwrap_or_default()),
        notes,
        left: MOST_CELLS,
        ..Reader::default()
    };
    reader.blocks(body, 0)?;
    let ends = std::mem::take(&mut reader.ends);
    reader.out.extend(ends);
    let mut office = Office { pages: vec![Page { name: None, blocks: reader.out }], ..Office::default() };
    let mut note = |many: usize, what: &str, how: &str| {
        if many > 0 {
            office.notes.push(format!("{many} {what}{} {how}left out", if many == 1 { "" } else { "s" }));
        }
    };
    note(reader.struck, "passage", "struck out or hidden, ");
    note(reader.changes, "passage", "deleted by tracked changes, ");
    if reader.deep {
        office.notes.push("tables nested without end are cut off".to_owned());
    }
    Ok(office)
}

/// What a style makes of its paragraphs.
#[derive(Debug, Clone, Default)]
struct Style {
    rank: Option<u8>,
    /// The list and the level in it.
    list: Option<(String, usize)>,
    based_on: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Note {
    Foot,
    End,
}

impl Note {
    fn element(self) -> &'static str {
        match self {
            Self::Foot => "footnote",
            Self::End => "endnote",
        }
    }
}

#[derive(Default)]
struct Reader {
    styles: HashMap<String, Style>,
    counters: Counters,
    notes: HashMap<(Note, String), String>,
    out: Vec<Block>,
    /// Notes that stand at the end of the document.
    ends: Vec<Block>,
    paragraphs: u32,
    /// How many cells there may still be.
    left: usize,
    struck: usize,
    changes: usize,
    deep: bool,
}

/// A paragraph's text, and what hangs on it.
#[derive(Default)]
struct Line<'a, 'i> {
    text: String,
    boxes: Vec<Node<'a, 'i>>,
    notes: Vec<(Note, String)>,
    /// Runs struck out or hidden, and those that were deleted.
    struck: usize,
    changes: usize,
}

impl Reader {
    /// The blocks of a body, a text box, or of what stands around some of them.
    fn blocks(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), OfficeError> {
        if depth > DEEPEST {
            self.deep = true;
            return Ok(());
        }
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child, depth)?,
                "tbl" => self.table(child, depth)?,
                // A document within the document, as strict as it may be.
                "del" | "moveFrom" | "sectPr" | "sdtPr" | "Fallback" => {}
                _ => self.blocks(child, depth + 1)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), OfficeError> {
        let (text, rank, line) = self.line(node);
        let at = At { line: self.paragraphs, column: None };
        if !text.is_empty() {
            self.out.push(Block::Paragraph { rank, text, at });
        }
        self.hanging(&line, at, depth)
    }

    /// A paragraph with its number, its rank as a heading, and what hangs on it.
    fn line<'a, 'i>(&mut self, node: Node<'a, 'i>) -> (String, Option<u8>, Line<'a, 'i>) {
        self.paragraphs += 1;
        let mut line = Line::default();
        runs(node, &mut line, 0);
        self.struck += line.struck;
        self.changes += line.changes;
        let properties = xml::child(node, "pPr");
        let of = |name: &'static str| properties.and_then(|all| xml::child(all, name));
        let style = of("pStyle").and_then(|style| xml::attribute(style, "val"));
        let (rank, list) = self.styled(style);
        let own = of("outlineLvl").and_then(|level| xml::number::<u8>(level, "val"));
        let rank = own.map_or(rank, |level| Some(level + 1).filter(|level| *level <= 9));
        let list = match of("numPr") {
            Some(own) => {
                let value = |name| xml::child(own, name).and_then(|one| xml::attribute(one, "val"));
                let level = value("ilvl").and_then(|level| level.parse().ok());
                let below = list.as_ref().map(|(_, level)| *level);
                value("numId")
                    .map(str::to_owned)
                    .or(list.map(|(id, _)| id))
                    .map(|id| (id, level.or(below).unwrap_or(0)))
            }
            None => list,
        };
        let mut text = line.text.trim().to_owned();
        // A paragraph without text has no number.
        if !text.is_empty()
            && let Some((id, level)) = list
        {
            text.insert_str(0, &self.counters.mark(&id, level));
        }
        (text, rank.filter(|rank| *rank <= 6), line)
    }

    /// The rank and the list of a style, from those that it is based on.
    fn styled(&self, style: Option<&str>) -> (Option<u8>, Option<(String, usize)>) {
        let (mut rank, mut list) = (None, None);
        let mut next = style;
        for _ in 0..DEEPEST {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            rank = rank.or(style.rank);
            list = list.or_else(|| style.list.clone());
            next = style.based_on.as_deref();
        }
        (rank, list)
    }

    /// Text boxes and notes stand behind the paragraph that they hang on.
    fn hanging(&mut self, line: &Line<'_, '_>, at: At, depth: usize) -> Result<(), OfficeError> {
        for one in &line.boxes {
            self.blocks(*one, depth + 1)?;
        }
        for key in &line.notes {
            let Some(text) = self.notes.remove(key) else { continue };
            let block = Block::Paragraph { rank: None, text: format!("注 {text}"), at };
            if key.0 == Note::Foot { self.out.push(block) } else { self.ends.push(block) }
        }
        Ok(())
    }

    fn table(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), OfficeError> {
        // A single cell in each row: a box around what may hold tables of its own.
        let boxes: Vec<Vec<Node<'_, '_>>> = within(node, "tr").into_iter().map(|line| within(line, "tc")).collect();
        if boxes.iter().all(|cells| cells.len() < 2) {
            return boxes.into_iter().flatten().try_for_each(|cell| self.blocks(cell, depth + 1));
        }
        let mut rows: Vec<Row> = Vec::new();
        let mut hanging = Vec::new();
        // The cell that goes on in each column, by its row and its place there.
        let mut open: Vec<Option<(usize, usize)>> = Vec::new();
        for line in within(node, "tr") {
            let properties = xml::child(line, "trPr");
            let of = |name: &'static str| properties.and_then(|all| xml::child(all, name));
            if of("del").is_some() {
                self.changes += 1;
                continue;
            }
            if of("hidden").is_some_and(is_on) {
                self.struck += 1;
                continue;
            }
            let value = |node: Option<Node<'_, '_>>| node.and_then(|one| xml::number::<usize>(one, "val"));
            let mut column = value(of("gridBefore")).unwrap_or(0).min(WIDEST);
            let mut row = Row::default();
            for cell in within(line, "tc") {
                self.left = self.left.checked_sub(1).ok_or(OfficeError::TooManyCells(MOST_CELLS))?;
                let properties = xml::child(cell, "tcPr");
                let of = |name: &'static str| properties.and_then(|all| xml::child(all, name));
                let columns = value(of("gridSpan")).unwrap_or(1).clamp(1, WIDEST);
                let goes_on =
                    of("vMerge").is_some_and(|one| xml::attribute(one, "val").is_none_or(|val| val == "continue"));
                let above = open.get(column).copied().flatten().filter(|_| goes_on);
                let at = At { line: self.paragraphs + 1, column: None };
                let mut lines = Vec::new();
                self.cell(cell, depth + 1, &mut lines, &mut hanging);
                if open.len() < column + columns {
                    open.resize(column + columns, None);
                }
                match above {
                    Some((of_row, of_cell)) => {
                        let tall = rows.len() - of_row + 1;
                        rows[of_row].cells[of_cell].rows = tall;
                    }
                    None => {
                        let merged = of("vMerge").is_some().then_some((rows.len(), row.cells.len()));
                        open[column..column + columns].fill(merged);
                        row.cells.push(Cell { column, columns, rows: 1, lines, at });
                    }
                }
                column = (column + columns).min(WIDEST * WIDEST);
            }
            rows.push(row);
        }
        let rows = squeezed(rows);
        if !rows.is_empty() {
            self.out.push(Block::Table(rows));
        }
        for (line, at) in hanging {
            self.hanging(&line, at, depth)?;
        }
        Ok(())
    }

    /// The lines of a cell; those of a table in it are lines too.
    fn cell<'a, 'i>(
        &mut self,
        node: Node<'a, 'i>,
        depth: usize,
        lines: &mut Vec<String>,
        hanging: &mut Vec<(Line<'a, 'i>, At)>,
    ) {
        if depth > DEEPEST {
            self.deep = true;
            return;
        }
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => {
                    let (text, _, line) = self.line(child);
                    lines.extend(super::sheet::lines_of(&text));
                    if !line.boxes.is_empty() || !line.notes.is_empty() {
                        hanging.push((line, At { line: self.paragraphs, column: None }));
                    }
                }
                "tcPr" | "del" | "moveFrom" | "sdtPr" | "trPr" | "tblPr" | "tblGrid" => {}
                // A row of a table in the cell is a line of it.
                "tr" => {
                    let mut row = Vec::new();
                    self.cell(child, depth + 1, &mut row, hanging);
                    lines.extend(Some(row.join(" ")).filter(|row| !row.is_empty()));
                }
                _ => self.cell(child, depth + 1, lines, hanging),
            }
        }
    }
}

/// The elements of a name in a table or a row, whatever stands around them.
fn within<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    let mut open: Vec<Node<'a, 'i>> = node.children().rev().filter(Node::is_element).collect();
    while let Some(next) = open.pop() {
        match next.tag_name().name() {
            found_name if found_name == name => found.push(next),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                open.extend(next.children().rev().filter(Node::is_element));
            }
            _ => {}
        }
    }
    found
}

/// The text of a paragraph as a reader sees it.
fn runs<'a, 'i>(node: Node<'a, 'i>, line: &mut Line<'a, 'i>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "t" => line.text.push_str(child.text().unwrap_or_default()),
            "tab" | "ptab" => line.text.push(' '),
            "br" | "cr" => line.text.push('\n'),
            "noBreakHyphen" => line.text.push('-'),
            "sym" => line.text.push(symbol(child)),
            "r" if is_unseen(child) => line.struck += usize::from(xml::below(child, "t").next().is_some()),
            "del" | "moveFrom" => {
                line.changes += usize::from(xml::below(child, "delText").chain(xml::below(child, "t")).next().is_some())
            }
            // The reading above a word.
            "rt" | "instrText" | "pPr" | "rPr" | "Fallback" | "delText" | "sdtPr" => {}
            "footnoteReference" => line.notes.extend(xml::attribute(child, "id").map(|id| (Note::Foot, id.to_owned()))),
            "endnoteReference" => line.notes.extend(xml::attribute(child, "id").map(|id| (Note::End, id.to_owned()))),
            "txbxContent" => line.boxes.push(child),
            _ => runs(child, line, depth + 1),
        }
    }
}

/// A run struck out or hidden.
fn is_unseen(run: Node<'_, '_>) -> bool {
    let properties = xml::child(run, "rPr");
    ["strike", "dstrike", "vanish"]
        .into_iter()
        .any(|name| properties.and_then(|all| xml::child(all, name)).is_some_and(is_on))
}

/// Whether a property that is there is switched on.
fn is_on(node: Node<'_, '_>) -> bool {
    xml::attribute(node, "val").is_none_or(xml::is_yes)
}

/// A sign of a font of signs: what it looks like is not told, but for the bullets.
fn symbol(node: Node<'_, '_>) -> char {
    let code = xml::attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
    match code {
        0xf000.. => '・',
        code => char::from_u32(code).filter(|c| !c.is_control()).unwrap_or(' '),
    }
}

fn plain(node: Node<'_, '_>) -> String {
    let mut line = Line::default();
    runs(node, &mut line, 0);
    line.text.trim().replace('\n', " ")
}

/// Takes away the columns of the grid in which no cell begins, and the rows without a cell of their own.
fn squeezed(rows: Vec<Row>) -> Vec<Row> {
    let filled = |cell: &&Cell| !cell.lines.is_empty();
    let mut starts: Vec<usize> =
        rows.iter().flat_map(|row| &row.cells).filter(filled).map(|cell| cell.column).collect();
    starts.sort_unstable();
    starts.dedup();
    let kept: Vec<usize> =
        (0..rows.len()).filter(|&n| rows[n].cells.iter().any(|cell| !cell.lines.is_empty())).collect();
    let before = |of: &[usize], at: usize| of.partition_point(|one| *one < at);
    let mut out = Vec::new();
    for (n, row) in rows.into_iter().enumerate() {
        let cells = row.cells.into_iter().filter(|cell| !cell.lines.is_empty()).map(|cell| {
            let column = before(&starts, cell.column);
            let columns = (before(&starts, cell.column + cell.columns) - column).max(1);
            let rows = (before(&kept, n + cell.rows) - before(&kept, n)).max(1);
            Cell { column, columns, rows, ..cell }
        });
        let cells: Vec<Cell> = cells.collect();
        if !cells.is_empty() {
            out.push(Row { cells });
        }
    }
    out
}

fn styles(text: &str, name: &str) -> Result<HashMap<String, Style>, OfficeError> {
    let tree = xml::parse(text, name)?;
    let read = |style: Node<'_, '_>| {
        let id = xml::attribute(style, "styleId")?.to_owned();
        let value = |node: Node<'_, '_>, name| {
            xml::child(node, name).and_then(|one| xml::attribute(one, "val")).map(str::to_owned)
        };
        let properties = xml::child(style, "pPr");
        let level = properties.and_then(|all| value(all, "outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        // Styles that are built in need not say their level.
        let called = value(style, "name").unwrap_or_default().to_lowercase();
        let heading = called.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
        let title = (called == "title").then_some(1);
        let list = properties.and_then(|all| xml::child(all, "numPr")).and_then(|list| {
            Some((value(list, "numId")?, value(list, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0)))
        });
        let rank = level.map(|level| level.saturating_add(1)).or(heading).or(title);
        Some((id, Style { rank, list, based_on: value(style, "basedOn") }))
    };
    Ok(xml::children(tree.root_element(), "style").filter_map(read).collect())
}
