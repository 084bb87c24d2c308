//! `why-not`: for every rule in scope at a place, the first condition that failed there.

use std::fmt;
use std::ops::Range;

use super::explain::{touches, why};
use super::{Sample, lint, pieces, quote, shown};
use crate::extract::{self, CellTold, Step, Told, Tried, code_of};
use crate::rules::{Column, Entry, Match, Rules, Scope, Symbols, Vocabulary, compile};
use crate::text::code::{is_symbol, symbol};

/// What kept a rule from making a record of a text, in the order in which it is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    Language(String),
    /// The context that is not open.
    Context(String),
    /// Of these symbols the text has none.
    Lacks(String),
    /// It has none of these words.
    NoWord(Vec<String>),
    /// The pattern went along so far, and failed at a piece of it.
    Pattern {
        matched: String,
        on: String,
        failed: String,
        elsewhere: bool,
    },
    /// The frame of a sentence lacks so much.
    Frame(String),
    /// Another rule won, by what.
    Beaten(String),
    /// It matched and won: what became of it is for `explain` to tell.
    Fired,
}

/// A rule and why it did not fire on a text.
#[derive(Debug, Clone)]
pub struct Answer {
    pub rule: String,
    pub place: String,
    pub reason: Reason,
    /// How near it came: larger is nearer.
    near: (u8, usize),
}

/// A text at the place, and the answers of the rules of its scope, the nearest first.
#[derive(Debug, Clone)]
pub struct Asked {
    pub scope: String,
    pub code: String,
    pub answers: Vec<Answer>,
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "as {}: {}", self.scope, quote(&self.code))?;
        for answer in &self.answers {
            writeln!(f, "  {} ({})\n      {}", answer.rule, answer.place, answer.reason)?;
        }
        Ok(())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Language(wanted) => write!(f, "it is for texts in {wanted}"),
            Self::Context(name) => write!(f, "the context `{name}` is not open here"),
            Self::Lacks(symbols) => write!(f, "the text has no {symbols}"),
            Self::NoWord(words) => {
                let few: Vec<&str> = words.iter().take(8).map(String::as_str).collect();
                let more = if words.len() > few.len() { ", …" } else { "" };
                write!(f, "the text has none of its words: {}{more}", few.join(", "))
            }
            Self::Pattern { matched, on, failed, elsewhere } => {
                if matched.is_empty() {
                    write!(f, "its pattern begins with {failed}, which stands nowhere in the text")
                } else {
                    let where_else = if *elsewhere { ", which stands elsewhere in the text" } else { "" };
                    write!(f, "{matched} matches 「{on}」, but {failed} does not follow{where_else}")
                }
            }
            Self::Frame(needs) => write!(f, "the sentence lacks {needs}"),
            Self::Beaten(by) => write!(f, "it matches, but is beaten by {by}"),
            Self::Fired => write!(f, "it matches and wins"),
        }
    }
}

impl Reason {
    /// How much of the text went along with the pattern.
    fn length(&self) -> usize {
        if let Self::Pattern { on, .. } = self { on.chars().count() } else { 0 }
    }
}

/// Asks every rule of the scopes that a place was read in, and every binding, context, cell rule
/// and column that could have had a part; only those whose id holds `filter`.
pub fn why_not(sample: &Sample, rules: &Rules, at: &Range<usize>, filter: &str) -> Vec<Asked> {
    let (_, trace) = extract::traced(&sample.source, &sample.document, rules);
    let mut all = headers(sample, rules, at);
    for step in &trace.steps {
        match step {
            Step::Tried(tried) if touches(tried.span, at) => {
                all.push(asked(rules, tried));
                all.push(contexts(rules, tried.scope, &tried.code));
                all.extend(bindings(rules, &tried.code));
            }
            Step::Sentence(told) if touches(told.span, at) => all.extend(frames(rules, told)),
            Step::Unread { span, scope } if touches(*span, at) => {
                all.push(contexts(rules, *scope, &code_of(&sample.source.text[span.range()], rules)));
            }
            Step::Row(row) => {
                let values = |cell: &&CellTold| touches(cell.span, at) && cell.kind == Some(Column::Value);
                for cell in row.cells.iter().filter(values) {
                    all.push(cell_rules(rules, &cell.code));
                    all.extend(bindings(rules, &cell.code));
                }
            }
            _ => {}
        }
    }
    for asked in &mut all {
        asked.answers.retain(|answer| answer.rule.contains(filter));
        asked.answers.sort_by_key(|answer| std::cmp::Reverse(answer.near));
    }
    // A text is read in several scopes; what binds in it is told once.
    let mut told = std::collections::BTreeSet::new();
    all.retain(|asked| !asked.answers.is_empty() && told.insert((asked.scope.clone(), asked.code.clone())));
    all
}

/// The frames of a sentence, for the values of each name in it.
fn frames(rules: &Rules, told: &Told) -> Vec<Asked> {
    let answer = |frame: usize, reason: Reason, near: (u8, usize)| {
        let entry = &rules.sentences.frames[frame].entry;
        Answer { rule: entry.id.clone(), place: place(rules, entry), reason, near }
    };
    let asked = told.frames.iter().map(|tried| {
        let lacking = tried.lacking.iter().map(|(frame, lacks)| {
            let words: Vec<&str> = lacks.iter().map(|lack| lack.word()).collect();
            // The fewer things are missing, the nearer it came.
            answer(*frame, Reason::Frame(words.join(", ")), (4, MOST.saturating_sub(lacks.len())))
        });
        let filled = tried.filled.map(|frame| answer(frame, Reason::Fired, (6, 0)));
        let scope = format!("a {} clause", tried.mood.word());
        Asked { scope, code: tried.what.clone(), answers: filled.into_iter().chain(lacking).collect() }
    });
    asked.collect()
}

/// No frame needs more things.
const MOST: usize = 20;

/// The rules of the scope that a text was tried in.
fn asked(rules: &Rules, tried: &Tried) -> Asked {
    let answers = rules.of_scope(tried.scope).iter().map(|&n| answer(rules, n, tried)).collect();
    Asked { scope: lint::name(tried.scope), code: tried.code.clone(), answers }
}

/// The contexts that a block could open.
fn contexts(rules: &Rules, scope: Scope, code: &str) -> Asked {
    let here = rules.contexts.iter().filter(|context| context.at.contains(&scope));
    let answers = here.map(|context| of_pattern(rules, &context.entry, &context.pattern.source, code));
    Asked { scope: "a context".into(), code: code.to_owned(), answers: answers.collect() }
}

/// The bindings, where a value and a year stand apart.
fn bindings(rules: &Rules, code: &str) -> Option<Asked> {
    let apart = code.contains([symbol::VALUE, symbol::NUMBER])
        && code.contains([symbol::PERIOD, symbol::YEARS, symbol::RELATIVE]);
    let binds = rules.binds.each.iter().map(|bind| of_pattern(rules, &bind.entry, &bind.pattern, code));
    let scope = "a value and a year to bind".to_owned();
    apart.then(|| Asked { scope, code: code.to_owned(), answers: binds.collect() })
}

fn cell_rules(rules: &Rules, code: &str) -> Asked {
    let answers = rules
        .tables
        .types
        .iter()
        .flat_map(|rule| rule.cell.iter().map(|p| of_pattern(rules, &rule.entry, &p.source, code)));
    Asked { scope: "a cell of values".into(), code: code.to_owned(), answers: answers.collect() }
}

/// The columns that the cells of a row could head, where no header matches them: the nearest few.
fn headers(sample: &Sample, rules: &Rules, at: &Range<usize>) -> Vec<Asked> {
    const NEAREST: usize = 3;
    let tables = sample.document.blocks.iter().filter_map(|block| block.table());
    let rows = tables.flat_map(|table| &table.rows).filter(|row| touches(row.span, at));
    let cells = rows.flat_map(|row| &row.cells).filter(|cell| touches(cell.text.span(), at));
    let mut all = Vec::new();
    for cell in cells {
        let code = code_of(&cell.text.plain(&sample.source.text), rules);
        if code.is_empty() || code.contains(is_symbol) || !crate::extract::facets_of(&code, rules).is_empty() {
            continue;
        }
        let headers =
            rules.tables.facets.iter().flat_map(|facet| facet.header.iter().map(move |header| (facet, header)));
        let mut answers: Vec<Answer> =
            headers.map(|(facet, header)| of_pattern(rules, &facet.entry, &header.source, &code)).collect();
        answers.retain(|answer| match &answer.reason {
            Reason::Pattern { on, .. } => !on.is_empty(),
            _ => true,
        });
        answers.sort_by_key(|answer| std::cmp::Reverse(answer.near));
        answers.truncate(NEAREST);
        all.push(Asked { scope: "the header of a column".into(), code, answers });
    }
    all
}

/// How far a text goes along with a pattern of any kind.
fn of_pattern(rules: &Rules, entry: &Entry, source: &str, code: &str) -> Answer {
    let reason = along(rules, entry, source, code);
    let near = if reason == Reason::Fired { (6, 0) } else { (3, reason.length()) };
    Answer { rule: entry.id.clone(), place: place(rules, entry), reason, near }
}

fn place(rules: &Rules, entry: &Entry) -> String {
    let text = rules.files.get(&entry.file).map_or("", |file| file.text.as_str());
    let line = text.get(..entry.at.start).map_or(0, |before| before.matches('\n').count()) + 1;
    format!("{}:{line}", rules.path(&entry.file))
}

fn answer(rules: &Rules, n: usize, tried: &Tried) -> Answer {
    let rule = rules.rule(n);
    let (reason, near) = reason(rules, n, tried);
    Answer { rule: rule.entry.id.clone(), place: place(rules, &rule.entry), reason, near }
}

fn reason(rules: &Rules, n: usize, tried: &Tried) -> (Reason, (u8, usize)) {
    let rule = rules.rule(n);
    let is = |hit: &Match| hit.rule == n;
    if tried.kept.iter().any(is) {
        return (Reason::Fired, (6, 0));
    }
    if let Some((loser, winner)) = tried.beaten.iter().find(|(loser, _)| is(loser)) {
        let by = format!("{}: {}", rules.rule(winner.rule).entry.id, why(rules, winner, loser));
        return (Reason::Beaten(by), (5, 0));
    }
    if let Some(lang) = rule.lang.filter(|&lang| lang != tried.lang) {
        let name = match lang {
            crate::record::Lang::Ja => "Japanese",
            crate::record::Lang::En => "English",
        };
        return (Reason::Language(name.to_owned()), (0, 0));
    }
    if let Some(context) = rule.context.as_ref().filter(|context| !tried.contexts.contains(context)) {
        // That alone may be what is missing.
        let near = u8::from(rule.pattern.is_match(&tried.code)) * 4;
        return (Reason::Context(context.clone()), (near, 0));
    }
    if let Some(symbols) = rule.pattern.lacks(Symbols::in_text(&tried.code)) {
        let names: Vec<String> = symbols.iter().map(|c| shown(&c.to_string())).collect();
        return (Reason::Lacks(names.join(" or ")), (1, 0));
    }
    if !rule.pattern.is_cued(&tried.code) {
        return (Reason::NoWord(rule.pattern.cues.clone().unwrap_or_default()), (2, 0));
    }
    let reason = along(rules, &rule.entry, &rule.pattern.source, &tried.code);
    let near = (3, reason.length());
    (reason, near)
}

/// How far a text goes along with a pattern: the longest run of its pieces, from its beginning,
/// that matches somewhere, and the piece that fails then.
fn along(rules: &Rules, entry: &Entry, source: &str, code: &str) -> Reason {
    let nothing = Vocabulary::default();
    let vocabulary = rules.files.get(&entry.file).map_or(&nothing, |file| &file.vocabulary);
    let best = pieces::branches(source)
        .into_iter()
        .map(|branch| walk(vocabulary, "", &branch, code, 0))
        .max_by_key(|(_, far)| *far);
    best.map_or(Reason::Fired, |(reason, _)| reason)
}

/// Groups in groups that are looked into, at most.
const DEEPEST: usize = 4;

/// Goes along the pieces of a branch, behind what stands before it (`before`).
fn walk(vocabulary: &Vocabulary, before: &str, branch: &[&str], code: &str, depth: usize) -> (Reason, usize) {
    let matches = |pattern: &str| {
        let regex = vocabulary.expand(pattern, "").ok().and_then(|expanded| compile(&expanded).ok())?;
        regex.find(code).map(|hit| hit.range())
    };
    let prefix = |n: usize| format!("{before}{}", branch[..n].concat());
    let far = (0..=branch.len()).rev().find(|&n| matches(&prefix(n)).is_some()).unwrap_or(0);
    let matched = prefix(far);
    let Some(&failed) = branch.get(far) else {
        // Only together with what follows the group does it fail.
        return (Reason::Fired, matched.len());
    };
    let block = |name: &str| vocabulary.blocks.get(name).map(String::as_str);
    if let Some(inner) = pieces::inside(failed, &block).filter(|_| depth < DEEPEST) {
        let inner = pieces::branches(inner).into_iter();
        let deeper =
            inner.map(|branch| walk(vocabulary, &matched, &branch, code, depth + 1)).max_by_key(|(_, far)| *far);
        // Where no branch begins to match, the group as a whole is what is missing.
        if let Some((reason @ Reason::Pattern { .. }, far)) = deeper.filter(|(_, far)| *far > matched.len()) {
            return (reason, far);
        }
    }
    let on = matches(&matched).map(|range| shown(&code[range])).unwrap_or_default();
    let elsewhere = matches(failed).is_some();
    (Reason::Pattern { matched: matched.clone(), on, failed: failed.to_owned(), elsewhere }, matched.len())
}
