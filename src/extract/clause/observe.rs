//! From a filled frame to its observations: targets with their years, what stands in brackets,
//! what was told before or is told behind.

use crate::record::{Comparator, Flag, Role};
use crate::rules::{Case, Class, Mood};

use super::argument::{Arguments, Fact, Name};
use super::bracket::{self, Inner};
use super::join::{Filled, Group, Joiner, Seen};

impl Joiner<'_> {
    #[expect(clippy::too_many_arguments, reason = "one call, with all that a frame is filled from")]
    pub(super) fn filled(
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
                let year = fact.bracketed_year();
                let period = fact.period.filter(|_| Some(fact.chunk) < targets.first().map(|one| one.chunk)).or(year);
                seen.push(Seen { period, against: None, ..of(fact, Some(Role::Baseline)) });
            }
        }
        let mut year = None;
        let mut apart: Vec<(String, Seen)> = Vec::new();
        let mut seen_goal = false;
        // What was done behind, with a name of its own, has its own deadline.
        let lends = |n: usize, one: &Arguments| {
            let behind = &self.clauses[n];
            // 達成年度は令和14年度です
            let says = behind.mood != Mood::Told || behind.predicate.copula;
            // 将来300校とし、2027年度までに1校を置く: it belongs to what stands with it.
            let taken = n > at && one.facts.iter().any(|fact| fact.role.is_none() && fact.name.is_some());
            n <= at || !taken && (says || one.names.iter().all(|name| name.inherited))
        };
        let marked = all.iter().enumerate().filter(|(n, one)| one.marked && lends(*n, one));
        // 令和5年度末までに12計画が定められているが、5年間で8計画を策定する: what is over holds for what was done.
        // 採択件数は令和3年度に412件であり、10%の増加を目指す: and what is told is no deadline.
        let over = |n: usize, year: usize| {
            let tells = !all[n].facts.is_empty() && all[n].deadline == Some(year);
            n != at && (all[n].until || tells) && !self.here.is_future(year)
        };
        // 令和3年3月にプランを策定し、20,000円の目標を立てた: the year in which a plan was made is not the goal's.
        let planned = |n: usize| {
            let made = &self.clauses[n];
            n != at
                && !all[n].until
                && made.mood == Mood::Told
                && self.here.data.is(&made.predicate.base, Class::PlanMade)
        };
        let deadlines: Vec<usize> =
            marked.filter_map(|(n, one)| one.deadline.filter(|&year| !over(n, year) && !planned(n))).collect();
        for fact in targets {
            let alone = fact.inner.iter().find(|inner| inner.value.is_none());
            // A deadline behind a value is that of the next: V1、2030年までにV2.
            let place = |found: usize| self.here.reading.found[found].range.start;
            let before = |deadline: &usize| place(*deadline) < place(fact.value) || targets.len() == 1;
            let own_year = fact.period.or(own.deadline.filter(before));
            seen_goal |= fact.goal;
            let bracketed = alone.and_then(|inner| inner.period).filter(|&period| self.here.is_future(period));
            let elsewhere = match deadlines.as_slice() {
                // One in the same clause, behind the value, is the next value's.
                [only] if own.deadline != Some(*only) => Some(*only),
                _ => None,
            };
            let period = bracketed.filter(|_| fact.period.is_none()).or(own_year).or(elsewhere);
            if own_year.is_none() && bracketed.is_none() && elsewhere.is_some() {
                flags.push(Flag::YearElsewhere);
            }
            year = period.or(year);
            let against = fact.against.or(alone.and_then(|inner| inner.against));
            let from = fact.from.or(alone.and_then(|inner| inner.from).filter(|_| period == bracketed));
            seen.push(Seen { period, against, from, ..of(fact, Some(Role::Target)) });
            let series = group.series.is_some();
            let parts = if series { Vec::new() } else { bracket::parts(&fact.inner, self.here.data) };
            for inner in fact.inner.iter().filter(|_| parts.is_empty()) {
                seen.extend(self.inner(inner, period));
            }
            apart.extend(parts.into_iter().filter_map(|inner| {
                let one = of(fact, Some(Role::Target));
                Some((inner.label.clone(), Seen { value: inner.value?, period: inner.period.or(period), ..one }))
            }));
        }
        for inner in &name.inner {
            plain = false;
            seen.extend(self.inner(inner, year).map(|one| Seen { role: one.role.or(Some(Role::Baseline)), ..one }));
        }
        if seen_goal {
            seen.extend(self.beside_the_goal(group, targets));
        }
        self.before(name, &mut seen);
        // 72,765人であり、年間目標である33,000人を上回りました: what is held against the goal was reached.
        let verb = self.here.data.is_any(&self.clauses[at].predicate.base, &[Class::Exceed, Class::Become]);
        // 目標の60%を下回りました: the verb stands with the value.
        let strict = |value: usize| matches!(self.comparator(value), Comparator::Above | Comparator::Below);
        let bound = self.clauses[at].mood == Mood::Told && targets.iter().all(|fact| strict(fact.value));
        if seen_goal && (verb || bound) {
            for one in &mut seen {
                match one.role {
                    Some(Role::Baseline) if one.period.is_none() => one.role = Some(Role::Actual),
                    Some(Role::Target) if bound => one.comparator = Some(Comparator::Equal),
                    _ => {}
                }
            }
        }
        // 2020年度における…、リサイクル率の実績値は11%、目標値は11.5%: the year that the goal was lent is that of both.
        if seen_goal
            && flags.contains(&Flag::YearElsewhere)
            && let Some(year) = year.filter(|&year| !self.here.is_ahead(year))
        {
            let open = seen.iter_mut().filter(|one| one.role == Some(Role::Actual) && one.period.is_none());
            open.for_each(|one| one.period = Some(year));
        }
        let has = seen.iter().any(|one| one.role == Some(Role::Baseline));
        if name.inherited && !has && self.memory.name.as_deref() == Some(&name.text) {
            // 修了者は1,120人であった。これを1,800人まで増やす: the sentence before told it.
            let told = self
                .memory
                .told
                .iter()
                .filter(|told| self.unit(told.value) == targets.first().and_then(|one| self.unit(one.value)));
            seen.extend(told.cloned());
        }
        let called = group.series.map_or(name.text.clone(), |series| format!("{}({series})", name.text));
        self.recall(&called, &mut seen);
        let mut values: Vec<usize> = Vec::new();
        seen.retain(|one| {
            !values.contains(&one.value) && {
                values.push(one.value);
                true
            }
        });
        if name.inherited {
            flags.push(Flag::NameElsewhere);
        }
        plain &= own.names.iter().filter(|other| !other.text.is_empty()).count() == 1 && !name.inherited;
        let clause = self.clauses[at].range(self.here.chunks);
        let start = if name.range.is_empty() { clause.start } else { name.range.start };
        let ends = seen.iter().map(|one| self.here.reading.found[one.value].range.end);
        let range = start.min(clause.start)..ends.max().unwrap_or(clause.end).max(clause.end);
        let name = called;
        flags.sort_unstable();
        flags.dedup();
        // One name in two clauses is one statement.
        if let Some(same) = self.out.filled.iter_mut().find(|filled| filled.name == name) {
            let new = seen.into_iter().filter(|one| same.seen.iter().all(|old| old.value != one.value));
            let new: Vec<Seen> = new.collect();
            same.seen.extend(new);
            same.flags.extend(flags);
            same.flags.sort_unstable();
            same.flags.dedup();
            same.range = same.range.start.min(range.start)..same.range.end.max(range.end);
            same.plain = false;
            return;
        }
        let parts = apart.into_iter().map(|(label, one)| Filled {
            frame,
            name: format!("{name}({label})"),
            range: range.clone(),
            seen: vec![one],
            flags: flags.clone(),
            plain: false,
        });
        let parts: Vec<Filled> = parts.collect();
        self.out.filled.push(Filled { frame, name, range, seen, flags, plain });
        self.out.filled.extend(parts);
    }

    /// 目標300万件に対し、2024年度は228万件: what stands beside a value called the goal was measured.
    pub(super) fn beside_the_goal(&self, group: &Group<'_>, targets: &[&Fact]) -> Vec<Seen> {
        let told = group.facts.iter().filter(|fact| fact.role == Some(Role::Actual));
        let told: Vec<Seen> = told.map(|fact| of(fact, Some(Role::Actual))).collect();
        let others = group.facts.iter().filter(|fact| fact.role.is_none() && !fact.goal);
        let against = |fact: &Fact| {
            let data = self.here.data;
            let mut before = targets.iter().filter(|target| target.chunk < fact.chunk);
            // 目標50%に対し, 50%の目標に対して
            let held = |target: &Fact| {
                let next = self.here.chunks.get(target.chunk + 1);
                let goal = next.filter(|next| data.ends(&next.words(), Class::GoalNoun));
                data.marks(&target.particle, Case::Against)
                    || goal.is_some_and(|goal| data.marks(&goal.particle, Case::Against))
            };
            before.next_back().is_some_and(|target| target.goal && held(target))
        };
        let dated = others.filter(|fact| fact.period.is_some_and(|found| !self.here.is_ahead(found)) || against(fact));
        let apart = dated.filter(|fact| targets.iter().all(|target| target.value != fact.value));
        apart.map(|fact| of(fact, Some(Role::Actual))).chain(told).collect()
    }

    /// What an earlier clause told of the same quantity is its baseline.
    pub(super) fn before(&mut self, name: &Name, seen: &mut Vec<Seen>) {
        let has = seen.iter().any(|one| one.role == Some(Role::Baseline));
        let same = |told: &Option<String>| told.as_ref().is_none_or(|told| *told == name.text);
        let text = |fact: &Fact| self.here.reading.text(&self.here.reading.found[fact.value].range);
        let told: Vec<Seen> = self
            .told
            .iter()
            .filter(|(told, fact)| same(told) && !self.here.data.ends(text(fact), Class::Limit))
            .filter(|(told, fact)| {
                told.is_some() || seen.iter().any(|one| self.unit(one.value) == self.unit(fact.value))
            })
            .map(|(_, fact)| {
                let year = fact.bracketed_year();
                Seen { period: fact.period.or(year), against: None, ..of(fact, Some(Role::Baseline)) }
            })
            .collect();
        if !has && told.len() == 1 {
            seen.extend(told);
        }
    }

    /// A clause that reports: the baseline of what follows, or what became of the goal before it.
    pub(super) fn report(&mut self, at: usize, group: &Group<'_>) {
        let data = self.here.data;
        let clause = &self.clauses[at];
        let text = self.here.reading.text(&clause.range(self.here.chunks));
        let mut facts: Vec<Fact> = group.facts.iter().map(|&fact| fact.clone()).collect();
        let dated = facts.iter().all(|fact| fact.period.is_none_or(|found| !self.here.is_ahead(found)));
        // What happened is over, whenever the document was written.
        let happened = clause.by.is_some_and(|by| data.moods[by].auxiliary.contains(&Class::Past));
        let dated = dated || happened;
        let actual = data.holds(text, Class::Actual);
        let current = data.holds(text, Class::Baseline);
        let again = self.out.filled.last().is_some_and(|last| {
            group.name.is_some_and(|name| name.text == last.name) && facts.iter().all(|fact| fact.period.is_some())
        });
        // 自給率は54%であり: what the statement before is named by, or the end of it.
        let stated = self.memory.stated.as_ref().is_some_and(|(stated, unit)| {
            // 令和6年度は93%であった, その累計は12,300人である: what it is said of is what the statement is of.
            // But of 在留外国人数も増加し、2018年末には273万人となった another name stands before it.
            let first = facts.first().map_or(0, |fact| fact.chunk);
            let other = self.here.chunks[..first].iter().map(super::chunk::Chunk::words);
            let other =
                other.into_iter().any(|words| super::name::counts(&words, data) && !data.is(&words, Class::Qualifier));
            let same = !other && group.name.is_none_or(|name| data.is(&name.text, Class::Qualifier));
            let whole = same || group.name.is_some_and(|name| name.counts && stated.contains(name.text.as_str()));
            // 改定前の計画では、2030年度に12万トンとしていた: what was once to come.
            let past = |found: usize| !(same && self.here.is_ahead(found));
            let value = facts.first().filter(|fact| fact.period.is_some_and(past));
            whole && self.out.filled.is_empty() && value.is_some_and(|fact| self.unit(fact.value) == unit.as_deref())
        });
        let same_unit = self.out.filled.last().is_none_or(|last| {
            facts.first().is_some_and(|fact| last.seen.iter().any(|one| self.unit(one.value) == self.unit(fact.value)))
        });
        let (of_deed, series) = (self.is_of_deed(group), self.reports_each(&facts));
        if dated && (actual || current) && clause.mood == Mood::Told && series {
            return self.add_each(&facts);
        }
        // ※2023年調査において、数量シェアは80.2%: a note tells without a verb.
        let tells = clause.mood == Mood::Told || stated && clause.mood == Mood::Noun;
        if dated && (actual || current || again || stated || of_deed) && same_unit && facts.len() == 1 && tells {
            // What a note to the target tells is where it was set from.
            let noted = clause.mood == Mood::Noun && !actual;
            let told = actual || again || of_deed || !noted && !self.out.filled.is_empty();
            let role = if told { Role::Actual } else { Role::Baseline };
            let fact = &facts[0];
            let year = fact.bracketed_year();
            let one = Seen { period: fact.period.or(year), against: None, ..of(fact, Some(role)) };
            let names_it = group.name.is_none_or(|name| {
                of_deed
                    || data.ends(&name.text, Class::Actual)
                    || data.ends(&name.text, Class::Baseline)
                    || self.out.filled.last().is_some_and(|last| last.name == name.text)
            });
            if names_it && let Some(last) = self.out.filled.last_mut() {
                last.seen.push(one);
                return;
            }
            if (names_it || stated) && self.out.filled.is_empty() {
                self.out.told.push(one);
            }
        }
        if dated {
            let name = group.name.map(|name| name.text.clone());
            self.told.extend(facts.drain(..).map(|fact| (name.clone(), fact)));
        }
    }

    fn is_limit(&self, value: usize) -> bool {
        self.here.data.ends(self.here.reading.text(&self.here.reading.found[value].range), Class::Limit)
    }

    /// A value in a bracket behind a target.
    pub(super) fn inner(&self, inner: &Inner, target: Option<usize>) -> Option<Seen> {
        let value = inner.value?;
        let ends = |found: Option<usize>| found.and_then(|found| self.here.end(found));
        let later = ends(inner.period) > ends(target) && inner.period.is_some() && target.is_some();
        let role = match inner.role {
            Some(role) => Some(role),
            None if later => Some(Role::Target),
            None if inner.period.is_some_and(|found| !self.here.is_ahead(found)) => Some(Role::Baseline),
            None if inner.period.is_some() => Some(Role::Target),
            // 6億トン（2013年度比45%減）, 25%（100万ha）: the same goal told otherwise.
            None if inner.against.is_some() || inner.label.is_empty() && !self.is_limit(value) => Some(Role::Target),
            None => return None,
        };
        let period = inner.period.or(target.filter(|_| role == Some(Role::Target)));
        Some(Seen { against: inner.against, ..Seen::new(value, role, period) })
    }
}

pub(super) fn of(fact: &Fact, role: Option<Role>) -> Seen {
    Seen {
        value: fact.value,
        role,
        period: fact.period,
        from: fact.from,
        against: fact.against,
        years: fact.years,
        annual: fact.every,
        comparator: fact.exact.then_some(Comparator::Equal),
        words: None,
    }
}
