//! One page into blocks: tables and frames from its ruling lines, the rest in reading order.

use std::collections::BTreeMap;

use crate::pdf::{Misfit, Page, Rect};

use super::block::{Block, Cell, Row, Table};
use super::cards;
use super::grid::{self, Grid, GridCell, grids};
use super::groups;
use super::heads;
use super::ink::{Ink, Turn};
use super::join::{self, Measure};
use super::ledger;
use super::lines;
use super::order::{self, Item};
use super::ruby;
use super::ruling::Ruling;
use super::tagged::Tagged;
use super::tiles;

/// A net that is mostly empty, with more cells than this, is the grid of a chart.
const CHART: usize = 12;
/// The white at the side of a cell is at most this, in points.
const WIDEST_PADDING: f32 = 14.0;
/// A frame lower than this may stand around a word of a line, in sizes.
const LOW: f32 = 2.4;

/// The blocks of a page in reading order, and how the page was turned.
/// Why the page's tags were left aside comes with them.
pub(super) fn blocks(page: &Page) -> (Vec<Block>, Turn, Option<Misfit>) {
    let mut layers: BTreeMap<Turn, usize> = BTreeMap::new();
    let seen = || page.glyphs.iter().filter(|glyph| !glyph.hidden);
    seen()
        .filter(|glyph| !glyph.text.trim().is_empty())
        .for_each(|glyph| *layers.entry(Turn::of(glyph)).or_default() += 1);
    let turn = layers
        .iter()
        .max_by_key(|&(turn, count)| (*count, std::cmp::Reverse(*turn)))
        .map_or(Turn::None, |(turn, _)| *turn);
    let inks: Vec<Ink<'_>> = seen().map(|glyph| Ink::new(glyph, page.number, turn)).collect();
    let fills: Vec<Rect> = page.fills.iter().map(|&fill| turn.apply(fill)).collect();
    let ruling = Ruling::of(page.rules.iter().map(|rule| turn.apply(rule.rect)).chain(tiles::sides(&fills)));
    let upright: Vec<Ink<'_>> = inks.iter().filter(|ink| Turn::of(ink.glyph) == turn).copied().collect();
    let headed = |found: Vec<Grid>| found.into_iter().map(|grid| heads::with_bar(grid, &fills, &upright)).collect();
    let (drawn, guessed): (Vec<Grid>, Vec<Grid>) =
        (headed(grids(&ruling)), headed(ledger::grids(&grid::lone(&ruling), &fills, &upright)));
    let cards = cards::frames(&fills, &upright);
    let by_places = |mut grids: Vec<Grid>| {
        // The ground of a table's cell is no card.
        let in_table =
            |card: &&Grid| grids.iter().any(|grid| grid.cells.len() > 3 && grid.rect().holds(card.rect().center()));
        let cards: Vec<Grid> = cards.iter().filter(|card| !in_table(card)).cloned().collect();
        grids.extend(cards);
        let content = Tree::new(grids).fill(inks.clone());
        set(content, turn, None)
    };
    let by_tags = |tagged: Tagged<'_>| {
        let (mut drawn, mut guessed) = (drawn.clone(), guessed.clone());
        let mut grids = tagged.tables(&inks, &mut drawn, &mut guessed)?;
        grids.extend(drawn.into_iter().chain(guessed));
        tagged.blocks(&inks, &by_places(grids.clone()), &grids)
    };
    let misfit = match Tagged::of(page, &inks, turn).map(|tagged| tagged.and_then(by_tags)) {
        Some(Ok(blocks)) => return (blocks, turn, None),
        Some(Err(misfit)) => Some(misfit),
        None => None,
    };
    (by_places(drawn.into_iter().chain(guessed).collect()), turn, misfit)
}

/// What stands together, set by its places.
pub(super) fn region(inks: Vec<Ink<'_>>, turn: Turn) -> Vec<Block> {
    set(Content { inks, grids: Vec::new() }, turn, None)
}

/// What is known to be one paragraph.
pub(super) fn paragraph(inks: Vec<Ink<'_>>, turn: Turn) -> Vec<Block> {
    if inks.iter().any(|ink| Turn::of(ink.glyph) != turn) {
        return region(inks, turn);
    }
    lay(inks, Vec::new(), Measure::Told)
}

/// What stands in a cell, a frame or on the bare page.
#[derive(Default)]
struct Content<'p> {
    inks: Vec<Ink<'p>>,
    grids: Vec<Filled<'p>>,
}

/// A grid and what stands in its cells.
struct Filled<'p> {
    grid: Grid,
    cells: Vec<Content<'p>>,
}

/// Which grid stands in which cell.
struct Tree {
    grids: Vec<Grid>,
    /// For each grid: the cell of each of its fields.
    owners: Vec<Vec<Option<usize>>>,
}

impl Tree {
    fn new(grids: Vec<Grid>) -> Self {
        let owners = grids.iter().map(Grid::owners).collect();
        Self { grids, owners }
    }

    /// The cell of a grid that holds a point.
    fn cell(&self, grid: usize, point: (f32, f32)) -> Option<usize> {
        self.grids[grid].cell(&self.owners[grid], point)
    }

    /// The smallest cell around a point, of the grids that are asked for.
    fn around(&self, point: (f32, f32), asked: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let area = |&(grid, cell): &(usize, usize)| {
            let rect = self.grids[grid].cells[cell].rect;
            rect.width() * rect.height()
        };
        (0..self.grids.len())
            .filter(|&grid| asked(grid) && self.grids[grid].rect().holds(point))
            .filter_map(|grid| self.cell(grid, point).map(|cell| (grid, cell)))
            .min_by(|a, b| area(a).total_cmp(&area(b)))
    }

    fn fill(self, inks: Vec<Ink<'_>>) -> Content<'_> {
        let size = |grid: usize| self.grids[grid].rect().width() * self.grids[grid].rect().height();
        let parents: Vec<Option<(usize, usize)>> = (0..self.grids.len())
            .map(|grid| {
                self.around(self.grids[grid].rect().center(), |other| other != grid && size(other) > 1.01 * size(grid))
            })
            .collect();
        let mut page = Content::default();
        let mut filled: Vec<Option<Filled<'_>>> = self
            .grids
            .iter()
            .map(|grid| {
                let cells = grid.cells.iter().map(|_| Content::default()).collect();
                Some(Filled { grid: grid.clone(), cells })
            })
            .collect();
        for ink in inks {
            let content = match self.around(ink.core.center(), |_| true) {
                Some((grid, cell)) => filled[grid].as_mut().map(|grid| &mut grid.cells[cell]),
                None => None,
            };
            content.unwrap_or(&mut page).inks.push(ink);
        }
        // From the smallest grid on, each goes into the cell that holds it.
        let mut order: Vec<usize> = (0..self.grids.len()).collect();
        order.sort_by(|&a, &b| size(a).total_cmp(&size(b)));
        for grid in order {
            let Some(inner) = filled[grid].take() else { continue };
            let outer =
                parents[grid].and_then(|(outer, cell)| filled[outer].as_mut().map(|outer| &mut outer.cells[cell]));
            outer.unwrap_or(&mut page).grids.push(inner);
        }
        page
    }
}

impl Content<'_> {
    fn is_blank(&self) -> bool {
        self.inks.iter().all(|ink| ink.text().trim().is_empty()) && self.grids.iter().all(Filled::is_blank)
    }

    /// How many lines its own glyphs make, roughly.
    fn height(&self) -> f32 {
        let seen = || self.inks.iter().filter(|ink| !ink.text().trim().is_empty());
        let top = seen().map(|ink| ink.core.y0).fold(f32::MAX, f32::min);
        let bottom = seen().map(|ink| ink.core.y1).fold(f32::MIN, f32::max);
        let size = seen().map(|ink| ink.size).fold(1.0, f32::max);
        (bottom - top) / size
    }
}

impl Filled<'_> {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(Content::is_blank)
    }

    /// Whether the cells are those of a table, not boxes that happen to touch.
    fn is_table(&self) -> bool {
        let filled = self.cells.iter().filter(|cell| !cell.is_blank()).count();
        let nested = self.cells.iter().flat_map(|cell| &cell.grids).any(|inner| inner.grid.cells.len() > 3);
        self.grid.xs.len() > 2 && filled > 1 && !nested && !self.is_chart()
    }

    fn is_chart(&self) -> bool {
        let filled = self.cells.iter().filter(|cell| !cell.is_blank()).count();
        self.cells.len() > CHART && filled * 8 < self.cells.len()
    }

    /// Whether it is a box around a word of a line, to which the box means nothing.
    fn is_around_a_word(&self, outside: &[Ink<'_>]) -> bool {
        let [cell] = self.cells.as_slice() else { return false };
        let rect = self.grid.rect();
        let Some(size) = cell.inks.iter().map(|ink| ink.size).reduce(f32::max) else { return false };
        rect.height() < LOW * size
            && cell.height() < 1.5
            && outside.iter().any(|ink| {
                let beside = (ink.core.x0 - rect.x1).max(rect.x0 - ink.core.x1);
                let middle = (ink.core.y0 + ink.core.y1) / 2.0;
                !ink.text().trim().is_empty() && beside < size && (rect.y0..rect.y1).contains(&middle)
            })
    }
}

/// Sets what stands in a region; in a cell of a table its lines keep to the cell's sides.
fn set(mut content: Content<'_>, turn: Turn, cell: Option<(f32, f32)>) -> Vec<Block> {
    let mut items = Vec::new();
    let mut grids = std::mem::take(&mut content.grids);
    while let Some(filled) = grids.pop() {
        if filled.is_chart() || filled.is_around_a_word(&content.inks) {
            for inner in filled.cells {
                content.inks.extend(inner.inks);
                grids.extend(inner.grids);
            }
        } else if !filled.is_blank() {
            let rect = filled.grid.rect();
            let blocks = if filled.is_table() { vec![table(filled, turn)] } else { frames(filled, turn) };
            items.push(Item::Set(rect, blocks));
        }
    }
    let mut layers: BTreeMap<Turn, Vec<Ink<'_>>> = BTreeMap::new();
    for ink in content.inks {
        layers.entry(Turn::of(ink.glyph)).or_default().push(ink);
    }
    let main =
        layers.iter().max_by_key(|(layer, inks)| (inks.len(), **layer == turn)).map_or(turn, |(layer, _)| *layer);
    if cell.is_some() && main != turn && items.is_empty() && is_upright(main, layers.get(&turn)) {
        // A cell with a layout of its own, a narrow one with vertical writing say.
        let set = |(layer, inks)| lay(turned(inks, layer), Vec::new(), Measure::Longest);
        return layers.into_iter().flat_map(set).collect();
    }
    let inks = layers.remove(&turn).unwrap_or_default();
    for (layer, inks) in layers {
        for block in lay(turned(inks, layer), Vec::new(), Measure::Longest) {
            let rect = turn.apply(layer.undo(block.rect()));
            items.push(Item::Set(rect, vec![at(block, rect)]));
        }
    }
    lay(inks, items, cell.map_or(Measure::Longest, |(left, right)| Measure::Cell(left, right)))
}

/// Whether nothing of the page's own direction stands beside the other one.
fn is_upright(main: Turn, others: Option<&Vec<Ink<'_>>>) -> bool {
    main != Turn::None && others.is_none_or(|inks| inks.iter().all(|ink| ink.text().trim().is_empty()))
}

fn turned(inks: Vec<Ink<'_>>, turn: Turn) -> Vec<Ink<'_>> {
    inks.into_iter().map(|ink| Ink::new(ink.glyph, ink.page, turn)).collect()
}

fn at(mut block: Block, rect: Rect) -> Block {
    match &mut block {
        Block::Text(paragraph) => paragraph.rect = rect,
        Block::Table(table) => table.rect = rect,
    }
    block
}

fn lay<'p>(inks: Vec<Ink<'p>>, items: Vec<Item<'p>>, measure: Measure) -> Vec<Block> {
    let cell = matches!(measure, Measure::Cell(..));
    let segments = ruby::without(lines::segments(inks, !cell));
    let items = segments.into_iter().map(Item::Text).chain(items).collect();
    order::flows(items, cell).into_iter().flat_map(|flow| join::blocks(flow, measure)).collect()
}

/// Boxes: each read for itself.
fn frames(filled: Filled<'_>, turn: Turn) -> Vec<Block> {
    filled.cells.into_iter().flat_map(|cell| set(cell, turn, None)).collect()
}

fn table(filled: Filled<'_>, turn: Turn) -> Block {
    let Filled { grid, cells } = filled;
    let padding = padding(&grid, &cells);
    let mut rows: Vec<Row> = (1..grid.ys.len()).map(|_| Row::default()).collect();
    let whole = |(place, content)| vec![(place, content)];
    let placed = grid.cells.iter().copied().zip(cells).flat_map(|(place, content)| {
        let heads = if content.grids.is_empty() { heads::parted(&place, &content.inks, &grid) } else { None };
        let Some(heads) = heads else { return whole((place, content)) };
        heads.into_iter().map(|(place, inks)| (place, Content { inks, grids: Vec::new() })).collect()
    });
    let mut placed: Vec<(GridCell, Content<'_>)> = placed.collect();
    for (from, to) in groups::moves(&grid, placed.iter().map(|(place, content)| (place, content.inks.as_slice()))) {
        let words = |(place, content): &&mut (GridCell, Content<'_>)| {
            place.row == 0 && place.column == from && !content.is_blank()
        };
        if let Some((place, _)) = placed.iter_mut().find(words) {
            place.column = to;
        }
    }
    for (place, content) in placed {
        let page = content.inks.first().map(|ink| ink.page);
        let (parts, full) = parts(&place, content, padding, turn);
        let row = &mut rows[usize::from(place.row)];
        row.page = row.page.max(page.unwrap_or(0));
        if !parts.is_empty() {
            row.cells.push(Cell { column: place.column, parts, full });
        }
    }
    rows.retain(|row| !row.cells.is_empty());
    let rect = grid.rect();
    Block::Table(Table { rect, xs: grid.xs, rows })
}

/// The paragraphs of a cell, and whether its last line is full.
fn parts(place: &GridCell, content: Content<'_>, padding: f32, turn: Turn) -> (Vec<super::placed::Placed>, bool) {
    let sides = (place.rect.x0 + padding, place.rect.x1 - padding);
    let mut full = false;
    let mut parts = Vec::new();
    for block in set(content, turn, Some(sides)) {
        match block {
            Block::Text(paragraph) => {
                full = paragraph.full;
                parts.push(paragraph.placed);
            }
            Block::Table(table) => parts.extend(table.rows.iter().map(one_line)),
        }
    }
    parts.retain(|part| !part.is_blank());
    (parts, full)
}

/// A row of a table that stands in a cell of another.
fn one_line(row: &Row) -> super::placed::Placed {
    let mut out = super::placed::Placed::default();
    for part in row.cells.iter().flat_map(|cell| &cell.parts) {
        if !out.text.is_empty() {
            out.push(" ");
        }
        out.append(part);
    }
    out
}

/// The white between the text of a table and the left sides of its cells, as in the cells where
/// it is narrow: others centre their text, and on the right a word may run over the line.
fn padding(grid: &Grid, cells: &[Content<'_>]) -> f32 {
    let left = |(place, content): (&GridCell, &Content<'_>)| {
        let inks = content.inks.iter().filter(|ink| !ink.text().trim().is_empty());
        inks.map(|ink| ink.core.x0 - place.rect.x0).min_by(f32::total_cmp)
    };
    let mut all: Vec<f32> = grid.cells.iter().zip(cells).filter_map(left).collect();
    if all.is_empty() {
        return WIDEST_PADDING;
    }
    let narrow = all.len() / 8;
    all.select_nth_unstable_by(narrow, f32::total_cmp).1.clamp(0.5, WIDEST_PADDING)
}
