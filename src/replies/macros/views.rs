//! What others read of macros.

use rusqlite::Connection;

use super::{
    model::Macro,
    steps::{Step, Targets},
    store,
};
use crate::{
    base::{Result, ids::MacroId},
    tags, teams,
};

/// Every macro, by name; at most two hundred.
///
/// # Errors
/// `Internal` only.
pub fn all(connection: &Connection) -> Result<Vec<Macro>> {
    store::all(connection)
}

/// One macro.
///
/// # Errors
/// `Internal` only.
pub fn by_id(connection: &Connection, id: MacroId) -> Result<Option<Macro>> {
    store::by_id(connection, id)
}

/// A macro's name and what it does, in order. What its steps name may be gone: see [`Step::gone`].
///
/// # Errors
/// `Internal` only.
pub fn macro_steps(connection: &Connection, id: MacroId) -> Result<Option<(String, Vec<Step>)>> {
    Ok(store::by_id(connection, id)?.map(|found| (found.name, found.steps)))
}

/// The people, teams and tags that steps can name.
///
/// # Errors
/// `Internal` only.
pub fn targets(connection: &Connection) -> Result<Targets> {
    let agents = teams::views::candidates(connection)?.into_iter().filter(|agent| agent.is_active);
    Ok(Targets {
        agents: agents.map(|agent| (agent.id, agent.name)).collect(),
        teams: teams::views::all(connection)?.into_iter().map(|team| (team.id, team.name)).collect(),
        tags: tags::views::all(connection)?.into_iter().map(|tag| (tag.id, tag.name)).collect(),
    })
}
