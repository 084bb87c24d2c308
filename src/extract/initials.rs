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
    /// Makes measures of the lines of a block that end in such initials.
    pub(super) fn initials(&mut self, at: usize) {
        let block = &self.document.blocks[at];
        let raw = &self.source[block.text.span().range()];
        if block.table().is_some() || raw.len() > LONGEST || self.legend().is_empty() {
            return;
        }
        let mut from = block.text.span().range().start;
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
            let text = name::clean_text(words);
            let ministries = names(&codes, &self.offices.context(self.rules));
            if text.chars().count() < DEED || !text.contains(is_japanese) || ministries.len() != each().count() {
                continue;
            }
            let heading = matches!(block.kind, Kind::Heading { .. });
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
            let mut all: Vec<BTreeSet<String>> = blocks
                .map(|block| &self.source[block.text.span().range()])
                .filter(|raw| raw.len() <= LONGEST && raw.contains([':', '：', '=', '＝']))
                .map(|raw| self.told_initials(&nfkc(raw)))
                .filter(|told| told.len() >= LEAST)
                .collect();
            all.pop().unwrap_or_default()
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
        text.split(|c: char| c == '\n' || PARTS.contains(&c)).filter_map(pair).collect()
    }
}
