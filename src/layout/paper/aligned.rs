//! Tables without ruling lines: rows whose fields stand under each other.

use crate::chars::ends_sentence;
use crate::pdf::Rect;

use super::block::{Cell, Row, Table};
use super::lines::Segment;
use super::order::{Gap, Item, column_of, is_line};
use super::placed::Placed;

/// Fewer rows with more than one field are no table.
const FEWEST_ROWS: usize = 3;
/// Fields of a column begin, end or centre within this of each other, in sizes.
const PLAIN: f32 = 0.8;
/// The next line of a field stands no further below, in sizes.
const WRAPPED: f32 = 0.9;
/// A column wider than this with most lines full is running text, in sizes.
const PROSE: f32 = 14.0;

/// The table that strips with common gutters make, if they do.
pub(super) fn table(strips: &[Vec<Item<'_>>], gutters: &[Gap]) -> Option<Table> {
    let columns = gutters.len() + 1;
    let mut rows: Vec<Vec<Vec<&Segment<'_>>>> = Vec::new();
    for strip in strips {
        if !is_line(strip) {
            return None;
        }
        let mut fields: Vec<Vec<&Segment<'_>>> = vec![Vec::new(); columns];
        for item in strip {
            let Item::Text(segment) = item else { return None };
            fields[column_of(segment.core, gutters)].push(segment);
        }
        fields.iter_mut().for_each(|field| field.sort_by(|a, b| a.core.x0.total_cmp(&b.core.x0)));
        rows.push(fields);
    }
    let filled = |fields: &[Vec<&Segment<'_>>]| fields.iter().filter(|field| !field.is_empty()).count();
    let several = rows.iter().filter(|row| filled(row) > 1).count();
    let wrapped = (1..rows.len()).filter(|&at| filled(&rows[at]) == 1 && wraps(&rows[at - 1], &rows[at])).count();
    if several < FEWEST_ROWS || several * 5 < (rows.len() - wrapped) * 3 {
        return None;
    }
    let edges = edges(&rows, columns);
    let plain = (0..columns).filter(|&column| is_plain(&rows, column)).count();
    let prose = (0..columns).filter(|&column| is_prose(&rows, column, edges[column])).count();
    let sentences = (0..columns).filter(|&column| holds_sentences(&rows, column)).count();
    if plain < columns || prose * 2 >= columns || sentences == columns {
        return None;
    }
    Some(build(&rows, gutters, &edges))
}

type Fields<'a, 'p> = Vec<Vec<&'a Segment<'p>>>;

/// Whether the one field of a line stands right below a field of the line above.
fn wraps(above: &Fields<'_, '_>, below: &Fields<'_, '_>) -> bool {
    above.iter().zip(below).any(|(above, below)| match (above.first(), below.first()) {
        (Some(above), Some(below)) => below.core.y0 - above.core.y1 < WRAPPED * below.size,
        _ => false,
    })
}

fn cells<'a, 'p>(rows: &'a [Fields<'a, 'p>], column: usize) -> impl Iterator<Item = Rect> + Clone {
    rows.iter().filter(move |row| !row[column].is_empty()).map(move |row| {
        let field = &row[column];
        field.iter().fold(field[0].core, |all, segment| all.union(segment.core))
    })
}

fn edges(rows: &[Fields<'_, '_>], columns: usize) -> Vec<(f32, f32)> {
    (0..columns)
        .map(|column| {
            cells(rows, column).fold((f32::MAX, f32::MIN), |(x0, x1), rect| (x0.min(rect.x0), x1.max(rect.x1)))
        })
        .collect()
}

/// Whether most fields of a column stand left, right or centred under each other.
fn is_plain(rows: &[Fields<'_, '_>], column: usize) -> bool {
    let cells: Vec<Rect> = cells(rows, column).collect();
    let ways: [fn(&Rect) -> f32; 3] = [|rect| rect.x0, |rect| rect.x1, |rect| (rect.x0 + rect.x1) / 2.0];
    ways.iter().any(|way| {
        let mut places: Vec<f32> = cells.iter().map(way).collect();
        let middle = places.len() / 2;
        if places.is_empty() {
            return false;
        }
        let median = *places.select_nth_unstable_by(middle, f32::total_cmp).1;
        let near = cells.iter().filter(|rect| (way(rect) - median).abs() < PLAIN * rect.height() / 0.8).count();
        near * 10 >= cells.len() * 6
    })
}

fn is_prose(rows: &[Fields<'_, '_>], column: usize, (x0, x1): (f32, f32)) -> bool {
    let (mut all, mut full) = (0, 0);
    for rect in cells(rows, column) {
        all += 1;
        full += usize::from(x1 - x0 > PROSE * rect.height() / 0.8 && rect.width() > 0.85 * (x1 - x0));
    }
    full * 2 >= all && all > 0
}

/// Whether sentences run through the fields of a column: some end in one, and some within a sentence go on below.
fn holds_sentences(rows: &[Fields<'_, '_>], column: usize) -> bool {
    let texts: Vec<String> =
        rows.iter().filter(|row| !row[column].is_empty()).map(|row| line(&row[column]).text).collect();
    let ends = texts.iter().filter(|text| text.contains('。')).count();
    let open = texts.iter().filter(|text| !ends_sentence(text)).count();
    ends > 0 && open >= ends
}

fn build(rows: &[Fields<'_, '_>], gutters: &[Gap], edges: &[(f32, f32)]) -> Table {
    let mut out: Vec<Row> = Vec::new();
    let mut last_bottom = f32::MIN;
    for fields in rows {
        let segments = || fields.iter().flatten();
        let top = segments().map(|segment| segment.core.y0).fold(f32::MAX, f32::min);
        let bottom = segments().map(|segment| segment.core.y1).fold(f32::MIN, f32::max);
        let page = segments().next().and_then(|segment| segment.inks.first()).map_or(0, |ink| ink.page);
        let goes_on = out.last().is_some_and(|row| continues(row, fields, top - last_bottom));
        if !goes_on {
            out.push(Row { page, cells: Vec::new() });
        }
        last_bottom = bottom;
        let Some(row) = out.last_mut() else { continue };
        for (column, field) in fields.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
            let line = line(field);
            let (_, right) = edges[column];
            let end = field.last().map_or(0.0, |segment| segment.core.x1);
            let full = right - end < 1.6 * field[0].size;
            match row.cells.iter_mut().find(|cell| usize::from(cell.column) == column) {
                Some(cell) => {
                    if let Some(part) = cell.parts.last_mut() {
                        part.wrap(&line, false);
                    }
                    cell.full = full;
                }
                None => row.cells.push(Cell { column: column as u16, parts: vec![line], full }),
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
    }
    let all = rows.iter().flatten().flatten().map(|segment| segment.core).reduce(Rect::union).unwrap_or_default();
    let inner = gutters.iter().map(|gap| (gap.from + gap.to) / 2.0);
    let xs = std::iter::once(all.x0).chain(inner).chain([all.x1]).collect();
    Table { rect: all, xs, rows: out }
}

/// Whether a line only goes on with fields of the row above.
fn continues(row: &Row, fields: &[Vec<&Segment<'_>>], gap: f32) -> bool {
    let filled: Vec<usize> = (0..fields.len()).filter(|&column| !fields[column].is_empty()).collect();
    let size = filled.first().map_or(10.0, |&column| fields[column][0].size);
    let above = |column: usize| row.cell(column as u16);
    gap < WRAPPED * size
        && filled.len() < row.cells.len()
        && filled.iter().all(|&column| above(column).is_some_and(|cell| cell.full || column > 0))
}

/// The pieces of a line as one text, a space where they are apart.
pub(super) fn line(segments: &[&Segment<'_>]) -> Placed {
    let mut out = Placed::default();
    for segment in segments {
        if !out.text.is_empty() {
            out.push(" ");
        }
        out.append(&segment.placed());
    }
    out
}
