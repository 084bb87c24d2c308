//! Lines that end in the initials of ministries without a bracket, where a legend tells what they stand for:
//! 厚：厚生労働省、文：文部科学省, then 手引を全国の中学校に配る　文・環.

use std::collections::BTreeSet;

use crate::chars::is_japanese;
use crate::layout::{Kind, Span};
use crate::record::{Form, Lang};
use crate::text::nfkc;
use crate::text::scan::names;

use super::making::FoundMeasure;
use super::statement::By;
use super::{Extractor, Found, name};

/// A legend tells no fewer.
const LEAST: usize = 3;
/// An initial is no longer, in characters.
const INITIAL: usize = 2;
/// A line of a legend, or of initials, is no longer, in bytes.
const LONGEST: usize = 400;
/// What is to be done takes so many characters.
const DEED: usize = 6;
/// What parts what a legend tells, and initials in a line.
const PARTS: [char; 7] = ['、', ',', ' ', '\u{3000}', '/', '・', ';'];

impl Extractor<'_> {
    /// Makes measures of the lines that end in such initials, of text and of tables that only wide gaps made.
    pub(super) fn initials(&mut self) {
        if self.legend().is_empty() {
            return;
        }
        let mut told: Vec<u32> = self
            .out
            .iter()
            .filter_map(|found| match found {
                Found::Measure(one) => Some(one.span.start),
                _ => None,
            })
            .collect();
        told.sort_unstable();
        let is_told = |span: Span| {
            told.get(told.partition_point(|&start| start < span.start)).is_some_and(|&start| start < span.end)
        };
        for at in 0..self.document.blocks.len() {
            let block = &self.document.blocks[at];
            match block.table() {
                Some(table) => {
                    table.rows.iter().filter(|row| !is_told(row.span)).for_each(|row| self.initials_of(at, row.span));
                }
                None if is_told(block.text.span()) => {}
                None => self.initials_of(at, block.text.span()),
            }
        }
    }

    fn initials_of(&mut self, at: usize, span: Span) {
        let raw = &self.source[span.range()];
        if raw.len() > LONGEST || raw.contains(['\t', '|']) {
            return;
        }
        let mut from = span.range().start;
        for line in raw.split_inclusive('\n') {
            let start = from;
            from += line.len();
            let line = line.trim_end();
            let Some((words, codes)) = line.rsplit_once([' ', '\u{3000}']) else { continue };
            let codes = nfkc(codes);
            let each = || codes.split(PARTS).map(|code| code.trim_start_matches('◎'));
            if !each().all(|code| self.legend().contains(code)) {
                continue;
            }
            let text = name::clean_text(words.trim_end());
            let ministries = names(&codes, &self.offices.context(self.rules));
            if text.chars().count() < DEED || !text.contains(is_japanese) || ministries.len() != each().count() {
                continue;
            }
            // 半数の学校が答えた　文: what was found; 国立公園の数　環: what is counted.
            let deeds = &self.rules.deeds;
            if deeds.is_finding(&text) || deeds.is_said(&text) || self.rules.tables.strength(&text) == 3 {
                continue;
            }
            let heading = matches!(self.document.blocks[at].kind, Kind::Heading { .. });
            self.out.push(Found::Measure(FoundMeasure {
                form: if heading || !crate::chars::ends_sentence(&text) { Form::Heading } else { Form::Statement },
                text,
                ministries,
                block: at,
                span: Span::new(start, start + line.len()),
                cell: None,
                by: By::Run,
                lang: Lang::Ja,
            }));
        }
    }

    /// The initials that the document tells of.
    fn legend(&self) -> &BTreeSet<String> {
        self.legend.get_or_init(|| {
            let blocks = self.document.blocks.iter().filter(|block| block.table().is_none());
            let all: BTreeSet<String> = blocks
                .map(|block| &self.source[block.text.span().range()])
                .filter(|raw| raw.len() <= LONGEST && raw.contains([':', '：', '=', '＝']))
                .map(|raw| self.told_initials(&nfkc(raw)))
                .filter(|told| told.len() >= LEAST)
                .flatten()
                .collect();
            all
        })
    }

    fn told_initials(&self, text: &str) -> BTreeSet<String> {
        let lexicon = self.rules.lexicon();
        let pair = |part: &str| {
            let (code, name) = part.split_once([':', '='])?;
            let known = lexicon.find_ministry(name)?;
            let own = lexicon.find_ministry(code) == Some(known);
            (code.chars().count() <= INITIAL && name.chars().count() > INITIAL && own).then(|| code.to_owned())
        };
        text.split(|c: char| matches!(c, '\n' | '。') || PARTS.contains(&c)).filter_map(pair).collect()
    }
}
