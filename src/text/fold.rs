//! NFKC by cluster, with the exceptions that keep the meaning of Japanese documents.
//!
//! Plain NFKC turns ④100% into 4100% and 件数¹ into 件数1. Circled numbers, super- and
//! subscripts and Roman numerals therefore stay marks. The many dashes and tildes that
//! mean one range sign or one minus become one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::chars::is_selector;

/// What a cluster of the source becomes in the view.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Folded {
    /// The same bytes.
    Same,
    One(char),
    Many(String),
}

/// Folds a cluster: a character with the marks that combine with it.
pub(super) fn fold(cluster: &str) -> Folded {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return Folded::Same };
    if chars.next().is_none()
        && let Some(folded) = single(first)
    {
        return folded;
    }
    // Which shape of a character a font shows says nothing of which it is.
    let normal: String = cluster.chars().filter(|&c| !is_selector(c)).nfkc().collect();
    let mut normal_chars = normal.chars();
    match (normal_chars.next(), normal_chars.next()) {
        _ if normal == cluster => Folded::Same,
        (Some(only), None) => Folded::One(only),
        _ => Folded::Many(normal),
    }
}

/// What a character becomes in the view; none where it stays as it is.
pub fn folded(c: char) -> Option<String> {
    let mut buffer = [0; 4];
    let new = match fold(c.encode_utf8(&mut buffer)) {
        Folded::Same => return None,
        Folded::One(new) => new.to_string(),
        Folded::Many(new) => new,
    };
    (!new.chars().eq([c])).then_some(new)
}

/// The characters that need no table, or must not follow it.
fn single(c: char) -> Option<Folded> {
    Some(match c {
        '\u{20}'..='\u{7e}' | '\u{3001}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' if c != '〜' => Folded::Same,
        '～' | '〜' | '∼' | '˜' => Folded::One('~'),
        '−' | '‐' | '‑' | '‒' | '–' | '－' => Folded::One('-'),
        '—' | '─' | '━' => Folded::One('―'),
        '！'..='｝' => Folded::One(char::from_u32(c as u32 - 0xfee0)?),
        '①'..='⓿' | '❶'..='➓' | '㉑'..='㉟' | '㊱'..='㊿' | '㊀'..='㊙' => Folded::Same,
        '¼' | '½' | '¾' | '⅐'..='⅞' => Folded::Same,
        '²' | '³' | '¹' | '⁰'..='₿' | 'Ⅰ'..='ↈ' | '…' | '‥' | '´' | '¨' | '゛' | '゜' => {
            Folded::Same
        }
        '⺠' => Folded::One('民'),
        '⺟' => Folded::One('母'),
        '⻑' => Folded::One('長'),
        '⻄' => Folded::One('西'),
        '⻘' => Folded::One('青'),
        '⻝' => Folded::One('食'),
        '⻩' => Folded::One('黄'),
        '⻭' => Folded::One('歯'),
        '⻣' => Folded::One('骨'),
        '⻆' => Folded::One('角'),
        '⻲' => Folded::One('亀'),
        '⻨' => Folded::One('麦'),
        '⻫' => Folded::One('斉'),
        '⻯' => Folded::One('竜'),
        _ => return None,
    })
}

/// Whether a character combines with the one before it.
pub(super) fn combines(c: char) -> bool {
    matches!(c, 'ﾞ' | 'ﾟ') || c >= '\u{300}' && (canonical_combining_class(c) != 0 || is_selector(c))
}

/// The folded form of a whole text, as for a name or a unit that leaves the program: full NFKC.
pub fn nfkc(text: &str) -> String {
    if plain_prefix(text.as_bytes()) == text.len() { text.to_owned() } else { text.nfkc().collect() }
}

/// How many leading bytes need no folding: printable ASCII but `&`, kana, kanji, 。、「」.
pub(super) fn plain_prefix(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'!'..=b'%' | b'\''..=b'~' => at += 1,
            // After a Japanese character a space may mean nothing.
            b' ' if at > 0 && bytes[at - 1] < 0x80 && bytes[at - 1] != b' ' => at += 1,
            0xe3 if bytes.len() > at + 2 && plain_e3(bytes[at + 1], bytes[at + 2]) => at += 3,
            0xe4..=0xe9 if bytes.len() > at + 2 && (bytes[at] != 0xe4 || bytes[at + 1] >= 0xb8) => at += 3,
            _ => break,
        }
    }
    at
}

/// U+3001 to U+301B and kana; not the ideographic space, the wave dash, the combining voice marks.
fn plain_e3(second: u8, third: u8) -> bool {
    match second {
        0x80 => (0x81..=0x9b).contains(&third),
        0x81 => true,
        0x82 => !(0x99..=0x9c).contains(&third),
        0x83 => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let mut len = first.len_utf8();
            len += rest[len..].chars().take_while(|&c| combines(c)).map(char::len_utf8).sum::<usize>();
            match fold(&rest[..len]) {
                Folded::Same => out.push_str(&rest[..len]),
                Folded::One(c) => out.push(c),
                Folded::Many(s) => out.push_str(&s),
            }
            rest = &rest[len..];
        }
        out
    }

    #[test]
    fn full_width_becomes_half_and_marks_stay_marks() {
        assert_eq!(all("（１，２３４人）％"), "(1,234人)%");
        assert_eq!(all("④100%、件数¹、Ⅲ・Ⅳ"), "④100%、件数¹、Ⅲ・Ⅳ");
        assert_eq!(all("2021～2023〜∼"), "2021~2023~~");
        assert_eq!(all("−1 ‐2 –3 －4"), "-1 -2 -3 -4");
        assert_eq!(all("ﾊﾞｲｵｼﾐﾗｰ"), "バイオシミラー");
        assert_eq!(all("サービスー"), "サービスー");
        assert_eq!(all("か\u{3099}"), "が");
        assert_eq!(all("⽀援⻑㈱㎡"), "支援長(株)m2");
        assert_eq!(all("環\u{e0100}境 ½"), "環境 ½");
    }
}
