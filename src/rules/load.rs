//! From rule files to [`Rules`]: parsing, expanding, compiling, checking.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use regex::Regex;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::compiled::{Pattern, any_word, compile};
use super::file::{ColumnsFile, RuleFile, TermsFile, WordsFile};
use super::pattern::Vocabulary;
use super::{Bind, BindGroup, Binds, CellRule, Context, Rule, RuleError, Rules, Scope};
use crate::text::{Lexicon, Marks, MinistriesFile, UnitsFile, Words};

/// The lexicons, and the blocks that every file may use; all other files hold rules.
const UNITS: &str = "units.toml";
const MINISTRIES: &str = "ministries.toml";
const WORDS: &str = "words.toml";
const COLUMNS: &str = "columns.toml";
const BLOCKS: &str = "blocks.toml";
const TERMS: &str = "terms.toml";

pub(super) fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, Vec<RuleError>> {
    let wrong = |what: String| {
        vec![RuleError {
            file: folder.display().to_string(),
            at: 0..0,
            text: String::new(),
            what,
            help: "give a folder of rule files, as `rules` in the repository".into(),
        }]
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| wrong(format!("the rules folder cannot be read: {e}")))? {
        let path = entry.map_err(|e| wrong(e.to_string()))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|e| wrong(format!("{}: {e}", path.display())))?;
            files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(wrong("no rule files in this folder".into()));
    }
    Ok(files)
}

pub(super) fn parse(files: &[(&str, &str)]) -> Result<Rules, Vec<RuleError>> {
    let mut loader = Loader { files, errors: Vec::new() };
    let rules = loader.load();
    match rules {
        Some(rules) if loader.errors.is_empty() => Ok(rules),
        _ => Err(loader.errors),
    }
}

struct Loader<'a> {
    files: &'a [(&'a str, &'a str)],
    errors: Vec<RuleError>,
}

impl Loader<'_> {
    fn load(&mut self) -> Option<Rules> {
        let units: Option<UnitsFile> = self.lexicon(UNITS);
        let ministries: Option<MinistriesFile> = self.lexicon(MINISTRIES);
        let words: Option<WordsFile> = self.lexicon(WORDS);
        let columns: Option<ColumnsFile> = self.lexicon(COLUMNS);
        let (units, ministries, words, columns) = (units?, ministries?, words?, columns?);
        let common: BTreeMap<String, String> =
            self.optional::<RuleFile>(BLOCKS).map(|file| file.blocks).unwrap_or_default();
        let marks = Marks::new(&words.marks.repost, &words.marks.provisional, &words.marks.drop).ok()?;

        let tokeniser = self.tokeniser()?;
        let mut parts = Parts { classes: words.classes, common, ..Parts::default() };
        for &(name, text) in self.files {
            if ![UNITS, MINISTRIES, WORDS, COLUMNS, BLOCKS, TERMS].contains(&name)
                && let Some(file) = self.read::<RuleFile>(name, text)
            {
                self.take(name, text, file, &mut parts);
            }
        }
        let text = self.files.iter().find(|(file, _)| *file == COLUMNS).map_or("", |&(_, text)| text);
        let mut headers = Vec::new();
        for column in &columns.column {
            for header in &column.header {
                let vocabulary = Vocabulary { blocks: parts.common.clone(), classes: parts.classes.clone() };
                if let Some(pattern) = self.compile(COLUMNS, text, &vocabulary, header, "") {
                    headers.push((column.role, pattern));
                }
            }
        }
        let binds = self.binds(&parts)?;
        let mut by_scope: BTreeMap<Scope, Vec<usize>> = BTreeMap::new();
        for (n, rule) in parts.rules.iter().enumerate() {
            for &scope in &rule.scopes {
                by_scope.entry(scope).or_default().push(n);
            }
        }
        let hash = self
            .files
            .iter()
            .fold(Sha256::new(), |hash, (name, text)| {
                hash.chain_update(name).chain_update([0]).chain_update(text).chain_update([0])
            })
            .finalize();
        Some(Rules {
            lexicon: Lexicon::new(&units, ministries),
            marks,
            words: tokeniser,
            binds,
            context_cues: context_cues(&parts.contexts),
            contexts: parts.contexts,
            cells: parts.cells,
            columns: headers,
            resolve: columns.resolve,
            rules: parts.rules,
            by_scope,
            hash: hash[..8].iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }

    fn tokeniser(&mut self) -> Option<Words> {
        let terms = self.optional::<TermsFile>(TERMS).unwrap_or_default().terms;
        let at = terms.span();
        match Words::new(terms.get_ref()) {
            Ok(words) => Some(words),
            Err(error) => {
                let text = self.files.iter().find(|(file, _)| *file == TERMS).map_or("", |&(_, text)| text);
                self.wrong(TERMS, text, at, error.to_string(), "write plain words, without commas or quotes");
                None
            }
        }
    }

    fn lexicon<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let found = self.optional(name);
        if found.is_none() && !self.files.iter().any(|(file, _)| *file == name) {
            self.errors.push(RuleError {
                file: name.into(),
                at: 0..0,
                text: String::new(),
                what: format!("{name} is missing"),
                help: "copy it from the repository's rules folder".into(),
            });
        }
        found
    }

    fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let &(_, text) = self.files.iter().find(|(file, _)| *file == name)?;
        self.read(name, text)
    }

    fn read<T: DeserializeOwned>(&mut self, name: &str, text: &str) -> Option<T> {
        toml::from_str(text)
            .map_err(|e| {
                self.errors.push(RuleError {
                    file: name.into(),
                    at: e.span().unwrap_or(0..0),
                    text: text.into(),
                    what: e.message().into(),
                    help: String::new(),
                })
            })
            .ok()
    }

    fn take(&mut self, name: &str, text: &str, file: RuleFile, parts: &mut Parts) {
        let mut blocks = parts.common.clone();
        blocks.extend(file.blocks);
        let vocabulary = Vocabulary { blocks, classes: parts.classes.clone() };
        for spec in file.bind {
            let suffix = format!("__{}", parts.binds.len());
            if let Some(pattern) = self.expand(name, text, &vocabulary, &spec.pattern, &suffix) {
                parts
                    .binds
                    .push((Bind { id: spec.id.into_inner(), makes: spec.makes, ok: spec.ok, no: spec.no }, pattern));
            }
        }
        for spec in file.context {
            if let Some(pattern) = self.compile(name, text, &vocabulary, &spec.pattern, "") {
                parts.contexts.push(Context {
                    id: spec.id.into_inner(),
                    at: spec.at,
                    pattern,
                    opens: spec.opens,
                    reach: spec.reach,
                    ok: spec.ok,
                    no: spec.no,
                });
            }
        }
        for spec in file.cell {
            if let Some(pattern) = self.compile(name, text, &vocabulary, &spec.pattern, "") {
                parts.cells.push(CellRule {
                    id: spec.id.into_inner(),
                    means: spec.means,
                    pattern,
                    ok: spec.ok,
                    no: spec.no,
                });
            }
        }
        for spec in file.rule {
            let id = spec.id.get_ref().clone();
            if parts.rules.iter().any(|rule| rule.id == id) {
                self.wrong(
                    name,
                    text,
                    spec.id.span(),
                    format!("there are two rules called `{id}`"),
                    "give each rule an id of its own",
                );
            }
            if spec.ok.is_empty() && spec.todo.is_empty() || spec.no.is_empty() {
                self.wrong(
                    name,
                    text,
                    spec.id.span(),
                    format!("rule `{id}` needs both an `ok` and a `no`"),
                    "add a text that it must read, and one that looks alike and that it must leave",
                );
            }
            if !(0.0..=1.0).contains(&spec.confidence) {
                self.wrong(
                    name,
                    text,
                    spec.id.span(),
                    format!("rule `{id}` has a confidence of {}", spec.confidence),
                    "write a number from 0 to 1",
                );
            }
            let pattern = self.compile(name, text, &vocabulary, &spec.pattern, "");
            let each = spec.each.as_ref().map(|each| self.compile(name, text, &vocabulary, each, ""));
            let (Some(pattern), false) = (pattern, matches!(each, Some(None))) else { continue };
            let rule = Rule {
                id,
                version: spec.version,
                makes: spec.makes,
                scopes: spec.scopes,
                context: spec.context,
                lang: spec.lang,
                pattern,
                each: each.flatten(),
                aggregation: spec.aggregation,
                only: spec.only,
                priority: spec.priority,
                confidence: spec.confidence,
                flags: spec.flags,
                ok: spec.ok,
                no: spec.no,
                todo: spec.todo,
                file: name.to_owned(),
            };
            parts.rules.push(rule);
        }
    }

    fn wrong(&mut self, name: &str, text: &str, at: Range<usize>, what: String, help: &str) {
        self.errors.push(RuleError { file: name.into(), at, text: text.into(), what, help: help.into() });
    }

    /// Expands a pattern; its errors point into the file.
    fn expand(
        &mut self,
        name: &str,
        text: &str,
        vocabulary: &Vocabulary,
        pattern: &Spanned<String>,
        suffix: &str,
    ) -> Option<String> {
        match vocabulary.expand(pattern.get_ref(), suffix) {
            Ok(expanded) => Some(expanded),
            Err(error) => {
                let at = inner(text, pattern, error.at);
                self.wrong(name, text, at, error.what, &error.help);
                None
            }
        }
    }

    fn compile(
        &mut self,
        name: &str,
        text: &str,
        vocabulary: &Vocabulary,
        pattern: &Spanned<String>,
        suffix: &str,
    ) -> Option<Pattern> {
        let expanded = self.expand(name, text, vocabulary, pattern, suffix)?;
        match Pattern::new(&expanded) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let message = error.to_string();
                let what = message.lines().last().unwrap_or("not a pattern").trim().to_owned();
                self.wrong(
                    name,
                    text,
                    pattern.span(),
                    what,
                    "patterns are regular expressions with places: see rules/README.md",
                );
                None
            }
        }
    }

    fn binds(&mut self, parts: &Parts) -> Option<Binds> {
        let alternation: Vec<String> =
            parts.binds.iter().enumerate().map(|(n, (_, pattern))| format!("(?P<bind__{n}>{pattern})")).collect();
        match compile(&alternation.join("|")) {
            Ok(all) => Some(Binds {
                groups: all.capture_names().map(bind_group).collect(),
                all,
                each: parts
                    .binds
                    .iter()
                    .map(|(bind, _)| Bind {
                        id: bind.id.clone(),
                        makes: bind.makes,
                        ok: bind.ok.clone(),
                        no: bind.no.clone(),
                    })
                    .collect(),
            }),
            Err(error) => {
                self.errors.push(RuleError {
                    file: "bind".into(),
                    at: 0..0,
                    text: String::new(),
                    what: error.to_string(),
                    help: String::new(),
                });
                None
            }
        }
    }
}

fn context_cues(contexts: &[Context]) -> Option<Regex> {
    let words: Option<Vec<Vec<String>>> = contexts.iter().map(|context| context.pattern.cues.clone()).collect();
    any_word(&words?.concat()).ok()
}

/// `value__1__3` is the place `value` of pattern 3, `bind__3` the whole of it.
fn bind_group(name: Option<&str>) -> BindGroup {
    let mut parts = name.unwrap_or_default().split("__");
    let place = parts.next().filter(|&place| place != "bind" && !place.is_empty()).map(ToOwned::to_owned);
    BindGroup { bind: parts.last().and_then(|n| n.parse().ok()).unwrap_or(0), place }
}

/// What the rule files give before it is put together.
#[derive(Default)]
struct Parts {
    classes: BTreeMap<String, Vec<String>>,
    common: BTreeMap<String, String>,
    binds: Vec<(Bind, String)>,
    contexts: Vec<Context>,
    cells: Vec<CellRule>,
    rules: Vec<Rule>,
}

/// A range of a pattern as a range of the file that holds it.
fn inner(text: &str, pattern: &Spanned<String>, at: Range<usize>) -> Range<usize> {
    let span = pattern.span();
    let literal = text.get(span.clone()).unwrap_or_default();
    // Literal strings hold the pattern as it is; in others the place is that of the whole string.
    match literal.find(pattern.get_ref().as_str()) {
        Some(offset) => span.start + offset + at.start..span.start + offset + at.end,
        None => span,
    }
}
