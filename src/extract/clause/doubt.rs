//! What else speaks for or against a clause: what comes by itself, what others aim at, what 同 points to, and
//! the deadline that a clause before lends.

use crate::rules::{Case, Class};

use super::argument::{Arguments, Fact, Here, Name};
use super::chunk::Sort;
use super::join::{Group, Joiner};
use super::mood::Clause;

/// A name that may be short for another has no more characters: 輸出額, 受診率.
const SHORT: usize = 4;
/// And of one that is the end of a longer word no fewer than one more: 被害額, but 率.
const TAIL: usize = 2;

impl Joiner<'_> {
    /// 食品の輸出額は…。輸出額の目標は…: what the sentence before called by its whole name.
    pub(super) fn in_full(&self, name: &mut Name) {
        let joint = self.here.data.joint();
        let length = name.text.chars().count();
        let short = name.counts && length <= SHORT && !name.text.contains(joint);
        if !short {
            return;
        }
        let is_whole = |whole: &&String| {
            let rest = whole.strip_suffix(name.text.as_str()).filter(|rest| !rest.is_empty() && *rest != joint);
            // 農作物被害額 is one word: what it ends with is short for it only where it is no mere 率 or 数.
            // 温室効果ガス排出量: where the letters change a word begins.
            let parts = |c: char| crate::chars::is_kanji(c) || crate::chars::is_katakana(c);
            rest.is_some_and(|rest| rest.ends_with(joint) || length > TAIL && rest.ends_with(parts))
        };
        // Sentences before the last one may have named it.
        let known = self.memory.recalled.iter().rev().map(|one| &one.name);
        let whole = if self.here.data.marks(&name.particle, Case::Topic) {
            self.memory.name.iter().chain(known).find(is_whole)
        } else {
            // 集積率は56.3%である。…。集積率を7割に引き上げる: only what was told, and only one of its kind.
            let mut told: Vec<&String> = known.filter(is_whole).collect();
            told.dedup();
            told.first().copied().filter(|_| told.len() == 1)
        };
        if let Some(whole) = whole {
            (name.text, name.inherited) = (whole.clone(), true);
        }
    }

    /// …保護者は61.7%でした。この割合を75%以上とする: the share that was told last.
    pub(super) fn pointed(&self, name: &mut Name) {
        let Here { data, reading, .. } = self.here;
        let before = reading.view.text.get(..name.range.start).unwrap_or_default().trim_end();
        // この満足度を: whatever it counts.
        let measure = name.counts && name.text.chars().count() <= SHORT;
        let points = (measure || data.is(&name.text, Class::Share)) && data.ends(before, Class::Pointer);
        let alike = |one: &&super::recall::Recalled| one.name.contains(name.text.as_str());
        // What the last sentence told comes before all that stands farther back.
        let (old, fresh) = self.memory.recalled.split_at(self.memory.recalled.len() - self.memory.fresh);
        // 着用率は17%となった。県別では愛媛県が最も高い。この着用率を: the one that is called so, before a share of any kind.
        let (near, far) = (fresh.iter().rev().find(alike), old.iter().rev().find(alike));
        let called = near.or(far.filter(|_| !data.is(&name.text, Class::Share)));
        let known = called.or(fresh.last()).or(far).or(old.last());
        if let Some(known) = known.map(|one| &one.name).or(self.memory.name.as_ref()).filter(|_| points) {
            (name.text, name.inherited) = (known.clone(), true);
        }
    }

    /// 県内の町村の平均は52.1%です: a mean that is told beside ours, and names nothing of ours.
    pub(super) fn is_mean_of_others(&self, name: &str) -> bool {
        let data = self.here.data;
        let mean = data.words(Class::Mean).iter().find_map(|mean| name.strip_suffix(mean.as_str()));
        mean.is_some_and(|rest| !data.holds(rest, Class::Measured))
    }

    /// 同死亡率: the one that the sentence before spoke of.
    pub(super) fn same_again(&self, name: &mut Name) {
        let pointer = self.here.data.begins(&name.text, Class::Again);
        let Some(rest) = pointer.and_then(|same| name.text.strip_prefix(same)).filter(|rest| !rest.is_empty()) else {
            return;
        };
        let stated = self.memory.stated.as_ref().map(|(stated, _)| stated);
        let known = [self.memory.name.as_ref(), stated, self.memory.heading.as_ref()];
        if let Some(known) = known.into_iter().flatten().find(|known| known.ends_with(rest)) {
            (name.text, name.inherited) = (known.clone(), true);
        }
    }

    /// 同死亡率 of which nothing before tells the whole.
    pub(super) fn is_unknown(&self, name: &Name) -> bool {
        let joint = self.here.data.joint();
        let points = self.here.data.begins(&name.text, Class::Again).is_some();
        points && !name.inherited && !name.text.contains(joint)
    }

    /// 2027年度までに増強を完了し、活用率を100%とする: one deadline before holds for what has none.
    pub(super) fn lent(&self, at: usize, own: &Arguments, targets: &[&Fact], all: &[Arguments]) -> bool {
        let mut before = all[..at].iter().filter(|one| one.until).filter_map(|one| one.deadline);
        let open = own.deadline.is_none() && targets.iter().all(|fact| fact.period.is_none());
        let goes_on = at > 0 && self.clauses[at - 1].predicate.goes_on;
        open && goes_on && before.next().is_some_and(|year| self.here.is_future(year)) && before.next().is_none()
    }

    /// 50cm以内に縮めることを、2027年度末までに実現する: the deadline stands with the verb that こと leads on to.
    pub(super) fn bridged(&self, at: usize, own: &Arguments, all: &[Arguments]) -> bool {
        let formal = self.clauses[at].predicate.formal.as_deref();
        let next = all.get(at + 1).filter(|next| next.until && next.facts.is_empty());
        own.deadline.is_none()
            && formal.is_some_and(|noun| self.here.data.is(noun, Class::Bridge))
            && next.and_then(|next| next.deadline).is_some_and(|year| self.here.is_future(year))
    }

    /// 整備率は、令和7年度末で84%となる見込みです: what is expected of a year that is over by now is where it stands.
    pub(super) fn is_nearly_told(&self, clause: &Clause, group: &Group<'_>) -> bool {
        let predicate = &clause.predicate;
        let words = predicate.formal.iter().chain([&predicate.base, &predicate.noun]);
        let expected = words.into_iter().any(|word| self.here.data.is(word, Class::Expected));
        let over =
            |fact: &&Fact| fact.period.is_some_and(|found| self.here.year.is_some() && !self.here.is_ahead(found));
        expected && group.facts.iter().all(over)
    }

    /// 集落は2030年に30に増加する: what comes by itself is foretold, not promised.
    pub(super) fn happens(&self, clause: &Clause, group: &Group<'_>) -> bool {
        let data = self.here.data;
        let (predicate, object) = (&clause.predicate, self.is_object(group));
        let deed = predicate.endings.iter().any(|ending| data.is(ending, Class::Causative));
        let so_that = predicate.formal.as_deref().is_some_and(|noun| data.is(noun, Class::SoThat));
        data.is(&predicate.base, Class::Happen) && !deed && !so_that && !object && !self.goals
    }

    /// 米国は…削減する目標を掲げている: what others aim at is no goal of this document.
    pub(super) fn is_foreign(&self, clause: &Clause) -> bool {
        let Here { chunks, data, .. } = self.here;
        if self.memory.guided || self.is_under_guidance(clause) {
            return true;
        }
        chunks[..clause.chunks.end].iter().any(|chunk| {
            let acts = [Case::Topic, Case::Name, Case::Part].into_iter().any(|case| data.marks(&chunk.particle, case))
                && !data.marks(&chunk.particle, Case::Object);
            chunk.sort == Sort::Noun && acts && data.ends(&chunk.words(), Class::Foreign)
        })
    }

    /// <国の基本指針> …6%以上とすることを基本とする: whether the last label in brackets before a clause's end is over
    /// what those above us ask for.
    fn is_under_guidance(&self, clause: &Clause) -> bool {
        let Here { chunks, data, reading, .. } = self.here;
        let Some(last) = chunks[..clause.chunks.end].last() else { return false };
        let before = &reading.view.text[..last.start()];
        let close = before.rfind(['】', '>', '〕']);
        let label = close.and_then(|close| before[..close].rfind(['【', '<', '〔']).map(|open| &before[open..close]));
        label.is_some_and(|label| data.holds(label, Class::Guidance))
    }

    /// Whether を marks the name, or the values that stand right behind it: 公営住宅200戸を.
    pub(super) fn is_object(&self, group: &Group<'_>) -> bool {
        let object = |particle: &str| self.here.data.marks(particle, Case::Object);
        let beside = |name: &Name| {
            name.particle.is_empty() && !name.inherited && group.facts.iter().all(|fact| object(&fact.particle))
        };
        group.name.is_some_and(|name| object(&name.particle) || beside(name))
    }

    /// The values that may be targets: no baselines, none that only limits what is counted.
    pub(super) fn targets<'f>(&self, group: &Group<'f>) -> Vec<&'f Fact> {
        let data = self.here.data;
        let open: Vec<&Fact> = group.facts.iter().copied().filter(|fact| fact.role.is_none()).collect();
        let text = |fact: &Fact| self.here.reading.text(&self.here.reading.found[fact.value].range);
        // 65歳以上の, 3年以内に; a span of time is a target only of what counts time.
        let counts = group.name.is_some_and(|name| name.counts);
        let limits = |fact: &Fact| {
            let beside = open.len() > 1 || data.marks(&fact.particle, Case::Of);
            // 30～34歳の未婚率: whom it is said of.
            let whom = data.ends(text(fact), Class::Age)
                && !group.name.is_some_and(|name| data.holds(&name.text, Class::Aging));
            data.ends(text(fact), Class::Limit) && (beside || !counts) || whom
        };
        let ages = open.iter().all(|fact| data.ends(text(fact), Class::Age) && limits(fact));
        let kept: Vec<&Fact> = open.iter().copied().filter(|fact| !limits(fact)).collect();
        if kept.is_empty() && (!counts || ages) {
            return kept;
        }
        let kept = if kept.is_empty() { open } else { kept };
        // A value that を, に or a verb takes weighs more than one before の.
        let takes = |fact: &&Fact| !data.marks(&fact.particle, Case::Of) || self.action_follows(fact) || fact.achieved;
        let taken: Vec<&Fact> = kept.iter().copied().filter(takes).collect();
        let all = if taken.is_empty() { kept } else { taken };
        // 30万口へと10倍に: how many times as much only tells the same.
        let times = |fact: &&Fact| self.unit(fact.value).is_some_and(|unit| data.is(unit, Class::Times));
        let told: Vec<&Fact> = all.iter().copied().filter(|fact| !times(fact)).collect();
        if told.is_empty() { all } else { told }
    }

    pub(super) fn action_follows(&self, fact: &Fact) -> bool {
        let next = self.here.chunks.get(fact.chunk + 1);
        next.is_some_and(|next| next.sort == Sort::Noun && self.here.data.is(next.head(), Class::Action))
    }
}
