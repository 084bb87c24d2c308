//! Cells a line whose rows a mark closes: 達成度評価 heads ◎, ○ or △ behind the values. The marks cut the rows as running
//! numbers do before the names.

use crate::layout::{Join, Row, Text};
use crate::rules::{Column, Look};

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::numbered::{Form, LINES};
use super::{Line, is_value, row};

/// Fewer rows may be closed by chance.
const ROWS: usize = 3;

impl Extractor<'_> {
    /// The rows that marks close, and how many lines they take; none where the header or the rows are not of this kind. They
    /// end at the first that cannot be taken apart: there another page may begin, with a header of its own.
    pub(super) fn rated_rows(&self, axes: &[Axis], lines: &[Line]) -> Option<(Vec<Row>, usize)> {
        let name = axes.iter().position(|axis| axis.kind == Some(Column::Name)).filter(|&name| name < 2)?;
        let rest = &axes[name + 1..];
        let united = rest.first().is_some_and(|axis| axis.kind == Some(Column::Unit));
        let values = &rest[usize::from(united)..];
        let valued = values.iter().take_while(|axis| axis.kind == Some(Column::Value)).count();
        let behind = &values[valued..];
        if valued < 2 || behind.is_empty() || behind.iter().any(|axis| axis.kind == Some(Column::Value)) {
            return None;
        }
        let form = Form { united, valued };
        let (mut rows, mut start) = (Vec::new(), 0);
        while let Some((cells, len)) = self.rated_row(&lines[start..], &form, name > 0) {
            let mark = lines[start + len].text.clone();
            let others = (0..behind.len() - 1).map(|_| Text::default());
            rows.push(row(cells.into_iter().skip(1 - name).chain([mark]).chain(others).collect()));
            start += len + 1;
        }
        (rows.len() >= ROWS).then_some((rows, start))
    }

    /// The section, name and values up to the mark that closes a row, and how many lines they take. A dash may stand for a
    /// mark, or for a value.
    fn rated_row(&self, lines: &[Line], form: &Form, sections: bool) -> Option<(Vec<Text>, usize)> {
        let mark = lines.iter().take(LINES).position(|line| self.is_mark(line));
        let reach = mark.unwrap_or(lines.len().min(LINES));
        let dashes = (0..reach).filter(|&at| self.cell_of(&lines[at]).look == Look::Dash);
        dashes.chain(mark).find_map(|len| {
            let block = &lines[..len];
            let heads = if sections { self.section_in(block) } else { 0 };
            let (cells, taken) = self.numbered_row(&block[heads..], form, false).ok()?;
            let mut section = Text::default();
            block[..heads].iter().for_each(|line| section.append(line.text.clone(), Join::Wrap));
            (heads + taken == len).then(|| ([section].into_iter().chain(cells).collect(), len))
        })
    }

    /// 楽しみを広げる / （創造力） over a name: how many lines of a block are the cell before it, which spans rows.
    fn section_in(&self, block: &[Line]) -> usize {
        let [_, bracket, name, ..] = block else { return 0 };
        let whole = self.source[bracket.text.span().range()].trim().ends_with([')', '）']);
        let names = !is_value(self.cell_of(name).look) && !self.opens_with_bracket(&name.text);
        if self.opens_with_bracket(&bracket.text) && whole && names { 2 } else { 0 }
    }

    /// ◎, △: how far a goal was reached.
    fn is_mark(&self, line: &Line) -> bool {
        self.rules.tables.words.is_rating(self.source[line.text.span().range()].trim())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    const HEADER: &str = "分野\n指標\n基準値\n直近の実績\n（2023年度）\n目標値\n（2024年度）\n達成度\n評価\n";

    #[test]
    fn marks_behind_the_values_close_rows_of_any_height() {
        let text = format!(
            "指標の状況\n{HEADER}学びを伸ばす\n（人材力）\n将来の夢を持つ児童生徒の割合\n（学習状況調査）\n小学校88.4％\n中学校74.2％\n(2019)\n小学校83.9％\n\
             中学校68.7％\n小学校90.0％\n中学校75.0％\n○\n内定率（県調べ）\n60.6％\n（2018年度卒）\n53.8％\n65％\n△\n合計特殊出生率\n1.67\n(2018)\n\
             ※1.50\n(2022)\n1.80\n(2030)\n△\n"
        );
        let text = format!("{text}教室の開催回数\n－\n６回\n10回\n－\n注：未定のものがある\n");
        let found = said(&text);
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(found[0].starts_with("将来の夢を持つ児童生徒の割合"), "{}", found[0]);
        assert!(found[1].ends_with("| baseline 74.2 % 2019 | actual 68.7 % 2023 | target 75 % 2024"), "{}", found[1]);
        assert_eq!(found[3], "合計特殊出生率 | baseline 1.67 2018 | actual 1.5 2022 | target 1.8 2030");
    }
}
