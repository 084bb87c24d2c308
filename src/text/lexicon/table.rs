//! Lists of words with a meaning each, looked up at a place of a text: as the longest that stands behind it, or
//! before it. By their first or last character, so that a place where none stands costs next to nothing.

/// Words that a text may begin with. Latin ones fit in any case, and only where their letters end.
#[derive(Debug)]
pub struct Heads<T> {
    words: Groups<T>,
    /// Whether Latin letters fit in their own case alone: m is no M.
    cased: bool,
}

/// Words that a text may end with. Latin ones fit in any case, and only where they begin a word.
#[derive(Debug)]
pub struct Tails<T>(Groups<T>);

/// A character, and the words that begin (or end) with it, the longest first.
type Groups<T> = Vec<(char, Vec<(Box<str>, T)>)>;

impl<T> Default for Heads<T> {
    fn default() -> Self {
        Self { words: Vec::new(), cased: false }
    }
}

impl<T> Default for Tails<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> Heads<T> {
    pub fn new(words: impl IntoIterator<Item = (String, T)>) -> Self {
        Self { words: grouped(words, |word| word.chars().next()), cased: false }
    }

    /// Words that fit in the case in which they are written.
    pub fn cased(words: impl IntoIterator<Item = (String, T)>) -> Self {
        Self { cased: true, ..Self::new(words) }
    }

    /// The meaning and the length of the longest word that the text begins with.
    pub fn longest(&self, text: &str) -> Option<(T, usize)> {
        let letter = |c: char| c.is_ascii_alphabetic();
        of(&self.words, text.chars().next()?)?.iter().find_map(|(word, meaning)| {
            let fits = if self.cased || !word.is_ascii() {
                text.starts_with(&**word)
            } else {
                text.as_bytes().get(..word.len()).is_some_and(|head| same(head, word))
            };
            let whole = || !(word.ends_with(letter) && text[word.len()..].starts_with(letter));
            (fits && whole()).then_some((*meaning, word.len()))
        })
    }

    /// The length of the longest word that the text begins with.
    pub fn len(&self, text: &str) -> Option<usize> {
        self.longest(text).map(|(_, len)| len)
    }

    /// The characters that words begin with, in both cases.
    pub fn first_chars(&self) -> impl Iterator<Item = char> + '_ {
        self.words.iter().flat_map(|(c, _)| [*c, c.to_ascii_uppercase()])
    }
}

impl<T: Copy> Tails<T> {
    pub fn new(words: impl IntoIterator<Item = (String, T)>) -> Self {
        Self(grouped(words, |word| word.chars().next_back()))
    }

    /// The words that the text ends with, the longest first.
    pub fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (T, &'a str)> + 'a {
        let words = text.chars().next_back().and_then(|last| of(&self.0, last)).unwrap_or(&[]);
        words.iter().filter_map(move |(word, meaning)| {
            let at = text.len().checked_sub(word.len())?;
            let fits = if word.is_ascii() {
                same(&text.as_bytes()[at..], word)
                    && !(word.starts_with(|c: char| c.is_ascii_alphabetic())
                        && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
            } else {
                text.ends_with(&**word)
            };
            fits.then(|| (*meaning, &text[at..]))
        })
    }

    /// The meaning and the length of the longest word that the text ends with.
    pub fn longest(&self, text: &str) -> Option<(T, usize)> {
        self.all(text).next().map(|(meaning, word)| (meaning, word.len()))
    }
}

/// Whether some text is a word in any case; its lines may be broken at a space of the word.
fn same(text: &[u8], word: &str) -> bool {
    let alike = |(a, b): (&u8, &u8)| a.eq_ignore_ascii_case(b) || *b == b' ' && *a == b'\n';
    text.len() == word.len() && text.iter().zip(word.as_bytes()).all(alike)
}

fn grouped<T>(words: impl IntoIterator<Item = (String, T)>, key: impl Fn(&str) -> Option<char>) -> Groups<T> {
    let mut groups: Groups<T> = Vec::new();
    for (word, meaning) in words {
        let Some(c) = key(&word).map(|c| c.to_ascii_lowercase()) else { continue };
        let word = (word.into_boxed_str(), meaning);
        match groups.iter_mut().find(|(known, _)| *known == c) {
            Some((_, group)) => group.push(word),
            None => groups.push((c, vec![word])),
        }
    }
    for (_, group) in &mut groups {
        // Stable: of a word that stands twice, the first meaning holds.
        group.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    groups.sort_by_key(|(c, _)| *c);
    groups
}

fn of<T>(groups: &Groups<T>, c: char) -> Option<&[(Box<str>, T)]> {
    let at = groups.binary_search_by_key(&c.to_ascii_lowercase(), |(c, _)| *c).ok()?;
    Some(&groups[at].1)
}

/// A set of characters, asked for each character of a text.
#[derive(Debug)]
pub struct Chars(Box<[u64; 1024]>);

impl Default for Chars {
    fn default() -> Self {
        Self(Box::new([0; 1024]))
    }
}

impl Chars {
    /// Characters outside the basic plane are in no set.
    pub fn extend(&mut self, chars: impl IntoIterator<Item = char>) {
        for c in chars {
            if let Some(word) = self.0.get_mut(c as usize >> 6) {
                *word |= 1 << (c as u32 & 63);
            }
        }
    }

    pub fn contains(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_some_and(|word| word >> (c as u32 & 63) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_and_latin_words_are_whole() {
        let words = [("強", 1), ("強化", 2), ("or more", 3), ("+", 4)].map(|(word, n)| (word.to_owned(), n));
        let heads = Heads::new(words.clone());
        assert_eq!(heads.longest("強化する"), Some((2, 6)));
        assert_eq!(heads.longest("強い"), Some((1, 3)));
        assert_eq!(heads.longest("Or more,"), Some((3, 7)));
        assert_eq!(heads.longest("or moreover"), None);
        assert_eq!(heads.longest(""), None);
        let tails = Tails::new(words);
        assert_eq!(tails.longest("五強化"), Some((2, 6)));
        assert_eq!(tails.longest("for more"), None);
        assert_eq!(tails.longest("5+"), Some((4, 1)));
    }

    #[test]
    fn characters_are_found_in_their_set() {
        let mut chars = Chars::default();
        chars.extend("令R𠮟".chars());
        assert!(chars.contains('令') && chars.contains('R'));
        assert!(!chars.contains('平') && !chars.contains('r') && !chars.contains('𠮟'));
    }
}
