//! Goals that are a state, not a number: net zero by 2050, a climate neutral EU, a carbon-free electricity sector by 2035.

use crate::record::{Lang, Role};
use crate::rules::{Class, Mood, Need, Sentences};
use crate::text::Range;

use super::super::frame::{self, Given};
use super::super::join::{Filled, Outcome, Seen};
use super::clause::Reader;
use super::word::{self, Tag, Word};
use super::{fact, phrase};

/// So many words may stand between a state and its year.
const NEAR: usize = 10;
/// Words before a state may say that it is only thought of.
const BEFORE: usize = 8;

/// Whether a text may speak of such a state: a cheap look before its words are.
pub(in super::super) fn speaks_of_state(text: &str, data: &Sentences) -> bool {
    data.holds(&text.to_lowercase(), Class::EnState)
}

impl Reader<'_> {
    /// The states of the sentence with their years, where no value of theirs made a statement.
    pub(super) fn states(&mut self) {
        let mut at = 0;
        while at < self.words.len() {
            let Some(len) = self.state(at) else {
                at += 1;
                continue;
            };
            if let Some((name, range, year)) = self.state_by(at, len) {
                self.aim_at(name, range, year);
            }
            at += len;
        }
    }

    /// Net zero, net-zero, carbon neutral: how many words from one on are a state.
    fn state(&self, at: usize) -> Option<usize> {
        let data = self.here.data;
        let one = &self.words[at].text;
        let two = self.words.get(at + 1).map(|next| format!("{one} {}", next.text));
        match two {
            Some(two) if data.is(&two, Class::EnState) => Some(2),
            _ if data.is(one, Class::EnState) => Some(1),
            _ => None,
        }
    }

    /// What is to be in that state, and by when, where it is promised.
    fn state_by(&self, at: usize, len: usize) -> Option<(String, Range, usize)> {
        let data = self.here.data;
        let used = |found: usize| self.out.filled.iter().any(|filled| filled.seen.iter().any(|one| one.value == found));
        if self.words[at..at + len].iter().any(|word| matches!(word.tag, Tag::Value(found) if used(found))) {
            return None;
        }
        // 100 percent zero-emission vehicles: the share is the goal. The Carbon Neutral Government Programme: a title.
        let value = at.checked_sub(1).is_some_and(|before| self.words[before].is_value());
        let title = |place: usize| {
            self.words
                .get(place)
                .is_some_and(|word| self.here.reading.text(&word.range).starts_with(char::is_uppercase))
        };
        if value
            || at > 0
                && title(at)
                && title(at + len)
                && self.words.get(at + len).is_some_and(|word| word.tag == Tag::Noun)
        {
            return None;
        }
        let (start, end) = self.clause(at);
        let near = &self.words[at.saturating_sub(BEFORE).max(start)..at];
        let thought =
            |word: &Word| word::is_verb(&word.text, Class::EnNever, data) || data.is(&word.text, Class::EnMight);
        if near.iter().any(thought) || self.told {
            return None;
        }
        let ahead = |place: usize| match self.words[place].tag {
            Tag::Period(found) if self.here.is_future(found) => Some(found),
            _ => None,
        };
        // 2050 net zero goal
        let before = at.checked_sub(1).and_then(ahead);
        let behind = (at + len..end.min(at + len + NEAR))
            .find(|&place| self.words[place].is_time() || self.words[place].is_value());
        let behind =
            behind.filter(|&place| fact::by(self.words, place, data)).and_then(|place| Some((place, ahead(place)?)));
        let first = (start..at).find(|&place| self.words[place].is_time());
        let head = first.filter(|&place| fact::until(self.words, place, data) && place - start <= NEAR).and_then(ahead);
        let year = before.or(behind.map(|(_, found)| found)).or(head)?;
        let limit = behind.map_or(end, |(place, _)| place);
        let to = phrase::end(self.words, at + len, limit, data).max(at + len);
        let over = |word: &Word| {
            data.is(&word.text, Class::EnUntil)
                || word::is_verb(&word.text, Class::EnNever, data)
                || word::aims(word, data)
        };
        let until = (at + len..to).find(|&place| over(&self.words[place])).unwrap_or(to);
        // Net zero by 2050 would need more money: something else is said of it.
        let heads = self.words[start..at].iter().all(|word| matches!(word.tag, Tag::Determiner | Tag::Conjunction));
        let said = behind.and_then(|(place, _)| self.words.get(place + 1));
        let said = said.is_some_and(|word| {
            matches!(word.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::Verb(_)) || data.is(&word.text, Class::EnMight)
        });
        if heads && said && !self.words[start..end].iter().any(|word| word::aims(word, data)) {
            return None;
        }
        // Carbon pollution-free electricity
        let from =
            (start..at).rev().take_while(|&place| self.words[place].tag == Tag::Noun && !over(&self.words[place]));
        let from = if len == 1 && self.words[at].text.ends_with("-free") { from.last().unwrap_or(at) } else { at };
        let mut until = until;
        while until > at + len
            && matches!(
                self.words[until - 1].tag,
                Tag::Preposition | Tag::Determiner | Tag::Conjunction | Tag::Mark(_) | Tag::Adverb
            )
        {
            until -= 1;
        }
        let (name, range) = phrase::written(&self.words[from..until], self.here.reading);
        (!self.words[at..until].iter().any(Word::is_time)).then_some((name, range, year))
    }

    fn aim_at(&mut self, name: String, range: Range, year: usize) {
        let mut given = Given::default();
        for need in [Need::Name, Need::Future, Need::Deadline, Need::State] {
            given.add(need, true);
        }
        let (frame, tried) = frame::fill(Lang::En, Mood::Noun, &given, self.here.data);
        self.out.outcomes.push(Outcome {
            name: Some(name.clone()),
            values: vec![year],
            mood: Mood::Noun,
            why: None,
            frame,
            tried,
        });
        let Some(frame) = frame else { return };
        let seen = Seen {
            value: year,
            role: Some(Role::Target),
            period: Some(year),
            from: None,
            against: None,
            years: None,
            annual: false,
            comparator: None,
        };
        self.out.filled.push(Filled { frame, name, range, seen: vec![seen], flags: Vec::new(), plain: true });
    }
}
