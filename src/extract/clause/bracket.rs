//! What stands in a bracket behind a value or a name: values with the years and words beside them.
//!
//! 55%（2023年度実績は47.2%）, 25兆円（令和5年度：17.4兆円）, KPI（牛肉1,132億円、豚肉52億円）.

use crate::record::Role;
use crate::rules::{Case, Class, Mood, Sentences};
use crate::text::{Pos, Range};

use super::argument::{Fact, Here, Name};
use super::chunk::Chunk;
use super::name;
use super::token::{Kind, Token};
use super::walk::{Now, Walk};

/// A value in a bracket, or a year alone; the numbers are indices into what the scanner found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Inner {
    pub value: Option<usize>,
    pub period: Option<usize>,
    pub against: Option<usize>,
    /// 令和7年度から令和11年度まで
    pub from: Option<usize>,
    /// 5年間の累計
    pub years: Option<usize>,
    pub role: Option<Role>,
    /// The words before it: 男性.
    pub label: String,
}

/// What a bracket holds, in order.
pub(super) fn inner(tokens: &[Token], data: &Sentences) -> Vec<Inner> {
    let mut out: Vec<Inner> = Vec::new();
    let text: String = tokens.iter().map(|token| token.text.as_str()).collect();
    // （総事業費74億円）, （平成18年1月本部決定）
    let decision = data.holds(&text, Class::PlanMade) && !tokens.iter().any(Token::is_value);
    if data.holds(&text, Class::NeverName) || decision {
        return out;
    }
    let mut cue = String::new();
    let (mut label, mut period, mut against, mut years) = (String::new(), None, None, None);
    let mut from = None;
    for (at, token) in tokens.iter().enumerate() {
        let starts = matches!(token.kind, Kind::Period(_)) && tokens.get(at + 2).is_some_and(Token::is_period);
        match token.kind {
            Kind::Period(n) if starts && data.marks(&tokens[at + 1].text, Case::Baseline) => from = Some(n),
            Kind::Period(n) => period = Some(n),
            Kind::Against(n) => against = Some(n),
            Kind::Years(n) => years = Some(n),
            // 200か所に改める（当初目標は180か所）: what was aimed at before is neither goal nor start.
            Kind::Value(_) if data.holds(&cue, Class::FormerGoal) => (label, period) = (String::new(), None),
            Kind::Value(n) => {
                let role = match () {
                    () if data.holds(&cue, Class::Actual) => Some(Role::Baseline),
                    () if data.holds(&cue, Class::Baseline) => Some(Role::Baseline),
                    () if data.holds(&cue, Class::GoalNoun) => Some(Role::Target),
                    () => None,
                };
                let label = std::mem::take(&mut label);
                out.push(Inner { value: Some(n), period, against, from: None, years: None, role, label });
                period = None;
            }
            _ => {
                cue.push_str(&token.text);
                // 令和13年に受領率40%: the particle of the year is no part of it.
                let opens = label.is_empty() && token.pos == Pos::Particle;
                if token.text.contains(char::is_alphabetic) && !opens {
                    label.push_str(&token.text);
                } else if !data.marks(&token.text, Case::Colon) {
                    label.clear();
                }
            }
        }
    }
    // 60%目標, 6.3万haを目標
    let last = tokens.iter().rposition(Token::is_value).map_or(0, |at| at + 1);
    let behind: String = tokens[last..].iter().map(|token| token.text.as_str()).collect();
    let called =
        data.begins(behind.trim_start_matches(|c| data.marks(&String::from(c), Case::Object)), Class::GoalNoun);
    if let ([only], Some(_)) = (out.as_mut_slice(), called) {
        only.role = Some(Role::Target);
    }
    if let [only] = out.as_mut_slice() {
        // 47.2%（2023年度）: its year may stand behind it.
        only.period = only.period.or(period);
    } else if out.is_empty() && (period.is_some() || against.is_some() || years.is_some()) {
        out.push(Inner { period, against, from, years, ..Inner::default() });
    }
    out
}

/// 住宅計画（管理戸数を3,841戸に削減する目標）: takes from the chunks the brackets that say something of their own, and
/// gives where they stand.
pub(super) fn sentences(chunks: &mut [Chunk], data: &Sentences) -> Vec<Range> {
    let says = |tokens: &[Token]| {
        let value = tokens.iter().position(Token::is_value);
        let named = |pair: &[Token]| {
            pair[0].pos == Pos::Noun
                && pair[0].is_word()
                && pair[1].pos == Pos::Particle
                && data.marks(&pair[1].text, Case::Object)
        };
        let text: String = tokens.iter().map(|token| token.text.as_str()).collect();
        // （死者数を38人以下、負傷者数を400人以下とする。）
        let last = tokens.iter().rfind(|token| token.is_word() && token.text.contains(char::is_alphabetic));
        let set = last.is_some_and(|last| last.pos == Pos::Verb && data.is(&last.base, Class::Do));
        let aims = set && tokens.iter().any(Token::is_period) || data.ends(&text, Class::GoalNoun);
        aims && value.is_some_and(|at| tokens[..at].windows(2).any(named))
    };
    let mut out = Vec::new();
    for chunk in chunks {
        chunk.brackets.retain(|bracket| {
            let own = says(&bracket.tokens);
            if let (true, [first, .., last]) = (own, bracket.tokens.as_slice()) {
                out.push(first.range.start..last.range.end);
            }
            !own
        });
    }
    out
}

/// 7.9万回（羽田空港：3.9万回、成田空港：4万回）: the values of a bracket that words tell apart, where they all are.
pub(super) fn parts<'a>(inner: &'a [Inner], data: &Sentences) -> Vec<&'a Inner> {
    let values: Vec<&Inner> = inner.iter().filter(|one| one.value.is_some()).collect();
    // 50%（排出削減分44%、森林吸収分6%）: what adds up to it.
    let named = |one: &&Inner| {
        !one.label.is_empty() && one.role.is_none() && one.against.is_none() && !data.ends(&one.label, Class::Portion)
    };
    let distinct = values.windows(2).all(|pair| pair[0].label != pair[1].label);
    if values.len() > 1 && distinct && values.iter().all(named) { values } else { Vec::new() }
}

impl Walk<'_> {
    /// KPI（牛肉1,132億円、豚肉52億円）: a bracket behind a word for goals.
    pub(super) fn holds_goal(&self, chunk: &Chunk) -> bool {
        let data = self.here.data;
        let goal = data.ends(&chunk.words(), Class::GoalNoun);
        let called = |one: &Inner| one.value.is_some() && one.role == Some(Role::Target);
        chunk.brackets.iter().any(|bracket| match goal {
            true => bracket.tokens.iter().any(Token::is_value),
            false => inner(&bracket.tokens, data).iter().any(called),
        })
    }

    /// The values in the bracket of a chunk, as facts of what the chunk names.
    pub(super) fn in_bracket(&mut self, at: usize, goal: bool) {
        let Here { chunks, data, reading, .. } = self.here;
        let mut phrase = name::phrase(chunks, self.clause.chunks.start, at, true, reading, data);
        if let Some(&year) = phrase.years.first() {
            self.time(year);
        }
        // 取組面積の拡大（6.3万haを目標）: what is to grow counts, not that it grows.
        let before = at.checked_sub(1).filter(|&before| before >= phrase.from).map(|at| &chunks[at]);
        let counted = |chunk: &Chunk| data.marks(&chunk.particle, Case::Of) && name::counts(chunk.head(), data);
        if data.is(chunks[at].head(), Class::Direction) && before.is_some_and(counted) {
            phrase.to -= 1;
        }
        let inner: Vec<Inner> = chunks[at].brackets.iter().flat_map(|one| inner(&one.tokens, data)).collect();
        let Some(name) = self.add(&phrase) else {
            // 第3章の目標値（物品調達件数 3件）: what is counted stands in the bracket.
            for one in inner.into_iter().filter(|one| goal && name::counts(&one.label, data)) {
                let range = chunks[at].range();
                let (text, particle) = (one.label.clone(), String::new());
                self.out.names.push(Name {
                    text,
                    range,
                    to: at,
                    particle,
                    inner: Vec::new(),
                    counts: true,
                    inherited: false,
                });
                self.aimed(self.out.names.len() - 1, at, vec![Inner { label: String::new(), ..one }], goal, false);
            }
            return;
        };
        self.out.names[name].inner.clear();
        self.aimed(name, at, inner, goal, !goal);
    }

    /// 消費額は4.8兆円（2030年目標8兆円）であり: behind what is told the bracket calls its value the goal.
    pub(super) fn goal_behind_told(&mut self) {
        if !matches!(self.clause.mood, Mood::Told | Mood::Noun) {
            return;
        }
        for at in 0..self.out.facts.len() {
            let fact = &self.out.facts[at];
            let (Some(name), None) = (fact.name, fact.role) else { continue };
            let goal = |one: &Inner| one.value.is_some() && one.role == Some(Role::Target);
            if fact.goal || !fact.inner.iter().any(goal) {
                continue;
            }
            let (chunk, period) = (fact.chunk, fact.period);
            let inner = std::mem::take(&mut self.out.facts[at].inner);
            let (goals, rest): (Vec<Inner>, Vec<Inner>) = inner.into_iter().partition(goal);
            self.out.facts[at].inner = rest;
            // 効果は785億円（目標値：550億円）: of the same year.
            let now = std::mem::replace(&mut self.now, Now { period, ..Now::default() });
            self.aimed(name, chunk, goals, true, false);
            self.now = now;
        }
    }

    /// Values in a bracket as facts of a name, each a series where words tell them apart.
    pub(super) fn aimed(&mut self, name: usize, chunk: usize, inner: Vec<Inner>, goal: bool, achieved: bool) {
        let values = inner.iter().filter(|one| one.value.is_some()).count();
        for one in inner {
            let Some(value) = one.value else { continue };
            let series = (values > 1 && !one.label.is_empty()).then(|| one.label.clone());
            self.out.facts.push(Fact {
                value,
                chunk,
                role: one.role.filter(|role| *role != Role::Target),
                period: one.period.or(self.now.period),
                from: None,
                against: one.against.or(self.now.against),
                years: None,
                name: Some(name),
                series,
                particle: String::new(),
                counted: false,
                inner: Vec::new(),
                goal,
                achieved,
                every: false,
                exact: false,
            });
        }
    }
}
