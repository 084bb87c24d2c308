//! What stands over a table of amounts: their year and kind, how they count, whether they are those of accounts.
//!
//! The words over a column come first; what they leave open is told by the title nearest above the table, then by that
//! of the document.

use crate::layout::Text;
use crate::text::scan::{Basis, Item};

use super::super::Extractor;
use super::super::paid::key;
use super::super::paid::line::Purse;
use super::Slots;
use super::axes::Axes;
use super::cost::{HEADER, Money, Over, yen};
use super::sheet::Sheet;

/// The title of a document stands in its first blocks.
const TITLES: usize = 4;
/// A title is no longer, in bytes.
const LONGEST_TITLE: usize = 600;
/// A table's head has no more rows.
const HEAD: usize = 3;
/// The line of a unit is no longer, in characters.
const UNIT: usize = 12;
/// So many thousands of yen no state spends.
const MOST: f64 = 1e12;
/// Beside such an amount three in four are so large.
const MUCH: f64 = 1e9;
/// A caption is no longer, in characters.
const CAPTION: usize = 120;

impl Extractor<'_> {
    /// The year and kind of a column, with what the title adds.
    pub(super) fn purse(&self, over: &Over, columns: &[Over], title: Option<&Purse>) -> Option<Purse> {
        let base = title.and_then(|title| title.year).or_else(|| {
            let years = columns.iter().filter(|column| !column.other).filter_map(|column| column.purse.year);
            years.max().map(|year| if over.from_title == Some(0) { year + 1 } else { year })
        });
        let year = over.purse.year.or_else(|| Some(base? + over.from_title.unwrap_or(0)));
        let Some(year) = year else {
            // A column of budgets is one though nothing tells the year.
            let kind = over.purse.kind.clone().filter(|_| over.from_title.is_none())?;
            return Some(Purse { year: None, kind: Some(kind) });
        };
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
            // 予算額, 補正額 under a title of 補正予算
            Some(kind) if self.rules.paid.says_little(&kind) => told().unwrap_or(kind),
            // 要求額 in what is called 概算要求; a town's 要求額 is none. 補正額 in 補正予算案, but 当初予算 is what it says.
            Some(kind) => {
                let told = told().filter(|told| self.is_part_of_kind(&kind, told));
                told.or_else(|| self.title_kind(&kind)).filter(|_| !kind.is_ascii()).unwrap_or(kind)
            }
            None => told()?,
        };
        Some(Purse { year: Some(year), kind: Some(kind) })
    }

    /// The kind that the title of the document names, of which a column's is a part: 概算要求 of 要求.
    fn title_kind(&self, part: &str) -> Option<String> {
        let kinds = self.title_kinds.get_or_init(|| {
            let titles = self.document.blocks.iter().take(TITLES).filter(|block| block.table().is_none());
            let titles = titles.map(|block| crate::text::nfkc(&block.text.plain(self.source)));
            let short = titles.filter(|text| text.len() <= LONGEST_TITLE && !text.contains('。'));
            short.flat_map(|text| self.rules.paid.kinds(&text)).collect()
        });
        kinds.iter().find(|kind| kind.len() > part.len() && self.is_part_of_kind(part, kind)).cloned()
    }

    fn is_part_of_kind(&self, part: &str, kind: &str) -> bool {
        kind.ends_with(part) || kind.starts_with(part) && self.rules.paid.year_before(part).is_none()
    }

    /// What the nearest title over a table says of its amounts.
    pub(super) fn title_above(&self, sheet: &Sheet) -> Option<Purse> {
        // Most blocks are spared the reading: a title is short and names a kind.
        let may_be = |block: usize| {
            let block = &self.document.blocks[block];
            let raw = &self.source[block.text.span().range()];
            block.table().is_none() && raw.len() <= LONGEST_TITLE && self.rules.paid.may_pay(raw)
        };
        let told = |block: usize| {
            let reading = may_be(block).then(|| self.read(&self.document.blocks[block].text).reading)?;
            key::title(&reading, self.rules).or_else(|| key::legend(&reading, self.rules))
        };
        let near = self.titles_over(sheet).filter(|&block| may_be(block)).find_map(told);
        // Who published it, and when, may stand over the title of all; a nearer title of another year hides that.
        let first = || (2..TITLES.min(self.document.blocks.len())).filter(|&block| may_be(block)).find_map(told);
        near.or_else(|| if self.year_above(sheet).is_none() { first() } else { None })
    }

    /// What may be a title over a table, the nearest first.
    fn titles_over(&self, sheet: &Sheet) -> impl Iterator<Item = usize> {
        let first = sheet.block().map(|block| self.document.section(block)).unwrap_or_default();
        self.above(sheet).chain(first.into_iter().rev()).chain(0..2.min(self.document.blocks.len()))
    }

    /// The year that the nearest title over a table names.
    pub(super) fn year_above(&self, sheet: &Sheet) -> Option<Purse> {
        self.titles_over(sheet).find_map(|block| self.year_of_title(block))
    }

    /// 令和8年度 主要事業: a title may tell the year alone.
    fn year_of_title(&self, block: usize) -> Option<Purse> {
        let block = &self.document.blocks[block];
        if block.table().is_some() {
            return None;
        }
        Some(Purse { year: Some(self.year_told(&block.text)?), kind: None })
    }

    /// The fiscal year that is all that a short text tells.
    pub(in crate::extract) fn year_told(&self, text: &Text) -> Option<i32> {
        let raw = &self.source[text.span().range()];
        if raw.len() > LONGEST_TITLE || self.rules.paid.is_other(raw) || raw.contains('。') {
            return None;
        }
        let read = self.read(text);
        let mut years = read.reading.found.iter().map(|found| match &found.item {
            Item::Period(period) if period.start == period.end && period.basis == Some(Basis::Fiscal) => {
                Some(period.start)
            }
            _ => None,
        });
        let year = years.next()??;
        years.next().is_none().then_some(year)
    }

    /// The only kind of budget that the nearest words above a table name.
    pub(super) fn kind_above(&self, sheet: &Sheet) -> Option<Purse> {
        let told = |block: usize| {
            let words = crate::text::nfkc(&self.document.blocks[block].text.plain(self.source));
            if words.len() > LONGEST_TITLE || self.rules.paid.is_other(&words) {
                return None;
            }
            let mut kinds = self.rules.paid.kinds(&words);
            kinds.dedup();
            (kinds.len() == 1).then(|| Purse { year: None, kind: kinds.pop() })
        };
        self.above(sheet).find_map(told)
    }

    /// 事業名 | 担当課 | （単位：千円）: a caption that fell into a table's first rows.
    pub(super) fn unit_in_head(&self, sheet: &Sheet) -> Option<Money> {
        let table = self.document.blocks[sheet.block()?].table()?;
        table.rows.iter().take(HEAD).find_map(|row| {
            let raw = &self.source[row.span.range()];
            if raw.len() > LONGEST_TITLE || !self.rules.tables.words.has_unit_label(raw) {
                return None;
            }
            let text = crate::text::nfkc(raw);
            yen(self.rules.tables.words.unit_in(&text)?, self.rules).map(Money::Yen)
        })
    }

    /// Budget by project, NOK million: how the words above a table say that it counts.
    pub(super) fn money_above(&self, sheet: &Sheet) -> Option<Money> {
        let nearest = self.above(sheet).next()?;
        let raw = &self.source[self.document.blocks[nearest].text.span().range()];
        let short = raw.chars().count() <= CAPTION;
        let parts = || raw.split(['(', ')', '（', '）', ',', '[', ']']);
        let money = || {
            let yen = parts().find_map(|part| yen(part.trim(), self.rules));
            yen.map(Money::Yen).or_else(|| self.rules.paid.has_foreign(raw).then_some(Money::Foreign))
        };
        if short { money() } else { None }
    }

    /// （単位：千円） in a line of its own right below a table.
    pub(super) fn unit_below(&self, sheet: &Sheet) -> Option<Money> {
        let below = self.document.blocks.get(sheet.lines.last()?.block + 1)?;
        let raw = self.source[below.text.span().range()].trim();
        let alone = below.table().is_none() && raw.chars().count() <= UNIT && raw.ends_with([')', '）']);
        self.unit_of_all(raw).filter(|_| alone).map(Money::Yen)
    }

    /// 30037732060000: where nothing tells how a table counts, an amount may be more than all thousands of yen of a state.
    pub(super) fn too_much_for_thousands(&self, axes: &Axes, columns: &[Over], laid: &[Slots]) -> Option<Money> {
        // Rupiahs are told in English; 法人番号 under a budget is no amount.
        let paid = |n: usize| {
            let own = axes.columns[n].path.last().map(|cell| self.over(cell));
            let kind = own.filter(|over| !over.other).and_then(|over| over.purse.kind);
            kind.is_some_and(|kind| !kind.is_ascii()) && !columns[n].other
        };
        let paid: Vec<usize> = (0..columns.len().min(axes.columns.len())).filter(|&n| paid(n)).collect();
        let amounts = laid.iter().flat_map(|slots| paid.iter().filter_map(|&n| slots.get(n)?.as_ref()));
        let amounts: Vec<f64> = amounts
            .filter_map(|cell| self.amount(cell))
            .map(|priced| if priced.unit.is_none() { priced.number } else { 0.0 })
            .collect();
        let large = amounts.iter().filter(|&&amount| amount >= MUCH).count();
        (amounts.iter().any(|&amount| amount >= MOST) && 4 * large >= 3 * amounts.len()).then_some(Money::Yen(1.0))
    }

    /// 単位：千円 at the head of a document that counts in nothing else.
    pub(super) fn unit_of_document(&self) -> Option<Money> {
        *self.unit.get_or_init(|| {
            // A line with gaps may look like a table.
            let blocks = self.document.blocks.iter().map(|block| &self.source[block.text.span().range()]);
            let mut all = blocks.filter(|raw| raw.len() <= LONGEST_TITLE).filter_map(|raw| self.unit_of_all(raw));
            let first = all.next()?;
            all.all(|other| other == first).then_some(Money::Yen(first))
        })
    }

    /// Whether the words over a table call it one of accounts.
    pub(super) fn is_of_accounts(&self, sheet: &Sheet) -> bool {
        let text = |block: usize| crate::text::nfkc(&self.document.blocks[block].text.plain(self.source));
        self.above(sheet).any(|block| {
            let words = text(block);
            words.chars().count() <= HEADER && self.rules.paid.heads_accounts(&words)
        })
    }
}
