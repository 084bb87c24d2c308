//! Years as people type them: 2028, R10, 令和10年度, FY2028, 2025-2028, R6..R10.

use crate::record::Scanned;
use crate::text::Lexicon;

/// The first and last year that a text means, western; none where it is no year.
pub fn years(text: &str, lexicon: &Lexicon) -> Option<(i32, i32)> {
    let text = text.trim();
    if let Some(years) = one(text, lexicon) {
        return Some(years);
    }
    for between in ["..", "-", "~", "～", "〜", "–", "から"] {
        let Some((from, to)) = text.split_once(between) else { continue };
        let (Some((from, _)), Some((_, to))) = (one(from, lexicon), one(to, lexicon)) else { continue };
        return (from <= to).then_some((from, to));
    }
    None
}

fn one(text: &str, lexicon: &Lexicon) -> Option<(i32, i32)> {
    if let Ok(year) = text.trim().parse::<i32>() {
        return (1868..=2200).contains(&year).then_some((year, year));
    }
    let scanned = Scanned::of(text, lexicon);
    match scanned.periods.as_slice() {
        [period] if period.text.chars().count() >= text.trim().chars().count() => Some((period.start, period.end)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn years_are_read_as_people_type_them() {
        let rules = Rules::built_in();
        for (text, expected) in [
            ("2028", Some((2028, 2028))),
            ("R10", Some((2028, 2028))),
            ("令和10年度", Some((2028, 2028))),
            ("FY2028", Some((2028, 2028))),
            ("2025-2028", Some((2025, 2028))),
            ("2025..2028", Some((2025, 2028))),
            ("R7..R10", Some((2025, 2028))),
            ("2028-2025", None),
            ("70社", None),
            ("soon", None),
        ] {
            assert_eq!(years(text, rules.lexicon()), expected, "{text}");
        }
    }
}
