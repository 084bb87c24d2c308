//! PDFs: a trap a fixture (`fixtures/pdf/make.py` makes them), the limits of the worker, damage
//! at random, and the text of real documents against `pdftotext`.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shihyo::pdf::{self, Glyph, Options, Page, PdfError, Reading, Trouble};
use unicode_normalization::UnicodeNormalization;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(name: &str) -> PathBuf {
    root().join("fixtures/pdf").join(name).with_extension("pdf")
}

fn read_with(name: &str, options: &Options) -> Result<Reading, PdfError> {
    pdf::read(std::fs::read(fixture(name)).unwrap(), options, &mut |_| {})
}

fn read(name: &str) -> Reading {
    read_with(name, &Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn seen(page: &Page) -> Vec<&Glyph> {
    page.glyphs.iter().filter(|glyph| !glyph.hidden).collect()
}

/// What can be seen, in the order it is drawn.
fn text(reading: &Reading) -> String {
    reading.pages.iter().flat_map(seen).map(|glyph| &*glyph.text).collect()
}

fn troubles(reading: &Reading) -> Vec<(u32, Trouble)> {
    reading.faults.iter().map(|fault| (fault.page, fault.trouble.clone())).collect()
}

#[test]
fn text_comes_out_whatever_the_fonts_leave_out() {
    for (name, expected) in [
        ("embedded_without_tounicode", "あいう"),
        ("embedded_with_its_own_table_only", "目標"),
        ("nul_in_tounicode", "あいう"),
        ("sjis_not_embedded", "成果目標は７０社、100件とする"),
        ("ucs2_not_embedded", "成果目標は７０社とする"),
        ("identity_v", "あいうえお"),
        ("fake_bold", "高校の入学者数４０人人人"),
        ("fill_and_stroke", "基準値"),
        ("rotate_90", "目標値"),
        ("actual_text", "施策一覧"),
        ("hidden_text", "見える濃紺"),
        ("encrypted_with_no_password", "target: 70 firms by 2028"),
        ("broken_xref", "成果目標は７０社とする"),
        ("truncated_before_its_table", "成果目標は７０社とする"),
        ("form_that_draws_itself", "目標"),
        ("scan_read_by_ocr", "読取結果"),
    ] {
        assert_eq!(text(&read(name)), expected, "{name}");
    }
}

#[test]
fn what_nothing_tells_is_told_as_unknown() {
    let reading = read("characters_that_nothing_tells");
    assert_eq!(text(&reading), "\u{fffd}\u{fffd}目標");
    assert_eq!(troubles(&reading), [(1, Trouble::Unmapped { characters: 2, of: 4 })]);
}

#[test]
fn hidden_text_is_kept_but_marked() {
    let reading = read("hidden_text");
    let hidden: String = reading.pages[0].glyphs.iter().filter(|g| g.hidden).map(|g| &*g.text).collect();
    assert_eq!(hidden, "不可視白地欄外切抜");
}

#[test]
fn bold_is_told_whether_drawn_again_or_stroked() {
    let bold = |name| read(name).pages[0].glyphs.iter().map(|glyph| glyph.bold).collect::<Vec<_>>();
    assert_eq!(bold("fill_and_stroke"), [true; 3]);
    assert_eq!(bold("fake_bold"), [[true; 10].as_slice(), &[false; 2]].concat());
}

#[test]
fn a_turned_page_is_told_as_displayed() {
    let reading = read("rotate_90");
    let page = &reading.pages[0];
    assert_eq!((page.width, page.height), (842.0, 595.0));
    assert!(page.glyphs.iter().all(|glyph| glyph.angle == 0 && !glyph.vertical && (glyph.size - 12.0).abs() < 0.01));
    assert!(page.glyphs.windows(2).all(|pair| pair[0].rect.x1 <= pair[1].rect.x0 + 0.01));
    // The upright stroke lies level.
    let line = page.rules[0].rect;
    assert!((line.width() - 240.0).abs() < 0.01 && (line.height() - 1.0).abs() < 0.01, "{line:?}");
}

#[test]
fn vertical_writing_stands_in_em_boxes_below_each_other() {
    let reading = read("identity_v");
    let glyphs = &reading.pages[0].glyphs;
    assert!(glyphs.iter().all(|glyph| glyph.vertical && glyph.angle == 0));
    for glyph in glyphs {
        assert!((glyph.rect.width() - 12.0).abs() < 0.01 && (glyph.rect.height() - 12.0).abs() < 0.01);
    }
    assert!((glyphs[1].rect.y0 - glyphs[0].rect.y1).abs() < 0.01);
    assert!(glyphs[3].rect.x1 < glyphs[0].rect.x0);
    // The line stands on x = 500, its first character below y = 842 - 700.
    assert!((glyphs[0].rect.center().0 - 500.0).abs() < 0.01 && (glyphs[0].rect.y0 - 142.0).abs() < 0.01);
}

#[test]
fn lines_are_found_stroked_and_filled() {
    let reading = read("stroked_and_filled_lines");
    let level = |from: f32, to: f32| {
        let rules = reading.pages[0].rules.iter().map(|rule| rule.rect);
        rules.filter(|r| r.width() > 190.0 && r.y0 >= from && r.y1 <= to).count()
    };
    // Two strokes and the box over them; two thin rectangles.
    assert_eq!((level(40.0, 75.0), level(140.0, 175.0)), (4, 2));
    let upright = reading.pages[0].rules.iter().filter(|rule| rule.rect.height() > 29.0).count();
    assert_eq!(upright, 3 + 3);
}

#[test]
fn passwords_are_asked_for_and_tried() {
    let with = |name, password: Option<&str>| {
        read_with(name, &Options { password: password.map(Into::into), ..Options::default() }).map(|r| text(&r))
    };
    assert_eq!(with("encrypted_with_a_password", None), Err(PdfError::PasswordNeeded));
    assert_eq!(with("encrypted_with_a_password", Some("chigau")), Err(PdfError::PasswordWrong));
    let text = Ok("target: 70 firms by 2028".to_owned());
    assert_eq!(with("encrypted_with_a_password", Some("himitsu")), text);
    assert_eq!(with("encrypted_with_a_password", Some("owner")), text);
    // A password for other documents of the same run does no harm.
    assert_eq!(with("encrypted_with_no_password", Some("himitsu")), text);
}

#[test]
fn nothing_read_is_never_a_success() {
    for (name, expected) in [
        ("scan", PdfError::NeedsOcr { pages: 2 }),
        ("empty_page", PdfError::NoText { why: String::new() }),
        ("page_tree_of_nothing_but_itself", PdfError::NoPages),
    ] {
        assert_eq!(read_with(name, &Options::default()).unwrap_err(), expected, "{name}");
    }
    for name in ["truncated", "truncated_to_its_head"] {
        assert!(read_with(name, &Options::default()).is_err(), "{name}");
    }
}

#[test]
fn part_of_a_document_is_told_with_what_is_missing() {
    for (name, expected) in [
        ("one_page_is_a_scan", (2, Trouble::NeedsOcr)),
        ("scan_read_by_ocr", (1, Trouble::ReadByOcr)),
        ("nested_without_end", (2, Trouble::Unreadable)),
        ("page_tree_in_a_loop", (1, Trouble::PagesMissing { named: 2 })),
    ] {
        assert_eq!(troubles(&read(name)), [expected], "{name}");
    }
}

#[test]
fn a_title_is_taken_if_a_person_wrote_it() {
    assert_eq!(read("title_in_its_information").title.as_deref(), Some("総合戦略（令和６年度）"));
    assert_eq!(read("title_is_the_name_of_a_file").title, None);
}

#[test]
fn two_readers_are_compared_page_by_page() {
    let options = Options { cross_check: true, ..Options::default() };
    let reading = read_with("one_page_is_a_scan", &options).unwrap();
    assert_eq!(reading.agreement.len(), 2);
    let english = read_with("encrypted_with_no_password", &options).unwrap();
    assert_eq!(english.agreement[0].f1, Some(1.0));
}

/// The program on a fixture: exit code, standard output, standard error.
fn run(args: &[&str], name: &str) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_shihyo")).arg("text").args(args).arg(fixture(name)).output().unwrap();
    let words = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), words(out.stdout), words(out.stderr))
}

#[test]
fn a_page_without_end_costs_its_time_and_no_other_page() {
    let start = Instant::now();
    let (code, out, err) = run(&["--page-seconds", "1"], "page_without_end");
    assert!(start.elapsed() < Duration::from_secs(15));
    assert_eq!((code, out.contains("目標")), (0, true));
    assert!(err.contains("page 2: takes longer than 1 seconds (--page-seconds)"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_bomb_costs_its_memory_and_no_other_page() {
    let (code, out, err) = run(&["--memory-mb", "256"], "decompression_bomb");
    assert_eq!((code, out.contains("目標")), (0, true));
    assert!(err.contains("page 2: needs more memory than 256 MB (--memory-mb)"), "{err}");
}

#[test]
fn reasons_reach_the_user() {
    for (name, reason) in [
        ("scan", "needs OCR: its 2 pages are pictures without text"),
        ("encrypted_with_a_password", "a password is needed: give it with --password"),
        ("truncated_to_its_head", "damaged"),
    ] {
        let (code, out, err) = run(&[], name);
        assert_eq!((code, out.as_str()), (2, ""), "{name}");
        assert!(err.contains(reason), "{name}: {err}");
    }
}

#[test]
fn a_cross_check_names_the_pages_whose_tags_are_left_aside() {
    let page = |name: &str| run(&["--cross-check"], &format!("../../tests/layouts/{name}.pdf")).2;
    let err = page("tag_bare.shuffled_0");
    assert!(err.contains("cross-check: page 1: the tags are left aside: cells of a table do not form rows"), "{err}");
    assert!(!page("tag_center.mixed_0").contains("left aside"));
}

#[test]
fn a_cross_check_that_ends_costs_only_the_comparison() {
    let (code, out, err) = run(&["--cross-check", "--page-seconds", "1"], "page_without_end");
    assert_eq!((code, out.contains("目標")), (0, true));
    assert!(err.contains("page 2: the cross-check was given up there"), "{err}");
}

/// The records that the program finds in a document.
fn records(path: &Path) -> Vec<Value> {
    let out = Command::new(env!("CARGO_BIN_EXE_shihyo")).args(["extract", "-o", "-"]).arg(path).output().unwrap();
    String::from_utf8(out.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_record_has_its_page_and_a_box_and_the_dump_gives_it_again() {
    let name = "statement_on_the_second_page";
    let found = records(&fixture(name));
    let evidence = &found[0]["observations"][0]["evidence"];
    assert_eq!((&evidence["page"], &evidence["line"]), (&json!(2), &Value::Null));
    // 70件 is the 28th to 30th character of a line that begins at x = 72; its baseline is 400 from below.
    let bbox: Vec<f64> = serde_json::from_value(evidence["bbox"].clone()).unwrap();
    let expected = [396.0, 842.0 - 400.0 - 0.88 * 12.0, 432.0, 842.0 - 400.0 + 0.12 * 12.0];
    assert!(bbox.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 0.11), "{bbox:?}");

    let dir = tempfile::tempdir().unwrap();
    let dump = dir.path().join("dump.txt");
    std::fs::write(&dump, run(&[], name).1).unwrap();
    let again = records(&dump);
    assert_eq!(again.len(), found.len());
    for (paper, text) in found.iter().zip(&again) {
        assert_eq!(paper["name"], text["name"]);
        assert_eq!(paper["evidence"]["quote"], text["evidence"]["quote"]);
        assert_eq!(paper["evidence"]["start"], text["evidence"]["start"]);
        assert_eq!(paper["observations"][0]["value"], text["observations"][0]["value"]);
    }
}

#[test]
fn records_are_the_same_with_one_thread_and_several() {
    let folder = root().join("fixtures/pdf");
    let with = |threads: &str| {
        let args = ["extract", "-q", "-o", "-", "--page-seconds", "2", "--memory-mb", "256", "--threads", threads];
        Command::new(env!("CARGO_BIN_EXE_shihyo")).args(args).arg(&folder).output().unwrap()
    };
    let (one, three) = (with("1"), with("3"));
    assert_eq!((one.status.code(), three.status.code()), (Some(3), Some(3)));
    assert!(!one.stdout.is_empty() && one.stdout == three.stdout);
}

/// Copies of the fixtures with bytes changed, cut out, doubled or cut off.
#[test]
fn damage_ends_in_text_or_a_reason() {
    let hostile = ["decompression_bomb", "page_without_end", "nested_without_end"];
    let mut names: Vec<PathBuf> = std::fs::read_dir(root().join("fixtures/pdf"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .filter(|path| !hostile.iter().any(|name| path.file_stem().is_some_and(|stem| stem == *name)))
        .collect();
    names.sort();
    assert!(names.len() > 20);
    let mut random = Random(20_241_125);
    std::panic::set_hook(Box::new(|_| {}));
    for path in names {
        let sound = std::fs::read(&path).unwrap();
        for n in 0..20 {
            let damaged = random.damaged(&sound);
            let start = Instant::now();
            if let Ok(reading) = pdf::read(damaged, &Options::default(), &mut |_| {}) {
                assert!(!text(&reading).is_empty() || reading.pages.iter().any(|page| !page.glyphs.is_empty()));
            }
            assert!(start.elapsed() < Duration::from_secs(5), "{}: {n}", path.display());
        }
    }
    let _ = std::panic::take_hook();
}

/// The same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn damaged(&mut self, sound: &[u8]) -> Vec<u8> {
        let mut bytes = sound.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len());
            let to = (at + 1 + self.below(40)).min(bytes.len());
            match self.below(5) {
                0 => bytes[at] = self.below(256) as u8,
                1 => drop(bytes.drain(at..to)),
                2 => {
                    let part = bytes[at..to].to_vec();
                    bytes.splice(at..at, part);
                }
                // Numbers decide what refers to what.
                3 => {
                    if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
                        bytes[at + digit] = b'0' + self.below(10) as u8;
                    }
                }
                _ => bytes.truncate(at.max(16)),
            }
        }
        bytes
    }
}

/// Real documents, where they are: what `pdftotext` reads is read.
#[test]
fn real_documents_agree_with_pdftotext() {
    let folder = root().join("../shared/pdf");
    let peer = |path: &Path| Command::new("pdftotext").arg(path).arg("-").output().ok();
    if !folder.is_dir() || peer(&folder).is_none() {
        println!("skipped: no {} or no pdftotext", folder.display());
        return;
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let theirs = peer(&path).unwrap();
        if String::from_utf8_lossy(&theirs.stderr).contains("language pack") {
            println!("skipped: {name}: pdftotext lacks poppler-data");
            continue;
        }
        let theirs = String::from_utf8(theirs.stdout).unwrap();
        match pdf::read(std::fs::read(&path).unwrap(), &Options::default(), &mut |_| {}) {
            Ok(reading) => {
                let (ours, theirs) = (bag(&text(&reading)), bag(&theirs));
                assert!(f1(&ours, &theirs) >= 0.95, "{name}: as it is");
                // Where a page prints its text up to four times, pdftotext does too: what it has more
                // than we do are then characters that we found to be drawn again.
                let more = theirs.iter().filter(|(c, n)| ours.get(c).is_none_or(|own| own < n));
                let again: HashSet<char> = reading
                    .pages
                    .iter()
                    .flat_map(|page| &page.glyphs)
                    .filter(|glyph| glyph.bold)
                    .flat_map(|glyph| glyph.text.nfkc().collect::<Vec<_>>())
                    .collect();
                let theirs: HashMap<char, usize> = match more.clone().all(|(c, _)| again.contains(c)) {
                    true => theirs.iter().map(|(c, n)| (*c, ours.get(c).map_or(*n, |own| *n.min(own)))).collect(),
                    false => theirs,
                };
                let f1 = f1(&ours, &theirs);
                println!("{name}: {f1:.4}");
                assert!(f1 >= 0.995, "{name}: {f1}");
            }
            Err(PdfError::NeedsOcr { .. }) => assert!(theirs.trim().is_empty(), "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
}

fn bag(text: &str) -> HashMap<char, usize> {
    let mut bag = HashMap::new();
    for c in text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()) {
        *bag.entry(c).or_default() += 1;
    }
    bag
}

fn f1(a: &HashMap<char, usize>, b: &HashMap<char, usize>) -> f64 {
    let both: usize = a.iter().map(|(c, n)| *n.min(b.get(c).unwrap_or(&0))).sum();
    2.0 * both as f64 / (a.values().sum::<usize>() + b.values().sum::<usize>()) as f64
}
