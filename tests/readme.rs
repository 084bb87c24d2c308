//! Every command of the READMEs, run in their order on the corpus as a new user would.

mod desk;

use std::path::Path;

use desk::{Desk, root};

/// The commands of a README: what is indented and begins with the program's name.
fn commands(readme: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join(readme)).unwrap();
    text.lines().filter_map(|line| line.strip_prefix("    shihyo ")).map(words).collect()
}

/// A command's words as a shell parts them, quotes and comments heeded.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in line.chars().chain([' ']) {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '#') if word.is_empty() => break,
            (None, ' ') => words.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            (_, c) => word.push(c),
        }
    }
    words
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn walk_through(readme: &str, least: usize) {
    let desk = Desk::new();
    for folder in ["corpus", "rules", "tests/gold"] {
        copy(&root().join(folder), &desk.path(folder));
    }
    let commands = commands(readme);
    assert!(commands.len() >= least, "{readme}: only {} commands were found", commands.len());
    for command in commands {
        let ran = desk.run(&command.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(ran.code, 0, "{readme}: shihyo {}: {}", command.join(" "), ran.err);
        assert!(!ran.out.is_empty() || !ran.err.is_empty() || command[0] == "export", "{command:?} says nothing");
    }
}

#[test]
fn the_readmes_commands_run() {
    walk_through("README.md", 15);
}

#[test]
fn the_japanese_readmes_commands_run() {
    walk_through("README.ja.md", 10);
}
