//! Budgets added up by ministry, fiscal year and kind.
//!
//! Only what may be added is: a request is no budget, and last year's is not this year's, so each year and kind
//! stands alone; an amount that is part of a larger one (内数) is counted apart; a programme that is told
//! twice with the same amount, be it once without its ministry, is paid for once. There is no sum over ministries: what several share counts in each.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ministry, Number, Record};

/// What one ministry has for a year and kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// None: programmes without a ministry.
    pub ministry: Option<Ministry>,
    pub fiscal_year: Option<i32>,
    /// As written.
    pub kind: String,
    /// Programmes in the sum.
    pub programmes: u32,
    /// In yen; none where no amount may be added.
    pub amount_jpy: Option<Number>,
    /// Of these programmes, those that count for other ministries too.
    pub shared: u32,
    /// Programmes told with amounts that differ: all of them are in the sum.
    pub differing: u32,
    /// Amounts that are parts of larger ones (内数), not in the sum.
    pub parts: u32,
    /// Budgets told without an amount.
    pub without_amount: u32,
}

/// Adds budgets up.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    groups: BTreeMap<Key, Group>,
    /// Each ministry as it was named first, in Japanese if it ever was.
    ministries: BTreeMap<String, Ministry>,
    repeated: u32,
    unpaid: u32,
}

/// What budgets add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    /// By ministry, year and kind; where there is no ministry or year, first.
    pub sums: Vec<Sum>,
    /// Budgets that were told before, with the same name, year, kind and amount, or are told elsewhere with a ministry.
    pub repeated: u32,
    /// Programmes told without any budget.
    pub unpaid: u32,
}

/// The ministry, fiscal year, kind.
type Key = (Option<String>, Option<i32>, String);

/// The programmes of a ministry, year and kind, by name.
type Group = BTreeMap<String, Told>;

/// The bits of a number, and whether it is a part.
type Amount = (Option<u64>, bool);

#[derive(Debug, Clone, Default)]
struct Told {
    /// How often each counts.
    amounts: BTreeMap<Amount, u32>,
    shared: bool,
    differs: bool,
}

impl Sums {
    /// Takes the budgets of a record, if it is a programme, for those of its ministries that `wanted` lets through.
    pub fn add(&mut self, record: &Record, wanted: impl Fn(&Ministry) -> bool) {
        let Record::Programme(programme) = record else { return };
        let all = &programme.common.ministries;
        let mut offices: BTreeSet<Option<String>> =
            all.iter().filter(|ministry| wanted(ministry)).map(|ministry| Some(self.office(ministry))).collect();
        if all.is_empty() {
            offices.insert(None);
        }
        let paid = programme.paid();
        self.unpaid += u32::from(paid.is_empty());
        let mut own: BTreeMap<(Option<i32>, &str), BTreeMap<Amount, u32>> = BTreeMap::new();
        for one in &paid {
            let amounts = own.entry((one.budget.fiscal_year, &one.budget.kind)).or_default();
            *amounts.entry((one.budget.amount_jpy.map(|amount| amount.get().to_bits()), one.is_part)).or_default() += 1;
        }
        let name: String = crate::text::nfkc(&programme.name).chars().filter(|c| !c.is_whitespace()).collect();
        let mut repeated = 0;
        for office in offices {
            let mut before = 0;
            for ((year, kind), amounts) in &own {
                let key = (office.clone(), *year, (*kind).to_owned());
                let group = self.groups.entry(key).or_default();
                before += group.entry(name.clone()).or_default().take(amounts, all.len() > 1);
            }
            repeated = repeated.max(before);
        }
        self.repeated += repeated;
    }

    /// What was taken so far, added up.
    pub fn added(&self) -> Added {
        let named: BTreeSet<_> = self
            .groups
            .iter()
            .filter(|((office, ..), _)| office.is_some())
            .flat_map(|(key, group)| each(key, group))
            .collect();
        let mut added = Added { sums: Vec::new(), repeated: self.repeated, unpaid: self.unpaid };
        for (key, group) in &self.groups {
            let (office, year, kind) = key;
            let Some(office) = office else {
                // What stands elsewhere with its ministry is in that ministry's sum.
                let known: BTreeSet<_> = each(key, group).filter(|one| named.contains(one)).collect();
                let mut group = group.clone();
                for (name, told) in &mut group {
                    told.amounts.retain(|amount, n| {
                        let is_known = known.contains(&(*year, kind.as_str(), name.as_str(), *amount));
                        added.repeated += if is_known { *n } else { 0 };
                        !is_known
                    });
                }
                if group.values().any(|told| !told.amounts.is_empty()) {
                    added.sums.push(sum(None, *year, kind, &group));
                }
                continue;
            };
            added.sums.push(sum(self.ministries.get(office).cloned(), *year, kind, group));
        }
        added
    }

    /// What a ministry is known by: 厚 and MHLW are one.
    fn office(&mut self, ministry: &Ministry) -> String {
        let Ministry { code, name, name_en, .. } = ministry;
        let office = name_en.as_ref().or(name.as_ref()).unwrap_or(code).clone();
        let known = self.ministries.entry(office.clone()).or_insert_with(|| ministry.clone());
        if known.name.is_none() && name.is_some() {
            *known = ministry.clone();
        }
        office
    }
}

/// Every amount of a group, with what it is for.
fn each<'a>(
    (_, year, kind): &'a Key,
    group: &'a Group,
) -> impl Iterator<Item = (Option<i32>, &'a str, &'a str, Amount)> {
    let of = |(name, told): (&'a String, &'a Told)| {
        told.amounts.keys().map(|amount| (*year, kind.as_str(), name.as_str(), *amount))
    };
    group.iter().flat_map(of)
}

impl Told {
    /// Takes what a record tells, and gives how many of its budgets were told before.
    fn take(&mut self, amounts: &BTreeMap<Amount, u32>, shared: bool) -> u32 {
        self.shared |= shared;
        let counts = |(amount, is_part): &&Amount| amount.is_some() && !is_part;
        let known: BTreeSet<_> = self.amounts.keys().filter(counts).copied().collect();
        let here: BTreeSet<_> = amounts.keys().filter(counts).copied().collect();
        self.differs |= !known.is_empty() && !here.is_subset(&known);
        let mut before = 0;
        for (amount, n) in amounts {
            let known = self.amounts.entry(*amount).or_default();
            before += (*known).min(*n);
            *known = (*known).max(*n);
        }
        before
    }
}

fn sum(ministry: Option<Ministry>, fiscal_year: Option<i32>, kind: &str, group: &Group) -> Sum {
    let mut sum = Sum {
        ministry,
        fiscal_year,
        kind: kind.to_owned(),
        programmes: 0,
        amount_jpy: None,
        shared: 0,
        differing: 0,
        parts: 0,
        without_amount: 0,
    };
    for told in group.values() {
        let mut own = None;
        for (&(amount, is_part), &n) in &told.amounts {
            match amount {
                None => sum.without_amount += n,
                Some(_) if is_part => sum.parts += n,
                Some(bits) => own = Some(own.unwrap_or(0.0) + f64::from_bits(bits) * f64::from(n)),
            }
        }
        if let Some(own) = own {
            sum.programmes += 1;
            sum.shared += u32::from(told.shared);
            sum.differing += u32::from(told.differs);
            sum.amount_jpy = Number::new(sum.amount_jpy.map_or(0.0, Number::get) + own);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Programme;
    use crate::record::tests::{ministry, programme};

    fn of(programmes: &[Programme]) -> Sums {
        let mut sums = Sums::default();
        for programme in programmes {
            sums.add(&Record::Programme(programme.clone()), |_| true);
        }
        sums
    }

    fn made(name: &str, codes: &[&str], budgets: &[(&str, i32)]) -> Programme {
        let mut made = programme(name, name, budgets);
        made.common.ministries = codes.iter().map(|code| ministry(code)).collect();
        made
    }

    fn said(sums: &Sums) -> Vec<String> {
        let row = |sum: &Sum| {
            let code = sum.ministry.as_ref().map_or("-", |ministry| &ministry.code);
            let amount = sum.amount_jpy.map_or("-".to_owned(), |amount| amount.to_string());
            format!(
                "{code} {} {} {amount} of {}, {} shared, {} differing, {} parts",
                sum.fiscal_year.unwrap_or(0),
                sum.kind,
                sum.programmes,
                sum.shared,
                sum.differing,
                sum.parts
            )
        };
        sums.added().sums.iter().map(row).collect()
    }

    #[test]
    fn each_year_stands_alone_and_what_two_share_counts_in_each() {
        let sums =
            of(&[made("A事業", &["厚", "文"], &[("30", 2026), ("25", 2025)]), made("B事業", &["厚"], &[("5", 2026)])]);
        assert_eq!(
            said(&sums),
            [
                "厚 2025 当初予算 25 of 1, 1 shared, 0 differing, 0 parts",
                "厚 2026 当初予算 35 of 2, 1 shared, 0 differing, 0 parts",
                "文 2025 当初予算 25 of 1, 1 shared, 0 differing, 0 parts",
                "文 2026 当初予算 30 of 1, 1 shared, 0 differing, 0 parts",
            ]
        );
    }

    #[test]
    fn a_part_is_counted_and_not_added() {
        let sums = of(&[made("A事業", &["厚"], &[("30の内数", 2026)]), made("B事業", &["厚"], &[("5", 2026)])]);
        assert_eq!(said(&sums), ["厚 2026 当初予算 5 of 1, 0 shared, 0 differing, 1 parts"]);
        let sums = of(&[made("A事業", &["厚"], &[("30の内数", 2026)])]);
        assert_eq!(said(&sums), ["厚 2026 当初予算 - of 0, 0 shared, 0 differing, 1 parts"]);
    }

    #[test]
    fn what_is_told_twice_is_paid_for_once_unless_the_amounts_differ() {
        let told = made("A 事業", &["厚", "文"], &[("30", 2026)]);
        let sums = of(&[told.clone(), made("Ａ事業", &["厚"], &[("30", 2026)])]);
        assert_eq!(
            (said(&sums)[0].as_str(), sums.added().repeated),
            ("厚 2026 当初予算 30 of 1, 1 shared, 0 differing, 0 parts", 1)
        );
        let sums = of(&[told, made("A事業", &["厚"], &[("31", 2026)])]);
        assert_eq!(said(&sums)[0], "厚 2026 当初予算 61 of 1, 1 shared, 1 differing, 0 parts");
        let twice = made("A事業", &["厚"], &[("30", 2026), ("30", 2026)]);
        assert_eq!(said(&of(&[twice.clone(), twice]))[0], "厚 2026 当初予算 60 of 1, 0 shared, 0 differing, 0 parts");
    }

    #[test]
    fn a_ministry_is_one_in_both_languages() {
        let (mut one, mut other) = (made("A事業", &["MX"], &[("1", 2026)]), made("B事業", &["某"], &[("2", 2026)]));
        for made in [&mut one, &mut other] {
            made.common.ministries[0].name_en = Some("Ministry of X".into());
        }
        other.common.ministries[0].name = Some("某省".into());
        assert_eq!(said(&of(&[one, other])), ["某 2026 当初予算 3 of 2, 0 shared, 0 differing, 0 parts"]);
    }

    #[test]
    fn only_the_ministries_that_were_asked_for_and_those_without_one_apart() {
        let mut sums = Sums::default();
        sums.add(&Record::Programme(made("A事業", &["厚", "文"], &[("30", 2026)])), |ministry| {
            ministry.code == "文"
        });
        sums.add(&Record::Programme(made("B事業", &[], &[("7", 2026)])), |_| true);
        sums.add(&Record::Programme(made("C事業", &["厚"], &[])), |_| true);
        let said = said(&sums);
        assert_eq!(said.len(), 2);
        assert!(said[0].starts_with("- 2026") && said[1].starts_with("文 2026"), "{said:?}");
        assert_eq!(sums.added().unpaid, 1);
    }

    #[test]
    fn what_is_told_elsewhere_with_its_ministry_is_not_added_without_it() {
        let sums = of(&[
            made("A事業", &[], &[("30", 2026)]),
            made("A事業", &["厚"], &[("30", 2026)]),
            made("B事業", &[], &[("30", 2026)]),
        ]);
        assert_eq!(
            said(&sums),
            [
                "- 2026 当初予算 30 of 1, 0 shared, 0 differing, 0 parts",
                "厚 2026 当初予算 30 of 1, 0 shared, 0 differing, 0 parts",
            ]
        );
        assert_eq!(sums.added().repeated, 1);
    }
}
