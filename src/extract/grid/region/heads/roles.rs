//! Words that each say what values are, and none that heads names: ベースライン値 / 直近実績値 / 目標値. What is named needs no word.

use std::rc::Rc;

use crate::layout::{Join, Text};
use crate::rules::{Column, Hint, Look};

use super::super::super::super::Extractor;
use super::super::super::axis::Axis;
use super::super::{LONGEST_HEADER, Line, SHORT_LABEL, last_line};

/// A header has no more words.
const MOST: usize = 8;
impl Extractor<'_> {
    /// Words that each say what values are, a goal and another among them, and how many lines they take.
    pub(in super::super) fn roles_alone(&self, lines: &[Line]) -> Option<(Vec<Text>, usize)> {
        let (mut texts, mut roles, mut at): (Vec<Text>, Vec<Hint>, usize) = (Vec::new(), Vec::new(), 0);
        while texts.len() < MOST {
            let Some(line) = lines.get(at).filter(|line| line.text.span().range().len() <= LONGEST_HEADER) else {
                break;
            };
            if let Some(last) = texts.last_mut()
                && self.cell_of(line).look == Look::Period
                && self.opens_with_bracket(&line.text)
            {
                last.append(line.text.clone(), Join::Part);
                at += 1;
                continue;
            }
            if let Some(role) = self.role_over(&line.text) {
                texts.push(line.text.clone());
                roles.push(role);
                at += 1;
                continue;
            }
            // ベース / ライン値, 1st Qtr / Result: a word on two lines, of which the first says nothing.
            let Some(next) = lines.get(at + 1).filter(|next| self.may_go_on(line, next)) else { break };
            let mut both = line.text.clone();
            both.append(next.text.clone(), Join::Wrap);
            let silent = matches!(self.cell_of(line).look, Look::Name | Look::Text | Look::Period | Look::Index);
            let Some(role) = self.role_over(&both).filter(|_| silent && both.span().range().len() <= LONGEST_HEADER)
            else {
                break;
            };
            texts.push(both);
            roles.push(role);
            at += 2;
        }
        let goal = |role: &Hint| *role == Hint::Target;
        (roles.len() > 1 && roles.iter().any(goal) && !roles.iter().all(goal)).then_some((texts, at))
    }

    /// Whether a word of a header may go on in the next line: one of Japanese that is none by itself.
    fn may_go_on(&self, line: &Line, next: &Line) -> bool {
        self.source[line.text.span().range()].is_ascii() || self.role_over(&next.text).is_none()
    }

    /// ベース in a block of its own, over ライン値 and what follows.
    pub(in super::super) fn is_over_rest(&self, at: usize) -> bool {
        let below = self.document.blocks.get(at + 1).filter(|below| self.may_head(&below.text));
        let Some(first) = below.and_then(|below| below.text.pieces.first()) else { return false };
        let line = last_line(&self.document.blocks[at].text).filter(|line| line.span().range().len() <= SHORT_LABEL);
        line.is_some_and(|mut both| {
            both.append(Text { pieces: vec![*first] }, Join::Wrap);
            self.role_over(&both).is_some()
        })
    }

    /// What values a word of a header stands over, where it says nothing else.
    fn role_over(&self, text: &Text) -> Option<Hint> {
        let cell = self.typed(text);
        if !cell.headerish(self.rules) || cell.has_value() {
            return None;
        }
        let axis: Axis = self.column(Rc::new(cell));
        axis.role.filter(|_| axis.kind == Some(Column::Value) && !axis.names_here())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::desk::said;

    const ROWS: &str = "20代女性のやせすぎ\n23.3%\n26.9%\n15.0%\n朝食を欠食する\n30代男性\n20.5%\n24.7%\n15.0%\n多量飲酒者の割合\n4.1%\n7.1%\n3.2%\n";

    #[test]
    fn rows_under_words_for_values_alone_need_no_word_for_names() {
        let found = said(&format!("中間評価\n\nベース\nライン値\n直近実績値\n目標値\n(2010年)\n{ROWS}"));
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[1], "朝食を欠食する30代男性 | baseline 20.5 % | actual 24.7 % | target 15 % 2010");
    }

    #[test]
    fn values_may_stand_on_one_line_and_two_rows_are_none() {
        let head = "Performance measures\n\n1st Qtr\nResult\nAnnual\nTarget\n";
        let found = said(&format!(
            "{head}Surgeries performed\n2,125 8,500\nCalls answered within\nten minutes\n88% 90%\nAnimals placed\n410 1,600\n"
        ));
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[1].starts_with("Calls answered within ten minutes | "), "{found:?}");
        assert!(said(&format!("{head}Surgeries performed\n2,125 8,500\nAnimals placed\n410 1,600\n")).is_empty());
    }
}
