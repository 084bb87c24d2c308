//! What a header says of the amounts below it, and what a cell says an amount is: its year and kind, how it counts, the
//! bracket behind it.

use crate::rules::{PaidWord, PaidWords, Rules};
use crate::text::scan::{Comparator, Item, Value};
use crate::text::{Range, Reading};

use super::super::Extractor;
use super::super::paid::line::Purse;
use super::super::paid::token::{Leaf, Node, every};
use super::cell::{Cell, unit};

/// A header cell is no longer, in characters.
pub(super) const HEADER: usize = 40;
/// A unit told in a sentence takes no more words: millions of yen.
const WORDS: usize = 3;
/// So many letters set apart are no chance.
const SPREAD: usize = 3;

/// How the numbers of a column count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::extract) enum Money {
    /// So many yen is one.
    Yen(f64),
    /// Another currency: how many yen that is nobody here knows.
    Foreign,
}

impl Money {
    /// How many yen a number is.
    fn of(self, number: f64) -> Option<f64> {
        match self {
            Self::Yen(one) => Some((number * one).round()),
            Self::Foreign => None,
        }
    }
}

/// What stands over a column, or labels a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Over {
    pub purse: Purse,
    /// 前年度, 本年度, 次年度: so many years from the one that the title names.
    pub from_title: Option<i32>,
    /// What stands in a bracket behind the amounts: 要求額（前年度予算額）.
    pub bracket: Option<Box<Over>>,
    /// Amounts here are no budgets: 増減.
    pub other: bool,
    pub money: Option<Money>,
}

impl Over {
    /// Adds what a word below or beside says; the nearer wins.
    pub fn add(&mut self, nearer: &Self) {
        self.purse.year = nearer.purse.year.or(self.purse.year);
        self.purse.kind = nearer.purse.kind.clone().or(self.purse.kind.take());
        self.from_title = nearer.from_title.or(self.from_title);
        self.bracket = nearer.bracket.clone().or(self.bracket.take());
        self.money = nearer.money.or(self.money);
        self.other |= nearer.other;
    }

    pub fn says(&self) -> bool {
        self.purse.kind.is_some() || self.purse.year.is_some() || self.from_title.is_some()
    }

    /// Adds the years and kinds that words name.
    fn read(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Leaf(Leaf::Year(year), _) => self.purse.year = self.purse.year.or(Some(*year)),
                Node::Leaf(Leaf::From(years), _) => self.from_title = self.from_title.or(Some(*years)),
                Node::Leaf(Leaf::Kind(kind), _) => self.purse.kind = Some(kind.clone()),
                Node::Group(_, inner, _) => {
                    let mut within = Self::default();
                    within.read(inner);
                    let other_year =
                        within.purse.year.is_some_and(|year| self.purse.year.is_some_and(|own| own > year));
                    if self.says() && (within.from_title == Some(-1) || other_year) {
                        self.bracket = Some(Box::new(within));
                    } else {
                        self.read(inner);
                    }
                }
                Node::Leaf(..) => {}
            }
        }
    }

    /// 前　年　度 over 予　算　額: letters set apart to fill their column.
    fn read_spread(&mut self, text: &str, words: &PaidWords) {
        let spread = text.split_whitespace().filter(|word| word.chars().count() == 1).count();
        if spread < SPREAD {
            return;
        }
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        for (word, at) in words.tokens(&bare) {
            match word {
                PaidWord::From(years) => self.from_title = self.from_title.or(Some(years)),
                PaidWord::Kind => self.purse.kind = Some(words.kind(&bare[at])),
                _ => {}
            }
        }
    }
}

/// An amount in a cell.
pub(super) struct Priced {
    pub number: f64,
    /// Its own unit.
    pub unit: Option<Money>,
    pub range: Range,
    /// What stands in a bracket behind it: 14億円（12億円）.
    pub bracket: Option<Box<Priced>>,
}

impl Priced {
    /// How many yen it is, if anything says how it counts; none within where that is another currency.
    pub fn amount(&self, else_by: Option<Money>) -> Option<Option<f64>> {
        Some(self.unit.or(else_by)?.of(self.number))
    }
}

impl Extractor<'_> {
    /// What a header cell says of the amounts below it.
    pub(super) fn over(&self, cell: &Cell) -> Over {
        self.over_reading(&cell.read.reading)
    }

    fn over_reading(&self, reading: &Reading) -> Over {
        let text = reading.view.text.as_str();
        let mut over = Over::default();
        // （千円） is no amount, though it looks like a thousand.
        let figure = |range: &Range| text[range.clone()].contains(|c: char| c.is_ascii_digit());
        let valued = reading.found.iter().any(|found| matches!(found.item, Item::Value(_)) && figure(&found.range));
        if text.chars().count() > HEADER || valued {
            return over;
        }
        over.other = self.rules.paid.is_other(text);
        over.read(&every(reading, &(0..text.len()), &self.rules.paid));
        if !over.says() {
            over.read_spread(text, &self.rules.paid);
        }
        over.money = text.split(['(', ')', '[', ']', '【', '】', '\n', ',', ';']).find_map(|part| {
            let word = self.rules.tables.words.unit_label(part).unwrap_or(part);
            yen(word.trim(), self.rules).map(Money::Yen)
        });
        over.money = over.money.or_else(|| self.unit_at_end(text));
        over.money = over.money.or_else(|| self.rules.paid.has_foreign(text).then_some(Money::Foreign));
        over
    }

    /// amount thousand yen, budget_jpy: how the header that a program wrote says that its numbers count.
    fn unit_at_end(&self, text: &str) -> Option<Money> {
        let blanks = || text.rmatch_indices(' ').map(|(at, _)| at + 1);
        let one = |at: usize| yen(&text[at..], self.rules).or_else(|| self.rules.paid.yen_in(&text[at..]));
        let last = blanks().next().filter(|_| text.is_ascii())?;
        blanks().nth(1).and_then(one).or_else(|| one(last)).map(Money::Yen)
    }

    /// The same of words outside a table: the year and kind, how many yen one is, whether it is no budget.
    pub(in crate::extract) fn over_words(&self, reading: &Reading) -> Option<(Purse, Option<f64>, bool)> {
        let over = self.over_reading(reading);
        let unit = match over.money {
            Some(Money::Yen(one)) => Some(one),
            Some(Money::Foreign) => return None,
            None => None,
        };
        Some((over.purse, unit, over.other))
    }

    /// The only amount of a cell, in its own unit or without one; its other words must say nothing.
    pub(super) fn amount(&self, cell: &Cell) -> Option<Priced> {
        let text = cell.read.reading.view.text.as_str();
        // 1,400億円（国庫債務負担行為を含め2,000億円）: what stands in a bracket behind is said beside.
        let end = text.find(['(', '〔', '【']).filter(|&at| at > 0).unwrap_or(text.len());
        let mut priced = self.priced(cell, 0..end)?;
        let inside = text[end..].char_indices().nth(1).map(|(at, _)| end + at..text.len());
        priced.bracket = inside.and_then(|inside| {
            let close = inside.start + text[inside.clone()].find([')', '〕', '】'])?;
            self.priced(cell, inside.start..close).map(Box::new)
        });
        Some(priced)
    }

    fn priced(&self, cell: &Cell, within: Range) -> Option<Priced> {
        let reading = &cell.read.reading;
        let text = reading.view.text.as_str();
        let found = || {
            let inside = |range: &Range| within.start <= range.start && range.start < within.end;
            reading.found.iter().filter(move |found| inside(&found.range))
        };
        let mut values = found().filter_map(|found| match &found.item {
            Item::Value(value) => Some((value, found.range.clone())),
            _ => None,
        });
        let (value, range) = values.next()?;
        let alone = values.next().is_none() && found().all(|found| matches!(found.item, Item::Value(_)));
        let unit = self.money_of(value)?;
        let exact = value.comparator == Comparator::Equal && !value.plus;
        let whole = value.max.is_none() && value.number != 0.0 && (exact || unit == Some(Money::Foreign));
        let rest = format!("{} {}", &text[within.start..range.start], &text[range.end..within.end.max(range.end)]);
        let mut rest: Vec<char> = rest.chars().collect();
        for (word, at) in self.rules.paid.tokens(&rest.iter().collect::<String>()) {
            if matches!(word, crate::rules::PaidWord::Within | crate::rules::PaidWord::Beside) {
                let text: String = rest.iter().collect();
                rest = (text[..at.start].to_owned() + &text[at.end..]).chars().collect();
                break;
            }
        }
        let silent = !rest.iter().any(|c| c.is_alphanumeric());
        let range = range.start..self.within(text, range.end);
        (alone && whole && silent).then_some(Priced { number: value.number, unit, range, bracket: None })
    }

    /// The end of an amount with the words that make it a part of a larger one: 3億円の内数, 3億円（内数）.
    fn within(&self, text: &str, end: usize) -> usize {
        let mut words = self.rules.paid.tokens(&text[end..]);
        let Some((crate::rules::PaidWord::Within, at)) = words.next() else { return end };
        let silent = |part: &str| !part.contains(char::is_alphanumeric);
        let last = end + at.end;
        match text[end..end + at.start].contains('(') {
            true => text[last..].find(')').map_or(end, |close| last + close + 1),
            false if silent(&text[end..end + at.start]) => last,
            false => end,
        }
    }

    /// How a value counts by its own unit; none where that is no money.
    fn money_of(&self, value: &Value) -> Option<Option<Money>> {
        let Some(unit) = value.unit.as_deref() else { return Some(None) };
        let yen = self.rules.paid.yen_in(unit).map(Money::Yen);
        yen.or_else(|| self.rules.paid.has_foreign(unit).then_some(Money::Foreign)).map(Some)
    }
}

/// How many yen a unit is: 百万円.
pub(in crate::extract) fn yen(word: &str, rules: &Rules) -> Option<f64> {
    let lexicon = rules.lexicon();
    // JPY million
    if let Some((rest, power)) = lexicon.with_power(word).filter(|(rest, _)| rules.paid.is_yen(rest)) {
        return (!rest.is_empty()).then_some(power);
    }
    // millions of yen
    if let Some((count, of)) = word.split_once(" of ").filter(|(_, of)| rules.paid.is_yen(of)) {
        let (_, power) = lexicon.with_power(&format!("{of} {}", count.trim_end_matches('s')))?;
        return Some(power);
    }
    let one = unit(word, lexicon)?;
    Some(one.number * rules.paid.yen_in(one.unit.as_deref()?)?)
}

/// Amounts in millions of yen unless stated: how many yen a sentence says that one is.
pub(in crate::extract) fn yen_told(text: &str, rules: &Rules) -> Option<f64> {
    let words: Vec<&str> = rules.paid.amounts_in(text)?.split([' ', '.', ',', ';', ')']).take(WORDS).collect();
    (1..=words.len()).rev().find_map(|count| yen(&words[..count].join(" "), rules))
}
