//! Headings, paragraphs, items, notes and cards: what of them is read together, by which rules.

use crate::chars::{is_hiragana, one_of};
use crate::layout::{Block, Join, Kind, Span, Text};
use crate::record::Lang;
use crate::rules::{Column, Items, Makes, Match, Says as Tells, Scope};
use crate::text::Range;
use crate::text::code::{is_symbol, is_value, symbol};
use crate::text::scan::Item;

use super::grid::cell::{Says, facets};
use super::making::Here;
use super::read::Read;
use super::statement::Statement;
use super::trace::Step;
use super::{Extractor, has_digit, has_number, language, name};

/// How many blocks a card may span.
const CARD: usize = 5;
/// A card of labels and values apart has no more blocks.
const MOST_LABELS: usize = 24;
/// A line of a name or of a labelled value is no longer than this, in bytes.
const LONGEST_LINE: usize = 240;
/// A name has no fewer letters: ━━━━ is none.
const LEAST_LETTERS: usize = 2;
/// A tag between a name and its values is no longer, in characters.
const LONGEST_TAG: usize = 8;
/// The first line of a card is no longer than this, in characters of coded text.
const LONGEST_CARD: usize = 120;
/// What may follow the value that ends it: （東京）; in bytes.
const SHORT: usize = 70;

impl Extractor<'_> {
    /// Reads a text block, or a card that begins with it; gives the next block to read.
    pub(super) fn prose(&mut self, at: usize) -> usize {
        let block = &self.document.blocks[at];
        let span = block.text.span();
        let raw = self.source[span.range()].trim_end().trim_end_matches(['。', '.']);
        let marked = raw.ends_with(['）', ')', '】', '〕', ']', '］', '＞', '>'])
            || raw.contains('【')
            || self.rules.lexicon().is_mark_line(raw.trim_start());
        self.keyed(at);
        self.duties(at);
        if let Some(next) = self.labelled(at) {
            return next;
        }
        if !(has_number(&self.source[span.range()], self.rules.lexicon())
            || marked
            || self.contexts.any(at)
            || self.leads_on(at))
        {
            self.step(|| Step::Unread { span, scope: scope_of(&block.kind) });
            return at + 1;
        }
        let read = self.take_read(at);
        let lang = language(&read.reading.view.text);
        let piece = span.start < self.read_to || self.breaks_off(at, lang);
        let here = Here { read: &read, block: at, cell: None, lang };
        if self.add_years(&here) || self.add_reached(&here) {
            return at + 1;
        }
        if !piece && let Some(next) = self.card(at, &read) {
            return next;
        }
        let scope = scope_of(&block.kind);
        let before = self.statements.len();
        let hits = self.hits(scope, read.code(), &here);
        // A line that is a piece of a sentence is no line of a list, whatever it looks like.
        let is_line = |hit: &Match| self.rules.rule(hit.rule).makes == Makes::Indicator;
        let watched = self.is_only_watched(&here);
        let hits: Vec<Match> = hits.into_iter().filter(|hit| !((piece || watched) && is_line(hit))).collect();
        // 「目標値」は、令和12年度に達成を目指す値です: what gives the columns their years is none of their rows.
        if self.contexts.is_dating(at) && hits.is_empty() {
            return at + 1;
        }
        let ran = if piece { Vec::new() } else { self.run_tables(&here) };
        if !ran.is_empty() {
            self.statements.extend(ran);
            return at + 1;
        }
        let ruled = hits.iter().any(is_line);
        let runs = if ruled || watched { None } else { self.runs(&here, piece) };
        // A whole sentence is read as one, whatever it looks like as a line.
        let refused = runs.as_ref().is_some_and(Vec::is_empty) && !read.code().contains('。');
        let mut runs = runs.unwrap_or_default();
        // …者の割合を、調査において3割以下に減らす。: a name with particles and commas is a piece of a sentence.
        if read.code().contains('。') && runs.iter().any(|run| is_clause(&run.name)) {
            runs.clear();
        }
        if runs.is_empty() && !piece && !ruled && !refused && !watched {
            runs = self.goals_in_words(&here);
        }
        let spans: Vec<Span> = runs.iter().map(|run| run.span).collect();
        self.statements.extend(runs);
        for hit in &hits {
            if !self.answers_for_indicator(hit, &hits) && !self.marks_a_run(hit, &here, &spans) {
                self.take(hit, 0, &here, scope);
            }
        }
        if self.statements.len() == before && !refused {
            self.sentences(&here);
        }
        at + 1
    }

    /// 耐震化率 81%→84%【国】: the mark behind an indicator names no measure.
    fn answers_for_indicator(&self, hit: &Match, hits: &[Match]) -> bool {
        let is = |hit: &Match, makes: Makes| self.rules.rule(hit.rule).makes == makes;
        is(hit, Makes::Measure)
            && hits.iter().filter(|other| is(other, Makes::Indicator)).any(|indicator| {
                let marks = |hit: &Match| hit.all("ministries").map(|mark| mark.range.clone()).collect::<Vec<_>>();
                let own = marks(hit);
                marks(indicator).iter().any(|mark| own.contains(mark))
            })
    }

    /// The same of a line that was taken apart.
    fn marks_a_run(&self, hit: &Match, here: &Here<'_>, runs: &[Span]) -> bool {
        let span = |range: &Range| here.read.reading.view.source(&here.read.reading.code.view(range));
        self.rules.rule(hit.rule).makes == Makes::Measure
            && hit.all("ministries").any(|mark| runs.iter().any(|run| run.contains(span(&mark.range))))
    }

    /// A note belongs to what it follows, or to what refers to it.
    pub(super) fn note(&mut self, at: usize) {
        let block = &self.document.blocks[at];
        let text = block.text.plain(self.source).replace('\n', "");
        let read = Read::of_note(self.source, &block.text, self.rules, self.offices);
        let here = Here { read: &read, block: at, cell: None, lang: language(&text) };
        let hits = self.hits(Scope::Note, read.code(), &here);
        // A note that sets a year for a list is a context, told by it alone.
        if self.contexts.is_dating(at) && hits.is_empty() {
            return;
        }
        let (mut bound, before) = (Vec::new(), self.statements.len());
        hits.iter().for_each(|hit| self.take(hit, 0, &here, Scope::Note));
        let targets = self.noted(&here);
        if hits.is_empty() && targets.is_empty() {
            self.sentences(&here);
        }
        bound.extend(self.refer(at, before, here.lang));
        for statement in bound {
            self.statements[statement].notes.push(name::without_spaces(&text));
            self.statements[statement].refers = false;
            targets.iter().for_each(|draft| self.statements[statement].add(draft.clone()));
        }
    }

    /// The statements that a note at a block belongs to: those that refer to it, else the one it follows.
    fn refer(&self, at: usize, before: usize, lang: Lang) -> Vec<usize> {
        let numbered = self.document.blocks[at]
            .text
            .plain(self.source)
            .trim_start_matches(['※', '*', ' '])
            .starts_with(|c: char| c.is_ascii_digit());
        let referring: Vec<usize> = (0..before)
            .filter(|&n| self.statements[n].refers && self.statements[n].lang == lang && !numbered)
            .collect();
        if !referring.is_empty() {
            return referring;
        }
        let follows = |statement: &Statement| {
            (statement.block..at)
                .all(|block| block == statement.block || matches!(self.document.blocks[block].kind, Kind::Note))
                && self.document.blocks[statement.block].table().is_none()
        };
        before.checked_sub(1).filter(|&last| follows(&self.statements[last])).into_iter().collect()
    }

    /// Each sentence by itself.
    fn sentences(&mut self, here: &Here<'_>) {
        let code = here.read.code();
        let before = self.statements.len();
        for range in sentences(code) {
            for hit in self.hits(Scope::Sentence, &code[range.clone()], here) {
                self.take(&hit, range.start, here, Scope::Sentence);
            }
        }
        let whole = code.trim_end().ends_with(['。', '.']);
        if self.statements.len() == before && (whole || !self.is_only_watched(here)) {
            self.read_on(here);
        }
    }

    /// Whether what stands above says that there are no goals here, and the text itself has none: no word for one, no
    /// deadline, no arrow.
    fn is_only_watched(&self, here: &Here<'_>) -> bool {
        let words = &self.rules.tables.words;
        let code = here.read.code();
        let goals = || {
            words.goals(&here.read.reading.view.text) == Some(true)
                || words.arrow(code).is_some()
                || self.rules.lines.first(Tells::Due, code).is_some()
        };
        self.items_at(here.block).any(|items| items == Items::Watched) && !goals()
    }

    /// A name on a line of its own, with the labels and values of the lines under it. Gives the block after them.
    fn labelled(&mut self, at: usize) -> Option<usize> {
        let is_text = |block: &&Block| !matches!(block.kind, Kind::Table(_) | Kind::Note);
        let blocks = &self.document.blocks;
        let begins = |block: &Block| {
            let text = &self.source[block.text.span().range()];
            has_digit(text.as_bytes()) && text.len() <= LONGEST_LINE && self.rules.tables.words.begins_label(text)
        };
        let mut under: Vec<&Block> =
            blocks[at + 1..].iter().take(CARD).take_while(is_text).take_while(|block| begins(block)).collect();
        let apart = self.labels_apart(at + 1);
        if under.is_empty() || !apart.is_empty() {
            under = apart;
        }
        let chip = if under.is_empty() { self.arrow_under(at + 1) } else { None };
        if let Some(arrow) = chip {
            under = vec![&blocks[arrow]];
        }
        let name = &self.source[blocks[at].text.span().range()];
        if under.is_empty()
            || name.len() > LONGEST_LINE
            || name.trim_end().ends_with(['。', '、'])
            || begins(&blocks[at])
            || name.chars().filter(|c| c.is_alphabetic()).count() < LEAST_LETTERS
            || self.is_other_key(name)
        {
            return None;
        }
        let mut text = blocks[at].text.clone();
        let next = chip.map_or(at + under.len(), |arrow| arrow) + 1;
        let only = under.len() == 1;
        let bare = |block: &Block| if only { self.bare_value(&block.text) } else { block.text.clone() };
        under.into_iter().for_each(|block| text.append(bare(block), Join::Part));
        let own = self.read(&blocks[at].text);
        if own.code().contains([symbol::VALUE, symbol::OBSERVATION, symbol::PLUS, symbol::BUDGET]) {
            return None;
        }
        let read = self.read(&text);
        let here = Here { read: &read, block: at, cell: None, lang: language(&read.reading.view.text) };
        let made = self.run_in(&here, &(0..read.code().len()), &self.list_calls(at))?;
        self.statements.extend(made);
        Some(next)
    }

    /// 観光入込客数 / 2,284,148 → 2,430,000 人: the block under a name that goes from one value to another; a tag may stand
    /// between.
    fn arrow_under(&self, from: usize) -> Option<usize> {
        let blocks = &self.document.blocks;
        let text = |at: usize| {
            let block = blocks.get(at).filter(|block| !matches!(block.kind, Kind::Table(_) | Kind::Note))?;
            Some(block.text.plain(self.source)).filter(|text| text.len() <= LONGEST_LINE)
        };
        let goes = |at: usize| {
            let Some(text) = text(at) else { return false };
            let Some(arrow) = self.rules.tables.words.arrow(&text) else { return false };
            let read = || self.read(&blocks[at].text);
            let (before, behind) = text.split_at(arrow);
            arrow > 0
                && has_digit(before.as_bytes())
                && has_digit(behind.as_bytes())
                && read().code().starts_with(is_value)
        };
        let tag = |at: usize| {
            text(at).is_some_and(|text| {
                text.chars().count() <= LONGEST_TAG && !has_digit(text.as_bytes()) && !text.ends_with('。')
            })
        };
        if goes(from) { Some(from) } else { (tag(from) && goes(from + 1)).then_some(from + 1) }
    }

    /// Frequency : Annual, 担当課：農政課: a key that says something else of an indicator than its name, with its value.
    fn is_other_key(&self, line: &str) -> bool {
        let text = crate::text::nfkc(line.trim());
        let Some((key, value)) = text.split_once(':') else { return false };
        let apart = key.ends_with(' ') && value.starts_with(' ');
        let says = Says::sum(facets(key.trim(), self.rules).into_iter(), self.rules);
        !says.is(Column::Name) && (apart || says.kind.is_some()) && !value.trim().is_empty()
    }

    /// Target 95% of calls answered within 30 seconds, alone below a name: what is said of the value after it is left out.
    fn bare_value(&self, text: &Text) -> Text {
        let read = self.read(text);
        let view = &read.reading.view.text;
        let first = read.reading.found.iter().find(|found| matches!(found.item, Item::Value(_)));
        let Some(value) = first.filter(|_| language(view) == Lang::En) else { return text.clone() };
        let label = view[..value.range.start].trim_end_matches([' ', ':']);
        let behind = view[value.range.end..].trim_start();
        let dated = read.reading.found.iter().any(|found| matches!(found.item, Item::Period(_)));
        if !self.rules.tables.words.is_label(label) || !behind.starts_with(|c: char| c.is_ascii_lowercase()) || dated {
            return text.clone();
        }
        text.cut(read.reading.view.source(&value.range).end)
    }

    /// 現状（R元） / 2,846人 / 目標 / 25人 / （R2～R6累計）: labels, and below each its value and perhaps its year.
    fn labels_apart(&self, from: usize) -> Vec<&Block> {
        let blocks = &self.document.blocks;
        let words = &self.rules.tables.words;
        let text = |at: usize| {
            let block = blocks.get(at).filter(|block| !matches!(block.kind, Kind::Table(_) | Kind::Note))?;
            Some(block.text.plain(self.source).trim().to_owned()).filter(|text| text.len() <= LONGEST_LINE / 4)
        };
        let mut at = from;
        while let Some(label) = text(at).filter(|_| at < from + MOST_LABELS) {
            let valued = |text: &str| has_digit(text.as_bytes()) || text.chars().all(|c| !c.is_alphanumeric());
            let value = text(at + 1).filter(|value| valued(value) && !words.begins_label(value));
            if !words.is_label(&label) || value.is_none() {
                break;
            }
            at += 2;
            // （R元）, （R2～R6累計）
            at += usize::from(text(at).is_some_and(|year| year.starts_with(['（', '('])));
        }
        if at >= from + 4 { blocks[from..at].iter().collect() } else { Vec::new() }
    }

    /// A card: a short line that ends in a value, and the lines under it. Gives the block after it.
    fn card(&mut self, at: usize, first: &Read) -> Option<usize> {
        let code = first.code();
        let last_value = code.rfind(is_value).is_some_and(|at| ends_card(&code[at..]));
        let fits = |code: &str| code.chars().take(LONGEST_CARD + 1).count() <= LONGEST_CARD;
        if !last_value || !fits(code) || code.starts_with(is_symbol) {
            return None;
        }
        let lang = language(&first.reading.view.text);
        let mut text = self.document.blocks[at].text.clone();
        let mut ends = vec![text.span().end];
        let mut joined = code.to_owned();
        for (n, block) in self.document.blocks.iter().enumerate().skip(at + 1).take(CARD - 1) {
            if block.table().is_some() {
                break;
            }
            ends.push(block.text.span().end);
            text.append(block.text.clone(), Join::Part);
            joined.push('\n');
            joined.push_str(self.peek_read(n).code());
        }
        // Few lines that could begin a card do: only those are read together.
        let opening = Here { read: first, block: at, cell: None, lang };
        if ends.len() < 2 {
            return None;
        }
        let ruled = self.opens_card(&joined, &opening);
        if !ruled && !code.contains(symbol::PLUS) && !self.heads_target(&joined[code.len() + 1..]) {
            return None;
        }
        let read = self.read(&text);
        let here = Here { read: &read, block: at, cell: None, lang };
        let end = if ruled {
            let hits = self.hits(Scope::Card, read.code(), &here);
            let hit = hits.iter().find(|hit| hit.range.start == 0)?;
            self.take(hit, 0, &here, Scope::Card);
            hit.range.end
        } else {
            let (statement, end) = self.card_of(&here)?;
            self.statements.push(statement);
            end
        };
        let end = read.reading.view.source(&read.reading.code.view(&(0..end))).end;
        let taken = ends.iter().take_while(|&&block_end| block_end <= end).count();
        Some(at + taken.max(1))
    }

    fn opens_card(&self, code: &str, here: &Here<'_>) -> bool {
        let open = |context: &str| self.contexts.is_open(here.block, context);
        let opens = self.rules.matches(Scope::Card, code, here.lang, &open).iter().any(|hit| hit.range.start == 0);
        if !opens && self.trace.is_some() {
            self.hits(Scope::Card, code, here);
        }
        opens
    }

    /// A text block, read; what was read before its turn is not read again.
    fn take_read(&mut self, at: usize) -> Read {
        self.ready.remove(&at).unwrap_or_else(|| self.read(&self.document.blocks[at].text))
    }

    /// A text block, read before its turn.
    fn peek_read(&mut self, at: usize) -> &Read {
        let (source, rules, offices, document) = (self.source, self.rules, self.offices, self.document);
        self.ready.entry(at).or_insert_with(|| Read::of(source, &document.blocks[at].text, rules, offices))
    }
}

/// Whether a comma stands behind a particle in what was taken for a name.
fn is_clause(name: &str) -> bool {
    name.match_indices('、').any(|(at, _)| name[..at].ends_with(is_hiragana))
}

fn scope_of(kind: &Kind) -> Scope {
    match kind {
        Kind::Heading { .. } => Scope::Heading,
        Kind::Item => Scope::Item,
        Kind::Note => Scope::Note,
        _ => Scope::Paragraph,
    }
}

/// Whether a line could end a card's name: in a value, and perhaps a short bracket behind it.
fn ends_card(from_value: &str) -> bool {
    let mut rest = from_value.chars();
    rest.next();
    let rest = rest.as_str().trim_start();
    rest.is_empty() || rest.len() < SHORT && rest.starts_with('(') && rest.ends_with(')')
}

/// … jobs every year.We have …: a full stop whose space was lost, between two words. Booking.com and www.Gov are none.
fn is_glued(before: &str, behind: &str) -> bool {
    let word = before.rsplit(' ').next().unwrap_or_default();
    let next = behind.split([' ', '\u{2019}', '\'', ',']).next().unwrap_or_default();
    let small = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    word.len() > SHORTEST && small(word) && next.starts_with(|c: char| c.is_ascii_uppercase()) && small(&next[1..])
}

/// A word before a lost space has more letters.
const SHORTEST: usize = 3;

/// i.e. 60,000 spaces, approx. eight: a full stop behind letters that are parted by one, or before a small letter.
fn is_inner_stop(before: &str, behind: &str) -> bool {
    let word = before.rsplit(' ').next().unwrap_or_default();
    let letters = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let capital = behind.starts_with(|c: char| c.is_ascii_uppercase());
    letters && !capital || behind.starts_with(|c: char| c.is_ascii_lowercase())
}

/// What stands behind the quotes that close at the end of a sentence, and a comma that parts it from the next:
/// 'We aim at 60%.', 'It takes time.'
fn unquoted(text: &str) -> &str {
    let bare = text.trim_start_matches(['\'', '"', '’', '”']);
    if bare.len() < text.len() { bare.strip_prefix(',').unwrap_or(bare) } else { text }
}

/// The ranges of the sentences of a coded text: they end at 。 outside brackets, and at line ends.
pub(super) fn sentences(code: &str) -> Vec<Range> {
    let mut all = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, c) in code.char_indices() {
        if at < start {
            continue;
        }
        match c {
            '(' | '「' | '『' => depth += 1,
            ')' | '」' | '』' => depth = depth.saturating_sub(1),
            '。' | '\n' if depth == 0 || c == '\n' => {
                let mut end = at + c.len_utf8();
                // …を目標とする。（令和元年実績値：4.8兆円）: the bracket belongs to what stands before it.
                let bracket = [('(', ')'), ('【', '】'), ('〔', '〕')].into_iter().find_map(|(open, close)| {
                    let inner = code[end..].strip_prefix(open).filter(|_| c == '。')?;
                    let len = inner.find([close, '\n', '。']).filter(|&len| inner[len..].starts_with(close))?;
                    let told = inner[..len].contains(|c: char| is_symbol(c) || c.is_ascii_digit());
                    told.then_some(open.len_utf8() + len + close.len_utf8())
                });
                end += bracket.unwrap_or(0);
                all.push(start..end);
                (start, depth) = (end, 0);
            }
            '.' if depth == 0
                && let next = code.len() - unquoted(&code[at + 1..]).len()
                && code[next..].starts_with(' ')
                && !is_inner_stop(&code[..at], &code[next + 1..])
                // 15 per cent. by 31st December
                && !code[next + 1..].starts_with(|c: char| c.is_ascii_lowercase())
                && code[..at]
                    .ends_with(|c: char| c.is_alphanumeric() && !c.is_ascii_uppercase() || one_of(c, "%)")) =>
            {
                all.push(start..next);
                start = next;
            }
            '.' if depth == 0 && is_glued(&code[..at], &code[at + 1..]) => {
                all.push(start..at + 1);
                start = at + 1;
            }
            // Jobs, Madam Speaker! The manifesto promised …
            '!' | '?' if depth == 0 && code[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_uppercase()) => {
                all.push(start..at + 1);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < code.len() {
        all.push(start..code.len());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_below_a_heading_is_that_of_its_name() {
        let said = super::super::grid::desk::said;
        let text = "##### Graffiti removal on time\n\nTarget 80% completed within 45 business days\n\n##### Recycling rate\n\nTarget: 60% by 2030\n";
        assert_eq!(said(text), ["Graffiti removal on time | target 80 %", "Recycling rate | target 60 % 2030"]);
        assert!(said("##### Recycling rate\n\nIn 2020, 60% was recycled within 45 days.\n").is_empty());
    }

    #[test]
    fn sentences_end_outside_brackets() {
        let parts = |code: &str| sentences(code).into_iter().map(|range| code[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(parts("開発する。さらに減少させる。"), ["開発する。", "さらに減少させる。"]);
        assert_eq!(parts("法律(以下「法」という。)を(以下略。)進める"), ["法律(以下「法」という。)を(以下略。)進める"]);
        assert_eq!(parts("目標とする。(実績:4兆円)次に"), ["目標とする。(実績:4兆円)", "次に"]);
        assert_eq!(parts("2泊にする。【実績:1.4泊】次に"), ["2泊にする。【実績:1.4泊】", "次に"]);
        assert_eq!(parts("It rose. It fell at 3.5 a year."), ["It rose.", " It fell at 3.5 a year."]);
        assert_eq!(parts("It rose by 5%. It fell."), ["It rose by 5%.", " It fell."]);
        assert_eq!(parts("Jobs every year.We have more."), ["Jobs every year.", "We have more."]);
        assert_eq!(parts("See www.gov.Uk and Booking.com for more."), ["See www.gov.Uk and Booking.com for more."]);
        assert_eq!(parts("'We aim at 60%.', 'It takes time.'"), ["'We aim at 60%.',", " 'It takes time.'"]);
        assert_eq!(parts("\"We did.\" It fell."), ["\"We did.\"", " It fell."]);
    }
}
