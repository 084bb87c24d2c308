//! Writes blocks as a text dump, and notes where each byte of it stands.

use std::collections::BTreeMap;

use crate::chars::{columns, ends_sentence};

use super::super::marks::Mark;
use super::Set;
use super::block::{Block, Paragraph, Table};
use super::boxes::Boxes;
use super::placed::Placed;

/// Letters larger than most of the document's by this much make a heading.
const LARGE: f32 = 1.15;
/// The longest heading told by its size, in columns.
const LONGEST: usize = 70;
/// Where more of a document is larger than its most common size, size tells nothing.
const MOST_LARGE: f32 = 0.25;
/// Nor do tags that call more of it headings.
const MOST_TOLD: f32 = 0.4;

pub(super) fn set(blocks: &[Block], pages: u32) -> Set {
    let headings = Headings::of(blocks);
    let mut out = Placed::default();
    let mut page = 1;
    for block in blocks {
        match block {
            Block::Text(paragraph) => {
                turn_to(&mut out, &mut page, paragraph.placed.page());
                if let Some(rank) = headings.rank(paragraph) {
                    out.push(&"#".repeat(rank));
                    out.push(" ");
                }
                trimmed(&mut out, &paragraph.placed);
                out.push("\n\n");
            }
            Block::Table(table) => rows(&mut out, &mut page, table),
        }
    }
    turn_to(&mut out, &mut page, Some(pages));
    Set { text: out.text, boxes: Boxes::new(out.spots), misfits: Vec::new() }
}

/// A form feed for each page that ends.
fn turn_to(out: &mut Placed, page: &mut u32, to: Option<u32>) {
    while to.is_some_and(|to| *page < to) {
        out.push("\x0c");
        *page += 1;
    }
}

fn rows(out: &mut Placed, page: &mut u32, table: &Table) {
    let width = table.columns();
    for row in &table.rows {
        turn_to(out, page, Some(row.page));
        for column in 0..width.max(1) {
            if column > 0 {
                out.push("\t");
            }
            let Some(cell) = row.cell(column as u16) else { continue };
            if let [part] = cell.parts.as_slice() {
                trimmed(out, part);
                continue;
            }
            for part in &cell.parts {
                out.push("<p>");
                trimmed(out, part);
                out.push("</p>");
            }
        }
        out.push(if width > 1 { "\n" } else { "\t\n" });
    }
    out.push("\n");
}

/// Adds a text without the white space at its ends.
fn trimmed(out: &mut Placed, placed: &Placed) {
    let start = placed.text.len() - placed.text.trim_start().len();
    let end = start + placed.text.trim().len();
    let by = out.text.len();
    out.text.push_str(&placed.text[start..end]);
    let inside = placed.spots.iter().filter(|spot| (spot.start as usize) < end && spot.end as usize > start);
    out.spots.extend(inside.map(|spot| super::placed::Spot {
        start: (by + (spot.start as usize).max(start) - start) as u32,
        end: (by + (spot.end as usize).min(end) - start) as u32,
        ..*spot
    }));
}

/// The ranks of headings: as tags tell them, else by size, then by numbering.
struct Headings {
    /// Whether what tags call headings are.
    told: bool,
    body: f32,
    ranks: Vec<Key>,
}

/// A size in half points, larger first, and the rank of the numbering in it.
type Key = (std::cmp::Reverse<u32>, u8);

impl Headings {
    fn of(blocks: &[Block]) -> Self {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        let texts = || blocks.iter().filter_map(|block| if let Block::Text(text) = block { Some(text) } else { None });
        let length = |text: &Paragraph| text.placed.spots.len();
        for text in texts() {
            *sizes.entry(half_points(text.size)).or_default() += length(text);
        }
        let all: usize = sizes.values().sum();
        let body = sizes.iter().max_by_key(|&(size, count)| (*count, *size)).map_or(0, |(size, _)| *size) as f32 / 2.0;
        let is_told = |text: &&Paragraph| text.told.is_some_and(|told| told.heading.is_some());
        let told: usize = texts().filter(is_told).filter(|text| is_title(&text.placed.text)).map(length).sum();
        let mut headings = Self { told: told as f32 <= MOST_TOLD * all as f32, body, ranks: Vec::new() };
        let large: usize = texts().filter(|text| headings.is_large(text)).map(length).sum();
        if large as f32 > MOST_LARGE * all as f32 {
            return headings;
        }
        headings.ranks = texts().filter(|text| headings.is_large(text)).map(key).collect();
        headings.ranks.sort_unstable();
        headings.ranks.dedup();
        headings
    }

    fn is_large(&self, text: &Paragraph) -> bool {
        text.size > LARGE * self.body && is_title(&text.placed.text)
    }

    fn rank(&self, text: &Paragraph) -> Option<usize> {
        if let Some(rank) = text.told.and_then(|told| told.heading).filter(|_| self.told && is_title(&text.placed.text))
        {
            return Some(rank.into());
        }
        if self.ranks.is_empty() || !self.is_large(text) {
            return None;
        }
        let rank = self.ranks.binary_search(&key(text)).ok()? + 1;
        // What is numbered ranks without a mark where there are no more marks.
        (rank <= 6).then_some(rank)
    }
}

/// Whether a text may be a heading.
fn is_title(text: &str) -> bool {
    let words = text.trim();
    !ends_sentence(words)
        && columns(words) <= LONGEST
        && words.chars().count() > 1
        && words.chars().any(char::is_alphabetic)
        && !is_figure(words)
}

/// 48施設 → 120施設, printed large on a card: no heading.
fn is_figure(words: &str) -> bool {
    words.starts_with(char::is_numeric) && words.contains(['→', '⇒', '➡', '➔'])
}

fn half_points(size: f32) -> u32 {
    (size * 2.0).round() as u32
}

fn key(text: &Paragraph) -> Key {
    let rank = match Mark::of(&text.placed.text) {
        Mark::Number { rank } | Mark::Hash { rank } => rank,
        _ => 0,
    };
    (std::cmp::Reverse(half_points(text.size)), rank)
}
