//! Years in the Japanese calendar, for readers who count in it.

use super::{Basis, Period};

/// The first year of each era, newest first.
const ERAS: &[(i32, &str, char)] =
    &[(2019, "令和", 'R'), (1989, "平成", 'H'), (1926, "昭和", 'S'), (1912, "大正", 'T'), (1868, "明治", 'M')];

impl Period {
    /// The period in era years: 令和10年度, 平成30年～令和4年.
    pub fn in_eras(&self) -> Option<String> {
        let suffix = if self.basis == Some(Basis::Fiscal) { "年度" } else { "年" };
        let end = format!("{}{suffix}", year_in_era(self.end)?);
        if self.start == self.end {
            return Some(end);
        }
        Some(format!("{}{suffix}～{end}", year_in_era(self.start)?))
    }

    /// The same in the letters of tables: R10, H30-R4.
    pub fn in_era_letters(&self) -> Option<String> {
        let letters = |year| era(year).map(|(_, letter, nth)| format!("{letter}{nth}"));
        let end = letters(self.end)?;
        if self.start == self.end { Some(end) } else { Some(format!("{}-{end}", letters(self.start)?)) }
    }
}

/// 令和10 for 2028; the year in which an era begins is its 元.
pub fn year_in_era(year: i32) -> Option<String> {
    era(year).map(|(name, _, nth)| if nth == 1 { format!("{name}元") } else { format!("{name}{nth}") })
}

/// The year that is the so-manieth of an era, where the text leaves out of which: the one of them that lies
/// within so many years of another.
pub fn nth_of_an_era(nth: i32, near: i32, within: i32) -> Option<i32> {
    ERAS.iter().map(|(first, ..)| first + nth - 1).find(|year| (year - near).abs() <= within)
}

fn era(year: i32) -> Option<(&'static str, char, i32)> {
    let (first, name, letter) = ERAS.iter().find(|(first, ..)| *first <= year)?;
    Some((name, *letter, year - first + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_in_their_eras() {
        let period = |start, end, basis| Period { start, end, basis, text: String::new() };
        assert_eq!(period(2028, 2028, Some(Basis::Fiscal)).in_eras().as_deref(), Some("令和10年度"));
        assert_eq!(period(2019, 2019, None).in_eras().as_deref(), Some("令和元年"));
        assert_eq!(period(2018, 2022, None).in_eras().as_deref(), Some("平成30年～令和4年"));
        assert_eq!(period(2018, 2022, None).in_era_letters().as_deref(), Some("H30-R4"));
        assert_eq!(period(1600, 1600, None).in_eras(), None);
    }

    #[test]
    fn an_era_that_is_left_out_is_the_one_near_by() {
        assert_eq!(nth_of_an_era(3, 2024, 12), Some(2021));
        assert_eq!(nth_of_an_era(30, 2020, 12), Some(2018));
        assert_eq!(nth_of_an_era(40, 2024, 3), None);
    }
}
