//! Names of rows that are only part of one: what a row calls a part (男性, うち外国人), or another of the same (同（中学校）), gets the
//! name of the whole from the rows above it.

use std::rc::Rc;

use super::cell::Cell;
use super::naming::last_bracket;
use super::row::{Above, Reader, RowName};

/// A short label below a name is that of a part of it: 男性 under 育児休業の取得率.
const LONGEST_PART: usize = 14;

impl Reader<'_, '_> {
    /// うち外国人, of which female; 同（中学校）: a name that only says which part of the row above, or which other, it is.
    pub(super) fn by_above(&self, found: &mut RowName, above: &Above) {
        let rules = self.extractor.rules;
        let words = &rules.tables.words;
        let Some(whole) = above.whole.as_ref().or(above.name.as_ref()) else { return };
        let part = words.part_of_above(&found.text).map(ToOwned::to_owned);
        let other = words.same_but(&found.text).map(ToOwned::to_owned);
        let base = match (&part, &other) {
            // うち市職員の受講率: a part that counts by itself has its own name.
            (Some(part), _) if super::super::clause::counts(part, &rules.sentences) => {
                part.clone_into(&mut found.text);
                return;
            }
            (Some(_), _) => whole.text.as_str(),
            (None, Some(_)) => above
                .name
                .as_ref()
                .map_or("", |name| last_bracket(&name.text).map_or(name.text.as_str(), |(bare, _)| bare)),
            (None, None) => return,
        };
        if let Some(own) = part.or(other).filter(|_| !base.is_empty()) {
            found.text = format!("{base}({own})");
            found.by = "joined";
        }
    }

    /// 男性 below 育児休業の取得率: the name of a part goes behind that of the whole.
    /// What has a part of its own is none: ガソリンの削減 | 総量 below 電力の削減 | 総量.
    pub(super) fn join_parts(&self, named: &mut RowName, slots: &[Option<Rc<Cell>>], above: &Above, whole: bool) {
        let short = named.cell.strength < 2 && named.text.chars().count() <= LONGEST_PART;
        let parent = above.parent.as_ref();
        let elsewhere = named.column != self.axes.name
            && self.axes.name.is_some_and(|name| slots[name].as_ref().is_none_or(|cell| cell.is_empty()));
        // 高校 below 留学者数 | 大学等: the row above had a label of a part as well.
        let part =
            !whole && named.text.chars().count() <= LONGEST_PART && named.cell.strength < 3 && above.whole.is_some();
        // 男性 below 受診率 and its own values.
        let of_whole = self.extractor.rules.tables.words.is_part(&named.text);
        let whole = match () {
            () if short && parent.is_some() => parent,
            () if of_whole && above.whole.is_some() => above.whole.as_ref(),
            () if of_whole => above.name.as_ref(),
            () if part => above.whole.as_ref(),
            () if short && elsewhere => above.name.as_ref(),
            () => None,
        };
        if let Some(whole) = whole.filter(|whole| whole.text != named.text) {
            named.text = format!("{}({})", whole.text, named.text);
            named.raw = format!("{}({})", whole.raw, named.raw);
            named.by = "joined";
        }
    }
}
