//! The table of words that Tesseract writes: lines of words, each with a box in pixels and how sure it is.

use super::super::page::Rect;

/// A line of text as the engine sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub place: Rect,
    pub words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub place: Rect,
    /// 0 to 100.
    pub sure: f32,
    pub text: String,
}

/// The header of the table.
const HEADER: &str = "level\tpage_num\t";
/// The kinds of row that count.
const LINE: &str = "4";
const WORD: &str = "5";

/// The lines with words in them; none where the text is no such table.
pub(super) fn lines(table: &str) -> Option<Vec<Line>> {
    let mut rows = table.lines();
    if !rows.next()?.starts_with(HEADER) {
        return None;
    }
    let mut lines: Vec<Line> = Vec::new();
    for row in rows {
        let mut cells = row.splitn(12, '\t');
        let level = cells.next()?;
        if level != LINE && level != WORD {
            continue;
        }
        let numbers: Vec<f32> = cells.by_ref().take(10).map_while(|cell| cell.parse().ok()).collect();
        let &[.., x, y, width, height, sure] = numbers.as_slice() else { return None };
        if numbers.len() != 10 || numbers.iter().any(|number| !number.is_finite()) {
            return None;
        }
        let place = Rect { x0: x, y0: y, x1: x + width, y1: y + height };
        if level == LINE {
            lines.push(Line { place, words: Vec::new() });
            continue;
        }
        let text = cells.next().unwrap_or_default().trim();
        if !text.is_empty() {
            lines.last_mut()?.words.push(Word { place, sure: sure.clamp(0.0, 100.0), text: text.to_owned() });
        }
    }
    lines.retain(|line| !line.words.is_empty());
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t
2\t1\t5\t0\t0\t0\t423\t878\t1819\t44\t-1\t
4\t1\t5\t1\t3\t0\t423\t878\t1819\t44\t-1\t
5\t1\t5\t1\t3\t1\t423\t880\t86\t41\t91.492500\tます
5\t1\t5\t1\t3\t2\t516\t909\t10\t13\t92.011955\t。
4\t1\t5\t1\t4\t0\t10\t10\t20\t20\t-1\t
5\t1\t5\t1\t4\t1\t10\t10\t20\t20\t95.0\t 
";

    #[test]
    fn words_stand_in_their_lines_and_blank_ones_nowhere() {
        let lines = lines(TABLE).unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].place, Rect { x0: 423.0, y0: 878.0, x1: 2242.0, y1: 922.0 });
        let words: Vec<_> = lines[0].words.iter().map(|word| (word.text.as_str(), word.sure.round())).collect();
        assert_eq!(words, [("ます", 91.0), ("。", 92.0)]);
    }

    #[test]
    fn what_is_no_table_of_words_is_none() {
        let header = TABLE.lines().next().unwrap();
        for bad in ["", "segmentation fault", "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\tx"] {
            assert_eq!(lines(bad), None, "{bad}");
        }
        for row in [
            "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\tx",
            "4\t1\t1\t1\t1\t0\t0\tx\t9\t9\t-1\t",
            "4\t1",
            "4\t1\t1\t1\t1\t0\t0\tNaN\t9\t9\t-1\t",
        ] {
            assert_eq!(lines(&format!("{header}\n{row}\n")), None, "{row}");
        }
        assert_eq!(lines(header), Some(Vec::new()));
    }
}
