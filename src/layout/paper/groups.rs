//! Words that head several columns without a line around them: Baseline over 2013, Target over 2014 to 2018.
//!
//! Such words stand in the middle of what they head. The columns below are parted into as many groups as there are words
//! so that each group's middle is nearest to its word, and each word goes to the first column of its group, where a merged
//! cell would begin.

use super::grid::{Grid, GridCell};
use super::ink::Ink;

/// More columns or words are no header.
const MOST_COLUMNS: usize = 24;
const MOST_WORDS: usize = 6;
/// A word stands no further from the middle of its columns, in widths of one column.
const OFF: f32 = 0.5;
/// Any other way of parting them is worse by so much, in the same widths.
const BETTER: f32 = 0.5;

/// Places that are as good as one, in points.
const SAME: f32 = 1.5;

/// What a row's cell holds, from where to where.
#[derive(Debug, Clone)]
struct Words {
    column: u16,
    x0: f32,
    x1: f32,
    text: String,
}

impl Words {
    fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Whether they may be those of a header: a year, or words without a figure.
    fn may_head(&self) -> bool {
        let text = crate::text::nfkc(&self.text);
        let from = text.find(|c: char| c.is_ascii_digit());
        from.is_none_or(|from| {
            let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
            let century = text[from..].starts_with("19") || text[from..].starts_with("20");
            // R5, FY23, 令和5年度
            let era = digits <= 2 && text[..from].ends_with(['R', 'H', 'S', 'Y', '和', '成']);
            digits == 4 && century || era && !text.contains('%')
        })
    }
}

/// From which column of the first row to which its words go, where the row below fills more columns than they do.
pub(super) fn moves<'a, 'p: 'a>(
    grid: &Grid,
    cells: impl Iterator<Item = (&'a GridCell, &'a [Ink<'p>])>,
) -> Vec<(u16, u16)> {
    let mut rows: [Vec<Words>; 2] = Default::default();
    for (place, inks) in cells.filter(|(place, _)| place.row < 2 && place.rows == 1 && place.columns == 1) {
        let seen = || inks.iter().filter(|ink| !ink.text().trim().is_empty());
        let Some(x0) = seen().map(|ink| ink.core.x0).reduce(f32::min) else { continue };
        let x1 = seen().map(|ink| ink.core.x1).fold(x0, f32::max);
        let text = seen().map(Ink::text).collect();
        rows[usize::from(place.row)].push(Words { column: place.column, x0, x1, text });
    }
    let [heads, below] = rows;
    let columns = grid.xs.len() - 1;
    let fits = (2..=MOST_WORDS).contains(&heads.len()) && heads.len() < below.len() && columns <= MOST_COLUMNS;
    // All but the column of names are filled below, by words of a header and no values.
    if !fits || below.len() + 1 < columns || !below.iter().all(Words::may_head) {
        return Vec::new();
    }
    let firsts = groups(&heads, &below).unwrap_or_default();
    heads.iter().map(|head| head.column).zip(firsts).filter(|(from, to)| from != to).collect()
}

/// The first column of each head's group, if one way to part the columns is clearly the best.
fn groups(heads: &[Words], below: &[Words]) -> Option<Vec<u16>> {
    // Words at the left of a column may head it and what follows.
    let at_left = |head: &Words| below.iter().any(|own| (own.x0 - head.x0).abs() < SAME);
    if heads.iter().all(at_left) {
        return None;
    }
    let width = (below.last()?.middle() - below.first()?.middle()) / (below.len() - 1) as f32;
    let off = |head: &Words, from: usize, to: usize| {
        ((below[from].x0 + below[to - 1].x1) / 2.0 - head.middle()).abs() / width
    };
    // The ways to part the columns from some first one on, each with how far its words are off at most.
    let mut ways: Vec<(f32, Vec<usize>)> = Vec::new();
    let mut open: Vec<(f32, Vec<usize>)> = (0..below.len()).map(|first| (0.0, vec![first])).collect();
    while let Some((worst, starts)) = open.pop() {
        let (at, head) = (starts.len() - 1, &heads[starts.len() - 1]);
        let from = starts[at];
        let last = at + 1 == heads.len();
        for to in if last { below.len()..=below.len() } else { from + 1..=below.len() - (heads.len() - at - 1) } {
            let worst = worst.max(off(head, from, to));
            if worst > OFF + BETTER {
                continue;
            }
            let mut starts = starts.clone();
            if last {
                ways.push((worst, starts));
            } else {
                starts.push(to);
                open.push((worst, starts));
            }
        }
    }
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (worst, starts) = ways.first()?;
    let clear = ways.get(1).is_none_or(|(next, _)| next - worst >= BETTER / 2.0);
    (*worst <= OFF && clear).then(|| starts.iter().map(|&at| below[at].column).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(column: u16, x0: f32, x1: f32) -> Words {
        Words { column, x0, x1, text: String::new() }
    }

    #[test]
    fn years_and_words_may_head_and_values_may_not() {
        let heads = |text: &str| Words { text: text.to_owned(), ..words(0, 0.0, 1.0) }.may_head();
        assert!(["2013", "2014-15", "FY23", "令和5年度", "R5", "男性", "Indicators"].into_iter().all(heads));
        assert!(!["120人", "16.6%", "206", "人口10万対 4.2"].into_iter().any(heads));
    }

    #[test]
    fn a_word_in_the_middle_heads_the_columns_around_it() {
        let years: Vec<Words> =
            (0..6).map(|n| words(n + 1, 200.0 + 40.0 * f32::from(n), 220.0 + 40.0 * f32::from(n))).collect();
        let heads = [words(1, 190.0, 230.0), words(4, 310.0, 350.0)];
        assert_eq!(groups(&heads, &years), Some(vec![1, 2]));
        // Each over the middle of three.
        let heads = [words(2, 235.0, 265.0), words(5, 355.0, 385.0)];
        assert_eq!(groups(&heads, &years), Some(vec![1, 4]));
    }

    #[test]
    fn words_that_stand_in_no_middle_stay() {
        let years: Vec<Words> =
            (0..6).map(|n| words(n + 1, 200.0 + 40.0 * f32::from(n), 220.0 + 40.0 * f32::from(n))).collect();
        // Both at the left of theirs.
        assert_eq!(groups(&[words(1, 200.0, 230.0), words(4, 320.0, 350.0)], &years), None);
    }
}
