//! The documents of `fixtures/`, one trap each: what is made of them, as a person can read it.

use std::path::Path;

use shihyo::extract::extract;
use shihyo::record::Record;
use shihyo::rules::Rules;
use shihyo::source::{Source, find};

/// Documents whose snapshot says what is right, and which are not read so yet: once one is, it comes off.
const OPEN: &[&str] = &[
    "an_aim_before_the_indicator",
    "names_broken_off_above_their_values",
    "rows_of_actuals_with_offices_and_indicators_of_one_row",
    "rows_of_targets_and_of_actuals_under_years_of_no_era",
    "schedule_columns_are_no_indicators",
    "tags_before_names_are_sectors_behind_them_offices",
    "wrapped_names_under_the_line_of_their_values",
    "years_alone_as_columns_and_two_years_each",
];

#[test]
fn each_trap_is_read_right() {
    let (rules, root) = (Rules::built_in(), Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    // PDFs have tests of their own.
    let mut documents = find(&[&root]).documents;
    documents.retain(|path| path.extension().is_none_or(|ending| ending != "pdf"));
    assert!(documents.len() >= 6, "only {} fixtures", documents.len());
    for path in &documents {
        let source = Source::open(path).unwrap();
        let told: Vec<String> = extract(&source, &rules).iter().map(told).collect();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if OPEN.contains(&name.as_str()) {
            let snapshot = std::fs::read_to_string(root.join(format!("{name}.snap"))).unwrap();
            let right = snapshot.splitn(3, "---\n").nth(2).unwrap_or_default();
            assert_ne!(right.trim(), told.join("\n").trim(), "{name} is read right now: take it out of OPEN");
            continue;
        }
        insta::with_settings!({ snapshot_path => &root, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, told.join("\n"));
        });
    }
}

fn told(record: &Record) -> String {
    let ministries = record.common().ministries.iter().map(|m| format!("{}{}", if m.lead { "◎" } else { "" }, m.code));
    format!("{record}\n    by [{}], rule {}", ministries.collect::<Vec<_>>().join(" "), record.common().rule)
}
