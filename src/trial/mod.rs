//! Runs the examples that the rules carry: what a rule must read, and what it must leave.
//!
//! An example goes the whole way that a document goes, so that a rule is tested as it
//! works, with headings, tables and notes around it.

use crate::extract::{self, bound_in, code_of};
use crate::layout::Document;
use crate::record::Record;
use crate::rules::{Example, Makes, Rules};
use crate::source::Source;

/// An example that came out otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The id of the rule, binding, context or cell pattern.
    pub id: String,
    pub text: String,
    pub expected: Vec<String>,
    pub got: Vec<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.id)?;
        for line in self.text.lines() {
            writeln!(f, "    {line}")?;
        }
        for line in &self.expected {
            writeln!(f, "  - {line}")?;
        }
        for line in &self.got {
            writeln!(f, "  + {line}")?;
        }
        Ok(())
    }
}

/// How many examples were run, and those that failed.
#[derive(Debug, Default)]
pub struct Outcome {
    pub run: usize,
    pub failures: Vec<Failure>,
}

/// Runs every `ok` and `no` of every rule, binding, context and cell pattern.
pub fn run(rules: &Rules) -> Outcome {
    let mut outcome = Outcome::default();
    for (at, rule) in rules.all().iter().enumerate() {
        for example in &rule.ok {
            let got = records(rules, at, example);
            outcome.expect(&rule.id, &example.text, example.gives.clone(), got);
        }
        for text in &rule.no {
            let source = Source::from_text("example", text);
            let (_, fired) = extract::traced(&source, &Document::read(&source.text), rules);
            let got = if fired.contains(&at) { vec!["the rule fired".to_owned()] } else { Vec::new() };
            outcome.expect(&rule.id, text, Vec::new(), got);
        }
    }
    for bind in &rules.binds.each {
        for example in &bind.ok {
            outcome.expect(&bind.id, &example.text, example.gives.clone(), bound_in(&example.text, &bind.id, rules));
        }
        for text in &bind.no {
            outcome.expect(&bind.id, text, Vec::new(), bound_in(text, &bind.id, rules));
        }
    }
    let contexts = rules.contexts.iter().map(|c| (&c.id, &c.pattern, &c.ok, &c.no));
    let cells = rules.cells.iter().map(|c| (&c.id, &c.pattern, &c.ok, &c.no));
    for (id, pattern, ok, no) in contexts.chain(cells) {
        for (texts, must) in [(ok, true), (no, false)] {
            for text in texts {
                let verdict = |matches: bool| vec![if matches { "matches" } else { "does not match" }.to_owned()];
                outcome.expect(id, text, verdict(must), verdict(pattern.is_match(&code_of(text, rules))));
            }
        }
    }
    outcome
}

impl Outcome {
    fn expect(&mut self, id: &str, text: &str, expected: Vec<String>, got: Vec<String>) {
        self.run += 1;
        if expected != got {
            self.failures.push(Failure { id: id.to_owned(), text: text.to_owned(), expected, got });
        }
    }
}

/// The records that a rule made of an example; for one that adds observations, all indicators.
fn records(rules: &Rules, at: usize, example: &Example) -> Vec<String> {
    let rule = &rules.all()[at];
    let mut source = Source::from_text("example", &example.text);
    if let Some(year) = example.year {
        source.manifest.date = format!("{year}-04-01");
    }
    let (records, fired) = extract::traced(&source, &Document::read(&source.text), rules);
    if !fired.contains(&at) {
        return Vec::new();
    }
    let mine = |record: &&Record| match rule.makes {
        Makes::Observations => matches!(record, Record::Indicator(_)),
        _ => record.common().rule == rule.id,
    };
    records.iter().filter(mine).map(ToString::to_string).collect()
}
