//! The codes of number formats → sections of tokens.

use super::{Compare, Section, Token};

pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut section = Section::default();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        let behind = &rest[taken..];
        match c {
            ';' => sections.push(std::mem::take(&mut section)),
            '"' => {
                let end = behind.find('"').unwrap_or(behind.len());
                literal(&mut section.tokens, &behind[..end]);
                taken += end + 1;
            }
            // What is behind is printed, or is as wide as the space to leave, or fills the cell.
            '\\' | '!' | '_' | '*' => {
                let next = behind.chars().next();
                taken += next.map_or(0, char::len_utf8);
                match (c, next) {
                    ('_', _) => literal(&mut section.tokens, " "),
                    ('*', _) | (_, None) => {}
                    (_, Some(next)) => literal(&mut section.tokens, next.encode_utf8(&mut [0; 4])),
                }
            }
            '[' => {
                let end = behind.find(']').unwrap_or(behind.len());
                bracket(&mut section, &behind[..end]);
                taken += end + 1;
            }
            '0' | '#' | '?' => section.tokens.push(Token::Digit(c)),
            '.' => section.tokens.push(Token::Point),
            ',' => section.tokens.push(Token::Comma),
            '%' => section.tokens.push(Token::Percent),
            '@' => section.tokens.push(Token::Text),
            '/' if section.tokens.iter().any(|token| matches!(token, Token::Digit(_))) => {
                section.tokens.push(Token::Slash);
            }
            'E' if behind.starts_with(['+', '-']) => {
                section.tokens.push(Token::Exponent);
                taken += 1;
            }
            _ => {
                let word = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
                if let Some(general) = ["General", "G/標準"].into_iter().find(|general| word(general)) {
                    section.tokens.push(Token::General);
                    taken = general.len();
                } else if let Some(half) = ["AM/PM", "A/P", "午前/午後"].into_iter().find(|half| word(half)) {
                    section.tokens.push(Token::AmPm(half.to_owned()));
                    taken = half.len();
                } else if is_date(c) {
                    let letter = c.to_ascii_lowercase();
                    let many = rest.chars().take_while(|next| next.to_ascii_lowercase() == letter).count();
                    section.tokens.push(Token::Date(letter, many));
                    taken = many;
                } else {
                    literal(&mut section.tokens, &rest[..taken]);
                }
            }
        }
        rest = rest.get(taken..).unwrap_or("");
    }
    sections.push(section);
    sections
}

fn is_date(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'g' | 'a' | 'r')
}

fn literal(tokens: &mut Vec<Token>, text: &str) {
    match tokens.last_mut() {
        Some(Token::Literal(before)) => before.push_str(text),
        _ => tokens.push(Token::Literal(text.to_owned())),
    }
}

/// `[h]`, `[>=100]`, `[$¥-411]`; colours and the kind of digits change no number.
fn bracket(section: &mut Section, inside: &str) {
    if let Some(currency) = inside.strip_prefix('$') {
        let (sign, place) = currency.split_once('-').unwrap_or((currency, ""));
        literal(&mut section.tokens, sign);
        section.gannen |= place.contains("gannen");
        return;
    }
    let letter = inside.chars().next().map(|c| c.to_ascii_lowercase());
    if let Some(letter @ ('h' | 'm' | 's')) = letter
        && inside.chars().all(|c| c.to_ascii_lowercase() == letter)
    {
        section.tokens.push(Token::Elapsed(letter, inside.len()));
        return;
    }
    let signs = [
        ("<=", Compare::AtMost),
        (">=", Compare::AtLeast),
        ("<>", Compare::Not),
        ("<", Compare::Less),
        (">", Compare::More),
        ("=", Compare::Equal),
    ];
    for (sign, compare) in signs {
        if let Some(limit) = inside.strip_prefix(sign) {
            section.when = limit.trim().parse().ok().map(|limit| (compare, limit));
            return;
        }
    }
}

/// The formats that are known by a number alone, as Japanese programs show them.
pub(in super::super) fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        5 | 6 => "¥#,##0",
        7 | 8 => "¥#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 | 48 => "0.00E+00",
        12 | 13 => "# ?/?",
        14 | 30 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "ge.m.d",
        28 | 29 | 51 | 54 | 58 => "ggge\"年\"m\"月\"d\"日\"",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"時\"mm\"分\"",
        33 => "h\"時\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        35 | 53 | 56 => "m\"月\"d\"日\"",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        49 => "@",
        _ => "General",
    }
}
