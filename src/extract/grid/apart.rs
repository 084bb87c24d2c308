//! What tells the rows of one name apart: 健康寿命 merged over the rows 男性 and 女性, wherever the column stands that says so. It is
//! the first of words that change while the name stays.

use std::rc::Rc;

use crate::rules::{Column, Look};

use super::super::name;
use super::cell::Cell;
use super::row::{Above, Reader, RowName, is_short};
use super::sheet::Line;

/// The column that tells the rows of a merged name apart.
#[derive(Debug)]
pub(super) struct Apart {
    name: Rc<Cell>,
    column: Option<usize>,
}

impl Reader<'_, '_> {
    /// The part that a row tells of the name that is merged over it and others.
    pub(super) fn apart(&self, named: &RowName, line: &Line, above: &mut Above) -> Option<String> {
        let column = match &above.apart {
            Some(known) if Rc::ptr_eq(&known.name, &named.cell) => known.column,
            _ => {
                let column = self.column_apart(&named.cell, line);
                above.apart = Some(Apart { name: Rc::clone(&named.cell), column });
                column
            }
        };
        let cell = line.slots.get(column?)?.as_ref()?;
        let text = name::clean(&cell.read.reading.words(&(0..cell.read.reading.view.text.len())));
        Some(text).filter(|text| !text.is_empty())
    }

    fn column_apart(&self, shared: &Rc<Cell>, line: &Line) -> Option<usize> {
        let has = |line: &&Line| line.slots.iter().flatten().any(|cell| Rc::ptr_eq(cell, shared));
        let lines = &self.sheet.lines;
        let first = lines.partition_point(|other| (other.block, other.row) < (line.block, line.row));
        let rows: Vec<&Line> = lines[first..].iter().take_while(has).collect();
        if rows.len() < 2 || !line.exact {
            return None;
        }
        let at = |row: &'_ Line, n: usize| row.slots.get(n).cloned().flatten();
        // 目標 and 実績 are rows of their own: what tells parts apart stays the same over both.
        let labelled = rows.iter().any(|row| row.cells().any(|cell| cell.look == Look::Label));
        let stays = |cells: &[Rc<Cell>]| cells.windows(2).any(|two| Rc::ptr_eq(&two[0], &two[1]));
        let tells = |&n: &usize| {
            let kind = self.axes.columns[n].kind;
            if Some(n) == self.axes.name || !matches!(kind, None | Some(Column::Section)) {
                return false;
            }
            let word = |cell: &Rc<Cell>| {
                matches!(cell.look, Look::Text | Look::Name | Look::Office | Look::Value)
                    && cell.code().contains(char::is_alphabetic)
                    && is_short(cell, kind)
                    && !cell.headerish(self.extractor.rules)
            };
            let cells: Option<Vec<Rc<Cell>>> = rows.iter().map(|row| at(row, n).filter(word)).collect();
            let text = |cell: &'_ Rc<Cell>| cell.read.reading.view.text.clone();
            cells.is_some_and(|cells| {
                (!labelled || stays(&cells)) && cells.iter().any(|cell| text(cell) != text(&cells[0]))
            })
        };
        (0..self.axes.columns.len()).find(tells)
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::rules;
    use crate::extract::extract;
    use crate::source::Source;

    fn names(text: &str) -> Vec<String> {
        extract(&Source::from_text("test", text), rules()).iter().map(|one| one.name().to_owned()).collect()
    }

    #[test]
    fn a_row_with_a_name_of_its_own_takes_none_from_above() {
        let table = "[\n{\"内容\": \"ごみの焼却量（万トン）\", \"目標\": {\"R5\": 5.8, \"R6\": 5.9}},\n\
                     {\"内容\": \"再生品の購入（%）（市政アンケート）\", \"目標\": {\"R5\": 13.0, \"R6\": 14.0}}\n]\n";
        assert_eq!(names(table), ["ごみの焼却量"]);
    }

    #[test]
    fn what_changes_while_the_name_stays_tells_its_rows_apart() {
        let table = |parts: [&str; 2]| {
            format!(
                "<table><tr><th>指標</th><th>基準値（R5）</th><th>目標値（R10）</th><th>対象</th></tr>\
                 <tr><td rowspan=2>健康寿命</td><td>71.3年</td><td>72.7年</td><td>{}</td></tr>\
                 <tr><td>74.1年</td><td>75.2年</td><td>{}</td></tr></table>",
                parts[0], parts[1]
            )
        };
        assert_eq!(names(&table(["男", "女"])), ["健康寿命(男)", "健康寿命(女)"]);
        assert_eq!(names(&table(["市", "市"])), ["健康寿命", "健康寿命"]);
    }
}
