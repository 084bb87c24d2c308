//! Numbers in records: whole ones are written whole (14, not 14.0), none is infinite.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A finite number.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Number(f64);

impl Number {
    /// The number, if it is finite.
    pub fn new(value: f64) -> Option<Self> {
        // Minus nought is nought.
        value.is_finite().then_some(Self(value + 0.0))
    }

    /// The number rounded to a few decimals, as for confidences and boxes.
    pub fn rounded(value: f64, decimals: i32) -> Self {
        let factor = 10f64.powi(decimals);
        Self::new((value * factor).round() / factor).unwrap_or_default()
    }

    pub fn get(self) -> f64 {
        self.0
    }

    /// With commas between the thousands: 24,100,000,000.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
        let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
        let mut out = String::from(sign);
        for (n, digit) in digits.char_indices() {
            out.extend((n > 0 && (digits.len() - n) % 3 == 0).then_some(','));
            out.push(digit);
        }
        out + rest
    }

    /// The number as an integer, if it is whole and exact.
    fn whole(self) -> Option<i64> {
        (self.0.fract() == 0.0 && self.0.abs() < 9e18).then_some(self.0 as i64)
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.whole() {
            Some(whole) => write!(f, "{whole}"),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Self::new(value).ok_or_else(|| serde::de::Error::custom("a number must be finite"))
    }
}

impl JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_whole() {
        let json = |value: f64| serde_json::to_string(&Number::new(value)).unwrap();
        assert_eq!(json(14.0), "14");
        assert_eq!(json(1.33), "1.33");
        assert_eq!(json(-0.0), "0");
        assert_eq!(json(1e16), "10000000000000000");
        assert_eq!(json(5e19), "5e+19");
        assert_eq!(json(f64::NAN), "null");
    }

    #[test]
    fn thousands_are_parted() {
        let grouped = |value: f64| Number(value).grouped();
        assert_eq!(grouped(24_100_000_000.0), "24,100,000,000");
        assert_eq!(grouped(-123.0), "-123");
        assert_eq!(grouped(1234.5), "1,234.5");
        assert_eq!(grouped(0.0), "0");
    }
}
