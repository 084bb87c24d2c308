//! A whole table in one running line whose rows no number tells apart: 指標 現状値（R5） 目標値（R10） 新規就農者数 98人 150人 受診率 45.2％ 60％.
//! The header says how many values a row has; words before so many values are its name. Only rows that keep to that are
//! read, and only where most do.

use std::rc::Rc;

use crate::chars::{ends_sentence, is_japanese};
use crate::layout::{Join, Row, Table, Text};
use crate::rules::{Column, Hint, Look};
use crate::text::scan::Item;

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::{MOST_COLUMNS, is_value, row};

/// What heads one column is no longer, in words.
const PHRASE: usize = 4;
/// A name has no more words in Latin letters, nor in Japanese, where a word is one between spaces.
const LATIN: usize = 12;
const JAPANESE: usize = 3;
/// Fewer rows may look like these by chance.
const ROWS: usize = 2;
/// More words are no table that lost its lines.
const MOST: usize = 6000;
/// So many words without values end a table.
const APART: usize = 24;
/// A word that only says which way, in characters.
const GOAL: usize = 5;

/// The words of a header by column, and how many words they take.
struct Head {
    cells: Vec<Text>,
    united: bool,
    valued: usize,
    taken: usize,
}

/// A name, its unit and its values, and where the words behind them begin.
type Streamed = (Vec<Text>, usize);

impl Extractor<'_> {
    /// The tables of such a line, each with its header.
    pub(super) fn streamed(&self, text: &Text) -> Option<Table> {
        let words = self.closed_up(self.words(text));
        if words.len() > MOST {
            return None;
        }
        let mut rows: Vec<Row> = Vec::new();
        let mut n = 0;
        while n < words.len() {
            let head = if self.may_head(&words[n]) { self.streamed_head(&words[n..]) } else { None };
            let Some(head) = head else {
                n += 1;
                continue;
            };
            let (found, next) = self.streamed_rows(&words, n + head.taken, &head);
            n = if found.is_empty() { n + 1 } else { next };
            if !found.is_empty() {
                rows.push(row(head.cells));
                rows.extend(found);
            }
        }
        (rows.len() > ROWS).then_some(Table { rows, head: 0 })
    }

    /// The header that some words begin with: what heads names, perhaps units, then two columns of values or more, one of
    /// them of goals, and nothing behind them.
    fn streamed_head(&self, words: &[Text]) -> Option<Head> {
        let axis = |whole: &Text| {
            let cell = self.typed(whole);
            let heads = !cell.has_value() && (cell.look == Look::Period || cell.headerish(self.rules));
            heads.then(|| self.column(Rc::new(cell)))
        };
        // The fewest words that head a column, and what goes on with them: (2023), its year, its role, of indicator.
        let phrase = |from: usize, fits: &dyn Fn(&Axis) -> bool| {
            let longest = PHRASE.min(words.len().saturating_sub(from));
            let told = (1..=longest).find_map(|len| {
                let whole = joined(&words[from..from + len]);
                axis(&whole).filter(|axis| fits(axis)).map(|axis| (whole, axis, from + len))
            });
            let (mut whole, mut own, mut at) = told?;
            while let Some(next) = words.get(at).filter(|_| at < from + PHRASE) {
                let mut more = whole.clone();
                more.append(next.clone(), Join::Wrap);
                let Some(longer) = axis(&more).filter(|axis| fits(axis)) else { break };
                let small = self.source[next.span().range()].starts_with(|c: char| c.is_ascii_lowercase());
                let year = own.year.is_none() && longer.year.is_some() && self.is_year(next);
                let role = own.role.is_none() && own.year.is_some() && longer.role.is_some();
                if !(small || year || role) {
                    break;
                }
                (whole, own, at) = (more, longer, at + 1);
            }
            Some((whole, own, at))
        };
        let (name, _, mut at) = phrase(0, &|axis| axis.names_here())?;
        let mut cells = vec![name];
        let united = phrase(at, &|axis| axis.kind == Some(Column::Unit));
        if let Some((unit, _, next)) = &united {
            cells.push(unit.clone());
            at = *next;
        }
        let (mut valued, mut aimed) = (0, false);
        let value =
            |axis: &Axis| axis.kind == Some(Column::Value) || axis.kind == Some(Column::Period) && axis.year.is_some();
        while let Some((cell, axis, next)) = phrase(at, &value).filter(|_| cells.len() < MOST_COLUMNS) {
            aimed |= axis.role == Some(Hint::Target);
            cells.push(cell);
            (valued, at) = (valued + 1, next);
        }
        // What else heads a column would stand between the values of one row and the name of the next.
        let told = |axis: &Axis| {
            matches!(
                axis.kind,
                Some(Column::Office | Column::Note | Column::Schedule | Column::Measure | Column::Section)
            )
        };
        let other = phrase(at, &told).is_some();
        (valued > 1 && aimed && !other).then_some(Head { cells, united: united.is_some(), valued, taken: at })
    }

    /// The rows behind a header, and the word behind the last of them; none where most do not keep to it.
    fn streamed_rows(&self, words: &[Text], from: usize, head: &Head) -> (Vec<Row>, usize) {
        let (mut rows, mut at, mut strange) = (Vec::new(), from, 0);
        while at < words.len() {
            match self.streamed_row(words, at, head) {
                Some(Ok((cells, next))) => {
                    rows.push(row(cells));
                    at = next;
                }
                Some(Err(next)) => {
                    strange += 1;
                    at = next;
                }
                None => break,
            }
        }
        if rows.len() < ROWS || strange > rows.len() / 4 { (Vec::new(), from) } else { (rows, at) }
    }

    /// The next row; where it does not keep to the header only the place behind it, and nothing where the table is over.
    fn streamed_row(&self, words: &[Text], from: usize, head: &Head) -> Option<Result<Streamed, usize>> {
        let end = words.len().min(from + APART);
        // New businesses started: what may stand for a value in a cell of its own is a word here.
        let told = |word: &Text| match self.typed(word).look {
            Look::Value => true,
            look => is_value(look) && !self.source[word.span().range()].contains(char::is_alphabetic),
        };
        let value = |word: &Text| {
            let cell = self.typed(word);
            told(word) || self.rules.tables.words.is_goal(cell.code()) && cell.len() <= GOAL
        };
        let first = (from..end).find(|&at| told(&words[at]))?;
        if first == from || words[from..first].iter().any(|word| ends_sentence(&word.plain(self.source))) {
            return None;
        }
        let mut values: Vec<Text> = Vec::new();
        let mut at = first;
        while let Some(word) = words.get(at) {
            let bracket = self.opens_with_bracket(word);
            let cell = self.typed(word);
            // 1,230 thousand, 70.7% (2012年度)
            let belongs = cell.look == Look::Unit
                || bracket && cell.look == Look::Period
                || values.last().is_some_and(|last| self.scales(last, word));
            match values.last_mut().filter(|_| belongs && !head.united || bracket && cell.look == Look::Period) {
                Some(last) => last.append(word.clone(), Join::Part),
                None if value(word) => values.push(word.clone()),
                None => break,
            }
            at += 1;
        }
        let mut name = &words[from..first];
        let unit = head.united.then(|| name.split_last()).flatten();
        let unit = match (head.united, unit) {
            (true, Some((unit, rest))) if !rest.is_empty() && self.typed(unit).look == Look::Unit => {
                name = rest;
                Some(unit.clone())
            }
            (true, _) => return Some(Err(at)),
            (false, _) => None,
        };
        let whole = self.streamed_name(name).filter(|_| values.len() == head.valued);
        Some(whole.ok_or(at).map(|name| ([vec![name], unit.into_iter().collect(), values].concat(), at)))
    }

    /// 1,230 thousand: whether a word makes another number of the value before it.
    fn scales(&self, value: &Text, word: &Text) -> bool {
        if self.source[word.span().range()].contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let number = |text: &Text| {
            let cell = self.typed(text);
            let found = cell.read.reading.found.iter();
            let mut values =
                found.filter_map(|one| if let Item::Value(value) = &one.item { Some(value.number) } else { None });
            values.next().filter(|_| is_value(cell.look))
        };
        let both = joined(&[value.clone(), word.clone()]);
        number(&both).zip(number(value)).is_some_and(|(both, own)| both != own)
    }

    /// The name that the words before the values of a row are.
    fn streamed_name(&self, words: &[Text]) -> Option<Text> {
        let japanese = words.iter().any(|word| self.source[word.span().range()].contains(is_japanese));
        let most = if japanese { JAPANESE } else { LATIN };
        let whole = joined(words);
        let cell = self.typed(&whole);
        let names =
            matches!(cell.look, Look::Name | Look::Text) && !cell.headerish(self.rules) && self.may_name(&whole);
        (words.len() <= most && names).then_some(whole)
    }
}

/// Words as one text.
fn joined(words: &[Text]) -> Text {
    let mut whole = words[0].clone();
    words[1..].iter().for_each(|word| whole.append(word.clone(), Join::Wrap));
    whole
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    #[test]
    fn rows_of_a_running_line_are_told_by_how_many_values_they_have() {
        let text = "第3次計画 成果指標一覧 指標 現状値（R5） 目標値（R10） 新規就農者数 98人 150人 特定健診の受診率 45.2％ 60.0％ 観光入込客数 1,230千人 1,500千人 資料：農政課";
        assert_eq!(
            said(&format!("計画\n\n{text}\n")),
            [
                "新規就農者数 | baseline 98 人 2023 | target 150 人 2028",
                "特定健診の受診率 | baseline 45.2 % 2023 | target 60 % 2028",
                "観光入込客数 | baseline 1230 千人 2023 | target 1500 千人 2028"
            ]
        );
    }

    #[test]
    fn several_words_may_head_a_column_and_units_stand_behind_numbers() {
        let text = "Performance indicators Name of indicator Baseline (2023) 2028 target New businesses started 98 150 Screening rate 45.2% 60.0% Visitors 1,230 thousand 1,500 thousand";
        let found = said(&format!("Plan\n\n{text}\n"));
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[1], "Screening rate | baseline 45.2 % 2023 | target 60 % 2028");
    }

    #[test]
    fn a_line_whose_rows_have_other_values_is_no_such_table() {
        for text in [
            "指標 現状値（R5） 目標値（R10） 新規就農者数 98人 150人 200人 特定健診の受診率 45.2％ 観光入込客数 1,230千人 1,500千人 9千人",
            "指標 現状値（R5） 目標値（R10） 担当課 新規就農者数 98人 150人 農政課 特定健診の受診率 45.2％ 60.0％ 健康課",
        ] {
            assert!(
                said(&format!("計画\n\n{text}\n")).iter().all(|record| !record.contains("2028")),
                "{:?}",
                said(text)
            );
        }
    }
}
