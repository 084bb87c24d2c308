//! How much work a pattern is on long lines. The search itself is linear, but a pattern that
//! looks far ahead for each of many matches is not: the steps of its automaton are counted on
//! a line and on one four times as long.

use std::ops::Range;

use regex_automata::Input;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::util::syntax;

use super::ties::Seen;
use crate::extract::unbound_code_of;
use crate::rules::{Bind, Entry, RuleError, Rules};
use crate::text::code::is_symbol;

/// The length of the shorter line, in bytes.
const SHORT: usize = 512;
/// The longer is so many times as long.
const TIMES: usize = 4;
/// Four times the work is linear, sixteen times quadratic.
const QUADRATIC: usize = 9;
/// Parts of an example that are made long lines of.
const PARTS: usize = 12;

/// Patterns that take quadratic time on long lines made of their own examples.
pub(super) fn errors(rules: &Rules, seen: &Seen) -> Vec<RuleError> {
    let mut errors = Vec::new();
    for (n, rule) in rules.all().iter().enumerate() {
        let codes = seen.codes.get(&n).map_or(&[][..], Vec::as_slice);
        for pattern in [Some(&rule.pattern), rule.each.as_ref()].into_iter().flatten() {
            errors.extend(error(rules, &rule.entry, &pattern.at, pattern.regex.as_str(), codes));
        }
    }
    let texts = |entry: &Entry| -> Vec<String> {
        entry.ok.iter().map(|example| unbound_code_of(&example.text, rules)).collect()
    };
    for bind in &rules.binds.each {
        errors.extend(error(rules, &bind.entry, &bind.at, &bind.expanded, &texts(&bind.entry)));
    }
    // Together they may look farther ahead than each alone.
    if errors.is_empty() {
        let all = rules.binds.all.as_str();
        let together = |bind: &Bind| error(rules, &bind.entry, &bind.at, all, &texts(&bind.entry));
        errors.extend(rules.binds.each.iter().find_map(together));
    }
    // Other patterns of tables look at a cell once.
    for aside in &rules.tables.asides {
        for pattern in &aside.stretch {
            errors.extend(error(rules, &aside.entry, &pattern.at, pattern.regex.as_str(), &texts(&aside.entry)));
        }
    }
    errors
}

fn error(rules: &Rules, entry: &Entry, at: &Range<usize>, regex: &str, codes: &[String]) -> Option<RuleError> {
    if codes.is_empty() {
        return None;
    }
    let dfa = DFA::builder().syntax(syntax::Config::new()).build(regex).ok()?;
    let mut cache = dfa.create_cache();
    let (part, short, long) = codes.iter().flat_map(|code| parts(code)).find_map(|part| {
        let line = |len: usize| part.repeat(len / part.len() + 1);
        let short = steps(&dfa, &mut cache, &line(SHORT))?;
        let long = steps(&dfa, &mut cache, &line(SHORT * TIMES))?;
        (long > short * QUADRATIC).then_some((part, short, long))
    })?;
    let what = format!(
        "`{}` is quadratic on long lines: 「{}」 again and again takes {short} steps, {TIMES} times as long a line {long}",
        entry.id,
        super::shown(&part)
    );
    let help = "bound what may stand between, {0,40} instead of * or +, or tie the pattern down with ^ or $".to_owned();
    Some(rules.error(&entry.file, at.clone(), what, help))
}

/// What a long line could be made of: an example, what leads up to each symbol of it, what
/// stands between two.
fn parts(code: &str) -> Vec<String> {
    let line: String = code.chars().filter(|&c| c != '\n').collect();
    let ends: Vec<usize> =
        line.char_indices().filter(|&(_, c)| is_symbol(c)).map(|(at, c)| at + c.len_utf8()).collect();
    let mut all = vec![code.to_owned(), line.clone()];
    for (n, &end) in ends.iter().enumerate() {
        all.push(line[..end].to_owned());
        all.push(line[ends.get(n.wrapping_sub(1)).copied().unwrap_or(0)..end].to_owned());
        all.push(line[end..].to_owned());
    }
    all.retain(|part| !part.is_empty());
    all.dedup();
    all.truncate(PARTS);
    all
}

/// The steps that finding all matches takes; none where the automaton gives up.
fn steps(dfa: &DFA, cache: &mut Cache, text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut from, mut steps) = (0, 0);
    while from <= bytes.len() {
        let input = Input::new(bytes).span(from..bytes.len());
        let mut state = dfa.start_state_forward(cache, &input).ok()?;
        let mut end = None;
        for at in from..=bytes.len() {
            state = match bytes.get(at) {
                Some(&byte) => dfa.next_state(cache, state, byte).ok()?,
                None => dfa.next_eoi_state(cache, state).ok()?,
            };
            steps += 1;
            // A match is told one step late.
            if state.is_match() {
                end = Some(at);
            } else if state.is_dead() {
                break;
            } else if state.is_quit() {
                return None;
            }
        }
        match end {
            Some(end) => from = end.max(from + 1),
            None => break,
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(pattern: &str, part: &str) -> usize {
        let dfa = DFA::new(pattern).unwrap();
        let mut cache = dfa.create_cache();
        let mut steps = |len: usize| steps(&dfa, &mut cache, &part.repeat(len)).unwrap();
        steps(800) / steps(200)
    }

    #[test]
    fn looking_ahead_for_each_match_is_quadratic() {
        assert!(ratio("a(?:.*x)?", "ab") > QUADRATIC);
        assert!(ratio("a(?:.{0,9}x)?", "ab") < 6);
        assert!(ratio("^a(?:.*x)?", "ab") < 6);
        assert!(ratio("[ab]+x", "ab") < 6);
    }
}
