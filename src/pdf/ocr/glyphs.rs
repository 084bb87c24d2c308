//! Words of an engine as glyphs: each character with a place of its own, on its line.
//!
//! The boxes of words are those of their ink, wide or narrow, high or low as chance has it; the line's box is the one
//! to trust for height. A number is only told where the engine was sure of all its digits, or read the same in another
//! language: a wrong one is worse than none.

use crate::chars::is_japanese;

use super::super::page::{Glyph, Marked, Rect};
use super::Reading;
use super::engine::Script;
use super::picture::Picture;
use super::tsv::{Line, Word};

/// A number read with less, of 100, needs a second reading that agrees. Of 1,155 numbers on 49 pages of five documents
/// 83 are wrong and 59 right among those left out so, and 8 of those told without a second reading that agrees are wrong.
const SURE: f32 = 80.0;
/// Letters of a line without Japanese, from the foot to the head of its capitals, in sizes.
const LATIN: f32 = 0.76;
/// A line so much higher than its words is two that the engine took for one.
const TALL: f32 = 1.8;
/// A line's size that differs by less from the usual one is that.
const USUAL: f32 = 0.25;
/// Digits no farther apart are those of one number, in sizes.
const NUMBER_GAP: f32 = 0.22;
/// Words of digits no farther apart may be those of one number, in sizes: full-width ones come one by one.
const DIGITS_APART: f32 = 0.95;
/// From the middle of a digit to that of the next, in sizes, and how far it may vary within a number.
const WIDEST_PITCH: f32 = 1.3;
const EVEN: f32 = 1.4;

/// The glyphs of a page, and how many digits are too doubtful to be told.
pub(super) fn glyphs(reading: &Reading, picture: &Picture) -> (Vec<Glyph>, u32) {
    let Reading { script, lines, second } = reading;
    let script = *script;
    let sizes = sizes(lines, script);
    let mut out = Vec::new();
    let mut doubtful = 0;
    for (line, size) in lines.iter().zip(sizes) {
        let mut signs = signs(line, script, size);
        if script == Script::Vertical {
            part(&mut signs, |rect| (&mut rect.y0, &mut rect.y1));
        } else {
            part(&mut signs, |rect| (&mut rect.x0, &mut rect.x1));
            part_numbers(&mut signs, |within| picture.strokes(within), second);
        }
        doubtful += doubt(&mut signs, second);
        out.extend(signs.into_iter().map(|sign| {
            let rect = picture.on_page(sign.place);
            let size = size / picture.scale;
            let vertical = script == Script::Vertical;
            let mark = Marked::Not;
            Glyph {
                text: sign.text.to_string().into(),
                rect,
                size,
                angle: 0,
                vertical,
                bold: false,
                hidden: false,
                mark,
            }
        }));
    }
    (out, doubtful)
}

/// A character with its place in dots.
#[derive(Debug, Clone, PartialEq)]
struct Sign {
    text: char,
    place: Rect,
    sure: f32,
    /// The first of its word.
    first: bool,
}

/// The characters of a line that is set in a size.
fn signs(line: &Line, script: Script, size: f32) -> Vec<Sign> {
    let mut out: Vec<Sign> = Vec::new();
    for word in &line.words {
        // Japanese is written without spaces; what stands apart is told by the places.
        if let Some(before) = out.last().map(|last| last.place).filter(|_| script == Script::English) {
            let place = Rect { x0: before.x1, x1: word.place.x0.max(before.x1), ..before };
            out.push(Sign { text: ' ', place, sure: 100.0, first: true });
        }
        match script {
            Script::Vertical => out.extend(below(line, word)),
            Script::Japanese | Script::English => out.extend(beside(line, word, size)),
        }
    }
    out
}

/// How large the letters of each line are set, in dots: the line's own ink is high or low by the letters it happens to
/// have, so what is near the usual size has that.
fn sizes(lines: &[Line], script: Script) -> Vec<f32> {
    let own: Vec<f32> = lines.iter().map(|line| size(line, script)).collect();
    let mut all: Vec<f32> =
        own.iter().zip(lines).flat_map(|(&size, line)| line.words.iter().map(move |_| size)).collect();
    if all.is_empty() {
        return own;
    }
    let middle = all.len() / 2;
    let usual = *all.select_nth_unstable_by(middle, f32::total_cmp).1;
    own.into_iter().map(|size| if (size / usual - 1.0).abs() < USUAL { usual } else { size }).collect()
}

fn size(line: &Line, script: Script) -> f32 {
    if script == Script::Vertical {
        return line.place.width().max(1.0);
    }
    let mut heights: Vec<f32> = line.words.iter().map(|word| word.place.height()).collect();
    let middle = heights.len() / 2;
    let usual = *heights.select_nth_unstable_by(middle, f32::total_cmp).1;
    let height = if line.place.height() > TALL * usual { usual } else { line.place.height() };
    let japanese = line.words.iter().any(|word| word.text.chars().any(is_japanese));
    (if japanese { height } else { height / LATIN }).max(1.0)
}

/// The characters of a word of a level line, each as wide as its kind is.
fn beside(line: &Line, word: &Word, size: f32) -> impl Iterator<Item = Sign> {
    let within = if line.place.height() > TALL * size { word.place } else { line.place };
    let middle = (within.y0 + within.y1) / 2.0;
    let share = |c: char| if is_japanese(c) { 2.0 } else { 1.0 };
    let whole: f32 = word.text.chars().map(share).sum();
    let mut x0 = word.place.x0;
    word.text.chars().enumerate().map(move |(n, text)| {
        let x1 = x0 + word.place.width() * share(text) / whole;
        let place = Rect { x0, y0: middle - size / 2.0, x1, y1: middle + size / 2.0 };
        x0 = x1;
        Sign { text, place, sure: word.sure, first: n == 0 }
    })
}

/// The characters of a word of an upright line, below each other.
fn below(line: &Line, word: &Word) -> impl Iterator<Item = Sign> {
    let step = word.place.height() / word.text.chars().count().max(1) as f32;
    let (top, Rect { x0, x1, .. }) = (word.place.y0, line.place);
    word.text.chars().enumerate().map(move |(n, text)| {
        let place = Rect { x0, y0: top + n as f32 * step, x1, y1: top + (n as f32 + 1.0) * step };
        Sign { text, place, sure: word.sure, first: n == 0 }
    })
}

/// Brings characters whose boxes lie over each other into their order: the engine knows that better than their places.
fn part(signs: &mut [Sign], along: fn(&mut Rect) -> (&mut f32, &mut f32)) {
    for at in 1..signs.len() {
        let [before, after] = &mut signs[at - 1..=at] else { continue };
        let ((from, end), (start, to)) = (along(&mut before.place), along(&mut after.place));
        if *start < *end {
            let middle = f32::midpoint(*start, *end).max(f32::midpoint(*from, *end));
            (*end, *start) = (middle, middle);
            *to = to.max(middle + 1.0);
        }
    }
}

/// Settles where a number ends of which the engine made several words: full-width digits stand far apart, and so do two
/// numbers. The ink tells: the digits of one number stand evenly. Where it does not tell, another reading may have them
/// as one word; else none of them is believed.
fn part_numbers(signs: &mut [Sign], strokes: impl Fn(Rect) -> Vec<(f32, f32)>, second: &[Line]) {
    let near = |before: &Sign, after: &Sign| {
        after.place.x0 - before.place.x1 < DIGITS_APART * after.place.height()
            && [before, after].iter().all(|sign| sign.text.is_ascii_alphanumeric() || is_point(sign.text))
    };
    let of_number = |c: char| is_digit(c) || is_point(c);
    for run in signs.chunk_by_mut(near) {
        let broken = |pair: &[Sign]| pair[1].first && pair.iter().all(|sign| of_number(sign.text));
        if !run.windows(2).any(broken) {
            continue;
        }
        let Some(whole) = run.iter().map(|sign| sign.place).reduce(Rect::union) else { continue };
        let ink = strokes(whole);
        if ink.len() != run.len() {
            if words_at(whole, second).iter().any(|word| has_digits(word.text.chars(), run)) {
                (1..run.len()).for_each(|at| run[at - 1].place.x1 = run[at].place.x0);
            } else {
                run.iter_mut().for_each(|sign| sign.sure = 0.0);
            }
            continue;
        }
        let pitches: Vec<f32> =
            ink.windows(2).map(|pair| (pair[1].0 + pair[1].1 - pair[0].0 - pair[0].1) / 2.0).collect();
        let plain = |at: &usize| !run[*at..=*at + 1].iter().any(|sign| is_point(sign.text));
        let narrowest = (0..pitches.len()).filter(plain).map(|at| pitches[at]).fold(f32::MAX, f32::min);
        for (at, pitch) in pitches.into_iter().enumerate() {
            // Between the digits of a number no white is left, and between two numbers enough.
            let even = pitch < EVEN * narrowest || run[at..=at + 1].iter().any(|sign| is_point(sign.text));
            let joined = even && pitch < WIDEST_PITCH * whole.height();
            let middle = f32::midpoint(ink[at].1, ink[at + 1].0);
            (run[at].place.x1, run[at + 1].place.x0) =
                if joined { (middle, middle) } else { (ink[at].1, ink[at + 1].0) };
        }
    }
}

/// Whether there is a number that needs a second reading.
pub(super) fn has_doubtful(lines: &[Line]) -> bool {
    let words = lines.iter().flat_map(|line| &line.words);
    words.clone().any(|word| word.sure < SURE && word.text.contains(is_digit))
}

/// Makes the digits of doubtful numbers unknown; how many those are.
fn doubt(signs: &mut [Sign], second: &[Line]) -> u32 {
    let of_number = |sign: &Sign| is_digit(sign.text) || is_point(sign.text);
    let mut count = 0;
    for number in signs.chunk_by_mut(|before, after| {
        let near = after.place.x0 - before.place.x1 < NUMBER_GAP * after.place.height();
        of_number(before) && of_number(after) && near
    }) {
        if number.iter().any(|sign| is_digit(sign.text) && sign.sure < SURE) && !agrees(number, second) {
            for sign in number.iter_mut().filter(|sign| is_digit(sign.text)) {
                sign.text = '\u{fffd}';
                count += 1;
            }
        }
    }
    count
}

/// Whether another reading has the same digits at the same place.
fn agrees(number: &[Sign], second: &[Line]) -> bool {
    let Some(place) = number.iter().map(|sign| sign.place).reduce(Rect::union) else { return false };
    has_digits(words_at(place, second).iter().flat_map(|word| word.text.chars()), number)
}

/// The words of a reading that stand at a place, from left to right.
fn words_at(place: Rect, reading: &[Line]) -> Vec<&Word> {
    let beside = |word: &&Word| {
        let overlap = word.place.y1.min(place.y1) - word.place.y0.max(place.y0);
        word.place.x0 < place.x1 && place.x0 < word.place.x1 && overlap > word.place.height().min(place.height()) / 2.0
    };
    let mut words: Vec<&Word> = reading.iter().flat_map(|line| &line.words).filter(beside).collect();
    words.sort_by(|a, b| a.place.x0.total_cmp(&b.place.x0));
    words
}

/// Whether a text has the digits of a number, one after the other.
fn has_digits(text: impl Iterator<Item = char>, number: &[Sign]) -> bool {
    let there: String = text.filter(|c| is_digit(*c)).map(plain).collect();
    let asked: String = number.iter().map(|sign| sign.text).filter(|c| is_digit(*c)).map(plain).collect();
    there.contains(&asked)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// What stands between the digits of a number.
fn is_point(c: char) -> bool {
    matches!(c, '.' | ',' | '．' | '，')
}

/// A digit in the shape that other languages write it in.
fn plain(digit: char) -> char {
    match digit {
        '０'..='９' => char::from_u32(u32::from(digit) - u32::from('０') + u32::from('0')).unwrap_or(digit),
        _ => digit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x0: f32, y0: f32, x1: f32, y1: f32) -> Rect {
        Rect { x0, y0, x1, y1 }
    }

    fn line_of(words: &[(&str, f32, f32, f32)]) -> Line {
        let words: Vec<Word> = words
            .iter()
            .map(|&(text, x0, x1, sure)| Word { place: rect(x0, 0.0, x1, 20.0), sure, text: text.into() })
            .collect();
        let end = words.last().unwrap().place.x1;
        Line { place: rect(0.0, 0.0, end, 20.0), words }
    }

    fn text(signs: &[Sign]) -> String {
        signs.iter().map(|sign| sign.text).collect()
    }

    #[test]
    fn a_word_is_parted_among_its_characters_by_their_width() {
        let line = line_of(&[("目標12", 10.0, 70.0, 90.0)]);
        let signs: Vec<Sign> = beside(&line, &line.words[0], 20.0).collect();
        let ends: Vec<f32> = signs.iter().map(|sign| sign.place.x1).collect();
        assert_eq!(ends, [30.0, 50.0, 60.0, 70.0]);
        assert!(signs.iter().all(|sign| (sign.place.y0, sign.place.y1) == (0.0, 20.0)));
    }

    #[test]
    fn characters_keep_their_order_whatever_their_boxes_say() {
        let line = line_of(&[("取", 0.0, 20.0, 90.0), ("組", 10.0, 40.0, 90.0), ("の", 12.0, 30.0, 90.0)]);
        let mut signs = signs(&line, Script::Japanese, 20.0);
        part(&mut signs, |rect| (&mut rect.x0, &mut rect.x1));
        assert!(signs.is_sorted_by(|a, b| a.place.x1 <= b.place.x0 && a.place.x0 < a.place.x1), "{signs:?}");
    }

    #[test]
    fn a_number_of_which_one_digit_is_doubtful_is_not_told() {
        let line = line_of(&[
            ("年", 0.0, 20.0, 90.0),
            ("11", 22.0, 42.0, 90.0),
            ("1", 44.0, 54.0, 10.0),
            ("校", 56.0, 76.0, 5.0),
            ("7", 200.0, 210.0, 90.0),
        ]);
        let mut signs = signs(&line, Script::Japanese, 20.0);
        part_numbers(&mut signs, |_| vec![(22.0, 25.0), (36.0, 39.0), (50.0, 53.0)], &[]);
        assert_eq!(signs[2].place.x1, signs[3].place.x0);
        let other = |digits| [line_of(&[("4F", 0.0, 20.0, 9.0), (digits, 22.0, 70.0, 9.0)])];
        assert_eq!(doubt(&mut signs.clone(), &other("１１1X")), 0);
        assert_eq!(doubt(&mut signs.clone(), &other("112")), 3);
        assert_eq!(doubt(&mut signs, &[]), 3);
        assert_eq!(text(&signs), "年\u{fffd}\u{fffd}\u{fffd}校7");
    }

    #[test]
    fn two_numbers_stay_two_where_their_digits_stand_unevenly() {
        let line = line_of(&[("R5", 0.0, 20.0, 90.0), ("10", 28.0, 48.0, 90.0), ("件", 50.0, 70.0, 90.0)]);
        let with = |ink: &[(f32, f32)], second: &[Line]| {
            let mut signs = signs(&line, Script::Japanese, 20.0);
            part_numbers(&mut signs, |_| ink.to_vec(), second);
            signs
        };
        let apart = with(&[(1.0, 9.0), (11.0, 19.0), (29.0, 37.0), (39.0, 47.0)], &[]);
        assert!(apart[2].place.x0 - apart[1].place.x1 > NUMBER_GAP * 20.0);
        // The ink does not tell: nothing is believed.
        assert_eq!(doubt(&mut with(&[(1.0, 47.0)], &[]), &[]), 3);
        let other = [line_of(&[("R510", 0.0, 48.0, 90.0)])];
        assert_eq!(doubt(&mut with(&[(1.0, 47.0)], &other), &[]), 0);
    }

    #[test]
    fn spaces_stand_between_english_words_only() {
        let line = line_of(&[("net", 0.0, 30.0, 90.0), ("zero", 40.0, 80.0, 90.0)]);
        assert_eq!(text(&signs(&line, Script::English, 20.0)), "net zero");
        assert_eq!(text(&signs(&line, Script::Japanese, 20.0)), "netzero");
    }
}
