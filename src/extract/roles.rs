//! Settles what a statement leaves open: whose year counts, what a span means, which role.
//!
//! Words and headers have spoken before; only then do the years: a later one than the
//! document's own promises, an earlier one measures. Where even that is unknown, the
//! record says so.

use std::collections::BTreeMap;

use crate::record::{Aggregation, Comparator, Flag, Role};
use crate::rules::{Class, Hint, Rules, Tables};
use crate::text::scan::Period;

use super::context::Year;
use super::plan::Plan;
use super::statement::{By, Draft, SHARE, Statement};

/// Settles a statement. `year` is the document's own fiscal year; `years` are those that headings and notes give to the
/// values of a role without one; `plan` is the document's own.
pub(super) fn settle(
    statement: &mut Statement,
    year: &dyn Fn() -> Option<i32>,
    years: &[&Year],
    plan: Option<&Plan>,
    rules: &Rules,
) {
    share_years(&mut statement.observations);
    roles(statement, year);
    // 今後40年間で30％縮減: no plan ends so late.
    let undated = |draft: &Draft| draft.period.is_none() && draft.years.is_none_or(|years| years <= LONGEST_PLAN);
    let noted = statement.refers || !statement.notes.is_empty();
    let reached = statement.observations.iter().any(|draft| undated(draft) && draft.role == Some(Role::Actual));
    let now = year;
    let aim = statement.observations.iter().filter(|draft| draft.role == Some(Role::Target));
    let due = aim.filter_map(|draft| draft.period).map(|dated| dated.period.end).max();
    for year in years {
        // 基準年度：2013年度 dates columns; where a sentence says that things stand is its own matter.
        if year.of == Hint::Baseline && matches!(statement.by, By::Frame(_)) {
            continue;
        }
        let of = |role: Role| match year.of {
            Hint::Target => role == Role::Target,
            Hint::Baseline => role == Role::Baseline,
            Hint::Actual => role == Role::Actual,
            // 現状値: where it stood, or where it stands beside that.
            Hint::Current => role == if reached { Role::Actual } else { Role::Baseline },
        };
        // 中間目標 | 最終目標: one year is not that of both.
        let several =
            statement.observations.iter().filter(|draft| undated(draft) && draft.role.is_some_and(of)).count();
        if several > 1 && year.of == Hint::Target {
            continue;
        }
        let open = statement.observations.iter_mut().filter(|draft| undated(draft) && draft.role.is_some_and(of));
        let dated = open.map(|draft| draft.period = Some(year.dated)).count();
        // 基準年度：2013年度 in a plan of 2021: 現状 may be of another year.
        let base = year.dated.period.end;
        let old = || now().map_or(due.is_some_and(|due| base + FRESH + PLAN < due), |now| base + FRESH < now);
        let old = year.of == Hint::Baseline && old();
        // 現状値は令和4年度の値です further off than 基準年度：令和2年度: either may be meant.
        let rival = year.of == Hint::Baseline
            && !reached
            && years.iter().any(|other| other.of == Hint::Current && other.dated.period != year.dated.period);
        // ※: the note of its own may say another year.
        if dated > 0 && (noted || old || rival) {
            statement.flags.push(Flag::YearElsewhere);
        }
        statement.notes.extend(year.note.clone().filter(|note| dated > 0 && !statement.notes.contains(note)));
    }
    // 5年間で300人 in a plan of five years
    let open = |draft: &&mut Draft| draft.role == Some(Role::Target) && draft.period.is_none();
    for draft in statement.observations.iter_mut().filter(open) {
        draft.period = draft.years.and_then(|years| plan?.runs_for(years));
        // 5年間で70%に: it is to be so in the last of them.
        let share = draft.unit() == Some(SHARE);
        if let Some(dated) = draft.period.as_mut().filter(|_| share) {
            dated.period.start = dated.period.end;
        }
        if draft.period.is_some() {
            statement.flags.push(Flag::YearElsewhere);
        }
    }
    for draft in &mut statement.observations {
        span_of_years(draft);
    }
    aggregate(statement, rules);
    flags(statement, rules);
}

/// A plan that starts from where things stand starts from no more years ago.
const FRESH: i32 = 5;
/// And where nobody knows when it began, it runs for no more than long ones do.
const PLAN: i32 = 10;
/// A plan runs for no more years.
const LONGEST_PLAN: u16 = 12;

/// 130件/年 beside 2025~2029年度累計650件 holds in those years; a value in brackets in those of its fellow.
fn share_years(drafts: &mut [Draft]) {
    let span = drafts.iter().find_map(|draft| {
        draft
            .period
            .filter(|dated| dated.period.start < dated.period.end && draft.aggregation == Some(Aggregation::Cumulative))
    });
    let Some(span) = span else { return };
    for draft in
        drafts.iter_mut().filter(|draft| draft.period.is_none() && draft.aggregation == Some(Aggregation::Annual))
    {
        draft.period = Some(span);
    }
}

fn roles(statement: &mut Statement, year: &dyn Fn() -> Option<i32>) {
    if statement.observations.iter().all(|draft| draft.role.is_some()) {
        return;
    }
    let end = |draft: &Draft| draft.period.map(|dated| dated.period.end);
    let known = statement.observations.iter().filter(|draft| draft.role == Some(Role::Actual)).filter_map(end).max();
    let open: Vec<i32> = statement.observations.iter().filter(|draft| draft.role.is_none()).filter_map(end).collect();
    let latest = open.iter().copied().max();
    let earliest = open.iter().copied().min();
    let anchor = known.or_else(year);
    let mut flag = None;
    let due = statement.observations.iter().filter(|draft| draft.role == Some(Role::Target)).filter_map(end).max();
    let has_target = statement.observations.iter().any(|draft| draft.role == Some(Role::Target));
    // 70件 (R10) 11件 (R5), told when R10 has come: the later year stands first, as that of a target does.
    let mut ended = latest.filter(|&latest| {
        !has_target
            && Some(latest) != earliest
            && open.first() == Some(&latest)
            && anchor.is_some_and(|now| latest <= now)
    });
    for draft in statement.observations.iter_mut().filter(|draft| draft.role.is_none()) {
        draft.role = Some(match (draft.period.map(|dated| dated.period.end), anchor) {
            (Some(end), Some(anchor)) if end > anchor => Role::Target,
            // 0人を目指す 令和5年度まで: a bound is promised even if its year has passed.
            (Some(_), Some(_))
                if matches!(draft.comparator, Comparator::AtLeast | Comparator::AtMost)
                    && latest == earliest
                    && !has_target =>
            {
                Role::Target
            }
            (Some(end), Some(_)) if Some(end) == ended => {
                ended = None;
                flag = known.is_none().then_some(Flag::RoleByOrder);
                Role::Target
            }
            (Some(_), Some(_)) => Role::Baseline,
            // 70%（2040年度：100%）
            (Some(end), None) if due.is_some_and(|due| end > due) => Role::Target,
            (Some(end), None) if latest != earliest => {
                flag = Some(Flag::RoleByYear);
                if Some(end) == latest && !has_target { Role::Target } else { Role::Baseline }
            }
            (Some(_), None) => {
                flag = Some(Flag::RoleByYear);
                if has_target { Role::Baseline } else { Role::Target }
            }
            (None, _) => Role::Target,
        });
    }
    statement.flags.extend(flag);
}

/// 5年間で15人 with the target year 2019 runs from 2015 to 2019; but 10年間で3割減らす sums nothing up.
fn span_of_years(draft: &mut Draft) {
    let Some(years) = draft.years.filter(|_| draft.unit() != Some(SHARE)) else { return };
    if let Some(dated) = &mut draft.period
        && dated.period.start == dated.period.end
        && years > 1
    {
        dated.period = Period { start: dated.period.end - i32::from(years) + 1, ..dated.period };
    }
    if draft.aggregation != Some(Aggregation::Average) {
        draft.aggregation = Some(Aggregation::Cumulative);
    }
}

/// What the numbers sum: their own words, the span of their years, the name, the rule.
fn aggregate(statement: &mut Statement, rules: &Rules) {
    let of_name = name_aggregation(&statement.name, rules);
    let rule = statement.aggregation;
    for draft in &mut statement.observations {
        if draft.value.is_none() {
            draft.aggregation = draft.aggregation.filter(|_| draft.role == Some(Role::Baseline));
            continue;
        }
        let spans = draft.period.is_some_and(|dated| dated.period.start < dated.period.end);
        draft.aggregation = draft
            .aggregation
            .or(draft.period.and_then(|dated| dated.period.aggregation))
            .or(if spans { Some(Aggregation::Cumulative) } else { None })
            .or(of_name)
            .or(rule);
    }
}

/// Where some names of a table count in no such units, its cells slipped from their rows, and none of it is sure.
pub(super) fn doubt_slipped(statements: &mut [Statement], rules: &Rules) {
    let sure = Tables::sure(&rules.tables.sure.name, "slipped");
    let table = |statement: &Statement| statement.cell.filter(|_| statement.by == By::Table).map(|cell| cell.table);
    let mut tables: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for statement in statements.iter() {
        if let Some(table) = table(statement) {
            let (all, strange) = tables.entry(table).or_default();
            *all += 1;
            *strange += usize::from(statement.flags.contains(&Flag::UnitStrange));
        }
    }
    for statement in statements.iter_mut() {
        let slipped = table(statement).and_then(|table| tables.get(&table));
        if slipped.is_some_and(|(all, strange)| *strange > 1 && strange * SLIPPED >= *all)
            && !statement.flags.contains(&Flag::NameDoubtful)
        {
            statement.flags.push(Flag::NameDoubtful);
            statement.sure = statement.sure.min(sure);
        }
    }
}

/// More than one strange unit, and one among so many rows, tell of slipped cells.
const SLIPPED: usize = 8;

/// 年間研修修了者数 counts a year, 累積受講者数 sums up.
fn name_aggregation(name: &str, rules: &Rules) -> Option<Aggregation> {
    let data = &rules.sentences;
    let counted = |at: usize| name[..at].ends_with(|c: char| rules.lexicon().counts_years(c));
    if data.holds(name, Class::Summed) {
        return Some(Aggregation::Cumulative);
    }
    // 年間指導計画の作成率 is a share of plans, not a sum of a year.
    let mut yearly = data.words(Class::Yearly).iter().flat_map(|word| name.match_indices(word.as_str()));
    (!data.ends(name, Class::Share) && yearly.any(|(at, _)| !counted(at))).then_some(Aggregation::Annual)
}

fn flags(statement: &mut Statement, rules: &Rules) {
    let drafts = &statement.observations;
    let mut flags = std::mem::take(&mut statement.flags);
    if drafts.is_empty() {
        flags.push(Flag::NoValue);
    }
    let same = |a: &Draft, b: &Draft| {
        let period = |draft: &Draft| draft.period.map(|dated| dated.period);
        // 25% against 2013 and 24% against 2005 are one goal told twice.
        let against = |draft: &Draft| draft.relative.map(|dated| dated.period);
        let told = a.aggregation == b.aggregation && a.unit() == b.unit() && against(a) == against(b);
        a.role == b.role && told && period(a) == period(b)
    };
    if drafts.iter().enumerate().any(|(n, a)| drafts[n + 1..].iter().any(|b| same(a, b))) {
        flags.push(Flag::SeveralValues);
    }
    if drafts.iter().any(|draft| draft.role == Some(Role::Target) && draft.period.is_none()) {
        flags.push(Flag::NoYear);
    }
    // ゼロ, 倍増 and 半減 count in no unit of their own.
    let counted = |draft: &Draft| {
        draft.value.as_ref().is_some_and(|value| {
            let times = value.unit.as_deref().is_some_and(|unit| rules.sentences.is(unit, Class::Times));
            !(value.unit.is_none() && value.number == 0.0 || times)
        })
    };
    let unit = |role: Role| drafts.iter().find(|draft| draft.role == Some(role) && counted(draft)).map(Draft::unit);
    let (target, baseline) = (unit(Role::Target), unit(Role::Baseline));
    let relative = drafts.iter().any(|draft| draft.relative.is_some());
    if let (Some(target), Some(baseline)) = (target, baseline)
        && target != baseline
        && !relative
    {
        flags.push(Flag::UnitDiffers);
    }
    let strange = |draft: &Draft| {
        let unit = draft.unit();
        // 死者数を3割減らす: by so much, where a sentence says so.
        let change = matches!(statement.by, By::Frame(_)) && unit == Some(SHARE);
        let strange = unit.is_some_and(|unit| rules.lexicon().is_strange(&statement.name, unit));
        draft.relative.is_none() && strange && !change
    };
    if drafts.iter().any(strange) {
        flags.push(Flag::UnitStrange);
    }
    // 成婚者数（累計） 900組（R11）: a note far below may say 事業開始（平成27年度）からの累計.
    let open = |draft: &Draft| {
        let one = draft.period.is_some_and(|dated| dated.period.start == dated.period.end);
        one && draft.aggregation == Some(Aggregation::Cumulative)
    };
    if drafts.iter().any(open) {
        flags.push(Flag::SumWithoutStart);
    }
    if super::offices::any_unknown(&statement.ministries, rules) {
        flags.push(Flag::UnknownMinistry);
    }
    flags.sort_unstable();
    flags.dedup();
    statement.flags = flags;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::source::Source;

    #[test]
    fn rows_of_a_table_whose_cells_slipped_are_sure_of_nothing() {
        let rules = Rules::built_in();
        let read = |rows: &str| {
            let text = format!("計画\n\n指標\t単位\t現状（R5）\t目標（R10）\n{rows}");
            extract(&Source::from_text("plan", &text), &rules)
        };
        let slipped =
            read("講座の参加者数\t件\t12\t20\n相談の件数\t人\t30\t40\n苗木の利用者数\tha\t5\t9\n受診率\t％\t60\t70\n");
        let strange = slipped.iter().filter(|record| record.common().flags.contains(&Flag::UnitStrange)).count();
        assert!(strange > 1, "{strange}");
        assert!(slipped.iter().all(|record| record.common().confidence.get() <= 0.5));
        let plain = read("講座の参加者数\t人\t12\t20\n相談の件数\t件\t30\t40\n受診率\t％\t60\t70\n");
        assert!(plain.iter().all(|record| record.common().confidence.get() > 0.5));
    }
}
