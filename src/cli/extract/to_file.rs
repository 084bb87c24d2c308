//! A batch into one file, or onto standard output.

use std::path::Path;

use shihyo::export::{Report, ReportedRun};
use shihyo::open::OpenError;
use shihyo::record::Record;
use shihyo::store::DocumentInfo;

use super::super::failure::Failure;
use super::super::output::Output;
use super::super::paper;
use super::{Job, Outcome};

/// A document that was read.
struct Reading {
    info: DocumentInfo,
    records: Vec<Record>,
    /// The records as JSON.
    lines: Vec<String>,
    /// What the user should know of it.
    warnings: Vec<String>,
}

pub fn run(job: &Job<'_>) -> Result<Outcome, Failure> {
    let command = job.command;
    if command.prune || command.skip_failed {
        return Err(Failure::Usage("--prune and --skip-failed are for a store".into()));
    }
    let mut output = Output::open(&command.output, command.lang.into())?;
    let mut report = command.report.as_ref().map(|_| Report::default());
    let summary = job.each(
        |path| read(job, path),
        |path, result, summary, progress| {
            let reason = match result {
                Ok(Ok(Reading { info, records, lines, warnings })) => {
                    summary.add(path, info.pages, records.iter(), &warnings, progress);
                    output.sink.document(&info, &records, &lines).map_err(|reason| output.failure(reason))?;
                    if let Some(report) = &mut report {
                        report.add(info, &records);
                    }
                    return Ok(());
                }
                Ok(Err(reason)) => reason.to_string(),
                Err(defect) => defect.to_string(),
            };
            summary.fail(path, &reason, progress);
            let info =
                DocumentInfo { path: path.display().to_string(), failure: Some(reason), ..DocumentInfo::default() };
            output.sink.document(&info, &[], &[]).map_err(|reason| output.failure(reason))?;
            if let Some(report) = &mut report {
                report.add(info, &[]);
            }
            Ok(())
        },
    )?;
    summary.something()?;
    output.finish()?;
    Ok(Outcome { summary, report, run: ReportedRun::default() })
}

fn read(job: &Job<'_>, path: &Path) -> Result<Reading, OpenError> {
    let opened = job.opener.open(path)?;
    let records = shihyo::extract::records(&opened.source, &opened.document, job.rules);
    let info = DocumentInfo {
        id: Some(opened.source.id.clone()),
        path: path.display().to_string(),
        title: records.first().and_then(|record| record.common().document.title.clone()),
        failure: None,
        warnings: opened.warnings(),
        pages: opened.pages,
        records: u32::try_from(records.len()).unwrap_or(u32::MAX),
    };
    let lines = records.iter().map(Record::to_json).collect();
    Ok(Reading { info, records, lines, warnings: paper::warnings(&opened) })
}
