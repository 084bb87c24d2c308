//! Headers that a program wrote: kpi_name,baseline,y1_2026_27. Where all words over a table are written as one, they
//! are read apart; the source stays as it is.

use super::{Block, Cell, Join, Kind, Piece, Span, Text};

/// So few columns of words written as one may be anything.
const LEAST: usize = 3;
/// The figures of a year.
const YEAR: usize = 4;

/// Reads the words of such headers apart.
pub(super) fn part(source: &str, blocks: &mut [Block]) {
    for block in blocks {
        let Kind::Table(table) = &mut block.kind else { continue };
        let Some(row) = table.rows.first_mut() else { continue };
        let written = |cell: &Cell| &source[cell.text.span().range()];
        let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        let codes = filled.iter().all(|cell| is_code(written(cell)));
        if filled.len() < LEAST || !codes || !filled.iter().any(|cell| written(cell).contains('_')) {
            continue;
        }
        for cell in &mut row.cells {
            let pieces = cell.text.pieces.iter().flat_map(|piece| words(source, *piece)).collect();
            cell.text = Text { pieces };
        }
        table.head = table.head.max(1);
    }
}

/// Whether a text is one word of letters, figures and underscores.
fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The parts of a piece between its underscores; 2026_27 is one year.
fn words(source: &str, piece: Piece) -> Vec<Piece> {
    let text = &source[piece.span.range()];
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut from = 0;
    let mut out = Vec::new();
    for (at, _) in text.match_indices('_').chain([(text.len(), "")]) {
        let before = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let year = before == YEAR && matches!(text.get(at + 1..).map(figures), Some(2 | 4));
        if year || at == from {
            from = if at == from { at + 1 } else { from };
            continue;
        }
        let span = Span { start: piece.span.start + from as u32, end: piece.span.start + at as u32 };
        let join = if out.is_empty() { piece.join } else { Join::Wrap };
        out.push(Piece { span, join });
        from = at + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Document;

    fn header(source: &str) -> Vec<String> {
        let document = Document::read(source);
        let table = document.blocks.iter().find_map(|block| block.table()).unwrap();
        table.rows[0].cells.iter().map(|cell| cell.text.plain(source)).collect()
    }

    #[test]
    fn words_written_as_one_are_read_apart_in_headers_alone() {
        let rows = "a_1,Literacy rate,5%,6%\nb_2,Enrolment rate,7%,9%\nc_3,Growth,1%,2%\n";
        assert_eq!(
            header(&format!("id,kpi_name,baseline,y1_2026_27\n{rows}")),
            ["id", "kpi name", "baseline", "y1 2026_27"]
        );
        assert_eq!(header(&format!("id,kpi name,base_line,y1\n{rows}"))[2], "base_line");
    }
}
