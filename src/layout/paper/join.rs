//! Lines into paragraphs: which line goes on in the next.

use crate::chars::{columns, ends_sentence, is_kanji, open_brackets};
use crate::pdf::Rect;

use super::super::marks::Mark;
use super::aligned;
use super::block::{Block, Paragraph};
use super::lines::Segment;
use super::order::{Flow, Step};
use super::placed::Placed;

/// Lines whose sizes differ by more belong to different paragraphs.
const SAME_SIZE: f32 = 0.12;
/// What a line may fall short of the measure by, beside the character that did not fit, in sizes.
const LOOSE: f32 = 0.6;
/// Running text set ragged falls short by more, in sizes.
const RAGGED: f32 = 2.0;
/// In a wide column by so much of its width, for figures are narrower than what they stand in for,
const RAGGED_SHARE: f32 = 0.1;
/// but never by more than this, in sizes.
const RAGGED_MOST: f32 = 4.5;
/// The lines of what is known to be one paragraph by so much.
const RAGGED_TOLD: f32 = 0.4;
/// The rest of a bracket on the next line is shorter than this, in columns.
const REST_OF_BRACKET: usize = 40;
/// A line of a cell whose white at the end has no room for a digit may end within a number, in sizes.
const CUT: f32 = 0.75;
/// A line that goes on in the next has so many words.
const WORDS: usize = 4;
/// A year in large figures stands no further below what it dates, in sizes of that.
const DATED: f32 = 2.5;
/// A first line is set in by at least this, in sizes.
const INDENT: f32 = 0.7;

/// A line of text with its place.
struct Line {
    placed: Placed,
    core: Rect,
    size: f32,
    /// The width of its first word or character.
    unit: f32,
    mark: Mark,
}

impl Line {
    fn of(segments: &[Segment<'_>]) -> Option<Self> {
        let first = segments.first()?;
        let core = segments.iter().fold(first.core, |all, segment| all.union(segment.core));
        let placed = aligned::line(&segments.iter().collect::<Vec<_>>());
        let largest = segments.iter().max_by_key(|segment| segment.inks.len()).unwrap_or(first);
        let mark = Mark::of(&placed.text);
        Some(Self { placed, core, size: largest.size, unit: first.first_unit(), mark })
    }

    fn middle(&self) -> f32 {
        (self.core.y0 + self.core.y1) / 2.0
    }
}

/// The right end of the lines of a column, and how exactly lines keep to it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Measure {
    /// As far as its longest line goes.
    Longest,
    /// The same, but its lines are known to be a paragraph, however ragged.
    Told,
    /// The left and right side of a cell, less the white at it.
    Cell(f32, f32),
}

/// The blocks of a column.
pub(super) fn blocks(flow: Flow<'_>, measure: Measure) -> Vec<Block> {
    let mut out = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let longest = || {
        let left = flow.iter().map(left_end).fold(f32::MAX, f32::min);
        (left, flow.iter().map(right_end).fold(f32::MIN, f32::max))
    };
    let (sides, ragged) = match measure {
        Measure::Cell(left, right) => ((left, right), (0.0, RAGGED_MOST)),
        Measure::Longest => {
            let (left, right) = longest();
            ((left, right), (RAGGED_SHARE * (right - left), RAGGED_MOST))
        }
        Measure::Told => {
            let (left, right) = longest();
            ((left, right), (RAGGED_TOLD * (right - left), f32::MAX))
        }
    };
    for step in flow {
        match step {
            Step::Line(segments) => lines.extend(Line::of(&segments)),
            Step::Set(blocks) => {
                paragraphs(std::mem::take(&mut lines), sides, ragged, &mut out);
                out.extend(blocks);
            }
        }
    }
    paragraphs(lines, sides, ragged, &mut out);
    out
}

fn right_end(step: &Step<'_>) -> f32 {
    match step {
        Step::Line(segments) => segments.iter().map(|segment| segment.core.x1).fold(f32::MIN, f32::max),
        Step::Set(_) => f32::MIN,
    }
}

fn left_end(step: &Step<'_>) -> f32 {
    match step {
        Step::Line(segments) => segments.iter().map(|segment| segment.core.x0).fold(f32::MAX, f32::min),
        Step::Set(_) => f32::MAX,
    }
}

/// Whether a line closes a bracket that a paragraph leaves open: `（健、` and on the next line `◎厚）`.
fn closes_bracket(paragraph: &str, line: &str) -> bool {
    let close = line.find(['）', ')', '】']);
    let open = line.find(['（', '(', '【']);
    close.is_some_and(|close| open.is_none_or(|open| close < open) && columns(&line[..close]) < REST_OF_BRACKET)
        && open_brackets(0, paragraph) > 0
}

/// Whether a line ends in a word that needs another, or in a number whose counter is on the next:
/// 希少疾病用医薬品の, 38品目のうち 16.
fn hangs(line: &str, next: &str) -> bool {
    let line = line.trim_end();
    let number = line.ends_with(|c: char| matches!(c, '0'..='9' | '０'..='９'));
    number && next.starts_with(is_kanji)
        || line.ends_with(['の', 'を', 'が', 'は', 'に', 'と', 'で', 'や', 'な', '、', '，', '・', '「', '（'])
}

/// Whether a line of several words goes on with a small letter: to welcome Umrah / visitors from 8 million. Lines that are
/// broken by their sense end anywhere.
fn goes_on_in_small(line: &str, next: &str) -> bool {
    let words = |text: &str| text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic)).count();
    line.trim_start().starts_with(|c: char| c.is_ascii_uppercase())
        && !ends_sentence(line)
        && next.starts_with(|c: char| c.is_ascii_lowercase())
        && words(line) >= WORDS
        && words(next) > 1
}

/// GOALS BY over 2030, however large that is set.
fn is_dated_by(line: &str, next: &str) -> bool {
    let next = next.trim();
    let by = line.trim_end().rsplit(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    by && next.len() == 4 && next.starts_with("20") && next.bytes().all(|byte| byte.is_ascii_digit())
}

/// `ragged` is how far running text may fall short of the measure, in points, and in sizes at most; 0 in cells.
fn paragraphs(lines: Vec<Line>, (side, right): (f32, f32), ragged: (f32, f32), out: &mut Vec<Block>) {
    let (pitch, nearest) = pitch(&lines);
    let column = Column { right, ragged, pitch, nearest };
    let cell = ragged.0 == 0.0;
    let left = lines.iter().map(|line| line.core.x0).fold(f32::MAX, f32::min);
    let mut open: Option<(Paragraph, Mark)> = None;
    let mut last: Option<Line> = None;
    // How many lines the open paragraph has.
    let mut count = 0;
    for line in lines {
        let joined = match (&mut open, &last) {
            (Some((paragraph, mark)), Some(last))
                if column.goes_on(&paragraph.placed.text, last, &line, *mark, count) =>
            {
                // Values one below the other, set to the right, are no line that was filled from side to side.
                let from_side = last.core.x0 - side < CUT * last.size;
                let cut = cell && from_side && right - last.core.x1 < CUT * last.size;
                paragraph.placed.wrap(&line.placed, cut);
                paragraph.rect = paragraph.rect.union(line.core);
                true
            }
            _ => false,
        };
        count = if joined { count + 1 } else { 1 };
        if !joined {
            out.extend(open.take().map(|(paragraph, _)| Block::Text(paragraph)));
            let fresh = line.mark != Mark::None || line.core.x0 - left > INDENT * line.size;
            open = Some((
                Paragraph {
                    placed: line.placed.clone(),
                    size: line.size,
                    rect: line.core,
                    full: false,
                    fresh,
                    told: None,
                },
                line.mark,
            ));
        }
        if let Some((paragraph, _)) = &mut open {
            paragraph.full = right - line.core.x1 < (1.0 + LOOSE) * line.size;
        }
        last = Some(line);
    }
    out.extend(open.map(|(paragraph, _)| Block::Text(paragraph)));
}

/// The usual distance from line to line, and the least, in sizes.
fn pitch(lines: &[Line]) -> (f32, f32) {
    let mut all: Vec<f32> = lines
        .windows(2)
        .filter(|pair| same_size(&pair[0], &pair[1]))
        .map(|pair| (pair[1].middle() - pair[0].middle()) / pair[1].size)
        .filter(|pitch| (0.8..3.0).contains(pitch))
        .collect();
    if all.is_empty() {
        return (2.0, 2.0);
    }
    all.sort_by(f32::total_cmp);
    (all[all.len() / 3], all[0])
}

fn same_size(a: &Line, b: &Line) -> bool {
    (a.size - b.size).abs() <= SAME_SIZE * a.size.max(b.size)
}

/// What the lines of a column have in common.
struct Column {
    right: f32,
    /// How far running text may fall short of the right end, in points, and in sizes at most; 0 in cells.
    ragged: (f32, f32),
    /// From line to line, in sizes.
    pitch: f32,
    /// The least of these.
    nearest: f32,
}

impl Column {
    /// Whether a paragraph goes on from its last line in the next one.
    fn goes_on(&self, paragraph: &str, last: &Line, next: &Line, mark: Mark, count: usize) -> bool {
        let Self { right, ragged: (ragged, most), pitch, nearest } = *self;
        let em = last.size;
        let slack = right - last.core.x1;
        let tight = slack < next.unit + LOOSE * em;
        let ended = ends_sentence(&last.placed.text);
        let short = if ragged > 0.0 { ragged.max(RAGGED * em).min(most * em) } else { 0.0 };
        let text = &last.placed.text;
        let apart = (next.middle() - last.middle()) / em;
        let full = tight
            || apart < 1.1 * nearest && goes_on_in_small(text, &next.placed.text)
            || !ended && slack < short
            || closes_bracket(paragraph, &next.placed.text)
            || hangs(text, &next.placed.text);
        // Where most paragraphs have one line, most distances are those between paragraphs.
        let pitch = if ended { nearest } else { pitch };
        if is_dated_by(text, &next.placed.text) && apart < DATED {
            return true;
        }
        if !same_size(last, next) || !full || apart > 1.35 * pitch.max(1.1) || apart < 0.3 {
            return false;
        }
        match next.mark {
            Mark::None => {}
            Mark::Number { .. } if tight && !ended && next.core.x0 - last.core.x0 > -INDENT * em => {
                return count > 1 && (next.core.x0 - last.core.x0).abs() < 0.3 * em
                    || mark != Mark::None && next.core.x0 > last.core.x0 + INDENT * em;
            }
            _ => return false,
        }
        let step = next.core.x0 - last.core.x0;
        // ○ 社会共創の推進（◎健、文） names a measure; its text begins under the mark, not under the words.
        if count == 1 && mark != Mark::None && step.abs() < 0.3 * em && text.ends_with(['）', ')', '】']) {
            return false;
        }
        if step > INDENT * em {
            // Only a marked paragraph hangs.
            return count == 1 && (mark != Mark::None || tight && !ended);
        }
        if step < -INDENT * em {
            // Only a first line is set in.
            return count == 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_several_words_goes_on_with_a_small_letter() {
        assert!(goes_on_in_small(
            "To increase our capacity to welcome guests",
            "visitors from 8 million to 30 million"
        ));
        for (line, next) in [
            ("To have three cities recognised", "100 cities in the world"),
            ("Government services", "information and support"),
            ("We promised a plan for every school.", "school plans for all"),
            ("To raise the share of women in work", "training"),
        ] {
            assert!(!goes_on_in_small(line, next), "{line} / {next}");
        }
    }

    #[test]
    fn a_year_below_by_dates_what_stands_above() {
        assert!(is_dated_by("OUR GOALS BY", "2030"));
        for (line, next) in [("OUR GOALS", "2030"), ("GOALS BY", "2 030"), ("GOALS BY", "1995"), ("NEARBY", "2030")] {
            assert!(!is_dated_by(line, next), "{line} / {next}");
        }
    }
}
