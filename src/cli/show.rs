//! `shihyo show`: a record with its evidence in context.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use shihyo::layout::{Span, Standing};
use shihyo::open::{Opened, Opener};
use shihyo::record::{CellRef, Evidence, Observation, Paid, Place, Programme, Record, year_in_era};
use shihyo::store::{self, Store};

use super::args::Paper;
use super::failure::Failure;
use super::paid::{YEN, amount, note};
use super::table::table;
use super::{End, output, paper};

/// How many lines of the document stand before and after the record.
const AROUND: usize = 2;

/// So many bytes before and after a record a budget is looked for that does not stand within it.
const NEAR: usize = 3000;

/// The columns that the characters of a budget take at most.
const ROOM: usize = 60;

/// More records than this with the same start of their ids are not told apart.
const MANY: u32 = 1000;

#[derive(Debug, clap::Args)]
pub struct Show {
    /// A record's id, or as much of its start as is enough
    pub id: String,
    /// Where it is looked for: a store, or a .jsonl file of records
    #[arg(value_name = "FILE", default_value = store::DEFAULT)]
    pub records: PathBuf,
    #[command(flatten)]
    pub paper: Paper,
}

pub fn run(command: &Show) -> Result<End, Failure> {
    let records = read(&command.records, &command.id)?;
    let named: Vec<&Record> = records.iter().filter(|record| record.common().id.starts_with(&command.id)).collect();
    let record = match named.as_slice() {
        [] => {
            eprintln!("shihyo: {}: no record whose id begins with {}", command.records.display(), command.id);
            return Ok(End::NothingFound);
        }
        [one] => *one,
        several => match several.iter().find(|record| record.common().id == command.id) {
            Some(one) => *one,
            None => {
                return Err(Failure::Usage(format!(
                    "{} records begin with {}; write more of it",
                    several.len(),
                    command.id
                )));
            }
        },
    };
    let mut text = head(record);
    let opened = source(record, &paper::opener(&command.paper)?);
    let mut places = Vec::new();
    if let Record::Programme(programme) = record {
        places = placed(programme, opened.as_ref().ok());
        text.push_str(&budgets(programme, &places));
    }
    match opened {
        Ok(opened) => text.push_str(&context(record, &places, &opened)),
        Err(reason) => {
            let _ = writeln!(text, "\n{}\n\n{reason}", record.common().evidence.quote);
        }
    }
    output::lines([text.trim_end()])
}

/// The records of a file of JSON lines, or those of a store whose ids begin as told.
fn read(path: &Path, id: &str) -> Result<Vec<Record>, Failure> {
    if path.extension().is_none_or(|ending| ending != "jsonl") {
        let records = Store::open_read_only(path).and_then(|store| store.records_by_id(id, MANY));
        return records.map_err(|reason| Failure::Store { path: path.to_owned(), reason });
    }
    let failure = |reason: String| Failure::File { path: path.to_owned(), reason };
    let text = std::fs::read_to_string(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => {
            failure(format!("no such file; write one with: shihyo extract -o {}", path.display()))
        }
        _ => failure(e.to_string()),
    })?;
    let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled
        .map(|(n, line)| serde_json::from_str(line).map_err(|e| failure(format!("line {}: no record: {e}", n + 1))))
        .collect()
}

/// What the record says, before where it stands.
fn head(record: &Record) -> String {
    let common = record.common();
    // A programme's budgets have a table of their own.
    let mut out = match record {
        Record::Programme(programme) => format!("{}\n\n", programme.name),
        _ => format!("{record}\n\n"),
    };
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{name:10} {value}");
        }
    };
    field("id", &common.id);
    field(
        "document",
        &[common.document.path.as_str(), common.document.title.as_deref().unwrap_or_default()].join("  "),
    );
    field("at", &at(&common.evidence));
    let (section, measure) = match record {
        Record::Indicator(indicator) => (indicator.section.as_slice(), indicator.measure.as_deref()),
        Record::Measure(measure) => (measure.section.as_slice(), None),
        Record::Programme(_) => (&[][..], None),
    };
    field("section", &section.join(" > "));
    field("measure", measure.unwrap_or_default());
    let ministries: Vec<String> = common
        .ministries
        .iter()
        .map(|m| format!("{}{}", if m.lead { "◎" } else { "" }, m.name.as_deref().unwrap_or(&m.code)))
        .collect();
    field("ministries", &ministries.join("、"));
    field("rule", &format!("{}  confidence {}", common.rule, common.confidence));
    for (name, meaning) in common.flags.iter().map(|flag| flag.words()) {
        field("review", &format!("{name}: {meaning}"));
    }
    out
}

fn at(evidence: &Evidence) -> String {
    let Evidence { page, line, start, end, cell, address, .. } = evidence;
    stands(*page, *line, address.as_deref(), *cell, (*start, *end))
}

fn stands(
    page: Option<u32>,
    line: Option<u32>,
    address: Option<&str>,
    cell: Option<CellRef>,
    (start, end): (u32, u32),
) -> String {
    let mut parts = Vec::new();
    parts.extend(page.map(|page| format!("page {page}")));
    parts.extend(line.map(|line| format!("line {line}")));
    parts.extend(address.map(ToOwned::to_owned));
    parts.extend(cell.map(|cell| format!("table {} row {} column {}", cell.table, cell.row, cell.column)));
    parts.push(format!("bytes {start}-{end}"));
    parts.join(", ")
}

/// Where each budget stands: within the record, else in the document near it, if it stands there once.
fn placed(programme: &Programme, opened: Option<&Opened>) -> Vec<Option<Place>> {
    let evidence = &programme.common.evidence;
    let near = |Opened { source, document, .. }: &Opened| -> Vec<Option<Place>> {
        let whole = source.text.as_str();
        let from = whole.floor_char_boundary((evidence.start as usize).saturating_sub(NEAR));
        let to = whole.ceil_char_boundary((evidence.end as usize).saturating_add(NEAR));
        let place = |(start, end): (usize, usize)| {
            let span = Span::new(from + start, from + end);
            let Standing { page, line, address, .. } = document.places.of_span(span);
            Place { page, line, start: span.start, end: span.end, cell: None, address, bbox: None }
        };
        programme.spans(&whole[from..to]).into_iter().map(|span| span.map(place)).collect()
    };
    let mut near = opened.map(near).unwrap_or_default().into_iter();
    programme.paid().into_iter().map(|paid| paid.place.or(near.next().flatten())).collect()
}

/// A budget a line: year, kind, amount, what is to know of it, the characters and where they stand.
fn budgets(programme: &Programme, places: &[Option<Place>]) -> String {
    if programme.budgets.is_empty() {
        return "\nno budget\n".to_owned();
    }
    let header = ["year", "kind", YEN, "note", "text", "at"].map(str::to_owned);
    let row = |(paid, place): (Paid<'_>, &Option<Place>)| {
        let year = paid.budget.fiscal_year.map_or_else(String::new, |year| {
            year_in_era(year).map_or_else(|| year.to_string(), |era| format!("{year} ({era})"))
        });
        let at = place.as_ref().map_or("elsewhere, or in several places".to_owned(), |place| {
            stands(place.page, place.line, place.address.as_deref(), place.cell, (place.start, place.end))
        });
        vec![year, paid.budget.kind.clone(), amount(paid.budget.amount_jpy), note(&paid), paid.budget.text.clone(), at]
    };
    let rows: Vec<Vec<String>> = programme.paid().into_iter().zip(places).map(row).collect();
    let mut out = String::from("\n");
    for line in table(&header, &rows, ROOM, &[YEN]) {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// The document that a record was read from.
fn source(record: &Record, opener: &Opener) -> Result<Opened, String> {
    let path = Path::new(&record.common().document.path);
    let opened = opener.open(path).map_err(|e| format!("({}: {e})", path.display()))?;
    if opened.source.id != record.common().document.id {
        return Err(format!("({} is no longer the document that the record was read from)", path.display()));
    }
    // With another OCR engine, or none, its text is another.
    let Evidence { start, end, quote, .. } = &record.common().evidence;
    if opened.source.text.get(*start as usize..*end as usize) != Some(quote.as_str()) {
        return Err(format!("({} is read as another text than when the record was made)", path.display()));
    }
    Ok(opened)
}

/// The lines of the document around the record, its observations marked under their roles, budgets as such.
fn context(record: &Record, budgets: &[Option<Place>], opened: &Opened) -> String {
    let (common, Opened { source, document, .. }) = (record.common(), opened);
    let observations: &[Observation] =
        if let Record::Indicator(indicator) = record { &indicator.observations } else { &[] };
    let mut marks: Vec<(usize, usize, String)> = observations
        .iter()
        .flat_map(|o| marked(o).into_iter().map(|(p, label)| (p.start as usize, p.end as usize, label)))
        .collect();
    let placed = budgets.iter().flatten();
    marks.extend(placed.map(|place| (place.start as usize, place.end as usize, "budget".to_owned())));
    let (start, end) = (common.evidence.start as usize, common.evidence.end as usize);
    if marks.is_empty() {
        marks.push((start, end, String::new()));
    }
    let from = marks.iter().map(|m| m.0).min().unwrap_or(start).min(start);
    let to = marks.iter().map(|m| m.1).max().unwrap_or(end).max(end);
    let spans = document.places.spans(&source.text);
    let lines: Vec<(usize, &str)> =
        spans.map(|span| (span.start as usize, source.text[span.range()].trim_end_matches('\x0c'))).collect();
    let of = |at: usize| lines.partition_point(|&(line, _)| line <= at).saturating_sub(1);
    let (first, last) = (of(from).saturating_sub(AROUND), (of(to.max(1) - 1) + AROUND).min(lines.len() - 1));
    let width = (last + 1).to_string().len();
    let mut out = String::from("\n");
    for (n, &(start, line)) in lines.iter().enumerate().take(last + 1).skip(first) {
        let shown = marks.iter().any(|m| m.0 < start + line.len() && start < m.1);
        if line.trim().is_empty()
            || !(shown
                || n + AROUND >= of(from) && n <= of(from) + AROUND
                || n + AROUND >= of(to) && n <= of(to) + AROUND)
        {
            continue;
        }
        let _ = writeln!(out, "{:width$} | {}", n + 1, mark(line, start, &marks));
    }
    out
}

/// Where an observation's value and year stand, and what they are.
fn marked(observation: &Observation) -> Vec<(&Place, String)> {
    let mut all = vec![(&observation.evidence, observation.role.to_string())];
    all.extend(observation.period_evidence.as_ref().map(|place| (place, "year".to_owned())));
    all
}

/// `[target: 70社 (R10)]`: what was read from a line stands in brackets with its role.
fn mark(line: &str, start: usize, marks: &[(usize, usize, String)]) -> String {
    let mut edges: Vec<(usize, bool, &str)> = Vec::new();
    for (from, to, label) in marks {
        let (from, to) = (from.saturating_sub(start).min(line.len()), to.saturating_sub(start).min(line.len()));
        if from < to {
            edges.push((from, true, label));
            edges.push((to, false, label));
        }
    }
    edges.sort_by_key(|&(at, opens, label)| (at, opens, label.to_owned()));
    edges.dedup();
    let (mut out, mut at) = (String::new(), 0);
    for (edge, opens, label) in edges {
        out.push_str(&line[at..edge]);
        at = edge;
        match (opens, label) {
            (true, "") => out.push('⟦'),
            (true, label) => out.push_str(&format!("⟦{label}: ")),
            (false, _) => out.push('⟧'),
        }
    }
    out.push_str(&line[at..]);
    out.replace('\t', " │ ")
}
