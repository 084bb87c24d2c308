//! Decimals summed exactly and turned into a float once, so that 0.57億 is 57000000 and 1.1 is 1.1.

/// `mantissa` times ten to the minus `scale`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Exact {
    pub mantissa: i128,
    pub scale: u32,
}

impl Exact {
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    pub fn whole(mantissa: i128) -> Self {
        Self { mantissa, scale: 0 }
    }

    pub fn times(self, factor: i128) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_mul(factor)?, ..self })
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let lift = |x: Self| x.mantissa.checked_mul(10i128.checked_pow(scale - x.scale)?);
        Some(Self { mantissa: lift(self)?.checked_add(lift(other)?)?, scale })
    }

    pub fn to_f64(self) -> f64 {
        // Both exact as floats: the quotient is the nearest one.
        if self.mantissa.unsigned_abs() < 1 << 53 && self.scale <= 22 {
            return self.mantissa as f64 / 10f64.powi(self.scale as i32);
        }
        format!("{}e-{}", self.mantissa, self.scale).parse().unwrap_or(f64::NAN)
    }

    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }
}
