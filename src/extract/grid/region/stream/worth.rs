//! How well words fit a column as a cell: what columns expect of their cells (`expects` in `columns.toml`), less what speaks against
//! its being one cell.

use crate::chars::{ends_sentence, is_japanese, open_brackets};
use crate::rules::{Class, Column, Hint, Look};
use crate::text::code::is_value as is_value_code;
use crate::text::scan::Item;

use super::super::super::align::Fit;
use super::super::super::cell::Cell;
use super::super::super::row::breaks_off;
use super::super::is_value;
use super::Aligner;

/// 延べ 324人: a word before a value is no longer, in characters.
const LEAD: usize = 3;
/// 年度途中 5人: nor is the whole.
const LABELLED: usize = 16;
/// A unit in words is no longer, in characters.
const LONGEST_UNIT: usize = 20;
/// Words that say which way a value goes are no longer, in characters.
const GOAL: usize = 12;
/// A name of more lines than this costs more.
const NAME: usize = 3;

/// Words under a column.
#[derive(Clone, Copy)]
struct Part {
    at: usize,
    end: usize,
    column: usize,
    kind: Column,
}

impl Aligner<'_, '_> {
    /// How well the words from one to another fit a column; nothing where they cannot.
    pub(super) fn worth(&mut self, at: usize, end: usize, column: usize) -> Option<Fit> {
        let part = Part { at, end, column, kind: self.axes[column].kind? };
        if self.holds_heading(part) {
            return None;
        }
        let own = match part.kind {
            Column::Value => self.value(part)?,
            Column::Name => self.name(part)?,
            _ => self.other(part)?,
        };
        let torn = |edge: usize| edge < self.words.len() && !self.opens(edge);
        if self.celled
            && !self.headed
            && [at, end]
                .into_iter()
                .filter(|&edge| torn(edge))
                .collect::<Vec<_>>()
                .into_iter()
                .any(|edge| !self.is_row(edge))
        {
            return None;
        }
        let open = open_brackets(0, self.written(at, end)) > 0;
        Some(own + self.told_again(part) - if open { self.weights.open } else { 0.0 } - self.breaks(part))
    }

    /// A value, with what leads to it, its unit, its year, and what is told of it in brackets below.
    fn value(&mut self, Part { at, end, column, .. }: Part) -> Option<Fit> {
        let rules = self.extractor.rules;
        let first = self.cell(at, at + 1);
        let short = first.len() <= LEAD && !self.opens(at + 1);
        let leads = first.has_value()
            || is_value(first.look)
            || first.look == Look::Period
            || short
            || self.is_goal(at, at + 1);
        let label = if leads || self.is_led(at, end) { None } else { Some(self.spelt(at, end, column)?) };
        let core = self.core(at, end);
        if !self.is_of_value(at, core) {
            return None;
        }
        let cell = self.cell(label.filter(|&from| from < core).unwrap_or(at), core);
        let mut worth = rules.tables.fit(Some(Column::Value), cell.look);
        // What stands before a value on its own line is no wrapped part of it.
        worth += label.map_or(0.0, |_| self.weights.wrap - self.weights.spelt);
        let found = cell.read.reading.found.iter().filter(|found| matches!(found.item, Item::Value(_))).count();
        let goal = self.is_goal(at, core);
        if !is_value(cell.look) && !goal && found == 0 {
            return None;
        }
        // （R5） / ±0人: what stands in brackets, or a year in its line, is of the value above.
        let dated = self.opens(at + 1) && first.look == Look::Period;
        if at > 0 && end > at + 1 && self.opens(at) && (dated || self.is_bracket(at)) {
            if self.celled && dated {
                return None;
            }
            worth -= self.weights.above;
        }
        if goal {
            worth = worth.max(if self.axes[column].role == Some(Hint::Target) { 2.0 } else { 1.0 });
        } else if !is_value(cell.look) && !ends_in_value(&cell) {
            // ３ 喫煙・飲酒: a number among words is no value of a row.
            worth -= self.weights.among;
        }
        let found = if self.is_number(at, core) { 1 } else { found };
        let dashes = (at..core).filter(|&n| self.cell(n, n + 1).look == Look::Dash).count();
        let labelled = (at + 1..core).filter(|&n| self.is_label(n)).count();
        let several = (found + dashes).max(1) - 1;
        let unlabelled = several.saturating_sub(labelled) as Fit;
        Some(worth - self.weights.several * (unlabelled + (several as Fit - unlabelled) / 6.0))
    }

    /// The words of a name.
    fn name(&mut self, part: Part) -> Option<Fit> {
        let Part { at, end, .. } = part;
        let rules = self.extractor.rules;
        let cell = self.cell(at, end);
        let other = is_value(cell.look) || matches!(cell.look, Look::Period | Look::Unit);
        let ends = end - at > 1 && is_value(self.cell(end - 1, end).look);
        // 年度途中 5人, 年度途中 3人: a label.
        let label = end == at + 1 && !self.opens(end) && self.is_again(at, end);
        if other || ends || label || self.holds_other(at, end) {
            return None;
        }
        let mut worth = rules.tables.fit(Some(Column::Name), cell.look) + Fit::from(cell.strength) / 3.0;
        if cell.headerish(rules) && cell.strength < 3 {
            worth -= self.weights.breaks_off;
        }
        if self.is_bracket(at) || self.is_tail(at) {
            worth -= self.weights.short;
        }
        Some(worth - self.ends_open(part) - self.values_within(part))
    }

    /// A running number, a unit, an office, a section, a note.
    fn other(&mut self, part: Part) -> Option<Fit> {
        let Part { at, end, column, kind } = part;
        let cell = self.cell(at, end);
        let words = matches!(cell.look, Look::Text | Look::Name);
        let mut worth = self.extractor.rules.tables.fit(Some(kind), cell.look);
        match kind {
            Column::Index if end > at + 1 => return None,
            Column::Index if cell.look == Look::Value => worth = worth.max(3.0),
            Column::Unit if cell.look == Look::Unit => {}
            Column::Unit if cell.has_value() => return None,
            // thousand, hours per customer: words right before a value, as a unit that no rule knows.
            Column::Unit if words => {
                let told = end < self.words.len() && is_value(self.cell(end, end + 1).look);
                if cell.len() > LONGEST_UNIT || !told || self.line(at) != self.line(end - 1) {
                    return None;
                }
                worth = 0.5;
            }
            // 65歳以上: a part of what is counted.
            Column::Measure | Column::Section if column > 0 && self.parted(column - 1) && cell.look == Look::Value => {
                worth = -0.5;
            }
            Column::Measure | Column::Section if self.is_bracket(at) => return None,
            Column::Office if words => worth = worth.max(0.0),
            Column::Office | Column::Index | Column::Unit | Column::Period if worth < 0.0 => return None,
            _ if is_value(cell.look) && cell.has_value() && worth < 0.0 => return None,
            _ => {}
        }
        let named = matches!(kind, Column::Section | Column::Measure);
        Some(worth - self.ends_open(part) - if named { self.values_within(part) } else { 0.0 })
    }

    /// below 10%: whether words lead to a value in their line.
    fn is_led(&mut self, at: usize, end: usize) -> bool {
        let (_, to) = self.line(at);
        (at + 1..to.min(end)).any(|n| self.cell(n, n + 1).has_value()) && is_value(self.cell(at, end).look)
    }

    /// 休日保育の実施か所 / 7か所: where the value begins before which stands what it counts. Only behind a column of words these are
    /// none of the name.
    fn spelt(&mut self, at: usize, end: usize, column: usize) -> Option<usize> {
        let before = column.checked_sub(1).and_then(|before| self.axes[before].kind);
        let (_, to) = self.line(at);
        if !matches!(before, Some(Column::Office | Column::Section | Column::Measure)) || to >= end || !self.opens(at) {
            return None;
        }
        let text = self.cell(at, to);
        let words = matches!(text.look, Look::Text | Look::Name) && text.len() <= LABELLED;
        let told = words && !text.headerish(self.extractor.rules) && is_value(self.cell(to, to + 1).look);
        told.then_some(to)
    }

    /// 100％ / （代替可能な車両に限る）: where what is told of a value in brackets or as a note below it begins.
    fn core(&mut self, at: usize, end: usize) -> usize {
        let mut core = (at + 1..end).find(|&n| self.opens(n) && self.is_note(n)).unwrap_or(end);
        while core > at + 1
            && let Some(open) = self.bracketed(at, core)
        {
            core = open;
        }
        core
    }

    /// Where the bracket opens that words end in, if it is no value of its own.
    fn bracketed(&mut self, at: usize, end: usize) -> Option<usize> {
        let last = &self.extractor.source[self.words[end - 1].text.span().range()];
        let closes = last.trim_end().ends_with([')', '）', '〕']);
        let open = (at + 1..end).rev().find(|&n| self.is_bracket(n)).filter(|_| closes)?;
        let cell = self.cell(open, end);
        let beside = !cell.has_value() || cell.look == Look::Period || self.opens(open);
        (beside && open_brackets(0, self.written(open, end)) == 0).then_some(open)
    }

    fn is_bracket(&self, at: usize) -> bool {
        self.extractor.opens_with_bracket(&self.words[at].text)
    }

    /// 年度途中 in the second of 年度当初 12人 / 年度途中 5人.
    fn is_label(&mut self, at: usize) -> bool {
        self.opens(at) && !is_value(self.cell(at, at + 1).look) && !self.is_bracket(at)
    }

    /// What it costs that words end in one that asks for more: 公共施設の使用電力に占める.
    fn ends_open(&mut self, Part { at, end, kind, .. }: Part) -> Fit {
        let last = &self.extractor.source[self.words[end - 1].text.span().range()];
        let open = kind == Column::Name && self.extractor.rules.sentences.is(last, Class::EnPreposition);
        let cell = self.cell(at, end);
        if open || breaks_off(cell.read.reading.view.text.trim_end()) { self.weights.breaks_off } else { 0.0 }
    }

    /// What values among the words of a name cost: what follows them belongs to another row.
    fn values_within(&mut self, Part { at, end, .. }: Part) -> Fit {
        // Share of children (5 to 16 years): what stands in brackets is of the name.
        let outside = |n: &usize| *n == at || open_brackets(0, self.written(at, *n)) == 0;
        let places: Vec<usize> = (at..end).filter(outside).collect();
        let value = |&n: &usize| !self.is_bracket(n) && is_value(self.cell(n, n + 1).look);
        let inner = places.into_iter().filter(value).count() as Fit;
        self.weights.inner * if self.celled { inner / 8.0 } else { inner }
    }

    /// 町民健康調査, 町民健康調査: what many rows have explains them; a name is told once.
    fn told_again(&self, Part { at, end, kind, .. }: Part) -> Fit {
        let whole = self.opens(at) && self.opens(end);
        let word = !self.celled && end == at + 1 && kind != Column::Name;
        match kind {
            Column::Name | Column::Note | Column::Office | Column::Section | Column::Measure
                if (whole || word) && self.is_again(at, end) =>
            {
                self.weights.twice * if kind == Column::Name { -1.0 } else { 1.0 / 3.0 }
            }
            _ => 0.0,
        }
    }

    /// Whether a cell of words may end before a word: at a line end, or where what the next column holds begins.
    pub(super) fn may_end(&mut self, end: usize, column: usize) -> bool {
        if self.opens(end) || self.is_value(column) {
            return true;
        }
        let look = self.cell(end, end + 1).look;
        match self.axes.get(column + 1).and_then(|axis| axis.kind) {
            Some(Column::Value) => is_value(look) || look == Look::Period || self.is_goal(end, end + 1),
            Some(Column::Unit) => look == Look::Unit,
            Some(Column::Period) => look == Look::Period,
            _ => true,
        }
    }

    fn is_goal(&mut self, at: usize, end: usize) -> bool {
        let cell = self.cell(at, end);
        cell.len() <= GOAL && self.extractor.rules.tables.words.is_goal(cell.code())
    }

    /// Whether words hold a whole line that heads columns; one that a value follows may be a name: 社会増減数.
    fn holds_heading(&mut self, Part { at, end, kind, .. }: Part) -> bool {
        let mut line = at;
        while line < end {
            let (from, to) = self.line(line);
            if from >= at && to <= end && self.is_heading(line) {
                let cell = self.cell(from, to);
                let period = cell.look == Look::Period;
                let last =
                    kind == Column::Name && to == end && !period && cell.says(self.extractor.rules).role.is_none();
                let year = period && matches!(kind, Column::Value | Column::Period);
                if !last && !year {
                    return true;
                }
            }
            line = to;
        }
        false
    }

    /// Whether a line of a name but the last is whole by itself: a sentence, a value, a unit, a goal in words.
    fn holds_other(&mut self, at: usize, end: usize) -> bool {
        let starts: Vec<usize> = (at..end).filter(|&n| n == at || self.opens(n)).collect();
        starts[..starts.len() - 1].iter().any(|&from| {
            let (_, to) = self.line(from);
            let look = self.cell(from, to).look;
            let other = || is_value(look) || matches!(look, Look::Unit | Look::Office);
            ends_sentence(self.written(from, to))
                || other() && (from > at || is_value(look))
                || from > at && self.is_goal(from, to)
        })
    }

    /// Whether every line that a value goes on in holds what may: another value, a unit, a bracket.
    fn is_of_value(&mut self, at: usize, end: usize) -> bool {
        (at + 1..end).filter(|&n| self.opens(n)).collect::<Vec<_>>().into_iter().all(|n| {
            let (_, to) = self.line(n);
            let whole = self.cell(n, to.min(end));
            open_brackets(0, self.written(at, n)) > 0
                || self.is_bracket(n)
                || is_value(self.cell(n, n + 1).look)
                || matches!(whole.look, Look::Unit | Look::Value | Look::Dash | Look::Period)
                || whole.len() <= LABELLED && ends_in_value(&whole)
        })
    }

    /// What the spaces and line ends in a cell cost, and its beginning and end within lines.
    fn breaks(&mut self, Part { at, end, column, kind }: Part) -> Fit {
        let source = self.extractor.source;
        let japanese = |n: usize| source[self.words[n].text.span().range()].contains(is_japanese);
        let mut cost = 0.0;
        for n in at + 1..end {
            let own = self.words[n - 1].line == self.words[n].line;
            let bracket = self.is_bracket(n);
            let look = self.cell(n, n + 1).look;
            let period = look == Look::Period;
            // 98 人, 45.2％ (R5)
            let belongs = look == Look::Unit || !own && period || bracket && (period || !own);
            let belongs = kind == Column::Value && belongs;
            cost += match own {
                _ if belongs || self.words[n].moved => 0.0,
                true if !japanese(n) && !japanese(n - 1) => self.weights.space / 8.0,
                true => self.weights.space,
                false if !self.apart && self.words[n - 1].block != self.words[n].block => self.weights.paragraph,
                // A capital letter begins a name.
                false if kind == Column::Name && self.is_capital(n) => {
                    self.weights.wrap + if self.celled { self.weights.short / 2.0 } else { 2.0 * self.weights.short }
                }
                false if kind == Column::Name && !bracket && self.is_short(n) => self.weights.wrap + self.weights.short,
                false => self.weights.wrap,
            };
        }
        // A name seldom goes on over many lines.
        if kind == Column::Name {
            let lines = self.words[end - 1].line - self.words[at].line;
            cost += self.weights.wrap * 2.0 * lines.saturating_sub(NAME) as Fit;
        }
        // Where lines are rows a cell that is not the first seldom begins one.
        if !self.celled && self.opens(at) && column > 0 && at > 0 {
            let behind = kind == Column::Value && self.is_value(column - 1);
            cost += if behind { self.weights.next_value } else { self.weights.next_line };
        }
        for edge in [at, end] {
            if !self.opens(edge) {
                cost += if self.headed && self.celled {
                    4.0 * self.weights.within
                } else if self.celled {
                    2.0 * self.weights.torn
                } else if self.is_row(edge) && !self.goes_on(edge) {
                    self.weights.within
                } else {
                    self.weights.torn
                };
            }
        }
        cost
    }
}

/// 胃: 52.7％: whether a cell ends in its value.
fn ends_in_value(cell: &Cell) -> bool {
    cell.code().trim_end().ends_with(is_value_code)
}
