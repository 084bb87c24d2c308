//! `shihyo extract`: documents in, records out.

use std::cell::RefCell;
use std::io::{self, BufRead};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use shihyo::batch::Defect;
use shihyo::export::{Format, Report, ReportedRun};
use shihyo::layout::Document;
use shihyo::record::{Kind, Record};
use shihyo::rules::Rules;
use shihyo::source::{self, Found, Identity, Source, SourceError};
use shihyo::store::{self, Claims, DocumentInfo, Known, Prepared, Run, RunCounts, Standing, StoreError};

use super::args::{Args, Lang};
use super::failure::Failure;
use super::output::{self, Output};
use super::progress::{Progress, Reading, SoFar};
use super::{End, rules};

#[derive(Debug, clap::Args)]
pub struct Extract {
    /// Files and folders (searched through); `-`: a list of paths on standard input [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the records go: a store (.db), or a file ending in .jsonl, .csv or .xlsx; `-`: JSONL on standard output
    #[arg(short, long, value_name = "OUT", default_value = store::DEFAULT)]
    pub output: PathBuf,
    /// Drop documents from the store whose files are no longer there
    #[arg(long)]
    pub prune: bool,
    /// Leave documents that failed before and have not changed
    #[arg(long)]
    pub skip_failed: bool,
    /// Also write a report for people: a page of HTML
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// The language of headers and ministries in .csv and .xlsx
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Lang,
}

/// What one document gave.
enum Done {
    /// Ready for the store.
    Prepared(Prepared),
    /// Ready for a file.
    Read(DocumentInfo, Vec<Record>, Vec<String>),
    /// What the store holds is right; so it was, or moved, or failed before.
    Known {
        standing: Standing,
        key: Option<String>,
    },
    Failed {
        reason: String,
        key: Option<String>,
    },
}

/// What all gave.
#[derive(Default)]
struct Summary {
    read: u32,
    failed: u32,
    skipped: usize,
    unchanged: u32,
    moved: u32,
    /// Failed before, and left.
    left: u32,
    pages: u32,
    counts: [usize; 3],
    review: usize,
    /// Documents that were read and held nothing.
    barren: usize,
}

pub fn run(args: &Args, command: &Extract) -> Result<End, Failure> {
    let begun = Instant::now();
    let rules = rules(args)?;
    let given = paths(&command.paths)?;
    if let Some(report) = &command.report {
        // Before any work is done for it.
        output::Pending::new(report)?;
    }
    let found = source::find(&given);
    for (path, reason) in &found.failed {
        eprintln!("shihyo: {}: {reason}", path.display());
    }
    let job = Job { args, command, rules: &rules, given: &given, found: &found };
    let to_store = command.output.as_os_str() != "-" && output::format(&command.output)? == Format::Db;
    let (summary, report, mut reported) = if to_store { job.into_store()? } else { job.into_file()? };
    summary.tell();
    if let (Some(path), Some(report)) = (&command.report, report) {
        reported.seconds = begun.elapsed().as_secs_f64();
        output::write(path, report.html(&reported).as_bytes())?;
    }
    Ok(if summary.failed == 0 { End::Done } else { End::SomeFailed })
}

/// What a run is about.
struct Job<'a> {
    args: &'a Args,
    command: &'a Extract,
    rules: &'a Rules,
    given: &'a [PathBuf],
    found: &'a Found,
}

impl Job<'_> {
    fn into_file(&self) -> Result<(Summary, Option<Report>, ReportedRun), Failure> {
        if self.command.prune || self.command.skip_failed {
            return Err(Failure::Usage("--prune and --skip-failed are for a store".into()));
        }
        let mut output = Output::open(&self.command.output, self.command.lang.into())?;
        let mut report = self.command.report.as_ref().map(|_| Report::default());
        let work = |path: &PathBuf| match read(path, self.rules) {
            Ok((info, records)) => {
                let lines = records.iter().map(Record::to_json).collect();
                Done::Read(info, records, lines)
            }
            Err(reason) => Done::Failed { reason: reason.to_string(), key: None },
        };
        let summary = self.each(work, |path, done, summary, progress| {
            let (info, records, lines) = match done {
                Done::Read(info, records, lines) => {
                    summary.add(path, info.pages, records.iter(), progress);
                    (info, records, lines)
                }
                Done::Failed { reason, .. } => {
                    summary.fail(path, &reason, progress);
                    (failed(path, reason), Vec::new(), Vec::new())
                }
                Done::Prepared(_) | Done::Known { .. } => return Err(Failure::Defect),
            };
            output.sink.document(&info, &records, &lines).map_err(|reason| output.failure(reason))?;
            if let Some(report) = &mut report {
                report.add(info, &records);
            }
            Ok(())
        })?;
        summary.something()?;
        output.finish()?;
        Ok((summary, report, ReportedRun::default()))
    }

    fn into_store(&self) -> Result<(Summary, Option<Report>, ReportedRun), Failure> {
        let path = &self.command.output;
        let of_store = |reason| Failure::Store { path: path.clone(), reason };
        let mut run = Run::begin(path, &self.rules.hash).map_err(of_store)?;
        // What a folder holds that cannot be seen is not missing from it.
        let seen = |root: &&PathBuf| !self.found.failed.iter().any(|(failed, _)| failed.starts_with(root));
        let roots: Vec<PathBuf> = self.given.iter().filter(seen).cloned().collect();
        let known = run.store().known(&roots, &self.found.documents, &self.rules.hash).map_err(of_store)?;
        let mut claims = known.claims();
        let work = |path: &PathBuf| self.prepare(path, &known);
        let summary = self.each(work, |path, done, summary, progress| {
            self.settle(path, done, &known, &mut claims, &mut run, summary, progress)
        })?;
        let missing: Vec<(i64, String)> =
            known.missing().iter().filter(|(no, _)| !claims.is_taken(*no)).cloned().collect();
        for (no, path) in &missing {
            if self.command.prune && summary.any() {
                run.drop_document(*no).map_err(of_store)?;
                eprintln!("shihyo: {path}: no longer there; dropped");
            } else {
                eprintln!("shihyo: {path}: no longer there; kept in the store (--prune drops it)");
            }
        }
        let counts = RunCounts {
            read: summary.read,
            unchanged: summary.unchanged,
            moved: summary.moved,
            failed: summary.failed,
            missing: u32::try_from(missing.len()).unwrap_or(u32::MAX),
        };
        let store = run.end(counts).map_err(of_store)?;
        summary.something()?;
        let report = match &self.command.report {
            Some(_) => Some(super::export::report(&store).map_err(of_store)?),
            None => None,
        };
        let reported = ReportedRun {
            unchanged: summary.unchanged,
            moved: summary.moved,
            missing: missing.into_iter().map(|(_, path)| path).collect(),
            seconds: 0.0,
        };
        Ok((summary, report, reported))
    }

    /// Works on each document in parallel and takes what it gave in path order.
    fn each(
        &self,
        work: impl Fn(&PathBuf) -> Done + Sync,
        mut take: impl FnMut(&Path, Done, &mut Summary, &Progress) -> Result<(), Failure>,
    ) -> Result<Summary, Failure> {
        let failed = u32::try_from(self.found.failed.len()).unwrap_or(u32::MAX);
        let mut summary = Summary { failed, skipped: self.found.skipped, ..Summary::default() };
        let mut so_far = SoFar::default();
        let progress = RefCell::new(Progress::new(self.found.documents.len(), self.args.quiet));
        let reading = Reading::default();
        let last = RefCell::new(so_far);
        let end = shihyo::batch::run(
            &self.found.documents,
            threads(self.args),
            |path| reading.at(path, || work(path)),
            || progress.borrow_mut().step(*last.borrow(), &reading),
            |path, result: Result<Done, Defect>| {
                let done = result.unwrap_or_else(|defect| Done::Failed {
                    reason: defect.to_string(),
                    key: Identity::of(path).ok().map(|identity| identity.hash),
                });
                if let Err(failure) = take(path, done, &mut summary, &progress.borrow()) {
                    return ControlFlow::Break(failure);
                }
                so_far.documents += 1;
                so_far.pages = summary.pages;
                so_far.records = summary.counts.iter().sum();
                so_far.failed = summary.failed as usize;
                *last.borrow_mut() = so_far;
                progress.borrow_mut().step(so_far, &reading);
                ControlFlow::Continue(())
            },
        )?;
        progress.borrow().end();
        match end {
            ControlFlow::Break(failure) => Err(failure),
            ControlFlow::Continue(()) => Ok(summary),
        }
    }

    /// What is to be done about a document, and the reading of it where that is needed.
    fn prepare(&self, path: &Path, known: &Known) -> Done {
        let place = match store::place(path) {
            Ok(place) => place,
            Err(reason) => return Done::Failed { reason: reason.to_string(), key: None },
        };
        let identity = Identity::of(path);
        let key = identity.as_ref().ok().map(|identity| known.key(identity));
        let shown = path.display().to_string();
        match known.standing(&shown, &place, identity.as_ref().ok(), self.command.skip_failed) {
            Standing::ToRead => self.read_for_store(path, known),
            standing => Done::Known { standing, key },
        }
    }

    fn read_for_store(&self, path: &Path, known: &Known) -> Done {
        let source = match Source::open(path) {
            Ok(source) => source,
            Err(reason) => {
                // A file that cannot be read at all, or is being written, says nothing of its content.
                let unknown = matches!(reason, SourceError::Io(_) | SourceError::NotFound | SourceError::Changed);
                let identity = if unknown { None } else { Identity::of(path).ok() };
                let key = identity.map(|identity| known.key(&identity));
                return Done::Failed { reason: reason.to_string(), key };
            }
        };
        let document = Document::read(&source.text);
        let records = shihyo::extract::records(&source, &document, self.rules);
        let key = known.key(&source.identity());
        Done::Prepared(Prepared::new(source.id, key, &document, records, self.rules.words()))
    }

    /// Brings the store up to what a document gave.
    #[expect(clippy::too_many_arguments, reason = "all that a run holds, borrowed apart")]
    fn settle(
        &self,
        path: &Path,
        done: Done,
        known: &Known,
        claims: &mut Claims,
        run: &mut Run,
        summary: &mut Summary,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let failure = |reason: StoreError| Failure::Store { path: self.command.output.clone(), reason };
        match done {
            Done::Known { standing: Standing::Unchanged, .. } => summary.unchanged += 1,
            Done::Known { standing: Standing::FailedBefore, .. } => summary.left += 1,
            Done::Known { standing: Standing::Respelled(no), .. } => {
                run.rename(no, path).map_err(failure)?;
                summary.unchanged += 1;
            }
            Done::Known { key, .. } => match key.and_then(|key| claims.take(&key)) {
                Some(no) => {
                    run.rename(no, path).map_err(failure)?;
                    summary.moved += 1;
                }
                // A copy of one that moved: another took its records.
                None => {
                    let done = self.read_for_store(path, known);
                    self.settle(path, done, known, claims, run, summary, progress)?;
                }
            },
            Done::Prepared(prepared) => {
                run.put(path, &prepared).map_err(failure)?;
                let pages = u32::try_from(prepared.pages.len()).unwrap_or(u32::MAX);
                summary.add(path, pages, prepared.records.iter().map(|one| &one.record), progress);
            }
            Done::Failed { reason, key } => {
                match run.fail(path, key.as_deref(), &reason) {
                    Ok(()) | Err(StoreError::PathNotUtf8) => {}
                    Err(reason) => return Err(failure(reason)),
                }
                summary.fail(path, &reason, progress);
            }
            Done::Read(..) => return Err(Failure::Defect),
        }
        Ok(())
    }
}

/// Reads a document into records.
fn read(path: &Path, rules: &Rules) -> Result<(DocumentInfo, Vec<Record>), SourceError> {
    let source = Source::open(path)?;
    let document = Document::read(&source.text);
    let records = shihyo::extract::records(&source, &document, rules);
    let info = DocumentInfo {
        id: Some(source.id),
        path: path.display().to_string(),
        title: records.first().and_then(|record| record.common().document.title.clone()),
        failure: None,
        pages: document.places.pages(),
        records: u32::try_from(records.len()).unwrap_or(u32::MAX),
    };
    Ok((info, records))
}

fn failed(path: &Path, reason: String) -> DocumentInfo {
    DocumentInfo { path: path.display().to_string(), failure: Some(reason), ..DocumentInfo::default() }
}

impl Summary {
    fn add<'a>(&mut self, path: &Path, pages: u32, records: impl Iterator<Item = &'a Record>, progress: &Progress) {
        self.read += 1;
        self.pages += pages;
        let mut any = false;
        for record in records {
            any = true;
            self.counts[match record.common().kind {
                Kind::Indicator => 0,
                Kind::Measure => 1,
                Kind::Programme => 2,
            }] += 1;
            self.review += usize::from(record.needs_review());
        }
        if !any {
            self.barren += 1;
            let text = "read, but no indicator, measure or programme was found in it";
            progress.line(&format!("shihyo: {}: {text}", path.display()));
        }
    }

    fn fail(&mut self, path: &Path, reason: &str, progress: &Progress) {
        self.failed += 1;
        progress.line(&format!("shihyo: {}: {reason}", path.display()));
    }

    /// Whether any document is as it should be.
    fn any(&self) -> bool {
        self.read + self.unchanged + self.moved + self.left > 0
    }

    /// Ends a run that came to nothing.
    fn something(&self) -> Result<(), Failure> {
        if self.any() {
            return Ok(());
        }
        self.tell();
        Err(Failure::Nothing(match self.failed {
            0 => "no documents were given".into(),
            _ => "no document could be read; nothing was written".into(),
        }))
    }

    fn tell(&self) {
        let [indicators, measures, programmes] = self.counts;
        let mut parts = vec![count(self.read as usize, "document") + " done", format!("{} failed", self.failed)];
        parts.extend((self.unchanged > 0).then(|| format!("{} unchanged", self.unchanged)));
        parts.extend((self.moved > 0).then(|| format!("{} moved", self.moved)));
        parts.extend((self.left > 0).then(|| format!("{} that failed before left", self.left)));
        parts.push(format!("{} other files skipped", self.skipped));
        parts.push(count(self.pages as usize, "marked page"));
        eprintln!("{}", parts.join(", "));
        eprintln!(
            "{}: {}, {}, {}; {} to review{}",
            count(indicators + measures + programmes, "record"),
            count(indicators, "indicator"),
            count(measures, "measure"),
            count(programmes, "programme"),
            self.review,
            if self.barren > 0 { format!("; {} without any", count(self.barren, "document")) } else { String::new() }
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

pub fn threads(args: &Args) -> NonZeroUsize {
    args.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}
