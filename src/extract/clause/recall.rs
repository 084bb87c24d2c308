//! What was told of a quantity elsewhere: sentences before, or a report behind a goal that does not name it again.

use crate::record::{Flag, Role};
use crate::rules::{Case, Class};

use super::argument::{Arguments, Fact, Here, Name};
use super::bracket::Inner;
use super::chunk::Sort;
use super::join::{Filled, Group, Joiner, Seen};
use super::observe::of;

/// A value that a sentence told of a name, with what stands in the bracket behind it.
#[derive(Debug, Clone)]
pub(super) struct Recalled {
    pub name: String,
    pub seen: Vec<Seen>,
}

impl Joiner<'_> {
    /// What this sentence told by name.
    pub(super) fn recalled(&self) -> Vec<Recalled> {
        let told = self.told.iter().map(|(name, fact)| (name, fact));
        let others = |name: &str| self.is_mean_of_others(name);
        let told = told.filter(|(_, fact)| self.stands(fact) && fact.against.is_none());
        let told = told.filter(|(name, _)| !name.as_ref().is_some_and(|name| others(name)));
        let named = told.filter_map(|(name, fact)| name.as_ref().map(|name| (name, fact)));
        let mut all: Vec<Recalled> =
            named.map(|(name, fact)| Recalled { name: series(name, fact), seen: self.with_bracket(fact) }).collect();
        all.sort_by_key(|one| one.seen[0].value);
        all
    }

    /// Whether a value that was told is where things stand.
    pub(super) fn stands(&self, fact: &Fact) -> bool {
        let Here { chunks, data, .. } = self.here;
        let next = chunks.get(fact.chunk + 1).map(super::chunk::Chunk::words).unwrap_or_default();
        // 前年度の17.1%から上昇した: not what it came from.
        let from = data.marks(&fact.particle, Case::Baseline);
        // 前期計画で掲げた50%の目標に届いた: nor what was aimed at.
        let aimed = data.ends(&next, Class::GoalNoun);
        // 平成22年度の7.8億円をピークに減少した, 50%の高みに向け: nor the highest.
        let peak = data.is(&next, Class::Peak);
        !from && !aimed && !peak && !self.is_held_against(fact)
    }

    /// 米国の188分、スウェーデンの201分と比べて短い: what another value is held against, and those listed before it.
    fn is_held_against(&self, fact: &Fact) -> bool {
        let Here { chunks, data, .. } = self.here;
        let mut values = chunks[fact.chunk..].iter().filter(|chunk| chunk.sort == Sort::Value);
        let last = values.find(|chunk| !(chunk.particle.is_empty() && chunk.comma));
        // But 11.9%と、全国平均を上回った tells where it stands.
        last.is_some_and(|chunk| data.marks(&chunk.particle, Case::Against) && chunk.particle.chars().count() > 1)
    }

    fn with_bracket(&self, fact: &Fact) -> Vec<Seen> {
        let year = fact.bracketed_year();
        let period = fact.period.or(year);
        let beside = |inner: &Inner| {
            let plain = inner.label.is_empty() && inner.role.is_none() && inner.against.is_none();
            let one = Seen { value: inner.value?, ..of(fact, Some(Role::Baseline)) };
            plain.then_some(Seen { period: inner.period.or(period), ..one })
        };
        let own = Seen { period, ..of(fact, Some(Role::Baseline)) };
        std::iter::once(own).chain(fact.inner.iter().filter_map(beside)).collect()
    }

    /// 就職率は41.7%であった。…。就職率を50%まで高める: the one value that sentences before told of the
    /// same name is where the goal starts.
    pub(super) fn recall(&self, name: &str, seen: &mut Vec<Seen>) {
        if seen.iter().any(|one| one.role != Some(Role::Target)) {
            return;
        }
        let units: Vec<Option<&str>> = seen.iter().map(|one| self.unit(one.value)).collect();
        // 123人（…）。…を3倍とする
        let times = |unit: &Option<&str>| unit.is_some_and(|unit| self.here.data.is(unit, Class::Times));
        let fits = |one: &Recalled| {
            let told = one.seen.iter().any(|one| units.contains(&self.unit(one.value)));
            one.name == name && (told || units.iter().all(times))
        };
        let mut all = self.memory.recalled.iter().filter(|one| fits(one));
        if let (Some(only), None) = (all.next(), all.next()) {
            seen.extend(only.seen.iter().cloned());
        }
    }

    /// 同年までに: the last year before it.
    pub(super) fn same_years(&self, arguments: &mut [Arguments]) {
        let Here { chunks, data, .. } = self.here;
        let mut last = self.memory.year;
        for (clause, own) in self.clauses.iter().zip(arguments.iter_mut()) {
            let same = clause.chunks.clone().map(|at| &chunks[at]);
            let same = same.into_iter().find(|chunk| data.is(&chunk.words(), Class::SameYear));
            if let (Some(same), Some(year)) = (same, last.filter(|_| own.years.is_empty())) {
                let until = data.marks(&same.particle, Case::Until);
                if until || data.marks(&same.particle, Case::Deadline) && self.here.is_future(year) {
                    (own.deadline, own.marked) = (Some(year), true);
                    own.until |= until;
                }
                own.years.push(year);
                let open = own.facts.iter_mut().filter(|fact| fact.period.is_none() && fact.role.is_none());
                open.for_each(|fact| fact.period = Some(year));
            }
            last = own.years.last().copied().or(last);
        }
        // ブリ類24万トン（令和5年：13万トン）、マダイ11万トン（同：6万トン）: the year of the bracket before it.
        let mut before = None;
        for inner in arguments.iter_mut().flat_map(|own| &mut own.facts).flat_map(|fact| &mut fact.inner) {
            if inner.period.is_none() && data.is(&inner.label, Class::SameYear) {
                inner.period = before;
                inner.label.clear();
            }
            before = inner.period.or(before);
        }
    }

    /// 委託率は、乳幼児で27%であった。乳幼児については75%以上とする: a part that the sentences before told of.
    pub(super) fn part_of(&self, name: &mut Name) {
        let part = format!("({})", name.text);
        let mut known = self.memory.recalled.iter().filter(|one| one.name.ends_with(&part));
        if let (Some(only), None, false) = (known.next(), known.next(), name.counts) {
            (name.text, name.inherited, name.counts) = (only.name.clone(), true, true);
        }
    }

    /// 喫煙率は男性で27%であり、女性は6%である: a word for a part, of what was named last.
    pub(super) fn is_part_of(&self, name: &mut Name, last: Option<&Name>) {
        let before = last.map(|last| &last.text).or(self.memory.name.as_ref());
        let whole = before.map(|text| without_part(text)).filter(|whole| super::name::counts(whole, self.here.data));
        if let Some(whole) = whole.filter(|_| self.here.data.is(&name.text, Class::PartWord)) {
            (name.text, name.counts) = (format!("{whole}({})", name.text), true);
            name.inherited = last.is_none();
        }
    }

    /// 輸出額を60億円、うち米は12億円とする: a part of what is named before it. Tells whether one is.
    pub(super) fn portion_of(&self, own: &mut Arguments, last: Option<&Name>) -> bool {
        let data = self.here.data;
        // …1,300億円に伸ばします。そのうち園芸は500億円を目指します: what the sentence before spoke of.
        let spoken = self.memory.name.as_ref().filter(|name| super::name::counts(name, data) && !self.memory.carried);
        let spoken = spoken.map(|name| self.lent_name(name));
        let mut found = false;
        for at in 0..own.names.len() {
            let (before, rest) = own.names.split_at_mut(at);
            let whole = before.last().or(last).or(spoken.as_ref());
            let (Some(name), Some(whole)) = (rest.first_mut(), whole) else { continue };
            // The lead may be gone from the name by now.
            let written = self.here.reading.view.text.get(name.range.clone()).unwrap_or_default();
            let led = data.begins(written, Class::PartLead);
            // そのうち | 外国人は: the lead is a word of its own; 主要漁港のうち tells of what one is.
            let ahead = self.here.reading.view.text[..name.range.start].trim_end_matches(['、', ' ']);
            let leads = |word: &&String| {
                ahead
                    .strip_suffix(word.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with(['、', '。', ',']))
            };
            let led = led.or_else(|| data.words(Class::PartLead).iter().find(leads).map(String::as_str));
            let part = led.map(|word| name.text.strip_prefix(word).unwrap_or(&name.text));
            if let Some(part) = part.filter(|part| !part.is_empty()) {
                // うち外国人観光消費額を300億円とする: a part that counts by itself has its own name.
                let own = super::name::counts(part, data);
                let text = if own { part.to_owned() } else { format!("{}({part})", whole.text) };
                (name.text, name.counts) = (text, own || whole.counts);
                found = true;
            }
        }
        found
    }

    /// 令和12年の輸出額を1,660億円とし、このうち製材は392億円を目指す: a part is of the year of the whole, where it has none.
    pub(super) fn year_of_whole(own: &mut Arguments, before: &[Arguments]) {
        let open = own.deadline.is_none() && own.facts.iter().all(|fact| fact.period.is_none() && fact.role.is_none());
        let whole = before.iter().rev().find(|one| !one.facts.is_empty());
        let year = |one: &Arguments| one.facts.last()?.period.or(one.deadline).or(one.years.last().copied());
        if let Some(year) = whole.filter(|_| open).and_then(year) {
            own.facts.iter_mut().for_each(|fact| fact.period = Some(year));
        }
    }

    /// …は、それぞれ54%、36%であり、それぞれ80%、70%とする: the names in the order in which the clause before had them.
    pub(super) fn each_again(own: &mut Arguments, before: Option<&Arguments>) {
        // Aを4,000万人、Bを8兆円とし、…それぞれを6,000万人、15兆円とする
        let named = |one: &&Arguments| one.facts.iter().all(|fact| fact.name.is_some() && fact.series.is_none());
        let Some(before) = before.filter(|one| own.each.is_some() && (one.each.is_some() || named(one))) else {
            return;
        };
        if before.facts.len() < 2 || before.facts.len() != own.facts.len() {
            return;
        }
        for (fact, told) in own.facts.iter_mut().zip(&before.facts) {
            let Some(name) = told.name.map(|name| before.names[name].clone()) else { continue };
            own.names.push(Name { inner: Vec::new(), ..name });
            (fact.name, fact.series) = (Some(own.names.len() - 1), told.series.clone());
        }
    }

    /// 喫煙率は、男性で27%、女性で6%である。それぞれ15%、3%とする: what the sentence before told of each.
    pub(super) fn each_told(&self, own: &mut Arguments) {
        let count = own.facts.len();
        let told = &self.memory.recalled;
        let fits = own.each.is_some() && count > 1 && self.memory.units.len() == count && told.len() >= count;
        let open = own.facts.iter().all(|fact| fact.name.is_none() && fact.role.is_none());
        let told = if fits && open { &told[told.len() - count..] } else { return };
        let alike = |(fact, one): (&Fact, &Recalled)| {
            one.seen.iter().any(|seen| self.unit(seen.value) == self.unit(fact.value))
        };
        if own.facts.iter().zip(told).all(alike) {
            for (fact, one) in own.facts.iter_mut().zip(told) {
                own.names.push(self.lent_name(&one.name));
                fact.name = Some(own.names.len() - 1);
            }
        }
    }

    /// 健康寿命は男性72年、女性75年である。男女とも76年以上とする: a statement for each part that was told of.
    pub(super) fn for_all_parts(&mut self) {
        let here = self.here;
        let own = self.recalled();
        let told: Vec<&Recalled> = self.memory.recalled.iter().chain(&own).collect();
        let filled = std::mem::take(&mut self.out.filled);
        let parts = |one: &Filled| {
            let said = here.data.holds(here.reading.text(&one.range), Class::AllParts);
            let is_part = |part: &&Recalled| part.name != one.name && without_part(&part.name) == one.name;
            told.iter().copied().filter(|part| said && is_part(part)).collect()
        };
        for one in filled {
            let parts: Vec<&Recalled> = parts(&one);
            if parts.len() < 2 {
                self.out.filled.push(one);
                continue;
            }
            for part in parts {
                let mut flags = one.flags.clone();
                flags.push(Flag::NameElsewhere);
                flags.sort_unstable();
                flags.dedup();
                let targets = one.seen.iter().filter(|seen| seen.role == Some(Role::Target)).cloned();
                let seen = targets.chain(part.seen.iter().cloned()).collect();
                self.out.filled.push(Filled { name: part.name.clone(), seen, flags, plain: false, ..one.clone() });
            }
        }
    }

    /// 3割削減することを目標としてきたが、削減率は22.4%: the rate of the deed that the goal before it names.
    pub(super) fn is_of_deed(&self, group: &Group<'_>) -> bool {
        let data = self.here.data;
        let (Some(name), Some(last)) = (group.name, self.out.filled.last()) else { return false };
        let mut deeds = data.words(Class::Share).iter().filter_map(|share| name.text.strip_suffix(share.as_str()));
        let before = self.here.reading.text(&last.range);
        deeds.any(|deed| {
            data.is(deed, Class::Direction) && before.contains(deed)
                || data.is(deed, Class::Set) && before.contains(deed)
        })
    }

    /// …理学系20%、工学系15%を目標とし、実績は順に18.9%、14.6%: as many values as goals, in their order.
    pub(super) fn reports_each(&self, facts: &[Fact]) -> bool {
        let unit = |value: usize| self.unit(value);
        let alike = self.out.filled.iter().all(|filled| {
            filled.seen.iter().all(|one| one.role == Some(Role::Target) && unit(one.value) == unit(facts[0].value))
        });
        facts.len() > 1 && facts.len() == self.out.filled.len() && alike
    }

    pub(super) fn add_each(&mut self, facts: &[Fact]) {
        let mut order: Vec<usize> = (0..self.out.filled.len()).collect();
        order.sort_by_key(|&at| self.out.filled[at].seen.iter().map(|one| one.value).min());
        for (at, fact) in order.into_iter().zip(facts) {
            self.out.filled[at].seen.push(Seen { against: None, ..of(fact, Some(Role::Actual)) });
        }
    }
}

/// 喫煙率(男性): the name without the part.
pub(super) fn without_part(name: &str) -> &str {
    name.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')).map_or(name, |(whole, _)| whole)
}

/// The name of a value that is one of a series.
fn series(name: &str, fact: &Fact) -> String {
    fact.series.as_ref().map_or_else(|| name.to_owned(), |series| format!("{name}({series})"))
}
