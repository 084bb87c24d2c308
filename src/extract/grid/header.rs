//! Which rows are headers: rows of role words and years without values.

use crate::rules::{Column, Look, Rules};

use super::cell::Cell;

/// A word of a header that no facet knows is no longer than this, in characters.
const SHORT: usize = 10;

/// Whether some cells are the header of a table.
pub(super) fn is_header(row: &[&Cell], rules: &Rules) -> bool {
    let filled: Vec<&Cell> = row.iter().copied().filter(|cell| !cell.is_empty()).collect();
    if filled.len() < 2 {
        return false;
    }
    let headerish: Vec<bool> = filled.iter().map(|cell| cell.headerish(rules)).collect();
    let body = |cell: &Cell, headerish: bool| match cell.look {
        Look::Value | Look::Rationale => true,
        Look::Dash => true,
        Look::Source => !headerish,
        // The name of an indicator that holds a header's word.
        Look::Name => cell.strength == 3 && cell.len() > 14 && !headerish,
        _ => cell.has_value() && !headerish,
    };
    if filled.iter().zip(&headerish).any(|(cell, &headerish)| body(cell, headerish)) {
        return false;
    }
    let known = headerish.iter().filter(|&&headerish| headerish).count();
    let period = |(cell, headerish): &(&&Cell, &bool)| cell.look == Look::Period && !**headerish;
    let periods = filled.iter().zip(&headerish).filter(period).count();
    let short = filled.iter().zip(&headerish);
    let short = short.filter(|(cell, headerish)| !**headerish && cell.look != Look::Period && cell.len() <= SHORT).count();
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
    // Labels of rows alone (目標 | 実績) head nothing.
    if known == 1 && periods == 0 {
        return false;
    }
    2 * (known + periods) >= filled.len() && 10 * (known + periods + short) >= 8 * filled.len()
}

/// Whether a row tells words and what they stand for, by turns: 事業名 | … | 担当部局 | ….
pub(super) fn is_pairs(row: &[&Cell], rules: &Rules) -> bool {
    let filled: Vec<&Cell> = row.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let word = |cell: &Cell| cell.headerish(rules) && cell.look != Look::Period && cell.says(rules).role.is_none();
    let turns = filled.iter().enumerate().all(|(n, cell)| n % 2 == 1 && !word(cell) || n % 2 == 0 && word(cell));
    filled.len() >= 2 && filled.len() % 2 == 0 && turns
        && filled.chunks(2).all(|pair| pair[1].look != Look::Value || pair[0].says(rules).is(Column::Index))
        && (filled.len() > 2 || filled.len() == row.len())
}

/// Whether some cells go on with the header above them: years, labels, units, no names and no values.
pub(super) fn is_subheader(row: &[&Cell], rules: &Rules) -> bool {
    let filled: Vec<&Cell> = row.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let fits = |cell: &&Cell| match cell.look {
        Look::Period | Look::Label => true,
        Look::Unit => true,
        Look::Value | Look::Rationale | Look::Dash => false,
        _ => cell.headerish(rules),
    };
    let tells = |cell: &&Cell| {
        let says = cell.says(rules);
        matches!(cell.look, Look::Period | Look::Label) || says.role.is_some() || says.is(Column::Period)
    };
    !filled.is_empty() && filled.iter().all(fits) && filled.iter().any(tells)
}
