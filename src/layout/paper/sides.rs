//! What is read across though it stands in columns: labels beside their texts, cards in rows.

use super::order::{Gap, Strip, column_of, is_line};

/// The text beside labels has this many times their lines.
const MORE: usize = 2;
/// A text begins where the white above it is wider than between its lines by this.
const APART: f32 = 1.25;
/// A frame is the head of one that is so many times as high.
const HEAD: f32 = 2.0;
/// A label's line stands as high as the first line of its text, in its height.
const LEVEL: f32 = 0.7;

/// The strips with which each label and the text beside it begin, where the left one of two columns
/// holds labels; none where it is text.
pub(super) fn labels(strips: &[Strip<'_>], gutters: &[Gap]) -> Option<Vec<usize>> {
    if gutters.len() != 1 {
        return None;
    }
    let column = |strip: &Strip<'_>, which: usize| -> Option<(f32, f32)> {
        let of = strip.iter().filter(|item| column_of(item.rect(), gutters) == which);
        of.map(|item| (item.rect().y0, item.rect().y1)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    };
    let texts: Vec<(usize, (f32, f32))> =
        strips.iter().enumerate().filter_map(|(at, strip)| Some((at, column(strip, 1)?))).collect();
    let named: Vec<(usize, (f32, f32))> =
        strips.iter().enumerate().filter_map(|(at, strip)| Some((at, column(strip, 0)?))).collect();
    if named.len() < 2 || texts.len() < MORE * named.len() {
        return None;
    }
    let mut steps: Vec<f32> = texts.windows(2).map(|pair| middle(pair[1].1) - middle(pair[0].1)).collect();
    let third = steps.len() / 3;
    let pitch = *steps.select_nth_unstable_by(third, f32::total_cmp).1;
    let begins = |at: usize| {
        let text = texts.iter().position(|(strip, _)| *strip == at)?;
        Some(text == 0 || middle(texts[text].1) - middle(texts[text - 1].1) > APART * pitch)
    };
    let mut starts = Vec::new();
    for (n, &(at, label)) in named.iter().enumerate() {
        let text = column(&strips[at], 1);
        let level = text.is_some_and(|text| (middle(text) - middle(label)).abs() < LEVEL * (label.1 - label.0));
        if level && begins(at) == Some(true) {
            starts.push(at);
        } else if n == 0 || middle(label) - middle(named[n - 1].1) > APART * pitch {
            return None;
        }
    }
    (starts.len() > 1 && starts[0] == 0).then_some(starts)
}

fn middle((y0, y1): (f32, f32)) -> f32 {
    (y0 + y1) / 2.0
}

/// The strips with which rows of cards begin, or of labels and cards: in each strip a frame, and in each column one
/// frame or text. Low frames over higher ones are their heads.
pub(super) fn cards(strips: &[Strip<'_>], gutters: &[Gap]) -> Option<Vec<usize>> {
    let rows = strips.iter().enumerate().all(|(at, strip)| is_row(strip, gutters) || at == 0 && is_line(strip));
    if strips.len() < 2 || !rows || !strips.iter().any(|strip| is_row(strip, gutters)) {
        return None;
    }
    let height = |strip: &Strip<'_>, choose: fn(f32, f32) -> f32| {
        strip.iter().map(|item| item.rect().height()).reduce(choose).unwrap_or(0.0)
    };
    let is_head = |pair: &[Strip<'_>]| {
        pair[1].iter().all(|item| !item.is_text()) && height(&pair[0], f32::max) * HEAD < height(&pair[1], f32::min)
    };
    let heads: Vec<bool> = (0..strips.len()).map(|at| at + 1 < strips.len() && is_head(&strips[at..at + 2])).collect();
    // Heads over several rows are those of a matrix, which is read across.
    let over_one = |at: usize| heads[at] && (at + 2 >= strips.len() || heads[at + 2]);
    Some((0..strips.len()).filter(|&at| at == 0 || !over_one(at - 1)).collect())
}

fn is_row(strip: &Strip<'_>, gutters: &[Gap]) -> bool {
    let columns = 0..=gutters.len();
    let all_one = columns.into_iter().all(|column| {
        let own = || strip.iter().filter(|item| column_of(item.rect(), gutters) == column);
        own().count() < 2 || own().all(|item| item.is_text())
    });
    all_one && strip.iter().any(|item| !item.is_text())
}
