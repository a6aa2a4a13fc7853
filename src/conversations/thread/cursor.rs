//! A place in a thread of messages and entries.

use std::{fmt, str::FromStr};

use crate::base::{Error, FieldErrors, Result};

/// A place: a message, or an entry behind it. Message n comes first, then the entries behind it by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The message's number, or that of the message an entry stands behind.
    pub number: i64,
    /// The entry's number; 0 for the message itself.
    pub entry: i64,
}

impl Place {
    /// Behind everything.
    pub const END: Self = Self { number: i64::MAX, entry: 0 };

    /// The first message number that comes later than this place.
    pub fn next_message(self) -> i64 {
        if self.entry > 0 { self.number.saturating_add(1) } else { self.number }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.number, self.entry)
    }
}

impl FromStr for Place {
    type Err = Error;

    /// Reads our own form, or a message's number alone.
    fn from_str(text: &str) -> Result<Self> {
        let (number, entry) = text.split_once('.').unwrap_or((text, "0"));
        let read = || Some(Self { number: number.parse().ok()?, entry: entry.parse().ok()? });
        let sentence = "This cursor was not made by this thread. Begin again without one.";
        let place = read().filter(|place| place.number >= 0 && place.entry >= 0);
        place.ok_or_else(|| FieldErrors::one("/before", sentence).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_nothing_else_is_taken() {
        for ours in ["12.0", "0.7", "9223372036854775807.0"] {
            assert_eq!(ours.parse::<Place>().unwrap().to_string(), ours);
        }
        assert_eq!("12".parse::<Place>().unwrap().to_string(), "12.0");
        for wrong in ["", ".", "a", "1.", "-1.0", "1.-1", "1.0.0", "99999999999999999999"] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }
}
