//! Tables drawn with plain signs, as converters of word-processor files write them: `| 指標 | 現状 |` between `+----+----+`.
//!
//! What stands between two rules is one row, over however many lines; `+====+` rules off the header. A rule that does not
//! begin at the first column parts the rows of the others: what stands before it goes down.

use super::bars::{between, merge};
use super::{Row, Span, Table};

/// A rule has no fewer crossings: a frame around text has two.
const CROSSINGS: usize = 3;

/// The table that begins with the first of some lines, and how many lines it takes.
pub(super) fn table(source: &str, lines: &[Span]) -> Option<(Table, usize)> {
    let text = |line: &Span| source[line.range()].trim();
    if !lines.first().is_some_and(|line| is_rule(text(line))) {
        return None;
    }
    let is_row = |line: &str| line.len() > 1 && line.starts_with('|') && line.ends_with(['|', '+']);
    let taken = lines.iter().take_while(|line| is_rule(text(line)) || is_row(text(line))).count();
    let mut table = Table::default();
    let mut open = false;
    for line in &lines[..taken] {
        let words = text(line);
        if words.starts_with('+') {
            if words.contains('=') && table.head == 0 {
                table.head = table.rows.len();
            }
            open = false;
            continue;
        }
        if is_partial(words) {
            open = false;
            continue;
        }
        let row = row(source, line.trim(source));
        match table.rows.last_mut().filter(|last| open && last.cells.len() == row.cells.len()) {
            Some(last) => merge(last, row),
            None => table.rows.push(row),
        }
        open = true;
    }
    table.rows.retain(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
    (table.rows.len() > 1).then_some((table, taken))
}

/// `+----+----+`, `+:===+====+`.
fn is_rule(line: &str) -> bool {
    line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| b"+-=:".contains(&byte))
        && line.matches('+').count() >= CROSSINGS
}

/// `|    +----+----+`: a rule under some of the columns.
fn is_partial(line: &str) -> bool {
    line.ends_with('+') || line.contains("+--") || line.contains("--+")
}

fn row(source: &str, line: Span) -> Row {
    let start = line.start as usize;
    let bars: Vec<(usize, usize)> =
        source[line.range()].match_indices('|').map(|(at, _)| (start + at, start + at + 1)).collect();
    Row { cells: between(source, &bars), span: line }
}

#[cfg(test)]
mod tests {
    use crate::layout::Document;

    fn rows(source: &str) -> Vec<String> {
        let document = Document::read(source);
        let table = document.blocks.iter().find_map(|block| block.table());
        let cells = |row: &crate::layout::Row| {
            row.cells.iter().map(|cell| cell.text.plain(source)).collect::<Vec<_>>().join("|")
        };
        table.map_or_else(Vec::new, |table| table.rows.iter().map(cells).collect())
    }

    #[test]
    fn lines_between_two_rules_are_one_row() {
        let source = "Targets\n\n+-----------+--------+\n| Indicator | Target |\n+===========+========+\n| Homes     | 90%    |\n\
            | inspected |        |\n+-----------+--------+\n| Trees     | 400    |\n+-----------+--------+\n";
        assert_eq!(rows(source), ["Indicator|Target", "Homes inspected|90%", "Trees|400"]);
    }

    #[test]
    fn a_rule_under_some_columns_parts_their_rows() {
        let source = "+------+------+------+\n| 割合 | 男性 | 30％ |\n|      +------+------+\n|      | 女性 | 40％ |\n+------+------+------+\n";
        assert_eq!(rows(source), ["割合|男性|30％", "|女性|40％"]);
    }
}
