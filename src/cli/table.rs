//! A table for a terminal, where a full-width character takes two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lines of cells under a header, aligned, those of the columns that `right` names to the right; a cell is cut at
/// its column's room.
pub fn table(header: &[String], rows: &[Vec<String>], room: usize, right: &[&str]) -> Vec<String> {
    let to_the_right: Vec<bool> = header.iter().map(|name| right.contains(&name.as_str())).collect();
    let clean = |cell: &String| -> String { cut(&cell.replace(['\n', '\r', '\t'], " "), room) };
    let rows: Vec<Vec<String>> = std::iter::once(header)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|row| row.iter().map(clean).collect())
        .collect();
    let widths: Vec<usize> = (0..header.len())
        .map(|n| rows.iter().filter_map(|row| row.get(n)).map(|c| c.width()).max().unwrap_or(0))
        .collect();
    rows.iter()
        .map(|row| {
            let mut line = String::new();
            for ((cell, width), &right) in row.iter().zip(&widths).zip(&to_the_right) {
                let free = std::iter::repeat_n(' ', width - cell.width().min(*width));
                if right {
                    line.extend(free);
                    line.push_str(cell);
                } else {
                    line.push_str(cell);
                    line.extend(free);
                }
                line.push_str("  ");
            }
            line.truncate(line.trim_end().len());
            line
        })
        .collect()
}

/// A text in at most so many columns, its end saying so where it was cut.
pub fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let kept = text.chars().take_while(|&c| {
        let width = c.width().unwrap_or(0);
        let fits = width <= left;
        left = left.saturating_sub(width);
        fits
    });
    kept.collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_under_full_width_text() {
        let rows = [vec!["育児".to_owned(), "1".to_owned()], vec!["abc".to_owned(), "2".to_owned()]];
        let lines = table(&["name".to_owned(), "n".to_owned()], &rows, 40, &[]);
        assert_eq!(lines, ["name  n", "育児  1", "abc   2"]);
    }

    #[test]
    fn numbers_stand_to_the_right() {
        let rows = [vec!["1,000".to_owned(), "a".to_owned()], vec!["20".to_owned(), "b".to_owned()]];
        let lines = table(&["yen".to_owned(), "n".to_owned()], &rows, 40, &["yen"]);
        assert_eq!(lines, ["  yen  n", "1,000  a", "   20  b"]);
    }

    #[test]
    fn a_long_cell_is_cut_to_its_room() {
        assert_eq!(cut("希少疾病用医薬品", 9), "希少疾病…");
        assert_eq!(cut("希少疾病用医薬品", 8).width(), 7);
    }
}
