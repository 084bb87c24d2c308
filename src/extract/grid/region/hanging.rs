//! Lines that hang under a label: what stands behind its colon was too long for its line and goes on below, set in deeper
//! than the label. Without them a name keeps only its first line, or the row of labels ends there.

use crate::chars::columns;
use crate::layout::{Block, Kind, Piece, Text, is_item};

use super::super::super::Extractor;
use super::Line;

impl Extractor<'_> {
    /// 指標：デマンド交通を導入した over 市町村の数: whether a line stands deeper than the label right above it.
    pub(super) fn hangs(&self, above: &Line, block: &Block, piece: &Piece) -> bool {
        let end = above.text.span().end as usize;
        let indent = |start: u32| {
            let margin = &self.source[..start as usize];
            let margin = &margin[margin.rfind('\n').map_or(0, |at| at + 1)..];
            margin.chars().all(char::is_whitespace).then(|| columns(margin))
        };
        let between = self.source.get(end..piece.span.start as usize).unwrap_or_default();
        let text = &self.source[piece.span.range()];
        between.matches('\n').count() == 1
            && between.trim().is_empty()
            && matches!(block.kind, Kind::Paragraph | Kind::Heading { .. })
            && !is_item(text)
            && !text.contains([':', '：'])
            && indent(piece.span.start).zip(indent(above.text.span().start)).is_some_and(|(own, label)| own > label + 1)
            && self.label(&above.text).is_some()
    }

    /// Whether what hangs under a label belongs to the value there: words, a bracket, or anything in a name.
    pub(super) fn belongs(&self, above: &Text, piece: &Piece) -> bool {
        let line = Text { pieces: vec![*piece] };
        self.label(above).is_some_and(|(label, _)| self.names(&label))
            || self.opens_with_bracket(&line)
            || !self.typed(&line).has_value()
    }
}
