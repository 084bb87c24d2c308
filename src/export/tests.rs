use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::*;
use crate::record::Kind;
use crate::rules::Rules;
use crate::source::Source;

/// A buffer that can still be read when a sink has it.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Cursor<Vec<u8>>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.lock().unwrap().seek(to)
    }
}

impl Shared {
    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().get_ref().clone()
    }
}

fn corpus() -> Vec<(DocumentInfo, Vec<Record>)> {
    let rules = Rules::built_in();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut all: Vec<_> = crate::source::find(&[folder])
        .documents
        .iter()
        .map(|path| {
            let source = Source::open(path).unwrap();
            let records = crate::extract::extract(&source, &rules);
            let info = DocumentInfo {
                id: Some(source.id),
                path: path.display().to_string(),
                records: records.len() as u32,
                ..DocumentInfo::default()
            };
            (info, records)
        })
        .collect();
    let failure = Some("no text".to_owned());
    all.push((DocumentInfo { path: "lost.pdf".into(), failure, ..DocumentInfo::default() }, Vec::new()));
    all
}

fn written(make: impl FnOnce(Shared) -> Box<dyn Sink>) -> Vec<u8> {
    let out = Shared::default();
    let mut sink = make(out.clone());
    for (info, records) in corpus() {
        let lines: Vec<String> = records.iter().map(Record::to_json).collect();
        sink.document(&info, &records, &lines).unwrap();
    }
    sink.finish().unwrap();
    out.bytes()
}

/// The rows of a CSV file by RFC 4180, the byte order mark taken off.
fn parse_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.strip_prefix('\u{feff}').expect("a byte order mark").chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    assert!(row.is_empty() && field.is_empty(), "the last line has no end");
    rows
}

/// What a cell gives back: text without the apostrophe that keeps it from being a formula.
fn value(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// The facts of an observation row, taken from JSON rather than from our own columns.
fn facts(record: &serde_json::Value, observation: &serde_json::Value) -> Vec<String> {
    let plain = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let codes: Vec<&str> =
        record["ministries"].as_array().unwrap().iter().map(|m| m["code"].as_str().unwrap()).collect();
    vec![
        plain(&record["id"]),
        plain(&record["name"]),
        plain(&observation["role"]),
        plain(&observation["value"]),
        plain(&observation["value_max"]),
        plain(&observation["unit"]),
        plain(&observation["comparator"]),
        plain(&observation["period"]["start"]),
        plain(&observation["period"]["end"]),
        plain(&observation["period"]["basis"]),
        plain(&observation["period"]["text"]),
        plain(&observation["aggregation"]),
        plain(&observation["relative_to"]["start"]),
        plain(&observation["text"]),
        plain(&observation["evidence"]["line"]),
        plain(&observation["evidence"]["start"]),
        plain(&observation["evidence"]["end"]),
        plain(&observation["period_evidence"]["line"]),
        plain(&record["measure"]),
        codes.join("; "),
        plain(&record["evidence"]["quote"]),
        plain(&record["confidence"]),
        plain(&record["document"]["id"]),
    ]
}

const FACTS: &[&str] = &[
    "record_id",
    "name",
    "role",
    "value",
    "value_max",
    "unit",
    "comparator",
    "period_start",
    "period_end",
    "period_basis",
    "period_text",
    "aggregation",
    "relative_start",
    "text",
    "line",
    "start",
    "end",
    "period_line",
    "measure",
    "ministries",
    "quote",
    "confidence",
    "document_id",
];

fn expected() -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for (_, records) in corpus() {
        for record in records.iter().filter(|record| record.common().kind == Kind::Indicator) {
            let json: serde_json::Value = serde_json::from_str(&record.to_json()).unwrap();
            let observations = json["observations"].as_array().unwrap();
            all.extend(observations.iter().map(|observation| facts(&json, observation)));
        }
    }
    assert!(all.len() > 150);
    all
}

#[test]
fn csv_read_back_says_what_the_json_says() {
    let text = String::from_utf8(written(|out| csv(out, Language::En).unwrap())).unwrap();
    let rows = parse_csv(&text);
    let at: Vec<usize> = FACTS.iter().map(|name| rows[0].iter().position(|column| column == name).unwrap()).collect();
    let role = rows[0].iter().position(|column| column == "role").unwrap();
    let found: Vec<Vec<String>> = rows[1..]
        .iter()
        .inspect(|row| assert_eq!(row.len(), rows[0].len()))
        .filter(|row| !row[role].is_empty())
        .map(|row| at.iter().map(|&n| value(&row[n]).to_owned()).collect())
        .collect();
    assert_eq!(found, expected());
    assert!(text.contains("'+"), "no text with a plus: the guard is not tested");
    let amount = rows[0].iter().position(|column| column == "amount_jpy").unwrap();
    let budgets = rows[1..].iter().filter_map(|row| row[amount].parse::<f64>().ok()).sum::<f64>();
    let expected: f64 = corpus()
        .iter()
        .flat_map(|(_, records)| records)
        .filter_map(|r| if let Record::Programme(p) = r { Some(p) } else { None })
        .flat_map(|p| &p.budgets)
        .filter_map(|b| Some(b.amount_jpy?.get()))
        .sum();
    assert_eq!(budgets, expected);
}

#[test]
fn csv_has_headers_and_ministries_in_japanese() {
    let text = String::from_utf8(written(|out| csv(out, Language::Ja).unwrap())).unwrap();
    let rows = parse_csv(&text);
    let at = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
    assert!(rows[1..].iter().any(|row| row[at("府省")].contains("厚生労働省")));
    assert!(rows[1..].iter().any(|row| row[at("和暦")].starts_with("令和10年")));
}

#[test]
fn the_workbook_read_back_says_what_the_json_says() {
    let bytes = written(|out| xlsx(out, Language::En));
    let book = Book::open(bytes);
    assert_eq!(book.names, ["Records", "Observations", "Budgets", "Budget sums", "Documents", "Failures"]);
    let header = &book.sheets[1][0];
    let in_sheet: Vec<usize> =
        (0..FACTS.len()).filter(|&n| header.iter().any(|cell| cell.split('\n').next() == Some(FACTS[n]))).collect();
    assert!(in_sheet.len() > 15);
    let column = |n: usize| header.iter().position(|cell| cell.split('\n').next() == Some(FACTS[n])).unwrap();
    let role = column(2);
    let found: Vec<Vec<String>> = book.sheets[1][1..]
        .iter()
        .filter(|row| row.get(role).is_some_and(|role| !role.is_empty()))
        .map(|row| in_sheet.iter().map(|&n| row.get(column(n)).cloned().unwrap_or_default()).collect())
        .collect();
    let wanted: Vec<Vec<String>> =
        expected().iter().map(|row| in_sheet.iter().map(|&n| row[n].clone()).collect()).collect();
    assert_eq!(found, wanted);
    let documents = corpus();
    let records: usize = documents.iter().map(|(_, records)| records.len()).sum();
    assert_eq!(book.sheets[0].len(), records + 1);
    assert_eq!(book.sheets[4].len(), documents.len() + 1);
    assert_eq!(book.sheets[5].len(), 2);
    assert!(book.sheets[5][1].contains(&"no text".to_owned()));
}

/// Id, amount, fiscal year, kind and text of each budget, taken from JSON rather than from our own columns.
fn budgets() -> Vec<Vec<String>> {
    let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut all = Vec::new();
    for (_, records) in corpus() {
        for record in records.iter().filter(|record| record.common().kind == Kind::Programme) {
            let json: serde_json::Value = serde_json::from_str(&record.to_json()).unwrap();
            for budget in json["budgets"].as_array().unwrap() {
                let [amount, year, kind, text] =
                    ["amount_jpy", "fiscal_year", "kind", "text"].map(|name| plain(&budget[name]).replace("null", ""));
                all.push(vec![plain(&json["id"]), amount, year, kind, text]);
            }
        }
    }
    assert!(all.len() > 50);
    all
}

const BUDGET: [&str; 5] = ["record_id", "amount_jpy", "fiscal_year", "budget", "text"];

/// The named columns of rows under a header.
fn taken(rows: &[Vec<String>], names: &[&str]) -> Vec<Vec<String>> {
    let at = |name: &&str| rows[0].iter().position(|cell| cell.split('\n').next() == Some(name)).unwrap();
    let at: Vec<usize> = names.iter().map(at).collect();
    let cells = |row: &Vec<String>| at.iter().map(|&n| row.get(n).cloned().unwrap_or_default()).collect();
    rows[1..].iter().map(cells).collect()
}

#[test]
fn budgets_have_a_table_of_their_own_with_amounts_as_numbers() {
    let bytes = written(|out| xlsx(out, Language::En));
    let xml = part(&bytes, "xl/worksheets/sheet3.xml");
    let book = Book::open(bytes.clone());
    assert_eq!(taken(&book.sheets[2], &BUDGET), budgets());
    let text = String::from_utf8(written(|out| budgets_csv(out, Language::En).unwrap())).unwrap();
    assert_eq!(taken(&parse_csv(&text), &BUDGET), budgets());
    // Amounts are numbers, with a format that parts thousands.
    let column = book.sheets[2][0].iter().position(|cell| cell.starts_with("amount_jpy")).unwrap();
    let letter = char::from(b'A' + u8::try_from(column).unwrap());
    let cell = between(&xml, &format!("<c r=\"{letter}2\""), "</c>")[0].to_owned();
    assert!(cell.contains(" s=\"") && !cell.contains("t="), "{cell}");
    assert!(part(&bytes, "xl/styles.xml").contains("formatCode=\"#,##0\""));
}

#[test]
fn the_sheet_of_sums_adds_what_the_budgets_are() {
    let book = Book::open(written(|out| xlsx(out, Language::En)));
    let mut sums = Sums::default();
    corpus().iter().flat_map(|(_, records)| records).for_each(|record| sums.add(record, |_| true));
    let mut out = Vec::new();
    sums_csv(&mut out, &sums, Language::En).unwrap();
    let names = ["ministry", "fiscal_year", "budget", "amount_jpy", "programmes", "shared", "parts"];
    let rows = taken(&parse_csv(&String::from_utf8(out).unwrap()), &names);
    assert_eq!(taken(&book.sheets[3], &names), rows);
    assert!(rows.iter().any(|row| row[0] == "厚" && row[2] == "補正予算" && row[3].len() > 9), "{rows:?}");
}

#[test]
fn the_data_package_describes_just_the_columns_that_are_written() {
    let package = datapackage(Language::En);
    let names = |n: usize| -> Vec<String> {
        let fields = package["resources"][n]["schema"]["fields"].as_array().unwrap();
        fields.iter().map(|field| field["name"].as_str().unwrap().to_owned()).collect()
    };
    let text = String::from_utf8(written(|out| csv(out, Language::En).unwrap())).unwrap();
    assert_eq!(names(0), parse_csv(&text)[0]);
    let budgets = String::from_utf8(written(|out| budgets_csv(out, Language::En).unwrap())).unwrap();
    assert_eq!(names(1), parse_csv(&budgets)[0]);
    let mut sums = Vec::new();
    sums_csv(&mut sums, &Sums::default(), Language::En).unwrap();
    assert_eq!(names(2), parse_csv(&String::from_utf8(sums).unwrap())[0]);
    let mut documents = Vec::new();
    documents_csv(&mut documents, &[DocumentInfo::default()], Language::En).unwrap();
    assert_eq!(names(3), parse_csv(&String::from_utf8(documents).unwrap())[0]);
}

/// A part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The sheets of a workbook as texts, read from the XML itself.
struct Book {
    names: Vec<String>,
    sheets: Vec<Vec<Vec<String>>>,
}

impl Book {
    fn open(bytes: Vec<u8>) -> Self {
        let part = |name: &str| part(&bytes, name);
        let shared: Vec<String> = between(&part("xl/sharedStrings.xml"), "<si>", "</si>")
            .iter()
            .map(|si| between(si, "<t", "</t>").iter().map(|t| unescaped(&t[t.find('>').unwrap() + 1..])).collect())
            .collect();
        let book = part("xl/workbook.xml");
        let names: Vec<String> = between(&book, "<sheet name=\"", "\"").into_iter().map(str::to_owned).collect();
        let sheets = (1..=names.len())
            .map(|n| {
                let xml = part(&format!("xl/worksheets/sheet{n}.xml"));
                between(&xml, "<row ", "</row>").iter().map(|row| cells(row, &shared)).collect()
            })
            .collect();
        Self { names, sheets }
    }
}

fn cells(row: &str, shared: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for cell in row.split("<c r=\"").skip(1) {
        let name: String = cell.chars().take_while(char::is_ascii_uppercase).collect();
        let column = name.bytes().fold(0, |n, byte| n * 26 + usize::from(byte - b'A') + 1) - 1;
        all.resize(all.len().max(column + 1), String::new());
        let value = between(cell, "<v>", "</v>").first().map(|v| unescaped(v)).unwrap_or_default();
        all[column] = match () {
            () if cell.contains("t=\"s\"") => shared[value.parse::<usize>().unwrap()].clone(),
            () => value,
        };
    }
    all
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("_x000D_", "\r")
        .replace("&amp;", "&")
}
