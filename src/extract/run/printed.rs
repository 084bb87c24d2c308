//! Which lines of a block are read as runs: as they were printed, several that go on in each other, or sentences in them.

use crate::record::Flag;
use crate::text::Range;
use crate::text::code::{is_symbol, is_value};

use super::super::Extractor;
use super::super::making::Here;
use super::super::prose::sentences;
use super::super::statement::Statement;
use super::{Calls, LONGEST};

/// How sure a line is whose value is one of several below each other, of which nothing tells which it is.
const UNTOLD: f64 = 0.5;
/// A goal in words on a line of its own is no longer, in characters: 増加.
const LONGEST_WORD: usize = 4;
/// A run goes over no more lines.
const LINES: usize = 4;
/// The unit of a value that is looked for in the line below is no longer than this, in characters.
const LONGEST_UNIT: usize = 12;

impl Extractor<'_> {
    /// The statements of a block's lines.
    ///
    /// A piece of a sentence is a line only by its own arrows and labels, whatever list it stands in.
    pub(in crate::extract) fn runs(&self, here: &Here<'_>, piece: bool) -> Option<Vec<Statement>> {
        let code = here.read.code();
        if !code.contains(is_value) || code.len() > LONGEST * LINES {
            return None;
        }
        let calls = if piece { Calls::default() } else { self.list_calls(here.block) };
        let (mut made, mut refused) = (Vec::new(), false);
        let lines: Vec<Range> = self.printed(here);
        let mut at = 0;
        while at < lines.len() {
            let to = (at + LINES).min(lines.len());
            let found = (at..to).rev().find_map(|last| {
                let range = lines[at].start..lines[last].end;
                self.run_in(here, &range, &calls).map(|statements| (last, statements))
            });
            at = match found {
                Some((last, mut statements)) => {
                    refused |= statements.is_empty();
                    // 割合 / 20～60歳代男性 / 58.9％ / 66％: which of two is told is not known.
                    if code[lines[last].clone()].trim_end().ends_with(is_value)
                        && self.is_told_below(here, &lines[last])
                    {
                        let lone = statements.iter_mut().filter(|one| one.observations.len() == 1);
                        lone.for_each(|one| one.doubt(Flag::SeveralValues, UNTOLD));
                    }
                    made.extend(statements);
                    last + 1
                }
                None => {
                    made.extend(self.sentences_of(here, &lines[at], &calls));
                    at + 1
                }
            };
        }
        (!made.is_empty() || refused).then_some(made)
    }

    /// Whether the line of the source below a line that ends in a value is a value of the same unit and little else, or one in
    /// words; the year of the first in a bracket may stand between.
    fn is_told_below(&self, here: &Here<'_>, line: &Range) -> bool {
        let reading = &here.read.reading;
        let end = reading.view.source(&reading.code.view(line)).end as usize;
        let (above, below) = self.source.split_at(end);
        let is_digit = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '．' | '，');
        let below = below.trim_start_matches([' ', '　', '\r']).strip_prefix('\n');
        let dated = |line: &&str| line.starts_with(['(', '（']) && line.ends_with([')', '）']);
        let mut lines = below.into_iter().flat_map(str::lines).map(str::trim).take(2).skip_while(dated);
        let Some(next) = lines.next() else { return false };
        if next.chars().count() <= LONGEST_WORD && self.rules.tables.words.is_goal(next) {
            return true;
        }
        if !next.starts_with(char::is_numeric) {
            return false;
        }
        // 92.3％（R1年度）
        let above =
            above.trim_end_matches([')', '）']).rsplit_once(['(', '（']).filter(|_| above.ends_with([')', '）']));
        let above = above.map_or(&self.source[..end], |(before, _)| before.trim_end());
        let unit: String = above.chars().rev().take(LONGEST_UNIT).take_while(|&c| !is_digit(c)).collect();
        let unit: String = unit.chars().rev().collect();
        let rest = next.trim_start_matches(is_digit).trim_start();
        let more = rest.strip_prefix(unit.trim()).filter(|_| !unit.trim().is_empty());
        more.is_some_and(|more| more.chars().count() <= 2)
    }

    /// The lines of a block as they were printed: where one ends in a value or a bracket, the next is another.
    fn printed(&self, here: &Here<'_>) -> Vec<Range> {
        let code = here.read.code();
        let mut all = lines(code);
        let pieces = &self.document.blocks[here.block].text.pieces;
        // Text that was wrapped has no lines of its own.
        if pieces.len() < 2 || here.cell.is_some() || code.contains('。') {
            return all;
        }
        let reading = &here.read.reading;
        let source = |at: usize| reading.view.source(&reading.code.view(&(at..at))).start;
        for piece in &pieces[1..] {
            let at = code.char_indices().map(|(at, _)| at).find(|&at| source(at) >= piece.span.start);
            let ended = |at: &usize| code[..*at].trim_end().ends_with(|c: char| is_symbol(c) || ")】〕".contains(c));
            // 60 時間 / 以上の雇用者: a value that goes on over the line's end.
            let text = &self.source[piece.span.range()];
            let begin = piece.span.start as usize + (text.len() - text.trim_start().len());
            let Some(at) = at.filter(ended).filter(|&at| source(at) as usize <= begin) else { continue };
            if let Some(n) = all.iter().position(|line| line.start < at && at < line.end) {
                let end = std::mem::replace(&mut all[n].end, at);
                all.insert(n + 1, at..end);
            }
        }
        all
    }

    /// A line that is no run as a whole may hold sentences that are.
    fn sentences_of(&self, here: &Here<'_>, line: &Range, calls: &Calls) -> Vec<Statement> {
        let parts = sentences(&here.read.code()[line.clone()]);
        let parts = parts.into_iter().map(|part| line.start + part.start..line.start + part.end);
        let own = parts.filter(|part| part != line);
        own.filter_map(|part| self.run_in(here, &part, calls)).flatten().collect()
    }
}

/// The lines of a coded text.
pub(super) fn lines(code: &str) -> Vec<Range> {
    let mut all = Vec::new();
    let mut start = 0;
    for part in code.split_inclusive('\n') {
        let end = start + part.trim_end_matches('\n').len();
        if end > start {
            all.push(start..end);
        }
        start += part.len();
    }
    all
}
