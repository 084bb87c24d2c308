//! Words before and after a number that say how exactly it is meant and what it sums.

use super::digits::SOME;
use super::unit::gap;
use super::{Comparator, Value};
use crate::chars::{is_kanji, is_katakana, one_of};
use crate::text::lexicon::{Lexicon, NumberWords, Says};

/// The ordinal ending of 19th, and the plus of 10+ companies.
pub(super) fn written_after(text: &str, after: usize, value: &mut Value, words: &NumberWords) -> usize {
    let rest = &text[after..];
    if let Some(len) = words.ordinal.len(rest).filter(|&len| !rest[len..].starts_with(|c: char| c.is_ascii_digit())) {
        return after + len;
    }
    if rest.starts_with('+') && !rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        value.comparator = Comparator::AtLeast;
        return after + 1;
    }
    after
}

/// 1本半.
pub(super) fn half(text: &str, end: usize, value: &mut Value, words: &NumberWords) -> usize {
    match words.half.longest(&text[end..]) {
        Some((true, len)) if value.unit.is_some() => {
            value.number += 0.5;
            end + len
        }
        _ => end,
    }
}

/// Reads 以上, /年 and the like behind the value.
pub(super) fn suffixes(text: &str, mut end: usize, value: &mut Value, words: &NumberWords) -> usize {
    loop {
        let gap = gap(text, end);
        let rest = &text[end + gap..];
        let Some((says, len)) = words.after.longest(rest) else { return end };
        match says {
            // 5+3: the plus joins.
            Says::Compares(_) if rest.starts_with('+') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                return end;
            }
            Says::Compares(comparator) => value.comparator = comparator,
            Says::Sums(sum) => value.aggregation = Some(sum),
            Says::Plain => {}
            Says::Nothing => return end,
        }
        end += gap + len;
    }
}

/// Reads the words before the number backwards; gives where the value begins.
pub(super) fn prefixes(text: &str, at: usize, value: &mut Value, lexicon: &Lexicon) -> usize {
    let mut start = at;
    loop {
        let before = text[..start].trim_end_matches(' ');
        // at least⏎50: a line of English words may end before its number.
        let wrapped = before.ends_with('\n');
        let before = if wrapped { before.trim_end_matches([' ', '\n']) } else { before };
        let fits = lexicon.numbers.before.all(before).find(|(says, word)| {
            let joins = !wrapped || word.starts_with(|c: char| c.is_ascii_alphabetic());
            joins && (*says == Says::Nothing || !is_counted(&before[..before.len() - word.len()], word, lexicon))
        });
        let Some((says, word)) = fits else { return start };
        match says {
            Says::Compares(comparator) if value.comparator == Comparator::Equal => value.comparator = comparator,
            Says::Sums(sum) => value.aggregation = value.aggregation.or(Some(sum)),
            Says::Compares(_) | Says::Plain => {}
            Says::Nothing => return start,
        }
        start = before.len() - word.len();
    }
}

/// Whether 年 and its like belong to what stands before them: 2019年40人, 5年間で6人; but 売上額 年3,000千円.
fn is_counted(before: &str, word: &str, lexicon: &Lexicon) -> bool {
    let Some((_, year)) = lexicon.years.unit(word) else { return false };
    let words = &lexicon.numbers;
    let part = |c: char| {
        c.is_ascii_digit()
            || one_of(c, &words.year_count)
            || year == word.len() && (is_kanji(c) && !one_of(c, &words.year_sum) || is_katakana(c))
    };
    // 数年間で: some years; 件数 年3件 is none.
    let some = before.strip_suffix(SOME).is_some_and(|before| !before.ends_with(|c| is_kanji(c) || is_katakana(c)));
    some || before.ends_with(part)
}
