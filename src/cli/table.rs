//! A table for a terminal, where a full-width character takes two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lines of cells under a header, aligned; a cell is cut at its column's room.
pub fn table(header: &[String], rows: &[Vec<String>], room: usize) -> Vec<String> {
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
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width + 2 - cell.width().min(*width)));
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
        let lines = table(&["name".to_owned(), "n".to_owned()], &rows, 40);
        assert_eq!(lines, ["name  n", "育児  1", "abc   2"]);
    }

    #[test]
    fn a_long_cell_is_cut_to_its_room() {
        assert_eq!(cut("希少疾病用医薬品", 9), "希少疾病…");
        assert_eq!(cut("希少疾病用医薬品", 8).width(), 7);
    }
}
