//! Cards: a heading, and below it items of a key and a value each, some of them amounts.
//!
//! `### X事業` over `- 令和8年度概算要求額（百万円）: 542`. The heading is the name: one that ends as programmes do, or any where
//! other headings of the document stand over such items too. A heading that is a sum or an office has totals below it.
//! A line of a mark that comes again, ■ X over 予算額：3億円, is such a heading too.

use std::collections::BTreeSet;

use crate::layout::Text;
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

/// So many lines of one mark right over amounts show that those are names, whatever they end in.
const MARKED: usize = 3;

/// What stands over items of a key and a value each: a heading, or a marked line by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Head {
    Block(usize),
    Line(usize),
}

/// A heading with the amounts below it, by the lines that they stand on.
struct Card {
    heading: Head,
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
                    let (name, ministries) = self.card_name(self.head_text(lines, heading));
                    cards.push(Card { heading, name, ministries, lines: vec![(at, budgets)] });
                }
            }
        }
        let words = &self.rules.programmes;
        let named = |card: &Card| self.may_be_card(&card.name);
        let alike: BTreeSet<Head> = cards.iter().filter(|card| named(card)).map(|card| card.heading).collect();
        // The parts of one page are no programmes, however many have an amount.
        let ending = cards.iter().filter(|card| named(card) && words.ends(&card.name));
        let ending: BTreeSet<Head> = ending.map(|card| card.heading).collect();
        // ■ 子育て 30億円 over ・X事業 12億円: a part of the budget, and what is paid for in it.
        let first = cards.first().map_or(0, |card| self.head_text(lines, card.heading).span().start);
        let parts = self.out.iter().any(|found| match found {
            Found::Programme(one) => one.span.start > first && !one.budgets.is_empty(),
            _ => false,
        });
        let marks = alike.iter().filter(|&&heading| self.is_item(self.head_text(lines, heading))).count();
        let told = alike.len() >= CARDS && 2 * ending.len() >= alike.len()
            || !parts && marks >= MARKED && marks == cards.len();
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
            let title = self.head_text(lines, heading).span();
            let span = below.iter().fold(title, |span, &(at, _)| cover(span, lines[at].span));
            let budgets = below.into_iter().flat_map(|(_, budgets)| budgets).collect();
            let lang = language(&name);
            let by = By::Paid(Way::Slide);
            self.out.push(Found::Programme(FoundProgramme { name, ministries, budgets, span, cell: None, by, lang }));
        }
        rest.sort_by_key(|(at, _)| *at);
        rest
    }

    fn head_text<'l>(&'l self, lines: &'l [Line], head: Head) -> &'l Text {
        match head {
            Head::Block(block) => &self.document.blocks[block].text,
            Head::Line(line) => &lines[line].text,
        }
    }

    /// Whether a heading begins with the mark of an item.
    fn is_item(&self, head: &Text) -> bool {
        let start = head.span().start as usize;
        let before = self.source[..start].trim_end_matches([' ', '\u{3000}']);
        self.source[start..].starts_with(name::is_mark) || before.ends_with(name::is_mark)
    }

    /// By line, the heading over it where it and all lines between are a key and its value.
    fn headings_of_keys(&self, lines: &[Line]) -> Vec<Option<Head>> {
        let keyed = |line: &Line| {
            let text = &self.source[line.span.range()];
            let key = text.find([':', '：']).map(|end| &text[..end]);
            line.cell.is_none()
                && key.is_some_and(|key| key.chars().count() <= KEY && !key.contains('。'))
                && !self.rules.programmes.has_label(text)
        };
        let mut over: Option<usize> = None;
        let mut so_far = false;
        let mut marked: Option<usize> = None;
        let heads = lines.iter().enumerate().map(|(at, line)| {
            let under = self.document.blocks[line.block].under;
            if under != over {
                (over, so_far) = (under, true);
            }
            so_far = so_far && keyed(line);
            // ■ X over keys without a mark: the mark tells what is over what.
            let sign = |line: &Line| line.cell.is_none() && self.source[line.span.range()].starts_with(name::is_mark);
            match (sign(line), keyed(line)) {
                (true, false) => marked = Some(at),
                (false, true) => {}
                _ => marked = None,
            }
            let block = under.filter(|_| so_far).map(Head::Block);
            block.or_else(|| marked.filter(|&head| head < at).map(Head::Line))
        });
        heads.collect()
    }

    fn card_name(&self, heading: &Text) -> (String, Vec<Named>) {
        let reading = self.paid_reading(heading);
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
