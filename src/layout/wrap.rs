//! Whether a dump's lines are wrapped, and whether one line goes on in the next.
//!
//! A PDF's text comes as lines of the page. Some converters put an empty line after
//! each; then only a line holding a lone space parts paragraphs. Which it is shows
//! in the lines themselves: their widths, and what stands between them.

use crate::chars::{
    asks_for_more, asks_for_more_en, begins_with_particle, columns, ends_sentence, is_hiragana, is_japanese, is_kanji,
    one_of,
};

use super::{Span, marks::Mark};

/// How the lines of a dump hang together.
#[derive(Debug, Clone, Default)]
pub(super) struct Wrapping {
    /// The column at which most lines are broken; none where a paragraph is one line.
    pub column: Option<usize>,
    /// The width of each line of running text.
    widths: Vec<Option<usize>>,
    /// Each line is followed by an empty one, which therefore means nothing.
    pub double: bool,
    /// The last line of a paragraph keeps a space at its end, and only that: word processors
    /// leave it there for the paragraph mark.
    pub spaced_ends: bool,
}

/// Narrower text than this is no running text.
const NARROWEST: usize = 40;
/// What stands in a narrow box is no wider than this on a line.
const LONGEST_IN_A_BOX: usize = 60;
/// A label is no longer than this, in characters.
const LABEL: usize = 14;
/// How many lines around a place tell its width.
const NEAR: usize = 6;

impl Wrapping {
    /// Judges by the widths of the lines of running text, and by what follows them.
    pub fn of(source: &str, lines: &[Span]) -> Self {
        let text = |n: usize| &source[lines[n].range()];
        let every: Vec<Option<usize>> = (0..lines.len()).map(|n| prose_width(text(n))).collect();
        let prose: Vec<(usize, usize)> =
            every.iter().enumerate().filter_map(|(n, width)| width.map(|width| (n, width))).collect();
        let mut widths: Vec<usize> =
            prose.iter().map(|&(_, width)| width).filter(|&width| width >= NARROWEST).collect();
        widths.sort_unstable();
        let Some(&wide) = widths.get(widths.len() * 9 / 10) else { return Self::default() };
        let full: Vec<usize> = prose
            .iter()
            .filter(|&&(_, width)| width + wide / 6 >= wide && width <= wide + wide / 6)
            .map(|&(n, _)| n)
            .collect();
        let broken = full.iter().filter(|&&n| !ends_sentence(text(n)) && goes_on_below(source, lines, n)).count();
        if full.len() < 3 || full.len() * 5 < widths.len() || broken * 5 < full.len() * 2 {
            return Self::default();
        }
        let followed = full.iter().filter(|&&n| lines.get(n + 1).is_some_and(|next| next.is_empty())).count();
        let spaced = |ends: bool| {
            let lines =
                prose.iter().map(|&(n, _)| text(n)).filter(|line| ends_japanese(line) && ends_sentence(line) == ends);
            let (mut all, mut spaced) = (0, 0);
            lines.for_each(|line| (all, spaced) = (all + 1, spaced + usize::from(line.ends_with(' '))));
            (all, spaced)
        };
        let ((ends, ends_spaced), (inner, inner_spaced)) = (spaced(true), spaced(false));
        let spaced_ends = ends_spaced * 2 > ends && inner_spaced * 3 < inner;
        Self { column: Some(wide), widths: every, double: followed * 10 > full.len() * 7, spaced_ends }
    }

    /// How the lines around the one at an index hang together: a page or box may be narrower than the rest.
    pub fn at(&self, n: usize) -> Here {
        let column = self.column.map(|wide| {
            let near = &self.widths[n.saturating_sub(NEAR)..(n + NEAR).min(self.widths.len())];
            let here = near.iter().flatten().copied().filter(|&width| width <= wide).max();
            here.filter(|&here| here * 4 >= wide * 3).unwrap_or(wide)
        });
        Here { column, spaced_ends: self.spaced_ends }
    }
}

/// How the lines around one line hang together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here {
    column: Option<usize>,
    spaced_ends: bool,
}

/// The width of a line of running text; none for rows and markup.
fn prose_width(line: &str) -> Option<usize> {
    let line = line.trim();
    (!line.is_empty() && !line.contains(['\t', '|', '<'])).then(|| columns(line))
}

/// Whether a line ends in a Japanese character, spaces aside: a space after a Latin word only parts words.
fn ends_japanese(line: &str) -> bool {
    line.trim_end().chars().next_back().is_some_and(is_japanese)
}

/// Whether the next line with text begins like the rest of a sentence.
fn goes_on_below(source: &str, lines: &[Span], n: usize) -> bool {
    let next = lines[n + 1..].iter().take(3).map(|line| source[line.range()].trim()).find(|line| !line.is_empty());
    next.is_some_and(|line| Mark::of(line) == Mark::None && !line.contains('\t'))
}

/// Whether a line begins with one or two words and a colon, the first with a capital.
fn begins_with_label(line: &str) -> bool {
    let Some((label, _)) = line.split_once(": ") else { return false };
    label.starts_with(|c: char| c.is_ascii_uppercase())
        && label.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-'))
        && label.split(' ').count() <= 2
}

/// Whether a line begins with a short word in Japanese and a full-width colon.
fn begins_with_japanese_label(line: &str) -> bool {
    let Some((label, _)) = line.split_once('：') else { return false };
    let plain = |c: char| is_japanese(c) && !one_of(c, "、。「」");
    label.chars().count() <= LABEL
        && label.starts_with(is_kanji)
        && label.chars().all(|c| plain(c) || c.is_ascii_alphanumeric() || c == '.')
}

/// Whether a line begins with words in brackets, and what they stand for right behind them, or nothing.
fn begins_with_bracketed_name(line: &str) -> bool {
    let behind = line.strip_prefix(['[', '［', '〔']).and_then(|rest| rest.split_once([']', '］', '〕']));
    behind.is_some_and(|(name, rest)| {
        let rest = rest.trim_start();
        name.chars().count() > 1
            && (rest.is_empty() || rest.starts_with(|c: char| c.is_numeric() || c.is_ascii_uppercase()))
    })
}

/// Whether a line breaks off, so that the next one belongs to the same paragraph.
///
/// `brackets` are those that the paragraph so far leaves open.
pub(super) fn goes_on(brackets: usize, last_line: &str, next: &str, wrapping: Here) -> bool {
    let ended = wrapping.spaced_ends && last_line.ends_with(' ') && ends_japanese(last_line);
    let indented = next.starts_with('　');
    let (last_line, next) = (last_line.trim_end(), next.trim_start());
    if brackets > 0 && next.chars().count() > 1 {
        return true;
    }
    if ended {
        return false;
    }
    if next.starts_with(['（', '(']) && ends_sentence(last_line) {
        return true;
    }
    let Some(end) = last_line.chars().next_back() else { return false };
    // [連絡率] 29% → 44%: what a bracket calls by its name begins a line of its own.
    if !one_of(end, "、，・") && begins_with_bracketed_name(next) {
        return false;
    }
    // Target: 12.0 percent: a label begins a line of its own.
    if (end.is_ascii_alphanumeric() || end == '.') && begins_with_label(next) {
        return false;
    }
    // 捕獲目標：…に設定 / 資機材目標（2030）：…: so it does in Japanese.
    if begins_with_japanese_label(next) && !asks_for_more(last_line) {
        return false;
    }
    if !ends_sentence(last_line) && begins_with_particle(next) {
        return true;
    }
    if goes_on_small(last_line, end, next) || links_on(last_line, next) {
        return true;
    }
    let Some(column) = wrapping.column else {
        // A paragraph begins one full-width space in.
        return !indented && unwrapped_goes_on(end, last_line, next);
    };
    let first_word = next.split(|c: char| c.is_whitespace() || is_japanese(c)).next().map_or(0, columns);
    let width = columns(last_line.trim_start());
    let full = width + first_word + 6 >= column;
    // Lines broken after so many characters are narrower where digits stand: the rest of a sentence tells.
    let nearly = width * 5 >= column * 4
        && !ends_sentence(last_line)
        && (is_japanese(end) || end.is_ascii_digit() || matches!(end, '.' | ','))
        && !one_of(end, "）)」』】］〕：");
    full || nearly && !indented && next.contains('。') || matches!(end, '、' | '，' | '・' | '「' | '（')
}

/// "a share of ex-" over "penditure for research": whether small letters stand on both sides of a line's end.
/// A line in a narrow column breaks off like one in a wide one.
fn goes_on_small(last_line: &str, end: char, next: &str) -> bool {
    let words = |line: &str| line.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let cut = last_line.trim_end_matches('\u{ad}').strip_suffix(['-', '‐']);
    let cut = cut.is_some_and(|line| line.ends_with(|c: char| c.is_ascii_lowercase()));
    (end.is_ascii_lowercase() || matches!(end, ',' | ')') || cut)
        && next.starts_with(|c: char| c.is_ascii_lowercase())
        && (columns(next) > NARROWEST || cut || words(last_line) > 2 && words(next) > 2)
        && Mark::of(next) == Mark::None
        && !next.contains(['\t', '|', '<'])
}

/// "provides JPY 3.6 billion for the" over "River Basin Programme": whether a line of English breaks off behind a word that
/// nothing ends in.
fn links_on(last_line: &str, next: &str) -> bool {
    let words = last_line.split_whitespace().rev().skip(1);
    asks_for_more_en(last_line)
        && words.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).count() > 2
        && next.starts_with(|c: char| c.is_ascii_alphanumeric())
        && (Mark::of(next) == Mark::None || next.bytes().take_while(u8::is_ascii_digit).count() > 2)
        && !next.contains(['\t', '|', '<'])
}

/// (1)目標値の考え方, 4 就労への移行: whether a line is the heading of a section.
fn numbered(line: &str) -> bool {
    let number = |c: char| c.is_numeric() || one_of(c, "（(第");
    line.starts_with(number) && matches!(Mark::of(line), Mark::Number { .. })
}

/// In a dump whose paragraphs are lines, a line may still be broken: a title in a narrow box, a word cut off.
fn unwrapped_goes_on(end: char, last_line: &str, next: &str) -> bool {
    let Some(begin) = next.chars().next() else { return false };
    let labelled = next.chars().take(12).any(|c| c == '：' || c == ':');
    if ends_sentence(last_line) || labelled {
        return false;
    }
    // Graduation Rate / Increase the rate to 92% by 2030.: a whole sentence below a title.
    if end.is_ascii_alphanumeric() && begin.is_ascii_uppercase() && columns(next) > NARROWEST && next.ends_with('.') {
        return false;
    }
    if columns(last_line) <= NARROWEST {
        return !(one_of(end, "）)」』】］〕〉》≫＞％%:：*") || end.is_ascii_digit())
            && (is_japanese(begin) || begin.is_ascii_alphanumeric())
            // What a narrow box breaks is narrow below too: no paragraph goes on from a title.
            && columns(next) <= LONGEST_IN_A_BOX
            && !numbered(last_line);
    }
    // 活用を促 / す。: a long line that ends within a word.
    let cut = is_kanji(end) && is_hiragana(begin) && columns(last_line) >= LONG && next.contains('。');
    // A particle or a bare number asks for what follows.
    cut || one_of(end, "のをにがとではへもやなり") || end.is_ascii_digit() && is_kanji(begin)
}

/// A line that is cut within a word is no shorter, in columns.
const LONG: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lines::Places;

    fn judge(source: &str) -> Wrapping {
        let places = Places::of(source);
        let lines: Vec<Span> = places.spans(source).collect();
        Wrapping::of(source, &lines)
    }

    const LINES: [&str; 4] = [
        "健康・医療戦略推進法（平成 26 年法律第 48 号）第１条に定められているとお",
        "り、国民が健康な生活及び長寿を享受することのできる社会（健康長寿社会）を",
        "形成するためには、世界最高水準の医療の提供に資する医療分野の研究開発及び",
        "健康長寿社会の形成に資する新産業創出を図る。",
    ];

    #[test]
    fn wrapped_lines_are_known_single_or_double_spaced() {
        let single = LINES.join("\n");
        assert!(matches!(judge(&single), Wrapping { column: Some(70..80), double: false, .. }));
        assert!(matches!(judge(&LINES.join("\n\n")), Wrapping { column: Some(70..80), double: true, .. }));
        let paragraphs = [LINES.concat(), LINES.concat(), LINES.concat()].join("\n\n");
        assert_eq!(judge(&paragraphs).column, None);
    }

    #[test]
    fn a_full_line_goes_on_and_a_short_one_does_not() {
        let wrapping = Here { column: Some(74), spaced_ends: false };
        assert!(goes_on(0, LINES[0], LINES[1], wrapping));
        assert!(!goes_on(0, "成果目標", "以下のとおり", wrapping));
        assert!(goes_on(1, "件数（130", "件／年）", wrapping));
    }

    #[test]
    fn a_line_of_english_that_ends_in_a_link_goes_on() {
        let none = Here { column: None, spaced_ends: false };
        let line = "In addition, the supplementary budget provides JPY 3.6 billion for the";
        assert!(goes_on(0, line, "River Basin Emergency Dredging Programme is limited to what is needed.", none));
        assert!(goes_on(0, "The share of households that recycle will rise to 60% by", "2030 in all districts.", none));
        assert!(!goes_on(0, line, "- River Basin Emergency Dredging Programme is limited to it.", none));
        assert!(!goes_on(0, "What we aim for", "Households that recycle will rise to 60% in all the districts.", none));
    }

    #[test]
    fn a_line_that_begins_with_a_particle_belongs_to_the_one_above() {
        for wrapping in [Here { column: Some(100), spaced_ends: false }, Here { column: None, spaced_ends: false }] {
            assert!(goes_on(0, "自殺者数は96人であり、令和10年まで", "に自殺死亡率を12.0以下とする。", wrapping));
            assert!(!goes_on(0, "このように取り組む。", "と考えられる。", wrapping));
            assert!(!goes_on(0, "３　成果目標（令和10年度）", "がん検診の受診率", wrapping));
            assert!(!goes_on(0, "３　成果目標（令和10年度）", "はじめに", wrapping));
        }
    }
}
