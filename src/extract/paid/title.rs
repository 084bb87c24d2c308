//! Lines that may be the title of a programme: what is left of them without offices, extensions and tags.

use crate::layout::Text;
use crate::text::View;
use crate::text::scan::Named;

use super::super::{Extractor, name};

/// A title has no fewer characters, and no more.
const TITLE: std::ops::RangeInclusive<usize> = 5..=90;

/// A title, and how much speaks against it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Title {
    pub name: String,
    pub doubt: usize,
    /// A label names it so: 施策名：.
    pub labelled: bool,
    /// Who pays, in a bracket at its end.
    pub ministries: Vec<Named>,
}

/// What it costs to take words for a title: with a weak end, behind a number, in a list, in a note.
const WEAK: usize = 8;
const NUMBERED: usize = 10;
const LISTED: usize = 12;
const NOTED: usize = 10;

impl Extractor<'_> {
    /// The title that a line holds.
    pub(super) fn title_in(&self, text: &Text) -> Option<Title> {
        self.title_told(text, false)
    }

    /// The same of an item among others that are titles, whatever it ends in.
    pub(super) fn title_among(&self, text: &Text) -> Option<Title> {
        self.title_told(text, true)
    }

    fn title_told(&self, text: &Text, among: bool) -> Option<Title> {
        let paid = &self.rules.paid;
        // Most lines are spared the rest. A name in pieces may be cut within its last word.
        if let [piece] = text.pieces.as_slice()
            && !among
            && !self.rules.programmes.may_name(&self.source[piece.span.range()])
        {
            return None;
        }
        let view = View::of(self.source, text);
        let mut places =
            view.text.char_indices().take(if self.rules.programmes.has_label(&view.text) { usize::MAX } else { 0 });
        let labelled = places.find_map(|(at, _)| {
            let begins = view.is_apart(at) || view.text[..at].ends_with(['】', ')', '〕', ']', '>']);
            self.rules.programmes.labelled(&view.text[at..]).filter(|_| begins).map(|rest| view.text.len() - rest.len())
        });
        let from = labelled.unwrap_or(0);
        let rest = &view.text[from..];
        let bare = rest.trim_start_matches(|c: char| name::is_mark(c) || crate::chars::one_of(c, "※*-# "));
        let marks = &rest[..rest.len() - bare.len()];
        let mut parts = self.words_of(&view, view.text.len() - bare.len());
        let other = |part: &String| {
            paid.is_tag(part) || self.rules.lexicon().is_office(part) && !self.rules.programmes.ends(part)
        };
        while parts.first().is_some_and(other) {
            parts.remove(0);
        }
        while parts.last().is_some_and(other) {
            parts.pop();
        }
        let text = parts.join(" ");
        let unnumbered = crate::layout::number_rank(&text).is_some();
        let mut ministries = Vec::new();
        let name = self.named(&name::clean(name::without_number(&text)), &mut ministries);
        let fits = TITLE.contains(&name.chars().count())
            && !name.contains(['。', '→', '⇒'])
            && !self.rules.programmes.is_sum(&name);
        let closed = crate::chars::open_brackets(0, &name) == 0;
        if !fits || !closed || name.contains(':') || paid.may_pay_amount(&name) {
            return None;
        }
        let ends = self.rules.programmes.ends(&name)
            && !self.rules.lexicon().is_full_office(self.rules.programmes.before_end(&name));
        if !ends && labelled.is_none() && !among {
            return None;
        }
        let doubt = usize::from(!self.rules.programmes.ends_surely(&name) && labelled.is_none()) * WEAK
            + usize::from(unnumbered) * NUMBERED
            + if marks.contains('※') {
                NOTED
            } else if marks.trim().is_empty() || labelled.is_some() {
                0
            } else {
                LISTED
            };
        Some(Title { name, doubt, labelled: labelled.is_some(), ministries })
    }

    /// 輸送拠点整備・　　新規　　国土交通省　自動車局　貨物課: the first line of a name without the tags and offices beside it; none where
    /// there are none.
    pub(super) fn without_offices(&self, text: &Text) -> Option<String> {
        let raw = crate::text::nfkc(&self.source[text.span().range()]);
        let mut parts: Vec<String> = raw.split_whitespace().map(str::to_owned).collect();
        let all = parts.len();
        let lexicon = self.rules.lexicon();
        let known = |part: &String| lexicon.find_ministry(part).is_some_and(|_| part.chars().count() > 2);
        parts.retain(|part| !(self.rules.paid.is_tag(part) || known(part) || lexicon.is_office(part)));
        (parts.len() < all && !parts.is_empty()).then(|| parts.concat())
    }

    /// The words of a line as white space parts them, without extensions: （内線5150）.
    fn words_of(&self, view: &View, from: usize) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut depth = 0usize;
        let mut skip = false;
        for (at, c) in view.text[from..].char_indices() {
            let at = from + at;
            let rest = &view.text[at..];
            if c == '(' && depth == 0 && self.rules.programmes.is_extension(&rest[1..]) {
                skip = true;
            }
            if c == '(' {
                depth += 1;
            }
            if depth == 0 && (c == ' ' || view.is_gap(at)) {
                parts.push(String::new());
            }
            if !skip
                && c != '\n'
                && let Some(last) = parts.last_mut()
            {
                last.push(c);
            }
            if c == ')' {
                depth = depth.saturating_sub(1);
                if skip && depth == 0 {
                    skip = false;
                    parts.push(String::new());
                }
            }
        }
        parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    }
}
