//! Indicator Description Directorate Last period This period Target RAG status: a header in one line whose columns several words
//! name. A capital begins a column, a small letter goes on in it.

use crate::layout::{Join, Text};
use crate::rules::Column;

use super::super::super::super::Extractor;
use super::super::MOST_COLUMNS;
use super::words::says_role;

/// What heads one column is no longer, in words.
const WORDS: usize = 4;
/// Words that no rule knows may stand before so many others that head names.
const BEFORE: usize = 2;

impl Extractor<'_> {
    /// The phrases of a header; none where one is too long to head a column.
    pub(in super::super) fn phrases(&self, line: &Text) -> Option<Vec<Text>> {
        let mut phrases: Vec<(Text, usize)> = Vec::new();
        for word in self.years_in_two(self.words(line)) {
            let goes_on = !self.is_year(&word)
                && self.source[word.span().range()]
                    .starts_with(|c: char| c.is_ascii_lowercase() || c == '(' || c == '/');
            match phrases.last_mut().filter(|_| goes_on) {
                Some((phrase, count)) => {
                    phrase.append(word, Join::Wrap);
                    *count += 1;
                }
                None => phrases.push((word, 1)),
            }
        }
        if phrases.iter().any(|(_, words)| *words > WORDS) {
            return None;
        }
        let phrases =
            self.years_and_roles(self.names_of_several(phrases.into_iter().map(|(phrase, _)| phrase).collect()));
        (3..=MOST_COLUMNS).contains(&phrases.len()).then_some(phrases)
    }

    /// Key Performance Indicator: words that only together head the names.
    fn names_of_several(&self, phrases: Vec<Text>) -> Vec<Text> {
        let known = |phrase: &Text| self.is_year(phrase) || self.typed(phrase).headerish(self.rules);
        let names = |phrase: &Text| self.typed(phrase).says(self.rules).is(Column::Name);
        let mut all: Vec<Text> = Vec::new();
        let mut unknown = 0;
        for phrase in phrases {
            if !known(&phrase) {
                all.push(phrase);
                unknown += 1;
                continue;
            }
            let from = all.len() - unknown.min(BEFORE);
            // 施策コード 指標: in Japanese a word is a column.
            let latin = self.source[phrase.span().range()].is_ascii();
            if unknown > 0 && latin && names(&phrase) && !says_role(&self.typed(&phrase), self.rules) {
                let mut words = all.split_off(from).into_iter();
                let mut whole = words.next().unwrap_or_default();
                words.chain([phrase]).for_each(|word| whole.append(word, Join::Wrap));
                all.push(whole);
            } else {
                all.push(phrase);
            }
            unknown = 0;
        }
        all
    }

    /// Baseline 2019 Target 2025: a year and a role behind each other head one column.
    fn years_and_roles(&self, phrases: Vec<Text>) -> Vec<Text> {
        let mut all: Vec<Text> = Vec::new();
        let mut last: Option<bool> = None;
        for phrase in phrases {
            let year = self.is_year(&phrase);
            // 平成13年実績 has its own.
            let cell = self.typed(&phrase);
            let told = (year || says_role(&cell, self.rules) && cell.year().is_none()).then_some(year);
            match all.last_mut().filter(|_| told.is_some() && last.is_some_and(|before| Some(before) != told)) {
                Some(column) => {
                    column.append(phrase, Join::Wrap);
                    last = None;
                }
                None => {
                    all.push(phrase);
                    last = told;
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::desk::said;

    const ROWS: &str = "1.1.2.PI Percentage of appeals upheld Communities 3% 0% 20% Green Better\n\
        1.1.3.KR Share of children (5 to 16 years) with a place in town People 72.8% 75.2% 76% Green No change\n\
        1.1.4.PI Number of visits to the museum Place 20,843 26,502 19,875 Green Better\n\
        1.1.5.PI Number of people in training People 275 285 270 Green Better\n\
        1.1.6.PI Share of repairs made in time People 70.5% 70.9% 74% Green Better\n\
        1.1.7.PI Number of markets held Place 12 15 16 Red Worse\n";

    #[test]
    fn a_code_and_a_word_for_the_plan_stand_around_each_name() {
        let head = "施策コード 成果指標 区分 平成12年 平成13年実績 平成14年実績 5ヵ年目標";
        let rows = "11204 IT講座修了者数 当初 なし 1,007人 448人 1,400人\n11302 図書館入館者数 当初 102,521人 105,757人 117,857人 125,000人\n\
            11306 公民館改修数 当初 なし なし 5箇所 7箇所\n11307 学習館の設置 当初 なし なし なし 設置\n";
        let told = said(&format!("成果指標の達成状況\n\n{head}\n{rows}"));
        assert_eq!(told.len(), 4, "{told:?}");
        assert_eq!(told[0], "IT講座修了者数 | actual 1007 人 2001 | actual 448 人 2002 | target 1400 人");
        assert!(told[1].starts_with("図書館入館者数 | baseline 102521 人 2000"), "{told:?}");
    }

    #[test]
    fn several_words_head_a_column_and_a_word_for_who_answers_ends_each_name() {
        let head = "Indicator Description Directorate Last period This period Target RAG status Trend";
        let told = said(&format!("Performance indicators\n{head}\n{ROWS}"));
        assert_eq!(told.len(), 6, "{told:?}");
        assert_eq!(told[1].split(" | ").next(), Some("Share of children (5 to 16 years) with a place in town"));
        assert!(told[2].ends_with("target 19875"), "{told:?}");
    }
}
