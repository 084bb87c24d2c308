//! English sentences: prepositions tell roles and years, verb classes and nouns of change
//! tell what becomes of what is named.

mod clause;
mod fact;
mod phrase;
mod word;

pub(super) use clause::{read, speaks_of_goals};
pub(super) use word::Word;
