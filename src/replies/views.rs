//! What others read of saved replies and macros.

use rusqlite::Connection;

pub use super::macros::views::{all as macros, macro_steps};
use super::{SavedReply, store};
use crate::base::{Result, ids::*};

/// What an agent can insert: everybody's, then its own, each by name.
///
/// # Errors
/// `Internal` only.
pub fn of_agent(connection: &Connection, agent: AgentId) -> Result<Vec<SavedReply>> {
    let mut replies = store::shared(connection)?;
    replies.extend(store::own(connection, agent)?);
    Ok(replies)
}

/// One reply, whoever's it is.
///
/// # Errors
/// `Internal` only.
pub fn by_id(connection: &Connection, id: SavedReplyId) -> Result<Option<SavedReply>> {
    store::by_id(connection, id)
}
