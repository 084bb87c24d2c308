//! Writes accepted results back into rule files: only the bytes that change, so that
//! comments and layout stay as they are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{End, Outcome, Sort, Trial};
use crate::rules::{Entry, Rules};

/// Rule files as they should be, and what was accepted in them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The changed files by their name in the folder.
    pub files: BTreeMap<String, String>,
    /// How many `ok` give something else now, and how many `todo` became `ok`.
    pub gives: usize,
    pub reached: usize,
    /// Examples that a person must settle: a `no` that is read, an `ok` that gives nothing, a `todo`
    /// of a rule without an `ok`.
    pub left: usize,
}

/// A stretch of a file and what takes its place.
type Edit = (Range<usize>, String);

/// Accepts what the examples gave: new records of an `ok`, a `todo` that is reached.
pub fn accept(rules: &Rules, outcome: &Outcome) -> Accepted {
    let mut accepted = Accepted::default();
    let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for trial in &outcome.trials {
        let Some(file) = rules.files.get(&trial.name) else { continue };
        match (trial.sort, trial.end) {
            (Sort::Ok, End::Failed) if gives(trial) => {
                let Some(edit) = give(&file.text, trial) else { continue };
                edits.entry(&trial.name).or_default().push(edit);
                accepted.gives += 1;
            }
            (Sort::Todo, End::Reached) => {
                let Some(moved) = to_ok(rules, &file.text, trial) else {
                    accepted.left += 1;
                    continue;
                };
                edits.entry(&trial.name).or_default().extend(moved);
                accepted.reached += 1;
            }
            (_, End::Failed) => accepted.left += 1,
            _ => {}
        }
    }
    for (name, mut edits) in edits {
        let Some(file) = rules.files.get(name) else { continue };
        let mut text = file.text.clone();
        // From the end on, so that places stay true; what goes to one place keeps its order.
        edits.sort_by_key(|(at, _)| (at.start, at.end));
        for (at, new) in edits.into_iter().rev() {
            text.replace_range(at, &new);
        }
        accepted.files.insert(name.to_owned(), text);
    }
    accepted
}

/// Whether an example gave records that could be what it should give.
fn gives(trial: &Trial) -> bool {
    !trial.got.is_empty() && !trial.got.iter().any(|line| line.starts_with("(it "))
}

fn give(text: &str, trial: &Trial) -> Option<Edit> {
    let list = trial.got.iter().map(|line| quoted(line)).collect::<Vec<_>>().join(", ");
    if let Some(at) = &trial.gives_at {
        return Some((at.clone(), format!("[{list}]")));
    }
    let element = text.get(trial.at.clone())?;
    Some(match element.strip_suffix('}') {
        Some(open) if element.starts_with('{') => {
            let end = trial.at.start + open.trim_end().trim_end_matches(',').len();
            (end..trial.at.end, format!(", gives = [{list}] }}"))
        }
        // A text alone becomes a table.
        _ => (trial.at.clone(), format!("{{ text = {element}, gives = [{list}] }}")),
    })
}

/// Moves an element of a `todo` list to the end of the rule's `ok` list.
fn to_ok(rules: &Rules, text: &str, trial: &Trial) -> Option<Vec<Edit>> {
    let element = text.get(trial.at.clone())?;
    let has = |entry: &&Entry| entry.file == trial.name && entry.todo.iter().any(|example| example.at == trial.at);
    let last = rules.entries().find(has)?.ok.last()?.at.end;
    let rest = &text[last..];
    let comma = rest.trim_start().starts_with(',');
    let behind = if comma { rest.find(',')? + 1 } else { 0 };
    let line = rest.find('\n')?;
    // A list that closes on this line goes on there; others get a line, behind what is said of the last.
    let mut edits = if rest[..line].contains(']') {
        vec![(last + behind..last + behind, format!("{} {element}", if comma { "" } else { "," }))]
    } else {
        let comma = if comma { "" } else { "," };
        vec![(last..last, comma.to_owned()), (last + line..last + line, format!("\n  {element},"))]
    };
    edits.push(taken(text, trial.at.clone()));
    Some(edits)
}

/// What goes when an element leaves its list: its comma with it, and the whole entry with the last.
fn taken(text: &str, at: Range<usize>) -> Edit {
    let before = text[..at.start].trim_end();
    let after = text[at.end..].trim_start();
    let comma = after.strip_prefix(',');
    let rest = comma.unwrap_or(after).trim_start();
    if before.ends_with('[') && rest.starts_with(']') {
        let start = text[..before.len()].rfind('\n').map_or(0, |line| line + 1);
        let end = text.len() - rest.len() + 1;
        return (start..text[end..].find('\n').map_or(text.len(), |len| end + len + 1), String::new());
    }
    match comma {
        Some(_) => (at.start..text.len() - rest.len(), String::new()),
        None => (before.trim_end_matches(',').len()..at.end, String::new()),
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_goes_with_its_comma_and_a_list_with_its_last() {
        let gone = |text: &str, element: &str| {
            let at = text.find(element).unwrap();
            let (range, new) = taken(text, at..at + element.len());
            let mut text = text.to_owned();
            text.replace_range(range, &new);
            text
        };
        assert_eq!(gone("todo = [\"a\", \"b\"]\n", "\"a\""), "todo = [\"b\"]\n");
        assert_eq!(gone("todo = [\"a\", \"b\"]\n", "\"b\""), "todo = [\"a\"]\n");
        assert_eq!(gone("x = 1\ntodo = [\n  \"a\",\n]\ny = 2\n", "\"a\""), "x = 1\ny = 2\n");
    }
}
