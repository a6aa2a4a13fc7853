//! How many conversations a tag is on and a team has.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::base::{Result, ids::*};

/// Further than this nobody counts: it is shown as “999+”.
pub const COUNTED: i64 = 1_000;

/// On how many conversations each tag is, done ones too; at most [`COUNTED`].
///
/// # Errors
/// `Internal` only.
pub fn tag_uses(connection: &Connection) -> Result<HashMap<TagId, i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT t.tag_id, (SELECT count(*) FROM (SELECT 1 FROM conversation_tags c WHERE c.tag_id = t.tag_id LIMIT ?1))
         FROM tags t /* a handful */",
    )?;
    Ok(statement.query_map([COUNTED], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// How many conversations each team has that are not done; at most [`COUNTED`].
///
/// # Errors
/// `Internal` only.
pub fn team_uses(connection: &Connection) -> Result<HashMap<TeamId, i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT t.team_id, (SELECT count(*) FROM (SELECT 1 FROM conversations c
                            WHERE c.team_id = t.team_id AND c.state < 2 LIMIT ?1))
         FROM teams t /* a handful */",
    )?;
    Ok(statement.query_map([COUNTED], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}
