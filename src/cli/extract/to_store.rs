//! A batch into a store: what is unchanged is left, what moved gets its new path.

use std::path::{Path, PathBuf};

use shihyo::batch::Defect;
use shihyo::export::ReportedRun;
use shihyo::open::OpenError;
use shihyo::pdf::PdfError;
use shihyo::source::{Identity, SourceError};
use shihyo::store::{self, Claims, Known, Prepared, Run, RunCounts, Standing, StoreError};

use super::super::args::OcrArg;
use super::super::failure::Failure;
use super::super::progress::Progress;
use super::super::{export, paper};
use super::summary::Summary;
use super::{Job, Outcome};

/// What one document gave.
enum Done {
    /// Read, with what the user should know of it.
    Read(Prepared, Vec<String>),
    /// What the store holds is right; so it was, or moved, or failed before.
    Known(Standing),
    Failed(Failed),
}

struct Failed {
    reason: String,
    /// None where nothing is known of the content.
    key: Option<String>,
}

/// A run, and what it knew of the documents when it began.
struct Batch<'a> {
    job: &'a Job<'a>,
    known: &'a Known,
    claims: Claims,
    run: Run,
}

pub fn run(job: &Job<'_>) -> Result<Outcome, Failure> {
    let path = &job.command.output;
    let of_store = |reason| Failure::Store { path: path.clone(), reason };
    let run = Run::begin(path, &job.rules.hash).map_err(of_store)?;
    // What a folder holds that cannot be seen is not missing from it.
    let seen = |root: &&PathBuf| !job.found.failed.iter().any(|(failed, _)| failed.starts_with(root));
    let roots: Vec<PathBuf> = job.given.iter().filter(seen).cloned().collect();
    let mark = job.opener.mark();
    // Where all pages go to the engine, all depends on it.
    let rules = match job.command.paper.ocr {
        OcrArg::Always => format!("{}\0{}", job.rules.hash, mark()),
        OcrArg::Auto | OcrArg::Never => job.rules.hash.clone(),
    };
    let known = run.store().known(&roots, &job.found.documents, &rules, Box::new(mark)).map_err(of_store)?;
    let mut batch = Batch { job, known: &known, claims: known.claims(), run };
    let summary = job.each(
        |path| prepare(job, &known, path),
        |path, result, summary, progress| {
            let done = result.unwrap_or_else(|defect| broken_off(&known, path, &defect));
            batch.settle(path, done, summary, progress)
        },
    )?;
    let Batch { claims, mut run, .. } = batch;
    let missing: Vec<(i64, String)> = known.missing().iter().filter(|(no, _)| !claims.is_taken(*no)).cloned().collect();
    for (no, path) in &missing {
        if job.command.prune && summary.any() {
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
    let report = match &job.command.report {
        Some(_) => Some(export::report(&store).map_err(of_store)?),
        None => None,
    };
    let run = ReportedRun {
        unchanged: summary.unchanged,
        moved: summary.moved,
        missing: missing.into_iter().map(|(_, path)| path).collect(),
        seconds: 0.0,
    };
    Ok(Outcome { summary, report, run })
}

/// What is to be done about a document, and the reading of it where that is needed.
fn prepare(job: &Job<'_>, known: &Known, path: &Path) -> Done {
    let place = match store::place(path) {
        Ok(place) => place,
        Err(reason) => return Done::Failed(Failed { reason: reason.to_string(), key: None }),
    };
    let identity = Identity::of(path);
    let shown = path.display().to_string();
    match known.standing(&shown, &place, identity.as_ref().ok(), job.command.skip_failed) {
        Standing::ToRead => read(job, known, path),
        // Asked to compare two readers, which the store knows nothing of.
        Standing::Unchanged if job.command.paper.cross_check => read(job, known, path),
        standing => Done::Known(standing),
    }
}

fn read(job: &Job<'_>, known: &Known, path: &Path) -> Done {
    let opened = match job.opener.open(path) {
        Ok(opened) => opened,
        Err(reason) => {
            // A file that cannot be read at all, or is being written, says nothing of its content.
            let unknown = matches!(
                reason,
                OpenError::Worker(_)
                    | OpenError::Pdf(PdfError::File(_))
                    | OpenError::Source(SourceError::Io(_) | SourceError::NotFound | SourceError::Changed)
            );
            let identity = if unknown { None } else { Identity::of(path).ok() };
            let of_ocr = matches!(&reason, OpenError::Pdf(error) if error.is_of_ocr());
            let key = identity.map(|identity| known.key(&identity, of_ocr));
            return Done::Failed(Failed { reason: reason.to_string(), key });
        }
    };
    let records = shihyo::extract::records(&opened.source, &opened.document, job.rules);
    // What another reading may do better is read again the next time.
    let key = opened.is_settled().then(|| known.key(&opened.source.identity(), opened.is_of_ocr()));
    Done::Read(Prepared::new(&opened, key, records, job.rules.words()), paper::warnings(&opened))
}

fn broken_off(known: &Known, path: &Path, defect: &Defect) -> Done {
    let key = Identity::of(path).ok().map(|identity| known.key(&identity, false));
    Done::Failed(Failed { reason: defect.to_string(), key })
}

impl Batch<'_> {
    /// Brings the store up to what a document gave.
    fn settle(&mut self, path: &Path, done: Done, summary: &mut Summary, progress: &Progress) -> Result<(), Failure> {
        let failure = |reason: StoreError| Failure::Store { path: self.job.command.output.clone(), reason };
        match done {
            Done::Known(Standing::Unchanged) => summary.unchanged += 1,
            Done::Known(Standing::FailedBefore) => summary.left += 1,
            Done::Known(Standing::Respelled(no)) => {
                self.run.rename(no, path).map_err(failure)?;
                summary.unchanged += 1;
            }
            Done::Known(standing) => {
                let claimed = if let Standing::Moved(key) = standing { self.claims.take(&key) } else { None };
                match claimed {
                    Some(no) => {
                        self.run.rename(no, path).map_err(failure)?;
                        summary.moved += 1;
                    }
                    // A copy of one that moved: another took its records.
                    None => {
                        let done = read(self.job, self.known, path);
                        self.settle(path, done, summary, progress)?;
                    }
                }
            }
            Done::Read(prepared, warnings) => {
                self.run.put(path, &prepared).map_err(failure)?;
                let pages = u32::try_from(prepared.pages.len()).unwrap_or(u32::MAX);
                summary.add(path, pages, prepared.records.iter().map(|one| &one.record), &warnings, progress);
            }
            Done::Failed(Failed { reason, key }) => {
                match self.run.fail(path, key.as_deref(), &reason) {
                    Ok(()) | Err(StoreError::PathNotUtf8) => {}
                    Err(reason) => return Err(failure(reason)),
                }
                summary.fail(path, &reason, progress);
            }
        }
        Ok(())
    }
}
