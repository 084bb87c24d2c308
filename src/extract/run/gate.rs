//! Whether anything says that a line's values are goals and no statistics, and how sure its record is.

use crate::record::{Flag, Role};
use crate::rules::{Rules, Says, Tables};

use super::super::grid::fact::Fact;
use super::super::grid::settle::By;
use super::super::grid::values::is_bound;
use super::super::statement::Statement;
use super::facts::Facts;

/// By what the values of a line are goals, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// The heading above its list calls them so.
    Listed,
    /// A word at its head does.
    Called,
    /// A label beside a value does.
    Worded,
    /// Its years: one is over, the other ahead.
    Ahead,
    /// An arrow from one year to a later one.
    Arrow,
    /// An arrow without years, in a list of such lines.
    Fellows,
}

impl Goal {
    /// As `columns.toml` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Called => "called",
            Self::Worded => "worded",
            Self::Ahead => "ahead",
            Self::Arrow => "arrow",
            Self::Fellows => "fellows",
        }
    }
}

/// Why nothing is made of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Untold,
    Barred,
    Sentence,
    Statistic,
    Over,
    Unsaid,
}

impl Why {
    pub fn words(self) -> &'static str {
        match self {
            Self::Untold => "its values cannot be told apart",
            Self::Barred => "a word keeps such lines out",
            Self::Sentence => "it is a sentence",
            Self::Statistic => "it looks like a statistic, and no word calls it a goal",
            Self::Over => "its years are over, and no word calls it a goal",
            Self::Unsaid => "nothing says that its values are goals",
        }
    }

    /// Whether a line that is refused so is none for the readers of sentences either.
    pub fn settles(self) -> bool {
        matches!(self, Self::Barred | Self::Statistic | Self::Over)
    }
}

/// What is known of a line beside its values.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    pub listed: bool,
    pub called: bool,
    /// The name is a noun phrase that counts something, from 0 to 3.
    pub strength: u8,
    /// The heading above says that what stands below is no goal.
    pub statistics: bool,
    /// Neighbouring lines have the same form.
    pub fellows: bool,
    /// It is an item of a list in a plan.
    pub planned: bool,
    /// A target in words stands among the values.
    pub aims: bool,
    pub now: Option<i32>,
}

/// What says that the values are goals; else why nothing is made of them.
/// `code` is the line as rules see it, `text` as it stands: what a value is bound to hides its words.
pub(super) fn goal(code: &str, text: &str, facts: &Facts, around: Around, rules: &Rules) -> Result<Goal, Why> {
    let says = |says: Says| rules.lines.first(says, code).or_else(|| rules.lines.first(says, text)).is_some();
    let all = &facts.facts;
    // 目標 3.5億円（R8） 実績 23.3億円（R6）: where each value has its label no other word matters.
    let labelled = facts.worded && all.len() > 1 && all.iter().all(|fact| fact.by == By::Word && fact.end().is_some());
    if says(Says::Bar) && !labelled {
        return Err(Why::Barred);
    }
    if says(Says::Sentence) {
        return Err(Why::Sentence);
    }
    if around.listed {
        return Ok(Goal::Listed);
    }
    if around.called {
        return Ok(Goal::Called);
    }
    if facts.worded || around.aims && all.iter().any(Fact::worded) {
        return Ok(Goal::Worded);
    }
    if around.statistics {
        return Err(Why::Unsaid);
    }
    if says(Says::Statistic) {
        return Err(Why::Statistic);
    }
    let end = |role: Role| all.iter().filter(|fact| fact.role == Some(role)).filter_map(Fact::end).max();
    let (target, before) = (end(Role::Target), end(Role::Baseline));
    let later = target.is_some_and(|target| before.is_none_or(|before| before < target));
    let over = target.zip(around.now).is_some_and(|(end, now)| end <= now);
    let units: Vec<_> = all.iter().filter_map(|fact| fact.draft.value.as_ref()).map(|value| &value.unit).collect();
    let alike = units.windows(2).all(|pair| pair[0] == pair[1]);
    if over {
        return Err(Why::Over);
    }
    let dated = before.is_some() && around.now.is_some();
    if facts.arrow && (later || around.aims) && (around.strength >= 2 || dated && around.strength == 1) {
        return Ok(Goal::Arrow);
    }
    let alike_lines = around.fellows || around.planned;
    if facts.arrow && target.is_none() && around.strength >= 2 && (before.is_some() || alike_lines) {
        return Ok(if before.is_some() { Goal::Arrow } else { Goal::Fellows });
    }
    // ・運動習慣者の割合：4割以上, in a plan: what only bounds a value is promised.
    let promised = |fact: &&Fact| fact.role == Some(Role::Target) && is_bound(&fact.draft);
    if around.planned && around.strength == 3 && all.len() <= 2 && alike && all.iter().any(|fact| promised(&fact)) {
        return Ok(Goal::Fellows);
    }
    // ●委員に占める女性の割合　30%（現状　11.4%）, in a plan: what is not called the start is where it is to come.
    let started = |fact: &Fact| fact.role == Some(Role::Baseline) && fact.by == By::Word;
    let starts = all.iter().filter(|fact| started(fact)).count() == 1 && !started(&all[0]);
    if around.planned && around.strength == 3 && all.len() == 2 && alike && starts {
        return Ok(Goal::Fellows);
    }
    // ①業務にFAXを使用している学校 2024年度：77％ 2026年度：0％, in a plan: the years tell.
    let dated_all = all.iter().all(|fact| fact.end().is_some());
    if around.planned && around.strength >= 1 && all.len() == 2 && alike && dated_all && later && before.is_some() {
        return Ok(Goal::Ahead);
    }
    // 70社(R10) 11社(R5): in a statistic the later year never stands first.
    let first = all.first().is_some_and(|fact| fact.role == Some(Role::Target));
    let ahead = around.now.is_some() && target.is_some() && before.is_some() && later;
    let bound = all.iter().any(|fact| fact.role == Some(Role::Target) && is_bound(&fact.draft));
    if ahead && alike && first && around.strength == 3 && all.len() <= 3 || ahead && bound {
        return Ok(Goal::Ahead);
    }
    Err(Why::Unsaid)
}

/// Flags and confidence, by what the parts were settled by.
pub(super) fn doubt(statement: &mut Statement, facts: &[Fact], goal: Goal, rules: &Rules) {
    let sure = &rules.tables.sure;
    let of = |how, name| Tables::sure(how, name);
    // Where the line is called an indicator a value that nothing speaks of is its target.
    // 70社(R10) 11社(R5): of two years the later one is the target's.
    let apart = facts.iter().all(|fact| fact.end().is_some());
    let by = |fact: &Fact| match (goal, fact.by) {
        (Goal::Listed | Goal::Called, By::Alone) => By::Word,
        (Goal::Listed | Goal::Called, By::Year | By::Order) if apart => By::Word,
        (_, by) => by,
    };
    let all = facts.iter().flat_map(|fact| [of(&sure.role, by(fact).name()), of(&sure.year, fact.year.name())]);
    let mut confidence = all.fold(of(&sure.line, goal.name()), f64::min);
    match facts.iter().map(by).max().unwrap_or(By::Word) {
        By::Word => {}
        By::Year => statement.flags.push(Flag::RoleByYear),
        By::Column | By::Order | By::Alone => statement.flags.push(Flag::RoleByOrder),
    }
    if facts.iter().any(|fact| fact.doubtful) {
        statement.flags.push(Flag::RoleByOrder);
        confidence = confidence.min(0.8);
    }
    if !facts.iter().any(|fact| fact.role == Some(Role::Target)) {
        confidence = confidence.min(0.85);
    }
    statement.sure = confidence;
}
