//! Pages that are pictures: with the real engine where it is installed, and with engines of a few lines that are
//! missing, fail, hang or talk nonsense.
#![cfg(unix)]

mod desk;

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use desk::{Desk, root};
use serde_json::Value;

const INSTALL: &str = "install";

fn plan() -> PathBuf {
    root().join("fixtures/ocr/scanned_plan.pdf")
}

/// Runs the program with an engine.
fn run(desk: &Desk, engine: &str, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shihyo"));
    let Output { status, stdout, stderr } =
        command.current_dir(desk.dir.path()).env("SHIHYO_TESSERACT", engine).args(args).output().unwrap();
    let words = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), words(stdout), words(stderr))
}

/// A shell script that says it is an engine, and does `reading` where it is given a picture.
fn engine(desk: &Desk, name: &str, reading: &str) -> String {
    let script = format!(
        "#!/bin/sh\ncase \"$1\" in\n--version) echo 'tesseract 9.9';;\n\
         --list-langs) printf 'List (2):\\njpn\\neng\\n';;\n*) {reading};;\nesac\n"
    );
    let path = desk.write(name, script);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A reading that tells one line of words, in a table as the real engine writes it.
fn saying(words: &[&str]) -> String {
    let mut table = String::from(
        "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n",
    );
    table.push_str("4\\t1\\t1\\t1\\t1\\t0\\t100\\t100\\t900\\t30\\t-1\\t\\n");
    for (n, word) in words.iter().enumerate() {
        let (left, width) = (100 + 150 * n, 30 * word.chars().count());
        table.push_str(&format!("5\\t1\\t1\\t1\\t1\\t{n}\\t{left}\\t100\\t{width}\\t30\\t95.5\\t{word}\\n"));
    }
    format!("cat > /dev/null; printf '{table}'")
}

/// Whether the real engine can read Japanese; what is left out without it is said.
fn is_installed(test: &str) -> bool {
    let listed = Command::new("tesseract").arg("--list-langs").output();
    let installed = listed.is_ok_and(|out| {
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        ["jpn", "jpn_vert", "eng"].iter().all(|code| text.lines().any(|line| line == *code))
    });
    if !installed {
        eprintln!("{test}: left out, tesseract with jpn, jpn_vert and eng is not installed");
    }
    installed
}

#[test]
fn a_scanned_plan_gives_records_with_places_and_the_flag() {
    if !is_installed("a_scanned_plan_gives_records_with_places_and_the_flag") {
        return;
    }
    let desk = Desk::new();
    let (code, out, err) = run(&desk, "tesseract", &["extract", "-o", "-", plan().to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("page 1: read by OCR (tesseract ") && err.contains(", jpn) and may hold errors"), "{err}");
    let records: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(records.iter().all(|record| record["flags"].as_array().unwrap().contains(&"ocr".into())), "{out}");
    assert!(records.iter().all(|record| record["confidence"].as_f64().unwrap() < 0.75), "{out}");
    let values = |name: &str| -> Vec<f64> {
        let record = records.iter().find(|record| record["name"] == name).unwrap_or_else(|| panic!("{name}: {out}"));
        record["observations"].as_array().unwrap().iter().filter_map(|one| one["value"].as_f64()).collect()
    };
    assert_eq!(values("就農研修の修了者数"), [6.0, 15.0]);
    assert_eq!(values("お試し住宅の利用者数"), [80.0]);
    // The zeros of that row look like 6 and 9: they are told right or not at all.
    let told: Vec<f64> = records
        .iter()
        .flat_map(|record| record["observations"].as_array().unwrap())
        .filter_map(|one| one["value"].as_f64())
        .collect();
    assert!(told.iter().all(|value| [120.0, 250.0, 18.0, 45.0, 6.0, 15.0, 80.0].contains(value)), "{told:?}");
    // 15人 stands in the third column of the last row, on a page that was turned a little.
    let row = records.iter().find(|record| record["name"] == "就農研修の修了者数").unwrap();
    let bbox: Vec<f64> = serde_json::from_value(row["observations"][1]["evidence"]["bbox"].clone()).unwrap();
    assert!(bbox[0] > 340.0 && bbox[2] < 432.0 && bbox[1] > 205.0 && bbox[3] < 245.0, "{bbox:?}");
    assert_eq!(row["evidence"]["page"], 1);
    // Again the same.
    assert_eq!(run(&desk, "tesseract", &["extract", "-o", "-", plan().to_str().unwrap()]).1, out);
}

#[test]
fn vertical_writing_in_a_picture_is_read_down_its_lines() {
    if !is_installed("vertical_writing_in_a_picture_is_read_down_its_lines") {
        return;
    }
    let path = root().join("fixtures/ocr/scanned_vertical_writing.pdf");
    let (code, out, err) = run(&Desk::new(), "tesseract", &["text", path.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("jpn_vert"), "{err}");
    assert!(out.contains("高校の機能を強化し") && out.contains("地域の担い手となる人材を育成するため"), "{out}");
}

#[test]
fn text_that_is_there_is_left_alone_but_where_all_is_asked_for() {
    let desk = Desk::new();
    let path = root().join("fixtures/pdf/statement_on_the_second_page.pdf");
    let engine = engine(&desk, "engine", &saying(&["別の", "文字列"]));
    let text = |when| run(&desk, &engine, &["text", "--ocr", when, path.to_str().unwrap()]).1;
    assert_eq!(text("auto"), text("never"));
    assert!(text("always").contains("別の") && !text("never").contains("別の"));
}

#[test]
fn an_engine_that_is_not_there_is_told_with_what_installs_it() {
    let desk = Desk::new();
    let (plan, nowhere) = (plan(), "/nowhere/tesseract");
    let plan = plan.to_str().unwrap();
    let (code, _, err) = run(&desk, nowhere, &["text", plan]);
    assert_eq!(code, 2);
    assert!(err.contains("needs OCR: its page is a picture without text; there is no /nowhere/tesseract"), "{err}");
    assert!(err.contains(INSTALL), "{err}");
    let (code, _, err) = run(&desk, nowhere, &["text", "--ocr", "never", plan]);
    assert_eq!((code, err.contains(INSTALL)), (2, false), "{err}");
    // Before anything is read.
    let (code, _, err) = run(&desk, nowhere, &["text", "--ocr", "always", plan, "no_such_file.txt"]);
    assert_eq!(code, 2);
    assert!(err.contains("--ocr always: there is no /nowhere/tesseract") && !err.contains("no_such_file"), "{err}");
    // Pages with text are read all the same.
    let mixed = root().join("fixtures/pdf/one_page_is_a_scan.pdf");
    let (code, out, err) = run(&desk, nowhere, &["text", mixed.to_str().unwrap()]);
    assert_eq!((code, out.trim().is_empty()), (0, false));
    assert!(err.contains("page 2: needs OCR: there is no /nowhere/tesseract"), "{err}");
}

#[test]
fn an_engine_that_fails_or_talks_nonsense_costs_its_page() {
    let desk = Desk::new();
    let empty = "level\\tpage_num\\tblock_num\\n";
    for (name, reading, reason) in [
        ("fails", "echo 'Error in pixReadMem' >&2; exit 1".to_owned(), "tesseract failed: Error in pixReadMem"),
        ("dies", "kill -9 $$".to_owned(), "tesseract failed: signal: 9"),
        ("babbles", "cat > /dev/null; echo 'segmentation violation'".to_owned(), "no table of words"),
        ("is_cut_off", format!("cat > /dev/null; printf '{empty}5\\t1\\t1'"), "no table of words"),
        ("sees_nothing", format!("cat > /dev/null; printf '{empty}'"), "tesseract 9.9, jpn found no words"),
    ] {
        let engine = engine(&desk, name, &reading);
        let (code, _, err) = run(&desk, &engine, &["text", plan().to_str().unwrap()]);
        assert_eq!(code, 2, "{name}: {err}");
        assert!(
            err.contains("needs OCR: its page is a picture without text; ") && err.contains(reason),
            "{name}: {err}"
        );
    }
}

#[test]
fn an_engine_that_hangs_is_ended() {
    let desk = Desk::new();
    let engine = engine(&desk, "hangs", "exec sleep 100");
    let begun = Instant::now();
    let (code, _, err) = run(&desk, &engine, &["text", "--page-seconds", "1", plan().to_str().unwrap()]);
    assert!(begun.elapsed() < Duration::from_secs(40));
    assert_eq!(code, 2);
    assert!(err.contains("tesseract takes longer than 6 seconds (--page-seconds, 6 times)"), "{err}");
}

#[test]
fn a_store_reads_again_what_another_engine_may_read_otherwise_and_nothing_else() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("docs")).unwrap();
    std::fs::copy(plan(), desk.path("docs/plan.pdf")).unwrap();
    let text = root().join("fixtures/pdf/statement_on_the_second_page.pdf");
    std::fs::copy(text, desk.path("docs/text.pdf")).unwrap();
    let engine = engine(&desk, "engine", &saying(&["指標の", "名前"]));
    let extract = |engine: &str, more: &[&str]| run(&desk, engine, &[&["extract", "docs", "-q"], more].concat()).2;
    let told = |err: &str, done: &str| assert!(err.contains(done), "{err}");
    told(&extract("/nowhere/tesseract", &[]), "1 document done, 1 failed");
    told(
        &extract("/nowhere/tesseract", &["--skip-failed"]),
        "0 documents done, 0 failed, 1 unchanged, 1 that failed before left",
    );
    // The engine is there now: what failed for want of it is tried again.
    told(&extract(&engine, &["--skip-failed"]), "1 document done, 0 failed, 1 unchanged");
    told(&extract(&engine, &[]), "0 documents done, 0 failed, 2 unchanged");
    std::fs::rename(desk.path("docs/plan.pdf"), desk.path("docs/moved.pdf")).unwrap();
    told(&extract(&engine, &[]), "0 documents done, 0 failed, 1 unchanged, 1 moved");
    told(&extract(&engine, &["--ocr", "never"]), "0 documents done, 1 failed, 1 unchanged");
    told(&extract(&engine, &["--ocr", "always"]), "2 documents done, 0 failed");
}
