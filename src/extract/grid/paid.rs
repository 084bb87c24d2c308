//! Amounts in columns: what is paid for by row, its budgets under years and kinds.
//!
//! An amount takes its year and kind from the words over it, from the label of its row (当初予算 | 12 | 14) and from the
//! title above the table, whichever tells them; its unit from its cell, its header or the caption. Without all three
//! it is no budget.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::record::{CellRef, Lang};
use crate::rules::{Column, Look, outside};
use crate::text::scan::Named;

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::paid::budgets as budgets_of;
use super::super::paid::line::{self, Purse};
use super::super::paid::token::Counts;
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, cover, language};
use super::Slots;
use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;
use super::cost::{Money, Over, yen};
use super::costed::Rows;
use super::row::Reader;
use super::sheet::{Line, Sheet};

/// A table with so many rows named as those of accounts are, and one in so many of all, is one of accounts: 繰入金, 公債費.
const ACCOUNTS: usize = 2;
const FEW: usize = 5;
/// A title and a unit over a table have no more rows.
const TITLES: usize = 3;

/// What holds for all rows of a table.
pub(super) struct Known<'k> {
    pub title: Option<&'k Purse>,
    pub caption: Option<Money>,
    /// The column that programmes are named in.
    pub names: Option<usize>,
    /// That of what a budget is asked for: 事項.
    items: Option<usize>,
    /// Those in which each row tells its own year and kind.
    pub years: Option<usize>,
    pub kinds: Option<usize>,
    /// That of the title that each row was taken from.
    pub titles: Option<usize>,
    /// Whether some row has an amount in a column: budgetId holds none.
    holds: &'k dyn Fn(usize) -> bool,
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
            // 予算の概要 and （単位：千円） above the words of the columns, in rows of the table itself.
            _ if sheet.headers.is_empty() => {
                let alone = sheet.lines.iter().take(TITLES).take_while(|line| line.filled().count() == 1);
                alone.flat_map(Line::filled).map(|cell| self.over(cell)).collect()
            }
            _ => Vec::new(),
        };
        let dated = || {
            let year = titles.iter().find_map(|over| over.purse.year)?;
            Some(Purse { year: Some(year), kind: titles.iter().find_map(|over| over.purse.kind.clone()) })
        };
        let title = self.title_above(sheet).or_else(dated).or_else(|| self.year_above(sheet));
        let caption = self.unit_above(&sheet.caption).and_then(|word| yen(&word, self.rules)).map(Money::Yen);
        let caption = caption.or_else(|| titles.iter().find_map(|over| over.money));
        let words = |cell: &Rc<Cell>| self.rules.paid.is_account(&cell.read.reading.view.text);
        let names = axes.columns.iter().position(|axis| self.heads_programmes(axis));
        let mut columns: Vec<Over> = axes
            .columns
            .iter()
            .map(|axis| {
                let mut over = Over::default();
                axis.path.iter().for_each(|cell| over.add(&self.over(cell)));
                // 2025年度目標値 beside 2025年度予算額
                over.other |= axis.role.is_some() && over.purse.kind.is_none();
                // 財源内訳 over 国庫支出金 | 一般財源: beside programmes, from what they are paid.
                over.other |= names.is_some() && axis.path.iter().any(words);
                over
            })
            .collect();
        // 2,145,000千円（国庫 1,180,000千円、県債 860,000千円）: from what it is paid is said beside.
        let account = |cell: &Rc<Cell>| {
            let text = outside(&cell.read.reading.view.text);
            // Beside the names of programmes it is what each is paid from.
            names.map_or(cell.at.column <= 2, |names| cell.at.column as usize == names)
                && self.rules.paid.is_account(&text)
        };
        // 会計区分 | 一般会計, 前年度から繰越し | … in the review of one programme.
        let of_one = || {
            let within = sheet.headers.iter().chain(&sheet.lines).any(|line| self.subject_in(line).is_some());
            // Or in the table right before: 事務事業名 | X over コスト（単位：千円）.
            let before = || {
                let table = laid.iter().flatten().flatten().map(|cell| cell.at.table).min();
                self.subject.as_ref().is_some_and(|(cell, _)| table.is_some_and(|table| cell.at.table + 1 == table))
            };
            within || before() || sheet.context.iter().any(|(kind, _)| *kind == Column::Programme)
        };
        let accounts = || laid.iter().flatten().flatten().filter(|cell| account(cell)).count();
        let of_accounts = names.is_none() && axes.columns.iter().flat_map(|axis| &axis.path).any(words)
            || self.is_of_accounts(sheet)
            || accounts() >= ACCOUNTS && FEW * accounts() >= laid.len();
        if of_accounts && !of_one() {
            let tables = laid.iter().flatten().flatten().map(|cell| cell.at.table);
            self.accounts.extend(tables);
            return;
        }
        let mut found: Vec<FoundProgramme> = Vec::new();
        // Cells that went on with a name above.
        let mut joined: Vec<CellRef> = Vec::new();
        let reader = Reader::plain(self, sheet, Rc::clone(axes));
        let whole = || {
            let heads = sheet.headers.iter().flat_map(Line::cells).filter_map(|cell| self.over(cell).money);
            let mut units: Vec<Money> = heads.collect();
            units.dedup();
            (units.len() == 1).then(|| units[0])
        };
        let caption = caption.or_else(whole).or_else(|| self.unit_in_head(sheet)).or_else(|| self.money_above(sheet));
        let headed = |is: &dyn Fn(&str) -> bool| {
            let heads = |axis: &Axis| axis.path.last().is_some_and(|cell| is(&cell.read.reading.view.text));
            axes.columns.iter().position(heads)
        };
        let years = headed(&|text| self.rules.paid.heads_years(text));
        let items = headed(&|text| self.rules.programmes.heads_items(text));
        let kinds = names.and_then(|_| self.column_of_kinds(laid));
        let titled = names.filter(|_| kinds.is_none()).and_then(|names| self.column_of_titles(laid, names));
        let caption = caption.or_else(|| {
            let named = names.or(items).is_some() || of_one();
            if named { self.unit_below(sheet).or_else(|| self.unit_of_document()) } else { None }
        });
        let caption = caption.or_else(|| self.too_much_for_thousands(axes, &columns, laid));
        // budget_type: what tells of the row holds no amounts.
        for &n in years.iter().chain(&kinds).chain(&titled) {
            if let Some(column) = columns.get_mut(n) {
                column.other = true;
            }
        }
        if (names.is_some() || items.is_some()) && !columns.iter().any(|over| over.says() && !over.other) {
            self.costs_by_title(sheet, axes, &mut columns, title.as_ref());
        }
        if let Some(names) = names {
            let rows = Rows { names, kinds: kinds.or(titled).is_some(), dated: years.is_some() };
            self.costs_by_rows(axes, &mut columns, &rows);
        }
        // 事業名 | X事業 | 担当部局庁 | Y局 over more of the same: not the words of a header, whatever stands below.
        let below = |n: usize| sheet.headers.get(n + 1).or_else(|| sheet.lines.first());
        let heads = sheet.headers.iter().enumerate();
        let headed = heads
            .filter_map(|(n, line)| Some(self.wrapped_subject(self.subject_in(line)?, below(n))))
            .find(|(cell, name)| self.rules.programmes.ends(name) || !cell.headerish(self.rules));
        let mut subject = headed.or_else(|| self.subject_above(sheet));
        let bare = self.headed_bare(sheet);
        let amount = |slots: &Slots, n: usize| {
            slots.get(n).and_then(Option::as_ref).is_some_and(|cell| self.amount(cell).is_some())
        };
        let held = vec![OnceCell::new(); columns.len()];
        let holds = |n: usize| *held[n].get_or_init(|| laid.iter().any(|slots| amount(slots, n)));
        for (n, (line, slots)) in sheet.lines.iter().zip(laid).enumerate() {
            subject = self.subject_in(line).map(|told| self.wrapped_subject(told, sheet.lines.get(n + 1))).or(subject);
            if self.heads_amounts(slots, &mut columns)
                || bare.is_some_and(|block| block != line.block && self.is_united(line))
            {
                continue;
            }
            let start = line.filled().map(|cell| cell.span.start).min();
            subject = subject.filter(|(cell, _)| start.is_none_or(|start| !self.is_named_anew(cell, start)));
            let known =
                Known { title: title.as_ref(), caption, names, items, years, kinds, titles: titled, holds: &holds };
            match (self.kind_of_row(slots).filter(|_| kinds.is_none()), &subject) {
                (Some((at, kind)), Some((cell, name))) => {
                    let budgets = self.amounts_of(line, (slots, at), (&columns, Some(&kind)), &known);
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
                // 歳出予算目 | 環境保全調査費 in the review of one programme: an account that it is paid from.
                (None, _) if of_accounts => {}
                (None, _) if self.goes_on_in_brackets(slots, &columns) => {
                    let row = (sheet.lines.get(n.wrapping_sub(1)), line, slots);
                    joined.extend(found.last_mut().and_then(|last| self.add_brackets(last, row, &columns, &known)));
                }
                (None, _) => {
                    let row = (slots, &laid[n + 1..]);
                    let row = self.paid_row(&reader, line, row, &columns, &known);
                    let row = row.or_else(|| self.named_in_row(&reader, line, slots, &columns, &known));
                    found.extend(row.or_else(|| self.row_of_own(&reader, line, slots, names)));
                }
            }
        }
        if subject.is_some() {
            self.subject = subject;
        }
        if !joined.is_empty() {
            let goes_on = |found: &Found| matches!(found, Found::Programme(one) if one.cell.is_some_and(|cell| joined.contains(&cell)));
            self.out.retain(|found| !goes_on(found));
        }
        for programme in found {
            let same = self.out.iter_mut().find_map(|found| match found {
                Found::Programme(known) if known.cell.is_some() && known.cell == programme.cell => Some(known),
                _ => None,
            });
            match same {
                Some(known) if known.budgets.is_empty() => {
                    known.budgets = programme.budgets;
                    // What lies between name and amounts was read: no line of amounts by itself.
                    known.span = cover(known.span, programme.span);
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
        if !sheet.headers.is_empty() || !(1..=TITLES).contains(&sheet.lines.len()) {
            return None;
        }
        let mut cells: Vec<Rc<Cell>> = Vec::new();
        for line in &sheet.lines {
            let mut own: Vec<Rc<Cell>> = line.slots.iter().flatten().filter(|cell| !cell.is_empty()).cloned().collect();
            own.dedup_by_key(|cell| cell.at);
            let words = own.iter().filter(|cell| self.over(cell).money.is_none()).count();
            if words > 1 || words == 0 && sheet.lines.len() == 1 {
                return None;
            }
            cells.append(&mut own);
        }
        Some(cells)
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
        // 区分 | 予算額 | 国庫 | 県費 | 一般財源: one word for a budget over what it is paid from.
        let text = |n: usize| slots[n].as_ref().map_or("", |cell| cell.read.reading.view.text.as_str());
        let source = |n: usize| self.rules.paid.is_source(text(n));
        let sources = filled.iter().filter(|(n, _)| source(*n)).count();
        // （単位：百万円） | | 令和4年度 | 令和5年度 | 令和6年度要求: years, how they count, and nothing else.
        let years = filled.iter().filter(|(_, over)| over.purse.year.is_some()).count();
        let of_years = || years > 1 && filled.iter().all(|(_, over)| over.says() || over.money.is_some());
        let one = said == 1 && sources > 1 && said + sources + 1 >= filled.len();
        if said < 2 && !one && !of_years() {
            return false;
        }
        let unit = filled.iter().find_map(|(_, over)| over.money.filter(|_| !over.says()));
        for (n, over) in filled {
            if let Some(column) = columns.get_mut(n) {
                *column = Over { other: over.other || source(n), money: over.money.or(unit), ..over };
            }
        }
        true
    }

    /// The block of a header whose own rows hold bare numbers: 3,420百万円〔2,985百万円〕 in another block is none of its columns.
    fn headed_bare(&self, sheet: &Sheet) -> Option<usize> {
        let block = sheet.headers.first()?.block;
        // Mostly the header's rows are all there are.
        sheet.lines.iter().find(|line| line.block != block)?;
        let mut own = sheet.lines.iter().filter(|line| line.block == block).peekable();
        (own.peek().is_some() && !own.any(|line| self.is_united(line))).then_some(block)
    }

    /// Whether an amount of a row brings its own unit.
    fn is_united(&self, line: &Line) -> bool {
        line.filled().any(|cell| self.amount(cell).is_some_and(|priced| priced.unit.is_some()))
    }

    fn paid_row(
        &self,
        reader: &Reader<'_, '_>,
        line: &Line,
        (slots, below): (&Slots, &[Slots]),
        columns: &[Over],
        known: &Known<'_>,
    ) -> Option<FoundProgramme> {
        let paid = |(n, over): (usize, &Over)| over.says() && !over.other && known.names != Some(n) && (known.holds)(n);
        let first = columns.iter().enumerate().position(paid)?;
        let headed = || {
            let names = known.names.filter(|&n| n < first)?;
            // 補助金 | 事業内容: what is done under a name beside it is none itself.
            let named = |cell: &Rc<Cell>| cell.read.reading.view.text.contains(char::is_alphabetic);
            let contents = reader.axes.columns[names].path.last().is_some_and(|cell| self.heads_contents(cell));
            if contents && slots[..names].iter().flatten().any(named) {
                return None;
            }
            self.headed_name(slots.get(names)?.as_ref()?, line)
        };
        let item = || {
            let cell = slots.get(known.items.filter(|&n| n < first)?)?.as_ref()?;
            // 所管 | 事項 | 金額: what a ministry has in its charge, however it ends.
            let charged = || reader.answers(slots).iter().any(|one| one.known.is_some());
            // うち研修の実施: counted above.
            let part = |name: &str| self.rules.tables.words.part_of_above(name).is_some();
            let words = &self.rules.programmes;
            // Item | Ministry | Request FY2026: in English no end tells a deed.
            let deed = |name: &str| words.says_deed(name) || language(name) == Lang::En;
            let item = |name: &str| words.ends_as_item(name) || deed(name) && charged();
            self.headed_name(cell, line).filter(|(_, name)| item(name) && !part(name))
        };
        // 区分 | 事項 | 予算額: what stands before the item is the part of the budget that it belongs to.
        let own = known.items.filter(|&n| n < first && slots[n].as_ref().is_some_and(|cell| !cell.is_empty()));
        let from = own.unwrap_or(0);
        let wrapped = || self.wrapped_name(&slots[from..first], (from, below));
        let (cell, name) = headed().or_else(|| self.paid_name(&slots[from..first])).or_else(item).or_else(wrapped)?;
        let own = own_slots(slots, cell, below.first());
        let budgets = self.amounts_of(line, (&own, first), (columns, None), known);
        if budgets.is_empty() {
            return None;
        }
        let end = budgets.iter().fold(cell.span, |span, budget| cover(span, budget.span));
        let ministries: Vec<Named> = reader.answers(slots);
        let lang = language(&name);
        let by = By::Paid(Way::Table);
        Some(FoundProgramme { name, ministries, budgets, span: end, cell: Some(cell.at), by, lang })
    }

    /// The programme that a row tells in the column of amounts itself.
    fn named_in_row(
        &self,
        reader: &Reader<'_, '_>,
        line: &Line,
        slots: &Slots,
        columns: &[Over],
        known: &Known<'_>,
    ) -> Option<FoundProgramme> {
        columns.iter().zip(slots).find_map(|(over, slot)| {
            let cell = slot.as_ref().filter(|cell| over.says() && !over.other && cell.row_is(line))?;
            let (name, priced) = self.named_amount(cell, over.money?)?;
            // The years of a schedule beside it are not its own.
            let purse = self.purse(over, std::slice::from_ref(over), known.title);
            let budget = priced.filter(|priced| priced.number > 0.0).zip(purse).and_then(|(priced, purse)| {
                Some(FoundBudget {
                    amount: priced.amount(None)?,
                    year: purse.year,
                    kind: purse.kind.unwrap_or_default(),
                    span: cell.read.reading.view.source(&priced.range),
                })
            });
            let lang = language(&name);
            let (ministries, by) = (reader.answers(slots), By::Paid(Way::Table));
            let budgets = budget.into_iter().collect();
            Some(FoundProgramme { name, ministries, budgets, span: cell.span, cell: Some(cell.at), by, lang })
        })
    }

    /// X基金 | 令和4年度第2次補正予算 3,316億円 | 1,870億円: a name below a header that says so, and a cell that tells the year, the kind and
    /// the amount of each of its budgets.
    fn row_of_own(
        &self,
        reader: &Reader<'_, '_>,
        line: &Line,
        slots: &Slots,
        names: Option<usize>,
    ) -> Option<FoundProgramme> {
        let at = names?;
        let (cell, name) = self.headed_name(slots.get(at)?.as_ref()?, line)?;
        let own = |cell: &Rc<Cell>| {
            let reading = &cell.read.reading;
            let counts = Counts { unit: &|word| yen(word, self.rules), caption: None };
            let known = line::Known { title: None, all: None, above: None, bracket: &|_| None, counts };
            let told = line::told(reading, 0, &known, &self.rules.paid, self.rules.lexicon());
            let whole =
                |one: &line::Amount| one.said == line::Said::Own && one.purse.is_whole() && one.amount.is_some();
            let sure = told.name.is_empty() && !told.left && !told.amounts.is_empty() && told.amounts.iter().all(whole);
            sure.then(|| budgets_of(reading, told.amounts))
        };
        let cells = slots.iter().skip(at + 1).flatten().filter(|cell| cell.row_is(line) && !cell.is_empty());
        let budgets: Vec<FoundBudget> = cells.filter_map(own).next()?;
        let span = budgets.iter().fold(cell.span, |span, budget| cover(span, budget.span));
        let (lang, by) = (language(&name), By::Paid(Way::Table));
        Some(FoundProgramme { name, ministries: reader.answers(slots), budgets, span, cell: Some(cell.at), by, lang })
    }
}

/// The cells of a row, but for those that reach down to the next where another name stands: an amount merged over several
/// programmes is of them all.
fn own_slots(slots: &Slots, name: &Cell, below: Option<&Slots>) -> Slots {
    let Some(below) = below.filter(|below| !below.iter().flatten().any(|cell| cell.at == name.at)) else {
        return slots.clone();
    };
    let reaches =
        |n: usize, cell: &Rc<Cell>| below.get(n).and_then(Option::as_ref).is_some_and(|next| Rc::ptr_eq(next, cell));
    let own = |(n, slot): (usize, &Option<Rc<Cell>>)| {
        slot.clone().filter(|cell| !reaches(n, cell) || cell.look != Look::Value)
    };
    slots.iter().enumerate().map(own).collect()
}
