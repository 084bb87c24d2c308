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

/// A heading with the amounts below it, and the lines that they stand on.
struct Card {
    heading: usize,
    name: String,
    ministries: Vec<Named>,
    lines: Vec<usize>,
    budgets: Vec<FoundBudget>,
}

impl Extractor<'_> {
    /// Makes programmes of the amounts that stand in cards, and gives back the others.
    pub(super) fn cards(
        &mut self,
        lines: &[Line],
        bare: Vec<(usize, Vec<FoundBudget>)>,
    ) -> Vec<(usize, Vec<FoundBudget>)> {
        let mut cards: Vec<Card> = Vec::new();
        let mut rest = Vec::new();
        for (at, budgets) in bare {
            let Some(heading) = self.heads_card(lines, at) else {
                rest.push((at, budgets));
                continue;
            };
            match cards.last_mut().filter(|card| card.heading == heading) {
                Some(card) => {
                    card.lines.push(at);
                    card.budgets.extend(budgets);
                }
                None => {
                    let (name, ministries) = self.card_name(heading);
                    cards.push(Card { heading, name, ministries, lines: vec![at], budgets });
                }
            }
        }
        let words = &self.rules.paid;
        let named = |card: &Card| self.may_be_card(&card.name);
        let alike: BTreeSet<usize> = cards.iter().filter(|card| named(card)).map(|card| card.heading).collect();
        let (good, others): (Vec<Card>, Vec<Card>) =
            cards.into_iter().partition(|card| named(card) && (words.ends(&card.name) || alike.len() >= CARDS));
        for card in others {
            // What a sum or an office has in all is nobody's else.
            if !self.is_total(&card.name) {
                rest.extend(card.lines.into_iter().zip(card.budgets).map(|(at, one)| (at, vec![one])));
            }
        }
        for Card { heading, name, ministries, lines: at, budgets } in good {
            let title = self.document.blocks[heading].text.span();
            let span = at.iter().fold(title, |span, &at| cover(span, lines[at].span));
            let lang = language(&name);
            let by = By::Paid(Way::Slide);
            self.out.push(Found::Programme(FoundProgramme { name, ministries, budgets, span, cell: None, by, lang }));
        }
        rest.sort_by_key(|(at, _)| *at);
        rest
    }

    /// The heading over a line that is one of its keys and values, nothing else between.
    fn heads_card(&self, lines: &[Line], at: usize) -> Option<usize> {
        let heading = self.document.blocks[lines[at].block].under?;
        let above = lines[..at].iter().rev().take_while(|line| line.block > heading);
        let keyed = |line: &Line| {
            let text = &self.source[line.span.range()];
            let key = text.find([':', '：']).map(|end| &text[..end]);
            line.cell.is_none()
                && key.is_some_and(|key| key.chars().count() <= KEY && !key.contains('。'))
                && !self.rules.paid.has_label(text)
        };
        (keyed(&lines[at]) && above.into_iter().all(keyed)).then_some(heading)
    }

    fn card_name(&self, heading: usize) -> (String, Vec<Named>) {
        let reading = self.paid_reading(&self.document.blocks[heading].text);
        let mut ministries = Vec::new();
        let text = reading.view.text[head(&reading)..].trim_start_matches(['#', ' ']);
        let name = self.named(&name::unbroken(self.rules.paid.without_number(text)), &mut ministries);
        (name, ministries)
    }

    fn is_total(&self, name: &str) -> bool {
        let lexicon = self.rules.lexicon();
        self.rules.paid.is_sum(name) || lexicon.find_ministry(name).is_some() || lexicon.is_full_office(name)
    }

    /// Whether a heading can name what is paid for: no sum, no office, nothing that speaks of budgets.
    fn may_be_card(&self, name: &str) -> bool {
        let words = &self.rules.paid;
        NAME.contains(&name.chars().count())
            && !self.is_total(name)
            && !name.contains('。')
            && !words.is_account(name)
            && !words.may_pay_amount(name)
            && !words.is_general(name)
    }
}
