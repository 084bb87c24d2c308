//! The documents of `fixtures/`, one trap each: what is made of them, as a person can read it.

use std::path::Path;

use shihyo::extract::extract;
use shihyo::record::Record;
use shihyo::rules::Rules;
use shihyo::source::{Source, find};

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
        insta::with_settings!({ snapshot_path => &root, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, told.join("\n"));
        });
    }
}

fn told(record: &Record) -> String {
    let ministries = record.common().ministries.iter().map(|m| format!("{}{}", if m.lead { "◎" } else { "" }, m.code));
    format!("{record}\n    by [{}], rule {}", ministries.collect::<Vec<_>>().join(" "), record.common().rule)
}
