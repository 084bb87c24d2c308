//! Sets the pages of a PDF as a text dump: reading order, paragraphs, headings, tables.
//!
//! Everything after this stage reads the dump as it would read any other; the boxes tell
//! where on the pages each of its bytes stands.

mod aligned;
mod block;
mod boxes;
mod cards;
#[cfg(test)]
mod desk;
mod furniture;
mod grid;
mod groups;
mod gutters;
mod heads;
mod ink;
mod join;
mod ledger;
mod lines;
mod middles;
mod order;
mod page;
mod placed;
mod raised;
mod ruby;
mod ruling;
mod sides;
mod spread;
mod tagged;
mod tiles;
mod write;

use serde::{Deserialize, Serialize};

use crate::pdf::{Misfit, Page};
use furniture::Sheet;

pub use boxes::Boxes;

/// A document set as text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Set {
    /// A text dump: pages parted by form feeds, a paragraph a line, a table row a line of
    /// cells parted by tabs.
    pub text: String,
    /// Where on the pages the bytes of the text stand.
    pub boxes: Boxes,
    /// The pages whose tags are left aside, and why.
    pub misfits: Vec<(u32, Misfit)>,
}

/// Sets pages, numbered from 1 on, as a text dump.
pub fn set(pages: &[Page]) -> Set {
    let mut sheets = Vec::with_capacity(pages.len());
    let mut turns = Vec::with_capacity(pages.len());
    let mut misfits = Vec::new();
    for page in pages {
        let (blocks, turn, misfit) = page::blocks(page);
        misfits.extend(misfit.map(|misfit| (page.number, misfit)));
        sheets.push(Sheet { number: page.number, blocks });
        turns.push(turn);
    }
    furniture::without(pages, &mut sheets, &turns);
    let last = pages.last().map_or(1, |page| page.number);
    Set { misfits, ..write::set(&spread::joined(sheets), last) }
}
