//! `shihyo rules stats`: how often each rule fires and is right, and what none explains.

use std::fs;
use std::path::PathBuf;

use shihyo::workbench::{self, Report, Stats};

use super::super::args::{Args, Paper};
use super::super::failure::Failure;
use super::super::{End, output};
use super::gold::GoldArgs;
use super::{count, rules, samples};

#[derive(Debug, clap::Args)]
pub struct StatsArgs {
    /// Documents and folders
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    gold: GoldArgs,
    /// Write the measured precisions into the rule files as the declared confidences
    #[arg(long, requires = "gold")]
    update: bool,
    #[command(flatten)]
    paper: Paper,
}

pub fn run(args: &Args, command: &StatsArgs) -> Result<End, Failure> {
    let rules = rules(args)?;
    let judge = command.gold.judge()?;
    let (samples, failed) = samples(&command.paths, &command.paper)?;
    let report = workbench::stats(&rules, &samples, &judge);
    output::lines(told(&report))?;
    let differ = report.rules.iter().filter(|stats| stats.measured().is_some_and(|new| new != stats.declared)).count();
    eprintln!(
        "shihyo: {}, {} without a match; {} declare another confidence than the measured one; {} unexplained",
        count(report.rules.len(), "rule"),
        report.rules.iter().filter(|stats| stats.matched == 0).count(),
        differ,
        count(report.unexplained.len(), "value"),
    );
    if command.update {
        let Some(folder) = rules.folder() else {
            return Err(Failure::Usage(
                "rules that are compiled in cannot be changed: name a folder with --rules".into(),
            ));
        };
        let files = workbench::with_measured(&rules, &report);
        for (name, text) in &files {
            let path = folder.join(name);
            fs::write(&path, text).map_err(|reason| Failure::Output { path, reason })?;
        }
        eprintln!("shihyo: {} changed", count(files.len(), "file"));
    }
    Ok(if failed == 0 { End::Done } else { End::SomeFailed })
}

fn told(report: &Report) -> Vec<String> {
    let width = report.rules.iter().map(|stats| stats.rule.len()).max().unwrap_or(0);
    let mut lines = vec![format!("{:width$}  matched  fired  overlaps  beaten      right  measured  declared", "rule")];
    lines.extend(report.rules.iter().map(|stats| {
        let right = if stats.judged > 0 { format!("{}/{}", stats.right, stats.judged) } else { "-".to_owned() };
        format!(
            "{:width$}  {:7}  {:5}  {:8}  {:6}  {right:>9}  {:>8}  {:>8}{}",
            stats.rule,
            stats.matched,
            stats.fired,
            stats.overlaps,
            stats.beaten,
            stats.measured().map_or("-".to_owned(), |measured| format!("{measured:.2}")),
            format!("{:.2}", stats.declared),
            remark(stats)
        )
    }));
    if !report.unexplained.is_empty() {
        lines.push("\nvalues in an indicator's context that no record holds".to_owned());
    }
    lines.extend(
        report
            .unexplained
            .iter()
            .map(|one| format!("{}:{}: {}  ({}) {}", one.path, one.line, one.value, one.context, one.around)),
    );
    lines
}

/// What a maintainer should know of a rule's figures.
fn remark(stats: &Stats) -> &'static str {
    match stats.measured() {
        None if !stats.makes_records => "  adds to records of other rules",
        None => "  not measured",
        Some(measured) if measured < stats.declared => "  declares more",
        Some(measured) if measured > stats.declared => "  declares less",
        Some(_) => "",
    }
}
