//! What the user sees while documents are read: a bar on a terminal, else a line now and then.

use std::io::IsTerminal;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How often a line is printed where there is no terminal.
const EVERY: Duration = Duration::from_secs(10);

pub enum Progress {
    Quiet,
    Bar(ProgressBar),
    Lines { done: usize, all: usize, last: Instant },
}

impl Progress {
    pub fn new(documents: usize, quiet: bool) -> Self {
        if quiet {
            return Self::Quiet;
        }
        if !std::io::stderr().is_terminal() {
            return Self::Lines { done: 0, all: documents, last: Instant::now() };
        }
        let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let bar = if colour { "{bar:24.cyan}" } else { "{bar:24}" };
        let template = format!("{bar} {{pos}}/{{len}} documents, {{elapsed}} ({{eta}} left) {{wide_msg}}");
        let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self::Bar(ProgressBar::new(documents as u64).with_style(style))
    }

    /// One document is done.
    pub fn step(&mut self, path: &Path) {
        match self {
            Self::Quiet => {}
            Self::Bar(bar) => {
                bar.set_message(path.display().to_string());
                bar.inc(1);
            }
            Self::Lines { done, all, last } => {
                *done += 1;
                if last.elapsed() >= EVERY && done < all {
                    eprintln!("{done} of {all} documents");
                    *last = Instant::now();
                }
            }
        }
    }

    /// Prints a line without tearing the bar.
    pub fn line(&self, text: &str) {
        match self {
            Self::Bar(bar) => bar.suspend(|| eprintln!("{text}")),
            _ => eprintln!("{text}"),
        }
    }

    pub fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
