//! A cell a line: the words of a header follow each other as lines, then the cells of each row.

use std::rc::Rc;

use crate::chars::asks_for_more;
use crate::layout::{Join, Row, Text};
use crate::rules::{Column, Hint, Look};

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::{Found, LONGEST_HEADER, Line, MOST_COLUMNS, MOST_LINES, is_value, row, whole};

/// Words that tell where something stands are no longer than this, in characters: No (2021).
const SHORT_WORDS: usize = 12;

/// A unit in words is no longer than this, in characters.
const LONGEST_UNIT: usize = 20;

/// (期限): a bracket below a word of a header has no more characters.
const SHORT_BRACKET: usize = 6;

/// A table of such lines has no more: each line of two words of a header may begin one.
const MOST_GLUED: usize = 300;

/// 成果目標 | 成果目標（期限） | 計画策定時の数値: goals head their names and their values. 政策目標 | 基準値 | 目標値: so does what else
/// stands right before the values, where nothing heads names.
pub(super) fn goals_as_names(axes: &mut [Axis]) {
    let aims = |axis: &Axis| axis.role == Some(Hint::Target);
    // 第3章 計画の目標 / 3-1 総量目標 are headings: where things stand has a word of its own in a header.
    let stands = |axis: &Axis| matches!(axis.role, Some(Hint::Baseline | Hint::Current));
    let Some(at) = axes.iter().position(stands) else { return };
    let first = axes.iter().position(|axis| aims(axis) && axis.year.is_none());
    let measure = at.checked_sub(1).filter(|&before| axes[before].kind == Some(Column::Measure));
    let named = first.filter(|&first| first < at).or(measure);
    let others = || axes.iter().enumerate().filter(|&(at, _)| Some(at) != named).map(|(_, axis)| axis);
    if others().any(aims)
        && !others().any(Axis::names_here)
        && let Some(axis) = named.map(|named| &mut axes[named])
    {
        (axis.kind, axis.role) = (Some(Column::Name), None);
    }
}

/// 区分 | H20 | H21 | H22目標, No. | 事業名 | 単位 | 現状値 | 目標値: where nothing else heads names, what stands before the values
/// does, if one of these is a goal with a year.
fn section_as_names(axes: &mut [Axis]) {
    if axes.iter().any(Axis::names_here) {
        return;
    }
    let values =
        |axis: &Axis| axis.kind == Some(Column::Value) || axis.kind == Some(Column::Period) && axis.year.is_some();
    let beside = |axis: &Axis| values(axis) || matches!(axis.kind, Some(Column::Unit | Column::Office | Column::Note));
    let lead = axes.iter().take_while(|axis| axis.kind == Some(Column::Index)).count();
    let [first, rest @ ..] = &mut axes[lead..] else { return };
    let aimed = rest.iter().any(|axis| axis.role == Some(Hint::Target) && axis.year.is_some());
    let several = rest.iter().filter(|axis| values(axis)).count() > 1;
    let heads = matches!(first.kind, Some(Column::Section | Column::Programme));
    if heads && aimed && several && rest.iter().all(beside) {
        first.kind = Some(Column::Name);
    }
}

impl Extractor<'_> {
    /// The columns that lines one below the other name, and how many lines they take. `under` is whether a word below
    /// a year belongs to it: 2022-23 / actual.
    fn header(&self, lines: &[Line], under: bool) -> Option<(Vec<Text>, Vec<Axis>, usize)> {
        let (mut texts, mut axes, mut taken): (Vec<Text>, Vec<Axis>, usize) = (Vec::new(), Vec::new(), 0);
        for (at, line) in lines.iter().enumerate().take(2 * MOST_COLUMNS) {
            if line.text.span().range().len() > LONGEST_HEADER {
                break;
            }
            // 指標名 基準値 目標値 on one line is no cell.
            let words = self.words(&line.text);
            let japanese = !self.source[line.text.span().range()].is_ascii();
            let several =
                words.len() > 1 && japanese && words.iter().all(|word| self.typed(word).headerish(self.rules));
            if several || self.columns_of(&words).is_some() {
                break;
            }
            let cell = self.cell_of(line);
            let bracket = self.opens_with_bracket(&line.text);
            let year = cell.look == Look::Period;
            let says = cell.says(self.rules);
            let of_year = under
                && !year
                && says.role.is_some()
                && axes.last().is_some_and(|last| last.role.is_none() && last.year.is_some());
            // （平成30年度） below 基準値: the year of the column above it; and (期限) below 成果目標.
            let dates = bracket && cell.len() <= SHORT_BRACKET && !cell.has_value();
            if (year && bracket || of_year || dates) && !texts.is_empty() {
                let mut whole = texts.pop()?;
                whole.append(line.text.clone(), Join::Part);
                axes.pop();
                axes.push(self.column(Rc::new(self.typed(&whole))));
                texts.push(whole);
                taken += 1;
                continue;
            }
            let known = |line: &Line| {
                let cell = self.cell_of(line);
                cell.look != Look::Dash && (cell.look == Look::Period || cell.headerish(self.rules))
            };
            // 単位 / 望ましい方向 / 現状: a word that no rule knows, between two that one does.
            let between = !axes.is_empty()
                && cell.len() <= if japanese { LABEL } else { 2 * LABEL }
                && matches!(cell.look, Look::Text | Look::Name)
                && lines.get(at + 1).is_some_and(known);
            if !known(line) && !between {
                break;
            }
            // 見直し後の / 目標値
            let wraps = texts.last().is_some_and(|last| asks_for_more(&self.source[last.span().range()]));
            if let Some(mut whole) = texts.pop_if(|_| wraps && !year) {
                whole.append(line.text.clone(), Join::Wrap);
                axes.pop();
                axes.push(self.column(Rc::new(self.typed(&whole))));
                texts.push(whole);
            } else {
                texts.push(line.text.clone());
                axes.push(self.column(Rc::clone(cell)));
            }
            taken += 1;
        }
        goals_as_names(&mut axes);
        section_as_names(&mut axes);
        let names = axes.iter().filter(|axis| axis.names_here()).count();
        let valued = axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count();
        let whole = names >= 1 && valued >= 1 && (2..=MOST_COLUMNS).contains(&axes.len());
        whole.then_some((texts, axes, taken))
    }

    /// A cell a line: the words of the header follow each other as lines, then the cells of each row.
    pub(super) fn stacked(&self, lines: &[Line]) -> Option<Found> {
        let read = |lines: &[Line]| self.stacked_under(lines, false).or_else(|| self.stacked_under(lines, true));
        let whole = read(lines)?;
        // 成果指標一覧 over 数値目標 / 現状値 / 目標値: a title is no word of the header, where the rows fit better without it.
        let behind = lines.get(1..).filter(|_| lines[0].first).and_then(read);
        match behind.filter(|(table, _)| table.rows.len() > whole.0.rows.len()) {
            Some((table, taken)) => Some((table, taken + 1)),
            None => Some(whole),
        }
    }

    /// 成果目標 成果目標 / (期限) / 策定時の数値 最新値, then 審議会委員に占める女性の割合 40% / (平成32年) / 33.2%: cells a line, of which
    /// some words of the header, and the first value with its name, stand on one line.
    pub(super) fn glued(&self, lines: &[Line]) -> Option<Found> {
        let words = self.words(&lines.first()?.text);
        let heads = |word: &Text| self.typed(word).headerish(self.rules);
        if words.len() != 2 || !words.iter().all(heads) {
            return None;
        }
        let part = |(at, line): (usize, &Line)| {
            let new = move |text| (at, Line::new(line.block, line.first, text));
            self.parted(&line.text).into_iter().map(new).collect::<Vec<_>>()
        };
        let parted = |most: usize| lines.iter().enumerate().take(most).flat_map(part).unzip();
        // Most such lines head nothing: that is told by the first row, before all lines below are parted.
        let (_, first): (Vec<usize>, Vec<Line>) = parted(MOST_COLUMNS);
        self.stacked(&first)?;
        let (from, parted): (Vec<usize>, Vec<Line>) = parted(MOST_GLUED);
        let (table, taken) = self.stacked(&parted)?;
        Some((table, from[taken - 1] + 1))
    }

    /// A line's words of a header, or its name and the value behind it; else the line as it is.
    fn parted(&self, text: &Text) -> Vec<Text> {
        let words = self.words(text);
        let heads = |word: &Text| self.typed(word).headerish(self.rules);
        if words.len() > 1 && words.len() <= MOST_COLUMNS && words.iter().all(heads) {
            return words;
        }
        // …の割合 30%程度(注2) 25.7%: all values at its end.
        let values = words.iter().rev().take_while(|word| is_value(self.typed(word).look)).count();
        match words.split_at(words.len() - values) {
            ([first, rest @ ..], [_, ..]) => {
                let mut name = first.clone();
                rest.iter().for_each(|word| name.append(word.clone(), Join::Run));
                let counts = self.typed(&name);
                let own = words[words.len() - values..].iter().cloned();
                if counts.look == Look::Name { std::iter::once(name).chain(own).collect() } else { vec![text.clone()] }
            }
            _ => vec![text.clone()],
        }
    }

    fn stacked_under(&self, lines: &[Line], under: bool) -> Option<Found> {
        let (mut header, mut axes, mut taken) = self.header(lines, under)?;
        // 社会増減数 is no header though 増減 may be: what a value follows is a name.
        if axes.len() > 2
            && axes.last().is_some_and(|axis| axis.kind == Some(Column::Aside))
            && lines.get(taken).is_some_and(|next| self.cell_of(next).look == Look::Value)
        {
            header.pop();
            axes.pop();
            taken -= 1;
        }
        let name = axes.iter().position(|axis| axis.names_here())?;
        // Secondary Indicators behind Indicators | Baseline | FY 2020: what the first rows are called.
        let valued = axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count();
        if valued > 1
            && axes.len() > name + 2
            && axes.last().is_some_and(|last| last.names_here() && last.role.is_none())
        {
            header.pop();
            axes.pop();
        }
        axes[name].kind = Some(Column::Name);
        // 長期的目標 | 施策項目目標 | 指標 | 現況値 | 目標値: before the names stands what they serve.
        let behind = axes[name..].iter().filter(|axis| axis.kind == Some(Column::Value)).count();
        let serves = |axis: &&mut Axis| axis.kind == Some(Column::Value) && axis.year.is_none() && behind > 1;
        axes[..name].iter_mut().filter(serves).for_each(|axis| (axis.kind, axis.role) = (Some(Column::Section), None));
        let (header, axes) = self.regrouped((header, axes), &lines[taken..]);
        let name = axes.iter().position(|axis| axis.kind == Some(Column::Name))?;
        let mut rows = vec![row(header)];
        let cut = self.numbered_rows(&axes, &lines[taken..]).or_else(|| self.rated_rows(&axes, &lines[taken..]));
        if let Some((cut, more)) = cut {
            rows.extend(cut);
            return whole(rows, taken + more);
        }
        while let Some((mut cells, more)) = lines.get(taken..).and_then(|lines| self.stacked_row(&axes, lines)) {
            taken += more;
            let left = self.behind_values(&lines[taken..]);
            lines[taken..taken + left].iter().for_each(|line| cells[name].append(line.text.clone(), Join::Wrap));
            taken += left;
            rows.push(row(cells));
        }
        self.without_sections(&mut rows[1..], name);
        whole(rows, taken)
    }

    /// １－２ 津波による死傷者の発生 / 津波避難ビルの指定数, where other names have no number: a heading stood over the name.
    fn without_sections(&self, rows: &mut [Row], name: usize) {
        let text = |text: &Text| crate::text::nfkc(&text.plain(self.source));
        let numbered = |row: &Row| {
            let first = row.cells.get(name).and_then(|cell| cell.text.pieces.first())?;
            let text = crate::text::nfkc(&self.source[first.span.range()]);
            let text = text.trim();
            Some(text.starts_with(|c: char| c.is_ascii_digit()) && self.rules.tables.trimmed(text).len() < text.len())
        };
        if !rows.iter().any(|row| numbered(row) == Some(false)) {
            return;
        }
        for row in rows.iter_mut().filter(|row| numbered(row) == Some(true)) {
            let mut own = row.cells[name].text.clone();
            own.pieces.remove(0);
            if !own.is_empty() && self.rules.tables.strength(&text(&own)) >= 2 {
                row.cells[name].text = own;
            }
        }
    }

    /// Patients who would recommend / 95% / 96% / the trust to friends: how many lines of a name stand behind its values.
    /// They begin with a small letter, and no value stands behind them.
    fn behind_values(&self, lines: &[Line]) -> usize {
        let text = |line: &Line| self.source[line.text.span().range()].trim_start();
        let small = |line: &&Line| {
            text(line).starts_with(|c: char| c.is_ascii_lowercase())
                && matches!(self.cell_of(line).look, Look::Name | Look::Text)
        };
        let left = lines.iter().take(MOST_LINES).take_while(small).count();
        let ends = lines.get(left).is_none_or(|next| !is_value(self.cell_of(next).look));
        if ends && lines[..left].iter().all(|line| !self.cell_of(line).has_value()) { left } else { 0 }
    }

    /// thousand, number per customer: whether a few words stand right before a value, as a unit does that no rule knows.
    fn counts_in_words(&self, lines: &[Line]) -> bool {
        let [words, value, ..] = lines else { return false };
        let cell = self.cell_of(words);
        matches!(cell.look, Look::Text | Look::Name)
            && cell.len() <= LONGEST_UNIT
            && !cell.has_value()
            && is_value(self.cell_of(value).look)
    }

    /// Whether the name of a row stands here: it counts something, or its unit or value is next.
    fn begins_name(&self, lines: &[Line]) -> bool {
        let next = lines.get(1).map(|next| self.cell_of(next).look);
        let cell = self.cell_of(&lines[0]);
        cell.strength >= 2 && cell.len() > LABEL || next.is_some_and(|look| is_value(look) || look == Look::Unit)
    }

    /// The cells of the next row, and how many lines they take.
    pub(super) fn stacked_row(&self, axes: &[Axis], lines: &[Line]) -> Option<(Vec<Text>, usize)> {
        let (mut cells, mut at): (Vec<Text>, usize) = (Vec::new(), 0);
        let name = axes.iter().position(|axis| axis.kind == Some(Column::Name)).unwrap_or(0);
        let united = axes.get(name + 1).is_some_and(|next| next.kind == Some(Column::Unit));
        for (n, axis) in axes.iter().enumerate() {
            let line = lines.get(at)?;
            let mut text = line.text.clone();
            let cell = self.cell_of(line);
            // 安全 / A204 直結給水率 / ％, then A301 水源の水質事故件数 / 件: a cell that several rows share stands once.
            if n < name && axis.kind != Some(Column::Value) && self.begins_name(&lines[at..]) {
                cells.push(Text::default());
                continue;
            }
            at += 1;
            match axis.kind {
                Some(Column::Name) => {
                    // 相談の件数 801件 ー: a whole row on one line is no name.
                    let words = if cell.has_value() { self.words(&line.text) } else { Vec::new() };
                    if words.len() > 2 && words[words.len() - 2..].iter().all(|word| is_value(self.typed(word).look)) {
                        return None;
                    }
                    // 社会増減数 / ▲64人: a word of a header that a value follows is a name.
                    let valued = || lines.get(at).is_some_and(|next| self.cell_of(next).look == Look::Value);
                    if is_value(cell.look)
                        || cell.headerish(self.rules)
                            && cell.look != Look::Name
                            && !(cell.says(self.rules).role.is_none() && valued())
                    {
                        return None;
                    }
                    while text.pieces.len() < MOST_LINES
                        && let Some(next) = lines.get(at)
                        && axes.len() > 1
                    {
                        let more = self.cell_of(next);
                        let ends = is_value(more.look) || matches!(more.look, Look::Unit | Look::Period | Look::Label);
                        if ends && !self.opens_with_bracket(&next.text) || more.look == Look::Rationale {
                            break;
                        }
                        // Customers connected / thousand / 486: the words right before the values, where units stand there.
                        if united && self.counts_in_words(&lines[at..]) {
                            break;
                        }
                        if self.rules.tables.words.is_goal(more.code()) && text.pieces.len() == 1 && cell.strength == 3
                        {
                            break;
                        }
                        // GOAL: Improved health / G1. Prevalence of diarrhoea: a heading stands over the name.
                        if heads_rows(&self.source[text.span().range()]) {
                            text = next.text.clone();
                        } else {
                            text.append(next.text.clone(), Join::Wrap);
                        }
                        at += 1;
                    }
                }
                Some(Column::Value) => {
                    let target = axis.role == Some(Hint::Target);
                    let words = self.rules.tables.words.is_goal(cell.code()) && (target || cell.len() <= SHORT_WORDS);
                    // 休日保育実施保育所 / 7か所: a word before its value says what it counts, where another value follows.
                    let told = |at: usize| lines.get(at).is_some_and(|next| is_value(self.cell_of(next).look));
                    let second = |at: usize| lines.get(at).is_some_and(|next| self.is_second(next));
                    // 策定 / なし: but what a dash follows was done by itself.
                    let dash = lines.get(at).is_some_and(|next| self.cell_of(next).look == Look::Dash);
                    let more = if words { !dash && (told(at + 1) || second(at + 1)) } else { true };
                    let label = !cell.has_value() && cell.len() <= LABEL && !cell.headerish(self.rules);
                    let words = words && (target || dash || !more);
                    if !is_value(cell.look) && !words {
                        let next = lines.get(at).filter(|_| label && more && told(at))?;
                        text = next.text.clone();
                        at += 1;
                    }
                    // Maintain or / improve: a small letter goes on.
                    while words
                        && let Some(next) = lines.get(at)
                        && self.source[next.text.span().range()]
                            .trim_start()
                            .starts_with(|c: char| c.is_ascii_lowercase())
                    {
                        text.append(next.text.clone(), Join::Wrap);
                        at += 1;
                    }
                    let column = axes.get(n + 1).is_some_and(|next| next.kind == Some(Column::Period));
                    let under = self.under_value(lines, at, !column && cell.has_value());
                    for line in &lines[at..at + under] {
                        text.append(line.text.clone(), Join::Part);
                    }
                    at += under;
                }
                Some(Column::Unit)
                    if !matches!(cell.look, Look::Unit | Look::Dash) && !self.counts_in_words(&lines[at - 1..]) =>
                {
                    return None;
                }
                _ => {}
            }
            cells.push(text);
        }
        Some((cells, at))
    }
}

/// A word before a value is no longer, in characters.
const LABEL: usize = 16;

/// GOAL: …, OUTPUT 1: …: words in capitals, perhaps a number, and a colon.
fn heads_rows(text: &str) -> bool {
    let Some((label, _)) = text.trim_start().split_once(':') else { return false };
    let capitals = label.bytes().filter(u8::is_ascii_uppercase).count();
    capitals >= 3
        && label.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b' ' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    #[test]
    fn a_numbered_line_over_a_name_is_a_section_where_others_have_none() {
        let head = "指標名\n現状値\n目標値\n";
        let rows = "１－１　建物の倒壊の防止\n住宅の耐震化率\n86.3％\n（R2）\n95％\n（R7）\n警報器の設置率\n78％\n（R2）\n90％\n（R7）\n";
        let told = said(&format!("成果指標\n\n{head}{rows}"));
        let names: Vec<_> = told.iter().map(|line| line.split(" | ").next().unwrap()).collect();
        assert_eq!(names, ["住宅の耐震化率", "警報器の設置率"]);
    }

    #[test]
    fn a_year_under_a_value_is_its_own_and_so_is_when_in_that_year() {
        let head = "成果目標の動向\n\n成果目標 成果目標\n（期限）\n計画策定時の数値 最新値\n";
        let row = |name: &str| {
            format!(
                "{name} 10%程度\n（令和７年度末）\n5.1%\n令和2年度\n（※令和3年1月現在）\n5.6%\n令和5年度\n（※令和6年1月現在）\n"
            )
        };
        let told = said(&format!("{head}{}{}", row("課長に占める女性の割合"), row("室長に占める女性の割合")));
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[1], "室長に占める女性の割合 | baseline 5.1 % 2020 | actual 5.6 % 2023 | target ~ 10 % 2025");
    }

    #[test]
    fn what_stands_under_a_header_and_is_called_as_names_are_heads_rows() {
        let head =
            "Indicators\n\nBaseline Level\n\nPerformance Levels\n\nFY 2020\n\nFY 2021\n\nSecondary Indicators\n\n";
        let told = said(&format!(
            "Levels\n\n{head}1S1: Graduation Rate\n\n97.41\n\n90\n\n92\n\n1S2: Placement Rate\n\n85.72\n\n85\n\n86\n"
        ));
        assert_eq!(told[0], "Graduation Rate | baseline 97.41 | target 90 2020 | target 92 2021");
        assert_eq!(told.len(), 2, "{told:?}");
    }
}
