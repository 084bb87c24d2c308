//! Dates and times: days since 1900, shown in western years or in eras.

use super::{Section, Token};

/// Days between the first day of workbooks that count from 1904 and those that count from 1900.
const LATER: f64 = 1462.0;
/// Later than the end of 9999 there is no date.
const LAST: f64 = 2_958_466.0;
const SECONDS: i64 = 86_400;

/// Year, month, day.
type Day = (i64, i64, i64);

/// The eras by the day they began on, the last first, and how they are written.
const ERAS: [(Day, [&str; 3]); 5] = [
    ((2019, 5, 1), ["R", "令", "令和"]),
    ((1989, 1, 8), ["H", "平", "平成"]),
    ((1926, 12, 25), ["S", "昭", "昭和"]),
    ((1912, 7, 30), ["T", "大", "大正"]),
    ((1868, 1, 25), ["M", "明", "明治"]),
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const WEEK: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];

struct Moment {
    year: i64,
    month: i64,
    day: i64,
    /// 0 for Sunday.
    weekday: usize,
    /// Since midnight.
    second: i64,
    /// Since the first day.
    seconds: i64,
}

/// A number of days as a date; none where there is no such date.
pub(super) fn show(section: &Section, value: f64, early: bool) -> Option<String> {
    let value = if early { value + LATER } else { value };
    if !(0.0..LAST).contains(&value) {
        return None;
    }
    let seconds = (value * SECONDS as f64).round() as i64;
    let moment = Moment::of(seconds);
    let half = section.tokens.iter().any(|token| matches!(token, Token::AmPm(_)));
    let mut out = String::new();
    for (n, token) in section.tokens.iter().enumerate() {
        match token {
            Token::Literal(words) => out.push_str(words),
            Token::Comma => out.push(','),
            Token::Point => out.push('.'),
            Token::Slash => out.push('/'),
            Token::Date('m', many) if is_minutes(&section.tokens, n) => {
                padded(&mut out, moment.second / 60 % 60, *many)
            }
            Token::Date(letter, many) => moment.part(&mut out, *letter, *many, half, section.gannen),
            Token::Elapsed('h', many) => padded(&mut out, moment.seconds / 3600, *many),
            Token::Elapsed('m', many) => padded(&mut out, moment.seconds / 60, *many),
            Token::Elapsed(_, many) => padded(&mut out, moment.seconds, *many),
            Token::AmPm(words) => {
                let (before, after) = words.split_once('/').unwrap_or((words, words));
                out.push_str(if moment.second < SECONDS / 2 { before } else { after });
            }
            _ => {}
        }
    }
    Some(out)
}

/// `m` behind hours or before seconds.
fn is_minutes(tokens: &[Token], at: usize) -> bool {
    let timed = |token: &&Token| matches!(token, Token::Date(..) | Token::Elapsed(..));
    let hours = |token: &Token| matches!(token, Token::Date('h', _) | Token::Elapsed('h', _));
    let seconds = |token: &Token| matches!(token, Token::Date('s', _) | Token::Elapsed('s', _));
    tokens[..at].iter().rev().find(timed).is_some_and(hours) || tokens[at + 1..].iter().find(timed).is_some_and(seconds)
}

impl Moment {
    fn of(seconds: i64) -> Self {
        let serial = seconds / SECONDS;
        // Spreadsheets count a 29 February 1900, which there was not.
        let days = if serial < 60 { serial + 1 } else { serial };
        let (year, month, day) = civil(days - 25_569);
        let weekday = (days + 6).rem_euclid(7) as usize;
        Self { year, month, day, weekday, second: seconds % SECONDS, seconds }
    }

    fn part(&self, out: &mut String, letter: char, many: usize, half: bool, gannen: bool) {
        let hour = self.second / 3600;
        let era = ERAS.iter().find(|(begin, _)| (self.year, self.month, self.day) >= *begin);
        match letter {
            'y' if many <= 2 => padded(out, self.year % 100, 2),
            'y' => padded(out, self.year, 4),
            'g' => out.push_str(era.map_or("", |(_, names)| names[many.clamp(1, 3) - 1])),
            'e' => match era.map(|((begin, ..), _)| self.year - begin + 1) {
                Some(1) if gannen => out.push('元'),
                Some(year) => padded(out, year, many),
                None => padded(out, self.year, many),
            },
            // The era and its year.
            'r' => {
                if many > 1 {
                    self.part(out, 'g', 3, half, gannen);
                }
                self.part(out, 'e', 2, half, gannen);
            }
            'm' => match many {
                ..=2 => padded(out, self.month, many),
                3 => out.push_str(&MONTHS[self.month as usize - 1][..3]),
                5 => out.push_str(&MONTHS[self.month as usize - 1][..1]),
                _ => out.push_str(MONTHS[self.month as usize - 1]),
            },
            'd' => match many {
                ..=2 => padded(out, self.day, many),
                3 => out.push_str(&DAYS[self.weekday][..3]),
                _ => out.push_str(DAYS[self.weekday]),
            },
            'a' => {
                out.push_str(WEEK[self.weekday]);
                if many > 3 {
                    out.push_str("曜日");
                }
            }
            'h' if half => padded(out, (hour + 11) % 12 + 1, many),
            'h' => padded(out, hour, many),
            _ => padded(out, self.second % 60, many),
        }
    }
}

/// A format that asks for more digits is no format.
const MOST_DIGITS: usize = 9;

fn padded(out: &mut String, number: i64, digits: usize) {
    let digits = digits.min(MOST_DIGITS);
    out.push_str(&format!("{number:0digits$}"));
}

/// The day so many days after 1 January 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    // Years that begin in March end with their leap day.
    let days = days + 719_468;
    let cycle = days.div_euclid(146_097);
    let of_cycle = days.rem_euclid(146_097);
    let year = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + 400 * cycle + i64::from(month <= 2), month, day)
}
