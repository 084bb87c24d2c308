//! A whole table in one running line: a dump that lost even the line ends. Only rows that are numbered are told
//! apart safely, and only those that have as many values as the others.

use std::rc::Rc;

use crate::chars::ends_sentence;
use crate::layout::{Join, Row, Table, Text};
use crate::rules::{Class, Column, Look};

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::super::cell::Cell;
use super::{LONGEST_LINE, MOST_COLUMNS, MOST_LINES, is_value, row};

/// A word that says which way a value is to go is no longer, in characters.
const GOAL: usize = 5;

/// The words of a header, what they say of their columns, and how many words they take.
struct Head {
    cells: Vec<Text>,
    axes: Vec<Axis>,
    taken: usize,
}

/// A numbered name, and the values right behind it.
struct Numbered {
    name: Text,
    values: Vec<Text>,
    /// How many of them, from the first, are values and no words.
    told: usize,
}

impl Extractor<'_> {
    /// A whole table in one running line: header words, then numbered rows. Only the numbers make it safe.
    pub(super) fn flat(&self, text: &Text) -> Option<Table> {
        if text.span().range().len() < LONGEST_LINE / 2 {
            return None;
        }
        let words = self.words(text);
        let mut rows: Vec<Row> = Vec::new();
        let mut n = 0;
        while n < words.len() {
            // The word over the names comes first: most words are passed by unread.
            let head = if self.may_head(&words[n]) { self.flat_head(&words[n..]) } else { None };
            let Some(head) = head else {
                n += 1;
                continue;
            };
            let unit = head.axes.get(1).is_some_and(|axis| axis.kind == Some(Column::Unit));
            let (part, next) = if unit {
                self.flat_united(&words, n + head.taken, &head)
            } else {
                let (found, next) = self.flat_rows(&words, n + head.taken);
                (under(head, found), next)
            };
            n = if part.is_empty() { n + 1 } else { next };
            rows.extend(part);
        }
        (rows.len() >= 3).then_some(Table { rows, head: 0 })
    }

    /// The header that some words begin with: what names, then two columns of values or more.
    fn flat_head(&self, words: &[Text]) -> Option<Head> {
        // 策定時値の 算出資料: what goes on in the next word is no column.
        let goes_on = |word: &Text| crate::chars::asks_for_more(&word.plain(self.source));
        let cells: Vec<Cell> = words
            .iter()
            .take(2 * MOST_COLUMNS)
            .take_while(|word| !goes_on(word))
            .map(|word| self.typed(word))
            .take_while(|cell| cell.look == Look::Period || cell.headerish(self.rules) && !self.numbered(cell))
            .collect();
        let taken = cells.len();
        let role = |cell: &Cell| cell.look != Look::Period && cell.says(self.rules).role.is_some();
        let year = |at: usize| cells.get(at).is_some_and(|cell| cell.look == Look::Period);
        // 策定時値 平成29年 (2017年) 目標値 平成34年 (2022年): each with its year.
        let each = (0..taken).all(|at| !role(&cells[at]) || year(at + 1));
        let mut texts: Vec<Text> = Vec::new();
        for (at, word) in words[..taken].iter().enumerate() {
            let joins = year(at) && (self.opens_with_bracket(word) || each && at > 0 && role(&cells[at - 1]));
            match texts.last_mut().filter(|_| joins) {
                Some(last) => last.append(word.clone(), Join::Part),
                None => texts.push(word.clone()),
            }
        }
        let axes: Vec<Axis> = texts.iter().map(|text| self.column(Rc::new(self.typed(text)))).collect();
        let valued = axes.iter().skip(1).filter(|axis| axis.kind == Some(Column::Value)).count();
        let whole = (3..=MOST_COLUMNS).contains(&axes.len()) && valued > 1 && axes[0].names_here();
        whole.then_some(Head { cells: texts, axes, taken })
    }

    /// The numbered rows behind a header, up to the next one, and the word behind them.
    fn flat_rows(&self, words: &[Text], from: usize) -> (Vec<Numbered>, usize) {
        let mut rows = Vec::new();
        let heads = |at: usize| self.may_head(&words[at]) && self.flat_head(&words[at..]).is_some();
        let numbered = |at: &usize| self.numbered(&self.typed(&words[*at]));
        // Words of the header that no facet knows may stand before the first row.
        let first = (from..words.len().min(from + MOST_LINES)).find(numbered);
        let Some(mut n) = first else { return (rows, from) };
        while n < words.len() && numbered(&n) {
            let end = (n + 1..words.len()).find(|at| numbered(at) || heads(*at)).unwrap_or(words.len());
            let valued = |at: &usize| self.is_told(&self.typed(&words[*at]));
            let told = (n + 1..end).find(valued).unwrap_or(end);
            // 88団体 全市町村で1団体以上 102団体: words around a value among others. Behind a word that says which way
            // no more follows.
            let among = |at: &usize| self.typed(&words[*at]).has_value() || is_value(self.typed(&words[*at]).look);
            let behind = (told..end).find(|at| !among(at)).map_or(end, |at| at + usize::from(valued(&at)));
            let behind = (told..behind).rfind(|at| valued(at)).map_or(told, |last| last + 1);
            let last = (told..behind).rfind(|&at| is_value(self.typed(&words[at]).look));
            let mut row = Numbered {
                name: words[n].clone(),
                values: words[told..behind].to_vec(),
                told: last.map_or(0, |last| last + 1 - told),
            };
            let mut name: Vec<Text> = words[n + 1..told].to_vec();
            // 食育に関心のある人の割合 18歳以上 81.1%: of whom is part of the name.
            let limit = row
                .values
                .first()
                .is_some_and(|word| self.rules.sentences.ends(&self.typed(word).read.reading.view.text, Class::Limit));
            if limit {
                name.push(row.values.remove(0));
                row.told = row.told.saturating_sub(1);
            }
            let long = name.len() > MOST_LINES;
            name.into_iter().for_each(|word| row.name.append(word, Join::Wrap));
            // Values further on are those of other rows.
            let value = |at: usize| self.typed(&words[at]).code().starts_with(crate::text::code::is_value);
            if !long && !(behind..end).any(value) {
                rows.push(row);
            }
            n = end;
        }
        (rows, n)
    }

    /// 自主防災組織数 組織 16 21: the rows behind a header with a column of units, a name of one word before each.
    fn flat_united(&self, words: &[Text], from: usize, head: &Head) -> (Vec<Row>, usize) {
        let valued = head.axes[2..].iter().take_while(|axis| axis.kind == Some(Column::Value)).count();
        let mut rows = vec![row(head.cells[..2 + valued].to_vec())];
        let mut next = from;
        for at in from + 1..words.len().saturating_sub(valued) {
            let unit = at > next && self.typed(&words[at]).look == Look::Unit;
            let value = |at: usize| words.get(at).is_some_and(|word| is_value(self.typed(word).look));
            let told = unit && (at + 1..=at + valued).all(value) && !value(at + valued + 1);
            let name = || self.typed(&words[at - 1]);
            // A name that was wrapped begins before its last word.
            let begins = || rows.len() == 1 || ends_sentence(&words[at - 2].plain(self.source));
            if told && begins() && name().look == Look::Name && !name().has_value() {
                rows.push(row(words[at - 1..=at + valued].to_vec()));
                next = at + valued;
            }
        }
        (if rows.len() > 2 { rows } else { Vec::new() }, next)
    }

    /// Whether a word is a value, or says in its place which way it is to go.
    pub(super) fn is_told(&self, cell: &Cell) -> bool {
        is_value(cell.look) || self.rules.tables.words.is_goal(cell.code()) && cell.len() <= GOAL
    }

    /// (1)水源かん養林の整備面積, ①相談の件数.
    fn numbered(&self, cell: &Cell) -> bool {
        let text = cell.read.reading.view.text.as_str();
        text.chars().count() > 3 && self.rules.tables.trimmed(text).len() < text.len() && cell.look != Look::Value
    }
}

/// The rows of a header: those with as many values as there are columns for them. Where all lack some, the last
/// columns hold them if those before say nothing else: 具体的な目標値 現状値 目標値 over two values.
fn under(head: Head, mut found: Vec<Numbered>) -> Vec<Row> {
    // The word over the names may call them goals.
    let valued: Vec<usize> = (1..head.axes.len()).filter(|&at| head.axes[at].kind == Some(Column::Value)).collect();
    // 3,410ha 4,200ha 4,268ha 達成: a word behind the last value may say how it came out.
    found.iter_mut().for_each(|row| row.values.truncate(row.told.max(valued.len())));
    // More values than columns are those of several rows.
    let counts = found.iter().map(|row| row.values.len()).filter(|count| (1..=valued.len()).contains(count));
    let Some(most) = counts.max() else { return Vec::new() };
    let (dropped, kept) = valued.split_at(valued.len() - most);
    let again = |at: &usize| kept.iter().any(|other| head.axes[*other].role == head.axes[*at].role);
    let rows: Vec<Numbered> = found.into_iter().filter(|row| row.values.len() == most).collect();
    if !dropped.iter().all(again) || rows.len() < 2 {
        return Vec::new();
    }
    let header = [0].iter().chain(kept).map(|&at| head.cells[at].clone()).collect();
    let rows = rows.into_iter().map(|one| row([vec![one.name], one.values].concat()));
    std::iter::once(row(header)).chain(rows).collect()
}
