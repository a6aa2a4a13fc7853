//! Exact amounts: whole minor units of a currency, never floating point.
//!
//! An amount enters as a [`Decimal`], the very digits that were sent, and becomes an [`Amount`] once its currency is
//! known. Nothing is rounded but the dust that floating point leaves in JSON numbers (`19.989999999999998`).

use std::fmt;

use super::currencies::{ACTIVE, WITHDRAWN};

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency {
    code: &'static str,
    decimals: u8,
}

/// An exact amount of money. May be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// In the currency's own minor units: cents for USD, whole yen for JPY.
    pub minor: i64,
    pub currency: Currency,
}

/// A decimal number, exactly as it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    is_negative: bool,
    /// Below 10³⁸.
    digits: u128,
    /// The number is `digits × 10^exponent`.
    exponent: i32,
    allows_dust: bool,
}

/// The most significant digits an amount may have: more than any sum of money needs, and few enough for 128 bits.
const MAX_DIGITS: usize = 38;

/// A JSON number may be this many decimals finer than a minor unit if that rest is floating-point dust: within a
/// millionth of the unit.
const DUST_DECIMALS: u32 = 6;

impl Currency {
    /// Finds a currency by its code, in capitals or not.
    pub fn parse(code: &str) -> Option<Self> {
        let found =
            |table: &'static [(&'static str, u8)]| table.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
        found(ACTIVE).or_else(|| found(WITHDRAWN)).map(|(code, decimals)| Self { code, decimals: *decimals })
    }

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many decimals an amount has: 2 for USD, 0 for JPY, 3 for KWD.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// Minor units as decimal text in major ones, with all decimals: `19.90`. Takes sums that exceed 64 bits.
    pub fn major(self, minor: i128) -> String {
        let sign = if minor < 0 { "-" } else { "" };
        let units = minor.unsigned_abs();
        match usize::from(self.decimals) {
            0 => format!("{sign}{units}"),
            decimals => {
                let text = format!("{units:0width$}", width = decimals + 1);
                let (whole, fraction) = text.split_at(text.len() - decimals);
                format!("{sign}{whole}.{fraction}")
            }
        }
    }
}

impl rusqlite::ToSql for Currency {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.code.into())
    }
}

impl rusqlite::types::FromSql for Currency {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        Self::parse(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
    }
}

impl Decimal {
    /// Reads a JSON number, such as `19.99` or `1.5e3`. A rest of floating-point dust will be allowed.
    ///
    /// # Errors
    /// A sentence for whoever sent it.
    pub fn from_number(number: &str) -> Result<Self, String> {
        Ok(Self { allows_dust: true, ..Self::read(number)? })
    }

    /// Reads decimal text, such as `"19.99"`: exact, so without any allowance.
    ///
    /// # Errors
    /// A sentence for whoever sent it.
    pub fn from_text(text: &str) -> Result<Self, String> {
        Self::read(text)
    }

    /// Reads whole hundredths of the major unit, such as `1999` for 19.99, whatever the currency's own minor unit.
    ///
    /// # Errors
    /// A sentence for whoever sent it, also where it is not a whole number.
    pub fn from_hundredths(number: &str) -> Result<Self, String> {
        let mut decimal = Self::read(number)?;
        if decimal.digits != 0 && decimal.exponent < 0 {
            return Err("Expected a whole number of hundredths, such as 1999 for 19.99.".to_owned());
        }
        decimal.exponent -= 2;
        Ok(decimal)
    }

    fn read(text: &str) -> Result<Self, String> {
        let shape = || "Expected a decimal number with a point, such as 19.99.".to_owned();
        let (is_negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, power) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || mantissa.ends_with('.') {
            return Err(shape());
        }
        let power: i32 = match power.parse() {
            Ok(power) if (-400..=400).contains(&power) => power,
            _ => return Err(shape()),
        };
        let fraction = fraction.trim_end_matches('0');
        let significant = [whole, fraction].concat();
        let significant = significant.trim_start_matches('0');
        if significant.len() > MAX_DIGITS {
            return Err(format!("This number has more than {MAX_DIGITS} digits. Send at most that many."));
        }
        let mut digits: u128 = significant.bytes().fold(0, |sum, byte| sum * 10 + u128::from(byte - b'0'));
        let mut exponent = power - i32::try_from(fraction.len()).map_err(|_| shape())?;
        while digits != 0 && digits.is_multiple_of(10) {
            digits /= 10;
            exponent += 1;
        }
        Ok(Self { is_negative, digits, exponent, allows_dust: false })
    }

    /// The amount in a currency's minor units.
    ///
    /// # Errors
    /// A sentence for whoever sent it, where it has more decimals than the currency or is too large.
    pub fn in_currency(self, currency: Currency) -> Result<Amount, String> {
        let units = self.units(i32::from(currency.decimals)).map_err(|fault| match fault {
            UnitFault::TooFine => match currency.decimals {
                0 => format!("{} has no decimals. Send a whole number.", currency.code),
                decimals => format!("{} has {decimals} decimals. Send at most that many.", currency.code),
            },
            UnitFault::TooLarge => "This amount is larger than can be kept. Send a smaller one.".to_owned(),
        })?;
        Ok(Amount { minor: units, currency })
    }

    fn units(self, decimals: i32) -> Result<i64, UnitFault> {
        if self.digits == 0 {
            return Ok(0);
        }
        let shift = self.exponent + decimals;
        let units = if shift >= 0 {
            let factor = 10_u128.checked_pow(shift.unsigned_abs()).ok_or(UnitFault::TooLarge)?;
            self.digits.checked_mul(factor).ok_or(UnitFault::TooLarge)?
        } else {
            self.without_dust(shift.unsigned_abs())?
        };
        let signed = i128::try_from(units).map_err(|_| UnitFault::TooLarge)? * if self.is_negative { -1 } else { 1 };
        i64::try_from(signed).map_err(|_| UnitFault::TooLarge)
    }

    /// `digits ÷ 10^places`, where the rest is nothing or dust. `digits` is no multiple of ten, so there is a rest.
    fn without_dust(self, places: u32) -> Result<u128, UnitFault> {
        if !self.allows_dust || places < DUST_DECIMALS {
            return Err(UnitFault::TooFine);
        }
        let Some(tolerance) = 10_u128.checked_pow(places - DUST_DECIMALS) else { return Ok(0) };
        let Some(unit) = 10_u128.checked_pow(places) else {
            // A unit beyond 10³⁸ is larger than all digits: only the distance from zero is left to ask.
            return if self.digits <= tolerance { Ok(0) } else { Err(UnitFault::TooFine) };
        };
        let (units, rest) = (self.digits / unit, self.digits % unit);
        match rest {
            below if below <= tolerance => Ok(units),
            above if unit - above <= tolerance => Ok(units + 1),
            _ => Err(UnitFault::TooFine),
        }
    }
}

enum UnitFault {
    TooFine,
    TooLarge,
}

/// Decimal text with all of the currency's decimals, such as `19.90`; without the currency.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.currency.major(i128::from(self.minor)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(decimal: Result<Decimal, String>, code: &str) -> Result<String, String> {
        decimal?.in_currency(Currency::parse(code).unwrap()).map(|amount| amount.to_string())
    }

    #[test]
    fn amounts_are_kept_to_the_last_minor_unit() {
        for (number, code, expected) in [
            ("19.99", "USD", "19.99"),
            ("19.9", "usd", "19.90"),
            ("-0.05", "EUR", "-0.05"),
            ("-0.0", "EUR", "0.00"),
            ("50", "JPY", "50"),
            ("1.234", "KWD", "1.234"),
            ("1.2345", "CLF", "1.2345"),
            ("1.5e3", "USD", "1500.00"),
            ("1999E-2", "USD", "19.99"),
            ("19.990000000000000000000", "USD", "19.99"),
            ("92233720368547758.07", "USD", "92233720368547758.07"),
            ("-92233720368547758.08", "USD", "-92233720368547758.08"),
            ("0e400", "USD", "0.00"),
        ] {
            assert_eq!(kept(Decimal::from_number(number), code).as_deref(), Ok(expected), "{number}");
            assert_eq!(kept(Decimal::from_text(number), code).as_deref(), Ok(expected), "{number}");
        }
    }

    #[test]
    fn floating_point_dust_is_swept_from_numbers_only() {
        for (number, expected) in [
            ("19.989999999999998", "19.99"),
            ("0.30000000000000004", "0.30"),
            ("-1.00000001", "-1.00"),
            ("4.99999999", "5.00"),
            ("1e-9", "0.00"),
            ("1e-60", "0.00"),
            ("0.99999999999999999999999999999999999999e-9", "0.00"),
        ] {
            assert_eq!(kept(Decimal::from_number(number), "USD").as_deref(), Ok(expected), "{number}");
            assert!(kept(Decimal::from_text(number), "USD").is_err(), "{number}");
        }
        for number in ["19.999", "1.00000002", "0.001", "1e-7", "12345678901234567890.12345678901234567890"] {
            assert!(kept(Decimal::from_number(number), "USD").is_err(), "{number}");
        }
    }

    #[test]
    fn hundredths_are_of_the_major_unit_in_every_currency() {
        assert_eq!(kept(Decimal::from_hundredths("1999"), "USD").as_deref(), Ok("19.99"));
        assert_eq!(kept(Decimal::from_hundredths("1999"), "KWD").as_deref(), Ok("19.990"));
        assert_eq!(kept(Decimal::from_hundredths("105000"), "JPY").as_deref(), Ok("1050"));
        assert_eq!(
            kept(Decimal::from_hundredths("1050"), "JPY"),
            Err("JPY has no decimals. Send a whole number.".to_owned())
        );
        assert!(kept(Decimal::from_hundredths("10.5"), "USD").is_err());
        assert_eq!(kept(Decimal::from_hundredths("-1"), "USD").as_deref(), Ok("-0.01"));
    }

    #[test]
    fn what_is_no_amount_is_refused_with_a_sentence() {
        for wrong in [
            "",
            "-",
            "1.",
            ".5",
            "1,50",
            "+1",
            "0x10",
            "1e",
            "1e401",
            "NaN",
            " 1",
            "1 ",
            "٣",
            "1e9999999999",
            "--1",
            "1.2.3",
        ] {
            assert!(Decimal::from_text(wrong).is_err(), "{wrong}");
        }
        for large in ["92233720368547758.08", "1e30", "1e300", "999999999999999999999999999999999999999"] {
            assert!(kept(Decimal::from_number(large), "USD").is_err(), "{large}");
        }
    }
}
