//! A card of an indicator: its name, then each label, each value and each year on a line of its own, 現在値 / 83.6% / 2025年度 /
//! 目標 / 92% / 2028年度. A label and its value may share a line: 基準値 79.4%（2022年度）.

use crate::layout::{Join, Text};
use crate::rules::{Hint, Look};

use super::super::super::Extractor;
use super::{Found, LONGEST_HEADER, LONGEST_LINE, Line, is_value, row, whole};

/// A name, a label and a value are the first lines of a card; a block of one has no more lines, and what names a column
/// stands no more blocks behind it.
const CARD: usize = 3;
const MOST: usize = 16;
const NEAR: usize = 6;

impl Extractor<'_> {
    /// The table of one row that such a card is.
    pub(super) fn carded(&self, lines: &[Line]) -> Option<Found> {
        let [name, rest @ ..] = lines else { return None };
        // Most lines have no word and no value below them: that is told without reading them.
        let text = |line: &Line| self.source[line.text.span().range()].trim();
        let digit = |line: &Line| text(line).contains(char::is_numeric);
        let near = rest.iter().take(CARD).any(digit);
        let short = rest.first().is_some_and(|next| text(next).len() <= LONGEST_HEADER);
        if !near || !short || text(name).len() > LONGEST_LINE {
            return None;
        }
        // A name may be wrapped: a small letter goes on.
        let wraps = rest.first().is_some_and(|next| text(next).starts_with(|c: char| c.is_ascii_lowercase()));
        let (name, rest, above) = match rest {
            [next, more @ ..] if wraps && !digit(next) => {
                let mut whole = name.text.clone();
                whole.append(next.text.clone(), Join::Wrap);
                (whole, more, 2)
            }
            _ => (name.text.clone(), rest, 1),
        };
        let (mut labels, mut values): (Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new());
        let mut roles = Vec::new();
        let mut at = 0;
        while let Some((label, value, taken)) = self.card_value(&rest[at..]).or_else(|| self.card_triple(&rest[at..])) {
            let Some((hint, _)) = self.typed(&label).says(self.rules).role else { break };
            roles.push(hint);
            labels.push(label);
            values.push(value);
            at += taken;
        }
        let stands = roles.iter().any(|hint| *hint != Hint::Target);
        if labels.len() < 2 || !roles.contains(&Hint::Target) || !stands {
            return None;
        }
        let own = self.typed(&name);
        let names = matches!(own.look, Look::Name | Look::Text) && !own.has_value() && !own.headerish(self.rules);
        names.then_some(())?;
        let header = [vec![Text::default()], labels].concat();
        whole(vec![row(header), row([vec![name], values].concat())], above + at)
    }

    /// 0.92 / Actual / 2016-17: a value, which it is, and its year.
    fn card_triple(&self, lines: &[Line]) -> Option<(Text, Text, usize)> {
        let [value, label, year, ..] = lines else { return None };
        let told = is_value(self.cell_of(value).look)
            && self.cell_of(label).headerish(self.rules)
            && self.cell_of(year).look == Look::Period;
        let mut dated = value.text.clone();
        dated.append(year.text.clone(), Join::Part);
        told.then(|| (label.text.clone(), dated, 3))
    }

    /// Whether a block of a few lines may begin one: a value ends it or stands below, and near a word that names a column.
    pub(super) fn may_be_carded(&self, at: usize) -> bool {
        let blocks = &self.document.blocks;
        let short = |text: &Text| text.pieces.len() <= MOST && text.span().range().len() <= LONGEST_LINE;
        let valued = |text: &Text, last: bool| {
            let piece = if last { text.pieces.last() } else { text.pieces.first() };
            piece.is_some_and(|piece| self.source[piece.span.range()].contains(char::is_numeric))
        };
        let own = &blocks[at].text;
        let mut near = blocks[at + 1..].iter().take(NEAR).map(|next| &next.text).take_while(|next| short(next));
        let begins = near.clone().next().is_some_and(|next| valued(next, false));
        short(own) && (begins || own.pieces.len() >= CARD && valued(own, true)) && near.any(|next| self.may_head(next))
    }

    /// A label, its value with its year, and how many lines they take.
    fn card_value(&self, lines: &[Line]) -> Option<(Text, Text, usize)> {
        let [first, rest @ ..] = lines else { return None };
        let cell = self.cell_of(first);
        let (label, mut value, mut taken) = if cell.headerish(self.rules) && !cell.has_value() {
            let value = rest.first().filter(|next| is_value(self.cell_of(next).look))?;
            (first.text.clone(), value.text.clone(), 2)
        } else {
            let words = self.words(&first.text);
            let [label, held @ ..] = words.as_slice() else { return None };
            let mut value = Text::default();
            held.iter().for_each(|word| value.append(word.clone(), Join::Run));
            let told = self.typed(label).headerish(self.rules) && is_value(self.typed(&value).look);
            told.then(|| (label.clone(), value, 1))?
        };
        if let Some(year) = lines.get(taken).filter(|next| self.cell_of(next).look == Look::Period) {
            value.append(year.text.clone(), Join::Part);
            taken += 1;
        }
        Some((label, value, taken))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    #[test]
    fn a_card_has_its_words_values_and_years_on_lines_of_their_own() {
        let card =
            "報知器の設置率\n現在値\n83.6%\n2025年度\n目標\n92%\n2028年度\n基準値 79.4%（2022年度）\n前年比 +1.3pt ↑\n";
        let told = said(&format!("総合計画の指標\n\n■ 安心\n\n{card}"));
        assert_eq!(told, ["報知器の設置率 | baseline 79.4 % 2022 | actual 83.6 % 2025 | target 92 % 2028"]);
    }

    #[test]
    fn a_value_may_stand_before_its_word_and_its_year() {
        let text = "Indicators\n\nDebt as a percentage of\nrevenue raised\n0.92%\nActual\n2016-17\n1.03%\nTarget\n2018-19\n1.11%\nActual\n2018-19\n";
        let told = said(text);
        assert_eq!(
            told,
            [
                "Debt as a percentage of revenue raised | baseline 0.92 % 2016-2017 | actual 1.11 % 2018-2019 | target 1.03 % 2018-2019"
            ]
        );
    }

    #[test]
    fn a_value_without_a_goal_beside_it_is_no_card() {
        assert!(said("人口\n\n高齢化率\n現在値\n31.9%\n2026年5月1日\n前年同月比 +0.3pt\n").is_empty());
    }
}
