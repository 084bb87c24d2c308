//! A run: a name, and behind it values with labels, arrows and brackets, all in one line.
//!
//! `受診率 現状：27.5％（H27） → 目標：20％以下（H34）`, `採択件数 70社 (R10) 11社 (R5)`, `KPI：参加者1,800人`: labels and
//! years are facets of the values that they stand beside, as headers and columns are in a table, in
//! whatever order they come; the name is what is left. What a label, an arrow or a dash is, what calls
//! a line one of goals and what keeps it out is data (`words.toml`, `runs.toml`).

mod calls;
mod card;
mod facts;
mod gate;
mod heads;
mod kpi;
mod listed;
mod own;
mod printed;
mod report;
mod split;
mod token;
mod words;
mod yearly;

#[cfg(test)]
mod tests;

use crate::record::{Flag, Role};
use crate::rules::{Class, Column, Hint, Rules, Says as Tells, Tables};
use crate::text::Range;
use crate::text::code::{is_value, symbol};

use super::Extractor;
use super::grid::cell::{Says, facets};
use super::grid::fact::Fact;
use super::grid::naming::give_unit;
use super::grid::series::{once, series, span_in_name};
use super::grid::settle::settle;
use super::making::{Here, named, unmarked};
use super::name;
use super::statement::{By, Draft, Statement};
use super::trace::{RunTold, Seen, Step, Tied};
pub(super) use calls::Calls;
use facts::{Facts, called, facts as values, hint};
use gate::{Around, Goal, Why, doubt, goal};
use split::{Split, split, unbracketed};
use token::tokens;

/// A line is no longer than this, in bytes of coded text: brackets are looked for anew from each.
const LONGEST: usize = 700;
/// A line whose name may be two is no surer.
const DOUBTED: f64 = 0.8;
/// A line has no more indicators before its text.
const HEADS: usize = 6;
/// A header of names is no longer than this, in characters.
const LONGEST_HEADER: usize = 8;
/// A name holds fewer values and years.
const HELD: usize = 4;
/// So many blocks above and below are looked at for lines of the same form, and so many must be.
const NEAR: usize = 4;
const FELLOWS: usize = 2;

impl Extractor<'_> {
    /// The statements of a stretch of the coded text, if it is a run that states goals.
    ///
    /// None where it is no run; no statements where it is one of what is no goal, which no other reader
    /// must take for one.
    pub(super) fn run_in(&self, here: &Here<'_>, range: &Range, calls: &Calls) -> Option<Vec<Statement>> {
        let code = here.read.code();
        if !code[range.clone()].contains(is_value) {
            return None;
        }
        let mut calls = calls.clone();
        let from = self.head(code, range, &mut calls);
        let made = self.listed_runs(here, &(from..range.end), &calls);
        if range.len() > LONGEST && made.is_none() {
            return self.run_before_text(here, &(from..range.end), &calls);
        }
        let made = made.or_else(|| self.run_from(here, &(from..range.end), &calls));
        if made.is_some() {
            return made;
        }
        // ウォーキングイベントの開催（KPI：参加者1,800人）: the bracket calls what stands in it.
        let (inner, role) = self.inner_call(code, &(from..range.end))?;
        self.run_from(here, &inner, &Calls { called: true, role, ..calls })
    }

    /// 《目標指標》学習した人の割合 80％（R6：75％） （１）産業界のニーズを踏まえた…: a line that is called an indicator, and
    /// behind the bracket with the year of its value goes on with other indicators, and with text.
    fn run_before_text(&self, here: &Here<'_>, range: &Range, calls: &Calls) -> Option<Vec<Statement>> {
        let code = here.read.code();
        let (mut made, mut from) = (Vec::new(), range.start);
        while calls.called && made.len() < HEADS {
            let rest = &code[from..range.end];
            let mut ends = dated_brackets(rest).take_while(|&end| end <= LONGEST).map(|end| from + end);
            let found = ends.find_map(|end| Some((end, self.run_from(here, &(from..end), calls)?)));
            let Some((end, statements)) = found else { break };
            made.extend(statements);
            from = end;
        }
        (!made.is_empty()).then_some(made)
    }

    /// Where a line begins behind its marks and the words that call it an indicator.
    pub(super) fn head(&self, code: &str, range: &Range, calls: &mut Calls) -> usize {
        let mut from = range.start;
        loop {
            let rest = &code[from..range.end];
            let head = self.rules.lines.of(Tells::Head).find_map(|rule| rule.find(rest)).filter(|hit| hit.start == 0);
            if let Some(head) = head.filter(|hit| hit.end > 0) {
                from += head.end;
                continue;
            }
            let all = self.rules.lines.of(Tells::Call);
            let call =
                all.filter_map(|rule| Some((rule, rule.find(rest)?))).find(|(_, hit)| hit.start == 0 && hit.end > 0);
            let Some((rule, hit)) = call else { return from };
            calls.called = true;
            calls.role = calls.role.or(rule.role).or_else(|| hint(bare(&rest[hit.clone()]), self.rules));
            from += hit.end;
        }
    }

    /// The stretch in brackets that a word at its beginning calls an indicator.
    fn inner_call(&self, code: &str, range: &Range) -> Option<(Range, Option<Hint>)> {
        let rest = &code[range.clone()];
        let all = self.rules.lines.of(Tells::Call);
        let (rule, hit) = all.filter_map(|rule| Some((rule, rule.find(rest)?))).find(|(_, hit)| hit.start > 0)?;
        let from = range.start + hit.end;
        let mut depth = 1usize;
        let end = code[from..range.end].char_indices().find(|&(_, c)| {
            depth += usize::from(matches!(c, '(' | '〔'));
            depth -= usize::from(matches!(c, ')' | '〕'));
            depth == 0
        });
        let end = end.map_or(range.end, |(at, _)| from + at);
        let role = rule.role.or_else(|| self::hint(bare(&rest[hit]), self.rules));
        Some((from..end, role))
    }

    fn run_from(&self, here: &Here<'_>, range: &Range, calls: &Calls) -> Option<Vec<Statement>> {
        let code = here.read.code();
        let tokens = tokens(code, range, self.rules);
        let any = calls.listed || calls.called;
        let mut split = split(code, range.start, &tokens, any, here.lang, self.rules)?;
        split.name = unbracketed(code, split.name);
        split.name = behind_others(code, split.name);
        // 中期的な目標: what kind of goal it is names nothing.
        let alone = &code[split.name.clone()];
        let hollow =
            self.rules.sentences.ends(alone, Class::NeverEnd) || self.rules.sentences.is(alone, Class::NeverAlone);
        // 平成25 平成27 5.5‰ 5.4‰ … 出生数: what holds several of them is a stretch of a table.
        let held = alone.chars().filter(|&c| is_value(c) || c == symbol::PERIOD).count();
        if hollow || held >= HELD || self.heads_names(alone) {
            return None;
        }
        // 過去3年度平均以上の支援シーズ数 1,365件: the value is where it stands.
        let own = self.rules.lines.of(Tells::Inside).find_map(|rule| rule.find(&code[split.name.clone()]));
        if let Some(hit) = own.filter(|hit| any && hit.start == 0) {
            split.aims.push(split.name.start..split.name.start + hit.end);
        }
        let mut found = values(here.read, &tokens[split.from..], range.end, here.cell, self.rules);
        self.first_series(here, &mut split, &mut found.facts);
        if found.paired {
            for pair in found.facts.chunks_mut(2) {
                let [from, to] = pair else { continue };
                to.series = to.series.take().or_else(|| from.series.clone());
            }
        }
        self.due_in_name(here, &mut split, &mut found.facts);
        let now = self.year.get();
        if any {
            called(&mut found.facts, calls.role.unwrap_or(Hint::Target), !split.aims.is_empty(), now);
        }
        settle(&mut found.facts, now);
        // 人口の将来展望: a heading may say that all below it is no goal.
        let heading = self.headings.nearest(here.block).unwrap_or_default();
        let around = Around {
            statistics: self.rules.lines.first(Tells::Statistic, &heading).is_some(),
            listed: calls.listed,
            called: calls.called,
            strength: self.rules.tables.strength(&code[split.name.clone()]),
            fellows: self.fellows(here.block),
            planned: here.cell.is_none() && self.is_item_of_plan(here.block),
            aims: !split.aims.is_empty(),
            now,
        };
        let text = here.read.reading.text(&here.read.reading.code.view(range));
        let told = goal(&code[range.clone()], text, &found, around, self.rules);
        let told = if found.facts.is_empty() || self.is_ordinal(here, &found.facts) { Err(Why::Untold) } else { told };
        self.tell(here, range, &split, &found, told.err().map(Why::words));
        let goal = match told {
            Ok(goal) => goal,
            Err(why) => return why.settles().then(Vec::new),
        };
        let mut statement = self.base(here, &split.name, range);
        doubt(&mut statement, &found.facts, goal, self.rules);
        // サイトの系列は…割合（2022年度20.8%）。指標は…に限る。: among goals too a text of sentences may be a remark.
        let text = here.read.code().trim_end().trim_end_matches('。');
        if matches!(goal, Goal::Listed | Goal::Called) && text.contains('。') {
            statement.doubt(Flag::MoodDoubtful, Tables::sure(&self.rules.tables.sure.line, "remark"));
        }
        // …の割合5割減労働災害発生件数: a name that still holds a value is one only in part.
        if code[split.name.clone()].contains(is_value) && !split.aims.iter().any(|aim| aim.start == split.name.start) {
            statement.doubt(Flag::NameDoubtful, DOUBTED);
        }
        // 橋梁 72→95％，トンネル 66→100％（いずれもR6→R12): whose the years are is told for all of a line at once.
        if years_lead_on(here.read.code(), self.rules) {
            statement.doubt(Flag::YearElsewhere, DOUBTED);
        }
        // うち条例適合率 64.7%: a part of what another line names.
        if self.rules.tables.words.part_of_above(&statement.name).is_some() {
            statement.doubt(Flag::NameDoubtful, DOUBTED);
        }
        // 健康寿命 平均寿命の延びを上回って伸長（R4 男性：72.09歳）: all that a bracket tells is where it stands.
        let first = code[range.clone()].find(is_value).unwrap_or_default();
        let before = &code[range.start..range.start + first];
        let inside = before.rfind('(').map_or("", |open| &before[open..]);
        if inside.contains(symbol::PERIOD) && !inside.contains(')') {
            statement.doubt(Flag::MoodDoubtful, DOUBTED);
        }
        // 査読付論文数基準値: a name that ends in a label is one only in part.
        if name::ends_in_label(&statement.name, self.rules) {
            statement.doubt(Flag::NameDoubtful, DOUBTED);
        }
        // Without the document's own year a report and a plan look alike.
        if now.is_none() && matches!(goal, Goal::Arrow | Goal::Ahead) {
            statement.flags.push(Flag::MoodDoubtful);
        }
        for aim in &split.aims {
            let mut draft = Draft::in_words(here.read, aim, Role::Target, here.cell);
            draft.role = Some(Role::Target);
            statement.observations.push(draft);
        }
        Some(self.stated(here, statement, found.facts))
    }

    /// 指標, 担当課, 単位: the header of a column, and no name.
    fn heads_names(&self, name: &str) -> bool {
        let says = Says::sum(facets(name, self.rules).into_iter(), self.rules);
        let heads = [Column::Name, Column::Office, Column::Unit, Column::Index, Column::Schedule];
        name.chars().count() <= LONGEST_HEADER && heads.into_iter().any(|kind| says.is(kind))
    }

    /// The statements of a name and its values: one, or one for each series.
    fn stated(&self, here: &Here<'_>, mut statement: Statement, mut facts: Vec<Fact>) -> Vec<Statement> {
        // Without a year of its own a target may be given one by the document, which ends no such span.
        if facts.iter().any(|fact| fact.draft.period.is_some()) {
            span_in_name(here.read, &mut facts, self.rules);
        }
        let (bare, unit) = self.unit_behind(&statement.name, &facts);
        if let Some(unit) = unit {
            statement.name = bare;
            facts.iter_mut().for_each(|fact| give_unit(&mut fact.draft, &unit, self.rules));
        }
        once(&mut facts);
        // "成果実績": "30.8": a key of data that people do not read.
        let key = statement.name.matches('"').count() % 2 == 1;
        if statement.name.chars().count() < 2 || key {
            return Vec::new();
        }
        let raw = statement.name.clone();
        let aims = std::mem::take(&mut statement.observations);
        let mut all = series(statement, &raw, facts);
        all.iter_mut().for_each(|one| one.observations.extend(aims.iter().cloned()));
        all
    }

    /// A statement of a line without its values.
    pub(super) fn base(&self, here: &Here<'_>, name: &Range, range: &Range) -> Statement {
        let view = |range: &Range| here.read.reading.code.view(range);
        self.base_of(here, &view(name), &view(range))
    }

    /// The same by ranges of the view.
    fn base_of(&self, here: &Here<'_>, name: &Range, range: &Range) -> Statement {
        let reading = &here.read.reading;
        let text = name::name(reading, &[unmarked(here.read, name)]);
        let text = name::clean(self.rules.tables.trimmed(&text));
        let mut statement = Statement::new(text, here.block, reading.view.source(range), here.lang);
        statement.cell = here.cell;
        statement.by = By::Run;
        statement.repost = reading.repost;
        statement.provisional = reading.provisional;
        statement.refers = reading.refers;
        statement.notes = reading.notes.iter().map(|note| name::without_spaces(reading.text(note))).collect();
        statement.answer(&named(here.read, range));
        if here.cell.is_none() {
            self.answer_from_headings(&mut statement, here);
        }
        statement
    }

    /// Whether neighbouring lines hold arrows too.
    fn fellows(&self, block: usize) -> bool {
        let blocks = &self.document.blocks;
        let near = block.saturating_sub(NEAR)..(block + NEAR + 1).min(blocks.len());
        let arrow = |at: &usize| {
            let text = &self.source[blocks[*at].text.span().range()];
            *at != block && text.len() <= LONGEST && self.rules.tables.words.arrow(text).is_some()
        };
        near.filter(arrow).count() >= FELLOWS
    }

    fn tell(&self, here: &Here<'_>, range: &Range, split: &Split, found: &Facts, why: Option<&'static str>) {
        self.step(|| {
            let reading = &here.read.reading;
            let value = |fact: &Fact| super::grid::told::told(fact);
            Step::Run(RunTold {
                span: reading.view.source(&reading.code.view(range)),
                code: here.read.code()[range.clone()].to_owned(),
                name: reading.text(&reading.code.view(&split.name)).to_owned(),
                values: found.facts.iter().map(value).collect(),
                seen: Seen::all(here.read),
                bound: Tied::all(here.read),
                why,
            })
        });
    }
}

/// Where the brackets with a year or a dated value in them end.
fn dated_brackets(code: &str) -> impl Iterator<Item = usize> + '_ {
    let mut open = None;
    code.char_indices().filter_map(move |(at, c)| match c {
        '(' => {
            open = Some(at);
            None
        }
        ')' => {
            let inside = &code[open.take()?..at];
            inside.contains([symbol::OBSERVATION, symbol::PERIOD]).then_some(at + c.len_utf8())
        }
        _ => None,
    })
}

/// Whether an arrow leads from one year to another.
fn years_lead_on(code: &str, rules: &Rules) -> bool {
    let mut parts = code.split(symbol::PERIOD).skip(1).peekable();
    std::iter::from_fn(|| parts.next().filter(|_| parts.peek().is_some()))
        .any(|between| rules.tables.words.arrow(between) == Some(0) && between.chars().count() <= 2)
}

/// A word without the brackets around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// 50%、男性の育児休業取得率 8%: behind a comma that ends another value the name begins anew.
fn behind_others(code: &str, name: Range) -> Range {
    let text = &code[name.clone()];
    let commas = text.char_indices().filter(|&(_, c)| matches!(c, '、' | '，'));
    let over = commas.rev().find(|&(at, _)| text[..at].ends_with(is_value));
    let from = over.map_or(0, |(at, c)| at + c.len_utf8());
    name.start + from..name.end
}
