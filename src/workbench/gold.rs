//! Records beside gold: which rule was how often right, what a change of rules gains and loses.

use crate::eval::{self, Item, Part, Score};
use crate::record::{Kind, Record};

/// Gold records of one kind, and the lines of their documents that were annotated.
#[derive(Debug)]
pub struct Gold {
    pub kind: Kind,
    pub items: Vec<Item>,
}

/// Gold, and the lines of documents that it tells of; a document that is not named counts whole.
#[derive(Debug, Default)]
pub struct Judge {
    pub gold: Vec<Gold>,
    pub parts: Vec<Part>,
}

impl Judge {
    /// The records of a kind that the gold can judge, and the gold that they are judged by.
    fn items(&self, gold: &Gold, records: &[Record]) -> (Vec<Item>, Vec<Item>) {
        let lines: String = records.iter().map(|record| record.to_json() + "\n").collect();
        let mut items = eval::records(&lines, gold.kind).unwrap_or_default();
        let judged = |item: &Item| eval::within(&self.parts, item);
        items.retain(|item| judged(item) && gold.items.iter().any(|known| known.doc == item.doc));
        (gold.items.iter().filter(|item| judged(item)).cloned().collect(), items)
    }

    /// The score of some records, by kind.
    pub fn scores(&self, records: &[Record]) -> Vec<(Kind, Score)> {
        let score = |gold: &Gold| {
            let (wanted, found) = self.items(gold, records);
            (gold.kind, eval::score(&wanted, &found, gold.kind))
        };
        self.gold.iter().map(score).collect()
    }

    /// For each record that counts: the rule that made it, and whether all that it says is right.
    pub fn verdicts(&self, records: &[Record]) -> Vec<(String, bool)> {
        let mut all = Vec::new();
        for gold in &self.gold {
            let (wanted, found) = self.items(gold, records);
            let verdicts = eval::verdicts(&wanted, &found, gold.kind);
            all.extend(found.into_iter().zip(verdicts).filter_map(|(item, right)| Some((item.rule, right?))));
        }
        all
    }
}
