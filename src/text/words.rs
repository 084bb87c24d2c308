//! Where the words of a sentence are, and where the noun phrase at its end begins.
//!
//! The tokeniser sees a few words of a few sentences: what a rule took for a name. It
//! never sees numbers, years or brackets, which it would cut up or glue together.

use std::borrow::Cow;
use std::cell::RefCell;

use lindera::dictionary::Dictionary;
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::UserDictionary;
use lindera_dictionary::viterbi::Lattice;

lindera_dictionary::embedded_dictionary!("/ipadic-slim", IpadicSlim);

thread_local! {
    /// Reused by every sentence that a thread reads.
    static LATTICE: RefCell<Lattice> = RefCell::new(Lattice::default());
}

/// The tokeniser with the field's own terms.
pub struct Words {
    segmenter: Segmenter,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Byte offset in the text.
    pub start: usize,
    pub text: String,
    pub part: Part,
    /// Dictionary form.
    pub base: String,
}

/// What a word does in a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Nouns, prefixes, suffixes, numbers, symbols, words in no dictionary.
    Noun,
    /// の, と, や, 及び, における: joins nouns.
    Joins,
    /// A verb or adjective in the form that stands before a noun: 占める, した, 健康な.
    Adnominal,
    /// A verb or adjective in any other form.
    Verb,
    /// を, が, に, で: inside a clause that ends in an [`Part::Adnominal`], else the end of what comes before.
    Case,
    /// は, も, て, つつ, conjunctions, adverbs: no noun phrase reaches over it.
    Parts,
}

/// A word with its part of speech as the dictionary has it: what reading by clauses asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// Byte offset in the text.
    pub start: usize,
    pub text: String,
    pub pos: Pos,
    pub sub: Sub,
    /// Dictionary form; the word itself where the dictionary has none.
    pub base: String,
}

/// The parts of speech that clauses tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pos {
    Noun,
    Prefix,
    Verb,
    Adjective,
    Adverb,
    /// この, 主な.
    Determiner,
    Conjunction,
    Particle,
    Auxiliary,
    Symbol,
    Other,
}

/// The finer parts of speech that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sub {
    /// A noun that する makes a verb of.
    Action,
    Suffix,
    /// こと, もの, ため; a verb behind another.
    Dependent,
    /// A noun that may stand as an adverb: 現在.
    Adverbial,
    /// A noun that な makes an adjective of.
    Stem,
    /// て, が, つつ behind a predicate.
    Joining,
    /// A verb of its own.
    Independent,
    Other,
}

/// Why the tokeniser cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("the terms cannot be added to the dictionary: {0}")]
pub struct TermsError(String);

impl Words {
    /// Makes a tokeniser that keeps the given terms whole.
    ///
    /// # Errors
    /// A term that is no word, such as one with a comma.
    pub fn new(terms: &[String]) -> Result<Self, TermsError> {
        let error = |e: &dyn std::fmt::Display| TermsError(e.to_string());
        let dictionary = load().map_err(|e| error(&e))?;
        let user = user_dictionary(&dictionary, terms).map_err(|e| error(&e))?;
        Ok(Self { segmenter: Segmenter::new(Mode::Normal, dictionary, user) })
    }

    /// The words of a text; nothing where it cannot be parted.
    pub fn of(&self, text: &str) -> Vec<Word> {
        let tokens =
            LATTICE.with_borrow_mut(|lattice| self.segmenter.segment_with_lattice(Cow::Borrowed(text), lattice));
        let mut tokens = tokens.unwrap_or_default();
        tokens
            .iter_mut()
            .map(|token| {
                let surface = token.surface.to_string();
                let mut detail = |at: usize| token.get_detail(at).unwrap_or_default().to_owned();
                let (part, sub, base) = (detail(0), detail(1), detail(2));
                Word { start: token.byte_start, part: part_of(&part, &sub, &base, &surface), text: surface, base }
            })
            .collect()
    }

    /// The words of a text with their parts of speech; nothing where it cannot be parted.
    pub fn tagged(&self, text: &str) -> Vec<Tagged> {
        let tokens =
            LATTICE.with_borrow_mut(|lattice| self.segmenter.segment_with_lattice(Cow::Borrowed(text), lattice));
        let mut tokens = tokens.unwrap_or_default();
        tokens
            .iter_mut()
            .map(|token| {
                let surface = token.surface.to_string();
                let pos = pos_of(token.get_detail(0).unwrap_or_default());
                let sub = sub_of(token.get_detail(1).unwrap_or_default());
                let base = token.get_detail(2).filter(|base| !matches!(*base, "*" | "")).unwrap_or(&surface).to_owned();
                Tagged { start: token.byte_start, text: surface, pos, sub, base }
            })
            .collect()
    }

    /// Where the noun phrase begins that a text ends in; 0 where that is the whole of it.
    pub fn phrase_start(&self, text: &str) -> usize {
        let words = self.of(text);
        let mut in_clause = false;
        let mut start = text.len();
        for (n, word) in words.iter().enumerate().rev() {
            let belongs = match word.part {
                Part::Noun => true,
                Part::Joins => words[..n].last().is_some_and(|before| before.part != Part::Parts),
                // What stands before it modifies it, as far as the next は or て.
                Part::Adnominal => {
                    in_clause = true;
                    start < text.len()
                }
                // 窓口への相談, 国からの支援.
                Part::Case => in_clause || words.get(n + 1).is_some_and(|next| next.text == "の"),
                Part::Verb => in_clause,
                Part::Parts => false,
            };
            if !belongs {
                return start;
            }
            start = word.start;
        }
        0
    }
}

fn pos_of(part: &str) -> Pos {
    match part {
        // A term of the field's own has no finer part of speech, and counts as a noun.
        "名詞" => Pos::Noun,
        "接頭詞" => Pos::Prefix,
        "動詞" => Pos::Verb,
        "形容詞" => Pos::Adjective,
        "副詞" => Pos::Adverb,
        "連体詞" => Pos::Determiner,
        "接続詞" => Pos::Conjunction,
        "助詞" => Pos::Particle,
        "助動詞" => Pos::Auxiliary,
        "記号" => Pos::Symbol,
        _ => Pos::Other,
    }
}

fn sub_of(sub: &str) -> Sub {
    match sub {
        "サ変接続" => Sub::Action,
        "接尾" => Sub::Suffix,
        "非自立" => Sub::Dependent,
        "副詞可能" => Sub::Adverbial,
        "形容動詞語幹" => Sub::Stem,
        "接続助詞" => Sub::Joining,
        "自立" => Sub::Independent,
        _ => Sub::Other,
    }
}

fn part_of(part: &str, sub: &str, base: &str, surface: &str) -> Part {
    // The forms before a noun are those of the dictionary, and these of だ and た.
    let adnominal = surface == base || matches!(surface, "な" | "た" | "だ" | "ない");
    match (part, sub) {
        ("名詞", "副詞可能") if matches!(surface, "今後" | "現在" | "当面" | "将来") => Part::Parts,
        ("助詞", "連体化" | "並立助詞" | "副助詞／並立助詞／終助詞") => Part::Joins,
        ("助詞", "格助詞") if surface.ends_with('る') || surface == "と" => Part::Joins,
        ("助詞", "格助詞" | "副助詞" | "副詞化") => Part::Case,
        ("接続詞", _)
            if matches!(
                surface,
                "及び" | "および" | "又は" | "または" | "並びに" | "ならびに" | "かつ" | "若しくは" | "もしくは"
            ) =>
        {
            Part::Joins
        }
        ("助詞" | "接続詞" | "副詞" | "感動詞", _) => Part::Parts,
        ("動詞" | "形容詞" | "助動詞", _) => {
            if adnominal {
                Part::Adnominal
            } else {
                Part::Verb
            }
        }
        _ => Part::Noun,
    }
}

fn user_dictionary(dictionary: &Dictionary, terms: &[String]) -> lindera::LinderaResult<Option<UserDictionary>> {
    if terms.is_empty() {
        return Ok(None);
    }
    let csv: String = terms.iter().map(|term| format!("{term},名詞,*\n")).collect();
    DictionaryBuilder::new((*dictionary.metadata).clone()).build_user_dict_from_reader(csv.as_bytes()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_where_its_noun_phrase_begins() {
        let words = Words::new(&["かかりつけ医".to_owned(), "まちづくり".to_owned()]).unwrap();
        for (text, phrase) in [
            ("本市は温室効果ガス排出量", "温室効果ガス排出量"),
            ("バイオシミラーが80%以上を占める成分数", "バイオシミラーが80%以上を占める成分数"),
            ("引き続き取組を進めて後発医薬品の数量シェア", "後発医薬品の数量シェア"),
            ("全国の研究施設における国内治験実施件数", "全国の研究施設における国内治験実施件数"),
            ("窓口への国際共同治験の相談件数", "窓口への国際共同治験の相談件数"),
            ("さらに健康な高齢者の割合", "健康な高齢者の割合"),
            ("県では男性及び女性の平均寿命", "男性及び女性の平均寿命"),
            ("地域のかかりつけ医をもつ人の割合", "地域のかかりつけ医をもつ人の割合"),
            ("市は新たに発生した火災の件数", "新たに発生した火災の件数"),
        ] {
            assert_eq!(&text[words.phrase_start(text)..], phrase, "{:?}", words.of(text));
        }
    }
}
