//! What governs a value: the verb or noun of change, and what that is said of.

use crate::rules::{Class, Sentences};
use crate::text::scan::Item;

use super::fact::Fact;
use super::phrase;
use super::word::{self, Form, Tag, Word};

use super::clause::{CHAIN, Reader};

impl Reader<'_> {
    /// The verb or noun of change nearest before a value.
    pub(super) fn verb(&self, start: usize, fact: &Fact) -> Option<usize> {
        if self.is_verb(fact.at) {
            // Halving food loss: the value is the verb.
            return Some(fact.at);
        }
        // The standard is that 92% of patients should wait: the verb before "that" is not theirs.
        let that = (start + 1..fact.start.max(start + 1)).rev().find(|&at| {
            let before = &self.words[at - 1];
            let says = before.tag == Tag::Be || word::is_verb(&before.text, Class::EnAim, self.here.data);
            self.here.data.is(&self.words[at].text, Class::EnThat) && says
        });
        let start = that.filter(|&at| self.opens_clause(at + 1, fact)).map_or(start, |at| at + 1);
        self.over_clause(start, fact).or_else(|| self.verb_before(start, fact.start))
    }

    /// Increase the number of loans that include NP by 20%: the verb of change, over what tells which loans.
    pub(super) fn over_clause(&self, start: usize, fact: &Fact) -> Option<usize> {
        let data = self.here.data;
        let lead = self.words[fact.start].tag == Tag::To || data.is(&fact.preposition, Class::EnUntil);
        let verb = (start..fact.start.max(start)).rev().find(|&at| {
            let changes = self.words[at].moves(data);
            changes && matches!(self.words[at].tag, Tag::Verb(Form::Base | Form::Ing)) && !self.modifies(at)
        })?;
        let between = &self.words[verb + 1..fact.start];
        let counts = between.iter().take(CHAIN).any(|word| data.is(&word.text, Class::EnShare));
        let tells = |at: usize| {
            let before = at.checked_sub(1).map(|at| between[at].tag);
            match between[at].tag {
                // Cases favorably resolved to 90%
                Tag::Verb(Form::Past) => matches!(before, Some(Tag::Noun | Tag::Adverb)),
                _ => self.opens_relative(verb + 1 + at) && matches!(before, Some(Tag::Noun | Tag::Preposition)),
            }
        };
        let plain = between.iter().all(|word| word.tag != Tag::Modal && !word.is_time() && !word.is(';'));
        (lead && counts && plain && (0..between.len()).any(tells)).then_some(verb)
    }

    /// Which, who, that.
    pub(super) fn opens_relative(&self, at: usize) -> bool {
        self.words[at].tag == Tag::Relative || self.here.data.is(&self.words[at].text, Class::EnThat)
    }

    pub(super) fn verb_before(&self, start: usize, end: usize) -> Option<usize> {
        let data = self.here.data;
        (start..end.max(start)).rev().find(|&at| {
            let word = &self.words[at];
            match word.tag {
                Tag::Value(_) => self.is_verb(at),
                // Installed capacity; but heat pumps have been installed in …
                Tag::Verb(_) => {
                    let led = |at: usize| matches!(self.words[at].tag, Tag::Be | Tag::Modal | Tag::To);
                    (!data.is(&word.text, Class::EnParticiple) || at > 0 && led(at - 1))
                        && (!self.modifies(at) || self.stands_for_verb(start, at, end))
                }
                Tag::Be => !matches!(self.words.get(at + 1).map(|next| next.tag), Some(Tag::Verb(_))),
                Tag::Noun => data.is(&word.text, Class::EnChange),
                _ => false,
            }
        })
    }

    /// Energy consumption reduced by 37%: a participle right before its value, where no other verb is.
    pub(super) fn stands_for_verb(&self, start: usize, at: usize, end: usize) -> bool {
        // Increased from 149,065 to 185,000: over where it starts.
        let from = self.words.get(at + 1).is_some_and(|next| self.here.data.is(&next.text, Class::EnFrom));
        let near = at + 1 == end || from && end > at && end - at <= START;
        self.words[at].tag == Tag::Verb(Form::Past) && near && at > start && !self.is_finite(start, end)
    }

    pub(super) fn is_share(&self, fact: &Fact) -> bool {
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return false };
        let decimal = self.words[fact.at].text.contains('.');
        let part =
            value.unit.is_none() && value.number > 0.0 && value.number < 1.0 && !decimal && !self.is_verb(fact.at);
        part || value.unit.as_deref().is_some_and(|unit| unit == "%" || unit.starts_with("per"))
    }

    /// Vehicles registered in, people living with: a participle behind its noun.
    pub(super) fn modifies(&self, at: usize) -> bool {
        let form = self.words[at].tag;
        // Will further reduce
        let more = |at: &usize| self.here.data.is(&self.words[*at].text, Class::EnMore);
        let before = at.checked_sub(1).filter(|at| !more(at)).or(at.checked_sub(2)).map(|at| self.words[at].tag);
        match form {
            // Expand irrigated land: a participle between a verb and its noun.
            Tag::Verb(Form::Past)
                if matches!(before, Some(Tag::Verb(Form::Base | Form::Ing)))
                    && !self.here.data.is(&self.words[at].text, Class::EnSameForms)
                    && self.words.get(at + 1).is_some_and(|next| next.tag == Tag::Noun) =>
            {
                true
            }
            // This means reducing our emissions: it has an object of its own.
            Tag::Verb(Form::Ing)
                if matches!(self.words.get(at + 1).map(|word| word.tag), Some(Tag::Determiner))
                    && self.words[at].moves(self.here.data) =>
            {
                false
            }
            // Recycling rates of 65% are to be achieved: which rates.
            Tag::Verb(Form::Ing) if at == 0 && !self.words[at].moves(self.here.data) => {
                let counts = |word: &Word| self.here.data.is(word.text.trim_end_matches('s'), Class::EnShare);
                self.words.get(1).is_some_and(|next| next.tag == Tag::Noun && counts(next))
                    && self.words.iter().any(|word| matches!(word.tag, Tag::Modal | Tag::Be))
            }
            // Increase recycling rates
            Tag::Verb(Form::Ing) if matches!(before, Some(Tag::Verb(_))) => {
                // But it proposes raising the rate.
                let aims = at > 0 && word::is_verb(&self.words[at - 1].text, Class::EnAim, self.here.data);
                !aims && matches!(self.words.get(at + 1).map(|word| word.tag), Some(Tag::Noun))
            }
            Tag::Verb(Form::Past | Form::Ing) => {
                // Credentials earned by students; the programme earned 30 million.
                let by = at + 1 < self.words.len() && phrase::is_done_by(self.words, at + 1, self.here.data);
                (by || !self.here.data.is(&self.words[at].text, Class::EnStood))
                    && matches!(before, Some(Tag::Noun | Tag::Determiner | Tag::Preposition))
                    && !(form == Tag::Verb(Form::Ing) && before == Some(Tag::Preposition))
            }
            Tag::Verb(Form::Base | Form::Present) => matches!(before, Some(Tag::Determiner | Tag::Preposition)),
            _ => false,
        }
    }

    pub(super) fn classes(&self, at: usize) -> Vec<Class> {
        let text = &self.words[at].text;
        let all =
            [Class::EnShareVerb, Class::EnUp, Class::EnDown, Class::EnMake, Class::EnAim, Class::EnBe, Class::EnChange];
        // Take on 500 apprentices
        if word::is_phrasal(self.words, at, self.here.data) {
            return vec![Class::EnMake];
        }
        let known: Vec<Class> = all.into_iter().filter(|&class| word::is_verb(text, class, self.here.data)).collect();
        let deed = self.words[at].tag == Tag::Verb(Form::Base) && !self.here.data.is(text, Class::EnNoDeed);
        // We will be transforming half of it
        let deed = deed || self.words[at].tag == Tag::Verb(Form::Ing) && at > 1 && self.words[at - 2].tag == Tag::Modal;
        let aimed =
            at > 1 && self.words[at].tag == Tag::Verb(Form::Ing) && word::aims(&self.words[at - 2], self.here.data);
        // To inspect 296,000 workplaces: whatever it does to so many.
        let counts = self.words[at].tag == Tag::Verb(Form::Base)
            && deed
            && self.words[at + 1..].iter().find(|word| word.tag != Tag::About).is_some_and(Word::is_value);
        if known.is_empty() && (aimed || counts || deed && self.is_deed_of_ours(at)) {
            vec![Class::EnMake]
        } else {
            known
        }
    }

    /// 45,000 hectares: whether a value has a unit that measures, and counts no things.
    pub(super) fn is_measured(&self, fact: &Fact) -> bool {
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return false };
        value.unit.as_deref().is_some_and(|unit| is_measure(unit, self.here.data)) && !self.is_share(fact)
    }

    /// Electrify 12,000 homes: whether a verb takes a value right behind it.
    pub(super) fn takes_value(&self, verb: usize, fact: &Fact) -> bool {
        verb < fact.start && self.words[verb + 1..fact.start].iter().all(|word| word.tag == Tag::Adverb)
    }

    /// Won 42 grants: whether an active verb that is no reaching, being or summing up takes so many of something.
    pub(super) fn does_to_many(&self, verb: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return false };
        let others = [Class::EnArrive, Class::EnShareVerb, Class::EnSum, Class::EnStand, Class::EnBe, Class::EnUp];
        let other = others.into_iter().any(|class| word::is_verb(&self.words[verb].text, class, data));
        let particle = usize::from(self.words.get(verb + 1).is_some_and(|word| word.tag == Tag::Preposition));
        matches!(self.words[verb].tag, Tag::Verb(_))
            && !other
            && !self.is_passive(verb)
            && verb + 1 + particle >= fact.start
            && fact.preposition.is_empty()
            && value.unit.is_none()
            && value.number > 1.0
            && !self.is_verb(fact.at)
    }

    /// We have agreed a target of 92 per cent: whether a verb takes the word for the goal, so that its subject is who set it.
    pub(super) fn sets_goal(&self, start: usize, fact: &Fact) -> bool {
        let goal = fact.start.checked_sub(1).filter(|&at| at > start && word::aims(&self.words[at], self.here.data));
        let Some(goal) = goal.filter(|&at| self.words[at].tag == Tag::Noun) else { return false };
        let before = self.words[start..goal].iter().rev();
        let mut before = before.skip_while(|word| matches!(word.tag, Tag::Determiner | Tag::Noun | Tag::Adverb));
        before.next().is_some_and(|word| matches!(word.tag, Tag::Verb(_) | Tag::Have))
    }

    pub(super) fn is_passive(&self, verb: usize) -> bool {
        // The commitment is to cut emissions: some verbs look alike in all their forms.
        let infinitive = verb > 0 && self.words[verb - 1].tag == Tag::To;
        self.words[verb].tag == Tag::Verb(Form::Past)
            && !infinitive
            && self.words[..verb].iter().rev().take(3).any(|word| word.tag == Tag::Be)
    }
}

/// MW, kg/day, tonnes of CO2e: whether a unit measures, and is not what is counted.
pub(super) fn is_measure(unit: &str, data: &Sentences) -> bool {
    let of_gas = || data.words(Class::EnGas).iter().any(|gas| unit.to_lowercase().replace('₂', "2").contains(gas));
    data.is(unit, Class::EnMeasure) || unit.len() <= 3 || unit.contains('/') || of_gas()
}

/// From US$64.05 in 2017/18: where a value starts is told in no more words.
pub(super) const START: usize = 12;
