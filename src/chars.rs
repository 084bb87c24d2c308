//! What kind of character this is: the few questions that every stage asks.

/// Whether a character belongs to Japanese writing, its punctuation and full-width forms included.
///
/// No space stands between two of these, whatever a line break or a PDF put there.
pub fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{26ff}' | '\u{2e80}'..='\u{31ff}' | '\u{3200}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}'
        | '※' | '…' | '‥' | '“' | '”' | '‘' | '’')
}

/// What leads from one value to the next.
pub const ARROWS: [char; 3] = ['→', '⇒', '➡'];

/// Whether a character is a kanji.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '々' | '〆' | 'ヶ')
}

/// Whether a character is katakana or the long-vowel mark.
pub fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether a character is hiragana.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// Whether a character shows nothing and takes no room: a joiner, a mark of direction, a selector
/// of one of a character's shapes.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || is_selector(c)
}

/// Whether a character only says in which of its shapes the one before it is shown. Japanese
/// names, and documents from some programs, are full of them.
pub fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character stands for one that could not be read: U+FFFD, or one of a private use that
/// only the document's own font knows (外字). Those of the symbol fonts are bullets and arrows.
pub fn is_unreadable(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}')
}

/// Whether a character is a bullet, also of a symbol font, whose code the document kept in its place.
pub fn is_bullet(c: char) -> bool {
    let symbol = matches!(
        c,
        '\u{f0b7}'
            | '\u{f0a7}'
            | '\u{f06c}'
            | '\u{f06e}'
            | '\u{f071}'
            | '\u{f076}'
            | '\u{f0d8}'
            | '\u{f0e0}'
            | '\u{f0fc}'
    );
    symbol || matches!(c, '•' | '➤' | '➢' | '▪' | '▶' | '►' | '✓' | '✔')
}

/// Whether a character is one of a few.
pub fn one_of(c: char, few: &str) -> bool {
    few.chars().any(|one| one == c)
}

/// The columns a character takes on a terminal or in a line of a dump: two for full width.
pub fn width(c: char) -> usize {
    match c {
        ' '..='~' | '\u{ff61}'..='\u{ff9f}' => 1,
        '\u{3000}'..='\u{9fff}' => 2,
        c if is_japanese(c) => 2,
        c if is_invisible(c) => 0,
        _ => 1,
    }
}

/// The columns of a text.
pub fn columns(text: &str) -> usize {
    let mut columns = 0;
    for (at, byte) in text.bytes().enumerate() {
        columns += match byte {
            ..0x80 => 1,
            // Kana and kanji, told by their first byte: nearly all that is not ASCII.
            0xe3..=0xe9 => 2,
            0x80..0xc0 => 0,
            _ => text[at..].chars().next().map_or(0, width),
        };
    }
    columns
}

/// ①: the number of an item.
pub fn is_circled(c: char) -> bool {
    ('①'..='⑳').contains(&c)
}

/// Whether a text ends a sentence, closing brackets and quotes aside.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || one_of(c, "）)」』】］]〕”\"'"));
    bare.ends_with(['。', '．', '！', '？', '!', '?']) || bare.ends_with('.') && !bare.ends_with("..")
}

/// Whether a text begins with a particle, and so goes on from what stands before it. Words in hiragana begin
/// like them (はじめに, がん, のり面), but hardly with a kanji behind; nothing begins with を.
pub fn begins_with_particle(text: &str) -> bool {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    first.is_some_and(|c| c == 'を' || one_of(c, "にがはのとでもへ") && second.is_some_and(is_kanji))
}

/// Whether a text ends in a particle or a comma, and so asks for what follows it.
pub fn asks_for_more(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| one_of(c, "のをにがとではへもや、・"))
}

/// "provides JPY 3.6 billion for the": whether a line of English ends in a word that nothing ends in.
pub fn asks_for_more_en(line: &str) -> bool {
    const LINKS: [&str; 12] = ["the", "of", "for", "in", "to", "by", "and", "a", "an", "with", "from", "at"];
    line.split_whitespace().next_back().is_some_and(|word| LINKS.contains(&word))
}

/// Whether one bracket of those that headings stand in holds all of a text: 〔保育環境の整備〕.
pub fn in_one_bracket(text: &str) -> bool {
    within_one(text, &[('〔', '〕'), ('【', '】'), ('《', '》'), ('＜', '＞'), ('［', '］')])
}

/// Whether one pair of some brackets holds all of a text.
pub fn within_one(text: &str, pairs: &[(char, char)]) -> bool {
    pairs.iter().any(|&(open, close)| {
        text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(|inside| !inside.contains(close))
    })
}

/// How many brackets are open after a text, if so many were before it.
pub fn open_brackets(before: usize, text: &str) -> usize {
    let mut open = before;
    for c in text.chars() {
        match c {
            '（' | '(' | '「' | '『' | '【' | '〔' | '［' => open += 1,
            '）' | ')' | '」' | '』' | '】' | '〕' | '］' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_english_goes_on_behind_a_small_word() {
        assert!(asks_for_more_en("Project for Expanding Domestic Production of"));
        assert!(!asks_for_more_en("Expanding Domestic Rail") && !asks_for_more_en("の") && !asks_for_more_en(""));
    }

    #[test]
    fn one_bracket_holds_all_of_a_heading() {
        assert!(in_one_bracket("〔保育環境の整備　《公約1-①》〕"));
        assert!(!in_one_bracket("【現状】と【目標】") && !in_one_bracket("（１）資金") && !in_one_bracket("〔注"));
    }

    #[test]
    fn a_sentence_may_end_inside_a_bracket() {
        assert!(!ends_sentence("検討する。（厚）"));
        assert!(ends_sentence("（以下「戦略」という。）"));
        assert!(ends_sentence("推進する。"));
        assert!(!ends_sentence("推進するととも"));
    }

    #[test]
    fn a_particle_is_told_from_a_word_that_begins_like_it() {
        for text in ["の増加", "に自殺死亡率を", "を目指す"] {
            assert!(begins_with_particle(text), "{text}");
        }
        for text in ["がん検診の受診率", "はしご車の台数", "のり面", "とりわけ", ""] {
            assert!(!begins_with_particle(text), "{text}");
        }
    }

    #[test]
    fn full_width_counts_two() {
        assert_eq!(columns("KPI（成果）"), 3 + 8);
        assert_eq!(columns("ｱ"), 1);
        for text in ["é①ｱ（㎡）𠮟\t…", "7 (R5)", "〇々ヶ", "—–"] {
            assert_eq!(columns(text), text.chars().map(width).sum::<usize>(), "{text}");
        }
    }
}
