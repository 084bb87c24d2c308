//! What the commands on rules take of gold.

use std::fs;
use std::path::{Path, PathBuf};

use shihyo::eval;
use shihyo::record::Kind;
use shihyo::workbench::{Gold, Judge};

use super::super::eval::FILES;
use super::super::failure::Failure;

#[derive(Debug, clap::Args)]
pub struct GoldArgs {
    /// Gold records: a file, or a folder with indicators.jsonl, measures.jsonl, programmes.jsonl; may be repeated
    #[arg(long, value_name = "GOLD")]
    gold: Vec<PathBuf>,
    /// The lines of a document that the gold tells of, where it is not the whole: NAME=120-480; may be repeated
    #[arg(long, value_name = "NAME=LINE-LINE")]
    doc: Vec<String>,
}

impl GoldArgs {
    pub fn judge(&self) -> Result<Judge, Failure> {
        let parts = self.doc.iter().map(|doc| doc.parse()).collect::<Result<_, String>>().map_err(Failure::Usage)?;
        let mut judge = Judge { gold: Vec::new(), parts };
        for path in self.gold.iter().flat_map(|gold| files(gold)) {
            let failure = |reason: String| Failure::File { path: path.clone(), reason };
            let text = fs::read_to_string(&path).map_err(|e| failure(e.to_string()))?;
            let kind = kind(&path);
            let items = eval::gold(&text, kind).map_err(failure)?;
            match judge.gold.iter_mut().find(|gold| gold.kind == kind) {
                Some(gold) => gold.items.extend(items),
                None => judge.gold.push(Gold { kind, items }),
            }
        }
        Ok(judge)
    }
}

fn files(gold: &Path) -> Vec<PathBuf> {
    if !gold.is_dir() {
        return vec![gold.to_owned()];
    }
    FILES.iter().map(|(_, name)| gold.join(name)).filter(|path| path.is_file()).collect()
}

/// What a gold file holds, by its name; indicators where that tells nothing.
fn kind(path: &Path) -> Kind {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    match () {
        () if name.contains("measure") => Kind::Measure,
        () if name.contains("programme") => Kind::Programme,
        () => Kind::Indicator,
    }
}
