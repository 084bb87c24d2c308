//! A place in a document as a person names it: `FILE:LINE`, or `FILE:PAGE:"text"`.

use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;

use super::Sample;
use crate::layout::Span;
use crate::text::folded;

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub file: PathBuf,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// 1-based, of the source text.
    Line(u32),
    /// Words on a page, 1-based.
    Words(u32, String),
}

impl FromStr for Spot {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text}: write FILE:LINE, or FILE:PAGE:\"text\"");
        if let Some((file, line)) = text.rsplit_once(':').filter(|(_, line)| is_number(line)) {
            return Ok(Self { file: file.into(), at: At::Line(line.parse().map_err(|_| wrong())?) });
        }
        // The words may hold colons themselves: the page is the first number between two.
        for (at, _) in text.match_indices(':') {
            if let Some((page, words)) = text[at + 1..].split_once(':').filter(|(page, _)| is_number(page)) {
                let words = words.trim_matches(['"', '“', '”']).to_owned();
                let page = page.parse().map_err(|_| wrong())?;
                return Ok(Self { file: text[..at].into(), at: At::Words(page, words) });
            }
        }
        Err(wrong())
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Sample {
    /// The bytes of the source that a place names; none where there is no such place.
    pub fn find(&self, at: &At) -> Option<Range<usize>> {
        let text = &self.source.text;
        match at {
            At::Line(line) => {
                let span = self.document.places.spans(text).nth((*line as usize).checked_sub(1)?)?;
                let begin = span.start as usize;
                Some(begin..begin + text[span.range()].trim_end().len())
            }
            At::Words(page, words) => {
                let (whole, ends) = bare(text);
                let wanted = bare(words).0;
                let found = whole.match_indices(&wanted).filter(|_| !wanted.is_empty());
                let ranges = found.map(|(at, part)| {
                    let (start, end) = (ends[&at], ends[&(at + part.len())]);
                    start..start + text[start..end].trim_end().len()
                });
                let on_page = |range: &Range<usize>| {
                    let first = self.document.places.of_span(Span::new(range.start, range.end)).page;
                    first.is_none_or(|first| first == *page)
                };
                ranges.into_iter().find(on_page)
            }
        }
    }
}

/// A text folded and without spaces, and where each of its bytes stands in the text.
fn bare(text: &str) -> (String, std::collections::BTreeMap<usize, usize>) {
    let (mut out, mut places) = (String::new(), std::collections::BTreeMap::new());
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() {
            places.insert(out.len(), at);
            out.push_str(&folded(c).unwrap_or_else(|| c.to_string()));
        }
    }
    places.insert(out.len(), text.len());
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_line_or_words_on_a_page() {
        let spot = |text: &str| text.parse::<Spot>();
        assert_eq!(spot("a/b.txt:12"), Ok(Spot { file: "a/b.txt".into(), at: At::Line(12) }));
        let words = At::Words(3, "目標：70社".into());
        assert_eq!(spot("a.pdf:3:\"目標：70社\""), Ok(Spot { file: "a.pdf".into(), at: words }));
        assert!(spot("a.txt").is_err() && spot("a.txt:x").is_err());
    }

    #[test]
    fn words_are_found_whatever_their_width_and_spaces() {
        let sample = Sample::of_text("一覧\n\n件数 ７０ 社\n");
        assert_eq!(
            sample.find(&At::Words(1, "件数70社".into())).map(|at| &sample.source.text[at]),
            Some("件数 ７０ 社")
        );
        assert_eq!(sample.find(&At::Line(3)).map(|at| &sample.source.text[at]), Some("件数 ７０ 社"));
        assert_eq!(sample.find(&At::Line(9)), None);
    }
}
