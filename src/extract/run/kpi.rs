//! A cell of a column that holds indicators with their values: one run, several parted by slashes, a
//! value before its name, names with what they are now and a word for where they shall go.

use crate::record::Role;
use crate::rules::{Hint, Items};
use crate::text::Range;
use crate::text::code::is_value;

use super::super::Extractor;
use super::super::grid::settle::settle;
use super::super::making::Here;
use super::super::statement::{Draft, Statement};
use super::facts::{called, facts};
use super::report::parts;
use super::split::{is_aim, tail};
use super::token::{Kind, Token, closing, tokens};
use super::{Calls, LONGEST};

/// In 率（29％）や、数（12件）等の増加 a direction is no longer than this, in bytes.
const LONGEST_DIRECTION: usize = 60;

impl Extractor<'_> {
    /// The statements of a cell.
    pub(in super::super) fn kpi_cell(&self, here: &Here<'_>) -> Vec<Statement> {
        let code = here.read.code();
        let calls = Calls { listed: true, items: vec![Items::Figures], ..Calls::default() };
        let whole = 0..code.trim_end().len();
        // What is longer is no indicator, and would take its time.
        if whole.len() > LONGEST {
            return Vec::new();
        }
        let slashes = parts(code);
        if slashes.len() > 1 {
            let all: Vec<Vec<Statement>> =
                slashes.iter().map(|part| self.run_in(here, part, &calls).unwrap_or_default()).collect();
            if all.iter().all(|one| !one.is_empty()) {
                return all.concat();
            }
        }
        let ways: [&dyn Fn() -> Vec<Statement>; 4] = [
            &|| self.directed(here, &whole),
            &|| self.value_first(here, &whole),
            &|| self.run_in(here, &whole, &calls).unwrap_or_default(),
            &|| self.goal_in_words(here, &whole, &calls),
        ];
        ways.iter().map(|way| way()).find(|made| !made.is_empty()).unwrap_or_default()
    }

    /// 年平均3件以上の創薬シーズの創出（R10）: the value, what it counts, and what is left is dates and the like.
    fn value_first(&self, here: &Here<'_>, whole: &Range) -> Vec<Statement> {
        let code = here.read.code();
        let all = tokens(code, whole, self.rules);
        let first = all.first().filter(|token| token.kind == Kind::Value);
        let of = all.get(1).filter(|token| code[token.at.clone()].starts_with('の'));
        let (Some(value), Some(of)) = (first, of) else { return Vec::new() };
        let from = of.at.start + 'の'.len_utf8();
        let Some(open) = (1..all.len()).find(|&n| all[n].kind == Kind::Open) else { return Vec::new() };
        let close = closing(&all, open);
        let name = from..all[open].at.start;
        let year = all[open + 1..close].iter().find(|token| token.kind == Kind::Period);
        let Some(year) = year.filter(|_| close == open + 2 && name.len() > 3 && !code[name.clone()].contains(is_value))
        else {
            return Vec::new();
        };
        let mut statement = self.base(here, &name, whole);
        let mut target = Draft::all(here.read, &value.at, Some(Role::Target), here.cell);
        let dated = facts_year(here, year);
        target.iter_mut().for_each(|draft| draft.period = draft.period.or(dated));
        let rest = &all[close + 1..];
        if rest.iter().any(|token| token.kind == Kind::Value) {
            if tail(code, rest, 0, self.rules).is_none() {
                return Vec::new();
            }
            for fact in facts(here.read, rest, whole.end, here.cell, self.rules).facts {
                target.push(Draft { role: Some(Role::Baseline), ..fact.draft });
            }
        }
        statement.observations = target;
        statement.sure = self.sure("value-first");
        vec![statement]
    }

    /// 研究時間の割合（29.8％（H30））や、論文数（1,139編）等の着実な増加: each is where it stands, and shall grow.
    fn directed(&self, here: &Here<'_>, whole: &Range) -> Vec<Statement> {
        let code = here.read.code();
        let all = tokens(code, whole, self.rules);
        let Some(last) = all.iter().rposition(|token| token.kind == Kind::Close) else { return Vec::new() };
        let behind = &code[all[last].at.end..whole.end];
        let text = behind.trim_start_matches('等');
        let Some(aim) = text.strip_prefix('の').filter(|aim| aim.len() <= LONGEST_DIRECTION && is_aim(aim, self.rules))
        else {
            return Vec::new();
        };
        let aim = whole.end - aim.len()..whole.end;
        let (mut out, mut start, mut n) = (Vec::new(), whole.start, 0);
        while n <= last {
            if all[n].kind != Kind::Open {
                n += 1;
                continue;
            }
            let close = closing(&all, n);
            if all[n..=close].iter().any(|token| token.kind == Kind::Value) {
                let name = joint(code, start..all[n].at.start);
                let mut values = facts(here.read, &all[n..=close], all[close].at.end, here.cell, self.rules).facts;
                called(&mut values, Hint::Baseline, false, None);
                settle(&mut values, None);
                let mut statement = self.base(here, &name, whole);
                let drafts = values.into_iter().map(|fact| Draft { role: Some(Role::Baseline), ..fact.draft });
                statement.observations = drafts.collect();
                statement.observations.push(Draft::in_words(here.read, &aim, Role::Target, here.cell));
                statement.sure = self.sure("words");
                out.push(statement);
                start = all[close].at.end;
            }
            n = close + 1;
        }
        out.retain(|one| one.name.chars().count() >= 2);
        out
    }
}

/// A name without what joins it to the one before it.
fn joint(code: &str, range: Range) -> Range {
    let text = &code[range.clone()];
    let joints = ["や", "及び", "並びに", "と", "、"];
    let bare = joints.iter().fold(text, |text, joint| text.trim_start_matches(joint));
    range.end - bare.len()..range.end
}

fn facts_year(here: &Here<'_>, year: &Token) -> Option<super::super::statement::Dated> {
    let view = here.read.reading.code.view(&year.at);
    let (period, range) = here.read.period(here.read.found_at(view.start))?;
    Some(super::super::statement::Dated { period, span: here.read.reading.view.source(&range), cell: None })
}
