//! What a match makes: an indicator's statement, a measure, a programme with its budgets.

use crate::layout::Span;
use crate::record::{CellRef, Form, Lang};
use crate::rules::{Capture, Makes, Match, Scope};
use crate::text::code::symbol;
use crate::text::scan::{Item, Named};
use crate::text::{Range, Reading};

use super::read::Read;
use super::statement::{By, Draft, Statement};
use super::trace::{Seen, Step, Tied, Tried, offset_in};
use super::{Extractor, Found, name};

/// A measure with its ministries.
#[derive(Debug)]
pub(super) struct FoundMeasure {
    pub text: String,
    pub form: Form,
    pub ministries: Vec<Named>,
    pub block: usize,
    pub span: Span,
    pub cell: Option<CellRef>,
    pub by: By,
    pub lang: Lang,
}

/// A programme with its budgets.
#[derive(Debug)]
pub(super) struct FoundProgramme {
    pub name: String,
    pub ministries: Vec<Named>,
    pub budgets: Vec<FoundBudget>,
    pub span: Span,
    pub cell: Option<CellRef>,
    pub by: By,
    pub lang: Lang,
}

#[derive(Debug)]
pub(super) struct FoundBudget {
    pub amount: Option<f64>,
    pub year: Option<i32>,
    pub kind: String,
    pub span: Span,
}

/// A block read in its place.
pub(super) struct Here<'r> {
    pub read: &'r Read,
    pub block: usize,
    pub cell: Option<CellRef>,
    pub lang: Lang,
}

impl Extractor<'_> {
    /// The matches of a scope here.
    pub(super) fn hits(&self, scope: Scope, text: &str, here: &Here<'_>) -> Vec<Match> {
        let found = self.rules.gather(scope, text, here.lang, &|context| self.contexts.is_open(here.block, context));
        if self.trace.is_none() {
            return self.rules.settle(found, |_, _| {});
        }
        let mut beaten = Vec::new();
        let kept = self.rules.settle(found, |loser, winner| beaten.push((loser.clone(), winner.clone())));
        self.step(|| Step::Tried(self.tried(scope, text, here, kept.clone(), beaten)));
        kept
    }

    fn tried(&self, scope: Scope, text: &str, here: &Here<'_>, kept: Vec<Match>, beaten: Vec<(Match, Match)>) -> Tried {
        // The text of a row or a card is put together: it stands where its first part does.
        let reading = &here.read.reading;
        let at = offset_in(here.read.code(), text).map_or(0..here.read.code().len(), |at| at..at + text.len());
        Tried {
            scope,
            lang: here.lang,
            span: reading.view.source(&reading.code.view(&at)),
            code: text.to_owned(),
            contexts: self.contexts.names(here.block).to_vec(),
            kept,
            beaten,
            seen: Seen::all(here.read),
            bound: Tied::all(here.read),
        }
    }

    /// Makes what a match says.
    pub(super) fn take(&mut self, hit: &Match, offset: usize, here: &Here<'_>, scope: Scope) {
        self.fire(hit.rule);
        match self.rules.rule(hit.rule).makes {
            Makes::Indicator => {
                let statements = self.statement(hit, offset, here);
                self.statements.extend(statements);
            }
            Makes::Measure => self.measure(hit, offset, here, scope),
            Makes::Programme => self.programme(hit, offset, here),
        }
    }

    /// The statements of a match: one, and another for each `also`.
    pub(super) fn statement(&self, hit: &Match, offset: usize, here: &Here<'_>) -> Vec<Statement> {
        let rule = self.rules.rule(hit.rule);
        let reading = &here.read.reading;
        let view = |range: &Range| reading.code.view(&(range.start + offset..range.end + offset));
        let whole = view(&hit.range);
        let names = self.name_parts_of(hit, reading, &view, here.lang);
        let mut statement =
            Statement::new(name::name(reading, &names), here.block, reading.view.source(&whole), here.lang);
        if let Some(series) = hit.get("series") {
            let series = name::name(reading, &[view(&series.range)]);
            statement.name = format!("{}({series})", statement.name);
        }
        statement.cell = here.cell;
        statement.by = By::Rule(hit.rule);
        statement.aggregation = rule.aggregation;
        statement.repost = reading.repost;
        statement.provisional = reading.provisional;
        statement.refers = reading.refers;
        statement.flags = rule.flags.clone();
        statement.notes = reading.notes.iter().map(|note| name::without_spaces(reading.text(note))).collect();
        for draft in Draft::captured(here.read, hit, offset, None, here.cell) {
            statement.add(draft);
        }
        if let Some(ministries) = hit.get("ministries") {
            statement.answer(&named(here.read, &view(&ministries.range)));
        }
        if here.cell.is_none() {
            self.answer_from_headings(&mut statement, here);
        }
        if statement.name.chars().count() < 2 {
            return Vec::new();
        }
        let also = hit
            .all("also")
            .map(|capture| Statement { name: name::name(reading, &[view(&capture.range)]), ..statement.clone() })
            .collect::<Vec<_>>();
        std::iter::once(statement).chain(also).collect()
    }

    /// The noun phrase that a range of a sentence ends in.
    fn phrase(&self, reading: &Reading, range: &Range, lang: Lang) -> Range {
        if lang != Lang::Ja {
            return range.clone();
        }
        // The tokeniser never sees numbers: what stands between two of them is read by itself,
        // and what the name's first part begins with may go on before the number.
        let mut end = range.end;
        loop {
            let value = reading.inside(&(range.start..end)).last().map(|at| reading.found[at].range.clone());
            let from = value.as_ref().map_or(range.start, |value| value.end);
            let text = reading.text(&(from..end));
            // 充電器3万口を含む充電インフラ: what the verb takes is no part of the name.
            let taken = ["を含む", "を含めた", "を超える"].iter().find(|verb| text.starts_with(**verb));
            if let Some(verb) = taken {
                return from + verb.len()..range.end;
            }
            let start = self.rules.words().phrase_start(text);
            let whole = start == 0 || text[..start].trim() == "の";
            match value {
                Some(value) if whole && value.start >= range.start => {
                    if value.start <= range.start {
                        return range.clone();
                    }
                    end = value.start;
                }
                // 本市では、週１回以上の: nothing of the words before the number belongs to it.
                _ if start == text.len() && end < range.end => return end..range.end,
                _ => return from + start..range.end,
            }
        }
    }

    /// A sentence under a heading with a mark (○ 使用促進（厚）) is that ministry's, and its measure's.
    pub(super) fn answer_from_headings(&self, statement: &mut Statement, here: &Here<'_>) {
        let own = named(here.read, &(0..here.read.reading.view.text.len()));
        if !own.is_empty() {
            return statement.answer(&own);
        }
        let path = self.document.section(here.block);
        let Some((heading, marked)) = path.iter().rev().find_map(|&heading| {
            let read = self.read(&self.document.blocks[heading].text);
            let marked = named(&read, &(0..read.reading.view.text.len()));
            (!marked.is_empty()).then_some((read, marked))
        }) else {
            return;
        };
        statement.answer(&marked);
        let text = heading.reading.view.text.as_str();
        let end = heading
            .reading
            .found
            .iter()
            .find(|found| matches!(found.item, Item::Ministries(_)))
            .map_or(text.len(), |found| found.range.start);
        statement.measure = Some(name::clean_text(&text[..end])).filter(|measure| !measure.is_empty());
    }

    /// The parts of a match that make its name.
    fn name_parts_of(&self, hit: &Match, reading: &Reading, view: &dyn Fn(&Range) -> Range, lang: Lang) -> Vec<Range> {
        let part = |capture: &Capture| match capture.place {
            "name" => Some(view(&capture.range)),
            "phrase" => Some(self.phrase(reading, &view(&capture.range), lang)),
            _ => None,
        };
        hit.captures.iter().filter_map(part).collect()
    }

    fn programme(&mut self, hit: &Match, offset: usize, here: &Here<'_>) {
        let reading = &here.read.reading;
        let view = |range: &Range| reading.code.view(&(range.start + offset..range.end + offset));
        let whole = view(&hit.range);
        let names = self.name_parts_of(hit, reading, &view, here.lang);
        let mut ministries: Vec<Named> =
            hit.all("ministries").flat_map(|capture| named(here.read, &view(&capture.range))).collect();
        let name = self.named(&name::name(reading, &names), &mut ministries);
        // 推進事業: the end of a name, and none by itself.
        if name.chars().count() < 2 || self.rules.programmes.is_general(&name) {
            return;
        }
        if ministries.is_empty() {
            // In a sentence the mark stands at its end.
            let line = reading.view.text[whole.end..].find('\n').map_or(reading.view.text.len(), |len| whole.end + len);
            let next = reading.found.iter().find(|found| {
                found.range.start >= whole.end && found.range.end <= line && matches!(found.item, Item::Ministries(_))
            });
            ministries = next.map(|found| named(here.read, &found.range)).unwrap_or_default();
        }
        let budgets = self.budgets(hit, offset, here);
        self.out.push(Found::Programme(FoundProgramme {
            name,
            ministries,
            budgets,
            span: reading.view.source(&whole),
            cell: here.cell,
            by: By::Rule(hit.rule),
            lang: here.lang,
        }));
    }

    fn budgets(&self, hit: &Match, offset: usize, here: &Here<'_>) -> Vec<FoundBudget> {
        let reading = &here.read.reading;
        let mut budgets = Vec::new();
        for capture in hit.all("budget") {
            let code = capture.range.start + offset..capture.range.end + offset;
            for (at, c) in here.read.code()[code.clone()].char_indices().filter(|&(_, c)| c == symbol::BUDGET) {
                let view = reading.code.view(&(code.start + at..code.start + at + c.len_utf8()));
                let Some(bound) = here.read.bound_at(view.start) else { continue };
                budgets.push(FoundBudget {
                    amount: here.read.value(bound.value).map(|value| value.number),
                    year: here.read.period(bound.period).map(|(period, _)| period.start),
                    kind: bound.kind.as_ref().map_or(String::new(), |kind| self.rules.paid.kind(reading.text(kind))),
                    span: reading.view.source(&view),
                });
            }
        }
        if let Some(kind) = hit.get("kind") {
            // 基金事業 without an amount, or a sentence that names year and amount apart.
            let view = reading.code.view(&(kind.range.start + offset..kind.range.end + offset));
            let one = |place: &str| {
                let capture = hit.get(place)?;
                here.read.found_at(reading.code.view(&(capture.range.start + offset..capture.range.end + offset)).start)
            };
            let whole = match (hit.get("period"), hit.get("value")) {
                (Some(one), Some(other)) => {
                    let (from, to) = (one.range.start.min(other.range.start), one.range.end.max(other.range.end));
                    reading.code.view(&(from + offset..to + offset))
                }
                _ => view.clone(),
            };
            budgets.push(FoundBudget {
                amount: here.read.value(one("value")).map(|value| value.number),
                year: here.read.period(one("period")).map(|(period, _)| period.start),
                kind: self.rules.paid.kind(reading.text(&view)),
                span: reading.view.source(&whole),
            });
        }
        budgets
    }
}

/// The ministries that a range of the view names.
pub(super) fn named(read: &Read, view: &Range) -> Vec<Named> {
    read.reading
        .inside(view)
        .filter_map(|at| match &read.reading.found[at].item {
            Item::Ministries(named) => Some(named.clone()),
            _ => None,
        })
        .flatten()
        .collect()
}

/// 【国交】住宅の耐震化率, 住宅の耐震化率（国・厚）: who answers is no part of the name.
pub(super) fn unmarked(read: &Read, name: &Range) -> Range {
    let mut bare = name.clone();
    for at in read.reading.inside(name) {
        let found = &read.reading.found[at];
        if !matches!(found.item, Item::Ministries(_)) {
            continue;
        }
        if found.range.start == bare.start {
            bare.start = found.range.end;
        } else if found.range.end == bare.end {
            bare.end = found.range.start;
        }
    }
    if bare.is_empty() { name.clone() } else { bare }
}

/// In Japanese one name holds the other; in English the subject's noun is among the name's words.
pub(super) fn same_subject(subject: &str, name: &str, lang: Lang) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let (a, b) = (bare(subject), bare(name));
    if a.is_empty() || b.contains(&a) || a.contains(&b) {
        return true;
    }
    let noun = subject.split_whitespace().next_back().map(str::to_lowercase).unwrap_or_default();
    lang == Lang::En
        && !noun.is_empty()
        && name.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_counts_only_if_it_speaks_of_the_same() {
        assert!(same_subject("国際共同治験の初回治験計画届", "国際共同治験の初回治験計画届件数", Lang::Ja));
        assert!(!same_subject("希少疾病用医薬品の指定件数", "希少疾病用医薬品の承認件数", Lang::Ja));
        assert!(same_subject("Notifications", "Initial notifications for multi-regional clinical trials", Lang::En));
        assert!(!same_subject("Orphan drug designations", "Orphan-drug approvals", Lang::En));
    }
}
