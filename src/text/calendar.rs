//! How a document counts its years: found once from its text, told to the scanner, so that a bare 17年度 is
//! 平成17 beside 平成 and 2017 where years are western.

use super::lexicon::{Era, Lexicon};
use super::scan::kanji_number;

/// A year farther than this from the middle of a document's years is not what a bare number in it means.
const FARTHEST: i32 = 18;

/// A plan and its review lie no farther from the middle.
const NEAR: i32 = 6;

/// The eras that a document names, and where its years lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// What is added to a number: the one that counts most of the document's years first.
    bases: Vec<i32>,
    /// The middle of the years that it names.
    middle: Option<i32>,
    /// The first and the last year of the plan that it is, where it tells them.
    pub plan: Option<(i32, i32)>,
}

/// What is added to a number of two digits that counts from the century.
pub const CENTURY: i32 = 2000;

impl Calendar {
    /// Finds how a text counts its years. The text may be raw: full-width digits and kanji numbers are read.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let mut counts: Vec<(Era, usize)> = Vec::new();
        let (mut years, mut western) = (Vec::new(), 0);
        let (mut before, mut at) = (' ', 0);
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let mut len = c.len_utf8();
            let alone = !before.is_ascii_alphanumeric() && digit(before).is_none();
            if digit(c).is_some() {
                let (number, digits, end) = number(rest);
                len = end;
                if digits == 4 && alone && (1900..2100).contains(&number) {
                    western += 1;
                    years.push(number);
                }
            } else if lexicon.starts.contains(c)
                && let Some((era, number, end)) = in_era(rest, c, alone, lexicon)
            {
                len = end;
                years.push(era.base() + number);
                match counts.iter_mut().find(|(known, _)| *known == era) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((era, 1)),
                }
            }
            before = rest[..len].chars().next_back().unwrap_or(' ');
            at += len;
        }
        counts.sort_by_key(|&(era, count)| (std::cmp::Reverse(count), std::cmp::Reverse(era)));
        let mut bases: Vec<i32> = counts.iter().map(|(era, _)| era.base()).collect();
        if !bases.is_empty() {
            // A number that none of its own eras makes plausible: 30年度 in a document of 令和.
            let others = lexicon.years.eras.iter().map(|era| era.base());
            bases.extend(others.filter(|base| counts.iter().all(|(era, _)| era.base() != *base)));
        } else if western > 0 {
            bases.push(CENTURY);
        }
        let half = years.len() / 2;
        let middle = (!years.is_empty()).then(|| *years.select_nth_unstable(half).1);
        Self { bases, middle, plan: None }
    }

    /// A document that counts from the first year of an era.
    pub fn from_era(era: Era, middle: i32) -> Self {
        Self { bases: vec![era.base()], middle: Some(middle), plan: None }
    }

    /// Whether the text says how it counts.
    pub fn is_known(&self) -> bool {
        !self.bases.is_empty()
    }

    /// Whether a year lies among those that the document speaks of.
    pub fn is_near(&self, year: i32) -> bool {
        self.middle.is_some_and(|middle| (year - middle).abs() <= NEAR)
    }

    /// Whether the era that most of the document's years are of makes a number a year that it may speak of.
    pub fn counts(&self, number: i32) -> bool {
        let own = self.bases.first().filter(|&&base| base != CENTURY).zip(self.middle);
        own.is_some_and(|(base, middle)| (base + number - middle).abs() <= FARTHEST)
    }

    /// What is added to the number of a year without an era; none where the document does not say.
    pub fn base(&self, number: i32) -> Option<i32> {
        let middle = self.middle?;
        self.bases.iter().copied().find(|base| (base + number - middle).abs() <= FARTHEST)
    }
}

/// The year of an era that a text begins with: the era, the number in it, the length.
fn in_era(text: &str, first: char, alone: bool, lexicon: &Lexicon) -> Option<(Era, i32, usize)> {
    let words = &lexicon.years;
    let (era, name) = match words.names.longest(text) {
        Some(found) => found,
        None => (words.letter(first).filter(|_| alone)?, first.len_utf8()),
    };
    let rest = &text[name..];
    if rest.starts_with(words.first.as_str()) {
        return Some((era, 1, name + words.first.len()));
    }
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    let (number, digits, len) = number(&rest[gap..]);
    ((1..=2).contains(&digits) && number > 0).then_some((era, number, name + gap + len))
}

/// The number that a text begins with, its digits and its length.
fn number(text: &str) -> (i32, usize, usize) {
    let (mut value, mut digits, mut len) = (0i32, 0, 0);
    for c in text.chars() {
        let Some(digit) = digit(c) else { break };
        value = value.saturating_mul(10).saturating_add(digit);
        digits += 1;
        len += c.len_utf8();
    }
    if digits > 0 {
        return (value, digits, len);
    }
    // 平成二十五: good enough to count eras.
    match kanji_number(text) {
        Some((value, len)) => (value, 2, len),
        None => (0, 0, 0),
    }
}

fn digit(c: char) -> Option<i32> {
    match c {
        '0'..='9' => Some(c as i32 - '0' as i32),
        '０'..='９' => Some(c as i32 - '０' as i32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn a_document_counts_as_most_of_its_years_do() {
        let rules = Rules::built_in();
        let year = |text: &str, number: i32| Calendar::of(text, rules.lexicon()).base(number).map(|base| base + number);
        assert_eq!(year("平成１２年度、平成 16年度、令和元年", 17), Some(2005));
        assert_eq!(year("令和五年度に、R7、令和12年度", 10), Some(2028));
        assert_eq!(year("H28からH30まで", 29), Some(2017));
        assert_eq!(year("令和5年度、令和7年度", 30), Some(2018));
        assert_eq!(year("2015年度から2020年度", 17), Some(2017));
        assert_eq!(year("2024年、令和6年", 7), Some(2025));
        assert_eq!(year("ICH1、COVID-19、12,2015", 5), Some(2005));
        assert_eq!(year("目標は5件", 5), None);
    }

    #[test]
    fn a_number_is_a_year_of_the_documents_own_era_where_most_years_are_of_one() {
        let rules = Rules::built_in();
        let counts = |text: &str, number: i32| Calendar::of(text, rules.lexicon()).counts(number);
        assert!(counts("平成27年度、2015年、平成28年度", 30));
        assert!(!counts("2030年、2035年", 40));
        assert!(!counts("令和5年度、令和7年度、2030年", 40));
    }
}
