//! The document's own year: what lies after it is promised, what lies before is measured.

use std::cell::OnceCell;

use crate::layout::{Document, Kind, Row, Span, Table, Text};
use crate::record::Lang;
use crate::rules::{Class, Rules};
use crate::source::Source;
use crate::text::View;
use crate::text::scan::{Basis, Found, Item, scan};

use super::language;

/// How many of the first blocks are the first page.
const FIRST_BLOCKS: usize = 12;
/// A title stands among the first so many.
const TITLE_BLOCKS: usize = 3;
/// A line of a title page is no longer than this, in characters.
const LONGEST_LINE: usize = 90;

/// So many years in one line are the head of a table.
const HEAD: usize = 3;
/// What stands beside them there is no longer, in characters.
const LABELS: usize = 16;

/// The fiscal year of a document, found when it is first asked for.
pub(super) struct DocumentYear<'a> {
    source: &'a Source,
    document: &'a Document,
    rules: &'a Rules,
    found: OnceCell<Option<i32>>,
    told: OnceCell<Option<i32>>,
}

/// The first rows of a table with a single cell: its title, as spreadsheets have it.
fn titles(table: &Table) -> Vec<&Text> {
    let title = |row: &'_ Row| {
        let mut filled = row.cells.iter().filter(|cell| !cell.text.is_empty());
        filled.next().is_some() && filled.next().is_none()
    };
    let rows = table.rows.iter().take_while(|row| title(row));
    rows.flat_map(|row| row.cells.iter().map(|cell| &cell.text).filter(|text| !text.is_empty())).collect()
}

impl<'a> DocumentYear<'a> {
    pub fn new(source: &'a Source, document: &'a Document, rules: &'a Rules) -> Self {
        Self { source, document, rules, found: OnceCell::new(), told: OnceCell::new() }
    }

    /// From the manifest, else the first page, else the latest dated decision in the text.
    pub fn get(&self) -> Option<i32> {
        *self.found.get_or_init(|| {
            self.source.manifest.fiscal_year().or_else(|| self.first_page()).or_else(|| self.latest_event())
        })
    }

    /// The year, or where none is told the last of the years that the text names one after another:
    /// what is reported is told year by year, what is promised leaps.
    pub fn near(&self) -> Option<i32> {
        let run = *self.told.get_or_init(|| {
            let due = self.rules.sentences.words(Class::EnUntil);
            let run = last_of_run(&self.source.text, due);
            // Strategy 2025-2032: it was written when it began, whatever years it names.
            run.map(|run| self.span_of_title().map_or(run, |start| run.min(start)))
        });
        match (self.get(), run) {
            // 2040年時点において: what the first page names may be far ahead.
            (Some(year), Some(run)) if year > run + AHEAD => Some(run),
            (year, run) => year.or(run),
        }
    }

    fn first_page(&self) -> Option<i32> {
        let lines = self.document.blocks.iter().take(FIRST_BLOCKS).flat_map(|block| match &block.kind {
            Kind::Table(table) => titles(table),
            _ => vec![&block.text],
        });
        for line in lines {
            let view = View::of(&self.source.text, line);
            if view.text.chars().count() > LONGEST_LINE {
                continue;
            }
            let found = scan(&view.text, self.rules.lexicon(), &[]);
            let in_head = |found: &Found| {
                let span = view.source(&found.range);
                line.pieces.iter().any(|piece| piece.span.contains(span) && self.is_head_of_table(piece.span))
            };
            let of_value = |period: &Found| {
                let mut before = found.iter().filter(|one| {
                    matches!(&one.item, Item::Value(value) if value.unit.is_some())
                        && one.range.end < period.range.start
                });
                let gap = before.next_back().map(|value| view.text[value.range.end..period.range.start].trim());
                let alone = view.text[period.range.end..].trim_start().starts_with([')', '〕', ']']);
                alone && gap.is_some_and(|gap| matches!(gap, "(" | "〔" | "["))
            };
            for found in &found {
                let Item::Period(period) = found.item else { continue };
                // 30か所（2030年度）: the year of a value.
                if of_value(found) {
                    continue;
                }
                let after = &view.text[found.range.end..];
                let law = self.rules.sentences.begins(after, Class::Law).is_some();
                // 2030年度までに80%: a deadline on the first page is no date.
                let due = self.rules.sentences.begins(after, Class::Due).is_some();
                // June 14, 2021
                let dated = period.basis.is_some() || self.rules.lexicon().dates(&view.text[..found.range.start]);
                if dated && !law && !due && !in_head(found) {
                    return Some(fiscal(period.start, period.basis, &view.text[found.range.clone()]));
                }
            }
        }
        None
    }

    /// R4年度 R5年度 R6年度 目標: whether a line is nothing but years with few words beside them, and dates nothing.
    fn is_head_of_table(&self, line: Span) -> bool {
        let text = crate::text::nfkc(&self.source.text[line.range()]);
        let found = scan(&text, self.rules.lexicon(), &[]);
        let years = found.iter().filter(|found| matches!(found.item, Item::Period(_)));
        let told: Vec<usize> = years.map(|found| text[found.range.clone()].chars().count()).collect();
        let rest = text.chars().count().saturating_sub(told.iter().sum());
        told.len() >= HEAD && rest <= LABELS
    }

    /// The first year of the span in a title: Digital Strategy 2025-2032, 2024 to 2034.
    fn span_of_title(&self) -> Option<i32> {
        self.document.blocks.iter().take(TITLE_BLOCKS).find_map(|block| {
            let view = View::of(&self.source.text, &block.text);
            if view.text.chars().count() > LONGEST_LINE || language(&view.text) != Lang::En {
                return None;
            }
            scan(&view.text, self.rules.lexicon(), &[]).into_iter().find_map(|found| match found.item {
                Item::Period(period) if period.start < period.end => Some(period.start),
                _ => None,
            })
        })
    }

    /// The latest day on which something was decided or published.
    fn latest_event(&self) -> Option<i32> {
        let mut latest = None;
        for block in &self.document.blocks {
            let text = &self.source.text[block.text.span().range()];
            if !self.rules.sentences.holds(text, Class::Decided) {
                continue;
            }
            let view = View::of(&self.source.text, &block.text);
            for found in scan(&view.text, self.rules.lexicon(), &[]) {
                if let Item::Period(period) = found.item
                    && view.text[found.range.clone()].ends_with('日')
                {
                    latest = latest.max(Some(fiscal(period.start, period.basis, &view.text[found.range])));
                }
            }
        }
        latest
    }
}

/// The end of the longest run of years without a gap; the earlier of two as long. A year behind one of
/// the words `due` is a deadline and tells nothing of when the text was written: by 2030.
fn last_of_run(text: &str, due: &[String]) -> Option<i32> {
    let digit = |c: char| c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32));
    let mut years: std::collections::BTreeMap<i32, u32> = std::collections::BTreeMap::new();
    let (mut number, mut len) = (0u32, 0usize);
    let is_due = |before: &str| {
        let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        due.iter().any(|due| due.eq_ignore_ascii_case(word))
    };
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if let Some(value) = digit(c) {
            number = number.wrapping_mul(10).wrapping_add(value);
            len += 1;
            continue;
        }
        if len == 4 && (EARLIEST..LATEST).contains(&number) && !text.get(..at - len).is_some_and(is_due) {
            *years.entry(number as i32).or_default() += 1;
        }
        (number, len) = (0, 0);
    }
    let mut best: Option<(usize, i32)> = None;
    for &end in years.keys() {
        let run = (0..).take_while(|back| years.contains_key(&(end - back))).count();
        if !years.contains_key(&(end + 1)) && run >= SHORTEST && best.is_none_or(|(longest, _)| run > longest) {
            best = Some((run, end));
        }
    }
    best.map(|(_, end)| end)
}

/// Numbers that are years of a document's time.
const EARLIEST: u32 = 1980;
const LATEST: u32 = 2070;
/// A document is dated no more years behind what it reports.
const AHEAD: i32 = 2;
/// Fewer years in a row tell nothing.
const SHORTEST: usize = 2;

/// A day from January to March belongs to the fiscal year before.
fn fiscal(year: i32, basis: Option<Basis>, text: &str) -> i32 {
    let month = text
        .split('月')
        .next()
        .and_then(|before| before.rsplit(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty()))
        .and_then(|digits| digits.parse::<i32>().ok());
    let early = text.contains('月') && month.is_some_and(|month| (1..=3).contains(&month));
    if early && basis == Some(Basis::Calendar) { year - 1 } else { year }
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::rules::Rules;
    use crate::source::Source;

    #[test]
    fn a_title_in_the_first_rows_of_a_spreadsheet_dates_it() {
        let rules = Rules::built_in();
        let rows = "指標\t単位\t令和4年度\t令和8年度\n就農者数\t人\t98\t150\n農家数\t戸\t12\t20\n";
        let roles = |title: &str| {
            let text = format!("{title}\t\t\t\n{rows}");
            extract(&Source::from_text("plan", &text), &rules).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let dated = roles("数値目標一覧（令和6年3月）");
        assert!(dated.iter().all(|record| record.contains("baseline") && record.contains("target")), "{dated:?}");
        assert_eq!(dated.len(), 2);
        assert!(roles("数値目標一覧").is_empty());
    }

    #[test]
    fn the_head_of_a_table_dates_nothing() {
        let rules = Rules::built_in();
        let text =
            "実績の推移\nR４年度 R５年度 R６年度 目標\n下水道処理\n人口普及率 93.1％ 93.2％ 93.4％ R8までに\n93.8%\n";
        let found = extract(&Source::from_text("plan", text), &rules);
        let told = found.iter().map(ToString::to_string).collect::<String>();
        assert!(told.contains("actual 93.4 % 2024 | target 93.8 % 2026"), "{told}");
    }
}
