//! Sheets of a line for each thing told: 事業名　X over 予算額（百万円） over 令和６年度当初予算　205.
//!
//! Wide gaps make tables of some of these lines and of others none, so they are read as they were printed. A label opens a
//! sheet; a caption tells how the lines below it count, which tell a year (or the title does), a kind and a number and nothing else.

use crate::layout::{Join, Piece, Span, Text};
use crate::text::Reading;
use crate::text::nfkc;
use crate::text::scan::Named;

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, cover, language, name};
use super::line::Purse;
use super::named::NAME;
use super::token::{Leaf, Node, every};

/// A line of such a sheet is no longer, in bytes.
const LONGEST: usize = 300;
/// The title that tells their year stands in the first blocks of a document.
const TITLES: usize = 4;

/// What a sheet has told so far.
struct Sheet {
    name: String,
    ministries: Vec<Named>,
    /// How many yen one of the numbers below is.
    unit: Option<f64>,
    /// What stands over columns of numbers: 令和7年度 | 令和8年度 | 令和9年度要求.
    columns: Vec<Purse>,
    budgets: Vec<FoundBudget>,
    span: Span,
}

impl Extractor<'_> {
    /// Makes programmes of such sheets.
    pub(super) fn sheets(&mut self) {
        if !self.rules.programmes.may_label(self.source) {
            return;
        }
        let first = &self.document.blocks[..self.document.blocks.len().min(TITLES)];
        let year = first.iter().find_map(|block| self.year_told(&block.text));
        let mut all: Vec<Sheet> = Vec::new();
        let mut from = 0;
        for line in self.source.split_inclusive('\n') {
            let span = Span::new(from, from + line.len()).trim(self.source);
            from += line.len();
            let raw = &self.source[span.range()];
            if raw.is_empty() || raw.len() > LONGEST || raw.contains(['\t', '|', '<', '。']) {
                continue;
            }
            let gap = raw.find("  ").or_else(|| raw.find('\u{3000}'));
            let (label, value) = gap.map_or((raw, ""), |at| (&raw[..at], raw[at..].trim()));
            let words = &self.rules.programmes;
            let labels = |label: &str| words.is_title_label(label) || words.is_numbered_label(label);
            if !value.is_empty() && labels(&nfkc(label)) {
                let mut ministries = Vec::new();
                let name = self.named(&name::clean(value), &mut ministries);
                all.push(Sheet { name, ministries, unit: None, columns: Vec::new(), budgets: Vec::new(), span });
            } else if let Some(sheet) = all.last_mut() {
                self.told_on_sheet(sheet, (raw, value), (span, year));
            }
        }
        for Sheet { name, ministries, budgets, span, .. } in all {
            let words = &self.rules.programmes;
            let fits = NAME.contains(&name.chars().count()) && !words.is_sum(&name) && !words.is_title_label(&name);
            let known = |found: &Found| matches!(found, Found::Programme(one) if one.name == name);
            if budgets.is_empty() || !fits || self.out.iter().any(known) {
                continue;
            }
            let (lang, by) = (language(&name), By::Paid(Way::Table));
            self.out.push(Found::Programme(FoundProgramme { name, ministries, budgets, span, cell: None, by, lang }));
        }
    }

    /// Adds what a line says: who pays, how the lines below it count, an amount.
    fn told_on_sheet(&self, sheet: &mut Sheet, (raw, value): (&str, &str), (span, year): (Span, Option<i32>)) {
        let lexicon = self.rules.lexicon();
        if let Some(known) = lexicon.find_ministry(value).filter(|_| value.chars().count() > 2)
            && sheet.ministries.is_empty()
        {
            let code = lexicon.ministry(known).code.clone();
            sheet.ministries.push(Named { code, known: Some(known), lead: false });
            return;
        }
        let text = nfkc(raw);
        // 予算額（百万円）; 執行額（百万円） counts something else.
        if let Some((words, unit)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('('))
            && let Some(unit) = super::super::grid::yen(unit.trim().rsplit(':').next().unwrap_or_default(), self.rules)
        {
            // 予算額・執行額（単位：百万円）
            let first = words.split(['・', '、', '/']).next().unwrap_or_default();
            sheet.unit = self.rules.paid.only_kind(first).map(|_| unit);
            sheet.columns.clear();
            return;
        }
        let reading = self.paid_reading(&Text { pieces: vec![Piece { span, join: Join::Part }] });
        let nodes = every(&reading, &(0..reading.view.text.len()), &self.rules.paid);
        let told = nodes.iter().filter(|node| !matches!(node, Node::Leaf(Leaf::Beside, _)));
        let told: Vec<&Node> = told.filter(|node| !reading.text(node.range()).trim().is_empty()).collect();
        if let Some(columns) = columns(&told) {
            sheet.columns = columns;
            return;
        }
        if self.row_on_sheet(sheet, &reading, &told) {
            return;
        }
        // 当初予算額 32,400千円 in a report whose title tells the year.
        let (year, told) = match told.as_slice() {
            [Node::Leaf(Leaf::Year(own), _), rest @ ..] => (Some(*own), rest),
            rest => (year, rest),
        };
        let ([Node::Leaf(Leaf::Kind(kind), _), Node::Leaf(amount, range)], Some(year)) = (told, year) else { return };
        let amount = match amount {
            Leaf::Money(yen) => Some(*yen),
            Leaf::Bare(number) => sheet.unit.map(|unit| number * unit),
            _ => None,
        };
        if amount.is_some() {
            let span = reading.view.source(range);
            sheet.span = cover(sheet.span, span);
            sheet.budgets.push(FoundBudget { amount, year: Some(year), kind: kind.clone(), span });
        }
    }

    /// 当初予算 | 182 | 195 | 210: a number below each of the years, or nothing. A row that lacks one tells nothing.
    fn row_on_sheet(&self, sheet: &mut Sheet, reading: &Reading, told: &[&Node]) -> bool {
        let [Node::Leaf(Leaf::Kind(kind), _), cells @ ..] = told else { return false };
        let Some(unit) = sheet.unit.filter(|_| cells.len() > 1 && cells.len() == sheet.columns.len()) else {
            return false;
        };
        let number = |node: &&Node| match node {
            Node::Leaf(Leaf::Bare(number), range) => Some(Some((*number, range.clone()))),
            Node::Leaf(Leaf::Nothing, _) => Some(None),
            _ => None,
        };
        let Some(numbers) = cells.iter().map(number).collect::<Option<Vec<_>>>() else { return false };
        for (purse, number) in sheet.columns.iter().zip(numbers) {
            let Some((number, range)) = number else { continue };
            let (span, kind) = (reading.view.source(&range), purse.kind.as_ref().unwrap_or(kind).clone());
            sheet.span = cover(sheet.span, span);
            sheet.budgets.push(FoundBudget { amount: Some(number * unit), year: purse.year, kind, span });
        }
        true
    }
}

/// The years of a line that tells several of them, with their kinds, and nothing else.
fn columns(told: &[&Node]) -> Option<Vec<Purse>> {
    let mut all: Vec<Purse> = Vec::new();
    for node in told {
        match node {
            Node::Leaf(Leaf::Year(year), _) => all.push(Purse { year: Some(*year), kind: None }),
            Node::Leaf(Leaf::Kind(kind), _) => {
                all.last_mut().filter(|one| one.kind.is_none())?.kind = Some(kind.clone())
            }
            _ => return None,
        }
    }
    (all.len() > 1).then_some(all)
}
