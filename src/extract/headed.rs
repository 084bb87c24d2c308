//! Marks of ministries on a line of their own: over the items of a list, or below what they answer for.
//!
//! 【環境省】 over ・基準を定める。 says who does each item. The same set in below an item or a sentence, where the line before
//! was full, is its own mark. The place of the line tells which: above what it heads it is not set in further. Where nothing
//! is set in, the lines near by tell.

use crate::layout::{Block, Kind, Span};
use crate::record::{Form, Lang};
use crate::rules::Class;
use crate::text::scan::{Item, Named};

use super::making::{FoundMeasure, named};
use super::statement::By;
use super::{Extractor, Found, cover, language, name};

/// So many such lines over items show that a list is ordered by who does what.
const HEADS: usize = 2;
/// So many blocks to both sides tell how a document has its marks.
const NEAR: usize = 60;
/// What is to be done takes so many characters.
const LEAST: usize = 8;

/// A line of ministries by itself: whether it stands below a sentence, and over what.
struct Lone {
    at: usize,
    ministries: Vec<Named>,
    /// 【】 or 〔〕 around them: a round bracket tells a source as often.
    square: bool,
    below: bool,
    over: Over,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    Text,
    /// A heading, or the end.
    Nothing,
    Other,
}

/// What a mark belongs to.
enum Of {
    Below(Vec<usize>),
    Above(usize),
}

impl Extractor<'_> {
    /// Makes measures of what stands beside such lines.
    pub(super) fn headed(&mut self) {
        let marks: Vec<Lone> = (0..self.document.blocks.len()).filter_map(|at| self.mark_alone(at)).collect();
        let all: Vec<(&Lone, Of)> =
            marks.iter().filter_map(|mark| Some((mark, self.mark_is_of(mark.at, &marks)?))).collect();
        let heads = all.iter().filter(|(_, of)| matches!(of, Of::Below(_))).count();
        for (mark, of) in all {
            match of {
                Of::Below(_) if heads < HEADS => {}
                Of::Below(items) => items.iter().for_each(|&item| self.headed_item(item, None, &mark.ministries)),
                Of::Above(item) => self.headed_item(item, Some(mark.at), &mark.ministries),
            }
        }
    }

    /// A block that is a mark of known ministries and nothing else.
    fn mark_alone(&self, at: usize) -> Option<Lone> {
        let block = &self.document.blocks[at];
        let raw = &self.source[block.text.span().range()];
        if !matches!(block.kind, Kind::Heading { .. }) || !raw.starts_with(['【', '[', '〔', '(', '（', '《', '＜'])
        {
            return None;
        }
        let read = self.read(&block.text);
        let [found] = read.reading.found.as_slice() else { return None };
        let Item::Ministries(ministries) = &found.item else { return None };
        let whole = read.reading.view.text.trim().len() == found.range.len();
        let nation = self.rules.lexicon().ministries().len();
        let known = ministries.iter().all(|one| one.known.is_some_and(|at| at < nation));
        let blocks = &self.document.blocks;
        let is_text = |at: usize| matches!(blocks[at].kind, Kind::Paragraph | Kind::Item);
        let closed = |above: usize| {
            let text = blocks[above].text.plain(self.source);
            let sentence = crate::chars::ends_sentence(text.trim_end());
            is_text(above) && sentence && !self.rules.sentences.holds(&text, Class::Following)
        };
        let over = match blocks.get(at + 1) {
            None => Over::Nothing,
            Some(_) if is_text(at + 1) => Over::Text,
            Some(below) if matches!(below.kind, Kind::Heading { .. }) => Over::Nothing,
            Some(_) => Over::Other,
        };
        (whole && known).then(|| Lone {
            at,
            ministries: ministries.clone(),
            square: raw.starts_with(['【', '〔']),
            below: at.checked_sub(1).is_some_and(closed),
            over,
        })
    }

    fn mark_is_of(&self, mark: usize, marks: &[Lone]) -> Option<Of> {
        let start = |block: &Block| block.text.span().start as usize;
        let indent = |at: usize| {
            let line = self.source[..at].rsplit('\n').next().unwrap_or_default();
            line.chars().all(char::is_whitespace).then(|| crate::chars::columns(line))
        };
        let blocks = &self.document.blocks;
        let own = indent(start(&blocks[mark]))?;
        let told = |above: &usize| match blocks[*above].kind {
            Kind::Item => true,
            Kind::Paragraph => crate::chars::ends_sentence(blocks[*above].text.plain(self.source).trim_end()),
            _ => false,
        };
        if let Some(above) = mark.checked_sub(1).filter(told) {
            let end = blocks[above].text.span().end as usize;
            let next = self.source[end..start(&blocks[mark])].matches('\n').count() == 1;
            // 《所管省庁：国土交通省》: what a label begins is of the line above, however far in.
            let labelled = self.source[blocks[mark].text.span().range()].contains([':', '：']);
            let set_in = indent(start(&blocks[above])).is_some_and(|above| labelled || above < own);
            if next && (set_in || self.closes_text(mark, marks)) {
                return Some(Of::Above(above));
            }
        }
        let items = (mark + 1..blocks.len()).take_while(|&at| matches!(blocks[at].kind, Kind::Item));
        let items: Vec<usize> = items.collect();
        let first = indent(start(&blocks[*items.first()?]))?;
        (own <= first).then_some(Of::Below(items))
    }

    /// Whether lines of ministries close what they stand under, as told by those near by: all stand below a sentence that
    /// announces no list, some above more text, and some above none. 【警察庁】 over １　犯罪対策 heads it.
    fn closes_text(&self, mark: usize, marks: &[Lone]) -> bool {
        let from = marks.partition_point(|lone| lone.at + NEAR < mark);
        let near = marks[from..marks.partition_point(|lone| lone.at < mark + NEAR)].iter();
        let near: Vec<&Lone> = near.filter(|lone| lone.square).collect();
        near.iter().all(|lone| lone.below)
            && near.iter().any(|lone| lone.over == Over::Text)
            && near.iter().any(|lone| lone.over == Over::Nothing)
    }

    /// One item of those, where it says what is to be done and names nobody itself.
    fn headed_item(&mut self, item: usize, mark: Option<usize>, ministries: &[Named]) {
        let block = &self.document.blocks[item];
        let text = name::clean_text(&block.text.plain(self.source));
        let lang = language(&text);
        let deeds = &self.rules.deeds;
        // Under a mark of its own an item may tell what was done; under a heading of all it must say what is to be.
        let done = mark.is_some() && crate::chars::ends_sentence(&text) && !deeds.is_finding(&text);
        let fits = done || lang == Lang::Ja && deeds.is_to_do(&text);
        let marked = !named(&self.read(&block.text), &(0..usize::MAX)).is_empty();
        if text.chars().count() < LEAST || !fits || marked || deeds.is_said(&text) {
            return;
        }
        let span = block.text.span();
        let span = mark.map_or(span, |mark| cover(span, self.document.blocks[mark].text.span()));
        let known = |found: &Found| matches!(found, Found::Measure(one) if meet(one.span, span));
        if self.out.iter().any(known) {
            return;
        }
        self.out.push(Found::Measure(FoundMeasure {
            text,
            form: Form::Statement,
            ministries: ministries.to_vec(),
            block: item,
            span,
            cell: None,
            by: By::Run,
            lang,
        }));
    }
}

fn meet(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}
