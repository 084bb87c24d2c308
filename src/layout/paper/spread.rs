//! What goes on over a page break: tables, rows, paragraphs.

use crate::chars::ends_sentence;

use super::super::marks::Mark;
use super::block::{Block, Cell, Paragraph, Row, Table};
use super::furniture::Sheet;

/// Column lines agree within this, in points.
const SAME_LINE: f32 = 4.0;
/// Sizes agree within this part.
const SAME_SIZE: f32 = 0.06;

/// Puts the blocks of all pages in one list, those together that a page or column break parted.
pub(super) fn joined(sheets: Vec<Sheet>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for sheet in sheets {
        let mut first = true;
        for block in sheet.blocks {
            let at_break = std::mem::take(&mut first);
            match (out.last_mut(), block) {
                (Some(Block::Table(above)), Block::Table(below)) if at_break && same_columns(above, &below) => {
                    append(above, below);
                }
                (_, Block::Text(below)) => match above(&out, &below, at_break, sheet.number) {
                    Some(at) => {
                        if let Block::Text(above) = &mut out[at] {
                            above.placed.wrap(&below.placed, false);
                            above.full = below.full;
                        }
                    }
                    None => out.push(Block::Text(below)),
                },
                (_, block) => out.push(block),
            }
        }
    }
    out
}

/// More notes stand on no page.
const MOST_NOTES: usize = 20;

/// The paragraph that goes on in another: the last one, before the notes of its page where tags tell them.
fn above(out: &[Block], below: &Paragraph, at_break: bool, page: u32) -> Option<usize> {
    let is_note = |block: &Block| match block {
        Block::Text(text) => text.told.is_some_and(|told| told.note),
        Block::Table(_) => false,
    };
    let notes = out.iter().rev().take(MOST_NOTES).take_while(|block| is_note(block)).count();
    let note = below.told.is_some_and(|told| told.note);
    let at = out.len().checked_sub(1 + if at_break && !note { notes } else { 0 })?;
    let Block::Text(above) = &out[at] else { return None };
    let same = above.told.is_some() && above.told == below.told && (at_break || below.rect.y1 < above.rect.y0);
    (same || goes_on(above, below, at_break, page)).then_some(at)
}

/// Whether a paragraph goes on at the top of the next page or column.
fn goes_on(above: &Paragraph, below: &Paragraph, at_break: bool, page: u32) -> bool {
    let last = above.placed.spots.last().map_or(0, |spot| spot.page);
    let column = last == page && below.rect.y1 < above.rect.y0 && below.rect.x0 > above.rect.x1;
    let breaks = at_break && last + 1 == page || column;
    breaks
        && above.told.is_none_or(|told| told.heading.is_none())
        && above.full
        && !below.fresh
        && !ends_sentence(&above.placed.text)
        && Mark::of(&below.placed.text) == Mark::None
        && (above.size - below.size).abs() <= SAME_SIZE * above.size
}

fn same_columns(above: &Table, below: &Table) -> bool {
    if above.columns() != below.columns() {
        return false;
    }
    // A page may be bound left and the next one right: the widths count.
    let by = below.xs[0] - above.xs[0];
    above.xs.iter().zip(&below.xs).all(|(a, b)| (a + by - b).abs() < SAME_LINE)
}

/// Adds the rows of the next page, its repeated header left out.
fn append(above: &mut Table, mut below: Table) {
    let repeated = header(above, &below);
    below.rows.drain(..repeated);
    let mut rows = below.rows.into_iter();
    if let Some(first) = rows.next() {
        match above.rows.last_mut() {
            Some(last) if row_goes_on(last, &first) => merge(last, first),
            _ => above.rows.push(first),
        }
    }
    above.rows.extend(rows);
}

/// How many rows at the top of the next page only repeat the table's head.
fn header(above: &Table, below: &Table) -> usize {
    let texts = |row: &Row| row.texts().map(|(column, text)| (column, bare(&text))).collect::<Vec<_>>();
    let same = above.rows.iter().zip(&below.rows).take_while(|(a, b)| texts(a) == texts(b)).count();
    // A table of equal rows is no header.
    if same < below.rows.len() || above.rows.len() == same { same.min(4) } else { 0 }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a row at the top of a page is the rest of the one at the foot of the last page.
fn row_goes_on(above: &Row, below: &Row) -> bool {
    let unfinished = |cell: &Cell| cell.parts.last().is_some_and(|part| !ends_sentence(&part.text) && cell.full);
    let rest = |cell: &Cell| cell.parts.first().is_some_and(|part| Mark::of(&part.text) == Mark::None);
    let mut goes_on = 0;
    for cell in &below.cells {
        match above.cell(cell.column) {
            Some(before) if unfinished(before) && rest(cell) => goes_on += 1,
            Some(_) => {}
            None => return false,
        }
    }
    let empty = below.cells.len() < above.cells.len();
    let first_empty = above.cells.first().map(|cell| cell.column) != below.cells.first().map(|cell| cell.column);
    goes_on > 0 && (goes_on == below.cells.len() || empty && first_empty)
}

fn merge(above: &mut Row, below: Row) {
    for cell in below.cells {
        let Some(before) = above.cells.iter_mut().find(|before| before.column == cell.column) else { continue };
        let mut parts = cell.parts.into_iter();
        if let Some(first) = parts.next() {
            match before.parts.last_mut() {
                Some(last) if before.full && Mark::of(&first.text) == Mark::None => last.wrap(&first, false),
                _ => before.parts.push(first),
            }
        }
        before.parts.extend(parts);
        before.full = cell.full;
    }
}
