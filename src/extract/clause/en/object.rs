//! Names behind a verb or a value: its object, what so many are counted of.

use crate::rules::{Class, Mood};
use crate::text::Range;
use crate::text::scan::Item;

use super::clause::{CHAIN, Reader};
use super::fact::{self, Fact};
use super::govern::is_measure;
use super::governed::Governed;
use super::naming;
use super::phrase;
use super::word::{self, Form, Tag, Word};

impl Reader<'_> {
    /// A 35% reduction in NP, a 30% share of NP, 25% of NP, 60 million visitors.
    pub(super) fn after(&self, fact: &Fact, end: usize, governed: &mut Governed) -> Option<(String, Range)> {
        let data = self.here.data;
        let mut at = fact::tail(self.words, fact.at, self.here.data);
        // 5,000 ha and 10,000 ha of new orchards: of both.
        let next = self.facts.iter().find(|next| next.at > fact.at);
        if let Some(next) = next.filter(|next| {
            fact.pair == Some(0)
                && next.pair == Some(1)
                && next.start == at + 1
                && self.words[at].tag == Tag::Conjunction
        }) {
            return self.after(next, end, governed);
        }
        let mut next = self.words.get(at).filter(|_| at < end)?;
        let before_noun = at;
        // 35% greenhouse gas reduction in …, 20% GHG emission reduction target
        let part = |word: &Word| word.tag == Tag::Noun || data.is(&word.text, Class::EnPer);
        while part(next) && !data.is(&next.text, Class::EnChange) && at < before_noun + NOUNS {
            at += 1;
            next = self.words.get(at).filter(|_| at < end)?;
        }
        if data.is(&next.text, Class::EnChange) && matches!(next.tag, Tag::Noun | Tag::Verb(_)) {
            governed.classes.push(Class::EnChange);
            governed.mood = governed.mood.or(Some(Mood::Noun)).filter(|mood| *mood != Mood::Told).or(governed.mood);
            // An 80% reduction by 2050 for community emissions
            let nouns = at;
            let due = self.words.get(at + 1).is_some_and(|word| data.is(&word.text, Class::EnDeadline))
                && self.words.get(at + 2).is_some_and(Word::is_time);
            if due {
                at += 2;
            }
            let of = self
                .words
                .get(at + 1)
                .is_some_and(|word| word.tag == Tag::Preposition && data.is(&word.text, Class::EnAttach));
            if of && !phrase::leads(self.words, at + 1, end, data) {
                let to = phrase::end(self.words, at + 2, end, data);
                return naming::name(self.words, at + 2, to, self.here.reading, data);
            }
            if nouns > before_noun {
                return naming::name(self.words, before_noun, nouns, self.here.reading, data);
            }
            return None;
        }
        let next = &self.words[before_noun];
        if data.is(&next.text, Class::EnShare) {
            let to = phrase::end(self.words, before_noun, end, data);
            return naming::name(self.words, before_noun, to, self.here.reading, data);
        }
        let of = next.tag == Tag::Preposition && data.is(&next.text, Class::EnShareOf);
        let number = self.number_of(before_noun, end).filter(|_| of);
        if of && (number.is_some() || !phrase::leads(self.words, before_noun, end, data)) {
            let from = number.map_or(before_noun + 1, |at| self.behind_unit(at));
            // 4% of GDP, 4% of the GDP: what a share is told in names nothing.
            let base = from + usize::from(self.words.get(from).is_some_and(|word| word.tag == Tag::Determiner));
            if self.words.get(base).is_some_and(|word| data.is(&word.text, Class::EnBase)) {
                return None;
            }
            let to = phrase::end(self.words, from, end, data);
            return naming::name(self.words, from, to, self.here.reading, data);
        }
        None
    }

    /// A target of 1,000 charging stations, the goal of 30% of NP: what is aimed at stands behind the value.
    pub(super) fn aimed(&self, fact: &Fact, start: usize, end: usize) -> Option<Governed> {
        let data = self.here.data;
        let before = fact.start.checked_sub(1).filter(|&at| at >= start)?;
        // A goal for itself of 5% renewable use
        let itself = self.words[before].tag == Tag::Pronoun && before >= start + 2;
        let before = if itself { before - 2 } else { before };
        if !data.is(&fact.preposition, Class::EnShareOf) || !word::aims(&self.words[before], data) {
            return None;
        }
        let mut governed = Governed { classes: vec![Class::EnMake, Class::EnUp], ..Governed::default() };
        let classes = governed.classes.clone();
        governed.name = self
            .after(fact, end, &mut governed)
            .or_else(|| self.counted(None, fact, end, &classes))
            .or_else(|| self.goal_of(start, before))
            .or_else(|| self.label_of_sentence(start));
        // …, with milestones of 48 percent in 2026: on the way to what was said before.
        let with = before.checked_sub(1).is_some_and(|at| data.is(&self.words[at].text, Class::EnWith));
        if governed.name.is_none() && with {
            governed.name = self.last.as_ref().and_then(|(_, last)| last.name.clone());
        }
        // The sector can meet the goal of 30%: whether it does, that is the goal.
        let near = start.max(before.saturating_sub(2));
        // …, and confirmed that nobody would wait: that is said by itself.
        let over = (fact.at + 1..end).find(|&at| {
            let deed =
                |word: &Word| word.tag == Tag::Verb(Form::Past) || word.tag == Tag::Noun && word.text.ends_with("ed");
            self.words[at].tag == Tag::Conjunction && self.words.get(at + 1).is_some_and(deed)
        });
        let end = over.unwrap_or(end);
        // (compared to its expected progression): what a bracket explains casts no doubt.
        let mut depth = 0i32;
        let mut plain = self.words[near..end].iter().filter(|word| {
            depth += i32::from(word.is('(')) - i32::from(word.is(')'));
            depth == 0
        });
        let doubts = plain.any(|word| word::is_verb(&word.text, Class::EnNever, data));
        governed.mood = Some(Mood::Goal);
        if doubts {
            governed.doubt("it is foretold or supposed");
        }
        governed.name.is_some().then_some(governed)
    }

    /// With 20% local energy production: the nouns right behind a share.
    pub(super) fn noun_behind(&self, fact: &Fact, end: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let from = fact::tail(self.words, fact.at, data);
        let noun = self.words.get(from).is_some_and(|word| word.tag == Tag::Noun) && from < end;
        let to = phrase::end(self.words, from, end, data);
        noun.then(|| naming::name(self.words, from, to, self.here.reading, data)).flatten()
    }

    /// A network of 200 cool corridors, prepare for 280,000 electric vehicles: what so many are, not what they make up.
    pub(super) fn of_many(&self, fact: &Fact, end: usize, classes: &[Class]) -> Option<(String, Range)> {
        let data = self.here.data;
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return None };
        let many = value.unit.is_none() && value.number >= MANY && !self.is_verb(fact.at);
        let before = fact.start.checked_sub(1).map(|at| &self.words[at])?;
        let whole = data.is(&fact.preposition, Class::EnShareOf)
            // Through the planting of one million trees
            && (before.tag == Tag::Noun || before.tag == Tag::Verb(Form::Ing) && fact::led_by(self.words, fact.start - 1))
            && ![Class::EnShare, Class::EnTrim, Class::EnYear, Class::EnChange]
                .into_iter()
                .any(|class| data.is(&before.text, class))
            && !word::aims(before, data);
        let ready = data.is(&before.text, Class::EnReady);
        (many && (whole || ready)).then(|| self.counted(None, fact, end, classes)).flatten()
    }

    /// An economy that targets 35% renewable energy: the nouns behind a share that is aimed at.
    pub(super) fn targeted(&self, start: usize, fact: &Fact, end: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let before = fact.start.checked_sub(1).filter(|&at| at >= start && word::aims(&self.words[at], data))?;
        let verb = before > start && self.words[before].text.ends_with(['s', 'g']);
        // The target 30% reduction: what changes is named elsewhere.
        (self.is_share(fact) && verb && !self.changes(fact, end)).then(|| self.noun_behind(fact, end)).flatten()
    }

    /// 12,000 of these homes, 40% of it: what a value is a part of, where that only points back.
    pub(super) fn pointed_at(&self, fact: &Fact, end: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let of = fact::tail(self.words, fact.at, data);
        let led = self.words.get(of).is_some_and(|word| data.is(&word.text, Class::EnShareOf));
        let them = self.words.get(of + 1).filter(|_| led && of + 1 < end)?;
        let from = of + 2;
        let to = phrase::end(self.words, from.min(end), end, data);
        let noun = self.words[from.min(to)..to].iter().any(|word| word.tag == Tag::Noun);
        let points = data.is(&them.text, Class::EnPoint);
        // 40% of it
        if points && !noun {
            return self.memory.name.clone().map(|name| (name, 0..0));
        }
        (points && noun).then(|| naming::written(&self.words[from..to], self.here.reading))
    }

    /// 90% of the 1,900 procedures: the number of the whole.
    fn number_of(&self, of: usize, end: usize) -> Option<usize> {
        let at = (of + 1..end).find(|&at| self.words[at].tag != Tag::Determiner)?;
        self.words[at].is_value().then_some(at)
    }

    /// 50% of the 71 miles of the network: where what is counted begins behind a number.
    fn behind_unit(&self, number: usize) -> usize {
        let of = |at: usize| self.words.get(at).is_some_and(|word| self.here.data.is(&word.text, Class::EnShareOf));
        let unit = self.words.get(number + 1).is_some_and(|word| self.here.data.is(&word.text, Class::EnMeasure));
        number + if unit && of(number + 2) { 3 } else { 1 }
    }

    /// Increase NP to 50%: what the verb takes.
    pub(super) fn object(&self, start: usize, verb: Option<usize>, fact: &Fact, end: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let verb = verb?;
        let is_noun = self.words[verb].tag == Tag::Noun;
        let factor = self.words[verb].is_value() && verb > 0 && self.words[verb - 1].tag == Tag::Be;
        if self.words[verb].tag == Tag::Be || factor || self.is_passive(verb) {
            return None;
        }
        let mut from = verb + 1;
        // We raised our target for imports to 6 GW: what the goal is for.
        let goal = (from..end.min(from + CHAIN))
            .find(|&at| self.words[at].tag == Tag::Noun && word::aims(&self.words[at], data));
        if let Some(goal) = goal.filter(|&goal| {
            let plain = self.words[from..goal].iter().all(|word| matches!(word.tag, Tag::Determiner | Tag::Noun));
            let next = self.words.get(goal + 1);
            plain
                && next.is_some_and(|next| next.tag == Tag::Preposition && data.is(&next.text, Class::EnAttach))
                && !phrase::leads(self.words, goal + 1, end, data)
        }) {
            from = goal + 2;
        } else if is_noun {
            // a reduction of greenhouse gas emissions of 35%
            let of = self.words.get(from).is_some_and(|word| data.is(&word.text, Class::EnAttach));
            if !of || phrase::leads(self.words, from, end, data) {
                // Emissions reductions of 43%: what stands before the noun. But a net reduction of 43% in emissions; and
                // economic growth of 7% is no growth of the economic.
                let before = verb.checked_sub(1).filter(|&at| at >= start).map(|at| &self.words[at]);
                let own = of
                    && from == fact.start
                    && before.is_some_and(|word| word.tag == Tag::Noun && !data.is(&word.text, Class::EnAdjective))
                    && data.is(&self.words[verb].text, Class::EnLess)
                    && !self.is_said_behind(fact, end);
                // Real GDP growth of 5%: the change itself is what counts.
                let grows = of && from == fact.start && before.is_some_and(|word| word.tag == Tag::Noun);
                return match () {
                    () if own => self.goal_of(start, verb),
                    () if grows && !data.is(&self.words[verb].text, Class::EnLess) => self.goal_of(start, verb + 1),
                    () => None,
                };
            }
            from += 1;
        }
        if from == fact.start && fact.at != verb && !fact.preposition.is_empty() {
            // Increase to 40% the share of women
            // Increase by 100%, gun lock distribution
            let tail = fact::tail(self.words, fact.at, data);
            let comma = usize::from(self.words.get(tail).is_some_and(|word| word.is(',')));
            let from = tail + comma;
            let takes = |tag: Tag| tag == Tag::Determiner || comma > 0 && tag == Tag::Noun;
            let noun = self.words.get(from).is_some_and(|word| takes(word.tag));
            let to = phrase::end(self.words, from.min(end), end, data);
            return noun.then(|| naming::name(self.words, from, to, self.here.reading, data)).flatten();
        }
        let limit = if fact.at == verb { end } else { fact.start };
        if self.over_clause(verb, fact) == Some(verb) && (from..limit).any(|at| self.opens_relative(at)) {
            // To what starts another value: from 3% to 5%.
            let starts = self.facts.iter().map(|fact| fact.start).filter(|&start| start > from);
            let limit = starts.min().map_or(limit, |start| start.min(limit));
            let from = (from..limit).find(|&at| self.words[at].tag != Tag::Determiner)?;
            let (text, range) = naming::written(&self.words[from..limit], self.here.reading);
            return Some((crate::extract::name::clean(&text), range));
        }
        let to = phrase::end(self.words, from.min(limit), limit, data);
        naming::name(self.words, from.min(limit), to, self.here.reading, data)
    }

    /// 43% in emissions: whether what the value is said of stands behind it.
    fn is_said_behind(&self, fact: &Fact, end: usize) -> bool {
        let tail = fact::tail(self.words, fact.at, self.here.data);
        let attaches = |word: &Word| word.tag == Tag::Preposition && self.here.data.is(&word.text, Class::EnAttach);
        self.words.get(tail).is_some_and(attaches) && !phrase::leads(self.words, tail, end, self.here.data)
    }

    /// Increase NP to reach 50%: what the verb before it takes.
    pub(super) fn object_before(&self, start: usize, verb: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let to = verb.checked_sub(1).filter(|&at| at > start && self.words[at].tag == Tag::To)?;
        let arrives = word::is_verb(&self.words[verb].text, Class::EnArrive, data);
        let before = self.verb_before(start, to).filter(|_| arrives)?;
        let changes = self.words[before].moves(data);
        let plain = matches!(self.words[before].tag, Tag::Verb(Form::Base | Form::Ing));
        let end = phrase::end(self.words, before + 1, to, data);
        (changes && plain && end == to)
            .then(|| naming::name(self.words, before + 1, to, self.here.reading, data))
            .flatten()
    }

    /// Strength of the units to reach 700 members: whether a noun alone stands before what it is to come to.
    fn is_of_noun_before(&self, verb: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let start = self.clause(fact.at).0;
        let to = verb.checked_sub(1).filter(|&at| at > start && self.words[at].tag == Tag::To);
        let noun = |word: &Word| {
            !matches!(word.tag, Tag::Verb(_) | Tag::Modal | Tag::Be | Tag::Have | Tag::Pronoun)
                && !word::aims(word, data)
        };
        let bare = to.is_some_and(|to| self.words[start..to].iter().all(noun));
        bare && word::is_verb(&self.words[verb].text, Class::EnArrive, data)
            && self.subject(start, Some(verb)).is_some()
    }

    /// Install 500 MW of solar capacity, reach 60 million visitors: what the number counts.
    pub(super) fn counted(
        &self,
        verb: Option<usize>,
        fact: &Fact,
        end: usize,
        classes: &[Class],
    ) -> Option<(String, Range)> {
        let data = self.here.data;
        if verb.is_some_and(|verb| self.is_of_noun_before(verb, fact)) {
            return None;
        }
        let at = fact::tail(self.words, fact.at, self.here.data);
        let active = [Class::EnUp, Class::EnMake, Class::EnBe];
        let makes =
            verb.is_some_and(|verb| !self.is_passive(verb)) && classes.iter().any(|class| active.contains(class));
        // 2,000 additional nurses
        let more = self.words[at..end.max(at)]
            .iter()
            .take_while(|word| data.is(&word.text, Class::EnMore) && !data.is(&word.text, Class::EnKind))
            .count();
        let at = at + more;
        let next = self.words.get(at).filter(|_| at < end);
        // A 12 percentage point improvement: what changes is named elsewhere.
        if next.is_some_and(|next| data.is(&next.text, Class::EnChange) && next.tag == Tag::Noun) {
            return None;
        }
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return None };
        let unit = value.unit.as_deref().filter(|unit| unit.len() > 3 && !data.is(unit, Class::EnUnitWord));
        let measure = value.unit.as_deref().is_some_and(|unit| is_measure(unit, data));
        if let Some(next) = next {
            let of = data.is(&next.text, Class::EnShareOf);
            let noun = data.is(&next.text, Class::EnKind)
                || matches!(next.tag, Tag::Noun | Tag::Verb(Form::Past | Form::Ing | Form::Base | Form::Present));
            let place = next.tag == Tag::Preposition
                && data.is(&next.text, Class::EnAttach)
                && (measure || data.is(&fact.preposition, Class::EnShareOf))
                // Reach 95 per cent in every cluster: where it is to be so.
                && !self.words.get(at + 1).is_some_and(|next| data.is(&next.text, Class::EnAll));
            let leads = !noun && phrase::leads(self.words, at, end, data);
            if (noun && (unit.is_none() || measure) || of || place) && !leads {
                let from = if noun { at } else { at + 1 };
                let to = phrase::end(self.words, from, end, data);
                if let Some(name) = naming::name(self.words, from, to, self.here.reading, data) {
                    return Some(name);
                }
                // 400 local governments will …: who acts is counted here.
                let counted = self.words[from..to.max(from)].iter().all(|word| word.tag == Tag::Noun);
                let many = self.words.get(to.saturating_sub(1)).is_some_and(|word| word.text.ends_with('s'));
                if noun && counted && many && to > from + 1 {
                    return Some(naming::written(&self.words[from..to], self.here.reading));
                }
            }
        }
        // 60 million visitors: the unit is what is counted.
        let aimed = verb.is_none() && data.is(&fact.preposition, Class::EnShareOf);
        let behind = verb.is_some_and(|verb| verb > fact.at);
        let unit = unit.filter(|_| (makes || aimed || behind) && !measure)?;
        let range = self.here.reading.found[fact.value].range.clone();
        Some((unit.to_owned(), range))
    }
}

/// Fewer are a part of a name: a group of 10 cities.
const MANY: f64 = 50.0;
/// So many nouns may stand between a value and its noun of change.
const NOUNS: usize = 5;
