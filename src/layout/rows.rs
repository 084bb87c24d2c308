//! Table rows that stand on one line: cells parted by tabs, or by Markdown's pipes.

use super::{Cell, Join, Row, Span, Text, doubled, markup};

/// How a line parts its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parted {
    Tabs,
    Pipes,
}

impl Parted {
    /// Whether a line is a table row: a tab, or pipes around its cells.
    pub fn of(line: &str) -> Option<Self> {
        if memchr::memchr(b'\t', line.as_bytes())
            .is_some_and(|at| !line[..at].trim().is_empty() || !line[at..].trim().is_empty())
            && !is_indented(line)
        {
            return Some(Self::Tabs);
        }
        let bare = line.trim().trim_start_matches("- ");
        (bare.starts_with('|') && bare.len() > 1 && bare.ends_with('|')).then_some(Self::Pipes)
    }
}

/// `<tab><tab><p>…</p>`: tabs that only indent markup part nothing.
fn is_indented(line: &str) -> bool {
    line.trim_start().starts_with('<') && memchr::memchr(b'\t', line.trim().as_bytes()).is_none()
}

/// Whether a line only rules off a header: `|---|:--|`, `---<tab>---`. Dashes alone in their cells are
/// no values, and no rule.
pub(super) fn is_rule(line: &str) -> bool {
    let mut ruled = false;
    line.split(['|', '\t']).map(str::trim).filter(|cell| !cell.is_empty()).all(|cell| {
        let dashes = cell.trim_start_matches(':').trim_end_matches(':');
        ruled |= dashes.len() > 1;
        dashes.bytes().all(|byte| byte == b'-')
    }) && ruled
}

/// The text of a cell, of bold print one layer.
pub(super) fn words(source: &str, span: Span) -> Text {
    if span.is_empty() { Text::default() } else { doubled::undoubled(source, markup::text(source, span)) }
}

/// The cells of a row line.
pub(super) fn row(source: &str, line: Span, parted: Parted) -> Row {
    let text = &source[line.range()];
    let separator = if parted == Parted::Tabs { b'\t' } else { b'|' };
    let (mut from, mut to) = (0, text.len());
    if parted == Parted::Pipes {
        from = text.find('|').map_or(0, |at| at + 1);
        to = text.trim_end().len() - 1;
    }
    let mut cells = Vec::new();
    let mut push = |from: usize, to: usize| {
        let span = Span::new(line.start as usize + from, line.start as usize + to).trim(source);
        let column = cells.len() as u16;
        cells.push(Cell { text: words(source, span), column, columns: 1, rows: 1 });
    };
    let mut start = from;
    let escaped = |at: usize| parted == Parted::Pipes && at > 0 && text.as_bytes()[at - 1] == b'\\';
    for at in memchr::memchr_iter(separator, &text.as_bytes()[from..to.max(from)]) {
        if escaped(from + at) {
            continue;
        }
        push(start, from + at);
        start = from + at + 1;
    }
    push(start, to.max(start));
    Row { cells, span: line.trim(source) }
}

/// A row of a Markdown table that was broken over lines inside its cells: gives it and how many lines it takes. The
/// rule below the header told how many cells a row has; each line end stands in one of them, whether or not a pipe
/// was put before what follows.
pub(super) fn broken(source: &str, lines: &[Span], width: usize) -> Option<(Row, usize)> {
    let mut cells: Vec<Cell> = Vec::new();
    for (n, &line) in lines.iter().take(MOST_LINES).enumerate() {
        let text = source[line.range()].trim();
        if text.is_empty() || is_rule(text) || n == 0 && !text.starts_with('|') {
            return None;
        }
        let mut own = between_pipes(source, line.trim(source));
        // A row of its own, and no rest of one.
        if own.len() >= width {
            return None;
        }
        if let Some(last) = cells.last_mut() {
            last.text.append(own.remove(0).text, Join::Part);
        }
        cells.extend(own);
        // A last cell may go on: a line of one.
        let goes_on = lines.get(n + 1).is_some_and(|next| {
            let next = source[next.range()].trim();
            next.starts_with('|') && next.len() > 1 && next.matches('|').count() == 2 && next.ends_with('|')
        });
        if cells.len() == width && n > 0 && !goes_on {
            cells.iter_mut().enumerate().for_each(|(n, cell)| cell.column = n as u16);
            let span = Span { start: lines[0].start, end: line.end };
            return Some((Row { cells, span: span.trim(source) }, n + 1));
        }
        if cells.len() > width {
            return None;
        }
    }
    None
}

/// A row is broken over no more lines than this.
const MOST_LINES: usize = 12;

/// What stands between the pipes of a line, with or without one at its ends.
fn between_pipes(source: &str, line: Span) -> Vec<Cell> {
    let text = &source[line.range()];
    let from = usize::from(text.starts_with('|'));
    let to = text.len() - usize::from(text.len() > 1 && text.ends_with('|'));
    let mut start = from;
    let ends = text[from..to].match_indices('|').map(|(at, _)| from + at).chain([to]);
    let spans: Vec<Span> = ends
        .map(|end| {
            let span = Span::new(line.start as usize + start, line.start as usize + end.max(start));
            start = end + 1;
            span
        })
        .collect();
    let cell = |span: Span| {
        let span = span.trim(source);
        let text = words(source, span);
        Cell { text, column: 0, columns: 1, rows: 1 }
    };
    spans.into_iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_broken_inside_its_cells_is_put_together() {
        let source = "|  Outcomes\n| to be reached | Action |\n| if any | ID |\n";
        let mut at = 0;
        let spans = source.lines().map(|line| (at, at + line.len(), at += line.len() + 1)).collect::<Vec<_>>();
        let lines: Vec<Span> = spans.iter().map(|&(from, to, ())| Span::new(from, to)).collect();
        let read = |width: usize| {
            let (row, taken) = broken(source, &lines, width)?;
            Some((row.cells.iter().map(|cell| cell.text.plain(source)).collect::<Vec<_>>(), taken))
        };
        let parts = |text: &str| text.split('/').map(|part| part.replace('~', "\n")).collect::<Vec<_>>();
        assert_eq!(read(3), Some((parts("Outcomes~to be reached/Action~if any/ID"), 3)));
        assert_eq!(read(7), None);
    }

    fn cells(line: &str) -> Vec<String> {
        let parted = Parted::of(line).unwrap();
        row(line, Span::new(0, line.len()), parted).cells.iter().map(|c| c.text.plain(line)).collect()
    }

    #[test]
    fn tabs_and_pipes_part_cells_and_empty_ones_count() {
        assert_eq!(cells("\tKPI\t\t該当事業"), ["", "KPI", "", "該当事業"]);
        assert_eq!(cells("| 観光 | ・数 | 30万人 | ― |"), ["観光", "・数", "30万人", "―"]);
        assert_eq!(cells("- | 令和6年5月 | 設置 |"), ["令和6年5月", "設置"]);
    }

    #[test]
    fn rules_are_no_rows_and_text_is_none() {
        assert!(is_rule("|---|:--:|") && is_rule("---\t---\t--") && is_rule("| :-- | - |"));
        assert!(!is_rule("| - | - | - |") && !is_rule("|||") && !is_rule("| -- | 1 |"));
        assert_eq!(Parted::of("A | B という選択"), None);
        assert_eq!(Parted::of("|"), None);
    }
}
