//! Who pays where a programme does not say so itself: the office whose title or heading stands over it.
//!
//! 環境省 令和8年度概算要求, ## 国土交通省, レビューシート（農林水産省）. A ministry that words only mention pays nothing: it must begin or
//! end the title, and the title must speak of budgets or be nothing else.

use crate::layout::{Block, Span};
use crate::text::nfkc;
use crate::text::scan::Named;

use super::super::{Extractor, Found};

/// A title is no longer, in bytes.
const TITLE: usize = 240;
/// The title of a sheet stands so many lines above the name.
const SHEET: usize = 3;
/// So many blocks may begin a document with its title.
const TOP: usize = 2;

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
        let top = if marked { None } else { (0..self.document.blocks.len().min(TOP)).find_map(|n| self.payer_of_block(n)) };
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
                    let sheet = || self.payer_of_sheet(one.span);
                    let heading = || self.document.section(block).into_iter().find_map(|n| self.payer_of_block(n));
                    sheet().or_else(heading).or_else(|| top.clone())
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

    fn payer_of_block(&self, block: usize) -> Option<Named> {
        let block = &self.document.blocks[block];
        let raw = &self.source[block.text.span().range()];
        if block.table().is_some() || raw.len() > TITLE {
            return None;
        }
        self.payer_in(raw, false)
    }

    /// 令和6年度行政事業レビューシート（農林水産省） right above the name of what a sheet is about.
    fn payer_of_sheet(&self, span: Span) -> Option<Named> {
        let above = &self.source[..span.start as usize];
        let mut lines = above.rsplit('\n');
        lines.next();
        lines.take(SHEET).filter(|line| line.len() <= TITLE).find_map(|line| self.payer_in(line, true))
    }

    /// The only ministry that a title names, where it stands in it as who wrote it; `sheet`: if the title is that of a sheet.
    fn payer_in(&self, raw: &str, sheet: bool) -> Option<Named> {
        let lexicon = self.rules.lexicon();
        let words = &self.rules.paid;
        if raw.contains('。') || sheet && !words.heads_sheet(raw) {
            return None;
        }
        let text = nfkc(raw);
        let mut hits: Vec<(usize, usize, usize)> = Vec::new();
        for (n, ministry) in lexicon.ministries().iter().enumerate() {
            let whole = ministry.name.chars().count() > 2;
            if let (true, Some(at)) = (whole, text.find(ministry.name.as_str())) {
                hits.push((at, at + ministry.name.len(), n));
            }
        }
        // A name within a longer one is a part of it.
        let within = |one: &(usize, usize, usize)| {
            hits.iter().any(|other| other != one && other.0 <= one.0 && one.1 <= other.1)
        };
        let mut own = hits.iter().filter(|one| !within(one));
        let &(start, end, known) = own.next()?;
        if own.next().is_some() {
            return None;
        }
        let rest = text[end..].trim_start();
        let before = text[..start].trim_end_matches(|c: char| c.is_whitespace() || "([【〔「『#*".contains(c));
        let alone = !before.contains(char::is_alphanumeric) && !rest.contains(char::is_alphanumeric);
        let ends = !rest.contains(char::is_alphanumeric) && text[..start].trim_end().ends_with(['(', '【', '〔', '[']);
        let begins = !before.contains(char::is_alphabetic) || before.ends_with("年度");
        let kind = words.may_pay_amount(&text) || words.heads_sheet(&text);
        let joined = words.joins_offices(rest);
        (alone || kind && (ends || begins && !joined)).then(|| Named {
            code: lexicon.ministry(known).code.clone(),
            known: Some(known),
            lead: false,
        })
    }
}
