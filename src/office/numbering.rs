//! The marks and numbers that a word processor puts before the paragraphs of its lists.

use std::collections::HashMap;

use roxmltree::Node;

use super::{OfficeError, xml};

const LEVELS: usize = 9;

/// A level of a list: how its numbers look.
#[derive(Debug, Clone, Default)]
struct Level {
    kind: String,
    /// `第%1章`, `(%2)`.
    text: String,
    start: u32,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    levels: HashMap<String, Vec<Level>>,
    /// The list that each id means, and where its levels begin anew.
    lists: HashMap<String, (String, Vec<(usize, u32)>)>,
}

impl Numbering {
    pub fn read(text: &str, name: &str) -> Result<Self, OfficeError> {
        let tree = xml::parse(text, name)?;
        let mut numbering = Self::default();
        let value = |node: Node<'_, '_>, name| {
            xml::child(node, name).and_then(|one| xml::attribute(one, "val")).map(str::to_owned)
        };
        for list in xml::children(tree.root_element(), "abstractNum") {
            let mut levels = vec![Level::default(); LEVELS];
            for level in xml::children(list, "lvl") {
                let Some(own) = xml::number::<usize>(level, "ilvl").and_then(|n| levels.get_mut(n)) else { continue };
                // What a newer program wrote stands in the choice of an alternative.
                let kind = xml::below(level, "numFmt").next().and_then(|one| xml::attribute(one, "val"));
                own.kind = kind.unwrap_or("decimal").to_owned();
                own.text = value(level, "lvlText").unwrap_or_default();
                own.start = value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
            }
            if let Some(id) = xml::attribute(list, "abstractNumId") {
                numbering.levels.insert(id.to_owned(), levels);
            }
        }
        for list in xml::children(tree.root_element(), "num") {
            let (Some(id), Some(of)) = (xml::attribute(list, "numId"), value(list, "abstractNumId")) else { continue };
            let begins = xml::children(list, "lvlOverride")
                .filter_map(|one| Some((xml::number(one, "ilvl")?, value(one, "startOverride")?.parse().ok()?)));
            numbering.lists.insert(id.to_owned(), (of, begins.collect()));
        }
        Ok(numbering)
    }
}

/// How far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    numbering: Numbering,
    /// The number last given on each level; 0 before the first.
    counts: HashMap<String, [u32; LEVELS]>,
    /// Lists that have begun.
    begun: HashMap<String, ()>,
}

impl Counters {
    pub fn of(numbering: Numbering) -> Self {
        Self { numbering, ..Self::default() }
    }

    /// What stands before the next paragraph of a list, a space behind it; empty where nothing does.
    pub fn mark(&mut self, list: &str, level: usize) -> String {
        let Some((of, begins)) = self.numbering.lists.get(list) else { return String::new() };
        let Some(levels) = self.numbering.levels.get(of) else { return String::new() };
        let level = level.min(LEVELS - 1);
        let counts = self.counts.entry(of.clone()).or_default();
        if self.begun.insert(list.to_owned(), ()).is_none() {
            for (level, start) in begins {
                if let Some(count) = counts.get_mut(*level) {
                    *count = start.saturating_sub(1) | RESTART;
                }
            }
        }
        let next = match counts[level] {
            0 => levels[level].start,
            count => (count & !RESTART).saturating_add(1),
        };
        counts[level] = next;
        counts[level + 1..].fill(0);
        let own = &levels[level];
        if own.kind == "none" || own.text.is_empty() {
            return String::new();
        }
        if own.kind == "bullet" {
            return "・".to_owned();
        }
        let mut text = own.text.clone();
        for (n, above) in levels.iter().enumerate().take(level + 1) {
            let count = if counts[n] == 0 { above.start } else { counts[n] & !RESTART };
            text = text.replace(&format!("%{}", n + 1), &number(&above.kind, count));
        }
        format!("{} ", text.trim())
    }
}

/// A level that begins anew, though its number may be 0.
const RESTART: u32 = 1 << 31;

/// A number as a list shows it.
fn number(kind: &str, n: u32) -> String {
    let nth = |letters: &str| -> String {
        let letters: Vec<char> = letters.chars().collect();
        (n as usize).checked_sub(1).map_or(String::new(), |at| letters[at % letters.len()].to_string())
    };
    match kind {
        "decimalEnclosedCircle" if (1..=20).contains(&n) => char::from_u32(0x245f + n).unwrap_or(' ').to_string(),
        "decimalFullWidth" | "decimalFullWidth2" => {
            n.to_string().chars().map(|c| char::from_u32(c as u32 - 0x30 + 0xff10).unwrap_or(c)).collect()
        }
        "decimalZero" => format!("{n:02}"),
        "lowerLetter" => nth("abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => nth("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "aiueoFullWidth" | "aiueo" => {
            nth("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン")
        }
        "irohaFullWidth" | "iroha" => {
            nth("イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス")
        }
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_lowercase(),
        "japaneseCounting" | "japaneseDigitalTenThousand" | "japaneseLegal" | "ideographDigital"
            if (1..100).contains(&n) =>
        {
            kanji(n)
        }
        _ => n.to_string(),
    }
}

fn roman(mut n: u32) -> String {
    let signs = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    if n >= 400 {
        return n.to_string();
    }
    let mut out = String::new();
    for (worth, sign) in signs {
        while n >= worth {
            out.push_str(sign);
            n -= worth;
        }
    }
    out
}

fn kanji(n: u32) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = match n / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", digits[tens as usize]),
    };
    format!("{tens}{}", digits[(n % 10) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_by_their_levels() {
        let text = r#"<numbering><abstractNum abstractNumId="0">
            <lvl ilvl="0"><start val="1"/><numFmt val="decimalFullWidth"/><lvlText val="第%1章"/></lvl>
            <lvl ilvl="1"><start val="1"/><numFmt val="decimal"/><lvlText val="(%2)"/></lvl>
            <lvl ilvl="2"><numFmt val="bullet"/><lvlText val="x"/></lvl></abstractNum>
            <num numId="1"><abstractNumId val="0"/></num>
            <num numId="2"><abstractNumId val="0"/><lvlOverride ilvl="1"><startOverride val="1"/></lvlOverride></num></numbering>"#;
        let mut counters = Counters::of(Numbering::read(text, "numbering").unwrap());
        let steps = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("1", 1), ("2", 1), ("7", 0)];
        let marks: Vec<String> = steps.iter().map(|(list, level)| counters.mark(list, *level)).collect();
        assert_eq!(marks, ["第１章 ", "(1) ", "(2) ", "・", "第２章 ", "(1) ", "(2) ", "(1) ", ""]);
    }

    #[test]
    fn numbers_look_as_lists_show_them() {
        let shown = |kind, n| number(kind, n);
        assert_eq!(shown("decimalEnclosedCircle", 3), "③");
        assert_eq!(shown("aiueoFullWidth", 2), "イ");
        assert_eq!(shown("upperRoman", 14), "XIV");
        assert_eq!(shown("japaneseCounting", 21), "二十一");
        assert_eq!(shown("decimalFullWidth", 12), "１２");
    }
}
