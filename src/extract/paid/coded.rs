//! Books of budgets: in the column that explains the items of account, numbers name what each is spent on, 006 国際友好交流費
//! 19,477 and below or beside it 001 海外都市交流事業費 19,477. The innermost are the programmes; the unit stands over them, the
//! year and the kind on the cover.

use crate::layout::{Span, Text};
use crate::text::nfkc;

use super::super::making::{FoundBudget, FoundProgramme};
use super::super::statement::{By, Way};
use super::super::{Extractor, Found, language, name};
use super::Covered;
use super::line::Purse;
use super::named::NAME;

/// Fewer such lines may be chance.
const FEWEST: usize = 3;
/// The cover has no more blocks.
const COVER: usize = 6;
/// The first number below another; and numbers that people mean as years.
const FIRST: u32 = 1;
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;
/// How many digits a number has.
const CODE: std::ops::RangeInclusive<usize> = 2..=4;

/// 001 海外都市交流事業費 19,477.
struct Entry {
    code: u32,
    name: String,
    amount: f64,
    /// Where the amount stands, and all of it.
    at: Span,
    whole: Span,
}

impl Extractor<'_> {
    /// Makes programmes of such lines.
    pub(super) fn coded(&mut self) {
        let Some(purse) = self.cover() else { return };
        let mut all: Vec<FoundProgramme> = Vec::new();
        for block in &self.document.blocks {
            let Some(rows) = block.table() else { continue };
            for cell in rows.rows.iter().flat_map(|row| &row.cells) {
                let Some(unit) = self.unit_alone(&cell.text) else { continue };
                let coded: Vec<Vec<Entry>> = cell.text.pieces.iter().map(|piece| self.entries(piece.span)).collect();
                let mut coded: Vec<(bool, Entry)> = coded
                    .into_iter()
                    .filter_map(|mut entries| {
                        let several = entries.len() > 1;
                        Some((several, entries.pop()?))
                    })
                    .collect();
                // 006 国際交流費 over 001 …: what the next begins anew below, or what begins anew itself, is over others.
                let codes: Vec<(bool, u32)> = coded.iter().map(|(several, entry)| (*several, entry.code)).collect();
                let is_part = |n: usize| {
                    let (several, code) = codes[n];
                    let before = n.checked_sub(1).map(|before| codes[before].1);
                    let over = codes.get(n + 1).is_some_and(|&(several, next)| !several && next <= code);
                    several || !over && (code == FIRST || before.is_none_or(|before| code == before + 1))
                };
                let parts: Vec<bool> = (0..codes.len()).map(is_part).collect();
                let parts = coded.drain(..).zip(parts).filter(|(_, part)| *part).map(|((_, entry), _)| entry);
                all.extend(
                    parts.filter(|entry| self.is_spent_on(&entry.name)).map(|entry| self.spent(entry, unit, &purse)),
                );
            }
        }
        let known = self.out.iter().filter_map(|found| match found {
            Found::Programme(one) => Some(one.span),
            _ => None,
        });
        let known = Covered::of(known.collect());
        all.retain(|one| !known.touch(one.span));
        if all.len() >= FEWEST {
            self.out.extend(all.into_iter().map(Found::Programme));
        }
    }

    /// The year and kind that a cover tells: 令和６年度 over 一般会計予算書.
    fn cover(&self) -> Option<Purse> {
        let first = || self.document.blocks.iter().take(COVER).filter(|block| block.table().is_none());
        let year = first().find_map(|block| self.year_told(&block.text))?;
        let kind = first().find_map(|block| {
            let raw = nfkc(&self.source[block.text.span().range()]);
            self.rules.programmes.is_book(&raw).then(|| self.rules.paid.kinds(&raw).pop()).flatten()
        })?;
        Some(Purse { year: Some(year), kind: Some(kind) })
    }

    /// 千円 on a line of its own in a cell: how many yen its numbers are.
    fn unit_alone(&self, text: &Text) -> Option<f64> {
        let alone = |span: Span| super::super::grid::yen(&nfkc(self.source[span.range()].trim()), self.rules);
        text.pieces.iter().find_map(|piece| alone(piece.span))
    }

    fn is_spent_on(&self, name: &str) -> bool {
        let words = &self.rules.programmes;
        NAME.contains(&name.chars().count())
            && words.says_deed(name)
            && !words.is_sum(name)
            && !words.heads_revenue(name)
            && !words.is_income(name)
            && !self.rules.paid.is_account(name)
    }

    /// The entries of a line: a number, words, an amount, and perhaps another.
    fn entries(&self, span: Span) -> Vec<Entry> {
        let raw = &self.source[span.range()];
        let start = span.start as usize;
        let mut words: Vec<(usize, &str)> = Vec::new();
        let mut from = None;
        for (at, c) in raw.char_indices().chain([(raw.len(), ' ')]) {
            match (c.is_whitespace(), from) {
                (true, Some(begin)) => {
                    words.push((begin, &raw[begin..at]));
                    from = None;
                }
                (false, None) => from = Some(at),
                _ => {}
            }
        }
        // 2025 年度支援事業費: a year is no number.
        let code = |word: &str| {
            let code: u32 = Some(word).filter(|word| CODE.contains(&word.len()))?.parse().ok()?;
            (!YEARS.contains(&code)).then_some(code)
        };
        let amount = |word: &str| {
            let grouped = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
            grouped.then(|| word.replace(',', "").parse::<f64>().ok()).flatten()
        };
        let mut all = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let (begin, first) = words[at];
            let end = (at + 1..words.len()).find(|&n| amount(words[n].1).is_some());
            let (Some(code), Some(end)) = (code(first), end.filter(|&end| end > at + 1)) else { return Vec::new() };
            let name: String = words[at + 1..end].iter().map(|(_, word)| *word).collect();
            let (place, text) = words[end];
            all.push(Entry {
                code,
                name: name::clean(&nfkc(&name)),
                amount: amount(text).unwrap_or_default(),
                at: Span::new(start + place, start + place + text.len()),
                whole: Span::new(start + begin, start + place + text.len()),
            });
            at = end + 1;
        }
        all
    }

    fn spent(&self, entry: Entry, unit: f64, purse: &Purse) -> FoundProgramme {
        let budget = FoundBudget {
            amount: Some((entry.amount * unit).round()),
            year: purse.year,
            kind: purse.kind.clone().unwrap_or_default(),
            span: entry.at,
        };
        FoundProgramme {
            lang: language(&entry.name),
            name: entry.name,
            ministries: Vec::new(),
            budgets: vec![budget],
            span: entry.whole,
            cell: None,
            by: By::Paid(Way::List),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::desk::said;

    const COVER: &str = "令和６年度\n\n一般会計予算書\n\n７款 商工費\n\n";

    #[test]
    fn numbers_in_the_column_of_explanations_name_what_is_paid_for() {
        let cell = "千円<br>006 国際友好交流費 19,477 001 海外都市交流事業費 19,477<br>訪問団受入れ<br>運営委託 600<br>007 国際交流基金費 2,347 001 国際交流基金積立費 2,347\
            <br>009 スポーツ交流費 11,362 001 スポーツ交流推進事業費 3,918<br>002 スポーツイベント開催事業費 7,444<br>004 教育振興助成費 14,694";
        let found = said(&format!("{COVER}|区分|説明|\n|---|---|\n|1 報酬|{cell}|\n"));
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[0], "海外都市交流事業費 | 19477000 2024 予算");
        assert_eq!(found[3], "スポーツイベント開催事業費 | 7444000 2024 予算");
    }

    #[test]
    fn what_stands_over_others_on_a_line_of_its_own_is_no_programme() {
        let cell = "千円<br>006 国際交流推進費 19,477<br>001 海外都市交流事業費 12,000<br>002 留学生支援事業費 7,477<br>007 商店街振興事業費 900<br>001 商店街活性化事業費 900<br>2025 年度支援事業費 8,000";
        let found = said(&format!("{COVER}|区分|説明|\n|---|---|\n|1 報酬|{cell}|\n"));
        let names: Vec<&str> = found.iter().map(|one| one.split(" | ").next().unwrap()).collect();
        assert_eq!(names, ["海外都市交流事業費", "留学生支援事業費", "商店街活性化事業費"]);
    }

    #[test]
    fn without_a_cover_or_a_unit_nothing_is_read() {
        let cell = "006 国際友好交流費 19,477 001 海外都市交流事業費 19,477<br>002 文化交流事業費 12,000<br>003 会館運営事業費 900";
        assert!(said(&format!("{COVER}|区分|説明|\n|---|---|\n|1 報酬|{cell}|\n")).is_empty());
        assert!(said(&format!("商工費\n\n|区分|説明|\n|---|---|\n|1 報酬|千円<br>{cell}|\n")).is_empty());
    }
}
