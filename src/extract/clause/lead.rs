//! What stands above a list and holds for its items: `2030 targets:`, ◆ 目標, 令和12年度の目標.

use crate::layout::Kind;
use crate::record::Lang;
use crate::rules::Class;
use crate::text::scan::Item;

use super::super::Extractor;
use super::super::statement::Dated;
use super::en;

/// What a line above a list says of the items.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Lead {
    /// The year of targets that have none.
    pub dated: Option<Dated>,
}

/// A lead is no longer than this, in characters.
const LONGEST: usize = 40;

impl Extractor<'_> {
    /// The lead of the list that a block is an item of, or of the paragraph right under a heading.
    pub(super) fn lead(&mut self, block: usize) -> Option<Lead> {
        let is_item = |at: usize| matches!(self.document.blocks[at].kind, Kind::Item);
        let above = (0..block).rev().find(|&at| !is_item(at) || self.reads_as_lead(at))?;
        if !is_item(block) && !matches!(self.document.blocks[above].kind, Kind::Heading { .. }) {
            return None;
        }
        if let Some((at, lead)) = self.lead
            && at == above
        {
            return lead;
        }
        let lead = self.lead_of(above);
        self.lead = Some((above, lead));
        lead
    }

    /// Whether an item is a line without values that ends in a colon: ◆ 目標, - 2030 targets:.
    fn reads_as_lead(&self, at: usize) -> bool {
        let text = self.document.blocks[at].text.plain(self.source);
        let text = text.trim();
        let short = text.chars().count() <= LONGEST;
        short && (text.ends_with([':', '：']) || self.is_goal_word(text))
    }

    fn is_goal_word(&self, text: &str) -> bool {
        let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.rules.sentences.is(bare, Class::GoalNoun)
    }

    fn lead_of(&self, at: usize) -> Option<Lead> {
        let block = &self.document.blocks[at];
        let plain = block.text.plain(self.source);
        if block.table().is_some() || plain.trim().chars().count() > LONGEST {
            return None;
        }
        let read = self.read(&block.text);
        let text = &read.reading.view.text;
        let data = &self.rules.sentences;
        let goal = match super::super::language(text) {
            Lang::Ja => data.words(Class::GoalNoun).iter().any(|word| text.contains(word.as_str())),
            Lang::En => en::speaks_of_goals(&read.reading, data),
        };
        let mut periods = read.reading.found.iter().filter_map(|found| match found.item {
            Item::Period(period) => {
                Some(Dated { period, span: read.reading.view.source(&found.range), cell: None })
            }
            _ => None,
        });
        let (first, second) = (periods.next(), periods.next());
        let values = read.reading.found.iter().any(|found| matches!(&found.item, Item::Value(value) if !value.bare));
        (goal && !values).then_some(Lead { dated: first.filter(|_| second.is_none()) })
    }
}
