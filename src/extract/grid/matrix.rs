//! Marks under the names of ministries: 施策 | 内閣府 | 総務省 over ◎ and ○. Each row is a measure of those whose columns
//! are marked.

use std::rc::Rc;

use crate::record::Form;
use crate::rules::Look;
use crate::text::scan::Named;

use super::super::making::FoundMeasure;
use super::super::statement::By;
use super::super::{Extractor, Found, language, name};
use super::Slots;
use super::axes::Axes;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// A table has so many columns of ministries.
const COLUMNS: usize = 3;
/// What is to be done takes so many characters.
const LEAST: usize = 6;
/// Of so many rows one may hold something else under the ministries: how many marks stand above it.
const OTHERS: usize = 4;

impl Extractor<'_> {
    /// Makes measures of the rows of such a table; gives whether it is one.
    pub(super) fn matrix_rows(&mut self, sheet: &Sheet, axes: &Rc<Axes>, laid: &[Slots]) -> bool {
        let lexicon = self.rules.lexicon();
        let ministry = |cell: &Rc<Cell>| {
            let found = lexicon.find_ministry(cell.read.reading.view.text.trim())?;
            (found < lexicon.ministries().len()).then_some(found)
        };
        // No rule need know the row of their names as a header.
        let heads = |line: &Line| -> Vec<(usize, usize)> {
            let slots = line.slots.iter().enumerate();
            slots.filter_map(|(n, slot)| Some((n, ministry(slot.as_ref()?)?))).collect()
        };
        let mut lines = sheet.headers.iter().chain(&sheet.lines).map(heads);
        let Some(columns) = lines.find(|columns| columns.len() >= COLUMNS) else { return false };
        let last = columns.last().map_or(0, |(n, _)| *n);
        if last >= axes.columns.len() {
            return false;
        }
        let under = |slots: &Slots, n: usize| -> Option<Option<bool>> {
            let cell = slots[n].as_ref().filter(|cell| !matches!(cell.look, Look::Empty | Look::Dash))?;
            Some(lexicon.mark_under(&cell.read.reading.view.text))
        };
        let names = |slots: &Slots| slots[last].as_ref().is_some_and(|cell| ministry(cell).is_some());
        let rows = || laid.iter().filter(|slots| !names(slots));
        let marks =
            |slots: &Slots| -> Vec<Option<bool>> { columns.iter().filter_map(|&(n, _)| under(slots, n)).collect() };
        let all_marks = |slots: &Slots| marks(slots).iter().all(Option::is_some);
        let filled = || rows().filter(|slots| !marks(slots).is_empty());
        let marked = filled().filter(|slots| all_marks(slots)).count();
        if marked == 0 || OTHERS * (filled().count() - marked) > marked {
            return false;
        }
        let first = columns[0].0;
        let length = |n: usize| rows().filter_map(|slots| slots[n].as_ref()).map(|cell| cell.len()).sum::<usize>();
        let Some(words) = (0..first).max_by_key(|&n| length(n)) else { return false };
        let mut made = Vec::new();
        for (line, slots) in sheet.lines.iter().zip(laid) {
            let own = |cell: &&Rc<Cell>| cell.row_is(line) && all_marks(slots);
            let Some(cell) = slots[words].as_ref().filter(own) else { continue };
            let named = columns.iter().filter_map(|&(n, known)| {
                let lead = under(slots, n)??;
                Some(Named { code: lexicon.ministry(known).code.clone(), known: Some(known), lead })
            });
            let ministries: Vec<Named> = named.collect();
            let text = name::clean_text(&cell.read.reading.view.text.replace('\n', ""));
            if ministries.is_empty() || text.chars().count() < LEAST {
                continue;
            }
            let (lang, block, span, at) = (language(&text), line.block, cell.span, Some(cell.at));
            let form = Form::Statement;
            made.push(FoundMeasure { text, form, ministries, block, span, cell: at, by: By::Table, lang });
        }
        self.out.extend(made.into_iter().map(Found::Measure));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn marks_under_ministries_say_who_answers() {
        let text = "節水に関する行動計画\n凡例　◎：主担当　○：関係\n\n番号,施策,内閣府,農林水産省,国土交通省,環境省\n\
            1,雨水を使う建物の設計例を示す,,,◎,○\n2,農業用水の融通の記録を公開する,,◎,○,\n3,地下水の届出を電子化する,◎,,○,○\n";
        assert_eq!(
            said(text),
            [
                "雨水を使う建物の設計例を示す | ◎国 環",
                "農業用水の融通の記録を公開する | ◎農 国",
                "地下水の届出を電子化する | ◎内 国 環"
            ]
        );
        let counted = format!("{text}4,湧水の場所を地図に示す,,,○,◎\n,◎の数,1,1,1,1\n");
        assert_eq!(said(&counted).len(), 4);
        assert!(said("項目,総務省,国土交通省,環境省\n職員の数,12,30,8\n予算の額,◎,40,2\n").is_empty());
    }
}
