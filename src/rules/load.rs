//! From rule files to [`Rules`]: parsing, expanding, compiling, checking.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::compiled::{Pattern, any_word, compile};
use super::deeds::DeedWords;
use super::file::{Examples, RuleFile, TermsFile, WordsFile};
use super::paid::PaidWords;
use super::pattern::Vocabulary;
use super::programmes::ProgrammeWords;
use super::read::{self, BLOCKS, COLUMNS, ERAS, MINISTRIES, SCAN, TERMS, UNITS, WORDS};
use super::runs::{LineRule, Lines};
use super::sentence::{self, SentenceFile, Sentences};
use super::sieve::Sieve;
use super::tables::{AsideRule, ColumnsFile, Ending, Facet, Tables, TrimRule, TypeRule};
use super::words::TableWords;
use super::{Bind, BindGroup, Binds, Block, Context, Entry, Example, File, Places, Rule, RuleError, Rules, Scope};
use crate::text::{ErasFile, Lexicon, Marks, MinistriesFile, ScanFile, UnitsFile, Words};

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
        let (eras, scan): (Option<ErasFile>, Option<ScanFile>) = (self.lexicon(ERAS), self.lexicon(SCAN));
        let words: Option<WordsFile> = self.lexicon(WORDS);
        let columns: Option<ColumnsFile> = self.lexicon(COLUMNS);
        let (units, ministries, words, columns) = (units?, ministries?, words?, columns?);
        let lexicon = Lexicon::new(units, ministries, eras?, scan?);
        let marks = Marks::new(&words.marks.repost, &words.marks.provisional, &words.marks.drop).ok()?;
        let tokeniser = self.tokeniser()?;
        let mut parts = Parts::default();
        let class = |name: &Spanned<String>| Block { name: name.get_ref().clone(), at: name.span(), body: name.span() };
        let classes = words.classes.keys().map(class).collect();
        parts.common.classes = words.classes.into_iter().map(|(name, list)| (name.into_inner(), list)).collect();
        let text = |name: &str| self.files.iter().find(|(file, _)| *file == name).map_or("", |&(_, text)| text);
        let (words_text, blocks_text, columns_text) = (text(WORDS), text(BLOCKS), text(COLUMNS));
        parts.files.insert(WORDS.into(), File { text: words_text.into(), blocks: classes, ..File::default() });
        if let Some(file) = self.optional::<RuleFile>(BLOCKS) {
            parts.common = self.vocabulary(BLOCKS, blocks_text, file.blocks, &mut parts);
        }
        for &(name, text) in self.files {
            if ![UNITS, MINISTRIES, ERAS, SCAN, WORDS, COLUMNS, BLOCKS, TERMS].contains(&name)
                && !sentence::FILES.contains(&name)
                && let Some(file) = self.read::<RuleFile>(name, text)
            {
                self.take(name, text, file, &mut parts);
            }
        }
        self.vocabulary(COLUMNS, columns_text, BTreeMap::new(), &mut parts);
        parts.tables.words = TableWords::of(&parts.common.classes);
        parts.tables.headers = Sieve::of(parts.tables.facets.iter().map(|facet| &*facet.header));
        parts.tables.expects = columns.expects;
        parts.tables.skip = columns.skip;
        parts.tables.stream = columns.stream;
        parts.tables.sure = columns.sure;
        let sentences = self.sentences(&mut parts);
        self.unique(&parts, &sentences);
        let binds = self.binds(std::mem::take(&mut parts.binds))?;
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
            lexicon,
            marks,
            words: tokeniser,
            binds,
            context_cues: context_cues(&parts.contexts),
            contexts: parts.contexts,
            tables: parts.tables,
            deeds: DeedWords::of(&parts.common.classes),
            paid: PaidWords::of(&parts.common.classes),
            programmes: ProgrammeWords::of(&parts.common.classes),
            lines: parts.lines,
            rules: parts.rules,
            sentences,
            by_scope,
            files: parts.files,
            folder: None,
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
        read::parse(name, text, &mut self.errors)
    }

    /// What the patterns of a file may name. A block that is wrong is told where it stands.
    fn vocabulary(
        &mut self,
        name: &str,
        text: &str,
        blocks: BTreeMap<Spanned<String>, Spanned<String>>,
        parts: &mut Parts,
    ) -> Vocabulary {
        let mut vocabulary = parts.common.clone();
        let block = |(name, body): (&Spanned<String>, &Spanned<String>)| Block {
            name: name.get_ref().clone(),
            at: name.span(),
            body: body.span(),
        };
        let own: Vec<Block> = blocks.iter().map(block).collect();
        vocabulary.blocks.extend(blocks.iter().map(|(name, body)| (name.get_ref().clone(), body.get_ref().clone())));
        for body in blocks.values() {
            let _ = self.expand(name, text, &vocabulary, body, "");
        }
        parts.files.insert(name.into(), File { text: text.into(), vocabulary: vocabulary.clone(), blocks: own });
        vocabulary
    }

    fn take(&mut self, name: &str, text: &str, file: RuleFile, parts: &mut Parts) {
        let vocabulary = self.vocabulary(name, text, file.blocks, parts);
        for spec in file.bind {
            let suffix = format!("__{}", parts.binds.len());
            if let Some(expanded) = self.expand(name, text, &vocabulary, &spec.pattern, &suffix) {
                parts.binds.push(Bind {
                    entry: entry(name, spec.id, (spec.ok, spec.no, spec.todo)),
                    makes: spec.makes,
                    at: spec.pattern.span(),
                    pattern: spec.pattern.into_inner(),
                    expanded,
                });
            }
        }
        for spec in file.context {
            if let Some(pattern) = self.compile(name, text, &vocabulary, &spec.pattern) {
                parts.contexts.push(Context {
                    entry: entry(name, spec.id, (spec.ok, spec.no, spec.todo)),
                    at: spec.at,
                    pattern,
                    opens: spec.opens.map(Spanned::into_inner),
                    items: spec.items,
                    reach: spec.reach,
                    year_of: spec.year_of,
                    stage: spec.stage,
                });
            }
        }
        for spec in file.facet {
            let header = self.all(name, text, &vocabulary, &spec.header);
            let but = self.all(name, text, &vocabulary, &spec.but);
            parts.tables.facets.push(Facet {
                entry: entry(name, spec.id, (spec.ok, spec.no, spec.todo)),
                kind: spec.kind,
                role: spec.role,
                aggregation: spec.agg,
                deed: spec.deed,
                weight: spec.weight,
                header,
                but,
            });
        }
        for spec in file.types {
            let cell = self.all(name, text, &vocabulary, &spec.cell);
            let but = self.all(name, text, &vocabulary, &spec.but);
            parts.tables.types.push(TypeRule {
                entry: entry(name, spec.id, (spec.ok, spec.no, spec.todo)),
                is: spec.is,
                cell,
                but,
                residue: spec.residue,
                longest: spec.longest,
                strength: spec.strength,
                knows: spec.knows,
                outside: spec.outside,
            });
        }
        for spec in file.ending {
            let phrase = self.all(name, text, &vocabulary, &spec.phrase);
            let entry = entry(name, spec.id, (spec.ok, spec.no, spec.todo));
            parts.tables.endings.push(Ending { entry, strength: spec.strength, phrase });
        }
        for spec in file.aside {
            let stretch = self.all(name, text, &vocabulary, &spec.stretch);
            let entry = entry(name, spec.id, (spec.ok, spec.no, spec.todo));
            parts.tables.asides.push(AsideRule { entry, stretch });
        }
        for spec in file.trim {
            let patterns = self.all(name, text, &vocabulary, &spec.text);
            let entry = entry(name, spec.id, (spec.ok, spec.no, spec.todo));
            parts.tables.trims.push(TrimRule { entry, text: patterns });
        }
        for spec in file.line {
            let pattern = self.all(name, text, &vocabulary, &spec.pattern);
            let but = self.all(name, text, &vocabulary, &spec.but);
            parts.lines.all.push(LineRule {
                entry: entry(name, spec.id, (spec.ok, spec.no, spec.todo)),
                is: spec.is,
                pattern,
                but,
                role: spec.role,
                only: spec.only,
            });
        }
        for spec in file.rule {
            if !(0.0..=1.0).contains(spec.confidence.get_ref()) {
                let what = format!("a confidence of {}", spec.confidence.get_ref());
                self.wrong(name, text, spec.confidence.span(), what, "write a number from 0 to 1");
            }
            let pattern = self.compile(name, text, &vocabulary, &spec.pattern);
            let each = spec.each.as_ref().map(|each| self.compile(name, text, &vocabulary, each));
            let (Some(pattern), false) = (pattern, matches!(each, Some(None))) else { continue };
            parts.rules.push(Rule {
                entry: entry(name, spec.id, (spec.ok, spec.no, spec.todo)),
                version: spec.version,
                makes: spec.makes,
                places: Places {
                    confidence: spec.confidence.span(),
                    scopes: spec.scopes.span(),
                    context: spec.context.as_ref().map_or(0..0, Spanned::span),
                },
                scopes: spec.scopes.into_inner(),
                context: spec.context.map(Spanned::into_inner),
                lang: spec.lang,
                pattern,
                each: each.flatten(),
                aggregation: spec.aggregation,
                priority: spec.priority,
                confidence: spec.confidence.into_inner(),
                flags: spec.flags,
            });
        }
    }

    /// What sentences are read with; nothing of it is needed where no file has it.
    fn sentences(&mut self, parts: &mut Parts) -> Sentences {
        let mut sentences = Sentences::default();
        for name in sentence::FILES {
            let Some(file) = self.optional::<SentenceFile>(name) else { continue };
            let text = self.files.iter().find(|(file, _)| *file == name).map_or("", |&(_, text)| text);
            parts.files.insert(name.into(), File { text: text.into(), ..File::default() });
            sentences.add(file, &|id, examples| entry(name, id, examples));
        }
        sentences
    }

    /// Tells ids that stand twice.
    fn unique(&mut self, parts: &Parts, sentences: &Sentences) {
        let binds = parts.binds.iter().map(|bind| &bind.entry);
        let contexts = parts.contexts.iter().map(|context| &context.entry);
        let tables = &parts.tables;
        let facets = tables.facets.iter().map(|facet| &facet.entry);
        let types = tables.types.iter().map(|rule| &rule.entry);
        let endings = tables.endings.iter().map(|ending| &ending.entry);
        let asides = tables.asides.iter().map(|aside| &aside.entry);
        let trims = tables.trims.iter().map(|trim| &trim.entry);
        // A facet and a type may share a name: each sort is told by its own.
        let mut seen = BTreeMap::new();
        let rules = parts.rules.iter().map(|rule| &rule.entry).chain(binds).chain(contexts).chain(asides).chain(trims);
        let rules = rules.chain(sentences.entries()).chain(parts.lines.all.iter().map(|line| &line.entry));
        let sorts = rules.map(|e| ("", e)).chain(facets.map(|e| ("facet", e))).chain(types.map(|e| ("type", e)));
        for (sort, entry) in sorts.chain(endings.map(|e| ("ending", e))) {
            if let Some(first) = seen.insert((sort, entry.id.as_str()), entry.file.as_str()) {
                let text = parts.files.get(&entry.file).map_or("", |file| file.text.as_str());
                let what = format!("there are two rules called `{}`; the other stands in {first}", entry.id);
                self.wrong(&entry.file, text, entry.at.clone(), what, "give each an id of its own");
            }
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
                // What is wrong inside a block was told where the block stands.
                if error.inside.is_none() {
                    let at = read::inner(text, pattern.span(), pattern.get_ref(), error.at);
                    self.wrong(name, text, at, error.what, &error.help);
                }
                None
            }
        }
    }

    /// Compiles all patterns of a list.
    fn all(&mut self, name: &str, text: &str, vocabulary: &Vocabulary, list: &[Spanned<String>]) -> Vec<Pattern> {
        list.iter().filter_map(|pattern| self.compile(name, text, vocabulary, pattern)).collect()
    }

    fn compile(
        &mut self,
        name: &str,
        text: &str,
        vocabulary: &Vocabulary,
        pattern: &Spanned<String>,
    ) -> Option<Pattern> {
        let expanded = self.expand(name, text, vocabulary, pattern, "")?;
        match Pattern::new(expanded, pattern.get_ref(), pattern.span()) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let message = error.to_string();
                let what = message.lines().last().unwrap_or("not a pattern").trim();
                let what = what.strip_prefix("error: ").unwrap_or(what).to_owned();
                let help = "patterns are regular expressions with places: see rules/README.md";
                self.wrong(name, text, pattern.span(), what, help);
                None
            }
        }
    }

    fn binds(&mut self, binds: Vec<Bind>) -> Option<Binds> {
        let alternation: Vec<String> =
            binds.iter().enumerate().map(|(n, bind)| format!("(?P<bind__{n}>{})", bind.expanded)).collect();
        match compile(&alternation.join("|")) {
            Ok(all) => Some(Binds { groups: all.capture_names().map(bind_group).collect(), all, each: binds }),
            Err(_) => {
                // Of the whole nothing can be said that points into a file.
                for bind in &binds {
                    if let Err(error) = compile(&bind.expanded) {
                        let text = self.files.iter().find(|(file, _)| *file == bind.entry.file).map_or("", |f| f.1);
                        let message = error.to_string();
                        let what = message.lines().last().unwrap_or("not a pattern").trim().to_owned();
                        self.wrong(&bind.entry.file, text, bind.at.clone(), what, "see rules/README.md");
                    }
                }
                None
            }
        }
    }
}

fn entry(file: &str, id: Spanned<String>, (ok, no, todo): (Examples, Examples, Examples)) -> Entry {
    let examples = |specs: Examples| specs.into_iter().map(Example::from).collect();
    Entry {
        at: id.span(),
        id: id.into_inner(),
        file: file.to_owned(),
        ok: examples(ok),
        no: examples(no),
        todo: examples(todo),
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
    /// What every file may name.
    common: Vocabulary,
    files: BTreeMap<String, File>,
    binds: Vec<Bind>,
    contexts: Vec<Context>,
    tables: Tables,
    lines: Lines,
    rules: Vec<Rule>,
}
