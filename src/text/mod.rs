//! Reads a block: normalised text that points back, and what stands in it.

mod calendar;
pub mod code;
mod fold;
mod lexicon;
mod reading;
pub mod scan;
mod view;
mod words;

pub use calendar::Calendar;
pub use fold::{folded, nfkc};
pub use lexicon::{Era, ErasFile, Lexicon, MarkLabel, MinistriesFile, Ministry, ScanFile, UnitsFile};
pub use reading::{Marks, Reading};
pub use view::{Range, View};
pub use words::{Part, Pos, Sub, Tagged, TermsError, Word, Words};
