//! `shihyo eval`: records scored against gold records.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use shihyo::eval::{self, Part};
use shihyo::open::Opener;
use shihyo::record::Kind;
use shihyo::rules::Rules;
use shihyo::source;

use super::args::{Args, Eval};
use super::extract::{paths, size, threads};
use super::failure::Failure;
use super::{End, output, paper, rules};

/// The files of a gold folder.
pub const FILES: [(Kind, &str); 3] =
    [(Kind::Indicator, "indicators.jsonl"), (Kind::Measure, "measures.jsonl"), (Kind::Programme, "programmes.jsonl")];

pub fn run(args: &Args, command: &Eval) -> Result<End, Failure> {
    let parts: Vec<Part> =
        command.doc.iter().map(|doc| doc.parse()).collect::<Result<_, String>>().map_err(Failure::Usage)?;
    let gold = gold_files(command)?;
    let (records, some_failed) = records(args, command)?;
    let (mut told, mut json) = (Vec::new(), Map::new());
    for (kind, path) in gold {
        let failure = |reason: String| Failure::File { path: path.clone(), reason };
        let text = std::fs::read_to_string(&path).map_err(|e| failure(e.to_string()))?;
        let mut gold = eval::gold(&text, kind).map_err(failure)?;
        let mut records = eval::records(&records, kind).map_err(failure)?;
        eval::select(&mut gold, &mut records, &parts, command.any_doc);
        if gold.is_empty() {
            return Err(failure("no gold record in it for what was asked; is the document's name right?".into()));
        }
        let score = eval::score(&gold, &records, kind);
        json.insert(eval::name_of(kind).to_owned(), score.to_json());
        let mut text = score.to_string();
        if command.show > 0 {
            text.push_str(&eval::detail(&gold, &records, &score, kind, command.show));
        }
        told.push(text);
    }
    let end = if some_failed { End::SomeFailed } else { End::Done };
    if command.json {
        // One kind stands alone, as the scorer that came with the gold prints it.
        let all = if json.len() == 1 { json.into_iter().next().map(|(_, one)| one) } else { Some(Value::Object(json)) };
        output::lines([all.unwrap_or_default().to_string()])?;
    } else {
        output::lines([told.join("\n").trim_end()])?;
    }
    Ok(end)
}

fn gold_files(command: &Eval) -> Result<Vec<(Kind, PathBuf)>, Failure> {
    let gold = &command.gold;
    if !gold.is_dir() {
        let kind = Kind::from(command.kind);
        return Ok(vec![(kind, gold.clone())]);
    }
    let files: Vec<_> =
        FILES.iter().map(|&(kind, name)| (kind, gold.join(name))).filter(|(_, path)| path.is_file()).collect();
    if files.is_empty() {
        let names: Vec<&str> = FILES.iter().map(|(_, name)| *name).collect();
        return Err(Failure::File { path: gold.clone(), reason: format!("has none of {}", names.join(", ")) });
    }
    Ok(files)
}

/// The records to score as JSON lines, and whether some documents failed.
fn records(args: &Args, command: &Eval) -> Result<(String, bool), Failure> {
    let is_records = |path: &Path| path.extension().is_some_and(|ending| ending == "jsonl");
    let (ready, documents): (Vec<PathBuf>, Vec<PathBuf>) =
        paths(&command.paths)?.into_iter().partition(|path| is_records(path));
    let (mut all, mut failed) = (String::new(), 0);
    for path in ready {
        let text =
            std::fs::read_to_string(&path).map_err(|e| Failure::File { path: path.clone(), reason: e.to_string() })?;
        all.push_str(&text);
        all.push('\n');
    }
    if documents.is_empty() {
        return Ok((all, false));
    }
    let rules = rules(args)?;
    let opener = paper::opener(&command.paper)?;
    let found = source::find(&documents);
    for (path, reason) in &found.failed {
        failed += 1;
        eprintln!("shihyo: {}: {reason}", path.display());
    }
    let mut done = 0;
    let end = shihyo::batch::run(
        &found.documents,
        threads(args),
        size,
        |path| extract(path, &opener, &rules),
        || {},
        |path, result| {
            match result.map_err(|defect| defect.to_string()).and_then(|result| result) {
                Ok(json) => {
                    done += 1;
                    all.push_str(&json);
                }
                Err(reason) => {
                    failed += 1;
                    eprintln!("shihyo: {}: {reason}", path.display());
                }
            }
            ControlFlow::<()>::Continue(())
        },
    )?;
    debug_assert!(end.is_continue());
    if done == 0 {
        return Err(Failure::Nothing("no document could be read; nothing to score".into()));
    }
    Ok((all, failed > 0))
}

fn extract(path: &Path, opener: &Opener, rules: &Rules) -> Result<String, String> {
    let opened = opener.open(path).map_err(|reason| reason.to_string())?;
    Ok(shihyo::extract::records(&opened.source, &opened.document, rules)
        .iter()
        .map(|record| record.to_json() + "\n")
        .collect())
}
