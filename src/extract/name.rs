//! From the characters a rule captured to a name: no marks, no years, no stray spaces.

use crate::chars::{is_circled, is_japanese, one_of};
use crate::rules::Rules;
use crate::text::{Range, Reading, nfkc};

/// The name that stands in some ranges of a view, joined in order.
pub(super) fn name(reading: &Reading, ranges: &[Range]) -> String {
    let joined: String = ranges.iter().map(|range| reading.words(range)).collect();
    clean(&joined)
}

/// Whether a character marks an item of a list.
pub(super) fn is_mark(c: char) -> bool {
    one_of(c, "○〇●◎◇◆□■▼▽▶▷❖✓✔・･•➤➢▪")
}

/// Cleans a name: NFKC, no list marks, no bracketed year, no particle at its end, brackets in pairs.
pub(super) fn clean(text: &str) -> String {
    let text = nfkc(text);
    let text = without_spaces(&text);
    let text = text.trim_start_matches(|c: char| is_mark(c) || one_of(c, "※*,、。:;/→⇒➡-") || c.is_whitespace());
    balance(unquoted(trim_end(text)))
}

/// A name that stands in quotes or brackets as a whole: 「高校入学者数」, [連絡率], but not 「日本博」の参加者数.
pub(super) fn unquoted(text: &str) -> &str {
    let inside = QUOTES.into_iter().find_map(|[open, close]| {
        let inside = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inside.contains([open, close])).then_some(inside)
    });
    inside.unwrap_or(text)
}

/// What a name may stand in.
const QUOTES: [[char; 2]; 3] = [['「', '」'], ['[', ']'], ['〔', '〕']];

/// A text without list mark, for measures and headings: numbering stays.
pub(super) fn clean_text(text: &str) -> String {
    let text = nfkc(text);
    let text = without_spaces(&text);
    text.trim_start_matches(|c: char| is_mark(c) || one_of(c, "-,、)。】#→⇒➡") || c.is_whitespace())
        .trim_end_matches([' ', '(', '【'])
        .to_owned()
}

/// A text without the number that it runs under: (1), A3., ②, 2 , (iv).
pub(super) fn without_number(text: &str) -> &str {
    let bare = text.trim_start_matches(is_circled).trim_start();
    if bare.len() < text.len() && bare.chars().count() > 1 {
        return bare;
    }
    if let Some((number, rest)) = text.strip_prefix('(').and_then(|rest| rest.split_once(") "))
        && !number.is_empty()
        && number.chars().all(|c| one_of(c, "ivx"))
    {
        return rest.trim_start();
    }
    let inside = text.strip_prefix('(').unwrap_or(text);
    let letters = inside.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let figures = letters.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
    let number = &inside[..inside.len() - figures.len()];
    let lettered = inside.len() - letters.len();
    let rest = figures.trim_start_matches(')').trim_start();
    let dotted = number.ends_with('.') && !rest.starts_with(|c: char| c.is_ascii_digit());
    let spaced = lettered == 0 && figures.starts_with(' ') && begins_as_japanese(rest);
    let runs = letters.starts_with(|c: char| c.is_ascii_digit())
        && lettered <= 1
        && number[lettered..].split(['.', '-']).all(|part| part.len() <= LONGEST_NUMBER)
        && (figures.starts_with(')') || dotted || spaced);
    if runs && rest.chars().count() > 1 { rest } else { text }
}

/// 住宅支援, ITの活用.
fn begins_as_japanese(text: &str) -> bool {
    let name = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.contains(is_japanese);
    name || text.starts_with(is_japanese)
}

/// A part of a running number has no more figures: 12.3.
const LONGEST_NUMBER: usize = 2;

/// No space between Japanese characters, one between words.
pub(super) fn without_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if space && out.chars().next_back().is_some_and(|last| !is_japanese(last) || !is_japanese(c)) {
            out.push(' ');
        }
        space = false;
        out.push(c);
    }
    out
}

fn trim_end(text: &str) -> &str {
    let mut text = text.trim_end_matches(|c: char| one_of(c, "、,。.:;・/→※*") || c.is_whitespace());
    for particle in ["については", "について", "に関しては", "は", "を", "が", "の"] {
        if let Some(shorter) = text.strip_suffix(particle)
            && shorter.chars().count() >= 3
        {
            text = shorter;
            break;
        }
    }
    text.trim_end_matches(|c: char| one_of(c, "、,。:・/※") || c.is_whitespace())
}

/// Closes a bracket left open at the end, drops one that was never opened.
fn balance(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '(' | '「' | '『' | '【' => open.push((c, out.len())),
            ')' | '」' | '』' | '】' if open.pop().is_none() => continue,
            _ => {}
        }
        out.push(c);
    }
    while let Some((bracket, at)) = open.pop() {
        if at + bracket.len_utf8() == out.len() || at == 0 {
            out.remove(at);
        } else {
            out.push(match bracket {
                '(' => ')',
                '「' => '」',
                '『' => '』',
                _ => '】',
            });
        }
    }
    out.trim().to_owned()
}

/// A text without its line ends; between words of Latin letters a space stands for one.
pub(super) fn unbroken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split('\n') {
        if out.ends_with(|c: char| c.is_ascii_alphanumeric() || crate::chars::one_of(c, ",.)"))
            && part.starts_with(|c: char| c.is_ascii())
        {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Whether a part of a name is a label of values, or ends in one.
pub(super) fn ends_in_label(name: &str, rules: &Rules) -> bool {
    let words = &rules.tables.words;
    if name.len() > LONGEST_NAME {
        return false;
    }
    name.split(['(', ')', ':', '、', ' ']).any(|part| {
        let ends =
            part.char_indices().skip(2).any(|(at, _)| words.is_label(&part[at..]) && part.len() - at >= LEAST_LABEL);
        ends || part.len() >= LEAST_LABEL && words.is_label(part)
    })
}

/// A longer name is a text, in bytes.
const LONGEST_NAME: usize = 400;
/// A label of values is no shorter, in bytes: 基準値.
const LEAST_LABEL: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_numbers_are_taken_off() {
        for (text, rest) in [
            ("(1)教育の支援", "教育の支援"),
            ("2 住宅支援", "住宅支援"),
            ("2 ITの活用", "ITの活用"),
            ("②住宅支援", "住宅支援"),
            ("(1)3Rの推進", "3Rの推進"),
            ("A3. Amend the act", "Amend the act"),
            ("1. Publish the records", "Publish the records"),
            ("2030 water targets", "2030 water targets"),
            ("1.5 degrees of warming", "1.5 degrees of warming"),
            ("A3 paper for schools", "A3 paper for schools"),
            ("24時間の相談窓口", "24時間の相談窓口"),
            ("AI 3 の活用", "AI 3 の活用"),
            ("(仮称)水の日", "(仮称)水の日"),
        ] {
            assert_eq!(without_number(text), rest);
        }
    }

    #[test]
    fn names_lose_what_is_no_part_of_them() {
        for (text, name) in [
            ("○ 治験に至った 件数※", "治験に至った件数"),
            ("ワンストップ 窓口への国際 共同治験の 相談件数", "ワンストップ窓口への国際共同治験の相談件数"),
            ("クラスⅢ・Ⅳ医療機器の薬事承認件数", "クラスIII・IV医療機器の薬事承認件数"),
            ("アクセス人数(直接の裨益者数、", "アクセス人数(直接の裨益者数)"),
            ("Single IRB運用実績(", "Single IRB運用実績"),
            ("企業価値 100億円以上の創薬スタートアップを", "企業価値 100億円以上の創薬スタートアップ"),
            ("件数)", "件数"),
        ] {
            assert_eq!(clean(text), name);
        }
    }
}
