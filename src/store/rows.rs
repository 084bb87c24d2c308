//! The rows of one document: what goes into which table, and what goes out again.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use super::prepared::PreparedRecord;
use crate::record::{Evidence, Indicator, Ministry, Number, Outcome, Period, Place, Programme, Record};

/// The number of the document at a place.
pub(super) fn number_at(tx: &Connection, place: &str) -> Result<Option<i64>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT no FROM documents WHERE place = ?1")?;
    Ok(statement.query_row([place], |row| row.get(0)).optional()?)
}

/// Drops what was read from a document; the document itself stays.
pub(super) fn clear(tx: &Connection, no: i64) -> Result<(), StoreError> {
    let of = "(SELECT no FROM records WHERE document = ?1)";
    for sql in [
        "INSERT INTO records_fts (records_fts, rowid, text) SELECT 'delete', no, text FROM records WHERE document = ?1",
        &format!(
            "INSERT INTO records_words (records_words, rowid, words)
             SELECT 'delete', record, words FROM record_json WHERE record IN {of}"
        ),
        &format!("DELETE FROM evidence WHERE record IN {of}"),
        &format!("DELETE FROM observations WHERE record IN {of}"),
        &format!("DELETE FROM budgets WHERE record IN {of}"),
        &format!("DELETE FROM record_ministries WHERE record IN {of}"),
        &format!("DELETE FROM record_json WHERE record IN {of}"),
        "DELETE FROM records WHERE document = ?1",
        "DELETE FROM sections WHERE document = ?1",
        "DELETE FROM pages WHERE document = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([no])?;
    }
    Ok(())
}

/// The numbers of ministries by code, name and English name.
pub(super) type Ministries = HashMap<(String, Option<String>, Option<String>), i64>;

/// The ministries that a store knows.
pub(super) fn ministries(db: &Connection) -> Result<Ministries, StoreError> {
    let mut statement = db.prepare("SELECT code, name, name_en, no FROM ministries")?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes the rows of one document.
pub(super) struct Rows<'a> {
    pub tx: &'a Connection,
    pub document: i64,
    pub sections: HashMap<String, i64>,
    pub ministries: &'a mut Ministries,
}

impl Rows<'_> {
    pub fn record(&mut self, prepared: &PreparedRecord, position: i64) -> Result<(), StoreError> {
        let record = &prepared.record;
        let common = record.common();
        let (measure, form, section, repost, provisional, notes, target) = match record {
            Record::Indicator(r) => (
                r.measure.as_deref(),
                None,
                r.section.as_slice(),
                Some(r.repost),
                Some(r.provisional),
                Some(serde_json::to_string(&r.notes)?),
                r.last_target(),
            ),
            Record::Measure(r) => (None, Some(r.form.code()), r.section.as_slice(), None, None, None, None),
            Record::Programme(_) => (None, None, &[][..], None, None, None, None),
        };
        let section = self.section(section)?;
        self.tx
            .prepare_cached(
                "INSERT INTO records (id, document, position, kind, lang, name, measure, form, section, repost,
                    provisional, notes, rule, confidence, flags, needs_review, lead, target_year, target, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                common.id,
                self.document,
                position,
                common.kind.code(),
                common.lang.code(),
                record.name(),
                measure,
                form,
                section,
                repost,
                provisional,
                notes,
                common.rule,
                common.confidence.get(),
                serde_json::to_string(&common.flags)?,
                record.needs_review(),
                common.ministries.iter().any(|ministry| ministry.lead),
                target.and_then(|target| target.period.as_ref()).map(|period| period.end),
                number(target.and_then(|target| target.value)),
                prepared.text,
            ])?;
        let no = self.tx.last_insert_rowid();
        self.tx
            .prepare_cached("INSERT INTO record_json (record, json, words) VALUES (?1, ?2, ?3)")?
            .execute(params![no, prepared.json, prepared.words])?;
        self.tx
            .prepare_cached("INSERT INTO records_fts (rowid, text) VALUES (?1, ?2)")?
            .execute(params![no, prepared.text])?;
        self.tx
            .prepare_cached("INSERT INTO records_words (rowid, words) VALUES (?1, ?2)")?
            .execute(params![no, prepared.words])?;
        for (ministry, position) in common.ministries.iter().zip(1..) {
            self.ministry(no, ministry, position)?;
        }
        self.evidence(no, &common.evidence)?;
        match record {
            Record::Indicator(indicator) => self.observations(no, indicator),
            Record::Measure(_) => Ok(()),
            Record::Programme(programme) => self.budgets(no, programme),
        }
    }

    fn section(&mut self, path: &[String]) -> Result<Option<i64>, StoreError> {
        if path.is_empty() {
            return Ok(None);
        }
        let path = path.join(" > ");
        if let Some(no) = self.sections.get(&path) {
            return Ok(Some(*no));
        }
        self.tx
            .prepare_cached("INSERT INTO sections (document, path) VALUES (?1, ?2)")?
            .execute(params![self.document, path])?;
        let no = self.tx.last_insert_rowid();
        self.sections.insert(path, no);
        Ok(Some(no))
    }

    fn ministry(&mut self, record: i64, ministry: &Ministry, position: i64) -> Result<(), StoreError> {
        let key = (ministry.code.clone(), ministry.name.clone(), ministry.name_en.clone());
        let no = match self.ministries.get(&key) {
            Some(no) => *no,
            None => {
                // Numbered without gaps, so that those rolled back can be told by their number.
                let no = self.ministries.len() as i64 + 1;
                self.tx.execute("INSERT INTO ministries VALUES (?1, ?2, ?3, ?4)", params![no, key.0, key.1, key.2])?;
                self.ministries.insert(key, no);
                no
            }
        };
        self.tx.prepare_cached("INSERT INTO record_ministries VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            record,
            position,
            no,
            ministry.lead
        ])?;
        Ok(())
    }

    fn evidence(&self, record: i64, evidence: &Evidence) -> Result<(), StoreError> {
        let Evidence { page, line, start, end, quote, cell, address, bbox } = evidence;
        let address = address.clone();
        let place = Place { page: *page, line: *line, start: *start, end: *end, cell: *cell, address, bbox: *bbox };
        self.place(record, 0, "record", &place, Some(quote))
    }

    fn place(&self, record: i64, nth: i64, what: &str, place: &Place, quote: Option<&str>) -> Result<(), StoreError> {
        let corner = |n: usize| number(place.bbox.map(|bbox| bbox[n]));
        self.tx
            .prepare_cached(
                "INSERT INTO evidence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(params![
                record,
                nth,
                what,
                place.page,
                place.line,
                place.start,
                place.end,
                quote,
                place.cell.map(|cell| cell.table),
                place.cell.map(|cell| cell.row),
                place.cell.map(|cell| cell.column),
                corner(0),
                corner(1),
                corner(2),
                corner(3),
                place.address,
            ])?;
        Ok(())
    }

    fn observations(&self, record: i64, indicator: &Indicator) -> Result<(), StoreError> {
        for (observation, nth) in indicator.observations.iter().zip(1..) {
            let (period, relative) = (observation.period.as_ref(), observation.relative_to.as_ref());
            self.tx
                .prepare_cached(
                    "INSERT INTO observations (record, position, role, value, value_max, unit, comparator, period_start,
                        period_end, period_basis, period_text, aggregation, relative_start, relative_end, relative_basis,
                        relative_text, text, outcome)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
                )?
                .execute(params![
                    record,
                    nth,
                    observation.role.code(),
                    number(observation.value),
                    number(observation.value_max),
                    observation.unit,
                    observation.comparator.to_string(),
                    period.map(|period| period.start),
                    period.map(|period| period.end),
                    basis(period),
                    period.map(|period| &period.text),
                    observation.aggregation.to_string(),
                    relative.map(|period| period.start),
                    relative.map(|period| period.end),
                    basis(relative),
                    relative.map(|period| &period.text),
                    observation.text,
                    indicator.outcome(observation).map(Outcome::code),
                ])?;
            self.place(record, nth, "value", &observation.evidence, None)?;
            if let Some(place) = &observation.period_evidence {
                self.place(record, nth, "period", place, None)?;
            }
        }
        Ok(())
    }

    fn budgets(&self, record: i64, programme: &Programme) -> Result<(), StoreError> {
        for (paid, nth) in programme.paid().into_iter().zip(1..) {
            let budget = paid.budget;
            self.tx.prepare_cached("INSERT INTO budgets VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(params![
                record,
                nth,
                number(budget.amount_jpy),
                budget.fiscal_year,
                budget.kind,
                budget.text,
                paid.is_part,
                paid.is_earlier
            ])?;
            if let Some(place) = &paid.place {
                self.place(record, nth, "value", place, None)?;
            }
        }
        Ok(())
    }
}

fn number(number: Option<Number>) -> Option<f64> {
    number.map(Number::get)
}

fn basis(period: Option<&Period>) -> Option<&'static str> {
    period.and_then(|period| period.basis).map(|basis| basis.code())
}
