//! Whether a target was reached, where the record itself allows to say so.
//!
//! No part of the contract: stores and queries derive it. It is said only where target
//! and actual count the same thing and the direction is plain; anything else stays open.

use super::{Comparator, Flag, Indicator, Observation, Role};

/// How a target and what was achieved compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// The actual of the target's year, or the latest before it, meets the target.
    Reached,
    /// The target's year has an actual, and that does not meet it.
    Missed,
}

impl Outcome {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Missed => "missed",
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

impl Indicator {
    /// How one of the record's targets stands; none where it is no target, is still
    /// open, or cannot be compared.
    pub fn outcome(&self, target: &Observation) -> Option<Outcome> {
        let doubtful = [Flag::RoleByOrder, Flag::UnitDiffers, Flag::SeveralValues, Flag::TextDamaged];
        if target.role != Role::Target || self.common.flags.iter().any(|flag| doubtful.contains(flag)) {
            return None;
        }
        let wanted = target.value?.get();
        let due = target.period.as_ref().map(|period| period.end);
        let comparable = |other: &&Observation| {
            other.value.is_some()
                && other.unit == target.unit
                && other.aggregation == target.aggregation
                && other.relative_to.as_ref().map(|p| (p.start, p.end))
                    == target.relative_to.as_ref().map(|p| (p.start, p.end))
        };
        let of_role = |role: Role| self.observations.iter().filter(move |o| o.role == role).filter(comparable);
        let dated = of_role(Role::Actual).filter_map(|o| Some((o.period.as_ref()?.end, o.value?.get())));
        let dated: Vec<(i32, f64)> = dated.collect();
        let after = dated.iter().filter(|(year, _)| due.is_some_and(|due| *year >= due)).min_by_key(|(year, _)| *year);
        let (year, reached) = *after.or_else(|| dated.iter().max_by_key(|(year, _)| *year))?;
        let met = match target.value_max {
            Some(max) => wanted <= reached && reached <= max.get(),
            None => {
                let baseline = of_role(Role::Baseline).find_map(|o| Some(o.value?.get()));
                match direction(target.comparator, wanted, baseline) {
                    Some(Direction::Up) => {
                        reached > wanted || reached == wanted && target.comparator != Comparator::Above
                    }
                    Some(Direction::Down) => {
                        reached < wanted || reached == wanted && target.comparator != Comparator::Below
                    }
                    None if reached == wanted => true,
                    None => return None,
                }
            }
        };
        match due {
            _ if met => Some(Outcome::Reached),
            Some(due) if year >= due => Some(Outcome::Missed),
            _ => None,
        }
    }

    /// The target that lies farthest ahead; the first of several.
    pub fn last_target(&self) -> Option<&Observation> {
        let targets = self.observations.iter().filter(|o| o.role == Role::Target);
        targets.rev().max_by_key(|o| o.period.as_ref().map(|period| period.end))
    }
}

fn direction(comparator: Comparator, wanted: f64, baseline: Option<f64>) -> Option<Direction> {
    match (comparator, baseline) {
        (Comparator::AtLeast | Comparator::Above, _) => Some(Direction::Up),
        (Comparator::AtMost | Comparator::Below, _) => Some(Direction::Down),
        (_, Some(baseline)) if baseline < wanted => Some(Direction::Up),
        (_, Some(baseline)) if baseline > wanted => Some(Direction::Down),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    /// A record with observations as `role comparator value unit year`.
    fn outcome(observations: &[(&str, &str, f64, &str, i32)]) -> Option<Outcome> {
        let list: Vec<serde_json::Value> = observations
            .iter()
            .map(|(role, comparator, value, unit, year)| {
                serde_json::json!({
                    "role": role, "value": value, "value_max": null, "unit": unit, "comparator": comparator,
                    "period": {"start": year, "end": year, "basis": null, "text": ""}, "aggregation": "point",
                    "relative_to": null, "text": "",
                    "evidence": {"page": null, "line": 1, "start": 0, "end": 0, "cell": null, "bbox": null},
                })
            })
            .collect();
        let place = serde_json::json!({"page": null, "line": 1, "start": 0, "end": 0, "cell": null, "bbox": null});
        let mut evidence = place.clone();
        evidence["quote"] = "".into();
        let indicator: Indicator = serde_json::from_value(serde_json::json!({
            "schema": "1", "kind": "indicator", "id": "", "document": {"id": "", "path": "", "title": null},
            "lang": "ja", "ministries": [], "evidence": evidence, "rule": "", "confidence": 1, "flags": [], "name": "",
            "observations": list, "measure": null, "section": [], "repost": false, "provisional": false, "notes": [],
        }))
        .unwrap();
        let target = indicator.observations.iter().find(|o| o.role == Role::Target).unwrap();
        indicator.outcome(target)
    }

    #[test]
    fn the_actual_of_the_targets_year_decides() {
        let target = ("target", "=", 70.0, "社", 2028);
        let base = ("baseline", "=", 11.0, "社", 2023);
        assert_eq!(outcome(&[target, base, ("actual", "=", 71.0, "社", 2028)]), Some(Outcome::Reached));
        assert_eq!(outcome(&[target, base, ("actual", "=", 69.0, "社", 2028)]), Some(Outcome::Missed));
        assert_eq!(outcome(&[target, base, ("actual", "=", 69.0, "社", 2026)]), None);
        assert_eq!(outcome(&[target, base, ("actual", "=", 70.0, "社", 2026)]), Some(Outcome::Reached));
    }

    #[test]
    fn a_target_below_its_baseline_is_reached_from_above() {
        let (target, base) = (("target", "=", 10.0, "%", 2025), ("baseline", "=", 30.0, "%", 2020));
        assert_eq!(outcome(&[target, base, ("actual", "=", 9.0, "%", 2025)]), Some(Outcome::Reached));
        assert_eq!(outcome(&[target, base, ("actual", "=", 11.0, "%", 2025)]), Some(Outcome::Missed));
    }

    #[test]
    fn what_cannot_be_compared_stays_open() {
        let target = ("target", "=", 70.0, "社", 2028);
        assert_eq!(outcome(&[target, ("actual", "=", 71.0, "件", 2028)]), None, "another unit");
        assert_eq!(outcome(&[target, ("actual", "=", 71.0, "社", 2028)]), None, "no direction");
        assert_eq!(outcome(&[target]), None);
        assert_eq!(
            outcome(&[("target", "<=", 5.0, "%", 2025), ("actual", "=", 5.0, "%", 2025)]),
            Some(Outcome::Reached)
        );
    }
}
