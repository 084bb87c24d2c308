//! The years and values of a clause, and what joins them: それぞれ, brackets, 310億円を600億円へ.

use crate::record::Role;
use crate::rules::{Case, Class, Mood};

use crate::text::scan::Item;

use super::argument::{Fact, Here, Name};
use super::bracket::{self, Inner};
use super::chunk::{Chunk, Sort};
use super::name::{self, Phrase};
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
            && next.is_some_and(|next| {
                next.sort == Sort::Noun
                    && data.words(Class::GoalNoun).iter().any(|goal| next.words().ends_with(goal.as_str()))
            });
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
        let from = (starts || data.marks(&chunk.particle, Case::Baseline)) && !self.now.goal;
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
            goal: std::mem::take(&mut self.now.goal) || self.is_called_goal(at) && !self.was_set(at),
            achieved: self.is_achieved(at),
            every: self.now.every,
            exact: explains,
        };
        let topical = |name: &Name| !data.marks(&name.particle, Case::Object);
        let own = self.now.name.map(|name| &self.out.names[name]);
        let from_topic = own.is_none_or(|name| topical(name) && !name.counts);
        if let Some(beside) = self.now.beside.take() {
            let short = self.out.names[beside].text.chars().count() <= SHORT || std::mem::take(&mut self.now.part);
            let counts = self.out.names[beside].counts;
            let other = self.now.name.filter(|&name| name != beside);
            if let Some(of) = other.filter(|&of| short && counts && !self.out.names[of].counts) {
                // 役員については、女性比率30%: 役員の女性比率
                let joint = data.words(Class::Nominaliser).first().map_or("", String::as_str);
                let (whole, part) = (&self.out.names[of], &self.out.names[beside]);
                let text = format!("{}{joint}{}", whole.text, part.text);
                let name = Name { text, counts: true, ..whole.clone() };
                self.out.names.push(name);
                self.now.name = Some(self.out.names.len() - 1);
                fact.name = self.now.name;
            } else if short && of && counts && own.is_some_and(|name| name.counts) {
                // 導入面積を耕地面積の5割とする: what a share is of.
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
    fn is_at_places(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let particle = chunks[at].particle.as_str();
        let joint = data.words(Class::Nominaliser).first().map_or("", String::as_str);
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
            data.words(Class::GoalNoun).iter().any(|goal| {
                words.ends_with(goal.as_str())
                    || words.strip_prefix(goal.as_str()).is_some_and(|rest| data.is(rest, Class::Achieve))
            })
        })
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

    /// Joins that need the whole clause: それぞれ, 310億円を600億円へ, what の counts.
    pub(super) fn finish(&mut self) {
        let Here { data, .. } = self.here;
        if self.out.facts.is_empty() && self.clause.mood == Mood::Goal {
            self.goal_in_bracket();
        }
        self.pair_years();
        for at in (1..self.out.facts.len()).rev() {
            // 2030年度に40%、2040年度に60%という目標: both are.
            let (goal, achieved) = (self.out.facts[at].goal, self.out.facts[at].achieved);
            let before = &self.out.facts[at - 1];
            let listed = before.particle.is_empty() && before.role.is_none();
            if self.out.facts[at].role == Some(Role::Actual) && listed {
                self.out.facts[at - 1].role = Some(Role::Actual);
                continue;
            }
            let before = &mut self.out.facts[at - 1];
            before.goal |= goal && listed;
            before.achieved |= achieved && listed;
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
        for at in 1..self.out.facts.len() {
            let next = self.out.facts[at].particle.clone();
            // 60%を経て100%に
            let passed =
                self.here.chunks.get(self.out.facts[at - 1].chunk + 1).is_some_and(|one| one.sort == Sort::Verb);
            let this = &mut self.out.facts[at - 1];
            if passed {
                continue;
            }
            if this.role.is_none() && data.marks(&this.particle, Case::Object) && data.marks(&next, Case::Target) {
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
        self.held_against_goal();
        self.introduced();
        self.named_by_goal();
        self.spread();
        self.stood();
        self.of_all();
        self.counted();
        self.listed();
        self.goal_behind_told();
    }

    /// 平成30年度は125人と、目標を上回っている: what is held against a goal that has no value here was reached.
    fn held_against_goal(&mut self) {
        let Here { chunks, data, .. } = self.here;
        let verb = &self.clause.predicate.base;
        let meets = data.is_any(verb, &[Class::Exceed, Class::Achieve])
            || data.is(verb, Class::Become) && self.clause.mood == Mood::Told;
        let is_goal = |at: usize, case: Case| {
            let words = chunks[at].words();
            chunks[at].sort == Sort::Noun
                && data.marks(&chunks[at].particle, case)
                && data.words(Class::GoalNoun).iter().any(|goal| words.ends_with(goal.as_str()))
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

    /// 56.7%を中小企業向けの契約目標とする: where nothing else names a value, what it is made the goal of.
    fn named_by_goal(&mut self) {
        let Here { chunks, data, reading, .. } = self.here;
        let [only] = self.out.facts.as_slice() else { return };
        let called = data.marks(&only.particle, Case::Called);
        if only.name.is_some() || only.counted || !data.marks(&only.particle, Case::Object) && !called {
            return;
        }
        let goal = |text: &str| {
            data.words(Class::GoalNoun)
                .iter()
                .filter(|goal| text.ends_with(goal.as_str()))
                .max_by_key(|goal| goal.len())
        };
        let from = only.chunk + 1;
        let found = (from..self.clause.chunks.end).find(|&at| {
            let chunk = &chunks[at];
            let as_such = [Case::As, Case::Quote].into_iter().any(|case| data.marks(&chunk.particle, case));
            // 5兆円という輸出目標
            let as_such = as_such || called && at == from;
            chunk.sort == Sort::Noun && as_such && goal(&chunk.words()).is_some()
        });
        let Some(at) = found else { return };
        let phrase = name::phrase(chunks, from, at, false, reading, data);
        let Some(name) = self.add(&phrase) else { return };
        let text = &self.out.names[name].text;
        let bare = goal(text).and_then(|goal| text.strip_suffix(goal.as_str())).unwrap_or(text).to_owned();
        if bare.chars().count() < 2 {
            self.out.names.pop();
            return;
        }
        self.out.names[name].counts = name::counts(&bare, data);
        self.out.names[name].text = bare;
        self.out.facts[0].name = Some(name);
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
            let first = fact.chunk + 1;
            let to = (first..self.clause.chunks.end).find(|&at| {
                let chunk = &chunks[at];
                chunk.sort == Sort::Noun && data.marks(&chunk.particle, Case::Name)
            });
            let at_places = self.is_at_places(fact.chunk);
            // 50か所の相談窓口の整備を: with the deed goes what is counted; 46%の削減を counts nothing.
            let to = to.filter(|&to| at_places || to > first || !data.is(&chunks[to].words(), Class::Action));
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
