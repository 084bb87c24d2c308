//! Tables on their side: words for names, roles and years down the first column, or the names over columns of their own.

use std::rc::Rc;

use crate::rules::{Column, Hint, Look, Rules};
use crate::text::code::symbol;

use super::cell::{Cell, Says, facets};
use super::header::is_header;
use super::sheet::{Line, Sheet};

/// Tables whose words stand in their first column, turned: one for each run from a word for
/// names to the next, so that blocks of label and value (指標, 基準値, 目標値) are rows too.
pub(super) fn turned(lines: &[Line], rules: &Rules) -> Option<Vec<Sheet>> {
    let filled: Vec<&Line> = lines.iter().filter(|line| line.filled().count() > 0).collect();
    let width = filled.iter().map(|line| line.slots.len()).max()?;
    if width < 2 || filled.len() < 2 {
        return None;
    }
    let sheet = super::yearly::laid(&filled, rules).or_else(|| names_on_top(&filled, width, rules));
    if let Some(sheet) = sheet.or_else(|| below_name(&filled, width, rules)) {
        return Some(vec![sheet]);
    }
    let word = |line: &Line| line.slots.first().cloned().flatten().filter(|cell| !cell.is_empty());
    let says: Vec<_> = filled.iter().map(|line| word(line).map(|cell| (cell.says(rules), cell))).collect();
    // Executive lead: | Director: whatever a colon stands behind is a label.
    let colons = filled.iter().all(|line| word(line).is_none_or(|cell| ends_with_colon(&cell)));
    // 指標１: the number counts the indicators.
    let heads = |cell: &Cell| cell.headerish(rules) || numbered_word(cell, rules) || colons;
    let speaks = says.iter().flatten().filter(|(_, cell)| heads(cell)).count();
    let role = says.iter().flatten().filter(|(says, cell)| says.role.is_some() && cell.headerish(rules)).count();
    let names = |n: &usize| says[*n].as_ref().is_some_and(|(says, cell)| says.is(Column::Name) && heads(cell));
    let starts: Vec<usize> = (0..filled.len()).filter(names).collect();
    // The first row of a table with a header names columns, not one indicator beside another.
    let first: Vec<&Cell> = filled[0].cells().collect();
    let headed = is_header(&first, rules) && width > 2;
    if headed || starts.is_empty() || role < 1 || 10 * speaks < 6 * filled.len() || role + starts.len() < 2 {
        return None;
    }
    let named = |at: &usize| {
        filled[*at].slots.iter().skip(1).flatten().any(|cell| cell.strength >= 1 && !cell.headerish(rules))
    };
    if !starts.iter().any(named) {
        return None;
    }
    let mut sheets = Vec::new();
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(filled.len());
        let turn = |column: usize| turned_line(&filled[start..end], column);
        let lines = (1..width).map(turn).filter(|line| line.filled().count() > 0).collect();
        sheets.push(Sheet { headers: vec![turn(0)], lines, turned: true, ..Sheet::default() });
    }
    Some(sheets)
}

/// A column of lines as a line of its own.
fn turned_line(lines: &[&Line], column: usize) -> Line {
    Line {
        block: lines[0].block,
        row: 0,
        slots: lines.iter().map(|line| line.slots.get(column).cloned().flatten()).collect(),
        exact: true,
        head: false,
        above: lines[0].above.clone(),
    }
}

fn ends_with_colon(cell: &Cell) -> bool {
    cell.read.reading.view.text.trim_end().ends_with([':', '：'])
}

/// 指標１, KPI 3: a word for names with a number behind it.
fn numbered_word(cell: &Cell, rules: &Rules) -> bool {
    let bare = cell.code().trim_end_matches(|c: char| c == symbol::NUMBER || c.is_numeric() || c.is_whitespace());
    let short = bare.chars().count() <= LONGEST_WORD && bare.len() < cell.code().len();
    short && Says::sum(facets(bare, rules).into_iter(), rules).is(Column::Name)
}

/// A word for names is no longer, in characters.
const LONGEST_WORD: usize = 12;

/// A card of labels has no more columns, and no fewer rows.
const CARD: (usize, usize) = (4, 3);

/// 単位 | 人, 計画当初値 | 8,240（令和元年度）, 令和２年度 | 目標 9,000 | 実績 8,415, 最終目標値 | 13,000 below the name of one indicator:
/// nothing but words of a header and years down the first column, and none of them for names.
fn below_name(filled: &[&Line], width: usize, rules: &Rules) -> Option<Sheet> {
    if width > CARD.0 || filled.len() < CARD.1 || filled[0].above.is_empty() {
        return None;
    }
    let first = |line: &Line| line.slots.first().cloned().flatten().filter(|cell| !cell.is_empty());
    let labels: Vec<Rc<Cell>> = filled.iter().map(|line| first(line)).collect::<Option<_>>()?;
    let label =
        |cell: &Rc<Cell>| cell.look == Look::Period || cell.headerish(rules) && !cell.says(rules).is(Column::Name);
    let role =
        |hint: Hint| labels.iter().filter(|cell| cell.says(rules).role.is_some_and(|(is, _)| is == hint)).count();
    let (goals, starts) = (role(Hint::Target), role(Hint::Baseline) + role(Hint::Current) + role(Hint::Actual));
    let speaks = filled.iter().any(|line| line.filled().any(|cell| cell.look == Look::Value));
    // Values that are told apart in their cells, or one to a row: else the second column is a table's.
    let apart = |line: &&Line| {
        let values: Vec<&Cell> = line.filled().skip(1).filter(|cell| cell.look == Look::Value).collect();
        values.len() < 2 || values.iter().all(|cell| is_told(cell, rules))
    };
    let headed = is_header(&filled[0].cells().collect::<Vec<_>>(), rules) && width > 2;
    if !labels.iter().all(label) || goals == 0 || starts == 0 || !speaks || headed || !filled.iter().all(apart) {
        return None;
    }
    let turn = |column: usize| turned_line(filled, column);
    let lines = (1..width).map(turn).filter(|line| line.filled().count() > 0).collect();
    Some(Sheet { headers: vec![turn(0)], lines, turned: true, below_name: true, ..Sheet::default() })
}

/// 目標 9,000: a word before a value says which it is.
fn is_told(cell: &Cell, rules: &Rules) -> bool {
    let end = cell.code().find([symbol::NUMBER, symbol::VALUE, symbol::OBSERVATION]).unwrap_or(0);
    Says::sum(facets(cell.code()[..end].trim_end(), rules).into_iter(), rules).role.is_some()
}

/// 年度 | 受診率 | 実施率 over 令和4年度（実績） | 35.5％ | 28.9％ and 令和11年度（目標） | 60％ | 60％: indicators beside each
/// other, a role and a year in each row; the two may have a column each.
fn names_on_top(filled: &[&Line], width: usize, rules: &Rules) -> Option<Sheet> {
    let [first, rest @ ..] = filled else { return None };
    let even = filled.iter().all(|line| line.slots.len() == width);
    if !even || width < 3 || rest.len() < 2 {
        return None;
    }
    let slot = |line: &Line, column: usize| line.slots[column].clone().filter(|cell| !cell.is_empty());
    // 指標 | 観光消費額 | 宿泊者数: a word for names leads them.
    if slot(first, 0).is_some_and(|cell| cell.headerish(rules) && cell.says(rules).is(Column::Name)) {
        return None;
    }
    // 出典 below 現状 and 目標: a row that explains the others; 単位: one that tells how they count.
    let note = |cell: &Rc<Cell>| matches!(cell.says(rules).kind, Some((Column::Note | Column::Aside, _)));
    let group =
        |cell: &Rc<Cell>| matches!(cell.says(rules).kind, Some((Column::Section | Column::Index | Column::Office, _)));
    let beside = |cell: &Rc<Cell>| {
        note(cell)
            || cell.says(rules).is(Column::Unit)
            || cell.look != Look::Period && cell.headerish(rules) && group(cell)
    };
    let rest = rest.iter().copied().filter(|line| !slot(line, 0).is_some_and(|cell| beside(&cell)));
    // On track? | Yes | Behind: nor does what holds no value.
    let rest: Vec<&Line> =
        rest.filter(|line| line.slots.iter().skip(1).flatten().any(|cell| cell.has_value())).collect();
    if rest.len() < 2 {
        return None;
    }
    let label = |cell: &Rc<Cell>| cell.headerish(rules) || cell.look == Look::Period;
    let labels = |column: usize| rest.iter().all(|line| slot(line, column).is_some_and(|cell| label(&cell)));
    let role_of = |line: &Line, column: usize| slot(line, column).and_then(|cell| cell.says(rules).role);
    let told_by = |column: usize| rest.iter().all(|line| role_of(line, column).is_some());
    // 2021 (base year), 2022, 2023, Target 2027: years beside those that are called the goal's.
    let year = |line: &Line| slot(line, 0).is_some_and(|cell| cell.look == Look::Period);
    let told = |line: &Line| role_of(line, 0).is_some();
    let years_told =
        rest.iter().all(|line| told(line) || year(line)) && rest.iter().filter(|line| told(line)).count() > 1;
    // 2024 | 目標 | …: the years stand before the roles.
    let heads = if labels(0) && (told_by(0) || years_told) {
        1
    } else {
        let years = rest.iter().all(|line| slot(line, 0).is_some_and(|cell| cell.look == Look::Period));
        if years && labels(1) && told_by(1) { 2 } else { return None }
    };
    let promised =
        rest.iter().filter(|line| role_of(line, heads - 1).is_some_and(|(hint, _)| hint == Hint::Target)).count();
    let name = |cell: &Rc<Cell>| {
        cell.strength >= 2 && !matches!(cell.look, Look::Period | Look::Label) && cell.says(rules).role.is_none()
    };
    let named = |column: &usize| slot(first, *column).is_some_and(|cell| name(&cell));
    // 社会増減 among 新規就農者数 and 寄附件数: words that could head a column name one where most do.
    let most = 2 * (heads..width).filter(named).count() > width - heads + 1;
    let words = |cell: &Cell| most && !cell.has_value() && matches!(cell.look, Look::Name | Look::Text | Look::Label);
    let (mut names, mut others) = (Vec::new(), false);
    for column in heads..width {
        match slot(first, column) {
            Some(cell) if heads > 1 && note(&cell) => {}
            Some(cell) if name(&cell) || words(&cell) && cell.says(rules).role.is_none() => names.push(column),
            _ => others = true,
        }
    }
    if others || names.len() < 2 || promised == 0 || promised == rest.len() {
        return None;
    }
    let turn = |column: usize| turned_line(filled, column);
    let headers = (0..heads).map(|column| {
        let mut header = turn(column);
        header.slots[0] = None;
        header
    });
    let lines = names.into_iter().map(turn).collect();
    Some(Sheet { headers: headers.collect(), lines, turned: true, ..Sheet::default() })
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    const CARD: &str = "単位\t人\t\n計画当初値\t8,240（令和元年度）\t\n令和２年度\t目標　9,000\t実績　8,415\n最終目標値\t13,000（令和７年度）\t\n";

    #[test]
    fn a_card_of_labels_is_of_the_name_above_it() {
        assert_eq!(
            said(&format!("施策の成果指標\n\n〔指標①〕　講習の修了者数\n\n{CARD}")),
            [
                "講習の修了者数 | baseline 8240 人 2019 | actual 8415 人 2020 | target 9000 人 2020 | target 13000 人 2025"
            ]
        );
    }

    #[test]
    fn names_beside_values_are_no_card() {
        let table = "講習の修了者数\t9,000\t8,415\n設置率\t79.0\t78.9\n職員の数\t13\t15\n";
        assert!(said(&format!("消防\n\n講習の修了者数\n\n{table}")).is_empty());
    }
}
