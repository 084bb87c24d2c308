//! `datapackage.json`: what the CSV tables and their columns are, for programs and people.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::cell::{Column, Type};
use super::{Language, columns, csv};
use crate::store::DocumentInfo;

/// The tidy table beside a data package.
pub const OBSERVATIONS: &str = "observations.csv";
/// The table of budgets beside a data package.
pub const BUDGETS: &str = "budgets.csv";
/// The table of budgets added up beside a data package.
pub const BUDGET_SUMS: &str = "budget-sums.csv";
/// The table of documents beside a data package.
pub const DOCUMENTS: &str = "documents.csv";

/// The description of the tables.
pub fn datapackage(language: Language) -> Value {
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "shihyo",
        "title": "Indicators, measures and programmes of Japanese government documents",
        "created_by": concat!("shihyo ", env!("CARGO_PKG_VERSION")),
        "resources": [
            resource("observations", OBSERVATIONS, "An observation or budget a row, with all that its record says",
                &columns::tidy(), language, None),
            resource("budgets", BUDGETS, "A budget a row, in yen, with its programme",
                &columns::budgets(), language, None),
            resource("budget-sums", BUDGET_SUMS,
                "Budgets in yen, added up by ministry, fiscal year and kind: what several ministries share counts in each, \
                parts of larger amounts (内数) in none",
                &columns::sums(), language, None),
            resource("documents", DOCUMENTS, "The documents, and why those that failed did",
                &columns::documents(), language, Some("document")),
        ],
    })
}

fn resource<R>(
    name: &str,
    path: &str,
    title: &str,
    columns: &[Column<R>],
    language: Language,
    key: Option<&str>,
) -> Value {
    let fields: Vec<Value> = columns
        .iter()
        .map(|column| {
            let holds = match column.holds {
                Type::Text => "string",
                Type::Number | Type::Yen => "number",
                Type::Whole => "integer",
                Type::Bool => "boolean",
            };
            let other = if language == Language::Ja { column.name } else { column.ja };
            json!({"name": column.header(language), "title": other, "type": holds})
        })
        .collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    if let Some(key) = key.and_then(|key| columns.iter().find(|column| column.name == key)) {
        schema["primaryKey"] = json!([key.header(language)]);
    }
    json!({
        "name": name, "path": path, "title": title, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true},
        "schema": schema,
    })
}

/// Writes the table of documents.
///
/// # Errors
/// The output cannot be written.
pub fn documents_csv<'a>(
    out: &mut impl Write,
    documents: impl IntoIterator<Item = &'a DocumentInfo>,
    language: Language,
) -> io::Result<()> {
    let columns = columns::documents();
    csv::header(out, &columns, language)?;
    for document in documents {
        csv::line(out, &columns, document)?;
    }
    out.flush()
}
