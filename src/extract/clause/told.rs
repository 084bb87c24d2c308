//! How a sentence was read, for `explain`, `why-not` and the entries' own tests.

use crate::layout::Span;
use crate::rules::{Mood, Rules};
use crate::text::Range;

use super::super::read::Read;
use super::argument::Here;
use super::bracket;
use super::chunk::{self, Chunk};
use super::en::{self, Word};
use super::frame::Lack;
use super::join::{self, Joined, Memory};
use super::mood::{self, Clause};
use super::token;

/// A sentence as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub span: Span,
    /// The chunks, parted by bars.
    pub chunks: String,
    /// The clauses with their moods and what told these.
    pub clauses: Vec<String>,
    pub frames: Vec<TriedFrame>,
}

/// What became of the values of one name in a clause.
#[derive(Debug, Clone)]
pub(crate) struct TriedFrame {
    /// The name and the values.
    pub what: String,
    pub mood: Mood,
    /// Why they are doubted.
    pub why: Option<&'static str>,
    /// Index of the frame that was filled.
    pub filled: Option<usize>,
    /// The frames that were not, and what each lacked.
    pub lacking: Vec<(usize, Vec<Lack>)>,
}

/// A sentence with its parts.
pub(super) struct Parsed {
    pub chunks: Vec<Chunk>,
    pub clauses: Vec<Clause>,
    /// The words of an English sentence.
    pub words: Vec<Word>,
    pub joined: Joined,
}

/// Reads a Japanese sentence.
pub(super) fn japanese(read: &Read, range: &Range, rules: &Rules, year: Option<i32>, memory: &Memory) -> Parsed {
    let data = &rules.sentences;
    let mut chunks = chunk::chunks(token::tokens(&read.reading, range, data, rules.words()), data);
    if chunks.is_empty() {
        return Parsed { chunks, clauses: Vec::new(), words: Vec::new(), joined: Joined::default() };
    }
    let inner = bracket::sentences(&mut chunks, data);
    let clauses = mood::clauses(&chunks, data);
    let here = Here { reading: &read.reading, data, chunks: &chunks, year };
    let mut joined = join::join(here, &clauses, range, memory);
    for range in inner {
        let within = japanese(read, &range, rules, year, &Memory::default()).joined;
        joined.filled.extend(within.filled);
        joined.outcomes.extend(within.outcomes);
    }
    Parsed { chunks, clauses, words: Vec::new(), joined }
}

/// Reads an English sentence.
pub(super) fn english(read: &Read, range: &Range, rules: &Rules, year: Option<i32>, memory: &Memory) -> Parsed {
    let here = Here { reading: &read.reading, data: &rules.sentences, chunks: &[], year };
    let (words, joined) = en::read(here, range, memory);
    Parsed { chunks: Vec::new(), clauses: Vec::new(), words, joined }
}

/// How a sentence was read, in words.
pub(super) fn told(read: &Read, range: &Range, parsed: &Parsed, rules: &Rules) -> Told {
    let reading = &read.reading;
    let show = |chunk: &Chunk| {
        let comma = if chunk.comma { "、" } else { "" };
        format!("{}{comma}", reading.text(&chunk.range()))
    };
    let clauses = parsed.clauses.iter().map(|clause| {
        let by = clause.by.map_or("no entry: its verb alone", |at| rules.sentences.moods[at].entry.id.as_str());
        let taken = if clause.taken { ", from the clause behind it" } else { "" };
        format!("{}: {} ({by}{taken})", reading.text(&clause.range(&parsed.chunks)), clause.mood.word())
    });
    let frames = parsed.joined.outcomes.iter().map(|outcome| {
        let values: Vec<&str> = outcome.values.iter().map(|&at| reading.text(&reading.found[at].range)).collect();
        let name = outcome.name.as_deref().unwrap_or("no name");
        TriedFrame {
            what: format!("{name} | {}", values.join(", ")),
            mood: outcome.mood,
            why: outcome.why,
            filled: outcome.frame,
            lacking: outcome.tried.iter().map(|tried| (tried.frame, tried.lacks.clone())).collect(),
        }
    });
    // What comes from the line above a list has no place of its own.
    let shown =
        |word: &Word| if word.range.is_empty() { word.text.clone() } else { reading.text(&word.range).to_owned() };
    let words = parsed.words.iter().map(|word| format!("{} {}", shown(word), word.tag.word()));
    Told {
        span: reading.view.source(range),
        chunks: parsed.chunks.iter().map(show).chain(words).collect::<Vec<_>>().join(" | "),
        clauses: clauses.collect(),
        frames: frames.collect(),
    }
}

/// The chunks of a text, for tests of entries.
fn chunks_of(read: &Read, rules: &Rules) -> Vec<Chunk> {
    let whole = 0..read.reading.view.text.len();
    chunk::chunks(token::tokens(&read.reading, &whole, &rules.sentences, rules.words()), &rules.sentences)
}

/// The entry of `moods.toml` that tells the mood of a text's first clause, for its tests.
pub(crate) fn mood_of(text: &str, rules: &Rules) -> Option<usize> {
    let chunks = chunks_of(&super::super::read_line(text, rules), rules);
    let clauses = if chunks.is_empty() { Vec::new() } else { mood::clauses(&chunks, &rules.sentences) };
    clauses.first().and_then(|clause| clause.by)
}

/// The particle behind a text's last chunk, for tests of particles.
pub(crate) fn particle_of(text: &str, rules: &Rules) -> String {
    let chunks = chunks_of(&super::super::read_line(text, rules), rules);
    chunks.last().map_or(String::new(), |chunk| chunk.particle.clone())
}
