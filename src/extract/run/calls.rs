//! What calls a line one of indicators: the headings and contexts above it, the text over its list.

use crate::layout::Kind;
use crate::rules::{Context, Hint, Items};

use super::super::Extractor;

/// A list has no more items above one, and its lead is no longer than this, in bytes.
const LONGEST_LIST: usize = 30;
const LONGEST_LEAD: usize = 90;

/// What calls a line one of indicators.
#[derive(Debug, Clone, Default)]
pub(in crate::extract) struct Calls {
    /// The list around it, or the column of its cell.
    pub listed: bool,
    /// A word at its head.
    pub called: bool,
    /// What values are that nothing else speaks of.
    pub role: Option<Hint>,
    /// What the items of the list are.
    pub items: Vec<Items>,
}

impl Extractor<'_> {
    /// What the contexts at a block say that its items are.
    pub(in crate::extract) fn items_at(&self, block: usize) -> impl Iterator<Item = Items> + '_ {
        let open = move |name: &str| self.contexts.is_open(block, name);
        let contexts = self.rules.contexts.iter().filter(move |context| context.opens.as_deref().is_some_and(open));
        contexts.filter_map(|context| context.items)
    }

    /// What the headings above a block call its lines.
    pub(in crate::extract) fn list_calls(&self, block: usize) -> Calls {
        let mut items: Vec<Items> = self.items_at(block).collect();
        if items.is_empty() {
            items.extend(self.items_above(block));
        }
        if items.contains(&Items::Watched) {
            return Calls::default();
        }
        let listed = items.iter().any(|items| *items != Items::Brackets);
        let goals = items.contains(&Items::Goals);
        Calls { listed, items, role: goals.then_some(Hint::Target), ..Calls::default() }
    }

    /// What the last line of the text above a list calls its items, if it stands there with other lines.
    fn items_above(&self, block: usize) -> Option<Items> {
        let blocks = &self.document.blocks;
        let is_item = |at: usize| matches!(blocks[at].kind, Kind::Item);
        if !is_item(block) {
            return None;
        }
        let above = (block.saturating_sub(LONGEST_LIST)..block).rev().find(|&at| !is_item(at))?;
        let last = blocks[above].text.pieces.last().filter(|_| blocks[above].table().is_none())?;
        let text = crate::text::nfkc(self.source[last.span.range()].trim());
        if text.len() > LONGEST_LEAD || text.contains('\n') {
            return None;
        }
        let calls = |context: &&Context| context.items.is_some() && context.pattern.is_match(&text);
        self.rules.contexts.iter().find(calls).and_then(|context| context.items)
    }
}
