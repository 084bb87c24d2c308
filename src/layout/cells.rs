//! Whether a bare number on a line of its own is a cell of a table whose lines alone are left, or the number of a page.
//! The numbers of pages stand in sentences that go on behind them; those of cells among other cells.

use crate::chars::{columns, is_hiragana, one_of};

/// A cell is no wider; a line of running text is.
const WIDEST: usize = 60;
/// A bracket with a number in it is no wider.
const BRACKET: usize = 20;
/// The last word of a header is no wider.
const HEAD: usize = 14;
/// A number in a cell of its own is no longer, in characters.
const LONGEST_NUMBER: usize = 12;
/// Words that alone in their line head a column of running numbers.
const INDEX: [&str; 10] = ["番号", "項番", "No", "No.", "NO", "NO.", "Ｎｏ", "Ｎｏ．", "№", "指標番号"];

/// Where the cells of a table may stand: the lines below the head of a column of running numbers, up to running text.
#[derive(Default)]
pub(super) struct Cells {
    numbered: bool,
}

impl Cells {
    /// Takes the next line.
    pub(super) fn enter(&mut self, line: &str) {
        let line = line.trim();
        self.numbered = INDEX.contains(&line) || self.numbered && is_cell(line);
    }

    /// Whether a bare number between such lines is a cell. `double` is whether an empty line stands behind each.
    pub(super) fn hold(&self, above: [&str; 2], below: [&str; 2], double: bool) -> bool {
        // An empty line may stand between numbers under each other.
        let near = |[near, far]: [&str; 2]| near.is_empty() && !far.is_empty();
        let next = if below[0].is_empty() { below[1] } else { below[0] };
        let last = if above[1].is_empty() { above[0] } else { above[1] };
        if is_number(last)
            || is_number(next)
            || is_bracket(next)
            || ends_header(last) && is_cell(next) && !goes_on(next)
        {
            return true;
        }
        let alone = near([above[1], above[0]]) && near(below);
        self.numbered && (double || !alone) && is_cell(next) && !next.is_empty() && !goes_on(next)
    }
}

/// Whether a line may be of a cell: short, and no sentence ends in it.
fn is_cell(line: &str) -> bool {
    columns(line) <= WIDEST && !line.contains('。')
}

/// Whether a line goes on with what another began: を達成するため, and not がん検診.
fn goes_on(line: &str) -> bool {
    let mut letters = line.chars();
    let particle = letters.next().is_some_and(|c| one_of(c, "をはがにのとへも、"));
    particle && (line.starts_with('を') || letters.next().is_some_and(|c| !is_hiragana(c)))
}

/// Whether a line may be the last word of a header: R6年度, 目標値.
fn ends_header(text: &str) -> bool {
    let text = text.trim();
    columns(text) <= HEAD && ["年度", "年", "値"].iter().any(|end| text.ends_with(end))
}

/// Whether a line is a bracket with a number in it, and no more.
fn is_bracket(text: &str) -> bool {
    text.starts_with(['(', '（'])
        && text.ends_with([')', '）'])
        && columns(text) <= BRACKET
        && text.contains(|c: char| c.is_numeric())
}

/// Whether a line is a number and hardly more: 1,240, 45.2%, ▲12.
fn is_number(text: &str) -> bool {
    let bare = text.trim();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    // A dash in the place of one.
    if matches!(bare, "-" | "－" | "−" | "―" | "–" | "—" | "N/A" | "n/a" | "TBD") {
        return true;
    }
    let bare = bare.trim_start_matches(['≤', '≥', '<', '>', '＜', '＞', '~', '$', '£', '€', ' ']);
    bare.chars().count() <= LONGEST_NUMBER
        && bare.trim_start_matches(['▲', '△', '-', '−', '約']).starts_with(digit)
        && bare.chars().filter(|&c| !digit(c) && !one_of(c, ",.，．")).count() <= 2
}

#[cfg(test)]
mod tests {
    use super::Cells;

    fn below(head: &str) -> Cells {
        let mut cells = Cells::default();
        head.lines().for_each(|line| cells.enter(line));
        cells
    }

    #[test]
    fn running_numbers_among_cells_are_cells() {
        let cells = below("番号\n指標\n目標値\n（毎年度）");
        assert!(cells.hold(["目標値", "（毎年度）"], ["見守りの", "回数"], false));
        assert!(cells.hold(["ものの数", "すべて"], ["井戸の", "数"], false));
        // 12 between two pages.
        assert!(!cells.hold(["農地の", ""], ["", "割合"], false));
        assert!(!cells.hold(["利用者は", "年度途中 3人"], ["を含めて数える", "こと"], false));
    }

    #[test]
    fn numbers_under_each_other_are_cells() {
        let cells = Cells::default();
        assert!(cells.hold(["", "1,240"], ["", ""], false));
        assert!(cells.hold(["", "見守りの回数"], ["", "45.2%"], false));
        assert!(cells.hold(["", "見守りの回数"], ["（24年度）", ""], false));
    }

    #[test]
    fn a_number_under_the_last_word_of_a_header_is_a_cell() {
        let cells = Cells::default();
        assert!(cells.hold(["R5年度", "R6年度"], ["講習の修了者数", "72人"], false));
        assert!(cells.hold(["基準値", "目標値"], ["講習の修了者数", "72人"], false));
        assert!(!cells.hold(["施策の進捗", "目標は令和6年度"], ["までに達成する。", ""], false));
    }

    #[test]
    fn numbers_of_pages_in_sentences_are_none() {
        let cells = Cells::default();
        assert!(!cells.hold(["", "目標値"], ["を達成するため、企業と協力し", ""], false));
        assert!(!cells.hold(["件数は", "（毎年度）"], ["増やすことを目指す。", ""], false));
        assert!(!cells.hold(["", "重点項目 2"], ["令和10年度までに20人にふやす。", ""], false));
        let ended = below("番号\n指標\n町は住民の声を聞く。");
        assert!(!ended.hold(["", "図表 5"], ["窓口の設置数", "30か所"], false));
    }
}
