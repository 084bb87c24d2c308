//! What the command line says of PDFs: the limits of their reading, and what is told of it.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use shihyo::open::{self, Limits, Opened, Opener};
use shihyo::pdf::ocr::{self, Engine, Ocr, When};
use shihyo::pdf::{self, Options};

use super::End;
use super::args::{OcrArg, Paper, Worker};
use super::failure::Failure;

/// Names the OCR engine where it is not the one that is usually found.
const ENGINE: &str = "SHIHYO_TESSERACT";
const DEFAULT_ENGINE: &str = "tesseract";
/// Agreement of the two readers under which a page is named.
const AGREES: f32 = 0.9;

/// What opens documents as the arguments say: PDFs in workers, which are this program.
pub fn opener(paper: &Paper) -> Result<Opener, Failure> {
    let when = match paper.ocr {
        OcrArg::Auto => When::Auto,
        OcrArg::Never => When::Never,
        OcrArg::Always => When::Always,
    };
    let program = std::env::var(ENGINE).unwrap_or_else(|_| DEFAULT_ENGINE.into());
    if when == When::Always {
        // Before any work is done for nothing.
        Engine::find(&program).map_err(|why| Failure::Usage(format!("--ocr always: {why}")))?;
    }
    let ocr = Ocr { when, program, seconds: paper.page_seconds.saturating_mul(ocr::TIMES) };
    let options = Options { password: paper.password.clone(), cross_check: paper.cross_check, skip: Vec::new(), ocr };
    let limits = Limits { page: Duration::from_secs(paper.page_seconds.into()), memory: paper.memory_mb };
    let program = std::env::current_exe().map_err(Failure::Program)?;
    let arguments = vec!["read-worker".to_owned(), paper.memory_mb.to_string()];
    Ok(Opener::with_workers(options, limits, program, arguments))
}

/// Serves as a worker.
pub fn serve(command: &Worker) -> Result<End, Failure> {
    open::serve(command.memory_mb, io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))?;
    Ok(End::Done)
}

/// What a user should know of a document that was read, a line each.
pub fn warnings(opened: &Opened) -> Vec<String> {
    let mut lines = opened.warnings();
    if !opened.agreement.is_empty() {
        let both: Vec<f32> = opened.agreement.iter().filter_map(|page| page.f1).collect();
        let mean = both.iter().sum::<f32>() / both.len().max(1) as f32;
        let mut line = match both.len() {
            0 => "cross-check: the second reader could read no page".to_owned(),
            n => format!(
                "cross-check: the two readers agree to {mean:.3}, the mean of {n} of {} pages",
                opened.agreement.len()
            ),
        };
        for page in opened.agreement.iter().filter(|_| !both.is_empty()) {
            match page.f1 {
                Some(f1) if f1 < AGREES => line.push_str(&format!("; page {}: {f1:.3}", page.page)),
                Some(_) => {}
                None => line.push_str(&format!("; page {}: one reader only", page.page)),
            }
        }
        lines.push(line);
        lines.extend(left_aside(opened));
    }
    lines
}

/// The pages whose tags were left aside, a line for each reason.
fn left_aside(opened: &Opened) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (page, misfit) in opened.agreement.iter().filter_map(|page| Some((page.page, page.misfit?))) {
        by_reason.entry(misfit.reason()).or_default().push(page);
    }
    let line = |(reason, pages): (&str, Vec<u32>)| {
        format!("cross-check: {}: the tags are left aside: {reason}", pdf::pages(&pages))
    };
    by_reason.into_iter().map(line).collect()
}
