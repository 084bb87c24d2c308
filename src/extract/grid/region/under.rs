//! What stands under a value in a table of a cell a line and is of it: its year, when in that year it was, a second figure.

use super::super::super::Extractor;
use super::{Line, Look};

impl Extractor<'_> {
    /// How many lines under a value are of it: 5.1% / 平成20年度 / (※平成21年1月現在). `at` is the first of them; `open` is whether
    /// a year without a bracket may be one, as it is not where years have a column.
    pub(super) fn under_value(&self, lines: &[Line], at: usize, open: bool) -> usize {
        let year = |line: &Line| self.cell_of(line).look == Look::Period;
        let bracket = |line: &Line| self.opens_with_bracket(&line.text);
        // 平成20年度 / 5.1%: years stand before the values.
        let before = at.checked_sub(2).is_some_and(|before| year(&lines[before]) && !bracket(&lines[before]));
        let own = |line: &Line| self.cell_of(line).read.bound.iter().any(|bound| bound.period.is_some());
        let mut open = open && !before && !at.checked_sub(1).is_some_and(|value| own(&lines[value]));
        let mut taken = 0;
        while let Some(next) = lines.get(at + taken) {
            let cell = self.cell_of(next);
            let when = !cell.has_value() && cell.years().count() > 0;
            let bracketed = bracket(next) && (when || self.is_second(next));
            if !(bracketed || open && year(next) || self.is_reference(&lines[at + taken..])) {
                break;
            }
            open = false;
            taken += 1;
        }
        taken
    }

    /// (10か所・7市町村) under 7か所・5市町村: a second figure, and no (1)就農者数.
    pub(super) fn is_second(&self, line: &Line) -> bool {
        let text = self.source[line.text.span().range()].trim();
        text.ends_with([')', '）']) && self.cell_of(line).has_value()
    }

    /// 【参考】総合職試験等 / (平成27年度): what a value is told beside, over its year.
    fn is_reference(&self, lines: &[Line]) -> bool {
        let [first, then, ..] = lines else { return false };
        self.opens_with_bracket(&then.text)
            && self.cell_of(then).look == Look::Period
            && self.rules.tables.words.is_watched(&self.source[first.text.span().range()])
    }
}
