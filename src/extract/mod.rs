//! From a document to its records.
//!
//! Blocks are read one after another; a block without a digit, a mark of ministries or
//! an open context is passed over unread. Rules find statements; what they leave open
//! (whose year counts, which role a number has) is settled when the statement is whole.

mod answered;
mod build;
mod clause;
mod context;
mod dating;
mod duties;
mod grid;
mod headed;
mod headings;
mod initials;
mod keyed;
mod making;
mod marked;
mod name;
mod noted;
mod offices;
mod paid;
mod plan;
mod prose;
mod read;
mod roles;
mod run;
mod statement;
mod trace;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::layout::{Document, Join, Kind, Piece, Span, Text};
use crate::record::{Lang, Record};
use crate::rules::Rules;
use crate::source::Source;
use crate::text::scan::{Context, counts_in_kanji};
use crate::text::{Lexicon, Reading};

use build::Builder;
pub(crate) use build::{BY_RUN, BY_TABLE};
pub(crate) use clause::{Told, mood_of, particle_of};
use context::Contexts;
use dating::DocumentYear;
pub(crate) use grid::{facets_of, kind_of, type_of};
use headings::Headings;
use offices::Offices;
use read::Read;
use statement::Statement;
pub(crate) use statement::{PAID_LINE, PAID_LIST, PAID_SLIDE, PAID_SPOKEN, PAID_TABLE};
pub(crate) use trace::{CellTold, ColumnTold, RowTold, RunTold, Seen, Step, Tied, Trace, Tried, ValueTold};

/// The records of a source, in document order.
pub fn extract(source: &Source, rules: &Rules) -> Vec<Record> {
    records(source, &Document::read(&source.text), rules)
}

/// The records of a document that was read from a source.
pub fn records(source: &Source, document: &Document, rules: &Rules) -> Vec<Record> {
    run(source, document, rules, None)
}

/// The records, and how they came about.
pub(crate) fn traced(source: &Source, document: &Document, rules: &Rules) -> (Vec<Record>, Trace) {
    let trace = RefCell::default();
    let records = run(source, document, rules, Some(&trace));
    (records, trace.into_inner())
}

fn run(source: &Source, document: &Document, rules: &Rules, trace: Option<&RefCell<Trace>>) -> Vec<Record> {
    let offices = Offices::of(document, &source.text, rules);
    let mut contexts = Contexts::of(document, &source.text, rules, &offices);
    let ready = contexts.take_reads();
    let headings = Headings::of(&source.text, document);
    let year = DocumentYear::new(source, document, rules);
    let mut extractor = Extractor {
        trace,
        source: &source.text,
        document,
        rules,
        offices: &offices,
        contexts: &contexts,
        headings: &headings,
        statements: Vec::new(),
        out: Vec::new(),
        taken: BTreeMap::new(),
        sheets: BTreeMap::new(),
        year: &year,
        lead: None,
        above: None,
        read_to: 0,
        titled: OnceCell::new(),
        plan: OnceCell::new(),
        keyed_by_states: OnceCell::new(),
        key_kinds: RefCell::default(),
        first_heading: OnceCell::new(),
        title_kinds: OnceCell::new(),
        unit: OnceCell::new(),
        legend: OnceCell::new(),
        name_labels: OnceCell::new(),
        keys: OnceCell::new(),
        carried: None,
        standings: clause::Standings::default(),
        ready,
        subject: None,
        accounts: BTreeSet::new(),
        title_row: None,
    };
    extractor.run();
    extractor.answered();
    extractor.initials();
    extractor.headed();
    extractor.paid();
    let Extractor { statements, mut out, .. } = extractor;
    let mut builder = Builder::new(source, document, rules, &offices, &headings);
    let mut settled = Vec::with_capacity(statements.len());
    let notes = noted::Notes::of(document, &source.text, rules);
    for mut statement in statements {
        let years = contexts.years(statement.block);
        roles::settle(&mut statement, &|| year.get(), &years, offices.plan(), rules);
        notes.doubt(&mut statement);
        settled.push(statement);
    }
    roles::doubt_slipped(&mut settled, rules);
    out.extend(settled.into_iter().map(Found::Statement));
    out.sort_by_key(Found::order);
    builder.records(out)
}

/// The observations and budgets that one binding pattern makes of a text, for its tests.
pub(crate) fn bound_in(text: &str, id: &str, rules: &Rules) -> Vec<String> {
    let read = read_line(text, rules);
    read.bound
        .iter()
        .filter(|bound| rules.binds.each[bound.bind].entry.id == id)
        .map(|bound| read.show(bound))
        .collect()
}

/// A line of text as rules see it, for their tests.
pub(crate) fn code_of(text: &str, rules: &Rules) -> String {
    read_line(text, rules).code().to_owned()
}

/// A line of text as bindings see it, for their tests.
pub(crate) fn unbound_code_of(text: &str, rules: &Rules) -> String {
    Reading::of(text, &line(text), rules.marks(), &Context::new(rules.lexicon())).code.text
}

fn line(text: &str) -> Text {
    Text { pieces: vec![Piece { span: Span::new(0, text.len()), join: Join::Part }] }
}

fn read_line(text: &str, rules: &Rules) -> Read {
    let line = line(text);
    let note = text.trim_start().starts_with('※');
    if note {
        Read::of_note(text, &line, rules, &Offices::default())
    } else {
        Read::of(text, &line, rules, &Offices::default())
    }
}

/// Something found, before it is a record.
enum Found {
    Statement(Statement),
    Measure(making::FoundMeasure),
    Programme(making::FoundProgramme),
}

impl Found {
    /// The block that it stands in, where it keeps that.
    fn block(&self) -> Option<usize> {
        match self {
            Self::Statement(s) => Some(s.block),
            Self::Measure(m) => Some(m.block),
            Self::Programme(_) => None,
        }
    }

    fn order(&self) -> (u32, u8, u32) {
        match self {
            Self::Statement(s) => (s.span.start, 0, s.span.end),
            Self::Measure(m) => (m.span.start, 1, m.span.end),
            Self::Programme(p) => (p.span.start, 2, p.span.end),
        }
    }
}

/// The state of going through one document.
struct Extractor<'a> {
    source: &'a str,
    document: &'a Document,
    rules: &'a Rules,
    offices: &'a Offices,
    contexts: &'a Contexts,
    headings: &'a Headings<'a>,
    statements: Vec<Statement>,
    out: Vec<Found>,
    /// Where the steps are kept; none where nobody asks.
    trace: Option<&'a RefCell<Trace>>,
    /// The text blocks that are rows of tables: the first of a run, and the block behind it.
    taken: BTreeMap<usize, usize>,
    /// The logical tables by the block that they begin in.
    sheets: BTreeMap<usize, Vec<grid::Sheet>>,
    year: &'a DocumentYear<'a>,
    /// The last line above a list that was looked at, and what it says of the items.
    lead: Option<(usize, Option<clause::Lead>)>,
    /// The last block that a lead was looked for, and the block above its list.
    above: Option<(usize, Option<usize>)>,
    /// Where the last sentence ends that was read over the end of its block.
    read_to: u32,
    /// Whether the document begins with what calls it one of goals.
    titled: OnceCell<bool>,
    /// Whether it is called a plan.
    plan: OnceCell<bool>,
    /// Whether its keys of who is responsible name those of a state.
    keyed_by_states: OnceCell<bool>,
    /// What the keys of lines say.
    key_kinds: RefCell<BTreeMap<String, keyed::Key>>,
    first_heading: OnceCell<Option<usize>>,
    /// The kinds of budgets that the document's title names.
    title_kinds: OnceCell<Vec<String>>,
    /// How its amounts count, if it says one thing of all.
    unit: OnceCell<Option<grid::Money>>,
    /// The initials of ministries that a legend tells of.
    legend: OnceCell<BTreeSet<String>>,
    /// The labels of a programme's name that lines begin with.
    name_labels: OnceCell<Vec<Span>>,
    /// What notes say of brackets around amounts.
    keys: OnceCell<Vec<paid::key::Key>>,
    /// What the sentences of the last block told.
    carried: Option<clause::Carried>,
    /// Where they said that things stand.
    standings: clause::Standings,
    /// Text blocks that were read before their turn.
    ready: BTreeMap<usize, Read>,
    /// What the last table was about that named a programme before its rows.
    subject: Option<(Rc<grid::cell::Cell>, String)>,
    /// Tables of accounts: their rows are no programmes.
    accounts: BTreeSet<u32>,
    /// The block and cells of a row that is the title of the rows below it.
    title_row: Option<(usize, Vec<Rc<grid::cell::Cell>>)>,
}

impl<'a> Extractor<'a> {
    fn run(&mut self) {
        self.gather();
        let mut at = 0;
        while at < self.document.blocks.len() {
            for sheet in self.sheets.remove(&at).unwrap_or_default() {
                self.sheet(&sheet);
            }
            if let Some(next) = self.taken.remove(&at) {
                for block in at + 1..next {
                    for sheet in self.sheets.remove(&block).unwrap_or_default() {
                        self.sheet(&sheet);
                    }
                }
                at = next;
                continue;
            }
            at = match &self.document.blocks[at].kind {
                Kind::Table(_) => at + 1,
                Kind::Note => {
                    self.note(at);
                    at + 1
                }
                _ => self.prose(at),
            };
        }
    }

    fn fire(&self, rule: usize) {
        if let Some(trace) = self.trace {
            trace.borrow_mut().fired.push(rule);
        }
    }

    /// Keeps a step, if anybody asks for it.
    fn step(&self, step: impl FnOnce() -> Step) {
        if let Some(trace) = self.trace {
            let step = step();
            trace.borrow_mut().steps.push(step);
        }
    }

    fn read(&self, text: &Text) -> Read {
        Read::of(self.source, text, self.rules, self.offices)
    }
}

/// Whether bytes hold a digit, ASCII or full width.
fn has_digit(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_digit)
        || memchr::memmem::find_iter(bytes, b"\xef\xbc")
            .any(|at| bytes.get(at + 2).is_some_and(|byte| (0x90..=0x99).contains(byte)))
}

/// Whether a text may hold a number, in kanji too.
fn has_number(text: &str, lexicon: &Lexicon) -> bool {
    has_digit(text.as_bytes())
        || counts_in_kanji(text, lexicon)
        || text.is_ascii() && lexicon.has_part(text)
        || lexicon.has_nought(text)
}

/// Japanese unless Latin letters prevail.
fn language(text: &str) -> Lang {
    // Kana and kanji begin with these bytes in UTF-8; a word takes three times as many Latin letters.
    let japanese = text.bytes().filter(|byte| (0xe3..=0xe9).contains(byte)).count();
    let latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if latin > 3 * japanese { Lang::En } else { Lang::Ja }
}

/// A span of the source that covers both.
fn cover(a: Span, b: Span) -> Span {
    Span { start: a.start.min(b.start), end: a.end.max(b.end) }
}
