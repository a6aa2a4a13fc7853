//! Pages of lists: a limit within bounds and a cursor that only this server reads.

use std::{fmt, str::FromStr};

use super::{Error, FieldErrors, Result, Timestamp};

/// The most rows one page may hold.
pub const MAX_LIMIT: u32 = 100;

/// Where the next page of a list by time begins: after the row of this time, and of this key among those of one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor<K> {
    pub at: Timestamp,
    pub key: K,
}

impl<K: fmt::Display> Cursor<K> {
    /// What stands above all rows of the page, as `(at, key) < (?, ?)` where keys are ids.
    pub fn above(cursor: Option<Self>) -> (Timestamp, String) {
        match cursor {
            Some(cursor) => (cursor.at, cursor.key.to_string()),
            // Above every id, since `~` is above every letter.
            None => (Timestamp::from_millis(i64::MAX), "~".to_owned()),
        }
    }
}

impl<K: fmt::Display> fmt::Display for Cursor<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_millis(), self.key)
    }
}

impl<K: fmt::Display + FromStr> FromStr for Cursor<K> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let parts = text
            .split_once('.')
            .and_then(|(at, key)| Some(Self { at: Timestamp::from_millis(at.parse().ok()?), key: key.parse().ok()? }));
        // A number has several spellings; only ours is taken.
        parts.filter(|cursor| cursor.to_string() == text).ok_or_else(wrong_cursor)
    }
}

/// What a list says to a cursor that is none of its own.
pub fn wrong_cursor() -> Error {
    FieldErrors::one("/cursor", "This cursor was not made by this list. Begin again without one.").into()
}

/// Cuts a list that was read one row beyond its page, and answers whether there is more of it.
pub fn cut<T>(rows: &mut Vec<T>, most: usize) -> bool {
    let has_more = rows.len() > most;
    rows.truncate(most);
    has_more
}

/// Reads the `limit` of a list: `default` where absent, 1 to [`MAX_LIMIT`].
///
/// # Errors
/// `Invalid` outside that range.
pub fn limit(given: Option<i64>, default: u32) -> Result<u32> {
    match given {
        None => Ok(default),
        Some(value) => match u32::try_from(value) {
            Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => Ok(limit),
            _ => Err(FieldErrors::one("/limit", format!("Ask for 1 to {MAX_LIMIT} rows, not {value}.")).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_again_in_our_own_spelling_only() {
        let cursor = Cursor { at: Timestamp::from_millis(7), key: 12 };

        assert_eq!(cursor.to_string().parse::<Cursor<i64>>().unwrap(), cursor);
        for text in ["", "7", "7.", "7.x", "07.12", "7.+12", "7.12.1"] {
            assert!(text.parse::<Cursor<i64>>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_row_beyond_the_page_says_that_there_is_more() {
        let mut rows = vec![1, 2, 3];

        assert!(cut(&mut rows, 2));
        assert_eq!(rows, [1, 2]);
        assert!(!cut(&mut rows, 2));
    }
}
