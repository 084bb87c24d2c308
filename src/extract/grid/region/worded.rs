//! Words parted by one space: a header on one line, and lines below it whose last words are values. Names may begin
//! on the lines above, years stand on the line below, and what is done for an indicator between two of them.

use std::rc::Rc;

use crate::chars::{columns, ends_sentence, is_hiragana};
use crate::layout::{Join, Text};
use crate::rules::{Column, Hint, Look, Rules, Token};

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::super::cell::Cell;
use super::super::row::breaks_off;
use super::{Found, LONGEST_LINE, Line, MOST_COLUMNS, MOST_LINES, is_value, row, whole};

/// So many lines may tell of a measure between two rows.
const MOST_BETWEEN: usize = 7;
/// A unit that no rule knows is no longer, in characters.
const UNIT: usize = 4;
/// Words that say which way a value is to go are no longer, in characters.
const GOAL: usize = 12;
/// Below so many rows one more may stand so many lines further on.
const PROVEN: usize = 3;
const FAR: usize = 60;
/// A word that only says which way is no longer, in characters.
const SHORT: usize = 6;
/// A line of so many columns goes on in the next one.
const FULL: usize = 60;

/// The words of a header by column, what each heads and which heads the names, and how many lines they take.
pub(super) type Headed = (Vec<Text>, (Vec<Axis>, usize), usize);

/// What the first line of a row holds whose cells stand on lines of their own.
#[derive(Default)]
struct Scattered {
    lead: Vec<Text>,
    name: Text,
    unit: Option<Text>,
    values: Vec<Text>,
}

impl Extractor<'_> {
    /// 指標 現状値 目標値 as one line, and below it lines whose last words are the values.
    pub(super) fn spaced(&self, lines: &[Line]) -> Option<Found> {
        let first = lines.first()?;
        if first.text.span().range().len() > LONGEST_LINE {
            return None;
        }
        let words = self.words(&first.text);
        let single = self.columns_of(&words).map(|columns| (words, columns, 1));
        let single = single.map(|header| self.with_years_below(header, lines));
        let found = single.and_then(|header| self.spaced_under(lines, header));
        found.or_else(|| self.spaced_under(lines, self.columns_in_groups(lines)?))
    }

    /// 管理指標 基準値 目標値 over （2021年度） （2032年度）: the years of the roles stand on a line of their own.
    fn with_years_below(&self, (mut words, (mut axes, name), headed): Headed, lines: &[Line]) -> Headed {
        let below = lines.get(headed).map(|line| self.words(&line.text)).unwrap_or_default();
        let year = |word: &Text| self.opens_with_bracket(word) && self.is_year(word);
        let roles: Vec<usize> = (0..axes.len()).filter(|&at| axes[at].role.is_some()).collect();
        let fits = !below.is_empty() && below.len() == roles.len() && below.iter().all(year);
        if !fits || axes.len() != words.len() {
            return (words, (axes, name), headed);
        }
        for (&at, year) in roles.iter().zip(below) {
            words[at].append(year, Join::Part);
            axes[at] = self.column(Rc::new(self.typed(&words[at])));
        }
        (words, (axes, name), headed + 1)
    }

    /// The rows below such a header: its words by column, what they head, and how many lines they take.
    pub(super) fn spaced_under(&self, lines: &[Line], (words, (axes, name), headed): Headed) -> Option<Found> {
        let first = lines.first()?;
        let mut rows = vec![row(words)];
        let (mut taken, mut open): (usize, Vec<Text>) = (headed, Vec::new());
        let mut skip_to = headed;
        for (n, line) in lines.iter().enumerate().skip(headed) {
            if n < skip_to {
                continue;
            }
            if open.is_empty()
                && (line.first || n == taken)
                && let Some((cells, more)) = self.scattered_row(&axes, name, &lines[n..])
            {
                rows.push(row(cells));
                (taken, skip_to) = (n + more, n + more);
            } else if let Some(mut cells) = self.spaced_row(&axes, name, [&line.text, below_of(lines, n)], &open) {
                let below = lines.get(n + 1).is_some_and(|next| self.years_below(&mut cells, name, &next.text));
                rows.push(row(cells));
                (taken, skip_to, open) = (n + 1 + usize::from(below), n + 1 + usize::from(below), Vec::new());
            } else if let Some(cells) = self.lacking_row(&axes, name, &line.text, &open) {
                rows.push(row(cells));
                (taken, skip_to, open) = (n + 1, n + 1, Vec::new());
            } else if open.len() < MOST_LINES && self.may_name(&line.text) {
                open.push(line.text.clone());
            } else if rows.len() > 1
                && (n - taken < MOST_BETWEEN || rows.len() > PROVEN && self.are_cells(&lines[taken..=n]))
                && !self.is_other_header(first, line)
            {
                // What is done for an indicator may stand between two of them, or a row whose cells lie apart.
                open.clear();
            } else {
                break;
            }
        }
        whole(rows, taken)
    }

    /// Measure FY23 Actual FY25 Target; 2022-23 2023-24 over Actual Target: columns that several words name, and how
    /// many lines they take.
    fn columns_in_groups(&self, lines: &[Line]) -> Option<Headed> {
        let mut columns = self.groups(self.words(&lines.first()?.text))?;
        let mut taken = 1;
        let years = columns[1..].iter().all(|column| self.is_year(column));
        if years {
            let below = self.words(&lines.get(1)?.text);
            // Police Department FY 2019 FY 2020 over Key Measures Actual Target: what heads names may stand in the lower line.
            let (heads, below) = below.split_at(below.len().checked_sub(columns.len() - 1)?);
            let role = |word: &Text| {
                let cell = self.typed(word);
                cell.says(self.rules).role.is_some() || !heads.is_empty() && cell.headerish(self.rules)
            };
            if let Some((first, rest)) = heads.split_first() {
                let mut head = first.clone();
                rest.iter().for_each(|word| head.append(word.clone(), Join::Run));
                columns[0] = head;
            }
            if !below.iter().all(role) {
                return None;
            }
            columns[1..]
                .iter_mut()
                .zip(below.iter().cloned())
                .for_each(|(column, role)| column.append(role, Join::Wrap));
            taken = 2;
        }
        let axes: Vec<Axis> = columns.iter().map(|column| self.column(Rc::new(self.typed(column)))).collect();
        let known = |axis: &Axis| matches!(axis.kind, Some(Column::Value | Column::Aside)) || axis.role.is_some();
        let valued = axes[1..].iter().all(known);
        let aimed = axes.iter().any(|axis| axis.role == Some(Hint::Target));
        let named = columns[0].is_empty() || axes[0].names_here();
        (valued && aimed && named).then_some((columns, (axes, 0), taken))
    }

    /// FY 2017 as one word.
    pub(super) fn years_in_two(&self, words: Vec<Text>) -> Vec<Text> {
        let mut whole: Vec<Text> = Vec::new();
        for word in words {
            let figures = self.source[word.span().range()].bytes().all(|byte| byte.is_ascii_digit());
            let both = whole.last().filter(|last| figures && !self.is_year(last)).map(|last| {
                let mut both = last.clone();
                both.append(word.clone(), Join::Wrap);
                both
            });
            if let Some(both) = both.filter(|both| self.is_year(both)) {
                whole.pop();
                whole.push(both);
            } else {
                whole.push(word);
            }
        }
        whole
    }

    /// The words of a header by column: what heads the names, then a year or a word for a role, or both of them.
    fn groups(&self, words: Vec<Text>) -> Option<Vec<Text>> {
        let is_year = |word: &Text| self.is_year(word);
        let words = self.years_in_two(words);
        let is_role = |word: &Text| {
            let cell = self.typed(word);
            cell.headerish(self.rules) && says_role(&cell, self.rules)
        };
        let first = words.iter().position(|word| is_year(word) || is_role(word))?;
        let mut columns = vec![Text::default()];
        let mut last: Option<bool> = None;
        for (n, word) in words.into_iter().enumerate() {
            if n < first {
                columns[0].append(word, Join::Wrap);
                continue;
            }
            let year = is_year(&word);
            if !(year || is_role(&word)) {
                return None;
            }
            // A year and a role behind each other head one column.
            match columns.last_mut().filter(|_| last.is_some_and(|before| before != year)) {
                Some(column) => {
                    column.append(word, Join::Wrap);
                    last = None;
                }
                None => {
                    columns.push(word);
                    last = Some(year);
                }
            }
        }
        (3..=MOST_COLUMNS).contains(&columns.len()).then_some(columns)
    }

    /// FY23, 2022-23, 2023.
    pub(super) fn is_year(&self, word: &Text) -> bool {
        self.typed(word).look == Look::Period
    }

    /// 水質検査適合率 / 現状値(R1) 目標値(R7) / 98% 100%: the caption of a table of one row names what is counted. Over a title that
    /// says nothing but what the values are it stands in the block above.
    pub(super) fn captioned(&self, lines: &[Line]) -> Option<Found> {
        let [first, rest @ ..] = lines else { return None };
        let (header, told) = self.one_row(rest)?;
        let title = first.first && self.is_title_of_values(&first.text);
        let above = first.block.checked_sub(1).filter(|_| title).map(|above| &self.document.blocks[above]);
        let above = above.filter(|block| block.table().is_none()).map(|block| &block.text);
        let name = if title { above? } else { &first.text };
        if !self.may_name(name) {
            return None;
        }
        let header = row([vec![Text::default()], header].concat());
        whole(vec![header, row([vec![name.clone()], told].concat())], 3)
    }

    /// The words of a header of roles, one of them a goal, and as many values on the line below.
    fn one_row(&self, lines: &[Line]) -> Option<(Vec<Text>, Vec<Text>)> {
        let [header, values, ..] = lines else { return None };
        if header.text.span().range().len() > LONGEST_LINE || !self.may_head(&header.text) {
            return None;
        }
        let words = self.joined(self.words(&header.text));
        let heads: Vec<Cell> = words.iter().map(|word| self.typed(word)).collect();
        let value = |cell: &Cell| cell.headerish(self.rules) && cell.says(self.rules).role.is_some();
        let target = |cell: &Cell| cell.says(self.rules).role.is_some_and(|(hint, _)| hint == Hint::Target);
        let told = self.joined(self.words(&values.text));
        let goal = |word: &Text| {
            let cell = self.typed(word);
            is_value(cell.look) || self.rules.tables.words.is_goal(cell.code()) && cell.len() <= SHORT
        };
        let whole_row = words.len() > 1 && told.len() == words.len() && told.iter().all(goal);
        (whole_row && heads.iter().all(value) && heads.iter().any(target)).then_some((words, told))
    }

    /// 定量的指標の現況値及び目標値: whether a line holds the words of two roles, and no value.
    fn is_title_of_values(&self, line: &Text) -> bool {
        let cell = self.typed(line);
        let labels =
            |code: &str| self.rules.tables.words.tokens(code).filter(|(word, _)| *word == Token::Label).count();
        !cell.has_value() && self.may_head(line) && labels(cell.code()) > 1
    }

    /// Whether lines are cells of a row that was taken apart: few, and none of them a sentence.
    fn are_cells(&self, lines: &[Line]) -> bool {
        lines.len() < FAR && !lines.iter().any(|line| ends_sentence(&self.source[line.text.span().range()]))
    }

    /// Whether a line names columns, and others than the first.
    fn is_other_header(&self, first: &Line, line: &Line) -> bool {
        let text = |line: &Line| line.text.plain(self.source);
        self.columns_of(&self.words(&line.text)).is_some() && text(first) != text(line)
    }

    /// （R4年度）（R7年度）（R11年度） under the values of a row, behind what is left of its name: takes them into its cells.
    fn years_below(&self, cells: &mut [Text], name: usize, line: &Text) -> bool {
        let behind = cells.len() - name - 1;
        let Some(left) = self.left_of_name(behind, line) else { return false };
        let years = self.words(line).split_off(left.len());
        left.into_iter().for_each(|word| cells[name].append(word, Join::Wrap));
        cells[name + 1..].iter_mut().zip(years).for_each(|(cell, year)| cell.append(year, Join::Part));
        true
    }

    /// The words of a line before the bracketed years of so many values, if it ends in them.
    fn left_of_name(&self, values: usize, line: &Text) -> Option<Vec<Text>> {
        let mut words = self.words(line);
        let named = words.len().checked_sub(values).filter(|_| values > 0)?;
        let year = |word: &Text| self.opens_with_bracket(word) && self.typed(word).look == Look::Period;
        let no_value = words[..named].iter().all(|word| !is_value(self.typed(word).look));
        (words[named..].iter().all(year) && no_value).then(|| {
            words.truncate(named);
            words
        })
    }

    /// A row whose cells stand on lines of their own below such a header: the name, what may explain it, then
    /// the values, one or several a line, each perhaps with its year in brackets below.
    fn scattered_row(&self, axes: &[Axis], name: usize, lines: &[Line]) -> Option<(Vec<Text>, usize)> {
        let valued = axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count();
        let unit = axes.get(name + 1).is_some_and(|axis| axis.kind == Some(Column::Unit));
        let wanted = axes.len() - name - 1 - usize::from(unit);
        if wanted != valued {
            return None;
        }
        let mut row = self.scattered_name(name, unit, lines.first()?)?;
        let mut values: Vec<Text> = row.values.split_off(0);
        let mut n = 1;
        while let Some(line) = lines.get(n).filter(|_| n < MOST_LINES + 2 * wanted) {
            let cell = self.cell_of(line);
            if unit && row.unit.is_none() && values.is_empty() && is_unit(cell) {
                row.unit = Some(line.text.clone());
                n += 1;
                continue;
            }
            if let Some(last) = values.last_mut().filter(|_| cell.look == Look::Period)
                && self.opens_with_bracket(&line.text)
            {
                last.append(line.text.clone(), Join::Part);
                n += 1;
                continue;
            }
            // More values below are those of a column, one under the other.
            if values.len() == wanted {
                break;
            }
            let words: Vec<Text> = self.joined(self.words(&line.text));
            let cells: Vec<Cell> = words.iter().map(|word| self.typed(word)).collect();
            let goal =
                |cell: &Cell| is_value(cell.look) || self.rules.tables.words.is_goal(cell.code()) && cell.len() <= GOAL;
            if !cells.is_empty()
                && values.len() + cells.len() <= wanted
                && cells.iter().all(goal)
                && (is_value(cells[0].look) || !values.is_empty())
            {
                values.extend(words);
            } else if !values.is_empty() || n > 2 {
                return None;
            }
            n += 1;
        }
        let more = lines.get(n).is_some_and(|next| is_value(self.cell_of(next).look));
        (values.len() == wanted && !more).then(|| {
            let unit = if unit { Some(row.unit.unwrap_or_default()) } else { None };
            (row.lead.into_iter().chain([row.name]).chain(unit).chain(values).collect(), n)
        })
    }

    /// What the first line of such a row holds: what stands before the name, the name, its unit, and values.
    fn scattered_name(&self, name: usize, unit: bool, line: &Line) -> Option<Scattered> {
        let first = self.cell_of(line);
        let towards = self.rules.tables.words.is_goal(first.code()) && first.len() <= SHORT;
        if towards || first.headerish(self.rules) && first.strength < 3 {
            return None;
        }
        let named =
            |cell: &Cell| matches!(cell.look, Look::Name | Look::Text) && !cell.has_value() || cell.look == Look::Name;
        if name == 0 && !unit {
            let whole = Scattered { name: line.text.clone(), ..Scattered::default() };
            return named(first).then_some(whole);
        }
        let mut words = self.joined(self.words(&line.text));
        let values = words.iter().rposition(|word| !is_value(self.typed(word).look)).map_or(0, |last| last + 1);
        let values = words.split_off(values);
        let last = |words: &[Text]| words.last().is_some_and(|word| is_unit(&self.typed(word)));
        let unit = if unit && words.len() > 1 && last(&words) { words.pop() } else { None };
        // A name may be of several words only where nothing stands before it.
        let own = if name == 0 { 0 } else { words.len().checked_sub(1)? };
        let mut text = Text::default();
        words.split_off(own).into_iter().for_each(|word| text.append(word, Join::Wrap));
        let mut lead = vec![Text::default(); name];
        words.into_iter().for_each(|word| lead[name - 1].append(word, Join::Wrap));
        named(&self.typed(&text)).then_some(Scattered { lead, name: text, unit, values })
    }

    /// The cells of a line, the wrapped lines before it opening its name.
    fn spaced_row(&self, axes: &[Axis], name: usize, [line, next]: [&Text; 2], open: &[Text]) -> Option<Vec<Text>> {
        let words = self.explained(&axes[name + 1..], self.joined(self.words(line)));
        let behind = axes.len() - name - 1;
        let named =
            words.len().checked_sub(behind).filter(|&named| named > name || named == name && !open.is_empty())?;
        let looks: Vec<Cell> = words[named..].iter().map(|word| self.typed(word)).collect();
        let mut some = false;
        for (axis, cell) in axes[name + 1..].iter().zip(&looks) {
            if axis.kind == Some(Column::Value) {
                let words = axis.role == Some(Hint::Target) && self.rules.tables.words.is_goal(cell.code());
                if !is_value(cell.look) && !words {
                    return None;
                }
                some |= cell.look == Look::Value || words;
            }
        }
        if !some {
            return None;
        }
        let mut cells: Vec<Text> = words[..name].to_vec();
        let mut whole = Text::default();
        // What is left of the name may stand before the years below.
        let left = self.left_of_name(axes.len() - name - 1, next).unwrap_or_default();
        let own = [&words[name..named], &left].concat();
        for part in self.goes_on(open, &own).iter().chain(&words[name..named]) {
            whole.append(part.clone(), Join::Wrap);
        }
        cells.push(whole);
        cells.extend_from_slice(&words[named..]);
        Some(cells)
    }

    /// 認定農業者数 218経営体 230経営体 ↗ 各年度末 の認定者数: the words behind the values of a row, where its last columns
    /// hold words, as so many cells.
    fn explained(&self, axes: &[Axis], words: Vec<Text>) -> Vec<Text> {
        let value = |axis: &Axis| axis.kind == Some(Column::Value);
        let valued = axes.iter().take_while(|axis| value(axis)).count();
        let more = axes.len() - valued;
        if valued < 2 || more == 0 || axes[valued..].iter().any(value) {
            return words;
        }
        let values: Vec<bool> = words.iter().map(|word| is_value(self.typed(word).look)).collect();
        // A name may hold numbers, and what explains a row too.
        let starts = (1..values.len()).filter(|&at| values[at] && !values[at - 1]);
        let mut whole = starts.filter(|&at| values[at..].iter().take_while(|value| **value).count() == valued);
        let (Some(first), None) = (whole.next(), whole.next()) else { return words };
        let mut cells = words;
        let rest = cells.split_off(first + valued);
        let mut own = vec![Text::default(); more];
        for (n, word) in rest.into_iter().enumerate() {
            own[n.min(more - 1)].append(word, Join::Wrap);
        }
        cells.extend(own);
        cells
    }

    /// Of the lines above a row those that its name begins on: none that stands for itself, where the name does too.
    fn goes_on<'t>(&self, open: &'t [Text], own: &[Text]) -> &'t [Text] {
        let mut name = Text::default();
        own.iter().for_each(|word| name.append(word.clone(), Join::Wrap));
        // A capital letter begins a name: what stands above it heads a part.
        let capital = |text: &Text| text.plain(self.source).trim_start().starts_with(|c: char| c.is_ascii_uppercase());
        if capital(&name) {
            return &[];
        }
        if let Some(last) = open.iter().rposition(capital) {
            return &open[last..];
        }
        if own.is_empty() || self.typed(&name).strength < 2 {
            return open;
        }
        let unfinished = |line: &&Text| {
            let text = line.plain(self.source);
            let text = text.trim_end();
            breaks_off(text) || text.chars().next_back().is_some_and(is_hiragana)
        };
        let kept = open.iter().rev().take_while(unfinished).count();
        let (before, kept) = open.split_at(open.len() - kept);
        // What goes on with a full line of text is no name.
        let full = before.last().is_some_and(|line| columns(&line.plain(self.source)) >= FULL);
        if full { &[] } else { kept }
    }

    /// Whether a line could be the first part of a name.
    pub(super) fn may_name(&self, line: &Text) -> bool {
        let cell = self.typed(line);
        matches!(cell.look, Look::Name | Look::Text) && !cell.headerish(self.rules) && !cell.has_value()
    }
}

/// Whether words tell a role, and head no names: KPI does both.
pub(super) fn says_role(cell: &Cell, rules: &Rules) -> bool {
    let says = cell.says(rules);
    says.role.is_some() && !says.is(Column::Name)
}

/// Whether a cell under 単位 is one: also a short word that no rule knows.
fn is_unit(cell: &Cell) -> bool {
    cell.look == Look::Unit || matches!(cell.look, Look::Name | Look::Text) && cell.len() <= UNIT && !cell.has_value()
}

/// The line below one, or the line itself where there is none.
fn below_of(lines: &[Line], n: usize) -> &Text {
    &lines.get(n + 1).unwrap_or(&lines[n]).text
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    #[test]
    fn years_stand_over_the_words_for_names_and_roles() {
        let rows = "Injury Crashes 2,847 2,869 <3,084\nArrests made 11,877 14,701 15,000\n";
        let head = "Police Department FY 2018 FY 2019 FY 2020\nKey Measures Actual Estimate Target\n";
        let told = said(&format!("Scorecard\n{head}{rows}"));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("Injury Crashes | ") && told[0].ends_with("target < 3084 2020"), "{told:?}");
    }
}
