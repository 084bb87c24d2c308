//! Whose a bare deed or a bare measure is: 食品ロスについては、発生量を…; ケアプラン点検は…。…点検を行います.
//!
//! Such a word counts something of what is spoken of: that is its owner, in its sentence or the one right before.

use crate::rules::{Case, Class};
use crate::text::{Pos, Sub};

use super::argument::{Arguments, Fact, Here, Name};
use super::chunk::Sort;
use super::join::Joiner;
use super::mood::Clause;
use super::recall::{Recalled, without_part};
use super::token::{Kind, Token};

/// What a sentence speaks of, where it may have something that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    pub text: String,
    /// It is a plan: only what is done to plans is of it.
    pub plan: bool,
}

/// What is spoken of is no longer than this, in characters.
const LONGEST: usize = 20;
/// 実施許諾契約件数: a longer name says by itself what it is of, in characters.
const SHORT: usize = 5;

impl Joiner<'_> {
    /// Gives the bare names of a clause what is spoken of as their owner, and keeps what that is by now.
    pub(super) fn owned(
        &self,
        clause: &Clause,
        own: &mut Arguments,
        before: &[Arguments],
        subject: &mut Option<Subject>,
    ) -> bool {
        let mut open = false;
        *subject = self.done_to(clause).or(subject.take());
        if let Some(plan) = &own.plan {
            *subject = Some(Subject { text: plan.clone(), plan: true });
        }
        let about = self.about(own);
        for at in 0..own.names.len() {
            let (earlier, rest) = own.names.split_at_mut(at);
            let Some(name) = rest.first_mut() else { continue };
            let part = own.facts.iter().any(|fact| fact.series.as_deref() == Some(&name.text));
            if name.inherited || part {
                continue;
            }
            // 協力隊について、隊員数を1万人にする: of what is spoken of in its own clause is any short word that counts.
            let spoken = about.and_then(|topic| earlier.get(topic)).zip(subject.as_ref());
            let of_topic = spoken.is_some_and(|(topic, one)| topic.text == one.text) && self.is_short_object(name);
            if let Some(deed) = self.bare(name).or_else(|| of_topic.then(String::new)) {
                let named = earlier.iter().chain(before.iter().rev().flat_map(|one| &one.names));
                let again = named.map(|one| &one.text).find(|whole| deed == name.text && self.is_of(whole, &deed));
                let told = again.cloned().or_else(|| self.short_for(name, &own.facts, at).filter(|_| !of_topic));
                // 満足度は62.3%であった。公園は…。満足度を70%とする: it was told by itself.
                let alone = self.memory.recalled.iter().any(|one| one.name == name.text);
                let owner = subject.as_ref().filter(|_| !alone);
                let whole = told.or_else(|| self.of(owner?, &deed, &name.text));
                open |= whole.is_none();
                if let Some(whole) = whole {
                    name.counts |= super::name::counts(&whole, self.here.data);
                    name.text = whole;
                }
            } else if let Some(who) = self.counted_people(name) {
                *subject = Some(Subject { text: who, plan: false });
            } else if self.is_topic(name) && self.is_thing(name) {
                *subject = Some(Subject { text: name.text.clone(), plan: false });
            } else if self.is_topic(name) && self.is_measure(name) {
                *subject = None;
            }
        }
        open
    }

    /// The name with its owner, where that may have it.
    fn of(&self, owner: &Subject, deed: &str, name: &str) -> Option<String> {
        let planned = !owner.plan || self.here.data.is(deed, Class::PlanMade);
        (planned && !self.are_people(&owner.text, name)).then(|| self.joined(&owner.text, deed, name))
    }

    /// The deed of a name that is nothing but one, or a measure of one: 点検, 受診率; empty for 面積.
    fn bare(&self, name: &Name) -> Option<String> {
        let Here { chunks, data, .. } = self.here;
        let chunk = chunks.get(name.to).filter(|chunk| chunk.words() == name.text)?;
        let tokens = chunk.tokens[..chunk.content].iter().filter(|token| token.kind != Kind::Bracket);
        let measures = |text: &str| data.is(text, Class::BareHead);
        let does = |token: &Token| token.sub == Sub::Action || data.is(&token.text, Class::BareDeed);
        let all = tokens.clone().all(|token| token.is_word() && (does(token) || measures(&token.text)));
        let short = name.text.chars().count() <= SHORT && !data.is(&name.text, Class::NoOwner);
        if measures(&name.text) {
            return Some(String::new());
        }
        if data.is(&name.text, Class::BareDeed) {
            return Some(name.text.clone());
        }
        let deeds = tokens.filter(|token| does(token) && !measures(&token.text));
        (all && short).then(|| deeds.map(|token| token.text.as_str()).collect())
    }

    /// 協力隊について: what counts nothing itself, and is spoken of in a clause.
    pub(super) fn about(&self, own: &Arguments) -> Option<usize> {
        let about = |name: &Name| !name.counts && self.here.data.marks(&name.particle, Case::About);
        own.topic.filter(|&topic| about(&own.names[topic]))
    }

    pub(super) fn is_short_object(&self, name: &Name) -> bool {
        let joint = self.here.data.joint();
        let short = name.text.chars().count() < SHORT && !name.text.contains(joint);
        name.counts && short && self.here.data.marks(&name.particle, Case::Object)
    }

    /// 成約件数は74件であった。…年間150件の成約を: every word of it is said in what was told in the unit of its values.
    fn short_for(&self, name: &Name, facts: &[Fact], at: usize) -> Option<String> {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[name.to];
        let mut units = facts.iter().filter(|fact| fact.name == Some(at)).map(|fact| self.unit(fact.value));
        let unit = units.next().flatten()?;
        // What counts it need not be said again: 認定を受けた28件 and 認定件数; but a share is one.
        let said = |whole: &str, word: &str| match data.is(word, Class::Share) {
            true => data.ends(whole, Class::Share),
            false => whole.contains(word) || data.is(word, Class::BareHead) && word != name.text,
        };
        let words = || chunk.tokens[..chunk.content].iter().map(|token| token.text.as_str());
        let deeds = words().any(|word| !data.is(word, Class::BareHead));
        let alike = |one: &&Recalled| {
            let told = one.seen.iter().any(|seen| self.unit(seen.value) == Some(unit));
            told && deeds && words().all(|word| said(&one.name, word))
        };
        // 紹介率, 逆紹介率: it was told by itself.
        let own = |one: &Recalled| one.name.starts_with(&name.text);
        if self.memory.recalled.iter().any(own) {
            return None;
        }
        let mut told: Vec<&String> = self.memory.recalled.iter().filter(alike).map(|one| &one.name).collect();
        told.dedup();
        told.first().filter(|_| told.len() == 1).map(|one| without_part(one).to_owned())
    }

    /// 入込客 and 宿泊者数: people are no one's.
    fn are_people(&self, owner: &str, name: &str) -> bool {
        let data = self.here.data;
        let people = |text: &str| data.ends(text, Class::PersonEnd);
        let counted = data.words(Class::BareHead).iter().filter_map(|head| name.strip_suffix(head.as_str()));
        people(owner) && (people(name) || counted.into_iter().any(people))
    }

    /// 旅行者数は3,687万人、消費額は…: who was counted.
    fn counted_people(&self, name: &Name) -> Option<String> {
        let data = self.here.data;
        let mut heads = data.words(Class::BareHead).iter().filter_map(|head| name.text.strip_suffix(head.as_str()));
        let who = heads.find(|who| data.ends(who, Class::PersonEnd))?;
        let spoken = self.is_topic(name) && !data.marks(&name.particle, Case::Part) || name.particle.is_empty();
        (spoken && who.chars().count() <= LONGEST).then(|| who.to_owned())
    }

    /// 衛星通信機器を配備したのは88集落です: what was done to what, for a measure of that.
    fn done_to(&self, clause: &Clause) -> Option<Subject> {
        let Here { chunks, data, .. } = self.here;
        let joint = data.joint();
        let at = clause.chunks.clone().skip(1).find(|&at| {
            let mut behind = chunks[at].tokens[chunks[at].content..].iter();
            let nominal = behind.any(|token| token.pos == Pos::Noun && data.is(&token.text, Class::Nominaliser));
            chunks[at].sort == Sort::Verb && nominal && data.marks(&chunks[at].particle, Case::Name)
        })?;
        // その鍵となりますのが、特定健康診査であります
        let last = &chunks[clause.chunks.end - 1];
        if last.sort == Sort::Noun && last.copula && at + 2 == clause.chunks.end {
            return Some(Subject { text: self.here.text(last).to_owned(), plan: false });
        }
        let object = &chunks[at - 1];
        // 相談を受け付けたのは: a verb of its own leaves no noun.
        let deed = chunks[at].first().is_some_and(|first| first.sub == Sub::Action);
        let acted = deed && object.sort == Sort::Noun && data.marks(&object.particle, Case::Object);
        acted.then(|| Subject { text: format!("{}{joint}{}", self.here.text(object), chunks[at].base), plan: false })
    }

    /// 危険空家の除却 is what 除却 is short for.
    fn is_of(&self, whole: &str, name: &str) -> bool {
        let joint = self.here.data.joint();
        whole.strip_suffix(name).and_then(|rest| rest.strip_suffix(joint)).is_some_and(|rest| !rest.is_empty())
    }

    /// ケアプラン点検 and 点検, 観測データの公開 and 公開率: the deed is said once.
    fn joined(&self, owner: &str, deed: &str, name: &str) -> String {
        let joint = self.here.data.joint();
        let measure = name.strip_prefix(deed).filter(|_| !deed.is_empty() && owner.ends_with(deed));
        // 国際会議の誘致について、開催件数を: another deed is done to the same.
        let whose =
            owner.rsplit_once(joint).filter(|(_, done)| !deed.is_empty() && self.here.data.is(done, Class::Action));
        let owner = whose.filter(|_| measure.is_none()).map_or(owner, |(whose, _)| whose);
        measure.map_or_else(|| format!("{owner}{joint}{name}"), |measure| format!("{owner}{measure}"))
    }

    fn is_topic(&self, name: &Name) -> bool {
        let data = self.here.data;
        data.marks(&name.particle, Case::Topic) && !data.marks(&name.particle, Case::Colon)
    }

    /// 食品ロス, 個別の住宅: no measure, no place, no reason.
    fn is_thing(&self, name: &Name) -> bool {
        let data = self.here.data;
        let place = data.marks(&name.particle, Case::Part);
        let short = name.text.chars().count() <= LONGEST;
        let part = data.begins(&name.text, Class::PartLead).is_some() || data.is(&name.text, Class::PartWord);
        let cut = self.here.chunks.iter().any(|one| one.start() == name.range.start && one.sort == Sort::Verb);
        // これらの施設, 1つ目
        let points =
            data.begins(&name.text, Class::PointLead).is_some() || name.text.starts_with(|c: char| c.is_ascii_digit());
        let nothing = points || data.ends(&name.text, Class::NoOwner);
        short && !place && !part && !cut && !self.is_measure(name) && !nothing
    }

    fn is_measure(&self, name: &Name) -> bool {
        self.here.data.ends(without_part(&name.text), Class::MeasureEnd)
    }
}
