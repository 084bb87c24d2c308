//! Frames: what a clause and the values of one name must hold to state an indicator.
//!
//! Frames are data (`frames.toml`): a mood, classes of verbs, needs. The first whose needs
//! are all met is filled; what the others lacked is kept for those who tune them.

use crate::record::Lang;
use crate::rules::{Class, Frame, Mood, Need, Sentences};

/// What a frame may ask, answered.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    pub needs: Vec<Need>,
    /// The verb of the clause.
    pub verb: String,
    /// Classes that the verb is of, where the reader knows them better than the lists do.
    pub classes: Vec<Class>,
}

impl Given {
    pub fn add(&mut self, need: Need, holds: bool) {
        if holds {
            self.needs.push(need);
        }
    }
}

/// A frame that was tried, and what it lacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tried {
    pub frame: usize,
    pub lacks: Vec<Lack>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack {
    Mood,
    Verb,
    Need(Need),
}

impl Lack {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Mood => "another mood",
            Self::Verb => "another verb",
            Self::Need(need) => need.word(),
        }
    }
}

/// The frame that is filled, and those that were tried before it.
pub(super) fn fill(lang: Lang, mood: Mood, given: &Given, data: &Sentences) -> (Option<usize>, Vec<Tried>) {
    let mut tried = Vec::new();
    for (at, frame) in data.frames.iter().enumerate().filter(|(_, frame)| frame.lang == lang) {
        let lacks = lacks(frame, mood, given, data);
        if lacks.is_empty() {
            return (Some(at), tried);
        }
        tried.push(Tried { frame: at, lacks });
    }
    (None, tried)
}

fn lacks(frame: &Frame, mood: Mood, given: &Given, data: &Sentences) -> Vec<Lack> {
    let is = |classes: &[Class]| {
        data.is_any(&given.verb, classes) || given.classes.iter().any(|class| classes.contains(class))
    };
    let mut lacks = Vec::new();
    if !frame.mood.contains(&mood) {
        lacks.push(Lack::Mood);
    }
    if !frame.predicate.is_empty() && !is(&frame.predicate) || is(&frame.unless) {
        lacks.push(Lack::Verb);
    }
    lacks.extend(frame.needs.iter().filter(|need| !given.needs.contains(need)).map(|&need| Lack::Need(need)));
    lacks
}
