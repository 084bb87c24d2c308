//! A header whose columns no lines part: white space does, over the lines of the rows below.
//!
//! Where the head of a table is a coloured bar, its words stand in one cell as wide as the table. They are parted
//! where the columns are, if white space stands over each of those places, and words over each column.

use crate::pdf::Rect;

use super::grid::{Grid, GridCell};
use super::ink::Ink;

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
    let column = |ink: &Ink<'_>| xs.partition_point(|&x| x <= ink.core.center().0).clamp(1, xs.len() - 1) - 1;
    let mut filled = vec![false; xs.len() - 1];
    seen.iter().for_each(|ink| filled[column(ink)] = true);
    if !filled.iter().all(|&filled| filled) || seen.iter().any(|ink| !is_clear(ink, &seen, &column)) {
        return None;
    }
    let mut parts: Vec<(GridCell, Vec<Ink<'p>>)> = (0..xs.len() - 1)
        .map(|n| {
            let rect = Rect { x0: xs[n], x1: xs[n + 1], ..place.rect };
            (GridCell { rect, column: place.column + n as u16, columns: 1, ..*place }, Vec::new())
        })
        .collect();
    inks.iter().for_each(|ink| parts[column(ink)].1.push(*ink));
    Some(parts)
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
    fn words_that_run_over_a_column_are_one_cell() {
        assert_eq!(parts(&[("数値目標の一覧（令和10年度まで）の表", 60.0, 15.0)]), None);
    }

    #[test]
    fn a_column_without_words_leaves_the_cell_whole() {
        assert_eq!(parts(&[("指標", 20.0, 15.0), ("目標値", 220.0, 15.0)]), None);
    }
}
