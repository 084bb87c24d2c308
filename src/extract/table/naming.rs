//! What a row counts and in which unit: its name cell, and what stands behind the name and above the table.

use crate::chars::{begins_with_particle, is_kanji, open_brackets};
use crate::record::{Aggregation, CellRef};
use crate::rules::Column;
use crate::text::scan::Item;

use super::super::read::Read;
use super::super::statement::Draft;
use super::super::{Extractor, name};
use super::cells::{self, Given};
use super::columns::{Carried, Columns};

/// （単位：千人） is no longer than this, in bytes.
const LONGEST_UNIT_LINE: usize = 60;

impl Extractor<'_> {
    /// The name of a row: its own cell's, or the merged one above.
    pub(super) fn row_name<'r>(
        &self,
        columns: &Columns<'r>,
        carried: &mut Carried,
    ) -> Option<(String, &'r Read, CellRef)> {
        let filled =
            |role| columns.of(role).find(|(read, ..)| !read.code().is_empty()).map(|(read, _, cell)| (read, cell));
        let Some((read, cell)) = filled(Column::Name).or_else(|| filled(Column::Kpi)) else {
            // A merged cell leaves the name to the rows below it, where its own place is empty or covered.
            let left_empty = columns.of(Column::Name).next().is_some() || columns.row.cells.first()?.column > 0;
            if !left_empty {
                return None;
            }
            let first = columns.cells.iter().position(|read| !read.code().is_empty())?;
            return carried.name.clone().map(|name| (name, &columns.cells[first], columns.cell(first)));
        };
        let text = read.reading.words(&(0..before_mark(read))).replace('\n', "");
        let own = tags(strip_number(&text)).1.to_owned();
        // A name that was broken off above, in a row without values.
        let broken = |before: &String| open_brackets(0, before) > 0 || begins_with_particle(&own);
        let written = match carried.broken_off.take().filter(broken) {
            Some(before) => before + &own,
            None => own,
        };
        let name = name::clean(&written);
        carried.broken_off = Some(written);
        carried.name = Some(name.clone());
        (name.chars().count() >= 2).then_some((name, read, cell))
    }

    /// ごみ排出量（g）: the unit behind a name, where the values have none or the same.
    pub(super) fn unit_behind(&self, name: String, values: &[Given]) -> (String, Option<String>) {
        let Some((bare, inside)) = last_bracket(&name) else { return (name, None) };
        // （名目、億円）: the unit stands last, and the name keeps what stands before it.
        if let Some((_, unit)) = inside.rsplit_once(['、', ','])
            && cells::unit(unit.trim(), self.rules.lexicon()).is_some()
            && values.iter().all(|given| given.draft.value.as_ref().is_none_or(|value| value.unit.is_none()))
        {
            let unit = unit.trim().to_owned();
            return (name, Some(unit));
        }
        let labelled = inside.strip_prefix("単位").map(|unit| unit.trim_start_matches([':', '：', ' ']));
        let unit = labelled.unwrap_or(inside);
        let Some(one) = cells::unit(unit, self.rules.lexicon()) else { return (name, None) };
        // 設置数（小学校）: of schools, not so many schools.
        let counts = labelled.is_some()
            || !unit.chars().all(is_kanji)
            || unit.starts_with(['十', '百', '千', '万', '億', '兆'])
            || unit.chars().count() == 1 && !"市町村区県国".contains(unit);
        let wants = values
            .iter()
            .filter_map(|given| given.draft.value.as_ref())
            .any(|value| value.unit.is_none() || value.unit == one.unit);
        if counts && wants && bare.chars().count() >= 2 {
            (bare.to_owned(), Some(unit.to_owned()))
        } else {
            (name, None)
        }
    }

    /// （単位：人） on the line above a table.
    pub(super) fn unit_above(&self, block: usize) -> Option<String> {
        let above = &self.document.blocks[block.checked_sub(1)?];
        if above.text.span().range().len() > LONGEST_UNIT_LINE {
            return None;
        }
        let text = crate::text::nfkc(&above.text.plain(self.source));
        let unit = text.trim().trim_matches(['(', ')', '[', ']', '【', '】']).strip_prefix("単位")?;
        let unit = unit.trim_start_matches([':', ' ']).trim();
        cells::unit(unit, self.rules.lexicon()).map(|_| unit.to_owned())
    }
}

/// A name and what stands in the bracket at its end.
pub(super) fn last_bracket(name: &str) -> Option<(&str, &str)> {
    [('(', ')'), ('[', ']'), ('〔', '〕')].into_iter().find_map(|(open, close)| {
        let inner = name.strip_suffix(close)?;
        let at = inner.rfind(open)?;
        Some((name[..at].trim_end(), inner[at + open.len_utf8()..].trim()))
    })
}

/// 参加者数（R3～R7の累計）: what the years in a name's bracket sum.
pub(super) fn summed_in_name(read: &Read) -> Option<Aggregation> {
    read.reading.found.iter().find_map(|found| match &found.item {
        Item::Period(period) => period.aggregation,
        _ => None,
    })
}

/// Where a name ends: at the mark of ministries behind it, 頭数（内閣府、文部科学省）, else with its cell.
fn before_mark(read: &Read) -> usize {
    let end = read.reading.view.text.trim_end().len();
    let marks = read.reading.found.iter().rev();
    let behind = marks.filter(|found| matches!(found.item, Item::Ministries(_)));
    behind.fold(end, |end, mark| {
        let between = read.reading.view.text.get(mark.range.end..end);
        let ends = mark.range.start > 0 && between.is_some_and(|between| between.trim().is_empty());
        if ends { mark.range.start } else { end }
    })
}

/// Gives a bare number the unit of the unit column; 万円 there multiplies it out.
pub(super) fn give_unit(draft: &mut Draft, unit: Option<&str>, extractor: &Extractor<'_>) {
    let (Some(value), Some(unit)) = (&mut draft.value, unit) else { return };
    if value.unit.is_some() {
        return;
    }
    match cells::unit(unit, extractor.rules.lexicon()) {
        Some(one) => {
            value.number *= one.number;
            value.max = value.max.map(|max| max * one.number);
            value.unit = one.unit;
            draft.aggregation = draft.aggregation.or(one.aggregation);
        }
        None => value.unit = Some(crate::text::nfkc(unit)),
    }
}

/// `1 本社・本社機能の立地件数`: the running number before a name is no part of it, nor is ①.
fn strip_number(text: &str) -> &str {
    let text = text.trim_start().trim_start_matches(|c: char| matches!(c, '①'..='⑳' | '⑴'..='⒇' | '❶'..='❿'));
    let digits = text.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text.trim_start()[digits..];
    if (1..=3).contains(&digits) && rest.starts_with(' ') { rest.trim_start() } else { text }
}

/// The tags around a name: those before it name its sector, those behind it an office.
/// 【農業】新規就農者数【農林】
pub(super) fn tags(text: &str) -> (Vec<&str>, &str, Vec<&str>) {
    let (mut rest, mut before, mut behind) = (text.trim(), Vec::new(), Vec::new());
    while let Some((tag, more)) = rest.strip_prefix('【').and_then(|inner| inner.split_once('】')) {
        if more.trim().is_empty() {
            break;
        }
        before.push(tag);
        rest = more.trim_start();
    }
    while let Some((more, tag)) = rest.strip_suffix('】').and_then(|inner| inner.rsplit_once('【')) {
        if more.trim().is_empty() || tag.chars().count() > LONGEST_TAG {
            break;
        }
        behind.insert(0, tag);
        rest = more.trim_end();
    }
    (before, rest, behind.into_iter().flat_map(|tag| tag.split(['、', ',', '・', '/'])).collect())
}

/// An office's abbreviation is no longer than this, in characters.
const LONGEST_TAG: usize = 12;
