//! What of a record is searched, and how a searched word is looked up.
//!
//! Two indexes: any three characters in a row, for fragments of compounds, and words by
//! their dictionary form, for words of two characters, inflected ones and English.

use std::collections::HashMap;

use crate::chars::{is_hiragana, is_japanese};
use crate::record::Record;
use crate::text::{Part, Words, nfkc};

/// The text of a record that is searched: each part that says something not said before, on a line.
pub fn searchable(record: &Record) -> String {
    let common = record.common();
    let mut parts = vec![record.name().to_owned()];
    match record {
        Record::Indicator(indicator) => {
            parts.extend(indicator.measure.clone());
            parts.extend(indicator.section.iter().cloned());
            parts.push(common.evidence.quote.clone());
            let in_words = indicator.observations.iter().filter(|observation| observation.value.is_none());
            parts.extend(in_words.map(|observation| observation.text.clone()));
            parts.extend(indicator.notes.iter().cloned());
        }
        Record::Measure(measure) => parts.extend(measure.section.iter().cloned()),
        Record::Programme(_) => parts.push(common.evidence.quote.clone()),
    }
    let mut text = String::new();
    for part in parts {
        let part = folded(&part);
        if !part.is_empty() && !text.contains(&part) {
            text.push_str(&part);
            text.push('\n');
        }
    }
    // So that the last two characters begin a three as well.
    text.push('\n');
    text
}

/// NFKC on one line, without the spaces that line breaks left between Japanese characters.
pub fn folded(text: &str) -> String {
    let normal = nfkc(text);
    let mut out = String::with_capacity(normal.len());
    for word in normal.split_whitespace() {
        let joins = match (out.chars().next_back(), word.chars().next()) {
            (Some(before), Some(after)) => is_japanese(before) && is_japanese(after),
            _ => true,
        };
        if !joins {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A word of a text in the form in which it is indexed, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indexed {
    pub start: usize,
    pub end: usize,
    pub form: String,
}

/// The words of a folded text: Japanese by its dictionary forms without particles, the rest as written.
pub fn words(text: &str, words: &Words) -> Vec<Indexed> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let kind = kind(first);
        let len = rest.find(|c: char| self::kind(c) != kind).unwrap_or(rest.len());
        let run = &rest[..len];
        match kind {
            Run::Japanese => out.extend(words.of(run).into_iter().filter(says_something).map(|word| Indexed {
                start: start + word.start,
                end: start + word.start + word.text.len(),
                form: if matches!(word.base.as_str(), "" | "*") { word.text } else { word.base },
            })),
            Run::Other => out.push(Indexed { start, end: start + len, form: run.to_lowercase() }),
            Run::Between => {}
        }
        rest = &rest[len..];
    }
    out
}

fn says_something(word: &crate::text::Word) -> bool {
    matches!(word.part, Part::Noun | Part::Verb | Part::Adnominal)
        && !(word.text.chars().all(is_hiragana) && word.text.chars().count() <= 2)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Japanese,
    Other,
    Between,
}

fn kind(c: char) -> Run {
    match c {
        _ if !c.is_alphanumeric() && c != '々' && c != 'ー' => Run::Between,
        _ if is_japanese(c) => Run::Japanese,
        _ => Run::Other,
    }
}

/// Makes the words of texts as the index takes them. Records of one document share lines (headings, rows),
/// whose words are looked up once.
pub struct Lines<'a> {
    dictionary: &'a Words,
    known: HashMap<String, String>,
}

impl<'a> Lines<'a> {
    pub fn new(dictionary: &'a Words) -> Self {
        Self { dictionary, known: HashMap::new() }
    }

    pub(super) fn words(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            match self.known.get(line) {
                Some(known) => out.push_str(known),
                None => {
                    let start = out.len();
                    for word in words(line, self.dictionary) {
                        out.push_str(&word.form);
                        out.push(' ');
                    }
                    self.known.insert(line.to_owned(), out[start..].to_owned());
                }
            }
        }
        out
    }
}

/// Searched words, all of which a record must have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms(pub Vec<Term>);

/// A searched word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Folded.
    pub text: String,
    /// Its words as indexed.
    pub forms: Vec<String>,
    /// For the index of words, in FTS5's language; none where there is no word in it.
    pub by_words: Option<String>,
    /// For the index of three characters; none where it is too short or plain Latin.
    pub by_fragment: Option<String>,
    /// Whether it may stand inside a word, and is looked for by reading where no index can know it.
    pub by_reading: bool,
}

impl Terms {
    /// Takes searched words apart at white space.
    pub fn new<S: AsRef<str>>(given: &[S], dictionary: &Words) -> Self {
        let all = given.iter().flat_map(|text| text.as_ref().split_whitespace().map(folded).collect::<Vec<_>>());
        Self(all.filter(|text| !text.is_empty()).map(|text| Term::new(text, dictionary)).collect())
    }
}

impl Term {
    fn new(text: String, dictionary: &Words) -> Self {
        let forms: Vec<String> = words(&text, dictionary).into_iter().map(|word| word.form).collect();
        let japanese = text.chars().any(is_japanese);
        // 育児 also begins 育児休業; art is not article.
        let open = if text.chars().next_back().is_some_and(is_japanese) { " *" } else { "" };
        let by_words = (!forms.is_empty()).then(|| format!("{}{open}", quoted(&forms.join(" "))));
        // Latin letters are words: AMED is not in "named".
        let inside = japanese || forms.is_empty();
        let by_fragment = (inside && text.chars().count() >= 3).then(|| quoted(&text));
        Self { by_reading: inside && by_fragment.is_none(), text, forms, by_words, by_fragment }
    }
}

/// A text as one phrase in FTS5's language.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Words {
        Words::new(&[]).unwrap()
    }

    #[test]
    fn words_are_indexed_by_their_dictionary_forms() {
        let words = dictionary();
        assert_eq!(Lines::new(&words).words("育児休業を取得した男性"), "育児 休業 取得 男性 ");
        assert_eq!(Lines::new(&words).words("AMEDが支援する(希少疾病)"), "amed 支援 希少 疾病 ");
        assert_eq!(Lines::new(&words).words("増やした"), Lines::new(&words).words("増やす"));
    }

    #[test]
    fn full_width_and_half_width_are_searched_alike() {
        let words = dictionary();
        assert_eq!(Terms::new(&["ＡＭＥＤ"], &words), Terms::new(&["AMED"], &words));
        assert_eq!(folded("希少\n  疾病 drug\n loss"), "希少疾病 drug loss");
    }

    #[test]
    fn latin_words_are_not_searched_inside_others() {
        let terms = Terms::new(&["AMED 希少疾病 育児"], &dictionary());
        let [latin, long, short] = terms.0.as_slice() else { panic!("{terms:?}") };
        assert_eq!((latin.by_words.as_deref(), latin.by_fragment.as_deref()), (Some("\"amed\""), None));
        assert_eq!(long.by_fragment.as_deref(), Some("\"希少疾病\""));
        assert_eq!((short.by_words.as_deref(), short.by_fragment.as_deref()), (Some("\"育児\" *"), None));
    }
}
