//! Table rows that stand on one line: cells parted by tabs, or by Markdown's pipes.

use super::{Cell, Row, Span, Text, doubled, markup};

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
        {
            return Some(Self::Tabs);
        }
        let bare = line.trim().trim_start_matches("- ");
        (bare.starts_with('|') && bare.len() > 1 && bare.ends_with('|')).then_some(Self::Pipes)
    }
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
        cells.push(Cell {
            text: if span.is_empty() {
                Text::default()
            } else {
                doubled::undoubled(source, markup::text(source, span))
            },
            column,
            columns: 1,
            rows: 1,
        });
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

#[cfg(test)]
mod tests {
    use super::*;

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
