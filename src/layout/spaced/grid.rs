//! The inks of gathered lines in their columns.

use crate::chars::{ends_sentence, one_of};

use super::Printed;
use super::bands::{self, Band};
use super::ink::{Ink, Look, Measure};

/// What stands over several columns on a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wide {
    pub line: usize,
    pub first: usize,
    pub last: usize,
    pub ink: Ink,
}

/// Lines by columns.
pub(super) struct Grid {
    pub columns: usize,
    /// The ink of each line in each column.
    pub lines: Vec<Vec<Option<Ink>>>,
    /// Whether an empty line or a rule stands above each line.
    pub apart: Vec<bool>,
    /// Whether each line stands over all columns.
    pub heads: Vec<bool>,
    pub wide: Vec<Wide>,
    /// The rules under a part of the header: the line, from where to where.
    pub rules: Vec<(usize, usize, usize)>,
    pub bands: Vec<Band>,
    pub measure: Measure,
}

impl Grid {
    /// None where the lines stand on no columns.
    pub fn of(source: &str, measure: Measure, printed: &[Printed]) -> Option<Self> {
        let gapped = printed.iter().filter(|line| line.inks.len() > 1).count();
        if gapped < 2 {
            return None;
        }
        let valued = |line: &Printed| line.inks.iter().skip(1).any(|ink| ink.look(source) == Look::Value);
        let head = printed.iter().position(valued).unwrap_or(1);
        let right = printed.iter().flat_map(|line| &line.inks).map(|ink| ink.end).max().unwrap_or(0);
        // A line of one ink at the right may be a page's: it shows no column.
        let evidence: Vec<Vec<Ink>> = printed
            .iter()
            .map(|line| match line.inks.as_slice() {
                [only] if only.start > right / 2 => Vec::new(),
                _ if line.heads => Vec::new(),
                inks => inks.to_vec(),
            })
            .collect();
        let bands = bands::bands(source, measure, &evidence, head);
        if bands.len() < 2 {
            return None;
        }

        let mut grid = Self {
            columns: bands.len(),
            lines: vec![vec![None; bands.len()]; printed.len()],
            apart: printed.iter().map(|line| line.apart).collect(),
            heads: printed.iter().map(|line| line.heads).collect(),
            wide: Vec::new(),
            rules: printed
                .iter()
                .enumerate()
                .flat_map(|(n, line)| line.rules.iter().map(move |&(from, to)| (n, from, to)))
                .collect(),
            bands,
            measure,
        };
        for (n, line) in printed.iter().enumerate() {
            // Alone at the right stands what the page says of itself (事業番号 0061): no two cells.
            if let [only] = line.inks.as_slice()
                && only.start > right / 2
            {
                grid.place(n, *only);
                continue;
            }
            if line.heads {
                grid.lines[n][0] = line.inks.iter().copied().reduce(Ink::with);
                continue;
            }
            for &ink in &line.inks {
                for piece in bands::pieces(source, measure, ink, &grid.bands, (head, n < head)) {
                    grid.place(n, piece);
                }
            }
        }
        (!grid.runs_on(source)).then_some(grid)
    }

    fn place(&mut self, line: usize, ink: Ink) {
        let (from, to) = bands::met(&self.bands, &ink);
        let free = |at: &usize| self.lines[line][*at].is_none();
        let column = match to - from {
            0 => {
                let left = from.checked_sub(1);
                let right = Some(from).filter(|&at| at < self.columns);
                let far = |at: &usize| {
                    let band = &self.bands[*at];
                    ink.start.saturating_sub(band.end) + band.start.saturating_sub(ink.end)
                };
                let near = left.into_iter().chain(right);
                near.clone().filter(free).min_by_key(far).or_else(|| near.min_by_key(far)).unwrap_or(0)
            }
            1 => from,
            _ => {
                self.wide.push(Wide { line, first: from, last: to - 1, ink });
                let over = |at: &usize| {
                    let band = &self.bands[*at];
                    ink.end.min(band.end) - ink.start.max(band.start)
                };
                (from..to).filter(free).max_by_key(over).unwrap_or(from)
            }
        };
        let cell = &mut self.lines[line][column];
        *cell = Some(cell.map_or(ink, |before| before.with(ink)));
    }

    /// Whether this is running text set in columns side by side: no values, and each line full.
    fn runs_on(&self, source: &str) -> bool {
        let inks = |column: usize| self.lines.iter().filter_map(move |line| line[column]);
        let text = |ink: Ink| &source[ink.span.range()];
        let prose = |column: usize| {
            let (mut long, mut all, mut values) = (0, 0, 0);
            for ink in inks(column) {
                let chars = text(ink).chars().count();
                (all, long) = (all + 1, long + usize::from(chars >= 12));
                values += usize::from(ink.look(source) == Look::Value || text(ink).chars().all(|c| one_of(c, "○◎●△×")));
            }
            all >= 2 && long * 2 > all && values * 4 < all
        };
        let valued = (1..self.columns).any(|n| inks(n).any(|ink| ink.look(source) == Look::Value));
        let says = || inks(1).any(|ink| ends_sentence(text(ink)));
        // Who speaks stands before what is said.
        (0..self.columns).all(prose) || self.columns == 2 && !valued && (prose(1) || says())
    }

    /// How many inks have a column to themselves.
    pub fn placed(&self) -> usize {
        self.lines.iter().flatten().flatten().count() - self.wide.len()
    }

    /// The first lines without some cells: those of these lines and columns.
    pub fn without(&self, cells: &[(usize, usize)], lines: usize) -> Grid {
        let mut top = Self {
            columns: self.columns,
            lines: self.lines[..lines].to_vec(),
            apart: self.apart[..lines].to_vec(),
            heads: self.heads[..lines].to_vec(),
            wide: self.wide.clone(),
            rules: self.rules.clone(),
            bands: self.bands.clone(),
            measure: self.measure,
        };
        for &(line, column) in cells {
            top.lines[line][column] = None;
        }
        top
    }

    /// The inks of a column from one line on, with their lines.
    pub fn below(&self, column: usize, from: usize) -> impl Iterator<Item = (usize, Ink)> + '_ {
        self.lines.iter().enumerate().skip(from).filter_map(move |(n, line)| line[column].map(|ink| (n, ink)))
    }
}
