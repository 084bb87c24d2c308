//! The words around numbers, from `scan.toml`: what they say of a value, or that there is none.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::table::{Heads, Tails};
use crate::text::scan::{Aggregation, Comparator};

/// `scan.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanFile {
    before: AffixSpec,
    after: AffixSpec,
    nothing: NothingSpec,
    number: NumberSpec,
    factor: Vec<FactorSpec>,
    powers: BTreeMap<String, f64>,
    unknown: UnknownSpec,
    money: MoneySpec,
    marks: MarksSpec,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AffixSpec {
    about: Vec<String>,
    at_least: Vec<String>,
    at_most: Vec<String>,
    above: Vec<String>,
    below: Vec<String>,
    annual: Vec<String>,
    average: Vec<String>,
    cumulative: Vec<String>,
    plain: Vec<String>,
    no: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NothingSpec {
    per: Vec<String>,
    of: Vec<String>,
    of_all: Vec<String>,
    ranked: Vec<String>,
    notes: Vec<String>,
    refers: Vec<String>,
    places: Vec<String>,
    before: Vec<String>,
    numbered: Vec<String>,
    months: Vec<String>,
    grades: BTreeMap<char, u32>,
    weekdays: String,
    hour: char,
    minute: char,
    after_unit: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberSpec {
    fraction: Vec<String>,
    zero: Vec<String>,
    zero_after: Vec<String>,
    zero_before: Vec<String>,
    plus: Vec<String>,
    minus: Vec<String>,
    tenths: Tenths,
    half: Vec<String>,
    and_half: Vec<String>,
    and_more: Vec<String>,
    no_half: Vec<String>,
    divisible: Vec<String>,
    range: Vec<String>,
    change_word: String,
    range_en: Vec<String>,
    last_listed: Vec<String>,
    no_range: Vec<String>,
    range_en_no: Vec<String>,
    between_en: [String; 2],
    change: Vec<String>,
    between: String,
    ordinal: Vec<String>,
    words: BTreeMap<String, f64>,
    word_units: Vec<String>,
    #[serde(default)]
    word_times: Vec<String>,
    #[serde(default)]
    word_led: Vec<String>,
    #[serde(default)]
    word_known: Vec<String>,
    #[serde(default)]
    word_parts: Vec<String>,
    out_of: Vec<String>,
    no_out_of: Vec<String>,
    of_a: Vec<String>,
    of_each: Vec<String>,
    kanji_after: String,
    decimal_after: String,
    factor_after: String,
    year_count: String,
    year_sum: String,
}

/// 割, 分, 厘.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenths {
    pub tenth: String,
    pub parts: Vec<String>,
    pub unit: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactorSpec {
    words: Vec<String>,
    number: f64,
    unit: Option<String>,
    #[serde(default)]
    no: Vec<String>,
    #[serde(default)]
    part: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnknownSpec {
    no_end: Vec<String>,
    no_begin: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneySpec {
    signs: BTreeMap<char, String>,
    codes: Vec<String>,
    powers: BTreeMap<String, f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarksSpec {
    lead_labels: Vec<String>,
    labels: Vec<String>,
    strangers: Vec<String>,
    anyone: Vec<String>,
    lead: String,
    #[serde(default)]
    lead_behind: String,
    other: String,
    rest: Vec<String>,
    states: Vec<String>,
    full: Vec<String>,
    part: Vec<String>,
}

/// What a label before a name in a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkLabel {
    /// 主担当：, lead:.
    Lead,
    /// 担当：, 関係：.
    Plain,
}

/// What a word beside a number says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    Compares(Comparator),
    Sums(Aggregation),
    /// That it belongs to the value.
    Plain,
    /// Nothing: it only looks like a word that says something.
    Nothing,
}

/// A word that is a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spelled {
    /// 倍増, double: the index of its factor.
    Factor(usize),
    Zero,
    /// プラス, マイナス before a number.
    Sign(f64),
    /// two, twenty: a number where a power or a unit stands behind it.
    Count(f64),
    /// What only begins like one of them: half an hour.
    Nothing,
}

/// The words around numbers, ready to be looked up.
#[derive(Debug, Default)]
pub struct NumberWords {
    pub before: Tails<Says>,
    pub after: Heads<Says>,
    pub per: Heads<()>,
    /// What a share is of; true where it need not be told.
    pub of: Heads<bool>,
    /// Before a share that picks some of those counted.
    pub ranked: Tails<()>,
    pub notes: Tails<()>,
    /// What stands behind a ※ that refers to a note.
    pub refers: Heads<()>,
    pub no_value: Tails<()>,
    /// Units of a place among others, which a number counts whatever stands before it.
    pub places: Heads<()>,
    pub numbered: Tails<()>,
    /// English months, behind a day and before it.
    pub months: (Heads<()>, Tails<()>),
    pub grades: Vec<(char, u32)>,
    pub weekdays: String,
    pub hour: char,
    pub minute: char,
    pub after_unit: String,
    pub fraction: Heads<()>,
    pub spelled: Heads<Spelled>,
    /// What may stand before a ゼロ that is a value: 実質.
    pub zero: Vec<String>,
    pub zero_after: Tails<()>,
    /// What stands behind a ゼロ that is aimed at.
    pub zero_before: Heads<()>,
    /// Units that numbers in words may have.
    pub word_units: Heads<()>,
    pub word_times: Heads<()>,
    pub word_led: Tails<()>,
    /// Before a few in words that are known, and behind a few that are parts of a plan.
    pub word_known: Tails<()>,
    pub word_parts: Heads<()>,
    /// Between the parts of 9 in 10, and what makes them none: 9 in 10 years.
    pub out_of: Heads<()>,
    pub no_out_of: Heads<()>,
    pub of_a: Heads<()>,
    pub of_each: Heads<()>,
    /// Each factor with its unit, and whether it is part of a whole.
    pub factors: Vec<(f64, Option<String>, bool)>,
    pub tenths: Tenths,
    /// False for what only begins like a half.
    pub half: Heads<bool>,
    /// Behind an English number in words: two and a half.
    pub and_half: Heads<()>,
    /// One hundred and thirteen.
    pub and_more: Heads<()>,
    pub divisible: Heads<()>,
    /// True for the word that may be a change as well.
    pub range: Heads<bool>,
    pub change: Heads<()>,
    /// Between the ends of an English range, and the words before it that make of it a change.
    pub range_en: Heads<()>,
    /// Between the last two numbers of a list in English.
    pub last_listed: Vec<String>,
    pub no_range: Vec<String>,
    /// 50 to 100 by 2030: what names nothing that a range counts.
    pub range_en_no: Vec<String>,
    /// between, and.
    pub between_en: [String; 2],
    pub between: String,
    pub ordinal: Heads<()>,
    pub kanji_after: String,
    pub decimal_after: String,
    pub factor_after: String,
    pub year_count: String,
    pub year_sum: String,
    pub powers: Heads<f64>,
    pub no_unit_end: Tails<()>,
    pub no_unit_begin: Heads<()>,
    pub money: Vec<(char, String)>,
    /// USD, EUR: before a number, and its unit.
    pub money_codes: Tails<()>,
    pub money_powers: Heads<f64>,
    pub lead: String,
    pub lead_behind: String,
    pub other: String,
    pub rest: Tails<()>,
    pub full: Tails<()>,
    pub part: Tails<()>,
    pub mark_labels: Heads<MarkLabel>,
    /// 関係府省庁: those whom nobody names.
    pub strangers: Heads<()>,
    /// What stands behind the names and a colon, of how far it is done: 措置済み.
    pub states: Heads<()>,
    /// Whoever takes part beside them, without a name: 都道府県.
    pub anyone: Heads<()>,
}

impl NumberWords {
    pub fn new(file: ScanFile) -> Self {
        let all = |words: Vec<String>| words.into_iter().map(|word| (word, ()));
        let told = |words: Vec<String>, is: bool| words.into_iter().map(move |word| (word, is));
        let spelled = |words: Vec<String>, is: Spelled| words.into_iter().map(move |word| (word, is));
        let number = file.number;
        let noughts = number.zero.clone();
        let factors = file.factor.iter().map(|factor| (factor.number, factor.unit.clone(), factor.part)).collect();
        let factor_words = file.factor.into_iter().enumerate().flat_map(|(n, factor)| {
            let words = factor.words.into_iter().map(move |word| (word, Spelled::Factor(n)));
            words.chain(factor.no.into_iter().map(|word| (word, Spelled::Nothing)))
        });
        let counts = number.words.into_iter().map(|(word, count)| (word, Spelled::Count(count)));
        let change_word = number.change_word;
        Self {
            before: Tails::new(affixes(file.before)),
            after: Heads::new(affixes(file.after)),
            per: Heads::new(all(file.nothing.per)),
            of: Heads::new(told(file.nothing.of, false).chain(told(file.nothing.of_all, true))),
            ranked: Tails::new(all(file.nothing.ranked)),
            notes: Tails::new(all(file.nothing.notes)),
            refers: Heads::new(all(file.nothing.refers)),
            no_value: Tails::new(all(file.nothing.before)),
            places: Heads::new(all(file.nothing.places)),
            numbered: Tails::new(all(file.nothing.numbered)),
            months: (Heads::new(all(file.nothing.months.clone())), Tails::new(all(file.nothing.months))),
            grades: file.nothing.grades.into_iter().collect(),
            weekdays: file.nothing.weekdays,
            hour: file.nothing.hour,
            minute: file.nothing.minute,
            after_unit: file.nothing.after_unit,
            fraction: Heads::new(all(number.fraction)),
            spelled: Heads::new(
                factor_words
                    .chain(counts)
                    .chain(spelled(number.zero, Spelled::Zero))
                    .chain(spelled(number.plus, Spelled::Sign(1.0)))
                    .chain(spelled(number.minus, Spelled::Sign(-1.0))),
            ),
            factors,
            zero_after: Tails::new(all(number.zero_after)),
            zero_before: Heads::new(all(number.zero_before)),
            zero: noughts,
            word_units: Heads::new(all(number.word_units)),
            word_times: Heads::new(all(number.word_times)),
            word_led: Tails::new(all(number.word_led)),
            word_known: Tails::new(all(number.word_known)),
            word_parts: Heads::new(all(number.word_parts)),
            out_of: Heads::new(all(number.out_of)),
            no_out_of: Heads::new(all(number.no_out_of)),
            of_a: Heads::new(all(number.of_a)),
            of_each: Heads::new(all(number.of_each)),
            tenths: number.tenths,
            and_half: Heads::new(all(number.and_half)),
            and_more: Heads::new(all(number.and_more)),
            half: Heads::new(told(number.half, true).chain(told(number.no_half, false))),
            divisible: Heads::new(all(number.divisible)),
            range: Heads::new(number.range.into_iter().map(|word| {
                let changes = word == change_word;
                (word, changes)
            })),
            change: Heads::new(all(number.change)),
            range_en: Heads::new(all(number.range_en)),
            last_listed: number.last_listed,
            no_range: number.no_range,
            range_en_no: number.range_en_no,
            between_en: number.between_en,
            between: number.between,
            ordinal: Heads::new(all(number.ordinal)),
            kanji_after: number.kanji_after,
            decimal_after: number.decimal_after,
            factor_after: number.factor_after,
            year_count: number.year_count,
            year_sum: number.year_sum,
            powers: Heads::new(file.powers),
            no_unit_end: Tails::new(all(file.unknown.no_end)),
            no_unit_begin: Heads::new(all(file.unknown.no_begin)),
            money: file.money.signs.into_iter().collect(),
            money_codes: Tails::new(all(file.money.codes)),
            money_powers: Heads::cased(file.money.powers),
            lead: file.marks.lead,
            lead_behind: file.marks.lead_behind,
            other: file.marks.other,
            rest: Tails::new(all(file.marks.rest)),
            full: Tails::new(all(file.marks.full)),
            part: Tails::new(all(file.marks.part)),
            mark_labels: Heads::new(
                file.marks
                    .lead_labels
                    .into_iter()
                    .map(|word| (word, MarkLabel::Lead))
                    .chain(file.marks.labels.into_iter().map(|word| (word, MarkLabel::Plain))),
            ),
            strangers: Heads::new(all(file.marks.strangers)),
            states: Heads::new(all(file.marks.states)),
            anyone: Heads::new(all(file.marks.anyone)),
        }
    }

    /// Whether a ゼロ between two texts is a value though a word stands right before it: 実質ゼロ, 空き交番ゼロを目指す. カーボンゼロ is
    /// a word wherever it stands.
    pub fn is_nought(&self, before: &str, behind: &str) -> bool {
        self.zero_after.longest(before).is_some()
            || before.ends_with(crate::chars::is_kanji) && self.zero_before.longest(behind).is_some()
    }

    /// The unit of money that a sign stands for.
    pub fn money(&self, sign: char) -> Option<&str> {
        self.money.iter().find(|(known, _)| *known == sign).map(|(_, unit)| unit.as_str())
    }

    /// The highest year of the kind of school that a character stands for.
    pub fn grade(&self, c: char) -> Option<u32> {
        self.grades.iter().find(|(known, _)| *known == c).map(|&(_, highest)| highest)
    }
}

fn affixes(spec: AffixSpec) -> Vec<(String, Says)> {
    use Aggregation::{Annual, Average, Cumulative};
    use Comparator::{About, Above, AtLeast, AtMost, Below};
    let lists = [
        (spec.about, Says::Compares(About)),
        (spec.at_least, Says::Compares(AtLeast)),
        (spec.at_most, Says::Compares(AtMost)),
        (spec.above, Says::Compares(Above)),
        (spec.below, Says::Compares(Below)),
        (spec.annual, Says::Sums(Annual)),
        (spec.average, Says::Sums(Average)),
        (spec.cumulative, Says::Sums(Cumulative)),
        (spec.plain, Says::Plain),
        (spec.no, Says::Nothing),
    ];
    lists.into_iter().flat_map(|(words, says)| words.into_iter().map(move |word| (word, says))).collect()
}
