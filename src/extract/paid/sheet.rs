//! Sheets of a line for each thing told: 事業名　X over 予算額（百万円） over 令和６年度当初予算　205.
//!
//! Wide gaps make tables of some of these lines and of others none, so they are read as they were printed. A label opens a
//! sheet; a caption tells how the lines below it count, which tell a year, a kind and a number and nothing else.

use crate::layout::{Join, Piece, Span, Text};
use crate::text::nfkc;
use crate::text::scan::Named;

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, cover, language, name};
use super::named::NAME;
use super::token::{Leaf, Node, every};

/// A line of such a sheet is no longer, in bytes.
const LONGEST: usize = 300;

/// What a sheet has told so far.
struct Sheet {
    name: String,
    ministries: Vec<Named>,
    /// How many yen one of the numbers below is.
    unit: Option<f64>,
    budgets: Vec<FoundBudget>,
    span: Span,
}

impl Extractor<'_> {
    /// Makes programmes of such sheets.
    pub(super) fn sheets(&mut self) {
        if !self.rules.programmes.has_label(self.source) {
            return;
        }
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
            if !value.is_empty() && self.rules.programmes.is_title_label(&nfkc(label)) {
                let name = name::clean(value);
                all.push(Sheet { name, ministries: Vec::new(), unit: None, budgets: Vec::new(), span });
            } else if let Some(sheet) = all.last_mut() {
                self.told_on_sheet(sheet, (raw, value), span);
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
    fn told_on_sheet(&self, sheet: &mut Sheet, (raw, value): (&str, &str), span: Span) {
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
            && let Some(unit) = super::super::grid::yen(unit.trim(), self.rules)
        {
            sheet.unit = self.rules.paid.only_kind(words).map(|_| unit);
            return;
        }
        let reading = self.paid_reading(&Text { pieces: vec![Piece { span, join: Join::Part }] });
        let nodes = every(&reading, &(0..reading.view.text.len()), &self.rules.paid);
        let told = nodes.iter().filter(|node| !matches!(node, Node::Leaf(Leaf::Beside, _)));
        let told: Vec<&Node> = told.filter(|node| !reading.text(node.range()).trim().is_empty()).collect();
        let [Node::Leaf(Leaf::Year(year), _), Node::Leaf(Leaf::Kind(kind), _), Node::Leaf(amount, range)] =
            told.as_slice()
        else {
            return;
        };
        let amount = match amount {
            Leaf::Money(yen) => Some(*yen),
            Leaf::Bare(number) => sheet.unit.map(|unit| number * unit),
            _ => None,
        };
        if amount.is_some() {
            let span = reading.view.source(range);
            sheet.span = cover(sheet.span, span);
            sheet.budgets.push(FoundBudget { amount, year: Some(*year), kind: kind.clone(), span });
        }
    }
}
