//! The digits of a number in the places that a format gives them.

use super::Token;

/// A number is stored with so many digits that mean something.
const EXACT: usize = 15;
/// A number without a format is shown with so many digits at most where some of them are behind the point.
const SHOWN: usize = 10;

/// A number without a format.
pub(super) fn general(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let (whole, parts) = decimal(value.abs());
    let digits = whole.trim_start_matches('0').len();
    let (whole, parts) = rounded(&whole, &parts, SHOWN.saturating_sub(digits).min(parts.len()));
    let parts = parts.trim_end_matches('0');
    let sign = if value < 0.0 && (whole != "0" || !parts.is_empty()) { "-" } else { "" };
    if parts.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{parts}") }
}

/// A number in the digits of a section.
pub(super) fn scaled(tokens: &[Token], value: f64) -> String {
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let point = tokens.iter().position(|token| *token == Token::Point);
    let last = tokens.iter().rposition(is_digit);
    let end = point.or(last.map(|last| last + 1)).unwrap_or(0);
    // Commas between digits group them; those behind the last digit stand for thousands each.
    let grouped = |(n, token): (usize, &Token)| {
        *token == Token::Comma && tokens[..n].iter().any(is_digit) && tokens[n..end].iter().any(is_digit)
    };
    let groups = tokens.iter().enumerate().take(end).any(grouped);
    let thousands = tokens.iter().enumerate().filter(|&(n, token)| {
        *token == Token::Comma && tokens[..n].iter().any(is_digit) && !tokens[n..].iter().any(is_digit)
            || *token == Token::Comma && Some(n + 1) == point && tokens[..n].iter().any(is_digit)
    });
    let thousands = thousands.count() as i32;
    let percents = tokens.iter().filter(|token| **token == Token::Percent).count() as i32;
    let (whole, parts) = shifted(decimal(value.abs()), 2 * percents - 3 * thousands);
    let behind = point.map_or(0, |point| tokens[point..].iter().filter(|token| is_digit(token)).count());
    let (whole, parts) = rounded(&whole, &parts, behind);
    let mut out = String::new();
    if value < 0.0 && tokens.iter().any(|token| is_digit(token) || *token == Token::General) {
        out.push('-');
    }
    let places = tokens[..end].iter().filter(|token| is_digit(token)).count();
    let digits: Vec<char> = if whole == "0" { Vec::new() } else { whole.chars().collect() };
    let (mut place, mut part) = (places, 0);
    for (n, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(words) => out.push_str(words),
            Token::Percent => out.push('%'),
            Token::General => out.push_str(&general(value.abs())),
            Token::Text => out.push_str(&general(value)),
            Token::Point => out.push('.'),
            Token::Digit(kind) if n < end => {
                // The first place takes all digits that have none of their own.
                let from = if place == places { 0 } else { digits.len().saturating_sub(place) };
                let to = digits.len().saturating_sub(place - 1);
                place -= 1;
                if from == to && digits.len() <= place && *kind == '0' {
                    put(&mut out, '0', place, groups);
                }
                for at in from..to {
                    put(&mut out, digits[at], digits.len() - 1 - at, groups);
                }
            }
            Token::Digit(kind) => {
                let digit = parts[part..].chars().next().unwrap_or('0');
                let more = parts[part..].contains(|c| c != '0');
                part += 1;
                if *kind == '0' || more {
                    out.push(digit);
                }
            }
            _ => {}
        }
    }
    out
}

/// A digit with so many behind it, and the comma that groups them.
fn put(out: &mut String, digit: char, behind: usize, groups: bool) {
    out.push(digit);
    if groups && behind > 0 && behind.is_multiple_of(3) {
        out.push(',');
    }
}

/// The digits before and behind the point, as exact as numbers are stored.
fn decimal(value: f64) -> (String, String) {
    let text = format!("{:.*e}", EXACT - 1, value);
    let Some((mantissa, exponent)) = text.split_once('e') else { return ("0".into(), String::new()) };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    shifted((mantissa[..1].to_owned(), mantissa[1..].trim_start_matches('.').to_owned()), exponent)
}

/// Moves the point to the right, or to the left.
fn shifted((whole, parts): (String, String), by: i32) -> (String, String) {
    let digits = format!("{whole}{parts}");
    let at = whole.len() as i32 + by;
    let (mut whole, parts) = if at <= 0 {
        ("0".to_owned(), format!("{}{digits}", "0".repeat(at.unsigned_abs() as usize)))
    } else if at as usize >= digits.len() {
        (format!("{digits}{}", "0".repeat(at as usize - digits.len())), String::new())
    } else {
        (digits[..at as usize].to_owned(), digits[at as usize..].to_owned())
    };
    let zeros = whole.len() - whole.trim_start_matches('0').len();
    whole.drain(..zeros.min(whole.len() - 1));
    (whole, parts.trim_end_matches('0').to_owned())
}

/// Rounds to so many digits behind the point; these are padded.
fn rounded(whole: &str, parts: &str, places: usize) -> (String, String) {
    let up = parts.as_bytes().get(places).is_some_and(|digit| *digit >= b'5');
    let mut digits: Vec<u8> = whole.bytes().chain(parts.bytes().chain(std::iter::repeat(b'0')).take(places)).collect();
    if up {
        let mut carry = true;
        for digit in digits.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                carry = false;
                break;
            }
        }
        if carry {
            digits.insert(0, b'1');
        }
    }
    let text = String::from_utf8(digits).unwrap_or_default();
    let (whole, parts) = text.split_at(text.len() - places);
    (whole.to_owned(), parts.to_owned())
}
