//! Paragraphs that are none: lines, whole pages, lines of two columns that stand side by side.

use std::collections::{BTreeSet, HashMap};

use crate::chars::ends_sentence;
use crate::pdf::{Rect, Role};

use super::super::ink::{Ink, Turn};
use super::super::lines::segments;
use super::cut::{Cut, Entry, Key};
use super::placing::{Placing, bits};

/// What holds more paragraphs, as places tell them apart, is none.
const MOST_PARAGRAPHS: usize = 3;
/// So many paragraphs, and this part of all, go over the white between columns where the tags take no notice of them.
const FEWEST_WIDE: usize = 3;
const WIDE: f32 = 0.1;

/// Puts paragraphs together that are lines of one: places join them, and no sentence ends between.
pub(super) fn without_lines<'p>(entries: Vec<Entry<'p>>, cut: &Cut<'_, 'p>) -> Vec<Entry<'p>> {
    let mut out: Vec<Entry<'p>> = Vec::new();
    for entry in entries {
        if let Some(above) = out.last_mut()
            && let (Key::Told(one), Key::Told(other)) = (above.key, entry.key)
            && [one, other].iter().all(|&at| cut.tagged.role(at) == Role::Paragraph)
            && let (Some(last), Some(first)) = (above.last(), entry.first())
            && let (Some((block, at)), Some((next, then))) = (cut.placed.get(last), cut.placed.get(first))
            && block == next
            && at + 1 == then
            && !ends_sentence(last.text())
        {
            above.inks.extend(entry.inks);
        } else {
            out.push(entry);
        }
    }
    out
}

/// Takes for no paragraph what holds several that places tell apart.
pub(super) fn without_pages(entries: &mut [Entry<'_>], placed: &Placing) {
    let mut all: HashMap<usize, usize> = HashMap::new();
    placed.glyphs.values().for_each(|(block, _)| *all.entry(*block).or_default() += 1);
    for entry in entries {
        let Key::Told(element) = entry.key else { continue };
        let mut own: HashMap<usize, usize> = HashMap::new();
        entry.inks.iter().filter_map(|ink| placed.get(ink)).for_each(|(block, _)| *own.entry(block).or_default() += 1);
        let whole = own.iter().filter(|(block, count)| all.get(block).is_some_and(|all| all <= count)).count();
        if whole > MOST_PARAGRAPHS {
            entry.key = Key::Run(element);
        }
    }
}

/// Whether paragraphs go over the white between columns: lines that stand side by side, taken for one.
pub(super) fn are_wide(entries: &[Entry<'_>], inks: &[Ink<'_>], cut: &Cut<'_, '_>) -> bool {
    let upright = inks.iter().filter(|ink| Turn::of(ink.glyph) == cut.tagged.turn).copied().collect();
    let pieces = segments(upright, true);
    let piece: HashMap<[u32; 4], usize> =
        (0..).zip(&pieces).flat_map(|(n, piece)| piece.inks.iter().map(move |ink| (bits(ink.glyph.rect), n))).collect();
    let (mut all, mut wide) = (0, 0);
    for entry in entries {
        if !matches!(entry.key, Key::Told(element) if cut.tagged.role(element) != Role::Item) {
            continue;
        }
        let own: BTreeSet<usize> =
            entry.inks.iter().filter_map(|ink| piece.get(&bits(ink.glyph.rect))).copied().collect();
        let mut cores: Vec<Rect> = own.into_iter().map(|n| pieces[n].core).collect();
        cores.sort_by(|a, b| a.y0.total_cmp(&b.y0));
        let beside = |pair: &[Rect]| pair[1].y0 < pair[0].center().1 && pair[0].y0 < pair[1].center().1;
        all += 1;
        wide += usize::from(cores.windows(2).any(beside));
    }
    wide >= FEWEST_WIDE && wide as f32 > WIDE * all as f32
}
