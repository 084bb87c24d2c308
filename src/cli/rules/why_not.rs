//! `shihyo rules why-not`: why no rule, or not that rule, read a place.

use shihyo::workbench::{self, Spot};

use super::super::args::{Args, Paper};
use super::super::failure::Failure;
use super::super::{End, output};
use super::explain::at_spot;
use super::rules;

#[derive(Debug, clap::Args)]
pub struct WhyNot {
    /// FILE:LINE, or FILE:PAGE:"text"
    place: String,
    /// Only the rules whose ids hold this
    #[arg(long, value_name = "ID", default_value = "")]
    rule: String,
    #[command(flatten)]
    paper: Paper,
}

pub fn run(args: &Args, command: &WhyNot) -> Result<End, Failure> {
    let rules = rules(args)?;
    let spot: Spot = command.place.parse().map_err(Failure::Usage)?;
    let asked =
        at_spot(&spot, &command.paper, |sample, at| Some(workbench::why_not(sample, &rules, at, &command.rule)))?;
    let asked = asked.unwrap_or_default();
    if asked.is_empty() {
        eprintln!("shihyo: {}: no rule is tried there; `shihyo rules explain` tells how it was read", command.place);
        return Ok(End::NothingFound);
    }
    output::lines(asked.iter().map(ToString::to_string))
}
