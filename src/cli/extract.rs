//! `shihyo extract`: documents in, records out.

use std::io::{self, BufRead};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use shihyo::open::{OpenError, Opener};
use shihyo::record::Record;
use shihyo::rules::Rules;
use shihyo::source;

use super::args::{Args, Extract};
use super::failure::Failure;
use super::output::Output;
use super::progress::Progress;
use super::{End, paper, rules};

/// What one document gave.
struct Done {
    json: Vec<u8>,
    pages: u32,
    counts: [usize; 3],
    review: usize,
    /// What of it could not be read.
    warnings: Vec<String>,
}

/// What all gave.
#[derive(Default)]
struct Summary {
    documents: usize,
    failed: usize,
    skipped: usize,
    pages: u32,
    counts: [usize; 3],
    review: usize,
    /// Documents that were read and held nothing.
    barren: usize,
}

pub fn run(args: &Args, command: &Extract) -> Result<End, Failure> {
    let rules = rules(args)?;
    let found = source::find(&paths(&command.paths)?);
    let mut output = Output::open(&command.output)?;
    let mut summary = Summary { failed: found.failed.len(), skipped: found.skipped, ..Summary::default() };
    for (path, reason) in &found.failed {
        eprintln!("shihyo: {}: {reason}", path.display());
    }

    let mut progress = Progress::new(found.documents.len(), args.quiet);
    let opener = paper::opener(&command.paper)?;
    let work = |path: &PathBuf| document(path, &opener, &rules);
    let end = shihyo::batch::run(&found.documents, threads(args), size, work, |path, result| {
        progress.step(path);
        let reason = match result {
            Ok(Ok(done)) => match summary.add(path, &done, &mut output, &progress) {
                Ok(()) => return ControlFlow::Continue(()),
                Err(failure) => return ControlFlow::Break(failure),
            },
            Ok(Err(reason)) => reason.to_string(),
            Err(defect) => defect.to_string(),
        };
        summary.failed += 1;
        progress.line(&format!("shihyo: {}: {reason}", path.display()));
        ControlFlow::Continue(())
    })?;
    progress.end();
    if let ControlFlow::Break(failure) = end {
        return Err(failure);
    }
    if summary.documents == 0 {
        summary.tell();
        return Err(Failure::Nothing(match summary.failed {
            0 => "no documents were given".into(),
            _ => "no document could be read; nothing was written".into(),
        }));
    }
    output.finish()?;
    summary.tell();
    Ok(if summary.failed == 0 { End::Done } else { End::SomeFailed })
}

/// The records of one document, ready to be written.
fn document(path: &Path, opener: &Opener, rules: &Rules) -> Result<Done, OpenError> {
    let opened = opener.open(path)?;
    let warnings = paper::warnings(&opened);
    let mut done = Done { json: Vec::new(), pages: opened.pages, counts: [0; 3], review: 0, warnings };
    for record in shihyo::extract::records(&opened.source, &opened.document, rules) {
        done.counts[match record {
            Record::Indicator(_) => 0,
            Record::Measure(_) => 1,
            Record::Programme(_) => 2,
        }] += 1;
        done.review += usize::from(record.needs_review());
        done.json.extend_from_slice(record.to_json().as_bytes());
        done.json.push(b'\n');
    }
    Ok(done)
}

impl Summary {
    fn add(&mut self, path: &Path, done: &Done, output: &mut Output, progress: &Progress) -> Result<(), Failure> {
        output.write(&done.json)?;
        self.documents += 1;
        self.pages += done.pages;
        self.review += done.review;
        self.counts.iter_mut().zip(done.counts).for_each(|(all, one)| *all += one);
        for warning in &done.warnings {
            progress.line(&format!("shihyo: {}: {warning}", path.display()));
        }
        if done.json.is_empty() {
            self.barren += 1;
            let text = "read, but no indicator, measure or programme was found in it";
            progress.line(&format!("shihyo: {}: {text}", path.display()));
        }
        Ok(())
    }

    fn tell(&self) {
        let Self { documents, failed, skipped, pages, counts: [indicators, measures, programmes], review, barren } =
            self;
        let mut parts = vec![count(*documents, "document") + " done", format!("{failed} failed")];
        parts.push(format!("{skipped} other files skipped"));
        parts.push(count(*pages as usize, "page"));
        eprintln!("{}", parts.join(", "));
        let records = indicators + measures + programmes;
        eprintln!(
            "{}: {}, {}, {}; {review} to review{}",
            count(records, "record"),
            count(*indicators, "indicator"),
            count(*measures, "measure"),
            count(*programmes, "programme"),
            if *barren > 0 { format!("; {} without any", count(*barren, "document")) } else { String::new() }
        );
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// The paths given: a `-` among them is the list on standard input, none is the working folder.
pub fn paths(given: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for path in given {
        if path.as_os_str() == "-" {
            for line in io::stdin().lock().lines() {
                let line = line.map_err(Failure::Input)?;
                if !line.is_empty() {
                    all.push(PathBuf::from(line));
                }
            }
        } else {
            all.push(path.clone());
        }
    }
    if given.is_empty() {
        all.push(PathBuf::from("."));
    }
    Ok(all)
}

/// How large a document is, as far as that can be told without reading it.
pub fn size(path: &PathBuf) -> u64 {
    std::fs::metadata(path).map_or(0, |meta| meta.len())
}

pub fn threads(args: &Args) -> NonZeroUsize {
    args.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}
