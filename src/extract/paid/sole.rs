//! What a plain word for a budget means where a document speaks of one kind alone: of 令和6年度当初予算 and of no 補正予算 or
//! 概算要求, so that its 予算 are that.

use crate::rules::Rules;

use super::super::{Extractor, Found};
use super::line::Purse;

impl Extractor<'_> {
    /// Gives plain budgets the only kind that the document names.
    pub(super) fn name_kinds(&mut self) {
        let little = |kind: &str| self.rules.paid.says_little(kind);
        let open =
            |found: &Found| matches!(found, Found::Programme(one) if one.budgets.iter().any(|one| little(&one.kind)));
        if !self.out.iter().any(open) {
            return;
        }
        let mut kinds = self.rules.paid.full_kinds(&crate::text::nfkc(self.source));
        kinds.retain(|kind| !little(kind));
        kinds.sort_unstable();
        kinds.dedup();
        let [only] = kinds.as_slice() else { return };
        // 予算額 beside 当初予算額: where amounts are called that, others are another.
        let called =
            |found: &Found| matches!(found, Found::Programme(one) if one.budgets.iter().any(|one| one.kind == *only));
        if !self.rules.paid.is_initial(only) || self.out.iter().any(called) {
            return;
        }
        let rules = self.rules;
        for found in &mut self.out {
            let Found::Programme(one) = found else { continue };
            for budget in one.budgets.iter_mut().filter(|budget| rules.paid.says_little(&budget.kind)) {
                budget.kind.clone_from(only);
            }
        }
    }
}

/// The only year and kind of budget that is told, plain words for one aside.
pub(super) fn only_told(all: &[(i32, String)], rules: &Rules) -> Option<Purse> {
    let mut told: Vec<&(i32, String)> = all.iter().filter(|(_, kind)| !rules.paid.says_little(kind)).collect();
    told.sort();
    told.dedup();
    let [(year, kind)] = told.as_slice() else { return None };
    Some(Purse { year: Some(*year), kind: Some(kind.clone()) })
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::record::Record;
    use crate::rules::Rules;
    use crate::source::Source;

    fn kinds(text: &str) -> Vec<String> {
        let records = extract(&Source::from_text("plan", text), &Rules::built_in());
        let programmes = records.into_iter().filter_map(|record| match record {
            Record::Programme(one) => Some(one),
            _ => None,
        });
        programmes.flat_map(|one| one.budgets).map(|budget| budget.kind).collect()
    }

    #[test]
    fn a_list_of_main_works_is_of_the_only_budget_that_the_text_tells_of() {
        let list = "\n\n◇主な事業\n・農業基盤整備事業 1億3,471万円\n・除雪車両更新事業 5,852万円\n";
        assert_eq!(kinds(&format!("令和7年度当初予算が可決されました。{list}")), ["当初予算", "当初予算"]);
        let two = "令和6年度補正予算と令和7年度当初予算が可決されました。";
        assert!(kinds(&format!("{two}{list}")).is_empty());
    }

    #[test]
    fn a_plain_word_is_the_only_kind_that_a_document_names() {
        let list = "## 令和6年度 予算\n\n・離島航路支援事業（3,464万円）\n・美術館改修事業（1,500万円）\n";
        let told = |more: &str| kinds(&format!("令和6年度{more}が成立しました。\n\n{list}"));
        assert_eq!(told("当初予算"), ["当初予算", "当初予算"]);
        assert_eq!(told("当初予算と補正予算"), ["予算", "予算"]);
        // 台帳の補正 is no kind.
        assert_eq!(told("当初予算と道路台帳補正業務"), ["当初予算", "当初予算"]);
    }

    #[test]
    fn a_plain_word_beside_that_kind_is_another() {
        let table = "令和6年度当初予算が成立しました。\n\n| 事業名 | 令和6年度当初予算額（千円） | 令和6年度予算額（千円） |\n| --- | --- | --- |\n| 離島航路支援事業 | 3,464 | 5,464 |\n| 美術館改修事業 | 1,500 | 2,500 |\n";
        let told = kinds(table);
        assert_eq!(told.iter().filter(|kind| *kind == "当初予算").count(), 2, "{told:?}");
        assert_eq!(told.len(), 4, "{told:?}");
    }
}
