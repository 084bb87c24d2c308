//! What a speech or a paper on a budget pays for in its sentences: …とするため、給食費無償化事業に9,800万円を計上いたしました.
//!
//! The year and kind are those of the budget that the title names, or that the sentence names before. A year alone before
//! an amount is another's, and so is last year: nothing is read then.

use crate::chars::{is_kanji, is_katakana};
use crate::rules::PaidWords;
use crate::text::{Range, Reading};

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, language, name};
use super::key;
use super::line::Purse;
use super::named::NAME;
use super::token::{Leaf, Node, every};
use super::{Covered, Line, told_of};

/// The title of a document stands in its first blocks.
const TITLES: usize = 4;

impl Extractor<'_> {
    /// Makes programmes of such sentences.
    pub(super) fn spoken(&mut self, lines: &[Line]) {
        if !self.source.contains('。') {
            return;
        }
        let titles = self.document.blocks.iter().take(TITLES).filter(|block| block.table().is_none());
        let title =
            titles.filter_map(|block| key::title(&self.paid_reading(&block.text), self.rules)).find(Purse::is_whole);
        // 令和8年度予算のあらまし: the one kind that is told of the year.
        let plain = |title: &Purse| title.kind.as_ref().is_some_and(|kind| self.rules.paid.says_little(kind));
        let title = title.map(|title| match title.year.filter(|_| plain(&title)) {
            Some(year) => told_of(year, &self.years_told(lines)).unwrap_or(title),
            None => title,
        });
        let title = title.or_else(|| self.budget_of_speech(lines));
        let known = self.out.iter().filter_map(|found| match found {
            Found::Programme(found) => Some(found.span),
            _ => None,
        });
        let known = Covered::of(known.collect());
        let mut all = Vec::new();
        for block in self.document.blocks.iter().filter(|block| block.table().is_none()) {
            let raw = &self.source[block.text.span().range()];
            if !raw.contains('。') || !self.rules.paid.may_pay(raw) || !self.rules.programmes.may_name(raw) {
                continue;
            }
            let reading = self.paid_reading(&block.text);
            for sentence in sentences(&reading.view.text) {
                self.spoken_in(&reading, &sentence, title.as_ref(), &mut all);
            }
        }
        self.out.extend(all.into_iter().filter(|one| !known.touch(one.span)).map(Found::Programme));
    }

    /// 施政方針: a speech at the head of a budget speaks of the one that it names first.
    fn budget_of_speech(&self, lines: &[Line]) -> Option<Purse> {
        let titles = self.document.blocks.iter().take(TITLES);
        let speech = |raw: &str| self.rules.programmes.heads_speech(raw) && !raw.contains('。');
        if !titles.map(|block| &self.source[block.text.span().range()]).any(speech) {
            return None;
        }
        let told = self.years_told(lines);
        let (year, kind) = told.iter().find(|(_, kind)| !self.rules.paid.says_little(kind))?;
        let first = told.first().is_some_and(|(first, _)| first == year) && self.rules.paid.year_before(kind).is_some();
        first.then(|| Purse { year: Some(*year), kind: Some(kind.clone()) })
    }

    /// The programmes of a sentence.
    fn spoken_in(&self, reading: &Reading, sentence: &Range, title: Option<&Purse>, all: &mut Vec<FoundProgramme>) {
        let text = reading.view.text.as_str();
        let nodes = every(reading, sentence, &self.rules.paid);
        let (mut own, mut year): (Option<Purse>, Option<i32>) = (None, None);
        let mut other = false;
        let mut from = sentence.start;
        for (n, node) in nodes.iter().enumerate() {
            match node {
                Node::Leaf(Leaf::Year(one), _) => year = Some(*one),
                Node::Leaf(Leaf::Kind(kind), _) if year.is_some() => {
                    own = Some(Purse { year: year.take(), kind: Some(kind.clone()) });
                }
                // 先の12月補正予算に…: of a year that nobody tells.
                Node::Leaf(Leaf::Kind(kind), _) => {
                    other |= !self.rules.paid.says_little(kind)
                        && title.and_then(|title| title.kind.as_ref()).is_some_and(|told| told != kind);
                }
                Node::Leaf(Leaf::From(-1 | 1), _) => other = true,
                _ => {}
            }
            let (amount, range, bracket) = match node {
                Node::Leaf(Leaf::Money(amount), range) => (*amount, range, false),
                Node::Group('(', inner, range) => match inner.as_slice() {
                    [Node::Leaf(Leaf::Money(amount), _)] => (*amount, range, true),
                    _ => continue,
                },
                _ => continue,
            };
            let named = self.name_spoken(text, from..range.start);
            from = range.end;
            let dated = year.is_none_or(|year| title.is_some_and(|title| title.year == Some(year)));
            let Some(purse) = own.as_ref().or(title.filter(|_| dated && !other)) else { continue };
            let Some((name, start)) = named else { continue };
            // このほか、X交付金 1,000億円の内数で措置: a part of what is asked for elsewhere.
            if matches!(nodes.get(n + 1), Some(Node::Leaf(Leaf::Within, _))) {
                continue;
            }
            if !bracket && !self.rules.paid.says_budgeted(&text[range.end..sentence.end]) {
                continue;
            }
            let mut ministries = Vec::new();
            let name = self.named(&name, &mut ministries);
            let budget = FoundBudget {
                amount: Some(amount),
                year: purse.year,
                kind: purse.kind.clone().unwrap_or_default(),
                span: reading.view.source(range),
            };
            let span = reading.view.source(&(start..range.end));
            let (lang, by) = (language(&name), By::Paid(Way::Spoken));
            all.push(FoundProgramme { name, ministries, budgets: vec![budget], span, cell: None, by, lang });
        }
    }

    /// The name that ends right before an amount, and where it begins.
    fn name_spoken(&self, text: &str, before: Range) -> Option<(String, usize)> {
        let words = self.rules.paid.before_amount(text[before.clone()].trim_end()).trim_end_matches('」');
        let start = words
            .rfind(['、', '。', '「', ')'])
            .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
        let start = start + after_verb(&words[start..], &self.rules.paid);
        let name = name::clean(&words[start..]);
        let programmes = &self.rules.programmes;
        let fits = NAME.contains(&name.chars().count())
            && programmes.ends(&name)
            && !programmes.is_sum(&name)
            && !self.rules.paid.is_account(&name)
            && !self.rules.paid.is_account_name(&name)
            && !self.rules.paid.is_per_unit(&name)
            && !self.rules.paid.may_pay_amount(&name);
        fits.then_some((name, before.start + start))
    }
}

/// Where a noun begins behind a verb and what it is done to: 園庭に芝生を張る園庭緑化事業.
fn after_verb(words: &str, paid: &PaidWords) -> usize {
    let Some(object) = words.find('を') else { return 0 };
    let nouns = words.char_indices().filter(|&(at, c)| at > object && (is_kanji(c) || is_katakana(c)));
    nouns.map(|(at, _)| at).rfind(|&at| paid.ends_in_verb(&words[..at])).unwrap_or(0)
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<Range> {
    let mut start = 0;
    let mut all: Vec<Range> = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| c == '。') {
        all.push(start..at + c.len_utf8());
        start = at + c.len_utf8();
    }
    all.push(start..text.len());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_behind_a_verb() {
        let rules = crate::rules::Rules::built_in();
        let of = |words: &'static str| &words[after_verb(words, &rules.paid)..];
        assert_eq!(of("園庭に芝生を張る園庭緑化事業"), "園庭緑化事業");
        assert_eq!(of("道の駅トイレ棟改修事業"), "道の駅トイレ棟改修事業");
    }
}
