//! A pattern made ready: which group is which place, and what must be there before it is tried.
//!
//! Most texts lack what most patterns need: a pattern that asks for a budget is not
//! tried where the scanner found none. That is one comparison of bits. So a pattern is
//! parsed, and with that proved, when the rules are loaded, but compiled when it is first tried.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::pattern::known_place;
use crate::text::code::{is_symbol, symbol};

/// The largest program a pattern may become, in bytes.
const SIZE_LIMIT: usize = 16 << 20;
/// What the states of a pattern may take for each thread, in bytes, before they are made anew.
const STATES_LIMIT: usize = 8 << 20;
/// More cues than these take longer to look for than they save.
const FEW_CUES: usize = 64;

/// A capture: the place or group that made it, and the range of the coded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    pub place: &'static str,
    pub range: Range<usize>,
}

/// Why a pattern is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PatternError {
    #[error(transparent)]
    Syntax(#[from] Box<regex_syntax::Error>),
    #[error(transparent)]
    Compile(#[from] regex::Error),
}

#[derive(Debug)]
pub(crate) struct Pattern {
    pub regex: Lazy,
    /// The pattern in the rule's words, and where it stands in its file.
    pub source: String,
    pub at: Range<usize>,
    /// What each group stands for; none for the whole match.
    places: Vec<Option<&'static str>>,
    /// Of each of these sets, one symbol at least stands in every match.
    needs: Vec<Symbols>,
    /// Every match holds one of these words; none where that cannot be told.
    pub cues: Option<Vec<String>>,
    /// Finds the cues in a coded text, where that costs less than the pattern itself.
    cue: Option<Lazy>,
}

/// A regular expression that is compiled when it is first used.
#[derive(Debug)]
pub(crate) struct Lazy {
    expanded: String,
    regex: OnceLock<Regex>,
}

impl Lazy {
    /// A pattern that was parsed. One that could become too large is compiled at once, so that this is told.
    fn new(expanded: String, hir: &Hir) -> Result<Self, regex::Error> {
        let lazy = Self { expanded, regex: OnceLock::new() };
        if states(hir) > SURELY_FITS {
            let _ = lazy.regex.set(compile(&lazy.expanded)?);
        }
        Ok(lazy)
    }

    pub fn as_str(&self) -> &str {
        &self.expanded
    }
}

impl std::ops::Deref for Lazy {
    type Target = Regex;

    #[expect(clippy::expect_used, reason = "it was parsed when it was made, and is far too small for the limits")]
    fn deref(&self) -> &Regex {
        self.regex.get_or_init(|| compile(&self.expanded).expect("a pattern that was parsed compiles"))
    }
}

/// A program of so many states is far from the limit of its size.
const SURELY_FITS: usize = 40_000;

/// How many states a pattern takes, or more.
fn states(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        // A range of characters is four sequences of bytes at most, of four bytes at most.
        HirKind::Class(Class::Unicode(class)) => class.ranges().len().saturating_mul(16),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Repetition(repeated) => {
            let times = repeated.max.unwrap_or(repeated.min).max(1) as usize;
            states(&repeated.sub).saturating_add(2).saturating_mul(times.saturating_add(1))
        }
        HirKind::Capture(capture) => states(&capture.sub).saturating_add(2),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(states).fold(1, usize::saturating_add),
    }
}

/// What each group of a pattern stands for; none for the whole match.
fn places(hir: &Hir, all: &mut Vec<Option<&'static str>>) {
    match hir.kind() {
        HirKind::Capture(capture) => {
            all.resize(all.len().max(capture.index as usize + 1), None);
            all[capture.index as usize] = capture.name.as_deref().and_then(known_place);
            places(&capture.sub, all);
        }
        HirKind::Repetition(repeated) => places(&repeated.sub, all),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|part| places(part, all)),
        _ => {}
    }
}

impl Pattern {
    /// Parses an expanded pattern; `source` and `at` are what it was expanded from.
    pub fn new(expanded: String, source: &str, at: Range<usize>) -> Result<Self, PatternError> {
        let hir = regex_syntax::parse(&expanded).map_err(Box::new)?;
        let mut places = vec![None];
        self::places(&hir, &mut places);
        let needs = needs(&hir);
        let cues = cues(&hir, tells);
        let few = cues.as_ref().filter(|words| words.len() <= FEW_CUES);
        let cue = few.map(|words| words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|"));
        let cue = cue.map(|any| Lazy::new(any, &Hir::empty())).transpose()?;
        let regex = Lazy::new(expanded, &hir)?;
        Ok(Self { regex, source: source.to_owned(), at, places, needs, cues, cue })
    }

    /// The words, of one character too, of which every match holds one.
    pub fn marks(&self) -> Option<Vec<String>> {
        let hir = regex_syntax::parse(self.regex.as_str()).ok()?;
        cues(&hir, |word| !word.is_ascii() || word.len() > 1)
    }

    /// Whether a text with these symbols can match.
    pub fn can_match(&self, present: Symbols) -> bool {
        self.needs.iter().all(|need| need.0 & present.0 != 0)
    }

    /// Whether a text holds one of the words without which there is no match.
    pub fn is_cued(&self, code: &str) -> bool {
        self.cue.as_ref().is_none_or(|cue| cue.is_match(code))
    }

    /// The places and groups that it captures, each once.
    pub fn captures(&self) -> Vec<&'static str> {
        let mut all: Vec<&'static str> = self.places.iter().copied().flatten().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The symbols of which a text has none, though every match holds one: a set each.
    pub fn lacks(&self, present: Symbols) -> Option<Vec<char>> {
        let need = self.needs.iter().find(|need| need.0 & present.0 == 0)?;
        Some((symbol::FIRST..=symbol::LAST).filter(|&c| bit(c) & need.0 != 0).collect())
    }

    pub fn is_match(&self, code: &str) -> bool {
        self.regex.is_match(code)
    }

    /// The captures of one match in the order of the text, moved by `offset`.
    pub fn captured(&self, captures: &Captures<'_>, offset: usize) -> Vec<Capture> {
        let groups = self.places.iter().zip(captures.iter());
        let mut all: Vec<Capture> = groups
            .filter_map(|(place, group)| {
                let range = group?.range();
                Some(Capture { place: (*place)?, range: range.start + offset..range.end + offset })
            })
            .collect();
        all.sort_by_key(|capture| (capture.range.start, capture.range.end));
        all
    }
}

/// Compiles a regular expression with our limits.
pub(crate) fn compile(expanded: &str) -> Result<Regex, regex::Error> {
    // A Unicode word bound keeps a pattern from its fast engine, and tells nothing between Japanese characters.
    let expanded = expanded.replace(r"(?-u:\b)", r"\b").replace(r"\b", r"(?-u:\b)");
    RegexBuilder::new(&expanded).size_limit(SIZE_LIMIT).dfa_size_limit(STATES_LIMIT).build()
}

/// A set of symbols.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Symbols(u16);

impl Symbols {
    /// The symbols that stand in a coded text.
    pub fn in_text(code: &str) -> Self {
        let mut bits = 0;
        for at in memchr::memchr_iter(FIRST_BYTE, code.as_bytes()) {
            if let Some(c) = code.get(at..).and_then(|rest| rest.chars().next()) {
                bits |= bit(c);
            }
        }
        Self(bits)
    }
}

/// How every symbol begins in UTF-8.
const FIRST_BYTE: u8 = 0xee;

fn bit(c: char) -> u16 {
    let n = u32::from(c).wrapping_sub(u32::from(symbol::FIRST));
    if n <= u32::from(symbol::LAST) - u32::from(symbol::FIRST) { 1 << n } else { 0 }
}

/// The sets of symbols of which every match holds one.
fn needs(hir: &Hir) -> Vec<Symbols> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            text.chars().map(bit).filter(|&bit| bit != 0).map(Symbols).collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            // A set that holds more than symbols needs none; those that hold only symbols are small.
            let mut bits = 0;
            for c in chars {
                match bit(c) {
                    0 => return Vec::new(),
                    bit => bits |= bit,
                }
            }
            vec![Symbols(bits)]
        }
        HirKind::Class(Class::Bytes(_)) => Vec::new(),
        HirKind::Repetition(repeated) if repeated.min > 0 => needs(&repeated.sub),
        HirKind::Repetition(_) => Vec::new(),
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Concat(parts) => {
            let mut all: Vec<Symbols> = Vec::new();
            for need in parts.iter().flat_map(needs) {
                if !all.contains(&need) {
                    all.push(need);
                }
            }
            all
        }
        HirKind::Alternation(branches) => {
            // One need of each branch, all of them together.
            let of_each: Option<Vec<Symbols>> = branches.iter().map(|branch| needs(branch).first().copied()).collect();
            of_each.map(|needs| vec![Symbols(needs.iter().fold(0, |all, need| all | need.0))]).unwrap_or_default()
        }
    }
}

/// Whether a word tells something: two characters or more, or a sign such as an arrow.
fn tells(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|first| chars.next().is_some() || !first.is_ascii() && !first.is_alphanumeric())
}

/// Words that tell something, of which every match holds one.
fn cues(hir: &Hir, tells: fn(&str) -> bool) -> Option<Vec<String>> {
    let shortest = |words: &[String]| words.iter().map(|word| word.chars().count()).min();
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = String::from_utf8(literal.0.to_vec()).ok()?;
            let words = text.split(|c: char| bit(c) != 0).map(ToOwned::to_owned);
            words.filter(|word| tells(word)).max_by_key(String::len).map(|word| vec![word])
        }
        HirKind::Repetition(repeated) if repeated.min > 0 => cues(&repeated.sub, tells),
        HirKind::Capture(capture) => cues(&capture.sub, tells),
        HirKind::Concat(parts) => parts.iter().filter_map(|part| cues(part, tells)).max_by_key(|words| shortest(words)),
        HirKind::Alternation(branches) => {
            let all: Option<Vec<Vec<String>>> = branches.iter().map(|branch| cues(branch, tells)).collect();
            Some(all?.concat())
        }
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.iter().flat_map(|range| range.start()..=range.end()).take(FEW_CUES);
            let words: Vec<String> = chars.map(String::from).collect();
            let all = words.len() < FEW_CUES && words.iter().all(|word| tells(word) && !word.contains(is_symbol));
            all.then_some(words)
        }
        _ => None,
    }
}

/// A pattern that finds any of some words in a source, in full-width letters too.
pub(super) fn any_word(words: &[String]) -> Result<Regex, regex::Error> {
    let wide = |word: &String| {
        word.chars()
            .map(|c| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c) } else { c })
            .collect::<String>()
    };
    let mut all: Vec<String> =
        words.iter().flat_map(|word| [regex::escape(word), regex::escape(&wide(word))]).collect();
    all.sort();
    all.dedup();
    compile(&all.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::new(text.to_owned(), text, 0..0).unwrap()
    }

    #[test]
    fn a_pattern_is_tried_only_where_its_symbols_are() {
        let dated = pattern("^[^\u{e000}]+?(?P<target__1>[\u{e000}\u{e006}])(?:\\(\u{e002}\\))?$");
        assert!(dated.can_match(Symbols::in_text("件数\u{e006}")));
        assert!(dated.can_match(Symbols::in_text("件数\u{e000}(\u{e002})")));
        assert!(!dated.can_match(Symbols::in_text("件数(\u{e002})")));
        let either = pattern("(?:a\u{e002}|b\u{e005})\u{e007}");
        assert!(either.can_match(Symbols::in_text("\u{e005}\u{e007}")));
        assert!(!either.can_match(Symbols::in_text("\u{e002}\u{e005}")));
        assert!(pattern("(?:a\u{e002}|b)").can_match(Symbols::in_text("")));
    }

    #[test]
    fn a_pattern_tells_the_words_without_which_it_cannot_match() {
        let cues = |text: &str| pattern(text).cues;
        assert_eq!(cues("^.{0,8}(?:成果指標|KPI)の?一覧$"), Some(vec!["成果指標".into(), "KPI".into()]));
        assert_eq!(cues("(?:目標|値)を"), None);
        assert_eq!(cues("\u{e002}まで(?:の)?"), Some(vec!["まで".into()]));
        let any = any_word(&["KPI".into(), "指標".into()]).unwrap();
        assert!(any.is_match("ＫＰＩの一覧") && any.is_match("指標") && !any.is_match("目標"));
    }

    #[test]
    fn a_pattern_that_grows_too_large_is_told_when_it_is_read() {
        assert!(Pattern::new("(?:[^a]{1,500}){1,500}".to_owned(), "", 0..0).is_err());
        let small = pattern("[^a]{1,60}b");
        assert!(small.regex.regex.get().is_none() && small.is_match("xb") && small.regex.regex.get().is_some());
    }

    #[test]
    fn captures_know_their_places_and_come_in_order() {
        let pattern = pattern("(?P<name__1>[a-z]+)(?P<target__1>\u{e000})(?P<name__2>[a-z]+)?");
        let code = "ab\u{e000}cd";
        let captures = pattern.regex.captures(code).unwrap();
        let places: Vec<(&str, Range<usize>)> =
            pattern.captured(&captures, 10).into_iter().map(|c| (c.place, c.range)).collect();
        assert_eq!(places, [("name", 10..12), ("target", 12..15), ("name", 15..17)]);
    }
}
