//! The words that the scanner knows: units, ministries, word classes. All of it is data.

use std::collections::HashMap;

use serde::Deserialize;

use super::fold::nfkc;

/// A ministry, agency or department that can be responsible for something.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ministry {
    /// How the documents abbreviate it: 厚.
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub en: String,
    /// Other names and abbreviations.
    #[serde(default)]
    pub also: Vec<String>,
}

/// `units.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitsFile {
    pub counters: Vec<String>,
    pub measures: Vec<String>,
    pub english: Vec<String>,
    pub not: Vec<String>,
    pub idioms: Vec<String>,
}

/// `ministries.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinistriesFile {
    /// How the names of offices end.
    #[serde(default)]
    pub offices: Vec<String>,
    /// Of these, those that nothing but an office's name ends in.
    #[serde(default)]
    pub surely: Vec<String>,
    pub ministry: Vec<Ministry>,
}

/// Everything the scanner looks up.
#[derive(Debug, Default)]
pub struct Lexicon {
    units: Prefixes,
    /// Counters only: what lets a lone kanji numeral count (三人, not 三次).
    counters: Prefixes,
    not_units: Prefixes,
    idioms: Prefixes,
    ministries: Vec<Ministry>,
    offices: Vec<String>,
    surely: Vec<String>,
    by_name: HashMap<String, usize>,
}

/// Words looked up as the longest prefix of a text.
#[derive(Debug, Default)]
struct Prefixes {
    by_first: HashMap<char, Vec<String>>,
}

impl Prefixes {
    fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut by_first: HashMap<char, Vec<String>> = HashMap::new();
        for word in words {
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push(word.to_owned());
            }
        }
        for words in by_first.values_mut() {
            words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
            words.dedup();
        }
        Self { by_first }
    }

    fn longest(&self, text: &str) -> Option<usize> {
        let words = self.by_first.get(&text.chars().next()?)?;
        words.iter().find(|word| text.starts_with(word.as_str())).map(String::len)
    }
}

/// A Latin unit of two letters or more in another case; single letters mean different things in each.
fn cased(word: &str, to: fn(&str) -> String) -> String {
    if word.is_ascii() && word.len() > 1 { to(word) } else { word.to_owned() }
}

impl Lexicon {
    pub fn new(units: &UnitsFile, ministries: MinistriesFile) -> Self {
        // A view keeps super- and subscripts but folds ㎡ to m2; both spellings are looked up.
        // and Latin units are written in any case: kW, kw, KW.
        let spellings = |words: &[String]| {
            words
                .iter()
                .flat_map(|word| {
                    [word.clone(), nfkc(word), cased(word, str::to_lowercase), cased(word, str::to_uppercase)]
                })
                .collect::<Vec<_>>()
        };
        let counters = spellings(&units.counters);
        let others = [spellings(&units.measures), spellings(&units.english)].concat();
        let mut by_name = HashMap::new();
        // Codes first, so that no other's nickname takes one over.
        for (n, ministry) in ministries.ministry.iter().enumerate() {
            by_name.insert(ministry.code.clone(), n);
        }
        for (n, ministry) in ministries.ministry.iter().enumerate() {
            for name in ministry.also.iter().chain([&ministry.name, &ministry.en]) {
                by_name.entry(name.clone()).or_insert(n);
            }
        }
        Self {
            units: Prefixes::new(counters.iter().chain(&others).map(String::as_str)),
            counters: Prefixes::new(counters.iter().map(String::as_str)),
            not_units: Prefixes::new(units.not.iter().map(String::as_str)),
            idioms: Prefixes::new(units.idioms.iter().map(String::as_str)),
            ministries: ministries.ministry,
            offices: ministries.offices,
            surely: ministries.surely,
            by_name,
        }
    }

    /// The length of the unit that the text begins with.
    pub fn unit(&self, text: &str) -> Option<usize> {
        let len = self.units.longest(text)?;
        // A Latin unit ends with its word: 5 m, not 5 models.
        let latin = |c: char| c.is_ascii_alphabetic();
        let cut = text[..len].chars().next_back().is_some_and(latin) && text[len..].starts_with(latin);
        (!cut).then_some(len)
    }

    /// The length of the Japanese counter that the text begins with.
    pub fn counter(&self, text: &str) -> Option<usize> {
        self.counters.longest(text)
    }

    /// Whether what follows a number makes it a date, an ordinal or the like.
    pub fn is_no_unit(&self, text: &str) -> bool {
        let Some(not) = self.not_units.longest(text) else { return false };
        // 72.0年 目標値: the 目 is of the next word.
        if text[..not].ends_with('目') && text[not..].starts_with('標') {
            return false;
        }
        self.units.longest(text).is_none_or(|unit| unit <= not)
    }

    /// Whether what follows a kanji number makes a word of the two: 一部, 一方, 十分.
    pub fn is_idiom(&self, text: &str) -> bool {
        self.idioms.longest(text).is_some()
    }

    pub fn ministries(&self) -> &[Ministry] {
        &self.ministries
    }

    pub fn ministry(&self, at: usize) -> &Ministry {
        &self.ministries[at]
    }

    /// Whether a name ends as those of offices do: 土木部, 教育庁.
    pub fn is_office(&self, name: &str) -> bool {
        self.offices.iter().any(|end| name.ends_with(end.as_str()))
    }

    /// Whether a name ends as nothing but an office's does: 水産振興課, not 支部.
    pub fn is_full_office(&self, name: &str) -> bool {
        self.surely.iter().any(|end| name.ends_with(end.as_str()))
    }

    /// A ministry by code, name or other name.
    pub fn find_ministry(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }
}
