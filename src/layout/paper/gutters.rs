//! Narrow gutters: white that stands at the same place in many lines of running text.
//!
//! Columns of running text stand one character apart and less, as two words of a line do: no
//! width tells them from each other. What does is that no line crosses the white, line after line,
//! and that those on its right begin below each other.

use crate::pdf::Rect;

use super::lines::Segment;

/// White narrower than this parts no columns, in sizes.
pub(super) const NARROWEST: f32 = 0.5;
/// Fewer lines that leave the same white may do so by chance.
const FEWEST: usize = 4;
/// Half of the pieces of line at a gutter are at least so wide, in sizes: running text.
const TEXT: f32 = 7.0;
/// Names and what is said of each stand in so many lines, and are at least so wide, in sizes: no marks of a list.
const FIELDS: usize = 5;
const NAME: f32 = 4.0;
const WORD: f32 = 2.0;
/// Lines begin below each other within this, in sizes.
const BELOW: f32 = 0.3;
/// More pieces of line are a drawing.
const MOST: usize = 4_000;
/// Lines that were not justified end so far in a gutter, in sizes.
const LOOSE: f32 = 0.2;
/// The next line of a column stands no further off, in sizes.
const NEXT: f32 = 3.0;
/// Lines at a gutter stand no further apart than this, in sizes.
const FAR: f32 = 14.0;

/// A gutter, in the page's turned space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gutter {
    pub rect: Rect,
}

impl Gutter {
    /// Whether it stands between two pieces of line.
    pub fn parts(&self, a: Rect, b: Rect) -> bool {
        let middle = |rect: Rect| (rect.y0 + rect.y1) / 2.0;
        let (left, right) = if a.x0 <= b.x0 { (a, b) } else { (b, a) };
        let white = (self.rect.x0 + self.rect.x1) / 2.0;
        let beside = |rect: Rect| (self.rect.y0..=self.rect.y1).contains(&middle(rect));
        left.x0 < white
            && right.x1 > white
            && left.x1 < white + (left.x1 - left.x0) / 2.0
            && (left.x0 + left.x1) / 2.0 < white
            && white < (right.x0 + right.x1) / 2.0
            && beside(left)
            && beside(right)
    }

    /// What of a piece of line does not hang into it, as a full stop at a line's end may.
    pub fn clip(&self, rect: Rect) -> Rect {
        let middle = (rect.y0 + rect.y1) / 2.0;
        if !(self.rect.y0..=self.rect.y1).contains(&middle) {
            return rect;
        }
        let (center, white) = ((rect.x0 + rect.x1) / 2.0, self.rect);
        if center < white.x0 && rect.x1 > white.x0 && rect.x1 < white.x1 + rect.height() {
            Rect { x1: white.x0, ..rect }
        } else if center > white.x1 && rect.x0 < white.x1 && rect.x0 > white.x0 - rect.height() {
            Rect { x0: white.x1, ..rect }
        } else {
            rect
        }
    }
}

/// The white between two pieces of a line.
#[derive(Debug, Clone, Copy)]
struct White {
    from: f32,
    to: f32,
    /// Of the line.
    y0: f32,
    y1: f32,
    size: f32,
    /// How wide the pieces on its sides are.
    left: f32,
    right: f32,
}

/// White of several lines at one place.
struct Column {
    from: f32,
    to: f32,
    whites: Vec<White>,
}

/// The gutters among pieces of line between which stands no more white than [`NARROWEST`].
pub(super) fn gutters(pieces: &[Segment<'_>]) -> Vec<Gutter> {
    if pieces.len() > MOST {
        return Vec::new();
    }
    let mut whites = whites(pieces);
    let mut rows: Vec<&Segment<'_>> = pieces.iter().collect();
    rows.sort_by(|a, b| a.core.y0.total_cmp(&b.core.y0));
    whites.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.from.total_cmp(&b.from)));
    let mut columns: Vec<Column> = Vec::new();
    let mut closed: Vec<Column> = Vec::new();
    for white in whites {
        let (done, open): (Vec<Column>, Vec<Column>) = columns
            .into_iter()
            .partition(|column| column.whites.last().is_some_and(|last| white.y0 - last.y1 > FAR * white.size));
        columns = open;
        closed.extend(done);
        let fits = |column: &Column| {
            let (from, to) = (column.from.max(white.from), column.to.min(white.to));
            let last = column.whites.last().map_or(0.0, |last| last.y0);
            (to - from >= NARROWEST * white.size && !is_crossed(&rows, (from, to), (last, white.y0)))
                .then_some((from, to))
        };
        let best = (0..columns.len())
            .filter_map(|n| fits(&columns[n]).map(|range| (n, range)))
            .max_by(|a, b| (a.1.1 - a.1.0).total_cmp(&(b.1.1 - b.1.0)));
        match best {
            Some((n, (from, to))) => {
                let column = &mut columns[n];
                (column.from, column.to) = (from, to);
                column.whites.push(white);
            }
            None => columns.push(Column { from: white.from, to: white.to, whites: vec![white] }),
        }
    }
    closed.extend(columns);
    let mut out: Vec<Gutter> =
        closed.iter().filter(|column| column.is_gutter()).map(|column| column.gutter(&rows)).collect();
    out.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0).then(a.rect.x0.total_cmp(&b.rect.x0)));
    out
}

impl Column {
    fn is_gutter(&self) -> bool {
        if self.whites.len() < FEWEST {
            return false;
        }
        let median = |of: fn(&White) -> f32| {
            let mut all: Vec<f32> = self.whites.iter().map(|white| of(white) / white.size).collect();
            let middle = all.len() / 2;
            *all.select_nth_unstable_by(middle, f32::total_cmp).1
        };
        let (left, right) = (median(|white| white.left), median(|white| white.right));
        let text = left >= TEXT && right >= TEXT && self.begins_below(2, 0.6);
        let fields = left >= NAME && right >= WORD && self.whites.len() >= FIELDS && self.begins_below(1, 0.8);
        text || fields
    }

    /// Whether a part of what stands on the right begins at so many places: in running text two, a paragraph's and
    /// its first line's or mark's.
    fn begins_below(&self, most: usize, part: f32) -> bool {
        let mut places: Vec<f32> = self.whites.iter().map(|white| white.to).collect();
        places.sort_by(f32::total_cmp);
        let near = BELOW * self.whites.iter().map(|white| white.size).fold(f32::MAX, f32::min);
        let mut counts: Vec<usize> = places.chunk_by(|a, b| b - a < near).map(<[f32]>::len).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        counts.iter().take(most).sum::<usize>() as f32 >= part * places.len() as f32
    }

    /// It goes on above and below, where lines of the two columns do not stand at one height, until a line crosses it.
    fn gutter(&self, order: &[&Segment<'_>]) -> Gutter {
        let mut y0 = self.whites.iter().map(|white| white.y0).fold(f32::MAX, f32::min);
        let mut y1 = self.whites.iter().map(|white| white.y1).fold(f32::MIN, f32::max);
        let size = self.whites.iter().map(|white| white.size).fold(f32::MAX, f32::min);
        let crosses = |piece: &Segment<'_>| crosses(piece, (self.from, self.to));
        let below = order.iter().filter(|piece| piece.core.y1 > y1).take_while(|piece| !crosses(piece));
        let below: Vec<Rect> = below.map(|piece| piece.core).collect();
        let above = order.iter().rev().filter(|piece| piece.core.y0 < y0).take_while(|piece| !crosses(piece));
        let above: Vec<Rect> = above.map(|piece| piece.core).collect();
        for rect in below {
            if rect.y0 - y1 < NEXT * size {
                y1 = y1.max(rect.y1);
            }
        }
        for rect in above {
            if y0 - rect.y1 < NEXT * size {
                y0 = y0.min(rect.y0);
            }
        }
        Gutter { rect: Rect { x0: self.from, y0, x1: self.to, y1 } }
    }
}

/// The white between neighbours of one line.
fn whites(pieces: &[Segment<'_>]) -> Vec<White> {
    let mut order: Vec<&Segment<'_>> = pieces.iter().collect();
    order.sort_by(|a, b| a.core.y0.total_cmp(&b.core.y0).then(a.core.x0.total_cmp(&b.core.x0)));
    let tallest = order.iter().map(|piece| piece.core.height()).fold(0.0, f32::max);
    let mut out = Vec::new();
    for left in &order {
        let edge = inked(left).x1;
        let from = order.partition_point(|other| other.core.y0 < left.core.y0 - tallest);
        let right = order[from..]
            .iter()
            .take_while(|other| other.core.y0 <= left.core.y1)
            .filter(|other| {
                let overlap = left.core.y1.min(other.core.y1) - left.core.y0.max(other.core.y0);
                let low = left.core.height().min(other.core.height());
                overlap > 0.5 * low && other.core.x0 > left.core.x0 && inked(other).x0 >= edge - 0.1 * left.size
            })
            .min_by(|a, b| a.core.x0.total_cmp(&b.core.x0));
        let Some(right) = right else { continue };
        let size = left.size.max(right.size);
        let to = inked(right).x0;
        if to - edge >= NARROWEST * size {
            out.push(White {
                from: edge,
                to,
                y0: left.core.y0.min(right.core.y0),
                y1: left.core.y1.max(right.core.y1),
                size,
                left: left.core.width(),
                right: right.core.width(),
            });
        }
    }
    out
}

/// The core less the empty half of a bracket or full stop at its ends.
fn inked(piece: &Segment<'_>) -> Rect {
    let mut rect = piece.core;
    let half = |width: f32, size: f32| if width > 0.9 * size { size / 2.0 } else { 0.0 };
    if let Some(last) = piece.inks.last()
        && last.text().ends_with(['、', '。', '，', '．', '）', '」', '』', '】', '〕', '］'])
    {
        rect.x1 -= half(last.core.width(), last.size);
    }
    if let Some(first) = piece.inks.first()
        && first.text().starts_with(['（', '「', '『', '【', '〔', '［'])
    {
        rect.x0 += half(first.core.width(), first.size);
    }
    rect
}

/// Whether a piece of line between two heights stands over a range; the pieces come top down.
fn is_crossed(rows: &[&Segment<'_>], range: (f32, f32), (top, bottom): (f32, f32)) -> bool {
    let from = rows.partition_point(|piece| piece.core.y0 <= top);
    let between = rows[from..].iter().take_while(|piece| piece.core.y0 < bottom);
    between.filter(|piece| piece.core.y1 < bottom).any(|piece| crosses(piece, range))
}

/// Whether a piece of line stands over a range, more than by the last of its letters.
fn crosses(piece: &Segment<'_>, (from, to): (f32, f32)) -> bool {
    let (rect, loose) = (inked(piece), LOOSE * piece.size);
    rect.x0 < to - loose && rect.x1 > from + loose
}

#[cfg(test)]
mod tests {
    use super::super::desk::glyphs;
    use super::super::ink::{Ink, Turn};
    use super::super::lines::segments;

    /// The pieces of line of words that begin at places, ten points a letter.
    fn pieces(words: &[(&str, f32, f32)]) -> Vec<String> {
        let glyphs = glyphs(words);
        let inks = glyphs.iter().map(|glyph| Ink::new(glyph, 1, Turn::None)).collect();
        segments(inks, true).iter().map(|segment| segment.placed().text).collect()
    }

    #[test]
    fn columns_one_character_apart_are_parted() {
        let lines =
            ["令和十二年度までに導入", "率を半分以上とすること", "を目標として取り組んで", "いくこととしております"];
        let words: Vec<(&str, f32, f32)> =
            (0..4).flat_map(|n| [(lines[n], 0.0, 15.0 * n as f32), (lines[3 - n], 120.0, 15.0 * n as f32)]).collect();
        assert_eq!(pieces(&words).len(), 8);
        // Three lines may leave the same white by chance.
        assert_eq!(pieces(&words[..6]).len(), 3);
    }

    #[test]
    fn marks_of_a_list_stay_with_their_text() {
        let lines = ["導入を進めていくこと", "設置を進めていくこと", "改修を進めていくこと", "更新を進めていくこと"];
        let words: Vec<(&str, f32, f32)> = lines
            .iter()
            .zip(0..)
            .flat_map(|(line, n)| [("①", 0.0, 15.0 * n as f32), (*line, 20.0, 15.0 * n as f32)])
            .collect();
        assert_eq!(pieces(&words).len(), 4);
    }
}
