//! A run: a name, and behind it values with labels, arrows and brackets, all in one line or cell.
//!
//! `採択件数 70社 (R10) 11社 (R5)`, `受診率 現状：27.5％（H27） → 目標：20％以下（H34）`: labels and years are
//! facets of the values that they stand beside, as headers and columns are in a table.

use crate::rules::{Hint, Rules, Says as Tells, Token};
use crate::text::Range;
use crate::text::code::{is_symbol, is_value, symbol};

use super::super::read::Read;
use super::super::statement::Dated;
use super::cell::{Says, facets};
use super::fact::{Evidence, Fact, Source};
use super::path::OWN;
use super::settle::By;
use super::values::{Given, values_in};
use crate::record::CellRef;

/// What is left of the words among the values is no more than this, in characters.
const LEFT: usize = 3;
/// What stands before the values is a sentence if it is longer, in characters.
const LONGEST: usize = 90;
/// How much an arrow says of the values on its sides.
const ARROW: f32 = 3.0;

/// A name and its values.
#[derive(Debug)]
pub(in crate::extract) struct Run {
    /// The name, in the view.
    pub name: Range,
    pub facts: Vec<Fact>,
}

/// Takes a text apart, if it is a name with its values behind it.
pub(in crate::extract) fn run(read: &Read, cell: Option<CellRef>, rules: &Rules) -> Option<Run> {
    let code = read.code();
    if !code.contains(is_value) {
        return None;
    }
    let cut = cut(code, rules)?;
    let given = values_in(read, cut..code.len(), cell, rules);
    if given.is_empty() {
        return None;
    }
    let mut facts: Vec<Fact> = given.into_iter().map(|given| fact(given, rules)).collect();
    arrows(&code[cut..], &mut facts, rules);
    super::path::unshare(&mut facts);
    let start = due_before(read, &(0..cut), &mut facts, rules).unwrap_or(0);
    Some(Run { name: read.reading.code.view(&(start..cut)), facts })
}

/// 2025年度までに移行した自治体数: the year before a name is that of its targets. Where the name begins behind it, in the
/// code.
pub(in crate::extract) fn due_before(read: &Read, name: &Range, facts: &mut [Fact], rules: &Rules) -> Option<usize> {
    let text = &read.code()[name.clone()];
    let due = rules.lines.of(Tells::Due).find_map(|rule| rule.find(text)).filter(|hit| hit.start == 0);
    // 2030年度の受診率の目標: a year that no word makes a deadline is one where a goal lacks its own.
    let open = |fact: &Fact| {
        fact.draft.period.is_none()
            && !fact.evidence.is_empty()
            && fact.evidence.iter().all(|one| one.hint == Hint::Target)
    };
    // And only before a label: 2030年度の目標値 10% tells of the goal, 2020年の人口 50人 of a state.
    let labelled = || {
        let behind = &read.code()[name.end..];
        rules.tables.words.tokens(behind).next().is_some_and(|(token, at)| token == Token::Label && at.start == 0)
    };
    let of_year = || {
        let lead = rules.tables.words.leads_from_year(text.strip_prefix(symbol::PERIOD)?)?;
        (labelled() && facts.iter().all(open)).then_some(0..symbol::PERIOD.len_utf8() + lead)
    };
    let due = due.or_else(of_year)?;
    if text[due.end..].chars().count() < 2 {
        return None;
    }
    let end = name.start + due.end;
    let found = read.reading.inside(&read.reading.code.view(&(name.start..end))).next();
    let (period, range) = read.period(found)?;
    let dated = Dated { period, span: read.reading.view.source(&range), cell: None };
    for fact in facts.iter_mut().filter(|fact| fact.draft.period.is_none()) {
        let measured = fact.evidence.iter().any(|one| one.hint != Hint::Target);
        if !measured {
            fact.draft.period = Some(dated);
        }
    }
    Some(end)
}

/// Whether a text is a name with its values behind it.
pub(super) fn is_run(code: &str, rules: &Rules) -> bool {
    code.contains([symbol::VALUE, symbol::OBSERVATION, symbol::PLUS]) && cut(code, rules).is_some()
}

/// Where the name ends and the values begin: the first place behind which nothing but values,
/// years and the words around them stands.
fn cut(code: &str, rules: &Rules) -> Option<usize> {
    let words = &rules.tables.words;
    let places = code.char_indices().filter(|&(_, c)| is_symbol(c)).map(|(at, _)| at);
    for place in places {
        let at = words.label_start(code, place);
        let (name, tail) = code.split_at(at);
        let named = name.chars().filter(|&c| c.is_alphanumeric() && !is_symbol(c)).count() >= 2;
        let values = tail.contains(is_value);
        if name.chars().count() > LONGEST {
            return None;
        }
        if !named || !values {
            continue;
        }
        // 置き換わった成分数 behind a value: it is part of the name.
        if words.residue_among(tail) <= LEFT {
            return Some(at);
        }
    }
    None
}

fn fact(given: Given, rules: &Rules) -> Fact {
    let says = Says::sum(facets(&given.label, rules).into_iter(), rules);
    let evidence = says.role.filter(|_| says.kind.is_none());
    let evidence = evidence.map(|(hint, _)| Evidence { hint, weight: OWN, from: Source::Own }).into_iter().collect();
    Fact {
        series: given.series,
        draft: given.draft,
        evidence,
        column: 0,
        role: None,
        by: By::Alone,
        year: given.year,
        doubtful: given.doubtful,
    }
}

/// 2件（H26）→ 10件（H31）: from the baseline to the target.
fn arrows(tail: &str, facts: &mut [Fact], rules: &Rules) {
    let Some(at) = rules.tables.words.arrow(tail) else { return };
    let before = tail[..at].chars().filter(|&c| is_value(c)).count();
    if before == 0 || before >= facts.len() {
        return;
    }
    for (n, fact) in facts.iter_mut().enumerate().filter(|(_, fact)| fact.evidence.is_empty()) {
        let hint = if n < before { Hint::Baseline } else { Hint::Target };
        fact.evidence.push(Evidence { hint, weight: ARROW, from: Source::Own });
    }
}
