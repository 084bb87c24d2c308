//! `shihyo text`: a document as a text dump.

use std::io::Write;

use shihyo::layout::{Document, dump};
use shihyo::source::Source;

use super::End;
use super::args::Text;
use super::failure::Failure;

pub fn run(command: &Text) -> Result<End, Failure> {
    let path = &command.file;
    let source = Source::open(path).map_err(|reason| Failure::Document { path: path.clone(), reason })?;
    let text = dump(&Document::read(&source.text), &source.text);
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(End::Done)
}
