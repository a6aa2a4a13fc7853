//! A place in the order of all items, as text that only this server reads.

use std::{fmt, str::FromStr};

use crate::base::{Error, Result, Timestamp, page::wrong_cursor};

/// Where items come from; at the same time those of an earlier one come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    Records,
    Events,
    Pages,
}

/// The place of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub at: Timestamp,
    pub source: Source,
    /// The row's number in its source.
    pub number: i64,
}

impl Source {
    const ALL: [Self; 3] = [Self::Records, Self::Events, Self::Pages];

    fn letter(self) -> &'static str {
        match self {
            Self::Records => "r",
            Self::Events => "e",
            Self::Pages => "p",
        }
    }

    /// Where the items of this source begin that come after a place: before this time and, at this time, before this
    /// number.
    pub fn bound(self, after: Option<Place>) -> (Timestamp, i64) {
        let Some(place) = after else { return (Timestamp::from_millis(i64::MAX), i64::MAX) };
        let number = match self.cmp(&place.source) {
            std::cmp::Ordering::Less => i64::MIN,
            std::cmp::Ordering::Equal => place.number,
            std::cmp::Ordering::Greater => i64::MAX,
        };
        (place.at, number)
    }
}

impl Place {
    /// What to sort by, so that the first item comes first.
    pub fn rank(self) -> impl Ord {
        (std::cmp::Reverse(self.at), self.source, std::cmp::Reverse(self.number))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}{}", self.at.as_millis(), self.source.letter(), self.number)
    }
}

impl FromStr for Place {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let read = || {
            let (at, rest) = text.split_once('.')?;
            let source = Source::ALL.into_iter().find(|source| rest.starts_with(source.letter()))?;
            let number = rest.get(1..)?.parse().ok()?;
            Some(Self { at: Timestamp::from_millis(at.parse().ok()?), source, number })
        };
        // A number has several spellings; only ours is taken.
        read().filter(|place| place.to_string() == text).ok_or_else(wrong_cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_spelling_of_a_place_is_taken() {
        for ours in ["1795251600000.r7", "0.e1", "-5.p9223372036854775807"] {
            assert_eq!(ours.parse::<Place>().unwrap().to_string(), ours);
        }
        for wrong in ["", ".", "1", "1.r", "1.x7", "+1.r7", "01.r7", "1.r07", "1.r7 ", "1.7", "1.r7.r7", "1.é7", "a.r7"]
        {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }
}
