//! An English sentence into filled frames: the verb or noun of change that governs each value,
//! what it is said of, and the mood.

use std::collections::BTreeMap;

use crate::record::Role;
use crate::rules::Sentences;
use crate::rules::{Class, Mood};
use crate::text::{Range, Reading};

use super::super::argument::Here;
use super::super::join::{Joined, Memory, Seen};
use super::aside;
use super::fact::{self, Fact};
use super::mood::Judged;
use super::phrase;
use super::simple::{self, Part};
use super::word::{self, Form, Tag, Word};

/// What holds more values is no sentence, but a run of numbers.
const MOST_FACTS: usize = 48;

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
}

impl Governed {
    pub(super) fn doubt(&mut self, why: &'static str) {
        (self.mood, self.why) = (Some(Mood::Doubt), Some(why));
    }
}

/// Reads a sentence.
pub(in super::super) fn read(here: Here<'_>, range: &Range, memory: &Memory) -> (Vec<Word>, Joined) {
    let words = super::opening::whole(&memory.opening, word::words(here.reading, range, here.data), here.data);
    // By 2030: / electric vehicles account for 35%: told as if that year were now.
    let listed = memory.due && memory.item;
    let words = if listed { simple::promised(words, here.data) } else { words };
    let parts = simple::parts(words.clone(), here.data);
    let mut memory = memory.clone();
    memory.goals |= parts.len() > 1 && words.iter().any(|word| word::aims(word, here.data));
    let mut out = Joined::default();
    for mut part in parts {
        if listed {
            part.words = simple::promised(part.words, here.data);
        }
        let year = out.until.filter(|_| part.joined);
        let one = read_clause(here, part, &memory, year);
        memory.recalled.extend(one.recalled.iter().cloned());
        memory.until = one.until.or(memory.until);
        memory.name = one.name.clone().or(memory.name.take());
        out.filled.extend(one.filled);
        out.told.extend(one.told);
        out.outcomes.extend(one.outcomes);
        out.recalled.extend(one.recalled);
        out.until = one.until.or(out.until);
        out.name = one.name.or(out.name.take());
    }
    (words, out)
}

/// Reads what has one clause, or is read as if it had; `year` is that of the clause that it is joined to.
fn read_clause(here: Here<'_>, part: Part, memory: &Memory, year: Option<usize>) -> Joined {
    let (words, asides) = aside::part(part.words, here.data);
    let ahead = |found: usize| here.is_future(found);
    let mut facts = fact::facts(&words, here.data, &ahead);
    facts.retain(|fact| !super::stand::opens_title(&words, fact, here.reading));
    let stood = asides.iter().filter(|aside| aside.stands);
    let stood = stood.map(|aside| (aside.at, fact::facts(&aside.words, here.data, &ahead))).collect();
    super::pairs::pair(&words, &mut facts, here.data);
    super::stand::same_years(&words, &mut facts, memory.until, here.data);
    if let Some(year) = year.filter(|_| !words.iter().any(Word::is_time)) {
        for fact in facts.iter_mut().filter(|fact| fact.role.is_none() && fact.period.is_none()) {
            (fact.period, fact.deadline, fact.far) = (Some(year), true, true);
        }
    }
    if facts.len() > MOST_FACTS {
        return Joined::default();
    }
    let mut reader = Reader { here, words: &words, facts: &facts, stood, memory, out: Joined::default(), report: None, told: part.told, last: None };
    reader.run();
    reader.out
}

pub(super) struct Reader<'a> {
    pub(super) here: Here<'a>,
    pub(super) words: &'a [Word],
    pub(super) facts: &'a [Fact],
    /// What is told in passing of where things stand, by the word before which it stood.
    pub(super) stood: Vec<(usize, Vec<Fact>)>,
    pub(super) memory: &'a Memory,
    pub(super) out: Joined,
    /// All of it tells what is or was.
    pub(super) told: bool,
    /// What was reached, of the goal that is looked at.
    pub(super) report: Option<Seen>,
    /// What the value before was said of.
    pub(super) last: Option<(usize, Governed)>,
}

impl Reader<'_> {
    fn run(&mut self) {
        let data = self.here.data;
        let text = self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let label = self.words.iter().take(POINTS).any(|word| data.is(&word.text, Class::EnLabel))
            && self.words.iter().take(POINTS).any(|word| word.is(':'));
        let goals = self.memory.goals || label || self.words.iter().any(|word| word::aims(word, data));
        let mut groups: BTreeMap<String, Vec<(usize, Governed)>> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        // … was 238 kWh in 2023, and it is to come down: what it stands for was told before.
        let stood = |fact: &Fact| {
            fact.role == Some(Role::Baseline) && !fact.bracketed && !data.is(&fact.preposition, Class::EnFrom)
        };
        let first = self.facts.first().filter(|fact| stood(fact)).map(|_| self.governed(0));
        self.last =
            first.filter(|governed| governed.name.is_some() && !governed.inherited).map(|governed| (0, governed));
        let targets: Vec<usize> =
            (0..self.facts.len()).filter(|&at| self.facts[at].role.is_none() && !self.facts[at].bracketed).collect();
        let held: Vec<(usize, Option<usize>, (String, Range))> = (0..self.facts.len())
            .filter_map(|at| self.held_against(at).map(|(report, name)| (at, report, name)))
            .collect();
        for at in targets {
            if self.is_inside(at) || held.iter().any(|(goal, report, _)| at == *goal || Some(at) == *report) {
                continue;
            }
            let governed = self.governed_in_order(at);
            // What is doubted of a name does not stand with what is promised of it.
            let doubt = match governed.mood {
                Some(Mood::Doubt) => "?",
                Some(Mood::Told) => "!",
                _ => "",
            };
            let key = governed.name.as_ref().map_or(String::new(), |(name, _)| format!("{name}{doubt}"));
            if !order.contains(&key) {
                order.push(key.clone());
            }
            if governed.name.is_some() {
                self.last = Some((at, governed.clone()));
            }
            groups.entry(key).or_default().push((at, governed));
        }
        for key in order {
            for group in groups.get(&key).map(|group| self.by_parts(group)).unwrap_or_default() {
                self.group(&group, goals, &text);
            }
        }
        for (goal, report, name) in held {
            self.report = match report {
                Some(report) => Some(self.reached(report)),
                None => self.stood_reached(),
            };
            self.last = Some((goal, Self::as_goal(name.clone())));
            self.group(&[(goal, Self::as_goal(name))], true, &text);
            self.report = None;
        }
        self.states();
        // The rate is currently 89.2%: nothing else is said, and the next sentence goes on from there.
        let alone = self.facts.iter().all(|fact| fact.role.is_some() || fact.bracketed);
        if let (true, Some(at)) =
            (alone, self.facts.iter().position(|fact| fact.role == Some(Role::Baseline) && !fact.bracketed))
        {
            let governed = self.governed(at);
            if governed.name.is_some() && !governed.inherited {
                self.last = Some((at, governed));
            }
        }
        self.out.told.extend(self.reported());
        self.out.recalled = self.recalled();
        self.out.until = self.facts.iter().rev().filter(|fact| fact.role.is_none()).find_map(|fact| fact.period);
        self.out.name = self.last.as_ref().and_then(|(_, governed)| governed.name.clone()).map(|(name, _)| name);
        self.out.name = self.out.name.take().or_else(|| self.out.recalled.last().map(|one| one.name.clone()));
    }

    /// … from 51% to 75%, and on motorways from 84% to 95%: whether a value has a start of its own behind another's.
    pub(super) fn own_start(&self, at: usize) -> bool {
        let from = |at: usize| {
            let fact = &self.facts[at];
            fact.role == Some(Role::Baseline) && self.here.data.is(&fact.preposition, Class::EnFrom) && !fact.bracketed
        };
        at > 1
            && at < self.facts.len()
            && from(at - 1)
            && self.words[self.facts[at].start].tag == Tag::To
            && self.facts[..at - 1].iter().any(|fact| fact.role.is_none())
    }

    /// … of the demand by 2020 and 25% by 2030: a value right behind "and" is said of the same.
    fn is_joined(&self, fact: &Fact) -> bool {
        let before = |back: usize| fact.start.checked_sub(back).map(|at| &self.words[at]);
        before(1).is_some_and(|word| word.tag == Tag::Conjunction) && before(2).is_some_and(Word::is_time)
    }

    /// The 80% by 2050 goal: whether the value only points to a goal.
    fn is_goal_of_before(&self, fact: &Fact) -> bool {
        let behind = self.words.get(fact.at + 1..).unwrap_or_default();
        let due = |word: &&Word| word.is_time() || self.here.data.is(&word.text, Class::EnUntil);
        behind.iter().find(|word| !due(word)).is_some_and(|word| word::aims(word, self.here.data))
    }

    /// … by 10%, and waste disposed of by 30%: a noun between two values names the second.
    pub(super) fn beside(&self, at: usize) -> Option<(String, Range)> {
        // … to 11 GW, and solar capacity from 5.5 GW to 12.5 GW: the noun stands before where it starts.
        let at = if self.own_start(at) { at - 1 } else { at };
        let (fact, before) = (&self.facts[at], &self.facts[at.checked_sub(1)?]);
        let from = fact::tail(self.words, before.at, self.here.data);
        // … to 75% by 2030, and on motorways …: the year is that of the value before.
        let timed = self.words.get(from..fact.start)?.iter().rposition(Word::is_time);
        let own = self.own_start(at + 1);
        let from = timed.filter(|_| own).map_or(from, |time| from + time + 1);
        let from = self.behind_year(from, fact.start);
        let between = self.words.get(from..fact.start)?;
        // Spouses by 5%, employees by 5%, and …: a list goes on behind a comma.
        let listed = between.first().is_some_and(|word| word.is(','))
            && fact.preposition == before.preposition
            && between.iter().all(|word| !matches!(word.tag, Tag::Verb(_) | Tag::Relative | Tag::Pronoun));
        let joined = listed || between.iter().take(2).any(|word| word.tag == Tag::Conjunction);
        // … and reducing waste by 30%: that verb has an object of its own.
        let joined = joined
            && !between.windows(2).any(|pair| pair[0].tag == Tag::Conjunction && pair[1].tag == Tag::Verb(Form::Ing));
        let plain = between
            .iter()
            .all(|word| !word.is_time() && !matches!(word.tag, Tag::Modal | Tag::Be | Tag::To | Tag::Verb(Form::Base)));
        let some = between.iter().any(|word| word.tag == Tag::Noun);
        // … and MMR from current levels to 100
        let starts = |word: &Word| word.tag == Tag::Preposition && self.here.data.is(&word.text, Class::EnFrom);
        let to = between.iter().position(starts).map_or(fact.start, |at| from + at);
        (joined && plain && some && !fact.preposition.is_empty())
            .then(|| phrase::name(self.words, from, to, self.here.reading, self.here.data))
            .flatten()
    }

    /// … to 30% by 2030 and the other rate to 81%: the year right behind a value is its own.
    fn behind_year(&self, from: usize, to: usize) -> usize {
        let words = &self.words[from..to.max(from)];
        let ends = |word: &Word| word.tag == Tag::Conjunction || word.is(',');
        let led = words.first().is_some_and(|word| word.tag == Tag::Preposition);
        let part =
            words.iter().position(ends).filter(|_| led).filter(|&at| words[..at].last().is_some_and(Word::is_time));
        part.filter(|&at| at <= super::govern::TIME).map_or(from, |at| from + at)
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

    /// Whether a noun of change stands behind a value: a 2% improvement.
    pub(super) fn changes(&self, fact: &Fact, end: usize) -> bool {
        let at = fact::tail(self.words, fact.at, self.here.data);
        self.words.get(at).filter(|_| at < end).is_some_and(|word| self.here.data.is(&word.text, Class::EnChange))
    }

    /// 90% of the population will be covered: the verb behind a value.
    pub(super) fn verb_behind(&self, fact: &Fact, end: usize) -> Option<usize> {
        // Connected to low voltage: no verb follows.
        let deed = |at: usize| {
            self.words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Verb(_) | Tag::Be | Tag::Have | Tag::Adverb))
        };
        let verb = (fact.at + 1..end).find(|&at| match self.words[at].tag {
            Tag::Modal | Tag::Be | Tag::Have => true,
            Tag::To => deed(at),
            // 60% of hotel beds hold the key by 2028
            Tag::Verb(Form::Base | Form::Present) => self.words[at - 1].tag == Tag::Noun && self.is_so_by(fact, at),
            _ => false,
        })?;
        let chain = &self.words[verb..end.min(verb + CHAIN + 1)];
        let leads = chain[0].tag == Tag::To
            && matches!(chain.get(1).map(|word| word.tag), Some(Tag::Verb(Form::Base) | Tag::Be));
        let has = |word: &Word| matches!(word.tag, Tag::Verb(_) | Tag::Be | Tag::Have);
        let promises = leads
            || chain[0].tag == Tag::Modal
            || chain.get(1).is_some_and(|word| word.tag == Tag::To)
            || self.is_so_by(fact, verb);
        let place = chain.iter().rposition(has)?;
        promises.then_some(verb + place)
    }

    /// By 2040, no more than 5% of households are poor; – 80% of adults have basic skills by 2030: told as if that year
    /// were now.
    fn is_so_by(&self, fact: &Fact, verb: usize) -> bool {
        let data = self.here.data;
        let ahead = fact.until && fact.period.is_some_and(|found| self.here.is_ahead(found));
        let start = self.clause(fact.at).0;
        let now = matches!(self.words[verb].tag, Tag::Be | Tag::Have | Tag::Verb(_))
            && !data.is(&self.words[verb].text, Class::EnPastBe)
            && !self.words.get(verb + 1).is_some_and(|next| matches!(next.tag, Tag::Verb(Form::Past)));
        let opens = fact.start == start || self.opens_clause(start, fact);
        ahead && now && opens && fact.preposition.is_empty()
    }

    /// Whether a value is written in digits: no halving, no two-thirds.
    pub(super) fn is_digits(&self, fact: &Fact) -> bool {
        self.words[fact.at].text.contains(|c: char| c.is_ascii_digit())
    }

    /// Halving, doubled: whether a value is the verb.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        let verb = |class: Class| word::is_verb(&self.words[at].text, class, self.here.data);
        self.words[at].is_value() && [Class::EnUp, Class::EnDown, Class::EnMake].into_iter().any(verb)
    }

    /// The words of the clause around a place: between semicolons and words that turn.
    pub(super) fn clause(&self, at: usize) -> (usize, usize) {
        let data = self.here.data;
        let here = at;
        let depth = |at: usize| {
            let step = |sum: i32, word: &Word| sum + i32::from(word.is('(')) - i32::from(word.is(')'));
            self.words[..at].iter().fold(0, step)
        };
        let turns = |at: &usize| {
            let word = &self.words[*at];
            let comma = at.checked_sub(1).is_some_and(|before| self.words[before].is(','));
            // (e.g., solar and wind): a full stop that ends nothing.
            let inner = word.is('.') && self.words.get(at + 1).is_some_and(|next| next.is(',') || next.is(')'));
            // (33 Mt in 2014; city framework): what parts a bracket parts nothing outside of it.
            let inner = inner || word.is(';') && depth(*at) > depth(here);
            !inner && [';', '.', '•', '['].into_iter().any(|mark| word.is(mark))
                || fact::is_dash(self.words, *at)
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
        // Target  Reduce …: what stands before the verb is a label.
        let start = (start..at).rev().find(|&at| self.words[at].head).unwrap_or(start);
        let end = (at + 1..self.words.len()).find(|at| turns(at) || self.words[*at].head).unwrap_or(self.words.len());
        (start, end)
    }

    /// A and B should reach V1 and V2 respectively: what governs the first value governs each.
    fn governed_in_order(&self, at: usize) -> Governed {
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
        let (start, end) = self.clause(fact.at);
        let changes = self.changes(fact, end);
        let deed = self.heads_deed(fact, end);
        if let Some(name) = self.label(start, fact).filter(|_| !changes && deed.is_none()) {
            let goal = self.words[start..end].iter().any(|word| word::aims(word, self.here.data));
            let colon = (start..fact.start).rev().find(|&at| self.words[at].is(':'));
            // Blue Flag beaches: increase from 37 to 50
            let deed = colon.map(|at| at + 1).filter(|&at| {
                let moves = [Class::EnUp, Class::EnDown].into_iter().any(|c| word::is_verb(&self.words[at].text, c, self.here.data));
                at < fact.start && moves
            });
            let mood = match () {
                () if goal => Mood::Goal,
                () if deed.is_some() => Mood::Plain,
                () => Mood::Noun,
            };
            let verb = (start..fact.start).rev().find(|&at| matches!(self.words[at].tag, Tag::Verb(_))).or(deed);
            let classes = verb.map_or(Vec::new(), |verb| self.classes(verb));
            return Governed { name: Some(name), mood: Some(mood), classes, ..Governed::default() };
        }
        // Certified beds: 60% of hotel beds hold the key by 2028: the label has no verb.
        let whole = start;
        let colon = self.words[start..fact.start.max(start)].iter().rposition(|word| word.is(':')).map(|at| at + start);
        let start = colon.filter(|&at| self.opens_clause(at, fact)).map_or(start, |at| at + 1);
        if let Some(governed) = self.aimed(fact, start, end) {
            return governed;
        }
        let left = self.verb(start, fact).filter(|&verb| !self.is_for(verb, fact));
        let left = if deed.is_some() { None } else { left };
        let right = if left.is_none() { self.verb_behind(fact, end).or(deed) } else { None };
        let verb = left.or(right);
        let judged = match right {
            Some(_) if self.is_ruled(start, fact) => Judged::doubt("a rule sets it for others"),
            Some(verb) if self.is_required(verb, end) => Judged::doubt("it is needed, not promised"),
            // If nothing changes, 38% will be …
            Some(_) if self.words[..fact.start].iter().any(|word| self.here.data.is(&word.text, Class::EnSuppose)) => {
                Judged::doubt("it is foretold or supposed")
            }
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
        };
        let mood = judged.mood;
        let mut governed = Governed { mood: Some(mood), why: judged.why, ..Governed::default() };
        if let Some(place) = verb {
            governed.verb.clone_from(&self.words[place].text);
            governed.classes = self.classes(place);
            // 250 people will enter apprenticeships: what so many do, whatever it is.
            let counted = right == Some(place) && self.opens_clause(start, fact) && !self.is_borne(fact, place);
            if governed.classes.is_empty() && (deed == Some(place) || counted) {
                governed.classes.push(Class::EnUp);
            }
        }
        let share_of = self.is_share(fact)
            && self
                .words
                .get(fact::tail(self.words, fact.at, self.here.data))
                .is_some_and(|word| self.here.data.is(&word.text, Class::EnShareOf));
        let share = self.is_share(fact) && governed.classes.contains(&Class::EnShareVerb) && !changes;
        // 5G is to be available to 99% of the population: what is so, not to whom.
        // Recycling rates must climb to 65% of waste: the rates are what counts.
        let rate = |verb: usize| self.subject(start, Some(verb)).is_some_and(|(name, _)| self.counts(&name));
        let moved = |verb: usize| {
            let moves = [Class::EnUp, Class::EnDown]
                .into_iter()
                .any(|c| word::is_verb(&self.words[verb].text, c, self.here.data));
            moves && !self.is_passive(verb) && rate(verb)
        };
        let moves_it = |verb: usize| {
            let moves = [Class::EnUp, Class::EnDown]
                .into_iter()
                .any(|c| word::is_verb(&self.words[verb].text, c, self.here.data));
            moves && matches!(self.words[verb].tag, Tag::Verb(Form::Base | Form::Ing))
        };
        let to_whom = share_of
            && fact.preposition == "to"
            && left.is_some_and(|verb| self.words[verb].tag == Tag::Be || moved(verb));
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
        if governed.name.is_some() {
        } else if share && matches!(mood, Mood::Plan | Mood::Goal) || to_whom || where_done {
            governed.name = self.subject(start, verb);
        }
        if alongside {
            governed.name = self.after(fact, end, &mut governed);
        }
        if (self.is_share(fact) && leads(Class::EnWith) || self.with_before(at)) && !changes {
            governed.name = self.noun_behind(fact, end).or(governed.name);
        }
        // A pathway towards 100% renewable energy
        let towards =
            fact.start.checked_sub(1).is_some_and(|at| self.here.data.is(&self.words[at].text, Class::EnPath));
        if towards && self.is_share(fact) && !fact.preposition.is_empty() && !changes {
            governed.name = self.noun_behind(fact, end).or(governed.name);
        }
        if governed.name.is_none() {
            governed.name = self.of_many(fact, end, &governed.classes);
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
        if let Some(name) = points.and_then(|noun| self.spoken_of(noun)).filter(|name| self.counts_alike(name, fact)) {
            governed.name = Some((name, 0..0));
            governed.inherited = true;
        }
        if governed.name.is_none() && !fact.preposition.is_empty() {
            // The nearest verb or noun that takes an object: a reduction in emissions, due to expansion, of 10 Mt.
            let mut verbs = left;
            while let (None, Some(verb)) = (&governed.name, verbs) {
                governed.name = self.object(start, Some(verb), fact, end);
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
        if let Some(name) = self.after(fact, end, &mut governed).filter(|_| governed.name.is_none()) {
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
                governed.name = Some((name, 0..0));
                governed.inherited = true;
            }
            // Irrigate an additional 45,000 hectares: nothing but the deed names it.
            let counted = self.counted(left, fact, end, &governed.classes);
            if let Some(verb) = left.filter(|_| governed.name.is_none() && counted.is_none()) {
                let deed = &self.words[verb];
                let long = deed.text.len() >= LEAST_DEED && !self.here.data.is(&deed.text, Class::EnUp);
                let named = long && self.is_measured(fact);
                governed.name = named.then(|| (deed.text.clone(), deed.range.clone()));
            }
        }
        if governed.name.is_none() {
            let doer = done_to || self.sets_goal(start, fact);
            governed.name =
                self.object(start, left, fact, end).or_else(|| self.subject(start, left).filter(|_| !doer));
        }
        let plain = self.words[start..fact.start.max(start)]
            .iter()
            .all(|word| word.tag != Tag::Preposition || self.here.data.is(&word.text, Class::EnAttach));
        let of = self.here.data.is(&fact.preposition, Class::EnShareOf);
        if governed.name.is_none() && left.is_none() && of && plain {
            // Screening participation of 60% is to be attained
            governed.name = phrase::name(self.words, start, fact.start, self.here.reading, self.here.data);
        }
        if governed.name.is_none()
            && let Some(verb) = left.filter(|_| self.is_goal_of_before(fact))
            && let Some(before) = self.verb_before(start, verb)
        {
            // Reduce emissions and meet the 80% by 2050 goal
            governed.name = self.object(start, Some(before), fact, verb);
            governed.classes.extend(self.classes(before));
        }
        if governed.name.is_none() {
            governed.name = self.counted(verb, fact, end, &governed.classes);
        }
        if governed.name.is_none() && self.is_share(fact) {
            governed.name = self.of_whole(start, fact);
        }
        if governed.name.is_none()
            && let Some((before, last)) = self.last.as_ref().filter(|(before, _)| *before < at)
            && (self.words[self.facts[*before].at..fact.at].len() <= NEAR || self.is_joined(fact))
        {
            governed.name.clone_from(&last.name);
            governed.classes.extend(last.classes.iter().copied());
            governed.mood = governed.mood.or(last.mood);
        }
        // Lower the poverty rate to 12%, and … a rate of 5%: the head alone is the one spoken of.
        if let (Some((name, _)), Some((_, last))) = (&governed.name, &self.last)
            && let Some((whole, place)) = &last.name
            && !name.contains(' ')
            && self.here.data.is(name, Class::EnShare)
            && whole.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with(' '))
        {
            governed.name = Some((whole.clone(), place.clone()));
        }
        if governed.name.is_none() && matches!(governed.mood, Some(Mood::Goal | Mood::Plan)) {
            governed.name = self.about();
        }
        // It was 9.8%. The Plan adopts a more cautious objective of 13%.
        if governed.name.is_none()
            && governed.mood == Some(Mood::Goal)
            && let Some(name) = self.told_alike(fact)
        {
            governed.name = Some((name, 0..0));
            governed.inherited = true;
        }
        // No more than 800 events: the seclusion events of the sentence before.
        if let (Some((name, _)), Some(whole)) = (&governed.name, &self.memory.name)
            && !name.contains(' ')
            && name.starts_with(char::is_lowercase)
            && whole.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with(' '))
        {
            governed.name = Some((whole.clone(), 0..0));
            governed.inherited = true;
        }
        // The target for 2030 is 45%: of what the sentence before spoke of.
        let bare = governed.mood == Some(Mood::Goal)
            && self.words.iter().take(OPENING).any(|word| word.tag == Tag::Noun && word::aims(word, self.here.data));
        if governed.name.is_none()
            && bare
            && let Some(name) = self.memory.name.clone()
        {
            governed.name = Some((name, 0..0));
            governed.inherited = true;
        }
        if governed.name.is_none()
            && changes
            && let Some(name) = self.memory.name.clone()
        {
            // We will achieve a 20% reduction by 2026: of what the sentence before spoke of.
            governed.name = Some((name, 0..0));
            governed.inherited = true;
        }
        if governed.name.is_none()
            && let Some(name) = self.memory.name.clone().filter(|_| self.points_back())
            && self.counts_alike(&name, fact)
        {
            governed.name = Some((name, 0..0));
            governed.inherited = true;
        }
        if let Some(name) = governed.name.as_ref().and_then(|name| self.whole_name(name)) {
            governed.name = Some((name, 0..0));
            governed.inherited = true;
        }
        if let Some(verb) = right.filter(|_| governed.mood == Some(Mood::Plan)) {
            governed.name = self.with_predicate(fact, verb, end, governed.name.take());
        }
        if self.told {
            governed.mood = Some(Mood::Told);
        }
        self.check_name(fact, &mut governed);
        if governed.mood == Some(Mood::Plan) && left.is_some_and(|verb| self.comes(start, verb, &governed)) {
            governed.doubt("it comes by itself");
        }
        governed
    }
}

/// A deed that names what it counts has no fewer letters.
const LEAST_DEED: usize = 5;
/// A value without a name of its own takes that of one no more words before it.
const NEAR: usize = 14;
/// The target is …, our target for this measure is: it stands among the first so many words.
const OPENING: usize = 3;
/// A pronoun that points back stands among the first words.
const POINTS: usize = 8;
/// The words before a verb that belong to it.
pub(super) const CHAIN: usize = 4;

/// Commitment 3.: whether a sentence is nothing but a label of a goal and its number.
pub(in super::super) fn is_label(reading: &Reading, range: &Range, data: &Sentences) -> bool {
    let mut words = reading.text(range).split_whitespace();
    let label = words.next().is_some_and(|word| data.is(&word.to_lowercase(), Class::EnLabel));
    let number = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.len() <= NUMBER);
    label && number && words.next().is_none()
}

/// The number of a label is no longer, in bytes.
const NUMBER: usize = 5;

/// Whether some words call what stands under them goals: 2030 targets:.
pub(in super::super) fn speaks_of_goals(reading: &Reading, range: &Range, data: &Sentences) -> bool {
    word::words(reading, range, data).iter().any(|word| word::aims(word, data))
}

/// By the end of 2030: whether some words set a date for what follows.
pub(in super::super) fn sets_a_date(reading: &Reading, range: &Range, data: &Sentences) -> bool {
    let words = word::words(reading, range, data);
    let led = |at: usize| words[..at].iter().rev().take(DATE).any(|word| data.is(&word.text, Class::EnUntil));
    (0..words.len()).any(|at| words[at].is_time() && led(at))
}

/// By 2028: …; key goals by 2035 include …; the plan aims to transform the sector by 2035: the date that a sentence sets for its
/// goals before it names any value.
pub(in super::super) fn date_of_goals(reading: &Reading, range: &Range, data: &Sentences) -> Option<usize> {
    let words = word::words(reading, range, data);
    // By 2028: a. Average travel time …
    if let [by, when, colon, rest @ ..] = words.as_slice()
        && let Tag::Period(found) = when.tag
        && data.is(&by.text, Class::EnUntil)
        && colon.is(':')
        && !rest.iter().any(Word::is_value)
    {
        return Some(found);
    }
    let goal = words.iter().position(|word| word::aims(word, data))?;
    let date = (goal..words.len()).find(|&at| words[at].is_value() || words[at].is_time())?;
    match words[date].tag {
        Tag::Period(found) if fact::until(&words, date, data) => Some(found),
        _ => None,
    }
}

/// By the end of fiscal 2030: so many words lead to the date.
const DATE: usize = 5;
