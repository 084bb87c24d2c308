//! Lines that begin with the same words in brackets: 〔ＫＰＩ〕就農者数, 〔ＫＰＩ〕農家数.
//!
//! Where several do, each is one of a list and goes on from none above it, whatever a dump cut off.

use std::collections::{HashMap, HashSet};

use super::Span;

/// The words in the bracket that a line begins with, before what they call: 〔ＫＰＩ〕就農者数.
pub(super) fn bracketed(text: &str) -> Option<&str> {
    let inside = text.trim_start().strip_prefix(['〔', '【', '［', '[', '＜', '《'])?;
    let end = inside.find(['〕', '】', '］', ']', '＞', '》'])?;
    let rest = inside[end..].chars().skip(1);
    let called = rest.clone().next().is_some_and(|c| c.is_alphanumeric() || c == '「') && rest.count() > CALLED;
    Some(&inside[..end]).filter(|inside| !inside.is_empty() && called)
}

/// The words in brackets that so many lines begin with are the mark of a list.
pub(super) fn listed<'a>(source: &'a str, lines: &[Span]) -> HashSet<&'a str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for mark in lines.iter().filter_map(|line| bracketed(&source[line.range()])) {
        *counts.entry(mark).or_default() += 1;
    }
    counts.into_iter().filter(|&(_, lines)| lines >= LISTED).map(|(mark, _)| mark).collect()
}

/// What stands behind the bracket of a list's line is longer than this, in characters.
const CALLED: usize = 4;
const LISTED: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lines::Places;

    #[test]
    fn several_lines_under_one_mark_are_a_list() {
        let source =
            "〔KPI〕新規就農者数(2027\n〔KPI〕認定農業者数:30人\n〔KPI〕担い手への集積率\n【厚】\n【厚】\n【厚】";
        let lines: Vec<Span> = Places::of(source).spans(source).collect();
        assert_eq!(listed(source, &lines), HashSet::from(["KPI"]));
        assert_eq!(bracketed("【厚】"), None);
        assert_eq!(bracketed("【目標】待機児童数：0人"), Some("目標"));
    }
}
