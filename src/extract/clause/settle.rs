//! What a clause's values turn out to be once all of it was seen: それぞれ, 310億円を600億円へ, what の counts.
//!
//! A value is met before the words that settle its role, its year or its name.

use crate::record::Role;
use crate::rules::{Case, Class, Mood};

use crate::text::scan::Item;

use super::argument::{Fact, Here};
use super::bracket::Inner;
use super::chunk::Sort;
use super::name::{self, Phrase};
use super::walk::Walk;

impl Walk<'_> {
    /// What the end of a clause tells of its values.
    pub(super) fn finish(&mut self) {
        let Here { data, .. } = self.here;
        if self.out.never {
            self.out.facts.clear();
        }
        if self.out.facts.is_empty() && self.clause.mood == Mood::Goal {
            self.goal_in_bracket();
        }
        self.pair_years();
        for at in (1..self.out.facts.len()).rev() {
            // 2030年度に40%、2040年度に60%という目標: both are.
            let (goal, achieved) = (self.out.facts[at].goal, self.out.facts[at].achieved);
            let (before, fact) = (&self.out.facts[at - 1], &self.out.facts[at]);
            // 目標値15カ所のところ16カ所、一時保育は目標値10カ所: of a quantity with values of its own it says nothing.
            let aside = at > 1 && before.name.is_some() && before.name != fact.name;
            let own = aside && self.out.facts[at - 2].name == before.name;
            let listed = before.particle.is_empty() && before.role.is_none() && !own;
            // 職員数 770人 … 人件費 42.9億円 判定 達成: what is only set beside it was not to be achieved.
            let joins = self
                .here
                .chunks
                .get(before.chunk..=before.chunk + 1)
                .is_some_and(|pair| pair[0].comma || pair[1].words().starts_with(super::spread::DOT));
            let joined = before.name.is_none() || before.name == fact.name || joins;
            if self.out.facts[at].role == Some(Role::Actual) && listed {
                self.out.facts[at - 1].role = Some(Role::Actual);
                continue;
            }
            // R5年度末で12,500件、R12年度末の目標は2万件: where it stood.
            let future = |fact: &Fact| fact.period.is_some_and(|found| self.here.is_future(found));
            let apart = self.now.goal_from.is_some_and(|from| before.chunk < from && from < self.out.facts[at].chunk);
            let stood = apart && before.period.is_some() && !future(before) && future(&self.out.facts[at]);
            let before = &mut self.out.facts[at - 1];
            if listed && stood {
                before.role = Some(Role::Baseline);
                continue;
            }
            before.goal |= goal && listed;
            before.achieved |= achieved && listed && joined;
        }
        self.series();
        for fact in &mut self.out.facts {
            // 削減率（2013年度比、2030年度）は: the bracket's year is that of its values.
            let inner = fact.name.map(|name| &self.out.names[name].inner);
            for one in inner.into_iter().flatten().filter(|one| one.value.is_none()) {
                fact.period = fact.period.or(one.period);
                fact.against = fact.against.or(one.against);
            }
        }
        let stepped = self.stepped();
        for at in 1..self.out.facts.len() {
            let next = self.out.facts[at].particle.clone();
            // 60%を経て100%に
            let passed =
                self.here.chunks.get(self.out.facts[at - 1].chunk + 1).is_some_and(|one| one.sort == Sort::Verb);
            let this = &mut self.out.facts[at - 1];
            if passed {
                continue;
            }
            // 令和6年度の17.3%を、令和12年度に22%、令和17年度に26%とする: to the last of several.
            let ends = data.marks(&next, Case::Target) || stepped.contains(&at);
            if this.role.is_none() && data.marks(&this.particle, Case::Object) && ends {
                this.role = Some(Role::Baseline);
                // 令和4年の21.8%を15%まで: its year is its own.
                let own = this.chunk.checked_sub(1).is_some_and(|at| self.here.chunks[at].sort == Sort::Time);
                let year = this.period.filter(|_| own);
                let next = &mut self.out.facts[at];
                if year.is_some() && next.period == year && self.out.deadline != year {
                    next.period = None;
                }
            }
        }
        for at in 1..self.out.facts.len() {
            // 令和6年度調査の32.6%から65%に: a year that is over is that of the start.
            // 2033年度までに50%から60%に: by when is never that, though nobody knows when the document was written.
            let over = |fact: &Fact| {
                fact.period.is_some_and(|found| !self.here.is_ahead(found) && self.out.deadline != Some(found))
            };
            let (start, next) = (&self.out.facts[at - 1], &self.out.facts[at]);
            let from = data.marks(&start.particle, Case::Baseline) && start.period.is_none() && start.name == next.name;
            if from && next.role.is_none() && over(next) && next.period.is_some_and(|year| year < start.value) {
                self.out.facts[at - 1].period = self.out.facts[at].period.take();
            }
        }
        for at in 1..self.out.facts.len() {
            // 38.2%を令和10年度末までに半減させる: what is halved is where it stands.
            let factor = self.is_factor(self.out.facts[at].value) && self.out.facts[at].role.is_none();
            let this = &self.out.facts[at - 1];
            let over = this.period.is_some_and(|found| !self.here.is_ahead(found));
            if factor && over && this.role.is_none() && data.marks(&this.particle, Case::Object) {
                self.out.facts[at - 1].role = Some(Role::Baseline);
                let year = self.out.facts[at - 1].period;
                let next = &mut self.out.facts[at];
                next.period = next.period.filter(|_| next.period != year);
            }
        }
        self.improved();
        self.held_against_goal();
        self.introduced();
        self.measured_by();
        self.named_by_goal();
        self.named_as_goal();
        self.spread();
        self.stood();
        self.of_all();
        self.counted();
        self.listed();
        self.goal_behind_told();
    }

    /// 令和6年度の94.1%を改善し: what is to be bettered is where it stands.
    fn improved(&mut self) {
        let Here { chunks, data, .. } = self.here;
        let verb = data.is_any(&self.clause.predicate.base, &[Class::Improve, Class::Direction]);
        let [.., last] = self.out.facts.as_mut_slice() else { return };
        let over = last.period.is_some_and(|found| !self.here.is_ahead(found));
        let dated = last.chunk.checked_sub(1).map(|at| &chunks[at]);
        let of_year = dated.is_some_and(|chunk| chunk.sort == Sort::Time && data.marks(&chunk.particle, Case::Of));
        let taken = data.marks(&last.particle, Case::Object) && last.chunk + 2 == self.clause.chunks.end;
        if verb && over && of_year && taken && last.role.is_none() && self.clause.mood != Mood::Told {
            last.role = Some(Role::Baseline);
        }
    }

    /// The values that begin the steps from one that is over to the last, each with a year ahead: を、…に22%、…に26%とする.
    fn stepped(&self) -> Vec<usize> {
        let facts = &self.out.facts;
        let ahead = |fact: &Fact| fact.period.is_some_and(|found| self.here.is_ahead(found));
        let over = |fact: &Fact| fact.period.is_some_and(|found| !self.here.is_ahead(found));
        let bare = |fact: &Fact| fact.particle.is_empty() && fact.role.is_none() && ahead(fact);
        let ends = |fact: &Fact| {
            self.here.data.marks(&fact.particle, Case::Target) || self.here.data.marks(&fact.particle, Case::Quote)
        };
        (1..facts.len().saturating_sub(1))
            .filter(|&at| {
                let last = (at..facts.len()).find(|&at| !bare(&facts[at]));
                over(&facts[at - 1]) && last.is_some_and(|last| last > at && ahead(&facts[last]) && ends(&facts[last]))
            })
            .collect()
    }

    /// 平成30年度は125人と、目標を上回っている: what is held against a goal that has no value here was reached.
    fn held_against_goal(&mut self) {
        let Here { chunks, data, .. } = self.here;
        let verb = &self.clause.predicate.base;
        let meets = data.is_any(verb, &[Class::Exceed, Class::Achieve])
            || data.is(verb, Class::Become) && self.clause.mood == Mood::Told;
        let is_goal = |at: usize, case: Case| {
            chunks[at].sort == Sort::Noun
                && data.marks(&chunks[at].particle, case)
                && data.ends(&chunks[at].words(), Class::GoalNoun)
        };
        let goal = self.clause.chunks.clone().any(|at| is_goal(at, Case::Object) || is_goal(at, Case::As));
        // 45%とする目標値に対し、2019年時点では33.8%となっています: the goal stands in the clause before.
        let first = self.clause.chunks.start;
        let told = is_goal(first, Case::Against) && is_goal(first, Case::Baseline);
        let done = |end: &String| data.is(end, Class::Past) || data.is(end, Class::Ongoing);
        if !(meets && goal || told) || !self.clause.predicate.endings.iter().any(done) {
            return;
        }
        let over = |fact: &Fact| fact.period.map_or(told, |found| !self.here.is_ahead(found));
        let quoted = |fact: &Fact| data.marks(&fact.particle, Case::Quote) && !data.marks(&fact.particle, Case::Called);
        for fact in &mut self.out.facts {
            if fact.role.is_none() && over(fact) && (!fact.goal || quoted(fact)) {
                (fact.role, fact.goal) = (Some(Role::Actual), false);
            }
        }
    }

    /// 次に水道でございますが、…: what a clause says nothing of is what the next ones speak of.
    fn introduced(&mut self) {
        let Here { chunks, data, reading, .. } = self.here;
        let last = self.clause.chunks.end - 1;
        let chunk = &chunks[last];
        let opens = chunk.sort == Sort::Noun && chunk.copula && data.is(&chunk.particle, Class::Introduces);
        if !opens || !self.out.facts.is_empty() || self.out.topic.is_some() {
            return;
        }
        let phrase = name::phrase(chunks, self.clause.chunks.start, last, false, reading, data);
        self.out.topic = self.add(&phrase);
    }

    /// 短期アウトカムは検討を始めた市区町村数とし、…: what it is measured by is what the next clauses speak of.
    fn measured_by(&mut self) {
        let Here { chunks, data, reading, .. } = self.here;
        let first = self.clause.chunks.start;
        let topic = data.marks(&chunks[first].particle, Case::Topic);
        if !topic || !data.ends(&chunks[first].words(), Class::Measurer) || !self.out.facts.is_empty() {
            return;
        }
        let as_such = |at: &usize| {
            let quoted = [Case::As, Case::Quote].into_iter().any(|case| data.marks(&chunks[*at].particle, case));
            *at > first && chunks[*at].sort == Sort::Noun && quoted
        };
        let Some(at) = self.clause.chunks.clone().rev().find(as_such) else { return };
        let phrase = name::phrase(chunks, first + 1, at, false, reading, data);
        if let Some(name) = self.add(&phrase) {
            (self.out.topic, self.now.name) = (Some(name), Some(name));
        }
    }

    /// 56.7%を中小企業向けの契約目標とする: where nothing else names a value, what it is made the goal of.
    fn named_by_goal(&mut self) {
        let Here { chunks, data, reading, .. } = self.here;
        let [only] = self.out.facts.as_slice() else { return };
        let called = data.marks(&only.particle, Case::Called);
        if only.name.is_some() || only.counted || !data.marks(&only.particle, Case::Object) && !called {
            return;
        }
        let from = only.chunk + 1;
        let found = (from..self.clause.chunks.end).find(|&at| {
            let chunk = &chunks[at];
            let as_such = [Case::As, Case::Quote].into_iter().any(|case| data.marks(&chunk.particle, case));
            // 5兆円という輸出目標
            // 200兆円という新たな国内投資目標
            let as_such = as_such || called && at <= from + 1;
            chunk.sort == Sort::Noun && as_such && data.ends(&chunk.words(), Class::GoalNoun)
        });
        let Some(at) = found else { return };
        let phrase = name::phrase(chunks, from, at, false, reading, data);
        self.out.facts[0].name = self.add_without_goal(&phrase);
    }

    /// 次期排出削減目標として2035年60%削減、2040年73%削減: where nothing else names values, what they are given as.
    fn named_as_goal(&mut self) {
        let Here { chunks, data, reading, .. } = self.here;
        let first = self.out.facts.first().map(|fact| fact.chunk);
        let Some(first) = first.filter(|_| self.out.facts.iter().all(|fact| fact.name.is_none() && !fact.counted))
        else {
            return;
        };
        let start = self.clause.chunks.start;
        let given = (start..first).rev().find(|&at| {
            let chunk = &chunks[at];
            let goal = data.ends(&chunk.words(), Class::GoalNoun) && data.marks(&chunk.particle, Case::As);
            chunk.sort == Sort::Noun && goal && !data.marks(&chunk.particle, Case::Target)
        });
        let phrase = given.map(|at| name::phrase(chunks, start, at, false, reading, data));
        let name = phrase.and_then(|phrase| self.add_without_goal(&phrase));
        self.out.facts.iter_mut().for_each(|fact| fact.name = fact.name.or(name));
    }

    /// Adds what a goal is of: 投資 of 投資目標.
    fn add_without_goal(&mut self, phrase: &name::Phrase) -> Option<usize> {
        let data = self.here.data;
        let name = self.add(phrase)?;
        let text = &self.out.names[name].text;
        let goal = data.ending(text, Class::GoalNoun).unwrap_or_default();
        let bare = text.strip_suffix(goal).unwrap_or(text).to_owned();
        // 新たな目標: it says only that it is another.
        let open = bare.ends_with(data.joint()) || bare.chars().next_back().is_some_and(crate::chars::is_hiragana);
        if bare.chars().count() < 2 || open {
            self.out.names.pop();
            return None;
        }
        self.out.names[name].counts = name::counts(&bare, data);
        self.out.names[name].text = bare;
        Some(name)
    }

    /// 関係人口の拡大（実人数1,000万人、延べ人数1億人）を目指し: what is aimed at stands in the bracket.
    pub(super) fn goal_in_bracket(&mut self) {
        let data = self.here.data;
        let Some(name) = self.now.name.filter(|&name| data.marks(&self.out.names[name].particle, Case::Object)) else {
            return;
        };
        let (to, inner) = (self.out.names[name].to, std::mem::take(&mut self.out.names[name].inner));
        self.aimed(name, to, inner, false, false);
    }

    /// 半減, 3倍: how many times another value.
    pub(super) fn is_factor(&self, value: usize) -> bool {
        let Item::Value(value) = &self.here.reading.found[value].item else { return false };
        value.unit.as_deref().is_some_and(|unit| self.here.data.is(unit, Class::Times))
    }

    /// 2035年度、2040年度にそれぞれ60%、73%: as many years as values are theirs in order.
    pub(super) fn pair_years(&mut self) {
        let Some(each) = self.out.each else { return };
        let open: Vec<usize> = (0..self.out.facts.len())
            .filter(|&at| self.out.facts[at].role.is_none() && self.out.facts[at].chunk >= each)
            .collect();
        // 2050年のゼロに向け、2035年度、2040年度にそれぞれ: the last ones.
        let years = self.out.years.len().checked_sub(open.len()).map_or(&[][..], |from| &self.out.years[from..]);
        if open.len() > 1 && years.len() == open.len() {
            for (&at, &year) in open.iter().zip(years) {
                self.out.facts[at].period = Some(year);
            }
        }
    }

    /// 割合（男性34.1%、女性20.8%）をそれぞれ30%、18%: the bracket's labels are the series of the values.
    pub(super) fn series(&mut self) {
        let open: Vec<usize> = (0..self.out.facts.len()).filter(|&at| self.out.facts[at].role.is_none()).collect();
        let Some(name) = open.first().and_then(|&at| self.out.facts[at].name) else { return };
        let inner: Vec<Inner> = self.out.names[name]
            .inner
            .iter()
            .filter(|one| one.value.is_some() && !one.label.is_empty())
            .cloned()
            .collect();
        if self.out.each.is_none() || open.len() < 2 || inner.len() != open.len() {
            return;
        }
        for (&at, one) in open.iter().zip(inner) {
            let fact = &mut self.out.facts[at];
            fact.series = Some(one.label.clone());
            fact.inner.push(Inner { role: Some(Role::Baseline), ..one });
        }
        self.out.names[name].inner.clear();
    }

    /// 300か所の地域拠点を: what follows の is what is counted.
    pub(super) fn counted(&mut self) {
        let Here { chunks, data, .. } = self.here;
        for at in 0..self.out.facts.len() {
            let fact = &self.out.facts[at];
            if !fact.counted || fact.name.is_some() {
                continue;
            }
            let (value, first) = (fact.value, fact.chunk + 1);
            let to = (first..self.clause.chunks.end).find(|&at| {
                let chunk = &chunks[at];
                chunk.sort == Sort::Noun && data.marks(&chunk.particle, Case::Name)
            });
            let at_places = self.is_at_places(fact.chunk);
            // 50か所の相談窓口の整備を: with the deed goes what is counted; 46%の削減を counts nothing.
            let deed = |&to: &usize| !at_places && to == first && data.is(&chunks[to].words(), Class::Action);
            // 講座については、1,000人の参加を確保する: it is what is spoken of that they are counted by.
            let told = to.filter(|to| deed(to) && self.here.counts_things(value)).and(self.out.topic);
            if let Some(topic) = told {
                self.out.names[topic].counts = true;
            }
            let to = to.filter(|to| !deed(to));
            let name = to.and_then(|to| self.add(&Phrase { from: first, to, years: Vec::new() }));
            self.out.facts[at].name = name;
            // 50%を超えるようにする: nothing is counted behind it.
            self.out.facts[at].counted = name.is_some();
        }
    }

    /// 2040年に610人、2060年に500人の人口規模: two values with a year each count what stands behind the second.
    fn listed(&mut self) {
        let [one, two] = self.out.facts.as_slice() else { return };
        let bare = one.name.is_none() && one.particle.is_empty() && one.role.is_none();
        let open = one.period.is_none() && two.period.is_none() || one.period != two.period;
        if !bare || !open || !self.here.data.marks(&two.particle, Case::Of) || self.out.years.len() != 2 {
            return;
        }
        let name = two.name;
        self.out.facts[0].name = name;
        for (fact, &year) in self.out.facts.iter_mut().zip(&self.out.years) {
            fact.period.get_or_insert(year);
        }
    }
}
