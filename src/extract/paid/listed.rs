//! Items of a list under the title of a budget, each a name and its amount. A list of one mark in which most lines tell
//! an amount is one of programmes, whatever their names end in.

use crate::layout::Span;

use super::super::making::FoundProgramme;
use super::super::{Extractor, Found};
use super::line::{Said, Told};
use super::named::NAME;
use super::{Line, name};

/// A list has no fewer items with an amount.
const ITEMS: usize = 3;
/// Of its items so many tenths tell one.
const MOST: usize = 6;

/// What the items of a list begin with: a sign, or running numbers of a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Sign(char),
    Number(u8),
}

/// A line that would be a programme in such a list.
pub(super) struct Item {
    mark: Mark,
    /// The line of the title above it.
    title: usize,
    programme: FoundProgramme,
}

impl Extractor<'_> {
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
            && told.amounts.iter().all(|one| one.said == Said::Title && one.amount.is_some())
            && (!told.left || told.amounts.first().is_some_and(closed))
    }

    /// Such an item, under the title of a line.
    pub(super) fn item(&self, line: &Line, title: usize, programme: FoundProgramme) -> Option<Item> {
        Some(Item { mark: self.mark_of(line)?, title, programme })
    }

    /// Makes programmes of the items of lists in which most lines tell an amount.
    pub(super) fn lists(&mut self, lines: &[Line], items: Vec<Item>) {
        let known: Vec<Span> = self.out.iter().filter_map(programme).collect();
        let paid = |of: &Item| {
            let own = items.iter().filter(|item| (item.mark, item.title) == (of.mark, of.title));
            let first = lines[of.title].span.end;
            let next = items.iter().map(|item| item.title).filter(|&title| title > of.title).min();
            let last = next.map_or(u32::MAX, |next| lines[next].span.start);
            let marked: Vec<Span> = lines
                .iter()
                .filter(|line| line.span.start >= first && line.span.end <= last && self.mark_of(line) == Some(of.mark))
                .map(|line| line.span)
                .collect();
            let told = |span: &&Span| known.iter().any(|one| super::meet(**span, *one));
            (own.count() + marked.iter().filter(told).count(), marked.len())
        };
        let counts: Vec<(usize, usize)> = items.iter().map(paid).collect();
        // （１）検査体制の強化 622億円 over ○ 試薬の確保 179億円: a sum of what follows.
        let spans: Vec<(Span, Mark)> = items.iter().map(|item| (item.programme.span, item.mark)).collect();
        let sums = |n: usize| {
            let (own, mark) = spans[n];
            let fellow = |line: &&Line| line.span.start >= own.end && self.mark_of(line) == Some(mark);
            let next = lines.iter().find(fellow).map_or(u32::MAX, |line| line.span.start);
            let below = |span: &Span| span.start >= own.end && span.end <= next;
            matches!(mark, Mark::Number(_)) && spans[n + 1..].iter().map(|(span, _)| span).chain(&known).any(below)
        };
        let sums: Vec<bool> = (0..items.len()).map(sums).collect();
        let listed = items.into_iter().zip(counts).zip(sums).filter(|((_, (told, all)), sum)| {
            !sum && *told >= ITEMS && 10 * told >= MOST * all
        });
        let listed = listed.map(|(listed, _)| listed);
        let found: Vec<Found> = listed.map(|(item, _)| Found::Programme(item.programme)).collect();
        self.out.extend(found);
    }
}

fn programme(found: &Found) -> Option<Span> {
    match found {
        Found::Programme(one) => Some(one.span),
        _ => None,
    }
}
