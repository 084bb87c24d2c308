//! Text to records and its stages on the corpus, one thread, in bytes a second.
//!
//! `benches/peers.py` sets the whole program beside MeCab and others in one run.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use shihyo::extract;
use shihyo::layout::{Document, Join, Piece, Span, Text};
use shihyo::rules::Rules;
use shihyo::source::{Source, find};
use shihyo::text::View;
use shihyo::text::scan::scan;

fn corpus() -> Vec<Source> {
    let found = find(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")]);
    found.documents.iter().filter_map(|path| Source::open(path).ok()).collect()
}

fn stages(criterion: &mut Criterion) {
    let (rules, corpus) = (Rules::built_in(), corpus());
    let documents: Vec<Document> = corpus.iter().map(|source| Document::read(&source.text)).collect();
    let bytes = corpus.iter().map(|source| source.text.len() as u64).sum();
    let mut group = criterion.benchmark_group("corpus");
    group.throughput(Throughput::Bytes(bytes)).measurement_time(Duration::from_secs(4)).sample_size(20);
    group.bench_function("layout", |b| {
        b.iter(|| corpus.iter().map(|source| Document::read(&source.text).blocks.len()).sum::<usize>());
    });
    group.bench_function("view", |b| {
        b.iter(|| {
            for source in &corpus {
                black_box(view(&source.text));
            }
        });
    });
    group.bench_function("scan", |b| {
        let views: Vec<View> = corpus.iter().map(|source| view(&source.text)).collect();
        b.iter(|| views.iter().map(|view| scan(&view.text, rules.lexicon(), &[]).len()).sum::<usize>());
    });
    group.bench_function("extract", |b| {
        b.iter(|| {
            let each = corpus.iter().zip(&documents);
            each.map(|(source, document)| extract::records(source, document, &rules).len()).sum::<usize>()
        });
    });
    group.bench_function("text to JSON lines", |b| {
        b.iter(|| {
            let records = corpus.iter().flat_map(|source| extract::extract(source, &rules));
            records.map(|record| record.to_json().len()).sum::<usize>()
        });
    });
    group.finish();
    criterion.bench_function("rules loaded", |b| b.iter(Rules::built_in));
}

fn view(text: &str) -> View {
    View::of(text, &Text { pieces: vec![Piece { span: Span::new(0, text.len()), join: Join::Part }] })
}

criterion_group!(benches, stages);
criterion_main!(benches);
