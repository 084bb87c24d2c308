//! Rows of what is to be done beside a column of who does it: 施策 | … | 担当府省庁, Milestone | … | Responsible party.
//!
//! Only bodies of a state make measures of them, and only in tables that hold no indicators: an office beside an
//! indicator answers for that. Where the header calls them responsible, bodies that no list knows are some all the same.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::record::{Form, Lang};
use crate::rules::{Column, Hint, Look};
use crate::text::MarkLabel;
use crate::text::code::symbol;
use crate::text::scan::{Bodies, Item, Named, bodies};

use super::super::making::{FoundMeasure, FoundProgramme};
use super::super::statement::By;
use super::super::{Extractor, Found, language, name};
use super::Slots;
use super::axes::Axes;
use super::axis::Axis;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// What is to be done takes so many characters.
const LEAST: usize = 6;
/// What a mark of ministries opens with.
const OPEN: [char; 4] = ['[', '【', '〔', '('];
/// One in so many rows names a body of a town where its table is one.
const TOWNS: usize = 3;
/// Of a column of goals so many cells hold values.
const VALUES: f32 = 0.3;

/// A row that says what is done, and by whom.
struct Deed<'c> {
    line: &'c Line,
    cell: &'c Cell,
    bodies: Bodies,
}

impl Extractor<'_> {
    /// Makes measures of the rows of a table that says who does what.
    pub(super) fn measured_rows(&mut self, sheet: &Sheet, axes: &Rc<Axes>, laid: &[Slots]) {
        let offices: Vec<usize> =
            (0..axes.columns.len()).filter(|&n| axes.columns[n].kind == Some(Column::Office)).collect();
        if offices.is_empty() || self.holds_goals(sheet, axes) {
            return;
        }
        if sheet.lines.first().is_some_and(|line| self.is_chronicle(line.block)) {
            return;
        }
        // 所管 | 事項 | 金額（百万円）: what is paid for.
        let costs = |axis: &Axis| {
            let head = axis.path.last().map(|cell| name::unbroken(&cell.read.reading.view.text));
            head.is_some_and(|head| self.rules.paid.heads_costs(&head))
        };
        // 担当 | 取組 | 関係予算: where a header calls it a deed, what it costs may stand beside.
        let deed = |axis: &Axis| {
            axis.kind == Some(Column::Measure) && axis.path.iter().any(|cell| cell.says_deeds(self.rules))
        };
        let budgets = |axis: &Axis| axis.path.iter().any(|cell| self.over(cell).purse.is_whole());
        let deeds = axes.columns.iter().any(deed);
        if axes.columns.iter().any(|axis| budgets(axis) || costs(axis) && !deeds) {
            return;
        }
        let Some(words) = self.done_in(axes, laid) else { return };
        let mut deeds: Vec<Deed<'_>> = Vec::new();
        for (line, slots) in sheet.lines.iter().zip(laid) {
            let own = |cell: &&Rc<Cell>| !cell.is_empty() && cell.row_is(line);
            let Some(cell) = slots[words].as_ref().filter(own) else { continue };
            deeds.push(Deed { line, cell, bodies: self.named_in(axes, slots, &offices) });
        }
        // Planning Department, City Manager, Finance Committee: the bodies of a town, where nothing tells those of a state.
        // One council among agencies makes none.
        let state = deeds.iter().any(|deed| deed.bodies.state);
        let towns = deeds.iter().filter(|deed| deed.bodies.towns_too > 0).count();
        let town = TOWNS * towns >= deeds.len() && towns > 0 && deeds.iter().all(|deed| deed.bodies.own == 0);
        let local = !state && (town || deeds.iter().any(|deed| deed.bodies.local));
        // 事項 | 予算額 | 担当: a row that made a programme of what a budget is asked for is none.
        let head = axes.columns[words].path.last().map(|cell| name::unbroken(&cell.read.reading.view.text));
        let items = head.is_some_and(|head| self.rules.programmes.heads_items(&head));
        if items {
            let row = |found: &Found| match found {
                Found::Programme(one) => one.cell.map(|at| (at.table, at.row)),
                _ => None,
            };
            let paid: BTreeSet<(u32, u32)> = self.out.iter().filter_map(row).collect();
            deeds.retain(|deed| !paid.contains(&(deed.cell.at.table, deed.cell.at.row)));
        }
        for Deed { line, cell, bodies } in deeds {
            let text = name::clean_text(&cell.read.reading.view.text.replace('\n', ""));
            let ministries = bodies.named;
            let lang = language(&text);
            let nation = self.rules.lexicon().ministries().len();
            let known = ministries.iter().any(|one| one.known.is_some_and(|at| at < nation));
            let sure = known || bodies.sure > 0 && !local && lang == Lang::En;
            if !sure || text.chars().count() < LEAST || self.is_programme_of(cell) {
                continue;
            }
            self.out.push(Found::Measure(FoundMeasure {
                text,
                form: Form::Statement,
                ministries,
                block: line.block,
                span: cell.span,
                cell: Some(cell.at),
                by: By::Table,
                lang,
            }));
        }
    }

    /// Whether a table gives values of goals, or its rows made statements: a milestone in words is none.
    fn holds_goals(&self, sheet: &Sheet, axes: &Axes) -> bool {
        let goals = |hint: Option<Hint>| matches!(hint, Some(Hint::Target | Hint::Baseline | Hint::Actual));
        let valued = |axis: &&Axis| axis.kind == Some(Column::Value) && goals(axis.role);
        let words = |axis: &Axis| axis.share(&[Look::Value, Look::Dash, Look::Run]) < VALUES && axis.filled() > 0.0;
        axes.columns.iter().filter(valued).any(|axis| !words(axis))
            || self.statements.iter().any(|one| {
                matches!(one.by, By::Table | By::Run) && sheet.lines.iter().any(|line| line.block == one.block)
            })
    }

    /// The column that says what is to be done: of those that its header calls so the one with the most words, in
    /// English the one that most rows have of their own.
    fn done_in(&self, axes: &Axes, laid: &[Slots]) -> Option<usize> {
        let deeds = |axis: &Axis| axis.path.iter().any(|cell| cell.says_deeds(self.rules));
        let called = |n: &usize| {
            let axis = &axes.columns[*n];
            let kind = matches!(axis.kind, Some(Column::Measure | Column::Progress));
            let other = matches!(axis.kind, Some(Column::Office | Column::Period | Column::Index | Column::Aside));
            (kind || deeds(axis)) && !other
        };
        let cells = |n: usize| laid.iter().filter_map(move |slots| slots[n].as_ref()).filter(|cell| !cell.is_empty());
        let length = |n: usize| cells(n).map(|cell| cell.len()).sum::<usize>();
        let own = |n: usize| {
            cells(n).filter(|cell| cell.len() >= LEAST).map(|cell| cell.code()).collect::<BTreeSet<&str>>().len()
        };
        let latin = |n: usize| cells(n).next().is_some_and(|cell| language(cell.code()) == Lang::En);
        // 施策 | 府省名 | 取組状況: where what was done names who did each of it, the deed is what stands beside the ministries.
        let marked = |n: &usize| cells(*n).any(|cell| cell.code().contains(symbol::MINISTRIES));
        let told = |n: &usize| axes.columns[*n].kind == Some(Column::Progress) && marked(n);
        let other = (0..axes.columns.len()).filter(called).any(|n| !told(&n));
        let called = |n: &usize| called(n) && !(other && told(n));
        // Strategy | Action | Lead: of columns with a cell for each row the one that its header calls so, then the first.
        (0..axes.columns.len()).filter(called).max_by_key(|&n| match latin(n) {
            true => (own(n), usize::from(deeds(&axes.columns[n])), axes.columns.len() - n),
            false => (0, 0, length(n)),
        })
    }

    /// Who the columns of offices name; where several do, a header that says so tells who leads.
    fn named_in(&self, axes: &Axes, slots: &Slots, offices: &[usize]) -> Bodies {
        let context = self.offices.context(self.rules);
        let mut all = Bodies::default();
        for &n in offices {
            let Some(cell) = slots[n].as_ref() else { continue };
            let text = &cell.read.reading.view.text;
            // [総務省、環境省]（協力：事業者）: who is named in a mark does it, who stands beside helps.
            let marks = cell.read.reading.found.iter().filter_map(|found| match &found.item {
                Item::Ministries(named) => Some(named.clone()),
                _ => None,
            });
            let marked: Vec<Named> = marks.flatten().collect();
            if text.starts_with(OPEN) && !marked.is_empty() {
                all.merge(Bodies { named: marked, ..Bodies::default() }, false);
                continue;
            }
            let joined = if language(text) == Lang::Ja {
                cell.read.reading.view.words().collect::<Vec<_>>().join("、")
            } else {
                text.clone()
            };
            let head = axes.columns[n].path.last().map_or("", |cell| cell.code());
            let leads = offices.len() > 1
                && self.rules.lexicon().mark_label(head).is_some_and(|label| label == MarkLabel::Lead);
            all.merge(bodies(&joined, &context), leads);
        }
        all
    }

    /// Whether a cell names a programme that was read, and ends as only such names do: an activity with a budget is both.
    fn is_programme_of(&self, cell: &Cell) -> bool {
        let named = |found: &FoundProgramme| found.cell == Some(cell.at) && self.rules.programmes.ends(&found.name);
        self.out.iter().any(|found| matches!(found, Found::Programme(found) if named(found)))
    }
}
