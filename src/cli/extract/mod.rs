//! `shihyo extract`: documents in, records out, into a store or into a file.

mod summary;
mod to_file;
mod to_store;

use std::cell::RefCell;
use std::io::{self, BufRead};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use shihyo::batch::Defect;
use shihyo::export::{self, Format, Report, ReportedRun};
use shihyo::open::Opener;
use shihyo::rules::Rules;
use shihyo::source::{self, Found};
use shihyo::store;

use super::args::{Args, Lang, Paper};
use super::failure::Failure;
use super::output;
use super::progress::{InHand, Progress, SoFar};
use super::{End, paper, rules};
use summary::Summary;

#[derive(Debug, clap::Args)]
pub struct Extract {
    /// Files and folders (searched through); `-`: a list of paths on standard input [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the records go: a store (.db), or a file ending in .jsonl, .csv, .xlsx or .parquet; `-`: JSONL on standard output
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
    #[command(flatten)]
    pub paper: Paper,
}

/// What a run is about.
struct Job<'a> {
    args: &'a Args,
    command: &'a Extract,
    rules: &'a Rules,
    opener: &'a Opener,
    given: &'a [PathBuf],
    found: &'a Found,
}

pub fn run(args: &Args, command: &Extract) -> Result<End, Failure> {
    let begun = Instant::now();
    let rules = rules(args)?;
    let given = paths(&command.paths)?;
    if let Some(report) = &command.report {
        // Before any work is done for it.
        output::Pending::new(report)?;
    }
    let mut found = source::find(&given);
    // What was exported into a folder is not read from it again.
    let all = found.documents.len();
    found.documents.retain(|path| given.contains(path) || !export::is_own(path));
    found.skipped += all - found.documents.len();
    for (path, reason) in &found.failed {
        eprintln!("shihyo: {}: {reason}", path.display());
    }
    let opener = paper::opener(&command.paper)?;
    let job = Job { args, command, rules: &rules, opener: &opener, given: &given, found: &found };
    let is_store = command.output.as_os_str() != "-" && output::format(&command.output)? == Format::Db;
    let Outcome { summary, report, run: mut reported } =
        if is_store { to_store::run(&job)? } else { to_file::run(&job)? };
    summary.tell();
    if let (Some(path), Some(report)) = (&command.report, report) {
        reported.seconds = begun.elapsed().as_secs_f64();
        output::write(path, report.html(&reported).as_bytes())?;
    }
    Ok(if summary.failed == 0 { End::Done } else { End::SomeFailed })
}

/// What came of it.
struct Outcome {
    summary: Summary,
    /// Where one was asked for.
    report: Option<Report>,
    run: ReportedRun,
}

impl Job<'_> {
    /// Works on each document in parallel and takes what it gave in path order.
    fn each<T: Send>(
        &self,
        work: impl Fn(&Path) -> T + Sync,
        mut take: impl FnMut(&Path, Result<T, Defect>, &mut Summary, &Progress) -> Result<(), Failure>,
    ) -> Result<Summary, Failure> {
        let failed = u32::try_from(self.found.failed.len()).unwrap_or(u32::MAX);
        let mut summary =
            Summary { failed, skipped: self.found.skipped, unread: self.found.unread.clone(), ..Summary::default() };
        let mut so_far = SoFar::default();
        let progress = RefCell::new(Progress::new(self.found.documents.len(), self.args.quiet));
        let in_hand = InHand::default();
        let last = RefCell::new(so_far);
        let end = shihyo::batch::run(
            &self.found.documents,
            threads(self.args),
            size,
            |path| in_hand.at(path, || work(path)),
            || progress.borrow_mut().step(*last.borrow(), &in_hand),
            |path, result| {
                if let Err(failure) = take(path, result, &mut summary, &progress.borrow()) {
                    return ControlFlow::Break(failure);
                }
                so_far.documents += 1;
                so_far.pages = summary.pages;
                so_far.records = summary.counts.iter().sum();
                so_far.failed = summary.failed as usize;
                *last.borrow_mut() = so_far;
                progress.borrow_mut().step(so_far, &in_hand);
                ControlFlow::Continue(())
            },
        )?;
        progress.borrow().end();
        match end {
            ControlFlow::Break(failure) => Err(failure),
            ControlFlow::Continue(()) => Ok(summary),
        }
    }
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
