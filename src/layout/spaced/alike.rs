//! Rows whose cells are parted by the same gap each: people and converters put two full-width spaces
//! between words, wherever these end. Nothing stands on columns there; the order of the cells tells them.

use crate::layout::{Join, Row, Span, Table, rows};

use super::ink::{Ink, Look, Measure, inks, look};
use super::{cell, is_other};

/// A row has no fewer cells, and a table no fewer rows.
const CELLS: usize = 3;
const ROWS: usize = 3;

/// The table that begins at a line, and how many lines it takes; none where gaps differ, as they do between columns.
pub(super) fn table(source: &str, lines: &[Span]) -> Option<(Table, usize)> {
    // The words of a header may stand a little further apart.
    let first = row(source, lines.first()?).filter(|inks| inks.len() >= CELLS && is_wide(source, inks))?;
    let gap = lines.iter().skip(1).take(2).find_map(|line| gap(source, &row(source, line)?))?;
    let mut table = Table::default();
    for line in lines {
        let head = table.rows.is_empty();
        let fits = |inks: &Vec<Ink>| head || self::gap(source, inks) == Some(gap);
        let Some(found) = row(source, line).filter(fits) else { break };
        // The years below a header begin further in, and leave out its first cell.
        let indent = source[line.range()].len() - source[line.range()].trim_start().len();
        let short = found.len() + 1 == first.len() && indent > 2 * gap.len();
        if found.len() != first.len() && !short {
            break;
        }
        let shift = usize::from(short);
        let cells = found.iter().enumerate().map(|(n, ink)| cell(source, [(*ink, Join::Part)], n + shift));
        let mut cells: Vec<_> = cells.collect();
        if short {
            cells.insert(0, cell(source, [], 0));
        }
        table.rows.push(Row { cells, span: *line });
    }
    // Cells that stand flush under each other are columns, whatever the gaps.
    let flush = (1..first.len()).all(|n| {
        let starts = table.rows.iter().filter_map(|row| row.cells.get(n)).map(|cell| cell.text.span().start);
        let begins = table.rows.iter().map(|row| row.span.start);
        let along: Vec<u32> = starts.zip(begins).map(|(cell, line)| cell.saturating_sub(line)).collect();
        along.windows(2).all(|pair| pair[0] == pair[1])
    });
    let taken = table.rows.len();
    // 現状値　　R5　　R6 over 73　　91　　183: two rows are one where all below the words are values.
    let valued = |row: &Row| row.cells.iter().all(|cell| look(cell.text.plain(source).trim()) == Look::Value);
    let pair = taken + 1 == ROWS && valued(&table.rows[1]) && !valued(&table.rows[0]);
    ((taken >= ROWS || pair) && !flush).then_some((table, taken))
}

fn row(source: &str, line: &Span) -> Option<Vec<Ink>> {
    let text = &source[line.range()];
    let other = is_other(text) || rows::is_rule(text.trim());
    let found = inks(source, *line, Measure::Columns);
    (!other && found.len() >= CELLS - 1).then_some(found)
}

fn is_wide(source: &str, inks: &[Ink]) -> bool {
    let mut gaps = inks.windows(2).map(|pair| &source[pair[0].span.end as usize..pair[1].span.start as usize]);
    gaps.all(|gap| gap.chars().all(|c| c == '\u{3000}'))
}

/// The gap between the cells of a row, if all are the same and full-width.
fn gap<'s>(source: &'s str, inks: &[Ink]) -> Option<&'s str> {
    let mut gaps = inks.windows(2).map(|pair| &source[pair[0].span.end as usize..pair[1].span.start as usize]);
    let first = gaps.next().filter(|gap| gap.chars().all(|c| c == '\u{3000}'))?;
    gaps.all(|gap| gap == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<Vec<String>>> {
        let mut at = 0;
        let lines: Vec<Span> = text
            .lines()
            .map(|line| {
                let span = Span::new(at, at + line.len());
                at += line.len() + 1;
                span
            })
            .collect();
        let (table, _) = table(text, &lines)?;
        let cells = |row: &Row| row.cells.iter().map(|cell| cell.text.plain(text)).collect();
        Some(table.rows.iter().map(cells).collect())
    }

    #[test]
    fn the_same_gap_everywhere_parts_cells_in_their_order() {
        let rows =
            read("指標　　現状（R4）　　目標（R12）\n受診率　　41％　　60％\n住宅改修の補助件数　　86件　　400件\n");
        assert_eq!(
            rows.map(|rows| rows[2].clone()),
            Some(vec!["住宅改修の補助件数".into(), "86件".into(), "400件".into()])
        );
    }

    #[test]
    fn years_below_a_header_leave_out_its_first_cell() {
        let rows = read(
            "部門　　基準年度　　目標年度\n　　　　　2013年度　　2030年度\n産業　　412　　247\n家庭部門　　204　　73\n",
        );
        assert_eq!(rows.map(|rows| rows[1].clone()), Some(vec![String::new(), "2013年度".into(), "2030年度".into()]));
    }

    #[test]
    fn one_row_of_values_below_words_is_a_table() {
        let rows = read("　　現状値　　R5　　　R6\n　　-　　　700　　　1,020\n");
        assert_eq!(rows.map(|rows| rows[1].clone()), Some(vec!["-".into(), "700".into(), "1,020".into()]));
        assert_eq!(read("指標　　現状　　目標\n受診率　　41％　　60％\n"), None);
    }

    #[test]
    fn columns_are_told_by_their_places() {
        assert_eq!(read("指標　　　現状　　目標\n受診率　　41％　　60％\n件数　　　８件　　９件\n"), None);
    }
}
