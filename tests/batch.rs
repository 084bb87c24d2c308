//! Batches into a store, as an analyst runs them: again, killed, with files that change, move, go and fail.

mod desk;

use std::path::PathBuf;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use desk::{Desk, ONE, Ran, corpus, root};
use rusqlite::Connection;

fn extract(desk: &Desk, more: &[&str]) -> Ran {
    desk.run(&[&["extract", "docs", "--quiet"], more].concat())
}

/// All that the store holds, as JSON lines.
fn exported(desk: &Desk, store: &str) -> String {
    let ran = desk.run(&["export", "-", "--store", store]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

/// Three documents, read into `shihyo.db`.
fn filled() -> Desk {
    let desk = Desk::new();
    for (name, number) in [("a", "70"), ("b", "80"), ("c", "90")] {
        desk.write(&format!("docs/{name}.txt"), ONE.replace("70社", &format!("{number}社")));
    }
    let ran = extract(&desk, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("3 documents done, 0 failed"), "{}", ran.err);
    desk
}

#[test]
fn an_unchanged_document_is_not_read_again() {
    let desk = filled();
    let before = exported(&desk, "shihyo.db");
    let ran = extract(&desk, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("0 documents done, 0 failed, 3 unchanged"), "{}", ran.err);
    assert_eq!(exported(&desk, "shihyo.db"), before);
}

#[test]
fn a_changed_document_replaces_its_records_and_a_moved_one_keeps_them() {
    let desk = filled();
    desk.write("docs/a.txt", ONE.replace("70社", "71社"));
    std::fs::create_dir(desk.path("docs/new")).unwrap();
    std::fs::rename(desk.path("docs/b.txt"), desk.path("docs/new/b.txt")).unwrap();
    let ran = extract(&desk, &[]);
    assert!(ran.err.contains("1 document done, 0 failed, 1 unchanged, 1 moved"), "{}", ran.err);
    let now = exported(&desk, "shihyo.db");
    assert_eq!(desk.run(&["extract", "docs", "-o", "fresh.db"]).code, 0);
    assert_eq!(now, exported(&desk, "fresh.db"));
    assert!(now.contains("71社") && now.contains("docs/new/b.txt") && !now.contains("docs/b.txt"), "{now}");
}

#[test]
fn a_removed_document_is_told_and_dropped_only_by_prune() {
    let desk = filled();
    std::fs::remove_file(desk.path("docs/c.txt")).unwrap();
    let ran = extract(&desk, &[]);
    assert!(ran.err.contains("docs/c.txt: no longer there; kept in the store (--prune drops it)"), "{}", ran.err);
    assert!(exported(&desk, "shihyo.db").contains("90社"));
    let ran = extract(&desk, &["--prune"]);
    assert!(ran.err.contains("docs/c.txt: no longer there; dropped"), "{}", ran.err);
    let left = exported(&desk, "shihyo.db");
    assert!(!left.contains("90社") && left.contains("70社") && left.contains("80社"), "{left}");
}

#[test]
fn other_rules_read_all_again() {
    let desk = filled();
    let rules = desk.path("rules");
    std::fs::create_dir(&rules).unwrap();
    for entry in std::fs::read_dir(root().join("rules")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            std::fs::copy(&path, rules.join(path.file_name().unwrap())).unwrap();
        }
    }
    let runs = std::fs::read_to_string(rules.join("runs.toml")).unwrap();
    std::fs::write(rules.join("runs.toml"), format!("{runs}\n# another word\n")).unwrap();
    let ran = extract(&desk, &["--rules", "rules"]);
    assert!(ran.err.contains("3 documents done, 0 failed"), "{}", ran.err);
}

#[test]
fn a_failed_document_is_tried_again_unless_told_otherwise() {
    let desk = filled();
    desk.write("docs/d.txt", b"\x00\x01\x02");
    for (more, code, told) in [
        (&[][..], 3, "1 failed, 3 unchanged"),
        (&[], 3, "1 failed, 3 unchanged"),
        (&["--skip-failed"], 0, "0 failed, 3 unchanged, 1 that failed before left"),
    ] {
        let ran = extract(&desk, more);
        assert_eq!(ran.code, code, "{}", ran.err);
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    desk.write("docs/d.txt", ONE);
    let ran = extract(&desk, &["--skip-failed"]);
    assert!(ran.err.contains("1 document done, 0 failed, 3 unchanged"), "{}", ran.err);
}

#[test]
fn a_pdf_is_unchanged_too_and_what_of_it_could_not_be_read_is_kept() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("docs")).unwrap();
    for name in ["statement_on_the_second_page.pdf", "one_page_is_a_scan.pdf", "encrypted_with_a_password.pdf"] {
        std::fs::copy(root().join("fixtures/pdf").join(name), desk.path("docs").join(name)).unwrap();
    }
    let ran = extract(&desk, &["--report", "report.html"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("one_page_is_a_scan.pdf: page"), "{}", ran.err);
    assert!(ran.err.contains("a password is needed"), "{}", ran.err);
    let ran = extract(&desk, &["--report", "report.html"]);
    assert!(ran.err.contains("0 documents done, 1 failed, 2 unchanged"), "{}", ran.err);
    let report = std::fs::read_to_string(desk.path("report.html")).unwrap();
    for told in ["needs OCR", "a password is needed", "<svg"] {
        assert!(report.contains(told), "{told}");
    }
}

#[test]
fn one_run_at_a_time() {
    let desk = filled();
    let lock = std::fs::File::options().write(true).open(desk.path(".shihyo.db.lock")).unwrap();
    lock.lock().unwrap();
    let ran = extract(&desk, &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("shihyo.db: another shihyo is writing to this store; wait"), "{}", ran.err);
    drop(lock);
    assert_eq!(extract(&desk, &[]).code, 0);
}

/// What cannot be used is told with what to do, and left byte for byte.
#[test]
fn a_store_that_cannot_be_used_is_told_and_left() {
    let desk = filled();
    let store = desk.path("shihyo.db");
    let good = std::fs::read(&store).unwrap();
    let newer = || Connection::open(&store).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let cut = || std::fs::write(&store, [&good[..8192], &[0xa5; 20_000][..]].concat()).unwrap();
    let foreign = || {
        std::fs::remove_file(&store).unwrap();
        Connection::open(&store).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    };
    for (make, told) in
        [(&newer as &dyn Fn(), "use a newer shihyo"), (&cut, "the store is damaged"), (&foreign, "no store of shihyo")]
    {
        make();
        let before = std::fs::read(&store).unwrap();
        for args in [&["extract", "docs"][..], &["query", "採択"], &["export", "out.csv"]] {
            let ran = desk.run(args);
            assert_eq!(ran.code, 2, "{args:?} {}", ran.err);
            assert!(ran.err.contains("shihyo.db: ") && ran.err.contains(told), "{args:?} {}", ran.err);
        }
        assert!(std::fs::read(&store).unwrap() == before, "{told}: the store was touched");
        std::fs::write(&store, &good).unwrap();
    }
    assert_eq!(extract(&desk, &[]).code, 0);
    let ran = desk.run(&["extract", "docs", "-o", "nowhere/shihyo.db"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no such folder"), "{}", ran.err);
}

#[test]
fn a_store_where_nothing_may_be_written_can_still_be_asked() {
    let desk = filled();
    let folder = desk.path("shelf");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(desk.path("shihyo.db"), folder.join("shihyo.db")).unwrap();
    assert_eq!(desk.files().iter().filter(|name| name.contains("-wal")).count(), 0, "a log was left behind");
    let mut rights = std::fs::metadata(&folder).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&folder, rights.clone()).unwrap();
    assert_eq!(desk.run(&["query", "採択", "--store", "shelf/shihyo.db"]).code, 0);
    if std::fs::write(folder.join("probe"), "").is_err() {
        let ran = extract(&desk, &["-o", "shelf/shihyo.db"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("read only"), "{}", ran.err);
    } else {
        println!("this user may write everywhere: a read-only folder is not tried");
    }
    #[expect(clippy::permissions_set_readonly_false, reason = "the folder is about to be removed")]
    rights.set_readonly(false);
    std::fs::set_permissions(&folder, rights).unwrap();
}

/// Pieces of the corpus with other numbers in them.
fn many(desk: &Desk, count: usize) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    for n in 0..count {
        let lines: Vec<&str> = texts[n % texts.len()].lines().collect();
        let from = n * 37 % lines.len().saturating_sub(80).max(1);
        let part = lines[from..lines.len().min(from + 80)].join("\n");
        desk.write(&format!("docs/{n:03}.txt"), format!("第{n}号\n{ONE}{part}\n"));
    }
}

/// What was committed stays, the next run goes on, nothing is doubled and nothing lost.
#[test]
fn killed_at_any_moment_it_ends_as_if_it_had_not_been() {
    let desk = Desk::new();
    many(&desk, 60);
    let begun = Instant::now();
    assert_eq!(desk.run(&["extract", "docs", "-o", "whole.db", "--quiet"]).code, 0);
    let whole = begun.elapsed();
    let (mut seed, mut killed) = (20_261_125_u64, 0);
    for _ in 0..8 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child =
            desk.command(&["extract", "docs", "--quiet"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_secs_f64(whole.as_secs_f64() * 0.6 * (seed >> 40) as f64 / (1 << 24) as f64));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
    }
    assert!(killed > 0, "no run was killed before its end");
    assert_eq!(extract(&desk, &[]).code, 0);
    assert!(exported(&desk, "shihyo.db") == exported(&desk, "whole.db"), "other records than without being killed");
    let store = Connection::open(desk.path("shihyo.db")).unwrap();
    let count = |sql: &str| store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM documents"), 60);
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    for index in ["records_fts", "records_words"] {
        store.execute(&format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"), []).unwrap();
    }
    assert_eq!(store.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap(), "ok");
}

#[test]
fn a_store_holds_what_a_file_would() {
    let desk = Desk::new();
    many(&desk, 12);
    for threads in ["1", "3"] {
        let store = format!("{threads}.db");
        assert_eq!(desk.run(&["extract", "docs", "-o", &store, "--threads", threads]).code, 0);
        let file = desk.run(&["extract", "docs", "-o", "-", "--threads", threads]);
        assert!(exported(&desk, &store) == file.out, "other records than in a file");
    }
}
