//! What the reading of tables knows: what words say of values, what a cell is, what a column
//! expects. All of it is data, so that a new header word or type of cell needs no Rust.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::Entry;
use super::compiled::{Pattern, Symbols};
use super::file::Examples;
use super::sieve::Sieve;
use super::words::TableWords;
use crate::text::scan::Aggregation;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    Name,
    Value,
    Unit,
    Period,
    Office,
    Index,
    Measure,
    Section,
    Note,
    /// How things go, in sentences.
    Progress,
    Programme,
    /// Steps of a schedule.
    Schedule,
    /// Labels of rows: 目標 and below it 実績.
    Label,
    /// Values that are no observations: national averages, ranks.
    Aside,
}

/// What a single cell is, whatever stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    Empty,
    /// －, 未設定: a value that there is not.
    Dash,
    /// The whole cell is 目標値, 実績, 達成度.
    Label,
    Period,
    Index,
    Value,
    Unit,
    Office,
    Source,
    /// Why a goal was set so: …の増加を目指す.
    Rationale,
    /// A noun phrase that counts something.
    Name,
    /// A name with its values behind it, in one cell.
    Run,
    Text,
}

/// The role that a word gives to values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hint {
    Target,
    Baseline,
    Actual,
    /// 現状値: the baseline, or the actual beside one.
    Current,
}

/// By what the role, the year or the name of a value was settled.
pub(crate) type How = BTreeMap<String, f64>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FacetSpec {
    pub id: Spanned<String>,
    #[serde(default)]
    pub kind: Option<Column>,
    #[serde(default)]
    pub role: Option<Hint>,
    #[serde(default)]
    pub agg: Option<Aggregation>,
    /// What is to be done stands below it.
    #[serde(default)]
    pub deed: bool,
    pub weight: f32,
    pub header: Vec<Spanned<String>>,
    #[serde(default)]
    pub but: Vec<Spanned<String>>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypeSpec {
    pub id: Spanned<String>,
    pub is: Look,
    #[serde(default)]
    pub cell: Vec<Spanned<String>>,
    #[serde(default)]
    pub but: Vec<Spanned<String>>,
    #[serde(default)]
    pub residue: Option<usize>,
    #[serde(default)]
    pub longest: Option<usize>,
    #[serde(default)]
    pub strength: Option<u8>,
    #[serde(default)]
    pub knows: Option<Knows>,
    #[serde(default)]
    pub outside: bool,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

/// A list that tells what a whole cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Knows {
    Unit,
    Office,
    /// No list, but the reading of lines: a name with its values behind it.
    Run,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndingSpec {
    pub id: Spanned<String>,
    pub strength: u8,
    pub phrase: Vec<Spanned<String>>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AsideSpec {
    pub id: Spanned<String>,
    pub stretch: Vec<Spanned<String>>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

/// What stands around a name and is no part of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrimSpec {
    pub id: Spanned<String>,
    pub text: Vec<Spanned<String>>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

/// `columns.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnsFile {
    pub expects: BTreeMap<Column, BTreeMap<Look, f32>>,
    pub skip: BTreeMap<Look, f32>,
    pub stream: Stream,
    pub sure: Sure,
}

/// What speaks for and against the ways to cut words into cells: `columns.toml` says it of each.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stream {
    pub beam: f32,
    pub lack: f32,
    pub lack_name: f32,
    pub lack_value: f32,
    pub left_out: f32,
    pub space: f32,
    pub wrap: f32,
    pub paragraph: f32,
    pub within: f32,
    pub torn: f32,
    pub short: f32,
    pub next_line: f32,
    pub next_value: f32,
    pub several: f32,
    pub inner: f32,
    pub among: f32,
    pub above: f32,
    pub open: f32,
    pub spelt: f32,
    pub breaks_off: f32,
    pub twice: f32,
    pub marked: f32,
}

/// How sure a record is, by what its parts were settled by.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sure {
    pub flag: How,
    pub role: How,
    pub year: How,
    pub name: How,
    /// What says that a line's values are goals.
    #[serde(default)]
    pub line: How,
    /// How a programme was found, or a measure in a table.
    #[serde(default)]
    pub paid: How,
}

/// What a word says of the values on whose path it stands.
#[derive(Debug)]
pub(crate) struct Facet {
    pub entry: Entry,
    pub kind: Option<Column>,
    pub role: Option<Hint>,
    pub aggregation: Option<Aggregation>,
    /// What is to be done stands below it.
    pub deed: bool,
    pub weight: f32,
    pub header: Vec<Pattern>,
    pub but: Vec<Pattern>,
}

/// How a type of cell is told.
#[derive(Debug)]
pub(crate) struct TypeRule {
    pub entry: Entry,
    pub is: Look,
    pub cell: Vec<Pattern>,
    pub but: Vec<Pattern>,
    pub residue: Option<usize>,
    pub longest: Option<usize>,
    pub strength: Option<u8>,
    pub knows: Option<Knows>,
    pub outside: bool,
}

/// The words by which a noun phrase ends that counts something.
#[derive(Debug)]
pub(crate) struct Ending {
    pub entry: Entry,
    pub strength: u8,
    pub phrase: Vec<Pattern>,
}

/// A stretch of a cell that is no observation.
#[derive(Debug)]
pub(crate) struct AsideRule {
    pub entry: Entry,
    pub stretch: Vec<Pattern>,
}

/// What stands around a name and is no part of it: a running number, a note's mark.
#[derive(Debug)]
pub(crate) struct TrimRule {
    pub entry: Entry,
    pub text: Vec<Pattern>,
}

/// All that the reading of tables knows.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub facets: Vec<Facet>,
    /// Which of the facets' headers a cell can match.
    pub headers: Sieve,
    pub types: Vec<TypeRule>,
    pub endings: Vec<Ending>,
    pub asides: Vec<AsideRule>,
    pub trims: Vec<TrimRule>,
    pub expects: BTreeMap<Column, BTreeMap<Look, f32>>,
    pub skip: BTreeMap<Look, f32>,
    pub stream: Stream,
    pub sure: Sure,
    pub words: TableWords,
}

/// A coded text without what stands in brackets; one that is all bracket as it is.
pub(crate) fn outside(code: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(code.len()), 0usize);
    for c in code.chars() {
        match c {
            '(' | '〔' | '[' | '【' | '「' => depth += 1,
            ')' | '〕' | ']' | '】' | '」' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() { code.to_owned() } else { out }
}

/// Whether any of some patterns matches.
pub(crate) fn fits(patterns: &[Pattern], code: &str, symbols: Symbols) -> bool {
    patterns.iter().any(|pattern| pattern.can_match(symbols) && pattern.is_cued(code) && pattern.is_match(code))
}

impl Tables {
    /// Every pattern, with what it belongs to.
    pub fn patterns(&self) -> impl Iterator<Item = (&Entry, &Pattern)> {
        let facets =
            self.facets.iter().flat_map(|facet| facet.header.iter().chain(&facet.but).map(|p| (&facet.entry, p)));
        let types = self.types.iter().flat_map(|rule| rule.cell.iter().chain(&rule.but).map(|p| (&rule.entry, p)));
        let endings = self.endings.iter().flat_map(|ending| ending.phrase.iter().map(|p| (&ending.entry, p)));
        let asides = self.asides.iter().flat_map(|aside| aside.stretch.iter().map(|p| (&aside.entry, p)));
        let trims = self.trims.iter().flat_map(|trim| trim.text.iter().map(|p| (&trim.entry, p)));
        facets.chain(types).chain(endings).chain(asides).chain(trims)
    }

    /// The facets that speak of a cell, as indices.
    pub fn speaking(&self, code: &str) -> Vec<usize> {
        let symbols = Symbols::in_text(code);
        let mut speaking: Vec<usize> = Vec::new();
        for (at, pattern) in self.headers.candidates(code) {
            let pattern = &self.facets[at].header[pattern];
            if speaking.last() != Some(&at) && pattern.can_match(symbols) && pattern.is_match(code) {
                speaking.push(at);
            }
        }
        speaking.retain(|&at| !fits(&self.facets[at].but, code, symbols));
        speaking
    }

    /// How well a cell fits a column.
    pub fn fit(&self, column: Option<Column>, look: Look) -> f32 {
        column.and_then(|column| self.expects.get(&column)?.get(&look)).copied().unwrap_or(0.0)
    }

    /// What it costs to leave a cell of a row without a column.
    pub fn skip(&self, look: Look) -> f32 {
        self.skip.get(&look).copied().unwrap_or(1.5)
    }

    /// How surely a text is a noun phrase that counts something, from 0 to 3.
    pub fn strength(&self, code: &str) -> u8 {
        let bare = without_trailing_bracket(code);
        if bare.chars().count() < 2 || bare.contains('。') {
            return 0;
        }
        let symbols = Symbols::in_text(bare);
        let known = self.endings.iter().filter(|ending| fits(&ending.phrase, bare, symbols)).map(|e| e.strength).max();
        known.unwrap_or_else(|| u8::from(bare.chars().count() >= 4))
    }

    /// Whether a text says from where values are taken: 人口動態統計（厚生労働省）.
    pub fn is_source(&self, code: &str) -> bool {
        let symbols = Symbols::in_text(code);
        let mut sources = self.types.iter().filter(|rule| rule.is == Look::Source);
        sources.any(|rule| fits(&rule.cell, code, symbols) && !fits(&rule.but, code, symbols))
    }

    /// A name's text without what stands around it.
    pub fn trimmed<'t>(&self, text: &'t str) -> &'t str {
        let mut bare = text.trim();
        loop {
            let before = bare;
            // A group in a pattern is what is taken away; the rest only has to be there.
            let patterns = self.trims.iter().flat_map(|trim| &trim.text);
            let hits = patterns.filter_map(|pattern| {
                let found = pattern.regex.captures(bare)?;
                found.get(1).or(found.get(0))
            });
            for hit in hits {
                let rest = if hit.start() == 0 { bare[hit.end()..].trim() } else { bare[..hit.start()].trim() };
                if rest.chars().count() >= 2 {
                    bare = rest;
                    break;
                }
            }
            if bare == before {
                return bare;
            }
        }
    }

    /// How sure something is that was settled so.
    pub fn sure(of: &How, how: &str) -> f64 {
        of.get(how).copied().unwrap_or(0.5)
    }
}

/// A text without the brackets and footnote marks at its end.
fn without_trailing_bracket(code: &str) -> &str {
    let mut bare = code.trim_end();
    loop {
        let before = bare;
        bare = bare.trim_end_matches(['*', '※', ':']).trim_end();
        for (open, close) in [('(', ')'), ('〔', '〕'), ('【', '】'), ('[', ']'), ('「', '」')] {
            if let Some(inner) = bare.strip_suffix(close)
                && let Some(at) = inner.rfind(open)
                && at > 0
            {
                bare = inner[..at].trim_end();
            }
        }
        if bare == before {
            return bare;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_no_part_of_what_is_left() {
        assert_eq!(outside("a(b(c))d「e」"), "ad");
        assert_eq!(outside("(all)"), "(all)");
        assert_eq!(without_trailing_bracket("耐震化率(%)(再掲)※"), "耐震化率");
        assert_eq!(without_trailing_bracket("(参考)"), "(参考)");
    }
}
