//! A run: a name, and behind it values with labels, arrows and brackets, all in one line.
//!
//! `受診率 現状：27.5％（H27） → 目標：20％以下（H34）`, `採択件数 70社 (R10) 11社 (R5)`, `KPI：参加者1,800人`: labels and
//! years are facets of the values that they stand beside, as headers and columns are in a table, in
//! whatever order they come; the name is what is left. What a label, an arrow or a dash is, what calls
//! a line one of goals and what keeps it out is data (`words.toml`, `runs.toml`).

mod card;
mod facts;
mod gate;
mod heads;
mod kpi;
mod own;
mod report;
mod split;
mod token;
mod words;

#[cfg(test)]
mod tests;

use crate::layout::Kind;
use crate::record::{Flag, Lang, Role};
use crate::rules::{Class, Column, Context, Hint, Items, Rules, Says as Tells, Tables};
use crate::text::Range;
use crate::text::code::{is_symbol, is_value, symbol};

use super::Extractor;
use super::grid::cell::{Says, facets};
use super::grid::fact::Fact;
use super::grid::naming::give_unit;
use super::grid::series::{once, series, span_in_name};
use super::grid::settle::settle;
use super::making::{Here, named, unmarked};
use super::name;
use super::prose::sentences;
use super::statement::{By, Draft, Statement};
use super::trace::{RunTold, Seen, Step, Tied};
use facts::{Facts, called, facts as values, hint};
use gate::{Around, Goal, Why, doubt, goal};
use split::{Split, split, unbracketed};
use token::tokens;

/// A line is no longer than this, in bytes of coded text (brackets are looked for anew from each), and a run goes over no more lines.
const LONGEST: usize = 700;
/// A line whose name may be two is no surer.
const DOUBTED: f64 = 0.8;
/// And where it is one of several below each other, of which nothing tells which it is.
const UNTOLD: f64 = 0.5;
/// A goal in words on a line of its own is no longer, in characters: 増加.
const LONGEST_WORD: usize = 4;
const LINES: usize = 4;
/// A line has no more indicators before its text.
const HEADS: usize = 6;
/// No more indicators stand in one line, parted by commas.
const PARTS: usize = 40;
/// One in so many of them may be no indicator.
const MANY: usize = 8;
/// The name of a part is no longer than this, in characters.
const SHORT_PART: usize = 6;
/// A list has no more items above one, and its lead is no longer than this, in bytes.
const LONGEST_LIST: usize = 30;
const LONGEST_LEAD: usize = 90;
/// A header of names is no longer than this, in characters.
const LONGEST_HEADER: usize = 8;
/// The unit of a value that is looked for in the line below is no longer than this, in characters.
const LONGEST_UNIT: usize = 12;
/// So many blocks above and below are looked at for lines of the same form, and so many must be.
const NEAR: usize = 4;
const FELLOWS: usize = 2;

/// What calls a line one of indicators.
#[derive(Debug, Clone, Default)]
pub(super) struct Calls {
    /// The list around it, or the column of its cell.
    pub listed: bool,
    /// A word at its head.
    pub called: bool,
    /// What values are that nothing else speaks of.
    pub role: Option<Hint>,
    /// What the items of the list are.
    pub items: Vec<Items>,
}

impl Extractor<'_> {
    /// The statements of a block's lines.
    ///
    /// A piece of a sentence is a line only by its own arrows and labels, whatever list it stands in.
    pub(super) fn runs(&self, here: &Here<'_>, piece: bool) -> Option<Vec<Statement>> {
        let code = here.read.code();
        if !code.contains(is_value) || code.len() > LONGEST * LINES {
            return None;
        }
        let calls = if piece { Calls::default() } else { self.list_calls(here.block) };
        let (mut made, mut refused) = (Vec::new(), false);
        let lines: Vec<Range> = self.printed(here);
        let mut at = 0;
        while at < lines.len() {
            let to = (at + LINES).min(lines.len());
            let found = (at..to).rev().find_map(|last| {
                let range = lines[at].start..lines[last].end;
                self.run_in(here, &range, &calls).map(|statements| (last, statements))
            });
            at = match found {
                Some((last, mut statements)) => {
                    refused |= statements.is_empty();
                    // 割合 / 20～60歳代男性 / 58.9％ / 66％: which of two is told is not known.
                    if code[lines[last].clone()].trim_end().ends_with(is_value)
                        && self.is_told_below(here, &lines[last])
                    {
                        let lone = statements.iter_mut().filter(|one| one.observations.len() == 1);
                        lone.for_each(|one| one.doubt(Flag::SeveralValues, UNTOLD));
                    }
                    made.extend(statements);
                    last + 1
                }
                None => {
                    made.extend(self.sentences_of(here, &lines[at], &calls));
                    at + 1
                }
            };
        }
        (!made.is_empty() || refused).then_some(made)
    }

    /// Whether the line of the source below a line that ends in a value is a value of the same unit and little else, or one in
    /// words; the year of the first in a bracket may stand between.
    fn is_told_below(&self, here: &Here<'_>, line: &Range) -> bool {
        let reading = &here.read.reading;
        let end = reading.view.source(&reading.code.view(line)).end as usize;
        let (above, below) = self.source.split_at(end);
        let is_digit = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '．' | '，');
        let below = below.trim_start_matches([' ', '　', '\r']).strip_prefix('\n');
        let dated = |line: &&str| line.starts_with(['(', '（']) && line.ends_with([')', '）']);
        let mut lines = below.into_iter().flat_map(str::lines).map(str::trim).take(2).skip_while(dated);
        let Some(next) = lines.next() else { return false };
        if next.chars().count() <= LONGEST_WORD && self.rules.tables.words.is_goal(next) {
            return true;
        }
        if !next.starts_with(char::is_numeric) {
            return false;
        }
        // 92.3％（R1年度）
        let above =
            above.trim_end_matches([')', '）']).rsplit_once(['(', '（']).filter(|_| above.ends_with([')', '）']));
        let above = above.map_or(&self.source[..end], |(before, _)| before.trim_end());
        let unit: String = above.chars().rev().take(LONGEST_UNIT).take_while(|&c| !is_digit(c)).collect();
        let unit: String = unit.chars().rev().collect();
        let rest = next.trim_start_matches(is_digit).trim_start();
        let more = rest.strip_prefix(unit.trim()).filter(|_| !unit.trim().is_empty());
        more.is_some_and(|more| more.chars().count() <= 2)
    }

    /// The lines of a block as they were printed: where one ends in a value or a bracket, the next is another.
    fn printed(&self, here: &Here<'_>) -> Vec<Range> {
        let code = here.read.code();
        let mut all = lines(code);
        let pieces = &self.document.blocks[here.block].text.pieces;
        // Text that was wrapped has no lines of its own.
        if pieces.len() < 2 || here.cell.is_some() || code.contains('。') {
            return all;
        }
        let reading = &here.read.reading;
        let source = |at: usize| reading.view.source(&reading.code.view(&(at..at))).start;
        for piece in &pieces[1..] {
            let at = code.char_indices().map(|(at, _)| at).find(|&at| source(at) >= piece.span.start);
            let ended = |at: &usize| code[..*at].trim_end().ends_with(|c: char| is_symbol(c) || ")】〕".contains(c));
            // 60 時間 / 以上の雇用者: a value that goes on over the line's end.
            let text = &self.source[piece.span.range()];
            let begin = piece.span.start as usize + (text.len() - text.trim_start().len());
            let Some(at) = at.filter(ended).filter(|&at| source(at) as usize <= begin) else { continue };
            if let Some(n) = all.iter().position(|line| line.start < at && at < line.end) {
                let end = std::mem::replace(&mut all[n].end, at);
                all.insert(n + 1, at..end);
            }
        }
        all
    }

    /// A line that is no run as a whole may hold sentences that are.
    fn sentences_of(&self, here: &Here<'_>, line: &Range, calls: &Calls) -> Vec<Statement> {
        let parts = sentences(&here.read.code()[line.clone()]);
        let parts = parts.into_iter().map(|part| line.start + part.start..line.start + part.end);
        let own = parts.filter(|part| part != line);
        own.filter_map(|part| self.run_in(here, &part, calls)).flatten().collect()
    }

    /// What the contexts at a block say that its items are.
    pub(super) fn items_at(&self, block: usize) -> impl Iterator<Item = Items> + '_ {
        let open = move |name: &str| self.contexts.is_open(block, name);
        let contexts = self.rules.contexts.iter().filter(move |context| context.opens.as_deref().is_some_and(open));
        contexts.filter_map(|context| context.items)
    }

    /// What the headings above a block call its lines.
    pub(super) fn list_calls(&self, block: usize) -> Calls {
        let mut items: Vec<Items> = self.items_at(block).collect();
        if items.is_empty() {
            items.extend(self.items_above(block));
        }
        if items.contains(&Items::Watched) {
            return Calls::default();
        }
        let listed = items.iter().any(|items| *items != Items::Brackets);
        let goals = items.contains(&Items::Goals);
        Calls { listed, items, role: goals.then_some(Hint::Target), ..Calls::default() }
    }

    /// What the last line of the text above a list calls its items, if it stands there with other lines.
    fn items_above(&self, block: usize) -> Option<Items> {
        let blocks = &self.document.blocks;
        let is_item = |at: usize| matches!(blocks[at].kind, Kind::Item);
        if !is_item(block) {
            return None;
        }
        let above = (block.saturating_sub(LONGEST_LIST)..block).rev().find(|&at| !is_item(at))?;
        let last = blocks[above].text.pieces.last().filter(|_| blocks[above].table().is_none())?;
        let text = crate::text::nfkc(self.source[last.span.range()].trim());
        if text.len() > LONGEST_LEAD || text.contains('\n') {
            return None;
        }
        let calls = |context: &&Context| context.items.is_some() && context.pattern.is_match(&text);
        self.rules.contexts.iter().find(calls).and_then(|context| context.items)
    }

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

    /// 目標：受講者数100人、満足度80%以上、苦情ゼロ: behind a word that calls them goals each part is a line of its own,
    /// where two are and none with a value is left.
    fn listed_runs(&self, here: &Here<'_>, range: &Range, calls: &Calls) -> Option<Vec<Statement>> {
        let code = here.read.code();
        if !(calls.called || calls.listed) || here.lang != Lang::Ja {
            return None;
        }
        let (mut parts, mut from, mut depth) = (Vec::new(), range.start, 0usize);
        for (at, c) in code[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)) {
            match c {
                '(' | '「' => depth += 1,
                ')' | '」' => depth = depth.saturating_sub(1),
                // 『就業率 80％、離職率 5％』、『…』: marks around several.
                '、' | ',' | '，' | '。' | '『' | '』' if depth == 0 => {
                    parts.push(from..at);
                    from = at + c.len_utf8();
                }
                _ => {}
            }
        }
        parts.push(from..range.end);
        parts.retain(|part| code[part.clone()].contains(is_value));
        if !(2..=PARTS).contains(&parts.len()) || parts.iter().any(|part| part.len() > LONGEST) {
            return None;
        }
        let made: Vec<Vec<Statement>> = parts.iter().filter_map(|part| self.run_from(here, part, calls)).collect();
        // Of many one may be told otherwise.
        if parts.len() - made.len() > parts.len() / MANY {
            return None;
        }
        let count = made.len();
        let mut made: Vec<Statement> = made.into_iter().flatten().collect();
        // 満足度：男性80%、女性75%: parts of one thing are told in one unit, and count nothing by themselves.
        let unit = |one: &Statement| one.observations.first().and_then(|first| first.value.as_ref()?.unit.clone());
        let others = made.iter().skip(1);
        let apart = others.clone().any(|other| unit(other) != unit(&made[0]))
            || others.clone().all(|other| self.rules.tables.strength(&other.name) == 3);
        if made.len() < count || !apart {
            return None;
        }
        self.name_parts(&mut made);
        Some(made)
    }

    /// 就職率：施設内 80％、委託 65％: the parts of what stands before a colon.
    fn name_parts(&self, made: &mut [Statement]) {
        let mut whole: Option<String> = None;
        for statement in made {
            if let Some((name, part)) = statement.name.split_once(':') {
                whole = Some(name.to_owned());
                statement.name = format!("{name}({part})");
            } else if let Some(name) = whole.as_ref().filter(|_| {
                let short = statement.name.chars().count() <= SHORT_PART;
                short && self.rules.tables.strength(&statement.name) < 3
            }) {
                statement.name = format!("{name}({})", statement.name);
            } else {
                whole = None;
            }
        }
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
        if hollow || self.heads_names(alone) {
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

    /// 指標: the header of a column of names, and no name.
    fn heads_names(&self, name: &str) -> bool {
        let says = Says::sum(facets(name, self.rules).into_iter(), self.rules);
        name.chars().count() <= LONGEST_HEADER && says.is(Column::Name)
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

/// The lines of a coded text.
fn lines(code: &str) -> Vec<Range> {
    let mut all = Vec::new();
    let mut start = 0;
    for part in code.split_inclusive('\n') {
        let end = start + part.trim_end_matches('\n').len();
        if end > start {
            all.push(start..end);
        }
        start += part.len();
    }
    all
}

/// 50%、男性の育児休業取得率 8%: behind a comma that ends another value the name begins anew.
fn behind_others(code: &str, name: Range) -> Range {
    let text = &code[name.clone()];
    let commas = text.char_indices().filter(|&(_, c)| matches!(c, '、' | '，'));
    let over = commas.rev().find(|&(at, _)| text[..at].ends_with(is_value));
    let from = over.map_or(0, |(at, c)| at + c.len_utf8());
    name.start + from..name.end
}
