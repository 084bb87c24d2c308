//! Lines that the page numbers in its margin: drafts of cabinet decisions, bills.
//!
//! `24   ・2030年度までに…`: the number is no part of the text, and a sentence goes on from
//! one numbered line to the next. A list of numbered items looks alike, but its lines begin anew.

use crate::chars::{asks_for_more, columns, ends_sentence, is_hiragana};

use super::Span;

/// So many lines must be numbered in a row.
const FEWEST: usize = 5;
/// One line in so many must break off in the middle of a sentence.
const BROKEN: usize = 8;
/// A number stands no further from the edge, in bytes.
const MARGIN: usize = 12;
/// A line that is broken is no shorter, in columns.
const FULL: usize = 30;

/// A line with its number: its index, the number, and where the rest begins.
struct Numbered {
    at: usize,
    number: u32,
    rest: usize,
}

/// Takes the numbers of numbered lines off them.
pub(super) fn strip(source: &str, lines: &mut [Span]) {
    let mut run: Vec<Numbered> = Vec::new();
    let mut runs = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = &source[line.range()];
        if text.trim().is_empty() {
            continue;
        }
        let found = number(text).map(|(number, rest)| Numbered { at, number, rest });
        let follows = |next: &Numbered| run.last().is_none_or(|last| last.number + 1 == next.number);
        if !found.as_ref().is_some_and(follows) {
            runs.push(std::mem::take(&mut run));
        }
        run.extend(found);
    }
    runs.push(run);
    for run in runs.iter().filter(|run| run.len() >= FEWEST) {
        let rests: Vec<&str> = run.iter().map(|one| source[lines[one.at].range()][one.rest..].trim()).collect();
        let gapped = rests.iter().filter(|rest| rest.contains("  ") || rest.contains(['\t', '|', '　'])).count();
        let broken = rests.windows(2).filter(|pair| breaks_off(pair[0], pair[1])).count();
        if gapped * 5 <= rests.len() && broken > 1 && broken * BROKEN >= rests.len() {
            run.iter().for_each(|one| lines[one.at].start += one.rest as u32);
        }
    }
}

/// The number at the edge of a line, and where in the line the rest begins.
fn number(text: &str) -> Option<(u32, usize)> {
    let bare = text.trim_start();
    let indent = text.len() - bare.len();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &bare[digits..];
    let apart = rest.is_empty() || rest.starts_with(' ');
    let number = bare[..digits].parse().ok().filter(|number| (1..1000).contains(number))?;
    (indent <= MARGIN && apart).then_some((number, indent + digits))
}

/// Whether a sentence goes on from one line to the next.
fn breaks_off(line: &str, next: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase();
    columns(line) >= FULL
        && !ends_sentence(line)
        && (asks_for_more(line)
            || next.starts_with(is_hiragana)
            || line.ends_with(|c| small(c) || c == ',') && next.starts_with(small))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lines::Places;

    fn stripped(source: &str) -> Vec<&str> {
        let places = Places::of(source);
        let mut lines: Vec<Span> = places.spans(source).collect();
        strip(source, &mut lines);
        lines.iter().map(|line| source[line.range()].trim()).collect()
    }

    #[test]
    fn numbers_in_the_margin_are_taken_off() {
        let source = " 8   老朽化した倉庫を集約・再編し受入れスペースを拡大するとともに、\n 9   倉庫の自動化・機械化、港湾周辺部の物流の効率化、物流サービ\n10   スの海外展開を促進し国際競争力の強化を図る。また、施設の\n11   更新を進める。\n12\n13   主な目標\n";
        assert_eq!(stripped(source)[2], "スの海外展開を促進し国際競争力の強化を図る。また、施設の");
        assert_eq!(stripped(source)[4], "");
    }

    #[test]
    fn the_numbers_of_a_list_stay() {
        let source = "1  地域の特性を生かした産業の振興と雇用の創出\n2  子育てしやすい環境の整備と教育の充実の推進\n3  安全で安心なまちづくりに向けた基盤の強化\n4  行政運営の効率化と住民サービスの向上\n5  脱炭素社会の実現に向けた取組の推進\n";
        assert_eq!(stripped(source), source.split('\n').collect::<Vec<_>>());
        let rows =
            "1  人口  1,200人  1,300人\n2  世帯の数は  500  600\n3  戸数  40  50\n4  件数  1  2\n5  校数の  3  4\n";
        assert_eq!(stripped(rows), rows.split('\n').collect::<Vec<_>>());
    }
}
