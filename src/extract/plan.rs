//! The years that a document's plan runs for: 計画期間：令和8年度～令和12年度, 令和7年度を初年度とする5か年計画, or the years in its
//! title. 計画の最終年度 is the last of them, 計画期間中 all. Where a document tells of several plans, none is taken for its own.

use crate::layout::{Document, Kind, Span};
use crate::rules::Rules;
use crate::text::scan::{Basis, Context, Item, Period, scan_in};
use crate::text::{Calendar, View};

use super::Extractor;
use super::statement::Dated;

/// A plan runs for no more years.
const LONGEST: i32 = 12;
/// What leads to years begins no farther before them, in bytes.
const NEAR: usize = 60;
/// A title stands among the first so many blocks, and is no longer, in characters.
const TITLE_BLOCKS: usize = 4;
const LONGEST_TITLE: usize = 60;

/// The years that the plan which a document is runs for, and where that is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub first: i32,
    pub last: i32,
    pub span: Span,
}

impl Plan {
    /// So many years, if it runs for as many: 5年間で300人 in a plan of five years.
    pub fn runs_for(&self, years: u16) -> Option<Dated> {
        let whole = self.last - self.first + 1 == i32::from(years);
        let period = Period { start: self.first, ..Period::year(self.last, Some(Basis::Fiscal)) };
        whole.then_some(Dated { period, span: self.span, cell: None })
    }
}

/// The years of the plan that a document is.
pub(super) fn years(document: &Document, source: &str, rules: &Rules, calendar: &Calendar) -> Option<Plan> {
    let words = &rules.lexicon().years;
    let context = Context { calendar: Some(calendar).filter(|one| one.is_known()), ..Context::new(rules.lexicon()) };
    let mut told: Vec<Plan> = Vec::new();
    let mut of_title: Option<Plan> = None;
    let mut titled = false;
    for (at, block) in document.blocks.iter().enumerate() {
        let raw = &source[block.text.span().range()];
        let to = |between: &str| words.plan_to.iter().any(|word| word == between);
        let says = |words: &[String]| words.iter().any(|word| raw.contains(word.as_str()));
        titled |= says(&words.plan_title);
        let title = at < TITLE_BLOCKS && titled;
        if block.table().is_some() || !(title || says(&words.plan_runs) || says(&words.plan_from)) {
            continue;
        }
        let view = View::of(source, &block.text);
        let title = title && view.text.chars().count() <= LONGEST_TITLE;
        let found = scan_in(&view.text, &context);
        for (n, one) in found.iter().enumerate() {
            let Item::Period(period) = one.item else { continue };
            let (before, behind) = (near(&view.text[..one.range.start]), &view.text[one.range.end..]);
            let led = words.plan_runs.iter().any(|word| before.contains(word.as_str()));
            let runs = (1..LONGEST).contains(&(period.end - period.start));
            let last = period.end - i32::from(ends_in_march(&view.text[one.range.clone()]));
            let plan = |last: i32| Plan { first: period.start, last, span: view.source(&one.range) };
            // 計画期間は、令和８年度から令和12年度までの５年間とする。
            let until = found.get(n + 1).and_then(|next| match next.item {
                Item::Period(until) if to(view.text[one.range.end..next.range.start].trim()) => {
                    let end = until.end - i32::from(ends_in_march(&view.text[next.range.clone()]));
                    (1..LONGEST).contains(&(end - period.start)).then_some(end)
                }
                _ => None,
            });
            if led && runs {
                told.push(plan(last));
            } else if let Some(end) = until.filter(|_| led) {
                told.push(plan(end));
            } else if title && runs {
                of_title = of_title.or(Some(plan(last)));
            }
            // 令和7年度を初年度とする5か年計画, 令和7年度からの5か年を計画期間とする
            let counted = words.plan_from.iter().find(|word| behind.starts_with(word.as_str()));
            if let (Some(_), Some(next)) = (counted, found.get(n + 1))
                && let Item::Years(years) = next.item
                && let rest = view.text[next.range.end..].trim_start_matches(['を', 'の'])
                && words.plan_runs.iter().chain(&words.plan_title).any(|word| rest.starts_with(word.as_str()))
            {
                told.push(plan(period.start + i32::from(years) - 1));
            }
        }
    }
    match told.as_slice() {
        [] => of_title,
        [first, rest @ ..] => rest.iter().all(|one| one.last == first.last).then_some(*first),
    }
}

impl Extractor<'_> {
    /// Whether a block is an item of a list, in a document that is called a plan.
    pub(super) fn is_item_of_plan(&self, block: usize) -> bool {
        let words = &self.rules.lexicon().years.plan_title;
        matches!(self.document.blocks[block].kind, Kind::Item)
            && *self.plan.get_or_init(|| {
                let first = self.document.blocks.iter().take(TITLE_BLOCKS).filter(|block| block.table().is_none());
                first.map(|block| block.text.plain(self.source)).any(|text| {
                    let short = text.chars().count() <= LONGEST_TITLE;
                    short && words.iter().any(|word| text.contains(word.as_str()))
                })
            })
    }
}

/// The end of a text, where what leads to years may stand.
fn near(text: &str) -> &str {
    let from = (text.len().saturating_sub(NEAR)..text.len()).find(|&at| text.is_char_boundary(at));
    from.map_or("", |from| &text[from..])
}

/// 令和15年3月31日 ends the fiscal year before.
fn ends_in_march(text: &str) -> bool {
    text.rsplit('年').next().is_some_and(|rest| rest.trim_start().starts_with("3月"))
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::rules::Rules;
    use crate::source::Source;

    fn said(text: &str) -> Vec<String> {
        let records = extract(&Source::from_text("plan", text), &Rules::built_in());
        records.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_last_year_of_a_plan_is_that_which_it_tells() {
        let goal = "\n\n新規就農者数を、計画の最終年度までに150人とする。\n";
        for lead in [
            "計画期間：令和8年度～令和12年度",
            "本計画は、令和8年度を初年度とする5か年計画です。",
            "本計画の期間は、令和8年度から令和12年度までの５年間とする。",
            "農業振興計画（令和8年度～令和12年度）",
            "研究機構　第５期中長期計画\n（令和8年4月1日～令和13年3月31日）",
            "県では、令和8年度からの５か年を計画期間とするプランを定めました。",
        ] {
            let said = said(&format!("{lead}{goal}"));
            assert!(said.len() == 1 && said[0].contains("target 150 人 2030"), "{lead}: {said:?}");
        }
    }

    #[test]
    fn of_several_plans_none_is_its_own() {
        let text = "計画期間：令和3年度～令和7年度\n\n次の計画の計画期間：令和8年度～令和12年度\n\n新規就農者数を、計画の最終年度までに150人とする。\n";
        assert!(said(text).iter().all(|record| !record.contains("2025") && !record.contains("2030")));
        let other =
            "計画期間：令和8年度～令和12年度\n\n新規就農者数を、前計画の最終年度までに150人とする目標であった。\n";
        assert!(said(other).iter().all(|record| !record.contains("2030")));
    }
}
