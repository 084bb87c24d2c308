//! Goals of having no more of something, without a number: eliminate child labour by 2030, coal is to be phased out by 2038.

use crate::rules::Class;
use crate::text::Range;

use super::clause::Reader;
use super::word::{self, Form, Tag, Word};
use super::{naming, phrase, years};

/// The year stands no more words behind the verb.
const NEAR: usize = 20;

impl Reader<'_> {
    /// What the verb at a place is to do away with by a year to come, where the clause holds no value.
    pub(super) fn ended_by(&self, verb: usize) -> Option<(String, Range, usize)> {
        let data = self.here.data;
        let word = &self.words[verb];
        let ended = word.tag == Tag::Noun && word.text.ends_with("ed");
        let closed = data.is(&word.text, Class::EnClosed);
        let ends = word::is_verb(&word.text, Class::EnEnd, data) || closed;
        if self.told || !matches!(word.tag, Tag::Verb(_)) && !ended || !ends {
            return None;
        }
        let (start, end) = self.clause(verb);
        // It is to be eliminated: of what another clause names.
        // But it is our wish to eliminate them: that "it" points to nothing. We, they: who does it.
        let opens = self.words[start..end].iter().position(|word| word.tag == Tag::Pronoun);
        let empty = opens.is_some_and(|at| {
            let is = self.words.get(start + at + 1).is_some_and(|next| next.tag == Tag::Be);
            is && self.words[start + at..verb.max(start + at)].iter().any(|word| word.tag == Tag::Noun)
        });
        let one = |(at, word): (usize, &Word)| {
            // We will phase out coal: who does it.
            let does = start + at < verb && self.words.get(start + at + 1).is_some_and(|next| next.tag == Tag::Modal);
            let pronoun = word.tag == Tag::Pronoun && !(empty && opens == Some(at)) && !does;
            word.is_value() || pronoun || data.is(&word.text, Class::EnMight)
        };
        if self.words[start..end].iter().enumerate().any(one) {
            return None;
        }
        let due = (verb + 1..end.min(verb + NEAR)).find(|&place| self.words[place].is_time());
        let due = due.filter(|&place| years::until(self.words, place, data));
        let year = due.and_then(|place| self.ahead(place)).or_else(|| self.due_at_head(start, verb))?;
        let before = |back: usize| verb.checked_sub(back).filter(|&at| at >= start).map(|at| self.words[at].tag);
        let first = self.words[start..verb].iter().all(|word| !matches!(word.tag, Tag::Noun | Tag::Verb(_)));
        let named = match word.tag {
            // Coal is to be phased out, will have been eliminated; subsidies are phased out by 2032: as if that year were now.
            _ if ended || word.tag == Tag::Verb(Form::Past) => {
                let chain = self.words[start..verb].iter().rev();
                let chain = chain.take_while(|word| {
                    matches!(word.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::To | Tag::Adverb)
                        || data.is(&word.text, Class::EnOwed)
                });
                let was = chain.clone().any(|word| data.is(&word.text, Class::EnPastBe));
                let promised = before(1) == Some(Tag::Be) && !was && chain.clone().all(|word| word.tag != Tag::Have)
                    || before(1) == Some(Tag::Be) && chain.clone().any(|word| word.tag == Tag::Modal);
                let owed = chain.clone().filter(|word| data.is(&word.text, Class::EnOwed)).count();
                let first = verb - chain.count();
                let whole = || phrase::end(self.words, start, first, data);
                let subject = || match owed {
                    0 => self.subject(start, Some(verb)),
                    _ => naming::name(self.words, start, whole(), self.here.reading, data),
                };
                promised.then(subject).flatten()
            }
            // We will end child marriage, the aim is to eliminate it; – Phase out coal
            _ => {
                let aimed = before(1) == Some(Tag::To)
                    && before(2).is_some()
                    && (before(2) == Some(Tag::Be) || word::aims(&self.words[verb - 2], data));
                // We will completely phase out coal, will work with others to phase it out.
                let lead = (start..verb).rev().find(|&at| self.words[at].tag != Tag::Adverb);
                let led = lead.map(|at| self.words[at].tag);
                let will = |word: &Word| word.tag == Tag::Modal && data.is(&word.text, Class::EnWill);
                let works = led == Some(Tag::To) && self.words[start..verb].iter().any(will);
                let promised = led == Some(Tag::Modal) || aimed || works || first && word.tag == Tag::Verb(Form::Base);
                let from = (verb + 1..end).find(|&at| !matches!(self.words[at].tag, Tag::Adverb | Tag::Preposition))?;
                let to = phrase::end(self.words, from, end, data);
                promised.then(|| naming::name(self.words, from, to, self.here.reading, data)).flatten()
            }
        };
        // The gap will be closed; but five schools will be.
        let gap = |name: &str| name.split(' ').any(|word| data.is(&word.to_lowercase(), Class::EnClosable));
        let named = named.filter(|(name, _)| !closed || gap(name));
        // Eliminate the deficit: of what counts, or harms, or is many.
        let counts = |name: &str| {
            let ill = |word: &str| data.is(word, Class::EnIll) || data.is(word.trim_end_matches('s'), Class::EnCase);
            let harm = |word: &str| ill(word) || word.ends_with('s');
            self.counts(name) || name.to_lowercase().split(' ').any(harm) || name.contains(' ')
        };
        named.filter(|(name, _)| counts(name)).map(|(name, range)| (name, range, year))
    }
}
