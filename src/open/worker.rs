//! The worker: a process that reads one PDF or office file after another, and what talks to it.
//!
//! A request is a line of JSON on its standard input. It answers with a line for each page it
//! begins (`@3`; `@ocr` when that goes to the OCR engine; `@0` when the pages are done) and then the answer as a line of JSON. When no
//! line comes for longer than a page may take, or the process ends, the page last begun is to blame.

use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Limits, Read, Refused, read};
use crate::pdf::{Options, PdfError, Step, Trouble};

/// What follows the `@` where a page goes to the OCR engine.
const OCR: &str = "ocr";
/// Setting the text of a document takes far less than reading it.
const SETTING: u32 = 3;

#[derive(Debug, Serialize, Deserialize)]
struct Request {
    /// As the system names it, which need not be UTF-8.
    path: Vec<u8>,
    options: Options,
}

#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Done(Box<Read>),
    Failed(Refused),
}

/// Why a worker gave no answer.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    /// The page it was reading; 0 before the first and after the last.
    pub page: u32,
    pub trouble: Trouble,
}

impl Stop {
    /// As the end of the whole document.
    pub fn whole(self) -> PdfError {
        match self.trouble {
            Trouble::TooSlow { seconds } => PdfError::TooSlow { seconds },
            Trouble::TooLarge { megabytes } => PdfError::TooLarge { megabytes },
            _ => PdfError::Crashed,
        }
    }
}

/// A worker that is running.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    requests: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Worker {
    pub fn start(program: &Path, arguments: &[String]) -> io::Result<Self> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let requests = child.stdin.take();
        let output = child.stdout.take();
        let (send, lines) = sync_channel(64);
        std::thread::Builder::new().name("worker lines".into()).spawn(move || {
            let lines = output.into_iter().flat_map(|output| BufReader::new(output).lines());
            for line in lines {
                let Ok(line) = line else { return };
                if send.send(line).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { child, requests, lines })
    }

    /// Has it read a document.
    pub fn ask(&mut self, path: &Path, options: &Options, limits: Limits) -> Result<Result<Read, Refused>, Stop> {
        let seconds = limits.page.as_secs() as u32;
        let mut page = 0;
        let mut wait = limits.page;
        let request = Request { path: bytes_of(path), options: options.clone() };
        let asked = serde_json::to_string(&request).is_ok_and(|line| {
            self.requests.as_mut().is_some_and(|pipe| writeln!(pipe, "{line}").and_then(|()| pipe.flush()).is_ok())
        });
        if !asked {
            return Err(Stop { page, trouble: self.cause(limits) });
        }
        loop {
            match self.lines.recv_timeout(wait) {
                Ok(line) => match line.strip_prefix('@') {
                    // The worker itself ends an engine that takes too long; this is for what it does around it.
                    Some(OCR) => wait = limits.page * 2 + Duration::from_secs(options.ocr.seconds.into()),
                    Some(number) => {
                        let before = page;
                        page = number.parse().unwrap_or(0);
                        wait = if page == 0 { limits.page * SETTING.max(before / 10) } else { limits.page };
                    }
                    None => {
                        let answer = serde_json::from_str(&line);
                        return Ok(match answer {
                            Ok(Answer::Done(read)) => Ok(*read),
                            Ok(Answer::Failed(error)) => Err(error),
                            Err(_) => Err(Refused::Pdf(PdfError::Crashed)),
                        });
                    }
                },
                Err(RecvTimeoutError::Timeout) => {
                    // It may end by itself in this moment; either way it is gone.
                    let _ = self.child.kill();
                    let _ = self.child.wait();
                    return Err(Stop { page, trouble: Trouble::TooSlow { seconds } });
                }
                Err(RecvTimeoutError::Disconnected) => return Err(Stop { page, trouble: self.cause(limits) }),
            }
        }
    }

    /// Why it ended, from its last words.
    fn cause(&mut self, limits: Limits) -> Trouble {
        self.requests = None;
        let mut words = String::new();
        if let Some(errors) = self.child.stderr.take() {
            let _ = errors.take(1 << 16).read_to_string(&mut words);
        }
        let _ = self.child.wait();
        match words.contains("memory allocation of") {
            true => Trouble::TooLarge { megabytes: limits.memory },
            false => Trouble::Crashed,
        }
    }
}

impl Drop for Worker {
    /// Without requests it ends by itself; that it has is waited for.
    fn drop(&mut self) {
        self.requests = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves as a worker until no more requests come. `memory` is the limit in MB.
///
/// # Errors
/// The pipe to whoever asks is broken.
pub fn serve(memory: u32, requests: impl BufRead, mut answers: impl Write) -> io::Result<()> {
    limit(memory);
    for line in requests.lines() {
        let Ok(request) = serde_json::from_str::<Request>(&line?) else { continue };
        let mut begin = |step: Step| {
            // Where nobody listens any more, the end comes with the next request.
            let _ = match step {
                Step::Page(page) => writeln!(answers, "@{page}"),
                Step::Ocr => writeln!(answers, "@{OCR}"),
                Step::Setting => writeln!(answers, "@0"),
            }
            .and_then(|()| answers.flush());
        };
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            read(&path_of(request.path), &request.options, &mut begin)
        }));
        let answer = match done {
            Ok(Ok(read)) => Answer::Done(Box::new(read)),
            Ok(Err(error)) => Answer::Failed(error),
            Err(_) => Answer::Failed(Refused::Pdf(PdfError::Crashed)),
        };
        serde_json::to_writer(&mut answers, &answer)?;
        answers.write_all(b"\n")?;
        answers.flush()?;
    }
    Ok(())
}

/// Bounds the address space of this process, where the system can.
#[cfg(unix)]
fn limit(megabytes: u32) {
    let bytes = u64::from(megabytes) << 20;
    // Where it cannot be set, the document is read without; the time limit stays.
    let _ = rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes);
}

#[cfg(not(unix))]
fn limit(_: u32) {}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    <std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
