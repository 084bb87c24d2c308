//! What can be typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::export::Export;
use super::extract::Extract;
use super::query::Query;
use super::rules::RulesArgs;
use super::show::Show;

/// Reads Japanese government strategy documents into indicators with baselines, targets
/// and actuals, the ministries that answer for them, and the programmes behind them.
#[derive(Debug, Parser)]
#[command(
    version,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Exit codes: 0 done; 1 a query found nothing; 2 usage, or nothing could be done; \
                  3 done, but some documents failed (each is named with its reason)."
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// No progress: only failures and the summary
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// How many documents are read at once [default: one for each processor]
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// A folder of rules in place of those built in
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads documents (text, PDF, .xlsx, .xls, .ods, .docx) into records: into a store, or into a file
    Extract(Extract),
    /// Finds records of a store by words and filters
    Query(Box<Query>),
    /// Writes what a store holds in another format
    Export(Export),
    /// Prints documents as text dumps, any kind alike: a paragraph a line, a table row a line of tab-separated cells
    Text(Text),
    /// Prints the values, periods and ministries that stand in a text, as JSON
    Scan(Scan),
    /// Prints one record with its evidence in context
    Show(Show),
    /// Scores records against gold records: precision, recall, F1
    Eval(Eval),
    /// Works on the rules: check, test, explain, compare
    Rules(RulesArgs),
    /// Prints the JSON Schema of a record
    Schema,
    /// Reads PDFs and office files for another process of this program
    #[command(name = "read-worker", hide = true)]
    Worker(Worker),
}

/// How PDFs and office files are read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "PDF and office files")]
pub struct Paper {
    /// The password of encrypted documents
    #[arg(long, value_name = "PASSWORD")]
    pub password: Option<String>,
    /// Read each page with a second reader too, and tell how far they agree and which tags were left aside
    #[arg(long)]
    pub cross_check: bool,
    /// Which pages go to the OCR engine (tesseract, or what SHIHYO_TESSERACT names): those that are pictures, if it is
    /// installed; none; all
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub ocr: OcrArg,
    /// The longest that a page may take; six times as long where it goes to the OCR engine
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub page_seconds: u32,
    /// The most memory that a document may need
    #[arg(long, value_name = "N", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(128..=1_048_576))]
    pub memory_mb: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum OcrArg {
    Auto,
    Never,
    Always,
}

#[derive(Debug, clap::Args)]
pub struct Worker {
    pub memory_mb: u32,
}

#[derive(Debug, clap::Args)]
pub struct Text {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub paper: Paper,
}

#[derive(Debug, clap::Args)]
pub struct Scan {
    /// The text; without it, each line of standard input
    pub text: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Eval {
    /// A file of gold records, or a folder with indicators.jsonl, measures.jsonl, programmes.jsonl
    pub gold: PathBuf,
    /// Documents and folders to extract, or .jsonl files of records [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What a single gold file holds
    #[arg(long, value_enum, default_value = "indicator")]
    pub kind: KindArg,
    /// Only this document, or only these lines of it: NAME=120-480; may be repeated
    #[arg(long, value_name = "NAME[=LINE-LINE]")]
    pub doc: Vec<String>,
    /// Compare all gold and records as if of one document
    #[arg(long)]
    pub any_doc: bool,
    /// Also print up to N misses, N records that are not in the gold and N whose observations, budgets or ministries differ
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub show: usize,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub paper: Paper,
}

/// The language of headers and of the names of ministries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    Ja,
    En,
}

impl From<Lang> for shihyo::export::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Ja => Self::Ja,
            Lang::En => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum KindArg {
    Indicator,
    Measure,
    Programme,
}

impl From<KindArg> for shihyo::record::Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Indicator => Self::Indicator,
            KindArg::Measure => Self::Measure,
            KindArg::Programme => Self::Programme,
        }
    }
}
