//! Several indicators in one line, parted by commas, behind a word that calls them goals.

use crate::record::Lang;
use crate::text::Range;
use crate::text::code::is_value;

use super::super::Extractor;
use super::super::making::Here;
use super::super::statement::Statement;
use super::{Calls, LONGEST};

/// No more indicators stand in one line, parted by commas.
const PARTS: usize = 40;
/// One in so many of them may be no indicator.
const MANY: usize = 8;
/// The name of a part is no longer than this, in characters.
const SHORT_PART: usize = 6;

/// Whether a part of a line ends in a value with a name before it.
fn is_named(part: &str) -> bool {
    let Some(name) = part.strip_suffix(is_value) else { return false };
    name.chars().filter(|c| c.is_alphabetic()).count() > 1 && !name.contains(is_value)
}

impl Extractor<'_> {
    /// 目標：受講者数100人、満足度80%以上、苦情ゼロ: behind a word that calls them goals each part is a line of its own,
    /// where two are and none with a value is left.
    pub(super) fn listed_runs(&self, here: &Here<'_>, range: &Range, calls: &Calls) -> Option<Vec<Statement>> {
        let code = here.read.code();
        if !(calls.called || calls.listed) || here.lang != Lang::Ja {
            return None;
        }
        let (mut parts, mut from, mut depth) = (Vec::new(), range.start, 0usize);
        for (at, c) in code[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)) {
            match c {
                '(' | '「' => depth += 1,
                ')' | '」' => depth = depth.saturating_sub(1),
                // 『就業率 80％、離職率 5％』、『…』: marks around several.
                // 養成600人・相談38件: a dot behind a value.
                // 目標：1日30分・週2回以上運動する人: but none that nothing names.
                '・' if depth > 0 || !is_named(&code[from..at]) => {}
                '、' | ',' | '，' | '。' | '『' | '』' | '・' if depth == 0 => {
                    parts.push(from..at);
                    from = at + c.len_utf8();
                }
                _ => {}
            }
        }
        parts.push(from..range.end);
        parts.retain(|part| code[part.clone()].contains(is_value));
        if !(2..=PARTS).contains(&parts.len()) || parts.iter().any(|part| part.len() > LONGEST) {
            return None;
        }
        let made: Vec<Vec<Statement>> = parts.iter().filter_map(|part| self.run_from(here, part, calls)).collect();
        // Of many one may be told otherwise.
        if parts.len() - made.len() > parts.len() / MANY {
            return None;
        }
        let count = made.len();
        let mut made: Vec<Statement> = made.into_iter().flatten().collect();
        // 満足度：男性80%、女性75%: parts of one thing are told in one unit, and count nothing by themselves.
        let unit = |one: &Statement| one.observations.first().and_then(|first| first.value.as_ref()?.unit.clone());
        let others = made.iter().skip(1);
        let apart = others.clone().any(|other| unit(other) != unit(&made[0]))
            || others.clone().all(|other| self.rules.tables.strength(&other.name) == 3);
        if made.len() < count || !apart {
            return None;
        }
        self.name_parts(&mut made);
        Some(made)
    }

    /// 就職率：施設内 80％、委託 65％: the parts of what stands before a colon.
    fn name_parts(&self, made: &mut [Statement]) {
        let mut whole: Option<String> = None;
        for statement in made {
            if let Some((name, part)) = statement.name.split_once(':') {
                whole = Some(name.to_owned());
                statement.name = format!("{name}({part})");
            } else if let Some(name) = whole.as_ref().filter(|_| {
                let short = statement.name.chars().count() <= SHORT_PART;
                short && self.rules.tables.strength(&statement.name) < 3
            }) {
                statement.name = format!("{name}({})", statement.name);
            } else {
                whole = None;
            }
        }
    }
}
