//! The text as rules see it: what the scanner found stands as one symbol each.
//!
//! `創薬ベンチャー採択件数 70社 (R10) ※再掲` becomes `創薬ベンチャー採択件数⟨value⟩(⟨period⟩)`:
//! spaces that mean nothing, footnote marks and words such as 再掲 are gone, so that a
//! rule can be an ordinary pattern over names, symbols and cue words.

use super::Range;
use crate::chars::{is_japanese, one_of};

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
    pub const FIRST: char = VALUE;
    pub const LAST: char = PLUS;
}

/// A coded text with a map from its bytes to the view.
#[derive(Debug, Clone, Default)]
pub struct Code {
    pub text: String,
    runs: Vec<Run>,
}

/// A stretch of the code and the stretch of the view that it stands for.
#[derive(Debug, Clone, Copy)]
struct Run {
    code: u32,
    view: u32,
    /// Length in the view.
    len: u32,
    /// Byte for byte the same; else one symbol.
    same: bool,
}

/// A stretch of the view that becomes one symbol, or nothing.
#[derive(Debug, Clone)]
pub(super) struct Symbol {
    pub range: Range,
    pub symbol: Option<char>,
}

impl Code {
    /// Codes a view's text; `symbols` are in order and do not overlap.
    pub(super) fn of(view: &str, symbols: &[Symbol]) -> Self {
        let mut code = Self::default();
        code.text.reserve(view.len());
        // A space waits for what follows it.
        let mut space = None;
        let mut at = 0;
        for found in symbols {
            code.words(&view[at..found.range.start], at, &mut space);
            if let Some(symbol) = found.symbol {
                space = None;
                code.push(symbol, &found.range);
            }
            at = found.range.end;
        }
        code.words(&view[at..], at, &mut space);
        code
    }

    /// Adds words of the view, but for the spaces that mean nothing.
    fn words(&mut self, text: &str, at: usize, space: &mut Option<usize>) {
        let mut from = 0;
        for end in memchr::memchr_iter(b' ', text.as_bytes()).chain([text.len()]) {
            let word = &text[from..end];
            if let Some(first) = word.chars().next() {
                if let Some(space) = space.take()
                    && keeps_space(first)
                    && self.text.chars().next_back().is_some_and(keeps_space)
                {
                    self.same(" ", space);
                }
                self.same(word, at + from);
            }
            if end < text.len() {
                *space = Some(at + end);
            }
            from = end + 1;
        }
    }

    fn same(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        // A private-use character of the document's own is none of our symbols.
        if memchr::memchr(0xee, text.as_bytes()).is_some() && text.contains(is_symbol) {
            for (n, c) in text.char_indices() {
                if is_symbol(c) {
                    self.push('\u{fffd}', &(at + n..at + n + c.len_utf8()));
                } else {
                    self.same(&text[n..n + c.len_utf8()], at + n);
                }
            }
            return;
        }
        match self.runs.last_mut() {
            Some(run) if run.same && (run.view + run.len) as usize == at => run.len += text.len() as u32,
            _ => self.runs.push(Run {
                code: self.text.len() as u32,
                view: at as u32,
                len: text.len() as u32,
                same: true,
            }),
        }
        self.text.push_str(text);
    }

    fn push(&mut self, c: char, range: &Range) {
        self.runs.push(Run {
            code: self.text.len() as u32,
            view: range.start as u32,
            len: range.len() as u32,
            same: false,
        });
        self.text.push(c);
    }

    /// The range of the view that a range of the code stands for.
    pub fn view(&self, range: &Range) -> Range {
        if range.is_empty() {
            let at = match self.run(range.start) {
                Some(run) if run.same => (run.view + (range.start as u32 - run.code).min(run.len)) as usize,
                Some(run) if range.start == self.text.len() => (run.view + run.len) as usize,
                Some(run) => run.view as usize,
                None => 0,
            };
            return at..at;
        }
        let (Some(first), Some(last)) = (self.run(range.start), self.run(range.end - 1)) else { return 0..0 };
        let start = if first.same { first.view + (range.start as u32 - first.code) } else { first.view };
        let end = if last.same { last.view + (range.end as u32 - last.code) } else { last.view + last.len };
        start as usize..end.max(start) as usize
    }

    /// The run that an offset of the code lies in.
    fn run(&self, at: usize) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.code as usize <= at);
        after.checked_sub(1).map(|n| self.runs[n])
    }
}

/// Whether a symbol stands for a value, alone or bound to its year.
pub fn is_value(c: char) -> bool {
    matches!(c, symbol::VALUE | symbol::NUMBER | symbol::OBSERVATION | symbol::PLUS)
}

/// Whether a character of a coded text stands for something found.
pub fn is_symbol(c: char) -> bool {
    (symbol::FIRST..=symbol::LAST).contains(&c)
}

/// A space means something only between words of Latin letters and digits.
fn keeps_space(c: char) -> bool {
    !(is_japanese(c) || ('\u{e000}'..='\u{f8ff}').contains(&c) || c == '\n' || one_of(c, "()[]<>"))
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
        let code = Code::of(view, &symbols);
        assert_eq!(code.text, "件数\u{e000}(\u{e002})of the WHO");
        let at = code.text.find('\u{e000}').unwrap();
        assert_eq!(&view[code.view(&(at..at + 3))], "70社");
        assert_eq!(&view[code.view(&(0..code.text.len()))], "件数 70社 (R10) of the WHO");
    }
}
