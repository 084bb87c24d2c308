//! A value with all that is known of it, and what speaks for its role.

use crate::record::Role;
use crate::rules::Hint;

use super::super::statement::Draft;
use super::axes::role;
use super::cell::{add, best};
use super::settle::By;
use super::values::Year;

/// Where evidence for a role comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Source {
    Label,
    Header,
    Own,
    Vote,
}

/// Something that speaks for a role.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Evidence {
    pub hint: Hint,
    pub weight: f32,
    pub from: Source,
}

/// A value with all that is known of it.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Fact {
    pub series: Option<String>,
    pub draft: Draft,
    pub evidence: Vec<Evidence>,
    pub column: usize,
    pub role: Option<Role>,
    pub by: By,
    pub(in crate::extract) year: Year,
    /// Words speak for another role nearly as loudly, or two headers name different years.
    pub doubtful: bool,
}

impl Fact {
    pub fn end(&self) -> Option<i32> {
        self.draft.period.map(|dated| dated.period.end)
    }

    /// Whether a header or a label speaks of it.
    pub fn worded(&self) -> bool {
        self.evidence.iter().any(|one| one.from != Source::Vote)
    }

    /// Whether a header or a label says just this of it.
    pub fn says(&self, hint: Hint) -> bool {
        self.evidence.iter().any(|one| one.from != Source::Vote && one.hint == hint)
    }

    /// Sums what speaks for each role.
    pub fn sum(&mut self) {
        let mut sums: Vec<(Hint, f32)> = Vec::new();
        for one in &self.evidence {
            let hint = if one.hint == Hint::Current { Hint::Baseline } else { one.hint };
            add(&mut sums, hint, one.weight);
        }
        let best = best(&sums);
        self.role = best.map(|(hint, _)| role(hint));
        self.by = match best {
            None => By::Alone,
            Some(_) if self.worded() => By::Word,
            Some(_) => By::Column,
        };
        let second = sums.iter().filter(|one| Some(one.0) != best.map(|best| best.0)).map(|one| one.1);
        let second = second.fold(0.0, f32::max);
        self.doubtful |= best.is_some_and(|(_, weight)| second > 0.6 * weight);
    }

    #[cfg(test)]
    pub fn for_test(year: Option<i32>) -> Self {
        use crate::extract::statement::Dated;
        use crate::layout::Span;
        use crate::text::scan::Period;
        let span = Span::new(0, 0);
        let mut draft = Draft::words(Role::Target, span, None);
        draft.role = None;
        let period = |year| Period { start: year, end: year, basis: None, aggregation: None, open: None };
        draft.period = year.map(|year| Dated { period: period(year), span, cell: None });
        Self {
            series: None,
            draft,
            evidence: Vec::new(),
            column: 0,
            role: None,
            by: By::Alone,
            year: Year::None,
            doubtful: false,
        }
    }
}
