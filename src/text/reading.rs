//! A block as read: its view, what the scanner found in it, its notes and marks, its code.

use regex::Regex;

use crate::layout::Text;

use super::code::{Code, Symbol, symbol};
use super::lexicon::Lexicon;
use super::scan::{Context, Found, Item, scan_in};
use super::{Range, View};

/// Words that say something of a whole statement: 再掲, 速報値.
#[derive(Debug)]
pub struct Marks {
    words: Regex,
    repost: Vec<String>,
    provisional: Vec<String>,
}

impl Marks {
    /// Compiles the words of `words.toml`, `[marks]`.
    ///
    /// # Errors
    /// A word that is no pattern; words are escaped, so this cannot be seen in practice.
    pub fn new(repost: &[String], provisional: &[String], drop: &[String]) -> Result<Self, regex::Error> {
        let mut words: Vec<&String> = repost.iter().chain(provisional).chain(drop).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let any: Vec<String> = words.into_iter().map(|word| regex::escape(word)).collect();
        let words = Regex::new(&format!(r"[(\[【〔<]?(?:{})[)\]】〕>]?", any.join("|")))?;
        Ok(Self { words, repost: repost.to_vec(), provisional: provisional.to_vec() })
    }
}

/// What rules and their engine work on.
#[derive(Debug, Default)]
pub struct Reading {
    pub view: View,
    pub found: Vec<Found>,
    /// The ※ notes inside the block, in order.
    pub notes: Vec<Range>,
    /// A ※ that refers to a note elsewhere.
    pub refers: bool,
    pub repost: bool,
    pub provisional: bool,
    dropped: Vec<Range>,
    pub code: Code,
}

impl Reading {
    /// Reads a text of a source of which something is known: its abbreviations, how it counts years.
    pub fn of(source: &str, text: &Text, marks: &Marks, context: &Context<'_>) -> Self {
        Self::of_view(View::of(source, text), marks, context, true)
    }

    /// Reads a note: its ※ opens it and parts nothing.
    pub fn of_note(source: &str, text: &Text, marks: &Marks, context: &Context<'_>) -> Self {
        Self::of_view(View::of(source, text), marks, context, false)
    }

    fn of_view(view: View, marks: &Marks, context: &Context<'_>, split: bool) -> Self {
        let found = scan_in(&view.text, context);
        let mut reading = Self { view, found, ..Self::default() };
        if split {
            reading.split_notes(context.lexicon);
        }
        reading.find_marks(marks);
        reading.encode(&[]);
        reading
    }

    /// The text of a range.
    pub fn text(&self, range: &Range) -> &str {
        &self.view.text[range.clone()]
    }

    /// The text of a range without notes and marks inside it, and without years in brackets of their own.
    pub fn words(&self, range: &Range) -> String {
        let text = &self.view.text;
        let mut holes: Vec<Range> =
            self.dropped.iter().filter(|hole| hole.start < range.end && range.start < hole.end).cloned().collect();
        for found in &self.found {
            let bracketed = matches!(found.item, Item::Period(_))
                && text[..found.range.start].ends_with('(')
                && text[found.range.end..].starts_with(')');
            if bracketed && range.start < found.range.start && found.range.end < range.end {
                holes.push(found.range.start - 1..found.range.end + 1);
            }
        }
        holes.sort_by_key(|hole| hole.start);
        let mut out = String::with_capacity(range.len());
        let mut at = range.start;
        for hole in holes {
            out.push_str(text.get(at..hole.start.max(at)).unwrap_or_default());
            at = at.max(hole.end);
        }
        out.push_str(text.get(at..range.end).unwrap_or_default());
        out
    }

    /// What is no part of the text itself: notes, marks such as 再掲, footnote signs.
    pub fn holes(&self) -> impl Iterator<Item = Range> + '_ {
        self.dropped.iter().cloned().chain(footnote_marks(&self.view.text))
    }

    /// Parts the notes from the text they belong to: a note runs to the end of its line.
    fn split_notes(&mut self, lexicon: &Lexicon) {
        let text = &self.view.text;
        let mut end = 0;
        for (at, mark) in text.match_indices('※') {
            let after = &text[at + mark.len()..];
            let apart = self.view.is_apart(at) || text[..at].ends_with([')', '。', '】', '」']);
            if at < end && !apart {
                continue;
            }
            if text[..at].ends_with('(') && opens_note(&text[..at], after, lexicon) {
                // (※６年ごとに報告): a note of its own, brackets and all.
                let close = closing(after).map_or(text.len(), |len| at + mark.len() + len);
                self.notes.push(at..text[..close].trim_end().len());
                self.dropped.push(at - 1..(close + 1).min(text.len()));
                end = close;
                continue;
            }
            if apart && opens_note(&text[..at], after, lexicon) {
                if let Some(last) = self.notes.last_mut().filter(|last| last.end > at) {
                    last.end = text[..at].trim_end().len();
                }
                end = after.find('\n').map_or(text.len(), |len| at + mark.len() + len);
                self.notes.push(at..text[..end].trim_end().len());
            } else if at >= end {
                self.refers = true;
                self.dropped.push(reference(text, at, at + mark.len()));
            }
        }
        self.dropped.extend(self.notes.iter().cloned());
        self.refers |= self.view.text.contains(MARKDOWN_NOTE);
    }

    /// Finds 再掲, (速報値) and the like: in brackets, or apart from what stands around them.
    fn find_marks(&mut self, marks: &Marks) {
        let text = &self.view.text;
        for hit in marks.words.find_iter(text) {
            let word = hit.as_str().trim_matches(['(', '[', '【', '〔', '<', ')', ']', '】', '〕', '>']);
            let bracketed = word.len() + 2 <= hit.len()
                && hit.as_str().starts_with(['(', '[', '【', '〔', '<'])
                && hit.as_str().ends_with([')', ']', '】', '〕', '>']);
            let is = |words: &[String]| words.iter().any(|known| known == word);
            let (repost, provisional) = (is(&marks.repost), is(&marks.provisional));
            let begins = self.view.is_apart(hit.start()) || text[..hit.start()].ends_with(['。', ')', '※']);
            let apart = begins && (self.view.is_apart(hit.end()) || text[hit.end()..].starts_with('。'));
            if !(bracketed || apart && (repost || provisional)) {
                continue;
            }
            self.repost |= repost;
            self.provisional |= provisional;
            self.dropped.push(hit.range());
            if let Some(note) = self.notes.iter_mut().find(|note| note.contains(&hit.start())) {
                note.end = text[..hit.start()].trim_end().len().max(note.start);
            }
        }
        self.dropped.sort_by_key(|range| range.start);
        self.dropped.dedup();
    }

    /// Codes the main text; `bound` are observations and budgets that take the place of what they hold.
    pub fn encode(&mut self, bound: &[(Range, char)]) {
        let covered = |range: &Range| {
            let after = bound.partition_point(|(outer, _)| outer.start <= range.start);
            after.checked_sub(1).is_some_and(|n| range.end <= bound[n].0.end)
        };
        let mut symbols: Vec<Symbol> =
            bound.iter().map(|(range, symbol)| Symbol { range: range.clone(), symbol: Some(*symbol) }).collect();
        symbols.extend(
            self.dropped
                .iter()
                .filter(|range| !covered(range))
                .map(|range| Symbol { range: range.clone(), symbol: None }),
        );
        symbols.extend(
            self.found
                .iter()
                .filter(|found| !covered(&found.range))
                .map(|found| Symbol { range: found.range.clone(), symbol: Some(symbol_of(&found.item)) }),
        );
        symbols.extend(footnote_marks(&self.view.text).map(|range| Symbol { range, symbol: None }));
        symbols.sort_by_key(|s| (s.range.start, std::cmp::Reverse(s.range.end)));
        let mut end = 0;
        symbols.retain(|s| {
            let keep = s.range.start >= end;
            if keep {
                end = s.range.end;
            }
            keep
        });
        self.code = Code::of(&self.view.text, &symbols);
    }

    /// The indices of what was found inside a range of the view.
    pub fn inside<'a>(&'a self, range: &'a Range) -> impl Iterator<Item = usize> + 'a {
        let first = self.found.partition_point(|found| found.range.start < range.start);
        (first..self.found.len()).take_while(|&n| self.found[n].range.end <= range.end)
    }
}

fn symbol_of(item: &Item) -> char {
    match item {
        Item::Value(value) if value.plus => symbol::PLUS,
        Item::Value(value) if value.bare => symbol::NUMBER,
        Item::Value(_) => symbol::VALUE,
        Item::Period(_) => symbol::PERIOD,
        Item::Relative(_) => symbol::RELATIVE,
        Item::Years(_) => symbol::YEARS,
        Item::Ministries(_) => symbol::MINISTRIES,
    }
}

/// Where the bracket closes that a text stands in.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, c)| match c {
        '(' => {
            depth += 1;
            None
        }
        ')' if depth == 0 => Some(at),
        ')' => {
            depth -= 1;
            None
        }
        _ => None,
    })
}

/// The whole of a reference to a note: （※１）, ※１ at the end, or the mark alone.
fn reference(text: &str, at: usize, end: usize) -> Range {
    let after = &text[end..];
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match &after[digits..] {
        rest if text[..at].ends_with('(') && rest.starts_with(')') => at - 1..end + digits + 1,
        rest if rest.is_empty() || rest.starts_with('\n') => at..end + digits,
        _ => at..end,
    }
}

/// Whether a ※ that stands apart opens a note, and does not refer to one.
fn opens_note(before: &str, after: &str, lexicon: &Lexicon) -> bool {
    let refers =
        after.starts_with('\n') || lexicon.numbers.refers.longest(after).is_some() || after.trim().chars().count() < 3;
    // ※18.6％, ※1,774万人: a value with a mark before it.
    let number = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',').len();
    let value = before.is_empty()
        && (after[..number].contains(['.', ',']) || after[number..].starts_with(['%', '％']))
        && number > 0;
    if value {
        return false;
    }
    // 11.5% (※) and 事業※1 refer; ※1 後発医薬品の… at the start is a note.
    let numbered = after.starts_with(|c: char| c.is_ascii_digit())
        && !before.is_empty()
        && !after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(' ');
    !refers && !numbered
}

/// What begins a mark of a footnote in Markdown.
const MARKDOWN_NOTE: &str = "[^";

/// ¹ ² and `^{*1}`, `*1` behind a word.
fn footnote_marks(text: &str) -> impl Iterator<Item = Range> + '_ {
    let superscript = |c: char| matches!(c, '¹' | '²' | '³' | '⁰'..='⁹');
    let raised = text.match_indices(superscript).map(|(at, mark)| at..at + mark.len());
    let caret = text.match_indices("^{").filter_map(move |(at, _)| text[at..].find('}').map(|len| at..at + len + 1));
    // 金額シェア(*), coverage[3]: a sign or a number in brackets of its own.
    let starred = text.match_indices("(*)").map(|(at, mark)| at..at + mark.len());
    let numbered = text.match_indices('[').filter_map(move |(at, _)| {
        // 18.9[^1]: as Markdown has it.
        let begin = at + 1 + usize::from(text[at..].starts_with(MARKDOWN_NOTE));
        let inner = text[begin..].find(']').filter(|len| (1..=2).contains(len))?;
        let number = text[begin..begin + inner].bytes().all(|byte| byte.is_ascii_digit());
        let glued = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ')' || c == '%');
        (number && glued).then_some(at..begin + inner + 1)
    });
    raised.chain(caret).chain(starred).chain(numbered)
}
