//! Tables whose cells are parted by runs of spaces: a PDF's text with its columns kept.
//!
//! Nothing rules off a row there, and a cell that is wrapped stands above and below the
//! middle of its row. So the rows are found as a whole: the cut into rows by which the
//! cells stand most evenly around their middles.

use crate::chars::{columns, one_of, width};

use super::marks::Mark;
use super::{Cell, Join, Piece, Row, Span, Table, Text, markup};

/// A gap between the cells of a table's first line is no narrower, in columns.
const GAP: usize = 3;
/// The two characters of a word spread over its column stand no further apart, in columns.
const SPREAD: usize = 8;
/// More empty lines than these end a table.
const EMPTY: usize = 2;
/// A row is no higher than this, in lines.
const HIGHEST: usize = 8;
/// What a row without a name, or with one cell, costs against a row that is whole.
const NO_ROW: f32 = 3.0;

/// A stretch of a line between gaps, in columns and in the source.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    start: usize,
    end: usize,
    span: Span,
}

/// A line of the table, its stretches by column.
struct Line {
    /// Its number from the top, empty lines not counted.
    at: usize,
    cells: Vec<Option<Stretch>>,
    /// All columns are filled, one behind the first with a number: as a rule a row's first line.
    whole: bool,
}

/// Where a column begins, has its middle and ends in the lines that fill all columns.
struct Column {
    start: usize,
    middle: usize,
    end: usize,
}

/// Whether a line has a gap inside that could part cells.
pub(super) fn is_gapped(line: &str) -> bool {
    let bare = line.trim();
    bare.contains("   ") || bare.contains("\u{3000}\u{3000}")
}

/// The table that begins at a line, and how many lines it takes.
pub(super) fn table(source: &str, lines: &[Span]) -> Option<(Table, usize)> {
    let (parted, taken) = region(source, lines)?;
    let count = parted.iter().flatten().map(Vec::len).max()?;
    let known = known(&parted, count);
    if known.len() != count {
        return None;
    }
    let (mut chunks, mut chunk, mut at) = (Vec::new(), Vec::new(), 0);
    for stretches in parted {
        let Some(stretches) = stretches else {
            chunks.push(std::mem::take(&mut chunk));
            continue;
        };
        let cells = place(&stretches, &known);
        let number = |cell: &Option<Stretch>| cell.is_some_and(|cell| begins_value(&source[cell.span.range()]));
        let whole = cells.iter().all(Option::is_some) && cells[1..].iter().any(number);
        chunk.push(Line { at, cells, whole });
        at += 1;
    }
    chunks.push(chunk);
    let rows = chunks.iter().flat_map(|chunk| cut(chunk).into_iter().map(|lines| row(source, lines))).collect();
    Some((Table { rows }, taken))
}

/// The lines that stand together as a table, empty ones as none, and how many lines that takes.
fn region(source: &str, lines: &[Span]) -> Option<(Vec<Option<Vec<Stretch>>>, usize)> {
    let (mut parted, mut empty, mut gapped, mut taken) = (Vec::new(), 0, 0, 0);
    let mut first: Vec<Stretch> = Vec::new();
    for (n, &line) in lines.iter().enumerate() {
        let text = &source[line.range()];
        if text.contains(['\t', '\x0c', '|', '<']) && n > 0 {
            break;
        }
        let stretches = stretches(source, line);
        match stretches.as_slice() {
            [] => {
                empty += 1;
                if empty > EMPTY {
                    break;
                }
                parted.push(None);
                continue;
            }
            [only] => {
                let second = first.get(1)?;
                let left = only.start < second.start && only.start <= first[0].end;
                // A heading, a list or running text under the table is no part of it.
                let other = left && (Mark::of(text) != Mark::None || only.end >= second.end || text.contains('。'));
                if other || left && empty > 0 && !followed(source, &lines[n + 1..]) {
                    break;
                }
            }
            many => {
                if first.is_empty() {
                    first = many.to_vec();
                }
                gapped += 1;
            }
        }
        parted.push(Some(stretches));
        (empty, taken) = (0, n + 1);
    }
    parted.truncate(taken);
    (gapped >= 2).then_some((parted, taken))
}

/// Whether a line with a gap follows close below: a wrapped name begins above its values.
fn followed(source: &str, below: &[Span]) -> bool {
    let near = below.iter().map(|line| &source[line.range()]).take(3).take_while(|line| !line.trim().is_empty());
    let mut near = near;
    near.any(|line| columns(&line[..line.len() - line.trim_start().len()]) > 2 * GAP * GAP || is_gapped(line))
}

/// The stretches of a line: two white spaces part them.
fn stretches(source: &str, line: Span) -> Vec<Stretch> {
    let text = &source[line.range()];
    let mut all: Vec<Stretch> = Vec::new();
    let (mut column, mut spaces, mut open) = (0, 2, false);
    for (at, c) in text.char_indices() {
        let here = line.start + at as u32;
        if c.is_whitespace() {
            spaces += 1;
            open &= spaces < 2;
        } else {
            let end = here + c.len_utf8() as u32;
            match all.last_mut().filter(|_| open) {
                Some(last) => (last.end, last.span.end) = (column + width(c), end),
                None => {
                    all.push(Stretch { start: column, end: column + width(c), span: Span { start: here, end } });
                }
            }
            (spaces, open) = (0, true);
        }
        column += width(c).max(if c == '\u{3000}' { 2 } else { 1 });
    }
    spread(all)
}

/// 指　　標: two characters set apart to fill their column are one word.
fn spread(parted: Vec<Stretch>) -> Vec<Stretch> {
    let single = |stretch: &Stretch| stretch.end - stretch.start == 2 && stretch.span.range().len() == 3;
    let mut all: Vec<Stretch> = Vec::with_capacity(parted.len());
    let mut pairs = false;
    for next in parted {
        match all.last_mut().filter(|last| !pairs && single(last) && single(&next) && next.start - last.end <= SPREAD) {
            Some(last) => {
                (last.end, last.span.end) = (next.end, next.span.end);
                pairs = true;
            }
            None => {
                all.push(next);
                pairs = false;
            }
        }
    }
    all
}

/// The columns as the lines that fill all of them show.
fn known(parted: &[Option<Vec<Stretch>>], count: usize) -> Vec<Column> {
    let full: Vec<&Vec<Stretch>> = parted.iter().flatten().filter(|stretches| stretches.len() == count).collect();
    let median = |of: &dyn Fn(&Stretch) -> usize, n: usize| {
        let mut all: Vec<usize> = full.iter().map(|stretches| of(&stretches[n])).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or(0)
    };
    (0..count)
        .map(|n| Column {
            start: median(&|s| s.start, n),
            middle: median(&|s| s.start.midpoint(s.end), n),
            end: median(&|s| s.end, n),
        })
        .collect()
}

/// The stretches of a line under the columns they are nearest to, in their order.
fn place(stretches: &[Stretch], known: &[Column]) -> Vec<Option<Stretch>> {
    let far = |stretch: &Stretch, column: &Column| {
        let middle = stretch.start.midpoint(stretch.end).abs_diff(column.middle);
        middle.min(stretch.start.abs_diff(column.start)).min(stretch.end.abs_diff(column.end))
    };
    let (lines, columns) = (stretches.len(), known.len());
    // best[n][m]: the least distance when the stretches from n on stand in the columns from m on.
    let mut best = vec![vec![usize::MAX / 2; columns + 1]; lines + 1];
    best[lines].fill(0);
    for n in (0..lines).rev() {
        for m in (0..columns).rev() {
            best[n][m] = best[n][m + 1].min(best[n + 1][m + 1] + far(&stretches[n], &known[m]));
        }
    }
    let mut cells = vec![None; columns];
    let mut n = 0;
    for m in 0..columns {
        if n < lines && best[n][m] == best[n + 1][m + 1] + far(&stretches[n], &known[m]) {
            cells[m] = Some(stretches[n]);
            n += 1;
        }
    }
    cells
}

/// Cuts lines into rows.
fn cut(lines: &[Line]) -> Vec<&[Line]> {
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0); lines.len() + 1];
    for from in (0..lines.len()).rev() {
        // Of equal cuts the higher row wins: what is wrapped follows its row more often than it leads it.
        best[from] = (1..=HIGHEST.min(lines.len() - from))
            .map(|high| (uneven(&lines[from..from + high]) + best[from + high].0, high))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .unwrap_or((0.0, 1));
    }
    let (mut rows, mut from) = (Vec::new(), 0);
    if let Some(tops) = tops(lines) {
        let even = -(best_rows(&best) as f32);
        if best[0].0 > even + 0.01 {
            let ends = tops[1..].iter().copied().chain([lines.len()]);
            return tops.iter().zip(ends).map(|(&from, to)| &lines[from..to]).collect();
        }
    }
    while from < lines.len() {
        let high = best[from].1.max(1);
        rows.push(&lines[from..from + high]);
        from += high;
    }
    rows
}

/// How many rows the best cut makes.
fn best_rows(best: &[(f32, usize)]) -> usize {
    let (mut rows, mut at) = (0, 0);
    while at + 1 < best.len() {
        at += best[at].1.max(1);
        rows += 1;
    }
    rows
}

/// The first lines of the rows, where every row can begin with its name and its values on one line.
fn tops(lines: &[Line]) -> Option<Vec<usize>> {
    let named = |line: &Line| line.cells[0].is_some();
    let valued = |line: &Line| line.cells[1..].iter().any(Option::is_some);
    let tops: Vec<usize> = (0..lines.len()).filter(|&n| named(&lines[n]) && valued(&lines[n])).collect();
    let wrapped = lines.iter().any(|line| named(line) && !valued(line));
    // A value without a name beside it goes on from the line above.
    let stray = (0..lines.len()).any(|n| {
        let above = |m: usize| n > 0 && lines[n - 1].cells[m].is_some();
        !named(&lines[n]) && (1..lines[n].cells.len()).any(|m| lines[n].cells[m].is_some() && !above(m))
    });
    (tops.first() == Some(&0) && wrapped && !stray).then_some(tops)
}

/// What lines cost as one row: how far the middles of their cells lie apart, less one for a row.
fn uneven(lines: &[Line]) -> f32 {
    let count = lines.first().map_or(0, |line| line.cells.len());
    let middle = |of: usize| {
        let mut at = lines.iter().filter(|line| line.cells[of].is_some()).map(|line| line.at);
        let first = at.next()?;
        Some((first + at.next_back().unwrap_or(first)) as f32 / 2.0)
    };
    let middles: Vec<Option<f32>> = (0..count).map(middle).collect();
    let row = (lines[0].at + lines[lines.len() - 1].at) as f32 / 2.0;
    let cost: f32 = middles.iter().flatten().map(|middle| (middle - row).abs()).sum();
    let filled = middles.iter().flatten().count();
    let named = middles[0].is_some() || count >= 4 && middles[1].is_some();
    let two = lines.iter().filter(|line| line.whole).count() > 1;
    cost - 1.0 + if named && filled >= 2 && !two { 0.0 } else { NO_ROW }
}

fn row(source: &str, lines: &[Line]) -> Row {
    let count = lines[0].cells.len();
    let widest = |n: usize| lines.iter().filter_map(|line| line.cells[n]).map(|s| s.end - s.start).max().unwrap_or(0);
    let cell = |n: usize| {
        let mut text = Text::default();
        let mut full = true;
        for stretch in lines.iter().filter_map(|line| line.cells[n]) {
            // A name is wrapped; under a value that does not fill its column stands another,
            // and 年１回 begins one: 地元 over it is no 元年.
            let wraps = n == 0 || full && !counts_a_year(&source[stretch.span.range()]);
            let join = if wraps { Join::Wrap } else { Join::Part };
            text.append(markup::text(source, stretch.span), join);
            full = stretch.end - stretch.start + 2 >= widest(n);
        }
        Cell { text, column: n as u16, columns: 1, rows: 1 }
    };
    let cells: Vec<Cell> = (0..count).map(cell).collect();
    let pieces = || cells.iter().flat_map(|cell| &cell.text.pieces).map(|piece: &Piece| piece.span);
    let start = pieces().map(|span| span.start).min().unwrap_or(0);
    let end = pieces().map(|span| span.end).max().unwrap_or(0);
    Row { span: Span { start, end }, cells }
}

/// 12,114か所, 約３割, －
fn begins_value(text: &str) -> bool {
    text.starts_with(|c: char| c.is_numeric() || one_of(c, "-－―▲△約全"))
}

/// 年１回, 年3人.
fn counts_a_year(text: &str) -> bool {
    text.trim_start().strip_prefix('年').is_some_and(|rest| rest.starts_with(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Places;

    fn read(text: &str) -> Vec<String> {
        let lines: Vec<Span> = Places::of(text).spans(text).collect();
        let Some((table, taken)) = table(text, &lines) else { return Vec::new() };
        let show = |row: &Row| row.cells.iter().map(|cell| cell.text.plain(text)).collect::<Vec<_>>().join("|");
        table.rows.iter().map(show).chain([format!("{taken} lines")]).collect()
    }

    #[test]
    fn a_wrapped_name_stands_around_its_values() {
        let text = "  指標             現状値        目標値\n\
                    \x20                (2014年度)     (2019年度)\n\
                    \x20事業に関連した地域\n\
                    \x20                  －         ５年間で１人\n\
                    \x20の就業者数\n\
                    \x20新規就農者数           －         ５年間で３人\n\n\n ＜主な事業＞\n";
        assert_eq!(
            read(text),
            [
                "指標|現状値\n(2014年度)|目標値\n(2019年度)",
                "事業に関連した地域の就業者数|－|５年間で１人",
                "新規就農者数|－|５年間で３人",
                "6 lines"
            ]
        );
    }

    #[test]
    fn cells_of_unlike_height_share_their_middle() {
        let text = " 指標                  現状値              目標値\n\n\
                    \x20                 札幌・地元          東京・札幌・地元\n\
                    \x20展覧会の開催数\n\
                    \x20                   年１回              年１回\n\
                    \x20                                       収録し公開\n\
                    \x20映像の制作                －\n\
                    \x20                                       各校へ配布\n";
        assert_eq!(
            read(text)[1..3],
            ["展覧会の開催数|札幌・地元\n年１回|東京・札幌・地元\n年１回", "映像の制作|－|収録し公開各校へ配布"]
        );
    }

    #[test]
    fn running_text_is_no_table() {
        assert!(read("第１章    総論\n本計画は、次のとおりとする。\n").is_empty());
        assert!(!is_gapped("　　第１章　総論  "));
    }
}
