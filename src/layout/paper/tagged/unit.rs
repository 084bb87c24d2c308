//! A page cut into what its tags hold together: paragraphs, headings, items, and tables, in the order of the tags.
//!
//! Each is then set for itself by its places, so that neither lines that stand side by side nor a paragraph below is
//! drawn into it. What no paragraph holds is set together, as far as one element holds it.

use std::collections::{BTreeSet, HashMap};

use crate::pdf::{Misfit, Rect, Role};

use super::super::block::Block;
use super::super::grid::Grid;
use super::super::ink::{Ink, Turn};
use super::super::page;
use super::cut::{Cut, Entry, Key, is_blank};
use super::judge::Part;
use super::paragraphs::{are_wide, without_lines, without_pages};
use super::placing::Placing;
use super::{Tagged, Told};

/// A paragraph goes on in the next column where a line begins higher than the last by this, in sizes.
const UP: f32 = 1.5;

/// The parts of a page in the order of its tags.
pub(super) struct Units<'p> {
    entries: Vec<Entry<'p>>,
    /// The paragraph or heading that each entry is.
    told: HashMap<u32, Told>,
    placed: Placing,
    tables: HashMap<usize, Block>,
    turn: Turn,
}

impl<'p> Units<'p> {
    /// Cuts a page that `blocks` set by its places; of these the tables stay, but for those that were guessed from
    /// white (they are none of `grids`) and that the tags contradict.
    pub fn of(tagged: &Tagged<'_>, inks: &[Ink<'p>], blocks: &[Block], grids: &[Grid]) -> Result<Self, Misfit> {
        let placed = Placing::of(blocks);
        let guessed: BTreeSet<usize> = (0..blocks.len())
            .filter(|&n| match &blocks[n] {
                Block::Table(table) => !grids.iter().any(|grid| grid.rect() == table.rect),
                Block::Text(_) => false,
            })
            .collect();
        let mut tables: BTreeSet<usize> = (0..blocks.len()).filter(|&n| matches!(blocks[n], Block::Table(_))).collect();
        for ink in inks {
            if let (Some((block, _)), Some(leaf)) = (placed.get(ink), tagged.leaf(ink))
                && guessed.contains(&block)
                && tagged.path(tagged.tags.leaves[leaf as usize].element).any(|at| is_no_cell(tagged.role(at)))
            {
                tables.remove(&block);
            }
        }
        let mut cut = Cut { tagged, placed: &placed, inks, tables };
        let (mut entries, mut torn) = cut.entries();
        if torn.iter().any(|table| guessed.contains(table)) {
            cut.tables.retain(|table| !torn.contains(table) || !guessed.contains(table));
            (entries, torn) = cut.entries();
        }
        if !torn.is_empty() {
            return Err(Misfit::Order);
        }
        if are_wide(&entries, inks, &cut) {
            return Err(Misfit::Order);
        }
        let mut entries = without_lines(entries, &cut);
        without_pages(&mut entries, &placed);
        let told = entries.iter().filter_map(|entry| match entry.key {
            Key::Told(element) => Some((element, cut.told(element))),
            _ => None,
        });
        let told = told.collect();
        let tables = cut.tables.iter().map(|&n| (n, blocks[n].clone())).collect();
        Ok(Self { entries, told, placed, tables, turn: tagged.turn })
    }

    /// Where the parts stand, and where places alone put them.
    pub fn pieces(&self) -> Vec<Part> {
        let mut out = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.key != Key::Loose) {
            let whole = matches!(entry.key, Key::Table(_));
            for piece in if whole { vec![entry.inks.clone()] } else { pieces(&entry.inks) } {
                let cores = piece.iter().filter(|ink| !is_blank(ink)).map(|ink| ink.core);
                let placed = piece.iter().filter_map(|ink| self.placed.get(ink)).min_by_key(|(_, rank)| *rank);
                let part = |(rect, (block, rank))| Part { rect, rank, block };
                out.extend(cores.reduce(Rect::union).zip(placed).map(part));
            }
        }
        out
    }

    /// The blocks in the order of the tags.
    pub fn set(mut self) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        let (loose, entries): (Vec<_>, Vec<_>) = self.entries.drain(..).partition(|entry| entry.key == Key::Loose);
        for entry in entries {
            match entry.key {
                Key::Table(n) => out.extend(self.tables.remove(&n)),
                Key::Told(element) => {
                    let told = self.told.get(&element).copied();
                    for piece in pieces(&entry.inks) {
                        let blocks = page::paragraph(piece, self.turn).into_iter();
                        out.extend(blocks.map(|block| self.placed.in_column(block).told(told)));
                    }
                }
                _ => out.extend(page::region(entry.inks, self.turn)),
            }
        }
        for block in loose.into_iter().flat_map(|entry| page::region(entry.inks, self.turn)) {
            let rect = block.rect();
            let top = out.iter().all(|other| rect.y1 <= other.rect().y0);
            let below = |other: &Block| {
                let other = other.rect();
                rect.y1 <= other.y0 && (top || other.x0 < rect.x1 && rect.x0 < other.x1)
            };
            let at = out.iter().position(below).unwrap_or(out.len());
            out.insert(at, block);
        }
        out
    }
}

/// The columns in which a paragraph stands: where a line begins higher than the last one and beside all before it.
fn pieces<'p>(inks: &[Ink<'p>]) -> Vec<Vec<Ink<'p>>> {
    let mut out: Vec<Vec<Ink<'p>>> = Vec::new();
    let mut reach: Option<(Rect, f32)> = None;
    for ink in inks {
        let core = ink.core;
        let beside = reach.is_some_and(|(all, bottom)| {
            !is_blank(ink) && core.x0 > all.x1 - 0.1 * ink.size && core.y1 < bottom - UP * ink.size
        });
        if beside || out.is_empty() {
            out.push(Vec::new());
            reach = None;
        }
        if !is_blank(ink) {
            reach = Some(reach.map_or((core, core.y1), |(all, _)| (all.union(core), core.y1)));
        }
        if let Some(piece) = out.last_mut() {
            piece.push(*ink);
        }
    }
    out
}

/// What never stands in a cell of a table without lines.
fn is_no_cell(role: Role) -> bool {
    matches!(role, Role::Heading(_) | Role::Item | Role::Note)
}
