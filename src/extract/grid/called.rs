//! What the rows of a table of budgets pay for is called: in a column of names, before the amounts, or over the rows.

use std::rc::Rc;

use crate::layout::Span;
use crate::rules::Column;

use super::super::making::unmarked;
use super::super::{Extractor, name};
use super::Slots;
use super::axis::Axis;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// A name has no fewer characters.
const LEAST: usize = 4;
/// A name below a header that says so has no fewer characters, and no more.
const NAME: std::ops::RangeInclusive<usize> = 4..=200;

impl Extractor<'_> {
    /// 事業名 | X事業: what the rows below are about.
    pub(super) fn subject_in(&self, line: &Line) -> Option<(Rc<Cell>, String)> {
        let cells: Vec<&Rc<Cell>> = line.slots.iter().flatten().filter(|cell| !cell.is_empty()).collect();
        let pair =
            cells.windows(2).find(|pair| self.rules.programmes.is_title_label(&pair[0].read.reading.view.text))?;
        let name = self.named(&name::clean(&name::unbroken(&pair[1].read.reading.view.text)), &mut Vec::new());
        let fits = name.chars().count() >= LEAST
            && self.amount(pair[1]).is_none()
            && !self.rules.programmes.is_title_label(&name);
        fits.then(|| (Rc::clone(pair[1]), name))
    }

    /// 細事業名 | 病害緊急防除 over | 対策事業: a name that goes on below its first line, where only so it ends as one.
    pub(super) fn wrapped_subject(&self, (cell, name): (Rc<Cell>, String), below: Option<&Line>) -> (Rc<Cell>, String) {
        let mut slots = below.map(|line| line.slots.iter()).into_iter().flatten();
        let open = slots.next().is_some_and(|first| first.as_ref().is_none_or(|cell| cell.is_empty()));
        let more = slots.next().and_then(Option::as_ref).filter(|_| open && !self.rules.programmes.ends(&name));
        let whole = more.map(|more| format!("{name}{}", name::clean(&name::unbroken(&more.read.reading.view.text))));
        match whole.filter(|whole| self.rules.programmes.ends(whole)) {
            Some(whole) => (cell, whole),
            None => (cell, name),
        }
    }

    /// The same of the tables before one, as far as nothing heads another part.
    pub(super) fn subject_above(&self, sheet: &Sheet) -> Option<(Rc<Cell>, String)> {
        let context = sheet.context.iter().rev().find(|(kind, _)| *kind == Column::Programme);
        let told =
            context.map(|(_, cell)| (Rc::clone(cell), name::clean(&name::unbroken(&cell.read.reading.view.text))));
        let first = sheet.headers.iter().chain(&sheet.lines).flat_map(Line::filled).map(|cell| cell.span.start).min();
        told.or_else(|| self.subject.clone().filter(|(cell, _)| first.is_none_or(|to| !self.is_named_anew(cell, to))))
    }

    /// Whether between a name and a place in the source a label calls something else by its name, read or not.
    pub(super) fn is_named_anew(&self, name: &Cell, to: u32) -> bool {
        let labels = self.name_labels.get_or_init(|| self.labels_of_names());
        let next = labels.partition_point(|label| label.start <= name.span.end);
        labels.get(next).is_some_and(|label| label.end <= to)
    }

    /// The labels of a programme's name that lines begin with.
    fn labels_of_names(&self) -> Vec<Span> {
        let parts = ['\t', ' ', '\u{3000}', '|', '：', ':', '\r', '\n'];
        let mut at = 0;
        let mut all = Vec::new();
        for line in self.source.split_inclusive('\n') {
            let bare = line.trim_start_matches(parts);
            let word = bare.split(parts).next().filter(|word| !word.is_empty());
            let from = at + line.len() - bare.len();
            if word.is_some_and(|word| self.rules.programmes.is_title_label(&crate::text::nfkc(word))) {
                all.push(Span::new(from, from + word.map_or(0, str::len)));
            }
            at += line.len();
        }
        all
    }

    /// The name of a row: the nearest before its amounts that ends as programmes do.
    pub(super) fn paid_name<'c>(&self, slots: &'c [Option<Rc<Cell>>]) -> Option<(&'c Cell, String)> {
        // 総務管理費 | 支援事業 | 700: a part of a wrapped name has the whole elsewhere, and not to its left.
        let part =
            |cell: &Rc<Cell>| self.rules.programmes.is_general(&name::unbroken(cell.read.reading.view.text.trim()));
        let cells = slots.iter().rev().flatten().filter(|cell| !cell.is_empty());
        cells.take_while(|cell| !part(cell)).find_map(|cell| {
            let reading = &cell.read.reading;
            let whole = unmarked(&cell.read, &(0..self.untagged(cell)));
            let name = name::clean(self.rules.tables.trimmed(name::unbroken(&reading.words(&whole)).trim()));
            let name = name::without_number(&name).to_owned();
            let fits =
                self.rules.programmes.ends(&name) && !self.rules.programmes.is_sum(&name) && !name.contains('。');
            let fits = fits && !holds_amount(&name);
            fits.then_some((&**cell, name))
        })
    }

    /// 湖沼水草刈取船 | 218,400 over 整備事業費: a name that goes on in a row of its own, the first of those below. 道路改良事業 there
    /// heads what follows, where that is not named as programmes are.
    pub(super) fn wrapped_name<'c>(
        &self,
        slots: &'c [Option<Rc<Cell>>],
        (first, below): (usize, &[Slots]),
    ) -> Option<(&'c Cell, String)> {
        let (tail, below) = below.split_first()?;
        let cells = tail.iter().skip(first).enumerate().filter_map(|(n, cell)| Some((n, cell.as_ref()?)));
        let mut filled = cells.filter(|(_, cell)| !cell.is_empty());
        let ((at, tail), None) = (filled.next()?, filled.next()) else { return None };
        let cell = slots.get(at)?.as_ref().filter(|cell| !cell.is_empty() && self.amount(cell).is_none())?;
        let words = |cell: &Cell| name::unbroken(cell.read.reading.view.text.trim());
        let whole = name::clean(&format!("{}{}", words(cell), words(tail)));
        let (programmes, paid) = (&self.rules.programmes, &self.rules.paid);
        let heads = || below.first().is_some_and(|slots| self.paid_name(slots).is_none());
        let fits = self.amount(tail).is_none()
            && programmes.ends(&whole)
            && !programmes.is_sum(&whole)
            && !programmes.is_general(&words(cell))
            && !paid.is_account(&whole)
            && !paid.is_account_name(&words(cell))
            && NAME.contains(&whole.chars().count())
            && (programmes.is_general_end(&words(tail)) || !heads());
        fits.then_some((&**cell, whole))
    }

    /// The end of a cell's words without a tag set apart behind them: X事業 新規.
    fn untagged(&self, cell: &Cell) -> usize {
        let view = &cell.read.reading.view;
        let apart = |at: usize| view.is_gap(at) || view.text[..at].ends_with([' ', '\n']);
        let last = view.text.char_indices().map(|(at, _)| at).rfind(|&at| at > 0 && apart(at));
        last.filter(|&at| self.rules.paid.is_tag(&view.text[at..])).unwrap_or(view.text.len())
    }

    /// Whether a column's header says that programmes are named in it: 事業名, Activity.
    pub(super) fn heads_programmes(&self, axis: &Axis) -> bool {
        let heads = |cell: &Rc<Cell>| self.rules.programmes.heads_names(&cell.read.reading.view.text);
        axis.path.last().is_some_and(|cell| heads(cell) || self.heads_contents(cell))
    }

    /// 事業内容: what is done may be all that a programme is called by.
    pub(super) fn heads_contents(&self, cell: &Cell) -> bool {
        self.rules.programmes.heads_contents(&cell.read.reading.view.text)
    }

    /// The name that a cell below such a header holds, however it ends.
    pub(super) fn headed_name<'c>(&self, cell: &'c Rc<Cell>, line: &Line) -> Option<(&'c Cell, String)> {
        let reading = &cell.read.reading;
        let whole = unmarked(&cell.read, &(0..self.untagged(cell)));
        let name = name::clean(self.rules.tables.trimmed(name::unbroken(&reading.words(&whole)).trim()));
        let name = name::without_number(&name);
        // 1.2 Training of officials
        let numbered = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let name = if numbered.starts_with(' ') { numbered.trim_start() } else { name };
        // Training of officials. It is held twice a year.
        let name = name.split_once(". ").map_or(name, |(first, _)| first).trim_end_matches('.');
        let words = &self.rules.paid;
        let fits = NAME.contains(&name.chars().count())
            && name.contains(char::is_alphabetic)
            && !name.contains('。')
            && !self.rules.programmes.is_sum(name)
            && !words.is_account(name)
            && words.only_kind(name).is_none()
            && !self.rules.programmes.heads_names(name)
            && !holds_amount(name)
            && !crate::chars::in_one_bracket(name)
            && self.amount(cell).is_none()
            && cell.row_is(line);
        fits.then(|| (&**cell, name.to_owned()))
    }
}

/// 電話相談（#8000） 33,518運営事業: a number of a column that ran into the name.
pub(super) fn holds_amount(name: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    name.match_indices(',').any(|(at, _)| {
        let three = name[at + 1..].bytes().take_while(u8::is_ascii_digit).count() == 3;
        let from = name[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        three && digit(name[..at].chars().next_back()) && (from == 0 || name[..from].ends_with(' '))
    })
}
