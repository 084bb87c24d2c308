//! What a programme's budgets are to one another and to the text: which is a part of a larger one, which
//! is of a year before, and where each stands.
//!
//! No part of the contract: whoever presents budgets derives it, so that all present the same.

use super::{Budget, Place, Programme};

/// What says that an amount is part of a larger one, which other programmes share. As `budget_within` in
/// `rules/words.toml`, by which they are read.
const WITHIN: &[&str] = &["内数", "included in", "part of"];

/// A budget as it is presented.
#[derive(Debug, Clone, PartialEq)]
pub struct Paid<'a> {
    pub budget: &'a Budget,
    /// 内数: the amount is a larger one, of which the programme has a part.
    pub is_part: bool,
    /// Its fiscal year lies before the last that the record names: 30億円（25億円）.
    pub is_earlier: bool,
    /// Where its text stands in the record's quote; none where it stands elsewhere, or in several places.
    pub place: Option<Place>,
}

impl Programme {
    /// The budgets in their order.
    pub fn paid(&self) -> Vec<Paid<'_>> {
        let last = self.budgets.iter().filter_map(|budget| budget.fiscal_year).max();
        let quote = self.common.evidence.quote.as_str();
        let spans = self.spans(quote);
        let paid = self.budgets.iter().zip(spans).map(|(budget, span)| Paid {
            budget,
            is_part: says_part(&budget.text) || span.is_some_and(|(_, end)| begins_with_part(&quote[end..])),
            is_earlier: budget.fiscal_year.zip(last).is_some_and(|(year, last)| year < last),
            place: span.map(|span| self.place(span)),
        });
        paid.collect()
    }

    /// Where each budget's text stands in a text, in bytes; none where it does not, or more often than there are such
    /// budgets. The longest are looked for first: 35億円 stands also at the end of 令和7年度当初予算35億円.
    pub fn spans(&self, text: &str) -> Vec<Option<(usize, usize)>> {
        let mut spans: Vec<Option<(usize, usize)>> = vec![None; self.budgets.len()];
        let mut order: Vec<usize> = (0..self.budgets.len()).collect();
        order.sort_by_key(|&n| std::cmp::Reverse(self.budgets[n].text.len()));
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for same in order.chunk_by(|&a, &b| self.budgets[a].text == self.budgets[b].text) {
            let found: Vec<(usize, usize)> = occurrences(text, &self.budgets[same[0]].text)
                .filter(|one| taken.iter().all(|other| one.1 <= other.0 || other.1 <= one.0))
                .collect();
            if found.len() == same.len() {
                for (&n, &span) in same.iter().zip(&found) {
                    spans[n] = Some(span);
                }
                taken.extend(found);
            }
        }
        spans
    }

    /// The place of a stretch of the quote. Only of a text do lines of the quote count as those of the source.
    fn place(&self, (from, to): (usize, usize)) -> Place {
        let evidence = &self.common.evidence;
        let before = &evidence.quote[..from];
        let breaks = before.matches('\n').count() as u32;
        let is_text = evidence.address.is_none() && !self.common.document.path.to_lowercase().ends_with(".docx");
        Place {
            page: evidence.page.filter(|_| !before.contains('\x0c')),
            line: evidence.line.filter(|_| breaks == 0 || is_text).map(|line| line + breaks),
            start: evidence.start + from as u32,
            end: evidence.start + to as u32,
            cell: evidence.cell,
            address: evidence.address.clone(),
            bbox: None,
        }
    }
}

fn says_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    WITHIN.iter().any(|word| lower.contains(word))
}

/// の内数 behind an amount that was read without it.
fn begins_with_part(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\u{3000}', '(', '（', 'の']).to_lowercase();
    WITHIN.iter().any(|word| rest.starts_with(word))
}

/// Where a text stands in another, not within a longer number.
fn occurrences<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let edge =
        |outside: Option<char>, inside: Option<char>| !(outside.is_some_and(numeric) && inside.is_some_and(numeric));
    text.match_indices(part).map(|(at, part)| (at, at + part.len())).filter(move |&(from, to)| {
        from < to
            && edge(text[..from].chars().next_back(), part.chars().next())
            && edge(text[to..].chars().next(), part.chars().next_back())
    })
}

fn numeric(c: char) -> bool {
    c.is_numeric() || [',', '，', '.', '．'].contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::programme;

    /// Where it stands, whether it is a part, whether of a year before.
    type Said = (Option<(u32, u32)>, bool, bool);

    fn said(quote: &str, budgets: &[(&str, i32)]) -> Vec<Said> {
        let programme = programme("港の整備事業", quote, budgets);
        programme.paid().iter().map(|p| (p.place.as_ref().map(|p| (p.start, p.end)), p.is_part, p.is_earlier)).collect()
    }

    #[test]
    fn an_amount_that_ends_another_stands_where_nothing_else_does() {
        let quote = "R7当初 35億円(35億円)";
        let found = said(quote, &[("R7当初 35億円", 2025), ("35億円", 2024)]);
        assert_eq!(found, [(Some((0, 17)), false, false), (Some((18, 26)), false, true)]);
        assert_eq!(&quote[18..26], "35億円");
    }

    #[test]
    fn a_number_does_not_stand_within_a_longer_one_nor_in_two_places() {
        assert_eq!(said("1,420\t42", &[("42", 2026)])[0].0, Some((6, 8)));
        assert_eq!(said("42\t42", &[("42", 2026)])[0].0, None, "either of them");
        assert_eq!(said("42\t42", &[("42", 2025), ("42", 2026)])[1].0, Some((3, 5)));
        assert_eq!(said("整備", &[("42", 2026)])[0].0, None);
    }

    #[test]
    fn a_part_is_told_by_its_own_words_or_those_behind_it() {
        for (quote, text) in [("5億円の内数", "5億円の内数"), ("5億円の内数", "5億円"), ("5億円 (内数)", "5億円")]
        {
            assert!(said(quote, &[(text, 2026)])[0].1, "{quote} {text}");
        }
        assert!(said("JPY 5 billion, part of the reserve", &[("JPY 5 billion, part of", 2026)])[0].1);
        assert!(!said("5億円 ※()内は前年度", &[("5億円", 2026)])[0].1);
    }

    #[test]
    fn the_words_of_a_part_are_those_of_the_rules() {
        let words = include_str!("../../rules/words.toml");
        let line = words.lines().find(|line| line.starts_with("budget_within")).unwrap();
        let listed = line.split('"').skip(1).step_by(2);
        for word in listed {
            assert!(says_part(word), "{word}");
        }
    }

    #[test]
    fn lines_are_counted_within_the_quote() {
        let programme = programme("港の整備事業", "港の整備事業\n\n予算 4億円", &[("4億円", 2026)]);
        assert_eq!(programme.paid()[0].place.as_ref().unwrap().line, Some(12));
    }
}
