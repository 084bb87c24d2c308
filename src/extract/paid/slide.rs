//! Slides: a title somewhere on a page, and a line of its amounts somewhere else on it, in any order.
//!
//! Dumps keep no pages, or page numbers at most. Titles and lines of amounts come in one order, a slide after the
//! other, so they are paired off like two texts are aligned: near ones first, none across a page's end, and a title
//! that a label calls one is not passed over lightly.

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, cover, language};
use super::Line;
use super::title::Title;

/// What it costs to leave amounts without a title.
const ALONE: usize = 50;
/// What it costs to pass over a title that a label calls one.
const PASSED: usize = 12;
/// What a page number between costs.
const PAGE_NUMBER: usize = 14;
/// Another page.
const OTHER_PAGE: usize = 1000;
/// No slide has more lines between its title and its amounts.
const FAR: usize = 160;
/// Beyond so many lines it hardly matters how far apart they are: pages with drawings have many.
const WIDE: usize = 30;
const SLOW: usize = 8;
/// What it costs that no office stands beside a title.
const NO_OFFICE: usize = 8;
/// An office stands so near the title of its slide, in lines.
const BESIDE: usize = 2;
/// A title that stands twice on a slide comes again within so many lines.
const AGAIN: usize = 12;
/// A page's number is no longer, in bytes.
const NUMBER: usize = 4;
/// So near they are quoted together, in lines.
const NEAR: usize = 3;

impl Extractor<'_> {
    /// Pairs lines of amounts with titles.
    pub(super) fn slides(&mut self, lines: &[Line], taken: &[bool], bare: Vec<(usize, Vec<FoundBudget>)>) {
        let mut groups: Vec<(usize, usize, Vec<FoundBudget>)> = Vec::new();
        for (at, budgets) in bare {
            match groups.last_mut() {
                Some((_, end, all)) if *end + 1 == at => {
                    *end = at;
                    all.extend(budgets);
                }
                _ => groups.push((at, at, budgets)),
            }
        }
        if groups.is_empty() {
            return;
        }
        let titles = self.titles(lines, taken, &groups);
        let numbers: Vec<usize> = (0..lines.len()).filter(|&at| self.is_page_number(&lines[at])).collect();
        let offices: Vec<bool> = lines.iter().map(|line| self.rules.paid.has_extension(&self.source[line.span.range()])).collect();
        let cost = |group: &(usize, usize, Vec<FoundBudget>), title: &(usize, usize, Title)| {
            let (from, to) = if title.1 < group.0 { (title.1, group.0) } else { (group.1, title.0) };
            let between = to.saturating_sub(from);
            if between > FAR || lines[from].page != lines[to].page {
                return OTHER_PAGE;
            }
            let pages = numbers.iter().filter(|&&at| from < at && at < to).count();
            let office = (title.0.saturating_sub(BESIDE)..=title.1 + BESIDE).any(|at| offices.get(at) == Some(&true));
            let lonely = if office { 0 } else { NO_OFFICE };
            between.min(WIDE) + between.saturating_sub(WIDE) / SLOW + title.2.doubt + PAGE_NUMBER * pages + lonely
        };
        for (group, title) in paired(&groups, &titles, &cost) {
            let ((from, end, _), (first, last, title)) = (&groups[group], &titles[title]);
            let (above, amounts) = (cover(lines[*first].span, lines[*last].span), cover(lines[*from].span, lines[*end].span));
            let near = from.abs_diff(*last).min(first.abs_diff(*end)) <= NEAR;
            let span = if near { cover(above, amounts) } else { above };
            let budgets = std::mem::take(&mut groups[group].2);
            let lang = language(&title.name);
            let (cell, by) = (lines[*first].cell, By::Paid(Way::Slide));
            let programme =
                FoundProgramme { name: title.name.clone(), ministries: title.ministries.clone(), budgets, span, cell, by, lang };
            self.out.push(Found::Programme(programme));
        }
    }

    /// The titles near lines of amounts, with the lines that they stand on.
    fn titles(&self, lines: &[Line], taken: &[bool], groups: &[(usize, usize, Vec<FoundBudget>)]) -> Vec<(usize, usize, Title)> {
        let mut all: Vec<(usize, usize, Title)> = Vec::new();
        let mut done = 0;
        for (from, end, _) in groups {
            for at in from.saturating_sub(FAR).max(done)..(end + FAR + 1).min(lines.len()) {
                done = at + 1;
                if taken[at] {
                    continue;
                }
                // A title over two lines: what stands above asks for more, or both are a block of their own.
                if let Some(next) = lines.get(at + 1).filter(|next| !next.marked && next.cell == lines[at].cell) {
                    let raw = &self.source[lines[at].span.range()];
                    let own = |n: usize| lines[n].block == lines[at].block;
                    let whole = own(at + 1)
                        && at.checked_sub(1).is_none_or(|n| !own(n))
                        && (at + 2 >= lines.len() || !own(at + 2));
                    if (whole || crate::chars::asks_for_more(raw.trim_end())) && self.title_in(&lines[at].text).is_none() {
                        let mut text = lines[at].text.clone();
                        text.append(next.text.clone(), crate::layout::Join::Wrap);
                        if let Some(title) = self.title_in(&text) {
                            all.push((at, at + 1, title));
                            done = at + 2;
                            continue;
                        }
                    }
                }
                if all.last().is_some_and(|(_, last, _)| *last >= at) {
                    continue;
                }
                all.extend(self.title_in(&lines[at].text).map(|title| (at, at, title)));
            }
        }
        // The title over a slide, and again behind its label: 施策名：.
        all.dedup_by(|next, before| {
            let again = next.2.name == before.2.name && next.0 <= before.1 + AGAIN;
            if again && next.2.labelled {
                std::mem::swap(next, before);
            }
            again
        });
        all
    }

    fn is_page_number(&self, line: &Line) -> bool {
        let text = self.source[line.span.range()].trim();
        text.len() <= NUMBER && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Pairs of indices, in order, so that what they cost and what is left out costs is least.
fn paired<A, B>(groups: &[A], titles: &[(usize, usize, B)], cost: &dyn Fn(&A, &(usize, usize, B)) -> usize) -> Vec<(usize, usize)>
where
    B: Passed,
{
    let (n, m) = (groups.len(), titles.len());
    let mut least = vec![vec![0usize; m + 1]; n + 1];
    let passed: Vec<usize> = titles.iter().map(|(_, _, title)| title.passed()).collect();
    for j in 1..=m {
        least[0][j] = least[0][j - 1] + passed[j - 1];
    }
    let mut step = vec![vec![0u8; m + 1]; n + 1];
    for i in 1..=n {
        least[i][0] = least[i - 1][0] + ALONE;
        step[i][0] = 1;
        for j in 1..=m {
            let ways = [
                (least[i - 1][j - 1] + cost(&groups[i - 1], &titles[j - 1]), 0),
                (least[i - 1][j] + ALONE, 1),
                (least[i][j - 1] + passed[j - 1], 2),
            ];
            let best = ways.into_iter().min().unwrap_or((0, 1));
            (least[i][j], step[i][j]) = best;
        }
    }
    let (mut i, mut j) = (n, m);
    let mut pairs = Vec::new();
    while i > 0 {
        match step[i][j] {
            0 => {
                (i, j) = (i - 1, j - 1);
                pairs.push((i, j));
            }
            1 => i -= 1,
            _ => j -= 1,
        }
    }
    pairs.reverse();
    pairs
}

/// What it costs to pass over something.
trait Passed {
    fn passed(&self) -> usize;
}

impl Passed for Title {
    fn passed(&self) -> usize {
        if self.labelled { PASSED } else { 0 }
    }
}
