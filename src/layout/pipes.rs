//! Table rows parted by pipes without one at their front: `指標 | 現状 | 目標 |`, as web pages become when
//! they are stored as text. A row may be broken over lines; the rule under the header tells how
//! many cells make it whole.

use super::rows::{is_rule, words};
use super::{Cell, Join, Row, Span, Table, Text};

/// More lines than these make no row, however few pipes they hold.
const MOST_LINES: usize = 40;
/// Where a pipe only ends each of so many lines, each is a cell.
const ENDED: usize = 3;
/// A rule stands no farther below the first line of its header.
const HEADER: usize = 16;

/// Whether a line has pipes that part it, and none at its front.
pub(super) fn is_parted(line: &str) -> bool {
    let bare = line.trim();
    // <平成11年度> | <平成16年度> is no tag.
    let tag = bare.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii()));
    if bare.starts_with('|') || tag {
        return false;
    }
    pipes(bare).next().is_some()
}

/// Whether a line has a pipe at its front for a first cell that is empty: the line below has as many, and none there.
pub(super) fn is_headed_by_nothing(line: &str, below: &str) -> bool {
    let [line, below] = [line, below].map(str::trim);
    let count = |line: &str| line.matches('|').count();
    let ended = line.ends_with('|') && below.ends_with('|');
    line.starts_with('|') && is_parted(below) && ended && count(line) > 2 && count(line) == count(below)
}

/// The pipes of a line that part cells: a space stands before or behind each, or the line ends.
fn pipes(line: &str) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr_iter(b'|', line.as_bytes()).filter(|&at| {
        let space = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == b' ' || byte == b'|');
        let bytes = line.as_bytes();
        space(bytes.get(at + 1)) || at.checked_sub(1).is_some_and(|before| space(bytes.get(before)))
    })
}

/// The table that begins with the first of some lines, and how many lines it takes.
pub(super) fn table(source: &str, lines: &[Span]) -> Option<(Table, usize)> {
    let text = |at: usize| lines.get(at).map(|line| &source[line.range()]);
    let part = |at: usize| text(at).is_some_and(|line| is_parted(line) || line.trim() == "|" || is_rule(line));
    let first = text(0)?;
    let headless = text(1).is_some_and(|below| is_headed_by_nothing(first, below));
    if !is_parted(first) && !headless {
        return None;
    }
    // A rule tells how many cells a row has; the lines above it are the header, however broken.
    let rule = (0..HEADER).take_while(|&at| at == 0 || part(at)).find(|&at| text(at).is_some_and(is_rule));
    let alone = pipes(first.trim()).count() < 2 && !part(1);
    let part = |at: usize| part(at) || at == 0 && headless;
    // Baseline | / 0 | / 30 |: a pipe at the end of each line parts nothing within it.
    let inner = |line: &str| line.trim_end().trim_end_matches('|').contains('|');
    let ended = !inner(first) && !(0..ENDED).filter_map(text).any(inner);
    if alone || rule == Some(0) || rule.is_none() && ended {
        return None;
    }
    let width = rule.and_then(text).map(|line| line.split('|').filter(|cell| cell.contains('-')).count());
    let mut table = Table::default();
    let mut at = 0;
    if let Some(rule) = rule {
        table.rows.push(row(source, &lines[..rule]));
        table.head = 1;
        at = rule + 1;
    }
    while at < lines.len() {
        if !(part(at) || width.is_some() && goes_on(source, &lines[at..], width)) {
            break;
        }
        if text(at).is_some_and(is_rule) {
            at += 1;
            continue;
        }
        let taken = width.map_or(1, |width| whole(source, &lines[at..], width));
        table.rows.push(row(source, &lines[at..at + taken]));
        at += taken;
    }
    (!table.rows.is_empty()).then_some((table, at))
}

/// Whether a line without a pipe begins a cell that the next line ends.
fn goes_on(source: &str, lines: &[Span], width: Option<usize>) -> bool {
    let next = lines.get(1).map(|line| &source[line.range()]);
    let own = source[lines[0].range()].trim();
    width.is_some()
        && !own.is_empty()
        && !own.starts_with('#')
        && next.is_some_and(|next| is_parted(next) && next.trim_end().ends_with('|') && pipes(next).count() < 2)
}

/// How many lines make a row of so many cells.
fn whole(source: &str, lines: &[Span], width: usize) -> usize {
    let mut seen = 0;
    for (n, line) in lines.iter().take(MOST_LINES).enumerate() {
        let text = source[line.range()].trim();
        // A row need not end in a pipe.
        let last = if text.ends_with('|') { 0 } else { 1 };
        let count = text.matches('|').count();
        if n > 0 && (text.is_empty() || is_rule(text)) {
            return n;
        }
        // A line that holds a whole row by itself begins anew.
        if n > 0 && count + last >= width {
            return n;
        }
        seen += count;
        if seen + last >= width {
            return n + 1;
        }
    }
    1
}

/// The row that some lines make together.
fn row(source: &str, lines: &[Span]) -> Row {
    let mut cells: Vec<Text> = vec![Text::default()];
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    for line in lines {
        let text = &source[line.range()];
        let mut from = 0;
        let mut join = Join::Wrap;
        let ends: Vec<usize> = memchr::memchr_iter(b'|', text.as_bytes()).collect();
        for &end in ends.iter().chain([&text.len()]) {
            let span = Span::new(line.start as usize + from, line.start as usize + end).trim(source);
            if !span.is_empty()
                && let Some(cell) = cells.last_mut()
            {
                let more = words(source, span);
                if cell.is_empty() { *cell = more } else { cell.append(more, join) }
            }
            if end < text.len() {
                cells.push(Text::default());
            }
            join = Join::Wrap;
            from = end + 1;
        }
    }
    // What stands behind the last pipe is no cell.
    if cells.len() > 1 && cells.last().is_some_and(Text::is_empty) {
        cells.pop();
    }
    let cell = |(n, text)| Cell { text, column: n as u16, columns: 1, rows: 1 };
    let span = Span { start: first.start, end: last.end }.trim(source);
    Row { cells: cells.into_iter().enumerate().map(cell).collect(), span }
}

#[cfg(test)]
mod tests {
    use crate::layout::{Document, Kind};

    fn rows(source: &str) -> Vec<Vec<String>> {
        let document = Document::read(source);
        let tables = document.blocks.iter().filter_map(|block| match &block.kind {
            Kind::Table(table) => Some(table),
            _ => None,
        });
        let row = |row: &crate::layout::Row| row.cells.iter().map(|cell| cell.text.plain(source)).collect();
        tables.flat_map(|table| table.rows.iter().map(row)).collect()
    }

    #[test]
    fn rows_need_no_pipe_at_their_front() {
        let source = "一覧\n\n指標 | 現状 | 目標 |\n---|---|---|\n受診率 | 37.2% | 41%以上 |\n苦情 | 21件 | 0件 |\n";
        assert_eq!(rows(source), [["指標", "現状", "目標"], ["受診率", "37.2%", "41%以上"], ["苦情", "21件", "0件"]]);
        assert_eq!(
            rows("市の計画\n\n分野 | KPI | 基準値\n産業 | 就農者数 | 580人\n")[1],
            ["産業", "就農者数", "580人"]
        );
    }

    #[test]
    fn a_row_broken_over_lines_is_whole_when_its_cells_are() {
        let source = "項目 | 目標値(期限) | 最新値 | |\n---|---|---|---|\n第1分野 登用 | |||\n割合 | 18% (令和7年度) |\n14.9% (令和4年度) |\n|\n会長 | 10% |\n5.5% |\n|\n";
        let rows = rows(source);
        assert_eq!(rows[1], ["第1分野 登用", "", "", ""]);
        assert_eq!(rows[2], ["割合", "18% (令和7年度)", "14.9% (令和4年度)", ""]);
        assert_eq!(rows[3], ["会長", "10%", "5.5%", ""]);
    }

    #[test]
    fn a_header_broken_over_lines_stands_above_its_rule() {
        let source = "指標 |\n現況 2002年 |\n目標 2014年 |\n---|---|---|\nごみ | 174 | 170 |\n";
        assert_eq!(rows(source)[0], ["指標", "現況 2002年", "目標 2014年"]);
    }

    #[test]
    fn a_pipe_before_an_empty_first_cell_is_no_border() {
        let source = "指標\n\n| 基準値 | 目標値 |\n数値 | − | 240人 |\n時点 | | 令和9年度 |\n";
        assert_eq!(rows(source), [["", "基準値", "目標値"], ["数値", "−", "240人"], ["時点", "", "令和9年度"]]);
        // With borders on both sides nothing changes.
        assert_eq!(rows("| 指標 | 目標値 |\n| 人数 | 240人 |\n"), [["指標", "目標値"], ["人数", "240人"]]);
    }

    #[test]
    fn a_pipe_in_a_sentence_makes_no_table() {
        assert!(rows("市のホームページ | 計画\n\n本文はここから始まる。\n").is_empty());
        assert!(rows("A|B という選択\n次の行\n").is_empty());
    }
}
