//! Made-up documents of the usual kinds (`tests/looks/README.md`): what they give now is not lost again.

use std::path::{Path, PathBuf};

use shihyo::eval;
use shihyo::extract::extract;
use shihyo::record::Kind;
use shihyo::rules::Rules;
use shihyo::source::{Source, find};

/// The least F1 of indicators and of observations, set by set.
const FLOORS: &[(&str, f64, f64)] = &[
    ("s18", 0.73, 0.61),
    ("s19", 0.83, 0.64),
    ("s20", 0.73, 0.50),
    ("s21", 0.65, 0.43),
    ("s22", 0.73, 0.54),
    ("s23", 0.60, 0.48),
    ("s24", 0.89, 0.73),
    ("s25", 0.89, 0.78),
    ("s26", 0.75, 0.62),
    ("s27", 0.74, 0.53),
    ("s28", 0.86, 0.74),
    ("s29", 0.86, 0.74),
    ("s30", 0.85, 0.77),
    ("s31", 0.81, 0.72),
    ("s32", 0.83, 0.68),
    ("s33", 0.87, 0.76),
    ("t15", 0.98, 0.88),
    ("t16", 0.97, 0.93),
    ("t17", 0.93, 0.83),
    ("t18", 0.91, 0.83),
    ("t19", 0.92, 0.84),
    ("t20", 0.98, 0.95),
    ("t21", 0.92, 0.80),
    ("t22", 0.99, 0.83),
    ("t23", 0.94, 0.90),
    ("t24", 0.95, 0.90),
    ("t25", 0.90, 0.82),
];

/// The same of programmes with their budgets, and of measures with their ministries.
const PAID: &[(&str, Kind, f64, f64)] = &[
    ("b01", Kind::Programme, 0.91, 0.82),
    ("b01", Kind::Measure, 0.94, 0.94),
    ("b02", Kind::Programme, 0.79, 0.76),
    ("b02", Kind::Measure, 0.96, 0.93),
];

fn folder(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/looks").join(set)
}

#[test]
fn made_up_documents_give_what_they_gave() {
    for (set, least, least_core) in FLOORS {
        holds(set, ("gold.jsonl", Kind::Indicator), [("indicator", *least), ("core", *least_core)]);
    }
}

#[test]
fn what_is_paid_for_and_who_answers_is_found_as_it_was() {
    for (set, kind, least, second) in PAID {
        match kind {
            Kind::Programme => {
                holds(set, ("programmes.jsonl", *kind), [("programme", *least), ("budgets", *second)]);
            }
            _ => holds(set, ("measures.jsonl", *kind), [("measure", *least), ("ministries", *second)]),
        }
    }
}

/// Whether the records of a set's documents are as good as they were.
fn holds(set: &str, (gold, kind): (&str, Kind), floors: [(&str, f64); 2]) {
    let rules = Rules::built_in();
    let documents = find(&[folder(set)]).documents;
    assert!(documents.len() >= 10, "{set}: only {} documents", documents.len());
    let sources = documents.iter().map(|path| Source::open(path).unwrap());
    let json: String =
        sources.flat_map(|source| extract(&source, &rules)).map(|record| record.to_json() + "\n").collect();
    let gold = std::fs::read_to_string(folder(set).join(gold)).unwrap();
    let (mut gold, mut records) = (eval::gold(&gold, kind).unwrap(), eval::records(&json, kind).unwrap());
    eval::select(&mut gold, &mut records, &[], false);
    let score = eval::score(&gold, &records, kind);
    for (label, floor) in floors {
        let f1 = score.figure(label).unwrap().f1();
        assert!(f1 >= floor, "{set}: {label} {f1:.3} is under {floor}");
    }
}
