//! Rule files as text: finding them, parsing them, and saying what is wrong with their TOML.

use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::RuleError;
use super::error::instead;

/// The lexicons, and the blocks that every file may use; all other files hold rules.
pub(super) const UNITS: &str = "units.toml";
pub(super) const ERAS: &str = "eras.toml";
pub(super) const SCAN: &str = "scan.toml";
pub(super) const MINISTRIES: &str = "ministries.toml";
pub(super) const WORDS: &str = "words.toml";
pub(crate) const COLUMNS: &str = "columns.toml";
pub(crate) const BLOCKS: &str = "blocks.toml";
pub(super) const TERMS: &str = "terms.toml";

/// The `.toml` files of a folder, by name, with their texts.
pub(super) fn folder(folder: &Path) -> Result<Vec<(String, String)>, Vec<RuleError>> {
    let wrong = |what: String| {
        vec![RuleError {
            file: folder.display().to_string(),
            at: 0..0,
            text: String::new(),
            what,
            help: "give a folder of rule files, as `rules` in the repository".into(),
        }]
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| wrong(format!("the rules folder cannot be read: {e}")))? {
        let path = entry.map_err(|e| wrong(e.to_string()))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|e| wrong(format!("{}: {e}", path.display())))?;
            files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(wrong("no rule files in this folder".into()));
    }
    Ok(files)
}

/// Parses a file. An element (`[[rule]]` …) that is wrong is told and left out, so that all
/// that is wrong in a file is told at once.
pub(super) fn parse<T: DeserializeOwned>(name: &str, text: &str, errors: &mut Vec<RuleError>) -> Option<T> {
    let mut left = text.to_owned();
    loop {
        let error = match toml::from_str(&left) {
            Ok(file) => return Some(file),
            Err(error) => error,
        };
        let at = error.span().unwrap_or(0..0);
        let (what, help) = words(error.message());
        errors.push(RuleError { file: name.into(), at: narrowed(text, &at), text: text.into(), what, help });
        let element = element(&left, at.start)?;
        let blank: String = left[element.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        left.replace_range(element, &blank);
    }
}

/// The element `[[…]]` that an offset lies in, up to the next table.
fn element(text: &str, at: usize) -> Option<Range<usize>> {
    let lines = text.split_inclusive('\n').scan(0, |start, line| {
        let begin = *start;
        *start += line.len();
        Some((begin, line))
    });
    let heads: Vec<(usize, bool)> =
        lines.filter(|(_, line)| line.starts_with('[')).map(|(begin, line)| (begin, line.starts_with("[["))).collect();
    let after = heads.partition_point(|&(begin, _)| begin <= at);
    let &(begin, is_element) = heads.get(after.checked_sub(1)?)?;
    is_element.then(|| begin..heads.get(after).map_or(text.len(), |&(next, _)| next))
}

/// What spans a whole element is told at its first line.
fn narrowed(text: &str, at: &Range<usize>) -> Range<usize> {
    let line = text.get(at.clone()).and_then(|part| part.trim_end().find('\n'));
    line.map_or(at.clone(), |len| at.start..at.start + len)
}

/// The parser's message in two parts: what is wrong, and what to write instead.
fn words(message: &str) -> (String, String) {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect::<Vec<String>>();
    let known = quoted(expected);
    let help = match quoted(what).first() {
        Some(field) if what.starts_with("missing field") => format!("add a line `{field} = …`"),
        Some(word) if !known.is_empty() => {
            instead(word, "known here are", &known.iter().map(String::as_str).collect::<Vec<_>>())
        }
        _ => match known.as_slice() {
            [one] => format!("write {one} before it"),
            _ => "rule files are TOML: see toml.io, and rules/README.md for what may stand in them".into(),
        },
    };
    let expected =
        if known.is_empty() && !expected.is_empty() { format!(", expected {expected}") } else { String::new() };
    let what = what.lines().collect::<Vec<_>>().join("; ").replace("unknown variant", "unknown value");
    (format!("{what}{expected}"), help)
}

/// A range of a pattern as a range of the file that holds it at `at`.
pub(super) fn inner(text: &str, at: Range<usize>, pattern: &str, range: Range<usize>) -> Range<usize> {
    let literal = text.get(at.clone()).unwrap_or_default();
    // Literal strings hold the pattern as it is; in others the place is that of the whole string.
    match literal.find(pattern) {
        Some(offset) => at.start + offset + range.start..at.start + offset + range.end,
        None => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_becomes_what_is_wrong_and_what_to_write() {
        let (what, help) = words("unknown field `patern`, expected one of `id`, `pattern`");
        assert_eq!(what, "unknown field `patern`");
        assert_eq!(help, "did you mean `pattern`?");
        assert_eq!(words("missing field `id`").1, "add a line `id = …`");
        assert_eq!(
            words("invalid type: integer `3`, expected a string").0,
            "invalid type: integer `3`, expected a string"
        );
    }

    #[test]
    fn an_element_runs_to_the_next_table() {
        let text = "a = 1\n[[rule]]\nid = 'x'\n\n[[rule]]\nid = 3\n";
        assert_eq!(element(text, 3), None);
        assert_eq!(element(text, 16).map(|at| &text[at]), Some("[[rule]]\nid = 'x'\n\n"));
        assert_eq!(element(text, 30).map(|at| &text[at]), Some("[[rule]]\nid = 3\n"));
    }
}
