//! Years that a header counts, YR1 | YR2 | YR3 or 1年目 | 2年目: a note beside the table tells which they are, YR1 is calendar
//! year 2024. Goals by stages, 中間 | 最終, are dated the same way. Where no text tells they stay open.

use crate::rules::{Hint, Rules};
use crate::text::View;
use crate::text::scan::{Item, Period, scan};

use super::super::Extractor;
use super::super::statement::Dated;
use super::Sheet;
use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;

/// The note stands no more blocks before or behind the table.
const NEAR: usize = 12;
/// A block that tells it is no longer, in bytes, and the year stands so near behind the number.
const LONGEST: usize = 2000;
const BESIDE: usize = 28;

/// The number of a plan's year that a cell of a header is: YR1, 3年目.
pub(super) fn number(cell: &Cell, rules: &Rules) -> Option<u8> {
    let text = cell.read.reading.view.text.trim();
    let (number, end) = rules.lexicon().years.plan_year(text)?;
    text[end..].trim().is_empty().then_some(number)
}

impl Extractor<'_> {
    /// Dates the columns whose headers count the years of a plan.
    pub(super) fn date_counted(&self, sheet: &Sheet, axes: &mut Axes) {
        let counted: Vec<(usize, u8)> = axes
            .columns
            .iter()
            .enumerate()
            .filter(|(_, axis)| axis.year.is_none())
            .filter_map(|(n, axis)| Some((n, axis.path.iter().rev().find_map(|cell| number(cell, self.rules))?)))
            .collect();
        if counted.len() < 2 {
            return;
        }
        let told = self.counted_years(sheet);
        // Told for one year, the others follow; where two are told otherwise nothing is known.
        let base = |&(number, dated): &(u8, Dated)| dated.period.end - i32::from(number);
        let Some(first) = told.first().copied().filter(|first| told.iter().all(|one| base(one) == base(first))) else {
            return;
        };
        for (n, number) in counted {
            let own = told.iter().find(|(own, _)| *own == number).map_or(first, |&own| own);
            let shift = i32::from(number) - i32::from(own.0);
            let Dated { period, .. } = own.1;
            let period = Period { start: period.start + shift, end: period.end + shift, ..period };
            axes.columns[n].year = Some(Dated { period, ..own.1 });
        }
    }

    /// Dates columns of goals without a year by what the text says of such goals: 中間 | 最終.
    pub(super) fn date_stages(&self, sheet: &Sheet, axes: &mut Axes) {
        let Some(block) = sheet.block() else { return };
        let goal = |axis: &&mut Axis| axis.role == Some(Hint::Target) && axis.year.is_none();
        for axis in axes.columns.iter_mut().filter(goal) {
            axis.year = axis.path.iter().find_map(|cell| self.contexts.stage(block, cell.code()));
        }
    }

    /// The years of a plan that the text around a table tells by their numbers: YR1 = FY2025.
    fn counted_years(&self, sheet: &Sheet) -> Vec<(u8, Dated)> {
        let Some(block) = sheet.block() else { return Vec::new() };
        let blocks = &self.document.blocks;
        let near = block.saturating_sub(NEAR)..(block + NEAR).min(blocks.len());
        let mut told: Vec<(u8, Dated)> = Vec::new();
        for one in blocks[near].iter().filter(|one| one.table().is_none() && one.text.span().range().len() <= LONGEST) {
            let view = View::of(self.source, &one.text);
            let text = &view.text;
            let mut found = None;
            for (at, _) in text.char_indices().filter(|&(at, _)| !text[..at].ends_with(char::is_alphanumeric)) {
                let Some((number, len)) = self.rules.lexicon().years.plan_year(&text[at..]) else { continue };
                let found = found.get_or_insert_with(|| scan(text, self.rules.lexicon(), &[]));
                let behind = at + len;
                let next = found.iter().find(|one| one.range.start >= behind && one.range.start <= behind + BESIDE);
                let Some((range, Item::Period(period))) = next.map(|one| (&one.range, &one.item)) else { continue };
                let parted = text[behind..range.start].contains([',', ';', '、', '。', '.']);
                if !parted && period.end - period.start <= 1 && told.iter().all(|(other, _)| *other != number) {
                    told.push((number, Dated { period: *period, span: view.source(range), cell: None }));
                }
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    const TABLE: &str =
        "Results framework\n\n| Indicator | Baseline (2023) | Target YR1 | Target YR2 |\n|---|---|---|---|\n";
    const ROWS: &str = "| Boreholes drilled | 118 | 160 | 240 |\n| Latrines built | 12 | 40 | 95 |\n";

    #[test]
    fn a_note_tells_which_years_are_counted() {
        let counted = TABLE.replace("Target YR", "YR");
        let records = said(&format!("{counted}{ROWS}\nNotes: YR1 is calendar year 2024. Targets are cumulative.\n"));
        assert!(records[0].contains("160 2024") && records[0].contains("240 2025"), "{records:?}");
    }

    #[test]
    fn without_a_note_they_stay_open() {
        let counted = TABLE.replace("Target YR", "YR");
        let records = said(&format!("{counted}{ROWS}"));
        assert!(records.iter().all(|record| !record.contains("2024")), "{records:?}");
    }
}
