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
use super::super::placed::Spot;
use super::{Tagged, Told};

/// A bullet or a leader stands no further from what it belongs to, in sizes.
const BESIDE: f32 = 2.5;
/// Where more glyphs are held by no tag, they are not held against the others.
const MOST_LOOSE: usize = 500;
/// A paragraph goes on in the next column where a line begins higher than the last by this, in sizes.
const UP: f32 = 1.5;
/// Paragraphs are but lines where places join this part of them with the next, and so many.
const LINES: f32 = 0.25;
const FEWEST_LINES: usize = 3;
/// So many parts may stand between two of a table: its title.
const BETWEEN: usize = 1;

/// What is read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    /// A paragraph, a heading, an item, a note.
    Told(u32),
    /// What stands in an element, and in no paragraph.
    Run(u32),
    /// The table that is a block of those told by places.
    Table(usize),
    /// What no tag holds.
    Loose,
}

struct Entry<'p> {
    key: Key,
    inks: Vec<Ink<'p>>,
}

/// The parts of a page in the order of its tags.
pub(super) struct Units<'p> {
    entries: Vec<Entry<'p>>,
    /// The paragraph or heading that each entry is.
    told: HashMap<u32, Told>,
    placed: Placing,
    tables: HashMap<usize, Block>,
    turn: Turn,
}

/// Where places alone put the glyphs.
struct Placing {
    /// The block of each, and the how manieth of all it is.
    glyphs: HashMap<[u32; 4], (usize, u32)>,
    /// The first glyph of each paragraph and whether it begins afresh, and the last and whether its line is full.
    fresh: HashMap<u32, bool>,
    full: HashMap<u32, bool>,
}

impl Placing {
    fn of(blocks: &[Block]) -> Self {
        let mut all = Self { glyphs: HashMap::new(), fresh: HashMap::new(), full: HashMap::new() };
        let mut count = 0;
        for (n, block) in blocks.iter().enumerate() {
            let first = count;
            for spot in block.placed().flat_map(|placed| &placed.spots) {
                all.glyphs.insert(bits(spot.rect), (n, count));
                count += 1;
            }
            if let Block::Text(paragraph) = block
                && count > first
            {
                all.fresh.insert(first, paragraph.fresh);
                all.full.insert(count - 1, paragraph.full);
            }
        }
        all
    }

    fn get(&self, ink: &Ink<'_>) -> Option<(usize, u32)> {
        self.glyphs.get(&bits(ink.glyph.rect)).copied()
    }

    /// A paragraph cut out by tags knows no column: whether it may go on, and come from somewhere, its column tells.
    fn in_column(&self, mut block: Block) -> Block {
        if let Block::Text(paragraph) = &mut block {
            let of = |spot: Option<&Spot>| spot.and_then(|spot| self.glyphs.get(&bits(spot.rect))).map(|(_, n)| *n);
            let (first, last) = (of(paragraph.placed.spots.first()), of(paragraph.placed.spots.last()));
            paragraph.fresh = first.and_then(|first| self.fresh.get(&first)).is_none_or(|fresh| *fresh);
            paragraph.full = last.and_then(|last| self.full.get(&last)).is_some_and(|full| *full);
        }
        block
    }
}

fn bits(rect: Rect) -> [u32; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(f32::to_bits)
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
        let mut cut = Cut { tagged, placed: &placed, inks, tables, lines: false };
        let (mut entries, mut torn) = cut.entries();
        if torn.iter().any(|table| guessed.contains(table)) {
            cut.tables.retain(|table| !torn.contains(table) || !guessed.contains(table));
            (entries, torn) = cut.entries();
        }
        if !torn.is_empty() {
            return Err(Misfit::Order);
        }
        if are_lines(&entries, &placed) {
            cut.lines = true;
            (entries, _) = cut.entries();
        }
        let told = entries.iter().filter_map(|entry| match entry.key {
            Key::Told(element) => Some((element, cut.told(element))),
            _ => None,
        });
        let told = told.collect();
        let tables = cut.tables.iter().map(|&n| (n, blocks[n].clone())).collect();
        Ok(Self { entries, told, placed, tables, turn: tagged.turn })
    }

    /// Where the parts stand, and the place of each in the order told by places.
    pub fn pieces(&self) -> Vec<(Rect, u32)> {
        let mut out = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.key != Key::Loose) {
            let whole = matches!(entry.key, Key::Table(_));
            for piece in if whole { vec![entry.inks.clone()] } else { pieces(&entry.inks) } {
                let cores = piece.iter().filter(|ink| !is_blank(ink)).map(|ink| ink.core);
                let rank = piece.iter().filter_map(|ink| self.placed.get(ink)).map(|(_, rank)| rank).min();
                out.extend(cores.reduce(Rect::union).zip(rank));
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

/// What never stands in a cell of a table without lines.
fn is_no_cell(role: Role) -> bool {
    matches!(role, Role::Heading(_) | Role::Item | Role::Note)
}

fn is_blank(ink: &Ink<'_>) -> bool {
    ink.text().trim().is_empty()
}

/// How a page is cut.
struct Cut<'c, 'p> {
    tagged: &'c Tagged<'c>,
    placed: &'c Placing,
    inks: &'c [Ink<'p>],
    /// The blocks that stay tables.
    tables: BTreeSet<usize>,
    /// Paragraphs are lines: what holds them counts.
    lines: bool,
}

impl<'p> Cut<'_, 'p> {
    /// The parts, and the tables between whose parts others stand.
    fn entries(&self) -> (Vec<Entry<'p>>, BTreeSet<usize>) {
        let mut leaves: Vec<Vec<Ink<'p>>> = vec![Vec::new(); self.tagged.tags.leaves.len()];
        let mut loose: Vec<Ink<'p>> = Vec::new();
        let mut out: Vec<Entry<'p>> = Vec::new();
        let mut at: HashMap<Key, usize> = HashMap::new();
        let mut torn = BTreeSet::new();
        let mut add = |out: &mut Vec<Entry<'p>>, key: Key, ink: Ink<'p>| {
            let known = at.get(&key).copied();
            let open = match (key, known) {
                // What stands in no paragraph is read on as long as nothing else comes.
                (Key::Run(_), known) => known.filter(|known| known + 1 == out.len()),
                (Key::Table(table), Some(known)) => {
                    if out.len() - known > BETWEEN + 1 {
                        torn.insert(table);
                    }
                    Some(known)
                }
                (_, known) => known,
            };
            match open {
                Some(open) => out[open].inks.push(ink),
                None => {
                    at.insert(key, out.len());
                    out.push(Entry { key, inks: vec![ink] });
                }
            }
        };
        for ink in self.inks {
            match self.tagged.leaf(ink) {
                Some(leaf) => leaves[leaf as usize].push(*ink),
                None if self.tagged.is_furniture(ink) => {}
                None => match self.table(ink) {
                    Some(_) => {}
                    None => loose.push(*ink),
                },
            }
        }
        let mut firsts: HashMap<u32, u32> = HashMap::new();
        for (leaf, inks) in self.tagged.tags.leaves.iter().zip(leaves) {
            let in_table = inks.iter().any(|ink| self.table(ink).is_some());
            let own = self.key(leaf.element, &mut firsts);
            // A paragraph of spaces alone parts nothing; within one they do.
            if inks.iter().all(is_blank) && out.last().is_none_or(|last| last.key != own) {
                continue;
            }
            for ink in inks {
                match self.table(&ink) {
                    Some(table) => add(&mut out, Key::Table(table), ink),
                    // Spaces and furigana of a table's words.
                    None if in_table && self.placed.get(&ink).is_none() => {}
                    None => add(&mut out, own, ink),
                }
            }
        }
        out.retain(|entry| entry.inks.iter().any(|ink| !is_blank(ink)));
        attach(loose, &mut out);
        (out, torn)
    }

    fn table(&self, ink: &Ink<'_>) -> Option<usize> {
        self.placed.get(ink).map(|(block, _)| block).filter(|block| self.tables.contains(block))
    }

    /// What the content of an element is read with. `firsts` are the first paragraphs of items and notes, which
    /// belong to the label before them.
    fn key(&self, element: u32, firsts: &mut HashMap<u32, u32>) -> Key {
        let mut paragraph = None;
        for at in self.tagged.path(element) {
            match (self.tagged.role(at), paragraph) {
                (Role::Inline, _) => {}
                (Role::Paragraph, None) if self.lines => {}
                (Role::Paragraph | Role::Heading(_), None) => paragraph = Some(at),
                (Role::Item | Role::Note, None) => return Key::Told(at),
                (Role::Item | Role::Note, Some(first)) if *firsts.entry(at).or_insert(first) == first => {
                    return Key::Told(at);
                }
                (_, Some(paragraph)) => return Key::Told(paragraph),
                (_, None) => return Key::Run(at),
            }
        }
        paragraph.map_or(Key::Run(u32::MAX), Key::Told)
    }

    fn told(&self, element: u32) -> Told {
        let note = self.tagged.path(element).any(|at| self.tagged.role(at) == Role::Note);
        // A numbered heading may stand in an item of its own.
        let inside = (element..self.tagged.tags.elements.len() as u32)
            .take_while(|&at| self.tagged.path(at).any(|outer| outer == element));
        let heading = inside.map(|at| self.tagged.role(at)).find_map(|role| match role {
            Role::Heading(rank) => Some(Some(rank)),
            Role::Paragraph => Some(None),
            _ => None,
        });
        Told { number: self.tagged.tags.elements[element as usize].number, heading: heading.flatten(), note }
    }
}

/// Puts what no tag holds with what it stands beside: bullets, dots that lead to a page number.
fn attach<'p>(loose: Vec<Ink<'p>>, entries: &mut Vec<Entry<'p>>) {
    let mut rest = Vec::new();
    let few = loose.len() <= MOST_LOOSE;
    for ink in loose {
        let beside = |other: &&Ink<'_>| {
            let gap = (other.core.x0 - ink.core.x1).max(ink.core.x0 - other.core.x1);
            let (middle, size) = (ink.core.center().1, other.size.max(ink.size));
            !is_blank(other) && gap < BESIDE * size && (other.core.y0..other.core.y1).contains(&middle)
        };
        let told = |entry: &Entry<'_>| !matches!(entry.key, Key::Table(_)) && entry.inks.iter().any(|ink| beside(&ink));
        match entries.iter().position(told).filter(|_| few && !is_blank(&ink)) {
            // It is drawn where it stands: what comes before a line is no line of its own.
            Some(at) => entries[at].inks.push(ink),
            None => rest.push(ink),
        }
    }
    if rest.iter().any(|ink| !is_blank(ink)) {
        entries.push(Entry { key: Key::Loose, inks: rest });
    }
}

/// Whether paragraphs are lines: places join many of them with the next.
fn are_lines(entries: &[Entry<'_>], placed: &Placing) -> bool {
    let block = |ink: Option<&Ink<'_>>| ink.and_then(|ink| placed.get(ink)).map(|(block, _)| block);
    let seen = |entry: &Entry<'_>| {
        let mut seen = entry.inks.iter().filter(|ink| !is_blank(ink));
        let first = seen.next().copied();
        let last = seen.next_back().copied().or(first);
        (block(first.as_ref()), block(last.as_ref()))
    };
    let (mut all, mut joined) = (0, 0);
    for pair in entries.windows(2) {
        if let [Entry { key: Key::Told(_), .. }, Entry { key: Key::Told(_), .. }] = pair {
            let ((_, last), (first, _)) = (seen(&pair[0]), seen(&pair[1]));
            all += 1;
            joined += usize::from(last.is_some() && last == first);
        }
    }
    joined >= FEWEST_LINES && joined as f32 > LINES * all as f32
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
