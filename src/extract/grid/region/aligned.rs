//! The rows below a header whose cells nothing parts for sure: words, lines, or both. Of all ways to cut the words into cells and to
//! lay these under the columns the one is taken that fits best what columns expect, as `align` does for cells that are known.
//!
//! One reader for a cell a line, rows of words, rows that wrap and tables in one running line: what differs between them is only
//! how much a space, a line end or a new paragraph says of the end of a cell.

use std::collections::HashMap;
use std::rc::Rc;

use crate::chars::{columns, ends_sentence, is_japanese, open_brackets};
use crate::layout::{Join, Row, Table, Text};
use crate::rules::{Class, Column, Hint, Look};
use crate::text::code::is_value as is_value_code;
use crate::text::scan::Item;

use super::super::super::Extractor;
use super::super::align::Fit;
use super::super::axis::Axis;
use super::super::cell::Cell;
use super::super::row::breaks_off;
use super::{Found, LONGEST_LINE, Line, MOST_COLUMNS, is_value, row};

/// A cell of words has no more of them, one of a value no more than the second.
const WORDS: usize = 48;
const VALUE: usize = 8;
/// A name goes on over no more lines.
const LINES: usize = 6;
/// No way that is worse by so much than the best so far is followed.
const BEAM: Fit = 18.0;
/// What leaving a line out costs, and what each row is worth by itself.
const LINE: Fit = 3.0;
/// What leaving a column without a cell costs.
const LACK: Fit = 0.4;
const LACK_VALUE: Fit = 3.5;
const LACK_NAME: Fit = 1.0;
/// What a space, a line end and a paragraph's end within a cell cost.
const SPACE: Fit = 0.6;
const WRAP: Fit = 0.7;
const BLOCK: Fit = 4.0;
/// A cell that begins or ends within a line.
const WITHIN: Fit = 0.15;
/// One that does where its line holds no values.
const TORN: Fit = 2.0;
/// A line of a name that had room for the next.
const SHORT: Fit = 2.0;
/// 延べ 324人: a word before a value is no longer, in characters.
const LEAD: usize = 3;
/// A value with a word before it is no longer, in characters.
const LABELLED: usize = 16;
/// A unit in words is no longer, in characters.
const LONGEST_UNIT: usize = 20;
/// So many words tell what lines are.
const SAMPLE: usize = 300;
/// What a cell is worth whose row is cut by marks.
const MARKED: Fit = 6.0;
/// A cell that begins a line, where lines are rows.
const NEXT_LINE: Fit = 0.7;
/// A value that does, behind another.
const NEXT_VALUE: Fit = 4.0;
/// A value that begins with what should be of the one above.
const ABOVE: Fit = 5.0;
/// A bracket that is not closed in its cell.
const OPEN: Fit = 5.0;
/// A value that words follow.
const AMONG: Fit = 2.0;
/// A value before which stands what it counts.
const SPELT: Fit = 0.3;
/// A name that stands there twice.
const TWICE: Fit = 4.0;
/// A cell that ends in a word that asks for more.
const BREAKS_OFF: Fit = 3.0;
/// A value among the words of a name.
const INNER: Fit = 2.0;
/// More than one value in a cell.
const SEVERAL: Fit = 3.0;
/// Fewer rows may fit by chance.
const ROWS: usize = 2;
/// Words that say which way a value goes are no longer, in characters.
const GOAL: usize = 12;

/// A word, and the line and block that it stands in.
pub(super) struct Word {
    pub text: Text,
    pub line: usize,
    pub block: usize,
    /// It stood below the values of its row.
    pub moved: bool,
}

/// The best way up to a word and a column: what it is worth, and the cell before it.
#[derive(Clone, Copy)]
struct Way {
    worth: Fit,
    from: (usize, usize),
    /// The words from `from` on are a cell; else they were left out, or the column has none.
    cell: bool,
}

/// Rows as they were cut, and the word behind them.
pub(super) struct Cut {
    pub rows: Vec<Row>,
    pub end: usize,
    pub worth: Fit,
    /// Rows that could not be taken apart.
    pub strange: usize,
}

struct Aligner<'a, 'e> {
    extractor: &'a Extractor<'e>,
    axes: &'a [Axis],
    words: &'a [Word],
    cells: HashMap<(usize, usize), Rc<Cell>>,
    /// A line is a cell, not a row.
    celled: bool,
    /// The words of the header stand on one line.
    headed: bool,
    /// Each line is a paragraph.
    apart: bool,
    /// How often each line stands there.
    lines: HashMap<String, usize>,
}

impl Extractor<'_> {
    /// The words of lines.
    pub(super) fn stream_of(&self, lines: &[Line]) -> Vec<Word> {
        let word = |(n, line): (usize, &Line)| {
            let words = self.closed_up(self.words(&line.text));
            words.into_iter().map(move |text| Word { text, line: n, block: line.block, moved: false }).collect::<Vec<_>>()
        };
        let mut all: Vec<Vec<Word>> = lines.iter().enumerate().map(word).collect();
        for n in 1..all.len() {
            let (above, below) = all.split_at_mut(n);
            self.years_up(&mut above[n - 1], &mut below[0]);
        }
        all.into_iter().flatten().collect()
    }

    /// （R4年度）（R7年度） under the values of a row, behind what is left of its name: to each value its year.
    fn years_up(&self, above: &mut Vec<Word>, below: &mut Vec<Word>) {
        let year = |word: &&Word| self.opens_with_bracket(&word.text) && self.is_year(&word.text);
        let years = below.iter().rev().take_while(year).count();
        let value = |word: &Word| is_value(self.typed(&word.text).look);
        if years < 2 || above.len() <= years || !above[above.len() - years..].iter().all(value) {
            return;
        }
        let from = above.len() - years;
        let dates = below.split_off(below.len() - years);
        above[from..].iter_mut().zip(dates).for_each(|(word, year)| word.text.append(year.text, Join::Part));
        let line = above[0].line;
        let left: Vec<Word> = below.drain(..).map(|word| Word { line, moved: true, ..word }).collect();
        above.splice(from..from, left);
    }

    /// The table whose header some lines begin with, of all ways to read it the one whose rows fit best.
    pub(super) fn aligned(&self, lines: &[Line]) -> Option<Found> {
        let heads = self.headers(lines);
        if std::env::var_os("ALIGN_DEBUG").is_some() { eprintln!("TRY {:?} {}", lines[0].text.plain(self.source), heads.len()); }
        if heads.is_empty() {
            return None;
        }
        let words = self.stream_of(lines);
        let mut best: Option<(Cut, Vec<Text>, usize, usize)> = None;
        for (texts, axes, taken) in heads {
            let headed = texts.len() > 2 && words[..taken].iter().all(|word| word.line == words[0].line);
            let cut = words.get(taken..).and_then(|words| self.cut(&axes, words, headed));
            let cut = self.cut_by_marks(&axes, lines, &words, taken, cut);
            if std::env::var_os("ALIGN_DEBUG").is_some() {
                eprintln!("HEAD {:?} {:?} taken {taken} worth {:?}", texts.iter().map(|t| t.plain(self.source).to_string()).collect::<Vec<_>>(), axes.iter().map(|a| (a.kind, a.role, a.year.map(|y| y.period.end))).collect::<Vec<_>>(), cut.as_ref().map(|c| (c.worth, c.rows.len(), c.strange)));
                for row in cut.iter().flat_map(|cut| &cut.rows) { eprintln!("   {:?}", row.cells.iter().map(|c| c.text.plain(self.source).to_string()).collect::<Vec<_>>()); }
            }
            let Some(cut) = cut else { continue };
            if best.as_ref().is_none_or(|(best, ..)| cut.worth > best.worth) {
                let name = axes.iter().position(|axis| axis.kind == Some(Column::Name))?;
                best = Some((cut, texts, taken, name));
            }
        }
        let (cut, texts, taken, name) = best?;
        let end = taken + cut.end;
        let last = words[end - 1].line;
        let whole = words.get(end).is_none_or(|next| next.line != last);
        let mut rows: Vec<Row> = std::iter::once(row(texts)).chain(cut.rows).collect();
        self.without_sections(&mut rows[1..], name);
        self.without_codes(&mut rows[1..], name);
        Some((Table { rows, head: 0 }, if whole { last + 1 } else { last.max(1) }))
    }

    /// Rows that running numbers or marks cut are taken apart by these, where they tell no fewer rows.
    fn cut_by_marks(&self, axes: &[Axis], lines: &[Line], words: &[Word], taken: usize, cut: Option<Cut>) -> Option<Cut> {
        let Some(from) = words.get(taken).map(|word| word.line).filter(|&line| words[taken - 1].line < line) else { return cut };
        let marked = self.numbered_rows(axes, &lines[from..]).or_else(|| self.rated_rows(axes, &lines[from..]));
        let Some((rows, more)) = marked.filter(|(rows, _)| cut.as_ref().is_none_or(|cut| cut.rows.len() <= rows.len())) else { return cut };
        let end = words.iter().position(|word| word.line >= from + more).unwrap_or(words.len()) - taken;
        let worth = rows.len() as Fit * MARKED * axes.len() as Fit;
        Some(Cut { rows, end, worth, strange: 0 })
    }

    /// The ways to read a header: its cells, its columns, and how many words it takes.
    fn headers(&self, lines: &[Line]) -> Vec<(Vec<Text>, Vec<Axis>, usize)> {
        let Some(first) = lines.first() else { return Vec::new() };
        let until = |taken: usize| lines[..taken].iter().map(|line| self.closed_up(self.words(&line.text)).len()).sum();
        let mut heads: Vec<(Vec<Text>, Vec<Axis>, usize)> = Vec::new();
        for from in 0..=usize::from(lines.len() > 1) {
            for under in [false, true] {
                let Some((mut texts, mut axes, taken)) = self.header(&lines[from..], under) else { continue };
                // 基本目標１ 脱炭素のまち: what has a number heads a part, and no column.
                while axes.len() > 3 && matches!(axes[0].kind, Some(Column::Section | Column::Measure)) && self.typed(&texts[0]).has_value() {
                    texts.remove(0);
                    axes.remove(0);
                }
                // 社会増減数 is no header though 増減 may be: the last word may be a name.
                for less in [0, 1] {
                    let left = axes.len() - less;
                    if less > 0 && (axes[left].kind == Some(Column::Value) || left < 3) {
                        continue;
                    }
                    let pieces: usize = texts[left..].iter().map(|text| text.pieces.len()).sum();
                    let Some(taken) = taken.checked_sub(pieces) else { continue };
                    let ways = self.ways_of((texts[..left].to_vec(), axes[..left].to_vec()), &lines[from + taken..]);
                    heads.extend(ways.into_iter().map(|(texts, axes)| (texts, axes, until(from + taken))));
                }
            }
        }
        if first.text.span().range().len() <= LONGEST_LINE {
            let words = self.closed_up(self.words(&first.text));
            let single = self.columns_of(&words).map(|columns| self.with_years_below((words, columns, 1), lines));
            let groups = self.columns_in_groups(lines);
            for (texts, (axes, _), taken) in single.into_iter().chain(groups) {
                heads.push((texts, axes, until(taken)));
            }
            if let Some(phrases) = self.phrases(&first.text) {
                let axes: Vec<Axis> = phrases.iter().map(|phrase| self.column(Rc::new(self.typed(phrase)))).collect();
                heads.push((phrases, axes, until(1)));
            }
        }
        // 成果目標 成果目標 / (期限) / 策定時の数値 最新値: some words of a header on one line.
        let parts: Vec<Line> = lines
            .iter()
            .take(MOST_COLUMNS)
            .flat_map(|line| {
                let words = self.closed_up(self.words(&line.text));
                let heads = words.len() > 1 && words.iter().all(|word| self.typed(word).headerish(self.rules));
                let parts = if heads { words } else { vec![line.text.clone()] };
                parts.into_iter().map(|text| Line::new(line.block, line.first, text))
            })
            .collect();
        if parts.len() > lines.len().min(MOST_COLUMNS)
            && let Some((mut texts, mut axes, mut taken)) = self.header(&parts, false)
        {
            // …の割合 10%程度: the first row.
            let row = texts.iter().position(|text| self.typed(text).has_value()).unwrap_or(texts.len());
            taken -= texts[row..].iter().map(|text| text.pieces.len()).sum::<usize>();
            texts.truncate(row);
            axes.truncate(row);
            let words = parts[..taken].iter().map(|line| self.closed_up(self.words(&line.text)).len()).sum();
            heads.push((texts, axes, words));
        }
        let unnamed = self.roles_alone(lines).into_iter().chain(self.years_and_goals(&first.text).map(|words| (words.into_iter().map(|(word, _)| word).collect(), 1)));
        for (texts, taken) in unnamed {
            let axes = texts.iter().map(|text: &Text| self.column(Rc::new(self.typed(text))));
            let name = Axis { kind: Some(Column::Name), ..Axis::default() };
            let axes = std::iter::once(name).chain(axes).collect();
            heads.push(([vec![Text::default()], texts].concat(), axes, until(taken)));
        }
        let mut known: Vec<(Vec<Text>, usize)> = Vec::new();
        heads.retain_mut(|(texts, axes, taken)| {
            let own = (texts.clone(), *taken);
            let plain = |text: &Text| text.is_empty() || !self.typed(text).has_value();
            let told = axes.iter().any(|axis| axis.role.is_some()) && texts.iter().all(plain);
            let new = told && is_whole(axes) && !known.contains(&own);
            known.extend(new.then_some(own));
            new
        });
        heads
    }

    /// The rows that words make under columns.
    pub(super) fn cut(&self, axes: &[Axis], words: &[Word], headed: bool) -> Option<Cut> {
        let mut aligner = Aligner { extractor: self, axes, words, cells: HashMap::new(), celled: false, headed, apart: false, lines: HashMap::new() };
        aligner.look_at_lines();
        aligner.cut()
    }
}

impl Aligner<'_, '_> {
    /// Tells from the first lines whether they are cells or rows, and how far apart they stand.
    fn look_at_lines(&mut self) {
        let (mut cells, mut rows, mut blocks, mut ends) = (0, 0, 0, 0);
        let mut at = 0;
        while at < self.words.len().min(SAMPLE) {
            let (from, end) = self.line(at);
            let values = (from..end).filter(|&n| is_value(self.cell(n, n + 1).look)).count();
            if values > 0 {
                if values == 1 && end - from <= 3 && is_value(self.cell(from, end).look) || self.is_number(from, end) { cells += 1 } else { rows += 1 }
            }
            if from > 0 {
                ends += 1;
                blocks += usize::from(self.words[from].block != self.words[from - 1].block);
            }
            at = end;
        }
        self.celled = cells > rows;
        let mut at = 0;
        while at < self.words.len() {
            let (from, end) = self.line(at);
            // 当初, as a word of every row.
            for n in if self.celled { end..end } else { from + 1..end } {
                *self.lines.entry(self.text(n, n + 1).plain(self.extractor.source).trim().to_owned()).or_default() += 1;
            }
            if end > from + 1 {
                *self.lines.entry(self.text(from, from + 1).plain(self.extractor.source).trim().to_owned()).or_default() += 1;
            }
            *self.lines.entry(self.text(from, end).plain(self.extractor.source).trim().to_owned()).or_default() += 1;
            at = end;
        }
        self.apart = 2 * blocks > ends;
    }

    fn cut(mut self) -> Option<Cut> {
        let columns = self.axes.len();
        let mut ways: Vec<Vec<Option<Way>>> = vec![vec![None; columns]; self.words.len() + 1];
        // The ways that end a row, by the word behind it.
        ways[0][0] = Some(Way { worth: 0.0, from: (0, 0), cell: false });
        let (mut best, mut end): (Fit, Option<usize>) = (0.0, None);
        for at in 0..self.words.len() {
            // A row may end here for want of its last cells: what begins behind it is looked at afterwards.
            let mut done: Vec<Option<Fit>> = vec![None; columns];
            for column in (1..columns).chain(0..columns) {
                let Some(way) = ways[at][column].filter(|way| way.worth > best - BEAM) else { continue };
                if done[column].replace(way.worth) == Some(way.worth) {
                    continue;
                }
                if column == 0 && at > 0 && way.worth >= best {
                    (best, end) = (way.worth, Some(at));
                }
                for (next, worth, cell) in self.steps(at, column) {
                    let worth = way.worth + worth;
                    let to = if column + 1 == columns || next.1 == 0 { (next.0, 0) } else { next };
                    let known = &mut ways[to.0][to.1];
                    if known.is_none_or(|known| worth > known.worth + 1e-4) {
                        *known = Some(Way { worth, from: (at, column), cell });
                    }
                }
            }
        }
        let last = self.words.len();
        if let Some(way) = ways[last][0].filter(|way| way.worth >= best) {
            (best, end) = (way.worth, Some(last));
        }
        self.told(&ways, end?, best)
    }

    /// What may stand next: to which word and column, and what it is worth.
    fn steps(&mut self, at: usize, column: usize) -> Vec<((usize, usize), Fit, bool)> {
        let mut steps = Vec::new();
        let kind = self.axes[column].kind;
        // A line between two rows is left out.
        if column == 0 && self.opens(at) && (at == 0 || !self.is_heading(at)) {
            let (_, end) = self.line(at);
            let cost = match self.is_tail(at) {
                true => WRAP,
                // A sentence stands behind a table, and seldom between its rows.
                false if ends_sentence(self.written(at, end)) => 3.0 * LINE,
                false => LINE,
            };
            steps.push(((end, 0), -cost, false));
        }
        let lack = match kind {
            // Women under the same name as men.
            Some(Column::Name) => self.parted(column).then_some(LACK_NAME),
            Some(Column::Value) if self.is_one_of_goals(column) => Some(LACK_VALUE - 0.5),
            Some(Column::Value) => Some(LACK_VALUE),
            _ => Some(LACK),
        };
        if let Some(lack) = lack {
            steps.push(((at, column + 1), -lack, false));
        }
        let most = if self.is_value(column) { VALUE } else { WORDS };
        for end in at + 1..=self.words.len().min(at + most) {
            if self.words[end - 1].line > self.words[at].line + LINES {
                break;
            }
            // What no cell can begin with ends none.
            if !self.may_end(at, end, column) {
                continue;
            }
            if let Some(worth) = self.worth(at, end, column) {
                steps.push(((end, column + 1), worth, true));
            }
        }
        steps
    }

    /// Whether the parts of what is counted have a column behind the names.
    fn parted(&self, name: usize) -> bool {
        matches!(self.axes.get(name + 1).and_then(|axis| axis.kind), Some(Column::Section | Column::Measure))
    }

    /// Whether a column of goals stands beside another.
    fn is_one_of_goals(&self, column: usize) -> bool {
        let aims = |at: usize| self.axes.get(at).is_some_and(|axis| axis.role == Some(Hint::Target));
        aims(column) && (column > 0 && aims(column - 1) || aims(column + 1))
    }

    fn is_value(&self, column: usize) -> bool {
        self.axes[column].kind == Some(Column::Value)
    }

    /// Whether a line holds values besides words: then it is no cell but a row.
    fn is_row(&mut self, at: usize) -> bool {
        let line = self.words[at].line;
        let from = (0..at).rev().find(|&n| self.words[n].line != line).map_or(0, |n| n + 1);
        let words = (from..self.words.len()).take_while(|&n| self.words[n].line == line);
        words.clone().count() > 1 && words.into_iter().any(|n| is_value(self.cell(n, n + 1).look))
    }

    /// … for 2026 is €162.4 million, of which €41.7 …: whether a word goes on with the one before it.
    fn goes_on(&self, at: usize) -> bool {
        let text = |n: usize| &self.extractor.source[self.words[n].text.span().range()];
        text(at).starts_with(|c: char| c.is_ascii_lowercase()) || text(at - 1).ends_with([',', '、'])
    }

    fn is_capital(&self, at: usize) -> bool {
        self.extractor.source[self.words[at].text.span().range()].starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// the trust to friends: whether a line goes on with the name of the row above it.
    fn is_tail(&self, at: usize) -> bool {
        let (from, end) = self.line(at);
        let text = &self.extractor.source[self.words[at].text.span().range()];
        at > 0 && from == at && text.starts_with(|c: char| c.is_ascii_lowercase()) && !(at..end).any(|n| self.extractor.source[self.words[n].text.span().range()].contains(|c: char| c.is_ascii_digit()))
    }

    /// 18 420: whether words are one number whose thousands stand apart.
    fn is_number(&self, from: usize, end: usize) -> bool {
        let digits = |n: usize| {
            let text = self.extractor.source[self.words[n].text.span().range()].trim();
            text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text.len())
        };
        end > from + 1
            && digits(from).is_some_and(|len| (1..=3).contains(&len))
            && (from + 1..end).all(|n| digits(n) == Some(3) && self.words[n].line == self.words[from].line)
    }

    /// The words from one on that stand in its line.
    fn line(&self, at: usize) -> (usize, usize) {
        let line = self.words[at].line;
        let from = (0..at).rev().find(|&n| self.words[n].line != line).map_or(0, |n| n + 1);
        let end = (at..self.words.len()).find(|&n| self.words[n].line != line).unwrap_or(self.words.len());
        (from, end)
    }

    /// Whether a line could not have been cut by the end of its cell: what stands below it would have fitted in.
    fn is_short(&self, at: usize) -> bool {
        let width = |(from, end): (usize, usize)| {
            let span = (self.words[from].text.span().start as usize, self.words[end - 1].text.span().end as usize);
            columns(self.extractor.source.get(span.0..span.1).unwrap_or_default())
        };
        let below = self.line(at);
        let above = self.line(below.0 - 1);
        let first = width((below.0, below.0 + 1));
        let japanese = self.extractor.source[self.words[above.0].text.span().range()].contains(is_japanese);
        if japanese { width(above) + 2 < width(below) } else { width(above) + 1 + first < width(below) }
    }

    /// A line that heads columns, or names a year: it is no part of a row.
    fn is_heading(&mut self, at: usize) -> bool {
        let (from, end) = self.line(at);
        let cell = self.cell(from, end);
        if self.extractor.opens_with_bracket(&self.words[from].text) {
            return false;
        }
        let rules = self.extractor.rules;
        let says = cell.says(rules);
        let told = says.role.is_some() || [Column::Name, Column::Unit, Column::Index, Column::Aside].into_iter().any(|kind| says.is(kind));
        cell.look == Look::Period || told && cell.headerish(rules) && cell.strength < 3 && !cell.has_value()
    }

    /// Whether a word begins a line.
    fn opens(&self, at: usize) -> bool {
        at == 0 || at >= self.words.len() || self.words[at].line != self.words[at - 1].line
    }

    /// Whether a cell of words may end before a word: at a line end, or where what the next column holds begins.
    fn may_end(&mut self, at: usize, end: usize, column: usize) -> bool {
        if self.opens(end) || self.is_value(column) {
            return true;
        }
        let _ = at;
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

    /// Words as one cell.
    fn cell(&mut self, at: usize, end: usize) -> Rc<Cell> {
        if let Some(cell) = self.cells.get(&(at, end)) {
            return Rc::clone(cell);
        }
        let cell = Rc::new(self.extractor.typed(&self.text(at, end)));
        self.cells.insert((at, end), Rc::clone(&cell));
        cell
    }

    /// What stands from one word to another.
    fn written(&self, at: usize, end: usize) -> &str {
        let (start, end) = (self.words[at].text.span().start, self.words[end - 1].text.span().end);
        self.extractor.source.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Whether nothing but space stands between two places.
    fn between(&self, end: u32, start: u32) -> bool {
        self.extractor.source.get(end as usize..start as usize).is_some_and(|text| text.trim().is_empty() && !text.contains('\n'))
    }

    /// Words as one text: those of a line with the space between them.
    fn text(&self, at: usize, end: usize) -> Text {
        let mut whole = self.words[at].text.clone();
        for word in at + 1..end {
            let text = &self.words[word].text;
            let own = self.words[word].line == self.words[word - 1].line;
            match (whole.pieces.last_mut(), text.pieces.as_slice()) {
                (Some(last), [piece, rest @ ..]) if own && self.between(last.span.end, piece.span.start) => {
                    last.span.end = piece.span.end;
                    whole.pieces.extend(rest.iter().copied());
                }
                _ => whole.append(text.clone(), Join::Wrap),
            }
        }
        whole
    }

    /// How well words fit a column as a cell; nothing where they cannot.
    fn worth(&mut self, at: usize, end: usize, column: usize) -> Option<Fit> {
        let rules = self.extractor.rules;
        let axis = &self.axes[column];
        let kind = axis.kind?;
        let first = self.cell(at, at + 1);
        let short = first.len() <= LEAD && !self.opens(at + 1);
        let leads = first.has_value() || is_value(first.look) || first.look == Look::Period || short || self.is_goal(at, at + 1);
        let own = |n: usize| self.words[n].line == self.words[at].line;
        let beside = kind == Column::Value && !leads && (at + 1..end).take_while(|&n| own(n)).any(|n| self.cells.get(&(n, n + 1)).is_some_and(|cell| cell.has_value()));
        if kind == Column::Value && !leads && !(beside && is_value(self.cell(at, end).look)) {
            let (_, to) = self.line(at);
            let text = self.cell(at, to);
            let told = self.opens(at) && to < end && is_value(self.cell(to, to + 1).look) && matches!(text.look, Look::Text | Look::Name);
            let behind = column > 0 && matches!(self.axes[column - 1].kind, Some(Column::Office | Column::Section | Column::Measure));
            if !told || !behind || text.len() > LABELLED || text.headerish(rules) {
                return None;
            }
        }
        // 100％ / （代替可能な車両に限る）: what is told of a value in brackets below it.
        let mut core = end;
        if kind == Column::Value && let Some(note) = (at + 1..end).find(|&n| self.opens(n) && self.is_note(n)) {
            core = note;
        }
        while kind == Column::Value && core > at + 1 && self.bracketed(at, core) {
            core = (at + 1..core).rev().find(|&n| self.extractor.opens_with_bracket(&self.words[n].text)).unwrap_or(at + 1);
        }
        if self.holds_heading(at, end, kind) || kind == Column::Value && !self.is_of_value(at, core) {
            return None;
        }
        // 休日保育の実施か所 / 7か所: what a value counts, before it.
        let label = (kind == Column::Value && !leads && self.opens(at)).then(|| self.line(at).1).filter(|&from| from < core);
        let cell = self.cell(label.unwrap_or(at), core);
        let mut worth = rules.tables.fit(Some(kind), cell.look) - label.map_or(0.0, |_| SPELT);
        let source = self.extractor.source;
        if open_brackets(0, self.written(at, end)) > 0 {
            worth -= OPEN;
        }
        match kind {
            Column::Value => {
                let values = cell.read.reading.found.iter().filter(|found| matches!(found.item, Item::Value(_))).count();
                let goal = self.is_goal(at, core);
                if !is_value(cell.look) && !goal && values == 0 {
                    return None;
                }
                // （R5） / ±0人: what stands in brackets, or a year in its line, is of the value above.
                if at > 0 && end > at + 1 && self.opens(at) && (self.extractor.opens_with_bracket(&self.words[at].text) || self.opens(at + 1) && first.look == Look::Period) {
                    if self.celled && first.look == Look::Period {
                        return None;
                    }
                    worth -= ABOVE;
                }
                if goal {
                    worth = worth.max(if axis.role == Some(Hint::Target) { 2.0 } else { 1.0 });
                }
                let values = if self.is_number(at, core) { 1 } else { values };
                // ３ 喫煙・飲酒: a number among words is no value of a row.
                if !is_value(cell.look) && !goal && !cell.code().trim_end().ends_with(is_value_code) {
                    worth -= AMONG;
                }
                let dashes = (at..core).filter(|&n| self.cell(n, n + 1).look == Look::Dash).count();
                let labelled = (at + 1..core).filter(|&n| self.opens(n) && !is_value(self.cell(n, n + 1).look) && !self.extractor.opens_with_bracket(&self.words[n].text)).count();
                let several = (values + dashes).max(1) - 1;
                worth -= SEVERAL * several.saturating_sub(labelled) as Fit + 0.5 * several.min(labelled) as Fit;
            }
            Column::Name => {
                if is_value(cell.look) || matches!(cell.look, Look::Period | Look::Unit | Look::Dash) {
                    return None;
                }
                worth += Fit::from(cell.strength) / 3.0;
                if cell.headerish(rules) && cell.strength < 3 {
                    worth -= 3.0;
                }
                if end - at > 1 && is_value(self.cell(end - 1, end).look) {
                    return None;
                }
                if self.extractor.opens_with_bracket(&self.words[at].text) || self.is_tail(at) {
                    worth -= 2.0;
                }
                if self.holds_other(at, end) {
                    return None;
                }
                // 年度途中 5人, 年度途中 3人: a label.
                if end == at + 1 && !self.opens(end) && self.lines.get(&*self.text(at, end).plain(source)).is_some_and(|&count| count > 1) {
                    return None;
                }
            }
            Column::Index if end > at + 1 => return None,
            Column::Index if first.look == Look::Value => worth = 3.0,
            Column::Unit if cell.look == Look::Unit => {}
            Column::Unit if cell.has_value() => return None,
            // 65歳以上: a part of what is counted.
            Column::Measure | Column::Section if column > 0 && self.parted(column - 1) && cell.look == Look::Value => worth = -0.5,
            Column::Measure | Column::Section if self.extractor.opens_with_bracket(&self.words[at].text) => return None,
            // thousand, hours per customer: words right before a value, as a unit that no rule knows.
            Column::Unit if matches!(cell.look, Look::Text | Look::Name) => {
                let told = end < self.words.len() && is_value(self.cell(end, end + 1).look);
                if cell.len() > LONGEST_UNIT || !told || self.words[at].line != self.words[end - 1].line {
                    return None;
                }
                worth = 0.5;
            }
            Column::Office if matches!(cell.look, Look::Text | Look::Name) => worth = worth.max(0.0),
            Column::Office | Column::Index | Column::Unit | Column::Period if worth < 0.0 => return None,
            _ if cell.has_value() && is_value(cell.look) && worth < 0.0 => return None,
            _ => {}
        }
        // 町民健康調査, 町民健康調査: what many rows have explains them; a name is told once.
        if (self.opens(at) && self.opens(end) || !self.celled && end == at + 1 && kind != Column::Name) && self.lines.get(&*self.text(at, end).plain(self.extractor.source)).is_some_and(|&count| count > 1) {
            match kind {
                Column::Name => worth -= TWICE,
                Column::Note | Column::Office | Column::Section | Column::Measure => worth += TWICE / 3.0,
                _ => {}
            }
        }
        // A value among the words of a name: what follows it belongs to another row.
        if matches!(kind, Column::Name | Column::Section | Column::Measure) {
            let inner = (at..end).filter(|&n| is_value(self.cell(n, n + 1).look)).count();
            worth -= if self.celled { INNER / 8.0 } else { INNER } * inner as Fit;
        }
        // What stands before a value on its own line is no wrapped part of it.
        worth += label.map_or(0.0, |_| WRAP);
        // 公共施設の使用電力に占める: what goes on in the next line is no cell.
        let last = &source[self.words[end - 1].text.span().range()];
        let open = kind == Column::Name && rules.sentences.is(last, Class::EnPreposition);
        if kind != Column::Value && (open || breaks_off(self.cell(at, end).read.reading.view.text.trim_end())) {
            worth -= BREAKS_OFF;
        }
        if self.celled && !self.headed && [at, end].into_iter().any(|edge| !self.opens(edge) && !self.is_row(edge)) {
            return None;
        }
        Some(worth - self.breaks(at, end, column, kind))
    }

    /// Whether words hold a whole line that heads columns; one that a value follows may be a name: 社会増減数.
    fn holds_heading(&mut self, at: usize, end: usize, kind: Column) -> bool {
        let mut line = at;
        while line < end {
            let (from, to) = self.line(line);
            if from >= at && to <= end && self.is_heading(line) {
                let cell = self.cell(from, to);
                let last = kind == Column::Name && to == end && cell.look != Look::Period && cell.says(self.extractor.rules).role.is_none();
                let year = matches!(kind, Column::Value | Column::Period) && cell.look == Look::Period;
                if !last && !year {
                    return true;
                }
            }
            line = to;
        }
        false
    }

    /// Whether a line before the last of a name is whole by itself: a sentence, a unit, a goal in words.
    fn holds_other(&mut self, at: usize, end: usize) -> bool {
        let lines: Vec<(usize, usize)> = (at..end).filter(|&n| n == at || self.opens(n)).map(|n| (n, self.line(n).1.min(end))).collect();
        lines.split_last().is_some_and(|(_, before)| {
            before.iter().any(|&(from, to)| {
                ends_sentence(self.written(from, to))
                    || from > at && (self.is_goal(from, to) || matches!(self.cell(from, to).look, Look::Unit | Look::Office))
            })
        })
    }

    /// ※点検の必要が: whether a line begins a note.
    fn is_note(&self, at: usize) -> bool {
        let text = &self.extractor.source[self.words[at].text.span().range()];
        text.starts_with(['※', '＊', '*']) && !self.cells.get(&(at, at + 1)).is_some_and(|cell| cell.has_value())
    }

    /// Whether every line that a value goes on in holds what may: another value, a unit, a bracket.
    fn is_of_value(&mut self, at: usize, end: usize) -> bool {
        let starts = (at + 1..end).filter(|&n| self.opens(n)).collect::<Vec<_>>();
        starts.into_iter().all(|n| {
            let open = open_brackets(0, self.written(at, n)) > 0;
            let (_, to) = self.line(n);
            let whole = self.cell(n, to.min(end));
            let first = self.cell(n, n + 1);
            open || self.extractor.opens_with_bracket(&self.words[n].text)
                || is_value(first.look)
                || matches!(whole.look, Look::Unit | Look::Value | Look::Dash | Look::Period)
                || whole.len() <= LABELLED && whole.code().trim_end().ends_with(is_value_code)
        })
    }

    /// Whether words end in a bracket that opens at one of the words behind the first and holds no value of its own.
    fn bracketed(&mut self, at: usize, end: usize) -> bool {
        let source = self.extractor.source;
        let closes = source[self.words[end - 1].text.span().range()].trim_end().ends_with([')', '）', '〕']);
        let open = (at + 1..end).rev().find(|&n| self.extractor.opens_with_bracket(&self.words[n].text));
        let Some(open) = open.filter(|_| closes) else { return false };
        let cell = self.cell(open, end);
        open_brackets(0, self.written(open, end)) == 0 && (!cell.has_value() || cell.look == Look::Period || self.opens(open))
    }

    /// What the spaces and line ends in a cell cost, and its beginning and end within lines.
    fn breaks(&mut self, at: usize, end: usize, column: usize, kind: Column) -> Fit {
        let source = self.extractor.source;
        let japanese = |n: usize| source[self.words[n].text.span().range()].contains(is_japanese);
        let mut cost = 0.0;
        for n in at + 1..end {
            let own = self.words[n - 1].line == self.words[n].line;
            let bracket = self.extractor.opens_with_bracket(&self.words[n].text);
            let look = self.cells.get(&(n, n + 1)).map_or_else(|| self.extractor.typed(&self.words[n].text).look, |cell| cell.look);
            // 98 人, 45.2％ (R5)
            let belongs = kind == Column::Value && (look == Look::Unit || !own && look == Look::Period || bracket && (look == Look::Period || !own));
            cost += match own {
                _ if belongs || self.words[n].moved => 0.0,
                true if !japanese(n) && !japanese(n - 1) => SPACE / 8.0,
                true => SPACE,
                false if !self.apart && self.words[n - 1].block != self.words[n].block => BLOCK,
                // A capital letter begins a name.
                false if kind == Column::Name && self.is_capital(n) => WRAP + if self.celled { SHORT / 2.0 } else { 2.0 * SHORT },
                false if kind == Column::Name && !bracket && self.is_short(n) => WRAP + SHORT,
                false => WRAP,
            };
        }
        // A row begins a line, where lines are rows.
        if kind == Column::Name && !self.celled && !self.opens(at) && self.words[at].line > self.words[0].line
            && self.axes[..column].iter().all(|axis| axis.kind != Some(Column::Index) && axis.kind != Some(Column::Measure) && axis.kind != Some(Column::Section))
        {
            cost += NEXT_VALUE;
        }
        // A name seldom goes on over many lines.
        if kind == Column::Name {
            let lines = self.words[end - 1].line - self.words[at].line;
            cost += WRAP * 2.0 * lines.saturating_sub(3) as Fit;
        }
        // Where lines are rows a cell that is not the first seldom begins one.
        if !self.celled && self.opens(at) && column > 0 && at > 0 {
            let behind = kind == Column::Value && self.is_value(column - 1);
            cost += if behind { NEXT_VALUE } else { NEXT_LINE };
        }
        for edge in [at, end] {
            if !self.opens(edge) {
                cost += if self.headed && self.celled {
                    4.0 * WITHIN
                } else if self.celled {
                    2.0 * TORN
                } else if self.is_row(edge) && !self.goes_on(edge) {
                    WITHIN
                } else {
                    TORN
                };
            }
        }
        cost
    }

    /// Whether a row has no value under a column of values. One interim goal of two may be lacking where each value brings its year.
    fn lacks(&self, cells: &[Text]) -> bool {
        let values = || (0..cells.len()).filter(|&at| self.is_value(at));
        let aims = |at: usize| self.axes.get(at).is_some_and(|axis| axis.role == Some(Hint::Target));
        let dated = |at: usize| {
            let cell = self.extractor.typed(&cells[at]);
            cell.look == Look::Dash || cell.read.bound.iter().any(|bound| bound.period.is_some())
        };
        let (empty, full): (Vec<usize>, Vec<usize>) = values().partition(|&at| cells[at].is_empty());
        let beside = |&at: &usize| self.is_one_of_goals(at);
        !empty.is_empty() && !(empty.iter().all(beside) && full.iter().any(|&at| aims(at)) && full.into_iter().all(dated))
    }

    /// 41.0％ | 12: whether a value has a unit and another has none, though no column tells it.
    fn is_mixed(&self, cells: &[Text]) -> bool {
        if self.axes.iter().any(|axis| axis.kind == Some(Column::Unit)) {
            return false;
        }
        let bare = |text: &Text| {
            let plain = crate::text::nfkc(&text.plain(self.extractor.source));
            !plain.trim().is_empty() && plain.trim().bytes().all(|byte| byte.is_ascii_digit())
        };
        let values = || (0..cells.len()).filter(|&at| self.is_value(at)).map(|at| &cells[at]);
        let united = |text: &&Text| {
            let cell = self.extractor.typed(text);
            cell.read.reading.found.iter().any(|found| matches!(&found.item, Item::Value(value) if value.unit.is_some()))
        };
        values().any(bare) && values().any(|text| united(&text))
    }

    /// The rows of the best way.
    fn told(&self, ways: &[Vec<Option<Way>>], end: usize, worth: Fit) -> Option<Cut> {
        let columns = self.axes.len();
        let mut steps: Vec<((usize, usize), (usize, usize), bool)> = Vec::new();
        let mut here = (end, 0);
        while here != (0, 0) {
            let way = ways[here.0][here.1]?;
            steps.push((way.from, here, way.cell));
            here = way.from;
        }
        let (mut rows, mut strange, mut lost, mut last): (Vec<Row>, usize, usize, usize) = (Vec::new(), 0, 0, end);
        let mut cells: Vec<Text> = vec![Text::default(); columns];
        let mut fresh = false;
        for &(from, to, cell) in steps.iter().rev() {
            if !cell && to.0 > from.0 && self.is_tail(from.0)
                && let Some(last) = rows.last_mut()
                && let Some(name) = self.axes.iter().position(|axis| axis.kind == Some(Column::Name))
            {
                last.cells[name].text.append(self.text(from.0, to.0), Join::Wrap);
            }
            // A value that no column holds: the row before it has more than its header tells.
            let left_out = !cell && to.1 == 0 && to.0 > from.0;
            let value = || self.celled && self.extractor.typed(&self.text(from.0, to.0)).look == Look::Value;
            if left_out && fresh && value() {
                rows.pop();
                lost += 1;
            }
            fresh &= !left_out;
            if cell {
                cells[from.1] = self.text(from.0, to.0);
            }
            // A line that was left out is no row.
            if to.1 == 0 && (from.1 + 1 == columns) {
                let cells = std::mem::replace(&mut cells, vec![Text::default(); columns]);
                if std::env::var_os("ALIGN_DEBUG").is_some() && (self.lacks(&cells) || self.is_mixed(&cells)) { eprintln!("LOST {} {} {:?}", self.lacks(&cells), self.is_mixed(&cells), cells.iter().map(|c| c.plain(self.extractor.source).to_string()).collect::<Vec<_>>()); }
                let lacks = self.lacks(&cells) || self.is_mixed(&cells);
                if cells.iter().all(Text::is_empty) {
                    continue;
                }
                fresh = !lacks;
                if lacks {
                    lost += 1;
                } else if lost <= 1 + rows.len() / 4 {
                    (strange, last) = (lost, to.0);
                    rows.push(row(cells));
                } else {
                    break;
                }
            }
        }
        // Where no word heads names, so few rows may be chance.
        let unnamed = self.axes.iter().any(|axis| axis.kind == Some(Column::Name) && axis.path.is_empty());
        let fewest = if unnamed { ROWS + 1 } else { 1 };
        (rows.len() >= fewest && 4 * strange <= rows.len()).then_some(Cut { rows, end: last, worth, strange })
    }
}

/// Whether a header has a column of names and two of values or more behind it; of columns that may head names the last before the
/// values does. What no rule knows heads words.
fn is_whole(axes: &mut [Axis]) -> bool {
    for axis in axes.iter_mut() {
        if axis.kind == Some(Column::Period) && axis.year.is_some() {
            axis.kind = Some(Column::Value);
        }
    }
    let valued = |axis: &Axis| axis.kind == Some(Column::Value) && !axis.names_here();
    let Some(first) = axes.iter().position(valued) else { return false };
    let named = axes.iter().position(|axis| axis.kind == Some(Column::Name)).filter(|&name| name < first);
    let before = axes[..first].iter().rposition(Axis::names_here).filter(|_| named.is_none_or(|named| !axes[named + 1..first].iter().any(|axis| axis.role.is_some()))).or(named);
    let Some(name) = before.or_else(|| axes.first().is_some_and(|axis| axis.path.is_empty() || axis.kind.is_none()).then_some(0)) else {
        return false;
    };
    for (at, axis) in axes.iter_mut().enumerate() {
        if at == name {
            (axis.kind, axis.role) = (Some(Column::Name), None);
        } else if axis.kind == Some(Column::Name) || at < name && axis.kind == Some(Column::Value) {
            (axis.kind, axis.role) = (Some(Column::Measure), None);
        } else if axis.kind.is_none() {
            axis.kind = Some(if at < first { Column::Section } else { Column::Note });
        }
    }
    axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count() > 1
}
