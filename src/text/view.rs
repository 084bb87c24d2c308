//! The normalised text of a block, with a map from each of its bytes to the source.

use crate::chars::{is_invisible, is_japanese};
use crate::layout::{Join, Span, Text, needs_space};

use super::fold::{Folded, combines, fold, plain_prefix};

/// A normalised reading of a block's text. Parts are parted by a newline, any other
/// white space is one space, characters are folded as [`super::fold`] says. Between
/// Japanese characters no space stands: it only tells where a narrow cell broke its
/// line (`令 和９年`, `2,000ト ン`), or parts words, which [`View::is_gap`] remembers.
#[derive(Debug, Clone, Default)]
pub struct View {
    pub text: String,
    runs: Vec<Run>,
    /// Offsets at which white space between Japanese characters was left out.
    gaps: Vec<u32>,
    /// Offsets at which other text of the source was left out: the cells beside one of several lines.
    parted: Vec<u32>,
}

/// A stretch of the view and the stretch of the source it was read from.
#[derive(Debug, Clone, Copy)]
struct Run {
    view: u32,
    source: u32,
    /// Length in the source; equal to the length in the view where `same`.
    len: u32,
    /// Byte for byte the same; else one cluster that stands or falls together.
    same: bool,
}

/// A half-open range of byte offsets into a view's text.
pub type Range = std::ops::Range<usize>;

impl View {
    /// Reads a text of the source.
    pub fn of(source: &str, text: &Text) -> Self {
        let mut view = Self::default();
        view.text.reserve(text.span().range().len());
        let mut last = 0;
        for piece in &text.pieces {
            let (from, end) = (piece.span.start as usize, piece.span.end as usize);
            match piece.join {
                Join::Part => view.separate('\n', from),
                Join::Wrap if needs_space(&view.text, &source[from..end]) => view.separate(' ', from),
                Join::Wrap => view.drop_space(),
                Join::Run => {}
            }
            let between = source.get(last..from).filter(|_| last > 0).map_or("", str::trim_start);
            if !between.is_empty() && !between.starts_with(['<', '*', '|']) {
                view.parted.push(view.text.len() as u32);
            }
            last = end;
            view.read(source, from, end, piece.join != Join::Run);
        }
        view.drop_space();
        view
    }

    /// The source range that a range of the view was read from; at the ends of a range
    /// inside a folded cluster, the whole cluster.
    pub fn source(&self, range: &Range) -> Span {
        if range.is_empty() {
            let at = self.offset(range.start);
            return Span::new(at, at);
        }
        let first = self.run(range.start);
        let last = self.run(range.end - 1);
        let start = if first.same { first.source + (range.start as u32 - first.view) } else { first.source };
        let end = if last.same { last.source + (range.end as u32 - last.view) } else { last.source + last.len };
        Span { start, end: end.max(start) }
    }

    /// Whether other cells stand in the source between the lines of this one, somewhere within a range.
    pub fn is_parted(&self, range: &Range) -> bool {
        self.parted.iter().any(|&at| range.start < at as usize && (at as usize) < range.end)
    }

    /// Whether white space stood between the Japanese characters around an offset.
    pub fn is_gap(&self, at: usize) -> bool {
        self.gaps.binary_search(&(at as u32)).is_ok()
    }

    /// Whether a word could begin or end at an offset: at an end of the text, at white space.
    pub fn is_apart(&self, at: usize) -> bool {
        let (before, after) = self.text.split_at(at);
        before.is_empty()
            || after.is_empty()
            || before.ends_with([' ', '\n'])
            || after.starts_with([' ', '\n'])
            || self.is_gap(at)
    }

    /// The words of the text as white space parted them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let ends = self.gaps.iter().map(|&at| at as usize).chain([self.text.len()]);
        ends.scan(0, |from, to| Some(&self.text[std::mem::replace(from, to)..to])).flat_map(str::split_whitespace)
    }

    fn offset(&self, at: usize) -> usize {
        match self.runs.partition_point(|run| run.view as usize <= at).checked_sub(1) {
            Some(n) => {
                let run = self.runs[n];
                (run.source + if run.same { (at as u32 - run.view).min(run.len) } else { run.len }) as usize
            }
            None => 0,
        }
    }

    fn run(&self, at: usize) -> Run {
        let after = self.runs.partition_point(|run| run.view as usize <= at);
        self.runs[after.saturating_sub(1)]
    }

    /// Ends a part or a word; a separator stands for what lies between two pieces.
    fn separate(&mut self, separator: char, at: usize) {
        self.drop_space();
        if self.text.is_empty() || self.text.ends_with('\n') {
            return;
        }
        let before = self.runs.last().map_or(at, |run| (run.source + run.len) as usize);
        self.runs.push(Run {
            view: self.text.len() as u32,
            source: before as u32,
            len: at.saturating_sub(before) as u32,
            same: false,
        });
        self.text.push(separator);
    }

    fn drop_space(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
            let at = self.text.len() as u32;
            while self.runs.last().is_some_and(|run| run.view >= at) {
                self.runs.pop();
            }
            if let Some(run) = self.runs.last_mut().filter(|run| run.same) {
                run.len = at - run.view;
            }
        }
    }

    fn read(&mut self, source: &str, from: usize, end: usize, trim: bool) {
        let mut at = from;
        if trim {
            at += source[from..end].len() - source[from..end].trim_start().len();
        }
        while at < end {
            let same = plain_prefix(&source.as_bytes()[at..end]);
            // A combining mark belongs to the character before it.
            let same = if source[at + same..end].chars().next().is_some_and(combines) {
                last_char_start(&source[at..at + same])
            } else {
                same
            };
            if same > 0 {
                self.push_same(&source[at..at + same], at);
                at += same;
                continue;
            }
            at += self.cluster(&source[at..end], at);
        }
    }

    fn push_same(&mut self, text: &str, at: usize) {
        match self.runs.last_mut() {
            Some(run) if run.same && (run.source + run.len) as usize == at => run.len += text.len() as u32,
            _ => self.runs.push(Run {
                view: self.text.len() as u32,
                source: at as u32,
                len: text.len() as u32,
                same: true,
            }),
        }
        self.text.push_str(text);
    }

    /// Folds the cluster at the start of the rest; gives its length in the source.
    fn cluster(&mut self, rest: &str, at: usize) -> usize {
        let Some(first) = rest.chars().next() else { return 0 };
        if first.is_whitespace() || first.is_control() || is_invisible(first) {
            return self.space(rest, at);
        }
        if first == '&'
            && let Some((c, len)) = entity(rest)
        {
            let text = c.to_string();
            match fold(&text) {
                Folded::Same => self.push_folded(&text, at, len),
                Folded::One(c) => self.push_folded(c.encode_utf8(&mut [0; 4]), at, len),
                Folded::Many(text) => self.push_folded(&text, at, len),
            }
            return len;
        }
        let len = first.len_utf8()
            + rest[first.len_utf8()..].chars().take_while(|&c| combines(c)).map(char::len_utf8).sum::<usize>();
        match fold(&rest[..len]) {
            Folded::Same => self.push_same(&rest[..len], at),
            Folded::One(c) => self.push_folded(c.encode_utf8(&mut [0; 4]), at, len),
            Folded::Many(text) => self.push_folded(&text, at, len),
        }
        len
    }

    fn push_folded(&mut self, text: &str, at: usize, len: usize) {
        self.runs.push(Run { view: self.text.len() as u32, source: at as u32, len: len as u32, same: false });
        self.text.push_str(text);
    }

    /// A run of white space and invisible characters: one space, or nothing after another.
    fn space(&mut self, rest: &str, at: usize) -> usize {
        let blank = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
        let len = rest.len() - rest.trim_start_matches(blank).len();
        let seen = rest[..len].contains(|c: char| !is_invisible(c));
        if !seen || self.text.is_empty() || self.text.ends_with([' ', '\n']) {
            return len;
        }
        let japanese = |c: Option<char>| c.is_some_and(|c| is_japanese(c) && !('！'..='～').contains(&c));
        if japanese(self.text.chars().next_back()) && japanese(rest[len..].chars().next()) {
            // A stray control character is in the midst of a word as often as not.
            if rest[..len].contains(char::is_whitespace) {
                self.gaps.push(self.text.len() as u32);
            }
        } else {
            self.push_folded(" ", at, len);
        }
        len
    }
}

fn last_char_start(text: &str) -> usize {
    text.char_indices().next_back().map_or(0, |(at, _)| at)
}

/// A character reference as web pages write it: `&amp;`, `&#12354;`.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.as_bytes().iter().take(10).position(|&byte| byte == b';')?;
    let c = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "yen" => '¥',
        "euro" => '€',
        "pound" => '£',
        "cent" => '¢',
        "deg" => '°',
        "middot" => '·',
        "bull" => '•',
        "ndash" => '–',
        "mdash" => '—',
        "minus" => '−',
        "plusmn" => '±',
        "times" => '×',
        "le" => '≤',
        "ge" => '≥',
        "frac12" => '½',
        "frac14" => '¼',
        "frac34" => '¾',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        number => {
            let digits = number.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Document;
    use proptest::prelude::*;

    fn view(source: &str) -> View {
        let document = Document::read(source);
        View::of(source, &document.blocks[0].text)
    }

    fn quoted<'a>(source: &'a str, view: &View, part: &str) -> &'a str {
        let at = view.text.find(part).unwrap();
        &source[view.source(&(at..at + part.len())).range()]
    }

    #[test]
    fn a_view_is_normal_and_points_back() {
        let source = "目標は　１，２３４\u{200b}人（令和５年度）とする";
        let view = view(source);
        assert_eq!(view.text, "目標は 1,234人(令和5年度)とする");
        assert_eq!(quoted(source, &view, "1,234人"), "１，２３４\u{200b}人");
        assert_eq!(quoted(source, &view, "(令和5年度)"), "（令和５年度）");
    }

    #[test]
    fn a_wrapped_number_is_one_and_quotes_the_line_end() {
        let full = "あ".repeat(38);
        let source = format!("・件数（2028 年\n\n度までに 130\n\n件／年）\n\n{full}\n\n{full}\n\n{full}\n\nい。 \n");
        let view = view(&source);
        assert_eq!(view.text, "・件数(2028 年度までに 130件/年)");
        assert_eq!(quoted(&source, &view, "130件/年"), "130\n\n件／年");
    }

    #[test]
    fn no_space_stands_between_japanese_characters() {
        let source = "令 和９年度 の増 加 再掲 A B 70社 (R10)";
        let view = view(source);
        assert_eq!(view.text, "令和9年度の増加再掲 A B 70社 (R10)");
        assert_eq!(quoted(source, &view, "令和9年度"), "令 和９年度");
        let at = view.text.find("再掲").unwrap();
        assert!(view.is_apart(at) && !view.is_apart(at + 3));
        assert_eq!(
            view.words().collect::<Vec<_>>(),
            ["令", "和9年度", "の増", "加", "再掲", "A", "B", "70社", "(R10)"]
        );
    }

    #[test]
    fn what_nobody_sees_is_in_no_word() {
        let source = "葛\u{e0100}飾区、環\u{fe00}境\u{e0101}省\u{e0100}、目\u{200d}標\u{7}値、相\0談";
        let view = view(source);
        assert_eq!(view.text, "葛飾区、環境省、目標値、相談");
        assert_eq!(quoted(source, &view, "環境省"), "環\u{fe00}境\u{e0101}省\u{e0100}");
        assert_eq!(quoted(source, &view, "相談"), "相\0談");
        assert!(!view.is_apart(view.text.find("談").unwrap()));
    }

    #[test]
    fn markup_is_no_part_of_the_view_but_of_the_quote() {
        let source = "件数 **+75件**、A&amp;B<br>次";
        let view = view(source);
        assert_eq!(view.text, "件数 +75件、A&B\n次");
        assert_eq!(quoted(source, &view, "件数 +75件"), "件数 **+75件");
        assert_eq!(quoted(source, &view, "A&B"), "A&amp;B");
    }

    proptest! {
        /// Whatever the text: every range of the view points at a source range on character
        /// borders, ranges keep their order, and reading the quote again gives the same text.
        #[test]
        fn every_range_points_at_its_own_words(source in "[あ漢ー①１ 　Ａa,%（ﾊﾞか\u{3099}～²&;]{1,30}") {
            let text = Text { pieces: vec![crate::layout::Piece { span: Span::new(0, source.len()), join: Join::Part }] };
            let view = View::of(&source, &text);
            let mut last = 0;
            for (at, c) in view.text.char_indices() {
                let span = view.source(&(at..at + c.len_utf8()));
                prop_assert!(source.get(span.range()).is_some());
                prop_assert!(span.start >= last);
                last = span.start;
            }
            let whole = view.source(&(0..view.text.len()));
            let quote = &source[whole.range()];
            let again = View::of(quote, &Text { pieces: vec![crate::layout::Piece { span: Span::new(0, quote.len()), join: Join::Part }] });
            prop_assert_eq!(again.text, view.text);
        }
    }
}
