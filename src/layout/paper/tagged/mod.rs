//! Pages of tagged documents: what their tags say, where it agrees with what a person sees.
//!
//! Many trees are wrong: written by programs that guess, or left behind by an edit. A page's tags are believed only if
//! they cover its letters, name each stretch once, hold tables whose cells form rows and columns in place, and go up
//! and down the page no more than the order told by places does. Else they are left aside as a whole.

mod judge;
mod table;
mod unit;

use std::collections::HashMap;

use crate::pdf::{Marked, Misfit, Page, Rect, Role, Tags};

use super::block::Block;
use super::grid::Grid;
use super::ink::{Ink, Turn};

use unit::Units;

/// What part of a page's letters the tags hold at least, decoration aside.
const COVERED: f32 = 0.95;
/// Decoration is no larger part of a page's letters.
const DECORATION: f32 = 0.3;
/// Running heads and footers stand in this part of the page at its top and bottom.
const MARGIN: f32 = 0.14;

/// A paragraph as the tags tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    /// Its element: the same on the next page if it goes on there.
    pub number: u32,
    /// The rank of a heading.
    pub heading: Option<u8>,
    pub note: bool,
}

/// The tags of a page beside its glyphs.
pub(super) struct Tagged<'t> {
    tags: &'t Tags,
    turn: Turn,
    /// The leaf of each mark.
    leaves: HashMap<u32, u32>,
    /// Where running heads and footers may stand, in the page's turned space.
    margins: [Rect; 2],
    /// Where the glyphs of each element stand, all that it holds included.
    rects: Vec<Option<Rect>>,
    /// The height of most letters.
    size: f32,
}

impl<'t> Tagged<'t> {
    /// The tags of a page, if it has any and they cover it.
    pub fn of(page: &'t Page, inks: &[Ink<'_>], turn: Turn) -> Option<Result<Self, Misfit>> {
        page.tags.as_ref().map(|tags| Self::covering(page, tags, inks, turn))
    }

    fn covering(page: &Page, tags: &'t Tags, inks: &[Ink<'_>], turn: Turn) -> Result<Self, Misfit> {
        let mut leaves = HashMap::new();
        let twice = tags.leaves.iter().zip(0..).any(|(leaf, n)| leaves.insert(leaf.mark, n).is_some());
        if twice || tags.muddled {
            return Err(Misfit::Muddled);
        }
        let (width, height) = (page.width, page.height);
        let band = |y0: f32, y1: f32| turn.apply(Rect { x0: 0.0, y0, x1: width, y1 });
        let margins = [band(0.0, MARGIN * height), band((1.0 - MARGIN) * height, height)];
        let mut tagged = Self { tags, turn, leaves, margins, rects: vec![None; tags.elements.len()], size: 10.0 };
        let (mut held, mut decoration, mut all) = (0, 0, 0);
        let mut sizes: Vec<f32> = Vec::new();
        for ink in inks.iter().filter(|ink| !ink.text().trim().is_empty()) {
            all += 1;
            sizes.push(ink.size);
            match (tagged.leaf(ink), ink.glyph.mark) {
                (Some(leaf), _) => {
                    held += 1;
                    let rect = &mut tagged.rects[tags.leaves[leaf as usize].element as usize];
                    *rect = Some(rect.map_or(ink.core, |rect| rect.union(ink.core)));
                }
                (None, Marked::Artifact) => decoration += 1,
                (None, Marked::Furniture) if tagged.is_furniture(ink) => decoration += 1,
                _ => {}
            }
        }
        let part = |n: i32, of: i32| n as f32 / of.max(1) as f32;
        if all == 0 || part(held, all - decoration) < COVERED || part(decoration, all) > DECORATION {
            return Err(Misfit::Uncovered);
        }
        let middle = sizes.len() / 2;
        tagged.size = *sizes.select_nth_unstable_by(middle, f32::total_cmp).1;
        // What holds an element stands before it.
        for at in (0..tags.elements.len()).rev() {
            if let (Some(rect), Some(parent)) = (tagged.rects[at], tags.elements[at].parent) {
                let outer = &mut tagged.rects[parent as usize];
                *outer = Some(outer.map_or(rect, |outer| outer.union(rect)));
            }
        }
        Ok(tagged)
    }

    fn leaf(&self, ink: &Ink<'_>) -> Option<u32> {
        match ink.glyph.mark {
            Marked::Content(mark) => self.leaves.get(&mark).copied(),
            _ => None,
        }
    }

    fn role(&self, element: u32) -> Role {
        self.tags.elements[element as usize].role
    }

    /// An element and those that hold it, from the inside out.
    fn path(&self, from: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(from), |&at| self.tags.elements[at as usize].parent)
    }

    /// Whether it was marked as a running head, a footer or a page number, and stands where they do.
    pub fn is_furniture(&self, ink: &Ink<'_>) -> bool {
        ink.glyph.mark == Marked::Furniture && self.margins.iter().any(|margin| margin.holds(ink.core.center()))
    }

    /// The page's tables as grids, in the place of those of `grids` that tell less; `guessed` come from white alone.
    pub fn tables(&self, inks: &[Ink<'_>], drawn: &mut Vec<Grid>, guessed: &mut Vec<Grid>) -> Result<Vec<Grid>, Misfit> {
        table::grids(self, inks, drawn, guessed)
    }

    /// The page's blocks in the order of the tags; `placed` are those that places alone make, with the tables of `grids`.
    pub fn blocks(&self, inks: &[Ink<'_>], placed: &[Block], grids: &[Grid]) -> Result<Vec<Block>, Misfit> {
        let units = Units::of(self, inks, placed, grids)?;
        judge::order(&units.pieces())?;
        Ok(units.set())
    }
}
