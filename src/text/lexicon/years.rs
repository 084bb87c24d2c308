//! The words of years, from `eras.toml`: how documents count them and what may stand around one.

use serde::Deserialize;

use super::table::{Heads, Tails};
use crate::text::scan::{Aggregation, Basis};

/// `eras.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErasFile {
    era: Vec<EraSpec>,
    year: YearSpec,
    english: EnglishSpec,
    around: AroundSpec,
    sums: SumsSpec,
    relative: RelativeSpec,
    plan: PlanSpec,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EraSpec {
    name: String,
    roman: Option<String>,
    letter: Option<char>,
    first: i32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct YearSpec {
    first: String,
    fiscal: Vec<String>,
    calendar: Vec<String>,
    span: Vec<String>,
    no: Vec<String>,
    decade: Vec<String>,
    month: char,
    day: char,
    ends: Vec<String>,
    no_ends: Vec<String>,
    after_bare: Vec<String>,
    after_later: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnglishSpec {
    noted: Vec<String>,
    noted_last: Vec<String>,
    fiscal: Vec<String>,
    calendar: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AroundSpec {
    past: Vec<String>,
    ahead: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SumsSpec {
    average: Vec<String>,
    cumulative: Vec<String>,
    no: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelativeSpec {
    after: Vec<String>,
    no: Vec<String>,
    around: Vec<String>,
    before: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanSpec {
    runs: Vec<String>,
    from: Vec<String>,
    to: Vec<String>,
    title: Vec<String>,
    last: Vec<String>,
    whole: Vec<String>,
    other: Vec<String>,
    counted: Vec<String>,
    counted_behind: Vec<String>,
}

/// An era of the Japanese calendar, by the western year of its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Era(pub i32);

impl Era {
    /// What is added to the number of one of its years.
    pub fn base(self) -> i32 {
        self.0 - 1
    }
}

/// A plan has no more years that are counted.
const LONGEST_PLAN: u8 = 15;

/// Which years of a plan words refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanYears {
    Last,
    All,
}

/// The words of years, ready to be looked up.
#[derive(Debug, Default)]
pub struct YearWords {
    /// Newest first.
    pub eras: Vec<Era>,
    pub names: Heads<Era>,
    pub letters: Vec<(char, Era)>,
    pub first: String,
    pub units: Heads<Basis>,
    pub span: Heads<()>,
    pub no: Heads<()>,
    pub decade: Heads<()>,
    pub month: char,
    pub day: char,
    /// False for what only begins like the end of a year.
    pub ends: Heads<bool>,
    pub after_bare: Heads<()>,
    pub after_later: Heads<()>,
    pub english: Heads<Basis>,
    /// Before a year with the number of a note glued to it: by 203041.
    pub noted: Tails<()>,
    /// The same where its line ends behind it.
    pub noted_last: Tails<()>,
    pub past: Tails<()>,
    pub ahead: Tails<()>,
    /// None for what only begins like a sum.
    pub sums: Heads<Option<Aggregation>>,
    /// False for what only begins like a comparison.
    pub relative_after: Heads<bool>,
    pub relative_around: Tails<()>,
    pub relative_before: Tails<()>,
    /// What leads to the years of a plan, stands behind its first one, calls a title that of a plan.
    pub plan_runs: Vec<String>,
    pub plan_from: Vec<String>,
    /// から: between the first year and the last.
    pub plan_to: Vec<String>,
    pub plan_title: Vec<String>,
    /// 計画の最終年度: the last year of the document's plan, 計画期間中: all of them; but not behind a word for another one.
    pub plan_years: Heads<PlanYears>,
    pub plan_other: Tails<()>,
    /// Before and behind the number of one of its years: YR1, 3年目.
    pub plan_counted: Heads<()>,
    pub plan_counted_behind: Heads<()>,
}

impl YearWords {
    pub fn new(file: ErasFile) -> Self {
        let all = |words: Vec<String>| words.into_iter().map(|word| (word, ()));
        let told = |words: Vec<String>, is: bool| words.into_iter().map(move |word| (word, is));
        let basis = |words: Vec<String>, basis: Basis| words.into_iter().map(move |word| (word, basis));
        let plan = |words: Vec<String>, years: PlanYears| words.into_iter().map(move |word| (word, years));
        let sums = |words: Vec<String>, sum: Option<Aggregation>| words.into_iter().map(move |word| (word, sum));
        let mut eras: Vec<Era> = file.era.iter().map(|era| Era(era.first)).collect();
        eras.sort_by_key(|era| std::cmp::Reverse(*era));
        Self {
            eras,
            letters: file.era.iter().filter_map(|era| Some((era.letter?, Era(era.first)))).collect(),
            names: Heads::new(file.era.into_iter().flat_map(|era| {
                let names = [Some(era.name), era.roman];
                names.into_iter().flatten().map(move |name| (name, Era(era.first)))
            })),
            first: file.year.first,
            units: Heads::new(basis(file.year.fiscal, Basis::Fiscal).chain(basis(file.year.calendar, Basis::Calendar))),
            span: Heads::new(all(file.year.span)),
            no: Heads::new(all(file.year.no)),
            decade: Heads::new(all(file.year.decade)),
            month: file.year.month,
            day: file.year.day,
            ends: Heads::new(told(file.year.ends, true).chain(told(file.year.no_ends, false))),
            after_bare: Heads::new(all(file.year.after_bare)),
            after_later: Heads::new(all(file.year.after_later)),
            noted: Tails::new(file.english.noted.into_iter().map(|word| (word, ()))),
            noted_last: Tails::new(file.english.noted_last.into_iter().map(|word| (word, ()))),
            english: Heads::new(
                basis(file.english.fiscal, Basis::Fiscal).chain(basis(file.english.calendar, Basis::Calendar)),
            ),
            past: Tails::new(all(file.around.past)),
            ahead: Tails::new(all(file.around.ahead)),
            sums: Heads::new(
                sums(file.sums.average, Some(Aggregation::Average))
                    .chain(sums(file.sums.cumulative, Some(Aggregation::Cumulative)))
                    .chain(sums(file.sums.no, None)),
            ),
            relative_after: Heads::new(told(file.relative.after, true).chain(told(file.relative.no, false))),
            relative_around: Tails::new(all(file.relative.around)),
            relative_before: Tails::new(all(file.relative.before)),
            plan_runs: file.plan.runs,
            plan_from: file.plan.from,
            plan_to: file.plan.to,
            plan_title: file.plan.title,
            plan_years: Heads::new(plan(file.plan.last, PlanYears::Last).chain(plan(file.plan.whole, PlanYears::All))),
            plan_other: Tails::new(all(file.plan.other)),
            plan_counted: Heads::new(all(file.plan.counted)),
            plan_counted_behind: Heads::new(all(file.plan.counted_behind)),
        }
    }

    /// The number of a year of a plan that a text begins with, and where it ends: YR1 = FY2025, 3年目：令和8年度.
    pub fn plan_year(&self, text: &str) -> Option<(u8, usize)> {
        let lead = self.plan_counted.longest(text).map_or(0, |((), len)| len);
        let gap = if lead > 0 { text[lead..].len() - text[lead..].trim_start_matches([' ', '-']).len() } else { 0 };
        let from = lead + gap;
        let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        let number = text[from..from + digits].parse().ok().filter(|number| (1..=LONGEST_PLAN).contains(number))?;
        let end = from + digits;
        match lead {
            0 => self.plan_counted_behind.longest(&text[end..]).map(|((), len)| (number, end + len)),
            _ => (!text[end..].starts_with(|c: char| c.is_alphanumeric())).then_some((number, end)),
        }
    }

    /// The era that a letter stands for.
    pub fn letter(&self, c: char) -> Option<Era> {
        self.letters.iter().find(|(letter, _)| *letter == c).map(|&(_, era)| era)
    }

    /// The length of 末 and the like at the start of a text; nothing of it is 0.
    pub fn end(&self, text: &str) -> usize {
        self.ends.longest(text).filter(|&(is, _)| is).map_or(0, |(_, len)| len)
    }

    /// How a year is counted by the word at the start of a text, and the word's length.
    pub fn unit(&self, text: &str) -> Option<(Basis, usize)> {
        self.units.longest(text)
    }
}
