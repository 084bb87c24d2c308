//! Cells a line under a header that begins with a word for running numbers. The numbers cut the rows, so that names and
//! values may be wrapped over as many lines as the printed cell was high.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::chars::open_brackets;
use crate::layout::{Join, Row, Text};
use crate::rules::{Column, Look};
use crate::text::code::is_value as is_value_code;

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::super::cell::Cell;
use super::{Line, is_value, row};

/// A row has no more lines.
pub(super) const LINES: usize = 40;
/// Nor the name of one.
const NAME: usize = 8;
/// A value with a word before it is no longer, in characters.
const LABELLED: usize = 16;
/// A running number is no more than so much above the one before.
const STEP: u32 = 10;

/// A cell that is being put together.
struct Part {
    text: Text,
    /// Words stand before its value: 年度当初 12人.
    label: Option<String>,
}

/// What the columns behind the name are.
pub(super) struct Form {
    pub united: bool,
    pub valued: usize,
}

/// How good a way to cut rows is; the greater the better.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    /// The rows that can be taken apart.
    rows: usize,
    /// The numbers that it leaps over.
    leaps: Reverse<u32>,
    numbers: usize,
}

/// The lines of the row that begins at a running number, and whether it is the last.
fn block(lines: &[Line], start: usize, next: Option<usize>) -> (&[Line], bool) {
    let end = next.unwrap_or(lines.len().min(start + LINES));
    (&lines[start + 1..end], next.is_none())
}

/// Whether a running number, and where it stands, may be the next.
fn follows((at, number): (usize, u32), (next, other): (usize, u32)) -> bool {
    (at + 1..at + LINES).contains(&next) && (number + 1..=number.saturating_add(STEP)).contains(&other)
}

/// A number alone: a page may be numbered so.
fn is_bare(text: &str) -> bool {
    let code = crate::text::nfkc(text);
    let value = code.split('(').next().unwrap_or_default().trim();
    !value.is_empty() && value.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// A number and a unit behind it.
fn has_unit(text: &str) -> bool {
    let code = crate::text::nfkc(text);
    let value = code.split('(').next().unwrap_or_default().trim();
    value.starts_with(|c: char| c.is_ascii_digit()) && !is_bare(value)
}

impl Extractor<'_> {
    /// The rows that running numbers cut, and how many lines they take; none where the header or the rows are not of
    /// this kind.
    pub(super) fn numbered_rows(&self, axes: &[Axis], lines: &[Line]) -> Option<(Vec<Row>, usize)> {
        let [number, name, rest @ ..] = axes else { return None };
        let united = rest.first().is_some_and(|axis| axis.kind == Some(Column::Unit));
        let values = &rest[usize::from(united)..];
        let valued = values.iter().take_while(|axis| axis.kind == Some(Column::Value)).count();
        if number.kind != Some(Column::Index) || name.kind != Some(Column::Name) || valued < 2 {
            return None;
        }
        let form = Form { united, valued };
        let (mut rows, mut at, mut wrapped, mut lost) = (Vec::new(), 0, false, 0);
        let chain = self.chain(lines, &form)?;
        for (n, &start) in chain.iter().enumerate() {
            let (block, last) = block(lines, start, chain.get(n + 1).copied());
            match self.numbered_row(block, &form, last) {
                Ok((cells, taken)) => {
                    wrapped |= taken > cells.len();
                    let others = (1 + cells.len()..axes.len()).map(|_| Text::default());
                    rows.push(row([lines[start].text.clone()].into_iter().chain(cells).chain(others).collect()));
                    at = start + 1 + taken;
                }
                // A row that cannot be taken apart is left out, with its lines: nothing else may read them.
                Err(taken) => {
                    lost += 1;
                    at = start + 1 + taken;
                }
            }
        }
        (wrapped && rows.len() > lost).then_some((rows, at))
    }

    /// Where the rows begin: the running numbers that cut most rows that can be taken apart, without great leaps.
    fn chain(&self, lines: &[Line], form: &Form) -> Option<Vec<usize>> {
        self.running(lines, 0)?;
        let reach = self.reach(lines);
        // From the last number to the first: the best way on from each.
        let mut best: HashMap<usize, (Way, Option<usize>)> = HashMap::new();
        for &(at, number) in reach.iter().rev() {
            let told = |next: Option<usize>| {
                let (block, last) = block(lines, at, next);
                usize::from(self.numbered_row(block, form, last).is_ok())
            };
            let mut own = (Way { rows: told(None), leaps: Reverse(0), numbers: 1 }, None);
            for &(next, other) in reach.iter().filter(|&&(next, other)| follows((at, number), (next, other))) {
                let Some((way, _)) = best.get(&next) else { continue };
                let way = Way {
                    rows: way.rows + told(Some(next)),
                    leaps: Reverse(way.leaps.0 + other - number - 1),
                    numbers: way.numbers + 1,
                };
                if way > own.0 {
                    own = (way, Some(next));
                }
            }
            best.insert(at, own);
        }
        Some(std::iter::successors(Some(0), |at| best.get(at).and_then(|(_, next)| *next)).collect())
    }

    /// The lines that may be running numbers, as far as one leads to the next.
    fn reach(&self, lines: &[Line]) -> Vec<(usize, u32)> {
        let mut found: Vec<(usize, u32)> = Vec::new();
        for at in 0..lines.len() {
            if found.last().is_some_and(|&(last, _)| at > last + LINES) {
                break;
            }
            let Some(number) = self.running(lines, at) else { continue };
            if at == 0 || found.iter().rev().any(|&before| follows(before, (at, number))) {
                found.push((at, number));
            }
        }
        found
    }

    /// The running number that a line is, if one may stand there: over words.
    fn running(&self, lines: &[Line], at: usize) -> Option<u32> {
        let text = |at: usize| lines.get(at).map(|line| self.source[line.text.span().range()].trim());
        let code = crate::text::nfkc(text(at)?);
        let number: u32 = code.trim_end_matches(['*', '.', ' ']).parse().ok()?;
        let next = text(at + 1)?;
        let bracket = self.opens_with_bracket(&lines[at + 1].text)
            && (next.ends_with([')', '）', '〕']) || open_brackets(0, next) > 0);
        let note = bracket || next.starts_with('※');
        (!note && !is_value(self.cell_of(&lines[at + 1]).look)).then_some(number)
    }

    /// Name, unit and values of the lines below a running number, and how many of the lines they take; only how many
    /// where they cannot be told apart.
    pub(super) fn numbered_row(&self, lines: &[Line], form: &Form, last: bool) -> Result<(Vec<Text>, usize), usize> {
        let &Form { united, valued } = form;
        let text = |line: &Line| self.source[line.text.span().range()].trim();
        // 胃: / 52.7％
        let labels = |at: usize| {
            let told = lines.get(at + 1).is_some_and(|next| is_value(self.cell_of(next).look));
            told && text(&lines[at]).ends_with([':', '：'])
        };
        let ends = |at: usize| {
            let cell = self.cell_of(&lines[at]);
            let unit = united && cell.look == Look::Unit;
            unit || is_value(cell.look) && !self.opens_with_bracket(&lines[at].text) || labels(at)
        };
        let named = (0..lines.len().min(NAME + 1)).find(|&at| ends(at)).filter(|&at| (1..=NAME).contains(&at));
        let named = named.ok_or(if last { 0 } else { lines.len() })?;
        let mut name = lines[0].text.clone();
        lines[1..named].iter().for_each(|line| name.append(line.text.clone(), Join::Wrap));
        let mut cells = vec![name];
        let mut at = named;
        if united {
            cells.push(lines[at].text.clone());
            at += 1;
        }
        // 肺:54.0％
        let short = |cell: &Cell| cell.has_value() && cell.len() <= LABELLED;
        let mut parts: Vec<Part> = Vec::new();
        while let Some(line) = lines.get(at) {
            let cell = self.cell_of(line);
            let open = parts.last().is_some_and(|part| open_brackets(0, &part.text.plain(self.source)) > 0);
            let breaks = open_brackets(0, text(line)) > 0;
            let dates =
                self.opens_with_bracket(&line.text) && (breaks || cell.has_value() || cell.look == Look::Period);
            // A note between two values is of the one above; behind the last of all begins other text.
            let goes_on = !last || parts.len() < valued;
            match parts.last_mut() {
                Some(part) if open => part.text.append(line.text.clone(), Join::Wrap),
                Some(part) if dates => part.text.append(line.text.clone(), Join::Part),
                _ if labels(at) => {
                    let mut whole = line.text.clone();
                    at += 1;
                    whole.append(lines[at].text.clone(), Join::Part);
                    parts.push(Part { text: whole, label: Some(text(line).to_owned()) });
                }
                _ if is_value(cell.look) || short(cell) || self.rules.tables.words.is_goal(cell.code()) => {
                    parts.push(Part { text: line.text.clone(), label: label(cell.code()) });
                }
                Some(part) if goes_on => part.text.append(line.text.clone(), Join::Part),
                _ => break,
            }
            at += 1;
        }
        let plain = |part: &Part| part.text.plain(self.source);
        let mixed = parts.iter().any(|part| is_bare(&plain(part))) && parts.iter().any(|part| has_unit(&plain(part)));
        // Behind the last row stands other text: of a lost one no more is taken than the values in a row.
        let values = || {
            let value = |line: &&Line| is_value(self.cell_of(line).look) || self.opens_with_bracket(&line.text);
            named + lines[named..].iter().take_while(value).count()
        };
        let told = if mixed && !united { None } else { told(parts, valued) };
        cells.extend(told.ok_or_else(|| if last { values() } else { lines.len() })?);
        Ok((cells, at))
    }
}

/// The cells that parts make: one each, as many for each column, or all that have labels for the first.
fn told(parts: Vec<Part>, valued: usize) -> Option<Vec<Text>> {
    let count = parts.len();
    let sizes: Vec<usize> = match count {
        _ if count == valued => vec![1; valued],
        _ if count > valued && count.is_multiple_of(valued) && repeats(&parts, count / valued) => {
            vec![count / valued; valued]
        }
        _ if count > valued => {
            let labelled = parts.iter().take_while(|part| part.label.is_some()).count();
            let alone = parts[labelled..].iter().all(|part| part.label.is_none());
            (alone && labelled + valued == count + 1).then(|| {
                let mut sizes = vec![1; valued];
                sizes[0] = labelled;
                sizes
            })?
        }
        _ => return None,
    };
    let mut parts = parts.into_iter();
    let cell = |size: usize| {
        let mut own = parts.by_ref().take(size).map(|part| part.text);
        let mut first = own.next().unwrap_or_default();
        own.for_each(|text| first.append(text, Join::Part));
        first
    };
    Some(sizes.into_iter().map(cell).collect())
}

/// Whether the parts of one column are called as those of the next: 年度当初 and 年度途中 under each year.
fn repeats(parts: &[Part], size: usize) -> bool {
    let called = |at: usize| parts[at].label.is_some() && parts[at].label == parts[at % size].label;
    (0..parts.len()).all(called)
}

/// The words before the value of a coded text.
fn label(code: &str) -> Option<String> {
    let (before, _) = code.split_once(is_value_code)?;
    Some(before.trim().to_owned()).filter(|before| before.contains(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    const HEADER: &str = "番号\n指標\n現況値\n（R4年度）\n目標値\n（R7年度）\n見直し後の\n目標値\n（R8年度）\n";

    #[test]
    fn names_years_and_notes_are_wrapped_below_running_numbers() {
        let text = format!(
            "数値目標\n\n{HEADER}1\n水路の見回りを「毎月行\nう」と答えた集落の割合\n19.4％\n（R3年度）\n23.4％\n35.1％\n\
             3\n用水の点検の実施\n件数〔累計〕\n454件\n（R2～4\n年度）\n907件\n（R2～7年度）\n※点検の必要が\nある場合には、\n追加する\n\
             1,222件\n（R2～8年度）\n7 *\n用水の取水口の数\n116か所\n120か所\n144か所\n\n（４）健康づくり\n"
        );
        assert_eq!(
            said(&text),
            [
                "水路の見回りを「毎月行う」と答えた集落の割合 | baseline 19.4 % 2021 | target 23.4 % 2025 | target 35.1 % 2026",
                "用水の点検の実施件数〔累計〕 | baseline 454 件 2020-2022 cumulative | target 907 件 2020-2025 cumulative | target 1222 件 2020-2026 cumulative",
                "用水の取水口の数 | baseline 116 か所 2022 | target 120 か所 2025 | target 144 か所 2026"
            ]
        );
    }

    #[test]
    fn values_of_several_parts_stand_below_each_other() {
        let text = format!(
            "数値目標\n\n{HEADER}1\n保育所の待機児童数\n年度当初 12人\n（R5年度）\n年度途中 173人\n（R4年度）\n年度当初 0人\n年度途中 5人\n\
             年度当初 0人\n年度途中 3人\n2\nがん検診の受診\n率\n胃:\n52.7％\n肺:54.0％\n60％以上\n62％以上\n"
        );
        let found = said(&text);
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(
            found[0],
            "保育所の待機児童数(年度当初) | baseline 12 人 2023 | target 0 人 2025 | target 0 人 2026"
        );
        assert_eq!(found[2], "がん検診の受診率(胃) | baseline 52.7 % 2022 | target >= 60 % 2025 | target >= 62 % 2026");
    }

    const SHORT: &str = "数値目標\n\n番号\n指標\n現況値\n（R4年度）\n目標値\n（R7年度）\n";

    #[test]
    fn bare_values_with_a_note_behind_them_are_no_running_numbers() {
        let text = format!(
            "{SHORT}1\n講習を終えた\n農家の数\n2\n（見込み）\n6\n2\n空き店舗の活用の\n件数\n3\n（見込み）\n7\n\
             3\n里山の手入れの\n面積\n30ha\n45ha\n"
        );
        let found = said(&text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0], "講習を終えた農家の数 | baseline 2 2022 | target 6 2025");
        assert_eq!(found[1], "空き店舗の活用の件数 | baseline 3 2022 | target 7 2025");
    }

    #[test]
    fn rows_that_cannot_be_taken_apart_are_left_to_nobody() {
        let text = format!(
            "{SHORT}1\n講習を終えた\n農家の数\n5人\n9人\n2\n里山の手入れの\n面積\n30ha\n45ha\n\
             3\n進学の\n割合\n41.0％\n12\n4\n直売所の売上の\n額\n13億円\n18\n15億円\n5\n保育の\n施設数\n3か所\n4か所\n"
        );
        let found = said(&text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[2], "保育の施設数 | baseline 3 か所 2022 | target 4 か所 2025");
    }

    #[test]
    fn words_for_running_numbers_may_end_as_sentences_do() {
        for word in ["No.", "Ｎｏ．", "項番", "No"] {
            let text =
                SHORT.replace("番号", word) + "1\n里山の手入れの\n面積\n30ha\n45ha\n2\n保育の\n施設数\n3か所\n4か所\n";
            let found = said(&text);
            assert_eq!(found.len(), 2, "{word} {found:?}");
            assert_eq!(found[1], "保育の施設数 | baseline 3 か所 2022 | target 4 か所 2025");
        }
    }
}
