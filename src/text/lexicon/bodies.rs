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
    helps: Vec<String>,
    others: Vec<String>,
}

/// The same, ready to be looked up.
#[derive(Debug, Default)]
pub struct Bodies {
    ends: Tails<()>,
    /// How the names of bodies end that towns and firms have as well.
    shared: Tails<()>,
    of_state: Vec<String>,
    no_state: Vec<String>,
    words: Vec<String>,
    state: Vec<String>,
    land: Vec<String>,
    home: Vec<String>,
    opens: Vec<String>,
    local: Vec<String>,
    no_letters: Vec<String>,
    /// What leads from a body to those that help it.
    pub(crate) beside: Vec<String>,
    beside_them: Vec<String>,
    short: Vec<String>,
    /// What says that something is to be done.
    pub(crate) duties: Vec<String>,
    helps: Vec<String>,
    others: Vec<String>,
}

impl Bodies {
    pub fn new(file: BodiesFile) -> Self {
        Self {
            ends: Tails::new(file.ends.into_iter().map(|word| (word, ()))),
            shared: Tails::new(file.shared.into_iter().map(|word| (word, ()))),
            of_state: file.of_state,
            no_state: file.no_state,
            words: file.words,
            state: file.state,
            land: file.land,
            home: file.home,
            opens: file.opens,
            local: file.local,
            no_letters: file.no_letters,
            beside: file.beside.into_iter().map(|word| format!(" {word} ")).collect(),
            beside_them: file.beside_them,
            short: file.short,
            duties: file.duties.into_iter().map(|word| format!(" {word} ")).collect(),
            helps: file.helps,
            others: file.others,
        }
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
        opens(&self.of_state) && !opens(&self.no_state)
    }

    /// Whether a word of public bodies stands in a name.
    pub fn names(&self, name: &str) -> bool {
        has(&self.words, name) || self.opens(name)
    }

    /// Whether a word that only bodies of a state have stands in a name.
    pub fn is_of_state(&self, name: &str) -> bool {
        has(&self.state, name)
    }

    /// Whether a document begins with the state of the list, or shows two signs of it: Japan, MLIT.
    pub fn is_home(&self, source: &str) -> bool {
        let first = &source[..source.floor_char_boundary(FIRST)];
        let signs = self.home.iter().filter(|word| has(std::slice::from_ref(*word), source)).count();
        has(&self.land, first) || signs + usize::from(has(&self.land, source)) > 1
    }

    /// Whether a name begins so that a comma or an "and" may stand in it: Ministry of.
    pub fn opens(&self, name: &str) -> bool {
        has(&self.opens, name)
    }

    /// Whether a word of people, of towns or of the parts of a firm stands in a name.
    pub fn is_local(&self, name: &str) -> bool {
        has(&self.local, name)
    }

    /// Whether a word of those that stand beside such bodies is in a name: Central Bank.
    pub fn is_beside_them(&self, name: &str) -> bool {
        has(&self.beside_them, name)
    }

    /// Whether a word of offices is in a name, which make it none of a state: Survey Office.
    pub fn is_of_offices(&self, name: &str) -> bool {
        has(&self.others, name)
    }

    /// Whether a key names those that only take part: Partners.
    pub fn helps(&self, key: &str) -> bool {
        has(&self.helps, key)
    }

    /// Whether letters abbreviate a ministry as some states write it: MoE, DfT.
    pub fn is_short(&self, letters: &str) -> bool {
        let capital = |c: char| c.is_ascii_uppercase() || matches!(c, '&' | '-');
        self.short.iter().any(|start| {
            letters.strip_prefix(start.as_str()).is_some_and(|rest| {
                // MoEd: the last word may be cut short.
                let rest = rest.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
                rest.starts_with(|c: char| c.is_ascii_uppercase()) && rest.chars().all(capital)
            })
        })
    }

    /// IT, HR: letters that are no body's.
    pub fn is_no_abbreviation(&self, letters: &str) -> bool {
        self.no_letters.iter().any(|known| known == letters)
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
