//! The columns of a table whose cells are parted by spaces, as bands along the line.
//!
//! Narrow inks show best where columns are, so bands grow from them. What reaches over
//! two bands is two cells a single space apart, or a header over both, or shows that the
//! two are one column in which nothing stood side by side.

use crate::chars::is_japanese;

use super::ink::{Ink, Measure, Space};

/// So many lines show where the columns are.
const EVIDENCE: usize = 300;
/// More columns than these has no page.
const MOST: usize = 64;
/// Two bands that never stand side by side are one column if they are no further apart.
const NEAR: usize = 2;
/// Spaces that part the same columns stand no further apart.
const SWAYING: usize = 3;
/// A cell reaches no further over the end of its column.
const STICKING: usize = 3;

#[derive(Debug, Clone)]
pub(super) struct Band {
    pub start: usize,
    pub end: usize,
    /// The lines that have ink in it, rising.
    lines: Vec<usize>,
}

impl Band {
    fn holds(&self, line: usize) -> bool {
        self.lines.binary_search(&line).is_ok()
    }

    fn add(&mut self, line: usize, start: usize, end: usize) {
        self.start = self.start.min(start);
        self.end = self.end.max(end);
        if let Err(at) = self.lines.binary_search(&line) {
            self.lines.insert(at, line);
        }
    }

    fn together(&self, other: &Band) -> usize {
        self.lines.iter().filter(|&&line| other.holds(line)).count()
    }
}

/// The bands that inks stand in; `head` lines at the top are a header.
pub(super) fn bands(source: &str, measure: Measure, lines: &[Vec<Ink>], head: usize) -> Vec<Band> {
    let right = lines.iter().filter(|inks| inks.len() > 1).flatten().map(|ink| ink.end).max().unwrap_or(0);
    let gutters = gutters(source, measure, lines);
    let mut inks: Vec<(usize, Ink)> = lines
        .iter()
        .take(EVIDENCE)
        .enumerate()
        .flat_map(|(n, inks)| inks.iter().map(move |&ink| (n, ink)))
        .filter(|(_, ink)| ink.end <= right)
        .flat_map(|(n, ink)| cut_at(source, measure, ink, &gutters).into_iter().map(move |ink| (n, ink)))
        .collect();
    inks.sort_by_key(|(n, ink)| (ink.len(), *n, ink.start));
    let mut bands: Vec<Band> = Vec::new();
    let mut bridges: Vec<Ink> = Vec::new();
    for (n, ink) in inks {
        for piece in pieces(source, measure, ink, &bands, (head, n < head)) {
            let (mut from, mut to) = met(&bands, &piece);
            let mut piece = piece;
            // A column that holds another cell of the line is none of this one's.
            while to - from > 1 && bands[from].holds(n) {
                piece.start = bands[from].end.max(piece.start);
                from += 1;
            }
            while to - from > 1 && bands[to - 1].holds(n) {
                to -= 1;
                piece.end = bands[to].start.min(piece.end);
            }
            match to - from {
                0 if bands.len() < MOST => {
                    bands.insert(from, Band { start: piece.start, end: piece.end, lines: vec![n] });
                }
                0 => {}
                1 if bands[from].holds(n) && piece.len() > bands[from].end - bands[from].start => {}
                1 => bands[from].add(n, piece.start, piece.end),
                _ if alone(&bands[from..to]) => merge(&mut bands, from, to, n, &piece),
                _ => bridges.push(piece),
            }
        }
    }
    bridge(&mut bands, &bridges);
    join(&mut bands, head);
    bands
}

/// Where single spaces stand about below each other between words that are not spaced, and
/// nothing reaches far over: as ranges along the line.
fn gutters(source: &str, measure: Measure, lines: &[Vec<Ink>]) -> Vec<(usize, usize)> {
    let lines = &lines[..lines.len().min(EVIDENCE)];
    let spaces: Vec<Vec<Space>> = lines
        .iter()
        .map(|inks| inks.iter().flat_map(|ink| ink.spaces(source, measure)).filter(|space| space.beside).collect())
        .collect();
    let mut starts: Vec<usize> = spaces.iter().flatten().map(|space| space.at).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for from in starts {
        if found.last().is_some_and(|&(_, to)| from < to) {
            continue;
        }
        let to = from + SWAYING;
        let within = |space: &&Space| (from..to).contains(&space.at);
        let parted = spaces.iter().filter(|spaces| spaces.iter().any(|space| within(&space))).count();
        let words = spaces.iter().flatten().filter(within).any(|space| space.between);
        let over = |ink: &Ink| ink.start < from && ink.end > to + STICKING;
        let crossed = || {
            let mut lines = lines.iter().zip(&spaces);
            lines.any(|(inks, spaces)| !spaces.iter().any(|space| within(&space)) && inks.iter().any(over))
        };
        if parted > 1 && words && !crossed() {
            found.push((from, to));
        }
    }
    found
}

fn cut_at(source: &str, measure: Measure, ink: Ink, gutters: &[(usize, usize)]) -> Vec<Ink> {
    let (mut all, mut rest) = (Vec::new(), ink);
    for &(from, to) in gutters {
        let within = |space: &Space| space.beside && (from..to).contains(&space.at);
        let space = rest.spaces(source, measure).into_iter().find(within);
        if let Some((left, right)) = space.and_then(|space| rest.cut(source, measure, space.at, space.at + 1)) {
            all.push(left);
            rest = right;
        }
    }
    all.push(rest);
    all
}

/// An ink cut at its single spaces where bands end; `head` lines at the top are a header, and it is `over` the rows if it
/// stands on one of them.
pub(super) fn pieces(
    source: &str,
    measure: Measure,
    ink: Ink,
    bands: &[Band],
    (head, over): (usize, bool),
) -> Vec<Ink> {
    let (from, to) = met(bands, &ink);
    let (mut all, mut rest) = (Vec::new(), ink);
    let latin = || !source[ink.span.range()].contains(is_japanese);
    for at in from..to {
        // Any space of an English name may stand before a word of the header set over the names.
        let heads = |next: &Band| matches!(next.lines.as_slice(), [only] if *only < head);
        if bands.get(at + 1).is_some_and(|next| at + 1 < to && heads(next)) && latin() {
            continue;
        }
        let next = bands.get(at + 1).filter(|_| at + 1 < to).map(|next| next.start);
        let seam = seam(&rest.spaces(source, measure), bands[at].end, next, bands[at].lines.len() > 1);
        let parted = seam.and_then(|at| rest.cut(source, measure, at, at + 1));
        // Target values over 2025 and 2027: a header begins with no small letter.
        let small = |right: &Ink| source[right.span.range()].starts_with(|c: char| c.is_ascii_lowercase());
        let parted = parted.filter(|(_, right)| !(over && small(right)));
        if let Some((left, right)) = parted {
            all.push(left);
            rest = right;
        }
    }
    all.push(rest);
    all
}

/// Where an ink's spaces part what stands in a band that ends somewhere from what stands in the next
/// one, or where there is none, from what is none of it; `settled` if more than one line ends there.
pub(super) fn seam(spaces: &[Space], end: usize, next: Option<usize>, settled: bool) -> Option<usize> {
    let parts = |space: &&Space| match next {
        Some(start) => {
            let about = end.saturating_sub(STICKING)..start + STICKING;
            (end..start).contains(&space.at) || space.beside && about.contains(&space.at)
        }
        None => space.between && space.at == end && settled,
    };
    let far = |space: &&Space| end.saturating_sub(space.at) + space.at.saturating_sub(next.unwrap_or(end));
    spaces.iter().filter(parts).min_by_key(far).map(|space| space.at)
}

/// The range of the bands an ink meets; an empty one says where it would stand.
pub(super) fn met(bands: &[Band], ink: &Ink) -> (usize, usize) {
    let from = bands.partition_point(|band| band.end <= ink.start);
    let to = bands.partition_point(|band| band.start < ink.end);
    (from, to.max(from))
}

/// Whether no line has ink in two of the bands.
fn alone(bands: &[Band]) -> bool {
    let lines: usize = bands.iter().map(|band| band.lines.len()).sum();
    let mut all: Vec<usize> = bands.iter().flat_map(|band| band.lines.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all.len() == lines
}

fn merge(bands: &mut Vec<Band>, from: usize, to: usize, line: usize, ink: &Ink) {
    let others: Vec<Band> = bands.drain(from + 1..to).collect();
    for other in others {
        absorb(&mut bands[from], other);
    }
    bands[from].add(line, ink.start, ink.end);
}

fn absorb(band: &mut Band, other: Band) {
    band.start = band.start.min(other.start);
    band.end = band.end.max(other.end);
    band.lines.extend(other.lines);
    band.lines.sort_unstable();
    band.lines.dedup();
}

/// A gap that most lines write over is none between columns.
fn bridge(bands: &mut Vec<Band>, bridges: &[Ink]) {
    let mut at = 0;
    while at + 1 < bands.len() {
        let (left, right) = (&bands[at], &bands[at + 1]);
        let over = bridges.iter().filter(|ink| ink.start < left.end && ink.end > right.start).count();
        if over > 1 && over > 2 * left.together(right) {
            let other = bands.remove(at + 1);
            absorb(&mut bands[at], other);
        } else {
            at += 1;
        }
    }
}

/// Joins what is one column though nothing in it stands below each other: a header over names
/// set flush left, a value that is pushed along.
fn join(bands: &mut Vec<Band>, head: usize) {
    let mut at = 0;
    while at + 1 < bands.len() {
        let (left, right) = (&bands[at], &bands[at + 1]);
        let heads = |band: &Band| band.lines.iter().all(|&line| line < head);
        let bodies = |band: &Band| band.lines.iter().all(|&line| line >= head);
        let gap = right.start - left.end;
        let near = gap <= NEAR || heads(left) && bodies(right) || bodies(left) && heads(right);
        // A header belongs to the nearer side.
        let beyond = bands.get(at + 2).is_some_and(|next| {
            heads(right) && bodies(next) && right.together(next) == 0 && next.start - right.end < gap
        });
        if near && !beyond && left.together(right) == 0 {
            let other = bands.remove(at + 1);
            absorb(&mut bands[at], other);
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ink::inks;
    use super::*;
    use crate::layout::{Places, Span};

    fn read(text: &str, head: usize) -> Vec<(usize, usize)> {
        let lines: Vec<Span> = Places::of(text).spans(text).collect();
        let inks: Vec<Vec<Ink>> = lines.iter().map(|&line| inks(text, line, Measure::Columns)).collect();
        bands(text, Measure::Columns, &inks, head).iter().map(|band| (band.start, band.end)).collect()
    }

    #[test]
    fn a_single_space_parts_cells_where_others_stand_apart() {
        assert_eq!(read("aaaaa bbbbb ccc\naaa   bbbbb   9\n      bb    ccc", 0), [(0, 5), (6, 11), (12, 15)]);
    }

    #[test]
    fn a_header_over_two_columns_joins_none() {
        assert_eq!(
            read("name   results\n       2015  2016\nx        1     2\ny        3     4", 2),
            [(0, 4), (7, 11), (13, 17)]
        );
    }

    #[test]
    fn a_header_stands_over_names_flush_left() {
        assert_eq!(
            read("           name     2015\nab                     1\nabc                    2\n", 1),
            [(0, 15), (20, 24)]
        );
    }

    #[test]
    fn words_set_apart_in_one_line_are_no_columns() {
        let text = "aaa  bbb    1\naaaaa bbbb    2\naaaaaaabbb    3\naaaaaaaaab    4\naaaaaaabbb    5\n";
        assert_eq!(read(text, 0).len(), 2);
    }
}
