//! What stands above a sentence and says what it speaks of: a heading, a label, a line that names what is counted.

use crate::layout::Kind;
use crate::rules::Class;
use crate::text::Range;
use crate::text::scan::Item;

use super::super::Extractor;
use super::super::making::Here;
use super::super::prose::sentences;
use super::join::Memory;
use super::{LONGEST_SENTENCE, name, told};

/// A line that names what the sentence under it sets a goal for is between these, in characters.
const LONGEST_LABEL: usize = 60;
const LEAST_OBJECT: usize = 4;
/// The words of a label that is nothing but a bracket.
fn bracketed(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(LABEL_OPEN)?.strip_suffix(LABEL_CLOSE)?;
    (!inner.contains(LABEL_OPEN)).then_some(inner)
}

/// What begins a line of minutes, and how long who speaks is there, in characters.
const SPEAKS: [char; 4] = ['○', '◯', '〇', '◎'];
const LONGEST_SPEAKER: usize = 24;
/// A label over what those above us ask for is no longer than this, in bytes.
const LONGEST_GUIDANCE: usize = 80;
/// A heading that names what its paragraph speaks of has no more words.
const LONGEST_HEADING: usize = 8;
/// What calls a document one of goals stands in one of its first blocks.
const TITLE: usize = 4;
/// The brackets of labels, as the source has them.
const LABEL_OPEN: [char; 7] = ['【', '〔', '<', '＜', '〈', '《', '['];
const LABEL_CLOSE: [char; 7] = ['】', '〕', '>', '＞', '〉', '》', ']'];

impl Extractor<'_> {
    /// The health targets, The nine Government Targets have been approved: whether one of the first blocks says so.
    pub(super) fn is_titled(&self) -> bool {
        *self.titled.get_or_init(|| {
            let blocks = self.document.blocks.iter().take(TITLE).filter(|block| block.table().is_none());
            let data = &self.rules.sentences;
            blocks.map(|block| block.text.plain(self.source)).any(|text| {
                let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
                words.any(|word| data.is(&word.to_lowercase(), Class::EnTitle))
            })
        })
    }

    /// 【国の基本指針】: whether the heading or the label above a block is over what those above us ask for.
    pub(super) fn is_guided(&self, block: usize) -> bool {
        let data = &self.rules.sentences;
        let heading = self.headings.nearest(block).is_some_and(|text| data.holds(&text, Class::Guidance));
        let above = block.checked_sub(1).map(|above| &self.document.blocks[above].text);
        let above =
            above.filter(|text| text.span().range().len() <= LONGEST_GUIDANCE).map(|text| text.plain(self.source));
        let label = above.as_deref().and_then(|text| bracketed(text.trim()));
        heading || label.is_some_and(|label| data.holds(label, Class::Guidance))
    }

    /// 1 後発医薬品の数量シェア, 1.健診の受診率: the number with which a block begins is none of its name; that of 24 時間営業の店舗
    /// and 1.5次救急の患者数 is.
    pub(super) fn without_running_number<'n>(&self, name: &'n str, block: &str) -> &'n str {
        let digits = name.bytes().take_while(u8::is_ascii_digit).count();
        let dotted = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
        let behind = &name[digits..];
        let rest = behind.strip_prefix(' ').or_else(|| behind.strip_prefix('.').filter(|rest| dotted(rest)));
        let rest = rest.filter(|_| (1..=2).contains(&digits));
        let counted = |rest: &str| self.rules.lexicon().counter(rest).is_some();
        rest.filter(|rest| block.trim_start().starts_with(&name[..=digits]) && !counted(rest)).unwrap_or(name)
    }

    /// ア　観光消費額: the letter with which an item begins is none of its name.
    pub(super) fn without_kana<'n>(&self, name: &'n str, here: &Here<'_>) -> &'n str {
        let raw = self.source[self.document.blocks[here.block].text.span().range()].trim_start();
        let mut chars = raw.chars();
        let mark = chars.next().filter(|&c| crate::chars::is_katakana(c) || crate::chars::is_hiragana(c));
        let parted = chars.as_str().starts_with(['\u{3000}', ' ', '．', ')', '）']);
        let rest = mark.filter(|_| parted && here.cell.is_none()).and_then(|mark| name.strip_prefix(mark));
        rest.map(|rest| rest.trim_start_matches([')', '.', ' '])).filter(|rest| !rest.is_empty()).unwrap_or(name)
    }

    /// 児童発達支援事業所 / 令和8年度末までに1か所以上設置します。: the line right above a sentence that begins with a date, or the
    /// block above it, where it is short and tells nothing.
    pub(super) fn named_above(&self, block: usize, labelled: bool) -> Option<String> {
        let own = self.document.blocks[block].text.pieces.first().filter(|_| labelled);
        let text = match own {
            Some(piece) => self.source[piece.span.range()].to_owned(),
            None => {
                let above = block.checked_sub(1).map(|above| &self.document.blocks[above])?;
                above.table().is_none().then(|| above.text.plain(self.source))?
            }
        };
        let text = crate::text::nfkc(text.trim());
        let short = text.chars().count() <= LONGEST_LABEL && !text.contains(['。', '\n', ':']);
        let bare = text.trim_start_matches(|c: char| !c.is_alphabetic() || c.is_ascii_digit());
        let bare = bare.split_once('(').map_or(bare, |(name, _)| name);
        let name = name::clean(bare, &self.rules.sentences);
        let noun = name.ends_with(|c: char| crate::chars::is_kanji(c) || crate::chars::is_katakana(c) || c == 'ー');
        (short && noun && name.chars().count() >= LEAST_OBJECT).then_some(name)
    }

    /// ○長尾建築課長　まず、…: the sentence without who speaks. Only the source keeps the gap behind them.
    pub(super) fn without_speaker(&self, here: &Here<'_>, range: Range) -> Range {
        let view = &here.read.reading.view;
        let span = self.document.blocks[here.block].text.span().range();
        let line = self.source[span.clone()].lines().next().unwrap_or_default();
        let lead = line.trim_start().strip_prefix(SPEAKS);
        let gaps = |rest: &str| {
            let gaps = rest.char_indices().take(LONGEST_SPEAKER).filter(|(_, c)| c.is_whitespace());
            gaps.map(|(at, _)| at).collect::<Vec<_>>()
        };
        // ○建設部長（乾　太郎君）　…: there may be a gap in the name.
        let named = |who: &str| self.rules.sentences.ends(&crate::text::nfkc(who), Class::Speaker);
        let spoken =
            lead.and_then(|rest| gaps(rest).into_iter().map(|at| rest.split_at(at)).find(|(who, _)| named(who)));
        let Some((_, rest)) = spoken.filter(|_| here.cell.is_none()) else { return range };
        let from = span.start + line.len() - rest.trim_start().len();
        let mut places = view.text[range.clone()].char_indices().map(|(at, _)| range.start + at);
        let start = places.find(|&at| view.source(&(at..at + 1)).range().start >= from);
        start.map_or(range.clone(), |start| start..range.end)
    }

    /// Whether the first line of a block is short and the next begins with a date.
    pub(super) fn is_label_over_date(&self, block: usize) -> bool {
        let [label, next, ..] = self.document.blocks[block].text.pieces.as_slice() else { return false };
        let label = self.source[label.span.range()].trim();
        if label.chars().count() > LONGEST_LABEL || label.ends_with(['。', '、', ',', '.']) {
            return false;
        }
        let found = |text: &str| crate::text::scan::scan(&crate::text::nfkc(text), self.rules.lexicon(), &[]);
        let next = found(self.source[next.span.range()].trim());
        let dated = next.first().is_some_and(|found| found.range.start == 0 && matches!(found.item, Item::Period(_)));
        // 耐震化率を95%以上まで向上 over 2023年 88.2%: a line with a value is more than a label.
        dated && !found(label).iter().any(|found| matches!(found.item, Item::Value(_)))
    }

    /// The heading above a block, where it names what counts: （２）外国人延べ宿泊者数.
    pub(super) fn heading_name(&self, block: usize) -> Option<String> {
        let text = self.headings.nearest(block)?;
        let bare = text.trim_start_matches(|c: char| !c.is_alphabetic() || c.is_ascii_digit());
        let name = name::clean(bare, &self.rules.sentences);
        name::counts(&name, &self.rules.sentences).then_some(name)
    }

    /// (2) Non-energy originated CO2: an English heading of a few words right above a block, where they say something.
    pub(super) fn heading_in_english(&self, block: usize) -> Option<String> {
        let data = &self.rules.sentences;
        let above = block.checked_sub(1).map(|above| &self.document.blocks[above])?;
        if !matches!(above.kind, Kind::Heading { .. }) {
            return None;
        }
        let text = self.headings.nearest(block)?;
        // Background, Our approach: only what runs under a number in brackets.
        if !text.trim_start().starts_with('(') {
            return None;
        }
        let bare = crate::extract::name::without_number(text.trim()).trim_end_matches([':', '.']);
        let words: Vec<String> = bare.split_whitespace().map(str::to_lowercase).collect();
        let says = |word: &String| {
            word.len() > 2
                && ![Class::EnHollow, Class::EnGoal, Class::EnPreposition, Class::EnTrim]
                    .into_iter()
                    .any(|class| data.is(word, class) || word.strip_suffix('s').is_some_and(|one| data.is(one, class)))
        };
        let plain = bare.is_ascii() && !bare.contains([':', ';', '?', '!', '"']) && words.len() <= LONGEST_HEADING;
        let clause = words.iter().any(|word| data.is(word, Class::EnModal) || data.is(word, Class::EnBe));
        (plain && !clause && words.iter().any(says)).then(|| name::clean(bare, data))
    }

    /// 「骨太方針」で数量シェア目標を設定。 / ⇒ 平成24年度までに30%以上とする。: an item that an arrow leads on to
    /// has its name from the goal that the item above speaks of.
    pub(super) fn aimed_above(&self, block: usize) -> Option<String> {
        let blocks = &self.document.blocks;
        let is_item = |at: usize| matches!(blocks[at].kind, Kind::Item);
        let above = block.checked_sub(1).filter(|&above| is_item(above) && is_item(block))?;
        let text = blocks[block].text.plain(self.source);
        let bare = text.trim_start_matches(|c: char| c == '-' || c.is_whitespace());
        if self.rules.tables.words.arrow(bare) != Some(0) {
            return None;
        }
        let read = self.read(&blocks[above].text);
        let range = sentences(&read.reading.view.text).pop()?;
        if range.len() > LONGEST_SENTENCE || !self.rules.sentences.holds(read.reading.text(&range), Class::GoalNoun) {
            return None;
        }
        told::japanese(&read, &range, self.rules, self.year.near(), &Memory::default()).joined.name
    }
}
