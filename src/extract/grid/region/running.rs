//! Labels and values one after another in a running line, for one indicator after another: 指標:… 現状値(直近の値):… 目標値:… 指標:…
//! A dump that lost its line ends still has the colons.

use crate::chars::{ends_sentence, is_japanese};
use crate::layout::{Piece, Span, Table, Text};
use crate::rules::{Column, Hint};

use super::super::super::Extractor;
use super::{LONGEST_HEADER, Line};

/// So many labels are a list, not a sentence with a colon.
const FEWEST: usize = 4;
/// And no more than this many characters in each.
const LONGEST_LABEL: usize = 24;

impl Extractor<'_> {
    /// The table that such a line makes.
    pub(super) fn running_labels(&self, block: usize) -> Option<Table> {
        let text = &self.document.blocks[block].text;
        let mut lines: Vec<Line> = Vec::new();
        let (mut named, mut aimed) = (0, 0);
        for piece in &text.pieces {
            for part in parts(piece, &self.source[piece.span.range()]) {
                // What no rule knows ends the value before it, and tells nothing.
                let Some((label, value)) = self.label(&part) else { continue };
                let said = &self.source[label.span().range()];
                let says = self.typed(&label).says(self.rules);
                let names = says.is(Column::Name);
                let tells = says.role.is_some() && self.rules.tables.words.is_label(said);
                // 目標値: 今後決める。 tells of it and gives none.
                if tells && !names && ends_sentence(&self.source[value.span().range()]) {
                    return None;
                }
                if names || tells && named > 0 {
                    named += usize::from(names);
                    aimed += usize::from(!names && says.role.is_some_and(|(hint, _)| hint == Hint::Target));
                    lines.push(Line::new(block, lines.is_empty(), part));
                }
            }
        }
        (named > 1 && aimed > 1 && lines.len() >= FEWEST).then(|| self.labels(&lines)).flatten().map(|(table, _)| table)
    }
}

/// The parts of a line that each begin with a word and a colon.
fn parts(piece: &Piece, text: &str) -> Vec<Text> {
    let starts: Vec<usize> = text.match_indices([':', '：']).filter_map(|(colon, _)| start(text, colon)).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let part = |(&from, to): (&usize, usize)| {
        let from = piece.span.start as usize + from;
        let len = text[from - piece.span.start as usize..to].trim_end().len();
        Text { pieces: vec![Piece { span: Span::new(from, from + len), join: piece.join }] }
    };
    if starts.len() < FEWEST { Vec::new() } else { starts.iter().zip(ends).map(part).collect() }
}

/// Where the word before a colon begins: behind white space or the end of a sentence, a bracket of its own among it.
fn start(text: &str, colon: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut from = colon;
    for (at, c) in text[..colon].char_indices().rev() {
        match c {
            ')' | '）' => depth += 1,
            '(' | '（' if depth == 0 => return None,
            '(' | '（' => depth -= 1,
            _ if depth == 0 && (c.is_whitespace() || matches!(c, '。' | '、' | ';' | '；' | ':' | '：')) => break,
            _ => {}
        }
        from = at;
        if colon - from > LONGEST_HEADER {
            return None;
        }
    }
    // Baseline: 3 Target: 5: English puts colons into sentences too.
    let label = &text[from..colon];
    (depth == 0 && label.contains(is_japanese) && label.chars().count() <= LONGEST_LABEL).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    #[test]
    fn labels_in_a_running_line_are_those_of_one_indicator_after_another() {
        let text = "別表 関連成果目標\n\n分野:就労支援  指標:就労移行支援の利用者数 現状値(直近の値):54.2万人日分(令和5年度) 目標値:(今後検討)  把握すべき状況:就職の状況 \
            指標:訓練の修了者における就職率 現状値(直近の値):70.7%(令和5年度) 目標値:75%(令和12年度) 指標:センター登録者の就職件数 現状値(直近の値):1.9万人(令和6年度) 目標値:2.4万人(令和12年度)\n";
        assert_eq!(
            said(text),
            [
                "就労移行支援の利用者数 | baseline 542000 人日 2023",
                "訓練の修了者における就職率 | baseline 70.7 % 2023 | target 75 % 2030",
                "センター登録者の就職件数 | baseline 19000 人 2024 | target 24000 人 2030"
            ]
        );
    }

    #[test]
    fn a_sentence_with_colons_is_no_list() {
        assert!(said("会議の要点: 指標: 別紙のとおり。目標値: 今後決める。日時: 令和6年5月。\n").is_empty());
    }
}
