//! Where places alone put the glyphs of a page: what the tags are held against.

use std::collections::HashMap;

use crate::pdf::Rect;

use super::super::block::Block;
use super::super::ink::Ink;
use super::super::placed::Spot;

/// Where places alone put the glyphs.
pub(super) struct Placing {
    /// The block of each, and the how manieth of all it is.
    pub glyphs: HashMap<[u32; 4], (usize, u32)>,
    /// The first glyph of each paragraph and whether it begins afresh, and the last and whether its line is full.
    fresh: HashMap<u32, bool>,
    full: HashMap<u32, bool>,
}

impl Placing {
    pub fn of(blocks: &[Block]) -> Self {
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

    pub fn get(&self, ink: &Ink<'_>) -> Option<(usize, u32)> {
        self.glyphs.get(&bits(ink.glyph.rect)).copied()
    }

    /// A paragraph cut out by tags knows no column: whether it may go on, and come from somewhere, its column tells.
    pub fn in_column(&self, mut block: Block) -> Block {
        if let Block::Text(paragraph) = &mut block {
            let of = |spot: Option<&Spot>| spot.and_then(|spot| self.glyphs.get(&bits(spot.rect))).map(|(_, n)| *n);
            let (first, last) = (of(paragraph.placed.spots.first()), of(paragraph.placed.spots.last()));
            paragraph.fresh = first.and_then(|first| self.fresh.get(&first)).is_none_or(|fresh| *fresh);
            paragraph.full = last.and_then(|last| self.full.get(&last)).is_some_and(|full| *full);
        }
        block
    }
}

pub(super) fn bits(rect: Rect) -> [u32; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(f32::to_bits)
}
