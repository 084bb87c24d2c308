//! From what was found to records: evidence, ids, confidence.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::chars::is_unreadable;
use crate::layout::{Document, Kind as BlockKind, Span, Standing};
use crate::record::{
    Aggregation, Budget, CellRef, Common, DocumentRef, Evidence, Flag, Indicator, Kind, Lang, Measure, Number,
    Observation, Period, Place, Programme, Record, Role, SCHEMA,
};
use crate::rules::Rules;
use crate::source::Source;
use crate::text::scan::Named;

use super::headings::Headings;
use super::making::{FoundMeasure, FoundProgramme};
use super::offices::Offices;
use super::statement::{By, Dated, Draft, Statement};
use super::{Found, name};

/// The rule id of what a table says by its cells and paths.
pub(crate) const BY_TABLE: &str = "table";
/// The rule id of what a line says by its tokens.
pub(crate) const BY_RUN: &str = "run";

pub(super) struct Builder<'a> {
    source: &'a Source,
    document: &'a Document,
    rules: &'a Rules,
    offices: &'a Offices,
    reference: DocumentRef,
    headings: &'a Headings<'a>,
    ids: HashMap<String, u32>,
}

impl<'a> Builder<'a> {
    pub fn new(
        source: &'a Source,
        document: &'a Document,
        rules: &'a Rules,
        offices: &'a Offices,
        headings: &'a Headings<'a>,
    ) -> Self {
        let title = Some(&source.manifest.title)
            .filter(|title| !title.is_empty())
            .or(source.title.as_ref())
            .cloned()
            .or_else(|| title(document, &source.text));
        let reference = DocumentRef { id: source.id.clone(), path: source.path.display().to_string(), title };
        Self { source, document, rules, offices, reference, headings, ids: HashMap::new() }
    }

    pub fn records(&mut self, found: Vec<Found>) -> Vec<Record> {
        found
            .into_iter()
            .map(|found| match found {
                Found::Statement(statement) => self.indicator(statement),
                Found::Measure(measure) => self.measure(measure),
                Found::Programme(programme) => self.programme(programme),
            })
            .collect()
    }

    fn indicator(&mut self, mut statement: Statement) -> Record {
        let broken = |span: Span| self.source.text[span.range()].contains('\u{fffd}');
        let damaged = statement.name.contains(is_unreadable)
            || statement.observations.iter().any(|draft| {
                let unit = draft.value.as_ref().and_then(|value| value.unit.as_ref());
                broken(draft.span)
                    || draft.period.is_some_and(|dated| broken(dated.span))
                    || unit.is_some_and(|unit| unit.contains(is_unreadable))
            })
            // Of a picture, a number that is unknown may be what the row or the sentence is about.
            || self.document.places.is_recognised(statement.span) && broken(self.line_of(statement.span));
        if damaged && !statement.flags.contains(&Flag::TextDamaged) {
            statement.flags.push(Flag::TextDamaged);
            statement.flags.sort_unstable();
        }
        let values =
            statement.observations.iter().flat_map(|draft| [Some(draft.span), draft.period.map(|dated| dated.span)]);
        statement.flags.extend(self.recognised([statement.span].into_iter().chain(values.flatten())));
        let common = self.common(
            Kind::Indicator,
            statement.by,
            statement.sure,
            &statement.name,
            statement.span,
            statement.cell,
            statement.lang,
            &statement.ministries,
            statement.flags,
        );
        let mut notes = Vec::new();
        for note in statement.notes {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        let observations = statement.observations.into_iter().map(|draft| self.observation(draft)).collect();
        Record::Indicator(Indicator {
            common,
            name: statement.name,
            observations,
            measure: statement.measure,
            section: self.headings.path(statement.block),
            repost: statement.repost,
            provisional: statement.provisional,
            notes,
        })
    }

    /// The lines of the source that it stands in.
    fn line_of(&self, span: Span) -> Span {
        let text = &self.source.text;
        let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = text.len() - after.len() + after.find('\n').unwrap_or(after.len());
        Span::new(start, end)
    }

    fn observation(&self, draft: Draft) -> Observation {
        let text = self.source.text[draft.span.range()].to_owned();
        let elsewhere = draft.period.filter(|dated| !draft.span.contains(dated.span));
        let aggregation = draft.aggregation.unwrap_or(Aggregation::Point);
        let value = draft.value.as_ref();
        Observation {
            role: draft.role.unwrap_or(Role::Target),
            value: value.and_then(|value| Number::new(value.number)),
            value_max: value.and_then(|value| value.max).and_then(Number::new),
            unit: value.and_then(|value| value.unit.clone()),
            comparator: draft.comparator,
            period: draft.period.map(|dated| self.period(dated)),
            aggregation,
            relative_to: draft.relative.map(|dated| self.period(dated)),
            text,
            evidence: self.place(draft.span, draft.cell),
            period_evidence: elsewhere.map(|dated| self.place(dated.span, dated.cell)),
        }
    }

    fn period(&self, dated: Dated) -> Period {
        Period::new(&dated.period, &self.source.text[dated.span.range()])
    }

    fn measure(&mut self, mut found: FoundMeasure) -> Record {
        // (1) 指針を定める。: a heading is cited by its number, a sentence is not.
        if found.form == crate::record::Form::Statement {
            found.text = super::name::without_number(&found.text).to_owned();
        }
        let mut flags = flags(&found.ministries, &found.text, self.rules);
        flags.extend(self.recognised([found.span].into_iter()));
        let common = self.common(
            Kind::Measure,
            found.by,
            self.rules.tables.sure.paid.get("measure").copied().unwrap_or(1.0),
            &found.text,
            found.span,
            found.cell,
            found.lang,
            &found.ministries,
            flags,
        );
        let section = self.headings.path(found.block);
        Record::Measure(Measure { common, text: found.text, form: found.form, section })
    }

    fn programme(&mut self, found: FoundProgramme) -> Record {
        let mut flags = flags(&found.ministries, &found.name, self.rules);
        let figure = |span: crate::layout::Span| self.source.text[span.range()].contains(char::is_numeric);
        if found.budgets.iter().any(|budget| budget.year.is_none() && figure(budget.span)) {
            flags.push(Flag::NoYear);
        }
        let amounts = found.budgets.iter().map(|budget| budget.span);
        flags.extend(self.recognised([found.span].into_iter().chain(amounts)));
        let common = self.common(
            Kind::Programme,
            found.by,
            1.0,
            &found.name,
            found.span,
            found.cell,
            found.lang,
            &found.ministries,
            flags,
        );
        let budgets = found
            .budgets
            .into_iter()
            .map(|budget| Budget {
                amount_jpy: budget.amount.and_then(Number::new),
                fiscal_year: budget.year,
                kind: budget.kind,
                text: self.source.text[budget.span.range()].to_owned(),
            })
            .collect();
        Record::Programme(Programme { common, name: found.name, budgets })
    }

    /// Whether any of it was recognised in a picture; the last of all flags.
    fn recognised(&self, mut spans: impl Iterator<Item = Span>) -> Option<Flag> {
        spans.any(|span| self.document.places.is_recognised(span)).then_some(Flag::Ocr)
    }

    /// What the flags of a record take from its confidence.
    fn cost(&self, flags: &[Flag]) -> f64 {
        let costs = &self.rules.tables.sure.flag;
        let any = costs.get("any").copied().unwrap_or_default();
        flags.iter().map(|flag| costs.get(flag.words().0).copied().unwrap_or(any)).sum()
    }

    #[expect(clippy::too_many_arguments, reason = "one call a kind, each with what its record has")]
    fn common(
        &mut self,
        kind: Kind,
        by: By,
        sure: f64,
        name: &str,
        span: Span,
        cell: Option<CellRef>,
        lang: Lang,
        ministries: &[Named],
        flags: Vec<Flag>,
    ) -> Common {
        let (rule_id, version, measured) = match by {
            By::Rule(at) => {
                let rule = self.rules.rule(at);
                (rule.entry.id.as_str(), rule.version, rule.confidence)
            }
            By::Table => (BY_TABLE, 1, sure),
            By::Run => (BY_RUN, 1, sure),
            By::Paid(way) => {
                let (id, word) = way.words();
                (id, 1, self.rules.tables.sure.paid.get(word).copied().unwrap_or(sure))
            }
            By::Frame(at) => {
                let frame = &self.rules.sentences.frames[at];
                (frame.entry.id.as_str(), frame.version, sure)
            }
        };
        let place = self.place(span, cell);
        // 厚労 and 厚 are one.
        let mut offices: Vec<_> = Vec::new();
        for office in ministries.iter().map(|named| self.offices.ministry(named, self.rules)) {
            if !offices.iter().any(|one: &crate::record::Ministry| one.code == office.code) {
                offices.push(office);
            }
        }
        Common {
            schema: SCHEMA.to_owned(),
            kind,
            id: self.id(kind, rule_id, version, name, span),
            document: self.reference.clone(),
            lang,
            ministries: offices,
            evidence: Evidence {
                page: place.page,
                line: place.line,
                start: place.start,
                end: place.end,
                quote: self.source.text[span.range()].to_owned(),
                cell,
                address: place.address,
                bbox: place.bbox,
            },
            rule: rule_id.to_owned(),
            confidence: Number::rounded((measured - self.cost(&flags)).max(0.05), 2),
            flags,
        }
    }

    /// From the document, the rule, the place and the name; a second record of the same gets a number.
    fn id(&mut self, kind: Kind, rule: &str, version: u32, name: &str, span: Span) -> String {
        let key = format!("{}\0{kind:?}\0{rule}\0{version}\0{}\0{}\0{name}", self.reference.id, span.start, span.end);
        let nth = self.ids.entry(key.clone()).or_insert(0);
        *nth += 1;
        let hash = Sha256::digest(format!("{key}\0{nth}"));
        hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn place(&self, span: Span, cell: Option<CellRef>) -> Place {
        let Standing { page, line, rect, address } = self.document.places.of_span(span);
        // To a tenth of a point, outwards: the box encloses what it stands for.
        let low = |at: f32| Number::rounded((f64::from(at) * 10.0).floor() / 10.0, 1);
        let high = |at: f32| Number::rounded((f64::from(at) * 10.0).ceil() / 10.0, 1);
        Place {
            page,
            line,
            start: span.start,
            end: span.end,
            cell,
            address,
            bbox: rect.map(|rect| [low(rect.x0), low(rect.y0), high(rect.x1), high(rect.y1)]),
        }
    }
}

/// What a person should look at in a measure or programme.
fn flags(ministries: &[Named], text: &str, rules: &Rules) -> Vec<Flag> {
    let unknown = super::offices::any_unknown(ministries, rules).then_some(Flag::UnknownMinistry);
    unknown.into_iter().chain(text.contains(is_unreadable).then_some(Flag::TextDamaged)).collect()
}

/// The first line of a document is its title, if it is no numbered heading and no sentence.
fn title(document: &Document, source: &str) -> Option<String> {
    let first = document.blocks.first()?;
    let text = name::clean_text(&first.text.plain(source).replace('\n', ""));
    let numbered = matches!(first.kind, BlockKind::Heading { rank } if (7..11).contains(&rank) || rank > 12);
    let plain = matches!(first.kind, BlockKind::Heading { .. } | BlockKind::Paragraph) && !numbered;
    (plain && !text.is_empty() && text.chars().count() <= 120 && !text.contains('。')).then_some(text)
}
