//! Numbers of an English sentence that are no quantity of their own: parts of a name, of a span of
//! time, of another number.

use crate::record::Comparator;
use crate::rules::Class;
use crate::text::scan::Item;

use super::clause::Reader;
use super::fact::{self, Fact};
use super::phrase;
use super::word::{self, Tag, Word};

impl Reader<'_> {
    /// 1,788 local governments, 4 years: a number inside a name or a span.
    pub(super) fn is_inside(&self, at: usize) -> bool {
        let fact = &self.facts[at];
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return true };
        let time = value.unit.as_deref().is_some_and(|unit| self.here.data.is(unit, Class::EnUnitWord));
        // 3., A.2, (b) 4: a number of the list.
        // Zero-carbon buildings: a kind, no quantity.
        if self.is_kind(fact) {
            return true;
        }
        // Global warming of 1.5 °C; almost triple: no quantity of ours, no verb.
        let degrees = value.unit.as_deref().is_some_and(|unit| unit.starts_with('°'));
        // But to at least halve it is what is to be done.
        let to =
            fact.at > 2 && self.words[fact.at - 3].tag == Tag::To && self.words[fact.at - 2].tag == Tag::Preposition;
        let modal =
            fact.at > 2 && self.words[fact.at - 3].tag == Tag::Modal && self.words[fact.at - 2].tag == Tag::Preposition;
        let about = !to && !modal && fact.at.checked_sub(1).is_some_and(|before| self.words[before].tag == Tag::About);
        if degrees || self.is_verb(fact.at) && about || self.is_age(fact, value) {
            return true;
        }
        // (85% by 2040)28: the mark of a note.
        let note = fact.at.checked_sub(1).is_some_and(|before| {
            self.words[before].is(')') && self.words[before].range.end == self.words[fact.at].range.start
        });
        if note && value.unit.is_none() {
            return true;
        }
        let data = self.here.data;
        let before = |back: usize| fact.at.checked_sub(back).map_or("", |at| self.words[at].text.as_str());
        // 200 million journeys – a rise of one third on …: the same goal told by its change.
        let of = fact.start.checked_sub(2).filter(|_| data.is(&fact.preposition, Class::EnShareOf));
        let told_again = of.is_some_and(|at| {
            data.is(&self.words[at + 1].text, Class::EnChange)
                && self.words[at].tag == Tag::Determiner
                && at > 0
                && (self.words[at - 1].is(',') || fact::is_dash(self.words, at - 1))
                && self.facts.iter().any(|other| other.at < at && other.role.is_none())
        });
        if told_again {
            return true;
        }
        // Eliminate waits of over 65 weeks: which of them.
        let noun = fact.start.checked_sub(1).filter(|_| data.is(&fact.preposition, Class::EnShareOf));
        let ends = |verb: usize| {
            matches!(self.words[verb].tag, Tag::Verb(_)) && word::is_verb(&self.words[verb].text, Class::EnEnd, data)
        };
        let governs = || self.verb_before(self.clause(fact.at).0, fact.start);
        let ended =
            noun.is_some_and(|at| self.words[at].tag == Tag::Noun && !data.is(&self.words[at].text, Class::EnShare));
        if ended && (time || noun.and_then(|at| at.checked_sub(1)).is_some_and(ends)) && governs().is_some_and(ends) {
            return true;
        }
        // Among the top five countries: a place on a list that is not named.
        let own = self.here.reading.text(&self.words[fact.at].range).to_lowercase();
        let led = fact.at.checked_sub(1).map_or("", |before| self.words[before].text.as_str());
        let top =
            data.is(own.split_whitespace().next().unwrap_or_default(), Class::EnTop) || data.is(led, Class::EnTop);
        let (start, end) = self.clause(fact.at);
        if top && value.unit.is_none() && self.rank(start, fact, end).is_none() {
            return true;
        }
        // 15 GW, enough clean energy to power five million homes: what that amounts to.
        let near = &self.words[fact.start.saturating_sub(ENOUGH)..fact.start];
        let near = near.iter().rposition(|word| word.is(',')).map_or(near, |at| &near[at + 1..]);
        let enough = near.iter().position(|word| data.is(&word.text, Class::EnEnough));
        if enough.is_some_and(|at| near[at..].iter().any(|word| word.tag == Tag::To)) {
            return true;
        }
        // The next 10 years; of which 5.1 Mt; 90% of the 1,900 procedures.
        let span = time && (data.is(before(1), Class::EnNext) || data.is(&fact.preposition, Class::EnLasting));
        // The share of patients waiting longer than 18 weeks for treatment to 65%: a time within what is counted.
        let within = time
            && self.facts.get(at + 1).is_some_and(|next| {
                self.words[next.start].tag == Tag::To
                    && self.is_share(next)
                    && !self.words[fact.at..next.start].iter().any(|word| word.is(',') || word.is_time())
            });
        // 750 MW of solar, at least 40 percent of it serving …
        let behind = |ahead: usize| self.words.get(fact.at + ahead);
        let of_it = behind(1).is_some_and(|word| data.is(&word.text, Class::EnShareOf))
            && behind(2).is_some_and(|word| {
                // 40 per cent of them women
                let women = behind(3).is_some_and(|word| word.tag == Tag::Noun);
                word.tag == Tag::Pronoun && (women || data.is(&word.text, Class::EnPoint))
                    || data.is(&word.text, Class::EnWhich)
            });
        // But divert 40% of it: of what was named before.
        let takes = fact.start.checked_sub(1).is_some_and(|at| matches!(self.words[at].tag, Tag::Verb(_)));
        let of_it = of_it && !takes;
        let part = of_it || data.is(before(1), Class::EnWhich) && data.is(before(2), Class::EnShareOf);
        let whole = at > 0
            && data.is(&fact.preposition, Class::EnShareOf)
            && fact::tail(self.words, self.facts[at - 1].at, data) == fact.start
            && (self.is_share(&self.facts[at - 1]) || self.is_bare(at) && self.is_bare(at - 1));
        // A 40% reduction, including -30% for housing and -10% for offices: parts of what was told before.
        if self.is_included(at) || self.is_means(at) {
            return true;
        }
        // An upgrade costing $18.4 million: what it costs, not what it is to reach.
        let price = fact.start.checked_sub(1).is_some_and(|at| data.is(&self.words[at].text, Class::EnCosting));
        // At the 20 busiest locks: how many of them there are is known.
        let definite = self.is_definite(fact.at);
        // The BAU scenario of 143 Mt
        let supposed = data.is(&fact.preposition, Class::EnShareOf)
            && fact.start.checked_sub(1).is_some_and(|at| data.is(&self.words[at].text, Class::EnNever));
        let having = data.is(&fact.preposition, Class::EnWith) && !self.is_share(fact);
        // Reduce mortality in 25 countries by 2 deaths per 1,000: where, before the verb's own value.
        let parts = |word: &&Word| word.tag != Tag::Conjunction && !word.is(',');
        let where_to = self.is_bare(at)
            && data.is(&fact.preposition, Class::EnPlace)
            && behind(1).is_some_and(|word| word.tag == Tag::Noun)
            && self.facts.get(at + 1).is_some_and(|next| {
                let moved = |word: &Word| word.tag == Tag::To || data.is(&word.text, Class::EnMoved);
                let mut between = self.words[fact.at..next.at].iter().take_while(parts);
                // In 1,200 villages by 2027: with a year of its own it is a goal.
                let dated = self.words[fact.at..next.at].iter().any(Word::is_time);
                next.at < end && !dated && between.any(moved)
            });
        if where_to {
            return true;
        }
        // 90% of learners must achieve 50% or more: what so many of them are to do.
        let first = self.facts[..at].iter().find(|first| first.at >= start);
        let of_whom = first.filter(|_| fact.preposition.is_empty() && self.is_share(fact)).is_some_and(|whom| {
            let of = fact::tail(self.words, whom.at, data);
            let opens = self.is_share(whom) && whom.preposition.is_empty() && self.opens_clause(start, whom);
            let of = self.words.get(of).is_some_and(|word| data.is(&word.text, Class::EnShareOf));
            let between = &self.words[whom.at..fact.start];
            let modal = between.iter().rposition(|word| word.tag == Tag::Modal);
            let parts = |word: &Word| matches!(word.tag, Tag::Conjunction | Tag::To) || word.is(',') || word.is_time();
            opens && of && modal.is_some_and(|modal| !between[modal..].iter().any(parts))
        });
        if of_whom {
            return true;
        }
        if span || within || part || whole || having || supposed || definite || price || self.is_of_none(fact) {
            return true;
        }
        // 9 in 10: a share that no number tells.
        let plain = |at: usize| {
            let of = self.facts.get(at).map(|fact| &self.here.reading.found[fact.value].item);
            matches!(of, Some(Item::Value(value)) if value.unit.is_none())
        };
        let pair = |first: usize| {
            let between = self.facts.get(first + 1).map(|next| &self.words[self.facts[first].at + 1..next.at]);
            let out_of = |words: &[Word]| {
                // Nine adults in ten
                let whom = usize::from(words.len() > 1 && words[0].tag == Tag::Noun);
                words.len() <= 2 && words.get(whom).is_some_and(|word| data.is(&word.text, Class::EnOutOf))
            };
            plain(first) && plain(first + 1) && between.is_some_and(out_of)
        };
        if pair(at) || at > 0 && pair(at - 1) {
            return true;
        }
        let before = fact.at.checked_sub(1).map(|at| self.words[at].tag);
        // 12 hubs and a further 8: so many more.
        let more = fact.at.checked_sub(1).is_some_and(|at| data.is(&self.words[at].text, Class::EnMore));
        let taken = matches!(before, Some(Tag::To | Tag::Preposition | Tag::Verb(_) | Tag::About)) || more;
        let whole = value.number.fract() == 0.0 && value.comparator == Comparator::Equal;
        let number = value.unit.is_none() && whole && value.number < LEAST && self.is_digits(fact) && !taken;
        let data = self.here.data;
        let spans = fact.preposition.is_empty() || data.is(&fact.preposition, Class::EnSpan);
        let governed = (0..fact.at).any(|at| matches!(self.words[at].tag, Tag::Verb(_) | Tag::Be));
        // The time to hire averaged 112 days: what a verb says of its subject is no span.
        let stood = fact
            .at
            .checked_sub(1)
            .is_some_and(|at| self.words[at].tag == Tag::Be || data.is(&self.words[at].text, Class::EnStood));
        number
            || time && (spans && !stood || !governed) && self.facts.len() > 1 && !self.goes_on(at)
            || data.is(&fact.preposition, Class::EnPer)
    }

    /// To 30 minutes in 2027 and 25 minutes in 2029: the same for another year.
    fn goes_on(&self, at: usize) -> bool {
        let joined = self.facts[at].start.checked_sub(1).is_some_and(|at| self.words[at].tag == Tag::Conjunction);
        let Some(before) = at.checked_sub(1).filter(|_| joined) else { return false };
        let (one, other) = (&self.facts[before], &self.facts[at]);
        self.is_alike(before, at) && one.period.is_some() && other.period.is_some() && one.period != other.period
    }

    /// …, with no neighbourhood below 25 percent: what nothing is to be.
    fn is_of_none(&self, fact: &Fact) -> bool {
        let data = self.here.data;
        let with = self.words[..fact.start].iter().rposition(|word| data.is(&word.text, Class::EnWith));
        let behind = with.map(|at| &self.words[at + 1..fact.start]).unwrap_or_default();
        behind.len() <= OF_NONE && behind.first().is_some_and(|word| data.is(&word.text, Class::EnNone))
    }

    /// Cut use by 75% through better methods in 50% of the area: a value of what is done for the one before it.
    fn is_means(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|at| &self.facts[at]) else { return false };
        let between = &self.words[before.at..self.facts[at].start];
        let through = between.iter().position(|word| self.here.data.is(&word.text, Class::EnMeans));
        let joins =
            |word: &Word| word.tag == Tag::Conjunction || word.is(',') || word.is(';') || word.tag == Tag::Modal;
        let fact = &self.facts[at];
        let shares = self.is_share(before) && self.is_share(fact);
        // … through the construction of 120 plants
        let made = self.here.data.is(&fact.preposition, Class::EnShareOf)
            && fact.start.checked_sub(1).is_some_and(|at| self.here.data.is(&self.words[at].text, Class::EnChange));
        (shares || made)
            && before.role.is_none()
            && !before.bracketed
            && through.is_some_and(|at| !between[at..].iter().any(joins))
    }

    /// Including 30% for housing: whether a value behind another is called a part of it, itself or before an "and".
    fn is_included(&self, at: usize) -> bool {
        let fact = &self.facts[at];
        let sign = |at: &usize| self.words[*at].is('-') || self.words[*at].is('–') || self.words[*at].is('−');
        let led = (0..fact.start).rev().find(|at| !sign(at));
        let including = |at: usize| self.here.data.is(&self.words[at].text, Class::EnIncluding);
        let joined = |at: usize| self.words[at].tag == Tag::Conjunction;
        // Including not less than 1,200 MW of solar power: a quantity of its own.
        let named = fact::tail(self.words, fact.at, self.here.data);
        let named = self.words.get(named).is_some_and(|word| self.here.data.is(&word.text, Class::EnShareOf));
        let target = !named && self.facts[..at].iter().any(|other| other.role.is_none() && !other.bracketed);
        let own = including(fact.start) && fact.start < fact.at;
        target && (own || led.is_some_and(|led| including(led) || at > 0 && joined(led) && self.is_included(at - 1)))
    }

    /// In the 12 busiest districts: a number that an article and a preposition lead, of what a name holds.
    pub(super) fn is_definite(&self, at: usize) -> bool {
        let text = |back: usize| at.checked_sub(back).map_or("", |at| self.words[at].text.as_str());
        let whole = self.words[at].text.chars().all(|c| c.is_ascii_digit() || c == ',');
        let led = at.checked_sub(2).is_some_and(|at| self.words[at].tag == Tag::Preposition);
        let noun = self.words.get(at + 1).is_some_and(|next| next.tag == Tag::Noun);
        // The university's 23 campuses
        let owned = text(1).ends_with("'s") || text(1).ends_with("’s");
        if whole && noun && owned {
            return true;
        }
        whole
            && self.here.data.is(text(1), Class::EnDefinite)
            && led
            && noun
            && !self.here.data.is(text(2), Class::EnFrom)
    }

    /// 14 of the 23 authorities: a number without a unit.
    fn is_bare(&self, at: usize) -> bool {
        let item = &self.here.reading.found[self.facts[at].value].item;
        matches!(item, Item::Value(value) if value.unit.is_none() && value.number >= 1.0)
    }

    /// Zero-emission vehicles, net zero strategy: nought that counts nothing, for nothing that counts stands behind it.
    fn is_kind(&self, fact: &Fact) -> bool {
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return false };
        if value.number != 0.0 || self.is_digits(fact) {
            return false;
        }
        let to = phrase::end(self.words, fact.at + 1, self.words.len(), self.here.data);
        // Of a phrase what stands before its first preposition: emissions from the sector.
        let apart = |word: &&Word| !matches!(word.tag, Tag::Preposition | Tag::To);
        let head = self.words[fact.at + 1..to].iter().take_while(apart).last();
        let counts = |word: &Word| {
            let one = word.text.trim_end_matches('s');
            self.here.data.is(&word.text, Class::EnShare) || self.here.data.is(one, Class::EnCase)
        };
        // Cars shall be zero emission; but the aim is zero fatalities.
        // Our goal is net zero emissions.
        let aimed = self.words[..fact.start]
            .iter()
            .any(|word| word.tag == Tag::Noun && super::word::aims(word, self.here.data));
        if fact.start > 0 && self.words[fact.start - 1].tag == Tag::Be && !aimed {
            return !head.is_some_and(|head| {
                let data = self.here.data;
                data.is(&head.text, Class::EnCase) || data.is(head.text.trim_end_matches('s'), Class::EnCase)
            });
        }
        // The target for deaths in custody is zero.
        if head.is_none() && aimed && fact.start > 0 && self.words[fact.start - 1].tag == Tag::Be {
            return false;
        }
        // To zero: nought that a preposition takes needs none.
        let verb = fact.at > 0 && matches!(self.words[fact.at - 1].tag, Tag::Verb(_));
        let taken = verb || !fact.preposition.is_empty() && !self.here.data.is(&fact.preposition, Class::EnShareOf);
        !head.map_or(taken, counts)
    }
}

/// A number without a unit that is less counts nothing.
const LEAST: f64 = 20.0;
/// With no so many words, and a value behind them.
const OF_NONE: usize = 4;
/// What an amount is enough for is told in no more words.
const ENOUGH: usize = 7;
