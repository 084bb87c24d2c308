//! The workbench: each error of `check` (a broken rule file each, `fixtures/rules`), and what
//! the commands print.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use shihyo::rules::Rules;
use shihyo::workbench::{self, check};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The repository's rules with more files, as names and texts.
fn with(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(root().join("rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    files.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    files.sort();
    files
}

fn parse(files: &[(String, String)]) -> Result<Rules, Vec<shihyo::rules::RuleError>> {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Rules::parse(&files)
}

/// A folder with the repository's rules and more files.
fn folder(more: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in with(more) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn shihyo(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shihyo")).args(args).current_dir(root()).env_clear().output().unwrap()
}

/// What a command printed: its exit code, standard output, standard error; paths without the folder.
fn told(output: &Output, folder: &Path) -> String {
    let text = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes).replace(&format!("{}/", folder.display()), "RULES/").trim_end().to_owned()
    };
    format!("exit {}\n{}\n--\n{}", output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn nothing_is_wrong_in_our_own_rules() {
    let errors = check(&Rules::built_in(), &[]);
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
}

#[test]
fn each_broken_rule_is_told_with_its_place_and_what_to_write() {
    let fixtures = root().join("fixtures/rules");
    let mut paths: Vec<PathBuf> = fs::read_dir(&fixtures).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    assert!(paths.len() >= 15, "only {} fixtures", paths.len());
    for path in paths {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let errors = match parse(&with(&[("broken.toml", &text)])) {
            Ok(rules) => check(&rules, &[]),
            Err(errors) => errors,
        };
        assert!(!errors.is_empty(), "{stem}: nothing was found wrong");
        for error in &errors {
            assert!(error.file == "broken.toml" && error.at.end > 0 && !error.help.is_empty(), "{stem}: {error}");
        }
        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        insta::with_settings!({ snapshot_path => &fixtures, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(stem, told.join("\n\n"));
        });
    }
}

/// The reading of tables asks for classes that no pattern names: those are used, others are not.
#[test]
fn a_class_of_words_that_nothing_asks_for_is_told() {
    let mut files = with(&[]);
    let words = files.iter_mut().find(|(name, _)| name == "words.toml").unwrap();
    words.1 = words.1.replacen("[classes]\n", "[classes]\nidle = [\"暇\"]\n", 1);
    let told: Vec<String> = check(&parse(&files).unwrap(), &[]).iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{}", told.join("\n"));
    assert!(told[0].contains("no pattern names the word class `idle`"), "{}", told[0]);
}

const TRIED: &str = r#"# A comment that stays.
[[rule]]
id = "arrow"
makes = "indicator"
in = ["item"]
priority = 9
pattern = '^{mark}(?P<name>[^⇛\n]+)⇛{target}$'
confidence = 0.9
ok = [
  { text = "概要\n\n・利用者数⇛70人\n・次の件\n", gives = ["利用者数 | target 71 人"] } # and this one
  , "概要\n\n・来場者数⇛90人\n・次の件\n",
  { text = "概要\n\n・来館者数⇛95人\n・次の件\n" }
]
no = ["概要\n\n・利用者数は70人\n"]
todo = [
  { text = "概要\n\n・参加者数⇛80人\n・次の件\n", gives = ["参加者数 | target 80 人"] },
  { text = "概要\n\n・参加者数⇛⇛80人\n・次の件\n", gives = ["参加者数 | target 80 人"] },
]
"#;

#[test]
fn examples_are_run_told_and_written_back() {
    let folder = folder(&[("tried.toml", TRIED)]);
    let rules = folder.path().to_str().unwrap();
    let first = shihyo(&["--rules", rules, "rules", "test", "arrow", "--todo"]);
    insta::assert_snapshot!("test", told(&first, folder.path()));
    let update = shihyo(&["--rules", rules, "rules", "test", "arrow", "--update"]);
    assert_eq!(update.status.code(), Some(0), "{}", told(&update, folder.path()));
    insta::assert_snapshot!("test_update", fs::read_to_string(folder.path().join("tried.toml")).unwrap());
    let again = shihyo(&["--rules", rules, "rules", "test", "arrow"]);
    assert_eq!(again.status.code(), Some(0), "{}", told(&again, folder.path()));
}

#[test]
fn check_tells_on_standard_output_and_by_its_exit_code() {
    let good = folder(&[]);
    let output = shihyo(&["--rules", good.path().to_str().unwrap(), "rules", "check", "corpus"]);
    insta::assert_snapshot!("check_good", told(&output, good.path()));
    let broken = folder(&[("broken.toml", "[[rule]]\nid = \"x\"\n")]);
    let output = shihyo(&["--rules", broken.path().to_str().unwrap(), "rules", "check"]);
    insta::assert_snapshot!("check_broken", told(&output, broken.path()));
}

const LINES: &str = "指標\n\n・肥満者の割合　現状：27.5％（H27年度） → 目標：20％以下（H34年度）\n\n利用者数を2028年度までに増やす。\n\n70社、うち新規（R10）\n";
const TABLE: &str = "一覧\n| 指標 | 基準の値 | 目標値 |\n| 利用者数 | 男70人 | 100人 |\n";

#[test]
fn a_line_is_explained() {
    let rules = folder(&[]);
    fs::write(rules.path().join("lines.txt"), LINES).unwrap();
    let (folder, file) = (rules.path().to_str().unwrap(), rules.path().join("lines.txt"));
    let at = |place: &str| format!("{}:{place}", file.display());
    let tell = |args: &[&str]| told(&shihyo(&[&["--rules", folder, "rules"], args].concat()), rules.path());
    insta::assert_snapshot!("explain", tell(&["explain", &at("3")]));
    insta::assert_snapshot!("explain_nothing", tell(&["explain", &at("99")]));
    insta::assert_snapshot!("why_not", tell(&["why-not", &at("5")]));
    insta::assert_snapshot!(
        "why_not_words",
        tell(&["why-not", &at("1:\"肥満者の割合 現状\""), "--rule", "ministries"])
    );
    insta::assert_snapshot!("explain_table", tell(&["explain", "fixtures/target_before_baseline_in_one_cell.txt:2"]));
    let paper = "fixtures/pdf/statement_on_the_second_page.pdf";
    insta::assert_snapshot!("explain_page", tell(&["explain", &format!("{paper}:2:\"策定 件数\"")]));
    assert!(tell(&["why-not", &format!("{paper}:1:\"策定件数\"")]).starts_with("exit 2"));
    let source = shihyo::source::Source::open(&file).unwrap();
    let id = shihyo::extract::extract(&source, &Rules::built_in())[0].common().id.clone();
    let of_record = tell(&["explain", &id[..8], rules.path().to_str().unwrap()]);
    assert_eq!(of_record.replace("RULES/lines.txt\n\n", ""), tell(&["explain", &at("3")]));
    assert!(tell(&["explain", "ffffffff", rules.path().to_str().unwrap()]).starts_with("exit 1"));
    fs::write(rules.path().join("table.txt"), TABLE).unwrap();
    let cell = |place: &str| format!("{}:{place}", rules.path().join("table.txt").display());
    insta::assert_snapshot!("why_not_header", tell(&["why-not", &cell("2")]));
    insta::assert_snapshot!("why_not_cell", tell(&["why-not", &cell("3"), "--rule", "series"]));
    insta::assert_snapshot!("why_not_binding", tell(&["why-not", &at("7"), "--rule", "value-then-year"]));
    insta::assert_snapshot!("why_not_context", tell(&["why-not", &at("1")]));
}

/// The text of a rule file with one stretch of it changed.
fn changed(file: &str, from: &str, to: &str) -> String {
    let text = fs::read_to_string(root().join("rules").join(file)).unwrap();
    assert!(text.contains(from), "{file} no longer holds {from}");
    text.replacen(from, to, 1)
}

/// Rules that lose one arrow and read another.
fn without_arrow(folder: &Path) {
    let text = changed("words.toml", "arrow = [\"→\", \"⇒\", ", "arrow = [\"⇒\", \"⇛\", ");
    fs::write(folder.join("words.toml"), text).unwrap();
}

const ARROWS: &str = "概要\n\n新規起業件数　2件（H26）→ 10件（H31）\n\n受講者数　20人（H26）⇛ 100人（H31）\n・登録数　現状：62団体（R5）→目標：80団体（R9）\n○受診率　【目標値】60％以上\n";

#[test]
fn two_sets_of_rules_are_compared() {
    let (old, new) = (folder(&[]), folder(&[]));
    without_arrow(new.path());
    let documents = tempfile::tempdir().unwrap();
    fs::write(documents.path().join("arrows.txt"), ARROWS).unwrap();
    let gold = documents.path().join("indicators.jsonl");
    let found = concat!(
        r#"{"doc":"arrows.txt","line":3,"name":"新規起業件数","observations":[{"role":"baseline","value":2,"unit":"件","cmp":"=","start":2014,"end":2014,"agg":"point"},{"role":"target","value":10,"unit":"件","cmp":"=","start":2019,"end":2019,"agg":"point"}],"ministries":[]}"#,
        "\n"
    );
    fs::write(&gold, found).unwrap();
    let at = |path: &Path| path.to_str().unwrap().to_owned();
    let (old, new, docs) = (at(old.path()), at(new.path()), at(&documents.path().join("arrows.txt")));
    let text = shihyo(&["rules", "diff", &old, &new, &docs, "--gold", gold.to_str().unwrap()]);
    insta::assert_snapshot!("diff", told(&text, documents.path()));
    let markdown = shihyo(&["rules", "diff", &old, &new, &docs, "--markdown", "--gold", gold.to_str().unwrap()]);
    insta::assert_snapshot!("diff_markdown", told(&markdown, documents.path()));
    let unknown = shihyo(&["rules", "diff", "no-such-revision", &new, &docs]);
    assert_eq!(unknown.status.code(), Some(2), "{}", told(&unknown, documents.path()));
}

#[test]
fn a_revision_of_git_is_compared_with_the_working_tree() {
    let git = |folder: &Path, args: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let done = Command::new("git").arg("-C").arg(folder).args(identity).args(args).output();
        done.is_ok_and(|output| output.status.success())
    };
    let rules = folder(&[]);
    if !git(rules.path(), &["init", "-q"]) {
        eprintln!("skipped: git is not here");
        return;
    }
    assert!(git(rules.path(), &["add", "-A"]) && git(rules.path(), &["commit", "-qm", "first"]));
    without_arrow(rules.path());
    fs::write(rules.path().join("arrows.txt"), ARROWS).unwrap();
    let document = rules.path().join("arrows.txt");
    let path = std::env::var_os("PATH").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_shihyo"))
        .args(["rules", "diff", "HEAD", rules.path().to_str().unwrap(), document.to_str().unwrap()])
        .env_clear()
        .env("PATH", path)
        .output()
        .unwrap();
    insta::assert_snapshot!("diff_revision", told(&output, rules.path()));
}

/// A rule of one's own for items of a list.
const MINE: &str = r#"[[rule]]
id = "name-then-brackets"
makes = "indicator"
in = ["item"]
context = "indicator-list"
pattern = '^○{name}[(]{target}[)]$'
confidence = 0.9
ok = [{ text = "アウトプット指標\n\n○採択件数（60件／年）\n○次の件数（20件）\n", gives = ["採択件数 | target 60 件 annual", "次の件数 | target 20 件"] }]
no = ["アウトプット指標\n\n○採択件数、60件／年\n○次の件数\n"]
"#;

#[test]
fn stats_count_judge_and_tell_what_none_explains() {
    let rules = folder(&[]);
    let folder = rules.path().to_str().unwrap();
    let text = "アウトプット指標\n\n○採択件数（60件／年）\n○相談件数は年間おおむね100件とし、うち新規を50件とする。\n○次の件数（20件）\n\n目標は全国で3,000人である。\n";
    fs::write(rules.path().join("list.txt"), text).unwrap();
    let gold = rules.path().join("gold.jsonl");
    let one = |line: u32, name: &str, value: u32, agg: &str| {
        format!(
            r#"{{"doc":"list.txt","line":{line},"name":"{name}","observations":[{{"role":"target","value":{value},"unit":"件","cmp":"=","start":null,"end":null,"agg":"{agg}"}}],"ministries":[]}}"#
        )
    };
    fs::write(&gold, format!("{}\n{}\n", one(3, "採択件数", 60, "annual"), one(5, "次の件数", 21, "point"))).unwrap();
    fs::write(rules.path().join("mine.toml"), MINE).unwrap();
    let (gold, document) = (gold.to_str().unwrap(), rules.path().join("list.txt"));
    let run = |more: &[&str]| {
        let args = [&["--rules", folder, "rules", "stats", document.to_str().unwrap(), "--gold", gold], more].concat();
        shihyo(&args)
    };
    let output = told(&run(&["--update"]), rules.path());
    let matched = |line: &&str| !line.contains("   0   0   0   0");
    // How many rules there are is no matter of this test: it must hold when one comes or goes.
    let counted = regex::Regex::new(r"(\d+) rules, (\d+) without a match").unwrap();
    let [rules_held, unmatched] =
        counted.captures(&output).unwrap().extract::<2>().1.map(|n| n.parse::<u32>().unwrap());
    assert_eq!(rules_held - unmatched, 4);
    let output = counted.replace(&output, "N rules, N - 4 without a match");
    // Nor how long the longest of their names is.
    let output = regex::Regex::new(" {3,}").unwrap().replace_all(&output, "   ");
    insta::assert_snapshot!("stats", output.lines().filter(matched).collect::<Vec<_>>().join("\n"));
    // One of two records is right: (1 + 1) / (2 + 2).
    let mine = fs::read_to_string(rules.path().join("mine.toml")).unwrap();
    assert!(mine.contains("\nconfidence = 0.5\n"), "{mine}");
}

#[test]
fn rules_are_watched() {
    use std::io::{BufRead, BufReader};
    let rules = folder(&[]);
    let document = rules.path().join("arrows.txt");
    fs::write(&document, ARROWS).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_shihyo"))
        .args(["--rules", rules.path().to_str().unwrap(), "rules", "watch", document.to_str().unwrap()])
        .env_clear()
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut round = || lines.by_ref().take_while(|line| !line.contains("waiting")).collect::<Vec<_>>();
    let first = round();
    without_arrow(rules.path());
    let second = round();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(first[1].ends_with("0 failed"), "{first:?}");
    assert!(first[2].contains("0 gained, 0 lost, 0 changed"), "{first:?}");
    assert!(second[1].contains("failed") && second[2].contains("lost"), "{second:?}");
}

/// The fenced blocks of a text, by the word behind their fence.
fn fenced<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let fence = format!("```{word}\n");
    text.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn every_example_of_the_readme_works() {
    let readme = |name: &str| fs::read_to_string(root().join("rules").join(name)).unwrap();
    let (english, japanese) = (readme("README.md"), readme("README.ja.md"));
    let examples = fenced(&english, "toml");
    assert!(examples.len() >= 8);
    assert_eq!(examples, fenced(&japanese, "toml"), "both texts show the same rules");
    assert_eq!(fenced(&english, "text"), fenced(&japanese, "text"));
    // Columns live in a file of their own.
    let (columns, others): (Vec<&str>, Vec<&str>) = examples.iter().partition(|text| text.contains("[[column]]"));
    let mut files = with(&[("mine.toml", &others.concat())]);
    let file = files.iter_mut().find(|(name, _)| name == "columns.toml").unwrap();
    file.1 = columns.concat() + &file.1;
    let rules = parse(&files).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let errors: Vec<String> = check(&rules, &[]).iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n\n"));
    let outcome = shihyo::trial::run(&rules);
    let failed: Vec<String> = outcome.ended(shihyo::trial::End::Failed).map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    // The document of the first steps: none before, two after.
    let plan = workbench::Sample::of_text(fenced(&english, "text")[0]);
    assert!(shihyo::extract::extract(&plan.source, &Rules::built_in()).is_empty());
    assert_eq!(shihyo::extract::extract(&plan.source, &rules).len(), 2);
}

/// The lines of the documents beside the repository that their gold tells of.
const ANNOTATED: &[&str] = &[
    "07_aichi_progress_indicators.html.txt=1-17",
    "11_kagoshima_plan_targets.tsv.txt=1-36",
    "14_tottori_kpi.txt=59-75",
    "22_otoineppu_sogosenryaku.txt=340-642",
];

#[test]
fn no_rule_declares_more_than_was_measured() {
    use shihyo::record::Kind;
    use shihyo::workbench::{Gold, Judge, Sample, stats};
    let others = root().join("../shared/other");
    if !others.is_dir() {
        eprintln!("skipped: {} is not here", others.display());
        return;
    }
    let gold = |kind: Kind, names: &[&str]| {
        let text: String =
            names.iter().map(|name| fs::read_to_string(root().join("tests/gold").join(name)).unwrap() + "\n").collect();
        Gold { kind, items: shihyo::eval::gold(&text, kind).unwrap() }
    };
    let judge = Judge {
        gold: vec![
            gold(Kind::Indicator, &["indicators.jsonl", "indicators-other.jsonl"]),
            gold(Kind::Measure, &["measures.jsonl"]),
            gold(Kind::Programme, &["programmes.jsonl"]),
        ],
        parts: ANNOTATED.iter().map(|part| part.parse().unwrap()).collect(),
    };
    let found = shihyo::source::find(&[root().join("corpus"), others]);
    let open = |path: &PathBuf| {
        let source = shihyo::source::Source::open(path).unwrap();
        let document = shihyo::layout::Document::read(&source.text);
        Sample { source, document }
    };
    // The judged parts stand in text files.
    let text = |path: &&PathBuf| path.extension().is_none_or(|ending| ending != "pdf");
    let samples: Vec<Sample> = found.documents.iter().filter(text).map(open).collect();
    let report = stats(&Rules::built_in(), &samples, &judge);
    let more = report.rules.iter().filter(|rule| rule.measured().is_some_and(|measured| rule.declared > measured));
    let told: Vec<String> = more
        .map(|rule| format!("{} declares {}, {}/{} right", rule.rule, rule.declared, rule.right, rule.judged))
        .collect();
    assert!(told.is_empty(), "run `shihyo rules stats … --update` (rules/README.md)\n{}", told.join("\n"));
    // Below 0.5 a rule is more often wrong than right.
    assert!(report.rules.iter().filter(|rule| rule.judged > 3).all(|rule| 2 * rule.right > rule.judged));
}
