//! Numbers as Japanese documents write them: 1,365, 120万, 8兆9,150億, 百二十三, 2千2十5.
//!
//! The value is summed in decimal and turned into a float once, so that 0.57億 is
//! 57000000 and 1.1 is 1.1.

use crate::text::lexicon::Lexicon;

/// A number and the length of its expression in bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    pub len: usize,
    /// Only kanji: 三, 百二十. In running text it takes a counter to make such a word a number.
    pub kanji: bool,
    /// Plain digits without sign, separator or power: what a year may look like.
    pub digits: Option<u32>,
    /// 数十人: somewhere from this value up to this other.
    pub vague_to: Option<f64>,
}

/// An exact decimal: `mantissa` times ten to the minus `scale`.
#[derive(Clone, Copy)]
struct Exact {
    mantissa: i128,
    scale: u32,
}

impl Exact {
    const ZERO: Self = Self { mantissa: 0, scale: 0 };

    fn times(self, factor: i128) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_mul(factor)?, ..self })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let lift = |x: Self| x.mantissa.checked_mul(10i128.checked_pow(scale - x.scale)?);
        Some(Self { mantissa: lift(self)?.checked_add(lift(other)?)?, scale })
    }

    fn to_f64(self) -> f64 {
        // Both exact as floats: the quotient is the nearest one.
        if self.mantissa.unsigned_abs() < 1 << 53 && self.scale <= 22 {
            return self.mantissa as f64 / 10f64.powi(self.scale as i32);
        }
        format!("{}e-{}", self.mantissa, self.scale).parse().unwrap_or(f64::NAN)
    }

    fn is_zero(self) -> bool {
        self.mantissa == 0
    }
}

/// Reads the number that the text begins with. `unit` tells where 千 belongs to the unit (34千人).
pub(super) fn number(text: &str, lexicon: &Lexicon) -> Option<Number> {
    if text.starts_with('数') {
        return vague(text);
    }
    let (mut total, mut section, mut current) = (Exact::ZERO, Exact::ZERO, None::<Exact>);
    let (mut at, mut last_big, mut last_small) = (0, i128::MAX, i128::MAX);
    let (mut kanji_only, mut powers, mut arabic) = (true, false, false);
    while let Some(c) = text[at..].chars().next() {
        if current.is_none()
            && let Some((value, len, is_arabic)) = digits(&text[at..])
        {
            if at > 0 && !powers {
                break;
            }
            current = Some(value);
            kanji_only &= !is_arabic;
            arabic |= is_arabic;
            at += len;
        } else if c == ' ' && current.is_some() && arabic && power_follows(&text[at + 1..]) {
            // 106,395 百万円
            at += 1;
        } else if let Some(power) = small_power(c) {
            let bare = current.is_none();
            if bare && at > 0 && arabic && last_big == i128::MAX && section.is_zero() {
                break;
            }
            if power >= last_small || arabic && power_of_unit(&text[at..], lexicon, last_big) {
                break;
            }
            section = section.plus(current.take().unwrap_or(Exact { mantissa: 1, scale: 0 }).times(power)?)?;
            last_small = power;
            powers = true;
            at += c.len_utf8();
        } else if let Some(power) = big_power(c) {
            let part = section.plus(current.take().unwrap_or(Exact::ZERO))?;
            if part.is_zero() && !(arabic && at > 0) || power >= last_big {
                // 万 alone counts nothing; 億 after 万 begins something else.
                current = None;
                if at == 0 || part.is_zero() {
                    break;
                } else {
                    return finish(text, at, total.plus(part)?, kanji_only, None);
                }
            }
            total = total.plus(part.times(power)?)?;
            (section, last_big, last_small) = (Exact::ZERO, power, i128::MAX);
            powers = true;
            at += c.len_utf8();
        } else if c == ',' && powers && digits(&text[at + 1..]).is_some() && current.is_none() {
            // 三千,九百二十一
            at += 1;
        } else {
            break;
        }
    }
    if at == 0 {
        return None;
    }
    let value = total.plus(section)?.plus(current.unwrap_or(Exact::ZERO))?;
    let plain = (!powers && arabic).then(|| text[..at].parse().ok()).flatten();
    finish(text, at, value, kanji_only, plain)
}

/// Whether a power of ten stands here that can belong to the number before a space.
fn power_follows(rest: &str) -> bool {
    let units = rest.trim_start_matches(['百', '千', '十']);
    let after = units.strip_prefix(['万', '億', '兆']);
    after.is_some_and(|after| after.chars().next().is_some_and(|c| !c.is_ascii_digit() && small_power(c).is_none()))
        || rest.starts_with("百万")
}

fn finish(text: &str, len: usize, value: Exact, kanji: bool, digits: Option<u32>) -> Option<Number> {
    // 十数人: the power just read holds for one to nine of the next lower.
    let vague_to =
        text[len..].starts_with('数').then(|| text[..len].ends_with(['十', '百', '千'])).filter(|&vague| vague);
    if vague_to.is_some() {
        return vague_tail(text, len, value);
    }
    Some(Number { value: value.to_f64(), len, kanji, digits, vague_to: None })
}

/// 数十, 数百万: from one to nine of the power.
fn vague(text: &str) -> Option<Number> {
    let mut at = '数'.len_utf8();
    let mut power: i128 = 1;
    while let Some(c) = text[at..].chars().next()
        && let Some(factor) = small_power(c).or_else(|| big_power(c))
    {
        power = power.checked_mul(factor)?;
        at += c.len_utf8();
    }
    let one = Exact { mantissa: power, scale: 0 };
    (power > 1).then(|| Number {
        value: one.to_f64(),
        len: at,
        kanji: true,
        digits: None,
        vague_to: Some(9.0 * one.to_f64()),
    })
}

/// 十数人 is 11 to 19, 百数十円 110 to 190.
fn vague_tail(text: &str, len: usize, value: Exact) -> Option<Number> {
    let mut at = len + '数'.len_utf8();
    let mut step: i128 = 1;
    while let Some(c) = text[at..].chars().next()
        && let Some(factor) = small_power(c)
    {
        step = step.checked_mul(factor)?;
        at += c.len_utf8();
    }
    let low = value.plus(Exact { mantissa: step, scale: 0 })?;
    let high = value.plus(Exact { mantissa: 9 * step, scale: 0 })?;
    Some(Number { value: low.to_f64(), len: at, kanji: true, digits: None, vague_to: Some(high.to_f64()) })
}

/// Whether the power at the start of the text is part of the unit: 34千人, 3,557千円, but 3千, 2千億.
fn power_of_unit(text: &str, lexicon: &Lexicon, last_big: i128) -> bool {
    let Some(rest) = text.strip_prefix('千') else { return false };
    last_big == i128::MAX && lexicon.unit(rest).is_some()
}

/// A run of digits of one kind: arabic with separators and a decimal part, or kanji.
fn digits(text: &str) -> Option<(Exact, usize, bool)> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(0);
    if first == 0 {
        return kanji_digits(text).map(|(value, len)| (value, len, false));
    }
    let mut at = first;
    let mut written = text[..first].to_owned();
    if first <= 3 {
        while bytes.get(at) == Some(&b',') && run(at + 1) == 3 {
            written.push_str(&text[at + 1..at + 4]);
            at += 4;
        }
    }
    let mut scale = 0;
    if bytes.get(at) == Some(&b'.') && run(at + 1) > 0 {
        let len = run(at + 1);
        written.push_str(&text[at + 1..at + 1 + len]);
        scale = len as u32;
        at += 1 + len;
    }
    let mantissa = written.parse().ok()?;
    (scale <= 12).then_some((Exact { mantissa, scale }, at, true))
}

fn kanji_digits(text: &str) -> Option<(Exact, usize)> {
    let mut value: i128 = 0;
    let mut len = 0;
    for c in text.chars() {
        let Some(digit) = kanji_digit(c) else { break };
        value = value.checked_mul(10)?.checked_add(digit)?;
        len += c.len_utf8();
    }
    // 〇 alone is a bullet, not nought, unless nothing else is there.
    let bullet = text.starts_with('〇') && len == '〇'.len_utf8() && text.len() > len;
    (len > 0 && !bullet).then_some((Exact { mantissa: value, scale: 0 }, len))
}

/// The value of a kanji digit, the formal ones (壱弐参) included.
pub(super) fn kanji_digit(c: char) -> Option<i128> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::{MinistriesFile, UnitsFile};

    fn lexicon() -> Lexicon {
        let counters = ["人", "円", "人泊", "件"].map(String::from).to_vec();
        Lexicon::new(&UnitsFile { counters, ..UnitsFile::default() }, MinistriesFile::default())
    }

    fn read(text: &str) -> (f64, &str) {
        let number = number(text, &lexicon()).unwrap_or_else(|| panic!("{text} is no number"));
        (number.value, &text[..number.len])
    }

    #[test]
    fn arabic_kanji_and_mixed() {
        for (text, value) in [
            ("1,365", 1365.0),
            ("0.57億", 57e6),
            ("8兆9,150億", 8.915e12),
            ("1兆1,445億", 1.1445e12),
            ("145.7万", 1_457_000.0),
            ("百二十三万四千五百六十七", 1_234_567.0),
            ("四〇四", 404.0),
            ("2千2十5", 2025.0),
            ("千1", 1001.0),
            ("4百万", 4e6),
            ("1.5億250.32千", 150_250_320.0),
            ("7百", 700.0),
            ("一億二千四百五十六万三千,九百二十一", 124_563_921.0),
            ("5千京", 5e19),
            ("阡二百三拾四", 1234.0),
            ("零", 0.0),
            ("12千345", 12345.0),
            ("223兆4千億4256万6千", 223_400_042_566_000.0),
        ] {
            assert_eq!(read(text), (value, text));
        }
    }

    #[test]
    fn a_thousand_may_belong_to_the_unit_and_a_comma_to_the_sentence() {
        assert_eq!(read("34千人"), (34.0, "34"));
        assert_eq!(read("3,557千円"), (3557.0, "3,557"));
        assert_eq!(read("1万2千人"), (12000.0, "1万2千"));
        assert_eq!(read("183百万円"), (183e6, "183百万"));
        assert_eq!(read("10,20"), (10.0, "10"));
        assert_eq!(read("1,2345"), (1.0, "1"));
        assert_eq!(read("2007二十"), (2007.0, "2007"));
    }

    #[test]
    fn vague_tens_are_a_range() {
        let range = |text| number(text, &lexicon()).map(|n| (n.value, n.vague_to));
        assert_eq!(range("数十人"), Some((10.0, Some(90.0))));
        assert_eq!(range("十数人"), Some((11.0, Some(19.0))));
        assert_eq!(range("百数十円"), Some((110.0, Some(190.0))));
        assert_eq!(range("数人"), None);
        assert_eq!(range("京・京"), None);
        assert_eq!(range("〇 治験"), None);
    }
}
