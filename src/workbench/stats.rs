//! `stats`: how often each rule fires, overlaps and is beaten, how often it is right, and the
//! values that no rule explains.

use std::collections::{BTreeMap, BTreeSet};

use super::gold::Judge;
use super::{Sample, quote};
use crate::extract::{self, Step, Trace};
use crate::layout::Span;
use crate::record::Record;
use crate::rules::{Column, Rules, Scope};
use crate::text::scan::Item;

/// What some documents show of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats {
    pub rule: String,
    /// Texts that its pattern matched, and those in which it had a part in a record.
    pub matched: usize,
    pub fired: usize,
    /// How often it beat others, and was beaten.
    pub overlaps: usize,
    pub beaten: usize,
    /// Of its records that the gold judges, those that are right.
    pub right: usize,
    pub judged: usize,
    /// The confidence that it declares.
    pub declared: f64,
    /// Whether it makes records that can be judged, and does not add to those of others.
    pub makes_records: bool,
}

impl Stats {
    /// A rule that was seen nowhere.
    fn new(rule: &str, declared: f64, makes_records: bool) -> Self {
        Self {
            rule: rule.to_owned(),
            matched: 0,
            fired: 0,
            overlaps: 0,
            beaten: 0,
            right: 0,
            judged: 0,
            declared,
            makes_records,
        }
    }

    /// The measured precision: (right + 1) / (judged + 2), rounded down to hundredths, so that few
    /// records give no certainty; none where nothing was judged.
    pub fn measured(&self) -> Option<f64> {
        let share = (self.right + 1) as f64 / (self.judged + 2) as f64;
        (self.judged > 0).then(|| (share * 100.0 + 1e-9).floor() / 100.0)
    }
}

/// A value in an indicator's context that is in no record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unexplained {
    pub path: String,
    pub line: usize,
    /// As it stands in the document, and the text around it.
    pub value: String,
    pub around: String,
    /// What makes it an indicator's context.
    pub context: String,
}

/// What some documents show of the rules.
#[derive(Debug, Default)]
pub struct Report {
    pub rules: Vec<Stats>,
    pub unexplained: Vec<Unexplained>,
}

/// What no single rule makes: rows of tables, and lines.
const COMPOSED: [&str; 7] = [
    extract::BY_TABLE,
    extract::BY_RUN,
    extract::PAID_LINE,
    extract::PAID_LIST,
    extract::PAID_SPOKEN,
    extract::PAID_SLIDE,
    extract::PAID_TABLE,
];

/// Runs the rules over documents.
pub fn stats(rules: &Rules, samples: &[Sample], judge: &Judge) -> Report {
    let of = |rule: &crate::rules::Rule| Stats::new(&rule.entry.id, rule.confidence, true);
    let mut report = Report { rules: rules.all().iter().map(of).collect(), ..Report::default() };
    let frames = rules.sentences.frames.iter();
    report.rules.extend(frames.map(|frame| Stats::new(&frame.entry.id, frame.confidence, true)));
    report.rules.extend(COMPOSED.map(|id| Stats::new(id, 0.0, true)));
    let mut all: Vec<Record> = Vec::new();
    let mut seen = BTreeSet::new();
    for sample in samples {
        let (records, trace) = extract::traced(&sample.source, &sample.document, rules);
        report.count(&trace);
        for &frame in &trace.filled {
            let stats = &mut report.rules[rules.all().len() + frame];
            (stats.matched, stats.fired) = (stats.matched + 1, stats.fired + 1);
        }
        for id in COMPOSED {
            let made = records.iter().filter(|record| record.common().rule == id).count();
            if let Some(stats) = report.rules.iter_mut().rev().find(|stats| stats.rule == id) {
                (stats.matched, stats.fired) = (stats.matched + made, stats.fired + made);
            }
        }
        seen.extend(unexplained(rules, sample, &records, &trace));
        all.extend(records);
    }
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (rule, right) in judge.verdicts(&all) {
        let count = counts.entry(rule).or_default();
        count.0 += usize::from(right);
        count.1 += 1;
    }
    for stats in &mut report.rules {
        (stats.right, stats.judged) = counts.get(&stats.rule).copied().unwrap_or_default();
    }
    report.unexplained = seen.into_iter().collect();
    report
}

impl Report {
    fn count(&mut self, trace: &Trace) {
        for &rule in &trace.fired {
            self.rules[rule].fired += 1;
        }
        for step in &trace.steps {
            let Step::Tried(tried) = step else { continue };
            for hit in &tried.kept {
                self.rules[hit.rule].matched += 1;
            }
            for (loser, winner) in &tried.beaten {
                self.rules[loser.rule].matched += 1;
                self.rules[loser.rule].beaten += 1;
                self.rules[winner.rule].overlaps += 1;
            }
        }
    }
}

/// The values in an indicator's context that are in no record of a document.
fn unexplained(rules: &Rules, sample: &Sample, records: &[Record], trace: &Trace) -> Vec<Unexplained> {
    let covered = Covered::by(records, &sample.source.text);
    let mut all = Vec::new();
    let mut tell = |span: Span, around: Span, context: String| {
        let text = &sample.source.text;
        if !covered.holds(span, &text[span.range()]) {
            all.push(Unexplained {
                path: sample.source.path.display().to_string(),
                line: sample.document.places.line(span.start) as usize,
                value: text[span.range()].to_owned(),
                around: quote(text[around.range()].trim()),
                context,
            });
        }
    };
    let counts = |seen: &extract::Seen, bound: &[extract::Tied]| match &seen.item {
        Item::Value(value) => !value.bare || bound.iter().any(|tied| tied.span.contains(seen.span)),
        _ => false,
    };
    for step in &trace.steps {
        match step {
            Step::Row(row) => {
                for cell in row.cells.iter().filter(|cell| cell.kind == Some(Column::Value)) {
                    for seen in cell.seen.iter().filter(|seen| counts(seen, &cell.bound)) {
                        tell(seen.span, cell.span, "a column of values".to_owned());
                    }
                }
            }
            Step::Tried(tried) if !matches!(tried.scope, Scope::Card | Scope::Cell) => {
                let open = tried.contexts.first().map(|context| format!("context {context}"));
                let word = || rules.names_a_goal(&tried.code).map(|word| format!("the word {word}"));
                let Some(context) = open.or_else(word) else { continue };
                for seen in tried.seen.iter().filter(|seen| tried.span.contains(seen.span)) {
                    if counts(seen, &tried.bound) {
                        tell(seen.span, tried.span, context.clone());
                    }
                }
            }
            _ => {}
        }
    }
    // A block is read as a whole and sentence by sentence: the shorter text tells more.
    all.sort_by_key(|one| (one.line, one.value.clone(), one.around.len()));
    all.dedup_by(|a, b| a.line == b.line && a.value == b.value);
    all
}

/// What the records of a document took.
struct Covered {
    spans: Vec<(u32, u32)>,
    /// Names and notes with their lines: 65歳以上の人口 explains 65歳.
    names: Vec<(u32, u32, String)>,
}

impl Covered {
    fn by(records: &[Record], text: &str) -> Self {
        let line = |start: u32, end: u32| {
            let begin = text[..start as usize].rfind('\n').map_or(0, |at| at + 1);
            let rest = text[end as usize..].find('\n').map_or(text.len(), |len| end as usize + len);
            (begin as u32, rest as u32)
        };
        let (mut spans, mut names) = (Vec::new(), Vec::new());
        for record in records {
            let evidence = &record.common().evidence;
            match record {
                Record::Indicator(indicator) => {
                    for observation in &indicator.observations {
                        spans.push((observation.evidence.start, observation.evidence.end));
                        spans.extend(observation.period_evidence.iter().map(|place| (place.start, place.end)));
                    }
                    let (start, end) = line(evidence.start, evidence.end);
                    names.push((start, end, bare(&format!("{} {}", indicator.name, indicator.notes.join(" ")))));
                }
                Record::Programme(_) => spans.push((evidence.start, evidence.end)),
                Record::Measure(_) => {}
            }
        }
        Self { spans, names }
    }

    fn holds(&self, span: Span, text: &str) -> bool {
        let inside = |&(start, end): &(u32, u32)| start <= span.start && span.end <= end;
        let named = |(start, end, name): &(u32, u32, String)| inside(&(*start, *end)) && name.contains(&bare(text));
        self.spans.iter().any(inside) || self.names.iter().any(named)
    }
}

fn bare(text: &str) -> String {
    crate::text::nfkc(text).split_whitespace().collect()
}

/// The rule files with the measured confidences in place of the declared ones, by file name;
/// rules that nothing was judged of keep theirs.
pub fn with_measured(rules: &Rules, report: &Report) -> BTreeMap<String, String> {
    let measured: BTreeMap<&str, f64> =
        report.rules.iter().filter_map(|stats| Some((stats.rule.as_str(), stats.measured()?))).collect();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut in_file: Vec<_> = rules.all().iter().collect();
    in_file.sort_by_key(|rule| std::cmp::Reverse(rule.places.confidence.start));
    for rule in in_file {
        let Some(&new) = measured.get(rule.entry.id.as_str()).filter(|&&new| new != rule.confidence) else { continue };
        let Some(read) = rules.files.get(&rule.entry.file) else { continue };
        let text = files.entry(rule.entry.file.clone()).or_insert_with(|| read.text.clone());
        text.replace_range(rule.places.confidence.clone(), &new.to_string());
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_records_give_no_certainty() {
        let measured = |right, judged| {
            let stats = Stats { right, judged, ..Stats::new("", 0.9, true) };
            stats.measured()
        };
        assert_eq!(measured(0, 0), None);
        assert_eq!(measured(1, 1), Some(0.66));
        assert_eq!(measured(8, 8), Some(0.9));
        assert_eq!(measured(98, 98), Some(0.99));
        assert_eq!(measured(0, 4), Some(0.16));
    }
}
