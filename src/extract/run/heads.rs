//! A table that ran into one line: a name, the words and years of its columns, as many values behind them.
//!
//! `・就農者数（人） 現状値 R5 R6 R7 R8 187 266 305 342 382`: rebuilt only where the words and the values are as many,
//! stand without anything else between them, and the name says that it counts.

use crate::record::Role;
use crate::rules::{Hint, Tables};
use crate::text::Range;
use crate::text::scan::Item;

use super::super::Extractor;
use super::super::grid::fact::{Evidence, Fact, Source};
use super::super::grid::series::summed_from;
use super::super::grid::settle::{By, settle};
use super::super::grid::values::Year;
use super::super::making::Here;
use super::super::name;
use super::super::statement::{Dated, Draft, Statement};
use super::facts::hint;

/// Fewer columns may be anything.
const LEAST: usize = 3;
/// A line that holds such tables is no longer than this, in bytes.
const LONGEST: usize = 4000;
/// A name is no longer than this, in characters.
const LONGEST_NAME: usize = 60;
/// How much the word over a column, and the goal before them all, say.
const HEAD: f32 = 5.0;
const CALLED: f32 = 1.0;

/// What stands in a line, by its place in the view.
enum Part {
    Label(Hint),
    Period(usize),
    Value(usize),
    Dash,
}

impl Extractor<'_> {
    /// The statements of the tables that ran into a text.
    pub(in super::super) fn run_tables(&self, here: &Here<'_>) -> Vec<Statement> {
        let text = &here.read.reading.view.text;
        let periods = here.read.reading.found.iter().filter(|found| matches!(found.item, Item::Period(_))).count();
        if text.len() > LONGEST || periods + 1 < LEAST || text.contains('。') {
            return Vec::new();
        }
        let parts = self.parts(here);
        let (mut all, mut at, mut from) = (Vec::new(), 0, 0);
        while at < parts.len() {
            let heads = touching(text, &parts, at, |part| matches!(part, Part::Label(_) | Part::Period(_)));
            let values = touching(text, &parts, at + heads, |part| matches!(part, Part::Value(_) | Part::Dash));
            let years = parts[at..at + heads].iter().filter(|(part, _)| matches!(part, Part::Period(_))).count();
            if heads < LEAST || years < 2 || values != heads {
                at += heads.max(1);
                continue;
            }
            let end = parts[at + 2 * heads - 1].1.end;
            let name = self.name_before(here, from..parts[at].1.start);
            let table = &parts[at..at + 2 * heads];
            at += 2 * heads;
            let next = parts[at..].iter().find(|(part, _)| matches!(part, Part::Label(_)));
            let next = next.map_or(text.len(), |(_, label)| label.start).max(end);
            all.extend(name.and_then(|name| self.run_table(here, name, end..next, table)));
            from = end;
        }
        all
    }

    fn parts(&self, here: &Here<'_>) -> Vec<(Part, Range)> {
        let reading = &here.read.reading;
        let text = &reading.view.text;
        let found = reading.found.iter().enumerate().filter_map(|(n, found)| match &found.item {
            Item::Period(_) => Some((Part::Period(n), found.range.clone())),
            Item::Value(_) => Some((Part::Value(n), found.range.clone())),
            _ => None,
        });
        let mut parts: Vec<(Part, Range)> = found.collect();
        let taken = |at: &Range, parts: &[(Part, Range)]| {
            parts.iter().any(|(_, other)| other.start < at.end && at.start < other.end)
        };
        let mut word = |text: &str, start: usize| {
            let at = start..start + text.len();
            let part = if text.chars().all(|c| !c.is_alphanumeric()) {
                self.rules.tables.words.is_dash(text).then_some(Part::Dash)
            } else {
                self.rules.tables.words.is_label(text).then(|| hint(text, self.rules)).flatten().map(Part::Label)
            };
            if let Some(part) = part.filter(|_| !taken(&at, &parts)) {
                parts.push((part, at));
            }
        };
        let mut start = 0;
        // Spaces between Japanese words are gone by now: what closes a name parts as well.
        for (at, gap) in text.match_indices([' ', '\n', ')', '〕', '】']) {
            word(&text[start..at], start);
            start = at + gap.len();
        }
        word(&text[start..], start);
        parts.sort_by_key(|(_, at)| at.start);
        parts
    }

    /// What stands before the words of the columns and counts something: behind the last list mark.
    fn name_before(&self, here: &Here<'_>, part: Range) -> Option<Range> {
        let view = &here.read.reading.view;
        let text = &view.text;
        let before = text[part.clone()].trim_end();
        // In the view no space is left between Japanese words: the source tells.
        let spaced = |at: usize| {
            let place = view.source(&(part.start + at..part.start + before.len())).start as usize;
            self.source[..place].ends_with(char::is_whitespace)
        };
        let apart = |at: usize| {
            let word = before[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
            word.is_empty() || word.ends_with('】') || self.rules.tables.words.is_label(word) || spaced(at)
        };
        let mark = before.char_indices().rev().find(|&(at, c)| name::is_mark(c) && (at == 0 || apart(at)));
        let start = part.start + mark.map_or(0, |(at, c)| at + c.len_utf8());
        let name = start..part.start + before.len();
        let own = text[name.clone()].trim();
        let counts = self.rules.tables.strength(own) == 3 || own.ends_with([')', '〕']);
        (counts && (2..=LONGEST_NAME).contains(&own.chars().count())).then_some(name)
    }

    /// 現状値は令和3年の値, right behind a table: the year in which it stood so.
    fn stood(&self, here: &Here<'_>, behind: &Range) -> Option<Dated> {
        let reading = &here.read.reading;
        let found = reading.found.iter().find(|found| found.range.start >= behind.start)?;
        let Item::Period(period) = found.item else { return None };
        let mut before = reading.view.text.get(behind.start..found.range.start)?.trim().chars();
        before.next_back();
        let told = self.rules.tables.words.is_label(before.as_str()) && found.range.end <= behind.end;
        told.then(|| Dated { period, span: reading.view.source(&found.range), cell: here.cell })
    }

    fn run_table(&self, here: &Here<'_>, name: Range, place: Range, table: &[(Part, Range)]) -> Option<Statement> {
        // The table ends in it, and what stands behind it ends with the next.
        let (end, next) = (place.start, place.end);
        let reading = &here.read.reading;
        let (heads, values) = table.split_at(table.len() / 2);
        // 現状値 R5 R6 R7 R8: the years behind where it stands are those of the plan.
        let stands = matches!(heads[0].0, Part::Label(Hint::Current | Hint::Baseline));
        let plan = stands && heads[1..].iter().all(|(head, _)| matches!(head, Part::Period(_)));
        let promised = plan || self.rules.tables.words.goals(&reading.view.text[..name.start]) == Some(true);
        let mut facts: Vec<Fact> = Vec::new();
        for (column, ((head, at), (value, place))) in heads.iter().zip(values).enumerate() {
            let Part::Value(found) = value else { continue };
            let Item::Value(value) = &reading.found[*found].item else { continue };
            let mut draft = Draft::value(here.read, value, place, None, here.cell);
            let mut evidence = Vec::new();
            match head {
                Part::Label(hint) => evidence.push(Evidence { hint: *hint, weight: HEAD, from: Source::Header }),
                Part::Period(found) => {
                    if let Item::Period(period) = reading.found[*found].item {
                        draft.period = Some(Dated { period, span: reading.view.source(at), cell: here.cell });
                    }
                    if promised {
                        evidence.push(Evidence { hint: Hint::Target, weight: CALLED, from: Source::Header });
                    }
                }
                Part::Value(_) | Part::Dash => continue,
            }
            let year = if draft.period.is_some() { Year::Header } else { Year::None };
            facts.push(Fact {
                series: None,
                draft,
                evidence,
                column,
                role: None,
                by: By::Alone,
                year,
                doubtful: false,
            });
        }
        let behind = end..next;
        if let Some(stood) = facts.iter_mut().find(|fact| fact.column == 0 && stands) {
            stood.draft.period = stood.draft.period.or_else(|| self.stood(here, &behind));
        }
        settle(&mut facts, self.year.get());
        summed_from(here.read, behind, &mut facts, self.rules);
        let goal = facts.iter().any(|fact| fact.role == Some(Role::Target));
        if facts.len() < 2 || !goal {
            return None;
        }
        let mut statement = self.base_of(here, &name, &(name.start..end));
        let sure = &self.rules.tables.sure;
        statement.sure = Tables::sure(&sure.role, if promised { "column" } else { "order" });
        self.stated(here, statement, facts).into_iter().next()
    }
}

/// How many parts from one on are of a kind and have nothing but spaces between them.
fn touching(text: &str, parts: &[(Part, Range)], from: usize, is: impl Fn(&Part) -> bool) -> usize {
    let mut n = 0;
    while let Some((part, at)) = parts.get(from + n)
        && is(part)
    {
        let apart = n > 0 && !text[parts[from + n - 1].1.end..at.start].trim().is_empty();
        if apart {
            break;
        }
        n += 1;
    }
    n
}
