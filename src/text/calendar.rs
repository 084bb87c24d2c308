//! How a document counts its years: found once from its text, told to the scanner, so that a bare 17年度 is
//! 平成17 beside 平成 and 2017 where years are western.

use super::lexicon::{Era, Lexicon};

/// A year farther than this from the middle of a document's years is not what a bare number in it means.
const FARTHEST: i32 = 18;

/// The eras that a document names, and where its years lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// What is added to a number: the one that counts most of the document's years first.
    bases: Vec<i32>,
    /// The middle of the years that it names.
    middle: Option<i32>,
}

/// What is added to a number of two digits that counts from the century.
pub const CENTURY: i32 = 2000;

impl Calendar {
    /// Finds how a text counts its years. The text may be raw: full-width digits and kanji numbers are read.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let years = &lexicon.years;
        let mut counts: Vec<(Era, usize)> = Vec::new();
        let (mut all, mut western) = (Vec::new(), 0);
        let mut before = ' ';
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let mut end = at + c.len_utf8();
            let alone = !before.is_alphanumeric() || before > '\u{2e7f}';
            if digit(c).is_some() {
                let (number, digits, len) = number(&text[at..]);
                end = at + len;
                if digits == 4 && (1900..2100).contains(&number) && alone {
                    western += 1;
                    all.push(number);
                }
            } else if lexicon.starts.contains(c)
                && let Some((era, len)) = named(&text[at..], c, lexicon).filter(|&(_, len)| len > 1 || alone)
            {
                let (number, digits, more) = number(text[at + len..].trim_start());
                let first = text[at + len..].starts_with(years.first.as_str());
                if first || (1..=2).contains(&digits) && number > 0 {
                    match counts.iter_mut().find(|(known, _)| *known == era) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((era, 1)),
                    }
                    all.push(era.base() + if first { 1 } else { number });
                    end = at + len + if first { years.first.len() } else { 0 };
                    let _ = more;
                }
            }
            before = text[at..end].chars().next_back().unwrap_or(' ');
            at = end;
        }
        counts.sort_by_key(|&(era, count)| (std::cmp::Reverse(count), std::cmp::Reverse(era)));
        let mut bases: Vec<i32> = counts.iter().map(|(era, _)| era.base()).collect();
        if western > 0 && bases.is_empty() {
            bases.push(CENTURY);
        } else if !bases.is_empty() {
            // A number that none of its own eras makes plausible: 30年度 in a document of 令和.
            bases.extend(years.eras.iter().map(|era| era.base()).filter(|base| !counts.iter().any(|(era, _)| era.base() == *base)));
        }
        all.sort_unstable();
        Self { bases, middle: all.get(all.len() / 2).copied() }
    }

    /// A document that counts from the first year of an era.
    pub fn from_era(era: Era, middle: i32) -> Self {
        Self { bases: vec![era.base()], middle: Some(middle) }
    }

    /// Whether the text says how it counts.
    pub fn is_known(&self) -> bool {
        !self.bases.is_empty()
    }

    /// What is added to the number of a year without an era; none where the document does not say.
    pub fn base(&self, number: i32) -> Option<i32> {
        let middle = self.middle?;
        self.bases.iter().copied().find(|base| (base + number - middle).abs() <= FARTHEST)
    }
}

/// The era whose name or letter a text begins with.
fn named(text: &str, first: char, lexicon: &Lexicon) -> Option<(Era, usize)> {
    lexicon.years.names.longest(text).or_else(|| Some((lexicon.years.letter(first)?, first.len_utf8())))
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
    let kanji: String = text.chars().take_while(|&c| super::scan::kanji_digit(c).is_some() || c == '十').take(3).collect();
    match super::scan::kanji_number(&kanji) {
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
