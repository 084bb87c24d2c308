//! What a sentence says of the list below it: …令和5年度一般会計補正予算案は12億円。主な内容は次のとおり。 The budget that it names last
//! is that of the items, and of nothing behind them.

use crate::chars::is_hiragana;
use crate::text::Reading;
use crate::text::scan::Item;

use super::super::Extractor;
use super::line::Purse;
use super::token::{Leaf, Node, every};
use super::{LONGEST_LINE, Line};

/// A line between the sentence and the list, or between two items, that names a part: 民生費で. It is no longer, in characters.
const PART: usize = 12;
/// The sentence that leads to a list, and the one that names the budget, stand so many lines above it.
const ABOVE: usize = 4;

impl Extractor<'_> {
    /// Whether a line is an item of a list or names a part of it.
    pub(super) fn in_list(&self, line: &Line) -> bool {
        line.marked || self.source[line.span.range()].trim().chars().count() <= PART
    }

    /// The budget that the sentence above a list names. `only` is the one that the text names
    /// alone, if it does: 京都市は令和6年度当初予算案を発表した far above.
    pub(super) fn budget_of_list(
        &self,
        lines: &[Line],
        at: usize,
        only: impl FnOnce() -> Option<Purse>,
    ) -> Option<Purse> {
        let line = lines.get(at).filter(|line| line.marked && line.cell.is_none())?;
        let pays = |line: &Line| self.rules.paid.may_pay(&self.source[line.span.range()]);
        // 【知事政策局】 names a part, though it has a mark.
        let part = |line: &Line| self.in_list(line) && !pays(line);
        let begins = at
            .checked_sub(1)
            .is_some_and(|above| (!lines[above].marked || part(&lines[above])) && lines[above].cell.is_none());
        if !begins || !pays(line) {
            return None;
        }
        let raw = |n: usize| &self.source[lines[n].span.range()];
        let says = |n: &usize| self.rules.programmes.leads_list(raw(*n));
        let mut above = (at.saturating_sub(ABOVE)..at).rev().skip_while(|n| part(&lines[*n]) && !says(n));
        let leads = above.next().filter(says)?;
        if let Some(purse) = self.spoken_of(&lines[leads]) {
            return Some(purse);
        }
        // Where another sentence names it, this one must lead to what a budget pays for, and to no years of its own.
        if !self.rules.programmes.leads_budget(raw(leads)) || self.tells_year(&lines[leads]) {
            return None;
        }
        let mut near = (leads.saturating_sub(ABOVE)..leads).rev().take_while(|&n| !lines[n].marked);
        near.find_map(|n| self.spoken_of(&lines[n])).or_else(only)
    }

    fn tells_year(&self, line: &Line) -> bool {
        let reading = self.paid_reading(&line.text);
        reading.found.iter().any(|found| matches!(found.item, Item::Period(_)))
    }

    /// The last budget that a line speaks of, with its year: 補正予算案は, but not 補正予算を活用し.
    fn spoken_of(&self, line: &Line) -> Option<Purse> {
        let raw = &self.source[line.span.range()];
        if raw.len() > LONGEST_LINE || !self.rules.paid.may_pay(raw) {
            return None;
        }
        let reading = self.paid_reading(&line.text);
        let (mut last, mut year) = (None, None);
        for node in every(&reading, &(0..reading.view.text.len()), &self.rules.paid) {
            match node {
                Node::Leaf(Leaf::Year(own), _) => year = Some(own),
                Node::Leaf(Leaf::Kind(kind), range) if !self.rules.paid.says_little(&kind) => {
                    let topic = self.rules.programmes.is_topic(&reading.view.text[range.end..]);
                    let year = year.take().filter(|_| topic);
                    last = year.map(|year| Purse { year: Some(year), kind: Some(kind) }).or(last);
                }
                // 令和6年度予算とともに: a plain word for a budget ends what its year is for.
                Node::Leaf(Leaf::Kind(_) | Leaf::Money(_), _) => year = None,
                _ => {}
            }
        }
        last
    }

    /// 令和6年度 6月補正予算: whether a line of a paragraph is nothing but a year and a kind of budget, and no piece of a sentence
    /// that goes on from the line above.
    pub(super) fn is_bare_title(&self, lines: &[Line], at: usize, reading: &Reading) -> bool {
        let above = at.checked_sub(1).map(|above| self.source[lines[above].span.range()].trim_end());
        if above.is_some_and(|above| above.ends_with(|c: char| is_hiragana(c) || c == '、')) {
            return false;
        }
        let month = |text: &str| text.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '第') == "月";
        every(reading, &(0..reading.view.text.len()), &self.rules.paid).iter().all(|node| match node {
            Node::Leaf(Leaf::Year(_) | Leaf::Kind(_) | Leaf::Beside | Leaf::Bare(_), _) => true,
            Node::Leaf(Leaf::Words, range) => month(reading.text(range)),
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::desk::said;

    #[test]
    fn a_sentence_tells_the_budget_of_the_list_below_it() {
        let items = "- 用地購入事業2億8923万円\n- 除雪経費8640万円\n- 跡地整備（旧北小学校）3600千円\n- ふるさと納税推進事業1236万円\n";
        let lead = "令和6年度一般会計予算とともに上程される令和5年度一般会計補正予算案は、12億9439万3千円。主な内容は次のとおり。\n";
        let found = said(&format!("議会だより\n\n{lead}\n{items}\n全体では増額となります。\n"));
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[0], "用地購入事業 | 289230000 2023 補正予算案");
        // A list that no sentence leads to.
        assert!(said(&format!("議会だより\n\n令和5年度一般会計補正予算案は可決されました。\n\n{items}")).is_empty());
    }

    #[test]
    fn a_list_in_one_line_is_of_the_only_budget_of_the_text() {
        let text = "市は26日、令和6年度当初予算案を発表した。\n市長は追加の予算を5月市会に提案する。\n一般会計は9513億円（同2.1％増）。\n特別会計は621億円。\n公営企業会計は252億円。\n\
            建設関連の新規事業は、▽鴨川魅力向上プロジェクト2500万円▽木造住宅改修支援事業3億9200万円▽自由通路整備事業8億円（別途債務負担設定あり）▽構造設計手法の確立2500万円\n";
        let found = said(text);
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[1], "木造住宅改修支援事業 | 392000000 2024 当初予算案");
    }

    #[test]
    fn a_title_or_another_budget_in_the_sentence_changes_nothing() {
        let items = "- 道路整備事業 3億円\n- 河川改修事業 2億円\n- 保育所運営事業 5億円\n";
        for lead in [
            "当初予算案の総額は300億円です。主な事業は次のとおりです。",
            "国の補正予算に対応した事業も含め、主な事業は次のとおりです。",
            "令和6年度補正予算と一体で編成しました。主な事業は次のとおりです。",
            "前年度の令和6年度当初予算に比べ5億円の増となりました。増加した主なものは次のとおりです。",
        ] {
            let found = said(&format!("令和7年度当初予算\n\n{lead}\n\n{items}"));
            assert_eq!(found.len(), 3, "{lead} {found:?}");
            assert_eq!(found[0], "道路整備事業 | 300000000 2025 当初予算", "{lead}");
        }
        for lead in [
            "民間企業3社が市内に進出します。主な内容は次のとおりです。",
            "令和2年度から令和6年度までに行った主な事業は次のとおりです。",
        ] {
            assert!(said(&format!("市は令和6年度当初予算案を発表した。\n\n{lead}\n\n{items}")).is_empty(), "{lead}");
        }
    }

    #[test]
    fn parts_may_stand_between_the_items() {
        let text = "議案第3号令和6年度一般会計補正予算については、3億円を追加して、334億円とするものであります。\n歳出の主なものを款別に申し上げますと、\n民生費で\n\
            - 給付金給付事業に 1億8,672万4千円\n- 物価高騰対応緊急支援事業に4,624万円\n\n農林水産業費で\n- 飼肥料高騰対策事業に2,166万5千円\n\nなどであります。\n";
        let found = said(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[2], "飼肥料高騰対策事業 | 21665000 2024 補正予算");
    }

    #[test]
    fn lines_with_their_amounts_over_what_is_done_are_a_list() {
        let text = "補正予算の概要\n令和6年度 6月補正予算\n生活保護システム改修費 1,716,000円\n制度の改正に伴う改修を行います。\n基金への積立 276,146,000円\n法の規定に基づき積み立てます。\n\
            感染症ワクチン接種費 157,858,000円\n接種を行います。\n";
        let found = said(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0], "生活保護システム改修費 | 1716000 2024 補正予算");
    }
}
