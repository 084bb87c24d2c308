//! Names that a value has from what stands before it: another value of its clause, what the sentence or those before it
//! spoke of.

use crate::rules::{Class, Mood};

use super::clause::Reader;
use super::fact::Fact;
use super::governed::{Governed, Place};
use super::word::{self, Tag, Word};

impl Reader<'_> {
    /// What another verb, another value of the clause or the whole is said of.
    pub(super) fn name_of_value_before(&self, place: Place<'_>, governed: &mut Governed) {
        let Place { at, fact, start, end, left, right, .. } = place;
        if governed.name.is_none()
            && let Some(verb) = left.filter(|_| self.is_goal_of_before(fact))
            && let Some(before) = self.verb_before(start, verb)
        {
            // Reduce emissions and meet the 80% by 2050 goal
            governed.name = self.object(start, Some(before), fact, verb);
            governed.classes.extend(self.classes(before));
        }
        if governed.name.is_none() {
            governed.name = self.counted(left.or(right), fact, end, &governed.classes);
        }
        if governed.name.is_none() && self.is_share(fact) {
            governed.name = self.of_whole(start, fact);
        }
        if governed.name.is_none()
            && let Some((before, last)) = self.last.as_ref().filter(|(before, _)| *before < at)
            && (self.words[self.facts[*before].at..fact.at].len() <= NEAR || self.is_joined(fact))
        {
            governed.name.clone_from(&last.name);
            governed.classes.extend(last.classes.iter().copied());
            governed.mood = governed.mood.or(last.mood);
        }
        // Lower the poverty rate to 12%, and … a rate of 5%: the head alone is the one spoken of.
        if let (Some((name, _)), Some((_, last))) = (&governed.name, &self.last)
            && let Some((whole, place)) = &last.name
            && !name.contains(' ')
            && self.here.data.is(name, Class::EnShare)
            && whole.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with(' '))
        {
            governed.name = Some((whole.clone(), place.clone()));
        }
    }

    /// What was spoken of before.
    pub(super) fn name_told_before(&self, place: Place<'_>, governed: &mut Governed) {
        let Place { at, fact, start, right, changes, .. } = place;
        if governed.name.is_none() && matches!(governed.mood, Some(Mood::Goal | Mood::Plan)) {
            governed.name = self.about();
        }
        // It was 9.8%. The Plan adopts a more cautious objective of 13%.
        if governed.name.is_none()
            && governed.mood == Some(Mood::Goal)
            && let Some(name) = self.told_alike(fact)
        {
            governed.inherit(name);
        }
        // Under the new Strategy, 70% shall be reached: of what was spoken of last in the same unit.
        let arrives = |verb: usize| word::is_verb(&self.words[verb].text, Class::EnArrive, self.here.data);
        if governed.name.is_none()
            && governed.mood == Some(Mood::Plan)
            && (right.is_some_and(arrives)
                || place.left.is_some_and(|verb| arrives(verb) && verb + 1 == fact.start && !self.is_passive(verb)))
            && let Some(name) = self.spoken_of(None, fact).filter(|name| self.counts_alike(name, fact))
        {
            governed.inherit(name);
        }
        // No more than 800 events: the seclusion events of the sentence before.
        if let (Some((name, _)), Some(whole)) = (&governed.name, &self.memory.name)
            && !self.is_share(fact)
            && !name.contains(' ')
            && name.starts_with(char::is_lowercase)
            && whole.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with(' '))
        {
            governed.inherit(whole.clone());
        }
        // Our goal is a tobacco-free county, which means a rate of 5%: the smoking rate that was told of.
        if let Some((name, _)) = &governed.name
            && self.here.data.is(&name.to_lowercase(), Class::EnGeneric)
            && let Some(name) = self.recalled_by(name)
        {
            governed.inherit(name);
        }
        let opens = |words: &[Word]| {
            words.iter().take(OPENING).any(|word| word.tag == Tag::Noun && word::aims(word, self.here.data))
        };
        let goal = governed.mood == Some(Mood::Goal);
        // 41% of adults met it; the aim is 50%: or of what the clause before told.
        if governed.name.is_none()
            && goal
            && start > 0
            && (opens(&self.words[start..]) || self.aims_at(fact))
            && let Some(name) =
                at.checked_sub(1).filter(|&told| self.is_alike(told, at)).and_then(|told| self.stands(told))
        {
            governed.name = Some((name, 0..0));
        }
        // The target for 2030 is 45%: of what the sentence before spoke of.
        if governed.name.is_none()
            && goal
            && opens(self.words)
            && let Some(name) = self.memory.name.clone()
        {
            governed.inherit(name);
        }
        // (2) Methane / The target is set as a 12% reduction: of what the heading names.
        if governed.name.is_none()
            && goal
            && opens(self.words)
            && let Some(name) = self.memory.heading.clone()
        {
            governed.inherit(name);
        }
        // A fall of 15% is the objective
        let fall = place.left.is_some_and(|verb| self.words[verb].tag == Tag::Noun);
        if governed.name.is_none()
            && (changes || fall && goal)
            && let Some(name) = self.memory.name.clone()
        {
            // We will achieve a 20% reduction by 2026: of what the sentence before spoke of.
            governed.inherit(name);
        }
        if governed.name.is_none()
            && let Some(name) = self.memory.name.clone().filter(|_| self.points_back()).or_else(|| self.topic(governed))
            && self.counts_alike(&name, fact)
        {
            governed.inherit(name);
        }
        if let Some(name) = governed.name.as_ref().and_then(|name| self.whole_name(name)) {
            governed.inherit(name);
        }
        // It was reported 8,420 times. A fall of 15% is the objective: of what the sentence before spoke of.
        let change = |name: &str| !name.contains(' ') && self.here.data.is(&name.to_lowercase(), Class::EnChange);
        if matches!(governed.mood, Some(Mood::Goal | Mood::Plan))
            && governed.name.as_ref().is_some_and(|(name, _)| change(name))
            && let Some(name) = self.memory.name.clone()
        {
            governed.inherit(name);
        }
        if governed.name.is_none() && matches!(governed.mood, Some(Mood::Noun | Mood::Told)) {
            governed.name = self.stated(place.fact, start, place.left);
            if governed.name.is_some() {
                governed.mood = Some(Mood::Told);
            }
        }
    }

    /// … of the demand by 2020 and 25% by 2030: a value right behind "and" is said of the same.
    pub(super) fn is_joined(&self, fact: &Fact) -> bool {
        let before = |back: usize| fact.start.checked_sub(back).map(|at| &self.words[at]);
        before(1).is_some_and(|word| word.tag == Tag::Conjunction) && before(2).is_some_and(Word::is_time)
    }

    /// The 80% by 2050 goal: whether the value only points to a goal.
    fn is_goal_of_before(&self, fact: &Fact) -> bool {
        let behind = self.words.get(fact.at + 1..).unwrap_or_default();
        let due = |word: &&Word| word.is_time() || self.here.data.is(&word.text, Class::EnUntil);
        behind.iter().find(|word| !due(word)).is_some_and(|word| word::aims(word, self.here.data))
    }
}

/// A value without a name of its own takes that of one no more words before it.
const NEAR: usize = 14;
/// The target is …, our target for this measure is: it stands among the first so many words.
const OPENING: usize = 3;
