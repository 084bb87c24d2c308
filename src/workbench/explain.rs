//! `explain`: what the scanner saw in a place, which rules fired there, what each beat and why.

use std::fmt::Write as _;
use std::ops::Range;

use super::{Sample, lint, quote};
use crate::extract::{self, ColumnTold, RowTold, RunTold, Seen, Step, Told, Tried, ValueTold, code_of, kind_of};
use crate::layout::Span;
use crate::record::Record;
use crate::rules::{Match, Rules, Scope, Won};
use crate::text::scan::Item;

/// Tells how a place of a document was read; none where nothing stands there.
pub fn explain(sample: &Sample, rules: &Rules, at: &Range<usize>) -> Option<String> {
    let (records, trace) = extract::traced(&sample.source, &sample.document, rules);
    let mut out = String::new();
    let mut seen: Vec<Seen> = Vec::new();
    let mut steps = String::new();
    let mut header: &[ColumnTold] = &[];
    for step in &trace.steps {
        match step {
            Step::Unread { span, scope } if touches(*span, at) => {
                let _ = writeln!(
                    steps,
                    "passed over unread: no digit, no mark of ministries and no open context: {}",
                    quote(&sample.source.text[span.range()])
                );
                steps.push_str(&contexts(rules, *scope, &code_of(&sample.source.text[span.range()], rules)));
            }
            Step::Tried(tried) if touches(tried.span, at) => {
                seen.extend(tried.seen.iter().filter(|seen| touches(seen.span, at)).cloned());
                steps.push_str(&told(rules, tried, at));
            }
            Step::Sentence(told) if touches(told.span, at) => steps.push_str(&sentence(rules, told)),
            Step::Header(columns) => {
                header = columns.as_slice();
                if columns.iter().any(|column| column.words.iter().any(|(span, _)| touches(*span, at))) {
                    steps.push_str(&header_told(columns));
                }
            }
            Step::Row(row) if row.cells.iter().any(|cell| touches(cell.span, at)) => {
                for cell in &row.cells {
                    seen.extend(cell.seen.iter().filter(|seen| touches(seen.span, at)).cloned());
                }
                steps.push_str(&row_told(row, header));
            }
            Step::Run(run) if touches(run.span, at) => {
                seen.extend(run.seen.iter().filter(|seen| touches(seen.span, at)).cloned());
                steps.push_str(&run_told(rules, run));
            }
            _ => {}
        }
    }
    if steps.is_empty() {
        return None;
    }
    seen.sort_by_key(|seen| (seen.span.start, seen.span.end));
    seen.dedup_by_key(|seen| seen.span);
    out.push_str("the scanner saw\n");
    for one in &seen {
        let _ = writeln!(out, "    {}  {}", quote(&sample.source.text[one.span.range()]), item(&one.item));
    }
    if seen.is_empty() {
        out.push_str("    nothing\n");
    }
    let _ = write!(out, "\n{steps}\nrecords\n");
    let here: Vec<&Record> = records.iter().filter(|record| touches(span_of(record), at)).collect();
    for record in &here {
        let common = record.common();
        let _ = writeln!(out, "    {record}\n        {} {}, rule {}", kind(record), common.id, common.rule);
        for (name, meaning) in common.flags.iter().map(|flag| flag.words()) {
            let _ = writeln!(out, "        {name}: {meaning}");
        }
    }
    if here.is_empty() {
        out.push_str("    none\n");
    }
    Some(out)
}

/// The columns of a table.
fn header_told(columns: &[ColumnTold]) -> String {
    let mut out = "header of a table\n".to_owned();
    for column in columns {
        let _ = writeln!(out, "    {}", column_told(column));
    }
    out
}

fn column_told(column: &ColumnTold) -> String {
    let words: Vec<String> = column.words.iter().map(|(_, text)| quote(text)).collect();
    let mut out = if words.is_empty() { "(no header)".to_owned() } else { words.join(" > ") };
    let _ = write!(out, "  {}", kind_of(column.kind));
    if let Some(role) = column.role {
        let _ = write!(out, " {}", format!("{role:?}").to_lowercase());
    }
    if let Some(year) = column.year {
        let _ = write!(out, " {year}");
    }
    if column.names {
        out.push_str(", names stand here");
    }
    if column.by_cells {
        out.push_str(", told by its cells");
    } else if !column.facets.is_empty() {
        let _ = write!(out, ", by {}", column.facets.join(", "));
    }
    out
}

/// A row: the type of each cell and its column, the name, the evidence for each value.
fn row_told(row: &RowTold, columns: &[ColumnTold]) -> String {
    let mut out = "row of a table\n".to_owned();
    for cell in row.cells.iter().filter(|cell| !cell.code.is_empty()) {
        let column = cell.column.and_then(|at| columns.get(at));
        let column = column.map_or_else(|| "no column".to_owned(), column_told);
        let look = format!("{:?}", cell.look).to_lowercase();
        let _ = writeln!(out, "    {} is {look}, under {column}", quote(&cell.code));
    }
    if let Some((name, by)) = &row.name {
        let _ = writeln!(out, "    name: {} ({by})", quote(name));
    }
    out.push_str(&values_told(&row.values));
    if let Some(why) = row.why {
        let _ = writeln!(out, "    nothing is made of it: {why}");
    }
    out
}

/// A line: the name, and the evidence for each value.
fn run_told(rules: &Rules, run: &RunTold) -> String {
    let mut out = format!("read as a line: {}\n", quote(&run.code));
    for tied in &run.bound {
        let _ = writeln!(out, "    bound by {}: {}", rules.binds.each[tied.bind].entry.id, tied.shown);
    }
    let _ = writeln!(out, "    name: {}", quote(&run.name));
    out.push_str(&values_told(&run.values));
    if let Some(why) = run.why {
        let _ = writeln!(out, "    nothing is made of it: {why}");
    }
    out
}

fn values_told(values: &[ValueTold]) -> String {
    let mut out = String::new();
    for value in values {
        let _ = writeln!(out, "    {} {} by {}; year {}", value.shown, value.role, value.by, value.year);
        for evidence in &value.evidence {
            let _ = writeln!(out, "        {evidence}");
        }
    }
    out
}

fn kind(record: &Record) -> &'static str {
    crate::eval::name_of(record.common().kind)
}

fn span_of(record: &Record) -> Span {
    let evidence = &record.common().evidence;
    Span { start: evidence.start, end: evidence.end }
}

pub(super) fn touches(span: Span, at: &Range<usize>) -> bool {
    (span.start as usize) < at.end && at.start < span.end as usize
}

/// A text that rules were tried on, with what became of it.
fn told(rules: &Rules, tried: &Tried, at: &Range<usize>) -> String {
    let mut out = format!("tried as {}: {}\n", lint::name(tried.scope), quote(&tried.code));
    if !tried.contexts.is_empty() {
        let mut open = tried.contexts.clone();
        open.sort();
        open.dedup();
        let _ = writeln!(out, "    open contexts: {}", open.join(", "));
    }
    out.push_str(&contexts(rules, tried.scope, &tried.code));
    for tied in tried.bound.iter().filter(|tied| touches(tied.span, at)) {
        let _ = writeln!(out, "    bound by {}: {}", rules.binds.each[tied.bind].entry.id, tied.shown);
    }
    if tried.kept.is_empty() {
        out.push_str("    no rule matched\n");
    }
    for hit in &tried.kept {
        let _ = writeln!(out, "    {} matched {}", name(rules, hit), quote(&tried.code[hit.range.clone()]));
        for capture in &hit.captures {
            let _ = writeln!(out, "        {:12} {}", capture.place, quote(&tried.code[capture.range.clone()]));
        }
        for (loser, winner) in tried.beaten.iter().filter(|(_, winner)| same(winner, hit)) {
            let _ = writeln!(
                out,
                "        it beat {} on {}: {}",
                name(rules, loser),
                quote(&tried.code[loser.range.clone()]),
                why(rules, winner, loser)
            );
        }
    }
    out
}

/// A sentence: its chunks, its clauses, and what became of its values.
fn sentence(rules: &Rules, told: &Told) -> String {
    let mut out = String::from("read as a sentence\n");
    let _ = writeln!(out, "    chunks   {}", told.chunks);
    for clause in &told.clauses {
        let _ = writeln!(out, "    clause   {clause}");
    }
    for tried in &told.frames {
        let why = tried.why.map_or(String::new(), |why| format!(": {why}"));
        let _ = writeln!(out, "    values   {} ({}{why})", tried.what, tried.mood.word());
        match tried.filled {
            Some(frame) => {
                let _ = writeln!(out, "        filled {}", frame_name(rules, frame));
            }
            None => out.push_str("        no frame is filled\n"),
        }
        for (frame, lacks) in &tried.lacking {
            let words: Vec<&str> = lacks.iter().map(|lack| lack.word()).collect();
            let _ = writeln!(out, "        {} lacks {}", frame_name(rules, *frame), words.join(", "));
        }
    }
    out
}

fn frame_name(rules: &Rules, frame: usize) -> String {
    let entry = &rules.sentences.frames[frame].entry;
    format!("{} ({})", entry.id, rules.path(&entry.file))
}

/// What a block says of those around it.
fn contexts(rules: &Rules, scope: Scope, code: &str) -> String {
    let mut out = String::new();
    for context in rules.contexts.iter().filter(|context| context.at.contains(&scope)) {
        if context.pattern.is_match(code) {
            let opens = context.opens.as_ref().map_or("gives a year".into(), |opens| format!("opens {opens}"));
            let _ = writeln!(out, "    the context {} matches and {opens}", context.entry.id);
        }
    }
    out
}

fn same(a: &Match, b: &Match) -> bool {
    a.rule == b.rule && a.range == b.range
}

fn name(rules: &Rules, hit: &Match) -> String {
    let entry = &rules.rule(hit.rule).entry;
    format!("{} ({})", entry.id, rules.path(&entry.file))
}

/// By what a match won over another.
pub(super) fn why(rules: &Rules, winner: &Match, loser: &Match) -> String {
    let (one, other) = (rules.rule(winner.rule), rules.rule(loser.rule));
    match rules.won(winner, loser) {
        Won::Priority => format!("priority {} over {}", one.priority, other.priority),
        Won::Length => "of the same priority, and longer".into(),
        Won::Order => "of the same priority and length, and earlier in the files".into(),
    }
}

/// What the scanner made of a text.
pub(super) fn item(item: &Item) -> String {
    let years = |period: &crate::text::scan::Period| {
        if period.start == period.end { period.start.to_string() } else { format!("{}-{}", period.start, period.end) }
    };
    match item {
        Item::Value(value) => {
            let mut parts = vec![if value.bare { "number" } else { "value" }.to_owned()];
            if value.comparator != crate::record::Comparator::Equal {
                parts.push(value.comparator.to_string());
            }
            parts.push(value.number.to_string());
            parts.extend(value.max.map(|max| format!("to {max}")));
            parts.extend(value.unit.clone());
            parts.extend(value.aggregation.map(|aggregation| aggregation.to_string()));
            parts.join(" ")
        }
        Item::Period(period) => format!("period {}", years(period)),
        Item::Relative(period) => format!("relative to {}", years(period)),
        Item::Years(n) => format!("years {n}"),
        Item::Ministries(named) => {
            let codes: Vec<&str> = named.iter().map(|one| one.code.as_str()).collect();
            format!("ministries {}", codes.join(" "))
        }
    }
}
