//! Values written in words: ゼロ, 倍増, 半減, double; and two bounds that are one value.

use super::value::{Read, value};
use super::{Comparator, Found, Item, Range, Value};
use crate::chars::{is_kanji, is_katakana};
use crate::text::lexicon::Lexicon;

/// ゼロ as a value of its own, and プラス or マイナス before a number.
pub(super) fn word(text: &str, at: usize, lexicon: &Lexicon) -> Option<Found> {
    let rest = &text[at..];
    for (sign, factor) in [("プラス", 1.0), ("マイナス", -1.0)] {
        let Some(number) = rest.strip_prefix(sign) else { continue };
        let from = text.len() - number.trim_start().len();
        if let Read::Found(Found { range, item: Item::Value(value) }) = value(text, at, from, lexicon)
            && range.start >= at + sign.len()
        {
            let item = Item::Value(Value { number: factor * value.number, plus: factor > 0.0, bare: false, ..value });
            return Some(Found { range: at..range.end, item });
        }
    }
    let after = rest.strip_prefix("ゼロ")?;
    let before = text[..at].chars().next_back();
    let alone = !before.is_some_and(|c| is_katakana(c) || is_kanji(c))
        && !after.starts_with(|c: char| is_katakana(c) || is_kanji(c) || c == '・');
    let nought = Value {
        number: 0.0,
        max: None,
        unit: None,
        comparator: Comparator::Equal,
        aggregation: None,
        plus: false,
        bare: false,
    };
    alone.then(|| Found { range: at..at + "ゼロ".len(), item: Item::Value(nought) })
}

/// Words that are a factor: 倍増, 半減, double, halve.
pub(super) fn factor(text: &str, at: usize) -> Option<Found> {
    const FACTORS: &[(&str, f64)] = &[
        ("倍増", 2.0),
        ("半減", 0.5),
        ("doubling", 2.0),
        ("doubled", 2.0),
        ("double", 2.0),
        ("tripling", 3.0),
        ("tripled", 3.0),
        ("triple", 3.0),
        ("halving", 0.5),
        ("halved", 0.5),
        ("halve", 0.5),
    ];
    let &(word, number) = FACTORS.iter().find(|(word, _)| text[at..].starts_with(word))?;
    let latin = word.is_ascii();
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let inside = latin && (text[..at].ends_with(letter) || text[at + word.len()..].starts_with(letter))
        || !latin && text[..at].ends_with(|c: char| c.is_ascii_digit() || is_kanji(c) && c != '比');
    let unit = (!latin).then(|| "倍".to_owned());
    (!inside).then(|| Found {
        range: at..at + word.len(),
        item: Item::Value(Value {
            number,
            max: None,
            unit,
            comparator: Comparator::Equal,
            aggregation: None,
            plus: false,
            bare: false,
        }),
    })
}

/// Joins 40%以上 and 60%以下 into one value with two ends.
pub(super) fn merge_bounds(text: &str, found: &mut Vec<Found>) {
    let mut at = 1;
    while at < found.len() {
        let gap: Range = found[at - 1].range.end..found[at].range.start;
        let near = text[gap].trim_matches([' ', '、', 'か', 'つ', '・', '~']).is_empty();
        if near && let Some(joined) = bounds(&found[at - 1].item, &found[at].item) {
            found[at - 1].item = Item::Value(joined);
            found[at - 1].range.end = found[at].range.end;
            found.remove(at);
        } else {
            at += 1;
        }
    }
}

fn bounds(low: &Item, high: &Item) -> Option<Value> {
    let (Item::Value(low), Item::Value(high)) = (low, high) else { return None };
    let lower = matches!(low.comparator, Comparator::AtLeast | Comparator::Above);
    let upper = matches!(high.comparator, Comparator::AtMost | Comparator::Below);
    (lower
        && upper
        && low.number < high.number
        && low.max.is_none()
        && high.max.is_none()
        && (low.unit == high.unit || low.unit.is_none()))
    .then(|| Value { max: Some(high.number), unit: high.unit.clone(), ..low.clone() })
}
