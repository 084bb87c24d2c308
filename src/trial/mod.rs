//! Runs the examples that the rules carry: what a rule must read, and what it must leave.
//!
//! An example goes the whole way that a document goes, so that a rule is tested as it
//! works, with headings, tables and notes around it.

mod accept;

use std::ops::Range;

use crate::extract::{self, Trace, bound_in, code_of, facets_of, type_of, unbound_code_of};
use crate::layout::Document;
use crate::record::Record;
use crate::rules::{Entry, Example, Rules};
use crate::source::Source;

pub use accept::{Accepted, accept};

/// What sort of example it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Ok,
    No,
    Todo,
}

/// How an example came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Passed,
    Failed,
    /// A `todo` that still fails.
    Open,
    /// A `todo` that passes: it could be an `ok`.
    Reached,
}

/// An example, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The id of the rule, binding, context, cell or column pattern.
    pub id: String,
    /// The file as a user can open it, and the 1-based line of the example.
    pub file: String,
    pub line: usize,
    pub sort: Sort,
    pub end: End,
    pub text: String,
    pub expected: Vec<String>,
    pub got: Vec<String>,
    /// The file's name in its folder, and where the example and what it gives stand in it.
    name: String,
    at: Range<usize>,
    gives_at: Option<Range<usize>>,
}

impl std::fmt::Display for Trial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match (self.sort, self.end) {
            (Sort::No, _) => "reads what it must leave",
            (_, End::Reached) => "does what its `todo` asks: it can be an `ok`",
            (_, End::Open) => "does not do yet what its `todo` asks",
            _ => "does not give what its `ok` says",
        };
        writeln!(f, "{}:{}: {} {what}", self.file, self.line, self.id)?;
        for line in self.text.trim_end().lines() {
            writeln!(f, "    {}", line.replace('\t', " │ "))?;
        }
        let mut left = self.got.clone();
        for line in &self.expected {
            match left.iter().position(|got| got == line) {
                Some(at) => {
                    left.remove(at);
                    writeln!(f, "    {line}")?;
                }
                None => {
                    writeln!(f, "  - {line}")?;
                    if let Some(at) = alike(line, &left) {
                        let got = left.remove(at);
                        writeln!(f, "  + {got}")?;
                    }
                }
            }
        }
        left.iter().try_for_each(|line| writeln!(f, "  + {line}"))
    }
}

/// The line that differs from another in its values, not in its name.
fn alike(line: &str, others: &[String]) -> Option<usize> {
    let name = |line: &str| line.split(" | ").next().unwrap_or_default().to_owned();
    others.iter().position(|other| name(other) == name(line))
}

/// Every example that was run, in the order of the rules.
#[derive(Debug, Default)]
pub struct Outcome {
    pub trials: Vec<Trial>,
}

impl Outcome {
    /// Those that ended in a way.
    pub fn ended(&self, end: End) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(move |trial| trial.end == end)
    }
}

/// Runs every `ok`, `no` and `todo` of everything that has some.
pub fn run(rules: &Rules) -> Outcome {
    run_traced(rules, &mut |_, _, _| {})
}

/// Runs them, and hands on how the examples of each rule were read.
pub(crate) fn run_traced(rules: &Rules, hand: &mut dyn FnMut(&Entry, &Example, &Trace)) -> Outcome {
    let mut runner = Runner { rules, outcome: Outcome::default() };
    for (at, rule) in rules.all().iter().enumerate() {
        runner.run(&rule.entry, &mut |example, sort| {
            let (got, trace) = records(rules, at, example);
            hand(&rule.entry, example, &trace);
            let fired = trace.fired.contains(&at);
            match sort {
                Sort::No if fired => vec!["(the rule fired)".to_owned()],
                Sort::No => Vec::new(),
                _ if fired => got,
                _ => Vec::new(),
            }
        });
    }
    for (at, frame) in rules.sentences.frames.iter().enumerate() {
        runner.run(&frame.entry, &mut |example, sort| {
            let (got, trace) = records_of(rules, &frame.entry.id, example);
            hand(&frame.entry, example, &trace);
            match sort {
                Sort::No if trace.filled.contains(&at) => vec!["(the frame was filled)".to_owned()],
                Sort::No => Vec::new(),
                _ => got,
            }
        });
    }
    for (at, mood) in rules.sentences.moods.iter().enumerate() {
        runner.matches(&mood.entry, &|text| extract::mood_of(text, rules).is_some_and(|by| by == at));
    }
    for class in &rules.sentences.class_entries {
        let is = |text: &str| rules.sentences.ends(text, class.kind) || rules.sentences.is(text, class.kind);
        runner.matches(&class.entry, &|text| is(text) || rules.sentences.begins(text, class.kind).is_some());
    }
    for particle in &rules.sentences.particle_entries {
        let is = |text: &str| {
            let found = extract::particle_of(text, rules);
            particle.kind.iter().all(|&case| rules.sentences.marks(&found, case))
        };
        runner.matches(&particle.entry, &is);
    }
    for bind in &rules.binds.each {
        runner.run(&bind.entry, &mut |example, _| bound_in(&example.text, &bind.entry.id, rules));
    }
    let contexts = rules.contexts.iter().map(|context| (&context.entry, &context.pattern));
    for (entry, pattern) in contexts {
        runner.matches(entry, &|text| pattern.is_match(&code_of(text, rules)));
    }
    let tables = &rules.tables;
    for (at, facet) in tables.facets.iter().enumerate() {
        runner.matches(&facet.entry, &|text| facets_of(&code_of(text, rules), rules).contains(&at));
    }
    for (at, rule) in tables.types.iter().enumerate() {
        // Types of one look may share their cells, but each must have one that no other takes.
        let own = rule.entry.ok.iter().any(|example| type_of(&example.text, rules) == Some(at));
        let is = |text: &str| type_of(text, rules).is_some_and(|found| tables.types[found].is == rule.is);
        runner.matches(&rule.entry, &|text| own && is(text));
    }
    for ending in &tables.endings {
        runner.matches(&ending.entry, &|text| tables.strength(&code_of(text, rules)) == ending.strength);
    }
    for aside in &tables.asides {
        let is = |text: &str| aside.stretch.iter().any(|pattern| pattern.is_match(&code_of(text, rules)));
        runner.matches(&aside.entry, &is);
    }
    for trim in &tables.trims {
        runner.matches(&trim.entry, &|text| trim.text.iter().any(|pattern| pattern.regex.is_match(text)));
    }
    for line in &rules.lines.all {
        // What a value is bound to hides words that a line is kept out by: 2045年推計.
        runner.matches(&line.entry, &|text| {
            line.speaks(&code_of(text, rules))
                || line.speaks(&unbound_code_of(text, rules))
                || line.speaks(&crate::text::nfkc(text))
        });
    }
    runner.outcome
}

/// What an example without `gives` is told to give.
const UNSAID: &str = "(`gives` is still to be written)";

struct Runner<'r> {
    rules: &'r Rules,
    outcome: Outcome,
}

impl Runner<'_> {
    fn run(&mut self, entry: &Entry, got: &mut dyn FnMut(&Example, Sort) -> Vec<String>) {
        for (sort, example) in examples(entry) {
            let got = got(example, sort);
            // An example that must give nothing proves nothing.
            let unsaid = sort != Sort::No && example.gives.is_empty();
            let expected = if unsaid { vec![UNSAID.to_owned()] } else { example.gives.clone() };
            self.ended(entry, sort, example, expected, got);
        }
    }

    /// Examples of what only matches or does not.
    fn matches(&mut self, entry: &Entry, is: &dyn Fn(&str) -> bool) {
        let verdict = |matches: bool| vec![if matches { "(it matches)" } else { "(it does not match)" }.to_owned()];
        for (sort, example) in examples(entry) {
            self.ended(entry, sort, example, verdict(sort != Sort::No), verdict(is(&example.text)));
        }
    }

    fn ended(&mut self, entry: &Entry, sort: Sort, example: &Example, expected: Vec<String>, got: Vec<String>) {
        let end = match (sort, expected == got) {
            (Sort::Todo, true) => End::Reached,
            (Sort::Todo, false) => End::Open,
            (_, true) => End::Passed,
            (_, false) => End::Failed,
        };
        let text = self.rules.files.get(&entry.file).map_or("", |file| file.text.as_str());
        let line = text.get(..example.at.start).map_or(0, |before| before.matches('\n').count()) + 1;
        self.outcome.trials.push(Trial {
            id: entry.id.clone(),
            file: self.rules.path(&entry.file),
            line,
            sort,
            end,
            text: example.text.clone(),
            expected,
            got,
            name: entry.file.clone(),
            at: example.at.clone(),
            gives_at: example.gives_at.clone(),
        });
    }
}

fn examples(entry: &Entry) -> impl Iterator<Item = (Sort, &Example)> {
    let sorts = [(Sort::Ok, &entry.ok), (Sort::No, &entry.no), (Sort::Todo, &entry.todo)];
    sorts.into_iter().flat_map(|(sort, list)| list.iter().map(move |example| (sort, example)))
}

/// The records that a rule made of an example, and how the example was read.
fn records(rules: &Rules, at: usize, example: &Example) -> (Vec<String>, Trace) {
    records_of(rules, &rules.all()[at].entry.id, example)
}

/// The records that one frame made of an example, and how the example was read.
fn records_of(rules: &Rules, id: &str, example: &Example) -> (Vec<String>, Trace) {
    let (records, trace) = read(rules, example);
    let mine = records.iter().filter(|record| record.common().rule == id);
    (mine.map(ToString::to_string).collect(), trace)
}

fn read(rules: &Rules, example: &Example) -> (Vec<Record>, Trace) {
    let mut source = Source::from_text("example", &example.text);
    if let Some(year) = example.year {
        source.manifest.date = format!("{year}-04-01");
    }
    extract::traced(&source, &Document::read(&source.text), rules)
}
