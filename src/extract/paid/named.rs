//! The name of what a line's amounts pay for: before them, in the line above or in the cell beside.

use crate::layout::Span;
use crate::record::CellRef;
use crate::text::Reading;
use crate::text::scan::Named;

use super::super::{Extractor, name};
use super::line::{self, Known, Said, Told};
use super::token::Counts;
use super::{Line, head};

/// A name has no fewer characters, and no more.
pub(super) const NAME: std::ops::RangeInclusive<usize> = 3..=120;

impl Extractor<'_> {
    /// The name before a line's amounts, and the line that it begins in: the line before may hold it, or its head.
    pub(super) fn name_of(
        &self,
        lines: &[Line],
        at: usize,
        reading: &Reading,
        told: &mut Told,
        taken: &[bool],
    ) -> (String, usize) {
        let own = name::name(reading, std::slice::from_ref(&told.name));
        // 学校端末整備事業に約 5.1 億円
        let own = self.rules.paid.before_amount(&own);
        let own = self.named(own, &mut told.ministries);
        let tagged = self.rules.paid.is_tag(&own);
        let line = &lines[at];
        // 観測網整備事業 / 18億円（12億円） in one cell: its own name stands above.
        let same = |n: usize| lines[n].cell.is_some() && lines[n].cell == line.cell;
        let above = at.checked_sub(1).filter(|&above| same(above));
        let inside = above.is_some_and(|above| !taken[above]);
        // 〔令和7年度補正予算 1.0億円〕 below both: of the same.
        if own.is_empty() && above.is_some_and(|above| taken[above]) {
            return (own, at);
        }
        if let Some(left) = self.left(lines, at).filter(|_| (own.is_empty() || tagged) && !inside) {
            let reading = self.paid_reading(&lines[left].text);
            let counts = Counts { unit: &|_| None, caption: None };
            let known = Known { title: None, all: None, above: None, bracket: &|_| None, counts };
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
            let other = |n: usize| lines[n].block != above.block || lines[n].cell != above.cell;
            let first = before.checked_sub(1).is_none_or(other);
            // ・米の流通円滑化緊急対策 over an amount at the right end of the next line, however they were parted.
            let between = self.source.get(above.span.end as usize..line.span.start as usize).unwrap_or_default();
            let silent = told.amounts.iter().all(|one| one.said != Said::Own);
            let wrapped = own.is_empty() && silent && above.marked && between.matches('\n').count() == 1;
            // ・離島航路の燃料油価格高騰 over 影響緩和対策費 1,480百万円, set in below its mark.
            let hangs = !own.is_empty()
                && (above.marked || crate::chars::asks_for_more(raw.trim_end()) || crate::chars::asks_for_more_en(raw))
                && between.matches('\n').count() == 1
                && self.margin(line.span) > self.margin(above.span)
                && !self.rules.programmes.ends(raw.trim_end());
            !taken[before]
                && (above.block == line.block || wrapped || hangs)
                && above.cell == line.cell
                && (!line.marked || hangs && !self.begins_item_anew(line.span))
                && (above.marked || first || hangs)
                && !crate::chars::ends_sentence(raw)
                && !self.rules.paid.may_pay(raw)
        });
        let Some(before) = before else { return (if tagged { String::new() } else { own }, at) };
        let above = self.paid_reading(&lines[before].text);
        let from = head(&above);
        let text = name::name(&above, std::slice::from_ref(&(from..above.view.text.len())));
        if self.rules.programmes.is_part(&text) {
            return (own, at);
        }
        let text = self.without_offices(&lines[before].text).unwrap_or(text);
        // X事業　　　医政局在宅医療推進室（内線4471） over its amounts: the name without its office.
        if own.is_empty()
            && !self.rules.programmes.ends(&text)
            && let Some(title) = self.title_in(&lines[before].text)
        {
            told.ministries.extend(title.ministries);
            return (title.name, before);
        }
        let letters = text.ends_with(|c: char| c.is_ascii_alphanumeric());
        let blank = if letters && own.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
        (if tagged { text } else { name::clean(&format!("{text}{blank}{own}")) }, before)
    }

    /// How far a line is set in, in columns.
    fn margin(&self, span: Span) -> usize {
        let before = &self.source[..span.start as usize];
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        if line.chars().all(char::is_whitespace) { crate::chars::columns(line) } else { 0 }
    }

    /// ○ 産地を育成 3,200万円 over （産地育成推進費）: a line that is a bracket and nothing else calls what is above by its name.
    pub(super) fn called_below(&self, line: &Line) -> Option<String> {
        if line.marked || line.cell.is_some() {
            return None;
        }
        let text = self.paid_reading(&line.text).view.text;
        let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?;
        let name = name::clean(inner);
        (crate::chars::open_brackets(0, &name) == 0 && self.rules.programmes.ends(&name)).then_some(name)
    }

    /// A name without a label before it, what it is a part of, tags and offices in brackets around it: those are told.
    pub(in crate::extract) fn named(&self, name: &str, ministries: &mut Vec<Named>) -> String {
        let paid = &self.rules.paid;
        let name = self.rules.programmes.label_in(name).unwrap_or(name);
        let mut rest = self.rules.programmes.of_which(name).trim().to_owned();
        while let Some((bare, inside)) = bracketed(&rest) {
            let lexicon = self.rules.lexicon();
            let known = |word: &&str| lexicon.find_ministry(word).filter(|_| word.chars().count() > 1);
            // (Cabinet Office, MLIT): a blank parts offices only where they are no words of one.
            let parts = |by: &[char]| -> Vec<&str> {
                inside.split(by).map(str::trim).filter(|word| !word.is_empty()).collect()
            };
            let whole = parts(&['、', ',', '・', '/']);
            let words = if whole.iter().all(|word| known(word).is_some()) {
                whole
            } else {
                parts(&['、', ',', '・', '/', ' ', '(', ')'])
            };
            // 国土交通省港湾局海洋・環境課
            let above = inside.char_indices().map(|(at, _)| &inside[..at]).rfind(|word| known(word).is_some());
            let above = above.filter(|word| word.chars().count() > 2 && lexicon.is_full_office(inside));
            let offices = above.is_some()
                || words.iter().all(|word| known(word).is_some() || lexicon.is_full_office(word)) && !words.is_empty();
            if !paid.is_tag(inside) && !offices || bare.is_empty() {
                break;
            }
            for at in words.iter().chain(&above).filter_map(known) {
                let code = lexicon.ministry(at).code.clone();
                if !ministries.iter().any(|one| one.code == code) {
                    ministries.push(Named { code, known: Some(at), lead: false });
                }
            }
            rest = bare.trim().trim_end_matches('*').to_owned();
        }
        name::clean(self.rules.tables.trimmed(&rest))
    }

    /// The line in the cell to the left in the same row.
    fn left(&self, lines: &[Line], at: usize) -> Option<usize> {
        let own = lines[at].cell?;
        let beside = |cell: CellRef| cell.table == own.table && cell.row == own.row && cell.column < own.column;
        let last =
            (0..at).rev().find(|&n| lines[n].cell != Some(own)).filter(|&n| lines[n].cell.is_some_and(beside))?;
        let cell = lines[last].cell;
        let first = (0..=last).rev().take_while(|&n| lines[n].cell == cell).last()?;
        // In a table of spaced lines what stands on the same line.
        let line = |n: usize| self.document.places.line(lines[n].span.start);
        Some((first..=last).find(|&n| line(n) == line(at)).unwrap_or(first))
    }

    /// Whether a name with amounts is that of a programme: by its end, or as an item whose amounts say what they are.
    pub(super) fn is_programme(&self, name: &str, marked: bool, told: &Told) -> bool {
        let words = &self.rules.paid;
        // うち公共事業 188億円: a part of the line above.
        let part = self.rules.tables.words.part_of_above(name).is_some();
        let fits = NAME.contains(&name.chars().count())
            && !name.contains('。')
            && !self.rules.programmes.is_sum(name)
            && !words.is_per_unit(name)
            && !is_figure(name)
            && !part;
        if !fits || told.left || name.ends_with(|c: char| crate::chars::is_hiragana(c)) {
            return false;
        }
        let title = told.amounts.iter().any(|one| one.said == Said::Title);
        let keyed = told.amounts.iter().any(|one| one.said == Said::Key);
        let fund = told.amounts.iter().all(|one| one.amount.is_none());
        match self.rules.programmes.ends(name) {
            true => !title || marked || !told.ministries.is_empty(),
            false if fund => false,
            false => marked && !words.is_account(name) && (keyed || !told.ministries.is_empty() || pair(told)),
        }
    }
}

/// 1,204,000 R7～R9継続費: whether what would be a name begins with a number of a table.
fn is_figure(name: &str) -> bool {
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit());
    bare.len() < name.len() && bare.strip_prefix(',').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
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

/// 43億円（38億円）: an amount and that of the year before, which only budgets have under a title of one.
fn pair(told: &Told) -> bool {
    match told.amounts.as_slice() {
        [one, other] => one.purse.year.zip(other.purse.year).is_some_and(|(one, other)| one == other + 1),
        _ => false,
    }
}
