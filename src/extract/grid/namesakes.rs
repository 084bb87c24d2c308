//! Rows of one table that came out with one name and other values count other things: Road deaths | Deaths of children,
//! Road deaths | Deaths of cyclists. What tells them apart was not seen, so none of them is sure.

use std::collections::{HashMap, HashSet};

use crate::record::Flag;

use super::super::statement::Statement;
use super::Made;

/// How sure rows of one name are.
const NAMESAKE: f64 = 0.8;

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

    /// Whether only the numbers differ.
    fn is_namesake(&self, other: &Self) -> bool {
        self.numbers != other.numbers && self.unit == other.unit && self.measure == other.measure
    }
}

/// Doubts the statements of rows that nothing tells apart.
pub(super) fn doubt(made: &mut [Made]) {
    let mut told: HashMap<&str, Own> = HashMap::new();
    let mut twice: HashSet<String> = HashSet::new();
    for statement in made.iter().flat_map(|one| if let Made::Statements(all) = one { all.as_slice() } else { &[] }) {
        let own = Own::of(statement);
        match told.get(statement.name.as_str()) {
            Some(before) if before.is_namesake(&own) => {
                twice.insert(statement.name.clone());
            }
            Some(_) => {}
            None => {
                told.insert(&statement.name, own);
            }
        }
    }
    let all =
        made.iter_mut().flat_map(|one| if let Made::Statements(all) = one { all.as_mut_slice() } else { &mut [] });
    for statement in all.filter(|one| twice.contains(&one.name) && !one.flags.contains(&Flag::NameDoubtful)) {
        statement.flags.push(Flag::NameDoubtful);
        statement.sure = statement.sure.min(NAMESAKE);
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
        assert_eq!(doubted(&table("| Road injuries | 80 | 40 |\n")), [false, false]);
        assert!(!doubted(&table("| Road deaths | 120 | 60 |\n")).contains(&true));
    }
}
