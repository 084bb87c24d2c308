//! Tables of budgets of which a dump kept a cell a line: a name, its amounts below it, what it is for.
//!
//! The header names the columns, a line each, before the rows or (where a page was read by its boxes) behind them. A row
//! is told by its name, which ends as programmes' do, and the number right below.

use crate::layout::{Join, Text};
use crate::text::nfkc;

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, cover, language, name};
use super::line::Purse;
use super::named::NAME;
use super::{Covered, Line};

/// A table has no fewer rows.
const ROWS: usize = 3;
/// A word of a header is no longer, in characters.
const WORD: usize = 20;
/// The columns behind that of names stand within so many lines.
const COLUMNS: usize = 8;
/// A name is wrapped over no more lines.
const WRAPPED: usize = 4;

/// A column of numbers behind that of names.
struct Amounts {
    purse: Purse,
    unit: Option<f64>,
    /// No budget of the row: 増減.
    other: bool,
}

impl Extractor<'_> {
    /// Makes programmes of such rows.
    pub(super) fn stacked_rows(
        &mut self,
        lines: &[Line],
        taken: &mut [bool],
        titles: &[(usize, Purse)],
        before: &Covered,
    ) {
        let words = |at: usize| self.source[lines[at].span.range()].trim();
        let plain = |at: usize| lines[at].cell.is_none() && !taken[at];
        let Some(head) = (0..lines.len()).find(|&at| {
            let word = words(at);
            word.len() <= WORD * 3 && plain(at) && self.rules.programmes.heads_names(&nfkc(word))
        }) else {
            return;
        };
        let columns = self.columns_behind(lines, head);
        if columns.iter().all(|column| column.other) {
            return;
        }
        let caption = (0..lines.len()).find_map(|at| self.unit_of_all(words(at)));
        let title = titles.first().map(|(_, purse)| purse.clone());
        let year = title.as_ref().and_then(|purse| purse.year).or_else(|| self.year_at_top(lines));
        let mut all: Vec<(usize, std::ops::RangeInclusive<usize>, FoundProgramme)> = Vec::new();
        let mut at = 1;
        while at < lines.len() {
            if !plain(at)
                || number(words(at)).is_none()
                || self.amount_cell(words(at - 1)).is_some()
                || before.touch(lines[at].span)
            {
                at += 1;
                continue;
            }
            let amounts: Vec<(usize, Option<f64>)> =
                (at..lines.len()).map_while(|n| Some((n, self.amount_cell(words(n)).filter(|_| plain(n))?))).collect();
            let row = at;
            at += amounts.len();
            // 令和8年度 | 令和7年度 | 増減: of a row that lacks one of its cells nobody knows which.
            if columns.len() > 1 && amounts.len() < columns.len() {
                continue;
            }
            let Some((name, first)) = self.name_above(lines, row) else { continue };
            let budgets: Vec<FoundBudget> = columns
                .iter()
                .zip(&amounts)
                .filter(|(column, _)| !column.other)
                .filter_map(|(column, &(line, number))| {
                    let number = number?;
                    let kind = column.purse.kind.clone().filter(|kind| !self.rules.paid.is_plain(kind));
                    let told = title.as_ref().and_then(|purse| purse.kind.clone());
                    Some(FoundBudget {
                        amount: Some(number * column.unit.or(caption)?),
                        year: column.purse.year.or(year),
                        kind: kind.or(told).or_else(|| column.purse.kind.clone())?,
                        span: lines[line].span,
                    })
                })
                .collect();
            if budgets.is_empty() {
                continue;
            }
            let last = row + columns.len().min(amounts.len()) - 1;
            all.push((
                amounts.len(),
                first..=last,
                FoundProgramme {
                    lang: language(&name),
                    name,
                    ministries: Vec::new(),
                    budgets,
                    span: cover(lines[first].span, lines[last].span),
                    cell: None,
                    by: By::Paid(Way::Table),
                },
            ));
        }
        if all.len() < ROWS {
            return;
        }
        let most = all.iter().map(|(cells, ..)| *cells).max();
        all.retain(|(cells, ..)| columns.len() == 1 || Some(*cells) == most);
        for (_, range, programme) in all {
            taken[range].fill(true);
            self.out.push(Found::Programme(programme));
        }
    }

    /// The columns of amounts behind that of names, up to the first of another kind. 増減 is one that holds no budgets;
    /// what an amount is made up of stands behind it, or nowhere: 事業費 | 財源内訳.
    fn columns_behind(&self, lines: &[Line], head: usize) -> Vec<Amounts> {
        let mut all: Vec<Amounts> = Vec::new();
        for line in lines.iter().skip(head + 1).take(COLUMNS) {
            let reading = self.paid_reading(&line.text);
            let text = reading.view.text.trim();
            let over = (text.chars().count() <= WORD).then(|| self.over_words(&reading)).flatten();
            let cost = self.rules.paid.heads_costs(text);
            if self.rules.paid.is_beside_amounts(text) {
                break;
            }
            match over {
                Some((purse, unit, other)) if other || cost || purse.kind.is_some() || purse.year.is_some() => {
                    all.push(Amounts { purse, unit, other });
                }
                _ => break,
            }
        }
        all
    }

    /// What a line is that may be a cell of amounts: a number, or what tells how one changed or that there is none.
    fn amount_cell(&self, text: &str) -> Option<Option<f64>> {
        let number = number(text);
        if number.is_some() {
            return Some(number);
        }
        let text = nfkc(text);
        let changed = text.trim_start_matches(|c: char| crate::chars::one_of(c, "△▲-−+")).trim_end_matches(['%', '％']);
        let figures = changed.len() < text.len()
            && changed.starts_with(|c: char| c.is_ascii_digit())
            && changed.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
        (figures || self.rules.paid.is_nothing(&text)).then_some(None)
    }

    /// The name that the lines above a number end in, and the first of them.
    fn name_above(&self, lines: &[Line], at: usize) -> Option<(String, usize)> {
        let mut text: Option<Text> = None;
        for first in (at.saturating_sub(WRAPPED)..at).rev() {
            let line = &lines[first];
            let raw = &self.source[line.span.range()];
            if line.cell.is_some() || raw.contains('。') || self.amount_cell(raw.trim()).is_some() {
                return None;
            }
            let mut whole = line.text.clone();
            if let Some(below) = text.take() {
                whole.append(below, Join::Wrap);
            }
            let reading = self.paid_reading(&whole);
            let words = &self.rules.programmes;
            let text_of = name::unbroken(numbered(reading.view.text.trim()));
            // A bracket that is closed here opened in a line above.
            let count = |bracket: char| text_of.matches(bracket).count();
            let (open, closed) = (count('('), count(')'));
            let name = name::clean(&text_of);
            if open == closed && words.ends(&name) {
                // X費 / Y費 / 57,666: an amount of two is nobody's.
                let above = first.checked_sub(1).map(|n| nfkc(self.source[lines[n].span.range()].trim()));
                let shared = above.is_some_and(|above| words.ends(&above));
                let fits = NAME.contains(&name.chars().count()) && !words.is_sum(&name) && !shared;
                return fits.then_some((name, first));
            }
            text = Some(whole);
        }
        None
    }
}

/// A number that fills a line.
fn number(text: &str) -> Option<f64> {
    let text = nfkc(text);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    let parts = || text.split(',').skip(1);
    (digits.is_empty() && !text.is_empty() && text.len() <= 16 && parts().all(|part| part.len() == 3))
        .then(|| text.replace(',', "").parse().ok())?
}

/// A name without the number of its account: 10.5.2 X費.
fn numbered(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let dots = text[..text.len() - rest.len()].matches('.').count();
    if dots > 1 { rest.trim_start() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_fills_its_line() {
        assert_eq!(number("１２，４００"), Some(12400.0));
        assert_eq!(number("900"), Some(900.0));
        assert_eq!(number("12,40"), None);
        assert_eq!(number("2.1.6"), None);
        assert_eq!(number(""), None);
    }

    #[test]
    fn the_number_of_an_account_is_no_part_of_a_name() {
        assert_eq!(numbered("10.5.2地域交流費"), "地域交流費");
        assert_eq!(numbered("3R推進事業"), "3R推進事業");
    }
}
