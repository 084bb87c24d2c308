//! The facts of a row as statements: one, or one for each series that its values name (男性, ①).

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::record::{Aggregation, CellRef, Role};
use crate::rules::{Hint, Rules};
use crate::text::Range;
use crate::text::scan::Item;

use super::super::name;
use super::super::read::Read;
use super::super::statement::Statement;
use super::fact::Fact;
use super::settle::By;
use super::values::is_mark;

/// 2022年 100人 | 2022目標 100人: what two cells say alike is said once.
pub(in crate::extract) fn once(facts: &mut Vec<Fact>) {
    let key = |fact: &Fact| {
        let dated = fact.draft.period.map(|dated| (dated.period.start, dated.period.end));
        let value = fact
            .draft
            .value
            .as_ref()
            .map(|value| (value.number.to_bits(), value.max.map(f64::to_bits), value.unit.clone()));
        (fact.role, dated, value, fact.draft.aggregation, fact.draft.years, fact.series.clone())
    };
    let mut said = HashSet::new();
    facts.retain(|fact| {
        let dated = fact.draft.value.is_some() && fact.draft.period.is_some();
        !dated || said.insert(format!("{:?}", key(fact)))
    });
}

/// One statement, or one for each series that the values name.
pub(in crate::extract) fn series(base: Statement, raw: &str, facts: Vec<Fact>) -> Vec<Statement> {
    let mut names: Vec<String> = Vec::new();
    for label in facts.iter().filter_map(|fact| fact.series.as_ref()) {
        if !names.contains(label) {
            names.push(label.clone());
        }
    }
    // Several values of one cell must be told apart; one word before one value names no series.
    // Nor do as many words as columns: 男性 | 女性 under each role do.
    let columns = |label: &String| facts.iter().filter(|fact| fact.series.as_ref() == Some(label)).count() >= 2;
    let several = names.len() >= 2 && (named(&facts).values().any(|&count| count >= 2) || names.iter().all(columns));
    let add = |statement: &mut Statement, fact: &Fact| {
        let mut draft = fact.draft.clone();
        draft.role = fact.role;
        // Two columns may well say the same of where it stood and where it stands.
        if fact.by == By::Word { statement.observations.push(draft) } else { statement.add(draft) }
    };
    // Where it stood, where it stands, where it shall stand: whatever the order of the columns.
    let mut facts = facts;
    facts.sort_by_key(|fact| match fact.role {
        Some(Role::Baseline) => 0,
        Some(Role::Actual) => 1,
        _ => 2,
    });
    // 男性：71.85 女性：73.97 | 73.10 75.22: as many values without a word are theirs in order.
    if several {
        in_order(&names, &mut facts);
    }
    if names.is_empty()
        && let Some(listed) = listed(&base.name).or_else(|| by_units(&base.name, &facts))
        && as_many(listed.len(), &facts)
    {
        let of = |n: usize, name: String| {
            let mut statement = Statement { name, ..base.clone() };
            in_cells(&facts).values().for_each(|own| add(&mut statement, own[n]));
            statement
        };
        return listed.into_iter().enumerate().map(|(n, name)| of(n, name)).collect();
    }
    if !several {
        let mut statement = base;
        facts.iter().for_each(|fact| add(&mut statement, fact));
        return vec![statement];
    }
    // 133千t 一廃56千t 産廃77千t: the value before the first label is that of the whole.
    let told = named(&facts);
    let beside = |fact: &Fact| told.contains_key(&place(fact));
    let whole = facts.iter().any(|fact| fact.series.is_none() && fact.draft.value.is_some() && beside(fact));
    let shared = |fact: &Fact| fact.series.is_none() && !beside(fact);
    let mut out = Vec::new();
    if whole {
        let mut statement = base.clone();
        facts.iter().filter(|fact| fact.series.is_none()).for_each(|fact| add(&mut statement, fact));
        out.push(statement);
        // 5% | 男女計:8.5% 男性:12.9% 女性:2.8%: the one goal is that of the whole, and its parts have none.
        let aims = |fact: &Fact| fact.role == Some(Role::Target);
        let of_parts = facts.iter().any(|fact| aims(fact) && !shared(fact));
        if !of_parts && facts.iter().any(|fact| aims(fact) && shared(fact)) {
            return out;
        }
    }
    for label in &names {
        let mut statement = base.clone();
        statement.name = if is_mark(label) { marked(raw, label) } else { format!("{}({label})", base.name) };
        facts
            .iter()
            .filter(|fact| fact.series.as_ref() == Some(label) || shared(fact))
            .for_each(|fact| add(&mut statement, fact));
        out.push(statement);
    }
    out
}

/// 割合（就学前／小学生）, 紹介率／逆紹介率: the names that a name lists.
fn listed(name: &str) -> Option<Vec<String>> {
    let parts = |text: &str| -> Option<Vec<String>> {
        let parts: Vec<String> = text.split('/').map(|part| part.trim().to_owned()).collect();
        (parts.len() > 1 && parts.iter().all(|part| part.chars().count() > 1)).then_some(parts)
    };
    match super::naming::last_bracket(name) {
        Some((bare, inside)) => parts(inside).map(|all| all.iter().map(|part| format!("{bare}({part})")).collect()),
        None => parts(name),
    }
}

/// 子ども食堂設置数・設置市町村数 over 159か所 and 46市町村: names parted by a dot, of which the units tell that each has a value.
fn by_units(name: &str, facts: &[Fact]) -> Option<Vec<String>> {
    let parts: Vec<&str> = name.split('・').collect();
    let unit = |fact: &&Fact| fact.draft.unit().map(str::to_owned);
    let cells = in_cells(facts);
    let units: Vec<Option<String>> = cells.values().next()?.iter().map(unit).collect();
    let differ = units.len() == parts.len() && units.iter().collect::<HashSet<_>>().len() == units.len();
    let alike = cells.values().all(|own| own.iter().map(unit).eq(units.iter().cloned()));
    let counted = |(part, unit): (&&str, &Option<String>)| unit.as_deref().is_some_and(|unit| part.contains(unit));
    let told = parts.len() > 1 && differ && alike && parts.iter().zip(&units).any(counted);
    told.then(|| parts.iter().map(|part| part.trim().to_owned()).collect())
}

/// The values of each cell, in the order of the columns.
fn in_cells(facts: &[Fact]) -> BTreeMap<Option<(u32, u32, u32)>, Vec<&Fact>> {
    let mut cells: BTreeMap<_, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        let at = fact.draft.cell.map(|cell| (cell.table, cell.row, cell.column));
        cells.entry(at).or_default().push(fact);
    }
    cells
}

/// Whether each cell holds so many values, all of one year: 75% by 2030, 100% by 2050 of low/no emissions are two of one.
fn as_many(count: usize, facts: &[Fact]) -> bool {
    let one_year = |own: &[&Fact]| own.windows(2).all(|pair| pair[0].end() == pair[1].end());
    let valued = |own: &[&Fact]| own.iter().all(|fact| fact.draft.value.is_some());
    let full = |own: &Vec<&Fact>| own.len() == count && valued(own) && one_year(own);
    in_cells(facts).iter().all(|(cell, own)| cell.is_some() && full(own))
}

/// Where a value stands: its column and its cell.
fn place(fact: &Fact) -> (usize, Option<CellRef>) {
    (fact.column, fact.draft.cell)
}

/// How many values with a series each cell has; none of those without.
fn named(facts: &[Fact]) -> HashMap<(usize, Option<CellRef>), usize> {
    let mut counts = HashMap::new();
    facts.iter().filter(|fact| fact.series.is_some()).for_each(|fact| *counts.entry(place(fact)).or_insert(0) += 1);
    counts
}

/// 新規就業者数（５年間累計）: the years that a target sums end in its own.
pub(in crate::extract) fn span_in_name(read: &Read, facts: &mut [Fact], rules: &Rules) {
    let years = read.reading.found.iter().find_map(|found| match found.item {
        Item::Years(years) => Some((years, found.range.end)),
        _ => None,
    });
    let Some((years, end)) = years else { return };
    let behind: String = read.reading.view.text[end..].chars().take(4).collect();
    let behind = rules.tables.words.without_lead(behind.trim_matches([')', '、']));
    let sums = super::cell::facets(behind.trim_end_matches(')'), rules);
    if !sums.iter().any(|&at| rules.tables.facets[at].aggregation == Some(Aggregation::Cumulative)) {
        return;
    }
    for fact in facts.iter_mut().filter(|fact| fact.role == Some(Role::Target) && fact.draft.years.is_none()) {
        fact.draft.years = Some(years);
    }
}

/// 企業立地件数（R2～R6累計）, 令和６年度からの累計 in a note: values of single years sum from its first year on.
pub(in crate::extract) fn summed_from(read: &Read, part: Range, facts: &mut [Fact], rules: &Rules) {
    let text = &read.reading.view.text;
    let first = read.reading.found.iter().find_map(|found| {
        let Item::Period(period) = found.item else { return None };
        if !part.contains(&found.range.start) {
            return None;
        }
        let span = period.aggregation == Some(Aggregation::Cumulative) && period.start < period.end;
        let told = || {
            let behind = rules.tables.words.summed_from(&text[found.range.end..])?;
            let near: String = behind.chars().take(NEAR_SUM).collect();
            let sums = super::cell::facets(near.trim_start_matches('の'), rules);
            let cumulative = |&at: &usize| rules.tables.facets[at].aggregation == Some(Aggregation::Cumulative);
            sums.iter().any(cumulative).then_some(())
        };
        (span || told().is_some()).then_some(period)
    });
    let Some(first) = first else { return };
    // What a header calls a result is one, though a plan starts with it.
    let sums = |fact: &Fact| fact.role != Some(Role::Baseline) || fact.says(Hint::Actual);
    for fact in facts.iter_mut().filter(|fact| fact.draft.value.is_some() && sums(fact)) {
        if let Some(dated) = fact.draft.period.as_mut().filter(|dated| dated.period.end >= first.start)
            && dated.period.start == dated.period.end
        {
            // 平成19年度からの累計: no plan runs for so long.
            if dated.period.end - first.start < LONGEST_SUM {
                dated.period.start = first.start;
            }
            fact.draft.aggregation = Some(Aggregation::Cumulative);
        }
    }
}

/// What a goal sums goes back no farther, in years.
const LONGEST_SUM: i32 = 15;
/// The word for a sum stands no farther behind the year it begins with, in characters.
const NEAR_SUM: usize = 4;

/// Gives values without a word the series of another cell, where there are as many.
fn in_order(names: &[String], facts: &mut [Fact]) {
    let mut cells: BTreeMap<(u32, u32, u32), Vec<usize>> = BTreeMap::new();
    for (n, fact) in facts.iter().enumerate() {
        if let Some(cell) = fact.draft.cell {
            cells.entry((cell.table, cell.row, cell.column)).or_default().push(n);
        }
    }
    for own in cells.into_values().filter(|own| own.len() == names.len()) {
        if own.iter().all(|&n| facts[n].series.is_none() && facts[n].draft.value.is_some()) {
            for (&n, name) in own.iter().zip(names) {
                facts[n].series = Some(name.clone());
            }
        }
    }
}

/// 県内の宿泊者数 ①国内 ②外国人, of ①: what stands before the marks, and what stands behind that one. Of ①国内 ②外国人 the first
/// mark may be gone, as a list's is: then what stands before the second is what it had.
fn marked(name: &str, mark: &str) -> String {
    let marks = |c: char| is_mark(c.encode_utf8(&mut [0; 4]));
    let trimmed = |text: &str| name::clean(text.trim().trim_end_matches(['、', ',', '，', '・', '/', '／']));
    let head = name.find(marks).map_or(name, |at| &name[..at]);
    let part = name.find(mark).map(|at| &name[at + mark.len()..]);
    let part = part.map(|part| trimmed(part.find(marks).map_or(part, |end| &part[..end])));
    let begins = |c: char| FIRST.contains(&c);
    let stripped = name.contains(marks) && !name.contains(begins) && !trimmed(head).is_empty();
    match part {
        Some(part) if stripped || trimmed(head).is_empty() => part,
        Some(part) => name::clean(&format!("{}{mark}{part}", head.trim())),
        None if stripped && mark.starts_with(begins) => trimmed(head),
        None => name::clean(&format!("{}({mark})", head.trim())),
    }
}

/// The first of the marks of each kind.
const FIRST: [char; 3] = ['①', '⑴', '❶'];

#[cfg(test)]
mod tests {
    use super::super::desk::said;
    use super::marked;

    #[test]
    fn a_name_lists_what_each_cell_has_as_many_values_of() {
        let table = |name: &str| {
            format!(
                "成果指標\n\n| 指標 | 現状値（R5） | 目標値（R10） |\n|---|---|---|\n| {name} | 88.0％／83.5％ | 90％／85％ |\n"
            )
        };
        assert_eq!(
            said(&table("楽しいと感じる保護者の割合（就学前／小学生）")),
            [
                "楽しいと感じる保護者の割合(就学前) | baseline 88 % 2023 | target 90 % 2028",
                "楽しいと感じる保護者の割合(小学生) | baseline 83.5 % 2023 | target 85 % 2028"
            ]
        );
        let names: Vec<String> = said(&table("紹介率／逆紹介率"));
        assert!(names.len() == 2 && names[1].starts_with("逆紹介率 | baseline 83.5"), "{names:?}");
    }

    #[test]
    fn units_tell_which_value_is_whose() {
        let table = |values: &str| {
            format!(
                "成果指標\n\n| 指標 | 現状値（R5） | 目標値（R10） |\n|---|---|---|\n| カフェ設置数・設置市町村数 | {values} | 270か所 77市町村 |\n"
            )
        };
        let names = said(&table("159か所 46市町村"));
        assert!(names.len() == 2 && names[1].starts_with("設置市町村数 | baseline 46"), "{names:?}");
        assert_eq!(said(&table("159か所")).len(), 1);
    }

    #[test]
    fn a_mark_picks_its_part_of_the_name() {
        assert_eq!(marked("宿泊者数 ①国内 ②外国人", "②"), "宿泊者数2外国人");
        assert_eq!(marked("旅券発行率、②出国率", "①"), "旅券発行率");
        assert_eq!(marked("旅券発行率、②出国率", "②"), "出国率");
        assert_eq!(marked("①旅券発行率 ②出国率", "①"), "旅券発行率");
        assert_eq!(marked("宿泊者数", "②"), "宿泊者数(2)");
    }
}
