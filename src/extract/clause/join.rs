//! The clauses of a sentence together: whose name and year a value has, what was told of it
//! before, and which frame it fills.

use std::collections::BTreeMap;

use crate::record::{Comparator, Flag, Lang, Role};
use crate::rules::{Class, Case, Mood, Need};
use crate::text::Range;
use crate::text::scan::{Aggregation, Item};

use super::argument::{self, Arguments, Fact, Here, Name};
use super::bracket::Inner;
use super::chunk::Sort;
use super::frame::{self, Given, Tried};
use super::mood::Clause;

/// An observation of a filled frame; the numbers are indices into what the scanner found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub value: usize,
    /// None where its year must tell.
    pub role: Option<Role>,
    pub period: Option<usize>,
    pub from: Option<usize>,
    pub against: Option<usize>,
    pub years: Option<usize>,
    pub annual: bool,
    /// Where words apart from the value say how it is meant: shall not exceed.
    pub comparator: Option<Comparator>,
}

/// A filled frame.
#[derive(Debug, Clone)]
pub(super) struct Filled {
    pub frame: usize,
    pub name: String,
    pub range: Range,
    pub seen: Vec<Seen>,
    pub flags: Vec<Flag>,
    /// Nothing in it was settled by anything but its own words.
    pub plain: bool,
}

/// What the sentences before leave to those behind.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// What the last sentence spoke of.
    pub name: Option<String>,
    /// The heading, where it names what counts.
    pub heading: Option<String>,
    /// A line above calls what stands here goals.
    pub goals: bool,
    /// And gives a year that is not over.
    pub due: bool,
}

/// What became of the values of a clause, for those who tune the frames.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub clause: usize,
    pub name: Option<String>,
    pub values: Vec<usize>,
    pub mood: Mood,
    pub frame: Option<usize>,
    pub tried: Vec<Tried>,
}

/// A sentence, read.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub filled: Vec<Filled>,
    /// What was told and belongs to the statement before: 直近の値は22%.
    pub told: Vec<Seen>,
    pub outcomes: Vec<Outcome>,
    pub name: Option<String>,
}

/// Reads the clauses of a sentence together.
pub(super) fn join(here: Here<'_>, clauses: &[Clause], range: &Range, memory: &Memory) -> Joined {
    let mut arguments: Vec<Arguments> = clauses.iter().map(|clause| argument::arguments(here, clause)).collect();
    let mut joiner = Joiner {
        here,
        clauses,
        goals: memory.goals || argument::speaks_of_goals(here.reading.text(range), clauses, here.data),
        memory,
        out: Joined::default(),
        told: Vec::new(),
    };
    brackets_behind(here, clauses, &mut arguments);
    joiner.inherit(&mut arguments);
    for at in 0..clauses.len() {
        joiner.clause(at, &arguments);
    }
    joiner.out.name = arguments
        .iter()
        .rev()
        .find_map(|one| one.names.iter().rev().find(|name| !name.inherited))
        .map(|name| name.text.clone());
    joiner.out
}

/// …を目標とする（令和元年実績：4.8兆円）: a bracket behind a clause without values belongs to the last one.
fn brackets_behind(here: Here<'_>, clauses: &[Clause], arguments: &mut [Arguments]) {
    for at in 1..clauses.len() {
        if !arguments[at].facts.is_empty() {
            continue;
        }
        let brackets = clauses[at].chunks.clone().flat_map(|chunk| &here.chunks[chunk].brackets);
        let inner: Vec<Inner> =
            brackets.flat_map(|bracket| super::bracket::inner(&bracket.tokens, here.data)).collect();
        if let Some(fact) = arguments[..at].iter_mut().rev().find_map(|one| one.facts.last_mut()) {
            fact.inner.extend(inner);
        }
    }
}

/// Values of one name in one clause.
struct Group<'a> {
    name: Option<&'a Name>,
    series: Option<&'a str>,
    facts: Vec<&'a Fact>,
}

struct Joiner<'a> {
    here: Here<'a>,
    clauses: &'a [Clause],
    /// A word for goals stands in the sentence.
    goals: bool,
    memory: &'a Memory,
    out: Joined,
    /// What clauses before reported, with the name that they reported it of.
    told: Vec<(Option<String>, Fact)>,
}

impl Joiner<'_> {
    /// A clause without a name of its own takes the last one.
    fn inherit(&self, arguments: &mut [Arguments]) {
        let Here { data, chunks, .. } = self.here;
        let mut last: Option<Name> = None;
        for (at, clause) in self.clauses.iter().enumerate() {
            let own = &mut arguments[at];
            let open = !own.facts.is_empty() && own.facts.iter().all(|fact| fact.name.is_none() && !fact.counted);
            let object = clause.chunks.clone().any(|at| {
                let chunk = &chunks[at];
                chunk.sort == Sort::Noun
                    && data.marks(&chunk.particle, Case::Object)
                    && !data.is_any(chunk.head(), &[Class::Formal, Class::GoalNoun, Class::Action, Class::Pronoun])
            });
            if open && !object {
                let points = clause.chunks.clone().any(|at| data.is(chunks[at].head(), Class::Pronoun));
                let speaks = own.goal || points || self.memory.heading.is_some();
                let before = self.memory.name.as_ref().filter(|_| points || own.goal);
                let elsewhere = before.or(self.memory.heading.as_ref()).filter(|_| speaks);
                let name = last.clone().or_else(|| {
                    elsewhere.map(|text| Name {
                        text: text.clone(),
                        range: 0..0,
                        from: 0,
                        to: 0,
                        particle: String::new(),
                        inner: Vec::new(),
                        counts: super::name::counts(text, data),
                        inherited: true,
                    })
                });
                if let Some(name) = name {
                    let elsewhere = name.range.is_empty();
                    own.names.push(Name { inherited: elsewhere, inner: Vec::new(), ..name });
                    let at = own.names.len() - 1;
                    own.facts.iter_mut().for_each(|fact| fact.name = Some(at));
                }
            }
            let named = own.facts.iter().rev().find_map(|fact| fact.name).or(own.topic);
            if let Some(name) = named {
                last = Some(own.names[name].clone());
            }
        }
    }

    fn clause(&mut self, at: usize, arguments: &[Arguments]) {
        let (clause, own) = (&self.clauses[at], &arguments[at]);
        let mut groups: BTreeMap<(usize, Option<&str>), Group<'_>> = BTreeMap::new();
        for fact in &own.facts {
            let name = fact.name.or(own.topic);
            let key = (name.map_or(usize::MAX, |name| self.same(own, name)), fact.series.as_deref());
            let group = groups.entry(key).or_insert_with(|| Group {
                name: name.map(|name| &own.names[name]),
                series: fact.series.as_deref(),
                facts: Vec::new(),
            });
            group.facts.push(fact);
        }
        for group in groups.values() {
            self.group(at, clause, own, group, arguments);
        }
    }

    /// The first name of a clause with the same words.
    fn same(&self, own: &Arguments, name: usize) -> usize {
        own.names.iter().position(|other| other.text == own.names[name].text).unwrap_or(name)
    }

    /// The mood of some values: that of their clause, unless words beside them call them the goal.
    fn mood(&self, clause: &Clause, own: &Arguments) -> Mood {
        let speaks = own.goal && matches!(clause.mood, Mood::Told | Mood::Plain | Mood::Noun);
        let past = clause.predicate.endings.iter().any(|ending| self.here.data.is(ending, Class::Past));
        if speaks && !past { Mood::Goal } else { clause.mood }
    }

    fn group(&mut self, at: usize, clause: &Clause, own: &Arguments, group: &Group<'_>, all: &[Arguments]) {
        let mut targets = self.targets(group);
        let mood = self.mood(clause, own);
        if targets.iter().any(|fact| fact.goal) && mood != Mood::Goal {
            // 目標300万件に対し、228万件であった: only what is called so is the goal.
            targets.retain(|fact| fact.goal);
        }
        let alone = |fact: &Fact| fact.inner.iter().find(|one| one.value.is_none()).and_then(|one| one.period);
        let period = |fact: &Fact| fact.period.or(own.deadline).or(alone(fact));
        let mut given = Given { verb: clause.predicate.base.clone(), ..Given::default() };
        let data = self.here.data;
        given.add(Need::Name, group.name.is_some());
        given.add(Need::Quantity, group.name.is_some_and(|name| name.counts));
        given.add(Need::Target, !targets.is_empty());
        let marked = group.name.is_some_and(|name| {
            data.marks(&name.particle, Case::Object) || data.marks(&name.particle, Case::Colon)
        });
        given.add(Need::Marked, marked || own.until || targets.iter().any(|fact| data.marks(&fact.particle, Case::Target)));
        given.add(Need::Baseline, group.facts.iter().any(|fact| fact.role == Some(Role::Baseline)));
        given.add(Need::Deadline, own.marked || self.memory.due);
        let future = |fact: &&Fact| period(fact).is_some_and(|found| self.here.is_future(found));
        let due = self.memory.due && targets.iter().any(|fact| period(fact).is_none());
        // までに with a verb in the present promises, whenever that was.
        let until = own.until && mood != Mood::Told;
        given.add(Need::Future, due || until || targets.iter().any(|fact| future(&&**fact)));
        given.add(Need::Annual, targets.iter().any(|fact| self.is_annual(fact)));
        given.add(Need::GoalWord, self.goals);
        given.add(Need::Bound, targets.iter().any(|fact| self.comparator(fact.value) != Comparator::Equal));
        given.add(Need::GoalValue, targets.iter().any(|fact| fact.goal));
        given.add(Need::Achieved, targets.iter().any(|fact| fact.achieved));
        given.add(Need::Final, clause.is_final);
        given.add(Need::SoThat, clause.predicate.formal.as_deref().is_some_and(|noun| data.is(noun, Class::SoThat)));
        given.add(Need::Taken, targets.iter().any(|fact| data.marks(&fact.particle, Case::Target)));
        given.add(Need::Span, targets.iter().any(|fact| fact.years.is_some()));
        let (frame, tried) = frame::fill(Lang::Ja, mood, &given, data);
        self.out.outcomes.push(Outcome {
            clause: at,
            name: group.name.map(|name| name.text.clone()),
            values: group.facts.iter().map(|fact| fact.value).collect(),
            mood,
            frame,
            tried,
        });
        match (frame, group.name) {
            (Some(frame), Some(name)) => self.filled(frame, at, own, group, name, &targets, all),
            _ if matches!(mood, Mood::Told | Mood::Noun | Mood::Plain) => self.report(at, group),
            _ => {}
        }
    }

    /// The values that may be targets: no baselines, none that only limits what is counted.
    fn targets<'f>(&self, group: &Group<'f>) -> Vec<&'f Fact> {
        let data = self.here.data;
        let open: Vec<&Fact> = group.facts.iter().copied().filter(|fact| fact.role.is_none()).collect();
        let text = |fact: &Fact| self.here.reading.text(&self.here.reading.found[fact.value].range);
        // 65歳以上の, 3年以内に; a span of time is a target only of what counts time.
        let counts = group.name.is_some_and(|name| name.counts);
        let limits = |fact: &Fact| {
            let beside = open.len() > 1 || data.marks(&fact.particle, Case::Of);
            data.ends(text(fact), Class::Limit) && (beside || !counts)
        };
        let kept: Vec<&Fact> = open.iter().copied().filter(|fact| !limits(fact)).collect();
        if kept.is_empty() && !counts {
            return kept;
        }
        let kept = if kept.is_empty() { open } else { kept };
        // A value that を, に or a verb takes weighs more than one before の.
        let takes = |fact: &&Fact| !data.marks(&fact.particle, Case::Of) || self.action_follows(fact) || fact.achieved;
        let taken: Vec<&Fact> = kept.iter().copied().filter(takes).collect();
        if taken.is_empty() { kept } else { taken }
    }

    fn action_follows(&self, fact: &Fact) -> bool {
        let next = self.here.chunks.get(fact.chunk + 1);
        next.is_some_and(|next| next.sort == Sort::Noun && self.here.data.is(next.head(), Class::Action))
    }

    fn is_annual(&self, fact: &Fact) -> bool {
        let found = &self.here.reading.found[fact.value].item;
        fact.every
            || matches!(found, Item::Value(value)
                if matches!(value.aggregation, Some(Aggregation::Annual | Aggregation::Average)))
    }

    fn unit(&self, value: usize) -> Option<&str> {
        match &self.here.reading.found[value].item {
            Item::Value(value) => value.unit.as_deref(),
            _ => None,
        }
    }

    fn comparator(&self, value: usize) -> Comparator {
        match &self.here.reading.found[value].item {
            Item::Value(value) => value.comparator,
            _ => Comparator::Equal,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call, with all that a frame is filled from")]
    fn filled(
        &mut self,
        frame: usize,
        at: usize,
        own: &Arguments,
        group: &Group<'_>,
        name: &Name,
        targets: &[&Fact],
        all: &[Arguments],
    ) {
        let mut flags = self.here.data.frames[frame].flags.clone();
        let mut seen: Vec<Seen> = Vec::new();
        let mut plain = name.counts && targets.len() == 1;
        for fact in &group.facts {
            if fact.role == Some(Role::Baseline) {
                let year = fact.inner.iter().find(|inner| inner.value.is_none()).and_then(|inner| inner.period);
                let period = fact.period.filter(|_| Some(fact.chunk) < targets.first().map(|one| one.chunk)).or(year);
                seen.push(Seen { period, against: None, ..of(fact, Some(Role::Baseline)) });
            }
        }
        let mut year = None;
        let mut seen_goal = false;
        let deadlines: Vec<usize> = all.iter().filter_map(|one| one.deadline.filter(|_| one.marked)).collect();
        for fact in targets {
            let alone = fact.inner.iter().find(|inner| inner.value.is_none());
            // A deadline behind a value is that of the next: V1、2030年までにV2.
            let place = |found: usize| self.here.reading.found[found].range.start;
            let before = |deadline: &usize| place(*deadline) < place(fact.value) || targets.len() == 1;
            let own_year = fact.period.or(own.deadline.filter(before));
            seen_goal |= fact.goal;
            let bracketed = alone.and_then(|inner| inner.period).filter(|&period| self.here.is_future(period));
            let elsewhere = match deadlines.as_slice() {
                [only] => Some(*only),
                _ => None,
            };
            let period = bracketed.filter(|_| fact.period.is_none()).or(own_year).or(elsewhere);
            if own_year.is_none() && bracketed.is_none() && elsewhere.is_some() {
                flags.push(Flag::YearElsewhere);
            }
            year = period.or(year);
            let against = fact.against.or(alone.and_then(|inner| inner.against));
            seen.push(Seen { period, against, ..of(fact, Some(Role::Target)) });
            for inner in &fact.inner {
                seen.extend(self.inner(inner, period));
            }
        }
        for inner in &name.inner {
            plain = false;
            seen.extend(self.inner(inner, year).map(|one| Seen { role: one.role.or(Some(Role::Baseline)), ..one }));
        }
        if seen_goal {
            seen.extend(self.beside_the_goal(group, targets));
        }
        self.before(name, &mut seen);
        if name.inherited {
            flags.push(Flag::NameElsewhere);
        }
        plain &= own.names.iter().filter(|other| !other.text.is_empty()).count() == 1 && !name.inherited;
        let clause = self.clauses[at].range(self.here.chunks);
        let start = if name.range.is_empty() { clause.start } else { name.range.start };
        let ends = seen.iter().map(|one| self.here.reading.found[one.value].range.end);
        let range = start.min(clause.start)..ends.max().unwrap_or(clause.end).max(clause.end);
        let name = group.series.map_or(name.text.clone(), |series| format!("{}({series})", name.text));
        flags.sort_unstable();
        flags.dedup();
        self.out.filled.push(Filled { frame, name, range, seen, flags, plain });
    }

    /// 目標300万件に対し、2024年度は228万件: what stands beside a value called the goal was measured.
    fn beside_the_goal(&self, group: &Group<'_>, targets: &[&Fact]) -> Vec<Seen> {
        let others = group.facts.iter().filter(|fact| fact.role.is_none() && !fact.goal);
        let dated = others.filter(|fact| fact.period.is_some_and(|found| !self.here.is_ahead(found)));
        let apart = dated.filter(|fact| targets.iter().all(|target| target.value != fact.value));
        apart.map(|fact| of(fact, Some(Role::Actual))).collect()
    }

    /// What an earlier clause told of the same quantity is its baseline.
    fn before(&mut self, name: &Name, seen: &mut Vec<Seen>) {
        let has = seen.iter().any(|one| one.role == Some(Role::Baseline));
        let same = |told: &Option<String>| told.as_ref().is_none_or(|told| *told == name.text);
        let text = |fact: &Fact| self.here.reading.text(&self.here.reading.found[fact.value].range);
        let told: Vec<Seen> = self
            .told
            .iter()
            .filter(|(told, fact)| same(told) && !self.here.data.ends(text(fact), Class::Limit))
            .filter(|(told, fact)| told.is_some() || seen.iter().any(|one| self.unit(one.value) == self.unit(fact.value)))
            .map(|(_, fact)| {
                let year = fact.inner.iter().find(|inner| inner.value.is_none()).and_then(|inner| inner.period);
                Seen { period: fact.period.or(year), against: None, ..of(fact, Some(Role::Baseline)) }
            })
            .collect();
        if !has && told.len() == 1 {
            seen.extend(told);
        }
    }

    /// A clause that reports: the baseline of what follows, or what became of the goal before it.
    fn report(&mut self, at: usize, group: &Group<'_>) {
        let data = self.here.data;
        let clause = &self.clauses[at];
        let text = self.here.reading.text(&clause.range(self.here.chunks));
        let mut facts: Vec<Fact> = group.facts.iter().map(|&fact| fact.clone()).collect();
        let dated = facts.iter().all(|fact| fact.period.is_none_or(|found| !self.here.is_ahead(found)));
        let actual = data.holds(text, Class::Actual);
        let current = data.holds(text, Class::Baseline);
        let again = self.out.filled.last().is_some_and(|last| {
            group.name.is_some_and(|name| name.text == last.name) && facts.iter().all(|fact| fact.period.is_some())
        });
        if dated && (actual || current || again) && facts.len() == 1 && clause.mood == Mood::Told {
            let role = if actual || again || !self.out.filled.is_empty() { Role::Actual } else { Role::Baseline };
            let fact = &facts[0];
            let year = fact.inner.iter().find(|inner| inner.value.is_none()).and_then(|inner| inner.period);
            let one = Seen { period: fact.period.or(year), against: None, ..of(fact, Some(role)) };
            let names_it = group.name.is_none_or(|name| {
                data.ends(&name.text, Class::Actual)
                    || data.ends(&name.text, Class::Baseline)
                    || self.out.filled.last().is_some_and(|last| last.name == name.text)
            });
            if names_it && let Some(last) = self.out.filled.last_mut() {
                last.seen.push(one);
                return;
            }
            if names_it && self.out.filled.is_empty() {
                self.out.told.push(one);
            }
        }
        if dated {
            let name = group.name.map(|name| name.text.clone());
            self.told.extend(facts.drain(..).map(|fact| (name.clone(), fact)));
        }
    }

    /// A value in a bracket behind a target.
    fn inner(&self, inner: &Inner, target: Option<usize>) -> Option<Seen> {
        let value = inner.value?;
        let ends = |found: Option<usize>| found.and_then(|found| self.here.end(found));
        let later = ends(inner.period) > ends(target) && inner.period.is_some();
        let role = match inner.role {
            Some(role) => Some(role),
            None if later => Some(Role::Target),
            None if inner.period.is_some_and(|found| !self.here.is_ahead(found)) => Some(Role::Baseline),
            None if inner.period.is_some() => Some(Role::Target),
            None => return None,
        };
        let period = inner.period;
        Some(Seen { value, role, period, from: None, against: inner.against, years: None, annual: false, comparator: None })
    }
}

fn of(fact: &Fact, role: Option<Role>) -> Seen {
    Seen {
        value: fact.value,
        role,
        period: fact.period,
        from: fact.from,
        against: fact.against,
        years: fact.years,
        annual: fact.every,
        comparator: None,
    }
}
