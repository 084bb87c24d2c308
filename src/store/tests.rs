use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::open::Opened;
use crate::record::Record;
use crate::rules::Rules;
use crate::source::Source;

fn corpus() -> Vec<PathBuf> {
    crate::source::find(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")]).documents
}

fn prepared(source: Source, rules: &Rules) -> Prepared {
    let opened = Opened::of_text(source);
    let records = crate::extract::records(&opened.source, &opened.document, rules);
    Prepared::new(&opened, Some("key".into()), records, rules.words())
}

fn lines(store: &Store) -> Vec<String> {
    store.documents().unwrap().into_iter().flat_map(|(no, _)| store.lines_of(no).unwrap()).collect()
}

fn count(store: &Store, sql: &str) -> i64 {
    store.db.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// A store of two small documents.
fn small(folder: &Path) -> PathBuf {
    let path = folder.join("shihyo.db");
    let rules = Rules::built_in();
    let mut run = Run::begin(&path, &rules.hash).unwrap();
    for (name, text) in [
        ("a.txt", "KPI\n・目標 2028年度までに70社【厚】\n"),
        ("b.txt", "KPI\n・目標 2030年度までに育児休業取得率85%\n"),
    ] {
        let source = Source::from_text(name, text);
        run.put(Path::new(name), &prepared(source, &rules)).unwrap();
    }
    run.end(RunCounts { read: 2, ..RunCounts::default() }).unwrap();
    path
}

#[test]
fn a_store_gives_back_the_lines_and_its_tables_say_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let rules = Rules::built_in();
    let mut run = Run::begin(&dir.path().join("s.db"), &rules.hash).unwrap();
    let (mut records, mut written) = (Vec::new(), Vec::new());
    for path in corpus() {
        let prepared = prepared(Source::open(&path).unwrap(), &rules);
        run.put(&path, &prepared).unwrap();
        written.extend(prepared.records.iter().map(|one| one.json.clone()));
        records.extend(prepared.records.into_iter().map(|one| one.record));
    }
    let store = run.end(RunCounts::default()).unwrap();
    assert_eq!(lines(&store), written);
    assert!(records.len() > 300);

    let observations: usize =
        records.iter().map(|r| if let Record::Indicator(i) = r { i.observations.len() } else { 0 }).sum();
    assert_eq!(count(&store, "SELECT count(*) FROM observations"), observations as i64);
    let mut statement = store
        .db
        .prepare(
            "SELECT o.role, o.value, o.unit, o.comparator, o.period_start, o.period_end, o.text, e.start, e.\"end\", e.line
             FROM documents d JOIN records r ON r.document = d.no JOIN observations o ON o.record = r.no
             JOIN evidence e ON e.record = r.no AND e.observation = o.position AND e.what = 'value'
             ORDER BY d.path, r.position, o.position",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    for indicator in records.iter().filter_map(|r| if let Record::Indicator(i) = r { Some(i) } else { None }) {
        for o in &indicator.observations {
            let row = rows.next().unwrap().unwrap();
            assert_eq!(row.get::<_, String>(0).unwrap(), o.role.code());
            assert_eq!(row.get::<_, Option<f64>>(1).unwrap(), o.value.map(|value| value.get()));
            assert_eq!(row.get::<_, Option<String>>(2).unwrap(), o.unit);
            assert_eq!(row.get::<_, String>(3).unwrap(), o.comparator.to_string());
            assert_eq!(row.get::<_, Option<i32>>(4).unwrap(), o.period.as_ref().map(|p| p.start));
            assert_eq!(row.get::<_, Option<i32>>(5).unwrap(), o.period.as_ref().map(|p| p.end));
            assert_eq!(row.get::<_, String>(6).unwrap(), o.text);
            assert_eq!(row.get::<_, u32>(7).unwrap(), o.evidence.start);
            assert_eq!(row.get::<_, u32>(8).unwrap(), o.evidence.end);
            assert_eq!(row.get::<_, Option<u32>>(9).unwrap(), o.evidence.line);
        }
    }
    assert!(rows.next().unwrap().is_none());
    let ministries: usize = records.iter().map(|r| r.common().ministries.len()).sum();
    assert_eq!(count(&store, "SELECT count(*) FROM record_ministries"), ministries as i64);
    assert!(count(&store, "SELECT count(*) FROM programmes WHERE amount_jpy IS NOT NULL") > 0);
    assert!(count(&store, "SELECT count(*) FROM programmes WHERE ministries <> '' AND is_part = 0") > 0);
    let placed = "SELECT count(*) FROM budgets b JOIN evidence e ON e.record = b.record AND e.observation = b.position";
    assert!(count(&store, placed) > 0);
    assert_eq!(count(&store, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    check_search_indexes(&store);
}

/// Both indexes hold just the records there are.
fn check_search_indexes(store: &Store) {
    store
        .db
        .execute_batch(
            "PRAGMA query_only = 0; INSERT INTO records_fts (records_fts, rank) VALUES ('integrity-check', 1);
             INSERT INTO records_words (records_words, rank) VALUES ('integrity-check', 1)",
        )
        .unwrap();
}

#[test]
fn what_is_put_again_replaces_what_was_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = small(dir.path());
    let before = lines(&Store::open_read_only(&path).unwrap());
    let rules = Rules::built_in();
    let mut run = Run::begin(&path, &rules.hash).unwrap();
    for text in ["KPI\n・目標 2028年度までに71社【厚】\n", "KPI\n・目標 2028年度までに70社【厚】\n"]
    {
        run.put(Path::new("a.txt"), &prepared(Source::from_text("a.txt", text), &rules)).unwrap();
        assert_eq!(count(run.store(), "SELECT count(*) FROM documents"), 2);
    }
    assert_eq!(lines(run.store()), before);
    check_search_indexes(run.store());
}

#[test]
fn a_document_that_fails_keeps_its_records_only_if_its_content_is_unknown() {
    let dir = tempfile::tempdir().unwrap();
    let path = small(dir.path());
    let mut run = Run::begin(&path, "rules").unwrap();
    let before = lines(run.store());
    run.fail(Path::new("a.txt"), None, "permission denied").unwrap();
    assert_eq!(lines(run.store()), before);
    run.fail(Path::new("a.txt"), Some("another"), "not a text file").unwrap();
    assert!(lines(run.store()).len() < before.len());
    let failures: BTreeSet<_> = run.store().documents().unwrap().into_iter().filter_map(|(_, d)| d.failure).collect();
    assert_eq!(failures, BTreeSet::from(["not a text file".to_owned()]));
}

#[test]
fn renaming_gives_the_records_of_the_new_path() {
    let dir = tempfile::tempdir().unwrap();
    let path = small(dir.path());
    let rules = Rules::built_in();
    let mut run = Run::begin(&path, &rules.hash).unwrap();
    let no = run.store().documents().unwrap()[0].0;
    run.rename(no, Path::new("c.txt")).unwrap();
    let source = Source::from_text("c.txt", "KPI\n・目標 2028年度までに70社【厚】\n");
    let expected: Vec<String> = prepared(source.clone(), &rules).records.into_iter().map(|one| one.json).collect();
    let all = lines(run.store());
    assert_eq!(all[all.len() - expected.len()..], expected);
}

#[test]
fn a_full_disk_takes_nothing_that_was_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = small(dir.path());
    let rules = Rules::built_in();
    let before = lines(&Store::open_read_only(&path).unwrap());
    let mut run = Run::begin(&path, &rules.hash).unwrap();
    let pages: i64 = count(run.store(), "PRAGMA page_count");
    run.store().db.pragma_update(None, "max_page_count", pages).unwrap();
    let source = Source::open(&corpus()[0]).unwrap();
    let full = run.put(Path::new("big.txt"), &prepared(source.clone(), &rules));
    assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
    assert_eq!(lines(run.store()), before);
    // With room again, the numbers of ministries that were rolled back are not used.
    run.store().db.pragma_update(None, "max_page_count", 1 << 20).unwrap();
    run.put(Path::new("big.txt"), &prepared(source.clone(), &rules)).unwrap();
    assert_eq!(count(run.store(), "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

#[test]
fn stores_that_cannot_be_used_say_why() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    assert!(matches!(Store::open_read_only(&path("none.db")), Err(StoreError::NotFound)));
    assert!(matches!(Run::begin(&path("no/folder.db"), ""), Err(StoreError::CannotOpen)));

    std::fs::write(path("text.db"), "not a database at all, but long enough to be read as one".repeat(20)).unwrap();
    assert!(matches!(Store::open(&path("text.db")), Err(StoreError::Damaged(_))));

    Connection::open(path("other.db")).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Store::open(&path("other.db")), Err(StoreError::NotAStore)));

    let store = small(dir.path());
    Connection::open(&store).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Store::open(&store), Err(StoreError::Newer { found: 99, known: 3 })));
}

#[test]
fn a_damaged_store_is_told_and_left() {
    let dir = tempfile::tempdir().unwrap();
    let path = small(dir.path());
    let mut bytes = std::fs::read(&path).unwrap();
    let len = bytes.len();
    bytes[4096..len].fill(0xa5);
    std::fs::write(&path, &bytes).unwrap();
    let read = Store::open_read_only(&path).and_then(|store| store.documents());
    assert!(matches!(read, Err(StoreError::Damaged(_))), "{read:?}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_second_run_is_told_that_the_first_has_not_ended() {
    let dir = tempfile::tempdir().unwrap();
    let path = small(dir.path());
    let run = Run::begin(&path, "").unwrap();
    assert!(matches!(Run::begin(&path, ""), Err(StoreError::Busy)));
    drop(run);
    Run::begin(&path, "").unwrap();
}

#[test]
fn each_migration_is_taken_once_and_keeps_what_is_there() {
    let mut db = Connection::open_in_memory().unwrap();
    let steps = ["CREATE TABLE t (x); INSERT INTO t VALUES (1)", "ALTER TABLE t ADD COLUMN y; UPDATE t SET y = x + 1"];
    migrate(&mut db, &steps[..1]).unwrap();
    migrate(&mut db, &steps).unwrap();
    migrate(&mut db, &steps).unwrap();
    assert_eq!(db.query_row("SELECT x, y FROM t", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap(), (1, 2));
    let broken = ["", "", "CREATE TABLE u (x); CREATE TABLE u (x)"];
    assert!(migrate(&mut db, &broken).is_err());
    assert_eq!(db.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).unwrap(), 2);
    assert!(db.prepare("SELECT * FROM u").is_err(), "half a step was taken");
}

/// What the schema of version 1 was when it was released: it may not change after.
#[test]
fn the_first_version_is_migrated_from() {
    let mut db = Connection::open_in_memory().unwrap();
    db.execute_batch(MIGRATIONS[0]).unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
    migrate(&mut db, MIGRATIONS).unwrap();
    assert_eq!(db.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).unwrap(), 3);
}
