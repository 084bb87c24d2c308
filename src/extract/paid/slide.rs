//! Slides: a title somewhere on a page, and a line of its amounts somewhere else on it, in any order.
//!
//! Dumps keep no pages, or page numbers at most. Titles and lines of amounts come in one order, a slide after the
//! other, so they are paired off like two texts are aligned: near ones first, none across a page's end, and a title
//! that a label calls one is not passed over lightly.

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::name::is_mark;
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
/// What it costs to pass over a title right above the amounts for another one.
const NEARER: usize = 25;
/// So many are paired off at once.
const TOGETHER: usize = 200;
/// So many lines of text may stand between an item and its amounts.
const OVER: usize = 12;
/// So near they are quoted together, in lines.
const NEAR: usize = 3;

impl Extractor<'_> {
    /// Pairs lines of amounts with titles.
    pub(super) fn slides(&mut self, lines: &[Line], taken: &[bool], bare: Vec<(usize, Vec<FoundBudget>)>) {
        let mut groups: Vec<Group> = Vec::new();
        for (at, budgets) in bare {
            match groups.last_mut() {
                Some(last) if last.end + 1 == at => {
                    last.end = at;
                    last.budgets.extend(budgets);
                }
                _ => groups.push(Group { from: at, end: at, budgets, above: None }),
            }
        }
        if groups.is_empty() {
            return;
        }
        let numbers: Vec<usize> = (0..lines.len()).filter(|&at| self.is_page_number(&lines[at])).collect();
        let offices: Vec<bool> =
            lines.iter().map(|line| self.rules.programmes.has_extension(&self.source[line.span.range()])).collect();
        let source = self.source;
        let cost = |group: &Group, title: &Placed| {
            let own = title.last + 1 == group.from;
            // （３）X支援金 over （２）下水道管の点検 and its 補正額　4億円
            if let Some(Above::Item(rank)) = group.above
                && title.last < group.from
                && !own
                && rank_of(source, &lines[title.first]) == Some(rank)
            {
                return OTHER_PAGE;
            }
            let nearer = if group.above == Some(Above::Title) && !own { NEARER } else { 0 };
            let (from, to) = if title.last < group.from { (title.last, group.from) } else { (group.end, title.first) };
            let between = to.saturating_sub(from);
            if between > FAR || lines[from].page != lines[to].page {
                return OTHER_PAGE;
            }
            let pages = numbers.iter().filter(|&&at| from < at && at < to).count();
            // A programme with amounts of its own between them.
            let others = (from + 1..to).filter(|&at| taken[at]).count();
            let near = title.first.saturating_sub(BESIDE)..=title.last + BESIDE;
            let office = near.into_iter().any(|at| offices.get(at) == Some(&true));
            let lonely = if office { 0 } else { NO_OFFICE };
            between.min(WIDE)
                + between.saturating_sub(WIDE) / SLOW
                + title.title.doubt
                + PAGE_NUMBER * (pages + others)
                + lonely
                + nearer
        };
        // Far apart they have nothing to do with each other: no table of costs grows with a whole library.
        let mut floor = 0;
        for groups in groups.chunks_mut(TOGETHER) {
            let mut titles = self.titles(lines, taken, groups, floor);
            self.items_among(lines, groups, &mut titles);
            for group in &mut *groups {
                group.above = self.right_above(lines, group.from, &titles);
            }
            for (group, title) in paired(groups, &titles, &cost) {
                let (group, placed) = (&mut groups[group], &titles[title]);
                let above = cover(lines[placed.first].span, lines[placed.last].span);
                let amounts = cover(lines[group.from].span, lines[group.end].span);
                let near = group.from.abs_diff(placed.last).min(placed.first.abs_diff(group.end)) <= NEAR;
                let title = &placed.title;
                self.out.push(Found::Programme(FoundProgramme {
                    name: title.name.clone(),
                    ministries: title.ministries.clone(),
                    budgets: std::mem::take(&mut group.budgets),
                    span: if near { cover(above, amounts) } else { above },
                    cell: lines[placed.first].cell,
                    by: By::Paid(Way::Slide),
                    lang: language(&title.name),
                }));
                floor = placed.last + 1;
            }
        }
    }

    /// （１）X支援金 and （２）下水道管の点検, each over its amount, or ○X交付金 and ○無線網の更改, each over a few lines of text and its
    /// amount: where most of such items are titles, the others are too.
    fn items_among(&self, lines: &[Line], groups: &[Group], titles: &mut Vec<Placed>) {
        let numbered = |group: &Group| {
            let at = group.from.checked_sub(1)?;
            Some((at, Mark::Number(rank_of(self.source, &lines[at])?))).filter(|_| lines[at].cell.is_none())
        };
        let signed = |n: usize, group: &Group| {
            let floor =
                n.checked_sub(1).map_or(0, |before| groups[before].end + 1).max(group.from.saturating_sub(OVER));
            let at = (floor..group.from).rev().find(|&at| sign_of(self.source, &lines[at]).is_some())?;
            let own = lines[at].cell.is_none() && lines[at].page == lines[group.from].page;
            Some((at, Mark::Sign(sign_of(self.source, &lines[at])?))).filter(|_| own)
        };
        let above = |(n, group): (usize, &Group)| numbered(group).or_else(|| signed(n, group));
        let items: Vec<(usize, Mark)> = groups.iter().enumerate().filter_map(above).collect();
        let known = |at: usize| titles.iter().any(|title| title.last == at);
        let told = |mark: Mark| items.iter().filter(|&&(at, other)| other == mark && known(at)).count();
        let all = |mark: Mark| items.iter().filter(|&&(_, other)| other == mark).count();
        let open = items.iter().filter(|&&(at, mark)| !known(at) && told(mark) > 1 && 2 * told(mark) >= all(mark));
        let found: Vec<Placed> = open
            .filter_map(|&(at, _)| Some(Placed { first: at, last: at, title: self.title_among(&lines[at].text)? }))
            .collect();
        titles.extend(found);
        titles.sort_by_key(|title| title.first);
    }

    /// What stands right above a line of amounts.
    fn right_above(&self, lines: &[Line], at: usize, titles: &[Placed]) -> Option<Above> {
        let start = lines[at].span.start as usize;
        let before = |n: &usize| lines[*n].span.end as usize <= start;
        // The cells of a row stand on one line.
        let (above, gap) = (0..at).rev().filter(before).find_map(|above| {
            let gap = self.source[lines[above].span.end as usize..start].matches('\n').count();
            (gap > 0).then_some((above, gap))
        })?;
        if above + 1 == at && titles.iter().any(|title| title.last == above && lines[above].cell.is_none()) {
            return Some(Above::Title);
        }
        rank_of(self.source, &lines[above]).filter(|_| gap == 1).map(Above::Item)
    }

    /// The titles near lines of amounts, with the lines that they stand on.
    fn titles(&self, lines: &[Line], taken: &[bool], groups: &[Group], floor: usize) -> Vec<Placed> {
        let mut all: Vec<Placed> = Vec::new();
        let mut done = floor;
        for &Group { from, end, .. } in groups {
            for at in from.saturating_sub(FAR).max(done)..(end + FAR + 1).min(lines.len()) {
                done = at + 1;
                if taken[at] {
                    continue;
                }
                let alone = self.title_in(&lines[at].text);
                // A title over two lines: what stands above asks for more, or both are a block of their own.
                if let Some(next) = lines.get(at + 1).filter(|next| !next.marked && next.cell == lines[at].cell) {
                    let raw = &self.source[lines[at].span.range()];
                    let own = |n: usize| lines[n].block == lines[at].block;
                    let whole = own(at + 1)
                        && at.checked_sub(1).is_none_or(|n| !own(n))
                        && (at + 2 >= lines.len() || !own(at + 2));
                    if alone.is_none() && (whole || crate::chars::asks_for_more(raw.trim_end())) {
                        let mut text = lines[at].text.clone();
                        text.append(next.text.clone(), crate::layout::Join::Wrap);
                        if let Some(title) = self.title_in(&text) {
                            all.push(Placed { first: at, last: at + 1, title });
                            done = at + 2;
                            continue;
                        }
                    }
                }
                if all.last().is_some_and(|placed| placed.last >= at) {
                    continue;
                }
                all.extend(alone.map(|title| Placed { first: at, last: at, title }));
            }
        }
        // The title over a slide, and again behind its label: 施策名：.
        all.dedup_by(|next, before| {
            let again = next.title.name == before.title.name && next.first <= before.last + AGAIN;
            if again && next.title.labelled {
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

/// Lines of amounts, one right below the other.
struct Group {
    from: usize,
    end: usize,
    budgets: Vec<FoundBudget>,
    above: Option<Above>,
}

/// What a line right above amounts is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Above {
    Title,
    /// A numbered line that is no title, by the rank of its number.
    Item(u8),
}

/// A title with the lines that it stands on.
struct Placed {
    first: usize,
    last: usize,
    title: Title,
}

/// What the items of a page begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Number(u8),
    Sign(char),
}

/// The sign that an item with text of its own begins with: ○, ◆, but no bullet.
fn sign_of(source: &str, line: &Line) -> Option<char> {
    let first = source[line.span.range()].chars().next()?;
    (is_mark(first) && !crate::chars::is_bullet(first)).then_some(first)
}

/// The rank of the number that a line begins with.
fn rank_of(source: &str, line: &Line) -> Option<u8> {
    crate::layout::number_rank(&source[line.span.range()])
}

/// Pairs of indices, in order, so that what they cost and what is left out costs is least.
fn paired(groups: &[Group], titles: &[Placed], cost: &dyn Fn(&Group, &Placed) -> usize) -> Vec<(usize, usize)> {
    let (n, m) = (groups.len(), titles.len());
    let mut least = vec![vec![0usize; m + 1]; n + 1];
    let passed: Vec<usize> = titles.iter().map(|placed| if placed.title.labelled { PASSED } else { 0 }).collect();
    for j in 1..=m {
        least[0][j] = least[0][j - 1] + passed[j - 1];
    }
    let mut step = vec![vec![Step::Alone; m + 1]; n + 1];
    for i in 1..=n {
        least[i][0] = least[i - 1][0] + ALONE;
        for j in 1..=m {
            let ways = [
                (least[i - 1][j - 1] + cost(&groups[i - 1], &titles[j - 1]), Step::Pair),
                (least[i - 1][j] + ALONE, Step::Alone),
                (least[i][j - 1] + passed[j - 1], Step::Pass),
            ];
            let best = ways.into_iter().min_by_key(|(cost, _)| *cost);
            if let Some(best) = best {
                (least[i][j], step[i][j]) = best;
            }
        }
    }
    let (mut i, mut j) = (n, m);
    let mut pairs = Vec::new();
    while i > 0 {
        match step[i][j] {
            Step::Pair => {
                (i, j) = (i - 1, j - 1);
                pairs.push((i, j));
            }
            Step::Alone => i -= 1,
            Step::Pass => j -= 1,
        }
    }
    pairs.reverse();
    pairs
}

/// What becomes of the last of some lines of amounts and titles.
#[derive(Debug, Clone, Copy)]
enum Step {
    Pair,
    /// The amounts have no title.
    Alone,
    /// The title has no amounts.
    Pass,
}
