//! The values of one cell: which year belongs to which, what each is called, what stands aside.
//!
//! A cell may hold one value or a series (男性 73年 女性 76年, ①②), a year for each or one for
//! all, a rank in brackets. Nothing here knows the column.

use std::collections::BTreeMap;

use crate::record::{CellRef, Comparator, Role};
use crate::rules::{Class, Rules, Symbols};
use crate::text::Range;
use crate::text::code::{is_symbol, is_value, symbol};
use crate::text::scan::{Aggregation, Item};

use super::super::read::Read;
use super::super::statement::{Dated, Draft};
use super::cell::{facets, source};

/// A label of a series is no longer than this, in characters.
const LONGEST_SERIES: usize = 20;
/// Before and behind an age that names a series stand no more characters: 男性, 児.
const AROUND_AGE: usize = 4;
/// Between a value and the bracket with its year stand no more characters.
const TO_BRACKET: usize = 12;

/// Where a value's year comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Year {
    /// It stands beside the value.
    Own,
    /// It stands once for several values of the cell.
    Shared,
    /// From another cell of the row.
    Beside,
    Header,
    /// Counted between two years that are known.
    Counted,
    None,
}

impl Year {
    /// As `columns.toml` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
            Self::Beside => "beside",
            Self::Header => "header",
            Self::Counted => "counted",
            Self::None => "none",
        }
    }
}

/// A value of a cell.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Given {
    /// What the series is called that it belongs to, if words before it name one.
    pub series: Option<String>,
    /// The words before it.
    pub label: String,
    pub draft: Draft,
    pub year: Year,
    /// A number that stands right before it may be a part of it: 7 42人.
    pub doubtful: bool,
}

/// A value in the coded text.
struct Hit {
    at: Range,
    draft: Draft,
    depth: usize,
    aside: bool,
}

/// Reads the values of a cell.
pub(super) fn values(read: &Read, cell: Option<CellRef>, rules: &Rules) -> Vec<Given> {
    values_in(read, 0..read.code().len(), cell, rules)
}

/// Reads the values of a part of a text; `part` is a range of the coded text.
pub(in crate::extract) fn values_in(read: &Read, part: Range, cell: Option<CellRef>, rules: &Rules) -> Vec<Given> {
    let code = &read.code()[..part.end];
    let mut hits = hits(read, cell, rules);
    hits.retain(|hit| hit.at.start >= part.start && hit.at.end <= part.end);
    if hits.is_empty() || hits.iter().all(|hit| hit.aside) {
        // Something must be left for an aside to stand beside: 全国3位 alone is a value.
        hits.iter_mut().for_each(|hit| hit.aside = false);
    }
    join_ranges(code, &mut hits);
    share_units(read, code, &mut hits, rules);
    let ages = ages(read, code, part.start, &mut hits, rules);
    let labels: Vec<String> = (0..hits.len())
        .map(|n| {
            let own =
                || label(&code[n.checked_sub(1).map_or(part.start, |before| hits[before].at.end)..hits[n].at.start]);
            ages.get(&hits[n].at.start).cloned().unwrap_or_else(own)
        })
        .collect();
    // ①24.7％（令和6年3月卒業者：41校）: of another kind than the value before the bracket, and called so.
    let outer: Vec<Option<String>> =
        hits.iter().filter(|hit| hit.depth == 0 && !hit.aside).map(|hit| unit(hit).map(str::to_owned)).collect();
    for n in 0..hits.len() {
        let other = hits[n].depth > 0 && !outer.is_empty() && !outer.iter().any(|one| one.as_deref() == unit(&hits[n]));
        // 771（H25比48％削減）, 33人（1.32倍）: the bracket says the same another way.
        let again = hits[n].draft.relative.is_some() || rules.tables.words.is_factor(unit(&hits[n]));
        // 85%（2週間以上）: how long it must be to count.
        let limits =
            unit(&hits[n]).is_some_and(|unit| rules.sentences.is(unit, Class::Limit)) && is_bound(&hits[n].draft);
        hits[n].aside |= other && (again || limits || !labels[n].is_empty());
    }
    let united = hits.iter().any(|hit| !hit.aside && unit(hit).is_some());
    // 11,139（1％）: the cell is the number, whatever the bracket behind it says.
    let leads = hits.first().is_some_and(|first| first.at.start == part.start && first.depth == 0)
        && hits.iter().skip(1).all(|hit| hit.depth > 0);
    let mut given: Vec<Given> = Vec::new();
    let mut years = years(read, code, rules);
    years.retain(|(at, _)| at.start >= part.start);
    // 44.2% 全国41位(2022年): the year behind what stands aside is that of the value.
    years.extend(hits.iter().filter(|hit| hit.aside).filter_map(|hit| Some((hit.at.clone(), hit.draft.period?))));
    years.sort_by_key(|(at, _)| at.start);
    let mut taken = vec![false; years.len()];
    years_in_order(&mut hits, &years, &mut taken);
    for (n, hit) in hits.iter().enumerate() {
        // A number beside values with units counts only behind a label of its own, or where it has a year.
        let bare = united && unit(hit).is_none() && hit.draft.period.is_none();
        let named = hit.depth == 0 && (!labels[n].is_empty() || leads);
        if hit.aside || bare && !named {
            continue;
        }
        let parted = n.checked_sub(1).is_some_and(|before| {
            let number = unit(&hits[before]).is_none() && hits[before].draft.period.is_none();
            number && code[hits[before].at.end..hit.at.start].trim().is_empty()
        });
        let mut draft = hit.draft.clone();
        let mut year = if draft.period.is_some() { Year::Own } else { Year::None };
        let before = hits[..n].iter().rev().find(|hit| !hit.aside);
        let from = before.map_or(part.start, |before| before.at.end);
        let to = hits[n + 1..].iter().find(|hit| !hit.aside).map_or(code.len(), |next| next.at.start);
        if draft.period.is_none()
            && let Some(at) = own_year(code, &hit.at, from..to, &years, &taken, rules)
        {
            (draft.period, year) = (Some(years[at].1), Year::Own);
            taken[at] = true;
        }
        // R2 65億円（H28-R2平均）: the span that ends in the year before the value is what it is of, where a word says how.
        if let Some(at) = span_behind(code, hit, &years)
            && let Some(sums) = sums(&read.reading.view.text[read.reading.code.view(&years[at].0)], rules)
        {
            draft.aggregation = draft.aggregation.or(Some(sums));
            draft.period = Some(years[at].1);
            taken[at] = true;
        }
        // 6,991人/４年: in four years.
        if let Some(rest) = code[hit.at.end..to].strip_prefix('/').filter(|rest| rest.starts_with(symbol::YEARS)) {
            let place = to - rest.len();
            let view = read.reading.code.view(&(place..place + symbol::YEARS.len_utf8()));
            if let Some(Item::Years(years)) = read.found_at(view.start).map(|at| &read.reading.found[at].item) {
                draft.years = draft.years.or(Some(*years));
            }
        }
        let around = [&code[from..hit.at.start], &code[hit.at.end..to]];
        draft.aggregation = draft.aggregation.or_else(|| around.iter().find_map(|text| sums(text, rules)));
        let series = series(&labels[n], rules);
        given.push(Given { series, label: labels[n].clone(), draft, year, doubtful: parted });
    }
    share_years(&mut given);
    share_aggregation(&mut given);
    // Values that nothing tells apart are none that can be trusted: 71.6％ 68.6％ 75.0％.
    let alike = given
        .iter()
        .all(|one| one.series.is_none() && one.label.is_empty() && one.year != Year::Own && one.draft.years.is_none());
    let kinds = given.iter().filter_map(|one| one.draft.value.as_ref()).filter(|value| value.unit.is_some()).count();
    // But 1 548 395 households are one number.
    let one = parts_of_one(&read.reading.view.text).is_some_and(|(_, parts)| parts == given.len());
    if given.len() > 2 && alike && !one && (!united || kinds == given.len() && one_unit(&given)) {
        given.clear();
    }
    given
}

/// `21 400 MWh`: thousands parted by spaces, in a cell that holds nothing else. Only under names in Latin letters: a
/// row that lost its columns holds two values so.
pub(super) fn thousands(read: &Read, given: &mut Vec<Given>) {
    let one = parts_of_one(&read.reading.view.text).filter(|(_, parts)| *parts == given.len());
    let (Some((number, _)), Some(last)) = (one, given.last().cloned()) else { return };
    let mut first = given.swap_remove(0);
    if let (Some(value), Some(unit)) = (&mut first.draft.value, last.draft.value.map(|value| value.unit)) {
        (value.number, value.unit) = (number, unit);
    }
    first.draft.span.end = last.draft.span.end;
    *given = vec![first];
}

/// The number that a cell's digits make with spaces between its thousands, and in how many parts.
fn parts_of_one(text: &str) -> Option<(f64, usize)> {
    let digits = text.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !(c.is_ascii_digit() || c == ' ')).unwrap_or(digits.len());
    let groups: Vec<&str> = digits[..end].trim_end().split(' ').collect();
    let three = |group: &&str| group.len() == 3;
    let whole = groups.len() > 1 && groups[0].len() <= 3 && !groups[0].is_empty() && groups[1..].iter().all(three);
    let number = whole.then(|| groups.concat().parse::<f64>().ok()).flatten()?;
    Some((number, groups.len()))
}

fn one_unit(given: &[Given]) -> bool {
    let unit = |one: &Given| one.draft.value.as_ref().and_then(|value| value.unit.clone());
    given.windows(2).all(|pair| unit(&pair[0]) == unit(&pair[1]))
}

/// Words that are a target, with the year among them.
pub(super) fn in_words(read: &Read, role: Role, cell: Option<CellRef>, rules: &Rules) -> Draft {
    let view = 0..read.reading.view.text.len();
    let mut draft = Draft::words(role, read.reading.view.source(&view), cell);
    for found in &read.reading.found {
        match found.item {
            Item::Period(period) => {
                let dated = Dated { period, span: read.reading.view.source(&found.range), cell: None };
                // R5の状況を継続: a year to measure against, not one to reach.
                let against = rules.tables.words.is_reference(&read.reading.view.text[found.range.end..]);
                *(if against { &mut draft.relative } else { &mut draft.period }) = Some(dated);
            }
            Item::Relative(period) => {
                let span = read.reading.view.source(&found.range);
                draft.relative = Some(Dated { period, span, cell: None });
            }
            _ => {}
        }
    }
    draft
}

fn unit(hit: &Hit) -> Option<&str> {
    hit.draft.value.as_ref()?.unit.as_deref()
}

/// The values of a cell in their order, with those that stand aside marked.
fn hits(read: &Read, cell: Option<CellRef>, rules: &Rules) -> Vec<Hit> {
    let code = read.code();
    let symbols = Symbols::in_text(code);
    let asides: Vec<Range> = rules
        .tables
        .asides
        .iter()
        .flat_map(|aside| &aside.stretch)
        .filter(|pattern| pattern.can_match(symbols))
        .flat_map(|pattern| pattern.regex.find_iter(code).map(|hit| hit.range()).collect::<Vec<_>>())
        .collect();
    let (mut hits, mut depth, mut quoted) = (Vec::new(), 0usize, 0usize);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '〔' | '[' => depth += 1,
            ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            '「' | '『' => quoted += 1,
            '」' | '』' => quoted = quoted.saturating_sub(1),
            c if is_value(c) => {
                let range = at..at + c.len_utf8();
                let aside = quoted > 0 || asides.iter().any(|aside| aside.contains(&at));
                for draft in Draft::all(read, &range, None, cell) {
                    hits.push(Hit { at: range.clone(), draft, depth, aside });
                }
            }
            _ => {}
        }
    }
    hits
}

/// 13 → 15件: what an arrow leads on from counts the same.
fn share_units(read: &Read, code: &str, hits: &mut [Hit], rules: &Rules) {
    for n in 1..hits.len() {
        let between = code[hits[n - 1].at.end..hits[n].at.start].trim();
        let leads = rules.tables.words.arrow(between) == Some(0) && between.chars().count() <= 2;
        let Some(next) = hits[n].draft.value.as_ref().filter(|_| leads) else { continue };
        // 13,023 → 13,500億円: as many of what is left open.
        let written = read.reading.view.text[read.reading.code.view(&hits[n].at)].trim();
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let (unit, scaled) = (next.unit.clone(), digits.parse::<f64>().is_ok_and(|number| number < next.number));
        let before = hits[n - 1].draft.value.as_mut().filter(|before| before.unit.is_none() && !scaled);
        if let Some(before) = before {
            before.unit = unit;
        }
    }
}

/// 20～39歳：70.1％ 男性40～64歳：66.8％ 1歳6か月児：95％: what is of an age and stands before a colon says whose the value behind
/// it is. Takes such values away, and gives their words by the place of the value behind.
fn ages(read: &Read, code: &str, from: usize, hits: &mut Vec<Hit>, rules: &Rules) -> BTreeMap<usize, String> {
    let mut ages = BTreeMap::new();
    for n in (1..hits.len()).rev() {
        let of = &hits[n - 1];
        let Some(behind) = code[of.at.end..hits[n].at.start].trim().strip_suffix(':') else { continue };
        let from = n.checked_sub(2).map_or(from, |before| hits[before].at.end);
        let short = |text: &str| text.chars().count() <= AROUND_AGE;
        let before = Some(label(&code[from..of.at.start])).filter(|before| short(before)).unwrap_or_default();
        let age = read.reading.view.text[read.reading.code.view(&of.at)].trim();
        let words = format!("{before}{age}{behind}");
        let labels = short(behind)
            && behind.chars().all(char::is_alphabetic)
            && of.draft.period.is_none()
            && unit(of) != unit(&hits[n])
            && rules.sentences.holds(&words, Class::Age);
        if labels {
            ages.insert(hits[n].at.start, words);
            hits.remove(n - 1);
        }
    }
    ages
}

/// 50～70 under a unit: one value with two ends.
fn join_ranges(code: &str, hits: &mut Vec<Hit>) {
    let mut n = 0;
    while n + 1 < hits.len() {
        let between = code[hits[n].at.end..hits[n + 1].at.start].trim();
        let (low, high) = (&hits[n].draft, &hits[n + 1].draft);
        let ends = low.value.as_ref().zip(high.value.as_ref());
        let ranges = between == "~"
            && ends.is_some_and(|(low, high)| low.max.is_none() && low.number < high.number)
            && low.period.is_none();
        if ranges {
            let high = hits.remove(n + 1);
            let low = &mut hits[n];
            if let (Some(value), Some(upper)) = (&mut low.draft.value, high.draft.value) {
                value.max = Some(upper.number);
                value.unit = value.unit.take().or(upper.unit);
            }
            low.draft.period = high.draft.period;
            low.draft.span.end = high.draft.span.end;
            low.at.end = high.at.end;
        }
        n += 1;
    }
}

/// The years of a cell that no value is bound to, with their places in the coded text.
fn years(read: &Read, code: &str, rules: &Rules) -> Vec<(Range, Dated)> {
    let mut years = Vec::new();
    for (at, c) in code.char_indices().filter(|&(_, c)| c == symbol::PERIOD) {
        let range = at..at + c.len_utf8();
        let view = read.reading.code.view(&range);
        // 80％（R6：－）: in that year there was no value.
        let behind = code[range.end..].trim_start_matches([':', ' ']);
        let inside = behind.split_once(')').map_or(behind, |(inside, _)| inside);
        if inside.len() < behind.len() && rules.tables.words.is_dash(inside.trim()) {
            continue;
        }
        if let Some((period, _)) = read.period(read.found_at(view.start)) {
            years.push((range.clone(), Dated { period, span: source(read, &range), cell: None }));
        }
    }
    years
}

/// The years in the bracket right behind a value, where they end in its own.
fn span_behind(code: &str, hit: &Hit, years: &[(Range, Dated)]) -> Option<usize> {
    let own = hit.draft.period?.period;
    let inside = code[hit.at.end..].strip_prefix('(')?;
    let start = code.len() - inside.len();
    let at = years.iter().position(|(range, _)| range.start == start)?;
    let (range, told) = &years[at];
    let spans = own.start == own.end && told.period.start < told.period.end && told.period.end == own.end;
    (spans && code[range.end..].starts_with(')')).then_some(at)
}

/// The year that belongs to a value: in the bracket behind it, else before it, else behind it.
fn own_year(
    code: &str,
    at: &Range,
    around: Range,
    years: &[(Range, Dated)],
    taken: &[bool],
    rules: &Rules,
) -> Option<usize> {
    let free = |n: &usize| !taken[*n];
    let behind = (0..years.len()).filter(free).find(|&n| years[n].0.start >= at.end && years[n].0.end <= around.end);
    // 中３：85.1％（R6：小６：81.5％、中３：82.6％）: of the values in the bracket with it.
    let behind = behind.filter(|&n| {
        let inside = code[years[n].0.end..].split_once(')').map_or("", |(inside, _)| inside);
        !(code[at.end..years[n].0.start].trim() == "(" && inside.contains(is_value))
    });
    let before =
        (0..years.len()).filter(free).rfind(|&n| years[n].0.start >= around.start && years[n].0.end <= at.start);
    let in_bracket = behind.filter(|&n| {
        let between = &code[at.end..years[n].0.start];
        // 2,846人 目標（R6）: behind a label of another value it is that one's.
        let other = rules.tables.words.holds_label(between);
        between.contains('(')
            && between.chars().count() <= 2 * TO_BRACKET
            && between.matches('(').count() <= 2
            && !other
    });
    in_bracket.or(before).or(behind)
}

/// 27.0％ 29.0％ 40％ （R3）（R7）（R9）: as many years behind the last value as there are values.
fn years_in_order(hits: &mut [Hit], years: &[(Range, Dated)], taken: &mut [bool]) {
    let own: Vec<usize> = (0..hits.len()).filter(|&n| !hits[n].aside).collect();
    let Some((&last, before)) = own.split_last().filter(|(_, before)| !before.is_empty()) else { return };
    if before.iter().any(|&n| hits[n].draft.period.is_some()) {
        return;
    }
    let end = hits[last].at.end;
    let behind: Vec<usize> = (0..years.len()).filter(|&n| years[n].0.start >= end).collect();
    let bound = hits[last].draft.period;
    if behind.len() + usize::from(bound.is_some()) != own.len() || behind.len() != years.len() {
        return;
    }
    let dated: Vec<Dated> = bound.into_iter().chain(behind.iter().map(|&n| years[n].1)).collect();
    let rise = dated.windows(2).all(|pair| pair[0].period.end < pair[1].period.end);
    if rise {
        own.iter().zip(dated).for_each(|(&n, dated)| hits[n].draft.period = Some(dated));
        behind.into_iter().for_each(|n| taken[n] = true);
    }
}

/// One year for all: 男性80.73年 女性87.88年（R２年）, 2024年 小42.3% 中46.2%.
fn share_years(given: &mut [Given]) {
    let known: Vec<Option<Dated>> = given.iter().map(|one| one.draft.period).collect();
    for (n, one) in given.iter_mut().enumerate().filter(|(_, one)| one.draft.period.is_none()) {
        let next = known[n..].iter().flatten().next();
        let last = known[..n].iter().rev().flatten().next();
        if let Some(&dated) = next.or(last)
            && one.draft.years.is_none()
        {
            (one.draft.period, one.year) = (Some(dated), Year::Shared);
        }
    }
}

/// A value in brackets shares how its fellow counts: 年12人（延べ300日）.
fn share_aggregation(given: &mut [Given]) {
    if given.iter().any(|one| one.series.is_some()) {
        return;
    }
    let first = given.first().and_then(|one| one.draft.aggregation);
    for one in given.iter_mut().skip(1).filter(|one| one.draft.aggregation.is_none() && one.year != Year::Own) {
        one.draft.aggregation = first;
    }
}

/// How words around a value say that it counts: （累計）, 年平均.
pub(super) fn sums(text: &str, rules: &Rules) -> Option<Aggregation> {
    let text = text.trim_matches(|c: char| is_symbol(c) || c.is_whitespace() || "()、,・".contains(c));
    if text.is_empty() {
        return None;
    }
    let found = facets(text, rules);
    found.into_iter().find_map(|facet| rules.tables.facets[facet].aggregation)
}

/// The words that stand right before a value: `男性：`, `（霞ヶ浦）`, `①`.
fn label(before: &str) -> String {
    let (mut out, mut bracket, mut depth) = (String::new(), String::new(), 0usize);
    let mut last = String::new();
    for c in before.chars() {
        match c {
            '(' | '〔' | '[' => {
                depth += 1;
                bracket.clear();
            }
            ')' | '〕' | ']' if depth > 0 => {
                depth -= 1;
                last = std::mem::take(&mut bracket);
            }
            ')' | '〕' | ']' => {
                // What stands before it closes what the value before opened.
                out.clear();
            }
            c if depth > 0 => bracket.push(c),
            // 胃: / 52.7％
            '\n' if out.ends_with([':', '：']) => {}
            '、' | '・' | '\n' | ',' | '。' if out.chars().any(|c| !is_symbol(c)) => out.clear(),
            c => out.push(c),
        }
    }
    let clean = |text: &str| {
        let text: String = text.chars().filter(|&c| !is_symbol(c)).collect();
        let edge = |c: char| c.is_whitespace() || ":：、,・/※*⎩⎨⎧⎜⎭⎫|-【】".contains(c);
        text.trim_matches(edge).to_owned()
    };
    if depth > 0 {
        return clean(&bracket);
    }
    let own = clean(&out);
    if own.is_empty() { clean(&last) } else { own }
}

/// What a label names a series by, if it does.
fn series(label: &str, rules: &Rules) -> Option<String> {
    let words = &rules.tables.words;
    if label.is_empty() || words.all_series.iter().any(|all| all == label) {
        return None;
    }
    let left = words.series(label);
    let left = words.without_lead(&left);
    let left = left.trim_matches(|c: char| c.is_whitespace() || ":：、,・/⎩⎨⎧⎜⎭⎫".contains(c));
    let len = left.chars().count();
    let sentence = left.contains('。') || words.is_sentence(left);
    ((1..=LONGEST_SERIES).contains(&len) && !sentence && left.chars().any(char::is_alphanumeric) || is_mark(left))
        .then(|| left.to_owned())
}

/// ① and the like stand for a series that the name tells.
pub(super) fn is_mark(label: &str) -> bool {
    let mut chars = label.chars();
    chars.next().is_some_and(|c| matches!(c, '①'..='⑳' | '⑴'..='⒇' | '❶'..='❿')) && chars.next().is_none()
}

/// Whether a value bounds what it counts: 以上, 以下.
pub(in crate::extract) fn is_bound(draft: &Draft) -> bool {
    matches!(draft.comparator, Comparator::AtLeast | Comparator::AtMost | Comparator::Above | Comparator::Below)
}

#[cfg(test)]
mod tests {
    use super::super::desk::{cell, rules};
    use super::*;

    /// `男性 73 年 2020 own`: the values of a cell.
    fn told(text: &str) -> Vec<String> {
        let one = |given: &Given| {
            let value = given.draft.value.as_ref();
            let number = value.map_or(String::new(), |value| match value.max {
                Some(max) => format!("{}~{max}", value.number),
                None => value.number.to_string(),
            });
            let unit = value.and_then(|value| value.unit.clone());
            let year = given.draft.period.map(|dated| dated.period.end.to_string());
            let parts = [given.series.clone(), Some(number), unit, year];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        values(&cell(text).read, None, rules()).iter().map(one).collect()
    }

    #[test]
    fn a_value_has_the_year_that_stands_beside_it() {
        assert_eq!(told("45.2％（R5）"), ["45.2 % 2023"]);
        assert_eq!(told("R5：45.2％"), ["45.2 % 2023"]);
        assert_eq!(told("45.2％"), ["45.2 %"]);
        assert_eq!(told("1,240人（令和５年度）"), ["1240 人 2023"]);
        assert_eq!(told("98（2023年度）"), ["98 2023"]);
        assert_eq!(told("5（令和5年度）"), ["5 2023"]);
        assert_eq!(told("27.0％ 29.0％ 40％ （R3）（R7）（R9）"), ["27 % 2021", "29 % 2025", "40 % 2027"]);
        assert_eq!(told("27.0％ 40％ （R3） （R9）"), ["27 % 2021", "40 % 2027"]);
    }

    #[test]
    fn words_before_values_name_their_series() {
        assert_eq!(told("男性 73.06年 女性 75.36年"), ["男性 73.06 年", "女性 75.36 年"]);
        assert_eq!(told("小：81.9％ 中：80.4％（R5）"), ["小 81.9 % 2023", "中 80.4 % 2023"]);
        assert_eq!(told("①24.7％ ②18.4％"), ["① 24.7 %", "② 18.4 %"]);
        assert_eq!(told("累計 300件"), ["300 件"]);
        assert_eq!(told("男性30～59歳：36.8％ 女性40～69歳：21.0％"), ["男性30~59歳 36.8 %", "女性40~69歳 21 %"]);
        assert_eq!(told("1歳6か月児：95％ 3歳児：93％"), ["1歳6か月児 95 %", "3歳児 93 %"]);
        assert_eq!(told("65歳以上：38％ うち75歳以上：22％"), ["65歳以上 38 %", "75歳以上 22 %"]);
        assert_eq!(told("全体：18％、20歳代：25％"), ["18 %", "20歳代 25 %"]);
    }

    #[test]
    fn ranks_and_national_values_stand_aside() {
        assert_eq!(told("73.06年（全国10位）"), ["73.06 年"]);
        assert_eq!(told("67.0％ 〔全国：67.2％〕"), ["67 %"]);
        assert_eq!(told("326.7 （差125.0）"), ["326.7"]);
        assert_eq!(told("38位"), ["38 位"]);
    }

    #[test]
    fn a_range_is_one_value() {
        assert_eq!(told("50～70"), ["50~70"]);
        assert_eq!(told("500～600万人"), ["5000000~6000000 人"]);
    }

    #[test]
    fn numbers_that_nothing_tells_apart_are_none() {
        assert!(told("12 34 56").is_empty());
        assert!(told("").is_empty());
        assert!(told("令和５年度").is_empty());
    }

    #[test]
    fn a_mark_is_one_character() {
        assert!(is_mark("①") && !is_mark("①②") && !is_mark("1") && !is_mark(""));
    }
}
