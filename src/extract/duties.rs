//! Sentences that say what is to be done, a bracket of bodies and a year behind them: … shall be held (MoF, 2027).
//!
//! A bracket alone cites a source as well: only what a sentence demands makes a measure, or promises (will be published)
//! for a year that is not over, and only of bodies of a state.

use crate::record::{Form, Lang};
use crate::text::scan::{Bodies, bodies};

use super::making::{FoundMeasure, named};
use super::statement::By;
use super::{Extractor, Found, language, name};

/// A bracket of bodies takes no more bytes.
const LONGEST: usize = 200;
/// What is to be done takes so many characters.
const LEAST: usize = 12;

impl Extractor<'_> {
    /// Makes measures of the sentences of a block that say what shall be done, and by whom.
    pub(super) fn duties(&mut self, at: usize) {
        let text = &self.document.blocks[at].text;
        let raw = &self.source[text.span().range()];
        let words_of = &self.rules.lexicon().bodies;
        if !raw.contains(')') || !(words_of.demands(raw) || words_of.promises(raw)) {
            return;
        }
        let read = self.read(text);
        let view = read.reading.view.text.as_str();
        if language(view) != Lang::En {
            return;
        }
        let mut from = 0;
        let mut all = Vec::new();
        for (close, _) in view.match_indices(')') {
            let behind = &view[close + 1..];
            let sentence = behind.trim_start_matches(['.', ' ']);
            let ends = sentence.is_empty() || sentence.starts_with('\n') || behind.starts_with(". ");
            let Some(open) = view[from..close].rfind('(').map(|open| from + open).filter(|_| ends) else { continue };
            let before = &view[from..open];
            let start = from + before.rfind(['\n']).map_or(0, |at| at + 1);
            let start = start + view[start..open].rfind(". ").map_or(0, |at| at + 2);
            from = close + 1;
            let words = name::clean_text(&view[start..open]);
            let range = start..close + 1;
            if words.chars().count() < LEAST
                || !(words_of.demands(&words) || words_of.promises(&words) && !self.is_over(&view[open..close]))
                || !named(&read, &range).is_empty()
            {
                continue;
            }
            let Some(found) = self.answering(&view[open + 1..close]) else { continue };
            all.push((words, found, read.reading.view.source(&range)));
        }
        for (text, found, span) in all {
            self.out.push(Found::Measure(FoundMeasure {
                text: name::without_number(&text).to_owned(),
                form: Form::Statement,
                ministries: found.named,
                block: at,
                span,
                cell: None,
                by: By::Run,
                lang: Lang::En,
            }));
        }
    }

    /// Whether a year in a bracket lies before the document's own: that of a source.
    fn is_over(&self, inside: &str) -> bool {
        let years = inside.split(|c: char| !c.is_ascii_digit()).filter(|figures| figures.len() == 4);
        let now = self.year.get();
        years.filter_map(|year| year.parse::<i32>().ok()).any(|year| now.is_some_and(|now| year < now))
    }

    /// The bodies of a bracket that holds nothing else but when.
    fn answering(&self, inside: &str) -> Option<Bodies> {
        // A date is figures, and small words or a quarter before them: 2027, by Q2 2028, 2026–2030.
        let when = |part: &str| {
            part.contains(|c: char| c.is_ascii_digit())
                && part.split([' ', '-', '–', '/']).all(|word| {
                    let small = word.chars().all(|c| c.is_ascii_lowercase());
                    small || word.trim_start_matches('Q').chars().all(|c| c.is_ascii_digit())
                })
        };
        if inside.len() > LONGEST {
            return None;
        }
        let names: Vec<&str> = inside.split([',', ';']).map(str::trim).filter(|part| !when(part)).collect();
        let found = bodies(&names.join(", "), &self.offices.context(self.rules));
        let all = found.named.len() == found.sure + found.beside && found.others == 0;
        (found.state && found.sure > 0 && all && !found.local).then_some(found)
    }
}
