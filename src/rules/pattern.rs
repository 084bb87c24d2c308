//! Patterns: regular expressions over a coded text, with places for what the scanner found.
//!
//! | place | stands for |
//! | --- | --- |
//! | `{name}` | an indicator's or programme's name: text without observations, ministries, budgets |
//! | `{phrase}` | a name inside a sentence: what was captured, from where the noun phrase begins that it ends in |
//! | `{text}` | any text without ministries |
//! | `{any}` | any text at all, captured by nobody |
//! | `{obs}` `{target}` `{baseline}` `{actual}` | one or more values, with their periods or without; `{obs:dated}` only with; `{obs:any}` bare numbers too; `{obs:one}` just one, `{obs:single}` just one and bare numbers too |
//! | `{value}` `{number}` `{plus}` | a value; bare digits; a value with an explicit plus |
//! | `{period}` `{years}` `{relative}` | 2028年度; 5年間; 2023年度比 |
//! | `{ministries}` `{budget}` | 【厚】【文】; 令和7年度補正予算241億円 |
//! | `{w:class}` | one of the words of a class in `words.toml` |
//! | `{=found}` `{=value}` … | the symbols themselves, captured by nobody: for `[^{=found}]` |
//! | `{block}` | a named block of the same file or of `blocks.toml` |
//!
//! A place that is named twice captures twice. Everything else is the syntax of the
//! regex crate, `(?P<target_text>…)` for words that are a target included.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::error::{instead, nearest};
use crate::text::code::symbol;

/// What patterns may name besides the places: blocks and word classes.
#[derive(Debug, Default, Clone)]
pub(crate) struct Vocabulary {
    pub blocks: BTreeMap<String, String>,
    pub classes: BTreeMap<String, Vec<String>>,
}

/// Where in a pattern, and what is wrong there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PatternError {
    pub at: std::ops::Range<usize>,
    pub what: String,
    pub help: String,
    /// The block in which it is wrong, where it is not the pattern itself.
    pub inside: Option<String>,
}

/// Blocks in blocks, at most.
const DEEPEST: usize = 8;

/// The places that capture, as groups of the same name.
const PLACES: &[&str] = &[
    "name",
    "phrase",
    "text",
    "obs",
    "target",
    "baseline",
    "actual",
    "value",
    "number",
    "plus",
    "period",
    "years",
    "relative",
    "ministries",
    "budget",
];

/// The symbols by name, as they stand in a character class.
const SYMBOLS: &[(&str, &str)] = &[
    ("found", "\u{e000}-\u{e008}"),
    ("value", "\u{e000}"),
    ("number", "\u{e001}"),
    ("period", "\u{e002}"),
    ("relative", "\u{e003}"),
    ("years", "\u{e004}"),
    ("ministries", "\u{e005}"),
    ("obs", "\u{e006}"),
    ("budget", "\u{e007}"),
    ("plus", "\u{e008}"),
];

/// Groups that a pattern may name itself.
pub(super) const GROUPS: &[&str] = &[
    "also",
    "subject",
    "series",
    "target_text",
    "baseline_text",
    "actual_text",
    "list",
    "kind",
    "fellow",
    "before",
    "from",
    "measured",
    "cumulative",
    "annual",
    "average",
];

impl Vocabulary {
    /// Expands a pattern into a regular expression; `suffix` keeps the groups of several patterns apart.
    pub fn expand(&self, pattern: &str, suffix: &str) -> Result<String, PatternError> {
        let mut out = String::new();
        let mut counts = BTreeMap::new();
        self.expand_into(pattern, suffix, &mut out, &mut counts, 0)?;
        Ok(out)
    }

    fn expand_into(
        &self,
        pattern: &str,
        suffix: &str,
        out: &mut String,
        counts: &mut BTreeMap<String, usize>,
        depth: usize,
    ) -> Result<(), PatternError> {
        let mut at = 0;
        while let Some(open) = pattern[at..].find(['{', '(']) {
            let open = at + open;
            out.push_str(&pattern[at..open]);
            if let Some((name, len)) = group_name(&pattern[open..]) {
                if !GROUPS.contains(&name) && !PLACES.contains(&name) {
                    return Err(PatternError {
                        at: open..open + len,
                        what: format!("no group is called `{name}`"),
                        help: instead(name, "groups are", GROUPS),
                        inside: None,
                    });
                }
                let _ = write!(out, "(?P<{}>", unique(name, suffix, counts));
                at = open + len;
                continue;
            }
            let rest = &pattern[open + 1..];
            let named = pattern[open..].starts_with('{')
                && rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '=')
                && !["\\", "\\p", "\\P"].iter().any(|escape| pattern[..open].ends_with(escape));
            if !named {
                out.push_str(&pattern[open..=open]);
                at = open + 1;
                continue;
            }
            let Some(len) = rest.find('}') else {
                return Err(PatternError {
                    at: open..pattern.len(),
                    what: "a place that is never closed".into(),
                    help: "write } behind its name".into(),
                    inside: None,
                });
            };
            self.place(&rest[..len], open..open + len + 2, suffix, out, counts, depth)?;
            at = open + len + 2;
        }
        out.push_str(&pattern[at..]);
        Ok(())
    }

    fn place(
        &self,
        name: &str,
        at: std::ops::Range<usize>,
        suffix: &str,
        out: &mut String,
        counts: &mut BTreeMap<String, usize>,
        depth: usize,
    ) -> Result<(), PatternError> {
        use symbol::{BUDGET, FIRST, LAST, MINISTRIES, NUMBER, OBSERVATION, PERIOD, PLUS, RELATIVE, VALUE, YEARS};
        let (base, option) = name.split_once(':').unwrap_or((name, ""));
        let body = match (base, option) {
            ("w", class) => {
                let words = self.classes.get(class).ok_or_else(|| PatternError {
                    at: at.clone(),
                    what: format!("no word class is called `{class}`"),
                    help: instead(
                        class,
                        "words.toml has",
                        &self.classes.keys().map(String::as_str).collect::<Vec<_>>(),
                    ),
                    inside: None,
                })?;
                let mut words: Vec<&String> = words.iter().collect();
                words.sort_by_key(|word| std::cmp::Reverse(word.len()));
                let words: Vec<String> = words.into_iter().map(|word| regex::escape(word)).collect();
                let _ = write!(out, "(?:{})", words.join("|"));
                return Ok(());
            }
            (symbol, "") if symbol.starts_with('=') => {
                let found = SYMBOLS.iter().find(|(name, _)| *name == &symbol[1..]).ok_or_else(|| PatternError {
                    at,
                    what: format!("no symbol is called `{}`", &symbol[1..]),
                    help: instead(
                        &symbol[1..],
                        "symbols are",
                        &SYMBOLS.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
                    ),
                    inside: None,
                })?;
                out.push_str(found.1);
                return Ok(());
            }
            ("any", "") => {
                out.push_str(r"[^\n\t]*?");
                return Ok(());
            }
            ("name", "") => format!(r"[^\n\t。{OBSERVATION}{MINISTRIES}{BUDGET}]+?"),
            // 週１回以上の運動実施率, 40歳以上の者の割合: a value may qualify the name.
            ("phrase", "") => {
                format!("(?:[^、。\\n\\t{FIRST}-{LAST}]|[{VALUE}{NUMBER}{YEARS}]の){{2,}}?")
            }
            ("text", "") => format!(r"[^\t{MINISTRIES}]+?"),
            ("obs" | "target" | "baseline" | "actual", option) => {
                let one = match option {
                    "" | "one" => format!("[{OBSERVATION}{VALUE}{PLUS}]"),
                    "any" | "single" => format!("[{OBSERVATION}{VALUE}{PLUS}{NUMBER}]"),
                    "dated" => format!("{OBSERVATION}"),
                    _ => {
                        return Err(PatternError {
                            at,
                            what: format!("`{base}` has no kind `{option}`"),
                            help: "write one, any, single or dated".into(),
                            inside: None,
                        });
                    }
                };
                let between = if base == "obs" { r"[、,・/\n]?" } else { "[、,・/]?" };
                if matches!(option, "one" | "single") { one } else { format!("{one}(?:{between}{one})*") }
            }
            ("value", "") => format!("[{VALUE}{PLUS}]"),
            ("number", "") => NUMBER.to_string(),
            ("plus", "") => PLUS.to_string(),
            ("period", "") => PERIOD.to_string(),
            ("years", "") => YEARS.to_string(),
            ("relative", "") => RELATIVE.to_string(),
            ("ministries", "") => MINISTRIES.to_string(),
            ("budget", "") => format!("{BUDGET}(?:[、,・]?{BUDGET})*"),
            (block, "") if self.blocks.contains_key(block) => {
                if depth == DEEPEST {
                    return Err(PatternError {
                        at,
                        what: format!("block `{block}` holds itself"),
                        help: "take the block out of its own pattern".into(),
                        inside: None,
                    });
                }
                out.push_str("(?:");
                let body = &self.blocks[block];
                self.expand_into(body, suffix, out, counts, depth + 1).map_err(|e| PatternError {
                    at,
                    what: e.what,
                    help: e.help,
                    inside: Some(e.inside.unwrap_or_else(|| block.to_owned())),
                })?;
                out.push(')');
                return Ok(());
            }
            _ => {
                let blocks = self.blocks.keys().map(String::as_str);
                let near = nearest(name, PLACES.iter().copied().chain(["any"]).chain(blocks.clone()));
                let help = match near {
                    Some(one) => format!("did you mean `{{{one}}}`?"),
                    None => format!(
                        "places are {}; blocks are {}",
                        PLACES.join(", "),
                        blocks.collect::<Vec<_>>().join(", ")
                    ),
                };
                return Err(PatternError {
                    at,
                    what: format!("no place or block is called `{name}`"),
                    help,
                    inside: None,
                });
            }
        };
        let _ = write!(out, "(?P<{}>{body})", unique(base, suffix, counts));
        Ok(())
    }
}

/// The name of the group that `(?P<name>` or `(?<name>` opens at the start of the text, and its length.
fn group_name(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("(?P<").or_else(|| text.strip_prefix("(?<"))?;
    rest.find('>').map(|len| (&rest[..len], text.len() - rest.len() + len + 1))
}

fn unique(name: &str, suffix: &str, counts: &mut BTreeMap<String, usize>) -> String {
    let count = counts.entry(name.to_owned()).or_insert(0);
    *count += 1;
    format!("{name}__{count}{suffix}")
}

/// The place or group that a group of an expanded pattern belongs to: `value__1_3` is `value`.
pub(super) fn known_place(group: &str) -> Option<&'static str> {
    let base = group.split("__").next().unwrap_or(group);
    PLACES.iter().chain(GROUPS).copied().find(|place| *place == base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary {
            blocks: [("until".to_owned(), "まで(?:に)?".to_owned())].into(),
            classes: [("target".to_owned(), vec!["目標".to_owned(), "目標値".to_owned()])].into(),
        }
    }

    #[test]
    fn places_become_groups_and_quantifiers_stay() {
        let expanded = vocabulary().expand("^{name}{period}{until}a{2,3}{period}$", "").unwrap();
        assert!(expanded.contains("(?P<period__1>\u{e002})(?:まで(?:に)?)a{2,3}(?P<period__2>\u{e002})$"));
        assert!(regex::Regex::new(&expanded).is_ok());
        assert_eq!(vocabulary().expand("{w:target}", "").unwrap(), "(?:目標値|目標)");
        assert_eq!(known_place("target_text__2_x"), Some("target_text"));
        assert_eq!(known_place("bind__2"), None);
    }

    #[test]
    fn an_unknown_place_is_told_with_its_place() {
        let error = vocabulary().expand("^{nmae}$", "").unwrap_err();
        assert_eq!((error.at, error.what.as_str()), (1..7, "no place or block is called `nmae`"));
        assert!(vocabulary().expand("(?P<valeu>a)", "").is_err());
        assert!(vocabulary().expand("{name", "").is_err());
    }
}
