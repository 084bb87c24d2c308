//! shihyo (指標) turns Japanese government strategy documents into records: who
//! promised which number by when, and where that stands.
//!
//! The modules in the order of the data's way through them; each knows only those
//! before it.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo))]

pub mod batch;
pub mod chars;
pub mod eval;
pub mod export;
pub mod extract;
pub mod layout;
pub mod office;
pub mod open;
pub mod pdf;
pub mod query;
pub mod record;
pub mod rules;
pub mod source;
pub mod store;
pub mod text;
pub mod trial;
pub mod workbench;
