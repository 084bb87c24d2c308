//! What a row counts and in which unit: its name cell, what stands around the name, the caption.

use crate::chars::{is_kanji, open_brackets};
use crate::rules::Rules;
use crate::text::Range;
use crate::text::scan::{Aggregation, Item, Named};

use super::super::read::Read;
use super::super::statement::Draft;
use super::super::{Extractor, name};
use super::cell::{names_office, unit};
use super::fact::Fact;
use super::values::sums;

/// （単位：千人） is no longer than this, in bytes.
const LONGEST_UNIT_LINE: usize = 160;
/// An office's abbreviation is no longer than this, in characters.
const LONGEST_TAG: usize = 12;

/// A phrase is as sure as can be to count something.
const COUNTS: u8 = 3;
/// What names a source has no fewer characters, as 調査 alone may end a name; and longer is how a value is reckoned.
const SOURCE: std::ops::RangeInclusive<usize> = 5..=30;

/// A name cell taken apart.
#[derive(Debug, Default)]
pub(super) struct Naming {
    pub name: String,
    /// The same before it is cleaned.
    pub raw: String,
    /// 【農業】 before the name: its sector.
    pub section: Vec<String>,
    /// 【農林】 or （水産振興課） behind it: who answers.
    pub offices: Vec<Named>,
}

/// The code of a currency is no longer than this.
const LONGEST_CODE: usize = 3;
/// minutes per round trip: what a unit is counted by has no more words.
const LONGEST_PER: usize = 3;

impl Extractor<'_> {
    /// The name that a cell gives.
    pub(super) fn naming(&self, read: &Read, within: Option<&Range>, told: bool) -> Naming {
        let within =
            within.cloned().unwrap_or_else(|| 0..self.before_source(&read.reading.view.text, before_mark(read)));
        let text = name::unbroken(&read.reading.words(&within));
        let text = self.rules.tables.trimmed(self.before_formula(&text));
        let (before, own, behind) = tags(self.rules.tables.words.without_kind(text));
        let own = self.rules.tables.trimmed(own);
        // 普及率【%】 is 普及率（%）.
        let counts = |tag: &&str| {
            let parts = [*tag].into_iter().chain(tag.split('・'));
            parts.into_iter().any(|part| unit(part, self.rules.lexicon()).is_some()) || sums(tag, self.rules).is_some()
        };
        let (units, behind): (Vec<&str>, Vec<&str>) = behind.into_iter().partition(counts);
        let own = units.into_iter().fold(own.to_owned(), |own, unit| format!("{own}({unit})"));
        let parts = behind.into_iter().flat_map(|tag| tag.split(['、', ',', '・', '/']));
        let mut offices: Vec<Named> = parts.map(|tag| self.office(tag)).collect();
        let (name, more) = self.offices_behind(&name::clean(&own), told);
        offices.extend(more);
        Naming { raw: own, name, section: before.into_iter().map(name::clean_text).collect(), offices }
    }

    /// 普及率＝（利用できる人口）／（総人口）: what is counted, without how it is reckoned.
    fn before_formula<'t>(&self, text: &'t str) -> &'t str {
        let Some((name, formula)) = text.split_once(['=', '＝']) else { return text };
        let counted = name.trim_end().trim_end_matches(|c| crate::chars::one_of(c, "()（）[]%％"));
        let counts = self.rules.tables.strength(counted) == COUNTS && open_brackets(0, name) == 0;
        // 出生率＝出生数÷人口の全国順位: words behind it say what of it is counted.
        let goes_on = crate::rules::outside(formula).contains('の');
        let reckons = formula.contains(['/', '／', '÷', '×', '*']) && formula.contains(is_kanji) && !goes_on;
        if counts && reckons { name.trim_end() } else { text }
    }

    /// 出生数 over 人口動態統計（厚生労働省）: where a name ends that has its source on the lines below.
    fn before_source(&self, text: &str, end: usize) -> usize {
        let whole = |part: &str| open_brackets(0, part) == 0 && !part.starts_with([')', '）']);
        let breaks = text[..end].match_indices('\n').map(|(at, _)| at);
        let source = |&at: &usize| {
            let (name, behind) = (&text[..at], &text[at + 1..end]);
            let source = behind.replace('\n', "");
            let counts = self.rules.tables.strength(&name.replace('\n', "")) == COUNTS;
            counts
                && whole(name)
                && whole(&source)
                && SOURCE.contains(&source.chars().count())
                && self.rules.tables.is_source(&source)
        };
        breaks.into_iter().find(source).unwrap_or(end)
    }

    /// 新規就業者数（水産振興課）: the office behind a name answers for it.
    fn offices_behind(&self, name: &str, told: bool) -> (String, Vec<Named>) {
        let Some((bare, inside)) = last_bracket(name) else { return (name.to_owned(), Vec::new()) };
        let lexicon = self.rules.lexicon();
        let office = |part: &str| names_office(part, lexicon) && (told || lexicon.is_full_office(part));
        let parts: Vec<&str> = inside.split(['、', ',', '・', '/']).map(str::trim).collect();
        // 産出額 林業統計年報（農林水産省）: whose yearbook it is.
        if bare.chars().count() >= 2 && !lexicon.is_published(bare) && parts.iter().all(|part| office(part)) {
            (bare.to_owned(), parts.into_iter().map(|part| self.office(part)).collect())
        } else {
            (name.to_owned(), Vec::new())
        }
    }

    /// ごみ排出量（g）: the unit behind a name, where the values have none or the same.
    pub(in crate::extract) fn unit_behind(&self, name: &str, facts: &[Fact]) -> (String, Option<String>) {
        let same = (name.to_owned(), None);
        let Some((bare, inside)) = last_bracket(name) else { return same };
        let value = |fact: &Fact| fact.draft.value.clone();
        // 駐車区画数（区画）〔累計〕, 病床利用率（％）（中央病院）: what it sums, or of whom it is, stands behind its unit.
        let open = || facts.iter().filter_map(value).all(|value| value.unit.is_none());
        if (sums(inside, self.rules).is_some() || unit(inside, self.rules.lexicon()).is_none() && open())
            && let Some((_, before)) = last_bracket(bare)
            && unit(before, self.rules.lexicon()).is_some()
        {
            let (counted, unit) = self.unit_behind(bare, facts);
            return (counted + name[bare.len()..].trim_start(), unit);
        }
        // （件・累計）
        if let Some((one, other)) = inside.split_once(['・', '、'])
            && facts.iter().filter_map(value).all(|value| value.unit.is_none())
        {
            let pair = |word: &str, with: &str| {
                let is = sums(with, self.rules).is_some() && unit(word, self.rules.lexicon()).is_some();
                is.then(|| (format!("{bare}({})", with.trim()), Some(word.to_owned())))
            };
            if let Some(both) = pair(one.trim(), other).or_else(|| pair(other.trim(), one)) {
                return both;
            }
        }
        if self.rules.lexicon().called(inside).is_empty() && !inside.is_empty() {
            // Green jobs (number)
            return (bare.to_owned(), None);
        }
        // （名目、億円）: the unit stands last, and the name keeps what stands before it.
        if let Some((_, last)) = inside.rsplit_once(['、', ','])
            && unit(last.trim(), self.rules.lexicon()).is_some()
            && facts.iter().filter_map(value).all(|value| value.unit.is_none())
        {
            return (name.to_owned(), Some(last.trim().to_owned()));
        }
        // Amount of funding (Million MDL)
        let code = |word: &str| word.len() <= LONGEST_CODE && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if let Some((rest, _)) = self.rules.lexicon().with_power(inside)
            && (code(&rest) || unit(&rest, self.rules.lexicon()).is_some())
            && facts.iter().filter_map(value).all(|value| value.unit.is_none())
        {
            return (bare.to_owned(), Some(inside.to_owned()));
        }
        // Time taken (minutes per round trip)
        if let Some((one, of)) = inside.split_once(" per ")
            && of.split(' ').count() <= LONGEST_PER
            && unit(one.trim(), self.rules.lexicon()).is_some()
            && facts.iter().filter_map(value).all(|value| value.unit.is_none())
        {
            return (bare.to_owned(), Some(inside.to_owned()));
        }
        let labelled = self.rules.tables.words.unit_label(inside);
        let word = labelled.unwrap_or(inside);
        let Some(one) = unit(word, self.rules.lexicon()) else { return same };
        // 設置数（小学校）: of schools, not so many schools.
        let counts = labelled.is_some()
            || !word.chars().all(is_kanji)
            || one.number != 1.0
            // 千世帯: what no counter is counts nothing but itself.
            || self.rules.lexicon().unit(word) != Some(word.len())
            || word.chars().count() == 1 && !self.rules.tables.words.is_place(word);
        let wants = facts.iter().filter_map(value).any(|value| value.unit.is_none() || value.unit == one.unit);
        if counts && (wants || labelled.is_some()) && bare.chars().count() >= 2 {
            (bare.to_owned(), Some(word.to_owned()))
        } else {
            same
        }
    }

    /// （単位：人） in the lines above a table.
    pub(super) fn unit_above(&self, caption: &[usize]) -> Option<String> {
        caption.iter().rev().find_map(|&block| {
            let above = &self.document.blocks[block];
            if above.text.span().range().len() > LONGEST_UNIT_LINE {
                return None;
            }
            let text = crate::text::nfkc(&above.text.plain(self.source));
            let found = self.rules.tables.words.unit_in(&text)?;
            // 単位：百万円、%: which of the two each value has nobody says; 千円、税抜 is one.
            let behind = text.split_once(found).map_or("", |(_, behind)| behind);
            let next = behind.strip_prefix(['、', ',']).unwrap_or_default().trim_start();
            let next = next.split([')', '、', ',', ' ', ']', '】', '。']).next().unwrap_or_default();
            let known = |word: &str| unit(word, self.rules.lexicon()).is_some();
            (known(found) && !known(next)).then(|| found.to_owned())
        })
    }

    /// An office by its name or abbreviation, known or not.
    pub(super) fn office(&self, part: &str) -> Named {
        let lexicon = self.rules.lexicon();
        let bare = part.trim_start_matches(['◎', '○']);
        let known = lexicon.find_ministry(bare);
        let code = known.map_or_else(|| bare.to_owned(), |at| lexicon.ministry(at).code.clone());
        Named { code, known, lead: part.starts_with('◎') }
    }
}

/// A name and what stands in the bracket at its end.
pub(super) fn last_bracket(name: &str) -> Option<(&str, &str)> {
    [('(', ')'), ('[', ']'), ('〔', '〕')].into_iter().find_map(|(open, close)| {
        let inner = name.strip_suffix(close)?;
        let at = inner.rfind(open)?;
        Some((name[..at].trim_end(), inner[at + open.len_utf8()..].trim()))
    })
}

/// 参加者数（R3～R7の累計）: what the years in a name's bracket sum.
pub(super) fn summed_in_name(read: &Read) -> Option<Aggregation> {
    read.reading.found.iter().find_map(|found| match &found.item {
        Item::Period(period) => period.aggregation,
        _ => None,
    })
}

/// Where a name ends: at the mark of ministries behind it, 頭数（内閣府、文部科学省）, else with its cell.
fn before_mark(read: &Read) -> usize {
    let end = read.reading.view.text.trim_end().len();
    let marks = read.reading.found.iter().rev();
    let behind = marks.filter(|found| matches!(found.item, Item::Ministries(_)));
    behind.fold(end, |end, mark| {
        let between = read.reading.view.text.get(mark.range.end..end);
        let ends = mark.range.start > 0 && between.is_some_and(|between| between.trim().is_empty());
        if ends { mark.range.start } else { end }
    })
}

/// Gives a bare number the unit of the unit column; 万円 there multiplies it out.
pub(in crate::extract) fn give_unit(draft: &mut Draft, word: &str, rules: &Rules) {
    let Some(value) = &mut draft.value else { return };
    if value.unit.is_some() {
        return;
    }
    let word = rules.lexicon().called(word.trim());
    if word.is_empty() {
        return;
    }
    // EUR million, No. Million
    if let Some((rest, power)) = rules.lexicon().with_power(word) {
        value.number *= power;
        value.max = value.max.map(|max| max * power);
        give_unit(draft, &rest, rules);
        return;
    }
    match unit(word, rules.lexicon()) {
        Some(one) => {
            value.number *= one.number;
            value.max = value.max.map(|max| max * one.number);
            value.unit = one.unit;
            draft.aggregation = draft.aggregation.or(one.aggregation);
        }
        None => {
            let inner = word.strip_prefix(['(', '[']).and_then(|word| word.strip_suffix([')', ']']));
            let word = crate::text::nfkc(inner.unwrap_or(word));
            value.unit = Some(word).filter(|word| {
                word.chars().any(|c| !c.is_ascii_punctuation() && c != '―' || rules.lexicon().is_money_sign(c))
            });
        }
    }
}

/// The tags around a name: those before it name its sector, those behind it an office.
/// 【農業】新規就農者数【農林】
fn tags(text: &str) -> (Vec<&str>, &str, Vec<&str>) {
    let (mut rest, mut before, mut behind) = (text.trim(), Vec::new(), Vec::new());
    while let Some((tag, more)) = rest.strip_prefix('【').and_then(|inner| inner.split_once('】')) {
        if more.trim().is_empty() {
            break;
        }
        before.push(tag);
        rest = more.trim_start();
    }
    while let Some((more, tag)) = rest.strip_suffix('】').and_then(|inner| inner.rsplit_once('【')) {
        if more.trim().is_empty() || tag.chars().count() > LONGEST_TAG {
            break;
        }
        behind.insert(0, tag);
        rest = more.trim_end();
    }
    (before, rest, behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_before_a_name_are_sectors_and_those_behind_offices() {
        assert_eq!(tags("【農業】新規就農者数【農林、水産】"), (vec!["農業"], "新規就農者数", vec!["農林、水産"]));
        assert_eq!(tags("【参考】"), (vec![], "【参考】", vec![]));
    }

    #[test]
    fn a_unit_by_several_words_behind_an_english_name_is_its_unit() {
        let text = "| Indicator | Baseline (2022) | Target (2028) |\n|---|---|---|\n\
            | Time taken to reach a clinic (minutes per round trip) | 47 | 25 |\n\
            | Visits to the portal (three per cent of them repeated) | 470 | 500 |\n";
        let found = super::super::desk::said(text);
        assert_eq!(
            found[0],
            "Time taken to reach a clinic | baseline 47 minutes per round trip 2022 | target 25 minutes per round trip 2028"
        );
        assert!(found[1].contains("repeated)"), "{found:?}");
    }

    #[test]
    fn the_last_bracket_of_a_name_is_found() {
        assert_eq!(last_bracket("割合(男性)(%)"), Some(("割合(男性)", "%")));
        assert_eq!(last_bracket("割合"), None);
    }
}
