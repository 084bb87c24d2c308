//! The values of a line with what speaks for their roles: labels, arrows, brackets, and what the line is called.

use crate::record::CellRef;
use crate::rules::{Hint, Rules};
use crate::text::scan::Aggregation;

use super::super::grid::cell::{Says, facets};
use super::super::grid::fact::{Evidence, Fact, Source};
use super::super::grid::path::OWN;
use super::super::grid::settle::By;
use super::super::grid::values::{Given, Year, values_in};
use super::super::read::{Bound, Read};
use super::super::statement::{Dated, SHARE};
use super::token::{Kind, Token, closing};
use super::yearly::{Yearly, apply, yearly};

/// How much an arrow says of the values on its sides, and what the line is called of those that nothing speaks of.
const ARROW: f32 = 3.0;
const CALLED: f32 = 1.0;

/// The values of a line's tail.
#[derive(Debug)]
pub(super) struct Facts {
    pub facts: Vec<Fact>,
    /// An arrow leads from one value, or from a dash, to another.
    pub arrow: bool,
    /// A label says that one is a target.
    pub worded: bool,
    /// Each value before an arrow has one behind it: 橋梁 72→95％、トンネル 66→100％.
    pub paired: bool,
}

/// Reads the values of the tail `tokens`, which begins at `from` of the coded text and ends at `end`.
pub(super) fn facts(read: &Read, tokens: &[Token], end: usize, cell: Option<CellRef>, rules: &Rules) -> Facts {
    let code = read.code();
    let from = tokens.first().map_or(end, |token| token.at.start);
    let given = values_in(read, from..end, cell, rules);
    let places: Vec<usize> = given.iter().filter_map(|given| place(read, tokens, given)).collect();
    // 4億3,0000万円: what touches is one number that was written wrongly.
    let values: Vec<&Token> = tokens.iter().filter(|token| token.kind == Kind::Value).collect();
    let torn = values.windows(2).any(|pair| {
        let [end, start] = [pair[0], pair[1]].map(|token| read.reading.code.view(&token.at));
        let digits = read.reading.text(&start).starts_with(|c: char| c.is_ascii_digit());
        digits && matches!(read.reading.text(&(end.end..start.start)), "" | ",")
    });
    if torn || places.len() != given.len() {
        return Facts { facts: Vec::new(), arrow: false, worded: false, paired: false };
    }
    let mut labels = labels(code, tokens, &places, rules);
    // 現状値 beside 基準値 is where it stands now.
    if labels.contains(&Some(Hint::Baseline)) {
        labels.iter_mut().filter(|hint| **hint == Some(Hint::Current)).for_each(|hint| *hint = Some(Hint::Actual));
    }
    // 15社（第3期実績：6社）: a result in the bracket behind the goal is where it starts.
    let depths = depths(tokens);
    let outside = |n: &usize| depths[*n] == 0;
    let results: Vec<usize> = (0..labels.len()).filter(|&n| labels[n] == Some(Hint::Actual)).collect();
    if let [only] = results.as_slice()
        && *only > 0
        && !outside(&places[*only])
        && places[..*only].iter().all(outside)
        && !labels.contains(&Some(Hint::Baseline))
    {
        labels[*only] = Some(Hint::Baseline);
    }
    let arrows: Vec<usize> = (0..tokens.len()).filter(|&n| tokens[n].kind == Kind::Arrow).collect();
    // 橋梁 72→95％、トンネル 66→100％: each part has an arrow of its own.
    let between: Vec<usize> = arrows.iter().copied().filter(|arrow| places.iter().any(|at| at > arrow)).collect();
    // 約73％（R3） → 約76％（R5） → おおむね解消（R7）: an arrow behind the last value leads on, but in a bracket.
    let paired = !between.is_empty()
        && arrows[between.len()..].iter().all(|&arrow| depths[arrow] > 0)
        && places.len() == 2 * between.len()
        && places.chunks(2).zip(&between).all(|(pair, &arrow)| pair[0] < arrow && arrow < pair[1]);
    let mut all = Facts { facts: Vec::new(), arrow: false, worded: false, paired };
    for (n, given) in given.into_iter().enumerate() {
        let mut evidence = Vec::new();
        if let Some(hint) = labels[n] {
            all.worded |= hint == Hint::Target;
            evidence.push(Evidence { hint, weight: OWN, from: Source::Own });
        }
        if evidence.is_empty() && measured(read, &given, rules) {
            evidence.push(Evidence { hint: Hint::Baseline, weight: OWN, from: Source::Own });
        }
        // 1,000団体（2024年度まで）
        if evidence.is_empty() && is_due(read, &given, rules) {
            evidence.push(Evidence { hint: Hint::Target, weight: ARROW, from: Source::Own });
        }
        let mut column = 0;
        if let (Some(&first), Some(&last)) = (arrows.first(), arrows.last()) {
            let hint = match () {
                () if paired && n % 2 == 0 => Some(Hint::Baseline),
                () if paired => Some(Hint::Target),
                () if places[n] < first => Some(Hint::Baseline),
                () if places[n] > last => Some(Hint::Target),
                () => None,
            };
            let weight = ARROW;
            all.arrow |= hint == Some(Hint::Target);
            // 小学校81％・中学校66％ → 90％: the values of one side are those of one cell.
            let before = arrows.iter().filter(|&&arrow| arrow < places[n]).count();
            column = if paired { n % 2 } else { before };
            evidence.extend(hint.map(|hint| Evidence { hint, weight, from: Source::Own }));
        }
        // 採択課題の割合（令和２～６年度）56％: a share over several years sums nothing.
        let mut given = given;
        let share = given.draft.unit() == Some(SHARE);
        if share && given.draft.aggregation.is_none() && given.draft.period.is_some() {
            given.draft.aggregation = Some(Aggregation::Point);
        }
        all.facts.push(Fact {
            series: given.series.filter(|_| is_named(tokens, places[n])).map(|series| bare(&series)),
            draft: given.draft,
            evidence,
            column,
            role: None,
            by: By::Alone,
            year: given.year,
            doubtful: given.doubtful,
        });
    }
    match yearly(read, tokens, cell, rules) {
        Some(Yearly::Told(years)) => {
            apply(years, &mut all.facts);
            all.worded = all.facts.iter().any(|fact| fact.says(Hint::Target));
            return all;
        }
        Some(Yearly::Unknown) => return Facts { facts: Vec::new(), arrow: false, worded: false, paired: false },
        None => {}
    }
    relate(read, tokens, &mut all.facts);
    unshare(&mut all.facts);
    if paired {
        years_of_pairs(read, &tokens[places.last().copied().unwrap_or_default()..], &mut all.facts, rules);
    }
    inner(tokens, &places, &mut all.facts);
    all
}

/// 小学校 71.3％→100％、中学校 68.9％→100％（2024→2028年度）: the years behind all are those of each pair.
fn years_of_pairs(read: &Read, tokens: &[Token], facts: &mut [Fact], rules: &Rules) {
    let Some((last, behind)) = tokens.split_first() else { return };
    let years: Vec<usize> = (0..behind.len()).filter(|&n| behind[n].kind == Kind::Period).collect();
    let dated = |n: usize| {
        let view = read.reading.code.view(&behind[n].at);
        let (period, range) = read.period(read.found_at(view.start))?;
        Some(Dated { period, span: read.reading.view.source(&range), cell: None })
    };
    let arrow = |from: usize, to: usize| behind[from..to].iter().any(|token| token.kind == Kind::Arrow);
    let told = match years.as_slice() {
        &[from, to] if arrow(from, to) => dated(from).zip(dated(to)),
        // 100％（2024→2028年度） was read as one value with what it is measured against.
        [] => {
            let written = read.reading.text(&read.reading.code.view(&last.at));
            let last = facts.last_mut().filter(|last| last.draft.period.is_some());
            let last = last.filter(|_| rules.tables.words.arrow(written).is_some());
            last.and_then(|last| last.draft.relative.take().zip(last.draft.period))
        }
        _ => None,
    };
    let Some((from, to)) = told else { return };
    for pair in facts.chunks_mut(2) {
        for (fact, dated) in pair.iter_mut().zip([from, to]) {
            (fact.draft.period, fact.year) = (Some(dated), Year::Shared);
        }
    }
}

/// -55% by 2030 compared to 1990: what a value is measured against may stand apart from it.
fn relate(read: &Read, tokens: &[Token], facts: &mut [Fact]) {
    let Some(token) = tokens.iter().find(|token| token.kind == Kind::Relative) else { return };
    let view = read.reading.code.view(&token.at);
    let Some((period, range)) = read.period(read.found_at(view.start)) else { return };
    let dated = Dated { period, span: read.reading.view.source(&range), cell: None };
    facts.iter_mut().for_each(|fact| fact.draft.relative = fact.draft.relative.or(Some(dated)));
}

/// In how many brackets each token stands.
pub(super) fn depths(tokens: &[Token]) -> Vec<usize> {
    let mut depth = 0usize;
    let of = |token: &Token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    };
    tokens.iter().map(of).collect()
}

/// 2.2万円（2024年度：1.9万円）: in a bracket behind a value of a later year, where it stood.
fn inner(tokens: &[Token], places: &[usize], facts: &mut [Fact]) {
    let depths = depths(tokens);
    let outer = (0..facts.len()).filter(|&n| depths[places[n]] == 0).filter_map(|n| facts[n].end()).max();
    for (n, fact) in facts.iter_mut().enumerate().filter(|(_, fact)| fact.evidence.is_empty()) {
        if depths[places[n]] > 0 && fact.end().zip(outer).is_some_and(|(end, outer)| end < outer) {
            fact.evidence.push(Evidence { hint: Hint::Baseline, weight: ARROW, from: Source::Own });
        }
    }
}

/// What nothing speaks of is what the line is called; `current` is an actual, or a target where its year lies ahead.
pub(super) fn called(facts: &mut [Fact], hint: Hint, aims: bool, now: Option<i32>) {
    let mut years: Vec<i32> = facts.iter().filter(|fact| fact.evidence.is_empty()).filter_map(Fact::end).collect();
    years.sort_unstable();
    years.dedup();
    // 70社(R10) 11社(R5): the years tell them apart.
    let apart = years.len() >= 2 && now.is_none_or(|now| years[0] <= now);
    // 参加率 80％（R6：70％）: beside a value without a year one of a year that is over is where it stood.
    let undated = facts.iter().any(|fact| fact.evidence.is_empty() && fact.draft.period.is_none());
    let last = facts.iter().map(|fact| fact.column).max().unwrap_or_default();
    for fact in facts.iter_mut().filter(|fact| fact.evidence.is_empty()) {
        let stood = undated && fact.year == Year::Own && fact.end().is_some_and(|end| now.is_none_or(|now| end <= now));
        let ahead = fact.end().zip(now).is_some_and(|(end, now)| end > now);
        let on_the_way = fact.column > 0 && (aims || fact.column < last) && fact.end().is_some();
        if on_the_way && now.is_none() {
            continue;
        }
        let hint = match hint {
            // 99.5％（R3） → 99.7％（R5） → 100％（R7）: on the way stands what was reached by a year that is over.
            Hint::Target if on_the_way && !ahead => Hint::Actual,
            // 全ての都道府県（令和４年度：53団体）: beside words that are the target, where it stands.
            Hint::Target if (aims || stood) && !ahead => Hint::Baseline,
            Hint::Current if ahead => Hint::Target,
            Hint::Current => Hint::Actual,
            hint => hint,
        };
        if fact.draft.period.is_none() || !apart {
            fact.evidence.push(Evidence { hint, weight: CALLED, from: Source::Own });
        }
    }
}

/// 20万人 → 28万人（2029）: the year of one side is not that of the other, but 男性79.8年、女性84.1年（R4） are of one.
fn unshare(facts: &mut [Fact]) {
    let told: Vec<_> = facts
        .iter()
        .map(|fact| (fact.evidence.first().map(|one| one.hint), fact.year, fact.end(), fact.series.is_some()))
        .collect();
    for n in 0..facts.len() {
        let (hint, year, end, series) = told[n];
        let owns = |(other, own, of, _): &(Option<Hint>, Year, Option<i32>, bool)| {
            *own == Year::Own && *of == end && *other == hint
        };
        let behind = told[n..].iter().any(|other| (series || other.3) && owns(other));
        if year == Year::Shared && !behind && !told[..n].iter().any(owns) {
            (facts[n].draft.period, facts[n].year) = (None, Year::None);
        }
    }
}

/// The token that a value stands at.
fn place(read: &Read, tokens: &[Token], given: &Given) -> Option<usize> {
    let at = given.draft.span.start;
    let holds = |token: &Token| {
        let span = read.reading.view.source(&read.reading.code.view(&token.at));
        span.start <= at && at < span.end
    };
    tokens.iter().position(|token| token.kind == Kind::Value && holds(token))
}

/// 2024年10月末現在 53件 was measured, whatever the list around it.
fn measured(read: &Read, given: &Given, rules: &Rules) -> bool {
    bound(read, given)
        .is_some_and(|bound| bound.measured || rules.tables.words.is_measured(read.reading.text(&bound.range)))
}

/// A series without what closes the label before it: 】地域移行者数.
fn bare(series: &str) -> String {
    series.trim_start_matches([')', ']', '】', '〕', '」', ':']).to_owned()
}

/// Whether a word that is no label stands right before a value: 中間目標 names no series.
fn is_named(tokens: &[Token], place: usize) -> bool {
    let before = tokens[..place].iter().rev();
    let mut before = before
        .filter(|token| !matches!(token.kind, Kind::Part | Kind::Filler | Kind::Open | Kind::Close | Kind::Period));
    before.next().is_some_and(|token| token.kind == Kind::Words)
}

/// What joined a value with its year.
fn bound<'r>(read: &'r Read, given: &Given) -> Option<&'r Bound> {
    let at = given.draft.span.start;
    let holds = |bound: &&Bound| {
        let span = read.reading.view.source(&bound.range);
        span.start <= at && at < span.end
    };
    read.bound.iter().find(holds)
}

/// Whether a word at its year makes it a deadline.
fn is_due(read: &Read, given: &Given, rules: &Rules) -> bool {
    bound(read, given)
        .is_some_and(|bound| bound.period.is_some() && rules.tables.words.is_due(read.reading.text(&bound.range)))
}

/// The role that a label gives to each value: the nearest before it, or the one in the bracket behind it.
fn labels(code: &str, tokens: &[Token], places: &[usize], rules: &Rules) -> Vec<Option<Hint>> {
    let first_label = tokens.iter().position(|token| token.kind == Kind::Label);
    let behind = first_label.zip(places.first()).is_some_and(|(label, &value)| label > value);
    let mut owned = vec![None; tokens.len()];
    if behind {
        // 38位（基準値） 33位（目標値）
        for &value in places {
            let open = value + 1;
            if tokens.get(open).is_some_and(|token| token.kind == Kind::Open) {
                let close = closing(tokens, open);
                let inner = &tokens[open..=close];
                if !inner.iter().any(|token| token.kind == Kind::Value) {
                    owned[open..=close].iter_mut().for_each(|of| *of = Some(value));
                }
            }
        }
    }
    let role = |n: usize| hint(&code[tokens[n].at.clone()], rules);
    let of = |value: usize| {
        let own =
            (0..tokens.len()).filter(|&n| owned[n] == Some(value) && tokens[n].kind == Kind::Label).find_map(role);
        own.or_else(|| {
            let mut at = value;
            while at > 0 {
                at -= 1;
                match tokens[at].kind {
                    _ if owned[at].is_some() => {}
                    Kind::Label => return role(at),
                    Kind::Value | Kind::Arrow => return None,
                    _ => {}
                }
            }
            None
        })
    };
    places.iter().map(|&value| of(value)).collect()
}

/// The role that a word gives.
pub(super) fn hint(text: &str, rules: &Rules) -> Option<Hint> {
    let says = Says::sum(facets(text, rules).into_iter(), rules);
    // 目標 and 成果目標 may head a column of names; before a value they are labels.
    let role = says.role.filter(|(_, weight)| says.kind.is_none_or(|(_, kind)| kind <= *weight));
    role.map(|(hint, _)| hint)
}
