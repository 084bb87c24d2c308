//! Runs write here: a document and all that was read from it in one transaction.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::lock::Lock;
use super::plan::place;
use super::{PATIENCE, Store, StoreError, search};
use crate::layout::Kind as BlockKind;
use crate::open::Opened;
use crate::record::{Evidence, Indicator, Ministry, Number, Outcome, Period, Place, Programme, Record};
use crate::text::Words;

/// A document's records, ready to be written. Made where documents are read in parallel.
#[derive(Debug)]
pub struct Prepared {
    /// From the content's hash.
    pub id: String,
    pub title: Option<String>,
    /// [`super::Known::key`]; none where it shall be read again the next time.
    pub key: Option<String>,
    /// What of it could not be read, a line each.
    pub warnings: Vec<String>,
    pub pages: Vec<Page>,
    pub records: Vec<PreparedRecord>,
}

/// A page of a document and how much stands on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub page: u32,
    pub blocks: u32,
    pub characters: u32,
}

#[derive(Debug)]
pub struct PreparedRecord {
    pub record: Record,
    /// Its JSON line.
    pub json: String,
    text: String,
    words: String,
}

impl PreparedRecord {
    pub fn new(record: Record, words: &Words) -> Self {
        let text = search::searchable(&record);
        let words = search::index_line(&text, words);
        Self { json: record.to_json(), text, words, record }
    }
}

impl Page {
    /// The pages of a document, those with nothing on them included; none where a text marks none.
    fn all(opened: &Opened) -> Vec<Self> {
        let document = &opened.document;
        let mut pages: Vec<Self> = (1..=opened.pages).map(|page| Self { page, blocks: 0, characters: 0 }).collect();
        for block in &document.blocks {
            let span = match &block.kind {
                BlockKind::Table(table) => {
                    table.rows.first().zip(table.rows.last()).map(|(a, b)| (a.span.start, b.span.end))
                }
                _ => Some(block.text.span()).map(|span| (span.start, span.end)),
            };
            let Some((start, end)) = span else { continue };
            let page = document.places.page(start).and_then(|page| pages.iter_mut().find(|one| one.page == page));
            if let Some(page) = page {
                page.blocks += 1;
                page.characters += end.saturating_sub(start);
            }
        }
        pages
    }
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunCounts {
    pub read: u32,
    pub unchanged: u32,
    pub moved: u32,
    pub failed: u32,
    pub missing: u32,
}

/// A run that writes to a store. Only one at a time; what it committed stays if it is killed.
#[derive(Debug)]
pub struct Run {
    store: Store,
    no: i64,
    ministries: HashMap<(String, Option<String>, Option<String>), i64>,
    _lock: Lock,
}

impl Run {
    /// Begins a run on a store, which is made where there is none.
    ///
    /// # Errors
    /// Another run has not ended, or as for [`Store::open`].
    pub fn begin(path: &Path, rules: &str) -> Result<Self, StoreError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let lock = match Lock::take(path) {
            Err(StoreError::Io(_)) if !folder.is_dir() => return Err(StoreError::CannotOpen),
            Err(StoreError::Io(error)) => {
                return Err(match error.kind() {
                    std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                        StoreError::ReadOnly
                    }
                    std::io::ErrorKind::StorageFull => StoreError::Full,
                    _ => StoreError::Io(error),
                });
            }
            lock => lock?,
        };
        let store = Store::open(path)?;
        store
            .db
            .execute("INSERT INTO runs (program, rules) VALUES (?1, ?2)", params![env!("CARGO_PKG_VERSION"), rules])?;
        let no = store.db.last_insert_rowid();
        let mut ministries = HashMap::new();
        {
            let mut statement = store.db.prepare("SELECT code, name, name_en, no FROM ministries")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                ministries.insert((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?);
            }
        }
        Ok(Self { store, no, ministries, _lock: lock })
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Writes a document in place of what was read from it before.
    ///
    /// # Errors
    /// The disk is full, the store locked or damaged; nothing of the document is written then.
    pub fn put(&mut self, path: &Path, document: &Prepared) -> Result<(), StoreError> {
        let (place, run) = (place(path)?, self.no);
        let known = self.ministries.len();
        let work = |tx: &Transaction<'_>, ministries: &mut HashMap<_, _>| -> Result<(), StoreError> {
            clear(tx, &place)?;
            let no: i64 = tx
                .prepare_cached(
                    "INSERT INTO documents (id, path, place, title, state, warnings, key, run)
                     VALUES (?1, ?2, ?3, ?4, 'read', ?5, ?6, ?7)
                     ON CONFLICT (place) DO UPDATE SET id = excluded.id, path = excluded.path, title = excluded.title,
                        state = 'read', reason = NULL, warnings = excluded.warnings, key = excluded.key, run = excluded.run
                     RETURNING no",
                )?
                .query_row(
                    params![
                        document.id,
                        path.display().to_string(),
                        place,
                        document.title,
                        serde_json::to_string(&document.warnings)?,
                        document.key,
                        run
                    ],
                    |row| row.get(0),
                )?;
            for page in &document.pages {
                tx.prepare_cached("INSERT INTO pages VALUES (?1, ?2, ?3, ?4)")?.execute(params![
                    no,
                    page.page,
                    page.blocks,
                    page.characters
                ])?;
            }
            let mut rows = Rows { tx, document: no, sections: HashMap::new(), ministries };
            for (record, position) in document.records.iter().zip(1..) {
                rows.record(record, position)?;
            }
            Ok(())
        };
        let tx = self.store.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx, &mut self.ministries).and_then(|()| Ok(tx.commit()?));
        if done.is_err() && self.ministries.len() > known {
            // Numbers of rows that were rolled back.
            self.ministries.retain(|_, no| usize::try_from(*no).is_ok_and(|no| no <= known));
        }
        done
    }

    /// Notes that a document failed. If its content could not even be read, what was read of it
    /// before stays; if it has changed, that no longer holds and goes.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn fail(&mut self, path: &Path, key: Option<&str>, reason: &str) -> Result<(), StoreError> {
        let place = place(path)?;
        let tx = self.store.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if key.is_some() {
            clear(&tx, &place)?;
        }
        tx.execute(
            "INSERT INTO documents (path, place, state, reason, key, run) VALUES (?1, ?2, 'failed', ?3, ?4, ?5)
             ON CONFLICT (place) DO UPDATE SET path = excluded.path, state = 'failed', reason = excluded.reason,
                warnings = '[]', key = excluded.key, run = excluded.run",
            params![path.display().to_string(), place, reason, key, self.no],
        )?;
        Ok(tx.commit()?)
    }

    /// Gives a document that was read under another path its new one.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn rename(&mut self, no: i64, path: &Path) -> Result<(), StoreError> {
        let (place, path) = (place(path)?, path.display().to_string());
        let tx = self.store.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute(
            "UPDATE documents SET path = ?2, place = ?3, run = ?4 WHERE no = ?1",
            params![no, path, place, self.no],
        )?;
        {
            let mut all = tx.prepare(
                "SELECT j.record, j.json FROM records r JOIN record_json j ON j.record = r.no WHERE r.document = ?1",
            )?;
            let mut rows = all.query([no])?;
            let mut update = tx.prepare("UPDATE record_json SET json = ?2 WHERE record = ?1")?;
            while let Some(row) = rows.next()? {
                let mut record: Record = serde_json::from_str(&row.get::<_, String>(1)?)?;
                match &mut record {
                    Record::Indicator(r) => r.common.document.path.clone_from(&path),
                    Record::Measure(r) => r.common.document.path.clone_from(&path),
                    Record::Programme(r) => r.common.document.path.clone_from(&path),
                }
                update.execute(params![row.get::<_, i64>(0)?, record.to_json()])?;
            }
        }
        Ok(tx.commit()?)
    }

    /// Drops a document and all that was read from it.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn drop_document(&mut self, no: i64) -> Result<(), StoreError> {
        let tx = self.store.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let place: Option<String> =
            tx.query_row("SELECT place FROM documents WHERE no = ?1", [no], |row| row.get(0)).optional()?;
        if let Some(place) = place {
            clear(&tx, &place)?;
            tx.execute("DELETE FROM documents WHERE no = ?1", [no])?;
        }
        Ok(tx.commit()?)
    }

    /// Ends the run.
    ///
    /// # Errors
    /// As [`Run::put`].
    pub fn end(self, counts: RunCounts) -> Result<Store, StoreError> {
        self.store.db.execute(
            "UPDATE runs SET ended = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), read = ?2, unchanged = ?3, moved = ?4,
                failed = ?5, missing = ?6 WHERE no = ?1",
            params![self.no, counts.read, counts.unchanged, counts.moved, counts.failed, counts.missing],
        )?;
        // Gathers what the query planner knows, where much has changed.
        self.store.db.execute_batch("PRAGMA optimize")?;
        // One plain file, which can be read where nothing may be written; if someone reads it now, the next run does it.
        self.store.db.busy_timeout(Duration::ZERO)?;
        let _ = self.store.db.pragma_update(None, "journal_mode", "delete");
        self.store.db.busy_timeout(PATIENCE)?;
        Ok(self.store)
    }
}

/// Drops what was read from a document; the document itself stays.
fn clear(tx: &Transaction<'_>, place: &str) -> Result<(), StoreError> {
    let no: Option<i64> = tx
        .prepare_cached("SELECT no FROM documents WHERE place = ?1")?
        .query_row([place], |row| row.get(0))
        .optional()?;
    let Some(no) = no else { return Ok(()) };
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

/// Writes the rows of one document.
struct Rows<'a> {
    tx: &'a Transaction<'a>,
    document: i64,
    sections: HashMap<String, i64>,
    ministries: &'a mut HashMap<(String, Option<String>, Option<String>), i64>,
}

impl Rows<'_> {
    fn record(&mut self, prepared: &PreparedRecord, position: i64) -> Result<(), StoreError> {
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
        let Evidence { page, line, start, end, quote, cell, bbox } = evidence;
        let place = Place { page: *page, line: *line, start: *start, end: *end, cell: *cell, bbox: *bbox };
        self.place(record, 0, "record", &place, Some(quote))
    }

    fn place(&self, record: i64, nth: i64, what: &str, place: &Place, quote: Option<&str>) -> Result<(), StoreError> {
        let corner = |n: usize| number(place.bbox.map(|bbox| bbox[n]));
        self.tx
            .prepare_cached(
                "INSERT INTO evidence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
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
        for (budget, nth) in programme.budgets.iter().zip(1..) {
            self.tx.prepare_cached("INSERT INTO budgets VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
                record,
                nth,
                number(budget.amount_jpy),
                budget.fiscal_year,
                budget.kind,
                budget.text
            ])?;
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

impl Prepared {
    /// Makes a document's records ready to be written.
    pub fn new(opened: &Opened, key: Option<String>, records: Vec<Record>, words: &Words) -> Self {
        let title = records.first().and_then(|record| record.common().document.title.clone());
        let records = records.into_iter().map(|record| PreparedRecord::new(record, words)).collect();
        let (id, warnings) = (opened.source.id.clone(), opened.warnings());
        Self { id, title, key, warnings, pages: Page::all(opened), records }
    }
}
