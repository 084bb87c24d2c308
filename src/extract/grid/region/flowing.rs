//! Rows whose cells were printed on several lines, and whose columns one space parts: 下水道水洗化 / 人口普及率 95.6％ 95.9％ R8までに /
//! 97.7%, under R5年度 R6年度 目標. How many values a row has the header says; a value goes on below with its unit, a goal
//! with the words and the number that its year lacks.

use crate::layout::{Join, Text};
use crate::rules::{Hint, Look};

use super::super::super::Extractor;
use super::{Found, LONGEST_LINE, Line, is_value, row, whole};

/// A header has no fewer words.
const FEWEST: usize = 3;
/// Nor more.
const MOST: usize = 10;
/// A row has no more lines.
const LINES: usize = 14;
/// A line of a name is no longer, in bytes.
const NAME: usize = 75;
/// A goal has no more words before its number or behind it.
const WORDS: usize = 8;
/// A word that only says which way, in characters.
const GOAL: usize = 12;

/// The words of a row from some line on, and how far they were taken.
struct Stream<'t> {
    words: &'t [(usize, Text)],
    at: usize,
}

impl Stream<'_> {
    fn peek(&self) -> Option<&Text> {
        self.words.get(self.at).map(|(_, word)| word)
    }

    /// Whether the next word begins a line.
    fn begins(&self) -> bool {
        self.at == 0 || self.words.get(self.at).is_none_or(|(line, _)| *line != self.words[self.at - 1].0)
    }
}

impl Extractor<'_> {
    /// The table under a line of years and words for goals that heads no names.
    pub(super) fn flowing(&self, lines: &[Line]) -> Option<Found> {
        let first = lines.first().filter(|line| line.text.span().range().len() <= LONGEST_LINE)?;
        let header = self.years_and_goals(&first.text)?;
        let goals: Vec<bool> = header.iter().map(|(_, goal)| *goal).collect();
        let words = header.into_iter().map(|(word, _)| word);
        let mut rows = vec![row(std::iter::once(Text::default()).chain(words).collect())];
        let mut taken = 1;
        while let Some((cells, more)) = self.flowing_row(&lines[taken..], &goals) {
            rows.push(row(cells));
            taken += more;
        }
        whole(rows, taken)
    }

    /// R4年度 R5年度 R6年度 目標: the words of such a header, and which of them are goals.
    pub(super) fn years_and_goals(&self, line: &Text) -> Option<Vec<(Text, bool)>> {
        let words = self.joined(self.closed_up(self.words(line)));
        if !(FEWEST..=MOST).contains(&words.len()) {
            return None;
        }
        let says = |word: &Text| {
            let cell = self.typed(word);
            let role = cell.says(self.rules).role.filter(|_| cell.headerish(self.rules) && !cell.has_value());
            (cell.look == Look::Period || role.is_some()).then_some(role.is_some_and(|(hint, _)| hint == Hint::Target))
        };
        let goals: Vec<bool> = words.iter().map(says).collect::<Option<_>>()?;
        let years = words.iter().filter(|word| self.is_year(word)).count();
        let some = goals.iter().any(|goal| *goal) && goals.iter().any(|goal| !goal);
        (some && years + 1 >= FEWEST).then(|| words.into_iter().zip(goals).collect())
    }

    /// The cells of the row that begins with a line, and how many lines it takes.
    fn flowing_row(&self, lines: &[Line], goals: &[bool]) -> Option<(Vec<Text>, usize)> {
        let mut name = Text::default();
        for (n, line) in lines.iter().take(LINES).enumerate() {
            let words = self.closed_up(self.words(&line.text));
            let value = |word: &Text| is_value(self.typed(word).look);
            // What stands before the first value of a line is the end of the name.
            let first = words.iter().position(value).filter(|&at| at == 0 && n > 0 || at > 0);
            if let Some(first) = first {
                let mut whole = name.clone();
                words[..first].iter().for_each(|word| whole.append(word.clone(), Join::Wrap));
                if let Some((cells, more)) =
                    self.flowing_values(&lines[n..], first, goals).filter(|_| self.may_name(&whole))
                {
                    return Some((std::iter::once(whole).chain(cells).collect(), n + more));
                }
                return None;
            }
            if line.text.span().range().len() > NAME
                || self.may_head(&line.text) && self.years_and_goals(&line.text).is_some()
            {
                return None;
            }
            name.append(line.text.clone(), Join::Wrap);
        }
        None
    }

    /// The values of a row from a word of its first line on, and how many lines they take.
    fn flowing_values(&self, lines: &[Line], from: usize, goals: &[bool]) -> Option<(Vec<Text>, usize)> {
        let words: Vec<(usize, Text)> = lines
            .iter()
            .take(LINES)
            .enumerate()
            .flat_map(|(n, line)| self.closed_up(self.words(&line.text)).into_iter().map(move |word| (n, word)))
            .collect();
        let mut stream = Stream { words: &words, at: from };
        let cells =
            goals.iter().map(|&goal| if goal { self.goal_cell(&mut stream) } else { self.value_cell(&mut stream) });
        let cells: Vec<Text> = cells.collect::<Option<_>>()?;
        stream.begins().then(|| (cells, words[stream.at - 1].0 + 1))
    }

    /// A value, and a unit that was printed below it.
    fn value_cell(&self, stream: &mut Stream<'_>) -> Option<Text> {
        let mut cell = stream.peek().filter(|word| is_value(self.typed(word).look))?.clone();
        stream.at += 1;
        self.goes_on_with(&mut cell, stream);
        Some(cell)
    }

    /// R8までに / 23 / 万人/年: a value with its year before it; or a word for which way.
    fn goal_cell(&self, stream: &mut Stream<'_>) -> Option<Text> {
        let mut cell = stream.peek()?.clone();
        stream.at += 1;
        for _ in 0..WORDS {
            let told = self.typed(&cell);
            if is_value(told.look) || told.has_value() && told.periods().next().is_none() {
                self.goes_on_with(&mut cell, stream);
                return Some(cell);
            }
            if self.rules.tables.words.is_goal(told.code()) && told.len() <= GOAL {
                return Some(cell);
            }
            // What is no year, or the beginning of one, leads to no value.
            cell.append(stream.peek()?.clone(), Join::Wrap);
            stream.at += 1;
        }
        None
    }

    /// Takes what goes on with a value: its unit, a bracket, 以下.
    fn goes_on_with(&self, cell: &mut Text, stream: &mut Stream<'_>) {
        while let Some(next) = stream.peek() {
            let mut more = cell.clone();
            more.append(next.clone(), Join::Wrap);
            let own = self.typed(next);
            let slashed = |text: &Text| text.plain(self.source).trim_end().ends_with(['/', '／']);
            let slash = slashed(cell) || slashed(next) && next.span().range().len() <= '／'.len_utf8();
            let bracket = self.opens_with_bracket(next) && !own.has_value();
            let absorbed = !own.has_value() && self.typed(&more).len() <= self.typed(cell).len();
            let behind = own.look == Look::Unit || slash || bracket || absorbed;
            if !behind || own.look == Look::Period || !is_value(self.typed(&more).look) {
                return;
            }
            *cell = more;
            stream.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::desk::said;

    #[test]
    fn names_values_and_goals_may_be_wrapped_under_a_header_of_years() {
        let text = "令和7年版 環境白書\n\n○公共下水道の整備促進に努めた。\nR４年度 R５年度 R６年度 目標\n下水道処理\n人口普及率 93.1％ 93.2％ 93.4％ R8までに\n93.8%\n\
            市 事 業 の 温 室 効 果\nガス排出量(t-CO2) 26,102 25,314 25,408\nR12までに\n32,105\n(t-CO2)以下\n\
            花いっぱい連\n盟の花苗配布\n数（累計）\n54,889\n苗 48,046苗 44,493苗 R８までに\n52,817苗\n\
            歩行者・自\n転車通行量（人\n／日）\n12,217 12,845 16,880 R8 ま で に\n15,000 人 /\n日\n都市農村交流\n人口 3,239人 2,380人 3,248人 増加を図る\n";
        let found = said(text);
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(
            found[0].starts_with("下水道処理人口普及率 | ") && found[0].ends_with("target 93.8 % 2026"),
            "{}",
            found[0]
        );
        assert!(found[1].ends_with("target <= 32105 t-CO2 2030"), "{}", found[1]);
        assert!(found[2].ends_with("target 52817 苗 2026 cumulative"), "{}", found[2]);
        assert!(found[3].contains("actual 16880 人/日 2024 | target 15000 人/日 2026"), "{}", found[3]);
    }
}
