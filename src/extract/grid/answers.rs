//! Who answers for a row.

use std::rc::Rc;

use crate::record::Lang;
use crate::rules::{Column, Look};
use crate::text::scan::Named;

use super::super::language;
use super::super::making::named;
use super::cell::{Cell, names_office};
use super::row::Reader;

impl Reader<'_, '_> {
    /// Who answers for a row: its column of offices, else every mark in its cells.
    pub fn answers(&self, slots: &[Option<Rc<Cell>>]) -> Vec<Named> {
        let extractor = self.extractor;
        let lexicon = extractor.rules.lexicon();
        let mut all: Vec<Named> = Vec::new();
        for (axis, cell) in self.axes.columns.iter().zip(slots) {
            let Some(cell) = cell.as_ref().filter(|_| axis.kind == Some(Column::Office)) else { continue };
            let text = &cell.read.reading.view.text;
            // Ministry of Health, Labour and Welfare; Cabinet Office: words do not part these.
            if language(text) == Lang::En {
                let parts = text.split([';', '/', '\n']).map(str::trim).filter(|part| !part.is_empty());
                all.extend(parts.flat_map(|part| self.english_offices(part)));
                continue;
            }
            // 防災・危機管理部 is one office, 総務省・文部科学省 are two.
            let offices = |word: &str| {
                word.split('・').all(|part| names_office(part, lexicon) || lexicon.find_ministry(part).is_some())
            };
            let words =
                cell.read.reading.view.words().flat_map(|word| word.split(['、', ',', '/', '(', ')', '【', '】']));
            let parts = words.flat_map(|word| if offices(word) { word.split('・').collect() } else { vec![word] });
            all.extend(parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(|part| extractor.office(part)));
        }
        if all.is_empty() {
            let counts =
                |n: usize| !matches!(self.axes.columns[n].kind, Some(Column::Note | Column::Aside | Column::Index));
            let cells = slots.iter().enumerate().filter(|&(n, _)| counts(n)).filter_map(|(_, cell)| cell.as_ref());
            all = cells.flat_map(|cell| named(&cell.read, &(0..cell.read.reading.view.text.len()))).collect();
        }
        if all.is_empty() {
            let context = self.sheet.context.iter().filter(|(kind, _)| *kind == Column::Office);
            let ministries = context.flat_map(|(_, cell)| {
                cell.read.reading.view.words().flat_map(|word| word.split(['、', '/', ','])).collect::<Vec<_>>()
            });
            all = ministries.map(|part| extractor.office(part)).filter(|office| office.known.is_some()).collect();
        }
        if all.is_empty() && !self.axes.has(Column::Office) {
            // A cell of an office beside values, where the header names no column of offices.
            let cells = slots
                .iter()
                .enumerate()
                .filter(|(n, _)| self.axes.columns[*n].kind.is_none() && Some(*n) != self.axes.name);
            let offices = cells.filter_map(|(_, cell)| cell.as_ref()).filter(|cell| cell.look == Look::Office);
            all = offices
                .flat_map(|cell| cell.read.reading.view.words().flat_map(|word| word.split(['、', ',', '/'])))
                .filter(|part| names_office(part, lexicon))
                .map(|part| extractor.office(part))
                .collect();
        }
        all
    }

    /// One office, or several parted by commas where each of them is known.
    fn english_offices(&self, text: &str) -> Vec<Named> {
        let whole = self.extractor.office(text);
        let parts =
            || text.split([',']).map(str::trim).filter(|part| !part.is_empty()).map(|part| self.extractor.office(part));
        if whole.known.is_none() && parts().all(|part| part.known.is_some()) { parts().collect() } else { vec![whole] }
    }
}
