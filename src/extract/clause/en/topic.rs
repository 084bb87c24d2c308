//! Bus patronage fell after the pandemic. We will lift it to 60 million trips: what a sentence without a value speaks of, for
//! the next one that only points to it.

use crate::rules::{Class, Sentences};
use crate::text::{Range, Reading};

use super::clause::Reader;
use super::governed::Governed;
use super::naming;
use super::phrase;
use super::word::{self, Form, Tag, Word};

/// The subject of a sentence, where it is one phrase.
pub(in super::super) fn topic(reading: &Reading, range: &Range, data: &Sentences) -> Option<String> {
    let words = word::words(reading, range, data);
    let verb = words
        .iter()
        .position(|word| word.is_finite(data) || matches!(word.tag, Tag::Verb(Form::Past | Form::Present)))?;
    // To get there, the rate of renovation must climb.
    let led = words.first().is_some_and(|word| matches!(word.tag, Tag::To | Tag::Preposition | Tag::Adverb));
    let from = words[..verb].iter().rposition(|word| led && word.is(',')).map_or(0, |at| at + 1);
    let whole = phrase::end(&words, from, verb, data) == verb;
    naming::name(&words, from, verb, reading, data).filter(|_| whole).map(|(name, _)| name)
}

impl Reader<'_> {
    /// It will be brought down, lift it: what the sentence before spoke of, where this one lets that rise or fall.
    pub(super) fn topic(&self, governed: &Governed) -> Option<String> {
        let data = self.here.data;
        let moves = governed.classes.iter().any(|class| matches!(class, Class::EnUp | Class::EnDown));
        let points = |word: &Word| word.tag == Tag::Pronoun && data.is(&word.text, Class::EnPoint);
        let known =
            |pair: &[Word]| data.is(&pair[0].text, Class::EnDefinite) && data.is(&pair[1].text, Class::EnGeneric);
        let opens = self.words.get(..2).is_some_and(known);
        let points = opens || self.words.iter().any(points);
        self.memory.topic.clone().filter(|_| moves && points)
    }
}
