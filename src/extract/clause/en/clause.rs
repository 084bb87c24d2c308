//! An English sentence into filled frames: the verb or noun of change that governs each value,
//! what it is said of, and the mood.

use std::collections::BTreeMap;

use crate::record::Role;
use crate::rules::{Class, Mood};
use crate::text::Range;

use super::super::argument::Here;
use super::super::join::{Filled, Joined, Memory, Seen};
use super::aside;
use super::fact::{self, Fact};
use super::governed::Governed;
use super::naming;
use super::simple::{self, Part};
use super::word::{self, Form, Tag, Word};

/// What holds more values is no sentence, but a run of numbers.
const MOST_FACTS: usize = 48;

/// Reads a sentence.
pub(in super::super) fn read(here: Here<'_>, range: &Range, memory: &Memory) -> (Vec<Word>, Joined) {
    let words = super::opening::whole(&memory.opening, word::words(here.reading, range, here.data), here.data);
    // By 2030: / electric vehicles account for 35%: told as if that year were now. We will have succeeded when: / 80% are so
    let listed = memory.due && memory.item || memory.pictured;
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
        for filled in one.filled {
            merge(&mut out.filled, filled);
        }
        out.told.extend(one.told);
        out.outcomes.extend(one.outcomes);
        out.recalled.extend(one.recalled);
        out.until = one.until.or(out.until);
        out.name = one.name.or(out.name.take());
    }
    (words, out)
}

/// Cut A by 50% by 2030 and bring it to 20 Mt by 2045: two dates of one goal make one statement.
fn merge(all: &mut Vec<Filled>, new: Filled) {
    let targets = |filled: &Filled| filled.seen.iter().all(|seen| seen.role == Some(Role::Target));
    let other = |one: &Filled| one.seen.iter().all(|seen| new.seen.iter().all(|new| seen.period != new.period));
    let same = |one: &&mut Filled| one.name.eq_ignore_ascii_case(&new.name) && other(one);
    match all.iter_mut().find(same).filter(|_| targets(&new)) {
        Some(goal) => {
            goal.range = goal.range.start.min(new.range.start)..goal.range.end.max(new.range.end);
            goal.seen.extend(new.seen);
            goal.flags.extend(new.flags);
            goal.flags.sort_unstable();
            goal.flags.dedup();
            goal.plain &= new.plain;
        }
        None => all.push(new),
    }
}

/// Reads what has one clause, or is read as if it had; `year` is that of the clause that it is joined to.
fn read_clause(here: Here<'_>, part: Part, memory: &Memory, year: Option<usize>) -> Joined {
    let (words, asides) = aside::part(part.words, here.data);
    let ahead = |found: usize| here.is_future(found);
    let mut facts = fact::facts(&words, here.data, &ahead);
    let aside = super::stand::opening_aside(&words, here.data).unwrap_or_default();
    facts.retain(|fact| {
        fact.at >= aside
            && !super::stand::opens_title(&words, fact, here.reading)
            && !super::stand::ends_quotation(&words, fact, here.reading)
            && !super::stand::is_someday(&words, fact.at, here.data)
    });
    let stood = asides.iter().filter(|aside| aside.stands);
    let stood = stood.map(|aside| (aside.at, fact::facts(&aside.words, here.data, &ahead))).collect();
    super::pairs::pair(&words, &mut facts, here.data);
    super::stand::same_years(&words, &mut facts, memory.until, here.data);
    let depth = simple::depths(&words);
    if let Some(year) = year.filter(|_| !(0..words.len()).any(|at| words[at].is_time() && depth[at] == 0)) {
        for fact in facts.iter_mut().filter(|fact| fact.role.is_none() && fact.period.is_none()) {
            (fact.period, fact.deadline, fact.far) = (Some(year), true, true);
        }
    }
    if facts.len() > MOST_FACTS {
        return Joined::default();
    }
    let mut reader = Reader {
        here,
        words: &words,
        facts: &facts,
        stood,
        memory,
        out: Joined::default(),
        report: None,
        told: part.told,
        joined: part.joined,
        last: None,
    };
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
    /// "And" joins it to the clause before.
    pub(super) joined: bool,
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
            self.report = self.reached(report);
            self.last = Some((goal, Self::as_goal(name.clone())));
            self.group(&[(goal, Self::as_goal(name))], true, &text);
            self.report = None;
        }
        self.portions();
        self.states();
        self.unnumbered();
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
        self.out.until =
            self.facts.iter().rev().filter(|fact| fact.role.is_none() && !fact.bracketed).find_map(|fact| fact.period);
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
            // From 159,000 in 2019, and the number of nights to two: not from there to there.
            && !self.words[self.facts[at - 1].at..self.facts[at].start].iter().any(|word| word.tag == Tag::Conjunction)
            && self.facts[..at - 1].iter().any(|fact| fact.role.is_none())
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
        // Cars for 20% of trips, trains for 38%: of what it is a share belongs to the value before.
        let of = self.words.get(from).is_some_and(|word| self.here.data.is(&word.text, Class::EnShareOf));
        let comma = self.words.get(from..fact.start)?.iter().position(|word| word.is(','));
        let from = comma.filter(|_| of).map_or(from, |comma| from + comma);
        // A 10% reduction in theft and a detection rate for burglary of 25%: that rate.
        let of = self.here.data.is(&fact.preposition, Class::EnShareOf);
        let article = |at: &usize| {
            let opens = |next: &Word| self.here.data.is(&next.text, Class::EnOneOf);
            self.words[*at].tag == Tag::Conjunction && self.words.get(at + 1).is_some_and(opens)
        };
        let other = (from..fact.start).rev().find(article).filter(|&at| {
            let plain = |word: &Word| matches!(word.tag, Tag::Noun | Tag::Determiner | Tag::Preposition);
            of && self.words[at + 1..fact.start].iter().all(plain)
        });
        if let Some(at) = other {
            return naming::name(self.words, at + 2, fact.start, self.here.reading, self.here.data);
        }
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
        let named = (joined && plain && some && !fact.preposition.is_empty())
            .then(|| naming::name(self.words, from, to, self.here.reading, self.here.data))
            .flatten();
        // … to 8%, and among manual workers to 14%: a part of what the value before is said of.
        let lead = between.iter().find(|word| !word.is(',') && word.tag != Tag::Conjunction);
        let part =
            lead.is_some_and(|word| word.tag == Tag::Preposition && self.here.data.is(&word.text, Class::EnPart));
        let whole = self.last.as_ref().and_then(|(_, last)| last.name.as_ref()).filter(|_| part);
        match (named, whole) {
            (Some((part, range)), Some((whole, _))) => Some((format!("{whole} ({part})"), range)),
            (named, _) => named,
        }
    }

    /// … to 30% by 2030 and the other rate to 81%: the year right behind a value is its own.
    fn behind_year(&self, from: usize, to: usize) -> usize {
        let words = &self.words[from..to.max(from)];
        let ends = |word: &Word| word.tag == Tag::Conjunction || word.is(',');
        let led = words.first().is_some_and(|word| word.tag == Tag::Preposition);
        let part =
            words.iter().position(ends).filter(|_| led).filter(|&at| words[..at].last().is_some_and(Word::is_time));
        part.filter(|&at| at <= super::subject::TIME).map_or(from, |at| from + at)
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
            self.words
                .get(at + 1)
                .is_some_and(|next| matches!(next.tag, Tag::Verb(_) | Tag::Be | Tag::Have | Tag::Adverb))
        };
        // (refer to Chart 6): what a bracket says is no verb of the value.
        let outside = |at: &usize| simple::depth(&self.words[fact.at..*at]) <= 0;
        let verb = (fact.at + 1..end).filter(outside).find(|&at| match self.words[at].tag {
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
        // By 2030 we aim to raise it; for children, 23% of whom are active: the year is of the deed, not of what is so.
        let lent = fact.far && !(self.memory.item || self.memory.goals || self.memory.due);
        ahead && !lent && now && opens && fact.preposition.is_empty()
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
        let depth = |at: usize| simple::depth(&self.words[..at]);
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
}

/// A pronoun that points back stands among the first words.
const POINTS: usize = 8;
/// The words before a verb that belong to it.
pub(super) const CHAIN: usize = 4;
