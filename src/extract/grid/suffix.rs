//! Rows whose names say in a bracket what their values are: 論文数（計画値） over 論文数（実績値） over 論文数（達成度）.
//!
//! The bracket is a label as others have in a column of their own, so it gets one, and the name stands once.

use std::rc::Rc;

use crate::layout::{Join, Piece, Span, Text};
use crate::rules::{Column, Hint};

use super::super::Extractor;
use super::cell::Cell;
use super::sheet::{Line, Sheet};

/// The label in a bracket is no longer, in characters.
const LONGEST: usize = 10;

/// A name cell in two: what is counted, and what its values are.
struct Told<'s> {
    stem: &'s str,
    name: Span,
    label: Rc<Cell>,
}

/// Gives such labels a column of their own.
pub(super) fn part(extractor: &Extractor<'_>, sheet: &mut Sheet) {
    let width = sheet.lines.iter().map(|line| line.slots.len()).max().unwrap_or(0);
    let column = |at: usize| -> Vec<Option<Told<'_>>> {
        sheet.lines.iter().map(|line| told(extractor, line.slots.get(at)?.as_ref()?)).collect()
    };
    // Most columns are spared the reading: no two cells of theirs have one stem.
    let again = |at: &usize| {
        let stem = |line: &Line| Some(stem_of(extractor, line.slots.get(*at)?.as_ref()?)?.0);
        sheet.lines.windows(2).any(|pair| stem(&pair[0]).is_some_and(|one| stem(&pair[1]) == Some(one)))
    };
    let columns = (0..width).filter(again).map(|at| (at, column(at)));
    let Some((at, rows)) = columns.into_iter().find(|(_, rows)| pairs(extractor, rows)) else {
        return;
    };
    let mut before: Option<&str> = None;
    for (line, told) in sheet.lines.iter_mut().zip(rows) {
        line.slots.resize(width.max(line.slots.len()), None);
        let empty = |cell: &Rc<Cell>| part_of(extractor, Span { start: cell.span.end, ..cell.span }, cell);
        let (name, label) = match &told {
            Some(Told { stem, label, .. }) if before == Some(stem) => (Some(empty(label)), Some(Rc::clone(label))),
            Some(Told { name, label, .. }) => (Some(part_of(extractor, *name, label)), Some(Rc::clone(label))),
            None => (line.slots[at].clone(), line.slots[at].as_ref().map(empty)),
        };
        before = told.map(|told| told.stem);
        line.slots[at] = name;
        line.slots.insert(at + 1, label);
    }
    for Line { slots, .. } in &mut sheet.headers {
        if slots.len() > at {
            slots.insert(at + 1, None);
        }
    }
}

/// Whether goals and results of one thing stand in rows next to each other.
fn pairs(extractor: &Extractor<'_>, rows: &[Option<Told<'_>>]) -> bool {
    let role = |told: &Told<'_>| told.label.says(extractor.rules).role.map(|(hint, _)| hint);
    rows.windows(2).any(|pair| match pair {
        [Some(one), Some(next)] if one.stem == next.stem => {
            let roles = [role(one), role(next)];
            roles.contains(&Some(Hint::Target)) && roles.iter().flatten().any(|&role| role != Hint::Target)
        }
        _ => false,
    })
}

/// What stands before the bracket at the end of a cell, what it holds, and where in the cell that ends.
fn stem_of<'s>(extractor: &Extractor<'s>, cell: &Cell) -> Option<(&'s str, &'s str, usize)> {
    let text = extractor.source.get(cell.span.range())?;
    let inner = text.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let (stem, label) = (inner[..open].trim_end(), inner[open..].trim_start_matches(['（', '(']));
    let short = (1..=LONGEST).contains(&label.chars().count());
    (!stem.is_empty() && short && !text.contains('\n')).then_some((stem, label, inner.len()))
}

/// A cell that ends in a bracket with a word for a role.
fn told<'s>(extractor: &Extractor<'s>, cell: &Rc<Cell>) -> Option<Told<'s>> {
    let (stem, label, len) = stem_of(extractor, cell)?;
    let from = cell.span.start as usize;
    let end = from + len;
    let label = part_of(extractor, Span::new(end - label.len(), end), cell);
    let says = label.says(extractor.rules);
    let is = says.role.is_some() || says.is(Column::Aside);
    is.then(|| Told { stem, name: Span::new(from, from + stem.len()), label })
}

/// A part of a cell, as a cell in its place.
fn part_of(extractor: &Extractor<'_>, span: Span, cell: &Cell) -> Rc<Cell> {
    let text = Text { pieces: vec![Piece { span, join: Join::Part }] };
    let own = Cell::of_text(extractor.read(&text), span, extractor.rules);
    Rc::new(Cell { at: cell.at, ..own })
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    #[test]
    fn a_bracket_behind_the_name_says_which_row_holds_goals() {
        let found = said(
            "中期目標期間の実績\n\n\
             | 指標等 | 令和3年度 | 令和4年度 |\n|---|---|---|\n\
             | 論文数（計画値） | 60報 | 62報 |\n| 論文数（実績値） | 63報 | 71報 |\n| 論文数（達成度） | 105％ | 115％ |\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        for part in ["論文数 |", "target 60 報 2021", "target 62 報 2022", "actual 71 報 2022"] {
            assert!(found[0].contains(part), "{part} in {}", found[0]);
        }
        assert!(!found[0].contains("105"), "{}", found[0]);
    }

    #[test]
    fn a_bracket_of_other_words_stays_in_the_name() {
        let found = said(
            "| 指標 | 現状値（R5） | 目標値（R10） |\n|---|---|---|\n| 受診率（男性） | 45％ | 60％ |\n| 受診率（女性） | 40％ | 55％ |\n",
        );
        assert!(found[0].starts_with("受診率(男性)"), "{found:?}");
    }
}
