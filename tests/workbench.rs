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

const LINES: &str =
    "指標\n\n・肥満者の割合　現状：27.5％（H27年度） → 目標：20％以下（H34年度）\n\n利用者数を2028年度までに増やす。\n";

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
    insta::assert_snapshot!("why_not_words", tell(&["why-not", &at("1:\"肥満者の割合 現状\""), "--rule", "line-"]));
    insta::assert_snapshot!("explain_table", tell(&["explain", "fixtures/target_before_baseline_in_one_cell.txt:2"]));
    let sample = workbench::Sample::of_text(LINES);
    let records = shihyo::extract::extract(&sample.source, &Rules::built_in());
    assert!(!records.is_empty());
}
