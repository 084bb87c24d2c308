//! The rows below a header whose cells nothing parts for sure: words, lines, or both. Of all ways to cut the words into cells and to
//! lay these under the columns the one is taken that fits best what columns expect, as `align` does for cells that are known.
//!
//! One reader for a cell a line, rows of words and rows that wrap: what differs between them is only how much a space, a line
//! end or a new paragraph says of the end of a cell. What each is worth stands in `columns.toml`.

mod lines;
mod way;
mod worth;

use std::collections::HashMap;
use std::rc::Rc;

use crate::layout::{Join, Row, Table, Text};
use crate::rules::{Column, Stream};

use super::super::super::Extractor;
use super::super::align::Fit;
use super::super::axis::Axis;
use super::super::cell::Cell;
use super::heads::Head;
use super::{Found, Line, is_value, row};

/// Words are looked at in so many lines at once, and no more of them.
const LINES: usize = 500;
const WORDS: usize = 8000;

/// A word, and the line and block that it stands in.
struct Word {
    text: Text,
    line: usize,
    block: usize,
    /// It stood below the values of its row.
    moved: bool,
}

/// Rows as they were cut, and the word behind them.
struct Cut {
    rows: Vec<Row>,
    end: usize,
    worth: Fit,
}

/// Words that are cut under columns.
struct Aligner<'a, 'e> {
    extractor: &'a Extractor<'e>,
    weights: &'a Stream,
    axes: &'a [Axis],
    words: &'a [Word],
    /// The words of the line that each stands in.
    bounds: Vec<(usize, usize)>,
    cells: HashMap<(usize, usize), Rc<Cell>>,
    /// Whether the line that begins with a word is a row.
    rows: HashMap<usize, bool>,
    /// A line is a cell, not a row.
    celled: bool,
    /// The words of the header stand on one line.
    headed: bool,
    /// Each line is a paragraph.
    apart: bool,
    /// How often each line stands there.
    times: HashMap<String, usize>,
}

impl Extractor<'_> {
    /// The table whose header some lines begin with, of all ways to read it the one whose rows fit best.
    pub(super) fn aligned(&self, lines: &[Line]) -> Option<Found> {
        let heads = self.ways_to_head(lines);
        if heads.is_empty() {
            return None;
        }
        let lines = &lines[..lines.len().min(LINES)];
        let words = self.stream_of(lines);
        let mut best: Option<(Cut, Head)> = None;
        for head in heads {
            let taken = head.taken;
            let Some((header, rest)) = words.split_at_checked(taken).filter(|(header, _)| !header.is_empty()) else {
                continue;
            };
            let headed = head.texts.len() > 2 && header.iter().all(|word| word.line == header[0].line);
            let cut = self.cut(&head.axes, rest, headed);
            let cut = self.cut_by_marks(&head.axes, lines, &words, taken, cut);
            if let Some(cut) = cut.filter(|cut| best.as_ref().is_none_or(|(best, _)| cut.worth > best.worth)) {
                best = Some((cut, head));
            }
        }
        let (cut, head) = best?;
        let name = head.axes.iter().position(|axis| axis.kind == Some(Column::Name))?;
        let end = head.taken + cut.end;
        let last = words[end - 1].line;
        let whole = words.get(end).is_none_or(|next| next.line != last);
        // Directorate: words that no rule knows, between the names and the values, tell nothing of either.
        let first = head.axes.iter().skip(name).position(|axis| axis.kind == Some(Column::Value))?;
        let strange = |at: usize| {
            (name + 1..name + first).contains(&at)
                && head.axes[at].kind == Some(Column::Note)
                && !self.typed(&head.texts[at]).headerish(self.rules)
        };
        let known: Vec<usize> = (0..head.axes.len()).filter(|&at| !strange(at)).collect();
        let header = known.iter().map(|&at| head.texts[at].clone()).collect();
        let cells = |own: &Row| row(known.iter().filter_map(|&at| Some(own.cells.get(at)?.text.clone())).collect());
        let mut rows: Vec<Row> = std::iter::once(row(header)).chain(cut.rows.iter().map(cells)).collect();
        self.without_sections(&mut rows[1..], name);
        self.without_codes(&mut rows[1..], name);
        Some((Table { rows, head: 0 }, if whole { last + 1 } else { last.max(1) }))
    }

    /// Rows that running numbers or marks cut are taken apart by these, where they tell no fewer rows.
    fn cut_by_marks(
        &self,
        axes: &[Axis],
        lines: &[Line],
        words: &[Word],
        taken: usize,
        cut: Option<Cut>,
    ) -> Option<Cut> {
        let Some(from) = words.get(taken).map(|word| word.line).filter(|&line| words[taken - 1].line < line) else {
            return cut;
        };
        let marked = self.numbered_rows(axes, &lines[from..]).or_else(|| self.rated_rows(axes, &lines[from..]));
        let Some((rows, more)) = marked.filter(|(rows, _)| cut.as_ref().is_none_or(|cut| cut.rows.len() <= rows.len()))
        else {
            return cut;
        };
        let weights = &self.rules.tables.stream;
        let end = words.iter().position(|word| word.line >= from + more).unwrap_or(words.len()) - taken;
        let worth = rows.len() as Fit * weights.marked * axes.len() as Fit;
        Some(Cut { rows, end, worth })
    }

    /// The rows that words make under columns; `headed` is whether those of the header stand on one line.
    fn cut(&self, axes: &[Axis], words: &[Word], headed: bool) -> Option<Cut> {
        let mut aligner = Aligner {
            extractor: self,
            weights: &self.rules.tables.stream,
            axes,
            words,
            bounds: lines::bounds(words),
            cells: HashMap::new(),
            rows: HashMap::new(),
            celled: false,
            headed,
            apart: false,
            times: HashMap::new(),
        };
        aligner.look_at_lines();
        aligner.cut()
    }

    /// The words of lines.
    fn stream_of(&self, lines: &[Line]) -> Vec<Word> {
        let word = |(n, line): (usize, &Line)| {
            let words = self.closed_up(self.words(&line.text));
            words
                .into_iter()
                .map(move |text| Word { text, line: n, block: line.block, moved: false })
                .collect::<Vec<_>>()
        };
        let mut count = 0;
        let enough = |words: &Vec<Word>| {
            count += words.len();
            count <= WORDS
        };
        let mut all: Vec<Vec<Word>> = lines.iter().enumerate().map(word).take_while(enough).collect();
        for n in 1..all.len() {
            let (above, below) = all.split_at_mut(n);
            self.years_up(&mut above[n - 1], &mut below[0]);
        }
        all.into_iter().flatten().collect()
    }

    /// （R4年度）（R7年度） under the values of a row, behind what is left of its name: to each value its year.
    fn years_up(&self, above: &mut Vec<Word>, below: &mut Vec<Word>) {
        let year = |word: &&Word| self.opens_with_bracket(&word.text) && self.is_year(&word.text);
        let years = below.iter().rev().take_while(year).count();
        let value = |word: &Word| is_value(self.typed(&word.text).look);
        if years < 2 || above.len() <= years || !above[above.len() - years..].iter().all(value) {
            return;
        }
        let from = above.len() - years;
        let dates = below.split_off(below.len() - years);
        above[from..].iter_mut().zip(dates).for_each(|(word, year)| word.text.append(year.text, Join::Part));
        let line = above[0].line;
        let left: Vec<Word> = below.drain(..).map(|word| Word { line, moved: true, ..word }).collect();
        above.splice(from..from, left);
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

    /// 1.1.2.PI before each name.
    fn without_codes(&self, rows: &mut [Row], name: usize) {
        let code = |row: &Row| {
            let piece = row.cells.get(name)?.text.pieces.first()?;
            let (word, rest) = self.source[piece.span.range()].split_once(char::is_whitespace)?;
            let coded = word.contains(|c: char| c.is_ascii_digit())
                && word.contains(['.', '-'])
                && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
            coded.then(|| piece.span.end - rest.trim_start().len() as u32)
        };
        let codes: Vec<u32> = rows.iter().map_while(code).collect();
        if codes.len() == rows.len() && rows.len() > 1 {
            rows.iter_mut().zip(codes).for_each(|(row, start)| row.cells[name].text.pieces[0].span.start = start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    const CELLS: &str = "目標と指標\n\n指標\n区分\n策定時\n（令和５年度）\n目標\n（令和17年度）\n把握方法\n";

    #[test]
    fn what_many_rows_have_is_no_name_and_parts_share_one() {
        let rows = "適正体重を維持している者の割合\n20～60歳代男性\n58.9％\n66％\n町民健康調査\n40～60歳代女性\n62.3％\n68％\n町民健康調査\n\
            野菜摂取量の平均値\n成人\n262 g\n350 g以上\n町民健康調査\n";
        let found = said(&format!("{CELLS}{rows}"));
        assert_eq!(found.len(), 3, "{found:#?}");
        assert_eq!(found[1], "適正体重を維持している者の割合(40~60歳代女性) | baseline 62.3 % 2023 | target 68 % 2035");
    }

    #[test]
    fn headings_and_sections_between_rows_are_left_out() {
        let rows = "環境指標\n\n環境指標\n単位\n基準値\n（令和４年度）\n目標値\n（令和10年度）\n担当\n\n基本目標１　脱炭素のまち\n公共施設の使用電力に占める\n\
            再生可能エネルギーの割合\n％\n8.6\n50\n環境課\n\n基本目標２　循環のまち\nリサイクル率\n％\n17.4\n22.0\n環境課\n";
        let found = said(&format!("計画\n\n{rows}"));
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(found[0].starts_with("公共施設の使用電力に占める再生可能エネルギーの割合 | "), "{found:#?}");
        assert!(found[1].starts_with("リサイクル率 | "), "{found:#?}");
    }

    #[test]
    fn a_number_set_apart_by_thousands_is_one_value() {
        let text = "Plan\n\nOutput indicator\nBaseline\n2023/24\nTarget\n2027/28\nHectares cleared\n18 420\n22 500\nEstuaries with a plan\n11\n22\n";
        let found = said(text);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(found[0].contains("18420") && found[0].contains("22500"), "{found:#?}");
    }

    #[test]
    fn a_row_with_a_value_that_no_column_holds_is_left_out() {
        let text = "計画\n\n指標\n現状値（R5）\n目標値（R10）\n講習の修了者数\n72人\n100人\n電気使用量\n5,120kWh\n4,655kWh\n3,800kWh\n設備の設置数\n61基\n80基\n\
            相談の件数\n7件\n9件\n園の数\n3園\n4園\n";
        let found = said(text);
        assert!(found.iter().all(|line| !line.starts_with("電気")), "{found:#?}");
        assert_eq!(found.len(), 4, "{found:#?}");
    }

    #[test]
    fn a_sentence_and_statistics_behind_a_table_are_no_rows() {
        let text = "計画\n\n指標\n現状値（R5）\n目標値（R10）\n講習の修了者数\n72人\n100人\n設備の設置数\n61基\n80基\n\n（注）修了者数は令和4年中の値。\n\n出動件数の推移\n年\n件数\n\
            うち高齢者（％）\n令和3年\n10,482\n66.1\n令和4年\n11,930\n67.0\n";
        assert_eq!(said(text).len(), 2, "{:#?}", said(text));
    }

    const GOALS: &str = "2050戦略\n\n番号 政策目標 基準値 現状値 途中目標 途中目標 2035年目標\n";

    #[test]
    fn a_row_without_one_of_two_interim_goals_is_read_by_its_years() {
        let text = format!(
            "{GOALS}1 笑っている子供の割合 64.0％（2023年） 64.3％（2025年） 70％（2026年） 80％（2030年） 85％以上（2035年）\n\
             2 権利を知る子供の割合 53.3％（2024年） 55.0％（2025年） 60％（2030年） 70％以上（2035年）\n\
             3 切れ目のない支援体制の数 ― 14自治体（2024年） 62自治体（2030年） 62自治体（2035年）\n"
        );
        let found = said(&text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[2].contains("14 自治体 2024 | target 62 自治体 2030"), "{}", found[2]);
        assert_eq!(
            found[1],
            "権利を知る子供の割合 | baseline 53.3 % 2024 | actual 55 % 2025 | target 60 % 2030 | target >= 70 % 2035"
        );
    }

    #[test]
    fn a_row_whose_values_bring_no_years_is_not() {
        let text = format!(
            "{GOALS}1 笑っている子供の割合 64.0％ 64.3％ 70％ 80％ 85％\n2 権利を知る子供の割合 53.3％ 55.0％ 60％ 70％\n"
        );
        assert!(said(&text).iter().all(|record| !record.starts_with("権利")), "{:?}", said(&text));
    }
}
