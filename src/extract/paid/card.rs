//! Cards: a heading, and below it items of a key and a value each, some of them amounts.
//!
//! `### X事業` over `- 令和8年度概算要求額（百万円）: 542`. The heading is the name: one that ends as programmes do, or any where
//! other headings of the document stand over such items too. A heading that is a sum or an office has totals below it.

use std::collections::BTreeSet;

use crate::text::scan::Named;

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, cover, language, name};
use super::named::NAME;
use super::{Line, head};

/// A key is no longer, in characters.
const KEY: usize = 30;
/// So many headings over amounts show that those are names.
const CARDS: usize = 2;

/// A heading with the amounts below it, by the lines that they stand on.
struct Card {
    heading: usize,
    name: String,
    ministries: Vec<Named>,
    lines: Vec<(usize, Vec<FoundBudget>)>,
}

impl Extractor<'_> {
    /// Makes programmes of the amounts that stand in cards, and gives back the others.
    pub(super) fn cards(
        &mut self,
        lines: &[Line],
        bare: Vec<(usize, Vec<FoundBudget>)>,
    ) -> Vec<(usize, Vec<FoundBudget>)> {
        if bare.is_empty() {
            return bare;
        }
        let headings = self.headings_of_keys(lines);
        let mut cards: Vec<Card> = Vec::new();
        let mut rest = Vec::new();
        for (at, budgets) in bare {
            let Some(heading) = headings[at] else {
                rest.push((at, budgets));
                continue;
            };
            match cards.last_mut().filter(|card| card.heading == heading) {
                Some(card) => card.lines.push((at, budgets)),
                None => {
                    let (name, ministries) = self.card_name(heading);
                    cards.push(Card { heading, name, ministries, lines: vec![(at, budgets)] });
                }
            }
        }
        let words = &self.rules.programmes;
        let named = |card: &Card| self.may_be_card(&card.name);
        let alike: BTreeSet<usize> = cards.iter().filter(|card| named(card)).map(|card| card.heading).collect();
        // The parts of one page are no programmes, however many have an amount.
        let ending = cards.iter().filter(|card| named(card) && words.ends(&card.name));
        let ending: BTreeSet<usize> = ending.map(|card| card.heading).collect();
        let told = alike.len() >= CARDS && 2 * ending.len() >= alike.len();
        let (good, others): (Vec<Card>, Vec<Card>) =
            cards.into_iter().partition(|card| named(card) && (words.ends(&card.name) || told));
        for card in others {
            // What a sum or an office has in all is nobody's else, nor what a part has of a programme that has its own.
            let part = !good.is_empty() && words.heads_part(&card.name);
            if !self.is_total(&card.name) && !part {
                rest.extend(card.lines);
            }
        }
        for Card { heading, name, ministries, lines: below } in good {
            let title = self.document.blocks[heading].text.span();
            let span = below.iter().fold(title, |span, &(at, _)| cover(span, lines[at].span));
            let budgets = below.into_iter().flat_map(|(_, budgets)| budgets).collect();
            let lang = language(&name);
            let by = By::Paid(Way::Slide);
            self.out.push(Found::Programme(FoundProgramme { name, ministries, budgets, span, cell: None, by, lang }));
        }
        rest.sort_by_key(|(at, _)| *at);
        rest
    }

    /// By line, the heading over it where it and all lines between are a key and its value.
    fn headings_of_keys(&self, lines: &[Line]) -> Vec<Option<usize>> {
        let keyed = |line: &Line| {
            let text = &self.source[line.span.range()];
            let key = text.find([':', '：']).map(|end| &text[..end]);
            line.cell.is_none()
                && key.is_some_and(|key| key.chars().count() <= KEY && !key.contains('。'))
                && !self.rules.programmes.has_label(text)
        };
        let mut over: Option<usize> = None;
        let mut so_far = false;
        let heads = lines.iter().map(|line| {
            let under = self.document.blocks[line.block].under;
            if under != over {
                (over, so_far) = (under, true);
            }
            so_far = so_far && keyed(line);
            under.filter(|_| so_far)
        });
        heads.collect()
    }

    fn card_name(&self, heading: usize) -> (String, Vec<Named>) {
        let reading = self.paid_reading(&self.document.blocks[heading].text);
        let mut ministries = Vec::new();
        let text = reading.view.text[head(&reading)..].trim_start_matches(['#', ' ']);
        let name = self.named(&name::unbroken(name::without_number(text)), &mut ministries);
        (name, ministries)
    }

    fn is_total(&self, name: &str) -> bool {
        let lexicon = self.rules.lexicon();
        self.rules.programmes.is_sum(name) || lexicon.find_ministry(name).is_some() || lexicon.is_full_office(name)
    }

    /// Whether a heading can name what is paid for: no sum, no office, nothing that speaks of budgets.
    fn may_be_card(&self, name: &str) -> bool {
        let words = &self.rules.paid;
        NAME.contains(&name.chars().count())
            && !self.is_total(name)
            && !name.contains('。')
            && !words.is_account(name)
            && !words.may_pay_amount(name)
            && !self.rules.programmes.is_general(name)
            && !self.rules.programmes.heads_part(name)
    }
}
