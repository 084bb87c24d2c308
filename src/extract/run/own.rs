//! What of a line's name belongs to its values: the first word of a series, a year, a number that counts nothing.

use crate::record::Lang;

use super::super::Extractor;
use super::super::grid::fact::Fact;
use super::super::grid::run::due_before;
use super::super::making::Here;
use super::split::Split;
use crate::text::scan::Value;

impl Extractor<'_> {
    /// 該当者の割合　男性 28.1％　女性 9.4％: spaces are gone, so the first word of a series stands at the name's end.
    pub(super) fn first_series(&self, here: &Here<'_>, split: &mut Split, facts: &mut [Fact]) {
        let open = facts.first().is_some_and(|fact| fact.series.is_none());
        if !open || !facts.iter().any(|fact| fact.series.is_some()) {
            return;
        }
        let code = here.read.code();
        let name = &code[split.name.clone()];
        let known = facts.iter().filter_map(|fact| fact.series.clone()).find(|series| name.ends_with(series.as_str()));
        let part = known.or_else(|| self.rules.tables.words.part_at_end(name).map(str::to_owned));
        let Some(part) = part.filter(|part| part.len() + 4 <= name.len()) else { return };
        split.name.end -= part.len();
        facts[0].series = Some(part);
    }

    /// 基本目標1: a number that touches the word before it counts nothing.
    pub(super) fn is_ordinal(&self, here: &Here<'_>, facts: &[Fact]) -> bool {
        // But 苦情ゼロ: no heading is numbered so.
        let counts = |value: &Value| value.unit.is_none() && value.number != 0.0;
        let bare = |fact: &Fact| fact.draft.period.is_none() && fact.draft.value.as_ref().is_none_or(counts);
        let touches = |fact: &Fact| {
            let before = self.source[..fact.draft.span.start as usize].chars().next_back();
            here.lang == Lang::Ja && before.is_some_and(char::is_alphanumeric)
        };
        facts.iter().all(|fact| bare(fact) && touches(fact))
    }

    /// 2025年度までに移行した自治体数: the year before a name is that of its target.
    pub(super) fn due_in_name(&self, here: &Here<'_>, split: &mut Split, facts: &mut [Fact]) {
        if let Some(end) = due_before(here.read, &split.name, facts, self.rules) {
            split.name.start = end;
        }
    }
}
