//! `shihyo query`: questions to a store.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use serde_json::Value;
use shihyo::export;
use shihyo::query::{self, Question, Sort};
use shihyo::record::{self, Observation, Programme, Record, Role, Sums};
use shihyo::rules::Rules;
use shihyo::store::{self, DocumentInfo, Store, Terms};

use super::args::{Args, KindArg, Lang};
use super::failure::Failure;
use super::paid::{OF_SUMS, YEN, added, amount, budget, caveats, note};
use super::table::table;
use super::{End, output, rules};

/// The records that a table shows where no limit is given.
const SHOWN: u32 = 50;
/// The columns that a cell of a table takes at most.
const ROOM: usize = 48;

#[derive(Debug, clap::Args)]
pub struct Query {
    /// Words that a record must have, in its name, headings, notes or evidence
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// The store
    #[arg(long, value_name = "FILE", default_value = store::DEFAULT)]
    pub store: PathBuf,
    /// A ministry that answers for it: 厚, 厚生労働省, MHLW; may be repeated: any of them
    #[arg(long, value_name = "NAME")]
    pub ministry: Vec<String>,
    /// Only where the ministry (or any) leads: ◎
    #[arg(long)]
    pub lead: bool,
    /// Only with a value of this role
    #[arg(long, value_enum)]
    pub role: Option<RoleArg>,
    /// Only with a target due in a year or range: 2028, R10, 令和10年度, FY2028, 2025-2028
    #[arg(long, value_name = "YEAR")]
    pub target_year: Option<String>,
    /// Only with a value of this unit: 件, %
    #[arg(long)]
    pub unit: Option<String>,
    /// Only of documents with this in their path or title, or an id that begins so
    #[arg(long, value_name = "TEXT")]
    pub document: Option<String>,
    /// Only under headings with this in them
    #[arg(long, value_name = "TEXT")]
    pub section: Option<String>,
    /// Only records in this language
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Only records of this kind
    #[arg(long, value_enum)]
    pub kind: Option<KindArg>,
    /// Only records at least so sure, 0 to 1
    #[arg(long, value_name = "N")]
    pub min_confidence: Option<f64>,
    /// Only records that a person should look at
    #[arg(long)]
    pub needs_review: bool,
    /// Only with a target that was reached
    #[arg(long)]
    pub reached: bool,
    /// Only with a target whose year has come and that was not reached
    #[arg(long)]
    pub missed: bool,
    /// The order [default: relevance with words, else document]
    #[arg(long, value_enum)]
    pub sort: Option<SortArg>,
    /// The order turned round
    #[arg(long)]
    pub reverse: bool,
    /// At most so many records [default: 50 in a table, else all]
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Records as JSON lines; with --sql, rows as JSON lines
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// An observation a row, as CSV; with --kind programme a budget a row
    #[arg(long)]
    pub csv: bool,
    /// Adds up the budgets of the programmes found, by ministry, fiscal year and kind: what ministries share counts in
    /// each, parts of larger amounts (内数) in none
    #[arg(long, conflicts_with_all = ["sort", "reverse", "limit"])]
    pub sum: bool,
    /// Runs SQL instead; it may read only
    #[arg(long, value_name = "SELECT …", conflicts_with_all = ["words", "ministry", "lead", "role", "target_year",
        "unit", "document", "section", "lang", "kind", "min_confidence", "needs_review", "reached", "missed", "sort",
        "reverse", "limit", "sum"])]
    pub sql: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum RoleArg {
    Baseline,
    Target,
    Actual,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum SortArg {
    Relevance,
    Document,
    TargetYear,
    Target,
    Confidence,
    Name,
}

impl Query {
    fn question(&self, rules: &Rules) -> Result<Question, Failure> {
        let years = self.target_year.as_deref().map(|text| {
            query::years(text, rules.lexicon()).ok_or_else(|| {
                Failure::Usage(format!("--target-year {text}: no year; write 2028, R10, 令和10年度 or 2025-2028"))
            })
        });
        if self.min_confidence.is_some_and(|least| !(0.0..=1.0).contains(&least)) {
            return Err(Failure::Usage("--min-confidence is a number from 0 to 1".into()));
        }
        if self.sum && !matches!(self.kind, None | Some(KindArg::Programme)) {
            return Err(Failure::Usage("--sum adds up budgets, which only programmes have".into()));
        }
        Ok(Question {
            words: self.words.clone(),
            ministries: self.ministry.clone(),
            lead: self.lead,
            role: self.role.map(|role| match role {
                RoleArg::Baseline => Role::Baseline,
                RoleArg::Target => Role::Target,
                RoleArg::Actual => Role::Actual,
            }),
            target_years: years.transpose()?,
            unit: self.unit.clone(),
            document: self.document.clone(),
            section: self.section.clone(),
            lang: self.lang.map(|lang| match lang {
                Lang::Ja => record::Lang::Ja,
                Lang::En => record::Lang::En,
            }),
            kind: self.kind.or(self.sum.then_some(KindArg::Programme)).map(record::Kind::from),
            min_confidence: self.min_confidence,
            needs_review: self.needs_review,
            reached: self.reached,
            missed: self.missed,
            sort: self.sort.map(|sort| match sort {
                SortArg::Relevance => Sort::Relevance,
                SortArg::Document => Sort::Document,
                SortArg::TargetYear => Sort::TargetYear,
                SortArg::Target => Sort::Target,
                SortArg::Confidence => Sort::Confidence,
                SortArg::Name => Sort::Name,
            }),
            reverse: self.reverse,
            limit: self.limit.or((!self.json && !self.csv && !self.sum).then_some(SHOWN)),
        })
    }
}

pub fn run(args: &Args, command: &Query) -> Result<End, Failure> {
    let store = Store::open_read_only(&command.store)
        .map_err(|reason| Failure::Store { path: command.store.clone(), reason })?;
    if let Some(text) = &command.sql {
        return sql(&store, text, command);
    }
    let rules = rules(args)?;
    let question = command.question(&rules)?;
    if command.sum {
        return sum(&store, &question, &rules, command);
    }
    let paid = question.kind == Some(record::Kind::Programme);
    let mut found = 0u32;
    let rest = if command.json {
        let mut out = BufWriter::new(io::stdout().lock());
        let rest = query::ask(&store, &question, &rules, |record, _| {
            found += 1;
            writeln!(out, "{}", record.to_json()).map_err(Failure::Stdout)
        })?;
        out.flush()?;
        rest
    } else if command.csv {
        let (out, language) = (BufWriter::new(io::stdout()), export::Language::En);
        let mut sink = if paid { export::budgets_csv(out, language)? } else { export::csv(out, language)? };
        let rest = query::ask(&store, &question, &rules, |record, _| {
            found += 1;
            sink.document(&DocumentInfo::default(), &[record], &[]).map_err(Failure::Stdout)
        })?;
        sink.finish()?;
        rest
    } else {
        let mut rows = Vec::new();
        let rest = query::ask(&store, &question, &rules, |record, terms| {
            found += 1;
            match record {
                Record::Programme(programme) if paid => rows.extend(budgets(programme, terms, &rules)),
                record => rows.push(row(&record, terms, &rules)),
            }
            Ok::<_, Failure>(())
        })?;
        let header: &[&str] = if paid { &OF_BUDGETS } else { &HEADER };
        if !rows.is_empty() {
            output::lines(shown(header, rows))?;
        }
        rest
    };
    if rest.more {
        eprintln!("the first {found}; more were found: --limit N shows more");
    }
    if rest.unsorted {
        eprintln!("very many were found: they come as they were read, not by relevance");
    }
    if found == 0 {
        eprintln!("nothing was found");
        return Ok(End::NothingFound);
    }
    Ok(End::Done)
}

const HEADER: [&str; 9] = ["id", "name", "baseline", "target", "actual", "budgets", "ministries", "where", "found"];
const OF_BUDGETS: [&str; 9] = ["id", "name", "ministries", "year", "kind", YEN, "note", "where", "found"];
/// Columns whose cells stand to the right.
const NUMBERS: [&str; 6] = [YEN, "programmes", "shared", "differing", "内数", "no amount"];
/// Columns that are left out where nothing stands in them.
const AT_NEED: [&str; 7] = ["budgets", "note", "found", "shared", "differing", "内数", "no amount"];

/// The table, without the columns that are empty and need not be there.
fn shown(header: &[&str], mut rows: Vec<Vec<String>>) -> Vec<String> {
    let mut header: Vec<String> = header.iter().map(|&name| name.to_owned()).collect();
    for n in (0..header.len()).rev() {
        if AT_NEED.contains(&header[n].as_str()) && rows.iter().all(|row| row[n].is_empty()) {
            header.remove(n);
            rows.iter_mut().for_each(|row| drop(row.remove(n)));
        }
    }
    table(&header, &rows, ROOM, &NUMBERS)
}

fn row(record: &Record, terms: &Terms, rules: &Rules) -> Vec<String> {
    let values = |role: Role| -> String {
        let Record::Indicator(indicator) = record else { return String::new() };
        indicator.observations.iter().filter(|o| o.role == role).map(value).collect::<Vec<_>>().join("; ")
    };
    let budgets = match record {
        Record::Programme(programme) => programme.paid().iter().map(budget).collect::<Vec<_>>().join("; "),
        Record::Indicator(_) | Record::Measure(_) => String::new(),
    };
    let Cells { id, name, ministries, place, found } = Cells::of(record, terms, rules);
    vec![
        id,
        name,
        values(Role::Baseline),
        values(Role::Target),
        values(Role::Actual),
        budgets,
        ministries,
        place,
        found,
    ]
}

/// A budget a row; a programme without any has one too.
fn budgets(programme: Programme, terms: &Terms, rules: &Rules) -> Vec<Vec<String>> {
    let record = Record::Programme(programme);
    let Cells { id, name, ministries, place, found } = Cells::of(&record, terms, rules);
    let row = |[year, kind, amount, note]: [String; 4]| {
        vec![id.clone(), name.clone(), ministries.clone(), year, kind, amount, note, place.clone(), found.clone()]
    };
    let Record::Programme(programme) = &record else { return Vec::new() };
    let mut rows: Vec<Vec<String>> = programme
        .paid()
        .iter()
        .map(|paid| {
            let year = paid.budget.fiscal_year.map(|year| year.to_string()).unwrap_or_default();
            row([year, paid.budget.kind.clone(), amount(paid.budget.amount_jpy), note(paid)])
        })
        .collect();
    if rows.is_empty() {
        rows.push(row(Default::default()));
    }
    rows
}

/// What a row says of its record, whatever the kind.
struct Cells {
    id: String,
    name: String,
    ministries: String,
    place: String,
    /// Where the words were found.
    found: String,
}

impl Cells {
    fn of(record: &Record, terms: &Terms, rules: &Rules) -> Self {
        let common = record.common();
        let ministries = common.ministries.iter().map(|m| format!("{}{}", if m.lead { "◎" } else { "" }, m.code));
        let path = std::path::Path::new(&common.document.path);
        let file =
            path.file_name().map_or_else(|| common.document.path.clone(), |name| name.to_string_lossy().into_owned());
        let page = common.evidence.page.map(|page| format!(" p{page}")).unwrap_or_default();
        let line = common.evidence.line.map(|line| format!(":{line}")).unwrap_or_default();
        let found = (!terms.0.is_empty()).then(|| query::snippet(record, terms, rules.words(), ROOM - 4)).flatten();
        Self {
            id: common.id.chars().take(8).collect(),
            name: record.name().to_owned(),
            ministries: ministries.collect::<Vec<_>>().join(" "),
            place: format!("{file}{page}{line}"),
            found: found.unwrap_or_default(),
        }
    }
}

/// The budgets of the programmes that answer, added up.
fn sum(store: &Store, question: &Question, rules: &Rules, command: &Query) -> Result<End, Failure> {
    let asked = query::ministries_asked(store, question, rules)?;
    let mut sums = Sums::default();
    query::ask(store, question, rules, |record, _| {
        sums.add(&record, |ministry| {
            let known = |(code, name): &query::Office| *code == ministry.code && *name == ministry.name;
            (!question.lead || ministry.lead) && asked.as_ref().is_none_or(|asked| asked.iter().any(known))
        });
        Ok::<_, Failure>(())
    })?;
    let all = sums.added();
    if all.sums.is_empty() {
        eprintln!("no programme with a budget was found");
        return Ok(End::NothingFound);
    }
    if command.json {
        output::lines(all.sums.iter().map(|sum| export::sum_json(sum.clone()).to_string()))?;
    } else if command.csv {
        export::sums_csv(&mut BufWriter::new(io::stdout().lock()), &sums, export::Language::En)?;
    } else {
        output::lines(shown(&OF_SUMS, all.sums.iter().map(added).collect()))?;
    }
    caveats(&all);
    Ok(End::Done)
}

/// 70社 (2028), as short as it can be told.
fn value(observation: &Observation) -> String {
    let mut out = String::new();
    match observation.value {
        Some(value) => {
            if observation.comparator != record::Comparator::Equal {
                out.push_str(&observation.comparator.to_string());
            }
            out.push_str(&value.to_string());
            out.extend(observation.value_max.map(|max| format!("～{max}")));
            out.push_str(observation.unit.as_deref().unwrap_or_default());
        }
        None => out.push_str(&observation.text),
    }
    out.extend(observation.period.as_ref().map(|period| format!(" ({period})")));
    out
}

fn sql(store: &Store, text: &str, command: &Query) -> Result<End, Failure> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    query::sql(
        store,
        text,
        |head| {
            names = head.to_vec();
            Ok::<_, Failure>(())
        },
        |row| {
            rows.push(row);
            Ok(())
        },
    )?;
    if rows.is_empty() {
        eprintln!("nothing was found");
        return Ok(End::NothingFound);
    }
    let plain = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if command.json {
        return output::lines(rows.into_iter().map(|row| {
            let object: serde_json::Map<String, Value> = names.iter().cloned().zip(row).collect();
            Value::Object(object).to_string()
        }));
    }
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(plain).collect()).collect();
    if command.csv {
        let mut out = BufWriter::new(io::stdout().lock());
        export::plain_csv(&mut out, &names, &cells)?;
        return Ok(End::Done);
    }
    output::lines(table(&names, &cells, ROOM, &[]))
}
