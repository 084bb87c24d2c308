//! What tells public bodies that are not in the list of ministries: words of their names, and of others' (`ministries.toml`).

use serde::Deserialize;

use super::Tails;

/// What a document is of is said in so many bytes.
const FIRST: usize = 600;

/// `[bodies]` of `ministries.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BodiesFile {
    ends: Vec<String>,
    /// How the names of bodies end that towns and firms have as well.
    shared: Vec<String>,
    of_state: Vec<String>,
    no_state: Vec<String>,
    words: Vec<String>,
    state: Vec<String>,
    land: Vec<String>,
    home: Vec<String>,
    opens: Vec<String>,
    local: Vec<String>,
    no_letters: Vec<String>,
    beside: Vec<String>,
    beside_them: Vec<String>,
    short: Vec<String>,
    duties: Vec<String>,
    /// What says so where a word for what is done follows, and what only looks like one.
    promises: Vec<String>,
    done: Vec<String>,
    not_done: Vec<String>,
    helps: Vec<String>,
    others: Vec<String>,
    /// Of `words`, those that a town's bodies have as well.
    towns_too: Vec<String>,
    given_names: Vec<String>,
    fields: Vec<String>,
}

/// The same, ready to be looked up.
#[derive(Debug, Default)]
pub struct Bodies {
    ends: Tails<()>,
    shared: Tails<()>,
    all: BodiesFile,
}

impl Bodies {
    pub fn new(mut all: BodiesFile) -> Self {
        let tails = |words: &mut Vec<String>| Tails::new(std::mem::take(words).into_iter().map(|word| (word, ())));
        let (ends, shared) = (tails(&mut all.ends), tails(&mut all.shared));
        for word in all.beside.iter_mut().chain(&mut all.duties).chain(&mut all.promises) {
            *word = format!(" {word} ");
        }
        Self { ends, shared, all }
    }

    /// What leads from a body to those that help it, a blank on both sides.
    pub fn beside(&self) -> &[String] {
        &self.all.beside
    }

    /// Whether a text says that something is to be done.
    pub fn demands(&self, text: &str) -> bool {
        self.all.duties.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether a text says that something will be done: will be published, and not will be affected.
    pub fn promises(&self, text: &str) -> bool {
        self.all.promises.iter().flat_map(|word| text.match_indices(word.as_str())).any(|(at, word)| {
            let next = text[at + word.len()..].split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
            let done = next.len() > 3 && next.ends_with("ed") || self.all.done.iter().any(|word| word == next);
            done && !self.all.not_done.iter().any(|word| word == next)
        })
    }

    /// Whether a Japanese name ends as those of public bodies do: 国立水源研究所.
    pub fn ends(&self, name: &str) -> bool {
        self.ends.all(name).any(|(_, end)| end.len() < name.len())
    }

    /// Whether it ends as those do that towns and firms have as well: 図書館, 銀行.
    pub fn is_shared(&self, name: &str) -> bool {
        self.shared.all(name).any(|(_, end)| end.len() < name.len())
    }

    /// Whether a name begins so that it is one of the state: 国立, 日本.
    pub fn opens_as_state(&self, name: &str) -> bool {
        let opens = |words: &[String]| words.iter().any(|word| name.starts_with(word.as_str()));
        opens(&self.all.of_state) && !opens(&self.all.no_state)
    }

    /// Whether a word of public bodies stands in a name.
    pub fn names(&self, name: &str) -> bool {
        has(&self.all.words, name) || self.opens(name)
    }

    /// Whether a word that only bodies of a state have stands in a name.
    pub fn is_of_state(&self, name: &str) -> bool {
        has(&self.all.state, name)
    }

    /// Whether a document begins with the state of the list, or shows two signs of it: Japan, MLIT.
    pub fn is_home(&self, source: &str) -> bool {
        let first = &source[..source.floor_char_boundary(FIRST)];
        let signs = self.all.home.iter().filter(|word| has(std::slice::from_ref(*word), source)).count();
        has(&self.all.land, first) || signs + usize::from(has(&self.all.land, source)) > 1
    }

    /// Whether a text names the state of the list, or nothing: ", Japan".
    pub fn is_only_land(&self, text: &str) -> bool {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty() || self.all.land.iter().any(|land| land == bare)
    }

    /// Whether a name begins so that a comma or an "and" may stand in it: Ministry of.
    pub fn opens(&self, name: &str) -> bool {
        has(&self.all.opens, name)
    }

    /// Whether a word of people, of towns or of the parts of a firm stands in a name.
    pub fn is_local(&self, name: &str) -> bool {
        let state = self.is_of_state(name);
        // Ministry of Transport and Public Works
        let counts = |word: &&String| !state || !self.all.fields.contains(word);
        self.all.local.iter().filter(counts).any(|word| has(std::slice::from_ref(word), name))
    }

    /// Whether nothing in the name of a body tells it from one of a town: Finance Committee.
    pub fn may_be_of_town(&self, name: &str) -> bool {
        let towns = |word: &String| self.all.towns_too.contains(word);
        let tells = |word: &String| !towns(word) && has(std::slice::from_ref(word), name);
        !self.all.words.iter().any(tells) && has(&self.all.towns_too, name)
    }

    /// Whether a name is that of a field, which ministries have in theirs as towns do: Public Works.
    pub fn is_field(&self, name: &str) -> bool {
        self.all.fields.iter().any(|field| field == name)
    }

    /// Whether a name begins as people are called: Mary Jones.
    pub fn is_of_person(&self, name: &str) -> bool {
        let first = name.split_whitespace().next();
        first.is_some_and(|first| self.all.given_names.iter().any(|given| given == first))
    }

    /// Whether a word of those that stand beside such bodies is in a name: Central Bank.
    pub fn is_beside_them(&self, name: &str) -> bool {
        has(&self.all.beside_them, name)
    }

    /// Whether a word of offices is in a name, which make it none of a state: Survey Office.
    pub fn is_of_offices(&self, name: &str) -> bool {
        has(&self.all.others, name)
    }

    /// Whether a key names those that only take part: Partners.
    pub fn helps(&self, key: &str) -> bool {
        has(&self.all.helps, key)
    }

    /// Whether letters abbreviate a ministry as some states write it: MoE, DfT.
    pub fn is_short(&self, letters: &str) -> bool {
        let capital = |c: char| c.is_ascii_uppercase() || matches!(c, '&' | '-');
        self.all.short.iter().any(|start| {
            letters.strip_prefix(start.as_str()).is_some_and(|rest| {
                // MoEd: the last word may be cut short.
                let rest = rest.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
                rest.starts_with(|c: char| c.is_ascii_uppercase()) && rest.chars().all(capital)
            })
        })
    }

    /// IT, HR: letters that are no body's.
    pub fn is_no_abbreviation(&self, letters: &str) -> bool {
        self.all.no_letters.iter().any(|known| known == letters)
    }
}

/// Whether a text holds one of some words whole.
fn has(words: &[String], text: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric();
    words.iter().any(|word| {
        text.match_indices(word.as_str())
            .any(|(at, _)| !text[..at].ends_with(letter) && !text[at + word.len()..].starts_with(letter))
    })
}
