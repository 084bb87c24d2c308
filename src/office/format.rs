//! Number formats: a stored 0.853 as its cell shows it, 85.3%.
//!
//! Rounding is that of decimal digits, half away from zero, as spreadsheets do it. Where a format would show a number
//! less exactly than it can be read (1.2E+04, 1/2 for 0.4999) the number itself is given.

mod date;
mod digits;
mod parse;

use digits::{general, scaled};
pub(super) use parse::builtin;

/// A format, read once and used for many cells.
#[derive(Debug, Clone)]
pub(super) struct Format {
    sections: Vec<Section>,
}

/// A part of a format: for positive numbers, negative ones, zero, text.
#[derive(Debug, Clone, Default)]
struct Section {
    tokens: Vec<Token>,
    when: Option<(Compare, f64)>,
    /// Years are counted in eras, the first as 元.
    gannen: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Less,
    AtMost,
    Equal,
    Not,
    AtLeast,
    More,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Literal(String),
    /// `0`, `#`, `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Exponent,
    Slash,
    General,
    /// `@`.
    Text,
    /// A letter of a date and how often it stands: `yyyy`, `ggg`, `[h]` for hours beyond a day.
    Date(char, usize),
    Elapsed(char, usize),
    AmPm(String),
}

impl Format {
    pub fn new(code: &str) -> Self {
        Self { sections: parse::sections(code) }
    }

    /// A number as it is shown. `early` are workbooks that count days from 1904.
    pub fn number(&self, value: f64, early: bool) -> String {
        let Some((section, keeps_sign)) = self.section(value) else { return general(value) };
        let tokens = &section.tokens;
        if tokens.iter().any(|token| matches!(token, Token::Date(..) | Token::Elapsed(..))) {
            return date::show(section, value, early).unwrap_or_else(|| general(value));
        }
        let value = if keeps_sign { value } else { value.abs() };
        if tokens.iter().any(|token| matches!(token, Token::Exponent | Token::Slash)) {
            return general(value);
        }
        scaled(tokens, value)
    }

    /// A text as it is shown: most formats say nothing of texts.
    pub fn text(&self, text: &str) -> String {
        let section = match self.sections.as_slice() {
            [_, _, _, section] => section,
            [section] if section.tokens.contains(&Token::Text) => section,
            _ => return text.to_owned(),
        };
        let show = |token: &Token| match token {
            Token::Text => text.to_owned(),
            Token::Literal(words) => words.clone(),
            _ => String::new(),
        };
        section.tokens.iter().map(show).collect()
    }

    /// The section for a number, and whether it shows a minus by itself.
    fn section(&self, value: f64) -> Option<(&Section, bool)> {
        let numbers = &self.sections[..self.sections.len().min(3)];
        if numbers.iter().any(|section| section.when.is_some()) {
            let holds = |section: &&Section| section.when.is_none_or(|(compare, limit)| compare.holds(value, limit));
            let section = numbers.iter().find(holds)?;
            // [<0]"△"0 says itself what is negative.
            let negative = matches!(section.when, Some((Compare::Less | Compare::AtMost, limit)) if limit <= 0.0);
            return Some((section, !negative));
        }
        match numbers {
            [all] => Some((all, true)),
            [_, negative, ..] if value < 0.0 => Some((negative, false)),
            [_, _, zero] if value == 0.0 => Some((zero, true)),
            [positive, ..] => Some((positive, true)),
            [] => None,
        }
    }
}

impl Compare {
    fn holds(self, value: f64, limit: f64) -> bool {
        match self {
            Self::Less => value < limit,
            Self::AtMost => value <= limit,
            Self::Equal => value == limit,
            Self::Not => value != limit,
            Self::AtLeast => value >= limit,
            Self::More => value > limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, value: f64) -> String {
        Format::new(code).number(value, false).trim().to_owned()
    }

    #[test]
    fn numbers_are_shown_as_their_cells_show_them() {
        for (code, value, shown) in [
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 1.0 / 3.0, "0.3333333333"),
            ("General", 123_456_789_012.0, "123456789012"),
            ("General\"件\"", 12.5, "12.5件"),
            ("G/標準\"件\"", 12.0, "12件"),
            ("0", 0.5, "1"),
            ("0", -0.5, "-1"),
            ("0.0", 0.25, "0.3"),
            ("0.00", 1.005, "1.01"),
            ("0%", 0.855, "86%"),
            ("0.0%", 0.853, "85.3%"),
            ("0.0%", 0.29, "29.0%"),
            ("#,##0", 1234.0, "1,234"),
            ("#,##0", 0.0, "0"),
            ("#,###", 0.0, ""),
            ("#,##0,", 1_234_567.0, "1,235"),
            ("#,##0.0,,\"百万円\"", 1_234_567.0, "1.2百万円"),
            ("#,##0_);[Red](#,##0)", -1234.0, "(1,234)"),
            ("#,##0;\"△\"#,##0", -1234.5, "△1,235"),
            ("#,##0;\"▲ \"#,##0", 1234.5, "1,235"),
            ("0;-0;\"－\"", 0.0, "－"),
            (";;;", 5.0, ""),
            ("\"約\"0\"人\"", 70.0, "約70人"),
            ("\\約0!人", 70.0, "約70人"),
            ("\"令和\"0\"年度\"", 7.0, "令和7年度"),
            ("\"R\"0", 12.0, "R12"),
            ("[>=100]0\"人以上\";0\"人\"", 120.0, "120人以上"),
            ("[>=100]0\"人以上\";0\"人\"", 12.0, "12人"),
            ("[<0]\"△\"0;0", -3.0, "△3"),
            ("[DBNum3][$-411]0", 12.0, "12"),
            ("[$¥-411]#,##0", 1200.0, "¥1,200"),
            ("0.0E+00", 12_345.0, "12345"),
            ("# ?/?", 0.5, "0.5"),
            ("0.###", 1.5, "1.5"),
            ("0.###", 1.0, "1."),
            ("000", 7.0, "007"),
            ("0\"億\"0000\"万円\"", 123_456.0, "12億3456万円"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", 1234.0, "1,234"),
        ] {
            assert_eq!(show(code, value), shown, "{code} {value}");
        }
    }

    #[test]
    fn dates_are_shown_in_their_eras() {
        for (code, value, shown) in [
            ("yyyy/m/d", 45748.0, "2025/4/1"),
            ("yyyy\"年\"m\"月\"d\"日\"", 45748.0, "2025年4月1日"),
            ("yyyy\"年度\"", 45748.0, "2025年度"),
            ("[$-411]ggge\"年\"m\"月\"d\"日\"", 45748.0, "令和7年4月1日"),
            ("[$-ja-JP-x-gannen]ggge\"年\"", 43586.0, "令和元年"),
            ("[$-411]ggge\"年\"", 43586.0, "令和1年"),
            ("[$-411]ggge\"年\"", 43585.0, "平成31年"),
            ("[$-411]ge.m.d", 45748.0, "R7.4.1"),
            ("[$-411]gge", 32515.0, "昭64"),
            ("ee\"年\"mm\"月\"", 45748.0, "07年04月"),
            ("aaaa", 45748.0, "火曜日"),
            ("mmm-yy", 45748.0, "Apr-25"),
            ("m/d;@", 45748.0, "4/1"),
            ("h:mm", 0.5, "12:00"),
            ("[h]:mm", 1.5, "36:00"),
            ("h:mm AM/PM", 0.75, "6:00 PM"),
            ("yyyy/m/d", 1.0, "1900/1/1"),
            ("yyyy/m/d", -1.0, "-1"),
        ] {
            assert_eq!(show(code, value), shown, "{code} {value}");
        }
        assert_eq!(Format::new("yyyy/m/d").number(44286.0, true), "2025/4/1");
    }

    #[test]
    fn texts_are_shown_as_formats_say() {
        assert_eq!(Format::new("@\"(再掲)\"").text("受診率"), "受診率(再掲)");
        assert_eq!(Format::new("0;0;0;\"※\"@").text("注"), "※注");
        assert_eq!(Format::new("0.0").text("未定"), "未定");
        assert_eq!(Format::new(";;;").text("秘"), "");
    }
}
