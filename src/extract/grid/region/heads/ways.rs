//! Headers of cells a line that name fewer columns than their rows have: years that stand under each of the words before
//! them (年度ごとの目標値 / 年度ごとの実績値 / R5 / R6), and running numbers that no word heads.

use std::rc::Rc;

use crate::layout::{Join, Text};
use crate::rules::{Column, Hint, Look};

use super::super::super::super::Extractor;
use super::super::super::axis::Axis;
use super::super::Line;

/// Years that stand under several words are no fewer.
const LEAST_YEARS: usize = 2;

/// The words of a header, and the columns that they name.
type Columns = (Vec<Text>, Vec<Axis>);

impl Extractor<'_> {
    /// Every way to read a header: its columns as they are, or years under words, with running numbers before the names or without.
    pub(in super::super) fn ways_of(&self, header: Columns, lines: &[Line]) -> Vec<Columns> {
        let last = header.1.iter().rposition(|axis| !is_year(axis) && !is_word(axis));
        let from = last.map_or(0, |last| last + 1);
        let tail = &header.1[from..];
        let grouped = tail.iter().filter(|axis| is_year(axis)).count() >= LEAST_YEARS;
        let numbered = self.begins_with_number(lines) && header.1.iter().all(|axis| axis.kind != Some(Column::Index));
        let as_it_is: Vec<Vec<usize>> = (from..header.1.len()).map(|at| vec![at]).collect();
        let ways = if grouped { ways(tail) } else { Vec::new() };
        let mut all = Vec::new();
        for way in [as_it_is].into_iter().chain(ways.iter().map(|way| shifted(way, from))) {
            for numbers in [false, true].into_iter().take(1 + usize::from(numbered)) {
                all.extend(self.under(&header, from, &way, numbers));
            }
        }
        all.push(header);
        all
    }

    /// The columns that words and years of a header make together.
    fn under(&self, (texts, axes): &Columns, from: usize, way: &[Vec<usize>], numbers: bool) -> Option<Columns> {
        let name = axes.iter().position(Axis::names_here)?;
        let (mut own, mut columns) = (texts[..from].to_vec(), axes[..from].to_vec());
        for parts in way {
            let (first, rest) = parts.split_first()?;
            let mut whole = texts[*first].clone();
            rest.iter().for_each(|&part| whole.append(texts[part].clone(), Join::Part));
            columns.push(if rest.is_empty() { axes[*first].clone() } else { self.column(Rc::new(self.typed(&whole))) });
            own.push(whole);
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

/// How words and years can stand over columns: for each column those of the header that are over it.
fn ways(tail: &[Axis]) -> Vec<Vec<Vec<usize>>> {
    let of = |is: fn(&Axis) -> bool| (0..tail.len()).filter(|&at| is(&tail[at])).collect::<Vec<_>>();
    let (words, years) = (of(is_word), of(is_year));
    let Some(last) = words.last().copied() else { return Vec::new() };
    // 実績 / R5 / R6 / 目標 / R7: a year stands under the word before it.
    if years[0] < last {
        let over = |year: usize| words.iter().copied().rfind(|&word| word < year);
        let column = |&year: &usize| over(year).map(|word| vec![word, year]);
        return years.iter().map(column).collect::<Option<Vec<_>>>().into_iter().collect();
    }
    // 年度ごとの目標値 / 年度ごとの実績値 / R5 / R6: all years under each of the last words.
    let under_each = |most: usize| {
        let (alone, over) = words.split_at(words.len() - most);
        let alone = alone.iter().map(|&word| vec![word]);
        alone.chain(over.iter().flat_map(|&word| years.iter().map(move |&year| vec![word, year]))).collect()
    };
    let mut ways: Vec<Vec<Vec<usize>>> = (1..=words.len()).map(under_each).collect();
    // 基準値 / 目標値 / R5 / R10, Actual / Target / 2024 / 2025 / 2026: one after another, the goals' word over the rest.
    let promised = tail[last].role == Some(Hint::Target);
    if words.len() > 1 && (years.len() == words.len() || promised && years.len() > words.len()) {
        let word = |n: usize| words[n.min(words.len() - 1)];
        ways.push(years.iter().enumerate().map(|(n, &year)| vec![word(n), year]).collect());
    }
    ways
}

fn shifted(way: &[Vec<usize>], by: usize) -> Vec<Vec<usize>> {
    way.iter().map(|parts| parts.iter().map(|part| part + by).collect()).collect()
}

/// A column of which nothing but the year is known.
fn is_year(axis: &Axis) -> bool {
    axis.year.is_some() && axis.role.is_none() && axis.kind != Some(Column::Name)
}

/// A column of values that have no year, or of which nothing is known.
fn is_word(axis: &Axis) -> bool {
    axis.year.is_none() && matches!(axis.kind, None | Some(Column::Value | Column::Aside))
}

#[cfg(test)]
mod tests {
    use super::super::super::super::desk::said;

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
    fn years_stand_below_one_word_each_or_behind_it() {
        let rows = "主業経営体数\n経営体\n2,156\n1,984\n2,000\n集積率\n％\n51.7\n54.2\n66.0\n";
        let told =
            said(&format!("計画\n\n指標\n単位\n基準値\n実績値\n目標値\n令和３年度\n令和６年度\n令和９年度\n{rows}"));
        assert_eq!(told[1], "集積率 | baseline 51.7 % 2021 | actual 54.2 % 2024 | target 66 % 2027");
        let rows = "Customers connected\nthousand\n486\n520\n560\nSystem losses\n%\n19.8\n18.5\n17.0\n";
        let told = said(&format!("Plan\n\nIndicator\nUnit\nActual\nTarget\n2024\n2025\n2026\n{rows}"));
        assert_eq!(told[1], "System losses | baseline 19.8 % 2024 | target 18.5 % 2025 | target 17 % 2026");
        let behind = "Indicator\nUnit\nActual result\n2024\nTargets\n2025\n2026\n";
        let told = said(&format!("Plan\n\n{behind}{rows}"));
        assert_eq!(told[1], "System losses | baseline 19.8 % 2024 | target 18.5 % 2025 | target 17 % 2026");
    }

    #[test]
    fn running_numbers_need_no_word_over_them() {
        let rows = "1\n講習の修了者数\n72人\n100人\n2\n設備の設置率\n61%\n80%\n";
        assert_eq!(said(&format!("指標一覧\n\n指標名\n現状値（R5）\n目標値（R10）\n{rows}")).len(), 2);
    }
}
