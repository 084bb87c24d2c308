//! What speaks against a value of an English clause being a goal: words that foretell, doubt or measure a gap.

use crate::rules::Class;

use super::clause::{CHAIN, Reader};
use super::fact::Fact;
use super::word::{self, Form, Tag, Word};

/// What is lacking is called so by one of so many words behind it.
const LACKING: usize = 3;

/// According to the updated national plan: so many words behind it is told what says so.
const PLAN: usize = 5;

impl Reader<'_> {
    /// A gap of 30%, 12% short of the target: whether the words around a value say what is lacking.
    pub(super) fn tells_a_gap(&self, left: &[Word], right: &[Word]) -> bool {
        let data = self.here.data;
        // … by 11.7% compared to the projections: what it is measured against.
        // …, ahead of any decision: nor what is said apart.
        let near = right.iter().take(NEAR).take_while(|word| !data.is(&word.text, Class::EnAgainst) && !word.is(','));
        left.iter().rev().take(CHAIN).chain(near).any(|word| {
            let place = || self.words.iter().position(|other| other.range == word.range);
            data.is(&word.text, Class::EnGap) && place().is_none_or(|at| !self.lacks_nothing(at))
        })
    }

    /// Whether a word for a gap says something else where it stands.
    fn lacks_nothing(&self, at: usize) -> bool {
        let data = self.here.data;
        let word = &self.words[at];
        let (before, next) = (at.checked_sub(1).map(|at| &self.words[at]), self.words.get(at + 1));
        let then = self.words.get(at + 2);
        let noun = next.is_some_and(|next| next.tag == Tag::Noun);
        // We will lower the number: a deed.
        if word.tag == Tag::Verb(Form::Base) {
            return true;
        }
        let after = |text: &str| before.is_some_and(|before| before.text == text);
        // 80 per cent in lower secondary schools: that only says which.
        let which = word.tag == Tag::About && noun;
        // At least 22,000 by 2027, instead of 2030: only the year was another.
        let moved = next.is_some_and(|next| data.is(&next.text, Class::EnShareOf)) && then.is_some_and(Word::is_time);
        // Roads in need of maintenance: no gap either. 24 per cent or lower: a bound.
        let led = after("in") || after("or");
        // Within a short period: it only says of what kind the noun behind it is.
        let kind = data.is(&word.text, Class::EnAdjective) && noun;
        // Emissions will be at least 85% lower than in 1990: by how much they are to fall. It is the duty of the Minister to
        // ensure that they are 85% lower.
        let aimed = |word: &Word| matches!(word.tag, Tag::Modal | Tag::To) || word::aims(word, data);
        let falls = word.tag == Tag::About && before.is_some_and(Word::is_value) && self.words[..at].iter().any(aimed);
        // The employment gap is reduced by half: part of a name.
        let named = word.tag == Tag::Noun && before.is_some_and(|before| before.tag == Tag::Noun);
        // They undertake to lower this to 10%: what is done to it.
        let done = before.is_some_and(|before| matches!(before.tag, Tag::To | Tag::Modal));
        // Narrow this gap to six years: what it is brought to.
        let brought = next.is_some_and(|next| next.tag == Tag::To)
            && then.is_some_and(|then| then.is_value() || then.tag == Tag::About);
        // The proportion must be lower than 5 per cent: a bound.
        let bound = word.tag == Tag::About
            && next.is_some_and(|next| next.tag == Tag::Preposition)
            && then.is_some_and(Word::is_value)
            && self.words[at.saturating_sub(CHAIN)..at].iter().any(aimed);
        // By 30% by 2030, ahead of the national target: sooner.
        let sooner = data.is(&word.text, Class::EnApart) && before.is_some_and(Word::is_time);
        which || bound || sooner || moved || led || kind || falls || named || done || brought
    }

    /// Is projected to reach 30%, an estimated 12 Mt: whether a clause says what is thought, not what is wanted.
    pub(super) fn foretells(&self, start: usize, end: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        // We will have succeeded when: / 75% of staff recommend us.
        if self.memory.pictured {
            return false;
        }
        // …, with every trust expected to: what goes along with it says nothing of it.
        let along = (fact.at + 1..end.saturating_sub(1))
            .find(|&at| self.words[at].is(',') && data.is(&self.words[at + 1].text, Class::EnWith));
        // … without raising taxes: what is not done for it doubts nothing.
        let regardless = (fact.at + 1..end).find(|&at| data.is(&self.words[at].text, Class::EnRegardless));
        // Despite a difficult budget, …: nor what is told before the subject.
        let aside = super::stand::opening_aside(self.words, data).filter(|&comma| comma < fact.at);
        let start = aside.map_or(start, |comma| start.max(comma));
        let clause = &self.words[start..along.or(regardless).unwrap_or(end)];
        // Against the BAU scenario: what a value is measured against doubts nothing.
        let mut depth = 0usize;
        // We will ensure that 97% of premises can get a connection: what they are enabled to do.
        let able = |n: usize| {
            let said = self.words[start..fact.start.max(start)].iter();
            start + n > fact.at
                && data.is(&clause[n].text, Class::EnAble)
                && said.clone().any(|word| word.tag == Tag::Modal)
                && said.clone().any(|word| data.is(&word.text, Class::EnThat))
        };
        clause.iter().enumerate().any(|(n, word)| {
            depth = if word.is('(') { depth + 1 } else { depth.saturating_sub(usize::from(word.is(')'))) };
            // … from 38.6% (2023 household survey) to 28%: where a number was read.
            if depth > 0 {
                return false;
            }
            // The Home Adaptation Grant; 18% were found to have faults: a name, what was seen.
            let titled = n > 0
                && !data.is(&word.text, Class::EnSource)
                && clause[n - 1].tag == Tag::Noun
                && [n - 1, n]
                    .into_iter()
                    .all(|at| self.here.reading.text(&clause[at].range).starts_with(char::is_uppercase));
            let seen = word.tag == Tag::Noun && n > 0 && data.is(&clause[n - 1].text, Class::EnPastBe);
            if titled || seen {
                return false;
            }
            // We would like to reduce
            let wants = data.is(&word.text, Class::EnMight)
                && clause.get(n + 1).is_some_and(|next| data.is(&next.text, Class::EnLike));
            let against = n > 0 && data.is(&clause[n - 1].text, Class::EnAgainst);
            // An estimated 35 per cent now: it doubts that number, not the goal.
            let number = n > 0
                && clause[n - 1].tag == Tag::Determiner
                && clause.get(n + 1).is_some_and(|next| next.is_value() && next.range != self.words[fact.at].range);
            // …, equivalent to 6,200 a year: the same in other words.
            let again =
                data.is(&word.text, Class::EnGround) && clause.get(n + 1).is_some_and(|next| next.tag == Tag::To);
            // CO2 equivalent; geothermal potential studies: part of a unit, of a name.
            // The equivalent of 50% of the energy
            let of = clause.get(n + 1).is_some_and(|next| data.is(&next.text, Class::EnShareOf));
            let part = data.is(&word.text, Class::EnAdjective)
                && n > 0
                && (clause[n - 1].tag == Tag::Noun || clause[n - 1].tag == Tag::Determiner && of)
                && clause.get(n + 1).is_none_or(|next| next.tag != Tag::To);
            // We expect to bring it down, the agency expects to hold it: who plans says so.
            let ours = data.is(&word.text, Class::EnExpect) && self.is_ours(start + n);
            // … and 47% in the 2023 survey: where a number was read.
            let source = n > 0 && clause[n - 1].is_time() && data.is(&word.text, Class::EnSource);
            // Large biomass projects to generate 30 MW: things, no forecast.
            let things = word.tag == Tag::Noun
                && word.text.ends_with('s')
                && n > 0
                && clause.get(n + 1).is_some_and(|next| {
                    matches!(next.tag, Tag::To | Tag::Preposition | Tag::Mark(_) | Tag::Modal | Tag::Be | Tag::Have)
                });
            // Tax refunds, the budget utilization rate, a share of the national budget: part of a name.
            let of = clause[n.saturating_sub(OF)..n].iter().any(|word| data.is(&word.text, Class::EnShareOf));
            let named = data.is(&word.text, Class::EnMaterial)
                && (of || clause.get(n + 1).is_some_and(|next| next.tag == Tag::Noun && !next.is_value()));
            // Pupils reaching the expected level: it only tells which.
            let level = n > 0
                && clause[n - 1].tag == Tag::Determiner
                && clause.get(n + 1).is_some_and(|next| data.is(&next.text, Class::EnLevel));
            // The ratio of those who can work abroad: it only tells whom.
            let whom = n > 0
                && (clause[n - 1].tag == Tag::Relative
                    || n > 1 && data.is(&clause[n - 1].text, Class::EnThat) && clause[n - 2].tag == Tag::Noun)
                && [Class::EnMight, Class::EnAble].into_iter().any(|class| data.is(&word.text, class));
            // Instalments due by March: when they are to be paid. Is due to open: what is thought.
            let payable = data.is(&word.text, Class::EnOwed)
                && n > 0
                && clause[n - 1].tag == Tag::Noun
                && clause.get(n + 1).is_none_or(|next| next.tag != Tag::To);
            // …, according to the plan
            let planned = data.is(&word.text, Class::EnAccording)
                && clause[n + 1..].iter().take(PLAN).any(|next| data.is(&next.text, Class::EnAgent));
            word::is_verb(&word.text, Class::EnNever, data)
                && !planned
                && !level
                && !whom
                && !payable
                && !named
                && !things
                && !part
                && !wants
                && !against
                && !number
                && !again
                && !source
                && !able(n)
                && !ours
        })
    }

    /// Having regard to the target, revenue is estimated to be $97.6 billion: right before a value that is what it is,
    /// whatever else is said of goals.
    pub(super) fn is_estimated(&self, start: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let before = fact.start.checked_sub(4).filter(|&at| at >= start).map(|at| &self.words[at..fact.start]);
        let Some([be, thought, to, again]) = before else { return false };
        let never = word::is_verb(&thought.text, Class::EnNever, data) && !data.is(&thought.text, Class::EnOwed);
        be.tag == Tag::Be && never && to.tag == Tag::To && again.tag == Tag::Be
    }

    /// 4 percentage points short of the 55% target: what is lacking.
    pub(super) fn is_lacking(&self, fact: &Fact) -> bool {
        let data = self.here.data;
        let behind = || self.words[fact.at + 1..].windows(2).take(LACKING).take_while(|two| !two[0].is(','));
        behind().any(|two| {
            data.is(&two[0].text, Class::EnGap)
                && data.is(&two[1].text, Class::EnShareOf)
                && two[0].tag != Tag::Verb(Form::Base)
        })
    }

    /// Three times more biogas than conventional processes: a factor that holds one against another, and no year.
    pub(super) fn is_held_against(&self, fact: &Fact, end: usize) -> bool {
        let data = self.here.data;
        let near = &self.words[fact.at + 1..end.min(fact.at + 1 + THAN)];
        let times = self.unit(fact.value).is_some_and(|unit| data.is(unit, Class::EnFold));
        let more = near.first().is_some_and(|word| data.is(&word.text, Class::EnCompared));
        let than = near.windows(2).any(|pair| pair[0].text == "than" && !pair[1].is_time() && !pair[1].is_value());
        times && more && than && !fact.until
    }

    /// We expect to, the agency expects to: whether those who plan expect, and what follows is what they will do.
    fn is_ours(&self, at: usize) -> bool {
        let data = self.here.data;
        let who = at.checked_sub(1).map(|at| &self.words[at]);
        let ours = who.is_some_and(|word| word.tag == Tag::Pronoun || data.is(&word.text, Class::EnAgent));
        let near = &self.words[at + 1..self.words.len().min(at + 1 + EXPECTED)];
        let to = near.iter().any(|word| word.tag == Tag::To);
        // We estimate that we will build 25,000 houses.
        let will = near.windows(2).any(|pair| pair[0].tag == Tag::Pronoun && pair[1].tag == Tag::Modal);
        ours && (to || will)
    }
}

/// Of the national budget: so many words before a noun may say that something is a share of it.
const OF: usize = 3;
/// So many words behind a value may call it a gap.
const NEAR: usize = 7;
/// We expect authorities to: "to" stands among so many words.
const EXPECTED: usize = 4;
/// More than: "than" stands among so many words behind a value.
const THAN: usize = 11;
