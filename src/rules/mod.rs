//! The rules: what a maintainer tunes, read from TOML and made ready to match.
//!
//! The files under `rules/` are compiled into the program; `--rules DIR` replaces them.
//! Loading checks everything that can be checked without a document, so that a rule
//! that could never work is an error with its place, not a silence.

mod compiled;
mod error;
mod file;
mod load;
mod matching;
mod pattern;

use std::collections::BTreeMap;

use regex::Regex;

use crate::text::scan::Aggregation;
use crate::text::{Lexicon, Marks, Words};
use compiled::Pattern;

pub use compiled::Capture;
pub use error::RuleError;
pub use file::{BindMakes, CellMeans, Column, Example, Makes, Reach, ResolveSpec, Scope};
pub use matching::Match;

/// Everything read from a rules folder.
#[derive(Debug)]
pub struct Rules {
    lexicon: Lexicon,
    marks: Marks,
    words: Words,
    pub(crate) binds: Binds,
    pub(crate) contexts: Vec<Context>,
    /// Finds the words without which no context opens; none where each text must be read for them.
    pub(crate) context_cues: Option<Regex>,
    pub(crate) cells: Vec<CellRule>,
    pub(crate) columns: Vec<(Column, Pattern)>,
    pub(crate) resolve: Vec<ResolveSpec>,
    pub(crate) rules: Vec<Rule>,
    by_scope: BTreeMap<Scope, Vec<usize>>,
    /// Changes with any change of a rule file: part of what identifies a record.
    pub hash: String,
}

/// The patterns that bind values to periods, as one alternation.
#[derive(Debug)]
pub(crate) struct Binds {
    pub all: Regex,
    /// What each group of `all` stands for: a place, or none for a whole pattern.
    pub groups: Vec<BindGroup>,
    pub each: Vec<Bind>,
}

/// A group of the alternation: which pattern it belongs to, and its place in it.
#[derive(Debug, Clone)]
pub(crate) struct BindGroup {
    pub bind: usize,
    pub place: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Bind {
    pub id: String,
    pub makes: BindMakes,
    pub ok: Vec<Example>,
    pub no: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Context {
    pub id: String,
    pub at: Vec<Scope>,
    pub pattern: Pattern,
    pub opens: Option<String>,
    pub reach: Reach,
    pub ok: Vec<String>,
    pub no: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct CellRule {
    pub id: String,
    pub means: CellMeans,
    pub pattern: Pattern,
    pub ok: Vec<String>,
    pub no: Vec<String>,
}

/// A rule that makes records.
#[derive(Debug)]
pub struct Rule {
    pub id: String,
    pub version: u32,
    pub makes: Makes,
    pub scopes: Vec<Scope>,
    pub context: Option<String>,
    pub lang: Option<String>,
    pub(crate) pattern: Pattern,
    pub(crate) each: Option<Pattern>,
    pub aggregation: Option<Aggregation>,
    pub only: Option<Aggregation>,
    pub priority: i32,
    pub confidence: f64,
    pub flags: Vec<String>,
    pub ok: Vec<Example>,
    pub no: Vec<String>,
    pub todo: Vec<Example>,
    /// The file it stands in.
    pub file: String,
}

const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl Rules {
    /// The rules that were compiled in.
    ///
    /// # Panics
    /// Never in a program whose tests passed: they load these very rules.
    #[expect(clippy::panic, reason = "a broken built-in rule is a broken build, found by the first test")]
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN).unwrap_or_else(|errors| {
            panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        })
    }

    /// Reads every `.toml` file of a folder.
    ///
    /// # Errors
    /// Everything that is wrong in the files, or that the folder cannot be read.
    pub fn load(folder: &std::path::Path) -> Result<Self, Vec<RuleError>> {
        let files = load::read_folder(folder)?;
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Self::parse(&files)
    }

    /// Reads rules from files given as names and texts.
    ///
    /// # Errors
    /// Everything that is wrong in them.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<RuleError>> {
        load::parse(files)
    }

    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The tokeniser, with the terms of `terms.toml`.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// A rule by its index in a [`Match`].
    pub fn rule(&self, at: usize) -> &Rule {
        &self.rules[at]
    }

    /// All rules that make records.
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }
}
