//! Programmes that were read in two ways: one record is enough, of the way that tells more of what stands where, with the
//! ministries of both.

use crate::layout::Span;

use super::super::making::FoundProgramme;
use super::super::statement::{By, Way};
use super::super::{Extractor, Found};
use super::meet;

impl Extractor<'_> {
    /// Leaves those of slides that a table tells (事業名 X over 補正予算額 4,730千円), and those of sentences that a line tells:
    /// ・X事業（R6補正予算 7.4億円）【厚】.
    pub(super) fn leave_twice(&mut self) {
        self.leave(|by| matches!(by, By::Paid(Way::Slide)), |by| matches!(by, By::Paid(Way::Table)));
        self.leave(|by| matches!(by, By::Rule(_)), |by| matches!(by, By::Paid(_)));
    }

    /// Leaves what was read in one way where it was read in the other too.
    fn leave(&mut self, one: fn(&By) -> bool, other: fn(&By) -> bool) {
        let kept: Vec<(String, Span)> = self.out.iter().filter_map(|found| told(found, other)).collect();
        let mut left: Vec<FoundProgramme> = Vec::new();
        let all = std::mem::take(&mut self.out).into_iter().filter_map(|found| match found {
            Found::Programme(read)
                if one(&read.by) && kept.iter().any(|(name, span)| *name == read.name && meet(*span, read.span)) =>
            {
                left.push(read);
                None
            }
            found => Some(found),
        });
        self.out = all.collect();
        for found in &mut self.out {
            if let Found::Programme(kept) = found
                && other(&kept.by)
                && kept.ministries.is_empty()
                && let Some(same) = left.iter().find(|left| left.name == kept.name && meet(left.span, kept.span))
            {
                kept.ministries.clone_from(&same.ministries);
            }
        }
    }
}

/// The name of a programme that was read in a way, and where it stands.
fn told(found: &Found, way: fn(&By) -> bool) -> Option<(String, Span)> {
    match found {
        Found::Programme(one) if way(&one.by) => Some((one.name.clone(), one.span)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::record::Record;
    use crate::rules::Rules;
    use crate::source::Source;

    #[test]
    fn what_a_line_and_a_sentence_tell_is_one_programme() {
        let text = "令和7年度補正予算の概要\n\n・離島航路支援事業（令和７年度補正予算 7億円）【国】\n";
        let found: Vec<String> = extract(&Source::from_text("plan", text), &Rules::built_in())
            .iter()
            .filter(|record| matches!(record, Record::Programme(_)))
            .map(ToString::to_string)
            .collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("離島航路支援事業") && found[0].contains('国'), "{found:?}");
    }
}
