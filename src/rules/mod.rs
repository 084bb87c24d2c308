//! The rules: what a maintainer tunes, read from TOML and made ready to match.
//!
//! The files under `rules/` are compiled into the program; `--rules DIR` replaces them.
//! Loading checks everything that can be checked without a document, so that a rule
//! that could never work is an error with its place, not a silence.

mod compiled;
mod deeds;
mod error;
mod file;
mod kinds;
mod load;
mod matching;
mod paid;
mod pattern;
mod programmes;
mod read;
mod runs;
mod sentence;
mod sieve;
mod tables;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;

use crate::record::{Flag, Lang};
use crate::text::scan::Aggregation;
use crate::text::{Lexicon, Marks, Words};

pub use compiled::Capture;
pub(crate) use compiled::{Pattern, Symbols, compile};
pub(crate) use deeds::DeedWords;
pub use error::RuleError;
pub(crate) use error::nearest;
pub use file::{BindMakes, Example, Makes, Reach, Scope};
pub(crate) use kinds::{Case, Class, Mood, Need};
pub use matching::Match;
pub(crate) use matching::Won;
pub(crate) use paid::{PaidWord, PaidWords};
pub(crate) use pattern::Vocabulary;
pub(crate) use programmes::ProgrammeWords;
pub(crate) use read::{BLOCKS, COLUMNS};
pub(crate) use runs::{Items, Lines, Says};
pub(crate) use sentence::{Frame, MoodRule, Sentences};
pub use tables::{Column, Hint, Look};
pub(crate) use tables::{Knows, Stream, Tables, fits, outside};
pub(crate) use words::Token;

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
    pub(crate) tables: Tables,
    /// What measures are told by.
    pub(crate) deeds: DeedWords,
    /// What budgets are read with.
    pub(crate) paid: PaidWords,
    /// What the names of programmes are told by.
    pub(crate) programmes: ProgrammeWords,
    /// What lines are read with.
    pub(crate) lines: Lines,
    pub(crate) rules: Vec<Rule>,
    /// What sentences are read with.
    pub(crate) sentences: Sentences,
    by_scope: BTreeMap<Scope, Vec<usize>>,
    /// The files as they were read, with what their patterns may name.
    pub(crate) files: BTreeMap<String, File>,
    /// The folder they come from; none for those compiled in.
    folder: Option<std::path::PathBuf>,
    /// Changes with any change of a rule file: part of what identifies a record.
    pub hash: String,
}

/// A rule file as it was read.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub text: String,
    pub vocabulary: Vocabulary,
    /// The blocks and word classes that the file itself defines.
    pub blocks: Vec<Block>,
}

/// A named block or word class, and where its name and its pattern stand.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub name: String,
    pub at: Range<usize>,
    pub body: Range<usize>,
}

/// What every entry of a rule file has, whatever it does: a name, a place, examples.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: String,
    /// The file it stands in.
    pub file: String,
    /// Where its id stands there.
    pub at: Range<usize>,
    /// What it must read.
    pub ok: Vec<Example>,
    /// What looks alike and must be left.
    pub no: Vec<Example>,
    /// What it should read one day.
    pub todo: Vec<Example>,
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
    pub entry: Entry,
    pub makes: BindMakes,
    /// The pattern in the rule's words, and where it stands.
    pub pattern: String,
    pub at: Range<usize>,
    pub expanded: String,
}

#[derive(Debug)]
pub(crate) struct Context {
    pub entry: Entry,
    pub at: Vec<Scope>,
    pub pattern: Pattern,
    pub opens: Option<String>,
    pub items: Option<Items>,
    pub reach: Reach,
    pub year_of: Hint,
    pub stage: Option<String>,
}

/// A rule that makes records.
#[derive(Debug)]
pub struct Rule {
    pub entry: Entry,
    pub version: u32,
    pub makes: Makes,
    pub scopes: Vec<Scope>,
    pub context: Option<String>,
    pub lang: Option<Lang>,
    pub(crate) pattern: Pattern,
    pub(crate) each: Option<Pattern>,
    pub aggregation: Option<Aggregation>,
    pub priority: i32,
    pub confidence: f64,
    /// Where the confidence, the scopes and the context stand in its file.
    pub(crate) places: Places,
    pub flags: Vec<Flag>,
}

#[derive(Debug, Default)]
pub(crate) struct Places {
    pub confidence: Range<usize>,
    pub scopes: Range<usize>,
    pub context: Range<usize>,
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
        let files = read::folder(folder)?;
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let in_folder = |error: RuleError| RuleError { file: folder.join(&error.file).display().to_string(), ..error };
        let mut rules = Self::parse(&files).map_err(|errors| errors.into_iter().map(in_folder).collect::<Vec<_>>())?;
        rules.folder = Some(folder.to_owned());
        Ok(rules)
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

    /// The folder they were read from; none for those compiled in.
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_deref()
    }

    /// All that stands in the files and has examples, in no order that matters.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let rules = self.rules.iter().map(|rule| &rule.entry);
        let binds = self.binds.each.iter().map(|bind| &bind.entry);
        let contexts = self.contexts.iter().map(|context| &context.entry);
        let tables = &self.tables;
        let facets = tables.facets.iter().map(|facet| &facet.entry);
        let types = tables.types.iter().map(|rule| &rule.entry);
        let endings = tables.endings.iter().map(|ending| &ending.entry);
        let asides = tables.asides.iter().map(|aside| &aside.entry);
        let trims = tables.trims.iter().map(|trim| &trim.entry);
        let lines = self.lines.all.iter().map(|line| &line.entry);
        let tables = facets.chain(types).chain(endings).chain(asides).chain(trims).chain(lines);
        rules.chain(binds).chain(contexts).chain(tables).chain(self.sentences.entries())
    }

    /// The first word in a text that names a goal: one of the class `target`, 指標.
    pub(crate) fn names_a_goal(&self, code: &str) -> Option<&str> {
        let goals = self.common().classes.get("target").map_or(&[][..], Vec::as_slice);
        goals.iter().map(String::as_str).chain(["指標"]).find(|word| code.contains(word))
    }

    /// A file's name as a user can open it.
    pub(crate) fn path(&self, file: &str) -> String {
        self.folder.as_ref().map_or_else(|| file.to_owned(), |folder| folder.join(file).display().to_string())
    }

    /// What every file may name: the blocks of `blocks.toml` and the word classes.
    pub(crate) fn common(&self) -> &Vocabulary {
        static NOTHING: Vocabulary = Vocabulary { blocks: BTreeMap::new(), classes: BTreeMap::new() };
        self.files.get(COLUMNS).map_or(&NOTHING, |file| &file.vocabulary)
    }

    /// A range of a pattern as a range of the file that holds it.
    pub(crate) fn inner(&self, file: &str, at: &Range<usize>, pattern: &str, range: Range<usize>) -> Range<usize> {
        let text = self.files.get(file).map_or("", |file| file.text.as_str());
        read::inner(text, at.clone(), pattern, range)
    }

    /// Something that is wrong at a place of a file.
    pub(crate) fn error(&self, file: &str, at: Range<usize>, what: String, help: String) -> RuleError {
        let text = self.files.get(file).map(|file| file.text.clone()).unwrap_or_default();
        RuleError { file: self.path(file), at, text, what, help }
    }
}
