//! The classes of `words.toml` that the reading of tables and lines asks for, made ready.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;

use super::compile;
use super::tables::outside;
use crate::text::code::is_symbol;

/// Classes of `words.toml` made ready.
#[derive(Debug, Default)]
pub(crate) struct TableWords {
    noise: Option<Regex>,
    no_series: Option<Regex>,
    kept_series: Vec<String>,
    among: Option<Regex>,
    label: Option<Regex>,
    arrows: Option<Regex>,
    way_from: Vec<String>,
    way_to: Vec<String>,
    tokens: Option<Regex>,
    unit_label: Vec<String>,
    places: Vec<String>,
    /// How far a goal was reached: ◎, △.
    ratings: Vec<String>,
    factors: Vec<String>,
    dashes: Vec<String>,
    sum_from: Vec<String>,
    pub all_series: Vec<String>,
    same: Vec<String>,
    standing: Vec<String>,
    same_lead: Vec<String>,
    part_lead: Vec<String>,
    no_part_lead: Vec<String>,
    /// What begins a note, though nothing marks it as one: Source of baselines.
    pub note_lead: Vec<String>,
    parts: Vec<String>,
    lead: Vec<String>,
    label_end: Vec<String>,
    label_in: Vec<String>,
    after_reference: Vec<String>,
    /// What leads from one value to the next where it stands between two.
    pub leads: Vec<String>,
    goals: Option<Regex>,
    no_goals: Option<Regex>,
    aimed: Vec<String>,
    aimed_beside: Option<Regex>,
    year_lead: Vec<String>,
    unset: Option<Regex>,
    forecast: Option<Regex>,
    money: Option<Regex>,
    watched: Option<Regex>,
    kinds: Vec<String>,
    /// 上段, 下段: the upper and the lower of two lines.
    pub upper: Vec<String>,
    pub lower: Vec<String>,
    each_year: Option<Regex>,
    heads: Option<Regex>,
    goal: Option<Regex>,
    change: Option<Regex>,
    due: Option<Regex>,
    measured: Option<Regex>,
    /// The classes that it asked for, whether or not there are such.
    pub asked: Vec<&'static str>,
}

impl TableWords {
    pub fn of(classes: &BTreeMap<String, Vec<String>>) -> Self {
        // The words by which a text names a goal are asked for elsewhere.
        let mut asked = vec!["target"];
        let mut list = |name: &'static str| {
            asked.push(name);
            classes.get(name).cloned().unwrap_or_default()
        };
        Self {
            noise: any(&list("noise")),
            no_series: any(&list("no_series")),
            kept_series: list("kept_series"),
            among: any(&[list("noise"), list("value_label"), list("arrow")].concat()),
            label: any(&list("value_label")),
            arrows: any(&list("arrow")),
            way_from: list("way_from"),
            way_to: list("way_to"),
            tokens: tokens(&[
                ("label", list("value_label")),
                ("arrow", list("arrow")),
                ("beside", list("before_value")),
                ("dash", list("dash")),
                ("filler", [list("after_value"), list("goal_noun"), list("noise")].concat()),
            ]),
            unit_label: list("unit_label"),
            places: list("place_unit"),
            ratings: list("rating_mark"),
            factors: list("factor_unit"),
            dashes: list("dash"),
            sum_from: list("sum_from"),
            all_series: list("all_series"),
            parts: list("part"),
            same: list("same"),
            standing: list("standing_head"),
            same_lead: list("same_lead"),
            part_lead: list("part_lead"),
            no_part_lead: list("no_part_lead"),
            note_lead: list("note_lead"),
            lead: list("lead"),
            label_end: list("label_end"),
            label_in: list("label_in"),
            after_reference: list("after_reference"),
            leads: list("from_to"),
            goals: any(&list("goal_caption")),
            no_goals: any(&list("no_goal_caption")),
            aimed: list("aimed_caption"),
            aimed_beside: any(&list("aimed_beside")),
            year_lead: list("year_lead"),
            unset: any(&list("unset_caption")),
            forecast: any(&list("forecast_caption")),
            money: any(&list("money_name")),
            watched: any(&list("watched_row")),
            kinds: list("kind_tail"),
            upper: list("upper_line"),
            lower: list("lower_line"),
            each_year: any(&list("each_year")),
            heads: any(&list("head_word")),
            goal: any(&list("goal_word")),
            change: any(&list("change_word")),
            due: any(&list("due_word")),
            measured: any(&list("measured_word")),
            asked,
        }
    }

    /// Whether a line may head a table or be the label of a value: spares reading most text.
    pub fn may_head(&self, line: &str) -> bool {
        let is = |line: &str| self.heads.as_ref().is_some_and(|words| words.is_match(line));
        // 目　標: letters that are set apart to fill a line.
        let apart = |line: &str| line.trim().contains('\u{3000}');
        is(line)
            || line.contains(|c: char| ('Ａ'..='ｚ').contains(&c)) && is(&crate::text::nfkc(line))
            || apart(line) && is(&line.replace('\u{3000}', ""))
    }

    /// What is left of words before a value when those that name no series are taken away.
    pub fn series(&self, label: &str) -> String {
        let Some(words) = &self.no_series else { return label.to_owned() };
        // 年度当初 names one, though 年度 does not.
        let kept = self.kept_series.iter().find(|kept| label.contains(kept.as_str()));
        match kept.and_then(|kept| label.split_once(kept.as_str()).map(|around| (kept, around))) {
            Some((kept, (before, behind))) => {
                format!("{}{kept}{}", words.replace_all(before, ""), words.replace_all(behind, ""))
            }
            None => words.replace_all(label, "").into_owned(),
        }
    }

    /// A label of a series without what leads to it from the value before.
    pub fn without_lead<'t>(&self, label: &'t str) -> &'t str {
        let mut rest = label;
        while let Some(more) = self.lead.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            rest = more;
        }
        rest
    }

    /// Whether words before a value are part of a sentence, and so no label of a series.
    pub fn is_sentence(&self, label: &str) -> bool {
        self.label_in.iter().any(|word| label.contains(word.as_str()))
            || self.label_end.iter().any(|word| label.ends_with(word.as_str()))
    }

    /// Whether a unit only says how many times another value: 倍.
    pub fn is_factor(&self, unit: Option<&str>) -> bool {
        unit.is_some_and(|unit| self.factors.iter().any(|word| word == unit))
    }

    /// Whether a word stands for a value that there is not.
    pub fn is_dash(&self, text: &str) -> bool {
        self.dashes.iter().any(|dash| dash == text)
    }

    /// What follows a year from which something is summed: 令和6年度から|の累計.
    pub fn summed_from<'t>(&self, behind: &'t str) -> Option<&'t str> {
        self.sum_from.iter().find_map(|word| behind.strip_prefix(word.as_str()))
    }

    /// Whether what stands behind a year makes it one to measure against.
    pub fn is_reference(&self, behind: &str) -> bool {
        self.after_reference.iter().any(|word| behind.starts_with(word.as_str()))
    }

    /// How many characters are left of what stands among values when labels and arrows are taken away too.
    pub fn residue_among(&self, code: &str) -> usize {
        let bare = outside(code);
        let bare = self.among.as_ref().map_or_else(|| bare.clone(), |words| words.replace_all(&bare, "").into_owned());
        bare.chars().filter(|&c| c.is_alphanumeric() && !is_symbol(c)).count()
    }

    /// Whether a text begins with a label of a value, its marks and brackets left off.
    pub fn begins_label(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.label.as_ref().is_some_and(|label| label.find(text).is_some_and(|hit| hit.start() == 0))
    }

    /// Whether a label of a value stands in a text.
    pub fn holds_label(&self, text: &str) -> bool {
        self.label.as_ref().is_some_and(|label| label.is_match(text))
    }

    /// Whether a text is nothing but a label of a value, with perhaps a year in brackets: 現状（R元）.
    pub fn is_label(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(hit) = self.label.as_ref().and_then(|label| label.find(text)).filter(|hit| hit.start() == 0) else {
            return false;
        };
        let rest = text[hit.end()..].trim_matches(|c: char| !c.is_alphanumeric() && !"（(".contains(c));
        rest.is_empty() || rest.starts_with(['（', '('])
    }

    /// Where a label right before a place begins, its brackets included: 目標値（, 現状：, 【目標】.
    pub fn label_start(&self, code: &str, place: usize) -> usize {
        let open = |c: char| " :：・、,()（）〔〕[]【】「」<>\n→".contains(c);
        let mut at = place;
        loop {
            let before = code[..at].trim_end_matches(open);
            let last = self
                .label
                .as_ref()
                .and_then(|label| label.find_iter(before).filter(|hit| hit.end() == before.len()).last());
            match last {
                Some(hit) => at = hit.start(),
                None if at == place => {
                    return code[..place].trim_end_matches(['(', '（', '〔', '[', '【', ' ', ':', '\n']).len();
                }
                None => return code[..at].trim_end_matches(open).len(),
            }
        }
    }

    /// The words of a line that are told one by one: labels, arrows, dashes, words around values.
    pub fn tokens<'c>(&'c self, code: &'c str) -> impl Iterator<Item = (Token, Range<usize>)> + 'c {
        let hits = self.tokens.iter().flat_map(move |words| words.captures_iter(code));
        hits.filter_map(|hit| {
            let (at, group) = hit.iter().enumerate().skip(1).find_map(|(at, group)| Some((at, group?)))?;
            let token = match at {
                1 => Token::Label,
                2 => Token::Arrow,
                3 => Token::Beside,
                4 => Token::Dash,
                _ => Token::Filler,
            };
            Some((token, group.range()))
        })
    }

    /// Where から stands in 109人から500人以上へ.
    pub fn way(&self, code: &str) -> Option<usize> {
        let ends = self.way_to.iter().any(|word| code.trim_end().ends_with(word.as_str()));
        ends.then(|| self.way_from.iter().find_map(|word| code.find(word.as_str()))).flatten()
    }

    /// Where the first arrow stands.
    pub fn arrow(&self, code: &str) -> Option<usize> {
        self.arrows.as_ref()?.find(code).map(|hit| hit.start())
    }

    /// Whether words call what stands below them goals; none where they say nothing of it.
    pub fn goals(&self, text: &str) -> Option<bool> {
        let is = |words: &Option<Regex>, text: &str| words.as_ref().is_some_and(|words| words.is_match(text));
        if is(&self.unset, text) {
            return Some(false);
        }
        // 基本目標 names a part of a plan, whatever it holds.
        let rest = self.no_goals.as_ref().map_or_else(|| text.into(), |words| words.replace_all(text, "\u{0}"));
        match () {
            () if is(&self.goals, &rest) => Some(true),
            () if rest.contains('\u{0}') => Some(false),
            () => None,
        }
    }

    /// 特定健診の目標実施率: whether a caption says of every value below it that it is aimed at.
    pub fn are_aimed(&self, caption: &str) -> bool {
        let text = caption.trim_end_matches(|c: char| !c.is_alphanumeric());
        let beside = self.aimed_beside.as_ref().is_some_and(|words| words.is_match(text));
        !beside && self.aimed.iter().any(|tail| text.ends_with(tail.as_str()))
    }

    /// 2030年度における…: how much of a name is what leads on from the year before it; nothing where it begins otherwise.
    pub fn leads_from_year(&self, text: &str) -> Option<usize> {
        self.year_lead.iter().find(|lead| text.starts_with(lead.as_str())).map(String::len)
    }

    /// 収支計画, 将来推計: whether words say of what stands below them that it is expected and not aimed at.
    pub fn is_forecast(&self, text: &str) -> bool {
        self.forecast.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// 年次目標, 実績の推移: a header over columns of several years.
    pub fn is_over_years(&self, header: &str) -> bool {
        self.each_year.as_ref().is_some_and(|words| words.is_match(header))
    }

    /// Status, which heads how things go or where they stand.
    pub fn heads_standing(&self, header: &str) -> bool {
        self.standing.iter().any(|word| word == header.trim())
    }

    /// Whether a name says that it is the one above: 同上.
    pub fn is_same(&self, name: &str) -> bool {
        self.same.iter().any(|same| same == name)
    }

    /// 同（中学校）: the bracket of a name that is else the one above.
    pub fn same_but<'n>(&self, name: &'n str) -> Option<&'n str> {
        let rest = self.same_lead.iter().find_map(|lead| name.strip_prefix(lead.as_str()))?;
        rest.trim_start().strip_prefix(['(', '（'])?.strip_suffix([')', '）'])
    }

    /// うち外国人, of which female: the part of what stands above.
    pub fn part_of_above<'n>(&self, name: &'n str) -> Option<&'n str> {
        if self.no_part_lead.iter().any(|word| name.starts_with(word.as_str())) {
            return None;
        }
        let mut leads = self.part_lead.iter();
        let rest = leads.find_map(|lead| name.strip_prefix(lead.as_str()))?;
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "、,:：・".contains(c));
        (rest.chars().count() > 1).then_some(rest)
    }

    /// 男性, 小学校: what a row below a whole may be called by.
    pub fn is_part(&self, name: &str) -> bool {
        let bare = name.trim_matches(|c: char| c.is_whitespace() || "()（）〔〕[]【】・:：".contains(c));
        self.parts.iter().any(|part| part == bare)
    }

    /// The longest word for a part that a name ends in: 割合男性.
    pub fn part_at_end(&self, name: &str) -> Option<&str> {
        self.parts.iter().filter(|part| name.ends_with(part.as_str())).max_by_key(|part| part.len()).map(String::as_str)
    }

    /// Whether words can be a target: 全市町村, 現状値より増加.
    pub fn is_goal(&self, text: &str) -> bool {
        self.goal.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// Whether words say of a year that something was measured then.
    pub fn is_measured(&self, text: &str) -> bool {
        self.measured.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// Whether words make of a year a deadline.
    pub fn is_due(&self, text: &str) -> bool {
        self.due.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// Whether words make of a number a change.
    pub fn is_change(&self, text: &str) -> bool {
        self.change.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// 就職率(アウトカム): a name without the bracket that tells its kind.
    pub fn without_kind<'t>(&self, name: &'t str) -> &'t str {
        let inner = name.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        inner.filter(|(_, kind)| self.kinds.iter().any(|word| word == kind)).map_or(name, |(bare, _)| bare)
    }

    /// 参考指標: of a row that is only watched.
    pub fn is_watched(&self, text: &str) -> bool {
        self.watched.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// 執行額, 事業費: a budget, which is no indicator where nothing calls it one.
    pub fn is_money(&self, name: &str) -> bool {
        self.money.as_ref().is_some_and(|words| words.find_iter(name).any(|hit| hit.end() == name.len()))
    }

    /// 単位：人 inside a bracket: the unit.
    pub fn unit_label<'t>(&self, text: &'t str) -> Option<&'t str> {
        let word = self.unit_label.iter().find_map(|label| text.trim_start().strip_prefix(label.as_str()))?;
        Some(word.trim_start_matches([':', '：', ' ', '　', '・']).trim())
    }

    /// Whether a line may name a unit: 単位.
    pub fn has_unit_label(&self, line: &str) -> bool {
        self.unit_label.iter().any(|label| line.contains(label.as_str()))
    }

    /// （単位：人） somewhere in a line: the unit.
    pub fn unit_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let at = self.unit_label.iter().filter_map(|label| text.find(label.as_str())).min()?;
        let word = self.unit_label(&text[at..])?;
        // Unit: billion yen
        let letters = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
        let goes_on = |at: usize| letters(word) && word[at..].starts_with(' ') && letters(&word[at + 1..]);
        let ends =
            |&(at, c): &(usize, char)| c.is_whitespace() && !goes_on(at) || ")）]】、,.。".contains(c) && !goes_on(at);
        let end = word.char_indices().find(ends).map_or(word.len(), |(at, _)| at);
        Some(&word[..end]).filter(|word| !word.is_empty())
    }

    /// Whether a text is a mark for how far a goal was reached, and nothing else.
    pub fn is_rating(&self, text: &str) -> bool {
        self.ratings.iter().any(|mark| mark == text)
    }

    /// 設置数（県）: a place, and no unit.
    pub fn is_place(&self, word: &str) -> bool {
        self.places.iter().any(|place| place == word)
    }

    /// How many characters are left of a cell when values, brackets and noise are taken away.
    pub fn residue(&self, code: &str) -> usize {
        let bare = outside(code);
        let bare = self.noise.as_ref().map_or_else(|| bare.clone(), |noise| noise.replace_all(&bare, "").into_owned());
        bare.chars().filter(|&c| c.is_alphanumeric() && !is_symbol(c)).count()
    }
}

/// What a word of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    Label,
    Arrow,
    /// 新たに: stands before a value and belongs to no name.
    Beside,
    Dash,
    /// の維持, 程度: says nothing of what is counted.
    Filler,
}

/// One pattern of some classes, a group each.
pub(super) fn tokens(classes: &[(&str, Vec<String>)]) -> Option<Regex> {
    let group = |(name, words): &(&str, Vec<String>)| {
        let mut words = words.clone();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        // A class without words has its group all the same: groups are told by their number.
        let all: Vec<String> = words.iter().map(|word| bounded(word)).collect();
        format!("(?P<{name}>{})", if all.is_empty() { r"[^\s\S]".to_owned() } else { all.join("|") })
    };
    compile(&classes.iter().map(group).collect::<Vec<_>>().join("|")).ok()
}

/// One pattern of all words, the longest first.
pub(super) fn any(words: &[String]) -> Option<Regex> {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let all: Vec<String> = words.iter().map(|word| bounded(word)).collect();
    if all.is_empty() { None } else { compile(&all.join("|")).ok() }
}

/// A Latin word is whole: `by` is no part of `Derby`.
fn bounded(word: &str) -> String {
    let latin = word.starts_with(|c: char| c.is_ascii_alphabetic());
    if latin { format!(r"\b{}\b", regex::escape(word)) } else { regex::escape(word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_word_of_noise_is_whole() {
        let any = any(&["by".to_owned(), "まで".to_owned()]).unwrap();
        assert_eq!(any.replace_all("Derby by までに", ""), "Derby  に");
    }
}
