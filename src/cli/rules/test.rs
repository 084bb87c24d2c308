//! `shihyo rules test`: the examples that the rules carry.

use std::fs;

use shihyo::rules::Rules;
use shihyo::trial::{self, End as Ended, Outcome, Trial};

use super::super::args::Args;
use super::super::failure::Failure;
use super::super::{End, output};
use super::{count, rules};

#[derive(Debug, clap::Args)]
pub struct Test {
    /// Only the rules whose ids hold this
    filter: Option<String>,
    /// Also tell what each `todo` gives now
    #[arg(long)]
    todo: bool,
    /// Write into the rule files what the `ok` give now, and make `ok` of each `todo` that is reached
    #[arg(long)]
    update: bool,
}

pub fn run(args: &Args, command: &Test) -> Result<End, Failure> {
    let rules = rules(args)?;
    let mut outcome = trial::run(&rules);
    if let Some(filter) = &command.filter {
        outcome.trials.retain(|trial| trial.id.contains(filter.as_str()));
        if outcome.trials.is_empty() {
            eprintln!("shihyo: no rule whose id holds {filter}");
            return Ok(End::NothingFound);
        }
    }
    tell(&outcome, command.todo)?;
    let left = if command.update { update(&rules, &outcome)? } else { outcome.ended(Ended::Failed).count() };
    Ok(if left == 0 { End::Done } else { End::SomeFailed })
}

/// Prints what failed and what a person should know, and the sum of it.
pub fn tell(outcome: &Outcome, todo: bool) -> Result<(), Failure> {
    let told = |trial: &&Trial| match trial.end {
        Ended::Failed | Ended::Reached => true,
        Ended::Open => todo,
        Ended::Passed => false,
    };
    output::lines(outcome.trials.iter().filter(told).map(ToString::to_string))?;
    let mut parts = vec![count(outcome.trials.len(), "example")];
    for (end, what) in [(Ended::Failed, "failed"), (Ended::Open, "still to do"), (Ended::Reached, "to do and reached")]
    {
        let n = outcome.ended(end).count();
        if n > 0 || end == Ended::Failed {
            parts.push(format!("{n} {what}"));
        }
    }
    eprintln!("shihyo: {}", parts.join(", "));
    Ok(())
}

/// Writes accepted results into the files; gives how many a person must settle.
fn update(rules: &Rules, outcome: &Outcome) -> Result<usize, Failure> {
    let Some(folder) = rules.folder() else {
        return Err(Failure::Usage("rules that are compiled in cannot be changed: name a folder with --rules".into()));
    };
    let accepted = trial::accept(rules, outcome);
    for (name, text) in &accepted.files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|reason| Failure::Output { path, reason })?;
    }
    eprintln!(
        "shihyo: {} changed, {} made ok, {} left to settle by hand",
        count(accepted.gives, "`ok`").replace("`s", "`"),
        count(accepted.reached, "`todo`").replace("`s", "`"),
        accepted.left
    );
    Ok(accepted.left)
}
