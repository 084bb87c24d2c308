//! Reads a file without letting one absurd line fill the memory.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::SourceError;

/// The longest line that is read, in bytes. The longest in any real document seen is under 20 kB.
const LONGEST_LINE: usize = 16 << 20;

/// The first kilobyte of a file, by which its kind is known.
///
/// # Errors
/// The file cannot be read, or is empty.
pub fn head(path: &Path) -> Result<Vec<u8>, SourceError> {
    let mut head = Vec::with_capacity(1024);
    open(path)?.take(1024).read_to_end(&mut head)?;
    if head.is_empty() { Err(SourceError::Empty) } else { Ok(head) }
}

/// All bytes of a file that has no lines.
///
/// # Errors
/// The file cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn open(path: &Path) -> Result<File, SourceError> {
    File::open(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => SourceError::NotFound,
        _ => e.into(),
    })
}

/// Reads a whole file, and stops as soon as a line grows past [`LONGEST_LINE`].
pub(super) fn bounded(path: &Path) -> Result<Vec<u8>, SourceError> {
    let mut file = open(path)?;
    let size = file.metadata().map(|m| m.len()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(LONGEST_LINE));
    let mut chunk = vec![0; 1 << 20];
    let (mut line, mut start) = (1, 0);
    loop {
        let read = match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => &chunk[..read],
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(e.into()),
        };
        if let Some(last) = memchr::memrchr(b'\n', read) {
            line += memchr::memchr_iter(b'\n', read).count();
            start = bytes.len() + last + 1;
        }
        bytes.extend_from_slice(read);
        if bytes.len() - start > LONGEST_LINE {
            return Err(SourceError::LineTooLong { line, limit: LONGEST_LINE });
        }
    }
    if bytes.is_empty() { Err(SourceError::Empty) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_end_is_refused_before_it_is_read_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("long.txt");
        let mut text = b"first\n".to_vec();
        text.resize(LONGEST_LINE + (3 << 20), b'x');
        std::fs::write(&path, text).unwrap();
        assert!(matches!(bounded(&path), Err(SourceError::LineTooLong { line: 2, .. })));
    }
}
