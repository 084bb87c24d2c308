//! Words parted by one space: a header on one line, and lines below it whose last words are values. Names may begin
//! on the lines above, years stand on the line below, and what is done for an indicator between two of them.

use crate::chars::{columns, is_hiragana};
use crate::layout::{Join, Text};
use crate::rules::{Column, Look};

use super::super::super::Extractor;
use super::super::axes::Axis;
use super::super::cell::Cell;
use super::super::row::breaks_off;
use super::{Found, LONGEST_LINE, Line, MOST_LINES, is_value, row, whole};

/// So many lines may tell of a measure between two rows.
const MOST_BETWEEN: usize = 7;
/// A line of so many columns goes on in the next one.
const FULL: usize = 60;

impl Extractor<'_> {
    /// 指標 現状値 目標値 as one line, and below it lines whose last words are the values.
    pub(super) fn spaced(&self, lines: &[Line]) -> Option<Found> {
        let first = lines.first()?;
        if first.text.span().range().len() > LONGEST_LINE {
            return None;
        }
        let words = self.words(&first.text);
        let (axes, name) = self.columns_of(&words)?;
        let mut rows = vec![row(words)];
        let (mut taken, mut open): (usize, Vec<Text>) = (1, Vec::new());
        let mut skip_to = 1;
        for (n, line) in lines.iter().enumerate().skip(1) {
            if n < skip_to {
                continue;
            }
            if open.is_empty()
                && let Some((cells, more)) = self.scattered_row(&axes, name, &lines[n..])
            {
                rows.push(row(cells));
                (taken, skip_to) = (n + more, n + more);
            } else if let Some(mut cells) = self.spaced_row(&axes, name, [&line.text, below_of(lines, n)], &open) {
                let below = lines.get(n + 1).is_some_and(|next| self.years_below(&mut cells, name, &next.text));
                rows.push(row(cells));
                (taken, skip_to, open) = (n + 1 + usize::from(below), n + 1 + usize::from(below), Vec::new());
            } else if open.len() < MOST_LINES && self.may_name(&line.text) {
                open.push(line.text.clone());
            } else if rows.len() > 1 && n - taken < MOST_BETWEEN {
                // What is done for an indicator may stand between two of them.
                open.clear();
            } else {
                break;
            }
        }
        whole(rows, taken)
    }

    /// （R4年度）（R7年度）（R11年度） under the values of a row, behind what is left of its name: takes them into its cells.
    fn years_below(&self, cells: &mut [Text], name: usize, line: &Text) -> bool {
        let behind = cells.len() - name - 1;
        let Some(left) = self.left_of_name(behind, line) else { return false };
        let years = self.words(line).split_off(left.len());
        left.into_iter().for_each(|word| cells[name].append(word, Join::Wrap));
        cells[name + 1..].iter_mut().zip(years).for_each(|(cell, year)| cell.append(year, Join::Part));
        true
    }

    /// The words of a line before the bracketed years of so many values, if it ends in them.
    fn left_of_name(&self, values: usize, line: &Text) -> Option<Vec<Text>> {
        let mut words = self.words(line);
        let named = words.len().checked_sub(values).filter(|_| values > 0)?;
        let year = |word: &Text| self.opens_with_bracket(word) && self.typed(word).look == Look::Period;
        let no_value = words[..named].iter().all(|word| !is_value(self.typed(word).look));
        (words[named..].iter().all(year) && no_value).then(|| {
            words.truncate(named);
            words
        })
    }

    /// A row whose cells stand on lines of their own below such a header: the name, what may explain it, then
    /// the values, one or several a line.
    fn scattered_row(&self, axes: &[Axis], name: usize, lines: &[Line]) -> Option<(Vec<Text>, usize)> {
        let first = self.cell_of(lines.first()?);
        let named = matches!(first.look, Look::Name | Look::Text) && !first.has_value() || first.look == Look::Name;
        if name != 0 || !named || first.headerish(self.rules) && first.strength < 3 || !lines[0].first {
            return None;
        }
        let wanted = axes.len() - 1;
        let mut values: Vec<Text> = Vec::new();
        for (n, line) in lines.iter().enumerate().skip(1).take(MOST_LINES) {
            let words: Vec<Text> = self.joined(self.words(&line.text));
            let cells: Vec<Cell> = words.iter().map(|word| self.typed(word)).collect();
            let goal =
                |cell: &Cell| is_value(cell.look) || self.rules.tables.words.is_goal(cell.code()) && cell.len() <= 12;
            if !cells.is_empty()
                && cells.len() <= wanted
                && cells.iter().all(goal)
                && (is_value(cells[0].look) || !values.is_empty())
            {
                values.extend(words);
            } else if !values.is_empty() || n > 2 {
                return None;
            }
            if values.len() == wanted {
                let mut row = vec![lines[0].text.clone()];
                row.extend(values);
                return Some((row, n + 1));
            }
        }
        None
    }

    /// The cells of a line, the wrapped lines before it opening its name.
    fn spaced_row(&self, axes: &[Axis], name: usize, [line, next]: [&Text; 2], open: &[Text]) -> Option<Vec<Text>> {
        let words = self.joined(self.words(line));
        let behind = axes.len() - name - 1;
        let named =
            words.len().checked_sub(behind).filter(|&named| named > name || named == name && !open.is_empty())?;
        let looks: Vec<Cell> = words[named..].iter().map(|word| self.typed(word)).collect();
        let mut some = false;
        for (axis, cell) in axes[name + 1..].iter().zip(&looks) {
            if axis.kind == Some(Column::Value) {
                let words =
                    axis.role == Some(crate::rules::Hint::Target) && self.rules.tables.words.is_goal(cell.code());
                if !is_value(cell.look) && !words {
                    return None;
                }
                some |= cell.look == Look::Value;
            }
        }
        if !some {
            return None;
        }
        let mut cells: Vec<Text> = words[..name].to_vec();
        let mut whole = Text::default();
        // What is left of the name may stand before the years below.
        let left = self.left_of_name(axes.len() - name - 1, next).unwrap_or_default();
        let own = [&words[name..named], &left].concat();
        for part in self.goes_on(open, &own).iter().chain(&words[name..named]) {
            whole.append(part.clone(), Join::Wrap);
        }
        cells.push(whole);
        cells.extend_from_slice(&words[named..]);
        Some(cells)
    }

    /// Of the lines above a row those that its name begins on: none that stands for itself, where the name does too.
    fn goes_on<'t>(&self, open: &'t [Text], own: &[Text]) -> &'t [Text] {
        let mut name = Text::default();
        own.iter().for_each(|word| name.append(word.clone(), Join::Wrap));
        if own.is_empty() || self.typed(&name).strength < 2 {
            return open;
        }
        let unfinished = |line: &&Text| {
            let text = line.plain(self.source);
            let text = text.trim_end();
            breaks_off(text) || text.chars().next_back().is_some_and(is_hiragana)
        };
        let kept = open.iter().rev().take_while(unfinished).count();
        let (before, kept) = open.split_at(open.len() - kept);
        // What goes on with a full line of text is no name.
        let full = before.last().is_some_and(|line| columns(&line.plain(self.source)) >= FULL);
        if full { &[] } else { kept }
    }

    /// Whether a line could be the first part of a name.
    fn may_name(&self, line: &Text) -> bool {
        let cell = self.typed(line);
        matches!(cell.look, Look::Name | Look::Text) && !cell.headerish(self.rules) && !cell.has_value()
    }
}

/// The line below one, or the line itself where there is none.
fn below_of(lines: &[Line], n: usize) -> &Text {
    &lines.get(n + 1).unwrap_or(&lines[n]).text
}
