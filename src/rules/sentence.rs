//! What sentences are read with, as data: particles, word classes, moods, frames.
//!
//! `particles.toml`, `moods.toml` and `frames.toml` hold every word that the reader of
//! clauses knows; the reader itself knows only how they work together.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use super::Entry;
use super::file::Examples;
use super::kinds::{Case, Class, Mood, Need};
use crate::record::{Flag, Lang};

/// The files that it stands in.
pub(super) const FILES: [&str; 4] = ["english.toml", "frames.toml", "moods.toml", "particles.toml"];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SentenceFile {
    pub particle: Vec<ParticleSpec>,
    pub class: Vec<ClassSpec>,
    pub mood: Vec<MoodSpec>,
    pub frame: Vec<FrameSpec>,
    #[serde(rename = "stand-in")]
    pub stand_in: Option<StandIn>,
}

/// What the tokeniser sees where a value or a year stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StandIn {
    pub value: String,
    pub period: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParticleSpec {
    pub id: Spanned<String>,
    pub marks: Vec<Case>,
    pub words: Vec<String>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassSpec {
    pub id: Spanned<Class>,
    pub words: Vec<String>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MoodSpec {
    pub id: Spanned<String>,
    pub is: Mood,
    #[serde(default)]
    pub predicate: Vec<Class>,
    #[serde(default)]
    pub unless: Vec<Class>,
    #[serde(default)]
    pub auxiliary: Vec<Class>,
    #[serde(default)]
    pub without: Vec<Class>,
    #[serde(default)]
    pub noun: Vec<Class>,
    #[serde(default)]
    pub formal: Vec<Class>,
    #[serde(default)]
    pub topic: Vec<Class>,
    #[serde(default)]
    pub copula: bool,
    #[serde(default)]
    pub alone: bool,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameSpec {
    pub id: Spanned<String>,
    #[serde(default = "one")]
    pub version: u32,
    pub lang: Lang,
    pub mood: Vec<Mood>,
    #[serde(default)]
    pub predicate: Vec<Class>,
    #[serde(default)]
    pub unless: Vec<Class>,
    pub needs: Vec<Need>,
    pub confidence: f64,
    #[serde(default)]
    pub flags: Vec<Flag>,
    #[serde(default)]
    pub ok: Examples,
    #[serde(default)]
    pub no: Examples,
    #[serde(default)]
    pub todo: Examples,
}

fn one() -> u32 {
    1
}

/// What a predicate must be to have a mood; every condition that is given holds.
#[derive(Debug)]
pub(crate) struct MoodRule {
    pub entry: Entry,
    pub is: Mood,
    /// The classes that its verb is one of.
    pub predicate: Vec<Class>,
    /// The classes that its verb is none of.
    pub unless: Vec<Class>,
    /// What stands behind the verb.
    pub auxiliary: Vec<Class>,
    pub without: Vec<Class>,
    /// The noun before it.
    pub noun: Vec<Class>,
    /// The noun that it modifies.
    pub formal: Vec<Class>,
    /// The end of what its clause speaks of: この計画では.
    pub topic: Vec<Class>,
    /// A noun and である.
    pub copula: bool,
    /// The verb is all of its clause: …する　とする.
    pub alone: bool,
}

/// A frame: which clauses it is for, and what they must hold.
#[derive(Debug)]
pub(crate) struct Frame {
    pub entry: Entry,
    pub version: u32,
    pub lang: Lang,
    pub mood: Vec<Mood>,
    /// The classes that its verb is one of; empty for any.
    pub predicate: Vec<Class>,
    pub unless: Vec<Class>,
    pub needs: Vec<Need>,
    pub confidence: f64,
    pub flags: Vec<Flag>,
}

/// A list of words with examples: what they are, by class or by what they mark.
#[derive(Debug)]
pub(crate) struct Listed<K> {
    pub entry: Entry,
    pub kind: K,
}

/// All of it, ready to be asked.
#[derive(Debug, Default)]
pub(crate) struct Sentences {
    classes: HashMap<String, Vec<Class>>,
    particles: HashMap<String, Vec<Case>>,
    by_class: BTreeMap<Class, Vec<String>>,
    pub moods: Vec<MoodRule>,
    pub frames: Vec<Frame>,
    pub class_entries: Vec<Listed<Class>>,
    pub particle_entries: Vec<Listed<Vec<Case>>>,
    pub stand_in: Option<StandIn>,
}

impl Sentences {
    pub(super) fn add(
        &mut self,
        file: SentenceFile,
        entry: &dyn Fn(Spanned<String>, (Examples, Examples, Examples)) -> Entry,
    ) {
        self.stand_in = file.stand_in.or(self.stand_in.take());
        for spec in file.particle {
            for word in &spec.words {
                let marks = self.particles.entry(word.clone()).or_default();
                marks.extend(spec.marks.iter().copied());
            }
            let entry = entry(spec.id, (spec.ok, spec.no, Vec::new()));
            self.particle_entries.push(Listed { entry, kind: spec.marks });
        }
        for spec in file.class {
            let class = *spec.id.get_ref();
            for word in &spec.words {
                self.classes.entry(word.clone()).or_default().push(class);
            }
            let mut longest_first = spec.words.clone();
            longest_first.sort_by_key(|word| std::cmp::Reverse(word.len()));
            self.by_class.entry(class).or_default().extend(longest_first);
            let id = Spanned::new(spec.id.span(), format!("{class:?}"));
            let entry = entry(id, (spec.ok, spec.no, Vec::new()));
            self.class_entries.push(Listed { entry, kind: class });
        }
        for spec in file.mood {
            self.moods.push(MoodRule {
                entry: entry(spec.id, (spec.ok, spec.no, spec.todo)),
                is: spec.is,
                predicate: spec.predicate,
                unless: spec.unless,
                auxiliary: spec.auxiliary,
                without: spec.without,
                noun: spec.noun,
                formal: spec.formal,
                topic: spec.topic,
                copula: spec.copula,
                alone: spec.alone,
            });
        }
        for spec in file.frame {
            self.frames.push(Frame {
                entry: entry(spec.id, (spec.ok, spec.no, spec.todo)),
                version: spec.version,
                lang: spec.lang,
                mood: spec.mood,
                predicate: spec.predicate,
                unless: spec.unless,
                needs: spec.needs,
                confidence: spec.confidence,
                flags: spec.flags,
            });
        }
    }

    /// Whether a word is one of a class.
    pub fn is(&self, word: &str, class: Class) -> bool {
        self.classes.get(word).is_some_and(|classes| classes.contains(&class))
    }

    /// Whether a word is one of any of some classes.
    pub fn is_any(&self, word: &str, classes: &[Class]) -> bool {
        self.classes.get(word).is_some_and(|of| classes.iter().any(|class| of.contains(class)))
    }

    /// Whether a particle marks so.
    pub fn marks(&self, particle: &str, marks: Case) -> bool {
        self.particles.get(particle).is_some_and(|of| of.contains(&marks))
    }

    /// Whether any entry of the particles holds a word.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains_key(word)
    }

    /// の, as names are joined with it: the longest word of its class.
    pub fn joint(&self) -> &str {
        self.words(Class::Nominaliser).first().map_or("", String::as_str)
    }

    /// The words of a class, the longest first.
    pub fn words(&self, class: Class) -> &[String] {
        self.by_class.get(&class).map_or(&[], Vec::as_slice)
    }

    /// Whether a text ends with a word of a class.
    pub fn ends(&self, text: &str, class: Class) -> bool {
        self.ending(text, class).is_some()
    }

    /// The longest word of a class that a text ends with.
    pub fn ending(&self, text: &str, class: Class) -> Option<&str> {
        self.words(class).iter().map(String::as_str).find(|word| text.ends_with(word))
    }

    /// Whether a text holds a word of a class.
    pub fn holds(&self, text: &str, class: Class) -> bool {
        self.words(class).iter().any(|word| text.contains(word.as_str()))
    }

    /// The word of a class that a text begins with.
    pub fn begins(&self, text: &str, class: Class) -> Option<&str> {
        self.words(class).iter().map(String::as_str).find(|word| text.starts_with(word))
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        let frames = self.frames.iter().map(|frame| &frame.entry);
        let moods = self.moods.iter().map(|mood| &mood.entry);
        frames.chain(moods)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::rules::Rules;

    /// A word that a list holds twice is taken out once only, and goes on to work.
    #[test]
    fn no_list_holds_a_word_twice() {
        let rules = Rules::built_in();
        let data = &rules.sentences;
        let mut twice = Vec::new();
        for class in &data.class_entries {
            let mut seen = BTreeSet::new();
            let again = data.words(class.kind).iter().filter(|word| !seen.insert(word.as_str()));
            twice.extend(again.map(|word| format!("{}: {} holds {word} twice", class.entry.file, class.entry.id)));
        }
        assert!(twice.is_empty(), "{}", twice.join("\n"));
    }
}
