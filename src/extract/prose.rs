//! Headings, paragraphs, items, notes and cards.

use crate::layout::{Block, Join, Kind, Span};
use crate::record::{CellRef, Form, Lang, Role};
use crate::rules::{Makes, Match, Scope};
use crate::text::code::{is_symbol, symbol};
use crate::text::scan::{Item, Named};
use crate::text::{Range, Reading};

use super::read::Read;
use super::statement::{Draft, Statement};
use super::trace::{Seen, Step, Tied, Tried, offset_in};
use super::{Extractor, Found, has_digit, language, name};

/// A measure with its ministries.
#[derive(Debug)]
pub(super) struct FoundMeasure {
    pub text: String,
    pub form: Form,
    pub ministries: Vec<Named>,
    pub block: usize,
    pub span: Span,
    pub cell: Option<CellRef>,
    pub rule: usize,
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
    pub rule: usize,
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

/// How many blocks a card may span.
const CARD: usize = 5;
/// The first line of a card is no longer than this, in characters of coded text.
const LONGEST_CARD: usize = 120;
/// What may follow the value that ends it: （東京）; in bytes.
const SHORT: usize = 70;

impl Extractor<'_> {
    /// Reads a text block, or a card that begins with it; gives the next block to read.
    pub(super) fn prose(&mut self, at: usize) -> usize {
        let block = &self.document.blocks[at];
        let span = block.text.span();
        let bytes = &self.source.as_bytes()[span.range()];
        let marked = bytes.ends_with("）".as_bytes())
            || bytes.ends_with("】".as_bytes())
            || bytes.ends_with(b")")
            || memchr::memmem::find(bytes, "【".as_bytes()).is_some();
        if !(has_digit(bytes) || marked || self.contexts.any(at)) {
            self.step(|| Step::Unread { span, scope: scope_of(&block.kind) });
            return at + 1;
        }
        let read = self.take_read(at);
        let above = at.checked_sub(1).filter(|_| read.code().starts_with(symbol::BUDGET));
        if let Some(next) = above.and_then(|above| self.card(above, &self.read(&self.document.blocks[above].text))) {
            return next.max(at + 1);
        }
        if let Some(next) = self.card(at, &read) {
            return next;
        }
        let here = Here { read: &read, block: at, cell: None, lang: language(&read.reading.view.text) };
        let scope = scope_of(&block.kind);
        let before = self.statements.len();
        let hits = self.hits(scope, read.code(), &here);
        for hit in &hits {
            if !self.answers_for_indicator(hit, &hits) {
                self.take(hit, 0, &here, scope);
            }
        }
        if self.statements.len() == before {
            self.sentences(&here);
        }
        at + 1
    }

    /// 耐震化率 81%→84%【国】: the mark behind an indicator names no measure.
    fn answers_for_indicator(&self, hit: &Match, hits: &[Match]) -> bool {
        let is = |hit: &Match, makes: Makes| self.rules.rule(hit.rule).makes == makes;
        is(hit, Makes::Measure)
            && hits.iter().filter(|other| is(other, Makes::Indicator)).any(|indicator| {
                let marks = |hit: &Match| hit.all("ministries").map(|mark| mark.range.clone()).collect::<Vec<_>>();
                let own = marks(hit);
                marks(indicator).iter().any(|mark| own.contains(mark))
            })
    }

    /// A note belongs to what it follows, or to what refers to it.
    pub(super) fn note(&mut self, at: usize) {
        let block = &self.document.blocks[at];
        let text = block.text.plain(self.source).replace('\n', "");
        let read = Read::of_note(self.source, &block.text, self.rules, self.offices);
        let here = Here { read: &read, block: at, cell: None, lang: language(&text) };
        let hits = self.hits(Scope::Note, read.code(), &here);
        // A note that sets a year for a list is a context, told by it alone.
        if self.contexts.year(at).is_some_and(|year| year.note.is_some()) && hits.is_empty() {
            return;
        }
        let (mut bound, before) = (Vec::new(), self.statements.len());
        for hit in &hits {
            if self.rules.rule(hit.rule).makes != Makes::Observations {
                self.take(hit, 0, &here, Scope::Note);
            }
        }
        if hits.is_empty() {
            self.sentences(&here);
        }
        for statement in self.refer(at, before, here.lang) {
            bound.push(statement);
        }
        for statement in bound {
            self.statements[statement].notes.push(name::without_spaces(&text));
            self.statements[statement].refers = false;
            for hit in hits.iter().filter(|hit| self.rules.rule(hit.rule).makes == Makes::Observations) {
                self.fire(hit.rule);
                for draft in Draft::captured(&read, hit, 0, Some(Role::Target), None) {
                    self.statements[statement].add(draft);
                }
            }
        }
    }

    /// The statements that a note at a block belongs to: those that refer to it, else the one it follows.
    fn refer(&self, at: usize, before: usize, lang: Lang) -> Vec<usize> {
        let numbered = self.document.blocks[at]
            .text
            .plain(self.source)
            .trim_start_matches(['※', '*', ' '])
            .starts_with(|c: char| c.is_ascii_digit());
        let referring: Vec<usize> = (0..before)
            .filter(|&n| self.statements[n].refers && self.statements[n].lang == lang && !numbered)
            .collect();
        if !referring.is_empty() {
            return referring;
        }
        let follows = |statement: &Statement| {
            (statement.block..at)
                .all(|block| block == statement.block || matches!(self.document.blocks[block].kind, Kind::Note))
                && self.document.blocks[statement.block].table().is_none()
        };
        before.checked_sub(1).filter(|&last| follows(&self.statements[last])).into_iter().collect()
    }

    /// Each sentence by itself.
    fn sentences(&mut self, here: &Here<'_>) {
        let code = here.read.code();
        for range in sentences(code) {
            for hit in self.hits(Scope::Sentence, &code[range.clone()], here) {
                self.take(&hit, range.start, here, Scope::Sentence);
            }
        }
    }

    /// A card: a short line that ends in a value, and the lines under it. Gives the block after it.
    fn card(&mut self, at: usize, first: &Read) -> Option<usize> {
        let code = first.code();
        let values = [symbol::VALUE, symbol::PLUS, symbol::NUMBER, symbol::OBSERVATION];
        let last_value = code.rfind(values).is_some_and(|at| ends_card(&code[at..]));
        let fits = |code: &str| code.chars().take(LONGEST_CARD + 1).count() <= LONGEST_CARD;
        if !(last_value || code.ends_with(char::is_alphanumeric)) || !fits(code) || code.starts_with(is_symbol) {
            return None;
        }
        let below = at + 1;
        let is_text = |block: &Block| !matches!(block.kind, Kind::Table(_) | Kind::Note);
        let has_below = self.document.blocks.get(below).is_some_and(is_text);
        if !(last_value || has_below && self.peek_read(below).code().starts_with(symbol::BUDGET)) {
            return None;
        }
        let lang = language(&first.reading.view.text);
        let mut text = self.document.blocks[at].text.clone();
        let mut ends = vec![text.span().end];
        let mut joined = code.to_owned();
        for (n, block) in self.document.blocks.iter().enumerate().skip(at + 1).take(CARD - 1) {
            if block.table().is_some() {
                break;
            }
            ends.push(block.text.span().end);
            text.append(block.text.clone(), Join::Part);
            joined.push('\n');
            joined.push_str(self.peek_read(n).code());
        }
        // Few lines that could begin a card do: only those are read together.
        let opening = Here { read: first, block: at, cell: None, lang };
        if ends.len() < 2 || !self.opens_card(&joined, &opening) {
            return None;
        }
        let read = self.read(&text);
        let here = Here { read: &read, block: at, cell: None, lang };
        let hits = self.hits(Scope::Card, read.code(), &here);
        let hit = hits.iter().find(|hit| hit.range.start == 0)?;
        self.take(hit, 0, &here, Scope::Card);
        let end = read.reading.view.source(&read.reading.code.view(&hit.range)).end;
        let taken = ends.iter().take_while(|&&block_end| block_end <= end).count();
        Some(at + taken.max(1))
    }

    fn opens_card(&self, code: &str, here: &Here<'_>) -> bool {
        let open = |context: &str| self.contexts.is_open(here.block, context);
        let opens = self.rules.matches(Scope::Card, code, here.lang, &open).iter().any(|hit| hit.range.start == 0);
        if !opens && self.trace.is_some() {
            self.hits(Scope::Card, code, here);
        }
        opens
    }

    /// A text block, read; what was read before its turn is not read again.
    fn take_read(&mut self, at: usize) -> Read {
        self.ready.remove(&at).unwrap_or_else(|| self.read(&self.document.blocks[at].text))
    }

    /// A text block, read before its turn.
    fn peek_read(&mut self, at: usize) -> &Read {
        let (source, rules, offices, document) = (self.source, self.rules, self.offices, self.document);
        self.ready.entry(at).or_insert_with(|| Read::of(source, &document.blocks[at].text, rules, offices))
    }

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
            Makes::Observations => {}
        }
    }

    /// The statements of a match: one, and another for each `also`.
    pub(super) fn statement(&self, hit: &Match, offset: usize, here: &Here<'_>) -> Vec<Statement> {
        let rule = self.rules.rule(hit.rule);
        let reading = &here.read.reading;
        let view = |range: &Range| reading.code.view(&(range.start + offset..range.end + offset));
        let whole = view(&hit.range);
        let names: Vec<Range> = hit
            .captures
            .iter()
            .filter_map(|capture| match capture.place {
                "name" => Some(view(&capture.range)),
                "phrase" => Some(self.phrase(reading, &view(&capture.range), here.lang)),
                _ => None,
            })
            .collect();
        let mut statement =
            Statement::new(name::name(reading, &names), here.block, reading.view.source(&whole), here.lang);
        if let Some(series) = hit.get("series") {
            let series = name::name(reading, &[view(&series.range)]);
            statement.name = format!("{}({series})", statement.name);
        }
        statement.cell = here.cell;
        statement.rule = Some(hit.rule);
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
        self.comments(hit, offset, here, &mut statement);
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
    fn answer_from_headings(&self, statement: &mut Statement, here: &Here<'_>) {
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

    /// What the lines under a card's target add to it.
    fn comments(&self, hit: &Match, offset: usize, here: &Here<'_>, statement: &mut Statement) {
        for comment in hit.all("comment") {
            let from = comment.range.start + offset;
            let text = &here.read.code()[from..comment.range.end + offset];
            for more in self.hits(Scope::Comment, text, here) {
                if self.same_subject(&more, from, here, &statement.name) {
                    let only = self.rules.rule(more.rule).only;
                    for draft in Draft::captured(here.read, &more, from, Some(Role::Actual), here.cell)
                        .into_iter()
                        .filter(|draft| only.is_none() || draft.aggregation == only)
                    {
                        self.fire(more.rule);
                        statement.add(draft);
                    }
                }
            }
        }
    }

    /// Whether what a sentence speaks of is what the indicator counts.
    pub(super) fn same_subject(&self, hit: &Match, offset: usize, here: &Here<'_>, name: &str) -> bool {
        let Some(subject) = hit.get("subject") else { return true };
        let view = here.read.reading.code.view(&(subject.range.start + offset..subject.range.end + offset));
        same_subject(&name::name(&here.read.reading, &[view]), name, here.lang)
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
            // A mark on a line of its own belongs to the heading above it.
            let Some(heading) = here
                .block
                .checked_sub(1)
                .filter(|&above| matches!(self.document.blocks[above].kind, Kind::Heading { .. }))
            else {
                return;
            };
            let above = &self.document.blocks[heading].text;
            words = name::clean_text(&above.plain(self.source));
            span = super::cover(above.span(), span);
            block = heading;
        }
        let form = match self.document.blocks[block].kind {
            _ if here.cell.is_some() => Form::Progress,
            Kind::Heading { .. } => Form::Heading,
            _ if scope == Scope::Item && !words.contains('。') => Form::Heading,
            _ => Form::Statement,
        };
        self.out.push(Found::Measure(FoundMeasure {
            text: words,
            form,
            ministries: named(here.read, &mark),
            block,
            span,
            cell: here.cell,
            rule: hit.rule,
            lang: here.lang,
        }));
    }

    fn programme(&mut self, hit: &Match, offset: usize, here: &Here<'_>) {
        let reading = &here.read.reading;
        let view = |range: &Range| reading.code.view(&(range.start + offset..range.end + offset));
        let whole = view(&hit.range);
        let names: Vec<Range> = hit.all("name").map(|capture| view(&capture.range)).collect();
        let name = name::name(reading, &names);
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
            rule: hit.rule,
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
                    kind: bound.kind.as_ref().map_or(String::new(), |kind| name::without_spaces(reading.text(kind))),
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
                kind: name::without_spaces(reading.text(&view)),
                span: reading.view.source(&whole),
            });
        }
        budgets
    }
}

fn scope_of(kind: &Kind) -> Scope {
    match kind {
        Kind::Heading { .. } => Scope::Heading,
        Kind::Item => Scope::Item,
        Kind::Note => Scope::Note,
        _ => Scope::Paragraph,
    }
}

/// Whether a line could end a card's name: in a value, and perhaps a short bracket behind it.
fn ends_card(from_value: &str) -> bool {
    let mut rest = from_value.chars();
    rest.next();
    let rest = rest.as_str().trim_start();
    rest.is_empty() || rest.len() < SHORT && rest.starts_with('(') && rest.ends_with(')')
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

/// The ranges of the sentences of a coded text: they end at 。 outside brackets, and at line ends.
fn sentences(code: &str) -> Vec<Range> {
    let mut all = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, c) in code.char_indices() {
        if at < start {
            continue;
        }
        match c {
            '(' | '「' | '『' => depth += 1,
            ')' | '」' | '』' => depth = depth.saturating_sub(1),
            '。' | '\n' if depth == 0 || c == '\n' => {
                let mut end = at + c.len_utf8();
                // …を目標とする。（令和元年実績値：4.8兆円）: the bracket belongs to what stands before it.
                if c == '。'
                    && let Some(inner) = code[end..].strip_prefix('(')
                    && let Some(len) = inner.find([')', '\n', '。']).filter(|&len| inner[len..].starts_with(')'))
                {
                    end += len + 2;
                }
                all.push(start..end);
                (start, depth) = (end, 0);
            }
            '.' if depth == 0
                && code[at + 1..].starts_with(' ')
                && code[..at].ends_with(|c: char| c.is_alphanumeric() && !c.is_ascii_uppercase()) =>
            {
                all.push(start..at + 1);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < code.len() {
        all.push(start..code.len());
    }
    all
}

/// In Japanese one name holds the other; in English the subject's noun is among the name's words.
fn same_subject(subject: &str, name: &str, lang: Lang) -> bool {
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
    fn sentences_end_outside_brackets() {
        let parts = |code: &str| sentences(code).into_iter().map(|range| code[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(parts("開発する。さらに減少させる。"), ["開発する。", "さらに減少させる。"]);
        assert_eq!(parts("法律(以下「法」という。)を(以下略。)進める"), ["法律(以下「法」という。)を(以下略。)進める"]);
        assert_eq!(parts("目標とする。(実績:4兆円)次に"), ["目標とする。(実績:4兆円)", "次に"]);
        assert_eq!(parts("It rose. It fell at 3.5 a year."), ["It rose.", " It fell at 3.5 a year."]);
    }

    #[test]
    fn a_comment_counts_only_if_it_speaks_of_the_same() {
        assert!(same_subject("国際共同治験の初回治験計画届", "国際共同治験の初回治験計画届件数", Lang::Ja));
        assert!(!same_subject("希少疾病用医薬品の指定件数", "希少疾病用医薬品の承認件数", Lang::Ja));
        assert!(same_subject("Notifications", "Initial notifications for multi-regional clinical trials", Lang::En));
        assert!(!same_subject("Orphan drug designations", "Orphan-drug approvals", Lang::En));
    }
}
