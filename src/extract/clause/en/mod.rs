//! English sentences: prepositions tell roles and years, verb classes and nouns of change
//! tell what becomes of what is named.

mod again;
mod against;
mod aside;
mod before;
mod clause;
mod doubt;
mod ended;
mod everyone;
mod fact;
mod fill;
mod govern;
mod governed;
mod heading;
mod inside;
mod joined;
mod mood;
mod naming;
mod object;
mod opening;
mod pairs;
mod parts;
mod phrase;
mod portion;
mod promise;
mod recall;
mod roles;
mod simple;
mod stand;
mod state;
mod subject;
#[cfg(test)]
mod tests;
mod told;
mod topic;
mod unnumbered;
mod verb;
mod within;
mod word;
mod years;

pub(super) use clause::read;
pub(super) use heading::{date_of_goals, is_label, sets_a_date, speaks_of_goals};
pub(in crate::extract) use opening::announces;
pub(super) use opening::opening;
pub(super) use state::speaks_of_state;
pub(super) use topic::topic;
pub(super) use unnumbered::speaks_of_all_or_end;
pub(super) use word::Word;
#[cfg(test)]
pub(super) use word::words;
