//! Rows of `teams` and `team_members`.

use rusqlite::{Connection, OptionalExtension, params};

use super::model::{NewTeam, Team};
use crate::{
    base::{Error, FieldErrors, Result, error::on_unique, ids::*},
    db::Tx,
};

/// Every team, by name.
pub fn all(connection: &Connection) -> Result<Vec<Team>> {
    let mut statement = connection
        .prepare_cached("SELECT team_id, name FROM teams ORDER BY name COLLATE NOCASE, team_id /* a handful */")?;
    let rows = statement.query_map([], |row| Ok(Team { id: row.get(0)?, name: row.get(1)?, agents: Vec::new() }))?;
    let mut teams = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut members = connection.prepare_cached("SELECT team_id, agent_id FROM team_members /* a handful */")?;
    let pairs = members.query_map([], |row| Ok((row.get::<_, TeamId>(0)?, row.get::<_, AgentId>(1)?)))?;
    for pair in pairs {
        let (id, agent) = pair?;
        if let Some(team) = teams.iter_mut().find(|team| team.id == id) {
            team.agents.push(agent);
        }
    }
    Ok(teams)
}

pub fn by_id(connection: &Connection, id: TeamId) -> Result<Option<Team>> {
    let mut statement = connection.prepare_cached("SELECT name FROM teams WHERE team_id = ?1")?;
    let Some(name) = statement.query_row([id], |row| row.get(0)).optional()? else { return Ok(None) };
    let mut members =
        connection.prepare_cached("SELECT agent_id FROM team_members WHERE team_id = ?1 ORDER BY agent_id")?;
    let agents = members.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(Team { id, name, agents }))
}

pub fn count(connection: &Connection) -> Result<i64> {
    Ok(connection.prepare_cached("SELECT count(*) FROM teams /* a handful */")?.query_row([], |row| row.get(0))?)
}

/// # Errors
/// `Invalid` at `/name` where it is taken.
pub fn insert(tx: &Tx<'_>, id: TeamId, new: &NewTeam) -> Result<()> {
    let mut statement = tx.prepare_cached("INSERT INTO teams (team_id, name, created_at) VALUES (?1, ?2, ?3)")?;
    on_unique(statement.execute(params![id, new.name, tx.now()]), "teams.name", || taken(&new.name))?;
    Ok(())
}

/// # Errors
/// `Invalid` at `/name` where it is taken.
pub fn rename(tx: &Tx<'_>, id: TeamId, name: &str) -> Result<()> {
    let mut statement = tx.prepare_cached("UPDATE teams SET name = ?2 WHERE team_id = ?1")?;
    on_unique(statement.execute(params![id, name]), "teams.name", || taken(name))?;
    Ok(())
}

/// Puts these people, as far as they exist, in the place of all before.
pub fn set_members(tx: &Tx<'_>, id: TeamId, agents: &[AgentId]) -> Result<()> {
    tx.prepare_cached("DELETE FROM team_members WHERE team_id = ?1")?.execute([id])?;
    let mut add = tx.prepare_cached(
        "INSERT INTO team_members (team_id, agent_id) SELECT ?1, agent_id FROM agents WHERE agent_id = ?2",
    )?;
    for agent in agents {
        add.execute(params![id, agent])?;
    }
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: TeamId) -> Result<bool> {
    Ok(tx.prepare_cached("DELETE FROM teams WHERE team_id = ?1")?.execute([id])? > 0)
}

fn taken(name: &str) -> Error {
    FieldErrors::one("/name", format!("There is a team “{name}” already. Choose another name.")).into()
}
