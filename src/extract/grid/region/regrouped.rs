//! Headers of cells a line that name fewer columns than their rows have: years that stand under each of the words before
//! them (年度ごとの目標値 / 年度ごとの実績値 / R5 / R6), and running numbers that no word heads.
//!
//! The rows tell: of all ways to read the header the one is taken that takes most of them apart.

use std::rc::Rc;

use crate::layout::{Join, Text};
use crate::rules::{Column, Look};

use super::super::super::Extractor;
use super::super::axis::Axis;
use super::Line;

/// So many rows tell which way is right.
const TRIED: usize = 4;
/// Years that stand under several words are no fewer.
const LEAST_YEARS: usize = 2;

/// The words of a header, and the columns that they name.
type Columns = (Vec<Text>, Vec<Axis>);

impl Extractor<'_> {
    /// The columns of a header as its rows have them.
    pub(super) fn regrouped(&self, header: Columns, lines: &[Line]) -> Columns {
        let rows = |(_, axes): &Columns| {
            let mut at = 0;
            let mut read = 0;
            while read < TRIED
                && let Some((_, more)) = lines.get(at..).and_then(|lines| self.stacked_row(axes, lines))
            {
                (at, read) = (at + more, read + 1);
            }
            read
        };
        let years = header.1.iter().rev().take_while(|axis| is_year(axis)).count();
        let over = header.1.iter().rev().skip(years);
        let over = over.take_while(|axis| axis.kind == Some(Column::Value) && !is_year(axis)).count();
        let over = if years >= LEAST_YEARS { over } else { 0 };
        let numbered = self.begins_with_number(lines);
        if over == 0 && !numbered {
            return header;
        }
        let ways = (0..=over).flat_map(|parents| [(parents, false), (parents, true)]);
        let ways = ways.filter(|&(parents, numbers)| if numbers { numbered } else { parents > 0 });
        let (mut most, mut best) = (rows(&header), None);
        for (parents, numbers) in ways {
            let Some(way) = self.under(&header, parents, years, numbers) else { continue };
            let read = rows(&way);
            if read > most.max(1) {
                (most, best) = (read, Some(way));
            }
        }
        best.unwrap_or(header)
    }

    /// The last columns, years, under each of those before them.
    fn under(&self, (texts, axes): &Columns, parents: usize, years: usize, numbers: bool) -> Option<Columns> {
        let name = axes.iter().position(|axis| axis.kind == Some(Column::Name))?;
        let (mut own, mut columns) = (texts.clone(), axes.clone());
        if parents > 0 {
            let years = own.split_off(own.len() - years);
            let words = own.split_off(own.len() - parents);
            columns.truncate(own.len());
            for word in &words {
                for year in &years {
                    let mut whole = word.clone();
                    whole.append(year.clone(), Join::Part);
                    columns.push(self.column(Rc::new(self.typed(&whole))));
                    own.push(whole);
                }
            }
        }
        if numbers {
            own.insert(name, Text::default());
            columns.insert(name, Axis { kind: Some(Column::Index), ..Axis::default() });
        }
        Some((own, columns))
    }

    /// 1 over 新築住宅の適合率: whether a row begins with a running number.
    fn begins_with_number(&self, lines: &[Line]) -> bool {
        let [number, name, ..] = lines else { return false };
        crate::text::nfkc(&self.source[number.text.span().range()]).trim() == "1"
            && matches!(self.cell_of(name).look, Look::Name | Look::Text)
    }
}

/// A column of which nothing but the year is known.
fn is_year(axis: &Axis) -> bool {
    axis.year.is_some() && axis.role.is_none()
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    const HEADER: &str =
        "測定指標\n基準値\n基準年度\n目標値\n目標年度\n年度ごとの目標値\n年度ごとの実績値\nR5年度\nR6年度\nR7年度\n";

    #[test]
    fn years_stand_under_each_of_the_words_before_them_where_the_rows_say_so() {
        let rows = "1\n講習の修了者数\n72人\nR元年度\n100人\nR7年度\n80人\n85人\n100人\n81人\n86人\n-\n2\n設備の設置率\n61.2%\nR2年度\n80%\nR7年度\n-\n-\n-\n65%\n70%\n-\n";
        assert_eq!(
            said(&format!("事前分析表\n\n{HEADER}{rows}")),
            [
                "講習の修了者数 | baseline 72 人 2019 | actual 81 人 2023 | actual 86 人 2024 | target 100 人 2025 | target 80 人 2023 | target 85 人 2024",
                "設備の設置率 | baseline 61.2 % 2020 | actual 65 % 2023 | actual 70 % 2024 | target 80 % 2025"
            ]
        );
    }

    #[test]
    fn running_numbers_need_no_word_over_them() {
        let rows = "1\n講習の修了者数\n72人\n100人\n2\n設備の設置率\n61%\n80%\n";
        assert_eq!(said(&format!("指標一覧\n\n指標名\n現状値（R5）\n目標値（R10）\n{rows}")).len(), 2);
    }
}
