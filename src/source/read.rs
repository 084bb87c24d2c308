//! Reads a file without letting one absurd line fill the memory.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::SystemTime;

use super::SourceError;

/// The longest line that is read, in bytes. The longest in any real document seen is under 20 kB.
const LONGEST_LINE: usize = 16 << 20;

/// What changes when a file is written to.
fn state(meta: std::io::Result<Metadata>) -> Option<(u64, SystemTime)> {
    meta.ok().and_then(|meta| Some((meta.len(), meta.modified().ok()?)))
}

/// How much of a file tells what it is: servers put kilobytes before what they send.
const HEAD: usize = 16 * 1024;

/// The beginning of a file, by which its kind is known.
///
/// # Errors
/// The file cannot be read, or is empty.
pub fn head(path: &Path) -> Result<Vec<u8>, SourceError> {
    let mut head = Vec::with_capacity(HEAD);
    open(path)?.take(HEAD as u64).read_to_end(&mut head)?;
    if head.is_empty() { Err(SourceError::Empty) } else { Ok(head) }
}

/// All bytes of a file that has no lines and that nobody writes to meanwhile.
///
/// # Errors
/// The file cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, SourceError> {
    unchanged(path, |file| {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    })
}

pub(super) fn open(path: &Path) -> Result<File, SourceError> {
    File::open(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => SourceError::NotFound,
        _ => e.into(),
    })
}

/// Reads a whole file that nobody writes to meanwhile, and stops as soon as a line grows past [`LONGEST_LINE`].
pub(super) fn bounded(path: &Path) -> Result<Vec<u8>, SourceError> {
    let bytes = unchanged(path, whole)?;
    if bytes.is_empty() { Err(SourceError::Empty) } else { Ok(bytes) }
}

/// Reads a file, if it is afterwards as it was before.
fn unchanged(
    path: &Path,
    read: impl FnOnce(&mut File) -> Result<Vec<u8>, SourceError>,
) -> Result<Vec<u8>, SourceError> {
    let mut file = open(path)?;
    let before = state(file.metadata());
    let bytes = read(&mut file)?;
    if state(file.metadata()) != before || before.is_some_and(|(size, _)| size != 0 && size != bytes.len() as u64) {
        return Err(SourceError::Changed);
    }
    Ok(bytes)
}

fn whole(file: &mut File) -> Result<Vec<u8>, SourceError> {
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
        // Old programs end lines with a carriage return alone.
        if let Some(last) = memchr::memrchr2(b'\n', b'\r', read) {
            line += memchr::memchr_iter(b'\n', read).count();
            start = bytes.len() + last + 1;
        }
        bytes.extend_from_slice(read);
        if bytes.len() - start > LONGEST_LINE {
            return Err(SourceError::LineTooLong { line, limit: LONGEST_LINE });
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::atomic::{AtomicBool, Ordering};

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
    #[test]
    fn a_file_that_grows_while_it_is_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("growing.txt");
        std::fs::write(&path, "a line\n".repeat(1 << 20)).unwrap();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut file = File::options().append(true).open(&path).unwrap();
                while !stop.load(Ordering::Relaxed) {
                    file.write_all(b"more\n").unwrap();
                }
            });
            let refused = (0..100).any(|_| matches!(bounded(&path), Err(SourceError::Changed)));
            stop.store(true, Ordering::Relaxed);
            assert!(refused);
        });
    }
}
