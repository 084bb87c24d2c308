//! What the reading of lines knows: what stands at a line's head, what calls it one of indicators,
//! what keeps it out, which words are a target, what says that a value was reached.

use serde::Deserialize;
use toml::Spanned;

use super::Entry;
use super::compiled::{Pattern, Symbols};
use super::file::Examples;
use super::matching::Match;
use super::tables::{Hint, fits};
use crate::text::scan::Aggregation;

/// What an entry tells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Says {
    /// Stands before everything and is no part of the name: a list mark, a running number.
    Head,
    /// Calls what follows, or the list around it, an indicator or a goal.
    Call,
    /// Keeps a line out, whatever calls it: times of day, telephone numbers.
    Bar,
    /// A whole sentence stands before the value, which the reader of sentences must see: we installed 104 km (target: 95 km).
    Sentence,
    /// Keeps a line out that no word calls a goal: a statistic, a price, a change of staff.
    Statistic,
    /// Words that stand where a value could: 全市町村, 増加.
    Aim,
    /// A year with the words that make it a deadline: 2026年度までに.
    Due,
    /// A target that the name begins with: 過去３年度平均以上の支援シーズ数.
    Inside,
    /// Words in the bracket behind a name that are its goal: （R7までに目標設定）.
    Goal,
    /// Words around a value that say it was reached: in a cell of progress, under the target of a card.
    Report,
    /// Words around a value in a note that say it is a target.
    Note,
}

/// What the items of a list are that a context calls so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Items {
    /// Indicators with their values.
    Figures,
    /// Indicators, with values or without.
    Names,
    /// Goals, in numbers or in words.
    Goals,
    /// Sentences, each with the name of its indicator in the bracket at its end.
    Brackets,
    /// What is watched, and no goal of anyone.
    Watched,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineSpec {
    pub id: Spanned<String>,
    pub is: Says,
    pub pattern: Vec<Spanned<String>>,
    #[serde(default)]
    pub but: Vec<Spanned<String>>,
    /// What the values are that nothing else speaks of.
    #[serde(default)]
    pub role: Option<Hint>,
    /// Values that count otherwise are left out.
    #[serde(default)]
    pub only: Option<Aggregation>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

/// An entry made ready.
#[derive(Debug)]
pub(crate) struct LineRule {
    pub entry: Entry,
    pub is: Says,
    pub pattern: Vec<Pattern>,
    pub but: Vec<Pattern>,
    pub role: Option<Hint>,
    pub only: Option<Aggregation>,
}

impl LineRule {
    /// Every match in a coded text, with what it captured.
    pub fn matches(&self, code: &str) -> Vec<Match> {
        let symbols = Symbols::in_text(code);
        if fits(&self.but, code, symbols) {
            return Vec::new();
        }
        let able = self.pattern.iter().filter(|pattern| pattern.can_match(symbols) && pattern.is_cued(code));
        let all = able.flat_map(|pattern| {
            pattern.regex.captures_iter(code).map(|captures| Match {
                rule: 0,
                range: captures.get(0).map_or(0..0, |whole| whole.range()),
                captures: pattern.captured(&captures, 0),
            })
        });
        all.collect()
    }

    /// Whether it speaks of a coded text.
    pub fn speaks(&self, code: &str) -> bool {
        let symbols = Symbols::in_text(code);
        fits(&self.pattern, code, symbols) && !fits(&self.but, code, symbols)
    }

    /// Where it first fits.
    pub fn find(&self, code: &str) -> Option<std::ops::Range<usize>> {
        let symbols = Symbols::in_text(code);
        if fits(&self.but, code, symbols) {
            return None;
        }
        let able = self.pattern.iter().filter(|pattern| pattern.can_match(symbols) && pattern.is_cued(code));
        able.filter_map(|pattern| pattern.regex.find(code)).map(|hit| hit.range()).min_by_key(|range| range.start)
    }
}

/// All that the reading of lines knows.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub all: Vec<LineRule>,
}

impl Lines {
    /// Every pattern, with what it belongs to.
    pub fn patterns(&self) -> impl Iterator<Item = (&Entry, &Pattern)> {
        self.all.iter().flat_map(|rule| rule.pattern.iter().chain(&rule.but).map(|pattern| (&rule.entry, pattern)))
    }

    /// The entries of one sort.
    pub fn of(&self, says: Says) -> impl Iterator<Item = &LineRule> {
        self.all.iter().filter(move |rule| rule.is == says)
    }

    /// The first entry of a sort that speaks of a text.
    pub fn first(&self, says: Says, code: &str) -> Option<&LineRule> {
        self.of(says).find(|rule| rule.speaks(code))
    }
}
