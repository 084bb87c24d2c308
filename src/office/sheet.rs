//! A sheet as it is shown: its cells become titles and tables. Empty rows part tables; so do empty columns between two
//! tables with the same header. Columns and rows in which nothing begins only space the others.

use std::collections::{BTreeMap, BTreeSet};

use super::{At, Block, Cell, OfficeError, Row};

/// No sheet that people read has more cells that hold something; neither has a file.
pub(super) const MOST_CELLS: usize = 2_000_000;
/// Spreadsheets keep no longer texts in a cell, in characters.
const LONGEST: usize = 32_767;

/// Row and column, 0-based.
type Place = (u32, u32);

/// The cells from one corner to the other, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub from: Place,
    pub to: Place,
}

impl Area {
    /// Between two corners, whichever they are.
    pub fn new(one: Place, other: Place) -> Self {
        let from = (one.0.min(other.0), one.1.min(other.1));
        Self { from, to: (one.0.max(other.0), one.1.max(other.1)) }
    }
}

#[derive(Debug, Default)]
pub(super) struct Sheet {
    cells: BTreeMap<Place, String>,
    pub merged: Vec<Area>,
    /// Rows and columns that are not shown, from the first to the last.
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u32, u32)>,
    /// What was left out of it.
    pub notes: Vec<String>,
}

/// No sheet has more rows and columns, whatever a file says.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// A cell that is shown: the rows and columns that it takes among those that are shown.
#[derive(Debug)]
struct Shown<'a> {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
    text: &'a str,
    /// Where it stands in the file.
    at: At,
}

impl Sheet {
    /// Puts a text into a cell. `left` is how many cells the file may still have.
    pub fn put(&mut self, row: u32, column: u32, text: &str, left: &mut usize) -> Result<(), OfficeError> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if text.is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            self.notes.push(format!("a cell at {} is left out: no sheet is so large", address(row, column)));
            return Ok(());
        }
        *left = left.checked_sub(1).ok_or(OfficeError::TooManyCells(MOST_CELLS))?;
        let text = match text.char_indices().nth(LONGEST) {
            Some((end, _)) => {
                self.notes.push(format!("{} is cut off after {LONGEST} characters", address(row, column)));
                &text[..end]
            }
            None => text,
        };
        self.cells.insert((row, column), text.to_owned());
        Ok(())
    }

    /// The titles and tables of the sheet, and what was left out of it.
    pub fn blocks(mut self) -> (Vec<Block>, Vec<String>) {
        let mut notes = std::mem::take(&mut self.notes);
        self.hidden_rows = joined(self.hidden_rows);
        self.hidden_columns = joined(self.hidden_columns);
        let filled = |hidden: &[(u32, u32)], of: fn(&Place) -> u32| {
            let all: BTreeSet<u32> = self.cells.keys().map(of).filter(|at| is_in(hidden, *at)).collect();
            all.len()
        };
        let said = [(filled(&self.hidden_rows, |at| at.0), "row"), (filled(&self.hidden_columns, |at| at.1), "column")];
        for (many, what) in said.into_iter().filter(|(many, _)| *many > 0) {
            notes.push(format!("{many} hidden {what}{} left out", if many == 1 { "" } else { "s" }));
        }
        let shown = self.shown();
        let mut blocks = Vec::new();
        let mut from = 0;
        while from < shown.len() {
            // Up to an empty row.
            let (mut to, mut end) = (from, shown[from].row);
            while to < shown.len() && shown[to].row <= end {
                end = end.max(shown[to].row + shown[to].rows);
                to += 1;
            }
            for part in side_by_side(&shown[from..to]) {
                part_blocks(&part, &mut blocks);
            }
            from = to;
        }
        (blocks, notes)
    }

    /// The cells that are shown and hold something, by rows.
    fn shown(&self) -> Vec<Shown<'_>> {
        let mut covered: BTreeMap<Place, Area> = BTreeMap::new();
        for area in &self.merged {
            covered.insert(area.from, *area);
        }
        let rows = Axis::of(
            self.cells.keys().map(|at| at.0),
            self.merged.iter().flat_map(|a| [a.from.0, a.to.0]),
            &self.hidden_rows,
        );
        let columns = Axis::of(
            self.cells.keys().map(|at| at.1),
            self.merged.iter().flat_map(|a| [a.from.1, a.to.1]),
            &self.hidden_columns,
        );
        let hidden = |&(row, column): &Place| is_in(&self.hidden_rows, row) || is_in(&self.hidden_columns, column);
        let inside = self.inside();
        let mut shown: Vec<Shown<'_>> = Vec::new();
        for (&place, text) in &self.cells {
            let area = match (covered.get(&place), inside.contains(&place)) {
                (Some(area), _) => *area,
                // What a merged cell covers is not shown.
                (None, true) => continue,
                (None, false) if hidden(&place) => continue,
                (None, false) => Area { from: place, to: place },
            };
            let (row, end_row) = (rows.index(area.from.0), rows.index(area.to.0.saturating_add(1)));
            let (column, end_column) = (columns.index(area.from.1), columns.index(area.to.1.saturating_add(1)));
            if row < end_row && column < end_column {
                let at = At { line: place.0 + 1, column: Some(place.1 + 1) };
                shown.push(Shown { row, column, rows: end_row - row, columns: end_column - column, text, at });
            }
        }
        shown.sort_by_key(|cell| (cell.row, cell.column));
        shown
    }

    /// The cells that hold something and that a merged cell covers.
    fn inside(&self) -> BTreeSet<Place> {
        let mut inside = BTreeSet::new();
        for area in &self.merged {
            let rows = self.cells.range((area.from.0, 0)..=(area.to.0, u32::MAX));
            inside.extend(
                rows.map(|(place, _)| *place)
                    .filter(|place| *place != area.from && (area.from.1..=area.to.1).contains(&place.1)),
            );
        }
        inside
    }
}

/// The rows, or the columns, that are shown and that matter: those with something in them, a merged cell's ends, and one
/// for each gap between them.
struct Axis {
    kept: Vec<u32>,
}

impl Axis {
    fn of(filled: impl Iterator<Item = u32>, ends: impl Iterator<Item = u32>, hidden: &[(u32, u32)]) -> Self {
        let mut all: BTreeSet<u32> = filled.chain(ends).collect();
        // An empty one beside each: where there is a gap, it stays one.
        let gaps: Vec<u32> = all.iter().map(|at| at.saturating_add(1)).collect();
        all.extend(gaps);
        Self { kept: all.into_iter().filter(|at| !is_in(hidden, *at)).collect() }
    }

    /// How many are shown before one.
    fn index(&self, at: u32) -> usize {
        self.kept.partition_point(|kept| *kept < at)
    }
}

/// Ranges in order, those that meet as one.
fn joined(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (from, to) in ranges {
        match out.last_mut().filter(|last| from <= last.1.saturating_add(1)) {
            Some(last) => last.1 = last.1.max(to),
            None => out.push((from, to)),
        }
    }
    out
}

fn is_in(ranges: &[(u32, u32)], at: u32) -> bool {
    ranges.get(ranges.partition_point(|range| range.1 < at)).is_some_and(|range| range.0 <= at)
}

/// `C7`, from 0-based places.
pub(super) fn address(row: u32, column: u32) -> String {
    format!("{}{}", crate::office::letters(column + 1), row + 1)
}

/// Parts rows between which tables stand side by side: an empty column, behind which the header begins again.
fn side_by_side<'a>(cells: &'a [Shown<'a>]) -> Vec<Vec<&'a Shown<'a>>> {
    let mut columns: Vec<(usize, usize)> = cells.iter().map(|cell| (cell.column, cell.column + cell.columns)).collect();
    columns.sort_unstable();
    // Runs of columns without an empty one.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (from, to) in columns {
        match runs.last_mut() {
            Some((_, end)) if from <= *end => *end = (*end).max(to),
            _ => runs.push((from, to)),
        }
    }
    let within = |from: usize, to: usize| cells.iter().filter(move |cell| (from..to).contains(&cell.column));
    // The first row of several cells.
    let header = |from: usize, to: usize| -> Vec<&str> {
        let mut rows: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        within(from, to).for_each(|cell| rows.entry(cell.row).or_default().push(cell.text));
        rows.into_values().find(|row| row.len() > 1).unwrap_or_default()
    };
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (from, to) in runs {
        let again = parts.last().is_some_and(|&(begin, end)| {
            let (before, own) = (header(begin, end), header(from, to));
            !own.is_empty() && before.first() == own.first()
        });
        match parts.last_mut() {
            Some((_, end)) if !again => *end = to,
            _ => parts.push((from, to)),
        }
    }
    parts.into_iter().map(|(from, to)| within(from, to).collect()).collect()
}

/// A header has as many cells at least, where a title above it is told from it.
const HEADER: usize = 4;

/// The title above a table, the table, the notes below it.
fn part_blocks(cells: &[&Shown<'_>], blocks: &mut Vec<Block>) {
    let mut rows: Vec<Vec<&Shown<'_>>> = Vec::new();
    for &cell in cells {
        match rows.last_mut().filter(|row| row[0].row == cell.row) {
            Some(row) => row.push(cell),
            None => rows.push(vec![cell]),
        }
    }
    let alone = |row: &Vec<&Shown<'_>>| row.len() == 1 && row[0].rows == 1;
    let first = cells.iter().map(|cell| cell.column).min();
    let last = cells.iter().map(|cell| cell.column + cell.columns).max();
    // A title with a date or a unit at its right, over a header that begins in the same column.
    let titled = |n: usize| {
        let begins = |n: usize| rows.get(n).filter(|row| Some(row[0].column) == first);
        let title = begins(n).is_some_and(|row| row.len() == 2 && row.iter().all(|cell| cell.rows == 1));
        title && begins(n + 1).is_some_and(|row| row.len() >= HEADER)
    };
    let above = (0..rows.len()).take_while(|&n| alone(&rows[n]) || titled(n)).count();
    let below = rows[above..].iter().rev().take_while(|row| alone(row) && is_note(row[0].text)).count();
    let table = &rows[above..rows.len() - below];
    let paragraph = |cell: &&Shown<'_>| Block::Paragraph { rank: None, text: cell.text.to_owned(), at: cell.at };
    blocks.extend(rows[..above].iter().flatten().map(paragraph));
    // A cell merged over a whole table parts it, as a heading does.
    let band = |row: &Vec<&Shown<'_>>| {
        let across = (row[0].column, row[0].column + row[0].columns);
        alone(row) && row[0].columns > 1 && (Some(across.0), Some(across.1)) == (first, last)
    };
    let mut rest = table;
    while let Some(at) = rest.iter().position(band) {
        if at > 0 {
            blocks.push(Block::Table(squeezed(&rest[..at])));
        }
        blocks.push(paragraph(&rest[at][0]));
        rest = &rest[at + 1..];
    }
    if !rest.is_empty() {
        blocks.push(Block::Table(squeezed(rest)));
    }
    blocks.extend(rows[rows.len() - below..].iter().flatten().map(paragraph));
}

/// What stands below a table and is no row of it.
fn is_note(text: &str) -> bool {
    text.starts_with(['※', '＊', '*', '注', '（', '('])
        || ["出典", "資料", "備考", "Note", "Source"].iter().any(|word| text.starts_with(word))
}

/// The rows of a table, without rows and columns in which no cell begins.
fn squeezed(rows: &[Vec<&Shown<'_>>]) -> Vec<Row> {
    let starts: BTreeSet<usize> = rows.iter().flatten().map(|cell| cell.column).collect();
    let columns: Vec<usize> = starts.into_iter().collect();
    let lines: Vec<usize> = rows.iter().map(|row| row[0].row).collect();
    let before = |of: &[usize], at: usize| of.partition_point(|one| *one < at);
    let cell = |cell: &&Shown<'_>| {
        let (column, row) = (before(&columns, cell.column), before(&lines, cell.row));
        Cell {
            column,
            columns: (before(&columns, cell.column + cell.columns) - column).max(1),
            rows: (before(&lines, cell.row + cell.rows) - row).max(1),
            lines: lines_of(cell.text),
            at: cell.at,
        }
    };
    rows.iter().map(|row| Row { cells: row.iter().map(cell).collect() }).collect()
}

pub(super) fn lines_of(text: &str) -> Vec<String> {
    text.split(['\n', '\r', '\u{b}']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet from rows of cells parted by `|`; what it gives, a line each.
    fn read(rows: &[&str], change: impl FnOnce(&mut Sheet)) -> Vec<String> {
        let mut sheet = Sheet::default();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.split('|').enumerate() {
                sheet.put(row as u32, column as u32, text, &mut 100).unwrap();
            }
        }
        change(&mut sheet);
        let (blocks, notes) = sheet.blocks();
        let mut out = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph { text, .. } => out.push(format!("P {text}")),
                Block::Table(rows) => out.extend(rows.iter().map(|row| {
                    let cell = |cell: &Cell| {
                        let span = if cell.columns * cell.rows > 1 {
                            format!(" {}x{}", cell.columns, cell.rows)
                        } else {
                            String::new()
                        };
                        format!("{}:{}{span}", cell.column, cell.lines.join("/"))
                    };
                    row.cells.iter().map(cell).collect::<Vec<_>>().join(" ")
                })),
            }
        }
        out.extend(notes.into_iter().map(|note| format!("N {note}")));
        out
    }

    fn area(from: Place, to: Place) -> Area {
        Area { from, to }
    }

    #[test]
    fn titles_tables_and_notes_are_told_apart() {
        let rows = ["KPI一覧", "", "|指標||現状|目標", "|苦情||21件|0件", "|※ 令和5年度", "", "|名|数", "|甲|1"];
        assert_eq!(
            read(&rows, |_| {}),
            ["P KPI一覧", "0:指標 1:現状 2:目標", "0:苦情 1:21件 2:0件", "P ※ 令和5年度", "0:名 1:数", "0:甲 1:1"]
        );
    }

    #[test]
    fn a_title_with_a_date_at_its_right_is_no_header() {
        let rows = ["KPI一覧||||令和７年３月現在", "施策|KPI|R5|R6|R7", "健康|受診者数|1|2|3"];
        let shown = ["P KPI一覧", "P 令和７年３月現在", "0:施策 1:KPI 2:R5 3:R6 4:R7", "0:健康 1:受診者数 2:1 3:2 4:3"];
        assert_eq!(read(&rows, |_| {}), shown);
        // The upper row of a header.
        let rows = ["指標||実績||目標", "|単位|R5|R6|R8", "受診者数|人|1|2|3"];
        assert_eq!(read(&rows, |_| {})[0], "0:指標 2:実績 4:目標");
    }

    #[test]
    fn a_cell_over_the_whole_table_parts_it() {
        let rows = ["指標|現状|目標", "１ 安全||", "苦情|21件|0件", "２ 教育||"];
        let merged = |sheet: &mut Sheet| sheet.merged = vec![area((1, 0), (1, 2)), area((3, 0), (3, 1))];
        assert_eq!(read(&rows, merged), ["0:指標 1:現状 2:目標", "P １ 安全", "0:苦情 1:21件 2:0件", "0:２ 教育 2x1"]);
    }

    #[test]
    fn merged_cells_take_the_columns_and_rows_that_are_left() {
        let rows = ["指標|||実績||目標", "||||R5|R6", "受診率|||30%|31%|40%", "covered|||||"];
        let merged = |sheet: &mut Sheet| {
            sheet.merged = vec![area((0, 0), (1, 2)), area((0, 3), (0, 4)), area((0, 5), (1, 5)), area((2, 0), (3, 2))];
        };
        assert_eq!(read(&rows, merged), ["0:指標 1x2 1:実績 2x1 3:目標 1x2", "2:R5", "0:受診率 1:30% 2:31% 3:40%"]);
    }

    #[test]
    fn what_is_hidden_is_left_out_with_a_word() {
        let rows = ["指標|秘|現状|目標", "苦情|x|21件|0件", "旧|x|1|2", "火災|x|3件|2件"];
        let hide = |sheet: &mut Sheet| {
            sheet.hidden_columns = vec![(1, 1)];
            sheet.hidden_rows = vec![(2, 2), (100, 1_048_575)];
            sheet.merged = vec![area((0, 2), (0, 3))];
        };
        assert_eq!(
            read(&rows, hide),
            [
                "0:指標 1:現状 2x1",
                "0:苦情 1:21件 2:0件",
                "0:火災 1:3件 2:2件",
                "N 1 hidden row left out",
                "N 1 hidden column left out"
            ]
        );
    }

    #[test]
    fn tables_side_by_side_are_read_one_after_the_other() {
        let rows = ["指標|目標||指標|目標", "甲|1||乙|2", "丙|3||丁|4"];
        assert_eq!(
            read(&rows, |_| {}),
            ["0:指標 1:目標", "0:甲 1:1", "0:丙 1:3", "0:指標 1:目標", "0:乙 1:2", "0:丁 1:4"]
        );
        assert_eq!(read(&["指標|目標||担当課", "甲|1||乙課"], |_| {}), ["0:指標 1:目標 2:担当課", "0:甲 1:1 2:乙課"]);
    }

    #[test]
    fn cells_far_away_cost_nothing() {
        let far = |sheet: &mut Sheet| {
            sheet.put(1_048_575, 16_383, "遠", &mut 100).unwrap();
            sheet.merged.push(area((0, 0), (1_048_575, 3)));
        };
        assert_eq!(read(&["甲"], far), ["0:甲 1x2", "1:遠"]);
    }

    #[test]
    fn more_cells_than_a_file_may_have_are_refused() {
        let mut sheet = Sheet::default();
        assert!(sheet.put(0, 0, "a", &mut 1).is_ok());
        assert_eq!(sheet.put(0, 0, "a", &mut 0), Err(OfficeError::TooManyCells(MOST_CELLS)));
    }
}
