//! What stands above a list and holds for its items: `2030 targets:`, ◆ 目標, 令和12年度の目標.

use std::rc::Rc;

use crate::chars::{is_hiragana, is_kanji, is_katakana};
use crate::layout::{Join, Kind, Span};
use crate::record::Lang;
use crate::rules::Class;
use crate::text::Range;
use crate::text::scan::Item;

use super::super::making::Here;
use super::super::prose::sentences;
use super::super::statement::Dated;
use super::super::{Extractor, Read, has_number, language};
use super::en;

/// A block that breaks off is no shorter than this, in characters, and goes on over no more blocks.
const BROKEN: usize = 20;
const BLOCKS: usize = 4;
/// An English line so long was full.
const FULL: usize = 60;

/// What a line above a list says of the items.
#[derive(Debug, Clone)]
pub(in super::super) struct Lead {
    /// The year of targets that have none.
    pub dated: Option<Dated>,
    /// It calls them goals.
    pub goals: bool,
    /// They tell how things will be: We will have succeeded when:.
    pub(super) pictured: bool,
    /// A sentence that each item ends: The Plan will:.
    pub(super) opening: Rc<[en::Word]>,
}

impl Lead {
    /// One that calls the items goals, of a year.
    pub(in super::super) fn of_goals(dated: Option<Dated>) -> Self {
        Self { dated, goals: true, pictured: false, opening: Rc::default() }
    }
}

/// A line of a list without marks is no longer than this, in characters.
const AIM: usize = 240;
/// A sentence has no fewer words than this.
const WORDS: usize = 6;
/// A list without marks has no more lines.
const LINES: usize = 24;
/// A lead is no longer than this, in characters.
const LONGEST: usize = 40;

impl Extractor<'_> {
    /// Reads the sentences of a block; one that breaks off goes on in the next, however the lines were wrapped.
    pub(in super::super) fn read_on(&mut self, here: &Here<'_>) {
        let block = here.block;
        let mut text = self.document.blocks[block].text.clone();
        let own = text.span().end;
        let mut last = block;
        while last < block + BLOCKS && self.breaks_off(last, here.lang) {
            last += 1;
            text.append(self.document.blocks[last].text.clone(), Join::Wrap);
        }
        let longer = (last > block).then(|| self.read(&text));
        let read = longer.as_ref().unwrap_or(here.read);
        let view = &read.reading.view;
        let start = |range: &Range| view.source(range).start;
        let mut ranges = sentences(&view.text);
        ranges.retain(|range| !range.is_empty() && start(range) >= self.read_to && start(range) < own);
        if let Some(end) = ranges.last().map(|range| view.source(range).end).filter(|&end| end > own) {
            self.read_to = end;
        }
        let here = Here { read, ..*here };
        self.clauses(&here, &ranges);
    }

    /// Whether a block without a number goes on to one, so that the sentence must be read from here.
    pub(in super::super) fn leads_on(&self, at: usize) -> bool {
        let blocks = self.document.blocks.iter().skip(at + 1).take(BLOCKS - 1);
        let mut near = blocks.take_while(|block| matches!(block.kind, Kind::Paragraph));
        let number = near.any(|block| has_number(&self.source[block.text.span().range()], self.rules.lexicon()));
        number && {
            let text = self.document.blocks[at].text.plain(self.source);
            self.breaks_off(at, language(&text))
        }
    }

    /// Whether a sentence of a block goes on in the next one.
    pub(in super::super) fn breaks_off(&self, at: usize, lang: Lang) -> bool {
        let blocks = &self.document.blocks;
        let Some(next) = blocks.get(at + 1).filter(|next| matches!(next.kind, Kind::Paragraph)) else { return false };
        // 4 :: RENEWABLE ENERGY Increase … to 5% of: a numbered line takes the sentence under it along.
        let numbered = lang == Lang::En && matches!(blocks[at].kind, Kind::Heading { .. });
        if !numbered && !matches!(blocks[at].kind, Kind::Paragraph | Kind::Item) {
            return false;
        }
        let (text, rest) = (blocks[at].text.plain(self.source), next.text.plain(self.source));
        let (text, rest) = (text.trim_end(), rest.trim_start());
        // **Measure 2.5 – Employment**: a bold line is a title of its own.
        if is_bold(self.source, blocks[at].text.span()) {
            return false;
        }
        let long = text.chars().count() >= BROKEN;
        match lang {
            Lang::Ja => {
                let open = text.ends_with(|c: char| {
                    is_kanji(c) || is_hiragana(c) || is_katakana(c) || c.is_numeric() || c == '、'
                });
                let goes_on = rest.starts_with(|c: char| {
                    is_kanji(c) || is_hiragana(c) || is_katakana(c) || c.is_numeric() || c == '（'
                });
                // ・…を100％とする: an item without a full stop is whole, unless it asks for more.
                let item = matches!(blocks[at].kind, Kind::Item);
                let broken = text.ends_with(is_katakana) && rest.starts_with(is_katakana);
                let whole = item && !text.contains('。') && !broken && !crate::chars::asks_for_more(text);
                long && open && goes_on && !whole && rest.contains('。') && text.contains(is_hiragana)
            }
            Lang::En => {
                let open = text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '%' | '-'));
                // 2030 targets: begins something new.
                let heads = rest.lines().next().is_some_and(|line| line.trim_end().ends_with(':'));
                // A small letter goes on with what stands before, however narrow the column.
                let small = rest.starts_with(char::is_lowercase) && text.contains(' ');
                let number = rest.starts_with(|c: char| c.is_ascii_digit())
                    && (rest.contains(['.', ';']) || text.chars().count() >= FULL);
                // … the geographic boundary of / Chatham County, a goal to reduce / Charleston’s emissions
                let mut words = text.rsplit(char::is_whitespace);
                let (word, before) = (words.next().unwrap_or_default(), words.next());
                let hanging = |word: &str| self.rules.sentences.is(word, Class::EnHanging);
                let infinitive = before == Some("to") && word.chars().all(char::is_lowercase);
                let hangs = (hanging(word) || infinitive) && !numbered;
                let full = text.chars().count() >= FULL;
                long && open && !heads && (small || number && (!numbered || full) || hangs)
            }
        }
    }

    /// The lead of the list that a block is an item of, or of the paragraph right under a heading.
    pub(super) fn lead(&mut self, block: usize) -> Option<Lead> {
        let above = self.above_list(block)?;
        let is_item = |at: usize| matches!(self.document.blocks[at].kind, Kind::Item);
        let listed = |at: usize| self.is_listed(at);
        let heads = matches!(self.document.blocks[above].kind, Kind::Heading { .. });
        let marked = is_item(block) || self.is_sentence_of_list(block) || heads || self.is_aim(block);
        // By 2030: / Construction of a plant / Divert 30% of the waste
        let opens = |at: usize| self.document.blocks[at].text.plain(self.source).trim_end().ends_with(':');
        let line = |at: usize| listed(at) || self.is_line(at) && !opens(at);
        let opened = || {
            let above = (0..block).rev().take(LINES).find(|&at| !line(at))?;
            (self.is_line(block) && opens(above)).then_some(above)
        };
        let above = if marked { above } else { opened()? };
        if let Some((at, lead)) = &self.lead
            && *at == above
        {
            return lead.clone();
        }
        let lead = self.lead_of(above).or_else(|| self.lead_around(block, above));
        self.lead = Some((above, lead.clone()));
        lead
    }

    /// Basic targets (by 2025) / (2) Inbound tourism / • Consumption per visitor: …: what an English heading around the one above
    /// an item with a label says. A sentence has its own words for that.
    fn lead_around(&self, block: usize, above: usize) -> Option<Lead> {
        let text = self.document.blocks[block].text.plain(self.source);
        let labelled = text.contains(": ") && !text.trim_end().ends_with('.');
        let item = labelled && matches!(self.document.blocks[block].kind, Kind::Item);
        let heading = matches!(self.document.blocks[above].kind, Kind::Heading { .. });
        let section = self.document.section(block);
        let around = section.iter().rev().filter(|&&at| at != above && item && heading).copied();
        let english = |at: &usize| language(&self.document.blocks[*at].text.plain(self.source)) == Lang::En;
        around.filter(english).find_map(|at| self.lead_of(at).filter(|lead| lead.goals))
    }

    /// The block above the list that a block stands in. A list may have any number of items: what was found for the one
    /// before holds on.
    fn above_list(&mut self, block: usize) -> Option<usize> {
        let (known, before) = self.above.filter(|&(known, _)| known <= block).unwrap_or((0, None));
        let ends = |&at: &usize| !self.is_listed(at) || self.reads_as_lead(at);
        let above = (known..block).rev().find(ends).or(before);
        self.above = Some((block, above));
        above
    }

    /// Whether a block is an item, whatever marks it so.
    fn is_listed(&self, at: usize) -> bool {
        matches!(self.document.blocks[at].kind, Kind::Item) || self.is_aim(at) || self.is_sentence_of_list(at)
    }

    /// Construction of a 10 MW plant: a short paragraph in English without a stop.
    fn is_line(&self, at: usize) -> bool {
        let block = &self.document.blocks[at];
        if !matches!(block.kind, Kind::Paragraph) {
            return false;
        }
        let text = block.text.plain(self.source);
        let text = text.trim();
        text.chars().count() <= AIM
            && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !text.ends_with(['.', '。'])
            && language(text) == Lang::En
    }

    /// To increase the share of women from 22% to 30%: a line of a list without marks, under its heading, in print as large
    /// perhaps as that of one.
    fn is_aim(&self, at: usize) -> bool {
        let block = &self.document.blocks[at];
        if !matches!(block.kind, Kind::Paragraph | Kind::Heading { .. }) {
            return false;
        }
        let text = block.text.plain(self.source);
        let text = text.trim_start_matches('#').trim();
        let leads = text.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("to"));
        leads && text.chars().count() <= AIM && !text.ends_with(['.', ':'])
    }

    /// (a) 95 percent of residents will hold …;: an English heading that is a whole sentence.
    fn is_sentence_of_list(&self, at: usize) -> bool {
        let block = &self.document.blocks[at];
        if !matches!(block.kind, Kind::Heading { .. }) {
            return false;
        }
        let text = block.text.plain(self.source);
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || c.is_numeric() && !c.is_ascii_digit());
        let text = text.strip_suffix("and").map_or(text, str::trim_end);
        // ■ 26% of the workforce would benefit: what is marked needs no stop.
        let marked = text.starts_with(|c: char| !c.is_alphanumeric() && !c.is_ascii());
        let ends = marked || text.ends_with(['.', ';', ',']);
        ends && text.split_whitespace().count() >= WORDS && language(text) == Lang::En
    }

    /// Whether an item is a line without values that ends in a colon: ◆ 目標, - 2030 targets:.
    fn reads_as_lead(&self, at: usize) -> bool {
        let text = self.document.blocks[at].text.plain(self.source);
        let text = text.trim();
        let short = text.chars().count() <= LONGEST;
        short && (text.ends_with([':', '：']) || self.is_goal_word(text))
    }

    fn is_goal_word(&self, text: &str) -> bool {
        let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.rules.sentences.is(bare, Class::GoalNoun)
    }

    fn lead_of(&self, at: usize) -> Option<Lead> {
        let block = &self.document.blocks[at];
        let plain = block.text.plain(self.source);
        let data = &self.rules.sentences;
        let opens = plain.trim_end().ends_with([':', '：']);
        let points = opens || data.holds(&plain, Class::Following);
        // The Government's ambition is that / 5,000 places are funded
        let unended = plain.trim_end().ends_with(char::is_alphabetic) && language(&plain) == Lang::En;
        let points = points || unended;
        if block.table().is_some() || plain.trim().chars().count() > LONGEST && !points {
            return None;
        }
        let read = self.read(&block.text);
        // 戦略の目標のうち、2030年を目標年次とするものは、次のとおりである。
        let whole = 0..read.reading.view.text.len();
        let long = plain.trim().chars().count() > LONGEST;
        let range = if long { sentences(&read.reading.view.text).pop()? } else { whole };
        let text = &read.reading.view.text[range.clone()];
        if long && !opens && !unended && !data.holds(text, Class::Following) {
            return None;
        }
        self.lead_said(&read, range, opens, long && unended)
    }

    /// The sentences of a cell, parted where one of them leads: 2030 targets: over a list.
    pub(in super::super) fn led(&self, read: &Read, ranges: &[Range]) -> Vec<(Option<Lead>, Vec<Range>)> {
        let mut out: Vec<(Option<Lead>, Vec<Range>)> = vec![(None, Vec::new())];
        for range in ranges {
            let mut rest = range.clone();
            while !rest.is_empty() {
                let text = &read.reading.view.text[rest.clone()];
                let line = text.find('\n').unwrap_or(text.len());
                let head = text[..line].trim_end();
                let short = head.chars().count() <= LONGEST && head.ends_with([':', '：']);
                let range = rest.start..rest.start + head.len();
                let lead = short.then(|| self.lead_said(read, range, true, false)).flatten();
                let Some(lead) = lead.filter(|lead| lead.dated.is_some()) else { break };
                out.push((Some(lead), Vec::new()));
                rest.start = (rest.start + line + 1).min(rest.end);
            }
            if !rest.is_empty() {
                out.last_mut().into_iter().for_each(|(_, own)| own.push(rest.clone()));
            }
        }
        out
    }

    /// What a sentence that opens a list says of the items.
    fn lead_said(&self, read: &Read, range: Range, opens: bool, broken: bool) -> Option<Lead> {
        let data = &self.rules.sentences;
        let text = &read.reading.view.text[range.clone()];
        let goal = match language(text) {
            Lang::Ja => data.holds(text, Class::GoalNoun),
            Lang::En if broken => false,
            Lang::En => {
                en::speaks_of_goals(&read.reading, &range, data)
                    || opens && en::sets_a_date(&read.reading, &range, data)
            }
        };
        let inside: Vec<_> = read.reading.inside(&range).map(|at| &read.reading.found[at]).collect();
        let mut periods = inside.iter().filter_map(|found| match found.item {
            Item::Period(period) => Some(Dated { period, span: read.reading.view.source(&found.range), cell: None }),
            _ => None,
        });
        let (first, second) = (periods.next(), periods.next());
        let values = inside.iter().any(|found| matches!(&found.item, Item::Value(value) if !value.bare));
        let pictured = data.holds(&text.to_lowercase(), Class::EnSuccess);
        let opening = match language(text) {
            Lang::En if !pictured => en::opening(&read.reading, &range, data),
            _ => Vec::new(),
        };
        let goal = goal || pictured;
        let dated = first.filter(|_| second.is_none());
        (!values && (goal || !opening.is_empty())).then_some(Lead {
            dated,
            goals: goal,
            pictured,
            opening: opening.into(),
        })
    }
}

/// Whether all of a text stands between the marks of bold print.
fn is_bold(source: &str, span: Span) -> bool {
    let line = &source[span.range()];
    let (before, behind) = (&source[..span.start as usize], &source[span.end as usize..]);
    let opens = line.starts_with("**") || before.ends_with("**");
    opens && (line.ends_with("**") || behind.starts_with("**"))
}
