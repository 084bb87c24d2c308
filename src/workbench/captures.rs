//! Captures that a rule needs and never sets, or sets though nobody uses them. What is used is
//! what `extract` asks a match for: a new capture there has its line here.

use std::ops::Range;

use crate::rules::{Makes, Pattern, RuleError, Rules};

/// What a kind of rule does with captures.
pub(super) struct Captures {
    pub what: &'static str,
    /// One of these must be there.
    needs: &'static [&'static [&'static str]],
    /// Groups and roles that it does something with.
    uses: &'static [&'static [&'static str]],
}

const ROLES: &[&str] = &["obs", "target", "baseline", "actual"];
/// Words that are the value.
const IN_WORDS: &[&str] = &["target_text", "baseline_text", "actual_text"];
/// What the numbers sum.
const SUMS: &[&str] = &["cumulative", "annual", "average"];
const NUMBERS: &[&str] = &["value", "number", "plus"];
/// Places that may stand for what must be there, captured or not.
const SIGNS: &[&str] =
    &["name", "phrase", "text", "value", "number", "plus", "period", "years", "relative", "ministries", "budget"];

pub(super) fn of_rule(makes: Makes) -> Captures {
    match makes {
        Makes::Indicator => Captures {
            what: "a rule that makes an indicator",
            needs: &[&["name", "phrase"]],
            uses: &[ROLES, IN_WORDS, SUMS, &["also", "series", "list", "from"]],
        },
        Makes::Measure => {
            Captures { what: "a rule that makes a measure", needs: &[&["ministries"]], uses: &[&["list"]] }
        }
        Makes::Programme => Captures {
            what: "a rule that makes a programme",
            needs: &[&["name", "phrase"]],
            uses: &[&["kind", "list"]],
        },
    }
}

const OF_BIND: Captures =
    Captures { what: "a binding", needs: &[NUMBERS], uses: &[SUMS, &["kind", "fellow", "before", "from", "measured"]] };
const OF_TABLE: Captures = Captures { what: "a pattern of tables", needs: &[], uses: &[] };
/// An entry of `runs.toml` that says that a value was reached, or is a target.
const OF_LINE: Captures =
    Captures { what: "a pattern of lines", needs: &[], uses: &[ROLES, IN_WORDS, SUMS, &["subject", "from"]] };
const OF_CONTEXT: Captures = Captures { what: "a context", needs: &[], uses: &[] };

/// Captures that are never set though they are needed, or set though nobody uses them.
pub(super) fn captures(rules: &Rules) -> Vec<RuleError> {
    let mut errors = Vec::new();
    for rule in rules.all() {
        let mut set = rule.pattern.captures();
        set.extend(rule.each.iter().flat_map(Pattern::captures));
        let (file, at) = (rule.entry.file.as_str(), rule.pattern.at.clone());
        errors.extend(of(rules, file, at.clone(), &set, &of_rule(rule.makes)));
        let list = rule.pattern.captures().contains(&"list");
        if let Some(each) = rule.each.as_ref().filter(|_| !list) {
            let what = "`each` needs a list to go through, and the pattern captures none".to_owned();
            let help = "write (?P<list>…) around the list in `pattern`".to_owned();
            errors.push(rules.error(file, each.at.clone(), what, help));
        }
        if list && rule.each.is_none() {
            let help = "add `each`, the pattern of one element, or leave the group out".to_owned();
            errors.push(rules.error(file, at.clone(), "a `list` that nothing goes through".into(), help));
        }
    }
    for bind in &rules.binds.each {
        let Ok(pattern) = Pattern::new(bind.expanded.clone(), &bind.pattern, bind.at.clone()) else { continue };
        errors.extend(of(rules, &bind.entry.file, bind.at.clone(), &pattern.captures(), &OF_BIND));
    }
    for context in &rules.contexts {
        let (file, at) = (&context.entry.file, context.pattern.at.clone());
        let set = context.pattern.captures();
        errors.extend(of(rules, file, at.clone(), &set, &OF_CONTEXT));
        if context.opens.is_none() && !set.contains(&"period") {
            let what = format!("`{}` opens no context and sets no year: it does nothing", context.entry.id);
            errors.push(rules.error(file, at, what, "add `opens`, or a {period} in the pattern".into()));
        }
    }
    for (entry, pattern) in rules.lines.patterns() {
        errors.extend(of(rules, &entry.file, pattern.at.clone(), &pattern.captures(), &OF_LINE));
    }
    for (entry, pattern) in rules.tables.patterns() {
        errors.extend(of(rules, &entry.file, pattern.at.clone(), &pattern.captures(), &OF_TABLE));
    }
    errors
}

fn of(rules: &Rules, file: &str, at: Range<usize>, set: &[&str], of: &Captures) -> Vec<RuleError> {
    let mut errors = Vec::new();
    let bare = |name: &&str| {
        if SIGNS.contains(name) || ROLES.contains(name) { format!("{{{name}}}") } else { format!("(?P<{name}>…)") }
    };
    let mut needs = of.needs.iter().copied().flatten().peekable();
    if needs.peek().is_some() && !needs.clone().any(|need| set.contains(need)) {
        let needs: Vec<String> = needs.map(bare).collect();
        let what = format!("{} captures none of what it needs", of.what);
        errors.push(rules.error(
            file,
            at.clone(),
            what,
            format!("put one of these into the pattern: {}", needs.join(", ")),
        ));
    }
    for name in set.iter().filter(|name| !SIGNS.contains(name) && !of.uses.iter().any(|group| group.contains(name))) {
        let what = format!("{} does nothing with `{name}`", of.what);
        let help = match (of.what, ROLES.contains(name)) {
            ("a binding", true) => "values are bound before there are observations: write {value} and {period}".into(),
            (_, true) => "write {value}, or [{=obs}{=value}] where nothing is to be captured".into(),
            _ => "write (?:…) where nothing is to be captured".into(),
        };
        errors.push(rules.error(file, at.clone(), what, help));
    }
    errors
}
