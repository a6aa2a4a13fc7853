//! Pages of lists: a limit within bounds and a cursor that only this server reads.

use super::{FieldErrors, Result};

/// The most rows one page may hold.
pub const MAX_LIMIT: u32 = 100;

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
