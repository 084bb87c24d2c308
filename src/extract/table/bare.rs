//! Tables without a header: rules over a whole row say what its cells are.

use crate::layout::Row;
use crate::record::{Flag, Role};
use crate::rules::Scope;
use crate::text::scan::Named;

use super::super::making::{self, named};
use super::super::read::Read;
use super::super::statement::{By, Draft, Statement};
use super::super::{Extractor, language, name};
use super::cells;
use super::columns::{Here, cell, span};
use super::row::is_few;

impl Extractor<'_> {
    /// Reads the rows of a table without a header: what a row as a whole states, else its cells.
    pub(super) fn bare_rows(&mut self, rows: &[(Here, &Row, &[Read])]) {
        let mut statements: Vec<Option<Statement>> =
            rows.iter().map(|(here, row, cells)| self.whole_row(here, row, cells)).collect();
        agree(&mut statements);
        for ((here, row, cells), statement) in rows.iter().zip(statements) {
            if let Some(mut statement) = statement {
                let named: Vec<Named> =
                    cells.iter().flat_map(|read| named(read, &(0..read.reading.view.text.len()))).collect();
                statement.answer(&named);
                statement.measure = self.headings.nearest(here.block);
                self.statements.push(statement);
                continue;
            }
            let few = is_few(cells);
            for (n, read) in cells.iter().enumerate() {
                self.cell(here, n, &row.cells[n], read, false, few);
            }
        }
    }

    /// A row rule's statement: its cells joined by tabs are one text.
    fn whole_row(&self, here: &Here, row: &Row, cells: &[Read]) -> Option<Statement> {
        let (mut code, mut starts) = (String::new(), Vec::new());
        for read in cells {
            starts.push(code.len());
            code.push_str(read.code());
            code.push('\t');
        }
        code.pop();
        let first = cells.first()?;
        let here_first =
            making::Here { read: first, block: here.block, cell: None, lang: language(&first.reading.view.text) };
        let hit = self.hits(Scope::Row, &code, &here_first).into_iter().next()?;
        let of = |at: usize| starts.partition_point(|&start| start <= at) - 1;
        let name_at = hit.get("name")?;
        let n = of(name_at.range.start);
        let read = &cells[n];
        let view = read.reading.code.view(&(name_at.range.start - starts[n]..name_at.range.end - starts[n]));
        let mut statement =
            Statement::new(name::name(&read.reading, &[view]), here.block, row.span, language(&read.reading.view.text));
        statement.cell = Some(cell(here, n));
        statement.span = span(&row.cells[n]);
        statement.by = By::Rule(hit.rule);
        statement.flags = vec![Flag::NoHeader];
        for capture in &hit.captures {
            let role = match capture.place {
                "target" => Role::Target,
                "baseline" => Role::Baseline,
                "actual" => Role::Actual,
                _ => continue,
            };
            let n = of(capture.range.start);
            let given = cells::values(&cells[n], role, Some(cell(here, n)), self.rules);
            given.into_iter().for_each(|one| statement.add(one.draft));
        }
        for capture in hit.all("target_text") {
            let n = of(capture.range.start);
            statement.add(Draft::words(Role::Target, span(&row.cells[n]), Some(cell(here, n))));
        }
        let whole = statement.name.chars().count() >= 2 && !statement.observations.is_empty();
        whole.then(|| {
            self.fire(hit.rule);
            statement
        })
    }
}

/// The columns of a table hold the same in every row: where most rows have the target on
/// one side of the baseline, the few that seem to have it on the other were misread.
fn agree(statements: &mut [Option<Statement>]) {
    let column = |statement: &Statement, role: Role| {
        let draft = statement.observations.iter().find(|draft| draft.role == Some(role));
        draft.and_then(|draft| draft.cell).map(|cell| cell.column)
    };
    let after = |statement: &Statement| {
        let (target, baseline) = (column(statement, Role::Target)?, column(statement, Role::Baseline)?);
        (target != baseline).then_some(target > baseline)
    };
    let sides: Vec<bool> = statements.iter().flatten().filter_map(after).collect();
    let right = sides.iter().filter(|&&right| right).count();
    let usual = if right * 5 >= sides.len() * 4 {
        true
    } else if right * 5 <= sides.len() {
        false
    } else {
        return;
    };
    for statement in statements.iter_mut().flatten() {
        if after(statement).is_some_and(|right| right != usual) {
            for draft in &mut statement.observations {
                draft.role = match draft.role {
                    Some(Role::Target) => Some(Role::Baseline),
                    Some(Role::Baseline) => Some(Role::Target),
                    other => other,
                };
            }
        }
    }
}
