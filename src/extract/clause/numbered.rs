//! What stands before the first sentence of a block and is no part of it: the number of the paragraph, a short line above it
//! that the layout took for its beginning.

use crate::layout::Kind;
use crate::record::Lang;
use crate::text::Range;
use crate::text::scan::Item;

use super::super::Extractor;
use super::super::making::Here;

impl Extractor<'_> {
    /// １ 計画の目標: a heading whose only value is the number that it begins with.
    pub(super) fn is_only_numbered(&self, here: &Here<'_>, range: &Range) -> bool {
        let reading = &here.read.reading;
        let mut values = reading.inside(range).filter(|&at| matches!(reading.found[at].item, Item::Value(_)));
        let only = values.next().filter(|_| values.next().is_none());
        let heading = here.cell.is_none() && matches!(self.document.blocks[here.block].kind, Kind::Heading { .. });
        heading
            && only.is_some_and(|at| {
                !reading.text(&(range.start..reading.found[at].range.start)).contains(char::is_alphanumeric)
            })
    }

    /// The sentences without the short line above them that the layout took for their beginning: 事業の目的. `labelled` is
    /// whether the first line of the block is one.
    pub(super) fn without_labels(&self, here: &Here<'_>, ranges: &[Range], labelled: bool) -> Vec<Range> {
        let view = &here.read.reading.view;
        let pieces = &self.document.blocks[here.block].text.pieces;
        let mut out = ranges.to_vec();
        if let Some(first) = out.first_mut().filter(|_| here.lang == Lang::Ja) {
            *first = self.without_speaker(here, first.clone());
        }
        for (piece, next) in pieces.iter().zip(pieces.iter().skip(1)) {
            let text = &self.source[piece.span.range()];
            let long = next.span.range().len() > text.len() * MUCH;
            let label = text.trim().chars().count() <= LABEL && !text.trim_end().ends_with(['。', '、', ',', '.']);
            let first = piece.span.start == pieces[0].span.start;
            let label = long && label || first && labelled;
            if here.cell.is_some() || !label {
                continue;
            }
            let starts = |at: usize| view.source(&(at..at + 1)).start >= next.span.start;
            for range in &mut out {
                let mut places = view.text[range.clone()].char_indices().map(|(at, _)| range.start + at);
                let piece_starts = view.source(&(range.start..range.start + 1)).start <= piece.span.end
                    && view.source(&(range.start..range.start + 1)).start >= piece.span.start;
                if range.start < range.end
                    && piece_starts
                    && let Some(at) = places.find(|&at| starts(at))
                {
                    range.start = at;
                }
            }
        }
        out
    }

    /// 32 Climate change will bring storms: the sentences without the number that only counts the paragraph.
    pub(super) fn without_number(&self, here: &Here<'_>, mut ranges: Vec<Range>) -> Vec<Range> {
        let view = &here.read.reading.view;
        let Some(first) = ranges.first_mut().filter(|_| here.cell.is_none() && self.is_counted(here.block)) else {
            return ranges;
        };
        let digits = |c: char| c.is_ascii_digit() || c.is_whitespace();
        let text = &view.text[first.clone()];
        first.start += text.len() - text.trim_start_matches(digits).len();
        ranges
    }

    /// Whether the paragraphs near by are counted, and this is the next of them.
    fn is_counted(&self, block: usize) -> bool {
        let Some(own) = self.running_number(block) else { return false };
        let near = block.saturating_sub(NEAR)..self.document.blocks.len().min(block + NEAR + 1);
        near.filter_map(|at| self.running_number(at).map(|number| (at, number)))
            .any(|(at, number)| at < block && number + 1 == own || at > block && number == own + 1)
    }

    /// The bare number that a paragraph begins with.
    fn running_number(&self, block: usize) -> Option<u32> {
        let block = &self.document.blocks[block];
        let text = self.source[block.text.pieces.first()?.span.range()].trim_start();
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let words = rest.trim_start();
        let letter = words.chars().next().is_some_and(|c| c.is_uppercase() || c == '“' || c == '"');
        let paragraph = matches!(block.kind, Kind::Paragraph | Kind::Item) && words.len() > SHORT;
        let parted = letter && rest.len() > words.len();
        (paragraph && parted).then(|| text[..text.len() - rest.len()].parse().ok()).flatten()
    }
}

/// A line that is a label is no longer than this, in characters, and the next so many times as long.
const LABEL: usize = 14;
const MUCH: usize = 6;
/// Paragraphs are counted where the number before or behind stands no more blocks away.
const NEAR: usize = 6;
/// A counted paragraph is longer than this, in bytes.
const SHORT: usize = 40;
