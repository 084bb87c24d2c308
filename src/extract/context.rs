//! What headings, lead-ins and notes say of the blocks around them.

use std::collections::BTreeMap;

use crate::layout::{Document, Kind};
use crate::rules::{Reach, Rules, Scope};
use crate::text::code::symbol;

use super::offices::Offices;
use super::read::Read;
use super::statement::Dated;

/// The contexts that stand open at each block, and the year that holds there.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    open: Vec<Vec<String>>,
    years: Vec<Option<Year>>,
    /// What was read to find them, by block.
    reads: BTreeMap<usize, Read>,
}

/// A year for all that has none of its own, and the note that says so.
#[derive(Debug, Clone)]
pub(super) struct Year {
    pub dated: Dated,
    /// The note's text, where a note gives the year.
    pub note: Option<String>,
}

impl Contexts {
    pub fn of(document: &Document, source: &str, rules: &Rules, offices: &Offices) -> Self {
        let blocks = &document.blocks;
        let mut contexts =
            Self { open: vec![Vec::new(); blocks.len()], years: vec![None; blocks.len()], reads: BTreeMap::new() };
        for (at, block) in blocks.iter().enumerate() {
            let scope = match block.kind {
                Kind::Heading { .. } => Scope::Heading,
                Kind::Paragraph => Scope::Paragraph,
                Kind::Item => Scope::Item,
                Kind::Note => Scope::Note,
                Kind::Table(_) => continue,
            };
            let text = &source[block.text.span().range()];
            if rules.context_cues.as_ref().is_some_and(|cues| !cues.is_match(text)) {
                continue;
            }
            let read = if scope == Scope::Note {
                Read::of_note(source, &block.text, rules, offices)
            } else {
                Read::of(source, &block.text, rules, offices)
            };
            for context in rules.contexts.iter().filter(|context| context.at.contains(&scope)) {
                let Some(hit) = context.pattern.regex.captures(read.code()) else { continue };
                let reach = contexts.reach(document, source, at, scope, context.reach);
                if let Some(name) = &context.opens {
                    for &block in &reach {
                        contexts.open[block].push(name.clone());
                    }
                }
                let period = hit.iter().flatten().skip(1).find(|group| group.as_str().starts_with(symbol::PERIOD));
                if let Some(period) = period {
                    let view = read.reading.code.view(&period.range());
                    let Some((period, range)) = read.period(read.found_at(view.start)) else { continue };
                    let dated = Dated { period, span: read.reading.view.source(&range), cell: None };
                    let note = (scope == Scope::Note).then(|| read.reading.view.text.replace('\n', ""));
                    for block in reach {
                        contexts.years[block] = Some(Year { dated, note: note.clone() });
                    }
                }
            }
            if scope != Scope::Note {
                contexts.reads.insert(at, read);
            }
        }
        contexts
    }

    /// The blocks that a context at a block reaches.
    fn reach(&self, document: &Document, source: &str, at: usize, scope: Scope, reach: Reach) -> Vec<usize> {
        let blocks = &document.blocks;
        let heading = match (scope, reach) {
            (_, Reach::Document) => return (0..blocks.len()).collect(),
            (_, Reach::Items) => return items(document, at),
            (_, Reach::Below) => return below(document, source, at),
            (Scope::Heading, _) => Some(at),
            (_, Reach::Section) => blocks[at].under,
            (_, Reach::List) => document
                .section(at)
                .into_iter()
                .find(|&heading| !self.open.get(heading + 1).is_none_or(Vec::is_empty))
                .or(blocks[at].under),
        };
        // Without a heading above, the whole document is the section.
        let Some(heading) = heading else { return (0..blocks.len()).collect() };
        let Kind::Heading { rank } = blocks[heading].kind else { return Vec::new() };
        let end = blocks[heading + 1..]
            .iter()
            .position(|block| matches!(block.kind, Kind::Heading { rank: other } if other <= rank))
            .map_or(blocks.len(), |len| heading + 1 + len);
        (heading + 1..end).collect()
    }

    /// The text blocks that were read to find the contexts.
    pub fn take_reads(&mut self) -> BTreeMap<usize, Read> {
        std::mem::take(&mut self.reads)
    }

    /// Whether a context stands open at a block.
    pub fn is_open(&self, block: usize, name: &str) -> bool {
        self.open[block].iter().any(|open| open == name)
    }

    /// The contexts that stand open at a block.
    pub fn names(&self, block: usize) -> &[String] {
        &self.open[block]
    }

    /// Whether any context stands open there.
    pub fn any(&self, block: usize) -> bool {
        !self.open[block].is_empty()
    }

    /// The year for what has none.
    pub fn year(&self, block: usize) -> Option<&Year> {
        self.years[block].as_ref()
    }
}

/// What stands below a line, to the next heading that is none of its items, or to a short line with a year in a bracket:
/// 参考（令和7年度）.
fn below(document: &Document, source: &str, at: usize) -> Vec<usize> {
    let blocks = &document.blocks;
    let own = match blocks[at].kind {
        Kind::Heading { rank } => Some(rank),
        _ => None,
    };
    let ends = |block: &usize| match &blocks[*block].kind {
        Kind::Heading { rank } => own.is_none_or(|own| *rank <= own),
        Kind::Paragraph => {
            let text = source[blocks[*block].text.span().range()].trim();
            let bracket = text.rfind(['(', '（']).map_or("", |open| &text[open..]);
            let dates = bracket.ends_with([')', '）']) && bracket.contains(char::is_numeric);
            dates && text.chars().count() <= CAPTION
        }
        _ => false,
    };
    (at + 1..blocks.len()).take_while(|block| !ends(block)).collect()
}

/// A line that dates what is under it is no longer than this, in characters.
const CAPTION: usize = 24;

/// The items of the list, or the tables, that a lead-in or caption leads to: up to the next text that is none. Numbered items may look like
/// headings of one rank.
fn items(document: &Document, at: usize) -> Vec<usize> {
    let blocks = &document.blocks;
    let rank = |block: usize| match blocks[block].kind {
        Kind::Heading { rank } => Some(rank),
        _ => None,
    };
    // A long one among them is an item; a title is none.
    let first = (at + 1..blocks.len().min(at + NEAR)).find_map(rank).filter(|&rank| rank >= NUMBERED);
    let item = |block: &usize| match blocks[*block].kind {
        Kind::Item | Kind::Note | Kind::Table(_) => true,
        Kind::Heading { .. } => first.is_some() && rank(*block) == first,
        Kind::Paragraph => false,
    };
    (at + 1..blocks.len()).take_while(item).collect()
}

/// The ranks from this one on are those of running numbers.
const NUMBERED: u8 = 13;
/// A numbered item that looks like a heading is among the first so many.
const NEAR: usize = 4;
