//! An English sentence into filled frames: the verb or noun of change that governs each value,
//! what it is said of, and the mood.

use std::collections::BTreeMap;

use crate::record::{Comparator, Flag, Lang, Role};
use crate::rules::{Class, Mood, Need};
use crate::text::Range;
use crate::text::scan::{Aggregation, Item};

use super::super::argument::Here;
use super::super::frame::{self, Given};
use super::super::join::{Filled, Joined, Memory, Outcome, Seen};
use super::fact::{self, Fact};
use super::phrase;
use super::word::{self, Form, Tag, Word};

/// What governs a value.
#[derive(Debug, Clone, Default)]
struct Governed {
    name: Option<(String, Range)>,
    /// The verb, or the noun of change.
    verb: String,
    classes: Vec<Class>,
    mood: Option<Mood>,
    inherited: bool,
}

/// Reads a sentence.
pub(in super::super) fn read(here: Here<'_>, range: &Range, memory: &Memory) -> (Vec<Word>, Joined) {
    let words = word::words(here.reading, range, here.data);
    let facts = fact::facts(&words, here.data, &|found| here.is_future(found));
    let mut reader = Reader { here, words: &words, facts: &facts, memory, out: Joined::default(), last: None };
    reader.run(range);
    let out = reader.out;
    (words, out)
}

struct Reader<'a> {
    here: Here<'a>,
    words: &'a [Word],
    facts: &'a [Fact],
    memory: &'a Memory,
    out: Joined,
    /// What the value before was said of.
    last: Option<(usize, Governed)>,
}

impl Reader<'_> {
    fn run(&mut self, range: &Range) {
        let data = self.here.data;
        let text = self.here.reading.text(range).to_lowercase();
        let label = self.words.iter().take(POINTS).any(|word| data.is(&word.text, Class::EnLabel))
            && self.words.iter().take(POINTS).any(|word| word.is(':'));
        let goals = self.memory.goals || label || self.words.iter().any(|word| word::is_verb(&word.text, Class::EnGoal, data));
        let mut groups: BTreeMap<String, Vec<(usize, Governed)>> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        let targets: Vec<usize> = (0..self.facts.len()).filter(|&at| self.facts[at].role.is_none() && !self.facts[at].bracketed).collect();
        for at in targets {
            if self.is_inside(at) {
                continue;
            }
            let governed = self.governed(at);
            let key = governed.name.as_ref().map_or(String::new(), |(name, _)| name.clone());
            if !order.contains(&key) {
                order.push(key.clone());
            }
            if governed.name.is_some() {
                self.last = Some((at, governed.clone()));
            }
            groups.entry(key).or_default().push((at, governed));
        }
        for key in order {
            if let Some(group) = groups.get(&key) {
                self.group(group, goals, &text);
            }
        }
        self.out.name = self.last.as_ref().and_then(|(_, governed)| governed.name.clone()).map(|(name, _)| name);
    }

    /// 1,788 local governments, 4 years: a number inside a name or a span.
    fn is_inside(&self, at: usize) -> bool {
        let fact = &self.facts[at];
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return true };
        let time = value.unit.as_deref().is_some_and(|unit| self.here.data.is(unit, Class::EnUnitWord));
        // 3., A.2, (b) 4: a number of the list.
        // Global warming of 1.5 °C; almost triple: no quantity of ours, no verb.
        let degrees = value.unit.as_deref().is_some_and(|unit| unit.starts_with('°'));
        let about = fact.at.checked_sub(1).is_some_and(|before| self.words[before].tag == Tag::About);
        if degrees || !self.is_digits(fact) && about {
            return true;
        }
        // 9 in 10: a share that no number tells.
        let plain = |at: usize| {
            let of = self.facts.get(at).map(|fact| &self.here.reading.found[fact.value].item);
            matches!(of, Some(Item::Value(value)) if value.unit.is_none())
        };
        let pair = |first: usize| {
            plain(first) && plain(first + 1) && self.facts[first + 1].at <= self.facts[first].at + 3
        };
        if pair(at) || at > 0 && pair(at - 1) {
            return true;
        }
        let before = fact.at.checked_sub(1).map(|at| self.words[at].tag);
        let taken = matches!(before, Some(Tag::To | Tag::Preposition | Tag::Verb(_) | Tag::About));
        let whole = value.number.fract() == 0.0 && value.comparator == Comparator::Equal;
        let number = value.unit.is_none() && whole && value.number < LEAST && self.is_digits(fact) && !taken;
        let data = self.here.data;
        let spans = fact.preposition.is_empty() || data.is(&fact.preposition, Class::EnSpan);
        let governed = (0..fact.at).any(|at| matches!(self.words[at].tag, Tag::Verb(_)));
        number || time && (spans || !governed) && self.facts.len() > 1 || data.is(&fact.preposition, Class::EnPer)
    }

    /// … by 10%, and waste disposed of by 30%: a noun between two values names the second.
    fn beside(&self, at: usize) -> Option<(String, Range)> {
        let (fact, before) = (&self.facts[at], &self.facts[at.checked_sub(1)?]);
        let from = fact::tail(self.words, before.at, self.here.data);
        let between = self.words.get(from..fact.start)?;
        let joined = between.iter().take(2).any(|word| word.tag == Tag::Conjunction);
        let plain = between.iter().all(|word| !word.is_time() && !matches!(word.tag, Tag::Modal | Tag::Be | Tag::To | Tag::Verb(Form::Base)));
        let some = between.iter().any(|word| word.tag == Tag::Noun);
        (joined && plain && some && !fact.preposition.is_empty())
            .then(|| phrase::name(self.words, from, fact.start, self.here.reading, self.here.data))
            .flatten()
    }

    /// 90% of the population will be covered: the verb behind a value.
    fn verb_behind(&self, fact: &Fact, end: usize) -> Option<usize> {
        let verb = (fact.at + 1..end).find(|&at| matches!(self.words[at].tag, Tag::Modal | Tag::Be | Tag::To))?;
        let chain = &self.words[verb..end.min(verb + CHAIN + 1)];
        let leads = chain[0].tag == Tag::To && matches!(chain.get(1).map(|word| word.tag), Some(Tag::Verb(Form::Base)));
        let promises = leads || chain[0].tag == Tag::Modal || chain.get(1).is_some_and(|word| word.tag == Tag::To);
        let place = chain.iter().rposition(|word| matches!(word.tag, Tag::Verb(_) | Tag::Be))?;
        promises.then_some(verb + place)
    }

    /// Whether a value is written in digits: no halving, doubling.
    fn is_digits(&self, fact: &Fact) -> bool {
        self.words[fact.at].text.contains(|c: char| c.is_ascii_digit())
    }

    /// The words of the clause around a place: between semicolons and words that turn.
    fn clause(&self, at: usize) -> (usize, usize) {
        let data = self.here.data;
        let turns = |at: &usize| {
            let word = &self.words[*at];
            let comma = at.checked_sub(1).is_some_and(|before| self.words[before].is(','));
            [';', '.', '•', '['].into_iter().any(|mark| word.is(mark))
                || data.is(&word.text, Class::EnConjunction) && data.is(&word.text, Class::EnBreak)
                || word.tag == Tag::Relative && comma
        };
        // NP, which was 11.5% in 2021, is to fall: the relative clause is over before the verb.
        let resumes = |from: usize| {
            (from..at).any(|at| {
                let next = self.words.get(at + 1).map(|word| word.tag);
                self.words[at].is(',') && matches!(next, Some(Tag::Modal | Tag::Be | Tag::Have))
            })
        };
        let opens = |place: &usize| turns(place) && !(self.words[*place].tag == Tag::Relative && resumes(*place));
        let start = (0..at).rev().find(opens).map_or(0, |place| place + 1);
        let end = (at..self.words.len()).find(turns).unwrap_or(self.words.len());
        (start, end)
    }

    fn governed(&self, at: usize) -> Governed {
        let fact = &self.facts[at];
        let (start, end) = self.clause(fact.at);
        if let Some(name) = self.label(start, fact) {
            let goal = self.words[start..end].iter().any(|word| word::is_verb(&word.text, Class::EnGoal, self.here.data));
            let mood = if goal { Mood::Goal } else { Mood::Noun };
            let verb = (start..fact.start).rev().find(|&at| matches!(self.words[at].tag, Tag::Verb(_)));
            let classes = verb.map_or(Vec::new(), |verb| self.classes(verb));
            return Governed { name: Some(name), mood: Some(mood), classes, ..Governed::default() };
        }
        let left = self.verb(start, fact);
        let right = if left.is_none() { self.verb_behind(fact, end) } else { None };
        let verb = left.or(right);
        let mood = match right {
            Some(_) if self.words[start..end].iter().any(|word| word::is_verb(&word.text, Class::EnNever, self.here.data)) => Some(Mood::Doubt),
            Some(_) => Some(Mood::Plan),
            None => self.mood(start, end, fact, left),
        };
        let mut governed = Governed { mood, ..Governed::default() };
        if let Some(place) = verb {
            governed.verb.clone_from(&self.words[place].text);
            governed.classes = self.classes(place);
        }
        let share = self.is_share(fact) && governed.classes.contains(&Class::EnShareVerb);
        if share && mood == Some(Mood::Plan) {
            governed.name = self.subject(start, verb, fact, end);
        }
        if governed.name.is_none() {
            governed.name = self.beside(at);
        }
        if governed.name.is_none() && !fact.preposition.is_empty() {
            // The nearest verb or noun that takes an object: a reduction in emissions, due to expansion, of 10 Mt.
            let mut verbs = left;
            while let (None, Some(verb)) = (&governed.name, verbs) {
                governed.name = self.object(Some(verb), fact, end);
                if governed.name.is_some() {
                    governed.classes = self.classes(verb);
                }
                let noun = self.words[verb].tag == Tag::Noun;
                verbs = if noun && governed.name.is_none() { self.verb_before(start, verb) } else { None };
            }
        }
        if let Some(name) = self.after(fact, end, &mut governed).filter(|_| governed.name.is_none()) {
            governed.name = Some(name);
        }
        let makes = governed.classes.contains(&Class::EnMake) && left.is_some_and(|verb| !self.is_passive(verb));
        if governed.name.is_none() && makes && fact.preposition.is_empty() {
            // They plan to capture 34 Mt CO2: what is made, not who makes it.
            governed.name =
                self.object(left, fact, end).or_else(|| self.counted(left, fact, end, &governed.classes));
        }
        if governed.name.is_none() {
            governed.name = self.object(left, fact, end).or_else(|| self.subject(start, left, fact, end));
        }
        if governed.name.is_none() && left.is_none() && self.here.data.is(&fact.preposition, Class::EnShareOf) {
            // Screening participation of 60% is to be attained
            governed.name = phrase::name(self.words, start, fact.start, self.here.reading, self.here.data);
        }
        if governed.name.is_none() {
            governed.name = self.counted(verb, fact, end, &governed.classes);
        }
        if governed.name.is_none()
            && let Some((before, last)) = &self.last
            && self.words[self.facts[*before].at..fact.at].len() <= NEAR
        {
            governed.name.clone_from(&last.name);
            governed.classes.extend(last.classes.iter().copied());
            governed.mood = governed.mood.or(last.mood);
        }
        if governed.name.is_none()
            && let Some(name) = self.memory.name.clone().filter(|_| self.words.iter().take(POINTS).any(|word| word.tag == Tag::Pronoun))
        {
            governed.name = Some((name, 0..0));
            governed.inherited = true;
        }
        governed
    }

    /// The verb or noun of change nearest before a value.
    fn verb(&self, start: usize, fact: &Fact) -> Option<usize> {
        if !self.is_digits(fact) {
            // Halving food loss: the value is the verb.
            return Some(fact.at);
        }
        self.verb_before(start, fact.start)
    }

    fn verb_before(&self, start: usize, end: usize) -> Option<usize> {
        let data = self.here.data;
        (start..end.max(start)).rev().find(|&at| {
            let word = &self.words[at];
            match word.tag {
                Tag::Value(_) => !word.text.contains(|c: char| c.is_ascii_digit()),
                Tag::Verb(_) => !data.is(&word.text, Class::EnParticiple) && !self.modifies(at),
                Tag::Be => !matches!(self.words.get(at + 1).map(|next| next.tag), Some(Tag::Verb(_))),
                Tag::Noun => data.is(&word.text, Class::EnChange),
                _ => false,
            }
        })
    }

    fn is_share(&self, fact: &Fact) -> bool {
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return false };
        value.unit.as_deref().is_some_and(|unit| unit == "%" || unit.starts_with("per"))
    }

    /// Vehicles registered in, people living with: a participle behind its noun.
    fn modifies(&self, at: usize) -> bool {
        let form = self.words[at].tag;
        let before = at.checked_sub(1).map(|at| self.words[at].tag);
        match form {
            Tag::Verb(Form::Past | Form::Ing) => {
                matches!(before, Some(Tag::Noun | Tag::Determiner | Tag::Preposition))
                    && !(form == Tag::Verb(Form::Ing) && before == Some(Tag::Preposition))
            }
            Tag::Verb(Form::Base | Form::Present) => matches!(before, Some(Tag::Determiner | Tag::Preposition)),
            _ => false,
        }
    }

    fn classes(&self, at: usize) -> Vec<Class> {
        let text = &self.words[at].text;
        let all = [Class::EnShareVerb, Class::EnUp, Class::EnDown, Class::EnMake, Class::EnAim, Class::EnBe, Class::EnChange];
        all.into_iter().filter(|&class| word::is_verb(text, class, self.here.data)).collect()
    }

    /// A 35% reduction in NP, a 30% share of NP, 25% of NP, 60 million visitors.
    fn after(&self, fact: &Fact, end: usize, governed: &mut Governed) -> Option<(String, Range)> {
        let data = self.here.data;
        let mut at = fact::tail(self.words, fact.at, self.here.data);
        let mut next = self.words.get(at).filter(|_| at < end)?;
        let before_noun = at;
        // 35% greenhouse gas reduction in …, 20% GHG emission reduction target
        while matches!(next.tag, Tag::Noun) && !data.is(&next.text, Class::EnChange) && at < before_noun + 4 {
            at += 1;
            next = self.words.get(at).filter(|_| at < end)?;
        }
        if data.is(&next.text, Class::EnChange) && matches!(next.tag, Tag::Noun | Tag::Verb(_)) {
            governed.classes.push(Class::EnChange);
            governed.mood = governed.mood.or(Some(Mood::Noun)).filter(|mood| *mood != Mood::Told).or(governed.mood);
            let of = self.words.get(at + 1).is_some_and(|word| word.tag == Tag::Preposition && data.is(&word.text, Class::EnAttach));
            if of && !phrase::leads(self.words, at + 1, end, data) {
                let to = phrase::end(self.words, at + 2, end, data);
                return phrase::name(self.words, at + 2, to, self.here.reading, data);
            }
            if at > before_noun {
                return phrase::name(self.words, before_noun, at, self.here.reading, data);
            }
            return None;
        }
        let next = &self.words[before_noun];
        if data.is(&next.text, Class::EnShare) {
            let to = phrase::end(self.words, before_noun, end, data);
            return phrase::name(self.words, before_noun, to, self.here.reading, data);
        }
        let of = next.tag == Tag::Preposition && data.is(&next.text, Class::EnShareOf);
        if of && !phrase::leads(self.words, before_noun, end, data) {
            let to = phrase::end(self.words, before_noun + 1, end, data);
            return phrase::name(self.words, before_noun + 1, to, self.here.reading, data);
        }
        None
    }

    /// Increase NP to 50%: what the verb takes.
    fn object(&self, verb: Option<usize>, fact: &Fact, end: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let verb = verb?;
        let is_noun = self.words[verb].tag == Tag::Noun;
        if self.words[verb].tag == Tag::Be || self.is_passive(verb) {
            return None;
        }
        let mut from = verb + 1;
        if is_noun {
            // a reduction of greenhouse gas emissions of 35%
            let of = self.words.get(from).is_some_and(|word| data.is(&word.text, Class::EnAttach));
            if !of || phrase::leads(self.words, from, end, data) {
                return None;
            }
            from += 1;
        }
        let limit = if fact.at == verb { end } else { fact.start };
        let to = phrase::end(self.words, from.min(limit), limit, data);
        phrase::name(self.words, from.min(limit), to, self.here.reading, data)
    }

    /// NP will be raised to 50%, NP shall not exceed 8%.
    fn subject(&self, start: usize, verb: Option<usize>, fact: &Fact, _end: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let verb = verb.filter(|&verb| self.words[verb].tag != Tag::Noun)?;
        // To the first word of the verb: will, is to, are.
        let mut to = verb;
        while to > start
            && matches!(self.words[to - 1].tag, Tag::Modal | Tag::Be | Tag::Have | Tag::To | Tag::Adverb)
            || to > start && data.is(&self.words[to - 1].text, Class::EnNegative)
            || to > start
                && word::is_verb(&self.words[to - 1].text, Class::EnAim, data)
                && self.words.get(to).is_some_and(|word| word.tag == Tag::To)
        {
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
                from = comma + 1;
                if phrase::end(self.words, start, to, data) == to {
                    from = start;
                }
            }
        }
        if last > from && self.words[last - 1].is(')') {
            let open = self.words[from..last].iter().rposition(|word| word.is('('));
            last = open.map_or(last, |at| from + at);
        }
        // The plan foresees that NP will …
        let open = (from..last).rev().find(|&at| {
            let that = data.is(&self.words[at].text, Class::EnThat)
                && at > from
                && matches!(self.words[at - 1].tag, Tag::Verb(_));
            that || self.words[at].tag == Tag::Relative && data.is(&self.words[at].text, Class::EnBreak)
        });
        let open = open.map(|at| at - from);
        let from = open.map_or(from, |at| from + at + 1);
        let has_time = self.words[from..last].iter().any(|word| word.is_value());
        let _ = fact;
        (!has_time).then(|| phrase::name(self.words, from, last, self.here.reading, data)).flatten()
    }

    fn is_passive(&self, verb: usize) -> bool {
        self.words[verb].tag == Tag::Verb(Form::Past)
            && self.words[..verb].iter().rev().take(3).any(|word| word.tag == Tag::Be)
    }

    /// NP: 30% by 2030.
    fn label(&self, start: usize, fact: &Fact) -> Option<(String, Range)> {
        let colon = self.words[start..fact.at].iter().rposition(|word| word.is(':')).map(|at| at + start)?;
        let few = self.words[colon + 1..fact.start].iter().all(|word| !matches!(word.tag, Tag::Noun | Tag::Value(_)));
        let name = few.then(|| phrase::name(self.words, start, colon, self.here.reading, self.here.data)).flatten();
        name.filter(|(name, _)| name.len() <= LONGEST_LABEL && !name.contains(|c: char| c.is_ascii_digit()))
    }

    /// Install 500 MW of solar capacity, reach 60 million visitors: what the number counts.
    fn counted(&self, verb: Option<usize>, fact: &Fact, end: usize, classes: &[Class]) -> Option<(String, Range)> {
        let data = self.here.data;
        let at = fact::tail(self.words, fact.at, self.here.data);
        let active = [Class::EnUp, Class::EnMake, Class::EnBe];
        let makes = verb.is_some_and(|verb| !self.is_passive(verb)) && classes.iter().any(|class| active.contains(class));
        let next = self.words.get(at).filter(|_| at < end);
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return None };
        let unit = value.unit.as_deref().filter(|unit| unit.len() > 3 && !data.is(unit, Class::EnUnitWord));
        let measure = value.unit.as_deref().is_some_and(|unit| data.is(unit, Class::EnMeasure) || unit.len() <= 3);
        if let Some(next) = next {
            let of = data.is(&next.text, Class::EnShareOf);
            let noun = matches!(next.tag, Tag::Noun | Tag::Verb(Form::Past | Form::Ing | Form::Base | Form::Present));
            let place = next.tag == Tag::Preposition && data.is(&next.text, Class::EnAttach) && measure;
            if (noun && (unit.is_none() || measure) || of || place) && !phrase::leads(self.words, at, end, data) {
                let from = if noun { at } else { at + 1 };
                let to = phrase::end(self.words, from, end, data);
                if let Some(name) = phrase::name(self.words, from, to, self.here.reading, data) {
                    return Some(name);
                }
            }
        }
        // 60 million visitors: the unit is what is counted.
        let unit = unit.filter(|_| makes && !measure)?;
        let range = self.here.reading.found[fact.value].range.clone();
        Some((unit.to_owned(), range))
    }

    fn mood(&self, start: usize, end: usize, fact: &Fact, verb: Option<usize>) -> Option<Mood> {
        let data = self.here.data;
        let clause = &self.words[start..end];
        let left = &self.words[start..fact.start.max(start)];
        let is = |words: &[Word], class: Class| words.iter().any(|word| word::is_verb(&word.text, class, data));
        // The word for the goal stands before the value, or right behind what it counts.
        let right = &self.words[fact.at..end.min(fact.at + BEHIND)];
        let goal = is(&left[left.len().saturating_sub(BEFORE)..], Class::EnGoal) || is(right, Class::EnGoal);
        let gap = left.iter().rev().take(CHAIN).chain(right).any(|word| data.is(&word.text, Class::EnGap));
        if is(clause, Class::EnNever) && !goal || gap {
            return Some(Mood::Doubt);
        }
        let modal = left.iter().any(|word| word.tag == Tag::Modal);
        let Some(verb) = verb else {
            let told = clause.iter().any(|word| word.tag == Tag::Verb(Form::Past) || data.is(&word.text, Class::EnWas));
            return Some(match () {
                () if goal => Mood::Goal,
                () if told && !modal => Mood::Told,
                () => Mood::Noun,
            });
        };
        let chain = &self.words[verb.saturating_sub(CHAIN).max(start)..verb];
        let to = chain.iter().any(|word| word.tag == Tag::To);
        let factor = verb == fact.at;
        let was = chain.iter().chain([&self.words[verb]]).any(|word| data.is(&word.text, Class::EnWas) || word.tag == Tag::Have);
        Some(match self.words[verb].tag {
            _ if goal => Mood::Goal,
            _ if factor && !was => Mood::Plain,
            _ if modal => Mood::Plan,
            _ if to => Mood::Plan,
            _ if was => Mood::Told,
            Tag::Verb(Form::Base) if self.subject(start, Some(verb), fact, end).is_none() => Mood::Plain,
            Tag::Verb(Form::Ing) => Mood::Plain,
            Tag::Noun => Mood::Noun,
            _ => Mood::Told,
        })
    }

    fn group(&mut self, group: &[(usize, Governed)], goals: bool, text: &str) {
        let data = self.here.data;
        let (first, governed) = &group[0];
        let mood = governed.mood.unwrap_or(Mood::Noun);
        let facts: Vec<&Fact> = group.iter().map(|(at, _)| &self.facts[*at]).collect();
        let mut given = Given { verb: String::new(), classes: governed.classes.clone(), ..Given::default() };
        let annual = data.words(Class::EnEvery).iter().any(|word| word.contains(' ') && text.contains(word.as_str()))
            || facts.iter().any(|fact| self.is_annual(fact));
        given.add(Need::Name, governed.name.is_some());
        let counts = governed.name.as_ref().is_some_and(|(name, _)| name.to_lowercase().split(' ').any(|word| data.is(word, Class::EnShare)));
        given.add(Need::Quantity, counts);
        given.add(Need::Target, true);
        let due = self.memory.due && facts.iter().any(|fact| fact.period.is_none());
        given.add(Need::Future, due || facts.iter().any(|fact| fact.period.is_some_and(|found| self.here.is_future(found))));
        given.add(Need::Deadline, due || facts.iter().any(|fact| fact.deadline));
        given.add(Need::GoalWord, goals);
        given.add(Need::Annual, annual);
        given.add(Need::Bound, facts.iter().any(|fact| self.comparator(fact.value) != Comparator::Equal));
        let baseline = self.facts.iter().any(|fact| fact.role == Some(Role::Baseline));
        given.add(Need::Baseline, baseline);
        let united = facts.iter().any(|fact| matches!(&self.here.reading.found[fact.value].item, Item::Value(value) if value.unit.is_some()));
        given.add(Need::Taken, united);
        given.add(Need::Final, facts.iter().any(|fact| fact.at < AT_HEAD));
        let (frame, tried) = frame::fill(Lang::En, mood, &given, data);
        self.out.outcomes.push(Outcome {
            clause: *first,
            name: governed.name.as_ref().map(|(name, _)| name.clone()),
            values: facts.iter().map(|fact| fact.value).collect(),
            mood,
            frame,
            tried,
        });
        if let (Some(frame), Some((name, range))) = (frame, governed.name.clone()) {
            self.filled(frame, group, name, range);
        }
    }

    fn filled(&mut self, frame: usize, group: &[(usize, Governed)], name: String, place: Range) {
        let reading = self.here.reading;
        let mut flags = self.here.data.frames[frame].flags.clone();
        let mut seen: Vec<Seen> = Vec::new();
        let last = group.last().map_or(0, |(at, _)| *at);
        let many = self.out.filled.len();
        for (at, governed) in group {
            let fact = &self.facts[*at];
            if fact.far {
                flags.push(Flag::YearElsewhere);
            }
            if governed.inherited {
                flags.push(Flag::NameElsewhere);
            }
            seen.push(self.seen(fact, Some(Role::Target)));
        }
        // What stands beside them in brackets or behind "from" is theirs, where no other name is nearer.
        let floor = if many == 0 { 0 } else { group.first().map_or(0, |(at, _)| *at) };
        let next = (last + 1..self.facts.len()).find(|&at| self.facts[at].role.is_none() && !self.facts[at].bracketed);
        for at in floor..next.unwrap_or(self.facts.len()) {
            let fact = &self.facts[at];
            if fact.role == Some(Role::Baseline) {
                seen.push(Seen { against: None, ..self.seen(fact, Some(Role::Baseline)) });
            } else if fact.bracketed && fact.period.is_some_and(|found| !self.here.is_ahead(found)) && !fact.far {
                let actual = self.words[..fact.at].iter().rev().take(4).any(|word| self.here.data.is(&word.text, Class::EnActual));
                let role = if actual { Role::Actual } else { Role::Baseline };
                seen.push(Seen { against: None, ..self.seen(fact, Some(role)) });
            }
        }
        let start = seen.iter().map(|one| reading.found[one.value].range.start).min().unwrap_or(0);
        let end = seen.iter().map(|one| reading.found[one.value].range.end).max().unwrap_or(0);
        let range = if place.is_empty() { start..end } else { start.min(place.start)..end.max(place.end) };
        // Its own year behind "by", a name that counts, no other value about.
        let sure = |(at, governed): &(usize, Governed)| {
            let fact = &self.facts[*at];
            fact.deadline && !fact.far && !governed.inherited && !fact.preposition.is_empty()
        };
        let counts = name.to_lowercase().split(' ').any(|word| self.here.data.is(word, Class::EnShare));
        let single = group.len() == 1 && self.facts.len() == 1 && counts && group.iter().all(sure);
        flags.sort_unstable();
        flags.dedup();
        self.out.filled.push(Filled { frame, name, range, seen, flags, plain: single });
    }

    fn seen(&self, fact: &Fact, role: Option<Role>) -> Seen {
        Seen {
            value: fact.value,
            role,
            period: fact.period,
            from: None,
            against: fact.against,
            years: None,
            annual: self.is_annual(fact),
            comparator: self.bound(fact),
        }
    }

    /// Shall not exceed 8%, to surpass 60%.
    fn bound(&self, fact: &Fact) -> Option<Comparator> {
        let data = self.here.data;
        let near = &self.words[fact.start.saturating_sub(CHAIN)..fact.start];
        let over = near.iter().rposition(|word| data.is(&word.text, Class::EnOver))?;
        let not = near[..over].iter().any(|word| data.is(&word.text, Class::EnNegative));
        Some(if not { Comparator::AtMost } else { Comparator::Above })
    }

    fn is_annual(&self, fact: &Fact) -> bool {
        let aggregation = match &self.here.reading.found[fact.value].item {
            Item::Value(value) => value.aggregation,
            _ => None,
        };
        let behind = self.words[fact.at + 1..].iter().take(3).any(|word| self.here.data.is(&word.text, Class::EnEvery));
        aggregation == Some(Aggregation::Annual) || behind
    }

    fn comparator(&self, value: usize) -> Comparator {
        match &self.here.reading.found[value].item {
            Item::Value(value) => value.comparator,
            _ => Comparator::Equal,
        }
    }
}

/// A value without a name of its own takes that of one no more words before it.
const NEAR: usize = 14;
/// So many words before and behind a value may call it the goal.
const BEFORE: usize = 16;
const BEHIND: usize = 7;
/// A pronoun that points back stands among the first words.
const POINTS: usize = 8;
/// The words before a verb that belong to it.
const CHAIN: usize = 4;
/// A label is no longer than this, in bytes.
const LONGEST_LABEL: usize = 120;
/// A number without a unit that is less counts nothing.
const LEAST: f64 = 20.0;
/// A list item that begins with its value.
const AT_HEAD: usize = 4;

/// Whether some words call what stands under them goals: 2030 targets:.
pub(in super::super) fn speaks_of_goals(reading: &crate::text::Reading, data: &crate::rules::Sentences) -> bool {
    let words = word::words(reading, &(0..reading.view.text.len()), data);
    words.iter().any(|word| word::is_verb(&word.text, Class::EnGoal, data))
}
