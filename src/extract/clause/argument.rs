//! The arguments of a clause: its values with their years and roles, and the names they have.
//!
//! Particles tell them, in whatever order they come: を, は, が and について a name; から and
//! より a baseline; までに and に a deadline; 比 what a value is measured against.

use crate::record::Role;
use crate::rules::{Class, Case, Mood, Sentences};
use crate::text::scan::Item;
use crate::text::{Range, Reading};

use super::bracket::{self, Inner};
use super::chunk::{Chunk, Sort};
use super::mood::Clause;
use super::name::{self, Phrase};
use super::token::Kind;

/// What is counted, as a clause names it.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub text: String,
    pub range: Range,
    /// The chunks of it.
    pub from: usize,
    pub to: usize,
    pub particle: String,
    /// Values in brackets behind it.
    pub inner: Vec<Inner>,
    pub counts: bool,
    /// It stands in a clause or sentence before.
    pub inherited: bool,
}

/// A value with what the clause says of it; the numbers are indices into [`Reading::found`].
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub value: usize,
    pub chunk: usize,
    pub role: Option<Role>,
    pub period: Option<usize>,
    /// The first year of 2022年度から2030年度まで.
    pub from: Option<usize>,
    pub against: Option<usize>,
    pub years: Option<usize>,
    /// Index into the names.
    pub name: Option<usize>,
    pub series: Option<String>,
    pub particle: String,
    /// の stands behind it, and what it counts follows.
    pub counted: bool,
    pub inner: Vec<Inner>,
    /// Words beside it call it the goal.
    pub goal: bool,
    /// Words behind it say that it is to be reached.
    pub achieved: bool,
    /// 毎年度 stands before it.
    pub every: bool,
}

/// What a clause holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    pub names: Vec<Name>,
    pub facts: Vec<Fact>,
    /// A year that までに or に makes a deadline of.
    pub deadline: Option<usize>,
    pub marked: bool,
    /// And までに does.
    pub until: bool,
    /// The name that は marks.
    pub topic: Option<usize>,
    /// 目標は…である, 目標値は…: the clause speaks of a goal.
    pub goal: bool,
    /// The years of the clause in order.
    pub years: Vec<usize>,
    pub each: bool,
}

/// What reading a clause needs to know.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub reading: &'a Reading,
    pub data: &'a Sentences,
    pub chunks: &'a [Chunk],
    /// The document's own year.
    pub year: Option<i32>,
}

impl Here<'_> {
    pub fn text(&self, chunk: &Chunk) -> &str {
        self.reading.text(&(chunk.start()..chunk.content_end()))
    }

    /// The last year of a period.
    pub fn end(&self, found: usize) -> Option<i32> {
        match &self.reading.found[found].item {
            Item::Period(period) | Item::Relative(period) => Some(period.end),
            _ => None,
        }
    }

    /// Whether a period lies ahead of the document's own year.
    pub fn is_ahead(&self, found: usize) -> bool {
        self.end(found).is_some_and(|end| self.year.is_some_and(|year| end > year))
    }

    /// Whether a period is not over when the document is written.
    pub fn is_future(&self, found: usize) -> bool {
        self.end(found).is_some_and(|end| self.year.is_none_or(|year| end >= year))
    }
}

/// Reads a clause.
pub(super) fn arguments(here: Here<'_>, clause: &Clause) -> Arguments {
    let mut reader = Reader { here, clause, out: Arguments::default(), phrases: Vec::new(), now: Now::default() };
    reader.phrases();
    for at in clause.chunks.clone() {
        if !reader.phrases.iter().any(|phrase| (phrase.from..phrase.to).contains(&at)) {
            reader.chunk(at);
        }
    }
    reader.finish();
    reader.out
}

/// What was met on the way through a clause.
#[derive(Default)]
struct Now {
    name: Option<usize>,
    period: Option<usize>,
    /// It stands before a value and does not hold for what follows: 2024年の.
    near: bool,
    from: Option<usize>,
    against: Option<usize>,
    years: Option<usize>,
    /// A noun right before a value.
    beside: Option<usize>,
    /// It is a word for goals.
    goal: bool,
    /// It names a part of what the clause counts: 産業部門では.
    part: bool,
    every: bool,
}

struct Reader<'a> {
    here: Here<'a>,
    clause: &'a Clause,
    out: Arguments,
    phrases: Vec<Phrase>,
    now: Now,
}

impl Reader<'_> {
    /// The phrases that を, は, が and the like mark.
    fn phrases(&mut self) {
        let Here { chunks, data, reading, .. } = self.here;
        let values: Vec<usize> = self.clause.chunks.clone().filter(|&at| chunks[at].sort == Sort::Value).collect();
        for at in self.clause.chunks.clone() {
            let chunk = &chunks[at];
            if chunk.sort == Sort::Noun && !chunk.copula && data.marks(&chunk.particle, Case::Name) {
                let later = values.iter().any(|&value| value > at);
                let phrase = name::phrase(chunks, self.clause.chunks.start, at, later, reading, data);
                // 3,500トンを下回らない水準を: the value is the clause's own.
                let holds = chunks[phrase.from..at].iter().any(|chunk| chunk.sort == Sort::Value || self.holds_goal(chunk));
                if !(holds && data.is(chunk.head(), Class::Action)) {
                    self.phrases.push(phrase);
                }
            }
        }
    }

    fn chunk(&mut self, at: usize) {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[at];
        let next = chunks.get(at + 1);
        if data.holds(self.here.text(chunk), Class::Each) {
            self.out.each = true;
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

    /// KPI（牛肉1,132億円、豚肉52億円）: a bracket behind a word for goals.
    fn holds_goal(&self, chunk: &Chunk) -> bool {
        let data = self.here.data;
        let goal = data.words(Class::GoalNoun).iter().any(|goal| chunk.words().ends_with(goal.as_str()));
        goal && chunk.brackets.iter().any(|bracket| bracket.tokens.iter().any(|token| token.is_value()))
    }

    /// The values in the bracket of a chunk, as facts of what the chunk names.
    fn in_bracket(&mut self, at: usize, goal: bool) {
        let Here { chunks, data, reading, .. } = self.here;
        let phrase = name::phrase(chunks, self.clause.chunks.start, at, true, reading, data);
        if let Some(&year) = phrase.years.first() {
            self.time(year);
        }
        let inner: Vec<Inner> =
            chunks[at].brackets.iter().flat_map(|one| bracket::inner(&one.tokens, data)).collect();
        let Some(name) = self.add(&phrase) else { return };
        self.out.names[name].inner.clear();
        let values = inner.iter().filter(|one| one.value.is_some()).count();
        for one in inner {
            let Some(value) = one.value else { continue };
            let series = (values > 1 && !one.label.is_empty()).then(|| one.label.clone());
            self.out.facts.push(Fact {
                value,
                chunk: at,
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
                achieved: !goal,
                every: false,
            });
        }
    }

    fn noun(&mut self, at: usize) {
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
        let until = data.marks(&chunk.particle, Case::Until);
        if let Some(year) = chunk.brackets.iter().flat_map(|one| bracket::inner(&one.tokens, data)).find_map(|one| {
            one.period.filter(|_| until && one.value.is_none())
        }) {
            // 最終年度（令和12年度）までに
            self.dated(year, &chunk.particle);
            return;
        }
        let bare = chunk.particle.is_empty();
        let value = (at + 1..self.clause.chunks.end).find(|&next| chunks[next].sort != Sort::Time || !bare);
        let next_value = value.is_some_and(|next| chunks[next].sort == Sort::Value);
        let text = self.here.text(chunk);
        let of = data.marks(&chunk.particle, Case::Of);
        if next_value && !chunk.comma && (chunk.particle.is_empty() || of) {
            let cue = [Class::Baseline, Class::Actual];
            if !data.is(text, Class::Qualifier) && !data.is_any(chunk.head(), &cue) && !data.is(text, Class::Every) {
                self.now.goal = data.words(Class::GoalNoun).iter().any(|goal| text.ends_with(goal.as_str()));
                self.now.beside = self.beside(at);
            }
        }
    }

    /// 受診率60%: a noun right before a value names it.
    fn beside(&mut self, at: usize) -> Option<usize> {
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
    fn add(&mut self, phrase: &Phrase) -> Option<usize> {
        let Here { chunks, data, reading, .. } = self.here;
        let (text, range) = name::words(chunks, phrase, reading, data);
        let chunk = &chunks[phrase.to];
        let agent = phrase.from == phrase.to && name::is_agent(chunk, &text, data) || data.is(&text, Class::Agent);
        if agent || name::is_hollow(&text, data) || data.is_any(chunk.head(), &[Class::Bridge, Class::Pronoun]) {
            return None;
        }
        let brackets = chunks[phrase.from..=phrase.to].iter().flat_map(|chunk| &chunk.brackets);
        let inner = brackets
            .filter(|one| !name::limits(&one.tokens, data))
            .flat_map(|one| bracket::inner(&one.tokens, data))
            .collect();
        let counts = name::counts(&text, data);
        let particle = chunk.particle.clone();
        let (from, to) = (phrase.from, phrase.to);
        self.out.names.push(Name { text, range, from, to, particle, inner, counts, inherited: false });
        Some(self.out.names.len() - 1)
    }

    /// A phrase that a particle marks as a name.
    fn named(&mut self, phrase: &Phrase) {
        let Here { chunks, data, reading, .. } = self.here;
        let chunk = &chunks[phrase.to];
        for &year in &phrase.years {
            self.time(year);
            self.now.near = false;
        }
        let goal_words = {
            let range = chunks[phrase.from].start()..chunk.content_end();
            data.holds(reading.text(&range), Class::GoalNoun)
        };
        let topic = data.marks(&chunk.particle, Case::Topic);
        let before_value = chunks.get(phrase.to + 1).is_some_and(|next| next.sort == Sort::Value);
        if data.marks(&chunk.particle, Case::Part) && self.now.name.is_some() && before_value && !chunk.comma {
            // CO2について、産業部門では38%、業務部門では51%
            self.now.beside = self.add(phrase);
            self.now.part = true;
            return;
        }
        let object = data.marks(&chunk.particle, Case::Object);
        let beside = self.now.beside.take();
        self.out.goal |= goal_words && !object;
        let action = data.is_any(chunk.head(), &[Class::Action, Class::Actual, Class::Baseline]);
        let counted = self.out.facts.last().is_some_and(|last| last.counted && last.chunk + 1 == phrase.from);
        if object && action && (counted || beside.is_some() || self.follows_value(phrase)) {
            return;
        }
        let Some(name) = self.add(phrase) else { return };
        if topic || !object {
            // 目標は…が…: が does not unseat a name that counts.
            let keeps = self.now.name.is_some_and(|old| {
                let (old, new) = (&self.out.names[old], &self.out.names[name]);
                action || !topic && old.counts && !new.counts
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

    /// 46%の削減を: the phrase is what becomes of the value before it.
    fn follows_value(&self, phrase: &Phrase) -> bool {
        phrase.from > self.clause.chunks.start && self.here.chunks[phrase.from - 1].sort == Sort::Value
            || self.here.chunks[phrase.from..phrase.to].iter().any(|chunk| chunk.sort == Sort::Value)
    }

    fn time(&mut self, at: usize) {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[at];
        let next = chunks.get(at + 1);
        let particle = chunk.particle.as_str();
        let baseline = data.marks(particle, Case::Baseline) || data.marks(particle, Case::Against);
        // 2013年度の水準から, 2013年度実績比
        let level = next.is_some_and(|next| {
            let from = data.marks(&next.particle, Case::Baseline) || data.marks(&next.particle, Case::Against);
            let compares = next.first().is_some_and(|first| data.is(&first.text, Class::Comparing));
            next.sort == Sort::Noun && (data.is(next.head(), Class::Level) && from || compares)
        });
        for token in &chunk.tokens {
            match token.kind {
                Kind::Years(n) => self.now.years = Some(n),
                Kind::Against(n) => self.now.against = Some(n),
                Kind::Period(n) if baseline || level => {
                    let goes_on = next.is_some_and(|next| next.sort == Sort::Time && data.marks(&next.particle, Case::Until));
                    if goes_on {
                        self.now.from = Some(n);
                    } else {
                        self.now.against = Some(n);
                    }
                }
                Kind::Period(n) => self.dated(n, particle),
                _ => {}
            }
        }
        if chunk.copula && self.out.deadline.is_none() {
            // 達成年度は令和14年度です
            self.out.deadline = self.now.period.filter(|&period| self.here.is_ahead(period));
        }
    }

    fn dated(&mut self, period: usize, particle: &str) {
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

    fn value(&mut self, at: usize) {
        let Here { chunks, data, .. } = self.here;
        let chunk = &chunks[at];
        let Some(value) = chunk.value() else { return };
        let later = (at + 1..self.clause.chunks.end).any(|at| chunks[at].sort == Sort::Value);
        let text = self.here.text(chunk);
        if later && data.ends(text, Class::Limit) && data.marks(&chunk.particle, Case::Inside) {
            // 3年以内に…80%とする
            self.now.beside = None;
            return;
        }
        let of = data.marks(&chunk.particle, Case::Of);
        let mut fact = Fact {
            value,
            chunk: at,
            role: data.marks(&chunk.particle, Case::Baseline).then_some(Role::Baseline).filter(|_| !self.now.goal),
            period: self.now.period,
            from: self.now.from,
            against: self.now.against,
            years: self.now.years.take(),
            name: None,
            series: None,
            particle: chunk.particle.clone(),
            counted: false,
            inner: chunk.brackets.iter().flat_map(|one| bracket::inner(&one.tokens, data)).collect(),
            goal: std::mem::take(&mut self.now.goal) || self.is_called_goal(at),
            achieved: self.is_achieved(at),
            every: self.now.every,
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
            } else if short && self.now.name.is_some_and(|name| name != beside) {
                fact.series = Some(self.out.names[beside].text.clone());
            } else if from_topic {
                fact.name = Some(beside);
            }
        } else if of && own.is_none_or(topical) {
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
            if let Some(n) = fact.period
                && self.out.deadline == Some(n)
            {
                fact.period = None;
                self.now.period = Some(n);
            }
        }
        self.now.near = false;
        self.out.facts.push(fact);
    }

    /// 60%という目標, 135兆円という官民目標
    fn is_called_goal(&self, at: usize) -> bool {
        let Here { chunks, data, .. } = self.here;
        let adnominal = chunks[at].particle.is_empty() && !chunks[at].comma || data.marks(&chunks[at].particle, Case::Adnominal);
        let next = chunks.get(at + 1).filter(|next| adnominal && next.sort == Sort::Noun);
        next.is_some_and(|next| data.words(Class::GoalNoun).iter().any(|goal| next.words().ends_with(goal.as_str())))
    }

    /// 46%削減の実現, 5兆円の達成: the words behind a value say that it is to be reached.
    fn is_achieved(&self, at: usize) -> bool {
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
    fn finish(&mut self) {
        let Here { data, .. } = self.here;
        if self.out.facts.is_empty() && self.clause.mood == Mood::Goal {
            self.goal_in_bracket();
        }
        self.pair_years();
        for at in (1..self.out.facts.len()).rev() {
            // 2030年度に40%、2040年度に60%という目標: both are.
            let goal = self.out.facts[at].goal;
            let before = &mut self.out.facts[at - 1];
            before.goal |= goal && before.particle.is_empty() && before.role.is_none();
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
            let this = &mut self.out.facts[at - 1];
            if this.role.is_none() && data.marks(&this.particle, Case::Object) && data.marks(&next, Case::Target) {
                this.role = Some(Role::Baseline);
            }
        }
        self.counted();
    }

    /// 関係人口の拡大（実人数1,000万人、延べ人数1億人）を目指し: what is aimed at stands in the bracket.
    fn goal_in_bracket(&mut self) {
        let data = self.here.data;
        let Some(name) = self.now.name.filter(|&name| data.marks(&self.out.names[name].particle, Case::Object)) else {
            return;
        };
        let (to, inner) = (self.out.names[name].to, std::mem::take(&mut self.out.names[name].inner));
        let values = inner.iter().filter(|one| one.value.is_some()).count();
        for one in inner {
            let Some(value) = one.value else { continue };
            let series = (values > 1 && !one.label.is_empty()).then(|| one.label.clone());
            self.out.facts.push(Fact {
                value,
                chunk: to,
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
                goal: false,
                achieved: false,
                every: false,
            });
        }
    }

    /// 2035年度、2040年度にそれぞれ60%、73%: as many years as values are theirs in order.
    fn pair_years(&mut self) {
        if !self.out.each {
            return;
        }
        let open: Vec<usize> = (0..self.out.facts.len()).filter(|&at| self.out.facts[at].role.is_none()).collect();
        if open.len() > 1 && open.len() == self.out.years.len() {
            for (&at, &year) in open.iter().zip(&self.out.years) {
                self.out.facts[at].period = Some(year);
            }
        }
    }

    /// 割合（男性34.1%、女性20.8%）をそれぞれ30%、18%: the bracket's labels are the series of the values.
    fn series(&mut self) {
        let open: Vec<usize> = (0..self.out.facts.len()).filter(|&at| self.out.facts[at].role.is_none()).collect();
        let Some(name) = open.first().and_then(|&at| self.out.facts[at].name) else { return };
        let inner: Vec<Inner> =
            self.out.names[name].inner.iter().filter(|one| one.value.is_some() && !one.label.is_empty()).cloned().collect();
        if !self.out.each || open.len() < 2 || inner.len() != open.len() {
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
    fn counted(&mut self) {
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
            let Some(to) = to.filter(|&to| !data.is(chunks[to].head(), Class::Action)) else { continue };
            let name = self.add(&Phrase { from: first, to, years: Vec::new() });
            self.out.facts[at].name = name;
        }
    }
}

/// A noun before a value that is no longer than this, in characters, only names a part: 男性.
const SHORT: usize = 6;

/// The goal words of a sentence, seen as a whole.
pub(super) fn speaks_of_goals(text: &str, clauses: &[Clause], data: &Sentences) -> bool {
    data.holds(text, Class::GoalWord) || clauses.iter().any(|clause| clause.mood == Mood::Goal)
}
