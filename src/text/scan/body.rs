//! Public bodies that no list knows: MLWR, Ministry of Lands, 国立水源研究所. A word that calls them responsible, over
//! their column or before them, lets them be named; their own words tell them from people, towns and things.

use super::ministry::{name, names};
use super::{Context, Named};
use crate::chars::is_japanese;
use crate::text::MarkLabel;

/// An abbreviation in capitals has so many letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=9;
/// A name of a body has no more words.
const WORDS: usize = 14;
/// A name holds no more parts than so many beside its first: of a longer list not each stretch is looked up.
const SPAN: usize = 8;
/// A text of more bytes is no list of bodies.
const LONGEST: usize = 4000;
/// What parts the bodies of a list.
const PARTS: [char; 5] = [';', '/', '\n', '|', '•'];

/// The bodies that a text names which holds nothing else.
#[derive(Debug, Default)]
pub(crate) struct Bodies {
    pub named: Vec<Named>,
    /// Of them so many are ministries that the list knows, or bodies by their own words.
    pub sure: usize,
    /// Of those so many have names that a town's committees have as well.
    pub towns_too: usize,
    /// And so many are spelled out and have not.
    pub own: usize,
    /// So many stand beside such bodies by their own words: Central Bank.
    pub beside: usize,
    /// A person, a town or an office of one stands among them.
    pub local: bool,
    /// So many are none by their words: they are left out.
    pub others: usize,
    /// One is a ministry that the list knows, or called one.
    pub state: bool,
}

/// Reads the bodies of a text whose header or key calls them so.
pub(crate) fn bodies(text: &str, context: &Context<'_>) -> Bodies {
    let text = text.replace("<br>", "\n").replace("<br/>", "\n");
    let mut all = Bodies::default();
    if text.len() > LONGEST {
        return all;
    }
    if text.contains(is_japanese) {
        for one in names(&text, context) {
            if one.known.is_some() || context.lexicon.is_body(&one.code) {
                all.sure += 1;
                all.state |= one.known.is_some();
                all.push(one);
            } else {
                all.others += 1;
            }
        }
        return all;
    }
    let lexicon = context.lexicon;
    let mut lead = false;
    for stretch in text.split(PARTS) {
        let mut rest = stretch.trim();
        if let Some((label, len)) = lexicon.numbers.mark_labels.longest(rest)
            && let Some(behind) = rest[len..].trim_start().strip_prefix(':')
        {
            lead = label == MarkLabel::Lead;
            rest = behind.trim_start();
        }
        // OMB, in coordination with GSA
        let joins = |word: &&String| {
            // Council for Persons with Disabilities: a bare "with" joins bodies only.
            let behind = rest.find(word.as_str()).map_or("", |at| &rest[at + word.len()..]);
            word.trim().contains(' ')
                || parts(behind).first().is_some_and(|&(from, to)| is_one(&behind[from..to], context))
        };
        let found = |word: &String| Some((rest.find(word.as_str())?, word.len()));
        let join = lexicon.bodies.beside().iter().filter(joins).filter_map(found).min();
        if let Some((at, len)) = join {
            all.list(&rest[..at], true, context);
            all.list(&rest[at + len..], false, context);
        } else {
            all.list(rest, lead, context);
        }
    }
    all
}

impl Bodies {
    /// Names parted by commas and "and", which may stand in a name as well.
    fn list(&mut self, text: &str, lead: bool, context: &Context<'_>) {
        let parts = parts(text);
        let mut from = 0;
        while from < parts.len() {
            let whole = |to: &usize| name(bare(&text[parts[from].0..parts[*to].1]).0, context).known.is_some();
            let known = (from..parts.len().min(from + SPAN)).rev().find(whole);
            let mut to = known.unwrap_or(from);
            // Ministry of Lands, Water and Roads: what is no body by itself goes on with the one that begins so.
            let open = known.is_none() && context.lexicon.bodies.opens(&text[parts[from].0..parts[from].1]);
            while open && to + 1 < parts.len() {
                let next = bare(&text[parts[to + 1].0..parts[to + 1].1]).0;
                let person = context.lexicon.bodies.is_of_person(next);
                let one = is_one(next, context) && !context.lexicon.bodies.is_field(next);
                if person || one || !next.starts_with(|c: char| c.is_uppercase()) {
                    break;
                }
                to += 1;
            }
            // Ministry of Health, Jane Adams: commas stand in a name that an "and" closes.
            let closes = |to: &usize| text[parts[*to - 1].1..parts[*to].0].contains(|c: char| c != ',' && c != ' ');
            if open {
                to = (from + 1..=to).rev().find(closes).unwrap_or(from);
            }
            self.one(&text[parts[from].0..parts[to].1], lead, context);
            from = to + 1;
        }
    }

    fn one(&mut self, text: &str, lead: bool, context: &Context<'_>) {
        let (text, leads) = bare(text);
        let lead = lead || leads;
        // SAOGI at OMB: the body is what is named last.
        let text = text.rsplit_once(" at ").map_or(text, |(_, body)| body);
        let one = Named { lead: lead || name(text, context).lead, ..name(text, context) };
        if one.known.is_some() {
            self.sure += 1;
            self.state = true;
            return self.push(one);
        }
        self.state |= context.lexicon.bodies.is_of_state(text) || context.lexicon.bodies.is_short(text);
        match sort(text, context) {
            Sort::Body => {
                self.sure += 1;
                let town = context.lexicon.bodies.may_be_of_town(text);
                self.towns_too += usize::from(town);
                self.own += usize::from(!town && text.contains(' '));
            }
            Sort::Beside => self.beside += 1,
            Sort::Local => {
                self.local = true;
                return;
            }
            // Survey Office: named beside bodies, where people and firms are not.
            Sort::Other if context.lexicon.bodies.is_of_offices(text) && text.starts_with(char::is_uppercase) => {}
            Sort::Other => {
                self.others += usize::from(!text.is_empty());
                return;
            }
        }
        self.push(Named { code: text.to_owned(), known: None, lead: one.lead });
    }

    /// Adds what another place names; `leads` where that says that they lead.
    pub fn merge(&mut self, other: Self, leads: bool) {
        self.sure += other.sure;
        self.towns_too += other.towns_too;
        self.own += other.own;
        self.beside += other.beside;
        self.local |= other.local;
        self.others += other.others;
        self.state |= other.state;
        other.named.into_iter().for_each(|one| self.push(Named { lead: one.lead || leads, ..one }));
    }

    fn push(&mut self, one: Named) {
        match self.named.iter_mut().find(|known| known.code == one.code) {
            Some(known) => known.lead |= one.lead,
            None => self.named.push(one),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Body,
    Beside,
    Local,
    Other,
}

/// Whether a text names a body, or someone of a town, and no part of a name.
fn is_one(text: &str, context: &Context<'_>) -> bool {
    let text = bare(text).0;
    name(text, context).known.is_some() || sort(text, context) != Sort::Other
}

/// What a name's own words say.
fn sort(text: &str, context: &Context<'_>) -> Sort {
    let bodies = &context.lexicon.bodies;
    let words: Vec<&str> = text.split([' ', '-', '’', '\'']).filter(|word| !word.is_empty()).collect();
    if bodies.is_local(text) {
        return Sort::Local;
    }
    let letter = |c: char| c.is_ascii_uppercase() || matches!(c, '&' | '-' | '.');
    let short = words.len() == 1
        && LETTERS.contains(&text.len())
        && text.chars().all(letter)
        && text.chars().filter(char::is_ascii_uppercase).count() > 1;
    if short {
        return if bodies.is_no_abbreviation(text) { Sort::Other } else { Sort::Body };
    }
    if words.len() == 1 && LETTERS.contains(&text.len()) && bodies.is_short(text) {
        return Sort::Body;
    }
    let capital = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_uppercase()));
    match capital && words.len() <= WORDS {
        true if bodies.names(text) => Sort::Body,
        true if bodies.is_beside_them(text) => Sort::Beside,
        _ => Sort::Other,
    }
}

/// The ranges of the parts of a list.
fn parts(text: &str) -> Vec<(usize, usize)> {
    let (mut all, mut from, mut depth) = (Vec::new(), 0, 0i32);
    for (at, c) in text.char_indices() {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        let rest = &text[at..];
        let len = if depth > 0 {
            0
        } else if rest.starts_with(", and ") {
            6
        } else if c == ',' {
            1
        } else {
            [" and ", " & "].iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len())
        };
        if len > 0 && at >= from {
            all.push((from, at));
            from = at + len;
        }
    }
    all.push((from, text.len()));
    all.retain(|&(from, to)| !text[from..to].trim().is_empty());
    all
}

/// A name without signs of notes and brackets around it, and whether one says that it leads: MIC (lead).
fn bare(text: &str) -> (&str, bool) {
    let mut bare = text.trim().trim_end_matches(['*', '.', ' ', '†', '‡']);
    let mut lead = false;
    while let Some((before, inside)) = bare.strip_suffix([')', ']']).and_then(|text| text.rsplit_once(['(', '['])) {
        if before.trim().is_empty() {
            break;
        }
        lead |= inside.trim().eq_ignore_ascii_case("lead");
        bare = before.trim().trim_end_matches(['*', ' ']);
    }
    let bare = bare.trim_start_matches(['-', '*', ' ', '"']).trim_end_matches('"');
    (bare.strip_prefix("the ").or_else(|| bare.strip_prefix("The ")).unwrap_or(bare), lead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn named(text: &str) -> Vec<String> {
        let rules = Rules::built_in();
        bodies(text, &Context::new(rules.lexicon())).named.into_iter().map(|one| one.code).collect()
    }

    #[test]
    fn a_list_without_end_names_nobody_and_costs_nothing() {
        let long = (0..3000).map(|n| format!("Ab{n}")).collect::<Vec<_>>().join(", ");
        assert_eq!(named(&long), Vec::<String>::new());
        assert_eq!(named(&long[..3900]), Vec::<String>::new());
        assert_eq!(named("Ab0, Ab1, Ministry of Wells and Rivers"), ["Ministry of Wells and Rivers"]);
    }

    #[test]
    fn people_are_no_bodies() {
        assert_eq!(named("Well Commission and Mary Jones"), ["Well Commission"]);
        assert_eq!(named("Ministry of Water, Jane Adams"), ["Ministry of Water"]);
        assert_eq!(named("Ministry of Health and Mary Jones"), ["Ministry of Health"]);
        assert_eq!(named("Ministry of Lands and Public Wells"), ["Ministry of Lands and Public Wells"]);
        assert_eq!(named("Ministry of Lands and Public Works"), ["Ministry of Lands and Public Works"]);
        assert_eq!(named("Ministry of Water; Well Vision"), ["Ministry of Water"]);
        assert_eq!(named("Ministry of Lands, Water and Roads, Jane Adams"), ["Ministry of Lands, Water and Roads"]);
    }

    #[test]
    fn a_name_may_hold_a_with() {
        let whole = "National Council for Persons with Disabilities";
        assert_eq!(named(whole), [whole]);
        assert_eq!(named("Ministry of Water with Ministry of Lands"), ["Ministry of Water", "Ministry of Lands"]);
        assert_eq!(named("OWB, in coordination with GWA"), ["OWB", "GWA"]);
    }
}
