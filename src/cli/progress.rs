//! What the user sees while documents are read: a bar on a terminal, else a line now and then.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How often a line is printed where there is no terminal.
const EVERY: Duration = Duration::from_secs(10);
/// From when on a document is named as one that takes long.
const LONG: Duration = Duration::from_secs(5);

pub struct Progress {
    shown: Shown,
    all: usize,
    begun: Instant,
    so_far: SoFar,
}

enum Shown {
    Quiet,
    Bar(ProgressBar),
    Lines { last: Instant },
}

/// What was done so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct SoFar {
    pub documents: usize,
    pub pages: u32,
    pub records: usize,
    pub failed: usize,
}

/// The documents that are being read, by any thread.
#[derive(Debug, Default)]
pub struct InHand(Mutex<Vec<(PathBuf, Instant)>>);

impl InHand {
    /// Does a document's work, known as being at it meanwhile.
    pub fn at<T>(&self, path: &Path, work: impl FnOnce() -> T) -> T {
        struct End<'a>(&'a InHand, &'a Path);
        impl Drop for End<'_> {
            fn drop(&mut self) {
                if let Ok(mut list) = self.0.0.lock() {
                    list.retain(|(path, _)| path != self.1);
                }
            }
        }
        if let Ok(mut list) = self.0.lock() {
            list.push((path.to_owned(), Instant::now()));
        }
        let _end = End(self, path);
        work()
    }

    /// The document that is being read for longest, if that is long.
    fn slow(&self) -> Option<(PathBuf, Duration)> {
        let list = self.0.lock().ok()?;
        let (path, since) = list.iter().min_by_key(|(_, since)| *since)?;
        Some((path.clone(), since.elapsed())).filter(|(_, time)| *time >= LONG)
    }
}

impl Progress {
    pub fn new(documents: usize, quiet: bool) -> Self {
        let shown = if quiet {
            Shown::Quiet
        } else if std::io::stderr().is_terminal() {
            let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            let bar = if colour { "{bar:24.cyan}" } else { "{bar:24}" };
            let template = format!("{bar} {{pos}}/{{len}}, {{elapsed}} ({{eta}} left) {{wide_msg}}");
            let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
            Shown::Bar(ProgressBar::new(documents as u64).with_style(style))
        } else {
            Shown::Lines { last: Instant::now() }
        };
        Self { shown, all: documents, begun: Instant::now(), so_far: SoFar::default() }
    }

    /// Documents are done; what is still being read tells which takes long.
    pub fn step(&mut self, so_far: SoFar, in_hand: &InHand) {
        self.so_far = so_far;
        match &mut self.shown {
            Shown::Quiet => {}
            Shown::Bar(bar) => {
                bar.set_message(words(so_far, self.begun.elapsed(), in_hand));
                bar.set_position(so_far.documents as u64);
            }
            Shown::Lines { last } => {
                if last.elapsed() >= EVERY && so_far.documents < self.all {
                    *last = Instant::now();
                    let elapsed = self.begun.elapsed();
                    let left = elapsed.mul_f64((self.all - so_far.documents) as f64 / so_far.documents.max(1) as f64);
                    eprintln!(
                        "{} of {} documents, {} left: {}",
                        so_far.documents,
                        self.all,
                        time(left),
                        words(so_far, elapsed, in_hand)
                    );
                }
            }
        }
    }

    /// Prints a line without tearing the bar.
    pub fn line(&self, text: &str) {
        match &self.shown {
            Shown::Bar(bar) => bar.suspend(|| eprintln!("{text}")),
            _ => eprintln!("{text}"),
        }
    }

    pub fn end(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}

fn words(so_far: SoFar, elapsed: Duration, in_hand: &InHand) -> String {
    let rate = so_far.documents as f64 / elapsed.as_secs_f64().max(0.001);
    let mut text = format!("{rate:.1}/s, {} pages, {} records, {} failed", so_far.pages, so_far.records, so_far.failed);
    if let Some((path, long)) = in_hand.slow() {
        text.push_str(&format!("; {} takes {}", path.display(), time(long)));
    }
    text
}

fn time(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..=119 => format!("{seconds} s"),
        seconds @ 120..=7199 => format!("{} min", seconds / 60),
        seconds => format!("{:.1} h", seconds as f64 / 3600.0),
    }
}
