//! Amounts in columns: what is paid for by row, its budgets under years and kinds.
//!
//! An amount takes its year and kind from the words over it, from the label of its row (当初予算 | 12 | 14) and from the
//! title above the table, whichever tells them; its unit from its cell, its header or the caption. Without all three
//! it is no budget.

use std::rc::Rc;

use crate::record::CellRef;
use crate::rules::{Column, Rules};
use crate::text::Range;
use crate::text::scan::{Comparator, Item, Named};

use super::super::making::{FoundBudget, FoundProgramme, unmarked};
use super::super::paid::line::Purse;
use super::super::paid::token::{Leaf, Node, every};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, cover, language, name};
use super::Slots;
use super::axes::Axes;
use super::cell::{Cell, unit};
use super::row::Reader;
use super::sheet::{Line, Sheet};

/// A header cell is no longer, in characters.
const HEADER: usize = 40;
/// A table with so many rows named as those of accounts are is one of accounts: 繰入金, 公債費.
const ACCOUNTS: usize = 2;
/// A title is no longer, in bytes.
const LONGEST_TITLE: usize = 600;
/// A name has no fewer characters.
const LEAST: usize = 4;

/// What stands over a column, or labels a row.
#[derive(Debug, Clone, Default)]
struct Over {
    purse: Purse,
    /// 前年度, 本年度: so many years from the one that the title names.
    from_title: Option<i32>,
    /// Amounts here are no budgets: 増減.
    other: bool,
    factor: Option<f64>,
}

impl Over {
    /// Adds what a word below or beside says; the nearer wins.
    fn add(&mut self, nearer: &Self) {
        self.purse.year = nearer.purse.year.or(self.purse.year);
        self.purse.kind = nearer.purse.kind.clone().or(self.purse.kind.take());
        self.from_title = nearer.from_title.or(self.from_title);
        self.factor = nearer.factor.or(self.factor);
        self.other |= nearer.other;
    }

    fn says(&self) -> bool {
        self.purse.kind.is_some() || self.purse.year.is_some() || self.from_title.is_some()
    }
}

impl Extractor<'_> {
    /// Makes programmes of the rows of a table with columns of budgets.
    pub(super) fn paid_rows(&mut self, sheet: &Sheet, axes: &Rc<Axes>, laid: &[Slots]) {
        if let (Some(cells), Some(block)) = (self.title_row(sheet), sheet.block()) {
            self.title_row = Some((block, cells));
            return;
        }
        let titles: Vec<Over> = match self.title_row.take() {
            Some((block, cells)) if sheet.block() == Some(block) => cells.iter().map(|cell| self.over(cell)).collect(),
            _ => Vec::new(),
        };
        let dated = || {
            let year = titles.iter().find_map(|over| over.purse.year)?;
            Some(Purse { year: Some(year), kind: titles.iter().find_map(|over| over.purse.kind.clone()) })
        };
        let title = self.title_above(sheet).or_else(dated);
        let caption = self.unit_above(&sheet.caption).and_then(|word| yen(&word, self.rules));
        let caption = caption.or_else(|| titles.iter().find_map(|over| over.factor));
        let mut columns: Vec<Over> = axes
            .columns
            .iter()
            .map(|axis| {
                let mut over = Over::default();
                axis.path.iter().for_each(|cell| over.add(&self.over(cell)));
                // 2025年度目標値 beside 2025年度予算額
                over.other |= axis.role.is_some() && over.purse.kind.is_none();
                over
            })
            .collect();
        let words = |cell: &Rc<Cell>| self.rules.paid.is_account(&cell.read.reading.view.text);
        let accounts = || laid.iter().flatten().flatten().filter(|cell| cell.at.column <= 2 && words(cell)).count();
        if axes.columns.iter().flat_map(|axis| &axis.path).any(words)
            || self.is_of_accounts(sheet)
            || accounts() >= ACCOUNTS
        {
            let tables = laid.iter().flatten().flatten().map(|cell| cell.at.table);
            self.accounts.extend(tables);
            return;
        }
        let mut found: Vec<FoundProgramme> = Vec::new();
        let reader = Reader::plain(self, sheet, Rc::clone(axes));
        let whole = || {
            let heads = sheet.headers.iter().flat_map(Line::cells).filter_map(|cell| self.over(cell).factor);
            let mut factors: Vec<f64> = heads.collect();
            factors.dedup();
            (factors.len() == 1).then(|| factors[0])
        };
        let caption = caption.or_else(whole);
        let mut subject = self.subject_above(sheet);
        for (line, slots) in sheet.lines.iter().zip(laid) {
            subject = self.subject_in(line).or(subject);
            if self.heads_amounts(slots, &mut columns) {
                continue;
            }
            let known = (title.as_ref(), caption);
            match (self.kind_of_row(slots), &subject) {
                (Some((at, kind)), Some((cell, name))) => {
                    let budgets = self.amounts_of(line, (slots, at), (&columns, Some(&kind)), known);
                    match found.iter_mut().find(|one| one.cell == Some(cell.at)) {
                        Some(one) => one.budgets.extend(budgets),
                        None if !budgets.is_empty() => found.push(FoundProgramme {
                            name: name.clone(),
                            ministries: Vec::new(),
                            budgets,
                            span: cell.span,
                            cell: Some(cell.at),
                            by: By::Paid(Way::Table),
                            lang: language(name),
                        }),
                        None => {}
                    }
                }
                (Some(_), None) => {}
                (None, _) => found.extend(self.paid_row(&reader, line, slots, &columns, known)),
            }
        }
        if subject.is_some() {
            self.subject = subject;
        }
        for programme in found {
            let same = self.out.iter_mut().find_map(|found| match found {
                Found::Programme(known) if known.cell.is_some() && known.cell == programme.cell => Some(known),
                _ => None,
            });
            match same {
                Some(known) if known.budgets.is_empty() => {
                    known.budgets = programme.budgets;
                    if known.ministries.is_empty() {
                        known.ministries = programme.ministries;
                    }
                }
                Some(_) => {}
                None => self.out.push(Found::Programme(programme)),
            }
        }
    }

    /// Y市 令和8年度 主要事業の概要 | | | （単位：千円）: words that fill a row by themselves, a unit aside, are the title of the
    /// rows below.
    fn title_row(&self, sheet: &Sheet) -> Option<Vec<Rc<Cell>>> {
        let [line] = sheet.lines.as_slice() else { return None };
        let mut cells: Vec<Rc<Cell>> = line.slots.iter().flatten().filter(|cell| !cell.is_empty()).cloned().collect();
        cells.dedup_by_key(|cell| cell.at);
        let words = cells.iter().filter(|cell| self.over(cell).factor.is_none()).count();
        (sheet.headers.is_empty() && words == 1).then_some(cells)
    }

    /// A row of words for years and kinds, without amounts, heads what is below it.
    fn heads_amounts(&self, slots: &Slots, columns: &mut [Over]) -> bool {
        if slots.iter().flatten().any(|cell| self.amount(cell).is_some()) {
            return false;
        }
        let filled: Vec<(usize, Over)> = slots
            .iter()
            .enumerate()
            .filter_map(|(n, cell)| Some((n, self.over(cell.as_ref().filter(|cell| !cell.is_empty())?))))
            .collect();
        let said = filled.iter().filter(|(_, over)| over.purse.kind.is_some() || over.from_title.is_some()).count();
        if said < 2 {
            return false;
        }
        for (n, over) in filled {
            if let Some(column) = columns.get_mut(n) {
                *column = over;
            }
        }
        true
    }

    fn paid_row(
        &self,
        reader: &Reader<'_, '_>,
        line: &Line,
        slots: &Slots,
        columns: &[Over],
        (title, caption): (Option<&Purse>, Option<f64>),
    ) -> Option<FoundProgramme> {
        let first = columns.iter().position(|over| over.says() && !over.other)?;
        let (cell, name) = self.paid_name(&slots[..first])?;
        let budgets = self.amounts_of(line, (slots, first), (columns, None), (title, caption));
        if budgets.is_empty() {
            return None;
        }
        let end = budgets.iter().fold(cell.span, |span, budget| cover(span, budget.span));
        let ministries: Vec<Named> = reader.answers(slots);
        let lang = language(&name);
        let by = By::Paid(Way::Table);
        Some(FoundProgramme { name, ministries, budgets, span: end, cell: Some(cell.at), by, lang })
    }

    /// The amounts of a row from a column on; its label may say the kind.
    fn amounts_of(
        &self,
        line: &Line,
        (slots, first): (&Slots, usize),
        (columns, kind): (&[Over], Option<&String>),
        (title, caption): (Option<&Purse>, Option<f64>),
    ) -> Vec<FoundBudget> {
        let mut budgets = Vec::new();
        // 12.5 | 13.1 | 億円
        let alone = |cell: &Rc<Cell>| yen(cell.read.reading.view.text.trim(), self.rules);
        let own = slots.iter().flatten().find_map(alone);
        for (over, slot) in columns.iter().zip(slots).skip(first) {
            let Some(slot) = slot.as_ref().filter(|slot| slot.row_is(line)) else { continue };
            if over.other || !over.says() {
                continue;
            }
            let mut over = over.clone();
            over.purse.kind = over.purse.kind.or_else(|| kind.cloned());
            let Some(purse) = self.purse(&over, columns, title) else { continue };
            let Some((amount, range)) = self.amount(slot) else { continue };
            let Some(factor) = amount.1.or(over.factor).or(own).or(caption) else { continue };
            budgets.push(FoundBudget {
                amount: Some((amount.0 * factor).round()),
                year: purse.year,
                kind: purse.kind.unwrap_or_default(),
                span: slot.read.reading.view.source(&range),
            });
        }
        budgets
    }

    /// 当初予算 | 12 | 14: the label of a row that is nothing but a kind, and the column behind it.
    fn kind_of_row(&self, slots: &Slots) -> Option<(usize, String)> {
        let label = slots.iter().position(|slot| {
            slot.as_ref().is_some_and(|cell| {
                !cell.is_empty() && self.rules.paid.only_kind(&cell.read.reading.view.text).is_some()
            })
        })?;
        let before = slots[..label].iter().flatten().all(|cell| self.amount(cell).is_none());
        let cell = slots[label].as_ref().filter(|_| before)?;
        Some((label + 1, self.rules.paid.only_kind(&cell.read.reading.view.text)?))
    }

    /// 事業名 | X事業: what the rows below are about.
    fn subject_in(&self, line: &Line) -> Option<(Rc<Cell>, String)> {
        let cells: Vec<&Rc<Cell>> = line.slots.iter().flatten().filter(|cell| !cell.is_empty()).collect();
        let pair = cells.windows(2).find(|pair| self.rules.paid.is_title_label(&pair[0].read.reading.view.text))?;
        let name = name::clean(&name::unbroken(&pair[1].read.reading.view.text));
        let fits =
            name.chars().count() >= LEAST && self.amount(pair[1]).is_none() && !self.rules.paid.is_title_label(&name);
        fits.then(|| (Rc::clone(pair[1]), name))
    }

    /// The same of the tables before one, as far as nothing heads another part.
    fn subject_above(&self, sheet: &Sheet) -> Option<(Rc<Cell>, String)> {
        let context = sheet.context.iter().rev().find(|(kind, _)| *kind == Column::Programme);
        let told =
            context.map(|(_, cell)| (Rc::clone(cell), name::clean(&name::unbroken(&cell.read.reading.view.text))));
        told.or_else(|| self.subject.clone())
    }

    /// The name of a row: the nearest before its amounts that ends as programmes do.
    fn paid_name<'c>(&self, slots: &'c [Option<Rc<Cell>>]) -> Option<(&'c Cell, String)> {
        slots.iter().rev().flatten().filter(|cell| !cell.is_empty()).find_map(|cell| {
            let reading = &cell.read.reading;
            let whole = unmarked(&cell.read, &(0..reading.view.text.len()));
            let name = name::clean(name::unbroken(&reading.words(&whole)).trim());
            let name = self.rules.paid.without_number(&name).to_owned();
            let fits = self.rules.paid.ends(&name) && !self.rules.paid.is_sum(&name) && !name.contains('。');
            fits.then_some((&**cell, name))
        })
    }

    /// The year and kind of a column, with what the title adds.
    fn purse(&self, over: &Over, columns: &[Over], title: Option<&Purse>) -> Option<Purse> {
        let base = title.and_then(|title| title.year).or_else(|| {
            let years = columns.iter().filter(|column| !column.other).filter_map(|column| column.purse.year);
            years.max().map(|year| if over.from_title == Some(0) { year + 1 } else { year })
        });
        let year = over.purse.year.or_else(|| Some(base? + over.from_title.unwrap_or(0)))?;
        let told = || {
            let Purse { year: Some(of), kind: Some(kind) } = title? else { return None };
            match year - of {
                0 => Some(kind.clone()),
                -1 => self.rules.paid.year_before(kind).map(str::to_owned),
                _ => None,
            }
        };
        // 予算額 under a title of 補正予算 is one.
        let own = over.purse.kind.clone();
        let kind = match own {
            Some(kind) if self.rules.paid.is_plain(&kind) => told().unwrap_or(kind),
            Some(kind) => kind,
            None => told()?,
        };
        Some(Purse { year: Some(year), kind: Some(kind) })
    }

    /// What a header cell says of the amounts below it.
    fn over(&self, cell: &Cell) -> Over {
        let reading = &cell.read.reading;
        let text = reading.view.text.as_str();
        let mut over = Over::default();
        // （千円） is no amount, though it looks like a thousand.
        let figure = |range: &Range| text[range.clone()].contains(|c: char| c.is_ascii_digit());
        let valued = reading.found.iter().any(|found| matches!(found.item, Item::Value(_)) && figure(&found.range));
        if text.chars().count() > HEADER || valued {
            return over;
        }
        over.other = self.rules.paid.is_other(text);
        let nodes = every(reading, &(0..text.len()), &self.rules.paid);
        says(&nodes, &mut over);
        over.factor = text.split(['(', ')', '[', ']', '【', '】', '\n']).find_map(|part| {
            let word = self.rules.tables.words.unit_label(part).unwrap_or(part);
            yen(word.trim(), self.rules)
        });
        over
    }

    /// The only amount of a cell, in its own unit or without one; its other words must say nothing.
    fn amount(&self, cell: &Cell) -> Option<((f64, Option<f64>), Range)> {
        let reading = &cell.read.reading;
        // 1,400億円（国庫債務負担行為を含め2,000億円）: what stands in a bracket behind is said beside.
        let text = reading.view.text.as_str();
        let end = text.find(['(', '〔', '【']).filter(|&at| at > 0).unwrap_or(text.len());
        let mut values =
            reading.found.iter().filter(|found| found.range.start < end).filter_map(|found| match &found.item {
                Item::Value(value) => Some((value, found.range.clone())),
                _ => None,
            });
        let (value, range) = values.next()?;
        let outside = reading.found.iter().filter(|found| found.range.start < end);
        let alone = values.next().is_none() && outside.clone().all(|found| matches!(found.item, Item::Value(_)));
        let exact = value.max.is_none() && value.comparator == Comparator::Equal && value.number > 0.0 && !value.plus;
        let factor = match value.unit.as_deref() {
            None => None,
            Some("千円") => Some(1e3),
            Some(unit) if self.rules.paid.is_yen(unit) => Some(1.0),
            Some(_) => return None,
        };
        let rest = format!("{} {}", &reading.view.text[..range.start], &text[range.end..end.max(range.end)]);
        let mut rest: Vec<char> = rest.chars().collect();
        for (word, at) in self.rules.paid.tokens(&rest.iter().collect::<String>()) {
            if matches!(word, crate::rules::PaidWord::Within | crate::rules::PaidWord::Beside) {
                let text: String = rest.iter().collect();
                rest = (text[..at.start].to_owned() + &text[at.end..]).chars().collect();
                break;
            }
        }
        let silent = !rest.iter().any(|c| c.is_alphanumeric());
        (alone && exact && silent).then_some(((value.number, factor), range))
    }

    /// What the nearest title over a table says of its amounts.
    fn title_above(&self, sheet: &Sheet) -> Option<Purse> {
        let near = self.above(sheet);
        let first = sheet.block().map(|block| self.document.section(block)).unwrap_or_default();
        let blocks: Vec<usize> =
            near.chain(first.into_iter().rev()).chain(0..2.min(self.document.blocks.len())).collect();
        // Most blocks are spared the reading: a title is short and names a kind.
        let may_be = |block: usize| {
            let block = &self.document.blocks[block];
            let raw = &self.source[block.text.span().range()];
            block.table().is_none() && raw.len() <= LONGEST_TITLE && self.rules.paid.may_pay(raw)
        };
        blocks.into_iter().filter(|&block| may_be(block)).find_map(|block| {
            super::super::paid::key::title(&self.read(&self.document.blocks[block].text).reading, self.rules)
        })
    }

    /// Whether the words over a table call it one of accounts.
    fn is_of_accounts(&self, sheet: &Sheet) -> bool {
        let text = |block: usize| crate::text::nfkc(&self.document.blocks[block].text.plain(self.source));
        self.above(sheet).any(|block| {
            let words = text(block);
            words.chars().count() <= HEADER && self.rules.paid.is_account(&words)
        })
    }
}

/// How many yen a unit is: 百万円.
pub(in crate::extract) fn yen(word: &str, rules: &Rules) -> Option<f64> {
    let lexicon = rules.lexicon();
    // JPY million
    if let Some((rest, power)) = lexicon.with_power(word).filter(|(rest, _)| rules.paid.is_yen(rest)) {
        return (!rest.is_empty()).then_some(power);
    }
    let one = unit(word, lexicon)?;
    match one.unit.as_deref()? {
        "円" => Some(one.number),
        "千円" => Some(one.number * 1e3),
        other => rules.paid.is_yen(other).then_some(one.number),
    }
}

impl Cell {
    /// Whether it stands in a row, not reaching down into it from above.
    fn row_is(&self, line: &Line) -> bool {
        let CellRef { row, .. } = self.at;
        !line.exact || line.row == 0 || row == line.row
    }
}

/// Adds the years and kinds that words name.
fn says(nodes: &[Node], over: &mut Over) {
    for node in nodes {
        match node {
            Node::Leaf(Leaf::Year(year), _) => over.purse.year = over.purse.year.or(Some(*year)),
            Node::Leaf(Leaf::Last, _) => over.from_title = over.from_title.or(Some(-1)),
            Node::Leaf(Leaf::This, _) => over.from_title = over.from_title.or(Some(0)),
            Node::Leaf(Leaf::Kind(kind), _) => over.purse.kind = Some(kind.clone()),
            Node::Group(_, inner, _) => says(inner, over),
            Node::Leaf(..) => {}
        }
    }
}
