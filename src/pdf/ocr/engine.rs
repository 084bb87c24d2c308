//! Tesseract as a process: what is installed, and a picture read into words with places.
//!
//! It runs with one thread of its own, which keeps its answers the same and leaves the processors to our
//! threads, inherits the worker's limit of memory, and is ended when its time is over.

use std::io::{self, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::picture::Picture;
use super::tsv::{self, Line};

/// What installs it.
const INSTALL: &str = if cfg!(target_os = "macos") {
    "brew install tesseract tesseract-lang"
} else if cfg!(windows) {
    "winget install UB-Mannheim.TesseractOCR, with its Japanese data"
} else {
    "apt-get install tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert"
};
/// Asking what is installed takes a fiftieth of a second.
const ASKING: Duration = Duration::from_secs(10);
/// No page has more text.
const MOST_OUTPUT: u64 = 64 << 20;
const MOST_ERRORS: u64 = 1 << 16;

/// Why a picture was not read.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum NotRead {
    #[error("there is no {program}; what installs it: {INSTALL}")]
    Missing { program: String },
    #[error("tesseract has neither Japanese nor English data; what installs them: {INSTALL}")]
    NoLanguage,
    #[error("tesseract failed: {words}")]
    Failed { words: String },
    #[error("tesseract takes longer than {seconds} seconds (--page-seconds, {times} times)", times = super::TIMES)]
    TooSlow { seconds: u32 },
    #[error("{engine} found no words in it")]
    Nothing { engine: String },
    #[error("it cannot be drawn")]
    NotDrawn,
}

/// An engine that is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    program: String,
    /// As it names itself: `tesseract 5.3.0`.
    pub name: String,
    languages: Vec<String>,
}

/// What a page is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Japanese,
    Vertical,
    English,
}

impl Script {
    pub fn code(self) -> &'static str {
        match self {
            Self::Japanese => "jpn",
            Self::Vertical => "jpn_vert",
            Self::English => "eng",
        }
    }
}

impl Engine {
    /// Looks for it.
    ///
    /// # Errors
    /// It is not there, or has no language that is of use.
    pub fn find(program: &str) -> Result<Self, NotRead> {
        let version = output(Command::new(program).arg("--version"), None, ASKING, program)?;
        let languages = output(Command::new(program).arg("--list-langs"), None, ASKING, program)?;
        let name = version.lines().next().unwrap_or_default().trim();
        let name = if name.is_empty() { "tesseract" } else { name }.to_owned();
        let known =
            |code: &&str| [Script::Japanese, Script::Vertical, Script::English].iter().any(|s| s.code() == *code);
        let mut languages: Vec<String> = languages.lines().map(str::trim).filter(known).map(Into::into).collect();
        languages.sort();
        let engine = Self { program: program.to_owned(), name, languages };
        if engine.reads(Script::Japanese) || engine.reads(Script::English) {
            Ok(engine)
        } else {
            Err(NotRead::NoLanguage)
        }
    }

    pub(super) fn reads(&self, script: Script) -> bool {
        self.languages.iter().any(|language| language == script.code())
    }

    /// What its answers depend on.
    pub fn mark(&self) -> String {
        format!("{} {}", self.name, self.languages.join("+"))
    }

    /// Reads a picture, which may take until a deadline, of the seconds that are named.
    pub(super) fn lines(
        &self,
        picture: &Picture,
        script: Script,
        (deadline, seconds): (Instant, u32),
    ) -> Result<Vec<Line>, NotRead> {
        let dpi = picture.dpi().to_string();
        // A page in blocks of any kind; vertical writing is only found where one says that it is there.
        let blocks = if script == Script::Vertical { "5" } else { "3" };
        let mut command = Command::new(&self.program);
        command.args(["stdin", "stdout", "--dpi", &dpi, "-l", script.code(), "--psm", blocks, "tsv"]);
        let left = deadline.saturating_duration_since(Instant::now());
        let found = output(&mut command, Some(picture.to_pgm()), left, &self.program).map_err(|why| match why {
            NotRead::TooSlow { .. } => NotRead::TooSlow { seconds },
            why => why,
        })?;
        tsv::lines(&found).ok_or_else(|| NotRead::Failed { words: "what it wrote is no table of words".into() })
    }
}

/// What a command writes on its standard output, given something on its standard input.
fn output(command: &mut Command, input: Option<Vec<u8>>, limit: Duration, program: &str) -> Result<String, NotRead> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => NotRead::Missing { program: program.to_owned() },
        _ => NotRead::Failed { words: error.to_string() },
    };
    let mut child = command
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // Each pipe has a thread, so that none of them can fill up and hold the others.
    let (into, out, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let pipes = || -> io::Result<_> {
        if let (Some(mut into), Some(input)) = (into, input) {
            // It may end without having read all; what it says then counts.
            thread(move || drop(into.write_all(&input)))?;
        }
        Ok((gathered(out, MOST_OUTPUT)?, gathered(errors, MOST_ERRORS)?))
    };
    let ended = pipes().map_err(failed).and_then(|(out, errors)| {
        let begun = Instant::now();
        let found = match out.recv_timeout(limit) {
            Ok(found) => found,
            Err(RecvTimeoutError::Timeout) => return Err(NotRead::TooSlow { seconds: limit.as_secs() as u32 }),
            Err(RecvTimeoutError::Disconnected) => Vec::new(),
        };
        let left = limit.saturating_sub(begun.elapsed()).max(Duration::from_secs(1));
        let words = errors.recv_timeout(left).unwrap_or_default();
        Ok((String::from_utf8_lossy(&found).into_owned(), last_words(&words)))
    });
    let (found, words) = match ended {
        Ok(ended) => ended,
        Err(why) => {
            end(&mut child);
            return Err(why);
        }
    };
    // Its pipes are closed: it is about to end.
    match child.wait() {
        Ok(status) if status.success() => Ok(found),
        Ok(status) if words.is_empty() => Err(NotRead::Failed { words: status.to_string() }),
        Ok(_) => Err(NotRead::Failed { words }),
        Err(error) => Err(NotRead::Failed { words: error.to_string() }),
    }
}

fn end(child: &mut Child) {
    // It may end by itself in this moment; either way it is gone.
    let _ = child.kill();
    let _ = child.wait();
}

fn thread(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name("ocr".into()).spawn(work).map(drop)
}

/// All that comes out of a pipe, when it is closed.
fn gathered(pipe: Option<impl io::Read + Send + 'static>, most: u64) -> io::Result<Receiver<Vec<u8>>> {
    let (send, receive) = sync_channel(1);
    thread(move || {
        let mut bytes = Vec::new();
        // What came before an error is told all the same.
        let _ = pipe.map(|pipe| pipe.take(most).read_to_end(&mut bytes));
        let _ = send.send(bytes);
    })?;
    Ok(receive)
}

/// The last line of what it complains of, where the reason stands.
fn last_words(errors: &[u8]) -> String {
    let text = String::from_utf8_lossy(errors);
    let line = text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    line.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_that_is_not_there_is_told_with_what_installs_it() {
        let error = Engine::find("/nowhere/tesseract").unwrap_err();
        assert_eq!(error, NotRead::Missing { program: "/nowhere/tesseract".into() });
        assert!(error.to_string().contains("install"), "{error}");
    }

    #[test]
    fn the_last_line_says_why() {
        assert_eq!(
            last_words(b"Detected 3 diacritics\nFailed loading language 'jpn'\n\n"),
            "Failed loading language 'jpn'"
        );
        assert_eq!(last_words(b""), "");
    }
}
