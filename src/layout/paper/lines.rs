//! Glyphs into pieces of line: runs of characters with no wide gap between them.
//!
//! The order in which a page draws its glyphs makes runs cheap to find; where a line is
//! drawn in bits, the bits are put together by their places.

use std::collections::BTreeMap;

use crate::chars::{is_hiragana, is_kanji, is_katakana};
use crate::pdf::Rect;

use super::gutters::{self, Gutter};
use super::ink::{Ink, Space};
use super::placed::{Placed, both_japanese, clings};
use super::raised::raised;

/// A wider gap than this, in sizes, parts two pieces of a line.
const WIDE_GAP: f32 = 1.5;
/// A gap between Japanese characters from which on it is no typesetting, in sizes.
const REAL_GAP: f32 = 0.85;
/// A space that was drawn parts Japanese words where it is as wide as a space is, in sizes.
const DRAWN_GAP: f32 = 0.35;
/// Characters spread over a field stand at most this far apart, in sizes.
const WIDEST_SPREAD: f32 = 6.0;

/// A piece of a line.
#[derive(Debug, Clone)]
pub(super) struct Segment<'p> {
    pub inks: Vec<Ink<'p>>,
    /// The cores of all its glyphs.
    pub core: Rect,
    /// The size of most of its glyphs.
    pub size: f32,
    /// Single characters spread over a field: 基 準 値.
    spread: bool,
}

impl<'p> Segment<'p> {
    fn new(inks: Vec<Ink<'p>>) -> Option<Self> {
        let first = inks.first()?;
        let core = inks.iter().fold(first.core, |all, ink| all.union(ink.core));
        let mut sizes: Vec<f32> = inks.iter().map(|ink| ink.size).collect();
        let middle = sizes.len() / 2;
        let size = *sizes.select_nth_unstable_by(middle, f32::total_cmp).1;
        Some(Self { inks, core, size, spread: false })
    }

    /// The text, with the spaces that mean something.
    pub fn placed(&self) -> Placed {
        let mut out = Placed::default();
        let track = self.tracking();
        let spread = self.spread || self.is_spread();
        for (at, ink) in self.inks.iter().enumerate() {
            if let Some(sign) = raised(&self.inks[..=at], self.size, &out.text) {
                out.glyph(sign, ink.page, ink.glyph.rect);
                continue;
            }
            if at > 0 && !spread {
                match gap(&self.inks[at - 1], ink, track) {
                    Space::None => {}
                    Space::Narrow => out.push(" "),
                    Space::Wide => out.push("\u{3000}"),
                }
            }
            out.glyph(ink.text(), ink.page, ink.glyph.rect);
        }
        out
    }

    /// How far apart the line's characters are set throughout, in points.
    fn tracking(&self) -> f32 {
        let mut gaps: Vec<f32> = self
            .inks
            .windows(2)
            .filter(|pair| both_japanese(pair[0].text(), pair[1].text()))
            .map(|pair| pair[1].core.x0 - pair[0].core.x1)
            .collect();
        if gaps.len() < 4 {
            return 0.0;
        }
        let middle = gaps.len() / 2;
        gaps.select_nth_unstable_by(middle, f32::total_cmp).1.max(0.0)
    }

    /// Few single characters with the same real gap between all.
    fn is_spread(&self) -> bool {
        (2..=6).contains(&self.inks.len())
            && self.inks.iter().all(|ink| is_word_character(ink.text()))
            && even_gaps(self.inks.iter().map(|ink| ink.core), self.size)
    }

    /// The width of what cannot be parted at the start: a character, or a Latin word with its
    /// brackets, as (R10).
    pub fn first_unit(&self) -> f32 {
        let mut end = self.inks.first().map_or(0.0, |ink| ink.core.x1);
        for pair in self.inks.windows(2) {
            let next = pair[1].text().chars().next().unwrap_or(' ');
            let latin = |text: &str| text.chars().all(|c| c.is_ascii_graphic());
            let word = latin(pair[0].text()) && latin(pair[1].text()) && pair[1].before == Space::None;
            if !(word || clings(next)) {
                break;
            }
            end = pair[1].core.x1;
        }
        end - self.core.x0
    }
}

fn is_word_character(text: &str) -> bool {
    let mut chars = text.chars();
    let one = chars.next().is_some_and(|c| is_kanji(c) || is_hiragana(c) || is_katakana(c));
    one && chars.next().is_none()
}

fn even_gaps(rects: impl Iterator<Item = Rect> + Clone, size: f32) -> bool {
    let gaps = rects.clone().zip(rects.skip(1)).map(|(a, b)| b.x0 - a.x1);
    let (low, high) = gaps.fold((f32::MAX, f32::MIN), |(low, high), gap| (low.min(gap), high.max(gap)));
    low > REAL_GAP * size && high - low < 0.3 * size && high < WIDEST_SPREAD * size
}

/// The space that stands between two neighbours of a line.
fn gap(before: &Ink<'_>, after: &Ink<'_>, track: f32) -> Space {
    let em = before.size.max(after.size);
    let gap = (after.core.x0 - before.core.x1) / em;
    // ４．９ 達成すべき: a space behind a number was put there on purpose.
    let number = before.text().ends_with(|c: char| matches!(c, '０'..='９')) && after.before != Space::None;
    if both_japanese(before.text(), after.text()) && !number {
        let gap = gap - track / em;
        return match after.before {
            Space::Wide if gap > 0.7 => Space::Wide,
            Space::Narrow | Space::Wide if gap > DRAWN_GAP => Space::Narrow,
            _ if gap > REAL_GAP => Space::Narrow,
            _ => Space::None,
        };
    }
    match after.before {
        Space::Wide if gap > 0.5 => Space::Wide,
        Space::Narrow | Space::Wide if gap > 0.05 => Space::Narrow,
        _ if gap > 0.22 && before.text().is_ascii() && after.text().is_ascii() => Space::Narrow,
        _ if gap > 0.6 => Space::Narrow,
        _ => Space::None,
    }
}

/// The pieces of line that the glyphs make, in no order; in `columns`, where there are any.
pub(super) fn segments(inks: Vec<Ink<'_>>, columns: bool) -> Vec<Segment<'_>> {
    if !columns {
        return gather(merge(runs(inks, WIDE_GAP), WIDE_GAP, &[]));
    }
    let pieces = merge(runs(inks, gutters::NARROWEST), gutters::NARROWEST, &[]);
    let gutters = gutters::gutters(&pieces);
    let mut segments = gather(merge(pieces, WIDE_GAP, &gutters));
    for segment in &mut segments {
        segment.core = gutters.iter().fold(segment.core, |core, gutter| gutter.clip(core));
    }
    segments
}

/// Glyphs drawn one after the other along a line. White space is noted, not kept.
fn runs(inks: Vec<Ink<'_>>, wide: f32) -> Vec<Segment<'_>> {
    let mut runs: Vec<Vec<Ink<'_>>> = Vec::new();
    let mut space = Space::None;
    for mut ink in inks {
        if ink.text().trim().is_empty() {
            space = if ink.text().contains('\u{3000}') || space == Space::Wide { Space::Wide } else { Space::Narrow };
            continue;
        }
        ink.before = std::mem::take(&mut space);
        if let Some(run) = runs.last_mut()
            && let Some(last) = run.last()
            && (last.core.y0 + last.core.y1 - ink.core.y0 - ink.core.y1).abs() < 0.3 * last.size.min(ink.size)
            && (-0.6..wide).contains(&((ink.core.x0 - last.core.x1) / last.size.max(ink.size)))
            && ink.core.x0 > last.core.x0 - 0.05 * last.size
        {
            run.push(ink);
        } else {
            runs.push(vec![ink]);
        }
    }
    runs.into_iter().filter_map(Segment::new).collect()
}

/// Puts together the runs that stand in one line without a wide gap or a gutter.
fn merge<'p>(mut runs: Vec<Segment<'p>>, wide: f32, gutters: &[Gutter]) -> Vec<Segment<'p>> {
    runs.sort_by(|a, b| {
        (a.core.y0 + a.core.y1).total_cmp(&(b.core.y0 + b.core.y1)).then(a.core.x0.total_cmp(&b.core.x0))
    });
    let tallest = runs.iter().map(|run| run.size).fold(0.0, f32::max);
    let mut sets = Sets::new(runs.len());
    for (at, a) in runs.iter().enumerate() {
        for (other, b) in runs.iter().enumerate().skip(at + 1) {
            if (b.core.y0 + b.core.y1 - a.core.y0 - a.core.y1) / 2.0 > tallest * 0.5 {
                break;
            }
            if belong(a, b, wide) && !gutters.iter().any(|gutter| gutter.parts(a.core, b.core)) {
                sets.join(at, other);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<Segment<'_>>> = BTreeMap::new();
    for (at, run) in runs.into_iter().enumerate() {
        groups.entry(sets.root(at)).or_default().push(run);
    }
    groups
        .into_values()
        .filter_map(|mut group| {
            if group.len() == 1 {
                return group.pop();
            }
            group.sort_by(|a, b| a.core.x0.total_cmp(&b.core.x0));
            let apart = group.windows(2).all(|pair| pair[1].core.x0 > pair[0].core.x1 - 0.3 * pair[0].size);
            let mut inks: Vec<Ink<'_>> = group.into_iter().flat_map(|run| run.inks).collect();
            if !apart {
                inks.sort_by(|a, b| (a.core.x0 + a.core.x1).total_cmp(&(b.core.x0 + b.core.x1)));
            }
            Segment::new(inks)
        })
        .collect()
}

fn belong(a: &Segment<'_>, b: &Segment<'_>, wide: f32) -> bool {
    let overlap = a.core.y1.min(b.core.y1) - a.core.y0.max(b.core.y0);
    let low = a.core.height().min(b.core.height());
    let gap = a.core.x0.max(b.core.x0) - a.core.x1.min(b.core.x1);
    let em = a.size.max(b.size);
    let share = if gap < -0.5 * em { 0.75 } else { 0.5 };
    overlap > share * low && gap < wide * em.min(2.0 * a.size.min(b.size))
}

/// Ends a chain of single characters: one segment where their gaps are even, else each its own.
fn flush<'a>(chain: &mut Vec<Segment<'a>>, out: &mut Vec<Segment<'a>>) {
    let size = chain.first().map_or(0.0, |first| first.size);
    if chain.len() > 1 && even_gaps(chain.iter().map(|one| one.core), size) {
        let merged = Segment::new(chain.drain(..).flat_map(|one| one.inks).collect());
        out.extend(merged.map(|merged| Segment { spread: true, ..merged }));
    } else {
        out.append(chain);
    }
}

/// Puts single characters that are spread over a field together.
fn gather(mut segments: Vec<Segment<'_>>) -> Vec<Segment<'_>> {
    let single = |segment: &Segment<'_>| segment.inks.len() == 1 && is_word_character(segment.inks[0].text());
    segments.sort_by(|a, b| a.core.y0.total_cmp(&b.core.y0).then(a.core.x0.total_cmp(&b.core.x0)));
    let mut out: Vec<Segment<'_>> = Vec::with_capacity(segments.len());
    let mut chain: Vec<Segment<'_>> = Vec::new();
    for segment in segments {
        let joins = single(&segment)
            && chain.last().is_some_and(|last| {
                (last.core.y0 - segment.core.y0).abs() < 0.1 * segment.size
                    && (last.size - segment.size).abs() < 0.1 * segment.size
            });
        if !joins {
            flush(&mut chain, &mut out);
        }
        if single(&segment) {
            chain.push(segment);
        } else {
            out.push(segment);
        }
    }
    flush(&mut chain, &mut out);
    out
}

/// Disjoint sets of indices.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    pub fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// The smaller index stands for both.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
