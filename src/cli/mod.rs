//! The command line: what the user sees, and the only place that knows a terminal.
//!
//! `args` is what was typed, each command's module what is made of it. Data goes to
//! standard output, all else to standard error; errors become words and exit codes here.

mod args;
mod eval;
mod export;
mod extract;
mod failure;
mod output;
mod paid;
mod paper;
mod progress;
mod query;
mod rules;
mod scan;
mod show;
mod table;
mod text;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use failure::Failure;
use shihyo::rules::Rules;

/// How a command ended that could do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    /// A query found nothing.
    NothingFound,
    /// Some documents failed; each was named.
    SomeFailed,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::NothingFound => 1,
            End::SomeFailed => 3,
        })
    }
}

/// Usage, or nothing could be done.
const FAILED: u8 = 2;

/// Runs the program on its arguments.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { 0 });
        }
    };
    // A panic ends one document and is told with it.
    std::panic::set_hook(Box::new(|_| {}));
    match std::panic::catch_unwind(|| dispatch(&args)) {
        Ok(Ok(end)) => end.into(),
        Ok(Err(failure)) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Ok(Err(failure)) => {
            failure.tell();
            ExitCode::from(FAILED)
        }
        Err(_) => {
            Failure::Defect.tell();
            ExitCode::from(FAILED)
        }
    }
}

fn dispatch(args: &Args) -> Result<End, Failure> {
    match &args.command {
        Command::Extract(command) => extract::run(args, command),
        Command::Text(command) => text::run(args, command),
        Command::Scan(command) => scan::run(args, command),
        Command::Query(command) => query::run(args, command),
        Command::Export(command) => export::run(command),
        Command::Show(command) => show::run(command),
        Command::Eval(command) => eval::run(args, command),
        Command::Rules(command) => rules::run(args, command),
        Command::Worker(command) => paper::serve(command),
        Command::Schema => output::lines([serde_json::to_string_pretty(&shihyo::record::schema())?]),
    }
}

/// The rules that `--rules` names, else those compiled in.
fn rules(args: &Args) -> Result<Rules, Failure> {
    match &args.rules {
        Some(folder) => Rules::load(folder).map_err(Failure::Rules),
        None => Ok(Rules::built_in()),
    }
}
