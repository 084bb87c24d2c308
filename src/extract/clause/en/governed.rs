//! What governs a value, and what it is said of: of the ways in which a sentence may name what is counted, the first that
//! gives a name holds.

use crate::rules::{Class, Mood};
use crate::text::Range;

use super::clause::Reader;
use super::fact::{self, Fact};
use super::mood::Judged;
use super::naming;
use super::word::{self, Form, Tag, Word};

/// What governs a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Governed {
    pub(super) name: Option<(String, Range)>,
    /// The verb, or the noun of change.
    pub(super) verb: String,
    pub(super) classes: Vec<Class>,
    pub(super) mood: Option<Mood>,
    /// Why it is doubted.
    pub(super) why: Option<&'static str>,
    pub(super) inherited: bool,
    /// Its name is a label before a colon or a dash.
    pub(super) labelled: bool,
}

impl Governed {
    pub(super) fn doubt(&mut self, why: &'static str) {
        (self.mood, self.why) = (Some(Mood::Doubt), Some(why));
    }

    /// Takes a name from an earlier sentence or clause, which has no place in this one.
    pub(super) fn inherit(&mut self, name: String) {
        (self.name, self.inherited) = (Some((name, 0..0)), true);
    }
}

/// Where a value stands in its clause.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its place among the values.
    pub(super) at: usize,
    pub(super) fact: &'a Fact,
    /// Where the clause begins with its label, and without it.
    pub(super) whole: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The verb or noun of change before it.
    pub(super) left: Option<usize>,
    /// The verb behind it, where none stands before.
    pub(super) right: Option<usize>,
    /// Whether a noun of change stands behind it.
    pub(super) changes: bool,
}

impl Reader<'_> {
    /// A and B should reach V1 and V2 respectively: what governs the first value governs each.
    pub(super) fn governed_in_order(&self, at: usize) -> Governed {
        if self.facts[at].beside {
            return self.governed_in_order(at - 1);
        }
        let Some(place) = self.facts[at].pair.filter(|&place| place > 0 && place <= at) else {
            return self.governed(at);
        };
        let first = at - place;
        let mut governed = self.governed_whole(first);
        if let Some((_, range)) = &governed.name {
            governed.name = self.part_of(range, place);
        }
        governed
    }

    pub(super) fn governed(&self, at: usize) -> Governed {
        let mut governed = self.governed_whole(at);
        if let (Some(place), Some((_, range))) = (self.facts[at].pair, &governed.name) {
            governed.name = self.part_of(range, place).or(governed.name);
        }
        governed
    }

    fn governed_whole(&self, at: usize) -> Governed {
        let fact = &self.facts[at];
        let (whole, end) = self.clause(fact.at);
        let changes = self.changes(fact, end);
        let deed = self.heads_deed(fact, end);
        if !changes
            && deed.is_none()
            && let Some(governed) = self.labelled(fact, whole, end)
        {
            return governed;
        }
        // Certified beds: 60% of hotel beds hold the key by 2028: the label has no verb.
        let colon = self.words[whole..fact.start.max(whole)].iter().rposition(|word| word.is(':')).map(|at| at + whole);
        let start = colon.filter(|&at| self.opens_clause(at, fact)).map_or(whole, |at| at + 1);
        if let Some(governed) = self.aimed(fact, start, end) {
            return governed;
        }
        let left = self.verb(start, fact).filter(|&verb| deed.is_none() && !self.is_for(verb, fact));
        let right = if left.is_none() { self.verb_behind(fact, end).or(deed) } else { None };
        let place = Place { at, fact, whole, start, end, left, right, changes };
        let judged = self.judge(place);
        let mut governed = Governed { mood: Some(judged.mood), why: judged.why, ..Governed::default() };
        if let Some(verb) = left.or(right) {
            governed.verb.clone_from(&self.words[verb].text);
            governed.classes = self.classes(verb);
            // 250 people will enter apprenticeships: what so many do, whatever it is.
            let counted = right == Some(verb) && self.opens_clause(start, fact) && !self.is_borne(fact, verb);
            if governed.classes.is_empty() && (deed == Some(verb) || counted) {
                governed.classes.push(Class::EnUp);
            }
        }
        governed.name = self.what_comes_to(place).or_else(|| self.of_quality(place));
        if governed.name.is_none() {
            self.name_of_share(place, &mut governed);
        }
        self.name_by_verb(place, &mut governed);
        self.name_of_deed(place, &mut governed);
        self.name_of_value_before(place, &mut governed);
        if let Some(name) = self.emitted_by(start, fact, &governed) {
            governed.name = Some(name);
        }
        self.name_told_before(place, &mut governed);
        if let Some(verb) = right.filter(|_| governed.mood == Some(Mood::Plan)) {
            governed.name = self.with_predicate(fact, verb, end, governed.name.take());
        }
        if self.told {
            governed.mood = Some(Mood::Told);
        }
        // I propose to reduce the duty on soap from 10 to 5 per cent: no deadline, so it is what others are to pay.
        let levy = |word: &Word| self.here.data.is(&word.text, Class::EnLevy);
        if !fact.until && governed.mood != Some(Mood::Told) && self.words[start..end].iter().any(levy) {
            governed.doubt("a rule sets it for others");
        }
        // While the global target is fewer than 70
        let of_world = (start + 1..fact.start.max(start + 1)).any(|at| {
            let goal = self.words[at].tag == Tag::Noun && word::aims(&self.words[at], self.here.data);
            goal && self.here.data.is(&self.words[at - 1].text, Class::EnWorld)
        });
        if of_world && governed.mood != Some(Mood::Told) {
            governed.doubt("it is what the whole world does");
        }
        self.check_name(fact, &mut governed);
        if governed.mood == Some(Mood::Plan) && left.is_some_and(|verb| self.comes(start, verb, &governed)) {
            governed.doubt("it comes by itself");
        }
        governed
    }

    /// Commuting by train: 30%.
    fn labelled(&self, fact: &Fact, start: usize, end: usize) -> Option<Governed> {
        let name = self.label(start, fact)?;
        let goal = self.words[start..end].iter().any(|word| word::aims(word, self.here.data));
        let colon = (start..fact.start).rev().find(|&at| self.words[at].is(':'));
        // Blue Flag beaches: increase from 37 to 50
        let deed = colon.map(|at| at + 1).filter(|&at| {
            let moves = self.words[at].moves(self.here.data);
            at < fact.start && moves
        });
        let mood = match () {
            () if goal => Mood::Goal,
            () if deed.is_some() => Mood::Plain,
            () => Mood::Noun,
        };
        let verb = (start..fact.start).rev().find(|&at| matches!(self.words[at].tag, Tag::Verb(_))).or(deed);
        let classes = verb.map_or(Vec::new(), |verb| self.classes(verb));
        Some(Governed { name: Some(name), mood: Some(mood), classes, labelled: true, ..Governed::default() })
    }

    /// Whether it is promised, or what speaks against that.
    fn judge(&self, place: Place<'_>) -> Judged {
        let Place { fact, whole, start, end, left, right, .. } = place;
        match right {
            Some(_) if self.is_ruled(start, fact) => Judged::doubt("a rule sets it for others"),
            Some(verb) if self.is_required(verb, end) => Judged::doubt("it is needed, not promised"),
            // If nothing changes, 38% will be …
            Some(_) if self.words[..fact.start].iter().any(|word| self.here.data.is(&word.text, Class::EnSuppose)) => {
                Judged::doubt("it is foretold or supposed")
            }
            Some(verb) if self.is_of_nature(fact, verb) => Judged::doubt("it comes by itself"),
            Some(_) if self.foretells(start, end, fact) => Judged::doubt("it is foretold or supposed"),
            // Our target is for eight in 10 households to be …
            Some(_)
                if self.words[start..fact.start.max(start)]
                    .iter()
                    .any(|word| word.tag == Tag::Noun && word::aims(word, self.here.data)) =>
            {
                Mood::Goal.into()
            }
            Some(_) => Mood::Plan.into(),
            None => self.mood(whole, end, fact, left),
        }
    }

    /// Exports are to hit 1 billion ducats, the use of timber will be raised to 60% of units: a subject that counts, of a verb
    /// that tells what it comes to, whatever stands behind the value.
    fn what_comes_to(&self, place: Place<'_>) -> Option<(String, Range)> {
        let Place { at, fact, start, left, changes, .. } = place;
        let data = self.here.data;
        // … from 56 to 35 and neonatal mortality from 24 to 15: a second value may have a noun of its own.
        let first = |verb: usize| self.facts[..at].iter().all(|other| other.at < verb || other.role.is_some());
        let verb = left.filter(|&verb| {
            !changes && first(verb) && !self.own_start(at) && matches!(self.words[verb].tag, Tag::Verb(_) | Tag::Be)
        })?;
        let is = |class: Class| word::is_verb(&self.words[verb].text, class, data);
        let led = self.words[fact.start].tag == Tag::To || fact.preposition == "at";
        let arrives = verb + 1 == fact.start && [Class::EnArrive, Class::EnBe, Class::EnSum].into_iter().any(is);
        let moved = led && (self.words[verb].moves(data) && self.is_passive(verb) || is(Class::EnHappen));
        let name = self.subject(start, Some(verb)).filter(|_| arrives || moved)?;
        // Furthering its share in order to reach 40%: no subject.
        // Seek to match use by the hour to achieve 50%: nor that.
        let purpose = verb > start
            && self.words[verb - 1].tag == Tag::To
            && self.words[start..verb - 1].iter().any(|word| word.tag == Tag::To);
        if purpose || self.words[start..verb].iter().any(|word| data.is(&word.text, Class::EnOrder)) {
            return None;
        }
        let head = name.0.split(' ').take_while(|word| !data.is(&word.to_lowercase(), Class::EnPreposition)).last()?;
        self.counts(head).then_some(name)
    }

    /// Fuel consumption will be 100% fossil-free: what is so to so many percent, not that it is.
    fn of_quality(&self, place: Place<'_>) -> Option<(String, Range)> {
        let Place { fact, start, end, left, .. } = place;
        let data = self.here.data;
        let verb = left.filter(|&verb| self.words[verb].tag == Tag::Be && verb + 1 == fact.start)?;
        let at = fact::tail(self.words, fact.at, data);
        let quality = self.words.get(at).filter(|_| at < end)?;
        // Fossil-free may be one word, or three.
        let hyphen = |at: usize| self.words.get(at + 1).is_some_and(|word| word.is('-')).then_some(at + 2);
        let last = hyphen(at).and_then(|at| self.words.get(at)).unwrap_or(quality);
        let behind = hyphen(at).unwrap_or(at) + 1;
        let says = data.is(last.text.rsplit('-').next().unwrap_or_default(), Class::EnQuality);
        let ends = behind >= end || self.words.get(behind).is_none_or(|next| !matches!(next.tag, Tag::Noun));
        (self.is_share(fact) && says && ends).then(|| self.subject(start, Some(verb))).flatten()
    }

    /// Of what a value is a share, or which share it is.
    fn name_of_share(&self, place: Place<'_>, governed: &mut Governed) {
        let Place { at, fact, start, end, left, right, changes, .. } = place;
        let share_of = self.is_share(fact)
            && self
                .words
                .get(fact::tail(self.words, fact.at, self.here.data))
                .is_some_and(|word| self.here.data.is(&word.text, Class::EnShareOf));
        let share = self.is_share(fact) && governed.classes.contains(&Class::EnShareVerb) && !changes;
        // 5G is to be available to 99% of the population: what is so, not to whom.
        // Recycling rates must climb to 65% of waste: the rates are what counts.
        let rate = |verb: usize| self.subject(start, Some(verb)).is_some_and(|(name, _)| self.counts(&name));
        // Membership will rise from 38% to 45% of the population: so is what comes from one share to another.
        let came = at.checked_sub(1).map(|at| &self.facts[at]).is_some_and(|before| {
            let from = self.here.data.is(&before.preposition, Class::EnFrom) && !before.bracketed;
            from && before.at + 1 == fact.start && self.words[fact.start].tag == Tag::To
        });
        let moved = |verb: usize| {
            let moves = self.words[verb].moves(self.here.data);
            moves && !self.is_passive(verb) && (came || rate(verb))
        };
        let moves_it = |verb: usize| {
            let moves = self.words[verb].moves(self.here.data);
            moves && matches!(self.words[verb].tag, Tag::Verb(Form::Base | Form::Ing))
        };
        let to_whom = share_of
            && fact.preposition == "to"
            && left.is_some_and(|verb| self.words[verb].tag == Tag::Be || moved(verb));
        // Debt stood at 67% of the regulatory capital value: what is told as a share of money is no part of it.
        let of_money = share_of
            && !fact.preposition.is_empty()
            && !self.here.data.is(&fact.preposition, Class::EnShareOf)
            && left.is_some_and(|verb| matches!(self.words[verb].tag, Tag::Verb(_)))
            && self.is_of_money(fact, end);
        let to_whom = to_whom || of_money;
        // Access to electricity stood at 31% of households: where what counts stands.
        let stands = |verb: usize| word::is_verb(&self.words[verb].text, Class::EnStand, self.here.data) && rate(verb);
        let to_whom = to_whom || share_of && fact.preposition == "at" && left.is_some_and(stands);
        // Nutrient management will be adopted on 40% of cropland: what is done, not where.
        let leads = |class: Class| self.here.data.is(&fact.preposition, class);
        let where_done = share_of
            && self.words[fact.start].tag == Tag::Preposition
            && ![Class::EnShareOf, Class::EnUntil, Class::EnFrom, Class::EnWith].into_iter().any(leads)
            && left.is_some_and(|verb| self.is_passive(verb));
        // …, with 30% of women farmers trained: of them, beside what the clause tells.
        let alongside = share_of
            && self.here.data.is(&fact.preposition, Class::EnWith)
            && fact.start.checked_sub(1).is_some_and(|at| self.words[at].is(','));
        // Keep forest cover above 62 per cent of land area: what is kept, not of what it is a share.
        let kept = share_of && self.words[fact.start].tag == Tag::Preposition && !leads(Class::EnShareOf);
        if let Some(verb) = left.filter(|&verb| kept && moves_it(verb)) {
            governed.name = self.object(start, Some(verb), fact, end).filter(|(name, _)| !name.is_empty());
        }
        // Tree canopy covers 16% of the city: it is the canopy that stands so, not the city.
        if governed.name.is_none() && share_of && left.is_none_or(|verb| verb + PARTICLE >= fact.start) {
            governed.name = self.covering(start, fact);
            if governed.name.is_some() && governed.mood == Some(Mood::Noun) {
                governed.mood = Some(Mood::Told);
            }
        }
        // 46% of adults meet the guidelines: of whom, whatever they do.
        let opens = share_of && left.is_none() && right.is_some() && self.opens_clause(start, fact);
        if opens && governed.name.is_none() && matches!(governed.mood, Some(Mood::Told | Mood::Noun)) {
            governed.name = self.after(fact, end, governed);
        }
        let said = share && matches!(governed.mood, Some(Mood::Plan | Mood::Goal | Mood::Told));
        let listed = || share && !to_whom && self.beside(at).is_some();
        if governed.name.is_none() && (said || to_whom || where_done) && !listed() {
            governed.name = self.subject(start, left.or(right));
        }
        // Two thirds of adults do so, half of all journeys will be made in these ways: what was told before.
        if share_of
            && right.is_some()
            && self.memory.recalled.len() == 1
            && self.is_likewise(fact, end)
            && let Some(name) = self.spoken_of(None, fact).filter(|name| self.counts_alike(name, fact))
        {
            governed.inherit(name);
        }
        if alongside {
            governed.name = self.after(fact, end, governed);
        }
        if (self.is_share(fact) && leads(Class::EnWith) || self.with_before(at)) && !changes {
            governed.name = self.noun_behind(fact, end).or_else(|| governed.name.take());
        }
        // A pathway towards 100% renewable energy
        let towards =
            fact.start.checked_sub(1).is_some_and(|at| self.here.data.is(&self.words[at].text, Class::EnPath));
        if towards && self.is_share(fact) && !fact.preposition.is_empty() && !changes {
            governed.name = self.noun_behind(fact, end).or_else(|| governed.name.take());
        }
    }

    /// Do so, will be made in these ways: whether what is said of a value is what was told before.
    fn is_likewise(&self, fact: &Fact, end: usize) -> bool {
        let data = self.here.data;
        (fact.at + 1..end).any(|at| {
            let (word, before) = (&self.words[at], &self.words[at - 1]);
            let points = data.is(&before.text, Class::EnPoint);
            let does =
                data.is(&before.text, Class::EnHave) || before.tag == Tag::Be || data.is(&before.text, Class::EnDo);
            points && data.is(&word.text, Class::EnLikewise) || does && data.is(&word.text, Class::EnSo)
        })
    }

    /// What the verb, or a word for the goal, takes.
    fn name_by_verb(&self, place: Place<'_>, governed: &mut Governed) {
        let Place { at, fact, start, end, left, changes, .. } = place;
        if governed.name.is_none() {
            governed.name = self.of_many(fact, end, &governed.classes);
        }
        // Calls for spending of 22 trillion yen and for 100 regions
        let aims = left.is_some_and(|verb| word::is_verb(&self.words[verb].text, Class::EnAim, self.here.data));
        let plain = self.unit(fact.value).is_none() && !self.is_share(fact);
        if governed.name.is_none() && fact.preposition == "for" && aims && plain {
            governed.name = self.counted(None, fact, end, &[Class::EnMake]);
        }
        if governed.name.is_none() {
            governed.name = self.rank(start, fact, end).or_else(|| self.beside(at));
        }
        if governed.name.is_none() && fact.preposition.is_empty() {
            governed.name =
                left.and_then(|verb| self.object_before(start, verb)).or_else(|| self.targeted(start, fact, end));
        }
        // Achieve 60% renewable energy: the nouns behind a share that a verb takes.
        let made = |verb: usize| word::is_verb(&self.words[verb].text, Class::EnArrive, self.here.data);
        let taken = left.is_some_and(|verb| verb + 1 == fact.start && !self.is_passive(verb) && made(verb));
        if governed.name.is_none() && taken && self.is_share(fact) && fact.preposition.is_empty() && !changes {
            // A 50% emission reduction: of what it is a change.
            let changed =
                |name: &str| name.split(' ').next_back().is_some_and(|last| self.here.data.is(last, Class::EnChange));
            governed.name = self.noun_behind(fact, end).filter(|(name, _)| !changed(name));
        }
        // … ridership to 9% of all trips and raise it to 14%, bring that share down to 15%: of what was spoken of.
        let points = left.filter(|_| governed.name.is_none()).and_then(|verb| self.points(verb + 1));
        // We pledge to take it below 15%: whatever the verb, it points to what was spoken of.
        let takes = || {
            let at = fact.start.checked_sub(1).filter(|&at| at > start + 1)?;
            let (word, verb) = (&self.words[at], &self.words[at - 1]);
            let deed = matches!(verb.tag, Tag::Noun | Tag::Verb(_) | Tag::Have) && !fact.preposition.is_empty();
            (word.tag == Tag::Pronoun && deed && self.points(at).is_some()).then_some(None)
        };
        let points = points.or_else(|| takes().filter(|_| governed.name.is_none()));
        // The average school has 62 pupils per teacher; we intend to lower the ratio to 40 pupils per teacher: as it says.
        let known = |noun: &str| self.recalled_by(noun).is_some();
        let own = points.flatten().filter(|noun| !known(noun));
        if let Some(name) = own.and_then(|_| self.counted(None, fact, end, &[Class::EnMake])) {
            governed.name = Some(name);
        }
        let spoken = points.filter(|_| governed.name.is_none()).and_then(|noun| {
            let topic = || self.topic(governed).filter(|_| noun.is_none());
            self.spoken_of(noun, fact).or_else(topic)
        });
        if let Some(name) = spoken.filter(|name| self.counts_alike(name, fact)) {
            governed.inherit(name);
        }
        if governed.name.is_none() && !fact.preposition.is_empty() {
            // The nearest verb or noun that takes an object: a reduction in emissions, due to expansion, of 10 Mt.
            let mut verbs = left;
            while let (None, Some(verb)) = (&governed.name, verbs) {
                governed.name = self.object(start, Some(verb), fact, end).map(|name| self.on_list(name, fact, end));
                if governed.name.is_some() {
                    governed.classes = self.classes(verb);
                }
                let noun = self.words[verb].tag == Tag::Noun;
                verbs = if noun && governed.name.is_none() { self.verb_before(start, verb) } else { None };
            }
        }
        // The goal of a smoking rate below 5% for all groups: what stands between the word for the goal and its value.
        if governed.name.is_none() && left.is_none_or(|verb| self.words[verb].tag == Tag::Be) {
            governed.name = self.goal_of_rate(start, fact);
        }
        if let Some(name) = self.after(fact, end, governed).filter(|_| governed.name.is_none()) {
            governed.name = Some(name);
        }
        // … of 48 percent in 2026 and 58 percent in 2028: a share right behind another is one of the same.
        if governed.name.is_none()
            && self.is_share(fact)
            && self.is_joined(fact)
            && let Some((_, last)) = self.last.as_ref().filter(|(before, _)| before + 1 == at)
        {
            governed.name.clone_from(&last.name);
            governed.classes.extend(last.classes.iter().copied());
        }
    }

    /// What is made, built, trained.
    fn name_of_deed(&self, place: Place<'_>, governed: &mut Governed) {
        let Place { fact, start, end, left, changes, .. } = place;
        let makes = governed.classes.contains(&Class::EnMake) && left.is_some_and(|verb| !self.is_passive(verb));
        if governed.name.is_none() && makes && fact.preposition.is_empty() {
            // They plan to capture 34 Mt CO2: what is made, not who makes it.
            governed.name =
                self.object(start, left, fact, end).or_else(|| self.counted(left, fact, end, &governed.classes));
        }
        // Electrify 12,000 of these homes, produce 650,000 tonnes: neither who does it.
        // But the share is to reach 42.5%.
        let comes_to = |verb: usize| {
            [Class::EnArrive, Class::EnShareVerb]
                .into_iter()
                .any(|class| word::is_verb(&self.words[verb].text, class, self.here.data))
        };
        let done_to = makes
            && fact.preposition.is_empty()
            && left.is_some_and(|verb| self.takes_value(verb, fact) && !comes_to(verb))
            // Rail freight should carry 75% more.
            && !self.is_share(fact);
        if governed.name.is_none() && done_to {
            governed.name = self.pointed_at(fact, end);
            if let Some(name) = self.told_in_unit(fact).filter(|_| governed.name.is_none()) {
                governed.inherit(name);
            }
            // Irrigate an additional 45,000 hectares: nothing but the deed names it.
            let counted = self.counted(left, fact, end, &governed.classes);
            if let Some(verb) = left.filter(|_| governed.name.is_none() && counted.is_none()) {
                let deed = &self.words[verb];
                let past = deed.tag == Tag::Verb(Form::Past);
                let long = deed.text.len() >= LEAST_DEED && !self.here.data.is(&deed.text, Class::EnUp) && !past;
                let named = long && self.is_measured(fact);
                governed.name = named.then(|| (deed.text.clone(), deed.range.clone()));
            }
        }
        if governed.name.is_none() {
            // Fish farming produced 76,000 tonnes: what is told is said of it.
            let told = left.is_some_and(|verb| self.words[verb].tag == Tag::Verb(Form::Past)) && self.is_measured(fact);
            // Ostravian researchers won 42 grants, the industry agreed to take on 25,000 apprentices: what so many are, not who.
            if left.is_some_and(|verb| self.does_to_many(verb, fact)) {
                governed.name = self.counted(left, fact, end, &[Class::EnMake]);
            }
            // Health boards are required to reach 95 per cent: who has to.
            // But emissions are required to fall.
            let happens = |verb: usize| word::is_verb(&self.words[verb].text, Class::EnHappen, self.here.data);
            let bidden = left.filter(|&verb| !happens(verb)).is_some_and(|verb| {
                let to = verb.checked_sub(1).filter(|&at| at > start + 1 && self.words[at].tag == Tag::To);
                to.is_some_and(|to| self.here.data.is(&self.words[to - 1].text, Class::EnBidden))
            });
            // Partners have agreed a 20% reduction: who did.
            let agreed = |verb: usize| word::is_verb(&self.words[verb].text, Class::EnAim, self.here.data);
            let bidden = bidden || changes && left.is_some_and(|verb| agreed(verb) && verb + PARTICLE >= fact.start);
            let doer = done_to && !told || bidden || self.sets_goal(start, fact);
            governed.name = governed
                .name
                .take()
                .or_else(|| self.object(start, left, fact, end))
                .or_else(|| self.subject(start, left).filter(|_| !doer));
        }
        let plain = self.words[start..fact.start.max(start)]
            .iter()
            .all(|word| word.tag != Tag::Preposition || self.here.data.is(&word.text, Class::EnAttach));
        let of = self.here.data.is(&fact.preposition, Class::EnShareOf);
        if governed.name.is_none() && left.is_none() && of && plain {
            // Screening participation of 60% is to be attained
            governed.name = naming::name(self.words, start, fact.start, self.here.reading, self.here.data);
        }
    }

    /// With 20% A by 2030 and 100% B by 2050: a share behind "and" that has its noun behind it as the one before has.
    fn with_before(&self, at: usize) -> bool {
        let fact = &self.facts[at];
        let Some(before) = at.checked_sub(1).map(|at| &self.facts[at]) else { return false };
        let joined = fact.start.checked_sub(1).is_some_and(|at| self.words[at].tag == Tag::Conjunction);
        let plain = self.words[before.at..fact.start].iter().all(|word| !matches!(word.tag, Tag::Verb(Form::Base)));
        joined
            && plain
            && fact.preposition.is_empty()
            && self.is_share(fact)
            && self.is_share(before)
            && self.here.data.is(&before.preposition, Class::EnWith)
    }
}

/// A verb of a share stands before it with no more than its particle between them.
const PARTICLE: usize = 2;
/// A deed that names what it counts has no fewer letters.
const LEAST_DEED: usize = 5;
