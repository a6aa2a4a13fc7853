//! What others read of macros.

use rusqlite::Connection;

use super::{
    model::Macro,
    steps::{Step, Targets},
    store,
};
use crate::{
    base::{Permission, Result, Role, ids::*},
    tags, teams,
};

/// People that are offered at most.
const MOST_AGENTS: u32 = 500;

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

/// The people who answer, the teams and the tags: all that steps can name.
///
/// # Errors
/// `Internal` only.
pub fn targets(connection: &Connection) -> Result<Targets> {
    Ok(Targets {
        agents: answering(connection)?,
        teams: teams::views::all(connection)?.into_iter().map(|team| (team.id, team.name)).collect(),
        tags: tags::views::all(connection)?.into_iter().map(|tag| (tag.id, tag.name)).collect(),
    })
}

/// Who may be given a conversation, by name: whoever signs in and may reply.
fn answering(connection: &Connection) -> Result<Vec<(AgentId, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT agent_id, name, role FROM agents WHERE is_active = 1
         ORDER BY name COLLATE NOCASE, agent_id LIMIT ?1 /* a handful */",
    )?;
    let agents = statement
        .query_map([MOST_AGENTS], |row| Ok(((row.get("agent_id")?, row.get("name")?), row.get::<_, Role>("role")?)))?;
    let mut answering = Vec::new();
    for agent in agents {
        let (agent, role) = agent?;
        if role.may(Permission::Reply) {
            answering.push(agent);
        }
    }
    Ok(answering)
}
