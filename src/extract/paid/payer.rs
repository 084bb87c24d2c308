//! Who pays where a programme does not say so itself: the office whose title or heading stands over it.
//!
//! 環境省 令和8年度概算要求, ## 国土交通省, レビューシート（農林水産省）. A ministry that words only mention pays nothing: it must begin or
//! end the title, and right behind it the title must speak of a budget or end. What heads a whole document must be its
//! first line, or marked.

use std::collections::BTreeMap;

use crate::layout::{Block, Kind, Span};
use crate::rules::PaidWord;
use crate::text::nfkc;
use crate::text::scan::{Item, Named, scan};

use super::super::{Extractor, Found};

/// A title is no longer, in bytes.
const TITLE: usize = 240;
/// The title of a sheet stands so many lines above the name.
const SHEET: usize = 3;
/// So many blocks may begin a document with its title.
const TOP: usize = 2;

/// So many blocks right above may be the title of a list.
const NEAR: usize = 60;

/// What a title says of who pays.
#[derive(Debug, Clone)]
enum Title {
    Of(Named),
    /// It speaks of budgets and of ministries, but not so that one is told.
    Unclear,
    Silent,
}

impl Title {
    fn payer(self) -> Option<Named> {
        match self {
            Self::Of(payer) => Some(payer),
            Self::Unclear | Self::Silent => None,
        }
    }
}

impl Extractor<'_> {
    /// Gives programmes without a ministry that of their heading or title.
    pub(super) fn payers(&mut self) {
        let programmes = || {
            self.out.iter().filter_map(|found| match found {
                Found::Programme(one) => Some(one),
                _ => None,
            })
        };
        if programmes().all(|one| !one.ministries.is_empty()) {
            return;
        }
        // Where some have marks of their own, the title's ministry gathered them.
        let marked = programmes().any(|one| !one.ministries.is_empty());
        let mut known: BTreeMap<usize, Title> = BTreeMap::new();
        let titles = (0..self.document.blocks.len().min(TOP)).filter(|&n| n == 0 || self.is_marked(n));
        let first = titles.into_iter().find_map(|n| self.title_of(n, &mut known).payer());
        let top = first.filter(|_| !marked);
        let start = |block: &Block| match block.table() {
            Some(table) => table.rows.first().map_or(0, |row| row.span.start),
            None => block.text.span().start,
        };
        let starts: Vec<u32> = self.document.blocks.iter().map(start).collect();
        let payers: Vec<Option<Named>> = self
            .out
            .iter()
            .map(|found| match found {
                Found::Programme(one) if one.ministries.is_empty() => {
                    let block = starts.partition_point(|start| *start <= one.span.start).checked_sub(1)?;
                    match self.payer_of_sheet(one.span).map_or_else(|| self.payer_over(block, &mut known), Title::Of) {
                        Title::Of(payer) => Some(payer),
                        Title::Silent => top.clone(),
                        Title::Unclear => None,
                    }
                }
                _ => None,
            })
            .collect();
        for (found, payer) in self.out.iter_mut().zip(payers) {
            if let (Found::Programme(one), Some(payer)) = (found, payer) {
                one.ministries.push(payer);
            }
        }
    }

    /// What the nearest line above a block that speaks of a ministry's budget says, its headings last.
    fn payer_over(&self, block: usize, known: &mut BTreeMap<usize, Title>) -> Title {
        let section = self.document.section(block);
        let heading = section.last().copied().unwrap_or_default();
        let near = (heading + 1..block).rev().take(NEAR);
        for n in near.chain(section.into_iter().rev()) {
            let title = self.title_of(n, known);
            if !matches!(title, Title::Silent) {
                return title;
            }
        }
        Title::Silent
    }

    fn title_of(&self, block: usize, known: &mut BTreeMap<usize, Title>) -> Title {
        known.entry(block).or_insert_with(|| self.read_title(block)).clone()
    }

    fn read_title(&self, block: usize) -> Title {
        let block = &self.document.blocks[block];
        let raw = &self.source[block.text.span().range()];
        if block.table().is_some() || matches!(block.kind, Kind::Item) || raw.len() > TITLE {
            return Title::Silent;
        }
        let heading = matches!(block.kind, Kind::Heading { .. }) && self.is_set_off(block.text.span());
        self.title(raw, heading)
    }

    /// Whether a block is marked as a title of all below: a heading, or words with an office in a bracket.
    fn is_marked(&self, block: usize) -> bool {
        let block = &self.document.blocks[block];
        let span = block.text.span();
        let heading = matches!(block.kind, Kind::Heading { .. }) && self.is_set_off(span);
        heading || self.source[span.range()].contains(['(', '（', '【', '〔', '['])
    }

    /// Whether a heading is marked as one: ## 国土交通省, 【国土交通省】. A bare name may be a box of a drawing.
    fn is_set_off(&self, span: Span) -> bool {
        let (before, behind) = (&self.source[..span.start as usize], &self.source[span.start as usize..]);
        let lead = before.rsplit('\n').next().unwrap_or_default();
        !lead.trim().is_empty() || behind.starts_with(|c: char| !c.is_alphanumeric())
    }

    /// 令和6年度行政事業レビューシート（農林水産省） right above the name of what a sheet is about.
    fn payer_of_sheet(&self, span: Span) -> Option<Named> {
        let above = &self.source[..span.start as usize];
        let mut lines = above.rsplit('\n');
        lines.next();
        lines
            .take(SHEET)
            .filter(|line| line.len() <= TITLE)
            .filter(|line| self.rules.programmes.heads_sheet(line))
            .find_map(|line| self.title(line, false).payer())
    }

    /// The only ministry that a title names, where it stands in it as who wrote it. One alone in its line must be a
    /// `heading`: it may stand in a drawing of who pays whom.
    fn title(&self, raw: &str, heading: bool) -> Title {
        let lexicon = self.rules.lexicon();
        let words = &self.rules.paid;
        if raw.contains('。') {
            return Title::Silent;
        }
        let text = nfkc(raw);
        let home = text.is_ascii() && self.offices.context(self.rules).home;
        let mut hits: Vec<(usize, usize, usize)> = Vec::new();
        for (n, ministry) in lexicon.ministries().iter().enumerate() {
            let whole = ministry.name.chars().count() > 2;
            let names = [(whole, &ministry.name), (home && ministry.en.contains(' '), &ministry.en)];
            for (_, name) in names.into_iter().filter(|(is, _)| *is) {
                hits.extend(text.find(name.as_str()).map(|at| (at, at + name.len(), n)));
            }
        }
        // A name within a longer one is a part of it.
        let within =
            |one: &(usize, usize, usize)| hits.iter().any(|other| other != one && other.0 <= one.0 && one.1 <= other.1);
        let mut own = hits.iter().filter(|one| !within(one));
        let Some(&(start, end, known)) = own.next() else { return Title::Silent };
        let others = own.next().is_some();
        let rest = text[end..].trim_start();
        let before = text[..start].trim_end_matches(|c: char| c.is_whitespace() || "([【〔「『#*".contains(c));
        let alone = heading && !before.contains(char::is_alphanumeric) && !rest.contains(char::is_alphanumeric);
        let ends = !rest.contains(char::is_alphanumeric) && text[..start].trim_end().ends_with(['(', '【', '〔', '[']);
        let begins = !self.without_years(before).contains(char::is_alphabetic);
        let kind = words.may_pay_amount(&text) || self.rules.programmes.heads_sheet(&text);
        let told = self.rules.programmes.heads_sheet(rest) || self.leads_to_budget(rest);
        let of = self.is_budget_of(before) && lexicon.bodies.is_only_land(&self.without_years(rest));
        if !others && (alone || kind && (ends || begins && told || of)) {
            return Title::Of(Named { code: lexicon.ministry(known).code.clone(), known: Some(known), lead: false });
        }
        if kind { Title::Unclear } else { Title::Silent }
    }

    /// Whether what stands behind an office is a year or a kind of budget: not of what it has to do with.
    fn leads_to_budget(&self, rest: &str) -> bool {
        let words = &self.rules.paid;
        let bare = self.without_years(rest);
        let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some((_, kind)) = words.tokens(bare).find(|(word, at)| *word == PaidWord::Kind && at.start == 0) else {
            return false;
        };
        let behind = bare[kind.end..].trim_start();
        !self.rules.programmes.joins_offices(behind)
            && !self.rules.programmes.mentions_office(rest)
            && !behind.starts_with(|c: char| c.is_ascii_digit())
    }

    /// FY2026 Budget Request of the: whether words are a budget, and lead to whose it is.
    fn is_budget_of(&self, before: &str) -> bool {
        let Some(rest) = self.rules.programmes.leads_to_office(before) else { return false };
        let bare = self.without_years(rest);
        let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
        self.rules.paid.only_kind(bare).is_some()
    }

    /// Words without the years among them.
    fn without_years(&self, words: &str) -> String {
        let mut rest = words.to_owned();
        for found in scan(words, self.rules.lexicon(), &[]).into_iter().rev() {
            if matches!(found.item, Item::Period(_)) {
                rest.replace_range(found.range, " ");
            }
        }
        rest
    }
}
