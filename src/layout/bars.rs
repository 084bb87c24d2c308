//! Tables drawn with the characters for lines, `│ 指標 │ 現状 │` between `├───┼───┤`, or with plain signs as converters and
//! databases write them, `| 指標 | 現状 |` between `+----+----+`; or with full-width bars: 指標｜現状｜目標.
//!
//! What stands between two rules is one row, over however many lines; where only the header is ruled off, each line is one.

use super::{Cell, Join, Row, Span, Table, rows};

/// The strokes that part cells on a line.
const BARS: [char; 4] = ['│', '┃', '║', '┆'];
/// The plain sign that parts them between rules of `+` and `-`.
const PLAIN: char = '|';
/// The bar of a full-width font, which parts the cells of a line without closing it.
const WIDE: char = '｜';
/// A row has no fewer cells, a table no fewer lines of cells: less is a frame around text.
const LEAST: usize = 2;
/// Between so many rules, or more, the lines of a row belong together.
const RULED: usize = 4;

/// The table that begins with the first of some lines, and how many lines it takes.
pub(super) fn table(source: &str, lines: &[Span]) -> Option<(Table, usize)> {
    let text = |line: &Span| source[line.range()].trim();
    let first = lines.first().map(text)?;
    if first.contains(WIDE) {
        return wide(source, lines);
    }
    if is_plain_rule(first) {
        return drawn(source, lines, &Signs { bars: &[PLAIN], is_rule: is_plain_rule, is_row: is_plain_row });
    }
    // Strokes without end are asked once for the row that they stand over.
    let ruled = || is_rule(first) && lines.get(1).is_some_and(|next| is_row(text(next)));
    if !(is_row(first) || ruled()) {
        return None;
    }
    drawn(source, lines, &Signs { bars: &BARS, is_rule, is_row })
}

/// What a table is drawn with.
struct Signs {
    bars: &'static [char],
    is_rule: fn(&str) -> bool,
    is_row: fn(&str) -> bool,
}

/// The table that the lines up to the first other one draw.
fn drawn(source: &str, lines: &[Span], signs: &Signs) -> Option<(Table, usize)> {
    let text = |line: &Span| source[line.range()].trim();
    let taken = lines.iter().take_while(|line| (signs.is_rule)(text(line)) || (signs.is_row)(text(line))).count();
    let rules = lines[..taken].iter().filter(|line| (signs.is_rule)(text(line))).count();
    // +====+ is a rule of its own for the header: then lines between two others belong together however few there are.
    let headed = lines[..taken].iter().any(|line| is_plain_rule(text(line)) && text(line).contains('='));
    let whole = headed || rules >= RULED;
    let mut table = Table::default();
    let mut open = false;
    for line in &lines[..taken] {
        let words = text(line);
        if (signs.is_rule)(words) {
            let heads = if headed { words.contains('=') } else { table.rows.len() == 1 && signs.heads(rules) };
            table.head = if table.head == 0 && heads { table.rows.len() } else { table.head };
            open = false;
            continue;
        }
        // |      +------+: a rule under some of the columns parts their rows; what stands before it goes down.
        if is_under_some(words) {
            open = false;
            continue;
        }
        let row = row(source, line.trim(source), signs.bars);
        match table.rows.last_mut().filter(|last| open && whole && last.cells.len() == row.cells.len()) {
            Some(last) => merge(last, row),
            None => table.rows.push(row),
        }
        open = true;
    }
    let broad = table.rows.iter().filter(|row| row.cells.len() >= LEAST).count();
    (broad >= LEAST && broad == table.rows.len()).then_some((table, taken))
}

impl Signs {
    /// Whether a rule below the first row makes it the header: not where plain signs rule off every row alike.
    fn heads(&self, rules: usize) -> bool {
        self.bars != [PLAIN] || rules < RULED
    }
}

/// Lines with as many full-width bars each, two or more.
fn wide(source: &str, lines: &[Span]) -> Option<(Table, usize)> {
    let bars = |line: &Span| source[line.range()].matches(WIDE).count();
    let many = bars(lines.first()?);
    let taken = lines.iter().take_while(|line| bars(line) == many).count();
    // Where the first line is not closed, a bar at the end of another stands before an empty cell.
    let ends = |closed: &dyn Fn(&str) -> bool| lines.first().is_some_and(|line| closed(source[line.range()].trim()));
    let (begun, closed) = (ends(&|text| text.starts_with(WIDE)), ends(&|text| text.ends_with(WIDE)));
    let cells = |line: &Span| {
        let line = line.trim(source);
        let text = &source[line.range()];
        let (start, end) = (line.start as usize, line.end as usize);
        let inner = text.match_indices(WIDE).map(|(at, _)| start + at);
        let mut edges: Vec<(usize, usize)> = inner.map(|at| (at, at + WIDE.len_utf8())).collect();
        if !(begun && text.starts_with(WIDE)) {
            edges.insert(0, (start, start));
        }
        if !(closed && text.ends_with(WIDE)) {
            edges.push((end, end));
        }
        Row { cells: between(source, &edges), span: line }
    };
    let table = Table { rows: lines[..taken].iter().map(cells).collect(), head: 0 };
    (many >= LEAST && taken >= LEAST).then_some((table, taken))
}

/// The cells between strokes, of which each has its beginning and its end.
fn between(source: &str, strokes: &[(usize, usize)]) -> Vec<Cell> {
    let cell = |(column, pair): (usize, &[(usize, usize)])| {
        let span = Span::new(pair[0].1, pair[1].0).trim(source);
        let text = rows::words(source, span);
        Cell { text, column: column as u16, columns: 1, rows: 1 }
    };
    strokes.windows(2).enumerate().map(cell).collect()
}

/// Whether a line begins and ends with a stroke, and another stands between.
fn is_row(line: &str) -> bool {
    line.starts_with(BARS) && line.ends_with(BARS) && line.matches(BARS).count() > LEAST
}

/// ├───┼───┤: whether a line is nothing but strokes, a corner or crossing among them.
fn is_rule(line: &str) -> bool {
    let stroke = |c: char| ('\u{2500}'..='\u{257f}').contains(&c);
    line.chars().count() > LEAST
        && line.chars().all(|c| stroke(c) || c == ' ')
        && line.starts_with(|c: char| stroke(c) && !BARS.contains(&c))
        && line.contains(|c: char| ('\u{250c}'..='\u{254b}').contains(&c) || ('\u{2552}'..='\u{256c}').contains(&c))
}

/// `+----+----+`, `+:===+====+`; a frame around text has two crossings.
fn is_plain_rule(line: &str) -> bool {
    line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| b"+-=:".contains(&byte))
        && line.matches('+').count() > LEAST
}

fn is_plain_row(line: &str) -> bool {
    line.len() > LEAST && line.starts_with(PLAIN) && line.ends_with([PLAIN, '+'])
}

fn is_under_some(line: &str) -> bool {
    line.starts_with(PLAIN) && (line.ends_with('+') || line.contains("+--") || line.contains("--+"))
}

fn row(source: &str, line: Span, bars: &[char]) -> Row {
    let start = line.start as usize;
    let bars = source[line.range()].match_indices(bars).map(|(at, bar)| (start + at, start + at + bar.len()));
    Row { cells: between(source, &bars.collect::<Vec<_>>()), span: line }
}

/// Adds a line to the row that it goes on with.
fn merge(above: &mut Row, below: Row) {
    above.span.end = below.span.end;
    for (cell, rest) in above.cells.iter_mut().zip(below.cells).filter(|(_, rest)| !rest.text.is_empty()) {
        let join = if cell.text.is_empty() { Join::Part } else { Join::Wrap };
        cell.text.append(rest.text, join);
    }
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
    fn lines_with_as_many_full_width_bars_are_rows() {
        let source = "■環境目標３\n\n指標｜現状値｜目標値｜備考\n公園の面積｜0ha｜35ha｜令和12年度目標\n保存樹木の指定本数｜412本｜維持｜\n";
        let table = ["指標|現状値|目標値|備考", "公園の面積|0ha|35ha|令和12年度目標", "保存樹木の指定本数|412本|維持|"];
        assert_eq!(rows(source), table);
        assert!(rows("国｜県｜市の役割\n").is_empty());
        assert!(rows("名称｜読み\n公園｜こうえん\n").is_empty());
    }

    #[test]
    fn lines_between_strokes_are_rows_and_strokes_alone_are_none() {
        let source = "  ┌────┬────┐\n  │ 指標 │ 目標 │\n  ├────┼────┤\n  │ 電子化率 │ 90％ │\n  │ 受入額 │  － │\n  └────┴────┘\n";
        assert_eq!(rows(source), ["指標|目標", "電子化率|90％", "受入額|－"]);
    }

    #[test]
    fn lines_between_two_rules_are_one_row() {
        let source =
            "┌──┬──┐\n│指標│目標│\n├──┼──┤\n│事務手続の│90％│\n│電子化率 │　　│\n├──┼──┤\n│受入額│12億円│\n└──┴──┘\n";
        assert_eq!(rows(source), ["指標|目標", "事務手続の電子化率|90％", "受入額|12億円"]);
    }

    #[test]
    fn plain_signs_rule_off_rows_of_several_lines() {
        let source = "Targets\n\n+-----------+--------+\n| Indicator | Target |\n+===========+========+\n| Homes     | 90%    |\n\
            | inspected |        |\n+-----------+--------+\n| Trees     | 400    |\n+-----------+--------+\n";
        assert_eq!(rows(source), ["Indicator|Target", "Homes inspected|90%", "Trees|400"]);
    }

    #[test]
    fn plain_signs_may_rule_off_the_header_alone() {
        let source = "+----+-------+\n| id | name  |\n+----+-------+\n| 1  | trees |\n| 2  | homes |\n+----+-------+\n";
        assert_eq!(rows(source), ["id|name", "1|trees", "2|homes"]);
    }

    #[test]
    fn a_rule_under_some_columns_parts_their_rows() {
        let source = "+------+------+------+\n| 割合 | 男性 | 30％ |\n|      +------+------+\n|      | 女性 | 40％ |\n+------+------+------+\n";
        assert_eq!(rows(source), ["割合|男性|30％", "|女性|40％"]);
    }

    #[test]
    fn a_frame_around_text_is_no_table() {
        assert!(
            rows("┌────┐\n│ 2030年度までに50％削減します │\n│ 2050年までにゼロを目指します │\n└────┘\n").is_empty()
        );
    }
}
