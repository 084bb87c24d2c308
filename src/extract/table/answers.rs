//! Who answers for a row: its ministry column, the offices and tags beside its name.

use crate::record::Lang;
use crate::rules::Column;
use crate::text::scan::Named;

use super::super::making::named;
use super::super::{Extractor, language};
use super::Header;
use super::cells;
use super::columns::Columns;
use super::naming::last_bracket;

impl Extractor<'_> {
    /// Who answers for a row: its ministry column, else every mark in its cells.
    pub(super) fn answers(&self, columns: &Columns<'_>) -> Vec<Named> {
        let mut all: Vec<Named> = Vec::new();
        let lexicon = self.rules.lexicon();
        for (read, ..) in columns.of(Column::Ministry) {
            // Ministry of Health, Labour and Welfare; Cabinet Office: words do not part these.
            if language(&read.reading.view.text) == Lang::En {
                let parts =
                    read.reading.view.text.split([';', '/', '\n']).map(str::trim).filter(|part| !part.is_empty());
                all.extend(parts.flat_map(|part| self.english_offices(part)));
                continue;
            }
            // 防災・危機管理部 is one office, 総務省・文部科学省 are two.
            let offices = |word: &str| {
                word.split('・').all(|part| cells::names_office(part, lexicon) || lexicon.find_ministry(part).is_some())
            };
            let words = read.reading.view.words().flat_map(|word| word.split(['、', ',', '/', '(', ')', '【', '】']));
            let parts = words.flat_map(|word| if offices(word) { word.split('・').collect() } else { vec![word] });
            all.extend(parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(|part| self.office(part)));
        }
        if all.is_empty() {
            let counts =
                |n: usize| columns.assigned[n].is_none_or(|at| columns.header.columns[at].role != Some(Column::Ignore));
            let cells = columns.cells.iter().enumerate().filter(|&(n, _)| counts(n));
            all = cells.flat_map(|(_, read)| named(read, &(0..read.reading.view.text.len()))).collect();
        }
        all
    }

    /// 新規就業者数（水産振興課）: the office behind a name answers for it.
    pub(super) fn offices_behind(&self, name: &str, header: &Header) -> (String, Vec<Named>) {
        let Some((bare, inside)) = last_bracket(name) else { return (name.to_owned(), Vec::new()) };
        let told = header.columns.iter().any(|column| {
            column.role == Some(Column::Name) && ["担当", "所管", "部局"].iter().any(|word| column.text.contains(word))
        });
        let office = |part: &str| {
            cells::names_office(part, self.rules.lexicon())
                && (told || part.ends_with(['課', '局', '室', '庁', '省']) || part.ends_with("委員会"))
        };
        let parts: Vec<&str> = inside.split(['、', ',', '・', '/']).map(str::trim).collect();
        if parts.iter().all(|part| office(part)) {
            (bare.to_owned(), parts.into_iter().map(|part| self.office(part)).collect())
        } else {
            (name.to_owned(), Vec::new())
        }
    }

    /// An office by its name or abbreviation, known or not.
    pub(super) fn office(&self, part: &str) -> Named {
        let lexicon = self.rules.lexicon();
        let bare = part.trim_start_matches(['◎', '○']);
        let known = lexicon.find_ministry(bare);
        let code = known.map_or_else(|| bare.to_owned(), |at| lexicon.ministry(at).code.clone());
        Named { code, known, lead: part.starts_with('◎') }
    }

    /// One office, or several parted by commas where each of them is known.
    fn english_offices(&self, text: &str) -> Vec<Named> {
        let whole = self.office(text);
        let parts = || text.split([',']).map(str::trim).filter(|part| !part.is_empty()).map(|part| self.office(part));
        if whole.known.is_none() && parts().all(|part| part.known.is_some()) { parts().collect() } else { vec![whole] }
    }
}
