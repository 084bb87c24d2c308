//! Lines that were printed over each other to look bold: converters give each layer as a
//! line of its own, cut where the layers differ. `件数４０`, `件数４０人（`, `人（2014年度）`
//! are one line: 件数４０人（2014年度）.

use crate::chars::{columns, ends_sentence, is_kanji, one_of};

use super::{Join, Piece, Places, Span, Text, markup, spaced};

/// How many characters two layers share at least where one goes on in the next.
const SHARED: usize = 2;
/// How far the next layer is indented at least, in columns.
const INDENT: usize = 1;

/// A line is taken for doubled from so many characters on.
const LEAST_DOUBLED: usize = 6;
/// A longer word is none that is said twice, in bytes.
const LONGEST: usize = 120;

/// What a line turns out to be with the lines under it.
#[derive(Debug, PartialEq)]
pub(super) enum Doubled {
    /// The line is no layer.
    No,
    /// The next line says it again.
    Again,
    /// So many lines are layers of this text.
    Layers(Text, usize),
}

/// Judges the first of some lines.
pub(super) fn doubled(source: &str, lines: &[Span]) -> Doubled {
    let [first, next, ..] = lines else { return Doubled::No };
    let (a, b) = (first.trim(source), next.trim(source));
    let (text, below) = (&source[a.range()], &source[b.range()]);
    let long = text.chars().count() >= 2 * SHARED;
    // 31.5 / 31.5 / 86.2: two cells of a row may hold the same.
    let counts = text.trim_start_matches(['▲', '△', '-', '－', '約', '>', '<', '≧', '≦', '$', '¥', '￥']);
    let value = a.range().len() == b.range().len() && counts.starts_with(char::is_numeric);
    if long && !value && below.starts_with(text) && !text.contains('\t') {
        let layered = || lines.get(2).is_some_and(|third| shared(source, *next, *third).is_some());
        // A sentence that stands twice is said twice: bold are headings and names.
        if a.range().len() == b.range().len() && !ends_sentence(text) || spaced::is_gapped(below) || layered() {
            return Doubled::Again;
        }
    }
    let mut pieces = markup::text(source, a);
    let mut layers = 1;
    while let Some(&next) = lines.get(layers) {
        let Some(rest) = shared(source, lines[layers - 1], next) else { break };
        let more = Span::new(rest, next.end as usize).trim(source);
        if !more.is_empty() {
            pieces.append(markup::text(source, more), Join::Run);
        }
        layers += 1;
    }
    // One overlap may be chance.
    if layers > 2 { Doubled::Layers(pieces, layers) } else { Doubled::No }
}

/// Where a layer's own text begins behind what it shares with the end of the one before.
fn shared(source: &str, before: Span, next: Span) -> Option<usize> {
    let indent = |line: Span| {
        let text = &source[line.range()];
        columns(&text[..text.len() - text.trim_start().len()])
    };
    if indent(next) < indent(before) + INDENT {
        return None;
    }
    let (a, b) = (before.trim(source), next.trim(source));
    let (text, below) = (&source[a.range()], &source[b.range()]);
    let starts = text.char_indices().map(|(at, _)| at);
    let at = starts.into_iter().find(|&at| below.starts_with(&text[at..]) && text[at..].chars().count() >= SHARED)?;
    Some(b.start as usize + text.len() - at)
}

/// Whether a source has lines at all that could be layers: some line says the one above again.
pub(super) fn any(source: &str, places: &Places) -> bool {
    let mut last = "";
    places.spans(source).any(|line| {
        let text = source[line.range()].trim();
        let again = last.len() >= 12 && text.starts_with(last) && !text.contains('\t');
        last = text;
        again
    })
}

/// A text without the second layer of its beginning, if a converter gave both in a line: 項目項目 is 項目,
/// 現状現状（R5） is 現状（R5）, 第第２２章章 is 第２章.
pub(super) fn undoubled(source: &str, mut text: Text) -> Text {
    let Some(first) = text.pieces.first().copied() else { return text };
    if let Some(pieces) = all_twice(source, first) {
        text.pieces.splice(..1, pieces);
        return text;
    }
    let (start, piece) = (first.span.start as usize, &source[first.span.range()]);
    let lead = piece.len() - piece.trim_start().len();
    let bare = &piece[lead..];
    let end = bare.find(|c: char| c.is_whitespace() || one_of(c, "（(「【［")).unwrap_or(bare.len());
    let word = &bare[..end];
    if word.is_empty() || word.len() > LONGEST || !word.contains(is_kanji) {
        return text;
    }
    if let Some(half) = twice(word) {
        text.pieces[0].span.start = (start + lead + half) as u32;
    } else if each_twice(word, 3) {
        let mut singles: Vec<Piece> = word
            .char_indices()
            .step_by(2)
            .map(|(at, c)| {
                let from = start + lead + at;
                Piece { span: Span::new(from, from + c.len_utf8()), join: Join::Run }
            })
            .collect();
        singles[0].join = first.join;
        let rest = Span::new(start + lead + end, first.span.end as usize);
        singles.extend((!rest.is_empty()).then_some(Piece { span: rest, join: Join::Run }));
        text.pieces.splice(..1, singles);
    }
    text
}

/// One layer of a piece whose every word has each of its characters twice: 現現状状((RR55)) 目目標標.
fn all_twice(source: &str, piece: Piece) -> Option<Vec<Piece>> {
    let text = &source[piece.span.range()];
    let mut words = text.split_whitespace();
    let mut chars = text.chars().filter(|c| !c.is_whitespace());
    let quick = chars.next() == chars.next() && text.contains(is_kanji);
    if !quick || !words.all(|word| each_twice(word, 1)) || text.chars().count() < 2 * LEAST_DOUBLED {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut from, mut first) = (None, true);
    // Of each two characters the second, with the space behind it.
    for (at, c) in text.char_indices().chain([(text.len(), 'x')]) {
        if c.is_whitespace() {
            continue;
        }
        if let Some(begin) = from.take_if(|_| first) {
            let span = Span::new(piece.span.start as usize + begin, piece.span.start as usize + at);
            pieces.push(Piece { span, join: Join::Run });
        }
        if !first {
            from = Some(at);
        }
        first = !first;
    }
    pieces.first_mut()?.join = piece.join;
    Some(pieces)
}

/// The length of the half that a word says twice: at least two characters, and none that are
/// said twice anyway (一人一人).
fn twice(word: &str) -> Option<usize> {
    let half = word.len() / 2;
    let (a, b) = word.is_char_boundary(half).then(|| word.split_at(half))?;
    (a == b && a.chars().count() > 1 && !a.starts_with(['一', '１', '1']) && a.contains(is_kanji)).then_some(half)
}

/// Whether a word has each of its characters twice, and so many at least.
fn each_twice(word: &str, least: usize) -> bool {
    let mut chars = word.chars();
    let mut pairs = 0;
    while let Some(c) = chars.next() {
        if chars.next() != Some(c) {
            return false;
        }
        pairs += 1;
    }
    pairs >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let lines: Vec<Span> = Places::of(text).spans(text).collect();
        match doubled(text, &lines) {
            Doubled::Layers(layers, n) => format!("{n} {}", layers.plain(text)),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn layers_are_one_line() {
        let layers = "新規就業者数０人（2014\n            人（2014 年度）→５年間で\n                   年度）→５年間で６\n                       ５年間で６人\n";
        assert_eq!(read(layers), "4 新規就業者数０人（2014年度）→５年間で６人");
        assert_eq!(read("新規就業者数\n新規就業者数\n"), "Again");
        assert_eq!(read("31.5\n31.5\n86.2\n"), "No");
        assert_eq!(read("100以上を維持\n100以上を維持\n"), "No");
    }

    #[test]
    fn a_line_with_every_character_twice_is_one() {
        let once = |text: &str| undoubled(text, markup::text(text, Span::new(0, text.len()))).plain(text);
        assert_eq!(once("施施策策 評評価価指指標標 現現状状((RR55((22002233))))"), "施策 評価指標 現状(R5(2023))");
        assert_eq!(once("日日 22"), "日日 22");
    }

    #[test]
    fn a_word_printed_twice_is_said_once() {
        let once = |text: &str| undoubled(text, markup::text(text, Span::new(0, text.len()))).plain(text);
        assert_eq!(once("数値目標数値目標"), "数値目標");
        assert_eq!(once("現状現状（平成２８年度）"), "現状（平成２８年度）");
        assert_eq!(once("第第２２章章　　サービス"), "第２章　　サービス");
        for word in ["一人一人", "2020", "ますます", "目標値", "１１", "日日", "子育て支援子育て支援員"]
        {
            assert_eq!(once(word), word);
        }
    }

    #[test]
    fn a_heading_whose_words_open_the_text_stays() {
        assert_eq!(read("健康寿命の延伸\n健康寿命の延伸については、次のとおりとする。\n"), "No");
        assert_eq!(read("令和12年度までに300件とする。\n令和12年度までに300件とする。\n"), "No");
        assert_eq!(read("体制を整備する\n    整備するための費用\n"), "No");
    }
}
