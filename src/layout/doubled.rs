//! Lines that were printed over each other to look bold: converters give each layer as a
//! line of its own, cut where the layers differ. `件数４０`, `件数４０人（`, `人（2014年度）`
//! are one line: 件数４０人（2014年度）.

use crate::chars::{columns, ends_sentence};

use super::{Join, Places, Span, Text, markup, spaced};

/// How many characters two layers share at least where one goes on in the next.
const SHARED: usize = 2;
/// How far the next layer is indented at least, in columns.
const INDENT: usize = 1;

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
    if long && below.starts_with(text) && !text.contains('\t') {
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
    }

    #[test]
    fn a_heading_whose_words_open_the_text_stays() {
        assert_eq!(read("健康寿命の延伸\n健康寿命の延伸については、次のとおりとする。\n"), "No");
        assert_eq!(read("令和12年度までに300件とする。\n令和12年度までに300件とする。\n"), "No");
        assert_eq!(read("体制を整備する\n    整備するための費用\n"), "No");
    }
}
