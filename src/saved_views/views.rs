//! What is read of saved views.

use rusqlite::Connection;

use super::{
    model::{MOST, SavedView},
    store,
};
use crate::base::{Error, Result, ids::*};

/// What `agent` sees: its own first, then everybody's, each in their order.
///
/// # Errors
/// `Internal` only.
pub fn seen_by(connection: &Connection, agent: AgentId) -> Result<Vec<SavedView>> {
    let mut views = store::of(connection, Some(agent), MOST)?;
    views.extend(store::of(connection, None, MOST)?);
    Ok(views)
}

/// One that `agent` sees.
///
/// # Errors
/// `NotFound`, also where it is another's own.
pub fn one(connection: &Connection, agent: AgentId, id: SavedViewId) -> Result<SavedView> {
    let view = store::by_id(connection, id)?.filter(|view| view.is_seen_by(agent));
    view.ok_or(Error::NotFound("view"))
}
