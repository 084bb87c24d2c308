//! `shihyo rules check`: what is wrong in the rule files.

use std::path::PathBuf;

use shihyo::rules::{RuleError, Rules};
use shihyo::workbench;

use super::super::args::{Args, Paper};
use super::super::failure::Failure;
use super::super::{End, output};
use super::{count, folder, samples};

#[derive(Debug, clap::Args)]
pub struct Check {
    /// Documents on which ties of rules are looked for, besides the rules' own examples
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    paper: Paper,
}

pub fn run(args: &Args, command: &Check) -> Result<End, Failure> {
    let loaded = folder(args).map_or_else(|| Ok(Rules::built_in()), |folder| Rules::load(&folder));
    let (errors, failed) = match loaded {
        Err(errors) => (errors, 0),
        Ok(rules) => {
            let (samples, failed) =
                if command.paths.is_empty() { (Vec::new(), 0) } else { samples(&command.paths, &command.paper)? };
            (workbench::check(&rules, &samples), failed)
        }
    };
    tell(&errors)?;
    Ok(if errors.is_empty() && failed == 0 { End::Done } else { End::SomeFailed })
}

/// Prints errors, and how many they are.
pub fn tell(errors: &[RuleError]) -> Result<(), Failure> {
    output::lines(errors.iter().map(|error| format!("{error}\n")))?;
    eprintln!(
        "shihyo: {} in the rules",
        if errors.is_empty() { "no error".into() } else { count(errors.len(), "error") }
    );
    Ok(())
}
