//! A header whose columns no lines part: white space does, over the lines of the rows below.
//!
//! Where the head of a table is a coloured bar, its words stand in one cell as wide as the table, or over the table
//! where its first line is the bar's lower side. They are parted where the columns are, if white space stands over each
//! of those places, and words over each column.

use crate::pdf::Rect;

use super::grid::{Grid, GridCell};
use super::ink::Ink;
use super::ruling::NEAR;

/// Fewer columns may be anything.
const LEAST: u16 = 3;
/// The white between the words of two columns is no narrower, in sizes: more than between two words of one.
const WHITE: f32 = 0.9;
/// Letters of one line stand no further apart in height, in sizes.
const LINE: f32 = 0.5;
/// A header has no more letters: each is held against the others of its line.
const MOST: usize = 1000;

/// The cells of a grid's columns in which the letters of a wide cell stand; none where they are its own.
pub(super) fn parted<'p>(place: &GridCell, inks: &[Ink<'p>], grid: &Grid) -> Option<Vec<(GridCell, Vec<Ink<'p>>)>> {
    if place.columns < LEAST || inks.len() > MOST {
        return None;
    }
    let from = usize::from(place.column);
    let xs = &grid.xs[from..=from + usize::from(place.columns)];
    let seen: Vec<&Ink<'_>> = inks.iter().filter(|ink| !ink.text().trim().is_empty()).collect();
    let within = |ink: &Ink<'_>| xs.partition_point(|&x| x <= ink.core.center().0).clamp(1, xs.len() - 1) - 1;
    let mut filled = vec![false; xs.len() - 1];
    seen.iter().for_each(|ink| filled[within(ink)] = true);
    let clear = filled.iter().all(|&filled| filled) && seen.iter().all(|ink| is_clear(ink, &seen, &within));
    // Words in the middle of a column may begin before the values that are all that tells where it is.
    let stretches = if clear { Vec::new() } else { stretches(&seen, xs)? };
    let column = |ink: &Ink<'_>| match stretches.partition_point(|&end| end < ink.core.x0) {
        _ if clear => within(ink),
        at => at.min(xs.len() - 2),
    };
    let mut parts: Vec<(GridCell, Vec<Ink<'p>>)> = (0..xs.len() - 1)
        .map(|n| {
            let rect = Rect { x0: xs[n], x1: xs[n + 1], ..place.rect };
            (GridCell { rect, column: place.column + n as u16, columns: 1, ..*place }, Vec::new())
        })
        .collect();
    inks.iter().for_each(|ink| parts[column(ink)].1.push(*ink));
    Some(parts)
}

/// A bar is no higher, and stands no further above its table, in sizes.
const HIGH: f32 = 6.0;
const ABOVE: f32 = 1.5;

/// A grid with the coloured bar that stands right over it, whole or a box a column, as its first row, if there is one with
/// words over each column.
pub(super) fn with_bar(mut grid: Grid, fills: &[Rect], inks: &[Ink<'_>]) -> Grid {
    let Some((bar, words)) = bar_over(grid.rect(), fills, inks) else { return grid };
    let columns = grid.xs.len() as u16 - 1;
    let place = GridCell { rect: Rect { y1: grid.ys[0], ..bar }, column: 0, row: 0, columns, rows: 1 };
    if parted(&place, &words, &grid).is_none() {
        return grid;
    }
    grid.ys.insert(0, bar.y0);
    grid.cells.iter_mut().for_each(|cell| cell.row += 1);
    grid.cells.insert(0, place);
    grid
}

/// The bar over a table, and its letters: nothing stands between them, and it is as wide.
fn bar_over<'p>(table: Rect, fills: &[Rect], inks: &[Ink<'p>]) -> Option<(Rect, Vec<Ink<'p>>)> {
    let near = |a: f32, b: f32| (a - b).abs() < NEAR;
    let first = fills.iter().filter(|fill| near(fill.x0, table.x0) && fill.y1 < table.y0 + NEAR);
    let first = first.max_by(|a, b| a.y1.total_cmp(&b.y1))?;
    let alike = |fill: &&Rect| near(fill.y0, first.y0) && near(fill.y1, first.y1);
    let mut boxes: Vec<Rect> = fills.iter().filter(alike).copied().collect();
    boxes.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let bar = boxes.into_iter().fold(*first, |bar, next| if next.x0 < bar.x1 + NEAR { bar.union(next) } else { bar });
    let seen = |ink: &&Ink<'_>| !ink.text().trim().is_empty();
    let words: Vec<Ink<'_>> = inks.iter().filter(seen).filter(|ink| bar.holds(ink.core.center())).copied().collect();
    let size = words.iter().map(|ink| ink.size).reduce(f32::max)?;
    let between = Rect { y0: bar.y1, y1: table.y0, ..bar };
    let fits = near(bar.x1, table.x1)
        && bar.height() < HIGH * size
        && between.height() < ABOVE * size
        && !inks.iter().filter(seen).any(|ink| between.holds(ink.core.center()));
    fits.then_some((bar, words))
}

/// Where the words of each column end, if white space parts them into as many stretches as there are columns, and each
/// stands over its column.
fn stretches(seen: &[&Ink<'_>], xs: &[f32]) -> Option<Vec<f32>> {
    let mut words: Vec<&Ink<'_>> = seen.to_vec();
    words.sort_by(|a, b| a.core.x0.total_cmp(&b.core.x0));
    let mut found: Vec<(f32, f32)> = Vec::new();
    for ink in words {
        match found.last_mut().filter(|(_, end)| ink.core.x0 - *end < WHITE * ink.size) {
            Some((_, end)) => *end = end.max(ink.core.x1),
            None => found.push((ink.core.x0, ink.core.x1)),
        }
    }
    let over = |(at, (x0, x1)): (usize, &(f32, f32))| (xs[at]..xs[at + 1]).contains(&((x0 + x1) / 2.0));
    let fits = found.len() + 1 == xs.len() && found.iter().enumerate().all(over);
    fits.then(|| found.into_iter().map(|(_, end)| end).collect())
}

/// Whether white space stands between a letter and those of its line in the columns to its right.
fn is_clear(ink: &Ink<'_>, seen: &[&Ink<'_>], column: &impl Fn(&Ink<'_>) -> usize) -> bool {
    let beside = |other: &&&Ink<'_>| {
        (other.core.center().1 - ink.core.center().1).abs() < LINE * ink.size && column(other) > column(ink)
    };
    seen.iter().filter(beside).all(|other| other.core.x0 - ink.core.x1 >= WHITE * ink.size.min(other.size))
}

#[cfg(test)]
mod tests {
    use super::super::desk::glyphs;
    use super::super::ink::Turn;
    use super::*;

    /// The words of a cell over three columns of 100 points, each from where it begins, ten points a letter.
    fn parts(words: &[(&str, f32, f32)]) -> Option<Vec<String>> {
        let grid = Grid { xs: vec![0.0, 100.0, 200.0, 300.0], ys: vec![0.0, 40.0, 60.0], cells: Vec::new() };
        let rect = Rect { x0: 0.0, y0: 0.0, x1: 300.0, y1: 40.0 };
        let place = GridCell { rect, column: 0, row: 0, columns: 3, rows: 1 };
        let glyphs = glyphs(words);
        let inks: Vec<Ink<'_>> = glyphs.iter().map(|glyph| Ink::new(glyph, 1, Turn::None)).collect();
        let text = |(_, inks): (GridCell, Vec<Ink<'_>>)| inks.iter().map(Ink::text).collect::<String>();
        parted(&place, &inks, &grid).map(|parts| parts.into_iter().map(text).collect())
    }

    #[test]
    fn a_header_without_lines_is_parted_where_its_columns_are() {
        let head = [("指標", 20.0, 15.0), ("基準値", 110.0, 5.0), ("（R5）", 110.0, 20.0), ("目標値", 220.0, 15.0)];
        assert_eq!(parts(&head).unwrap(), ["指標", "基準値（R5）", "目標値"]);
    }

    #[test]
    fn words_in_the_middle_of_a_column_may_begin_before_its_values() {
        let head = [("指標", 20.0, 15.0), ("計画策定時の基準値", 84.0, 15.0), ("目標値", 220.0, 15.0)];
        assert_eq!(parts(&head).unwrap(), ["指標", "計画策定時の基準値", "目標値"]);
    }

    #[test]
    fn words_that_run_over_a_column_are_one_cell() {
        assert_eq!(parts(&[("数値目標の一覧（令和10年度まで）の表", 60.0, 15.0)]), None);
    }

    #[test]
    fn a_bar_right_over_the_first_line_is_the_first_row() {
        let cell = |column: u16| {
            let x0 = 100.0 * f32::from(column);
            GridCell { rect: Rect { x0, y0: 40.0, x1: x0 + 100.0, y1: 60.0 }, column, row: 0, columns: 1, rows: 1 }
        };
        let grid =
            || Grid { xs: vec![0.0, 100.0, 200.0, 300.0], ys: vec![40.0, 60.0], cells: (0..3).map(cell).collect() };
        let rows = |bars: &[Rect]| {
            let glyphs = glyphs(&[("指標", 20.0, 15.0), ("基準値", 120.0, 15.0), ("目標値", 220.0, 15.0)]);
            let inks: Vec<Ink<'_>> = glyphs.iter().map(|glyph| Ink::new(glyph, 1, Turn::None)).collect();
            with_bar(grid(), bars, &inks).ys.len() - 1
        };
        let bar = |x0: f32, x1: f32, y1: f32| Rect { x0, y0: 10.0, x1, y1 };
        assert_eq!(rows(&[bar(0.0, 300.0, 40.0)]), 2);
        assert_eq!(rows(&[bar(100.0, 200.0, 35.0), bar(0.0, 100.0, 35.0), bar(200.0, 300.0, 35.0)]), 2);
        assert_eq!(rows(&[bar(0.0, 300.0, 25.0)]), 1, "white stands between");
        assert_eq!(rows(&[bar(50.0, 300.0, 40.0)]), 1, "it is another box");
    }

    #[test]
    fn a_column_without_words_leaves_the_cell_whole() {
        assert_eq!(parts(&[("指標", 20.0, 15.0), ("目標値", 220.0, 15.0)]), None);
    }
}
