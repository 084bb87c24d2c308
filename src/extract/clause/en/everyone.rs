//! Goals for all of a kind, without a number: all new buses will be electric by 2030, ensure that all schools meet the
//! standards by 2028.

use crate::rules::Class;
use crate::text::Range;

use super::clause::Reader;
use super::word::{Form, Tag, Word};
use super::{fact, phrase};

/// The year stands no more words behind those of whom it is said.
const NEAR: usize = 24;
/// What is to be so of all has no more words.
const LONGEST: usize = 18;

impl Reader<'_> {
    /// All NP will be, all NP to be, ensure that all NP are … by a year to come.
    pub(super) fn all_by(&self, at: usize) -> Option<(String, Range, usize)> {
        let data = self.here.data;
        if self.told || self.words[at].tag != Tag::Determiner || !data.is(&self.words[at].text, Class::EnAll) {
            return None;
        }
        let (start, end) = self.clause(at);
        let clause = &self.words[start..end];
        let doubted = |word: &Word| data.is(&word.text, Class::EnMight) || data.is(&word.text, Class::EnRule);
        if clause.iter().any(|word| word.is_value() || doubted(word))
            || clause.iter().any(|word| data.is(&word.text, Class::EnPastBe))
        {
            return None;
        }
        let to = phrase::end(self.words, at + 1, end, data);
        let noun = self.words[at + 1..to].iter().any(|word| word.tag == Tag::Noun);
        // All new cars sold should be zero-emission
        let sold = |at: usize| {
            matches!(self.words[at].tag, Tag::Verb(Form::Past))
                && self.words.get(at + 1).is_some_and(|next| next.tag == Tag::Modal)
        };
        let to = if to < end && sold(to) { to + 1 } else { to };
        let verb = self.words.get(to).filter(|_| noun && to < end)?;
        let next = self.words.get(to + 1);
        let opens = self.words[start..at].iter().all(|word| {
            word.is_time()
                || matches!(
                    word.tag,
                    Tag::Preposition | Tag::Determiner | Tag::Mark(_) | Tag::Conjunction | Tag::Pronoun | Tag::Adverb
                )
                || data.is(&word.text, Class::EnYear)
                // Targets: / all vehicles to run …
                || super::word::aims(word, data)
        });
        let bound = match verb.tag {
            Tag::Modal => opens,
            Tag::To => {
                opens && next.is_some_and(|next| matches!(next.tag, Tag::Be | Tag::Verb(Form::Base) | Tag::Have))
            }
            // Ensure that all schools meet …
            Tag::Be | Tag::Have | Tag::Verb(Form::Base | Form::Present) => self.is_ensured(start, at),
            _ => false,
        };
        let due =
            (to..end.min(to + NEAR)).find(|&place| self.words[place].is_time() && fact::by(self.words, place, data));
        let due = due.and_then(|place| Some((place, self.ahead(place)?)));
        let head = (start..at).find(|&place| self.words[place].is_time() && fact::until(self.words, place, data));
        let year = due.map(|(_, found)| found).or_else(|| head.and_then(|place| self.ahead(place)))?;
        let limit = due.map_or(end, |(place, _)| self.before_time(to, place));
        let said = &self.words[at + 1..limit.min(at + 1 + LONGEST)];
        if !bound || limit <= to {
            return None;
        }
        let (name, range) = phrase::written(without_marks(said), self.here.reading);
        Some((name, range, year))
    }

    /// Whether words before a clause's "all" say that it is to be ensured.
    fn is_ensured(&self, start: usize, all: usize) -> bool {
        let data = self.here.data;
        let that = all.checked_sub(1).filter(|&at| data.is(&self.words[at].text, Class::EnThat)).unwrap_or(all);
        let verb = that.checked_sub(1).filter(|&at| at >= start).map(|at| &self.words[at]);
        // Make sure that
        let sure = |verb: &Word| verb.tag == Tag::Noun && data.is(&verb.text, Class::EnEnsure);
        verb.is_some_and(|verb| {
            matches!(verb.tag, Tag::Verb(Form::Base | Form::Ing)) && data.is(&verb.text, Class::EnEnsure) || sure(verb)
        })
    }

    /// Where the words that lead to a year begin: by the end of 2028.
    fn before_time(&self, from: usize, time: usize) -> usize {
        let leads = |at: &usize| self.here.data.is(&self.words[*at].text, Class::EnDeadline);
        (from..time).rev().take(LEAD).find(leads).unwrap_or(time)
    }
}

/// By the end of March 2028: a year stands no more words behind the first of these.
const LEAD: usize = 5;

fn without_marks(words: &[Word]) -> &[Word] {
    let trails = |word: &&Word| matches!(word.tag, Tag::Mark(_) | Tag::Conjunction | Tag::Preposition);
    let trailing = words.iter().rev().take_while(trails).count();
    &words[..words.len() - trailing]
}
