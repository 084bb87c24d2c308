//! `shihyo export`: what a store holds, in another format.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use shihyo::export::{self, Format, Language, Report};
use shihyo::record::{Record, Sums};
use shihyo::store::{self, Store, StoreError};

use super::End;
use super::args::Lang;
use super::failure::Failure;
use super::output::{self, Output, Pending};

#[derive(Debug, clap::Args)]
pub struct Export {
    /// A file ending in .jsonl, .csv, .xlsx, .parquet or .db; or datapackage.json, with the tables it describes beside it;
    /// `-`: JSONL on standard output
    #[arg(value_name = "OUT")]
    pub output: PathBuf,
    /// The store
    #[arg(long, value_name = "FILE", default_value = store::DEFAULT)]
    pub store: PathBuf,
    /// The language of headers and ministries in .csv and .xlsx
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Lang,
}

pub fn run(command: &Export) -> Result<End, Failure> {
    let of_store = |reason| Failure::Store { path: command.store.clone(), reason };
    let store = Store::open_read_only(&command.store).map_err(of_store)?;
    let language = Language::from(command.lang);
    if command.output.as_os_str() != "-" {
        match output::format(&command.output)? {
            Format::Db => {
                let pending = Pending::new(&command.output)?;
                store.copy_to(pending.temporary()).map_err(of_store)?;
                pending.appear()?;
                return Ok(End::Done);
            }
            Format::DataPackage => return package(command, &store, language),
            Format::Jsonl | Format::Csv | Format::Xlsx | Format::Parquet => {}
        }
    }
    records(Output::open(&command.output, language)?, &store, command)?;
    Ok(End::Done)
}

/// Everything in the store through one output.
fn records(mut output: Output, store: &Store, command: &Export) -> Result<(), Failure> {
    let of_store = |reason| Failure::Store { path: command.store.clone(), reason };
    for (no, document) in store.documents().map_err(of_store)? {
        let lines = store.lines_of(no).map_err(of_store)?;
        let records = parsed(&lines).map_err(of_store)?;
        output.sink.document(&document, &records, &lines).map_err(|reason| output.failure(reason))?;
    }
    output.finish()
}

fn parsed(lines: &[String]) -> Result<Vec<Record>, StoreError> {
    lines.iter().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// `datapackage.json` and the tables it describes.
fn package(command: &Export, store: &Store, language: Language) -> Result<End, Failure> {
    let of_store = |reason| Failure::Store { path: command.store.clone(), reason };
    let beside = |name| command.output.with_file_name(name);
    records(Output::open(&beside(export::OBSERVATIONS), language)?, store, command)?;
    let mut sums = Sums::default();
    let pending = Pending::new(&beside(export::BUDGETS))?;
    let failed = |reason| pending.failure(reason);
    let mut budgets = export::budgets_csv(BufWriter::new(pending.handle()?), language).map_err(failed)?;
    for (no, document) in store.documents().map_err(of_store)? {
        let records = parsed(&store.lines_of(no).map_err(of_store)?).map_err(of_store)?;
        budgets.document(&document, &records, &[]).map_err(failed)?;
        records.iter().for_each(|record| sums.add(record, |_| true));
    }
    budgets.finish().map_err(failed)?;
    pending.appear()?;
    table(&beside(export::BUDGET_SUMS), |out| export::sums_csv(out, &sums, language))?;
    let documents = store.documents().map_err(of_store)?;
    table(&beside(export::DOCUMENTS), |out| {
        export::documents_csv(out, documents.iter().map(|(_, document)| document), language)
    })?;
    let text = serde_json::to_string_pretty(&export::datapackage(language))?;
    output::write(&command.output, (text + "\n").as_bytes())?;
    Ok(End::Done)
}

/// A file that appears when all of it is written.
fn table(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), Failure> {
    let pending = Pending::new(path)?;
    let mut out = BufWriter::new(pending.handle()?);
    write(&mut out).and_then(|()| out.flush()).map_err(|reason| pending.failure(reason))?;
    pending.appear()
}

/// The report of all that a store holds.
pub fn report(store: &Store) -> Result<Report, StoreError> {
    let mut report = Report::default();
    for (no, document) in store.documents()? {
        report.add(document, &parsed(&store.lines_of(no)?)?);
    }
    Ok(report)
}
