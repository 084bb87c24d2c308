//! `shihyo rules watch`: check, test and the difference to the records at the start, again
//! whenever a rule file is saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use shihyo::record::Record;
use shihyo::rules::Rules;
use shihyo::trial;
use shihyo::workbench::{self, Judge, Sample, records};

use super::super::args::{Args, Paper};
use super::super::failure::Failure;
use super::super::{End, output};
use super::{check, folder, samples, test};

#[derive(Debug, clap::Args)]
pub struct Watch {
    /// Documents and folders on which records are compared
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    paper: Paper,
}

/// How often the files are looked at: polling needs nothing of the system, and works everywhere.
const PAUSE: Duration = Duration::from_millis(100);

pub fn run(args: &Args, command: &Watch) -> Result<End, Failure> {
    let Some(folder) = folder(args) else {
        return Err(Failure::Usage("there is no folder to watch: name one with --rules".into()));
    };
    let samples = if command.paths.is_empty() { Vec::new() } else { samples(&command.paths, &command.paper)?.0 };
    let mut before: Option<Vec<Vec<Record>>> = None;
    let mut seen = None;
    loop {
        let now = saved(&folder);
        if seen.as_ref() != Some(&now) {
            round(&folder, &samples, &mut before)?;
            seen = Some(now);
        }
        std::thread::sleep(PAUSE);
    }
}

/// When each rule file was saved, and its size.
fn saved(folder: &Path) -> BTreeMap<PathBuf, (Option<SystemTime>, u64)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "toml"));
    files
        .filter_map(|entry| entry.metadata().ok().map(|meta| (entry.path(), (meta.modified().ok(), meta.len()))))
        .collect()
}

fn round(folder: &Path, samples: &[Sample], before: &mut Option<Vec<Vec<Record>>>) -> Result<(), Failure> {
    let start = Instant::now();
    match Rules::load(folder) {
        Err(errors) => check::tell(&errors)?,
        Ok(rules) => {
            check::tell(&workbench::check(&rules, samples))?;
            test::tell(&trial::run(&rules), false)?;
            let after = records(&rules, samples);
            let diff = workbench::diff(before.get_or_insert_with(|| after.clone()), &after, &Judge::default());
            output::lines(Some(diff.text().trim_end()).filter(|text| !text.is_empty()))?;
            eprintln!("shihyo: since the start {}", diff.sum());
        }
    }
    eprintln!("shihyo: {} ms; waiting for the next change of {}", start.elapsed().as_millis(), folder.display());
    Ok(())
}
