//! Lines that hang under a label: what stands behind its colon was too long for its line and goes on below, set in deeper
//! than the label. Without them a name keeps only its first line, or the row of labels ends there.

use crate::chars::columns;
use crate::layout::{Block, Kind, Piece, Text, is_item};
use crate::rules::{Class, Look};
use crate::text::code::is_value;

use super::super::super::Extractor;
use super::Line;

impl Extractor<'_> {
    /// 指標：デマンド交通を導入した over 市町村の数: whether a line stands deeper than the label right above it.
    pub(super) fn hangs(&self, above: &Line, block: &Block, piece: &Piece) -> bool {
        let end = above.text.span().end as usize;
        let indent = |start: u32| {
            let margin = &self.source[..start as usize];
            let margin = &margin[margin.rfind('\n').map_or(0, |at| at + 1)..];
            margin.chars().all(char::is_whitespace).then(|| columns(margin))
        };
        let between = self.source.get(end..piece.span.start as usize).unwrap_or_default();
        let text = &self.source[piece.span.range()];
        between.matches('\n').count() == 1
            && between.trim().is_empty()
            && matches!(block.kind, Kind::Paragraph | Kind::Heading { .. })
            && !is_item(text)
            && !text.contains([':', '：'])
            && indent(piece.span.start).zip(indent(above.text.span().start)).is_some_and(|(own, label)| own > label + 1)
            && self.label(&above.text).is_some()
            && !self.is_dated_value(piece)
    }

    /// 58.3％（令和5年度） under 41.0％（令和4年度）: the value of another year, whole by itself.
    fn is_dated_value(&self, piece: &Piece) -> bool {
        let cell = self.typed(&Text { pieces: vec![*piece] });
        cell.look == Look::Value && cell.years().count() > 0
    }

    /// Whether what hangs under a label belongs to the value there: words, a bracket, or what goes on in a name.
    pub(super) fn belongs(&self, above: &Text, piece: &Piece) -> bool {
        let line = Text { pieces: vec![*piece] };
        let text = self.source[piece.span.range()].trim();
        if self.label(above).is_some_and(|(label, _)| self.names(&label)) {
            let part = self.rules.sentences.begins(text.trim_start_matches(['（', '(']), Class::PartLead).is_some();
            let valued = self.typed(&line).code().trim_end().ends_with(is_value);
            return !part && !valued && !begins_sentence(&self.source[above.span().range()], text);
        }
        self.opens_with_bracket(&line) || !self.typed(&line).has_value()
    }
}

/// Whether a line is a sentence of its own and no piece of what stands above it: it ends as one, or has a capital before words
/// that have none, where the line above does not end in a short word that must go on.
fn begins_sentence(above: &str, text: &str) -> bool {
    let small = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let open = above.split_whitespace().last().is_some_and(|last| small(last) && last.len() <= SHORT_WORD);
    let mut words = text.split_whitespace();
    let capital = words.next().is_some_and(|first| first.starts_with(|c: char| c.is_ascii_uppercase()));
    let plain = words.any(|word| small(word) && word.len() > SHORT_WORD);
    text.ends_with(['。', '.']) || text.starts_with('※') || capital && plain && !open
}

/// of, in, the, from: no longer, in bytes.
const SHORT_WORD: usize = 4;

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;
    use super::begins_sentence;

    #[test]
    fn a_part_of_the_whole_and_a_value_are_none_of_the_name() {
        assert_eq!(
            said(
                "成果指標：観光入込客数\n    うち外国人\n  基準値：120万人（R5）\n    8万人\n  目標値：150万人（R10）\n    15万人\n"
            ),
            ["観光入込客数 | baseline 1200000 人 2023 | target 1500000 人 2028"]
        );
        let list = said("指標：がん検診受診率\n    胃がん　38％\n基準値：42％（R4）\n目標値：50％（R9）\n");
        assert_eq!(list, ["がん検診受診率 | baseline 42 % 2022 | target 50 % 2027"]);
    }

    #[test]
    fn a_name_with_numbers_in_both_lines_stays_one() {
        let text = "指標名：１日の歩数\n    男性（20～64歳）\n基準値：7,100歩（R4）\n目標値：8,000歩（R14）\n";
        assert_eq!(said(text), ["1日の歩数男性(20~64歳) | baseline 7100 歩 2022 | target 8000 歩 2032"]);
    }

    #[test]
    fn a_sentence_under_a_name_is_none_of_it() {
        assert!(begins_sentence("Indicator: Number of visits to parks", "Measured by counters at the gates"));
        assert!(begins_sentence("Indicator: Number of new trails", "All trails over 5 km count"));
        assert!(!begins_sentence("Indicator: Number of visits to", "National parks and gardens"));
        assert!(!begins_sentence("Indicator: Share of Homes with", "Clean Heating"));
        assert!(!begins_sentence("Indicator 2.1: Share of homes on supplies", "tested at least twice a year"));
    }
}
