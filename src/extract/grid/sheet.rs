//! Logical tables: a header opens one, and it runs over blocks, pages and headings until the next.
//!
//! Every form of table becomes rows of slots here: merged cells are laid out, tables whose words
//! stand in their first column are turned, blocks of label and value are rows of one table.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::layout::{Kind, Row, Table};
use crate::record::CellRef;
use crate::rules::{Class, Column, Look, Rules};
use crate::text::code::symbol;

use super::super::Extractor;
use super::cell::Cell;
use super::forms::{self, Head};
use super::halves;
use super::header::{is_header, is_pairs};
use super::items;
use super::region::Ahead;
use super::stacked::{dates_values, heads_header, is_below, stands_over};

/// How many lines of text before a table speak of it.
const CAPTION: usize = 3;
/// A header has no more rows than this.
const HEADER: usize = 3;

/// A row: what stands in each column.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub block: usize,
    /// Its number in its table, from 1; 0 where a table was turned.
    pub row: u32,
    pub slots: Vec<Option<Rc<Cell>>>,
    /// The columns are known, and no cell was lost.
    pub exact: bool,
    /// It is ruled off or marked as a header.
    pub head: bool,
    /// The text blocks right above the table that it stands in.
    pub above: Vec<usize>,
}

impl Line {
    /// The line with other cells for some of those of its row.
    fn with(&self, row: &Row, cells: Vec<Option<Rc<Cell>>>) -> Self {
        let mut line = self.clone();
        for (n, (own, cell)) in row.cells.iter().zip(cells).enumerate() {
            let Some(cell) = cell else { continue };
            let (from, columns) = if self.exact { (own.column as usize, own.columns.max(1) as usize) } else { (n, 1) };
            line.slots.iter_mut().skip(from).take(columns).for_each(|slot| *slot = Some(Rc::clone(&cell)));
        }
        line
    }

    /// The cells that do not reach down from the row above.
    pub fn own_below(&self, above: &Self) -> Vec<&Cell> {
        let reaches = |at: usize, cell: &Rc<Cell>| {
            above.slots.get(at).and_then(Option::as_ref).is_some_and(|above| Rc::ptr_eq(above, cell))
        };
        let slots = self.slots.iter().enumerate();
        slots.filter_map(|(at, slot)| slot.as_ref().filter(|cell| !reaches(at, cell)).map(|cell| &**cell)).collect()
    }

    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.slots.iter().flatten().map(Rc::as_ref)
    }

    pub fn filled(&self) -> impl Iterator<Item = &Cell> {
        self.cells().filter(|cell| !cell.is_empty())
    }
}

/// A logical table.
#[derive(Debug, Default)]
pub(in crate::extract) struct Sheet {
    pub(super) headers: Vec<Line>,
    pub(super) lines: Vec<Line>,
    /// The text blocks right above it.
    pub caption: Vec<usize>,
    /// It was turned: its words stood in its first column.
    pub turned: bool,
    /// All its rows are of one indicator, whose name stands above.
    pub below_name: bool,
    /// Words and what they stand for in rows before it: 事業名, 府省庁.
    pub context: Vec<(Column, Rc<Cell>)>,
}

impl Sheet {
    /// The block that it begins in.
    pub fn block(&self) -> Option<usize> {
        self.headers.first().or(self.lines.first()).map(|line| line.block)
    }

    fn width(&self) -> usize {
        self.headers.iter().chain(&self.lines).map(|line| line.slots.len()).max().unwrap_or(0)
    }
}

/// Puts the tables of a document together.
pub(super) struct Gatherer<'r> {
    rules: &'r Rules,
    pub sheets: Vec<Sheet>,
    caption: Vec<usize>,
    context: Vec<(Column, Rc<Cell>)>,
    /// Text stood between the last table and what follows.
    apart: bool,
    /// The last table, if it may be the head of a form.
    head: Option<Head>,
}

impl<'r> Gatherer<'r> {
    pub fn new(rules: &'r Rules) -> Self {
        Self { rules, sheets: Vec::new(), caption: Vec::new(), context: Vec::new(), apart: true, head: None }
    }

    /// A block of text between tables.
    pub fn text(&mut self, block: usize) {
        if self.caption.len() == CAPTION {
            self.caption.remove(0);
        }
        self.caption.push(block);
        self.apart = true;
    }

    /// The rows of a table block.
    pub fn table(&mut self, lines: Vec<Line>) {
        let mut lines = lines;
        for line in &mut lines {
            line.above.clone_from(&self.caption);
        }
        // A title that is marked as the header: the words below it are.
        if let [title, words, ..] = &mut *lines
            && title.head
            && title.filled().count() == 1
            && is_header(&words.cells().collect::<Vec<_>>(), self.rules)
        {
            words.head = true;
        }
        let form = self.head.take().filter(|_| !self.apart);
        let form = form.and_then(|head| Some((head.with(&lines, self.rules)?, head)));
        let turned = form.map(|(sheets, head)| {
            self.sheets.truncate(head.before);
            (self.caption, self.context) = (head.caption, head.context);
            sheets
        });
        if let Some(turned) = turned.or_else(|| forms::sheets(&lines, self.rules)) {
            for mut sheet in turned {
                sheet.caption.clone_from(&self.caption);
                self.sheets.push(sheet);
            }
            self.apart = true;
            return;
        }
        if Head::is_in(&lines, self.rules) {
            let (caption, context) = (self.caption.clone(), self.context.clone());
            self.head = Some(Head { lines: lines.clone(), caption, context, before: self.sheets.len() });
        }
        super::shifted::restore(&mut lines, self.rules);
        let spread = super::parts::spread(&mut lines, self.rules);
        let goes_on = self.goes_on(&lines);
        let over = heads_header(&lines, self.rules);
        let mut first = true;
        let mut at = 0;
        while at < lines.len() {
            let over = over && at == 0;
            let cells: Vec<&Cell> = lines[at].cells().collect();
            if !lines[at].head && is_pairs(&cells, self.rules) && !cells.iter().any(|cell| cell.is_prose()) {
                self.pairs(&lines[at]);
                at += 1;
                continue;
            }
            let dates = at > 0 && dates_values(&lines[at - 1], &lines[at]);
            if !dates && !over && is_header(&cells, self.rules)
                || lines[at].head && heads(&lines[at], self.rules)
                || at == 0 && (spread || names_columns(&lines))
            {
                let more = lines[at..].windows(2).take(HEADER - 1);
                let more = more.take_while(|pair| is_below(&pair[0], &pair[1], self.rules)).count();
                let mut headers = lines[at..=at + more].to_vec();
                if let Some(words) = self.words_over(&lines[at]) {
                    headers.insert(0, words);
                } else if at == 1 && first && stands_over(&lines[0], &lines[1], self.rules) {
                    // 2019-20 | Commitment level over actual | 2020-21: the upper line of a header.
                    headers.insert(0, lines[0].clone());
                    self.sheets.pop();
                }
                let (caption, context) = (self.caption.clone(), self.context.clone());
                self.sheets.push(Sheet { headers, caption, context, ..Sheet::default() });
                at += 1 + more;
                first = false;
                continue;
            }
            if over || first && !goes_on || self.sheets.is_empty() {
                let (caption, context) = (self.caption.clone(), self.context.clone());
                self.sheets.push(Sheet { caption, context, ..Sheet::default() });
            }
            first = over;
            if let Some(sheet) = self.sheets.last_mut() {
                sheet.lines.push(lines[at].clone());
            }
            at += 1;
        }
        self.apart = false;
        self.caption.clear();
    }

    /// 事業名 | … | 府省庁 | …: what the tables that follow belong to. A word told again begins anew.
    fn pairs(&mut self, line: &Line) {
        let cells: Vec<Rc<Cell>> = line.slots.iter().flatten().filter(|cell| !cell.is_empty()).cloned().collect();
        for pair in cells.chunks_exact(2) {
            let Some((kind, _)) = pair[0].says(self.rules).kind else { continue };
            if kind == Column::Index {
                self.context.clear();
                continue;
            }
            self.context.retain(|(known, _)| *known != kind || cells.len() > 2 && kind == Column::Office);
            self.context.push((kind, Rc::clone(&pair[1])));
        }
    }

    /// ENERGY | | 2025 | 2030 within a table: years of the columns whose words the header above has told.
    fn words_over(&self, line: &Line) -> Option<Line> {
        let years = line.filled().filter(|cell| cell.look == Look::Period).count();
        let last = self.sheets.last().filter(|_| !self.apart || !self.caption.is_empty())?;
        let words =
            last.headers.first().filter(|words| words.block == line.block && words.slots.len() == line.slots.len())?;
        let bare = last.headers.first()?.filled().all(|cell| cell.look != Look::Period);
        let first = line.slots.first().and_then(Option::as_ref).is_some_and(|cell| !cell.is_empty());
        let empty = first && years >= 2 && years + 1 >= line.filled().count();
        (bare && empty).then(|| words.clone())
    }

    /// Whether rows without a header go on with the table before them.
    fn goes_on(&self, lines: &[Line]) -> bool {
        let Some(last) = self.sheets.last().filter(|sheet| !sheet.turned) else { return false };
        let many: Vec<&Line> = lines.iter().filter(|line| line.filled().count() >= 2).collect();
        let longest = many.iter().map(|line| line.slots.len()).max().unwrap_or(0);
        let width = last.width();
        if last.headers.is_empty() {
            let shortest = last.lines.iter().map(|line| line.slots.len()).min().unwrap_or(0);
            return longest <= width && longest >= shortest;
        }
        // A web page begins each table anew: only one of the same columns may go on.
        if many.iter().any(|line| line.exact) && longest != width {
            return false;
        }
        // Cause | Share, marked as a header under words of its own: another table, of other columns.
        let own = many.first().is_some_and(|line| line.head && !line.filled().any(Cell::has_value));
        if own && longest != width && !self.caption.is_empty() {
            return false;
        }
        if 2 * longest <= width && !many.is_empty() || self.heads_unknown(&many) {
            return false;
        }
        if longest > width + 1 || many.is_empty() {
            return many.is_empty() && longest <= width;
        }
        // The head of a table of figures over time begins another.
        let years = many[0].filled().skip(1).all(|cell| cell.look == Look::Period) && many[0].filled().count() > 2;
        // $'000 | 2022-23 actual | 2023-24 actual | 2023-24 budget, marked as a header.
        let dated = |cell: &Cell| cell.periods().next().is_some() && cell.look != Look::Value;
        let years = years || many[0].head && many[0].filled().count() > 2 && many[0].filled().skip(1).all(dated);
        let holds = |line: &&&Line| {
            let value =
                |cell: &Cell| matches!(cell.look, Look::Value | Look::Dash) || cell.code().contains(symbol::MINISTRIES);
            line.filled().any(value)
        };
        !years && 2 * many.iter().filter(holds).count() >= many.len()
    }
}

impl Gatherer<'_> {
    /// Whether a row of short words over values heads a table of its own, though no facet knows its words.
    fn heads_unknown(&self, many: &[&Line]) -> bool {
        let aged = |cell: &Cell| self.rules.sentences.holds(&cell.read.reading.view.text, Class::Age);
        let value = |line: &Line| line.filled().any(|cell| cell.look == Look::Value && !aged(cell));
        let word = |cell: &Cell| {
            // 人工林率(％): a word with its unit.
            let united = cell.code().ends_with(')') && cell.breadth() <= UNITED_WORD;
            (cell.breadth() <= SHORT_WORD || united)
                && match cell.look {
                    // R3決算額（千円）: a unit in a bracket is no value.
                    Look::Text | Look::Name | Look::Unit | Look::Office | Look::Source => {
                        !crate::rules::outside(cell.code()).contains(crate::text::code::is_value)
                    }
                    Look::Period | Look::Dash => true,
                    // 20～39歳, 60歳以上: whom a column is of.
                    Look::Value => self.rules.sentences.holds(&cell.read.reading.view.text, Class::Age),
                    _ => false,
                }
        };
        let Some(first) = many.first() else { return false };
        !value(first)
            && first.filled().count() >= 3
            && first.filled().all(word)
            && many.len() > 1
            && value(many[1])
            // Most of them: a row without any may stand among them.
            && 4 * many[1..].iter().filter(|line| value(line)).count() >= 3 * (many.len() - 1)
    }
}

/// A word of a header that no facet knows is no longer than this, in characters.
const SHORT_WORD: usize = 10;
/// Nor, with its unit in a bracket, than this.
const UNITED_WORD: usize = 16;
/// So many words, each another, over rows of as many cells name columns, whatever they say.
const MANY_WORDS: usize = 6;

/// Whether a row that is marked as a header holds words over columns, and no row of the table that is only marked so.
fn heads(line: &Line, rules: &Rules) -> bool {
    let values =
        |cell: &Cell| cell.has_value() && cell.look == Look::Value || matches!(cell.look, Look::Rationale | Look::Dash);
    // Two words may well be the first row of a table that has no header.
    let known = line.filled().count() >= 2 && line.filled().all(|cell| cell.headerish(rules));
    (line.filled().count() >= 3 || known) && !line.filled().any(values)
}

/// Whether the first row of a table names columns by words that no facet need know, as tables of data have them.
fn names_columns(lines: &[Line]) -> bool {
    let [first, rest @ ..] = lines else { return false };
    let words: Vec<&str> = first.filled().map(Cell::code).collect();
    // y1_2026_27, kpi_name: words of data, whatever numbers are in them.
    let data = words.iter().all(|word| word.is_ascii() && !word.contains(' '))
        && words.iter().filter(|word| word.contains('_')).count() > 1;
    let plain =
        data || first.filled().all(|cell| !cell.has_value() && !matches!(cell.look, Look::Rationale | Look::Dash));
    let each = words.iter().enumerate().all(|(n, word)| !words[..n].contains(word));
    let even = rest.iter().filter(|line| line.slots.len() == first.slots.len()).count();
    let value = |line: &Line, n: usize| line.slots[n].as_ref().is_some_and(|cell| cell.look == Look::Value);
    let valued =
        || (0..first.slots.len()).filter(|&n| rest.iter().any(|line| line.slots.len() > n && value(line, n))).count();
    words.len() >= MANY_WORDS
        && words.len() == first.slots.len()
        && plain
        && each
        && rest.len() >= 2
        && 10 * even >= 9 * rest.len()
        && valued() >= 2
}

/// The rows of a table with their cells in their columns.
pub(super) fn lines(extractor: &Extractor<'_>, block: usize, number: u32, table: &Table) -> Vec<Line> {
    let merged = |row: &Row| {
        let cells = row.cells.iter().enumerate();
        cells.into_iter().any(|(n, cell)| cell.column as usize != n || cell.columns > 1 || cell.rows > 1)
    };
    let exact = table.rows.iter().any(merged);
    let width =
        table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (cell.column + cell.columns.max(1)) as usize));
    let width = width.max().unwrap_or(0).min(WIDEST);
    // What a merged cell of a row above still covers: the cell, and for how many rows.
    let mut covered: Vec<Option<(Rc<Cell>, u16)>> = vec![None; if exact { width } else { 0 }];
    let mut lines = Vec::with_capacity(table.rows.len());
    for (n, row) in table.rows.iter().enumerate() {
        let read = row.cells.iter().enumerate().map(|(column, cell)| {
            let at = CellRef { table: number, row: n as u32 + 1, column: column as u32 + 1 };
            Cell::new(extractor.read(&cell.text), cell, at, extractor.rules)
        });
        let mut read: Vec<Cell> = read.collect();
        running_numbers(&mut read);
        let read: Vec<Rc<Cell>> = read.into_iter().map(Rc::new).collect();
        let slots = if exact {
            let mut slots: Vec<Option<Rc<Cell>>> = vec![None; width];
            for (column, above) in covered.iter_mut().enumerate() {
                if let Some((cell, rows)) = above {
                    slots[column] = Some(Rc::clone(cell));
                    *rows -= 1;
                    if *rows == 0 {
                        *above = None;
                    }
                }
            }
            for (cell, read) in row.cells.iter().zip(read) {
                let from = (cell.column as usize).min(width);
                let to = (from + cell.columns.max(1) as usize).min(width);
                for column in from..to {
                    slots[column] = Some(Rc::clone(&read));
                    covered[column] = (cell.rows > 1).then(|| (Rc::clone(&read), cell.rows - 1));
                }
            }
            slots
        } else {
            read.into_iter().map(Some).collect()
        };
        if slots.is_empty() {
            continue;
        }
        let line = Line { block, row: n as u32 + 1, slots, exact, head: n < table.head, above: Vec::new() };
        let at = |column: usize| CellRef { table: number, row: n as u32 + 1, column: column as u32 + 1 };
        match items::rows(extractor, row, at).filter(|_| !line.head) {
            Some(rows) => lines.extend(rows.into_iter().map(|own| line.with(row, own))),
            None => lines.push(line),
        }
    }
    halves::part(extractor, number, table, &mut lines);
    lines
}

/// A small number right before words, with no name to its left, counts rows.
fn running_numbers(row: &mut [Cell]) {
    for n in 0..row.len() {
        let named = row[..n].iter().any(|cell| cell.strength == 3 && cell.look == Look::Name);
        let small = row[n].read.reading.view.text.trim().parse::<u16>().is_ok_and(|number| number < 1000);
        if named {
            return;
        }
        // 3 | 目標 | 受診率, but not 目標 | 3 | 実績.
        let labelled = row[..n].iter().any(|cell| cell.look == Look::Label);
        let words = row.get(n + 1).is_some_and(|next| {
            let label = next.look == Look::Label && !labelled;
            (label || matches!(next.look, Look::Name | Look::Text | Look::Rationale)) && next.len() >= 2
        });
        if small && words {
            row[n].look = Look::Index;
        }
    }
}

/// Rows wider than this are cut: no table for people has so many columns.
const WIDEST: usize = 4096;

/// Gathers the tables of a document, and tells the text blocks that are rows of one: the block behind each run.
pub(in crate::extract) fn gather(extractor: &Extractor<'_>) -> (Vec<Sheet>, BTreeMap<usize, usize>) {
    let mut gatherer = Gatherer::new(extractor.rules);
    let mut taken = BTreeMap::new();
    let mut ahead = Ahead::default();
    let (mut number, mut at) = (0, 0);
    while let Some(block) = extractor.document.blocks.get(at) {
        if let Kind::Table(table) = &block.kind {
            number += 1;
            let mut rows = lines(extractor, at, number, table);
            // The words of the header on a line of text above it.
            let headed = rows.first().is_some_and(|line| is_header(&line.cells().collect::<Vec<_>>(), extractor.rules));
            if !headed && let Some(header) = extractor.header_above(at) {
                let header = Table { rows: vec![header], head: 0 };
                let mut header = lines(extractor, at, number, &header);
                header.iter_mut().for_each(|line| line.row = 0);
                header.append(&mut rows);
                rows = header;
            }
            gatherer.table(rows);
        } else if let Some(region) = extractor.region(at, &mut ahead).filter(|region| region.next > at) {
            for table in &region.tables {
                number += 1;
                let mut rows = lines(extractor, at, number, table);
                extractor.place(&mut rows, at, region.next);
                gatherer.apart = true;
                gatherer.table(rows);
                gatherer.apart = true;
            }
            taken.insert(at, region.next);
            at = region.next;
            continue;
        } else {
            gatherer.text(at);
        }
        at += 1;
    }
    (gatherer.sheets, taken)
}

#[cfg(test)]
mod tests {
    use super::super::desk::{gathered, rows, said};
    use super::*;

    fn shape(sheets: &[Sheet]) -> Vec<(usize, usize, bool)> {
        sheets.iter().map(|sheet| (sheet.headers.len(), sheet.lines.len(), sheet.turned)).collect()
    }

    #[test]
    fn indicators_beside_each_other_are_told_by_the_year_and_role_of_each_row() {
        let text = "計画\n\n年\t区分\t特定健診の受診率\t保健指導の実施率\n2022\t基準値\t35.5％\t28.9％\n2029\t目標値\t60％\t50％\n";
        assert_eq!(
            said(text),
            [
                "特定健診の受診率 | baseline 35.5 % 2022 | target 60 % 2029",
                "保健指導の実施率 | baseline 28.9 % 2022 | target 50 % 2029"
            ]
        );
    }

    #[test]
    fn a_header_opens_a_table_and_the_next_header_another() {
        let header = "指標名 | 現状値 | 目標値";
        let sheets =
            gathered(&[&[header, "就農者数 | 98人 | 150人", "受診率 | 45％ | 60％", header, "普及率 | 82％ | 90％"]]);
        assert_eq!(shape(&sheets), [(1, 2, false), (1, 1, false)]);
    }

    #[test]
    fn rows_without_a_header_go_on_with_the_table_before() {
        let sheets = gathered(&[
            &["指標名 | 現状値 | 目標値", "就農者数 | 98人 | 150人"],
            &["受診率 | 45％ | 60％", "普及率 | 82％ | 90％"],
        ]);
        assert_eq!(shape(&sheets), [(1, 3, false)]);
    }

    #[test]
    fn a_wider_table_is_another() {
        let sheets = gathered(&[
            &["指標名 | 現状値 | 目標値", "就農者数 | 98人 | 150人"],
            &["a | 1 | 2 | 3 | 4 | 5", "b | 1 | 2 | 3 | 4 | 5"],
        ]);
        assert_eq!(sheets.len(), 2);
    }

    #[test]
    fn years_below_a_header_belong_to_it() {
        let sheets = gathered(&[&["指標名 | 実績 |  | 目標", " | R5 | R6 | R10", "就農者数 | 98 | 107 | 150"]]);
        assert_eq!(shape(&sheets), [(2, 1, false)]);
    }

    #[test]
    fn words_in_the_first_column_turn_a_table() {
        let sheets = gathered(&[&["指標名 | 新規就農者数 | 受診率", "基準値 | 98人 | 45％", "目標値 | 150人 | 60％"]]);
        assert_eq!(shape(&sheets), [(1, 2, true)]);
        let blocks =
            gathered(&[&["指標名 | 新規就農者数", "目標値 | 150人", "指標名 | 特定健診の受診率", "目標値 | 60％"]]);
        assert_eq!(shape(&blocks), [(1, 1, true), (1, 1, true)]);
    }

    #[test]
    fn a_small_number_before_words_counts_rows() {
        let look = |text: &str| {
            let mut cells: Vec<Cell> =
                rows(&[text]).remove(0).slots.into_iter().flatten().map(|cell| Rc::try_unwrap(cell).unwrap()).collect();
            running_numbers(&mut cells);
            cells[0].look
        };
        assert_eq!(look("3 | 新規就農者数 | 98"), Look::Index);
        assert_eq!(look("3000 | 新規就農者数 | 98"), Look::Value);
        assert_eq!(look("3 | 98"), Look::Value);
    }

    #[test]
    fn a_cell_merged_over_rows_names_each_of_them() {
        let table = "<table><tr><th>指標</th><th>区分</th><th>現状値（R5）</th><th>目標値（R10）</th></tr>\
            <tr><td rowspan=2>育児休業の取得率</td><td>男性</td><td>30％</td><td>50％</td></tr>\
            <tr><td>女性</td><td>90％</td><td>95％</td></tr></table>";
        let said = said(&format!("目標一覧\n\n{table}\n"));
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0] == "育児休業の取得率(男性) | baseline 30 % 2023 | target 50 % 2028", "{}", said[0]);
        assert!(said[1] == "育児休業の取得率(女性) | baseline 90 % 2023 | target 95 % 2028", "{}", said[1]);
    }
}
