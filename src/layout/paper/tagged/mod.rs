//! Pages of tagged documents: what their tags say, where it agrees with what a person sees.
//!
//! Many trees are wrong: written by programs that guess, or left behind by an edit. A page's tags are believed only if
//! they cover its letters, name each stretch once, hold tables whose cells form rows and columns in place, and go up
//! and down the page no more than the order told by places does. Else they are left aside as a whole.

mod cut;
mod judge;
mod paragraphs;
mod placing;
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
    pub fn tables(
        &self,
        inks: &[Ink<'_>],
        drawn: &mut Vec<Grid>,
        guessed: &mut Vec<Grid>,
    ) -> Result<Vec<Grid>, Misfit> {
        table::grids(self, inks, drawn, guessed)
    }

    /// The page's blocks in the order of the tags; `placed` are those that places alone make, with the tables of `grids`.
    pub fn blocks(&self, inks: &[Ink<'_>], placed: &[Block], grids: &[Grid]) -> Result<Vec<Block>, Misfit> {
        let units = Units::of(self, inks, placed, grids)?;
        judge::order(&units.pieces())?;
        Ok(units.set())
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::glyphs;
    use crate::pdf::{Element, Glyph, Leaf};

    use super::super::{Set, set};
    use super::*;

    /// Words by where they begin, each marked with its number; `elements` are roles, each with the one that holds it,
    /// and `leaves` the element of each word, in the order of the tree.
    fn page(number: u32, words: &[(&str, f32, f32)], elements: &[(Role, Option<u32>)], leaves: &[(u32, u32)]) -> Page {
        let marked = |(mark, word): (u32, &(&str, f32, f32))| {
            let mark = Marked::Content(mark);
            glyphs(&[*word]).into_iter().map(move |glyph| Glyph { mark, ..glyph })
        };
        let element = |(number, &(role, parent)): (u32, &(Role, Option<u32>))| Element { role, parent, number };
        let tags = Tags {
            elements: (0..).zip(elements).map(element).collect(),
            leaves: leaves.iter().map(|&(mark, element)| Leaf { mark, element }).collect(),
            muddled: false,
        };
        let glyphs = (0..).zip(words).flat_map(marked).collect();
        Page { number, width: 400.0, height: 600.0, glyphs, tags: Some(tags), ..Page::default() }
    }

    fn cell(row: u32, column: u32) -> Role {
        Role::Cell { row, column, rows: 1, columns: 1, header: false }
    }

    const P: (Role, Option<u32>) = (Role::Paragraph, None);

    #[test]
    fn a_paragraph_goes_on_behind_the_notes_of_its_page() {
        let note = (Role::Note, None);
        let first = page(
            1,
            &[("導入する施設の", 20.0, 500.0), ("注１　速報値である。", 20.0, 530.0)],
            &[P, note],
            &[(0, 0), (1, 1)],
        );
        let second = page(2, &[("割合を高める。", 20.0, 100.0)], &[P], &[(0, 0)]);
        let Set { text, misfits, .. } = set(&[first, second]);
        assert_eq!(text, "導入する施設の割合を高める。\n\n注１　速報値である。\n\n\x0c");
        assert!(misfits.is_empty());
    }

    #[test]
    fn headings_are_told_whatever_their_size_but_no_sentence_is_one() {
        let heading = (Role::Heading(2), None);
        let words = [
            ("研究開発の推進", 20.0, 100.0),
            ("施設を増やし、割合を高めるため、支援を行う。", 20.0, 130.0),
            ("これは文である。", 20.0, 160.0),
        ];
        let text = set(&[page(1, &words, &[heading, P, heading], &[(0, 0), (1, 1), (2, 2)])]).text;
        assert_eq!(text.lines().next(), Some("## 研究開発の推進"));
        assert!(text.contains("\n\nこれは文である。"));
        // Where most of a page is called so, nothing is.
        let all = page(1, &words[..1], &[heading], &[(0, 0)]);
        assert!(!set(&[all]).text.contains('#'));
    }

    #[test]
    fn a_running_head_is_left_out_at_the_edge_alone() {
        let mut page =
            page(1, &[("本文である。", 20.0, 300.0), ("白書", 20.0, 10.0), ("見出", 20.0, 200.0)], &[P], &[(0, 0)]);
        page.glyphs.iter_mut().filter(|glyph| glyph.mark != Marked::Content(0)).for_each(|glyph| {
            glyph.mark = Marked::Furniture;
        });
        // What stands in the middle is no head, and is held by no tag.
        assert_eq!(set(&[page.clone()]).misfits, [(1, Misfit::Uncovered)]);
        page.glyphs.retain(|glyph| !"見出".contains(&*glyph.text));
        assert_eq!(set(&[page]).text, "本文である。\n\n");
    }

    #[test]
    fn tags_that_hold_too_little_or_name_content_twice_are_left_aside() {
        let words = [("一つ目の段落", 20.0, 100.0), ("二つ目の段落", 20.0, 130.0)];
        let misfit = |leaves: &[(u32, u32)]| set(&[page(1, &words, &[P, P], leaves)]).misfits;
        assert_eq!(misfit(&[(0, 0), (1, 1)]), []);
        assert_eq!(misfit(&[(0, 0)]), [(1, Misfit::Uncovered)]);
        assert_eq!(misfit(&[(0, 0), (7, 1)]), [(1, Misfit::Uncovered)]);
        assert_eq!(misfit(&[(0, 0), (1, 1), (0, 1)]), [(1, Misfit::Muddled)]);
        assert_eq!(misfit(&[(1, 1), (0, 0)]), [(1, Misfit::Order)]);
    }

    /// Two rows of a table without lines, the labels in the middle of their rows.
    fn table(cells: [Role; 4]) -> Set {
        let words = [
            ("健康寿命", 20.0, 106.0),
            ("七十三歳から", 150.0, 100.0),
            ("七十五歳へ", 150.0, 112.0),
            ("受診率", 20.0, 136.0),
            ("半数以上から", 150.0, 130.0),
            ("七割へ", 150.0, 142.0),
        ];
        let elements = [
            (Role::Table, None),
            (Role::Row, Some(0)),
            (cells[0], Some(1)),
            (cells[1], Some(1)),
            (Role::Row, Some(0)),
            (cells[2], Some(4)),
            (cells[3], Some(4)),
        ];
        set(&[page(1, &words, &elements, &[(0, 2), (1, 3), (2, 3), (3, 5), (4, 6), (5, 6)])])
    }

    #[test]
    fn a_table_without_lines_has_the_rows_of_its_tags() {
        let Set { text, misfits, .. } = table([cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)]);
        assert_eq!(text, "健康寿命\t七十三歳から七十五歳へ\n受診率\t半数以上から七割へ\n\n");
        assert!(misfits.is_empty());
        // Cells whose columns nobody counted stand where they stand.
        assert_eq!(table([cell(0, 0), cell(0, 1), cell(1, 3), cell(1, 3)]).text, text);
    }

    #[test]
    fn cells_that_form_no_rows_are_no_table() {
        let words =
            [("健康寿命", 20.0, 100.0), ("受診率", 150.0, 130.0), ("七割", 20.0, 130.0), ("七十三歳", 150.0, 100.0)];
        let elements = [
            (Role::Table, None),
            (Role::Row, Some(0)),
            (cell(0, 0), Some(1)),
            (cell(0, 1), Some(1)),
            (Role::Row, Some(0)),
            (cell(1, 0), Some(4)),
            (cell(1, 1), Some(4)),
        ];
        let set = set(&[page(1, &words, &elements, &[(0, 2), (1, 3), (2, 5), (3, 6)])]);
        assert_eq!(set.misfits, [(1, Misfit::Tables)]);
    }
}
