//! The words of an English sentence, tagged lightly: closed classes by lists, verbs by lists
//! and their endings, all else may be a noun.

use crate::rules::{Class, Sentences};
use crate::text::scan::Item;
use crate::text::{Range, Reading};

use super::verb;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Word {
    /// Its place in the view.
    pub range: Range,
    /// In small letters.
    pub text: String,
    pub tag: Tag,
    /// A verb that opens a sentence behind a label or heading without a full stop: Target  Reduce …
    pub head: bool,
}

/// What a word is; the numbers are indices into [`Reading::found`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Tag {
    Value(usize),
    Period(usize),
    Against(usize),
    Years(usize),
    /// A comma, a bracket, a colon.
    Mark(char),
    Preposition,
    Determiner,
    Conjunction,
    Pronoun,
    Relative,
    Modal,
    /// A form of be.
    Be,
    Have,
    To,
    Adverb,
    /// About, at least: it stands before a number.
    About,
    Verb(Form),
    Noun,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Form {
    Base,
    Present,
    /// -ed, and irregular ones.
    Past,
    Ing,
}

impl Tag {
    /// What it is called where a sentence is explained.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value(_) => "value",
            Self::Period(_) => "year",
            Self::Against(_) => "against",
            Self::Years(_) => "years",
            Self::Mark(_) => "mark",
            Self::Preposition => "prep",
            Self::Determiner => "det",
            Self::Conjunction => "conj",
            Self::Pronoun => "pron",
            Self::Relative => "rel",
            Self::Modal => "modal",
            Self::Be => "be",
            Self::Have => "have",
            Self::To => "to",
            Self::Adverb => "adv",
            Self::About => "about",
            Self::Verb(_) => "verb",
            Self::Noun => "noun",
        }
    }
}

impl Word {
    pub fn is(&self, mark: char) -> bool {
        self.tag == Tag::Mark(mark)
    }

    pub fn is_value(&self) -> bool {
        matches!(self.tag, Tag::Value(_))
    }

    pub fn is_time(&self) -> bool {
        matches!(self.tag, Tag::Period(_) | Tag::Against(_) | Tag::Years(_))
    }

    /// Whether it carries a clause, whatever else it may be: will, is, has.
    pub fn is_finite(&self, data: &Sentences) -> bool {
        matches!(self.tag, Tag::Modal | Tag::Be | Tag::Have) && !data.is(&self.text, Class::EnUnfinished)
    }

    /// Whether it says, in any form, that something rises or falls.
    pub fn moves(&self, data: &Sentences) -> bool {
        [Class::EnUp, Class::EnDown].into_iter().any(|class| is_verb(&self.text, class, data))
    }
}

/// The words of a range of the view.
pub(in super::super) fn words(reading: &Reading, range: &Range, data: &Sentences) -> Vec<Word> {
    let mut out = Vec::new();
    let mut at = range.start + numbering(reading.text(range));
    let holes: Vec<Range> = reading.holes().collect();
    for n in reading.inside(range) {
        let found = &reading.found[n];
        if found.range.start < at {
            continue;
        }
        let tag = match &found.item {
            Item::Value(_) if is_paragraph_number(reading, &found.range) => Tag::Mark('.'),
            Item::Value(_) => Tag::Value(n),
            Item::Period(_) => Tag::Period(n),
            Item::Relative(_) => Tag::Against(n),
            Item::Years(_) => Tag::Years(n),
            Item::Ministries(_) => Tag::Mark('['),
        };
        plain(reading, at..found.range.start, &holes, data, &mut out);
        let text = reading.text(&found.range).to_ascii_lowercase();
        out.push(Word { range: found.range.clone(), text, tag, head: false });
        at = found.range.end;
    }
    plain(reading, at..range.end, &holes, data, &mut out);
    compounds(&mut out, data);
    square_brackets(&mut out, data);
    unnumber(&mut out, data);
    unspell(&mut out, data);
    dates(&mut out, data);
    reaches(&mut out, reading, data);
    grades(&mut out, data);
    counted_by(&mut out, data);
    verb::tell(&mut out, reading, data);
    out
}

/// The 62-day standard, a 24-hour supply: a number that a hyphen ties to a unit of time is part of a name.
fn compounds(words: &mut [Word], data: &Sentences) {
    for at in 0..words.len().saturating_sub(2) {
        let [value, hyphen, unit] = &mut words[at..at + 3] else { continue };
        let tied = value.range.end == hyphen.range.start && hyphen.range.end == unit.range.start;
        if value.is_value() && hyphen.is('-') && tied && data.is(&unit.text, Class::EnUnitWord) {
            value.tag = Tag::Noun;
        }
    }
}

/// What a square bracket tells beside a value has no more words.
const ASIDE: usize = 16;

/// 320 million [2019: 300 million]: a square bracket that holds a value is one like any other; one that holds offices ends
/// what it stands behind.
fn square_brackets(words: &mut [Word], data: &Sentences) {
    for open in 0..words.len() {
        let close = words[open].is('[').then(|| (open + 1..words.len()).find(|&at| words[at].is(']'))).flatten();
        // [Baseline: 3% in 2024; Target 2035: 13%] tells the goal itself.
        let aside = |close: &usize| {
            let inside = &words[open..*close];
            inside.len() <= ASIDE && inside.iter().any(Word::is_value) && !inside.iter().any(|word| aims(word, data))
        };
        if let Some(close) = close.filter(aside) {
            (words[open].tag, words[close].tag) = (Tag::Mark('('), Tag::Mark(')'));
        }
    }
}

/// … of these measures.3.Maintaining growth: a number that full stops part from the words on both sides counts paragraphs.
fn is_paragraph_number(reading: &Reading, range: &Range) -> bool {
    let text = &reading.view.text;
    let before = text[..range.start]
        .strip_suffix('.')
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_alphabetic() || c == ')'));
    let behind =
        text[range.end..].strip_prefix('.').is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase));
    before && behind
}

/// 80% of the people living within 5 km of a clinic: how far, or how soon, beside what tells how many.
fn reaches(words: &mut [Word], reading: &Reading, data: &Sentences) {
    let of_reach = |at: &usize| {
        let Tag::Value(n) = words[*at].tag else { return false };
        let Item::Value(value) = &reading.found[n].item else { return false };
        let led = words[*at].text.split_whitespace().next().is_some_and(|first| data.is(first, Class::EnReach));
        // Within 10 business days
        let two = words.get(*at + 1).zip(words.get(*at + 2)).map(|(one, two)| format!("{} {}", one.text, two.text));
        let behind = words.get(at + 1).map(|word| word.text.as_str());
        let unit = value.unit.as_deref().or(behind).is_some_and(|unit| data.is(unit, Class::EnReachUnit));
        led && (unit || value.unit.is_none() && two.is_some_and(|two| data.is(&two, Class::EnReachUnit)))
    };
    let reach: Vec<usize> = (0..words.len()).filter(of_reach).collect();
    if words.iter().filter(|word| word.is_value()).count() > reach.len() {
        reach.into_iter().for_each(|at| words[at].tag = Tag::Noun);
    }
}

/// Grades 7 to 9, scopes 1 and 2: a number that only tells which is part of the name.
fn grades(words: &mut [Word], data: &Sentences) {
    let digits = |word: &Word| word.text.len() <= DIGITS && word.text.bytes().all(|byte| byte.is_ascii_digit());
    for at in 1..words.len() {
        if !data.is(&words[at - 1].text, Class::EnGraded) || !digits(&words[at]) {
            continue;
        }
        words[at].tag = Tag::Noun;
        if let [_, joint, second, ..] = &mut words[at..]
            && matches!(joint.tag, Tag::To | Tag::Conjunction)
            && digits(second)
        {
            (joint.tag, second.tag) = (Tag::Conjunction, Tag::Noun);
        }
    }
}

/// What tells grades apart has no more digits.
const DIGITS: usize = 2;

/// The share of women making at least eight visits will rise to 50%: a value of those counted, behind a participle of the
/// subject, where the verb has one of its own.
fn counted_by(words: &mut [Word], data: &Sentences) {
    let Some(modal) = words.iter().position(|word| word.tag == Tag::Modal) else { return };
    let (subject, rest) = words.split_at_mut(modal);
    let head =
        subject.iter().find(|word| word.tag == Tag::Noun).is_some_and(|word| data.is(&word.text, Class::EnShare));
    let parted = subject.iter().any(|word| matches!(word.tag, Tag::Mark(',' | ';' | ':' | '(')));
    if !head || parted || !rest.iter().any(Word::is_value) {
        return;
    }
    for at in 1..subject.len() {
        if subject[at].is_value() && subject[at - 1].text.ends_with("ing") {
            subject[at].tag = Tag::Noun;
        }
    }
}

/// By September 30, 2023, by 31 March 2027: the day belongs to its year.
fn dates(words: &mut Vec<Word>, data: &Sentences) {
    let day = |word: &Word| word.text.len() <= 2 && word.text.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let month = |word: &Word| data.is(&word.text, Class::EnMonth);
    let mut next = words.len();
    while next > 2 {
        next -= 1;
        let at = next;
        if !matches!(words[at].tag, Tag::Period(_)) {
            continue;
        }
        let before = match () {
            // In May 2023: no verb of doubt.
            () if month(&words[at - 1]) && !day(&words[at - 2]) => 1,
            () if at > 2 && words[at - 1].is(',') && day(&words[at - 2]) && month(&words[at - 3]) => 3,
            () if month(&words[at - 1]) && day(&words[at - 2]) => 2,
            () => continue,
        };
        words[at].range.start = words[at - before].range.start;
        words.drain(at - before..at);
        next = at - before;
    }
}

/// Sixty (60) packages, thirty (30) per cent: a number in words before itself in a bracket.
fn unspell(words: &mut Vec<Word>, data: &Sentences) {
    let spelled = |word: &Word| {
        word.tag != Tag::Preposition
            && !word.text.is_empty()
            && word.text.split('-').all(|part| data.is(part, Class::EnNumber))
    };
    let mut at = words.len();
    while at > 1 {
        at -= 1;
        if !words[at].is_value() {
            continue;
        }
        if at > 1
            && words[at - 1].is('(')
            && words.get(at + 1).is_some_and(|word| word.is(')'))
            && spelled(&words[at - 2])
        {
            words.remove(at + 1);
            words.drain(at - 2..at);
        } else if words[at].text.starts_with('(') && spelled(&words[at - 1]) {
            words.remove(at - 1);
        }
    }
}

/// … will (1) raise NP to 5%; and (2) halve NP: numbers in brackets that count the parts of a sentence are no words
/// of it.
fn unnumber(words: &mut Vec<Word>, data: &Sentences) {
    let counts = |words: &[Word], at: usize, number: usize| {
        let inner = words.get(at..at + 3).filter(|part| part[0].is('(') && part[2].is(')'));
        inner.is_some_and(|part| part[1].text == number.to_string())
    };
    // Goal (26) NP will have been halved: a label with its number.
    let labelled = words.first().is_some_and(|word| data.is(&word.text, Class::EnLabel));
    let numbered = words.get(1..4).is_some_and(|part| part[0].is('(') && part[1].is_value() && part[2].is(')'));
    if labelled && numbered && words.len() > 4 {
        words.drain(2..4);
        (words[1].tag, words[1].text) = (Tag::Mark(':'), ":".to_owned());
    }
    let mut places: Vec<usize> = Vec::new();
    for at in 0..words.len() {
        if counts(words, at, places.len() + 1) {
            places.push(at);
        }
    }
    if places.len() > 1 {
        for place in places.into_iter().rev() {
            words.drain(place..place + 3);
        }
    }
}

/// How long the number of a list item is: A.1, (3), 2.1.
fn numbering(text: &str) -> usize {
    let bare = text.trim_start_matches(|c: char| c.is_whitespace() || !c.is_alphanumeric() && c != '(');
    let end = bare.find(char::is_whitespace).unwrap_or(bare.len());
    let (number, rest) = bare.split_at(end);
    let letters = number.chars().filter(|c| c.is_alphabetic()).count();
    let numbers = number.contains(|c: char| c.is_ascii_digit()) && number.contains(['.', '(', ')']);
    let only = number.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '(' | ')'));
    let before_words = rest.trim_start().starts_with(|c: char| c.is_uppercase());
    // (ii) The revenue, (a) The rate
    let inner = number.strip_suffix(')').map(|number| number.trim_start_matches('('));
    let sign = inner.is_some_and(|inner| {
        inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_lowercase())
            || !inner.is_empty() && inner.bytes().all(|byte| b"ivx".contains(&byte))
    });
    // o  increase the rate: a bullet.
    let bullet = number == "o" && rest.trim_start().starts_with(char::is_alphabetic);
    if bullet {
        return text.len() - rest.len();
    }
    if (numbers && only && letters <= 1 || sign) && before_words { text.len() - rest.len() } else { 0 }
}

fn plain(reading: &Reading, range: Range, holes: &[Range], data: &Sentences, out: &mut Vec<Word>) {
    let text = reading.text(&range);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        let place = range.start + at;
        if c == '<'
            && let Some(len) = rest.find('>').filter(|&len| len <= TAG)
        {
            // <b>, </b>, <br>
            at += len + 1;
            continue;
        }
        if holes.iter().any(|hole| hole.contains(&place)) || c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '/' | '&' | '.' | '‑' | '–');
        let len: usize = if c.is_alphanumeric() {
            let letters: usize = rest.chars().take_while(|&c| inner(c)).map(char::len_utf8).sum();
            // per 100,000: the comma of a number parts nothing.
            let digits: usize = rest.chars().take_while(|&c| c.is_ascii_digit() || c == ',').count();
            let run = letters.max(rest[..digits].trim_end_matches(',').len());
            rest[..run].trim_end_matches(['.', '\'', '’', '-', '–', '/']).len().max(c.len_utf8())
        } else {
            c.len_utf8()
        };
        let lower = rest[..len].to_lowercase();
        // We'll, I'm, they've: two words.
        let short = lower.rfind(['\'', '’']).filter(|&cut| cut > 0);
        if let Some((cut, whole)) = short.and_then(|cut| Some((cut, contracted(&lower[cut..])?))) {
            let (head, tail) = (lower[..cut].to_owned(), whole.to_owned());
            let tags = (tag(&head, data), tag(&tail, data));
            if matches!(tags.0, Tag::Pronoun) {
                out.push(Word { range: place..place + cut, text: head, tag: tags.0, head: false });
                out.push(Word { range: place + cut..place + len, text: tail, tag: tags.1, head: false });
                at += len;
                continue;
            }
        }
        let tag = if c.is_alphanumeric() { tag(&lower, data) } else { Tag::Mark(c) };
        out.push(Word { range: place..place + len, text: lower, tag, head: false });
        at += len;
    }
}

/// What stands behind an apostrophe for a verb.
fn contracted(tail: &str) -> Option<&'static str> {
    let letters = tail.trim_start_matches(['\'', '’']);
    [("ll", "will"), ("re", "are"), ("ve", "have"), ("m", "am"), ("d", "would")]
        .into_iter()
        .find_map(|(short, whole)| (letters == short).then_some(whole))
}

/// A tag of markup is no longer than this, in bytes.
const TAG: usize = 12;

fn tag(word: &str, data: &Sentences) -> Tag {
    let closed = [
        (Class::EnBe, Tag::Be),
        (Class::EnHave, Tag::Have),
        (Class::EnModal, Tag::Modal),
        (Class::EnPreposition, Tag::Preposition),
        (Class::EnDeterminer, Tag::Determiner),
        (Class::EnConjunction, Tag::Conjunction),
        (Class::EnPronoun, Tag::Pronoun),
        (Class::EnRelative, Tag::Relative),
        (Class::EnApprox, Tag::About),
        (Class::EnAdverb, Tag::Adverb),
    ];
    if word == "to" {
        return Tag::To;
    }
    if let Some((_, tag)) = closed.into_iter().find(|&(class, _)| data.is(word, class)) {
        return tag;
    }
    let verbs = [Class::EnUp, Class::EnDown, Class::EnMake, Class::EnAim];
    if data.is(word, Class::EnPast) {
        return Tag::Verb(Form::Past);
    }
    match verbs.into_iter().find_map(|class| form(word, class, data)) {
        Some(form) => Tag::Verb(form),
        None if word.ends_with("ly") && !word.contains('-') && !data.is(word, Class::EnNoAdverb) => Tag::Adverb,
        None => Tag::Noun,
    }
}

/// The form in which a word is a verb of a class.
pub(in super::super) fn form(word: &str, class: Class, data: &Sentences) -> Option<Form> {
    let is = |stem: &str| data.is(stem, class);
    if is(word) {
        return Some(Form::Base);
    }
    let ended = |stem: &str| {
        let undoubled = stem.strip_suffix(|c: char| stem.ends_with(&format!("{c}{c}")));
        is(stem) || is(&format!("{stem}e")) || undoubled.is_some_and(is)
    };
    if let Some(stem) = word.strip_suffix("ing").filter(|stem| stem.len() > 2) {
        return ended(stem).then_some(Form::Ing);
    }
    if let Some(stem) = word.strip_suffix("ied") {
        return is(&format!("{stem}y")).then_some(Form::Past);
    }
    if let Some(stem) = word.strip_suffix("ed") {
        return ended(stem).then_some(Form::Past);
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| is(&format!("{stem}y"))) {
        return (!stem.is_empty()).then_some(Form::Present);
    }
    let stem =
        word.strip_suffix("es").filter(|stem| is(stem)).or_else(|| word.strip_suffix('s').filter(|stem| is(stem)));
    stem.map(|_| Form::Present)
}

/// Whether a word is a verb of a class in any form.
pub(in super::super) fn is_verb(word: &str, class: Class, data: &Sentences) -> bool {
    form(word, class, data).is_some()
}

/// Whether a word calls something a goal: target, seeks; not the plan that it stands in.
pub(in super::super) fn aims(word: &Word, data: &Sentences) -> bool {
    is_verb(&word.text, Class::EnGoal, data) && !(word.tag == Tag::Noun && is_verb(&word.text, Class::EnPlan, data))
}

/// Set up, take on: whether a verb and the particle behind it are one.
pub(in super::super) fn is_phrasal(words: &[Word], verb: usize, data: &Sentences) -> bool {
    let particle = words.get(verb + 1).filter(|_| matches!(words[verb].tag, Tag::Verb(_)));
    particle.is_some_and(|next| data.is(&format!("{} {}", words[verb].text, next.text), Class::EnPhrasal))
}
