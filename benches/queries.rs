//! Questions to a store of a million observations, each filter and search for itself.
//!
//! The store is made once from the corpus with seeded changes, in `target/`; remove it to make it anew.

use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};
use shihyo::open::Opened;
use shihyo::query::{self, QueryError, Question, Sort};
use shihyo::record::{Kind, Lang, Record, Role};
use shihyo::rules::Rules;
use shihyo::source::{Source, find};
use shihyo::store::{Prepared, Run, RunCounts, Store};

const OBSERVATIONS: usize = 1_000_000;
/// Records of a document, about.
const RECORDS: usize = 1000;
/// As many answers as a table shows.
const SHOWN: u32 = 50;

const PLACES: [&str; 12] =
    ["北海道", "東北", "関東", "北陸", "中部", "近畿", "中国", "四国", "九州", "沖縄", "全国", "離島"];
const OFFICES: [&str; 8] = ["厚", "文", "経", "農", "国", "環", "内", "総"];

/// A small generator of the same numbers each time (Knuth's MMIX constants).
struct Seed(u64);

impl Seed {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// A record like one of the corpus, elsewhere, with other numbers, years and ministries.
fn like(record: &Value, seed: &mut Seed, nth: usize) -> Value {
    let mut record = record.clone();
    record["id"] = json!(format!("{nth:016x}"));
    if record["name"].is_string() {
        let place = PLACES[seed.below(PLACES.len())];
        record["name"] = json!(format!("{place}の{}", record["name"].as_str().unwrap_or_default()));
    }
    let later = seed.below(9) as i64 - 2;
    for observation in record["observations"].as_array_mut().into_iter().flatten() {
        if let Some(value) = observation["value"].as_f64() {
            observation["value"] = json!((value * (seed.below(150) + 50) as f64 / 100.0).round());
        }
        for end in ["start", "end"] {
            if let Some(year) = observation["period"][end].as_i64() {
                observation["period"][end] = json!(year + later);
            }
        }
    }
    for ministry in record["ministries"].as_array_mut().into_iter().flatten() {
        let code = OFFICES[seed.below(OFFICES.len())];
        *ministry = json!({"code": code, "name": null, "name_en": null, "lead": seed.below(20) == 0});
    }
    record["confidence"] = json!((seed.below(50) + 50) as f64 / 100.0);
    record
}

fn store(rules: &Rules) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/million.db");
    let whole = root.join("target/million.whole");
    if whole.exists() && path.exists() {
        return path;
    }
    let _ = std::fs::remove_file(&path);
    let corpus: Vec<Value> = find(&[root.join("corpus")])
        .documents
        .iter()
        .flat_map(|file| shihyo::extract::extract(&Source::open(file).expect("the corpus can be read"), rules))
        .map(|record| serde_json::to_value(&record).expect("a record is JSON"))
        .collect();
    let observations = |record: &Value| record["observations"].as_array().map_or(0, Vec::len);
    let (indicators, others): (Vec<Value>, Vec<Value>) =
        corpus.into_iter().partition(|record| record["kind"] == "indicator");
    let (mut seed, mut made, mut nth) = (Seed(20_261_125), 0, 0);
    let mut run = Run::begin(&path, "bench").expect("the store can be made");
    for document in 0.. {
        let mut records: Vec<Record> = Vec::with_capacity(RECORDS);
        let name = format!("文書/{document:05}.txt");
        for _ in 0..RECORDS {
            let among = if seed.below(10) == 0 { &others } else { &indicators };
            let mut one = like(&among[seed.below(among.len())], &mut seed, nth);
            one["document"]["path"] = json!(name);
            made += observations(&one);
            nth += 1;
            records.push(serde_json::from_value(one).expect("still a record"));
        }
        let mut opened = Opened::of_text(Source::from_text(&name, &name));
        opened.pages = 120;
        let prepared = Prepared::new(&opened, None, records, rules.words());
        run.put(Path::new(&name), &prepared).expect("the store can be written");
        if made >= OBSERVATIONS {
            break;
        }
    }
    run.end(RunCounts::default()).expect("the store can be written");
    std::fs::write(whole, made.to_string()).expect("target can be written");
    path
}

fn questions() -> Vec<(&'static str, Question)> {
    let none = Question::default;
    let words = |words: &str| Question { words: vec![words.into()], ..none() };
    let sorted = |sort| Question { sort: Some(sort), ..none() };
    vec![
        ("everything", none()),
        ("word of two characters: 育児", words("育児")),
        ("compound: 希少疾病", words("希少疾病")),
        ("fragment: 床試験実施", words("床試験実施")),
        ("common word: 件数", words("件数")),
        ("two words: 北海道 治験", words("北海道 治験")),
        ("Latin: AMED", words("AMED")),
        ("full width: ＡＭＥＤ", words("ＡＭＥＤ")),
        ("English, stemmed: approved", words("approved")),
        ("a word that is nowhere: 宇宙開発機構", words("宇宙開発機構")),
        ("two characters that are no word: 児休", words("児休")),
        ("--ministry 厚", Question { ministries: vec!["厚".into()], ..none() }),
        ("--ministry 厚 --lead", Question { ministries: vec!["厚".into()], lead: true, ..none() }),
        ("--lead", Question { lead: true, ..none() }),
        ("--role actual", Question { role: Some(Role::Actual), ..none() }),
        ("--target-year 2028", Question { target_years: Some((2028, 2028)), ..none() }),
        ("--target-year 2025-2030", Question { target_years: Some((2025, 2030)), ..none() }),
        ("--unit 件", Question { unit: Some("件".into()), ..none() }),
        ("--unit 拠点", Question { unit: Some("拠点".into()), ..none() }),
        ("--document 00042", Question { document: Some("00042".into()), ..none() }),
        ("--section 創薬", Question { section: Some("創薬".into()), ..none() }),
        ("--lang en", Question { lang: Some(Lang::En), ..none() }),
        ("--kind programme", Question { kind: Some(Kind::Programme), ..none() }),
        ("--min-confidence 0.9", Question { min_confidence: Some(0.9), ..none() }),
        ("--needs-review", Question { needs_review: true, ..none() }),
        ("--reached", Question { reached: true, ..none() }),
        ("--missed", Question { missed: true, ..none() }),
        ("--sort target-year", sorted(Sort::TargetYear)),
        ("--sort target", sorted(Sort::Target)),
        ("--sort confidence", sorted(Sort::Confidence)),
        ("--sort name", sorted(Sort::Name)),
        (
            "件数 --ministry 文 --missed --target-year 2028 --sort target-year",
            Question {
                ministries: vec!["文".into()],
                missed: true,
                target_years: Some((2028, 2028)),
                sort: Some(Sort::TargetYear),
                ..words("件数")
            },
        ),
        (
            "--ministry 厚 --role actual --sort target --reverse",
            Question {
                ministries: vec!["厚".into()],
                role: Some(Role::Actual),
                sort: Some(Sort::Target),
                reverse: true,
                ..none()
            },
        ),
    ]
}

fn queries(criterion: &mut Criterion) {
    let rules = Rules::built_in();
    let store = Store::open_read_only(&store(&rules)).expect("the store can be read");
    let mut group = criterion.benchmark_group("a million observations");
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1)).sample_size(15);
    for (name, question) in questions() {
        let question = Question { limit: Some(SHOWN), ..question };
        group.bench_function(name, |b| {
            b.iter(|| {
                let mut found = 0;
                let rest = query::ask(&store, &question, &rules, |_, _| {
                    found += 1;
                    Ok::<_, QueryError>(())
                });
                rest.map(|_| found).expect("a question that can be asked")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, queries);
criterion_main!(benches);
