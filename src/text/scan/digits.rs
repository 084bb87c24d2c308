//! Runs of digits: arabic ones with separators and a decimal part, whole or parted by the line end of a narrow
//! cell, and kanji ones.

use super::exact::Exact;
use crate::text::lexicon::Lexicon;

/// A run of digits of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Digits {
    pub value: Exact,
    pub len: usize,
    pub arabic: bool,
}

/// More decimals than any program prints: a code, not a number. Data files hold up to eighteen.
const MOST_DECIMALS: usize = 20;
/// More digits than a number of a document has.
const MOST_DIGITS: usize = 30;

/// Reads the run of digits at an offset.
pub(super) fn digits(text: &str, at: usize, lexicon: &Lexicon) -> Option<Digits> {
    match run(text, at) {
        0 if is_point(text, at) => point(text, at),
        0 => kanji(text, at, lexicon),
        first => arabic(text, at, first, lexicon),
    }
}

/// `.4%`: whether a decimal point without a nought before it stands at an offset.
pub(super) fn is_point(text: &str, at: usize) -> bool {
    let led = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "(<>=≤≥+-~$€£|".contains(c));
    led && text[at..].starts_with('.') && run(text, at + 1) > 0
}

fn point(text: &str, at: usize) -> Option<Digits> {
    let scale = run(text, at + 1);
    let written = &text[at + 1..at + 1 + scale];
    // .5.1 is the number of a heading.
    let goes_on = text[at + 1 + scale..].starts_with('.') && run(text, at + 2 + scale) > 0;
    let mantissa = written.parse().ok().filter(|_| scale <= MOST_DECIMALS && !goes_on)?;
    Some(Digits { value: Exact { mantissa, scale: scale as u32 }, len: scale + 1, arabic: true })
}

/// Where a number with more digits than any has ends: what is inside of it is no number either.
pub(super) fn too_long(text: &str, at: usize) -> Option<usize> {
    let whole = run(text, at);
    let point = text[at + whole..].starts_with('.');
    let decimals = if point { run(text, at + whole + 1) } else { 0 };
    let long = whole > MOST_DIGITS || decimals > MOST_DECIMALS;
    long.then_some(at + whole + if decimals > 0 { decimals + 1 } else { 0 })
}

/// How many arabic digits stand at an offset.
pub(super) fn run(text: &str, at: usize) -> usize {
    text.as_bytes().get(at..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

fn arabic(text: &str, from: usize, first: usize, lexicon: &Lexicon) -> Option<Digits> {
    let byte = |at: usize| text.as_bytes().get(at).copied();
    if first > MOST_DIGITS {
        return None;
    }
    let mut written = text[from..from + first].to_owned();
    let mut at = from + first;
    // 0,025 has no thousands.
    let nought = written == "0";
    if first <= 3 && !nought {
        if let Some((digits, end)) = indian_groups(text, at) {
            written.push_str(&digits);
            at = end;
        }
        while let Some((digits, end)) = group(text, at) {
            written.push_str(&digits);
            at = end;
        }
        if let Some((digits, end)) = dotted_groups(text, at).filter(|_| at == from + first) {
            written.push_str(&digits);
            at = end;
        }
        if let Some((digits, end)) = spaced_groups(text, from, at, lexicon).filter(|_| at == from + first) {
            written.push_str(&digits);
            at = end;
        }
    }
    if at == from + first
        && let Some((digits, end)) = parted(text, from, at)
    {
        written.push_str(digits);
        at = end;
    }
    let mut scale = 0;
    if byte(at) == Some(b'.') && run(text, at + 1) > 0 {
        scale = run(text, at + 1);
        written.push_str(&text[at + 1..at + 1 + scale]);
        at += 1 + scale;
    } else if let Some((decimals, end)) = comma_decimals(text, from, at, lexicon) {
        scale = decimals.len();
        written.push_str(decimals);
        at = end;
    } else if let Some((decimals, end)) = parted_decimals(text, from, at) {
        scale = decimals.len();
        written.push_str(decimals);
        at = end;
    } else if let Some(decimal) = middle_dot(text, at, lexicon) {
        scale = 1;
        written.push(decimal);
        at += '・'.len_utf8() + 1;
    }
    let mantissa = written.parse().ok()?;
    (scale <= MOST_DECIMALS).then_some(Digits {
        value: Exact { mantissa, scale: scale as u32 },
        len: at - from,
        arabic: true,
    })
}

/// `,234` after the digits before `at`, or the same with a line end in it: `,23⏎4`, `,⏎234`, `⏎,234`. A comma
/// before two digits is nothing but a number that is not at its end.
fn group(text: &str, at: usize) -> Option<(String, usize)> {
    let before = usize::from(parts(text, at) && text[at + 1..].starts_with(','));
    let comma = at + before;
    if !text[comma..].starts_with(',') {
        return None;
    }
    let from = comma + 1 + usize::from(before == 0 && parts(text, comma + 1));
    let first = run(text, from);
    if first == 3 {
        return Some((text[from..from + 3].to_owned(), from + 3));
    }
    // Of two breaks in one group nothing is known.
    let once = before == 0 && from == comma + 1 && parts(text, from + first);
    let second = from + first + 1;
    (once && (1..3).contains(&first) && first + run(text, second) == 3)
        .then(|| (format!("{}{}", &text[from..from + first], &text[second..second + 3 - first]), second + 3 - first))
}

/// `,78,000` of 1,78,000: lakhs and crores are parted by two digits.
fn indian_groups(text: &str, at: usize) -> Option<(String, usize)> {
    let (mut digits, mut end) = (String::new(), at);
    while text[end..].starts_with(',') && run(text, end + 1) == 2 {
        digits.push_str(&text[end + 1..end + 3]);
        end += 3;
    }
    let last = end > at && text[end..].starts_with(',') && run(text, end + 1) == 3;
    let ended = last && !(text[end + 4..].starts_with(',') && run(text, end + 5) > 0);
    ended.then(|| {
        digits.push_str(&text[end + 1..end + 4]);
        (digits, end + 4)
    })
}

/// `1.250.000`, `10.000 homes`: thousands parted by points. Of one group only noughts before a word are sure to be no
/// decimals.
fn dotted_groups(text: &str, at: usize) -> Option<(String, usize)> {
    let (mut digits, mut end) = (String::new(), at);
    while text[end..].starts_with('.') && run(text, end + 1) == 3 {
        digits.push_str(&text[end + 1..end + 4]);
        end += 4;
    }
    let many = digits.len() > 3;
    let behind = text[end..].strip_prefix(' ').unwrap_or_default();
    let word = behind.starts_with(|c: char| c.is_ascii_lowercase()) && !behind.starts_with("per");
    let ended = !text[end..].starts_with(['.', ',']) || run(text, end + 1) == 0;
    (ended && (many || digits == "000" && word)).then_some((digits, end))
}

/// `produce 30 000 artisans`: thousands parted by single spaces, between words in Latin letters.
fn spaced_groups(text: &str, from: usize, at: usize, lexicon: &Lexicon) -> Option<(String, usize)> {
    let word = |c: char| c.is_ascii_alphabetic();
    let led = text[..from].strip_suffix(' ').is_some_and(|before| before.ends_with(word));
    let (mut digits, mut end) = (String::new(), at);
    while text[end..].starts_with(' ') && run(text, end + 1) == 3 {
        digits.push_str(&text[end + 1..end + 4]);
        end += 4;
    }
    let behind = &text[end..];
    let goes_on = behind.strip_prefix(' ').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_lowercase())
            || rest.starts_with(|c: char| c.is_ascii_alphabetic()) && lexicon.unit(rest).is_some()
    });
    // (a) 1 012 664 work seekers: of two groups nobody doubts.
    let led = led || digits.len() > 3 && text[..from].ends_with([' ', '(']);
    // 40 000 Euro IV vehicles: 000 is no number by itself.
    let begins = text[..from].is_empty() || text[..from].ends_with([' ', '(', '\n']);
    let round = digits.ends_with("000") && begins && !text[from..].starts_with('0');
    let whole = round && behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(word));
    let ends = behind.starts_with(['.', ';']) && run(text, end + 1) == 0;
    (whole || end > at && led && (goes_on || ends)).then_some((digits, end))
}

/// Whether a line end or a single space stands at an offset.
fn parts(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.get(at), Some(b' ' | b'\n')) && !matches!(bytes.get(at + 1), None | Some(b' ' | b'\n'))
}

/// `15 0人` as the whole of a cell: nobody writes a number without what it counts beside a nought with it.
fn parted(text: &str, from: usize, at: usize) -> Option<(&str, usize)> {
    let alone = text[..from].is_empty() || text[..from].ends_with(['\n', '(']);
    if !alone || at - from > 4 || text[from..].starts_with('0') || !parts(text, at) {
        return None;
    }
    let (start, len) = (at + 1, run(text, at + 1));
    let rest = &text[start + len..];
    let counted = rest.starts_with(|c: char| !c.is_ascii()) || rest.starts_with('%');
    (text[start..].starts_with('0') && (1..=3).contains(&len) && counted)
        .then(|| (&text[start..start + len], start + len))
}

/// `2,4 ha` without a Japanese character: most of Europe writes decimals so. In a short cell it stands for itself;
/// in running text, where 3,4 may be two numbers, a nought before it or a unit behind it tells.
fn comma_decimals<'a>(text: &'a str, from: usize, at: usize, lexicon: &Lexicon) -> Option<(&'a str, usize)> {
    let len = run(text, at + 1);
    let nought = &text[from..at] == "0";
    let most = if nought { 4 } else { 2 };
    // 1405,1 MW: four digits without a mark between them have no thousands, and what is counted stands behind.
    let long = at - from > 3
        && at - from <= LONGEST_WHOLE
        && text
            .get(at + 1 + len..)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '%'));
    let comma = text[at..].starts_with(',') && (1..=most).contains(&len) && (at - from <= 3 || long);
    let end = at + 1 + len;
    if !comma {
        return None;
    }
    if text.len() > LONGEST_CELL {
        let behind = &text[end..];
        let counted = behind.starts_with('%') || lexicon.unit(behind.trim_start_matches(' ')).is_some();
        let digit = |c: char| c.is_ascii_digit();
        let listed = text[..from].trim_end_matches(' ').ends_with([',', '.'])
            || text[..from].ends_with(|c: char| c.is_alphanumeric())
            || behind.strip_prefix([',', '.']).is_some_and(|rest| rest.starts_with(digit));
        return ((nought || counted) && !listed && !behind.chars().take(2).any(crate::chars::is_japanese))
            .then(|| (&text[at + 1..end], end));
    }
    // 10,20 and nothing else may be two numbers.
    if len == 2 && !nought && from == 0 && end == text.len() {
        return None;
    }
    let alone = text[..from].is_empty() || text[..from].ends_with([' ', '\n', '(', '<', '>', '+', '-', '~']);
    let lists = text[end..].starts_with(',')
        || text[..from].trim_end().ends_with(',')
        || text[end..].contains(',')
        || text[end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    (alone && !lists && !text.contains(crate::chars::is_japanese)).then(|| (&text[at + 1..end], end))
}

/// A number with a comma before its decimals has no more digits before it.
const LONGEST_WHOLE: usize = 6;

/// `12.⏎5%`, `12⏎.5%`.
fn parted_decimals(text: &str, from: usize, at: usize) -> Option<(&str, usize)> {
    let start = if parts(text, at) && text[at + 1..].starts_with('.') {
        at + 2
    } else if text[at..].starts_with('.') && parts(text, at + 1) {
        // `1. 5% of` at the start of a line is the first of a list, unless it is all that a cell says.
        let mark = text[..from].is_empty() || text[..from].ends_with('\n');
        let cell = text[..from].is_empty()
            && text.len() - at <= LONGEST_CELL
            && at - from > 1
            && !text[at + 2..].contains(['\n', ' ']);
        if text.as_bytes()[at + 1] == b' ' && mark && !cell {
            return None;
        }
        at + 2
    } else {
        return None;
    };
    let len = run(text, start);
    let counted = text[start + len..].starts_with(|c: char| !c.is_ascii() || c == '%');
    ((1..=3).contains(&len) && counted).then(|| (&text[start..start + len], start + len))
}

/// A cell that holds a number and little else is no longer than this behind the point, in bytes.
const LONGEST_CELL: usize = 40;

/// `12・5%`: a middle dot before one digit and a unit that has decimals is a point.
fn middle_dot(text: &str, at: usize, lexicon: &Lexicon) -> Option<char> {
    let rest = text[at..].strip_prefix('・')?;
    let digit = rest.chars().next().filter(char::is_ascii_digit)?;
    lexicon.numbers.divisible.longest(&rest[1..]).map(|_| digit)
}

fn kanji(whole: &str, from: usize, lexicon: &Lexicon) -> Option<Digits> {
    let text = &whole[from..];
    let (value, len, count) = kanji_run(text)?;
    // 出生率一・八 needs no unit.
    let rated = whole[..from].ends_with(|c: char| crate::chars::one_of(c, &lexicon.numbers.decimal_after));
    // 〇 alone is a bullet, not nought, unless nothing else is there.
    if text.starts_with('〇') && count == 1 && text.len() > len {
        return None;
    }
    // 一・五倍; but 二・三人 are two or three.
    if let Some(rest) = text[len..].strip_prefix('・')
        && let Some((decimals, more, places)) = kanji_run(rest)
        && (rated || lexicon.numbers.divisible.longest(&rest[more..]).is_some())
    {
        let mantissa = value.checked_mul(10i128.checked_pow(places)?)?.checked_add(decimals)?;
        let len = len + '・'.len_utf8() + more;
        return Some(Digits { value: Exact { mantissa, scale: places }, len, arabic: false });
    }
    Some(Digits { value: Exact::whole(value), len, arabic: false })
}

/// The kanji digits that a text begins with: their value, their length and how many they are.
fn kanji_run(text: &str) -> Option<(i128, usize, u32)> {
    let (mut value, mut len, mut count) = (0i128, 0, 0);
    for c in text.chars() {
        let Some(digit) = kanji_digit(c) else { break };
        value = value.checked_mul(10)?.checked_add(digit)?;
        len += c.len_utf8();
        count += 1;
    }
    (count > 0).then_some((value, len, count))
}

/// Some: 数十人, 十数人, 数年間.
pub(crate) const SOME: char = '数';

/// The value of a kanji digit, the formal ones (壱弐参) included.
pub fn kanji_digit(c: char) -> Option<i128> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壱' => 1,
        '二' | '弐' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A figure of a year, in Arabic or kanji.
pub(super) fn figure(c: char) -> Option<i32> {
    c.to_digit(10).map(|digit| digit as i32).or_else(|| kanji_digit(c).map(|digit| digit as i32))
}

/// Whether a number in kanji that needs no other word may stand in a text: 二〇三〇年度に百三十五兆円, 三割, 二倍. What
/// has one kanji before a counter (三校) is a word far more often than a number: 第三者, 四半期, 二国間.
pub(crate) fn counts_in_kanji(text: &str, lexicon: &Lexicon) -> bool {
    let numbers = &lexicon.numbers;
    text.char_indices().any(|(at, c)| {
        let digit = kanji_digit(c);
        if digit.is_none() && small_power(c).is_none() {
            return false;
        }
        let rest = &text[at + c.len_utf8()..];
        let Some(next) = rest.chars().next() else { return false };
        let power = small_power(next).or(big_power(next)).is_some();
        let parts = || {
            numbers.divisible.longest(rest).or(numbers.fraction.longest(rest)).is_some() || matches!(next, '％' | '%')
        };
        match digit {
            // 一部, 一つ: hardly ever one that counts, but 一万人 and 一〇％ do.
            Some(1) => big_power(next).is_some() || kanji_digit(next).is_some() || matches!(next, '％' | '%'),
            Some(_) => kanji_digit(next).is_some() || power || parts(),
            None => kanji_digit(next).is_some(),
        }
    })
}

pub(super) fn small_power(c: char) -> Option<i128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '阡' | '仟' => 1000,
        _ => return None,
    })
}

pub(super) fn big_power(c: char) -> Option<i128> {
    Some(match c {
        '万' | '萬' => 10_000,
        '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        '京' => 10_000_000_000_000_000,
        _ => return None,
    })
}
