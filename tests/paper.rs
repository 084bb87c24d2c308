//! PDFs to records: tables as people drew them, and boxes that enclose what was read.

use std::path::{Path, PathBuf};

use shihyo::eval;
use shihyo::extract::records;
use shihyo::open::Opener;
use shihyo::pdf::Options;
use shihyo::record::{Kind, Record};
use shihyo::rules::Rules;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> Vec<Record> {
    let opened = Opener::in_process(Options::default()).open(path).unwrap();
    records(&opened.source, &opened.document, &Rules::built_in())
}

/// Tables of 基準値 and 目標値 in a village's strategy, some cells printed twice to look bold.
#[test]
fn the_tables_of_a_real_strategy_become_its_gold_records() {
    let path = root().join("../shared/pdf/oto__otoineppu_sogosenryaku.pdf");
    if !path.exists() {
        println!("{} is not there: nothing is tested", path.display());
        return;
    }
    let gold = std::fs::read_to_string(root().join("tests/gold/indicators-other.jsonl")).unwrap();
    let of_it: String =
        gold.lines().filter(|line| line.contains("22_otoineppu")).map(|line| format!("{line}\n")).collect();
    let json: String = read(&path).iter().map(|record| record.to_json() + "\n").collect();
    let (mut gold, mut found) =
        (eval::gold(&of_it, Kind::Indicator).unwrap(), eval::records(&json, Kind::Indicator).unwrap());
    eval::select(&mut gold, &mut found, &[], true);
    let score = eval::score(&gold, &found, Kind::Indicator);
    for label in ["indicator", "core", "full"] {
        let f1 = score.figure(label).unwrap().f1();
        assert!(f1 >= 0.95, "{label} {f1:.3}\n{}", eval::detail(&gold, &found, &score, Kind::Indicator, 9));
    }
}
