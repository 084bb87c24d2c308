//! Where output goes: standard output, or a file that appears whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::End;
use super::failure::Failure;

/// Where JSON lines go.
pub enum Output {
    Stdout(BufWriter<io::Stdout>),
    /// Written beside the path, renamed onto it when all is written.
    File {
        path: PathBuf,
        file: BufWriter<NamedTempFile>,
    },
}

impl Output {
    /// Opens an output before any work is done for it.
    ///
    /// # Errors
    /// An ending that stands for no format, a path that cannot be written.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if ending.as_deref() != Some("jsonl") {
            let what = ending.map_or("has no ending".into(), |ending| format!("ends in .{ending}"));
            return Err(Failure::Usage(format!(
                "{}: the output {what}; write a name that ends in .jsonl, or - for standard output",
                path.display()
            )));
        }
        let cannot = |reason| Failure::Output { path: path.to_owned(), reason };
        if path.is_dir() {
            return Err(cannot(io::ErrorKind::IsADirectory.into()));
        }
        // A file that may not be changed is not replaced either.
        if path.exists() {
            File::options().append(true).open(path).map_err(cannot)?;
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = beside(folder).map_err(cannot)?;
        Ok(Self::File { path: path.to_owned(), file: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// The pipe is closed, the disk full.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Stdout(out) => Ok(out.write_all(bytes)?),
            Self::File { path, file } => {
                file.write_all(bytes).map_err(|reason| Failure::Output { path: path.clone(), reason })
            }
        }
    }

    /// Makes what was written appear.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut out) => Ok(out.flush()?),
            Self::File { path, file } => {
                let whole = || {
                    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                    file.as_file().sync_all()?;
                    file.persist(&path).map_err(|e| e.error)
                };
                whole().map(drop).map_err(|reason| Failure::Output { path: path.clone(), reason })
            }
        }
    }
}

/// A temporary file in a folder, with the rights that any new file there gets.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut named = tempfile::Builder::new();
    named.prefix(".shihyo-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The umask takes away what it always takes.
        named.permissions(std::fs::Permissions::from_mode(0o666));
    }
    named.tempfile_in(folder)
}

/// Prints lines to standard output.
pub fn lines(lines: impl IntoIterator<Item = impl AsRef<str>>) -> Result<End, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in lines {
        writeln!(out, "{}", line.as_ref())?;
    }
    out.flush()?;
    Ok(End::Done)
}
