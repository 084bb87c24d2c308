//! `shihyo rules diff`: what a change of the rules does to records.

use std::path::{Path, PathBuf};
use std::process::Command;

use shihyo::rules::{RuleError, Rules};
use shihyo::workbench::{self, records};

use super::super::args::{Args, Paper};
use super::super::failure::Failure;
use super::super::{End, output};
use super::gold::GoldArgs;
use super::{FOLDER, folder, samples};

#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The rules before: a folder, or a Git revision of the other side's folder
    old: String,
    /// The rules after: a folder, or a Git revision
    new: String,
    /// Documents and folders
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Print tables for a review
    #[arg(long)]
    markdown: bool,
    #[command(flatten)]
    gold: GoldArgs,
    #[command(flatten)]
    paper: Paper,
}

pub fn run(args: &Args, command: &Diff) -> Result<End, Failure> {
    let here = || folder(args).unwrap_or_else(|| PathBuf::from(FOLDER));
    let is_folder = |text: &str| Path::new(text).is_dir();
    let beside = match (is_folder(&command.old), is_folder(&command.new)) {
        (true, _) => PathBuf::from(&command.old),
        (_, true) => PathBuf::from(&command.new),
        _ => here(),
    };
    let old = side(&command.old, &beside)?;
    let new = side(&command.new, &beside)?;
    let judge = command.gold.judge()?;
    let (samples, failed) = samples(&command.paths, &command.paper)?;
    let diff = workbench::diff(&records(&old, &samples), &records(&new, &samples), &judge);
    let text = if command.markdown { diff.markdown() } else { diff.text() };
    output::lines(Some(text.trim_end()).filter(|text| !text.is_empty()))?;
    eprintln!("shihyo: {}", diff.sum());
    Ok(if failed == 0 { End::Done } else { End::SomeFailed })
}

/// The rules of a folder, or of a folder as it was in a Git revision.
fn side(text: &str, folder: &Path) -> Result<Rules, Failure> {
    if Path::new(text).is_dir() {
        return super::load(Path::new(text));
    }
    if text.starts_with('-') {
        return Err(Failure::Usage(format!("{text}: neither a folder nor a Git revision")));
    }
    let names = git(folder, &["ls-tree", "--name-only", text, "./"])
        .map_err(|reason| Failure::Usage(format!("{text}: neither a folder nor a Git revision: {reason}")))?;
    let mut files = Vec::new();
    for name in names.lines().filter(|name| name.ends_with(".toml")) {
        let shown = git(folder, &["show", &format!("{text}:./{name}")]).map_err(Failure::Usage)?;
        files.push((name.to_owned(), shown));
    }
    if files.is_empty() {
        return Err(Failure::Usage(format!("{text}: {} held no rule files then", folder.display())));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let of_then = |error: RuleError| RuleError { file: format!("{text}:{}", error.file), ..error };
    Rules::parse(&files).map_err(|errors| Failure::Rules(errors.into_iter().map(of_then).collect()))
}

/// What Git prints, or why it did not.
fn git(folder: &Path, args: &[&str]) -> Result<String, String> {
    let output = Command::new("git").arg("-C").arg(folder).args(args).output().map_err(|e| format!("git: {e}"))?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|_| "git: a rule file is no UTF-8".to_owned())
    } else {
        let told = String::from_utf8_lossy(&output.stderr);
        Err(told.lines().next().unwrap_or("git failed").to_owned())
    }
}
