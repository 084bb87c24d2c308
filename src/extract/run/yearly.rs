//! 平成26 (基準値) 平成27 平成31 (目標値) 3,823 3,975 4,107: the years of a line one after another, and behind them as many values
//! in the same order. A table's header and its row, of which a dump made one line.

use crate::record::CellRef;
use crate::rules::{Hint, Rules};

use super::super::grid::fact::{Evidence, Fact, Source};
use super::super::grid::path::OWN;
use super::super::grid::values::Year;
use super::super::read::Read;
use super::super::statement::Dated;
use super::facts::hint;
use super::token::{Kind, Token, closing};

/// Fewer years in a row may be those of one value.
const LEAST: usize = 3;

/// What such a line says of its values.
pub(super) enum Yearly {
    /// The year and the role of each of the first values.
    Told(Vec<(Dated, Option<Hint>)>),
    /// Not as many values as years: nobody knows which has which.
    Unknown,
}

/// The years of a tail that begins with several of them.
pub(super) fn yearly(read: &Read, tokens: &[Token], cell: Option<CellRef>, rules: &Rules) -> Option<Yearly> {
    let (mut years, mut at) = (Vec::new(), 0);
    while let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::Period) {
        let view = read.reading.code.view(&token.at);
        let (period, range) = read.period(read.found_at(view.start))?;
        let dated = Dated { period, span: read.reading.view.source(&range), cell };
        at += 1;
        let mut role = None;
        if tokens.get(at).is_some_and(|token| token.kind == Kind::Open) {
            let close = closing(tokens, at);
            let label = tokens[at..close].iter().find(|token| token.kind == Kind::Label)?;
            role = hint(&read.code()[label.at.clone()], rules);
            at = close + 1;
        }
        years.push((dated, role));
    }
    let values = tokens[at.min(tokens.len())..].iter().take_while(|token| token.kind == Kind::Value).count();
    let rising = years.windows(2).all(|pair| pair[0].0.period.end < pair[1].0.period.end);
    if years.len() < LEAST || values == 0 || !rising {
        return None;
    }
    Some(if values == years.len() { Yearly::Told(years) } else { Yearly::Unknown })
}

/// Gives the first values the years and roles, and leaves the others, which stand elsewhere.
pub(super) fn apply(years: Vec<(Dated, Option<Hint>)>, facts: &mut Vec<Fact>) {
    facts.truncate(years.len());
    let based = years.iter().any(|(_, role)| *role == Some(Hint::Baseline));
    let target = years.iter().position(|(_, role)| *role == Some(Hint::Target)).unwrap_or(years.len());
    for (n, (fact, (dated, role))) in facts.iter_mut().zip(years).enumerate() {
        (fact.draft.period, fact.year, fact.draft.relative) = (Some(dated), Year::Own, None);
        fact.evidence.clear();
        fact.column = n;
        let role = match role {
            Some(Hint::Current) if based => Some(Hint::Actual),
            // Between where it started and where it shall be.
            None if based && n < target => Some(Hint::Actual),
            role => role,
        };
        fact.evidence.extend(role.map(|hint| Evidence { hint, weight: OWN, from: Source::Own }));
    }
}
