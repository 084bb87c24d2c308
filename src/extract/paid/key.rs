//! What a document says once of many amounts: a note of brackets, a title of the amounts under it.

use crate::rules::{PaidWords, Rules};
use crate::text::{Range, Reading};

use super::line::{Purse, holds};
use super::token::{Leaf, Node, every};

/// A title is no longer than this, in columns.
const LONGEST_TITLE: usize = 120;

/// What a bracket holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Held {
    pub purse: Purse,
    /// Its year is the one before that of the amount which it stands behind: 前年度.
    pub last: bool,
    /// Something else than a budget: [　]内は重要政策推進枠.
    pub other: bool,
}

/// What a note says of a bracket.
#[derive(Debug)]
pub(in crate::extract) struct Key {
    /// The number of the line it stands in.
    pub at: usize,
    pub open: char,
    pub held: Held,
}

/// The brackets that a line without amounts speaks of.
pub(super) fn keys(reading: &Reading, at: usize, rules: &Rules) -> Vec<Key> {
    let text = reading.view.text.as_str();
    let first = rules.paid.bracket(text).map_or(0, |(_, start, _)| start);
    if holds(&every(reading, &(0..first), &rules.paid), &|leaf| matches!(leaf, Leaf::Money(_))) {
        return Vec::new();
    }
    in_range(reading, 0..text.len(), &rules.paid).into_iter().map(|(open, held)| Key { at, open, held }).collect()
}

/// The brackets that a stretch of a view speaks of.
pub(super) fn in_range(reading: &Reading, range: Range, words: &PaidWords) -> Vec<(char, Held)> {
    let text = &reading.view.text[..range.end];
    let mut all = Vec::new();
    let mut from = range.start;
    while let Some((open, start, rest)) = words.bracket(&text[from..]) {
        let begin = text.len() - rest.len();
        let behind = words.bracket(rest).map_or(text.len(), |(_, next, _)| begin + next);
        let held = held(&every(reading, &(begin..behind), words));
        if held.purse.kind.is_some() || held.other {
            all.push((open, held));
        }
        from = begin.max(from + start + open.len_utf8());
    }
    all
}

/// What a title says of the amounts under it: 令和7年度補正予算案の概要.
pub(in crate::extract) fn title(reading: &Reading, rules: &Rules) -> Option<Purse> {
    let text = reading.view.text.as_str();
    if text.contains('。') || crate::chars::columns(text) > LONGEST_TITLE || ends_sentence_en(text) {
        return None;
    }
    // Programmes for FY2027 (figures in parentheses are the FY2026 budget)
    let end = rules.paid.bracket(text).map_or(text.len(), |(_, start, _)| start);
    let mut found = reading.found.iter().filter(|found| found.range.end <= end).filter_map(|found| match &found.item {
        crate::text::scan::Item::Period(period) if period.start == period.end => Some((period.start, &found.range)),
        _ => None,
    });
    let (year, at) = found.next()?;
    if found.any(|(other, _)| other != year) {
        return None;
    }
    let behind = rules.paid.kinds(&text[at.end..end]);
    let kinds = if behind.is_empty() { rules.paid.kinds(&text[..at.start]) } else { behind };
    let priced = every(reading, &(0..text.len()), &rules.paid);
    let unit =
        holds(&priced, &|leaf| matches!(leaf, Leaf::Unit)) && holds(&priced, &|leaf| matches!(leaf, Leaf::Bare(_)));
    if unit || holds(&priced, &|leaf| matches!(leaf, Leaf::Money(_))) {
        return None;
    }
    // 令和7年度当初予算 活力あるまちづくり予算: a plain word for one says no more.
    let kind = kinds.iter().rfind(|kind| !rules.paid.says_little(kind)).or(kinds.last())?;
    Some(Purse { year: Some(year), kind: Some(kind.clone()) })
}

/// Figures marked * are from the FY2025 supplementary budget. The end of a sentence in a line is none of a title.
fn ends_sentence_en(text: &str) -> bool {
    let small = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_lowercase());
    text.match_indices('.').any(|(at, _)| small(at) && (at + 1 == text.len() || text[at + 1..].starts_with(' ')))
}

/// What a note says of all amounts: 金額は令和8年度概算要求額、（　）内は令和7年度当初予算額。
pub(in crate::extract) fn legend(reading: &Reading, rules: &Rules) -> Option<Purse> {
    let text = reading.view.text.as_str();
    let begin = rules.paid.amounts_are(text)?;
    let bracket = rules.paid.bracket(&text[begin..]).map(|(_, start, _)| begin + start);
    let sentence = text[begin..].find('。').map(|len| begin + len);
    let end = bracket.into_iter().chain(sentence).min().unwrap_or(text.len());
    // 令和７年度の予算は、令和６年度補正予算と合わせて編成した tells what was done, of no amount which it is.
    let nodes = every(reading, &(begin..end), &rules.paid);
    let mut nodes = nodes.iter().filter(|node| !matches!(node, Node::Leaf(Leaf::Beside, _)));
    match (nodes.next(), nodes.next(), nodes.next()) {
        // 予算額は令和8年度当初予算（特に記載のないもの）。
        (
            Some(Node::Leaf(Leaf::Year(year), _)),
            Some(Node::Leaf(Leaf::Kind(kind), _)),
            None | Some(Node::Group(..)),
        ) => Some(Purse { year: Some(*year), kind: Some(kind.clone()) }),
        _ => None,
    }
}

fn held(nodes: &[Node]) -> Held {
    let words = |node: &Node| matches!(node, Node::Leaf(Leaf::Words, _));
    let says = holds(nodes, &|leaf| matches!(leaf, Leaf::Year(_) | Leaf::From(_) | Leaf::Kind(_)));
    let mut held = Held { purse: Purse::default(), last: false, other: !says && nodes.iter().any(words) };
    for node in nodes {
        match node {
            Node::Leaf(Leaf::Year(year), _) => held.purse.year = held.purse.year.or(Some(*year)),
            Node::Leaf(Leaf::From(-1), _) => held.last = true,
            Node::Leaf(Leaf::Kind(kind), _) => {
                held.purse.kind = Some(kind.clone());
                break;
            }
            _ => {}
        }
    }
    held
}
