//! The title that amounts stand under, as the lines of a source are read one after another.
//!
//! What a cell of a table says holds less far than a title of the page: not for what stands before it in the source, nor
//! below the table whose columns it heads, nor, of an amount by itself, below its row.

use super::Line;
use super::line::Purse;
use crate::record::CellRef;

/// What holds where the reading has come to.
#[derive(Debug, Default)]
pub(super) struct Under {
    pub title: Option<Purse>,
    headed: Option<Headed>,
    lent: Option<Lent>,
    late: Option<Late>,
}

/// A table with titles in its cells: R8当初予算 beside R7当初予算 head its columns, and nothing below it.
#[derive(Debug)]
struct Headed {
    table: u32,
    first: Purse,
    several: bool,
    /// The title over it.
    before: Option<Purse>,
}

/// A title that an amount by itself gave to the rest of its row: （令和7年度補正予算 11億円） in one cell of it.
#[derive(Debug)]
struct Lent {
    row: (u32, u32),
    before: Option<Purse>,
}

/// A title at the end of a cell, beside whose beginning other cells stand.
#[derive(Debug)]
struct Late {
    /// Where it stands in the source.
    start: u32,
    /// The title before it; while that counts, its own.
    other: Option<Purse>,
    hidden: bool,
}

impl Under {
    /// Comes to a line: what does not hold there is gone.
    pub fn reach(&mut self, line: &Line) {
        let table = line.cell.map(|cell| cell.table);
        if let Some(left) = self.headed.take_if(|headed| Some(headed.table) != table)
            && left.several
        {
            self.title = left.before;
        }
        if let Some(lent) = self.lent.take_if(|lent| line.cell.map(row) != Some(lent.row)) {
            self.title = lent.before;
        }
        let turns = |late: &&mut Late| late.hidden != (line.span.start < late.start);
        if let Some(late) = self.late.as_mut().filter(turns) {
            std::mem::swap(&mut self.title, &mut late.other);
            late.hidden = !late.hidden;
        }
    }

    /// A line is a title.
    pub fn told(&mut self, line: &Line, purse: Purse) {
        let before = self.title.replace(purse.clone());
        let Some(table) = line.cell.map(|cell| cell.table) else { return };
        self.late = Some(Late { start: line.span.start, other: before.clone(), hidden: false });
        let headed = self.headed.get_or_insert_with(|| Headed { table, first: purse.clone(), several: false, before });
        headed.several |= headed.first != purse;
    }

    /// What an amount by itself says is to hold for its row, if it stands in one.
    pub fn lend(&mut self, line: &Line) {
        if let Some(row) = line.cell.map(row).filter(|_| self.lent.is_none()) {
            self.lent = Some(Lent { row, before: self.title.clone() });
        }
    }
}

/// The row that a cell stands in.
pub(super) fn row(cell: CellRef) -> (u32, u32) {
    (cell.table, cell.row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Span, Text};

    fn line(start: usize, cell: Option<(u32, u32, u32)>) -> Line {
        let cell = cell.map(|(table, row, column)| CellRef { table, row, column });
        Line { block: 0, cell, text: Text::default(), span: Span::new(start, start + 1), page: None, marked: false }
    }

    fn of(year: i32) -> Purse {
        Purse { year: Some(year), kind: Some("当初予算".to_owned()) }
    }

    fn year(under: &Under) -> Option<i32> {
        under.title.as_ref()?.year
    }

    #[test]
    fn titles_of_columns_hold_nothing_below_their_table() {
        let mut under = Under::default();
        under.told(&line(0, None), of(2026));
        under.told(&line(2, Some((1, 1, 2))), of(2026));
        under.told(&line(4, Some((1, 1, 3))), of(2025));
        under.reach(&line(6, Some((1, 2, 1))));
        assert_eq!(year(&under), Some(2025));
        under.reach(&line(8, None));
        assert_eq!(year(&under), Some(2026));
    }

    #[test]
    fn what_a_cell_says_at_its_end_holds_from_there_on() {
        let mut under = Under::default();
        under.told(&line(0, None), of(2027));
        under.told(&line(20, Some((1, 1, 1))), of(2025));
        under.reach(&line(10, Some((1, 1, 2))));
        assert_eq!(year(&under), Some(2027));
        under.reach(&line(30, Some((1, 2, 1))));
        assert_eq!(year(&under), Some(2025));
    }

    #[test]
    fn what_an_amount_lends_ends_with_its_row() {
        let mut under = Under::default();
        under.told(&line(0, None), of(2026));
        under.lend(&line(2, Some((1, 1, 3))));
        under.title = Some(of(2025));
        under.reach(&line(4, Some((1, 1, 4))));
        assert_eq!(year(&under), Some(2025));
        under.reach(&line(6, Some((1, 2, 1))));
        assert_eq!(year(&under), Some(2026));
    }
}
