//! Lines of a key and what it names, one of which says who is responsible: Action: …, Responsible party: …, Lead: ….
//!
//! What is done stands behind a key of its own, before or after, or in the line above the keys.

use crate::chars::is_japanese;
use crate::layout::{Join, Kind, Piece, Span, Text};
use crate::record::{Form, Lang};
use crate::rules::Column;
use crate::text::scan::{Bodies, bodies, names};
use crate::text::{MarkLabel, View};

use super::grid::cell::{Says, facets};
use super::making::{FoundMeasure, named};
use super::statement::By;
use super::{Extractor, Found, cover, language, name};

/// A key has no more characters, and no fewer than two.
const KEY: usize = 40;
/// Names behind a key take no more bytes.
const NAMES: usize = 400;
/// What parts a key from what it names where no colon does.
const GAP: &str = "   ";
/// So many lines may stand between a key and what is done.
const REACH: usize = 14;
/// The title of a document stands in its first blocks.
const TITLE: usize = 3;
/// The keys of a group stand in no more blocks below the first.
const BELOW: usize = 4;
/// What is to be done takes so many characters.
const LEAST: usize = 6;

/// A line of a block.
struct Line {
    block: usize,
    text: String,
    span: Span,
    heading: bool,
}

/// What a key says, told once however many lines it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Office,
    Deed,
    Other,
}

impl Extractor<'_> {
    /// Makes a measure of a key of who is responsible in a block, and what is done beside it.
    pub(super) fn keyed(&mut self, at: usize) {
        let raw = &self.source[self.document.blocks[at].text.span().range()];
        let colon = raw.contains([':', '：']);
        if !(colon || raw.contains(GAP)) {
            return;
        }
        let gapped = raw.lines().any(|line| spaced(line).is_some()) && self.any_office(raw);
        if !(gapped || colon && self.any_office(&self.document.blocks[at].text.plain(self.source))) {
            return;
        }
        let lines = self.keyed_lines(at);
        let own: Vec<usize> =
            (0..lines.len()).filter(|&n| self.key(&lines[n].text).map(|key| key.0) == Some(Key::Office)).collect();
        let mut all: Option<(usize, Bodies, Span)> = None;
        let mut leads = false;
        for n in own {
            let Some((_, key, value)) = self.key(&lines[n].text) else { continue };
            let Some(found) = self.keyed_names(&key, &value) else { continue };
            leads |= !self.rules.lexicon().bodies.helps(&key);
            match &mut all {
                Some((_, bodies, span)) => {
                    bodies.merge(found, false);
                    *span = cover(*span, lines[n].span);
                }
                None => all = Some((n, found, lines[n].span)),
            }
        }
        let Some((n, bodies, span)) = all.filter(|(_, bodies, _)| bodies.sure + bodies.beside > 0) else {
            return;
        };
        // What is named with known ministries alone is a mark, and read as one.
        let marked = named(&self.read(&self.document.blocks[at].text), &(0..usize::MAX));
        if !marked.is_empty() {
            return;
        }
        let Some((block, text, deed)) = self.deed_of(at, &lines, n) else { return };
        let taken = |found: &Found| matches!(found, Found::Measure(found) if found.span.start <= deed.start && deed.end <= found.span.end);
        // Lead agency: …, and below it Supporting: …
        let near = |found: &&mut Found| found.block().is_none_or(|block| block + REACH >= at);
        if let Some(Found::Measure(last)) = self.out.iter_mut().rev().take_while(near).find(|found| taken(found)) {
            // Lead: MLIT is a mark; Partners: MHLW below it are none, and take part.
            if matches!(last.by, By::Run) || !leads {
                let new =
                    bodies.named.into_iter().filter(|one| !last.ministries.iter().any(|old| old.code == one.code));
                last.ministries.extend(new.collect::<Vec<_>>());
                last.span = cover(last.span, span);
            }
            return;
        }
        // Central Bank: who stands beside a ministry makes no measure alone.
        if bodies.sure == 0 {
            return;
        }
        // 担当：議会事務局: as in tables, only a listed ministry makes a measure of what is Japanese.
        let nation = self.rules.lexicon().ministries().len();
        let known = bodies.named.iter().any(|one| one.known.is_some_and(|at| at < nation));
        let japanese = language(&text) == Lang::Ja || bodies.named.iter().any(|one| one.code.contains(is_japanese));
        if japanese && !known {
            return;
        }
        // Partners: NASA; a town's Library Committee: no state does what they do.
        if !(japanese || leads && self.is_keyed_by_states()) {
            return;
        }
        let near = self.statements.iter().rev().take_while(|one| one.block + REACH >= at);
        let counts = near.into_iter().any(|one| one.block == block || one.block == at);
        if counts {
            return;
        }
        let lang = language(&text);
        self.out.push(Found::Measure(FoundMeasure {
            text,
            form: Form::Statement,
            ministries: bodies.named,
            block,
            span: cover(deed, span),
            cell: None,
            by: By::Run,
            lang,
        }));
    }

    /// What is done: behind a key of deeds before or after the line, else the last line before that no key opens.
    fn deed_of(&self, at: usize, own: &[Line], n: usize) -> Option<(usize, String, Span)> {
        let mut before: Vec<Line> = Vec::new();
        for block in (at.saturating_sub(REACH)..at).rev() {
            if before.len() > REACH || self.document.blocks[block].table().is_some() {
                break;
            }
            let heading = matches!(self.document.blocks[block].kind, Kind::Heading { .. });
            before.extend(self.keyed_lines(block).into_iter().rev());
            if heading {
                break;
            }
        }
        // 関係府省庁：内閣府 / 名簿を毎年改める: the text below the first line of a block is what is done.
        let keyless = |line: &&Line| self.key(&line.text).is_none();
        if let Some(below) = own.get(n + 1).filter(keyless).filter(|_| !own[..n].iter().any(|line| keyless(&line))) {
            return said(below, &below.text).filter(|(_, text, _)| !self.rules.deeds.is_finding(text));
        }
        let lines: Vec<&Line> = own[..n].iter().rev().chain(&before).collect();
        let after = self.keyed_lines(at + 1);
        let below = (at + 1..=at + BELOW).flat_map(|block| self.keyed_lines(block));
        let other = |line: &Line| self.key(&line.text).is_some_and(|(key, ..)| key != Key::Office);
        // Lead: …, Office of Lands and: what stands next are names as well.
        let goes_on = own.last().is_some_and(|line| line.text.ends_with([',', ';']) || line.text.ends_with(" and"));
        // Timeline: 2027 beside it: keys of what is to be done, where a lone Owner: … may stand below anything.
        let mut carded = own[n + 1..].iter().any(other)
            || below
                .skip(usize::from(goes_on))
                .take_while(|line| self.key(&line.text).is_some())
                .any(|line| other(&line));
        let mut plain = None;
        for line in lines {
            match self.key(&line.text) {
                Some((Key::Deed, _, value)) => return said(line, &value),
                Some((key, ..)) => carded |= plain.is_none() && key == Key::Other,
                None if plain.is_none() => {
                    plain = said(line, &line.text);
                    // A number opens a card: nothing before it belongs here.
                    if plain.as_ref().is_some_and(|(_, text, _)| name::clean_text(&line.text) != *text) {
                        break;
                    }
                    if line.heading && self.is_title(line.block) {
                        plain = None;
                        break;
                    }
                }
                None => {}
            }
            if line.heading {
                break;
            }
        }
        if plain.is_some() {
            return plain.filter(|(_, text, _)| carded || language(text) == Lang::Ja);
        }
        own[n + 1..].iter().chain(&after).take(3).find_map(|line| match self.key(&line.text) {
            Some((Key::Deed, _, value)) => said(line, &value),
            _ => None,
        })
    }

    /// Whether a line is a key and ministries that the list knows, and nothing else: 関係府省庁：内閣府、総務省.
    fn is_of_known(&self, line: &str) -> bool {
        let Some((Key::Office, _, value)) = self.key(line).filter(|_| line.contains(is_japanese)) else { return false };
        let named = names(&value, &self.offices.context(self.rules));
        !value.ends_with(['、', ',', '・']) && !named.is_empty() && named.iter().all(|one| one.known.is_some())
    }

    /// Whether a heading is the first of the document.
    fn is_title(&self, block: usize) -> bool {
        let first = || self.document.blocks.iter().position(|block| matches!(block.kind, Kind::Heading { .. }));
        *self.first_heading.get_or_init(first) == Some(block)
    }

    /// Whether keys of who is responsible name a body of a state, or bodies in two places and nobody of a town or firm.
    fn is_keyed_by_states(&self) -> bool {
        *self.keyed_by_states.get_or_init(|| {
            let words = &self.rules.lexicon().bodies;
            let title = self.document.blocks.iter().take(TITLE).filter(|block| block.table().is_none());
            let mut local = title.map(|block| block.text.plain(self.source)).any(|text| words.is_local(&text));
            let (mut towns, mut own) = (false, false);
            let mut places = 0;
            for at in 0..self.document.blocks.len() {
                let mut sure = false;
                for line in self.keyed_lines(at) {
                    let Some((Key::Office, key, value)) = self.key(&line.text) else { continue };
                    if value.len() > NAMES {
                        continue;
                    }
                    let found = bodies(&value, &self.offices.context(self.rules));
                    if found.state {
                        return true;
                    }
                    local |= found.local;
                    towns |= found.towns_too > 0;
                    own |= found.own > 0;
                    sure |= found.sure > 0 && !words.helps(&key);
                }
                places += usize::from(sure);
            }
            places > 1 && !local && (own || !towns)
        })
    }

    /// The names behind a key, where nothing else stands there.
    fn keyed_names(&self, key: &str, value: &str) -> Option<Bodies> {
        if value.len() > NAMES || is_sentence(value) || value.contains('。') {
            return None;
        }
        let lead = self.rules.lexicon().mark_label(key).is_some_and(|label| label == MarkLabel::Lead);
        let found = bodies(value, &self.offices.context(self.rules));
        // 担当：総務省 企画官 山田: people are named, and not what is done.
        if found.local || found.others > 0 && (language(value) == Lang::Ja || found.others > found.sure) {
            return None;
        }
        let mut all = Bodies::default();
        all.merge(found, lead);
        Some(all)
    }

    /// Whether a line of a text may begin with a key of who is responsible.
    fn any_office(&self, text: &str) -> bool {
        text.lines().any(|line| self.key(line).is_some_and(|(key, ..)| key == Key::Office))
    }

    /// The key that a line begins with, and what stands behind it.
    fn key(&self, line: &str) -> Option<(Key, String, String)> {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let (key, value) =
            spaced(line).or_else(|| self.numbered_deed(line)).or_else(|| line.split_once([':', '：']))?;
        let key = key.trim().trim_end_matches('*').trim().replace('_', " ");
        let value = value.trim_start_matches('*').trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() || !(2..=KEY).contains(&key.chars().count()) || value.starts_with("//") {
            return None;
        }
        let known = self.key_kinds.borrow().get(&key).copied();
        let kind = known.unwrap_or_else(|| {
            let kind = self.kind_of_key(&key);
            self.key_kinds.borrow_mut().insert(key.clone(), kind);
            kind
        });
        Some((kind, key, value.to_owned()))
    }

    /// Action 2.3 Share the data of calls with planners: a word for what is done, its number, and no colon behind them.
    fn numbered_deed<'l>(&self, line: &'l str) -> Option<(&'l str, &'l str)> {
        let (key, rest) = line.split_once(' ').filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_uppercase()))?;
        let (number, value) = rest.split_once(' ')?;
        let counts = number.starts_with(|c: char| c.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && value.starts_with(|c: char| c.is_ascii_uppercase());
        (counts && self.kind_of_key(key) == Key::Deed).then_some((key, value))
    }

    fn kind_of_key(&self, key: &str) -> Key {
        // Action 3.1: Publish the register
        let bare = key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '#'));
        let key = if bare.ends_with(' ') { bare.trim_end() } else { key };
        let found = facets(&crate::text::nfkc(key), self.rules);
        let deed = found.iter().any(|&at| self.rules.tables.facets[at].deed);
        let says = Says::sum(found.into_iter(), self.rules);
        match () {
            () if says.is(Column::Office) || self.rules.lexicon().is_mark_label(key) => Key::Office,
            () if deed => Key::Deed,
            () => Key::Other,
        }
    }

    /// The lines of a block of text.
    fn keyed_lines(&self, at: usize) -> Vec<Line> {
        let Some(block) = self.document.blocks.get(at).filter(|block| block.table().is_none()) else {
            return Vec::new();
        };
        let heading = matches!(block.kind, Kind::Heading { .. });
        // Layout joins lines that look like one sentence; keys begin lines as they are written.
        let whole = block.text.span();
        let raw = &self.source[whole.range()];
        let pieces: Vec<Text> = if raw.contains("</") {
            vec![block.text.clone()]
        } else {
            let starts = raw.split_inclusive('\n').scan(whole.range().start, |at, line| {
                let from = *at;
                *at += line.len();
                Some(Span::new(from, from + line.trim_end().len()))
            });
            starts.map(|span| Text { pieces: vec![Piece { span, join: Join::Part }] }).collect()
        };
        let mut all: Vec<Line> = Vec::new();
        // Whether the last line is a key and known ministries, and nothing goes on with it.
        let mut closed = false;
        for piece in pieces {
            // A view keeps one space only: the key is parted from what it names before.
            let line = match spaced(&self.source[piece.span().range()]) {
                Some((key, value)) => format!("{key}: {value}"),
                None => View::of(self.source, &piece).text,
            };
            if line.trim().is_empty() {
                continue;
            }
            let span = piece.span();
            // A line without a key goes on with the one before, as a long text does over its lines.
            match all.last_mut() {
                Some(last) if !closed && self.key(&line).is_none() => {
                    if line.is_ascii() {
                        last.text.push(' ');
                    }
                    last.text.push_str(line.trim());
                    last.span = cover(last.span, span);
                }
                _ => {
                    closed = self.is_of_known(&line);
                    all.push(Line { block: at, text: line, span, heading });
                }
            }
        }
        all
    }
}

/// Lead actors    Ministry of Lands: a line of a column of keys.
fn spaced(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().split_once(GAP)?;
    let opens = key.is_ascii() && key.starts_with(|c: char| c.is_ascii_uppercase()) && !key.contains(':');
    let value = value.trim_start();
    (opens && !value.contains(GAP)).then_some((key, value))
}

/// Whether a text has more than one sentence: U.S. Department of State has not.
fn is_sentence(text: &str) -> bool {
    let ends = |at: usize| text[..at].ends_with(|c: char| c.is_lowercase() || c == ')');
    text.match_indices(". ").any(|(at, _)| ends(at))
}

fn said(line: &Line, text: &str) -> Option<(usize, String, Span)> {
    let text = name::without_number(&name::clean_text(text)).to_owned();
    (text.chars().count() >= LEAST).then_some((line.block, text, line.span))
}
