//! The words that the scanner knows: units, ministries, years, what stands around numbers. All of it is data
//! (`units.toml`, `ministries.toml`, `eras.toml`, `scan.toml`), made ready here to be looked up.

mod bodies;
mod says;
mod table;
mod years;

use std::collections::HashMap;

use serde::Deserialize;

use super::fold::nfkc;
use super::scan::SOME;
use crate::chars::is_katakana;

pub use bodies::{Bodies, BodiesFile};
pub use says::{MarkLabel, NumberWords, Says, ScanFile, Spelled};
pub use table::{Chars, Heads, Tails};
pub use years::{Era, ErasFile, PlanYears, YearWords};

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
    /// What only begins like one of `not`.
    #[serde(default)]
    pub but: Vec<String>,
    pub idioms: Vec<String>,
    /// Words in katakana that may follow a unit in katakana.
    #[serde(default)]
    pub follow: Vec<String>,
    /// What other words for a unit stand for; nothing where they count nothing: Percentage, Number.
    #[serde(default)]
    pub called: HashMap<String, String>,
    #[serde(default)]
    pub strange: Vec<Strange>,
}

/// Units that names with such an ending count in hardly ever.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strange {
    pub name: Vec<String>,
    pub units: Vec<String>,
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
    #[serde(default)]
    pub no_offices: Vec<String>,
    /// Abbreviations of ministries that are words as well.
    #[serde(default)]
    pub ordinary: Vec<String>,
    /// How what is published ends.
    #[serde(default)]
    pub published: Vec<String>,
    /// What tells bodies that are not listed.
    #[serde(default)]
    pub bodies: BodiesFile,
    pub ministry: Vec<Ministry>,
}

/// Everything the scanner looks up.
#[derive(Debug, Default)]
pub struct Lexicon {
    units: Heads<()>,
    /// Counters only: what lets a lone kanji numeral count (三人, not 三次).
    counters: Heads<()>,
    /// False for what only begins like one.
    not_units: Heads<bool>,
    idioms: Heads<()>,
    follow: Heads<()>,
    called: HashMap<String, String>,
    strange: Vec<Strange>,
    ministries: Vec<Ministry>,
    offices: Tails<()>,
    surely: Tails<()>,
    no_offices: Vec<String>,
    ordinary: Vec<String>,
    published: Tails<()>,
    pub(crate) bodies: Bodies,
    by_name: HashMap<String, usize>,
    pub(crate) years: YearWords,
    pub(super) numbers: NumberWords,
    /// What words begin with at which the scanner must look; numbers it knows by itself.
    pub(super) starts: Chars,
}

/// A Latin unit of two letters or more in another case; single letters mean different things in each.
fn cased(word: &str, to: fn(&str) -> String) -> String {
    if word.is_ascii() && word.len() > 1 { to(word) } else { word.to_owned() }
}

impl Lexicon {
    pub fn new(units: UnitsFile, ministries: MinistriesFile, eras: ErasFile, scan: ScanFile) -> Self {
        // A view keeps super- and subscripts but folds ㎡ to m2; both spellings are looked up,
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
        let all = |words: Vec<String>| words.into_iter().map(|word| (word, ()));
        let years = YearWords::new(eras);
        let numbers = NumberWords::new(scan);
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
        let mut starts = Chars::default();
        starts.extend(years.names.first_chars().chain(years.english.first_chars()));
        starts.extend(years.first.chars().next());
        starts.extend(years.letters.iter().map(|&(letter, _)| letter).chain(numbers.spelled.first_chars()));
        Self {
            units: Heads::cased(all([counters.clone(), others].concat())),
            counters: Heads::cased(all(counters)),
            not_units: Heads::cased(
                units.not.into_iter().map(|word| (word, true)).chain(units.but.into_iter().map(|word| (word, false))),
            ),
            idioms: Heads::cased(all(units.idioms)),
            follow: Heads::cased(all(units.follow)),
            called: units.called,
            strange: units.strange,
            ministries: ministries.ministry,
            offices: Tails::new(all(ministries.offices)),
            surely: Tails::new(all(ministries.surely)),
            no_offices: ministries.no_offices,
            ordinary: ministries.ordinary,
            published: Tails::new(all(ministries.published)),
            bodies: Bodies::new(ministries.bodies),
            by_name,
            years,
            numbers,
            starts,
        }
    }

    /// The length of the unit that the text begins with. A Latin one ends with its word: 5 m, not 5 models.
    /// So does one in katakana: 5シーズ, not 5シーズン.
    pub fn unit(&self, text: &str) -> Option<usize> {
        self.units.len(text).filter(|&len| self.is_whole(text, len))
    }

    fn is_whole(&self, text: &str, len: usize) -> bool {
        let rest = &text[len..];
        // t of t-CO
        let letter = |c: char| c.is_ascii_alphabetic();
        if text[..len].ends_with(letter) && rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(letter)) {
            return false;
        }
        !(rest.starts_with(is_katakana) && text[..len].ends_with(is_katakana)) || self.follow.len(rest).is_some()
    }

    /// The unit that a word stands for: Percentage is %, and Number none.
    pub fn called<'a>(&'a self, word: &'a str) -> &'a str {
        self.called.get(word).map_or(word, String::as_str)
    }

    /// The rest of a unit in words, and the power of ten among them: EUR million; nothing is left of million.
    pub fn with_power(&self, unit: &str) -> Option<(String, f64)> {
        // £m, US$ bn, $000
        let sign = unit.char_indices().find(|&(_, c)| self.is_money_sign(c));
        if let Some((at, c)) = sign {
            let behind = unit[at + c.len_utf8()..].trim();
            let whole = self.numbers.money_powers.longest(behind).filter(|(_, len)| *len == behind.len());
            if let Some((power, _)) = whole {
                return Some((unit[..at + c.len_utf8()].to_owned(), power));
            }
        }
        let words: Vec<&str> = unit.split(' ').collect();
        // USD m, EUR bn
        if let [code, short] = words.as_slice()
            && code.len() == 3
            && code.bytes().all(|byte| byte.is_ascii_uppercase())
            && let Some((power, _)) = self.numbers.money_powers.longest(short).filter(|(_, len)| *len == short.len())
        {
            return Some(((*code).to_owned(), power));
        }
        let power = |word: &&str| {
            self.numbers
                .powers
                .longest(word)
                .filter(|(_, len)| *len == word.len() && word.len() > 2)
                .map(|(power, _)| power)
        };
        let at = words.iter().position(|word| power(word).is_some())?;
        let rest: Vec<&str> = words.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, word)| *word).collect();
        Some((rest.join(" "), power(&words[at])?))
    }

    /// Whether a character is a sign of money: £, $.
    pub fn is_money_sign(&self, c: char) -> bool {
        self.numbers.money(c).is_some()
    }

    /// Whether a text begins with a word that is numbered, and its number: 戦略4 グリーン社会の構築.
    pub fn is_numbered(&self, text: &str) -> bool {
        let word = text.find(|c: char| c.is_numeric()).map(|at| text[..at].trim_end());
        word.is_some_and(|word| self.numbers.numbered.longest(word).is_some_and(|(_, len)| len == word.len()))
    }

    /// Whether what stands before a year makes a day or a month of it: June 14, 2021.
    pub fn dates(&self, before: &str) -> bool {
        let before = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == ',');
        self.numbers.months.1.longest(before).is_some()
    }

    /// Whether 年間 behind a character ends a count of years: 5か年間, 数年間.
    pub(crate) fn counts_years(&self, c: char) -> bool {
        c.is_ascii_digit() || c == SOME || self.numbers.year_count.contains(c)
    }

    /// Whether a word of the text is a part of a whole, or counts: three-quarters of all cancers, half of the trips, at least
    /// five projects.
    pub fn has_part(&self, text: &str) -> bool {
        let numbers = &self.numbers;
        let part = |word: &str| match numbers.spelled.longest(word) {
            Some((Spelled::Factor(n), _)) => numbers.factors.get(n).is_some_and(|(.., part)| *part),
            Some((Spelled::Count(count), _)) => count > 1.0,
            _ => false,
        };
        text.match_indices(' ').any(|(at, _)| part(&text[at + 1..]))
    }

    /// Whether nought is told of what counts: 死者数ゼロ, 待機児童ゼロ.
    pub fn has_nought(&self, text: &str) -> bool {
        let numbers = &self.numbers;
        numbers.zero.iter().any(|zero| {
            text.match_indices(zero.as_str()).any(|(at, zero)| numbers.is_nought(&text[..at], &text[at + zero.len()..]))
        })
    }

    /// The length of the Japanese counter that the text begins with.
    pub fn counter(&self, text: &str) -> Option<usize> {
        self.counters.len(text).filter(|&len| self.is_whole(text, len))
    }

    /// Whether a name hardly ever counts in a unit: 参加者数 in 件.
    pub fn is_strange(&self, name: &str, unit: &str) -> bool {
        let bare = name.strip_suffix(')').and_then(|name| name.rsplit_once('(')).map_or(name, |(bare, _)| bare);
        let ends = |one: &Strange| one.name.iter().any(|end| bare.ends_with(end.as_str()));
        self.strange.iter().any(|one| ends(one) && one.units.iter().any(|other| other == unit))
    }

    /// Whether what follows a number makes it a date, an ordinal or the like.
    pub fn is_no_unit(&self, text: &str) -> bool {
        let Some((true, not)) = self.not_units.longest(text) else { return false };
        self.units.len(text).is_none_or(|unit| unit <= not)
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
        self.offices.longest(name).is_some() && !self.no_offices.iter().any(|other| name.ends_with(other.as_str()))
    }

    /// Whether a name ends as nothing but an office's does: 水産振興課, not 支部.
    pub fn is_full_office(&self, name: &str) -> bool {
        self.surely.longest(name).is_some()
    }

    /// Whether an abbreviation of a ministry is a word as well: 観光.
    pub fn is_ordinary(&self, word: &str) -> bool {
        self.ordinary.iter().any(|known| known == word)
    }

    /// Whether a text ends with the name of something published: 作物統計.
    pub fn is_published(&self, text: &str) -> bool {
        self.published.longest(text).is_some()
    }

    /// Whether a name is that of a public body by its own words: 国立水源研究所.
    pub fn is_body(&self, name: &str) -> bool {
        // 環境省会議事務局: a ministry's own.
        let of_ministry = || {
            let mut above =
                name.char_indices().map(|(at, _)| &name[..at]).filter(|above| above.chars().nth(2).is_some());
            above.any(|above| self.find_ministry(above).is_some())
        };
        self.bodies.ends(name) || self.bodies.is_shared(name) && (self.bodies.opens_as_state(name) || of_ministry())
    }

    /// What a word before the names of a mark, or over them, says: 主担当.
    pub fn mark_label(&self, word: &str) -> Option<MarkLabel> {
        self.numbers.mark_labels.longest(word).map(|(label, _)| label)
    }

    /// Whether a text is such a word and nothing else.
    pub fn is_mark_label(&self, text: &str) -> bool {
        self.numbers.mark_labels.longest(text).is_some_and(|(_, len)| len == text.len())
    }

    /// Whether a line begins with such a word and a colon: 関係省庁：.
    pub fn is_mark_line(&self, line: &str) -> bool {
        let label = self.numbers.mark_labels.longest(line);
        label.is_some_and(|(_, len)| line[len..].trim_start().starts_with([':', '：']))
    }

    /// Whether a text is a mark of who answers, as it stands under the name of a ministry, and whether of who leads.
    pub fn mark_under(&self, text: &str) -> Option<bool> {
        let mut signs = text.trim().chars();
        let (sign, None) = (signs.next()?, signs.next()) else { return None };
        let leads = self.numbers.lead.contains(sign);
        (leads || self.numbers.other.contains(sign)).then_some(leads)
    }

    /// A ministry by code, name or other name.
    pub fn find_ministry(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }
}
