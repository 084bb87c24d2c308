//! Which of many patterns a text can match at all, told in one pass over it.
//!
//! Most patterns need a word that most texts lack. Asked one by one they cost a search each; all their
//! words together are found in one, and only the patterns whose word stands there are tried.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::compiled::Pattern;

/// A pattern, by its entry and its place among the patterns of that.
type At = (usize, usize);

/// The words of the patterns of some entries.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    /// None where no pattern needs a word.
    words: Option<AhoCorasick>,
    /// The patterns that wait for each word.
    of: Vec<Vec<At>>,
    /// The patterns that need none.
    always: Vec<At>,
}

impl Sieve {
    pub fn of<'p>(entries: impl Iterator<Item = &'p [Pattern]>) -> Self {
        let mut waiting: BTreeMap<String, Vec<At>> = BTreeMap::new();
        let mut always = Vec::new();
        let patterns =
            entries.enumerate().flat_map(|(entry, all)| (0..).zip(all).map(move |(at, one)| ((entry, at), one)));
        for (at, pattern) in patterns {
            match pattern.marks() {
                Some(words) => words.into_iter().for_each(|word| waiting.entry(word).or_default().push(at)),
                None => always.push(at),
            }
        }
        match AhoCorasick::new(waiting.keys()) {
            Ok(words) => Self { words: Some(words), of: waiting.into_values().collect(), always },
            // Too many words for one search: every pattern is tried.
            Err(_) => {
                always.extend(waiting.into_values().flatten());
                Self { words: None, of: Vec::new(), always: sorted(always) }
            }
        }
    }

    /// The patterns that a text may match, in their order.
    pub fn candidates(&self, text: &str) -> Vec<At> {
        let found = self.words.iter().flat_map(|words| words.find_overlapping_iter(text));
        let waiting = found.flat_map(|found| &self.of[found.pattern().as_usize()]);
        sorted(self.always.iter().chain(waiting).copied().collect())
    }
}

fn sorted(mut all: Vec<At>) -> Vec<At> {
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn patterns(texts: &[&str]) -> Vec<Pattern> {
        texts.iter().map(|text| Pattern::new((*text).to_owned(), text, 0..0).unwrap()).collect()
    }

    #[test]
    fn only_the_patterns_whose_word_stands_in_a_text_are_tried() {
        let entries = [patterns(&["目標値?", "^target", "^差$"]), patterns(&["実績.{0,3}$"]), patterns(&["[0-9]"])];
        let sieve = Sieve::of(entries.iter().map(Vec::as_slice));
        assert_eq!(sieve.candidates("令和6年度"), [(2, 0)]);
        assert_eq!(sieve.candidates("最終目標値"), [(0, 0), (2, 0)]);
        assert_eq!(sieve.candidates("実績 target"), [(0, 1), (1, 0), (2, 0)]);
        assert_eq!(sieve.candidates("差額"), [(0, 2), (2, 0)]);
    }

    #[test]
    fn what_a_header_matches_its_sieve_lets_through() {
        let tables = &Rules::built_in().tables;
        for facet in &tables.facets {
            for text in facet.entry.ok.iter().chain(&facet.entry.no).map(|example| &example.text) {
                let matching = (0..).zip(&tables.facets).flat_map(|(entry, facet)| {
                    let hits = (0..).zip(&facet.header).filter(|(_, pattern)| pattern.is_match(text));
                    hits.map(move |(at, _)| (entry, at))
                });
                let candidates = tables.headers.candidates(text);
                let lost: Vec<At> = matching.filter(|at| !candidates.contains(at)).collect();
                assert!(lost.is_empty(), "{text}: {lost:?}");
            }
        }
    }
}
