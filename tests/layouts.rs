//! Typeset pages whose reading order and cells are known: each must be read so that hardly a line is out of place.
//!
//! Beside NAME.pdf stands NAME.txt, its paragraphs in reading order, a line each (`---` parts pieces whose order among
//! each other is free, `~` begins what may be left out), and NAME.tsv, the cells of its tables (`^` and `<` go on with
//! the cell above and on the left).

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use shihyo::open::Opener;
use shihyo::pdf::Options;
use unicode_normalization::UnicodeNormalization;

/// Letters in a row that are held against each other.
const GRAM: usize = 5;
/// No page is read worse.
const LOWEST: f64 = 0.95;
/// All together are not.
const MEAN: f64 = 0.99;

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "pdf"))
        .collect();
    paths.sort();
    paths
}

/// As `shihyo text` prints it, without markup.
fn read(path: &Path) -> String {
    let text = Opener::in_process(Options::default()).open(path).unwrap().source.text;
    let mut out = String::new();
    let mut tag = false;
    for c in text.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            _ if !tag => out.push(c),
            _ => {}
        }
    }
    out
}

fn squeeze(text: &str) -> Vec<char> {
    text.nfkc().filter(|c| c.is_alphanumeric()).collect()
}

fn grams(text: &[char]) -> HashMap<&[char], usize> {
    let mut out = HashMap::new();
    text.windows(GRAM).for_each(|gram| *out.entry(gram).or_default() += 1);
    out
}

/// F1 of the grams of a page against those of its pieces.
fn order(path: &Path) -> f64 {
    let truth = std::fs::read_to_string(path.with_extension("txt")).unwrap();
    let (loose, kept): (Vec<&str>, Vec<&str>) = truth.lines().partition(|line| line.starts_with('~'));
    let pieces: Vec<Vec<char>> = kept.split(|line| *line == "---").map(|piece| squeeze(&piece.concat())).collect();
    let mut free: HashSet<Vec<char>> = HashSet::new();
    let ends: Vec<Vec<char>> = pieces
        .iter()
        .cloned()
        .chain(loose.iter().map(|line| squeeze(line)))
        .filter(|piece| !piece.is_empty())
        .collect();
    loose.iter().for_each(|line| free.extend(squeeze(line).windows(GRAM).map(<[char]>::to_vec)));
    for a in &ends {
        for b in &ends {
            let joint: Vec<char> =
                a[a.len().saturating_sub(GRAM - 1)..].iter().chain(b.iter().take(GRAM - 1)).copied().collect();
            free.extend(joint.windows(GRAM).map(<[char]>::to_vec));
        }
    }
    let mut gold: HashMap<&[char], usize> = HashMap::new();
    for piece in &pieces {
        grams(piece).into_iter().for_each(|(gram, n)| *gold.entry(gram).or_default() += n);
    }
    let text = squeeze(&read(path));
    let found = grams(&text);
    let hit: usize = found.iter().map(|(gram, n)| gold.get(gram).map_or(0, |own| *own.min(n))).sum();
    let extra: usize = found
        .iter()
        .filter(|(gram, _)| !free.contains(**gram))
        .map(|(gram, n)| n.saturating_sub(gold.get(gram).copied().unwrap_or(0)))
        .sum();
    2.0 * hit as f64 / (hit + extra + gold.values().sum::<usize>()) as f64
}

/// The part of the rows without merged cells that are printed as one line of cells.
fn rows(path: &Path) -> Option<f64> {
    let truth = std::fs::read_to_string(path.with_extension("tsv")).ok()?;
    let bare = |line: &str| {
        line.split('\t').map(|cell| cell.nfkc().filter(|c| c.is_alphanumeric()).collect::<String>()).collect::<Vec<_>>()
    };
    let text = read(path);
    let printed: HashSet<Vec<String>> = text.lines().filter(|line| line.contains('\t')).map(bare).collect();
    let whole = |line: &&str| {
        line.contains('\t') && line.split('\t').all(|cell| !matches!(cell, "^" | "<") && !cell.starts_with('?'))
    };
    let asked: Vec<Vec<String>> = truth.lines().filter(whole).map(bare).collect();
    let found = asked.iter().filter(|row| printed.contains(*row)).count();
    (!asked.is_empty()).then(|| found as f64 / asked.len() as f64)
}

fn check(folder: &Path) {
    let mut all = Vec::new();
    for path in pages(folder) {
        let f1 = order(&path);
        assert!(f1 >= LOWEST, "{}: order {f1:.3}", path.display());
        if let Some(rows) = rows(&path) {
            assert!(rows >= LOWEST, "{}: {rows:.2} of the rows", path.display());
        }
        all.push(f1);
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    assert!(mean >= MEAN, "{}: {mean:.3}", folder.display());
}

#[test]
fn pages_are_read_in_order_and_tables_by_cells() {
    check(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/layouts"));
}

#[test]
fn tags_are_believed_where_they_fit_their_page() {
    let options = Options { cross_check: true, ..Options::default() };
    let tagged = pages(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/layouts"))
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("tag_")));
    let mut count = 0;
    for path in tagged {
        count += 1;
        let opened = Opener::in_process(options.clone()).open(&path).unwrap();
        let left_aside = opened.agreement.iter().any(|page| page.misfit.is_some());
        assert_eq!(left_aside, path.to_string_lossy().contains(".shuffled"), "{}", path.display());
    }
    assert!(count >= 8, "only {count} tagged pages");
}
