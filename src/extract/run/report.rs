//! What is told of an indicator apart from it: the cell of progress beside a KPI, the lines under a card's
//! target, a note. A value there is the actual if the text is nothing but values of the same subject, or
//! where words around it say that it was reached.

use crate::record::Role;
use crate::rules::{Match, Says, outside};
use crate::text::Range;
use crate::text::code::symbol;

use super::super::Extractor;
use super::super::grid::fact::Fact;
use super::super::grid::values::Year;
use super::super::making::{Here, same_subject};
use super::super::name;
use super::super::statement::{By, Draft, Statement};
use super::LONGEST;
use super::facts::facts;
use super::split::{tail, trimmed};
use super::token::{Kind, Token, tokens};

/// A report of one subject.
#[derive(Debug)]
pub(in super::super) struct Report {
    /// What it tells of; none where it does not say.
    pub subject: Option<String>,
    pub drafts: Vec<Draft>,
}

impl Report {
    /// The statement that a report adds to: that of its subject; one without a subject tells of the first.
    pub fn of<'s>(&self, here: &Here<'_>, statements: &'s mut [Statement]) -> Option<&'s mut Statement> {
        let one = statements.len() == 1;
        match &self.subject {
            None => statements.first_mut(),
            Some(subject) => {
                let same = statements.iter().position(|statement| same_subject(subject, &statement.name, here.lang));
                same.or(if one { Some(0) } else { None }).and_then(|at| statements.get_mut(at))
            }
        }
    }
}

impl Extractor<'_> {
    /// What a cell of progress tells.
    pub(in super::super) fn reports(&self, here: &Here<'_>) -> Vec<Report> {
        let code = here.read.code();
        if code.len() > LONGEST {
            return self.told(here, &(0..code.len()));
        }
        let parts = parts(code);
        let all: Option<Vec<Report>> = parts.iter().map(|part| self.values_of(here, part, parts.len() > 1)).collect();
        if let Some(all) = all.filter(|all| !all.is_empty()) {
            return all;
        }
        self.told(here, &(0..code.len()))
    }

    /// What words around values tell in a stretch of text.
    pub(in super::super) fn told(&self, here: &Here<'_>, range: &Range) -> Vec<Report> {
        let text = &here.read.code()[range.clone()];
        let mut out = Vec::new();
        let mut taken: Vec<Range> = Vec::new();
        for rule in self.rules.lines.of(Says::Report) {
            for hit in rule.matches(text) {
                // 令和7年度で2件の創出を達成: each value is told once.
                if taken.iter().any(|other| other.start < hit.range.end && hit.range.start < other.end) {
                    continue;
                }
                let drafts = Draft::captured(here.read, &hit, range.start, Some(Role::Actual), here.cell);
                let mut drafts: Vec<Draft> =
                    drafts.into_iter().filter(|draft| rule.only.is_none() || draft.aggregation == rule.only).collect();
                drafts.iter_mut().for_each(|draft| draft.role = Some(Role::Actual));
                if !drafts.is_empty() {
                    out.push(Report { subject: self.subject(here, &hit, range.start), drafts });
                    taken.push(hit.range);
                }
            }
        }
        out
    }

    /// What a note says of the targets of what it belongs to.
    pub(in super::super) fn noted(&self, here: &Here<'_>) -> Vec<Draft> {
        let matches = self.rules.lines.of(Says::Note).flat_map(|rule| rule.matches(here.read.code()));
        matches.flat_map(|hit| Draft::captured(here.read, &hit, 0, Some(Role::Target), None)).collect()
    }

    /// （R2: 8，R3: 3，R4: 8）: a line of nothing but dated values tells what the sum above it is made of.
    pub(in super::super) fn add_years(&mut self, here: &Here<'_>) -> bool {
        let code = here.read.code();
        let whole = 0..code.len();
        let Some(last) = self.statements.last().filter(|last| last.by == By::Run && last.block + 1 == here.block)
        else {
            return false;
        };
        let [sum] = last.observations.as_slice() else { return false };
        let Some(period) = sum.period.map(|dated| dated.period).filter(|period| period.start < period.end) else {
            return false;
        };
        let all = tokens(code, &whole, self.rules);
        let bare =
            |token: &Token| matches!(token.kind, Kind::Value | Kind::Period | Kind::Part | Kind::Open | Kind::Close);
        if code.len() > LONGEST || !all.iter().all(bare) {
            return false;
        }
        let parts = facts(here.read, &all, code.len(), here.cell, self.rules).facts;
        let mut years: Vec<i32> = parts.iter().filter(|fact| fact.year == Year::Own).filter_map(Fact::end).collect();
        years.sort_unstable();
        years.dedup();
        let within = years.iter().all(|year| (period.start..=period.end).contains(year));
        if years.len() < 2 || years.len() != parts.len() || !within {
            return false;
        }
        let role = sum.role;
        if let Some(last) = self.statements.last_mut() {
            parts.into_iter().for_each(|fact| last.add(Draft { role, ..fact.draft }));
        }
        true
    }

    /// ⇒ 2024年度末：99.84％: a line that an arrow leads from a goal to tells what was reached of it.
    pub(in super::super) fn add_reached(&mut self, here: &Here<'_>) -> bool {
        let code = here.read.code();
        if code.len() > LONGEST || self.rules.tables.words.arrow(code.trim_start()) != Some(0) {
            return false;
        }
        let Some(at) = code.find(symbol::OBSERVATION) else { return false };
        let end = at + symbol::OBSERVATION.len_utf8();
        let lead = code[..at].contains(char::is_alphanumeric);
        let rest = outside(code).chars().filter(|c| c.is_alphanumeric()).count();
        if lead || rest > TAIL || code[end..].contains(symbol::OBSERVATION) {
            return false;
        }
        let mut above =
            self.statements.iter().rev().take_while(|one| one.block + 1 == here.block && one.cell.is_none());
        let Some(goal) = above.next().filter(|_| above.next().is_none()) else { return false };
        let mut reached = Draft::all(here.read, &(at..end), Some(Role::Actual), None);
        let alike = |draft: &Draft| {
            let due = |one: &Draft| one.role == Some(Role::Target) && one.unit() == draft.unit();
            draft.period.is_some() && goal.observations.iter().any(due)
        };
        let Some(draft) = reached.pop().filter(|draft| reached.is_empty() && alike(draft)) else { return false };
        if let Some(goal) = self.statements.last_mut() {
            goal.add(draft);
        }
        true
    }

    fn subject(&self, here: &Here<'_>, hit: &Match, offset: usize) -> Option<String> {
        let subject = hit.get("subject")?;
        let view = here.read.reading.code.view(&(subject.range.start + offset..subject.range.end + offset));
        Some(name::name(&here.read.reading, &[view]))
    }

    /// A part that is nothing but values, with a subject before them or without.
    fn values_of(&self, here: &Here<'_>, part: &Range, several: bool) -> Option<Report> {
        let code = here.read.code();
        let all = tokens(code, part, self.rules);
        let from = (0..all.len()).find(|&n| {
            let begins = matches!(all[n].kind, Kind::Value | Kind::Period | Kind::Open | Kind::Label | Kind::Beside);
            let before = &code[part.start..all[n].at.start];
            let free = !before.contains([symbol::OBSERVATION, '。']);
            // 開発着手（調査中の品目は12品目）: a bracket with words tells of something else.
            let first =
                all[n..].iter().take_while(|token| token.kind != Kind::Value).all(|token| token.kind != Kind::Words);
            let depth = |kind: Kind| all[..n].iter().filter(|token| token.kind == kind).count();
            begins
                && first
                && depth(Kind::Open) <= depth(Kind::Close)
                && free
                && tail(code, &all[n..], 0, self.rules).is_some_and(|(_, series)| !series)
        });
        let subject = |end: usize| {
            let range = trimmed(code, part.start..end);
            let text = code[range.clone()].trim_end_matches(['(', ':', ' ']);
            let view = here.read.reading.code.view(&(range.start..range.start + text.len()));
            Some(name::name(&here.read.reading, &[view])).filter(|subject| !subject.is_empty())
        };
        if let Some(from) = from {
            let values = facts(here.read, &all[from..], part.end, here.cell, self.rules).facts;
            let drafts: Vec<Draft> =
                values.into_iter().map(|fact| Draft { role: Some(Role::Actual), ..fact.draft }).collect();
            let own = subject(all[from].at.start);
            return (!drafts.is_empty() && (!several || own.is_some())).then_some(Report { subject: own, drafts });
        }
        // A件数：全都道府県が達成(R6)
        let colon = code[part.clone()].find(':').map(|at| part.start + at)?;
        let words = trimmed(code, colon..part.end);
        let dated =
            all.iter().any(|token| token.kind == Kind::Period) && !all.iter().any(|token| token.kind == Kind::Value);
        let closes = code[part.clone()].trim_end().ends_with(')');
        (several && dated && closes).then(|| Report {
            subject: subject(colon),
            drafts: vec![Draft::in_words(here.read, &(words.start..part.end), Role::Actual, here.cell)],
        })
    }

    /// The observations of a report on a statement, without those that it has.
    pub(in super::super) fn add_reports(&self, here: &Here<'_>, reports: Vec<Report>, statements: &mut [Statement]) {
        for report in reports {
            if let Some(statement) = report.of(here, statements) {
                report.drafts.into_iter().for_each(|draft| statement.add(draft));
            }
        }
    }
}

/// The parts of a text at slashes that stand outside of brackets.
pub(super) fn parts(code: &str) -> Vec<Range> {
    let (mut out, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '〔' | '[' => depth += 1,
            ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                out.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(start..code.len());
    out
}

/// So many letters may stand behind what was reached: 27.1%減.
const TAIL: usize = 3;
