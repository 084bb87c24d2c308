//! What a line begins with: numbering, a list mark, a note mark, or nothing.
//!
//! The ranks order the numbering styles that Japanese administration uses, from the
//! part (編) down to the circled bullet, so that a heading closes all below it.

use crate::chars::{is_bullet, is_hiragana, is_kanji, is_katakana, one_of};

/// The mark at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A numbering or bracket that can open a part; always a heading if short and no sentence.
    Number {
        rank: u8,
    },
    /// ○ ● ◇ □: a heading over what follows, or an item among its like.
    Circle,
    /// ・ - • and the like: an item.
    Bullet,
    /// ※ (注) 注1 *1: a note.
    Note,
    /// `# ` in Markdown: a heading whatever else.
    Hash {
        rank: u8,
    },
    None,
}

impl Mark {
    /// Reads the mark at the start of a line, leading white space aside.
    pub fn of(line: &str) -> Self {
        let line = line.trim_start().trim_start_matches("**");
        let mut chars = line.chars();
        let Some(first) = chars.next() else { return Self::None };
        let rest = chars.as_str();
        let spaced = rest.starts_with([' ', '\u{3000}', '\t']);
        match first {
            '#' => {
                let depth = line.bytes().take_while(|&byte| byte == b'#').count();
                let is_heading = depth <= 6 && line[depth..].starts_with(' ');
                if is_heading { Self::Hash { rank: depth as u8 } } else { Self::None }
            }
            '※' | '＊' => Self::Note,
            '*' if rest.starts_with(|c: char| c.is_ascii_digit()) => Self::Note,
            '注' if rest.starts_with(|c: char| c.is_ascii_digit() || one_of(c, "０１２３４５６７８９)）:：")) => {
                Self::Note
            }
            '（' | '(' if rest.starts_with('注') || rest.starts_with('※') => Self::Note,
            '第' => part(rest),
            'Ⅰ'..='ⅿ' if !rest.starts_with(is_hiragana) => Self::Number { rank: 10 },
            '■' | '◆' | '▼' | '◼' | '▌' => Self::Number { rank: 12 },
            '０'..='９' | '0'..='9' => number(line),
            '（' | '(' => bracketed(rest),
            '①'..='⑳' | '㉑'..='㉟' => Self::Number { rank: 19 },
            '【' | '＜' | '《' | '［' | '〈' | '≪' => enclosed(line, first),
            '<' if rest.chars().next().is_some_and(|c| !c.is_ascii()) => enclosed(line, first),
            '○' | '〇' | '●' | '◯' | '◎' | '◇' | '▽' | '□' | '❏' | '◦' => Self::Circle,
            '・' | '･' => Self::Bullet,
            c if is_bullet(c) => Self::Bullet,
            '-' | '*' | '–' if spaced => Self::Bullet,
            'o' if rest.starts_with("  ") || rest.starts_with('\t') => Self::Bullet,
            'a'..='z' if lettered(line) => Self::Number { rank: 20 },
            c if (is_katakana(c) || is_hiragana(c)) && rest.starts_with(['　', '．', ')', '）']) => {
                Self::Number { rank: 20 }
            }
            c if is_kanji(c) && one_of(c, "一二三四五六七八九十") && rest.starts_with(['　', '．', '、', ' ']) => {
                Self::Number { rank: 15 }
            }
            _ => Self::None,
        }
    }
}

/// 第１章, 第二節: the part's name gives the rank.
fn part(rest: &str) -> Mark {
    let after = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || one_of(c, "一二三四五六七八九十百")
    });
    let numbered = after.len() < rest.len();
    match after.chars().next() {
        Some('編' | '部') if numbered => Mark::Number { rank: 7 },
        Some('章') if numbered => Mark::Number { rank: 8 },
        Some('節') if numbered => Mark::Number { rank: 9 },
        Some('項' | '款') if numbered => Mark::Number { rank: 10 },
        _ => Mark::None,
    }
}

/// `１．`, `1 `, `4.1.2`, `1.1.A`, `２．３－４`: each step of the number goes one rank down.
fn number(line: &str) -> Mark {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let (mut steps, mut rest) = (0, line);
    loop {
        let after = rest.trim_start_matches(digit);
        let digits = rest[..rest.len() - after.len()].chars().count();
        if digits == 0 || digits > 2 {
            break;
        }
        steps += 1;
        rest = after;
        match rest.chars().next() {
            Some(c @ ('.' | '．' | '－' | '-')) if rest[c.len_utf8()..].starts_with(digit) => {
                rest = &rest[c.len_utf8()..]
            }
            _ => break,
        }
    }
    // 1.1.A, 3.2.b: the last step may be a letter.
    if let [b'.', letter, b' ' | b'\t', ..] = rest.as_bytes()
        && steps > 1
        && letter.is_ascii_alphabetic()
    {
        (steps, rest) = (steps + 1, &rest[2..]);
    }
    let ends = match rest.chars().next() {
        Some(c @ ('．' | '.' | '、' | '，')) => !rest[c.len_utf8()..].starts_with(digit) || steps > 1,
        Some(' ' | '\u{3000}' | '\t') => true,
        _ => false,
    };
    let text = rest.trim_start_matches(['．', '.', '、', '，', ' ', '\u{3000}', '\t']);
    let names = text.chars().next().is_some_and(|c| !digit(c) && !one_of(c, "%％（(）)年月日件人社回歳才万億兆"));
    // 2. 60 companies are active: a value that begins an item in English.
    let words = text.split(' ').skip(1).filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).count();
    let names = names || steps == 1 && rest.starts_with(". ") && words >= ITEM;
    // 45 minutes by 2030, behind a line that ends in `to`: no item begins with a number, a space and a small letter.
    let counts = steps == 1 && rest.starts_with(' ') && text.starts_with(|c: char| c.is_ascii_lowercase());
    if steps > 0 && ends && names && !counts { Mark::Number { rank: 13 + steps.min(4) } } else { Mark::None }
}

/// An English item that begins with a value has so many words in small letters.
const ITEM: usize = 3;

/// `（１）`, `(ア)`; a bracket around words is none.
fn bracketed(rest: &str) -> Mark {
    let Some(end) = rest.find(['）', ')']) else { return Mark::None };
    let inside = rest[..end].trim();
    let short = inside.chars().count() <= 2 || is_roman(inside);
    let counts = inside.chars().all(|c| {
        c.is_ascii_alphanumeric() || ('０'..='９').contains(&c) || is_katakana(c) || one_of(c, "一二三四五六七八九十")
    });
    if short && counts && !inside.is_empty() { Mark::Number { rank: 18 } } else { Mark::None }
}

/// iii, xiv: small Roman numbers.
fn is_roman(text: &str) -> bool {
    text.len() <= LONGEST_ROMAN && text.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
}

/// A Roman number of a list is no longer.
const LONGEST_ROMAN: usize = 5;

/// `a) `, `iv) `: the sign of an item.
fn lettered(line: &str) -> bool {
    let sign = line.split_once(") ").map_or("", |(sign, _)| sign);
    sign.len() == 1 || !sign.is_empty() && is_roman(sign)
}

/// 【成果目標】, ＜医薬品＞: a heading if the bracket is the whole line.
fn enclosed(line: &str, open: char) -> Mark {
    let close = match open {
        '【' => '】',
        '＜' => '＞',
        '《' => '》',
        '［' => '］',
        '〈' => '〉',
        '≪' => '≫',
        _ => '>',
    };
    let line = line.trim_end().trim_end_matches("**").trim_end();
    let whole = line.ends_with(close) && line.matches(close).count() == 1 && line.chars().count() > 3;
    if whole { Mark::Number { rank: 21 } } else { Mark::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_gives_ranks_that_order_the_parts() {
        let rank = |line: &str| match Mark::of(line) {
            Mark::Number { rank } | Mark::Hash { rank } => rank,
            other => panic!("{line}: {other:?}"),
        };
        let order = [
            "# 題",
            "第１章 総論",
            "Ⅰ 総論",
            "１．施策",
            "４．１ 研究開発",
            "２．３－１ 出口",
            "（１）現状",
            "① 創薬",
            "ア　対策",
            "【成果目標】",
        ];
        for pair in order.windows(2) {
            assert!(rank(pair[0]) < rank(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn numbers_of_things_are_no_numbering() {
        for line in [
            "14 (R10)",
            "2029年度末までに",
            "10件 増",
            "43 件 (R7)",
            "１，２３４人",
            "2.5億円",
            "（厚）",
            "（参考）必要性は",
            "第３期の期間中",
        ] {
            assert_eq!(Mark::of(line), Mark::None, "{line}");
        }
    }

    #[test]
    fn marks_of_items_and_notes() {
        assert_eq!(Mark::of(" ・ 開発"), Mark::Bullet);
        assert_eq!(Mark::of("- 輸出"), Mark::Bullet);
        assert_eq!(Mark::of("○治験に至った件数"), Mark::Circle);
        assert_eq!(Mark::of("※ 指標の数字は"), Mark::Note);
        assert_eq!(Mark::of("（注）端数処理"), Mark::Note);
        assert_eq!(Mark::of("【厚】の事業"), Mark::None);
    }
}
