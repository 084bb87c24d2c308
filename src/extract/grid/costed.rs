//! Columns of amounts whose headers name no kind of budget: what was granted, costs under a title that names one, costs
//! of rows that tell their own year or kind.

use crate::record::Lang;
use crate::rules::outside;

use super::super::paid::line::Purse;
use super::super::{Extractor, language, name};
use super::Slots;
use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;
use super::cost::Over;
use super::sheet::Sheet;

impl Extractor<'_> {
    /// The column whose cells are nothing but kinds of budgets.
    pub(super) fn column_of_kinds(&self, laid: &[Slots]) -> Option<usize> {
        let width = laid.iter().map(|slots| slots.len()).max()?;
        (0..width).find(|&n| {
            let mut cells =
                laid.iter().filter_map(|slots| slots.get(n)?.as_ref()).filter(|cell| !cell.is_empty()).peekable();
            cells.peek().is_some() && cells.all(|cell| self.only_kind_of(cell).is_some())
        })
    }

    pub(super) fn only_kind_of(&self, cell: &Cell) -> Option<String> {
        self.rules.paid.only_kind(&cell.read.reading.view.text)
    }

    /// amount_thousand_yen beside fiscal_year: the only column of costs holds budgets where each row tells of which year or
    /// kind.
    pub(super) fn costs_by_rows(&self, axes: &Axes, columns: &mut [Over], kinds: bool) {
        if columns.iter().any(|over| over.says() && !over.other) {
            return;
        }
        let costs = |text: &str| self.rules.paid.heads_costs(text) && (kinds || language(text) == Lang::En);
        let heads = |axis: &Axis| axis.path.last().is_some_and(|cell| costs(&cell.read.reading.view.text));
        let mut all = (0..columns.len()).filter(|&n| heads(&axes.columns[n]) && !columns[n].other);
        if let (Some(column), None) = (all.next(), all.next()) {
            columns[column].purse.kind = self.rules.paid.plain_en().cloned();
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

    /// What a column of what was granted is called: 交付額.
    pub(super) fn granted(&self, axis: &Axis) -> Option<String> {
        let text = name::unbroken(&axis.path.last()?.read.reading.view.text);
        self.rules.paid.heads_grants(&text).then(|| outside(&text).trim().to_owned())
    }
}
