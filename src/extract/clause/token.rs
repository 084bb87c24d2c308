//! The tokens of a sentence: values and years as one each, the words between them as the
//! tokeniser parts them.
//!
//! The tokeniser never sees a number: a word that the particles go well with stands in for it.

use crate::chars::{is_hiragana, is_kanji, is_katakana};
use crate::rules::{Case, Class, Sentences};
use crate::text::scan::{Comparator, Item};
use crate::text::{Pos, Range, Reading, Sub, Words};

/// A word, or something that the scanner found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Its place in the view.
    pub range: Range,
    pub text: String,
    pub base: String,
    pub pos: Pos,
    pub sub: Sub,
    pub kind: Kind,
}

/// What a token stands for; the numbers are indices into [`Reading::found`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Value(usize),
    Period(usize),
    /// 2013年度比: what a value is measured against.
    Against(usize),
    /// 5年間.
    Years(usize),
    /// Words in brackets that belong to the noun before them.
    Bracket,
}

impl Token {
    pub fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Bracket)
    }

    pub fn is_value(&self) -> bool {
        matches!(self.kind, Kind::Value(_))
    }

    pub fn is_period(&self) -> bool {
        matches!(self.kind, Kind::Period(_) | Kind::Against(_) | Kind::Years(_))
    }
}

/// A stretch of the text that the tokeniser sees, and where it comes from.
struct Piece {
    seen: Range,
    view: Range,
    /// What was found there; none for words.
    kind: Option<Kind>,
}

/// The tokens of a range of the view. `all` is whether a factor (倍増) is a value even beside others.
pub(super) fn tokens(reading: &Reading, range: &Range, data: &Sentences, words: &Words) -> Vec<Token> {
    let Some(stand_in) = &data.stand_in else { return Vec::new() };
    let mut seen = String::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = range.start;
    let mut marks: Vec<(Range, Option<Kind>)> = Vec::new();
    // 令和12年に1.60、22年に1.80まで: one that a particle takes tells what the others are.
    let decimals = reading.inside(range).any(|n| is_decimal(reading, n) && is_bound(reading, n, data));
    let number = running_number(reading, range);
    marks.extend(number.clone().map(|number| (number, None)));
    for n in reading.inside(range) {
        let found = &reading.found[n];
        // 1-1　地域企業との…: no 地域 are counted.
        if number.as_ref().is_some_and(|number| found.range.start < number.end) {
            continue;
        }
        let kind = match &found.item {
            // 倍増 behind a number is the verb: 2倍に倍増.
            Item::Value(_) if repeats(reading, n, data) => continue,
            Item::Value(_) if is_of_a_name(reading, n, data) => continue,
            Item::Value(_) if is_united(reading, n, data) || is_bound(reading, n, data) => Some(Kind::Value(n)),
            Item::Value(_) if decimals && is_decimal(reading, n) => Some(Kind::Value(n)),
            // 生産性123を: the number of a footnote is no part of the word.
            Item::Value(_) if is_footnote(reading, n, data) => None,
            Item::Value(_) => continue,
            Item::Period(_) => Some(Kind::Period(n)),
            Item::Relative(_) => Some(Kind::Against(n)),
            Item::Years(_) => Some(Kind::Years(n)),
            Item::Ministries(_) => None,
        };
        marks.push((found.range.clone(), kind));
    }
    marks.extend(reading.holes().filter(|hole| hole.start >= range.start && hole.end <= range.end).map(|h| (h, None)));
    marks.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    for (mark, kind) in marks {
        if mark.start < at {
            continue;
        }
        push(&mut seen, &mut pieces, &reading.view.text[at..mark.start], at..mark.start, None);
        if let Some(kind) = kind {
            let stands = if matches!(kind, Kind::Value(_)) { &stand_in.value } else { &stand_in.period };
            push(&mut seen, &mut pieces, stands, mark.clone(), Some(kind));
        }
        at = mark.end;
    }
    push(&mut seen, &mut pieces, &reading.view.text[at.min(range.end)..range.end], at..range.end, None);
    parted(reading, &seen, &pieces, words)
}

fn push(seen: &mut String, pieces: &mut Vec<Piece>, text: &str, view: Range, kind: Option<Kind>) {
    if text.is_empty() {
        return;
    }
    let start = seen.len();
    seen.push_str(text);
    pieces.push(Piece { seen: start..seen.len(), view, kind });
}

/// The words of what the tokeniser saw, cut where something found begins or ends.
fn parted(reading: &Reading, seen: &str, pieces: &[Piece], words: &Words) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut last_found = None;
    for word in words.tagged(seen) {
        let (start, end) = (word.start, word.start + word.text.len());
        for (n, piece) in pieces.iter().enumerate() {
            let (from, to) = (start.max(piece.seen.start), end.min(piece.seen.end));
            if from >= to {
                continue;
            }
            if let Some(kind) = piece.kind {
                if last_found != Some(n) {
                    last_found = Some(n);
                    let text = reading.text(&piece.view).to_owned();
                    out.push(Token {
                        range: piece.view.clone(),
                        base: text.clone(),
                        text,
                        pos: Pos::Noun,
                        sub: Sub::Other,
                        kind,
                    });
                }
                continue;
            }
            let view = piece.view.start + (from - piece.seen.start)..piece.view.start + (to - piece.seen.start);
            let text = reading.text(&view).to_owned();
            if text.trim().is_empty() {
                continue;
            }
            let whole = from == start && to == end;
            if !text.contains(char::is_alphanumeric) {
                // The dictionary glues brackets and stops together, and takes some for nouns: 】(.
                for (offset, c) in text.char_indices() {
                    let range = view.start + offset..view.start + offset + c.len_utf8();
                    let (text, base) = (c.to_string(), c.to_string());
                    out.push(Token { range, text, base, pos: Pos::Symbol, sub: Sub::Other, kind: Kind::Word });
                }
                continue;
            }
            // 健診受診率: a stem of kanji alone right before another word is a noun.
            let stem = word.pos == Pos::Verb
                && text.chars().all(is_kanji)
                && seen[end..].starts_with(|c: char| is_kanji(c) || is_katakana(c))
                && pieces.iter().all(|piece| piece.kind.is_none() || piece.seen.start != end);
            // 出生率が2034年に: the dictionary takes が behind a word that it does not know for a conjunction.
            let single = text.chars().count() == 1 && text.chars().all(is_hiragana);
            let behind = out.last().is_some_and(|last| last.pos == Pos::Noun && last.range.end == view.start);
            let particle = word.pos == Pos::Conjunction && single && behind;
            let (pos, sub, base) = match whole && !stem {
                true if particle => (Pos::Particle, Sub::Other, text.clone()),
                true => (word.pos, word.sub, word.base.clone()),
                false => (Pos::Noun, Sub::Other, text.clone()),
            };
            out.push(Token { range: view, text, base, pos, sub, kind: Kind::Word });
        }
    }
    whole_numbers(out)
}

/// 人口1,000人当たり: a number that counts nothing is one word all the same.
fn whole_numbers(tokens: Vec<Token>) -> Vec<Token> {
    let digits = |token: &Token, end: bool| {
        let c = if end { token.text.chars().next_back() } else { token.text.chars().next() };
        token.kind == Kind::Word && c.is_some_and(|c| c.is_ascii_digit())
    };
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let joins = token.text == "," && out.last().is_some_and(|last| digits(last, true));
        let Some(next) = rest.next_if(|next| joins && digits(next, false)) else {
            out.push(token);
            continue;
        };
        if let Some(last) = out.last_mut() {
            last.text.extend([token.text.as_str(), next.text.as_str()]);
            last.base.clone_from(&last.text);
            last.range.end = next.range.end;
        }
    }
    out
}

/// A value that counts something: with a unit, or ゼロ in words.
pub(super) fn is_united(reading: &Reading, at: usize, data: &Sentences) -> bool {
    let found = &reading.found[at];
    match &found.item {
        Item::Value(value) => {
            let text = reading.text(&found.range);
            // 3分の2
            let part = value.unit.is_none() && value.number < 1.0 && data.holds(text, Class::Fraction);
            value.unit.is_some() && !is_year(value, data)
                || part
                || !reading.text(&found.range).contains(|c: char| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// Digits without a unit right behind a word, with a particle behind them.
pub(super) fn is_footnote(reading: &Reading, at: usize, data: &Sentences) -> bool {
    let range = &reading.found[at].range;
    let text = reading.text(range);
    let behind = &reading.view.text[range.end..];
    let word = |c: char| is_kanji(c) || is_katakana(c) || matches!(c, ')' | '%');
    // …大きく伸びている 13 。
    let before = &reading.view.text[..range.start];
    let apart = before.ends_with(' ') && before.trim_end().ends_with(|c| word(c) || is_hiragana(c));
    if apart
        && text.len() <= 3
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && behind.trim_start().starts_with('。')
    {
        return true;
    }
    (2..=3).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && reading.view.text[..range.start].ends_with(word)
        && (behind.starts_with(|c: char| is_hiragana(c) || matches!(c, '。' | '、' | '・'))
            || data.begins(behind, Class::Measured).is_some())
}

/// 2020年代: a year is no value.
fn is_year(value: &crate::text::scan::Value, data: &Sentences) -> bool {
    value.unit.as_deref().is_some_and(|unit| data.is(unit, Class::YearUnit)) && (1900.0..2100.0).contains(&value.number)
}

/// A bound without a unit that is less may be anything: 2以上.
const LEAST: f64 = 10.0;

/// 12,000以上: a number without a unit that is a bound.
fn is_bounded(reading: &Reading, at: usize) -> bool {
    matches!(&reading.found[at].item, Item::Value(value) if value.comparator != Comparator::Equal && value.number >= LEAST)
}

/// 死亡率を60.0まで: a number with a fraction that a particle takes counts without a unit.
pub(super) fn is_bound(reading: &Reading, at: usize, data: &Sentences) -> bool {
    let found = &reading.found[at];
    let rest = &reading.view.text[found.range.end..];
    let about = matches!(&found.item, Item::Value(value) if value.comparator != Comparator::Equal);
    let decimal = reading.text(&found.range).contains('.');
    is_bounded(reading, at)
        || leaves(reading, at, data)
        || arrives(reading, at, data)
        || decimal && (about || data.begins(rest, Class::AfterBare).is_some())
}

/// 令和6年度の412から: a number with nothing but its year before it and から behind it.
fn leaves(reading: &Reading, at: usize, data: &Sentences) -> bool {
    let found = &reading.found[at];
    let Item::Value(value) = &found.item else { return false };
    let Some(before) = at.checked_sub(1).map(|at| &reading.found[at]) else { return false };
    let rest: String = reading.view.text[found.range.end..].chars().take(FROM).collect();
    value.unit.is_none()
        && value.number >= LEAST
        && matches!(before.item, Item::Period(_))
        && before.range.end <= found.range.start
        && data.marks(&reading.view.text[before.range.end..found.range.start], Case::Of)
        && data.marks(&rest, Case::Baseline)
}

/// 令和10年度に1,000へ: a number with nothing but its year before it, that something is brought to.
fn arrives(reading: &Reading, at: usize, data: &Sentences) -> bool {
    let found = &reading.found[at];
    let Item::Value(value) = &found.item else { return false };
    let Some(before) = at.checked_sub(1).map(|at| &reading.found[at]) else { return false };
    let rest = &reading.view.text[found.range.end..];
    let due = before.range.end <= found.range.start
        && data.marks(&reading.view.text[before.range.end..found.range.start], Case::Deadline);
    value.unit.is_none()
        && value.number >= LEAST
        && matches!(before.item, Item::Period(_))
        && due
        && data.begins(rest, Class::AfterBare).is_some()
}

/// から and より have so many characters.
const FROM: usize = 2;

/// A number with a fraction and no unit.
fn is_decimal(reading: &Reading, at: usize) -> bool {
    let found = &reading.found[at];
    matches!(&found.item, Item::Value(value) if value.unit.is_none()) && reading.text(&found.range).contains('.')
}

/// A word that only tells of what kind a number is has no more characters.
const LONGEST_KIND: usize = 2;

/// 1-1, 2-3 and a space before the words of an item: where the number of it stands.
fn running_number(reading: &Reading, range: &Range) -> Option<Range> {
    let text = &reading.view.text[range.clone()];
    let step = |text: &str| text.find(|c: char| !c.is_ascii_digit()).filter(|len| (1..=2).contains(len));
    let first = step(text)?;
    let end = first + 1 + step(text[first..].strip_prefix('-')?)?;
    let behind = text[end..].strip_prefix(' ').unwrap_or(&text[end..]);
    let from = text.len() - behind.len();
    let next = behind.chars().next().filter(|&c| c.is_alphabetic())?;
    let source = |at: usize, len: usize| reading.view.source(&(range.start + at..range.start + at + len));
    // Between Japanese words no space is left in the view: the source tells.
    let apart = from > end || source(end, next.len_utf8()).start > source(0, end).end;
    (range.start == 0 && apart).then_some(range.start..range.start + from)
}

/// 24時間死者数を2,500人以下とする: a value with a word that counts right behind it belongs to that name.
fn is_of_a_name(reading: &Reading, at: usize, data: &Sentences) -> bool {
    let behind = &reading.view.text[reading.found[at].range.end..];
    let len = behind.find(|c: char| !(is_kanji(c) || is_katakana(c))).unwrap_or(behind.len());
    // 率, 総額: a word so short only tells what the number is.
    behind[..len].chars().count() > LONGEST_KIND && super::name::counts(&behind[..len], data)
}

fn repeats(reading: &Reading, at: usize, data: &Sentences) -> bool {
    let range = &reading.found[at].range;
    let before = at.checked_sub(1).map(|at| &reading.found[at]);
    data.is(reading.text(range), Class::Set)
        && before.is_some_and(|found| {
            let gap = &reading.view.text[found.range.end..range.start];
            matches!(found.item, Item::Value(_)) && (gap.is_empty() || data.marks(gap, Case::Target))
        })
}
