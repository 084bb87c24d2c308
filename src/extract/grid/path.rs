//! A value and its two paths: what the header above it, the labels to its left and the words beside
//! it say of its role, its year and how it counts.

use std::rc::Rc;

use crate::record::{Lang, Role};
use crate::rules::{Column, Hint, Look, Rules};
use crate::text::code::is_value;

use super::super::statement::Dated;
use super::axes::Axes;
use super::cell::{Cell, Says, facets};
use super::dated::{Told, count_years, give_year, note_years, years_behind};
use super::fact::{Evidence, Fact, Source};
use super::run;
use super::settle::By;
use super::spread::{WAY, bracketed, held_in_bracket, led, spread, year_in_bracket};
use super::values::{self, Given, Year};
use crate::extract::language;
use crate::extract::making::same_subject;
use crate::extract::name::clean;

/// A target in words is no longer than this, in characters.
const LONGEST_WORDS: usize = 60;
/// Words beside a value that speak of its role are no longer than this.
const LONGEST_OWN: usize = 14;
/// How much a row's label, a word beside the value and the other rows of the column weigh; a header
/// weighs what its facets do.
const LABEL: f32 = 6.0;
pub(in crate::extract) const OWN: f32 = 4.5;
pub(super) const VOTE: f32 = 3.0;

/// A row's label: 目標, 実績, 達成度.
pub(super) struct Label {
    pub hint: Option<Hint>,
    pub year: Option<Dated>,
    /// It says that the values are none of ours.
    pub aside: bool,
}

impl Label {
    pub fn of(cell: &Cell, rules: &Rules) -> Self {
        let says = cell.says(rules);
        Self {
            hint: says.role.map(|(hint, _)| hint).filter(|_| !says.is(Column::Aside)),
            year: cell.periods().last(),
            aside: says.is(Column::Aside),
        }
    }
}

/// The values of a row.
pub(super) fn facts(
    axes: &Axes,
    slots: &[Option<Rc<Cell>>],
    name: Option<usize>,
    text: &str,
    votes: &[Option<Hint>],
    rules: &Rules,
) -> Vec<Fact> {
    let anyrole = axes.has_role();
    // 基準年 | 基準値: a year in a column of its own belongs to the values of that role.
    let mut years: Vec<(Option<Hint>, Told)> = Vec::new();
    for (axis, cell) in axes.columns.iter().zip(slots) {
        if let Some(cell) = cell.as_ref().filter(|_| axis.kind == Some(Column::Period))
            && let Some(told) = Told::of(cell, rules)
        {
            years.push((axis.role, told));
        }
    }
    let counted = axes.columns.iter().zip(slots).any(|(axis, cell)| {
        let unit = cell.as_ref().filter(|cell| axis.kind == Some(Column::Unit) && cell.look == Look::Unit);
        unit.is_some_and(|unit| rules.lexicon().years.unit(unit.read.reading.view.text.trim()).is_none())
    });
    let mut facts: Vec<Fact> = Vec::new();
    let mut label: Option<Label> = None;
    // The year in the cell before, and of which role's values its column is.
    let mut beside: Option<(Option<Hint>, Told)> = None;
    // 1 しごと under 基本目標 is no value.
    let other = |n: usize| matches!(axes.columns[n].kind, Some(Column::Section | Column::Index | Column::Measure));
    let behind = years_behind(slots, |n| Some(n) == name || other(n));
    let mut unread = false;
    let alone = slots.iter().enumerate().filter(|&(n, _)| Some(n) != name).filter_map(|(_, cell)| cell.as_ref());
    let alone = alone.filter(|cell| !cell.is_empty()).take(2).count() == 1;
    for (n, (axis, cell)) in axes.columns.iter().zip(slots).enumerate() {
        let Some(cell) = cell else { continue };
        if Some(n) == name || axis.constant {
            continue;
        }
        // 23 | 社会増減 | …: a bare number before the name counts the rows.
        let numbers = axis.kind.is_none() && name.is_some_and(|name| n < name);
        if numbers && cell.read.reading.view.text.trim().parse::<u32>().is_ok() {
            continue;
        }
        let roleword = || {
            cell.headerish(rules)
                && !cell.has_value()
                && cell.look != Look::Name
                && matches!(axis.kind, None | Some(Column::Name | Column::Label | Column::Section | Column::Measure | Column::Period))
                // **中長期目標** | 受診率 | …: what stands before the name under a header of roles is no label.
                && !(anyrole && name.is_some_and(|name| n < name))
                && cell.says(rules).role.is_some()
        };
        if cell.look == Look::Label && axis.role.is_none_or(|_| axis.kind != Some(Column::Value)) || roleword() {
            // 数値目標 | 従業者数 | … under 区分 | 指標 | 基準値 | 実績値: which kind of indicator it is.
            let kind = anyrole && !axis.path.is_empty() && name.is_some_and(|name| n < name);
            label = if kind { label } else { Some(Label::of(cell, rules)) };
            continue;
        }
        let year = cell.look == Look::Period
            && cell.bare_year().is_none()
            && axis.role.is_none_or(|_| axis.kind == Some(Column::Period));
        if behind && year && axis.kind.is_none_or(|kind| kind == Column::Period || kind == Column::Value && axis.loose)
        {
            give_year(&mut facts, Told::of(cell, rules));
            continue;
        }
        match axis.kind {
            Some(Column::Period) if cell.look == Look::Period => {
                beside = Told::of(cell, rules).map(|told| (axis.role.map(plain), told));
                continue;
            }
            None if cell.look == Look::Period && cell.bare_year().is_none() => {
                beside = Told::of(cell, rules).map(|told| (None, told));
                continue;
            }
            Some(Column::Value) if axis.loose && cell.look == Look::Period => {
                beside = Told::of(cell, rules).map(|told| (None, told));
                continue;
            }
            Some(Column::Value) => {}
            None if cell.look == Look::Value => {}
            Some(Column::Period) if axis.path.is_empty() && cell.look == Look::Value => {
                unread = true;
                continue;
            }
            _ => continue,
        }
        if matches!(cell.look, Look::Empty | Look::Dash) {
            beside = None;
            continue;
        }
        // 人 | 2088 under 単位 | 目標値: where the row tells what is counted it is so many.
        let number = axis.year.is_some() || label.is_some() || axis.role.is_some() && counted;
        let number = cell.bare_year().filter(|_| number && axis.kind == Some(Column::Value));
        // No header word, among columns that have one: only what brings its own year.
        if anyrole
            && (axis.role.is_none() && axis.year.is_none())
            && label.as_ref().is_none_or(|label| label.hint.is_none())
        {
            let dated = !cell.read.bound.is_empty();
            if !dated {
                // More values than headers: which of them is meant is open.
                unread |= axis.path.is_empty() && cell.look == Look::Value;
                continue;
            }
        }
        if label.as_ref().is_some_and(|label| label.aside) {
            continue;
        }
        // 達成状況 （11.3%）: beside values without brackets, how far they have come.
        let set_aside = |cell: &Cell| {
            cell.code().starts_with('(') && cell.code().ends_with(')') && cell.code().matches('(').count() == 1
        };
        if axis.role == Some(Hint::Actual) && axis.year.is_none() && set_aside(cell) && !facts.is_empty() {
            continue;
        }
        let mut evidence: Vec<Evidence> = Vec::new();
        // Baseline | YR1 | YR2 over rows of targets and actuals: where it began is neither.
        let began = axis.role == Some(Hint::Baseline) && !axis.path.is_empty();
        if let Some(hint) = label.as_ref().and_then(|label| label.hint).filter(|_| !began) {
            evidence.push(Evidence { hint, weight: LABEL, from: Source::Label });
        }
        if let Some(hint) = axis.role.filter(|_| axis.kind == Some(Column::Value)) {
            let hint = if axis.now { Hint::Current } else { hint };
            evidence.push(Evidence { hint, weight: axis.weight.max(1.0), from: Source::Header });
        }
        if evidence.is_empty()
            && let Some(hint) = votes.get(n).copied().flatten()
        {
            evidence.push(Evidence { hint, weight: VOTE, from: Source::Vote });
        }
        let own = |dated: &(Option<Hint>, Told)| dated.0.is_some() && dated.0 == axis.role.map(plain);
        let header_year = axis
            .year
            .map(|dated| Told { dated, aggregation: None })
            .or_else(|| years.iter().find(|dated| own(dated)).map(|dated| dated.1))
            .or_else(|| label.as_ref().and_then(|label| label.year).map(|dated| Told { dated, aggregation: None }));
        let found = match number {
            Some(draft) => vec![Given { series: None, label: String::new(), draft, year: Year::None, doubtful: false }],
            None => held_in_bracket(cell, axis, rules).unwrap_or_else(|| read(cell, &evidence, text, rules)),
        };
        let ways = led(cell, axis, label.as_ref(), found.len(), rules);
        let spread = if alone { spread(axes, cell, &found) } else { bracketed(cell, axis, found.len(), rules) };
        let within = year_in_bracket(cell, axis, &found);
        // More values than a cell of one column holds, and nothing says whose they are.
        let heaped = found.len() > 2 && spread.is_empty() && found.iter().all(|given| given.series.is_none());
        let heaped = heaped && found.iter().all(|given| given.year != Year::Own);
        // 府9.1 国10.2 小 …: what could not be read of one column leaves doubt of the rest.
        unread |= axis.role.is_some() && cell.has_value() && found.iter().all(|given| given.draft.value.is_none());
        for (at, mut given) in found.into_iter().enumerate() {
            let way = ways.map(|ways| ways[at]).or_else(|| spread.get(at).copied());
            let mut evidence = match way {
                Some((hint, _)) => vec![Evidence { hint, weight: WAY, from: Source::Own }],
                None => evidence.clone(),
            };
            let header_year = match way {
                Some((_, dated)) => dated.map(|dated| Told { dated, aggregation: None }),
                None => header_year,
            };
            if given.label.chars().count() <= LONGEST_OWN {
                let says = Says::sum(facets(&given.label, rules).into_iter(), rules);
                // 目標 heads names and sections too, but no value is one.
                let tells = says.kind.is_none_or(|(kind, _)| matches!(kind, Column::Name | Column::Section));
                if let Some((hint, _)) = says.role.filter(|_| tells) {
                    evidence.push(Evidence { hint, weight: OWN, from: Source::Own });
                    // 現状：小 12％: the word is no series.
                    given.series = given.series.filter(|series| facets(series, rules).is_empty());
                }
            }
            if let Some(&(_, Some(dated))) = spread.get(at) {
                (given.draft.period, given.year) = (Some(dated), Year::Header);
            }
            if let Some(dated) = within.filter(|_| at > 0 && given.draft.period.is_none()) {
                (given.draft.period, given.year) = (Some(dated), Year::Header);
            }
            if given.draft.period.is_none() {
                let any = || {
                    years.iter().find(|dated| dated.0.is_none() || dated.0 == Some(Hint::Actual)).map(|dated| dated.1)
                };
                let promised = evidence.iter().any(|one| one.hint == Hint::Target);
                // R3 under 計画策定時 is no year of the goal behind it.
                let ours = |role: Option<Hint>| role.is_none() || axis.role.is_none() || role == axis.role.map(plain);
                let beside = beside.filter(|&(role, _)| ours(role)).map(|(_, told)| told);
                let (dated, from) = match (header_year, beside) {
                    (Some(dated), _) => (Some(dated), Year::Header),
                    (None, Some(dated)) => (Some(dated), Year::Beside),
                    (None, None) if !promised && axis.role.is_some() => (any(), Year::Beside),
                    _ => (None, Year::None),
                };
                if let Some(told) = dated {
                    (given.draft.period, given.year) = (Some(told.dated), from);
                    given.draft.aggregation = told.aggregation.or(given.draft.aggregation);
                }
            }
            given.draft.aggregation = given.draft.aggregation.or(axis.aggregation);
            let doubtful = given.doubtful || heaped || way.is_none() && earlier(axis, &given);
            // 年度ごとの目標（上段）／実績（下段）: a header of two roles leaves it to the label of the row.
            let labelled = evidence.iter().any(|one| one.from == Source::Label);
            facts.push(Fact {
                series: given.series.or_else(|| axis.part.clone()),
                draft: given.draft,
                evidence,
                column: n,
                role: None,
                by: By::Alone,
                year: given.year,
                doubtful: doubtful
                    || axis.years_differ && given.year == Year::Header
                    || !labelled && way.is_none() && axis.against > 0.8 * axis.weight && axis.against > 0.0,
            });
        }
        beside = None;
    }
    facts.iter_mut().for_each(|fact| fact.doubtful |= unread);
    unshare(&mut facts);
    for (axis, cell) in axes.columns.iter().zip(slots).filter(|(axis, _)| axis.kind == Some(Column::Note)) {
        cell.iter().for_each(|cell| note_years(axis, cell, &mut facts, rules));
    }
    count_years(&mut facts);
    // 目標最終年度 － beside the years of the other columns: a value there is of no year at all.
    let labelled = |fact: &Fact| fact.evidence.iter().any(|one| one.from == Source::Label);
    if facts.iter().any(|fact| fact.year == Year::Header && labelled(fact)) {
        facts.retain(|fact| fact.draft.period.is_some() || !labelled(fact));
    }
    // Annual target | Indicator | Target value: words before the indicator are its aim where a value is promised.
    let behind = |fact: &Fact| name.is_none_or(|name| fact.column > name);
    let promised = |fact: &Fact| fact.evidence.iter().any(|one| one.hint == Hint::Target);
    if facts.iter().any(|fact| behind(fact) && promised(fact) && fact.draft.value.is_some()) {
        facts.retain(|fact| fact.draft.value.is_some() || behind(fact));
    }
    facts
}

/// 現況値「34分」（令和3年時点）→目標値「17分」: the year beside a value that is called the baseline is not the target's.
pub(super) fn unshare(facts: &mut [Fact]) {
    let own = |fact: &Fact| fact.evidence.iter().find(|one| one.from == Source::Own).map(|one| one.hint);
    let told: Vec<_> = facts.iter().map(|fact| (fact.draft.cell, own(fact), fact.year, fact.end())).collect();
    for (n, fact) in facts.iter_mut().enumerate() {
        let (cell, hint, year, end) = told[n];
        let owners = || told.iter().filter(|one| one.0 == cell && one.2 == Year::Own && one.3 == end);
        let apart = owners().count() > 0 && owners().all(|one| one.1.is_some() && one.1 != hint);
        if year == Year::Shared && hint == Some(Hint::Target) && apart {
            (fact.draft.period, fact.year) = (None, Year::None);
        }
    }
}

/// The values of a cell that stands below a year in the row above, in the column of a role if there is one.
pub(super) fn under_year(cell: &Cell, year: Dated, column: Option<usize>, rules: &Rules) -> Vec<Fact> {
    let evidence: Vec<Evidence> =
        column.map(|_| Evidence { hint: Hint::Target, weight: OWN, from: Source::Header }).into_iter().collect();
    let fact = |mut given: Given| {
        if given.draft.period.is_none() {
            (given.draft.period, given.year) = (Some(year), Year::Beside);
        }
        Fact {
            series: given.series,
            draft: given.draft,
            evidence: evidence.clone(),
            column: column.unwrap_or(0),
            role: None,
            by: By::Alone,
            year: given.year,
            doubtful: given.doubtful,
        }
    };
    values::values(&cell.read, Some(cell.at), rules).into_iter().map(fact).collect()
}

/// The values of a cell; where there are none and a target is expected, its words.
fn read(cell: &Cell, evidence: &[Evidence], name: &str, rules: &Rules) -> Vec<Given> {
    // A cell of progress names what it tells of, if that is not only the row's.
    if cell.look == Look::Run
        && let Some(run) = run::run(&cell.read, Some(cell.at), rules)
    {
        let reading = &cell.read.reading;
        let own = clean(&reading.words(&run.name));
        let promised = evidence.iter().any(|one| one.hint == Hint::Target);
        // Reduce to 15 or fewer by 2026: what is to be done, and no other name.
        let done = promised && rules.tables.words.is_goal(&own);
        let same = name.is_empty() || done || same_subject(&own, name, language(&reading.view.text));
        let given = |fact: Fact| Given {
            series: None,
            label: String::new(),
            draft: fact.draft,
            year: fact.year,
            doubtful: fact.doubtful,
        };
        return if same { run.facts.into_iter().map(given).collect() } else { Vec::new() };
    }
    let texts = matches!(
        cell.look,
        Look::Text | Look::Name | Look::Rationale | Look::Unit | Look::Office | Look::Source | Look::Period
    );
    if !texts {
        let mut found = values::values(&cell.read, Some(cell.at), rules);
        if !name.is_empty() && name.is_ascii() {
            values::thousands(&cell.read, &mut found);
        }
        return found;
    }
    let promised = evidence.iter().any(|one| one.hint == Hint::Target);
    let measured = !promised && !evidence.is_empty() && cell.has_value() && cell.look != Look::Rationale;
    if measured && let Some(given) = labelled(cell, rules) {
        return vec![given];
    }
    if !promised && !measured || cell.len() > LONGEST_WORDS && !cell.code().starts_with(is_value) {
        return Vec::new();
    }
    if cell.has_value() {
        // 全市町村で1団体以上, 13.0以下 「自殺者ゼロ」を目指す: a value among words, if it is no change.
        let found = values::values(&cell.read, Some(cell.at), rules);
        let level = !rules.tables.words.is_change(cell.code()) || cell.look == Look::Text;
        let outer = crate::rules::outside(cell.code());
        // 戦略4 グリーン社会: a number among words counts nothing.
        let counts = |given: &Given| {
            given.draft.value.as_ref().is_some_and(|value| value.unit.is_some()) || outer.starts_with(is_value)
        };
        if found.len() == 1
            && counts(&found[0])
            && level
            && rules.tables.words.residue(cell.code()) <= LONGEST_OWN
            && outer.chars().any(is_value)
        {
            return found;
        }
        // Decline of water consumption per capita by 10%: in Latin letters the one value with a unit is the goal.
        let united = |given: &Given| given.draft.value.as_ref().is_some_and(|value| value.unit.is_some());
        if promised && found.len() == 1 && united(&found[0]) && language(&cell.read.reading.view.text) == Lang::En {
            return found.into_iter().map(|given| Given { doubtful: true, ..given }).collect();
        }
    }
    // Words that tell where it stands are no value: 検討中の市町村がある.
    if measured && !(cell.code().starts_with(is_value) && cell.code().contains(' ')) {
        return Vec::new();
    }
    // 90% of entities are on schedule: the goal is told in a sentence that begins with it.
    if cell.code().starts_with(is_value) && !rules.tables.words.is_change(cell.code()) {
        let mut found = values::values(&cell.read, Some(cell.at), rules);
        // 18.4 percent of adults aged 18 years and over: what follows says of whom.
        let first = found.first().and_then(|given| given.draft.value.as_ref()?.unit.clone());
        let alone = |given: &Given| given.draft.value.as_ref().is_some_and(|value| value.unit != first);
        if found.len() == 1 || measured && found.len() > 1 && found[1..].iter().all(alone) {
            found.truncate(1);
            found[0].doubtful = true;
            return found;
        }
    }
    // ♂: a sign that no font had. But an arrow says which way.
    let says = |c: char| c.is_alphanumeric() || ('←'..='⇿').contains(&c);
    if !cell.read.reading.view.text.chars().any(says) {
        return Vec::new();
    }
    // 戦略4 グリーン社会の構築 is a heading that fell into the column.
    if measured || rules.lexicon().is_numbered(&cell.read.reading.view.text) {
        return Vec::new();
    }
    let draft = values::in_words(&cell.read, Role::Target, Some(cell.at), rules);
    let year = if draft.period.is_some() { Year::Own } else { Year::None };
    let mut draft = draft;
    draft.role = None;
    vec![Given { series: None, label: String::new(), draft, year, doubtful: false }]
}

/// 目標値（R11） over 53％（R6）: no target of that year.
fn earlier(axis: &super::axis::Axis, given: &Given) -> bool {
    let own = given.draft.period.filter(|_| given.year == Year::Own);
    axis.role == Some(Hint::Target) && axis.year.zip(own).is_some_and(|(year, own)| own.period.end < year.period.end)
}

pub(super) fn plain(hint: Hint) -> Hint {
    if hint == Hint::Current { Hint::Baseline } else { hint }
}

/// `Reference year: 2023 / Value: 20% of seeds`: the one value with a unit stands right behind a label, its year
/// behind another.
fn labelled(cell: &Cell, rules: &Rules) -> Option<Given> {
    let code = cell.code();
    let mut places = code.char_indices().filter(|&(_, c)| is_value(c));
    let (at, _) = places.next().filter(|_| places.next().is_none())?;
    let mut found = values::values(&cell.read, Some(cell.at), rules);
    let mut given = found.pop().filter(|_| found.is_empty())?;
    let united = given.draft.value.as_ref().is_some_and(|value| value.unit.is_some());
    if !code[..at].trim_end().ends_with(':') || !united {
        return None;
    }
    if let ([dated], None) = (cell.all_years().as_slice(), given.draft.period) {
        (given.draft.period, given.year) = (Some(*dated), Year::Shared);
    }
    Some(given)
}

#[cfg(test)]
mod tests {
    use super::super::desk::{rows, rules, said, sheet};
    use super::*;

    /// The values of the last row: number, unit, year and by what, and what speaks for its role.
    fn told(headers: usize, texts: &[&str]) -> Vec<String> {
        let (table, last) = (sheet(headers, texts), rows(&texts[texts.len() - 1..]).remove(0));
        let axes = Axes::of(&table, rules());
        let slots = axes.lay(&last, rules());
        let votes = vec![None; axes.columns.len()];
        let one = |fact: &Fact| {
            let number = fact.draft.value.as_ref().map_or("words".to_owned(), |value| value.number.to_string());
            let year = fact.end().map_or("-".to_owned(), |year| year.to_string());
            let hints: Vec<String> = fact.evidence.iter().map(|one| format!("{:?}", one.hint)).collect();
            format!("{number} {year}/{} {}", fact.year.name(), hints.join("+"))
        };
        facts(&axes, &slots, axes.name, "", &votes, rules()).iter().map(one).collect()
    }

    #[test]
    fn four_figures_are_so_many_where_the_row_tells_what_is_counted() {
        let head = "| 指標 | 単位 | 目標値 | 目標年度 | 実績値（R2） |\n|---|---|---|---|---|\n";
        let rows = "| 研修生の数 | 人 | 205 | R3 | 41 |\n| 講習の回数 | 回 | 45 | R3 | 41 |\n";
        let of = |unit: &str| said(&format!("{head}| 受け入れた人数 | {unit} | 2088 | R3 | 1,405 |\n{rows}"));
        assert!(of("人").concat().contains("target 2088 人 2021"), "{:?}", of("人"));
        assert!(!of("年").concat().contains("target 2088"), "{:?}", of("年"));
    }

    #[test]
    fn a_value_takes_what_its_header_says() {
        assert_eq!(
            told(1, &["指標 | 基準値（R5） | 目標値（R10）", "就農者数 | 98人 | 150人"]),
            ["98 2023/header Baseline", "150 2028/header Target"]
        );
    }

    #[test]
    fn its_own_year_is_nearer_than_the_headers() {
        assert_eq!(
            told(1, &["指標 | 現状値（R5） | 目標値", "就農者数 | 98人（R4） | 150人"])[0],
            "98 2022/own Current"
        );
    }

    #[test]
    fn a_year_in_a_column_of_its_own_is_that_of_its_role() {
        assert_eq!(
            told(1, &["指標 | 基準年度 | 目標年度 | 基準値 | 目標値", "就農者数 | R5 | R10 | 98人 | 150人"]),
            ["98 2023/header Baseline", "150 2028/header Target"]
        );
    }

    #[test]
    fn a_label_to_its_left_says_what_a_value_is() {
        let facts = told(1, &["指標 | 区分 | R5 | R6", "就農者数 | 実績 | 98人 | 107人"]);
        assert_eq!(facts, ["98 2023/header Actual", "107 2024/header Actual"]);
    }

    #[test]
    fn a_target_may_be_words() {
        assert_eq!(
            told(1, &["指標 | 現状値 | 目標値", "策定市町村数 | 12市町村 | 全市町村"])[1],
            "words -/none Target"
        );
    }

    #[test]
    fn years_between_two_that_are_known_are_counted() {
        let facts =
            told(1, &["指標 | 目標（R6） | 目標 | 目標 | 目標（R9）", "就農者数 | 98人 | 107人 | 120人 | 150人"]);
        assert!(facts[1].starts_with("107 2025/counted"), "{facts:?}");
        assert!(facts[2].starts_with("120 2026/counted"), "{facts:?}");
    }
}
