//! A page's glyphs by the element that holds them, in the order of the tags.

use std::collections::{BTreeSet, HashMap};

use crate::pdf::Role;

use super::super::ink::Ink;
use super::placing::Placing;
use super::{Tagged, Told};

/// A bullet or a leader stands no further from what it belongs to, in sizes.
const BESIDE: f32 = 2.5;
/// Where more glyphs are held by no tag, they are not held against the others.
const MOST_LOOSE: usize = 500;
/// So many parts may stand between two of a table: its title.
const BETWEEN: usize = 1;

/// What is read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A paragraph, a heading, an item, a note.
    Told(u32),
    /// What stands in an element, and in no paragraph.
    Run(u32),
    /// The table that is a block of those told by places.
    Table(usize),
    /// What no tag holds.
    Loose,
}

pub(super) struct Entry<'p> {
    pub key: Key,
    pub inks: Vec<Ink<'p>>,
}

impl<'p> Entry<'p> {
    pub fn first(&self) -> Option<&Ink<'p>> {
        self.inks.iter().find(|ink| !is_blank(ink))
    }

    pub fn last(&self) -> Option<&Ink<'p>> {
        self.inks.iter().rfind(|ink| !is_blank(ink))
    }
}

pub(super) fn is_blank(ink: &Ink<'_>) -> bool {
    ink.text().trim().is_empty()
}

/// How a page is cut.
pub(super) struct Cut<'c, 'p> {
    pub tagged: &'c Tagged<'c>,
    pub placed: &'c Placing,
    pub inks: &'c [Ink<'p>],
    /// The blocks that stay tables.
    pub tables: BTreeSet<usize>,
}

impl<'p> Cut<'_, 'p> {
    /// The parts, and the tables between whose parts others stand.
    pub fn entries(&self) -> (Vec<Entry<'p>>, BTreeSet<usize>) {
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

    pub fn table(&self, ink: &Ink<'_>) -> Option<usize> {
        self.placed.get(ink).map(|(block, _)| block).filter(|block| self.tables.contains(block))
    }

    /// What the content of an element is read with. `firsts` are the first paragraphs of items and notes, which
    /// belong to the label before them.
    pub fn key(&self, element: u32, firsts: &mut HashMap<u32, u32>) -> Key {
        let mut paragraph = None;
        for at in self.tagged.path(element) {
            match (self.tagged.role(at), paragraph) {
                (Role::Inline, _) => {}
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

    pub fn told(&self, element: u32) -> Told {
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
