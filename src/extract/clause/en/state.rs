//! Goals that are a state, not a number: net zero by 2050, a climate neutral EU, a carbon-free electricity sector by 2035.

use crate::record::{Lang, Role};
use crate::rules::{Class, Mood, Need, Sentences};
use crate::text::Range;
use crate::text::scan::Item;

use super::super::frame::{self, Given};
use super::super::join::{Filled, Outcome, Seen};
use super::clause::Reader;
use super::fact::Fact;
use super::governed::Governed;
use super::word::{self, Tag, Word};
use super::{naming, phrase, years};

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
            if let Some((name, range, year)) = self.state_by(at, len)
                && !self.comes_to_nought(at, year)
            {
                let said = self.words[at].range.start..self.words[at + len - 1].range.end;
                self.aim_at(name, range, Self::by_year(year, said), Need::State);
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

    /// Cut emissions by 50% by 2030 and reach net zero by 2045: the same emissions at nought, in the goal before it, or in
    /// that of the clause that "and" joins to this one.
    fn comes_to_nought(&mut self, at: usize, year: usize) -> bool {
        let data = self.here.data;
        let Tag::Value(value) = self.words[at].tag else { return false };
        let emitted = |name: &str| name.to_lowercase().split(' ').any(|word| data.is(word, Class::EnEmission));
        let seen = Seen::new(value, Some(Role::Target), Some(year));
        if let Some(goal) = self.out.filled.iter_mut().rev().find(|goal| emitted(&goal.name)) {
            goal.seen.push(seen);
            return true;
        }
        let name = self.memory.name.clone().filter(|name| self.joined && emitted(name));
        name.is_some_and(|name| self.aim_at(name, self.words[at].range.clone(), seen, Need::State))
    }

    /// A target in words, of which only the year is found.
    pub(super) fn by_year(year: usize, words: Range) -> Seen {
        Seen { words: Some(words), ..Seen::new(year, Some(Role::Target), Some(year)) }
    }

    /// What is to be in that state, and by when, where it is promised.
    fn state_by(&self, at: usize, len: usize) -> Option<(String, Range, usize)> {
        let (start, end) = self.clause(at);
        let someday = super::stand::is_someday(self.words, at + len - 1, self.here.data);
        if someday || self.is_told_otherwise(at, len) || self.is_thought(start, at) {
            return None;
        }
        let behind = self.due_behind(at + len, end);
        let year =
            self.due_before(start, at).or(behind.map(|(_, found)| found)).or_else(|| self.due_at_head(start, at))?;
        if behind.is_some_and(|(place, _)| self.is_said_of(start, at, place, end)) {
            return None;
        }
        let limit = behind.map_or(end, |(place, _)| place);
        let (mut name, mut range) = self.state_name(start, at, len, limit)?;
        if let Some((subject, place)) = self.what_is_so(start, at) {
            (name, range) = (format!("{subject} {name}"), place.start..range.end);
        }
        Some((name, range, year))
    }

    /// Whether a value, or a title, says more than the state.
    fn is_told_otherwise(&self, at: usize, len: usize) -> bool {
        let used = |found: usize| self.out.filled.iter().any(|filled| filled.seen.iter().any(|one| one.value == found));
        let counted = self.words[at..at + len].iter().any(|word| matches!(word.tag, Tag::Value(found) if used(found)));
        // 100 percent zero-emission vehicles: the share is the goal.
        let share = at.checked_sub(1).is_some_and(|before| self.words[before].is_value());
        // No less than 80% of vehicles will be zero-emission: nor is it more where it is said of a share.
        let start = self.clause(at).0;
        let said = at.checked_sub(1).is_some_and(|before| self.words[before].tag == Tag::Be);
        let share = share || said && self.words[start..at].iter().any(Word::is_value);
        // The Carbon Neutral Government Programme
        let title = |place: usize| {
            let text = self.words.get(place).map(|word| self.here.reading.text(&word.range));
            text.is_some_and(|text| text.starts_with(char::is_uppercase))
        };
        let noun = self.words.get(at + len).is_some_and(|word| word.tag == Tag::Noun);
        counted || share || at > 0 && title(at) && title(at + len) && noun
    }

    /// Whether it is only thought of, or tells what was.
    fn is_thought(&self, start: usize, at: usize) -> bool {
        let data = self.here.data;
        let near = &self.words[at.saturating_sub(BEFORE).max(start)..at];
        let thought =
            |word: &Word| word::is_verb(&word.text, Class::EnNever, data) || data.is(&word.text, Class::EnMight);
        self.told || near.iter().any(thought)
    }

    /// The year at a place, where it is to come.
    pub(super) fn ahead(&self, place: usize) -> Option<usize> {
        match self.words[place].tag {
            Tag::Period(found) if self.here.is_future(found) => Some(found),
            _ => None,
        }
    }

    /// 2050 net zero goal
    fn due_before(&self, start: usize, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|&before| before >= start).and_then(|before| self.ahead(before))
    }

    /// Net zero by 2050: the year, and its place.
    fn due_behind(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let near = from..end.min(from + NEAR);
        let place = near.clone().find(|&place| self.words[place].is_time() || self.words[place].is_value())?;
        years::by(self.words, place, self.here.data)
            .then_some(place)
            .and_then(|place| Some((place, self.ahead(place)?)))
    }

    /// By 2050, NP will be net zero
    pub(super) fn due_at_head(&self, start: usize, at: usize) -> Option<usize> {
        let first = (start..at).find(|&place| self.words[place].is_time())?;
        let heads = years::until(self.words, first, self.here.data) && first - start <= NEAR;
        heads.then(|| self.ahead(first)).flatten()
    }

    /// Net zero by 2050 would need more money: something else is said of it.
    fn is_said_of(&self, start: usize, at: usize, year: usize, end: usize) -> bool {
        let data = self.here.data;
        let heads = self.words[start..at].iter().all(|word| matches!(word.tag, Tag::Determiner | Tag::Conjunction));
        let said = self.words.get(year + 1).is_some_and(|word| {
            matches!(word.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::Verb(_)) || data.is(&word.text, Class::EnMight)
        });
        heads && said && !self.words[start..end].iter().any(|word| word::aims(word, data))
    }

    /// The municipal fleet will be fossil-free, ferries shall have zero emissions: what is to be in that state, where it is
    /// not the body that promises.
    fn what_is_so(&self, start: usize, at: usize) -> Option<(String, Range)> {
        let has = |verb: usize| self.here.data.is(&self.words[verb].text, Class::EnHas);
        let verb = at.checked_sub(1).filter(|&verb| verb >= start && (self.words[verb].tag == Tag::Be || has(verb)))?;
        let promised = self.words[start..verb].iter().any(|word| matches!(word.tag, Tag::Modal | Tag::To));
        let agent = |name: &str| {
            let head = name.split(' ').take_while(|word| !self.here.data.is(word, Class::EnPreposition));
            head.last().is_some_and(|head| self.here.data.is(&head.to_lowercase(), Class::EnAgent))
        };
        // New Zealand will be carbon neutral: nor is a place.
        let proper =
            |name: &str| name.split(' ').all(|word| word.starts_with(char::is_uppercase)) && name.contains(' ');
        self.subject(start, Some(verb)).filter(|(name, _)| promised && !agent(name) && !proper(name))
    }

    /// Ferries shall have zero emissions: whose emissions they are.
    pub(super) fn emitted_by(&self, start: usize, fact: &Fact, governed: &Governed) -> Option<(String, Range)> {
        let data = self.here.data;
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return None };
        let (name, range) =
            governed.name.as_ref().filter(|(name, _)| data.is(&name.to_lowercase(), Class::EnEmission))?;
        let verb = fact.start.checked_sub(1).filter(|&at| at > start && data.is(&self.words[at].text, Class::EnHas))?;
        let (subject, place) = self.what_is_so(start, verb + 1).filter(|_| value.number == 0.0)?;
        Some((format!("{subject} {name}"), place.start..range.end))
    }

    /// Net zero emissions, carbon pollution-free electricity: the state with its noun.
    fn state_name(&self, start: usize, at: usize, len: usize, limit: usize) -> Option<(String, Range)> {
        let data = self.here.data;
        let over = |word: &Word| {
            data.is(&word.text, Class::EnUntil)
                || word::is_verb(&word.text, Class::EnNever, data)
                || word::aims(word, data)
        };
        let led =
            (start..at).rev().take_while(|&place| self.words[place].tag == Tag::Noun && !over(&self.words[place]));
        let of_noun = len == 1 && data.is(&self.words[at].text, Class::EnFree);
        let from = if of_noun { led.last().unwrap_or(at) } else { at };
        let to = phrase::end(self.words, at + len, limit, data).max(at + len);
        let to = (at + len..to).find(|&place| over(&self.words[place])).unwrap_or(to);
        let trails = |word: &Word| {
            matches!(word.tag, Tag::Preposition | Tag::Determiner | Tag::Conjunction | Tag::Mark(_) | Tag::Adverb)
        };
        let trailing = self.words[at + len..to].iter().rev().take_while(|word| trails(word)).count();
        let named = &self.words[from..to - trailing];
        (!named[at - from..].iter().any(Word::is_time)).then(|| naming::written(named, self.here.reading))
    }

    /// Makes a statement without a number, if a frame for it is filled.
    pub(super) fn aim_at(&mut self, name: String, range: Range, seen: Seen, what: Need) -> bool {
        let mut given = Given::default();
        for need in [Need::Name, Need::Future, Need::Deadline, what] {
            given.add(need, true);
        }
        let (frame, tried) = frame::fill(Lang::En, Mood::Noun, &given, self.here.data);
        self.out.outcomes.push(Outcome {
            name: Some(name.clone()),
            values: vec![seen.value],
            mood: Mood::Noun,
            why: None,
            frame,
            tried,
        });
        let Some(frame) = frame else { return false };
        self.out.filled.push(Filled { frame, name, range, seen: vec![seen], flags: Vec::new(), plain: true });
        true
    }
}
