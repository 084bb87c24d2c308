//! `shihyo rules`: the workbench of those who tune the rules.

mod check;
mod diff;
mod explain;
mod gold;
mod stats;
mod test;
mod watch;
mod why_not;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use shihyo::rules::Rules;
use shihyo::source;
use shihyo::workbench::Sample;

use super::args::{Args, Paper};
use super::failure::Failure;
use super::{End, paper};

#[derive(Debug, clap::Args)]
#[command(after_help = "The rules are those of --rules, else of the folder `rules`, else those built in. \
                  Exit codes: 0 all is well; 1 nothing stands there; 2 usage, or nothing could be done; \
                  3 done, but something is wrong in the rules, an example failed, or a document could not be read.")]
pub struct RulesArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tells everything that is wrong in the rule files, with its place and what to write instead
    Check(check::Check),
    /// Runs the examples that the rules carry: `ok`, `no` and `todo`
    Test(test::Test),
    /// Tells how a place was read: what the scanner saw, which rules fired, what they beat and why
    Explain(explain::Explain),
    /// Tells, for every rule in scope at a place, the first condition that failed
    WhyNot(why_not::WhyNot),
    /// Compares the records that two sets of rules make: gained, lost, changed
    Diff(diff::Diff),
    /// Tells how often each rule fires, is beaten and is right, and which values none explains
    Stats(stats::StatsArgs),
    /// Checks, tests and compares again whenever a rule file is saved
    Watch(watch::Watch),
}

/// The folder that is taken where `--rules` names none.
const FOLDER: &str = "rules";

pub fn run(args: &Args, command: &RulesArgs) -> Result<End, Failure> {
    match &command.command {
        Command::Check(command) => check::run(args, command),
        Command::Test(command) => test::run(args, command),
        Command::Explain(command) => explain::run(args, command),
        Command::WhyNot(command) => why_not::run(args, command),
        Command::Diff(command) => diff::run(args, command),
        Command::Stats(command) => stats::run(args, command),
        Command::Watch(command) => watch::run(args, command),
    }
}

/// The folder of the rules that are worked on: that of `--rules`, else `rules` in the working
/// folder, if it has one.
fn folder(args: &Args) -> Option<PathBuf> {
    let here = || Some(PathBuf::from(FOLDER)).filter(|folder| folder.join("words.toml").is_file());
    args.rules.clone().or_else(here)
}

/// The rules that are worked on; those compiled in where there is no folder.
fn rules(args: &Args) -> Result<Rules, Failure> {
    match folder(args) {
        Some(folder) => load(&folder),
        None => Ok(Rules::built_in()),
    }
}

fn load(folder: &Path) -> Result<Rules, Failure> {
    Rules::load(folder).map_err(Failure::Rules)
}

/// The documents under some paths. Those that cannot be read are told, and counted.
fn samples(paths: &[PathBuf], paper_args: &Paper) -> Result<(Vec<Sample>, usize), Failure> {
    let opener = paper::opener(paper_args)?;
    let found = source::find(paths);
    let mut failed = found.failed.len();
    for (path, reason) in &found.failed {
        eprintln!("shihyo: {}: {reason}", path.display());
    }
    let mut samples = Vec::new();
    for path in &found.documents {
        match opener.open(path) {
            Ok(opened) => samples.push(Sample { source: opened.source, document: opened.document }),
            Err(reason) => {
                failed += 1;
                eprintln!("shihyo: {}: {reason}", path.display());
            }
        }
    }
    if samples.is_empty() && !paths.is_empty() {
        return Err(Failure::Nothing("no document could be read".into()));
    }
    Ok((samples, failed))
}

/// `3 errors`, `1 error`.
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
