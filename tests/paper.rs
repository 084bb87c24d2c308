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

/// Documents of the corpus set on paper give what their dumps give.
#[test]
fn typeset_documents_give_the_records_of_their_dumps() {
    for (paper, dump, floor) in [("corpus_000.pdf", "000_", 0.98), ("corpus_001.pdf", "001_", 0.98)] {
        let records = read(&root().join("fixtures/paper").join(paper));
        let json: String = records.iter().map(|record| record.to_json() + "\n").collect();
        let gold = std::fs::read_to_string(root().join("tests/gold/indicators.jsonl")).unwrap();
        let of_it: String =
            gold.lines().filter(|line| line.contains(&format!("\"{dump}"))).map(|line| format!("{line}\n")).collect();
        let (mut gold, mut found) =
            (eval::gold(&of_it, Kind::Indicator).unwrap(), eval::records(&json, Kind::Indicator).unwrap());
        eval::select(&mut gold, &mut found, &[], true);
        let score = eval::score(&gold, &found, Kind::Indicator);
        let f1 = score.figure("indicator").unwrap().f1();
        assert!(f1 >= floor, "{paper} {f1:.3}\n{}", eval::detail(&gold, &found, &score, Kind::Indicator, 9));
    }
}

/// Pages with one trap each, as a person can read them.
#[test]
fn each_trap_of_layout_is_set_right() {
    let folder = root().join("fixtures/paper");
    let mut traps = 0;
    for path in shihyo::source::find(&[&folder]).documents {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name.starts_with("corpus_") {
            continue;
        }
        traps += 1;
        let text = Opener::in_process(Options::default()).open(&path).unwrap().source.text;
        insta::with_settings!({ snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, text.replace('\x0c', "<page>\n"));
        });
    }
    assert!(traps >= 9, "only {traps} fixtures");
}

/// A record's box lies on its page and encloses those of its values.
#[test]
fn boxes_enclose_what_was_read() {
    let mut values = 0;
    for paper in ["corpus_000.pdf", "page_turned_by_rotate.pdf", "table_over_two_pages_with_its_header_again.pdf"] {
        for record in read(&root().join("fixtures/paper").join(paper)) {
            let evidence = &record.common().evidence;
            let (Some(page), Some(outer)) = (evidence.page, evidence.bbox) else { panic!("{paper}: no box: {record}") };
            let Record::Indicator(indicator) = &record else { continue };
            for observation in &indicator.observations {
                let inner = observation.evidence.bbox.unwrap_or_else(|| panic!("{paper}: no box: {record}"));
                assert!(inner[0].get() < inner[2].get() && inner[1].get() < inner[3].get(), "{record}");
                let same_cell = observation.evidence.cell == evidence.cell && observation.evidence.page == Some(page);
                let within = observation.evidence.start >= evidence.start && observation.evidence.end <= evidence.end;
                if same_cell && within {
                    values += 1;
                    assert!(
                        outer[0].get() <= inner[0].get() + 0.1 && outer[2].get() >= inner[2].get() - 0.1,
                        "{record}"
                    );
                    assert!(
                        outer[1].get() <= inner[1].get() + 0.1 && outer[3].get() >= inner[3].get() - 0.1,
                        "{record}"
                    );
                }
            }
        }
    }
    assert!(values > 30, "only {values} values");
}
