//! The lines of the text between two tables, each read once: a table is looked for from every block, and all of
//! them look at the same lines.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::layout::{Join, Kind, Piece, Span, Text};

use super::super::super::Extractor;
use super::super::cell::Cell;

/// A lost table has no more blocks than this.
const MOST_BLOCKS: usize = 400;
/// So many blocks are read at once.
const AHEAD: usize = 4 * MOST_BLOCKS;

/// A line, and the block it stands in.
pub(super) struct Line {
    pub block: usize,
    /// The first line of its block.
    pub first: bool,
    pub text: Text,
    /// What it is as a cell: read once, though many headers may be tried on it.
    cell: OnceCell<Rc<Cell>>,
}

impl Line {
    pub fn new(block: usize, first: bool, text: Text) -> Self {
        Self { block, first, text, cell: OnceCell::new() }
    }
}

/// Lines that were read ahead.
#[derive(Default)]
pub(in super::super) struct Ahead {
    lines: Vec<Line>,
    /// The block behind the last that was read.
    end: usize,
    /// Nothing but a table, or the end of the document, stands there.
    whole: bool,
}

impl Ahead {
    /// The lines of the text blocks from one on, up to the next table.
    pub(super) fn lines(&mut self, extractor: &Extractor<'_>, at: usize) -> &[Line] {
        let from = |lines: &[Line]| lines.partition_point(|line| line.block < at);
        let begins = self.lines.get(from(&self.lines)).is_some_and(|line| line.block == at && line.first);
        if !begins || self.end < at + MOST_BLOCKS && !self.whole {
            self.read(extractor, at);
        }
        let to = self.lines.partition_point(|line| line.block < at + MOST_BLOCKS);
        &self.lines[from(&self.lines)..to]
    }

    fn read(&mut self, extractor: &Extractor<'_>, at: usize) {
        let blocks = &extractor.document.blocks[at..];
        let text = blocks.iter().take_while(|block| !matches!(block.kind, Kind::Table(_))).take(AHEAD);
        self.lines.clear();
        let mut read = 0;
        for block in text {
            for (n, piece) in block.text.pieces.iter().enumerate() {
                let runs = n > 0 && piece.join == Join::Run;
                let above = self.lines.last().filter(|above| !runs && extractor.hangs(above, block, piece));
                let goes_on = above.map(|above| extractor.belongs(&above.text, piece));
                match self.lines.last_mut().filter(|_| runs || goes_on.is_some()) {
                    Some(line) if runs => line.text.pieces.push(*piece),
                    Some(line) => {
                        // What tells another value under a value is left.
                        if goes_on == Some(true) {
                            line.text.append(Text { pieces: vec![extractor.bare(*piece)] }, Join::Wrap);
                        }
                    }
                    None => {
                        let text = Text { pieces: vec![extractor.bare(*piece)] };
                        self.lines.push(Line::new(at + read, n == 0, text));
                    }
                }
            }
            read += 1;
        }
        let filled =
            |line: &Line| line.text.pieces.iter().any(|piece| !extractor.source[piece.span.range()].trim().is_empty());
        self.lines.retain(filled);
        self.end = at + read;
        self.whole = read < AHEAD;
    }
}

impl Extractor<'_> {
    /// A line as a cell.
    pub(super) fn cell_of<'l>(&self, line: &'l Line) -> &'l Rc<Cell> {
        line.cell.get_or_init(|| Rc::new(self.typed(&line.text)))
    }

    /// A line without the pipe at its end.
    fn bare(&self, piece: Piece) -> Piece {
        let text = &self.source[piece.span.range()];
        let kept = text.trim_end().trim_end_matches('|').trim_end().len();
        let span = Span { start: piece.span.start, end: piece.span.start + kept as u32 };
        Piece { span, join: Join::Part }
    }
}
