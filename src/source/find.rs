//! Turns the paths a user gives into a list of documents in path order.
//!
//! A folder is searched with ripgrep's manners: recursively, hidden files left out.
//! A file that is named outright is read whatever its ending.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::SourceError;

/// The endings by which documents are known in a folder.
pub(super) const ENDINGS: &[&str] =
    &["txt", "text", "md", "tsv", "csv", "html", "htm", "pdf", "xlsx", "xlsm", "xls", "ods", "docx", "docm"];

/// Endings of what cannot be read but may be once it is saved otherwise, and how.
const INSTEAD: &[(&[&str], &str)] = &[
    (&["pptx", "ppt", "pptm", "ppsx", "odp", "key", "xps", "oxps", "ps", "eps"], "save as PDF"),
    (&["doc", "odt", "rtf", "jtd", "jtt", "pages", "wpd", "epub", "mht", "mhtml"], "save as .docx or PDF"),
    (&["xlsb", "xlw", "xlt", "numbers", "ots", "fods"], "save as .xlsx"),
    (&["jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp", "heic"], "a picture: make a PDF of it with OCR"),
    (&["zip", "lzh", "7z", "rar", "gz", "tar"], "unpack it"),
    (&["json", "jsonl"], "name it to have it read"),
];

/// What to do about a file with an ending that is not read.
pub fn instead(ending: &str) -> Option<&'static str> {
    INSTEAD.iter().find(|(endings, _)| endings.contains(&ending)).map(|(_, words)| *words)
}

/// The documents found, and what could not be.
#[derive(Debug, Default)]
pub struct Found {
    /// In path order, each once.
    pub documents: Vec<PathBuf>,
    /// Files in a given folder that are no documents by their ending.
    pub skipped: usize,
    /// Those of them that may well be documents, by their ending in small letters.
    pub unread: BTreeMap<String, usize>,
    /// Paths that gave no document.
    pub failed: Vec<(PathBuf, SourceError)>,
}

/// Finds the documents under the given paths.
pub fn find<P: AsRef<Path>>(paths: &[P]) -> Found {
    let mut found = Found::default();
    let mut documents = BTreeSet::new();
    for path in paths.iter().map(AsRef::as_ref) {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => folder(path, &mut documents, &mut found),
            Ok(_) => {
                documents.insert(path.to_owned());
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                found.failed.push((path.to_owned(), SourceError::NotFound));
            }
            Err(e) => found.failed.push((path.to_owned(), e.into())),
        }
    }
    found.documents = documents.into_iter().collect();
    found.documents.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    found.failed.sort_by(|a, b| a.0.as_os_str().cmp(b.0.as_os_str()));
    found
}

fn folder(root: &Path, documents: &mut BTreeSet<PathBuf>, found: &mut Found) {
    let mut any = false;
    let visible = |name: &std::ffi::OsStr| !name.as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(root).follow_links(true).into_iter();
    for entry in walk.filter_entry(|e| e.depth() == 0 || visible(e.file_name())) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                if is_document(entry.path()) {
                    any = true;
                    documents.insert(entry.into_path());
                } else {
                    found.skipped += 1;
                    let ending = entry.path().extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
                    if let Some(ending) = ending.filter(|ending| instead(ending).is_some()) {
                        *found.unread.entry(ending).or_default() += 1;
                    }
                }
            }
            Ok(_) => {}
            Err(error) => {
                any = true;
                let path = error.path().unwrap_or(root).to_owned();
                let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                found.failed.push((path, error.into()));
            }
        }
    }
    if !any {
        found.failed.push((root.to_owned(), SourceError::NoDocuments));
    }
}

fn is_document(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_documents_in_path_order_whatever_the_order_given() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/c.TXT", "a.md", ".hidden.txt", "notes.toml", "d.PPTX", "e.pptx"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let names = |found: &Found| -> Vec<String> {
            found.documents.iter().map(|p| p.strip_prefix(dir.path()).unwrap().display().to_string()).collect()
        };
        let all = find(&[dir.path()]);
        assert_eq!(names(&all), ["a.md", "a/c.TXT", "b.txt"]);
        assert_eq!((all.skipped, &all.unread), (3, &BTreeMap::from([("pptx".to_owned(), 2)])));
        assert_eq!(instead("pptx"), Some("save as PDF"));
        let again = find(&[dir.path().join("b.txt"), dir.path().to_owned(), dir.path().join("a")]);
        assert_eq!(names(&again), names(&all));
    }

    #[test]
    fn what_is_missing_and_what_is_empty_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let found = find(&[dir.path().to_owned(), dir.path().join("none.txt")]);
        assert!(matches!(found.failed[0].1, SourceError::NoDocuments));
        assert!(matches!(found.failed[1].1, SourceError::NotFound));
    }
}
