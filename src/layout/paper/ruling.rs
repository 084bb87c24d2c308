//! Ruling lines as drawn into straight lines: dashes and the sides of cells put together.

use crate::pdf::Rect;

/// Lines nearer than this are one, in points: double rules, cells drawn one by one.
pub(super) const NEAR: f32 = 2.6;
/// Dashes are at most this far apart, in points.
const DASH_GAP: f32 = 4.0;
/// What is shorter is no ruling line, in points.
const SHORTEST: f32 = 4.0;
/// A piece as long as wide is a dot of a dotted line, in points.
const DOT: f32 = 3.0;
/// More lines than this on a page are a drawing: only the long ones are looked at.
const MANY: usize = 4000;
const LONG: f32 = 24.0;

/// A straight line: at `at` across, from `from` to `to` along.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// The horizontal and the vertical lines of a page.
#[derive(Debug, Default)]
pub(super) struct Ruling {
    pub across: Vec<Line>,
    pub down: Vec<Line>,
}

impl Ruling {
    pub fn of(rects: impl Iterator<Item = Rect>) -> Self {
        let (mut across, mut down) = (Vec::new(), Vec::new());
        for rect in rects {
            let (width, height) = (rect.width(), rect.height());
            let dot = width.max(height) < DOT;
            if width >= height || dot {
                across.push(Line { at: (rect.y0 + rect.y1) / 2.0, from: rect.x0, to: rect.x1 });
            }
            if height > width || dot {
                down.push(Line { at: (rect.x0 + rect.x1) / 2.0, from: rect.y0, to: rect.y1 });
            }
        }
        Self { across: joined(across), down: joined(down) }
    }
}

/// Joins pieces that stand in one line, and leaves out what stays too short.
fn joined(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        // One band of nearly the same place across.
        let mut end = start + 1;
        while end < lines.len() && lines[end].at - lines[end - 1].at < 0.6 {
            end += 1;
        }
        let band = &mut lines[start..end];
        band.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open = band[0];
        for line in &band[1..] {
            if line.from <= open.to + DASH_GAP {
                open.to = open.to.max(line.to);
            } else {
                out.push(open);
                open = *line;
            }
        }
        out.push(open);
        start = end;
    }
    out.retain(|line| line.to - line.from >= SHORTEST);
    if out.len() > MANY {
        out.retain(|line| line.to - line.from >= LONG);
    }
    out
}
