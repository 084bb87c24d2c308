//! Names with an amount in the bracket behind them, among words of other columns: 関連事業 X事業（34,742千円） － 目標値.
//!
//! Two columns of a page in one line tear what says that these are budgets from them: it is looked for in the header of
//! the names wherever it stands, and one line alone is nothing.

use crate::text::{Range, Reading, nfkc};

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, language, name};
use super::line::Purse;
use super::named::NAME;
use super::token::{Leaf, Node, every};
use super::{Covered, Line};

/// Fewer such names in a document are none.
const LEAST: usize = 3;
/// So many lines may begin a document with its title.
const TOP: usize = 3;
/// What may stand right behind such a bracket.
const BEHIND: &str = "、,・/-－ー―|";

impl Extractor<'_> {
    /// Makes programmes of such names; `titles` are those of amounts by line.
    pub(super) fn mixed(&mut self, lines: &[Line], taken: &mut [bool], titles: &[(usize, Purse)], before: &Covered) {
        let mut all: Vec<(usize, FoundProgramme)> = Vec::new();
        let mut kind: Option<String> = None;
        for (at, line) in lines.iter().enumerate() {
            let raw = &self.source[line.span.range()];
            let open = !taken[at] && raw.len() <= super::LONGEST_LINE && !before.touch(line.span);
            kind = kind.or_else(|| self.headed_kind(raw));
            if !open || !self.rules.paid.has_bracketed(raw) || raw.contains('。') {
                continue;
            }
            let reading = self.paid_reading(&line.text);
            let nodes = every(&reading, &(0..reading.view.text.len()), &self.rules.paid);
            let mut from = 0;
            for node in &nodes {
                let Node::Group('(', inner, range) = node else { continue };
                let Some(amount) = only_amount(inner) else { continue };
                let found = self.name_before_bracket(&reading, from..range.start, range.end);
                from = range.end;
                let Some((name, start)) = found else { continue };
                let mut ministries = Vec::new();
                let name = self.named(&name, &mut ministries);
                let budget = FoundBudget {
                    amount: Some(amount.0),
                    year: None,
                    kind: String::new(),
                    span: reading.view.source(&amount.1),
                };
                all.push((
                    at,
                    FoundProgramme {
                        lang: language(&name),
                        name,
                        ministries,
                        budgets: vec![budget],
                        span: reading.view.source(&(start..range.end)),
                        cell: line.cell,
                        by: By::Paid(Way::Line),
                    },
                ));
            }
        }
        if all.len() < LEAST {
            return;
        }
        let first = self.year_at_top(lines);
        for (at, mut programme) in all {
            let title = titles.iter().rfind(|(line, _)| *line < at).map(|(_, purse)| purse);
            let headed = title.and_then(|purse| purse.kind.clone());
            // A year at the top and a word for budgets in another line need not belong together.
            let first = first.filter(|_| headed.is_some());
            let kind = headed.or_else(|| kind.clone());
            // Without a word for budgets these may be payments, or what was spent.
            let Some(kind) = kind else { continue };
            for budget in &mut programme.budgets {
                budget.year = title.and_then(|purse| purse.year).or(first);
                budget.kind = kind.clone();
            }
            taken[at] = true;
            self.out.push(Found::Programme(programme));
        }
    }

    /// The kind of budget that the header of a column of names tells, torn as the rows are: 予算事業 X事業（34,742千円）.
    fn headed_kind(&self, line: &str) -> Option<String> {
        let words = &self.rules.paid;
        if line.len() > super::LONGEST_LINE || words.kinds(line).is_empty() {
            return None;
        }
        let heads = line.split_whitespace().map(nfkc).find(|word| self.rules.programmes.heads_names(word));
        words.kinds(&heads?).into_iter().next()
    }

    /// The name before a bracket, from the last blank on, and where it begins.
    fn name_before_bracket(&self, reading: &Reading, before: Range, end: usize) -> Option<(String, usize)> {
        let view = &reading.view;
        let rest = &view.text[end..];
        if !(view.is_apart(end) || rest.starts_with(|c| BEHIND.contains(c))) {
            return None;
        }
        let words = &view.text[before.clone()];
        let start = words
            .char_indices()
            .filter(|&(at, _)| at == 0 || words[..at].ends_with(' ') || view.is_gap(before.start + at))
            .map(|(at, _)| before.start + at)
            .next_back()?;
        let name = name::clean(view.text[start..before.end].trim_start_matches(name::is_mark));
        let words = &self.rules.programmes;
        let fits = NAME.contains(&name.chars().count()) && words.ends(&name) && !words.is_sum(&name);
        fits.then_some((name, start))
    }

    /// The year that the first lines of the document name.
    pub(super) fn year_at_top(&self, lines: &[Line]) -> Option<i32> {
        lines.iter().take(TOP).find_map(|line| self.year_told(&line.text))
    }
}

/// The amount that a bracket holds, and nothing else.
fn only_amount(inner: &[Node]) -> Option<(f64, Range)> {
    let mut amount = None;
    for node in inner {
        match node {
            Node::Leaf(Leaf::Money(yen), range) if amount.is_none() => amount = Some((*yen, range.clone())),
            Node::Leaf(Leaf::Within | Leaf::Beside, _) => {}
            _ => return None,
        }
    }
    amount
}
