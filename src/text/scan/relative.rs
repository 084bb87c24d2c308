//! Whether a value is measured against a year: 2023年度比, 対2018年度比, compared to FY2013.

use crate::text::Range;
use crate::text::lexicon::Lexicon;

/// Longer than any of the words before a year, in bytes.
const LONGEST_HEAD: usize = 40;

/// The range of a year with the words around it that make it one to compare with.
pub(super) fn around(text: &str, year: &Range, lexicon: &Lexicon) -> Option<Range> {
    let words = &lexicon.years;
    let before = &text[..year.start];
    if let Some((true, more)) = words.relative_after.longest(&text[year.end..]) {
        let lead = words.relative_around.longest(before).map_or(0, |(_, len)| len);
        return Some(year.start - lead..year.end + more);
    }
    let from = before.ceil_char_boundary(before.len().saturating_sub(LONGEST_HEAD));
    let near = before[from..].trim_end();
    let bare = match near.len().checked_sub(" the".len()) {
        Some(at) if near.is_char_boundary(at) && near[at..].eq_ignore_ascii_case(" the") => &near[..at],
        _ => near,
    };
    let (_, len) = words.relative_before.longest(bare)?;
    Some(from + bare.len() - len..year.end)
}
