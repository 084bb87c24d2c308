//! What is printed on a line: inks, parted by white space, and how far along the line they stand.
//!
//! Converters do not agree on how far along: `pdftotext` counts a character as one, people who set
//! a table by hand count a full-width one as two. Which it is shows in what stands flush.

use crate::chars::{is_bullet, is_circled, is_japanese, is_kanji, one_of, width};
use crate::layout::Span;
use crate::layout::plain::VALUE_LABELS;

/// So many white spaces part inks; one may stand within a cell.
const PARTING: usize = 2;
/// The two characters of a word spread over its column stand no further apart.
const SPREAD: usize = 8;
/// Longer lines are no lines of a page, in bytes.
const LONGEST: usize = 4000;
/// Inks that stand flush begin or end no further apart.
const FLUSH: usize = 1;
/// A rule is no shorter than this.
const RULE: usize = 6;
/// A line with more inks is none of a table.
const MOST: usize = 64;

/// How far a character reaches along its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::layout) enum Measure {
    /// Each character counts one.
    Chars,
    /// A full-width character counts two.
    #[default]
    Columns,
}

/// A stretch of a line without wide gaps, along the line and in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    pub start: usize,
    pub end: usize,
    pub span: Span,
}

/// A space within an ink: words parted, or cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    pub at: usize,
    /// Whether a Japanese character stands beside it, and whether on both sides: Japanese words are not spaced.
    pub beside: bool,
    pub between: bool,
}

/// What an ink may be in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A number, a dash in its place.
    Value,
    /// A number that may be a year or a value.
    Year,
    Words,
}

impl Measure {
    fn of_char(self, c: char) -> usize {
        match self {
            Self::Chars => 1,
            // A stroke of a rule is as wide as the characters that it stands among.
            Self::Columns if ('\u{2500}'..='\u{257f}').contains(&c) => 2,
            // White space counts at least one.
            Self::Columns => width(c).max(1),
        }
    }

    /// By which of the two measures the gapped lines of a source stand flush with those above them; both
    /// where that does not tell, the likelier one first.
    pub(in crate::layout) fn of(source: &str, lines: &[Span]) -> Vec<Self> {
        let (mut by_chars, mut by_columns) = (0, 0);
        let mut above: Vec<(Ink, Ink)> = Vec::new();
        for &line in lines.iter().filter(|line| super::is_gapped(&source[line.range()])) {
            let (chars, columns) = (inks(source, line, Self::Chars), inks(source, line, Self::Columns));
            let here: Vec<(Ink, Ink)> = chars.into_iter().zip(columns).collect();
            for ink in here.iter().skip(1) {
                // Where as much full-width text stands before both, the measures agree.
                let others = || above.iter().skip(1).filter(|other| shift(other).abs_diff(shift(ink)) > FLUSH);
                by_chars += usize::from(others().any(|other| other.0.is_flush(&ink.0)));
                by_columns += usize::from(others().any(|other| other.1.is_flush(&ink.1)));
            }
            above = here;
        }
        match () {
            () if by_chars > 2 * by_columns => vec![Self::Chars],
            () if by_columns >= 2 * by_chars => vec![Self::Columns],
            () if by_chars > by_columns => vec![Self::Chars, Self::Columns],
            () => vec![Self::Columns, Self::Chars],
        }
    }
}

/// How far the measures have parted where an ink begins.
fn shift((chars, columns): &(Ink, Ink)) -> usize {
    columns.start.saturating_sub(chars.start)
}

/// The inks of a line; none where it is too long or too broken to be a row's.
pub(super) fn inks(source: &str, line: Span, measure: Measure) -> Vec<Ink> {
    ruled(source, line, measure).0
}

fn stretches(source: &str, line: Span, measure: Measure) -> Vec<Ink> {
    let text = &source[line.range()];
    if text.len() > LONGEST {
        return Vec::new();
    }
    let mut all: Vec<Ink> = Vec::new();
    let (mut along, mut spaces) = (0, PARTING);
    for (at, c) in text.char_indices() {
        let to = along + measure.of_char(c);
        if c.is_whitespace() || c == '\u{feff}' {
            spaces += 1;
        } else {
            let span = Span::new(line.start as usize + at, line.start as usize + at + c.len_utf8());
            // A bullet and its item are one, however far apart.
            let item = |only: &[Ink]| matches!(only, [only] if source[only.span.range()].chars().all(is_bullet));
            let joins = spaces < PARTING || item(&all);
            match all.last_mut().filter(|_| joins) {
                Some(last) => (last.end, last.span.end) = (to, span.end),
                None => all.push(Ink { start: along, end: to, span }),
            }
            spaces = 0;
        }
        along = to;
    }
    if all.len() > MOST { Vec::new() } else { spread(source, all) }
}

/// The inks of a line, and the rules on it that stand under a part of the header, from where to where.
pub(super) fn ruled(source: &str, line: Span, measure: Measure) -> (Vec<Ink>, Vec<(usize, usize)>) {
    let rule = |ink: &Ink| ink.len() >= RULE && source[ink.span.range()].chars().all(|c| one_of(c, "_＿─━=-"));
    let (rules, inks): (Vec<Ink>, Vec<Ink>) = stretches(source, line, measure).into_iter().partition(rule);
    (inks, rules.iter().map(|rule| (rule.start, rule.end)).collect())
}

/// 指　　標: two characters set apart to fill their column are one word.
fn spread(source: &str, parted: Vec<Ink>) -> Vec<Ink> {
    let single = |ink: &Ink| {
        let mut chars = source[ink.span.range()].chars();
        chars.next().is_some_and(|c| c.is_alphabetic() && is_japanese(c)) && chars.next().is_none()
    };
    let mut all: Vec<Ink> = Vec::with_capacity(parted.len());
    let mut pairs = false;
    for next in parted {
        match all.last_mut().filter(|last| !pairs && single(last) && single(&next) && next.start - last.end <= SPREAD) {
            Some(last) => {
                (last.end, last.span.end) = (next.end, next.span.end);
                pairs = true;
            }
            None => {
                all.push(next);
                pairs = false;
            }
        }
    }
    all
}

/// 前　年　度: letters set apart to fill a column are one word.
fn is_set_wide(text: &str) -> bool {
    let single = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(|c| c.is_alphabetic() && is_japanese(c)) && chars.next().is_none()
    };
    text.split_whitespace().count() > 2 && text.split_whitespace().all(single)
}

impl Ink {
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    fn is_flush(&self, other: &Ink) -> bool {
        self.start.abs_diff(other.start) <= FLUSH || self.end.abs_diff(other.end) <= FLUSH
    }

    pub fn meets(&self, start: usize, end: usize) -> bool {
        self.start < end && start < self.end
    }

    /// Cuts the ink at its first single space that lies within a range.
    pub fn cut(&self, source: &str, measure: Measure, from: usize, to: usize) -> Option<(Ink, Ink)> {
        let text = &source[self.span.range()];
        if is_set_wide(text) {
            return None;
        }
        let mut along = self.start;
        for (at, c) in text.char_indices() {
            let next = along + measure.of_char(c);
            // ① 利用者数: the mark and its item are of one cell.
            let mark = text[..at].chars().all(is_circled);
            if c.is_whitespace() && at > 0 && !mark && along >= from && along < to {
                let right = at + c.len_utf8();
                let skip = text[right..].len() - text[right..].trim_start().len();
                let spaces: usize = text[right..right + skip].chars().map(|c| measure.of_char(c)).sum();
                let (start, middle) = (self.span.start as usize, right + skip);
                return Some((
                    Ink { end: along, span: Span::new(start, start + at), ..*self },
                    Ink {
                        start: next + spaces,
                        end: self.end,
                        span: Span::new(start + middle, self.span.end as usize),
                    },
                ));
            }
            along = next;
        }
        None
    }

    /// The spaces within the ink.
    pub fn spaces(&self, source: &str, measure: Measure) -> Vec<Space> {
        let text = &source[self.span.range()];
        let mut at = self.start;
        let mut all = Vec::new();
        if is_set_wide(text) {
            return all;
        }
        for (offset, c) in text.char_indices() {
            let (before, after) = (text[..offset].chars().next_back(), text[offset + c.len_utf8()..].chars().next());
            let white = |c: Option<char>| c.is_some_and(char::is_whitespace);
            // More than one stand only within a word that is set apart, and no cell ends in a bracket.
            let bracketed = before.is_some_and(|c| one_of(c, "（(「【")) || after.is_some_and(|c| one_of(c, "）)」】"));
            // 2014 年度 is one word, wherever a column ends.
            let year = before.is_some_and(char::is_numeric) && after == Some('年');
            // 小 ▲1.2, 中 66.1: a label of one character belongs to the number behind it.
            let first = text[..offset].chars().rev().take_while(|c| !c.is_whitespace()).count() == 1;
            let number = after.is_some_and(|c| c.is_numeric() || one_of(c, "▲△▼+-－−"));
            let label = first && number && before.is_some_and(is_kanji);
            if c.is_whitespace() && !white(before) && !white(after) && !bracketed && !year && !label {
                let (before, after) = (before.is_some_and(is_japanese), after.is_some_and(is_japanese));
                all.push(Space { at, beside: before || after, between: before && after });
            }
            at += measure.of_char(c);
        }
        all
    }

    /// The ink with one that follows it in its cell.
    pub fn with(self, other: Ink) -> Ink {
        Ink {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
            span: Span { start: self.span.start.min(other.span.start), end: self.span.end.max(other.span.end) },
        }
    }

    pub fn look(&self, source: &str) -> Look {
        look(&source[self.span.range()])
    }
}

/// What a text may be in a row.
pub(super) fn look(text: &str) -> Look {
    let bare = text.trim();
    if is_dash(bare) {
        return Look::Value;
    }
    // 小 ▲1.2, 目標 9,000: what a short label stands before.
    let labelled = bare.split_once([' ', '\u{3000}']).filter(|(label, rest)| {
        let mut letters = label.chars();
        let one = letters.next().is_some_and(is_kanji) && letters.next().is_none();
        let told = VALUE_LABELS.iter().any(|word| *label == *word || *label == word.trim_end_matches('値'));
        (one || told) && rest.contains(char::is_numeric)
    });
    let bare = labelled.map_or(bare, |(_, rest)| rest);
    let bare = bare.trim_start_matches(|c: char| one_of(c, "（(<>≤≥＜＞≦≧ 約▲△+＋-－−年全計累達成比平均延べ毎"));
    let digits: String = bare.chars().take_while(|c| c.is_numeric() || one_of(*c, ",，.．")).collect();
    if digits.is_empty() {
        return Look::Words;
    }
    let rest = bare[digits.len()..].trim_start();
    let after = rest.strip_prefix(['年', '月', '日']);
    if after.is_some_and(|after| !after.starts_with(['間', '/', '／'])) || rest.starts_with("FY") {
        return Look::Words;
    }
    // ① and １． open an item.
    if digits.chars().all(is_circled) || digits.ends_with(['．', '.']) && !rest.is_empty() {
        return Look::Words;
    }
    // 18/19: a year that runs from one into the next; 11/12 may be a day.
    let first = digits.parse::<u32>().ok().filter(|first| (13..99).contains(first));
    let second = rest.strip_prefix('/').and_then(|rest| rest.parse::<u32>().ok());
    if first.zip(second).is_some_and(|(first, second)| first + 1 == second) {
        return Look::Year;
    }
    // (2024), 2023/24, 2019-20
    let rest = rest.trim_end_matches([')', '）']);
    let next = rest.strip_prefix(['/', '-', '–']).is_some_and(|next| next.len() == 2 && next.parse::<u8>().is_ok());
    let whole = (rest.is_empty() || next)
        && digits.len() == 4
        && digits.parse::<u32>().is_ok_and(|n| (1900..2100).contains(&n));
    if whole { Look::Year } else { Look::Value }
}

fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 3 && text.chars().all(|c| one_of(c, "-－―‐–—ー−…/／"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Places;

    #[test]
    fn years_in_brackets_and_spans_are_no_values() {
        for text in ["2024", "(2024)", "2023/24", "2019-20"] {
            assert_eq!(look(text), Look::Year, "{text}");
        }
        assert_eq!(look("(2,024)"), Look::Value);
        assert_eq!(look("2024 ha"), Look::Value);
    }

    #[test]
    fn what_stands_flush_tells_how_a_line_is_measured() {
        let of = |text: &str| Measure::of(text, &Places::of(text).spans(text).collect::<Vec<_>>())[0];
        let rows = ["  受講者数            人    12\n", "  利用者数            人    90\n"].concat();
        assert_eq!(of(&format!("{rows}  センターの利用者数  人   345\n{rows}")), Measure::Columns);
        assert_eq!(of(&format!("{rows}  センターの利用者数       人   345\n{rows}")), Measure::Chars);
    }

    #[test]
    fn years_and_items_are_no_values() {
        for text in ["36.4％", "－", "▲2,309人", "５年間で１人", "年１１１校", "全26市町村", "(100)", "30"]
        {
            assert_eq!(look(text), Look::Value, "{text}");
        }
        for text in ["27 年度", "（2014 年度）", "令和2年度", "指標", "① 高校の仕組み", "成果実績"]
        {
            assert_eq!(look(text), Look::Words, "{text}");
        }
        assert_eq!((look("2016"), look("18/19")), (Look::Year, Look::Year));
        assert_eq!((look("11/12"), look("18/20")), (Look::Value, Look::Value));
    }

    #[test]
    fn an_ink_is_cut_where_a_column_ends() {
        let text = "  ム） 務教育 化率";
        let line = Span::new(0, text.len());
        let ink = inks(text, line, Measure::Chars)[0];
        let (left, right) = ink.cut(text, Measure::Chars, 6, 9).unwrap();
        assert_eq!((&text[left.span.range()], &text[right.span.range()]), ("ム） 務教育", "化率"));
        assert_eq!((left.end, right.start), (8, 9));
        assert!(ink.cut(text, Measure::Chars, 9, 11).is_none());
    }
}
