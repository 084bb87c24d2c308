//! A record on one line, for people: what rule tests expect and `eval` shows.
//!
//! `創薬ベンチャー採択件数 | target 70 社 2028 | baseline 11 社 2023`

use std::fmt;

use super::{Aggregation, Comparator, Indicator, Measure, Ministry, Observation, Period, Programme, Record, Role};

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Indicator(record) => record.fmt(f),
            Self::Measure(record) => record.fmt(f),
            Self::Programme(record) => record.fmt(f),
        }
    }
}

impl fmt::Display for Indicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.observations.iter().try_for_each(|observation| write!(f, " | {observation}"))
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.text, ministries(&self.common.ministries))
    }
}

impl fmt::Display for Programme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.name, ministries(&self.common.ministries))?;
        for budget in &self.budgets {
            let amount = budget.amount_jpy.map_or("-".to_owned(), |amount| amount.to_string());
            let year = budget.fiscal_year.map_or("-".to_owned(), |year| year.to_string());
            write!(f, " | {amount} {year} {}", budget.kind)?;
        }
        Ok(())
    }
}

fn ministries(list: &[Ministry]) -> String {
    let codes: Vec<String> = list.iter().map(|m| format!("{}{}", if m.lead { "◎" } else { "" }, m.code)).collect();
    if codes.is_empty() { String::new() } else { format!(" | {}", codes.join(" ")) }
}

impl fmt::Display for Observation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.role)?;
        if self.value.is_none() {
            f.write_str(" in words")?;
        }
        if self.comparator != Comparator::Equal {
            write!(f, " {}", self.comparator)?;
        }
        if let Some(value) = self.value {
            write!(f, " {value}")?;
        }
        if let Some(max) = self.value_max {
            write!(f, "..{max}")?;
        }
        if let Some(unit) = &self.unit {
            write!(f, " {unit}")?;
        }
        if let Some(period) = &self.period {
            write!(f, " {period}")?;
        }
        if self.aggregation != Aggregation::Point {
            write!(f, " {}", self.aggregation)?;
        }
        if let Some(relative) = &self.relative_to {
            write!(f, " against {relative}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.start)?;
        if self.end == self.start { Ok(()) } else { write!(f, "-{}", self.end) }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::Actual => "actual",
        })
    }
}
