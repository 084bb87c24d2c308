//! `shihyo text`: documents as text dumps.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use shihyo::layout::dump;
use shihyo::open::{OpenError, Opener};

use super::args::{Args, Text};
use super::extract::{size, threads};
use super::failure::Failure;
use super::{End, paper};

pub fn run(args: &Args, command: &Text) -> Result<End, Failure> {
    let opener = paper::opener(&command.paper)?;
    let mut out = std::io::stdout().lock();
    let (mut done, mut failed) = (0, 0);
    let end = shihyo::batch::run(
        &command.files,
        threads(args),
        size,
        |path| text(path, &opener),
        || {},
        |path, result| {
            let reason = match result {
                Ok(Ok((text, warnings))) => {
                    if !args.quiet {
                        warnings.iter().for_each(|warning| eprintln!("shihyo: {}: {warning}", path.display()));
                    }
                    // Documents are parted as pages are.
                    let parting: &[u8] = if done > 0 { b"\x0c" } else { b"" };
                    done += 1;
                    return match out.write_all(parting).and_then(|()| out.write_all(text.as_bytes())) {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(error) => ControlFlow::Break(Failure::from(error)),
                    };
                }
                Ok(Err(reason)) => reason.to_string(),
                Err(defect) => defect.to_string(),
            };
            failed += 1;
            eprintln!("shihyo: {}: {reason}", path.display());
            ControlFlow::Continue(())
        },
    )?;
    if let ControlFlow::Break(failure) = end {
        return Err(failure);
    }
    out.flush()?;
    match (done, failed) {
        (0, _) => Err(Failure::Nothing("no document could be read; nothing was written".into())),
        (_, 0) => Ok(End::Done),
        _ => Ok(End::SomeFailed),
    }
}

/// A document's dump, and what is wrong with it. What was set from pages is a dump already: offsets point into it.
fn text(path: &Path, opener: &Opener) -> Result<(String, Vec<String>), OpenError> {
    let opened = opener.open(path)?;
    let warnings = paper::warnings(&opened);
    let text = if opened.is_set() { opened.source.text } else { dump(&opened.document, &opened.source.text) };
    Ok((text, warnings))
}
