//! The values of one name in an English sentence into a filled frame.

use crate::record::{Comparator, Flag, Lang, Role};
use crate::rules::{Class, Mood, Need};
use crate::text::Range;
use crate::text::scan::{Aggregation, Item};

use super::super::frame::{self, Given};
use super::super::join::{Filled, Outcome, Seen};
use super::fact::{self, Fact};
use super::word::{Form, Tag, Word};

use super::clause::{CHAIN, Reader};
use super::governed::Governed;

impl Reader<'_> {
    pub(super) fn group(&mut self, group: &[(usize, Governed)], goals: bool, text: &str) {
        let data = self.here.data;
        let governed = &group[0].1;
        let (mut mood, mut why) = (governed.mood.unwrap_or(Mood::Noun), governed.why);
        let facts: Vec<&Fact> = group.iter().map(|(at, _)| &self.facts[*at]).collect();
        // The minimum wage will increase to $17: money is no indicator where nothing calls it a goal.
        if mood == Mood::Plan && !goals && facts.iter().any(|fact| self.is_paid(fact, governed))
            || facts.iter().any(|fact| self.is_outlay(fact, governed))
        {
            (mood, why) = (Mood::Doubt, Some("it is money that is paid out"));
        }
        let mut given = Given { verb: String::new(), classes: governed.classes.clone(), ..Given::default() };
        // £600 million each year, and 12 litres every day: what is said of one of two is not said of the other.
        let alone = self.facts.len() == 1;
        let annual = alone
            && data.words(Class::EnEvery).iter().any(|word| word.contains(' ') && text.contains(word.as_str()))
            || facts.iter().any(|fact| self.is_annual(fact));
        given.add(Need::Name, governed.name.is_some());
        let counts = governed.name.as_ref().is_some_and(|(name, _)| self.counts(name));
        given.add(Need::Quantity, counts);
        given.add(Need::Target, true);
        let due = self.memory.due && facts.iter().any(|fact| fact.period.is_none());
        let until = mood != Mood::Told && facts.iter().any(|fact| fact.until);
        let soon = matches!(mood, Mood::Plan | Mood::Goal) && self.is_soon();
        // Reduce the waiting time to 4.5 years in 2026-27: nobody is asked for what is over.
        let asked = mood == Mood::Plain
            && facts.iter().any(|fact| fact.period.is_some() && self.is_asked(self.clause(fact.at).0));
        given.add(
            Need::Future,
            due || soon
                || until
                || asked
                || facts.iter().any(|fact| fact.period.is_some_and(|found| self.here.is_future(found))),
        );
        let plain = matches!(mood, Mood::Plain | Mood::Plan | Mood::Goal);
        let deadline = until || asked || plain && facts.iter().any(|fact| fact.deadline);
        given.add(Need::Deadline, due || deadline);
        given.add(Need::Span, facts.iter().any(|fact| fact.deadline));
        let opens = facts.iter().all(|fact| self.opens_item(fact));
        // The health targets: 95% of patients to be admitted within six hours, 15% reduction in crime.
        let promises = mood == Mood::Plan || governed.classes.contains(&Class::EnChange);
        let titled = self.memory.titled && opens && promises && facts.iter().all(|fact| fact.preposition.is_empty());
        given.add(Need::Opens, self.memory.item && opens || titled);
        // It was 32% in 2023: what is over is no part of the picture.
        // Goal 2. Zero hunger: nor is a title.
        let ahead = |fact: &&Fact| self.is_digits(fact) && fact.period.is_none_or(|found| self.here.is_ahead(found));
        given.add(Need::Pictured, self.memory.pictured && facts.iter().all(ahead));
        given.add(Need::GoalWord, goals || titled);
        given.add(Need::Annual, annual);
        given.add(Need::Marked, governed.labelled && self.is_nominal(governed));
        given.add(Need::Listed, self.memory.goals);
        let ahead = |fact: &&Fact| fact.period.is_some_and(|found| self.here.is_ahead(found));
        given.add(Need::Ahead, facts.iter().all(ahead));
        given.add(Need::Bound, facts.iter().any(|fact| self.comparator(fact.value) != Comparator::Equal));
        let baseline = !self.stood.is_empty() || self.facts.iter().any(|fact| fact.role == Some(Role::Baseline));
        given.add(Need::Baseline, baseline);
        let united = facts.iter().any(
            |fact| matches!(&self.here.reading.found[fact.value].item, Item::Value(value) if value.unit.is_some()),
        );
        // To over 200, of a number of companies
        let to = counts && facts.iter().any(|fact| self.words[fact.start].tag == Tag::To);
        given.add(Need::Taken, united || to);
        given.add(Need::Final, facts.iter().any(|fact| fact.at < AT_HEAD));
        given.add(Need::Added, facts.iter().all(|fact| self.adds(fact)));
        given.add(Need::Report, self.report.is_some());
        given.add(Need::Argument, facts.iter().all(|fact| self.is_argument(fact)));
        let (frame, tried) = frame::fill(Lang::En, mood, &given, data);
        self.out.outcomes.push(Outcome {
            name: governed.name.as_ref().map(|(name, _)| name.clone()),
            values: facts.iter().map(|fact| fact.value).collect(),
            mood,
            why,
            frame,
            tried,
        });
        if let (Some(frame), Some((name, range))) = (frame, governed.name.clone()) {
            self.filled(frame, group, name, range);
        }
    }

    pub(super) fn filled(&mut self, frame: usize, group: &[(usize, Governed)], name: String, place: Range) {
        let reading = self.here.reading;
        let mut flags = self.here.data.frames[frame].flags.clone();
        let mut seen: Vec<Seen> = Vec::new();
        let last = group.last().map_or(0, |(at, _)| *at);
        let many = self.out.filled.len();
        // Double the number to 5,200: what it comes to says more.
        let to = |at: &usize| self.words[self.facts[*at].start].tag == Tag::To && !self.is_verb(self.facts[*at].at);
        let told = group.iter().any(|(at, _)| to(at));
        // By 2029 double the calls to 90: the year stands with the verb.
        let mut due = None;
        for (at, governed) in group {
            let fact = &self.facts[*at];
            if told && self.is_verb(fact.at) {
                due = due.or(fact.period);
                continue;
            }
            if fact.far {
                flags.push(Flag::YearElsewhere);
            }
            // We want that rate to be below 2: a word for any measure names none.
            let bare = self.here.data.is(&name.to_lowercase(), Class::EnGeneric);
            if governed.inherited || bare {
                flags.push(Flag::NameElsewhere);
            }
            let mut one = self.seen(fact, Some(Role::Target));
            // Increase the share up to 30%: that is where it is to come, not what it may not pass.
            let text = reading.text(&reading.found[fact.value].range).to_lowercase();
            if governed.classes.contains(&Class::EnUp) && self.here.data.begins(&text, Class::EnUpTo).is_some() {
                one.comparator = Some(Comparator::Equal);
            }
            seen.push(Seen { period: one.period.or(due), ..one });
        }
        // What stands beside them in brackets or behind "from" is theirs, where no other name is nearer.
        let first = group.first().map_or(0, |(at, _)| *at);
        // What starts another value before it is that value's, whether it was read or not.
        let other = |at: usize| self.facts[at].role.is_none() && !self.facts[at].bracketed;
        let before = (0..first).any(other);
        let floor = match () {
            () if self.own_start(first) => first - 1,
            () if many == 0 && !before => 0,
            () if many == 0 => (0..first).rev().find(|&at| other(at)).map_or(0, |at| at + 1),
            () => first,
        };
        let from = first.checked_sub(1).filter(|_| many > 0).map_or(0, |before| self.facts[before].at + 1);
        // Values in one order stand apart from what belongs to them.
        let ordered = self.facts[first].pair.is_some();
        let floor = if ordered { 0 } else { floor };
        let next = (last + 1..self.facts.len())
            .find(|&at| !ordered && self.facts[at].role.is_none() && !self.facts[at].bracketed);
        let next = next.map(|at| if self.own_start(at) { at - 1 } else { at });
        for at in floor..next.unwrap_or(self.facts.len()) {
            let fact = &self.facts[at];
            let other = fact.pair.is_some() && fact.pair != self.facts[first].pair;
            if fact.role == Some(Role::Baseline) && (other || self.is_parted(fact, group)) {
                continue;
            }
            if fact.role == Some(Role::Baseline) {
                seen.push(Seen { against: None, ..self.seen(fact, Some(Role::Baseline)) });
            } else if fact.bracketed && !ordered && self.is_again(fact, group) {
                // 26.0% compared to FY2013 (25.4% compared to FY2005): the same target once more.
                let period = group.first().and_then(|(at, _)| self.facts[*at].period);
                seen.push(Seen { period, ..self.seen(fact, Some(Role::Target)) });
            } else if fact.bracketed && !fact.far && self.is_another_step(fact, group) {
                seen.push(self.seen(fact, Some(Role::Target)));
            } else if fact.bracketed
                && fact.period.is_some_and(|found| !self.here.is_ahead(found) && self.is_beside(fact, found))
                && !fact.far
            {
                let actual = self.words[..fact.at]
                    .iter()
                    .rev()
                    .take(4)
                    .any(|word| self.here.data.is(&word.text, Class::EnActual));
                let role = if actual { Role::Actual } else { Role::Baseline };
                seen.push(Seen { against: None, ..self.seen(fact, Some(role)) });
            }
        }
        // …, which stood at 18% in 2022, …: told in passing behind the name.
        let end = group.iter().map(|(at, _)| self.facts[*at].at).max().unwrap_or(0);
        for (_, facts) in self.stood.iter().filter(|(at, _)| (from..=end).contains(at)) {
            if let [fact] = facts.as_slice() {
                seen.push(Seen::new(fact.value, Some(Role::Baseline), fact.period));
            }
        }
        if let Some(report) = &self.report {
            seen.retain(|one| one.value != report.value);
            seen.push(report.clone());
        }
        self.recall(&name, group, &mut seen);
        let start = seen.iter().map(|one| reading.found[one.value].range.start).min().unwrap_or(0);
        let end = seen.iter().map(|one| reading.found[one.value].range.end).max().unwrap_or(0);
        let range = if place.is_empty() { start..end } else { start.min(place.start)..end.max(place.end) };
        // Its own year behind "by", a name that counts, no other value about.
        let sure = |(at, governed): &(usize, Governed)| {
            let fact = &self.facts[*at];
            fact.deadline && !fact.far && !governed.inherited && !fact.preposition.is_empty()
        };
        let counts = self.counts(&name);
        let single = group.len() == 1 && self.facts.len() == 1 && counts && group.iter().all(sure);
        flags.sort_unstable();
        flags.dedup();
        self.out.filled.push(Filled { frame, name, range, seen, flags, plain: single });
    }

    /// Whether a label is a noun phrase: none that begins with what was done (increased: 269), nor one that tells a role
    /// (Actual FY2024: 61).
    fn is_nominal(&self, governed: &Governed) -> bool {
        let Some((name, range)) = &governed.name else { return false };
        let first = self.words.iter().find(|word| word.range.end > range.start);
        let role = |word: &str| self.here.data.is(word, Class::EnActual);
        first.is_some_and(|word| word.tag == Tag::Noun) && !name.to_lowercase().split(' ').any(role)
    }

    /// Reduce NP by 50%, 95% of NP to …: whether the verb, or the value, begins the sentence.
    fn opens_item(&self, fact: &Fact) -> bool {
        let plain = |word: &Word| matches!(word.tag, Tag::Mark(_) | Tag::Adverb);
        let first = self.words.iter().position(|word| !plain(word)).unwrap_or(0);
        let verb = matches!(self.words[first].tag, Tag::Verb(Form::Base | Form::Ing)) && first < fact.start;
        verb || first == fact.start || first == fact.at
    }

    /// We will build 40 new schools: whether those who speak are to add so many.
    fn adds(&self, fact: &Fact) -> bool {
        let data = self.here.data;
        let behind = fact::tail(self.words, fact.at, data);
        let more = self.words[behind..].iter().take(KIND).any(|word| data.is(&word.text, Class::EnAdded));
        let modal = self.words[..fact.start].iter().rposition(|word| word.tag == Tag::Modal);
        let subject = modal.map(|at| &self.words[..at]).unwrap_or_default();
        let near = &subject[subject.len().saturating_sub(SPEAKER)..];
        more && near.iter().any(|word| data.is(&word.text, Class::EnSpeaker))
    }

    /// Deliver 50,000 homes, 142,000 people will gain: whether so many, and no span of time, are what the verb takes or what
    /// does it.
    fn is_argument(&self, fact: &Fact) -> bool {
        let data = self.here.data;
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return false };
        let time = value.unit.as_deref().is_some_and(|unit| data.is(unit, Class::EnUnitWord));
        let few = value.unit.is_none() && value.number >= 1.0 && value.number < FEW;
        let (start, end) = self.clause(fact.at);
        let before = self.words[start..fact.start.max(start)].iter().rev().find(|word| word.tag != Tag::Adverb);
        let taken = before.is_some_and(|word| matches!(word.tag, Tag::Verb(Form::Base | Form::Ing)));
        // 1.5 billion people will live in dry regions, heat waves will affect 40%: what comes over so many.
        let does = self.opens_clause(start, fact)
            && self.verb_behind(fact, end).is_some_and(|verb| !self.is_borne(fact, verb));
        // We aim to publish 85 per cent of the data: where it is called an aim, any deed is one for a share.
        let aimed = self.words[start..fact.start.max(start)].iter().any(|word| super::word::aims(word, data))
            && self.is_share(fact);
        let bare = |word: &Word| data.is(&word.text, Class::EnNoDeed) && !aimed;
        let deed = |word: &Word| !bare(word) && !data.is(&word.text, Class::EnHappen);
        let taken = taken && before.is_some_and(deed);
        // The target set in the policy is at least 40 per cent of the seats.
        let is_goal = before.is_some_and(|word| word.tag == Tag::Be)
            && self.words[start..fact.start.max(start)]
                .iter()
                .any(|word| word.tag == Tag::Noun && super::word::aims(word, data));
        let not = self.words[start..end].iter().any(|word| data.is(&word.text, Class::EnNegative));
        let over = fact.period.is_some_and(|found| !self.here.is_future(found));
        // Adaptation will account for no less than half.
        let share = fact.start.checked_sub(1).is_some_and(|at| {
            super::word::is_verb(&self.words[at].text, Class::EnShareVerb, data) && self.is_share(fact)
        });
        let taken = taken || share;
        // We will halve robbery; loads should decline by 25 per cent; under "it will bring": what is to be done.
        let deed = self.is_verb(fact.at);
        let moved = matches!(fact.preposition.as_str(), "to" | "by") && self.is_share(fact) && {
            let verb = self.verb(start, fact);
            verb.is_some_and(|at| self.words[at].moves(data) && matches!(self.words[at].tag, Tag::Verb(_)))
        };
        let listed = !self.memory.opening.is_empty() && (self.is_share(fact) || value.unit.is_some());
        if (deed || moved || listed) && !time && !over && !not {
            return true;
        }
        // Target: no more than 5 notices
        let called = self.words.iter().any(|word| word.tag == Tag::Noun && super::word::aims(word, data));
        let few = few && !(called && self.comparator(fact.value) != Comparator::Equal);
        (fact.preposition.is_empty() || share) && !time && !few && !not && !over && (taken || does || is_goal)
    }

    /// Over the next five years: whether a sentence speaks of years to come without naming one.
    fn is_soon(&self) -> bool {
        let data = self.here.data;
        (0..self.words.len()).any(|at| {
            let led = self.words[at.saturating_sub(2)..at].iter().any(|word| data.is(&word.text, Class::EnComing));
            let years = |word: &Word| word.text.split_whitespace().any(|word| data.is(word, Class::EnYears));
            let counted = data.is(&self.words[at].text, Class::EnYears) || self.words[at].is_value();
            led && counted && self.words[at..].iter().take(2).any(years)
        })
    }

    /// Whether a word of a name counts: the share of, return rates.
    pub(super) fn counts(&self, name: &str) -> bool {
        let data = self.here.data;
        let counts = |word: &str| data.is(word, Class::EnShare) || data.is(word.trim_end_matches('s'), Class::EnShare);
        name.to_lowercase().split(' ').any(counts)
    }

    /// Whether a value in brackets is measured against another year than those before it.
    fn is_again(&self, fact: &Fact, group: &[(usize, Governed)]) -> bool {
        let other = |(at, _): &(usize, Governed)| {
            let target = &self.facts[*at];
            target.against != fact.against && (fact.far || fact.period == target.period)
        };
        fact.against.is_some() && group.iter().all(other)
    }

    /// 70% renewable energy (85% by 2040): the same for another year ahead.
    fn is_another_step(&self, fact: &Fact, group: &[(usize, Governed)]) -> bool {
        let unit = |value: usize| match &self.here.reading.found[value].item {
            Item::Value(value) => value.unit.clone(),
            _ => None,
        };
        let ahead = fact.period.filter(|&found| self.here.is_ahead(found) && self.is_beside(fact, found));
        let own = |(at, _): &(usize, Governed)| {
            let target = &self.facts[*at];
            unit(target.value) == unit(fact.value) && target.period != fact.period
        };
        ahead.is_some() && unit(fact.value).is_some() && group.iter().all(own)
    }

    /// Increase NP by 30% by 2030 – in 2009 the city resolved on 25%: whether a dash parts two values.
    fn is_parted(&self, fact: &Fact, group: &[(usize, Governed)]) -> bool {
        group.iter().all(|(at, _)| {
            let other = self.facts[*at].at;
            (fact.at.min(other)..fact.at.max(other)).any(|at| super::fact::is_dash(self.words, at))
        })
    }

    /// (53,200 MMBTUs) by 2018: whether a year stands in the bracket itself.
    fn is_beside(&self, fact: &Fact, found: usize) -> bool {
        let open = self.words[..fact.at].iter().rposition(|word| word.is('('));
        let close = (fact.at..self.words.len()).find(|&at| self.words[at].is(')'));
        let inside = open.unwrap_or(0)..close.unwrap_or(self.words.len());
        self.words[inside].iter().any(|word| matches!(word.tag, Tag::Period(at) | Tag::Against(at) if at == found))
    }

    pub(super) fn seen(&self, fact: &Fact, role: Option<Role>) -> Seen {
        // A share at the end of a span, and what is halved in it, is no sum of its years.
        let sums = !self.is_share(fact) && !self.is_verb(fact.at);
        Seen {
            value: fact.value,
            role,
            period: fact.period,
            from: fact.from.filter(|_| sums),
            against: fact.against.or(fact.from.filter(|_| !sums)),
            years: None,
            annual: self.is_annual(fact),
            comparator: self.bound(fact),
            words: None,
        }
    }

    /// Shall not exceed 8%, to surpass 60%.
    pub(super) fn bound(&self, fact: &Fact) -> Option<Comparator> {
        let data = self.here.data;
        // No class shall have more than 50 pupils
        let start = self.clause(fact.at).0;
        let none = self.words[start..fact.start.max(start)]
            .iter()
            .take(CHAIN)
            .find(|word| word.tag != Tag::Preposition && !word.is_time() && !word.is(','));
        if none.is_some_and(|word| data.is(&word.text, Class::EnNone))
            && self.comparator(fact.value) == Comparator::Above
        {
            return Some(Comparator::AtMost);
        }
        let near = &self.words[fact.start.saturating_sub(CHAIN)..fact.start];
        let over = near.iter().rposition(|word| data.is(&word.text, Class::EnOver))?;
        let not = near[..over].iter().any(|word| data.is(&word.text, Class::EnNegative));
        Some(if not { Comparator::AtMost } else { Comparator::Above })
    }

    pub(super) fn is_annual(&self, fact: &Fact) -> bool {
        let aggregation = match &self.here.reading.found[fact.value].item {
            Item::Value(value) => value.aggregation,
            _ => None,
        };
        // 50 percent in the annual assessments: it says which.
        let near = self.words[fact.at + 1..].iter().take(4).collect::<Vec<_>>();
        let behind = (0..near.len().min(3)).any(|at| {
            let which = near.get(at + 1).is_some_and(|next| next.tag == Tag::Noun);
            self.here.data.is(&near[at].text, Class::EnEvery)
                && !(which && near[..at].iter().any(|word| word.tag == Tag::Determiner))
        });
        // 9,000 hectares of new woodland a year: the words for it end the phrase.
        let phrase =
            self.words[fact.at + 1..].iter().take_while(|word| !word.is_value() && !word.is(',') && !word.is('.'));
        let phrase: Vec<&str> = phrase.take(PHRASE).map(|word| word.text.as_str()).collect();
        let yearly = phrase.windows(2).any(|pair| self.here.data.is(&pair.join(" "), Class::EnEvery));
        aggregation == Some(Aggregation::Annual) || behind || yearly
    }

    pub(super) fn comparator(&self, value: usize) -> Comparator {
        match &self.here.reading.found[value].item {
            Item::Value(value) => value.comparator,
            _ => Comparator::Equal,
        }
    }
}

/// What is counted, with the words for each year, is no longer than so many words.
const PHRASE: usize = 8;
/// A list item that begins with its value.
const AT_HEAD: usize = 4;
/// A word that says that so many are new stands so many words behind its value at most.
const KIND: usize = 2;
/// Who speaks stands so many words before the modal at most.
const SPEAKER: usize = 3;
/// Fewer without a unit are seldom what a government promises to count.
const FEW: f64 = 20.0;
