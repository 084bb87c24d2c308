//! Rows of one table that came out with one name and other values count other things: Road deaths | Deaths of children,
//! Road deaths | Deaths of cyclists. What tells them apart was not seen, so none of them is sure.

use std::collections::HashMap;

use crate::record::Flag;

use super::super::statement::Statement;
use super::Made;

/// How sure rows of one name are.
const NAMESAKE: f64 = 0.8;

/// The same of 88% and 1,204 under one name: what was wrapped went to the wrong row.
const SHIFTED: f64 = 0.5;

/// What tells rows of one name apart, or shows that one only says the other again.
struct Own {
    numbers: Vec<u64>,
    unit: Option<String>,
    measure: Option<String>,
}

impl Own {
    fn of(statement: &Statement) -> Self {
        let values = || statement.observations.iter().filter_map(|draft| draft.value.as_ref());
        Self {
            numbers: values().map(|value| value.number.to_bits()).collect(),
            unit: values().find_map(|value| value.unit.clone()),
            measure: statement.measure.clone(),
        }
    }

    /// How sure both are if only the numbers differ, or one of them counts what has no unit.
    fn namesake(&self, other: &Self) -> Option<f64> {
        let shifted = self.unit.is_none() != other.unit.is_none();
        let alike = self.numbers != other.numbers && self.measure == other.measure;
        (alike && (shifted || self.unit == other.unit)).then_some(if shifted { SHIFTED } else { NAMESAKE })
    }
}

/// Doubts the statements of rows that nothing tells apart.
pub(super) fn doubt(made: &mut [Made]) {
    let mut told: HashMap<&str, Own> = HashMap::new();
    let mut twice: HashMap<String, f64> = HashMap::new();
    for statement in made.iter().flat_map(|one| if let Made::Statements(all) = one { all.as_slice() } else { &[] }) {
        let own = Own::of(statement);
        let Some(before) = told.get(statement.name.as_str()) else {
            told.insert(&statement.name, own);
            continue;
        };
        if let Some(sure) = before.namesake(&own) {
            let least = twice.entry(statement.name.clone()).or_insert(sure);
            *least = least.min(sure);
        }
    }
    let all =
        made.iter_mut().flat_map(|one| if let Made::Statements(all) = one { all.as_mut_slice() } else { &mut [] });
    for statement in all {
        let Some(&sure) = twice.get(&statement.name) else { continue };
        statement.sure = statement.sure.min(sure);
        if !statement.flags.contains(&Flag::NameDoubtful) {
            statement.flags.push(Flag::NameDoubtful);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::record::{Flag, Record};
    use crate::source::Source;

    use super::super::desk::rules;

    fn doubted(text: &str) -> Vec<bool> {
        let records = extract(&Source::from_text("test", text), rules());
        records.iter().map(|record: &Record| record.common().flags.contains(&Flag::NameDoubtful)).collect()
    }

    #[test]
    fn rows_that_only_an_unseen_cell_tells_apart_are_doubted() {
        let table = |second: &str| {
            format!(
                "Plan 2024\n\n| Indicator | Baseline 2022 | Target 2030 |\n|---|---|---|\n| Road deaths | 120 | 60 |\n{second}"
            )
        };
        assert_eq!(doubted(&table("| Road deaths | 80 | 40 |\n")), [true, true]);
        assert_eq!(doubted(&table("| Road deaths | 80% | 40% |\n")), [true, true]);
        assert_eq!(doubted(&table("| Road injuries | 80 | 40 |\n")), [false, false]);
        assert!(!doubted(&table("| Road deaths | 120 | 60 |\n")).contains(&true));
    }
}
