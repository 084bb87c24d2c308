//! Where output goes: standard output, or a file that appears whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use shihyo::export::{self, Format, Language, Sink};
use tempfile::{NamedTempFile, TempPath};

use super::End;
use super::failure::Failure;

/// Documents go in, a file or standard output comes out.
pub struct Output {
    pub sink: Box<dyn Sink>,
    place: Option<Pending>,
}

impl Output {
    /// Opens an output before any work is done for it.
    ///
    /// # Errors
    /// An ending that stands for no format that records can be streamed to, a path that cannot be written.
    pub fn open(path: &Path, language: Language) -> Result<Self, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Self { sink: export::jsonl(BufWriter::new(io::stdout())), place: None });
        }
        let format = format(path)?;
        let place = Pending::new(path)?;
        let out = BufWriter::with_capacity(1 << 16, place.handle()?);
        let sink = match format {
            Format::Jsonl => export::jsonl(out),
            Format::Csv => export::csv(out, language).map_err(|reason| place.failure(reason))?,
            Format::Xlsx => export::xlsx(out, language),
            Format::Parquet => export::parquet(out).map_err(|reason| place.failure(reason))?,
            Format::Db | Format::DataPackage => return Err(unknown(path)),
        };
        Ok(Self { sink, place: Some(place) })
    }

    /// What went wrong with writing to it.
    pub fn failure(&self, reason: io::Error) -> Failure {
        match &self.place {
            Some(place) => place.failure(reason),
            None => Failure::Stdout(reason),
        }
    }

    /// Makes what was written appear.
    ///
    /// # Errors
    /// The pipe is closed, the disk full.
    pub fn finish(self) -> Result<(), Failure> {
        let Self { sink, place } = self;
        match (sink.finish(), place) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(place)) => place.appear(),
            (Err(reason), None) => Err(reason.into()),
            (Err(reason), Some(place)) => Err(place.failure(reason)),
        }
    }
}

/// The format that an output's name stands for.
pub fn format(path: &Path) -> Result<Format, Failure> {
    Format::of(path).ok_or_else(|| unknown(path))
}

fn unknown(path: &Path) -> Failure {
    let what = path.extension().map_or("has no ending".into(), |ending| format!("ends in .{}", ending.display()));
    Failure::Usage(format!(
        "{}: the output {what}; write a name that ends in {}, or - for JSONL on standard output",
        path.display(),
        Format::ENDINGS
    ))
}

/// A file that is written beside its path and renamed onto it when all is written.
pub struct Pending {
    path: PathBuf,
    file: File,
    temporary: TempPath,
}

impl Pending {
    /// Opens it.
    ///
    /// # Errors
    /// The path cannot be written.
    pub fn new(path: &Path) -> Result<Self, Failure> {
        let cannot = |reason| Failure::Output { path: path.to_owned(), reason };
        if path.is_dir() {
            return Err(cannot(io::ErrorKind::IsADirectory.into()));
        }
        // A file that may not be changed is not replaced either.
        if path.exists() {
            File::options().append(true).open(path).map_err(cannot)?;
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (file, temporary) = beside(folder).map_err(cannot)?.into_parts();
        Ok(Self { path: path.to_owned(), file, temporary })
    }

    /// The file to write to.
    ///
    /// # Errors
    /// The system gives no second handle.
    pub fn handle(&self) -> Result<File, Failure> {
        self.file.try_clone().map_err(|reason| self.failure(reason))
    }

    /// Where it stands until it appears.
    pub fn temporary(&self) -> &Path {
        &self.temporary
    }

    pub fn failure(&self, reason: io::Error) -> Failure {
        Failure::Output { path: self.path.clone(), reason }
    }

    /// Makes the file appear under its path.
    ///
    /// # Errors
    /// The disk is full.
    pub fn appear(self) -> Result<(), Failure> {
        let Self { path, file, temporary } = self;
        let whole = || {
            file.sync_all()?;
            temporary.persist(&path).map_err(|e| e.error)
        };
        whole().map_err(|reason| Failure::Output { path: path.clone(), reason })
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

/// Writes a whole file.
///
/// # Errors
/// The path cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let pending = Pending::new(path)?;
    pending.handle()?.write_all(bytes).map_err(|reason| pending.failure(reason))?;
    pending.appear()
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
