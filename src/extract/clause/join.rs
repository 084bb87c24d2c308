//! The clauses of a sentence together: whose name and year a value has, what was told of it
//! before, and which frame it fills.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::record::{Comparator, Flag, Lang, Role};
use crate::rules::{Case, Class, Mood, Need};
use crate::text::Range;
use crate::text::scan::{Aggregation, Item};

use super::argument::{self, Arguments, Fact, Here, Name};
use super::bracket::Inner;
use super::chunk::{Chunk, Sort};
use super::en::Word;
use super::frame::{self, Given, Tried};
use super::mood::Clause;
use super::observe;
use super::owner::Subject;
use super::recall::Recalled;

/// An observation of a filled frame; the numbers are indices into what the scanner found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub value: usize,
    /// None where its year must tell.
    pub role: Option<Role>,
    pub period: Option<usize>,
    pub from: Option<usize>,
    pub against: Option<usize>,
    pub years: Option<usize>,
    pub annual: bool,
    /// Where words apart from the value say how it is meant: shall not exceed.
    pub comparator: Option<Comparator>,
    /// The words for a target that no number tells: carbon neutral, all.
    pub words: Option<Range>,
}

impl Seen {
    /// A value of a role and a year, and nothing else told of it.
    pub fn new(value: usize, role: Option<Role>, period: Option<usize>) -> Self {
        Self {
            value,
            role,
            period,
            from: None,
            against: None,
            years: None,
            annual: false,
            comparator: None,
            words: None,
        }
    }
}

/// A filled frame.
#[derive(Debug, Clone)]
pub(super) struct Filled {
    pub frame: usize,
    pub name: String,
    pub range: Range,
    pub seen: Vec<Seen>,
    pub flags: Vec<Flag>,
    /// Nothing in it was settled by anything but its own words.
    pub plain: bool,
}

/// What the sentences before leave to those behind.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// What the last sentence spoke of.
    pub name: Option<String>,
    /// And what the sentence right before, without a value, spoke of.
    pub topic: Option<String>,
    /// What the bare measures of the next sentence may be of.
    pub subject: Option<Subject>,
    /// It was spoken of in the block before: only its unit tells that a goal is of it.
    pub carried: bool,
    /// What the last sentence told of that.
    pub told: Vec<Seen>,
    /// The last year that it gave a value.
    pub until: Option<usize>,
    /// In which units it told anything; empty where there is none.
    pub units: Vec<String>,
    /// What all sentences before told, by name.
    pub recalled: Vec<Recalled>,
    /// So many of these the last sentence told.
    pub fresh: usize,
    /// The last year that the sentences before named.
    pub year: Option<usize>,
    /// The name of the last statement, and the unit of its target.
    pub stated: Option<(String, Option<String>)>,
    /// The heading, where it names what counts.
    pub heading: Option<String>,
    /// The short line right above, which may name what is to be built: 児童発達支援事業所.
    pub object: Option<String>,
    /// The sentence before announced goals: …目標が定められている。具体的には、…
    pub namely: bool,
    /// A line above calls what stands here goals.
    pub goals: bool,
    /// And these tell how things will be.
    pub pictured: bool,
    /// And gives a year that is not over.
    pub due: bool,
    /// The heading is over what those above us ask for.
    pub guided: bool,
    /// It is an item of a list.
    pub item: bool,
    /// The document begins with what calls it one of goals.
    pub titled: bool,
    /// It tells when they were set: what lay ahead then may be over.
    pub set: bool,
    /// The sentence above the list that this item ends: The Plan will:.
    pub opening: Rc<[Word]>,
}

/// What became of the values of a clause, for those who tune the frames.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub name: Option<String>,
    pub values: Vec<usize>,
    pub mood: Mood,
    /// Why it is doubted, where that is known.
    pub why: Option<&'static str>,
    pub frame: Option<usize>,
    pub tried: Vec<Tried>,
}

/// A sentence, read.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub filled: Vec<Filled>,
    /// What was told and belongs to the statement before: 直近の値は22%.
    pub told: Vec<Seen>,
    pub outcomes: Vec<Outcome>,
    pub name: Option<String>,
    pub subject: Option<Subject>,
    /// A bare measure or deed found nothing that it is of.
    pub unowned: bool,
    /// What it told, for the sentence behind it.
    pub report: Vec<Seen>,
    pub until: Option<usize>,
    pub units: Vec<String>,
    /// What it told, by name, for all behind it.
    pub recalled: Vec<Recalled>,
    /// The last year that was named.
    pub year: Option<usize>,
    /// It spoke of goals and told none: they follow; and the year that it gave for them.
    pub announced: Option<Option<usize>>,
}

/// Reads the clauses of a sentence together.
pub(super) fn join(here: Here<'_>, clauses: &[Clause], range: &Range, memory: &Memory) -> Joined {
    let mut arguments: Vec<Arguments> = clauses.iter().map(|clause| argument::arguments(here, clause)).collect();
    let mut joiner = Joiner {
        here,
        clauses,
        goals: memory.goals || argument::speaks_of_goals(here.reading.text(range), clauses, here.data),
        memory,
        out: Joined::default(),
        told: Vec::new(),
    };
    brackets_behind(here, clauses, &mut arguments);
    joiner.same_years(&mut arguments);
    joiner.inherit(&mut arguments);
    for at in 0..clauses.len() {
        joiner.clause(at, &arguments);
    }
    joiner.for_all_parts();
    // 割合は66%であり、10年前の50%から増えた
    let stands: Vec<&Fact> = joiner.told.iter().map(|(_, fact)| fact).filter(|fact| joiner.stands(fact)).collect();
    if let [fact] = stands.as_slice() {
        // 受診率は46.1%（令和5年度）である。
        let year = fact.bracketed_year();
        let period = fact.period.or(year);
        joiner.out.report.push(Seen { against: None, period, ..observe::of(fact, Some(Role::Baseline)) });
    }
    joiner.out.recalled = joiner.recalled();
    joiner.out.year = arguments.iter().rev().find_map(|one| one.years.last().copied()).or(memory.year);
    let aims = clauses.iter().any(|clause| clause.mood == Mood::Goal);
    if aims && arguments.iter().all(|one| one.facts.is_empty()) {
        joiner.out.announced = Some(arguments.iter().find_map(|one| one.deadline.or(one.years.last().copied())));
    }
    let ours = joiner.told.iter().filter(|(name, _)| !name.as_ref().is_some_and(|name| joiner.is_mean_of_others(name)));
    joiner.out.units = ours.map(|(_, fact)| joiner.unit(fact.value).unwrap_or_default().to_owned()).collect();
    joiner.out.name = arguments
        .iter()
        .rev()
        .find_map(|one| {
            // 男性7.5g、女性6.5g: a part is not what was spoken of.
            let part = |name: &Name| one.facts.iter().any(|fact| fact.series.as_deref() == Some(&name.text));
            // 従前の目標を達成した: what was aimed at in words names nothing.
            let goal = |name: &Name| !name.counts && here.data.is(here.chunks[name.to].head(), Class::GoalNoun);
            let others = |name: &Name| joiner.is_mean_of_others(&name.text);
            // 支援を実施しており: what is done to it.
            let deed =
                |name: &Name| here.data.marks(&name.particle, Case::Object) && here.data.is(&name.text, Class::Action);
            let speaks = |name: &&Name| !name.inherited && !part(name) && !goal(name) && !others(name) && !deed(name);
            one.names.iter().rev().find(speaks)
        })
        .map(|name| name.text.clone());
    joiner.out
}

/// …を目標とする（令和元年実績：4.8兆円）: a bracket behind a clause without values belongs to the last one.
fn brackets_behind(here: Here<'_>, clauses: &[Clause], arguments: &mut [Arguments]) {
    for at in 1..clauses.len() {
        if !arguments[at].facts.is_empty() {
            continue;
        }
        let brackets = clauses[at].chunks.clone().flat_map(|chunk| &here.chunks[chunk].brackets);
        let inner: Vec<Inner> =
            brackets.flat_map(|bracket| super::bracket::inner(&bracket.tokens, here.data)).collect();
        if let Some(fact) = arguments[..at].iter_mut().rev().find_map(|one| one.facts.last_mut()) {
            fact.inner.extend(inner);
        }
    }
}

/// Values of one name in one clause.
pub(super) struct Group<'a> {
    pub(super) name: Option<&'a Name>,
    pub(super) series: Option<&'a str>,
    pub(super) facts: Vec<&'a Fact>,
}

pub(super) struct Joiner<'a> {
    pub(super) here: Here<'a>,
    pub(super) clauses: &'a [Clause],
    /// A word for goals stands in the sentence.
    pub(super) goals: bool,
    pub(super) memory: &'a Memory,
    pub(super) out: Joined,
    /// What clauses before reported, with the name that they reported it of.
    pub(super) told: Vec<(Option<String>, Fact)>,
}

impl Joiner<'_> {
    /// A clause without a name of its own takes the last one.
    fn inherit(&mut self, arguments: &mut [Arguments]) {
        let Here { data, chunks, .. } = self.here;
        let (mut last, mut topic): (Option<Name>, Option<Name>) = (None, None);
        let mut subject = self.memory.subject.clone();
        for (at, clause) in self.clauses.iter().enumerate() {
            let (before, rest) = arguments.split_at_mut(at);
            let Some(own) = rest.first_mut() else { continue };
            let about = self.about(own);
            for at in 0..own.names.len() {
                let (before, rest) = own.names.split_at_mut(at);
                let Some(name) = rest.first_mut() else { continue };
                self.pointed(name);
                self.same_again(name);
                // 保健指導については、実施率を: what is spoken of here comes before what was told elsewhere.
                if !(about.is_some_and(|topic| topic < at) && self.is_short_object(name)) {
                    self.in_full(name);
                }
                self.part_of(name);
                // 男性7.5g、女性6.5g: a value knows of it.
                let known = own.facts.iter().any(|fact| fact.series.as_deref() == Some(&name.text));
                if !known {
                    self.is_part_of(name, before.last().or(last.as_ref()));
                }
            }
            self.out.unowned |= self.owned(clause, own, before, &mut subject);
            if self.portion_of(own, last.as_ref()) {
                Self::year_of_whole(own, before);
            }
            let open = !own.facts.is_empty() && own.facts.iter().all(|fact| fact.name.is_none() && !fact.counted);
            if open {
                Self::each_again(own, before.iter().rev().find(|one| !one.facts.is_empty()));
                self.each_told(own);
            }
            let open = open && own.facts.iter().any(|fact| fact.name.is_none());
            let object = clause.chunks.clone().any(|at| {
                let chunk = &chunks[at];
                // 日本を支える観光ビジョン: it is acted on in a name.
                let inside = chunks.get(at + 1).is_some_and(|next| next.sort == Sort::Verb && next.adnominal);
                chunk.sort == Sort::Noun
                    && !inside
                    && !self.here.is_around(at)
                    && data.marks(&chunk.particle, Case::Object)
                    && !data.is_any(chunk.head(), &[Class::Formal, Class::GoalNoun, Class::Action, Class::Pronoun])
                    // 目標値を60団体とする
                    && !data.is(&chunk.words(), Class::GoalNoun)
            });
            // 70%の目標達成には、支援策を駆使する: what is done for a goal does not name it.
            let aimed = last.is_some() && own.facts.iter().all(|fact| fact.goal);
            if open && (!object || aimed) {
                let points = clause.chunks.clone().any(|at| data.is(chunks[at].head(), Class::Pronoun));
                let known = topic.as_ref().filter(|_| points).or(last.as_ref());
                let name = known.cloned().or_else(|| self.named_elsewhere(clause, own));
                if let Some(mut name) = name {
                    let elsewhere = name.range.is_empty();
                    if let Some(particle) = self.pointing(clause) {
                        particle.clone_into(&mut name.particle);
                    }
                    own.names.push(Name { inherited: elsewhere, inner: Vec::new(), ..name });
                    let at = own.names.len() - 1;
                    own.facts.iter_mut().for_each(|fact| fact.name = Some(at));
                }
            }
            if let Some(name) = own.topic.map(|name| &own.names[name]).filter(|name| !name.inherited) {
                topic = Some(name.clone());
            }
            // 分担率を高め、2030年に25%とする: also what is acted on.
            let acted = || own.names.iter().rposition(|name| name.counts).filter(|_| own.facts.is_empty());
            // 改修が進まないことを考慮し、: what is told without a value is spoken of only where it counts or は marks it.
            let marks =
                |name: &Name| [Case::Topic, Case::About].into_iter().any(|case| data.marks(&name.particle, case));
            // 次に水道でございますが
            let introduced = self.here.chunks[clause.chunks.end - 1].copula;
            let spoken = |&name: &usize| {
                !own.facts.is_empty() || own.names[name].counts || introduced || marks(&own.names[name])
            };
            let named = own.facts.iter().rev().find_map(|fact| fact.name).or(own.topic.filter(spoken)).or_else(acted);
            if let Some(name) = named {
                last = Some(own.names[name].clone());
            }
        }
        // What the sentence before spoke of holds no longer, unless this one told something of it.
        let kept = |one: &Subject| {
            let told = |name: &Name| name.text.starts_with(&one.text) || name.inherited;
            self.memory.subject.as_ref() != Some(one) || arguments.iter().flat_map(|own| &own.names).any(told)
        };
        self.out.subject = subject.filter(kept);
    }

    fn clause(&mut self, at: usize, arguments: &[Arguments]) {
        let (clause, own) = (&self.clauses[at], &arguments[at]);
        if own.facts.is_empty() {
            return self.in_words(clause, own, &arguments[..at]);
        }
        let mut groups: BTreeMap<(usize, Option<&str>), Group<'_>> = BTreeMap::new();
        for fact in &own.facts {
            let name = fact.name.or(own.topic);
            let key = (name.map_or(usize::MAX, |name| self.same(own, name)), fact.series.as_deref());
            let group = groups.entry(key).or_insert_with(|| Group {
                name: name.map(|name| &own.names[name]),
                series: fact.series.as_deref(),
                facts: Vec::new(),
            });
            group.facts.push(fact);
        }
        for group in groups.values() {
            self.group(at, clause, own, group, arguments);
        }
    }

    /// The first name of a clause with the same words.
    fn same(&self, own: &Arguments, name: usize) -> usize {
        own.names.iter().position(|other| other.text == own.names[name].text).unwrap_or(name)
    }

    /// The mood of some values: that of their clause, unless words beside them call them the goal.
    fn mood(&self, clause: &Clause, own: &Arguments) -> Mood {
        let speaks = (own.goal || self.memory.namely) && matches!(clause.mood, Mood::Told | Mood::Plain | Mood::Noun);
        let past = clause.predicate.endings.iter().any(|ending| self.here.data.is(ending, Class::Past));
        match (speaks, past) {
            (true, false) => Mood::Goal,
            // 取得率の目標を、令和7年に50%に引き上げた: a goal that was set, for a year that is still to come.
            (true, true) if self.is_raised(clause, own) => Mood::Goal,
            (true, true) if self.here.data.is(&clause.predicate.base, Class::Light) => Mood::OldGoal,
            _ => clause.mood,
        }
    }

    /// Whether a goal was moved to a year that is still to come.
    fn is_raised(&self, clause: &Clause, own: &Arguments) -> bool {
        // 目標を60組に引き上げました: of a goal without a year the new one holds.
        let moved = !self.here.data.is(&clause.predicate.base, Class::Light);
        let ahead = |fact: &Fact| match fact.period.or(own.deadline) {
            Some(found) => self.here.is_ahead(found),
            None => moved,
        };
        self.here.data.is(&clause.predicate.base, Class::Set) && !own.facts.is_empty() && own.facts.iter().all(ahead)
    }

    fn group(&mut self, at: usize, clause: &Clause, own: &Arguments, group: &Group<'_>, all: &[Arguments]) {
        if group.name.is_some_and(|name| self.is_unknown(name)) {
            return;
        }
        let mut targets = self.targets(group);
        let mood = self.mood(clause, own);
        let foretold = mood == Mood::Plain && self.happens(clause, group);
        let mood = if foretold || self.is_foreign(clause) { Mood::Doubt } else { mood };
        if targets.iter().any(|fact| fact.goal) && mood != Mood::Goal {
            // 目標300万件に対し、228万件であった: only what is called so is the goal.
            targets.retain(|fact| fact.goal);
        }
        let period = |fact: &Fact| fact.period.or(own.deadline).or(fact.bracketed_year());
        let mut given = Given { verb: clause.predicate.base.clone(), ..Given::default() };
        let data = self.here.data;
        let joint = data.joint();
        given.add(Need::Name, group.name.is_some());
        let summed = |fact: &Fact| fact.years.is_some() || self.is_cumulative(fact.value) || self.is_annual(fact);
        // 人材の育成については、4年間で延べ4,000人: a deed counts whom it is done to.
        let deed = |name: &Name| name.text.contains(joint) && data.ends(&name.text, Class::Action);
        let deeds =
            |name: &Name| deed(name) && targets.iter().any(|fact| summed(fact) && self.here.counts_things(fact.value));
        given.add(Need::Quantity, group.name.is_some_and(|name| name.counts || deeds(name)));
        given.add(Need::Target, !targets.is_empty());
        let taken = |fact: &Fact| [Case::Target, Case::Object].into_iter().any(|case| data.marks(&fact.particle, case));
        let marked = group
            .name
            .is_some_and(|name| data.marks(&name.particle, Case::Object) || data.marks(&name.particle, Case::Colon));
        given.add(Need::Marked, marked || own.until || targets.iter().any(|fact| taken(fact)));
        let from = |fact: &Fact| {
            let inner = fact.inner.iter().any(|one| one.value.is_some() && one.role == Some(Role::Baseline));
            inner || fact.role == Some(Role::Baseline)
        };
        // …は58%にとどまり、これを80%とする: what points back starts where that stands.
        let told = group.name.is_some_and(|name| name.inherited && self.memory.name.as_ref() == Some(&name.text))
            && targets
                .iter()
                .all(|fact| self.memory.told.iter().any(|one| self.unit(one.value) == self.unit(fact.value)));
        // 公開点数は1,150点で、令和9年度までに5,000点を公開する: or where the clause before it told that it stands.
        let beside = group.name.is_some_and(|name| {
            let same = |fact: &Fact| targets.iter().all(|one| self.unit(one.value) == self.unit(fact.value));
            self.told.iter().any(|(told, fact)| told.as_ref() == Some(&name.text) && same(fact))
        });
        given.add(Need::Told, told || beside);
        let baseline = group.facts.iter().any(|fact| from(fact));
        given.add(Need::Baseline, baseline);
        let chunks = &self.here.chunks[clause.chunks.clone()];
        let said = |from: usize, to: usize| data.holds(self.here.reading.text(&(from..to)), Class::Baseline);
        let end = |chunk: &Chunk| chunk.brackets.last().map_or(0, |bracket| bracket.range.end).max(chunk.range().end);
        let present = chunks.first().zip(chunks.last()).is_some_and(|(a, b)| said(a.start(), b.range().end));
        given.add(Need::Present, present);
        // 人口：118,406人（2023年１月１日現在）: the day on which it was counted.
        let day = |fact: &&Fact| {
            let chunk = &self.here.chunks[fact.chunk];
            said(chunk.start(), end(chunk))
        };
        let counted = mood == Mood::Noun && targets.iter().any(day);
        given.add(Need::Until, own.until || self.memory.due);
        let lent = group.name.is_some_and(|name| name.counts) && self.lent(at, own, &targets, all)
            || self.bridged(at, own, all);
        given.add(Need::Deadline, own.marked || self.memory.due || lent);
        let future = |fact: &&Fact| period(fact).is_some_and(|found| self.here.is_future(found));
        let due = self.memory.due && targets.iter().any(|fact| period(fact).is_none());
        // までに with a verb in the present promises, whenever that was.
        let until = own.until && mood != Mood::Told;
        given.add(Need::Future, due || until || lent || self.memory.set || targets.iter().any(|fact| future(&&**fact)));
        let ahead =
            |fact: &&Fact| period(fact).is_some_and(|found| self.here.year.is_none() || self.here.is_ahead(found));
        given.add(Need::Ahead, due || self.memory.set || !counted && targets.iter().any(ahead));
        given.add(Need::Annual, targets.iter().any(|fact| self.is_annual(fact)));
        given.add(Need::GoalWord, self.goals);
        given.add(Need::Listed, self.memory.goals);
        given.add(Need::Bound, targets.iter().any(|fact| self.comparator(fact.value) != Comparator::Equal));
        given.add(Need::GoalValue, targets.iter().any(|fact| fact.goal));
        given.add(Need::Achieved, targets.iter().any(|fact| fact.achieved));
        given.add(Need::Final, clause.is_final || self.goes_on_alike(at, all));
        given.add(Need::SoThat, clause.predicate.formal.as_deref().is_some_and(|noun| data.is(noun, Class::SoThat)));
        // 小学校で85%、中学校で80%とする: the verb takes each of a list; 倍増する is taken by itself.
        let by_verb = |fact: &Fact| {
            let target = |fact: &Fact| data.marks(&fact.particle, Case::Target);
            let listed = self.here.chunks[fact.chunk].comma && fact.particle.is_empty();
            let later = || own.facts.iter().any(|other| other.chunk > fact.chunk && target(other));
            target(fact) || listed && later() || self.is_done(clause, fact)
        };
        given.add(Need::Taken, targets.iter().any(|fact| by_verb(fact)));
        given.add(Need::Object, self.is_object(group));
        // 累計で2,000社創出する
        let summed = |fact: &Fact| fact.years.is_some() || self.is_cumulative(fact.value);
        given.add(Need::Span, targets.iter().any(|fact| summed(fact)));
        let (frame, tried) = frame::fill(Lang::Ja, mood, &given, data);
        let again = self.out.filled.last().filter(|last| group.name.is_some_and(|name| name.text == last.name));
        // 割合を10ポイント上昇させ、50%とする: the same is said once more.
        let goes_on = mood == Mood::Plain && !targets.is_empty() && data.is(&given.verb, Class::Light);
        let frame = frame.or(again.filter(|_| goes_on).map(|last| last.frame));
        let told = group.facts.iter().all(|fact| fact.role == Some(Role::Baseline));
        if told && again.is_some_and(|last| last.seen.iter().all(|one| one.role == Some(Role::Target))) {
            // …を目標とし、2021年の28.1%からの上昇を図る
            let seen = group.facts.iter().map(|fact| observe::of(fact, Some(Role::Baseline)));
            if let Some(last) = self.out.filled.last_mut() {
                last.seen.extend(seen);
            }
            return;
        }
        // …を目標としていたが、平成30年度は125人と、目標を上回っている
        let reached = group.facts.iter().all(|fact| fact.role == Some(Role::Actual));
        if reached && again.is_some() {
            let seen = group.facts.iter().map(|fact| observe::of(fact, Some(Role::Actual)));
            if let Some(last) = self.out.filled.last_mut() {
                last.seen.extend(seen);
            }
            return;
        }
        self.out.outcomes.push(Outcome {
            name: group.name.map(|name| name.text.clone()),
            values: group.facts.iter().map(|fact| fact.value).collect(),
            mood,
            why: None,
            frame,
            tried,
        });
        match (frame, group.name) {
            (Some(frame), Some(name)) => self.filled(frame, at, own, group, name, &targets, all),
            // 定員を1,000人分拡大し: a deed reports nothing.
            _ if mood == Mood::Plain && data.is(&clause.predicate.base, Class::Set) && !told => {}
            _ if matches!(mood, Mood::Told | Mood::Noun | Mood::Plain) => self.report(at, group),
            _ if mood == Mood::Doubt && self.is_nearly_told(clause, group) => self.report(at, group),
            _ => {}
        }
    }

    /// 肥料の利用量を倍増する: a factor that is the deed itself.
    fn is_done(&self, clause: &Clause, fact: &Fact) -> bool {
        let word = self.here.reading.text(&self.here.reading.found[fact.value].range);
        let last = fact.chunk + 2 == clause.chunks.end && fact.particle.is_empty();
        last && self.here.data.is(word, Class::Set) && self.here.data.is(&clause.predicate.base, Class::Light)
    }

    /// 件数を100件以上とし、率を50%以上とする: what goes on in the same verb ends with it.
    fn goes_on_alike(&self, at: usize, all: &[Arguments]) -> bool {
        let verb = &self.clauses[at].predicate.base;
        let alike = |at: usize| self.clauses[at].predicate.base == *verb && !all[at].facts.is_empty();
        let last = self.clauses.last().is_some_and(|clause| clause.mood == self.clauses[at].mood);
        // 研修を12コース以上実施し、満足度を90%以上とする
        let promised = |at: usize| self.clauses[at].mood == Mood::Plain && !all[at].facts.is_empty();
        let behind = at + 1..self.clauses.len();
        self.clauses[at].predicate.goes_on && last && (behind.clone().all(alike) || behind.clone().all(promised))
    }

    pub(super) fn is_annual(&self, fact: &Fact) -> bool {
        let found = &self.here.reading.found[fact.value].item;
        fact.every
            || matches!(found, Item::Value(value)
                if matches!(value.aggregation, Some(Aggregation::Annual | Aggregation::Average)))
    }

    fn is_cumulative(&self, value: usize) -> bool {
        matches!(&self.here.reading.found[value].item, Item::Value(value) if value.aggregation == Some(Aggregation::Cumulative))
    }

    pub(super) fn unit(&self, value: usize) -> Option<&str> {
        match &self.here.reading.found[value].item {
            Item::Value(value) => value.unit.as_deref(),
            _ => None,
        }
    }

    pub(super) fn comparator(&self, value: usize) -> Comparator {
        match &self.here.reading.found[value].item {
            Item::Value(value) => value.comparator,
            _ => Comparator::Equal,
        }
    }
}
