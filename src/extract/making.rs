//! What a match makes: an indicator's statement, a measure, a programme with its budgets.

use crate::chars::is_hiragana;
use crate::layout::{Kind, Span, number_rank};
use crate::record::{CellRef, Form, Lang};
use crate::rules::{Capture, Makes, Match, Scope};
use crate::text::code::symbol;
use crate::text::scan::{Item, Named};
use crate::text::{Range, Reading};

use super::grid::cell::facets;
use super::read::Read;
use super::statement::{By, Draft, Statement};
use super::trace::{Seen, Step, Tied, Tried, offset_in};
use super::{Extractor, Found, name};

/// A label before a number has no more letters: 施策1.
const LABEL: usize = 3;

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

    fn measure(&mut self, hit: &Match, offset: usize, here: &Here<'_>, scope: Scope) {
        let reading = &here.read.reading;
        let view = |range: &Range| reading.code.view(&(range.start + offset..range.end + offset));
        let Some(mark) = hit.get("ministries") else { return };
        let mark = view(&mark.range);
        let text: Vec<Range> = hit.all("text").map(|capture| view(&capture.range)).collect();
        let mut words = name::clean_text(&text.iter().map(|range| reading.words(range)).collect::<String>());
        let (mut block, mut span) = (here.block, reading.view.source(&view(&hit.range)));
        if words.is_empty() {
            // A line of its own is of the text below where that stands alone, else of what stands above.
            let labelled = reading.text(&mark).starts_with(char::is_alphanumeric);
            let below = self.below_label(here.block).filter(|_| labelled);
            let Some(of) = below.or_else(|| self.above_mark(here.block)) else { return };
            let of = self.heading_over(of).filter(|_| labelled).unwrap_or(of);
            let text = &self.document.blocks[of].text;
            words = name::clean_text(&text.plain(self.source));
            span = super::cover(text.span(), span);
            block = of;
        }
        // （流域の会議の設置）（国土交通省、農林水産省）: a title may stand in a bracket of its own.
        words = without_bracket(words);
        // 資料：（環境省、総務省）
        if words.ends_with(':') {
            return;
        }
        if self.rules.deeds.is_said(&words) || self.is_event(block, hit, offset, here) {
            return;
        }
        let named = named(here.read, &mark);
        let round = reading.text(&mark).starts_with('(') && !reading.text(&mark).contains(':');
        if round && self.is_source(&words, span, &mark, &named, here) {
            return;
        }
        let form = match self.document.blocks[block].kind {
            _ if here.cell.is_some() => Form::Progress,
            Kind::Heading { .. } => Form::Heading,
            _ if scope == Scope::Item && !crate::chars::ends_sentence(&words) => Form::Heading,
            _ => Form::Statement,
        };
        // White papers number the sections over their marks: （１）教育の支援〔文部科学省〕.
        let numbered = form == Form::Heading && reading.text(&mark).starts_with('〔');
        if numbered && number_rank(&self.document.blocks[block].text.plain(self.source)).is_some() {
            words = name::without_number(&words).to_owned();
        }
        self.out.push(Found::Measure(FoundMeasure {
            text: words,
            form,
            ministries: named,
            block,
            span,
            cell: here.cell,
            by: By::Rule(hit.rule),
            lang: here.lang,
        }));
    }

    /// What a mark on a line of its own stands below: a heading, or a text that has none.
    fn above_mark(&self, mark: usize) -> Option<usize> {
        mark.checked_sub(1).filter(|&above| {
            let block = &self.document.blocks[above];
            match block.kind {
                Kind::Heading { .. } => true,
                Kind::Paragraph | Kind::Item => named(&self.read(&block.text), &(0..usize::MAX)).is_empty(),
                _ => false,
            }
        })
    }

    /// The one sentence below a line of ministries, where that stands right below a heading or number, or below a text
    /// that has a line of its own: 関係府省庁：内閣府.
    fn below_label(&self, label: usize) -> Option<usize> {
        let above = label.checked_sub(1)?;
        let number = self.is_number(&self.document.blocks[above].text.plain(self.source));
        let heads = match self.document.blocks[above].kind {
            Kind::Heading { .. } => !self.says_what_is_done(above),
            Kind::Paragraph | Kind::Item if number => true,
            Kind::Paragraph | Kind::Item => {
                let mut last =
                    self.out.iter().rev().take_while(|found| found.block().is_none_or(|block| block >= above));
                last.any(|found| matches!(found, Found::Measure(one) if one.block == above))
            }
            _ => false,
        };
        let below = self.document.blocks.get(label + 1).filter(|_| heads)?;
        let text = below.text.plain(self.source);
        let text = text.trim_end();
        let sentence = match below.kind {
            Kind::Item => true,
            Kind::Paragraph => number || crate::chars::ends_sentence(text),
            _ => false,
        };
        let sentence = sentence && text.matches('。').count() <= 1;
        (sentence && named(&self.read(&below.text), &(0..usize::MAX)).is_empty()).then_some(label + 1)
    }

    /// 島留学を広げる over a paragraph: a heading that says what is done, right above.
    fn heading_over(&self, block: usize) -> Option<usize> {
        let above = block.checked_sub(1).filter(|_| matches!(self.document.blocks[block].kind, Kind::Paragraph))?;
        let heading = matches!(self.document.blocks[above].kind, Kind::Heading { .. });
        (heading && self.says_what_is_done(above)).then_some(above)
    }

    /// Whether a heading ends as a verb does: 島留学を広げる.
    fn says_what_is_done(&self, heading: usize) -> bool {
        self.document.blocks[heading].text.plain(self.source).trim_end().ends_with(is_hiragana)
    }

    /// 施策1, (2): whether a text is the number of what follows, and does not name it.
    fn is_number(&self, text: &str) -> bool {
        let text = crate::text::nfkc(text);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        letters <= LABEL && text.contains(|c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c))
    }

    /// Whether a round bracket tells who found, issued or holds what it stands behind, and not who does it: 【総】 is a mark
    /// wherever it stands.
    fn is_source(&self, words: &str, span: Span, mark: &Range, named: &[Named], here: &Here<'_>) -> bool {
        let deeds = &self.rules.deeds;
        // （気象庁） behind what it issues; who leads, or several, answer for what they stand behind.
        let one = matches!(named, [one] if !one.lead);
        if !one || here.cell.is_some() {
            return one && deeds.is_issued(words);
        }
        // A view keeps no space between Japanese words: 場所　中央庁舎.
        let raw = self.source[span.range()].trim_start_matches(|c: char| name::is_mark(c) || c.is_whitespace());
        let counted = here.read.reading.found.iter().any(|found| {
            matches!(found.item, Item::Value(_))
                && found.range.end <= mark.start
                && here.read.reading.text(&(found.range.end..mark.start)).trim().is_empty()
        });
        counted || deeds.is_issued(words) || deeds.is_finding(words) || deeds.is_aside(raw)
    }

    /// Whether a match tells of what has been: a dated line under a heading that says so, a row of a chronicle.
    fn is_event(&self, block: usize, hit: &Match, offset: usize, here: &Here<'_>) -> bool {
        if here.cell.is_some() {
            return self.is_chronicle(here.block);
        }
        let start = here.read.reading.code.view(&(hit.range.start + offset..hit.range.end + offset)).start;
        let text = here.read.reading.view.text.as_str();
        let dated = here.read.reading.found.iter().any(|found| {
            let before = text.get(start..found.range.start).unwrap_or("-");
            let opens = before.trim_start_matches(|c: char| name::is_mark(c) || c.is_whitespace()).is_empty();
            // A view keeps no space between Japanese words: 平成22年10月　改正法の施行.
            let end = here.read.reading.view.source(&found.range).range().end;
            let parted = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '、');
            opens && matches!(found.item, Item::Period(_)) && self.source[end..].starts_with(parted)
        });
        dated && self.under_history(block)
    }

    fn under_history(&self, block: usize) -> bool {
        self.headings.nearest(block).is_some_and(|heading| self.rules.deeds.is_history(&heading))
    }

    /// Whether a table is a chronicle: its header says so, or the heading above does and a column tells when.
    pub(super) fn is_chronicle(&self, block: usize) -> bool {
        let Some(row) = self.document.blocks[block].table().and_then(|table| table.rows.first()) else { return false };
        let mut heads = row.cells.iter().map(|cell| name::clean_text(&cell.text.plain(self.source)));
        let dated = heads.clone().any(|head| self.rules.deeds.is_date(&head));
        let deed = |head: &String| facets(head, self.rules).iter().any(|&at| self.rules.tables.facets[at].deed);
        dated
            && !heads.clone().any(|head| deed(&head))
            && (heads.any(|head| self.rules.deeds.is_history(&head)) || self.under_history(block))
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
        let name = self.rules.tables.trimmed(&name::name(reading, &names)).to_owned();
        if name.chars().count() < 2 {
            return;
        }
        let mut ministries: Vec<Named> =
            hit.all("ministries").flat_map(|capture| named(here.read, &view(&capture.range))).collect();
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
                (Some(first), Some(last)) => reading.code.view(&(first.range.start + offset..last.range.end + offset)),
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

/// A title without the bracket that all of it stands in.
fn without_bracket(title: String) -> String {
    let inside = title.strip_prefix('(').and_then(|title| title.strip_suffix(')'));
    inside.filter(|inside| !inside.contains(['(', ')'])).map(ToOwned::to_owned).unwrap_or(title)
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
