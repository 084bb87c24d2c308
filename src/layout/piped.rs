//! Markdown tables without a pipe before their rows, and such rows broken over lines where a
//! cell was: `指標 | 目標値 |` and below it `令和7年度 |`.

use super::{Cell, Join, Row, Span, Table, Text, doubled, markup, rows};

/// More lines than these hold no row.
const HIGHEST: usize = 32;
/// Lines that merely have as many pipes as those above are rows if so many stand together.
const ROWS: usize = 2;

/// The table that begins at a line, the lines it takes, and the pipes of its rows; they may be known from a
/// table above.
pub(super) fn table(source: &str, lines: &[Span], known: Option<usize>) -> Option<(Table, usize, usize)> {
    let text = |n: usize| lines.get(n).map(|line| &source[line.range()]);
    let first = text(0)?;
    let count = pipes(first);
    if count == 0 || first.trim_start().starts_with(['|', '<']) || first.contains('\t') {
        return None;
    }
    if let Some(rule) = text(1).filter(|rule| rows::is_rule(rule) && rule.contains('|')) {
        let columns = rule.trim().trim_matches('|').split('|').count();
        let mut table = Table { rows: vec![row(source, &lines[..1])] };
        let mut at = 2;
        while let Some(taken) = broken(source, &lines[at..], columns) {
            table.rows.push(row(source, &lines[at..at + taken]));
            at += taken;
        }
        return Some((table, at, count));
    }
    let same = (0..lines.len())
        .take_while(|&n| text(n).is_some_and(|text| pipes(text) == count && !text.contains('\t')))
        .count();
    let enough = known == Some(count) || same >= ROWS + usize::from(count == 1);
    enough.then(|| (Table { rows: lines[..same].iter().map(|&line| row(source, &[line])).collect() }, same, count))
}

/// How many lines make up a row of so many columns; none where the table ends.
fn broken(source: &str, lines: &[Span], columns: usize) -> Option<usize> {
    let mut count = 0;
    for (n, line) in lines.iter().take(HIGHEST).enumerate() {
        let text = &source[line.range()];
        if pipes(text) == 0 || text.contains('\t') {
            return (n > 0).then_some(n);
        }
        count += pipes(text);
        let ends = usize::from(text.trim_end().ends_with('|'));
        if count + 1 >= columns + ends {
            return Some(n + 1);
        }
    }
    (!lines.is_empty()).then_some(lines.len().min(HIGHEST))
}

/// The row on some lines: pipes part its cells, wherever lines end.
fn row(source: &str, lines: &[Span]) -> Row {
    let mut cells: Vec<Cell> = Vec::new();
    let mut text = Text::default();
    let mut push = |text: &mut Text| {
        let column = cells.len() as u16;
        cells.push(Cell { text: std::mem::take(text), column, columns: 1, rows: 1 });
    };
    for line in lines {
        let mut from = line.start as usize;
        let ends = bars(&source[line.range()]).map(|at| (line.start as usize + at, true));
        for (to, parts) in ends.chain([(line.end as usize, false)]) {
            let span = Span::new(from, to).trim(source);
            if !span.is_empty() {
                text.append(doubled::undoubled(source, markup::text(source, span)), Join::Part);
            }
            if parts {
                push(&mut text);
            }
            from = to + 1;
        }
    }
    if !text.is_empty() {
        push(&mut text);
    }
    let span = match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => Span { start: first.start, end: last.end }.trim(source),
        _ => Span::new(0, 0),
    };
    Row { cells, span }
}

fn pipes(text: &str) -> usize {
    bars(text).count()
}

/// Where pipes part cells: not where a backslash stands before.
fn bars(text: &str) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr_iter(b'|', text.as_bytes()).filter(|&at| at == 0 || text.as_bytes()[at - 1] != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Places;

    fn read(text: &str, known: Option<usize>) -> Vec<String> {
        let lines: Vec<Span> = Places::of(text).spans(text).collect();
        let Some((table, taken, _)) = table(text, &lines, known) else { return Vec::new() };
        let show = |row: &Row| row.cells.iter().map(|cell| cell.text.plain(text)).collect::<Vec<_>>().join("/");
        table.rows.iter().map(show).chain([format!("{taken} lines")]).collect()
    }

    #[test]
    fn rows_need_no_pipe_before_them() {
        let text = "指標 | 現状 | 目標\n修了者数 | 420人 | 3,000人\n\n戦略２\n";
        assert_eq!(read(text, None), ["指標/現状/目標", "修了者数/420人/3,000人", "2 lines"]);
        assert!(read("A | B という選択\n次の文\n", None).is_empty());
        assert!(read("ホーム | 施策一覧 | 連絡先\n", None).is_empty());
        assert_eq!(read("輸出額 | 16億円 | 25億円\n", Some(2)), ["輸出額/16億円/25億円", "1 lines"]);
    }

    #[test]
    fn a_row_is_broken_where_a_cell_was() {
        let text = "項目 | 目標値 | 策定時 | 最新値 |\n---|:--:|---|---|\n第1分野 | |||\n女性の割合 | 18%以上\n(令和7年度) |\n11.4% |\n- |\n注";
        assert_eq!(
            read(text, None),
            ["項目/目標値/策定時/最新値", "第1分野///", "女性の割合/18%以上\n(令和7年度)/11.4%/-", "7 lines"]
        );
    }
}
