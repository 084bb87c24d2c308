//! Opens any document: a text dump as it is, a PDF by way of its pages, an office file by way of its sheets and
//! paragraphs. What comes out is the same, so that no command needs to know which it was.
//!
//! PDFs and office files are read in a worker process ([`worker`]), since a damaged one may hang, run out of
//! memory or overflow the stack, and none of these can be caught from inside.

mod worker;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::layout::office::{self as sheets, Spots};
use crate::layout::paper::{self, Boxes};
use crate::layout::{Document, Known};
use crate::office::{self, OfficeError};
use crate::pdf::{self, Agreement, Fault, Options, PdfError, Step, Trouble};
use crate::source::{self, Damage, Source, SourceError};

use worker::Worker;
pub use worker::serve;

/// A document that can be read.
#[derive(Debug)]
pub struct Opened {
    pub source: Source,
    pub document: Document,
    /// How many pages it has; 0 where it has none.
    pub pages: u32,
    /// What of it could not be read.
    pub faults: Vec<Fault>,
    /// How far two readers agree on its pages, where that was asked for.
    pub agreement: Vec<Agreement>,
    /// What of an office file was left out, a line each.
    notes: Vec<String>,
    set: bool,
}

impl Opened {
    /// A text dump.
    pub fn of_text(source: Source) -> Self {
        let document = Document::read(&source.text);
        let pages = document.places.pages();
        Self { source, document, pages, faults: Vec::new(), agreement: Vec::new(), notes: Vec::new(), set: false }
    }

    /// What of it could not be read, a line each.
    pub fn warnings(&self) -> Vec<String> {
        let damage = self.source.damage.map(|Damage { places, first }| {
            let line = self.document.places.line(u32::try_from(first).unwrap_or(u32::MAX));
            match places {
                1 => format!("line {line}: what could not be decoded there is read as \u{fffd}"),
                _ => format!(
                    "line {line}: the first of {places} places that could not be decoded and are read as \u{fffd}"
                ),
            }
        });
        damage.into_iter().chain(pdf::summary(&self.faults)).chain(self.notes.clone()).collect()
    }

    /// Whether all was read that can be: with other limits it would be no more.
    pub fn is_settled(&self) -> bool {
        !self.faults.iter().any(|fault| fault.trouble.is_of_limits())
    }

    /// Whether what was read depends on the OCR engine.
    pub fn is_of_ocr(&self) -> bool {
        self.faults.iter().any(|fault| fault.trouble.is_of_ocr())
    }

    /// Whether its text was set from the pages of a PDF or an office file: it is a dump already.
    pub fn is_set(&self) -> bool {
        self.set
    }
}

/// Why a document could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Pdf(#[from] PdfError),
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error("the process that reads PDFs and office files cannot be started: {0}")]
    Worker(std::io::Error),
}

/// How far the reading of a PDF may go.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For a page, and for what comes before the first.
    pub page: Duration,
    /// In MB, for a document.
    pub memory: u32,
}

impl Default for Limits {
    /// Real pages take under a tenth of a second, real documents under 100 MB.
    fn default() -> Self {
        Self { page: Duration::from_secs(20), memory: 1024 }
    }
}

/// Opens documents, from several threads if need be.
#[derive(Debug)]
pub struct Opener {
    options: Options,
    limits: Limits,
    /// The program that serves as worker, with the arguments that make it one; none: no worker.
    program: Option<(PathBuf, Vec<String>)>,
    idle: Mutex<Vec<Worker>>,
}

/// What a worker makes of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Read {
    id: String,
    title: Option<String>,
    text: String,
    pages: u32,
    of: Of,
}

#[derive(Debug, Serialize, Deserialize)]
enum Of {
    Pdf { boxes: Boxes, faults: Vec<Fault>, agreement: Vec<Agreement> },
    Office { spots: Spots, notes: Vec<String> },
}

/// Why a worker could make nothing of a file.
#[derive(Debug, Serialize, Deserialize)]
enum Refused {
    Pdf(PdfError),
    Office(OfficeError),
}

impl From<Refused> for OpenError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Pdf(error) => error.into(),
            Refused::Office(error) => error.into(),
        }
    }
}

/// As many pages may stop the worker before the document is given up.
const MOST_STOPS: usize = 8;

impl Opener {
    /// Reads PDFs in workers: `program` started with `arguments`, which then calls [`serve`].
    pub fn with_workers(options: Options, limits: Limits, program: PathBuf, arguments: Vec<String>) -> Self {
        Self { options, limits, program: Some((program, arguments)), idle: Mutex::default() }
    }

    /// Reads PDFs in this process, without limits: for documents that are known to be sound.
    pub fn in_process(options: Options) -> Self {
        Self { options, limits: Limits::default(), program: None, idle: Mutex::default() }
    }

    /// What says by which OCR engine, if any, documents are read; it is asked when it is called.
    pub fn mark(&self) -> impl Fn() -> String + Send + use<> {
        let ocr = self.options.ocr.clone();
        move || ocr.mark()
    }

    /// Opens a document.
    ///
    /// # Errors
    /// It cannot be read, or holds nothing.
    pub fn open(&self, path: &Path) -> Result<Opened, OpenError> {
        let head = source::head(path)?;
        if !pdf::is_pdf(&head) && office::kind(&head).is_none() {
            return Ok(Opened::of_text(Source::open(path)?));
        }
        let Read { id, title, text, pages, of } = match &self.program {
            Some((program, arguments)) => self.ask(path, program, arguments)?,
            None => read(path, &self.options, &mut |_| {})?,
        };
        let source = Source::from_pages(path, id, title, text);
        let mut document = Document::read(&source.text);
        let (mut opened, mut noted) = ((Vec::new(), Vec::new()), Vec::new());
        match of {
            Of::Pdf { boxes, faults, agreement } => {
                let pages = |of: fn(&Trouble) -> bool| {
                    faults.iter().filter(|fault| of(&fault.trouble)).map(|fault| fault.page).collect()
                };
                // A page from the second reader has no places that are true.
                let placeless = pages(|trouble| *trouble == Trouble::SecondReader);
                let known = Known { placeless, recognised: pages(Trouble::is_recognised) };
                document.places.set_boxes(boxes, known);
                opened = (faults, agreement);
            }
            Of::Office { spots, notes } => {
                spots.merge(&mut document);
                document.places.set_spots(spots);
                noted = notes;
            }
        }
        let (faults, agreement) = opened;
        Ok(Opened { source, document, pages, faults, agreement, notes: noted, set: true })
    }

    /// Has a worker read a file; a page of a PDF that stops it is left out when it is read again.
    fn ask(&self, path: &Path, program: &Path, arguments: &[String]) -> Result<Read, OpenError> {
        let mut options = self.options.clone();
        let mut not_compared = None;
        loop {
            let idle = self.idle.lock().map(|mut idle| idle.pop()).unwrap_or_default();
            let mut worker = match idle {
                Some(worker) => worker,
                None => Worker::start(program, arguments).map_err(OpenError::Worker)?,
            };
            let stop = match worker.ask(path, &options, self.limits) {
                Ok(answer) => {
                    if let Ok(mut idle) = self.idle.lock() {
                        idle.push(worker);
                    }
                    let mut read = answer?;
                    if let Of::Pdf { faults, .. } = &mut read.of {
                        faults.extend(not_compared);
                    }
                    return Ok(read);
                }
                Err(stop) => stop,
            };
            // The second reader is the weaker one: it must not cost what the first can read.
            if options.cross_check && stop.page > 0 {
                options.cross_check = false;
                not_compared = Some(Fault { page: stop.page, trouble: Trouble::NotCompared });
                continue;
            }
            if stop.page == 0 || options.skip.len() >= MOST_STOPS {
                return Err(stop.whole().into());
            }
            options.skip.push((stop.page, stop.trouble));
        }
    }
}

/// Reads a PDF or an office file from its bytes to its text.
fn read(path: &Path, options: &Options, begin: &mut dyn FnMut(Step)) -> Result<Read, Refused> {
    let bytes = source::bytes(path).map_err(|reason| Refused::Pdf(PdfError::File(reason.to_string())))?;
    let id = source::id(&bytes);
    // A workbook may carry a PDF within.
    if office::kind(&bytes).is_none() && pdf::is_pdf(&bytes) {
        return read_pdf(id, bytes, options, begin).map_err(Refused::Pdf);
    }
    let office = office::read(bytes).map_err(Refused::Office)?;
    let sheets::Set { text, spots } = sheets::set(&office);
    let pages = if office.sheets { office.pages.len() as u32 } else { 0 };
    Ok(Read { id, title: office.title, text, pages, of: Of::Office { spots, notes: office.notes } })
}

fn read_pdf(id: String, bytes: Vec<u8>, options: &Options, begin: &mut dyn FnMut(Step)) -> Result<Read, PdfError> {
    let reading = pdf::read(bytes, options, begin)?;
    // What comes after the last page has a time limit of its own.
    begin(Step::Setting);
    let paper::Set { text, boxes, misfits } = paper::set(&reading.pages);
    if text.trim().is_empty() {
        return Err(PdfError::NoText { why: pdf::summary(&reading.faults).join("; ") });
    }
    let (faults, mut agreement) = (reading.faults, reading.agreement);
    for (page, misfit) in misfits {
        if let Some(both) = agreement.iter_mut().find(|both| both.page == page) {
            both.misfit = Some(misfit);
        }
    }
    let of = Of::Pdf { boxes, faults, agreement };
    Ok(Read { id, title: reading.title, text, pages: reading.pages.len() as u32, of })
}
