//! What stands in a text before any rule looks at it: values, periods, ministries.
//!
//! Our own, because neither a tokeniser nor a general number library knows that
//! 34千人 has the unit 千人, that H42 is 2030, or that ICH-E6(R3) is no year.

mod affix;
mod body;
mod date;
mod digits;
mod exact;
mod fraction;
mod item;
mod ministry;
mod nothing;
mod number;
mod open;
mod period;
mod range;
mod relative;
mod twice;
mod unit;
mod value;
mod word;
mod year;

#[cfg(test)]
mod tests;

use super::Range;
use super::calendar::Calendar;
use super::lexicon::{Lexicon, PlanYears};
use crate::chars;

pub(crate) use body::{Bodies, bodies};
pub(crate) use digits::SOME;
pub(crate) use digits::counts_in_kanji;
pub use item::{Aggregation, Basis, Comparator, Found, Item, Named, Period, Value};
pub(crate) use ministry::names;
pub(super) use year::kanji_number;

/// What the scanner is told beside the text.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub lexicon: &'a Lexicon,
    /// The abbreviations that the document itself defines; they win over the lexicon's.
    pub local: &'a [(String, usize)],
    /// Names in Latin letters are those of the list: elsewhere MOF and ISA are offices of other states.
    pub home: bool,
    /// How the document counts its years: 17年度 is a year of it.
    pub calendar: Option<&'a Calendar>,
}

impl<'a> Context<'a> {
    /// Nothing is known of the document.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, local: &[], home: true, calendar: None }
    }
}

/// Finds everything in a view's text, in order and without overlap.
pub fn scan(text: &str, lexicon: &Lexicon, local: &[(String, usize)]) -> Vec<Found> {
    scan_in(text, &Context { local, ..Context::new(lexicon) })
}

/// Finds everything in a view's text, in order and without overlap, as its document counts years.
pub fn scan_in(text: &str, context: &Context<'_>) -> Vec<Found> {
    let mut scanner = Scanner { text, context, found: Vec::new() };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = match scanner.step(at) {
            Some(end) if end > at => end,
            _ => at + char_len(bytes[at]),
        };
    }
    range::merge_bounds(text, &mut scanner.found, context.lexicon);
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    context: &'a Context<'a>,
    found: Vec<Found>,
}

impl Scanner<'_> {
    /// Reads what stands at an offset; tells where it ends, or nothing where nothing does.
    fn step(&mut self, at: usize) -> Option<usize> {
        let c = self.text[at..].chars().next()?;
        if let Some(end) = self.plan_year(at) {
            return Some(end);
        }
        let opens = at == 0 || self.text[..at].ends_with('\n');
        if opens && let Some(found) = ministry::line(self.text, at, self.context) {
            return Some(self.push(found));
        }
        match c {
            '0'..='9' => digits::too_long(self.text, at).or_else(|| self.dated(at)).or_else(|| self.value(at)),
            '+' | '-' | '▲' | '△' | '±' => self.value(at),
            '.' if digits::is_point(self.text, at) => self.value(at),
            '(' | '【' | '〔' | '[' | '<' | '《' => {
                ministry::mark(self.text, at, self.context).map(|found| self.push(found))
            }
            '~' | '\'' | '’' | '‘' => self.dated(at),
            '数' => self.value(at),
            _ if digits::kanji_digit(c).is_some() || digits::small_power(c).is_some() => {
                self.dated(at).or_else(|| self.value(at))
            }
            _ if fraction::vulgar(c).is_some() || self.context.lexicon.numbers.money(c).is_some() => self.value(at),
            _ if self.context.lexicon.starts.contains(c) => {
                let floor = self.found.last().map_or(0, |last| last.range.end);
                let word = |_| word::spelled(self.text, floor, at, self.context.lexicon);
                self.dated(at).or_else(|| Some(()).and_then(word).map(|found| self.push(found)))
            }
            _ => None,
        }
    }

    /// 計画の最終年度, 計画期間中: the last year of the document's plan, or all of them.
    fn plan_year(&mut self, at: usize) -> Option<usize> {
        let (first, last) = self.context.calendar?.plan?;
        let words = &self.context.lexicon.years;
        let (years, len) = words.plan_years.longest(&self.text[at..])?;
        // 前計画の最終年度: none of it.
        if words.plan_other.longest(&self.text[..at]).is_some() {
            return Some(at + len);
        }
        let start = if years == PlanYears::All { first } else { last };
        // 募集期間中: another time.
        if years == PlanYears::All && self.text[..at].ends_with(|c| chars::is_kanji(c) || chars::is_katakana(c)) {
            return Some(at + len);
        }
        let item = Item::Period(Period { start, ..Period::year(last, Some(Basis::Fiscal)) });
        Some(self.push(Found { range: at..at + len, item }))
    }

    fn push(&mut self, new: Found) -> usize {
        let end = new.range.end;
        self.found.push(new);
        end
    }

    fn value(&mut self, at: usize) -> Option<usize> {
        let floor = self.found.last().map_or(0, |last| last.range.end);
        match value::value(self.text, floor, at, self.context.lexicon) {
            value::Read::Found(new) => Some(self.push(new)),
            value::Read::Skip(end) => Some(end),
            value::Read::Nothing => None,
        }
    }

    /// A period, or one that a value is relative to.
    fn dated(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        if text.as_bytes()[at] == b'~' && text[..at].trim_end().ends_with(|c: char| c.is_alphanumeric() || c == '%') {
            return None;
        }
        let (period, len) = period::period(text, at, self.context)?;
        let range: Range = at..at + len;
        let found = match relative::around(text, &range, self.context.lexicon) {
            Some(range) => Found { range, item: Item::Relative(period) },
            None => Found { range, item: Item::Period(period) },
        };
        Some(self.push(found))
    }
}

fn char_len(byte: u8) -> usize {
    match byte {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
