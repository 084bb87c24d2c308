//! Reads pages that are pictures: another source of glyphs beside what a page draws as text.
//!
//! The page is drawn as a [`picture`], its ruling lines found and taken out, and Tesseract ([`engine`]) tells the words of
//! the rest with their places ([`tsv`]), which become [`glyphs`]. All that comes after sees a page like any other.

mod engine;
mod glyphs;
mod picture;
mod tsv;

use std::time::{Duration, Instant};

use hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page as RawPage;
use serde::{Deserialize, Serialize};

use crate::chars::is_japanese;

use super::page::Page;

pub use engine::{Engine, NotRead};

use engine::Script;
use picture::Picture;
use tsv::Line;

/// Recognising a page takes so many times as long as any other may.
pub const TIMES: u32 = 6;
/// A page with a smaller part of its letters in Japanese is in English.
const JAPANESE: f32 = 0.2;
/// Level lines read with less than this on the average, of 100, may be upright ones.
const POOR: f32 = 65.0;

/// A line read with less than this on the average, of 100, is no text.
const NOISE: f32 = 45.0;

/// Which pages go to the engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    #[default]
    Never,
    /// Those that are pictures of text, if the engine is there.
    Auto,
    /// All; its words take the place of the page's own.
    Always,
}

/// How pages are recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ocr {
    pub when: When,
    /// The engine, by its name or path.
    pub program: String,
    /// How long it may take for a page.
    pub seconds: u32,
}

impl Ocr {
    /// What the text of pages that are pictures depends on.
    pub fn mark(&self) -> String {
        let engine = || Engine::find(&self.program).map_or_else(|_| "no engine".to_owned(), |engine| engine.mark());
        match self.when {
            When::Never => "never".into(),
            When::Auto => engine(),
            When::Always => format!("always {}", engine()),
        }
    }
}

/// What the engine made of a page.
pub(super) struct Recognised {
    /// Which engine it was, and which language it read.
    pub by: String,
    pub doubtful: u32,
}

/// Puts what the engine reads on a page in the place of its text and lines.
///
/// # Errors
/// The page stays as it was, and why.
pub(super) fn recognise<'a>(
    page: &mut Page,
    raw: &'a RawPage<'a>,
    unit: f32,
    settings: &InterpreterSettings,
    engine: &Engine,
    seconds: u32,
) -> Result<Recognised, NotRead> {
    let deadline = Instant::now() + Duration::from_secs(seconds.into());
    let mut picture = Picture::draw(page, raw, unit, settings).ok_or(NotRead::NotDrawn)?;
    let rules = picture.take_rules();
    let mut reading = read(engine, &picture, (deadline, seconds))?;
    reading.lines.retain(is_text);
    let by = format!("{}, {}", engine.name, reading.script.code());
    if reading.lines.is_empty() {
        return Err(NotRead::Nothing { engine: by });
    }
    let (glyphs, doubtful) = glyphs::glyphs(&reading, &picture);
    (page.glyphs, page.rules) = (glyphs, rules);
    page.fills.clear();
    Ok(Recognised { by, doubtful })
}

/// Whether a line is text, not a border or a drawing that the engine took for letters.
fn is_text(line: &Line) -> bool {
    let letters: usize = line.words.iter().map(|word| word.text.chars().count()).sum();
    worth(std::slice::from_ref(line)) >= NOISE * letters as f32
}

/// What the engine read of a picture.
struct Reading {
    script: Script,
    lines: Vec<Line>,
    /// The same in another language, which has the same digits; empty where there is none, or no need of it.
    second: Vec<Line>,
}

/// Reads a picture in the language that it is in, as far as the engine has it.
fn read(engine: &Engine, picture: &Picture, until: (Instant, u32)) -> Result<Reading, NotRead> {
    let usual = if engine.reads(Script::Japanese) { Script::Japanese } else { Script::English };
    let mut all = vec![(usual, engine.lines(picture, usual, until)?)];
    for other in others(&all[0].1) {
        if other != usual && engine.reads(other) {
            all.push((other, engine.lines(picture, other, until)?));
        }
    }
    // Of equals the usual one, which stands first.
    let best = (1..all.len()).fold(0, |best, at| if worth(&all[at].1) > worth(&all[best].1) { at } else { best });
    let (script, lines) = all.swap_remove(best);
    let level = |script: &Script| *script != Script::Vertical;
    let second = match all.into_iter().find(|(other, _)| level(other)) {
        _ if !level(&script) || !glyphs::has_doubtful(&lines) => Vec::new(),
        Some((_, lines)) => lines,
        None if script == Script::Japanese && engine.reads(Script::English) => {
            engine.lines(picture, Script::English, until)?
        }
        None => Vec::new(),
    };
    Ok(Reading { script, lines, second })
}

/// What else lines may be that were read as level Japanese.
fn others(lines: &[Line]) -> Vec<Script> {
    let letters = || lines.iter().flat_map(|line| &line.words).flat_map(|word| word.text.chars());
    let count = letters().filter(|c| c.is_alphabetic()).count() as f32;
    let japanese = letters().filter(|c| c.is_alphabetic() && is_japanese(*c)).count() as f32;
    let mut out = Vec::new();
    if worth(lines) < POOR * letters().count() as f32 || lines.is_empty() {
        out.push(Script::Vertical);
    }
    if japanese < JAPANESE * count {
        out.push(Script::English);
    }
    out
}

/// How much was read, and how surely: of two readings the better has more.
fn worth(lines: &[Line]) -> f32 {
    lines.iter().flat_map(|line| &line.words).map(|word| word.sure * word.text.chars().count() as f32).sum()
}

#[cfg(test)]
mod tests {
    use super::super::page::Rect;
    use super::tsv::Word;
    use super::*;

    fn line(text: &str, sure: f32) -> Line {
        Line { place: Rect::default(), words: vec![Word { place: Rect::default(), sure, text: text.into() }] }
    }

    #[test]
    fn a_page_is_tried_in_another_language_only_where_the_first_reads_it_badly() {
        assert_eq!(others(&[line("就農相談の件数は12件", 90.0)]), []);
        assert_eq!(others(&[line("Number of farms that sell 80 percent", 80.0)]), [Script::English]);
        assert_eq!(others(&[line("移2導", 20.0)]), [Script::Vertical]);
        assert_eq!(others(&[]), [Script::Vertical]);
    }
}
