//! Goals over results, in two rows for each indicator: 年度ごとの目標値 above 年度ごとの実績値 over the same years.
//!
//! The rows of such a pair are one, and each storey has columns of its own: so the two are laid side by side.

use std::rc::Rc;

use crate::chars::is_kanji;
use crate::layout::{Join, Piece, Span, Text};
use crate::rules::{Hint, Look, Rules};

use super::super::Extractor;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// Of the rows so large a part must stand in pairs.
const MOST: f32 = 0.6;

/// The words in a text above a table are no longer, in characters: 上段：目標値.
const LONGEST_WORD: usize = 8;
/// Between 上段 and what it holds stands no more, in bytes.
const LONGEST_SIGN: usize = 9;

impl Extractor<'_> {
    /// （上段：目標 下段：実績）: what the text above a table says of the upper and the lower line of its rows.
    pub(super) fn storeys_told(&self, sheet: &Sheet) -> Option<[Rc<Cell>; 2]> {
        let words = &self.rules.tables.words;
        self.above(sheet).find_map(|block| {
            let pieces = &self.document.blocks[block].text.pieces;
            let told = |leads: &[String]| pieces.iter().find_map(|piece| self.told_behind(piece, leads));
            Some([told(&words.upper)?, told(&words.lower)?])
        })
    }

    /// The word behind one that leads to it, where it names a role.
    fn told_behind(&self, piece: &Piece, leads: &[String]) -> Option<Rc<Cell>> {
        let text = &self.source[piece.span.range()];
        let (at, lead) = leads.iter().find_map(|lead| Some((text.find(lead.as_str())?, lead)))?;
        let behind = &text[at + lead.len()..];
        // 上段が目標値, 上段：目標値
        let word = behind.trim_start_matches(|c: char| !is_kanji(c));
        let from = text.len() - word.len();
        let near = behind.len() - word.len() <= LONGEST_SIGN;
        let len = word.find(|c: char| !is_kanji(c)).unwrap_or(word.len());
        let start = piece.span.start as usize + from;
        let span = Span::new(start, start + len);
        let cell = self.typed(&Text { pieces: vec![Piece { span, join: Join::Part }] });
        let short = (1..=LONGEST_WORD).contains(&word[..len].chars().count());
        (near && short && cell.says(self.rules).role.is_some()).then(|| Rc::new(cell))
    }
}

/// Lays the two storeys of a table side by side; `told` is what a text above says that they hold.
pub(super) fn side_by_side(sheet: &mut Sheet, told: Option<[Rc<Cell>; 2]>, rules: &Rules) {
    if let Some([upper, lower]) = told.filter(|_| !sheet.headers.is_empty()) {
        // Two lines of a header that say so, over the years that no word is said of.
        let open: Vec<bool> = (0..width(sheet)).map(|at| is_open_year(&sheet.headers, at, rules)).collect();
        let line = |cell: &Rc<Cell>| Line {
            slots: open.iter().map(|&open| open.then(|| Rc::clone(cell))).collect(),
            ..sheet.headers[0].clone()
        };
        let above = [line(&upper), line(&lower)];
        let before = sheet.headers.len();
        sheet.headers.splice(0..0, above);
        if !laid(sheet, rules) {
            sheet.headers.drain(..sheet.headers.len() - before);
        }
        return;
    }
    laid(sheet, rules);
}

/// Whether a column has a year and no word for a role.
fn is_open_year(headers: &[Line], at: usize, rules: &Rules) -> bool {
    headers.iter().any(|line| cell(line, at).is_some_and(|cell| cell.look == Look::Period))
        && headers.iter().all(|line| role(line, at, rules).is_none())
}

/// Lays the two storeys that a header tells side by side, if the rows stand in pairs.
fn laid(sheet: &mut Sheet, rules: &Rules) -> bool {
    let Some((upper, lower)) = storeys(&sheet.headers, rules) else { return false };
    let both: Vec<usize> = (0..width(sheet)).filter(|&at| is_both(&sheet.headers, upper, lower, at, rules)).collect();
    let pairs = pairs(&sheet.lines, &both);
    let paired = 2 * pairs.len();
    if both.is_empty() || paired == 0 || (paired as f32) < MOST * sheet.lines.len() as f32 {
        return false;
    }
    let width = width(sheet);
    sheet.headers.iter_mut().for_each(|header| header.slots.resize(width, None));
    let below: Vec<_> = both.iter().map(|&at| sheet.headers[lower].slots[at].clone()).collect();
    for &at in &both {
        sheet.headers[lower].slots[at] = sheet.headers[upper].slots[at].clone();
    }
    for (n, header) in sheet.headers.iter_mut().enumerate() {
        // An empty cell would go on with the word to its left.
        let own: Vec<_> = both.iter().map(|&at| header.slots[at].clone()).collect();
        header.slots.extend(if n == upper || n == lower { below.clone() } else { own });
    }
    let mut lines: Vec<Line> = Vec::with_capacity(sheet.lines.len());
    for (n, mut line) in std::mem::take(&mut sheet.lines).into_iter().enumerate() {
        line.slots.resize(width, None);
        let own: Vec<_> = both.iter().map(|&at| line.slots[at].clone()).collect();
        if let Some(above) = lines.last_mut().filter(|_| n > 0 && pairs.binary_search(&(n - 1)).is_ok()) {
            above.slots.truncate(width);
            above.slots.extend(own);
            continue;
        }
        line.slots.extend(both.iter().map(|_| None));
        lines.push(line);
    }
    sheet.lines = lines;
    true
}

fn width(sheet: &Sheet) -> usize {
    sheet.headers.iter().chain(&sheet.lines).map(|line| line.slots.len()).max().unwrap_or(0)
}

fn cell(line: &Line, at: usize) -> Option<&Rc<Cell>> {
    line.slots.get(at)?.as_ref().filter(|cell| !cell.is_empty())
}

fn role(line: &Line, at: usize, rules: &Rules) -> Option<Hint> {
    cell(line, at)?.says(rules).role.map(|(hint, _)| hint)
}

/// Whether a column has a goal in one line of the header and a result in the other.
fn is_both(headers: &[Line], upper: usize, lower: usize, at: usize, rules: &Rules) -> bool {
    let roles = (role(&headers[upper], at, rules), role(&headers[lower], at, rules));
    matches!(roles, (Some(Hint::Target), Some(Hint::Actual)) | (Some(Hint::Actual), Some(Hint::Target)))
}

/// The two lines of the header that say of the same columns that they hold goals and that they hold results.
fn storeys(headers: &[Line], rules: &Rules) -> Option<(usize, usize)> {
    let width = headers.iter().map(|line| line.slots.len()).max()?;
    let lines = (0..headers.len()).flat_map(|upper| (upper + 1..headers.len()).map(move |lower| (upper, lower)));
    let mut two = lines.filter(|&(upper, lower)| (0..width).any(|at| is_both(headers, upper, lower, at, rules)));
    two.next()
}

/// The rows that the next one belongs to: beside the storeys it says the same, or nothing.
fn pairs(lines: &[Line], both: &[usize]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = 0;
    while at + 1 < lines.len() {
        let (upper, lower) = (&lines[at], &lines[at + 1]);
        let outside = (0..upper.slots.len().max(lower.slots.len())).filter(|at| !both.contains(at));
        let same = |n: usize| match (cell(upper, n), cell(lower, n)) {
            (_, None) => true,
            (Some(above), Some(below)) => above.code() == below.code(),
            (None, Some(_)) => false,
        };
        let held = |line: &Line| both.iter().any(|&at| cell(line, at).is_some());
        if held(upper) && held(lower) && outside.into_iter().all(same) {
            out.push(at);
            at += 1;
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn goals_over_results_are_those_of_one_indicator() {
        let header = "| 測定指標 | 基準値 | 目標値 | 年度ごとの目標値 | 年度ごとの目標値 |\n|---|---|---|---|---|\n\
            | 測定指標 | 基準値 | 目標値 | 年度ごとの実績値 | 年度ごとの実績値 |\n\
            | 測定指標 | 令和元年度 | 令和7年度 | 令和3年度 | 令和4年度 |\n";
        let repeated = "| 就職率 | 60.5% | 70% | 62% | 64% |\n| 就職率 | 60.5% | 70% | 61.5% | 64.1% |\n";
        let merged = "| 就職率 | 60.5% | 70% | 62% | 64% |\n| | | | 61.5% | 64.1% |\n";
        for rows in [repeated, merged] {
            let found = said(&format!("{header}{rows}| 定着率 | 50% | 80% | 55% | 60% |\n| | | | 54% | |\n"));
            assert_eq!(found.len(), 2, "{rows}: {found:?}");
            for one in ["target 62 % 2021", "target 64 % 2022", "actual 61.5 % 2021", "actual 64.1 % 2022"] {
                assert!(found[0].contains(one), "{rows}: {found:?}");
            }
            assert!(found[1].contains("actual 54 % 2021"), "{rows}: {found:?}");
        }
    }

    #[test]
    fn a_caption_may_say_what_the_two_lines_hold() {
        let rows = "| 指標 | 策定時（R1） | 令和3年度 | 令和4年度 |\n|---|---|---|---|\n\
            | 水洗化率 | 91.3% | 91.8% | 92.1% |\n| | | 91.9% | 92.3% |\n\
            | 有収率 | 78.5% | － | 80% |\n| | | 78.2% | 78.0% |\n";
        let found = said(&format!("経営指標（上段：目標　下段：実績）\n\n{rows}"));
        assert_eq!(found.len(), 2, "{found:?}");
        for one in ["target 91.8 % 2021", "target 92.1 % 2022", "actual 91.9 % 2021", "actual 92.3 % 2022"] {
            assert!(found[0].contains(one), "{found:?}");
        }
        assert!(found[1].contains("target 80 % 2022 ") || found[1].ends_with("target 80 % 2022"), "{found:?}");
        let turned = said(&format!("経営指標（上段：実績　下段：目標）\n\n{rows}"));
        assert!(turned[0].contains("actual 91.8 % 2021") && turned[0].contains("target 91.9 % 2021"), "{turned:?}");
    }

    #[test]
    fn a_table_of_one_storey_stays_as_it_is() {
        let text =
            "| 指標 | 目標値 | 実績値 |\n|---|---|---|\n| 指標 | 令和7年度 | 令和5年度 |\n| 就職率 | 70% | 61.5% |\n";
        assert_eq!(said(text), ["就職率 | actual 61.5 % 2023 | target 70 % 2025"]);
    }
}
