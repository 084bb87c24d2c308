//! What governs a value: the verb or noun of change, and what that is said of.

use crate::rules::{Class, Mood, Sentences};
use crate::text::Range;
use crate::text::scan::Item;

use super::fact::{self, Fact};
use super::phrase;
use super::word::{self, Form, Tag, Word};

use super::clause::{CHAIN, Governed, Reader};

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
    fn over_clause(&self, start: usize, fact: &Fact) -> Option<usize> {
        let data = self.here.data;
        let lead = self.words[fact.start].tag == Tag::To || data.is(&fact.preposition, Class::EnUntil);
        let verb = (start..fact.start.max(start)).rev().find(|&at| {
            let changes =
                [Class::EnUp, Class::EnDown].into_iter().any(|class| word::is_verb(&self.words[at].text, class, data));
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
    fn opens_relative(&self, at: usize) -> bool {
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
                    (!data.is(&word.text, Class::EnParticiple) || at > 0 && self.words[at - 1].tag == Tag::Be)
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
            // This means reducing our emissions: it has an object of its own.
            Tag::Verb(Form::Ing)
                if matches!(self.words.get(at + 1).map(|word| word.tag), Some(Tag::Determiner))
                    && [Class::EnUp, Class::EnDown]
                        .into_iter()
                        .any(|class| word::is_verb(&self.words[at].text, class, self.here.data)) =>
            {
                false
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
        if known.is_empty() && (aimed || counts || deed && self.is_deed_of_ours(at)) { vec![Class::EnMake] } else { known }
    }

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
                return phrase::name(self.words, at + 2, to, self.here.reading, data);
            }
            if nouns > before_noun {
                return phrase::name(self.words, before_noun, nouns, self.here.reading, data);
            }
            return None;
        }
        let next = &self.words[before_noun];
        if data.is(&next.text, Class::EnShare) {
            let to = phrase::end(self.words, before_noun, end, data);
            return phrase::name(self.words, before_noun, to, self.here.reading, data);
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
            return phrase::name(self.words, from, to, self.here.reading, data);
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
            let deed = |word: &Word| word.tag == Tag::Verb(Form::Past) || word.tag == Tag::Noun && word.text.ends_with("ed");
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
        noun.then(|| phrase::name(self.words, from, to, self.here.reading, data)).flatten()
    }

    /// A network of 200 cool corridors, prepare for 280,000 electric vehicles: what so many are, not what they make up.
    pub(super) fn of_many(&self, fact: &Fact, end: usize, classes: &[Class]) -> Option<(String, Range)> {
        let data = self.here.data;
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return None };
        let many = value.unit.is_none() && value.number >= MANY && !self.is_verb(fact.at);
        let before = fact.start.checked_sub(1).map(|at| &self.words[at])?;
        let whole = data.is(&fact.preposition, Class::EnShareOf)
            && before.tag == Tag::Noun
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

    /// Schools with a programme: The current percentage is 31, with a target of 45. The label of the whole sentence.
    fn label_of_sentence(&self, start: usize) -> Option<(String, Range)> {
        let colon = self.words[start..].iter().position(|word| word.is(':')).map(|at| at + start)?;
        let plain = self.words[start..colon].iter().all(|word| !word.is_time());
        let long = self.words[start..colon].iter().map(|word| word.text.len()).sum::<usize>() >= LEAST_LABEL;
        (plain && long).then(|| phrase::name(self.words, start, colon, self.here.reading, self.here.data)).flatten()
    }

    /// From our position of 25 to the top 10 countries on the Index: the place that is to be taken, and on what list.
    pub(super) fn rank(&self, start: usize, fact: &Fact, end: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let own = self.here.reading.text(&self.words[fact.at].range);
        let first = own.split_whitespace().next()?.to_lowercase();
        let noun = (start..fact.start.max(start)).find(|&at| data.is(&self.words[at].text, Class::EnRank))?;
        let list = (fact.at + 1..end).find(|&at| self.words[at].tag != Tag::Noun)?;
        let leads = self.words[list].tag == Tag::Preposition && !phrase::leads(self.words, list, end, data);
        if !data.is(&first, Class::EnTop) || !leads {
            return None;
        }
        let to = phrase::end(self.words, list + 1, end, data);
        let (name, range) = phrase::name(self.words, list + 1, to, self.here.reading, data)?;
        Some((format!("{} {} {name}", self.words[noun].text, self.words[list].text), range))
    }

    /// Its 2020 renewable energy procurement goal of 33%: the nouns before the word for the goal.
    fn goal_of(&self, start: usize, goal: usize) -> Option<(String, Range)> {
        let ends = |at: usize| {
            let word = &self.words[at];
            let says = |class: Class| self.here.data.is(&word.text, class);
            word.tag != Tag::Noun || says(Class::EnFinite) || word::is_verb(&word.text, Class::EnNever, self.here.data)
        };
        let from = (start..goal).rev().find(|&at| ends(at)).map_or(start, |at| at + 1);
        phrase::name(self.words, from, goal, self.here.reading, self.here.data)
    }

    /// The goal of a rate below 5%: a noun that counts right before the value, led by the word for the goal.
    pub(super) fn goal_of_rate(&self, start: usize, fact: &Fact) -> Option<(String, Range)> {
        let data = self.here.data;
        let last = fact.start.checked_sub(1).filter(|&at| at > start)?;
        let goal = (start..last).rev().find(|&at| word::aims(&self.words[at], data))?;
        // A target capacity of 5 GW: the word for the goal only tells which.
        let which = (goal + 1..=last).all(|at| self.words[at].tag == Tag::Noun);
        let of = self.words[goal + 1].tag == Tag::Preposition && self.words[last].tag == Tag::Noun;
        let plain =
            self.words.get(goal + 2..last).unwrap_or_default().iter().all(|word| !word.is(',') && !word.is_value());
        // The ambition is a container throughput of 5 million TEU
        let is = self.words[goal + 1].tag == Tag::Be && data.is(&fact.preposition, Class::EnShareOf);
        let noun = (goal + 2..=last).all(|at| matches!(self.words[at].tag, Tag::Noun | Tag::Determiner));
        if is && noun && goal + 2 <= last {
            return phrase::name(self.words, goal + 2, fact.start, self.here.reading, data);
        }
        if which && data.is(&self.words[last].text, Class::EnShare) {
            return phrase::name(self.words, goal + 1, fact.start, self.here.reading, data);
        }
        (of && goal + 2 <= last && plain && data.is(&self.words[last].text, Class::EnShare))
            .then(|| phrase::name(self.words, goal + 2, fact.start, self.here.reading, data))
            .flatten()
    }

    /// 45% of our officers will be women, 90,000 will be social homes: what they are to be names what is counted.
    pub(super) fn with_predicate(
        &self,
        fact: &Fact,
        verb: usize,
        end: usize,
        name: Option<(String, Range)>,
    ) -> Option<(String, Range)> {
        let data = self.here.data;
        let from = verb + 1;
        let is = self.words[verb].tag == Tag::Be;
        let to = phrase::end(self.words, from.min(end), end, data);
        let noun = self.words.get(from).is_some_and(|word| word.tag == Tag::Noun && !word.text.ends_with("ed"));
        let last = to.checked_sub(1).map(|at| &self.words[at]).filter(|last| to > from && last.tag == Tag::Noun);
        // Women, social homes; but 90% of them will be available.
        let plural = last.is_some_and(|last| last.text.ends_with('s') || data.is(&last.text, Class::EnPerson));
        if !(is && noun && plural) || (from..to).any(|at| self.words[at].is_value() || self.words[at].is_time()) {
            return name;
        }
        let Some((what, range)) = phrase::name(self.words, from, to, self.here.reading, data) else { return name };
        match name {
            Some((whole, place)) if self.is_share(fact) => Some((format!("{what} among {whole}"), place)),
            _ => Some((what, range)),
        }
    }

    /// Of 41,600 applications 96.2% were processed: the whole that the clause begins with.
    pub(super) fn of_whole(&self, start: usize, fact: &Fact) -> Option<(String, Range)> {
        let first = self.words.get(start).filter(|_| start < fact.start)?;
        let from = (start + 1..fact.start).find(|&at| self.words[at].tag == Tag::Noun)?;
        let leads = self.words[start + 1..from].iter().all(|word| word.is_value() || word.tag == Tag::Determiner);
        let to = phrase::end(self.words, from, fact.start, self.here.data);
        (leads && self.here.data.is(&first.text, Class::EnShareOf))
            .then(|| phrase::name(self.words, from, to, self.here.reading, self.here.data))
            .flatten()
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
        (points && noun).then(|| phrase::written(&self.words[from..to], self.here.reading))
    }

    /// We have agreed a target of 92 per cent: whether a verb takes the word for the goal, so that its subject is who set it.
    pub(super) fn sets_goal(&self, start: usize, fact: &Fact) -> bool {
        let goal = fact.start.checked_sub(1).filter(|&at| at > start && word::aims(&self.words[at], self.here.data));
        let Some(goal) = goal.filter(|&at| self.words[at].tag == Tag::Noun) else { return false };
        let before = self.words[start..goal].iter().rev();
        let mut before = before.skip_while(|word| matches!(word.tag, Tag::Determiner | Tag::Noun | Tag::Adverb));
        before.next().is_some_and(|word| matches!(word.tag, Tag::Verb(_) | Tag::Have))
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
        if self.words[verb].tag == Tag::Be || self.is_passive(verb) {
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
            return noun.then(|| phrase::name(self.words, from, to, self.here.reading, data)).flatten();
        }
        let limit = if fact.at == verb { end } else { fact.start };
        if self.over_clause(verb, fact) == Some(verb) && (from..limit).any(|at| self.opens_relative(at)) {
            // To what starts another value: from 3% to 5%.
            let starts = self.facts.iter().map(|fact| fact.start).filter(|&start| start > from);
            let limit = starts.min().map_or(limit, |start| start.min(limit));
            let from = (from..limit).find(|&at| self.words[at].tag != Tag::Determiner)?;
            let (text, range) = phrase::written(&self.words[from..limit], self.here.reading);
            return Some((crate::extract::name::clean(&text), range));
        }
        let to = phrase::end(self.words, from.min(limit), limit, data);
        phrase::name(self.words, from.min(limit), to, self.here.reading, data)
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
        let changes =
            [Class::EnUp, Class::EnDown].into_iter().any(|c| word::is_verb(&self.words[before].text, c, data));
        let plain = matches!(self.words[before].tag, Tag::Verb(Form::Base | Form::Ing));
        let end = phrase::end(self.words, before + 1, to, data);
        (changes && plain && end == to)
            .then(|| phrase::name(self.words, before + 1, to, self.here.reading, data))
            .flatten()
    }

    /// NP will be raised to 50%, NP shall not exceed 8%.
    pub(super) fn subject(&self, start: usize, verb: Option<usize>) -> Option<(String, Range)> {
        let data = self.here.data;
        let verb = verb.filter(|&verb| self.words[verb].tag != Tag::Noun)?;
        // To the first word of the verb: will, is to, are.
        let mut to = verb;
        let belongs = |to: usize| {
            let (before, here) = (&self.words[to - 1], self.words.get(to));
            let aims = word::is_verb(&before.text, Class::EnAim, data) && here.is_some_and(|word| word.tag == Tag::To);
            // Is expected to reach
            let expected = to > 1
                && self.words[to - 2].tag == Tag::Be
                && here.is_some_and(|word| word.tag == Tag::To)
                && (word::is_verb(&before.text, Class::EnNever, data) || before.text.ends_with("ed"));
            // Will increase to reach 75%
            let towards = matches!(before.tag, Tag::Verb(_))
                && here.is_some_and(|word| word.tag == Tag::To)
                && [Class::EnUp, Class::EnDown].into_iter().any(|class| word::is_verb(&before.text, class, data));
            matches!(before.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::To | Tag::Adverb)
                || expected
                || towards
                || data.is(&before.text, Class::EnNegative)
                || data.is(&before.text, Class::EnMight)
                || aims
        };
        while to > start && belongs(to) {
            to -= 1;
        }
        // An apposition between commas: …, which was 11.5% in 2021, is to …
        let mut from = start;
        let mut last = to;
        if let Some(comma) = self.words[start..to].iter().rposition(|word| word.is(',')).map(|at| at + start) {
            if comma + 1 == to {
                let open = self.words[start..comma].iter().rposition(|word| word.is(',')).map(|at| at + start);
                last = open.unwrap_or(comma);
                let head = self.words[start..last].iter().rposition(|word| word.is(','));
                from = head.map_or(start, |at| start + at + 1);
            } else {
                // The rates of rice, maize and vegetables are …: the first place from which one phrase goes up to the verb.
                let commas = (start..to).filter(|&at| self.words[at].is(',')).map(|at| at + 1);
                let whole = [start].into_iter().chain(commas).find(|&at| phrase::end(self.words, at, to, data) == to);
                from = whole.unwrap_or(comma + 1);
            }
        }
        if last > from && self.words[last - 1].is(')') {
            let open = self.words[from..last].iter().rposition(|word| word.is('('));
            last = open.map_or(last, |at| from + at);
        }
        // The plan foresees that NP will …
        // The area of farmland on which technologies are used is to be 50%: that clause belongs to the subject.
        let closed = |at: usize| {
            let led = at > from && matches!(self.words[at - 1].tag, Tag::Noun | Tag::Preposition);
            let inner = &self.words[at + 1..last];
            let past = |word: &Word| word.tag == Tag::Verb(Form::Past) || word.tag == Tag::Verb(Form::Present);
            led && inner.iter().any(|word| matches!(word.tag, Tag::Be | Tag::Have) || past(word))
                && !inner.iter().any(|word| word.tag == Tag::Modal)
        };
        let open = (from..last).rev().filter(|&at| !closed(at)).find(|&at| {
            let that = data.is(&self.words[at].text, Class::EnThat)
                && at > from
                && (matches!(self.words[at - 1].tag, Tag::Verb(_))
                    || !matches!(
                        self.words[at + 1..].first().map(|word| word.tag),
                        Some(Tag::Verb(_) | Tag::Modal | Tag::Be)
                    ));
            that || self.words[at].tag == Tag::Relative && data.is(&self.words[at].text, Class::EnBreak)
        });
        let open = open.map(|at| at - from);
        let from = open.map_or(from, |at| from + at + 1);
        // A will be phased out and B will provide …
        let finite =
            self.words[from..last].iter().rposition(|word| matches!(word.tag, Tag::Modal | Tag::Be | Tag::Have));
        let joint = finite.and_then(|at| {
            let and = self.words[from + at..last].iter().position(|word| word.tag == Tag::Conjunction)?;
            Some(from + at + and + 1)
        });
        let from = joint.unwrap_or(from);
        // The Ministry wants NP to surpass …
        let wants = (from..last).rev().find(|&at| {
            let verb = matches!(self.words[at].tag, Tag::Verb(Form::Base | Form::Present));
            verb && word::is_verb(&self.words[at].text, Class::EnAim, data)
        });
        let from = wants.filter(|&at| at + 1 < last).map_or(from, |at| at + 1);
        // KPI: NP will be …
        let label = self.words[from..last].iter().rposition(|word| word.is(':'));
        let from = label.map_or(from, |at| from + at + 1);
        // The target for NP is 70%.
        let target =
            (from..last).rev().find(|&at| self.words[at].tag == Tag::Noun && word::aims(&self.words[at], data));
        let of = target.filter(|&at| at + 1 < last && self.words[at + 1].tag == Tag::Preposition);
        let from = of.map_or(from, |at| at + 2);
        // The target is for NP to reach 70%.
        let aim =
            target.filter(|&at| at + 3 < last && self.words[at + 1].tag == Tag::Be && self.words[at + 2].text == "for");
        let from = aim.map_or(from, |at| at + 3);
        let from = self.behind_time(from, last);
        // The proportion of Grade 3 learners: a number that only tells one from another.
        let inner = |at: usize| {
            let noun = |at: usize| self.words.get(at).is_some_and(|word| word.tag == Tag::Noun);
            at > from
                && noun(at - 1)
                && at + 1 < last
                && (noun(at + 1) || self.words[at + 1].is('-'))
                && self.words[at].text.chars().all(|c| c.is_ascii_digit())
        };
        // Entities with 15 ha or more of planted area: which of them.
        let which = |at: usize| {
            let word = &self.words[at];
            let with = at > from && self.here.data.is(&self.words[at - 1].text, Class::EnWith);
            with || at > from && word.text.split(' ').next().is_some_and(|first| self.here.data.is(first, Class::EnWith))
        };
        let has_time =
            (from..last).any(|at| self.words[at].is_value() && !inner(at) && !which(at) && !self.is_definite(at));
        (!has_time).then(|| phrase::name(self.words, from, last, self.here.reading, data)).flatten()
    }

    /// By the end of the plan period the rate will …: where the subject begins behind words of time that no comma ends.
    fn behind_time(&self, from: usize, last: usize) -> usize {
        let data = self.here.data;
        if from >= last || self.words[from].tag != Tag::Preposition {
            return from;
        }
        let near = last.min(from + TIME);
        let timed = |at: &usize| self.words[*at].is_time() || data.is(&self.words[*at].text, Class::EnSameTime);
        let over = (from..near).rev().find(timed).map(|at| at + 1);
        let starts = |at: &usize| *at < last && matches!(self.words[*at].tag, Tag::Determiner | Tag::Noun);
        over.filter(starts).unwrap_or(from)
    }

    pub(super) fn is_passive(&self, verb: usize) -> bool {
        // The commitment is to cut emissions: some verbs look alike in all their forms.
        let infinitive = verb > 0 && self.words[verb - 1].tag == Tag::To;
        self.words[verb].tag == Tag::Verb(Form::Past)
            && !infinitive
            && self.words[..verb].iter().rev().take(3).any(|word| word.tag == Tag::Be)
    }

    /// NP: 30% by 2030.
    pub(super) fn label(&self, start: usize, fact: &Fact) -> Option<(String, Range)> {
        // Projects rated satisfactory – not less than 80 per cent
        let before = fact.start.checked_sub(1).filter(|&at| at > 0 && at + 1 == start && fact::is_dash(self.words, at));
        if let Some(dash) = before.filter(|&dash| !self.is_finite(0, dash)) {
            let bare = self.words[..dash].iter().all(|word| !word.is_value() && !word.is_time());
            return bare
                .then(|| phrase::name(self.words, 0, dash, self.here.reading, self.here.data))
                .flatten()
                .filter(|(name, _)| name.len() <= LONGEST_LABEL);
        }
        let colon = self.words[start..fact.at].iter().rposition(|word| word.is(':')).map(|at| at + start)?;
        // Recycling rates: 50% by 2025 and 60% by 2030
        let plain = |word: &Word| !matches!(word.tag, Tag::Noun | Tag::Verb(Form::Past | Form::Ing | Form::Present));
        let behind = self.words.get(fact::tail(self.words, fact.at, self.here.data));
        let bare = behind.is_none_or(|word| {
            !matches!(word.tag, Tag::Noun | Tag::Verb(_)) && !self.here.data.is(&word.text, Class::EnShareOf)
        });
        let alone = self.words[colon + 1..fact.start].iter().all(|word| !matches!(word.tag, Tag::Noun | Tag::Value(_)));
        // Healthy people: By 2030, 80% of adults should …: of what it is a share stands behind it.
        let share = self.is_share(fact) && behind.is_some_and(|word| self.here.data.is(&word.text, Class::EnShareOf));
        let counts = self.words[start..colon].iter().any(|word| self.here.data.is(&word.text, Class::EnShare));
        // Electrified vehicles: 100% of new car sales by 2035: no verb says what they are to do.
        let verb = self.words[fact.at..].iter().any(|word| matches!(word.tag, Tag::Modal | Tag::Be | Tag::To | Tag::Have | Tag::Verb(_)));
        let alone = alone && (counts || !share || !verb);
        // People with a disability: from 6.1% of starts to 11% of starts; suspects: reduced from 412 to 150.
        let starts = self.words.get(colon + 1).is_some_and(|word| {
            let moves = [Class::EnUp, Class::EnDown].into_iter().any(|c| word::is_verb(&word.text, c, self.here.data));
            let next = self.words.get(colon + 2);
            let from = |word: &Word| self.here.data.is(&word.text, Class::EnFrom);
            from(word) || moves && next.is_some_and(|next| from(next) || next.tag == Tag::To || next.text == "by")
        });
        let starts = starts && fact.start > colon + 1 && !self.is_finite(colon, fact.start);
        let few = alone || starts || bare && self.words[colon + 1..fact.start].iter().all(plain);
        let name = few.then(|| phrase::name(self.words, start, colon, self.here.reading, self.here.data)).flatten();
        name.filter(|(name, _)| name.len() <= LONGEST_LABEL && !name.contains(|c: char| c.is_ascii_digit()))
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
                && (measure || data.is(&fact.preposition, Class::EnShareOf));
            let leads = !noun && phrase::leads(self.words, at, end, data);
            if (noun && (unit.is_none() || measure) || of || place) && !leads {
                let from = if noun { at } else { at + 1 };
                let to = phrase::end(self.words, from, end, data);
                if let Some(name) = phrase::name(self.words, from, to, self.here.reading, data) {
                    return Some(name);
                }
                // 400 local governments will …: who acts is counted here.
                let counted = self.words[from..to.max(from)].iter().all(|word| word.tag == Tag::Noun);
                let many = self.words.get(to.saturating_sub(1)).is_some_and(|word| word.text.ends_with('s'));
                if noun && counted && many && to > from + 1 {
                    return Some(phrase::written(&self.words[from..to], self.here.reading));
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

/// MW, kg/day, tonnes of CO2e: whether a unit measures, and is not what is counted.
fn is_measure(unit: &str, data: &Sentences) -> bool {
    let of_gas = || data.words(Class::EnGas).iter().any(|gas| unit.to_lowercase().replace('₂', "2").contains(gas));
    data.is(unit, Class::EnMeasure) || unit.len() <= 3 || unit.contains('/') || of_gas()
}

/// From US$64.05 in 2017/18: where a value starts is told in no more words.
pub(super) const START: usize = 12;
/// Fewer are a part of a name: a group of 10 cities.
const MANY: f64 = 50.0;
/// Words of time before a subject are no more than so many.
pub(super) const TIME: usize = 8;
/// The label of a whole sentence has no fewer letters than this.
const LEAST_LABEL: usize = 12;
/// A label is no longer than this, in bytes.
const LONGEST_LABEL: usize = 120;
/// So many nouns may stand between a value and its noun of change.
const NOUNS: usize = 5;
