//! Goals for all of a kind, without a number: all new buses will be electric by 2030, ensure that all schools meet the
//! standards by 2028.

use crate::rules::Class;
use crate::text::Range;

use super::clause::Reader;
use super::word::{Form, Tag, Word};
use super::{naming, phrase, years};

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
        if clause.iter().any(doubted) || clause.iter().any(|word| data.is(&word.text, Class::EnPastBe)) {
            return None;
        }
        // All 16 centres: how many they are.
        let noun = at + 1 + usize::from(self.words.get(at + 1).is_some_and(Word::is_value));
        let to = self.whole_phrase(noun, end);
        let named = self.words[at + 1..to.max(at + 1)].iter().any(|word| word.tag == Tag::Noun);
        // All new cars sold should be zero-emission
        let sold = |at: usize| {
            matches!(self.words[at].tag, Tag::Verb(Form::Past))
                && self.words.get(at + 1).is_some_and(|next| next.tag == Tag::Modal)
        };
        let to = if to < end && sold(to) { to + 1 } else { to };
        let depth = super::simple::depths(&self.words[start..end]);
        let valued = |at: usize| self.words[at].is_value() && depth[at - start] == 0 && !self.is_span_of(at);
        if !named || (start..at).chain(to..end).any(valued) {
            return None;
        }
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
        let next = self.words.get(to + 1);
        let (bound, dated) = match self.words.get(to).filter(|_| to < end).map(|verb| verb.tag) {
            Some(Tag::Modal) => (opens, false),
            // All schools are to have …
            Some(Tag::Be) if next.is_some_and(|next| next.tag == Tag::To) => (opens, false),
            Some(Tag::To)
                if next.is_some_and(|next| matches!(next.tag, Tag::Be | Tag::Verb(Form::Base) | Tag::Have)) =>
            {
                (opens, false)
            }
            // All visitors have to register: a rule.
            Some(Tag::Have) if next.is_some_and(|next| next.tag == Tag::To) => (false, false),
            // Ensure that all schools meet …; all protected areas have a plan by 2032: told as if that year were now.
            Some(Tag::Be | Tag::Have | Tag::Verb(Form::Base | Form::Present)) if !self.is_ensured(start, at) => {
                (opens && at == start, true)
            }
            Some(Tag::Be | Tag::Have | Tag::Verb(Form::Base | Form::Present)) => (true, false),
            // – All stops accessible by 2032, in a list of goals
            _ => (self.memory.goals && self.memory.item && opens && !self.is_finite(start, end), true),
        };
        // We will replace all 14 boilers by 2029: of all that the verb takes.
        let taken = !bound && self.is_taken(start, at);
        let (bound, dated) = if taken { (true, true) } else { (bound, dated) };
        let after = if taken { at + 1 } else { to };
        let until = |place: usize| years::until(self.words, place, data);
        let leads = |place: usize| if dated { until(place) } else { years::by(self.words, place, data) };
        let due = (after..end.min(to + NEAR)).find(|&place| self.words[place].is_time() && leads(place));
        let due = due.and_then(|place| Some((place, self.ahead(place)?)));
        let head = (start..at).find(|&place| self.words[place].is_time() && until(place));
        let year = due.map(|(_, found)| found).or_else(|| head.and_then(|place| self.ahead(place)))?;
        let limit = due.map_or(end, |(place, _)| self.before_time(after, place));
        let said = &self.words[noun..limit.min(noun + LONGEST).max(noun)];
        if !bound || said.is_empty() || !taken && limit < to {
            return None;
        }
        let (name, range) = naming::written(without_marks(said), self.here.reading);
        Some((name, range, year))
    }

    /// The phrase from a place on, over the numbers that tell which: towns of more than 5,000 people, boats longer than six
    /// metres.
    fn whole_phrase(&self, from: usize, end: usize) -> usize {
        let mut to = phrase::end(self.words, from, end, self.here.data);
        loop {
            // Boats longer than six metres
            if to < end
                && self.words[to].tag == Tag::Preposition
                && self.here.data.is(&self.words[to].text, Class::EnApprox)
            {
                to = phrase::end(self.words, to + 1, end, self.here.data);
            }
            let leads = |at: &usize| matches!(self.words[*at].tag, Tag::Preposition | Tag::About | Tag::Adverb);
            let value = (to..end).find(|at| !leads(at)).filter(|&at| at > to && self.words[at].is_value());
            let Some(value) = value.filter(|&value| value + 1 < end) else { return to };
            to = phrase::end(self.words, value + 1, end, self.here.data).max(value + 1);
        }
    }

    /// A 10-minute walk, a town of more than 5,000 people: whether a number only tells how far or how large.
    fn is_span_of(&self, at: usize) -> bool {
        let hyphen = self.words.get(at + 1).is_some_and(|next| next.is('-'));
        hyphen || self.words[at].text.contains('-')
    }

    /// We will equip every school, to replace all boilers: whether a verb that promises takes all of a kind.
    fn is_taken(&self, start: usize, all: usize) -> bool {
        let data = self.here.data;
        let Some(verb) = all.checked_sub(1).filter(|&verb| verb >= start) else { return false };
        let base = self.words[verb].tag == Tag::Verb(Form::Base);
        let deed = base && (data.is(&self.words[verb].text, Class::EnMake) || self.words[verb].moves(data));
        let before = verb.checked_sub(1).filter(|&before| before >= start).map(|before| &self.words[before]);
        let promised = before.is_some_and(|before| before.tag == Tag::Modal);
        let aimed = before.is_some_and(|before| before.tag == Tag::To)
            && verb > start + 1
            && (super::word::aims(&self.words[verb - 2], data) || self.words[verb - 2].tag == Tag::Be);
        let asked = before.is_none() && self.memory.goals;
        deed && (promised || aimed || asked)
    }

    /// The aim is universal access to electricity by 2030, to achieve universal health coverage: all of what is named.
    pub(super) fn universal_by(&self, at: usize) -> Option<(String, Range, usize)> {
        let data = self.here.data;
        if self.told || !data.is(&self.words[at].text, Class::EnUniversal) {
            return None;
        }
        let (start, end) = self.clause(at);
        let aimed = self.words[start..at].iter().any(|word| word.tag == Tag::Modal || super::word::aims(word, data));
        let made = at.checked_sub(1).filter(|&verb| verb >= start).map(|verb| self.words[verb].tag);
        let made = matches!(made, Some(Tag::Verb(Form::Base | Form::Ing) | Tag::Be));
        let limit = (at..end.min(at + NEAR))
            .find(|&place| self.words[place].is_time() && years::until(self.words, place, data));
        let year = limit.and_then(|place| self.ahead(place))?;
        let valued = self.words[start..end].iter().any(Word::is_value);
        let to = phrase::end(self.words, at + 1, end, data);
        let (name, range) = naming::name(self.words, at + 1, to, self.here.reading, data)?;
        (aimed && made && !valued).then_some((name, range, year))
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
