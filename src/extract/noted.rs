//! Notes that name an indicator and a year of their own: 注）作成率は令和4年度末の値である. Which of its values they date is not read, so
//! that its record is no longer sure.

use crate::layout::{Document, Kind};
use crate::record::{Flag, Lang};
use crate::rules::Rules;
use crate::text::View;
use crate::text::scan::{Item, scan};

use super::statement::Statement;

/// A note stands no more blocks behind what it is to.
const NEAR: usize = 12;
/// A Japanese name, and each of two English words, are no shorter where a note names them, in characters.
const LEAST_NAME: usize = 5;
const LEAST_WORD: usize = 5;
/// A note is no longer, in bytes.
const LONGEST: usize = 1500;

/// The notes of a document that hold years.
pub(super) struct Notes(Vec<Note>);

struct Note {
    block: usize,
    text: String,
    years: Vec<i32>,
}

impl Notes {
    pub fn of(document: &Document, source: &str, rules: &Rules) -> Self {
        let mut notes = Vec::new();
        for (block, one) in document.blocks.iter().enumerate() {
            let marked = matches!(one.kind, Kind::Note);
            let short = one.text.span().range().len() <= LONGEST;
            if !(short && (marked || matches!(one.kind, Kind::Paragraph))) {
                continue;
            }
            let view = View::of(source, &one.text);
            let text = view.text.trim_start();
            if !(marked || rules.tables.words.note_lead.iter().any(|lead| text.starts_with(lead.as_str()))) {
                continue;
            }
            let years = scan(&view.text, rules.lexicon(), &[]).into_iter().filter_map(|found| match found.item {
                Item::Period(period) => Some(period.end),
                _ => None,
            });
            let years: Vec<i32> = years.collect();
            if !years.is_empty() {
                notes.push(Note { block, text: squeezed(&view.text), years });
            }
        }
        Self(notes)
    }

    /// Doubts a statement that a note right behind it names beside a year that it does not have.
    pub fn doubt(&self, statement: &mut Statement) {
        let near = |note: &&Note| (statement.block..=statement.block + NEAR).contains(&note.block);
        let known: Vec<i32> =
            statement.observations.iter().filter_map(|one| one.period).map(|dated| dated.period.end).collect();
        let other = |note: &&Note| note.years.iter().any(|year| !known.contains(year));
        let named = |note: &&Note| names(&note.text, &statement.name, statement.lang);
        if self.0.iter().filter(near).filter(other).any(|note| named(&note)) {
            statement.flags.push(Flag::YearElsewhere);
        }
    }
}

/// Whether a note speaks of a name: by all of it, or in English by two words of it that stand together.
fn names(note: &str, name: &str, lang: Lang) -> bool {
    let bare = name.split('(').next().unwrap_or(name);
    match lang {
        Lang::Ja => bare.chars().count() >= LEAST_NAME && note.contains(&squeezed(bare)),
        Lang::En => {
            let words: Vec<String> = bare.split_whitespace().map(str::to_lowercase).collect();
            let long = |pair: &&[String]| pair.iter().all(|word| word.chars().count() >= LEAST_WORD);
            words.windows(2).filter(long).any(|pair| note.contains(&pair.concat()))
        }
    }
}

/// A text without spaces, in small letters: a line end may stand anywhere.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_an_indicator_by_its_words() {
        let note = squeezed("Source of baselines: routine data, except catastrophic costs (national survey, 2019).");
        assert!(names(&note, "Households facing catastrophic costs due to TB", Lang::En));
        assert!(!names(&note, "Treatment success rate", Lang::En));
        let note = squeezed("注１）森林経営計画の作成率は令和４年度末の値である。");
        assert!(names(&note, "森林経営計画の作成率", Lang::Ja));
        assert!(!names(&note, "作成率", Lang::Ja));
    }
}
