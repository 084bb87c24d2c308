//! By 59% for NOx and 93% for SOx; to 75% for men and 60% for women: values of one name, each of a part of it.

use crate::rules::Class;

use super::clause::Reader;
use super::fact::Fact;
use super::governed::Governed;
use super::naming;
use super::phrase;
use super::word::{Tag, Word};

/// The words of a part are no more.
const LONGEST: usize = 5;

impl Reader<'_> {
    /// The values of one name, each that has a part behind it by itself, if all have and each another.
    pub(super) fn by_parts(&self, group: &[(usize, Governed)]) -> Vec<Vec<(usize, Governed)>> {
        let parts: Option<Vec<String>> = group.iter().map(|(at, _)| self.part(&self.facts[*at])).collect();
        let parts =
            parts.filter(|parts| parts.len() > 1 && (1..parts.len()).all(|at| !parts[..at].contains(&parts[at])));
        let Some(parts) = parts else { return vec![group.to_vec()] };
        let named = |((at, governed), part): (&(usize, Governed), String)| {
            let name = governed.name.as_ref().map(|(name, range)| (format!("{name} ({part})"), range.clone()));
            vec![(*at, Governed { name, ..governed.clone() })]
        };
        group.iter().zip(parts).map(named).collect()
    }

    /// For NOx, in rural areas: what stands behind a value and tells of which part it is.
    fn part(&self, fact: &Fact) -> Option<String> {
        let (words, data) = (self.words, self.here.data);
        let from = fact.at + 1;
        let leads = data.is(&words.get(from)?.text, Class::EnPart) && !phrase::leads(words, from, words.len(), data);
        let ends = |word: &Word| !matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Adverb | Tag::Mark('-'));
        let to = (from + 1..words.len()).find(|&at| ends(&words[at])).unwrap_or(words.len());
        if !leads || !(from + 2..=from + 1 + LONGEST).contains(&to) {
            return None;
        }
        naming::name(words, from + 1, to, self.here.reading, data).map(|(part, _)| part)
    }
}
