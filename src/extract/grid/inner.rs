//! What the cells of a table hold by themselves: measures with their ministries, programmes, cards,
//! and cells of a KPI with its values and of its progress, which rules of their own read.

use std::rc::Rc;

use crate::rules::{Column, Makes, Match, Scope};
use crate::text::code::symbol;

use super::super::making::Here;
use super::super::{Extractor, language};
use super::Made;
use super::axes::Axes;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

impl Extractor<'_> {
    /// Keeps what the rows of a table made, and reads their cells for what they hold by themselves.
    pub(super) fn kept(&mut self, sheet: &Sheet, made: Vec<Made>) {
        let axes = Axes::of(sheet, self.rules);
        for one in made {
            match one {
                Made::Statements(statements) => self.statements.extend(statements),
                Made::Cells(n) => {
                    let line = &sheet.lines[n];
                    let slots = axes.lay(line, self.rules);
                    self.cells(&axes, line, &slots);
                }
            }
        }
    }

    fn cells(&mut self, axes: &Axes, line: &Line, slots: &[Option<Rc<Cell>>]) {
        for cell in line.slots.iter().flatten() {
            let merged = line.exact && line.row > 0 && cell.at.row != line.row;
            if cell.is_empty() || merged {
                continue;
            }
            let place = slots.iter().position(|slot| slot.as_ref().is_some_and(|slot| Rc::ptr_eq(slot, cell)));
            let kind = place.and_then(|place| axes.columns[place].kind);
            if matches!(kind, Some(Column::Note | Column::Aside)) {
                continue;
            }
            // In a row that shifted, what stands right of all columns belongs to the last.
            let programme = if place.is_some() { kind == Some(Column::Programme) } else { axes.has(Column::Programme) };
            self.cell(cell, line.block, programme);
        }
    }

    /// What a cell holds by itself: cards, measures, programmes.
    fn cell(&mut self, cell: &Cell, block: usize, programme: bool) {
        let read = &cell.read;
        let here = Here { read, block, cell: Some(cell.at), lang: language(&read.reading.view.text) };
        if cell.parts > 1 {
            for hit in self.hits(Scope::Card, read.code(), &here) {
                self.take(&hit, 0, &here, Scope::Card);
            }
        }
        if !read.code().contains([symbol::MINISTRIES, symbol::BUDGET, symbol::VALUE, symbol::OBSERVATION]) && !programme
        {
            return;
        }
        let scope = if programme { Scope::Programme } else { Scope::Cell };
        let hits = self.hits(scope, read.code(), &here);
        for hit in &hits {
            if !self.mark_is_taken(hit, &hits) {
                self.take(hit, 0, &here, scope);
            }
        }
    }

    /// A mark behind a programme's name names no measure as well, nor the other way round:
    /// the rule with the higher priority has it, of equals the programme's.
    fn mark_is_taken(&self, hit: &Match, hits: &[Match]) -> bool {
        let rule = self.rules.rule(hit.rule);
        let marks = |hit: &Match| hit.all("ministries").map(|mark| mark.range.clone()).collect::<Vec<_>>();
        let own = marks(hit);
        hits.iter().any(|other| {
            let rival = self.rules.rule(other.rule);
            let wins =
                rival.priority > rule.priority || rival.priority == rule.priority && rival.makes == Makes::Programme;
            rival.makes != rule.makes && wins && marks(other).iter().any(|mark| own.contains(mark))
        })
    }
}
