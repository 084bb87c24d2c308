//! What is paid for: programmes with their budgets, wherever the amounts stand.
//!
//! Read after all else, over the lines of the source as they were printed: a block may have joined the end of one
//! slide and the head of the next. A line that names something and its amounts is a programme by itself ([`line`]); a
//! line of amounts alone belongs to a title on the same page ([`slide`]). Tables tell theirs in `grid`.

mod card;
mod coded;
pub(super) mod key;
mod lead;
pub(super) mod line;
mod listed;
mod mixed;
mod named;
mod payer;
mod printed;
mod sheet;
mod slide;
mod sole;
mod spoken;
mod stack;
mod title;
pub(super) mod token;
mod twice;
mod under;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::chars::{ARROWS, within_one};
use crate::layout::{Join, Span, Text};
use crate::record::{CellRef, Flag};
use crate::text::Reading;

use super::making::{FoundBudget, FoundProgramme};
use super::statement::{By, Draft, Way};
use super::{Extractor, Found, cover, language, name};
use key::{Held, Key};
use line::{Amount, Known, Purse, Said, Told, told};
use token::{Counts, Leaf, Node};
use under::{Under, row};

/// A longer line is a paragraph, in bytes.
const LONGEST_LINE: usize = 600;
/// A title of the programmes of a year is no longer, in characters.
const LONGEST_HEAD: usize = 40;
/// Two amounts and an arrow are no longer, in bytes.
const PAIR: usize = 60;
/// That of a list, which tells nothing else, no longer than this.
const SHORT_HEAD: usize = 16;

/// A line of the source.
#[derive(Debug)]
pub(super) struct Line {
    block: usize,
    cell: Option<CellRef>,
    text: Text,
    span: Span,
    page: Option<u32>,
    /// It begins with the mark or number of an item.
    marked: bool,
}

impl Extractor<'_> {
    /// Finds what is paid for, and takes back the measures that are its lines.
    pub(super) fn paid(&mut self) {
        if self.rules.paid.may_pay(self.source) {
            self.paid_lines();
        }
        self.leave_bare_names();
        self.leave_twice();
        self.name_kinds();
        self.payers();
        self.take_back_statements();
    }

    fn paid_lines(&mut self) {
        let lines = self.source_lines();
        let keys = self.keys.take().unwrap_or_else(|| self.keys(&lines));
        let mut under = Under::default();
        let mut titles: Vec<(usize, Purse)> = Vec::new();
        let mut caption: Option<f64> = None;
        let mut all: Option<Purse> = None;
        let years = OnceCell::new();
        let rules = self.rules;
        let before = self.out.iter().filter_map(|found| match found {
            Found::Programme(found) if found.cell.is_some() && !found.budgets.is_empty() => Some(found.span),
            _ => None,
        });
        let known_before = Covered::of(before.collect());
        let unit = |word: &str| super::grid::yen(word, rules);
        let mut bare: Vec<(usize, Vec<FoundBudget>)> = Vec::new();
        let mut taken = vec![false; lines.len()];
        let mut last: Option<(usize, usize)> = None;
        let mut items: Vec<listed::Item> = Vec::new();
        // The budget that a sentence gave to the list below it.
        let mut led: Option<Purse> = None;
        for at in 0..lines.len() {
            let line = &lines[at];
            let raw = &self.source[line.span.range()];
            under.reach(line);
            // Behind the list it holds nothing, nor where another title has come.
            if led.as_ref().is_some_and(|led| under.title.as_ref() != Some(led) || !self.in_list(line))
                && led.take() == under.title
            {
                under.title = None;
            }
            if under.title.is_none() {
                let only = || sole::only_told(years.get_or_init(|| self.years_told(&lines)), rules);
                if let Some(purse) = self.budget_of_list(&lines, at, only) {
                    under.title = Some(purse.clone());
                    led = Some(purse.clone());
                    titles.push((at - 1, purse));
                }
            }
            if raw.len() <= LONGEST_LINE
                && let Some(factor) = self.unit_of_all(raw)
            {
                caption = Some(factor);
            }
            let digits = caption.is_some() && line.marked && super::has_digit(raw.as_bytes());
            if let Some(year) = self.heads_year(line) {
                // 令和8年度 主要事業: the kind stands elsewhere in the document.
                if under.title.as_ref().is_none_or(|title| title.year != Some(year)) {
                    under.title = told_of(year, years.get_or_init(|| self.years_told(&lines)));
                }
                continue;
            }
            // ◇主な事業, where the text tells of 令和7年度当初予算 and of no other.
            if under.title.is_none() && self.heads_list(line) {
                under.title = sole::only_told(years.get_or_init(|| self.years_told(&lines)), rules);
                continue;
            }
            let account = line.cell.is_some_and(|cell| self.accounts.contains(&cell.table));
            if account || taken[at] || raw.len() > LONGEST_LINE || !(digits || self.rules.paid.may_pay(raw)) {
                continue;
            }
            if let Some(end) = self.pairs(&lines, at) {
                taken[at..=end].fill(true);
                continue;
            }
            let (text, end) = self.whole(&lines, at);
            let reading = self.paid_reading(&text);
            if let Some(purse) = key::legend(&reading, self.rules) {
                titles.push((at, purse.clone()));
                all = Some(purse.clone());
                under.title = Some(purse);
                continue;
            }
            // A line of a paragraph that names a year and a budget is no title.
            let prose = || self.source[self.document.blocks[line.block].text.span().range()].contains('。');
            if let Some(mut purse) = key::title(&reading, self.rules)
                .filter(|_| line.cell.is_some() || !prose() || self.is_bare_title(&lines, at, &reading))
            {
                // ことしの予算 over a list, 令和8年度の当初予算は in the text: the one kind that is told of the year.
                if purse.kind.as_ref().is_some_and(|kind| self.rules.paid.says_little(kind)) {
                    let told = purse.year.and_then(|year| told_of(year, years.get_or_init(|| self.years_told(&lines))));
                    purse = told
                        .filter(|told| told.kind.as_ref().is_some_and(|kind| self.rules.paid.is_a_budget(kind)))
                        .unwrap_or(purse);
                }
                titles.push((at, purse.clone()));
                under.told(line, purse);
                continue;
            }
            let bracket = |open: char| nearest(&keys, at, open);
            let counts =
                Counts { unit: &unit, caption: caption.filter(|_| line.cell.is_none() && under.title.is_some()) };
            let above = last.filter(|&(before, _)| before + 1 == at && lines[before].block == line.block);
            let above = above.and_then(|(_, programme)| match self.out.get(programme)? {
                Found::Programme(found) => found.budgets.first()?.year,
                _ => None,
            });
            let known = Known { title: under.title.clone(), all: all.as_ref(), above, bracket: &bracket, counts };
            let mut told = told(&reading, head(&reading), &known, &self.rules.paid, self.rules.lexicon());
            // What a sentence gives without a cell is read again as a line, and left where both are the same.
            let own = self.out.last().is_some_and(|found| match found {
                Found::Programme(one) => {
                    (one.cell.is_some() || !matches!(one.by, By::Rule(_))) && meet(one.span, text.span())
                }
                _ => false,
            });
            if !told.is_sure() || own || known_before.touch(text.span()) {
                continue;
            }
            let (mut name, from) = self.name_of(&lines, at, &reading, &mut told, &taken);
            let below = Some(end + 1).filter(|_| line.marked && !self.rules.programmes.ends(&name));
            let below = below.and_then(|below| self.called_below(lines.get(below)?));
            name = below.unwrap_or(name);
            // ◎ | X事業 | 7億円（6億円）: the mark stands in the first cell of its row, or the row is its own.
            let begins = (0..=from).rev().take_while(|&n| lines[n].cell.map(row) == line.cell.map(row)).last();
            let marked = line.marked
                || from < at && lines[from].marked
                || line.cell.is_some()
                    && (!told.ministries.is_empty()
                        || begins.is_some_and(|n| lines[n].marked || self.rules.programmes.ends(&name)));
            if name.is_empty() {
                let own = told.amounts.iter().all(|one| matches!(one.said, Said::Own | Said::Key));
                let budgets = budgets(&reading, told.amounts);
                // [FY2024 supplementary budget: JPY 12 billion] below an item's amounts is of that item, and titles nothing.
                let bracketed = within_one(raw.trim(), &[('[', ']'), ('(', ')'), ('〔', '〕'), ('（', '）')]);
                match last {
                    // JPY 850 million (FY2026 request); / JPY 640 million (FY2025 initial budget)
                    Some((before, programme))
                        if before + 1 == at && (lines[before].block == line.block || bracketed) =>
                    {
                        if let Some(Found::Programme(found)) = self.out.get_mut(programme) {
                            // Two names over two lines of amounts in one row: a year is told once of each.
                            let told = |one: &FoundBudget| {
                                found.budgets.iter().any(|known| (known.year, &known.kind) == (one.year, &one.kind))
                            };
                            if line.cell.is_none() || !budgets.iter().any(told) {
                                found.budgets.extend(budgets);
                                last = Some((end, programme));
                            }
                        }
                    }
                    _ if !told.left && own && budgets.iter().all(|one| one.amount.is_some()) => {
                        // 令和8年度概算要求額 8,030百万円 over the parts of it: they are of that year and kind.
                        // （令和7年度補正予算額 20億円） right below: of the year before.
                        let first = bare.last().is_none_or(|(before, _)| before + 1 < at);
                        let year = budgets.first().and_then(|one| one.year);
                        let last = |title: &Purse| title.is_whole() && title.year == year.map(|year| year + 1);
                        if !bracketed || line.cell.is_some() {
                            under.lend(line);
                            under.title = under.title.take().filter(|title| !first || last(title)).or_else(|| {
                                let one = budgets.first()?;
                                Some(Purse { year: one.year, kind: Some(one.kind.clone()) })
                            });
                        }
                        bare.push((at, budgets));
                    }
                    _ => {}
                }
                continue;
            }
            let programme = |name, told: Told| FoundProgramme {
                name,
                ministries: told.ministries,
                budgets: budgets(&reading, told.amounts),
                span: cover(lines[from].span, text.span()),
                cell: line.cell,
                by: By::Paid(Way::Line),
                lang: language(&reading.view.text),
            };
            if !self.is_programme(&name, marked, &told) {
                if let Some(&(above, _)) = titles.last()
                    && self.may_be_listed(&name, &told, &reading.view.text)
                {
                    let listed = FoundProgramme { by: By::Paid(Way::List), ..programme(name, told) };
                    items.extend(self.item(&lines, (from, end), above, listed));
                    continue;
                }
                // A total over the parts of it: 森林づくり 令和8年度概算要求額 8,030百万円.
                let own = told.amounts.first().filter(|one| one.said == Said::Own && one.purse.is_whole());
                if let Some(one) = own.filter(|_| !told.left && line.cell.is_none() && !raw.contains('。')) {
                    under.title = Some(one.purse.clone());
                }
                continue;
            }
            taken[from..=end].fill(true);
            last = Some((end, self.out.len()));
            self.out.push(Found::Programme(programme(name, told)));
        }
        self.lists(&lines, &titles, items);
        self.take_back_sums(&lines);
        self.sheets();
        self.coded();
        self.mixed(&lines, &mut taken, &titles, &known_before);
        self.stacked_rows(&lines, &mut taken, &titles, &known_before);
        let bare = self.cards(&lines, bare);
        self.slides(&lines, &taken, bare);
        self.spoken(&lines);
        self.take_back_marks();
    }

    /// The year of a title of programmes that tells no kind of budget: 令和8年度 主要事業.
    fn heads_year(&self, line: &Line) -> Option<i32> {
        let raw = &self.source[line.span.range()];
        let short = raw.chars().count() <= LONGEST_HEAD && line.cell.is_none() && !line.marked;
        let heads = short && self.rules.programmes.heads_programmes(raw) && self.rules.paid.kinds(raw).is_empty();
        if heads { self.year_told(&line.text) } else { None }
    }

    /// 主な事業: whether a title over programmes tells neither a year nor a kind of budget.
    fn heads_list(&self, line: &Line) -> bool {
        let raw = &self.source[line.span.range()];
        raw.chars().count() <= SHORT_HEAD
            && line.cell.is_none()
            && self.rules.programmes.heads_programmes(raw)
            && self.rules.paid.kinds(raw).is_empty()
            && !super::has_digit(raw.as_bytes())
            && !raw.contains(['。', '、'])
    }

    /// The years of the source's lines with the kinds of budgets beside them: 令和8年度当初予算.
    fn years_told(&self, lines: &[Line]) -> Vec<(i32, String)> {
        let mut all = Vec::new();
        for line in lines.iter().filter(|line| line.cell.is_none()) {
            if !self.rules.paid.may_pay(&self.source[line.span.range()]) {
                continue;
            }
            let reading = self.paid_reading(&line.text);
            let mut nodes = token::every(&reading, &(0..reading.view.text.len()), &self.rules.paid);
            nodes.retain(|node| !matches!(node, Node::Leaf(Leaf::Words, range) if self.rules.paid.joins_kind(reading.text(range))));
            all.extend(nodes.windows(2).filter_map(|pair| match pair {
                [Node::Leaf(Leaf::Year(year), _), Node::Leaf(Leaf::Kind(kind), _)] => Some((*year, kind.clone())),
                _ => None,
            }));
        }
        all
    }

    /// A line with those that go on with it: while a bracket is open, or an arrow leads from one to the next.
    fn whole(&self, lines: &[Line], at: usize) -> (Text, usize) {
        let mut text = lines[at].text.clone();
        let mut end = at;
        let mut raw = self.source[lines[at].span.range()].to_owned();
        while let Some(next) = lines.get(end + 1).filter(|next| next.cell == lines[at].cell) {
            let open = next.block == lines[at].block && crate::chars::open_brackets(0, &raw) > 0;
            if !(open || self.leads(&raw, next)) || next.marked || end > at + 1 {
                break;
            }
            text.append(next.text.clone(), Join::Wrap);
            raw.push_str(&self.source[next.span.range()]);
            end += 1;
        }
        (text, end)
    }

    /// 3,569百万円 / → / 3,124百万円: whether an arrow leads from a text to an amount below. → 令和9年度までに100校 does not.
    fn leads(&self, text: &str, below: &Line) -> bool {
        let arrow =
            text.trim_end().ends_with(ARROWS) || self.source[below.span.range()].trim_start().starts_with(ARROWS);
        arrow && self.is_bare(below)
    }

    /// Whether a line is nothing but amounts and arrows.
    fn is_bare(&self, line: &Line) -> bool {
        let raw = self.source[line.span.range()].trim();
        let opens = raw.starts_with(|c: char| ARROWS.contains(&c) || c.is_ascii_digit());
        let amounts = || {
            let reading = self.paid_reading(&line.text);
            let nodes = token::every(&reading, &(0..reading.view.text.len()), &self.rules.paid);
            nodes.iter().all(|node| matches!(node, Node::Leaf(Leaf::Money(_) | Leaf::Beside | Leaf::Nothing, _)))
        };
        line.cell.is_none() && opens && raw.len() <= PAIR && amounts()
    }

    /// The last of the lines, from one on, that are nothing but pairs with arrows; none where they are one pair. Of two names
    /// that stand above two pairs nobody knows which has which.
    fn pairs(&self, lines: &[Line], at: usize) -> Option<usize> {
        let mut end = at;
        let mut count = 0;
        while lines.get(end).is_some_and(|line| self.is_bare(line)) {
            let (_, last) = self.whole(lines, end);
            if last == end && !self.source[lines[end].span.range()].contains(ARROWS) {
                break;
            }
            (end, count) = (last + 1, count + 1);
        }
        (count > 1).then(|| end - 1)
    }

    fn paid_reading(&self, text: &Text) -> Reading {
        let context = self.offices.context(self.rules);
        let noted = self.source[text.span().range()].starts_with('※');
        if noted {
            Reading::of_note(self.source, text, self.rules.marks(), &context)
        } else {
            Reading::of(self.source, text, self.rules.marks(), &context)
        }
    }

    /// （単位：百万円）, Amounts in millions of yen: how many yen the numbers of a list are.
    pub(in crate::extract) fn unit_of_all(&self, raw: &str) -> Option<f64> {
        let words = &self.rules.tables.words;
        if !words.has_unit_label(raw) {
            return super::grid::yen_told(raw, self.rules);
        }
        super::grid::yen(words.unit_in(&crate::text::nfkc(raw))?, self.rules)
    }

    /// What the notes of the document say of a bracket, where they say the same.
    pub(super) fn bracket_of_document(&self, open: char) -> Option<&Held> {
        let keys = self.keys.get_or_init(|| self.keys(&self.source_lines()));
        let mut own = keys.iter().filter(|key| key.open == open);
        let first = own.next()?;
        own.all(|other| other.held == first.held).then_some(&first.held)
    }

    /// What notes say of brackets.
    fn keys(&self, lines: &[Line]) -> Vec<Key> {
        let mut all = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let raw = &self.source[line.span.range()];
            if raw.len() > LONGEST_LINE || !self.rules.paid.may_pay(raw) || self.rules.paid.kinds(raw).is_empty() {
                continue;
            }
            let reading = self.paid_reading(&line.text);
            all.extend(key::keys(&reading, at, self.rules));
        }
        all
    }

    /// 事業者名 | 事業名: names with neither a budget nor a ministry are programmes only among some that have one.
    fn leave_bare_names(&mut self) {
        let has = |found: &Found| match found {
            Found::Programme(found) => !found.budgets.is_empty() || !found.ministries.is_empty(),
            _ => false,
        };
        if !self.out.iter().any(has) {
            self.out.retain(|found| !matches!(found, Found::Programme(_)));
        }
    }

    /// X事業 | 120 | 150 under years: what budgets were made of is no indicator.
    fn take_back_statements(&mut self) {
        let budgets = |found: &Found| match found {
            Found::Programme(found) => found.budgets.iter().map(|budget| budget.span).collect(),
            _ => Vec::new(),
        };
        let spans = Covered::of(self.out.iter().flat_map(budgets).collect());
        let paid = |span: Span| spans.touch(span);
        // X基金 | 94億円 | 72億円 beside what is a budget: what is left of it, where no word says whose role it has.
        let table = |found: &Found| match found {
            Found::Programme(one) if one.by == By::Paid(Way::Table) => Some(one.cell?.table),
            _ => None,
        };
        let tables: BTreeSet<u32> = self.out.iter().filter_map(table).collect();
        let words = &self.rules.paid;
        let money = |one: &Draft| one.unit().is_some_and(|unit| words.yen_in(unit).is_some());
        self.statements.retain(|statement| {
            let beside = statement.cell.is_some_and(|cell| tables.contains(&cell.table))
                && statement.flags.iter().any(|flag| matches!(flag, Flag::RoleByOrder | Flag::RoleByYear))
                && statement.observations.iter().all(money);
            statement.observations.is_empty() || !beside && !statement.observations.iter().all(|one| paid(one.span))
        });
    }

    /// ○ X事業 35億円（国土交通省）: the mark in a programme's line names no measure, and what a mark told of the programme
    /// before had no amounts.
    fn take_back_marks(&mut self) {
        let lines = self.out.iter().filter_map(|found| match found {
            Found::Programme(found) if matches!(found.by, By::Paid(Way::Line | Way::List)) => Some(found.span),
            _ => None,
        });
        let programmes = Covered::of(lines.collect());
        let covers = |span: Span| programmes.touch(span);
        self.out.retain(|found| match found {
            Found::Measure(measure) => !covers(measure.span),
            Found::Programme(one) => {
                matches!(one.by, By::Paid(Way::Line | Way::List)) || one.cell.is_none() || !covers(one.span)
            }
            _ => true,
        });
    }
}

/// Stretches of the source, in order.
struct Covered(Vec<Span>);

impl Covered {
    fn of(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut all: Vec<Span> = Vec::new();
        for span in spans {
            match all.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => all.push(span),
            }
        }
        Self(all)
    }

    /// Whether a span shares anything with them.
    fn touch(&self, span: Span) -> bool {
        let after = self.0.partition_point(|one| one.end <= span.start);
        self.0.get(after).is_some_and(|one| meet(*one, span))
    }
}

fn meet(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Where the words of a line begin behind its mark or number.
fn head(reading: &Reading) -> usize {
    let text = reading.view.text.as_str();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches(|c: char| {
            name::is_mark(c) || crate::chars::one_of(c, " ※*-") || crate::chars::is_circled(c)
        });
        let digits = trimmed.trim_start_matches('(');
        let number = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let len = digits.len() - number.len();
        let numbered = (1..=2).contains(&len)
            && number.starts_with([')', '.'])
            && !number[1..].starts_with(|c: char| c.is_ascii_digit());
        let next = if numbered { &number[1..] } else { trimmed };
        if next.len() == rest.len() {
            return text.len() - rest.len();
        }
        rest = next;
    }
}

/// The one kind of budget that is told of a year, a plain word for it aside.
fn told_of(year: i32, all: &[(i32, String)]) -> Option<Purse> {
    let mut kinds: Vec<&String> = all.iter().filter(|(of, _)| *of == year).map(|(_, kind)| kind).collect();
    kinds.sort();
    kinds.dedup();
    let [kind] = kinds.as_slice() else { return None };
    Some(Purse { year: Some(year), kind: Some((*kind).clone()) })
}

/// What the nearest note says of a bracket: of those above the last, else the first below.
fn nearest(keys: &[Key], at: usize, open: char) -> Option<Held> {
    let of = || keys.iter().filter(|key| key.open == open);
    of().rfind(|key| key.at <= at).or_else(|| of().next()).map(|key| key.held.clone())
}

pub(in crate::extract) fn budgets(reading: &Reading, amounts: Vec<Amount>) -> Vec<FoundBudget> {
    let budget = |one: Amount| FoundBudget {
        amount: one.amount,
        year: one.purse.year,
        kind: one.purse.kind.unwrap_or_default(),
        span: reading.view.source(&one.range),
    };
    amounts.into_iter().map(budget).collect()
}
