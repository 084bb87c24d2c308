//! A cell by itself: what it is, what its words say, the years that it names.
//!
//! Whatever a table looks like, its cells are told apart alone, so that the same cell is read
//! alike under a header, beside a label or where a dump lost both.

use std::borrow::Cow;
use std::rc::Rc;

use crate::chars::is_japanese;
use crate::layout::{Cell as LayoutCell, Span};
use crate::record::CellRef;
use crate::rules::{Class, Column, Hint, Knows, Look, Rules, Symbols, fits, outside};
use crate::text::code::{is_symbol, is_value, symbol};
use crate::text::scan::{Aggregation, Comparator, Found, Item, Value, scan};
use crate::text::{Lexicon, Range};

use super::super::read::Read;
use super::super::statement::{Dated, Draft};
use super::sheet::Line;

/// Words that speak of values stand in cells no longer than this, in characters.
const LONGEST_LABEL: usize = 40;

/// A cell with so many characters holds sentences.
pub(super) const PROSE: usize = 30;
/// How much a header cell counts that stands above another.
const FARTHER: f32 = 0.5;

/// A cell of a table, read.
#[derive(Debug)]
pub(in crate::extract) struct Cell {
    pub read: Read,
    pub span: Span,
    pub at: CellRef,
    pub look: Look,
    /// How surely it is a noun phrase that counts something, from 0 to 3.
    pub strength: u8,
    /// The facets that speak of it, as indices into the rules' facets.
    pub facets: Vec<usize>,
    /// More than one paragraph: perhaps a card.
    pub parts: usize,
}

impl Cell {
    /// Whether it stands in a row, not reaching down into it from above.
    pub(super) fn row_is(&self, line: &Line) -> bool {
        !line.exact || line.row == 0 || self.at.row == line.row
    }

    /// Whether its words say that what is to be done stands below it.
    pub fn says_deeds(&self, rules: &Rules) -> bool {
        self.facets.iter().any(|&at| rules.tables.facets[at].deed)
    }

    pub fn new(read: Read, cell: &LayoutCell, at: CellRef, rules: &Rules) -> Self {
        let look = look(&read, rules);
        let code = read.code();
        let strength = if code.is_empty() { 0 } else { rules.tables.strength(code) };
        let facets = facets(code, rules);
        Self { span: cell.text.span(), at, look, strength, facets, parts: cell.text.pieces.len(), read }
    }

    /// A text outside of tables, as if it were a cell.
    pub fn of_text(read: Read, span: Span, rules: &Rules) -> Self {
        let look = look(&read, rules);
        let strength = rules.tables.strength(read.code());
        let facets = facets(read.code(), rules);
        Self { span, at: CellRef { table: 0, row: 0, column: 0 }, look, strength, facets, parts: 1, read }
    }

    pub fn is_empty(&self) -> bool {
        self.look == Look::Empty
    }

    pub fn code(&self) -> &str {
        self.read.code()
    }

    /// How long it is, in characters of coded text.
    pub fn len(&self) -> usize {
        self.code().chars().count()
    }

    /// How long it is to a reader: letters say a third of what a Japanese character does.
    pub fn breadth(&self) -> usize {
        let (letters, other) = self.code().chars().fold((0, 0), |(letters, other), c| match !is_japanese(c) {
            true => (letters + 1, other),
            false => (letters, other + 1),
        });
        if other == 0 { letters / 3 } else { letters + other }
    }

    pub fn has_value(&self) -> bool {
        self.code().contains(is_value)
    }

    /// The years that it names, those that a value is bound to aside.
    pub fn periods(&self) -> impl Iterator<Item = Dated> + '_ {
        let found = self.read.reading.found.iter().enumerate();
        found.filter_map(|(at, found)| match found.item {
            Item::Period(period) => {
                let bound = self.read.bound.iter().any(|bound| bound.period == Some(at) && bound.value.is_some());
                let dated = Dated { period, span: self.read.reading.view.source(&found.range), cell: Some(self.at) };
                (!bound).then_some(dated)
            }
            _ => None,
        })
    }

    /// The year that it names for what stands below or beside it: 2014年 (数値は平成25年度末) is 2014.
    pub fn year(&self) -> Option<Dated> {
        let text = &self.read.reading.view.text;
        let (mut open, mut last) = (0i32, 0);
        let mut depth = |at: usize| {
            let of = |marks: [char; 2]| text[last..at].matches(marks).count() as i32;
            open += of(['(', '〔']) - of([')', '〕']);
            last = at;
            open > 0
        };
        let found = self.read.reading.found.iter();
        let periods = found.filter_map(|found| match found.item {
            Item::Period(period) => Some((depth(found.range.start), period, &found.range)),
            _ => None,
        });
        let all: Vec<_> = periods.collect();
        let best = all.iter().rev().find(|(inside, ..)| !inside).or(all.last())?;
        Some(Dated { period: best.1, span: self.read.reading.view.source(best.2), cell: Some(self.at) })
    }

    /// How many sentences end in it, each before another.
    pub(super) fn sentences(&self) -> usize {
        let text = self.read.reading.view.text.trim();
        let ends = |(at, c): (usize, char)| {
            let behind = &text[at + c.len_utf8()..];
            c == '。' && !behind.is_empty()
                || c == '.' && behind.starts_with([' ', '\n']) && behind.trim_start().starts_with(char::is_uppercase)
        };
        1 + text.char_indices().filter(|&place| ends(place)).count()
    }

    /// 平成20年度策定 改革プラン: when the plan was made that the rest speaks of. 令和5年度策定時 is when a value was measured.
    pub(super) fn tells_when_made(&self, year: &Dated, rules: &Rules) -> bool {
        let view = &self.read.reading.view;
        let mut found = self.read.reading.found.iter();
        let Some(found) = found.find(|found| view.source(&found.range) == year.span) else { return false };
        let behind = &view.text[found.range.end..];
        let rest = rules.sentences.begins(behind, Class::PlanMade).map(|made| behind[made.len()..].trim_start());
        rest.is_some_and(|rest| rules.sentences.holds(rest, Class::PlanDocument))
    }

    /// 1919, and nothing else: a number under a year, though it looks like one.
    pub fn bare_year(&self) -> Option<Draft> {
        let text = self.read.reading.view.text.trim();
        let number: f64 =
            text.parse().ok().filter(|_| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
        let value = Value {
            number,
            max: None,
            unit: None,
            comparator: Comparator::Equal,
            aggregation: None,
            plus: false,
            bare: true,
        };
        Some(Draft::value(&self.read, &value, &(0..self.read.reading.view.text.len()), None, Some(self.at)))
    }

    /// Every year in it with its place, bound to a value or not.
    pub fn all_years(&self) -> Vec<Dated> {
        let dated = |range: &Range| self.read.reading.view.source(range);
        let found = self.read.reading.found.iter().filter_map(|found| match found.item {
            Item::Period(period) => Some(Dated { period, span: dated(&found.range), cell: Some(self.at) }),
            _ => None,
        });
        found.collect()
    }

    /// Every year in it, bound to a value or not.
    pub fn years(&self) -> impl Iterator<Item = (i32, i32)> + '_ {
        self.read.reading.found.iter().filter_map(|found| match &found.item {
            Item::Period(period) => Some((period.start, period.end)),
            _ => None,
        })
    }

    /// Whether it holds sentences with values.
    pub fn is_prose(&self) -> bool {
        self.has_value() && self.code().contains('。') && self.len() > PROSE
    }

    /// The year of a cell that holds nothing else: R7.
    pub fn bare_period(&self) -> Option<Dated> {
        let one = self.look == Look::Period && self.years().count() == 1;
        self.year().filter(|_| one)
    }

    /// How many letters stand around its values and years.
    pub fn words(&self) -> usize {
        self.code().chars().filter(|&c| c.is_alphabetic() && !is_symbol(c)).count()
    }

    /// What its words say, weights summed.
    pub(super) fn says(&self, rules: &Rules) -> Says {
        Says::of(std::iter::once(self), rules)
    }

    /// Whether its words speak of columns or roles at all, as a header's do.
    pub fn headerish(&self, rules: &Rules) -> bool {
        if self.look == Look::Label {
            return true;
        }
        if self.has_value() && !self.code().contains(symbol::PERIOD) || self.look == Look::Rationale {
            return false;
        }
        let says = self.says(rules);
        let speaks = says.role.is_some() || says.kind.is_some();
        // The name of an indicator may hold such words (達成率, 生活習慣の現状): only those of roles and names count there.
        let name = self.strength == 3
            && says.role.is_none_or(|_| self.len() > 14)
            && !matches!(says.kind, Some((Column::Name | Column::Aside | Column::Unit | Column::Office, _)));
        speaks && self.breadth() <= 30 && !name
    }
}

/// What some words on a path say together.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::extract) struct Says {
    pub kind: Option<(Column, f32)>,
    pub role: Option<(Hint, f32)>,
    /// What speaks for the second-best role.
    pub against: f32,
    pub aggregation: Option<Aggregation>,
}

impl Says {
    pub fn of<'c>(cells: impl Iterator<Item = &'c Cell>, rules: &Rules) -> Self {
        Self::sum(cells.flat_map(|cell| cell.facets.iter().copied()), rules)
    }

    /// The words over a column, the highest first: the nearest to its cells weighs most.
    pub fn of_path(path: &[Rc<Cell>], rules: &Rules) -> Self {
        // Baseline over (Actual 2023/24): what stands in a bracket only says of which kind the one above it is.
        let aside = |cell: &Cell| cell.code().starts_with('(') && cell.code().ends_with(')');
        let inner = path.iter().rev().take_while(|cell| aside(cell)).count();
        let far = path.len().saturating_sub(1 + if inner < path.len() { inner } else { 0 });
        let weight = |level: usize| if level == far { 1.0 } else { FARTHER };
        let facets =
            path.iter().enumerate().flat_map(|(level, cell)| cell.facets.iter().map(move |&at| (at, weight(level))));
        Self::weigh(facets, rules)
    }

    /// The sum of some facets.
    pub fn sum(facets: impl Iterator<Item = usize>, rules: &Rules) -> Self {
        Self::weigh(facets.map(|at| (at, 1.0)), rules)
    }

    fn weigh(facets: impl Iterator<Item = (usize, f32)>, rules: &Rules) -> Self {
        let mut kinds: Vec<(Column, f32)> = Vec::new();
        let mut roles: Vec<(Hint, f32)> = Vec::new();
        let mut aggregation: Option<(Aggregation, f32)> = None;
        for (at, share) in facets {
            let facet = &rules.tables.facets[at];
            if let Some(kind) = facet.kind {
                add(&mut kinds, kind, share * facet.weight);
            }
            if let Some(role) = facet.role {
                add(&mut roles, role, share * facet.weight);
            }
            if let Some(sums) = facet.aggregation
                && aggregation.is_none_or(|(_, weight)| facet.weight > weight)
            {
                aggregation = Some((sums, facet.weight));
            }
        }
        let kind = best(&kinds);
        let role = best(&roles);
        let against = roles.iter().filter(|one| Some(one.0) != role.map(|role| role.0)).map(|one| one.1);
        let against = against.fold(0.0, f32::max);
        Self { kind, role, against, aggregation: aggregation.map(|(sums, _)| sums) }
    }

    /// Whether a kind is said, and no role more loudly.
    pub fn is(&self, kind: Column) -> bool {
        self.kind.is_some_and(|(said, weight)| said == kind && self.role.is_none_or(|(_, role)| role < weight))
    }
}

/// Adds weight to one of few.
pub(super) fn add<T: PartialEq>(all: &mut Vec<(T, f32)>, one: T, weight: f32) {
    match all.iter_mut().find(|(known, _)| *known == one) {
        Some((_, sum)) => *sum += weight,
        None => all.push((one, weight)),
    }
}

/// The heaviest; of equals the first.
pub(super) fn best<T: Copy>(all: &[(T, f32)]) -> Option<(T, f32)> {
    all.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a })
}

/// ActualValue, the name of a field: words that only their capitals part.
fn is_glued(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.iter().all(u8::is_ascii_alphabetic)
        && bytes.windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

/// The facets that speak of a text.
pub(in crate::extract) fn facets(code: &str, rules: &Rules) -> Vec<usize> {
    if code.is_empty()
        || code.chars().take(LONGEST_LABEL + 1).count() > LONGEST_LABEL
            && (code.contains(is_japanese) || code.chars().count() > 3 * LONGEST_LABEL)
    {
        return Vec::new();
    }
    rules.tables.speaking(&unbroken(code))
}

/// A text without the line ends that wrapped it, and without capitals for print: ACTUAL says what Actual says, and so
/// does ActualValue.
fn unbroken(code: &str) -> Cow<'_, str> {
    if is_glued(code) {
        let mut out = String::with_capacity(code.len() + 2);
        let mut small = false;
        for c in code.chars() {
            if small && c.is_ascii_uppercase() {
                out.push(' ');
            }
            small = c.is_ascii_lowercase();
            out.push(c);
        }
        return Cow::Owned(out);
    }
    let broken = code.contains('\n');
    if !broken && !code.split(not_letter).any(is_in_capitals) {
        return Cow::Borrowed(code);
    }
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(not_letter).unwrap_or(rest.len());
        if word > 0 {
            let own = &rest[..word];
            out.push_str(&own[..1]);
            if is_in_capitals(own) {
                out.push_str(&own[1..].to_ascii_lowercase())
            } else {
                out.push_str(&own[1..])
            }
            rest = &rest[word..];
            continue;
        }
        rest = &rest[first.len_utf8()..];
        // Latin words of two lines stand apart, Japanese ones do not.
        let apart = out.ends_with(|c: char| c.is_ascii_alphanumeric()) && rest.starts_with(|c: char| c.is_ascii());
        match first {
            '\n' if apart => out.push(' '),
            '\n' => {}
            _ => out.push(first),
        }
    }
    Cow::Owned(out)
}

fn not_letter(c: char) -> bool {
    !c.is_ascii_alphabetic()
}

/// Whether a word of Latin letters is printed in capitals, and too long for an abbreviation.
fn is_in_capitals(word: &str) -> bool {
    word.len() > ABBREVIATION && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// An abbreviation has no more letters.
const ABBREVIATION: usize = 3;

/// What a cell is, by its coded text.
pub(in crate::extract) fn look(read: &Read, rules: &Rules) -> Look {
    if read.code().trim_end_matches(symbol::MINISTRIES).trim().is_empty() {
        return if read.code().is_empty() { Look::Empty } else { Look::Office };
    }
    type_of(read, rules).map_or(Look::Text, |at| rules.tables.types[at].is)
}

/// The type that tells what a cell is, as an index.
pub(super) fn type_of(read: &Read, rules: &Rules) -> Option<usize> {
    let code = read.code().trim_end_matches(symbol::MINISTRIES).trim();
    let code = &*unbroken(code);
    let symbols = Symbols::in_text(code);
    let len = code.chars().count();
    let mut strength = None;
    let mut residue = None;
    rules.tables.types.iter().position(|rule| {
        rule.longest.is_none_or(|longest| len <= longest)
            && (rule.cell.is_empty() || fits(&rule.cell, code, symbols))
            && !fits(&rule.but, code, symbols)
            && rule.knows.is_none_or(|knows| match knows {
                Knows::Unit => unit(&read.reading.view.text, rules.lexicon()).is_some(),
                Knows::Office => is_office(read, rules.lexicon()),
                Knows::Run => super::run::is_run(code, rules),
            })
            && rule.strength.is_none_or(|least| *strength.get_or_insert_with(|| rules.tables.strength(code)) >= least)
            && (!rule.outside || outside(code).contains(is_value))
            && rule.residue.is_none_or(|most| *residue.get_or_insert_with(|| rules.tables.words.residue(code)) <= most)
    })
}

/// One of a unit, if a text is nothing but a unit: 百万円 is a million 円.
pub(in crate::extract) fn unit(text: &str, lexicon: &Lexicon) -> Option<Value> {
    let text = text.trim_matches(['(', ')', '[', ']']);
    // -5% is a value, though 1-5% would be one as well.
    if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit() || "-+~▲△".contains(c)) {
        return None;
    }
    // The scanner reads 1百万円 as it would in running text.
    let one = format!("1{text}");
    match scan(&one, lexicon, &[]).into_iter().next() {
        Some(Found { range, item: Item::Value(value) })
            if range == (0..one.len())
                && value.unit.as_deref().is_some_and(|unit| {
                    let unit = unit.strip_prefix('千').unwrap_or(unit);
                    lexicon.unit(unit) == Some(unit.len())
                }) =>
        {
            Some(value)
        }
        _ => None,
    }
}

/// Whether every word is the name of an office.
fn is_office(read: &Read, lexicon: &Lexicon) -> bool {
    let mut words = read.reading.view.words().flat_map(|word| word.split(['、', '/', ','])).peekable();
    let office = |word: &str| names_office(word, lexicon) || word.split('・').all(|part| names_office(part, lexicon));
    words.peek().is_some() && words.all(office)
}

/// Whether a word is the name of an office: 土木部, 教育庁.
pub(in crate::extract) fn names_office(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.is_office(word) && (2..=20).contains(&word.chars().count())
}

/// The source that a range of the coded text stands for.
pub(super) fn source(read: &Read, code: &Range) -> Span {
    read.reading.view.source(&read.reading.code.view(code))
}

#[cfg(test)]
mod tests {
    use super::super::desk::{cell, rules};
    use super::*;

    #[test]
    fn a_cell_alone_says_what_it_is() {
        let looks: &[(Look, &[&str])] = &[
            (Look::Empty, &["", " ", "　"]),
            (Look::Dash, &["－", "―", "-", "未設定", "N/A", "（－）", "…"]),
            (Look::Label, &["目標", "実績値", "現状値（R5）", "達成率", "当初見込み"]),
            (Look::Period, &["令和５年度", "R3～R7年度", "2028年度末", "H30", "R6.3"]),
            (Look::Index, &["①", "(1)", "1-2", "ア"]),
            (Look::Value, &["12人", "1,740", "約300件以上（R5）", "▲1,150人", "45.2％", "３分の２", "5.2ポイント"]),
            (Look::Value, &["男性：12人 女性：34人", "小 82.2% 中 80.9%", "310 buildings", "（80.2％）"]),
            (Look::Unit, &["％", "人", "百万円", "人/年", "千トン"]),
            (Look::Office, &["健康福祉部", "土木部 建築局", "農林水産部・土木部"]),
            (Look::Run, &["採択件数 70社 (R10) 11社 (R5)"]),
            (Look::Rationale, &["過去５年間の推移を踏まえ増加を目指す", "国の目標値を基に設定"]),
            (Look::Source, &["国勢調査", "県独自調査", "産業労働部調べ"]),
            (
                Look::Name,
                &["新規就農者数", "人口10万人当たりの医師数", "65歳以上の人の割合", "平均寿命", "耐震化率（％）"],
            ),
            (Look::Text, &["備考"]),
        ];
        for (look, texts) in looks {
            for text in *texts {
                assert_eq!(cell(text).look, *look, "{text}");
            }
        }
    }

    #[test]
    fn the_year_outside_of_brackets_is_that_of_the_cell() {
        let year = |text: &str| cell(text).year().map(|dated| dated.period.end);
        assert_eq!(year("2014年 (数値は平成25年度末)"), Some(2014));
        assert_eq!(year("目標値（令和10年度）"), Some(2028));
        assert_eq!(year("目標値"), None);
    }

    #[test]
    fn four_digits_alone_may_be_a_number() {
        let number = |text: &str| cell(text).bare_year().and_then(|draft| draft.value).map(|value| value.number);
        assert_eq!(number("1919"), Some(1919.0));
        assert_eq!(number("1919年"), None);
        assert_eq!(number("191"), None);
        assert_eq!(number("令和5"), None);
    }

    #[test]
    fn words_of_headers_are_told_from_names_and_values() {
        for text in ["指標名", "目標値", "現状値（R5）", "担当部局", "KPI", "単位", "備考", "実績", "Target (FY2027)"]
        {
            assert!(cell(text).headerish(rules()), "{text}");
        }
        for text in [
            "新規就農者数",
            "12人",
            "生活習慣の改善を目指す",
            "健康福祉部",
            "",
            "令和５年度",
            "生活習慣病予防の目標を持つ人の割合",
        ] {
            assert!(!cell(text).headerish(rules()), "{text}");
        }
    }

    #[test]
    fn the_nearest_header_weighs_most() {
        let path = |texts: &[&str]| {
            let cells: Vec<Rc<Cell>> = texts.iter().map(|text| Rc::new(cell(text))).collect();
            Says::of_path(&cells, rules()).role.map(|(hint, _)| hint)
        };
        assert_eq!(path(&["目標", "実績"]), Some(Hint::Actual));
        assert_eq!(path(&["実績", "目標"]), Some(Hint::Target));
        assert_eq!(path(&["指標", "備考"]), None);
    }

    #[test]
    fn a_unit_is_nothing_but_a_unit() {
        let one =
            |text: &str| unit(text, rules().lexicon()).map(|value| (value.number, value.unit.unwrap_or_default()));
        assert_eq!(one("百万円"), Some((1e6, "円".to_owned())));
        assert_eq!(one("（％）"), None);
        assert_eq!(one("(%)"), Some((1.0, "%".to_owned())));
        assert_eq!(one("人"), Some((1.0, "人".to_owned())));
        for text in ["", "件数", "人の数", "12人", "備考", "-5%", "▲5%"] {
            assert_eq!(one(text), None, "{text}");
        }
    }

    #[test]
    fn offices_are_told_by_their_endings() {
        for word in ["健康福祉部", "教育庁", "厚生労働省"] {
            assert!(names_office(word, rules().lexicon()), "{word}");
        }
        for word in ["部", "新規就農者数", "農業"] {
            assert!(!names_office(word, rules().lexicon()), "{word}");
        }
    }

    #[test]
    fn of_equals_the_first_is_best() {
        let mut all = Vec::new();
        add(&mut all, 'a', 1.0);
        add(&mut all, 'b', 1.5);
        add(&mut all, 'a', 0.5);
        assert_eq!(best(&all), Some(('a', 1.5)));
        assert_eq!(best::<char>(&[]), None);
    }
}
