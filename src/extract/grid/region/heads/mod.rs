//! The ways to read a header that lost its lines: words one below the other, words on one line, a phrase a column, years
//! under roles, roles alone. Which of them is right the rows tell.

mod lines;
mod phrases;
mod roles;
mod ways;
mod words;

use std::rc::Rc;

use crate::layout::Text;
use crate::rules::Column;

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::{LONGEST_LINE, Line, MOST_COLUMNS};

pub(super) use lines::goals_as_names;

/// A way to read a header.
pub(super) struct Head {
    pub texts: Vec<Text>,
    pub axes: Vec<Axis>,
    /// How many words it takes.
    pub taken: usize,
}

impl Extractor<'_> {
    /// The ways to read the header that some lines begin with.
    pub(super) fn ways_to_head(&self, lines: &[Line]) -> Vec<Head> {
        let Some(first) = lines.first() else { return Vec::new() };
        let mut heads = self.heads_below_each_other(lines);
        let until = |taken: usize| lines[..taken].iter().map(|line| self.count(line)).sum();
        let of = |texts: Vec<Text>, taken: usize| {
            let axes = texts.iter().map(|text| self.column(Rc::new(self.typed(text)))).collect();
            Head { texts, axes, taken: until(taken) }
        };
        if first.text.span().range().len() <= LONGEST_LINE {
            let words = self.closed_up(self.words(&first.text));
            let single = self.columns_of(&words).map(|columns| self.with_years_below((words, columns, 1), lines));
            let words = single.into_iter().chain(self.columns_in_groups(lines));
            heads.extend(words.map(|(texts, (axes, _), taken)| Head { texts, axes, taken: until(taken) }));
            heads.extend(self.phrases(&first.text).map(|phrases| of(phrases, 1)));
        }
        heads.extend(self.head_in_parts(lines));
        // Where no word heads names, they stand before the values.
        let years = self.years_and_goals(&first.text);
        let years = years.map(|words| (words.into_iter().map(|(word, _)| word).collect(), 1));
        for (texts, taken) in self.roles_alone(lines).into_iter().chain(years) {
            let mut head = of(texts, taken);
            head.texts.insert(0, Text::default());
            head.axes.insert(0, Axis { kind: Some(Column::Name), ..Axis::default() });
            heads.push(head);
        }
        let mut known: Vec<(Vec<Text>, usize)> = Vec::new();
        heads.retain_mut(|head| {
            let own = (head.texts.clone(), head.taken);
            let plain = |text: &Text| text.is_empty() || !self.typed(text).has_value();
            let told = head.axes.iter().any(|axis| axis.role.is_some()) && head.texts.iter().all(plain);
            let new = told && is_whole(&mut head.axes) && !known.contains(&own);
            known.extend(new.then_some(own));
            new
        });
        heads
    }

    fn count(&self, line: &Line) -> usize {
        self.closed_up(self.words(&line.text)).len()
    }

    /// Words one below the other; a title may stand above them, and the first name look like one of them.
    fn heads_below_each_other(&self, lines: &[Line]) -> Vec<Head> {
        let mut heads = Vec::new();
        let until = |taken: usize| lines[..taken].iter().map(|line| self.count(line)).sum();
        for (from, under) in [(0, false), (0, true), (1, false), (1, true)] {
            let Some((mut texts, mut axes, taken)) = lines.get(from..).and_then(|lines| self.header(lines, under))
            else {
                continue;
            };
            // 基本目標１ 脱炭素のまち: what has a number heads a part, and no column.
            while axes.len() > 3
                && matches!(axes[0].kind, Some(Column::Section | Column::Measure))
                && self.typed(&texts[0]).has_value()
            {
                texts.remove(0);
                axes.remove(0);
            }
            for left in [axes.len(), axes.len() - 1] {
                // 社会増減数 is no header though 増減 may be: the last word may be a name.
                if left < axes.len() && (axes[left].kind == Some(Column::Value) || left < 3) {
                    continue;
                }
                let behind: usize = texts[left..].iter().map(|text| text.pieces.len()).sum();
                let Some(taken) = taken.checked_sub(behind) else { continue };
                let ways = self.ways_of((texts[..left].to_vec(), axes[..left].to_vec()), &lines[from + taken..]);
                heads.extend(ways.into_iter().map(|(texts, axes)| Head { texts, axes, taken: until(from + taken) }));
            }
        }
        heads
    }

    /// 成果目標 成果目標 / (期限) / 策定時の数値 最新値: some words of a header on one line.
    fn head_in_parts(&self, lines: &[Line]) -> Option<Head> {
        let parts = lines.iter().take(MOST_COLUMNS).flat_map(|line| {
            let words = self.closed_up(self.words(&line.text));
            let short = line.text.span().range().len() <= LONGEST_LINE;
            let heads = short && words.len() > 1 && words.iter().all(|word| self.typed(word).headerish(self.rules));
            let parts = if heads { words } else { vec![line.text.clone()] };
            parts.into_iter().map(|text| Line::new(line.block, line.first, text))
        });
        let parts: Vec<Line> = parts.collect();
        if parts.len() <= lines.len().min(MOST_COLUMNS) {
            return None;
        }
        let (mut texts, mut axes, mut taken) = self.header(&parts, false)?;
        // …の割合 10%程度: the first row.
        let row = texts.iter().position(|text| self.typed(text).has_value()).unwrap_or(texts.len());
        taken -= texts[row..].iter().map(|text| text.pieces.len()).sum::<usize>();
        texts.truncate(row);
        axes.truncate(row);
        Some(Head { texts, axes, taken: parts[..taken].iter().map(|line| self.count(line)).sum() })
    }
}

/// Whether a header has a column of names and two of values or more behind it; of columns that may head names the last before the
/// values does. What no rule knows heads words.
fn is_whole(axes: &mut [Axis]) -> bool {
    for axis in axes.iter_mut() {
        if axis.kind == Some(Column::Period) && axis.year.is_some() {
            axis.kind = Some(Column::Value);
        }
    }
    let valued = |axis: &Axis| axis.kind == Some(Column::Value) && !axis.names_here();
    let Some(first) = axes.iter().position(valued) else { return false };
    let named = axes.iter().position(|axis| axis.kind == Some(Column::Name)).filter(|&name| name < first);
    // 成果目標 | 成果目標（期限）: the second heads goals.
    let aimed = named.is_some_and(|named| axes[named + 1..first].iter().any(|axis| axis.role.is_some()));
    let before = axes[..first].iter().rposition(Axis::names_here).filter(|_| !aimed).or(named);
    let unknown = || axes.first().is_some_and(|axis| axis.path.is_empty() || axis.kind.is_none()).then_some(0);
    let Some(name) = before.or_else(unknown) else { return false };
    for (at, axis) in axes.iter_mut().enumerate() {
        if at == name {
            (axis.kind, axis.role) = (Some(Column::Name), None);
        } else if axis.kind == Some(Column::Name) || at < name && axis.kind == Some(Column::Value) {
            (axis.kind, axis.role) = (Some(Column::Measure), None);
        } else if axis.kind.is_none() {
            axis.kind = Some(if at < name { Column::Section } else { Column::Note });
        }
    }
    axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count() > 1
}
