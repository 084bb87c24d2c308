//! The text as rules see it: what the scanner found stands as one symbol each.
//!
//! `創薬ベンチャー採択件数 70社 (R10) ※再掲` becomes `創薬ベンチャー採択件数⟨value⟩(⟨period⟩)`:
//! spaces that mean nothing, footnote marks and words such as 再掲 are gone, so that a
//! rule can be an ordinary pattern over names, symbols and cue words.

use super::Range;
use crate::chars::is_japanese;

/// The symbols; private-use characters, so that no document holds them.
pub mod symbol {
    pub const VALUE: char = '\u{e000}';
    /// A number with nothing beside it: perhaps a footnote's.
    pub const NUMBER: char = '\u{e001}';
    pub const PERIOD: char = '\u{e002}';
    pub const RELATIVE: char = '\u{e003}';
    pub const YEARS: char = '\u{e004}';
    pub const MINISTRIES: char = '\u{e005}';
    /// A value bound to its period.
    pub const OBSERVATION: char = '\u{e006}';
    pub const BUDGET: char = '\u{e007}';
    /// A value with an explicit plus.
    pub const PLUS: char = '\u{e008}';
}

/// A coded text with a map from its characters to the view.
#[derive(Debug, Clone, Default)]
pub struct Code {
    pub text: String,
    chars: Vec<Coded>,
}

#[derive(Debug, Clone, Copy)]
struct Coded {
    at: u32,
    start: u32,
    end: u32,
}

/// A stretch of the view that becomes one symbol, or nothing.
#[derive(Debug, Clone)]
pub(super) struct Symbol {
    pub range: Range,
    pub symbol: Option<char>,
}

impl Code {
    /// Codes a range of a view's text; `symbols` are in order and do not overlap.
    pub(super) fn of(view: &str, range: Range, symbols: &[Symbol]) -> Self {
        let mut code = Self::default();
        code.text.reserve(range.len());
        let mut at = range.start;
        let mut next = symbols.partition_point(|s| s.range.start < range.start);
        let mut space = None;
        while at < range.end {
            if let Some(found) = symbols.get(next).filter(|s| s.range.start <= at) {
                if let Some(symbol) = found.symbol {
                    space = None;
                    code.push(symbol, found.range.start, found.range.end);
                }
                at = found.range.end.max(at);
                next += 1;
                continue;
            }
            let Some(c) = view[at..].chars().next() else { break };
            let end = at + c.len_utf8();
            if c == ' ' {
                space = Some(at);
            } else {
                let last = code.text.chars().next_back();
                if let Some(at) = space.take()
                    && last.is_some_and(keeps_space)
                    && keeps_space(c)
                {
                    code.push(' ', at, at + 1);
                }
                code.push(c, at, end);
            }
            at = end;
        }
        code
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(Coded { at: self.text.len() as u32, start: start as u32, end: end as u32 });
        self.text.push(c);
    }

    /// The range of the view that a range of the code stands for.
    pub fn view(&self, range: &Range) -> Range {
        let index = |at: usize| self.chars.partition_point(|c| (c.at as usize) < at);
        let (first, after) = (index(range.start), index(range.end));
        let start = self.chars.get(first).or(self.chars.last()).map_or(0, |c| c.start as usize);
        if first >= after {
            return start..start;
        }
        start..(self.chars[after - 1].end as usize).max(start)
    }
}

/// A space means something only between words of Latin letters and digits.
fn keeps_space(c: char) -> bool {
    !(is_japanese(c) || ('\u{e000}'..='\u{f8ff}').contains(&c) || c == '\n' || "()[]<>".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_things_are_symbols_and_point_back() {
        let view = "件数 70社 (R10) of the WHO 再掲";
        let place = |part: &str| view.find(part).map(|at| at..at + part.len()).unwrap();
        let symbols = [
            Symbol { range: place("70社"), symbol: Some(symbol::VALUE) },
            Symbol { range: place("R10"), symbol: Some(symbol::PERIOD) },
            Symbol { range: place("再掲"), symbol: None },
        ];
        let code = Code::of(view, 0..view.len(), &symbols);
        assert_eq!(code.text, "件数\u{e000}(\u{e002})of the WHO");
        let at = code.text.find('\u{e000}').unwrap();
        assert_eq!(&view[code.view(&(at..at + 3))], "70社");
        assert_eq!(&view[code.view(&(0..code.text.len()))], "件数 70社 (R10) of the WHO");
    }
}
