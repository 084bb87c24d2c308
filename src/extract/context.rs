//! What headings, lead-ins and notes say of the blocks around them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::layout::{Document, Kind, Row, Table, Text, number_rank};
use crate::rules::{Hint, Reach, Rules, Scope};
use crate::text::code::symbol;

use super::offices::Offices;
use super::read::Read;
use super::statement::Dated;

/// The contexts that stand open at each block, and the years that hold there.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    open: Vec<Vec<String>>,
    years: Vec<Vec<Rc<Year>>>,
    /// The notes and items that give those years.
    dating: BTreeSet<usize>,
    /// How many texts gave years.
    keys: usize,
    /// What was read to find them, by block.
    reads: BTreeMap<usize, Read>,
}

/// A year for all values of a role that have none of their own, and the note that says so.
#[derive(Debug, Clone)]
pub(super) struct Year {
    pub of: Hint,
    pub dated: Dated,
    /// The word of the columns that it is for, where it is for no others.
    stage: Option<String>,
    /// The note's text, where a note gives the year.
    pub note: Option<String>,
    at: usize,
    /// How many blocks it reaches.
    reach: usize,
}

impl Year {
    /// How far it stands from a block: a note dates what stands above it, all else what stands below.
    fn distance(&self, block: usize) -> (usize, usize) {
        let against = (self.at > block) != self.note.is_some();
        (self.reach, 2 * self.at.abs_diff(block) + usize::from(against))
    }
}

impl Contexts {
    pub fn of(document: &Document, source: &str, rules: &Rules, offices: &Offices) -> Self {
        let blocks = &document.blocks;
        let mut contexts =
            Self { open: vec![Vec::new(); blocks.len()], years: vec![Vec::new(); blocks.len()], ..Self::default() };
        let page = Page { document, source, rules };
        let cued = |text: &str| rules.context_cues.as_ref().is_none_or(|cues| cues.is_match(text));
        for (at, block) in blocks.iter().enumerate() {
            let scope = match &block.kind {
                Kind::Heading { .. } => Scope::Heading,
                Kind::Paragraph => Scope::Paragraph,
                Kind::Item => Scope::Item,
                Kind::Note => Scope::Note,
                Kind::Table(table) => {
                    // A title or a note in a row of its own, as spreadsheets have them.
                    for text in alone(table).filter(|text| cued(&source[text.span().range()])) {
                        let read = Read::of_note(source, text, rules, offices);
                        contexts.take(&page, (at, Scope::Note), &read, false);
                    }
                    continue;
                }
            };
            if !cued(&source[block.text.span().range()]) {
                continue;
            }
            let read = if scope == Scope::Note {
                Read::of_note(source, &block.text, rules, offices)
            } else {
                Read::of(source, &block.text, rules, offices)
            };
            contexts.take(&page, (at, scope), &read, true);
            if scope != Scope::Note {
                contexts.reads.insert(at, read);
            }
        }
        contexts
    }

    /// What a text opens for the blocks in its reach, and the years that it gives to the values of a role there. What stands
    /// in a row of a table opens nothing.
    fn take(&mut self, page: &Page<'_>, (at, scope): (usize, Scope), read: &Read, opens: bool) {
        for context in page.rules.contexts.iter().filter(|context| context.at.contains(&scope)) {
            let Some(hit) = context.pattern.regex.captures(read.code()) else { continue };
            let opened = context.opens.as_ref().filter(|_| opens);
            let dated = dated(&hit, read).filter(|_| self.keys < MOST_KEYS);
            if opened.is_none() && dated.is_none() {
                continue;
            }
            // 目標 / 25人 / 目標 / 30人 …: it stands open here already, to the same end.
            let again = opened.is_some_and(|name| self.open[at].contains(name));
            if again && dated.is_none() && matches!(context.reach, Reach::Below) {
                continue;
            }
            let reach = self.reach(page, at, scope, context.reach);
            if let Some(name) = opened {
                for &block in &reach {
                    if !self.open[block].contains(name) {
                        self.open[block].push(name.clone());
                    }
                }
            }
            let Some(dated) = dated else { continue };
            let note = (scope == Scope::Note).then(|| read.reading.view.text.replace('\n', ""));
            if note.is_some() || scope == Scope::Item {
                self.dating.insert(at);
            }
            self.keys += 1;
            let year = Rc::new(Year {
                of: context.year_of,
                stage: context.stage.clone(),
                dated,
                note,
                at,
                reach: reach.len(),
            });
            reach.into_iter().for_each(|block| self.years[block].push(Rc::clone(&year)));
        }
    }

    /// The blocks that a context at a block reaches.
    fn reach(&self, page: &Page<'_>, at: usize, scope: Scope, reach: Reach) -> Vec<usize> {
        let Page { document, source, .. } = *page;
        let blocks = &document.blocks;
        let heading = match (scope, reach) {
            (_, Reach::Document) => return (0..blocks.len()).collect(),
            (_, Reach::Items) => return items(document, at),
            (_, Reach::Below) => return below(document, source, at),
            (_, Reach::Listed) => return listed(document, source, at),
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

    /// The years for what has none: of those of a role the one that reaches the least, then the nearest.
    pub fn years(&self, block: usize) -> Vec<&Year> {
        let mut years: Vec<&Year> =
            self.years[block].iter().map(Rc::as_ref).filter(|year| year.stage.is_none()).collect();
        years.sort_by_key(|year| (year.of, year.distance(block)));
        years.dedup_by_key(|year| year.of);
        // 現状値：令和5年度　基準値：令和2年度: what tells of 現状 itself comes before what may stand for it, where it is as near.
        let place = |of: Hint| years.iter().position(|year| year.of == of);
        if let (Some(base), Some(now)) = (place(Hint::Baseline), place(Hint::Current))
            && base < now
            && years[now].distance(block) <= years[base].distance(block)
        {
            years.swap(base, now);
        }
        years
    }

    /// The year of the columns whose header holds a word: 中間 | 最終 under 中間目標は令和7年度、最終目標は令和12年度とする.
    pub fn stage(&self, block: usize, header: &str) -> Option<Dated> {
        let told =
            self.years[block].iter().filter(|year| year.stage.as_ref().is_some_and(|word| header.contains(word)));
        told.min_by_key(|year| year.distance(block)).map(|year| year.dated)
    }

    /// Whether a block is a note or an item that dates others.
    pub fn is_dating(&self, block: usize) -> bool {
        self.dating.contains(&block)
    }
}

/// A document, and the rules that it is read by.
#[derive(Clone, Copy)]
struct Page<'a> {
    document: &'a Document,
    source: &'a str,
    rules: &'a Rules,
}

/// The year that a pattern caught.
fn dated(hit: &regex::Captures<'_>, read: &Read) -> Option<Dated> {
    let period = hit.iter().flatten().skip(1).find(|group| group.as_str().starts_with(symbol::PERIOD))?;
    let view = read.reading.code.view(&period.range());
    let (period, range) = read.period(read.found_at(view.start))?;
    Some(Dated { period, span: read.reading.view.source(&range), cell: None })
}

/// The texts that stand alone in their row.
fn alone(table: &Table) -> impl Iterator<Item = &Text> {
    let only = |row: &'_ Row| -> Option<usize> {
        let mut filled = (0..row.cells.len()).filter(|&n| !row.cells[n].text.is_empty());
        filled.next().filter(|_| filled.next().is_none())
    };
    table.rows.iter().filter_map(move |row| only(row).map(|n| &row.cells[n].text))
}

/// What stands below a line, to the next heading that is none of its items, or to a short line with a year in a bracket:
/// 参考（令和7年度）.
fn below(document: &Document, source: &str, at: usize) -> Vec<usize> {
    let blocks = &document.blocks;
    let own = match blocks[at].kind {
        Kind::Heading { rank } => Some(rank),
        _ => None,
    };
    // 【目標】 over ① … and ② …: the numbered lines that begin right below are its items.
    let first = blocks.get(at + 1).filter(|block| block.table().is_none());
    let numbered = first.and_then(|block| number_rank(&block.text.plain(source))).filter(|&rank| rank >= NUMBERED);
    let ends = |block: &usize| match &blocks[*block].kind {
        Kind::Heading { rank } => own.is_none_or(|own| *rank <= own) && numbered != Some(*rank),
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

/// What a heading or a line has right below it as its list: nothing that another heading or a line of another sort leads on.
fn listed(document: &Document, source: &str, at: usize) -> Vec<usize> {
    let blocks = &document.blocks;
    let heads = matches!(blocks[at].kind, Kind::Heading { .. });
    let belongs = |block: &usize| match &blocks[*block].kind {
        Kind::Item | Kind::Note | Kind::Table(_) => true,
        Kind::Heading { .. } => false,
        Kind::Paragraph => heads || source[blocks[*block].text.span().range()].contains([':', '：']),
    };
    (at + 1..blocks.len()).take_while(belongs).collect()
}

/// No document gives years to parts of it more often.
const MOST_KEYS: usize = 500;
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
