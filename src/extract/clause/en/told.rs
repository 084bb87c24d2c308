//! What a clause tells is over: deeds done, goals met, years gone by.

use crate::rules::Class;

use super::clause::{CHAIN, Reader};
use super::fact::Fact;
use super::word::{self, Form, Tag, Word};

impl Reader<'_> {
    /// Securities amounting to 6,128 crore have been issued: what was done with what comes to so much.
    pub(super) fn was_done_behind(&self, fact: &Fact, end: usize) -> bool {
        let has = |word: &Word| word.tag == Tag::Have && !self.here.data.is(&word.text, Class::EnHad);
        let past = |word: &Word| word.tag == Tag::Verb(Form::Past);
        self.words[fact.at..end].windows(3).any(|three| has(&three[0]) && three[1].tag == Tag::Be && past(&three[2]))
    }

    /// Over the past five years it has committed 38 million: what is told of years that are over.
    pub(super) fn is_of_past_span(&self, start: usize, fact: &Fact) -> bool {
        let data = self.here.data;
        let words = &self.words[start..fact.start.max(start)];
        let years = |word: &Word| word.text.split(' ').any(|word| data.is(word, Class::EnYears));
        let spans = (1..words.len())
            .any(|at| data.is(&words[at].text, Class::EnElapsed) && words[at + 1..].iter().take(2).any(years));
        spans && !fact.until && !words.iter().any(|word| word.tag == Tag::Modal)
    }

    /// Met its target, exceeded the goal: whether a verb says that what is called a goal was reached.
    pub(super) fn is_met(&self, at: usize) -> bool {
        let data = self.here.data;
        let goal = self.words[at + 1..].iter().take(CHAIN).any(|word| word.tag == Tag::Noun && word::aims(word, data));
        goal && data.is(&self.words[at].text, Class::EnMet)
    }

    /// GDP more than tripled from 2 to 7: a factor in the past form behind its subject, and no date ahead.
    pub(super) fn is_told_factor(&self, start: usize, fact: &Fact) -> bool {
        let past = self.words[fact.at].text.ends_with("ed");
        let mark = self.words[start..fact.at].iter().rposition(|word| matches!(word.tag, Tag::Mark(',' | ':')));
        let from = mark.map_or(start, |at| start + at + 1);
        let subject = fact.at > from && !fact.until && !self.is_finite(from, fact.at);
        past && subject && matches!(self.words[fact.start.max(1) - 1].tag, Tag::Noun | Tag::About | Tag::Adverb)
    }

    /// Convened more than 65 experts: a past form of a verb that no list knows takes the value.
    pub(super) fn is_deed(&self, start: usize, fact: &Fact) -> bool {
        let words = &self.words[start..fact.start.max(start)];
        let last = words.last().filter(|_| fact.preposition.is_empty() && words.len() > 1);
        last.is_some_and(|word| word.tag == Tag::Noun && word.text.ends_with("ed"))
    }

    /// 14 of the 23 authorities have adopted: what the value that opens the clause has done.
    pub(super) fn has_done(&self, start: usize, end: usize, fact: &Fact) -> bool {
        let opens = fact.preposition.is_empty()
            && (fact.start == start || matches!(self.words[fact.start - 1].tag, Tag::Conjunction | Tag::Mark(_)));
        let finite = |word: &&Word| matches!(word.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::To);
        opens && self.words[fact.at..end].iter().find(finite).is_some_and(|word| word.tag == Tag::Have)
    }
}
