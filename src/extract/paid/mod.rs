//! What is paid for: programmes with their budgets, wherever the amounts stand.
//!
//! Read after all else, over the lines of the source as they were printed: a block may have joined the end of one
//! slide and the head of the next. A line that names something and its amounts is a programme by itself ([`line`]); a
//! line of amounts alone belongs to a title on the same page ([`slide`]). Tables tell theirs in `grid`.

pub(super) mod key;
pub(super) mod line;
mod slide;
mod title;
pub(super) mod token;

use crate::layout::{Cell, Join, Kind, Row, Span, Text};
use crate::record::CellRef;
use crate::text::{Reading, nfkc};
use crate::text::scan::Named;

use super::making::{FoundBudget, FoundProgramme};
use super::statement::{By, Way};
use super::{Extractor, Found, cover, language, name};
use key::{Held, Key};
use line::{Amount, Known, Purse, Said, Told, told};
use token::Counts;

/// A row that may be a line has no more cells.
const ROW: usize = 6;
/// A longer line is a paragraph, in bytes.
const LONGEST_LINE: usize = 600;
/// A name has no fewer characters, and no more.
const NAME: std::ops::RangeInclusive<usize> = 3..=120;

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
        self.take_back_statements();
    }

    fn paid_lines(&mut self) {
        let lines = self.source_lines();
        let keys = self.keys(&lines);
        let mut title: Option<Purse> = None;
        let mut caption: Option<f64> = None;
        let rules = self.rules;
        let unit = |word: &str| super::grid::yen(word, rules);
        let mut bare: Vec<(usize, Vec<FoundBudget>)> = Vec::new();
        let mut taken = vec![false; lines.len()];
        let mut last: Option<(usize, usize)> = None;
        for at in 0..lines.len() {
            let line = &lines[at];
            let raw = &self.source[line.span.range()];
            if raw.len() <= LONGEST_LINE
                && let Some(factor) = self.unit_of_all(raw)
            {
                caption = Some(factor);
            }
            let digits = caption.is_some() && line.marked && super::has_digit(raw.as_bytes());
            if taken[at] || raw.len() > LONGEST_LINE || !(digits || self.rules.paid.may_pay(raw)) {
                continue;
            }
            let (text, end) = self.whole(&lines, at);
            let reading = self.paid_reading(&text);
            if let Some(purse) = key::title(&reading, self.rules) {
                title = Some(purse);
                continue;
            }
            let bracket = |open: char| nearest(&keys, at, open);
            let counts = Counts { unit: &unit, caption: caption.filter(|_| line.cell.is_none() && title.is_some()) };
            let known = Known { title: title.clone(), bracket: &bracket, counts };
            let mut told = told(&reading, head(&reading), &known, &self.rules.paid, self.rules.lexicon());
            if !told.is_sure() || self.is_paid(text.span()) {
                continue;
            }
            let (name, from) = self.name_of(&lines, at, &reading, &mut told, &taken);
            // ◎ | X事業 | 7億円（6億円）: the mark stands in the first cell of its row, or the row is its own.
            let row = |cell: CellRef| (cell.table, cell.row);
            let begins = (0..=from).rev().take_while(|&n| lines[n].cell.map(row) == line.cell.map(row)).last();
            let marked = line.marked
                || from < at && lines[from].marked
                || line.cell.is_some() && begins.is_some_and(|n| lines[n].marked || self.rules.paid.ends(&name));
            if name.is_empty() {
                let own = told.amounts.iter().all(|one| matches!(one.said, Said::Own | Said::Key));
                let budgets = budgets(&reading, told.amounts);
                match last {
                    // JPY 850 million (FY2026 request); / JPY 640 million (FY2025 initial budget)
                    Some((before, programme)) if before + 1 == at && lines[before].block == line.block => {
                        if let Some(Found::Programme(found)) = self.out.get_mut(programme) {
                            found.budgets.extend(budgets);
                            last = Some((end, programme));
                        }
                    }
                    _ if !told.left && own && budgets.iter().all(|one| one.amount.is_some()) => {
                        // 令和8年度概算要求額 8,030百万円 over the parts of it: they are of that year and kind.
                        title = budgets.first().map(|one| Purse { year: one.year, kind: Some(one.kind.clone()) });
                        bare.push((at, budgets));
                    }
                    _ => {}
                }
                continue;
            }
            if !self.is_programme(&name, marked, &told) {
                // A total over the parts of it: 森林づくり 令和8年度概算要求額 8,030百万円.
                let own = told.amounts.first().filter(|one| one.said == Said::Own && one.purse.is_whole());
                if let Some(one) = own.filter(|_| !told.left && line.cell.is_none() && !raw.contains('。')) {
                    title = Some(one.purse.clone());
                }
                continue;
            }
            let span = cover(lines[from].span, text.span());
            // What a mark told of it before had no amounts.
            self.out.retain(|found| match found {
                Found::Programme(found) => {
                    found.cell.is_none() || found.span.start >= span.end || span.start >= found.span.end
                }
                _ => true,
            });
            taken[from..=end].fill(true);
            last = Some((end, self.out.len()));
            let lang = language(&reading.view.text);
            let (ministries, budgets) = (told.ministries, budgets(&reading, told.amounts));
            let by = By::Paid(Way::Line);
            self.out.push(Found::Programme(FoundProgramme { name, ministries, budgets, span, cell: line.cell, by, lang }));
        }
        self.slides(&lines, &taken, bare);
        self.take_back_measures();
    }

    /// The lines of the source that text and cells stand on, in order.
    fn source_lines(&self) -> Vec<Line> {
        let mut all = Vec::new();
        let mut table = 0;
        for (block, one) in self.document.blocks.iter().enumerate() {
            match &one.kind {
                Kind::Table(rows) => {
                    table += 1;
                    for (row, cells) in (1..).zip(&rows.rows) {
                        self.row_as_line(block, table, row, cells, &mut all);
                        for cell in &cells.cells {
                            let at = CellRef { table, row, column: u32::from(cell.column) + 1 };
                            self.lines_of(block, Some(at), &cell.text, &mut all);
                        }
                    }
                }
                _ => self.lines_of(block, None, &one.text, &mut all),
            }
        }
        all
    }

    /// X事業 | R8予算案 25億円（R7予算 | 22億円）: a row whose cells tell years, kinds and amounts themselves may be a line that
    /// only looked like a table.
    fn row_as_line(&self, block: usize, table: u32, row: u32, cells: &Row, all: &mut Vec<Line>) {
        let raw = &self.source[cells.span.range()];
        let filled: Vec<&Cell> = cells.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        let paid = &self.rules.paid;
        if !(2..=ROW).contains(&filled.len()) || raw.contains('\n') || !paid.may_pay(raw) || paid.kinds(&nfkc(raw)).is_empty() {
            return;
        }
        let mut text = Text::default();
        filled.iter().for_each(|cell| text.append(cell.text.clone(), Join::Part));
        let span = text.span().trim(self.source);
        let cell = Some(CellRef { table, row, column: u32::from(filled[0].column) + 1 });
        let marked = is_marked(&self.source[span.range()]);
        all.push(Line { block, cell, text, span, page: self.document.places.page(span.start), marked });
    }

    fn lines_of(&self, block: usize, cell: Option<CellRef>, text: &Text, all: &mut Vec<Line>) {
        let mut own: Vec<Text> = Vec::new();
        for piece in &text.pieces {
            match own.last_mut() {
                Some(last) if piece.join == Join::Run => last.pieces.push(*piece),
                _ => own.push(Text { pieces: vec![*piece] }),
            }
        }
        for text in own {
            let span = text.span().trim(self.source);
            if !span.is_empty() {
                let page = self.document.places.page(span.start);
                let raw = &self.source[span.range()];
                let first = all.last().is_none_or(|line: &Line| line.block != block);
                let item = first && matches!(self.document.blocks[block].kind, Kind::Item);
                let marked = item || is_marked(raw);
                all.push(Line { block, cell, text, span, page, marked });
            }
        }
    }

    /// A line with those that go on with it: while a bracket is open, or it breaks off behind a comma.
    fn whole(&self, lines: &[Line], at: usize) -> (Text, usize) {
        let mut text = lines[at].text.clone();
        let mut end = at;
        let mut raw = self.source[lines[at].span.range()].to_owned();
        while let Some(next) = lines.get(end + 1).filter(|next| next.block == lines[at].block && next.cell == lines[at].cell) {
            let open = crate::chars::open_brackets(0, &raw) > 0;
            if !open || next.marked || end > at + 1 {
                break;
            }
            text.append(next.text.clone(), Join::Wrap);
            raw.push_str(&self.source[next.span.range()]);
            end += 1;
        }
        (text, end)
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

    /// （単位：百万円）: how many yen the numbers of a list are.
    fn unit_of_all(&self, raw: &str) -> Option<f64> {
        let words = &self.rules.tables.words;
        if !words.has_unit_label(raw) {
            return None;
        }
        super::grid::yen(words.unit_in(&crate::text::nfkc(raw))?, self.rules)
    }

    /// What notes say of brackets.
    fn keys(&self, lines: &[Line]) -> Vec<Key> {
        let mut all = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let raw = &self.source[line.span.range()];
            if raw.len() > LONGEST_LINE || self.rules.paid.kinds(raw).is_empty() {
                continue;
            }
            let reading = self.paid_reading(&line.text);
            all.extend(key::keys(&reading, at, self.rules));
        }
        all
    }

    /// The name before a line's amounts, and the line that it begins in: the line before may hold it, or its head.
    fn name_of(&self, lines: &[Line], at: usize, reading: &Reading, told: &mut Told, taken: &[bool]) -> (String, usize) {
        let own = self.named(&name::name(reading, std::slice::from_ref(&told.name)), &mut told.ministries);
        let tagged = self.rules.paid.is_tag(&own);
        let line = &lines[at];
        if let Some(left) = self.left(lines, at).filter(|_| own.is_empty() || tagged) {
            let reading = self.paid_reading(&lines[left].text);
            let counts = Counts { unit: &|_| None, caption: None };
            let known = Known { title: None, bracket: &|_| None, counts };
            let beside = line::told(&reading, head(&reading), &known, &self.rules.paid, self.rules.lexicon());
            told.ministries.extend(beside.ministries);
            if beside.amounts.is_empty() && !beside.left {
                let name = name::name(&reading, std::slice::from_ref(&beside.name));
                return (self.named(&name, &mut told.ministries), left);
            }
        }
        let before = at.checked_sub(1).filter(|&before| {
            let above = &lines[before];
            let raw = &self.source[above.span.range()];
            let first = before.checked_sub(1).is_none_or(|n| lines[n].block != above.block);
            !taken[before]
                && above.block == line.block
                && above.cell == line.cell
                && !line.marked
                && (above.marked || first)
                && !crate::chars::ends_sentence(raw)
                && !self.rules.paid.may_pay(raw)
        });
        let Some(before) = before else { return (if tagged { String::new() } else { own }, at) };
        let above = self.paid_reading(&lines[before].text);
        let from = head(&above);
        let text = name::name(&above, &[from..above.view.text.len()]);
        if self.rules.paid.is_part(&text) {
            return (own, at);
        }
        (if tagged { text } else { name::clean(&format!("{text}{own}")) }, before)
    }

    /// A name without a label before it, what it is a part of, tags and offices in brackets around it: those are told.
    fn named(&self, name: &str, ministries: &mut Vec<Named>) -> String {
        let paid = &self.rules.paid;
        let name = paid.label_in(name).unwrap_or(name);
        let mut rest = paid.of_which(name).trim().to_owned();
        while let Some((bare, inside)) = bracketed(&rest) {
            let words: Vec<&str> = inside.split(['、', ',', '・', '/', ' ', '(', ')']).filter(|word| !word.is_empty()).collect();
            let lexicon = self.rules.lexicon();
            let known = |word: &&str| lexicon.find_ministry(word).filter(|_| word.chars().count() > 1);
            // 国土交通省港湾局海洋・環境課
            let above = inside.char_indices().map(|(at, _)| &inside[..at]).filter(|word| known(word).is_some()).last();
            let above = above.filter(|word| word.chars().count() > 2 && lexicon.is_full_office(inside));
            let offices = above.is_some() || words.iter().all(|word| known(word).is_some() || lexicon.is_full_office(word))
                && !words.is_empty();
            if !paid.is_tag(inside) && !offices || bare.is_empty() {
                break;
            }
            for at in words.iter().chain(&above).filter_map(known) {
                let code = lexicon.ministry(at).code.clone();
                if !ministries.iter().any(|one| one.code == code) {
                    ministries.push(Named { code, known: Some(at), lead: false });
                }
            }
            rest = bare.trim().to_owned();
        }
        name::clean(&rest)
    }

    /// The line in the cell to the left in the same row.
    fn left(&self, lines: &[Line], at: usize) -> Option<usize> {
        let own = lines[at].cell?;
        let beside = |cell: CellRef| cell.table == own.table && cell.row == own.row && cell.column < own.column;
        let last = (0..at).rev().find(|&n| lines[n].cell != Some(own)).filter(|&n| lines[n].cell.is_some_and(beside))?;
        let cell = lines[last].cell;
        let first = (0..=last).rev().take_while(|&n| lines[n].cell == cell).last()?;
        // In a table of spaced lines what stands on the same line.
        let line = |n: usize| self.document.places.line(lines[n].span.start);
        Some((first..=last).find(|&n| line(n) == line(at)).unwrap_or(first))
    }

    /// Whether a name with amounts is that of a programme: by its end, or as an item whose amounts say what they are.
    fn is_programme(&self, name: &str, marked: bool, told: &Told) -> bool {
        let words = &self.rules.paid;
        let fits = NAME.contains(&name.chars().count()) && !name.contains('。') && !words.is_sum(name);
        if !fits || told.left || name.ends_with(|c: char| crate::chars::is_hiragana(c)) {
            return false;
        }
        let title = told.amounts.iter().any(|one| one.said == Said::Title);
        let keyed = told.amounts.iter().any(|one| one.said == Said::Key);
        let fund = told.amounts.iter().all(|one| one.amount.is_none());
        match words.ends(name) {
            true => !title || marked || !told.ministries.is_empty(),
            false if fund => false,
            false => marked && !words.is_account(name) && (keyed || !told.ministries.is_empty() || pair(told)),
        }
    }

    /// Whether a programme was already read where something stands.
    fn is_paid(&self, span: Span) -> bool {
        self.out.iter().any(|found| match found {
            Found::Programme(found) => found.span.start < span.end && span.start < found.span.end,
            _ => false,
        })
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
        let spans: Vec<Span> = self.out.iter().flat_map(budgets).collect();
        if spans.is_empty() {
            return;
        }
        let paid = |span: Span| spans.iter().any(|budget| budget.start < span.end && span.start < budget.end);
        self.statements.retain(|statement| {
            statement.observations.is_empty() || !statement.observations.iter().all(|one| paid(one.span))
        });
    }

    /// ○ X事業 35億円（国土交通省）: the mark in a programme's line names no measure.
    fn take_back_measures(&mut self) {
        let programmes: Vec<Span> = self
            .out
            .iter()
            .filter_map(|found| match found {
                Found::Programme(found) if matches!(found.by, By::Paid(Way::Line)) => Some(found.span),
                _ => None,
            })
            .collect();
        let covers = |span: Span| programmes.iter().any(|programme| programme.start < span.end && span.start < programme.end);
        self.out.retain(|found| !matches!(found, Found::Measure(measure) if covers(measure.span)));
    }
}

/// 43億円（38億円）: an amount and that of the year before, which only budgets have under a title of one.
fn pair(told: &Told) -> bool {
    match told.amounts.as_slice() {
        [one, other] => one.purse.year.zip(other.purse.year).is_some_and(|(one, other)| one == other + 1),
        _ => false,
    }
}

/// Whether a line begins with the mark or number of an item.
fn is_marked(raw: &str) -> bool {
    raw.starts_with(|c: char| name::is_mark(c) || c == '※') || crate::layout::number_rank(raw).is_some()
}

/// A name and the bracket behind or before it.
fn bracketed(name: &str) -> Option<(&str, &str)> {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('【', '】'), ('〔', '〕'), ('[', ']')];
    PAIRS.into_iter().find_map(|(open, close)| {
        if let Some(inner) = name.strip_suffix(close) {
            // （文部科学省（文化庁））: the bracket that this one closes.
            let mut depth = 1;
            let at = inner.char_indices().rev().find_map(|(at, c)| {
                depth += i32::from(c == close) - i32::from(c == open);
                (depth == 0).then_some(at)
            })?;
            return Some((&name[..at], &inner[at + open.len_utf8()..]));
        }
        let inner = name.strip_prefix(open)?;
        let at = inner.find(close)?;
        Some((&inner[at + close.len_utf8()..], &inner[..at]))
    })
}

/// Where the words of a line begin behind its mark or number.
fn head(reading: &Reading) -> usize {
    let text = reading.view.text.as_str();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches(|c: char| name::is_mark(c) || crate::chars::one_of(c, " ※*-") || ('①'..='⑳').contains(&c));
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

/// What the nearest note says of a bracket: of those above the last, else the first below.
fn nearest(keys: &[Key], at: usize, open: char) -> Option<Held> {
    let of = || keys.iter().filter(|key| key.open == open);
    of().rfind(|key| key.at <= at).or_else(|| of().next()).map(|key| key.held.clone())
}

fn budgets(reading: &Reading, amounts: Vec<Amount>) -> Vec<FoundBudget> {
    let budget = |one: Amount| FoundBudget {
        amount: one.amount,
        year: one.purse.year,
        kind: one.purse.kind.unwrap_or_default(),
        span: reading.view.source(&one.range),
    };
    amounts.into_iter().map(budget).collect()
}
