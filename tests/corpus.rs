//! The documents of `corpus/`, whole: evidence, scores, and reading our own dump again.

use std::path::{Path, PathBuf};

use shihyo::eval;
use shihyo::extract::extract;
use shihyo::layout::{Document, dump};
use shihyo::record::{Kind, Place, Record};
use shihyo::rules::Rules;
use shihyo::source::{Source, find};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn corpus() -> Vec<Source> {
    let found = find(&[root().join("corpus")]);
    assert_eq!(found.documents.len(), 5);
    found.documents.iter().map(|path| Source::open(path).unwrap()).collect()
}

fn at<'a>(source: &'a Source, place: &Place) -> &'a str {
    let text = &source.text[place.start as usize..place.end as usize];
    assert_eq!(place.line, Some(line(source, place.start)), "{text}");
    text
}

fn line(source: &Source, offset: u32) -> u32 {
    source.text[..offset as usize].matches('\n').count() as u32 + 1
}

#[test]
fn every_record_quotes_its_source() {
    let rules = Rules::built_in();
    let mut observations = 0;
    for source in corpus() {
        for record in extract(&source, &rules) {
            let evidence = &record.common().evidence;
            let quote = &source.text[evidence.start as usize..evidence.end as usize];
            assert_eq!(evidence.quote, quote);
            assert_eq!(evidence.line, Some(line(&source, evidence.start)));
            let Record::Indicator(indicator) = &record else { continue };
            for observation in &indicator.observations {
                observations += 1;
                assert_eq!(observation.text, at(&source, &observation.evidence), "{record}");
                assert!(!observation.text.is_empty(), "{record}");
                if let Some(place) = &observation.period_evidence {
                    assert_eq!(observation.period.as_ref().unwrap().text, at(&source, place), "{record}");
                } else if let Some(period) = &observation.period {
                    assert!(observation.text.contains(&period.text), "{record}");
                }
            }
        }
    }
    assert!(observations > 150, "only {observations} observations: the test tests nothing");
}

#[test]
fn ids_are_unique_and_stable() {
    let rules = Rules::built_in();
    for source in corpus() {
        let ids = || extract(&source, &rules).iter().map(|r| r.common().id.clone()).collect::<Vec<_>>();
        let (first, second) = (ids(), ids());
        assert_eq!(first, second);
        let mut unique = first.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), first.len());
    }
}

/// What a record says, whatever the lines it stands on.
fn said(record: &Record) -> String {
    let common = record.common();
    let ministries: Vec<String> = common.ministries.iter().map(|m| format!("{}{}", m.code, m.lead)).collect();
    let rest = match record {
        Record::Indicator(i) => format!("{:?} {:?} {} {} {:?}", i.measure, i.section, i.repost, i.provisional, i.notes),
        Record::Measure(m) => format!("{:?} {:?}", m.form, m.section),
        Record::Programme(_) => String::new(),
    };
    format!("{record} {ministries:?} {:?} {rest}", common.lang)
}

#[test]
fn a_dump_read_again_gives_the_same_records() {
    let rules = Rules::built_in();
    for source in corpus() {
        let text = dump(&Document::read(&source.text), &source.text);
        let mut again = Source::from_text(&source.path.display().to_string(), &text);
        again.manifest = source.manifest.clone();
        let before: Vec<String> = extract(&source, &rules).iter().map(said).collect();
        let after: Vec<String> = extract(&again, &rules).iter().map(said).collect();
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{}", source.path.display());
        }
        assert_eq!(before.len(), after.len(), "{}", source.path.display());
        assert_eq!(text, dump(&Document::read(&text), &text), "{}: a dump's dump differs", source.path.display());
    }
}

/// The least that the gold must give: what this project promises of the documents whose tables it knows longest, and
/// of all five.
type Floors = &'static [(Kind, &'static str, f64)];
const KNOWN_LONGEST: &[&str] = &["000", "001", "004"];
const FLOORS_OF_THESE: Floors = &[
    (Kind::Indicator, "indicator", 0.97),
    (Kind::Indicator, "name", 0.94),
    (Kind::Indicator, "core", 0.96),
    (Kind::Indicator, "full", 0.95),
    (Kind::Indicator, "ministries", 0.99),
    (Kind::Measure, "measure", 0.98),
    (Kind::Measure, "ministries", 0.99),
    (Kind::Programme, "programme", 0.97),
];
const FLOORS_OF_ALL: Floors = &[
    (Kind::Indicator, "indicator", 0.98),
    (Kind::Indicator, "name", 0.89),
    (Kind::Indicator, "core", 0.96),
    (Kind::Indicator, "full", 0.96),
    (Kind::Indicator, "ministries", 0.99),
    (Kind::Measure, "measure", 0.99),
    (Kind::Measure, "ministries", 0.99),
    (Kind::Measure, "leads", 0.98),
    (Kind::Programme, "programme", 0.81),
    (Kind::Programme, "budgets", 0.95),
];

#[test]
fn the_gold_is_met() {
    let (rules, corpus) = (Rules::built_in(), corpus());
    let json: String =
        corpus.iter().flat_map(|source| extract(source, &rules)).map(|record| record.to_json() + "\n").collect();
    let stems = corpus.iter().map(|source| source.path.file_stem().unwrap().to_string_lossy().into_owned());
    let known = stems.filter(|stem| KNOWN_LONGEST.iter().any(|start| stem.starts_with(start)));
    let known: Vec<eval::Part> = known.map(|stem| stem.parse().unwrap()).collect();
    assert_eq!(known.len(), KNOWN_LONGEST.len());
    for (parts, floors) in [(known.as_slice(), FLOORS_OF_THESE), (&[], FLOORS_OF_ALL)] {
        for (kind, file) in [
            (Kind::Indicator, "indicators.jsonl"),
            (Kind::Measure, "measures.jsonl"),
            (Kind::Programme, "programmes.jsonl"),
        ] {
            let gold = std::fs::read_to_string(root().join("tests/gold").join(file)).unwrap();
            let (mut gold, mut records) = (eval::gold(&gold, kind).unwrap(), eval::records(&json, kind).unwrap());
            eval::select(&mut gold, &mut records, parts, false);
            assert!(!gold.is_empty(), "{file}");
            let score = eval::score(&gold, &records, kind);
            for (_, label, floor) in floors.iter().filter(|(of, ..)| *of == kind) {
                let f1 = score.figure(label).unwrap().f1();
                assert!(
                    f1 >= *floor,
                    "{label} {f1:.3} is under {floor}\n{}",
                    eval::detail(&gold, &records, &score, kind, 9)
                );
            }
        }
    }
}

#[test]
fn the_manifest_knows_its_documents() {
    for source in corpus() {
        let bytes = std::fs::read(&source.path).unwrap();
        assert_eq!(source.manifest.sha256, sha256(&bytes), "{}", source.path.display());
        assert!(!source.manifest.about.is_empty());
    }
    assert!(Path::new(&root().join("corpus/manifest.toml")).exists());
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
