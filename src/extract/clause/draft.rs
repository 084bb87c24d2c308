//! A value that a sentence states, made ready for a record: its role, year, span, bound and sum.

use crate::record::{Lang, Role};
use crate::rules::{Class, Sentences};
use crate::text::scan::{Aggregation, Comparator, Item, Period};

use super::super::making::Here;
use super::super::read::Read;
use super::super::statement::{Dated, Draft};
use super::join::Seen;

pub(super) fn unit(read: &Read, value: usize) -> Option<String> {
    match &read.reading.found[value].item {
        Item::Value(value) => value.unit.clone(),
        _ => None,
    }
}

pub(super) fn dated(here: &Here<'_>, at: Option<usize>) -> Option<Dated> {
    let (period, range) = here.read.period(at)?;
    Some(Dated { period, span: here.read.reading.view.source(&range), cell: None })
}

pub(super) fn draft(here: &Here<'_>, seen: &Seen, data: &Sentences) -> Draft {
    let read = here.read;
    let found = &read.reading.found[seen.value];
    let dated = |at: Option<usize>| dated(here, at);
    let Item::Value(value) = &found.item else {
        // 2030年までに増加させる: its year is all that is found; carbon neutral by 2050 has words for it.
        let said = seen.words.as_ref().unwrap_or(&found.range);
        let words = Draft::words(Role::Target, read.reading.view.source(said), here.cell);
        return Draft { period: dated(seen.period), relative: dated(seen.against), ..words };
    };
    let mut draft = Draft::value(read, value, &found.range, seen.role, here.cell);
    // No class shall have more than 50 pupils: at most.
    let turned = |said: &Comparator| draft.comparator == Comparator::Above && *said == Comparator::AtMost;
    let said = |said: &Comparator| draft.comparator == Comparator::Equal || *said == Comparator::Equal || turned(said);
    draft.comparator = seen.comparator.filter(said).unwrap_or(draft.comparator);
    draft.period = dated(seen.period);
    draft.relative = dated(seen.against);
    if let (Some(from), Some(to)) = (dated(seen.from), draft.period.as_mut()) {
        // 令和7年度から令和11年度までの累計
        let end = seen.period.map_or(0, |at| read.reading.found[at].range.end);
        let behind: String = read.reading.view.text[end..].chars().take(BEHIND).collect();
        // 2,400 km between 2025 and 2034: what is counted over a span is its sum.
        let spanned = here.lang == Lang::En && !seen.annual;
        if draft.aggregation.is_none() && (spanned || data.holds(&behind, Class::Summed)) {
            draft.aggregation = Some(Aggregation::Cumulative);
        }
        let sums = seen.annual || draft.aggregation.is_some();
        if sums {
            to.period = Period { start: from.period.start, ..to.period };
        } else {
            draft.relative = draft.relative.or(Some(from));
        }
    }
    if seen.annual && draft.aggregation.is_none() {
        draft.aggregation = Some(Aggregation::Annual);
    }
    if let Some(Item::Years(years)) = seen.years.map(|at| &read.reading.found[at].item) {
        draft.years = Some(*years).filter(|_| draft.aggregation != Some(Aggregation::Annual));
    }
    draft
}

/// までの累計 has so many characters.
const BEHIND: usize = 5;
