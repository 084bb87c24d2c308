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

/// What is made of it, where it stands, by what, and what is doubted.
fn told(record: &Record) -> String {
    let common = record.common();
    let ministries = common.ministries.iter().map(|m| format!("{}{}", if m.lead { "◎" } else { "" }, m.code));
    let ministries = ministries.collect::<Vec<_>>().join(" ");
    let flags: String = common.flags.iter().map(|flag| format!(" {}", flag.code())).collect();
    format!(
        "{record}\n    line {}, by [{ministries}], rule {}{flags}",
        common.evidence.line.unwrap_or_default(),
        common.rule
    )
}
