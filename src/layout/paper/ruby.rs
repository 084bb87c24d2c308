//! Furigana: small kana over the characters whose reading they give.

use crate::chars::{is_hiragana, is_kanji, is_katakana};

use super::lines::Segment;

/// Furigana are at most this large, of the size of their base.
const LARGEST: f32 = 0.65;
/// They end at most this far over the core of their base, in its size.
const FARTHEST: f32 = 0.7;

/// Leaves out the furigana.
pub(super) fn without(segments: Vec<Segment<'_>>) -> Vec<Segment<'_>> {
    let small: Vec<bool> = segments.iter().map(|segment| is_kana(segment) && has_base(segment, &segments)).collect();
    segments.into_iter().zip(small).filter(|(_, small)| !small).map(|(segment, _)| segment).collect()
}

fn is_kana(segment: &Segment<'_>) -> bool {
    segment.inks.iter().all(|ink| ink.text().chars().all(|c| is_hiragana(c) || is_katakana(c) || c == '・'))
}

fn has_base(ruby: &Segment<'_>, segments: &[Segment<'_>]) -> bool {
    let middle = (ruby.core.y0 + ruby.core.y1) / 2.0;
    segments.iter().any(|base| {
        ruby.size <= LARGEST * base.size
            && middle < (base.core.y0 + base.core.y1) / 2.0
            && base.core.y0 - ruby.core.y1 < FARTHEST * base.size
            && base.core.x0 - base.size < ruby.core.x0
            && ruby.core.x1 < base.core.x1 + base.size
            && base
                .inks
                .iter()
                .any(|ink| ink.text().chars().any(is_kanji) && ink.core.x0 < ruby.core.x1 && ruby.core.x0 < ink.core.x1)
    })
}
