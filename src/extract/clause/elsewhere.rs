//! A clause that names nothing: which name of the sentences before, of the heading or of the line above it takes.

use crate::record::Comparator;
use crate::rules::{Case, Class, Mood};
use crate::text::scan::Item;

use super::argument::{Arguments, Fact, Here, Name};
use super::join::Joiner;
use super::mood::Clause;
use super::recall::Recalled;

impl Joiner<'_> {
    /// The name from outside the sentence for a clause that has none.
    pub(super) fn named_elsewhere(&self, clause: &Clause, own: &Arguments) -> Option<Name> {
        let Here { data, chunks, .. } = self.here;
        let points = clause.chunks.clone().any(|at| data.is(chunks[at].head(), Class::Pronoun));
        let promised = self.is_promised(clause, own);
        let goal = clause.mood == Mood::Goal || promised || own.facts.iter().all(|fact| fact.goal);
        // 取得率は30%となった。2030年に85%との目標を掲げ: the goal of what was told in the same unit.
        let alike = goal && own.facts.iter().all(|fact| self.is_told_alike(fact));
        // 被害額につきましては、14ページにございます。令和12年度は2億円以下という目標: what was only spoken of.
        let counted_name = self.memory.name.as_ref().is_some_and(|name| super::name::counts(name, data));
        let spoken = clause.mood == Mood::Goal && counted_name && self.memory.units.is_empty() && !self.memory.carried;
        let alike = alike || spoken;
        let speaks = own.goal || points || alike || self.memory.heading.is_some();
        let open = points || own.goal;
        // これを, but 126施設のうち.
        let stands =
            |at: usize| data.is(&chunks[at].words(), Class::Pronoun) && data.marks(&chunks[at].particle, Case::Name);
        let earlier = || self.told_earlier(own).filter(|_| clause.chunks.clone().any(stands));
        let before = self.told_in_unit(own).or_else(earlier).or(self.memory.name.as_ref());
        let before = before.filter(|_| alike || open && !self.memory.carried);
        let heading = self.memory.heading.as_ref().filter(|_| !promised || own.goal || points);
        let counted = |name: &str| super::name::counts(name, data) && (clause.mood == Mood::Goal || promised);
        let above = self.memory.object.as_ref().filter(|name| counted(name) || self.makes(clause, own));
        before.or(heading).filter(|_| speaks).or(above).map(|text| self.lent_name(text))
    }

    /// 受け付けた割合は51%で、残りはつながっていない。8割以上とする: of what the last sentence told, the one that it counts in this unit.
    fn told_in_unit(&self, own: &Arguments) -> Option<&String> {
        let last = &self.memory.recalled[self.memory.recalled.len() - self.memory.fresh..];
        let unit = |value: usize| self.unit(value).filter(|unit| !unit.is_empty());
        let alike = |one: &&Recalled| {
            own.facts.iter().all(|fact| {
                unit(fact.value).is_some() && one.seen.iter().any(|seen| unit(seen.value) == unit(fact.value))
            })
        };
        let mut names = last.iter().filter(alike).map(|one| &one.name);
        let only = names.next()?;
        names.all(|name| name == only).then_some(only)
    }

    /// 生産性は487万円であった。投資の遅れが要因である。これを560万円に: what was told last in the unit, where the last sentence told
    /// nothing in it.
    fn told_earlier(&self, own: &Arguments) -> Option<&String> {
        let unit = |value: usize| self.unit(value).filter(|unit| !unit.is_empty());
        let told = own.facts.iter().all(|fact| self.memory.units.iter().any(|told| unit(fact.value) == Some(told)));
        let alike = |one: &&Recalled| {
            own.facts.iter().all(|fact| {
                unit(fact.value).is_some() && one.seen.iter().any(|seen| unit(seen.value) == unit(fact.value))
            })
        };
        self.memory.recalled.iter().rev().find(alike).map(|one| &one.name).filter(|_| !told)
    }

    /// A name that stands in another sentence.
    pub(super) fn lent_name(&self, text: &str) -> Name {
        Name {
            text: text.to_owned(),
            range: 0..0,
            to: 0,
            particle: String::new(),
            inner: Vec::new(),
            counts: super::name::counts(text, self.here.data),
            inherited: true,
        }
    }

    /// これを30%以上とする: the particle with which the name would stand where これ does.
    pub(super) fn pointing(&self, clause: &Clause) -> Option<&str> {
        let Here { data, chunks, .. } = self.here;
        let mut all = clause.chunks.clone().map(|at| &chunks[at]);
        let points =
            all.find(|chunk| data.is(&chunk.words(), Class::Pronoun) && data.marks(&chunk.particle, Case::Object));
        points.map(|chunk| chunk.particle.as_str())
    }

    /// 取組面積は412haである。…、令和12年度までに1,200haまで拡大する: a promise with its deadline is a goal too.
    fn is_promised(&self, clause: &Clause, own: &Arguments) -> bool {
        let year = |fact: &Fact| fact.period.or(own.deadline);
        // 計画期間を通じて35%を下回らないようにする: a bound that is decided on, of no year.
        let bound = |fact: &Fact| {
            clause.mood == Mood::Plan && year(fact).is_none() && self.comparator(fact.value) != Comparator::Equal
        };
        let ahead = |fact: &Fact| bound(fact) || year(fact).is_some_and(|found| self.here.is_ahead(found));
        // 令和12年までに3%以下としたい
        let says = matches!(clause.mood, Mood::Plain | Mood::Plan | Mood::OldGoal);
        let set = self.here.data.is_any(&clause.predicate.base, &[Class::Set, Class::Light]);
        // 留学生は412人である。令和9年度には700人を受け入れる: whatever is done, of the one that was told in that unit.
        let told = || matches!(clause.mood, Mood::Plain | Mood::Plan) && self.told_in_unit(own).is_some();
        // サポーターは16,480人である。講座を増やし、2万人に到達させる: of no year, but to where that is to come.
        let to =
            |fact: &Fact| set && self.here.data.marks(&fact.particle, Case::Target) && year(fact).is_none() && told();
        says && own.facts.iter().all(|fact| ahead(fact) || to(fact)) && (set || told())
    }

    /// 令和8年度末までに、圏域で1か所以上の設置を目標とします: whether so many things are to be made, whatever they are.
    fn makes(&self, clause: &Clause, own: &Arguments) -> bool {
        let Here { data, chunks, .. } = self.here;
        let make = clause
            .chunks
            .clone()
            .any(|at| data.is(chunks[at].head(), Class::Make) || data.is(&chunks[at].base, Class::Make));
        let due = own.until && clause.mood == Mood::Plain;
        // 令和10年度までに15海域で運用する: where, not what.
        let counted = |fact: &Fact| self.here.counts_things(fact.value) && !data.marks(&fact.particle, Case::By);
        (clause.mood == Mood::Goal || due) && make && own.facts.iter().all(counted)
    }

    /// Whether the sentences before told of their name in the unit of a value.
    fn is_told_alike(&self, fact: &Fact) -> bool {
        let counted = self.memory.name.as_ref().is_some_and(|name| super::name::counts(name, self.here.data));
        let unit = self.unit(fact.value).unwrap_or_default();
        let told = self.memory.units.iter().any(|told| told == unit) && (counted || !unit.is_empty());
        // 待機児童数は7人です。令和9年にはゼロにする: nought has no unit.
        let told = told || counted && unit.is_empty() && self.is_nought(fact.value) && !self.memory.units.is_empty();
        // 廃棄量は…。2000年度比で60%削減するとの目標: a part of what was told counts in no unit of its own.
        told || fact.against.is_some() && counted
    }

    fn is_nought(&self, value: usize) -> bool {
        matches!(&self.here.reading.found[value].item, Item::Value(value) if value.number == 0.0)
    }
}
