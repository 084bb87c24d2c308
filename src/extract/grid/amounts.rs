//! The amounts of a row, each with its year and kind: as the header, the label of the row or the title says, and in brackets
//! what the header or a note of the document says of those.

use std::rc::Rc;

use crate::record::CellRef;
use crate::text::scan::Item;

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::paid::key;
use super::super::paid::line::Purse;
use super::super::{Extractor, cover, name};
use super::Slots;
use super::called::holds_amount;
use super::cell::Cell;
use super::cost::{Money, Over, yen};
use super::paid::Known;
use super::sheet::Line;

impl Extractor<'_> {
    /// The amounts of a row from a column on; its label may say the kind.
    pub(super) fn amounts_of(
        &self,
        line: &Line,
        (slots, first): (&Slots, usize),
        (columns, label): (&[Over], Option<&Over>),
        known: &Known<'_>,
    ) -> Vec<FoundBudget> {
        let mut budgets = Vec::new();
        // 12.5 | 13.1 | 億円
        let alone = |cell: &Rc<Cell>| yen(cell.read.reading.view.text.trim(), self.rules).map(Money::Yen);
        let own = slots.iter().flatten().find_map(alone);
        let title = known.titles.and_then(|n| key::title(&slots[n].as_ref()?.read.reading, self.rules));
        let title = title.as_ref().or(known.title);
        for (over, slot) in columns.iter().zip(slots).skip(first) {
            let Some(slot) = slot.as_ref().filter(|slot| slot.row_is(line)) else { continue };
            if over.other || !over.says() {
                continue;
            }
            let mut over = over.clone();
            if let Some(label) = label {
                // 予算額 over 12月補正 | 4,812: the column says little.
                let plain = over.purse.kind.as_ref().is_none_or(|kind| self.rules.paid.says_little(kind));
                over.purse.kind = over.purse.kind.filter(|_| !plain).or_else(|| label.purse.kind.clone());
                over.from_title = over.from_title.or(label.from_title);
            }
            let told = known.kinds.and_then(|n| slots[n].as_ref()).and_then(|cell| self.only_purse_of(cell));
            if let Some(own) =
                told.filter(|_| over.purse.kind.as_ref().is_none_or(|kind| self.rules.paid.says_little(kind)))
            {
                over.purse.kind = own.kind;
                over.purse.year = over.purse.year.or(own.year.filter(|_| over.from_title.is_none()));
            }
            let row_year = || known.years.and_then(|n| slots[n].as_ref()).and_then(|cell| single_year(cell));
            // 次年度要求額 in a row of 2024
            over.purse.year = over.purse.year.or_else(|| Some(row_year()? + over.from_title.unwrap_or(0)));
            let Some(purse) = self.purse(&over, columns, title) else { continue };
            let Some(priced) = self.amount(slot) else { continue };
            let by = over.money.or(own).or(known.caption);
            let span = |range| slot.read.reading.view.source(range);
            let year = purse.year;
            let open = slot.read.reading.view.text.trim_start().chars().next().filter(|&c| is_open(c));
            // △2,750: what a supplementary budget takes back; no other is less than nothing.
            let less = purse.kind.as_ref().is_none_or(|kind| self.rules.paid.year_before(kind).is_some());
            if priced.number < 0.0 && less {
                continue;
            }
            // budget_yen beside budgets: 2024: amount_yen
            let told = |amount: Option<f64>| {
                let same =
                    |one: &FoundBudget| (one.amount, one.year, Some(&one.kind)) == (amount, year, purse.kind.as_ref());
                budgets.iter().any(same)
            };
            if let Some(amount) = priced.amount(by).filter(|&amount| open.is_none() && !told(amount)) {
                budgets.push(FoundBudget {
                    amount,
                    year,
                    kind: purse.kind.clone().unwrap_or_default(),
                    span: span(&priced.range),
                });
            }
            // 14億円（12億円） under 要求額（前年度）, or where a note says what such brackets hold; (27,904) alone is such a bracket.
            let other = if open.is_some() { Some(&priced) } else { priced.bracket.as_deref() };
            if let Some(other) = other
                && let Some(held) = self.held_in(&over, slot, &purse)
                && let Some(amount) = other.amount(by)
            {
                let (year, kind) = (held.year, held.kind.unwrap_or_default());
                budgets.push(FoundBudget { amount, year, kind, span: span(&other.range) });
            }
        }
        budgets
    }

    /// X事業費 | 120,000 over 補助金 | (128,000): whether the amounts of a row are brackets and nothing else.
    pub(super) fn goes_on_in_brackets(&self, slots: &Slots, columns: &[Over]) -> bool {
        let held = columns.iter().zip(slots).filter(|(over, _)| over.says() && !over.other);
        let mut held = held.filter_map(|(_, slot)| slot.as_ref().filter(|cell| !cell.is_empty())).peekable();
        let bracket = |cell: &Rc<Cell>| cell.read.reading.view.text.starts_with(is_open) && self.amount(cell).is_some();
        held.peek().is_some() && held.all(bracket)
    }

    /// Adds such a row to the programme of the row right above it, whose name may go on in it: in the cell that is given.
    pub(super) fn add_brackets(
        &self,
        above: &mut FoundProgramme,
        (before, line, slots): (Option<&Line>, &Line, &Slots),
        columns: &[Over],
        known: &Known<'_>,
    ) -> Option<CellRef> {
        let own = |before: &Line| before.filled().any(|cell| Some(cell.at) == above.cell);
        let budgets = self.amounts_of(line, (slots, 0), (columns, None), known);
        let told = |one: &FoundBudget| above.budgets.iter().any(|all| (all.year, &all.kind) == (one.year, &one.kind));
        if !before.is_some_and(own) || budgets.iter().any(told) {
            return None;
        }
        let more = known.names.and_then(|n| slots.get(n)?.as_ref());
        let more = more.filter(|cell| !cell.is_empty() && Some(cell.at) != above.cell);
        if let Some(more) = more {
            let rest = name::clean(&name::unbroken(&more.read.reading.view.text));
            let whole = format!("{}{rest}", above.name);
            let other = self.rules.programmes.ends(&above.name) && !self.rules.programmes.is_general(&rest);
            if other || holds_amount(&rest) {
                return None;
            }
            above.name = whole;
            above.span = cover(above.span, more.span);
        }
        above.budgets.extend(budgets);
        more.map(|cell| cell.at)
    }

    /// The year and kind of what stands in brackets in a column: its header says it, or a note of the document.
    fn held_in(&self, over: &Over, cell: &Cell, own: &Purse) -> Option<Purse> {
        let before = || self.rules.paid.year_before(own.kind.as_deref()?).map(str::to_owned);
        if let Some(held) = &over.bracket {
            let year = held.purse.year.or_else(|| Some(own.year? - 1))?;
            return Some(Purse { year: Some(year), kind: Some(held.purse.kind.clone().or_else(before)?) });
        }
        let open = cell.read.reading.view.text.chars().find(|&c| is_open(c))?;
        let held = self.bracket_of_document(open).filter(|held| !held.other)?;
        let year = held.purse.year.or_else(|| Some(own.year? - 1).filter(|_| held.last))?;
        Some(Purse { year: Some(year), kind: held.purse.kind.clone() })
    }

    /// 当初予算 | 12 | 14, 本年度当初 | 12: the label of a row that is nothing but a kind, and the column behind it.
    pub(super) fn kind_of_row(&self, slots: &Slots) -> Option<(usize, Over)> {
        let told = |cell: &Rc<Cell>| self.rules.paid.kind_of_label(&cell.read.reading.view.text);
        let label =
            slots.iter().position(|slot| slot.as_ref().is_some_and(|cell| !cell.is_empty() && told(cell).is_some()))?;
        let before = slots[..label].iter().flatten().all(|cell| self.amount(cell).is_none());
        let (from_title, kind) = told(slots[label].as_ref().filter(|_| before)?)?;
        let purse = Purse { year: None, kind: Some(kind) };
        Some((label + 1, Over { purse, from_title, ..Over::default() }))
    }
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '〔' | '[' | '【')
}

/// The only year that a cell tells.
fn single_year(cell: &Cell) -> Option<i32> {
    let mut periods = cell.read.reading.found.iter().map(|found| match &found.item {
        Item::Period(period) if period.start == period.end => Some(period.start),
        _ => None,
    });
    let year = periods.next()??;
    periods.next().is_none().then_some(year)
}
