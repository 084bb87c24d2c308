//! The years and values of a clause one by one, and what the words beside them say.

use crate::record::Role;
use crate::rules::{Case, Class};

use super::argument::{Fact, Here, Name};
use super::bracket;
use super::chunk::{Chunk, Sort};
use super::name;
use super::token::{Kind, Token};
use super::walk::Walk;

/// A noun before a value that is no longer than this, in characters, only names a part: 男性.
const SHORT: usize = 6;

impl Walk<'_> {
    pub(super) fn time(&mut self, at: usize) {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[at];
        let next = chunks.get(at + 1);
        let particle = chunk.particle.as_str();
        // 平成13年に策定した戦略に: the year is that of the plan.
        let planned = next.is_some_and(|next| {
            next.sort == Sort::Verb
                && next.adnominal
                && data.is(&next.base, Class::PlanMade)
                && !next.endings.is_empty()
        });
        if planned && !data.marks(particle, Case::Until) {
            return;
        }
        let baseline = data.marks(particle, Case::Baseline) || data.marks(particle, Case::Against);
        // 2013年度の水準から, 2013年度実績比
        let level = next.is_some_and(|next| {
            let from = data.marks(&next.particle, Case::Baseline) || data.marks(&next.particle, Case::Against);
            let compares = next.first().is_some_and(|first| data.is(&first.text, Class::Comparing));
            // 平成28年度のごみ排出量から10%減らす
            let counts = data.marks(particle, Case::Of)
                && data.marks(&next.particle, Case::Baseline)
                && !data.marks(&next.particle, Case::Against)
                && name::counts(next.head(), data);
            next.sort == Sort::Noun && (data.is(next.head(), Class::Level) && from || counts || compares)
        });
        // 2020年度の約3倍に, 令和2年度実績の1.5倍: so many times what was then.
        let value = match next {
            Some(next) if next.sort == Sort::Noun && data.marks(&next.particle, Case::Of) => chunks.get(at + 2),
            next => next,
        };
        let times =
            value.is_some_and(|value| value.sort == Sort::Value && value.value().is_some_and(|n| self.is_factor(n)));
        let of = data.marks(particle, Case::Of)
            || chunk.tokens[..chunk.content].last().is_some_and(Token::is_word) && particle.is_empty();
        let times = times && of && !chunk.comma;
        // 令和12年を目標年として, 令和11年度の目標に
        let aims = (data.marks(particle, Case::Object) || data.marks(particle, Case::Of))
            && next.is_some_and(|next| next.sort == Sort::Noun && data.ends(&next.words(), Class::GoalNoun));
        let towards = next.is_some_and(|next| next.sort == Sort::Verb && data.is(&next.base, Class::Towards));
        for token in &chunk.tokens {
            match token.kind {
                Kind::Years(n) => self.now.years = Some(n),
                Kind::Against(n) => self.now.against = Some(n),
                Kind::Period(n)
                    if baseline || level || times && (self.now.period.is_some() || !self.here.is_future(n)) =>
                {
                    let goes_on =
                        next.is_some_and(|next| next.sort == Sort::Time && data.marks(&next.particle, Case::Until));
                    if goes_on {
                        self.now.from = Some(n);
                    } else {
                        self.now.against = Some(n);
                    }
                }
                Kind::Period(n) => {
                    self.dated(n, particle);
                    if aims && self.here.is_future(n) {
                        (self.out.deadline, self.out.marked) = (Some(n), true);
                    }
                    // 2030年に向け10万人養成する: as good as までに.
                    self.out.until |= towards && self.out.deadline == Some(n);
                }
                _ => {}
            }
        }
        if chunk.copula && self.out.deadline.is_none() {
            // 達成年度は令和14年度です
            self.out.deadline = self.now.period.filter(|&period| self.here.is_ahead(period));
            self.out.marked |= self.out.deadline.is_some();
        }
    }

    pub(super) fn dated(&mut self, period: usize, particle: &str) {
        let data = self.here.data;
        self.now.period = Some(period);
        self.now.near = true;
        self.out.years.push(period);
        let until = data.marks(particle, Case::Until);
        if until || data.marks(particle, Case::Deadline) && self.here.is_future(period) {
            self.out.deadline = Some(period);
            self.out.marked = true;
            self.out.until |= until;
        }
    }

    pub(super) fn value(&mut self, at: usize) {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[at];
        let Some(value) = chunk.value() else { return };
        let turn = chunks.get(at + 1).and_then(|next| next.first());
        if turn.is_some_and(|first| data.is(&first.base, Class::Condition)) && chunk.particle.is_empty() {
            // 50%を超えた場合: what is supposed is no target.
            self.now.beside = None;
            return;
        }
        // 合計で124項目の数値目標を設定し: so many goals.
        let goals = chunks.get(at + 1).is_some_and(|next| data.ends(&next.words(), Class::GoalNoun));
        if goals && data.marks(&chunk.particle, Case::Of) && data.ends(self.here.text(chunk), Class::GoalCount) {
            self.now.beside = None;
            return;
        }
        let whose = self.goal_of(at).and_then(|at| self.beside(at));
        let later = (at + 1..self.clause.chunks.end).any(|at| chunks[at].sort == Sort::Value);
        // 十年以内に半減する: by when, not how much.
        let acts = later || !data.is(&self.clause.predicate.base, Class::Light);
        if acts && data.ends(self.here.text(chunk), Class::Within) && data.marks(&chunk.particle, Case::Deadline) {
            return;
        }
        let text = self.here.text(chunk);
        // 72.7歳から…75歳に延ばす
        let starts_here = data.marks(&chunk.particle, Case::Baseline)
            && self.now.name.is_some_and(|name| self.out.names[name].counts);
        if later && data.ends(text, Class::Limit) && data.marks(&chunk.particle, Case::Inside) && !starts_here {
            // 3年以内に…80%とする
            self.now.beside = None;
            return;
        }
        let of = data.marks(&chunk.particle, Case::Of);
        // 保育所2か所の開設などにより、ゼロとする: what it is done with.
        let by = |next: &Chunk| next.sort == Sort::Noun && data.ends(&next.particle, Class::ByMeans);
        if of && later && chunks.get(at + 1).is_some_and(by) {
            self.now.beside = None;
            return;
        }
        let next_is_value = chunks.get(at + 1).is_some_and(|next| next.sort == Sort::Value);
        // 売上高の約5倍の17.5兆円を: the multiple only explains what stands behind it.
        if of && next_is_value && self.is_factor(value) {
            return;
        }
        // 25歳から44歳までの女性の: of whom something is said.
        let aged = |at: usize| {
            chunks
                .get(at)
                .is_some_and(|chunk| chunk.sort == Sort::Value && data.ends(self.here.text(chunk), Class::Age))
        };
        let lasts = self.now.name.is_some_and(|name| data.holds(&self.out.names[name].text, Class::Aging));
        let whom = |from: usize| {
            aged(from) && aged(from + 1) && chunks.get(from + 2).is_some_and(|next| next.sort == Sort::Noun)
        };
        if !lasts && (whom(at) || at > self.clause.chunks.start && whom(at - 1)) {
            return;
        }
        // 15m以上の橋のうち、26市町村のうち: of which something is a part.
        let among = |at: usize| chunks.get(at).is_some_and(|next| data.is(&next.words(), Class::Among));
        let whole = chunks.get(at + 1).is_some_and(|next| data.marks(&next.particle, Case::Of));
        if of && later && (among(at + 1) || whole && among(at + 2)) {
            self.now.beside = None;
            return;
        }
        // 前期の実績である143件を上回る160件: where it stood explains and is told all the same.
        let stood =
            at > self.clause.chunks.start && data.is_any(chunks[at - 1].head(), &[Class::Actual, Class::Baseline]);
        let explains = self.explains(at);
        if explains && !stood {
            self.now.beside = None;
            return;
        }
        // 35%を出発点に
        let starts = data.marks(&chunk.particle, Case::Object)
            && chunks.get(at + 1).is_some_and(|next| data.is(&next.words(), Class::Start));
        // 目標値が285人であるのに対して、…: the two are only set side by side.
        let beside = chunk.copula;
        // 成果目標：710から1,000へ増加させる: the goal is what it is brought to. But 目標300万件に対し、228万件となった.
        let labelled = chunks[self.clause.chunks.start..at]
            .iter()
            .any(|chunk| data.marks(&chunk.particle, Case::Colon) && data.ends(&chunk.words(), Class::GoalNoun));
        let brought = labelled
            && (at + 1..self.clause.chunks.end)
                .any(|at| chunks[at].sort == Sort::Value && data.marks(&chunks[at].particle, Case::Target));
        let from = (starts || data.marks(&chunk.particle, Case::Baseline) && !beside) && (!self.now.goal || brought);
        let labelled = self.now.role.take();
        let mut fact = Fact {
            value,
            chunk: at,
            role: labelled
                .or_else(|| (from || explains || self.stays(at) || self.goes(at)).then_some(Role::Baseline))
                .or_else(|| self.is_result(at).then_some(Role::Actual)),
            period: self.now.period,
            from: self.now.from,
            against: self.now.against,
            years: self.now.years.take(),
            name: None,
            series: None,
            particle: chunk.particle.clone(),
            counted: false,
            inner: chunk.brackets.iter().flat_map(|one| bracket::inner(&one.tokens, data)).collect(),
            goal: !from && std::mem::take(&mut self.now.goal) || self.is_called_goal(at) && !self.was_set(at),
            achieved: self.is_achieved(at),
            every: self.now.every,
            exact: explains,
        };
        if let Some(whose) = whose {
            (fact.goal, fact.name) = (true, Some(whose));
            self.out.topic = self.out.topic.or(fact.name);
        }
        let topical = |name: &Name| !data.marks(&name.particle, Case::Object);
        let own = self.now.name.map(|name| &self.out.names[name]);
        let from_topic = own.is_none_or(|name| topical(name) && !name.counts);
        let part = self.now.part;
        if let Some(beside) = self.now.beside.take() {
            let short = self.out.names[beside].text.chars().count() <= SHORT || std::mem::take(&mut self.now.part);
            let counts = self.out.names[beside].counts;
            let other = self.now.name.filter(|&name| name != beside);
            if let Some(of) = other.filter(|&of| short && counts && !self.out.names[of].counts) {
                // 役員については、女性比率30%: 役員の女性比率
                let joint = data.joint();
                let (whole, part) = (&self.out.names[of], &self.out.names[beside]);
                let text = format!("{}{joint}{}", whole.text, part.text);
                let name = Name { text, counts: true, ..whole.clone() };
                self.out.names.push(name);
                self.now.name = Some(self.out.names.len() - 1);
                fact.name = self.now.name;
            } else if short && of && counts && own.is_some_and(|name| name.counts) {
                // 導入面積を耕地面積の5割とする: what a share is of.
            } else if short && from && part && next_is_value && own.is_some_and(|name| name.counts) {
                // 母子世帯では48%から55%へ、父子世帯では69%から75%へ: both values are of that part.
                fact.series = Some(self.out.names[beside].text.clone());
                (self.now.beside, self.now.part) = (Some(beside), true);
            } else if short && !from && self.now.name.is_some_and(|name| name != beside) {
                fact.series = Some(self.out.names[beside].text.clone());
            } else if from_topic {
                fact.name = Some(beside);
            }
        } else if self.is_exceeded(at)
            || self.is_at_places(at) && own.is_none()
            || chunk.particle.is_empty() && !chunk.comma && data.ends(text, Class::Exceed)
            || of && own.is_none_or(topical) && !self.is_now_of(at) && !self.is_called_goal(at)
            || chunk.particle.is_empty()
                && chunk.comma
                && !chunk.copula
                && own.is_none()
                && !later
                && self.out.facts.is_empty()
        {
            fact.counted = true;
        }
        if fact.name.is_none() {
            fact.name = self.now.name;
        }
        if fact.role == Some(Role::Baseline) {
            // Its year is its own; a deadline before it is the target's.
            if self.now.near {
                self.now.period = None;
            } else {
                fact.period = None;
            }
            // 2010年度には12.4兆円であった…: what was then is no deadline.
            if let Some(n) = fact.period.filter(|_| !self.stood_at(at))
                && self.out.deadline == Some(n)
            {
                fact.period = None;
                self.now.period = Some(n);
            }
        }
        self.now.near = false;
        self.out.facts.push(fact);
    }

    /// 6,000か所での講習会の実施: where what is counted is to take place.
    pub(super) fn is_at_places(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let particle = chunks[at].particle.as_str();
        let joint = data.joint();
        particle.strip_suffix(joint).is_some_and(|by| data.marks(by, Case::By))
    }

    /// 標準規模の10%に当たる20億円, 平均31%を下回る25%以下: a value that only explains the one behind it.
    fn explains(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let next = chunks.get(at + 1);
        let equals = next.is_some_and(|next| {
            next.sort == Sort::Verb && next.adnominal && data.is(&next.base, Class::Equal) && !chunks[at].comma
        });
        let exceeded = data.ends(self.here.text(&chunks[at]), Class::Exceed)
            && chunks[at].particle.is_empty()
            && !chunks[at].comma;
        equals || exceeded && next.is_some_and(|next| next.sort == Sort::Value)
    }

    /// 年間200人の超過を解消する: the value is what goes.
    fn goes(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        data.marks(&chunks[at].particle, Case::Of) && data.is(&self.clause.predicate.base, Class::DoAway)
    }

    /// 前期計画で掲げた50%の目標: what was set once, and for no year to come.
    fn was_set(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let before = at.checked_sub(1).map(|at| &chunks[at]);
        let past = |chunk: &Chunk| {
            chunk.sort == Sort::Verb && chunk.adnominal && chunk.endings.iter().any(|end| data.is(end, Class::Past))
        };
        before.is_some_and(past) && self.now.period.is_none_or(|period| !self.here.is_future(period))
    }

    /// 修了者9,264人の実績: what was done.
    fn is_result(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let next = chunks.get(at + 1).filter(|_| data.marks(&chunks[at].particle, Case::Of));
        next.is_some_and(|next| data.is(&next.words(), Class::Actual))
    }

    /// 60%という目標, 135兆円という官民目標
    pub(super) fn is_called_goal(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let adnominal =
            chunks[at].particle.is_empty() && !chunks[at].comma || data.marks(&chunks[at].particle, Case::Adnominal);
        let next = chunks.get(at + 1).filter(|next| adnominal && next.sort == Sort::Noun);
        next.is_some_and(|next| {
            let words = next.words();
            let reached = |rest: &str| data.is(rest, Class::Achieve);
            data.ends(&words, Class::GoalNoun)
                || data.words(Class::GoalNoun).iter().any(|goal| words.strip_prefix(goal.as_str()).is_some_and(reached))
        })
    }

    /// 60%という受診率の目標: what counts between a value and the word for the goal.
    fn goal_of(&self, at: usize) -> Option<usize> {
        let Here { chunks, data, .. } = self.here;
        let (of, goal) = (chunks.get(at + 1)?, chunks.get(at + 2)?);
        let named = of.sort == Sort::Noun && data.marks(&of.particle, Case::Of) && name::counts(of.head(), data);
        let leads = data.marks(&chunks[at].particle, Case::Adnominal) && !data.marks(&chunks[at].particle, Case::Of);
        (named && leads && goal.sort == Sort::Noun && data.ends(&goal.words(), Class::GoalNoun)).then_some(at + 1)
    }

    /// 46%削減の実現, 5兆円の達成: the words behind a value say that it is to be reached.
    pub(super) fn is_achieved(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let mut next = at + 1;
        while let Some(chunk) = chunks.get(next).filter(|chunk| chunk.sort == Sort::Noun) {
            if data.ends(chunk.head(), Class::Achieve) {
                return true;
            }
            let goes_on = data.is(chunk.head(), Class::Action) || data.ends(chunk.head(), Class::GoalNoun);
            if !goes_on || !data.marks(&chunk.particle, Case::Of) && !chunk.particle.is_empty() {
                return false;
            }
            next += 1;
        }
        false
    }
}
