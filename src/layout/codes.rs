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
        let head = table.head.max(1).min(table.rows.len());
        let written = |cell: &Cell| &source[cell.text.span().range()];
        let cells = || table.rows[..head].iter().flat_map(|row| &row.cells).filter(|cell| !cell.text.is_empty());
        // What no mark calls a header may be text.
        let codes = table.head > 0 || cells().all(|cell| is_code(written(cell)));
        if cells().filter(|cell| is_code(written(cell))).count() < LEAST
            || !codes
            || !cells().any(|cell| parts(written(cell)))
        {
            continue;
        }
        for cell in table.rows[..head].iter_mut().flat_map(|row| &mut row.cells) {
            if is_code(&source[cell.text.span().range()]) {
                let pieces = cell.text.pieces.iter().flat_map(|piece| words(source, *piece)).collect();
                cell.text = Text { pieces };
            }
        }
        table.head = table.head.max(1);
    }
}

/// Whether a code has more than one word.
fn parts(code: &str) -> bool {
    code.contains('_') || code.as_bytes().windows(2).any(|two| is_hump(two[0], two[1]))
}

/// budgetItem: where a word begins that nothing parts from the one before.
fn is_hump(before: u8, at: u8) -> bool {
    before.is_ascii_lowercase() && at.is_ascii_uppercase()
}

/// Whether a text is one word of letters, figures and underscores.
fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The parts of a piece between its underscores and humps; 2026_27 is one year.
fn words(source: &str, piece: Piece) -> Vec<Piece> {
    let text = &source[piece.span.range()];
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut from = 0;
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let ends = (1..bytes.len()).filter(|&at| bytes[at] == b'_' || is_hump(bytes[at - 1], bytes[at]));
    for at in ends.chain([text.len()]) {
        let before = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let year = before == YEAR && matches!(text.get(at + 1..).map(figures), Some(2 | 4));
        if year || at == from {
            from += usize::from(at == from);
            continue;
        }
        let span = Span { start: piece.span.start + from as u32, end: piece.span.start + at as u32 };
        let join = if out.is_empty() { piece.join } else { Join::Wrap };
        out.push(Piece { span, join });
        from = at + usize::from(bytes.get(at) == Some(&b'_'));
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
        assert_eq!(
            header("[{\"指標ID\": 1, \"budgetItem\": 2, \"k\": 3, \"URLList\": 4, \"l\": 5}]")[1],
            "budget Item"
        );
    }
}
