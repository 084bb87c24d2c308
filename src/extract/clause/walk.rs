//! The way through a clause: which chunk is a name, which a year, which a value.
//!
//! What was met last holds for the values behind it; what stands right before a value weighs more.

use crate::record::Role;
use crate::rules::{Case, Class};

use super::argument::{Arguments, Here, Name};
use crate::text::scan::Item;
use crate::text::{Pos, Sub};

use super::bracket;
use super::chunk::{Chunk, Sort};
use super::mood::Clause;
use super::name::{self, Phrase};

/// What was met on the way through a clause.
#[derive(Default)]
pub(super) struct Now {
    pub(super) name: Option<usize>,
    pub(super) period: Option<usize>,
    /// It stands before a value and does not hold for what follows: 2024年の.
    pub(super) near: bool,
    pub(super) from: Option<usize>,
    pub(super) against: Option<usize>,
    pub(super) years: Option<usize>,
    /// A noun right before a value.
    pub(super) beside: Option<usize>,
    /// It is a word for goals.
    pub(super) goal: bool,
    /// The role that a label gives: 現状：.
    pub(super) role: Option<Role>,
    /// It names a part of what the clause counts: 産業部門では.
    pub(super) part: bool,
    pub(super) every: bool,
    /// Where 目標は stands: what was told before it is not the goal.
    pub(super) goal_from: Option<usize>,
}

pub(super) struct Walk<'a> {
    pub(super) here: Here<'a>,
    pub(super) clause: &'a Clause,
    pub(super) out: Arguments,
    pub(super) phrases: Vec<Phrase>,
    pub(super) now: Now,
}

/// The name of a town is no longer than this, in characters.
const LONGEST_PLACE: usize = 6;

impl Walk<'_> {
    /// The phrases that を, は, が and the like mark.
    pub(super) fn phrases(&mut self) {
        let Here { chunks, data, reading, .. } = self.here;
        let values: Vec<usize> = self.clause.chunks.clone().filter(|&at| chunks[at].sort == Sort::Value).collect();
        for at in self.clause.chunks.clone() {
            let chunk = &chunks[at];
            // 耐震改修、これは年間1,200棟を目標に: what これ stands for is named right before it.
            let points = data.is(&chunk.words(), Class::Pronoun) && data.marks(&chunk.particle, Case::Name);
            let named = at.checked_sub(1).filter(|&before| points && before >= self.clause.chunks.start);
            let named = named.filter(|&before| {
                let before = &chunks[before];
                before.sort == Sort::Noun && before.comma && before.particle.is_empty() && !before.copula
            });
            if let Some(before) = named {
                self.phrases.push(name::phrase(chunks, self.clause.chunks.start, before, true, reading, data));
            }
            // 本社機能の移転を含めて150件を: what is only counted in.
            let linked = data.marks(&chunk.particle, Case::Object)
                && chunks.get(at + 1).is_some_and(|next| next.joined && data.is(&next.base, Class::Linking));
            let marked = !chunk.copula && data.marks(&chunk.particle, Case::Name) && !linked;
            if chunk.sort == Sort::Noun && marked {
                let later = values.iter().any(|&value| value > at);
                let phrase = name::phrase(chunks, self.clause.chunks.start, at, later, reading, data);
                // 150兆円を超える投資を: the value is said of what is named behind it.
                let mut phrase = phrase;
                // But 年960時間を超える医師の割合をゼロに: it tells of whom, where another value follows.
                let exceeded = (phrase.from..at).find(|&value| self.is_exceeded(value));
                if let Some(value) = exceeded.filter(|_| !later) {
                    phrase.from = value + 2;
                }
                // 現在3割にとどまる利用率を: where it stands is no part of the name.
                if let Some(value) = (phrase.from..at).find(|&value| self.stays(value)) {
                    phrase.from = value + if self.stood_at(value) || self.is_now_of(value) { 1 } else { 2 };
                }
                // 1,000万世帯が利用できる環境を整備する: so many are to have what is named behind it.
                let only = values.first().filter(|_| values.len() == 1);
                if let Some(&value) = only.filter(|&&value| (phrase.from..at).contains(&value) && self.has(value)) {
                    phrase.from = value + 1;
                }
                // 3,500トンを下回らない水準を: the value is the clause's own.
                let holds = chunks[phrase.from.min(at)..at]
                    .iter()
                    .any(|chunk| chunk.sort == Sort::Value || self.holds_goal(chunk));
                if !(holds && data.is(chunk.head(), Class::Action)) {
                    self.phrases.push(phrase);
                }
            }
        }
    }

    pub(super) fn chunk(&mut self, at: usize) {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[at];
        let next = chunks.get(at + 1);
        if data.holds(self.here.reading.text(&chunk.range()), Class::Each) {
            self.out.each = Some(at);
        }
        let per = data.ends(self.here.text(chunk), Class::Per);
        if per || data.is(self.here.text(chunk), Class::Every) {
            self.now.every = true;
        }
        if per && chunk.sort == Sort::Noun {
            return;
        }
        match chunk.sort {
            Sort::Noun => {
                // 政府が掲げる…: it belongs to a verb that modifies.
                let modifies = !chunk.comma
                    && !data.marks(&chunk.particle, Case::Topic)
                    && next.is_some_and(|next| next.sort == Sort::Verb && next.adnominal);
                if !modifies {
                    self.noun(at);
                }
            }
            Sort::Time => self.time(at),
            Sort::Value => self.value(at),
            Sort::Verb | Sort::Aside => {}
        }
        if chunk.sort != Sort::Value
            && !self.phrases.iter().any(|phrase| (phrase.from..=phrase.to).contains(&at))
            && let Some(last) = self.out.facts.last_mut()
        {
            last.inner.extend(chunk.brackets.iter().flat_map(|one| bracket::inner(&one.tokens, data)));
        }
    }

    /// 150兆円を超える…: a value, and a verb that modifies and says that it is passed.
    pub(super) fn is_exceeded(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let verb = chunks.get(at + 1).filter(|next| next.sort == Sort::Verb && next.adnominal);
        chunks[at].sort == Sort::Value && verb.is_some_and(|verb| data.is(&verb.base, Class::Exceed))
    }

    /// 3割にとどまる…: a value, and a verb that modifies and tells where something stands.
    pub(super) fn stays(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let verb = chunks.get(at + 1).filter(|next| next.sort == Sort::Verb && next.adnominal);
        // 99.3%となっている整備率を
        let goes_on = |verb: &Chunk| {
            data.is(&verb.base, Class::Become)
                && data.marks(&chunks[at].particle, Case::Quote)
                && verb.endings.iter().any(|ending| data.is(ending, Class::Ongoing))
        };
        let stays = |verb: &Chunk| data.is(&verb.base, Class::Stay) || goes_on(verb);
        chunks[at].sort == Sort::Value && verb.is_some_and(stays) || self.stood_at(at) || self.is_now_of(at)
    }

    /// 現在600人の人口を: where the noun behind it stands.
    pub(super) fn is_now_of(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let now = at.checked_sub(1).filter(|&before| before >= self.clause.chunks.start);
        let now = now.is_some_and(|before| {
            data.is(&chunks[before].words(), Class::Baseline)
                && (chunks[before].particle.is_empty() || data.marks(&chunks[before].particle, Case::Of))
        });
        let of = chunks.get(at + 1).is_some_and(|next| {
            next.sort == Sort::Noun && data.marks(&next.particle, Case::Object) && at + 1 < self.clause.chunks.end
        });
        now && of && chunks[at].sort == Sort::Value && data.marks(&chunks[at].particle, Case::Of)
    }

    /// 1,000万世帯が: so many of which a clause says something.
    pub(super) fn has(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let others = [Case::Topic, Case::Object, Case::Colon, Case::Part];
        let particle = &chunks[at].particle;
        let subject = data.marks(particle, Case::Name) && !others.iter().any(|&case| data.marks(particle, case));
        subject && chunks[at].value().is_some_and(|found| self.counts(found))
    }

    /// 1,000万世帯, 20万人以上: whether a value counts things or people, and is no share.
    fn counts(&self, found: usize) -> bool {
        let unit = match &self.here.reading.found[found].item {
            Item::Value(value) => value.unit.as_deref(),
            _ => None,
        };
        unit.is_some_and(|unit| unit.chars().all(char::is_alphabetic)) && !self.is_factor(found)
    }

    /// 68.4%であった利用率を: a value that is said, inside the clause, of the noun behind it.
    pub(super) fn stood_at(&self, at: usize) -> bool {
        let chunk = &self.here.chunks[at];
        let next = at + 1 < self.clause.chunks.end && self.here.chunks[at + 1].sort == Sort::Noun;
        chunk.sort == Sort::Value && chunk.copula && !chunk.comma && next
    }

    pub(super) fn noun(&mut self, at: usize) {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[at];
        let valued = chunk.brackets.iter().any(|bracket| bracket.tokens.iter().any(|token| token.is_value()));
        if self.holds_goal(chunk) {
            return self.in_bracket(at, true);
        }
        if valued && data.marks(&chunk.particle, Case::Of) && self.is_achieved(at) {
            return self.in_bracket(at, false);
        }
        if let Some(phrase) = self.phrases.iter().find(|phrase| phrase.to == at).cloned() {
            return self.named(&phrase);
        }
        let until = data.marks(&chunk.particle, Case::Deadline);
        if let Some(year) = chunk
            .brackets
            .iter()
            .flat_map(|one| bracket::inner(&one.tokens, data))
            .find_map(|one| one.period.filter(|_| until && one.value.is_none()))
        {
            // 最終年度（令和12年度）までに
            self.dated(year, &chunk.particle);
            return;
        }
        let by_part = |at: usize| {
            let (chunk, next) = (&chunks[at], chunks.get(at + 1));
            data.marks(&chunk.particle, Case::By) && !chunk.comma && next.is_some_and(|next| next.sort == Sort::Value)
        };
        let parts = self.clause.chunks.clone().filter(|&at| by_part(at)).count();
        let part = data.is(&chunk.words(), Class::PartWord);
        if by_part(at) && (parts > 1 || part) && self.now.name.is_some() {
            // レアメタルは、リチウムで10万トン、ニッケルで9万トン
            self.now.beside = self.beside(at);
            self.now.part = true;
            return;
        }
        let bare = chunk.particle.is_empty();
        let value = (at + 1..self.clause.chunks.end).find(|&next| chunks[next].sort != Sort::Time || !bare);
        let next_value = value.is_some_and(|next| chunks[next].sort == Sort::Value);
        let text = self.here.text(chunk);
        let of = data.marks(&chunk.particle, Case::Of);
        // 充電設備　30万口の充電器を: a label apart from the sentence.
        // But 受診率 60 ％の達成を: a rate counts nothing behind it.
        let apart = bare
            && chunks.get(at + 1).is_some_and(|next| {
                data.marks(&next.particle, Case::Of)
                    && self.here.is_parted(chunk.range().end, next.start())
                    && !self.is_achieved(at + 1)
            });
        // 県外からの移住者数、年間3,000人を目標とする: a name that counts, and a comma in place of は.
        let opens = chunk.comma && bare && self.now.name.is_none() && name::counts(text, data);
        if next_value && (!chunk.comma || opens) && !apart && (chunk.particle.is_empty() || of) {
            let cue = [Class::Baseline, Class::Actual];
            // 目標効果額38億円
            let leads = |goal: &String| text.strip_prefix(goal.as_str()).is_some_and(|rest| rest.chars().count() > 1);
            let goals = data.words(Class::GoalNoun);
            let goal = data.ends(text, Class::GoalNoun) || goals.iter().any(leads);
            // 目標の30万人に対し: it names nothing, and calls the value the goal.
            // 目標の16%にとどまる: so much of the goal was reached.
            let part = of
                && data.is(&self.clause.predicate.base, Class::Rest)
                && chunks.get(at + 1).is_some_and(|next| {
                    let again = next.comma && chunks.get(at + 2).is_some_and(|then| then.sort == Sort::Value);
                    self.here.text(next).ends_with(['%', '％']) && (again || data.marks(&next.particle, Case::Target))
                });
            self.now.goal |= goal && value == Some(at + 1) && !part;
            if !of && self.now.role.is_none() && data.is(text, Class::Baseline) {
                // 現状36%, 現状（令和5年度）52%
                self.now.role = Some(Role::Baseline);
                let inner = chunk.brackets.iter().flat_map(|one| bracket::inner(&one.tokens, data));
                if let Some(year) = inner.filter(|one| one.value.is_none()).find_map(|one| one.period) {
                    (self.now.period, self.now.near) = (Some(year), true);
                }
            }
            // 人口8万人を維持する; but 人口10万人当たり tells how others are counted.
            // Nor 人口20万人以上の市, 人口10万人に1か所.
            let taken = |next: &Chunk| {
                let verb = chunks.get(at + 2).is_some_and(|verb| verb.sort == Sort::Verb);
                data.marks(&next.particle, Case::Object) || data.marks(&next.particle, Case::Target) && verb
            };
            let own = data.is(text, Class::Measured)
                && chunks.get(at + 1).is_some_and(|next| !data.ends(self.here.text(next), Class::Per) && taken(next));
            let qualifier = data.is(text, Class::Qualifier) && !own;
            let qualifies = qualifier || data.is(text, Class::Pronoun);
            // 登録住宅数の令和7年度までの目標 3万戸: a year may stand between.
            let named = (self.clause.chunks.start..at).rev().find(|&at| chunks[at].sort != Sort::Time);
            let named = named.filter(|&at| chunks[at].sort == Sort::Noun && data.marks(&chunks[at].particle, Case::Of));
            if let Some(named) = named.filter(|_| qualifies && !of && self.now.beside.is_none()) {
                // 排出の実質ゼロ, 販売の累計300万台: the word only tells how it is counted.
                self.now.beside = self.beside(named);
            } else if !qualifier
                && !data.ends(text, Class::Rated)
                && !data.is_any(chunk.head(), &cue)
                && !data.is(text, Class::Every)
            {
                let led = goals.iter().any(leads);
                self.now.goal = goal;
                self.now.beside = self.beside(at);
                if let Some(name) = self.now.beside.filter(|_| led) {
                    let text = &self.out.names[name].text;
                    let bare = goals.iter().find_map(|goal| text.strip_prefix(goal.as_str())).map(ToOwned::to_owned);
                    self.out.names[name].text = bare.unwrap_or_else(|| text.clone());
                }
            }
        }
    }

    /// 受診率60%: a noun right before a value names it.
    pub(super) fn beside(&mut self, at: usize) -> Option<usize> {
        let Here { chunks, data, reading, .. } = self.here;
        let phrase = name::phrase(chunks, self.clause.chunks.start, at, true, reading, data);
        if let Some(&year) = phrase.years.first() {
            self.time(year);
            self.now.near = false;
        }
        // 成分数が全体の成分数の60%: what a share is of names nothing.
        let text = reading.text(&(chunks[phrase.from].start()..chunks[at].content_end()));
        if data.begins(text, Class::Whole).is_some() {
            return None;
        }
        self.add(&phrase)
    }

    /// Adds a name, unless it names nothing.
    pub(super) fn add(&mut self, phrase: &Phrase) -> Option<usize> {
        let Here { chunks, data, reading, .. } = self.here;
        let (text, range) = name::words(chunks, phrase, reading, data);
        let chunk = &chunks[phrase.to];
        // 前の基本計画では: the place where something is said.
        // 流域計画は90計画: what is counted in itself is no place and nobody who acts.
        let counted = self.clause.chunks.clone().filter_map(|at| chunks[at].value()).any(|value| {
            matches!(&reading.found[value].item, Item::Value(value) if value.unit.as_ref().is_some_and(|unit| text.ends_with(unit.as_str()) && text != *unit))
        });
        let part = data.marks(&chunk.particle, Case::Part);
        // むつ川市では、2026年に13.3へ減少させる: one word that ends so is who does it.
        let town = phrase.from == phrase.to
            && data.ends(&text, Class::PlaceEnd)
            && text.chars().count() <= LONGEST_PLACE
            && (part || data.marks(&chunk.particle, Case::Topic));
        let place = part && data.is(chunk.head(), Class::AgentEnd) || town;
        let agent = phrase.from == phrase.to && name::is_agent(chunk, &text, data)
            || data.is(&text, Class::Agent)
            || place
            || name::says(chunks, phrase, &text, data);
        let noun = phrase.from == phrase.to
            && chunk.content == 1
            && chunk.first().is_some_and(|first| first.pos == Pos::Noun && first.sub == Sub::Other);
        if agent && !counted
            || name::is_hollow(&text, noun, data)
            || data.is(chunk.head(), Class::Bridge)
            || data.is(&chunk.words(), Class::Pronoun)
        {
            return None;
        }
        let brackets = chunks[phrase.from..=phrase.to].iter().flat_map(|chunk| &chunk.brackets);
        let inner = brackets
            .filter(|one| !name::limits(&one.tokens, data))
            .flat_map(|one| bracket::inner(&one.tokens, data))
            .collect();
        let counts = name::counts(&text, data);
        let particle = chunk.particle.clone();
        let to = phrase.to;
        self.out.names.push(Name { text, range, to, particle, inner, counts, inherited: false });
        Some(self.out.names.len() - 1)
    }

    /// A phrase that a particle marks as a name.
    pub(super) fn named(&mut self, phrase: &Phrase) {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[phrase.to];
        if self.here.is_around(phrase.to) {
            return;
        }
        for &year in &phrase.years {
            self.time(year);
            self.now.near = false;
        }
        // 目標の水準は, but 中期目標期間の予算は.
        let is_goal = |chunk: &Chunk| data.ends(&chunk.words(), Class::GoalNoun);
        // 数値目標を設定している企業は: of whom it is said.
        let whole = &chunks[phrase.from..=phrase.to];
        let from = whole.iter().rposition(|chunk| chunk.sort == Sort::Verb).unwrap_or_default();
        let goal_words = whole[from..].iter().any(is_goal);
        if data.marks(&chunk.particle, Case::Colon) && self.label(phrase) {
            return;
        }
        let topic = data.marks(&chunk.particle, Case::Topic);
        let before_value = chunks.get(phrase.to + 1).is_some_and(|next| next.sort == Sort::Value);
        // 実績値は11%、目標値は11.5%となっております; 被害の現状値を令和6年度の27万円と設定し
        let then_value = chunks[phrase.to + 1..self.clause.chunks.end].iter().find(|next| next.sort != Sort::Time);
        // But 基準値を50に引き上げる: it is itself what is changed; 50と設定し says only what it is.
        let raised =
            |value: &Chunk| data.marks(&value.particle, Case::Target) && !data.marks(&value.particle, Case::List);
        let then_value = then_value.filter(|next| next.sort == Sort::Value && !raised(next));
        let stands = then_value.is_some() && data.ends(&chunk.words(), Class::ValueLabel);
        if (stands || before_value && self.labels_each()) && self.label(phrase) {
            return;
        }
        // 健康寿命を男性は74年以上、女性は77年以上に: what は marks is a part of what を does.
        let of_object = topic
            && self.now.name.is_some_and(|name| {
                let name = &self.out.names[name];
                name.counts && data.marks(&name.particle, Case::Object)
            });
        // 業務経費については: what counts by itself is no part.
        let own = name::counts(&chunk.words(), data) && data.marks(&chunk.particle, Case::About);
        let part = data.marks(&chunk.particle, Case::Part) && !own || of_object;
        // 男性は2022年度の60%から70%に: its year may stand before the value.
        let dated = chunks.get(phrase.to + 1).is_some_and(|next| next.sort == Sort::Time && !next.comma)
            && chunks.get(phrase.to + 2).is_some_and(|next| next.sort == Sort::Value);
        if part && self.now.name.is_some() && (before_value || dated) && !chunk.comma {
            // CO2について、産業部門では38%、業務部門では51%
            self.now.beside = self.add(phrase);
            self.now.part = true;
            return;
        }
        // 生産コストについて、15ha以上の経営体では、…: of whom something is said that counts.
        let whom =
            data.marks(&chunk.particle, Case::Part) && self.now.name.is_some_and(|name| self.out.names[name].counts);
        if whom && !name::counts(&chunk.words(), data) {
            return;
        }
        let object = data.marks(&chunk.particle, Case::Object);
        let beside = self.now.beside.take();
        // 削減目標を50%削減とした
        let light = data.is(&self.clause.predicate.base, Class::Light);
        // 目標を60組に引き上げた
        let moved = before_value && data.is(&self.clause.predicate.base, Class::Set);
        self.out.goal |= goal_words && (!object || light || moved);
        self.now.goal_from = self.now.goal_from.or(Some(phrase.to).filter(|_| goal_words && !object));
        let action = data.is_any(&chunk.words(), &[Class::Action, Class::Actual, Class::Baseline]);
        let counted = self
            .out
            .facts
            .last()
            .is_some_and(|last| last.counted && (last.chunk + 1..=last.chunk + 2).contains(&phrase.from));
        if object && action && (counted || beside.is_some() || self.follows_value(phrase)) {
            return;
        }
        // 温室効果ガスについては、50%の排出削減を行う: what is done to the topic.
        let deed = data.ends(&chunk.words(), Class::Action) && self.out.topic.is_some();
        if object && deed && self.follows_value(phrase) {
            return;
        }
        let exceeded = self.out.facts.last().is_some_and(|last| last.counted && last.chunk + 2 == phrase.from);
        let Some(name) = self.add(phrase) else {
            // 補助率は対象経費の3分の2以内とし: what is said of it is no goal, whatever stands beside the value.
            let words = chunk.words();
            self.out.never |= topic && (data.ends(&words, Class::NeverEnd) || data.holds(&words, Class::NeverName));
            let plan = topic && !part && phrase.from == phrase.to && data.ends(&words, Class::PlanDocument);
            self.out.plan = Some(words).filter(|_| plan).or(self.out.plan.take());
            return;
        };
        if exceeded {
            if let Some(last) = self.out.facts.last_mut() {
                (last.name, last.counted) = (Some(name), false);
            }
            return;
        }
        if topic || !object {
            // 目標は…が…: が does not unseat a name that counts.
            let keeps = self.now.name.is_some_and(|old| {
                let (old, new) = (&self.out.names[old], &self.out.names[name]);
                // 参加者は、令和7年の大会は1,874人であった: nor does a second は with its year.
                let again = topic && data.marks(&old.particle, Case::Topic) && !phrase.years.is_empty();
                // 通いの場は、休止した団体もありましたが: nor do も and が what は marks, where no value follows.
                let spoken =
                    |name: &Name| data.is(&name.particle, Class::AsTopic) || data.marks(&name.particle, Case::About);
                let aside = spoken(old) && !spoken(new) && !new.counts && !before_value && !part;
                action || aside || (!topic || again) && old.counts && !new.counts
            });
            if !keeps {
                self.now.name = Some(name);
                self.out.topic = Some(name);
            }
        } else if counted {
            if let Some(last) = self.out.facts.last_mut() {
                (last.name, last.counted) = (Some(name), false);
            }
        } else {
            self.now.name = Some(name);
        }
    }

    /// Whether words before its values tell which is the goal and which was reached: 実績値は11%、目標値は11.5%.
    fn labels_each(&self) -> bool {
        let Here { chunks, data, .. } = self.here;
        let labels = |class: Class| {
            let told = |at: &usize| {
                let words = chunks[*at].words();
                (data.words(class).iter().any(|cue| words.ends_with(cue.as_str()))
                    || self.led_by(&words, class).is_some())
                    && data.marks(&chunks[*at].particle, Case::Name)
                    && !data.marks(&chunks[*at].particle, Case::Object)
                    && chunks.get(at + 1).is_some_and(|next| next.sort == Sort::Value)
            };
            self.clause.chunks.clone().any(|at| told(&at))
        };
        labels(Class::GoalNoun) && (labels(Class::Actual) || labels(Class::Baseline))
    }

    /// 登録数 現状：62団体 目標：80団体: a label tells the role of what follows, and may stand behind a name.
    fn label(&mut self, phrase: &Phrase) -> bool {
        let Here { chunks, data, .. } = self.here;
        let words = chunks[phrase.to].words();
        let cues = [(Class::Baseline, Role::Baseline), (Class::Actual, Role::Actual), (Class::GoalNoun, Role::Target)];
        // 目標件数が100件: the cue leads a word that counts.
        let led = cues.into_iter().find_map(|(class, role)| Some((self.led_by(&words, class)?, role)));
        if let Some((counted, role)) = led {
            return self.counted_label(phrase, counted, role);
        }
        let cue = cues.into_iter().find_map(|(class, role)| Some((data.ending(&words, class)?, role)));
        let Some((cue, role)) = cue else { return false };
        self.now.goal = role == Role::Target;
        self.now.role = Some(role).filter(|role| *role != Role::Target);
        let joint = data.joint();
        if (words != cue || phrase.from < phrase.to)
            && let Some(name) = self.add(phrase)
        {
            let bare = self.out.names[name].text.strip_suffix(cue);
            let bare = bare.map(|bare| bare.strip_suffix(joint).unwrap_or(bare).to_owned());
            if let Some(bare) = bare {
                self.out.names[name].counts = name::counts(&bare, data);
                self.out.names[name].text = bare;
            }
            self.now.name = Some(name);
        }
        true
    }

    /// 目標件数, 実績見込額: what counts behind a cue that begins a word.
    fn led_by(&self, words: &str, class: Class) -> Option<String> {
        let data = self.here.data;
        let mut rests = data.words(class).iter().filter_map(|cue| words.strip_prefix(cue.as_str()));
        rests.find(|rest| data.ends(rest, Class::Measured)).map(ToOwned::to_owned)
    }

    /// 相談支援は、目標件数が100件に対して実績件数が120件: the label tells the role, and what counts is the topic's.
    fn counted_label(&mut self, phrase: &Phrase, counted: String, role: Role) -> bool {
        self.now.goal = role == Role::Target;
        self.now.role = Some(role).filter(|role| *role != Role::Target);
        let joint = self.here.data.joint();
        let topic = self.out.topic.map(|topic| &self.out.names[topic]);
        let whole = topic.filter(|topic| !topic.counts).map(|topic| format!("{}{joint}", topic.text));
        // What was counted before is so still: 目標件数, 実績件数.
        let known = self.now.name.filter(|&name| self.out.names[name].counts && self.out.topic != Some(name));
        if let Some(name) = known {
            self.now.name = Some(name);
        } else if let Some(name) = self.add(phrase) {
            self.out.names[name].text = format!("{}{counted}", whole.unwrap_or_default());
            self.out.names[name].counts = true;
            self.now.name = Some(name);
        }
        true
    }

    /// 46%の削減を: the phrase is what becomes of the value before it.
    pub(super) fn follows_value(&self, phrase: &Phrase) -> bool {
        phrase.from > self.clause.chunks.start && self.here.chunks[phrase.from - 1].sort == Sort::Value
            || self.here.chunks[phrase.from..phrase.to].iter().any(|chunk| chunk.sort == Sort::Value)
    }
}
