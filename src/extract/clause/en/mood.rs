//! The mood of a value: whether its clause promises, tells or doubts it.

use crate::rules::{Class, Mood};
use crate::text::Range;
use crate::text::scan::{Comparator, Item};

use super::clause::{CHAIN, Reader};
use super::fact::Fact;
use super::governed::Governed;
use super::word::{self, Form, Tag, Word};

/// The mood of a value, and where it is doubted, why.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) mood: Mood,
    pub(super) why: Option<&'static str>,
}

impl Judged {
    pub(super) fn doubt(why: &'static str) -> Self {
        Judged { mood: Mood::Doubt, why: Some(why) }
    }
}

impl From<Mood> for Judged {
    fn from(mood: Mood) -> Self {
        Judged { mood, why: None }
    }
}

impl Reader<'_> {
    pub(super) fn mood(&self, start: usize, end: usize, fact: &Fact, verb: Option<usize>) -> Judged {
        let data = self.here.data;
        let clause = &self.words[start..end];
        let left = &self.words[start..fact.start.max(start)];
        let aims = |words: &[Word]| words.iter().any(|word| word::aims(word, data));
        // The word for the goal stands before the value, or right behind what it counts.
        let right = &self.words[fact.at..end.min(fact.at + BEHIND)];
        // … the targets of 55%; a 42.5% share; reduce …
        let listed = start > 0 && self.words[start - 1].is(';') && aims(&self.words[..start]);
        // Target  Meet 5% of the demand
        let labelled = self.words.get(start).is_some_and(|word| word.head)
            && start > 0
            && data.is(&self.words[start - 1].text, Class::EnLabel);
        // 86.9 per cent were, against a target of 90 per cent: the goal is that of the other value.
        // … reached 3.4 million, exceeding the target: nor is what met it.
        let parts = |word: &Word| {
            data.is(&word.text, Class::EnAgainst)
                || data.is(&word.text, Class::EnMet)
                || data.is(&word.text, Class::EnHad)
        };
        let own = right.iter().position(parts);
        let own = own.unwrap_or(right.len());
        // 64 per cent wanted more buses: what so many wish for is no goal of ours.
        let wish =
            right.get(1).is_some_and(|word| matches!(word.tag, Tag::Verb(Form::Past | Form::Present | Form::Base)));
        let right = if wish && word::aims(&right[1], data) { &right[..1] } else { right };
        // 62% of residents want more buses: nor is that.
        let of = right.get(1).is_some_and(|word| data.is(&word.text, Class::EnShareOf));
        let whose = right.iter().skip(2).take_while(|word| word.tag == Tag::Noun).count();
        let wish = of
            && whose > 0
            && right.get(2 + whose).is_some_and(|word| {
                matches!(word.tag, Tag::Verb(Form::Base | Form::Present)) && word::aims(word, data)
            });
        let right = if wish { &right[..1] } else { right };
        let own = own.min(right.len());
        // It met its target, completing 91%: what was reached is told.
        let met = (start..fact.start.max(start)).any(|at| self.is_met(at));
        // To reach the goal of the plan, the cost is estimated at 16 billion: what for.
        let opens = left.iter().position(|word| !data.is(&word.text, Class::EnOrder) && word.tag != Tag::Preposition);
        let purpose = opens.filter(|&at| {
            left[at].tag == Tag::To && left.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Verb(_)))
        });
        let over = purpose.and_then(|_| left.iter().position(|word| word.is(',')));
        let left = over.map_or(left, |comma| &left[comma..]);
        let goal =
            !met && aims(&left[left.len().saturating_sub(BEFORE)..]) || aims(&right[..own]) || listed || labelled;
        let gap = self.tells_a_gap(left, right);
        // If nothing changes, waste will increase by 70%.
        // But not where a label says so: lead by example: …
        let label = self.words[..fact.start].iter().rposition(|word| word.is(':')).map_or(0, |at| at + 1);
        let before = &self.words[label..fact.start];
        let supposed = before.iter().any(|word| data.is(&word.text, Class::EnSuppose));
        // Under current policies it will reach 40%.
        let pair = |pair: &[Word]| data.is(&format!("{} {}", pair[0].text, pair[1].text), Class::EnSuppose);
        let supposed = supposed || before.windows(2).any(pair);
        let never = self.foretells(start, end, fact);
        // By constructing 120 posts, we will …: what is done for it.
        let means = verb.is_some_and(|verb| {
            let money = |fact: &Fact| self.is_money(fact);
            let opens = verb > 0 && verb - 1 == start;
            let by = verb > 0 && self.words[verb].tag == Tag::Verb(Form::Ing) && self.words[verb - 1].text == "by";
            let goes_on = self.words[fact.at..].iter().any(|word| word.tag == Tag::Modal || word.tag == Tag::Pronoun);
            by && (opens && goes_on || money(fact))
        });
        if means {
            return Judged::doubt("it is what something is done with");
        }
        if self.is_lacking(fact) {
            return Judged::doubt("it is what is lacking");
        }
        if self.is_estimated(start, fact) {
            return Judged::doubt("it is foretold or supposed");
        }
        // An allowance of 20 percent of basic pay, a limit of 25 kilograms: what a rule sets for others.
        if self.is_ruled(start, fact) {
            return Judged::doubt("a rule sets it for others");
        }
        if self.is_deed(start, fact) || self.has_done(start, end, fact) || self.is_of_past_span(start, fact) {
            return Mood::Told.into();
        }
        // Farms which will offset 33,000 tonnes annually
        if !fact.until && verb.is_some_and(|verb| word::is_verb(&self.words[verb].text, Class::EnEffect, data)) {
            return Judged::doubt("it is what comes of a measure");
        }
        if self.is_held_against(fact, end) {
            return Judged::doubt("it compares one with another");
        }
        // The state requires utilities to source 60%: a rule of others.
        // We will require the new body to ensure 80%: a rule that is ours.
        let ours = |at: usize| at > 0 && self.words[at - 1].tag == Tag::Modal;
        // It calls on countries to conserve 30%: so is what others are asked to do.
        let asked = |at: usize| {
            let next = self.words.get(at + 1).is_some_and(|next| data.is(&next.text, Class::EnAskOf));
            next && data.is(&self.words[at].text, Class::EnAsk)
        };
        let rules = |at: usize| data.is(&self.words[at].text, Class::EnRule) || asked(at);
        let rule = (start..fact.start.max(start)).any(|at| rules(at) && !ours(at));
        // We would like to; unconditional target: emissions could be reduced by 23%.
        let wants = |at: usize| self.words.get(at + 1).is_some_and(|next| data.is(&next.text, Class::EnLike));
        let called = self.words.iter().take(LABEL).any(|word| word.is(':'))
            && self.words.iter().take(LABEL).any(|word| word.tag == Tag::Noun && word::aims(word, data));
        let near = fact.start.saturating_sub(CHAIN).max(start)..fact.start.max(start);
        let known = fact.preposition.is_empty() && fact.at > start && self.words[fact.at - 1].text == "the";
        let might = known && !goal
            || !called && near.into_iter().any(|at| data.is(&self.words[at].text, Class::EnMight) && !wants(at));
        let others = if rule { Some("others have to") } else { might.then_some("it only might be") };
        let others = others.or_else(|| self.is_of_others(fact).then_some("others promise it"));
        if let Some(why) = others {
            return Judged::doubt(why);
        }
        // Our goals: … is expected to reach 30,000 by 2030
        let set = self.memory.goals && fact.until;
        // If the trend had continued, the target would have been missed by 5%: nor does the word for a goal make it one.
        let unreal = supposed && left.iter().any(|word| data.is(&word.text, Class::EnMight));
        let foretold = ((never && !set || supposed) && !goal || unreal).then_some("it is foretold or supposed");
        let short = (gap && !self.is_verb(fact.at)).then_some("it tells what is lacking");
        let aside = self.is_aside(start, fact).then_some("a promise only rests on it");
        if let Some(why) = foretold.or(short).or(aside) {
            return Judged::doubt(why);
        }
        let modal = left.iter().any(|word| word.tag == Tag::Modal);
        if !modal && !goal && self.was_done_behind(fact, end) {
            return Mood::Told.into();
        }
        let Some(verb) = verb else {
            let told = clause.iter().any(|word| word.tag == Tag::Verb(Form::Past) || data.is(&word.text, Class::EnWas));
            // Climate change will cost the economy 2%: what no list knows as a promise is none.
            let finite = clause.iter().any(|word| matches!(word.tag, Tag::Modal | Tag::Be | Tag::Have));
            // 90 percent of waste diverted from landfill by 2040: a participle behind its noun.
            let told = told && (!self.opens_clause(start, fact) || finite);
            // A 21% increase in production is targeted by 2030.
            let aimed = |pair: &[Word]| {
                pair[0].tag == Tag::Be
                    && pair[1].tag == Tag::Verb(Form::Past)
                    && word::is_verb(&pair[1].text, Class::EnAim, data)
            };
            let aimed = self.words[fact.at..end].windows(2).any(aimed)
                && !self.words[fact.at..end].iter().any(|word| data.is(&word.text, Class::EnPastBe));
            return Judged::from(match () {
                () if goal || aimed => Mood::Goal,
                () if told && !modal || finite => Mood::Told,
                () => Mood::Noun,
            });
        };
        let chain = &self.words[verb.saturating_sub(CHAIN).max(start)..verb];
        // Grades 1 to 8 is …: that "to" leads to a number.
        let to = (verb.saturating_sub(CHAIN).max(start)..verb)
            .any(|at| self.words[at].tag == Tag::To && self.leads_to_deed(at));
        let factor = verb == fact.at;
        let ahead = fact.period.is_some_and(|found| self.here.is_ahead(found));
        // An investment of 200 million will be required: a need, no goal.
        if modal && self.is_required(verb, end) {
            return Judged::doubt("it is needed, not promised");
        }
        // Protected areas reached 20%, exceeding the goal of 12%: nor is what was met.
        if self.is_met(verb) {
            return Mood::Told.into();
        }
        // The target had been 8%: it is over.
        let had = chain.iter().any(|word| data.is(&word.text, Class::EnHad));
        if goal && had && self.words[verb].tag == Tag::Be {
            return Mood::Told.into();
        }
        // Emissions are reduced by 80% by 2030, waste is recycled in 2040: told as if that year were now.
        // The Council has resolved to halve the number: what was decided lies ahead.
        if self.has_resolved(start, verb) {
            return Mood::Plan.into();
        }
        if !goal && !never && self.is_of_that_year(start, verb, fact) {
            return Mood::Plan.into();
        }
        // By 2030: / 80% of all adults have basic skills: told as if that year were now.
        let now = matches!(self.words[verb].tag, Tag::Be | Tag::Have | Tag::Verb(Form::Base | Form::Present));
        // Travel time reduced to 9 hours: a participle behind its noun, among goals.
        let done = self.memory.goals && self.stands_for_verb(start, verb, fact.start);
        // Spending increased from 64 in 2018 to 100 by 2030: told as if that year were over.
        if self.is_as_if_done(start, end, verb, fact)
            && (self.memory.goals || fact.until && fact.period.is_some_and(|found| self.here.is_future(found)))
        {
            return Mood::Plain.into();
        }
        if self.memory.due && self.memory.item && (now || done) && fact.period.is_none() {
            return Mood::Plan.into();
        }
        let was = chain
            .iter()
            .chain([&self.words[verb]])
            .any(|word| data.is(&word.text, Class::EnWas) || word.tag == Tag::Have);
        // Demand will grow by 3%: it happens, nobody promises it.
        if !factor
            && !goal
            && !self.memory.goals
            && modal
            && self.happens(verb, chain, fact)
            && !self.takes_object(verb, fact)
            && !self.is_set(start, verb, fact)
        {
            return Judged::doubt("it comes by itself");
        }
        Judged::from(match self.words[verb].tag {
            // It more than tripled, it has been doubled: told of what was.
            _ if factor && (was || self.is_told_factor(start, fact)) => Mood::Told,
            _ if goal => Mood::Goal,
            _ if modal => Mood::Plan,
            _ if factor => Mood::Plain,
            // Under that strategy it had undertaken to protect 17%: what was once promised.
            _ if to && chain.iter().any(|word| self.here.data.is(&word.text, Class::EnHad)) => Mood::Told,
            _ if to => Mood::Plan,
            _ if was => Mood::Told,
            // It is directed that NP be reduced.
            Tag::Verb(Form::Past) if verb > 0 && self.words[verb - 1].text == "be" => Mood::Plan,
            // Energy consumption reduced by at least 37% by 2030: nothing else is said.
            Tag::Verb(Form::Past)
                if fact.until
                    && verb + 1 == fact.start
                    && !fact.preposition.is_empty()
                    && !self.is_finite(start, end) =>
            {
                Mood::Plain
            }
            // Emissions, which now account for 3.4%: it is so today.
            Tag::Verb(Form::Base) if start > 0 && self.words[start - 1].tag == Tag::Relative => Mood::Told,
            // We supply 3.4 million people: it is so today.
            Tag::Verb(Form::Base) if verb > 0 && self.words[verb - 1].tag == Tag::Pronoun => Mood::Told,
            Tag::Verb(Form::Base) if self.subject(start, Some(verb)).is_none() => Mood::Plain,
            // Double visits to 5,200: what it is to come to is as asked for as the doubling.
            Tag::Value(_)
                if !self.words[verb].text.ends_with("ed")
                    && !self.is_finite(verb, end)
                    && self.subject(start, Some(verb)).is_none() =>
            {
                Mood::Plain
            }
            Tag::Verb(Form::Ing)
                if chain.iter().any(|word| word.tag == Tag::Be)
                    && word::is_verb(&self.words[verb].text, Class::EnHappen, data) =>
            {
                Mood::Told
            }
            // The industry displayed its best performance in 2018, generating 4.3 billion: what came of it is told too.
            // It will leverage 1.4 billion, supporting 10,000 jobs: what comes of it.
            Tag::Verb(Form::Ing)
                if verb > 0
                    && self.words[verb - 1].is(',')
                    && !self.is_asked(start)
                    && (!modal || word::is_verb(&self.words[verb].text, Class::EnMake, data))
                    && !fact.until
                    && (!ahead || !modal && self.has_told(start, verb)) =>
            {
                Mood::Told
            }
            Tag::Verb(Form::Ing) => Mood::Plain,
            Tag::Noun => Mood::Noun,
            _ => Mood::Told,
        })
    }

    /// We will grow the network to 540 km: whether somebody does it to something.
    fn takes_object(&self, verb: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let behind = self.words.get(verb + 1..fact.start.max(verb + 1)).unwrap_or_default();
        // Migration will grow the population: nobody does that.
        let who = self.words[..verb]
            .iter()
            .any(|word| data.is(&word.text, Class::EnSpeaker) || data.is(&word.text, Class::EnAgent));
        who && matches!(behind.first().map(|word| word.tag), Some(Tag::Determiner | Tag::Noun))
            && behind.iter().any(|word| word.tag == Tag::Noun)
    }

    /// 29% of the population will be over 65: what nobody plans.
    pub(super) fn is_of_nature(&self, fact: &Fact, verb: usize) -> bool {
        let between = self.words.get(fact.at + 1..verb).unwrap_or_default();
        let will = between.last().is_some_and(|word| self.here.data.is(&word.text, Class::EnWill));
        let age = self.words[verb..].iter().take(2).any(|word| {
            word.is_value() && word.text.split(' ').next().is_some_and(|first| self.here.data.is(first, Class::EnAge))
        });
        will && age
    }

    /// Speed up building, raising the share to 15%: whether a clause says what is to be done, and to nobody.
    pub(super) fn is_asked(&self, start: usize) -> bool {
        let first = self.words[start..].iter().find(|word| !matches!(word.tag, Tag::Mark(_) | Tag::Adverb));
        first.is_some_and(|word| word.tag == Tag::Verb(Form::Base))
    }

    /// GDP has risen by 28%, increasing to …: whether what stands before a verb is told of the past.
    fn has_told(&self, start: usize, verb: usize) -> bool {
        self.words[start..verb].windows(2).any(|pair| {
            let past = pair[1].tag == Tag::Verb(Form::Past) && pair[0].tag != Tag::Be;
            let noun = matches!(pair[0].tag, Tag::Noun | Tag::Pronoun | Tag::Adverb | Tag::Have | Tag::Period(_));
            past && noun
        })
    }

    /// Whether a value tells how much a rule sets.
    pub(super) fn is_ruled(&self, start: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let noun = fact.start.checked_sub(1).filter(|_| data.is(&fact.preposition, Class::EnShareOf));
        noun.is_some_and(|at| at >= start && data.is(&self.words[at].text, Class::EnRuleNoun))
    }

    /// By 2035, 110,000 homes: only a time stands before a value and its clause's beginning.
    pub(super) fn opens_clause(&self, start: usize, fact: &Fact) -> bool {
        // Healthy people: By 2030, 80% of …
        let label = self.words[start..fact.start.max(start)].iter().rposition(|word| word.is(':'));
        let start = label.map_or(start, |at| start + at);
        self.words[start..fact.start.max(start)].iter().all(|word| {
            word.is_time()
                || matches!(word.tag, Tag::Preposition | Tag::Determiner | Tag::Mark(_) | Tag::Conjunction)
                // No later than 2029
                || matches!(word.tag, Tag::Adverb | Tag::About)
                || self.here.data.is(&word.text, Class::EnYear)
                || self.here.data.is(&word.text, Class::EnSameTime)
                || self.here.data.is(&word.text, Class::EnSame)
        })
    }

    /// Whether a clause has a verb that says who does what when.
    pub(super) fn is_finite(&self, start: usize, end: usize) -> bool {
        self.words[start..end].iter().any(|word| matches!(word.tag, Tag::Modal | Tag::Be | Tag::Have))
    }

    /// Will be required, will be needed.
    pub(super) fn is_required(&self, verb: usize, end: usize) -> bool {
        let data = self.here.data;
        let chain = &self.words[verb..end.min(verb + CHAIN)];
        self.words[verb].tag == Tag::Be && chain.iter().any(|word| data.is(&word.text, Class::EnRequired))
            || data.is(&self.words[verb].text, Class::EnRequired)
    }

    /// Whether "to" leads to a verb, not to a place or a number: walk to school.
    fn leads_to_deed(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).map(|word| word.tag);
        matches!(next, Some(Tag::Verb(_) | Tag::Be | Tag::Have | Tag::Adverb | Tag::About))
            || {
                matches!(next, Some(Tag::Noun))
                    && self.words.get(at + 2).is_some_and(|word| word.tag == Tag::Determiner)
            }
            || next.is_some_and(|tag| matches!(tag, Tag::Value(_))) && self.is_verb(at + 1)
    }

    /// Whether a verb before it says what those who plan have decided: has resolved to halve.
    fn has_resolved(&self, start: usize, verb: usize) -> bool {
        let data = self.here.data;
        let to = verb.checked_sub(1).filter(|&at| at > start + 1 && self.words[at].tag == Tag::To);
        to.is_some_and(|to| {
            word::is_verb(&self.words[to - 1].text, Class::EnAim, data)
                && self.words[start..to - 1]
                    .iter()
                    .rev()
                    .take(CHAIN)
                    .any(|word| word.tag == Tag::Have && !self.here.data.is(&word.text, Class::EnHad))
        })
    }

    /// Whether what is so, or has come to be so, is told of a year that is still to come.
    fn is_of_that_year(&self, start: usize, verb: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let chain = &self.words[verb.saturating_sub(CHAIN).max(start)..verb];
        let past = chain.iter().any(|word| data.is(&word.text, Class::EnPastBe) || word.tag == Tag::Modal);
        let is = chain.iter().any(|word| word.tag == Tag::Be) && self.words[verb].tag == Tag::Verb(Form::Past);
        // … have been installed in 340 towers, and by 2030 that number is to grow: that year is of what follows.
        let apart = |found: usize| {
            let time = self.words.iter().position(|word| word.tag == Tag::Period(found)).unwrap_or(fact.at);
            self.words[fact.at..time.max(fact.at)].iter().any(|word| word.tag == Tag::Conjunction)
        };
        let dated =
            |found: usize| (self.here.is_ahead(found) || fact.until && self.here.is_future(found)) && !apart(found);
        is && !past && !fact.far | fact.until && fact.period.is_some_and(dated)
    }

    /// Whether a participle stands for the verb, with nothing but where it starts before its value.
    fn is_as_if_done(&self, start: usize, end: usize, verb: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let past = self.words[verb].tag == Tag::Verb(Form::Past) && verb > start;
        let moves = [Class::EnUp, Class::EnDown, Class::EnMake]
            .into_iter()
            .any(|class| word::is_verb(&self.words[verb].text, class, data));
        past && moves
            && !fact.preposition.is_empty()
            && self.stands_for_verb(start, verb, fact.start)
            && !self.is_finite(start, end)
    }

    /// … based on the idea of 20%; approving 20 MW: what a promise rests on, what a verb that no list knows does.
    fn is_aside(&self, start: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let words = &self.words[start..fact.start.max(start)];
        let unknown = words.last().is_some_and(|word| word.tag == Tag::Noun && word.text.ends_with("ing"));
        let near = words.iter().rev().take(GROUND).take_while(|word| !word.is(',') && !word.is_value());
        unknown && fact.preposition.is_empty()
            || near.into_iter().any(|word| {
                // The number of people starting an apprenticeship
                let place = self.words.iter().position(|other| other.range == word.range);
                let object =
                    place.and_then(|at| self.words.get(at + 1)).is_some_and(|next| next.tag == Tag::Determiner);
                // Maths and science based degrees: which ones.
                let which = place.is_some_and(|at| {
                    let noun = |at: usize| self.words.get(at).is_some_and(|word| word.tag == Tag::Noun);
                    at > start && noun(at - 1) && noun(at + 1)
                });
                data.is(&word.text, Class::EnGround) && !which && !(object && word.text.ends_with("ing"))
            })
    }

    /// The population will reach 40 million: the head of the subject is what nobody plans.
    pub(super) fn comes(&self, start: usize, verb: usize, governed: &Governed) -> bool {
        let data = self.here.data;
        let chain = &self.words[verb.saturating_sub(CHAIN).max(start)..verb];
        let will = chain.iter().any(|word| data.is(&word.text, Class::EnWill)) && !self.is_passive(verb);
        let before = |range: &Range| !range.is_empty() && range.start < self.words[verb].range.start;
        governed.name.as_ref().filter(|(_, range)| will && before(range)).is_some_and(|(name, _)| {
            let name = name.to_lowercase();
            let mut head = name.split(' ').take_while(|word| !data.is(word, Class::EnPreposition));
            head.any(|word| data.is(word, Class::EnNature))
        })
    }

    /// At least 14,000, no more than 5%.
    fn bounds(&self, fact: &Fact) -> bool {
        let found = &self.here.reading.found[fact.value].item;
        matches!(found, Item::Value(value) if !matches!(value.comparator, Comparator::Equal | Comparator::About))
    }

    /// Whether a verb tells what comes by itself: will grow, will rise.
    fn happens(&self, verb: usize, chain: &[Word], fact: &Fact) -> bool {
        let data = self.here.data;
        let will = chain.iter().any(|word| data.is(&word.text, Class::EnWill));
        // There will be 1.4 billion people aged 60.
        let there = verb > 1 && data.is(&self.words[verb - 2].text, Class::EnThere) && self.words[verb].tag == Tag::Be;
        // By 2030 there will be 450 clubs: nobody's age, and by a year that is set.
        if there && will {
            let data = self.here.data;
            let natural = |word: &Word| data.is(&word.text, Class::EnPerson) || data.is(&word.text, Class::EnNature);
            let behind = &self.words[verb..self.words.len().min(verb + BEHIND)];
            return behind.iter().any(natural) || !self.facts.iter().any(|fact| fact.until);
        }
        // It will have to come down: what must be done does not come by itself.
        let must = chain.windows(2).any(|pair| pair[0].tag == Tag::Have && pair[1].tag == Tag::To);
        let base = self.words[verb].tag == Tag::Verb(Form::Base) && !self.is_passive(verb) && !must;
        // The network will grow to at least 14,000 by 2028: nobody foretells a bound and a deadline.
        let bound = fact.until && self.bounds(fact);
        base && will && !bound && data.is(&self.words[verb].text, Class::EnHappen)
    }
}

/// A label before a sentence ends among its first so many words.
const LABEL: usize = 5;
/// So many words before and behind a value may call it the goal.
const BEFORE: usize = 24;
const BEHIND: usize = 11;
/// So many words before a value may say what it rests on.
const GROUND: usize = 8;
