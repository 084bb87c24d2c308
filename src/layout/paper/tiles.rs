//! Tables whose cells are coloured boxes, with white between them where others have lines.
//!
//! Boxes that touch each other side by side and one below the other are cells; their sides are as good as rules.
//! Boxes that stand below each other only are the bands of a table or the paragraphs of a page.

use crate::pdf::Rect;

use super::lines::Sets;

/// Cells are at most this far apart, in points.
const WHITE: f32 = 3.0;
/// What part of the shorter side of two cells stands beside the other.
const BESIDE: f32 = 0.5;
/// What part of the area around them the cells of a table fill.
const WHOLE: f32 = 0.6;
/// Fewer boxes make no table.
const FEWEST: usize = 4;
/// Lower or narrower boxes are lines and bars, in points.
const SMALLEST: f32 = 6.0;
/// More boxes than this are a chart or a map.
const MOST: usize = 1500;

/// How two boxes stand to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Touch {
    Beside,
    Below,
}

/// The sides of the boxes that are cells, as thin as lines.
pub(super) fn sides(fills: &[Rect]) -> Vec<Rect> {
    let mut boxes: Vec<Rect> =
        fills.iter().copied().filter(|fill| fill.width().min(fill.height()) > SMALLEST).collect();
    if boxes.len() < FEWEST || boxes.len() > MOST {
        return Vec::new();
    }
    let shaded: Vec<Rect> = boxes.iter().copied().filter(|cell| is_shaded(*cell, &boxes)).collect();
    boxes.retain(|one| !shaded.iter().any(|cell| shades(*one, *cell)));
    let mut sets = Sets::new(boxes.len());
    let mut touches = Vec::new();
    for (a, one) in boxes.iter().enumerate() {
        for (b, other) in boxes.iter().enumerate().skip(a + 1) {
            if let Some(touch) = touch(*one, *other) {
                sets.join(a, b);
                touches.push((a, touch));
            }
        }
    }
    let mut groups: Vec<(usize, usize, usize)> = vec![(0, 0, 0); boxes.len()];
    let mut hulls: Vec<(f32, Option<Rect>)> = vec![(0.0, None); boxes.len()];
    for (at, rect) in boxes.iter().enumerate() {
        let root = sets.root(at);
        groups[root].0 += 1;
        let (area, hull) = &mut hulls[root];
        *area += rect.width() * rect.height();
        *hull = Some(hull.map_or(*rect, |hull| hull.union(*rect)));
    }
    for (at, touch) in touches {
        let group = &mut groups[sets.root(at)];
        match touch {
            Touch::Beside => group.1 += 1,
            Touch::Below => group.2 += 1,
        }
    }
    let mut out = Vec::new();
    for (at, rect) in boxes.iter().enumerate() {
        let root = sets.root(at);
        let (count, beside, below) = groups[root];
        // A coloured head and first column over a white body are no table by themselves.
        let whole = hulls[root].1.is_some_and(|hull| hulls[root].0 > WHOLE * hull.width() * hull.height());
        if whole && count >= FEWEST && beside > 1 && below > 1 {
            out.extend(outline(*rect));
        }
    }
    out
}

/// Whether a box is the shade of one paragraph of a cell: as wide as the cell, whose shade is drawn too, and not as high.
fn shades(one: Rect, cell: Rect) -> bool {
    let wide = (one.x0 - cell.x0).abs() < SAME && (one.x1 - cell.x1).abs() < SAME;
    let inside = one.y0 > cell.y0 - SAME && one.y1 < cell.y1 + SAME;
    wide && inside && one.height() + SAME < cell.height() && cell.height() < PARAGRAPHS * one.height()
}

/// Whether a box holds shades that do not reach from its top to its bottom: else it is the ground of cells, and no cell.
fn is_shaded(cell: Rect, all: &[Rect]) -> bool {
    let inside = || all.iter().filter(|one| shades(**one, cell));
    let top = inside().map(|one| one.y0).fold(f32::MAX, f32::min);
    let bottom = inside().map(|one| one.y1).fold(f32::MIN, f32::max);
    top < bottom && ((top - cell.y0).abs() >= SAME || (cell.y1 - bottom).abs() >= SAME)
}

/// Sides nearer than this are one, in points.
const SAME: f32 = 1.0;
/// A cell is not so many times as high as one of its paragraphs.
const PARAGRAPHS: f32 = 8.0;

fn touch(a: Rect, b: Rect) -> Option<Touch> {
    let across = a.x0.max(b.x0) - a.x1.min(b.x1);
    let down = a.y0.max(b.y0) - a.y1.min(b.y1);
    let near = |gap: f32| (-1.0..WHITE).contains(&gap);
    if near(across) && -down > BESIDE * a.height().min(b.height()) {
        return Some(Touch::Beside);
    }
    (near(down) && -across > BESIDE * a.width().min(b.width())).then_some(Touch::Below)
}

fn outline(r: Rect) -> [Rect; 4] {
    [Rect { y1: r.y0, ..r }, Rect { y0: r.y1, ..r }, Rect { x1: r.x0, ..r }, Rect { x0: r.x1, ..r }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x0: f32, y0: f32, x1: f32, y1: f32) -> Rect {
        Rect { x0, y0, x1, y1 }
    }

    #[test]
    fn coloured_cells_with_white_between_have_sides() {
        let cells = [
            rect(0.0, 0.0, 50.0, 20.0),
            rect(52.0, 0.0, 90.0, 20.0),
            rect(0.0, 22.0, 50.0, 60.0),
            rect(52.0, 22.0, 90.0, 60.0),
        ];
        assert_eq!(sides(&cells).len(), 16);
    }

    #[test]
    fn shades_of_paragraphs_in_a_cell_have_none() {
        let cell = |x: f32, y: f32| [rect(x, y, x + 50.0, y + 40.0), rect(x, y, x + 50.0, y + 18.0)];
        let cells: Vec<Rect> =
            [(0.0, 0.0), (52.0, 0.0), (0.0, 42.0), (52.0, 42.0)].iter().flat_map(|&(x, y)| cell(x, y)).collect();
        assert_eq!(sides(&cells).len(), 16);
    }

    #[test]
    fn cells_that_fill_the_ground_of_their_column_are_cells() {
        let column = |x: f32| {
            let cells = (0..4).map(move |n| rect(x, 22.0 * n as f32, x + 50.0, 22.0 * n as f32 + 20.0));
            std::iter::once(rect(x, 0.0, x + 50.0, 86.0)).chain(cells)
        };
        let columns: Vec<Rect> = column(0.0).chain(column(52.0)).collect();
        assert_eq!(sides(&columns).len(), 40);
    }

    #[test]
    fn bands_below_each_other_and_cards_apart_have_none() {
        let bands: Vec<Rect> = (0..5).map(|n| rect(0.0, 20.0 * n as f32, 300.0, 20.0 * (n + 1) as f32)).collect();
        assert!(sides(&bands).is_empty());
        let cards: Vec<Rect> = (0..6)
            .map(|n| {
                rect(
                    100.0 * (n % 3) as f32,
                    80.0 * (n / 3) as f32,
                    100.0 * (n % 3) as f32 + 90.0,
                    80.0 * (n / 3) as f32 + 70.0,
                )
            })
            .collect();
        assert!(sides(&cards).is_empty());
    }
}
