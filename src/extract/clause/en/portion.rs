//! Train 5,000 technicians, at least 40 per cent of them women; of whom 45 per cent shall be female; including 50 women: a part
//! of what the sentence promises, with a goal of its own.

use crate::record::Role;
use crate::rules::Class;
use crate::text::Range;

use super::super::join::{Filled, Seen};
use super::clause::Reader;
use super::naming;
use super::phrase;
use super::word::{Form, Tag, Word};

/// What tells a part apart has no more words.
const LONGEST: usize = 6;

impl Reader<'_> {
    /// The parts of the last goal, each as a goal beside it.
    pub(super) fn portions(&mut self) {
        let Some(whole) = self.out.filled.last().cloned() else { return };
        let year = whole.seen.iter().find(|one| one.role == Some(Role::Target)).and_then(|one| one.period);
        for at in 0..self.facts.len() {
            let fact = &self.facts[at];
            let used = self.out.filled.iter().any(|goal| goal.seen.iter().any(|one| one.value == fact.value));
            if used || fact.bracketed || self.reading_start(at) < whole.range.end {
                continue;
            }
            let Some((part, range)) = self.portion(at) else { continue };
            let own = self.seen(fact, Some(Role::Target));
            let seen = vec![Seen { period: own.period.or(year), against: None, from: None, ..own }];
            let name = format!("{} ({part})", whole.name);
            self.out.filled.push(Filled { name, range, seen, plain: false, ..whole.clone() });
        }
    }

    fn reading_start(&self, at: usize) -> usize {
        self.words[self.facts[at].at].range.start
    }

    /// What a value that is a part of something tells apart, with where it stands.
    fn portion(&self, at: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let fact = &self.facts[at];
        let end = self.clause(fact.at).1;
        let tail = super::fact::tail(self.words, fact.at, data);
        let before = |back: usize| fact.start.checked_sub(back).map(|at| &self.words[at]);
        let of = |word: &Word| data.is(&word.text, Class::EnShareOf);
        // At least 40 per cent of them women
        let them = self.words.get(tail).is_some_and(of)
            && self
                .words
                .get(tail + 1)
                .is_some_and(|word| word.tag == Tag::Pronoun || data.is(&word.text, Class::EnWhich));
        // Of whom at least 45 per cent shall be female
        let whom = before(1).is_some_and(|word| data.is(&word.text, Class::EnWhich)) && before(2).is_some_and(of);
        // Including 50 women
        let including = data.is(&fact.preposition, Class::EnIncluding);
        let from = match () {
            () if them => tail + 2,
            () if whom || including => tail,
            () => return None,
        };
        // Shall be female, will be affordable, are to be in rural areas; in Western Province.
        let verb = |word: &Word| matches!(word.tag, Tag::Modal | Tag::Be | Tag::To | Tag::Have);
        let verbs = self.words.get(from..end)?.iter().take_while(|word| verb(word)).count();
        // Of which 640,000 were delivered in 2023: that is over.
        let was = self.words[from..from + verbs].iter().any(|word| data.is(&word.text, Class::EnPastBe));
        let over = fact.period.is_some_and(|found| !self.here.is_future(found));
        if was || over {
            return None;
        }
        let from = from + verbs;
        let place = self.words.get(from).is_some_and(|word| word.tag == Tag::Preposition);
        let to = phrase::end(self.words, from + usize::from(place), end, data).min(from + LONGEST);
        let words = self.words.get(from..to).filter(|words| !words.is_empty())?;
        let some = words.iter().any(|word| matches!(word.tag, Tag::Noun | Tag::Verb(_)));
        let plain = some
            && words.iter().all(|word| {
                matches!(word.tag, Tag::Noun | Tag::Preposition | Tag::Determiner | Tag::Adverb | Tag::Conjunction)
                    || matches!(word.tag, Tag::Verb(Form::Past | Form::Ing) | Tag::Mark('-'))
            });
        let name = || naming::name(self.words, from, to, self.here.reading, data);
        let named = if place { Some(naming::written(words, self.here.reading)) } else { name() };
        named.or_else(|| Some(naming::written(words, self.here.reading))).filter(|_| plain)
    }
}
