//! Items of a list under the title of a budget, each a name and its amount. A list of one mark in which most lines tell
//! an amount is one of programmes, whatever their names end in.

use std::collections::HashMap;

use crate::layout::Span;

use super::super::making::FoundProgramme;
use super::super::statement::{By, Way};
use super::super::{Extractor, Found};
use super::line::{Purse, Said, Told};
use super::named::NAME;
use super::{Covered, Line, name};

/// A list has no fewer items with an amount.
const ITEMS: usize = 3;
/// Of its items so many tenths tell one.
const MOST: usize = 6;
/// Where so many tenths of those say what is done, the others are what is done too.
const DEEDS: usize = 7;

/// A line that heads where money comes from is no longer, in bytes, and reaches so many lines.
const REVENUE: usize = 40;
const REACH: usize = 60;

/// What the items of a list begin with: a sign, or running numbers of a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Mark {
    Sign(char),
    Number(u8),
    /// None, but what is done is told below it.
    Told,
}

/// A line that would be a programme in such a list.
pub(super) struct Item {
    mark: Mark,
    /// The line of the title above it.
    title: usize,
    /// It says what is done: the receiving of helpers, no price.
    deed: bool,
    programme: FoundProgramme,
}

impl Extractor<'_> {
    /// Whether what is done with an amount is told right below its line: a sentence.
    fn is_explained(&self, lines: &[Line], at: usize) -> bool {
        lines
            .get(at + 1)
            .is_some_and(|below| !below.marked && self.source[below.span.range()].trim_end().ends_with('。'))
    }

    /// The mark that a line begins with.
    fn mark_of(&self, line: &Line) -> Option<Mark> {
        let raw = self.source[line.span.range()].trim_start();
        let first = raw.chars().next().filter(|_| line.marked)?;
        let sign = name::is_mark(first) || matches!(first, '-' | '*');
        if sign { Some(Mark::Sign(first)) } else { crate::layout::number_rank(raw).map(Mark::Number) }
    }

    /// Whether a line's name and amounts may be an item of such a list. Text may stand behind an amount in a bracket.
    pub(super) fn may_be_listed(&self, name: &str, told: &Told, text: &str) -> bool {
        let words = &self.rules.paid;
        let part = self.rules.tables.words.part_of_above(name).is_some();
        let closed = |one: &super::Amount| text[one.range.end..].starts_with(['】', ']', '〕']);
        NAME.contains(&name.chars().count())
            && !name.contains('。')
            && !part
            && !self.rules.programmes.is_sum(name)
            && !words.is_account(name)
            && !words.is_account_name(name)
            && !words.is_per_unit(name)
            && told.amounts.iter().all(|one| one.said == Said::Title && one.amount.is_some())
            && (!told.left || told.amounts.first().is_some_and(closed))
    }

    /// Such an item, under the title of a line. A heading between them that speaks of other amounts takes it away.
    pub(super) fn item(
        &self,
        lines: &[Line],
        (at, end): (usize, usize),
        title: usize,
        programme: FoundProgramme,
    ) -> Option<Item> {
        let line = &lines[at];
        let heading = self.document.blocks[line.block].under.map(|heading| self.headings.text(heading));
        let words = &self.rules.paid;
        let other = heading
            .is_some_and(|text| words.kinds(text).is_empty() && (words.is_other(text) || words.is_account(text)));
        // 歳入 over 基金の取崩し 5,000万円: where the money comes from.
        let revenue = || {
            let heads = |line: &Line| self.rules.programmes.heads_revenue(&self.source[line.span.range()]);
            let above = lines.get(title.max(at.saturating_sub(REACH))..=at).unwrap_or_default();
            above.iter().any(|line| line.span.range().len() <= REVENUE && heads(line))
                || lines.get(end + 1).is_some_and(heads)
                || heads(line)
        };
        let told = || {
            let explained = line.cell.is_none() && !line.marked && self.is_explained(lines, end);
            (explained && !revenue() && !self.rules.programmes.is_income(&programme.name)).then_some(Mark::Told)
        };
        let mark = self.mark_of(line).or_else(told).filter(|_| !other)?;
        // Lines without a mark are few under each title: 6月補正予算, 9月補正予算.
        let title = if mark == Mark::Told { 0 } else { title };
        let deed = self.rules.programmes.says_deed(&programme.name);
        Some(Item { mark, title, deed, programme })
    }

    /// Makes programmes of the items of lists in which most lines tell an amount, and most say what is done.
    pub(super) fn lists(&mut self, lines: &[Line], titles: &[(usize, Purse)], items: Vec<Item>) {
        if items.is_empty() {
            return;
        }
        let programmes = self.out.iter().filter_map(|found| match found {
            Found::Programme(one) => Some(one.span),
            _ => None,
        });
        let known = Covered::of(programmes.collect());
        let marked: Vec<(usize, Mark)> =
            lines.iter().enumerate().filter_map(|(at, line)| Some((at, self.mark_of(line)?))).collect();
        let mut counts: HashMap<(Mark, usize), Count> = HashMap::new();
        for &(at, mark) in &marked {
            let above = titles.partition_point(|(title, _)| *title < at);
            let Some(&(title, _)) = above.checked_sub(1).and_then(|above| titles.get(above)) else { continue };
            let count = counts.entry((mark, title)).or_default();
            let told = usize::from(known.touch(lines[at].span));
            (count.all, count.told, count.deeds) = (count.all + 1, count.told + told, count.deeds + told);
        }
        for item in &items {
            let count = counts.entry((item.mark, item.title)).or_default();
            (count.told, count.deeds) = (count.told + 1, count.deeds + usize::from(item.deed));
        }
        let listed = |n: usize| {
            let item: &Item = &items[n];
            let count = &counts[&(item.mark, item.title)];
            let list = count.told >= ITEMS && 10 * count.told >= MOST * count.all;
            let deed = item.deed || 10 * count.deeds >= DEEDS * count.told;
            list && deed && !self.sums(lines, &marked, &items, n, &known)
        };
        let listed: Vec<bool> = (0..items.len()).map(listed).collect();
        let found = items.into_iter().zip(listed).filter(|(_, listed)| *listed);
        self.out.extend(found.map(|(item, _)| Found::Programme(item.programme)));
    }

    /// Ⅰ 海上交通の安全 12,960 over lines of another mark that come to just that: what they sum up to is no programme. Nor is
    /// １ 豊かな海の再生 124億円 over ◇ items: a number before a name that ends as no programme's.
    pub(super) fn take_back_sums(&mut self, lines: &[Line]) {
        let told = |(n, found): (usize, &Found)| match found {
            Found::Programme(one) if one.cell.is_none() && matches!(one.by, By::Paid(Way::Line | Way::List)) => {
                let line = lines.get(lines.partition_point(|line| line.span.end <= one.span.start))?;
                let budget = one.budgets.first()?;
                let named = self.rules.programmes.ends(&one.name);
                Some((one.span.start, n, self.mark_of(line)?, budget.year, budget.amount?, named))
            }
            _ => None,
        };
        let mut told: Vec<_> = self.out.iter().enumerate().filter_map(told).collect();
        told.sort_by_key(|&(start, ..)| start);
        let mut sums = vec![false; self.out.len()];
        for (n, &(_, out, mark, year, total, named)) in told.iter().enumerate() {
            let below = || told[n + 1..].iter().take_while(|(_, _, other, of, ..)| *other != mark && *of == year);
            let mut sum = 0.0;
            let whole = below().enumerate().any(|(parts, (.., part, _))| {
                sum += part;
                parts > 0 && (sum - total).abs() < 0.5
            });
            let signed = |mark: &Mark| matches!(mark, Mark::Sign(_));
            let heads = !named && !signed(&mark) && below().filter(|(_, _, mark, ..)| signed(mark)).count() > 1;
            sums[out] = whole || heads;
        }
        let mut sums = sums.into_iter();
        self.out.retain(|_| !sums.next().unwrap_or_default());
    }

    /// （１）検査体制の強化 622億円 over ○ 試薬の確保 179億円: whether a numbered item is a sum of what follows.
    fn sums(&self, lines: &[Line], marked: &[(usize, Mark)], items: &[Item], n: usize, known: &Covered) -> bool {
        let (own, mark) = (items[n].programme.span, items[n].mark);
        if !matches!(mark, Mark::Number(_)) {
            return false;
        }
        let from = marked.partition_point(|&(at, _)| lines[at].span.start < own.end);
        let below = marked[from..].iter().take_while(|(_, other)| *other != mark).map(|&(at, _)| lines[at].span);
        let item = |span: Span| items.get(n + 1).is_some_and(|next| super::meet(next.programme.span, span));
        below.into_iter().any(|span| known.touch(span) || item(span))
    }
}

/// What is counted of a list: its lines, those with an amount, those of them that say what is done.
#[derive(Debug, Default)]
struct Count {
    all: usize,
    told: usize,
    deeds: usize,
}
