//! Cards: a name that ends in how things stand, under it the target, under that a comment.

use crate::record::{Lang, Role};
use crate::rules::{Class, Hint, Says};
use crate::text::Range;
use crate::text::code::{is_symbol, symbol};

use super::super::Extractor;
use super::super::making::{Here, same_subject};
use super::super::statement::{Draft, Statement};
use super::facts::{depths, facts, hint};
use super::printed::lines;
use super::split::{tail, trimmed};
use super::token::{Kind, Token, tokens};
use super::{Calls, LONGEST};

/// Between the label and its value stand no more characters: 世界10位以内, global top 10.
const BETWEEN: usize = 12;
/// A name is no shorter than this where nothing but a plus says that its value is an achievement.
const LEAST_NAME: usize = 3;

impl Extractor<'_> {
    /// The statement of a card, and where it ends in the coded text.
    pub(in super::super) fn card_of(&self, here: &Here<'_>) -> Option<(Statement, usize)> {
        let code = here.read.code();
        let lines = lines(code);
        let first = lines.first().filter(|first| first.len() <= LONGEST)?;
        let head = tokens(code, first, self.rules);
        // The last value outside of brackets: startups valued at over ¥10bn +5.
        let from =
            head.iter().zip(depths(&head)).rposition(|(token, depth)| depth == 0 && token.kind == Kind::Value)?;
        let name = trimmed(code, first.start..head[from].at.start);
        tail(code, &head[from..], 0, self.rules)?;
        let now = facts(here.read, &head[from..], first.end, here.cell, self.rules).facts;
        let [now] = now.as_slice() else { return None };
        let labelled = head.iter().any(|token| token.kind == Kind::Arrow)
            || head[..from]
                .iter()
                .rev()
                .take_while(|token| token.kind != Kind::Words)
                .any(|token| token.kind == Kind::Label);
        let text = &code[name.clone()];
        let letters = text.chars().filter(|&c| c.is_alphabetic() && !is_symbol(c)).count();
        // … will have increased by 60%: a sentence that a value ends.
        let led = text.rsplit(' ').next().is_some_and(|word| self.rules.sentences.is(word, Class::EnPreposition));
        if labelled || led || letters < 2 || text.contains([symbol::OBSERVATION, '。']) {
            return None;
        }
        // 《目標指標》… on both lines: each is called an indicator by itself.
        let called = |line: &Range| {
            let mut calls = Calls::default();
            self.head(code, line, &mut calls);
            calls.called
        };
        if called(first) && lines.get(1).is_some_and(called) {
            return None;
        }
        let mut statement = self.base(here, &name, first);
        let actual = Draft { role: Some(Role::Actual), ..now.draft.clone() };
        let target = lines.get(1).and_then(|line| self.card_target(here, line));
        let Some(targets) = target else {
            // iPS細胞製品の承認 +2件
            let plus = code[first.clone()].contains(symbol::PLUS) && actual.period.is_none();
            let long = text.chars().count() >= LEAST_NAME && !text.contains('、');
            statement.observations = vec![actual];
            statement.sure = self.sure("gain");
            return (plus && long).then_some((statement, first.end));
        };
        let in_words = targets.iter().all(|draft| draft.value.is_none());
        statement.observations.push(actual);
        statement.observations.extend(targets);
        statement.sure = self.sure(if in_words { "card-in-words" } else { "card" });
        let mut end = lines[1].end;
        if let Some(comment) = comment(code, &lines[2..]) {
            end = comment.end;
            for report in self.told(here, &comment) {
                if report.subject.as_ref().is_none_or(|subject| same_subject(subject, &statement.name, here.lang)) {
                    report.drafts.into_iter().for_each(|draft| statement.add(draft));
                }
            }
        }
        let reading = &here.read.reading;
        statement.span = reading.view.source(&reading.code.view(&(first.start..end)));
        Some((statement, end))
    }

    /// Whether a line begins with the label of a target.
    pub(in super::super) fn heads_target(&self, code: &str) -> bool {
        let line = 0..code.find('\n').unwrap_or(code.len());
        if line.len() > LONGEST {
            return false;
        }
        let tokens = tokens(code, &line, self.rules);
        self.target_label(code, &tokens).is_some()
    }

    fn target_label(&self, code: &str, tokens: &[Token]) -> Option<usize> {
        let at = tokens.iter().position(|token| token.kind != Kind::Part && token.kind != Kind::Open)?;
        let label =
            tokens[at].kind == Kind::Label && hint(&code[tokens[at].at.clone()], self.rules) == Some(Hint::Target);
        // 目標達成率: no label of a value.
        let parted = tokens.get(at + 1).is_some_and(|next| !matches!(next.kind, Kind::Filler));
        (label && parted).then_some(at)
    }

    /// The target that a line of a card tells.
    fn card_target(&self, here: &Here<'_>, line: &Range) -> Option<Vec<Draft>> {
        let code = here.read.code();
        if line.len() > LONGEST {
            return None;
        }
        let all = tokens(code, line, self.rules);
        let label = self.target_label(code, &all)?;
        let rest = &all[label + 1..];
        let start = trimmed(code, all[label].at.end..line.end).start;
        let value = rest.iter().position(|token| token.kind == Kind::Value);
        let value = value.filter(|&at| tail(code, &rest[at..], 0, self.rules).is_some()).map(|at| &rest[at]);
        let near = value.filter(|value| {
            let between = code[start..value.at.start].chars().filter(|&c| c.is_alphanumeric() && !is_symbol(c)).count();
            between <= BETWEEN
        });
        if near.is_some() {
            let found = facts(here.read, &all[label..], line.end, here.cell, self.rules).facts;
            let drafts: Vec<Draft> =
                found.into_iter().map(|fact| Draft { role: Some(Role::Target), ..fact.draft }).collect();
            return (!drafts.is_empty()).then_some(drafts);
        }
        // 必要なものについて、2026年度までに開発に着手
        let due = self
            .rules
            .lines
            .of(Says::Due)
            .filter_map(|rule| rule.find(&code[start..line.end]))
            .min_by_key(|hit| hit.start)?;
        // start development by FY2026 for needed medicines: English tells what is done before the year.
        let words = if here.lang == Lang::En { start..start + due.end } else { start + due.start..line.end };
        Some(vec![Draft::in_words(here.read, &words, Role::Target, here.cell)])
    }
}

/// The lines under a target: the first, and those behind it that hold no value.
fn comment(code: &str, lines: &[Range]) -> Option<Range> {
    let first = lines.first()?;
    let more = lines[1..].iter().take_while(|line| !code[(*line).clone()].contains(is_symbol));
    Some(first.start..more.last().map_or(first.end, |line| line.end))
}
