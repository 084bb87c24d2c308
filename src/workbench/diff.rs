//! `diff`: what a change of the rules does to the records of documents.

use std::fmt::Write as _;

use super::Sample;
use super::gold::Judge;
use crate::eval::{Score, name_of};
use crate::extract;
use crate::record::{Kind, Record};
use crate::rules::Rules;

/// A record that one set of rules makes and the other does not, or makes otherwise.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Gained(Box<Record>),
    Lost(Box<Record>),
    Changed(Box<Record>, Box<Record>),
}

/// What two sets of rules make of documents, side by side.
#[derive(Debug, Default)]
pub struct Diff {
    /// In the order of the documents and their lines.
    pub changes: Vec<Change>,
    /// Records that are the same, and those of them that another rule made.
    pub same: usize,
    pub by_another_rule: usize,
    /// The scores on gold before and after.
    pub scores: Vec<(Kind, Score, Score)>,
}

/// The records of documents, one list a document.
pub fn records(rules: &Rules, samples: &[Sample]) -> Vec<Vec<Record>> {
    samples.iter().map(|sample| extract::records(&sample.source, &sample.document, rules)).collect()
}

/// Compares the records that two sets of rules made of the same documents.
pub fn diff(old: &[Vec<Record>], new: &[Vec<Record>], judge: &Judge) -> Diff {
    let mut diff = Diff::default();
    for (old, new) in old.iter().zip(new) {
        diff.document(old, new);
    }
    let scores = |records: &[Vec<Record>]| judge.scores(&records.concat());
    let after = scores(new).into_iter().map(|(_, score)| score);
    diff.scores = scores(old).into_iter().zip(after).map(|((kind, before), after)| (kind, before, after)).collect();
    diff
}

impl Diff {
    fn document(&mut self, old: &[Record], new: &[Record]) {
        let mut left: Vec<Option<&Record>> = old.iter().map(Some).collect();
        let mut rest: Vec<&Record> = Vec::new();
        for record in new {
            let said = said(record);
            match left.iter().position(|old| old.is_some_and(|old| self::said(old) == said)) {
                Some(at) => {
                    self.same += 1;
                    let before = left[at].take().map(|old| &old.common().rule);
                    self.by_another_rule += usize::from(before != Some(&record.common().rule));
                }
                None => rest.push(record),
            }
        }
        let mut changes: Vec<Change> = Vec::new();
        for record in rest {
            let near = left.iter().enumerate().filter_map(|(at, old)| Some((likeness((*old)?, record)?, at)));
            match near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
                Some((_, at)) => {
                    let Some(old) = left[at].take() else { continue };
                    changes.push(Change::Changed(Box::new(old.clone()), Box::new(record.clone())));
                }
                None => changes.push(Change::Gained(Box::new(record.clone()))),
            }
        }
        changes.extend(left.into_iter().flatten().map(|old| Change::Lost(Box::new(old.clone()))));
        changes.sort_by_key(|change| change.either().common().evidence.start);
        self.changes.append(&mut changes);
    }

    fn count(&self, of: impl Fn(&Change) -> bool) -> usize {
        self.changes.iter().filter(|change| of(change)).count()
    }

    /// `3 gained, 1 lost, 2 changed; 150 the same, 4 of them by another rule`.
    pub fn sum(&self) -> String {
        let mut out = format!(
            "{} gained, {} lost, {} changed; {} the same",
            self.count(|change| matches!(change, Change::Gained(_))),
            self.count(|change| matches!(change, Change::Lost(_))),
            self.count(|change| matches!(change, Change::Changed(..))),
            self.same
        );
        if self.by_another_rule > 0 {
            let _ = write!(out, ", {} of them by another rule", self.by_another_rule);
        }
        out
    }

    /// The changes for a terminal: the old over the new.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for change in &self.changes {
            let (old, new) = change.sides();
            let _ = writeln!(out, "{}", place(change.either()));
            for (mark, record) in [('-', old), ('+', new)] {
                if let Some(record) = record {
                    let _ = writeln!(out, "  {mark} {record}  [{}]", record.common().rule);
                }
            }
            if let (Some(old), Some(new)) = (old, new) {
                let _ = writeln!(out, "    differs in: {}", differing(old, new).join(", "));
            }
        }
        for (kind, before, after) in &self.scores {
            let _ = writeln!(out, "\n{} against gold, before and after", name_of(*kind));
            for ((label, a), (_, b)) in before.figures.iter().zip(&after.figures) {
                let _ = writeln!(
                    out,
                    "  {label:11} P {:.3} -> {:.3}  R {:.3} -> {:.3}",
                    a.precision(),
                    b.precision(),
                    a.recall(),
                    b.recall()
                );
            }
        }
        out
    }

    /// The changes as tables for a review, the old beside the new.
    pub fn markdown(&self) -> String {
        let mut out = format!("**{}**\n", self.sum());
        if !self.changes.is_empty() {
            out.push_str("\n| where | before | after | differs in |\n| --- | --- | --- | --- |\n");
        }
        let cell = |text: String| text.replace('|', "\\|").replace('\n', " ");
        for change in &self.changes {
            let (old, new) = change.sides();
            let side = |record: Option<&Record>| {
                record.map_or("—".into(), |record| cell(format!("{record} `{}`", record.common().rule)))
            };
            let differs = match (old, new) {
                (Some(old), Some(new)) => differing(old, new).join(", "),
                (None, _) => "gained".into(),
                (_, None) => "lost".into(),
            };
            let _ = writeln!(out, "| {} | {} | {} | {differs} |", cell(place(change.either())), side(old), side(new));
        }
        if !self.scores.is_empty() {
            out.push_str("\n| gold | figure | precision | recall |\n| --- | --- | --- | --- |\n");
        }
        for (kind, before, after) in &self.scores {
            for ((label, a), (_, b)) in before.figures.iter().zip(&after.figures) {
                let _ = writeln!(
                    out,
                    "| {} | {label} | {:.3} → {:.3} | {:.3} → {:.3} |",
                    name_of(*kind),
                    a.precision(),
                    b.precision(),
                    a.recall(),
                    b.recall()
                );
            }
        }
        out
    }
}

impl Change {
    fn sides(&self) -> (Option<&Record>, Option<&Record>) {
        match self {
            Self::Gained(new) => (None, Some(new)),
            Self::Lost(old) => (Some(old), None),
            Self::Changed(old, new) => (Some(old), Some(new)),
        }
    }

    fn either(&self) -> &Record {
        match self {
            Self::Gained(record) | Self::Lost(record) | Self::Changed(_, record) => record,
        }
    }
}

/// All that a record says: not its id, nor which rule said it and how surely.
fn said(record: &Record) -> serde_json::Value {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        for field in ["id", "rule", "confidence"] {
            fields.remove(field);
        }
    }
    value
}

/// The fields in which two records differ.
fn differing(old: &Record, new: &Record) -> Vec<String> {
    let (old, new) = (said(old), said(new));
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else { return Vec::new() };
    new.iter().filter(|(field, value)| old.get(*field) != Some(value)).map(|(field, _)| field.clone()).collect()
}

/// How alike two records of a document are, if they could be the same statement.
fn likeness(old: &Record, new: &Record) -> Option<f64> {
    let (a, b) = (&old.common().evidence, &new.common().evidence);
    let overlap = a.start < b.end && b.start < a.end;
    let names = strsim::normalized_levenshtein(old.name(), new.name());
    let could = old.common().kind == new.common().kind && (overlap && names > 0.3 || a.line == b.line && names > 0.6);
    could.then(|| names + f64::from(u8::from(overlap)) + f64::from(u8::from((a.start, a.end) == (b.start, b.end))))
}

fn place(record: &Record) -> String {
    let common = record.common();
    let at = match (common.evidence.line, common.evidence.page) {
        (Some(line), _) => format!(":{line}"),
        (None, Some(page)) => format!(", page {page}"),
        _ => String::new(),
    };
    format!("{}{at} ({})", common.document.path, name_of(common.kind))
}
