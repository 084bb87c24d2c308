//! A table of one row whose caption names what is counted: 水質検査適合率 / 現状値(R1) 目標値(R7) / 98% 100%.

use crate::layout::Text;
use crate::rules::{Hint, Token};

use super::super::super::Extractor;
use super::super::cell::Cell;
use super::{Found, LONGEST_LINE, Line, is_value, row, whole};

/// A word that only says which way is no longer, in characters.
const SHORT: usize = 6;

impl Extractor<'_> {
    /// 水質検査適合率 / 現状値(R1) 目標値(R7) / 98% 100%: the caption of a table of one row names what is counted. Over a title that
    /// says nothing but what the values are it stands in the block above.
    pub(super) fn captioned(&self, lines: &[Line]) -> Option<Found> {
        let [first, rest @ ..] = lines else { return None };
        let (header, told) = self.one_row(rest)?;
        let title = first.first && self.is_title_of_values(&first.text);
        let above = first.block.checked_sub(1).filter(|_| title).map(|above| &self.document.blocks[above]);
        let above = above.filter(|block| block.table().is_none()).map(|block| &block.text);
        let name = if title { above? } else { &first.text };
        if !self.may_name(name) {
            return None;
        }
        let header = row([vec![Text::default()], header].concat());
        whole(vec![header, row([vec![name.clone()], told].concat())], 3)
    }

    /// The words of a header of roles, one of them a goal, and as many values on the line below.
    fn one_row(&self, lines: &[Line]) -> Option<(Vec<Text>, Vec<Text>)> {
        let [header, values, ..] = lines else { return None };
        if header.text.span().range().len() > LONGEST_LINE || !self.may_head(&header.text) {
            return None;
        }
        let words = self.joined(self.words(&header.text));
        let heads: Vec<Cell> = words.iter().map(|word| self.typed(word)).collect();
        let value = |cell: &Cell| cell.headerish(self.rules) && cell.says(self.rules).role.is_some();
        let target = |cell: &Cell| cell.says(self.rules).role.is_some_and(|(hint, _)| hint == Hint::Target);
        let told = self.joined(self.words(&values.text));
        let goal = |word: &Text| {
            let cell = self.typed(word);
            is_value(cell.look) || self.rules.tables.words.is_goal(cell.code()) && cell.len() <= SHORT
        };
        let whole_row = words.len() > 1 && told.len() == words.len() && told.iter().all(goal);
        (whole_row && heads.iter().all(value) && heads.iter().any(target)).then_some((words, told))
    }

    /// 定量的指標の現況値及び目標値: whether a line holds the words of two roles, and no value.
    fn is_title_of_values(&self, line: &Text) -> bool {
        let cell = self.typed(line);
        let labels =
            |code: &str| self.rules.tables.words.tokens(code).filter(|(word, _)| *word == Token::Label).count();
        !cell.has_value() && self.may_head(line) && labels(cell.code()) > 1
    }
}
