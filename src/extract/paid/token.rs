//! A text as budgets see it: amounts, years, kinds and marks as leaves, brackets as branches.

use crate::chars::one_of;
use crate::rules::{PaidWord, PaidWords};
use crate::text::scan::{Comparator, Item, Named, Value};
use crate::text::{Range, Reading};

/// What stands at a place.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::extract) enum Leaf {
    Year(i32),
    /// 前年度, 本年度, 次年度: so many years from the one spoken of.
    From(i32),
    /// 当初予算, as records write it.
    Kind(String),
    Fund,
    Within,
    /// 皆増, －: no amount.
    Nothing,
    Money(f64),
    /// A number that perhaps a unit elsewhere makes an amount of.
    Bare(f64),
    Unit,
    Mark(Vec<Named>),
    /// What leads from one of these to the next: 額, a colon, a comma, an arrow.
    Beside,
    Words,
}

#[derive(Debug, Clone, PartialEq)]
pub(in crate::extract) enum Node {
    Leaf(Leaf, Range),
    /// A bracket by the sign that opens it, and what it holds.
    Group(char, Vec<Node>, Range),
}

impl Node {
    pub fn range(&self) -> &Range {
        match self {
            Self::Leaf(_, range) | Self::Group(_, _, range) => range,
        }
    }
}

/// Brackets that may hold amounts.
const OPEN: &str = "(【〔[《<";
const CLOSE: &str = ")】〕]》>";
/// What may part amounts.
const PARTS: &str = "、,;・→⇒ \n。.";

/// The leaves of a stretch of a view, brackets closed up into branches.
pub(super) fn tree(reading: &Reading, range: &Range, words: &PaidWords, counts: &Counts<'_>) -> Vec<Node> {
    let mut nodes = every(reading, range, words);
    count(&mut nodes, reading, counts);
    speakers(&mut nodes, false, reading);
    nodes
}

/// How numbers without a unit beside them count.
pub(in crate::extract) struct Counts<'c> {
    /// How many yen a word is: 百万円.
    pub unit: &'c dyn Fn(&str) -> Option<f64>,
    /// What a caption says of all amounts below it: （単位：百万円）.
    pub caption: Option<f64>,
}

/// Numbers become amounts by the unit behind their bracket, or at the end of a line by the caption's; others are words.
fn count(nodes: &mut [Node], reading: &Reading, counts: &Counts<'_>) {
    for at in 0..nodes.len() {
        let Node::Leaf(Leaf::Bare(number), range) = &nodes[at] else { continue };
        let (number, range) = (*number, range.clone());
        let only =
            |inner: &[Node]| inner.iter().all(|node| !matches!(node, Node::Leaf(Leaf::Words, _)) || inner.len() == 1);
        // 2,310 [1,870]: a blank before the bracket changes nothing.
        let blank =
            |node: &Node| matches!(node, Node::Leaf(Leaf::Beside, range) if reading.text(range).trim().is_empty());
        let next = at + 1 + usize::from(nodes.get(at + 1).is_some_and(blank));
        let group = matches!(nodes.get(next), Some(Node::Group('(' | '[' | '〔', inner, _)) if only(inner));
        let unit = match nodes.get(if group { next + 1 } else { at + 1 }) {
            Some(Node::Leaf(Leaf::Unit, range)) => (counts.unit)(reading.text(range)),
            _ => unit_before(&nodes[..at], reading, counts),
        };
        let rest = &nodes[at + 1..];
        let last = rest
            .iter()
            .all(|node| matches!(node, Node::Group(..) | Node::Leaf(Leaf::Within | Leaf::Beside | Leaf::Mark(_), _)));
        // 2,310 1,870: of two numbers nothing tells which is this year's.
        let before = reading.view.text[..range.start].trim_end();
        let lone = !before.ends_with(|c: char| c.is_ascii_digit());
        let factor = unit.or(counts.caption.filter(|_| last && at > 0 && lone));
        let Some(factor) = factor else {
            nodes[at] = Node::Leaf(Leaf::Words, range);
            continue;
        };
        nodes[at] = Node::Leaf(Leaf::Money(number * factor), range);
        if let (true, Some(Node::Group(_, inner, _))) = (group, nodes.get_mut(next)) {
            for node in inner {
                if let Node::Leaf(Leaf::Bare(number), range) = node {
                    *node = Node::Leaf(Leaf::Money(*number * factor), range.clone());
                }
            }
        }
    }
    // JPY 1.9 billion (1.4 billion): the bracket counts in the same money.
    for at in 1..nodes.len() {
        let blank =
            |node: &Node| matches!(node, Node::Leaf(Leaf::Beside, range) if reading.text(range).trim().is_empty());
        let before = nodes[..at].iter().rev().find(|node| !blank(node));
        let money = matches!(before, Some(Node::Leaf(Leaf::Money(_), _)));
        if let Node::Group('(' | '[', inner, _) = &mut nodes[at]
            && money
            && let [Node::Leaf(leaf, range)] = inner.as_mut_slice()
            && let Leaf::Bare(number) = *leaf
            && reading.text(range).ends_with(|c: char| c.is_ascii_lowercase())
        {
            *leaf = Leaf::Money(number.round());
        }
    }
    for node in nodes {
        match node {
            Node::Group(_, inner, _) => count(inner, reading, &Counts { caption: None, ..*counts }),
            Node::Leaf(leaf @ Leaf::Unit, _) => *leaf = Leaf::Beside,
            Node::Leaf(..) => {}
        }
    }
}

/// 概算要求額（百万円）: 542: the unit in the bracket between a kind and its number.
fn unit_before(before: &[Node], reading: &Reading, counts: &Counts<'_>) -> Option<f64> {
    let mut before = before.iter().rev().filter(|node| !matches!(node, Node::Leaf(Leaf::Beside, _)));
    let Some(Node::Group(_, inner, _)) = before.next() else { return None };
    let Some(Node::Leaf(Leaf::Kind(_), _)) = before.next() else { return None };
    match inner.as_slice() {
        [Node::Leaf(Leaf::Unit, range)] => (counts.unit)(reading.text(range)),
        _ => None,
    }
}

/// The same where every year and kind counts, whatever stands beside it.
pub(in crate::extract) fn every(reading: &Reading, range: &Range, words: &PaidWords) -> Vec<Node> {
    let flat = leaves(reading, range, words);
    branch(&flat, &mut 0, None)
}

/// A leaf, or a bracket's sign.
#[derive(Debug)]
enum Flat {
    Leaf(Leaf, Range),
    Open(char, usize),
    Close(char, usize),
}

fn leaves(reading: &Reading, range: &Range, words: &PaidWords) -> Vec<Flat> {
    let mut flat = Vec::new();
    let mut at = range.start;
    for found in &reading.found {
        if found.range.start < at || found.range.end > range.end {
            continue;
        }
        let text = reading.text(&found.range);
        let leaf = match &found.item {
            Item::Period(period) if period.start == period.end => Leaf::Year(period.start),
            Item::Value(value) => match money(value, text, words) {
                Some(amount) => Leaf::Money(amount),
                None if value.unit.is_none() && value.max.is_none() && value.comparator == Comparator::Equal => {
                    Leaf::Bare(value.number)
                }
                None => continue,
            },
            Item::Ministries(named) => Leaf::Mark(named.clone()),
            _ => continue,
        };
        gap(reading, &(at..found.range.start), words, &mut flat);
        let end = found.range.start + text.trim_end().len();
        flat.push(Flat::Leaf(leaf, found.range.start..end));
        at = found.range.end;
    }
    gap(reading, &(at..range.end), words, &mut flat);
    flat
}

/// An amount in yen, whatever it is counted in. 一億円 among figures is －億円 misread.
fn money(value: &Value, text: &str, words: &PaidWords) -> Option<f64> {
    let exact = value.max.is_none() && matches!(value.comparator, Comparator::Equal | Comparator::About);
    let figures = text.contains(|c: char| c.is_ascii_digit());
    let factor = match value.unit.as_deref() {
        Some(unit) => words.yen_in(unit)?,
        None if text.ends_with(['万', '億', '兆']) => 1.0,
        None => return None,
    };
    // 16.4 billion is told in floats; yen are whole.
    (exact && figures && value.number >= 0.0).then(|| (value.number * factor).round())
}

/// The words between what the scanner found.
fn gap(reading: &Reading, range: &Range, words: &PaidWords, flat: &mut Vec<Flat>) {
    let text = reading.text(range);
    let mut at = 0;
    for (word, hit) in words.tokens(text) {
        plain(&text[at..hit.start], range.start + at, flat);
        let leaf = match word {
            PaidWord::Kind => Leaf::Kind(words.kind(&text[hit.clone()])),
            PaidWord::Fund => Leaf::Fund,
            PaidWord::Within => Leaf::Within,
            PaidWord::Unit => Leaf::Unit,
            PaidWord::Nothing => Leaf::Nothing,
            PaidWord::From(years) => Leaf::From(years),
            PaidWord::Beside => Leaf::Beside,
        };
        flat.push(Flat::Leaf(leaf, range.start + hit.start..range.start + hit.end));
        at = hit.end;
    }
    plain(&text[at..], range.start + at, flat);
}

fn plain(text: &str, start: usize, flat: &mut Vec<Flat>) {
    for (at, c) in text.char_indices() {
        let here = start + at..start + at + c.len_utf8();
        if one_of(c, OPEN) {
            flat.push(Flat::Open(c, here.start));
        } else if one_of(c, CLOSE) {
            flat.push(Flat::Close(c, here.end));
        } else {
            let leaf = if one_of(c, PARTS) { Leaf::Beside } else { Leaf::Words };
            match flat.last_mut() {
                Some(Flat::Leaf(last, range)) if *last == leaf && range.end == here.start => range.end = here.end,
                _ => flat.push(Flat::Leaf(leaf, here)),
            }
        }
    }
}

fn branch(flat: &[Flat], at: &mut usize, open: Option<char>) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some(one) = flat.get(*at) {
        *at += 1;
        match one {
            Flat::Leaf(leaf, range) => nodes.push(Node::Leaf(leaf.clone(), range.clone())),
            Flat::Open(c, start) => {
                let close = CLOSE.chars().nth(OPEN.chars().position(|other| other == *c).unwrap_or(0));
                let from = *at;
                let inner = branch(flat, at, close);
                let closed = at.checked_sub(1).and_then(|last| flat.get(last));
                match closed {
                    Some(Flat::Close(c, end)) if Some(*c) == close => {
                        nodes.push(Node::Group(flat_open(one), inner, *start..*end))
                    }
                    // A bracket that nothing closes is a word.
                    _ => {
                        *at = from;
                        nodes.push(Node::Leaf(Leaf::Words, *start..*start + c.len_utf8()));
                    }
                }
            }
            Flat::Close(c, end) => {
                if open == Some(*c) {
                    return nodes;
                }
                nodes.push(Node::Leaf(Leaf::Words, *end - c.len_utf8()..*end));
            }
        }
    }
    nodes
}

fn flat_open(flat: &Flat) -> char {
    if let Flat::Open(c, _) = flat { *c } else { '(' }
}

/// A year speaks of a budget beside a kind, a kind beside an amount or at an end: 概算要求システム改修事業 holds neither,
/// nor does 2025年日本国際博覧会関連事業.
fn speakers(nodes: &mut [Node], inside: bool, reading: &Reading) {
    let leaf = |node: Option<&Node>| match node {
        Some(Node::Leaf(leaf, _)) => Some(leaf.clone()),
        _ => None,
    };
    let next = |nodes: &[Node], at: usize| {
        nodes[at + 1..].iter().find(|node| !matches!(node, Node::Leaf(Leaf::Beside, _))).cloned()
    };
    for at in (0..nodes.len()).rev() {
        let behind = next(nodes, at);
        // 予算概算要求額: the last tells.
        if let (Node::Leaf(Leaf::Kind(_), range), Some(Node::Leaf(Leaf::Kind(_), after))) =
            (&nodes[at], nodes.get(at + 1))
            && range.end == after.start
        {
            nodes[at] = Node::Leaf(Leaf::Beside, range.clone());
            continue;
        }
        // (FY2025 supplementary budget; to be spent by FY2029): what stands behind the sign speaks of something else.
        let parted =
            |range: &Range| inside && reading.view.text[range.end..].trim_start().starts_with([';', ',', '、']);
        if let Node::Leaf(Leaf::Kind(_), range) = &nodes[at]
            && matches!(leaf(behind.as_ref()), Some(Leaf::Words | Leaf::Kind(_)))
            && !parted(range)
        {
            nodes[at] = Node::Leaf(Leaf::Words, range.clone());
        }
    }
    for at in 0..nodes.len() {
        let behind = leaf(next(nodes, at).as_ref());
        let before = nodes[..at].iter().rev().find(|node| !matches!(node, Node::Leaf(Leaf::Beside, _)));
        let alone = nodes.len() == 1;
        let beside = matches!(behind, Some(Leaf::Kind(_)))
            || matches!(leaf(before), Some(Leaf::Kind(_)))
            // 42億円（前年度 38億円）
            || inside && matches!(behind, Some(Leaf::Money(_) | Leaf::Nothing));
        if let Node::Leaf(Leaf::Year(_) | Leaf::From(_), range) = &nodes[at]
            && !beside
            && !alone
        {
            nodes[at] = Node::Leaf(Leaf::Words, range.clone());
        }
        if let Node::Group(_, inner, _) = &mut nodes[at] {
            speakers(inner, true, reading);
        }
    }
    // A word for nothing among others is a part of them: 新規就農者支援, a hyphen.
    for at in 0..nodes.len() {
        let words = |node: Option<&Node>| matches!(node, Some(Node::Leaf(Leaf::Words, _)));
        let loose = matches!(&nodes[at], Node::Leaf(Leaf::Nothing | Leaf::Fund | Leaf::Beside, _));
        let before = at.checked_sub(1).and_then(|before| nodes.get(before));
        let joined = words(nodes.get(at + 1)) || words(before) && at + 1 < nodes.len();
        if loose
            && joined
            && let Node::Leaf(_, range) = &nodes[at]
            && !matches!(nodes[at], Node::Leaf(Leaf::Beside, _))
        {
            nodes[at] = Node::Leaf(Leaf::Words, range.clone());
        }
    }
}
