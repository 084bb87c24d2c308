//! Which rows are headers: rows of role words and years without values.

use crate::rules::{Column, Hint, Look, Rules};

use super::cell::{Cell, unit};
use crate::text::code::is_symbol;

/// A word of a header that no facet knows is no longer than this, in characters.
const SHORT: usize = 10;

/// A cell of so many words that tell no role heads nothing.
const SENTENCE: usize = 8;

/// So many words of a header in a row, and more than half of its cells, are one whatever stands beside them.
const SURE: usize = 3;

/// Whether some cells are the header of a table.
pub(super) fn is_header(row: &[&Cell], rules: &Rules) -> bool {
    let mut filled: Vec<&Cell> = row.iter().copied().filter(|cell| !cell.is_empty()).collect();
    // A cell over many columns is one word.
    filled.dedup_by(|next, before| std::ptr::eq(*next, *before));
    if counts_rows(&filled) && filled.iter().filter(|cell| cell.headerish(rules)).count() >= SURE {
        filled.remove(0);
    }
    if filled.len() < 2 {
        return false;
    }
    // 番号 | 市町村 | 事業名称 | 総事業費 | 交付額: names of programmes and what they cost.
    let text = |cell: &Cell| cell.read.reading.view.text.replace('\n', "");
    let named = |cell: &Cell| rules.programmes.heads_names(&text(cell));
    let costs = |cell: &Cell| rules.paid.heads_costs(&text(cell)) || rules.paid.heads_grants(&text(cell));
    let pays = filled.iter().any(|cell| named(cell)) && filled.iter().any(|cell| costs(cell));
    let known = |cell: &Cell| cell.headerish(rules) || pays && (named(cell) || costs(cell));
    let headerish: Vec<bool> = filled.iter().map(|cell| known(cell)).collect();
    // Strategic objective / expected result | Indicator | Baseline | Target 2025: so many words of a header beside it leave
    // no doubt.
    let sure = headerish.iter().filter(|&&headerish| headerish).count() >= SURE
        && 2 * headerish.iter().filter(|&&headerish| headerish).count() > filled.len()
        && filled.iter().zip(&headerish).any(|(cell, &known)| known && cell.says(rules).role.is_some())
        && filled.iter().zip(&headerish).all(|(cell, &known)| known || !cell.has_value());
    // Make regular updates to the site in response to its users: what is done, and no word of a header.
    let names = |cell: &Cell| {
        let says = cell.says(rules);
        says.role.is_some() || says.is(Column::Name) || says.is(Column::Period) || says.is(Column::Value)
    };
    // Average abatement between 2020 and 2030 (ktCO2e/y): what ends in its unit heads numbers, however long.
    let united = |cell: &Cell| {
        let text = cell.read.reading.view.text.trim_end();
        let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, inside)| inside.trim());
        let one = |inside: &str| unit(inside.split('/').next().unwrap_or_default(), rules.lexicon());
        inside.is_some_and(|inside| one(inside).is_some())
    };
    let long = |cell: &Cell| cell.code().split(' ').count() >= SENTENCE && !names(cell) && !united(cell);
    let body = |cell: &Cell, headerish: bool| match cell.look {
        Look::Name | Look::Text if long(cell) => true,
        Look::Value | Look::Rationale => true,
        // Baseline year stands for a value in a row, and heads years in a header.
        Look::Dash => !headerish,
        Look::Source => !headerish,
        // The name of an indicator that holds a header's word.
        Look::Name => cell.strength == 3 && cell.len() > 14 && !headerish && !sure && !united(cell),
        _ => cell.has_value() && !headerish,
    };
    // ３つの柱 | 指標名 | 現状値 | 目標値: a number in the words of the first cell counts nothing.
    let letters = |cell: &Cell| cell.code().chars().filter(|&c| c.is_alphabetic() && !is_symbol(c)).count();
    let word = |n: usize, cell: &Cell| n == 0 && letters(cell) >= 3 && cell.breadth() <= SHORT;
    if filled.iter().zip(&headerish).enumerate().any(|(n, (cell, &headerish))| body(cell, headerish) && !word(n, cell))
    {
        return false;
    }
    let known = headerish.iter().filter(|&&headerish| headerish).count();
    // YR1 | YR2 | YR3, 1年目 | 2年目: years that are only counted.
    let counted = |cell: &Cell| super::counted::number(cell, rules).is_some();
    let several = filled.iter().filter(|cell| counted(cell)).count() >= 2;
    let period =
        |(cell, headerish): &(&&Cell, &bool)| (cell.look == Look::Period || several && counted(cell)) && !**headerish;
    let periods = filled.iter().zip(&headerish).filter(period).count();
    let short = filled.iter().zip(&headerish);
    let short = short
        .filter(|(cell, headerish)| {
            !**headerish && cell.look != Look::Period && (cell.breadth() <= SHORT || united(cell))
        })
        .count();
    // 予算額 | R3 | R4 | R5: years behind whatever words.
    if periods >= 2 && periods + 1 == filled.len() && filled[0].look != Look::Period {
        return true;
    }
    if known == 0 {
        return periods >= 2 && periods + short == filled.len() && short <= 1;
    }
    if known == 1 && periods < 2 && periods + 1 < filled.len() {
        return false;
    }
    // Base year | 2019 | | |: a word and what it stands for.
    if filled.len() == 2
        && periods == 1
        && row.len() > 3
        && filled[0].says(rules).kind.is_some_and(|(kind, _)| kind == Column::Period)
    {
        return false;
    }
    // Labels of rows alone (目標 | 実績) head nothing.
    if known == 1 && periods == 0 {
        return false;
    }
    // Adaptation Intervention (Commitment) | Indicators | Baseline (2018) | 2030 Target: two roles say it surely.
    let roles = filled
        .iter()
        .zip(&headerish)
        .filter(|(_, headerish)| **headerish)
        .filter_map(|(cell, _)| cell.says(rules).role);
    let mut roles: Vec<Hint> = roles.map(|(role, _)| role).collect();
    roles.dedup();
    let most = if roles.len() > 1 { 6 } else { 8 };
    sure || 2 * (known + periods) >= filled.len() && 10 * (known + periods + short) >= most * filled.len()
}

/// Whether a row tells words and what they stand for, by turns: 事業名 | … | 担当部局 | ….
pub(super) fn is_pairs(row: &[&Cell], rules: &Rules) -> bool {
    let filled: Vec<&Cell> = row.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let word = |cell: &Cell| cell.headerish(rules) && cell.look != Look::Period && cell.says(rules).role.is_none();
    let turns = filled.iter().enumerate().all(|(n, cell)| n % 2 == 1 && !word(cell) || n % 2 == 0 && word(cell));
    filled.len() >= 2
        && filled.len().is_multiple_of(2)
        && turns
        // Indicator | FY2019 target: two words of a header stand for nothing.
        && !filled.iter().skip(1).step_by(2).any(|cell| cell.headerish(rules) && cell.says(rules).role.is_some())
        && filled.chunks(2).all(|pair| pair[1].look != Look::Value || pair[0].says(rules).is(Column::Index))
        && (filled.len() > 2 || filled.len() == row.len())
}

/// Whether some cells go on with the header above them: years, labels, units, no names and no values.
pub(super) fn is_subheader(row: &[&Cell], rules: &Rules) -> bool {
    let mut filled: Vec<&Cell> = row.iter().copied().filter(|cell| !cell.is_empty()).collect();
    if counts_rows(&filled) {
        filled.remove(0);
    }
    let fits = |cell: &&Cell| match cell.look {
        Look::Period | Look::Label => true,
        Look::Unit => true,
        Look::Value | Look::Rationale | Look::Dash => false,
        _ => cell.headerish(rules) || dated(cell),
    };
    let tells = |cell: &&Cell| {
        let says = cell.says(rules);
        dated(cell) || matches!(cell.look, Look::Period | Look::Label) || says.role.is_some() || says.is(Column::Period)
    };
    !filled.is_empty() && filled.iter().all(fits) && filled.iter().any(tells)
}

/// 1 | 指標 | 単位 | 現状 | 目標: whether the first cell of several holds the number of the row, as a spreadsheet or a program that
/// wrote it counts the header's rows too.
fn counts_rows(filled: &[&Cell]) -> bool {
    let number = filled.first().map(|cell| cell.read.reading.view.text.trim().parse::<u16>());
    filled.len() > 2 && number.is_some_and(|number| number.is_ok_and(|number| number < 1000))
}

/// 2026年度（R8）中間評価: a year, and a short word for what happens in it.
fn dated(cell: &Cell) -> bool {
    cell.periods().next().is_some() && !cell.has_value() && cell.breadth() <= SHORT
}

#[cfg(test)]
mod tests {
    use super::super::desk::{rows, rules};
    use super::*;

    fn ask(of: fn(&[&Cell], &Rules) -> bool, text: &str) -> bool {
        let lines = rows(&[text]);
        of(&lines[0].cells().collect::<Vec<_>>(), rules())
    }

    #[test]
    fn rows_of_role_words_and_years_are_headers() {
        for text in [
            "指標名 | 単位 | 基準値 | 目標値",
            "KPI | 現状値（R5） | 目標値（R10）",
            "指標 | R5 | R6 | R7",
            "項目 | 現状 | 目標 | 担当課",
            "Indicator | Baseline | Target",
            "1 | 環境目標 | 指標 | 単位 | 現状 | 目標 |  | 備考",
            "施策 | 指標 | 策定時 | 目標 | 備考",
            " | 令和5年度 | 令和6年度",
            "No. | 指標名 | 目標値 | 実績値 | 達成率",
            "Adaptation Intervention (Commitment) | Indicators | Baseline (2018) | 2030 Target",
            "KPI | Unit | Baseline year | Baseline value | Target FY2024",
            "Sector | Mitigation target (2020-2030) | Average abatement between 2020 and 2030 (ktCO2e/y)",
            "Key performance indicator (what will be measured and how often it is) | Baseline | Target",
        ] {
            assert!(ask(is_header, text), "{text}");
        }
        for text in [
            "新規就農者数 | 人 | 98 | 150",
            "新規就農者数 | 98人（R5） | 150人（R10）",
            "1 | 指標 | 98",
            "目標値",
            "目標 | 150人",
            "目標 | －",
            "男性 | 女性",
            "過去５年の推移を踏まえ設定する | 目標値",
            "",
        ] {
            assert!(!ask(is_header, text), "{text}");
        }
    }

    #[test]
    fn rows_of_years_and_labels_go_on_with_a_header() {
        for text in
            ["令和5年度 | 令和10年度", "2 |  | 2018年度 | 2023年度", " |  | R5 | R10 | ", "目標 | 実績 | 目標 | 実績"]
        {
            assert!(ask(is_subheader, text), "{text}");
        }
        for text in ["98 | 150", "新規就農者数 | R5", "", " | ", "－ | －"] {
            assert!(!ask(is_subheader, text), "{text}");
        }
    }

    #[test]
    fn words_and_what_they_stand_for_are_pairs() {
        assert!(ask(is_pairs, "事業名 | 就農支援事業 | 担当部局 | 農林水産部"));
        for text in ["指標 | 目標値 | 実績値", "事業名 | 就農支援事業 | 担当部局", "新規就農者数 | 98人"]
        {
            assert!(!ask(is_pairs, text), "{text}");
        }
    }
}
