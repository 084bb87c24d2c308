//! What a value of an English sentence is without being a goal: where things stand now, how old
//! people are; and the year that "the same" points back to.

use crate::record::Comparator;
use crate::rules::{Class, Mood, Sentences};
use crate::text::scan::{Item, Value};
use crate::text::{Range, Reading};

use super::clause::Reader;
use super::fact::Fact;
use super::governed::Governed;
use super::word::{self, Form, Tag, Word};

/// …, now 38 months, …; at present this is true of 62 per cent: whether the words between two marks
/// tell of today and promise nothing.
pub(super) fn stands_now(words: &[Word], fact: &Fact, data: &Sentences) -> bool {
    let parts = |at: &usize| {
        let word = &words[*at];
        let mark = [',', ';', '(', ')', ':', '.'].into_iter().any(|mark| word.is(mark));
        mark || super::fact::is_dash(words, *at)
            || word.tag == Tag::Conjunction
            || word.tag == Tag::Relative
            || *at != fact.at && word.is_value()
    };
    let from = (0..fact.at).rev().find(parts).map_or(0, |at| at + 1);
    let to = (fact.at + 1..words.len()).find(parts).unwrap_or(words.len());
    let part = &words[from..to];
    let now = part.iter().any(|word| data.is(&word.text, Class::EnNow));
    let promises = part.iter().any(|word| {
        matches!(word.tag, Tag::Modal | Tag::To | Tag::Verb(Form::Base | Form::Ing)) || word::aims(word, data)
    });
    let dated = part.iter().any(Word::is_time);
    now && !promises && !dated
}

/// By the same date, over the same period: the year before it once more.
pub(super) fn same_years(words: &[Word], facts: &mut [Fact], before: Option<usize>, data: &Sentences) {
    let same = words.windows(2).position(|pair| {
        let points = data.is(&pair[0].text, Class::EnSame) || data.is(&pair[0].text, Class::EnThat);
        points && data.is(&pair[1].text, Class::EnSameTime)
    });
    let Some(same) = same else { return };
    // Rise to 83%, and expand to 278,261 km during the same period: of both.
    let last = same > facts.last().map_or(0, |fact| fact.at);
    for at in 0..facts.len() {
        let near = last || same < facts[at].at || facts.get(at + 1).is_none_or(|next| same < next.at);
        if facts[at].role.is_some() || facts[at].period.is_some() && !facts[at].far || !near {
            continue;
        }
        let told = facts[..at].iter().rev().find(|fact| fact.role.is_none()).and_then(|fact| fact.period);
        if let Some(period) = told.or(before) {
            (facts[at].period, facts[at].deadline, facts[at].far) = (Some(period), true, true);
        }
    }
}

/// As part of the Mission for 100 Climate Neutral and Smart Cities: a number that begins a name, in a sentence that
/// is no title itself.
pub(super) fn opens_title(words: &[Word], fact: &Fact, reading: &Reading) -> bool {
    let bare = matches!(&reading.found[fact.value].item, Item::Value(value) if value.unit.is_none());
    let name = |word: &&Word| matches!(word.tag, Tag::Noun | Tag::Verb(_) | Tag::Conjunction | Tag::Mark('-'));
    let title = |word: &&Word| {
        let mut letters = reading.text(&word.range).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let small = |word: &&Word| word.tag == Tag::Noun && reading.text(&word.range).starts_with(char::is_lowercase);
    let behind = words[fact.at + 1..].iter().take(TITLE).take_while(name);
    bare && behind.filter(title).count() >= CAPITALS && words[..fact.at].iter().filter(small).count() >= SMALL
}

/// Through a package of 12 measures, the share will be …; in addition to the 45 projects under way, we …: the comma up to which
/// a sentence tells something in passing before its subject.
pub(super) fn opening_aside(words: &[Word], data: &Sentences) -> Option<usize> {
    let start = words.iter().position(|word| !matches!(word.tag, Tag::Mark(_)))?;
    let depth = super::simple::depths(words);
    let comma = (start..words.len().min(start + ASIDE)).find(|&at| words[at].is(',') && depth[at] == depth[start])?;
    let inside = &words[start..comma];
    let opens = data.is(&words[start].text, Class::EnOpening) && !inside.iter().any(|word| word.tag == Tag::Modal);
    // In 2030, by the plan's end: a time leads the sentence.
    let dated = inside.last().is_some_and(Word::is_time) || words.get(start + 1).is_some_and(Word::is_time);
    let subject = words.get(comma + 1).is_some_and(|next| {
        matches!(next.tag, Tag::Determiner | Tag::Pronoun | Tag::Noun) || data.is(&next.text, Class::EnUntil)
    });
    let promises = words[comma..].iter().any(|word| matches!(word.tag, Tag::Modal | Tag::To | Tag::Be));
    let valued = words[comma..].iter().any(Word::is_value);
    (opens && !dated && subject && promises && valued).then_some(comma)
}

/// What is told before the subject has no more words.
const ASIDE: usize = 30;

/// Net zero emissions as soon as possible: whether what stands behind a word says that it has no date.
pub(super) fn is_someday(words: &[Word], at: usize, data: &Sentences) -> bool {
    let ends = |word: &&Word| !word.is(',') && !word.is(';') && !word.is('.') && !word.is_value() && !word.is_time();
    let behind: Vec<&Word> = words[at + 1..].iter().take_while(ends).take(SOMEDAY).collect();
    let as_of = |word: &Word| data.is(&word.text, Class::EnAsOf);
    // By 2030, … as early as possible; as soon as possible and by 2030 at the latest: but a date of its own is one.
    let dated = words[at + 1..].iter().any(Word::is_time);
    let before = words[..at].iter().rposition(Word::is_value);
    let other = before.is_some_and(|before| words[before..at].iter().any(Word::is_time));
    !dated
        && other
        && behind.windows(3).any(|three| as_of(three[0]) && data.is(&three[1].text, Class::EnSoon) && as_of(three[2]))
}

/// "As soon as" stands within so many words.
const SOMEDAY: usize = 8;

/// The “Carbon Half” strategy: a number with a capital letter that ends a quoted name.
pub(super) fn ends_quotation(words: &[Word], fact: &Fact, reading: &Reading) -> bool {
    let text = |at: usize| reading.text(&words[at].range);
    let title = |at: usize| text(at).starts_with(char::is_uppercase);
    let quotes =
        |at: usize, marks: [char; 2]| words.get(at).is_some_and(|word| marks.iter().any(|&mark| word.is(mark)));
    let Some(before) = fact.at.checked_sub(2) else { return false };
    quotes(before, ['“', '"']) && quotes(fact.at + 1, ['”', '"']) && title(before + 1) && title(fact.at)
}

/// Among so many words behind a number so many with a capital letter are a name.
const TITLE: usize = 6;
const CAPITALS: usize = 3;
/// A sentence that is no title has so many nouns in small letters before it.
const SMALL: usize = 3;

/// Our goal is: the word for it stands among the first so many.
const CALLED: usize = 3;

impl Reader<'_> {
    /// People over 65, women under 30: whether a bare number is an age.
    pub(super) fn is_age(&self, fact: &Fact, value: &Value) -> bool {
        let data = self.here.data;
        let before = |back: usize| fact.at.checked_sub(back).map(|at| self.words[at].text.as_str()).unwrap_or_default();
        let own = self.here.reading.text(&self.words[fact.at].range);
        let led = own.split_whitespace().next().is_some_and(|word| data.is(&word.to_lowercase(), Class::EnAge));
        let person = if led { before(1) } else { before(2) };
        let bare = value.unit.is_none() && value.number <= OLDEST && value.number.fract() == 0.0;
        let bounded = led || data.is(before(1), Class::EnAge) || value.comparator != Comparator::Equal;
        bare && bounded && data.is(person, Class::EnPerson)
    }

    /// $400 million, USD 5 billion
    pub(super) fn is_money(&self, fact: &Fact) -> bool {
        let data = self.here.data;
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return false };
        let code = fact.at.checked_sub(1).map(|at| self.words[at].text.to_uppercase());
        value.unit.as_deref().is_some_and(|unit| data.is(unit, Class::EnMoney))
            || code.is_some_and(|code| data.is(&code, Class::EnMoney))
    }

    /// 67 per cent of the regulatory capital value: whether a share is one of a sum of money that only measures it.
    pub(super) fn is_of_money(&self, fact: &Fact, end: usize) -> bool {
        let of = super::fact::tail(self.words, fact.at, self.here.data);
        let to = super::phrase::end(self.words, of + 1, end, self.here.data);
        let phrase = self.words.get(of + 1..to).unwrap_or_default();
        let head = phrase.iter().take_while(|word| word.tag != Tag::Preposition && !word.is_time()).last();
        head.is_some_and(|head| self.here.data.is(&head.text, Class::EnBase))
    }

    /// New Zealand will reach net zero, renewable energy capacity globally: a name that counts nothing which could
    /// come to nought, and goals of the whole world.
    pub(super) fn check_name(&self, fact: &Fact, governed: &mut Governed) {
        let data = self.here.data;
        let Item::Value(value) = &self.here.reading.found[fact.value].item else { return };
        let Some((name, range)) = &governed.name else { return };
        // Renewable capacity globally: the word behind a name is of it.
        let behind = self.words.iter().find(|word| !range.is_empty() && word.range.start >= range.end);
        let nought = value.number == 0.0 && value.unit.is_none() && !self.is_digits(fact);
        let harm = |word: &str| data.is(word.trim_end_matches('s'), Class::EnCase);
        if nought && !self.counts(name) && !name.to_lowercase().split(' ').any(harm) {
            governed.name = None;
            return;
        }
        // By 2030, reduce global deaths to 70: what is asked of the world is the goal.
        let asked = governed.mood == Some(Mood::Plain) && fact.until;
        if asked {
            return;
        }
        // But a share of world production is ours.
        let head = name.to_lowercase();
        let mut head = head.split(' ').take_while(|word| !data.is(word, Class::EnPreposition));
        if head.any(|word| data.is(word, Class::EnWorld))
            || behind.is_some_and(|word| data.is(&word.text, Class::EnWorld))
        {
            governed.doubt("it is what the whole world does");
        }
    }

    /// £3.3 billion to deliver homes, an investment of £10 million: money that is paid out, whatever is said of it.
    pub(super) fn is_outlay(&self, fact: &Fact, governed: &Governed) -> bool {
        let data = self.here.data;
        let taken = !fact.preposition.is_empty() && !data.is(&fact.preposition, Class::EnShareOf);
        let earning = |name: &str| name.to_lowercase().split(' ').any(|word| data.is(word, Class::EnEarning));
        let earns = governed.name.as_ref().is_some_and(|(name, _)| earning(name))
            || word::is_verb(&governed.verb, Class::EnEarn, data);
        // The stock is to reach 80 trillion yen: what it comes to is no outlay; but a budget of so much is.
        let arrives = [Class::EnArrive, Class::EnBe, Class::EnSum]
            .into_iter()
            .any(|class| word::is_verb(&governed.verb, class, data));
        let paid = |name: &str| name.to_lowercase().split(' ').any(|word| data.is(word, Class::EnNature));
        let before = |range: &Range| !range.is_empty() && range.start < self.words[fact.at].range.start;
        let stock = governed.name.as_ref().is_some_and(|(name, range)| !paid(name) && before(range));
        let earns = earns || arrives && stock && !governed.inherited;
        // I propose to increase the allocation for education by 34 per cent: what is paid out, by whatever it grows.
        let allotted = governed.name.as_ref().is_some_and(|(name, _)| {
            name.to_lowercase().split(' ').next().is_some_and(|head| data.is(head, Class::EnAllotted))
        });
        if allotted && !self.memory.goals {
            return true;
        }
        // Our goal is 15 trillion yen in spending
        let goal = |word: &Word| word.tag == Tag::Noun && word::aims(word, data);
        // The Government maintains its goals of 15 trillion yen in spending
        let of =
            |pair: &[Word]| goal(&pair[0]) && data.is(&pair[1].text, Class::EnShareOf) && pair[0].text.ends_with('s');
        let called = self.words.iter().take(CALLED).any(goal) || self.words[..fact.start].windows(2).any(of);
        // Tourism consumption per visitor: 200,000 yen, in a list of goals
        let listed = governed.labelled && self.memory.goals;
        self.is_money(fact) && !taken && !earns && !called && !listed
    }

    /// The minimum wage will increase to $17, we will spend £3 million: whether a value is what is paid or spent.
    pub(super) fn is_paid(&self, fact: &Fact, governed: &Governed) -> bool {
        let data = self.here.data;
        let money = self.is_money(fact);
        // The production cost shall be lowered to 9,500 yen
        if word::is_verb(&governed.verb, Class::EnDown, data) && self.words[fact.start].tag == Tag::To {
            return false;
        }
        let paid = |name: &str| {
            name.to_lowercase()
                .split(' ')
                .any(|word| data.is(word, Class::EnNature) || data.is(&format!("{word}s"), Class::EnNature))
        };
        let price = governed.name.as_ref().is_none_or(|(name, _)| paid(name));
        // Sales are to exceed 15 trillion yen: money that comes in, and that is to.
        let earns =
            |(name, _): &(String, Range)| name.to_lowercase().split(' ').any(|word| data.is(word, Class::EnEarning));
        let meant = (1..fact.start).any(|at| self.words[at].tag == Tag::To && self.words[at - 1].tag == Tag::Be);
        if meant && governed.name.as_ref().is_some_and(earns) {
            return false;
        }
        money && (price || fact.preposition.is_empty() && data.is(&governed.verb, Class::EnNoDeed))
    }
}

/// Nobody grows older, in years.
const OLDEST: f64 = 120.0;
