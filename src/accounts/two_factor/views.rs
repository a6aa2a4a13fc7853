//! What pages ask of second factors.

use rusqlite::Connection;

use super::{Factor, recovery, store};
use crate::base::{Result, Timestamp, ids::AgentId, secret};

/// The second factor of an agent, confirmed or being set up.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn factor(connection: &Connection, id: AgentId) -> Result<Option<Factor>> {
    store::factor(connection, id)
}

/// How many recovery codes an agent has left.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn codes_left(connection: &Connection, id: AgentId) -> Result<u32> {
    store::codes_left(connection, id)
}

/// Whether all of these are recovery codes of an agent that still work.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn are_codes(connection: &Connection, id: AgentId, codes: &[String]) -> Result<bool> {
    if codes.is_empty() || codes.len() > recovery::COUNT {
        return Ok(false);
    }
    for code in codes {
        if !store::has_code(connection, id, recovery::hash(code))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whose sign-in it is that has the password and still needs a code; `None` where it has ended.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn half_of(connection: &Connection, token: &str, now: Timestamp) -> Result<Option<AgentId>> {
    let half = store::half(connection, secret::fingerprint(token))?;
    Ok(half.filter(|half| now < half.expires_at).map(|half| half.agent_id))
}
