//! What stands above a table says of it: that it holds goals, or what was reached, or what is aimed at by when.

use crate::record::Lang;
use crate::rules::Class;
use crate::text::scan::Item;

use super::super::clause::announces;
use super::super::prose::sentences;
use super::super::{Extractor, language};
use super::sheet::{Line, Sheet};

/// So many sentences of the paragraph above a table may say what it is.
const SENTENCES: usize = 2;
/// A sentence over a table is no longer than this, in bytes.
const LONGEST_SENTENCE: usize = 400;
/// A caption is no longer than this, in characters.
const LONGEST_CAPTION: usize = 120;

impl Extractor<'_> {
    /// Whether the words above a table call it one of what was reached.
    pub(super) fn is_of_results(&self, sheet: &Sheet) -> bool {
        let nearest = self.captions(sheet).next();
        nearest.is_some_and(|text| self.rules.sentences.ends(text.trim_end(), Class::Actual))
    }

    /// The texts above a table and its heading, the nearest first.
    fn captions(&self, sheet: &Sheet) -> impl Iterator<Item = String> {
        self.above(sheet).map(|block| crate::text::nfkc(&self.document.blocks[block].text.plain(self.source)))
    }

    /// Their blocks.
    pub(super) fn above(&self, sheet: &Sheet) -> impl Iterator<Item = usize> {
        let heading = sheet.block().and_then(|block| self.document.blocks[block].under);
        sheet.caption.iter().rev().copied().chain(heading)
    }

    /// Whether the words above a table, or those of its header, call it one of goals.
    pub(super) fn goals(&self, sheet: &Sheet) -> Option<bool> {
        let words = &self.rules.tables.words;
        if sheet.headers.iter().flat_map(Line::cells).any(|cell| words.goals(cell.code()) == Some(true)) {
            return Some(true);
        }
        self.called(sheet, |line| words.goals(line))
    }

    /// What the nearest line above a table that says anything says: 指標一覧, or 予算の推移.
    fn called(&self, sheet: &Sheet, says: impl Fn(&str) -> Option<bool>) -> Option<bool> {
        self.captions(sheet).find_map(|text| {
            let mut lines = text.lines().rev().filter(|line| line.chars().count() <= LONGEST_CAPTION);
            lines.find_map(&says)
        })
    }

    /// Whether the line right above a table calls every value in it one that is aimed at.
    pub(super) fn is_aimed(&self, sheet: &Sheet) -> bool {
        let line = self.captions(sheet).next().and_then(|text| text.lines().last().map(str::to_owned));
        line.is_some_and(|line| line.chars().count() <= LONGEST_CAPTION && self.rules.tables.words.are_aimed(&line))
    }

    /// Whether the words above a table, or above its heading, say that it tells what is expected to come.
    pub(super) fn is_forecast(&self, sheet: &Sheet) -> bool {
        let words = &self.rules.tables.words;
        let under = |block: &usize| self.document.blocks[*block].under;
        let headings = std::iter::successors(sheet.block().as_ref().and_then(under), under).skip(1);
        let texts = headings.map(|block| crate::text::nfkc(&self.document.blocks[block].text.plain(self.source)));
        let said = |text: String| {
            let mut lines = text.lines().rev().filter(|line| line.chars().count() <= LONGEST_CAPTION);
            lines.find_map(|line| match words.goals(line) {
                Some(true) => Some(false),
                _ => words.is_forecast(line).then_some(true),
            })
        };
        self.captions(sheet).chain(texts).find_map(said).unwrap_or_default()
    }

    /// By 2030 we want every part of the housing stock to perform as follows: whether an English sentence right above a
    /// table says what is aimed at, and the year that it names.
    pub(super) fn announced(&self, sheet: &Sheet) -> Option<Option<i32>> {
        let above = sheet.caption.last().map(|&block| &self.document.blocks[block])?;
        if above.table().is_some() {
            return None;
        }
        let read = self.read(&above.text);
        let view = &read.reading.view.text;
        let data = &self.rules.sentences;
        let near = sentences(view).into_iter().rev().filter(|range| !view[range.clone()].trim().is_empty());
        let aims = |range: &crate::text::Range| {
            range.len() <= LONGEST_SENTENCE
                && language(&view[range.clone()]) == Lang::En
                && announces(&read.reading, range, data)
        };
        let range = near.take(SENTENCES).find(aims)?;
        let years = read.reading.inside(&range).filter_map(|at| match &read.reading.found[at].item {
            Item::Period(period) => Some(period.end),
            _ => None,
        });
        Some(years.max())
    }
}
