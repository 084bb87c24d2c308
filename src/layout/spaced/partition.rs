//! Cuts the lines of one column into cells, and tells which rows each cell spans.
//!
//! Nothing rules cells off. But a cell stands in the middle of its rows or at their top,
//! a line that fills its column goes on in the next, and a row has a name of its own
//! rather than a part of another's. The cut that costs least by these is taken.

/// A line with ink in the column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inked {
    /// The number of its line.
    pub at: usize,
    /// What it costs to begin a new cell here: the line above goes on.
    pub cut: f64,
    /// What it costs not to: the line above was left short, an empty line stands between.
    pub keep: f64,
    /// Whether it fills the column.
    pub full: bool,
}

/// A line that is a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub at: usize,
    /// Whether an empty line stands between it and the row above.
    pub apart: bool,
}

/// A cell: lines of the column, and the rows it spans. Lines without rows are a row of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub lines: std::ops::Range<usize>,
    pub rows: std::ops::Range<usize>,
}

/// How a column's cells may span rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spanning {
    /// A cell spans one row or several; every row has one.
    Several,
    /// The same, and labels beside the rows tell that most span several.
    Labelled,
    /// A row has one cell or none.
    One,
}

/// Where a cell stands in its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    Middle,
    Top,
}

/// A cell spans no more rows.
const MOST_ROWS: usize = 12;
/// A row has no more lines of a cell above or below it.
const MOST_LINES: usize = 16;
/// What a cell of its own saves, and what where a label beside each row tells that names span rows.
const OWN: f64 = 0.8;
const OWN_OF_LABELLED: f64 = -0.2;
/// What lines without a row cost.
const ORPHAN: f64 = 0.9;
/// What rows without a cell cost where every row should have one.
const NAMELESS: f64 = 1.2;
/// What a cell costs that spans rows with an empty line between them.
const APART: f64 = 0.6;
/// What it saves if cells stand as those of other columns do.
const AS_OTHERS: f64 = 0.3;
/// What a cell costs whose last line fills its column.
const FULL_END: f64 = 1.0;

/// The cells of a column, in the order of its lines, and how they stand in their rows; it may be
/// told how others stand.
pub(super) fn partition(
    lines: &[Inked],
    rows: &[Line],
    spanning: Spanning,
    others: Option<Stand>,
) -> (Vec<Part>, Stand) {
    let middle = best(lines, rows, spanning, Stand::Middle);
    let top = best(lines, rows, spanning, Stand::Top);
    // Where all else is equal, names beside rows head them.
    let beside = || lines.iter().all(|line| rows.binary_search_by_key(&line.at, |row| row.at).is_ok());
    let lead = match others {
        Some(Stand::Top) => AS_OTHERS,
        Some(Stand::Middle) => -AS_OTHERS,
        None if beside() => 0.01,
        None => -0.01,
    };
    if top.0 < middle.0 + lead { (top.1, Stand::Top) } else { (middle.1, Stand::Middle) }
}

/// A cut: so many lines, and the rows of its group, stand above it.
#[derive(Debug, Clone, Copy)]
struct Cut {
    lines: usize,
    cost: f64,
    /// The index of the cut before it among all cuts.
    before: usize,
}

/// All cuts below the first rows, grouped by how many these are.
struct Cuts<'a> {
    lines: &'a [Inked],
    rows: &'a [Line],
    spanning: Spanning,
    stand: Stand,
    all: Vec<Cut>,
    /// Where each group begins in `all`.
    groups: Vec<usize>,
    /// What it costs to keep the first lines together.
    kept: Vec<f64>,
}

fn best(lines: &[Inked], rows: &[Line], spanning: Spanning, stand: Stand) -> (f64, Vec<Part>) {
    let mut kept = vec![0.0];
    for line in lines {
        let keep = if spanning == Spanning::Labelled { line.keep / 2.0 } else { line.keep };
        kept.push(kept[kept.len() - 1] + keep);
    }
    let all = vec![Cut { lines: 0, cost: 0.0, before: 0 }];
    let mut cuts = Cuts { lines, rows, spanning, stand, all, groups: vec![0], kept };
    // Before the first row, too, lines may stand for themselves.
    let first = rows.first().map_or(0, |row| lines.partition_point(|line| line.at < row.at));
    cuts.all.extend((1..=first.min(MOST_LINES)).map(|n| Cut { lines: n, cost: f64::INFINITY, before: 0 }));
    cuts.orphans(0);
    for row in 0..rows.len() {
        cuts.below(row);
    }
    cuts.cheapest()
}

impl Cuts<'_> {
    /// Adds the cuts right below a row: the lines between it and the next stand with the one or the other.
    fn below(&mut self, row: usize) {
        let low = self.lines.partition_point(|line| line.at <= self.rows[row].at);
        let next = self.rows.get(row + 1);
        let high = next.map_or(self.lines.len(), |next| self.lines.partition_point(|line| line.at < next.at));
        let begin = self.all.len();
        for n in low..=high {
            // The last row takes all that is left.
            let left = next.is_none() && self.spanning == Spanning::One || n - low > MOST_LINES;
            let cut = if left && n < high { None } else { self.cell_above(n, row) };
            self.all.push(cut.unwrap_or(Cut { lines: n, cost: f64::INFINITY, before: 0 }));
        }
        self.orphans(begin);
    }

    /// The cut below some lines and a row that has the cheapest cell above it.
    fn cell_above(&self, n: usize, row: usize) -> Option<Cut> {
        let most = if self.spanning == Spanning::One { 1 } else { MOST_ROWS };
        let mut least: Option<Cut> = None;
        for from in (0..=row).rev().take(most) {
            let group = self.groups[from]..self.groups[from + 1];
            for (before, above) in group.clone().zip(&self.all[group]) {
                if above.cost.is_infinite() || above.lines > n {
                    continue;
                }
                let cell = &self.lines[above.lines..n];
                let mut cost = above.cost + stands(cell, &self.rows[from..=row], self.spanning, self.stand);
                if !cell.is_empty() {
                    cost += self.kept[n] - self.kept[above.lines + 1] + self.cut(n);
                }
                // Of equal cuts the lower cell wins.
                if least.is_none_or(|least| cost < least.cost - 0.001) {
                    least = Some(Cut { lines: n, cost, before });
                }
            }
        }
        least
    }

    /// Ends the group that begins with a cut: one or two lines between its cuts may stand without a row.
    fn orphans(&mut self, begin: usize) {
        let end = self.all.len();
        self.groups.push(end);
        if self.spanning == Spanning::One {
            return;
        }
        for before in begin..end {
            let above = self.all[before];
            for n in above.lines + 1..=above.lines + 2 {
                let cost = || above.cost + ORPHAN + self.kept[n] - self.kept[above.lines + 1] + self.cut(n);
                let at = before + n - above.lines;
                if at < end && cost() < self.all[at].cost {
                    self.all[at] = Cut { lines: n, cost: cost(), before };
                }
            }
        }
    }

    /// What it costs to cut before a line.
    fn cut(&self, line: usize) -> f64 {
        self.lines.get(line).map_or(0.0, |line| line.cut)
    }

    /// The cells along the cheapest cuts.
    fn cheapest(&self) -> (f64, Vec<Part>) {
        let row_of = |cut: usize| self.groups.partition_point(|&start| start <= cut) - 1;
        let mut at = self.all.len() - 1;
        let (cost, mut parts) = (self.all[at].cost, Vec::new());
        while at > 0 {
            let before = self.all[at].before;
            parts.push(Part { lines: self.all[before].lines..self.all[at].lines, rows: row_of(before)..row_of(at) });
            at = before;
        }
        parts.reverse();
        (cost, parts)
    }
}

/// What a cell costs by where it stands in its rows.
fn stands(cell: &[Inked], rows: &[Line], spanning: Spanning, stand: Stand) -> f64 {
    let (Some(first), Some(last)) = (cell.first(), cell.last()) else {
        return if spanning != Spanning::One { NAMELESS * rows.len() as f64 } else { 0.0 };
    };
    let (top, bottom) = (rows[0].at as f64, rows[rows.len() - 1].at as f64);
    let off = match stand {
        Stand::Middle => (first.at as f64 + last.at as f64 - top - bottom).abs() / 2.0,
        Stand::Top => (first.at as f64 - top).abs(),
    };
    let full = if cell.len() > 1 && last.full && spanning != Spanning::Labelled { FULL_END } else { 0.0 };
    let apart = rows[1..].iter().filter(|row| row.apart).count() as f64 * APART;
    off + full + apart - if spanning == Spanning::Labelled { OWN_OF_LABELLED } else { OWN }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines with ink, full ones with a `!` behind: "2 3! 4".
    fn lines(told: &str) -> Vec<Inked> {
        let mut full = false;
        told.split(' ')
            .map(|line| {
                let at = line.trim_end_matches('!').parse().unwrap();
                let inked = Inked {
                    at,
                    cut: if full { 1.0 } else { 0.0 },
                    keep: if full { 0.0 } else { 0.5 },
                    full: line.ends_with('!'),
                };
                full = inked.full;
                inked
            })
            .collect()
    }

    fn cells(told: &str, rows: &[usize]) -> Vec<String> {
        let rows: Vec<Line> = rows.iter().map(|&at| Line { at, apart: false }).collect();
        let parts = partition(&lines(told), &rows, Spanning::Several, None).0;
        parts.iter().map(|part| format!("{:?} of rows {:?}", part.lines, part.rows)).collect()
    }

    #[test]
    fn a_name_stands_around_the_middle_of_its_rows() {
        assert_eq!(cells("0! 2 3! 5", &[1, 4]), ["0..2 of rows 0..1", "2..4 of rows 1..2"]);
        assert_eq!(cells("2! 3! 4! 5! 6! 7! 8! 9", &[3, 5, 8]), ["0..8 of rows 0..3"]);
        assert_eq!(cells("4! 5! 6", &[3, 5, 8]), ["0..3 of rows 0..3"]);
    }

    #[test]
    fn a_name_stands_at_the_top_of_its_rows() {
        assert_eq!(
            cells("0! 1 3! 4 6 7", &[0, 3, 6, 7]),
            ["0..2 of rows 0..1", "2..4 of rows 1..2", "4..5 of rows 2..3", "5..6 of rows 3..4"]
        );
        assert_eq!(
            cells("0 3 6", &[0, 1, 3, 4, 5, 6]),
            ["0..1 of rows 0..2", "1..2 of rows 2..5", "2..3 of rows 5..6"]
        );
    }

    #[test]
    fn a_line_without_a_row_is_none_of_the_next_name() {
        assert_eq!(cells("0 1 2 3", &[1, 2, 3])[..2], ["0..1 of rows 0..0", "1..2 of rows 0..1"]);
    }

    #[test]
    fn work_is_bounded() {
        let rows: Vec<Line> = (0..20_000).map(|n| Line { at: 2 * n, apart: false }).collect();
        let all: Vec<Inked> = (0..40_000).map(|at| Inked { at, cut: 0.0, keep: 0.5, full: false }).collect();
        assert!(!partition(&all, &rows, Spanning::Several, None).0.is_empty());
        let few = [Inked { at: 0, cut: 0.0, keep: 0.0, full: false }];
        assert!(!partition(&few, &rows, Spanning::Several, None).0.is_empty());
    }
}
