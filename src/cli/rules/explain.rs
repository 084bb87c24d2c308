//! `shihyo rules explain`: how a place was read.

use std::path::{Path, PathBuf};

use shihyo::rules::Rules;
use shihyo::workbench::{self, At, Sample, Spot};

use super::super::args::{Args, Paper};
use super::super::failure::Failure;
use super::super::{End, output, paper};
use super::{rules, samples};

#[derive(Debug, clap::Args)]
pub struct Explain {
    /// FILE:LINE, FILE:PAGE:"text", or a record's id (or as much of its start as is enough)
    #[arg(value_name = "ID-or-PLACE")]
    what: String,
    /// Where a record's document is looked for
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    paper: Paper,
}

pub fn run(args: &Args, command: &Explain) -> Result<End, Failure> {
    let rules = rules(args)?;
    let told = match command.what.parse::<Spot>() {
        Ok(spot) => at_spot(&spot, &command.paper, |sample, at| workbench::explain(sample, &rules, at))?,
        Err(_) if is_id(&command.what) => of_record(command, &rules)?,
        Err(reason) => return Err(Failure::Usage(format!("{reason}, or a record's id"))),
    };
    match told {
        Some(told) => output::lines([told.trim_end()]),
        None => {
            eprintln!("shihyo: {}: nothing stands there", command.what);
            Ok(End::NothingFound)
        }
    }
}

fn is_id(text: &str) -> bool {
    text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Opens the file of a place and asks of the bytes that it names.
pub fn at_spot<T>(
    spot: &Spot,
    paper_args: &Paper,
    ask: impl FnOnce(&Sample, &std::ops::Range<usize>) -> Option<T>,
) -> Result<Option<T>, Failure> {
    let sample = open(&spot.file, paper_args)?;
    let Some(at) = sample.find(&spot.at) else {
        let what = match &spot.at {
            At::Line(line) => format!("there is no line {line}"),
            At::Words(page, words) => format!("「{words}」 does not stand on page {page}"),
        };
        return Err(Failure::File { path: spot.file.clone(), reason: what });
    };
    Ok(ask(&sample, &at))
}

fn open(path: &Path, paper_args: &Paper) -> Result<Sample, Failure> {
    let opened = paper::opener(paper_args)?
        .open(path)
        .map_err(|reason| Failure::File { path: path.to_owned(), reason: reason.to_string() })?;
    Ok(Sample { source: opened.source, document: opened.document })
}

/// How the place of a record was read, in the first document that has it.
fn of_record(command: &Explain, rules: &Rules) -> Result<Option<String>, Failure> {
    let (samples, _) = samples(&command.paths, &command.paper)?;
    for sample in &samples {
        let records = shihyo::extract::records(&sample.source, &sample.document, rules);
        let named = records.iter().map(|record| record.common()).find(|common| common.id.starts_with(&command.what));
        if let Some(common) = named {
            let at = common.evidence.start as usize..common.evidence.end as usize;
            let head = format!("{}\n\n", common.document.path);
            return Ok(workbench::explain(sample, rules, &at).map(|told| head + &told));
        }
    }
    Ok(None)
}
