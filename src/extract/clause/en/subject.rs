//! Names before a value: the subject of its verb, a label, a word for the goal.

use crate::rules::Class;
use crate::text::Range;

use super::clause::Reader;
use super::fact::{self, Fact};
use super::naming;
use super::phrase;
use super::word::{self, Form, Tag, Word};

impl Reader<'_> {
    /// Schools with a programme: The current percentage is 31, with a target of 45. The label of the whole sentence.
    pub(super) fn label_of_sentence(&self, start: usize) -> Option<(String, Range)> {
        let colon = self.words[start..].iter().position(|word| word.is(':')).map(|at| at + start)?;
        let plain = self.words[start..colon].iter().all(|word| !word.is_time());
        let long = self.words[start..colon].iter().map(|word| word.text.len()).sum::<usize>() >= LEAST_LABEL;
        (plain && long).then(|| naming::name(self.words, start, colon, self.here.reading, self.here.data)).flatten()
    }

    /// From our position of 25 to the top 10 countries on the Index: the place that is to be taken, and on what list.
    pub(super) fn rank(&self, start: usize, fact: &Fact, end: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let own = self.here.reading.text(&self.words[fact.at].range);
        let first = own.split_whitespace().next()?.to_lowercase();
        let list = (fact.at + 1..end).find(|&at| self.words[at].tag != Tag::Noun)?;
        let leads = self.words[list].tag == Tag::Preposition && !phrase::leads(self.words, list, end, data);
        if !data.is(&first, Class::EnTop) || !leads {
            return None;
        }
        let to = phrase::end(self.words, list + 1, end, data);
        let (name, range) = naming::name(self.words, list + 1, to, self.here.reading, data)?;
        // Among the top 30 countries in the e-government ranking
        let verb = self.verb(start, fact).map(|verb| &self.words[verb]);
        let comes = verb.is_some_and(|verb| verb.tag == Tag::Be || word::is_verb(&verb.text, Class::EnArrive, data));
        if comes && name.split(' ').any(|word| data.is(&word.to_lowercase(), Class::EnRank)) {
            return Some((name, range));
        }
        let noun = (start..fact.start.max(start)).find(|&at| data.is(&self.words[at].text, Class::EnRank))?;
        Some((format!("{} {} {name}", self.words[noun].text, self.words[list].text), range))
    }

    /// Raise our position from 26 to 10 in the Index: on what list a place is, told behind the values of a name that says
    /// nothing of it.
    pub(super) fn on_list(&self, name: (String, Range), fact: &Fact, end: usize) -> (String, Range) {
        let data = self.here.data;
        let plain = self.here.reading.text(&self.words[fact.at].range).bytes().all(|byte| byte.is_ascii_digit());
        let bare = name.0.split(' ').next_back().is_some_and(|last| data.is(&last.to_lowercase(), Class::EnRank));
        let passes = |word: &Word| word.is_value() || matches!(word.tag, Tag::To | Tag::About | Tag::Determiner);
        let list = (fact.at + 1..end).find(|&at| !passes(&self.words[at])).filter(|_| plain && bare);
        let list = list.filter(|&at| {
            let word = &self.words[at];
            word.tag == Tag::Preposition
                && data.is(&word.text, Class::EnAttach)
                && !phrase::leads(self.words, at, end, data)
        });
        let told = list.and_then(|list| {
            let to = phrase::end(self.words, list + 1, end, data);
            let (told, _) = naming::written(self.words.get(list + 1..to)?, self.here.reading);
            // In the next five years, in line with the Plan: no list.
            let names =
                |word: &str| word.starts_with(char::is_uppercase) || data.is(&word.to_lowercase(), Class::EnRank);
            let first = &self.words[list + 1];
            let leads = first.tag == Tag::Determiner || told.starts_with(char::is_uppercase);
            if !leads || !told.split(' ').any(names) {
                return None;
            }
            Some(format!("{} {} {told}", name.0, self.words[list].text))
        });
        (told.unwrap_or(name.0), name.1)
    }

    /// Its 2020 renewable energy procurement goal of 33%: the nouns before the word for the goal.
    pub(super) fn goal_of(&self, start: usize, goal: usize) -> Option<(String, Range)> {
        let ends = |at: usize| {
            let word = &self.words[at];
            let says = |class: Class| self.here.data.is(&word.text, class);
            word.tag != Tag::Noun || says(Class::EnFinite) || word::is_verb(&word.text, Class::EnNever, self.here.data)
        };
        let from = (start..goal).rev().find(|&at| ends(at)).map_or(start, |at| at + 1);
        // The White Paper's overarching goal: whose it is.
        let owner = |at: &usize| self.words[*at].text.ends_with("'s") || self.words[*at].text.ends_with("’s");
        let from = (from..goal).rev().find(owner).map_or(from, |at| at + 1);
        naming::name(self.words, from, goal, self.here.reading, self.here.data)
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
            return naming::name(self.words, goal + 2, fact.start, self.here.reading, data);
        }
        if which && data.is(&self.words[last].text, Class::EnShare) {
            return naming::name(self.words, goal + 1, fact.start, self.here.reading, data);
        }
        (of && goal + 2 <= last && plain && data.is(&self.words[last].text, Class::EnShare))
            .then(|| naming::name(self.words, goal + 2, fact.start, self.here.reading, data))
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
        let Some((what, range)) = naming::name(self.words, from, to, self.here.reading, data) else { return name };
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
            .then(|| naming::name(self.words, from, to, self.here.reading, self.here.data))
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
                && before.moves(data);
            // Will need to come down, will have to go up
            let needs = (before.tag == Tag::Verb(Form::Base) && data.is(&before.text, Class::EnNeed)
                || before.tag == Tag::Noun && word::form(&before.text, Class::EnNeed, data) == Some(Form::Present))
                && here.is_some_and(|word| word.tag == Tag::To);
            matches!(before.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::To | Tag::Adverb)
                || needs
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
        // They want to see NP drop to …
        let see = (from..last).rev().find(|&at| data.is(&self.words[at].text, Class::EnSee));
        let from = see.filter(|&at| at > from && at + 1 < last).map_or(from, |at| at + 1);
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
            with || at > from
                && word.text.split(' ').next().is_some_and(|first| self.here.data.is(first, Class::EnWith))
        };
        // The share of fishers under 35
        let aged = |at: usize| {
            let word = &self.words[at];
            let first = word.text.split(' ').next().is_some_and(|first| data.is(first, Class::EnAge));
            first && word.text.split(' ').count() == 2 && at > from && self.words[at - 1].tag == Tag::Noun
        };
        let has_time = (from..last)
            .any(|at| self.words[at].is_value() && !inner(at) && !which(at) && !aged(at) && !self.is_definite(at));
        (!has_time).then(|| naming::name(self.words, from, last, self.here.reading, data)).flatten()
    }

    /// Fuel poverty affected 9% of households, people over 65 make up 26% of them: what stands before a verb of shares, told.
    pub(super) fn covering(&self, start: usize, fact: &Fact) -> Option<(String, Range)> {
        let data = self.here.data;
        let before = fact.start.checked_sub(1).filter(|&at| at > start)?;
        // The particle of the verb: make up.
        let verb = before - usize::from(self.words[before].tag == Tag::Preposition && before > start + 1);
        let form = [Class::EnShareVerb, Class::EnAffect]
            .into_iter()
            .find_map(|class| word::form(&self.words[verb].text, class, data));
        let many = |word: &Word| word.text.ends_with('s') || data.is(&word.text, Class::EnPerson);
        let plural = self.words[start..verb].iter().any(many);
        let told = matches!(form, Some(Form::Past | Form::Present)) || form == Some(Form::Base) && plural;
        let noun = self.words[start..verb].iter().all(|word| !matches!(word.tag, Tag::Modal | Tag::To | Tag::Pronoun));
        let from = phrase::end(self.words, start, verb, data) == verb;
        (told && noun && from).then(|| naming::name(self.words, start, verb, self.here.reading, data)).flatten()
    }

    /// 214 people were sleeping rough: people sleeping rough.
    fn who_were(&self, fact: &Fact, start: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let who = self.unit(fact.value).filter(|unit| data.is(unit, Class::EnPerson))?;
        let opens = fact.start == start || self.words[fact.start - 1].is(',');
        let were = self.words.get(fact.at + 1).filter(|word| opens && data.is(&word.text, Class::EnPastBe))?;
        let from = fact.at + 2;
        let near = self.words.len().min(from + WERE);
        let ends = |at: &usize| {
            let word = &self.words[*at];
            let leads = word.tag == Tag::Preposition
                && !data.is(&word.text, Class::EnApprox)
                && phrase::leads(self.words, *at, self.words.len(), data);
            matches!(word.tag, Tag::Mark(_) | Tag::Conjunction | Tag::Relative) || word.is_time() || leads
        };
        let to = (from..near).find(ends).unwrap_or(near);
        let plain = to > from;
        let (text, range) = plain.then(|| naming::written(&self.words[from..to], self.here.reading))?;
        Some((format!("{who} {text}"), were.range.start..range.end))
    }

    /// Re-letting a home takes 47 days, poverty has edged up to 13%: what stands before a word that no list knows as a verb.
    pub(super) fn stated(&self, fact: &Fact, start: usize, left: Option<usize>) -> Option<(String, Range)> {
        if let Some(name) = self.who_were(fact, start) {
            return Some(name);
        }
        let has = (start + 1..fact.start.max(start + 1)).find(|&at| self.words[at].tag == Tag::Have);
        let unknown =
            |at: usize| self.words.get(at + 1).is_some_and(|next| next.tag == Tag::Noun && next.text.ends_with("ed"));
        if let Some(has) = has.filter(|&at| unknown(at)) {
            let comma = self.words[start..has].iter().position(|word| word.is(','));
            let to = comma.map_or(has, |comma| start + comma);
            let whole = phrase::end(self.words, start, to, self.here.data) == to;
            return whole.then(|| naming::name(self.words, start, to, self.here.reading, self.here.data)).flatten();
        }
        let verb = fact.start.checked_sub(1).filter(|&at| at > start && left.is_none())?;
        let (word, before) = (&self.words[verb], &self.words[verb - 1]);
        let third = word.text.ends_with('s') && !word.text.ends_with("ss") && !before.text.ends_with('s');
        let told = third || word.text.ends_with("ed");
        let nouns = word.tag == Tag::Noun && before.tag == Tag::Noun && told;
        let plain =
            |word: &Word| matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Preposition | Tag::Verb(Form::Ing));
        let whole = self.words[start..verb].iter().all(plain);
        let counted = self.is_share(fact) || self.unit(fact.value).is_some();
        (nouns && whole && counted && fact.preposition.is_empty())
            .then(|| naming::name(self.words, start, verb, self.here.reading, self.here.data))
            .flatten()
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

    /// NP: 30% by 2030.
    pub(super) fn label(&self, start: usize, fact: &Fact) -> Option<(String, Range)> {
        // Projects rated satisfactory – not less than 80 per cent
        let before = fact.start.checked_sub(1).filter(|&at| at > 0 && at + 1 == start && fact::is_dash(self.words, at));
        if let Some(dash) = before.filter(|&dash| !self.is_finite(0, dash)) {
            let bare = self.words[..dash].iter().all(|word| !word.is_value() && !word.is_time());
            return bare
                .then(|| naming::name(self.words, 0, dash, self.here.reading, self.here.data))
                .flatten()
                .filter(|(name, _)| name.len() <= LONGEST_LABEL);
        }
        let colon = self.words[start..fact.at].iter().rposition(|word| word.is(':')).map(|at| at + start)?;
        // This Government remains resolute: we will produce 3 million tonnes
        let ours = |at: usize| self.words.get(at).is_some_and(|word| word.tag == Tag::Pronoun);
        if ours(colon + 1) && self.words.get(colon + 2).is_some_and(|word| word.tag == Tag::Modal) {
            return None;
        }
        // Recycling rates: 50% by 2025 and 60% by 2030
        let plain = |word: &Word| !matches!(word.tag, Tag::Noun | Tag::Verb(Form::Past | Form::Ing | Form::Present));
        let behind = self.words.get(fact::tail(self.words, fact.at, self.here.data));
        let bare = behind.is_none_or(|word| {
            !matches!(word.tag, Tag::Noun | Tag::Verb(_)) && !self.here.data.is(&word.text, Class::EnShareOf)
        });
        // Fertilizers: a reduction of 20%; fuel cells: cumulative introduction of 3 million units
        let deed = |word: &Word| {
            [Class::EnChange, Class::EnDeed, Class::EnTotal]
                .into_iter()
                .any(|class| self.here.data.is(&word.text, class))
        };
        let alone = self.words[colon + 1..fact.start]
            .iter()
            .all(|word| !matches!(word.tag, Tag::Noun | Tag::Value(_)) || word.tag == Tag::Noun && deed(word));
        // Healthy people: By 2030, 80% of adults should …: of what it is a share stands behind it.
        let share = self.is_share(fact) && behind.is_some_and(|word| self.here.data.is(&word.text, Class::EnShareOf));
        let counts = self.words[start..colon].iter().any(|word| self.here.data.is(&word.text, Class::EnShare));
        // Electrified vehicles: 100% of new car sales by 2035: no verb says what they are to do.
        let verb = self.words[fact.at..]
            .iter()
            .any(|word| matches!(word.tag, Tag::Modal | Tag::Be | Tag::To | Tag::Have | Tag::Verb(_)));
        let alone = alone && (counts || !share || !verb);
        // People with a disability: from 6.1% of starts to 11% of starts; suspects: reduced from 412 to 150.
        let starts = self.words.get(colon + 1).is_some_and(|word| {
            let moves = word.moves(self.here.data);
            let next = self.words.get(colon + 2);
            let from = |word: &Word| self.here.data.is(&word.text, Class::EnFrom);
            from(word) || moves && next.is_some_and(|next| from(next) || next.tag == Tag::To || next.text == "by")
        });
        let starts = starts && fact.start > colon + 1 && !self.is_finite(colon, fact.start);
        let few = alone || starts || bare && self.words[colon + 1..fact.start].iter().all(plain);
        let name = few.then(|| naming::name(self.words, start, colon, self.here.reading, self.here.data)).flatten();
        name.filter(|(name, _)| name.len() <= LONGEST_LABEL && !is_numbered(name))
    }
}

/// Target 3, 2030: whether a label ends in a number, or is too short to hold one. Invoices paid within 30 days is none.
fn is_numbered(label: &str) -> bool {
    // 5G coverage: part of a word.
    let number = |word: &str| word.contains(|c: char| c.is_ascii_digit()) && !word.contains(char::is_alphabetic);
    let digits = label.split_whitespace().any(number);
    let words = label.split_whitespace().count();
    let last = label.split_whitespace().next_back().is_some_and(number) && words <= LEAST_WORDS;
    digits && (last || words < LEAST_WORDS)
}

/// A label with a number in it has no fewer words.
const LEAST_WORDS: usize = 4;
/// What people were is told in no more words.
const WERE: usize = 9;
/// Words of time before a subject are no more than so many.
pub(super) const TIME: usize = 8;
/// The label of a whole sentence has no fewer letters than this.
const LEAST_LABEL: usize = 12;
/// A label is no longer than this, in bytes.
const LONGEST_LABEL: usize = 120;
