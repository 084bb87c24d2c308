//! What can be told of a rule without a text: examples that are missing, patterns that can never
//! match what the scanner makes of a document, rules that can never fire, words that nobody names.

use std::collections::BTreeMap;
use std::ops::Range;

use regex_syntax::hir::Hir;

use crate::chars::is_japanese;
use crate::rules::{BLOCKS, Entry, Pattern, Rule, RuleError, Rules, Scope, nearest};
use crate::text::folded;

/// A pattern of any kind of rule: where it belongs, its words, its place in the file.
struct Written<'r> {
    file: &'r str,
    source: &'r str,
    at: Range<usize>,
    /// Compiled; a block is none by itself.
    regex: Option<&'r str>,
}

/// Every pattern and block of the files.
fn written(rules: &Rules) -> Vec<Written<'_>> {
    fn of<'r>(entry: &'r Entry, pattern: &'r Pattern) -> Written<'r> {
        Written {
            file: &entry.file,
            source: &pattern.source,
            at: pattern.at.clone(),
            regex: Some(pattern.regex.as_str()),
        }
    }
    let mut all: Vec<Written<'_>> = Vec::new();
    for rule in rules.all() {
        all.extend([Some(&rule.pattern), rule.each.as_ref()].into_iter().flatten().map(|p| of(&rule.entry, p)));
    }
    for bind in &rules.binds.each {
        let regex = Some(bind.expanded.as_str());
        all.push(Written { file: &bind.entry.file, source: &bind.pattern, at: bind.at.clone(), regex });
    }
    all.extend(rules.contexts.iter().map(|context| of(&context.entry, &context.pattern)));
    all.extend(rules.tables.patterns().chain(rules.lines.patterns()).map(|(entry, pattern)| of(entry, pattern)));
    for (name, file) in &rules.files {
        for block in &file.blocks {
            if let Some(source) = file.vocabulary.blocks.get(&block.name) {
                all.push(Written { file: name, source, at: block.body.clone(), regex: None });
            }
        }
    }
    all
}

/// Whatever lacks an example that it must read, or one that it must leave.
pub(super) fn examples(rules: &Rules) -> Vec<RuleError> {
    let lacking = rules.entries().filter(|entry| entry.ok.is_empty() || entry.no.is_empty());
    let wrong = |entry: &Entry| {
        let lacks = match (entry.ok.is_empty(), entry.no.is_empty()) {
            (true, true) => "neither an `ok` nor a `no`",
            (true, false) => "no `ok`",
            _ => "no `no`",
        };
        rules.error(
            &entry.file,
            entry.at.clone(),
            format!("`{}` has {lacks}", entry.id),
            "add an `ok`, a text that it must read, and a `no`, one that looks alike and that it must leave".into(),
        )
    };
    lacking.map(wrong).collect()
}

/// Patterns that cannot match, or match where nothing stands.
pub(super) fn patterns(rules: &Rules) -> Vec<RuleError> {
    let mut errors = Vec::new();
    for pattern in written(rules) {
        errors.extend(unseen(rules, &pattern));
        let hir: Option<Hir> = pattern.regex.and_then(|regex| regex_syntax::parse(regex).ok());
        let Some(hir) = hir else { continue };
        let (what, help) = match hir.properties().minimum_len() {
            None => ("a pattern that no text can match", "take out what contradicts itself"),
            Some(0) => ("a pattern that matches where nothing stands", "ask for one thing at least: + instead of *"),
            Some(_) => continue,
        };
        errors.push(rules.error(pattern.file, pattern.at, what.into(), help.into()));
    }
    for (name, list) in &rules.common().classes {
        for word in list {
            let seen = word.chars().map(|c| folded(c).unwrap_or_else(|| c.to_string())).collect::<String>();
            if seen != *word {
                let file = rules.files.get("words.toml");
                let at = file.and_then(|file| file.blocks.iter().find(|class| class.name == *name));
                errors.push(rules.error(
                    "words.toml",
                    at.map_or(0..0, |class| class.at.clone()),
                    format!("`{word}` of class `{name}` never stands in a text as rules see it"),
                    format!("write {seen}: full-width letters and signs are folded"),
                ));
            }
        }
    }
    errors
}

/// Characters that the text never holds as rules see it: it is folded, and spaces between
/// Japanese characters are gone. In a class of characters they do no harm.
fn unseen(rules: &Rules, pattern: &Written<'_>) -> Vec<RuleError> {
    let wrong = |at: Range<usize>, what: String, help: String| {
        rules.error(pattern.file, rules.inner(pattern.file, &pattern.at, pattern.source, at), what, help)
    };
    let (mut errors, mut folds) = (Vec::new(), Vec::<(Range<usize>, String)>::new());
    let (mut class, mut before) = (0usize, None);
    let chars: Vec<(usize, char)> = pattern.source.char_indices().collect();
    for (n, &(at, c)) in chars.iter().enumerate() {
        match c {
            _ if before == Some('\\') => {}
            '[' => class += 1,
            ']' => class = class.saturating_sub(1),
            _ => {}
        }
        let at = at..at + c.len_utf8();
        if class == 0
            && let Some(seen) = folded(c)
        {
            match folds.last_mut().filter(|(before, _)| before.end == at.start) {
                Some((before, all)) => {
                    before.end = at.end;
                    all.push_str(&seen);
                }
                None => folds.push((at.clone(), seen)),
            }
        }
        let after = chars.get(n + 1).map(|&(_, c)| c);
        if class == 0 && c == ' ' && before.is_some_and(is_japanese) && after.is_some_and(is_japanese) {
            let what = "a space between Japanese characters never stands in a text as rules see it";
            errors.push(wrong(at, what.to_owned(), "leave it out".into()));
        }
        before = if before == Some('\\') && c == '\\' { None } else { Some(c) };
    }
    for (at, seen) in folds {
        let what = format!("`{}` never stands in a text as rules see it", &pattern.source[at.clone()]);
        let seen: String = seen.chars().map(plain).collect();
        errors.push(wrong(at, what, format!("write {seen}: full-width letters and signs are folded")));
    }
    errors
}

/// A character as a pattern writes it.
fn plain(c: char) -> String {
    match c {
        '[' | ']' | '\\' | '^' => format!("\\{c}"),
        '(' | ')' | '{' | '}' | '.' | '*' | '+' | '?' | '|' | '$' => format!("[{c}]"),
        c => c.to_string(),
    }
}

/// Rules that can never fire.
pub(super) fn never(rules: &Rules) -> Vec<RuleError> {
    let mut errors = Vec::new();
    let mut opened: Vec<&str> = Vec::new();
    for context in rules.contexts.iter().filter_map(|context| context.opens.as_deref()) {
        if !opened.contains(&context) {
            opened.push(context);
        }
    }
    for (n, rule) in rules.all().iter().enumerate() {
        let file = rule.entry.file.as_str();
        if let Some(context) = rule.context.as_deref().filter(|context| !opened.contains(context)) {
            let what = format!("`{}` can never fire: nothing opens the context `{context}`", rule.entry.id);
            let meant =
                nearest(context, opened.iter().copied()).map_or(String::new(), |one| format!("did you mean `{one}`? "));
            let help = format!("{meant}contexts are opened in context.toml: {}", opened.join(", "));
            errors.push(rules.error(file, rule.places.context.clone(), what, help));
        }
        if rule.scopes.is_empty() {
            let what = format!("`{}` can never fire: it looks nowhere", rule.entry.id);
            let help = "name the places where it looks, as in = [\"item\"]".to_owned();
            errors.push(rules.error(file, rule.places.scopes.clone(), what, help));
        }
        if let Some(first) =
            rules.all().iter().enumerate().find_map(|(m, other)| covers(other, m, rule, n).then_some(other))
        {
            let what =
                format!("`{}` can never fire: `{}` has the same pattern and wins", rule.entry.id, first.entry.id);
            errors.push(rules.error(file, rule.pattern.at.clone(), what, "make them one rule".into()));
        }
    }
    let mut headers: BTreeMap<&str, &str> = BTreeMap::new();
    for facet in &rules.tables.facets {
        for header in &facet.header {
            if let Some(first) = headers.insert(header.regex.as_str(), &facet.entry.id) {
                let what = format!("the facet `{first}` above has the same pattern: both speak of the same cells");
                errors.push(rules.error(&facet.entry.file, header.at.clone(), what, "leave one of them out".into()));
            }
        }
    }
    errors
}

/// Whether one rule takes all that another could.
fn covers(one: &Rule, n: usize, other: &Rule, m: usize) -> bool {
    n != m
        && one.makes == other.makes
        && one.pattern.regex.as_str() == other.pattern.regex.as_str()
        && (one.priority > other.priority || one.priority == other.priority && n < m)
        && other.scopes.iter().all(|scope| one.scopes.contains(scope))
        && (one.context.is_none() || one.context == other.context)
        && (one.lang.is_none() || one.lang == other.lang)
}

/// A scope as rule files write it.
pub(super) fn name(scope: Scope) -> String {
    format!("{scope:?}").to_lowercase()
}

/// Blocks, word classes and contexts that nobody names.
pub(super) fn unused(rules: &Rules) -> Vec<RuleError> {
    let mut errors = Vec::new();
    let all: Vec<Written<'_>> = written(rules);
    for (name, file) in &rules.files {
        for block in &file.blocks {
            let (called, everywhere, what) = match name.as_str() {
                "words.toml" => (format!("{{w:{}}}", block.name), true, "word class"),
                BLOCKS => (format!("{{{}}}", block.name), true, "block"),
                _ => (format!("{{{}}}", block.name), false, "block"),
            };
            // What the reading of tables asks for by itself no pattern need name.
            let known = name == "words.toml"
                && rules
                    .tables
                    .words
                    .asked
                    .iter()
                    .chain(&rules.paid.asked)
                    .chain(&rules.programmes.asked)
                    .chain(&rules.deeds.asked)
                    .any(|asked| *asked == block.name);
            if !known
                && !all.iter().any(|pattern| (everywhere || pattern.file == name) && pattern.source.contains(&called))
            {
                let what = format!("no pattern names the {what} `{}`", block.name);
                errors.push(rules.error(
                    name,
                    block.at.clone(),
                    what,
                    format!("write {called} somewhere, or leave it out"),
                ));
            }
        }
    }
    for context in &rules.contexts {
        let Some(opens) = context.opens.as_deref() else { continue };
        if context.items.is_none() && !rules.all().iter().any(|rule| rule.context.as_deref() == Some(opens)) {
            let what = format!("no rule asks for the context `{opens}`");
            let help = format!("write context = \"{opens}\" in a rule, or leave it out");
            errors.push(rules.error(&context.entry.file, context.entry.at.clone(), what, help));
        }
    }
    errors
}
