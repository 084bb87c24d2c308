//! The role of each value of a row: all that speaks for one is summed, and only what no word
//! settles is left to the years, then to the order.

use crate::record::Role;

use super::fact::{Fact, Source};
use super::promised::STEPS;
use crate::rules::Hint;

/// By what a role was settled, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum By {
    /// A header, a label or a word beside the value.
    Word,
    /// The other rows of the column.
    Column,
    /// Its year against the others and the document's own.
    Year,
    /// Its place among the values.
    Order,
    /// It stands alone, and nothing speaks of it.
    Alone,
}

impl By {
    /// As `columns.toml` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Column => "column",
            Self::Year => "year",
            Self::Order | Self::Alone => "order",
        }
    }
}

/// initial, then current, as labels of one indicator's values: where it stands now is no second start.
fn current_of_labels(facts: &mut [Fact]) {
    let says = |fact: &Fact, hint: Hint| fact.evidence.iter().any(|one| one.from == Source::Label && one.hint == hint);
    if !facts.iter().any(|fact| says(fact, Hint::Baseline)) {
        return;
    }
    let evidence = facts.iter_mut().flat_map(|fact| &mut fact.evidence);
    evidence
        .filter(|one| one.from == Source::Label && one.hint == Hint::Current)
        .for_each(|one| one.hint = Hint::Actual);
}

/// Settles the roles of a row's values. `now` is the last year that was measured.
pub(in crate::extract) fn settle(facts: &mut [Fact], now: Option<i32>) {
    current_of_labels(facts);
    for fact in facts.iter_mut() {
        fact.sum();
    }
    targets_from_now(facts, now);
    if facts.iter().all(|fact| fact.role.is_some()) {
        return;
    }
    let has = |facts: &[Fact], role| facts.iter().any(|fact| fact.role == Some(role));
    let open = |facts: &[Fact]| (0..facts.len()).filter(|&n| facts[n].role.is_none()).collect::<Vec<_>>();
    let (dated, undated): (Vec<usize>, Vec<usize>) = open(facts).into_iter().partition(|&n| facts[n].end().is_some());
    let set = |facts: &mut [Fact], n: usize, role, by| (facts[n].role, facts[n].by) = (Some(role), by);
    if !dated.is_empty() && !undated.is_empty() && dated.len() + undated.len() <= 3 && !has(facts, Role::Target) {
        // 11.6％（R4年度） | 18.0％: what has no year of its own is promised.
        for &n in &undated {
            set(facts, n, Role::Target, By::Order);
        }
    }
    let late = |fact: &Fact| fact.end().zip(now).is_some_and(|(end, now)| end > now);
    // Target 2025 | 2027 | 2030: behind a goal are goals, where nothing tells what is over. R5 | R6 | 目標 R4 is another thing.
    let first = facts.iter().position(|fact| fact.role == Some(Role::Target));
    let first = first.filter(|&first| dated.iter().filter(|&&n| n < first).count() > 1);
    let due = facts.iter().filter(|fact| fact.role == Some(Role::Target)).filter_map(Fact::end).max();
    let behind = |n: usize| now.is_none() && first < Some(n) && due.is_some_and(|due| facts[n].end() > Some(due));
    let mut ahead: Vec<usize> = dated.iter().copied().filter(|&n| late(&facts[n]) || behind(n)).collect();
    if let [only] = dated.as_slice()
        && now.is_none()
        && undated.is_empty()
        && facts
            .iter()
            .any(|fact| fact.end() < facts[*only].end() && (fact.says(Hint::Baseline) || fact.says(Hint::Current)))
        && facts.iter().all(|fact| fact.role.is_none_or(|role| role == Role::Baseline) || fact.says(Hint::Current))
    {
        // Baseline | 2030: the one year beside where things stand, where nothing tells what is over.
        ahead.push(*only);
    }
    // 30か所（R12）【現状：12か所（R4）】: what is of a later year than where it stands now is still to come.
    if let [only] = dated.as_slice()
        && ahead.is_empty()
        && !has(facts, Role::Target)
        && facts.iter().any(|fact| fact.says(Hint::Current) && fact.end() < facts[*only].end() && fact.end().is_some())
    {
        ahead.push(*only);
    }
    let mut years: Vec<i32> = dated.iter().filter_map(|&n| facts[n].end()).collect();
    years.sort_unstable();
    years.dedup();
    let mut by = By::Year;
    // R5 | R6 | R7 | R9見込 | R10見込: what is foretold for later is no goal, and the last year before it neither.
    let latest = facts.iter().filter_map(Fact::end).max();
    let last = years.last().copied() == latest;
    if !has(facts, Role::Target) && ahead.is_empty() && years.len() == dated.len() && dated.len() >= 2 && last {
        // A plan that has run out: the latest year was its target's. Behind where it stands now all are.
        // So are those behind a baseline without a year, where nothing tells what is over.
        let began = |fact: &Fact| now.is_none() && dated.len() >= STEPS && fact.says(Hint::Baseline);
        let stands = facts.iter().any(|fact| fact.end().is_none() && (fact.says(Hint::Current) || began(fact)));
        let run = years.windows(2).all(|two| two[1] == two[0] + 1);
        ahead = match stands && run {
            true => dated.clone(),
            false => dated.iter().copied().max_by_key(|&n| facts[n].end()).into_iter().collect(),
        };
        by = By::Order;
    }
    for &n in &ahead {
        set(facts, n, Role::Target, by);
    }
    let mut past: Vec<usize> = dated.iter().copied().filter(|&n| facts[n].role.is_none()).collect();
    past.sort_by_key(|&n| facts[n].end());
    let mut first = !has(facts, Role::Baseline);
    for n in past {
        set(facts, n, if first { Role::Baseline } else { Role::Actual }, by);
        first = false;
    }
    let left = open(facts);
    match left.as_slice() {
        [] => {}
        [only] if facts.len() == 1 => set(facts, *only, Role::Target, By::Alone),
        [only] => {
            // Beside a target a second value without year or word is where it stood.
            let role = if has(facts, Role::Target) { Role::Baseline } else { Role::Target };
            set(facts, *only, role, By::Order);
        }
        [first, second] if facts.len() == 2 => {
            set(facts, *first, Role::Baseline, By::Order);
            set(facts, *second, Role::Target, By::Order);
        }
        _ => {
            for (at, &n) in left.iter().enumerate() {
                set(facts, n, if at == 0 && left.len() > 2 { Role::Baseline } else { Role::Target }, By::Order);
            }
        }
    }
}

/// R4実績 | 目標 R8 | R14, 2023/24 outturn | 2024/25 outturn | target 2025/26: where no column tells where a plan starts, the
/// first result does, of a year that is over before that of any goal. Behind the goals, or beside a goal of its year, it
/// is a result.
pub(super) fn begin_with_result(facts: &mut [Fact]) {
    let Some((first, rest)) = facts.split_first_mut() else { return };
    let goals = rest.iter().filter(|fact| fact.role == Some(Role::Target));
    let due = goals.map(Fact::end).min().flatten();
    let before = first.end().zip(due).is_some_and(|(end, due)| end < due);
    let earliest = rest.iter().all(|fact| fact.end().is_none_or(|end| first.end().is_some_and(|own| own < end)));
    // Not where a label of the row says so: 成果実績 | 12 | – | 14.
    let headed = first.evidence.iter().any(|one| one.from == Source::Header && one.hint == Hint::Actual);
    let begun = rest.iter().any(|fact| fact.role == Some(Role::Baseline));
    if before && earliest && headed && !begun && first.role == Some(Role::Actual) {
        (first.role, first.by) = (Some(Role::Baseline), By::Year);
    }
}

/// Target 2024-25 | Result 2024-25 | Result 2023-24: the same of the earliest result, wherever it stands.
pub(super) fn begin_with_earliest(facts: &mut [Fact]) {
    let results = (0..facts.len()).filter(|&n| facts[n].role == Some(Role::Actual));
    let Some(first) = results.min_by_key(|&n| facts[n].end().unwrap_or(i32::MAX)) else { return };
    facts[..=first].rotate_right(1);
    begin_with_result(facts);
    facts[..=first].rotate_left(1);
}

/// Between two goals of one indicator lie fewer years.
const LEAP: i32 = 6;

/// Target values over 2019 | 2030: where nothing tells what is over, a first year so long before the next may be that of
/// where things stood.
pub(super) fn doubt_first_goal(facts: &mut [Fact]) {
    if let [first, second, ..] = &*facts
        && facts.iter().all(|fact| fact.role == Some(Role::Target))
        && first.end().zip(second.end()).is_some_and(|(first, second)| second - first >= LEAP)
    {
        facts[0].by = By::Year;
    }
}

/// A row of targets a year that starts with a year that was measured.
fn targets_from_now(facts: &mut [Fact], now: Option<i32>) {
    let Some(now) = now else { return };
    let all = facts.len() > 2 && facts.iter().all(|fact| fact.role == Some(Role::Target));
    let past = facts.first().and_then(Fact::end).is_some_and(|end| end <= now);
    let ahead = facts.last().is_some_and(|fact| fact.end().is_none_or(|end| end > now));
    if all && past && ahead && !facts[0].worded() {
        (facts[0].role, facts[0].by) = (Some(Role::Baseline), By::Year);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::grid::fact::{Evidence, Source};
    use crate::rules::Hint;

    /// `word:target 2028`, `- 2023`, `-`: what speaks for it, its year.
    fn fact(text: &str) -> Fact {
        let mut parts = text.split(' ');
        let hint = match parts.next() {
            Some("target") => Some(Hint::Target),
            Some("baseline") => Some(Hint::Baseline),
            Some("actual") => Some(Hint::Actual),
            _ => None,
        };
        let mut fact = Fact::for_test(parts.next().and_then(|year| year.parse().ok()));
        fact.evidence.extend(hint.map(|hint| Evidence { hint, weight: 5.0, from: Source::Header }));
        fact
    }

    fn roles(texts: &[&str], now: i32) -> String {
        let mut facts: Vec<Fact> = texts.iter().map(|text| fact(text)).collect();
        settle(&mut facts, Some(now));
        let role = |fact: &Fact| format!("{}/{}", fact.role.map_or("-", Role::code), fact.by.name());
        facts.iter().map(role).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_decide_before_years_and_years_before_order() {
        assert_eq!(roles(&["baseline 2020", "target 2019"], 2021), "baseline/word target/word");
        assert_eq!(roles(&["- 2023", "- 2028"], 2024), "baseline/year target/year");
        assert_eq!(roles(&["- 2019", "- 2022", "- 2028"], 2024), "baseline/year actual/year target/year");
        assert_eq!(roles(&["- 2023", "-"], 2024), "baseline/year target/order");
        assert_eq!(roles(&["-", "-"], 2024), "baseline/order target/order");
        assert_eq!(roles(&["-"], 2024), "target/order");
    }

    #[test]
    fn years_behind_a_baseline_without_one_are_steps_of_the_plan_where_nothing_is_over() {
        let mut facts: Vec<Fact> = ["baseline", "- 2027", "- 2028", "- 2029"].iter().map(|text| fact(text)).collect();
        settle(&mut facts, None);
        let targets = facts.iter().filter(|fact| fact.role == Some(Role::Target)).count();
        assert_eq!(targets, 3);
        assert!(roles(&["baseline", "- 2017", "- 2018", "- 2019"], 2020).starts_with("baseline/word actual"));
    }

    #[test]
    fn years_behind_a_goal_are_goals_where_nothing_is_over() {
        let mut facts: Vec<Fact> = ["target 2025", "- 2027", "- 2030"].iter().map(|text| fact(text)).collect();
        settle(&mut facts, None);
        assert!(facts.iter().all(|fact| fact.role == Some(Role::Target)));
        let mut facts: Vec<Fact> = ["- 2023", "- 2024", "target 2021"].iter().map(|text| fact(text)).collect();
        settle(&mut facts, None);
        assert!(facts[..2].iter().all(|fact| fact.role != Some(Role::Target)));
        assert_eq!(roles(&["target 2025", "- 2027", "- 2030"], 2031), "target/word baseline/year actual/year");
    }

    #[test]
    fn the_one_year_beside_a_baseline_is_the_goals_where_nothing_is_over() {
        let mut facts: Vec<Fact> = ["baseline", "- 2030"].iter().map(|text| fact(text)).collect();
        settle(&mut facts, None);
        assert_eq!(facts[1].role, Some(Role::Target));
        assert_eq!(roles(&["baseline", "- 2019"], 2020), "baseline/word actual/year");
    }

    #[test]
    fn a_plan_that_has_run_out_had_its_target_in_its_last_year() {
        assert_eq!(roles(&["- 2013", "- 2018"], 2020), "baseline/order target/order");
    }

    #[test]
    fn a_second_value_beside_a_target_is_where_it_stood() {
        assert_eq!(roles(&["target 2028", "-"], 2024), "target/word baseline/order");
    }

    #[test]
    fn three_years_without_a_word_are_where_it_stood_where_it_stands_and_the_goal() {
        assert_eq!(roles(&["- 2028", "- 2023", "- 2024"], 2025), "target/year baseline/year actual/year");
        assert_eq!(roles(&["baseline 2020", "- 2023", "- 2028"], 2024), "baseline/word actual/year target/year");
    }

    #[test]
    fn a_row_of_targets_may_start_with_the_year_that_was_measured() {
        assert_eq!(roles(&["target 2024", "target 2026", "target 2028"], 2024), "target/word target/word target/word");
    }

    #[test]
    fn nothing_is_settled_of_no_values() {
        assert_eq!(roles(&[], 2024), "");
    }

    #[test]
    fn words_weigh_together() {
        let mut one = fact("target 2028");
        one.evidence.push(Evidence { hint: Hint::Actual, weight: 3.0, from: Source::Own });
        one.evidence.push(Evidence { hint: Hint::Actual, weight: 3.0, from: Source::Vote });
        one.sum();
        assert_eq!((one.role, one.doubtful), (Some(Role::Actual), true));
    }

    proptest::proptest! {
        #[test]
        fn every_value_has_a_role_and_words_keep_theirs(
            given in proptest::collection::vec((0usize..4, proptest::option::of(2010i32..2040)), 0..7),
            now in proptest::option::of(2015i32..2035),
        ) {
            let words = ["-", "target", "baseline", "actual"];
            let text = |(word, year): &(usize, Option<i32>)| format!("{} {}", words[*word], year.map_or(String::new(), |year| year.to_string()));
            let mut facts: Vec<Fact> = given.iter().map(|one| fact(text(one).trim())).collect();
            settle(&mut facts, now);
            for (fact, (word, _)) in facts.iter().zip(&given) {
                let told = [None, Some(Role::Target), Some(Role::Baseline), Some(Role::Actual)][*word];
                proptest::prop_assert!(fact.role.is_some());
                // A first year of targets that was measured is the baseline.
                let turned = told == Some(Role::Target) && fact.role == Some(Role::Baseline);
                proptest::prop_assert!(told.is_none() || fact.role == told || turned);
            }
        }
    }
}
