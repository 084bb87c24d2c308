//! shihyo (指標) turns Japanese government strategy documents into records: who
//! promised which number by when, and where that stands.
//!
//! The modules in the order of the data's way through them; each knows only those
//! before it.
#![forbid(unsafe_code)]

pub mod chars;
pub mod source;
pub mod layout;
pub mod text;
pub mod rules;
pub mod record;
pub mod extract;
pub mod trial;
pub mod eval;
