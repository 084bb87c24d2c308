//! Columns of amounts whose headers name no kind of budget: what was granted, costs under a title that names one, costs
//! of rows that tell their own year or kind.

use std::rc::Rc;

use crate::record::Lang;
use crate::rules::outside;

use super::super::paid::key;
use super::super::paid::line::Purse;
use super::super::paid::token::{Leaf, Node, every};
use super::super::{Extractor, language, name};
use super::Slots;
use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;
use super::cost::{Money, Over, Priced};
use super::sheet::Sheet;

/// What the rows of a table tell of themselves.
pub(super) struct Rows {
    /// The column of their names.
    pub names: usize,
    /// Each has a kind of budget, or a title that names one.
    pub kinds: bool,
    /// Each has a year.
    pub dated: bool,
}

impl Extractor<'_> {
    /// The column whose cells are nothing but kinds of budgets, with or without their years: 令和5年度補正予算.
    pub(super) fn column_of_kinds(&self, laid: &[Slots]) -> Option<usize> {
        let width = laid.iter().map(|slots| slots.len()).max()?;
        (0..width).find(|&n| {
            let mut cells =
                laid.iter().filter_map(|slots| slots.get(n)?.as_ref()).filter(|cell| !cell.is_empty()).peekable();
            cells.peek().is_some() && cells.all(|cell| !self.purses_of(cell).is_empty())
        })
    }

    /// The budgets that a cell names and nothing else.
    fn purses_of(&self, cell: &Cell) -> Vec<Purse> {
        let reading = &cell.read.reading;
        let (mut all, mut year) = (Vec::new(), None);
        for node in every(reading, &(0..reading.view.text.len()), &self.rules.paid) {
            match node {
                Node::Leaf(Leaf::Year(own), _) => year = Some(own),
                Node::Leaf(Leaf::Kind(kind), _) => all.push(Purse { year: year.take(), kind: Some(kind) }),
                Node::Leaf(Leaf::Beside, _) => {}
                _ => return Vec::new(),
            }
        }
        all
    }

    /// The column in which each row has the title of what it was taken from: 令和2年度第二次補正予算（案）の概要.
    pub(super) fn column_of_titles(&self, laid: &[Slots], names: usize) -> Option<usize> {
        let width = laid.iter().map(|slots| slots.len()).max()?;
        (0..width).filter(|&n| n != names).find(|&n| {
            let mut cells =
                laid.iter().filter_map(|slots| slots.get(n)?.as_ref()).filter(|cell| !cell.is_empty()).peekable();
            // R2-MHLW-BUDGET-02 is no title, though a year and a kind stand in it.
            let titled = |cell: &Rc<Cell>| {
                let kind = key::title(&cell.read.reading, self.rules).and_then(|title| title.kind);
                kind.is_some_and(|kind| !self.rules.paid.says_little(&kind))
            };
            cells.peek().is_some() && cells.all(titled)
        })
    }

    /// The only one.
    pub(super) fn only_purse_of(&self, cell: &Cell) -> Option<Purse> {
        let mut all = self.purses_of(cell);
        all.pop().filter(|_| all.is_empty())
    }

    /// amount_thousand_yen beside fiscal_year: the only column of costs holds budgets where each row tells of which year or
    /// kind, and so do those of a year each.
    pub(super) fn costs_by_rows(&self, axes: &Axes, columns: &mut [Over], rows: &Rows) {
        let named = columns.iter().any(|over| over.purse.kind.is_some() && !over.other);
        let costs = |text: &str| self.rules.paid.heads_costs(text) && (rows.kinds || language(text) == Lang::En);
        let heads = |axis: &Axis| axis.path.last().is_some_and(|cell| costs(&cell.read.reading.view.text));
        let costs: Vec<usize> =
            (rows.names + 1..columns.len()).filter(|&n| heads(&axes.columns[n]) && !columns[n].other).collect();
        let only = !named && costs.len() == 1 && (rows.dated || rows.kinds);
        for column in costs {
            // budgets: 2021: amount_yen, 2022: amount_yen
            if only || columns[column].purse.year.is_some() && columns[column].purse.kind.is_none() {
                columns[column].purse.kind = self.rules.paid.plain_en().cloned();
            }
        }
    }

    /// 事業名 | 金額（千円）: the only column of costs holds budgets of the kind that the title names, or the words above.
    pub(super) fn costs_by_title(&self, sheet: &Sheet, axes: &Axes, columns: &mut [Over], title: Option<&Purse>) {
        let costs = |axis: &Axis| {
            axis.path
                .last()
                .is_some_and(|cell| self.rules.paid.heads_costs(&name::unbroken(&cell.read.reading.view.text)))
        };
        let over = |axis: &Axis| axis.path.last().map(|cell| name::unbroken(&cell.read.reading.view.text));
        let firms = axes.columns.iter().filter_map(over).any(|text| self.rules.paid.heads_firms(&text));
        let granted = |n: &usize| self.granted(&axes.columns[*n]).is_some();
        let mut grants = (0..columns.len()).filter(granted);
        if let (Some(column), None) = (grants.next(), grants.next()) {
            // Of a grant without a year nothing tells that it is this one.
            if let Some(title) = title.filter(|title| title.year.is_some() && !firms) {
                let kind = title.kind.clone().or_else(|| self.granted(&axes.columns[column]));
                columns[column].purse = Purse { year: title.year, kind };
            }
            return;
        }
        let mut all = (0..columns.len()).filter(|&n| costs(&axes.columns[n]) && !columns[n].other);
        let (Some(column), None) = (all.next(), all.next()) else { return };
        let told = title.filter(|title| title.kind.is_some()).cloned().or_else(|| self.kind_above(sheet));
        if let Some(purse) = told {
            columns[column].purse = purse;
        }
    }

    /// 関連予算（百万円） over 睡眠教育教材作成委託費 48: the name in a cell of a column of amounts, and the number behind it. Of two
    /// numbers nobody knows which.
    pub(super) fn named_amount(&self, cell: &Cell, money: Money) -> Option<(String, Option<Priced>)> {
        let reading = &cell.read.reading;
        let nodes = every(reading, &(0..reading.view.text.len()), &self.rules.paid);
        let number = |node: &Node| match node {
            Node::Leaf(Leaf::Bare(number), range) => Some((*number, range.clone())),
            _ => None,
        };
        let mut numbers = nodes.iter().filter_map(number);
        let (number, range) = numbers.next()?;
        let name = name::clean(&name::unbroken(reading.text(&(0..range.start))));
        let priced = Priced { number, unit: Some(money), range, bracket: None };
        let words = &self.rules.programmes;
        let fits = words.ends(&name) && !words.is_sum(&name) && !name.contains('。');
        fits.then(|| (name, Some(priced).filter(|_| numbers.next().is_none())))
    }

    /// What a column of what was granted is called: 交付額.
    pub(super) fn granted(&self, axis: &Axis) -> Option<String> {
        let text = name::unbroken(&axis.path.last()?.read.reading.view.text);
        self.rules.paid.heads_grants(&text).then(|| outside(&text).trim().to_owned())
    }
}
