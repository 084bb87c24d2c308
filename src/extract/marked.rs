//! Text behind which ministries are marked: what of it is a measure, and which text a mark on a line of its own belongs to.
//!
//! A round bracket names the source of a finding as often as who does something, so what was found, what has been and where
//! it takes place make none.

use crate::chars::{is_circled, is_hiragana, is_katakana};
use crate::layout::{Kind, Span, number_rank};
use crate::record::Form;
use crate::rules::{Match, Scope};
use crate::text::Range;
use crate::text::scan::{Item, Named};

use super::grid::cell::facets;
use super::making::{FoundMeasure, Here, named};
use super::statement::By;
use super::{Extractor, Found, name};

/// A label before a number has no more letters: 施策1.
const LABEL: usize = 3;

impl Extractor<'_> {
    pub(super) fn measure(&mut self, hit: &Match, offset: usize, here: &Here<'_>, scope: Scope) {
        let reading = &here.read.reading;
        let view = |range: &Range| reading.code.view(&(range.start + offset..range.end + offset));
        let Some(mark) = hit.get("ministries") else { return };
        let mark = view(&mark.range);
        let text: Vec<Range> = hit.all("text").map(|capture| view(&capture.range)).collect();
        let words: String = text.iter().map(|range| reading.words(range)).collect();
        let circled = words.trim_start_matches(|c: char| name::is_mark(c) || c.is_whitespace() || is_circled(c));
        let mut words = name::clean_text(circled);
        // （短期・中期）（文部科学省）: a mark that tells its stage too.
        if self.rules.deeds.is_stage(&words) {
            words.clear();
        }
        let (mut block, mut span) = (here.block, reading.view.source(&view(&hit.range)));
        if words.is_empty() {
            // A line of its own is of the text below where that stands alone, else of what stands above.
            let labelled = reading.text(&mark).starts_with(char::is_alphanumeric);
            let below = self.below_label(here.block).filter(|_| labelled);
            let Some(of) = below.or_else(|| self.above_mark(here.block)) else { return };
            let of = self.heading_over(of).filter(|_| labelled).unwrap_or(of);
            let text = &self.document.blocks[of].text;
            words = name::clean_text(&text.plain(self.source));
            span = super::cover(text.span(), span);
            block = of;
        }
        // （流域の会議の設置）（国土交通省、農林水産省）: a title may stand in a bracket of its own.
        words = without_bracket(words);
        // 資料：（環境省、総務省）
        if words.ends_with(':') {
            return;
        }
        let event = self.is_event(block, hit, offset, here);
        // 412億円（担当：農林水産省）, レビューシート（農林水産省、環境省）: an amount and a title are nothing that is done.
        let amount = text.iter().any(|range| self.is_amount(range, here));
        if self.rules.deeds.is_said(&words) || event || amount || self.rules.programmes.heads_sheet(&words) {
            return;
        }
        let named = named(here.read, &mark);
        let round = reading.text(&mark).starts_with('(') && !reading.text(&mark).contains(':');
        if round && self.is_source(&words, span, &mark, &named, here) {
            return;
        }
        let form = match self.document.blocks[block].kind {
            _ if here.cell.is_some() => Form::Progress,
            Kind::Heading { .. } => Form::Heading,
            _ if scope == Scope::Item && !crate::chars::ends_sentence(&words) => Form::Heading,
            _ => Form::Statement,
        };
        // ア　講習会を開催する, 3. Introduce a record: what numbers a text is none of it. But titles are cited by the number in
        // their bracket, （１）医療の研究（文、厚）; white papers put it over their marks, （１）教育の支援〔文部科学省〕.
        let whole = self.document.blocks[block].text.plain(self.source);
        let cited = words.starts_with('(') && !reading.text(&mark).starts_with('〔');
        let begins = self.document.blocks[block].text.span().start == span.start;
        if !cited && begins && number_rank(&whole).is_some() {
            words = without_letter(name::without_number(&words), &whole).to_owned();
        }
        self.out.push(Found::Measure(FoundMeasure {
            text: words,
            form,
            ministries: named,
            block,
            span,
            cell: here.cell,
            by: By::Rule(hit.rule),
            lang: here.lang,
        }));
    }

    /// Whether a text is nothing but a value.
    fn is_amount(&self, text: &Range, here: &Here<'_>) -> bool {
        let reading = &here.read.reading;
        let words = reading.text(text).trim();
        reading.found.iter().any(|found| {
            matches!(found.item, Item::Value(_))
                && text.start <= found.range.start
                && found.range.end <= text.end
                && reading.text(&found.range).trim() == words
        })
    }

    /// What a mark on a line of its own stands below: a heading, or a text that has none.
    fn above_mark(&self, mark: usize) -> Option<usize> {
        mark.checked_sub(1).filter(|&above| {
            let block = &self.document.blocks[above];
            match block.kind {
                Kind::Heading { .. } => true,
                Kind::Paragraph | Kind::Item => named(&self.read(&block.text), &(0..usize::MAX)).is_empty(),
                _ => false,
            }
        })
    }

    /// The one sentence below a line of ministries, where that stands right below a heading or number, or below a text
    /// that has a line of its own: 関係府省庁：内閣府.
    fn below_label(&self, label: usize) -> Option<usize> {
        let above = label.checked_sub(1)?;
        let number = self.is_number(&self.document.blocks[above].text.plain(self.source));
        let heads = match self.document.blocks[above].kind {
            Kind::Heading { .. } => !self.says_what_is_done(above),
            Kind::Paragraph | Kind::Item if number => true,
            Kind::Paragraph | Kind::Item => {
                let mut last =
                    self.out.iter().rev().take_while(|found| found.block().is_none_or(|block| block >= above));
                last.any(|found| matches!(found, Found::Measure(one) if one.block == above))
            }
            _ => false,
        };
        let below = self.document.blocks.get(label + 1).filter(|_| heads)?;
        let text = below.text.plain(self.source);
        let text = text.trim_end();
        let sentence = match below.kind {
            Kind::Item => true,
            Kind::Paragraph => number || crate::chars::ends_sentence(text),
            _ => false,
        };
        let sentence = sentence && text.matches('。').count() <= 1;
        (sentence && named(&self.read(&below.text), &(0..usize::MAX)).is_empty()).then_some(label + 1)
    }

    /// 島留学を広げる over a paragraph: a heading that says what is done, right above.
    fn heading_over(&self, block: usize) -> Option<usize> {
        let above = block.checked_sub(1).filter(|_| matches!(self.document.blocks[block].kind, Kind::Paragraph))?;
        let heading = matches!(self.document.blocks[above].kind, Kind::Heading { .. });
        (heading && self.says_what_is_done(above)).then_some(above)
    }

    /// Whether a heading ends as a verb does: 島留学を広げる.
    fn says_what_is_done(&self, heading: usize) -> bool {
        self.document.blocks[heading].text.plain(self.source).trim_end().ends_with(is_hiragana)
    }

    /// 施策1, (2): whether a text is the number of what follows, and does not name it.
    fn is_number(&self, text: &str) -> bool {
        let text = crate::text::nfkc(text);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        letters <= LABEL && text.contains(|c: char| c.is_ascii_digit() || is_circled(c))
    }

    /// Whether a round bracket tells who found, issued or holds what it stands behind, and not who does it: 【総】 is a mark
    /// wherever it stands.
    fn is_source(&self, words: &str, span: Span, mark: &Range, named: &[Named], here: &Here<'_>) -> bool {
        let deeds = &self.rules.deeds;
        // （気象庁） behind what it issues; who leads, or several, answer for what they stand behind.
        let one = matches!(named, [one] if !one.lead);
        if !one || here.cell.is_some() {
            return one && deeds.is_issued(words);
        }
        // A view keeps no space between Japanese words: 場所　中央庁舎.
        let raw = self.source[span.range()].trim_start_matches(|c: char| name::is_mark(c) || c.is_whitespace());
        let counted = here.read.reading.found.iter().any(|found| {
            matches!(found.item, Item::Value(_))
                && found.range.end <= mark.start
                && here.read.reading.text(&(found.range.end..mark.start)).trim().is_empty()
        });
        counted || deeds.is_issued(words) || deeds.is_finding(words) || deeds.is_aside(raw)
    }

    /// Whether a match tells of what has been: a dated line under a heading that says so, a row of a chronicle.
    fn is_event(&self, block: usize, hit: &Match, offset: usize, here: &Here<'_>) -> bool {
        if here.cell.is_some() {
            return self.is_chronicle(here.block);
        }
        let start = here.read.reading.code.view(&(hit.range.start + offset..hit.range.end + offset)).start;
        let text = here.read.reading.view.text.as_str();
        let dated = here.read.reading.found.iter().any(|found| {
            let before = text.get(start..found.range.start).unwrap_or("-");
            let opens = before.trim_start_matches(|c: char| name::is_mark(c) || c.is_whitespace()).is_empty();
            // A view keeps no space between Japanese words: 平成22年10月　改正法の施行.
            let end = here.read.reading.view.source(&found.range).range().end;
            let parted = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '、');
            opens && matches!(found.item, Item::Period(_)) && self.source[end..].starts_with(parted)
        });
        dated && self.under_history(block)
    }

    fn under_history(&self, block: usize) -> bool {
        self.headings.nearest(block).is_some_and(|heading| self.rules.deeds.is_history(&heading))
    }

    /// Whether a table is a chronicle: its header says so, or the heading above does and a column tells when.
    pub(super) fn is_chronicle(&self, block: usize) -> bool {
        let Some(row) = self.document.blocks[block].table().and_then(|table| table.rows.first()) else { return false };
        let mut heads = row.cells.iter().map(|cell| name::clean_text(&cell.text.plain(self.source)));
        let dated = heads.clone().any(|head| self.rules.deeds.is_date(&head));
        let deed = |head: &String| facets(head, self.rules).iter().any(|&at| self.rules.tables.facets[at].deed);
        dated
            && !heads.clone().any(|head| deed(&head))
            && (heads.any(|head| self.rules.deeds.is_history(&head)) || self.under_history(block))
    }
}

/// A text without the letter that stands before it in its block, apart: ア　高齢者等が….
fn without_letter<'t>(text: &'t str, whole: &str) -> &'t str {
    let mut letters = whole.trim_start().chars();
    let letter = letters.next().filter(|&c| is_katakana(c) || is_hiragana(c));
    let apart = letters.next().is_some_and(|c| c.is_whitespace() || matches!(c, '．' | ')' | '）'));
    letter
        .filter(|_| apart)
        .and_then(|letter| text.strip_prefix(letter))
        .map_or(text, |rest| rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')')))
}

/// A title without the bracket that all of it stands in.
fn without_bracket(title: String) -> String {
    let inside = title.strip_prefix('(').and_then(|title| title.strip_suffix(')'));
    inside.filter(|inside| !inside.contains(['(', ')'])).map(ToOwned::to_owned).unwrap_or(title)
}
